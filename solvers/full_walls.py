"""A proof by counting: more furniture must stand against the walls than the walls have room for.

Let a body of width w stand against a wall of a convex room. Both back corners are within 15 cm of the wall and at most
5 mm beyond it, so it is turned by at most `angle` with sin(angle) <= 0.155 / w and cos(angle) >= 0.97. If it is at
least 19 cm deep it then covers, at all heights from 0.15 to 0.18 m off the wall (the band), a common stretch along the
wall of at least `covered(w)`. Stretches of two bodies overlap by 5 mm at most, since the bodies do; no stretch enters
the clear zone of a door by more than 5 mm. So the stretches on a wall fit, end to end, into its free pieces; if no
assignment of bodies to pieces allows that, no layout exists.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

import shapely
from shapely import LineString, Polygon

from solvers import geometry as g
from solvers import relations as r
from solvers import tolerances as t
from solvers.layout import Explanation
from solvers.problem import Body, LayoutProblem
from solvers.room import Room, Wall

BAND = (0.15, 0.18)
LEAST_DEPTH = 0.19
GIVE = t.EPS + 1e-4
"""How far two stretches, or a stretch and a door's zone, may overlap [m]."""
NODES = 20_000
"""Assignments tried; a search that is not finished by then proves nothing."""


def walls_too_full(problem: LayoutProblem) -> Iterator[Explanation]:
    """The explanation when the bodies that must stand against walls do not fit there."""
    if not _convex(problem.room):
        return
    bodies = _bound(problem)
    pieces = {w.index: _pieces(problem.room, w) for w in problem.room.walls}
    if _fits(bodies, pieces) is not False:
        return
    for one in list(bodies):
        fewer = [b for b in bodies if b is not one]
        if _fits(fewer, pieces) is False:
            bodies = fewer
    ids = [b.id for b, _, _ in bodies]
    numbers = sorted(k for _, _, k in bodies)
    text = f"{', '.join(ids)} must stand against a wall, but the walls have no room for all of them"
    yield Explanation(text, (*ids, *numbers))


def free_pieces(room: Room) -> dict[int, list[float]]:
    """Wall number -> the lengths [m] of its pieces between corners and the clear zones of doors."""
    slack = 2 * GIVE + 2 * (t.EPS + t.ROUND)
    return {w.index: [max(0.0, p - slack) for p in _pieces(room, w)] for w in room.walls}


def _convex(room: Room) -> bool:
    return len(room.corners) == len(room.walls)


_Bound = tuple[Body, tuple[int, ...], int]


def _bound(problem: LayoutProblem) -> list[_Bound]:
    """(body, walls allowed, relation) of the free bodies on the floor that a hard relation binds to a wall."""
    carried = {x.a for x in problem.relations if x.kind in ("on_top_of", "offset")}
    every = tuple(w.index for w in problem.room.walls)
    out: dict[str, _Bound] = {}
    for k, x in enumerate(problem.relations):
        if not x.hard or x.a in carried or not isinstance(x, r.AgainstWall | r.AtWall | r.CenteredOnWall):
            continue
        b = problem.body(x.a)
        plain = b.mount == "floor" and not b.parts and b.size[2] > 2 * t.RUG and b.size[1] >= LEAST_DEPTH
        walls = x.walls if isinstance(x, r.AtWall) else every
        if plain and b.fixed is None and (b.id not in out or len(walls) < len(out[b.id][1])):
            out[b.id] = (b, walls, k)
    return sorted(out.values(), key=lambda e: -e[0].size[0])


def covered(width: float) -> float:
    """The length of the stretch that a body of this width covers at least [m]."""
    angle = min(math.acos(t.WALL_COS), math.asin(min(1.0, (t.WALL_GAP + t.EPS + 4 * t.ROUND) / width))) + 1e-6
    reach = BAND[1] + t.EPS + t.ROUND
    return min(width * math.cos(angle), (width - reach * math.sin(angle)) / math.cos(angle))


def _pieces(room: Room, wall: Wall) -> list[float]:
    """The lengths of the free pieces of the band before a wall, tolerances included [m]."""
    allowed = Polygon(room.polygon).buffer(t.EPS + t.ROUND, join_style="mitre")
    height, far = sum(BAND) / 2, 1e3
    line: shapely.Geometry = LineString([wall.at(-far, height), wall.at(far, height)]).intersection(allowed)
    for d in room.doors:
        zone = Polygon(g.door_zone(room, d, t.DOOR_DEPTH))
        band = Polygon([wall.at(-far, BAND[0]), wall.at(far, BAND[0]), wall.at(far, BAND[1]), wall.at(-far, BAND[1])])
        common = zone.intersection(band)
        if isinstance(common, Polygon) and common.area > 0:
            line = shapely.difference(line, _through(common, wall))
    return [p.length + 2 * GIVE for p in shapely.get_parts(line) if p.length > 0]


def _through(common: Polygon, wall: Wall) -> Polygon:
    """The part of a door's zone in the band that reaches through the whole band, as a box in the wall's directions."""
    points = [(x - wall.start[0], y - wall.start[1]) for x, y in common.exterior.coords]
    at = [(x * wall.u[0] + y * wall.u[1], x * wall.n[0] + y * wall.n[1]) for x, y in points]
    low = [s for s, h in at if h < BAND[0] + 1e-6]
    high = [s for s, h in at if h > BAND[1] - 1e-6]
    if not low or not high:
        return Polygon()
    s0, s1 = max(min(low), min(high)), min(max(low), max(high))
    return Polygon([wall.at(s0, 0), wall.at(s1, 0), wall.at(s1, 1), wall.at(s0, 1)]) if s1 > s0 else Polygon()


def _fits(bodies: list[_Bound], pieces: dict[int, list[float]]) -> bool | None:
    """Whether the stretches fit into the pieces; None when the search was not finished."""
    free = {(w, k): length + GIVE for w, lengths in pieces.items() for k, length in enumerate(lengths)}
    nodes = 0

    def place(i: int) -> bool:
        nonlocal nodes
        nodes += 1
        if i == len(bodies) or nodes > NODES:
            return True
        body, walls, _ = bodies[i]
        need = covered(body.size[0]) - GIVE
        tried: set[float] = set()
        for key in [k for k in free if k[0] in walls and free[k] - GIVE >= need]:
            if round(free[key], 9) in tried and len(walls) == len(pieces):
                continue
            tried.add(round(free[key], 9))
            free[key] -= need
            if place(i + 1):
                return True
            free[key] += need
        return False

    found = place(0)
    return None if nodes > NODES else found
