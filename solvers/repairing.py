"""After a change by a person, make the layout whole again, moving as little as possible.

    session = Session(problem, layout.placements)
    result = session.repair(Moved("sofa-0", Pose(2.0, 1.1)))
    result.moved, result.layout.status; session = session.accept(result)

The change is first taken literally. If the exact check finds anything new, the set of what may move grows step by step
until it finds nothing: nothing else; the changed thing by a little, with what it carries; what belongs to it along with
it; what is in its way; what is then in the way of that; the changed thing anywhere. What makes way goes to the nearest
place that suits it (`nearby.py`, `pose_cost.py`), so no search of the whole layout is needed. Whatever did not have to
move keeps its pose to the last bit. Nothing here is random unless the first attempts fail, and then `seed` decides.
"""

from __future__ import annotations

import math
import time
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import torch
from torch import Tensor

from solvers import geometry as g
from solvers.batched import one_thread
from solvers.changes import Change, Draft, carried_by, carried_to, drafted
from solvers.check import Checker
from solvers.layout import Layout, Status, Violation
from solvers.nearby import candidates, heights, pulled
from solvers.pose_cost import Breach, MoverCost, PoseCost
from solvers.pose_overlaps import VALID, Budget
from solvers.problem import LayoutProblem, Pose

NUDGE = 0.6
"""How far the changed thing itself may give way [m] before others are asked to."""
STEPS, PLACINGS, LAST = 6, 6, 3
"""How many things are put elsewhere, one after another, before an attempt is given up; in all attempts together; and
how many more when the changed thing itself may go anywhere."""
LADEN = 8
"""With so many things that go along, putting one elsewhere takes twice as long, and counts twice."""
TURN = 0.5
"""A quarter turn disturbs as much as this many metres."""
DISTURB, AREA = 0.7, 0.5
"""Pushing another thing away costs as much as moving by so many metres, and so much more for each square metre."""
SMALL = 1e-9
PART = 300
"""Candidates that are looked at first; more only if none of them is good."""
ATTEMPTS = 3


@dataclass(frozen=True)
class Shift:
    """A body that moved: how far [m] and by how much it turned [rad]; `why`: it gave way itself, went along with what
    was changed, or made way."""

    id: str
    distance: float
    turned: float
    why: str


@dataclass(frozen=True)
class Repair:
    """What became of a change: the new problem; the layout with the verdict of the exact check; what moved beside what
    was asked; ids that went; and a sentence. `done`: nothing is wrong that was not wrong before."""

    problem: LayoutProblem
    layout: Layout
    moved: tuple[Shift, ...]
    removed: tuple[str, ...]
    done: bool
    text: str


Fault = tuple[str, tuple[str, ...], object]


@dataclass
class _Try:
    """A state on the way: placements, and how often each body was pushed away."""

    placements: dict[str, Pose]
    pushed: dict[int, int] = field(default_factory=dict)


class Session:
    """A problem with a layout that is being edited; what is compiled is kept between changes. What is wrong with the
    layout at the start is put up with; `before` (the `faults` of another session) says that only those are."""

    def __init__(self, problem: LayoutProblem, placements: Mapping[str, Pose], cost: PoseCost | None = None,
                 before: frozenset[Fault] | None = None) -> None:  # fmt: skip
        self.problem, self.placements, self._cost = problem, dict(placements), cost
        self.checker = Checker(problem)
        self.before = faults(problem, self.placements, self.checker) if before is None else before

    @cached_property
    def cost(self) -> PoseCost:
        """What is compiled for measuring: only when something is to be repaired."""
        return self._cost or PoseCost(self.problem)

    def accept(self, result: Repair) -> Session:
        """The session after a change; compiled tables are kept when the problem is the same."""
        same = self.cost if result.problem is self.problem else None
        return Session(result.problem, result.layout.placements, same)

    def repair(self, change: Change, may_move: Collection[str] | None = None, seed: int = 0) -> Repair:
        """The layout after a change. `may_move` names what may make way (None: all that is not fixed). Raises
        SolverInputError for a change that cannot be meant."""
        began = time.perf_counter()
        draft = drafted(self.problem, self.placements, change, self.cost.plan)
        with one_thread():
            repairer = _Repairer(self, draft, may_move, seed)
            found = repairer.run()
        placements = found if found is not None else draft.placements
        return self._result(draft, placements, tuple(repairer.checker.violations(placements)), began, seed)

    def _result(self, draft: Draft, placements: dict[str, Pose], violated: tuple[Violation, ...], began: float,
                seed: int) -> Repair:  # fmt: skip
        status = Status.UNSOLVED if violated else Status.SOLVED
        moved = tuple(_shifts(self.placements, placements, draft))
        layout = Layout(draft.problem.name, status, placements, violated, None, time.perf_counter() - began, None, seed,
                        "cpu", "repair")  # fmt: skip
        new = [v for v in violated if _fault(draft.problem, v) not in self.before]
        return Repair(draft.problem, layout, moved, draft.removed, not new, _sentence(draft, moved, new))


