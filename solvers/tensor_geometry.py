"""Plane geometry on tensors: rectangles with poses [..., 4], as `geometry.py` on floats but differentiable and batched.

Poses are x, y, z [m], yaw [rad]; half extents [..., 2] are half width and half depth [m]. All leading dimensions are
batch.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Tensor

from solvers import tolerances as t
from solvers.pieces import hull_planes, pockets
from solvers.room import Room


def turn(x: Tensor, y: Tensor, yaw: Tensor) -> tuple[Tensor, Tensor]:
    """The vector (x, y) turned counter-clockwise by yaw."""
    c, s = torch.cos(yaw), torch.sin(yaw)
    return c * x - s * y, s * x + c * y


def wrap(angle: Tensor, period: float = 2 * math.pi) -> Tensor:
    """The angle's signed distance from the nearest multiple of `period`."""
    return angle - period * torch.round(angle / period)


def local_xy(a: Tensor, b: Tensor) -> tuple[Tensor, Tensor]:
    """The centre of `a` in the frame of `b`; poses [..., 4]."""
    return turn(a[..., 0] - b[..., 0], a[..., 1] - b[..., 1], -b[..., 3])


def sat_depth(lx: Tensor, ly: Tensor, dyaw: Tensor, ha: Tensor, hb: Tensor) -> Tensor:
    """How deep two rectangles overlap (negative: how far apart along the best axis), by separating axes.

    `lx`, `ly`, `dyaw` are the pose of `a` in the frame of `b`; `ha`, `hb` [..., 2] are half extents [m].
    """
    c, s = torch.cos(dyaw), torch.sin(dyaw)
    ac, as_ = c.abs(), s.abs()
    aw, ad, bw, bd = ha[..., 0], ha[..., 1], hb[..., 0], hb[..., 1]
    along_b = torch.minimum(bw + aw * ac + ad * as_ - lx.abs(), bd + aw * as_ + ad * ac - ly.abs())
    ax, ay = c * lx + s * ly, c * ly - s * lx
    along_a = torch.minimum(aw + bw * ac + bd * as_ - ax.abs(), ad + bw * as_ + bd * ac - ay.abs())
    return torch.minimum(along_a, along_b)


def signed_gap(a: Tensor, b: Tensor, ha: Tensor, hb: Tensor) -> Tensor:
    """The distance of two footprints [m]; minus the depth where they overlap."""
    depth = sat_depth(*local_xy(a, b), a[..., 3] - b[..., 3], ha, hb)
    apart = torch.minimum(_corner_distance(a, b, ha, hb), _corner_distance(b, a, hb, ha))
    return torch.where(depth > 0, -depth, apart)


def _corner_distance(a: Tensor, b: Tensor, ha: Tensor, hb: Tensor) -> Tensor:
    """The least distance of a corner of `a` from the rectangle `b`."""
    signs = a.new_tensor([[-1.0, -1.0], [1.0, -1.0], [1.0, 1.0], [-1.0, 1.0]])
    lx, ly = local_xy(a, b)
    px, py = turn(signs[:, 0] * ha[..., :1], signs[:, 1] * ha[..., 1:], (a[..., 3] - b[..., 3])[..., None])
    qx = ((lx[..., None] + px).abs() - hb[..., :1]).clamp_min(0)
    qy = ((ly[..., None] + py).abs() - hb[..., 1:]).clamp_min(0)
    return (qx * qx + qy * qy + 1e-18).sqrt().amin(-1)


def turned_round(pose: Tensor) -> Tensor:
    """Poses [..., 4] turned by half a turn where they stand."""
    return pose + pose.new_tensor([0.0, 0.0, 0.0, math.pi])


