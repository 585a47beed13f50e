"""The exact yes or no of every relation, one small function for each kind, in plain floats.

Part of the check (`check.py`) and written without the losses. A test holds that each kind has its function here.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from shapely import Polygon

from solvers import geometry as g
from solvers import relations as r
from solvers import tolerances as t
from solvers.places import Place, Scene
from solvers.room import XY, Wall


def relation_holds(scene: Scene, x: r.Relation) -> bool:
    """Whether the relation holds; false when something that it names has no usable pose."""
    names = [n for n in (x.a, x.b, getattr(x, "c", None)) if n]
    if any(n not in scene.places for n in names):
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
    return any(at_wall(a, w) and abs(_along(w, a.rect.centre) - w.length / 2) <= x.tol + t.ROUND for w in s.room.walls)


def _along(wall: Wall, p: XY) -> float:
    return (p[0] - wall.start[0]) * wall.u[0] + (p[1] - wall.start[1]) * wall.u[1]


def _corner(s: Scene, x: r.Corner, a: Place) -> bool:
    return any(_in_corner(a.rect.corners, w, v) for w, v in s.room.corners)


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
    return g.segment_distance(a.rect.centre, b.rect.centre, s.places[x.c].rect.centre) <= x.tol + t.ROUND


# ---------------------------------------------------------------- above and below
def _on_top_of(s: Scene, x: r.OnTopOf, a: Place, b: Place) -> bool:
    lx, ly, _, _ = _local(a, b)
    edge = t.EPS + t.ROUND
    return any(
        abs(a.base - b.base - f.height) <= edge
        and f.x0 - edge <= lx <= f.x1 + edge
        and f.y0 - edge <= ly <= f.y1 + edge
        for f in b.body.tops
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
    "centered_in_room": _centered_in_room, "keep_clear": _keep_clear,
}  # fmt: skip
BINARY_CHECKS: dict[str, Callable[[Scene, Any, Place, Place], bool]] = {
    "near": _near, "far": _far, "distance": _distance, "around": _around, "facing": _facing, "aligned": _aligned,
    "on_top_of": _on_top_of, "in_front_of": _in_front_of, "behind": _behind, "left_of": _left_of,
    "right_of": _right_of, "centered_on": _centered_on, "at_window": _at_window, "above": _above, "under": _under,
    "beside": _beside, "between": _between, "parallel": _parallel, "offset": _offset,
}  # fmt: skip
