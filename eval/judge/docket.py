"""Many questions with bounded calls, some at a time, in a settled order.

Work is begun in rounds. Before each round it is settled by counting what may still be begun, so that a budget leaves
out the same questions however fast the server is. When a whole round finds the server lost, the rest is not asked.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Generic, TypeVar

from eval.judge.witness import Witness
from idesign.errors import ServerError

T = TypeVar("T")
Tell = Callable[[str, float], None]


@dataclass(frozen=True)
class Limits:
    """`calls`: how often each judge's server may be asked (None: as often as it takes); `at_once`: requests side by
    side."""

    calls: int | None = None
    at_once: int = 4


@dataclass(frozen=True)
class Job(Generic[T]):
    """One piece of work for a judge; `without` makes its result from the reason why it was not done."""

    work: Callable[[], T]
    without: Callable[[str], T]


def heard(
    jobs: Sequence[Job[T]], witness: Witness, limits: Limits, tell: Tell = lambda text, share: None
) -> tuple[T, ...]:
    """The results of the jobs, in order. The first round is one job: it teaches what the server takes."""
    results: list[T] = []
    with ThreadPoolExecutor(limits.at_once) as pool:
        while len(results) < len(jobs):
            begun = _round(len(results), len(jobs), witness, limits)
            if not begun:
                return (*results, *(j.without(_spent(limits)) for j in jobs[len(results) :]))
            now = jobs[len(results) : len(results) + begun]
            done = list(pool.map(_done, now))
            results += [r for r, _ in done]
            tell(f"asking {witness.name}", len(results) / len(jobs))
            if all(lost for _, lost in done):
                return (*results, *(j.without(f"not asked: {done[0][1]}") for j in jobs[len(results) :]))
    return tuple(results)


def _round(done: int, total: int, witness: Witness, limits: Limits) -> int:
    """How many jobs to begin now. A job may take as many calls as the judge needs samples."""
    most = 1 if witness.weighs else witness.samples
    wanted = 1 if done == 0 else min(4 * limits.at_once, total - done)
    return wanted if limits.calls is None else min(wanted, max(0, limits.calls - witness.calls) // most)


def _spent(limits: Limits) -> str:
    return f"not asked: the budget of {limits.calls} calls is spent"


def _done(job: Job[T]) -> tuple[T, str]:
    """The result, and why the server is lost ("" when it is not)."""
    try:
        return job.work(), ""
    except ServerError as e:
        return job.without(str(e)), str(e)
