"""Whether a room is pleasant to be in: what one sees, the light, how full it is and how it is balanced.

Judged on declared poses and boxes, and on what the meshes cover. Numbers and sources are in `data/use.toml`. What a
scene has nothing for (no television, no window) stays unscored.
"""

from __future__ import annotations

import math

from shapely import union_all
from shapely.geometry import LineString, Point
from shapely.geometry.base import BaseGeometry

from assets.catalogue import before_window
from eval.access import has_role, having, missing
from eval.score import Score, Spot
from eval.space import EPS, Space, Thing, box_plan, front_of
from eval.standards import standards

TALL = 1.2
"""What is taller hides a window from someone who sits [m]: eye height of a seated adult, 1.2 m."""


def judge_comfort(space: Space) -> tuple[Score, ...]:
    """All scores about comfort and order."""
    seen = (viewing_distance, viewing_angle, coffee_gap, surfaces, lamps, daylight, glass)
    order = (fill, wall_use, balance, parallel)
    return tuple(scorer(space) for scorer in (*seen, *order))


def _viewer(space: Space) -> Thing | None:
    """From where one watches: the sofa nearest to the first screen, else an armchair, else a bed."""
    screens = having(space, "screen")
    for role in ("sofa", "lounge", "bed"):
        if screens and (seats := having(space, role)):
            return min(seats, key=lambda s: _apart(s, screens[0]))
    return None


def _apart(a: Thing, b: Thing) -> float:
    return math.hypot(a.object.x - b.object.x, a.object.y - b.object.y)


def screen_and_viewer(space: Space) -> tuple[Thing, Thing] | None:
    """The first screen and the best seat to watch it from; None when one of them is missing."""
    viewer = _viewer(space)
    return (having(space, "screen")[0], viewer) if viewer else None


def viewing_distance(space: Space) -> Score:
    """Distance in plan from the middle of the best seat to the screen, over the screen's diagonal."""
    definition, rule = "distance from the seat to the television over its diagonal", standards().screen
    pair = screen_and_viewer(space)
    if pair is None:
        return missing("viewing distance", "ratio", definition, "no television with a seat", rule.ratio)
    screen, seat = pair
    diagonal, distance = math.hypot(screen.object.size[0], screen.object.size[2]), _apart(screen, seat)
    words = (f"{seat.id} is {distance:.2f} m from {screen.id}, {diagonal:.2f} m across",)
    return Score("viewing distance", distance / diagonal, "ratio", "use", "boxes", definition, rule.ratio, "", words)


def viewing_angle(space: Space) -> Score:
    """The larger of two angles [degrees]: between the screen's axis and the line to the best seat, and between where
    that seat looks and the line to the screen. A bed is lain in with the head at its back: it looks along its front."""
    definition, rule = "largest angle off the axis, of the screen towards the seat and back", standards().screen
    pair = screen_and_viewer(space)
    if pair is None:
        return missing("viewing angle", "deg", definition, "no television with a seat", (None, rule.angle))
    screen, seat = pair
    angle = max(_off_axis(screen, seat), _off_axis(seat, screen))
    return Score(
        "viewing angle",
        angle,
        "deg",
        "use",
        "boxes",
        definition,
        (None, rule.angle),
        "",
        (f"{seat.id} and {screen.id}",),
    )


def _off_axis(a: Thing, b: Thing) -> float:
    """Angle between where `a` looks and the direction to `b` [degrees]."""
    dx, dy = b.object.x - a.object.x, b.object.y - a.object.y
    fx, fy = front_of(a.object)
    return math.degrees(abs(math.atan2(fx * dy - fy * dx, fx * dx + fy * dy)))


def coffee_gap(space: Space) -> Score:
    """Gap in plan [m] between a coffee table and the nearest sofa or armchair; the worst table counts."""
    definition, good = "gap between the coffee table and the nearest seat", standards().coffee.gap
    seats, tables = having(space, "lounge"), having(space, "coffee")
    if not seats or not tables:
        return missing("coffee table gap", "m", definition, "no coffee table with a seat", good)
    gaps = {t.id: min(float(t.plan.distance(s.outline)) for s in seats) for t in tables}
    worst = max(gaps, key=lambda i: max(good[0] - gaps[i], gaps[i] - good[1]))
    return Score("coffee table gap", gaps[worst], "m", "use", "geometry", definition, good, "", (worst,))


def surfaces(space: Space) -> Score:
    """Share of the sofas and armchairs with something to put a cup on within 0.6 m."""
    definition, rule = "sofas and armchairs with a surface within 0.6 m", standards().surface
    tops = [*having(space, "surface"), *having(space, "desk"), *having(space, "table")]
    return _near_share(having(space, "lounge"), tops, rule.gap, "surface at seat", definition, "a surface")


def lamps(space: Space) -> Score:
    """Share of the sofas, armchairs, desks and beds with a lamp within 2 m in plan."""
    definition, rule = "seats, desks and beds with a lamp within 2 m", standards().light
    places = [*having(space, "lounge"), *having(space, "desk"), *having(space, "bed")]
    return _near_share(places, having(space, "lamp"), rule.distance, "lamp in reach", definition, "a lamp")


def _near_share(
    places: list[Thing] | tuple[Thing, ...],
    wanted: list[Thing] | tuple[Thing, ...],
    most: float,
    name: str,
    definition: str,
    what: str,
) -> Score:
    if not places:
        return missing(name, "share", definition, "no seat to judge", (1.0, None))
    far = [p.id for p in places if not any(p.plan.distance(w.plan) <= most for w in wanted)]
    words = tuple(f"{i} has not {what} within {most:.1f} m" for i in far)
    return Score(name, 1 - len(far) / len(places), "share", "use", "geometry", definition, (1.0, None), "", words)


