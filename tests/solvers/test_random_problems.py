"""Any problem, and any file: no crash, no false claim, one clear line for what cannot be read.

What a solver calls solved is judged here by polygons of shapely, written without the solver's own check.
"""

import copy
import json
import math
import random
import string
import time
from pathlib import Path
from typing import Any

import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely import Polygon, box
from shapely.affinity import rotate, translate

from solvers import Layout, SolverInputError, Status, check, problem_from_json, problem_to_json, read_problem, solve
from solvers import relations as r
from solvers.check import Checker
from solvers.losses import RelationLosses
from solvers.problem import Body, Box, LayoutProblem, Pose, Surface
from solvers.room import Column, Door, Radiator, Room, Socket, Window, Zone
from ui.cli import run

SHAPES = {
    "rectangle": ((0, 0), (4.5, 0), (4.5, 3.6), (0, 3.6)),
    "L": ((0, 0), (5, 0), (5, 2.4), (2.6, 2.4), (2.6, 4.5), (0, 4.5)),
    "T": ((0, 2.5), (1.8, 2.5), (1.8, 0), (4.0, 0), (4.0, 2.5), (6, 2.5), (6, 5), (0, 5)),
    "U": ((0, 0), (6, 0), (6, 4), (4, 4), (4, 2.2), (2, 2.2), (2, 4), (0, 4)),
    "slanted": ((0, 0), (4.5, 0), (3.2, 3.5), (0, 3.5)),
    "niche": ((0, 0), (4, 0), (4, 3), (2.6, 3), (2.6, 3.6), (1.4, 3.6), (1.4, 3), (0, 3)),
}
SIZES = ((1.6, 2.0, 0.5), (1.2, 0.6, 2.1), (0.45, 0.45, 0.9), (1.2, 0.7, 0.74), (0.3, 0.3, 0.4), (1.4, 1.0, 0.02))


def a_room(rng: random.Random) -> Room:
    polygon = SHAPES[rng.choice(sorted(SHAPES))]
    bare = Room(polygon, 2.5)
    wall = rng.choice([w for w in bare.walls if w.length > 1.4])
    other = rng.choice([w for w in bare.walls if w.length > 1.2 and w.index != wall.index])
    x, y = bare.centroid
    return Room(
        polygon, 2.5, (Door("door-0", wall.index, rng.uniform(0.1, wall.length - 1.0), 0.9),),
        (Window("window-0", other.index, 0.1, 1.0),),
        (Column("pillar", x + rng.uniform(-1, 1), y, 0.3, 0.3, rng.uniform(0, 1)),) if rng.random() < 0.3 else (),
        (Radiator("heater", other.index, 0.1, 0.9),) if rng.random() < 0.4 else (),
        (Socket("socket", other.index, 1.1),),
        (Zone("zone", ((x - 1, y - 1), (x + 1, y - 1), (x + 1, y + 1), (x - 1, y + 1))),),
    )  # fmt: skip


def a_body(rng: random.Random, k: int) -> Body:
    w, d, h = (v * rng.uniform(0.8, 1.1) for v in rng.choice(SIZES))
    h = 0.02 if h < 0.04 else h
    mount = rng.choice(["floor"] * 6 + ["wall", "ceiling"])
    fixed = Pose(rng.uniform(0.5, 3), rng.uniform(0.5, 3), 0, rng.uniform(-3, 3)) if rng.random() < 0.08 else None
    parts = (Box((-w / 2, -d / 2, 0.8 * h), (w / 2, d / 2, h)),) if rng.random() < 0.15 and h > 0.4 else ()
    boards = (Surface(0.4 * h, -w / 2, -d / 2, w / 2, d / 2), Surface(h, -w / 2, -d / 2, w / 2, d / 2))
    return Body(
        f"b{k}", (w, d, h), rng.choice(["bed", "chair", "", "plant", "wardrobe", "desk"]), mount, fixed=fixed,
        parts=parts, surfaces=boards if parts else (), yaw=rng.choice(["quarter", "quarter", "free"]),
    )  # fmt: skip


