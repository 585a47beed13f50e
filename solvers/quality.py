"""How designerly layouts are, as one number in [0, 1]: the solver's own objective once everything required holds.

It is computed for many layouts at once, from boxes, categories and the room alone. Each term is 1 where a designer has
nothing to say; `WEIGHTS` says how much it counts and where the rule comes from. It steers the search and is never a
grade for publication.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
import torch

from solvers import geometry as g
from solvers.groups import Plan
from solvers.losses import RelationLosses
from solvers.measures import Bools, Floats, Frames, Indices, Sight, mixed, ramp
from solvers.problem import LayoutProblem, Pose
from solvers.quality_groups import GroupTerms
from solvers.quality_room import RoomTerms
from solvers.roles import Roles
from solvers.room import Room
from solvers.spaces import Grid, blocked, walkable
from solvers.templates import make_plan

WEIGHTS: dict[str, float] = {
    # design guidance 1.1: main route 0.75 / 0.90, side route 0.60 (7BedroomIdeas); a cut-off floor is the worst fault
    # 1.7: in accessible rooms a route of 0.90 (ADA 0.915, Part M 0.90) and a turning circle of 1.50 (DIN, ISO, Part M)
    "walk": 14, "narrow": 6, "reach": 10, "turning": 10,
    # 1.1: free depth before what is used, sources in data/furniture.toml; 5: "door or drawer swing hits something"
    "access": 12,
    # 2.1: seats on all used sides, even pitch; nightstands flank; coffee table centred; 5: pairs mirror within 0.05
    "groups": 14, "focus": 8, "lounge": 4, "stare": 4,
    # 5: backs flush 0 to 0.05, case pieces parallel to a wall; dead gaps: "floating < 0.30 off a wall without reason"
    "flush": 6, "gaps": 8, "parallel": 3, "stray": 3, "covers": 5,
    # 1.1: nothing taller than the sill before a window; 2.1: not beside the door's first view; bed on a solid wall
    "windows": 6, "view": 3, "hung": 6, "bedhead": 3,
    # 5: balance within 20 % of the room's size; 2.1: bed and sofa centred on the wall; storage in corners (judgement)
    "balance": 2, "middle": 2, "tidy": 2,
    "soft": 14,
}  # fmt: skip
WALKER, NARROW = 0.298, 0.198
"""Half the width [m] of the two walkers of 0.60 and 0.40 m, less 2 mm."""
ROLLING, TURNING = 0.448, (0.55, 0.65, 0.748)
"""Half the width [m] of a wheelchair's way of 0.90 m; radii of turning circles, of which the last is asked for."""
IN_WAY = 0.5
"""How much what is in the way is to blame, beside what cannot be used for it."""
EMBARRASSED, MANY = 0.35, 10.0
"""What faults cost that anybody would notice (nobody gets there, cannot be opened, stares at a wall): the share that is
lost to many of them, and how many are many. The first costs 0.033."""


@dataclass(frozen=True)
class Scores:
    """Terms by name [B], embarrassments [B] and the whole [B]; `blame` [B, N] says who is the trouble."""

    terms: dict[str, Floats]
    faults: Floats
    total: Floats
    blame: Floats


@dataclass(frozen=True)
class Parts:
    """Some of the terms of layouts, with their faults [B] and blame [B, N]."""

    terms: dict[str, Floats]
    faults: Floats
    blame: Floats


