"""Solvers raced on the same problems in one run, judged by the exact check.

For every problem and seed all solvers run one after another, each in turn first, so that other load on the machine hits
all alike; times are compared as ratios on the runs that both solved. What a solver says is never believed: a layout
counts when the exact check finds nothing, a proof when the file expects one and the conflict names a culprit.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from eval.benchmarks.cases import Case
from eval.benchmarks.measures import Use, diversity, use_of
from solvers.check import check
from solvers.layout import Layout, Status
from solvers.problem import Body, LayoutProblem, Pose
from solvers.room import Room
from solvers.solving import solve

Objective = Callable[[LayoutProblem, Mapping[str, Pose]], float]
"""A solver's own idea of quality, passed in: this package must not know it."""
BUCKETS = ((0, 8), (9, 12), (13, 20), (21, 30), (31, 50), (51, 10_000))
"""Rows of the table: numbers of objects, from and to."""


@dataclass(frozen=True)
class Run:
    """One solver on one problem with one seed. `wall` [s] is measured from outside; `strict` is the exact check's
    verdict; `right` whether the answer is the one that the case expects."""

    case: Case
    solver: str
    seed: int
    layout: Layout
    wall: float
    strict: bool
    right: bool
    quality: float | None = None
    use: Use | None = None

    @property
    def false_solved(self) -> bool:
        return self.layout.status is Status.SOLVED and not self.strict

    @property
    def proved(self) -> bool:
        return self.layout.status is Status.INFEASIBLE

    @property
    def false_infeasible(self) -> bool:
        return self.proved and self.case.feasible and self.case.known


@dataclass(frozen=True)
class Race:
    """What is raced: solvers by name (the first is the reference), seeds, and the limit of each run [s]."""

    solvers: tuple[str, ...]
    seeds: tuple[int, ...] = (0,)
    time_limit: float = 20.0
    objective: Objective | None = field(default=None, compare=False)

    def runs(self, cases: Sequence[Case]) -> Iterator[Run]:
        """All runs: case by case, seed by seed, the solvers in turn, after a warm-up that does not count."""
        self.warm_up()
        for k, case in enumerate(cases):
            for seed in self.seeds:
                turn = (k + seed) % len(self.solvers)
                for name in self.solvers[turn:] + self.solvers[:turn]:
                    yield self.run(case, name, seed)

    def warm_up(self) -> None:
        """Let every solver load what it needs, so that no run pays for it."""
        room = Room(((0.0, 0.0), (3.0, 0.0), (3.0, 3.0), (0.0, 3.0)))
        problem = LayoutProblem("warm-up", room, (Body("box-0", (0.5, 0.5, 0.5)), Body("box-1", (0.5, 0.5, 0.5))))
        for name in self.solvers:
            solve(problem, solver=name, time_limit=self.time_limit)

    def run(self, case: Case, solver: str, seed: int) -> Run:
        """One run, judged."""
        began = time.perf_counter()
        layout = solve(case.problem, solver=solver, seed=seed, time_limit=self.time_limit, explain=True)
        wall = time.perf_counter() - began
        strict = layout.status is not Status.INFEASIBLE and not check(case.problem, layout.placements)
        run = Run(case, solver, seed, layout, wall, strict, _right(case, layout, strict))
        return self._measured(run) if strict else run

    def _measured(self, run: Run) -> Run:
        problem, placements = run.case.problem, run.layout.placements
        quality = self.objective(problem, placements) if self.objective else run.layout.quality
        return Run(run.case, run.solver, run.seed, run.layout, run.wall, run.strict, run.right, quality,
                   use_of(problem, placements))  # fmt: skip


def _right(case: Case, layout: Layout, strict: bool) -> bool:
    if case.feasible:
        return (strict and layout.status is Status.SOLVED) or (layout.status is Status.INFEASIBLE and not case.known)
    blamed = {str(c) for c in layout.explanation.conflict} if layout.explanation else set()
    return layout.status is Status.INFEASIBLE and bool(blamed & set(case.culprits) or not case.culprits)


# ---------------------------------------------------------------- the table
@dataclass(frozen=True)
class Row:
    """A solver on the feasible problems of some sizes. Shares in [0, 1]; `false` counts layouts called solved that are
    not strict and proofs that another solver's layout refutes; seconds are medians over strict runs, ratios medians of
    (this solver / reference) over the runs that both solved; None where there is nothing to say."""

    objects: str
    solver: str
    runs: int
    strict: float
    proved: int
    false: int
    first: float | None
    first_ratio: float | None
    total: float | None
    total_ratio: float | None
    quality: float | None
    connected: float | None
    reached: float | None
    clear: float | None
    diversity: float | None


