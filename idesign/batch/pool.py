"""Worker processes with limits: each does one job after another; one that dies, hangs or eats memory is replaced.

A worker is a fork of a server process that has imported everything once, so that a new one costs milliseconds. It ends
when its parent does, however that ends. Limits are kept from outside: the parent looks at time and memory of every busy
worker several times a second and kills what is over.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing import connection, get_all_start_methods, get_context, parent_process
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self

import psutil

from idesign.batch.work import Failure

TICK = 0.2
"""Seconds between two looks at the workers."""
MIB = 1 << 20
PATIENCE = 5.0
"""Seconds that a worker gets to end by itself."""
START = 300.0
"""Seconds that a worker gets to start; the limit of its first job begins after that."""
READY = "ready"
"""What a worker says first."""


@dataclass(frozen=True)
class Limits:
    """Of one job: `seconds` by the clock (a task of several jobs has so many times that), `memory` [MiB] resident. A
    worker is replaced after `jobs`, which bounds what libraries may leak."""

    seconds: float = 900.0
    memory: float = 4096.0
    jobs: int = 200


@dataclass
class _Worker:
    """A process, our end of its pipe, and what it does now."""

    process: BaseProcess
    pipe: Connection
    done: int = 0
    task: Any = None
    jobs: int = 1
    since: float = 0.0
    ready: bool = False

    @property
    def busy(self) -> bool:
        return self.task is not None


@dataclass(frozen=True)
class Steps:
    """What is done with a task, in two steps: the second gets the task and what the first made of it. A process of this
    machine does one after the other; a cluster may give the first to a node with a GPU and the second to any."""

    first: Callable[[Any], Any]
    then: Callable[[Any, Any], Any]

    def __call__(self, task: Any) -> Any:
        return self.then(task, self.first(task))


class Workers(Protocol):
    """What works a batch off: processes of this machine (`Pool`) or of a cluster (`ray_pool.RayPool`)."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None: ...

    @property
    def busy(self) -> int: ...

    @property
    def free(self) -> bool: ...

    def start(self, task: Any, jobs: int = 1) -> None: ...

    def wait(self) -> Iterator[tuple[Any, Any]]: ...


Engine = Callable[[Steps, int, Limits, tuple[str, ...], str], Workers]
"""Makes workers for two steps: how many, their limits, modules to load first, a file for what they say."""


class Pool:
    """`size` workers that call `function` with a task. Use as a context manager; `start` while `free`, then `wait`."""

    def __init__(
        self, function: Callable[[Any], Any], size: int, limits: Limits, preload: tuple[str, ...] = (), log: str = ""
    ) -> None:
        method = "forkserver" if "forkserver" in get_all_start_methods() else "spawn"
        self._context: Any = get_context(method)
        if method == "forkserver":
            self._context.set_forkserver_preload(list(preload))
        self._function, self._limits, self._log = function, limits, log
        self._workers: list[_Worker] = []
        self._size = size

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for worker in self._workers:
            self._end(worker, kill=worker.busy)
        self._workers.clear()

    @property
    def busy(self) -> int:
        """How many workers have a task."""
        return sum(w.busy for w in self._workers)

    @property
    def free(self) -> bool:
        """Whether another task can be started."""
        return self.busy < self._size

    def start(self, task: Any, jobs: int = 1) -> None:
        """Gives the task, which is that of so many jobs, to an idle worker; there must be one free."""
        worker = next((w for w in self._workers if not w.busy), None) or self._new()
        worker.task, worker.jobs, worker.since = task, jobs, time.monotonic()
        with contextlib.suppress(OSError):  # it died while idle: `wait` finds the end of its pipe
            worker.pipe.send(task)

    def wait(self) -> Iterator[tuple[Any, Any]]:
        """Waits for a tick or until something is finished; yields (task, result), where the result of a worker that
        was lost is a `Failure`."""
        waiting: dict[Any, _Worker] = {w.pipe: w for w in self._workers if w.busy}
        ready = connection.wait(list(waiting), timeout=TICK)
        finished = [(w, r) for p, w in waiting.items() if p in ready and (r := self._receive(w)) != READY]
        late = [(w, f) for p, w in waiting.items() if p not in ready and (f := self._over(w)) is not None]
        for worker, result in finished + late:
            task, worker.task = worker.task, None
            worker.done += worker.jobs
            self._retire(worker, result)
            yield task, result

    def _receive(self, worker: _Worker) -> Any:
        try:
            said = worker.pipe.recv()
            worker.ready, worker.since = True, worker.since if worker.ready else time.monotonic()
            return said
        except (EOFError, OSError):
            worker.process.join(PATIENCE)
            return Failure("killed", _death(worker.process.exitcode))

    def _over(self, worker: _Worker) -> Failure | None:
        """The limit that a busy worker is over."""
        limit = self._limits.seconds * worker.jobs if worker.ready else START
        if time.monotonic() - worker.since > limit:
            return Failure("time", f"took longer than {limit:g} s")
        with contextlib.suppress(psutil.Error):
            if psutil.Process(worker.process.pid).memory_info().rss > self._limits.memory * MIB:
                return Failure("memory", f"needed more than {self._limits.memory:g} MiB of memory")
        return None

    def _retire(self, worker: _Worker, result: Any) -> None:
        """Replaces a worker that was lost or is over a limit, or has done enough."""
        lost = isinstance(result, Failure) and result.trouble in ("killed", "time", "memory")
        if lost or worker.done >= self._limits.jobs:
            self._workers.remove(worker)
            self._end(worker, kill=lost)

    def _new(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=_serve, args=(theirs, self._function, self._log), daemon=True)
        process.start()
        theirs.close()
        worker = _Worker(process, ours)
        self._workers.append(worker)
        return worker

    def _end(self, worker: _Worker, kill: bool) -> None:
        if kill:
            worker.process.kill()
        worker.pipe.close()
        worker.process.join(PATIENCE)
        if worker.process.is_alive():
            worker.process.kill()
            worker.process.join()


def _death(code: int | None) -> str:
    if code is None or code >= 0:
        return f"its process ended (exit status {code})"
    with contextlib.suppress(ValueError):
        return f"its process was killed by {signal.Signals(-code).name}"
    return f"its process was killed by signal {-code}"


# ---------------------------------------------------------------- in the worker
def _serve(pipe: Connection, function: Callable[[Any], Any], log: str) -> None:
    """One task after another until the pipe ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _end_with_parent()
    if log:
        _write_stderr_to(Path(log))
    pipe.send(READY)
    while True:
        try:
            task = pipe.recv()
        except (EOFError, OSError):
            return
        pipe.send(function(task))


def _end_with_parent() -> None:
    parent = parent_process()

    def watch() -> None:
        connection.wait([parent.sentinel])  # type: ignore[union-attr]
        os._exit(1)

    if parent is not None:
        threading.Thread(target=watch, daemon=True).start()


def _write_stderr_to(path: Path) -> None:
    """What C libraries say on their way down goes to a file and not into the person's progress."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    os.dup2(handle, sys.stderr.fileno() if sys.stderr else 2)
    os.close(handle)
