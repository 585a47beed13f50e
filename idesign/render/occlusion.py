"""How far each point of the room is from the nearest object: a coarse distance volume for soft shadows and contact.

The objects' surfaces are sampled, the samples fall into voxels, and each voxel's distance is that to the mean of the
samples in the nearest occupied voxel (scipy's exact Euclidean transform), which is finer than the voxels themselves.
Walls, floor and ceiling are left out: they are planes, which a shader treats exactly.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from idesign.render.stage import Batch
from solvers.room import Room

REACH = 1.0
"""Distances are cut off here [m]."""
MOST_VOXELS = 320_000
FINEST = 0.04
"""Voxel size [m] in a room of usual size; larger in large rooms."""


@dataclass(frozen=True)
class Volume:
    """Distances [m] of voxel centres, shape [Z, Y, X], over the box from `lo` to `hi` [m]."""

    values: NDArray[np.float32]
    lo: NDArray[np.float64]
    hi: NDArray[np.float64]


def distance_volume(room: Room, things: tuple[Batch, ...]) -> Volume:
    """The volume over the room's bounding box for these batches (none: everything is far)."""
    x0, y0, x1, y1 = room.bounds
    lo, extent = np.array([x0, y0, 0.0]), np.array([x1 - x0, y1 - y0, room.height])
    pitch = max(FINEST, float((extent.prod() / MOST_VOXELS) ** (1 / 3)))
    shape = np.maximum(np.ceil(extent / pitch).astype(np.int64), 2)
    hi = lo + shape * pitch
    points = [_samples(b, pitch * 0.7) for b in things]
    if not points:
        return Volume(np.full(tuple(shape[::-1]), REACH, dtype=np.float32), lo, hi)
    return Volume(_distances(np.vstack(points), lo, pitch, shape), lo, hi)


def _samples(batch: Batch, spacing: float) -> NDArray[np.float64]:
    """Points on the triangles no further apart than about `spacing`, on a fixed barycentric pattern."""
    tri = batch.vertices[batch.faces]
    longest = np.linalg.norm(tri - np.roll(tri, 1, axis=1), axis=2).max(axis=1)
    steps = np.clip(np.ceil(longest / spacing).astype(np.int64), 1, 120)
    found = []
    for n in np.unique(steps):
        k, m = np.meshgrid(np.arange(n + 1), np.arange(n + 1))
        inside = (k + m) <= n
        weights = np.column_stack([k[inside], m[inside], n - k[inside] - m[inside]]) / n
        found.append((weights @ tri[steps == n]).reshape(-1, 3))
    return np.vstack(found)


def _distances(
    points: NDArray[np.float64], lo: NDArray[np.float64], pitch: float, shape: NDArray[np.int64]
) -> NDArray[np.float32]:
    cell = np.floor((points - lo) / pitch).astype(np.int64)
    inside = np.all((cell >= 0) & (cell < shape), axis=1)
    flat = np.ravel_multi_index(tuple(cell[inside].T), tuple(shape))
    total = int(shape.prod())
    count = np.bincount(flat, minlength=total)
    means = [np.bincount(flat, points[inside][:, k], total) / np.maximum(count, 1) for k in range(3)]
    nearest = ndimage.distance_transform_edt(
        count.reshape(tuple(shape)) == 0, return_distances=False, return_indices=True
    )
    index = np.ravel_multi_index(tuple(nearest), tuple(shape))
    squared = np.zeros(tuple(shape), dtype=np.float32)
    for k in range(3):
        centres = (lo[k] + (np.arange(shape[k]) + 0.5) * pitch).astype(np.float32)
        place = centres.reshape([-1 if axis == k else 1 for axis in range(3)])
        squared += (place - means[k].astype(np.float32)[index]) ** 2
    distance = np.minimum(np.sqrt(squared), np.float32(REACH))
    return np.ascontiguousarray(distance.transpose(2, 1, 0))
