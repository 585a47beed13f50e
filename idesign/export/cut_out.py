"""Leaves and lace as geometry, for formats whose materials know no holes: what is transparent is cut away.

A sheet whose picture has holes is divided, by quarters, where a triangle is partly covered, down to `ROUNDS` times; a
triangle without cover goes, one with cover stays, and of the smallest the middle decides.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import trimesh
from numpy.typing import NDArray

from assets.model import Part
from idesign.render.pictures import cover

ROUNDS = 6
"""A sheet's edges are exact to a 64th of a triangle's side."""
MOST = 20_000
"""No more triangles are made of one part."""
SEEN = 128
"""Half covered, of 255 (glTF's usual cut-off)."""
THIN = 0.0005
"""A leaf's thickness [m]: physics engines draw one side of a sheet, and refuse what has no volume."""
Corners = NDArray[np.float64]
_GRID = 6
_WEIGHTS = np.array([(i, j, _GRID - i - j) for i in range(_GRID + 1) for j in range(_GRID + 1 - i)]) / _GRID
_MIDDLE = np.full((1, 3), 1 / 3)


def cut_out(part: Part) -> Part:
    """The part without the triangles that its picture makes transparent, as two sides `THIN` apart; itself when it has
    no holes, or nothing but holes."""
    m = part.material
    if not m.cutout or m.texture is None or part.uv is None:
        return part
    mesh, alpha = part.mesh, cover(m.texture)
    every = np.hstack([mesh.vertices, mesh.vertex_normals, part.uv / m.tile])
    kept = _covered(np.asarray(every, np.float64)[mesh.faces], alpha)
    return _joined(part, np.concatenate([kept, _back(kept)])) if len(kept) else part


def _covered(corners: Corners, alpha: NDArray[np.uint8]) -> Corners:
    """The covered triangles of [F, 3, 8]: place, normal and place in the picture of each corner."""
    kept: list[Corners] = []
    for turn in range(ROUNDS):
        seen = _seen(corners, alpha, _WEIGHTS)
        whole = seen.all(axis=1) & (turn > 0)  # of a whole leaf the samples may miss all there is
        mixed = ~whole & (seen.any(axis=1) | (turn == 0))
        if len(corners) + 4 * int(mixed.sum()) + sum(map(len, kept)) > MOST:
            break
        kept.append(corners[whole])
        corners = _quartered(corners[mixed])
    kept.append(corners[_seen(corners, alpha, _MIDDLE)[:, 0]])
    return np.concatenate(kept)


def _seen(corners: Corners, alpha: NDArray[np.uint8], weights: Corners) -> NDArray[np.bool_]:
    """[F, S]: whether the picture covers each sample of each triangle. Its first row is the top, at v = 1."""
    u, v = np.moveaxis(np.einsum("sk,fkc->fsc", weights, corners[..., 6:]), -1, 0)
    rows, columns = alpha.shape
    down = np.minimum(((1 - v) % 1 * rows).astype(int), rows - 1)
    along = np.minimum((u % 1 * columns).astype(int), columns - 1)
    return np.asarray(alpha[down, along] >= SEEN)


def _quartered(corners: Corners) -> Corners:
    """Each triangle as the four between its corners and the middles of its sides."""
    a, b, c = corners[:, 0], corners[:, 1], corners[:, 2]
    ab, bc, ca = (a + b) / 2, (b + c) / 2, (c + a) / 2
    parts = ((a, ab, ca), (ab, b, bc), (ca, bc, c), (ab, bc, ca))
    return np.concatenate([np.stack(p, axis=1) for p in parts])


def _back(corners: Corners) -> Corners:
    """The other side of the sheets."""
    back = corners[:, ::-1].copy()
    back[..., :3] -= THIN * back[..., 3:6]
    back[..., 3:6] *= -1
    return back


def _joined(part: Part, corners: Corners) -> Part:
    """A part of these triangles; equal corners are one vertex."""
    rows, index = np.unique(corners.reshape(-1, corners.shape[2]).round(7), axis=0, return_inverse=True)
    faces = index.reshape(-1, 3)
    mesh = trimesh.Trimesh(rows[:, :3], faces, vertex_normals=rows[:, 3:6], process=False)
    return replace(part, mesh=mesh, uv=rows[:, 6:] * part.material.tile)
