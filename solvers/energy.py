"""What a layout costs the search: overlaps, leaving the room, doorways, relations; for whole states and for moves.

Every term is 0 where the exact check is content (with a little margin). A broken thing costs a constant and how far it
is broken, so that nearly right is better than wrong and right is better than nearly right. Batch dimensions: B chains,
K candidates each, G moving bodies, N bodies.
"""

from __future__ import annotations

import torch
from torch import Tensor

from solvers import clear_floor as cf
from solvers import features as ft
from solvers import tensor_geometry as tg
from solvers import wall_losses as wl
from solvers.moves import MoveSet
from solvers.tables import HARD, SLACK, Tables, weight_of

STEP = 0.25
"""What being wrong at all costs, on top of how much [m]."""
CAP = 1.5
"""No single breach costs more than this beyond the step [m]."""
HIDDEN = 1e-4


def cost_of(breach: Tensor) -> Tensor:
    """The cost of breaches in metres or radians: 0 at 0, a step, then linear up to a cap."""
    return torch.where(breach > HIDDEN, breach.clamp_max(CAP) + STEP, torch.zeros_like(breach))


def gather(poses: Tensor, index: Tensor) -> Tensor:
    """Poses [B, ..., M, 4] at indices [B, R] -> [B, ..., R, 4]."""
    extra = poses.dim() - 3
    idx = index.reshape(index.shape[0], *([1] * extra), index.shape[1], 1)
    return torch.gather(poses, -2, idx.expand(*poses.shape[:-2], index.shape[1], 4))


def move_cost(tables: Tables, moves: MoveSet, poses: Tensor, members: Tensor, placed: Tensor,
              soft: bool = True) -> Tensor:  # fmt: skip
    """[B, K]: the cost of everything that a move can change, were the moves' members at `members` [B, K, G, 4].

    `moves` has one move for each chain; `poses` [B, M, 4] the state; `placed` [B, M] what counts; without `soft` only
    hard relations do.
    """
    who, live = moves.members, moves.live
    cost = _overlaps(tables, moves, poses, members, placed) + _room(tables, who, live, members)
    state = poses[:, None].expand(-1, members.shape[1], -1, -1)
    index = who[:, None, :, None].expand(*members.shape)
    state = state.scatter(2, index, members)
    cost = cost + _rows(tables, moves, state, placed, soft) + _walls(tables, moves, state, soft)
    if len(tables.clear):
        cost = cost + _clear(tables, moves, poses, members, state, placed, soft)
    if len(tables.parts.a):
        p = tables.parts
        breach = part_breach(tables, state)
        cost = cost + (cost_of(breach) * (placed[:, p.a] & placed[:, p.b])[:, None]).sum(-1)
    return cost + _extra(tables, state, placed[:, None], soft)


def part_breach(tables: Tables, state: Tensor) -> Tensor:
    """[..., P]: how deep nesting bodies' parts overlap in states [..., M, 4]."""
    p = tables.parts
    a, b = state[..., p.a, :], state[..., p.b, :]
    ax, ay = tg.turn(p.at_a[:, 0], p.at_a[:, 1], a[..., 3])
    bx, by = tg.turn(p.at_b[:, 0], p.at_b[:, 1], b[..., 3])
    dx, dy = a[..., 0] + ax - b[..., 0] - bx, a[..., 1] + ay - b[..., 1] - by
    lx, ly = tg.turn(dx, dy, -b[..., 3])
    return (tg.sat_depth(lx, ly, a[..., 3] - b[..., 3], p.half_a, p.half_b) - SLACK).clamp_min(0)


def _overlaps(tables: Tables, moves: MoveSet, poses: Tensor, members: Tensor, placed: Tensor) -> Tensor:
    who, n = moves.members, tables.n
    others = poses[:, None, None, :n]
    a = members[:, :, :, None]
    lx, ly = tg.local_xy(a, others)
    depth = tg.sat_depth(lx, ly, a[..., 3] - others[..., 3], tables.half[who][:, None, :, None], tables.half[:n])
    ask = tables.collide[who] & (placed[:, :n] & ~moves.inside[:, :n])[:, None] & moves.live[:, :, None]
    return (cost_of((depth - SLACK).clamp_min(0)) * ask[:, None]).sum((-1, -2))


