"""Scenes with one known fault, made from a scene by code: they show whether a judge notices what it is asked about.

Each fault is planted by a settled rule, without chance, in the largest thing that it suits. Where it cannot be planted
(no seat, no coloured thing) the reason is said instead.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from shapely import affinity
from shapely.geometry import LineString, Polygon
from shapely.geometry.base import BaseGeometry

from assets.errors import AssetError
from assets.library import asset, query_of
from assets.materials import colour
from eval.labels import assign
from eval.space import box_plan
from idesign.scene import AssetRef, Scene, SceneObject

PASSAGE = 0.4
"""Width of the narrowed passage [m]."""
WAY = (0.55, 1.6)
"""Free widths [m] that are taken for a passage: wider is open floor."""
BARRIER = 0.7
"""What is lower than this [m] is stepped past; a coffee table stands 0.4 m from a sofa on purpose."""
FLAT = 0.05
LOUD = ("magenta", "lime", "orange", "turquoise")
"""Colours of which the one farthest from the old colour and from all that was asked for is taken."""
SEATS = ("chair", "armchair", "sofa", "loveseat", "recliner")


class CannotPlantError(ValueError):
    """The scene has nothing that the fault suits; the text says what is missing."""


@dataclass(frozen=True)
class Defect:
    """A kind of fault and the criteria that ought to notice it."""

    name: str
    title: str
    criteria: tuple[str, ...]


@dataclass(frozen=True)
class Planted:
    """A scene with a fault, and what it is in words."""

    defect: str
    scene: Scene
    said: str


@cache
def defects() -> Mapping[str, Defect]:
    """All kinds by name."""
    read = tomllib.loads((files("eval.judge") / "data" / "planted.toml").read_text(encoding="utf-8"))
    return {n: Defect(n, d["title"], tuple(d["criteria"])) for n, d in read.items()}


def planted(scene: Scene) -> tuple[tuple[Planted, ...], tuple[str, ...]]:
    """The scene with each fault in turn, and why those that are missing are."""
    found, left_out = [], []
    for name in defects():
        try:
            found.append(_PLANT[name](scene))
        except CannotPlantError as e:
            left_out.append(f"{name}: {e}")
    return tuple(found), tuple(left_out)


# ---------------------------------------------------------------- the faults
def through_wall(scene: Scene) -> Planted:
    """The largest thing on the floor is moved straight to its nearest wall until half of it is beyond."""
    thing = _largest(scene, lambda o: o.size[2] > FLAT, "nothing stands on the floor")
    walls = scene.room.plan.walls
    gap = {w.index: (thing.x - w.start[0]) * w.n[0] + (thing.y - w.start[1]) * w.n[1] for w in walls}
    wall = min((w for w in walls if gap[w.index] > 0), key=lambda w: gap[w.index], default=walls[0])
    by = -gap[wall.index]
    moved = _moved(scene, thing.id, by * wall.n[0], by * wall.n[1])
    return Planted("through_wall", moved, f"half of {thing.id} is beyond wall {wall.index}")


def reversed_seat(scene: Scene) -> Planted:
    """The largest seat that was asked for (else the largest) is turned by 180 degrees where it stands."""
    seats = [o for o in _standing(scene) if any(o.category.endswith(s) for s in SEATS)]
    if not seats:
        raise CannotPlantError("there is no seat")
    seat = max(seats, key=lambda o: (o.asked, _volume(o), o.id))
    return Planted("reversed", _moved(scene, seat.id, 0, 0, math.pi), f"{seat.id} is turned round")


def wrong_colour(scene: Scene) -> Planted:
    """The largest thing whose colour was asked for (else that was asked for, else any) gets a loud other colour."""
    wished = {o.id for w in scene.brief.wishes if w.colours for o in assign(scene).get(w.ref, ())}
    made = [o for o in _standing(scene) if o.asset.source == "idesign" and "?model=" not in o.asset.id]
    for thing in sorted(made, key=lambda o: (o.id in wished, o.asked, _volume(o), o.id), reverse=True):
        try:
            new, name = _recoloured(scene, thing)
        except AssetError:  # not made in colours
            continue
        return Planted("wrong_colour", _with(scene, new), f"{thing.id} is {name}")
    raise CannotPlantError("nothing here is made in colours")


def _recoloured(scene: Scene, thing: SceneObject) -> tuple[SceneObject, str]:
    query = query_of(thing.asset.id)
    old = asset(query).colour
    kept = [old, *scene.brief.colours, *(c for w in scene.brief.wishes for c in w.colours)]
    name = max(LOUD, key=lambda c: min((_apart(c, k) for k in kept), default=0.0))
    new = asset(replace(query, colours=(name,)))
    ref = AssetRef(new.source, new.id, new.licence, new.credit, thing.asset.why)
    return replace(thing, asset=ref, attributes={**thing.attributes, "colour": name}), name


def _apart(a: str, b: str) -> float:
    """How far two colours are apart in RGB; 0 for words that are no colour."""
    try:
        one, other = colour(a), colour(b)
    except AssetError:
        return 0.0
    return math.dist(one, other) if one and other else 0.0


def missing(scene: Scene) -> Planted:
    """The largest thing that was asked for (else the largest) is gone, with what stood on it."""
    things = [o for o in _standing(scene) if o.size[2] > FLAT]
    if not things:
        raise CannotPlantError("nothing stands on the floor")
    thing = max(things, key=lambda o: (o.asked, _volume(o), o.id))
    gone = _carried(scene, thing.id)
    kept = tuple(o for o in scene.objects if o.id not in gone)
    relations = tuple(r for r in scene.relations if not {r.a, r.b} & gone)
    return Planted("missing", replace(scene, objects=kept, relations=relations), f"{thing.id} is gone")


def passage(scene: Scene) -> Planted:
    """A thing is moved straight towards a wall or a tall thing that it faces across a passage, until 0.4 m are left.
    Taken is the narrowest passage."""
    ways = sorted(_ways(scene), key=lambda w: (round(w[1], 3), w[0].id, w[2], w[3]))
    if not ways:
        raise CannotPlantError("no passage is between 0.55 and 1.6 m wide")
    thing, gap, dx, dy = ways[0]
    by = gap - PASSAGE
    moved = _moved(scene, thing.id, by * dx, by * dy)
    return Planted("passage", moved, f"{thing.id} leaves a passage of {PASSAGE} m where there were {gap:.2f} m")


def _ways(scene: Scene) -> Iterator[tuple[SceneObject, float, float, float]]:
    """Things along the axes that can be moved across a passage: how wide it is [m], and in which direction."""
    for thing in (o for o in _standing(scene) if o.size[2] > FLAT and abs((o.yaw_deg + 45) % 90 - 45) < 0.5):
        carried = _carried(scene, thing.id)
        others = [o for o in _standing(scene) if o.id not in carried and o.size[2] > FLAT]
        for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            low = [box_plan(o) for o in others if o.size[2] < BARRIER]
            tall = [box_plan(o) for o in others if o.size[2] >= BARRIER]
            gap = _gap(box_plan(thing), [*tall, *_walls(scene)], dx, dy)
            if WAY[0] < gap < WAY[1] and _gap(box_plan(thing), low, dx, dy) > gap - PASSAGE + 0.05:
                yield thing, gap, float(dx), float(dy)


def _walls(scene: Scene) -> list[BaseGeometry]:
    return [LineString([w.start, w.end]) for w in scene.room.plan.walls]


def _gap(plan: Polygon, barriers: Sequence[BaseGeometry], dx: float, dy: float) -> float:
    """How far a plan can be moved along an axis before it meets a barrier [m], at most 10."""
    far = affinity.translate(plan, 10 * dx, 10 * dy)
    swept = plan.union(far).convex_hull.buffer(-0.01, join_style="mitre")
    edges = plan.bounds
    lead = max(edges[0] * dx, edges[2] * dx) + max(edges[1] * dy, edges[3] * dy)
    gaps = []
    for b in barriers:
        met = b.intersection(swept)
        if not met.is_empty:
            x0, y0, x1, y1 = met.bounds
            gaps.append(min(x0 * dx, x1 * dx) + min(y0 * dy, y1 * dy) - lead)
    return min((g for g in gaps), default=10.0)


_PLANT: Mapping[str, Callable[[Scene], Planted]] = {
    "through_wall": through_wall,
    "reversed": reversed_seat,
    "wrong_colour": wrong_colour,
    "missing": missing,
    "passage": passage,
}


# ---------------------------------------------------------------- moving things
def _standing(scene: Scene) -> list[SceneObject]:
    return [o for o in scene.objects if o.support == "floor"]


def _volume(o: SceneObject) -> float:
    return o.size[0] * o.size[1] * o.size[2]


def _largest(scene: Scene, suits: Callable[[SceneObject], bool], why: str) -> SceneObject:
    things = [o for o in _standing(scene) if suits(o)]
    if not things:
        raise CannotPlantError(why)
    return max(things, key=lambda o: (_volume(o), o.id))


def _carried(scene: Scene, id: str) -> set[str]:
    """The thing and all that stands on it."""
    found = {id}
    while more := {o.id for o in scene.objects if o.support in found} - found:
        found |= more
    return found


def _moved(scene: Scene, id: str, dx: float, dy: float, turn: float = 0.0) -> Scene:
    """A thing and what stands on it, shifted [m] and turned about the thing's middle [rad]."""
    middle, carried = scene.object(id), _carried(scene, id)
    c, s = math.cos(turn), math.sin(turn)

    def there(o: SceneObject) -> SceneObject:
        if o.id not in carried:
            return o
        x, y = o.x - middle.x, o.y - middle.y
        yaw = (o.yaw_deg + math.degrees(turn)) % 360.0
        return replace(o, x=middle.x + c * x - s * y + dx, y=middle.y + s * x + c * y + dy, yaw_deg=yaw)

    return replace(scene, objects=tuple(there(o) for o in scene.objects))


def _with(scene: Scene, new: SceneObject) -> Scene:
    return replace(scene, objects=tuple(new if o.id == new.id else o for o in scene.objects))
