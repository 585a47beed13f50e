"""Rooms in files: polygon, height, doors and windows, checked for everything that a room cannot be."""

from __future__ import annotations

import math
from typing import Any

from shapely import Polygon

from solvers.errors import SolverInputError
from solvers.file_values import as_list, as_number, as_numbers, as_object, as_positive, as_text, need
from solvers.room import Door, Room, Window


def room_from_json(doc: Any) -> Room:
    """A room from decoded JSON (the `room` object of a problem or scene). Raises SolverInputError."""
    top = as_object(doc, "room")
    raw = as_list(need(top, "polygon", "room"), "room.polygon")
    polygon = tuple(_point(p, f"room.polygon[{k}]") for k, p in enumerate(raw))
    _check_polygon(polygon)
    height = as_positive(top.get("height", Room.height), "room.height")
    room = Room(polygon, height)
    doors = tuple(
        _door(v, room, f"room.doors[{k}]") for k, v in enumerate(as_list(top.get("doors") or [], "room.doors"))
    )
    raw = as_list(top.get("windows") or [], "room.windows")
    windows = tuple(_window(v, room, f"room.windows[{k}]") for k, v in enumerate(raw))
    return Room(polygon, height, doors, windows)


def _check_polygon(polygon: tuple[tuple[float, float], ...]) -> None:
    if len(polygon) < 3:
        raise SolverInputError(f"room.polygon: has {len(polygon)} vertices and needs at least 3")
    for k, p in enumerate(polygon):
        if math.dist(p, polygon[k - 1]) < 1e-6:
            raise SolverInputError(f"room.polygon[{k}]: repeats the vertex before it")
    shape = Polygon(polygon)
    if not shape.is_valid:
        raise SolverInputError("room.polygon: crosses or touches itself")
    if shape.area < 1e-4:
        raise SolverInputError("room.polygon: has no area")
    if not shape.exterior.is_ccw:
        raise SolverInputError("room.polygon: runs clockwise; vertices must be counter-clockwise")


def _door(doc: Any, room: Room, place: str) -> Door:
    d, (id, wall, offset, width) = as_object(doc, place), _opening(doc, room, place)
    height = as_positive(d.get("height", Door.height), f"{place}.height")
    swing = d.get("swing", Door.swing)
    if swing not in ("in", "out", "none"):
        raise SolverInputError(f"{place}.swing: {swing!r} is not 'in', 'out' or 'none'")
    return Door(id, wall, offset, width, height, swing)


def _window(doc: Any, room: Room, place: str) -> Window:
    d, (id, wall, offset, width) = as_object(doc, place), _opening(doc, room, place)
    sill = as_number(d.get("sill", Window.sill), f"{place}.sill")
    if sill < 0:
        raise SolverInputError(f"{place}.sill: must not be negative")
    return Window(id, wall, offset, width, sill, as_positive(d.get("height", Window.height), f"{place}.height"))


def _opening(doc: Any, room: Room, place: str) -> tuple[str, int, float, float]:
    d = as_object(doc, place)
    id, wall = as_text(need(d, "id", place), f"{place}.id"), need(d, "wall", place)
    if isinstance(wall, bool) or not isinstance(wall, int) or not 0 <= wall < len(room.polygon):
        raise SolverInputError(f"{place}.wall: {wall!r} is not a wall; walls are 0 to {len(room.polygon) - 1}")
    offset = as_number(need(d, "offset", place), f"{place}.offset")
    width = as_positive(need(d, "width", place), f"{place}.width")
    length = room.walls[wall].length
    if offset < -1e-6 or offset + width > length + 1e-6:
        end = f"{offset:g} to {offset + width:g} m"
        raise SolverInputError(f"{place}: reaches from {end} on wall {wall}, which is {length:g} m long")
    return id, wall, offset, width


def room_to_json(room: Room) -> dict[str, Any]:
    """The room as in files."""
    doors = [{"id": d.id, "wall": d.wall, "offset": d.offset, "width": d.width, "height": d.height, "swing": d.swing}
             for d in room.doors]  # fmt: skip
    windows = [{"id": w.id, "wall": w.wall, "offset": w.offset, "width": w.width, "sill": w.sill, "height": w.height}
               for w in room.windows]  # fmt: skip
    return {"polygon": [list(p) for p in room.polygon], "height": room.height, "doors": doors, "windows": windows}


def _point(v: Any, place: str) -> tuple[float, float]:
    x, y = as_numbers(v, place, 2)
    return (x, y)
