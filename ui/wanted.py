"""What the first screen sends, checked, as a request: words or a kind of room, a size, a floor plan typed or drawn."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from idesign.brief import RoomWish
from idesign.errors import InputError, RoomError
from idesign.room_file import room_from_json
from idesign.sentences import told
from idesign.units import parse_room_size
from ui.furnishing import Wanted
from ui.page.documents import TYPES
from ui.session import WORDS

CORNERS = 60
"""Corners of a typed floor plan."""


def wanted_of(data: Mapping[str, Any], llm: str) -> Wanted:
    """The request in a `furnish` event: `text`, `type` with its `title`, `size`, `plan`, `room` (as drawn, in the form
    of a room file). Raises `InputError` with what is wrong."""
    text, kind = _text(data, "text"), _text(data, "type")
    if kind and kind not in TYPES:
        raise InputError(told("fault.no_kind", kind=kind[:30]))
    words = kind.replace("_", " ").capitalize() if kind and not text else text
    if not words:
        raise InputError(told("fault.no_words"))
    room, shown = data.get("room"), _text(data, "title") if not text else ""
    typed = room_of(_text(data, "size"), _text(data, "plan"))
    return Wanted(words, typed if room is None or _text(data, "plan") else drawn_room(room), 0, llm, shown)


def drawn_room(document: Any) -> RoomWish:
    """The room that was drawn. Raises `RoomError` with what is wrong with it."""
    rows = [document.get(k, []) for k in ("polygon", "doors", "windows")] if isinstance(document, Mapping) else []
    if not rows or not rows[0]:
        raise RoomError(told("fault.no_drawing"))
    if any(not isinstance(r, list) or len(r) > CORNERS for r in rows):
        raise RoomError(told("fault.drawing_most", most=CORNERS))
    return RoomWish(plan=room_from_json(dict(document)))


def room_of(size: str, plan: str) -> RoomWish | None:
    """What was typed of the room; None when nothing was. A plan wins over a size."""
    if plan:
        return RoomWish(plan=room_from_json({"polygon": corners(plan)}))
    if not size:
        return None
    width, depth = parse_room_size(size)
    return RoomWish(width=width, depth=depth)


def corners(text: str) -> list[list[float]]:
    """Corners [m] from `0,0  5,0  5,3`: x and y joined by a comma, corners by spaces, semicolons or new lines. Raises
    `RoomError` naming the corner that cannot be read."""
    words = [w for w in re.split(r"[;\s]+", re.sub(r"\s*,\s*", ",", text.strip()).strip("[]()")) if w]
    if not 3 <= len(words) <= CORNERS:
        raise RoomError(told("fault.corners", most=CORNERS, count=len(words)))
    return [_corner(w, k) for k, w in enumerate(words, 1)]


def _corner(word: str, number: int) -> list[float]:
    found = re.fullmatch(r"\(?\[?(-?\d+(?:\.\d+)?),(-?\d+(?:\.\d+)?)\]?\)?", word)
    if found is None:
        raise RoomError(told("fault.corner", number=number, word=word[:20]))
    return [float(found.group(1)), float(found.group(2))]


def _text(data: Mapping[str, Any], name: str) -> str:
    value = data.get(name, "")
    return value.strip()[:WORDS] if isinstance(value, str) else ""
