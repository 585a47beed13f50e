"""Whether a room could stand like this: its meshes against each other, the floor, the walls, the doors and the windows.

Each scorer returns its score and the defects in words. The meshes are judged, not the declared boxes: a chair may stand
under a table. The limits are the layout contract's; each docstring says which.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import shapely
import trimesh
from shapely.geometry import MultiPoint, Point, box
from shapely.geometry.base import BaseGeometry

from assets.catalogue import before_window
from eval.contact import Penetration, penetrations, rest_gap
from eval.score import Score
from eval.space import EPS, ROUND, Space, Thing, outlines, polygons
from solvers.room import Window

POSE_TOLERANCE = 0.01
"""How far a mesh may differ from its declared pose and size [m]."""
WALKABLE_LEAST = 0.9
"""Share of the walkable floor that must be connected to a door (layout contract)."""
WINDOW_DEPTH, WINDOW_HIDDEN = 0.5, 0.25
"""Floor before a window in which things hide it [m], and the share of glass that may be hidden (layout contract)."""


@dataclass(frozen=True)
class Finding:
    """What one scorer says."""

    scores: tuple[Score, ...]
    defects: tuple[str, ...] = ()


def judge_geometry(space: Space) -> Finding:
    """All geometric scores and defects of a scene."""
    scorers = (models, collisions, outside, supports, doors, walkable, windows)
    found = [scorer(space) for scorer in scorers]
    return Finding(tuple(s for f in found for s in f.scores), tuple(d for f in found for d in f.defects))


def _share(name: str, good: int, defects: Sequence[str], total: int, definition: str, what: str) -> Score:
    """The share of `total` things that are right; unscored when there are none."""
    value = good / total if total else None
    reason = "" if total else f"there are no {what}"
    return Score(name, value, "share", "geometry", "geometry", definition, (1.0, None), reason, tuple(defects))


def models(space: Space) -> Finding:
    """Share of the objects whose mesh exists and fills its declared size at its declared pose within 1 cm."""
    wrong = [f"model: {i} has no mesh" for i in space.unseen]
    wrong += [
        f"model: {t.id} differs from its pose and size by {e:.3f} m"
        for t in space.things
        if (e := _misfit(t)) > POSE_TOLERANCE
    ]
    total = len(space.scene.objects)
    definition = "objects whose mesh fills the declared size at the declared pose within 1 cm"
    return Finding((_share("models", total - len(wrong), wrong, total, definition, "objects"),), tuple(wrong))


def _misfit(t: Thing) -> float:
    """How far the mesh's extent in its object's own frame is from the declared size [m]."""
    o, a = t.object, t.object.pose.yaw
    v = t.vertices - (o.x, o.y, o.z)
    x, y = v[:, 0] * math.cos(a) + v[:, 1] * math.sin(a), v[:, 1] * math.cos(a) - v[:, 0] * math.sin(a)
    have = (x.min(), x.max(), y.min(), y.max(), v[:, 2].min(), v[:, 2].max())
    w, d, h = o.size
    return float(np.abs(np.subtract(have, (-w / 2, w / 2, -d / 2, d / 2, 0.0, h))).max())


def collisions(space: Space) -> Finding:
    """Pairs of objects whose meshes are more than 5 mm in one another (see `eval.contact`), and the share of objects in
    such a pair (SceneEval's COL counts objects likewise, with one shift of 5 mm)."""
    found = penetrations(space.things)
    words = tuple(f"penetration: {p.text}" for p in found)
    definition = "pairs of objects whose meshes are more than 5 mm in one another; a rug under things does not count"
    plans = {t.id: t.plan for t in space.things}
    spots = tuple(s for p in found for s in outlines(plans[p.a].intersection(plans[p.b]), f"{p.a}, {p.b}"))
    pairs = Score(
        "collisions", float(len(found)), "count", "geometry", "geometry", definition, (None, 0.0), "", words, spots
    )
    return Finding((pairs, _colliding(space, found)), words)


def _colliding(space: Space, found: Sequence[Penetration]) -> Score:
    hit = {i for p in found for i in (p.a, p.b)}
    free = len(space.things) - len(hit)
    definition = "objects that are in no other object"
    return _share("apart", free, sorted(hit), len(space.things), definition, "objects")


def outside(space: Space) -> Finding:
    """Share of the objects no point of which is more than 5 mm outside the floor polygon, below the floor or above the
    ceiling. In a room without inner corners the vertices decide; else 2000 points of the surface are asked too."""
    out = {t.id: _excess(space, t) for t in space.things}
    words = [f"outside: {i} leaves the room by {e:.3f} m" for i, e in out.items() if e > EPS + ROUND]
    definition = "objects inside the room, walls, floor and ceiling within 5 mm"
    return Finding((_share("inside", len(out) - len(words), words, len(out), definition, "objects"),), tuple(words))


def _excess(space: Space, t: Thing) -> float:
    points = t.vertices
    if not space.floor.equals(space.floor.convex_hull):
        sampled = [trimesh.sample.sample_surface(p, max(1, 2000 // len(t.parts)), seed=0)[0] for p in t.parts]
        points = np.vstack([points, *sampled])
    beyond = float(shapely.distance(space.floor, shapely.points(points[:, :2])).max())
    return max(beyond, float(t.hi[2]) - space.scene.room.height, -float(t.lo[2]))


def supports(space: Space) -> Finding:
    """Share of the objects that touch what carries them within 5 mm: the floor with their lowest point, a wall in plan,
    the ceiling with their top, another object straight below; and whose centre is over the object that carries them."""
    words = [f"support: {text}" for t in space.things if (text := _unsupported(space, t))]
    definition = "objects that touch what carries them within 5 mm, their centre over it"
    return Finding(
        (_share("supported", len(space.things) - len(words), words, len(space.things), definition, "objects"),),
        tuple(words),
    )


def _unsupported(space: Space, t: Thing) -> str:
    carrier = t.object.support
    if carrier not in ("floor", "wall", "ceiling"):
        return _not_carried(t, space.thing(carrier), carrier)
    if carrier == "floor":
        gap = abs(float(t.lo[2]))
    elif carrier == "ceiling":
        gap = abs(space.scene.room.height - float(t.hi[2]))
    else:
        gap = float(shapely.distance(space.floor.exterior, shapely.points(t.vertices[:, :2])).min())
    return f"{t.id} is {gap:.3f} m away from the {carrier}" if gap > EPS + ROUND else ""


def _not_carried(t: Thing, carrier: Thing | None, id: str) -> str:
    if carrier is None:
        return f"{t.id} stands on {id}, which has no mesh"
    if not MultiPoint(carrier.vertices[:, :2]).convex_hull.buffer(EPS).covers(Point(t.object.x, t.object.y)):
        return f"the centre of {t.id} is not over {id}"
    gap = rest_gap(t, carrier)
    if gap > EPS + ROUND:
        return f"{t.id} is {gap:.3f} m away from {id}" if math.isfinite(gap) else f"nothing of {id} is below {t.id}"
    return ""


def doors(space: Space) -> Finding:
    """Share of the doors whose clear zone (0.8 m deep, as wide as the door) nothing enters by more than 5 mm, among
    what stands on the floor and is taller than 3 cm."""
    words = [
        f"door: {t.id} stands in the way of {name}"
        for name, zone in space.door_zones.items()
        for t in space.standing
        if t.plan.intersects(zone.buffer(-EPS, join_style="mitre"))
    ]
    shut = {w.rsplit(" ", 1)[-1] for w in words}
    spots = tuple(s for name, zone in space.door_zones.items() if name in shut for s in outlines(zone, name))
    definition = "doors with 0.8 m of free floor over their width"
    total = len(space.door_zones)
    score = replace(_share("doors free", total - len(shut), words, total, definition, "doors"), spots=spots)
    return Finding((score,), tuple(words))


def walkable(space: Space) -> Finding:
    """Share of the walkable floor that is connected with a door, for a person of 0.4 m (the layout contract's agent of
    radius 0.2 m, as SceneEval's NAV) and of 0.6 m width. Rugs and what begins above 1.8 m are walked on and under."""
    slim, broad = _connected(space, 0.2), _connected(space, 0.3)
    words: tuple[str, ...] = ()
    if slim.value is None or slim.value < WALKABLE_LEAST:
        words = (f"walkable: only {100 * (slim.value or 0.0):.0f} % of the free floor can be reached from a door",)
    return Finding((slim, broad), words)


def _connected(space: Space, radius: float) -> Score:
    parts, reached = space.walkable(radius), space.reached(radius)
    total = sum(p.area for p in parts)
    lost = [p for p in parts if p not in reached]
    evidence = tuple(
        f"{p.area:.2f} m2 cut off at ({p.centroid.x:.2f}, {p.centroid.y:.2f})" for p in lost if p.area > 0.01
    )
    definition = f"walkable floor connected with a door, for a person {2 * radius:.1f} m wide"
    good = (WALKABLE_LEAST, None) if radius <= 0.2 else None
    value = sum(p.area for p in reached) / total if total else None
    reason = "" if total else "no floor is free to walk on"
    spots = tuple(s for p in lost if p.area > 0.01 for s in outlines(p, f"{p.area:.2f} m²"))
    name = f"walkable {2 * radius:.1f} m"
    return Score(name, value, "share", "geometry", "geometry", definition, good, reason, evidence, spots)


def windows(space: Space) -> Finding:
    """Largest share of a window's glass that is hidden by floor-standing things within 0.5 m of it, in front view;
    curtains are free. At most 25 % (layout contract)."""
    room = space.scene.room
    if not room.windows:
        return Finding((_hidden_score(None, ()),))
    hidden = {w.id: _hidden(space, w) for w in room.windows}
    evidence = tuple(f"{', '.join(ids)} hide {100 * s:.0f} % of {w}" for w, (s, ids) in hidden.items() if ids)
    words = tuple(
        f"window: {', '.join(ids)} hide {100 * s:.0f} % of {w}" for w, (s, ids) in hidden.items() if s > WINDOW_HIDDEN
    )
    return Finding((_hidden_score(max(s for s, _ in hidden.values()), evidence),), words)


def _hidden_score(value: float | None, evidence: tuple[str, ...]) -> Score:
    definition = "largest share of a window's glass hidden by floor-standing things within 0.5 m"
    reason = "" if value is not None else "the room has no window"
    return Score(
        "window hidden", value, "share", "geometry", "geometry", definition, (None, WINDOW_HIDDEN), reason, evidence
    )


def _hidden(space: Space, window: Window) -> tuple[float, tuple[str, ...]]:
    """The hidden share of the glass, and by what."""
    zone, wall = space.zone(window, WINDOW_DEPTH), space.walls[window.wall]
    glass = box(window.offset, window.sill, window.offset + window.width, window.sill + window.height)
    shade: list[BaseGeometry] = []
    ids: list[str] = []
    for t in (t for t in space.standing if before_window(t.category) != "free"):
        part = t.plan.intersection(zone)
        if not polygons(part):
            continue
        along = [(x - wall.start[0]) * wall.u[0] + (y - wall.start[1]) * wall.u[1] for x, y in _corners(part)]
        if (cover := box(min(along), 0.0, max(along), float(t.hi[2])).intersection(glass)).area > 0:
            shade, ids = [*shade, cover], [*ids, t.id]
    return shapely.union_all(shade).area / glass.area, tuple(ids)


def _corners(shape: BaseGeometry) -> Iterable[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in shapely.get_coordinates(shape.convex_hull)]
