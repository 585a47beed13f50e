"""Rooms in files: polygon, height, doors, windows and what is built in, checked for everything a room cannot be.

Beyond the contract's fields a room may carry `columns` ({id, x, y, width, depth, yaw_deg}: from floor to ceiling),
`radiators` ({id, wall, offset, width, height, depth}), `sockets` ({id, wall, offset, width, height}: height of the
middle) and `zones` ({id, polygon}: named parts of the floor).
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

from shapely import Polygon

from solvers.errors import SolverInputError
from solvers.file_values import (
    as_list,
    as_not_negative,
    as_number,
    as_numbers,
    as_object,
    as_positive,
    as_text,
    entries,
    kind_of,
    need,
)
from solvers.room import XY, Column, Door, Radiator, Room, Socket, Window, Zone

MAX_CORNERS = 400
"""No room or zone may have more vertices."""


def room_from_json(doc: Any) -> Room:
    """A room from decoded JSON (the `room` object of a problem or scene). Raises SolverInputError."""
    top = as_object(doc, "room")
    polygon = _polygon(need(top, "polygon", "room"), "room.polygon")
    height = as_positive(top.get("height", Room.height), "room.height")
    room = Room(polygon, height)
    room = replace(
        room,
        doors=tuple(_door(v, room, at) for v, at in entries(top, "doors", "room")),
        windows=tuple(_window(v, room, at) for v, at in entries(top, "windows", "room")),
    )
    return with_built_in(room, top)


def with_built_in(room: Room, doc: dict[str, Any]) -> Room:
    """The room with the columns, radiators, sockets and zones of its document. Raises SolverInputError."""
    return replace(
        room,
        columns=tuple(_column(v, room, at) for v, at in entries(doc, "columns", "room")),
        radiators=tuple(_radiator(v, room, at) for v, at in entries(doc, "radiators", "room")),
        sockets=tuple(_socket(v, room, at) for v, at in entries(doc, "sockets", "room")),
        zones=tuple(_zone(v, room, at) for v, at in entries(doc, "zones", "room")),
    )


def _polygon(doc: Any, place: str) -> tuple[XY, ...]:
    polygon = tuple(_point(p, f"{place}[{k}]") for k, p in enumerate(as_list(doc, place)))
    if not 3 <= len(polygon) <= MAX_CORNERS:
        limit = f"needs at least 3, at most {MAX_CORNERS}"
        raise SolverInputError(f"{place}: has {len(polygon)} vertices and {limit}")
    for k, p in enumerate(polygon):
        if math.dist(p, polygon[k - 1]) < 1e-6:
            raise SolverInputError(f"{place}[{k}]: repeats the vertex before it")
    shape = Polygon(polygon)
    if not shape.is_valid:
        raise SolverInputError(f"{place}: crosses or touches itself")
    if shape.area < 1e-4:
        raise SolverInputError(f"{place}: has no area")
    if not shape.exterior.is_ccw:
        raise SolverInputError(f"{place}: runs clockwise; vertices must be counter-clockwise")
    return polygon


def _door(doc: Any, room: Room, place: str) -> Door:
    d, (id, wall, offset, width) = as_object(doc, place), _opening(doc, room, place)
    height = as_positive(d.get("height", Door.height), f"{place}.height")
    swing = d.get("swing", Door.swing)
    if swing not in ("in", "out", "none"):
        raise SolverInputError(f"{place}.swing: {kind_of(swing)} is not 'in', 'out' or 'none'")
    return Door(id, wall, offset, width, height, swing)


def _window(doc: Any, room: Room, place: str) -> Window:
    d, (id, wall, offset, width) = as_object(doc, place), _opening(doc, room, place)
    sill = as_not_negative(d.get("sill", Window.sill), f"{place}.sill")
    return Window(id, wall, offset, width, sill, as_positive(d.get("height", Window.height), f"{place}.height"))


def _column(doc: Any, room: Room, place: str) -> Column:
    d = as_object(doc, place)
    x, y = (as_number(need(d, key, place), f"{place}.{key}") for key in ("x", "y"))
    width, depth = (as_positive(need(d, key, place), f"{place}.{key}") for key in ("width", "depth"))
    yaw = math.radians(as_number(d.get("yaw_deg", 0.0), f"{place}.yaw_deg"))
    column = Column(as_text(need(d, "id", place), f"{place}.id"), x, y, width, depth, yaw)
    floor, shape = Polygon(room.polygon), Polygon(column.ring)
    if floor.intersection(shape).area < 1e-6:
        raise SolverInputError(f"{place}: stands outside the room")
    if shape.covers(floor):
        raise SolverInputError(f"{place}: fills the whole room")
    return column


def _radiator(doc: Any, room: Room, place: str) -> Radiator:
    d, (id, wall, offset, width) = as_object(doc, place), _opening(doc, room, place)
    height = as_positive(d.get("height", Radiator.height), f"{place}.height")
    depth = as_positive(d.get("depth", Radiator.depth), f"{place}.depth")
    return Radiator(id, wall, offset, width, height, depth)


def _socket(doc: Any, room: Room, place: str) -> Socket:
    d, (id, wall, offset, width) = as_object(doc, place), _opening(doc, room, place, Socket.width)
    return Socket(id, wall, offset, width, as_not_negative(d.get("height", Socket.height), f"{place}.height"))


def _zone(doc: Any, room: Room, place: str) -> Zone:
    d = as_object(doc, place)
    zone = Zone(as_text(need(d, "id", place), f"{place}.id"), _polygon(need(d, "polygon", place), f"{place}.polygon"))
    if Polygon(room.polygon).intersection(Polygon(zone.polygon)).area < 1e-4:
        raise SolverInputError(f"{place}.polygon: lies outside the room")
    return zone


def _opening(doc: Any, room: Room, place: str, usual: float | None = None) -> tuple[str, int, float, float]:
    """(id, wall, offset, width) of something on a wall; `usual` is the width of what need not give one."""
    d = as_object(doc, place)
    id, wall = as_text(need(d, "id", place), f"{place}.id"), need(d, "wall", place)
    if isinstance(wall, bool) or not isinstance(wall, int) or not 0 <= wall < len(room.polygon):
        raise SolverInputError(f"{place}.wall: {kind_of(wall)} is not a wall; walls are 0 to {len(room.polygon) - 1}")
    offset = as_number(need(d, "offset", place), f"{place}.offset")
    wide = d["width"] if d.get("width") is not None else usual if usual else need(d, "width", place)
    width = as_positive(wide, f"{place}.width")
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
    out = {"polygon": [list(p) for p in room.polygon], "height": room.height, "doors": doors, "windows": windows}
    return out | _built_in_to_json(room)


def _built_in_to_json(room: Room) -> dict[str, Any]:
    """What the contract's room does not have, each list left out where it is empty."""
    lists = {
        "columns": [{"id": c.id, "x": c.x, "y": c.y, "width": c.width, "depth": c.depth,
                     "yaw_deg": math.degrees(c.yaw)} for c in room.columns],
        "radiators": [{"id": h.id, "wall": h.wall, "offset": h.offset, "width": h.width, "height": h.height,
                       "depth": h.depth} for h in room.radiators],
        "sockets": [{"id": k.id, "wall": k.wall, "offset": k.offset, "width": k.width, "height": k.height}
                    for k in room.sockets],
        "zones": [{"id": z.id, "polygon": [list(p) for p in z.polygon]} for z in room.zones],
    }  # fmt: skip
    return {key: rows for key, rows in lists.items() if rows}


def _point(v: Any, place: str) -> tuple[float, float]:
    x, y = as_numbers(v, place, 2)
    return (x, y)
