"""The constraint model of a layout problem in whole millimetres, for OR-Tools' CP-SAT, in two readings.

**Outer**: every strict layout, at any position and yaw and at the edge of any tolerance, satisfies the model. So when
CP-SAT finds the model infeasible, the problem is. Free yaws are cut into sectors (`sectors.py`); what a body covers is
taken too small, what it reaches too large, and every bound is widened by `GIVE` for rounding.

**Inner**: yaws are quarter turns from the walls' directions and distances stay inside their bounds, so that what CP-SAT
finds is meant to be a strict layout. The exact check decides; what the model cannot express it leaves out.

Two statements carry both readings, for a unit vector n and the vector D from one centre to another:
`reaches`: n.D is at least a number plus the supports of both rectangles (they are apart, one is beyond the other);
`within`: n.D is at most that (they are near). For n anywhere in an arc of half angle g, n.D >= c > 0 implies that
n.D >= c cos(g) for one of the two ends of the arc, which makes the statement linear.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, islice, pairwise
from typing import Any, Literal

from shapely import Polygon, box
from shapely.geometry.polygon import orient
from shapely.ops import unary_union

from solvers import geometry as g
from solvers import relations as r
from solvers import tolerances as t
from solvers.check import named
from solvers.heights import Span, base_spans, surely_blocks, surely_meet
from solvers.problem import Body, LayoutProblem, Pose
from solvers.room import Wall
from solvers.sectors import COS, SIN, Half, Sector, around, covered_box
from solvers.units import base_heights, rigid_units

Reading = Literal["outer", "inner"]
UNIT = 1000
"""Millimetres in a metre: positions are whole numbers of these."""
FINE = 100_000
"""Directions are whole numbers of 1 / FINE; over 50 m that is half a millimetre."""
GIVE = 0.003
"""How much every bound of the outer reading is widened for rounding positions and directions [m]."""
SHY = 0.001
"""How much the inner reading stays inside the bounds of relations, so that rounding does not break them [m]."""
LARGEST = 60.0
"""Rooms longer than this are left out: the rounding would exceed `GIVE` [m]."""
TRIANGLES = 200
"""At most so many triples are told that their differences add up."""
DIRECTIONS = 16
"""Directions in which discs are cut to polygons."""
WALL_KINDS = (r.AgainstWall, r.AtWall, r.CenteredOnWall)
SIDES = {"front": -math.pi / 2, "back": math.pi / 2, "left": math.pi, "right": 0.0}
"""The direction of a side in a body's own frame, from its width axis."""

Lit = Any
"""A literal of CP-SAT (its types are not exported)."""


@dataclass(frozen=True)
class Piece:
    """A thing in the model: half extents, where its centre is (expressions in mm), its sectors of yaw with a literal
    for each (None when there is only one), and its body (None for an opening)."""

    id: str
    half: Half
    x: Any
    y: Any
    sectors: tuple[Sector, ...]
    lits: tuple[Lit, ...] | None
    body: Body | None = None

    @property
    def still(self) -> bool:
        """Whether it stands still: fixed, or part of the room."""
        return self.body is None or self.body.fixed is not None


@dataclass(frozen=True)
class Choice:
    """That a body stands at the wall, or in the corner, of this number (a corner's is that of the wall it begins)."""

    body: str
    kind: Literal["wall", "corner"]
    number: int


@dataclass(frozen=True)
class Side:
    """One rectangle's support in `reaches` and `within`; without one the centre counts."""

    piece: Piece
    counts: bool = True


