"""The exact yes or no of every relation, one small function for each kind, in plain floats.

Part of the check (`check.py`) and written without the losses. A test holds that each kind has its function here.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from typing import Any

from shapely import Point, Polygon

from solvers import geometry as g
from solvers import relations as r
from solvers import tolerances as t
from solvers.places import Place, Scene
from solvers.room import XY, Wall


def relation_holds(scene: Scene, x: r.Relation) -> bool:
    """Whether the relation holds; false when something that it names has no usable pose."""
    if any(n not in scene.places for n in x.names):
        return False
    if x.kind in r.UNARY:
        return UNARY_CHECKS[x.kind](scene, x, scene.places[x.a])
    return BINARY_CHECKS[x.kind](scene, x, scene.places[x.a], scene.places[x.b or ""])


# ---------------------------------------------------------------- one body and the room
def at_wall(p: Place, wall: Wall) -> bool:
    """Both back corners within 15 cm of the wall, the front pointing into the room."""
    f = p.rect.front
    if f[0] * wall.n[0] + f[1] * wall.n[1] < t.WALL_COS:
        return False
    return all(g.segment_distance(c, wall.start, wall.end) <= t.WALL_GAP + t.ROUND for c in p.rect.corners[2:])


def _against_wall(s: Scene, x: r.AgainstWall, a: Place) -> bool:
    return any(at_wall(a, w) for w in s.room.walls)


def _at_wall(s: Scene, x: r.AtWall, a: Place) -> bool:
    return any(at_wall(a, s.room.walls[w]) for w in x.walls)


def _centered_on_wall(s: Scene, x: r.CenteredOnWall, a: Place) -> bool:
    return any(
        at_wall(a, w) and abs(_along(w, a.rect.centre) - w.length / 2) <= x.tol + t.ROUND for w in _walls(s, x.walls)
    )


def _walls(s: Scene, numbers: tuple[int, ...]) -> tuple[Wall, ...]:
    """The numbered walls; all of them where none is named."""
    return tuple(s.room.walls[w] for w in numbers) if numbers else s.room.walls


def _parallel_to_wall(s: Scene, x: r.ParallelToWall, a: Place) -> bool:
    f = a.rect.front
    across = max(max(abs(_dot(f, w.u)), abs(_dot(f, w.n))) for w in _walls(s, x.walls))
    return across >= math.cos(t.PARALLEL) - t.ROUND


def _facing_wall(s: Scene, x: r.FacingWall, a: Place) -> bool:
    return any(-_dot(a.rect.front, w.n) >= math.cos(t.ALIGNED) - t.ROUND for w in _walls(s, x.walls))


def _dot(p: XY, q: XY) -> float:
    return p[0] * q[0] + p[1] * q[1]


def _turned(s: Scene, x: r.Turned, a: Place) -> bool:
    return _dot(a.rect.front, g.turn((0.0, -1.0), x.yaw)) >= math.cos(t.ALIGNED) - t.ROUND


def _at(s: Scene, x: r.At, a: Place) -> bool:
    return math.dist(a.rect.centre, (x.x, x.y)) <= x.tol + t.ROUND


def _at_height(s: Scene, x: r.AtHeight, a: Place) -> bool:
    z = {"base": a.base, "middle": (a.base + a.top) / 2, "top": a.top}[x.of]
    return abs(z - x.height) <= x.tol + t.ROUND


def _in_zone(s: Scene, x: r.InZone, a: Place) -> bool:
    zone = Polygon(s.room.zone(x.zone).polygon).buffer(t.EPS + t.ROUND, join_style="mitre")
    return zone.covers(Polygon(a.rect.corners) if x.part == "all" else Point(a.rect.centre))


def _along(wall: Wall, p: XY) -> float:
    return (p[0] - wall.start[0]) * wall.u[0] + (p[1] - wall.start[1]) * wall.u[1]


def _corner(s: Scene, x: r.Corner, a: Place) -> bool:
    corners = (c for c in s.room.corners if not x.vertices or c[1].index in x.vertices)
    return any(_in_corner(a.rect.corners, w, v) for w, v in corners)


def _in_corner(ring: g.Ring, w: Wall, v: Wall) -> bool:
    near = t.CORNER_WALL + t.ROUND
    if max(g.wall_distance(ring, w), g.wall_distance(ring, v)) > near:
        return False
    return g.ring_distance(ring, (w.end, w.end)) <= t.CORNER_VERTEX + t.ROUND


def _centered_in_room(s: Scene, x: r.CenteredInRoom, a: Place) -> bool:
    cx, cy = s.room.centroid
    return math.hypot(a.rect.x - cx, a.rect.y - cy) <= x.tol + t.ROUND


def _keep_clear(s: Scene, x: r.KeepClear, a: Place) -> bool:
    """Inside the room, and free of what stands on the floor and is taller than a rug; own group members excepted."""
    zone = g.access_zone(a.rect, x.side, x.depth).corners
    if not Polygon(s.room.polygon).buffer(t.EPS + t.ROUND, join_style="mitre").covers(Polygon(zone)):
        return False
    if any(g.overlap_depth(c.ring, zone) > t.EPS + t.ROUND for c in s.room.columns):
        return False
    others = (p for p in s.placed.values() if p.id != a.id and s.group[p.id] != s.group[a.id] and p.blocks)
    return not any(g.overlap_depth(p.rect.corners, zone) > t.EPS + t.ROUND for p in others)


# ---------------------------------------------------------------- distances and directions
def gap(a: Place, b: Place) -> float:
    """The distance of two footprints [m]."""
    return g.ring_distance(a.rect.corners, b.rect.corners)


def _near(s: Scene, x: r.Near, a: Place, b: Place) -> bool:
    return gap(a, b) <= x.max + t.TOL + t.ROUND


def _far(s: Scene, x: r.Far, a: Place, b: Place) -> bool:
    return gap(a, b) >= x.min - t.TOL - t.ROUND


def _distance(s: Scene, x: r.Distance, a: Place, b: Place) -> bool:
    d = math.hypot(a.rect.x - b.rect.x, a.rect.y - b.rect.y)
    return x.min - t.TOL - t.ROUND <= d <= x.max + t.TOL + t.ROUND


def _facing(s: Scene, x: r.Facing | r.Around, a: Place, b: Place) -> bool:
    f, dx, dy = a.rect.front, b.rect.x - a.rect.x, b.rect.y - a.rect.y
    if g.ray_meets(b.rect, a.rect.centre, f):
        return True
    length = math.hypot(dx, dy)
    return length > 0 and (f[0] * dx + f[1] * dy) / length >= math.cos(t.FACING) - t.ROUND


def _facing_away(s: Scene, x: r.FacingAway, a: Place, b: Place) -> bool:
    f, dx, dy = a.rect.front, b.rect.x - a.rect.x, b.rect.y - a.rect.y
    if g.ray_meets(b.rect, a.rect.centre, (-f[0], -f[1])):
        return True
    length = math.hypot(dx, dy)
    return length > 0 and -(f[0] * dx + f[1] * dy) / length >= math.cos(t.FACING) - t.ROUND


def _around(s: Scene, x: r.Around, a: Place, b: Place) -> bool:
    return gap(a, b) <= x.max + t.TOL + t.ROUND and _facing(s, x, a, b)


def _aligned(s: Scene, x: r.Aligned, a: Place, b: Place) -> bool:
    return abs(g.wrap(a.rect.yaw - b.rect.yaw)) <= t.ALIGNED + t.ROUND


def _parallel(s: Scene, x: r.Parallel, a: Place, b: Place) -> bool:
    return abs(g.wrap(a.rect.yaw - b.rect.yaw, math.pi / 2)) <= t.PARALLEL + t.ROUND


# ---------------------------------------------------------------- places in the frame of b
def _local(a: Place, b: Place) -> tuple[float, float, float, float]:
    """(lx, ly, half width, half depth): a's centre in b's frame and b's half extents."""
    lx, ly = b.rect.local(a.rect.centre)
    return lx, ly, b.rect.hw, b.rect.hd


