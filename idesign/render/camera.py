"""Where the pictures are taken from.

The rule. Eye-level views are taken 1.5 m above the floor with a level lens that is shifted down, as architects' cameras
are, so that upright lines stay upright; the lens is wide (horizontal field of view 68 degrees). Candidates stand in
each corner, in each doorway and along the long walls and look across the middle of the furniture; each may step back,
also out of the room, where it is too small for the lens. A wall that turns its back to the camera is left out together
with what hangs on it, like the open side of a doll's house. A candidate is scored by how much of the furniture it shows
unobstructed, from its front and in the frame, less for standing outside, for what fills the foreground and for what
comes within 0.5 m of the lens (which is then left out). The first view is the best one, with a premium for the doorway;
each further one is the best of the rest with a premium for looking along another direction. The dollhouse looks down
into the room from the side of the first view, without ceiling and without the walls in front. The view from above looks
straight down through the taken-off ceiling, north at the top. All of this is geometry: the same scene gives the same
views.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from itertools import product

import numpy as np
import shapely
from numpy.typing import NDArray

from idesign.render.stage import Stage
from idesign.render.visibility import Boxes, boxes_of
from solvers.room import Room

Vec = NDArray[np.float64]

EYE = 1.5
"""Height of the lens above the floor [m]: a standing person's eyes, lowered a little as interior photographers do."""
FIELD = math.radians(68.0)
"""Horizontal field of view of eye-level views."""
SHIFT = 0.3
"""How far the lens is shifted down, in half heights of the picture."""
TOP_FIELD = math.radians(17.0)
DOWN, OPEN_FIELD = math.radians(38.0), math.radians(26.0)
"""How far the dollhouse view looks down, and its vertical field of view: a long lens, that keeps lines parallel."""
MARGIN = 0.94
"""The share of the frame's half that the open room fills at most."""
CLEAR = 0.5
"""Nothing comes nearer to the lens than this [m]."""
APART, ASIDE = math.radians(90.0), 0.45
"""A view that looks this far [rad] away from all views before it has this premium; one that looks along has none."""
NEAR = (0.9, 1.4, 2.0)
"""What is within these distances [m] counts as foreground, the nearer the more."""
STEPS = (-0.3, 0.15, 0.6, 1.1, 1.7)
"""How far candidates step back from their spot [m]."""


@dataclass(frozen=True, eq=False)
class View:
    """A picture to take: `pose` [4, 4] is the camera's frame in the room (x right, y up, looking along -z), `yfov` the
    vertical field of view [rad], `shift` how far the lens is shifted down [half heights], `hidden` the groups of the
    stage that are left out and `without` single items."""

    name: str
    pose: Vec
    yfov: float
    shift: float = 0.0
    width: int = 1024
    height: int = 768
    hidden: frozenset[str] = field(default_factory=frozenset)
    without: frozenset[str] = field(default_factory=frozenset)

    @property
    def position(self) -> Vec:
        return self.pose[:3, 3]

    @property
    def heading(self) -> float:
        """The direction of the gaze in plan [rad]."""
        return math.atan2(-self.pose[1, 2], -self.pose[0, 2])

    def project(self, points: Vec) -> Vec:
        """Points [..., 3] of the room to the picture: x, y in [-1, 1] when in the frame (y up), and depth [m]."""
        local = (points - self.position) @ self.pose[:3, :3]
        depth = -local[..., 2]
        half = np.maximum(depth, 1e-6) * math.tan(self.yfov / 2)
        x = local[..., 0] / (half * self.width / self.height)
        return np.stack([x, local[..., 1] / half + self.shift, depth], axis=-1)


def look_at(position: Vec, target: Vec, up: Vec | None = None) -> Vec:
    """The camera's pose [4, 4] at `position`, looking at `target`."""
    back = (position - target) / np.linalg.norm(position - target)
    right = np.cross(np.array([0.0, 0.0, 1.0]) if up is None else up, back)
    right /= np.linalg.norm(right)
    pose = np.eye(4)
    pose[:3, 0], pose[:3, 1], pose[:3, 2], pose[:3, 3] = right, np.cross(back, right), back, position
    return pose


