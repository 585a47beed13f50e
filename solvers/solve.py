"""`solve`: from a problem to a layout, by a named solver, judged by the exact check.

`Status.SOLVED` is given only when the check found nothing, `INFEASIBLE` only with a proof, and everything else is
`UNSOLVED` with the best layout found and what it breaks.
"""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from solvers import problem_file
from solvers.backtracking import Backtracking
from solvers.batched import Batched
from solvers.check import Checker
from solvers.errors import SolverInputError
from solvers.infeasible import prove_infeasible
from solvers.layout import Layout, Status, Violation
from solvers.problem import LayoutProblem, Pose
from solvers.task import Outcome, Task


class Solver(Protocol):
    """Finds layouts for a task. It says what it found and never judges: `solve` checks everything again."""

    name: str

    def run(self, task: Task) -> Outcome:
        """Layouts, the best first; they need not be valid. Returns within the task's time limit."""
        ...


SOLVERS: dict[str, Solver] = {"batched": Batched(), "backtracking": Backtracking()}
"""Every solver by its name."""


def solve(
    problem: LayoutProblem,
    *,
    solver: str = "batched",
    seed: int = 0,
    device: str = "cpu",
    time_limit: float = 20.0,
    alternatives: int = 0,
    effort: float = 1.0,
) -> Layout:
    """Lay out a problem.

    `seed` makes the result reproducible; `time_limit` [s] only cuts off (then `cut_off` is true); `alternatives` asks
    for that many further, different strict layouts; `effort` scales how long a strict layout is improved (0: not at
    all). Raises SolverInputError for an unknown solver or device, or a problem that cannot be meant.
    """
    if solver not in SOLVERS:
        raise SolverInputError(f"solver: {solver!r} is not known; known are {', '.join(SOLVERS)}")
    if time_limit <= 0:
        raise SolverInputError(f"time_limit: must be larger than 0, got {time_limit:g}")
    _check_device(device)
    problem_file.validate(problem)
    began = time.perf_counter()
    why = prove_infeasible(problem)
    if why is not None:
        seconds = time.perf_counter() - began
        return Layout(
            problem.name,
            Status.INFEASIBLE,
            {},
            explanation=why,
            seconds=seconds,
            seed=seed,
            device=device,
            solver=solver,
        )
    task = Task(problem, seed, device, began + time_limit, alternatives, effort)
    outcome = SOLVERS[solver].run(task)
    return _judged(task, outcome, solver, began)


def _judged(task: Task, outcome: Outcome, solver: str, began: float) -> Layout:
    """The outcome with the verdict of the exact check."""
    checker = Checker(task.problem)
    layouts = [(p, q, tuple(checker.violations(p))) for p, q in zip(outcome.layouts, outcome.qualities, strict=True)]
    layouts = layouts or [({}, None, tuple(checker.violations({})))]

    def layout(placements: dict[str, Pose], quality: float | None, violated: tuple[Violation, ...]) -> Layout:
        status = Status.UNSOLVED if violated else Status.SOLVED
        return Layout(task.problem.name, status, placements, violated, None, time.perf_counter() - began,
                      outcome.first_strict if not violated else None, task.seed, task.device, solver,
                      None if violated else quality, outcome.cut_off)  # fmt: skip

    strict = [entry for entry in layouts if not entry[2]]
    best, *others = strict or [min(layouts, key=lambda e: len(e[2]))]
    found = layout(*best)
    return replace(found, alternatives=tuple(layout(*o) for o in others[: task.alternatives]))


def _check_device(device: str) -> None:
    import torch

    if device != "cpu" and not (device.split(":")[0] == "cuda" and torch.cuda.is_available()):
        raise SolverInputError(
            f"device: {device!r} is not available; use 'cpu'" + ("" if device.startswith("cuda") else " or 'cuda'")
        )


def solve_file(
    path: str | Path,
    *,
    solver: str = "batched",
    seed: int = 0,
    device: str = "cpu",
    time_limit: float = 20.0,
    alternatives: int = 0,
) -> Layout:
    """`solve` for a problem file. Raises SolverInputError for anything wrong with it."""
    problem = problem_file.read_problem(path)
    return solve(problem, solver=solver, seed=seed, device=device, time_limit=time_limit, alternatives=alternatives)
