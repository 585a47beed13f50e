"""The differentiable reading of every relation: a loss that is zero exactly where the relation holds.

Most relations are a box in a space of **features** of two poses (place of `a` in the frame of `b`, gap, angle, ...):
the loss is how far the features lie outside the box, in metres and radians. The rest (walls, corners, surfaces, common
area) have a function each. Poses are tensors [..., M, 4] (x, y, z [m], yaw [rad]) of the problem's bodies followed by
the room's openings; all leading dimensions are batch. Nothing here decides whether a layout is valid: `check.py` does.
"""

from __future__ import annotations

import math
from functools import cached_property

import torch
from torch import Tensor

from solvers import relations as r
from solvers import tolerances as t
from solvers.features import pair_rows
from solvers.places import opening_places, rigid_groups
from solvers.problem import LayoutProblem
from solvers.room import Room
from solvers.set_losses import even_loss, symmetric_loss
from solvers.tensor_geometry import RoomPieces, common_area, local_xy, sat_depth, segment_distance, wrap, zone_pose
from solvers.wall_losses import WallTable, back_to_wall, corner_loss, off_wall_middle


class RelationLosses:
    """All losses of a problem: `losses(poses)` is [..., R] for poses [..., M, 4], zero where the relation holds."""

    def __init__(self, problem: LayoutProblem, dtype: torch.dtype = torch.float64, device: str = "cpu") -> None:
        self.problem = problem
        places = opening_places(problem)
        sizes = [b.size for b in problem.bodies] + [p.body.size for p in places.values()]
        self.size = torch.tensor(sizes, dtype=dtype, device=device).reshape(-1, 3)
        self.half = self.size[:, :2] / 2
        self.index = {b.id: k for k, b in enumerate(problem.bodies)}
        self.index |= {i: len(self.index) + k for k, i in enumerate(places)}
        fixed = [(p.pose.x, p.pose.y, p.pose.z, p.pose.yaw) for p in places.values()]
        self.openings = self.size.new_tensor(fixed).reshape(-1, 4)
        self.walls = WallTable.of(problem.room, self.size)
        self.rows = pair_rows(problem, self.half, self.index)
        self._in_way: dict[r.Relation, Tensor] = {}

    def __call__(self, poses: Tensor) -> Tensor:
        """Losses [..., R]; `poses` [..., N, 4] of the bodies in the problem's order."""
        opening = self.openings.expand(*poses.shape[:-2], -1, 4)
        every = torch.cat([poses, opening], -2)
        out = every.new_zeros((*every.shape[:-2], len(self.problem.relations)))
        if len(self.rows.number):
            out = out.index_add(-1, self.rows.number, self.rows.loss(every, self.half, self.size[:, 2]))
        done = set(self.rows.number.tolist())
        columns = [self.one(x, every) if k not in done else out[..., k] for k, x in enumerate(self.problem.relations)]
        return torch.stack(columns, -1) if columns else out

    def _at(self, poses: Tensor, name: str) -> tuple[Tensor, Tensor]:
        k = self.index[name]
        return poses[..., k, :], self.half[k]

    def one(self, x: r.Relation, poses: Tensor) -> Tensor:
        """The loss [...] of a relation that is no box in feature space; poses [..., M, 4] with the openings."""
        a, ha = self._at(poses, x.a)
        match x:
            case r.AgainstWall():
                return back_to_wall(self.walls, a, ha).amin(-1)
            case r.AtWall():
                chosen = torch.tensor(x.walls, dtype=torch.long, device=a.device)
                return (
                    back_to_wall(self.walls, a, ha)[..., chosen].amin(-1)
                    if x.walls
                    else torch.full_like(a[..., 0], 9.0)
                )
            case r.CenteredOnWall():
                off = (off_wall_middle(self.walls, a) - x.tol).clamp_min(0) + back_to_wall(self.walls, a, ha)
                return self._best_wall(off, x.walls)
            case r.Corner():
                return corner_loss(self.walls, a, ha, vertices=x.vertices)
            case r.ParallelToWall():
                off = wrap(a[..., 3:] - self.walls.yaw, math.pi / 2).abs()
                return self._best_wall((off - t.PARALLEL).clamp_min(0), x.walls)
            case r.FacingWall():
                off = wrap(a[..., 3:] - self.walls.yaw - math.pi).abs()
                return self._best_wall((off - t.ALIGNED).clamp_min(0), x.walls)
            case r.Turned():
                return (wrap(a[..., 3] - x.yaw).abs() - t.ALIGNED).clamp_min(0)
            case r.At():
                dx, dy = a[..., 0] - x.x, a[..., 1] - x.y
                return ((dx * dx + dy * dy + 1e-18).sqrt() - x.tol).clamp_min(0)
            case r.AtHeight():
                share = {"base": 0.0, "middle": 0.5, "top": 1.0}[x.of]
                high = a[..., 2] + share * self.size[self.index[x.a], 2]
                return ((high - x.height).abs() - x.tol).clamp_min(0)
            case r.InZone():
                return self._in_zone(x, a, ha)
            case r.CenteredInRoom():
                cx, cy = self.problem.room.centroid
                return (torch.hypot(a[..., 0] - cx, a[..., 1] - cy) - x.tol).clamp_min(0)
            case r.KeepClear():
                return self._keep_clear(x, a, ha, poses)
            case r.Between():
                b, c = poses[..., self.index[x.b or ""], :], poses[..., self.index[x.c], :]
                ends = ((b + c) / 2,) * 2 if x.where == "middle" else (b, c)
                return (segment_distance(a, *ends) - x.tol).clamp_min(0)
            case r.Symmetric():
                return symmetric_loss(x, a, *(poses[..., self.index[i], :] for i in (x.b or "", x.c)))
            case r.EvenlyAround():
                b, hb = self._at(poses, x.b or "")
                spots = poses[..., [self.index[i] for i in (x.a, *x.others)], :]
                return even_loss(x, *local_xy(spots, b[..., None, :]), hb)
            case r.NotBlocking():
                b, hb = self._at(poses, x.b or "")
                return self._not_blocking(x, a, ha, b, hb)
            case r.Sees():
                return self._sees(x, poses)
            case r.Under():
                b, hb = self._at(poses, x.b or "")
                least = 4 * x.share * min(float(ha.prod()), float(hb.prod()))
                return (least - common_area(a, b, ha, hb)).clamp_min(0)
            case r.OnTopOf():
                return self._on_top_of(x, a, poses)
        raise NotImplementedError(x.kind)

    def _best_wall(self, loss: Tensor, walls: tuple[int, ...]) -> Tensor:
        """[...] from [..., W]: the least of the numbered walls, of all where none is named."""
        return loss[..., list(walls)].amin(-1) if walls else loss.amin(-1)

    def _on_top_of(self, x: r.OnTopOf, a: Tensor, poses: Tensor) -> Tensor:
        (b, hb), best = self._at(poses, x.b or ""), []
        lx, ly = local_xy(a, b)
        for f in self.problem.body(x.b or "").boards(x.level):
            off = [f.x0 - lx, lx - f.x1, f.y0 - ly, ly - f.y1, (a[..., 2] - b[..., 2] - f.height).abs()]
            best.append(sum(((v - t.EPS).clamp_min(0) for v in off), torch.zeros_like(lx)))
        loss = torch.stack(best, -1).amin(-1) if best else torch.full_like(lx, 9.0)
        return loss + self._sticks_out(x, a, b, hb) if x.level == "inside" else loss

    def _sticks_out(self, x: r.OnTopOf, a: Tensor, b: Tensor, hb: Tensor) -> Tensor:
        """How far a reaches out of b's outline and above its top."""
        (lx, ly), turned, ha = local_xy(a, b), a[..., 3] - b[..., 3], self.half[self.index[x.a]]
        c, s = torch.cos(turned).abs(), torch.sin(turned).abs()
        high = self.size[self.index[x.a], 2] - self.size[self.index[x.b or ""], 2]
        out = [lx.abs() + ha[0] * c + ha[1] * s - hb[0], ly.abs() + ha[0] * s + ha[1] * c - hb[1],
               a[..., 2] - b[..., 2] + high]  # fmt: skip
        return sum(((v - t.EPS).clamp_min(0) for v in out), torch.zeros_like(lx))

    def _in_zone(self, x: r.InZone, a: Tensor, ha: Tensor) -> Tensor:
        return (self.zones[x.zone].depth(a, ha if x.part == "all" else ha * 0) - t.EPS).clamp_min(0).sum(-1)

    def _not_blocking(self, x: r.NotBlocking, a: Tensor, ha: Tensor, b: Tensor, hb: Tensor) -> Tensor:
        zone, hz = zone_pose(b, hb, "front", x.depth, 1.0)
        depth = sat_depth(*local_xy(a, zone), a[..., 3] - zone[..., 3], ha, hz)
        tall, high = (self.size[self.index[i], 2] for i in (x.a, x.b or ""))
        meet = torch.minimum(a[..., 2] + tall, b[..., 2] + high) - torch.maximum(a[..., 2], b[..., 2])
        return torch.where(meet > t.EPS, (depth - t.EPS).clamp_min(0), torch.zeros_like(depth))

    def _sees(self, x: r.Sees, poses: Tensor) -> Tensor:
        """How deep others reach into the strip from a to b."""
        a, b = (poses[..., self.index[i], :] for i in (x.a, x.b or ""))
        way = b - a
        yaw = torch.atan2(way[..., 1], way[..., 0])
        strip = torch.stack([a[..., 0] + way[..., 0] / 2, a[..., 1] + way[..., 1] / 2, 0 * yaw, yaw], -1)
        length = (way[..., 0] ** 2 + way[..., 1] ** 2 + 1e-18).sqrt() / 2
        half = torch.stack([length, torch.full_like(length, x.width / 2)], -1)
        k = self._others(x)
        base = poses[..., k, 2]
        in_view = (base < x.height) & (base + self.size[k, 2] > x.height)
        return (self._reach_into(strip, half, poses, k) * in_view).sum(-1)

    def _reach_into(self, zone: Tensor, half: Tensor, poses: Tensor, k: Tensor) -> Tensor:
        """[..., K]: how much deeper than the tolerance the things `k` [K] reach into a zone [..., 4]."""
        p, z = poses[..., k, :], zone[..., None, :]
        depth = sat_depth(*local_xy(p, z), p[..., 3] - z[..., 3], self.half[k], half[..., None, :])
        return (depth - t.EPS).clamp_min(0)

    @cached_property
    def zones(self) -> dict[str, RoomPieces]:
        """What lies outside each zone of the room."""
        return {z.id: RoomPieces.of(Room(z.polygon), self.size) for z in self.problem.room.zones}

    @cached_property
    def pieces(self) -> RoomPieces:
        return RoomPieces.of(self.problem.room, self.size)

    def _others(self, x: r.Sees | r.KeepClear) -> Tensor:
        """[K]: the numbers of what may stand in the way of a relation: bodies of other rigid groups, none of them flat
        where floor is kept clear, and the columns that a view may meet."""
        if x not in self._in_way:
            own = {self._group[i] for i in x.names if i in self._group}
            sees = isinstance(x, r.Sees)
            columns = [c.id for c in self.problem.room.columns if sees and c.id not in x.names]
            rest = [b.id for b in self.problem.bodies if self._group[b.id] not in own and (sees or b.size[2] > t.RUG)]
            numbers = [self.index[i] for i in (*columns, *rest)]
            self._in_way[x] = torch.tensor(numbers, dtype=torch.long, device=self.half.device)
        return self._in_way[x]

    @cached_property
    def _group(self) -> dict[str, str]:
        return rigid_groups(self.problem)

    def _keep_clear(self, x: r.KeepClear, a: Tensor, ha: Tensor, poses: Tensor) -> Tensor:
        zone, hz = zone_pose(a, ha, x.side, x.depth)
        loss = (self.pieces.depth(zone, hz) - t.EPS).clamp_min(0).sum(-1)
        k = self._others(x)
        return loss + (self._reach_into(zone, hz, poses, k) * (poses[..., k, 2] <= t.EPS)).sum(-1)
