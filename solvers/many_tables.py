"""A problem as plain arrays for the solver of many rooms: what `many.py` needs to know of one room.

Everything that stands still is a rectangle or a half plane: the clear zones of doors and the pockets of a room with
niches, columns and the floor before radiators are rectangles like furniture, and so is floor that a relation keeps
clear (`many_zones.py`). Frames and units are those of `problem.py`. Bodies are numbered as in the problem, the zones
come after them; landmark j of the room (opening, radiator, ...) has -1 - j.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from solvers import geometry as g
from solvers import relations as r
from solvers import tolerances as t
from solvers.features import pair_bounds
from solvers.groups import WALL_KINDS, Plan, free_roots
from solvers.many_zones import with_zones
from solvers.pieces import hull_planes, pockets
from solvers.places import Place, collision_depth, opening_places, radiator_clear
from solvers.problem import LayoutProblem, Pose
from solvers.room import XY
from solvers.templates import make_plan
from solvers.units import rigid_units

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

FEATURES = (
    "lx", "ly", "abs_lx", "dist", "centered", "gap", "facing", "dyaw", "parallel", "level", "wall_gap", "across", "deep"
)  # fmt: skip
"""What a pair of poses is measured by here; `features.py` says what each is."""
PAIR_KINDS = frozenset({
    "near", "far", "distance", "around", "facing", "aligned", "parallel", "in_front_of", "behind", "left_of",
    "right_of", "centered_on", "beside", "at_window", "above",
})  # fmt: skip
KNOWN = PAIR_KINDS | WALL_KINDS | {"corner", "on_top_of", "offset", "at_height", "keep_clear", "not_blocking"}
"""Relations that are searched for here."""
UNBOUNDED = 1e4
"""Stands for an infinite bound [m]."""
POOL, SAMPLES = 32, 384
"""Places kept for each pair of related bodies, and how many are drawn to find them."""
TEMPLATES = 4


def unsupported(problem: LayoutProblem) -> str | None:
    """Why a problem cannot be solved together with others here; None when it can."""
    for x in problem.relations:
        if x.hard and x.kind not in KNOWN:
            return f"the relation {x.kind} is searched for one room at a time"
    if any(_rectangle(ring) is None for ring in pockets(problem.room)):
        return "the room has a niche that is no rectangle"
    parts = {b.id for b in problem.bodies if b.parts}
    if any(x.kind in ("under", "on_top_of") and {x.a, x.b} & parts for x in problem.relations):
        return "something stands in the free space of something else"
    if _overlaps_itself(problem):
        return "members of one rigid group overlap, which no search can mend"
    return None if problem.bodies else "there is nothing to place"


def _overlaps_itself(problem: LayoutProblem) -> bool:
    """Whether two bodies that are tied together are in the same space."""
    units, _ = rigid_units(problem)
    groups = ([Place(problem.bodies[k], p) for k, p in u.local.items()] for u in units.values() if not u.fixed)
    return any(collision_depth(a, b) > t.EPS + t.ROUND for one in groups for a, b in itertools.combinations(one, 2))


@dataclass(frozen=True)
class Move:
    """Bodies that move with a root. `rows`, `walls` and `corners` are the numbers of the relations that the move can
    change; `templates` [V, G, 3] designed places (x, y, yaw) of the members in the root's frame; `wall` how much it
    wants to stand at a wall; `support` the body it stands on or -1 with the surface (x0, y0, x1, y1), and `stands` the
    place (x, y, yaw), in the root's frame, of the body that stands there."""

    root: int
    members: tuple[int, ...]
    rows: tuple[int, ...]
    walls: tuple[int, ...]
    corners: tuple[int, ...]
    templates: Floats
    wall: float
    support: int
    surface: tuple[float, float, float, float]
    stands: tuple[float, float, float]


