"""The same work on many scenes, by one process or several; the answers come in the order of the scenes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")
SCENES_EACH = 10
"""Fewer scenes than this are not worth a process of their own, which takes two seconds to start."""


def useful_workers(scenes: int) -> int:
    """How many processes are worth starting: one for each core, and ten scenes for each."""
    return max(1, min(os.cpu_count() or 1, scenes // SCENES_EACH))


def each(work: Callable[[T], R], items: Sequence[T], workers: int = 1) -> Iterator[R]:
    """`work` of each item, in their order. With several workers, `work`, items and answers must be picklable."""
    if workers == 1:
        yield from map(work, items)
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        yield from pool.map(work, items, chunksize=2)
