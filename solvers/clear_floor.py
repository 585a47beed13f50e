"""What floor that is to be kept clear (`KeepClear`) costs the search: all such relations of a room at once.

Nearly every room has some, one for each front, so they are tables like overlaps. A move is asked about the floor of
what moves, against everything, and about everybody else's floor, against what moves. Dimensions: B chains, K
candidates, G moving bodies, N bodies, Q relations, P the most relations of one body.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from solvers import relations as r
from solvers import tensor_geometry as tg
from solvers import tolerances as t
from solvers.places import rigid_groups
from solvers.problem import LayoutProblem
from solvers.tensor_geometry import RoomPieces


@dataclass(frozen=True)
class ClearFloor:
    """Body `a` [Q]; the middle `at` and half extents `half` of its floor [Q, 2] in its frame; who may not stand there
    `ask` [Q, N]; `weight` [Q]; the relations of each body `own` [N, P], with `live` [N, P]."""

    a: Tensor
    at: Tensor
    half: Tensor
    ask: Tensor
    weight: Tensor
    own: Tensor
    live: Tensor

    def __len__(self) -> int:
        return len(self.a)

    def zones(self, owner: Tensor, rows: Tensor) -> Tensor:
        """The floor [..., 4] of relations `rows` [...], where their bodies stand at `owner` [..., 4]."""
        at = self.at[rows]
        dx, dy = tg.turn(at[..., 0], at[..., 1], owner[..., 3])
        return torch.stack([owner[..., 0] + dx, owner[..., 1] + dy, owner[..., 2], owner[..., 3]], -1)


def clear_floor(problem: LayoutProblem, weights: list[float], half: Tensor) -> ClearFloor:
    """The relations' tables; `weights` [Q] in their order, `half` [N, 2] of the bodies."""
    xs = [x for x in problem.relations if isinstance(x, r.KeepClear)]
    index, group = {b.id: k for k, b in enumerate(problem.bodies)}, rigid_groups(problem)
    a = [index[x.a] for x in xs]
    still = half.new_zeros(4)
    floor = [tg.zone_pose(still, half[k], x.side, x.depth) for x, k in zip(xs, a, strict=True)]
    tall = [b.size[2] > t.RUG for b in problem.bodies]
    ask = [[high and group[b.id] != group[x.a] for b, high in zip(problem.bodies, tall, strict=True)] for x in xs]
    rows = [[q for q, k in enumerate(a) if k == body] for body in range(len(problem.bodies))]
    most = max(map(len, rows), default=0)
    device = half.device
    return ClearFloor(
        torch.tensor(a, dtype=torch.long, device=device),
        torch.stack([p[:2] for p, _ in floor]) if xs else half.new_zeros(0, 2),
        torch.stack([e for _, e in floor]) if xs else half.new_zeros(0, 2),
        torch.tensor(ask, dtype=torch.bool, device=device).reshape(len(xs), len(index)),
        half.new_tensor(weights),
        torch.tensor([[*own, *[0] * (most - len(own))] for own in rows], dtype=torch.long, device=device),
        torch.tensor([[k < len(own) for k in range(most)] for own in rows], dtype=torch.bool, device=device),
    )


def breach(floor: ClearFloor, pieces: RoomPieces, half: Tensor, state: Tensor, placed: Tensor) -> Tensor:
    """[..., Q]: how far the floor of each relation is taken in states [..., N, 4], of which `placed` [..., N] count."""
    zone = floor.zones(state[..., floor.a, :], torch.arange(len(floor), device=half.device))
    taken = _into(zone[..., None, :], floor.half[:, None], state[..., None, :, :], half)
    return _outside(pieces, zone, floor.half) + (taken * (floor.ask & placed[..., None, :])).sum(-1)


def moved_breach(
    floor: ClearFloor, pieces: RoomPieces, half: Tensor, state: Tensor, who: Tensor, counts: Tensor, placed: Tensor
) -> Tensor:
    """[B, K, G, P]: how far the floor of what moves, `who` [B, G], is taken in states [B, K, N, 4] of which `placed`
    [B, N] count; 0 where `counts` [B, G] is false."""
    rows = floor.own[who]
    owner = torch.gather(state, 2, who[:, None, :, None].expand(-1, state.shape[1], -1, 4))
    zone = floor.zones(owner[:, :, :, None].expand(-1, -1, -1, rows.shape[2], -1), rows[:, None])
    size = floor.half[rows][:, None]
    taken = _into(zone[..., None, :], size[..., None, :], state[:, :, None, None], half)
    ask = floor.ask[rows] & placed[:, None, None]
    total = _outside(pieces, zone, size) + (taken * ask[:, None]).sum(-1)
    return total * (floor.live[who] & counts[..., None])[:, None]


def met_breach(
    floor: ClearFloor, pieces: RoomPieces, half: Tensor, poses: Tensor, members: Tensor, who: Tensor, live: Tensor,
    still: Tensor,
) -> Tensor:  # fmt: skip
    """[B, K, Q]: how far the floor of what stands still is taken, were the bodies `who` [B, G] at `members`
    [B, K, G, 4]; `still` [B, N] are the others that count, `poses` [B, N, 4] where they stand."""
    zone = floor.zones(poses[:, floor.a], torch.arange(len(floor), device=half.device))
    before = breach(floor, pieces, half, poses, still)
    taken = _into(zone[:, None, :, None], floor.half[:, None], members[:, :, None], half[who][:, None, None])
    ask = floor.ask[:, who].transpose(0, 1) & live[:, None]
    return (before[:, None] + (taken * ask[:, None]).sum(-1)) * still[:, floor.a][:, None]


def _into(zone: Tensor, zone_half: Tensor, poses: Tensor, half: Tensor) -> Tensor:
    """How much deeper than the tolerance what stands on the floor reaches into a zone."""
    depth = tg.sat_depth(*tg.local_xy(poses, zone), poses[..., 3] - zone[..., 3], half, zone_half)
    return (depth - t.EPS).clamp_min(0) * (poses[..., 2] <= t.EPS)


def _outside(pieces: RoomPieces, zone: Tensor, half: Tensor) -> Tensor:
    return (pieces.depth(zone, half.expand(*zone.shape[:-1], 2)) - t.EPS).clamp_min(0).sum(-1)