@dataclass(frozen=True)
class RoomTable:
    """One problem. n bodies (zones among them), e obstacles, o landmarks, h half planes, q rows, w walls, c corners.

    half [n, 2]; start [n, 3] (x, y, yaw) of fixed bodies; fixed [n]; z [n]; collide [n, n] what an overlap weighs, 0
    where it is none; roomy [n] what leaving the room weighs; obstacle [e, 5] (x, y, half width, half depth, yaw) with
    hits [n, e] what standing there weighs; landmark [o, 5]; plane [h, 3] (nx, ny, c); row_ends [q, 2], row_lo, row_hi
    [q, F], row_weight [q]; wall [w, 8] (start, direction, normal, length, yaw); allowed [n, w]; wall_row (body), its
    allowed walls, tolerance about the middle, largest gap, weight; corner [c, 6] (vertex, both normals), corner_row,
    its weight; pair [p, 2] with pool [p, POOL, 3]; stop [w, s, 2] (place along the wall, kind) with stops [w] how many;
    bounds [4]; yaws [y]; moves, and those that build a layout (`trees`).
    """

    problem: LayoutProblem
    half: Floats
    start: Floats
    fixed: Bools
    z: Floats
    collide: Floats
    roomy: Floats
    obstacle: Floats
    hits: Floats
    landmark: Floats
    plane: Floats
    row_ends: Ints
    row_lo: Floats
    row_hi: Floats
    row_weight: Floats
    wall: Floats
    allowed: Floats
    wall_row: Ints
    wall_row_allowed: Bools
    wall_row_tol: Floats
    wall_row_gap: Floats
    wall_row_weight: Floats
    corner: Floats
    corner_row: Ints
    corner_row_weight: Floats
    pair: Ints
    pool: Floats
    stop: Floats
    stops: Ints
    bounds: Floats
    yaws: Floats
    moves: tuple[Move, ...]
    trees: tuple[Move, ...]

    @property
    def n(self) -> int:
        return len(self.half)


def room_table(problem: LayoutProblem) -> RoomTable:
    """Compile a problem that is supported."""
    whole, clear = with_zones(problem)
    plan = make_plan(whole)
    zone = _f([0.0] * len(problem.bodies) + [_weight(x) for x in clear])
    ends, lo, hi, weight = _rows(plan)
    walls, corners = [_wall_rows(plan), _corner_rows(plan)]
    rects, hits = _obstacles(plan, zone)
    pair, pool = _pools(plan, ends, lo, hi)
    stop, stops = _stops(problem)
    moves, trees = _moves(plan, ends, [a for a, *_ in walls], [a for a, _ in corners])
    fixed = np.array([plan.units[u].fixed for u in plan.unit_of], dtype=bool)
    room = problem.room
    wall_allowed = [row[1] for row in walls]
    normals = [(*w.end, *w.n, *v.n) for w, v in room.corners]
    return RoomTable(
        problem, _f([[s / 2 for s in b.size[:2]] for b in whole.bodies], 2), _start(plan), fixed, _f(plan.z),
        _collide(plan, zone), _f(np.where(zone > 0, zone, 1.0) * ~fixed), _f(rects, 5), hits,
        _f([_rect_of(p.rect) for p in opening_places(problem).values()], 5),
        _f(hull_planes(room), 3), ends, lo, hi, weight,
        _f([(*w.start, *w.u, *w.n, w.length, w.yaw) for w in room.walls], 8), _allowed(whole),
        _i([row[0] for row in walls]), np.array(wall_allowed, dtype=bool).reshape(len(walls), len(room.walls)),
        _f([row[2] for row in walls]), _f([row[3] for row in walls]), _f([row[4] for row in walls]), _f(normals, 6),
        _i([a for a, _ in corners]), _f([v for _, v in corners]), pair, pool, stop, stops, _f(room.bounds),
        _f(_yaws(problem)), moves, trees,
    )  # fmt: skip


def _f(values: object, width: int | None = None) -> Floats:
    out = np.array(values, dtype=np.float32)
    return out.reshape(-1, width) if width else out


def _i(values: object, width: int | None = None) -> Ints:
    out = np.array(values, dtype=np.int64)
    return out.reshape(-1, width) if width else out


def _rect_of(rect: g.Rect) -> tuple[float, float, float, float, float]:
    return (rect.x, rect.y, rect.hw, rect.hd, rect.yaw)


# ---------------------------------------------------------------- bodies and what stands still
def _start(plan: Plan) -> Floats:
    """Fixed units where they are, everything else far outside."""
    out = _f([[1000.0 + 40.0 * k, 1000.0, 0.0] for k in range(len(plan.unit_of))], 3)
    for unit in plan.units.values():
        fixed = plan.problem.bodies[unit.root].fixed
        if fixed is not None:
            for k, p in unit.local.items():
                own = plan.problem.bodies[k].fixed or g.compose(fixed, p)
                out[k] = (own.x, own.y, own.yaw)
    return out


