"""The smallest changes that would make a problem work: tried, each with a layout that passes the exact check.

Candidates come from the conflict: let a distance be larger or smaller, let a thing go to another wall, leave out one
relation, let a fixed thing move, leave out one thing (with what stands on it), make the room longer. They are tried in
the order of what they cost a person, which is also the order in which they are told. Where one change is not enough,
the next conflict says what to change with it. Tries are counted; the clock only cuts off.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from solvers import relations as r
from solvers.batched import Batched
from solvers.check import Checker, named
from solvers.conflict import Member
from solvers.errors import SolverInputError
from solvers.exact import CpSat
from solvers.explain import listed, phrase, wall_in_words
from solvers.layout import Relaxation
from solvers.problem import Body, LayoutProblem, Vec3
from solvers.problem_file import validate
from solvers.proofs import argued, prove
from solvers.room import XY, Door, Wall, Window
from solvers.task import Placements, Task

TRIES, WANTED, EACH = 30, 4, 2
"""Changes tried; working ones that are told, and how many of one sort."""
DEEPER = ("relation", "free", "drop")
"""Sorts that are combined with others."""
DEPTH = 3
"""Changes put together."""
STEPS = (0.2, 0.5, 1.0, 2.0)
"""By how much a distance is changed [m], the least that works being told."""
GROWTH = (0.1, 0.2, 0.4, 0.8, 1.2)
"""By how much the room is made longer [m]."""
SMALLER = (0.1, 0.2, 0.4, 0.8, 1.6)
"""By how much a thing is made smaller [m]."""
COSTS = {
    "distance": 0.5,
    "wall": 1.0,
    "relation": 1.5,
    "relations": 1.9,
    "free": 2.0,
    "size": 2.2,
    "drop": 2.5,
    "drops": 2.9,
    "room": 3.0,
}
"""What a change of each sort costs a person, relative to one another: a choice, from what a person would rather give
up; metres add to it."""
SEARCH_EFFORT = 0.4
"""Deterministic time of CP-SAT for one try. Where it finds a layout that is not strict (some relations it does not
know), the batched search is asked."""


@dataclass(frozen=True)
class Candidate:
    """Changes of one sort, the smallest first: the first that works is the one."""

    sort: str
    cost: float
    ladder: tuple[Relaxation, ...]


class Relaxer:
    """Tries changes to one problem."""

    def __init__(self, problem: LayoutProblem, seed: int, deadline: float) -> None:
        self.problem, self.seed, self.deadline, self.tries = problem, seed, deadline, TRIES

    def run(self, conflict: Sequence[Member]) -> tuple[Relaxation, ...]:
        """The changes that work, what costs least first."""
        return self._search((), Relaxation(""), conflict, DEPTH)

    def _search(
        self, done: tuple[str, ...], base: Relaxation, conflict: Sequence[Member], depth: int
    ) -> tuple[Relaxation, ...]:
        """Changes on top of `base`; where none works alone, the cheapest are combined with others."""
        found: list[tuple[Candidate, Relaxation]] = []
        failed: list[Relaxation] = []
        for c in sorted(candidates(self.problem, conflict), key=lambda c: c.cost):
            if len(found) >= WANTED or self.late():
                break
            alone = any(o.sort not in ("drops", "relations") for o, _ in found)
            if sum(o.sort == c.sort for o, _ in found) >= EACH or (alone and c.sort in ("drops", "relations")):
                continue
            works = self._first(c, base)
            if works is not None:
                found.append((c, works))
            elif c.sort in DEEPER:
                failed.append(both(base, c.ladder[-1]))
        if found or depth <= 1:
            return tuple(x for _, x in found)
        return self._deeper(done, failed, depth)

    def _deeper(self, done: tuple[str, ...], failed: Sequence[Relaxation], depth: int) -> tuple[Relaxation, ...]:
        for base in failed[:2]:
            why = None if self.late() else prove(relaxed(self.problem, base), self.deadline)
            if why is not None:
                found = self._search((*done, base.text), base, _in_whole(self.problem, base, why.conflict), depth - 1)
                if found:
                    return found
        return ()

    def _first(self, c: Candidate, base: Relaxation) -> Relaxation | None:
        """The smallest change of a candidate that works."""
        for change in c.ladder:
            if self.late():
                return None
            whole = both(base, change)
            self.tries -= 1
            if self.works(relaxed(self.problem, whole)):
                return whole
        return None

    def late(self) -> bool:
        return self.tries <= 0 or time.perf_counter() > self.deadline

    def works(self, problem: LayoutProblem) -> bool:
        """Whether a strict layout of the changed problem is found."""
        try:
            validate(problem)
        except SolverInputError:
            return False
        if argued(problem):
            return False
        task, strict = Task(problem, self.seed, "cpu", self.deadline, effort=0.0), _strict_for(problem)
        found = CpSat(SEARCH_EFFORT).run(task).layouts
        if not found or strict(found[0]):
            return bool(found)
        return any(map(strict, Batched().run(task).layouts))


def _strict_for(problem: LayoutProblem) -> Callable[[Placements], bool]:
    """The exact check of a problem's layouts, as yes or no."""
    checker = Checker(problem)
    return lambda layout: not any(True for _ in checker.violations(layout))


