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
Which = Indices | np.integer[Any] | int
SIDES = ("front", "right", "back", "left")
FAR = 50.0
_THREE = np.array([[-1.0], [0.0], [1.0]], dtype=np.float32)


@dataclass(frozen=True)
class Frames:
    """Layouts [B, N, 4] seen from every body's own frame.

    near [masks][B, 4, N]: from each side outwards to the nearest body that a mask names (FAR when none is before the
    middle of that side), by: which body that is (where that was asked for); out [B, 4, N, 3]: distance to the wall
    before each side, at its left, middle and right; gap [B, 4, i, j]: from a side of i to j, kept where others are
    derived from this.
    """

    poses: Floats
    half: Floats
    near: dict[str, Floats]
    by: dict[str, Indices]
    out: Floats
    gap: Floats

    def place(self, i: Which, j: Which) -> tuple[Floats, Floats]:
        """The centres of bodies j in the frames of bodies i (broadcast) [B, ...]."""
        i, j = np.broadcast_arrays(i, j)
        a, b = self.poses[:, i], self.poses[:, j]
        c, s = np.cos(a[..., 3]), np.sin(a[..., 3])
        dx, dy = b[..., 0] - a[..., 0], b[..., 1] - a[..., 1]
        return c * dx + s * dy, c * dy - s * dx

    def extent(self, i: Which, j: Which) -> tuple[Floats, Floats]:
        """The half extents of bodies j along the axes of bodies i [B, ...]."""
        i, j = np.broadcast_arrays(i, j)
        turned = self.poses[:, j, 3] - self.poses[:, i, 3]
        c, s = np.abs(np.cos(turned)), np.abs(np.sin(turned))
        return self.half[j, 0] * c + self.half[j, 1] * s, self.half[j, 0] * s + self.half[j, 1] * c

    def middle(self, name: str, side: int) -> Floats:
        """[B, N]: free depth before a side: to the nearest body of a mask or to the wall, whichever is nearer."""
        return np.asarray(np.minimum(self.near[name][:, side], self.out[:, side].min(-1)))


class Sight:
    """Sees layouts of one problem: `masks` [name][N, N] say which bodies count as being before which; of those `named`
    it is told which one that is. `share` is the part of a side that counts as its middle. Single precision does: terms
    are about centimetres."""

    def __init__(
        self, half: Floats, room: Room, masks: dict[str, Bools], named: frozenset[str], share: float = 0.8
    ) -> None:
        self.half, self.share, self.named = half.astype(np.float32), share, named
        self.walls = _Walls.of(room)
        self.veil = {k: np.where(m, 0.0, FAR).astype(np.float32) for k, m in masks.items()}

    def frames(self, poses: Floats) -> Frames:
        """The frames of layouts [B, N, 4]."""
        poses = poses.astype(np.float32)
        gap = self._gap(poses, self.half, poses, self.half)
        near, by = {}, {}
        for name, veil in self.veil.items():
            seen = np.maximum(gap, veil)
            by[name] = seen.argmin(-1)
            near[name] = np.take_along_axis(seen, by[name][..., None], -1)[..., 0]
        return Frames(poses, self.half, near, by, self.walls.rays(poses, self.half, self.share), gap)

    def moved(self, base: Frames, chain: Indices, members: Indices, group: Indices, poses: Floats) -> Frames:
        """The frames of layouts [B, N, 4] in which only some bodies have moved: layout k differs from the layout
        `chain[group[k]]` of `base` in the bodies `members[group[k]]` [V, G] alone. The same as `frames`, for less."""
        poses = poses.astype(np.float32)
        who = members[group]
        at = np.arange(len(poses))[:, None]
        mine, size = poses[at, who], self.half[who]
        out = base.out[chain[group]].copy()
        out[at, :, who] = self.walls.rays(mine, size, self.share).transpose(0, 2, 1, 3)
        columns = self._gap(poses, self.half, mine, size)
        rows = self._gap(mine, size, poses, self.half)
        near, by = {}, {}
        for name, veil in self.veil.items():
            rest, rest_by = self._without(base, name, chain, members)
            seen = np.maximum(columns, veil[:, who].transpose(1, 0, 2)[:, None])
            own = np.maximum(rows, veil[who][:, None])
            near[name] = np.minimum(rest[group], seen.min(-1))
            near[name][at, :, who] = own.min(-1).transpose(0, 2, 1)
            if name in self.named:
                nearer = near[name] < rest[group]
                by[name] = np.where(nearer, who[at[..., None], seen.argmin(-1)], rest_by[group])
                by[name][at, :, who] = own.argmin(-1).transpose(0, 2, 1)
        return Frames(poses, self.half, near, by, out, base.gap[:0])

    def _without(self, base: Frames, name: str, chain: Indices, members: Indices) -> tuple[Floats, Indices]:
        """(near, by) [V, 4, N] of a mask, as if the members [V, G] were not there."""
        near, by = base.near[name][chain], base.by[name][chain]
        gone = np.zeros((len(members), by.shape[-1]), dtype=bool)
        np.put_along_axis(gone, members, True, 1)
        v, side, i = np.nonzero(gone[np.arange(len(members))[:, None, None], by])
        if len(v):
            seen = np.maximum(base.gap[chain[v], side, i], self.veil[name][i])
            seen = np.where(gone[v], FAR, seen)
            by[v, side, i], near[v, side, i] = seen.argmin(-1), seen.min(-1)
        return near, by

    def _gap(self, a: Floats, half_a: Floats, b: Floats, half_b: Floats) -> Floats:
        """[B, 4, I, J]: from each side of the bodies a [B, I, 4] outwards to the bodies b [B, J, 4]."""
        c, s = np.cos(a[..., 3])[..., None], np.sin(a[..., 3])[..., None]
        dx, dy = b[:, None, :, 0] - a[..., 0, None], b[:, None, :, 1] - a[..., 1, None]
        lx, ly = c * dx + s * dy, c * dy - s * dx
        cb, sb = np.cos(b[..., 3])[:, None], np.sin(b[..., 3])[:, None]
        tc, ts = np.abs(c * cb + s * sb), np.abs(s * cb - c * sb)
        hw, hd = half_b[..., None, :, 0], half_b[..., None, :, 1]
        ex, ey = hw * tc + hd * ts, hw * ts + hd * tc
        mine_w, mine_d = half_a[..., 0, None], half_a[..., 1, None]
        aside, ahead = np.abs(lx), np.abs(ly)
        across_x = aside - ex < self.share * mine_w - 0.012
        across_y = ahead - ey < self.share * mine_d - 0.012
        deep, wide = ahead - ey - mine_d, aside - ex - mine_w
        deep = np.where(across_x & (deep > -0.3), np.maximum(deep, 0.0), FAR)
        wide = np.where(across_y & (wide > -0.3), np.maximum(wide, 0.0), FAR)
        out = np.empty((len(a), 4, *lx.shape[1:]), dtype=np.float32)
        out[:, 0], out[:, 2] = np.where(ly < 0, deep, FAR), np.where(ly > 0, deep, FAR)
        out[:, 1], out[:, 3] = np.where(lx > 0, wide, FAR), np.where(lx < 0, wide, FAR)
        return out


