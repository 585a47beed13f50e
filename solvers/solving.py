"""`solve`: from a problem to a layout, by a named solver, judged by the exact check.

`Status.SOLVED` is given only when the check found nothing, `INFEASIBLE` only with a proof, and everything else is
`UNSOLVED` with the best layout found and what it breaks.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from solvers import problem_file
from solvers.alternatives import scored
from solvers.backtracking import Backtracking
from solvers.batched import Batched
from solvers.check import Checker
from solvers.conflict import Part
from solvers.errors import SolverInputError
from solvers.exact import Answer, CpSat
from solvers.exact_relations import expressible
from solvers.infeasible import prove_infeasible
from solvers.layout import Explanation, Layout, Status, Violation
from solvers.problem import LayoutProblem, Pose
from solvers.proofs import conflict_in, prove, quick_part
from solvers.relax import Relaxer
from solvers.task import Outcome, Task


class Solver(Protocol):
    """Finds layouts for a task. It says what it found and never judges: `solve` checks everything again."""

    name: str

    def run(self, task: Task) -> Outcome:
        """Layouts, the best first; they need not be valid. Returns within the task's time limit."""
        ...


SOLVERS: dict[str, Solver] = {"batched": Batched(), "cp-sat": CpSat(), "backtracking": Backtracking()}
"""Every solver by its name."""
SEARCH_SHARE, PROOF_SHARE = 0.6, 0.8
"""Shares of the time limit after which, when explanations are wanted, the search and the proofs are cut off."""
RESCUE_EFFORT = 3.0
"""Deterministic time of CP-SAT after a search that found nothing strict."""
MANY_WALLS = 40
"""A room with more walls (a circle of short ones) is not modelled for CP-SAT: that alone would take seconds."""
RESCUED = 100
"""With more bodies than this CP-SAT is not asked for a layout, and no changes are tried."""
SPARE = 0.2
"""Seconds kept for writing the answer."""


def solve(
    problem: LayoutProblem,
    *,
    solver: str = "batched",
    seed: int = 0,
    device: str = "cpu",
    time_limit: float = 20.0,
    alternatives: int = 0,
    effort: float = 1.0,
    patience: float = 1.0,
    explain: bool = False,
    starts: Sequence[dict[str, Pose]] = (),
) -> Layout:
    """Lay out a problem.

    `seed` makes the result reproducible; `time_limit` [s] only cuts off (then `cut_off` is true), and so does Ctrl-C
    once there is a layout, however imperfect: then the best so far is the answer; `alternatives` asks
    for that many further, different strict layouts; `effort` scales how long a strict layout is improved (0: not at
    all); `patience` below 1 makes the search give up sooner, and without asking CP-SAT. Where there is no strict
    layout, `explain` asks for a proof with a smallest conflict, and for the changes that would help; without it only
    short arguments are tried and a layout is sought a little longer. `starts` are layouts found elsewhere: when one of
    them is strict, the batched solver improves them instead of searching. Raises SolverInputError for an unknown solver
    or device, or a problem that cannot be meant.
    """
    if solver not in SOLVERS:
        raise SolverInputError(f"solver: {solver!r} is not known; known are {', '.join(SOLVERS)}")
    if not time_limit > 0:
        raise SolverInputError(f"time_limit: must be larger than 0, got {time_limit:g}")
    _check_device(device)
    problem_file.validate(problem)
    began = time.perf_counter()
    task = Task(problem, seed, device, began + time_limit, alternatives, effort, patience, tuple(starts))
    found = _proved(task, quick_part(problem), solver, began, explain)
    return found or _searched(task, solver, began, explain)


def _proved(task: Task, part: Part | None, solver: str, began: float, explain: bool) -> Layout | None:
    """The answer when a short argument refutes a part of the problem."""
    if part is None:
        return None
    why = prove_infeasible(task.problem) or Explanation("")
    if explain:
        why = conflict_in(task.problem, part, Answer(True), _share(task, began, PROOF_SHARE))
    return _infeasible(task, why, solver, began, explain)


def _searched(task: Task, solver: str, began: float, explain: bool) -> Layout:
    """The search's answer; when it has none, CP-SAT's, with a proof that there is none or what would help."""
    limited = replace(task, deadline=_share(task, began, SEARCH_SHARE)) if explain else task
    outcome = SOLVERS[solver].run(limited)
    found = _judged(task, outcome, solver, began)
    modelled = len(task.problem.room.polygon) <= MANY_WALLS
    more = (explain or min(task.effort, task.patience) >= 1) and modelled and not outcome.interrupted
    if found.status is Status.SOLVED or not more:
        return found
    try:
        return _explained(task, found, solver, began, explain)
    except KeyboardInterrupt:
        return replace(found, seconds=time.perf_counter() - began, cut_off=True)


def _explained(task: Task, found: Layout, solver: str, began: float, explain: bool) -> Layout:
    """What CP-SAT makes of a problem for which the search found only `found`: a layout, a proof, or what would help."""
    deadline, small = _share(task, began, PROOF_SHARE), len(task.problem.bodies) <= RESCUED
    why = prove(task.problem, deadline, found.violated) if explain else None
    if why is None and small and solver != CpSat.name and expressible(task.problem):
        rescue = _judged(task, CpSat(RESCUE_EFFORT).run(replace(task, deadline=deadline)), solver, began)
        if rescue.status is Status.SOLVED:
            return rescue
    if why is None and explain and small:
        why = prove(task.problem, deadline, found.violated, last=True)
    if why is not None:
        return _infeasible(task, why, solver, began, explain)
    return _with_relaxations(task, found, began) if explain and small else found


def _infeasible(task: Task, why: Explanation, solver: str, began: float, explain: bool) -> Layout:
    """The answer to a problem that is proved to have no layout."""
    if explain and len(task.problem.bodies) <= RESCUED:
        changes = Relaxer(task.problem, task.seed, task.deadline - SPARE).run(why.conflict)
        why = replace(why, relaxations=changes)
    seconds = time.perf_counter() - began
    return Layout(task.problem.name, Status.INFEASIBLE, {}, explanation=why, seconds=seconds, seed=task.seed,
                  device=task.device, solver=solver, cut_off=time.perf_counter() > task.deadline - SPARE)  # fmt: skip


def _with_relaxations(task: Task, found: Layout, began: float) -> Layout:
    """The best layout of a problem that is neither solved nor refuted, with changes that would make it work."""
    bodies = {b.id for b in task.problem.bodies}
    ids = dict.fromkeys(i for v in found.violated for i in v.ids if i in bodies)
    numbers = dict.fromkeys(v.relation for v in found.violated if v.relation is not None)
    changes = Relaxer(task.problem, task.seed, task.deadline - SPARE).run((*ids, *numbers))
    why = Explanation("no layout was found that keeps everything, nor a proof that there is none", (), changes)
    late = time.perf_counter() > task.deadline - SPARE
    return replace(found, explanation=why, seconds=time.perf_counter() - began, cut_off=found.cut_off or late)


def _share(task: Task, began: float, share: float) -> float:
    """The moment when this share of the time limit is used up."""
    return began + share * (task.deadline - began)


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
    found = replace(found, alternatives=tuple(layout(*o) for o in others[: task.alternatives]))
    return scored(task.problem, found) if strict and task.alternatives and task.problem.bodies else found


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
    explain: bool = True,
) -> Layout:
    """`solve` for a problem file. Raises SolverInputError for anything wrong with it."""
    problem = problem_file.read_problem(path)
    return solve(
        problem, solver=solver, seed=seed, device=device, time_limit=time_limit, alternatives=alternatives,
        explain=explain,
    )  # fmt: skip
