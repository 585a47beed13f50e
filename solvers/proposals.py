"""Where a move might go: candidate poses that a designer would think of.

Flush against a wall anywhere, at its ends, at the edges of doors and windows; next to a neighbour on the same wall; at
a designed or merely allowed place relative to what it is related to; on the axis of something; somewhere; a small
step. The energy chooses among them. Batch dimensions: B chains, K candidates.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Tensor

from solvers import features as ft
from solvers import tensor_geometry as tg
from solvers.anchors import Anchors
from solvers.energy import gather
from solvers.moves import MoveSet
from solvers.slots import slots_of
from solvers.tables import Tables

POOL = 48
SAMPLES = 512
ISLAND = 0.9
"""A group that covers more than this [m2] and belongs to no wall wants room around it."""
WAYS = torch.tensor([0.0, 0.6, 0.62, 0.75, 0.9])
"""How much room [m]: 0.60 to pass, 0.75 to 0.90 to live with (design guidance 1.1)."""
ANCHORED = 3
"""How many candidates come from anchors, where a problem has any."""
KINDS = {"wall": 3, "stop": 4, "beside": 4, "pool": 5, "anywhere": 1, "axis": 1, "step": 2}
"""How many candidates of each kind a step tries; the current pose comes on top."""


@dataclass(frozen=True)
class Pools:
    """Places relative to what a body is related to. Pair q: body a [Q] in the frame of b [Q]; pool [Q, P, 3] (x, y,
    yaw), the first designed if there is a design. For each body, of_body [M, D] are entries 2 q + (0: it is a, 1: b),
    count [M] how many."""

    a: Tensor
    b: Tensor
    pool: Tensor
    of_body: Tensor
    count: Tensor


def relative(a: Tensor, b: Tensor) -> Tensor:
    """Plan poses [..., 3] of `a` in the frame of `b`; poses [..., 3] (x, y, yaw)."""
    x, y = tg.turn(a[..., 0] - b[..., 0], a[..., 1] - b[..., 1], -b[..., 2])
    return torch.stack([x, y, a[..., 2] - b[..., 2]], -1)


def compose(base: Tensor, local: Tensor) -> Tensor:
    """The inverse of `relative`: plan poses [..., 3] in the room."""
    x, y = tg.turn(local[..., 0], local[..., 1], base[..., 2])
    return torch.stack([base[..., 0] + x, base[..., 1] + y, base[..., 2] + local[..., 2]], -1)


def plan_of(poses: Tensor) -> Tensor:
    """(x, y, yaw) of full poses."""
    return poses[..., [0, 1, 3]]


def make_pools(tables: Tables, generator: torch.Generator) -> Pools:
    """Sample places for each related pair and keep those that satisfy all relations of the pair."""
    rows, dev = tables.rows, tables.device
    slots = _slots(tables)
    pairs = sorted({*zip(rows.a.tolist(), rows.b.tolist(), strict=True), *slots})
    index = {p: q for q, p in enumerate(pairs)}
    a = torch.tensor([p[0] for p in pairs], dtype=torch.long, device=dev)
    b = torch.tensor([p[1] for p in pairs], dtype=torch.long, device=dev)
    pool = torch.zeros(0, POOL, 3, device=dev)
    if pairs:
        pool = _sample_pool(tables, a, b, index, generator, slots)
        _designed(tables, index, pool)
    entries: list[list[int]] = [[] for _ in range(tables.half.shape[0])]
    for q, (i, j) in enumerate(pairs):
        entries[i].append(2 * q)
        entries[j].append(2 * q + 1)
    width = max([1, *map(len, entries)])
    full = [e + [0] * (width - len(e)) for e in entries]
    return Pools(a, b, pool, torch.tensor(full, device=dev), torch.tensor([len(e) for e in entries], device=dev))


Slots = dict[tuple[int, int], list[tuple[float, float, float, float]]]


def _slots(tables: Tables) -> Slots:
    """Pair -> the places of a in the frame of b (x, y, z, yaw) of the relations that leave little choice."""
    out: Slots = {}
    unit, index = tables.plan.unit_of, tables.losses.index
    for i, j, p in slots_of(tables.problem):
        if unit[index[i]] != unit[index[j]]:
            out.setdefault((index[i], index[j]), []).append((p.x, p.y, 0.0, p.yaw))
    return out


def _sample_pool(
    tables: Tables, a: Tensor, b: Tensor, index: dict[tuple[int, int], int], generator: torch.Generator, slots: Slots
) -> Tensor:
    rows, half = tables.rows, tables.half
    q_of_row = torch.tensor(
        [index[p] for p in zip(rows.a.tolist(), rows.b.tolist(), strict=True)], dtype=torch.long, device=a.device
    )
    reach = torch.full((len(a),), 3.0, device=a.device)
    gap = rows.upper("gap").clamp(0.3, 3.0)
    reach = reach.scatter_reduce(0, q_of_row, gap, "amin")
    size = half[a].norm(dim=-1) + half[b].norm(dim=-1)
    count = max(POOL, min(SAMPLES, 100_000 // len(a)))
    u = torch.rand(len(a), count, 3, generator=generator).to(a.device)
    span = (reach + size)[:, None]
    x, y = (2 * u[..., 0] - 1) * span, (2 * u[..., 1] - 1) * span
    x = torch.where(u[..., 2] * 7 % 1 < 0.2, torch.zeros_like(x), x)
    yaw = torch.floor(u[..., 2] * 4) * (math.pi / 2)
    place = torch.stack([x, y, torch.zeros_like(x), yaw], -1)
    bonus = torch.zeros_like(x)
    for pair, options in slots.items():
        place[index[pair], : len(options)] = place.new_tensor(options[:count])
        bonus[index[pair], : len(options)] = 1e-3
    x, y, yaw = place[..., 0], place[..., 1], place[..., 3]
    total = torch.zeros(len(a), count, device=a.device)
    if len(rows.number):
        total = total.index_add(0, q_of_row, _row_losses(tables, place[q_of_row]))
    depth = tg.sat_depth(x, y, yaw, half[a][:, None], half[b][:, None])
    n = tables.n
    bodies = (a < n) & (b < n)
    hit = tables.collide[a.clamp_max(n - 1), b.clamp_max(n - 1)] & bodies
    total = total + (depth.clamp_min(0) + 0.2 * (depth > 0)) * hit[:, None]
    order = (total + 1e-3 * u[..., 0] - bonus).argsort(-1)[:, :POOL]
    best = torch.gather(place, 1, order[..., None].expand(-1, -1, 4))
    good = torch.gather(total, 1, order) < 1e-3
    first = best[:, :1].expand(-1, POOL, -1)
    return plan_of(torch.where(good[..., None], best, first))


def _row_losses(tables: Tables, at: Tensor) -> Tensor:
    """[R, P]: the losses of all rows, a at poses [R, P, 4] in the frame of b."""
    rows, half = tables.rows, tables.half
    f = ft.pair_features(at, torch.zeros_like(at), half[rows.a][:, None], half[rows.b][:, None],
                         tables.height[rows.b][:, None], rows.ref[:, None], rows.used)  # fmt: skip
    return ((rows.lo[:, None] - f).clamp_min(0) + (f - rows.hi[:, None]).clamp_min(0)).sum(-1)


def _designed(tables: Tables, index: dict[tuple[int, int], int], pool: Tensor) -> None:
    """Put the designed places of the templates first in the pools of their pairs."""
    plan = tables.plan
    for options in plan.templates.values():
        for link in plan.links.values():
            q = index.get((link.of, link.to))
            if q is None or link.of not in options[0] or link.to not in options[0]:
                continue
            for v, chosen in enumerate(options):
                p, base = chosen[link.of], chosen[link.to]
                here, there = (pool.new_tensor([s.x, s.y, s.yaw]) for s in (p, base))
                for slot in range(v, 16, len(options)):
                    pool[q, slot] = relative(here, there)


# ---------------------------------------------------------------- candidates
@dataclass(frozen=True)
class Shape:
    """How a move's members lie about its root: local plan poses [B, G, 3] and the box around them [B, 4] (x0, x1, y0,
    y1) in the root's frame."""

    local: Tensor
    box: Tensor


