"""A whole batch: every line of the list is made, failed for good or refused; then the manifest is written.

The list is read three times (to count it, to work on it, to write the manifest), and never held in memory.
"""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from idesign.batch.jobs import BadLine, Job, Line
from idesign.batch.ledger import Ledger, opened
from idesign.batch.pool import Engine, Limits, Pool, Steps
from idesign.batch.record import Record
from idesign.batch.store import Store
from idesign.batch.work import FULL, Failure, Prepare, Work, perform, prepared
from idesign.errors import InputError, StoreError

DISK_FULL = "the disk is full"


@dataclass(frozen=True)
class Batch:
    """What is to be made, and how. `lines` reads the list anew each time; `settings` are what the scenes depend on;
    `tries` bounds how often a job that fails is tried, and `retry` forgets the failures of earlier runs; `preload` are
    modules for the workers to share; `engine` makes the workers; scenes and books are kept in the `store` when there is
    one, and `out` is then its desk. With `prepare`, each `together` lines of the list are prepared at once."""

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
    prepare: Prepare | None = None
    together: int = 1


@dataclass(frozen=True)
class Task:
    """What a worker gets: jobs, and the number of the try that is made of each (0: what comes of it is known, and it is
    here only so that the others are prepared as ever)."""

    jobs: tuple[Job, ...]
    tries: tuple[int, ...]

    @property
    def made(self) -> list[Job]:
        """The jobs that something is to come of."""
        return [job for job, number in zip(self.jobs, self.tries, strict=True) if number]


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
    places = batch.out.absolute(), ledger.scratch.absolute(), batch.store
    todo, again = _open_tasks(batch, ledger, told), deque[Task]()
    stopped = ""
    log = str(ledger.state / "workers.log")
    steps = Steps(partial(_first, batch.work, batch.prepare), partial(_then, *places))
    with batch.engine(steps, batch.workers, batch.limits, batch.preload, log) as pool:
        while True:
            while not stopped and pool.free and (task := again.popleft() if again else next(todo, None)) is not None:
                pool.start(task, len(task.jobs))
            if not pool.busy:
                return stopped
            for task, results in pool.wait():
                for job, result in _results(task, results, ledger, again):
                    if isinstance(result, Record):
                        ledger.learn(result)
                        told(result)
                    elif result.trouble == "store":
                        return str(result.reason)
                    elif result.trouble == "budget":
                        stopped = result.reason
                    elif result.trouble == "disk" or not _noted(batch, ledger, job, result, again, told):
                        return DISK_FULL


def _results(
    task: Task, results: list[Record | Failure] | Failure, ledger: Ledger, again: deque[Task]
) -> list[tuple[Job, Record | Failure]]:
    """What came of each job, records first. Where several were lost together, which of them is to blame is not known:
    each is taken again alone, and that costs none of them a try."""
    if isinstance(results, Failure) and len(task.jobs) > 1:
        again.extend(_alone(job, ledger) for job in task.made)
        return []
    every = [results] if isinstance(results, Failure) else results
    return sorted(zip(task.made, every, strict=True), key=lambda pair: isinstance(pair[1], Failure))


def _first(work: Work, prepare: Prepare | None, task: Task) -> Sequence[Work] | Failure:
    """In a worker: the works that are left when the jobs have been prepared."""
    return [work] * len(task.jobs) if prepare is None else prepared(prepare, task.jobs)


def _then(
    out: Path, scratch: Path, store: Store | None, task: Task, works: Sequence[Work] | Failure
) -> list[Record | Failure] | Failure:
    """In a worker, which may be another one: what comes of each job."""
    if isinstance(works, Failure):
        return works
    return [perform(partial(_numbered, one, number), job, out, scratch, store)
            for job, number, one in zip(task.jobs, task.tries, works, strict=True) if number]  # fmt: skip


def _numbered(work: Work, number: int, job: Job, folder: Path) -> Record:
    return replace(work(job, folder), tries=number)


def _open_tasks(batch: Batch, ledger: Ledger, told: Callable[..., None]) -> Iterator[Task]:
    """The jobs of which nothing is known yet, as tasks; the others are told as they come by."""
    lines = batch.lines()
    while part := list(islice(lines, batch.together if batch.prepare is not None else 1)):
        jobs = [line for line in part if isinstance(line, Job)]
        missing = []
        for line in part:
            found = ledger.record(line) or (ledger.failed(line, batch.tries) if isinstance(line, Job) else None)
            if found is not None:
                told(found, True)
            elif isinstance(line, Job):
                missing.append(line)
        yield from _tasks(jobs, missing, ledger)


def _tasks(jobs: list[Job], missing: list[Job], ledger: Ledger) -> Iterator[Task]:
    """Consecutive jobs as one task, for those of them that are `missing`; what has failed before is taken alone. Which
    jobs are in the task follows from the list alone, so that an interrupted run makes what an undisturbed one does."""
    fresh = {job.id for job in missing if not ledger.tries.get(job.id)}
    if len(jobs) > 1 and fresh:
        yield Task(tuple(jobs), tuple(int(job.id in fresh) for job in jobs))
        missing = [job for job in missing if job.id not in fresh]
    yield from (_alone(job, ledger) for job in missing)


def _alone(job: Job, ledger: Ledger) -> Task:
    return Task((job,), (len(ledger.tries.get(job.id, [])) + 1,))


def _noted(
    batch: Batch, ledger: Ledger, job: Job, failure: Failure, again: deque[Task], told: Callable[..., None]
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
        again.append(_alone(job, ledger))
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