def _rugs(plan: Plan) -> Bools:
    return np.array([b.size[2] <= t.RUG + t.ROUND and abs(z) <= t.EPS
                     for b, z in zip(plan.problem.bodies, plan.z, strict=True)], dtype=bool)  # fmt: skip


def _collide(plan: Plan, zone: Floats) -> Floats:
    """[n, n]: what overlaps in plan weigh: 1 where bodies collide, and `zone` [n] of what is floor to keep clear (0 for
    the others) where something stands there."""
    unit = np.array(plan.unit_of)
    kept = zone[:, None] * _stands(plan) * (unit[:, None] != unit)
    return _f(_solid(plan) + kept + kept.T)


def _solid(plan: Plan) -> Bools:
    """Pairs that collide when they overlap in plan: heights meet, not exactly one is a rug, not of one rigid unit."""
    low, unit, rug = np.array(plan.z), np.array(plan.unit_of), _rugs(plan)
    high = low + np.array([b.size[2] for b in plan.problem.bodies])
    meet = np.minimum(high[:, None], high) - np.maximum(low[:, None], low) > t.EPS
    still = np.array([b.fixed is not None for b in plan.problem.bodies])
    return np.asarray(meet & (rug[:, None] == rug) & (unit[:, None] != unit) & ~(still[:, None] & still), dtype=bool)


def _stands(plan: Plan) -> Bools:
    """[n]: what stands on the floor and is taller than a rug."""
    return np.array([b.size[2] > t.RUG + t.ROUND and z <= t.EPS + t.ROUND
                     for b, z in zip(plan.problem.bodies, plan.z, strict=True)], dtype=bool)  # fmt: skip


Rectangle = tuple[float, float, float, float, float]
"""Middle (x, y), half width, half depth, yaw."""


def _obstacles(plan: Plan, zone: Floats) -> tuple[list[Rectangle], Floats]:
    """(rectangles [e], what it weighs that a body stands there [n, e]): door zones, for what stands on the floor; the
    room's pockets and columns, for all; the floor before radiators and openings, for those that must keep it free."""
    room, free = plan.problem.room, np.array([not plan.units[u].fixed for u in plan.unit_of])
    own, every = free & (zone == 0), free * np.where(zone > 0, zone, 1.0)
    doors = [(g.door_zone(room, d, t.DOOR_DEPTH), own & _stands(plan)) for d in room.doors]
    solid = [(ring, every) for ring in (*pockets(room), *(c.ring for c in room.columns))]
    found = [(_rectangle(list(ring)), who) for ring, who in (*doors, *solid, *_kept_free(plan, own))]
    kept = [(rect, who) for rect, who in found if rect is not None]
    return [rect for rect, _ in kept], _f(np.array([who for _, who in kept]).reshape(len(kept), len(free)).T)


def _kept_free(plan: Plan, own: Bools) -> Iterator[tuple[tuple[XY, ...], Bools]]:
    """(ring, who may not stand there [n]) of the floor before radiators and before what is not to be blocked."""
    problem, heights = plan.problem, list(zip(plan.problem.bodies, plan.z, strict=True))
    for h, clear in itertools.product(problem.room.radiators, (t.RADIATOR, t.RADIATOR_TALL)):
        asked = np.array([radiator_clear(b, z, h) == clear for b, z in heights], dtype=bool)
        yield g.radiator_zone(problem.room, h, clear), asked & own
    places = opening_places(problem)
    for x in problem.relations:
        if isinstance(x, r.NotBlocking) and x.hard:
            b = places[x.b or ""]
            met = [a.id == x.a and min(z + a.size[2], b.top) - max(z, b.base) > t.EPS for a, z in heights]
            yield g.access_zone(b.rect, "front", x.depth, 1.0).corners, np.array(met, dtype=bool) & own


def _rectangle(ring: list[XY]) -> Rectangle | None:
    """A ring of four right angles as (x, y, half width, half depth, yaw); None for another shape."""
    if len(ring) != 4:
        return None
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = ring
    square = abs((bx - ax) * (cx - bx) + (by - ay) * (cy - by)) + math.hypot(ax + cx - bx - dx, ay + cy - by - dy)
    if square > 1e-6:
        return None
    half = (math.hypot(bx - ax, by - ay) / 2, math.hypot(cx - bx, cy - by) / 2)
    return ((ax + cx) / 2, (ay + cy) / 2, *half, math.atan2(by - ay, bx - ax))


