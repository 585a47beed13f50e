"""What the quality of many layouts is computed from: who lies where in whose frame, and how far the walls are.

Arrays lead with the batch: poses [B, N, 4]. Sides are numbered front 0, right 1, back 2, left 3 in a body's own frame.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from solvers.room import Room

Floats = npt.NDArray[np.floating[Any]]
Bools = npt.NDArray[np.bool_]
Indices = npt.NDArray[np.intp]
SIDES = ("front", "right", "back", "left")
FAR = 50.0
_THREE = np.array([[-1.0], [0.0], [1.0]], dtype=np.float32)


@dataclass(frozen=True)
class Frames:
    """Everything seen from every body's own frame.

    lx, ly [B, i, j]: centre of j in the frame of i; ex, ey [B, i, j]: half extents of j along i's axes; gap
    [B, 4, i, j]: from each side of i outwards to j (FAR when j is not before the middle of that side); out [B, 4, N,
    3]: distance to the wall before each side, at its left, middle and right; hit [B, 4, N]: the wall before its
    middle.
    """

    lx: Floats
    ly: Floats
    ex: Floats
    ey: Floats
    gap: Floats
    out: Floats
    hit: Indices


def frames(poses: Floats, half: Floats, room: Room, share: float = 0.8) -> Frames:
    """The frames of layouts [B, N, 4]; `share` is the part of a side that counts as its middle. Single precision does:
    terms are about centimetres."""
    poses, half = poses.astype(np.float32), half.astype(np.float32)
    x, y, yaw = poses[..., 0], poses[..., 1], poses[..., 3]
    c, s = np.cos(yaw)[..., None], np.sin(yaw)[..., None]
    dx, dy = x[:, None, :] - x[..., None], y[:, None, :] - y[..., None]
    lx, ly = c * dx + s * dy, c * dy - s * dx
    turned = yaw[:, None, :] - yaw[..., None]
    tc, ts = np.abs(np.cos(turned)), np.abs(np.sin(turned))
    hw, hd = half[:, 0], half[:, 1]
    ex, ey = hw * tc + hd * ts, hw * ts + hd * tc
    mine_w, mine_d = hw[:, None], hd[:, None]
    across_x = np.abs(lx) - ex < share * mine_w - 0.012
    across_y = np.abs(ly) - ey < share * mine_d - 0.012
    gap = np.stack([-ly - ey - mine_d, lx - ex - mine_w, ly - ey - mine_d, -lx - ex - mine_w], 1)
    ahead = np.stack([(ly < 0) & across_x, (lx > 0) & across_y, (ly > 0) & across_x, (lx < 0) & across_y], 1)
    gap = np.where(ahead & (gap > -0.3), np.maximum(gap, 0.0), FAR)
    out, hit = _walls(poses, half, room, share)
    return Frames(lx, ly, ex, ey, gap, out, hit)


def _walls(poses: Floats, half: Floats, room: Room, share: float) -> tuple[Floats, Indices]:
    """Rays from three points of every side to the walls."""
    yaw = poses[..., 3]
    c, s = np.cos(yaw), np.sin(yaw)
    ax, ay = np.stack([c, s], -1), np.stack([-s, c], -1)
    hw, hd = half[:, :1], half[:, 1:]
    normal = np.stack([-ay, ax, ay, -ax], 1)
    along = np.stack([ax, ay, ax, ay], 1)
    reach, side = np.stack([hd, hw, hd, hw]), np.stack([hw, hd, hw, hd]) * share
    mid = poses[:, None, :, :2] + normal * reach
    origin = mid[..., None, :] + (along * side)[..., None, :] * _THREE
    start = np.array([w.start for w in room.walls], dtype=poses.dtype)
    u, n = (np.array([getattr(w, k) for w in room.walls], dtype=poses.dtype) for k in ("u", "n"))
    length = np.array([w.length for w in room.walls], dtype=poses.dtype)
    toward = normal @ n.T
    down = np.where(toward < -1e-4, toward, -1e-4)[..., None, :]
    t = ((start * n).sum(-1) - origin @ n.T) / down
    s_at = origin @ u.T + t * (normal @ u.T)[..., None, :] - (start * u).sum(-1)
    ok = (toward < -1e-4)[..., None, :] & (s_at >= -1e-4) & (s_at <= length + 1e-4) & (t > -0.06)
    t = np.where(ok, np.maximum(t, 0.0), FAR)
    return t.min(-1), t[..., 1, :].argmin(-1)


def ramp(v: Floats, good: float, bad: float) -> Floats:
    """1 at `good` and beyond, 0 at `bad` and beyond, linear between."""
    return np.asarray(np.clip((bad - v) / (bad - good), 0.0, 1.0))


def mixed(parts: Floats, asked: Bools, worst: float = 0.4) -> Floats:
    """[B]: mean and worst of the parts [B, P] that are asked (1 where none is)."""
    count = asked.sum(-1)
    mean = (parts * asked).sum(-1) / np.maximum(count, 1)
    least = np.where(asked, parts, 1.0).min(-1, initial=1.0)
    return np.asarray(np.where(count > 0, (1 - worst) * mean + worst * least, 1.0))
