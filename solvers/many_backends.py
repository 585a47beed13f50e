"""Who works out what moves cost: an explicit table of backends that say what they can do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec

import torch
from torch import Tensor

from solvers.errors import SolverInputError
from solvers.many_rooms import MoveClass, Rooms
from solvers.many_score import move_cost

Cost = Callable[[Rooms, MoveClass, Tensor, Tensor, Tensor], Tensor]


@dataclass(frozen=True)
class Backend:
    """A way to work out `many_score.move_cost`: the kinds of device it runs on, the modules that it needs, and whether
    it is one fused kernel."""

    name: str
    devices: tuple[str, ...]
    needs: tuple[str, ...]
    fused: bool
    cost: Cost

    def missing(self) -> str | None:
        """The first module that it needs and that is not installed."""
        return next((m for m in self.needs if find_spec(m) is None), None)


def _fused_cost(rooms: Rooms, mv: MoveClass, pos: Tensor, members: Tensor, placed: Tensor) -> Tensor:
    from solvers.kernels.move_cost import move_cost as fused

    cost: Tensor = fused(rooms, mv, pos, members, placed)
    return cost


BACKENDS: dict[str, Backend] = {
    "torch": Backend("torch", ("cpu", "cuda"), (), False, move_cost),
    "triton": Backend("triton", ("cuda",), ("triton",), True, _fused_cost),
}
"""Every backend by its name."""


def backend_for(device: str, name: str | None = None) -> Backend:
    """The named backend, or the best for a device: the fused kernel on CUDA where Triton is installed, else plain
    torch. Raises SolverInputError for one that is unknown, does not run there or lacks a module."""
    kind = device.split(":")[0]
    if kind not in ("cpu", "cuda") or (kind == "cuda" and not torch.cuda.is_available()):
        raise SolverInputError(
            f"device: {device!r} is not available; use 'cpu'" + ("" if kind == "cuda" else " or 'cuda'")
        )
    if name is None:
        fits = [b for b in BACKENDS.values() if kind in b.devices and b.missing() is None]
        return max(fits, key=lambda b: b.fused)
    if name not in BACKENDS:
        raise SolverInputError(f"backend: {name!r} is not known; known are {', '.join(BACKENDS)}")
    chosen = BACKENDS[name]
    if kind not in chosen.devices or chosen.missing():
        why = f"needs {chosen.missing()}" if chosen.missing() else f"runs on {', '.join(chosen.devices)}"
        raise SolverInputError(f"backend: {name!r} {why}; use another or leave it out")
    return chosen
