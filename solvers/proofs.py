"""Finding a proof that nothing can work, and what of the problem it needs.

First the short arguments (`infeasible.py`), then the outer reading of the constraint model (`exact.py`), asked about
small parts of the problem before the whole: a contradiction is nearly always between few things. What is found is cut
down to a smallest conflict and put into words. Every step has a budget of deterministic time; the clock only cuts off.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from solvers import tolerances as t
from solvers.check import named
from solvers.conflict import Part, restricted, smallest_conflict
from solvers.exact import Answer, Lemmas, ask
from solvers.exact_model import WALL_KINDS
from solvers.explain import explain
from solvers.infeasible import prove_infeasible
from solvers.layout import Explanation, Violation
from solvers.problem import Body, LayoutProblem
from solvers.room import Door

PART_EFFORT, WHOLE_EFFORT, LAST_EFFORT = 0.2, 1.0, 12.0
"""Deterministic time for one part, for the whole problem, and for it once nothing else has helped."""
LEAST_EFFORT, PATIENCE = 0.05, 4.0
"""While a conflict is cut down, a question gets so many times the effort that the first proof took, and at least
this."""
QUESTIONS = 20
"""How many times that effort all these questions may take together."""
FEW, MANY = 9, 60
"""Parts have at most so many bodies; larger problems are not asked about as a whole."""
PARTS = 24
"""How many parts are asked about."""


class Prover:
    """Short arguments, then the model: `effort` for each question, `total` for all, and its first `stages`. `last` is
    the last proof by the model."""

    def __init__(self, deadline: float, effort: float, total: float, stages: int = 4) -> None:
        self.deadline, self.effort, self.left, self.stages = deadline, effort, total, stages
        self.last = Answer(False)
        self.lemmas: Lemmas = {}

    def __call__(self, problem: LayoutProblem) -> bool:
        """Whether the problem is proved to have no layout."""
        if argued(problem):
            return True
        if self.left <= 0 or time.perf_counter() > self.deadline:
            return False
        answer = ask(problem, self.deadline, min(self.effort, self.left), self.stages, self.lemmas)
        self.left -= answer.effort
        self.last = answer if answer.refuted else self.last
        return answer.refuted


def argued(problem: LayoutProblem) -> bool:
    """Whether a short argument refutes the problem."""
    return prove_infeasible(problem) is not None


def prove(
    problem: LayoutProblem, deadline: float, seen: Sequence[Violation] = (), last: bool = False
) -> Explanation | None:
    """The proof that no strict layout exists, with a smallest conflict; None when none is found in the budget.

    `seen` is what the best layout found breaks: a hint where to look. `last` spends `LAST_EFFORT` on the whole problem.
    """
    found = _refuted_part(problem, deadline, seen, last)
    return None if found is None else conflict_in(problem, *found, deadline)


def conflict_in(problem: LayoutProblem, part: Part, proof: Answer, deadline: float) -> Explanation:
    """A smallest conflict in a part that was refuted by this proof, in words. Doors without which there would be no
    conflict are named with the bodies."""
    each = max(LEAST_EFFORT, PATIENCE * proof.effort)
    prover = Prover(deadline, each, QUESTIONS * each, max(2, proof.stage + 1))
    if argued(restricted(problem, part)):
        part = smallest_conflict(problem, part, argued)
    small = smallest_conflict(problem, part, prover)
    doors = _needed_doors(restricted(problem, small), prover)
    text = explain(problem, small, prove_infeasible(restricted(problem, small)), doors)
    return Explanation(text, (*small.bodies, *doors, *small.relations))


def _needed_doors(problem: LayoutProblem, prover: Prover) -> tuple[str, ...]:
    """The doors that a refuted problem cannot do without."""
    doors = problem.room.doors
    if not doors or prover(_with_doors(problem, ())):
        return ()
    return tuple(d.id for d in doors if not prover(_with_doors(problem, tuple(e for e in doors if e is not d))))


def _with_doors(problem: LayoutProblem, doors: tuple[Door, ...]) -> LayoutProblem:
    return replace(problem, room=replace(problem.room, doors=doors))


def quick_part(problem: LayoutProblem) -> Part | None:
    """The part that a short argument refutes."""
    why = prove_infeasible(problem)
    if why is None:
        return None
    ids = [i for i in why.conflict if isinstance(i, str)]
    part = Part.among(problem, ids)
    return part if prove_infeasible(restricted(problem, part)) is not None else Part.whole(problem)


def _refuted_part(
    problem: LayoutProblem, deadline: float, seen: Sequence[Violation], last: bool
) -> tuple[Part, Answer] | None:
    """A part that is refuted, and the proof."""
    quick = None if last else quick_part(problem)
    if quick is not None:
        return quick, Answer(True)
    whole, effort = Part.whole(problem), LAST_EFFORT if last else WHOLE_EFFORT
    small, large = Prover(deadline, PART_EFFORT, 8 * PART_EFFORT), Prover(deadline, effort, effort)
    if not last:
        for part in _parts(problem, seen):
            if time.perf_counter() > deadline:
                return None
            if small(restricted(problem, part)):
                return part, small.last
    if len(problem.bodies) <= MANY and large(restricted(problem, whole)):
        return whole, large.last
    return None


# ---------------------------------------------------------------- where to look
def _parts(problem: LayoutProblem, seen: Sequence[Violation]) -> Iterator[Part]:
    """Small parts that often hold the contradiction, each once: what the best layout breaks, what stands at walls and
    in corners, what is tied by relations, what is large; each together with the fixed bodies close to it."""
    fixed = [b.id for b in problem.bodies if b.fixed is not None]
    known: set[frozenset[str]] = set()
    for ids in _suspects(problem, seen):
        some = list(dict.fromkeys(ids))[:FEW]
        for group in (some, [*some, *fixed][: FEW + 8]):
            key = frozenset(group)
            if group and key not in known and len(known) < PARTS:
                known.add(key)
                yield Part.among(problem, group)


def _suspects(problem: LayoutProblem, seen: Sequence[Violation]) -> Iterator[list[str]]:
    bodies = {b.id for b in problem.bodies}
    ties = _ties(problem)
    broken = [i for v in seen for i in v.ids if i in bodies]
    if broken:
        yield broken
        yield [*broken, *(j for i in broken for j in ties.get(i, ()))]
    corner = [x.a for x in problem.relations if x.hard and x.kind == "corner"]
    bound = [x.a for x in problem.relations if x.hard and (isinstance(x, WALL_KINDS) or x.kind == "corner")]
    yield corner
    yield _largest(problem, bound)
    yield _largest(problem, (b.id for b in problem.bodies if b.size[2] > t.RUG))
    for b in sorted(problem.bodies, key=lambda b: -len(ties.get(b.id, ()))):
        yield [b.id, *ties.get(b.id, ())]


def _ties(problem: LayoutProblem) -> dict[str, list[str]]:
    """Body id -> the bodies that hard relations tie it to."""
    bodies = {b.id for b in problem.bodies}
    out: dict[str, list[str]] = {}
    for x in problem.relations:
        names = [i for i in named(x) if i in bodies]
        for i in names if x.hard else ():
            out.setdefault(i, []).extend(j for j in names if j != i)
    return out


def _largest(problem: LayoutProblem, ids: Iterable[str]) -> list[str]:
    wanted = set(ids)

    def area(b: Body) -> float:
        return b.size[0] * b.size[1]

    return [b.id for b in sorted(problem.bodies, key=lambda b: -area(b)) if b.id in wanted]
