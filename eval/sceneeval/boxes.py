"""SceneEval's relations on oriented boxes: scores in [0, 1]; a relation holds above 0.5.

Distances, widths and deviations are SceneEval's (configs/metrics.yaml). Two things differ, so that results repeat:
boxes stand for meshes, and a box is sampled on a regular grid instead of at random. Frame: metres, z up, an object's
front is its -y.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Literal

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import LineString, Polygon

from solvers.room import Opening, Room, Wall

Array = NDArray[np.float64]
Side = Literal["left", "right", "front", "back", "bottom", "top"]
SAMPLES = 12
"""Points along each edge of a box: 1728 in all (SceneEval: 5000 a cubic metre, at least 64)."""
HOLDS = 0.5
RANGES: Mapping[str, tuple[float, float]] = {
    "next_to": (0.0, 0.5), "near": (0.5, 1.5), "across_from": (1.5, 4.0), "far": (4.0, math.inf),
}  # fmt: skip
"""Distances between surfaces [m]; outside of them the score falls off as a Gaussian of `SPREAD`."""
SPREAD = 0.25
WIDER = 0.25
"""A side reaches so far beyond the face, as a share of it."""
MOST_TURNED = 30.0
"""A thing that faces another deviates by less than half of this [degrees]."""
_FACES: Mapping[str, tuple[int, int]] = {
    "left": (0, -1), "right": (0, 1), "front": (1, -1), "back": (1, 1), "bottom": (2, -1), "top": (2, 1),
}  # fmt: skip


@dataclass(frozen=True)
class Box:
    """An oriented box: centre and half extents [m], yaw [rad]."""

    centre: tuple[float, float, float]
    half: tuple[float, float, float]
    yaw: float

    @cached_property
    def axes(self) -> Array:
        """[3, 3], its own axes as columns."""
        c, s = math.cos(self.yaw), math.sin(self.yaw)
        return np.array([[c, -s, 0.0], [s, c, 0.0], [0.0, 0.0, 1.0]])

    @cached_property
    def points(self) -> Array:
        """Points [SAMPLES^3, 3] spread evenly in the box."""
        t = (np.arange(SAMPLES) + 0.5) * 2 / SAMPLES - 1
        grid = np.stack(np.meshgrid(t, t, t, indexing="ij"), axis=-1).reshape(-1, 3)
        return np.asarray(grid * self.half @ self.axes.T + self.centre)

    @cached_property
    def plan(self) -> Polygon:
        """Its footprint."""
        corners = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * self.half[:2]
        return Polygon(corners @ self.axes[:2, :2].T + self.centre[:2])

    @property
    def low(self) -> float:
        return self.centre[2] - self.half[2]

    @property
    def high(self) -> float:
        return self.centre[2] + self.half[2]

    def local(self, points: Array) -> Array:
        """Points [N, 3] in the box's own frame."""
        return np.asarray((points - self.centre) @ self.axes)


def falling(distance: float, spread: float) -> float:
    """1 at 0, falling off as a Gaussian."""
    return math.exp(-(distance**2) / (2 * spread**2))


def in_range(distance: float, low: float, high: float, spread: float) -> float:
    """1 inside the range, else a Gaussian of the distance to its nearer end."""
    return 1.0 if low <= distance <= high else falling(min(abs(distance - low), abs(distance - high)), spread)


def gap(a: Box, b: Box) -> float:
    """The least distance between the surfaces of two boxes [m]; 0 where they meet."""
    up = max(0.0, a.low - b.high, b.low - a.high)
    return math.hypot(float(shapely.distance(a.plan, b.plan)), up)


# ---------------------------------------------------------------- between objects
def between(kind: str, side: str, targets: Sequence[Box], anchor: Box) -> float:
    """The score of a relation between target(s) and anchor. Raises `KeyError` for a kind that does not exist."""
    if kind in RANGES:
        return in_range(gap(targets[0], anchor), *RANGES[kind], SPREAD)
    if kind == "surround":
        return surround(targets, anchor)
    return _PAIRS[kind](targets[0], anchor, side)


def _inside(t: Box, r: Box, side: str) -> float:
    return float(_within(r, t.points).mean())


def _within(r: Box, points: Array) -> NDArray[np.bool_]:
    return np.asarray((np.abs(r.local(points)) <= np.array(r.half) + 1e-6).all(axis=1))


