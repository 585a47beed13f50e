"""The race of solvers believes nobody, hides the answers, and measures what it says it measures."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from eval.benchmarks.cases import Case, LeftOut, occupancy, read_cases, shrunk
from eval.benchmarks.measures import difference, diversity, use_of
from eval.benchmarks.sheet import cell_of, sheet_of, write_sheet
from eval.benchmarks.solver import Race, Run, proofs, rows
from idesign.drawing.svg import svg_text
from solvers import relations as r
from solvers.layout import Explanation, Layout, Status
from solvers.problem import Body, LayoutProblem, Pose
from solvers.problem_file import problem_to_json
from solvers.room import Door, Room, Window
from ui.cli import run as command

ROOM = Room(
    ((0.0, 0.0), (4.0, 0.0), (4.0, 3.0), (0.0, 3.0)),
    2.5,
    (Door("door-0", 0, 3.0, 0.9),),
    (Window("window-0", 2, 1, 1),),
)
BED, CHEST = Body("bed-0", (1.4, 2.0, 0.5), "bed"), Body("chest-0", (0.8, 0.4, 0.8), "chest_of_drawers")
STOOLS = tuple(Body(f"stool-{k}", (0.4, 0.4, 0.45), "stool") for k in range(2))
PROBLEM = LayoutProblem(
    "small", ROOM, (BED, CHEST, *STOOLS), (r.AgainstWall(a="bed-0"), r.Near(a="stool-0", b="chest-0"))
)
STRICT = {
    "bed-0": Pose(0.7, 2.0), "chest-0": Pose(2.5, 2.8), "stool-0": Pose(2.5, 1.9), "stool-1": Pose(2.5, 1.2)
}  # fmt: skip


def a_run(layout: Layout, case: Case, strict: bool = True, solver: str = "one", right: bool = True) -> Run:
    return Run(case, solver, 0, layout, 1.0, strict, right)


# ---------------------------------------------------------------- cases
@pytest.mark.parametrize("share", [0.4, 0.5, 0.6])
def test_a_shrunk_room_has_the_occupancy_and_keeps_its_openings(share: float) -> None:
    small = shrunk(Case(PROBLEM), share)
    assert isinstance(small, Case)
    assert not small.known
    assert occupancy(small.problem) == pytest.approx(share)
    assert small.problem.bodies == PROBLEM.bodies
    for old, new in zip(ROOM.openings, small.problem.room.openings, strict=True):
        assert (new.id, new.width, new.wall) == (old.id, old.width, old.wall)
        assert 0 <= new.offset <= small.problem.room.walls[new.wall].length - new.width


def test_what_cannot_shrink_is_left_out_with_a_reason() -> None:
    fixed = replace(PROBLEM, bodies=(replace(BED, fixed=Pose(1, 1)), CHEST, *STOOLS))
    wide = replace(PROBLEM, room=replace(ROOM, doors=(Door("door-0", 0, 0.05, 3.9),)))
    reasons = [shrunk(c, s) for c, s in ((Case(fixed), 0.5), (Case(wide), 0.5), (Case(PROBLEM), 0.1))]
    texts = [v.reason for v in reasons if isinstance(v, LeftOut)]
    assert [t.split()[0] for t in texts] == ["fixed", "door-0", "its"]


def test_solvers_do_not_see_the_answers(tmp_path: Path) -> None:
    doc = problem_to_json(PROBLEM)
    (tmp_path / "a.json").write_text(json.dumps({**doc, "expect": "infeasible", "culprits": ["bed-0"]}))
    (tmp_path / "notes.json").write_text('{"schema": "something/1"}')
    (case,) = read_cases(tmp_path)
    assert case == Case(PROBLEM, feasible=False, culprits=("bed-0",))


# ---------------------------------------------------------------- the race
def test_all_solvers_run_every_case_and_each_is_first_in_turn() -> None:
    race = Race(("backtracking", "batched"), seeds=(0, 1), time_limit=5.0)
    runs = list(race.runs([Case(replace(PROBLEM, bodies=(CHEST,), relations=()))]))
    assert [(x.seed, x.solver) for x in runs] == [
        (0, "backtracking"), (0, "batched"), (1, "batched"), (1, "backtracking")
    ]  # fmt: skip
    assert all(x.strict and x.right and x.use for x in runs)
    reference, other = rows(runs, race)[:2]
    assert (reference.total_ratio, reference.strict, other.runs) == (1.0, 1.0, 2)
    assert other.total_ratio is not None
    assert other.total_ratio > 0


def test_a_solver_that_lies_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    piled = {b.id: Pose(1.0, 1.0) for b in PROBLEM.bodies}
    lie = Layout("small", Status.SOLVED, piled)
    monkeypatch.setattr("eval.benchmarks.solver.solve", lambda *_, **__: lie)
    run = Race(("liar",)).run(Case(PROBLEM), "liar", 0)
    assert (run.strict, run.right, run.false_solved) == (False, False, True)


@pytest.mark.parametrize(("blamed", "right"), [("bed-0", True), ("chest-0", False)])
def test_a_proof_must_blame_a_culprit(blamed: str, right: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    proof = Layout("small", Status.INFEASIBLE, {}, explanation=Explanation("why", (blamed, 0)))
    monkeypatch.setattr("eval.benchmarks.solver.solve", lambda *_, **__: proof)
    race, case = Race(("one",)), Case(PROBLEM, feasible=False, culprits=("bed-0",))
    run = race.run(case, "one", 0)
    assert (run.right, run.false_infeasible) == (right, False)
    assert proofs([run], race)[0].right == right
    assert race.run(Case(PROBLEM), "one", 0).false_infeasible


def test_of_a_shrunk_room_a_proof_may_be_right_unless_a_layout_refutes_it() -> None:
    case = Case(PROBLEM, known=False)
    proof = a_run(Layout("small", Status.INFEASIBLE, {}), case, strict=False)
    found = a_run(Layout("small", Status.SOLVED, STRICT), case, solver="two")
    race = Race(("one", "two"))
    assert not proof.false_infeasible
    assert [(x.proved, x.false) for x in rows([proof], race)[:1]] == [(1, 0)]
    assert [(x.proved, x.false) for x in rows([proof, found], race)[:2]] == [(1, 1), (0, 0)]


def test_times_are_compared_only_where_both_solved() -> None:
    quick, slow = (Layout("small", Status.SOLVED, STRICT, seconds=s, first_strict_seconds=s) for s in (1.0, 3.0))
    other = Case(replace(PROBLEM, name="other"))
    runs = [
        a_run(quick, Case(PROBLEM)), a_run(slow, Case(PROBLEM), solver="two"), a_run(quick, other),
        a_run(slow, other, strict=False, solver="two"),
    ]  # fmt: skip
    one, two = rows(runs, Race(("one", "two")))[:2]
    assert (one.strict, two.strict, two.total_ratio, two.first_ratio) == (1.0, 0.5, 3.0, 3.0)


# ---------------------------------------------------------------- measures
def test_alike_things_may_change_places() -> None:
    swapped = {**STRICT, "stool-0": STRICT["stool-1"], "stool-1": STRICT["stool-0"]}
    moved = {**STRICT, "bed-0": Pose(1.7, 2.0)}
    assert difference(PROBLEM, STRICT, swapped) == 0.0
    assert difference(PROBLEM, STRICT, moved) == pytest.approx(1.0 / 4)
    assert difference(PROBLEM, moved, STRICT) == difference(PROBLEM, STRICT, moved)
    assert diversity(PROBLEM, [STRICT]) is None
    assert diversity(PROBLEM, [STRICT, swapped, moved]) == pytest.approx(2 * 0.25 / 3)


def test_a_wall_of_furniture_cuts_the_floor_in_two() -> None:
    barrier = Body("shelf-0", (3.0, 0.3, 2.0), "bookshelf")
    problem = replace(PROBLEM, bodies=(barrier, CHEST), relations=())
    layout = {"shelf-0": Pose(1.5, 1.5, 0.0, 1.5707963), "chest-0": Pose(0.5, 2.8)}
    along = {"shelf-0": Pose(1.5, 2.85), "chest-0": Pose(0.4, 1.0)}
    cut, free = use_of(problem, layout), use_of(problem, along)
    assert cut.connected < 0.9 < free.connected
    assert (cut.reached, free.reached) == (0.5, 1.0)
    before = use_of(problem, {**along, "chest-0": Pose(1.5, 2.2)})
    assert (free.clear, before.clear) == (1.0, 0.5)


# ---------------------------------------------------------------- the sheet
def test_the_sheet_shows_every_layout_and_every_object(tmp_path: Path) -> None:
    layout = Layout("small", Status.SOLVED, STRICT)
    cells = [cell_of(a_run(layout, Case(PROBLEM), solver=name)) for name in ("one", "two", "three")]
    root = ET.fromstring(svg_text(sheet_of(cells, "all", columns=2)))
    drawn = [g.get("data-id") for g in root.iter() if g.get("data-id")]
    assert all(drawn.count(b.id) == 3 for b in PROBLEM.bodies)
    texts = " ".join(t.text or "" for t in root.iter() if t.tag.endswith("text"))
    assert "one, seed 0" in texts
    assert "small: strict" in texts
    svg, png = write_sheet(cells, "all", tmp_path / "sheet")
    with Image.open(png) as image:
        assert image.width > image.height > 200
        assert len(image.getcolors(1 << 20) or []) > 10
    assert svg.exists()


# ---------------------------------------------------------------- the command
def test_the_command_prints_one_json_value(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.json").write_text(json.dumps(problem_to_json(replace(PROBLEM, bodies=(CHEST,), relations=()))))
    sheet = tmp_path / "out" / "sheet"
    arguments = ["benchmark", "solver", str(tmp_path), "--solver", "backtracking", "--seeds", "2", "--json"]
    assert command([*arguments, "--sheet", str(sheet)]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [x["right"] for x in found["runs"]] == [True, True]
    assert found["rows"][0]["diversity"] > 0
    assert all(Path(p).exists() for p in found["files"])


@pytest.mark.parametrize(
    "arguments", [["--shrink", "a"], ["--shrink", "-1"], ["--solver", "magic"], ["--shrink", "0.01"], []]
)
def test_bad_input_is_one_line(arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    if arguments:
        (tmp_path / "a.json").write_text(json.dumps(problem_to_json(PROBLEM)))
    assert command(["benchmark", "solver", str(tmp_path), *arguments]) == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 1