def shape_of(tables: Tables, moves: MoveSet, poses: Tensor, template: Tensor | None = None) -> Shape:
    """The members' arrangement: as they stand, or that of a template variant [B]."""
    members, live = moves.members, moves.live
    if template is None:
        local = relative(plan_of(gather(poses, members)), plan_of(gather(poses, moves.root[:, None])))
    else:
        every = torch.arange(len(moves), device=poses.device)
        local = moves.template[every, template % moves.template.shape[1]]
    half = tables.half[members]
    c, s = torch.cos(local[..., 2]).abs(), torch.sin(local[..., 2]).abs()
    ex, ey = half[..., 0] * c + half[..., 1] * s, half[..., 0] * s + half[..., 1] * c
    big = torch.full_like(ex, 1e3)
    lo = [torch.where(live, v, big).amin(-1) for v in (local[..., 0] - ex, local[..., 1] - ey)]
    hi = [torch.where(live, v, -big).amax(-1) for v in (local[..., 0] + ex, local[..., 1] + ey)]
    return Shape(local, torch.stack([lo[0], hi[0], lo[1], hi[1]], -1))


def members_at(shape: Shape, roots: Tensor, poses: Tensor, moves: MoveSet) -> Tensor:
    """[B, K, G, 4]: the members when the root is at plan poses [B, K, 3]; heights stay."""
    flat = compose(roots[:, :, None], shape.local[:, None])
    z = gather(poses, moves.members)[..., 2]
    z = z[:, None].expand(-1, roots.shape[1], -1)
    return torch.stack([flat[..., 0], flat[..., 1], z, flat[..., 2]], -1)


