"""What is wrong with one body at many poses while everything else stays: the hard part of a placement map.

A *mover* is a body with what is tied to it and what rides on it. At every pose of it the breaches are measured of all
that the exact check asks about it: room, doorways, other bodies, support, hanging, relations. Each is 0 where the check
is content, with the search's margin for overlaps, and else how far it is broken [m, rad]. What is wrong elsewhere in
the room does not count. P poses, G members, N bodies.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import torch
from torch import Tensor

from solvers import geometry as g
from solvers import relations as r
from solvers import tensor_geometry as tg
from solvers import tolerances as t
from solvers.check import carries, named
from solvers.groups import Plan, group_plan
from solvers.losses import RelationLosses
from solvers.places import radiator_clear, rigid_groups
from solvers.problem import Box, LayoutProblem, Pose
from solvers.tables import SLACK

VALID = 1e-6
"""A pose whose breaches add up to no more than this is valid: what rounding leaves."""
AWAY = 1e4
"""Whatever is so far away [m] has no part in anything."""
CHUNK = 100_000
"""Poses times bodies at once: intermediate arrays then stay in a core's cache."""


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
class Breach:
    """What is wrong at each pose: with the room and what cannot move (`own` [P]), with each body (`body` [P, N])."""

    own: Tensor
    body: Tensor

    @property
    def total(self) -> Tensor:
        """[P]: all of it."""
        return self.own + self.body.sum(-1)


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


class PoseCost:
    """The breaches of a problem's bodies, one mover at a time; what does not depend on poses is worked out once."""

    def __init__(self, problem: LayoutProblem, dtype: torch.dtype = torch.float32, device: str = "cpu") -> None:
        self.problem, self.n = problem, len(problem.bodies)
        self.losses = RelationLosses(problem, dtype, device)
        self.half, self.tall = self.losses.half, self.losses.size[:, 2]
        self.index = {b.id: k for k, b in enumerate(problem.bodies)}
        self._some: dict[tuple[int, ...], RelationLosses] = {}
        self._met: dict[tuple[int, int, float, float], Tensor] = {}
        doors = [g.door_zone(problem.room, d, t.DOOR_DEPTH) for d in problem.room.doors]
        self.doors = tg.Rings.of(self.half.new_tensor(doors).reshape(-1, 4, 2))
        self.flat = [b.size[2] <= t.RUG + t.ROUND for b in problem.bodies]
        self.group = rigid_groups(problem)
        self.clear = [(k, x) for k, x in enumerate(problem.relations) if isinstance(x, r.KeepClear) and x.hard]

    @cached_property
    def plan(self) -> Plan:
        """What is tied to what."""
        return group_plan(self.problem)

    def relations(self, numbers: tuple[int, ...]) -> RelationLosses:
        """The losses of some relations, by number."""
        if numbers not in self._some:
            part = replace(self.problem, relations=tuple(self.problem.relations[k] for k in numbers))
            self._some[numbers] = RelationLosses(part, self.half.dtype, str(self.half.device))
        return self._some[numbers]

    def parts_met(self, k: int, n: int, z: float, low: float) -> Tensor:
        """[Q, 8]: middles and half extents [m], in their bodies' frames, of solid parts of bodies `k` and `n` that meet
        when their bases are at heights `z` and `low`."""
        key, edge = (k, n, z, low), t.EPS + t.ROUND
        if key not in self._met:
            mine, its = self.problem.bodies[k].solid, self.problem.bodies[n].solid
            met = [
                (*_plan_of(p), *_plan_of(q)) for p in mine for q in its
                if min(z + p.hi[2], low + q.hi[2]) - max(z + p.lo[2], low + q.lo[2]) > edge
            ]  # fmt: skip
            self._met[key] = self.half.new_tensor(met).reshape(-1, 8)
        return self._met[key]

    def mover(self, placements: Mapping[str, Pose], id: str, whole: bool = False) -> Mover:
        """A body with its rigid group and what rides on it; `whole`: with all that belongs to it, chairs to a table."""
        unit = self.plan.unit_of[self.index[id]]
        units = self.plan.tree(unit) if whole else self.plan.riders(unit)
        members = [self.index[id], *(k for k in self.plan.bodies(units) if k != self.index[id])]
        local = [g.relative(placements[self.problem.bodies[k].id], placements[id]) for k in members]
        return Mover(tuple(members), self.half.new_tensor([(p.x, p.y, p.z, p.yaw) for p in local]))

    def state(self, placements: Mapping[str, Pose]) -> Tensor:
        """[N, 4]: the poses of all bodies; one without a pose stands far outside."""
        away = Pose(AWAY, AWAY)
        rows = [placements.get(b.id, away) for b in self.problem.bodies]
        return self.half.new_tensor([(p.x, p.y, p.z, p.yaw) for p in rows]).reshape(-1, 4)

    def against(self, state: Tensor, mover: Mover) -> MoverCost:
        """The cost of one mover among everything else in a state [N, 4]."""
        return MoverCost(self, state, mover)


