"""A room from a file: the contract's `room` object in JSON, with a plain answer for everything that can be wrong."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path
from typing import Any

from shapely.geometry import Polygon
from shapely.validation import explain_validity

from idesign.errors import RoomError
from idesign.knowledge import knowledge
from solvers.errors import SolverInputError
from solvers.file_values import as_text, read_json
from solvers.room import XY, Door, Room, Window
from solvers.room_file import with_built_in

HUGE = 1e9
"""No number in a room file may be larger; this also refuses what is infinite or not a number."""
_SWINGS = ("in", "out", "none")


def read_room_file(path: Path) -> Room:
    """The room in the file: polygon [m] (turned counter-clockwise when it is not), height, doors, windows. Raises
    `RoomError` with one line that names the file, the field and what would be right."""
    try:
        return room_from_json(read_json(path))
    except SolverInputError as e:
        raise RoomError(str(e)) from e
    except RoomError as e:
        raise RoomError(f"{path}: {e}") from e


def room_from_json(doc: Any) -> Room:
    """The same from parsed JSON."""
    if isinstance(doc, dict) and isinstance(doc.get("room"), dict) and "polygon" not in doc:
        doc = doc["room"]
    if not isinstance(doc, dict):
        raise RoomError(f"a room is an object with polygon, height, doors and windows, not {type(doc).__name__}")
    polygon, turned = _polygon(doc.get("polygon"))
    rules = knowledge().rules["room"]
    height = _number(doc, "height", "height", 2.5, rules["min_height"], rules["max_height"])
    bare = Room(polygon, height)
    doors = tuple(_door(bare, d, k) for k, d in enumerate(_list(doc, "doors")))
    windows = tuple(_window(bare, d, k) for k, d in enumerate(_list(doc, "windows")))
    room = _built_in(replace(bare, doors=doors, windows=windows), doc, turned is not None)
    if turned is not None:
        room = _turn_openings(room)
    _check_openings(room)
    return room


# ---------------------------------------------------------------- polygon
def _polygon(value: Any) -> tuple[tuple[XY, ...], bool | None]:
    """Counter-clockwise corners, and True when they had to be turned round (else None)."""
    if not isinstance(value, list) or len(value) < 3:
        raise RoomError("polygon: must be a list of at least three corners [x, y] in metres")
    points = [_point(p, k) for k, p in enumerate(value)]
    if len(points) > 3 and points[0] == points[-1]:
        points.pop()
    for k, (a, b) in enumerate(zip(points, points[1:] + points[:1], strict=True)):
        if math.dist(a, b) < 0.01:
            raise RoomError(f"polygon: corners {k} and {(k + 1) % len(points)} are the same point {list(a)}")
    shape = Polygon(points)
    if not shape.is_valid:
        raise RoomError(f"polygon: the walls cross each other ({explain_validity(shape)})")
    _check_extent(shape)
    ccw = shape.exterior.is_ccw
    return (tuple(points), None) if ccw else ((points[0], *reversed(points[1:])), True)


def _check_extent(shape: Polygon) -> None:
    rules = knowledge().rules["room"]
    x0, y0, x1, y1 = shape.bounds
    if min(x1 - x0, y1 - y0) < rules["min_side"] or shape.area < rules["min_side"] ** 2:
        raise RoomError(
            f"polygon: the room is {x1 - x0:g} x {y1 - y0:g} m; each side must be at least {rules['min_side']:g} m"
        )
    if max(x1 - x0, y1 - y0) > rules["max_side"]:
        raise RoomError(f"polygon: the room is {x1 - x0:g} x {y1 - y0:g} m; no side may exceed {rules['max_side']:g} m")


def _point(p: Any, k: int) -> XY:
    if not isinstance(p, list) or len(p) != 2 or not all(_is_number(v) for v in p):
        raise RoomError(f"polygon: corner {k} is {_shown(p)}; it must be [x, y] in metres")
    return (float(p[0]), float(p[1]))


# ---------------------------------------------------------------- openings
def _list(doc: dict[str, Any], key: str) -> list[Any]:
    value = doc.get(key, [])
    if not isinstance(value, list):
        raise RoomError(f"{key}: must be a list, not {type(value).__name__}")
    return value


def _opening(room: Room, row: Any, name: str) -> tuple[str, int, float, float]:
    if not isinstance(row, dict):
        raise RoomError(f"{name}: must be an object with wall, offset and width, not {type(row).__name__}")
    wall = row.get("wall")
    if not isinstance(wall, int) or isinstance(wall, bool) or not 0 <= wall < len(room.walls):
        raise RoomError(f"{name}: wall is {_shown(wall)}; it must be a whole number from 0 to {len(room.walls) - 1}")
    width = _number(row, "width", f"{name}: width", None, 0.2, knowledge().rule("room", "max_side"))
    offset = _number(row, "offset", f"{name}: offset", None, 0.0, knowledge().rule("room", "max_side"))
    return _id(row, name), wall, offset, width


def _door(room: Room, row: Any, k: int) -> Door:
    id, wall, offset, width = _opening(room, row, f"door-{k}")
    height = _number(row, "height", f"{id}: height", min(2.05, room.height), 0.5, room.height)
    swing = row.get("swing", "in")
    if swing not in _SWINGS:
        raise RoomError(f"{id}: swing is {_shown(swing)}; it must be one of {', '.join(_SWINGS)}")
    return Door(id, wall, offset, width, height, swing)


def _window(room: Room, row: Any, k: int) -> Window:
    id, wall, offset, width = _opening(room, row, f"window-{k}")
    sill = _number(row, "sill", f"{id}: sill", min(0.9, 0.4 * room.height), 0.0, room.height - 0.1)
    height = _number(row, "height", f"{id}: height", min(1.2, room.height - sill), 0.1, room.height - sill)
    return Window(id, wall, offset, width, sill, height)


def _turn_openings(room: Room) -> Room:
    """Wall numbers and offsets as they were counted along the clockwise corners, counted the other way."""
    n = len(room.walls)
    wall = [(n - 1 - i) % n for i in range(n)]
    length = [room.walls[wall[i]].length for i in range(n)]
    doors = tuple(replace(d, wall=wall[d.wall], offset=length[d.wall] - d.offset - d.width) for d in room.doors)
    windows = tuple(replace(w, wall=wall[w.wall], offset=length[w.wall] - w.offset - w.width) for w in room.windows)
    radiators = tuple(replace(h, wall=wall[h.wall], offset=length[h.wall] - h.offset - h.width) for h in room.radiators)
    sockets = tuple(replace(k, wall=wall[k.wall], offset=length[k.wall] - k.offset - k.width) for k in room.sockets)
    return replace(room, doors=doors, windows=windows, radiators=radiators, sockets=sockets)


def _built_in(room: Room, doc: dict[str, Any], turned: bool) -> Room:
    """The room with columns, radiators, sockets and zones, which are read as those of a layout problem; walls are
    numbered as in the document."""
    first, *rest = room.polygon
    written = replace(room, polygon=(first, *reversed(rest))) if turned else room
    try:
        return replace(with_built_in(written, doc), polygon=room.polygon)
    except SolverInputError as e:
        raise RoomError(str(e).removeprefix("room.")) from e


def _check_openings(room: Room) -> None:
    ids = [o.id for o in (*room.landmarks, *room.zones)]
    if twice := next((i for k, i in enumerate(ids) if i in ids[:k]), None):
        raise RoomError(f"{twice}: two things have this id")
    seen: list[Door | Window] = []
    for o in room.openings:
        length = room.walls[o.wall].length
        if o.width > length + 1e-6:
            raise RoomError(f"{o.id}: is {o.width:g} m wide, but wall {o.wall} is only {length:g} m long")
        if o.offset < -1e-6 or o.offset + o.width > length + 1e-6:
            raise RoomError(
                f"{o.id}: reaches from {o.offset:g} to {o.offset + o.width:g} m on wall {o.wall}, "
                f"which is {length:g} m long"
            )
        for other in seen:
            if o.wall == other.wall and o.offset < other.offset + other.width and other.offset < o.offset + o.width:
                raise RoomError(f"{o.id}: overlaps {other.id} on wall {o.wall}")
        seen.append(o)


# ---------------------------------------------------------------- values
def _shown(v: Any) -> str:
    """A value as in the file, cut short."""
    text = json.dumps(v)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _id(row: dict[str, Any], name: str) -> str:
    """The id that a file gives, or the name of the place."""
    if row.get("id") is None:
        return name
    try:
        return as_text(row["id"], f"{name}: id")
    except SolverInputError as e:
        raise RoomError(str(e)) from e


def _is_number(v: Any) -> bool:
    return isinstance(v, (int, float)) and not isinstance(v, bool) and abs(v) < HUGE


def _number(row: dict[str, Any], key: str, name: str, default: float | None, low: float, high: float) -> float:
    value = row.get(key, default)
    if value is None:
        raise RoomError(f"{name}: is missing; it must be a number of metres")
    if not _is_number(value):
        raise RoomError(f"{name}: is {_shown(value)}; it must be a number of metres")
    if not low - 1e-9 <= float(value) <= high + 1e-9:
        raise RoomError(f"{name}: is {value:g} m; it must be between {low:g} and {high:g} m")
    return float(value)