class Model:
    """The model of a problem; `cp` is CP-SAT's. `sectors` is how many a free yaw, and the
    directions that separate turned things, are cut into in the outer reading.

    With a `frame`, the name of a body, the outer reading looks at all others from that body's own frame and leaves the
    room out: one yaw less is open, which settles what relations alone contradict.
    """

    def __init__(self, problem: LayoutProblem, reading: Reading, sectors: int = 24, frame: str | None = None) -> None:
        from ortools.sat.python import cp_model

        self.cp: Any = cp_model.CpModel()
        self.problem, self.outer, self.sectors, self.frame = problem, reading == "outer", sectors, frame
        self.give = GIVE if self.outer else -SHY
        self.supports: dict[tuple[str, int, int, bool], Any] = {}
        self.differences: dict[tuple[str, str], tuple[Any, Any]] = {}
        self.choices: dict[Choice, Lit] = {}
        self.x0, self.y0 = problem.room.bounds[:2]
        self.spans: dict[str, Span] = base_spans(problem) if self.outer else _planned(problem)
        self.allowed = _allowed(problem, self.outer)
        self.pieces: dict[str, Piece] = {b.id: self._piece(b) for b in problem.bodies}
        self.openings: dict[str, Piece] = {}
        if frame is None:
            self.openings = {o.id: self._opening(o.id, g.opening_rect(problem.room, o)) for o in problem.room.openings}
            for p in self.pieces.values():
                self._inside(p)

    # ------------------------------------------------------------ things
    def _piece(self, b: Body) -> Piece:
        half = Half(b.size[0] / 2, b.size[1] / 2)
        sectors = self._sectors(b)
        lits = tuple(self.cp.new_bool_var("") for _ in sectors) if len(sectors) > 1 else None
        if lits:
            self.cp.add_exactly_one(lits)
        x0, y0, x1, y1 = self.problem.room.bounds
        if self.frame is not None:
            far = 0 if b.id == self.frame else math.ceil(UNIT * (math.hypot(x1 - x0, y1 - y0) + 1))
            x, y = (self.cp.new_int_var(-far, far, "") for _ in range(2))
            return Piece(b.id, half, x, y, sectors, lits, b)
        x, y = (self.cp.new_int_var(-1000, math.ceil(UNIT * v) + 1000, "") for v in (x1 - x0, y1 - y0))
        piece = Piece(b.id, half, x, y, sectors, lits, b)
        if b.fixed is not None:
            self._pin(piece, b.fixed)
        return piece

    def _pin(self, p: Piece, pose: Pose) -> None:
        """A fixed body stays where it is, give or take its tolerance."""
        slack = t.FIXED_XY + t.ROUND + self.give if self.outer else 0.001
        for v, at in ((p.x, pose.x - self.x0), (p.y, pose.y - self.y0)):
            self.cp.add_linear_constraint(v, math.floor(UNIT * (at - slack)), math.ceil(UNIT * (at + slack)))

    def _opening(self, id: str, rect: g.Rect) -> Piece:
        at = (rect.x - self.x0, rect.y - self.y0)
        x, y = (self.cp.new_constant(round(UNIT * v)) for v in at)
        return Piece(id, Half(rect.hw, rect.hd), x, y, (Sector(rect.yaw, 0.0),), None)

    def get(self, id: str | None) -> Piece | None:
        """The thing of that name, if the problem has it."""
        return self.pieces.get(id or "") or self.openings.get(id or "")

    def _sectors(self, b: Body) -> tuple[Sector, ...]:
        if self.frame is not None:
            turn = _distinct_turn(self.problem, b)
            count = max(1, round(self.sectors * turn / (2 * math.pi)))
            return (Sector(0.0, 0.0),) if b.id == self.frame else around(count, 0.0, turn)
        walls = self.wall_sectors(b)
        if b.fixed is not None:
            return (Sector(b.fixed.yaw, t.FIXED_YAW + t.ROUND if self.outer else 0.0),)
        if not self.outer:
            return walls or _quarters(self.problem)
        if walls:
            return tuple(s for w in walls for s in (w.split(3) if w.half > 0.05 else (w,)))
        turn = _distinct_turn(self.problem, b)
        count = max(1, round(self.sectors * turn / (2 * math.pi)))
        return around(count, self.problem.room.walls[0].yaw, turn)

    def wall_sectors(self, b: Body) -> tuple[Sector, ...]:
        """The sectors that a hard relation to walls leaves; none without such a relation."""
        bound = [x for x in self.problem.relations if x.hard and x.a == b.id and isinstance(x, WALL_KINDS)]
        if not bound:
            return ()
        out: dict[int, Sector] = {}
        for w in self.walls_of(bound[0]):
            half = self.wall_angle(w, b.size[0]) if self.outer else 0.0
            key = round(w.yaw % (2 * math.pi) * 1e6)
            if key not in out or out[key].half < half:
                out[key] = Sector(w.yaw, half)
        return tuple(out.values())

    def walls_of(self, x: r.Relation) -> list[Wall]:
        """The walls that a relation allows."""
        numbers = getattr(x, "walls", ()) or range(len(self.problem.room.walls))
        return [self.problem.room.walls[k] for k in numbers]

    def wall_angle(self, wall: Wall, width: float) -> float:
        """How far a body may be turned against a wall: both its back corners are within the wall's gap."""
        rise = t.WALL_GAP - self.wall_low(wall) + 4 * t.ROUND
        return min(math.acos(t.WALL_COS), math.asin(min(1.0, rise / width))) + 1e-6

    def wall_low(self, wall: Wall) -> float:
        """The least that a body's back corner can lie inside of a wall that it stands against [m]: negative."""
        along = [(p[0] - wall.start[0]) * wall.n[0] + (p[1] - wall.start[1]) * wall.n[1]
                 for p in self.allowed.exterior.coords]  # fmt: skip
        return max(-t.WALL_GAP, min(along)) if self.outer else -t.EPS

    # ------------------------------------------------------------ the two statements
    def support(self, s: Side, angle: float, arc: float, least: bool) -> Any:
        """A support as an expression over the yaw's literals [mm], rounded to the safe side."""
        if not s.counts:
            return 0
        key = (s.piece.id, round(angle * 1e9), round(arc * 1e9), least)
        if key not in self.supports:
            self.supports[key] = _support(s.piece, angle, arc, least)
        return self.supports[key]

    def along(self, angle: float, a: Piece | None, b: Piece, origin: tuple[float, float] = (0.0, 0.0)) -> Any:
        """FINE x the component along `angle` of the vector from a (or from a point of the room) to b [mm]."""
        c, s = round(FINE * math.cos(angle)), round(FINE * math.sin(angle))
        if a is None:
            x, y = (UNIT * (origin[0] - self.x0), UNIT * (origin[1] - self.y0))
            return c * b.x + s * b.y - round(c * x + s * y)
        dx, dy = self.difference(a, b)
        return c * dx + s * dy

    def difference(self, a: Piece, b: Piece) -> tuple[Any, Any]:
        """The vector from a to b [mm], as variables of its own: bounds on it are then learned whatever the place."""
        if (b.id, a.id) in self.differences:
            dx, dy = self.differences[b.id, a.id]
            return -dx, -dy
        if (a.id, b.id) not in self.differences:
            pair = tuple(self.cp.new_int_var(-90_000, 90_000, "") for _ in range(2))
            for d, one, two in zip(pair, (a.x, a.y), (b.x, b.y), strict=True):
                self.cp.add(d == two - one)
            self.differences[a.id, b.id] = (pair[0], pair[1])
        return self.differences[a.id, b.id]

    def close_triangles(self) -> None:
        """For three things with all their differences in the model, that these add up."""
        ids = sorted({i for pair in self.differences for i in pair})
        known = {frozenset(pair) for pair in self.differences}
        every = {**self.pieces, **self.openings}
        three = (t for t in combinations(ids, 3) if all(frozenset(p) in known for p in combinations(t, 2)))
        for a, b, c in islice(three, TRIANGLES):
            ab, bc, ac = (self.difference(every[p], every[q]) for p, q in ((a, b), (b, c), (a, c)))
            for k in range(2):
                self.cp.add(ab[k] + bc[k] == ac[k])

    def reaches(
        self, angle: float, a: Side, b: Side, gap: float, arc: float, window: float, lits: Sequence[Lit]
    ) -> None:
        """n.D >= cos(arc) (gap + supports), n at `angle`, the supports least over the angles within `window`."""
        shrink = math.cos(arc) if self.outer else 1.0
        near, far = (self.support(a, angle, window, True), self.support(b, angle + math.pi, window, True))
        gap = (gap if gap < 0 else gap * shrink) - self.give
        rhs = math.floor(FINE * shrink) * (near + far) + math.floor(FINE * UNIT * gap)
        self._only_if(self.along(angle, a.piece, b.piece) >= rhs, lits)

    def within(self, angle: float, a: Side, b: Side, gap: float, lits: Sequence[Lit]) -> None:
        """n.D <= gap + supports, n at `angle`."""
        sides = self.support(a, angle, 0.0, False) + self.support(b, angle + math.pi, 0.0, False)
        rhs = FINE * sides + math.ceil(FINE * UNIT * (gap + self.give))
        self._only_if(self.along(angle, a.piece, b.piece) <= rhs, lits)

    def bound(self, angle: float, p: Piece, origin: tuple[float, float], lo: float | None, hi: float | None,
              lits: Sequence[Lit]) -> None:  # fmt: skip
        """lo <= n.(centre - origin) <= hi [m]."""
        value = self.along(angle, None, p, origin)
        if lo is not None:
            self._only_if(value >= math.floor(FINE * UNIT * (lo - self.give)), lits)
        if hi is not None:
            self._only_if(value <= math.ceil(FINE * UNIT * (hi + self.give)), lits)

    def _only_if(self, constraint: Any, lits: Sequence[Lit]) -> None:
        if isinstance(constraint, bool):
            if not constraint:
                self.cp.add_bool_or([lit.negated() for lit in lits])
            return
        added = self.cp.add(constraint)
        if lits:
            added.only_enforce_if(*lits)

    def yes(self) -> Lit:
        """A new literal."""
        return self.cp.new_bool_var("")

    def any_of(self, choices: Sequence[Lit], lits: Sequence[Lit] = ()) -> None:
        """One of the choices holds (if all `lits` do)."""
        added = self.cp.add_bool_or(list(choices))
        if lits:
            added.only_enforce_if(*lits)

    def by_sector(self, p: Piece) -> Iterable[tuple[Sector, list[Lit]]]:
        """Each sector of a thing with the literals under which its yaw is there."""
        return ((s, [] if p.lits is None else [p.lits[k]]) for k, s in enumerate(p.sectors))

    # ------------------------------------------------------------ room and collisions
    def _inside(self, p: Piece) -> None:
        """On the inner side of every edge of the room's convex hull."""
        hull = self.allowed.convex_hull
        ring = list(orient(hull).exterior.coords) if isinstance(hull, Polygon) else []
        for a, b in pairwise(ring):
            if math.dist(a, b) < 1e-9:
                continue
            inward = math.atan2(b[1] - a[1], b[0] - a[0]) + math.pi / 2
            need = self.support(Side(p), inward + math.pi, 0.0, True)
            rhs = FINE * need - math.ceil(FINE * UNIT * max(0.0, self.give))
            self.cp.add(self.along(inward, None, p, (a[0], a[1])) >= rhs)

    def keep_apart(self, pairs: int) -> None:
        """Bodies that meet in height do not overlap, nor do they leave the room or block a door.

        All by their boxes at once (`no_overlap_2d`); up to `pairs` pairs, the largest first, also by a direction that
        separates them, which is sharper for turned bodies.
        """
        meeting = list(self._meeting())
        upright = [b.id for b in self.problem.bodies if surely_blocks(b, self.spans[b.id]) and not b.parts]
        blocks = Blocks([], []) if self.frame else _blocks(self.problem, self.allowed, self.outer)
        self._no_overlap([self.pieces[i] for i in upright], blocks.room + blocks.doors)
        rest = [p for i, p in self.pieces.items() if i not in upright]
        for p in rest:
            self._no_overlap([p], blocks.room)
        loose = [(a, b) for a, b in meeting if a.id not in upright or b.id not in upright]
        for a, b in loose:
            self._no_overlap([a, b], [])
        sharp = meeting if self.outer or not _square(self.problem) else []
        for a, b in sorted(sharp, key=lambda e: -_weight(e[0]) - _weight(e[1]))[:pairs]:
            self.apart(a, b, -t.EPS if self.outer else 0.0)

    def _meeting(self) -> Iterable[tuple[Piece, Piece]]:
        bodies = self.problem.bodies
        for k, a in enumerate(bodies):
            for b in bodies[k + 1 :]:
                if surely_meet(a, b, self.spans):
                    yield self.pieces[a.id], self.pieces[b.id]

    def _no_overlap(self, pieces: Sequence[Piece], blocks: Sequence[tuple[float, float, float, float]]) -> None:
        if not pieces or len(pieces) + len(blocks) < 2:
            return
        xs: list[Any] = []
        ys: list[Any] = []
        for p in pieces:
            wide, deep = self._box(p)
            for at, size, out in ((p.x, wide, xs), (p.y, deep, ys)):
                out.append(self._interval(at, size))
        for x0, y0, x1, y1 in blocks:
            for lo, hi, base, out in ((x0, x1, self.x0, xs), (y0, y1, self.y0, ys)):
                first, last = UNIT * (lo - base), UNIT * (hi - base)
                start = math.ceil(first) if self.outer else math.floor(first + 0.5)
                end = math.floor(last) if self.outer else math.ceil(last - 0.5)
                out.append(self.cp.new_fixed_size_interval_var(start, max(0, end - start), ""))
        self.cp.add_no_overlap_2d(xs, ys)

    def _interval(self, middle: Any, half: Any) -> Any:
        """The interval of `half` on both sides of `middle` [mm]."""
        if isinstance(half, int):
            return self.cp.new_interval_var(middle - half, 2 * half, middle + half, "")
        start, size, end = (self.cp.new_int_var(lo, 90_000, "") for lo in (-90_000, 0, -90_000))
        self.cp.add(start == middle - half)
        self.cp.add(end == middle + half)
        self.cp.add(size == 2 * half)
        return self.cp.new_interval_var(start, size, end, "")

    def _box(self, p: Piece) -> tuple[Any, Any]:
        """Half extents along x and y [mm] of what the body covers for sure, by the sector of its yaw."""
        less = t.EPS / 2 + GIVE if self.outer else 0.0
        halves = []
        for s in p.sectors:
            if self.outer:
                h = covered_box(p.half.shrunk(less), s)
            else:
                h = Half(p.half.support(-s.mid), p.half.support(math.pi / 2 - s.mid))
            halves.append((math.floor(UNIT * h.w + 1e-6), math.floor(UNIT * h.d + 1e-6)))
        if p.lits is None:
            return halves[0]
        wide, deep = (sum(v[k] * lit for v, lit in zip(halves, p.lits, strict=True)) for k in (0, 1))
        return wide, deep

    def apart(self, a: Piece, b: Piece, gap: float, lits: Sequence[Lit] = (), edges: bool = True) -> None:
        """Some direction separates two rectangles by `gap`: the normal of an edge of one of them (`edges`: when they
        overlap or touch; separating axis theorem), else any."""
        arcs = _normals(a, b) if edges else None
        if arcs is None:
            ends = [(s.mid, s.half, 2 * s.half) for s in around(self.sectors if self.outer else DIRECTIONS, 0.0)]
        else:
            ends = [(s.mid + f * s.half, s.half, 2 * s.half) for s in arcs for f in ((-1, 1) if s.half > 0 else (0,))]
        choices = []
        for angle, arc, window in ends:
            choice = self.yes()
            self.reaches(angle, Side(a), Side(b), gap, arc, window if self.outer else 0.0, [choice])
            choices.append(choice)
        self.any_of(choices, lits)


