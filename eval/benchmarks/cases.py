"""What solvers are raced on: the problem files of a folder, as they are or in rooms shrunk around their furniture.

A file may say what a solver should answer (`expect: "infeasible"`, `culprits`: ids to blame). Solvers never see these
keys: they get a `LayoutProblem`, which has no place for them.
"""

from __future__ import annotations

import itertools
import json
import math
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from idesign.errors import InputError
from solvers import relations as r
from solvers.errors import SolverInputError
from solvers.problem import LayoutProblem
from solvers.problem_file import problem_from_json
from solvers.room import Opening, Room
from solvers.tolerances import RUG


@dataclass(frozen=True)
class Case:
    """A problem with what its file expects of a solver: that it is feasible, or not and through whom. Of a case that
    is not `known` nobody knows whether it is feasible."""

    problem: LayoutProblem
    feasible: bool = True
    culprits: tuple[str, ...] = ()
    known: bool = True

    @property
    def name(self) -> str:
        return self.problem.name

    @property
    def objects(self) -> int:
        return len(self.problem.bodies)


@dataclass(frozen=True)
class LeftOut:
    """A case that cannot be made, and why."""

    name: str
    reason: str


def read_cases(folder: Path) -> tuple[Case, ...]:
    """The problems of a folder, the smallest first. Raises InputError when there are none, SolverInputError for a file
    that is wrong."""
    if not folder.is_dir():
        raise InputError(f"{folder}: is not a folder")
    found = [c for path in sorted(folder.glob("*.json")) if (c := _read(path)) is not None]
    if not found:
        raise InputError(f"{folder}: holds no layout problems (*.json with schema idesign.problem/1)")
    return tuple(sorted(found, key=lambda c: (c.objects, c.name)))


def _read(path: Path) -> Case | None:
    """The case in a file; None for JSON that is no layout problem."""
    try:
        doc: Any = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as e:
        raise InputError(f"{path}: cannot be read as JSON: {e}") from e
    if not (isinstance(doc, dict) and str(doc.get("schema", "")).startswith("idesign.problem/")):
        return None
    try:
        problem = problem_from_json(doc)
    except SolverInputError as e:
        raise SolverInputError(f"{path}: {e}") from e
    culprits = tuple(str(c) for c in doc.get("culprits") or ())
    return Case(problem, doc.get("expect", "feasible") != "infeasible", culprits)


# ---------------------------------------------------------------- shrunk rooms
def occupancy(problem: LayoutProblem) -> float:
    """The floor area of what stands on the floor (rugs excepted) over the room's area."""
    carried = {x.a for x in problem.relations if isinstance(x, r.OnTopOf) and x.hard}
    standing = [b for b in problem.bodies if b.mount == "floor" and b.id not in carried and b.size[2] > RUG]
    return sum(b.size[0] * b.size[1] for b in standing) / problem.room.area


def shrunk(case: Case, share: float) -> Case | LeftOut:
    """The case in a room of the same shape, scaled so that furniture takes `share` of its floor. Openings keep their
    size and their place along the wall; a wall that cannot hold its opening any more leaves the case out. Whether the
    smaller room is feasible is not known."""
    name = f"{case.name}@{share:g}"
    if not case.feasible or any(b.fixed for b in case.problem.bodies):
        return LeftOut(name, "fixed objects do not shrink" if case.feasible else "it is infeasible already")
    factor = math.sqrt(occupancy(case.problem) / share)
    if not 0 < factor < 1:
        return LeftOut(name, f"its occupancy is {occupancy(case.problem):.2f} already")
    room = _scaled(case.problem.room, factor)
    if isinstance(room, str):
        return LeftOut(name, room)
    return replace(case, problem=replace(case.problem, name=name, room=room), known=False)


def _scaled(room: Room, factor: float) -> Room | str:
    """The room with its floor scaled about the origin, or why not."""
    small = replace(room, polygon=tuple((x * factor, y * factor) for x, y in room.polygon), doors=(), windows=())
    for o in room.openings:
        if o.width > small.walls[o.wall].length:
            return f"{o.id} is wider than its wall"
    doors = tuple(replace(d, offset=_offset(room, small, d)) for d in room.doors)
    windows = tuple(replace(w, offset=_offset(room, small, w)) for w in room.windows)
    out = replace(small, doors=doors, windows=windows)
    clash = _clash(out)
    return f"{clash[0].id} and {clash[1].id} meet" if clash else out


def _offset(room: Room, small: Room, o: Opening) -> float:
    """Where an opening starts on the shorter wall: its free wall is divided as before."""
    spare = room.walls[o.wall].length - o.width
    share = o.offset / spare if spare > 0 else 0.0
    return share * (small.walls[o.wall].length - o.width)


def _clash(room: Room) -> tuple[Opening, Opening] | None:
    """Two openings of one wall that overlap."""
    every = sorted(room.openings, key=lambda o: (o.wall, o.offset))
    for a, b in itertools.pairwise(every):
        if a.wall == b.wall and a.offset + a.width > b.offset + 1e-9:
            return (a, b)
    return None
