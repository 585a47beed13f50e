"""A problem as tensors: what the batched search reads at every step.

Bodies come first, the room's openings after them (so that a relation may name a window like a body). Poses are
[..., M, 4]: x, y, z [m], yaw [rad]. Nothing here changes during a search.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from solvers import features as ft
from solvers import geometry as g
from solvers import relations as r
from solvers import tolerances as t
from solvers.clear_floor import ClearFloor, clear_floor
from solvers.groups import WALL_KINDS, Plan
from solvers.losses import RelationLosses
from solvers.places import Place, opening_places, radiator_clear, rigid_groups
from solvers.problem import Body, Box, LayoutProblem
from solvers.templates import make_plan
from solvers.tensor_geometry import Rings, RoomPieces
from solvers.wall_losses import WallTable

SLACK = 0.003
"""Overlaps up to this depth [m] cost the search nothing; the check allows 5 mm."""
HARD = 1.0
"""The least weight of a hard relation in the search; soft ones stay below `SOFT` of it."""
SOFT = 0.4
EXTRA = frozenset({
    "between", "under", "centered_in_room", "parallel_to_wall", "facing_wall", "turned", "at",
    "symmetric", "evenly_around", "in_zone", "not_blocking", "sees",
})  # fmt: skip
"""The kinds that are neither rows nor walls nor corners: rare, and looked at whatever moves."""


@dataclass(frozen=True)
class WallRows:
    """Relations of one body to walls: body [R], allowed walls [R, W], tolerance about the wall's middle [R], weight."""

    a: Tensor
    allowed: Tensor
    tol: Tensor
    weight: Tensor


@dataclass(frozen=True)
class Tables:
    """Everything the search knows about a problem. `collide` [N, N]: pairs that may not overlap; `blocks` [N]: stands
    in doorways' way; `kept_free` (H rings): floor before radiators and openings, `kept_from` [N, H]: who may not stand
    there; rows of `rows` weigh `row_weight` [R]."""

    problem: LayoutProblem
    plan: Plan
    n: int
    half: Tensor
    height: Tensor
    start: Tensor
    fixed: Tensor
    collide: Tensor
    blocks: Tensor
    walls: WallTable
    pieces: RoomPieces
    doors: Rings
    rows: ft.PairRows
    row_weight: Tensor
    wall_rows: WallRows
    corner_a: Tensor
    corner_weight: Tensor
    clear: ClearFloor
    extra: tuple[int, ...]
    losses: RelationLosses
    allowed_walls: Tensor
    yaws: Tensor
    parts: PartRows
    kept_free: Rings
    kept_from: Tensor

    @property
    def has_soft(self) -> bool:
        """Whether some relations are soft."""
        return any(not x.hard for x in self.problem.relations)

    @property
    def device(self) -> torch.device:
        return self.half.device


def make_tables(problem: LayoutProblem, device: str = "cpu") -> Tables:
    """Compile a problem; float32 on the device."""
    plan = make_plan(problem)
    losses = RelationLosses(problem, torch.float32, device)
    half, height = losses.half, losses.size[:, 2]
    rows, weight = _search_rows(problem, losses)
    doors = [g.door_zone(problem.room, d, t.DOOR_DEPTH) for d in problem.room.doors]
    rug = [b.size[2] <= t.RUG + t.ROUND and abs(z) <= t.EPS for b, z in zip(problem.bodies, plan.z, strict=True)]
    blocks = [not f and z <= t.EPS and b.size[2] > t.RUG for b, z, f in zip(problem.bodies, plan.z, rug, strict=True)]
    corner = [
        (losses.index[x.a], weight_of(x)) for x in problem.relations if isinstance(x, r.Corner) and not x.vertices
    ]
    clear = [weight_of(x) for x in problem.relations if isinstance(x, r.KeepClear)]
    return Tables(
        problem, plan, len(problem.bodies), half, height, _start(problem, plan, half),
        torch.tensor([plan.units[u].fixed for u in plan.unit_of], dtype=torch.bool, device=device),
        _collisions(problem, plan, rug).to(device),
        torch.tensor(blocks, dtype=torch.bool, device=device), losses.walls, losses.pieces,
        Rings.of(half.new_tensor(doors).reshape(-1, 4, 2)), rows, weight, _wall_rows(problem, losses),
        torch.tensor([a for a, _ in corner], dtype=torch.long, device=device),
        half.new_tensor([w for _, w in corner]), clear_floor(problem, clear, half), _extra(problem), losses,
        _allowed_walls(problem, half), _yaws(problem, half), part_rows(problem, plan, half),
        *_kept_free(problem, plan, half),
    )  # fmt: skip