def _support(p: Piece, angle: float, arc: float, least: bool) -> Any:
    """The least or greatest support over the angles within `arc`, by the sector of the yaw [mm]."""
    bound = p.half.least if least else p.half.greatest
    values = [UNIT * bound(angle - k.mid, arc + k.half) for k in p.sectors]
    whole = [math.floor(v + 1e-6) if least else math.ceil(v - 1e-6) for v in values]
    return whole[0] if p.lits is None else sum(v * lit for v, lit in zip(whole, p.lits, strict=True))


@dataclass(frozen=True)
class Blocks:
    """Rectangles (x0, y0, x1, y1) [m] that nothing may enter: where there is no room or a column, and the doors' clear
    zones (which do not overlap the former, nor one another)."""

    room: list[tuple[float, float, float, float]]
    doors: list[tuple[float, float, float, float]]


def _blocks(problem: LayoutProblem, allowed: Polygon, outer: bool) -> Blocks:
    """In the outer reading only what is surely blocked, shrunk by the tolerance; else all that is."""
    hull = allowed.convex_hull
    gaps = box(*hull.bounds).difference(allowed)
    outside = unary_union([p for p in getattr(gaps, "geoms", [gaps]) if p.intersection(hull).area > 1e-6])
    zones = [Polygon(g.door_zone(problem.room, d, t.DOOR_DEPTH)) for d in problem.room.doors]
    columns = [Polygon(c.ring) for c in problem.room.columns]
    if outer:
        outside = outside.buffer(-GIVE, join_style="mitre")
        zones, columns = ([z.buffer(-t.EPS / 2 - GIVE, join_style="mitre") for z in some] for some in (zones, columns))
    outside = unary_union([outside, *columns])
    room = _rectangles(outside, outer)
    taken, doors = outside, []
    for z in zones:
        doors += _rectangles(z.difference(taken), outer)
        taken = taken.union(z)
    return Blocks(room, doors)


