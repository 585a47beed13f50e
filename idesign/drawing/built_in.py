"""Radiators in plan, each a symbol in the frame of its wall: origin at its start, x along the wall, y into the room."""

from __future__ import annotations

import math

from idesign.drawing.pieces import box
from idesign.drawing.shapes import Frame, Line, Symbol
from solvers.room import Radiator, Room


def radiator_symbols(room: Room) -> tuple[Symbol, ...]:
    """All radiators."""
    return tuple(_radiator(room, h) for h in room.radiators)


def _radiator(room: Room, h: Radiator) -> Symbol:
    wall = room.walls[h.wall]
    x, y = wall.at(h.offset)
    frame = Frame(x, y, math.atan2(wall.u[1], wall.u[0]))
    middle = Line((0.0, h.depth / 2), (h.width, h.depth / 2), "I-FURN-DETL")
    shapes = (box(0.0, 0.0, h.width, h.depth, "metal", 0.0, "I-FURN"), middle)
    return Symbol(h.id, f"Radiator {h.id}: {100 * h.width:.0f} × {100 * h.height:.0f} cm", shapes, frame, "opening")
