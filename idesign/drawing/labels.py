"""Where the numbers go: inside a thing where they cover nothing, otherwise beside it with a leader, never on another.

Bubbles are placed one after another, those with the least choice last, each at the cheapest of a fixed set of places.
Everything is in metres of the room; `radius` is that of a bubble at the scale of the drawing.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
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
    outlines = {o.id: footprint(o) for o in scene.objects}
    seen = _visible(scene, outlines)
    wide = {i: _inside(seen[i], radius) for i in numbers}
    crowd = {o.id: seen[o.id].simplify(0.01) for o in scene.objects if not is_rug(o) and not seen[o.id].is_empty}
    board = _Board(Polygon(scene.room.polygon), crowd, radius)
    for i in sorted(numbers, key=lambda i: (wide[i] is None, numbers[i])):
        spot = wide[i]
        free = spot is not None and all(math.dist(spot, b.at) > 2.1 * radius for b in board.placed)
        beside = None if free else board.beside(scene.object(i), numbers[i], outlines[i])
        board.placed.append(beside or Bubble(i, numbers[i], spot or (0.0, 0.0)))
    return tuple(sorted(board.placed, key=lambda b: b.number))


def _visible(scene: Scene, outlines: Mapping[str, BaseGeometry]) -> dict[str, BaseGeometry]:
    """The part of each thing that nothing painted later covers. What hangs overhead covers nothing and shows nothing
    of itself but its outline, so it counts as empty."""
    seen: dict[str, BaseGeometry] = {}
    above: list[BaseGeometry] = []
    for thing in reversed(painting_order(scene.objects)):
        outline = outlines[thing.id]
        hanging = is_overhead(thing) or thing.support in ("wall", "ceiling")
        over = [g for g in above if _near(g.bounds, outline.bounds)]
        seen[thing.id] = Polygon() if hanging else outline.difference(unary_union(over)) if over else outline
        if not is_overhead(thing):
            above.append(outline)
    return seen


Bounds = tuple[float, float, float, float]
Shapes = NDArray[np.object_]
"""An array of shapely geometries."""


def _near(a: Bounds, b: Bounds, gap: float = 0.0) -> bool:
    """Whether two boxes meet, or come within `gap`."""
    return a[0] <= b[2] + gap and b[0] <= a[2] + gap and a[1] <= b[3] + gap and b[1] <= a[3] + gap


def _inside(shape: BaseGeometry, radius: float) -> XY | None:
    """A point of the shape with `radius` to spare, near its middle; None when there is none."""
    core = shape.buffer(-1.05 * radius)
    if core.is_empty:
        return None
    part = max(getattr(core, "geoms", [core]), key=lambda g: g.area)
    middle = shape.centroid if part.contains(shape.centroid) else part.centroid
    point = middle if part.contains(middle) else part.representative_point()
    return (point.x, point.y)


class _Board:
    """The plan with the bubbles placed so far. `crowd` are the visible parts of things, which do not overlap."""

    def __init__(self, room: Polygon, crowd: Mapping[str, BaseGeometry], radius: float) -> None:
        self.room, self.radius = room, radius
        self.ids, self.shapes = list(crowd), np.array(list(crowd.values()), dtype=object)
        self.tree = shapely.STRtree(self.shapes)
        self.placed: list[Bubble] = []

    def beside(self, thing: SceneObject, number: int, outline: BaseGeometry) -> Bubble:
        """The cheapest place around the thing."""
        ways = _ways(thing, number, outline, self.radius)
        costs = self._costs(ways, thing.id)
        return min(zip(costs, ways, strict=True), key=lambda pair: (pair[0], pair[1].at))[1]

    def _costs(self, ways: list[Bubble], id: str) -> list[float]:
        """Overlaps weigh most, then what the bubble covers of other things, then the length of the leader."""
        at = np.array([b.at for b in ways])
        leaders = _lines(ways)
        discs = np.asarray(shapely.buffer(_points(at), 1.1 * self.radius, quad_segs=4))
        size = shapely.area(discs)
        outside = 1.0 - shapely.area(shapely.intersection(discs, self.room)) / size
        wall = 10.0 * outside + np.where(outside > 0.01, 5.0, 0.0)  # a number half in the wall is hard to read
        cover = 8.0 * self._covered(discs, id) / size
        length = np.where([b.tip is None for b in ways], 2.0, shapely.length(leaders) / self.radius * 0.35)
        return [round(float(c), 6) for c in self._clashes(at, leaders) + wall + cover + length]

    def _covered(self, discs: Shapes, id: str) -> NDArray[np.float64]:
        """The area of other things under each disc [m2]."""
        disc, thing = self.tree.query(discs)
        keep = np.array([self.ids[k] != id for k in thing], dtype=bool)
        disc, thing = disc[keep], thing[keep]
        area = np.zeros(len(discs))
        np.add.at(area, disc, shapely.area(shapely.intersection(discs[disc], self.shapes[thing])))
        return area

    def _clashes(self, at: NDArray[np.float64], leaders: Shapes) -> NDArray[np.float64]:
        """100 for each bubble that would be touched, 30 for each leader across a bubble."""
        r, box = self.radius, (*at.min(axis=0), *at.max(axis=0))
        near = [b for b in self.placed if _near(_box(b), box, 3 * r)]
        if not near:
            return np.zeros(len(at))
        points, spots, lines = _points(at)[:, None], _points(np.array([b.at for b in near])), _lines(near)
        touched = (shapely.distance(points, spots) < 2.2 * r).sum(axis=1)
        crossed = (shapely.distance(leaders[:, None], spots) < 1.15 * r).sum(axis=1)
        crossed += (shapely.distance(points, lines) < 1.15 * r).sum(axis=1)
        return np.asarray(100.0 * touched + 30.0 * crossed, dtype=np.float64)


def _points(at: NDArray[np.float64]) -> Shapes:
    return np.asarray(shapely.points(at))


def _lines(bubbles: list[Bubble]) -> Shapes:
    """The leaders, of no length where there is none."""
    return np.asarray(shapely.linestrings(np.array([(b.at, b.tip or b.at) for b in bubbles])))


def _box(b: Bubble) -> Bounds:
    (x0, y0), (x1, y1) = b.at, b.tip or b.at
    return (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _ways(thing: SceneObject, number: int, outline: BaseGeometry, radius: float) -> list[Bubble]:
    """Places on the thing's middle and around it, near and farther."""
    ways, core, reach = [Bubble(thing.id, number, (thing.x, thing.y))], _core(outline), 2 * sum(thing.size[:2])
    for k in range(DIRECTIONS):
        c, s = math.cos(2 * math.pi * k / DIRECTIONS), math.sin(2 * math.pi * k / DIRECTIONS)
        ray = LineString([(thing.x, thing.y), (thing.x + reach * c, thing.y + reach * s)])
        edge = _last_point(ray.intersection(outline)) or Point(thing.x, thing.y)
        for far in DISTANCES:
            at = (edge.x + far * radius * c, edge.y + far * radius * s)
            tip = nearest_points(core, Point(at))[0]
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
