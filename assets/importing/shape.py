"""What a mesh leaves free and what it can carry: solid boxes and level surfaces, found by geometry.

Frame: the asset's (metres, z up, base at 0, footprint centred).
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from assets.asset import SolidBox, Support, Vec3
from assets.importing.sampling import even_points

Grid = NDArray[np.bool_]
LEVEL = 0.004
"""How uneven a surface may be to count as level [m]; less than the 5 mm that count as touching."""
CELL = 0.02
HEADROOM = 0.08
"""Less free height than this above a surface makes it useless [m]."""
SMALLEST = (0.1, 0.02)
"""Side [m] and area [m2] of the smallest surface worth naming."""
MAX_SURFACES = 8
MAX_BOXES = 24
SPACING, BORDER = 0.006, 0.002
"""Of the points that stand for the surface [m], and how near to a cell's border counts as in both cells."""
CELLS = 14
"""Along the longest side of the grid for solid boxes."""


# ---------------------------------------------------------------- surfaces
def find_supports(corners: NDArray[np.float64], size: Vec3) -> tuple[Support, ...]:
    """Level free rectangles of a mesh given as triangles [F, 3, 3], largest first."""
    normals = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    length = np.linalg.norm(normals, axis=1)
    level = np.flatnonzero(np.abs(normals[:, 2]) > 0.98 * np.maximum(length, 1e-12))
    if not len(level):
        return ()
    every, _ = even_points(corners, CELL * 0.7)
    flat, _ = even_points(corners[level], CELL * 0.7)
    shape = (max(math.ceil(size[0] / CELL), 1), max(math.ceil(size[1] / CELL), 1))
    found = [s for z in _heights(flat[:, 2]) if (s := _surface(flat, every, z, shape, size)) is not None]
    found.sort(key=lambda s: -(s.x1 - s.x0) * (s.y1 - s.y0))
    return tuple(found[:MAX_SURFACES])


def _heights(z: NDArray[np.float64]) -> list[float]:
    """Top of every band of heights, at most `LEVEL` thick, that holds points."""
    tops, rest = [], np.unique(np.round(z, 4))[::-1]
    while len(rest):
        tops.append(float(rest[0]))
        rest = rest[rest < rest[0] - LEVEL]
    return tops


def _surface(
    flat: NDArray[np.float64], every: NDArray[np.float64], z: float, shape: tuple[int, int], size: Vec3
) -> Support | None:
    """The largest free rectangle at that height."""
    if z < 0.02:
        return None
    here = _cells(flat[(flat[:, 2] > z - LEVEL) & (flat[:, 2] <= z + 1e-4)], shape, size)
    above = every[(every[:, 2] > z + 1e-3) & (every[:, 2] < z + HEADROOM)]
    free = here & ~_cells(above, shape, size)
    x0, y0, x1, y1 = _rectangle(free)
    w, d = (x1 - x0) * size[0] / shape[0], (y1 - y0) * size[1] / shape[1]
    if min(w, d) < SMALLEST[0] or w * d < SMALLEST[1]:
        return None
    box = (x0 * size[0] / shape[0] - size[0] / 2, y0 * size[1] / shape[1] - size[1] / 2)
    ends = (box[0] + w, box[1] + d)
    over = every[(every[:, 2] > z + 1e-3) & (every[:, 0] > box[0]) & (every[:, 0] < ends[0])]
    over = over[(over[:, 1] > box[1]) & (over[:, 1] < ends[1])]
    clear = float(over[:, 2].min()) - z if len(over) else 10.0
    return Support(z, box[0], box[1], ends[0], ends[1], clear) if clear >= HEADROOM else None


def _cells(points: NDArray[np.float64], shape: tuple[int, int], size: Vec3) -> Grid:
    out = np.zeros(shape, dtype=bool)
    x = np.clip(((points[:, 0] / size[0] + 0.5) * shape[0]).astype(int), 0, shape[0] - 1)
    y = np.clip(((points[:, 1] / size[1] + 0.5) * shape[1]).astype(int), 0, shape[1] - 1)
    out[x, y] = True
    return out


