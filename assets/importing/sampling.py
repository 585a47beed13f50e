"""Points on the surface of a model, evenly and without chance: triangles are cut until their sides are short."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from assets.importing.raw import RawModel

Points = NDArray[np.float64]
MOST = 400_000
"""Points; a spacing that would need more is made coarser."""


def surface_points(model: RawModel, count: int = 20_000) -> Points:
    """About that many points [N, 3] in the file's frame."""
    corners = np.vstack([p.vertices[p.faces] for p in model.parts])
    area = float(np.linalg.norm(np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]), axis=1).sum())
    return even_points(corners, max(float(np.sqrt(area / count)), 1e-9))[0]


def even_points(corners: Points, spacing: float) -> tuple[Points, NDArray[np.int64]]:
    """Points of a triangular grid on triangles [F, 3, 3], neighbours at most `spacing` apart, corners among them; and
    the triangle of each."""
    sides = np.linalg.norm(corners - np.roll(corners, 1, axis=1), axis=2).max(axis=1)
    spacing = max(spacing, 1e-9)
    steps = np.maximum(np.ceil(sides / spacing).astype(np.int64), 1)
    while int(((steps + 1) * (steps + 2) // 2).sum()) > MOST and steps.max() > 1:
        spacing *= 1.5
        steps = np.maximum(np.ceil(sides / spacing).astype(np.int64), 1)
    points, owners = [], []
    for n in np.unique(steps):
        rows = np.flatnonzero(steps == n)
        i, j = np.meshgrid(np.arange(n + 1), np.arange(n + 1), indexing="ij")
        keep = i + j <= n
        u, v = i[keep] / n, j[keep] / n
        weights = np.column_stack([1 - u - v, u, v])
        points.append(np.einsum("kc,fcx->fkx", weights, corners[rows]).reshape(-1, 3))
        owners.append(np.repeat(rows, len(weights)))
    return np.vstack(points), np.concatenate(owners)
