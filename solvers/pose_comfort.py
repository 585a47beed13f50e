"""How well one body stands at many poses while everything else stays: the soft part of a placement map, in [0, 1].

The terms are those of `quality.py` that one body's pose decides, with its weights and sources: the soft relations that
hold; the free floor before the sides from which it is used; that before what is used near it; its back flush; no dead
gaps beside it; glass not hidden. What needs the whole floor (who gets where) is not among them. P poses, N bodies.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from solvers import tolerances as t
from solvers.check import named
from solvers.furniture import trait_of
from solvers.pose_cost import MoverCost
from solvers.quality import WEIGHTS
from solvers.room import Window
from solvers.tensor_geometry import local_xy

SIDES = ("front", "right", "back", "left")
FAR = 50.0
HIGH = 1.8
"""What begins above this [m] is in nobody's way."""
SHARE, SLIM = 0.8, 0.012
"""The part of a side that counts as its middle, less what rounding may take [m]."""
FLUSH_GOOD, FLUSH_BAD = 0.04, 0.30
GAP_SHUT, GAP_OPEN = 0.06, 0.50
HIDING = 0.5
"""A thing this near to a window [m] hides it."""
WORST = 0.4
"""How much the worst of several parts counts beside their mean."""


@dataclass(frozen=True)
class Comfort:
    """Terms by name [P], those that concern the body, and their weighted mean [P] (1 when none does)."""

    terms: dict[str, Tensor]
    total: Tensor


class ComfortOf:
    """The comfort of one mover's root in one state of everything else."""

    def __init__(self, cost: MoverCost) -> None:
        of, k = cost.of, cost.mover.root
        self.cost, self.body, self.half = cost, of.problem.bodies[k], of.half[k]
        self.trait = trait_of(self.body)
        kin = set(of.plan.bodies(of.plan.tree(_top(cost))))
        self.others = [n for n in range(of.n) if n not in cost.inside and n not in kin and self._in_way(n)]
        self.poses, self.sizes = cost.state[self.others], of.half[self.others]
        self.walls = of.losses.walls
        self.soft = [i for i, x in enumerate(of.problem.relations)
                     if not x.hard and x.weight > 0 and self.body.id in named(x)]  # fmt: skip

    def _in_way(self, n: int) -> bool:
        of = self.cost.of
        low = float(self.cost.state[n, 2])
        return low < HIGH and low + float(of.tall[n]) > t.RUG + t.ROUND and abs(float(self.cost.state[n, 0])) < 1e3

    def of(self, poses: Tensor) -> Comfort:
        """The comfort at root poses [P, 4] that share one height."""
        floor = self.body.mount == "floor" and len(poses) > 0 and float(poses[0, 2]) <= t.EPS
        terms: dict[str, Tensor] = {}
        if len(self.soft):
            terms["soft"] = self._soft(poses)
        if floor and self.trait.role != "rug":
            self._floor_terms(poses, terms)
        windows = [w for w in self.cost.of.problem.room.windows if self._hides(w, poses)]
        if windows:
            hidden = torch.stack([self._hidden(poses, w) for w in windows], -1)
            terms["windows"] = mixed(1 - (hidden / 0.5).clamp(0, 1))
        weight = sum(WEIGHTS[k] for k in terms)
        total = sum((WEIGHTS[k] * v for k, v in terms.items()), torch.zeros_like(poses[:, 0]))
        return Comfort(terms, total / weight if terms else torch.ones_like(total))

    def _soft(self, poses: Tensor) -> Tensor:
        """The weighted share of the soft relations that hold; one that nearly does counts up to a third."""
        loss = self.cost.relation_losses(poses, self.soft)
        weight = loss.new_tensor([self.cost.of.problem.relations[k].weight for k in self.soft])
        value = torch.where(loss < 1e-6, torch.ones_like(loss), (1 - loss).clamp(0, 1) / 3)
        return (value * weight).sum(-1) / weight.sum()

    # ------------------------------------------------------------ floor
    def _floor_terms(self, poses: Tensor, terms: dict[str, Tensor]) -> None:
        gap = side_gaps(poses[:, None], self.half, self.poses, self.sizes).amin(-1)
        wall = wall_rays(self.walls.start, self.walls.u, self.walls.n, self.walls.length, poses, self.half)
        free = torch.minimum(gap, wall.amin(-1))
        needs = [(SIDES.index(a.side), a.depth) for a in self.trait.access]
        if needs:
            sides, depth = [s for s, _ in needs], free.new_tensor([d for _, d in needs])
            part = (free[:, sides] / depth).clamp(0, 1)
            terms["access"] = part.amax(-1) if self.trait.need == "any" else mixed(part)
        leaves = self._leaves(poses)
        if leaves is not None:
            terms["access"] = torch.minimum(terms["access"], leaves) if needs else leaves
        if self.trait.back:
            behind = wall[:, 2]
            level = behind.amax(-1) - behind.amin(-1) < 0.03
            back = torch.where(level, behind.amin(-1), torch.full_like(behind[:, 0], FAR))
            terms["flush"] = ((FLUSH_BAD - back) / (FLUSH_BAD - FLUSH_GOOD)).clamp(0, 1)
        aside = free[:, [1, 3]]
        terms["gaps"] = 1 - ((aside > GAP_SHUT) & (aside < GAP_OPEN)).to(free.dtype).mean(-1)

    def _leaves(self, poses: Tensor) -> Tensor | None:
        """[P]: how much the body leaves of the floor that others need before their sides; mean and worst."""
        of, parts = self.cost.of, []
        for q, n in enumerate(self.others):
            needs = [(SIDES.index(a.side), a.depth) for a in trait_of(of.problem.bodies[n]).access]
            if not needs or float(self.cost.state[n, 2]) > t.EPS:
                continue
            sides = [s for s, _ in needs]
            gap = side_gaps(self.poses[q : q + 1], self.sizes[q], poses[:, None], self.half)[..., 0][:, sides]
            parts.append((gap / gap.new_tensor([d for _, d in needs])).clamp(0, 1).amin(-1))
        return mixed(torch.stack(parts, -1)) if parts else None

    # ------------------------------------------------------------ windows
    def _hides(self, w: Window, poses: Tensor) -> bool:
        if not len(poses) or w.id in {n for k in self.soft + self.cost.hard
                                      for n in named(self.cost.of.problem.relations[k])}:  # fmt: skip
            return False
        z = float(poses[0, 2])
        return self.trait.role != "curtain" and z < w.sill + w.height and self.body.window_reach(z) > w.sill

    def _hidden(self, poses: Tensor, w: Window) -> Tensor:
        """[P]: the share of the glass behind the body, when it stands within half a metre."""
        wall = self.cost.of.problem.room.walls[w.wall]
        dx, dy = poses[:, 0] - wall.start[0], poses[:, 1] - wall.start[1]
        c, s = torch.cos(poses[:, 3]), torch.sin(poses[:, 3])
        (ux, uy), (nx, ny), (hw, hd) = wall.u, wall.n, self.half
        along, away = dx * ux + dy * uy, dx * nx + dy * ny
        wide = hw * (c * ux + s * uy).abs() + hd * (c * uy - s * ux).abs()
        deep = hw * (c * nx + s * ny).abs() + hd * (c * ny - s * nx).abs()
        common = torch.minimum(along + wide, along.new_tensor(w.offset + w.width)) - (along - wide).clamp_min(w.offset)
        tall = min(self.body.window_reach(float(poses[0, 2])), w.sill + w.height) - max(float(poses[0, 2]), w.sill)
        share = common.clamp_min(0) / w.width * (tall / w.height)
        near = (away - deep < HIDING) & (away + deep > -0.1)
        return torch.where(near, share, torch.zeros_like(share))


