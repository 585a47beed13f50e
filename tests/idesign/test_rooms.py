"""Laws of rooms that are made up and of rooms that are read."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Polygon

from idesign.brief import RoomWish
from idesign.errors import RoomError
from idesign.knowledge import knowledge
from idesign.rooms import RoomNeeds, make_room, read_room_file, room_candidates, side_of
from solvers.room import Room

TYPES = sorted(knowledge().room_types)
SQUARE = [[0, 0], [4, 0], [4, 3], [0, 3]]


def check_openings(room: Room) -> None:
    for o in room.openings:
        wall = room.walls[o.wall]
        assert o.offset >= -1e-9
        assert o.offset + o.width <= wall.length + 1e-9
        assert o.base >= 0
        assert o.base + o.height <= room.height + 1e-9
        for other in room.openings:
            if other is not o and other.wall == o.wall:
                assert o.offset >= other.offset + other.width or other.offset >= o.offset + o.width


@settings(max_examples=60)
@given(
    kind=st.sampled_from(TYPES),
    width=st.floats(1.6, 14),
    depth=st.floats(1.6, 14),
    seed=st.integers(0, 50),
    shape=st.sampled_from(["rectangle", "L"]),
)
def test_made_rooms_have_the_wished_size_and_sound_openings(
    kind: str, width: float, depth: float, seed: int, shape: str
) -> None:
    wish = RoomWish(width=width, depth=depth, shape="L" if shape == "L" else "rectangle")
    room, _ = make_room(wish, knowledge().room_types[kind], seed)
    assert Polygon(room.polygon).exterior.is_ccw
    assert room.bounds == pytest.approx((0, 0, width, depth), abs=1e-6)
    check_openings(room)
    for d in room.doors:
        length = room.walls[d.wall].length
        assert min(d.offset, length - d.offset - d.width) >= 0.10 - 1e-6


@pytest.mark.parametrize("kind", TYPES)
def test_a_room_of_which_nothing_was_said_is_usual_for_its_type(kind: str) -> None:
    usual = knowledge().room_types[kind]
    room, said = make_room(RoomWish(), usual, 0)
    assert usual.area[0] * 0.8 <= room.area <= usual.area[1] * 1.2
    assert len(room.doors) == 1
    assert len(room.windows) == usual.window.count
    assert any("door" in s for s in said)
    assert all(s.startswith("I assumed") and s.endswith(".") for s in said)


def test_the_same_seed_makes_the_same_room_and_other_seeds_make_others() -> None:
    kind = knowledge().room_types["bedroom"]
    rooms = [make_room(RoomWish(width=4, depth=3.5), kind, seed)[0] for seed in range(8)]
    assert rooms[3] == make_room(RoomWish(width=4, depth=3.5), kind, 3)[0]
    assert len(set(rooms)) > 2


def test_what_was_said_of_openings_is_kept() -> None:
    wish = RoomWish(width=5, depth=4, windows=3, doors=2, window_walls=("north",), door_walls=("south", "east"))
    room, said = make_room(wish, knowledge().room_types["living_room"], 1)
    assert len(room.windows) == 3
    assert {side_of(room, w.wall) for w in room.windows} == {"north"}
    assert [side_of(room, d.wall) for d in room.doors] == ["south", "east"]
    assert not any("door" in s or "window" in s for s in said)


def test_no_windows_and_the_area_alone() -> None:
    room, said = make_room(RoomWish(area=20, windows=0), knowledge().room_types["bedroom"], 0)
    assert room.windows == ()
    assert room.area == pytest.approx(20, rel=0.01)
    assert any("measures" in s for s in said)


def test_a_desk_under_the_window_gets_a_sill_above_it() -> None:
    needs = RoomNeeds(wall=2.7, under_window=(1.6, 1.1))
    room, _ = make_room(RoomWish(width=4.2, depth=3.6), knowledge().room_types["bedroom"], 0, needs)
    assert all(w.sill >= 1.15 for w in room.windows)


def test_a_kitchen_keeps_a_long_wall_whole() -> None:
    needs = RoomNeeds(wall=2.4, whole=True)
    room, _ = make_room(RoomWish(width=3.6, depth=2.4), knowledge().room_types["kitchen"], 0, needs)
    whole = [w.length for w in room.walls if all(o.wall != w.index for o in room.openings)]
    assert max(whole) == pytest.approx(3.6)


def test_small_bathrooms_open_outwards() -> None:
    kind = knowledge().room_types["bathroom"]
    assert make_room(RoomWish(width=1.8, depth=2), kind, 0)[0].doors[0].swing == "out"
    assert make_room(RoomWish(width=2.5, depth=2.5), kind, 0)[0].doors[0].swing == "in"


@pytest.mark.parametrize(
    ("wish", "word"),
    [
        (RoomWish(width=0.5, depth=0.5), "width"),
        (RoomWish(width=400, depth=4), "width"),
        (RoomWish(width=4, depth=math.nan), "depth"),
        (RoomWish(width=-4, depth=3), "width"),
        (RoomWish(width=4, depth=3, height=0.5), "height"),
        (RoomWish(area=-3), "area"),
        (RoomWish(area=math.inf), "area"),
    ],
)
def test_sizes_that_no_room_has_are_refused_in_one_line(wish: RoomWish, word: str) -> None:
    with pytest.raises(RoomError, match=word) as caught:
        make_room(wish, knowledge().room_types["bedroom"], 0)
    assert "\n" not in str(caught.value)


def test_a_given_plan_is_taken_as_it_is() -> None:
    plan = Room(((0, 0), (4, 0), (4, 3), (0, 3)))
    rooms, said = room_candidates(RoomWish(plan=plan, width=9), knowledge().room_types["bedroom"], 0)
    assert rooms == (plan,)
    assert said == ()


# ---------------------------------------------------------------- room files
def write(tmp_path: Path, doc: object) -> Path:
    path = tmp_path / "room.json"
    path.write_text(doc if isinstance(doc, str) else json.dumps(doc))
    return path


def test_a_room_file_is_read(tmp_path: Path) -> None:
    doc = {"polygon": SQUARE, "height": 2.7, "doors": [{"id": "d", "wall": 0, "offset": 0.2, "width": 0.9}]}
    room = read_room_file(write(tmp_path, doc))
    assert room.area == 12
    assert room.doors[0].height == 2.05
    assert read_room_file(write(tmp_path, {"room": doc})) == room


def test_a_clockwise_room_is_turned_round_with_its_openings(tmp_path: Path) -> None:
    clockwise = [[0, 0], [0, 3], [4, 3], [4, 0]]
    doc = {"polygon": clockwise, "doors": [{"id": "d", "wall": 0, "offset": 0.2, "width": 0.9}]}
    room = read_room_file(write(tmp_path, doc))
    assert Polygon(room.polygon).exterior.is_ccw
    door = room.doors[0]
    ends = {room.walls[door.wall].at(door.offset), room.walls[door.wall].at(door.offset + door.width)}
    assert {(round(x, 6), round(y, 6)) for x, y in ends} == {(0.0, 0.2), (0.0, 1.1)}


@pytest.mark.parametrize(
    ("doc", "said"),
    [
        ('{"polygon": [[0,0],\n [4,0],, [4,3]]}', "line 2, column 8"),
        ({"polygon": [[0, 0], [4, 3], [4, 0], [0, 3]]}, "cross"),
        ({"polygon": [[0, 0], [4, 0]]}, "three corners"),
        ({"polygon": [[0, 0], [4, 0], [4, "x"]]}, "corner 2"),
        ({"polygon": [[0, 0], [4, 0], [4, 0], [0, 3]]}, "same point"),
        ({"polygon": [[0, 0], [0.5, 0], [0.5, 0.5], [0, 0.5]]}, "at least 1 m"),
        ({"polygon": [[0, 0], [90, 0], [90, 5], [0, 5]]}, "60 m"),
        ('{"polygon": [[0,0],[4,0],[4,NaN],[0,3]]}', "corner 2"),
        ({"polygon": SQUARE, "height": "high"}, "height"),
        ({"polygon": SQUARE, "height": -2}, "height"),
        ({"polygon": SQUARE, "doors": [{"wall": 1, "offset": 0, "width": 3.5}]}, "3.5 m wide"),
        ({"polygon": SQUARE, "doors": [{"wall": 1, "offset": 2.5, "width": 0.9}]}, "reaches from"),
        ({"polygon": SQUARE, "doors": [{"wall": 7, "offset": 0, "width": 0.9}]}, "0 to 3"),
        ({"polygon": SQUARE, "doors": [{"wall": 0, "width": 0.9}]}, "offset"),
        ({"polygon": SQUARE, "doors": [{"wall": 0, "offset": 0, "width": 0.9, "swing": "up"}]}, "swing"),
        ({"polygon": SQUARE, "windows": "none"}, "windows"),
        ({"polygon": SQUARE, "windows": [{"wall": 0, "offset": 0, "width": 1, "sill": 2.4, "height": 2}]}, "height"),
        ({"polygon": SQUARE, "windows": [{"wall": 0, "offset": k / 2, "width": 1} for k in (0, 1)]}, "overlaps"),
        ([1, 2], "object"),
    ],
)
def test_bad_room_files_are_refused_with_the_place_of_the_fault(tmp_path: Path, doc: object, said: str) -> None:
    with pytest.raises(RoomError, match=said) as caught:
        read_room_file(write(tmp_path, doc))
    assert "\n" not in str(caught.value)
    assert "room.json" in str(caught.value)


def test_a_missing_room_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(RoomError, match="cannot be read"):
        read_room_file(tmp_path / "nowhere.json")


def test_no_door_stands_beside_a_corner_that_something_named_shall_stand_in() -> None:
    kind, wish = knowledge().room_types["bedroom"], RoomWish(width=4, depth=3.5)
    for seed in range(6):
        room = make_room(wish, kind, seed, RoomNeeds(kind.need, corners=("south-west", "north-east")))[0]
        middles = [room.walls[d.wall].at(d.offset + d.width / 2) for d in room.doors]
        assert all(math.dist(m, corner) > 1.0 for m in middles for corner in ((0.0, 0.0), (4.0, 3.5)))


@pytest.mark.parametrize("name", sorted(knowledge().room_types))
def test_a_room_is_as_large_as_it_is_called(name: str) -> None:
    kind = knowledge().room_types[name]
    areas = [make_room(RoomWish(), kind, 0, RoomNeeds(word=w))[0].area for w in ("tiny", "small", "", "big", "huge")]
    assert areas == sorted(set(areas))
    assert areas[3] > (kind.area[1] + areas[2]) / 2 - 0.5
    assert areas[4] > kind.area[1]