@dataclass(frozen=True)
class PartRows:
    """Pairs of solid parts that meet in height, of bodies that may stand inside each other's outline (a stool under a
    desk, books in a shelf): bodies a, b [P]; the parts' middles in their bodies' frames and half extents [P, 2]."""

    a: Tensor
    b: Tensor
    at_a: Tensor
    at_b: Tensor
    half_a: Tensor
    half_b: Tensor


def nesting_pairs(problem: LayoutProblem) -> set[frozenset[str]]:
    """Pairs, at least one with parts, of which one goes under or onto the other."""
    parts = {b.id for b in problem.bodies if b.parts}
    pairs = (frozenset((x.a, x.b)) for x in problem.relations if isinstance(x, r.Under | r.OnTopOf) and x.b)
    return {p for p in pairs if p & parts}


def part_rows(problem: LayoutProblem, plan: Plan, like: Tensor) -> PartRows:
    """The rows of all nesting pairs that are not of one rigid unit."""
    index = {b.id: k for k, b in enumerate(problem.bodies)}
    rows: list[tuple[int, int, list[float], list[float], list[float], list[float]]] = []
    for i, j in sorted(sorted(index[n] for n in pair) for pair in nesting_pairs(problem)):
        if plan.unit_of[i] == plan.unit_of[j]:
            continue
        for p in problem.bodies[i].solid:
            for q in problem.bodies[j].solid:
                low = max(plan.z[i] + p.lo[2], plan.z[j] + q.lo[2])
                if min(plan.z[i] + p.hi[2], plan.z[j] + q.hi[2]) - low > t.EPS:
                    rows.append((i, j, _middle(p), _middle(q), _extent(p), _extent(q)))
    a, b = (torch.tensor([row[k] for row in rows], dtype=torch.long, device=like.device) for k in (0, 1))
    at_a, at_b, half_a, half_b = (like.new_tensor([row[k] for row in rows]).reshape(-1, 2) for k in (2, 3, 4, 5))
    return PartRows(a, b, at_a, at_b, half_a, half_b)


def _middle(p: Box) -> list[float]:
    return [(p.lo[0] + p.hi[0]) / 2, (p.lo[1] + p.hi[1]) / 2]


def _extent(p: Box) -> list[float]:
    return [(p.hi[0] - p.lo[0]) / 2, (p.hi[1] - p.lo[1]) / 2]


def weight_of(x: r.Relation) -> float:
    """A relation's weight in the search: 1 to 2 when hard, below 0.4 when soft."""
    return HARD + min(x.weight, 1.0) if x.hard else SOFT * x.weight / (1.0 + x.weight)


def _search_rows(problem: LayoutProblem, losses: RelationLosses) -> tuple[ft.PairRows, Tensor]:
    """The rows that moves can break: not those between bodies of one rigid unit, nor hard supports."""
    group = rigid_groups(problem)
    keep = tuple(
        x
        for x in problem.relations
        if not (x.b in group and group[x.a] == group[x.b]) and not (isinstance(x, r.Offset) and x.hard)
    )
    part = LayoutProblem(problem.name, problem.room, problem.bodies, keep)
    rows = ft.pair_rows(part, losses.half, losses.index, t.MARGIN).without("dz", "over")
    weight = [weight_of(keep[k]) for k in rows.number.tolist()]
    return rows, torch.tensor(weight, dtype=losses.half.dtype, device=losses.half.device)


def _wall_rows(problem: LayoutProblem, losses: RelationLosses) -> WallRows:
    xs = [x for x in problem.relations if x.kind in WALL_KINDS]
    count = len(problem.room.walls)
    allowed = [[w in _walls_of(problem, x) for w in range(count)] for x in xs]
    tol = [x.tol if isinstance(x, r.CenteredOnWall) else 1e6 for x in xs]
    a = torch.tensor([losses.index[x.a] for x in xs], dtype=torch.long, device=losses.half.device)
    table = torch.tensor(allowed, dtype=torch.bool, device=losses.half.device).reshape(-1, count)
    weight = torch.tensor([weight_of(x) for x in xs], dtype=losses.half.dtype, device=losses.half.device)
    return WallRows(a, table, torch.tensor(tol, dtype=losses.half.dtype, device=losses.half.device), weight)


def _extra(problem: LayoutProblem) -> tuple[int, ...]:
    """The numbers of the relations that are neither rows nor walls nor corners."""
    static = (isinstance(x, r.NotBlocking) and x.hard for x in problem.relations)
    pairs = enumerate(zip(problem.relations, static, strict=True))
    return tuple(k for k, (x, kept_free) in pairs if (x.kind in EXTRA and not kept_free) or _choosy(x))


def _choosy(x: r.Relation) -> bool:
    """Corners and supports that ask for more than their kinds usually do."""
    return (isinstance(x, r.Corner) and bool(x.vertices)) or (isinstance(x, r.OnTopOf) and x.level == "inside")


