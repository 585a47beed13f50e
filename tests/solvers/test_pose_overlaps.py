"""Overlaps at many poses: what is skipped because it is far, dear or known already changes no answer."""

from __future__ import annotations

import pytest
import torch

from solvers import Body, LayoutProblem, Pose
from solvers.pose_cost import Breach, MoverCost, PoseCost
from solvers.pose_overlaps import Budget, rectangle_depth
from solvers.problem import Box
from solvers.room import Room
from solvers.tables import SLACK

ROOM = Room(((0, 0), (4, 0), (4, 3), (0, 3)), 2.5, ())
TOP_AND_LEG = (Box((-0.7, -0.4, 0.7), (0.7, 0.4, 0.75)), Box((-0.1, -0.1, 0.0), (0.1, 0.1, 0.7)))
BODIES = (
    Body("table", (1.4, 0.8, 0.75), parts=TOP_AND_LEG),
    Body("stool", (0.4, 0.4, 0.45)),
    Body("bed", (1.4, 2.0, 0.5)),
    Body("shelf", (0.8, 0.3, 1.8)),
)
PLACED = {"table": Pose(1.2, 1.0, yaw=0.4), "stool": Pose(1.0, 2.6), "bed": Pose(3.2, 1.8), "shelf": Pose(0.5, 0.2)}
PRICE = torch.tensor([2.0, 1.0, 4.0, 0.5])


def cost(id: str) -> MoverCost:
    of = PoseCost(LayoutProblem("crowd", ROOM, BODIES), torch.float64)
    return of.against(of.state(PLACED), of.mover(PLACED, id))


def poses(count: int) -> torch.Tensor:
    random = torch.Generator().manual_seed(1)
    return torch.rand(count, 4, generator=random, dtype=torch.float64) * torch.tensor([4.0, 3.0, 0.0, 6.3])


def standing(of: MoverCost, at: torch.Tensor, budget: Budget | None = None) -> torch.Tensor:
    return of.standing(at, Breach(torch.zeros_like(at[:, 0]), at.new_zeros(len(at), len(BODIES))), budget).body


def test_those_that_are_far_apart_do_not_overlap() -> None:
    bed, at = cost("bed"), poses(400)
    others = [1, 3]
    all_pairs = rectangle_depth(at[:, None].expand(-1, 2, -1), bed.state[others], bed.half.expand(2, 2),
                                bed.of.half[others])  # fmt: skip
    found = standing(bed, at)[:, others]
    assert (found > 0).any()
    torch.testing.assert_close(found, (all_pairs - SLACK).clamp_min(0))


@pytest.mark.parametrize("id", PLACED)
def test_what_is_remembered_of_a_height_is_as_fresh(id: str) -> None:
    known, at = cost(id), poses(60)
    lifted = at + torch.tensor([0.0, 0.0, 0.6, 0.0])
    for part in (at, lifted, at[:7], lifted[:7]):
        assert torch.equal(standing(known, part), standing(cost(id), part))


@pytest.mark.parametrize("id", PLACED)
@pytest.mark.parametrize("most", [0.7, 2.2, 9.0])
def test_a_budget_leaves_out_only_what_is_beyond_it(id: str, most: float) -> None:
    of, at = cost(id), poses(400)
    budget = Budget(PRICE, torch.full_like(at[:, 0], most))
    plain = standing(of, at)
    left = budget.left(plain)
    assert left.any()
    within = standing(of, at, budget)
    assert torch.equal(budget.left(within), left)
    assert torch.equal(within[left], plain[left])
