"""Files: what is written reads back equal, and what is wrong is one line with its place."""

import copy
import json
import math
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from solvers import (
    Layout,
    Pose,
    SolverInputError,
    Status,
    layout_to_json,
    placements_from_json,
    problem_from_json,
    problem_to_json,
    read_problem,
)
from solvers import relations as r
from solvers.layout import Explanation, Violation
from solvers.problem import Access, Body, Box, LayoutProblem, Surface
from solvers.relation_file import relation_from_json, relation_to_json
from solvers.room import Column, Door, Radiator, Room, Socket, Window, Zone

GOOD: dict[str, Any] = {
    "schema": "idesign.problem/1",
    "name": "p",
    "room": {
        "polygon": [[0, 0], [4, 0], [4, 3], [0, 3]],
        "height": 2.5,
        "doors": [{"id": "door-0", "wall": 0, "offset": 0.5, "width": 0.9}],
        "windows": [{"id": "window-0", "wall": 2, "offset": 1, "width": 1.2, "sill": 0.9, "height": 1.2}],
        "columns": [{"id": "pillar", "x": 3, "y": 2, "width": 0.3, "depth": 0.3, "yaw_deg": 45}],
        "radiators": [{"id": "heater", "wall": 2, "offset": 1, "width": 1.2}],
        "sockets": [{"id": "socket", "wall": 1, "offset": 1}],
        "zones": [{"id": "work", "polygon": [[0, 0], [2, 0], [2, 3], [0, 3]]}],
    },
    "objects": [
        {"id": "a", "category": "bed", "size": [1.4, 2.0, 0.5], "fixed": None},
        {"id": "b", "size": [0.5, 0.5, 0.5], "fixed": {"x": 1, "y": 2}},
        {"id": "c", "category": "lamp", "size": [0.2, 0.2, 0.3]},
    ],
    "constraints": [
        {"type": "near", "a": "a", "b": "b", "args": {"max": 0.5}},
        {"type": "against_wall", "a": "a", "b": None, "args": {}},
        {"type": "on_top_of", "a": "c", "b": "b", "hard": False, "weight": 2},
    ],
}


def broken(path: str, value: Any) -> dict[str, Any]:
    """The good document with one value replaced (or removed: `...`); path `objects.0.size.2`."""
    doc: Any = copy.deepcopy(GOOD)
    *way, last = [int(k) if k.isdigit() else k for k in path.split(".")]
    target = doc
    for key in way:
        target = target[key]
    if value is ...:
        del target[last]
    else:
        target[last] = value
    return dict(doc)


def test_the_contracts_fields_are_read() -> None:
    p = problem_from_json(GOOD)
    assert p.body("b").fixed == Pose(1, 2, 0, 0), "z and yaw_deg may be left out"
    assert p.relations[0] == r.Near(a="a", b="b", max=0.5)
    assert p.relations[2] == r.OnTopOf(a="c", b="b", hard=False, weight=2.0)
    assert p.room.windows[0].sill == 0.9
    assert p.room.doors[0].swing == "in"


def test_a_problem_reads_back_equal() -> None:
    body = Body(
        "desk",
        (1.2, 0.6, 0.74),
        "desk",
        parts=(Box((-0.6, -0.3, 0.7), (0.6, 0.3, 0.74)),),
        surfaces=(Surface(0.74, -0.6, -0.3, 0.6, 0.3, 1.0),),
        access=(Access("front", 0.9, 0.7),),
        before_window="never",
    )
    hung = Body("art", (0.6, 0.04, 0.4), "picture", "wall", 1.4)
    fixed = Body("bed", (1.4, 2.0, 0.5), "bed", fixed=Pose(1, 1, 0, 0.25), yaw="free")
    room = Room(
        ((0, 0), (5, 0), (5, 4), (0, 4)),
        2.4,
        (Door("d", 1, 0.3, 0.8, 2.0, "out"),),
        (Window("w", 2, 1, 1),),
        (Column("pillar", 1.0, 2.0, 0.3, 0.4, 0.25),),
        (Radiator("heater", 2, 1, 1, 0.5, 0.08),),
        (Socket("socket", 3, 0.5, 0.16, 1.1),),
        (Zone("work", ((0.0, 0.0), (2.0, 0.0), (2.0, 2.0))),),
    )
    relations = (
        r.Offset(a="art", b="desk", x=0.1, z=0.8, yaw=math.pi / 2),
        r.AtWall(a="desk", walls=(0, 2), hard=False, weight=3),
        r.Between(a="desk", b="w", c="bed", tol=0.2),
        r.Beside(a="desk", b="bed", side="left"),
        r.Near(a="desk", b="d"),
    )
    p = LayoutProblem("all", room, (body, hung, fixed), relations)
    again = problem_from_json(json.loads(json.dumps(problem_to_json(p))))
    assert again == p