def _rectangles(shape: Any, inner: bool) -> list[tuple[float, float, float, float]]:
    """Axis-aligned rectangles that do not overlap: inside the shape, or (not `inner`) covering it."""
    parts = [p for p in getattr(shape, "geoms", [shape]) if isinstance(p, Polygon) and p.area > 1e-6]
    out = []
    for part in parts:
        xs, ys = (sorted({round(float(c[k]), 9) for c in part.exterior.coords}) for k in (0, 1))
        if len(xs) > 2 and len(ys) > 2 and len(parts) == 1 and len(xs) + len(ys) <= 9:
            xs, ys = _denser(xs), _denser(ys)
        for x0, x1 in pairwise(xs):
            for y0, y1 in pairwise(ys):
                cell = box(x0, y0, x1, y1)
                share = part.intersection(cell).area / cell.area if cell.area > 1e-9 else 0.0
                if share > (1 - 1e-7 if inner else 1e-3):
                    out.append((x0, y0, x1, y1))
    return _merged(out)


def _denser(v: list[float]) -> list[float]:
    """Slanted shapes are cut finer: each step in four."""
    out = [a + (b - a) * k / 4 for a, b in pairwise(v) for k in range(4)]
    return [*out, v[-1]]


def _merged(cells: list[tuple[float, float, float, float]]) -> list[tuple[float, float, float, float]]:
    """Cells one above the other joined to columns."""
    out: list[tuple[float, float, float, float]] = []
    for c in sorted(cells):
        if out and out[-1][0] == c[0] and out[-1][2] == c[2] and abs(out[-1][3] - c[1]) < 1e-9:
            out[-1] = (c[0], out[-1][1], c[2], c[3])
        else:
            out.append(c)
    return out


