"""What layouts of many rooms cost, in plain torch: the reference of every faster backend.

A plan pose is [..., 4]: x, y [m], cosine and sine of its yaw. All leading dimensions are batch. Every function has
fixed shapes and never asks the device for a value, so that it can be captured in a CUDA graph. A broken thing costs a
constant and how far it is broken; what is content with every tolerance costs nothing.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor

from solvers import tolerances as t
from solvers.many_tables import FEATURES, UNBOUNDED

SLACK = 0.003
"""Overlaps up to this depth [m] cost nothing; the exact check allows 5 mm."""
STEP, CAP, HIDDEN = 0.25, 1.5, 1e-4
"""What being wrong at all costs [m]; no breach costs more than the cap beyond it; smaller breaches are rounding."""
HARD = 1.0
"""The least weight of a hard relation."""


def cost_of(breach: Tensor) -> Tensor:
    """The cost of breaches [m or rad]: 0 at 0, a step, then linear up to a cap."""
    return torch.where(breach > HIDDEN, breach.clamp_max(CAP) + STEP, 0.0)


def compose(base: Tensor, local: Tensor) -> Tensor:
    """The pose in the room of something at `local` in the frame of `base`."""
    x, y, c, s = base.unbind(-1)
    u, v, p, q = local.unbind(-1)
    return torch.stack([x + c * u - s * v, y + s * u + c * v, c * p - s * q, s * p + c * q], -1)


def relative(a: Tensor, b: Tensor) -> Tensor:
    """The pose of `a` in the frame of `b`: the inverse of `compose`."""
    dx, dy = a[..., 0] - b[..., 0], a[..., 1] - b[..., 1]
    c, s, p, q = b[..., 2], b[..., 3], a[..., 2], a[..., 3]
    return torch.stack([c * dx + s * dy, c * dy - s * dx, c * p + s * q, c * q - s * p], -1)


def inverse(pose: Tensor) -> Tensor:
    """The pose of a frame as seen from something at `pose` in it."""
    x, y, c, s = pose.unbind(-1)
    return torch.stack([-c * x - s * y, s * x - c * y, c, -s], -1)


def from_yaw(pose: Tensor) -> Tensor:
    """[..., 4] from (x, y, yaw) [..., 3]."""
    return torch.cat([pose[..., :2], torch.cos(pose[..., 2:]), torch.sin(pose[..., 2:])], -1)


# ---------------------------------------------------------------- pairs
def overlap_depth(a: Tensor, b: Tensor, ha: Tensor, hb: Tensor) -> Tensor:
    """How deep rectangles overlap (negative: how far apart along the best axis), by separating axes."""
    dx, dy = a[..., 0] - b[..., 0], a[..., 1] - b[..., 1]
    ac, as_, bc, bs = a[..., 2], a[..., 3], b[..., 2], b[..., 3]
    aw, ad, bw, bd = ha[..., 0], ha[..., 1], hb[..., 0], hb[..., 1]
    c, s = (ac * bc + as_ * bs).abs(), (as_ * bc - ac * bs).abs()
    first = torch.minimum(bw + aw * c + ad * s - (bc * dx + bs * dy).abs(),
                          bd + aw * s + ad * c - (bc * dy - bs * dx).abs())  # fmt: skip
    second = torch.minimum(aw + bw * c + bd * s - (ac * dx + as_ * dy).abs(),
                           ad + bw * s + bd * c - (ac * dy - as_ * dx).abs())  # fmt: skip
    return torch.minimum(first, second)


def _corner_distance(rel: Tensor, ha: Tensor, hb: Tensor) -> Tensor:
    """The least distance of a corner of a rectangle, at `rel` in the frame of another, from that other."""
    best: Tensor | None = None
    for u, v in ((-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)):
        px, py = u * ha[..., 0], v * ha[..., 1]
        qx = ((rel[..., 0] + rel[..., 2] * px - rel[..., 3] * py).abs() - hb[..., 0]).clamp_min(0)
        qy = ((rel[..., 1] + rel[..., 3] * px + rel[..., 2] * py).abs() - hb[..., 1]).clamp_min(0)
        square = qx * qx + qy * qy
        best = square if best is None else torch.minimum(best, square)
    assert best is not None
    return best.sqrt()


def signed_gap(a: Tensor, b: Tensor, ha: Tensor, hb: Tensor) -> Tensor:
    """The distance of two footprints [m]; minus the depth where they overlap."""
    depth = overlap_depth(a, b, ha, hb)
    apart = torch.minimum(_corner_distance(relative(a, b), ha, hb), _corner_distance(relative(b, a), hb, ha))
    return torch.where(depth > 0, -depth, apart)


def facing_miss(a: Tensor, rel: Tensor, hb: Tensor) -> Tensor:
    """How far `a`, at `rel` in b's frame, fails to face b: 0 when the ray along its front meets b's footprint or b's
    centre is within 15 degrees of it, else the smaller of the angle beyond that [rad] and the ray's miss [m]."""
    lx, ly, c, s = rel.unbind(-1)
    vx, vy = s, -c
    angle = torch.atan2((vx * ly - vy * lx).abs(), -vx * lx - vy * ly)
    near, far = _slab(lx, vx, hb[..., 0])
    near2, far2 = _slab(ly, vy, hb[..., 1])
    near, far = torch.maximum(near, near2), torch.minimum(far, far2)
    miss = (near - far).clamp_min(0) + (-far).clamp_min(0)
    return torch.minimum((angle - t.FACING).clamp_min(0), miss)