class Quality:
    """The objective of one problem."""

    def __init__(self, problem: LayoutProblem, plan: Plan | None = None) -> None:
        plan = plan or make_plan(problem)
        self.angle = tilt(problem.room)
        problem = replace(problem, room=_turned(problem.room, -self.angle))
        self.problem, self.plan = problem, replace(plan, problem=problem)
        self.half = np.array([b.size[:2] for b in problem.bodies], dtype=np.float64).reshape(-1, 2) / 2
        self.z = np.array(self.plan.z)
        self.top = self.z + np.array([b.size[2] for b in problem.bodies])
        self.who = Roles(self.plan)
        self.grid = Grid.of(problem.room)
        self.walkers = {"walk": ROLLING, "narrow": WALKER} if problem.accessible else {"walk": WALKER, "narrow": NARROW}
        radii = (*self.walkers.values(), *(TURNING if problem.accessible else ()))
        self.inner = {radius: self.grid.inner(problem.room, radius) for radius in radii}
        self.groups = GroupTerms(self.plan, self.who)
        self.rooms = RoomTerms(self.plan, self.who)
        masks = {"way": self.who.in_way, **self.groups.masks, **self.rooms.masks}
        self.sight = Sight(self.half, problem.room, masks, frozenset({"way", "dead"}))
        soft = tuple(x for x in problem.relations if not x.hard and x.weight > 0)
        self.soft = RelationLosses(replace(problem, relations=soft)) if soft else None

    def of(self, layout: dict[str, Pose]) -> float:
        """The quality of one layout."""
        return float(self.score(self.array([layout])).total[0])

    def array(self, layouts: list[dict[str, Pose]]) -> Floats:
        """Layouts as an array [B, N, 4]."""
        rows = [[(p.x, p.y, p.z, p.yaw) for b in self.problem.bodies if (p := one[b.id])] for one in layouts]
        return np.array(rows, dtype=np.float64).reshape(len(layouts), -1, 4)

    def score(self, poses: Floats) -> Scores:
        """All terms of layouts [B, N, 4]."""
        return self.whole(self.local(poses), self.floor(poses))

    def frames(self, poses: Floats) -> Frames:
        """Layouts [B, N, 4] as `moved` needs them."""
        return self.sight.frames(self._straight(poses))

    def moved(self, base: Frames, chain: Indices, members: Indices, group: Indices, poses: Floats) -> Parts:
        """`local` of layouts [B, N, 4] that differ from those of `base` in a few bodies, as in `Sight.moved`."""
        poses = self._straight(poses)
        return self._local(poses, self.sight.moved(base, chain, members, group, poses))

    def local(self, poses: Floats) -> Parts:
        """The terms that are cheap: all but those of the free floor."""
        return self._local(self._straight(poses), self.frames(poses) if poses.shape[1] else None)

    def _local(self, poses: Floats, f: Frames | None) -> Parts:
        out = Parts({}, np.zeros(len(poses)), np.zeros(poses.shape[:2]))
        if f is not None:
            self._access(f, out.terms, out.faults, out.blame)
            self.groups.score(poses, f, out.terms, out.faults, out.blame)
            self.rooms.score(poses, f, out.terms, out.faults, out.blame)
        if self.soft is not None:
            out.terms["soft"] = self._soft(poses)
        return out

    def whole(self, *parts: Parts) -> Scores:
        """The score that parts of the terms add up to."""
        terms = {k: v for p in parts for k, v in p.terms.items()}
        faults = np.sum([p.faults for p in parts], 0)
        weight = sum(WEIGHTS[k] for k in terms) or 1.0
        mean = (
            sum((WEIGHTS[k] * v for k, v in terms.items()), np.zeros(len(faults))) / weight if terms else 1.0 - faults
        )
        total = mean - EMBARRASSED * (1 - np.exp(-faults / MANY))
        return Scores(terms, faults, np.clip(total, 0.0, 1.0), np.sum([p.blame for p in parts], 0))

    def hoped(self, local: Parts) -> Floats:
        """[B]: the quality of layouts with these local terms if nothing were wrong with their free floor."""
        count = len(local.faults)
        asked = {"walk": True, "narrow": True, "reach": self.who.used.any(), "turning": self.problem.accessible}
        fine: dict[str, Floats] = {k: np.ones(count) for k, ask in asked.items() if ask}
        return self.whole(local, Parts(fine, np.zeros(count), np.zeros_like(local.blame))).total

    def _straight(self, poses: Floats) -> Floats:
        """The poses, turned so that the room's longest wall runs along x: most bodies are then level with the grid."""
        if self.angle == 0.0:
            return poses
        c, s = np.cos(self.angle), np.sin(self.angle)
        x, y, z, yaw = (poses[..., k] for k in range(4))
        return np.stack([c * x + s * y, c * y - s * x, z, yaw - self.angle], -1)

    def _soft(self, poses: Floats) -> Floats:
        """The weighted share of the soft relations that hold; one that nearly does counts up to a third."""
        assert self.soft is not None
        with torch.no_grad():
            loss = self.soft(torch.from_numpy(poses.astype(np.float64))).numpy()
        weight = np.array([x.weight for x in self.soft.problem.relations])
        value = np.where(loss < 1e-6, 1.0, np.clip(1 - loss, 0, 1) / 3)
        return np.asarray((value * weight).sum(-1) / weight.sum())

    # ------------------------------------------------------------ floor
    def floor(self, poses: Floats) -> Parts:
        """Is the floor in one piece, and can everything be got at?"""
        poses = self._straight(poses)
        terms: dict[str, Floats] = {}
        faults, blame = np.zeros(len(poses)), np.zeros(poses.shape[:2])
        if poses.shape[1] == 0:
            return Parts(terms, faults, blame)
        out = {name: walkable(self.grid, self._free(poses, r), r) for name, r in self.walkers.items()}
        terms["walk"] = ramp(1 - out["walk"].share, 0.0, 0.25)
        terms["narrow"] = ramp(1 - out["narrow"].share, 0.0, 0.2)
        faults += (out["walk"].share < 0.9) + 1.0 * (out["narrow"].share < 0.9)
        if self.problem.accessible:
            turns = [(self._free(poses, r) & out["walk"].main).any((1, 2)) for r in TURNING]
            terms["turning"] = np.mean(turns, 0)
            faults += ~turns[-1]
        reached = self._reached(poses, out["walk"].main)
        asked = self.who.used
        if asked.any():
            ok = reached[:, asked]
            terms["reach"] = ramp(1 - ok.mean(-1), 0.0, 0.5)
            faults += (~ok).sum(-1)
            blame[:, asked] += ~ok
            who, what = np.nonzero(~reached & asked)
            self._blame_neighbours(poses, who, what, blame)
        return Parts(terms, faults, blame)

    def _blame_neighbours(self, poses: Floats, b: Indices, i: Indices, blame: Floats) -> None:
        """Whoever stands about what nobody gets to, body i of layout b, is to blame too."""
        reach = np.hypot(*self.half.T)
        away = np.hypot(*(poses[b, :, :2] - poses[b, i, None, :2]).transpose(2, 0, 1)) - reach - reach[i, None]
        np.add.at(blame, b, IN_WAY * (self.who.way & (away < 2 * self.walkers["walk"])))

    def _free(self, poses: Floats, radius: float) -> Bools:
        """[B, H, W]: where something round may be."""
        way = self.who.way
        return np.asarray(self.inner[radius] & ~blocked(self.grid, poses[:, way], self.half[way], radius))

    def _reached(self, poses: Floats, main: Bools) -> Bools:
        """[B, N]: whether the walker gets within 0.4 m of a side from which the body is used."""
        deep = np.array([0.0, 0.12, 0.24, 0.36]) + self.walkers["walk"]
        wide = np.array([-0.95, -0.5, 0.0, 0.5, 0.95])
        found = np.zeros(poses.shape[:2], dtype=bool)
        batch = np.arange(len(poses))[:, None, None, None]
        for side in range(4):
            mine = np.flatnonzero(self.who.furniture & self.who.sides[:, side])
            p, half = poses[:, mine, :, None, None], self.half[mine]
            c, s = np.cos(p[:, :, 3]), np.sin(p[:, :, 3])
            sign = -1.0 if side in (0, 3) else 1.0
            along, away = (0, 1) if side in (0, 2) else (1, 0)
            out = sign * (half[:, away, None] + deep)[None, :, :, None]
            lateral = (half[:, along, None] * wide)[None, :, None, :]
            lx, ly = (lateral, out) if side in (0, 2) else (out, lateral)
            row, col, ok = self.grid.index(p[:, :, 0] + c * lx - s * ly, p[:, :, 1] + s * lx + c * ly)
            found[:, mine] |= (main[batch, row, col] & ok).any((-1, -2))
        return self.who.spread(found)

    # ------------------------------------------------------------ access
    def _access(self, f: Frames, terms: dict[str, Floats], faults: Floats, blame: Floats) -> None:
        """Free depth before the sides from which things are used."""
        asked = self.who.needs.any(0)
        if not asked.any():
            return
        depth = np.minimum(f.near["way"], f.out.min(-1)).transpose(0, 2, 1)
        need = self.who.needs.T
        part = np.where(need > 0, np.clip(depth / np.maximum(need, 1e-6), 0, 1), np.nan)
        value = self.who.combine(part)
        terms["access"] = mixed(value, np.broadcast_to(asked, value.shape))
        shut = self.who.storage & (depth[..., 0] < 0.4) & (need[:, 0] > 0)
        faults += shut.sum(-1)
        blame += np.where(asked, 1 - value, 0.0) + shut
        lack = np.where((need > 0) & (f.near["way"] < f.out.min(-1)).transpose(0, 2, 1), 1 - part, 0.0)
        b, i, side = np.nonzero(lack > 0.1)
        np.add.at(blame, (b, f.by["way"][b, side, i]), IN_WAY * lack[b, i, side])


def tilt(room: Room) -> float:
    """The direction of the longest wall [rad], as its distance from the nearest quarter turn."""
    u = max(room.walls, key=lambda w: (round(w.length, 6), -w.index)).u
    angle = g.wrap(math.atan2(u[1], u[0]), math.pi / 2)
    return 0.0 if abs(angle) < 1e-6 else angle


def _turned(room: Room, angle: float) -> Room:
    return room if angle == 0.0 else replace(room, polygon=tuple(g.turn(p, angle) for p in room.polygon))


def quality_of(problem: LayoutProblem, layout: dict[str, Pose]) -> float:
    """The quality of one layout in [0, 1]."""
    return Quality(problem).of(layout)