def _top(cost: MoverCost) -> int:
    """The root of the tree that the mover belongs to."""
    plan = cost.of.plan
    unit = plan.unit_of[cost.mover.root]
    while unit in plan.links:
        unit = plan.links[unit].parent
    return unit


def mixed(part: Tensor) -> Tensor:
    """[P] from [P, K]: mean and worst."""
    return (1 - WORST) * part.mean(-1) + WORST * part.amin(-1)


def side_gaps(a: Tensor, ha: Tensor, b: Tensor, hb: Tensor) -> Tensor:
    """[P, 4, K]: from each side (front, right, back, left) of a, outwards to b, `FAR` when b is not before the middle
    of that side; poses [P, 1, 4] and [K, 4], or [1, 4] and [P, 1, 4]; half extents [2] and [K, 2]."""
    lx, ly = local_xy(b, a)
    turned = b[..., 3] - a[..., 3]
    c, s = torch.cos(turned).abs(), torch.sin(turned).abs()
    ex, ey = hb[..., 0] * c + hb[..., 1] * s, hb[..., 0] * s + hb[..., 1] * c
    across, level = lx.abs() - ex < SHARE * ha[0] - SLIM, ly.abs() - ey < SHARE * ha[1] - SLIM
    out = [
        (across & (ly < 0), -ly - ey - ha[1]), (level & (lx > 0), lx - ex - ha[0]),
        (across & (ly > 0), ly - ey - ha[1]), (level & (lx < 0), -lx - ex - ha[0]),
    ]  # fmt: skip
    far = torch.full_like(lx, FAR)
    if not lx.shape[-1]:
        return torch.full((len(lx), 4, 1), FAR, dtype=lx.dtype, device=lx.device)
    return torch.stack([torch.where(ok & (v > -0.3), v.clamp_min(0), far) for ok, v in out], -2)


def wall_rays(start: Tensor, u: Tensor, n: Tensor, length: Tensor, poses: Tensor, half: Tensor) -> Tensor:
    """[P, 4, 3]: the distance to the walls before each side, at three points of it; walls [W, 2], [W]."""
    c, s = torch.cos(poses[:, 3]), torch.sin(poses[:, 3])
    ax, ay = torch.stack([c, s], -1), torch.stack([-s, c], -1)
    normal, along = torch.stack([-ay, ax, ay, -ax], 1), torch.stack([ax, ay, ax, ay], 1)
    reach, wide = half[[1, 0, 1, 0]][:, None], half[[0, 1, 0, 1]][:, None] * SHARE
    origin = (poses[:, None, :2] + normal * reach)[:, :, None] + (along * wide)[:, :, None] * half.new_tensor(
        [[-1.0], [0.0], [1.0]]
    )
    toward = normal @ n.T
    down = torch.where(toward < -1e-4, toward, torch.full_like(toward, -1e-4))[:, :, None]
    t_hit = ((start * n).sum(-1) - origin @ n.T) / down
    s_hit = origin @ u.T + t_hit * (normal @ u.T)[:, :, None] - (start * u).sum(-1)
    ok = (toward < -1e-4)[:, :, None] & (s_hit >= -1e-4) & (s_hit <= length + 1e-4) & (t_hit > -0.06)
    return torch.where(ok, t_hit.clamp_min(0), torch.full_like(t_hit, FAR)).amin(-1)
