"""The cost of moves as one fused Triton kernel: the same sums as `many_score.move_cost`, without temporaries in memory.

One program works on one chain; its lanes are the candidates. It reads the poses of the move's members for all its
candidates, and walks over the other bodies, half planes, relations, walls and corners, whose tables are read once for
all lanes and stay in cache between the chains of a room. The work is arithmetic (about 60 operations for a pair of
rectangles), so the kernel is bound by arithmetic and not by memory or launches.
"""

# mypy: ignore-errors
# ruff: noqa: N803, E741
# Triton's functions are compiled from their syntax and know no types; sizes and constants are written large.

from __future__ import annotations

import torch
import triton
import triton.language as tl
from torch import Tensor

from solvers import tolerances as t
from solvers.many_cost import CAP, HIDDEN, SLACK, STEP
from solvers.many_rooms import MoveClass, Rooms
from solvers.many_tables import FEATURES

FACING, WALL_COS = tl.constexpr(t.FACING), tl.constexpr(t.WALL_COS)
CORNER_VERTEX, CORNER_WALL = tl.constexpr(t.CORNER_VERTEX - t.MARGIN), tl.constexpr(t.CORNER_WALL - t.MARGIN)
_SLACK, _STEP, _CAP, _HIDDEN = tl.constexpr(SLACK), tl.constexpr(STEP), tl.constexpr(CAP), tl.constexpr(HIDDEN)
_F = tl.constexpr(len(FEATURES))
_HALF_PI = tl.constexpr(1.5707963267948966)


@triton.jit
def _cost(breach):
    return tl.where(breach > _HIDDEN, tl.minimum(breach, _CAP) + _STEP, 0.0)


@triton.jit
def _atan2_abs(y, x):
    """The angle in [0, pi] of (x, y) for y >= 0: a polynomial of degree 11 (Abramowitz and Stegun 4.4.49), error below
    2e-6 with one step of range reduction."""
    ax = tl.abs(x)
    high, low = tl.maximum(ax, y), tl.minimum(ax, y)
    z = low / tl.maximum(high, 1e-20)
    q = z * z
    p = -0.01172120 * q + 0.05265332
    p = p * q - 0.11643287
    p = p * q + 0.19354346
    p = p * q - 0.33262347
    a = z * (p * q + 0.99997726)
    a = tl.where(y > ax, 1.5707963 - a, a)
    return tl.where(x < 0, 3.1415927 - a, a)


@triton.jit
def _overlap(ax, ay, ac, as_, aw, ad, bx, by, bc, bs, bw, bd):
    dx, dy = ax - bx, ay - by
    c, s = tl.abs(ac * bc + as_ * bs), tl.abs(as_ * bc - ac * bs)
    d = tl.minimum(bw + aw * c + ad * s - tl.abs(bc * dx + bs * dy), bd + aw * s + ad * c - tl.abs(bc * dy - bs * dx))
    d = tl.minimum(d, aw + bw * c + bd * s - tl.abs(ac * dx + as_ * dy))
    return tl.minimum(d, ad + bw * s + bd * c - tl.abs(ac * dy - as_ * dx))


@triton.jit
def _corner_square(px, py, bw, bd):
    qx, qy = tl.maximum(tl.abs(px) - bw, 0.0), tl.maximum(tl.abs(py) - bd, 0.0)
    return qx * qx + qy * qy


@triton.jit
def _corners_from(x, y, c, s, aw, ad, bw, bd):
    """The least squared distance of a corner of a rectangle, at (x, y, c, s) in the frame of another, from that."""
    ux, uy, vx, vy = c * aw, s * aw, -s * ad, c * ad
    best = tl.minimum(
        _corner_square(x - ux - vx, y - uy - vy, bw, bd), _corner_square(x + ux - vx, y + uy - vy, bw, bd)
    )
    best = tl.minimum(best, _corner_square(x + ux + vx, y + uy + vy, bw, bd))
    return tl.minimum(best, _corner_square(x - ux + vx, y - uy + vy, bw, bd))


@triton.jit
def _miss(lx, ly, c, s, bw, bd):
    """How far the ray along the front of something at (lx, ly, c, s) in b's frame misses b [m], or the angle [rad]."""
    vx, vy = s, -c
    angle = _atan2_abs(tl.abs(vx * ly - vy * lx), -vx * lx - vy * ly)
    sx, sy = tl.where(tl.abs(vx) < 1e-7, 1e-7, vx), tl.where(tl.abs(vy) < 1e-7, 1e-7, vy)
    p, q, u, v = (-bw - lx) / sx, (bw - lx) / sx, (-bd - ly) / sy, (bd - ly) / sy
    near = tl.maximum(_clamp(tl.minimum(p, q)), _clamp(tl.minimum(u, v)))
    far = tl.minimum(_clamp(tl.maximum(p, q)), _clamp(tl.maximum(u, v)))
    ray = tl.maximum(near - far, 0.0) + tl.maximum(-far, 0.0)
    return tl.minimum(tl.maximum(angle - FACING, 0.0), ray)


