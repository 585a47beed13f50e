"""Room files with anything wrong in them: one line that says what, or a room that can be."""

import copy
import math
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely import Polygon

from idesign.errors import RoomError
from idesign.room_file import read_room_file, room_from_json

DOC: dict[str, Any] = {
    "polygon": [[0, 0], [5, 0], [5, 4], [0, 4]],
    "height": 2.6,
    "doors": [{"id": "door-0", "wall": 0, "offset": 0.3, "width": 0.9, "swing": "in"}],
    "windows": [{"id": "window-0", "wall": 2, "offset": 1.0, "width": 1.2, "sill": 0.9, "height": 1.2}],
    "columns": [{"id": "pillar", "x": 2.5, "y": 2.0, "width": 0.4, "depth": 0.4, "yaw_deg": 20}],
    "radiators": [{"id": "heater", "wall": 1, "offset": 0.5, "width": 1.2}],
    "sockets": [{"id": "socket", "wall": 3, "offset": 1.0}],
    "zones": [{"id": "work", "polygon": [[3, 0], [5, 0], [5, 4], [3, 4]]}],
}
JUNK: tuple[Any, ...] = (
    None, True, -1, 0, 2.5, math.nan, math.inf, 1e300, 10**400, "", "x" * 5000, "a\nb", "\ud800", [], {}, [[]], [1, 2],
)  # fmt: skip


def places(doc: Any) -> list[tuple[Any, Any]]:
    """Every (container, key) of a document."""
    items = doc.items() if isinstance(doc, dict) else enumerate(doc) if isinstance(doc, list) else ()
    return [found for key, value in items for found in [(doc, key), *places(value)]]


@settings(max_examples=300, suppress_health_check=list(HealthCheck), derandomize=True)
@given(st.integers(0, 10**9))
def test_a_damaged_room_is_refused_in_one_line_or_read(seed: int) -> None:
    rng, doc = random.Random(seed), copy.deepcopy(DOC)
    for _ in range(rng.choice((1, 1, 2))):
        where, key = rng.choice(places(doc))
        where[key] = copy.deepcopy(rng.choice(JUNK))
    try:
        room = room_from_json(doc)
    except RoomError as e:
        said = str(e)
    else:
        said = ""
        assert Polygon(room.polygon).exterior.is_ccw
    assert "\n" not in said
    assert len(said) < 500


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"height": 10**400}, "height: is 1000"),
        ({"doors": DOC["doors"] * 2}, "door-0: two things have this id"),
        ({"zones": [DOC["zones"][0] | {"id": "pillar"}]}, "pillar: two things have this id"),
        ({"doors": [DOC["doors"][0] | {"id": 7}]}, "door-0: id: must be a text, got 7"),
        ({"columns": [{"id": "c", "x": 9, "y": 9, "width": 1, "depth": 1}]}, "columns[0]: stands outside the room"),
        ({"radiators": 5}, "radiators: must be a list, got 5"),
    ],
)
def test_what_is_wrong_is_said(change: dict[str, Any], message: str) -> None:
    with pytest.raises(RoomError) as error:
        room_from_json(DOC | change)
    assert str(error.value).startswith(message)


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "is not JSON"),
        (b"[" * 100_000, "nested too deeply"),
        ("caf\u00e9".encode("latin-1"), "is not UTF-8 text"),
        (b'{"height": 2, "height": 3}', "'height' stands twice"),
        (b"9" * 5000, "is not JSON"),
    ],
)
def test_files_that_are_no_rooms(raw: bytes, message: str, tmp_path: Path) -> None:
    path = tmp_path / "room.json"
    path.write_bytes(raw)
    with pytest.raises(RoomError, match=message):
        read_room_file(path)
