"""How the cost of a step grows with the number of objects, and the exponent that fits it.

The cost of a step is the difference of two searches of the same problem that differ in their number of steps only, so
that compiling and construction cancel out. It is processor time on one thread, and of several measurements the least
counts, because other load only ever adds.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch

from eval.benchmarks.generate import problem_of
from solvers.batched import Budget, Search, one_thread
from solvers.many import search
from solvers.many_backends import backend_for
from solvers.many_rooms import stack_rooms
from solvers.many_tables import room_table
from solvers.problem import LayoutProblem

SIZES = (10, 25, 50, 100, 200)
CHAINS, FEW, MANY, TAKES = 8, 4, 20, 3
"""Layouts side by side; steps of the short and the long search; measurements of each."""
LARGE = 50
"""From this number of objects on, the fixed cost of calling hundreds of small operations no longer hides the growth."""

Steps = Callable[[LayoutProblem], Callable[[int], object]]


@dataclass(frozen=True)
class Growth:
    """One solver: milliseconds a step for a layout at each number of objects, and the exponents p of n^p that fit all
    sizes and those from `LARGE` on (None with fewer than two)."""

    solver: str
    objects: tuple[int, ...]
    milliseconds: tuple[float, ...]
    exponent: float | None
    exponent_large: float | None


def _batched(problem: LayoutProblem) -> Callable[[int], object]:
    endless = 10**9

    def run(steps: int) -> object:
        budget = Budget(chains=CHAINS, steps=steps, more=endless, wanted=endless, stall=endless)
        return Search(problem, 0, "cpu", budget, math.inf).run()

    return run


def _many(problem: LayoutProblem) -> Callable[[int], object]:
    rooms, seeds, backend = stack_rooms([room_table(problem)]), torch.zeros(1, dtype=torch.long), backend_for("cpu")
    return lambda steps: search(rooms, seeds, CHAINS, steps, backend)


SOLVERS: dict[str, Steps] = {"batched": _batched, "many": _many}
"""The solvers that search in steps: how to run so many of them."""


def growth(solver: str, sizes: Sequence[int] = SIZES, takes: int = TAKES) -> Growth:
    """Measure one solver on generated problems of these sizes, on one thread."""
    with one_thread():
        each = tuple(step_milliseconds(SOLVERS[solver](problem_of(n)), takes) for n in sizes)
    large = [(n, v) for n, v in zip(sizes, each, strict=True) if n >= LARGE]
    return Growth(
        solver, tuple(sizes), each, exponent(sizes, each), exponent(*zip(*large, strict=True)) if large else None
    )


def step_milliseconds(run: Callable[[int], object], takes: int) -> float:
    """What one more step costs for each layout [ms]."""
    seconds = [[_timed(run, steps) for steps in (FEW, MANY)] for _ in range(takes)]
    short, long = (min(row[k] for row in seconds) for k in (0, 1))
    return max(1e-6, 1e3 * (long - short) / (MANY - FEW) / CHAINS)


def _timed(run: Callable[[int], object], steps: int) -> float:
    began = time.process_time()
    run(steps)
    return time.process_time() - began


def exponent(sizes: Sequence[float], costs: Sequence[float]) -> float | None:
    """The p of the power law n^p that fits best in logarithms; None for fewer than two sizes."""
    if len(sizes) < 2:
        return None
    x, y = [math.log(n) for n in sizes], [math.log(c) for c in costs]
    mx, my = sum(x) / len(x), sum(y) / len(y)
    return sum((a - mx) * (b - my) for a, b in zip(x, y, strict=True)) / sum((a - mx) ** 2 for a in x)