@triton.jit
def _clamp(v):
    return tl.minimum(tl.maximum(v, -1e4), 1e4)


@triton.jit
def _out(f, lo_ptr, hi_ptr, k: tl.constexpr):
    """How far a feature is outside the bounds at column k."""
    return tl.maximum(tl.load(lo_ptr + k) - f, 0.0) + tl.maximum(f - tl.load(hi_ptr + k), 0.0)


@triton.jit
def _row(ax, ay, ac, as_, aw, ad, bx, by, bc, bs, bw, bd, lo, hi,
         GAP: tl.constexpr, FACE: tl.constexpr, TURN: tl.constexpr):  # fmt: skip
    """How far a pair of poses is outside its box of features (in the order of FEATURES)."""
    dx, dy = ax - bx, ay - by
    lx, ly = bc * dx + bs * dy, bc * dy - bs * dx
    c, s = bc * ac + bs * as_, bc * as_ - bs * ac
    ex, ey = -(ac * dx + as_ * dy), -(ac * dy - as_ * dx)
    deep = aw * tl.abs(s) + ad * tl.abs(c)
    out = _out(lx, lo, hi, 0) + _out(ly, lo, hi, 1) + _out(tl.abs(lx), lo, hi, 2)
    out += _out(tl.sqrt(lx * lx + ly * ly), lo, hi, 3) + _out(tl.minimum(tl.abs(lx), tl.abs(ly)), lo, hi, 4)
    if GAP:
        depth = _overlap(ax, ay, ac, as_, aw, ad, bx, by, bc, bs, bw, bd)
        square = tl.minimum(_corners_from(lx, ly, c, s, aw, ad, bw, bd), _corners_from(ex, ey, c, -s, bw, bd, aw, ad))
        out += _out(tl.where(depth > 0, -depth, tl.sqrt(square)), lo, hi, 5)
    if FACE:
        out += _out(_miss(lx, ly, c, s, bw, bd), lo, hi, 6)
    if TURN:
        turned = _atan2_abs(tl.abs(s), c)
        quarter = tl.abs(turned - _HALF_PI * tl.floor(turned / _HALF_PI + 0.5))
        out += _out(turned, lo, hi, 7) + _out(quarter, lo, hi, 8)
    out += _out(tl.abs(ly) - tl.maximum(bd, deep), lo, hi, 9) + _out(-ly - bd - deep, lo, hi, 10)
    return out + _out(tl.abs(ex), lo, hi, 11) + _out(tl.abs(ey), lo, hi, 12)


@triton.jit
def _back_gap(px, py, ux, uy, length):
    """The distance of a point, seen from the wall's start, from the wall."""
    along = tl.minimum(tl.maximum(px * ux + py * uy, 0.0), length)
    px, py = px - along * ux, py - along * uy
    return tl.sqrt(px * px + py * py)


@triton.jit
def _at_wall(x, y, c, s, w, d, wall, tol, gap):
    """How far a body is from standing with its back within `gap` of a wall, and within `tol` of its middle."""
    sx, sy, ux, uy = tl.load(wall), tl.load(wall + 1), tl.load(wall + 2), tl.load(wall + 3)
    nx, ny, length = tl.load(wall + 4), tl.load(wall + 5), tl.load(wall + 6)
    bx, by = x - s * d - sx, y + c * d - sy
    out = tl.maximum(WALL_COS - (s * nx - c * ny), 0.0)
    out += tl.maximum(_back_gap(bx - c * w, by - s * w, ux, uy, length) - gap, 0.0)
    out += tl.maximum(_back_gap(bx + c * w, by + s * w, ux, uy, length) - gap, 0.0)
    along = (x - sx) * ux + (y - sy) * uy
    return out + tl.maximum(tl.abs(along - length / 2) - tol, 0.0)


@triton.jit
def _line_gap(dx, dy, c, s, w, d, nx, ny):
    """How far beyond the tolerance a rectangle is from the line through a vertex at (dx, dy) from its middle."""
    reach = w * tl.abs(c * nx + s * ny) + d * tl.abs(c * ny - s * nx)
    return tl.maximum(-(dx * nx + dy * ny) - reach - CORNER_WALL, 0.0)


