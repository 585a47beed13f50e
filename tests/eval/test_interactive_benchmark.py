"""The benchmark of repairs and placement maps: what it tries depends on the seed, and the tables say what happened."""

import json
from pathlib import Path

import pytest

from eval.benchmarks.interactive import KINDS, Trial, changes_of, main, map_rows, repair_rows, text_of
from solvers import Body, Door, LayoutProblem, Pose, Room, problem_to_json

ROOM = Room(((0, 0), (4, 0), (4, 3), (0, 3)), 2.5, (Door("door", 0, 0.2, 0.9),))
PROBLEM = LayoutProblem("small", ROOM, (Body("bed", (1.4, 2.0, 0.5), "bed"), Body("box", (0.5, 0.5, 0.5))))
PLACED = {"bed": Pose(2.0, 2.0), "box": Pose(3.5, 1.0)}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "small.json").write_text(json.dumps(problem_to_json(PROBLEM)), encoding="utf-8")
    return tmp_path


def test_the_changes_are_those_of_the_seed() -> None:
    one, two, other = (list(changes_of(PROBLEM, PLACED, 18, seed)) for seed in (0, 0, 1))
    assert one == two != other
    assert [kind for kind, _ in one] == [*KINDS, *KINDS]


def test_rows_count_and_order_times() -> None:
    trials = [Trial("p", 2, "drag", 0.001 * k, k != 3, k % 2) for k in range(1, 11)]
    head, drag, every = repair_rows(trials)
    assert drag == ("drag", "10", "9", "6", "9", "0.50", "1")
    assert every[1:] == drag[1:]
    assert len(text_of([head, drag, every]).splitlines()) == 3
    assert len(map_rows([])) == 1


def test_the_command_prints_both_tables(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(folder), "--objects", "2", "--changes", "9"]) == 0
    out = capsys.readouterr().out
    assert "median ms" in out
    assert "poses/s" in out
    assert main([str(folder), "--objects", "2:2", "--changes", "9", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [t["kind"] for t in found["repair"]] == list(KINDS)
    assert {m["body"] for m in found["maps"]} == {"bed", "box"}


@pytest.mark.parametrize("arguments", [["--objects", "7:9"], ["--objects", "x"]])
def test_bad_input_is_one_line(folder: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(folder), *arguments]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert main([str(folder / "nowhere")]) == 2
