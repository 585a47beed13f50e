"""How deep one mover, at many poses, overlaps each of the other bodies: by their outlines, and where both have solid
parts that meet in height, by those.

What depends on the heights alone (who meets whom, and with which parts) is worked out once for each. Most things in a
room are far apart, so the outlines are compared only where the circles around them meet. P poses, G members, N bodies,
Q pairs of a member and a body.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import torch
from torch import Tensor

from solvers import tensor_geometry as tg
from solvers import tolerances as t
from solvers.problem import Body, Box
from solvers.tables import SLACK

VALID = 1e-6
"""A pose whose breaches add up to no more than this is valid: what rounding leaves."""
APART = 1e-3
"""Circles that are this far apart [m] do not meet, whatever rounding does to a metre."""


@dataclass(frozen=True)
class Mover:
    """Bodies that move as one: their indices, the root first, and their poses [G, 4] in the root's frame."""

    members: tuple[int, ...]
    local: Tensor

    @property
    def root(self) -> int:
        return self.members[0]

    def at(self, poses: Tensor) -> Tensor:
        """[P, G, 4]: the members when the root is at poses [P, 4]."""
        x, y = tg.turn(self.local[:, 0], self.local[:, 1], poses[:, 3:])
        rest = [v.expand_as(x) for v in (self.local[:, 2], self.local[:, 3])]
        return poses[:, None] + torch.stack([x, y, *rest], -1)


@dataclass(frozen=True)
class Budget:
    """What may be in the way: each body has a `price` [N], and where a pose has met as much as `most` [P], it is given
    up and its other breaches are not asked."""

    price: Tensor
    most: Tensor

    def of(self, poses: Tensor) -> Budget:
        """That of some poses, by number [Q]."""
        return Budget(self.price, self.most[poses])

    def left(self, body: Tensor) -> Tensor:
        """[P]: whether poses with these breaches [P, N] are not given up."""
        return self.paid(body) < self.most

    def paid(self, body: Tensor) -> Tensor:
        """[P]: the price of what is in the way."""
        return torch.where(body > VALID, self.price, torch.zeros_like(self.price)).sum(-1)


class Solids:
    """The solid parts of bodies, by pairs of those that meet; kept for as long as the bodies are the same."""

    def __init__(self, bodies: Sequence[Body], like: Tensor) -> None:
        self.bodies, self.like = bodies, like
        self.flat = [b.size[2] <= t.RUG + t.ROUND for b in bodies]
        self._met: dict[tuple[int, int, float, float], Tensor] = {}

    def met(self, k: int, n: int, z: float, low: float) -> Tensor:
        """[K, 8]: middles and half extents [m], in their bodies' frames, of solid parts of bodies `k` and `n` that meet
        when their bases are at heights `z` and `low`."""
        key, edge = (k, n, z, low), t.EPS + t.ROUND
        if key not in self._met:
            mine, its = self.bodies[k].solid, self.bodies[n].solid
            met = [
                (*_plan_of(p), *_plan_of(q)) for p in mine for q in its
                if min(z + p.hi[2], low + q.hi[2]) - max(z + p.lo[2], low + q.lo[2]) > edge
            ]  # fmt: skip
            self._met[key] = self.like.new_tensor(met).reshape(-1, 8)
        return self._met[key]


@dataclass(frozen=True)
class _PartPairs:
    """Pairs of solid parts of pairs of bodies: those of pair q begin at `first` [Q] and are `count` [Q]. Of each: the
    middle `at` [K, 2] of the mover's part in its body's frame and its half extents; where the other's part is [K, 4],
    and its half extents."""

    first: Tensor
    count: Tensor
    at: Tensor
    half: Tensor
    there: Tensor
    half_there: Tensor