def facing_miss(a: Tensor, b: Tensor, hb: Tensor) -> Tensor:
    """How far `a` fails to face `b`: 0 when the ray along its front meets b's footprint or b's centre is within 15
    degrees of it, else the smaller of the angle beyond that [rad] and the ray's miss [m]."""
    fx, fy = torch.sin(a[..., 3]), -torch.cos(a[..., 3])
    dx, dy = b[..., 0] - a[..., 0], b[..., 1] - a[..., 1]
    angle = torch.atan2((fx * dy - fy * dx).abs(), fx * dx + fy * dy)
    lx, ly = local_xy(a, b)
    vx, vy = turn(fx, fy, -b[..., 3])
    near, far = _slab(lx, vx, hb[..., 0])
    near2, far2 = _slab(ly, vy, hb[..., 1])
    near, far = torch.maximum(near, near2), torch.minimum(far, far2)
    miss = (near - far).clamp_min(0) + (-far).clamp_min(0)
    return torch.minimum((angle - t.FACING).clamp_min(0), miss)


def _slab(p: Tensor, v: Tensor, half: Tensor) -> tuple[Tensor, Tensor]:
    safe = torch.where(v.abs() < 1e-7, torch.full_like(v, 1e-7), v)
    one, two = (-half - p) / safe, (half - p) / safe
    return torch.minimum(one, two).clamp(-1e4, 1e4), torch.maximum(one, two).clamp(-1e4, 1e4)


def common_area(a: Tensor, b: Tensor, ha: Tensor, hb: Tensor) -> Tensor:
    """The area common to two rectangles [m2], by Green's theorem over the clipped edges of both."""
    origin = torch.zeros_like(b)
    lx, ly = local_xy(a, b)
    a_in_b = torch.stack([lx, ly, lx * 0, a[..., 3] - b[..., 3]], -1)
    return (_edges_inside(a_in_b, origin, ha, hb - 1e-6) + _edges_inside(origin, a_in_b, hb, ha + 1e-6)).clamp_min(0)


def _edges_inside(a: Tensor, b: Tensor, ha: Tensor, hb: Tensor) -> Tensor:
    """Half the integral of x dy - y dx over those parts of a's edges that lie inside b."""
    signs = a.new_tensor([[-1.0, -1.0], [1.0, -1.0], [1.0, 1.0], [-1.0, 1.0]])
    cx, cy = turn(signs[:, 0] * ha[..., :1], signs[:, 1] * ha[..., 1:], a[..., 3:])
    x, y = a[..., :1] + cx, a[..., 1:2] + cy
    ux, uy = x.roll(-1, -1) - x, y.roll(-1, -1) - y
    px, py = turn(x - b[..., :1], y - b[..., 1:2], -b[..., 3:])
    vx, vy = turn(ux, uy, -b[..., 3:])
    near, far = _slab(px, vx, hb[..., :1])
    near2, far2 = _slab(py, vy, hb[..., 1:])
    s0, s1 = torch.maximum(near, near2).clamp_min(0), torch.minimum(far, far2).clamp_max(1)
    return ((s1 - s0).clamp_min(0) * (x * uy - y * ux)).sum(-1) / 2


def segment_distance(p: Tensor, a: Tensor, b: Tensor) -> Tensor:
    """The distance of the centre of `p` from the segment that joins the centres of `a` and `b`; poses [..., 4]."""
    ux, uy = b[..., 0] - a[..., 0], b[..., 1] - a[..., 1]
    dx, dy = p[..., 0] - a[..., 0], p[..., 1] - a[..., 1]
    s = ((dx * ux + dy * uy) / (ux * ux + uy * uy + 1e-12)).clamp(0, 1)
    dx, dy = dx - s * ux, dy - s * uy
    return (dx * dx + dy * dy + 1e-18).sqrt()


def zone_pose(a: Tensor, half: Tensor, side: str, depth: float, share: float = 0.8) -> tuple[Tensor, Tensor]:
    """(pose [..., 4], half extents [2]) of the floor before one side of a body, as `geometry.access_zone`."""
    deep = torch.full_like(half[..., 0], depth / 2)
    if side in ("front", "back"):
        out = (half[..., 1] + deep) * (-1 if side == "front" else 1)
        dx, dy = turn(torch.zeros_like(out), out, a[..., 3])
        extent = torch.stack([half[..., 0] * share, deep], -1)
    else:
        out = (half[..., 0] + deep) * (-1 if side == "left" else 1)
        dx, dy = turn(out, torch.zeros_like(out), a[..., 3])
        extent = torch.stack([deep, half[..., 1] * share], -1)
    return torch.stack([a[..., 0] + dx, a[..., 1] + dy, a[..., 2], a[..., 3]], -1), extent