class Proposer:
    """Draws candidates for moves. `generator` is a CPU generator: the same seed gives the same draws on any device."""

    def __init__(self, tables: Tables, pools: Pools, generator: torch.Generator) -> None:
        self.tables, self.pools, self.generator = tables, pools, generator
        self.stops = _stops(tables)
        self.anchors = Anchors(tables.problem, tables.losses, tables.yaws)

    def rand(self, *shape: int) -> Tensor:
        """Uniform numbers in [0, 1)."""
        return torch.rand(*shape, generator=self.generator).to(self.tables.device)

    def randn(self, *shape: int) -> Tensor:
        """Normal numbers."""
        return torch.randn(*shape, generator=self.generator).to(self.tables.device)

    def roots(self, moves: MoveSet, poses: Tensor, shape: Shape, placed: Tensor, counts: dict[str, int]) -> Tensor:
        """[B, K, 3]: candidate plan poses of the roots."""
        root, shape = moves.root, self._roomy(moves, shape)
        here = plan_of(gather(poses, root[:, None]))[:, 0]
        parts = [
            self._walls(root, shape, counts["wall"]), self._at_stops(root, shape, counts["stop"]),
            self._beside(moves, poses, shape, placed, counts["beside"]),
            self._related(moves, poses, shape, here, placed, counts["pool"]),
            self._anywhere(len(root), counts["anywhere"]), self._axis(moves, poses, here, placed, counts["axis"]),
            self._step(here, counts["step"]),
        ]  # fmt: skip
        out = torch.cat(parts, 1)
        free = out.shape[1] - counts["wall"] - counts["stop"] - counts["beside"]
        out = self._to_walls(out, root, shape, moves.wall, free)
        if self.anchors:
            out = torch.cat([out, self._anchored(moves, poses, shape, out)], 1)
        support = moves.support
        if not bool((support >= 0).any()):
            return out
        return torch.where((support >= 0)[:, None, None], self._on_support(moves, poses, here, out.shape[1]), out)

    def _anchored(self, moves: MoveSet, poses: Tensor, shape: Shape, out: Tensor) -> Tensor:
        """Where relations to points, zones or two other things put a member; else one of the candidates `out`."""
        roots, known = self.anchors.roots(moves, poses, shape.local, self.rand(len(moves), ANCHORED, 5))
        return torch.where(known[..., None], roots, out[:, :1])

    def _roomy(self, moves: MoveSet, shape: Shape) -> Shape:
        """The shape, mostly widened by room to walk around it where it is large and belongs to no wall."""
        x0, x1, y0, y1 = shape.box.unbind(-1)
        free = (moves.wall == 0) & ((x1 - x0) * (y1 - y0) > ISLAND)
        way = torch.where(free, WAYS.to(shape.box)[(self.rand(len(moves)) * len(WAYS)).long()], torch.zeros_like(x0))
        return Shape(shape.local, torch.stack([x0 - way, x1 + way, y0 - way, y1 + way], -1))

    def _at_wall(self, w: Tensor, s: Tensor, shape: Shape) -> Tensor:
        """Roots with the group's back flush against walls w [B, k], at s [B, k] along them."""
        t = self.tables.walls
        back = shape.box[:, 3, None]
        x = t.start[w, 0] + t.u[w, 0] * s + t.n[w, 0] * back
        y = t.start[w, 1] + t.u[w, 1] * s + t.n[w, 1] * back
        return torch.stack([x, y, t.yaw[w]], -1)

    def _pick_walls(self, root: Tensor, shape: Shape, k: int) -> Tensor:
        """[B, k] walls that are allowed, the more often the more room they have."""
        length = self.tables.walls.length
        spare = (length - (shape.box[:, 1] - shape.box[:, 0])[:, None] + 0.01).clamp_min(0)
        weight = self.tables.allowed_walls[root] * (spare + 0.2 * (spare > 0)) + 1e-6
        return _choose(weight, self.rand(len(root), k))

    def _walls(self, root: Tensor, shape: Shape, k: int) -> Tensor:
        w = self._pick_walls(root, shape, k)
        lo, hi = shape.box[:, 1, None], self.tables.walls.length[w] + shape.box[:, 0, None]
        u = self.rand(len(root), k)
        middle = torch.where(u < 0.12, torch.full_like(u, 0.5), u)
        s = lo + middle * (hi - lo)
        s = torch.where(u < 0.12, self.tables.walls.length[w] / 2, s)
        return self._at_wall(w, s, shape)

    def _at_stops(self, root: Tensor, shape: Shape, k: int) -> Tensor:
        """Against a stop on a wall: its ends, the edges of doors and windows, or a window's middle."""
        w = self._pick_walls(root, shape, k)
        table, count, kind = self.stops
        pick = (self.rand(len(root), k) * count[w]).long()
        at, how = table[w, pick], kind[w, pick]
        s = torch.where(how > 0, at + shape.box[:, 1, None], at + shape.box[:, 0, None])
        return self._at_wall(w, torch.where(how == 0, at, s), shape)

    def _others(self, moves: MoveSet, placed: Tensor, k: int) -> Tensor:
        """[B, k] other bodies that are placed."""
        n = self.tables.n
        weight = (placed[:, :n] & ~moves.inside[:, :n]).float() + 1e-9
        return _choose(weight, self.rand(len(moves), k))

    def _beside(self, moves: MoveSet, poses: Tensor, shape: Shape, placed: Tensor, k: int) -> Tensor:
        """Next to another body, side to side, with backs flush."""
        j = self._others(moves, placed, k)
        other, half = plan_of(gather(poses, j)), self.tables.half[j]
        left = self.rand(len(moves), k) < 0.5
        x = torch.where(left, -half[..., 0] - shape.box[:, 1, None], half[..., 0] - shape.box[:, 0, None])
        y = half[..., 1] - shape.box[:, 3, None]
        return compose(other, torch.stack([x, y, torch.zeros_like(x)], -1))

    def _related(self, moves: MoveSet, poses: Tensor, shape: Shape, here: Tensor, placed: Tensor, k: int) -> Tensor:
        """At a place that suits a relation of one of the members."""
        count, pools = len(moves), self.pools
        if pools.pool.shape[0] == 0:
            return self._anywhere(count, k)
        which = (self.rand(count, k) * moves.live.sum(-1, keepdim=True)).long()
        root_first = self.rand(count, k) < 0.5
        which = torch.where(root_first, torch.zeros_like(which), which)
        member = moves.members.gather(1, which)
        number = pools.count[member]
        entry = pools.of_body[member, (self.rand(count, k) * number).long().clamp_max(pools.of_body.shape[1] - 1)]
        q, is_b = entry // 2, entry % 2 == 1
        slot = (self.rand(count, k) ** 2 * POOL).long()
        rel = pools.pool[q, slot]
        partner = torch.where(is_b, pools.a[q], pools.b[q])
        inverse = relative(torch.zeros_like(rel), rel)
        rel = torch.where(is_b[..., None], inverse, rel)
        target = compose(plan_of(gather(poses, partner)), rel)
        own = shape.local.gather(1, which[..., None].expand(-1, -1, 3))
        out = compose(target, relative(torch.zeros_like(own), own))
        known = (number > 0) & placed.gather(1, partner) & ~moves.inside.gather(1, partner)
        return torch.where(known[..., None], out, self._anywhere(count, k))

    def _anywhere(self, count: int, k: int) -> Tensor:
        x0, y0, x1, y1 = self.tables.problem.room.bounds
        u = self.rand(count, k, 3)
        yaw = self.tables.yaws[(u[..., 2] * len(self.tables.yaws)).long()]
        return torch.stack([x0 + u[..., 0] * (x1 - x0), y0 + u[..., 1] * (y1 - y0), yaw], -1)

    def _axis(self, moves: MoveSet, poses: Tensor, here: Tensor, placed: Tensor, k: int) -> Tensor:
        """Shifted onto the axis of another body, or turned where it stands."""
        other = plan_of(gather(poses, self._others(moves, placed, k)))
        local = relative(here[:, None].expand(-1, k, -1), other)
        u = self.rand(len(moves), k)
        local = torch.where((u < 0.6)[..., None], local * local.new_tensor([0.0, 1.0, 1.0]), local)
        out = compose(other, local)
        yaw = self.tables.yaws[(self.rand(len(moves), k) * len(self.tables.yaws)).long()]
        turned = torch.stack([out[..., 0], out[..., 1], yaw], -1)
        return torch.where((u < 0.6)[..., None], out, turned)

    def _step(self, here: Tensor, k: int) -> Tensor:
        """A step along one of its own axes, of a random order of magnitude."""
        size = 10 ** (-2 + 2 * self.rand(len(here), k))
        step = self.randn(len(here), k) * size
        along = self.rand(len(here), k) < 0.6
        zero = torch.zeros_like(step)
        local = torch.stack([torch.where(along, step, zero), torch.where(along, zero, step), zero], -1)
        return compose(here[:, None].expand(-1, k, -1), local)

    def _to_walls(self, out: Tensor, root: Tensor, shape: Shape, wallness: Tensor, free: int) -> Tensor:
        """Push the last `free` candidates of wall-bound roots flush against the nearest allowed wall."""
        t, tail = self.tables.walls, out[:, -free:]
        dx, dy = tail[..., 0, None] - t.start[:, 0], tail[..., 1, None] - t.start[:, 1]
        s = dx * t.u[:, 0] + dy * t.u[:, 1]
        lo, hi = shape.box[:, 1, None, None], t.length + shape.box[:, 0, None, None]
        s = torch.maximum(torch.minimum(s, hi), torch.minimum(lo, (lo + hi) / 2))
        away = (dx - s * t.u[:, 0]).abs() + (dy - s * t.u[:, 1]).abs()
        turned = tg.wrap(tail[..., 2, None] - t.yaw).abs()
        away = away + 0.5 * turned + 100.0 * (hi < lo - 0.01) + 100.0 * (self.tables.allowed_walls[root][:, None] < 0.1)
        w = away.argmin(-1)
        at = self._at_wall(w, s.gather(-1, w[..., None])[..., 0], shape)
        push = self.rand(*tail.shape[:2]) < wallness[:, None]
        return torch.cat([out[:, :-free], torch.where(push[..., None], at, tail)], 1)

    def _on_support(self, moves: MoveSet, poses: Tensor, here: Tensor, k: int) -> Tensor:
        """Somewhere on its support's surface: the middle, the current turn, or anywhere that it does not overhang."""
        support, area = moves.support.clamp_min(0), moves.surface
        base = plan_of(gather(poses, support[:, None]))
        u = self.rand(len(moves), k, 3)
        half = self.tables.half[moves.root]
        mid = torch.stack([area[:, 0] + area[:, 2], area[:, 1] + area[:, 3]], -1)[:, None] / 2
        room = torch.stack([area[:, 2] - area[:, 0], area[:, 3] - area[:, 1]], -1)[:, None] / 2
        inner = torch.where(u[..., :1] * 3 % 1 < 0.8, (room - half[:, None]).clamp_min(0), room - 0.003)
        xy = mid + (2 * u[..., :2] - 1) * inner
        yaw = torch.where(u[..., 2] < 0.5, torch.zeros_like(u[..., 2]), torch.floor(u[..., 2] * 8) * (math.pi / 2))
        target = compose(base.expand(-1, k, -1), torch.cat([xy, yaw[..., None]], -1))
        own = moves.stands[:, None].expand(-1, k, -1)
        return compose(target, relative(torch.zeros_like(own), own))


