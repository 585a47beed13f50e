"""Flat mirrors: which planes of a stage are mirrors, which of them fills most of a view, and the camera behind the
glass whose picture it shows.

From the camera reflected in the glass, what stands before the mirror is seen at the same places of the picture at which
the camera sees it in the mirror: what the one draws is what the other shows.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from idesign.render.camera import View
from idesign.render.stage import Batch

Vec = NDArray[np.float64]
SMOOTH, METAL = 0.06, 0.9
"""Smoother and more metallic than this is a mirror; the shader says the same."""
LEAST = 0.03
"""Smaller planes are knobs and taps [m2]."""
LEAST_SHARE = 0.002
"""Of the picture: a mirror that fills less of it shows only the colours of the room."""
NEAREST = 0.05
"""How far before the glass the camera must be [m]."""


@dataclass(frozen=True, eq=False)
class Mirror:
    """A plane of glass: `plane` [4] times (x, y, z, 1) is the height above it [m]; `corners` [N, 3] are those of its
    triangles, `group` that of the stage it is drawn with."""

    group: str
    plane: Vec
    corners: Vec


def mirrors_of(drawn: Iterable[Batch]) -> tuple[Mirror, ...]:
    """All mirrors of a stage."""
    return tuple(m for b in drawn if _is_mirror(b) for m in _planes(b))


def _is_mirror(b: Batch) -> bool:
    m = b.material
    return m.metallic > METAL and m.roughness < SMOOTH and m.surface is None and m.texture is None


def _planes(b: Batch) -> Iterable[Mirror]:
    corners = b.vertices[b.faces]
    cross = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    area = np.linalg.norm(cross, axis=1) / 2
    normal = cross / np.maximum(2 * area, 1e-12)[:, None]
    planes = np.column_stack([normal, -np.einsum("ij,ij->i", normal, corners[:, 0])])
    _, kind = np.unique(np.round(planes, 2), axis=0, return_inverse=True)
    kind = kind.reshape(-1)
    for k in np.flatnonzero(np.bincount(kind, area) > LEAST):
        mine = kind == k
        yield Mirror(b.group, planes[mine][np.argmax(area[mine])], corners[mine].reshape(-1, 3))


def largest(mirrors: Iterable[Mirror], view: View) -> Mirror | None:
    """The mirror that fills most of the view; None when none fills enough of it."""
    left_out = view.hidden | view.without
    shares = [(share(m, view), k, m) for k, m in enumerate(mirrors) if m.group not in left_out]
    best = max(shares, default=None, key=lambda s: (s[0], -s[1]))
    return best[2] if best is not None and best[0] > LEAST_SHARE else None


def share(mirror: Mirror, view: View) -> float:
    """The share of the picture that the mirror's extent covers; 0 from behind."""
    if float(mirror.plane @ (*view.position, 1.0)) < NEAREST:
        return 0.0
    seen = view.project(mirror.corners)
    if (seen[:, 2] < NEAREST).any():
        return 0.0
    low, high = np.clip(seen[:, :2].min(axis=0), -1, 1), np.clip(seen[:, :2].max(axis=0), -1, 1)
    return float(np.prod(high - low)) / 4


def behind(view: View, mirror: Mirror) -> View:
    """The view whose picture the mirror shows: the camera reflected in the glass, at half the resolution, and nothing
    hidden, since the mirror shows the walls that the view leaves out."""
    turn = np.eye(4)
    n = mirror.plane[:3]
    turn[:3, :3] -= 2 * np.outer(n, n)
    turn[:3, 3] = -2 * mirror.plane[3] * n
    return replace(view, pose=turn @ view.pose, width=view.width // 2, height=view.height // 2, hidden=frozenset())
