"""Relations as constraints of the model (`exact_model.py`), one function for each kind, in both readings.

A kind or an argument that is not known here is left out: the outer reading then proves less, and what the inner reading
finds is left to the exact check. An argument with its default value asks for nothing more than the kind itself.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import fields
from typing import Any

from solvers import relations as r
from solvers import tolerances as t
from solvers.exact_model import DIRECTIONS, WALL_KINDS, Choice, Lit, Model, Piece, Side, tilt
from solvers.problem import LayoutProblem
from solvers.room import Wall
from solvers.sectors import Sector, apart

KNOWN: dict[str, frozenset[str]] = {
    "near": frozenset({"max"}), "far": frozenset({"min"}), "distance": frozenset({"min", "max"}),
    "around": frozenset({"max"}), "at_wall": frozenset({"walls"}), "centered_on_wall": frozenset({"walls", "tol"}),
    "centered_in_room": frozenset({"tol"}), "beside": frozenset({"side", "max"}), "above": frozenset({"tol"}),
    "under": frozenset({"share"}), "at_window": frozenset({"max"}),
    "offset": frozenset({"x", "y", "z", "yaw", "tol"}), "corner": frozenset({"vertices"}),
    "on_top_of": frozenset({"level"}),
}  # fmt: skip
"""Kind -> the arguments that its function reads."""


def add_relations(m: Model) -> None:
    """All relations that must hold and can be expressed, and where what hangs on a wall can be."""
    for x in m.problem.relations:
        wanted = x.hard or (isinstance(x, r.OnTopOf | r.Offset) and not m.outer)
        if wanted and x.kind in WRITERS and understood(x) and not (m.frame and x.kind in r.UNARY):
            _write(m, x)
    for p in m.pieces.values() if m.frame is None else ():
        if p.body is not None and p.body.mount == "wall" and p.body.fixed is None:
            _hung(m, p)


def expressible(problem: LayoutProblem) -> bool:
    """Whether the inner reading says all that the problem asks for: known relations between plain boxes."""
    plain = all(not b.parts and not b.surfaces for b in problem.bodies)
    return plain and all(x.kind in WRITERS and understood(x) for x in problem.relations if x.hard)


def understood(x: r.Relation) -> bool:
    """Whether every argument that is not at its default is one that this file reads."""
    known = KNOWN.get(x.kind, frozenset()) | {"a", "b", "hard", "weight"}
    return all(f.name in known or getattr(x, f.name) == f.default for f in fields(x))


def _write(m: Model, x: r.Relation) -> None:
    a, b = m.pieces.get(x.a), m.get(x.b)
    if a is None or (x.kind not in r.UNARY and b is None):
        return
    WRITERS[x.kind](m, x, a, b)


# ---------------------------------------------------------------- walls and corners
def _wall(m: Model, x: r.Relation, a: Piece, b: Any) -> None:
    middle = x.tol if isinstance(x, r.CenteredOnWall) else None
    choices = []
    for w in m.walls_of(x):
        choice = m.choices[Choice(a.id, "wall", w.index)] = m.yes()
        if _at_wall(m, a, w, choice, middle):
            choices.append(choice)
    m.any_of(choices)


def _at_wall(m: Model, a: Piece, w: Wall, choice: Lit, middle: float | None) -> bool:
    """`choice` puts the back corners within the gap of the wall; false when no yaw of `a` allows it."""
    limit = m.wall_angle(w, 2 * a.half.w) if m.outer else 1e-6
    fits = [(s, lits) for s, lits in m.by_sector(a) if apart(s, Sector(w.yaw, limit)) <= 1e-9]
    if not fits:
        m.cp.add(choice == 0)
        return False
    if a.lits is not None:
        m.any_of([lits[0] for _, lits in fits], [choice])
    for s, lits in fits:
        _back_at(m, a, w, s, [choice, *lits], middle)
    return True


def _back_at(m: Model, a: Piece, w: Wall, s: Sector, lits: Sequence[Lit], middle: float | None) -> None:
    """Bounds of the centre, inwards and along the wall. The centre is the middle of the back plus hd along the front,
    and the back corners are hw to its sides: the tilt decides how much of these counts."""
    hw, hd = a.half.w, a.half.d
    c0, c1, s0, s1 = tilt(s, w)
    inward, along = math.atan2(w.n[1], w.n[0]), math.atan2(w.u[1], w.u[0])
    m.bound(inward, a, w.start, m.wall_low(w) + hd * c0 + hw * s0, t.WALL_GAP + hd * c1 - hw * s0, lits)
    beyond = t.WALL_GAP if m.outer else t.EPS
    m.bound(along, a, w.start, hw * c0 - hd * s1 - beyond, w.length - hw * c0 + hd * s1 + beyond, lits)
    if middle is not None:
        m.bound(along, a, w.start, w.length / 2 - middle, w.length / 2 + middle, lits)


def _corner(m: Model, x: r.Relation, a: Piece, b: Any) -> None:
    numbers = set(getattr(x, "vertices", ()))
    choices = []
    for w, v in m.problem.room.corners:
        if numbers and v.index not in numbers:
            continue
        choice = m.choices[Choice(a.id, "corner", v.index)] = m.yes()
        choices.append(choice)
        for wall in (w, v):
            _near_wall(m, a, wall, t.CORNER_WALL, [choice])
        reach = t.CORNER_VERTEX if m.outer else t.CORNER_WALL * math.cos(math.pi / DIRECTIONS)
        for angle in _fan():
            _near_point(m, a, w.end, angle, reach, [choice])
    m.any_of(choices)


def _near_wall(m: Model, a: Piece, w: Wall, reach: float, lits: Sequence[Lit]) -> None:
    """The footprint comes within `reach` of the wall, and does not lie beyond its ends by more."""
    outward, along = math.atan2(-w.n[1], -w.n[0]), math.atan2(w.u[1], w.u[0])
    _near_point(m, a, w.start, outward + math.pi, reach, lits)
    _near_point(m, a, w.start, along + math.pi, reach, lits)
    _near_point(m, a, w.end, along, reach, lits)


def _near_point(m: Model, a: Piece, point: tuple[float, float], angle: float, reach: float,
                lits: Sequence[Lit]) -> None:  # fmt: skip
    """n.(centre - point) <= reach + support."""
    support = m.support(Side(a), angle + math.pi, 0.0, False)
    limit = math.ceil(1e5 * 1e3 * (reach + m.give)) + 100_000 * support
    m._only_if(m.along(angle, None, a, point) <= limit, lits)


def _hung(m: Model, a: Piece) -> None:
    """What hangs on a wall touches one."""
    choices = []
    for w in m.problem.room.walls:
        choice = m.yes()
        choices.append(choice)
        _near_wall(m, a, w, t.EPS if m.outer else 0.001, [choice])
    m.any_of(choices)


def _in_room(m: Model, x: r.CenteredInRoom, a: Piece, b: Any) -> None:
    reach = x.tol if m.outer else x.tol * math.cos(math.pi / DIRECTIONS)
    for angle in _fan():
        m.bound(angle, a, m.problem.room.centroid, None, reach, [])


# ---------------------------------------------------------------- distances
def _fan() -> list[float]:
    return [2 * math.pi * k / DIRECTIONS for k in range(DIRECTIONS)]


def _gap_at_most(m: Model, a: Piece, b: Piece, gap: float, lits: Sequence[Lit] = ()) -> None:
    gap = gap + t.TOL + t.ROUND if m.outer else gap * math.cos(math.pi / DIRECTIONS)
    for angle in _fan():
        m.within(angle, Side(a), Side(b), gap, lits)
    for p in (a, b) if not m.outer else ():
        for s, own in m.by_sector(p):
            for turn in range(4) if abs(math.sin(4 * s.mid)) > 1e-6 else ():
                m.within(s.mid + turn * math.pi / 2, Side(a), Side(b), gap, [*lits, *own])


def _near(m: Model, x: r.Near | r.Around | r.Beside, a: Piece, b: Piece) -> None:
    _gap_at_most(m, a, b, x.max)


def _far(m: Model, x: r.Far, a: Piece, b: Piece) -> None:
    gap = x.min - t.TOL - t.ROUND if m.outer else x.min
    if gap > 0:
        m.apart(a, b, gap, edges=False)


def _distance(m: Model, x: r.Distance, a: Piece, b: Piece) -> None:
    one, two = Side(a, False), Side(b, False)
    if math.isfinite(x.max):
        reach = x.max + t.TOL + t.ROUND if m.outer else x.max * math.cos(math.pi / DIRECTIONS)
        for angle in _fan():
            m.within(angle, one, two, reach, [])
    low = x.min - t.TOL - t.ROUND if m.outer else x.min
    if low > 0:
        choices = []
        for angle in _fan():
            choice = m.yes()
            m.reaches(angle, one, two, low, math.pi / DIRECTIONS, 0.0, [choice])
            choices.append(choice)
        m.any_of(choices)


def _around(m: Model, x: r.Around, a: Piece, b: Piece) -> None:
    _near(m, x, a, b)
    _facing(m, x, a, b)


# ---------------------------------------------------------------- directions
def _facing(m: Model, x: r.Relation, a: Piece, b: Piece) -> None:
    """Either the ray from a's centre along its front meets b, or the direction to b's centre is near the front."""
    for s, lits in m.by_sector(a):
        front, meets, near = s.mid - math.pi / 2, m.yes(), m.yes()
        for turn in (-1, 1):
            edge = front + turn * s.half
            inner = edge - turn * math.pi / 2
            _beyond(m, a, b, inner, 0.0, [*lits, meets])
            cone = front + turn * (s.half + t.FACING)
            m.reaches(cone - turn * math.pi / 2, Side(a, False), Side(b, False), -t.ROUND, 0.0, 0.0, [*lits, near])
        _beyond(m, a, b, front, 0.0, [*lits, meets])
        m.any_of([meets, near], lits)


def _beyond(m: Model, a: Piece, b: Piece, angle: float, low: float, lits: Sequence[Lit]) -> None:
    """Some point of b has n.(point - centre of a) >= low."""
    m.within(angle + math.pi, Side(a, False), Side(b), -low, lits)


def _aligned(m: Model, x: r.Relation, a: Piece, b: Piece, period: float = 2 * math.pi, off: float = 0.0) -> None:
    """The sectors of the two must come as near as the relation asks."""
    reach = {"parallel": t.PARALLEL, "offset": getattr(x, "tol", 0.0)}.get(x.kind, t.ALIGNED)
    limit = reach + t.ROUND + 1e-6
    for one, two, shift in ((a, b, -off), (b, a, off)):
        for s, lits in m.by_sector(one):
            turned = Sector(s.mid + shift, s.half)
            near = [(k, free) for k, free in m.by_sector(two) if apart(turned, k, period) <= limit]
            if len(near) < len(two.sectors):
                m.any_of([free[0] for _, free in near] if two.lits else [], lits)


def _parallel(m: Model, x: r.Relation, a: Piece, b: Piece) -> None:
    _aligned(m, x, a, b, math.pi / 2)


def _side_of(side: float) -> Callable[[Model, Any, Piece, Piece], None]:
    def write(m: Model, x: Any, a: Piece, b: Piece) -> None:
        _strip(m, a, b, side, [])

    return write


def _strip(m: Model, a: Piece, b: Piece, side: float, lits: Sequence[Lit], extra: float = 0.0) -> None:
    """`a` is beyond a side of b and within its extent (plus the tolerance and `extra`)."""
    across = abs(math.cos(side)) > 0.5
    out, wide = (b.half.w, b.half.d) if across else (b.half.d, b.half.w)
    shy = 0.0 if m.outer else 0.001
    for s, own in m.by_sector(b):
        _in_strip(m, a, b, s, side, out - t.SIDE_IN + shy, wide + t.SIDE_OUT + extra - shy, [*lits, *own])


def _in_strip(m: Model, a: Piece, b: Piece, s: Sector, side: float, low: float | None, wide: float,
              lits: Sequence[Lit]) -> None:  # fmt: skip
    """With D from b to a, q the direction of the side and p across it: q.D >= low (if given, else 0) and |p.D| <= wide,
    for some yaw of the sector. D then lies in the cone of all q, widened by `wide` (and by a negative `low`)."""
    q, one, two = s.mid + side, Side(b, False), Side(a, False)
    if low is not None:
        ends = []
        for turn in (-1, 1) if s.half > 1e-9 else (0,):
            end = m.yes()
            m.reaches(q + turn * s.half, one, two, low, s.half, 0.0, [*lits, end])
            ends.append(end)
        m.any_of(ends, lits)
    slack = wide - min(0.0, low or 0.0) * math.sin(min(2 * s.half, math.pi / 2))
    for turn in (-1, 1):
        m.reaches(q + turn * (s.half - math.pi / 2), one, two, -slack, 0.0, 0.0, lits)


def _centered_on(m: Model, x: r.Relation, a: Piece, b: Piece) -> None:
    for s, lits in m.by_sector(b):
        choices = []
        for side in (0.0, math.pi / 2, math.pi, -math.pi / 2):
            choice = m.yes()
            _in_strip(m, a, b, s, side, None, t.CENTERED - (0.0 if m.outer else 0.001), [*lits, choice])
            choices.append(choice)
        m.any_of(choices, lits)


def _beside(m: Model, x: r.Beside, a: Piece, b: Piece) -> None:
    if b.body is None:
        return
    _near(m, x, a, b)
    sides = {"left": (math.pi,), "right": (0.0,), "either": (0.0, math.pi)}[x.side]
    extra = max(0.0, math.hypot(a.half.w, a.half.d) - b.half.d) if m.outer else 0.0
    choices = []
    for side in sides:
        choice = m.yes()
        _strip(m, a, b, side, [choice], extra)
        choices.append(choice)
    m.any_of(choices)


# ---------------------------------------------------------------- above and below
def _on_top_of(m: Model, x: r.Relation, a: Piece, b: Piece) -> None:
    """The centre of a is over b's footprint. Surfaces of b's own are left to the check."""
    edge = t.EPS + t.ROUND if m.outer else 0.0
    if b.body is not None and b.body.surfaces:
        return
    for angle in _fan() if m.outer else ():
        m.within(angle, Side(b), Side(a, False), edge * math.sqrt(2), [])
    for s, lits in m.by_sector(b) if not m.outer else ():
        for turn in range(4):
            m.within(s.mid + turn * math.pi / 2, Side(b), Side(a, False), 0.0, lits)


def _under(m: Model, x: r.Under, a: Piece, b: Piece) -> None:
    if x.share > 0:
        for angle in _fan():
            m.within(angle, Side(a), Side(b), 0.0, [])


def _above(m: Model, x: r.Above, a: Piece, b: Piece) -> None:
    gap = t.ABOVE_GAP + t.ROUND
    for angle in _fan():
        m.within(angle, Side(a), Side(b), gap if m.outer else gap * 0.9, [])
    if not m.outer:
        for s, lits in m.by_sector(a):
            for turn in (0.0, math.pi):
                m.within(s.mid + turn, Side(a, False), Side(b, False), x.tol * 0.9, lits)


def _at_window(m: Model, x: r.AtWindow, a: Piece, b: Piece) -> None:
    """b's own frame is exact: |lx| <= w and a's near side within `max` of the wall's plane."""
    yaw = b.sectors[0].mid
    for turn in (0.0, math.pi):
        m.within(yaw + turn, Side(b, False), Side(a, False), b.half.w, [])
    front = yaw - math.pi / 2
    m.within(front, Side(b, False), Side(a), b.half.d + x.max, [])