def a_relation(rng: random.Random, kind: str, ids: list[str], room: Room) -> r.Relation:
    """A relation of that kind between random bodies; what stands on something has the higher number."""
    a, b, c = sorted(rng.sample(ids, 3), reverse=kind == "on_top_of")
    if kind in ("at_window", "not_blocking") or (kind in r.LANDMARK_KINDS and rng.random() < 0.3):
        b = rng.choice([o.id for o in room.openings])
    own: dict[str, dict[str, Any]] = {
        "at_wall": {"walls": (rng.randrange(len(room.polygon)),)}, "between": {"c": c}, "symmetric": {"c": c},
        "in_row": {"others": (b,)}, "evenly_around": {"others": (c,)}, "in_zone": {"zone": "zone"},
        "at": {"x": rng.uniform(0, 4), "y": rng.uniform(0, 3)}, "turned": {"yaw": rng.uniform(-3, 3)},
        "at_height": {"height": rng.uniform(0, 2)}, "distance": {"max": rng.uniform(0.5, 3)},
        "offset": {"x": rng.uniform(-1, 1), "y": rng.uniform(-1, 1)}, "near": {"max": rng.uniform(0, 1)},
    }  # fmt: skip
    hard, weight = rng.random() < 0.7, rng.choice([0.0, 0.5, 1.0, 3.0])
    return r.KINDS[kind](a=a, b=None if kind in r.UNARY else b, hard=hard, weight=weight, **own.get(kind, {}))


@st.composite
def problems(draw: st.DrawFn) -> LayoutProblem:
    """Small valid problems with rooms of any shape and relations of any kind; many are impossible."""
    rng = random.Random(draw(st.integers(0, 10**6)))
    room = a_room(rng)
    bodies = tuple(a_body(rng, k) for k in range(draw(st.integers(3, 6))))
    kinds = draw(st.lists(st.sampled_from(sorted(r.KINDS)), max_size=4))
    return LayoutProblem("random", room, bodies, tuple(a_relation(rng, k, [b.id for b in bodies], room) for k in kinds))


# ---------------------------------------------------------------- a judge of its own
def outline(size: tuple[float, float, float], p: Pose) -> Polygon:
    shape = box(-size[0] / 2, -size[1] / 2, size[0] / 2, size[1] / 2)
    return translate(rotate(shape, p.yaw, origin=(0, 0), use_radians=True), p.x, p.y)


def solids(b: Body, p: Pose) -> list[tuple[Polygon, float, float]]:
    out = []
    for part in b.solid:
        flat = box(part.lo[0], part.lo[1], part.hi[0], part.hi[1])
        placed = translate(rotate(flat, p.yaw, origin=(0, 0), use_radians=True), p.x, p.y)
        out.append((placed, p.z + part.lo[2], p.z + part.hi[2]))
    return out


def is_rug(b: Body, p: Pose) -> bool:
    return b.size[2] <= 0.03 + 1e-6 and abs(p.z) < 0.006


def overlap(a: Polygon, b: Polygon) -> bool:
    """Whether two convex shapes overlap by more than the allowed 5 mm (and a little)."""
    return bool(a.buffer(-0.003).intersection(b.buffer(-0.003)).area > 1e-6)


def faults(problem: LayoutProblem, layout: Layout) -> list[str]:
    """What is wrong by geometry alone: the room, what is built in, collisions, fixed things, distances."""
    room, poses = problem.room, layout.placements
    floor = Polygon(room.polygon).buffer(0.006, join_style="mitre")
    shapes = {b.id: outline(b.size, poses[b.id]) for b in problem.bodies}
    out = []
    for b in problem.bodies:
        p, shape = poses[b.id], shapes[b.id]
        out += [f"{b.id} leaves the room"] if not floor.covers(shape) else []
        out += [f"{b.id} meets {c.id}" for c in room.columns if overlap(shape, Polygon(c.ring))]
        low = p.z < 0.004 and b.size[2] > 0.031
        for d in room.doors if low else ():
            w = room.walls[d.wall]
            zone = Polygon(
                [w.at(d.offset), w.at(d.offset + d.width), w.at(d.offset + d.width, 0.8), w.at(d.offset, 0.8)]
            )
            out += [f"{b.id} blocks {d.id}"] if overlap(shape, zone) else []
        for h in room.radiators if low else ():
            w = room.walls[h.wall]
            front = [w.at(h.offset), w.at(h.offset + h.width), w.at(h.offset + h.width, 0.3), w.at(h.offset, 0.3)]
            out += [f"{b.id} covers {h.id}"] if overlap(shape, Polygon(front)) else []
        if b.fixed and math.hypot(p.x - b.fixed.x, p.y - b.fixed.y) > 0.011:
            out.append(f"{b.id} was moved")
    for k, a in enumerate(problem.bodies):
        for b in problem.bodies[:k]:
            p, q = poses[a.id], poses[b.id]
            meet = any(
                min(a1, b1) - max(a0, b0) > 0.006 and overlap(s, t)
                for s, a0, a1 in solids(a, p)
                for t, b0, b1 in solids(b, q)
            )
            out += [f"{a.id} and {b.id} overlap"] if meet and is_rug(a, p) == is_rug(b, q) else []
    for x in (x for x in problem.relations if x.hard and x.b in shapes):
        gap = shapes[x.a].distance(shapes[x.b or ""])
        if (isinstance(x, r.Near) and gap > x.max + 0.021) or (isinstance(x, r.Far) and gap < x.min - 0.021):
            out.append(f"{x.a} {x.kind} {x.b}")
    return out


