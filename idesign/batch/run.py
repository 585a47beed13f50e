"""A whole batch: every line of the list is made, failed for good or refused; then the manifest is written.

The list is read three times (to count it, to work on it, to write the manifest), and never held in memory.
"""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from idesign.batch.jobs import BadLine, Job, Line
from idesign.batch.ledger import Ledger, opened
from idesign.batch.pool import Engine, Limits, Pool
from idesign.batch.record import Record
from idesign.batch.store import Store
from idesign.batch.work import FULL, Failure, Work, perform
from idesign.errors import InputError, StoreError

DISK_FULL = "the disk is full"


@dataclass(frozen=True)
class Batch:
    """What is to be made, and how. `lines` reads the list anew each time; `settings` are what the scenes depend on;
    `tries` bounds how often a job that fails is tried, and `retry` forgets the failures of earlier runs; `preload` are
    modules for the workers to share; `engine` makes the workers; scenes and books are kept in the `store` when there is
    one, and `out` is then its desk."""

    lines: Callable[[], Iterator[Line]]
    work: Work
    out: Path
    settings: dict[str, Any] = field(default_factory=dict)
    part: str = "all"
    resume: bool = False
    retry: bool = False
    strict: bool = False
    workers: int = 1
    tries: int = 2
    limits: Limits = field(default_factory=Limits)
    preload: tuple[str, ...] = ()
    engine: Engine = Pool
    store: Store | None = None


@dataclass
class Tally:
    """How far a batch is. `status` counts the records by their status; `before` of them were there when the run began;
    `seconds` since then; `stages` [s] is what this run's scenes took; `stopped` is why it ended early."""

    total: int = 0
    before: int = 0
    status: Counter[str] = field(default_factory=Counter)
    stages: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0
    stopped: str = ""
    last: Record | None = None

    @property
    def done(self) -> int:
        return sum(self.status.values())

    @property
    def rate(self) -> float:
        """Records a second in this run."""
        return (self.done - self.before) / self.seconds if self.seconds else 0.0


Tell = Callable[[Tally], None]
"""Is called after every record, and once when nothing is left."""


def run_batch(batch: Batch, tell: Tell) -> Tally:
    """Works the whole list off. Raises `InputError` for a list without a job, with `strict` for its first bad line, and
    for a folder that cannot be used."""
    tally = Tally(total=_count(batch))
    with opened(batch.out, batch.part, batch.settings, batch.resume, batch.store) as ledger:
        begun = time.monotonic()
        if batch.retry:
            ledger.forget_failures()

        def told(record: Record, before: bool = False) -> None:
            _add(tally, record, before)
            tally.seconds = time.monotonic() - begun
            tell(tally)

        try:
            tally.stopped = _work_off(batch, ledger, told)
        except KeyboardInterrupt:
            tally.stopped = "cancelled"
        except StoreError as e:
            tally.stopped = str(e)
        tally.seconds = time.monotonic() - begun
        _finish(batch, ledger, tally)
    return tally


def _count(batch: Batch) -> int:
    """How many lines there are."""
    total, jobs = 0, 0
    for line in batch.lines():
        if isinstance(line, BadLine) and batch.strict:
            raise InputError(f"line {line.line}: {line.reason}")
        total, jobs = total + 1, jobs + isinstance(line, Job)
    if jobs == 0 and batch.part == "all":
        raise InputError(f"there is no usable brief in the list{_first_fault(batch)}")
    return total


def _first_fault(batch: Batch) -> str:
    bad = next((line for line in batch.lines() if isinstance(line, BadLine)), None)
    return f" (line {bad.line}: {bad.reason})" if bad else ""


def _add(tally: Tally, record: Record, before: bool) -> None:
    tally.status[record.status] += 1
    tally.before += before
    tally.last = record
    if not before:
        tally.stages.update(record.timings)


def _work_off(batch: Batch, ledger: Ledger, told: Callable[..., None]) -> str:
    """Returns why it stopped early, "" when it did not. When the budget is used up, what is at work still ends."""
    work = partial(_one, batch.work, batch.out.absolute(), ledger.scratch.absolute(), batch.store)
    todo, again = _open_jobs(batch, ledger, told), deque[Job]()
    stopped = ""
    log = str(ledger.state / "workers.log")
    with batch.engine(work, batch.workers, batch.limits, batch.preload, log) as pool:
        while True:
            while not stopped and pool.free and (job := again.popleft() if again else next(todo, None)) is not None:
                pool.start((job, len(ledger.tries.get(job.id, [])) + 1))
            if not pool.busy:
                return stopped
            for (job, _), result in pool.wait():
                if isinstance(result, Record):
                    ledger.learn(result)
                    told(result)
                elif result.trouble == "store":
                    return str(result.reason)
                elif result.trouble == "budget":
                    stopped = result.reason
                elif result.trouble == "disk" or not _noted(batch, ledger, job, result, again, told):
                    return DISK_FULL


def _one(work: Work, out: Path, scratch: Path, store: Store | None, task: tuple[Job, int]) -> Record | Failure:
    """In a worker."""
    job, number = task
    return perform(partial(_numbered, work, number), job, out, scratch, store)


def _numbered(work: Work, number: int, job: Job, folder: Path) -> Record:
    return replace(work(job, folder), tries=number)


def _open_jobs(batch: Batch, ledger: Ledger, told: Callable[..., None]) -> Iterator[Job]:
    """The jobs of which nothing is known yet; the others are told as they come by."""
    for line in batch.lines():
        found = ledger.record(line) or (ledger.failed(line, batch.tries) if isinstance(line, Job) else None)
        if found is not None:
            told(found, True)
        elif isinstance(line, Job):
            yield line


def _noted(
    batch: Batch, ledger: Ledger, job: Job, failure: Failure, again: deque[Job], told: Callable[..., None]
) -> bool:
    """Whether the failed try could be written down; the job is queued again or told as failed."""
    try:
        ledger.note(job.id, failure)
    except OSError as e:
        if e.errno in FULL:
            return False
        raise
    found = ledger.failed(job, batch.tries)
    if found is None:
        again.append(job)
    else:
        told(found)
    return True


def _finish(batch: Batch, ledger: Ledger, tally: Tally) -> None:
    try:
        ledger.write_manifest(batch.lines(), batch.tries)
    except OSError as e:
        if e.errno not in FULL:
            raise
        tally.stopped = DISK_FULL
    except StoreError as e:
        tally.stopped = str(e)
