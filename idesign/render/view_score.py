"""How well a picture shows its room: the furniture that it shows, less what spoils it.

What is seen of each object is judged at its probes (`visibility`), what spoils a picture at a sketch of it (`sketch`):
things and walls close to the lens, one thing that fills the picture, things cut off by the frame, bare wall, and what
lies beside the room where the camera stands outside it. The weights are set by eye on rooms of ten types.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely
from numpy.typing import NDArray

from idesign.render.sketch import BLIND, OPENING, WALL, Sketch, sketch
from idesign.render.visibility import Boxes
from solvers.room import Room

if TYPE_CHECKING:
    from idesign.render.camera import View

Vec = NDArray[np.float64]

NEAR = (0.9, 1.4, 2.0)
"""What is within these distances [m] counts as foreground, the nearer the more."""
FOREGROUND, CLOSE_WALL, BULK, CUT, BARE, BESIDE, LIGHT = 1.6, 0.75, 1.5, 1.0, 0.9, 2.5, 1.2
"""What a share of the picture costs or, of windows and doors, is worth."""
ALLOWED_BULK, ALLOWED_BARE, ENOUGH_LIGHT = 0.16, 0.3, 0.08
"""Shares that one thing and bare wall may fill, and beyond which more of an opening gains nothing."""
CUT_REACH = (2.2, 1.3)
"""Beyond this an object that the frame cuts off at the side, and below, does no harm [m]."""
LEFT_OUT, OUTSIDE = 0.08, 0.11
"""What each object costs that is left out, and each metre that the camera stands outside the room."""


@dataclass(frozen=True, eq=False)
class Stand:
    """What can be seen from a place whichever way one looks: the M of all N objects that are drawn (`shown` [N]), their
    share of all furniture's weight (the square root of the box's volume), their probes [M, P, 3], which of these are
    not hidden [M, P], how much each shows its front [M], and the distance outside the room [m]."""

    room: Room
    boxes: Boxes
    shown: NDArray[np.bool_]
    weight: Vec
    probes: Vec
    clear: NDArray[np.bool_]
    front: Vec
    left_out: int
    outside: float


def stand_at(room: Room, boxes: Boxes, groups: tuple[str, ...], view: View) -> Stand:
    """The place of that view among these objects; `groups` are the objects' in the stage."""
    shown = np.array([g not in view.hidden for g in groups], dtype=bool)
    shown &= ~np.array([t.id in view.without for t in boxes.things], dtype=bool)
    weight = np.sqrt(np.maximum(boxes.size, 0.05).prod(axis=1))
    there = boxes.only(shown)
    probes = there.probes
    hit = there.crossed(view.position, probes) & ~there.related[:, :, None]
    clear = ~hit.any(axis=0) & ~_behind_walls(room, view, probes)
    outside = float(shapely.Polygon(room.polygon).distance(shapely.Point(view.position[:2])))
    share = weight[shown] / max(float(weight.sum()), 1e-9)
    return Stand(room, there, shown, share, probes, clear, _from_front(there, view), len(view.without), outside)


@dataclass(frozen=True, eq=False)
class Judged:
    """A view with its score and how much it shows of each of all objects [N], as shares of all furniture."""

    view: View
    score: float
    shows: Vec


def judged(stand: Stand, view: View) -> Judged:
    """The view's score: the share of the furniture that it shows, less its faults; 1 would be all with no fault."""
    seen = stand.weight * seen_shares(stand, view) * stand.front
    faults = _faults(sketch(stand.room, stand.boxes, view)) + LEFT_OUT * stand.left_out + OUTSIDE * stand.outside
    shows = np.zeros(len(stand.shown))
    shows[stand.shown] = np.maximum(seen, 0.0)
    return Judged(view, float(seen.sum()) - faults, shows)


def seen_shares(stand: Stand, view: View) -> Vec:
    """The share [M] of each object's probes that are in the frame and not behind another object's box or a wall."""
    at = view.project(stand.probes)
    framed = (at[..., 2] > 0.1) & (np.abs(at[..., 0]) < 0.97) & (np.abs(at[..., 1]) < 0.97)
    return np.asarray((framed & stand.clear).mean(axis=1), dtype=np.float64)


def _faults(drawn: Sketch) -> float:
    foreground = float(np.mean([drawn.within(reach) for reach in NEAR]))
    bare = max(drawn.share(WALL) - ALLOWED_BARE, 0.0)
    bulk = max(drawn.bulk() - ALLOWED_BULK, 0.0)
    light = min(drawn.share(OPENING), ENOUGH_LIGHT)
    close = FOREGROUND * foreground + CLOSE_WALL * drawn.within(1.0, WALL) + CUT * drawn.cut(*CUT_REACH)
    return close + BULK * bulk + BARE * bare + BESIDE * drawn.share(BLIND) - LIGHT * light


def _behind_walls(room: Room, view: View, points: Vec) -> NDArray[np.bool_]:
    """Which points [..., 3] lie behind a standing wall, in plan: in rooms with a corner that juts in."""
    hidden = np.zeros(points.shape[:-1], dtype=bool)
    way = points[..., :2] - view.position[:2]
    for w in room.walls:
        if f"wall-{w.index}" not in view.hidden:
            from_start = view.position[:2] - np.array(w.start)
            toward = way @ np.array(w.n)
            t = -(from_start @ np.array(w.n)) / np.where(np.abs(toward) < 1e-9, 1e-9, toward)
            along = from_start @ np.array(w.u) + t * (way @ np.array(w.u))
            hidden |= (t > 0) & (t < 0.98) & (along > 0) & (along < w.length)
    return hidden


def _from_front(boxes: Boxes, view: View) -> Vec:
    """A factor [M]: 1 for what shows its front or side, down to -0.2 for what shows nothing but its back."""
    way = view.position[:2] - boxes.base[:, :2]
    facing = np.einsum("nk,nk->n", way, boxes.fronts) / np.maximum(np.linalg.norm(way, axis=1), 1e-6)
    return np.asarray(-0.2 + 1.2 * np.clip(facing / 0.6 + 0.9, 0.0, 1.0), dtype=np.float64)
