"""What this process remembers of each model server: how many requests run, which output formats and streams it takes.

Shared by everyone who asks the same server, so that a limit is a limit and a lesson is learnt once.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

TICK = 0.1
"""Seconds between two looks at whether a request may start."""


@dataclass
class Server:
    """One server. `rungs`: the first rung that a model takes, `draws`: that of the ladder of short replies; `streams`:
    the models that refuse to stream are False."""

    most: int
    rungs: dict[str, int] = field(default_factory=dict)
    draws: dict[str, int] = field(default_factory=dict)
    streams: dict[str, bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._free = threading.BoundedSemaphore(self.most)

    @contextmanager
    def place(self, end: float, waiting: Callable[[], None]) -> Iterator[None]:
        """One of the places for requests; `waiting` is called while there is none. Raises `TimeoutError` at `end`
        (of `time.monotonic`)."""
        while not self._free.acquire(timeout=TICK):
            waiting()
            if time.monotonic() >= end:
                raise TimeoutError
        try:
            yield
        finally:
            self._free.release()


_SERVERS: dict[tuple[str, int], Server] = {}
_LOCK = threading.Lock()


def server_at(address: str, most: int) -> Server:
    """The server at an address, with at most so many requests at a time."""
    with _LOCK:
        return _SERVERS.setdefault((address, most), Server(most))
