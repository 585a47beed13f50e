"""How quick the interactive parts of the solver are: repairs after a person's change, and placement maps.

    idesign benchmark repair DIR [--objects 24:40] [--changes 36] [--seed 0] [--json]

Each problem of the folder is solved, then changed in ways that people change rooms, one change at a time, always from
the same layout. The table has a row for each kind of change: how many could be made whole, milliseconds (median and
the slowest tenth; on a busy machine these are upper bounds), and how many other things had to move. Which changes are
tried depends on the seed alone.
"""

from __future__ import annotations

import math
import random
import statistics
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from eval.benchmarks.cases import read_cases
from idesign.errors import InputError
from solvers import (
    Added,
    Change,
    LayoutProblem,
    Locked,
    Moved,
    Pose,
    Related,
    Removed,
    Repair,
    Resized,
    Session,
    Status,
    placement_map,
    relations,
    solve,
)
from solvers.problem import Body

KINDS = ("nudge", "drag", "turn", "across", "add", "remove", "resize", "lock", "relate")
"""Pushed by up to 0.3 m; dragged by up to a metre; turned by a quarter where it stands; dropped anywhere in the room;
a second one of the same; taken away; up to 15 % larger or smaller; kept where it is; asked to be near another."""
HEAD = ("change", "tried", "whole", "median ms", "p90 ms", "moved (mean)", "moved (most)")
MAP_HEAD = ("problem", "objects", "body", "poses", "valid %", "seconds", "poses/s")
MAPPED = 3
"""Bodies of each problem that get a placement map: the largest, the smallest and one between."""


@dataclass(frozen=True)
class Trial:
    """One repair: problem, kind of change, seconds, whether the layout was whole, and how many other things moved."""

    problem: str
    objects: int
    kind: str
    seconds: float
    whole: bool
    moved: int


@dataclass(frozen=True)
class Mapped:
    """One placement map: problem, body, poses, the share that is valid, and seconds."""

    problem: str
    objects: int
    body: str
    poses: int
    valid: float
    seconds: float


def changes_of(problem: LayoutProblem, layout: dict[str, Pose], count: int, seed: int) -> Iterator[tuple[str, Change]]:
    """(kind, change): as many changes as asked for, kinds in turn, bodies drawn by the seed."""
    rnd = random.Random(f"{problem.name} {seed}")
    free = [b for b in problem.bodies if b.fixed is None]
    for k in range(count if free else 0):
        kind = KINDS[k % len(KINDS)]
        yield kind, change_of(problem, layout, kind, rnd.choice(free), rnd)


def change_of(problem: LayoutProblem, layout: dict[str, Pose], kind: str, body: Body, rnd: random.Random) -> Change:
    """One change of a kind to a body."""
    here = layout[body.id]
    if kind in ("nudge", "drag", "turn", "across"):
        return Moved(body.id, _dropped(problem, here, kind, rnd))
    if kind == "add":
        return Added(replace(body, id=f"{body.id}-new"), _same_support(problem, body.id))
    if kind == "resize":
        w, d, h = (v * rnd.uniform(0.85, 1.15) for v in body.size)
        return Resized(body.id, (w, d, h))
    if kind == "relate":
        other = rnd.choice([b.id for b in problem.bodies if b.id != body.id] or [body.id])
        return Related(relations.Near(a=body.id, b=other, max=1.0)) if other != body.id else Locked(body.id)
    return Removed(body.id) if kind == "remove" else Locked(body.id)


def _dropped(problem: LayoutProblem, here: Pose, kind: str, rnd: random.Random) -> Pose:
    if kind == "turn":
        return replace(here, yaw=here.yaw + math.pi / 2)
    x0, y0, x1, y1 = problem.room.bounds
    if kind == "across":
        return replace(here, x=rnd.uniform(x0 + 0.2, x1 - 0.2), y=rnd.uniform(y0 + 0.2, y1 - 0.2))
    far, way = rnd.uniform(0.0, 0.3 if kind == "nudge" else 1.0), rnd.uniform(0, math.tau)
    x, y = here.x + far * math.cos(way), here.y + far * math.sin(way)
    return replace(here, x=min(max(x, x0), x1), y=min(max(y, y0), y1))


