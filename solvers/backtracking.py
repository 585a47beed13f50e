"""A plain random sampler with backtracking, in the manner of I-Design: the baseline of benchmarks.

Bodies are placed one by one, the largest first, each at random poses in quarter turns until one breaks nothing that is
placed already; when a body finds none, the one before it is placed again. Unlike the original it is bounded.
"""

from __future__ import annotations

import math
import random
import time
from collections.abc import Iterator

from solvers import relations as r
from solvers.check import Checker
from solvers.geometry import compose
from solvers.places import Scene, collision_depth
from solvers.problem import Pose
from solvers.relation_check import relation_holds
from solvers.task import Outcome, Placements, Task
from solvers.units import base_heights, rigid_units

TRIES = 60
"""Random poses for a body before the one before it is placed again."""
STEPS = 20_000
"""Bodies placed before giving up."""


class Backtracking:
    """The baseline solver."""

    name = "backtracking"

    def run(self, task: Task) -> Outcome:
        """One layout, strict if the sampler succeeded, else as far as it came."""
        sampler = _Sampler(task)
        began = time.perf_counter()
        layout, cut = sampler.run()
        strict = not any(True for _ in sampler.checker.violations(layout))
        first = time.perf_counter() - began if strict else None
        return Outcome([layout], [None], first, cut)


class _Sampler:
    def __init__(self, task: Task) -> None:
        self.task, self.problem = task, task.problem
        self.checker, self.rng = Checker(task.problem), random.Random(task.seed)
        units, _ = rigid_units(task.problem)
        self.z = dict(zip((b.id for b in task.problem.bodies), base_heights(task.problem, units), strict=True))
        order = sorted(
            task.problem.bodies, key=lambda b: (b.fixed is None, self.z[b.id] > 0.01, -b.size[0] * b.size[1])
        )
        self.order = [b.id for b in order]

    def run(self) -> tuple[Placements, bool]:
        """(the fullest layout, whether the clock cut it off)."""
        placed: list[tuple[str, Pose]] = []
        best: list[tuple[str, Pose]] = []
        for _ in range(STEPS):
            if len(placed) == len(self.order) or time.perf_counter() > self.task.deadline:
                break
            id = self.order[len(placed)]
            pose = self._try(id, dict(placed))
            if pose is not None:
                placed.append((id, pose))
            elif placed:
                del placed[max(0, len(placed) - self.rng.choice((1, 1, 2, 4))) :]
            best = max(best, placed[:], key=len)
        return dict(best), len(best) < len(self.order) and time.perf_counter() > self.task.deadline

    def _try(self, id: str, placed: Placements) -> Pose | None:
        for pose in self._poses(id, placed):
            if self._fits(id, {**placed, id: pose}):
                return pose
        return None

    def _poses(self, id: str, placed: Placements) -> Iterator[Pose]:
        body = self.checker.bodies[id]
        if body.fixed is not None:
            yield body.fixed
            return
        exact = [
            x for x in self.problem.relations if isinstance(x, r.Offset) and x.hard and x.a == id and x.b in placed
        ]
        for x in exact:
            yield compose(placed[x.b or ""], Pose(x.x, x.y, x.z, x.yaw))
        on = [x.b for x in self.problem.relations if isinstance(x, r.OnTopOf) and x.a == id and x.b in placed]
        for _ in range(TRIES):
            yield self._on(placed[on[0]], on[0], id) if on and on[0] else self._anywhere(id)

    def _on(self, base: Pose, b: str, id: str) -> Pose:
        w, d, _ = self.checker.bodies[b].size
        u, v = (self.rng.uniform(-0.5, 0.5) for _ in range(2))
        c, s = math.cos(base.yaw), math.sin(base.yaw)
        return Pose(base.x + c * u * w - s * v * d, base.y + s * u * w + c * v * d, self.z[id], base.yaw)

    def _anywhere(self, id: str) -> Pose:
        room, body = self.problem.room, self.checker.bodies[id]
        wall = self.rng.choice(room.walls)
        yaw = wall.yaw + self.rng.choice((0, 0, 1, 2, 3)) * math.pi / 2
        wanted = {x.kind for x in self.problem.relations if x.a == id}
        if body.mount == "wall" or wanted & {"against_wall", "corner", "at_wall", "centered_on_wall"}:
            x, y = wall.at(self.rng.uniform(0, wall.length), body.size[1] / 2)
            return Pose(x, y, self.z[id], wall.yaw)
        x0, y0, x1, y1 = room.bounds
        return Pose(self.rng.uniform(x0, x1), self.rng.uniform(y0, y1), self.z[id], yaw)

    def _fits(self, id: str, placed: Placements) -> bool:
        """Whether a body breaks nothing together with what is placed."""
        scene = self.checker.scene(placed)
        me = scene.placed[id]
        if any(True for _ in self.checker.room_violations(me)):
            return False
        if any(collision_depth(me, p) > 0.005 for p in scene.placed.values() if p.id != id):
            return False
        return all(relation_holds(scene, x) for x in self._complete(id, scene))

    def _complete(self, id: str, scene: Scene) -> Iterator[r.Relation]:
        for x in self.problem.relations:
            if x.hard and id in x.names and all(n in scene.places for n in x.names):
                yield x