def _in_front_of(s: Scene, x: r.InFrontOf, a: Place, b: Place) -> bool:
    lx, ly, w, d = _local(a, b)
    return ly < -d + t.SIDE_IN and abs(lx) <= w + t.SIDE_OUT + t.ROUND


def _behind(s: Scene, x: r.Behind, a: Place, b: Place) -> bool:
    lx, ly, w, d = _local(a, b)
    return ly > d - t.SIDE_IN and abs(lx) <= w + t.SIDE_OUT + t.ROUND


def _left_of(s: Scene, x: r.LeftOf, a: Place, b: Place) -> bool:
    lx, ly, w, d = _local(a, b)
    return lx < -w + t.SIDE_IN and abs(ly) <= d + t.SIDE_OUT + t.ROUND


def _right_of(s: Scene, x: r.RightOf, a: Place, b: Place) -> bool:
    lx, ly, w, d = _local(a, b)
    return lx > w - t.SIDE_IN and abs(ly) <= d + t.SIDE_OUT + t.ROUND


def _centered_on(s: Scene, x: r.CenteredOn, a: Place, b: Place) -> bool:
    lx, ly, _, _ = _local(a, b)
    return min(abs(lx), abs(ly)) <= t.CENTERED + t.ROUND


def _beside(s: Scene, x: r.Beside, a: Place, b: Place) -> bool:
    """Beyond the side of b, level with b's depth or (for the smaller b) b level with a's; near enough."""
    lx, ly, w, d = _local(a, b)
    level = max(d, _extent_along_depth(a, b)) + t.SIDE_OUT + t.ROUND
    outside = {"left": -lx, "right": lx, "either": abs(lx)}[x.side] > w - t.SIDE_IN
    return outside and abs(ly) <= level and gap(a, b) <= x.max + t.TOL + t.ROUND


