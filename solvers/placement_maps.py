"""The placement map: how good every place in a room is for one thing, everything else where it is.

    found = placement_map(problem, layout.placements, "sofa-0")
    found.valid.mean(), found.best(5), found.poses()

Axes are height, yaw, y and x. A pose is *valid* when the exact check would find nothing wrong about the thing there,
the search's margin apart: what is valid here is strict, but a few millimetres of what is strict are not valid here.
Valid poses have a score from 0 to 1 (`pose_comfort.py`); of others `cost` says how far they are from being valid
[m, rad]. What is tied to the thing or stands on it goes along.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from solvers.batched import one_thread
from solvers.errors import SolverInputError
from solvers.nearby import heights, room_yaws
from solvers.pose_comfort import ComfortOf
from solvers.pose_cost import CHUNK, MoverCost, PoseCost
from solvers.pose_overlaps import VALID
from solvers.problem import LayoutProblem, Pose

STEP = 0.02
"""Grid step [m]."""
CELLS_MOST = 20_000_000
"""More poses than this are refused: the arrays of the answer alone would take gigabytes."""
APART = 0.3
"""Two of the best places are at least this far apart [m] or turned against each other."""
Floats = npt.NDArray[np.float32]
Axis = npt.NDArray[np.float64]
Axes = tuple[Axis, Axis, Axis, Axis]
Pin = float | Sequence[float] | None


@dataclass(frozen=True)
class Spot:
    """A valid pose with its score in [0, 1] and the terms of it."""

    pose: Pose
    score: float
    terms: Mapping[str, float]


@dataclass(frozen=True)
class PlacementMap:
    """Scores of one body over a grid: axes z [Z], yaw [A], y [Y], x [X] in metres and radians; `cost` [Z, A, Y, X]:
    how far from valid."""

    id: str
    z: Axis
    yaw: Axis
    y: Axis
    x: Axis
    cost: Floats
    _of: MoverCost

    @property
    def members(self) -> tuple[int, ...]:
        """The numbers of the bodies that move together, the asked one first."""
        return self._of.mover.members

    @property
    def valid(self) -> npt.NDArray[np.bool_]:
        """[Z, A, Y, X]: where nothing is wrong."""
        return np.asarray(self.cost <= VALID)

    @cached_property
    def comfort(self) -> Floats:
        """[Z, A, Y, X]: how good valid poses are, 0 elsewhere. Worked out when it is first asked for."""
        out, valid, comfort = np.zeros_like(self.cost), self.valid, ComfortOf(self._of)
        poses = torch.from_numpy(self.poses()).to(self._of.state)
        with one_thread():
            levels = torch.split(poses, valid.sum((1, 2, 3)).tolist())
            parts = [comfort.of(p).total for level in levels for p in torch.split(level, _chunk(self._of)) if len(p)]
        out[valid] = torch.cat([*parts, poses[:0, 0]]).numpy(force=True)
        return out

    @property
    def score(self) -> Floats:
        """[Z, A, Y, X]: the comfort of valid poses; of others minus the cost."""
        return np.asarray(np.where(self.valid, self.comfort, -self.cost), dtype=np.float32)

    def poses(self) -> Axis:
        """[V, 4]: all valid poses (x, y, z, yaw), in the order of the axes."""
        k, a, i, j = np.nonzero(self.valid)
        return np.stack([self.x[j], self.y[i], self.z[k], self.yaw[a]], -1)

    def best(self, count: int = 1, apart: float = APART) -> list[Spot]:
        """Up to `count` valid poses, the best first (among equals the first on the grid), each `apart` [m] from the
        others or turned against them."""
        poses, score = self.poses(), self.comfort[self.valid]
        left = np.argsort(-score, kind="stable")
        chosen: list[int] = []
        while len(left) and len(chosen) < count:
            k = int(left[0])
            chosen.append(k)
            away = np.hypot(*(poses[left, :2] - poses[k, :2]).T)
            turned = np.abs(np.remainder(poses[left, 3] - poses[k, 3] + np.pi, 2 * np.pi) - np.pi) > 0.1
            left = left[(away >= apart) | turned | (np.abs(poses[left, 2] - poses[k, 2]) > 0.1)]
        return self._spots(poses[chosen])

    def _spots(self, at: Axis) -> list[Spot]:
        comfort, out = ComfortOf(self._of), dict[int, Spot]()
        for level in dict.fromkeys(at[:, 2].tolist()):
            rows = np.flatnonzero(at[:, 2] == level)
            found = comfort.of(torch.from_numpy(at[rows]).to(self._of.state))
            for k, row in enumerate(rows.tolist()):
                terms = {name: float(v[k]) for name, v in found.terms.items()}
                out[row] = Spot(Pose(*at[row].tolist()), float(found.total[k]), terms)
        return [out[k] for k in sorted(out)]


def placement_map(
    problem: LayoutProblem, placements: Mapping[str, Pose], id: str, *, step: float = STEP,
    x: Pin = None, y: Pin = None, z: Pin = None, yaw: Pin = None, device: str = "cpu",
) -> PlacementMap:  # fmt: skip
    """The map of one body of a layout. It may have no pose yet; where it is does not count, nor whether it is fixed.

    `step` [m] is that of the grid; where things are flush with walls is on the grid too. An axis may be pinned to a
    value or to several [m, rad]; without that x and y run over the room, yaw over the quarter turns of its walls, z
    over the heights at which the thing can stand or hang. Raises SolverInputError for an unknown id, a step that is not
    positive, or more poses than memory should hold.
    """
    if all(b.id != id for b in problem.bodies):
        raise SolverInputError(f"id: {id!r} is not a body of the problem")
    if not step > 0:
        raise SolverInputError(f"step: must be larger than 0, got {step:g}")
    with one_thread():
        cost = mover_cost(problem, placements, id, device)
        axes = grid_axes(cost, placements.get(id), step, x=x, y=y, z=z, yaw=yaw)
        costs = [cost.total(part).numpy(force=True) for part in grid_parts(cost, axes)]
    return PlacementMap(id, *axes, np.concatenate(costs).reshape([len(v) for v in axes]), cost)


def mover_cost(problem: LayoutProblem, placements: Mapping[str, Pose], id: str, device: str = "cpu") -> MoverCost:
    """Where the body itself is does not matter, so it may be anywhere; what goes along keeps its place to it."""
    of = PoseCost(problem, device=device)
    here = {**placements, id: placements.get(id, Pose(0.0, 0.0))}
    known = {i: p for i, p in here.items() if i in of.index}
    for k in of.plan.bodies(of.plan.riders(of.plan.unit_of[of.index[id]])):
        known.setdefault(problem.bodies[k].id, here[id])
    return of.against(of.state(known), of.mover(known, id))


def grid_axes(cost: MoverCost, wish: Pose | None, step: float, *, x: Pin, y: Pin, z: Pin = None, yaw: Pin) -> Axes:
    """The axes z, yaw, y, x of the grid, as `placement_map` says. Raises SolverInputError for too many poses."""
    axes = (_axis(z, lambda: _heights(cost, wish)), _axis(yaw, lambda: room_yaws(cost.of.problem.room)),
            _axis(y, lambda: _line(cost, 1, step)), _axis(x, lambda: _line(cost, 0, step)))  # fmt: skip
    if (count := math.prod(len(v) for v in axes)) > CELLS_MOST:
        raise SolverInputError(f"step: {step:g} m asks for {count} poses; at most {CELLS_MOST}")
    return axes


def _axis(pin: Pin, free: Callable[[], list[float]]) -> Axis:
    pin = free() if pin is None else pin
    values = [pin] if isinstance(pin, int | float) else pin
    return np.array(values, dtype=np.float64).reshape(-1)


def _heights(cost: MoverCost, wish: Pose | None) -> list[float]:
    """The heights at which the body can stand or hang; every 10 cm for what hangs on a wall and says nothing else."""
    body, room = cost.of.problem.bodies[cost.mover.root], cost.of.problem.room
    if body.mount == "wall" and body.elevation is None:
        return [round(0.1 * k, 3) for k in range(int((room.height - body.size[2]) / 0.1) + 1)]
    supported = any(x.kind == "on_top_of" and x.a == body.id for x in cost.of.problem.relations)
    return heights(cost, None if not supported and body.mount == "floor" else wish)


def _line(cost: MoverCost, axis: int, step: float) -> list[float]:
    """The grid over the room along x or y, with the places where the body is flush with a wall."""
    room = cost.of.problem.room
    low, high = room.bounds[axis], room.bounds[axis + 2]
    count = max(1, math.floor((high - low) / step + 1e-9))
    line = [low + (high - low - count * step) / 2 + step * k for k in range(count + 1)]
    half = cost.of.half[cost.mover.root].tolist()
    flush = [p[axis] + sign * h for p in room.polygon for h in half for sign in (-1, 1)]
    return sorted({round(v, 5) for v in (*line, *flush) if low <= v <= high})


def grid_parts(cost: MoverCost, axes: Axes) -> Iterator[Tensor]:
    """Root poses [P, 4] over the grid, in chunks of one height each."""
    z, *rest = (torch.from_numpy(v).to(cost.state) for v in axes)
    plan = torch.cartesian_prod(*rest).reshape(-1, 3)
    for level in z:
        for part in torch.split(plan, _chunk(cost)):
            yield torch.stack([part[:, 2], part[:, 1], level.expand(len(part)), part[:, 0]], -1)


def _chunk(cost: MoverCost) -> int:
    """Poses at once."""
    return max(256, CHUNK // (cost.of.n * len(cost.mover.members) + 1))


def pose_score(problem: LayoutProblem, placements: Mapping[str, Pose], id: str, pose: Pose) -> tuple[float, float]:
    """(cost, comfort) of a single pose: what the map holds there. For many poses use the map."""
    found = placement_map(problem, placements, id, x=pose.x, y=pose.y, z=pose.z, yaw=pose.yaw)
    return float(found.cost[0, 0, 0, 0]), float(found.comfort[0, 0, 0, 0])
