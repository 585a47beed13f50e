"""What is wrong with one body at many poses while everything else stays: the hard part of a placement map.

A *mover* is a body with what is tied to it and what rides on it. At every pose of it the breaches are measured of all
that the exact check asks about it: room, doorways, other bodies, support, hanging, relations. Each is 0 where the check
is content, with the search's margin for overlaps, and else how far it is broken [m, rad]. What is wrong elsewhere in
the room does not count. P poses, G members, N bodies.
"""

from __future__ import annotations

from collections.abc import Mapping
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
from solvers.pose_overlaps import VALID, Budget, Mover, Overlaps, Solids, rectangle_depth
from solvers.problem import LayoutProblem, Pose
from solvers.tables import SLACK

AWAY = 1e4
"""Whatever is so far away [m] has no part in anything."""
CHUNK = 400_000
"""Poses times bodies at once: intermediate arrays then stay in a core's cache."""


@dataclass(frozen=True)
class Breach:
    """What is wrong at each pose: with the room and what cannot move (`own` [P]), with each body (`body` [P, N])."""

    own: Tensor
    body: Tensor

    @property
    def total(self) -> Tensor:
        """[P]: all of it."""
        return self.own + self.body.sum(-1)

    def at(self, poses: Tensor) -> Breach:
        """That of some poses, by mask [P] or number [Q]."""
        return Breach(self.own[poses], self.body[poses])


class PoseCost:
    """The breaches of a problem's bodies, one mover at a time; what does not depend on poses is worked out once."""

    def __init__(self, problem: LayoutProblem, dtype: torch.dtype = torch.float32, device: str = "cpu") -> None:
        self.problem, self.n = problem, len(problem.bodies)
        self.losses = RelationLosses(problem, dtype, device)
        self.half, self.tall = self.losses.half, self.losses.size[:, 2]
        self.index = {b.id: k for k, b in enumerate(problem.bodies)}
        self._some: dict[tuple[int, ...], RelationLosses] = {}
        doors = [g.door_zone(problem.room, d, t.DOOR_DEPTH) for d in problem.room.doors]
        self.doors = tg.Rings.of(self.half.new_tensor(doors).reshape(-1, 4, 2))
        self.solids = Solids(problem.bodies, self.half)
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
        self.overlaps = Overlaps(of.solids, of.half, state, mover)

    def _asks(self, x: r.Relation) -> bool:
        """Whether the mover's pose decides a relation."""
        names = set(named(x))
        return bool(names & self.ids) and not isinstance(x, r.KeepClear) and not (len(names) > 1 and names <= self.ids)

    def breach(self, poses: Tensor) -> Breach:
        """The breaches at root poses [P, 4] that share one height."""
        alone = Breach(self.alone(self.mover.at(poses)), poses.new_zeros(len(poses), self.of.n))
        return self.related(poses, self.standing(poses, alone))

    def allowed(self, poses: Tensor) -> tuple[Tensor, Breach]:
        """(poses [K, 4], breaches): those of root poses [P, 4] that room, doorways and support allow, and what rounding
        leaves of their breaches with these."""
        alone = self.alone(self.mover.at(poses))
        inside = alone <= VALID
        return poses[inside], Breach(alone[inside], poses.new_zeros(int(inside.sum()), self.of.n))

    def standing(self, poses: Tensor, found: Breach, budget: Budget | None = None) -> Breach:
        """The breaches found at root poses [P, 4], with those of what stands there; of poses beyond a budget only
        some."""
        own, body = found.own.clone(), found.body.clone()
        if len(poses):
            members = self.mover.at(poses)
            self.overlaps.add(members, body, budget)
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
        out = self.alone(self.mover.at(poses))
        inside = torch.nonzero(out <= VALID)[:, 0]
        if len(inside):
            left, alone = poses[inside], Breach(out[inside], poses.new_zeros(len(inside), self.of.n))
            out[inside] = self.related(left, self.standing(left, alone)).total
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
        return not self.of.solids.flat[k] and z <= t.EPS + t.ROUND

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


def boxes_of(pose: Tensor, half: Tensor) -> tuple[Tensor, Tensor]:
    """(lower, upper) corners [K, 2] of the boxes, along x and y, around rectangles [K, 4]."""
    c, s = torch.cos(pose[:, 3]).abs(), torch.sin(pose[:, 3]).abs()
    reach = torch.stack([half[:, 0] * c + half[:, 1] * s, half[:, 0] * s + half[:, 1] * c], -1)
    return pose[:, :2] - reach, pose[:, :2] + reach