def daylight(space: Space) -> Score:
    """Share of the desks and reading chairs in daylight: their middle is within twice the height of a window's head
    from it, and nothing taller than 1.2 m stands on the line to the window's middle, curtains and chairs left out."""
    definition = "desks and reading chairs within two window-head heights of a window in their sight"
    places = [*having(space, "desk"), *having(space, "reading")]
    if not places or not space.scene.room.windows:
        reason = "no desk or reading chair" if not places else "the room has no window"
        return missing("daylight", "share", definition, reason, (1.0, None))
    dark = [f"{p.id} is in no window's daylight" for p in places if not _lit(space, p)]
    return Score(
        "daylight", 1 - len(dark) / len(places), "share", "use", "geometry", definition, (1.0, None), "", tuple(dark)
    )


def _lit(space: Space, t: Thing) -> bool:
    here, most = Point(t.object.x, t.object.y), standards().daylight.heights
    tall = union_all([o.plan for o in space.standing if o.hi[2] > TALL and o.id != t.id and not yields(o)])
    for w in space.scene.room.windows:
        wall = space.walls[w.wall]
        glass = LineString([wall.at(w.offset), wall.at(w.offset + w.width)])
        sight = LineString([here, Point(wall.at(w.offset + w.width / 2, 0.15))])
        if (
            here.distance(glass) <= most * (w.sill + w.height)
            and not sight.intersects(tall)
            and space.floor.buffer(EPS).covers(sight)
        ):
            return True
    return False


def yields(o: Thing) -> bool:
    """Whether one draws or moves it aside."""
    return has_role(o, "movable") or before_window(o.category) == "free"


def glass(space: Space) -> Score:
    """Area of all windows over the floor's."""
    definition, least = "glass area over floor area", standards().glass.least
    windows = space.scene.room.windows
    value = sum(w.width * w.height for w in windows) / space.floor.area
    return Score("glass", value, "ratio", "use", "boxes", definition, (least, None), "", tuple(w.id for w in windows))


def fill(space: Space) -> Score:
    """Floor that is covered by what stands on it (rugs excepted), over the floor."""
    covered = union_all([box_plan(t.object) for t in space.standing]).intersection(space.floor)
    good = standards().fill_of(space.scene.room.type or space.scene.brief.room_type)
    definition = "floor covered by furniture over all floor"
    return Score("fill", covered.area / space.floor.area, "ratio", "use", "boxes", definition, good)


def wall_use(space: Space) -> Score:
    """Share of the length of all walls, doors left out, that furniture stands within 0.15 m of."""
    definition = "share of the walls' length, without doors, with furniture within 0.15 m"
    total = used = 0.0
    for wall in space.walls:
        run: BaseGeometry = LineString([wall.start, wall.end])
        for d in (d for d in space.scene.room.doors if d.wall == wall.index):
            run = run.difference(LineString([wall.at(d.offset), wall.at(d.offset + d.width)]).buffer(1e-6))
        near = union_all([t.plan.buffer(0.15) for t in space.standing])
        total, used = total + run.length, used + run.intersection(near).length
    return Score("wall use", used / total, "share", "use", "geometry", definition)


def balance(space: Space) -> Score:
    """Distance in plan of the furniture's centre of mass (footprint times height) from the middle of the floor, over
    the square root of the floor's area."""
    definition, rule = "offset of the furniture's centre of mass over the room's size", standards().balance
    pieces = space.standing
    if not pieces:
        return missing("balance", "ratio", definition, "nothing stands on the floor", (None, rule.most))
    mass = [math.prod(t.object.size) for t in pieces]
    x = sum(m * t.object.x for m, t in zip(mass, pieces, strict=True)) / sum(mass)
    y = sum(m * t.object.y for m, t in zip(mass, pieces, strict=True)) / sum(mass)
    offset = Point(x, y).distance(space.floor.centroid) / math.sqrt(space.floor.area)
    return Score(
        "balance",
        offset,
        "ratio",
        "use",
        "boxes",
        definition,
        (None, rule.most),
        "",
        (f"centre of mass at ({x:.2f}, {y:.2f})",),
        (Spot(((round(x, 3), round(y, 3)),), "centre of mass", radius=0.05),),
    )


def parallel(space: Space) -> Score:
    """Share of the floor-standing pieces, seats and small things left out, that are parallel to the nearest wall within
    2 degrees (modulo a quarter turn)."""
    definition, rule = "pieces parallel to the nearest wall within 2 degrees", standards().parallel
    pieces = [t for t in space.standing if not has_role(t, "angled")]
    if not pieces:
        return missing("parallel", "share", definition, "no piece to judge", (rule.least, None))
    askew = [f"{t.id} stands {a:.0f} degrees askew" for t in pieces if (a := _askew(space, t)) > rule.degrees]
    return Score(
        "parallel",
        1 - len(askew) / len(pieces),
        "share",
        "use",
        "boxes",
        definition,
        (rule.least, None),
        "",
        tuple(askew),
    )


def _askew(space: Space, t: Thing) -> float:
    """Angle to the nearest wall [degrees], modulo a quarter turn."""
    wall = min(space.walls, key=lambda w: LineString([w.start, w.end]).distance(t.plan))
    off = (t.object.yaw_deg - math.degrees(wall.yaw)) % 90.0
    return min(off, 90.0 - off)