OTHER_VALUES: dict[str, dict[str, Any]] = {
    "near": {"max": 0.25}, "far": {"min": 2.5}, "distance": {"min": 0.5, "max": 1.5}, "around": {"max": 0.3},
    "at_wall": {"walls": (0, 1)}, "corner": {"vertices": (2,)}, "centered_on_wall": {"walls": (1,), "tol": 0.2},
    "centered_in_room": {"tol": 0.5}, "at_window": {"max": 0.2}, "above": {"tol": 0.2}, "under": {"share": 0.5},
    "beside": {"side": "left", "max": 0.2}, "between": {"c": "z", "where": "middle", "tol": 0.2},
    "offset": {"x": 0.1, "y": -0.2, "z": 0.3, "yaw": math.pi / 4, "tol": 0.01}, "on_top_of": {"level": "inside"},
    "keep_clear": {"side": "back", "depth": 0.7}, "parallel_to_wall": {"walls": (3,)}, "facing_wall": {"walls": (0,)},
    "turned": {"yaw": -math.pi / 2}, "at": {"x": -1.0, "y": 2.0, "tol": 0.1},
    "at_height": {"height": 1.5, "of": "middle", "tol": 0.05}, "lined_up": {"by": "axis", "tol": 0.1},
    "in_row": {"others": ("p", "q"), "min": 0.1, "max": 0.4, "by": "level", "tol": 0.1},
    "symmetric": {"c": "z", "tol": 0.1}, "evenly_around": {"others": ("p",), "by": "angle", "tol": 0.2},
    "in_zone": {"zone": "work", "part": "centre"}, "not_blocking": {"depth": 1.0},
    "sees": {"height": 1.3, "width": 0.3},
}  # fmt: skip
"""For every relation a value of each of its fields that is not the default."""


@pytest.mark.parametrize("kind", r.KINDS)
def test_every_relation_reads_back_equal(kind: str) -> None:
    x = r.KINDS[kind](a="x", b=None if kind in r.UNARY else "y", **OTHER_VALUES.get(kind, {}))
    assert {f.name for f in fields(x)} - {"a", "b", "hard", "weight"} == set(OTHER_VALUES.get(kind, {}))
    assert relation_from_json(json.loads(json.dumps(relation_to_json(x)))) == x