def faults(problem: LayoutProblem, placements: Mapping[str, Pose], checker: Checker | None = None) -> frozenset[Fault]:
    """What the exact check finds wrong with a layout, in a form that outlives a change of the problem."""
    return frozenset(_fault(problem, v) for v in (checker or Checker(problem)).violations(placements))


def repair(problem: LayoutProblem, placements: Mapping[str, Pose], change: Change, *,
           may_move: Collection[str] | None = None, seed: int = 0) -> Repair:  # fmt: skip
    """One change to a layout; for several in a row keep a `Session`. Raises SolverInputError as that does."""
    return Session(problem, placements).repair(change, may_move, seed)


class _Repairer:
    """One repair: the attempts, from the smallest set of movers to the largest."""

    def __init__(self, session: Session, draft: Draft, may_move: Collection[str] | None, seed: int) -> None:
        self.session, self.draft, self.problem = session, draft, draft.problem
        same = draft.problem is session.problem
        self.cost = session.cost if same else PoseCost(draft.problem)
        self.checker = session.checker if same else Checker(draft.problem)
        self.plan, self.index = self.cost.plan, self.cost.index
        self.subject = self.index[draft.subject] if draft.subject else None
        allowed = set(may_move) if may_move is not None else set(self.index)
        self.free = {u for u, unit in self.plan.units.items()
                     if not unit.fixed and all(self.problem.bodies[k].id in allowed for k in unit.local)}  # fmt: skip
        self.own = self.plan.unit_of[self.subject] if self.subject is not None else None
        self.random = np.random.default_rng(seed)
        self.placings, self.most = 0, PLACINGS
        self.last: tuple[dict[str, Pose], list[Violation]] | None = None

    def run(self) -> dict[str, Pose] | None:
        """Placements in which nothing new is wrong, of the first attempt that succeeds; None when none does."""
        for attempt in self._attempts():
            if attempt is not None and not self._faults(attempt):
                return self._home(attempt)
        return None

    def _attempts(self) -> Iterator[dict[str, Pose] | None]:
        """From moving nothing else to moving whatever may be moved."""
        start, others = self.draft.placements, self.free - {self.own}
        if self.subject is None or self.draft.wanted is None:
            yield from self._unplaced(start, others)
            return
        yield start
        if not self.draft.hold:
            yield self._nudged(start, NUDGE)
        together = self._together(start)
        bases = [b for b in (together, start) if b is not None and self._tenable(b)]
        for push in (frozenset[int](), frozenset(others)):
            for base in bases:
                yield self._chain(base, others, push)
        self.most = PLACINGS + LAST
        if not self.draft.hold:
            yield self._nudged(start, None)
            for k in range(ATTEMPTS):
                yield self._chain(start, others | {self.own or 0}, frozenset(others), 0.3 * k)

    def _tenable(self, placements: dict[str, Pose]) -> bool:
        """Whether the changed thing can stay where it is wanted, if others give way: nothing is wrong with it alone, it
        meets nothing that must stay, and only what is no larger would have to follow it."""
        mine = {self.draft.subject, *self.draft.carried}
        return all(self._may_yield(v, mine) for v in self._violations(placements) if mine & set(v.ids))

    def _may_yield(self, v: Violation, mine: Collection[str | None]) -> bool:
        others = {self.plan.unit_of[self.index[i]] for i in v.ids if i in self.index and i not in mine} & self.free
        if v.kind == "relation":
            return any(self._area(u) <= self._area(self.own or 0) for u in others)
        return v.kind == "apart" and bool(others)

    def _area(self, unit: int) -> float:
        sizes = [self.problem.bodies[k].size for k in self.plan.units[unit].local]
        return sum(w * d for w, d, _ in sizes)

    def _unplaced(self, start: dict[str, Pose], others: set[int]) -> Iterator[dict[str, Pose] | None]:
        """A new thing that may stand anywhere; or a change that puts nothing anywhere."""
        self.most = PLACINGS + LAST
        if self.subject is None:
            yield start
            yield self._chain(start, others, frozenset())
            yield self._chain(start, others, frozenset(others))
            return
        yield self._nudged(start, None)
        for k in range(ATTEMPTS):
            placed = self._placed(_Try(dict(start)), self.subject, None, None, frozenset(others), 0.3 * k)
            yield self._chain(placed, others, frozenset(others), 0.3 * k) if placed else None

    # ------------------------------------------------------------ what is wrong
    def _violations(self, placements: dict[str, Pose]) -> list[Violation]:
        """What is wrong and was not before. Placements are never changed, so what was found of the last ones holds."""
        if self.last is None or self.last[0] is not placements:
            before = self.session.before
            found = [v for v in self.checker.violations(placements) if _fault(self.problem, v) not in before]
            self.last = (placements, found)
        return self.last[1]

    def _faults(self, placements: dict[str, Pose]) -> bool:
        return bool(self._violations(placements))

    def _blamed(self, violations: list[Violation], movable: set[int]) -> list[int]:
        """The units that may move and have to do with violations, those with most of them first."""
        count: dict[int, int] = {}
        for v in violations:
            for u in {self.plan.unit_of[self.index[i]] for i in v.ids if i in self.index}:
                count[u] = count.get(u, 0) + 1
        return sorted((u for u in count if u in movable), key=lambda u: (-count[u], u))

    # ------------------------------------------------------------ attempts
    def _nudged(self, start: dict[str, Pose], reach: float | None) -> dict[str, Pose] | None:
        """The changed thing alone, with what it carries, at the nearest place where it disturbs nobody."""
        assert self.subject is not None
        return self._placed(_Try(dict(start)), self.subject, self.draft.wanted, reach, frozenset())

    def _together(self, start: dict[str, Pose]) -> dict[str, Pose] | None:
        """What belongs to the changed thing goes along with it, chairs with their table."""
        old, new = self.session.placements.get(self.draft.subject or ""), self.draft.wanted
        if old is None or new is None or old == new or self.draft.subject is None:
            return None
        whole = carried_by(self.plan, self.session.placements, self.draft.subject, whole=True)
        along = [i for i in whole if self.plan.unit_of[self.index[i]] in self.free and i not in self.draft.carried]
        moved = carried_to(self.session.placements, along, self.draft.subject, new)
        return {**start, **moved} if along else None

    def _chain(self, start: dict[str, Pose], movable: set[int], push: frozenset[int], noise: float = 0.0
               ) -> dict[str, Pose] | None:  # fmt: skip
        """One thing after another goes to the nearest place that suits it, pushing away what is in `push` if it must,
        until nothing is wrong."""
        state = _Try(start)
        for _ in range(STEPS):
            violations = self._violations(state.placements)
            if not violations or self.placings >= self.most:
                return None if violations else state.placements
            options = self._blamed(violations, movable)[:2]
            moved = next((p for u in options if (p := self._away(state, u, start, push, noise)) is not None), None)
            if moved is None:
                return None
            state.placements = moved
        return None

    def _away(self, state: _Try, unit: int, wishes: Mapping[str, Pose], push: frozenset[int], noise: float
              ) -> dict[str, Pose] | None:  # fmt: skip
        """A unit at the nearest place to where it stood when the attempt began."""
        wish = wishes.get(self.problem.bodies[unit].id)
        state.pushed[unit] = state.pushed.get(unit, 0) + 1
        return self._placed(state, unit, wish, None, push, noise)

    def _home(self, found: dict[str, Pose]) -> dict[str, Pose]:
        """What need not have moved is put back, one unit at a time."""
        before, keep = self.session.placements, {self.draft.subject, *self.draft.carried}
        for u in sorted(self.free):
            ids = [self.problem.bodies[k].id for k in self.plan.bodies(self.plan.riders(u))]
            away = [i for i in ids if i in before and found[i] != before[i] and i not in keep]
            if away:
                back = {**found, **{i: before[i] for i in away}}
                found = found if self._faults(back) else back
        return found

    # ------------------------------------------------------------ one thing at the best place
    def _placed(self, state: _Try, body: int, wish: Pose | None, reach: float | None, push: frozenset[int],
                noise: float = 0.0) -> dict[str, Pose] | None:  # fmt: skip
        """The placements with one body, and what it carries, at the best place near a wish; None if there is none."""
        id = self.problem.bodies[body].id
        here = state.placements if id in state.placements else {**state.placements, id: wish or Pose(0.0, 0.0)}
        cost = self.cost.against(self.cost.state(here), self.cost.mover(here, id))
        self.placings += 1 + len(cost.mover.members) // LADEN
        best: tuple[float, Pose] | None = None
        for z in heights(cost, wish):
            rank = _Rank(self, cost, state, wish, z, push, noise)
            found = rank.best(candidates(cost, wish, reach), math.inf if best is None else best[0])
            best = found or best
        if best is None:
            return None
        members = [self.problem.bodies[k].id for k in cost.mover.members[1:]]
        return {**here, **carried_to(here, members, id, best[1])}