def relaxed(problem: LayoutProblem, change: Relaxation) -> LayoutProblem:
    """The problem after a change."""
    gone = {i for i in change.drop if isinstance(i, str)}
    new = dict(change.change)
    room = stretched(problem, *change.widen).room
    sizes = {b.id: b.size for b in problem.bodies} | dict(change.resize)
    kept = (replace(b, size=sizes[b.id]) for b in problem.bodies if b.id not in gone)
    bodies = (replace(b, fixed=None) if b.id in change.free else b for b in kept)
    relations = (
        new.get(k, x) for k, x in enumerate(problem.relations) if k not in change.drop and not set(named(x)) & gone
    )
    return LayoutProblem(problem.name, room, tuple(bodies), tuple(relations))


def both(a: Relaxation, b: Relaxation) -> Relaxation:
    """One change and another."""
    text = " and ".join(t for t in (a.text, b.text) if t)
    wide = (a.widen[0] + b.widen[0], a.widen[1] + b.widen[1])
    drop, change = (*a.drop, *b.drop), (*a.change, *b.change)
    return Relaxation(text, drop, change, (*a.free, *b.free), wide, (*a.resize, *b.resize))


def _in_whole(problem: LayoutProblem, base: Relaxation, conflict: Sequence[Member]) -> list[Member]:
    """Members of a conflict in the changed problem, with relation numbers of the whole one."""
    gone = {i for i in base.drop if isinstance(i, str)}
    kept = [k for k, x in enumerate(problem.relations) if k not in base.drop and not set(named(x)) & gone]
    changed = {k for k, _ in base.change}
    return [m for i in conflict if (m := kept[i] if isinstance(i, int) else i) not in changed]


# ---------------------------------------------------------------- what could be changed
def candidates(problem: LayoutProblem, conflict: Sequence[Member]) -> Iterator[Candidate]:
    """What could be changed about a conflict."""
    bodies = {b.id: b for b in problem.bodies}
    some = [bodies[m] for m in conflict if m in bodies]
    for m in conflict:
        if isinstance(m, int):
            yield from _of_relation(problem, m)
    for b in some:
        yield from _of_body(problem, b)
        if len(some) <= 2 and b.fixed is None:
            yield from _smaller(problem, b)
    numbers = [m for m in conflict if isinstance(m, int) and problem.relations[m].kind in r.UNARY]
    if len(numbers) > 2:
        yield _without(problem, numbers)
    if len(some) > 2:
        yield _drops(problem, some)
    for axis, what in ((0, "east to west"), (1, "north to south")):
        ladder = tuple(
            Relaxation(f"{100 * v:.0f} cm more room, {what}", widen=(v, 0.0) if axis == 0 else (0.0, v)) for v in GROWTH
        )
        yield Candidate("room", COSTS["room"], ladder)


def _of_relation(problem: LayoutProblem, k: int) -> Iterator[Candidate]:
    x = problem.relations[k]
    if isinstance(x, r.Near | r.Around | r.Beside) or (isinstance(x, r.Distance) and math.isfinite(x.max)):
        yield _ladder(k, x, [replace(x, max=round(x.max + s, 3)) for s in STEPS], "up to {max:g} m")
    if isinstance(x, r.Far | r.Distance) and x.min > 0:
        less = [round(x.min - s, 3) for s in STEPS if x.min - s > 0]
        if less:
            yield _ladder(k, x, [replace(x, min=v) for v in less], "only {min:g} m")
    if isinstance(x, r.AtWall | r.CenteredOnWall) and x.walls:
        others = [w for w in problem.room.walls if w.index not in x.walls]
        ladder = tuple(_to_wall(problem, k, x, w) for w in sorted(others, key=lambda w: -w.length))
        yield Candidate("wall", COSTS["wall"], ladder)
    if not isinstance(x, r.OnTopOf | r.Offset):
        drop = Relaxation(f"do without this: {phrase(problem.room, x)}", drop=(k,))
        yield Candidate("relation", COSTS["relation"], (drop,))


def _ladder(k: int, x: r.Relation, softer: Sequence[r.Relation], how: str) -> Candidate:
    """A distance changed step by step."""
    ladder = tuple(Relaxation(f"let {x.a} be {how.format(**vars(s))} from {x.b}", change=((k, s),)) for s in softer)
    return Candidate("distance", COSTS["distance"], ladder)


