"""Which objects can be seen from a place, judged by their boxes: all segments against all boxes at once."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from idesign.scene import SceneObject

Vec = NDArray[np.float64]

SHRINK = 0.9
"""Boxes block rays a little less than they are large: furniture does not fill its box."""
PROBES = np.array([*product((-0.4, 0.4), (-0.4, 0.4), (0.1, 0.9)), (0.0, 0.0, 0.5), (0.0, 0.0, 0.98)])
"""Places at which an object should be seen, in shares of its size: its corners drawn in, and its middle."""

CORNERS = np.array([*product((-0.5, 0.5), (-0.5, 0.5), (0.0, 1.0))])


@dataclass(frozen=True)
class Boxes:
    """N objects' boxes: base centres [N, 3] [m], cosine and sine of yaw [N], sizes [N, 3]; `related` [N, N] tells which
    pairs do not hide one another (a thing and what it stands on)."""

    things: tuple[SceneObject, ...]
    base: Vec
    cos: Vec
    sin: Vec
    size: Vec
    related: NDArray[np.bool_]

    @property
    def probes(self) -> Vec:
        """Points [N, P, 3] of the room at which each object should be seen."""
        return self._points(PROBES)

    @property
    def corners(self) -> Vec:
        """The corners [N, 8, 3] of the boxes in the room."""
        return self._points(CORNERS)

    def _points(self, shares: Vec) -> Vec:
        """The points [N, P, 3] of the room at these shares [P, 3] of each box's size."""
        local = shares[None] * self.size[:, None]
        x = self.cos[:, None] * local[..., 0] - self.sin[:, None] * local[..., 1]
        y = self.sin[:, None] * local[..., 0] + self.cos[:, None] * local[..., 1]
        return np.asarray(np.stack([x, y, local[..., 2]], axis=2) + self.base[:, None], dtype=np.float64)

    @property
    def fronts(self) -> Vec:
        """Unit vectors [N, 2] that the objects face along."""
        return np.column_stack([self.sin, -self.cos])

    def local(self, points: Vec) -> Vec:
        """Points [..., 3] of the room in every box's frame, origin at the box's middle: [N, ..., 3]."""
        lead = (slice(None),) + (None,) * (points.ndim - 1)
        d = points[None] - self.base[lead]
        c, s = self.cos[lead], self.sin[lead]
        middle = self.size[lead][..., 2] / 2
        return np.stack([c * d[..., 0] + s * d[..., 1], c * d[..., 1] - s * d[..., 0], d[..., 2] - middle], axis=-1)

    def gaps(self, point: Vec) -> Vec:
        """Distances [N] from a point to the boxes [m]."""
        off: Vec = np.linalg.norm(np.maximum(np.abs(self.local(point)) - self.size / 2, 0.0), axis=-1)
        return off

    def spans(self, origin: Vec, ends: Vec) -> tuple[Vec, Vec]:
        """Where the lines from `origin` (0) to `ends` [..., 3] (1) enter and leave each box, two arrays [N, ...]; a
        line that enters after it has left misses the box."""
        lead = (slice(None),) + (None,) * (ends.ndim - 1)
        a, b = self.local(origin)[lead], self.local(ends)
        half = self.size[lead] / 2 * SHRINK
        step = np.where(np.abs(b - a) < 1e-9, 1e-9, b - a)
        t0, t1 = (-half - a) / step, (half - a) / step
        return np.minimum(t0, t1).max(axis=-1), np.maximum(t0, t1).min(axis=-1)

    def crossed(self, origin: Vec, ends: Vec) -> NDArray[np.bool_]:
        """Which segments from `origin` to `ends` [..., 3] pass through which boxes: [N, ...]."""
        enter, leave = self.spans(origin, ends)
        hit: NDArray[np.bool_] = (enter < leave) & (leave > 0.0) & (enter < 0.98)
        return hit

    def only(self, keep: NDArray[np.bool_]) -> Boxes:
        """The boxes where `keep` [N] is true."""
        things = tuple(t for t, k in zip(self.things, keep, strict=True) if k)
        return Boxes(things, self.base[keep], self.cos[keep], self.sin[keep], self.size[keep],
                     self.related[np.ix_(keep, keep)])  # fmt: skip


def boxes_of(things: tuple[SceneObject, ...]) -> Boxes:
    """The boxes of these objects."""
    yaw = np.array([t.pose.yaw for t in things])
    related = [[a.id == b.id or a.support == b.id or b.support == a.id for b in things] for a in things]
    return Boxes(
        things,
        np.array([[t.x, t.y, t.z] for t in things]).reshape(-1, 3),
        np.cos(yaw),
        np.sin(yaw),
        np.array([t.size for t in things]).reshape(-1, 3),
        np.array(related, dtype=bool).reshape(len(things), len(things)),
    )