@settings(max_examples=30, suppress_health_check=list(HealthCheck), derandomize=True)
@given(problems())
def test_no_problem_crashes_and_nothing_is_falsely_solved(problem: LayoutProblem) -> None:
    again = problem_from_json(json.loads(json.dumps(problem_to_json(problem))))
    assert same(problem_to_json(again), problem_to_json(problem))
    layout = solve(again, time_limit=0.2, effort=0.1)
    if layout.status is Status.SOLVED:
        assert faults(again, layout) == []
        assert not check(again, layout.placements)
    elif layout.status is Status.UNSOLVED:
        assert layout.violated
    else:
        assert layout.explanation is not None


def somewhere(problem: LayoutProblem, rng: random.Random) -> dict[str, Pose]:
    """Poses close together, many of them flush with a wall."""
    room, out = problem.room, {}
    near = room.centroid
    for b in problem.bodies:
        wall = rng.choice(room.walls)
        if rng.random() < 0.4:
            x, y = wall.at(rng.uniform(0, wall.length), b.size[1] / 2 + rng.choice([0.0, 0.0, 0.1]))
            yaw = wall.yaw
        else:
            x, y, yaw = near[0] + rng.gauss(0, 0.8), near[1] + rng.gauss(0, 0.8), rng.choice([0, 1, 2, 3]) * math.pi / 2
        turned = rng.choice([0.0, 0.0, rng.gauss(0, 0.15), rng.uniform(-3, 3)])
        out[b.id] = Pose(x, y, rng.choice([0.0, 0.0, 0.4, 1.0]), yaw + turned)
    return out


@settings(max_examples=100, suppress_health_check=list(HealthCheck), derandomize=True)
@given(problems(), st.integers(0, 10**6))
def test_zero_loss_and_a_passing_check_agree(problem: LayoutProblem, seed: int) -> None:
    rng, checker, losses = random.Random(seed), Checker(problem), RelationLosses(problem)
    many = [somewhere(problem, rng) for _ in range(8)]
    rows = [[[p.x, p.y, p.z, p.yaw] for p in (poses[b.id] for b in problem.bodies)] for poses in many]
    values = losses(torch.tensor(rows, dtype=torch.float64)).tolist()
    for poses, found in zip(many, values, strict=True):
        for x, loss in zip(problem.relations, found, strict=True):
            if not 0 < loss < 1e-4:
                assert checker.holds(poses, x) == (loss == 0), (x, loss, poses)


def same(a: Any, b: Any) -> bool:
    """Equal up to the rounding of angles."""
    if isinstance(a, float) and isinstance(b, float):
        return math.isclose(a, b, abs_tol=1e-9)
    if isinstance(a, dict):
        return a.keys() == b.keys() and all(same(a[k], b[k]) for k in a)
    return len(a) == len(b) and all(map(same, a, b)) if isinstance(a, list) else bool(a == b)


def test_the_judge_here_can_find_fault() -> None:
    rng = random.Random(1)
    room = a_room(rng)
    problem = LayoutProblem("p", room, (Body("a", (1, 1, 1)), Body("b", (1, 1, 1))), (r.Far(a="a", b="b", min=9),))
    layout = Layout("p", Status.SOLVED, {"a": Pose(-1, 0), "b": Pose(-0.5, 0)})
    assert faults(problem, layout)[:2] == ["a leaves the room", "b leaves the room"]
    assert faults(problem, layout)[-2:] == ["b and a overlap", "a far b"]


