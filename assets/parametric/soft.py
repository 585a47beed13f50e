"""Soft shapes: cushions, cloth and leaves. Closed meshes, outward normals, metres; `at` is the centre of the base."""

from __future__ import annotations

import numpy as np
import trimesh
from numpy.typing import NDArray

from assets.errors import AssetError
from assets.parametric.solids import ORIGIN, Vec, _grid_faces, outward, raw, stretch

Grid = NDArray[np.float64]


def cushion(
    size: Vec, at: Vec = ORIGIN, bulge: float = 0.5, corner: float = 0.15, waist: float = 0.0, cells: int = 8
) -> trimesh.Trimesh:
    """A stuffed cushion lying flat, exactly `size`. `bulge` 0 is a block with soft edges, 1 a lens that is thin at its
    seam. `corner` 0 is square in plan, 1 elliptic. `waist` draws the sides in so that the corners stand out (a scatter
    cushion: 0.1). About 4 * cells^2 triangles."""
    power = 2.0 + 8.0 * (1.0 - min(max(bulge, 0.0), 1.0)) ** 2
    t = np.sin(np.linspace(-1, 1, cells + 1) * np.pi / 2)
    u, v = np.meshgrid(t, t, indexing="ij")
    dome = ((1 - np.abs(u) ** power) * (1 - np.abs(v) ** power)) ** (1 / power if bulge < 0.75 else 0.6)
    x = u * np.sqrt(1 - corner * v**2 / 2) * (1 - waist * (1 - v**2))
    y = v * np.sqrt(1 - corner * u**2 / 2) * (1 - waist * (1 - u**2))
    return stretch(_two_sided(x, y, dome), size, at)


def _two_sided(x: Grid, y: Grid, dome: Grid) -> trimesh.Trimesh:
    """A closed skin of two grids, above (+dome) and below (-dome), that share their rim."""
    top = np.stack([x, y, dome], axis=2)
    return _pocket(top, top * (1, 1, -1))


def _pocket(top: Grid, bottom: Grid) -> trimesh.Trimesh:
    """A closed skin of two grids of points [rows, columns, 3] that share their rim (taken from `top`)."""
    rows, columns = top.shape[:2]
    inner = np.zeros((rows, columns), dtype=bool)
    inner[1:-1, 1:-1] = True
    below = np.arange(rows * columns)
    below[inner.ravel()] = rows * columns + np.arange(np.count_nonzero(inner))
    faces = _quadrant_faces(rows, columns)
    return outward(raw(np.vstack([top.reshape(-1, 3), bottom[inner]]), np.vstack([faces, below[faces][:, ::-1]])))


def _quadrant_faces(rows: int, columns: int) -> NDArray[np.int64]:
    """Triangles of a grid whose diagonals leave each corner inwards: no triangle lies wholly on the rim."""
    r, c = np.meshgrid(np.arange(rows - 1), np.arange(columns - 1), indexing="ij")
    falling = ((r < (rows - 1) / 2) == (c < (columns - 1) / 2)).ravel()[:, None]
    a = (r * columns + c).ravel()
    b, d, e = a + 1, a + columns, a + columns + 1
    first = np.where(falling, np.column_stack([a, b, e]), np.column_stack([a, b, d]))
    second = np.where(falling, np.column_stack([a, e, d]), np.column_stack([b, e, d]))
    return np.vstack([first, second])


def sheet(grid: Grid, thickness: float = 0.003) -> trimesh.Trimesh:
    """Cloth through the points of `grid` [rows, columns, 3], given `thickness` to the side its normals point to."""
    g = np.asarray(grid, dtype=np.float64)
    if g.ndim != 3 or g.shape[2] != 3 or min(g.shape[:2]) < 2:
        raise AssetError(f"sheet: the grid must be [rows >= 2, columns >= 2, 3], got {g.shape}")
    rows, columns = g.shape[:2]
    normal = np.cross(np.gradient(g, axis=0), np.gradient(g, axis=1))
    normal /= np.maximum(np.linalg.norm(normal, axis=2, keepdims=True), 1e-12)
    front, back = g.reshape(-1, 3), (g + thickness * normal).reshape(-1, 3)
    index = np.arange(rows * columns).reshape(rows, columns)
    loop = np.concatenate([index[0, :-1], index[:-1, -1], index[-1, :0:-1], index[:0:-1, 0]])
    n, after, off = len(loop), np.roll(loop, -1), rows * columns
    wall = np.vstack([np.column_stack([loop, after, after + off]), np.column_stack([loop, after + off, loop + off])])
    skin = _grid_faces(rows, columns)
    assert n == 2 * (rows + columns) - 4
    return outward(raw(np.vstack([front, back]), np.vstack([skin, skin[:, ::-1] + off, wall[:, ::-1]])))