def _rectangle(free: Grid) -> tuple[int, int, int, int]:
    """The largest rectangle of true cells: (x0, y0, x1, y1), ends excluded; by the histogram method."""
    best, area = (0, 0, 0, 0), 0
    heights = np.zeros(free.shape[1], dtype=int)
    for row in range(free.shape[0]):
        heights = np.where(free[row], heights + 1, 0)
        stack: list[tuple[int, int]] = []
        for column, h in enumerate([*map(int, heights), 0]):
            start = column
            while stack and stack[-1][1] >= h:
                start, tall = stack.pop()
                if tall * (column - start) > area:
                    best, area = (row - tall + 1, start, row + 1, column), tall * (column - start)
            stack.append((start, h))
    return best


# ---------------------------------------------------------------- solid volumes
def find_solids(corners: NDArray[np.float64], size: Vec3) -> tuple[SolidBox, ...]:
    """Boxes that together hold the whole mesh and what it encloses, and leave free what can be reached from outside;
    the whole box when more than `MAX_BOXES` would be needed."""
    whole = (SolidBox((-size[0] / 2, -size[1] / 2, 0.0), (size[0] / 2, size[1] / 2, size[2])),)
    points, _ = even_points(corners, SPACING)
    for cells in (CELLS, CELLS * 2 // 3, CELLS // 2):
        boxes = _merged(_filled(_occupied(points, size, cells)))
        if len(boxes) <= MAX_BOXES:
            return tuple(_tight(_box(b, size, cells), points) for b in boxes) if len(boxes) > 1 else whole
    return whole


def _shape(size: Vec3, cells: int) -> tuple[int, int, int]:
    step = max(size) / cells
    a, b, c = (max(math.ceil(v / step - 1e-9), 1) for v in size)
    return (a, b, c)


def _occupied(points: NDArray[np.float64], size: Vec3, cells: int) -> Grid:
    shape = _shape(size, cells)
    out = np.zeros(shape, dtype=bool)
    # a point on a cell's border belongs to both cells
    for shift in (-BORDER, BORDER):
        at = (points + np.array([size[0] / 2, size[1] / 2, 0.0]) + shift) / np.array(size)
        index = np.clip((at * np.array(shape)).astype(int), 0, np.array(shape) - 1)
        out[index[:, 0], index[:, 1], index[:, 2]] = True
    return out


def _filled(occupied: Grid) -> Grid:
    """With what cannot be reached from outside. From below nothing is reached: a thing stands on the floor."""
    from scipy import ndimage

    padded = np.pad(~occupied, ((1, 1), (1, 1), (0, 1)), constant_values=True)
    labels, _ = ndimage.label(padded)
    return np.asarray((labels != labels[0, 0, -1])[1:-1, 1:-1, :-1], dtype=bool)


def _merged(cells: Grid) -> list[tuple[int, int, int, int, int, int]]:
    """The cells as few boxes (lower and upper corner, ends excluded): each grows along x, then y, then z."""
    left, out = cells.copy(), []
    while left.any():
        x, y, z = (int(v) for v in np.argwhere(left)[0])
        ends = [x + 1, y + 1, z + 1]
        start = (x, y, z)
        for a in (0, 1, 2):
            while ends[a] < left.shape[a]:
                window = tuple(slice(ends[b], ends[b] + 1) if b == a else slice(start[b], ends[b]) for b in range(3))
                if not left[window].all():
                    break
                ends[a] += 1
        left[x : ends[0], y : ends[1], z : ends[2]] = False
        out.append((x, y, z, ends[0], ends[1], ends[2]))
    return out


def _box(cells: tuple[int, int, int, int, int, int], size: Vec3, count: int) -> SolidBox:
    shape, base = _shape(size, count), (-size[0] / 2, -size[1] / 2, 0.0)
    at = [base[k % 3] + cells[k] * size[k % 3] / shape[k % 3] for k in range(6)]
    return SolidBox((at[0], at[1], at[2]), (at[3], at[4], at[5]))


def _tight(box: SolidBox, points: NDArray[np.float64]) -> SolidBox:
    """The box drawn in to the points of the surface in it: a thin top is not as thick as a cell."""
    lo, hi = np.array(box.lo) - BORDER, np.array(box.hi) + BORDER
    inside = points[((points >= lo) & (points <= hi)).all(axis=1)]
    if not len(inside):
        return box
    a, b = np.maximum(inside.min(axis=0), lo), np.minimum(inside.max(axis=0), hi)
    return SolidBox((float(a[0]), float(a[1]), float(a[2])), (float(b[0]), float(b[1]), float(b[2])))
