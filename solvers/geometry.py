"""Plane geometry in plain floats: rectangles with a pose, how deep two overlap and how far they are apart.

Frames: metres, x east, y north, yaw counter-clockwise in radians. A rectangle's own frame has its width along x and its
depth along y; at yaw 0 its front faces -y. Every function is exact up to rounding; nothing here knows tolerances.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from solvers.problem import Pose, Side
from solvers.room import XY, Door, Radiator, Room, Socket, Wall, Window

Ring = Sequence[XY]
OPENING_DEPTH = 0.02
"""An opening, as something to relate to, is a box this deep [m] whose front lies in the plane of its wall."""


@dataclass(frozen=True)
class Rect:
    """A rectangle in plan: centre (x, y), half width, half depth [m], yaw [rad]."""

    x: float
    y: float
    hw: float
    hd: float
    yaw: float

    @cached_property
    def corners(self) -> tuple[XY, XY, XY, XY]:
        """Counter-clockwise: front left, front right, back right, back left."""
        w, d = self.hw, self.hd
        return (self.world((-w, -d)), self.world((w, -d)), self.world((w, d)), self.world((-w, d)))

    def world(self, p: XY) -> XY:
        """A point of the rectangle's own frame, in the room's."""
        x, y = turn(p, self.yaw)
        return (self.x + x, self.y + y)

    def local(self, p: XY) -> XY:
        """A point of the room, in the rectangle's own frame."""
        return turn((p[0] - self.x, p[1] - self.y), -self.yaw)

    @property
    def centre(self) -> XY:
        return (self.x, self.y)

    @property
    def front(self) -> XY:
        """The unit vector that the front points along."""
        return turn((0.0, -1.0), self.yaw)


def turn(p: XY, yaw: float) -> XY:
    """`p` turned counter-clockwise about the origin."""
    c, s = math.cos(yaw), math.sin(yaw)
    return (c * p[0] - s * p[1], s * p[0] + c * p[1])


def wrap(angle: float, period: float = 2 * math.pi) -> float:
    """The angle's distance from the nearest multiple of `period`, signed, in (-period/2, period/2]."""
    return angle - period * math.ceil(angle / period - 0.5)


def footprint(size: Sequence[float], pose: Pose) -> Rect:
    """The footprint of a body of that size at that pose."""
    return Rect(pose.x, pose.y, size[0] / 2, size[1] / 2, pose.yaw)


def opening_rect(room: Room, opening: Door | Window | Socket) -> Rect:
    """The opening as a thin box outside the wall's plane, front into the room."""
    wall = room.walls[opening.wall]
    x, y = wall.at(opening.offset + opening.width / 2, -OPENING_DEPTH / 2)
    return Rect(x, y, opening.width / 2, OPENING_DEPTH / 2, wall.yaw)


def door_zone(room: Room, door: Door, depth: float) -> tuple[XY, XY, XY, XY]:
    """The floor just inside a door, as wide as the door and `depth` into the room."""
    wall, a, b = room.walls[door.wall], door.offset, door.offset + door.width
    return (wall.at(a), wall.at(b), wall.at(b, depth), wall.at(a, depth))


def radiator_zone(room: Room, radiator: Radiator, clear: float) -> tuple[XY, XY, XY, XY]:
    """The floor that a radiator covers, and `clear` before it."""
    wall, a, b = room.walls[radiator.wall], radiator.offset, radiator.offset + radiator.width
    return (wall.at(a), wall.at(b), wall.at(b, radiator.depth + clear), wall.at(a, radiator.depth + clear))


def access_zone(rect: Rect, side: Side, depth: float, share: float = 0.8) -> Rect:
    """The floor before one side of a footprint, `depth` deep, over the middle `share` of the side."""
    if side in ("front", "back"):
        x, y = 0.0, (rect.hd + depth / 2) * (-1 if side == "front" else 1)
        hw, hd = rect.hw * share, depth / 2
    else:
        x, y = (rect.hw + depth / 2) * (-1 if side == "left" else 1), 0.0
        hw, hd = depth / 2, rect.hd * share
    cx, cy = rect.world((x, y))
    return Rect(cx, cy, hw, hd, rect.yaw)