def _slab(p: Tensor, v: Tensor, half: Tensor) -> tuple[Tensor, Tensor]:
    safe = torch.where(v.abs() < 1e-7, 1e-7, v)
    one, two = (-half - p) / safe, (half - p) / safe
    return torch.minimum(one, two).clamp(-1e4, 1e4), torch.maximum(one, two).clamp(-1e4, 1e4)


def feature(name: str, a: Tensor, b: Tensor, ha: Tensor, hb: Tensor, rel: Tensor, back: Tensor) -> Tensor:
    """One feature of two poses, `rel` being a in b's frame and `back` b in a's (see `features.py`)."""
    lx, ly, c, s = rel.unbind(-1)
    match name:
        case "lx":
            return lx
        case "ly":
            return ly
        case "abs_lx":
            return lx.abs()
        case "dist":
            return (lx * lx + ly * ly).sqrt()
        case "centered":
            return torch.minimum(lx.abs(), ly.abs())
        case "gap":
            return signed_gap(a, b, ha, hb)
        case "facing":
            return facing_miss(a, rel, hb)
        case "dyaw":
            return torch.atan2(s, c).abs()
        case "parallel":
            turned = torch.atan2(s, c)
            return (turned - math.pi / 2 * torch.round(turned / (math.pi / 2))).abs()
        case "across":
            return back[..., 0].abs()
        case "deep":
            return back[..., 1].abs()
    depth = ha[..., 0] * s.abs() + ha[..., 1] * c.abs()
    return ly.abs() - torch.maximum(hb[..., 1], depth) if name == "level" else -ly - hb[..., 1] - depth


def row_breach(a: Tensor, b: Tensor, ha: Tensor, hb: Tensor, lo: Tensor, hi: Tensor, used: frozenset[str]) -> Tensor:
    """How far pairs of poses are outside their boxes; only the features `used` are looked at."""
    rel, back = relative(a, b), relative(b, a)
    out = torch.zeros_like(rel[..., 0])
    for k, name in enumerate(FEATURES):
        if name in used:
            f = feature(name, a, b, ha, hb, rel, back)
            out = out + (lo[..., k] - f).clamp_min(0) + (f - hi[..., k]).clamp_min(0)
    return out


# ---------------------------------------------------------------- one body and the room
def beyond(pose: Tensor, half: Tensor, plane: Tensor) -> Tensor:
    """How far rectangles reach beyond half planes (nx, ny, c)."""
    x, y, c, s = pose.unbind(-1)
    nx, ny, at = plane.unbind(-1)
    reach = half[..., 0] * (c * nx + s * ny).abs() + half[..., 1] * (c * ny - s * nx).abs()
    return x * nx + y * ny + reach - at


def back_to_wall(pose: Tensor, half: Tensor, wall: Tensor, gap: Tensor) -> Tensor:
    """How far bodies fail to stand with their backs within `gap` of walls (start, direction, normal, length, yaw)."""
    x, y, c, s = pose.unbind(-1)
    sx, sy, ux, uy, nx, ny, length, _ = wall.unbind(-1)
    out = (t.WALL_COS - (s * nx - c * ny)).clamp_min(0)
    for sign in (-1.0, 1.0):
        px = x + sign * c * half[..., 0] - s * half[..., 1] - sx
        py = y + sign * s * half[..., 0] + c * half[..., 1] - sy
        along = torch.minimum((px * ux + py * uy).clamp_min(0), length)
        px, py = px - along * ux, py - along * uy
        out = out + ((px * px + py * py).sqrt() - gap).clamp_min(0)
    return out


def wall_breach(pose: Tensor, half: Tensor, wall: Tensor, allowed: Tensor, tol: Tensor, gap: Tensor) -> Tensor:
    """How far bodies [...] are from the best of the walls [..., W] that they are allowed."""
    pose, half = pose[..., None, :], half[..., None, :]
    along = (pose[..., 0] - wall[..., 0]) * wall[..., 2] + (pose[..., 1] - wall[..., 1]) * wall[..., 3]
    off = back_to_wall(pose, half, wall, gap[..., None]) + (
        (along - wall[..., 6] / 2).abs() - tol[..., None]
    ).clamp_min(0)
    return torch.where(allowed, off, 1e3).amin(-1)


def corner_breach(pose: Tensor, half: Tensor, corner: Tensor) -> Tensor:
    """How far bodies [...] are from standing in the best of the corners [..., C] (vertex, the normals of its walls)."""
    p, h = pose[..., None, :], half[..., None, :]
    x, y, c, s = p.unbind(-1)
    vx, vy, ax, ay, bx, by = corner.unbind(-1)
    dx, dy = vx - x, vy - y
    qx = ((c * dx + s * dy).abs() - h[..., 0]).clamp_min(0)
    qy = ((c * dy - s * dx).abs() - h[..., 1]).clamp_min(0)
    out = ((qx * qx + qy * qy).sqrt() - (t.CORNER_VERTEX - t.MARGIN)).clamp_min(0)
    for nx, ny in ((ax, ay), (bx, by)):
        reach = h[..., 0] * (c * nx + s * ny).abs() + h[..., 1] * (c * ny - s * nx).abs()
        out = out + (-(dx * nx + dy * ny) - reach - (t.CORNER_WALL - t.MARGIN)).clamp_min(0)
    return out.amin(-1)


FAR_CORNER = (UNBOUNDED, UNBOUNDED, 1.0, 0.0, 0.0, 1.0)
"""Pads a table of corners."""
