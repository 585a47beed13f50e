"""Whether people get to things and can use them: free floor before each piece, and ways from the door to it.

Judged in plan on what the meshes cover. What one moves aside (chairs, poufs, baskets) blocks no use, and neither does a
thing's own company: what stands on it, and the nightstands beside a bed. Numbers and sources are in `data/use.toml`.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from shapely import maximum_inscribed_circle, union_all
from shapely.affinity import translate
from shapely.geometry import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry

from eval.passages import Ways
from eval.score import Score, Spot
from eval.space import Space, Thing, box_plan, front_of, outlines, polygons, to_world
from eval.standards import Need, Side, standards

MOST_SPOTS = 3
"""Narrow places that are shown."""
NOTCHED, SWEEP = 0.9, 8
"""What covers less of its box than this has a notch; the steps in which the floor before it is swept."""
SLACK = 0.01
"""What is this little short of its clearance is not called short [m]."""


def judge_access(space: Space, ways: Ways) -> tuple[Score, ...]:
    """All scores about getting to things and using them."""
    return (usable(space), reachable(space), route(space, ways), chair_room(space), free_circle(space))


def having(space: Space, role: str) -> tuple[Thing, ...]:
    """The things of a role, in the order of the scene."""
    return tuple(t for t in space.things if t.category in standards().roles[role])


def has_role(t: Thing, role: str) -> bool:
    return t.category in standards().roles[role]


def missing(
    name: str, unit: str, definition: str, reason: str, good: tuple[float | None, float | None] | None = None
) -> Score:
    """A score without a value."""
    return Score(name, None, unit, "use", "geometry", definition, good, reason)


def strip(t: Thing, side: Side, depth: float, span: tuple[float, float]) -> Polygon:
    """The floor before one side of the object's box, `depth` deep over the fractions `span` of the side (measured along
    the object's own x or y from its middle)."""
    w, d = t.object.size[0], t.object.size[1]
    if side in ("front", "back"):
        near = (-d if side == "front" else d) / 2
        far = near + (-depth if side == "front" else depth)
        corners = [(w * span[0], near), (w * span[1], near), (w * span[1], far), (w * span[0], far)]
    else:
        near = (-w if side == "left" else w) / 2
        far = near + (-depth if side == "left" else depth)
        corners = [(near, d * span[0]), (near, d * span[1]), (far, d * span[1]), (far, d * span[0])]
    return Polygon([to_world(t.object, x, y) for x, y in corners])


def free_depth(space: Space, t: Thing, side: Side, need: Need) -> float:
    """How deep the floor before a side is free [m], at most `need.depth`."""
    zone, edge = _before(t, side, need)
    blocked = [zone.difference(space.open_floor.buffer(SLACK))]
    blocked += [o.plan.intersection(zone) for o in space.obstacles if _blocks(o, t)]
    return min((edge.distance(p) for b in blocked for p in polygons(b)), default=need.depth)


def _before(t: Thing, side: Side, need: Need) -> tuple[BaseGeometry, BaseGeometry]:
    """The floor before a side, and the edge that it begins at: that of the object's box, or, before what has a notch in
    its front (a corner sofa), its own outline."""
    zone = strip(t, side, need.depth, need.span)
    if side != "front" or t.outline.area > NOTCHED * box_plan(t.object).area:
        return zone, LineString(list(zone.exterior.coords)[:2])
    (x, y), steps = front_of(t.object), np.arange(0.0, need.depth + 1e-9, need.depth / SWEEP)
    swept = union_all([translate(t.outline, k * x, k * y) for k in steps])
    return swept.difference(t.outline), t.outline


def _blocks(o: Thing, t: Thing) -> bool:
    """Whether `o` can be in the way of someone who uses `t`."""
    company = o.id == t.id or o.object.support == t.id or t.object.support == o.id
    beside_bed = has_role(t, "bed") and o.category == "nightstand"
    return not (company or beside_bed or has_role(o, "movable"))


def usable(space: Space) -> Score:
    """Share of the pieces that need free floor to be used (storage, beds, desks, fixtures, seats) and have it: the
    depth of `[[need]]` before as many of its sides as are needed, within 1 cm."""
    definition = "pieces with the free floor before them that their use needs"
    needs = [(t, n) for t in space.things if t.object.support == "floor" and (n := standards().need_of(t.category))]
    if not needs:
        return missing("usable", "share", definition, "no piece needs free floor", (1.0, None))
    short = [(text, t, n) for t, n in needs if (text := _short(space, t, n))]
    spots = tuple(spot for _, t, n in short for side in n.sides for spot in outlines(_before(t, side, n)[0]))
    return Score(
        "usable", 1 - len(short) / len(needs), "share", "use", "geometry", definition, (1.0, None), "",
        tuple(text for text, _, _ in short), spots,
    )  # fmt: skip


def _short(space: Space, t: Thing, need: Need) -> str:
    depths = sorted((free_depth(space, t, side, need) for side in need.sides), reverse=True)[: need.least]
    if min(depths) >= need.depth - SLACK:
        return ""
    return f"{t.id} has {min(depths):.2f} m of free floor and needs {need.depth:.2f} m ({need.what})"


