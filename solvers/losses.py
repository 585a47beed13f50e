"""The differentiable reading of every relation: a loss that is zero exactly where the relation holds.

Most relations are a box in a space of **features** of two poses (place of `a` in the frame of `b`, gap, angle, ...):
the loss is how far the features lie outside the box, in metres and radians. The rest (walls, corners, surfaces, common
area) have a function each. Poses are tensors [..., M, 4] (x, y, z [m], yaw [rad]) of the problem's bodies followed by
the room's openings; all leading dimensions are batch. Nothing here decides whether a layout is valid: `check.py` does.
"""

from __future__ import annotations

from functools import cached_property

import torch
from torch import Tensor

from solvers import relations as r
from solvers import tolerances as t
from solvers.features import pair_rows
from solvers.places import opening_places, rigid_groups
from solvers.problem import LayoutProblem
from solvers.tensor_geometry import RoomPieces, common_area, local_xy, sat_depth, segment_distance, zone_pose
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

    def __call__(self, poses: Tensor) -> Tensor:
        """Losses [..., R]; `poses` [..., N, 4] of the bodies in the problem's order."""
        opening = self.openings.expand(*poses.shape[:-2], -1, 4)
        every = torch.cat([poses, opening], -2)
        out = every.new_zeros((*every.shape[:-2], len(self.problem.relations)))
        if len(self.rows.number):
            out = out.index_copy(-1, self.rows.number, self.rows.loss(every, self.half, self.size[:, 2]))
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
                off = (off_wall_middle(self.walls, a) - x.tol).clamp_min(0)
                return (back_to_wall(self.walls, a, ha) + off).amin(-1)
            case r.Corner():
                return corner_loss(self.walls, a, ha)
            case r.CenteredInRoom():
                cx, cy = self.problem.room.centroid
                return (torch.hypot(a[..., 0] - cx, a[..., 1] - cy) - x.tol).clamp_min(0)
            case r.KeepClear():
                return self._keep_clear(x, a, ha, poses)
            case r.Between():
                b, c = poses[..., self.index[x.b or ""], :], poses[..., self.index[x.c], :]
                return (segment_distance(a, b, c) - x.tol).clamp_min(0)
            case r.Under():
                b, hb = self._at(poses, x.b or "")
                least = 4 * x.share * min(float(ha.prod()), float(hb.prod()))
                return (least - common_area(a, b, ha, hb)).clamp_min(0)
            case r.OnTopOf():
                return self._on_top_of(x, a, poses)
        raise NotImplementedError(x.kind)

    def _on_top_of(self, x: r.OnTopOf, a: Tensor, poses: Tensor) -> Tensor:
        b = poses[..., self.index[x.b or ""], :]
        lx, ly = local_xy(a, b)
        best = []
        for f in self.problem.body(x.b or "").tops:
            off = [f.x0 - lx, lx - f.x1, f.y0 - ly, ly - f.y1, (a[..., 2] - b[..., 2] - f.height).abs()]
            best.append(sum(((v - t.EPS).clamp_min(0) for v in off), torch.zeros_like(lx)))
        return torch.stack(best, -1).amin(-1)

    @cached_property
    def pieces(self) -> RoomPieces:
        return RoomPieces.of(self.problem.room, self.size)

    @cached_property
    def _group(self) -> dict[str, str]:
        return rigid_groups(self.problem)

    def _keep_clear(self, x: r.KeepClear, a: Tensor, ha: Tensor, poses: Tensor) -> Tensor:
        zone, hz = zone_pose(a, ha, x.side, x.depth)
        loss = (self.pieces.depth(zone, hz) - t.EPS).clamp_min(0).sum(-1)
        for b in self.problem.bodies:
            if b.id != x.a and self._group[b.id] != self._group[x.a] and b.size[2] > t.RUG:
                p, hp = self._at(poses, b.id)
                depth = sat_depth(*local_xy(p, zone), p[..., 3] - zone[..., 3], hp, hz)
                loss = loss + torch.where(p[..., 2] <= t.EPS, (depth - t.EPS).clamp_min(0), torch.zeros_like(depth))
        return loss