def _choose(weight: Tensor, u: Tensor) -> Tensor:
    """[B, k] indices drawn with weights [B, n], by the uniform numbers u [B, k]."""
    total = weight.cumsum(-1)
    return torch.searchsorted(total, u * total[:, -1:]).clamp_max(weight.shape[-1] - 1)


def _stops(tables: Tables) -> tuple[Tensor, Tensor, Tensor]:
    """(positions [W, S], number [W], kind [W, S]): kind 1 lies before the thing, -1 after it, 0 at its middle."""
    room, rows = tables.problem.room, []
    for wall in room.walls:
        stops = [(0.0, 1), (wall.length, -1), (0.0, 1), (wall.length, -1)]
        for o in room.openings:
            if o.wall == wall.index:
                stops += [(o.offset, -1), (o.offset + o.width, 1), (o.offset + o.width / 2, 0)]
        for d in room.doors:
            stops += _beside_zone(tables, wall.index, d.wall)
        rows.append(stops)
    width = max(map(len, rows))
    at = torch.tensor([[p for p, _ in r] + [0.0] * (width - len(r)) for r in rows], device=tables.device)
    kind = torch.tensor([[k for _, k in r] + [0] * (width - len(r)) for r in rows], device=tables.device)
    return at, torch.tensor([len(r) for r in rows], device=tables.device), kind


def _beside_zone(tables: Tables, wall: int, door_wall: int) -> list[tuple[float, int]]:
    """Where the clear zone of a door on a neighbouring wall ends on this one."""
    walls = tables.problem.room.walls
    if (door_wall + 1) % len(walls) == wall:
        return [(0.8, 1)]
    if (wall + 1) % len(walls) == door_wall:
        return [(walls[wall].length - 0.8, -1)]
    return []
