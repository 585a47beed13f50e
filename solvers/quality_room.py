"""Quality terms about things and the room: backs to walls, dead gaps, windows, the view from the door, balance."""

from __future__ import annotations

import math

import numpy as np

from solvers.groups import Plan
from solvers.measures import FAR, Floats, Frames, mixed, ramp
from solvers.roles import Roles
from solvers.room import Room

GAP_SHUT, GAP_OPEN = 0.06, 0.50
"""Between these widths [m] a gap is neither closed nor of use (nobody cleans there, nobody gets through)."""
TALL = 1.4
"""What is as tall [m] blocks the view of someone who comes in (eyes at 1.5 to 1.6)."""


class RoomTerms:
    """Terms `flush`, `gaps`, `parallel`, `stray`, `windows`, `view`, `hung`, `bedhead`, `balance`, `middle`, `tidy`."""

    def __init__(self, plan: Plan, who: Roles) -> None:
        self.plan, self.who, self.room = plan, who, plan.problem.room
        self.half = np.array([[b.size[0] / 2, b.size[1] / 2] for b in plan.problem.bodies]).reshape(-1, 2)
        self.z = np.array(plan.z)
        self.length = np.array([w.length for w in self.room.walls])
        self.yaws = np.array([w.yaw for w in self.room.walls])
        self.view_points = _view_points(self.room)
        role = who.role
        self.gappy = who.furniture & ~who.at_table & ~np.isin(role, ("small", "structure", "armchair", "bench"))
        self.loose = np.flatnonzero(who.floor & who.way & (role == "decor"))
        blocks = who.furniture & ~who.at_table & ~np.isin(role, ("small", "bench", "structure"))
        self.masks = {
            "mate": who.furniture[None, :] & (who.top[None, :] > 0.6 * who.top[:, None]),
            "dead": who.in_way & blocks[None, :],
            "loose": np.broadcast_to(np.isin(np.arange(len(role)), self.loose), (len(role), len(role))),
            "head": np.broadcast_to(who.way & (who.top > 0.9), (len(role), len(role))),
            "big": who.in_way & (who.furniture & (who.top > 1.0))[None, :],
            "others": who.furniture[None, :] & ~np.eye(len(role), dtype=bool),
        }

    def score(self, poses: Floats, f: Frames, terms: dict[str, Floats], faults: Floats, blame: Floats) -> None:
        """Add the terms to `terms`, embarrassments to `faults` and their bodies to `blame` (in place)."""
        self._flush(f, terms, blame)
        self._gaps(f, terms, blame)
        self._parallel(poses, terms, blame)
        self._stray(f, terms, blame)
        self._windows(poses, terms, faults, blame)
        self._view(poses, terms, blame)
        self._hung(poses, terms, faults, blame)
        self._bedhead(f, terms, faults, blame)
        self._balance(poses, terms)
        self._middle(poses, f, terms)
        self._tidy(f, terms)

    # ------------------------------------------------------------ walls and neighbours
    def _flush(self, f: Frames, terms: dict[str, Floats], blame: Floats) -> None:
        back = np.flatnonzero(self.who.back)
        if not len(back):
            return
        behind = f.out[:, 2, back]
        gap = np.where(behind.max(-1) - behind.min(-1) < 0.03, behind.min(-1), FAR)
        storage = self.who.storage[back]
        gap = np.where(storage, np.minimum(gap, f.near["mate"][:, 2, back]), gap)
        value = ramp(gap, 0.04, 0.30)
        value = np.where(self.who.free[back] & (gap >= 0.6), 0.9, value)
        terms["flush"] = mixed(value, np.ones_like(value, dtype=bool))
        blame[:, back] += 1 - value

    def _gaps(self, f: Frames, terms: dict[str, Floats], blame: Floats) -> None:
        """One minus dead gaps over pieces, the gap between two pieces counted once; backs are judged above."""
        mine = np.flatnonzero(self.gappy)
        if not len(mine):
            return
        who, by = f.near["dead"][:, :, mine], f.by["dead"][:, :, mine]
        wall = f.out[:, :, mine].min(-1)
        gap = np.minimum(who, wall)
        dead = (gap > GAP_SHUT) & (gap < GAP_OPEN)
        dead[:, 2] &= ~self.who.back[mine]
        dead &= ~(f.near["loose"][:, :, mine] < gap)
        walls = dead & (wall < who)
        b, side, k = np.nonzero(dead & (who <= wall))
        pairs = np.zeros((len(gap), len(self.half), len(self.half)), dtype=bool)
        pairs[b, mine[k], by[b, side, k]] = True
        count = np.triu(pairs | pairs.transpose(0, 2, 1)).sum((1, 2)) + walls.sum((1, 2))
        terms["gaps"] = np.clip(1 - count / len(mine), 0, 1)
        blame[:, mine] += dead.any(1)

    def _parallel(self, poses: Floats, terms: dict[str, Floats], blame: Floats) -> None:
        """Case pieces parallel to a wall within 2 to 3 degrees (5: at least 90 % of them)."""
        mine = np.flatnonzero(self.who.furniture & ~np.isin(self.who.role, ("armchair", "chair", "small", "structure")))
        if not len(mine):
            return
        off = poses[:, mine, 3, None] - self.yaws
        skew = np.abs(off - np.round(off / (math.pi / 2)) * math.pi / 2).min(-1)
        terms["parallel"] = (skew < math.radians(2.5)).mean(-1)
        blame[:, mine] += skew >= math.radians(2.5)

    def _stray(self, f: Frames, terms: dict[str, Floats], blame: Floats) -> None:
        """Plants and lamps stand by a wall or by furniture."""
        if not len(self.loose):
            return
        wall = f.out[:, :, self.loose].min((1, -1))
        others = np.flatnonzero(self.who.furniture)
        pair = self.loose[:, None], others[None, :]
        (lx, ly), (ex, ey) = f.place(*pair), f.extent(*pair)
        dx = np.maximum(np.abs(lx) - ex - self.half[self.loose, 0][:, None], 0)
        dy = np.maximum(np.abs(ly) - ey - self.half[self.loose, 1][:, None], 0)
        near = np.hypot(dx, dy).min(-1, initial=FAR)
        value = ramp(np.minimum(wall, near), 0.25, 0.8)
        terms["stray"] = mixed(value, np.ones_like(value, dtype=bool))
        blame[:, self.loose] += 1 - value

    # ------------------------------------------------------------ openings
    def _on_wall(self, poses: Floats, wall: int) -> tuple[Floats, Floats, Floats, Floats]:
        """(from, to, nearest, farthest) [B, N]: extents of the bodies along a wall and inwards from it."""
        w, half = self.room.walls[wall], self.half
        dx, dy = poses[..., 0] - w.start[0], poses[..., 1] - w.start[1]
        c, s = np.cos(poses[..., 3]), np.sin(poses[..., 3])
        s0, v0 = dx * w.u[0] + dy * w.u[1], dx * w.n[0] + dy * w.n[1]
        es = half[:, 0] * np.abs(c * w.u[0] + s * w.u[1]) + half[:, 1] * np.abs(c * w.u[1] - s * w.u[0])
        ev = half[:, 0] * np.abs(c * w.n[0] + s * w.n[1]) + half[:, 1] * np.abs(c * w.n[1] - s * w.n[0])
        return s0 - es, s0 + es, v0 - ev, v0 + ev

    def _windows(self, poses: Floats, terms: dict[str, Floats], faults: Floats, blame: Floats) -> None:
        """Glass that is hidden by what stands within half a metre and is taller than the sill; what must not stand
        before a window counts as if it hid all behind it."""
        if not self.room.windows:
            return
        parts, reach = [], self.who.window_reach
        for o in self.room.windows:
            lo, hi, near, far = self._on_wall(poses, o.wall)
            tall = (self.who.way & (reach > o.sill) & (self.z < o.sill + o.height))[None]
            covers = tall & (near < 0.5) & (far > -0.1)
            share = np.clip((np.minimum(reach, o.sill + o.height) - np.maximum(self.z, o.sill)) / o.height, 0, 1)
            at = np.linspace(o.offset, o.offset + o.width, 13)
            hit = covers[..., None] & (lo[..., None] < at) & (hi[..., None] > at)
            hidden = (hit * share[:, None]).max(1).mean(-1)
            parts.append(ramp(hidden, 0.0, 0.5))
            faults += hidden > 0.25
            blame += (hit * share[:, None]).mean(-1)
        value = np.stack(parts, -1)
        terms["windows"] = mixed(value, np.ones_like(value, dtype=bool))

    def _view(self, poses: Floats, terms: dict[str, Floats], blame: Floats) -> None:
        """From the door one does not first see the side of something tall."""
        tall = np.flatnonzero(self.who.furniture & (self.who.top >= TALL) & (self.who.role != "structure"))
        if not len(tall) or not len(self.view_points):
            return
        p = poses[:, tall, None, None, None]
        dx, dy = self.view_points[..., 0] - p[..., 0], self.view_points[..., 1] - p[..., 1]
        c, s = np.cos(p[..., 3]), np.sin(p[..., 3])
        h = self.half[tall][:, None, None, None]
        inside = (np.abs(c * dx + s * dy) < h[..., 0]) & (np.abs(c * dy - s * dx) < h[..., 1])
        rays = np.asarray(inside.any(-1))
        terms["view"] = ramp(np.asarray(rays.any(1)).mean(-1), 0.0, 0.5).mean(-1)
        blame[:, tall] += rays.mean((-1, -2))

    def _hung(self, poses: Floats, terms: dict[str, Floats], faults: Floats, blame: Floats) -> None:
        """What hangs on a wall hangs beside windows and doors, unless it is there for them."""
        mine = [
            k for k, b in enumerate(self.plan.problem.bodies) if b.mount == "wall" and self.who.role[k] != "curtain"
        ]
        openings = self.room.openings
        if not mine or not openings:
            return
        related = {(x.a, x.b) for x in self.plan.problem.relations}
        bad = np.zeros((len(poses), len(mine)))
        for o in openings:
            lo, hi, near, _ = self._on_wall(poses, o.wall)
            for i, k in enumerate(mine):
                body = self.plan.problem.bodies[k]
                meet = min(o.base + o.height, self.z[k] + body.size[2]) - max(o.base, self.z[k]) > 0.01
                if meet and (body.id, o.id) not in related:
                    over = np.minimum(hi[:, k], o.offset + o.width) - np.maximum(lo[:, k], o.offset)
                    bad[:, i] = np.maximum(bad[:, i], (over > 0.01) & (near[:, k] < 0.1))
        terms["hung"] = 1 - bad.mean(-1)
        faults += bad.sum(-1)
        blame[:, mine] += bad

    def _bedhead(self, f: Frames, terms: dict[str, Floats], faults: Floats, blame: Floats) -> None:
        """The head of a bed is at a wall, rather not under a window (2.1: "head on a solid wall")."""
        beds = np.flatnonzero(self.who.role == "bed")
        if not len(beds):
            return
        behind = f.out[:, 2, beds, 1]
        solid = np.minimum(behind, f.near["head"][:, 2, beds])
        terms["bedhead"] = ramp(solid, 0.1, 0.6).mean(-1)
        faults += (solid > 0.3).sum(-1)
        blame[:, beds] += solid > 0.3

    # ------------------------------------------------------------ composition
    def _balance(self, poses: Floats, terms: dict[str, Floats]) -> None:
        mine = np.flatnonzero(self.who.furniture)
        if not len(mine):
            return
        area = self.half[mine].prod(-1)
        centre = (poses[:, mine, :2] * area[:, None]).sum(1) / area.sum()
        x0, y0, x1, y1 = self.room.bounds
        off = (centre - np.array(self.room.centroid)) / (np.array([x1 - x0, y1 - y0]) / 2)
        terms["balance"] = ramp(np.hypot(off[:, 0], off[:, 1]), 0.15, 0.6)

    def _middle(self, poses: Floats, f: Frames, terms: dict[str, Floats]) -> None:
        """Beds, sofas and televisions in the middle of their wall, or of what is left of it on both sides."""
        mine = np.flatnonzero(np.isin(self.who.role, ("bed", "sofa", "tvstand")) & self.who.furniture)
        if not len(mine):
            return
        left, right = (np.minimum(f.near["big"][:, s], f.out[:, s, :, 1])[:, mine] for s in (3, 1))
        wall_left, wall_right = (f.out[:, s, :, 1][:, mine] for s in (3, 1))
        off = np.minimum(np.abs(left - right), np.abs(wall_left - wall_right)) / 2
        terms["middle"] = ramp(off, 0.1, 1.0).mean(-1)

    def _tidy(self, f: Frames, terms: dict[str, Floats]) -> None:
        """Tall storage stands at an end of its wall or next to other furniture, not lost along it."""
        mine = np.flatnonzero(self.who.storage)
        if not len(mine):
            return
        others = f.near["others"]
        side = np.minimum(np.minimum(f.out[:, 1, :, 1], f.out[:, 3, :, 1]), np.minimum(others[:, 1], others[:, 3]))
        terms["tidy"] = ramp(side[:, mine], 0.06, 1.2).mean(-1)


def _view_points(room: Room) -> Floats:
    """[D, rays, steps, 2]: points that someone in a door sees first: 35 degrees to both sides, 1.5 m deep."""
    out = []
    for d in room.doors:
        w = room.walls[d.wall]
        cx, cy = w.at(d.offset + d.width / 2)
        base = math.atan2(w.n[1], w.n[0])
        angle = base + np.radians(np.arange(-35, 36, 7))
        reach = np.arange(0.15, 1.5, 0.15)
        out.append(np.stack([cx + np.cos(angle)[:, None] * reach, cy + np.sin(angle)[:, None] * reach], -1))
    return np.array(out)