@dataclass(frozen=True)
class _Walls:
    """The walls of a room: start, along, inward normal [W, 2] and length [W]."""

    start: Floats
    u: Floats
    n: Floats
    length: Floats

    @staticmethod
    def of(room: Room) -> _Walls:
        start, u, n = (np.array([getattr(w, k) for w in room.walls], dtype=np.float32) for k in ("start", "u", "n"))
        return _Walls(start, u, n, np.array([w.length for w in room.walls], dtype=np.float32))

    def rays(self, poses: Floats, half: Floats, share: float) -> Floats:
        """[B, 4, N, 3]: from three points of every side of bodies [B, N, 4] to the walls."""
        c, s = np.cos(poses[..., 3]), np.sin(poses[..., 3])
        ax, ay = np.stack([c, s], -1), np.stack([-s, c], -1)
        hw, hd = half[..., :1], half[..., 1:]
        normal, along = np.stack([-ay, ax, ay, -ax], 1), np.stack([ax, ay, ax, ay], 1)
        reach, side = np.stack([hd, hw, hd, hw], -3), np.stack([hw, hd, hw, hd], -3) * share
        mid = poses[:, None, :, :2] + normal * reach
        origin = mid[..., None, :] + (along * side)[..., None, :] * _THREE
        toward = normal @ self.n.T
        down = np.where(toward < -1e-4, toward, -1e-4)[..., None, :]
        t = ((self.start * self.n).sum(-1) - origin @ self.n.T) / down
        s_at = origin @ self.u.T + t * (normal @ self.u.T)[..., None, :] - (self.start * self.u).sum(-1)
        ok = (toward < -1e-4)[..., None, :] & (s_at >= -1e-4) & (s_at <= self.length + 1e-4) & (t > -0.06)
        return np.asarray(np.where(ok, np.maximum(t, 0.0), FAR).min(-1))


def ramp(v: Floats, good: float, bad: float) -> Floats:
    """1 at `good` and beyond, 0 at `bad` and beyond, linear between."""
    return np.asarray(np.clip((bad - v) / (bad - good), 0.0, 1.0))


def mixed(parts: Floats, asked: Bools, worst: float = 0.4) -> Floats:
    """[B]: mean and worst of the parts [B, P] that are asked (1 where none is)."""
    count = asked.sum(-1)
    mean = (parts * asked).sum(-1) / np.maximum(count, 1)
    least = np.where(asked, parts, 1.0).min(-1, initial=1.0)
    return np.asarray(np.where(count > 0, (1 - worst) * mean + worst * least, 1.0))
