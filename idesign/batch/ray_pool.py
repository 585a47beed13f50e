"""Workers on a Ray cluster: the interface of `pool.Pool`, for a batch that outgrows one machine.

Ray starts, replaces and places the processes; which job failed how often is the ledger's affair, so Ray retries
nothing. No more jobs are handed out than there are places (back-pressure), and a lost node costs a try of what it was
doing. All nodes write into one shared folder, as the shards of a cluster do. Where GPUs are asked for, the first step
of a task (the design, with its search for a layout) goes to a node that has one, and the second (files, pictures,
evaluation) to any that has a core.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from types import TracebackType
from typing import Any, Self

from idesign.batch.pool import START, TICK, Limits, Steps
from idesign.batch.work import Failure
from idesign.errors import InputError


class RayPool:
    """`size` places on the cluster at `address` ("" or "auto": the one that this machine belongs to; "local": one of
    this machine alone), which share its GPUs when `gpus` are asked for. Raises `InputError` when Ray is not installed,
    the cluster does not answer or has no GPU."""

    def __init__(
        self,
        steps: Steps,
        size: int,
        limits: Limits,
        preload: tuple[str, ...] = (),
        log: str = "",
        address: str = "",
        gpus: bool = False,
    ) -> None:
        self._ray, self._size, self._limits = _connected(address), size, limits
        share = _share_of_gpus(self._ray, size) if gpus else 0.0
        self._first = self._remote(steps.first, preload, share) if gpus else None
        self._call = self._remote(steps.then if gpus else steps, preload)
        self._at_work: dict[Any, tuple[Any, float, float]] = {}
        self._before: dict[Any, Any] = {}

    def _remote(self, function: Callable[..., Any], preload: tuple[str, ...], gpus: float = 0.0) -> Any:
        """The function on a node of the cluster, which gives it one core and such a share of a GPU."""
        options = {"num_cpus": 1, "num_gpus": gpus, "max_retries": 0, "max_calls": self._limits.jobs}
        return self._ray.remote(**options, scheduling_strategy="SPREAD")(_caller(function, preload))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for reference in self._at_work:
            self._cancel(reference)
        self._at_work.clear()
        self._ray.shutdown()

    @property
    def busy(self) -> int:
        """How many places have a task."""
        return len(self._at_work)

    @property
    def free(self) -> bool:
        """Whether another task can be started."""
        return self.busy < self._size

    def start(self, task: Any, jobs: int = 1) -> None:
        """Gives the task, which is that of so many jobs, to the cluster; there must be a place free."""
        limit = self._limits.seconds * jobs
        before = [self._first.remote(task)] if self._first else []
        reference = self._call.remote(task, *before)
        self._at_work[reference] = (task, limit, time.monotonic() + limit + START)
        self._before[reference] = before

    def wait(self) -> Iterator[tuple[Any, Any]]:
        """Waits for a tick or until something is finished; yields (task, result), where the result of a task that was
        lost is a `Failure`."""
        ready, _ = self._ray.wait(list(self._at_work), timeout=TICK)
        late = [r for r, (_, _, end) in self._at_work.items() if time.monotonic() > end]
        for reference in ready:
            task, *_ = self._at_work.pop(reference)
            del self._before[reference]
            yield task, self._result(reference)
        for reference in (r for r in late if r in self._at_work):
            self._cancel(reference)
            task, limit, _ = self._at_work.pop(reference)
            yield task, Failure("time", f"took longer than {limit:g} s")

    def _cancel(self, reference: Any) -> None:
        """Ends both steps of a task."""
        for step in (*self._before.pop(reference), reference):
            self._ray.cancel(step, force=True)

    def _result(self, reference: Any) -> Any:
        lost = self._ray.exceptions
        try:
            return self._ray.get(reference)
        except lost.OutOfMemoryError:
            return Failure("memory", "its machine ran out of memory")
        except lost.RayError as e:
            return Failure("killed", f"its process or machine was lost ({type(e).__name__})")


def _share_of_gpus(ray: Any, size: int) -> float:
    """The share of a GPU that each of so many places gets, to the ten thousandth that Ray counts in."""
    there = float(ray.cluster_resources().get("GPU", 0.0))
    if not there:
        ray.shutdown()
        raise InputError("--device: no node of the cluster has a GPU; use cpu")
    return min(1.0, math.floor(10_000 * there / size) / 10_000)


def _caller(function: Callable[..., Any], preload: tuple[str, ...]) -> Callable[..., Any]:
    """The function, for a process that may have to load its modules first."""

    def call(*given: Any) -> Any:
        for name in preload:
            import_module(name)
        return function(*given)

    return call


def _connected(address: str) -> Any:
    """Ray, connected to the cluster. Untyped, for it is an extra."""
    try:
        ray: Any = import_module("ray")
    except ImportError as e:
        raise InputError("--engine ray: Ray is not installed; pip install 'idesign[ray]'") from e
    try:
        ray.init(address=address or "auto", log_to_driver=False, logging_level="error", namespace="idesign")
    except (ConnectionError, ValueError, RuntimeError) as e:
        where = address or "this machine's cluster"
        raise InputError(f"--address: {where} does not answer ({' '.join(str(e).split())[:200]})") from e
    return ray