@triton.jit
def _in_corner(x, y, c, s, w, d, corner):
    dx, dy = tl.load(corner) - x, tl.load(corner + 1) - y
    qx = tl.maximum(tl.abs(c * dx + s * dy) - w, 0.0)
    qy = tl.maximum(tl.abs(c * dy - s * dx) - d, 0.0)
    out = tl.maximum(tl.sqrt(qx * qx + qy * qy) - CORNER_VERTEX, 0.0)
    out += _line_gap(dx, dy, c, s, w, d, tl.load(corner + 2), tl.load(corner + 3))
    return out + _line_gap(dx, dy, c, s, w, d, tl.load(corner + 4), tl.load(corner + 5))


@triton.jit
def _kernel(
    out_ptr, pos_ptr, cand_ptr, placed_ptr, members_ptr, inside_ptr, mrows_ptr, ain_ptr, bin_ptr, amoves_ptr,
    mwalls_ptr, win_ptr, mcorners_ptr, cin_ptr, half_ptr, collide_ptr, roomy_ptr, plane_ptr, ra_ptr, rb_ptr, lo_ptr,
    hi_ptr, rw_ptr, wall_ptr, wrow_ptr, wallow_ptr, wtol_ptr, wgap_ptr, ww_ptr, corner_ptr, crow_ptr, cw_ptr,
    B, K, S, O, G, H, Q, Q0, A, A0, W, C, C0, N_CORNERS, GAP: tl.constexpr, FACE: tl.constexpr,
    TURN: tl.constexpr, LANES: tl.constexpr,
):  # fmt: skip
    chain = tl.program_id(0).to(tl.int64)
    room = chain // B
    k = tl.arange(0, LANES)
    ok = k < K
    pos_ptr += chain * S * 4
    placed_ptr += chain * S
    inside_ptr += chain * S
    half_ptr += room * S * 2
    total = tl.zeros([LANES], tl.float32)
    for g in range(G):
        slot = tl.load(members_ptr + chain * G + g)
        if slot < S - 1:
            here = cand_ptr + ((chain * K + k) * G + g) * 4
            x, y = tl.load(here, mask=ok, other=0.0), tl.load(here + 1, mask=ok, other=0.0)
            c, s = tl.load(here + 2, mask=ok, other=1.0), tl.load(here + 3, mask=ok, other=0.0)
            w, d = tl.load(half_ptr + slot * 2), tl.load(half_ptr + slot * 2 + 1)
            hits = collide_ptr + (room * S + slot) * O
            for j in range(O):
                ask = tl.load(hits + j) * tl.load(placed_ptr + j) * (1.0 - tl.load(inside_ptr + j))
                if ask > 0:
                    other = pos_ptr + j * 4
                    ox, oy, oc, os_ = tl.load(other), tl.load(other + 1), tl.load(other + 2), tl.load(other + 3)
                    ow, od = tl.load(half_ptr + j * 2), tl.load(half_ptr + j * 2 + 1)
                    depth = _overlap(x, y, c, s, w, d, ox, oy, oc, os_, ow, od)
                    total += _cost(depth - _SLACK) * ask
            free = tl.load(roomy_ptr + room * S + slot)
            for h in range(H):
                at = plane_ptr + (room * H + h) * 3
                nx, ny = tl.load(at), tl.load(at + 1)
                reach = w * tl.abs(c * nx + s * ny) + d * tl.abs(c * ny - s * nx)
                total += _cost(x * nx + y * ny + reach - tl.load(at + 2) - _SLACK) * free
    for q in range(Q):
        row = tl.load(mrows_ptr + chain * Q + q)
        a, b = tl.load(ra_ptr + room * Q0 + row), tl.load(rb_ptr + room * Q0 + row)
        weight = tl.load(rw_ptr + room * Q0 + row) * tl.load(placed_ptr + a) * tl.load(placed_ptr + b)
        if weight > 0:
            moves = tl.load(amoves_ptr + chain * Q + q) != 0
            mine = tl.where(moves, tl.load(ain_ptr + chain * Q + q), tl.load(bin_ptr + chain * Q + q))
            here = cand_ptr + ((chain * K + k) * G + mine) * 4
            x, y = tl.load(here, mask=ok, other=0.0), tl.load(here + 1, mask=ok, other=0.0)
            c, s = tl.load(here + 2, mask=ok, other=1.0), tl.load(here + 3, mask=ok, other=0.0)
            still = pos_ptr + tl.where(moves, b, a) * 4
            u, v, p, r = tl.load(still), tl.load(still + 1), tl.load(still + 2), tl.load(still + 3)
            breach = _row(
                tl.where(moves, x, u), tl.where(moves, y, v), tl.where(moves, c, p), tl.where(moves, s, r),
                tl.load(half_ptr + a * 2), tl.load(half_ptr + a * 2 + 1),
                tl.where(moves, u, x), tl.where(moves, v, y), tl.where(moves, p, c), tl.where(moves, r, s),
                tl.load(half_ptr + b * 2), tl.load(half_ptr + b * 2 + 1),
                lo_ptr + (room * Q0 + row) * _F, hi_ptr + (room * Q0 + row) * _F, GAP, FACE, TURN)  # fmt: skip
            total += _cost(breach) * weight
    for q in range(A):
        row = tl.load(mwalls_ptr + chain * A + q)
        weight = tl.load(ww_ptr + room * A0 + row)
        if weight > 0:
            slot = tl.load(wrow_ptr + room * A0 + row)
            here = cand_ptr + ((chain * K + k) * G + tl.load(win_ptr + chain * A + q)) * 4
            x, y = tl.load(here, mask=ok, other=0.0), tl.load(here + 1, mask=ok, other=0.0)
            c, s = tl.load(here + 2, mask=ok, other=1.0), tl.load(here + 3, mask=ok, other=0.0)
            w, d = tl.load(half_ptr + slot * 2), tl.load(half_ptr + slot * 2 + 1)
            tol, gap = tl.load(wtol_ptr + room * A0 + row), tl.load(wgap_ptr + room * A0 + row)
            best = tl.zeros([LANES], tl.float32) + 1e3
            for j in range(W):
                if tl.load(wallow_ptr + (room * A0 + row) * W + j) != 0:
                    best = tl.minimum(best, _at_wall(x, y, c, s, w, d, wall_ptr + (room * W + j) * 8, tol, gap))
            total += _cost(best) * weight
    for q in range(C):
        row = tl.load(mcorners_ptr + chain * C + q)
        weight = tl.load(cw_ptr + room * C0 + row)
        if weight > 0:
            slot = tl.load(crow_ptr + room * C0 + row)
            here = cand_ptr + ((chain * K + k) * G + tl.load(cin_ptr + chain * C + q)) * 4
            x, y = tl.load(here, mask=ok, other=0.0), tl.load(here + 1, mask=ok, other=0.0)
            c, s = tl.load(here + 2, mask=ok, other=1.0), tl.load(here + 3, mask=ok, other=0.0)
            w, d = tl.load(half_ptr + slot * 2), tl.load(half_ptr + slot * 2 + 1)
            best = tl.zeros([LANES], tl.float32) + 1e6
            for j in range(N_CORNERS):
                best = tl.minimum(best, _in_corner(x, y, c, s, w, d, corner_ptr + (room * N_CORNERS + j) * 6))
            total += _cost(best) * weight
    tl.store(out_ptr + chain * K + k, total, mask=ok)