def _room(tables: Tables, who: Tensor, live: Tensor, members: Tensor) -> Tensor:
    half = tables.half[who][:, None]
    out = cost_of((tables.pieces.depth(members, half) - SLACK).clamp_min(0)).sum(-1)
    if len(tables.doors):
        depth = cost_of((tables.doors.depth(members, half) - SLACK).clamp_min(0)).sum(-1)
        out = out + depth * tables.blocks[who][:, None]
    if len(tables.kept_free):
        depth = cost_of((tables.kept_free.depth(members, half) - SLACK).clamp_min(0))
        out = out + (depth * tables.kept_from[who][:, None]).sum(-1)
    return (out * live[:, None]).sum(-1)


def _rows(tables: Tables, moves: MoveSet, state: Tensor, placed: Tensor, soft: bool) -> Tensor:
    if moves.rows.shape[1] == 0:
        return state.new_zeros(state.shape[:2])
    rows = moves.rows
    ia, ib = tables.rows.a[rows], tables.rows.b[rows]
    a, b = gather(state, ia), gather(state, ib)
    f = ft.pair_features(a, b, tables.half[ia][:, None], tables.half[ib][:, None], tables.height[ib][:, None],
                         tables.rows.ref[rows][:, None], tables.rows.used)  # fmt: skip
    breach = ((tables.rows.lo[rows][:, None] - f).clamp_min(0) + (f - tables.rows.hi[rows][:, None]).clamp_min(0)).sum(
        -1
    )
    ask = moves.row_live & placed.gather(1, ia) & placed.gather(1, ib)
    return (cost_of(breach) * (_weights(tables.row_weight, soft)[rows] * ask)[:, None]).sum(-1)


def _walls(tables: Tables, moves: MoveSet, state: Tensor, soft: bool) -> Tensor:
    out = state.new_zeros(state.shape[:2])
    if moves.wall_rows.shape[1]:
        rows = moves.wall_rows
        breach = wall_breach(tables, gather(state, tables.wall_rows.a[rows]), rows)
        out = out + (cost_of(breach) * (_weights(tables.wall_rows.weight, soft)[rows] * moves.wall_live)[:, None]).sum(
            -1
        )
    if moves.corner_rows.shape[1]:
        rows = moves.corner_rows
        a = tables.corner_a[rows]
        breach = wl.corner_loss(tables.walls, gather(state, a), tables.half[a][:, None], 0.002)
        out = out + (cost_of(breach) * (_weights(tables.corner_weight, soft)[rows] * moves.corner_live)[:, None]).sum(
            -1
        )
    return out


def wall_breach(tables: Tables, a: Tensor, rows: Tensor) -> Tensor:
    """How far bodies [B, K, R, 4] are from the best wall that their wall relations [B, R] allow."""
    w = tables.wall_rows
    half = tables.half[w.a[rows]][:, None]
    off = wl.back_to_wall(tables.walls, a, half, 0.002)
    off = off + (wl.off_wall_middle(tables.walls, a) - w.tol[rows][:, None, :, None] + 0.002).clamp_min(0)
    return torch.where(w.allowed[rows][:, None], off, torch.full_like(off, 9.0)).amin(-1)


def _clear(tables: Tables, moves: MoveSet, poses: Tensor, members: Tensor, state: Tensor, placed: Tensor,
           soft: bool) -> Tensor:  # fmt: skip
    """Floor that is to be kept clear: of what moves, and of others into which it moves."""
    floor, n, who = tables.clear, tables.n, moves.members
    half, weight, counts = tables.half[:n], _weights(tables.clear.weight, soft), placed[:, :n]
    met = cf.met_breach(
        floor, tables.pieces, half, poses[:, :n], members, who, moves.live, counts & ~moves.inside[:, :n]
    )
    moved = cf.moved_breach(floor, tables.pieces, half, state[:, :, :n], who, moves.live, counts)
    out = (cost_of((met - HIDDEN).clamp_min(0)) * weight).sum(-1)
    return out + (cost_of((moved - HIDDEN).clamp_min(0)) * weight[floor.own[who]][:, None]).sum((-1, -2))