def overlap_depth(p: Ring, q: Ring) -> float:
    """How far two convex rings must be moved to come apart (separating axes); 0 or less when they are apart."""
    depth = math.inf
    for ring in (p, q):
        for k, (bx, by) in enumerate(ring):
            ax, ay = ring[k - 1]
            length = math.hypot(bx - ax, by - ay)
            if length < 1e-12:
                continue
            nx, ny = (by - ay) / length, (ax - bx) / length
            a = [x * nx + y * ny for x, y in p]
            b = [x * nx + y * ny for x, y in q]
            depth = min(depth, max(a) - min(b), max(b) - min(a))
            if depth <= 0:
                return depth
    return depth


def segment_distance(p: XY, a: XY, b: XY) -> float:
    """The distance of a point from a segment."""
    ux, uy = b[0] - a[0], b[1] - a[1]
    square = ux * ux + uy * uy
    t = 0.0 if square == 0 else min(1.0, max(0.0, ((p[0] - a[0]) * ux + (p[1] - a[1]) * uy) / square))
    return math.hypot(p[0] - a[0] - t * ux, p[1] - a[1] - t * uy)


def ring_distance(p: Ring, q: Ring) -> float:
    """The distance of two convex rings; 0 when they touch or overlap."""
    if overlap_depth(p, q) > 0:
        return 0.0
    ends = [(x, q) for x in p] + [(x, p) for x in q]
    return min(segment_distance(x, ring[k - 1], ring[k]) for x, ring in ends for k in range(len(ring)))


def wall_distance(ring: Ring, wall: Wall) -> float:
    """The distance of a convex ring from a wall's segment; 0 when they meet."""
    return ring_distance(ring, (wall.start, wall.end))


def ray_meets(rect: Rect, origin: XY, direction: XY) -> bool:
    """Whether the ray from `origin` meets the rectangle (slab test in the rectangle's frame)."""
    o, d = rect.local(origin), turn(direction, -rect.yaw)
    near, far = 0.0, math.inf
    for p, v, half in ((o[0], d[0], rect.hw), (o[1], d[1], rect.hd)):
        if abs(v) < 1e-12:
            if abs(p) > half:
                return False
            continue
        a, b = sorted(((-half - p) / v, (half - p) / v))
        near, far = max(near, a), min(far, b)
    return near <= far


def clip_convex(subject: Ring, clip: Ring) -> list[XY]:
    """The part of a convex ring inside a counter-clockwise convex ring (Sutherland and Hodgman 1974)."""
    out = list(subject)
    for k in range(len(clip)):
        a, b = clip[k - 1], clip[k]
        ring, out = out, []
        side = [(b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0]) for p in ring]
        for i, p in enumerate(ring):
            if (side[i] >= 0) != (side[i - 1] >= 0):
                t = side[i - 1] / (side[i - 1] - side[i])
                q = ring[i - 1]
                out.append((q[0] + t * (p[0] - q[0]), q[1] + t * (p[1] - q[1])))
            if side[i] >= 0:
                out.append(p)
    return out


def ring_area(ring: Ring) -> float:
    """Area of a ring by the shoelace formula, positive when counter-clockwise."""
    return 0.5 * sum(ring[k - 1][0] * p[1] - p[0] * ring[k - 1][1] for k, p in enumerate(ring))


def compose(base: Pose, local: Pose) -> Pose:
    """The pose in the room of something at `local` in the frame of `base`."""
    x, y = turn((local.x, local.y), base.yaw)
    return Pose(base.x + x, base.y + y, base.z + local.z, base.yaw + local.yaw)


def relative(pose: Pose, base: Pose) -> Pose:
    """The pose in the frame of `base`: the inverse of `compose`."""
    x, y = turn((pose.x - base.x, pose.y - base.y), -base.yaw)
    return Pose(x, y, pose.z - base.z, wrap(pose.yaw - base.yaw))
