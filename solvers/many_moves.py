"""Where a move might go, for many rooms at once: candidates that a designer would think of, in fixed shapes.

Flush against a wall anywhere, at its ends and beside openings; next to a neighbour on the same wall; at a designed or
allowed place relative to what it is related to; anywhere; a small step. Random numbers are a hash of seed, step, chain
and lane: the same on every device, whatever else is in the batch. Batch: R rooms, B chains, K candidates, G members.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor

from solvers.many_cost import compose, inverse
from solvers.many_rooms import MoveClass, Rooms

KINDS = {"wall": 3, "stop": 3, "beside": 3, "pool": 4, "anywhere": 1, "step": 2}
"""How many candidates of each kind a step tries."""
K = sum(KINDS.values())
LANES = 5
"""Uniform numbers that a candidate may use, one of them for its choice."""
_ODD = (-0x61C8864680B583EB, -0x40A7B892E31B1A47, -0x6B2FB644ECCEEE15)
"""The odd constants of SplitMix64 (Steele, Lea and Flood 2014) as signed numbers."""


def _mix(x: Tensor) -> Tensor:
    """The finaliser of SplitMix64 on int64 (shifts are made logical by masks)."""
    x = (x ^ ((x >> 30) & 0x3FFFFFFFF)) * _ODD[1]
    x = (x ^ ((x >> 27) & 0x1FFFFFFFFF)) * _ODD[2]
    return x ^ ((x >> 31) & 0x1FFFFFFFF)


def _signed(value: int) -> int:
    """An integer wrapped to 64 bits."""
    return (value + 2**63) % 2**64 - 2**63


def uniforms(seed: Tensor, step: int, chains: int, lanes: int) -> Tensor:
    """[R, chains, lanes]: numbers strictly between 0 and 1 for seeds [R] (int64)."""
    key = _mix(_mix(seed * _ODD[0]) + _signed((step + 1) * _ODD[0]))
    lane = torch.arange(1, chains * lanes + 1, device=seed.device) * _ODD[0]
    bits = (_mix(key[:, None] + lane) >> 40) & 0xFFFFFF
    return ((bits.float() + 0.5) / 2**24).reshape(len(seed), chains, lanes)


def choose(weight: Tensor, u: Tensor) -> Tensor:
    """[..., k] indices drawn with weights [..., n], by the uniform numbers u [..., k]."""
    total = weight.cumsum(-1)
    return ((u * total[..., -1:])[..., None] >= total[..., None, :]).sum(-1).clamp_max(weight.shape[-1] - 1)


def by_room(rooms: Rooms) -> Tensor:
    """[R, 1, 1]: the number of each room, to index its tables."""
    return torch.arange(rooms.count, device=rooms.device)[:, None, None]


def slots_of(pos: Tensor, index: Tensor) -> Tensor:
    """Poses [R, B, S, 4] of slots [R, B, ...]."""
    r, b = pos.shape[:2]
    flat = index.reshape(r, b, -1, 1).expand(-1, -1, -1, 4)
    return torch.gather(pos, 2, flat).reshape(*index.shape, 4)


def box_of(rooms: Rooms, mv: MoveClass, local: Tensor) -> Tensor:
    """[R, B, 4]: the box (x0, x1, y0, y1) around the members at `local` [R, B, G, 4] in the root's frame."""
    half = rooms.half[by_room(rooms), mv.members]
    c, s = local[..., 2].abs(), local[..., 3].abs()
    ex, ey = half[..., 0] * c + half[..., 1] * s, half[..., 0] * s + half[..., 1] * c
    live = mv.members < rooms.start.shape[1] - 1
    lo = [torch.where(live, local[..., k] - e, 1e3).amin(-1) for k, e in ((0, ex), (1, ey))]
    hi = [torch.where(live, local[..., k] + e, -1e3).amax(-1) for k, e in ((0, ex), (1, ey))]
    return torch.stack([lo[0], hi[0], lo[1], hi[1]], -1)