class _Rank:
    """How good places are for one thing: near the wish, and little pushed away."""

    def __init__(self, of: _Repairer, cost: MoverCost, state: _Try, wish: Pose | None, z: float, push: frozenset[int],
                 noise: float) -> None:  # fmt: skip
        self.cost, self.wish, self.z = cost, wish, z
        price = []
        for k, b in enumerate(of.problem.bodies):
            u = of.plan.unit_of[k]
            often = 1 + state.pushed.get(u, 0) + noise * of.random.random()
            price.append(often * (DISTURB + AREA * b.size[0] * b.size[1]) if u in push else math.inf)
        self.price = cost.state.new_tensor(price)

    def best(self, plan: Tensor, most: float) -> tuple[float, Pose] | None:
        """(rank, pose) of the best of plan poses [P, 3], pulled as near to the wish as can be; None if none ranks
        below `most`."""
        value, pose = self._nearest_first(plan)
        if not math.isfinite(value):
            return None
        if self.wish is not None and value > SMALL:
            nearer, way = self._values(pulled(self.wish, pose[[0, 1, 3]]), value - 1e-4)
            if len(nearer) and float(nearer.min()) < value - 1e-4:
                value, pose = float(nearer.min()), way[int(nearer.argmin())]
        return (value, self._exact(pose)) if value < most else None

    def _nearest_first(self, plan: Tensor) -> tuple[float, Tensor]:
        """(rank, pose [4]) of the best: in parts, the nearest to the wish first, until none that is left can win."""
        poses = torch.stack([plan[:, 0], plan[:, 1], torch.full_like(plan[:, 0], self.z), plan[:, 2]], -1)
        far, order = self._far(poses).sort(stable=True)
        best, pose, start = math.inf, poses.new_zeros(4), 0
        for size in (PART, 4 * PART, len(poses)):
            part = order[start : start + size]
            if not len(part) or float(far[start]) >= best:
                break
            value, left = self._values(poses[part][:, [0, 1, 3]], best)
            if len(left) and float(value.min()) < best:
                best, pose = float(value.min()), left[int(value.argmin())]
            start += size
        return best, pose

    def _exact(self, pose: Tensor) -> Pose:
        """The pose in doubles; what is as wished is exactly as wished."""
        x, y, z, yaw = pose.double().tolist()
        if (w := self.wish) is None:
            return Pose(x, y, z, yaw)
        x, y, z = (b if abs(a - b) < 1e-5 else a for a, b in ((x, w.x), (y, w.y), (z, w.z)))
        return Pose(x, y, z, w.yaw if abs(g.wrap(yaw - w.yaw)) < 1e-5 else yaw)

    def _values(self, plan: Tensor, most: float) -> tuple[Tensor, Tensor]:
        """(rank [K], poses [K, 4]) of those plan poses [P, 3] that the room allows and that may rank below `most`."""
        poses = torch.stack([plan[:, 0], plan[:, 1], torch.full_like(plan[:, 0], self.z), plan[:, 2]], -1)
        poses = poses[self._far(poses) < most]
        if not len(poses):
            return poses[:, 0], poses
        poses, found = self.cost.allowed(poses)
        poses, found = self._open(poses, self.cost.related(poses, found), most)
        budget = Budget(self.price, most - self._far(poses))
        poses, found = self._open(poses, self.cost.standing(poses, found, budget), most)
        return budget.paid(found.body) + self._far(poses), poses

    def _open(self, poses: Tensor, found: Breach, most: float) -> tuple[Tensor, Breach]:
        """(poses [K, 4], breaches): those that may still rank below `most`; where something is wrong that nobody can
        mend, none does."""
        budget = Budget(self.price, most - self._far(poses))
        left = budget.left(found.body) & (found.own <= VALID)
        return poses[left], found.at(left)

    def _far(self, poses: Tensor) -> Tensor:
        """[K]: how far from the wish, in metres; turning and lifting count as distance."""
        if self.wish is None:
            return torch.zeros_like(poses[:, 0])
        turned = poses[:, 3] - self.wish.yaw
        turned = (turned - 2 * math.pi * torch.round(turned / (2 * math.pi))).abs()
        away = torch.hypot(poses[:, 0] - self.wish.x, poses[:, 1] - self.wish.y)
        return away + TURN * turned / (math.pi / 2) + (poses[:, 2] - self.wish.z).abs()