@dataclass(frozen=True)
class Rings:
    """Convex counter-clockwise rings `ring` [P, V, 2] and what is known of their edges [P, V]: the outward normal and
    how far it reaches. An edge without length (of a ring with fewer vertices) has none and is never the nearest."""

    ring: Tensor
    nx: Tensor
    ny: Tensor
    c: Tensor

    @staticmethod
    def of(ring: Tensor) -> Rings:
        """The rings with these vertices."""
        edge = ring.roll(-1, 1) - ring
        length = edge.norm(dim=-1)
        nx = torch.where(length > 1e-9, edge[..., 1] / length.clamp_min(1e-9), torch.zeros_like(length))
        ny = torch.where(length > 1e-9, -edge[..., 0] / length.clamp_min(1e-9), torch.zeros_like(length))
        c = torch.where(length > 1e-9, (nx * ring[..., 0] + ny * ring[..., 1]), torch.full_like(length, 1e6))
        return Rings(ring, nx, ny, c)

    def __len__(self) -> int:
        return self.ring.shape[0]

    def depth(self, pose: Tensor, half: Tensor) -> Tensor:
        """[..., P]: how deep a rectangle [..., 4] overlaps each ring (separating axes)."""
        x, y, _, yaw = pose[..., None, None, :].unbind(-1)
        hw, hd = half[..., None, None, :].unbind(-1)
        ax, ay = torch.cos(yaw), torch.sin(yaw)
        reach = hw * (ax * self.nx + ay * self.ny).abs() + hd * (ax * self.ny - ay * self.nx).abs()
        by_edge = (self.c + reach - x * self.nx - y * self.ny).amin(-1)
        lx, ly = turn(self.ring[..., 0] - x, self.ring[..., 1] - y, -yaw)
        qw, qd = hw[..., 0], hd[..., 0]
        by_x = torch.minimum(qw - lx.amin(-1), lx.amax(-1) + qw)
        by_y = torch.minimum(qd - ly.amin(-1), ly.amax(-1) + qd)
        return torch.minimum(by_edge, torch.minimum(by_x, by_y))


@dataclass(frozen=True)
class RoomPieces:
    """What a room leaves no space for, as convex pieces: the half planes beyond its convex hull (`n` [H, 2], `c` [H]),
    the triangles and rectangles between hull and room, and its columns (`rings`, vertices repeated to a common
    number)."""

    n: Tensor
    c: Tensor
    rings: Rings

    @staticmethod
    def of(room: Room, like: Tensor) -> RoomPieces:
        """The pieces of a room with the dtype and device of `like`."""
        planes, rings = hull_planes(room), [*pockets(room), *(list(c.ring) for c in room.columns)]
        width = max((len(k) for k in rings), default=3)
        padded = [[*k, *[k[-1]] * (width - len(k))] for k in rings]
        n, c = like.new_tensor([p[:2] for p in planes]), like.new_tensor([p[2] for p in planes])
        return RoomPieces(n, c, Rings.of(like.new_tensor(padded).reshape(-1, width, 2)))

    def depth(self, pose: Tensor, half: Tensor) -> Tensor:
        """[..., H + P]: how deep a rectangle [..., 4] reaches into each piece; 0 or less where it does not."""
        ax, ay = torch.cos(pose[..., 3, None]), torch.sin(pose[..., 3, None])
        n = self.n
        reach = (
            half[..., :1] * (ax * n[:, 0] + ay * n[:, 1]).abs() + half[..., 1:] * (ax * n[:, 1] - ay * n[:, 0]).abs()
        )
        beyond = pose[..., :1] * n[:, 0] + pose[..., 1:2] * n[:, 1] + reach - self.c
        return torch.cat([beyond, self.rings.depth(pose, half)], -1) if len(self.rings) else beyond
