"""Dimensions of a room: a chain along each wall with openings, and the overall lengths below and to the left.

`exploded` turns a `Dimension` into lines and text on paper, for writers that know no dimensions.
"""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise

from idesign.drawing.shapes import Dimension, Line, Shape, Text
from idesign.drawing.text import dimension as written
from idesign.drawing.text import width
from idesign.units import Units
from idesign.walls import WALL_THICKNESS
from solvers.room import Room, Wall

ROW, FIRST, TEXT, TICK = 6.5, 5.5, 2.3, 1.1
"""Distance of rows, of the first row from the wall, height of figures, half length of a tick [mm] (ISO 129-1: oblique
strokes end the lines of building drawings, figures stand above the line, readable from below or from the right)."""


def room_dimensions(room: Room, scale: int, units: Units = "metric") -> tuple[Dimension, ...]:
    """All dimensions of the room for a drawing at 1:`scale`."""
    rectangle = len(room.polygon) == 4
    chains = [d for w in room.walls for d in _chain(room, w, scale, always=not rectangle)]
    return tuple(replace(d, text=written(math.dist(d.a, d.b), units)) for d in (*chains, *_overall(room, scale)))


def _first_row(room: Room, wall: Wall, scale: int) -> float:
    """Offset of the first row: beyond the wall and beyond doors that open outwards [mm]."""
    inset = _to_edge(room, wall)
    leaf = max((d.width - inset for d in room.doors if d.wall == wall.index and d.swing == "out"), default=0.0)
    leaf = max(leaf, 0.0)
    return (WALL_THICKNESS + leaf) * 1000 / scale + (FIRST if not leaf else FIRST / 2)


def _chain(room: Room, wall: Wall, scale: int, always: bool) -> list[Dimension]:
    openings = [o for o in room.openings if o.wall == wall.index]
    if not openings and not (always and wall.length > 0.3):
        return []
    marks = {0.0, wall.length, *(o.offset for o in openings), *(o.offset + o.width for o in openings)}
    row = _first_row(room, wall, scale) + _to_edge(room, wall) * 1000 / scale
    pairs = [(a, b) for a, b in pairwise(sorted(marks)) if b - a > 0.01]
    return [Dimension(wall.at(a), wall.at(b), row) for a, b in pairs]


def _to_edge(room: Room, wall: Wall) -> float:
    """How far the wall's chain moves out to stand with those of the room's outermost wall on its side [m]; 0 for an
    oblique wall, and where another wall stands before it."""
    if max(abs(wall.n[0]), abs(wall.n[1])) < 0.999:
        return 0.0

    def out(w: Wall) -> float:
        return -(w.start[0] * wall.n[0] + w.start[1] * wall.n[1])

    same = [w for w in room.walls if w.n[0] * wall.n[0] + w.n[1] * wall.n[1] > 0.999]
    hidden = any(out(w) > out(wall) + 1e-6 and _beside(w, wall) for w in same)
    return 0.0 if hidden else max(map(out, same)) - out(wall)


def _beside(a: Wall, b: Wall) -> bool:
    """Whether the two walls overlap along their common direction."""
    ends = sorted((p[0] - b.start[0]) * b.u[0] + (p[1] - b.start[1]) * b.u[1] for p in (a.start, a.end))
    return ends[0] < b.length - 1e-6 and ends[1] > 1e-6


def _overall(room: Room, scale: int) -> tuple[Dimension, Dimension]:
    x0, y0, x1, y1 = room.bounds
    south = [w for w in room.walls if w.n[1] > 0.9 and abs(w.start[1] - y0) < 0.01]
    west = [w for w in room.walls if w.n[0] > 0.9 and abs(w.start[0] - x0) < 0.01]
    below = Dimension((x0, y0), (x1, y0), _outer_row(room, south, scale))
    return below, Dimension((x0, y1), (x0, y0), _outer_row(room, west, scale))


def _outer_row(room: Room, walls: list[Wall], scale: int) -> float:
    """Beyond the chains of these walls, in the first row where they have none."""
    rows = [_first_row(room, w, scale) for w in walls if _chain(room, w, scale, always=len(room.polygon) != 4)]
    return max(rows) + ROW if rows else WALL_THICKNESS * 1000 / scale + FIRST


def exploded(dimension: Dimension) -> tuple[Shape, ...]:
    """Lines, ticks and figures of a dimension that has been brought to paper [mm]."""
    (ax, ay), (bx, by) = dimension.a, dimension.b
    length = math.hypot(bx - ax, by - ay)
    ux, uy = (bx - ax) / length, (by - ay) / length
    rx, ry, off = uy, -ux, dimension.offset

    def at(along: float, right: float) -> tuple[float, float]:
        return (ax + ux * along + rx * right, ay + uy * along + ry * right)

    start = max(off - FIRST * 0.5, 0.0)
    lines = [Line(at(0, off), at(length, off), dimension.layer)]
    lines += [Line(at(k, start), at(k, off + 1.2), dimension.layer) for k in (0, length)]
    lines += [_tick(at(k, off), ux, uy, dimension) for k in (0, length)]
    return (*lines, _figure(dimension, at(length / 2, off), math.atan2(uy, ux), length))


def _tick(p: tuple[float, float], ux: float, uy: float, dimension: Dimension) -> Line:
    dx, dy = (ux - uy) * TICK * 0.7, (uy + ux) * TICK * 0.7
    return Line((p[0] - dx, p[1] - dy), (p[0] + dx, p[1] + dy), "A-ANNO-NOTE")


def _figure(dimension: Dimension, middle: tuple[float, float], angle: float, length: float) -> Text:
    """Above the line; figures too wide for a short piece stand one line higher, clear of their neighbours."""
    upright = (angle + math.pi / 2 - 1e-6) % math.pi - math.pi / 2 + 1e-6
    up = 0.8 + (TEXT + 0.4 if width(dimension.text, TEXT) + 0.4 > length else 0.0)
    at = (middle[0] - math.sin(upright) * up, middle[1] + math.cos(upright) * up)
    return Text(at, dimension.text, TEXT, dimension.layer, "middle", upright)
