"""What makes a place at a wall a good one: small scores that the rough plan adds up (professional rules, section 2.1
of the design guidance: beds opposite or diagonal to the door, desks at the light, tall things away from the door)."""

from __future__ import annotations

import math
from functools import lru_cache

from shapely import LineString, Point

from idesign.designers.embedded.plan import Prefer, Spot
from solvers.room import Room


def facing_walls(room: Room, a: int, b: int) -> float:
    """-1 for the same direction, 0 at right angles, 1 for walls that face each other."""
    n, m = room.walls[a].n, room.walls[b].n
    return -(n[0] * m[0] + n[1] * m[1])


def bed(room: Room, middle: bool) -> Prefer:
    """Head opposite or at right angles to the door, not in line with it, in the middle of its wall; a single bed goes
    to a corner."""

    def score(s: Spot) -> float:
        wall = room.walls[s.wall]
        out = -0.8 * abs(s.along - wall.length / 2) / wall.length if middle else 0.0
        for d in room.doors[:1]:
            out += 0.5 * facing_walls(room, s.wall, d.wall) - 0.5 * _in_line(room, s, d.wall, d.offset + d.width / 2)
            out += 0.3 * min(2.0, from_door(room, s)) / 2.0
        for w in room.windows:
            out -= 0.2 * (w.wall == s.wall) + 0.15 * max(0.0, facing_walls(room, s.wall, w.wall))
        return out

    return score


def _in_line(room: Room, s: Spot, wall: int, along: float) -> float:
    """1 where one looks from the door straight along or across at the thing's middle."""
    x, y = room.walls[wall].at(along)
    n = room.walls[wall].n
    across = abs((s.x - x) * n[1] - (s.y - y) * n[0])
    return max(0.0, 1.0 - across / 0.9)


def from_door(room: Room, s: Spot) -> float:
    """Distance from the nearest door's middle [m]."""
    return min((s.footprint.distance(p) for p in _doors(room)), default=9.0)


@lru_cache(64)
def _doors(room: Room) -> tuple[Point, ...]:
    """The middles of the doors."""
    return tuple(Point(room.walls[d.wall].at(d.offset + d.width / 2)) for d in room.doors)


def tall(room: Room, *apart: int) -> Prefer:
    """Wardrobes and bookcases: in a corner, beside the door or on a side wall, not on the walls named `apart`, not at
    a window's edge, not seen first from the door."""

    def score(s: Spot) -> float:
        out = -0.4 * (s.wall in apart) - 0.3 * any(w.wall == s.wall for w in room.windows)
        out += 0.25 * any(d.wall == s.wall for d in room.doors) - 0.4 * (from_door(room, s) < 0.35)
        return out + 0.2 * _at_corner(room, s)

    return score


def _at_corner(room: Room, s: Spot) -> float:
    ends = [math.dist(p, (s.x, s.y)) for p in room.polygon]
    return 1.0 if min(ends) < 1.3 else 0.0


def light(room: Room) -> Prefer:
    """Desks and reading chairs: near a window, at right angles to it rather than before it."""

    def score(s: Spot) -> float:
        if not room.windows:
            return 0.15 * min(2.0, from_door(room, s))
        out = []
        for w in room.windows:
            p = room.walls[w.wall].at(w.offset + w.width / 2)
            turn = abs(facing_walls(room, s.wall, w.wall)) if s.wall >= 0 else 0.0
            own = 0.1 if s.wall == w.wall else 0.0
            out.append(1.0 - 0.35 * math.dist(p, (s.x, s.y)) - 0.3 * (turn > 0.5) + own)
        return max(out) + 0.1 * min(2.0, from_door(room, s))

    return score


def before(room: Room, wall: int, along_wall_of: Spot | None = None) -> Prefer:
    """Across from what stands at `wall` (a dresser opposite the bed, a sideboard opposite the sofa)."""

    def score(s: Spot) -> float:
        out = 0.4 * max(0.0, facing_walls(room, s.wall, wall))
        if along_wall_of is not None:
            out -= 0.3 * min(abs(s.x - along_wall_of.x), abs(s.y - along_wall_of.y))
        return out

    return score


def centred(room: Room) -> Prefer:
    """In the middle of a long wall without a door."""

    def score(s: Spot) -> float:
        wall = room.walls[s.wall]
        out = -0.8 * abs(s.along - wall.length / 2) / wall.length + 0.05 * wall.length
        return out - 0.3 * any(d.wall == s.wall for d in room.doors) - 0.2 * any(w.wall == s.wall for w in room.windows)

    return score


def from_windows(room: Room, least: float) -> Prefer:
    """At least so far from every window [m]."""
    panes = [LineString([room.walls[w.wall].at(s) for s in (w.offset, w.offset + w.width)]) for w in room.windows]
    return lambda s: -2.0 * any(s.footprint.distance(p) < least for p in panes)


def in_the_middle(room: Room) -> Prefer:
    """In the middle of its wall and nowhere else, because the person said so."""
    return lambda s: -20.0 * abs(s.along - room.walls[s.wall].length / 2)


def corner(room: Room) -> Prefer:
    return lambda s: 0.6 * _at_corner(room, s) + 0.1 * min(2.0, from_door(room, s))


def added(*parts: Prefer) -> Prefer:
    """The sum of several."""
    return lambda s: sum(p(s) for p in parts)