def _allowed(problem: LayoutProblem, outer: bool) -> Polygon:
    shape = Polygon(problem.room.polygon)
    if not outer:
        return shape
    grown = shape.buffer(t.EPS + t.ROUND, join_style="mitre")
    return grown if isinstance(grown, Polygon) else shape.convex_hull.buffer(t.EPS, join_style="mitre")


def _quarters(problem: LayoutProblem) -> tuple[Sector, ...]:
    """Quarter turns from the walls' directions."""
    base = sorted({round(w.yaw % (math.pi / 2), 6) % round(math.pi / 2, 6) for w in problem.room.walls})
    return tuple(Sector(v + k * math.pi / 2, 0.0) for v in base for k in range(4))


def _planned(problem: LayoutProblem) -> dict[str, Span]:
    """The base heights that the search uses, as spans."""
    heights = base_heights(problem, rigid_units(problem)[0])
    return {b.id: Span(z, z) for b, z in zip(problem.bodies, heights, strict=True)}


def _square(problem: LayoutProblem) -> bool:
    """Whether all yaws of the inner reading are quarter turns from the axes."""
    yaws = [w.yaw for w in problem.room.walls] + [b.fixed.yaw for b in problem.bodies if b.fixed]
    return all(abs(math.sin(2 * v)) < 1e-5 for v in yaws)