# ---------------------------------------------------------------- relations
def _weight(x: r.Relation) -> float:
    """1 to 2 when hard, below 0.4 when soft."""
    return 1.0 + min(x.weight, 1.0) if x.hard else 0.4 * x.weight / (1.0 + x.weight)


def _number(plan: Plan) -> dict[str, int]:
    out = {b.id: k for k, b in enumerate(plan.problem.bodies)}
    return out | {id: -1 - j for j, id in enumerate(opening_places(plan.problem))}


def _rows(plan: Plan) -> tuple[Ints, Floats, Floats, Floats]:
    """Pair relations as boxes in feature space, between bodies that are not of one rigid unit."""
    number, sizes = _number(plan), {b.id: b.size for b in plan.problem.bodies}
    sizes |= {i: p.body.size for i, p in opening_places(plan.problem).items()}
    mount = {b.id: b.mount for b in plan.problem.bodies}
    ends, lows, highs, weights = [], [], [], []
    for x in plan.problem.relations:
        if x.kind not in PAIR_KINDS or x.b is None or _one_unit(plan, number, x.a, x.b):
            continue
        w, d, _ = sizes[x.b]
        box = pair_bounds(x, (w / 2, d / 2), mount[x.a] == "wall") or {}
        lo, hi = _box(box)
        ends.append((number[x.a], number[x.b]))
        lows.append(lo)
        highs.append(hi)
        weights.append(_weight(x))
    return _i(ends, 2), _f(lows, len(FEATURES)), _f(highs, len(FEATURES)), _f(weights)


def _one_unit(plan: Plan, number: dict[str, int], a: str, b: str) -> bool:
    i, j = number[a], number[b]
    return i >= 0 and j >= 0 and plan.unit_of[i] == plan.unit_of[j]


def _box(bounds: dict[str, tuple[float, float]]) -> tuple[list[float], list[float]]:
    """Bounds a little inside the tolerances, so that rounding never decides."""
    lo, hi = [-UNBOUNDED] * len(FEATURES), [UNBOUNDED] * len(FEATURES)
    for name, (p, q) in bounds.items():
        if name in FEATURES:
            margin = 0.0 if name == "facing" else min(t.MARGIN, (q - p) / 2)
            lo[FEATURES.index(name)], hi[FEATURES.index(name)] = max(p + margin, -UNBOUNDED), min(q - margin, UNBOUNDED)
    return lo, hi


def _wall_rows(plan: Plan) -> list[tuple[int, list[bool], float, float, float]]:
    """(body, allowed walls, tolerance about the middle, largest gap, weight); what hangs on walls has one too."""
    number, count, out = _number(plan), len(plan.problem.room.walls), []
    for x in plan.problem.relations:
        if x.kind in WALL_KINDS:
            allowed = [not isinstance(x, r.AtWall) or w in x.walls for w in range(count)]
            tol = x.tol - t.MARGIN if isinstance(x, r.CenteredOnWall) else UNBOUNDED
            out.append((number[x.a], allowed, tol, t.WALL_GAP - t.MARGIN, _weight(x)))
    hung = [k for k, b in enumerate(plan.problem.bodies) if b.mount == "wall" and b.fixed is None]
    return out + [(k, [True] * count, UNBOUNDED, t.EPS - t.MARGIN, 2.0) for k in hung]


def _corner_rows(plan: Plan) -> list[tuple[int, float]]:
    number = _number(plan)
    return [(number[x.a], _weight(x)) for x in plan.problem.relations if isinstance(x, r.Corner)]


def _allowed(problem: LayoutProblem) -> Floats:
    """[n, w]: how much each wall is proposed to each body."""
    out = np.ones((len(problem.bodies), len(problem.room.walls)), dtype=np.float32)
    index = {b.id: k for k, b in enumerate(problem.bodies)}
    for x in problem.relations:
        if isinstance(x, r.AtWall) and x.walls:
            others = [w for w in range(out.shape[1]) if w not in x.walls]
            out[index[x.a], others] *= 0.0 if x.hard else 0.15
    return out


