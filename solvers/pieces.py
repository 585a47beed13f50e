"""The outside of a room as convex pieces, so that "inside the room" is a question about overlaps.

Between a room and its convex hull lie pockets. Each is cut into convex pieces: rectangles where its edges run parallel
to two perpendicular directions, triangles otherwise.
"""

from __future__ import annotations

import itertools
import math

import shapely
from shapely import Polygon
from shapely.geometry.polygon import orient

from solvers.room import XY, Room


def _shape(room: Room) -> Polygon:
    """The room to the nanometre: rounding errors would leave slivers between it and its hull."""
    return Polygon([(round(x, 9), round(y, 9)) for x, y in room.polygon])


def hull_planes(room: Room) -> list[tuple[float, float, float]]:
    """Half planes beyond the room as (nx, ny, c), a point being beyond one when nx x + ny y > c: the edges of its
    bounding box when all its walls run along x or y, else those of its convex hull."""
    around = shapely.box(*_shape(room).bounds) if rectilinear(room) else _hull(_shape(room))
    ring = list(orient(around).exterior.coords)
    out = []
    for a, b in itertools.pairwise(ring):
        length = math.dist(a, b)
        nx, ny = (b[1] - a[1]) / length, (a[0] - b[0]) / length
        out.append((nx, ny, nx * a[0] + ny * a[1]))
    return out


def _hull(shape: Polygon) -> Polygon:
    hull = shape.convex_hull
    assert isinstance(hull, Polygon)
    return hull


def pockets(room: Room) -> list[list[XY]]:
    """Counter-clockwise convex rings that fill the space between the room and its convex hull."""
    shape = _shape(room)
    rest = _hull(shape).difference(shape)
    parts = [g for g in getattr(rest, "geoms", [rest]) if isinstance(g, Polygon) and g.area > 1e-9]
    if parts and rectilinear(room):
        rest = shapely.box(*shape.bounds).difference(shape)
        return [ring for g in getattr(rest, "geoms", [rest]) for ring in _slabs(g)]
    return [ring for g in parts for ring in _triangles(g)]


def rectilinear(room: Room) -> bool:
    """Whether all walls run along x or y."""
    return all(min(abs(w.u[0]), abs(w.u[1])) < 1e-9 for w in room.walls)


def _slabs(part: Polygon) -> list[list[XY]]:
    """A rectilinear polygon as few overlapping rectangles: the maximal ones of its vertical and horizontal cuts."""
    boxes: list[Polygon] = []
    for axis in (0, 1):
        cuts = sorted({round(p[axis], 9) for p in part.exterior.coords})
        lo, hi = part.bounds[1 - axis], part.bounds[3 - axis]
        for a, b in itertools.pairwise(cuts):
            strip = shapely.box(a, lo, b, hi) if axis == 0 else shapely.box(lo, a, hi, b)
            piece = part.intersection(strip)
            boxes += [g for g in getattr(piece, "geoms", [piece]) if isinstance(g, Polygon) and g.area > 1e-9]
    maximal = [
        b
        for k, b in enumerate(boxes)
        if not any(
            c.buffer(1e-9).contains(b) and (not b.buffer(1e-9).contains(c) or j < k)
            for j, c in enumerate(boxes)
            if j != k
        )
    ]
    return [_ring(b) for b in maximal]


def _triangles(part: Polygon) -> list[list[XY]]:
    if part.convex_hull.area - part.area < 1e-9:
        return [_ring(_hull(part))]
    every = shapely.get_parts(shapely.constrained_delaunay_triangles(part))
    return [_ring(g) for g in every if isinstance(g, Polygon) and g.area > 1e-9]


def _ring(part: Polygon) -> list[XY]:
    ring = shapely.get_coordinates(orient(Polygon(part.exterior)).simplify(1e-9))
    return [(float(x), float(y)) for x, y in ring[:-1]]