def _main(space: Space) -> tuple[Thing, ...]:
    """The pieces that one walks to: what stands on the floor, save what is moved aside or used from a bed or seat."""
    return tuple(t for t in space.standing if not has_role(t, "movable") and not has_role(t, "at_hand"))


def _gets_to(parts: Sequence[Polygon], t: Thing, radius: float) -> bool:
    reach = radius + standards().route.arm
    return any(p.distance(t.plan) <= reach for p in parts)


def reachable(space: Space) -> Score:
    """Share of the floor-standing pieces that someone 0.6 m wide, who comes through a door, gets within an arm's reach
    (0.4 m) of."""
    definition = "floor-standing pieces that a person 0.6 m wide gets within 0.4 m of, from a door"
    pieces, radius = _main(space), standards().route.least / 2
    if not pieces:
        return missing("reachable", "share", definition, "nothing stands on the floor", (1.0, None))
    parts = space.reached(radius)
    lost = [f"nobody gets to {t.id}" for t in pieces if not _gets_to(parts, t, radius)]
    return Score(
        "reachable", 1 - len(lost) / len(pieces), "share", "use", "geometry", definition, (1.0, None), "", tuple(lost)
    )


def route(space: Space, ways: Ways) -> Score:
    """The width [m] of the widest person who gets from a door to within an arm's reach of every piece that needs free
    floor (`[[need]]`); 0 when nobody does. Evidence: the width of the way to each, and where it is narrowest."""
    definition = "width of the widest person who gets from a door to every piece that is used standing before it"
    rule, pieces = standards().route, tuple(t for t in space.standing if standards().need_of(t.category))
    good = (rule.least, None)
    if not pieces or not space.door_zones:
        reason = "the room has no door" if pieces else "no piece needs free floor"
        return missing("route", "m", definition, reason, good)
    found = sorted((ways.to(t, rule.arm) for t in pieces), key=lambda p: p.width)
    spots = {p.narrowest: Spot(p.narrowest, f"{p.width:.2f} m") for p in found if p.narrowest}
    return Score(
        "route", found[0].width, "m", "use", "geometry", definition, good, "", tuple(p.text for p in found),
        tuple(spots.values())[:MOST_SPOTS],
    )  # fmt: skip


def chair_room(space: Space) -> Score:
    """The least room [m] from the edge of a table, through a chair that faces it, to what is behind the chair (at most
    1.5 m is looked at). NKBA asks for 0.81 m where nobody passes behind."""
    definition = "least distance from a table's edge to what is behind a chair at it"
    good = (standards().chair.room, None)
    tables = [*having(space, "table"), *having(space, "desk")]
    rooms = {c.id: r for c in having(space, "chair") if (r := _behind(space, c, tables)) is not None}
    if not rooms:
        return missing("chair room", "m", definition, "no chair stands at a table or desk", good)
    tight = tuple(f"{i}: {r:.2f} m" for i, r in rooms.items() if r < standards().chair.room)
    return Score("chair room", min(rooms.values()), "m", "use", "geometry", definition, good, "", tight)


def _behind(space: Space, chair: Thing, tables: Sequence[Thing]) -> float | None:
    """Room from the edge of the table that the chair faces; None for a chair at no table."""
    ahead = strip(chair, "front", 0.5, (-0.1, 0.1)).union(chair.plan)
    own = next((t for t in tables if t.plan.intersects(ahead)), None)
    if own is None:
        return None
    lane = strip(chair, "back", 1.5, (-0.3, 0.3))
    back = LineString(list(lane.exterior.coords)[:2])
    others = [o.plan for o in space.obstacles if o.id not in (chair.id, own.id) and not has_role(o, "movable")]
    blocked: BaseGeometry = union_all(
        [lane.difference(space.open_floor.buffer(SLACK)), *(o.intersection(lane) for o in others)]
    )
    behind = min((back.distance(p) for p in polygons(blocked)), default=1.5)
    return float(back.distance(own.plan)) + behind


def free_circle(space: Space) -> Score:
    """Diameter [m] of the largest circle of floor that nothing stands in (rugs excepted)."""
    rule, definition = standards().circle, "diameter of the largest circle of free floor"
    least = rule.least[0] if space.floor.area <= rule.small_room else rule.least[1]
    parts = polygons(space.open_floor.difference(space.covered))
    if not parts:
        return missing("free circle", "m", definition, "no floor is free", (least, None))
    radius = max((maximum_inscribed_circle(p, tolerance=0.02) for p in parts), key=lambda r: float(r.length))
    at = Point(radius.coords[0])
    where = f"at ({at.x:.2f}, {at.y:.2f})"
    spot = Spot(
        ((round(at.x, 3), round(at.y, 3)),), f"{2 * radius.length:.2f} m", radius=round(float(radius.length), 3)
    )
    return Score(
        "free circle", 2 * radius.length, "m", "use", "geometry", definition, (least, None), "", (where,), (spot,)
    )
