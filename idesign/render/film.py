"""Moving pictures of a room, as MP4 or GIF files: a turntable around the open room, and a walk in from the door.

The turntable is the dollhouse view from all sides. The walk goes at eye level from the (first) doorway over free floor
to the freest place that one can reach, looking at the furniture's middle, and looks round once there.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Literal

import numpy as np
import shapely
from numpy.typing import NDArray
from PIL import Image
from scipy import ndimage
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra

from idesign.files import whole_file
from idesign.render.camera import EYE, SHIFT, View, dollhouse_view, eye_field, hidden_groups, look_at, middle_of
from idesign.render.stage import Stage
from idesign.render.video import write_mp4
from idesign.scene import SceneObject

Vec = NDArray[np.float64]
Picture = NDArray[np.uint8]
Film = Literal["turntable", "walk"]
Draw = Callable[[Stage, tuple[View, ...]], Iterator[Picture]]

SIZE = (480, 360)
FRAMES: dict[Film, int] = {"turntable": 36, "walk": 60}
PACE = 110
"""Milliseconds that a frame is shown."""
COLOURS = 128
"""Of a GIF's palette: fewer make smaller files, more smoother walls."""
CELL = 0.1
"""Of the map that the way is sought on [m]."""
BODY = 0.25
"""Who walks keeps this far from furniture and walls [m], as a slim person does."""
LOW, OVERHEAD = 0.05, 1.7
"""One steps on what is lower and goes under what hangs higher [m]."""
WALKED = 0.6
"""The share of the walk's frames that walk; the rest look round."""
SMOOTH = 0.06
"""How long the walker's gaze takes to turn, as a share of the frames."""


def film_views(stage: Stage, film: Film, frames: int | None = None, size: tuple[int, int] = SIZE) -> tuple[View, ...]:
    """The views of the film, one a frame."""
    count = frames or FRAMES[film]
    made = _turntable(stage, count, size) if film == "turntable" else _walk(stage, count, size)
    return tuple(replace(v, name=f"{film}-{k}") for k, v in enumerate(made))


def write_film(
    stage: Stage,
    path: Path,
    draw: Draw,
    tell: Callable[[float], None],
    views: tuple[View, ...],
    ffmpeg: str | None = None,
) -> Path:
    """Draws the views and writes them: as a GIF that runs for ever, or as an MP4 by the `ffmpeg` given. `tell` hears
    the finished share. Nothing is written when it is stopped before the last frame."""
    shown = []
    for k, picture in enumerate(draw(stage, views)):
        shown.append(picture)
        tell((k + 1) / len(views))
    with whole_file(path) as temporary:
        _write_gif(shown, temporary) if ffmpeg is None else write_mp4(ffmpeg, shown, PACE, temporary)
    return path


def _write_gif(frames: list[Picture], path: Path) -> None:
    first, *rest = (Image.fromarray(f).quantize(COLOURS, dither=Image.Dither.NONE) for f in frames)
    first.save(path, format="GIF", save_all=True, append_images=rest, duration=PACE, loop=0)


def _turntable(stage: Stage, count: int, size: tuple[int, int]) -> list[View]:
    """The open room from all sides, from as far as the farthest of them needs."""
    headings = [math.pi / 4 + math.tau * k / count for k in range(count)]
    views = [dollhouse_view(stage.room, h, *size) for h in headings]
    x0, y0, x1, y1 = stage.room.bounds
    middle = np.array([(x0 + x1) / 2, (y0 + y1) / 2, 0.4 * stage.room.height])
    away = max(float(np.linalg.norm(v.position - middle)) for v in views)
    return [_moved_to(v, middle - away * -v.pose[:3, 2], stage) for v in views]


def _moved_to(view: View, place: Vec, stage: Stage) -> View:
    pose = view.pose.copy()
    pose[:3, 3] = place
    return replace(view, pose=pose, hidden=frozenset({"ceiling", "hanging"}) | hidden_groups(stage.room, place))


def _walk(stage: Stage, count: int, size: tuple[int, int]) -> list[View]:
    steps = max(round(count * WALKED), 1)
    way = _resampled(free_way(stage), steps)
    aim = middle_of(stage)
    gaze = np.unwrap(np.arctan2(aim[1] - way[:, 1], aim[0] - way[:, 0]))
    gaze = ndimage.gaussian_filter1d(gaze, SMOOTH * count, mode="nearest")
    around = gaze[-1] + math.tau * np.arange(1, count - steps + 1) / max(count - steps, 1)
    places = np.vstack([way, np.repeat(way[-1:], count - steps, axis=0)])
    return [_eye(stage, p, float(g), size) for p, g in zip(places, [*gaze, *around], strict=True)]


