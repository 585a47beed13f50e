"""The free floor of many layouts at once: which of it a walker can reach from a door.

The floor is a grid. A walker of radius R may be at a cell when the cell is R away from walls and from everything that
stands in the way; R is kept at rounded corners too, by two overlapping boxes for each body. Poses are arrays
[B, N, 4] (x, y, z [m], yaw [rad]); grids are [B, H, W], row by row from the south.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from scipy import ndimage
from shapely import Polygon
from shapely.geometry.base import BaseGeometry

from solvers import geometry as g
from solvers.room import Room
from solvers.tolerances import DOOR_DEPTH

Floats = npt.NDArray[np.floating[Any]]
Bools = npt.NDArray[np.bool_]
CELLS = 4000
"""About how many cells a room gets."""
_FLAT = np.zeros((3, 3, 3), dtype=bool)
_FLAT[1] = ndimage.generate_binary_structure(2, 1)


@dataclass(frozen=True)
class Grid:
    """Cell centres over a room: step [m], x [W], y [H], the floor [H, W], and the cells just inside doors."""

    step: float
    x: Floats
    y: Floats
    floor: Bools
    doors: Bools
    has_door: bool

    @staticmethod
    def of(room: Room, cells: int = CELLS) -> Grid:
        """The grid of a room."""
        x0, y0, x1, y1 = room.bounds
        step = max(0.05, math.sqrt((x1 - x0) * (y1 - y0) / cells))
        x, y = _middles(x0, x1, step), _middles(y0, y1, step)
        px, py = np.meshgrid(x, y)
        zones = [Polygon(g.door_zone(room, d, DOOR_DEPTH)).buffer(0.1) for d in room.doors]
        doors = _within(shapely.union_all(zones), px, py) if zones else np.zeros(px.shape, dtype=bool)
        return Grid(step, x, y, _within(_open_floor(room), px, py), doors, bool(zones))

    def inner(self, room: Room, radius: float) -> Bools:
        """The cells at least `radius` from every wall."""
        px, py = np.meshgrid(self.x, self.y)
        return _within(_open_floor(room).buffer(-radius, join_style="mitre"), px, py)

    def index(self, x: Floats, y: Floats) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp], Bools]:
        """(row, column, whether inside the grid) of points."""
        c = np.floor((x - self.x[0]) / self.step + 0.5).astype(np.intp)
        r = np.floor((y - self.y[0]) / self.step + 0.5).astype(np.intp)
        ok = (c >= 0) & (c < len(self.x)) & (r >= 0) & (r < len(self.y))
        return r.clip(0, len(self.y) - 1), c.clip(0, len(self.x) - 1), ok


def _middles(low: float, high: float, step: float) -> Floats:
    """The middles of the cells between two ends: one at least."""
    found = np.arange(low + step / 2, high, step)
    return found if len(found) else np.array([(low + high) / 2])


def _open_floor(room: Room) -> BaseGeometry:
    """The floor without the columns."""
    return Polygon(room.polygon).difference(shapely.union_all([Polygon(c.ring) for c in room.columns]))


def _within(shape: shapely.Geometry, x: Floats, y: Floats) -> Bools:
    return np.asarray(shapely.contains_xy(shape, x, y), dtype=np.bool_)


def blocked(grid: Grid, poses: Floats, half: Floats, radius: float) -> Bools:
    """[B, H, W]: cells nearer than `radius` to one of the bodies [B, N, 4] with half extents [N, 2]."""
    yaw = poses[..., 3]
    off = np.abs(yaw - np.round(yaw / (np.pi / 2)) * (np.pi / 2))
    straight = off < 0.02
    turned = np.abs(np.sin(yaw)) > 0.7
    hx, hy = np.where(turned, half[:, 1], half[:, 0]), np.where(turned, half[:, 0], half[:, 1])
    count = np.zeros((len(poses), len(grid.y), len(grid.x)), dtype=np.float32)
    for rx, ry in ((radius, 0.5 * radius), (0.5 * radius, radius), (0.8 * radius, 0.8 * radius)):
        in_x = np.abs(grid.x - poses[..., :1]) < (hx + rx)[..., None]
        in_y = (np.abs(grid.y - poses[..., 1:2]) < (hy + ry)[..., None]) & straight[..., None]
        count += np.matmul(in_y.astype(np.float32).transpose(0, 2, 1), in_x.astype(np.float32))
    out = np.asarray(count > 0.5)
    _block_askew(grid, poses, half, radius, straight, out)
    return out


def _block_askew(grid: Grid, poses: Floats, half: Floats, radius: float, straight: Bools, out: Bools) -> None:
    """Add the bodies that are turned by other than quarter turns, each by its true distance."""
    for b, n in np.argwhere(~straight):
        x, y, _, yaw = poses[b, n]
        reach = math.hypot(*half[n]) + radius
        cols, rows = np.abs(grid.x - x) < reach, np.abs(grid.y - y) < reach
        if not cols.any() or not rows.any():
            continue
        c0, c1 = np.flatnonzero(cols)[[0, -1]]
        r0, r1 = np.flatnonzero(rows)[[0, -1]]
        dx, dy = np.meshgrid(grid.x[c0 : c1 + 1] - x, grid.y[r0 : r1 + 1] - y)
        c, s = math.cos(yaw), math.sin(yaw)
        qx = np.maximum(np.abs(c * dx + s * dy) - half[n, 0], 0)
        qy = np.maximum(np.abs(c * dy - s * dx) - half[n, 1], 0)
        out[b, r0 : r1 + 1, c0 : c1 + 1] |= qx * qx + qy * qy < radius * radius


@dataclass(frozen=True)
class Walkable:
    """Where a walker can be: all cells, and those connected to a door (without doors: the largest part), [B, H, W];
    `share` [B] of the floor that the walker sweeps which is connected."""

    every: Bools
    main: Bools
    share: Floats


def walkable(grid: Grid, free: Bools, radius: float) -> Walkable:
    """The connected part of the free cells [B, H, W] of a walker."""
    labels, count = ndimage.label(free, structure=_FLAT)
    if grid.has_door:
        seeds = np.unique(labels[:, grid.doors])
    else:
        sizes = np.bincount(labels.ravel(), minlength=count + 1)
        first = np.array([_largest(v, sizes) for v in labels])
        seeds = np.unique(first)
    chosen = np.zeros(count + 1, dtype=bool)
    chosen[seeds] = True
    chosen[0] = False
    main = chosen[labels]
    rest = free & ~main
    lost = rest.any((1, 2))
    share = np.ones(len(free))
    if lost.any():
        k = 2 * math.ceil(radius / grid.step) - 1
        swept, cut = _widen(main[lost], k) & grid.floor, _widen(rest[lost], k) & grid.floor
        cut &= ~swept
        total = swept.sum((1, 2)) + cut.sum((1, 2))
        share[lost] = swept.sum((1, 2)) / np.maximum(total, 1)
    share[~main.any((1, 2))] = 0.0
    return Walkable(free, main, share)


def _largest(labels: npt.NDArray[np.int32], sizes: npt.NDArray[np.intp]) -> int:
    here = np.unique(labels)
    here = here[here > 0]
    return int(here[np.argmax(sizes[here])]) if len(here) else 0


def _widen(mask: Bools, k: int) -> Bools:
    out = ndimage.maximum_filter1d(mask.view(np.uint8), k, axis=1, mode="constant")
    return np.asarray(ndimage.maximum_filter1d(out, k, axis=2, mode="constant").astype(bool))
