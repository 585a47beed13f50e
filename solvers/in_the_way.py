"""Where a thing would fit if something else went: the place with the least in its way.

    found = least_in_the_way(problem, layout.placements, "sofa-0", {"desk-0": 1.0, "chair-0": 0.5})
    found.pose, found.ids

The grid is that of a placement map (`placement_maps.py`): at a place that is found here the map has a valid pose as
soon as the bodies in its way are gone. Of the places the one is taken whose bodies in the way cost least together.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import torch
from torch import Tensor

from solvers.batched import one_thread
from solvers.placement_maps import STEP, Pin, grid_axes, grid_parts, mover_cost
from solvers.pose_cost import MoverCost
from solvers.pose_overlaps import VALID, Budget
from solvers.problem import LayoutProblem, Pose

_Found = tuple[float, list[float], tuple[str, ...]]


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
        best: _Found | None = None
        for part in grid_parts(cost, axes):
            best = _cheapest(cost, part, prices, math.inf if best is None else best[0]) or best
    return None if best is None else InTheWay(Pose(*(round(v, 5) for v in best[1])), best[2])


def _cheapest(cost: MoverCost, poses: Tensor, prices: Tensor, most: float) -> _Found | None:
    """(price, pose, ids) of the best of root poses [P, 4]; None where none that costs less than `most` is possible."""
    poses, found = cost.allowed(poses)
    related = cost.related(poses, found).total <= VALID
    if not bool(related.any()):
        return None
    poses, found = poses[related], found.at(related)
    budget = Budget(prices, torch.full_like(found.own, most))
    found = cost.standing(poses, found, budget)
    blocked = found.body > VALID
    total = budget.paid(found.body)
    possible = (total < most) & (found.own <= VALID)
    if not bool(possible.any()):
        return None
    poses, blocked, total = poses[possible], blocked[possible], total[possible]
    k = int(total.argmin())
    ids = tuple(b.id for b, hit in zip(cost.of.problem.bodies, blocked[k].tolist(), strict=True) if hit)
    return float(total[k]), poses[k].double().tolist(), ids
