"""Layouts that a person would call different, best first, and the search for more of them.

Two layouts differ by the **share of the furniture, by floor area, that stands elsewhere**: turned by more than 45
degrees, or a metre away; what was merely shifted counts in part, from a quarter of a metre on. Two equal chairs that
change places are no difference, nor is a layout that is the other one's mirror image in a room that is its own mirror
image, doors and windows included. From `DIFFERENT` on two layouts are called different: a bed or a sofa group at
another wall is a third to a half of what stands in its room, while shifting lesser things about stays below. When one
search has too few, it is repeated with the largest pieces sent to walls (or turned ways) that no chosen layout has.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from solvers import geometry as g
from solvers import relations as r
from solvers.check import Checker
from solvers.layout import Layout
from solvers.places import Place
from solvers.problem import LayoutProblem, Pose
from solvers.quality import Quality
from solvers.relation_check import at_wall
from solvers.room import XY, Room, Window
from solvers.task import Outcome, Placements, Task
from solvers.tolerances import ROUND, RUG

DIFFERENT = 0.3
"""The least difference of two layouts that a person would call different."""
SHIFTED, MOVED, TURNED = 0.25, 1.0, math.radians(45)
"""Up to so far [m] a piece stands where it stood; from so far [m] on, or turned so much, it stands elsewhere. Half a
metre, a step, counts a third; a bed that slides a metre along its wall leaves another room (judgement)."""
WORSE = 0.06
"""Alternatives whose quality is below the best by more than this are replaced if the further search finds better."""
ANCHORS, ROUNDS = 3, 4
"""How many of the largest pieces are sent elsewhere; and searches for each alternative that is missing, at most."""
EFFORT = 0.6
"""How long the layouts of further searches are improved, of what the first are."""
SPARE = 0.5
"""Seconds kept for choosing and describing when the clock cuts the further searches off."""
POOL = 24
"""Layouts that are compared with each other, at most."""
Floats = npt.NDArray[np.float64]


# ---------------------------------------------------------------- the difference of two layouts
@dataclass(frozen=True)
class Difference:
    """The difference of layouts of one problem: `of(a, b)` in [0, 1]."""

    problem: LayoutProblem

    def of(self, a: Placements, b: Placements) -> float:
        """The share of the furniture that stands elsewhere, under the symmetry of the room that leaves least."""
        return min(self._under(a, b, m) for m in self.same)

    def _under(self, a: Placements, b: Placements, symmetry: Symmetry) -> float:
        total = moved = 0.0
        for ids, area in self.kinds:
            total += area * len(ids)
            other = [symmetry.pose(b[i]) for i in ids]
            away = np.array([[_elsewhere(a[i], q) for q in other] for i in ids])
            moved += area * float(away[_paired(away)].sum())
        return moved / total if total else 0.0

    @cached_property
    def same(self) -> list[Symmetry]:
        """The symmetries of the room."""
        return symmetries(self.problem.room)

    @cached_property
    def kinds(self) -> list[tuple[list[str], float]]:
        """Ids of equal bodies, and the floor area of one [m2]: of what stands on the floor and is free; of all that is
        free where that is nothing."""
        carried = {x.a for x in self.problem.relations if x.kind == "on_top_of"}
        free = [b for b in self.problem.bodies if b.fixed is None]
        stands = [b for b in free if b.mount == "floor" and b.size[2] > RUG + ROUND and b.id not in carried]
        kinds: dict[tuple[object, ...], list[str]] = defaultdict(list)
        for b in stands or free:
            kinds[b.category, b.size, b.mount].append(b.id)
        sizes = {b.id: b.size[0] * b.size[1] for b in free}
        return [(ids, sizes[ids[0]]) for ids in kinds.values()]


def _elsewhere(a: Pose, b: Pose) -> float:
    """How much two poses are two places, in [0, 1]."""
    if abs(g.wrap(a.yaw - b.yaw)) > TURNED:
        return 1.0
    return min(1.0, max(0.0, (math.hypot(a.x - b.x, a.y - b.y) - SHIFTED) / (MOVED - SHIFTED)))


@dataclass(frozen=True)
class Symmetry:
    """A turn by quarter turns about the middle of a room, after mirroring x when `mirrored`."""

    centre: XY
    quarters: int = 0
    mirrored: bool = False

    def point(self, p: XY) -> XY:
        """Where a point comes to lie."""
        x, y = p[0] - self.centre[0], p[1] - self.centre[1]
        dx, dy = g.turn((-x if self.mirrored else x, y), self.quarters * math.pi / 2)
        return (self.centre[0] + dx, self.centre[1] + dy)

    def pose(self, p: Pose) -> Pose:
        """Where a body comes to stand: its front turns along."""
        x, y = self.point((p.x, p.y))
        return Pose(x, y, p.z, (-p.yaw if self.mirrored else p.yaw) + self.quarters * math.pi / 2)


def symmetries(room: Room) -> list[Symmetry]:
    """The turns and mirrorings that leave a room as it is, with its openings and all that is built in; at least the one
    that does nothing."""
    x0, y0, x1, y1 = room.bounds
    centre = ((x0 + x1) / 2, (y0 + y1) / 2)
    every = [Symmetry(centre, k, m) for m in (False, True) for k in range(4)]
    marks = _marks(room, every[0])
    return [s for s in every if _marks(room, s) == marks]


def _marks(room: Room, s: Symmetry) -> frozenset[tuple[object, ...]]:
    """What a room looks like under a symmetry: vertices and landmarks, to the centimetre."""

    def at(p: XY) -> XY:
        x, y = s.point(p)
        return (round(x, 2) + 0.0, round(y, 2) + 0.0)

    out: set[tuple[object, ...]] = {("vertex", at(p)) for p in room.polygon}
    for o in room.openings:
        wall = room.walls[o.wall]
        ends = frozenset((at(wall.at(o.offset)), at(wall.at(o.offset + o.width))))
        out.add((type(o).__name__, ends, o.base if isinstance(o, Window) else 0.0))
    for kind in ("columns", "radiators", "sockets", "zones"):
        out |= {(kind, k.id, s.quarters, s.mirrored) for k in getattr(room, kind, ())}
    return frozenset(out)


def choose(
    problem: LayoutProblem, layouts: list[Placements], wanted: int, good: Callable[[int], bool] = lambda _: True
) -> list[int]:
    """The first layout, and those after it that differ from all chosen before, by number, at most `wanted`; what is not
    `good` is passed over."""
    differ, out = Difference(problem), list[int]()
    for k, layout in enumerate(layouts):
        if len(out) < wanted and all(differ.of(layout, layouts[j]) >= DIFFERENT for j in out) and good(k):
            out.append(k)
    return out


# ---------------------------------------------------------------- the search for more
def diversified(task: Task, outcome: Outcome, run: Callable[[Task], Outcome]) -> Outcome:
    """The outcome with as many different layouts as are wanted, best first, as far as further searches find them.

    `run` searches a task. Each further search has the problem with one more relation and its own seed, so the result
    depends on the seed alone; the task's deadline only cuts off.
    """
    pool, cut_off = _Pool(task.problem, task.alternatives + 1), outcome.cut_off
    pool.add(outcome)
    for k, variant in enumerate(_variants(task.problem, pool)):
        if k >= ROUNDS * task.alternatives or pool.satisfied() or cut_off:
            break
        found = run(replace(task, problem=variant, seed=task.seed + 7919 * (k + 1), alternatives=0,
                            deadline=task.deadline - SPARE, effort=task.effort * EFFORT))  # fmt: skip
        cut_off |= found.cut_off
        pool.add(found)
    chosen = pool.chosen
    if not chosen:
        return outcome
    return replace(outcome, layouts=[p for p, _ in chosen], qualities=[q for _, q in chosen], cut_off=cut_off)


class _Pool:
    """Strict layouts of a problem with their qualities, the best first, and those `chosen` of them: different ones, the
    best first, at most as many as are wanted."""

    def __init__(self, problem: LayoutProblem, wanted: int) -> None:
        self.problem, self.wanted, self.checker = problem, wanted, Checker(problem)
        self.entries: list[tuple[Placements, float]] = []
        self.chosen: list[tuple[Placements, float]] = []

    def add(self, outcome: Outcome) -> None:
        """Take in what was found, with its qualities; only what is strict in this problem is ever chosen."""
        rated = zip(outcome.layouts, outcome.qualities, strict=True)
        self.entries += [(layout, quality) for layout, quality in rated if quality is not None][:POOL]
        self.entries.sort(key=lambda e: -e[1])
        picked = choose(self.problem, [p for p, _ in self.entries], self.wanted, self._strict)
        self.chosen = [self.entries[k] for k in picked]

    def _strict(self, k: int) -> bool:
        return not any(True for _ in self.checker.violations(self.entries[k][0]))

    def satisfied(self) -> bool:
        """Whether enough layouts are different and nearly as good as the best."""
        chosen = self.chosen
        return len(chosen) >= self.wanted and chosen[-1][1] >= chosen[0][1] - WORSE


def _variants(problem: LayoutProblem, pool: _Pool) -> Iterator[LayoutProblem]:
    """The problem with one of its largest pieces sent where no chosen layout has it, the largest first; then, with
    other seeds, as it is."""
    anchors = _anchors(problem)
    for id in anchors[:ANCHORS]:
        for wish in _elsewheres(problem, id, pool):
            yield replace(problem, relations=(*problem.relations, wish))
    while anchors:
        yield problem


def _anchors(problem: LayoutProblem) -> list[str]:
    """The free pieces of furniture that stand on the floor, the largest first; of equal ones the first."""
    kinds = Difference(problem).kinds
    return [ids[0] for ids, _ in sorted(kinds, key=lambda e: -e[1])]


def _elsewheres(problem: LayoutProblem, id: str, pool: _Pool) -> Iterator[r.Relation]:
    """Relations that send a piece to walls that no chosen layout has it at, the longest first; or, where it stands
    free, turn it as no chosen layout has it."""
    width = problem.body(id).size[0]

    def taken() -> list[int | None]:
        return [_wall_of(problem, id, p) for p, _ in pool.chosen]

    if any(w is not None for w in taken()):
        for w in sorted(problem.room.walls, key=lambda w: (-w.length, w.index)):
            if w.length >= width and w.index not in taken():
                yield r.AtWall(a=id, walls=(w.index,))
        return
    first = pool.chosen[0][0][id].yaw if pool.chosen else 0.0
    for yaw in (first + k * math.pi / 2 for k in (1, 2, 3)):
        if all(abs(g.wrap(yaw - p[id].yaw)) > TURNED for p, _ in pool.chosen):
            yield r.Turned(a=id, yaw=yaw)


def _wall_of(problem: LayoutProblem, id: str, layout: Placements) -> int | None:
    place = Place(problem.body(id), layout[id])
    return next((w.index for w in problem.room.walls if at_wall(place, w)), None)


# ---------------------------------------------------------------- what is said of them
def scored(problem: LayoutProblem, layout: Layout) -> Layout:
    """The layout and its alternatives with the terms of their quality; alternatives with their least difference from
    those before."""
    quality, differ = Quality(problem), Difference(problem)
    every = [layout, *layout.alternatives]
    scores = quality.score(quality.array([v.placements for v in every]))
    terms = [{name: min(1.0, float(v[k])) for name, v in scores.terms.items()} for k in range(len(every))]
    apart = [min(differ.of(v.placements, w.placements) for w in every[:k]) for k, v in enumerate(every) if k]
    others = tuple(
        replace(v, terms=t, difference=d) for v, t, d in zip(layout.alternatives, terms[1:], apart, strict=True)
    )
    return replace(layout, terms=terms[0], alternatives=others)


def _paired(cost: Floats) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """Rows and columns of the cheapest pairing (scipy's; it is loaded only where alternatives are asked for)."""
    from scipy.optimize import linear_sum_assignment

    return linear_sum_assignment(cost)