def _extra(tables: Tables, state: Tensor, placed: Tensor, soft: bool) -> Tensor:
    """The rare relations, all of them, whatever moves; state [..., M, 4], placed [..., M]."""
    out = state.new_zeros(state.shape[:-2])
    for k in tables.extra:
        x = tables.problem.relations[k]
        if not (soft or x.hard):
            continue
        names = [tables.losses.index[i] for i in x.names]
        breach = (tables.losses.one(x, state) - 1e-4).clamp_min(0)
        weight = weight_of(x)
        out = out + weight * cost_of(breach) * placed[..., names].all(-1)
    return out


def state_cost(tables: Tables, poses: Tensor, soft: bool = True) -> Tensor:
    """[B, N]: what is wrong with each body in states [B, M, 4]; a breach between two counts for both. Without `soft`
    only hard relations count."""
    n, count = tables.n, poses.shape[0]
    p = poses[:, :n]
    a, b = p[:, :, None], p[:, None]
    lx, ly = tg.local_xy(a, b)
    half = tables.half[:n]
    depth = tg.sat_depth(lx, ly, a[..., 3] - b[..., 3], half[:, None], half)
    out = (cost_of((depth - SLACK).clamp_min(0)) * tables.collide).sum(-1)
    out = out + cost_of((tables.pieces.depth(p, half) - SLACK).clamp_min(0)).sum(-1) * ~tables.fixed
    if len(tables.doors):
        into = cost_of((tables.doors.depth(p, half) - SLACK).clamp_min(0)).sum(-1)
        out = out + into * (tables.blocks & ~tables.fixed)
    if len(tables.kept_free):
        near = cost_of((tables.kept_free.depth(p, half) - SLACK).clamp_min(0))
        out = out + (near * tables.kept_from).sum(-1) * ~tables.fixed
    rows = tables.rows
    if len(rows.number):
        cost = cost_of(rows.loss(poses, tables.half, tables.height)) * _weights(tables.row_weight, soft)
        whole = poses.new_zeros(count, poses.shape[1]).index_add(1, rows.a, cost).index_add(1, rows.b, cost)
        out = out + whole[:, :n]
    if len(tables.parts.a):
        cost = cost_of(part_breach(tables, poses))
        out = out.index_add(1, tables.parts.a, cost).index_add(1, tables.parts.b, cost)
    w = tables.wall_rows
    if len(w.a):
        every = torch.arange(len(w.a), device=p.device).expand(count, -1)
        breach = wall_breach(tables, poses[:, None, w.a], every)[:, 0]
        out = out.index_add(1, w.a, cost_of(breach) * _weights(w.weight, soft))
    if len(tables.corner_a):
        breach = wl.corner_loss(tables.walls, poses[:, tables.corner_a], tables.half[tables.corner_a], 0.002)
        out = out.index_add(1, tables.corner_a, cost_of(breach) * _weights(tables.corner_weight, soft))
    floor = tables.clear
    if len(floor):
        every = torch.ones(n, dtype=torch.bool, device=p.device)
        taken = cf.breach(floor, tables.pieces, half, p, every)
        out = out.index_add(1, floor.a, cost_of((taken - HIDDEN).clamp_min(0)) * _weights(floor.weight, soft))
    for k in tables.extra:
        x = tables.problem.relations[k]
        breach = (tables.losses.one(x, poses) - 1e-4).clamp_min(0)
        if not (soft or x.hard):
            continue
        weight = weight_of(x)
        column = weight * cost_of(breach)
        who = [k for k in (tables.losses.index[i] for i in x.names) if k < n]
        out = out.index_add(1, torch.tensor(who, device=p.device), column[:, None].expand(-1, len(who)))
    return out


def _weights(weight: Tensor, soft: bool) -> Tensor:
    """Weights, with those of soft relations (all below `HARD`) set to 0 unless they count."""
    return weight if soft else weight * (weight >= HARD)
