"""CP-SAT (OR-Tools): layouts of tight rooms, and proofs that there is none.

`CpSat` is a solver like the others: it searches the inner reading of the model (`exact_model.py`), and the exact check
judges what it finds. `ask` asks the outer reading, which every strict layout satisfies, whether it has no solution.
Both run one worker with a fixed seed and a budget of deterministic time, so that the same problem gets the same answer
whatever the machine's load; the clock only cuts off.
"""

from __future__ import annotations

import math
import time
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

from solvers.check import Checker, carries
from solvers.exact_model import LARGEST, Choice, Model, Piece
from solvers.exact_relations import add_relations
from solvers.heights import base_spans
from solvers.problem import LayoutProblem, Pose
from solvers.relations import AtWall, Corner
from solvers.task import Outcome, Placements, Task

EFFORT = 40.0
"""Deterministic time for a layout (about seconds on an idle core)."""
INNER_PAIRS, OUTER_PAIRS = 400, 60
"""Pairs that are also kept apart by a separating direction."""
MOST = 400
"""More bodies than this are not modelled."""
SECTORS = 24
"""Into how many sectors a free yaw is cut."""
FINE_SECTORS = ((3, 72), (5, 48))
"""(free bodies at most, sectors for a closer look)."""
PRICE = 0.01
"""What building a model counts for, in deterministic time."""
LEMMAS, LEMMA_EFFORT = 60, 0.03
"""Questions about two bodies at one place, and the deterministic time for each."""
FEASIBLE, INFEASIBLE, UNKNOWN = "feasible", "infeasible", "unknown"


Pairing = tuple[str, int, str, str]
"""A kind of place, its number, and two bodies but for their names."""
Lemmas = dict[Pairing, bool]
"""Whether the two cannot share the place."""


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
    """Whether a problem is refuted (no strict layout exists), the deterministic time that the question took, and the
    number of the stage that refuted it."""

    refuted: bool
    effort: float = 0.0
    stage: int = 0


def ask(problem: LayoutProblem, deadline: float, effort: float, stages: int = 4, known: Lemmas | None = None) -> Answer:
    """Ask whether the outer reading has no solution, in stages: in a body's frame and in the room, with coarse sectors
    and (for few bodies, where the coarse ones leave a solution) with fine ones. `known` keeps lemmas for later."""
    if not modelled(problem):
        return Answer(False)
    if any(s.empty for s in base_spans(problem).values()):
        return Answer(True)
    known, spent, open_ended = {} if known is None else known, 0.0, set[str | None]()
    for k, (frame, sectors) in list(enumerate(_stages(problem)))[:stages]:
        if frame in open_ended or sectors == 0 or time.perf_counter() > deadline:
            continue
        m = outer_model(problem, sectors, frame)
        spent += _add_lemmas(m, deadline, known)
        verdict = _run(m, effort, deadline, 0)
        spent += verdict.effort + PRICE
        if verdict.status == INFEASIBLE:
            return Answer(True, spent, k)
        if verdict.status == UNKNOWN:
            open_ended.add(frame)
    return Answer(False, spent)


def _stages(problem: LayoutProblem) -> list[tuple[str | None, int]]:
    """(frame, sectors) of each stage; no sectors where a stage does not apply."""
    free = sum(b.fixed is None for b in problem.bodies)
    fine = next((s for most, s in FINE_SECTORS if free <= most), 0)
    frame = _frame(problem)
    return [(frame, SECTORS if frame else 0), (None, SECTORS), (frame, fine if frame else 0), (None, fine)]


def _frame(problem: LayoutProblem) -> str | None:
    """The body whose own frame most relations between two bodies speak of."""
    bodies, votes = {b.id for b in problem.bodies}, dict[str, int]()
    for x in problem.relations:
        if x.hard and x.b in bodies:
            own = x.a if x.kind == "facing" else x.b or ""
            for i in (x.a, x.b or "", own):
                votes[i] = votes.get(i, 0) + 1
    return max(votes, key=lambda i: votes[i], default=None)


# ---------------------------------------------------------------- what two bodies cannot share
def _add_lemmas(m: Model, deadline: float, known: Lemmas) -> float:
    """Tell the model which pairs of bodies cannot share a wall or a corner, each found by asking about that pair alone;
    returns the deterministic time that this took. The model then sees at once when there are too many of them."""
    places: dict[tuple[str, int], list[Choice]] = {}
    for c in m.choices:
        if _plain(m, c.body):
            places.setdefault((c.kind, c.number), []).append(c)
    spent = 0.0
    for some in places.values():
        for a, b in combinations(some, 2) if len(some) > 2 else ():
            pairing = _pairing(m, a, b)
            if pairing not in known and len(known) < LEMMAS:
                answer = ask(_sharing(m.problem, a, b), deadline, LEMMA_EFFORT, 2)
                known[pairing], spent = answer.refuted, spent + answer.effort
            if known.get(pairing):
                m.cp.add_bool_or([m.choices[a].negated(), m.choices[b].negated()])
    return spent


def _pairing(m: Model, a: Choice, b: Choice) -> Pairing:
    """What makes two questions about a pair the same: the place, and what the bodies are but for their names."""
    one, two = sorted(repr(replace(m.problem.body(i), id="", category="")) for i in (a.body, b.body))
    return (a.kind, a.number, one, two)


def _plain(m: Model, id: str) -> bool:
    """Whether a body just stands on the floor."""
    body = m.problem.body(id)
    on = any(x.a == id and carries(x) for x in m.problem.relations)
    return body.mount == "floor" and not body.parts and not on


def _sharing(problem: LayoutProblem, a: Choice, b: Choice) -> LayoutProblem:
    """The problem of two bodies at one wall or in one corner, and nothing else."""
    bodies = tuple(problem.body(c.body) for c in (a, b))
    at = tuple(
        AtWall(a=c.body, walls=(c.number,)) if c.kind == "wall" else Corner(a=c.body, vertices=(c.number,))
        for c in (a, b)
    )
    return LayoutProblem(problem.name, problem.room, bodies, at)


def outer_model(problem: LayoutProblem, sectors: int = SECTORS, frame: str | None = None) -> Model:
    """The model that every strict layout of the problem satisfies; in the frame of a body if one is named."""
    m = Model(problem, "outer", sectors, frame)
    m.keep_apart(OUTER_PAIRS)
    add_relations(m)
    m.close_triangles()
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
