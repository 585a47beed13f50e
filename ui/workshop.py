"""Long work in processes of its own: nothing that takes seconds runs where clicks are answered.

A few warm workers take jobs in turn. A job tells how it goes; cancelling it ends its process, whatever it was doing,
and a new one takes its place. Functions are given by reference and must be importable; the first argument is `tell`.
"""

from __future__ import annotations

import os
import queue
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, Literal, get_args

from idesign.errors import IdesignError, InputError
from idesign.sentences import told

Tell = Callable[[Any], None]
"""Sends what is known so far to whoever watches the job."""
NICENESS = 10
"""Workers give way to the process that answers clicks."""
SECONDS = 180.0
"""A job that takes longer is ended."""
WAITING = 64
"""Jobs that may wait; more are refused."""
Lane = Literal["long", "talk", "quick"]
State = Literal["waiting", "running", "done", "failed", "cancelled"]
WARM = (
    "idesign.staff",
    "idesign.pipeline",
    "idesign.designers.embedded.designer",
    "idesign.edits.layouts",
    "ui.replies",
)


class CancelledError(IdesignError):
    """The person stopped the work."""


@dataclass
class Job:
    """One piece of work. `told` grows while it runs; `result` is there when `state` is done, `error` when it failed."""

    function: Callable[..., Any]
    arguments: tuple[Any, ...]
    seconds: float = SECONDS
    state: State = "waiting"
    told: list[Any] = field(default_factory=list)
    result: Any = None
    error: IdesignError | None = None
    news: threading.Condition = field(default_factory=threading.Condition)
    stop: threading.Event = field(default_factory=threading.Event)

    @property
    def over(self) -> bool:
        return self.state in ("done", "failed", "cancelled")

    def cancel(self) -> None:
        """Ends the work, now if it runs."""
        self.stop.set()
        if self.state == "waiting":
            self._close("cancelled", error=CancelledError("stopped"))

    def watch(self, patience: float = 0.5) -> Iterator[Any]:
        """What the job tells, as it comes; None when there was nothing for `patience` seconds. Ends with the job."""
        seen = 0
        while True:
            with self.news:
                if seen >= len(self.told) and not self.over:
                    self.news.wait(patience)
                fresh, over = self.told[seen:], self.over
            seen += len(fresh)
            yield from fresh if fresh or over else (None,)
            if over and seen >= len(self.told):
                return

    def wait(self) -> Any:
        """The result. Raises the job's error."""
        for _ in self.watch():
            pass
        if self.error is not None:
            raise self.error
        return self.result

    def _add(self, value: Any) -> None:
        with self.news:
            self.told.append(value)
            self.news.notify_all()

    def _close(self, state: State, result: Any = None, error: IdesignError | None = None) -> None:
        with self.news:
            if not self.over:
                self.state, self.result, self.error = state, result, error
            self.news.notify_all()


Jobs = queue.Queue[Job | None]


def aside(function: Callable[..., Any], *arguments: Any) -> Job:
    """A job in a thread of this process, for what is cheap or waits for others (a language model): when it is cancelled
    it is over at once, and what it still finds is dropped."""
    job = Job(function, arguments)

    def run() -> None:
        kind, value = _outcome(function, arguments, job._add)
        _received(job, kind, value)

    threading.Thread(target=run, daemon=True).start()
    return job


class Workshop:
    """Processes in lanes, so that what is short never waits for what takes long: `workers` for long work and `talkers`
    for what was said about a room, started at once so that they are warm when they are needed, and one for what is
    quick, started when it is first asked for."""

    def __init__(self, workers: int = 1, talkers: int = 1) -> None:
        self._lanes: dict[Lane, Jobs] = {lane: queue.Queue(WAITING) for lane in get_args(Lane)}
        crew: tuple[tuple[Lane, int], ...] = (("long", workers), ("talk", talkers), ("quick", 1))
        self._bench = [(_Bench(), self._lanes[lane]) for lane, count in crew for _ in range(count)]
        for bench, jobs in self._bench:
            warm = jobs is not self._lanes["quick"]
            threading.Thread(target=self._serve, args=(bench, jobs, warm), daemon=True).start()

    def submit(
        self, function: Callable[..., Any], *arguments: Any, seconds: float = SECONDS, lane: Lane = "long"
    ) -> Job:
        """A job for the next free worker of a lane. Raises `InputError` when too many wait."""
        job = Job(function, arguments, seconds)
        try:
            self._lanes[lane].put_nowait(job)
        except queue.Full:
            raise InputError(told("fault.crowd")) from None
        return job

    def close(self) -> None:
        """Ends the workers."""
        for _, jobs in self._bench:
            jobs.put(None)
        for bench, _ in self._bench:
            bench.end()

    def _serve(self, bench: _Bench, jobs: Jobs, warm: bool) -> None:
        if warm:
            bench.start()
        while (job := jobs.get()) is not None:
            if not job.over:
                bench.do(job)
        bench.end()


def _context() -> Any:
    """Workers are forks of a process that has imported everything once, so that a new one costs milliseconds."""
    context: Any = get_context("forkserver" if "forkserver" in get_all_start_methods() else "spawn")
    if context.get_start_method() == "forkserver":
        context.set_forkserver_preload(list(WARM))
    return context


class _Bench:
    """One process and our end of its pipe."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None

    def start(self) -> Connection:
        with self._lock:
            if self._process is None or self._pipe is None or not self._process.is_alive():
                context = _context()
                self._pipe, theirs = context.Pipe()
                process = context.Process(target=work, args=(theirs,), daemon=True)
                process.start()
                self._process = process
                theirs.close()
            return self._pipe

    def do(self, job: Job) -> None:
        job.state = "running"
        try:
            pipe = self.start()
            pipe.send((job.function, job.arguments))
            self._follow(job, pipe)
        except (EOFError, OSError):
            self.end()
            job._close("failed", error=IdesignError("the work ended unexpectedly (out of memory?)"))

    def _follow(self, job: Job, pipe: Connection) -> None:
        end = time.monotonic() + job.seconds
        while not job.over:
            if job.stop.is_set():
                self.end()
                job._close("cancelled", error=CancelledError("stopped"))
            elif time.monotonic() > end:
                self.end()
                job._close("failed", error=IdesignError(f"not finished after {job.seconds:.0f} seconds"))
            elif pipe.poll(0.05):
                _received(job, *pipe.recv())

    def end(self) -> None:
        """Ends the process; one that is just starting is waited for."""
        with self._lock:
            if self._process is not None:
                self._process.kill()
                self._process.join()
            self._process = self._pipe = None


def _received(job: Job, kind: str, value: Any) -> None:
    if kind == "told":
        job._add(value)
    elif kind == "done":
        job._close("done", value)
    else:
        job._close("failed", error=value)


# ---------------------------------------------------------------- in the worker
def work(pipe: Connection) -> None:
    """A worker's life: job after job until the pipe closes."""
    os.nice(NICENESS)
    while True:
        try:
            function, arguments = pipe.recv()
        except (EOFError, KeyboardInterrupt):
            return
        pipe.send(_outcome(function, arguments, lambda value: pipe.send(("told", value))))


def _outcome(function: Callable[..., Any], arguments: tuple[Any, ...], tell: Tell) -> tuple[str, Any]:
    try:
        return "done", function(tell, *arguments)
    except IdesignError as e:
        return "failed", e
    except Exception as e:  # noqa: BLE001 - a fault of the program ends one job and is told, not the worker
        return "failed", IdesignError(f"a fault of the program: {type(e).__name__}: {str(e)[:200]}")