def _at_side(t: Box, r: Box, side: str, beyond: bool, wider: float) -> NDArray[np.bool_]:
    """Which points of t lie on that side of r: beyond its face (or only beyond its middle), within the face's area."""
    axis, sign = _FACES[side]
    local, half = r.local(t.points), np.array(r.half)
    others = [k for k in range(3) if k != axis]
    in_area = (np.abs(local[:, others]) <= half[others] * (1 + wider) + 1e-9).all(axis=1)
    return np.asarray((local[:, axis] * sign >= (half[axis] if beyond else 0.0) - 1e-6) & in_area)


def _side_of(t: Box, r: Box, side: str) -> float:
    return float(_at_side(t, r, side, True, WIDER).mean())


def _side_region(t: Box, r: Box, side: str) -> float:
    return float((_at_side(t, r, side, False, 0.0) & _within(r, t.points)).mean())


def _on_top(t: Box, r: Box, side: str) -> float:
    return float(_at_side(t, r, "top", False, 0.0).mean())


def _middle(t: Box, r: Box, side: str) -> float:
    return falling(math.dist(t.centre[:2], r.centre[:2]), SPREAD)


def _long_or_short(t: Box, r: Box, side: str) -> float:
    """At the longer (or shorter) side of r; never when its sides are equal."""
    if math.isclose(r.half[0], r.half[1], rel_tol=1e-5):
        return 0.0
    lies_along_x = r.half[0] > r.half[1]
    sides = ("front", "back") if lies_along_x == (side == "long") else ("left", "right")
    return max(float(_at_side(t, r, s, False, 0.0).mean()) for s in sides)


def _faces(t: Box, r: Box, side: str) -> float:
    """Rays from t along its front: how much the mean of the points where they meet r deviates from the front."""
    front = t.axes @ np.array([0.0, -1.0, 0.0])
    enter, leave = _slabs(r, t.points, front)
    hit = (enter <= leave) & (leave > 0)
    if not hit.any():
        return 0.0
    first = np.where(enter > 0, enter, leave)[hit]
    to = (t.points[hit] + first[:, None] * front).mean(axis=0)[:2] - np.array(t.centre[:2])
    cosine = float(front[:2] @ to / max(float(np.linalg.norm(to)), 1e-9))
    return max(0.0, 1 - math.degrees(math.acos(min(1.0, max(-1.0, cosine)))) / MOST_TURNED)


def _slabs(r: Box, points: Array, direction: Array) -> tuple[Array, Array]:
    """Distances along rays at which they enter and leave the box; entering after leaving: missed."""
    start, step = r.local(points), direction @ r.axes
    enter, leave = np.full(len(points), -np.inf), np.full(len(points), np.inf)
    for k in range(3):
        if abs(step[k]) < 1e-12:
            missed = np.abs(start[:, k]) > r.half[k]
            enter[missed], leave[missed] = np.inf, -np.inf
            continue
        a, b = (-r.half[k] - start[:, k]) / step[k], (r.half[k] - start[:, k]) / step[k]
        enter, leave = np.maximum(enter, np.minimum(a, b)), np.minimum(leave, np.maximum(a, b))
    return enter, leave


_PAIRS: Mapping[str, Callable[[Box, Box, str], float]] = {
    "inside_of": _inside, "outside_of": lambda t, r, side: 1 - _inside(t, r, side), "side_of": _side_of,
    "side_region": _side_region, "on_top": _on_top, "middle_of": _middle, "long_short_side_of": _long_or_short,
    "face_to": _faces,
}  # fmt: skip


def surround(targets: Sequence[Box], anchor: Box) -> float:
    """Three or more around one: equal distances and equal angles between neighbours, squared, half each."""
    away = np.array([np.subtract(t.centre, anchor.centre) for t in targets])
    far = np.linalg.norm(away, axis=1)
    if len(targets) < 3 or far.min() < 1e-9:
        return 0.0
    equal = 1 - np.minimum(1, np.abs(far - np.median(far)) / np.median(far))
    even = 1 - np.minimum(1, np.abs(_turns(away) - 2 * np.pi / len(targets)) / (2 * np.pi / len(targets)))
    return float((0.5 * equal**2 + 0.5 * even**2).mean())