def test_angles_are_degrees_in_files() -> None:
    x = relation_from_json({"type": "offset", "a": "x", "b": "y", "args": {"yaw_deg": 90}})
    assert isinstance(x, r.Offset)
    assert x.yaw == pytest.approx(math.pi / 2)


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        ("schema", "idesign.problem/9", "schema"),
        ("room", ..., "problem.room: is missing"),
        ("room.polygon", [[0, 0], [1, 0]], "room.polygon: has 2 vertices"),
        ("room.polygon", [[0, 0], [0, 3], [4, 3], [4, 0]], "room.polygon: runs clockwise"),
        ("room.polygon", [[0, 0], [4, 3], [4, 0], [0, 3]], "room.polygon: crosses"),
        ("room.polygon", [[0, 0], [4, 0], [8, 0]], "room.polygon"),
        ("room.polygon", [[0, 0], [0, 0], [4, 0], [4, 3]], "room.polygon[1]: repeats"),
        ("room.polygon.1", [4], "room.polygon[1]: needs 2 numbers"),
        ("room.polygon.1", "4,0", "room.polygon[1]: must be a list"),
        ("room.height", -1, "room.height: must be larger than 0"),
        ("room.height", math.nan, "room.height: must be finite"),
        ("room.doors.0.wall", 4, "room.doors[0].wall"),
        ("room.doors.0.wall", True, "room.doors[0].wall"),
        ("room.doors.0.offset", 3.5, "room.doors[0]: reaches from 3.5 to 4.4 m"),
        ("room.doors.0.width", 9, "room.doors[0]: reaches"),
        ("room.doors.0.swing", "up", "room.doors[0].swing"),
        ("room.doors.0.id", "a", "room.doors[0].id: 'a' is already"),
        ("room.windows.0.sill", -0.1, "room.windows[0].sill"),
        ("objects", {}, "objects: must be a list"),
        ("objects.0", 5, "objects[0]: must be an object"),
        ("objects.0.id", ..., "objects[0].id: is missing"),
        ("objects.0.id", "", "objects[0].id: must be a text"),
        ("objects.0.id", "b", "objects[1].id: 'b' is already"),
        ("objects.0.size", [1, 2], "objects[0].size: needs [width, depth, height]"),
        ("objects.0.size.1", 0, "objects[0].size[1]: must be larger than 0"),
        ("objects.0.size.1", "2", "objects[0].size[1]: must be a number"),
        ("objects.0.size.1", True, "objects[0].size[1]: must be a number"),
        ("objects.0.size.1", math.inf, "objects[0].size[1]: must be finite"),
        ("objects.0.size.1", 1400, None),
        ("objects.0.size.1", 1e9, "objects[0].size[1]"),
        ("objects.1.fixed", {"x": 1}, "objects[1].fixed.y: is missing"),
        ("objects.1.fixed", "here", "objects[1].fixed: must be an object"),
        ("objects.0.mount", "roof", "objects[0].mount"),
        ("constraints.0.type", "beneath", "constraints[0].type: 'beneath' is not a relation"),
        ("constraints.0.a", "ghost", "constraints[0].a: 'ghost'"),
        ("constraints.0.b", "ghost", "constraints[0].b: 'ghost'"),
        ("constraints.0.b", None, "constraints[0].b: is missing"),
        ("constraints.0.b", "a", "constraints[0]: 'a' is related to itself"),
        ("constraints.0.args", {"min": 1}, "constraints[0].args: near does not take 'min'"),
        ("constraints.0.args", {"a\nb": 1}, "constraints[0].args: near does not take 'a\\nb'"),
        ("constraints.0.args", {"max": -1}, "constraints[0].args.max: must not be negative"),
        ("constraints.0.args", {"max": "far"}, "constraints[0].args.max: must be a number"),
        ("constraints.0.args", [1], "constraints[0].args: must be an object"),
        ("constraints.0.args", 0, "constraints[0].args: must be an object"),
        ("constraints.0", {"type": "under", "a": "a", "b": "b", "args": {"share": 1.5}}, "share: must be at most 1"),
        ("constraints.0", {"type": "in_row", "a": "a"}, "constraints[0].args.others: is missing"),
        ("constraints.0", {"type": "in_row", "a": "a", "args": {"others": ["b"], "min": 2}}, "min 2 is larger"),
        ("constraints.0", {"type": "in_row", "a": "a", "args": {"others": ["b", "b"]}}, "'b' is named twice"),
        ("constraints.0", {"type": "in_row", "a": "a", "args": {"others": ["x"]}}, "args.others[0]: 'x' is not an"),
        ("constraints.0", {"type": "in_row", "a": "a", "args": {"others": [1]}}, "args.others[0]: must be a text"),
        ("constraints.0", {"type": "symmetric", "a": "a", "b": "b"}, "constraints[0].args.c: is missing"),
        (
            "constraints.0",
            {"type": "symmetric", "a": "a", "b": "b", "args": {"c": "x"}},
            "args.c: 'x' is not an object",
        ),
        ("constraints.0", {"type": "between", "a": "a", "b": "b", "args": {"c": "a"}}, "'a' is related to itself"),
        ("constraints.0", {"type": "in_zone", "a": "a", "args": {"zone": "x"}}, "args.zone: 'x' is not a zone"),
        ("constraints.0", {"type": "not_blocking", "a": "a", "b": "b"}, "must be a door, window, radiator or socket"),
        ("constraints.0", {"type": "not_blocking", "a": "a", "b": "pillar"}, "must be a door, window, radiator or"),
        ("constraints.0", {"type": "at_window", "a": "a", "b": "heater"}, "must be a door or window"),
        ("constraints.0", {"type": "at_wall", "a": "a"}, "constraints[0].args.walls: is missing"),
        ("constraints.0", {"type": "corner", "a": "a", "args": {"vertices": [4]}}, "there is no vertex 4"),
        (
            "constraints.0",
            {"type": "lined_up", "a": "a", "b": "b", "args": {"by": "top"}},
            "args.by: 'top' is not one of",
        ),
        ("room.columns.0.x", 9, "room.columns[0]: stands outside the room"),
        (
            "room.columns.0",
            {"id": "c", "x": 2, "y": 2, "width": 9, "depth": 9},
            "room.columns[0]: fills the whole room",
        ),
        ("room.columns.0.depth", 0, "room.columns[0].depth: must be larger than 0"),
        ("room.columns.0.id", "a", "room.columns[0].id: 'a' is already"),
        ("room.radiators.0.width", 4, "room.radiators[0]: reaches from 1 to 5 m"),
        ("room.radiators.0.wall", 0, None),
        ("room.sockets.0.height", -1, "room.sockets[0].height: must not be negative"),
        ("room.zones.0.polygon", [[8, 8], [9, 8], [9, 9]], "room.zones[0].polygon: lies outside the room"),
        ("room.zones.0.polygon", [[0, 0], [0, 1], [1, 1]], "room.zones[0].polygon: runs clockwise"),
        (
            "room.doors",
            [{"id": i, "wall": 0, "offset": o, "width": 0.9} for i, o in (("p", 0.5), ("q", 1.0))],
            None,
        ),
        ("room.doors", 5, "room.doors: must be a list, got 5"),
        ("objects.0.elevation", -5, "objects[0].elevation: must not be negative"),
        ("objects.0.yaw", "any", "objects[0].yaw: 'any' is not one of 'quarter', 'free'"),
        ("objects.0.category", 0, "objects[0].category: must be a text, got 0"),
        ("objects.0.parts", [[-1, -1, 0, 1, 1, 0.5]], "objects[0].parts[0]: reaches out of the object"),
        ("objects.0.id", "a\nb", "objects[0].id"),
        ("objects.0.id", "\ud800", "objects[0].id"),
        ("objects.0.size.1", 10**400, "objects[0].size[1]: 1000"),
        ("name", "x" * 201, "name: has 201 characters"),
        ("constraints.0.hard", "yes", "constraints[0].hard"),
        ("constraints.0.weight", -2, "constraints[0].weight"),
        ("constraints.0", {"type": "distance", "a": "a", "b": "b", "args": {"min": 2, "max": 1}}, "min 2 is larger"),
        (
            "constraints.0",
            {"type": "at_wall", "a": "a", "args": {"walls": [7]}},
            "constraints[0].args.walls: there is no wall 7",
        ),
        ("constraints.0", {"type": "left_of", "a": "a", "b": "door-0"}, "constraints[0].b: 'door-0' is not an object"),
        ("constraints.0", {"type": "at_window", "a": "a", "b": "b"}, "must be a door or window"),
        ("constraints.0", {"type": "on_top_of", "a": "b", "b": "b"}, "related to itself"),
    ],
)
def test_what_is_wrong_is_one_line_with_its_place(path: str, value: Any, message: str | None) -> None:
    doc = broken(path, value)
    if message is None:
        assert problem_from_json(doc)
        return
    with pytest.raises(SolverInputError) as error:
        problem_from_json(doc)
    assert message in str(error.value)
    assert "\n" not in str(error.value)