class Proposals:
    """The candidates of one move in every chain."""

    def __init__(self, rooms: Rooms, mv: MoveClass, pos: Tensor, placed: Tensor, local: Tensor, u: Tensor) -> None:
        self.rooms, self.mv, self.pos, self.placed, self.local = rooms, mv, pos, placed, local
        self.r, self.u = by_room(rooms), u
        self.box = box_of(rooms, mv, local)
        self.here = slots_of(pos, mv.root)
        self.still = (placed * (1.0 - mv.inside))[..., : rooms.n]
        self.wall_weight = self._wall_weight()

    def roots(self) -> Tensor:
        """[R, B, K, 4]: where the root might go."""
        parts, k = [], 0
        for kind, count in KINDS.items():
            parts.append(getattr(self, f"_{kind}")(self.u[:, :, k : k + count]))
            k += count
        out = torch.cat(parts, 2)
        first = KINDS["wall"] + KINDS["stop"] + KINDS["beside"]
        out = torch.cat([out[:, :, :first], self._to_walls(out[:, :, first:], self.u[:, :, first:, 3])], 2)
        return torch.where(self.mv.carried[:, :, None, None], self._on_support(), out)

    # ------------------------------------------------------------ walls
    def _wall_weight(self) -> Tensor:
        """[R, B, W]: walls that are allowed, the more often the more room they have."""
        length = self.rooms.wall[:, None, :, 6]
        spare = (length - (self.box[..., 1] - self.box[..., 0])[..., None] + 0.01).clamp_min(0)
        allowed = self.rooms.allowed[self.r[:, :, 0], self.mv.root]
        return allowed * (spare + 0.2 * (spare > 0)) + 1e-6 * self.rooms.wall_there[:, None]

    def _at_wall(self, w: Tensor, s: Tensor) -> Tensor:
        """The root with the group's back flush against walls w [R, B, k], at s [R, B, k] along them."""
        sx, sy, ux, uy, nx, ny, _, _ = self.rooms.wall[self.r, w].unbind(-1)
        back = self.box[..., 3, None]
        return torch.stack([sx + ux * s + nx * back, sy + uy * s + ny * back, -ny, nx], -1)

    def _wall(self, u: Tensor) -> Tensor:
        """Anywhere along a wall, now and then in its middle."""
        w = choose(self.wall_weight, u[..., 0])
        length = self.rooms.wall[self.r, w][..., 6]
        lo, hi = self.box[..., 1, None], length + self.box[..., 0, None]
        s = torch.where(u[..., 2] < 0.12, length / 2, lo + u[..., 1] * (hi - lo))
        return self._at_wall(w, s)

    def _stop(self, u: Tensor) -> Tensor:
        """Against a stop on a wall: its ends, the edges of doors and windows, or a window's middle."""
        w = choose(self.wall_weight, u[..., 0])
        pick = (u[..., 1] * self.rooms.stops[self.r, w]).long()
        at, kind = self.rooms.stop[self.r, w, pick].unbind(-1)
        s = torch.where(kind > 0, at + self.box[..., 1, None], at + self.box[..., 0, None])
        return self._at_wall(w, torch.where(kind == 0, at, s))

    def _to_walls(self, out: Tensor, u: Tensor) -> Tensor:
        """Push candidates of wall-bound roots flush against the nearest allowed wall."""
        wall = self.rooms.wall[:, None, None]
        sx, sy, ux, uy, nx, ny, length, _ = wall.unbind(-1)
        x, y, c, sn = (v[..., None] for v in out.unbind(-1))
        s = (x - sx) * ux + (y - sy) * uy
        lo, hi = self.box[..., 1, None, None], length + self.box[..., 0, None, None]
        s = torch.maximum(torch.minimum(s, hi), torch.minimum(lo, (lo + hi) / 2))
        away = (x - sx - s * ux).abs() + (y - sy - s * uy).abs() + 0.4 * (1.0 - (sn * nx - c * ny))
        forbidden = self.rooms.allowed[self.r[:, :, 0], self.mv.root][:, :, None] < 0.1
        away = away + 100.0 * (hi < lo - 0.01) + 100.0 * forbidden
        w = away.argmin(-1)
        at = self._at_wall(w, s.gather(-1, w[..., None])[..., 0])
        push = u < self.mv.wall[..., None]
        return torch.where(push[..., None], at, out)

    # ------------------------------------------------------------ others
    def _beside(self, u: Tensor) -> Tensor:
        """Next to another body, side to side, with backs flush."""
        j = choose(self.still + 1e-9, u[..., 0])
        half = self.rooms.half[self.r, j]
        x = torch.where(u[..., 1] < 0.5, -half[..., 0] - self.box[..., 1, None], half[..., 0] - self.box[..., 0, None])
        y = half[..., 1] - self.box[..., 3, None]
        return compose(slots_of(self.pos, j), torch.stack([x, y, torch.ones_like(x), torch.zeros_like(x)], -1))

    def _pool(self, u: Tensor) -> Tensor:
        """At a place that suits a relation of one of the members, the root's as often as all others'."""
        rooms, mv = self.rooms, self.mv
        live = (mv.members < rooms.start.shape[1] - 1).sum(-1, keepdim=True)
        which = torch.where(u[..., 0] < 0.5, 0, ((u[..., 0] - 0.5) * 2 * live).long())
        member = mv.members.gather(2, which)
        number = rooms.entry_count[self.r, member]
        entry = rooms.entries[self.r, member, (u[..., 1] * number).long()]
        pair, second = entry // 2, entry % 2 == 1
        rel = rooms.pool[self.r, pair, (u[..., 2] ** 2 * rooms.pool.shape[2]).long()]
        rel = torch.where(second[..., None], inverse(rel), rel)
        partner = torch.where(second, rooms.pair_a[self.r, pair], rooms.pair_b[self.r, pair])
        own = self.local.gather(2, which[..., None].expand(-1, -1, -1, 4))
        out = compose(compose(slots_of(self.pos, partner), rel), inverse(own))
        known = (number > 0) & ((self.placed * (1.0 - mv.inside)).gather(2, partner) > 0)
        return torch.where(known[..., None], out, self._anywhere(u))

    def _anywhere(self, u: Tensor) -> Tensor:
        x0, y0, x1, y1 = (v[:, None, None] for v in self.rooms.bounds.unbind(-1))
        yaw = self.rooms.yaws[self.r, (u[..., 3] * self.rooms.yaw_count[:, None, None]).long()]
        xy = torch.stack([x0 + u[..., 0] * (x1 - x0), y0 + u[..., 1] * (y1 - y0)], -1)
        return torch.cat([xy, yaw], -1)

    def _step(self, u: Tensor) -> Tensor:
        """A step along one of its own axes, of a random order of magnitude, now and then with a quarter turn."""
        size = 1.7 * (2 * u[..., 1] - 1) * 10 ** (2 * u[..., 0] - 2)
        along, turns = u[..., 2] < 0.6, torch.floor((u[..., 2] * 50) % 1 * 24)
        angle = torch.where(turns < 3, (turns + 1) * (math.pi / 2), 0.0)
        local = [torch.where(along, size, 0.0), torch.where(along, 0.0, size), angle.cos(), angle.sin()]
        return compose(self.here[:, :, None], torch.stack(local, -1))

    def _on_support(self) -> Tensor:
        """Somewhere on its support's surface: mostly where it does not overhang."""
        mv, u = self.mv, self.u
        half = self.rooms.half[self.r[:, :, 0], mv.root][:, :, None]
        mid = (mv.surface[..., :2] + mv.surface[..., 2:])[:, :, None] / 2
        room = (mv.surface[..., 2:] - mv.surface[..., :2])[:, :, None] / 2
        inner = torch.where(u[..., 3:4] < 0.8, (room - half).clamp_min(0), (room - 0.003).clamp_min(0))
        turns = torch.where(u[..., 2] < 0.5, 0.0, torch.floor(u[..., 2] * 8) * (math.pi / 2))
        place = torch.cat([mid + (2 * u[..., :2] - 1) * inner, turns.cos()[..., None], turns.sin()[..., None]], -1)
        own = mv.stands[:, :, None].expand_as(place)
        base = slots_of(self.pos, mv.support)[:, :, None]
        return compose(compose(base, place), inverse(own))
