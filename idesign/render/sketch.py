"""What a picture would show, ray by ray: a coarse sketch of it from boxes and planes, fast enough to judge hundreds of
views. Lengths in metres, shares of the picture's area."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely
from numpy.typing import NDArray

from idesign.render.visibility import Boxes
from solvers.room import Room, Wall

if TYPE_CHECKING:
    from idesign.render.camera import View

Vec = NDArray[np.float64]
FLOOR, CEILING, WALL, OPENING, BLIND = -1, -2, -3, -4, -5
"""What a ray meets besides an object; BLIND: it passes the room by, or meets the cut end of a wall."""
COLUMNS, ROWS = 17, 11
"""Rays across and down the picture: the margin of error of a share is about one ray in two hundred."""


@dataclass(frozen=True)
class Sketch:
    """`what` [ROWS, COLUMNS]: an object's number among the boxes or one of the names above; `far` [ROWS, COLUMNS]: how
    far away it is along the optical axis."""

    what: NDArray[np.int64]
    far: Vec

    def share(self, kind: int) -> float:
        """The share of the picture that shows this."""
        return float((self.what == kind).mean())

    def bulk(self) -> float:
        """The largest share that a single object covers."""
        things = self.what[self.what >= 0]
        return float(np.bincount(things).max()) / self.what.size if things.size else 0.0

    def within(self, reach: float, kind: int | None = None) -> float:
        """The share covered by what is nearer than `reach`: objects, or things of that kind."""
        chosen = self.what >= 0 if kind is None else self.what == kind
        return float((chosen & (self.far < reach)).mean())

    def cut(self, sides: float, below: float) -> float:
        """The share of the frame's left, right and lower border at which it cuts off an object that is nearer than
        `sides` or, at the lower one, `below`."""
        left_right, bottom = np.s_[:, [0, -1]], np.s_[-1]
        found = ((self.what[e] >= 0) & (self.far[e] < reach) for e, reach in ((left_right, sides), (bottom, below)))
        return float(np.mean([f.mean() for f in found]))


def sketch(room: Room, boxes: Boxes, view: View) -> Sketch:
    """The sketch of `view` with these boxes in the room, without the walls that the view leaves out."""
    rays = _rays(view)
    objects, at = _first_box(boxes, view.position, rays)
    surface, behind = _shell(room, view, rays)
    seen = (at < behind) & (surface != BLIND)
    what, far = np.where(seen, objects, surface), np.where(seen, at, behind)
    return Sketch(what.reshape(ROWS, COLUMNS), far.reshape(ROWS, COLUMNS))


def _rays(view: View) -> Vec:
    """Directions [R, 3] with length 1 along the optical axis, row by row from the top left. They are a little askew, so
    that none runs along an edge, where rounding would decide."""
    x, y = np.meshgrid(np.linspace(-0.9631, 0.9573, COLUMNS), np.linspace(0.9421, -0.9377, ROWS))
    half = math.tan(view.yfov / 2)
    local = np.column_stack([x.ravel() * half * view.width / view.height, (y.ravel() - view.shift) * half])
    return np.asarray(np.column_stack([local, -np.ones(len(local))]) @ view.pose[:3, :3].T, dtype=np.float64)


def _first_box(boxes: Boxes, origin: Vec, rays: Vec) -> tuple[NDArray[np.int64], Vec]:
    """The box that each ray meets first and how far away; infinite where it meets none."""
    if not boxes.things:
        return np.zeros(len(rays), dtype=np.int64), np.full(len(rays), np.inf)
    enter, leave = boxes.spans(origin, origin + rays)
    at = np.where((enter < leave) & (leave > 0.0), np.maximum(enter, 0.0), np.inf)
    first = at.argmin(axis=0)
    return first, at[first, np.arange(len(rays))]


def _shell(room: Room, view: View, rays: Vec) -> tuple[NDArray[np.int64], Vec]:
    """What each ray meets of the room itself, and how far away."""
    eye, rise = view.position[2], rays[:, 2]
    flat = np.where(rise < 0, FLOOR, CEILING)
    level = np.where(rise < 0, -eye, room.height - eye) / np.where(np.abs(rise) < 1e-9, 1e-9, rise)
    far = np.abs(level)
    what, entry = flat.astype(np.int64), np.full(len(rays), np.inf)
    for wall in room.walls:
        t = _crossing(wall, view.position, rays)
        if f"wall-{wall.index}" in view.hidden:
            entry = np.minimum(entry, t)
        else:
            nearer = t < far
            opening = _opens(room, wall, view.position + rays * np.where(np.isfinite(t), t, 0.0)[:, None])
            what, far = np.where(nearer, np.where(opening, OPENING, WALL), what), np.where(nearer, t, far)
    if _outside(room, view.position):
        blind = entry >= np.abs(level)
        what, far = np.where(blind, BLIND, what), np.where(blind, 0.0, far)
    return what, far


def _crossing(wall: Wall, origin: Vec, rays: Vec) -> Vec:
    """How far along each ray the wall's plane is met within the wall's length; infinite where it is not."""
    start, along, inward = np.array(wall.start), np.array(wall.u), np.array(wall.n)
    toward = rays[:, :2] @ inward
    t = ((start - origin[:2]) @ inward) / np.where(np.abs(toward) < 1e-9, 1e-9, toward)
    s = (origin[:2] - start) @ along + t * (rays[:, :2] @ along)
    return np.where((t > 0) & (s > 0) & (s < wall.length), t, np.inf)


def _opens(room: Room, wall: Wall, points: Vec) -> NDArray[np.bool_]:
    """Which points [R, 3] of the wall lie in a window or a door."""
    s = (points[:, :2] - np.array(wall.start)) @ np.array(wall.u)
    found = np.zeros(len(points), dtype=bool)
    for o in room.openings:
        if o.wall == wall.index:
            inside = (s > o.offset) & (s < o.offset + o.width)
            found |= inside & (points[:, 2] > o.base) & (points[:, 2] < o.base + o.height)
    return found


def _outside(room: Room, place: Vec) -> bool:
    return not shapely.Polygon(room.polygon).covers(shapely.Point(place[:2]))
