"""The answer to a layout problem: poses, what became of the relations, and how it was found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from solvers.problem import Pose, Vec3
from solvers.relations import Relation


class Status(StrEnum):
    """`SOLVED`: the exact check found nothing. `UNSOLVED`: the best layout found breaks what `violated` names.
    `INFEASIBLE`: proved that no layout exists; `explanation` says why."""

    SOLVED = "solved"
    UNSOLVED = "unsolved"
    INFEASIBLE = "infeasible"


@dataclass(frozen=True)
class Violation:
    """One thing that is wrong: its kind, a sentence, and the bodies (and relation number) concerned."""

    kind: str
    text: str
    ids: tuple[str, ...] = ()
    relation: int | None = None


@dataclass(frozen=True)
class Relaxation:
    """A change to the problem that was tried and works: a sentence, and what it does. `drop`: body ids and 0-based
    relation numbers left out; `change`: relations put in the place of those with these numbers; `free`: fixed bodies
    that may move; `widen`: how much longer the room is made along x and y [m]; `resize`: bodies with new sizes [m]."""

    text: str
    drop: tuple[str | int, ...] = ()
    change: tuple[tuple[int, Relation], ...] = ()
    free: tuple[str, ...] = ()
    widen: tuple[float, float] = (0.0, 0.0)
    resize: tuple[tuple[str, Vec3], ...] = ()


@dataclass(frozen=True)
class Explanation:
    """Why nothing can work, or nothing was found: a sentence; the smallest set of body ids (and ids of doors) and
    0-based relation numbers in conflict, empty without a proof; changes that would help, what costs least first."""

    text: str
    conflict: tuple[str | int, ...] = ()
    relaxations: tuple[Relaxation, ...] = ()


@dataclass(frozen=True)
class Layout:
    """Poses by body id, with the verdict of the exact check. `seconds` is solver time without start-up;
    `quality` is the solver's own designerly objective in [0, 1] (higher is better), never a grade for publication.
    Where alternatives are asked for, `terms` are those of the quality, and `difference` says of an alternative what
    share of the furniture stands elsewhere than in those before it (`alternatives.py`)."""

    problem: str
    status: Status
    placements: dict[str, Pose]
    violated: tuple[Violation, ...] = ()
    explanation: Explanation | None = None
    seconds: float = 0.0
    first_strict_seconds: float | None = None
    seed: int = 0
    device: str = "cpu"
    solver: str = ""
    quality: float | None = None
    cut_off: bool = False
    alternatives: tuple[Layout, ...] = field(default=())
    terms: Mapping[str, float] = field(default_factory=dict)
    difference: float | None = None