def _extent_along_depth(a: Place, b: Place) -> float:
    """Half the extent of a along the depth axis of b."""
    turned = a.rect.yaw - b.rect.yaw
    return a.rect.hw * abs(math.sin(turned)) + a.rect.hd * abs(math.cos(turned))


def _offset(s: Scene, x: r.Offset, a: Place, b: Place) -> bool:
    lx, ly, _, _ = _local(a, b)
    off = (lx - x.x, ly - x.y, a.base - b.base - x.z, g.wrap(a.rect.yaw - b.rect.yaw - x.yaw))
    return all(abs(v) <= x.tol + t.ROUND for v in off)


def _at_window(s: Scene, x: r.AtWindow, a: Place, b: Place) -> bool:
    """b is an opening, whose thin box has its front in the plane of the wall."""
    lx, ly, w, d = _local(a, b)
    return abs(lx) <= w + t.ROUND and -ly - d - _extent_along_depth(a, b) <= x.max + t.ROUND and ly < d


def _between(s: Scene, x: r.Between, a: Place, b: Place) -> bool:
    p, q = b.rect.centre, s.places[x.c].rect.centre
    if x.where == "middle":
        return math.dist(a.rect.centre, ((p[0] + q[0]) / 2, (p[1] + q[1]) / 2)) <= x.tol + t.ROUND
    return g.segment_distance(a.rect.centre, p, q) <= x.tol + t.ROUND