SQUARE = ((0, 0), (4, 0), (4, 4), (0, 4))
ROUND = tuple((4 * math.cos(math.tau * k / 200), 4 * math.sin(math.tau * k / 200)) for k in range(200))
STAR = tuple(
    (v * math.cos(math.tau * k / 40), v * math.sin(math.tau * k / 40)) for k, v in enumerate((6, 3) * 20)
)  # fmt: skip
BED, CHAIR, SPECK = Body("bed", (1.6, 2.0, 0.5), "bed"), Body("chair", (0.45, 0.45, 0.9), "chair"), 1e-9
ODD = {
    "tiny room": LayoutProblem("p", Room(((0, 0), (0.02, 0), (0.02, 0.02), (0, 0.02))), (Body("a", (0.01,) * 3),)),
    "thin room": LayoutProblem("p", Room(((0, 0), (5, 0), (5, 0.01), (0, 0.01))), (BED,)),
    "huge room": LayoutProblem("p", Room(((0, 0), (9000, 0), (9000, 9000), (0, 9000))), (BED, CHAIR)),
    "far away": LayoutProblem("p", Room(tuple((9000 + x, y - 9000) for x, y in SQUARE)), (BED, CHAIR)),
    "round room": LayoutProblem("p", Room(ROUND), (BED, CHAIR), (r.AgainstWall(a="bed"),)),
    "star": LayoutProblem("p", Room(STAR), (BED, CHAIR), (r.AgainstWall(a="chair"),)),
    "low room": LayoutProblem("p", Room(SQUARE, 0.001), (BED,)),
    "specks": LayoutProblem("p", Room(SQUARE), (Body("a", (SPECK, SPECK, SPECK)), Body("b", (SPECK, 1, 1)))),
    "all doors": LayoutProblem("p", Room(SQUARE, 2.5, tuple(Door(f"d{k}", k, 0, 4) for k in range(4))), (BED,)),
    "full of columns": LayoutProblem("p", Room(SQUARE, columns=(Column("k", 2, 2, 3.9, 3.9),)), (CHAIR,)),
    "above in a circle": LayoutProblem(
        "p", Room(SQUARE), tuple(Body(i, (0.5, 0.1, 0.5), mount="wall") for i in "abc"),
        tuple(r.Above(a=a, b=b) for a, b in ("ab", "bc", "ca")),
    ),
    "tied in a circle": LayoutProblem(
        "p", Room(SQUARE), tuple(Body(i, (0.5, 0.1, 0.5)) for i in "abc"),
        tuple(r.Offset(a=a, b=b, x=1.0) for a, b in ("ab", "bc", "ca")),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ODD)
def test_odd_problems_end_with_an_answer(name: str) -> None:
    began = time.process_time()
    layout = solve(ODD[name], time_limit=0.5)
    assert time.process_time() - began < 3.0, "the limit, a second, and the first import of CP-SAT"
    assert layout.status is not Status.SOLVED or faults(ODD[name], layout) == []
    if name in ("tied in a circle", "full of columns", "low room", "above in a circle"):
        assert layout.status is not Status.SOLVED


# ---------------------------------------------------------------- damaged files
JUNK: tuple[Any, ...] = (
    None, True, False, 0, -1, 1.5, -0.0, 7, math.nan, math.inf, -math.inf, 1e300, 10**400, "", "b0", "x" * 2000, "a\nb",
    "\ud800", "door-0", [], {}, [[]], [None], [1, 2], {"x": 1}, [[0, 0], [1, 1], [2, 2]], [{}], -1e-9, 1e-12, "1.0",
)  # fmt: skip


def places(doc: Any) -> list[tuple[Any, Any]]:
    """Every (container, key) of a document."""
    items = doc.items() if isinstance(doc, dict) else enumerate(doc) if isinstance(doc, list) else ()
    return [found for key, value in items for found in [(doc, key), *places(value)]]


def damaged(doc: dict[str, Any], rng: random.Random) -> Any:
    """The document with something wrong (or nothing, by chance)."""
    doc = copy.deepcopy(doc)
    for _ in range(rng.choice((1, 1, 2))):
        spots = places(doc)
        if not spots:
            return doc
        where, key = rng.choice(spots)
        how = rng.random()
        if how < 0.6:
            where[key] = copy.deepcopy(rng.choice(JUNK))
        elif how < 0.8:
            del where[key]
        else:
            other, name = rng.choice(spots)
            where[key] = copy.deepcopy(other[name])
    return rng.choice(JUNK) if rng.random() < 0.02 else doc


def example(seed: int) -> dict[str, Any]:
    """A document that uses everything."""
    rng = random.Random(seed)
    room = a_room(rng)
    bodies = tuple(a_body(rng, k) for k in range(5))
    kinds = rng.sample(sorted(set(r.KINDS) - {"offset"}), 8)
    relations = tuple(a_relation(rng, k, [b.id for b in bodies], room) for k in kinds)
    return problem_to_json(LayoutProblem("whole", room, bodies, relations))


@settings(max_examples=400, suppress_health_check=list(HealthCheck), derandomize=True)
@given(st.integers(0, 10**9))
def test_a_damaged_document_is_refused_in_one_line_or_solved(seed: int) -> None:
    rng = random.Random(seed)
    try:
        problem = problem_from_json(damaged(example(seed % 7), rng))
    except SolverInputError as e:
        one_line(str(e))
        return
    if seed % 10 == 0:
        layout = solve(problem, time_limit=0.2, effort=0)
        assert layout.status is not Status.SOLVED or not faults(problem, layout)


def one_line(text: str) -> None:
    assert "\n" not in text
    assert text.isprintable()
    assert len(text) < 1500
    place = text.split(":")[0]
    assert place.split("[")[0].split(".")[0] in ("problem", "room", "objects", "constraints", "name", "schema"), text


@settings(max_examples=60, suppress_health_check=list(HealthCheck), derandomize=True)
@given(st.integers(0, 10**9))
def test_a_damaged_file_is_refused_in_one_line_or_read(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    rng, raw = random.Random(seed), bytearray(json.dumps(example(seed % 7)).encode())
    for _ in range(rng.choice((1, 1, 3))):
        k = rng.randrange(len(raw))
        how = rng.random()
        if how < 0.4:
            raw[k] = rng.choice([rng.randrange(256), *string.digits.encode(), *b'{}[]",:-'])
        elif how < 0.7:
            del raw[k : k + rng.choice((1, 5, 100))]
        else:
            raw = raw[:k] or bytearray(b" ")
    path = tmp_path_factory.mktemp("damaged") / "problem.json"
    path.write_bytes(raw)
    try:
        read_problem(path)
    except SolverInputError as e:
        said = str(e)
    else:
        said = ""
    assert "\n" not in said


FILES: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "is not JSON"),
    "text": (b"a bedroom", "is not JSON"),
    "list": (b"[]", "problem: must be an object, got a list"),
    "number": (b"5", "problem: must be an object, got 5"),
    "latin-1": ('{"name": "caf\u00e9"}'.encode("latin-1"), "is not UTF-8 text"),
    "binary": (bytes(range(256)), "is not"),
    "deep": (b"[" * 100_000, "nested too deeply"),
    "huge number": (b'{"room": ' + b"9" * 5000 + b"}", "is not JSON"),
    "twice": (b'{"room": 1, "room": 2}', "'room' stands twice in one object"),
    "other schema": (b'{"schema": "idesign.scene/1", "room": {}}', "schema: 'idesign.scene/1' is not known"),
}


@pytest.mark.parametrize("name", FILES)
def test_files_that_are_no_problems_end_with_status_two_and_one_line(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "p.json"
    path.write_bytes(FILES[name][0])
    assert run(["solve", str(path)]) == 2
    lines = capsys.readouterr().err.strip().splitlines()
    assert len(lines) == 1
    assert FILES[name][1] in lines[0]


def test_ten_thousand_objects_are_refused_promptly(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    doc = example(1) | {"constraints": [], "objects": [{"id": f"x{k}", "size": [0.1, 0.1, 0.1]} for k in range(10_000)]}
    path = tmp_path / "many.json"
    path.write_text(json.dumps(doc))
    assert run(["solve", str(path)]) == 2
    assert capsys.readouterr().err == "idesign: objects: 10000 are too many; at most 5000\n"
