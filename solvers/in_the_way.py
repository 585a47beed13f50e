"""Where a thing would fit if something else went: the place with the least in its way.

    found = least_in_the_way(problem, layout.placements, "sofa-0", {"desk-0": 1.0, "chair-0": 0.5})
    found.pose, found.ids

The grid is that of a placement map (`placement_maps.py`): at a place that is found here the map has a valid pose as
soon as the bodies in its way are gone. Of the places the one is taken whose bodies in the way cost least together.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import torch
from torch import Tensor

from solvers.batched import one_thread
from solvers.placement_maps import STEP, Pin, grid_axes, grid_parts, mover_cost
from solvers.pose_cost import VALID, Breach, MoverCost
from solvers.problem import LayoutProblem, Pose


@dataclass(frozen=True)
class InTheWay:
    """A place, and the bodies whose absence makes it free."""

    pose: Pose
    ids: tuple[str, ...]


def least_in_the_way(
    problem: LayoutProblem, placements: Mapping[str, Pose], id: str, price: Mapping[str, float], *,
    step: float = STEP, x: Pin = None, y: Pin = None, yaw: Pin = None,
) -> InTheWay | None:  # fmt: skip
    """The place of one body at which bodies of the least `price` together are in its way; what has no price is not
    to go. None where room and relations allow no place whatever goes. Raises SolverInputError as the map does."""
    with one_thread():
        cost = mover_cost(problem, placements, id)
        prices = cost.state.new_tensor([price.get(b.id, math.inf) for b in problem.bodies])
        axes = grid_axes(cost, placements.get(id), step, x=x, y=y, yaw=yaw)
        cheapest = [c for part in grid_parts(cost, axes) for c in _cheapest(cost, part, prices)]
    if not cheapest:
        return None
    _, pose, ids = min(cheapest, key=lambda c: c[0])
    return InTheWay(Pose(*(round(v, 5) for v in pose)), ids)


def _cheapest(cost: MoverCost, poses: Tensor, prices: Tensor) -> Iterator[tuple[float, list[float], tuple[str, ...]]]:
    """(price, pose, ids) of the best of root poses [P, 4]; nothing where none is possible."""
    poses = poses[cost.alone(cost.mover.at(poses)) <= VALID]
    if not len(poses):
        return
    found = cost.standing(poses)
    blocked = found.body > VALID
    total = torch.where(blocked, prices, torch.zeros_like(prices)).sum(-1)
    possible = torch.isfinite(total) & (found.own <= VALID)
    poses, blocked, total = poses[possible], blocked[possible], total[possible]
    clean = Breach(torch.zeros_like(total), torch.zeros_like(found.body[possible]))
    related = cost.related(poses, clean).total <= VALID
    if bool(related.any()):
        poses, blocked, total = poses[related], blocked[related], total[related]
        k = int(total.argmin())
        ids = tuple(b.id for b, hit in zip(cost.of.problem.bodies, blocked[k].tolist(), strict=True) if hit)
        yield float(total[k]), poses[k].double().tolist(), ids