def _to_wall(problem: LayoutProblem, k: int, x: r.AtWall | r.CenteredOnWall, w: Wall) -> Relaxation:
    text = f"let {x.a} go to {wall_in_words(problem.room, w.index)}"
    return Relaxation(text, change=((k, replace(x, walls=(w.index,))),))


def _of_body(problem: LayoutProblem, b: Body) -> Iterator[Candidate]:
    if b.fixed is not None:
        yield Candidate("free", COSTS["free"], (Relaxation(f"let {b.id} be moved", free=(b.id,)),))
    ids = (b.id, *_carried(problem, b.id))
    text = f"drop {b.id}" + (f" with {', '.join(ids[1:])} on it" if len(ids) > 1 else "")
    share = sum(o.size[0] * o.size[1] for o in problem.bodies if o.id in ids) / problem.room.area
    yield Candidate("drop", COSTS["drop"] + min(share, 0.4), (Relaxation(text, drop=ids),))


def _smaller(problem: LayoutProblem, b: Body) -> Iterator[Candidate]:
    """The body lower than the ceiling, or less wide, or less deep."""
    w, d, h = b.size
    low = problem.room.height - (b.elevation or 0.0)
    if h > low > 0:
        yield Candidate("size", COSTS["size"], (_resized(b, (w, d, low), f"at most {low:g} m high"),))
    for k, what in ((0, "less wide"), (1, "less deep")):
        steps = [v for v in SMALLER if b.size[k] - v >= b.size[k] / 2]
        sizes = [(w - v, d, h) if k == 0 else (w, d - v, h) for v in steps]
        ladder = tuple(_resized(b, s, f"{100 * v:.0f} cm {what}") for s, v in zip(sizes, steps, strict=True))
        if ladder and b.size[k] >= b.size[1 - k] - 1e-9:
            yield Candidate("size", COSTS["size"], ladder)


def _resized(b: Body, size: Vec3, how: str) -> Relaxation:
    return Relaxation(f"take a {b.category or b.id} that is {how} for {b.id}", resize=((b.id, size),))


def _without(problem: LayoutProblem, numbers: Sequence[int]) -> Candidate:
    """Two of the relations left out, or three, and so on."""
    ladder = []
    for n in range(2, len(numbers)):
        what = "; ".join(phrase(problem.room, problem.relations[k]) for k in numbers[:n])
        ladder.append(Relaxation(f"do without these: {what}", drop=tuple(numbers[:n])))
    return Candidate("relations", COSTS["relations"], tuple(ladder))


def _drops(problem: LayoutProblem, bodies: Sequence[Body]) -> Candidate:
    """Two of the bodies left out, or three, and so on: those that stand still last, else the smallest first."""
    order = sorted(bodies, key=lambda b: (b.fixed is not None, b.size[0] * b.size[1]))
    ids = [b.id for b in order]
    ladder = tuple(
        Relaxation(f"drop {listed(ids[:n])}", drop=_with_carried(problem, ids[:n])) for n in range(2, len(ids))
    )
    return Candidate("drops", COSTS["drops"], ladder)


def _with_carried(problem: LayoutProblem, ids: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(j for i in ids for j in (i, *_carried(problem, i))))


def _carried(problem: LayoutProblem, id: str) -> tuple[str, ...]:
    """What stands on a body, and what stands on that."""
    out: list[str] = [id]
    for i in out:
        out += [x.a for x in problem.relations if isinstance(x, r.OnTopOf) and x.hard and x.b == i and x.a not in out]
    return tuple(out[1:])


def stretched(problem: LayoutProblem, dx: float, dy: float) -> LayoutProblem:
    """The problem with its room longer by `dx` and `dy` [m]: every part of it in proportion, openings as wide as they
    are. What is fixed stays where it is."""
    room = problem.room
    if dx == dy == 0:
        return problem
    x0, y0, x1, y1 = room.bounds
    kx, ky = 1 + dx / (x1 - x0), 1 + dy / (y1 - y0)
    polygon: tuple[XY, ...] = tuple((x0 + (x - x0) * kx, y0 + (y - y0) * ky) for x, y in room.polygon)
    bare = replace(room, polygon=polygon)

    def moved(o: Door | Window) -> float:
        spare = room.walls[o.wall].length - o.width
        longer = bare.walls[o.wall].length - o.width
        return o.offset * longer / spare if spare > 1e-9 else o.offset

    doors = tuple(replace(d, offset=moved(d)) for d in room.doors)
    windows = tuple(replace(w, offset=moved(w)) for w in room.windows)
    return replace(problem, room=replace(bare, doors=doors, windows=windows))