def _turns(away: Array) -> Array:
    """For each direction the angle to its next neighbour counter-clockwise [rad]; clockwise where there is none."""
    unit = away / np.linalg.norm(away, axis=1, keepdims=True)
    angle = np.arccos(np.clip(unit @ unit.T, -1, 1))
    cross = unit[:, None, 0] * unit[None, :, 1] - unit[:, None, 1] * unit[None, :, 0]
    signed = np.where(cross < 0, -angle, angle)
    out = []
    for k, row in enumerate(signed):
        others = np.delete(row, k)
        ahead, behind = others[others > 0], others[others < 0]
        out.append(ahead.min() if len(ahead) else behind.max() if len(behind) else 0.0)
    return np.array(out)


# ---------------------------------------------------------------- with the room
ON_WALL, AGAINST, CORNER, HANGING = (0.01, 0.01), (0.3, 0.1), (0.8, 0.25), (0.01, 0.03)
"""Largest distance and spread [m] of on_wall, against_wall, corner_of_room and hang_from_ceiling."""
SQUARE = 0.15
"""Walls whose directions have a smaller product are perpendicular."""


def with_room(kind: str, target: str, box: Box, room: Room) -> float:
    """The score of a relation between an object and the room's architecture. Raises `KeyError` for an unknown kind."""
    if kind in RANGES:
        return max((in_range(d, *RANGES[kind], SPREAD) for d in _distances(box, target, room)), default=0.0)
    return _ROOMS[kind](box, room)


def _distances(box: Box, target: str, room: Room) -> list[float]:
    if target == "wall":
        return [wall_gap(box, w) for w in room.walls]
    openings: Sequence[Opening] = room.doors if target == "door" else room.windows
    return [_opening_gap(box, o, room.walls[o.wall]) for o in openings]


def wall_gap(box: Box, wall: Wall) -> float:
    """From the box's footprint to the wall's inner face [m]."""
    return float(shapely.distance(box.plan, LineString([wall.start, wall.end])))


def _opening_gap(box: Box, opening: Opening, wall: Wall) -> float:
    line = LineString([wall.at(opening.offset), wall.at(opening.offset + opening.width)])
    up = max(0.0, opening.base - box.high, box.low - opening.base - opening.height)
    return math.hypot(float(shapely.distance(box.plan, line)), up)


def _inside_room(box: Box, room: Room) -> float:
    points = shapely.points(box.points[::SAMPLES, :2])
    return float(shapely.covers(Polygon(room.polygon), points).mean())


def _middle_of_room(box: Box, room: Room) -> float:
    """The spread grows with the room and shrinks with the object's share of it."""
    x0, y0, x1, y1 = room.bounds
    long = 2 * max(box.half[:2])
    spread = 0.5 * long + 1 - long / ((x1 - x0 + y1 - y0) / 2)
    return falling(math.dist(box.centre[:2], ((x0 + x1) / 2, (y0 + y1) / 2)), max(spread, 1e-6))


def _before(box: Box, wall: Wall, room: Room) -> float:
    """The share of the box that lies before the wall, within its length and height."""
    rel = box.points[:, :2] - np.array(wall.start)
    along, away = rel @ np.array(wall.u), rel @ np.array(wall.n)
    high = (box.points[:, 2] >= 0) & (box.points[:, 2] <= room.height)
    return float(((along >= -1e-9) & (along <= wall.length + 1e-9) & (away >= -1e-9) & high).mean())


def _at_wall(box: Box, room: Room, most: float, spread: float) -> float:
    return max(_before(box, w, room) * in_range(wall_gap(box, w), 0.0, most, spread) for w in room.walls)


def _corner(box: Box, room: Room) -> float:
    """The product over two perpendicular walls; none for what is not in the room."""
    if _inside_room(box, room) < HOLDS:
        return 0.0
    near = {w.index: in_range(wall_gap(box, w), 0.0, *CORNER) for w in room.walls}
    square = [(a, b) for a, b in combinations(room.walls, 2) if abs(a.u[0] * b.u[0] + a.u[1] * b.u[1]) < SQUARE]
    return max((near[a.index] * near[b.index] for a, b in square), default=0.0)


_ROOMS: Mapping[str, Callable[[Box, Room], float]] = {
    "inside_room": _inside_room,
    "middle_of_room": _middle_of_room,
    "on_wall": lambda box, room: _at_wall(box, room, *ON_WALL),
    "against_wall": lambda box, room: _at_wall(box, room, *AGAINST),
    "corner_of_room": _corner,
    "hang_from_ceiling": lambda box, room: in_range(abs(room.height - box.high), 0.0, *HANGING),
}
