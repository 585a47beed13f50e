"""Columns, radiators, sockets and zones of a room file reach the solver, the designer and the scene document."""

import json
from pathlib import Path
from typing import Any

import pytest
import shapely
from shapely import Polygon

from idesign.design import Surfaces
from idesign.designers.embedded.plan import FloorPlan
from idesign.drawing.built_in import radiator_symbols
from idesign.drawing.walls import walls
from idesign.errors import RoomError
from idesign.render.finishes import finishes
from idesign.render.shell import room_pieces
from idesign.room_file import read_room_file, room_from_json
from idesign.scene import SceneRoom
from solvers.room import Column, Radiator, Room, Socket, Zone

DOC: dict[str, Any] = {
    "polygon": [[0, 0], [5, 0], [5, 4], [0, 4]],
    "doors": [{"wall": 0, "offset": 0.3, "width": 0.9}],
    "columns": [{"id": "pillar", "x": 2.5, "y": 2.0, "width": 0.4, "depth": 0.4}],
    "radiators": [{"id": "heater", "wall": 1, "offset": 0.5, "width": 3.2}],
    "sockets": [{"id": "socket", "wall": 3, "offset": 1.0}],
    "zones": [{"id": "work", "polygon": [[3, 0], [5, 0], [5, 4], [3, 4]]}],
}


def test_a_room_file_may_say_what_is_built_in(tmp_path: Path) -> None:
    path = tmp_path / "room.json"
    path.write_text(json.dumps(DOC))
    room = read_room_file(path)
    assert room.columns == (Column("pillar", 2.5, 2.0, 0.4, 0.4),)
    assert room.radiators == (Radiator("heater", 1, 0.5, 3.2),)
    assert room.sockets == (Socket("socket", 3, 1.0),)
    assert room.zones == (Zone("work", ((3, 0), (5, 0), (5, 4), (3, 4))),)


def test_walls_of_clockwise_rooms_are_those_of_the_file() -> None:
    turned = room_from_json(DOC | {"polygon": [[0, 0], [0, 4], [5, 4], [5, 0]], "doors": []})
    assert turned.radiators[0].wall == 2, "wall 1 of the file runs along the north"
    wall = turned.walls[2]
    assert wall.at(turned.radiators[0].offset)[0] == pytest.approx(3.7)
    assert turned.walls[turned.sockets[0].wall].n == pytest.approx((0, 1)), "wall 3 of the file lies in the south"


def test_what_is_wrong_names_the_place() -> None:
    with pytest.raises(RoomError, match=r"^radiators\[0\]: reaches from 0.5 to 5.5 m on wall 1, which is 4 m long"):
        room_from_json(DOC | {"radiators": [{"id": "heater", "wall": 1, "offset": 0.5, "width": 5}]})


def test_the_scene_keeps_what_is_built_in() -> None:
    room = room_from_json(DOC)
    kept = SceneRoom(room.polygon, room.height, room.doors, room.windows, columns=room.columns,
                     radiators=room.radiators, sockets=room.sockets, zones=room.zones)  # fmt: skip
    assert kept.plan == room


def test_the_designer_keeps_out_of_columns_and_away_from_radiators() -> None:
    room = room_from_json(DOC)
    plan, size = FloorPlan(room), (1.2, 0.6, 2.0)
    assert plan.at_wall(size, walls=(1,)) is None, "the radiator takes the wall"
    assert plan.at_wall(size, walls=(2,)) is not None
    pillar = Polygon(room.columns[0].ring)
    spots = FloorPlan(Room(((2.0, 1.0), (5.0, 1.0), (5.0, 4.0), (2.0, 4.0)), columns=room.columns)).places(
        size, 0, None
    )
    assert spots
    assert all(s.footprint.intersection(pillar).area < 1e-6 for s in spots)


def test_what_is_built_in_is_modelled_and_drawn() -> None:
    room = room_from_json(DOC)
    pieces = {p.name: p for p in room_pieces(room, finishes(Surfaces()))}
    low, high = pieces["pillar"].model.bounds
    assert tuple(low) == pytest.approx((2.3, 1.8, 0.0), abs=1e-6)
    assert tuple(high) == pytest.approx((2.7, 2.2, room.height), abs=1e-6)
    low, high = pieces["heater"].model.bounds
    assert (low[0], low[1], high[0], high[1]) == pytest.approx((4.9, 0.5, 5.0, 3.7), abs=0.02)
    assert high[2] == pytest.approx(0.6, abs=0.01)
    assert pieces["heater"].wall == 1
    assert "socket" in pieces
    cut = shapely.union_all([Polygon(h.points) for h in walls(room)])
    assert cut.intersection(Polygon(room.columns[0].ring)).area == pytest.approx(0.16)
    assert [s.id for s in radiator_symbols(room)] == ["heater"]