# ---------------------------------------------------------------- in line, in a row, in pairs
def _span(a: Place, b: Place) -> tuple[float, float, float, float]:
    """(x0, y0, x1, y1) of a's corners in b's frame."""
    xs, ys = zip(*(b.rect.local(c) for c in a.rect.corners), strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _lined_up(s: Scene, x: r.LinedUp | r.InRow, a: Place, b: Place) -> bool:
    x0, y0, x1, y1 = _span(a, b)
    w, d = b.rect.hw, b.rect.hd
    off = {
        "left": x0 + w, "right": x1 - w, "front": y0 + d, "back": y1 - d, "axis": (x0 + x1) / 2, "level": (y0 + y1) / 2,
    }[x.by]  # fmt: skip
    return abs(off) <= x.tol + t.ROUND


def _in_row(s: Scene, x: r.InRow, a: Place) -> bool:
    row = [a, *(s.places[i] for i in x.others)]
    return all(_next_in_row(s, x, right, left) for left, right in itertools.pairwise(row))


def _next_in_row(s: Scene, x: r.InRow, a: Place, b: Place) -> bool:
    """a stands to the right of b in its row."""
    slack = t.TOL + t.ROUND
    gap = _span(a, b)[0] - b.rect.hw
    same_way = abs(g.wrap(a.rect.yaw - b.rect.yaw)) <= t.ALIGNED + t.ROUND
    return same_way and x.min - slack <= gap <= x.max + slack and _lined_up(s, x, a, b)


def _symmetric(s: Scene, x: r.Symmetric, a: Place, b: Place) -> bool:
    c = s.places[x.c].rect
    (ax, ay), (bx, by) = c.local(a.rect.centre), c.local(b.rect.centre)
    turned = g.wrap(a.rect.yaw + b.rect.yaw - 2 * c.yaw)
    near = x.tol + t.ROUND
    return abs(ax + bx) <= near and abs(ay - by) <= near and abs(turned) <= t.ALIGNED + t.ROUND


def _evenly_around(s: Scene, x: r.EvenlyAround, a: Place, b: Place) -> bool:
    spots = [b.rect.local(p.rect.centre) for p in (a, *(s.places[i] for i in x.others))]
    return _even_by_angle(spots, x.tol) if x.by == "angle" else _even_by_sides(spots, b, x.tol)


def _even_by_angle(spots: list[XY], tol: float) -> bool:
    radius = sum(math.hypot(*p) for p in spots) / len(spots)
    turns = sorted(math.atan2(y, x) for x, y in spots)
    steps = [q - p for p, q in itertools.pairwise([*turns, turns[0] + 2 * math.pi])]
    even = all(abs(v - 2 * math.pi / len(spots)) * radius <= tol + t.ROUND for v in steps)
    return even and all(abs(math.hypot(*p) - radius) <= tol + t.ROUND for p in spots)


def _even_by_sides(spots: list[XY], b: Place, tol: float) -> bool:
    sides: dict[str, list[float]] = {"left": [], "right": [], "front": [], "back": []}
    for x, y in spots:
        if abs(x) / b.rect.hw >= abs(y) / b.rect.hd:
            sides["right" if x > 0 else "left"].append(y)
        else:
            sides["back" if y > 0 else "front"].append(x)
    uneven = max(abs(len(sides["left"]) - len(sides["right"])), abs(len(sides["front"]) - len(sides["back"])))
    return uneven <= 1 and all(_even_along(v, tol) for v in sides.values())


def _even_along(at: list[float], tol: float) -> bool:
    """Whether places along a side are evenly spaced about its middle."""
    at = sorted(at)
    pitch = (at[-1] - at[0]) / (len(at) - 1) if len(at) > 1 else 0.0
    return all(abs(v - (k - (len(at) - 1) / 2) * pitch) <= tol + t.ROUND for k, v in enumerate(at))


# ---------------------------------------------------------------- in the way
def _not_blocking(s: Scene, x: r.NotBlocking, a: Place, b: Place) -> bool:
    if min(a.top, b.top) - max(a.base, b.base) <= t.EPS + t.ROUND:
        return True
    zone = g.access_zone(b.rect, "front", x.depth, 1.0)
    return g.overlap_depth(a.rect.corners, zone.corners) <= t.EPS + t.ROUND


def _sees(s: Scene, x: r.Sees, a: Place, b: Place) -> bool:
    (ax, ay), (bx, by) = a.rect.centre, b.rect.centre
    strip = g.Rect((ax + bx) / 2, (ay + by) / 2, math.dist((ax, ay), (bx, by)) / 2, x.width / 2,
                   math.atan2(by - ay, bx - ax)).corners  # fmt: skip
    own = {s.group[i] for i in (a.id, b.id) if i in s.group}
    others = (p for p in s.placed.values() if s.group[p.id] not in own and p.base < x.height < p.top)
    rings = [*(p.rect.corners for p in others), *(c.ring for c in s.room.columns if c.id not in x.names)]
    return not any(g.overlap_depth(ring, strip) > t.EPS + t.ROUND for ring in rings)


# ---------------------------------------------------------------- above and below
def _on_top_of(s: Scene, x: r.OnTopOf, a: Place, b: Place) -> bool:
    lx, ly, w, d = _local(a, b)
    edge = t.EPS + t.ROUND
    if x.level == "inside":
        x0, y0, x1, y1 = _span(a, b)
        if min(x0 + w, w - x1, y0 + d, d - y1) < -edge or a.top > b.top + edge:
            return False
    return any(
        abs(a.base - b.base - f.height) <= edge
        and f.x0 - edge <= lx <= f.x1 + edge
        and f.y0 - edge <= ly <= f.y1 + edge
        for f in b.body.boards(x.level)
    )


def _above(s: Scene, x: r.Above, a: Place, b: Place) -> bool:
    bx, by = a.rect.local(b.rect.centre)
    across = abs(bx) <= x.tol + t.ROUND if a.body.mount == "wall" else max(abs(bx), abs(by)) <= x.tol + t.ROUND
    return across and a.base >= b.top - t.EPS - t.ROUND and gap(a, b) <= t.ABOVE_GAP + t.ROUND


def _under(s: Scene, x: r.Under, a: Place, b: Place) -> bool:
    common = g.clip_convex(a.rect.corners, b.rect.corners)
    smaller = 4 * min(a.rect.hw * a.rect.hd, b.rect.hw * b.rect.hd)
    return len(common) > 2 and g.ring_area(common) >= x.share * smaller - t.ROUND


UNARY_CHECKS: dict[str, Callable[[Scene, Any, Place], bool]] = {
    "against_wall": _against_wall, "corner": _corner, "at_wall": _at_wall, "centered_on_wall": _centered_on_wall,
    "centered_in_room": _centered_in_room, "keep_clear": _keep_clear, "parallel_to_wall": _parallel_to_wall,
    "facing_wall": _facing_wall, "turned": _turned, "at": _at, "at_height": _at_height, "in_row": _in_row,
    "in_zone": _in_zone,
}  # fmt: skip
BINARY_CHECKS: dict[str, Callable[[Scene, Any, Place, Place], bool]] = {
    "near": _near, "far": _far, "distance": _distance, "around": _around, "facing": _facing, "aligned": _aligned,
    "on_top_of": _on_top_of, "in_front_of": _in_front_of, "behind": _behind, "left_of": _left_of,
    "right_of": _right_of, "centered_on": _centered_on, "at_window": _at_window, "above": _above, "under": _under,
    "beside": _beside, "between": _between, "parallel": _parallel, "offset": _offset, "facing_away": _facing_away,
    "lined_up": _lined_up, "symmetric": _symmetric, "evenly_around": _evenly_around, "not_blocking": _not_blocking,
    "sees": _sees,
}  # fmt: skip