def test_supports_in_a_circle_are_refused() -> None:
    doc = copy.deepcopy(GOOD)
    doc["constraints"] = [{"type": "on_top_of", "a": a, "b": b} for a, b in (("a", "b"), ("b", "c"), ("c", "a"))]
    with pytest.raises(SolverInputError, match="circle"):
        problem_from_json(doc)
    doc["constraints"].pop()
    assert problem_from_json(doc)


def test_too_many_objects_are_refused() -> None:
    doc = copy.deepcopy(GOOD)
    doc["objects"] = [{"id": f"x{k}", "size": [1, 1, 1]} for k in range(5001)]
    doc["constraints"] = []
    with pytest.raises(SolverInputError, match="5001"):
        problem_from_json(doc)


def test_unreadable_files_are_input_errors(tmp_path: Path) -> None:
    (tmp_path / "bad.json").write_text("{")
    for name in ("bad.json", "missing.json"):
        with pytest.raises(SolverInputError, match=name):
            read_problem(tmp_path / name)


def test_a_layout_is_written_whole() -> None:
    layout = Layout(
        "p",
        Status.UNSOLVED,
        {"a": Pose(1, 2, 0, math.pi / 2)},
        (Violation("apart", "a and b", ("a", "b")),),
        Explanation("why", ("a", 0)),
        0.5,
        None,
        3,
    )
    doc = json.loads(json.dumps(layout_to_json(layout)))
    assert doc["schema"] == "idesign.layout/1"
    assert doc["placements"]["a"]["yaw_deg"] == pytest.approx(90)
    assert doc["explanation"]["text"] == "why"
    assert doc["explanation"]["conflict"] == ["a", 0]
    assert placements_from_json(doc)["a"].yaw == pytest.approx(math.pi / 2)
    with pytest.raises(SolverInputError, match=r"placements\.a\.z"):
        placements_from_json({"placements": {"a": {"x": 0, "y": 0, "yaw_deg": 0}}})
