"""Where the numbers go: inside a thing where they cover nothing, otherwise beside it with a leader, never on another.

Bubbles are placed one after another, those with the least choice last, each at the cheapest of a fixed set of places.
Everything is in metres of the room; `radius` is that of a bubble at the scale of the drawing.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from shapely import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import nearest_points, unary_union

from idesign.drawing.pieces import ring
from idesign.drawing.shapes import Circle, Frame, Hatch
from idesign.drawing.symbols import is_overhead, is_rug, painting_order, symbol_shapes
from idesign.scene import Scene, SceneObject
from solvers.room import XY

DIRECTIONS, DISTANCES = 16, (1.5, 2.2, 3.0, 4.0, 5.5, 7.5)


@dataclass(frozen=True)
class Bubble:
    """The number of a thing: its place, and the point on the thing that its leader ends at (None: it lies inside)."""

    id: str
    number: int
    at: XY
    tip: XY | None = None


def footprint(thing: SceneObject) -> BaseGeometry:
    """What the thing's symbol covers in plan: the union of its filled shapes, or its box when nothing is filled."""
    w, d, _ = thing.size
    frame = Frame(thing.x, thing.y, thing.pose.yaw)
    shapes = [s.moved(frame) for s in symbol_shapes(thing)]
    areas = [Polygon(s.points).buffer(0) for s in shapes if isinstance(s, Hatch)]
    areas += [Point(s.centre).buffer(s.radius) for s in shapes if isinstance(s, Circle) and s.tone]
    return unary_union(areas) if areas else Polygon([frame(p) for p in ring(-w / 2, -d / 2, w / 2, d / 2)])


def place_bubbles(scene: Scene, numbers: Mapping[str, int], radius: float) -> tuple[Bubble, ...]:
    """One bubble for each numbered thing."""
    seen = _visible(scene)
    wide = {i: _inside(seen[i], radius) for i in numbers}
    order = sorted(numbers, key=lambda i: (wide[i] is None, numbers[i]))
    placed: list[Bubble] = []
    for i in order:
        spot = wide[i]
        if spot and all(math.dist(spot, b.at) > 2.1 * radius for b in placed):
            placed.append(Bubble(i, numbers[i], spot))
        else:
            placed.append(_beside(scene, scene.object(i), numbers[i], placed, seen, radius))
    return tuple(sorted(placed, key=lambda b: b.number))


def _visible(scene: Scene) -> dict[str, BaseGeometry]:
    """The part of each thing that nothing painted later covers. What hangs overhead covers nothing and shows nothing
    of itself but its outline, so it counts as empty."""
    seen: dict[str, BaseGeometry] = {}
    above: list[BaseGeometry] = []
    for thing in reversed(painting_order(scene.objects)):
        outline = footprint(thing)
        hanging = is_overhead(thing) or thing.support in ("wall", "ceiling")
        seen[thing.id] = Polygon() if hanging else outline.difference(unary_union(above)) if above else outline
        if not is_overhead(thing):
            above.append(outline)
    return seen


def _inside(shape: BaseGeometry, radius: float) -> XY | None:
    """A point of the shape with `radius` to spare, near its middle; None when there is none."""
    core = shape.buffer(-1.05 * radius)
    if core.is_empty:
        return None
    part = max(getattr(core, "geoms", [core]), key=lambda g: g.area)
    middle = shape.centroid if part.contains(shape.centroid) else part.centroid
    point = middle if part.contains(middle) else part.representative_point()
    return (point.x, point.y)


def _beside(
    scene: Scene, thing: SceneObject, number: int, placed: list[Bubble], seen: dict[str, BaseGeometry], radius: float
) -> Bubble:
    """The cheapest place around the thing."""
    outline, room = footprint(thing), Polygon(scene.room.polygon)
    things = [seen[o.id] for o in scene.objects if o.id != thing.id and not is_rug(o) and not seen[o.id].is_empty]
    crowd = unary_union(things)
    ways = [b for b in _ways(thing, number, outline, radius)]
    return min(ways, key=lambda b: _cost(b, crowd, room, placed, radius))


def _ways(thing: SceneObject, number: int, outline: BaseGeometry, radius: float) -> list[Bubble]:
    ways = [Bubble(thing.id, number, (thing.x, thing.y))]
    for k in range(DIRECTIONS):
        a = 2 * math.pi * k / DIRECTIONS
        ray = LineString([(thing.x, thing.y), (thing.x + 9 * math.cos(a), thing.y + 9 * math.sin(a))])
        edge = _last_point(ray.intersection(outline)) or Point(thing.x, thing.y)
        for far in DISTANCES:
            at = (edge.x + far * radius * math.cos(a), edge.y + far * radius * math.sin(a))
            tip = nearest_points(_core(outline), Point(at))[0]
            ways.append(Bubble(thing.id, number, at, (tip.x, tip.y)))
    return ways


def _core(outline: BaseGeometry) -> BaseGeometry:
    """The outline less its rim, so that a leader's dot lies on the thing; the outline itself where it is thin."""
    core = outline.buffer(-0.02)
    return outline if core.is_empty else core


def _last_point(cut: BaseGeometry) -> Point | None:
    """Where a ray from the middle leaves the outline for good."""
    parts = [g for g in getattr(cut, "geoms", [cut]) if isinstance(g, LineString) and not g.is_empty]
    return Point(parts[-1].coords[-1]) if parts else None


def _cost(
    b: Bubble, crowd: BaseGeometry, room: Polygon, placed: list[Bubble], radius: float
) -> tuple[float, float, XY]:
    """Overlaps weigh most, then what the bubble or its leader covers, then the length of the leader."""
    disc = Point(b.at).buffer(radius * 1.1, quad_segs=4)
    leader = LineString([b.at, b.tip]) if b.tip else None
    clash = sum(math.dist(b.at, p.at) < 2.2 * radius for p in placed) * 100.0
    clash += sum(leader.distance(Point(p.at)) < 1.15 * radius for p in placed) * 30.0 if leader else 0.0
    clash += sum(LineString([p.at, p.tip]).distance(Point(b.at)) < 1.15 * radius for p in placed if p.tip) * 30.0
    out = 10.0 * (disc.difference(room).area / disc.area)
    cover = 8.0 * crowd.intersection(disc).area / disc.area
    length = leader.length / radius * 0.35 if leader else 2.0
    return (clash + out + cover + length, length, b.at)
