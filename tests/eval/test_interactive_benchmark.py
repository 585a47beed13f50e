"""The benchmark of repairs and placement maps: what it tries depends on the seed, and the tables say what happened."""

import json
from pathlib import Path

import pytest

from eval.benchmarks.interactive import KINDS, Trial, changes_of, map_rows, repair_rows, text_of
from idesign.errors import InputError
from solvers import Body, Door, LayoutProblem, Pose, Room, problem_to_json
from ui.benchmark import benchmark_repair, repair_json, repair_text

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


def test_both_tables_say_what_was_tried(folder: Path) -> None:
    found = benchmark_repair(folder, "2", 9, 0)
    text = repair_text(found)
    assert "median ms" in text
    assert "poses/s" in text
    value = repair_json(found)
    assert [t["kind"] for t in value["repair"]] == list(KINDS)
    assert {m["body"] for m in value["maps"]} == {"bed", "box"}


@pytest.mark.parametrize("objects", ["7:9", "x", ""])
def test_nothing_to_measure_is_one_line(folder: Path, objects: str) -> None:
    with pytest.raises(InputError) as error:
        benchmark_repair(folder, objects, 9, 0)
    assert len(str(error.value).splitlines()) == 1
    with pytest.raises(InputError):
        benchmark_repair(folder / "nowhere", "2", 9, 0)