def _same_support(problem: LayoutProblem, id: str) -> tuple[relations.Relation, ...]:
    """What the first one stands on, the second one does too."""
    on = (x for x in problem.relations if isinstance(x, relations.OnTopOf) and x.a == id)
    return tuple(replace(x, a=f"{id}-new") for x in on)


def tried(problem: LayoutProblem, layout: dict[str, Pose], count: int, seed: int) -> Iterator[Trial]:
    """All changes to one layout, each from the layout as it was."""
    session = Session(problem, layout)
    for kind, change in changes_of(problem, layout, count, seed):
        began = time.perf_counter()
        result: Repair = session.repair(change)
        seconds = time.perf_counter() - began
        others = sum(s.why == "made way" for s in result.moved)
        yield Trial(problem.name, len(problem.bodies), kind, seconds, result.done, others)


def mapped(problem: LayoutProblem, layout: dict[str, Pose]) -> Iterator[Mapped]:
    """Placement maps of a few bodies."""
    free = sorted((b for b in problem.bodies if b.mount == "floor"), key=lambda b: -b.size[0] * b.size[1])
    for k in sorted({0, len(free) // 2, len(free) - 1})[:MAPPED] if free else ():
        began = time.perf_counter()
        found = placement_map(problem, layout, free[k].id)
        seconds = time.perf_counter() - began
        share = float(found.valid.mean())
        yield Mapped(problem.name, len(problem.bodies), free[k].id, found.cost.size, share, seconds)


def repair_rows(trials: Sequence[Trial]) -> list[tuple[str, ...]]:
    """The table of repairs: a row for each kind of change, and one for all."""
    rows = [_row(kind, [t for t in trials if t.kind == kind]) for kind in KINDS]
    return [HEAD, *(row for row in rows if row), _row("all", trials)]


def _row(name: str, trials: Sequence[Trial]) -> tuple[str, ...]:
    if not trials:
        return ()
    times = sorted(1000 * t.seconds for t in trials)
    moved = [t.moved for t in trials]
    slow = times[min(len(times) - 1, math.ceil(0.9 * len(times)) - 1)]
    return (name, str(len(trials)), str(sum(t.whole for t in trials)), f"{statistics.median(times):.0f}", f"{slow:.0f}",
            f"{statistics.mean(moved):.2f}", str(max(moved)))  # fmt: skip


def map_rows(maps: Sequence[Mapped]) -> list[tuple[str, ...]]:
    """The table of placement maps."""
    return [MAP_HEAD, *(
        (m.problem, str(m.objects), m.body, str(m.poses), f"{100 * m.valid:.2f}", f"{m.seconds:.2f}",
         f"{m.poses / max(m.seconds, 1e-9):,.0f}") for m in maps
    )]  # fmt: skip


def text_of(rows: Sequence[tuple[str, ...]]) -> str:
    """A table as aligned text."""
    widths = [max(len(row[k]) for row in rows) for k in range(len(rows[0]))]
    lines = ("  ".join([row[0].ljust(widths[0]), *(c.rjust(w) for c, w in zip(row[1:], widths[1:], strict=True))])
             for row in rows)  # fmt: skip
    return "\n".join(lines) + "\n"


def measured(folder: Path, objects: tuple[int, int], count: int, seed: int) -> tuple[list[Trial], list[Mapped]]:
    """Repairs and maps of all problems of a folder with so many objects. Raises InputError when there are none."""
    cases = [c for c in read_cases(folder) if c.feasible and objects[0] <= c.objects <= objects[1]]
    if not cases:
        raise InputError(f"{folder}: no feasible problem has {objects[0]} to {objects[1]} objects")
    trials, maps = list[Trial](), list[Mapped]()
    for case in cases:
        layout = solve(case.problem, seed=seed, effort=0.3)
        if layout.status is Status.SOLVED:
            trials += tried(case.problem, layout.placements, count, seed)
            maps += mapped(case.problem, layout.placements)
    return trials, maps