def curtain(
    size: Vec, at: Vec = ORIGIN, folds: int = 8, gather: float = 1.0, sway: float = 0.0, rows: int = 6
) -> trimesh.Trimesh:
    """A hanging cloth in waves, exactly `size` (x wide, y the depth of its folds, z high). `gather` < 1 draws it in
    half-way down (tied back to the side of `sway`, -1 to 1). About 2 * rows * 8 * folds triangles."""
    w, d, h = size
    s = np.linspace(-0.5, 0.5, 8 * folds + 1)
    t = np.linspace(0, 1, rows + 1)[:, None]
    narrow = 1 - (1 - gather) * np.sin(np.pi * t) ** 2
    x = s * narrow + sway * 0.5 * (1 - narrow)
    flare = 0.75 + 0.25 * t
    y = 0.5 * np.sin(2 * np.pi * folds * (s + 0.5)) * flare * (1 + 0.1 * np.sin(5 * s + 3 * t))
    grid = np.stack([x * w, np.broadcast_to(y, x.shape) * d, np.broadcast_to(t * h, x.shape)], axis=2)
    return stretch(sheet(grid, 0.002), size, at)


def drape(path: NDArray[np.float64], width: float, at: Vec = ORIGIN, thickness: float = 0.008, wave: float = 0.006,
          columns: int = 16, seed: int = 0) -> trimesh.Trimesh:  # fmt: skip
    """A throw or cover: cloth `width` wide (along x) that follows `path` [P, 2] of (y, z) about `at`, with gentle waves
    of height `wave` along its width."""
    p = np.asarray(path, dtype=np.float64)
    phase = np.random.default_rng(seed).uniform(0, 2 * np.pi, 3)
    s = np.linspace(-0.5, 0.5, columns + 1)
    ripple = sum(np.sin(2 * np.pi * k * s + phase[k - 1]) / k for k in (1, 2, 3)) * wave / 1.8
    tangent = np.gradient(p, axis=0)
    normal = np.column_stack([tangent[:, 1], -tangent[:, 0]]) / np.linalg.norm(tangent, axis=1, keepdims=True)
    yz = p[:, None] + normal[:, None] * ripple[None, :, None]
    x = np.broadcast_to(s * width, yz.shape[:2])
    grid = np.concatenate([x[..., None], yz], axis=2) + np.asarray(at)
    return sheet(grid, thickness)


def leaf(
    length: float,
    width: float,
    at: Vec = ORIGIN,
    direction: float = 0.0,
    pitch: float = 0.7,
    bend: float = 0.6,
    tip: float = 1.5,
    fold: float = 0.15,
    cells: int = 5,
) -> trimesh.Trimesh:
    """A leaf that starts at `at` and grows towards `direction` [rad, from +x], rising at `pitch` [rad above level] and
    curving down by `bend` [rad] to its end. `tip` > 1 is pointed, < 1 round; `fold` lifts the edges. 8 * cells
    triangles, closed."""
    t = np.linspace(0, 1, cells + 1)
    angle = pitch - bend * t
    step = length / cells
    run = np.concatenate([[0], np.cumsum(np.cos(angle[:-1]) * step)])
    rise = np.concatenate([[0], np.cumsum(np.sin(angle[:-1]) * step)])
    half = width / 2 * np.maximum(np.sin(np.pi * t**0.8) ** (1 / tip if tip < 1 else 1), 0.04)
    half *= np.where(t > 0.5, (1 - (2 * t - 1) ** 2 * (1 - 1 / tip)) if tip > 1 else 1.0, 1.0)
    across = np.array([-1.0, 0.0, 1.0])
    up = np.abs(across)[None, :] * fold * half[:, None]
    local = np.stack([run[:, None] - up * np.sin(angle)[:, None], half[:, None] * across,
                      rise[:, None] + up * np.cos(angle)[:, None]], axis=2)  # fmt: skip
    c, s = np.cos(direction), np.sin(direction)
    grid = np.stack([c * local[..., 0] - s * local[..., 1], s * local[..., 0] + c * local[..., 1], local[..., 2]], 2)
    top = grid + np.asarray(at)
    return _pocket(top, top - (0, 0, max(0.0008, 0.02 * width)))
