"""Losses of one body and the room's walls: back to a wall, in the middle of one, in a corner."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import torch
from torch import Tensor

from solvers import tolerances as t
from solvers.room import Room
from solvers.tensor_geometry import local_xy, signed_gap, turn


@dataclass(frozen=True)
class WallTable:
    """The walls of a room as tensors [W, 2], [W]; `corner` [C, 2] are pairs of walls that meet in a convex vertex."""

    start: Tensor
    u: Tensor
    n: Tensor
    length: Tensor
    yaw: Tensor
    corner: Tensor

    @staticmethod
    def of(room: Room, like: Tensor) -> WallTable:
        """The table of a room with the dtype and device of `like`."""
        ws = room.walls
        pairs = [(w.index, v.index) for w, v in room.corners]
        corner = torch.tensor(pairs, dtype=torch.long, device=like.device).reshape(-1, 2)
        start, u, n = (like.new_tensor([getattr(w, name) for w in ws]) for name in ("start", "u", "n"))
        length, yaw = (like.new_tensor([getattr(w, name) for w in ws]) for name in ("length", "yaw"))
        return WallTable(start, u, n, length, yaw, corner)

    @cached_property
    def columns(self) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Start and direction as columns [W]: x, y, along x, along y."""
        (x, y), (ux, uy) = self.start.unbind(-1), self.u.unbind(-1)
        return x, y, ux, uy

    @cached_property
    def segments(self) -> tuple[Tensor, Tensor]:
        """The walls as rectangles without depth: poses [W, 4] and half extents [W, 2]."""
        middle = self.start + self.u * self.length[:, None] / 2
        yaw = torch.atan2(self.u[:, 1], self.u[:, 0])
        poses = torch.stack([*middle.unbind(-1), torch.zeros_like(yaw), yaw], -1)
        return poses, torch.stack([self.length / 2, torch.zeros_like(self.length)], -1)

    def point_distance(self, x: Tensor, y: Tensor) -> Tensor:
        """[..., W]: the distance of points from every wall's segment."""
        sx, sy, ux, uy = self.columns
        dx, dy = x[..., None] - sx, y[..., None] - sy
        s = torch.minimum((dx * ux + dy * uy).clamp_min(0), self.length)
        dx, dy = dx - s * ux, dy - s * uy
        return (dx * dx + dy * dy + 1e-18).sqrt()


def back_to_wall(walls: WallTable, pose: Tensor, half: Tensor, margin: float = 0.0) -> Tensor:
    """[..., W]: how far a body [..., 4] fails to stand with its back against each wall."""
    loss = (t.WALL_COS - cos_to_wall(walls, pose)).clamp_min(0)
    for sign in (-1.0, 1.0):
        cx, cy = turn(sign * half[..., 0], half[..., 1], pose[..., 3])
        away = walls.point_distance(pose[..., 0] + cx, pose[..., 1] + cy)
        loss = loss + (away - (t.WALL_GAP - margin)).clamp_min(0)
    return loss


def cos_to_wall(walls: WallTable, pose: Tensor) -> Tensor:
    """[..., W]: cosine of the angle between a body's front and each wall's inward normal."""
    fx, fy = torch.sin(pose[..., 3]), -torch.cos(pose[..., 3])
    return fx[..., None] * walls.n[:, 0] + fy[..., None] * walls.n[:, 1]


def off_wall_middle(walls: WallTable, pose: Tensor) -> Tensor:
    """[..., W]: how far along each wall a body's centre is from the wall's middle [m]."""
    dx, dy = pose[..., 0, None] - walls.start[:, 0], pose[..., 1, None] - walls.start[:, 1]
    return (dx * walls.u[:, 0] + dy * walls.u[:, 1] - walls.length / 2).abs()


def corner_loss(
    walls: WallTable, pose: Tensor, half: Tensor, margin: float = 0.0, vertices: tuple[int, ...] = ()
) -> Tensor:
    """[...]: how far a body is from standing in the best convex corner (of those numbered in `vertices`); a constant
    when there is none."""
    corner = walls.corner
    if vertices:
        corner = corner[torch.isin(corner[:, 1], corner.new_tensor(vertices))]
    if len(corner) == 0:
        return torch.full_like(pose[..., 0], 9.0)
    first, second = corner[:, 0], corner[:, 1]
    to_wall = _wall_gap(walls, pose, half)
    near = t.CORNER_WALL - margin
    vx = walls.start[second, 0]
    vy = walls.start[second, 1]
    point = torch.stack([vx, vy, vx * 0, vx * 0], -1)
    lx, ly = local_xy(point, pose[..., None, :])
    qx, qy = (lx.abs() - half[..., None, 0]).clamp_min(0), (ly.abs() - half[..., None, 1]).clamp_min(0)
    vertex = (qx * qx + qy * qy + 1e-18).sqrt()
    loss = (to_wall[..., first] - near).clamp_min(0) + (to_wall[..., second] - near).clamp_min(0)
    return (loss + (vertex - (t.CORNER_VERTEX - margin)).clamp_min(0)).amin(-1)


def _wall_gap(walls: WallTable, pose: Tensor, half: Tensor) -> Tensor:
    """[..., W]: the distance of a footprint from each wall's segment (0 when they meet)."""
    poses, extent = walls.segments
    return signed_gap(pose[..., None, :], poses, half[..., None, :], extent).clamp_min(0)