def move_cost(rooms: Rooms, mv: MoveClass, pos: Tensor, members: Tensor, placed: Tensor) -> Tensor:
    """[R, B, K]: as `many_score.move_cost`."""
    r, b, k, g, _ = members.shape
    out = torch.empty(r, b, k, device=pos.device)
    tensors = (
        pos, members, placed, mv.members, mv.inside, mv.rows, mv.a_in, mv.b_in, mv.a_moves.to(torch.int8), mv.walls,
        mv.wall_in, mv.corners, mv.corner_in, rooms.half, rooms.collide, rooms.roomy, rooms.plane, rooms.row_a,
        rooms.row_b, rooms.row_lo, rooms.row_hi, rooms.row_weight, rooms.wall, rooms.wall_row,
        rooms.wall_row_allowed.to(torch.int8), rooms.wall_row_tol, rooms.wall_row_gap, rooms.wall_row_weight,
        rooms.corner, rooms.corner_row, rooms.corner_row_weight,
    )  # fmt: skip
    _kernel[(r * b,)](
        out, *(v.contiguous() for v in tensors), b, k, pos.shape[2], rooms.collide.shape[2], g, rooms.plane.shape[1],
        mv.rows.shape[2], rooms.row_a.shape[1], mv.walls.shape[2], rooms.wall_row.shape[1], rooms.wall.shape[1],
        mv.corners.shape[2], rooms.corner_row.shape[1], rooms.corner.shape[1],
        GAP="gap" in rooms.used, FACE="facing" in rooms.used, TURN=bool({"dyaw", "parallel"} & rooms.used),
        LANES=triton.next_power_of_2(k), num_warps=1,
    )  # fmt: skip
    return out