def _offset(m: Model, x: r.Offset, a: Piece, b: Piece) -> None:
    """The centre of a is at (x, y) in b's frame."""
    reach, angle = math.hypot(x.x, x.y), math.atan2(x.y, x.x)
    give = x.tol * math.sqrt(2) + t.ROUND if m.outer else 0.5 * x.tol
    for s, lits in m.by_sector(b):
        for n in _fan():
            off = abs(math.remainder(n - s.mid - angle, 2 * math.pi))
            most = reach * math.cos(max(0.0, off - s.half))
            m.within(n, Side(b, False), Side(a, False), most + give, lits)
    _aligned(m, x, a, b, off=x.yaw)


WRITERS: dict[str, Callable[[Model, Any, Piece, Any], None]] = {
    "corner": _corner, "near": _near, "far": _far, "distance": _distance, "around": _around, "facing": _facing,
    "aligned": _aligned, "parallel": _parallel, "on_top_of": _on_top_of, "centered_on": _centered_on,
    "in_front_of": _side_of(-math.pi / 2), "behind": _side_of(math.pi / 2),
    "left_of": _side_of(math.pi), "right_of": _side_of(0.0), "beside": _beside, "under": _under,
    "above": _above, "at_window": _at_window, "offset": _offset, "centered_in_room": _in_room,
    **{k.kind: _wall for k in WALL_KINDS},
}  # fmt: skip