@dataclass(frozen=True)
class Proofs:
    """A solver on the problems that nothing can solve: how many it proved, and blamed one who is to blame."""

    solver: str
    runs: int
    infeasible: int
    right: int
    false: int
    seconds: float | None


def rows(runs: Sequence[Run], race: Race) -> tuple[Row, ...]:
    """The table: for each size, and for all, one row a solver."""
    feasible = [r for r in runs if r.case.feasible]
    out = []
    for lo, hi in (*BUCKETS, (0, 10_001)):
        part = [r for r in feasible if lo <= r.case.objects <= hi]
        label = "all" if hi > 10_000 else f"{lo}-{hi}" if hi < 10_000 else f"{lo}+"
        out += [_row(label, name, part, race.solvers[0]) for name in race.solvers if part]
    return tuple(out)


def _row(label: str, name: str, part: Sequence[Run], reference: str) -> Row:
    mine = [r for r in part if r.solver == name]
    good = [r for r in mine if r.strict]
    base = {(r.case.name, r.seed): r for r in part if r.solver == reference and r.strict}
    pairs = [(r, base[r.case.name, r.seed]) for r in good if (r.case.name, r.seed) in base]
    uses = [r.use for r in good if r.use]
    refuted = {r.case.name for r in part if r.strict}
    false = sum(r.false_solved or r.false_infeasible or (r.proved and r.case.name in refuted) for r in mine)
    return Row(
        label, name, len(mine), len(good) / max(1, len(mine)), sum(r.proved for r in mine), false,
        _median(r.layout.first_strict_seconds for r in good),
        _median(_ratio(a.layout.first_strict_seconds, b.layout.first_strict_seconds) for a, b in pairs),
        _median(r.layout.seconds for r in good), _median(_ratio(a.layout.seconds, b.layout.seconds) for a, b in pairs),
        _mean(r.quality for r in good), _mean(u.connected for u in uses), _mean(u.reached for u in uses),
        _mean(u.clear for u in uses), _mean(_diversities(good)),
    )  # fmt: skip


def proofs(runs: Sequence[Run], race: Race) -> tuple[Proofs, ...]:
    """One row a solver on the infeasible problems; none when there are none."""
    out = []
    for name in race.solvers:
        mine = [r for r in runs if r.solver == name and not r.case.feasible]
        if mine:
            said = sum(r.layout.status is Status.INFEASIBLE for r in mine)
            false = sum(r.false_solved for r in mine)
            seconds = _median(r.layout.seconds for r in mine)
            out.append(Proofs(name, len(mine), said, sum(r.right for r in mine), false, seconds))
    return tuple(out)


def _diversities(good: Sequence[Run]) -> list[float | None]:
    """For each problem the mean difference of its strict layouts among seeds [m]."""
    by_case: dict[str, list[Run]] = {}
    for r in good:
        by_case.setdefault(r.case.name, []).append(r)
    return [diversity(rs[0].case.problem, [r.layout.placements for r in rs]) for rs in by_case.values()]


def _ratio(a: float | None, b: float | None) -> float | None:
    return a / max(b, 1e-6) if a is not None and b is not None else None


def _median(values: Iterable[float | None]) -> float | None:
    known = [v for v in values if v is not None]
    return statistics.median(known) if known else None


def _mean(values: Iterable[float | None]) -> float | None:
    known = [v for v in values if v is not None]
    return statistics.fmean(known) if known else None


# ---------------------------------------------------------------- JSON
def run_to_json(r: Run) -> dict[str, Any]:
    """One run as plain JSON values."""
    use = r.use
    return {
        "problem": r.case.name, "objects": r.case.objects, "expect": "feasible" if r.case.feasible else "infeasible",
        "solver": r.solver, "seed": r.seed, "status": r.layout.status.value, "strict": r.strict, "right": r.right,
        "false_solved": r.false_solved, "false_infeasible": r.false_infeasible, "wall": r.wall,
        "seconds": r.layout.seconds, "first_strict_seconds": r.layout.first_strict_seconds,
        "cut_off": r.layout.cut_off, "quality": r.quality, "connected": use.connected if use else None,
        "reached": use.reached if use else None, "clear": use.clear if use else None,
        "violated": [v.text for v in r.layout.violated],
        "explanation": r.layout.explanation.text if r.layout.explanation else None,
    }  # fmt: skip
