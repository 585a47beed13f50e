"""A body where it stands, and all of them: what the exact check looks at."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from solvers import geometry as g
from solvers.problem import Body, LayoutProblem, Pose
from solvers.relations import Offset
from solvers.room import Opening, Radiator, Room, Socket
from solvers.tolerances import EPS, RADIATOR, RADIATOR_TALL, ROUND, RUG

SOCKET = 0.08
"""A socket is a plate this high [m] (standard plates are 80 to 86 mm: DIN 49073, BS 4662)."""


@dataclass(frozen=True)
class Place:
    """A body with its pose."""

    body: Body
    pose: Pose

    @property
    def id(self) -> str:
        return self.body.id

    @cached_property
    def rect(self) -> g.Rect:
        return g.footprint(self.body.size, self.pose)

    @property
    def base(self) -> float:
        return self.pose.z

    @property
    def top(self) -> float:
        return self.pose.z + self.body.size[2]

    @property
    def on_floor(self) -> bool:
        """Whether the base is on the floor."""
        return abs(self.pose.z) <= EPS + ROUND

    @property
    def rug(self) -> bool:
        """Lies on the floor and is at most 3 cm tall."""
        return self.body.size[2] <= RUG + ROUND and self.on_floor

    @property
    def blocks(self) -> bool:
        """Stands on the floor (or reaches into it) and is taller than a rug."""
        return not self.rug and self.base <= EPS + ROUND and self.body.size[2] > RUG + ROUND

    @cached_property
    def radius(self) -> float:
        return math.hypot(self.body.size[0], self.body.size[1]) / 2

    @cached_property
    def solid(self) -> tuple[tuple[g.Rect, float, float], ...]:
        """The solid parts: (footprint, base, top)."""
        out = []
        for p in self.body.solid:
            x, y = self.rect.world(((p.lo[0] + p.hi[0]) / 2, (p.lo[1] + p.hi[1]) / 2))
            rect = g.Rect(x, y, (p.hi[0] - p.lo[0]) / 2, (p.hi[1] - p.lo[1]) / 2, self.pose.yaw)
            out.append((rect, self.pose.z + p.lo[2], self.pose.z + p.hi[2]))
        return tuple(out)


@dataclass(frozen=True)
class Scene:
    """The room, the bodies that have a usable pose, all that has a place (landmarks too), and the furniture groups
    (body id -> the group's representative)."""

    room: Room
    placed: Mapping[str, Place]
    places: Mapping[str, Place]
    group: Mapping[str, str]


def usable(pose: Pose | None) -> bool:
    """Whether there is a pose with finite numbers."""
    return pose is not None and all(math.isfinite(v) for v in (pose.x, pose.y, pose.z, pose.yaw))


def opening_places(problem: LayoutProblem) -> dict[str, Place]:
    """The landmarks of the room as boxes: doors, windows and sockets thin and just outside their walls, radiators
    before them, columns where they stand. Their fronts look into the room."""
    room, out = problem.room, {}
    for o in room.openings:
        out[o.id] = _thin(room, o, o.base, o.height)
    for h in room.radiators:
        x, y = room.walls[h.wall].at(h.offset + h.width / 2, h.depth / 2)
        out[h.id] = Place(Body(h.id, (h.width, h.depth, h.height)), Pose(x, y, 0.0, room.walls[h.wall].yaw))
    for k in room.sockets:
        out[k.id] = _thin(room, k, k.height - SOCKET / 2, SOCKET)
    for c in room.columns:
        out[c.id] = Place(Body(c.id, (c.width, c.depth, room.height)), Pose(c.x, c.y, 0.0, c.yaw))
    return out


def _thin(room: Room, o: Opening | Socket, base: float, height: float) -> Place:
    rect = g.opening_rect(room, o)
    return Place(Body(o.id, (o.width, g.OPENING_DEPTH, height)), Pose(rect.x, rect.y, base, rect.yaw))


def radiator_clear(body: Body, base: float, radiator: Radiator) -> float:
    """How much floor [m] before a radiator a body with that base must leave free: none when it is a rug or all above
    the radiator, more when it is taller than the radiator and would hide it."""
    if base >= radiator.height - EPS or (body.size[2] <= RUG + ROUND and base <= EPS + ROUND):
        return 0.0
    return RADIATOR_TALL if base + body.size[2] > radiator.height + EPS else RADIATOR


def collision_depth(a: Place, b: Place) -> float:
    """The deepest overlap in plan [m] of two solid parts that also meet in height; 0 when the bodies do not collide."""
    if a.rug != b.rug or min(a.top, b.top) - max(a.base, b.base) <= EPS + ROUND:
        return 0.0
    if math.hypot(a.rect.x - b.rect.x, a.rect.y - b.rect.y) > a.radius + b.radius:
        return 0.0
    whole = g.overlap_depth(a.rect.corners, b.rect.corners)
    if whole <= EPS or not (a.body.parts or b.body.parts):
        return max(0.0, whole)
    depths = (
        g.overlap_depth(p.corners, q.corners)
        for p, p0, p1 in a.solid
        for q, q0, q1 in b.solid
        if min(p1, q1) - max(p0, q0) > EPS + ROUND
    )
    return max(0.0, max(depths, default=0.0))


def rigid_groups(problem: LayoutProblem) -> dict[str, str]:
    """Body id -> representative of the furniture group (bodies tied by hard `Offset`) that it belongs to."""
    parent = {b.id: b.id for b in problem.bodies}

    def root(i: str) -> str:
        while parent[i] != i:
            i = parent[i]
        return i

    for x in problem.relations:
        if isinstance(x, Offset) and x.hard and x.b in parent:
            parent[root(x.a)] = root(x.b)
    return {i: root(i) for i in parent}