# ---------------------------------------------------------------- what is said
def _fault(problem: LayoutProblem, v: Violation) -> Fault:
    """What tells violations apart, whatever the numbers of relations and depths of overlaps."""
    return (v.kind, v.ids, None if v.relation is None else problem.relations[v.relation])


def _shifts(before: Mapping[str, Pose], after: Mapping[str, Pose], draft: Draft) -> Iterator[Shift]:
    """What moved, beside what the person asked for."""
    for i, p in after.items():
        asked = draft.placements.get(i)
        if p == asked or (asked is None and i == draft.subject):
            continue
        old = asked if i == draft.subject else before.get(i)
        if old is None:
            continue
        why = "gave way" if i == draft.subject else "went along" if i in draft.carried else "made way"
        away = math.dist((p.x, p.y, p.z), (old.x, old.y, old.z))
        if away > SMALL or abs(g.wrap(p.yaw - old.yaw)) > SMALL:
            yield Shift(i, away, abs(g.wrap(p.yaw - old.yaw)), why)


def _sentence(draft: Draft, moved: tuple[Shift, ...], new: list[Violation]) -> str:
    """What happened, for a person."""
    gone = f"{_named(draft.removed)} went. " if len(draft.removed) > 1 else ""
    if new:
        return f"{gone}This does not fit: {new[0].text}; nothing was moved for it."
    if not moved:
        return f"{gone}Nothing else had to move."
    own = [f"{s.id} gave way by {_far(s)}" for s in moved if s.why == "gave way"]
    others = [s.id for s in moved if s.why == "made way"]
    along = [s.id for s in moved if s.why == "went along"]
    made = [f"{_named(tuple(others))} made way"] if others else []
    went = [f"{_named(tuple(along))} went along"] if along and not own else []
    return gone + "; ".join((*own, *made, *went)) + "."


def _far(s: Shift) -> str:
    """By how much something moved, in words: metres, degrees, or both."""
    away = [f"{s.distance:.2f} m"] if s.distance >= 0.005 else []
    turned = [f"a turn of {math.degrees(s.turned):.0f}°"] if s.turned >= 0.01 else []
    return " and ".join([*away, *turned]) or "less than a centimetre"


def _named(ids: tuple[str, ...]) -> str:
    return ids[0] if len(ids) == 1 else ", ".join(ids[:-1]) + " and " + ids[-1]


__all__ = ["Fault", "Repair", "Session", "Shift", "faults", "repair"]
