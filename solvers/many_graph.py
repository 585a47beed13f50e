"""A search of many rooms captured as a CUDA graph: hundreds of small kernels for each step cost one launch together.

A graph works on tensors at fixed addresses, so the tables of further rooms of the same shapes are copied over those it
was captured with. On a CPU the same search simply runs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import torch
from torch import Tensor

from solvers.many_rooms import Rooms

Found = tuple[Tensor, Tensor, Tensor]
Search = Callable[[Rooms, Tensor], Found]
"""Rooms and seeds [R] to poses [R, B, S, 4] and two costs [R, B], in fixed shapes, never waiting for the device."""
WARM_UP = 2
"""Runs before a capture: libraries set themselves up in them."""


@dataclass
class _Captured:
    """A graph with the tensors that it reads and writes."""

    graph: torch.cuda.CUDAGraph
    rooms: Rooms
    seeds: Tensor
    found: Found

    def run(self, rooms: Rooms, seeds: Tensor) -> Found:
        """Replay with other rooms; the results are copies."""
        for mine, other in zip(self.rooms.tensors(), rooms.tensors(), strict=True):
            mine.copy_(other)
        self.seeds.copy_(seeds)
        self.graph.replay()
        poses, hard, total = self.found
        return poses.clone(), hard.clone(), total.clone()


def _capture(search: Search, rooms: Rooms, seeds: Tensor) -> _Captured:
    side: torch.cuda.Stream = torch.cuda.Stream()  # type: ignore[no-untyped-call]
    side.wait_stream(torch.cuda.current_stream())
    with torch.cuda.stream(side):
        for _ in range(WARM_UP):
            search(rooms, seeds)
    torch.cuda.current_stream().wait_stream(side)
    graph = torch.cuda.CUDAGraph()
    with torch.cuda.graph(graph):
        found = search(rooms, seeds)
    return _Captured(graph, rooms, seeds, found)


@dataclass
class Runner:
    """Runs searches; on CUDA those of one name and the same shapes share a graph. A capture costs as much as several
    runs, so the first of a kind simply runs and the second is captured."""

    seen: set[tuple[object, ...]] = field(default_factory=set)
    graphs: dict[tuple[object, ...], _Captured] = field(default_factory=dict)

    def run(self, name: tuple[object, ...], search: Search, rooms: Rooms, seeds: Tensor) -> Found:
        """The result of `search(rooms, seeds)`; the rooms are the runner's to keep."""
        if rooms.device.type != "cuda":
            return search(rooms, seeds)
        key = (*name, rooms.used, *(v.shape for v in rooms.tensors()))
        if key not in self.seen:
            self.seen.add(key)
            return search(rooms, seeds)
        if key not in self.graphs:
            self.graphs[key] = _capture(search, rooms, seeds)
        return self.graphs[key].run(rooms, seeds)
