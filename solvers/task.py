"""What a solver is given and what it gives back."""

from __future__ import annotations

from dataclasses import dataclass, field

from solvers.problem import LayoutProblem, Pose

Placements = dict[str, Pose]


@dataclass(frozen=True)
class Task:
    """A problem with seed, device, deadline (of `time.perf_counter`) and what is wanted. `starts` are layouts found
    elsewhere: when one of them is strict, they are improved and nothing else is searched for."""

    problem: LayoutProblem
    seed: int
    device: str
    deadline: float
    alternatives: int = 0
    effort: float = 1.0
    patience: float = 1.0
    starts: tuple[Placements, ...] = ()


@dataclass
class Outcome:
    """Layouts, the best first, with their qualities (None: not judged), when the first strict one was found [s],
    whether the clock or a person cut the search off, and whether it was a person."""

    layouts: list[Placements] = field(default_factory=list)
    qualities: list[float | None] = field(default_factory=list)
    first_strict: float | None = None
    cut_off: bool = False
    interrupted: bool = False
