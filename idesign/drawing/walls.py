"""The shell in plan: floor, walls with their thickness, doors with leaf and swing, windows with frame and glass.

An opening is a symbol in the frame of its wall: origin at the opening's start on the wall's inner face, x along the
wall, y into the room; the wall fills y from minus its thickness to 0.
"""

from __future__ import annotations

import math

from shapely import Polygon
from shapely.geometry.polygon import orient
from shapely.ops import unary_union

from idesign.doors import hung_at_end
from idesign.drawing.pieces import box, quarter
from idesign.drawing.shapes import Frame, Hatch, Line, Shape, Symbol
from idesign.walls import WALL_THICKNESS
from solvers.room import XY, Door, Opening, Room, Wall, Window

LEAF = 0.04


def floor(room: Room) -> Hatch:
    return Hatch(room.polygon, "A-FLOR", "floor")


def walls(room: Room) -> tuple[Hatch, ...]:
    """The walls as cut: the ring around the room less its openings, and the columns."""
    inner = Polygon(room.polygon)
    solid = inner.buffer(WALL_THICKNESS, join_style="mitre").difference(inner)
    for opening in room.openings:
        solid = solid.difference(Polygon(_hole(room.walls[opening.wall], opening)))
    solid = unary_union([solid, *(Polygon(c.ring) for c in room.columns)])
    parts = [g for g in getattr(solid, "geoms", [solid]) if isinstance(g, Polygon) and g.area > 1e-6]
    return tuple(_hatch(p) for p in sorted(parts, key=lambda g: g.bounds))


def _hole(wall: Wall, opening: Opening) -> tuple[XY, ...]:
    a, b, over = opening.offset, opening.offset + opening.width, 1e-4
    deep = -WALL_THICKNESS - over
    return (wall.at(a, over), wall.at(a, deep), wall.at(b, deep), wall.at(b, over))


def _hatch(part: Polygon) -> Hatch:
    p = orient(part)
    holes = tuple(tuple((x, y) for x, y in h.coords[:-1]) for h in p.interiors)
    return Hatch(tuple((x, y) for x, y in p.exterior.coords[:-1]), "A-WALL", "wall", holes)


def opening_symbols(room: Room) -> tuple[Symbol, ...]:
    """All doors and windows."""
    doors = tuple(_placed(room, d, f"Door {d.id}", door_shapes(d, hung_at_end(room, d))) for d in room.doors)
    return doors + tuple(_placed(room, w, f"Window {w.id}", window_shapes(w)) for w in room.windows)


def _placed(room: Room, opening: Opening, title: str, shapes: tuple[Shape, ...]) -> Symbol:
    wall = room.walls[opening.wall]
    x, y = wall.at(opening.offset)
    frame = Frame(x, y, math.atan2(wall.u[1], wall.u[0]))
    low = "" if isinstance(opening, Door) else f", sill {100 * opening.sill:.0f} cm"
    size = f"{100 * opening.width:.0f} × {100 * opening.height:.0f} cm{low}"
    return Symbol(opening.id, f"{title}: {size}", shapes, frame, "opening")


def door_shapes(door: Door, at_end: bool = False) -> tuple[Shape, ...]:
    """Jambs, threshold and the open leaf, hung at the start of the opening or at its end, as the modelled one is."""
    w, t = door.width, WALL_THICKNESS
    jambs: tuple[Shape, ...] = (Line((0, 0), (0, -t), "A-DOOR"), Line((w, 0), (w, -t), "A-DOOR"))
    if door.swing == "none":
        return (*jambs, Line((0, 0), (w, 0), "I-FURN-OVHD"), Line((0, -t), (w, -t), "I-FURN-OVHD"))
    threshold: tuple[Shape, ...] = (Line((0, 0), (w, 0), "A-DOOR-SWNG"), Line((0, -t), (w, -t), "A-DOOR-SWNG"))
    return (*jambs, *threshold, *_leaf(w, -t, door.swing == "in", at_end))


def _leaf(w: float, outer: float, inward: bool, at_end: bool) -> tuple[Shape, ...]:
    """The open leaf and the quarter circle that it sweeps, on the room's side or beyond the wall's outer face."""
    hinge, left = (w, w - LEAF) if at_end else (0.0, 0.0)
    if inward:
        start = 0.5 * math.pi if at_end else 0.0
        return box(left, 0, left + LEAF, w, "paper", 0.0, "A-DOOR"), quarter(hinge, 0, w, start, "A-DOOR-SWNG")
    start = math.pi if at_end else 1.5 * math.pi
    leaf = box(left, outer - w, left + LEAF, outer, "paper", 0.0, "A-DOOR")
    return leaf, quarter(hinge, outer, w, start, "A-DOOR-SWNG")


def window_shapes(window: Window) -> tuple[Shape, ...]:
    """Frame, glass with a post between sashes (of 0.95 m at most, as modelled), the board inside."""
    w, t, post = window.width, WALL_THICKNESS, 0.045
    opening = box(0, -t, w, 0, "paper", 0.0, "A-GLAZ")
    glass = box(0, -t * 0.62, w, -t * 0.38, "glass", 0.0, "A-GLAZ")
    leaves = max(1, math.ceil(w / 0.95))
    posts = tuple(_post(w * k / leaves, w, post, t) for k in range(leaves + 1))
    board = box(-0.03, 0, w + 0.03, 0.025, "paper", 0.0, "A-DOOR-SWNG")
    return (board, opening, glass, *posts)


def _post(x: float, w: float, post: float, t: float) -> Hatch:
    left = min(max(x - post / 2, 0.0), w - post)
    return box(left, -t * 0.72, left + post, -t * 0.28, "paper", 0.0, "A-GLAZ")
