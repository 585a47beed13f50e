"""What moves and whole layouts of many rooms cost, summed from the parts in `many_cost.py`. Batch: R rooms, B chains, K
candidates, G members of the move."""

from __future__ import annotations

import torch
from torch import Tensor

from solvers import many_cost as mc
from solvers.many_moves import by_room, slots_of
from solvers.many_rooms import MoveClass, Rooms


def move_cost(rooms: Rooms, mv: MoveClass, pos: Tensor, members: Tensor, placed: Tensor) -> Tensor:
    """[R, B, K]: the cost of everything that the moves `mv` [R, B, ...] can change, were their members at `members` [R,
    B, K, G, 4]; `pos` [R, B, S, 4] is the state and `placed` [R, B, S] is 1 for what counts."""
    cost = _overlaps(rooms, mv, pos, members, placed) + _outside(rooms, mv, members)
    cost = cost + _rows(rooms, mv, pos, members, placed)
    return cost + _walls(rooms, mv, members) + _corners(rooms, mv, members)


def _in_way(rooms: Rooms) -> int:
    return rooms.n + rooms.obstacles


def _overlaps(rooms: Rooms, mv: MoveClass, pos: Tensor, members: Tensor, placed: Tensor) -> Tensor:
    o, r = _in_way(rooms), by_room(rooms)
    ask = rooms.collide[r, mv.members] * (placed * (1.0 - mv.inside))[:, :, None, :o]
    half = rooms.half[r, mv.members][:, :, None, :, None]
    others, wide = pos[:, :, None, None, :o], rooms.half[:, None, None, None, :o]
    depth = mc.overlap_depth(members[:, :, :, :, None], others, half, wide)
    return (mc.cost_of(depth - mc.SLACK) * ask[:, :, None]).sum((-1, -2))


def _outside(rooms: Rooms, mv: MoveClass, members: Tensor) -> Tensor:
    r = by_room(rooms)
    half, ask = rooms.half[r, mv.members][:, :, None, :, None], rooms.roomy[r, mv.members]
    over = mc.beyond(members[:, :, :, :, None], half, rooms.plane[:, None, None, None])
    return (mc.cost_of(over - mc.SLACK) * ask[:, :, None, :, None]).sum((-1, -2))


def _member(members: Tensor, index: Tensor) -> Tensor:
    """Members [R, B, K, G, 4] at [R, B, Q] -> [R, B, K, Q, 4]."""
    k = members.shape[2]
    return members.gather(3, index[:, :, None, :, None].expand(-1, -1, k, -1, 4))


def _rows(rooms: Rooms, mv: MoveClass, pos: Tensor, members: Tensor, placed: Tensor) -> Tensor:
    r, moves = by_room(rooms), mv.a_moves[:, :, None, :, None]
    a, b = rooms.row_a[r, mv.rows], rooms.row_b[r, mv.rows]
    at_a = torch.where(moves, _member(members, mv.a_in), slots_of(pos, a)[:, :, None])
    at_b = torch.where(moves, slots_of(pos, b)[:, :, None], _member(members, mv.b_in))
    lo, hi = rooms.row_lo[r, mv.rows][:, :, None], rooms.row_hi[r, mv.rows][:, :, None]
    half = [rooms.half[r, v][:, :, None] for v in (a, b)]
    breach = mc.row_breach(at_a, at_b, half[0], half[1], lo, hi, rooms.used)
    ask = rooms.row_weight[r, mv.rows] * placed.gather(2, a) * placed.gather(2, b)
    return (mc.cost_of(breach) * ask[:, :, None]).sum(-1)


def _walls(rooms: Rooms, mv: MoveClass, members: Tensor) -> Tensor:
    r = by_room(rooms)
    half = rooms.half[r, rooms.wall_row[r, mv.walls]][:, :, None]
    allowed, tol, gap = (
        v[r, mv.walls][:, :, None] for v in (rooms.wall_row_allowed, rooms.wall_row_tol, rooms.wall_row_gap)
    )
    breach = mc.wall_breach(_member(members, mv.wall_in), half, rooms.wall[:, None, None, None], allowed, tol, gap)
    return (mc.cost_of(breach) * rooms.wall_row_weight[r, mv.walls][:, :, None]).sum(-1)


def _corners(rooms: Rooms, mv: MoveClass, members: Tensor) -> Tensor:
    r = by_room(rooms)
    half = rooms.half[r, rooms.corner_row[r, mv.corners]][:, :, None]
    breach = mc.corner_breach(_member(members, mv.corner_in), half, rooms.corner[:, None, None, None])
    return (mc.cost_of(breach) * rooms.corner_row_weight[r, mv.corners][:, :, None]).sum(-1)


# ---------------------------------------------------------------- whole layouts
def state_cost(rooms: Rooms, pos: Tensor, least: float = 0.0) -> Tensor:
    """[R, B, N]: what is wrong with each body in layouts [R, B, S, 4], everything placed; a breach between two counts
    for both. Only what has at least the weight `least` counts."""
    n, o = rooms.n, _in_way(rooms)
    here, half = pos[:, :, :n], rooms.half[:, None, :n]
    depth = mc.overlap_depth(
        here[:, :, :, None], pos[:, :, None, :o], half[:, :, :, None], rooms.half[:, None, None, :o]
    )
    out = (mc.cost_of(depth - mc.SLACK) * _weights(rooms.collide[:, :n], least)).sum(-1)
    over = mc.beyond(here[:, :, :, None], half[:, :, :, None], rooms.plane[:, None, None])
    out = out + (mc.cost_of(over - mc.SLACK) * _weights(rooms.roomy[:, :n, None], least)).sum(-1)
    for touch, cost in _relation_costs(rooms, pos, least):
        out = out + torch.einsum("rbq,rqn->rbn", cost, touch)
    return out


def _relation_costs(rooms: Rooms, pos: Tensor, least: float) -> list[tuple[Tensor, Tensor]]:
    """(bodies touched [R, Q, N], costs [R, B, Q]) of all relations."""
    at_a, at_b = (_all(pos, v) for v in (rooms.row_a, rooms.row_b))
    half = [_own(rooms.half, v)[:, None] for v in (rooms.row_a, rooms.row_b, rooms.wall_row, rooms.corner_row)]
    breach = mc.row_breach(at_a, at_b, half[0], half[1], rooms.row_lo[:, None], rooms.row_hi[:, None], rooms.used)
    rows = mc.cost_of(breach) * _weights(rooms.row_weight, least)
    asked = [v[:, None] for v in (rooms.wall_row_allowed, rooms.wall_row_tol, rooms.wall_row_gap)]
    walls = mc.wall_breach(_all(pos, rooms.wall_row), half[2], rooms.wall[:, None, None], *asked)
    corners = mc.corner_breach(_all(pos, rooms.corner_row), half[3], rooms.corner[:, None, None])
    return [
        (rooms.row_touch, rows), (rooms.wall_touch, mc.cost_of(walls) * _weights(rooms.wall_row_weight, least)),
        (rooms.corner_touch, mc.cost_of(corners) * _weights(rooms.corner_row_weight, least)),
    ]  # fmt: skip


def _all(pos: Tensor, index: Tensor) -> Tensor:
    """Poses [R, B, Q, 4] of slots [R, Q] in every chain."""
    return slots_of(pos, index[:, None].expand(-1, pos.shape[1], -1))


def _own(table: Tensor, index: Tensor) -> Tensor:
    return table.gather(1, index[..., None].expand(-1, -1, table.shape[-1]))


def _weights(weight: Tensor, least: float) -> Tensor:
    return (weight * (weight >= least))[:, None]
