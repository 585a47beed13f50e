"""Several rooms of a batch designed side by side: the furniture of all of them is searched for in one padded batch.

A room asks once for its furniture as a whole, and again for each repair; what is found for it is where its own solver
starts, which improves it as ever and does all the rest (the finishing pieces, and what could not be found together). So
only the search is shared, on the device that the batch names; a single room is worked on by the CPU.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from idesign.batch.jobs import Job
from idesign.batch.record import Record
from idesign.batch.together import Done, Seat, side_by_side
from idesign.batch.work import Work
from idesign.pipeline import Options
from solvers.batched import one_thread
from solvers.layout import Layout
from solvers.many import strict_layouts
from solvers.problem import LayoutProblem
from solvers.problem_file import validate
from solvers.solving import solve
from solvers.task import Placements
from ui.batch_maker import CPU, SceneMaker
from ui.batch_work import Designed, design_job, write_scene

WHOLE = 1.0
"""The effort with which the furniture of a whole room is asked for. A finishing piece asks for less: it has few places,
and a table of the whole room costs more than to try them."""
SEARCH = "search"
"""The stage that is a room's share of what was searched for together."""


@dataclass(frozen=True)
class Found:
    """Strict layouts for one room, and its share of the seconds that they took: by the clock, and of a core."""

    starts: tuple[Placements, ...]
    seconds: float
    worked: float


Asked = tuple[LayoutProblem, int]
"""A problem and its seed."""
Place = Seat[Asked, Found, Designed]


def designed_together(maker: SceneMaker, jobs: Sequence[Job]) -> list[Work]:
    """Designs the rooms, and gives what writes each of them. A brief that cannot be used is the fault of its own."""
    done = side_by_side([partial(_designed, maker, job) for job in jobs], partial(_found, maker.device))
    return [partial(_write, maker, room) for room in done]


def _write(maker: SceneMaker, room: Done[Designed], job: Job, folder: Path) -> Record:
    return write_scene(maker, room.taken(), job, folder)


def _designed(maker: SceneMaker, job: Job, place: Place) -> Designed:
    """One room, which waits for its turns; that counts for none of its stages."""
    solver = _Solver(place)
    made = design_job(maker, job, Options(solve=solver), time.thread_time)
    seconds = dict(made.seconds)
    seconds["design"] -= place.waited
    seconds |= {SEARCH: solver.seconds, f"{CPU} {SEARCH}": solver.worked, CPU: seconds[CPU] + solver.worked}
    return replace(made, seconds=seconds)


@dataclass
class _Solver:
    """The solver of one room; what was searched for it with others is counted."""

    place: Place
    seconds: float = field(default=0.0, init=False)
    worked: float = field(default=0.0, init=False)

    def __call__(
        self, problem: LayoutProblem, *, seed: int, device: str, time_limit: float, effort: float, patience: float
    ) -> Layout:
        starts = self._starts(problem, seed) if effort >= WHOLE else ()
        return solve(problem, seed=seed, device=device, time_limit=time_limit, effort=effort, patience=patience,
                     starts=starts)  # fmt: skip

    def _starts(self, problem: LayoutProblem, seed: int) -> tuple[Placements, ...]:
        validate(problem)
        found = self.place.ask((problem, seed))
        self.seconds, self.worked = self.seconds + found.seconds, self.worked + found.worked
        return found.starts


def _found(device: str, asked: Sequence[Asked]) -> list[Found]:
    """What is found for all who ask."""
    begun, worked = time.perf_counter(), time.process_time()
    with one_thread():
        layouts = strict_layouts([problem for problem, _ in asked], [seed for _, seed in asked], device)
    seconds, worked = ((now - then) / len(asked) for now, then in
                       ((time.perf_counter(), begun), (time.process_time(), worked)))  # fmt: skip
    return [Found(starts, seconds, worked) for starts in layouts]
