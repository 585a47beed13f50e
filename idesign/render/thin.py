"""Which triangles must be lit at every sample of a picture: those that are thinner than its pixels where they show.

Edges of panels, cords and books may fall between the middles of pixels, at which the room is lit (`passes`). Whether
one does depends on the view, and most are behind other things or wide enough after all; so points along each are looked
up in the depths and surfaces of the picture that is there already.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Vec = NDArray[np.float64]

LONG, THIN = 0.2, 0.022
"""Triangles longer and lower than this may fall between the pixels' middles [m]."""
STEP, MOST = 3.0, 400
"""Points along a triangle are so far apart [px]; no triangle has more of them than this."""
BEHIND = 0.02
"""What lies no farther behind the surface of its pixel is taken to be seen [m]."""
ALIKE = 0.2
"""Normals whose difference squared is below this show the same surface: a sixteenth turn of something round."""
AROUND = tuple((x, y) for x in (-1, 0, 1) for y in (-1, 0, 1))


@dataclass(frozen=True, eq=False)
class Shown:
    """What a picture shows at its pixels' middles, rows from below: distances [H, W] from the camera's plane [m], and
    surfaces [H, W, 4], each a unit normal and the number of the draw. `clip` [4, 4] takes the room to the frame."""

    distance: NDArray[np.float32]
    surface: NDArray[np.float16]
    clip: Vec
    place: Vec


def long_and_thin(triangles: Vec) -> NDArray[np.bool_]:
    """Which of the triangles [F, 3, 3] are long and lower than a pixel may be wide at the far side of a room."""
    sides = triangles - np.roll(triangles, 1, axis=1)
    longest = np.linalg.norm(sides, axis=2).max(axis=1)
    area = np.linalg.norm(np.cross(sides[:, 0], sides[:, 1]), axis=1) / 2
    return np.asarray((longest > LONG) & (2 * area < THIN * longest), dtype=np.bool_)


def missed(triangles: Vec, number: NDArray[np.int64], shown: Shown) -> NDArray[np.bool_]:
    """Which of the long and thin triangles [F, 3, 3] of the draws `number` [F] show where no pixel around does."""
    out = np.zeros(len(triangles), dtype=bool)
    normal = np.cross(triangles[:, 1] - triangles[:, 0], triangles[:, 2] - triangles[:, 0])
    ahead = np.flatnonzero(np.einsum("fi,fi->f", shown.place - triangles[:, 0], normal) > 0)
    size = np.array(shown.distance.shape[::-1])
    lines = _axes(triangles[ahead])
    of, points = _points(lines, _clipped(lines, shown.clip)[0] * size / 2)
    at, far = _clipped(points, shown.clip)
    pixel = np.floor((at + 1) / 2 * size).astype(np.int64)
    framed = (far > 0) & (pixel >= 1).all(axis=1) & (pixel < size - 1).all(axis=1)
    of, pixel, far = ahead[of[framed]], pixel[framed], far[framed]
    unit = normal / np.maximum(np.linalg.norm(normal, axis=1), 1e-12)[:, None]
    out[of[_missing(pixel, far, unit[of], number[of], shown)]] = True
    return out


def _axes(triangles: Vec) -> Vec:
    """The line [F, 3, 3] through each triangle from one end of its longest side to the other, bent in its middle."""
    lengths = np.linalg.norm(triangles - np.roll(triangles, -1, axis=1), axis=2)
    first = lengths.argmax(axis=1)
    rows = np.arange(len(triangles))
    a, b, c = (triangles[rows, (first + k) % 3] for k in range(3))
    along = (b - a) / np.maximum(np.linalg.norm(b - a, axis=1), 1e-12)[:, None]
    foot = a + along * np.einsum("fi,fi->f", c - a, along)[:, None]
    return np.stack([a, (c + foot) / 2, b], axis=1)


def _points(lines: Vec, pixels: Vec) -> tuple[NDArray[np.int64], Vec]:
    """Points [P, 3] along lines [F, 3, 3] that look `pixels` [F, 3, 2] long, and the line [P] of each."""
    length = np.linalg.norm(np.diff(pixels, axis=1), axis=2).sum(axis=1)
    count = np.clip(np.nan_to_num(length / STEP, nan=MOST, posinf=MOST), 1, MOST).astype(np.int64)
    of = np.repeat(np.arange(len(lines)), count)
    share = (np.arange(len(of)) - np.repeat(np.cumsum(count) - count, count) + 0.5) / count[of] * 2
    second = share > 1
    start = np.where(second[:, None], lines[of, 1], lines[of, 0])
    end = np.where(second[:, None], lines[of, 2], lines[of, 1])
    return of, start + (end - start) * (share - second)[:, None]


def _clipped(points: Vec, clip: Vec) -> tuple[Vec, Vec]:
    """Points [..., 3] in the frame [..., 2], and their distances [...] [m], which are negative behind the camera."""
    at = points @ clip[:, :3].T + clip[:, 3]
    far = at[..., 3]
    return np.asarray(at[..., :2] / np.maximum(far, 1e-3)[..., None], dtype=np.float64), far


def _missing(
    pixel: NDArray[np.int64], far: Vec, normal: Vec, number: NDArray[np.int64], shown: Shown
) -> NDArray[np.bool_]:
    """Which points [P] are not hidden, and have no pixel around that shows their surface."""
    seen, found = np.zeros(len(far), dtype=bool), np.zeros(len(far), dtype=bool)
    for x, y in AROUND:
        column, row = pixel[:, 0] + x, pixel[:, 1] + y
        seen |= far <= shown.distance[row, column] + BEHIND
        there = shown.surface[row, column].astype(np.float32)
        turned = ((there[:, :3] - normal) ** 2).sum(axis=1)
        found |= (there[:, 3] == number) & (turned < ALIKE)
    return seen & ~found