@dataclass(frozen=True)
class _Pairs:
    """Pairs of a member, by its place in the mover, and a body, by number, that meet in height: `member`, `body` [Q];
    where the body is [Q, 4]; the half extents [Q, 2] of the two; `whole` [Q]: neither has parts."""

    solids: Solids
    tables: Sequence[tuple[int, int, float, float]]
    member: Tensor
    body: Tensor
    there: Tensor
    half: Tensor
    half_there: Tensor
    whole: Tensor

    @cached_property
    def reach(self) -> Tensor:
        """[Q]: how near their middles are where they may meet, squared [m²]."""
        far = torch.hypot(*self.half.unbind(-1)) + torch.hypot(*self.half_there.unbind(-1))
        return (far + APART).square()

    @cached_property
    def parts(self) -> _PartPairs:
        """Their solid parts that meet in height."""
        tables = [self.solids.met(*key) for key in self.tables]
        count = torch.tensor([len(table) for table in tables], device=self.body.device)
        every, place = torch.cat(tables), self.there.repeat_interleave(count, 0)
        x, y = tg.turn(every[:, 4], every[:, 5], place[:, 3])
        there = torch.stack([place[:, 0] + x, place[:, 1] + y, place[:, 2], place[:, 3]], -1)
        return _PartPairs(count.cumsum(0) - count, count, every[:, :2], every[:, 2:4], there, every[:, 6:])

    def near(self, members: Tensor) -> tuple[Tensor, Tensor]:
        """(pose, pair) numbers [H] of what may meet, members being at [P, G, 4]."""
        x, y = members[..., 0][:, self.member], members[..., 1][:, self.member]
        away = (x - self.there[:, 0]).square() + (y - self.there[:, 1]).square()
        at, pair = (away <= self.reach).nonzero(as_tuple=True)
        return at, pair


class Overlaps:
    """How deep one mover overlaps the others, which stand in a state [N, 4]; `half` [N, 2] are all half extents."""

    def __init__(self, solids: Solids, half: Tensor, state: Tensor, mover: Mover) -> None:
        self.solids, self.half, self.state, self.mover = solids, half, state, mover
        self._pairs: dict[tuple[float, ...], tuple[_Pairs | None, _Pairs | None]] = {}

    def add(self, members: Tensor, body: Tensor, budget: Budget | None = None) -> None:
        """Add how deep members [P, G, 4], all at the heights of the first, overlap each body [P, N] (in place). Beyond
        a budget only by outlines, or not at all for what goes along with the root."""
        root, along = self.pairs(tuple(members[0, :, 2].tolist()))
        if root is not None:
            self._meet(members, body, root, budget)
        if along is None:
            return
        left = budget.left(body).nonzero()[:, 0] if budget is not None else None
        if left is None:
            self._meet(members, body, along, None)
        elif budget is not None and len(left):
            part = body[left]
            self._meet(members[left], part, along, budget.of(left))
            body[left] = part

    def pairs(self, heights: tuple[float, ...]) -> tuple[_Pairs | None, _Pairs | None]:
        """Those that meet with members at these heights [m]: the root's, and those of what goes along."""
        if heights not in self._pairs:
            found = self._meeting(heights)
            root, along = [p for p in found if p[0] == 0], [p for p in found if p[0] != 0]
            self._pairs[heights] = (self._of(root, heights), self._of(along, heights))
        return self._pairs[heights]

    def _of(self, pairs: list[tuple[int, int]], heights: tuple[float, ...]) -> _Pairs | None:
        if not pairs:
            return None
        bodies, low, who = self.solids.bodies, self.state[:, 2].tolist(), self.mover.members
        i, n = (torch.tensor(v, device=self.state.device) for v in zip(*pairs, strict=True))
        whole = [not (bodies[who[m]].parts or bodies[other].parts) for m, other in pairs]
        tables = [(who[m], other, heights[m], low[other]) for m, other in pairs]
        mine = self.half[torch.tensor(who, device=i.device)[i]]
        return _Pairs(
            self.solids, tables, i, n, self.state[n], mine, self.half[n], torch.tensor(whole, device=i.device)
        )

    def _meeting(self, heights: Sequence[float]) -> list[tuple[int, int]]:
        """(member, body): those that meet in height, with members at these heights [m], and are not a rug and something
        that stands on it; the root's first."""
        bodies, flat, edge, out = self.solids.bodies, self.solids.flat, t.EPS + t.ROUND, []
        others = [(n, low, low + bodies[n].size[2], flat[n] and abs(low) <= edge)
                  for n, low in enumerate(self.state[:, 2].tolist()) if n not in self.mover.members]  # fmt: skip
        for i, (k, z) in enumerate(zip(self.mover.members, heights, strict=True)):
            top, mine = z + bodies[k].size[2], flat[k] and abs(z) <= edge
            out += [(i, n) for n, low, high, rug in others if rug == mine and min(top, high) - max(z, low) > edge]
        return out

    def _meet(self, members: Tensor, body: Tensor, pairs: _Pairs, budget: Budget | None) -> None:
        """Add how deep those pairs overlap (in place)."""
        at, pair = pairs.near(members)
        pose = members[at, pairs.member[pair]]
        depth = rectangle_depth(pose[None], pairs.there[pair], pairs.half[pair], pairs.half_there[pair])[0] - SLACK
        hit = depth > 0
        at, pair, pose, depth = at[hit], pair[hit], pose[hit], depth[hit]
        whole = pairs.whole[pair]
        body.index_put_((at[whole], pairs.body[pair[whole]]), depth[whole], accumulate=True)
        open_ = ~whole if budget is None else ~whole & budget.left(body)[at]
        at, pair = at[open_], pair[open_]
        if len(at):
            found = _by_parts(pose[open_], pair, pairs.parts)
            body.index_put_((at, pairs.body[pair]), found, accumulate=True)


