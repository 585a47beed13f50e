"""Strict layouts a second when many rooms are searched together, against the number of layouts side by side.

Also where the time goes, and how far it is from what the machine allows: every operation of a search is counted with
the bytes that it reads and writes; bandwidth and the cost of starting an operation are measured. The larger of
bytes / bandwidth and operations x start is a bound from below for the time of the search as it is written.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor
from torch.utils._python_dispatch import TorchDispatchMode

from eval.benchmarks.generate import problem_of
from solvers.batched import one_thread
from solvers.check import check
from solvers.many import STRICT, placements_of, search
from solvers.many_backends import Backend, backend_for
from solvers.many_graph import Runner
from solvers.many_rooms import Rooms, stack_rooms
from solvers.many_tables import RoomTable, room_table
from solvers.problem import LayoutProblem

CHAINS, DIFFERENT = 8, 32
"""Layouts of each room, and how many different generated rooms there are."""
VIEWS = frozenset({
    "view", "expand", "select", "slice", "unsqueeze", "squeeze", "as_strided", "alias", "t", "transpose", "permute",
    "unbind", "split", "detach", "_unsafe_view", "reshape", "_reshape_alias", "lift_fresh",
})  # fmt: skip
"""Operations that move no data."""


@dataclass(frozen=True)
class Throughput:
    """`batch` layouts searched side by side: seconds, share that the device calls strict, strict layouts a second and a
    second of processor time (one thread; on a busy machine the truer figure, on a GPU only what steering it takes), and
    how many of a sample the exact check confirms."""

    batch: int
    rooms: int
    seconds: float
    strict: float
    a_second: float
    a_cpu_second: float
    sample: int
    confirmed: int


@dataclass(frozen=True)
class Phase:
    """A part of the work: seconds for one layout, and what it is."""

    name: str
    seconds: float


@dataclass(frozen=True)
class Operations:
    """What a search does: operations that move data, the bytes they read and write, the heaviest kinds by bytes."""

    count: int
    bytes: int
    heaviest: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True)
class Limits:
    """The machine [bytes / s, s] and what it allows the search [s]: by bandwidth and by starting operations, beside the
    seconds that it took."""

    bandwidth: float
    start: float
    by_bandwidth: float
    by_starts: float
    took: float

    @property
    def reached(self) -> float:
        """The bound over what it took, in [0, 1]."""
        return max(self.by_bandwidth, self.by_starts) / self.took


def problems_of_size(objects: int) -> list[LayoutProblem]:
    """Different rooms with so many objects each."""
    return [problem_of(objects, k) for k in range(DIFFERENT)]


class Bench:
    """Different rooms on one device, and how they are searched."""

    def __init__(
        self, problems: Sequence[LayoutProblem], device: str = "cpu", repairs: int = 0, backend: str | None = None
    ) -> None:
        self.device, self.repairs, self.runner = device, repairs, Runner()
        self.backend: Backend = backend_for(device, backend)
        self.warm_ups = 1 if device == "cpu" else 2  # on a GPU the first run loads, the second is captured
        began = time.perf_counter()
        self.tables: list[RoomTable] = [room_table(p) for p in problems]
        self.compile_seconds = (time.perf_counter() - began) / len(self.tables)
        self.rooms = stack_rooms(self.tables, device)

    def throughput(self, batch: int, sample: int, least_seconds: float = 1.0) -> Throughput:
        """Layouts a second with `batch` of them side by side (rounded to whole rooms)."""
        jobs = max(1, batch // CHAINS)
        which = torch.arange(jobs, device=self.device) % len(self.tables)
        rooms, seeds = self.rooms.take(which), torch.arange(jobs, device=self.device)
        for _ in range(self.warm_ups):
            self._search(rooms, seeds, self.repairs)
        count, began, worked, found = 0, time.perf_counter(), time.process_time(), None
        while count == 0 or time.perf_counter() - began < least_seconds:
            found = self._search(rooms, seeds + (count + 1) * jobs, self.repairs)
            count += 1
        assert found is not None
        seconds, work = (time.perf_counter() - began) / count, (time.process_time() - worked) / count
        strict = float((found[1] < STRICT).double().mean())
        total = jobs * CHAINS
        asked, confirmed = self._confirmed(which, found, sample)
        return Throughput(total, jobs, seconds, strict, strict * total / seconds, strict * total / work, asked,
                          confirmed)  # fmt: skip

    def _search(self, rooms: Rooms, seeds: Tensor, repairs: int) -> tuple[Tensor, Tensor, Tensor]:
        """One search, waited for."""

        def run(rooms: Rooms, seeds: Tensor) -> tuple[Tensor, Tensor, Tensor]:
            found = search(rooms, seeds, CHAINS, repairs, self.backend)
            return found.poses, found.hard, found.total

        with one_thread():
            out = self.runner.run((repairs, self.backend.name), run, rooms, seeds)
        wait(self.device)
        return out

    def _confirmed(self, which: Tensor, found: tuple[Tensor, Tensor, Tensor], sample: int) -> tuple[int, int]:
        """(how many strict layouts were looked at, how many the exact check confirms)."""
        poses, good = found[0].cpu(), (found[1] < STRICT).nonzero().tolist()
        some = good[:: max(1, len(good) // sample)][:sample] if sample else []
        tables = [(self.tables[int(which[r])], poses[r, b]) for r, b in some]
        return len(some), sum(not check(t.problem, placements_of(t, p)) for t, p in tables)

    # ------------------------------------------------------------ where the time goes
    def phases(self, batch: int) -> tuple[Phase, ...]:
        """The parts of the work for one layout; compiling a room and reading the tables are shared by its layouts."""
        jobs = max(1, batch // CHAINS)
        which, seeds = torch.arange(jobs, device=self.device) % len(self.tables), torch.arange(jobs, device=self.device)
        total = jobs * CHAINS
        stacking = _timed(lambda: stack_rooms(self.tables, self.device).take(which), self.device) / total
        rooms = self.rooms.take(which)
        build, some = (self._least(rooms, seeds, n) / total for n in (0, 8))
        found = self._search(rooms, seeds, 0)
        began = time.perf_counter()
        asked, _ = self._confirmed(which, found, 50)
        checking = (time.perf_counter() - began) / max(1, asked)
        return (
            Phase("compile a room (once for each)", self.compile_seconds), Phase("stack tables", stacking),
            Phase("build", build), Phase("one step of repair", max(0.0, some - build) / 8),
            Phase("exact check", checking),
        )  # fmt: skip

    def _least(self, rooms: Rooms, seeds: Tensor, repairs: int) -> float:
        for _ in range(self.warm_ups):
            self._search(rooms, seeds, repairs)
        return min(_timed(lambda: self._search(rooms, seeds, repairs), self.device) for _ in range(2))

    def operations(self, batch: int) -> Operations:
        """What building `batch` layouts does, counted."""
        rooms, seeds = self._jobs(batch)
        with torch.no_grad(), counted() as found:
            search(rooms, seeds, CHAINS, self.repairs, self.backend)
        heaviest = sorted(found.bytes.items(), key=lambda e: -e[1])[:8]
        rows = tuple((name, found.calls[name], size) for name, size in heaviest)
        return Operations(sum(found.calls.values()), sum(found.bytes.values()), rows)

    def _jobs(self, batch: int) -> tuple[Rooms, Tensor]:
        jobs = max(1, batch // CHAINS)
        which = torch.arange(jobs, device=self.device) % len(self.tables)
        return self.rooms.take(which), torch.arange(jobs, device=self.device)

    def limits(self, batch: int) -> Limits:
        """How far the search is from what the machine allows."""
        done = self.operations(batch)
        bandwidth, start = measured_bandwidth(self.device), measured_start(self.device)
        took = self._least(*self._jobs(batch), self.repairs)
        return Limits(bandwidth, start, done.bytes / bandwidth, done.count * start, took)


# ---------------------------------------------------------------- the machine
def wait(device: str) -> None:
    """Until everything given to the device is done."""
    if device != "cpu":
        torch.cuda.synchronize()


def _timed(f: Callable[[], object], device: str) -> float:
    wait(device)
    began = time.perf_counter()
    f()
    wait(device)
    return time.perf_counter() - began


def measured_bandwidth(device: str) -> float:
    """Bytes read and written a second by a copy that no cache holds, the best of five."""
    size = 64_000_000 if device == "cpu" else 1_000_000_000
    source = torch.zeros(size, dtype=torch.uint8, device=device)
    target = torch.empty_like(source)
    with one_thread():
        return 2 * size / min(_timed(lambda: target.copy_(source), device) for _ in range(5))


def measured_start(device: str, calls: int = 2000) -> float:
    """Seconds that starting one operation costs: additions of eight numbers, one after another."""
    x = torch.zeros(8, device=device)

    def run() -> None:
        for _ in range(calls):
            torch.add(x, 1.0, out=x)

    with one_thread():
        return min(_timed(run, device) for _ in range(3)) / calls


# ---------------------------------------------------------------- counting
class _Counter(TorchDispatchMode):  # type: ignore[no-untyped-call]
    """Counts operations that move data, with the bytes of the tensors they read and write."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.calls: Counter[str] = Counter()
        self.bytes: Counter[str] = Counter()

    @classmethod
    def _should_skip_dynamo(cls) -> bool:
        """No: torch would load its compiler, for seconds, to be told that it is not wanted."""
        return False

    def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Mapping[str, Any] | None = None) -> Any:
        out = func(*args, **(kwargs or {}))
        name = func.overloadpacket.__name__
        if name not in VIEWS:
            self.calls[name] += 1
            self.bytes[name] += sum(_bytes(v) for v in (*_tensors(args), *_tensors([out])))
        return out


@contextmanager
def counted() -> Iterator[_Counter]:
    """Counts what is done inside."""
    with one_thread(), _Counter() as counter:
        yield counter


def _tensors(values: Sequence[Any]) -> Iterator[Tensor]:
    for v in values:
        if isinstance(v, Tensor):
            yield v
        elif isinstance(v, list | tuple):
            yield from _tensors(v)


def _bytes(v: Tensor) -> int:
    """The bytes that a tensor has in memory; what is repeated by a stride of 0 is read once."""
    count = 1
    for size, stride in zip(v.shape, v.stride(), strict=True):
        count *= size if stride else 1
    return count * v.element_size() if v.numel() else 0