def views_of(stage: Stage, eye_level: int = 3, width: int = 1024, height: int = 768) -> tuple[View, ...]:
    """`eye_level` views named "view-1" …, one into the open room named "dollhouse" and one from above named "top"."""
    boxes, walls = boxes_of(stage.things), _walls_of(stage)
    scored = []
    for place, aim, premium in _spots(stage):
        view = _view(stage.room, boxes, walls, place, aim, width, height)
        scored.append((premium + _score(stage.room, boxes, walls, view), view))
    chosen = _different(scored, eye_level)
    named = tuple(replace(v, name=f"view-{k + 1}") for k, v in enumerate(chosen))
    heading = chosen[0].heading if chosen else math.pi / 4
    return (*named, dollhouse_view(stage.room, heading, width, height), top_view(stage.room, width, height))


def _walls_of(stage: Stage) -> tuple[str, ...]:
    """The group of each object, in the objects' order."""
    return tuple(i.group for i in stage.items if i.thing is not None)


def _spots(stage: Stage) -> list[tuple[Vec, Vec, float]]:
    """Where the camera may stand, what it looks at (both at eye level) and the premium of the place."""
    room, middle = stage.room, _middle(stage)
    spots = [(np.array([*p]), 0.0) for p in room.polygon]
    spots += [(np.array(room.walls[d.wall].at(d.offset + d.width / 2)), 0.1) for d in room.doors]
    along = ((w, w.length * share) for w in room.walls if w.length > 1.5 for share in (0.25, 0.5, 0.75))
    spots += [(np.array(w.at(s)), 0.0) for w, s in along]
    found = []
    for (spot, premium), back in product(spots, STEPS):
        way = middle - spot
        if float(np.linalg.norm(way)) > 0.8:
            place = spot - way / np.linalg.norm(way) * back
            found.append((np.array([*place, EYE]), np.array([*middle, EYE]), premium))
    return found


def _middle(stage: Stage) -> Vec:
    """The middle of the floor-standing furniture weighed by its footprint, drawn to the middle of the room [x, y]."""
    x0, y0, x1, y1 = stage.room.bounds
    centre = np.array([(x0 + x1) / 2, (y0 + y1) / 2])
    floor = [t for t in stage.things if t.support == "floor"]
    if not floor:
        return centre
    weight = np.array([t.size[0] * t.size[1] for t in floor])
    place = np.array([[t.x, t.y] for t in floor])
    return np.asarray(0.5 * centre + 0.5 * (weight @ place) / weight.sum(), dtype=np.float64)


def hidden_groups(room: Room, position: Vec) -> frozenset[str]:
    """The walls that turn their backs to the camera (or that it stands in), by group name."""
    inward = {w.index: (position[0] - w.start[0]) * w.n[0] + (position[1] - w.start[1]) * w.n[1] for w in room.walls}
    return frozenset(f"wall-{i}" for i, depth in inward.items() if depth < 0.05)


def _view(room: Room, boxes: Boxes, walls: tuple[str, ...], place: Vec, aim: Vec, width: int, height: int) -> View:
    hidden = hidden_groups(room, place)
    near = boxes.gaps(place) < CLEAR
    without = frozenset(t.id for t, n, g in zip(boxes.things, near, walls, strict=True) if n and g not in hidden)
    yfov = 2 * math.atan(math.tan(FIELD / 2) * height / width)
    return View("", look_at(place, aim), yfov, SHIFT, width, height, hidden, without)


def _score(room: Room, boxes: Boxes, walls: tuple[str, ...], view: View) -> float:
    """The share of the furniture that is seen, weighed by the cube root of its box's volume, less faults."""
    outside = float(shapely.Polygon(room.polygon).distance(shapely.Point(view.position[:2])))
    if not boxes.things:
        return -0.11 * outside
    shown = np.array([g not in view.hidden for g in walls]) & ~np.array([t.id in view.without for t in boxes.things])
    weight = np.cbrt(np.maximum(boxes.size, 0.05).prod(axis=1))
    there = boxes.only(shown)
    clear = _seen(room, there, view) * _from_front(there, view)
    seen = float((weight[shown] * clear).sum() / weight.sum())
    return seen - 1.5 * _foreground(room, there, view) - 0.08 * len(view.without) - 0.11 * outside


