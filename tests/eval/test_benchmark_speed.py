"""What the benchmarks of speed count and fit is what they say; the problems they make are sound."""

from __future__ import annotations

import json
import math

import pytest
import torch

from eval.benchmarks import speed
from eval.benchmarks.designed import designed_problems
from eval.benchmarks.generate import DENSITY, problem_of
from eval.benchmarks.scaling import CHAINS, FEW, MANY, exponent, step_milliseconds
from eval.benchmarks.speed import Bench, counted, problems_of_size
from solvers.many import solve_many
from solvers.many_tables import unsupported
from solvers.problem_file import problem_from_json, problem_to_json
from ui.cli import run as command


@pytest.mark.parametrize("objects", [1, 2, 7, 16, 41, 200])
def test_problems_have_their_size_and_are_well_formed(objects: int) -> None:
    problem = problem_of(objects, 3)
    assert len(problem.bodies) == objects
    assert problem == problem_of(objects, 3)
    assert problem != problem_of(objects, 4)
    assert problem_from_json(problem_to_json(problem)) == problem
    assert unsupported(problem) is None
    assert sum(b.size[0] * b.size[1] for b in problem.bodies) <= DENSITY * problem.room.area


def test_nearly_all_of_them_are_feasible() -> None:
    layouts = solve_many([problem_of(16, k) for k in range(12)], alone=False)
    assert sum(x.status == "solved" for x in layouts) >= 11


@pytest.mark.parametrize("power", [0.0, 1.0, 1.7, 2.0])
def test_the_exponent_of_a_power_law(power: float) -> None:
    sizes = (10, 25, 50, 200)
    assert exponent(sizes, [3e-4 * n**power for n in sizes]) == pytest.approx(power)
    assert exponent((10,), (1.0,)) is None


def test_a_step_is_the_difference_of_two_searches(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [0.0]
    monkeypatch.setattr("time.process_time", lambda: clock[0])

    def run(steps: int) -> None:
        clock[0] += 5.0 + 0.5 * steps

    assert step_milliseconds(run, 2) == pytest.approx(1e3 * 0.5 / CHAINS)
    assert FEW < MANY < 24  # before the batched solver builds chains anew


def test_operations_are_counted_with_their_bytes() -> None:
    a, b = torch.ones(10, 20), torch.ones(20)
    with counted() as found:
        c = a + b.expand(10, 20)
        c.view(200)
    assert dict(found.calls) == {"add": 1}
    assert found.bytes["add"] == 4 * (200 + 20 + 200)


def test_throughput_is_what_was_strict_over_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speed, "DIFFERENT", 2)
    bench = Bench(problems_of_size(6))
    row = bench.throughput(16, sample=10, least_seconds=0.0)
    assert (row.batch, row.rooms) == (16, 2)
    assert 0 < row.strict <= 1
    assert row.a_second == pytest.approx(row.strict * row.batch / row.seconds)
    assert row.confirmed == row.sample == 10
    names = [p.name for p in bench.phases(16)]
    assert names[2:] == ["build", "one step of repair", "exact check"]
    small, large = bench.operations(16), bench.operations(64)
    assert small.count == large.count  # fixed shapes: the number of operations does not know the batch
    assert 2 * small.bytes < large.bytes < 5 * small.bytes


def test_designed_rooms_are_those_of_the_generator_and_most_can_be_searched_together() -> None:
    problems = designed_problems(4)
    assert problems == designed_problems(4)
    assert len({p.room for p in problems}) == 4
    assert sum(unsupported(p) is None for p in problems) >= 3
    assert any(x.kind == "keep_clear" for p in problems for x in p.relations)


def test_the_commands_print_json(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(speed, "DIFFERENT", 1)
    monkeypatch.setattr(speed, "measured_bandwidth", lambda _: 1e9)
    assert command(["benchmark", "throughput", "--objects", "3", "--batch", "8", "--sample", "2", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["rows"][0]["a_second"] > 0
    assert found["limits"]["took"] > 0
    assert math.isclose(found["limits"]["by_bandwidth"], found["operations"]["bytes"] / 1e9)


@pytest.mark.parametrize(
    "arguments",
    [
        ["throughput", "--batch", "many"],
        ["throughput", "--device", "abacus"],
        ["throughput", "--backend", "magic"],
        ["scaling", "--solver", "backtracking"],
    ],
)
def test_bad_input_is_one_line(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert command(["benchmark", *arguments]) == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 1