def _eye(stage: Stage, place: Vec, heading: float, size: tuple[int, int]) -> View:
    eye = np.array([*place, EYE])
    pose = look_at(eye, eye + np.array([math.cos(heading), math.sin(heading), 0.0]))
    return View("", pose, eye_field(*size), SHIFT, *size, hidden_groups(stage.room, eye))


def free_way(stage: Stage) -> Vec:
    """Places [K, 2] on a way over free floor, from the doorway to the freest place that one can reach; that place
    alone where there is no door, the middle where nothing is free."""
    free, corner = _free_floor(stage)
    cells = np.argwhere(free > 0)
    if not len(cells):
        return np.array([middle_of(stage)])
    places = corner + (cells[:, ::-1] + 0.5) * CELL
    start = int(np.linalg.norm(places - _entry(stage, places, free[free > 0]), axis=1).argmin())
    far, before = dijkstra(_steps(free), directed=False, indices=np.array([start]), return_predecessors=True)
    last = int(np.where(np.isfinite(far[0]), free[free > 0], -1).argmax())
    way = [last]
    while way[-1] != start:
        way.append(int(before[0, way[-1]]))
    smooth = ndimage.gaussian_filter1d(places[way[::-1]], 2.0, axis=0, mode="nearest")
    return np.asarray(smooth, dtype=np.float64)


def _entry(stage: Stage, places: Vec, gaps: Vec) -> Vec:
    if not stage.room.doors:
        return np.asarray(places[gaps.argmax()])
    door = stage.room.doors[0]
    return np.array(stage.room.walls[door.wall].at(door.offset + door.width / 2))


def _free_floor(stage: Stage) -> tuple[Vec, Vec]:
    """How far each cell [rows, columns] is from what one cannot walk through, 0 where it is too near [m], and the
    corner of the map [x, y]."""
    x0, y0, x1, y1 = stage.room.bounds
    x, y = np.meshgrid(np.arange(x0 + CELL / 2, x1, CELL), np.arange(y0 + CELL / 2, y1, CELL))
    open_: NDArray[np.bool_] = np.asarray(shapely.contains_xy(shapely.Polygon(stage.room.polygon), x, y))
    for thing in stage.things:
        if thing.z < OVERHEAD and thing.z + thing.size[2] > LOW:
            open_ &= ~_covers(thing, x, y)
    gap = ndimage.distance_transform_edt(np.pad(open_, 1))[1:-1, 1:-1] * CELL
    return np.where(gap >= BODY, gap, 0.0), np.array([x0, y0])


def _covers(thing: SceneObject, x: Vec, y: Vec) -> NDArray[np.bool_]:
    c, s = math.cos(thing.pose.yaw), math.sin(thing.pose.yaw)
    dx, dy = x - thing.x, y - thing.y
    return (np.abs(c * dx + s * dy) < thing.size[0] / 2) & (np.abs(c * dy - s * dx) < thing.size[1] / 2)


def _steps(free: Vec) -> csr_matrix:
    """What each step between neighbouring free cells costs: its length, more where it is narrow."""
    number = np.cumsum(free.ravel() > 0).reshape(free.shape) - 1
    rows, columns, costs = [], [], []
    for dy, dx in ((0, 1), (1, 0), (1, 1), (1, -1)):
        a = (slice(0, free.shape[0] - dy), slice(max(0, -dx), free.shape[1] - max(0, dx)))
        b = (slice(dy, None), slice(max(0, dx), free.shape[1] - max(0, -dx)))
        both = (free[a] > 0) & (free[b] > 0)
        rows.append(number[a][both])
        columns.append(number[b][both])
        costs.append(math.hypot(dx, dy) * (1 + BODY / np.minimum(free[a], free[b])[both]))
    i, j, cost = (np.concatenate(v) for v in (rows, columns, costs))
    size = int((free > 0).sum())
    return csr_matrix((np.tile(cost, 2), (np.append(i, j), np.append(j, i))), shape=(size, size))


def _resampled(way: Vec, count: int) -> Vec:
    """So many places [count, 2] on the way, slow at both ends."""
    length = np.append(0.0, np.cumsum(np.linalg.norm(np.diff(way, axis=0), axis=1)))
    t = np.linspace(0, 1, count)
    at = length[-1] * t * t * (3 - 2 * t)
    return np.column_stack([np.interp(at, length, way[:, k]) for k in (0, 1)])
