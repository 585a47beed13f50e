"""CP-SAT (OR-Tools): layouts of tight rooms, and proofs that there is none.

`CpSat` is a solver like the others: it searches the inner reading of the model (`exact_model.py`), and the exact check
judges what it finds. `ask` asks the outer reading, which every strict layout satisfies, whether it has no solution.
Both run one worker with a fixed seed and a budget of deterministic time, so that the same problem gets the same answer
whatever the machine's load; the clock only cuts off.
"""

from __future__ import annotations

import math
import time
from dataclasses import dataclass
from typing import Any

from solvers.check import Checker
from solvers.exact_model import LARGEST, Model, Piece
from solvers.exact_relations import add_relations
from solvers.problem import LayoutProblem, Pose
from solvers.task import Outcome, Placements, Task

EFFORT = 40.0
"""Deterministic time for a layout (about seconds on an idle core)."""
INNER_PAIRS, OUTER_PAIRS = 400, 60
"""Pairs that are also kept apart by a separating direction."""
MOST = 400
"""More bodies than this are not modelled."""
FEASIBLE, INFEASIBLE, UNKNOWN = "feasible", "infeasible", "unknown"


@dataclass(frozen=True)
class Verdict:
    """What CP-SAT said of a model: feasible, infeasible or unknown; whether the clock cut it off; the solver, which
    holds the values when it is feasible; the deterministic time that it took."""

    status: str
    cut_off: bool
    values: Any
    effort: float = 0.0


class CpSat:
    """The solver by constraint programming, as `solve` uses it."""

    name = "cp-sat"

    def __init__(self, effort: float = EFFORT) -> None:
        self.effort = effort

    def run(self, task: Task) -> Outcome:
        """One layout: what the model's first solution says; none when it has none."""
        if not task.problem.bodies:
            return Outcome([{}], [None], 0.0)
        if not modelled(task.problem):
            return Outcome()
        began = time.perf_counter()
        m = Model(task.problem, "inner")
        m.keep_apart(INNER_PAIRS)
        add_relations(m)
        verdict = _run(m, self.effort, task.deadline, task.seed)
        if verdict.status != FEASIBLE:
            return Outcome(cut_off=verdict.cut_off)
        layout = _layout(m, verdict.values)
        strict = not any(True for _ in Checker(task.problem).violations(layout))
        return Outcome([layout], [None], time.perf_counter() - began if strict else None, verdict.cut_off)


@dataclass(frozen=True)
class Answer:
    """Whether a problem is refuted (no strict layout exists), and the deterministic time that the question took."""

    refuted: bool
    effort: float = 0.0


def ask(problem: LayoutProblem, deadline: float, effort: float, sectors: int = 24) -> Answer:
    """Ask whether the outer reading has no solution."""
    if not modelled(problem):
        return Answer(False)
    m = outer_model(problem, sectors)
    if any(s.empty for s in m.spans.values()):
        return Answer(True)
    verdict = _run(m, effort, deadline, 0)
    return Answer(verdict.status == INFEASIBLE, verdict.effort)


def outer_model(problem: LayoutProblem, sectors: int = 24) -> Model:
    """The model that every strict layout of the problem satisfies."""
    m = Model(problem, "outer", sectors)
    m.keep_apart(OUTER_PAIRS)
    add_relations(m)
    return m


def modelled(problem: LayoutProblem) -> bool:
    """Whether a problem is small enough, in metres and in bodies, for whole millimetres."""
    x0, y0, x1, y1 = problem.room.bounds
    small = math.hypot(x1 - x0, y1 - y0) <= LARGEST and len(problem.bodies) <= MOST
    return small and all(max(b.size) <= 2 * LARGEST for b in problem.bodies)


def _run(m: Model, effort: float, deadline: float, seed: int) -> Verdict:
    from ortools.sat.python import cp_model

    solver = cp_model.CpSolver()
    p = solver.parameters
    p.num_workers, p.random_seed = 1, seed % 2**31
    p.max_deterministic_time = effort
    left = deadline - time.perf_counter()
    if left <= 0.05:
        return Verdict(UNKNOWN, True, None)
    p.max_time_in_seconds = left
    status = solver.solve(m.cp)
    names = {cp_model.OPTIMAL: FEASIBLE, cp_model.FEASIBLE: FEASIBLE, cp_model.INFEASIBLE: INFEASIBLE}
    took = float(solver.response_proto.deterministic_time)
    said = names.get(status, UNKNOWN)
    return Verdict(said, said == UNKNOWN and took < effort, solver, took)


def _layout(m: Model, values: Any) -> Placements:
    """The placements of a solution; fixed bodies exactly where they are."""
    return {p.id: _pose(m, p, values) for p in m.pieces.values()}


def _pose(m: Model, p: Piece, values: Any) -> Pose:
    assert p.body is not None
    if p.body.fixed is not None:
        return p.body.fixed
    chosen = 0 if p.lits is None else next(k for k, lit in enumerate(p.lits) if values.boolean_value(lit))
    x, y = (values.value(v) / 1000 for v in (p.x, p.y))
    return Pose(x + m.x0, y + m.y0, m.spans[p.id].lo, p.sectors[chosen].mid)