class MoverCost:
    """The breaches of one mover in one state of everything else."""

    def __init__(self, of: PoseCost, state: Tensor, mover: Mover) -> None:
        self.of, self.state, self.mover = of, state, mover
        self.inside = set(mover.members)
        self.ids = {of.problem.bodies[k].id for k in mover.members}
        relations = of.problem.relations
        self.hard = [k for k, x in enumerate(relations) if x.hard and self._asks(x)]
        self.views = [
            k for k, x in enumerate(relations) if x.hard and x.kind == "sees" and not set(named(x)) & self.ids
        ]
        self.half = of.half[list(mover.members)]

    def _asks(self, x: r.Relation) -> bool:
        """Whether the mover's pose decides a relation."""
        names = set(named(x))
        return bool(names & self.ids) and not isinstance(x, r.KeepClear) and not (len(names) > 1 and names <= self.ids)

    def breach(self, poses: Tensor) -> Breach:
        """The breaches at root poses [P, 4] that share one height."""
        return self.related(poses, self.standing(poses))

    def standing(self, poses: Tensor, budget: Budget | None = None) -> Breach:
        """The breaches at root poses [P, 4] but for those of relations; of poses beyond a budget only some."""
        members = self.mover.at(poses)
        own, body = self.alone(members), poses.new_zeros(len(poses), self.of.n)
        if len(poses):
            self._overlaps(members, body, budget)
            self._zones(members, own, body)
        return Breach(own, body)

    def related(self, poses: Tensor, found: Breach) -> Breach:
        """The breaches found at root poses [P, 4], with those of relations."""
        own, body = found.own.clone(), found.body.clone()
        if len(poses):
            self._relations(self.mover.at(poses), own, body)
        return Breach(own, body)

    def total(self, poses: Tensor) -> Tensor:
        """[P]: all that is wrong at root poses [P, 4] that share one height. Where the room alone forbids a pose, the
        rest is not asked. Memory is bounded by chunks."""
        chunk = max(256, CHUNK // (self.of.n * len(self.mover.members) + 1))
        return torch.cat([self._total(part) for part in torch.split(poses, chunk)]) if len(poses) else poses[:, 0]

    def _total(self, poses: Tensor) -> Tensor:
        members = self.mover.at(poses)
        out = self.alone(members)
        inside = torch.nonzero(out <= VALID)[:, 0]
        if len(inside):
            out[inside] = self.breach(poses[inside]).total
        return out

    def box(self, yaw: float) -> Tensor:
        """[2, 2]: the lower and upper corner of the box around the mover when its root is at the origin, turned."""
        pose = self.mover.at(self.state.new_tensor([[0.0, 0.0, 0.0, yaw]]))[0]
        lo, hi = boxes_of(pose, self.half)
        return torch.stack([lo.amin(0), hi.amax(0)])

    @cached_property
    def obstacles(self) -> tuple[Tensor, Tensor]:
        """(lower, upper) corners [K, 2] of the boxes around the other bodies and the doorways."""
        others = [n for n in range(self.of.n) if n not in self.inside]
        lo, hi = boxes_of(self.state[others], self.of.half[others])
        doors = self.of.doors.ring
        return torch.cat([lo, doors.amin(1)]), torch.cat([hi, doors.amax(1)])

    # ------------------------------------------------------------ the room
    def alone(self, members: Tensor) -> Tensor:
        """[P]: breaches with room, doorways and what carries or holds, for members [P, G, 4]."""
        of = self.of
        out = (of.losses.pieces.depth(members, self.half) - SLACK).clamp_min(0).sum((-1, -2))
        blocking = [i for i, k in enumerate(self.mover.members) if self._blocks(k, float(members[0, i, 2]))] if len(
            members) else []  # fmt: skip
        if blocking and len(of.doors):
            depth = of.doors.depth(members[:, blocking], self.half[blocking])
            out = out + (depth - SLACK).clamp_min(0).sum((-1, -2))
        out = out + self._at_radiators(members)
        z = members[..., 2]
        top = z + of.tall[list(self.mover.members)] - of.problem.room.height
        out = out + ((-z - t.EPS).clamp_min(0) + (top - t.EPS).clamp_min(0)).sum(-1)
        for i, k in enumerate(self.mover.members):
            out = out + self._held(k, members[:, i], self.half[i], members)
        return out

    def _at_radiators(self, members: Tensor) -> Tensor:
        """[P]: how deep members reach into what radiators need before them."""
        out, room = torch.zeros_like(members[:, 0, 0]), self.of.problem.room
        for radiator in room.radiators if len(members) else ():
            for i, k in enumerate(self.mover.members):
                clear = radiator_clear(self.of.problem.bodies[k], float(members[0, i, 2]), radiator)
                if clear:
                    zone = tg.Rings.of(members.new_tensor(g.radiator_zone(room, radiator, clear))[None])
                    depth = zone.depth(members[:, i], self.half[i].expand(len(members), 2))[:, 0]
                    out = out + (depth - SLACK).clamp_min(0)
        return out

    def _blocks(self, k: int, z: float) -> bool:
        """Whether a body at that height stands in doorways' way."""
        return not self.of.flat[k] and z <= t.EPS + t.ROUND

    def _held(self, k: int, pose: Tensor, half: Tensor, members: Tensor) -> Tensor:
        """[P]: how far a body hangs or floats where nothing carries it."""
        body, problem = self.of.problem.bodies[k], self.of.problem
        z, zero = pose[:, 2], torch.zeros_like(pose[:, 2])
        if body.mount != "floor":
            level = body.elevation
            out = zero if level is None else ((z - level).abs() - t.EPS).clamp_min(0)
            if body.mount == "ceiling":
                out = out + ((z + body.size[2] - problem.room.height).abs() - t.EPS).clamp_min(0)
            return out + (self._off_wall(pose, half) - t.EPS).clamp_min(0) if body.mount == "wall" else out
        on = [(i, x) for i, x in enumerate(problem.relations) if x.a == body.id and carries(x)]
        if any(x.hard for _, x in on):
            return zero
        lifted = (z.abs() - t.EPS).clamp_min(0)
        if not on or not bool((lifted > 0).any()):
            return lifted
        state = self._filled(members)
        return torch.cat([lifted[:, None], self._losses(state, [i for i, _ in on])], -1).amin(-1)

    def _off_wall(self, pose: Tensor, half: Tensor) -> Tensor:
        """[P]: the distance of the nearest corner from the nearest wall."""
        signs = half.new_tensor([[-1.0, -1.0], [1.0, -1.0], [1.0, 1.0], [-1.0, 1.0]])
        cx, cy = tg.turn(signs[:, 0] * half[0], signs[:, 1] * half[1], pose[:, 3:])
        return self.of.losses.walls.point_distance(pose[:, :1] + cx, pose[:, 1:2] + cy).amin((-1, -2))

    # ------------------------------------------------------------ other bodies
    def _meeting(self, heights: Sequence[float]) -> list[tuple[int, int]]:
        """(member, body): those that meet in height, with members at these heights [m], and are not a rug and something
        that stands on it; the root's first."""
        bodies, edge, out = self.of.problem.bodies, t.EPS + t.ROUND, []
        others = [(n, low, low + bodies[n].size[2], self.of.flat[n] and abs(low) <= edge)
                  for n, low in enumerate(self.state[:, 2].tolist()) if n not in self.inside]  # fmt: skip
        for i, (k, z) in enumerate(zip(self.mover.members, heights, strict=True)):
            top, flat = z + bodies[k].size[2], self.of.flat[k] and abs(z) <= edge
            out += [(i, n) for n, low, high, rug in others if rug == flat and min(top, high) - max(z, low) > edge]
        return out

    def _overlaps(self, members: Tensor, body: Tensor, budget: Budget | None = None) -> None:
        """Add how deep members overlap each body [P, N] (in place); beyond a budget only by outlines, or not at all
        for what goes along."""
        heights = members[0, :, 2].tolist()
        pairs = self._meeting(heights)
        own = [p for p in pairs if p[0] == 0] if budget is not None else pairs
        self._meet(members, body, own, heights, budget)
        if budget is None or len(own) == len(pairs):
            return
        left = budget.left(body).nonzero()[:, 0]
        if len(left):
            part = body[left]
            self._meet(members[left], part, pairs[len(own) :], heights, budget.of(left))
            body[left] = part

    def _meet(self, members: Tensor, body: Tensor, pairs: list[tuple[int, int]], heights: list[float],
              budget: Budget | None) -> None:  # fmt: skip
        """Add how deep those pairs (member, body) overlap (in place)."""
        if not pairs:
            return
        bodies = self.of.problem.bodies
        i, n = (torch.tensor(v, device=body.device) for v in zip(*pairs, strict=True))
        depth = rectangle_depth(members[:, i], self.state[n], self.half[i], self.of.half[n])
        depth = (depth - SLACK).clamp_min(0)
        whole = [not (bodies[self.mover.members[m]].parts or bodies[other].parts) for m, other in pairs]
        body.index_add_(1, n[whole], depth[:, whole])
        hit = depth > 0
        hit[:, whole] = False
        if budget is not None:
            hit &= budget.left(body)[:, None]
        at, pair = hit.nonzero(as_tuple=True)
        if len(at):
            found = self._by_parts(members[at, i[pair]], pair, self._part_pairs(pairs, heights))
            body.index_put_((at, n[pair]), found, accumulate=True)

    def _by_parts(self, pose: Tensor, pair: Tensor, parts: _PartPairs) -> Tensor:
        """[H]: where the outlines of two bodies overlap, how deep their solid parts do: for poses [H, 4] of the one and
        the numbers [H] of the pairs."""
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

    def _part_pairs(self, pairs: list[tuple[int, int]], heights: list[float]) -> _PartPairs:
        """The solid parts that meet in height, of pairs (member, body) with members at these heights [m]."""
        of, low = self.of, self.state[:, 2].tolist()
        tables = [of.parts_met(self.mover.members[m], n, heights[m], low[n]) for m, n in pairs]
        count = torch.tensor([len(table) for table in tables], device=self.state.device)
        every = torch.cat(tables)
        place = self.state[[n for _, n in pairs]].repeat_interleave(count, 0)
        x, y = tg.turn(every[:, 4], every[:, 5], place[:, 3])
        there = torch.stack([place[:, 0] + x, place[:, 1] + y, place[:, 2], place[:, 3]], -1)
        return _PartPairs(count.cumsum(0) - count, count, every[:, :2], every[:, 2:4], there, every[:, 6:])

    def _zones(self, members: Tensor, own: Tensor, body: Tensor) -> None:
        """Add what stands in zones that hard relations keep clear: the mover in others', others in the mover's."""
        of, group = self.of, self.of.group
        for _, x in of.clear:
            k = of.index[x.a]
            if k in self.inside:
                self._own_zone(x, members[:, self.mover.members.index(k)], own, body)
                continue
            zone, hz = tg.zone_pose(self.state[k], of.half[k], x.side, x.depth)
            for i, m in enumerate(self.mover.members):
                if self._blocks(m, float(members[0, i, 2])) and group[of.problem.bodies[m].id] != group[x.a]:
                    depth = rectangle_depth(members[:, i : i + 1], zone[None], self.half[i], hz)[:, 0]
                    body[:, k] += (depth - SLACK).clamp_min(0)

    def _own_zone(self, x: r.KeepClear, pose: Tensor, own: Tensor, body: Tensor) -> None:
        of, k = self.of, self.of.index[x.a]
        zone, hz = tg.zone_pose(pose, of.half[k], x.side, x.depth)
        own += (of.losses.pieces.depth(zone, hz) - SLACK).clamp_min(0).sum(-1)
        for n in range(of.n):
            if n not in self.inside and self._blocks(n, float(self.state[n, 2])):
                depth = rectangle_depth(zone[:, None], self.state[n][None], hz, of.half[n])[:, 0]
                body[:, n] += (depth - SLACK).clamp_min(0)

    # ------------------------------------------------------------ relations
    def relation_losses(self, poses: Tensor, numbers: list[int]) -> Tensor:
        """[P, R]: the losses of relations by number, at root poses [P, 4]."""
        return self._losses(self._filled(self.mover.at(poses)), numbers)

    def _relations(self, members: Tensor, own: Tensor, body: Tensor) -> None:
        """Add the losses of hard relations to the other body that they name, else to the mover (in place); and what the
        mover adds to those views that it could block."""
        if self.views:
            losses = self._losses(self._filled(members), self.views)
            own += (losses - self._losses(self._filled(members[:1] + AWAY), self.views)).clamp_min(0).sum(-1)
        if not self.hard:
            return
        losses = self._losses(self._filled(members), self.hard)
        for column, k in zip(losses.unbind(-1), self.hard, strict=True):
            other = self._partner(self.of.problem.relations[k])
            if other is None:
                own += column
            else:
                body[:, other] += column

    def _partner(self, x: r.Relation) -> int | None:
        return next((self.of.index[i] for i in named(x) if i in self.of.index and i not in self.ids), None)

    def _losses(self, state: Tensor, numbers: list[int]) -> Tensor:
        """[P, R]: losses of relations in states [P, N, 4]."""
        return self.of.relations(tuple(numbers))(state)

    def _filled(self, members: Tensor) -> Tensor:
        """[P, N, 4]: the whole state, for members [P, G, 4]."""
        state = self.state.expand(len(members), -1, -1).clone()
        state[:, list(self.mover.members)] = members
        return state


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


def boxes_of(pose: Tensor, half: Tensor) -> tuple[Tensor, Tensor]:
    """(lower, upper) corners [K, 2] of the boxes, along x and y, around rectangles [K, 4]."""
    c, s = torch.cos(pose[:, 3]).abs(), torch.sin(pose[:, 3]).abs()
    reach = torch.stack([half[:, 0] * c + half[:, 1] * s, half[:, 0] * s + half[:, 1] * c], -1)
    return pose[:, :2] - reach, pose[:, :2] + reach


def _plan_of(part: Box) -> tuple[float, float, float, float]:
    """The middle (x, y) and the half extents of a solid in plan [m]."""
    (x0, y0, _), (x1, y1, _) = part.lo, part.hi
    return ((x0 + x1) / 2, (y0 + y1) / 2, (x1 - x0) / 2, (y1 - y0) / 2)
