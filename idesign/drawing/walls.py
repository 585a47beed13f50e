"""The shell in plan: floor, walls with their thickness, doors with leaf and swing, windows with frame and glass.

An opening is a symbol in the frame of its wall: origin at the opening's start on the wall's inner face, x along the
wall, y into the room; the wall fills y from minus its thickness to 0.
"""

from __future__ import annotations

import math

from shapely import Polygon
from shapely.geometry.polygon import orient

from idesign.drawing.pieces import box, quarter
from idesign.drawing.shapes import Frame, Hatch, Line, Shape, Symbol
from solvers.room import XY, Door, Opening, Room, Wall, Window

WALL_THICKNESS = 0.15
"""Thickness at which walls are drawn [m]; rooms are measured inside, so it changes nothing else."""
LEAF = 0.04


def floor(room: Room) -> Hatch:
    return Hatch(room.polygon, "A-FLOR", "floor")


def walls(room: Room) -> tuple[Hatch, ...]:
    """The walls as cut: the ring around the room less its openings."""
    inner = Polygon(room.polygon)
    solid = inner.buffer(WALL_THICKNESS, join_style="mitre").difference(inner)
    for opening in room.openings:
        solid = solid.difference(Polygon(_hole(room.walls[opening.wall], opening)))
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
    doors = tuple(_placed(room, d, f"Door {d.id}", door_shapes(d, room.walls[d.wall])) for d in room.doors)
    return doors + tuple(_placed(room, w, f"Window {w.id}", window_shapes(w)) for w in room.windows)


def _placed(room: Room, opening: Opening, title: str, shapes: tuple[Shape, ...]) -> Symbol:
    wall = room.walls[opening.wall]
    x, y = wall.at(opening.offset)
    frame = Frame(x, y, math.atan2(wall.u[1], wall.u[0]))
    low = "" if isinstance(opening, Door) else f", sill {100 * opening.sill:.0f} cm"
    size = f"{100 * opening.width:.0f} × {100 * opening.height:.0f} cm{low}"
    return Symbol(opening.id, f"{title}: {size}", shapes, frame, "opening")


def hinge_at_start(door: Door, wall: Wall) -> bool:
    """A door is hung on the side nearer to a corner, so that the open leaf lies along the next wall."""
    return door.offset <= wall.length - door.offset - door.width


def door_shapes(door: Door, wall: Wall) -> tuple[Shape, ...]:
    w, t = door.width, WALL_THICKNESS
    jambs: tuple[Shape, ...] = (Line((0, 0), (0, -t), "A-DOOR"), Line((w, 0), (w, -t), "A-DOOR"))
    if door.swing == "none":
        return (*jambs, Line((0, 0), (w, 0), "I-FURN-OVHD"), Line((0, -t), (w, -t), "I-FURN-OVHD"))
    threshold: tuple[Shape, ...] = (Line((0, 0), (w, 0), "A-DOOR-SWNG"), Line((0, -t), (w, -t), "A-DOOR-SWNG"))
    return (*jambs, *threshold, *_leaf(w, -t, door.swing == "in", hinge_at_start(door, wall)))


def _leaf(w: float, out: float, inward: bool, at_start: bool) -> tuple[Shape, ...]:
    """The open leaf and the quarter circle that it sweeps."""
    x, y, side = 0.0 if at_start else w, 0.0 if inward else out, 1 if inward else -1
    x1 = x + (LEAF if at_start else -LEAF)
    leaf = box(min(x, x1), min(y, y + side * w), max(x, x1), max(y, y + side * w), "paper", 0.0, "A-DOOR")
    quadrant = {(True, True): 0.0, (True, False): 0.5, (False, False): 1.0, (False, True): 1.5}[(inward, at_start)]
    return leaf, quarter(x, y, w, quadrant * math.pi, "A-DOOR-SWNG")


def window_shapes(window: Window) -> tuple[Shape, ...]:
    """Frame, two panes of glass (one leaf more each 1.2 m), the board inside."""
    w, t, post = window.width, WALL_THICKNESS, 0.045
    opening = box(0, -t, w, 0, "paper", 0.0, "A-GLAZ")
    glass = box(0, -t * 0.62, w, -t * 0.38, "glass", 0.0, "A-GLAZ")
    leaves = max(1, round(w / 0.9))
    posts = tuple(_post(w * k / leaves, w, post, t) for k in range(leaves + 1))
    board = box(-0.03, 0, w + 0.03, 0.025, "paper", 0.0, "A-DOOR-SWNG")
    return (board, opening, glass, *posts)


def _post(x: float, w: float, post: float, t: float) -> Hatch:
    left = min(max(x - post / 2, 0.0), w - post)
    return box(left, -t * 0.72, left + post, -t * 0.28, "paper", 0.0, "A-GLAZ")
