"""Where the pictures are taken from.

The rule. Eye-level views are taken 1.6 m above the floor with a level lens that is shifted down, as architects' cameras
are, so that upright lines stay upright; the lens is wide (68 degrees across a picture of 4:3). Candidates stand in each
corner, in each doorway and along the long walls and look across the middle of the furniture, or a little to its left or
right; each may step back, also out of the room, where it is too small for the lens. A wall that turns its back to the
camera is left out together with what hangs on it, like the open side of a doll's house. A candidate is scored
(`view_score`) by how much of the furniture it shows unobstructed, from its front and in the frame, less for what spoils
a picture: things close to the lens or cut off by the frame, one thing that fills it, bare wall, what lies beside the
room, and what comes within 0.5 m of the lens (which is then left out, like what would only reach over the picture's
lower edge and is seen in another, with all that stands on it). The first view is the best one, with a premium for the
doorway; each further one is the best of the rest with a premium for looking along another direction and for showing
what the views before it do not. The dollhouse looks down into the room from the side of the first view, or from another
where tall things there hide less, without ceiling and without the walls in front. The view from above looks straight
down through the taken-off ceiling, north at the top. All of this is geometry: the same scene gives the same views.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import product

import numpy as np
from numpy.typing import NDArray

from idesign.render.stage import Stage
from idesign.render.view_score import Judged, Stand, judged, seen_shares, stand_at
from idesign.render.visibility import Boxes, boxes_of
from solvers.room import Room

Vec = NDArray[np.float64]

EYE = 1.6
"""Height of the lens above the floor [m]: a standing person's eyes."""
LENS = 0.843
"""The tangent of half the diagonal field of view of eye-level views: 68 degrees across a picture of 4:3, 73 of 16:9."""
SHIFT = 0.3
"""How far the lens is shifted down, in half heights of the picture."""
TOP_FIELD = math.radians(17.0)
DOWN, OPEN_FIELD = math.radians(38.0), math.radians(26.0)
"""How far the dollhouse view looks down, and its vertical field of view: a long lens, that keeps lines parallel."""
OTHER_SIDE = 0.08
"""By so much more of the furniture must the dollhouse show from another side than that of the first view."""
MARGIN = 0.94
"""The share of the frame's half that the open room fills at most."""
CLEAR = 0.5
"""Nothing comes nearer to the lens than this [m]."""
APART, ASIDE = math.radians(90.0), 0.45
"""A view that looks this far [rad] away from all views before it has this premium; one that looks along has none."""
SAME, AGAIN = math.radians(40.0), 0.4
"""Within this turn [rad] of a view before it, a view shows the same once more; what that costs, all the way round."""
NEWS = 0.8
"""The premium for showing all the furniture that no view before it shows."""
EDGE = -0.72
"""What reaches no higher into the picture than this only gets in the way [half heights from the middle]."""
FLAT = 0.1
"""What is no higher lies on the floor, as a rug [m]: it is part of the floor, wherever the frame cuts it off."""
STEPS = (-0.3, 0.15, 0.6, 1.1, 1.7)
"""How far candidates step back from their spot [m]."""
TURNS = tuple(math.radians(a) for a in (-14.0, 14.0))
"""How far candidates look to the left of the middle of the furniture [rad], besides straight at it."""
FINALISTS, STRAIGHT = 24, 0.02
"""So many places are looked from aside; what this costs."""


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
    chosen = _different(_scored(stage, width, height), eye_level)
    named = tuple(replace(v, name=f"view-{k + 1}") for k, v in enumerate(_cleared(stage, chosen)))
    heading = named[0].heading if named else math.pi / 4
    return (*named, open_dollhouse(stage, heading, width, height), top_view(stage.room, width, height))


def open_dollhouse(stage: Stage, heading: float, width: int = 1024, height: int = 768) -> View:
    """Into the open room along `heading`, or from another of its four sides where tall things there hide less."""
    boxes, groups = boxes_of(stage.things), _groups_of(stage)
    views = [dollhouse_view(stage.room, heading + math.pi / 2 * k, width, height) for k in range(4)]
    shown = [_furniture_seen(stand_at(stage.room, boxes, groups, v), v) for v in views]
    return views[max(range(4), key=lambda k: (round(shown[k] - (OTHER_SIDE if k else 0.0), 6), -k))]


def _furniture_seen(stand: Stand, view: View) -> float:
    """The share of the furniture, by its weight, that the view shows."""
    return float((stand.weight * seen_shares(stand, view)).sum())


def _scored(stage: Stage, width: int, height: int) -> list[Judged]:
    """All candidates with their scores: from each place straight at the furniture, from the best also turned aside."""
    boxes, groups = boxes_of(stage.things), _groups_of(stage)
    straight = []
    for place, aim, premium in _spots(stage):
        view = _view(stage.room, boxes, groups, place, aim, width, height)
        stand = stand_at(stage.room, boxes, groups, view)
        straight.append((_worth(judged(stand, view), premium), stand, premium))
    best = sorted(straight, key=lambda s: (-round(s[0].score, 6), _key(s[0].view)))[:FINALISTS]
    aside = [
        _worth(judged(stand, replace(found.view, pose=_turned(found.view.pose, turn))), premium - STRAIGHT)
        for (found, stand, premium), turn in product(best, TURNS)
    ]
    return [s[0] for s in straight] + aside


