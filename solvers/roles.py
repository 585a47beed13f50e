"""Who is what in a problem: masks over its bodies, from categories, heights and groups, for the quality terms."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cached_property

import numpy as np

from solvers.groups import Plan
from solvers.measures import SIDES, Bools, Floats
from solvers.problem import Pose
from solvers.tolerances import RUG


class Roles:
    """Who is what: masks [N] and tables [N, N] over the bodies of a problem."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        bodies, traits = plan.problem.bodies, plan.traits
        z, height = np.array(plan.z), np.array([b.size[2] for b in bodies])
        self.role = np.array([t.role for t in traits], dtype=np.str_)
        floor = np.array([b.mount == "floor" for b in bodies], dtype=bool) & (z <= 0.005)
        light = np.array([t.light for t in traits], dtype=bool)
        self.floor = floor
        self.top = z + height
        self.window_reach = np.array([b.window_reach(float(at)) for b, at in zip(bodies, z, strict=True)])
        solid = (self.top > RUG + 1e-6) & (z < 1.8) & (self.role != "rug") & (self.role != "curtain")
        hung = np.array([b.mount == "wall" for b in bodies], dtype=bool)
        self.way = (floor | hung) & solid & (self.role != "pendant")
        self.furniture = floor & solid & ~light
        self.used = self.furniture & (self.role != "structure")
        self.storage = np.array([t.storage for t in traits], dtype=bool) & self.furniture
        self.back = np.array([t.back for t in traits], dtype=bool) & self.furniture
        self.free = np.array([t.free for t in traits], dtype=bool)
        self.seat = np.isin(self.role, ("chair", "bench", "armchair"))
        self.companion = self._companions()
        self.in_way = self.way[None, :] & ~self.companion
        self.needs = self._needs()
        self.sides = self._sides()

    def _companions(self) -> Bools:
        """[i, j]: j belongs to i's group, so that it may stand before it."""
        n = len(self.role)
        out = np.eye(n, dtype=bool)
        for i in range(n):
            out[i] |= np.array([self.plan.unit_of[j] == self.plan.unit_of[i] for j in range(n)])
        for link in self.plan.links.values():
            kin = [link.of, *(other.of for other in self.plan.links.values() if other.to == link.to)]
            small = self.seat[link.of] or self.role[link.of] in ("coffee", "small", "nightstand", "bench", "decor")
            if small or link.on_top or "around" in link.kinds:
                out[link.of, link.to] = out[link.to, link.of] = True
                if self.seat[link.of]:
                    out[np.ix_(kin, kin)] |= self.seat[kin][None, :]
        return out

    @cached_property
    def at_table(self) -> Bools:
        """[N]: seats that belong to a table or desk."""
        out = np.zeros(len(self.role), dtype=bool)
        for link in self.plan.links.values():
            if self.seat[link.of] and self.role[link.to] in ("table", "desk", "counter", "other"):
                out[link.of] = True
        for unit in self.plan.units.values():
            ids = list(unit.local)
            if np.isin(self.role[ids], ("table", "desk", "counter")).any():
                out[[k for k in ids if self.seat[k]]] = True
        return out

    def _needs(self) -> Floats:
        """[4, N]: free depth [m] asked before each side; 0 where nothing is asked."""
        out = np.zeros((4, len(self.role)))
        for k, trait in enumerate(self.plan.traits):
            if self.furniture[k] and (trait.role != "chair" or self.plan.problem.bodies[k].access or self.at_table[k]):
                for a in trait.access:
                    out[SIDES.index(a.side), k] = a.depth
        return out

    def _sides(self) -> Bools:
        """[N, 4]: the sides from which a body is reached: those with access, else all."""
        out = (self.needs.T > 0) & ~self.seat[:, None]
        return np.asarray(np.where(out.any(-1, keepdims=True), out, True))

    def combine(self, part: Floats) -> Floats:
        """[B, N] from [B, N, 4] with NaN where nothing is asked: all sides, any of them, or a bed's rule."""
        known = ~np.isnan(part)
        v = np.where(known, part, 0.0)
        out = np.where(known.any(-1), v.sum(-1) / np.maximum(known.sum(-1), 1), 1.0)
        best = np.where(known, part, -1.0).max(-1)
        kind = np.array([t.need for t in self.plan.traits])
        wide = np.array([b.size[0] >= 1.2 for b in self.plan.problem.bodies])
        side, foot = np.maximum(v[..., 1], v[..., 3]), v[..., 0]
        double = np.maximum((v[..., 1] + v[..., 3]) / 2, 0.8 * (side + foot) / 2)
        bed = np.where(wide, double, np.maximum(side, 0.8 * foot))
        return np.asarray(np.where(kind == "bed", bed, np.where((kind == "any") & known.any(-1), best, out)))

    @cached_property
    def lent(self) -> list[tuple[int, list[int]]]:
        """Bodies that one gets at when one gets at another: a table or desk by its seats, a nightstand by its bed."""
        out: list[tuple[int, list[int]]] = []
        for link in self.plan.links.values():
            if self.seat[link.of] or self.role[link.of] == "nightstand":
                out.append((link.to, [link.of]) if self.seat[link.of] else (link.of, [link.to]))
        for unit in self.plan.units.values():
            ids = list(unit.local)
            out += [(k, ids) for k in ids if self.role[k] in ("nightstand", "table") and len(ids) > 1]
            out += self._desks_by_seats(unit.local)
        return out

    def _desks_by_seats(self, local: Mapping[int, Pose]) -> list[tuple[int, list[int]]]:
        """Each seat of a rigid group with the desk that it is nearest to."""
        desks = [k for k in local if self.role[k] == "desk"]
        seats = [k for k in local if self.seat[k]] if desks else []

        def apart(a: int, b: int) -> float:
            return math.hypot(local[a].x - local[b].x, local[a].y - local[b].y)

        return [(min(desks, key=lambda d: apart(d, s)), [s]) for s in seats]

    def spread(self, found: Bools) -> Bools:
        """With what is got at by way of something else."""
        out = found.copy()
        for gainer, givers in self.lent:
            out[:, gainer] |= found[:, givers].any(-1)
        return out