def _distinct_turn(problem: LayoutProblem, b: Body) -> float:
    """After which turn a free body looks the same to everything that the model says of it."""
    for x in problem.relations:
        if x.hard and b.id in named(x) and not isinstance(x, r.Near | r.Far | r.Distance | r.Corner | r.OnTopOf):
            plain = isinstance(x, r.Facing | r.Around) and x.b == b.id
            if not plain:
                return 2 * math.pi
    return math.pi / 2 if abs(b.size[0] - b.size[1]) < 1e-9 else math.pi


def _weight(p: Piece) -> float:
    return min(p.half.w, p.half.d)


def _normals(a: Piece, b: Piece) -> list[Sector] | None:
    """The arcs in which the normals of both rectangles' edges lie; None when these are many."""
    arcs: dict[tuple[int, int], Sector] = {}
    for s in (*a.sectors, *b.sectors):
        for k in range(4):
            mid = (s.mid + k * math.pi / 2) % (2 * math.pi)
            arcs[round(mid * 1e6) % round(2 * math.pi * 1e6), round(s.half * 1e6)] = Sector(mid, s.half)
    return list(arcs.values()) if len(arcs) <= 16 else None


def tilt(sector: Sector, wall: Wall) -> tuple[float, float, float, float]:
    """(least |cos|, greatest |cos|, least |sin|, greatest |sin|) of the turn against a wall."""
    off = sector.mid - wall.yaw
    return (
        COS.least(off, sector.half), COS.greatest(off, sector.half),
        SIN.least(off, sector.half), SIN.greatest(off, sector.half),
    )  # fmt: skip