def _meets(a: Body, z: float, b: Place) -> bool:
    """Whether a body with its base at z meets something in height."""
    return a.fixed is None and min(z + a.size[2], b.top) - max(z, b.base) > t.EPS


def _walls_of(problem: LayoutProblem, x: r.Relation) -> tuple[int, ...]:
    """The walls that a relation to walls allows."""
    named: tuple[int, ...] = getattr(x, "walls", ())
    return named if named or isinstance(x, r.AtWall) else tuple(range(len(problem.room.walls)))


def _kept_free(problem: LayoutProblem, plan: Plan, like: Tensor) -> tuple[Rings, Tensor]:
    """(zones [H, 4, 2], who may not stand in each [N, H]): two for each radiator, for what is taller and what is not,
    and one for each thing that may not block an opening."""
    zones, who = [], []
    for h in problem.room.radiators:
        for clear in (t.RADIATOR, t.RADIATOR_TALL):
            zones.append(g.radiator_zone(problem.room, h, clear))
            pairs = zip(problem.bodies, plan.z, strict=True)
            who.append([b.fixed is None and radiator_clear(b, z, h) == clear for b, z in pairs])
    places = opening_places(problem)
    for x in problem.relations:
        if isinstance(x, r.NotBlocking) and x.hard:
            b = places[x.b or ""]
            zones.append(g.access_zone(b.rect, "front", x.depth, 1.0).corners)
            who.append([a.id == x.a and _meets(a, z, b) for a, z in zip(problem.bodies, plan.z, strict=True)])
    table = torch.tensor(who, dtype=torch.bool, device=like.device).reshape(-1, len(problem.bodies))
    return Rings.of(like.new_tensor(zones).reshape(-1, 4, 2)), table.T


def _start(problem: LayoutProblem, plan: Plan, like: Tensor) -> Tensor:
    """[M, 4]: fixed units and openings where they are, everything else far outside."""
    poses = [[1000.0 + 40.0 * k, 1000.0, plan.z[k], 0.0] for k in range(len(problem.bodies))]
    for unit in plan.units.values():
        fixed = problem.bodies[unit.root].fixed
        if fixed is not None:
            for k, p in unit.local.items():
                own = problem.bodies[k].fixed or g.compose(fixed, p)
                poses[k] = [own.x, own.y, own.z, own.yaw]
    poses += [[p.pose.x, p.pose.y, p.pose.z, p.pose.yaw] for p in opening_places(problem).values()]
    return like.new_tensor(poses).reshape(-1, 4)


def _collisions(problem: LayoutProblem, plan: Plan, rug: list[bool]) -> Tensor:
    """Which pairs collide when they overlap in plan: heights meet, not exactly one is a rug, not of one rigid unit,
    not both fixed (no move can mend that). Where parts may leave room for each other, parts collide."""
    low = np.array(plan.z)
    high = low + np.array([b.size[2] for b in problem.bodies])
    unit, flat = np.array(plan.unit_of), np.array(rug, dtype=bool)
    still = np.array([b.fixed is not None for b in problem.bodies], dtype=bool)
    out = np.minimum(high[:, None], high) - np.maximum(low[:, None], low) > t.EPS
    out &= (flat[:, None] == flat) & (unit[:, None] != unit) & ~(still[:, None] & still)
    index = {b.id: k for k, b in enumerate(problem.bodies)}
    for i, j in (tuple(index[n] for n in pair) for pair in nesting_pairs(problem)):
        out[i, j] = out[j, i] = False
    return torch.from_numpy(np.asarray(out, dtype=bool))


def _allowed_walls(problem: LayoutProblem, like: Tensor) -> Tensor:
    """[N, W]: how much each wall is proposed to each body: 1, or 0 where a relation names others."""
    out = torch.ones(len(problem.bodies), len(problem.room.walls))
    index = {b.id: k for k, b in enumerate(problem.bodies)}
    for x in problem.relations:
        if isinstance(x, r.AtWall | r.CenteredOnWall) and x.walls:
            mask = torch.full((len(problem.room.walls),), 0.0 if x.hard else 0.15)
            mask[list(x.walls)] = 1.0
            out[index[x.a]] *= mask
    return out.to(like)


def _yaws(problem: LayoutProblem, like: Tensor) -> Tensor:
    """The yaws that furniture takes in this room: quarter turns from the directions of its walls."""
    base = sorted({round(w.yaw % (math.pi / 2), 6) for w in problem.room.walls})
    merged = [v for k, v in enumerate(base) if (k == 0 or v - base[k - 1] > 1e-4) and v < math.pi / 2 - 1e-4] or [0.0]
    every = [v + k * math.pi / 2 for v in merged for k in range(4)]
    every += sorted({x.yaw for x in problem.relations if isinstance(x, r.Turned)})
    return like.new_tensor(every)
