"""Places of one body in the frame of another where a relation leaves little choice: next in a row, in line, evenly
around. A random search would miss them; templates and proposals start from them."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Mapping

from solvers import geometry as g
from solvers import relations as r
from solvers.problem import LayoutProblem, Pose
from solvers.seats import seat_slots

Sizes = Mapping[str, tuple[float, float, float]]
Slot = tuple[str, str, Pose]
GAPS = (0.05, 0.15, 0.3, 0.5, 0.8, 1.2, 1.8)
QUARTERS = (0.0, math.pi, math.pi / 2, -math.pi / 2)


def slots_of(problem: LayoutProblem) -> Iterator[Slot]:
    """(a, b, pose of a in the frame of b) for all relations of the kinds above, the most designed first."""
    size = {b.id: b.size for b in problem.bodies}
    for x in problem.relations:
        match x:
            case r.InRow():
                yield from _row(x, size)
            case r.LinedUp():
                yield from _lined_up(x, size)
            case r.EvenlyAround():
                yield from _evenly(x, size)


def row_slots(x: r.InRow, a: tuple[float, float, float], b: tuple[float, float, float]) -> list[Pose]:
    """Places of a to the right of b in a row."""
    gaps = dict.fromkeys((max(x.min, min(0.05, x.max)), (x.min + x.max) / 2, x.max, x.min))
    y = {"back": (b[1] - a[1]) / 2, "front": (a[1] - b[1]) / 2, "level": 0.0}[x.by]
    return [Pose((a[0] + b[0]) / 2 + gap, y) for gap in gaps]


def _row(x: r.InRow, size: Sizes) -> Iterator[Slot]:
    for left, right in itertools.pairwise((x.a, *x.others)):
        for p in row_slots(x, size[right], size[left]):
            yield right, left, p


def _lined_up(x: r.LinedUp, size: Sizes) -> Iterator[Slot]:
    """Beside b where fronts, backs or middles are level, before or behind it where sides are."""
    (aw, ad, _), (bw, bd, _) = size[x.a], size[x.b or ""]
    for yaw in QUARTERS:
        w, d = (aw, ad) if abs(math.cos(yaw)) > 0.5 else (ad, aw)
        along = {"back": (bd - d) / 2, "front": (d - bd) / 2, "left": (w - bw) / 2, "right": (bw - w) / 2}.get(
            x.by, 0.0
        )
        for gap in GAPS:
            for sign in (1, -1):
                if x.by in ("back", "front", "level"):
                    yield x.a, x.b or "", Pose(sign * ((w + bw) / 2 + gap), along, 0.0, yaw)
                else:
                    yield x.a, x.b or "", Pose(along, -sign * ((d + bd) / 2 + gap), 0.0, yaw)


def _evenly(x: r.EvenlyAround, size: Sizes) -> Iterator[Slot]:
    """Each member at its own seat, so that all can take theirs one by one."""
    who, b = (x.a, *x.others), x.b or ""
    sizes = [size[i] for i in who]
    wide, deep = max(s[0] for s in sizes), max(s[1] for s in sizes)
    for variant in range(3):
        if x.by == "angle":
            seats = ring_slots(size[b], len(who), wide, deep, variant)
        else:
            seats = seat_slots(size[b][0], size[b][1], len(who), wide, deep, variant)
        yield from ((i, b, p) for i, p in zip(who, seats, strict=True))


def ring_slots(size: tuple[float, float, float], n: int, wide: float, deep: float, variant: int = 0) -> list[Pose]:
    """n seats at equal angles about something, each facing it, as near as the corners of its box allow."""
    outline = g.footprint(size, Pose(0.0, 0.0)).corners
    turns = [-math.pi / 2 + 2 * math.pi * (k + variant / 3) / n for k in range(n)]
    radius = max(size[0], size[1]) / 2 + deep / 2 + 0.05
    while any(g.overlap_depth(_seat(radius, v, wide, deep).corners, outline) > 0 for v in turns):
        radius += 0.05
    radius = max(radius, (wide + 0.05) / (2 * math.sin(math.pi / n)) + deep / 2) if n > 1 else radius
    return [Pose(radius * math.cos(v), radius * math.sin(v), 0.0, v - math.pi / 2) for v in turns]


def _seat(radius: float, turn: float, wide: float, deep: float) -> g.Rect:
    return g.Rect(radius * math.cos(turn), radius * math.sin(turn), wide / 2, deep / 2, turn - math.pi / 2)