def _seen(room: Room, boxes: Boxes, view: View) -> Vec:
    """The share [N] of each object's probes that are in the frame and not behind another object's box or a wall."""
    probes = boxes.probes
    at = view.project(probes)
    free = (at[..., 2] > 0.1) & (np.abs(at[..., 0]) < 0.97) & (np.abs(at[..., 1]) < 0.97)
    hit = boxes.crossed(view.position, probes) & ~boxes.related[:, :, None]
    free &= ~hit.any(axis=0) & ~_behind_walls(room, view, probes)
    return np.asarray(free.mean(axis=1), dtype=np.float64)


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
    """A factor [N]: 1 for what shows its front or side, down to -0.2 for what shows nothing but its back."""
    way = view.position[:2] - boxes.base[:, :2]
    facing = np.einsum("nk,nk->n", way, boxes.fronts) / np.maximum(np.linalg.norm(way, axis=1), 1e-6)
    return np.asarray(-0.2 + 1.2 * np.clip(facing / 0.6 + 0.9, 0.0, 1.0), dtype=np.float64)


def _foreground(room: Room, boxes: Boxes, view: View) -> float:
    """How much of the picture, above its lowest part, is covered by objects within 2 m: 1 for all of it at the lens."""
    x, y = (a.ravel() for a in np.meshgrid(np.linspace(-0.92, 0.92, 11), np.linspace(-0.55, 0.9, 7)))
    tall = math.tan(view.yfov / 2)
    rays = np.column_stack([x * tall * view.width / view.height, (y - view.shift) * tall, -np.ones(x.size)])
    hits = [
        boxes.crossed(view.position, view.position + rays @ view.pose[:3, :3].T * far).any(axis=0).mean()
        for far in NEAR
    ]
    return float(np.mean(hits)) + 0.5 * _near_walls(room, view, rays @ view.pose[:3, :3].T)


def _near_walls(room: Room, view: View, rays: Vec) -> float:
    """The share of the rays that meet a standing wall within 1 m."""
    met = np.zeros(len(rays), dtype=bool)
    for w in room.walls:
        if f"wall-{w.index}" not in view.hidden:
            inward = (view.position[0] - w.start[0]) * w.n[0] + (view.position[1] - w.start[1]) * w.n[1]
            met |= rays[:, :2] @ np.array(w.n) < -inward
    return float(met.mean())


def _different(scored: list[tuple[float, View]], count: int) -> list[View]:
    """The best views, each with a premium for looking along another direction than those before it."""
    chosen: list[View] = []
    for _ in range(min(count, len(scored))):
        rest = [(score + _aside(view, chosen), view) for score, view in scored if view not in chosen]
        chosen.append(min(rest, key=lambda r: (-round(r[0], 6), tuple(np.round(r[1].position, 6))))[1])
    return chosen


def _aside(view: View, others: list[View]) -> float:
    least = min((_turn(view.heading, o.heading) for o in others), default=APART)
    return ASIDE * min(least / APART, 1.0)


def _turn(a: float, b: float) -> float:
    return abs((a - b + math.pi) % (2 * math.pi) - math.pi)


def dollhouse_view(room: Room, heading: float, width: int = 1024, height: int = 768) -> View:
    """Into the open room, looking along `heading` [rad] and down, from as near as the whole room is in the frame."""
    x0, y0, x1, y1 = room.bounds
    middle = np.array([(x0 + x1) / 2, (y0 + y1) / 2, 0.4 * room.height])
    way = np.array([math.cos(heading) * math.cos(DOWN), math.sin(heading) * math.cos(DOWN), -math.sin(DOWN)])
    corners = np.array([[*p, z] for p in room.polygon for z in (0.0, room.height)])
    for away in np.arange(2.0, 60.0, 0.25):
        position = middle - way * away
        hidden = frozenset({"ceiling", "hanging"}) | hidden_groups(room, position)
        view = View("dollhouse", look_at(position, middle), OPEN_FIELD, 0.0, width, height, hidden)
        at = view.project(corners)
        if (at[:, 2] > 0).all() and (np.abs(at[:, :2]) < MARGIN).all():
            break
    return view


def top_view(room: Room, width: int = 1024, height: int = 768) -> View:
    """Straight down through the taken-off ceiling, north at the top as in the plan."""
    x0, y0, x1, y1 = room.bounds
    half = max((x1 - x0 + 0.3) / 2 * height / width, (y1 - y0 + 0.3) / 2)
    position = np.array([(x0 + x1) / 2, (y0 + y1) / 2, room.height + half / math.tan(TOP_FIELD / 2) * 1.04])
    pose = look_at(position, position - (0, 0, 1), np.array([0.0, 1.0, 0.0]))
    return View("top", pose, TOP_FIELD, 0.0, width, height, frozenset({"ceiling", "hanging"}))