def _yaws(problem: LayoutProblem) -> list[float]:
    """Quarter turns from the directions of the walls."""
    base = sorted({round(w.yaw % (math.pi / 2), 5) % round(math.pi / 2, 5) for w in problem.room.walls})
    return [v + k * math.pi / 2 for v in base for k in range(4)]


# ---------------------------------------------------------------- places to propose
def _pools(plan: Plan, ends: Ints, lo: Floats, hi: Floats) -> tuple[Ints, Floats]:
    """For each related pair, places (x, y, yaw) of the first in the frame of the second that satisfy all their rows;
    the designed ones come first."""
    pairs = sorted({(int(a), int(b)) for a, b in ends})
    if not pairs:
        return _i([], 2), np.zeros((0, POOL, 3), dtype=np.float32)
    of_row = np.array([pairs.index((int(a), int(b))) for a, b in ends])
    drawn = _drawn(plan, pairs, of_row, hi)
    breach = _pool_breach(plan, pairs, of_row, drawn, lo, hi)
    order = np.argsort(breach, axis=1, kind="stable")[:, :POOL]
    good = np.take_along_axis(breach, order, 1) < 1e-3
    out = np.take_along_axis(drawn, np.where(good, order, order[:, :1])[..., None], 1)
    for k, (a, b) in enumerate(pairs):
        designed = _designed(plan, a, b)
        for slot in range(POOL // 3 if designed else 0):
            out[k, slot] = designed[slot % len(designed)]
    return _i(pairs, 2), _f(out)


def _drawn(plan: Plan, pairs: list[tuple[int, int]], of_row: Ints, hi: Floats) -> Floats:
    """[p, SAMPLES, 3]: places drawn for each pair, as far out as its gap allows, some on the axis."""
    rng = np.random.default_rng(0)
    gap = np.full(len(pairs), 3.0)
    np.minimum.at(gap, of_row, np.clip(hi[:, FEATURES.index("gap")], 0.3, 3.0))
    span = gap + [math.hypot(*_half(plan, a)) + math.hypot(*_half(plan, b)) for a, b in pairs]
    xy = rng.uniform(-1, 1, (len(pairs), SAMPLES, 2)) * span[:, None, None]
    xy[rng.random((len(pairs), SAMPLES)) < 0.2, 0] = 0.0
    yaw = rng.integers(0, 4, (len(pairs), SAMPLES, 1)) * (math.pi / 2)
    return _f(np.concatenate([xy, yaw], -1))


def _pool_breach(
    plan: Plan, pairs: list[tuple[int, int]], of_row: Ints, drawn: Floats, lo: Floats, hi: Floats
) -> Floats:
    """[p, SAMPLES]: what is wrong with drawn places, overlaps of colliding pairs included."""
    import torch

    from solvers.many_cost import from_yaw, overlap_depth, row_breach

    pose = from_yaw(torch.from_numpy(drawn))
    ha, hb = (torch.tensor([_half(plan, e[k]) for e in pairs])[:, None] for k in (0, 1))
    origin = torch.tensor([0.0, 0.0, 1.0, 0.0])
    rows = torch.from_numpy(of_row)
    used = frozenset(f for k, f in enumerate(FEATURES) if (lo[:, k] > -UNBOUNDED).any() or (hi[:, k] < UNBOUNDED).any())
    bounds = [torch.from_numpy(v)[:, None] for v in (lo, hi)]
    breach = row_breach(pose[rows], origin.expand_as(pose[rows]), ha[rows], hb[rows], bounds[0], bounds[1], used)
    collide = _solid(plan)
    hits = torch.tensor([a >= 0 and b >= 0 and bool(collide[a, b]) for a, b in pairs])[:, None]
    over = overlap_depth(pose, origin.expand_as(pose), ha, hb)
    total = (over.clamp_min(0) + 0.2 * (over > 0)) * hits
    return _f(total.index_add(0, rows, breach).numpy())


def _half(plan: Plan, number: int) -> tuple[float, float]:
    problem = plan.problem
    if number >= 0:
        w, d, _ = problem.bodies[number].size
        return (w / 2, d / 2)
    rect = list(opening_places(problem).values())[-1 - number].rect
    return (rect.hw, rect.hd)


def _designed(plan: Plan, a: int, b: int) -> list[tuple[float, float, float]]:
    """The designed places of a in the frame of b, from the templates."""
    out = []
    for options in plan.templates.values():
        if a in options[0] and b in options[0]:
            found = [g.relative(o[a], o[b]) for o in options]
            out += [(p.x, p.y, p.yaw) for p in found]
    return out


def _stops(problem: LayoutProblem) -> tuple[Floats, Ints]:
    """Along each wall: kind 1 lies before the thing, -1 after it, 0 at its middle."""
    room, rows = problem.room, []
    for wall in room.walls:
        stops = [(0.0, 1.0), (wall.length, -1.0)] * 2
        for o in (o for o in room.openings if o.wall == wall.index):
            stops += [(o.offset, -1.0), (o.offset + o.width, 1.0), (o.offset + o.width / 2, 0.0)]
        for d in room.doors:
            if (d.wall + 1) % len(room.walls) == wall.index:
                stops.append((t.DOOR_DEPTH, 1.0))
            if (wall.index + 1) % len(room.walls) == d.wall:
                stops.append((wall.length - t.DOOR_DEPTH, -1.0))
        rows.append(stops)
    width = max(map(len, rows))
    full = [[*row, *[(0.0, 1.0)] * (width - len(row))] for row in rows]
    return np.array(full, dtype=np.float32), _i([len(row) for row in rows])


# ---------------------------------------------------------------- moves
def _moves(plan: Plan, ends: Ints, walls: list[int], corners: list[int]) -> tuple[tuple[Move, ...], tuple[Move, ...]]:
    """All moves, and those that place whole trees, the largest first."""
    every = [_move(plan, u, members, tree, ends, walls, corners) for u, members, tree in _shifts(plan)]
    trees = [_move(plan, u, plan.bodies(plan.tree(u)), True, ends, walls, corners) for u in free_roots(plan)]
    return tuple(every), tuple(sorted(trees, key=lambda m: (plan.z[m.root] > 0.5, -len(m.members))))


def _shifts(plan: Plan) -> Iterator[tuple[int, list[int], bool]]:
    """(root, bodies, whether it is a whole tree) of every move: a unit with what rides on it, and trees."""
    for u, unit in plan.units.items():
        if not unit.fixed:
            alone, tree = plan.bodies(plan.riders(u)), plan.bodies(plan.tree(u))
            yield u, alone, False
            if len(tree) > len(alone):
                yield u, tree, True


def _move(plan: Plan, root: int, members: list[int], tree: bool, ends: Ints, walls: list[int],
          corners: list[int]) -> Move:  # fmt: skip
    mine = set(members)
    rows = tuple(q for q, (a, b) in enumerate(ends.tolist()) if (a in mine) != (b in mine))
    options = plan.templates.get(root, [])[:TEMPLATES] if tree else []
    table = [[(o[k].x, o[k].y, o[k].yaw) for k in members] for o in options]
    support, surface, stands = _support(plan, root)
    return Move(
        root, tuple(members), rows, tuple(k for k, a in enumerate(walls) if a in mine),
        tuple(k for k, a in enumerate(corners) if a in mine),
        np.array(table, dtype=np.float32).reshape(len(options), len(members), 3), _wallness(plan, root), support,
        surface, stands,
    )  # fmt: skip


def _wallness(plan: Plan, root: int) -> float:
    """How often a proposal is pushed to a wall: always, mostly, sometimes, never."""
    body = plan.problem.bodies[root]
    own = [x for x in plan.problem.relations if x.a == body.id and x.kind in WALL_KINDS | {"corner"}]
    if body.mount == "wall":
        return 1.0
    if any(x.hard and x.kind in WALL_KINDS for x in own):
        return 0.8
    return 0.5 if (own or plan.traits[root].back) and body.mount == "floor" else 0.0


def _support(plan: Plan, root: int) -> tuple[int, tuple[float, float, float, float], tuple[float, float, float]]:
    link = plan.links.get(root)
    if link is None or not link.on_top:
        return -1, (0.0, 0.0, 0.0, 0.0), (0.0, 0.0, 0.0)
    s = plan.surface(link)
    p: Pose = plan.units[root].local[link.of]
    return link.to, (s.x0, s.y0, s.x1, s.y1), (p.x, p.y, p.yaw)