def _by_parts(pose: Tensor, pair: Tensor, parts: _PartPairs) -> Tensor:
    """[H]: where the outlines of two bodies overlap, how deep their solid parts do: for poses [H, 4] of the one and the
    numbers [H] of the pairs."""
    count = parts.count[pair]
    row = torch.arange(len(pair), device=pair.device).repeat_interleave(count)
    first = parts.first[pair] - (count.cumsum(0) - count)
    which = first[row] + torch.arange(len(row), device=pair.device)
    base, local = pose[row], parts.at[which]
    x, y = tg.turn(local[:, 0], local[:, 1], base[:, 3])
    at = torch.stack([base[:, 0] + x, base[:, 1] + y, base[:, 2], base[:, 3]], -1)
    depth = rectangle_depth(at[None], parts.there[which], parts.half[which], parts.half_there[which])[0]
    deepest = torch.zeros_like(pose[:, 0]).scatter_reduce(0, row, depth, "amax")
    return (deepest - SLACK).clamp_min(0)


def rectangle_depth(a: Tensor, b: Tensor, ha: Tensor, hb: Tensor) -> Tensor:
    """[P, Q]: how deep rectangles a [P, Q, 4] overlap rectangles b [Q, 4] (separating axes); half extents [Q, 2]."""
    cb, sb, ca, sa = torch.cos(b[:, 3]), torch.sin(b[:, 3]), torch.cos(a[..., 3]), torch.sin(a[..., 3])
    dx, dy = a[..., 0] - b[:, 0], a[..., 1] - b[:, 1]
    ac, as_ = (ca * cb + sa * sb).abs(), (sa * cb - ca * sb).abs()
    aw, ad, bw, bd = ha[..., 0], ha[..., 1], hb[..., 0], hb[..., 1]
    along_b = torch.minimum(bw + aw * ac + ad * as_ - (cb * dx + sb * dy).abs(),
                            bd + aw * as_ + ad * ac - (cb * dy - sb * dx).abs())  # fmt: skip
    along_a = torch.minimum(aw + bw * ac + bd * as_ - (ca * dx + sa * dy).abs(),
                            ad + bw * as_ + bd * ac - (ca * dy - sa * dx).abs())  # fmt: skip
    return torch.minimum(along_a, along_b)


def _plan_of(part: Box) -> tuple[float, float, float, float]:
    """The middle (x, y) and the half extents of a solid in plan [m]."""
    (x0, y0, _), (x1, y1, _) = part.lo, part.hi
    return ((x0 + x1) / 2, (y0 + y1) / 2, (x1 - x0) / 2, (y1 - y0) / 2)
