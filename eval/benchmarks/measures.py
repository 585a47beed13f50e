"""Independent measures of a layout of boxes, by exact plane geometry: is the floor in one piece, can everything be got
at and used? The numbers are those by which scenes are judged (`data/use.toml`), not those of any solver's objective.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from scipy.optimize import linear_sum_assignment
from shapely import Polygon, union_all
from shapely.geometry.base import BaseGeometry

from eval.standards import Need, Side, standards
from solvers.geometry import Rect, door_zone, footprint
from solvers.problem import Body, LayoutProblem, Pose
from solvers.room import XY
from solvers.tolerances import DOOR_DEPTH, RUG

WALKER, ARM, HEAD = 0.3, 0.4, 1.8
"""Half the width of a person who walks straight [m] (0.60 m: data/use.toml), how far beyond that hands reach, and the
height above which things are walked under (layout contract)."""
SLACK = 0.01
"""What is this little short of its clearance is not called short [m, share]."""


@dataclass(frozen=True)
class Use:
    """`connected`: share of the walkable floor that a door leads to; `reached`: share of the floor-standing things that
    one gets to; `clear`: share of the pieces with a need of free floor that have it. None: nothing to judge."""

    connected: float
    reached: float | None
    clear: float | None


def use_of(problem: LayoutProblem, layout: Mapping[str, Pose]) -> Use:
    """How well a strict layout can be used."""
    rects = {b.id: footprint(b.size, layout[b.id]) for b in problem.bodies}
    in_way = [b for b in problem.bodies if b.size[2] > RUG and layout[b.id].z < HEAD]
    standing = [b for b in in_way if layout[b.id].z <= RUG]
    free = _walkable(problem, [rects[b.id] for b in in_way])
    main = _from_door(problem, free)
    share = main.area / free.area if free.area > 1e-9 else 0.0
    near = main.buffer(WALKER + ARM)
    reached = [near.intersects(Polygon(rects[b.id].corners)) for b in standing]
    clear = _clear(problem, standing, rects)
    return Use(share, _mean(reached), _mean(clear))


def _mean(found: list[bool]) -> float | None:
    return sum(found) / len(found) if found else None


def _walkable(problem: LayoutProblem, obstacles: list[Rect]) -> BaseGeometry:
    """Where the middle of a walker can be."""
    floor = Polygon(problem.room.polygon).buffer(-WALKER)
    return floor.difference(union_all([Polygon(p.corners).buffer(WALKER, quad_segs=4) for p in obstacles]))


def _from_door(problem: LayoutProblem, free: BaseGeometry) -> BaseGeometry:
    """The parts of the walkable floor that touch a door's zone; the largest part when there is no door."""
    parts = [p for p in getattr(free, "geoms", [free]) if p.area > 1e-6]
    zones = [Polygon(door_zone(problem.room, d, DOOR_DEPTH)) for d in problem.room.doors]
    if not zones:
        return max(parts, key=lambda p: p.area, default=Polygon())
    return union_all([p for p in parts if any(p.intersects(z) for z in zones)])


def _clear(problem: LayoutProblem, standing: list[Body], rects: Mapping[str, Rect]) -> list[bool]:
    """For each piece with a need: whether enough of its sides have their free floor."""
    floor = Polygon(problem.room.polygon).buffer(SLACK, join_style="mitre")
    out = []
    for b in standing:
        need = standards().need_of(b.category)
        if need is not None:
            others = union_all([Polygon(rects[o.id].corners) for o in standing if _blocks(o, b)])
            sides = [_side_clear(rects[b.id], side, need, floor, others) for side in need.sides]
            out.append(sum(sides) >= need.least)
    return out


def _blocks(o: Body, b: Body) -> bool:
    """Whether `o` can be in the way of someone who uses `b`: not what one moves aside, nor a bed's nightstand."""
    roles = standards().roles
    beside_bed = b.category in roles["bed"] and o.category in roles["at_hand"]
    return o.id != b.id and o.category not in roles["movable"] and not beside_bed


def _side_clear(rect: Rect, side: Side, need: Need, floor: BaseGeometry, others: BaseGeometry) -> bool:
    zone = Polygon([rect.world(p) for p in _strip(rect, side, need)])
    return floor.covers(zone) and others.intersection(zone).area <= SLACK * zone.area


def _strip(rect: Rect, side: Side, need: Need) -> list[XY]:
    """The corners of the needed floor in the body's frame."""
    lengthwise = side in ("front", "back")
    half, edge = (rect.hw, rect.hd) if lengthwise else (rect.hd, rect.hw)
    lo, hi = (2 * half * v for v in need.span)
    sign = -1.0 if side in ("front", "left") else 1.0
    corners = [(lo, edge), (hi, edge), (hi, edge + need.depth), (lo, edge + need.depth)]
    return [(u, sign * v) if lengthwise else (sign * v, u) for u, v in corners]


# ---------------------------------------------------------------- difference
def difference(problem: LayoutProblem, a: Mapping[str, Pose], b: Mapping[str, Pose]) -> float:
    """How far two layouts are apart [m]: the mean distance between the places of free bodies, alike ones (of one
    category and size) being matched to the nearest."""
    alike: dict[tuple[str, tuple[float, ...]], list[str]] = {}
    for body in problem.bodies:
        if body.fixed is None:
            alike.setdefault((body.category, body.size), []).append(body.id)
    away = [d for ids in alike.values() for d in _matched(ids, a, b)]
    return sum(away) / len(away) if away else 0.0


def _matched(ids: list[str], a: Mapping[str, Pose], b: Mapping[str, Pose]) -> list[float]:
    table = np.array([[math.hypot(a[i].x - b[j].x, a[i].y - b[j].y) for j in ids] for i in ids])
    rows, columns = linear_sum_assignment(table)
    return [float(v) for v in table[rows, columns]]


def diversity(problem: LayoutProblem, layouts: list[Mapping[str, Pose]]) -> float | None:
    """The mean difference over all pairs of layouts [m]; None for fewer than two."""
    pairs = list(combinations(layouts, 2))
    return sum(difference(problem, a, b) for a, b in pairs) / len(pairs) if pairs else None