def _worth(found: Judged, premium: float) -> Judged:
    return replace(found, score=found.score + premium)


def _turned(pose: Vec, angle: float) -> Vec:
    """The camera's pose after a turn to the left by `angle` [rad]."""
    c, s = math.cos(angle), math.sin(angle)
    about = np.eye(4)
    about[:2, :2] = [[c, -s], [s, c]]
    turned = about @ pose
    turned[:3, 3] = pose[:3, 3]
    return np.asarray(turned, dtype=np.float64)


def _groups_of(stage: Stage) -> tuple[str, ...]:
    """The group of each object, in the objects' order."""
    return tuple(i.group for i in stage.items if i.thing is not None)


def _spots(stage: Stage) -> list[tuple[Vec, Vec, float]]:
    """Where the camera may stand, what it looks at (both at eye level) and the premium of the place."""
    room, middle = stage.room, middle_of(stage)
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


def middle_of(stage: Stage) -> Vec:
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


def _view(room: Room, boxes: Boxes, groups: tuple[str, ...], place: Vec, aim: Vec, width: int, height: int) -> View:
    hidden = hidden_groups(room, place)
    near = boxes.gaps(place) < CLEAR
    without = frozenset(t.id for t, n, g in zip(boxes.things, near, groups, strict=True) if n and g not in hidden)
    yfov = eye_field(width, height)
    return View("", look_at(place, aim), yfov, SHIFT, width, height, hidden, without)


def _cleared(stage: Stage, chosen: list[Judged]) -> list[View]:
    """The views without what would only reach over their lower edges where another of them shows it, and without what
    stands on what they leave out."""
    boxes = boxes_of(stage.things)
    over = [_over_the_edge(boxes, j.view) for j in chosen]
    seen = [(j.shows > 0) & ~o for j, o in zip(chosen, over, strict=True)]
    shown = np.any(seen, axis=0) if seen else np.zeros(len(stage.things), dtype=bool)
    return [_without(stage, j.view, o & shown) for j, o in zip(chosen, over, strict=True)]


def _without(stage: Stage, view: View, more: NDArray[np.bool_]) -> View:
    left_out = view.without | {t.id for t, m in zip(stage.things, more, strict=True) if m}
    bearers = {t.id: t.support for t in stage.things}
    return replace(view, without=frozenset(t for t in bearers if left_out & set(_stands_on(t, bearers))))


def _stands_on(thing: str, bearers: Mapping[str, str]) -> Iterator[str]:
    """The thing, what it stands on, what that stands on, and so on."""
    while thing in bearers:
        yield thing
        thing = bearers[thing]


def _over_the_edge(boxes: Boxes, view: View) -> NDArray[np.bool_]:
    """Which objects [N] are in the picture, but no higher than `EDGE`. What is beside the lens reaches as far up or
    down as its picture can."""
    at = view.project(boxes.corners)
    ahead = at[..., 2] > 0.05
    x = np.where(ahead, at[..., 0], 0.0)
    y = np.where(ahead, at[..., 1], np.where(boxes.corners[..., 2] > view.position[2], np.inf, -np.inf))
    top = y.max(axis=1, initial=-np.inf)
    framed = ahead.any(axis=1) & (x.min(axis=1, initial=1.0) < 1) & (x.max(axis=1, initial=-1.0) > -1) & (top > -1)
    return np.asarray(framed & (top < EDGE) & (boxes.size[:, 2] > FLAT), dtype=np.bool_)


def eye_field(width: int, height: int) -> float:
    """The vertical field of view of eye-level views of that shape [rad]."""
    return 2 * math.atan(LENS * height / math.hypot(width, height))


def _different(scored: list[Judged], count: int) -> list[Judged]:
    """The best views, each with a premium for what it shows that those before it do not, and for looking elsewhere."""
    chosen: list[Judged] = []
    for _ in range(min(count, len(scored))):
        rest = [(_further(j, chosen), j) for j in scored if j not in chosen]
        chosen.append(min(rest, key=lambda r: (-round(r[0], 6), _key(r[1].view)))[1])
    return chosen


def _key(view: View) -> tuple[float, ...]:
    """Decides between equals, whatever the order they come in."""
    return (*np.round(view.position, 6), round(view.heading, 6))


def _further(judged: Judged, before: list[Judged]) -> float:
    """What the view is worth after those before it."""
    least = min((_turn(judged.view.heading, b.view.heading) for b in before), default=APART)
    known = np.max([b.shows for b in before], axis=0) if before else judged.shows
    news = float(np.maximum(judged.shows - known, 0.0).sum())
    again = max(1.0 - least / SAME, 0.0) if before else 0.0
    return judged.score + ASIDE * min(least / APART, 1.0) - AGAIN * again + NEWS * news


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
