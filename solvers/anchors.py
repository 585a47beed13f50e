"""Candidate poses for relations that name a point, a direction or a zone of the room, or that tie three things.

Such relations say almost where a body stands (at a point, in a zone, in the middle between two things, as the mirror
image of its twin), so the search is offered exactly that. A body whose yaw is free is offered every yaw. Batch
dimensions: B chains, K candidates.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch
from torch import Tensor

from solvers import relations as r
from solvers import tensor_geometry as tg
from solvers.losses import RelationLosses
from solvers.problem import LayoutProblem

if TYPE_CHECKING:
    from solvers.moves import MoveSet


@dataclass(frozen=True)
class Anchor:
    """Where the body `k` should be: by a relation, or (None) anywhere at any yaw."""

    k: int
    relation: r.Relation | None


def anchors_of(problem: LayoutProblem, index: dict[str, int]) -> list[Anchor]:
    """All anchors of the bodies that are not fixed."""
    loose = {b.id for b in problem.bodies if b.fixed is None}
    out = [Anchor(index[b.id], None) for b in problem.bodies if b.yaw == "free" and b.id in loose]
    for x in problem.relations:
        who = (x.a, x.b) if isinstance(x, r.Symmetric) else (x.a,)
        if isinstance(x, r.At | r.InZone | r.Between | r.Symmetric | r.Turned):
            out += [Anchor(index[i], x) for i in who if i in loose]
    return out


class Anchors:
    """The anchors of a problem as proposals. `yaws` are the yaws that furniture takes in the room."""

    def __init__(self, problem: LayoutProblem, losses: RelationLosses, yaws: Tensor) -> None:
        self.problem, self.losses, self.yaws = problem, losses, yaws
        self.entries = anchors_of(problem, losses.index)
        by_body: list[list[int]] = [[] for _ in problem.bodies]
        for e, anchor in enumerate(self.entries):
            by_body[anchor.k].append(e)
        width = max([1, *map(len, by_body)])
        self.of_body = torch.tensor([e + [0] * (width - len(e)) for e in by_body], device=yaws.device)
        self.count = torch.tensor([len(e) for e in by_body], device=yaws.device)
        self.free = torch.tensor([b.yaw == "free" for b in problem.bodies], device=yaws.device)

    def __bool__(self) -> bool:
        return bool(self.entries)

    def roots(self, moves: MoveSet, poses: Tensor, local: Tensor, u: Tensor) -> tuple[Tensor, Tensor]:
        """(plan poses of the roots [B, K, 3], whether there is an anchor [B, K]), from uniform numbers u [B, K, 5];
        `local` [B, G, 3] is where the members stand in their root's frame."""
        live = (self.count[moves.members] > 0) & moves.live
        weight = (live.float() + 1e-9 * moves.live).cumsum(-1)
        which = torch.searchsorted(weight, u[..., 0] * weight[:, -1:]).clamp_max(weight.shape[-1] - 1)
        body = moves.members.gather(1, which)
        number = self.count[body]
        entry = self.of_body[body, (u[..., 1] * number).long().clamp_max(self.of_body.shape[1] - 1)]
        every = torch.stack([self._target(a, poses, u[..., 2:]) for a in self.entries], 2)
        target = every.gather(2, entry[..., None, None].expand(-1, -1, 1, 3))[:, :, 0]
        own = local.gather(1, which[..., None].expand(-1, -1, 3))
        yaw = target[..., 2] - own[..., 2]
        x, y = tg.turn(own[..., 0], own[..., 1], yaw)
        return torch.stack([target[..., 0] - x, target[..., 1] - y, yaw], -1), live.gather(1, which)

    def _target(self, anchor: Anchor, poses: Tensor, u: Tensor) -> Tensor:
        """[B, K, 3]: a plan pose that suits an anchor, by uniform numbers u [B, K, 3]."""
        x, here = anchor.relation, poses[:, None, anchor.k, [0, 1, 3]].expand(-1, u.shape[1], -1)
        spot, yaw = self._somewhere(here, u), self._any_yaw(anchor.k, u[..., 2])
        match x:
            case r.At():
                spot = torch.stack([torch.full_like(yaw, x.x), torch.full_like(yaw, x.y)], -1)
                yaw = torch.where(u[..., 0] < 0.5, here[..., 2], yaw)
            case r.InZone():
                spot = self._in_zone(x, anchor.k, yaw, u)
            case r.Between():
                b, c = (poses[:, None, self.losses.index[i], :2] for i in (x.b or "", x.c))
                share = torch.full_like(u[..., :1], 0.5) if x.where == "middle" else u[..., :1]
                spot = b + share * (c - b)
            case r.Symmetric():
                return self._mirrored(x, anchor.k, poses).expand(-1, u.shape[1], -1)
            case r.Turned():
                yaw = torch.full_like(yaw, x.yaw)
        return torch.cat([spot, yaw[..., None]], -1)

    def _any_yaw(self, k: int, u: Tensor) -> Tensor:
        return u * 2 * math.pi if bool(self.free[k]) else self.yaws[(u * len(self.yaws)).long()]

    def _somewhere(self, here: Tensor, u: Tensor) -> Tensor:
        """Where it is, or anywhere in the room."""
        x0, y0, x1, y1 = self.problem.room.bounds
        spot = torch.stack([x0 + u[..., 0] * (x1 - x0), y0 + u[..., 1] * (y1 - y0)], -1)
        stay = (u[..., :1] * 97 % 1 < 0.5) & (here[..., :1] < 500.0)
        return torch.where(stay, here[..., :2], spot)

    def _in_zone(self, x: r.InZone, k: int, yaw: Tensor, u: Tensor) -> Tensor:
        """Anywhere in the zone's bounding box that the footprint does not leave."""
        ring = self.problem.room.zone(x.zone).polygon
        c, s = torch.cos(yaw).abs(), torch.sin(yaw).abs()
        w, d = self.losses.half[k] if x.part == "all" else self.losses.half[k] * 0
        out = []
        for axis, reach in ((0, w * c + d * s), (1, w * s + d * c)):
            lo, hi = min(p[axis] for p in ring), max(p[axis] for p in ring)
            room = ((hi - lo) / 2 - reach).clamp_min(0)
            out.append((lo + hi) / 2 + (2 * u[..., axis] - 1) * room)
        return torch.stack(out, -1)

    def _mirrored(self, x: r.Symmetric, k: int, poses: Tensor) -> Tensor:
        """[B, 1, 3]: the mirror image of the other one about the axis of c."""
        a, b, c = (poses[:, None, self.losses.index[i]] for i in (x.a, x.b or "", x.c))
        twin = b if self.losses.index[x.a] == k else a
        lx, ly = tg.local_xy(twin, c)
        dx, dy = tg.turn(-lx, ly, c[..., 3])
        return torch.stack([c[..., 0] + dx, c[..., 1] + dy, 2 * c[..., 3] - twin[..., 3]], -1)
