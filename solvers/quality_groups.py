"""Quality terms about things that belong together: seats and tables, beds and nightstands, sofas and televisions.

Where a group has a designed arrangement (`groups.py`), its members are measured against it; loose pieces are measured
against the rules of design guidance 2.1.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from solvers import geometry as g
from solvers.groups import Link, Plan
from solvers.measures import Floats, Frames, Indices, mixed, ramp
from solvers.problem import Pose
from solvers.roles import Roles

SLOT_GOOD, SLOT_BAD = 0.012, 0.60
"""A member this far from its designed place [m] is perfect, or worth nothing."""
SLOT_ROLES = frozenset({"chair", "bench", "nightstand", "coffee", "small", "decor", "table", "desk", "screen", "tv"})


@dataclass(frozen=True)
class _Seats:
    """S sets of n children each that share a parent and are alike: parent [S], members [S, n] and their designed
    places, V variants of each [S, V, n, 3]."""

    parent: Indices
    members: Indices
    slots: Floats


class GroupTerms:
    """Terms `groups`, `focus`, `lounge`, `stare` and `covers`."""

    def __init__(self, plan: Plan, who: Roles) -> None:
        self.plan, self.who = plan, who
        self.sets = _slot_sets(plan)
        role = who.role
        self.sofas, self.armchairs = np.flatnonzero(role == "sofa"), np.flatnonzero((role == "armchair") & who.floor)
        self.beds, self.screens = np.flatnonzero(role == "bed"), np.flatnonzero(role == "tv")
        if not len(self.screens):
            self.screens = np.flatnonzero(role == "tvstand")
        self.masks = {"tall": who.in_way & (who.top > 1.2)[None, :]}
        self.half = np.array([[b.size[0] / 2, b.size[1] / 2] for b in plan.problem.bodies]).reshape(-1, 2)

    def score(self, poses: Floats, f: Frames, terms: dict[str, Floats], faults: Floats, blame: Floats) -> None:
        """Add the terms to `terms`, embarrassments to `faults` and their bodies to `blame` (in place)."""
        self._slots(poses, f, terms, blame)
        self._focus(poses, f, terms, faults, blame)
        self._lounge(poses, f, terms, blame)
        self._stare(f, terms, faults, blame)
        self._covers(poses, f, terms, blame)

    # ------------------------------------------------------------ designed places
    def _slots(self, poses: Floats, f: Frames, terms: dict[str, Floats], blame: Floats) -> None:
        if not self.sets:
            return
        parts = []
        for s in self.sets:
            value = _against(s, poses, f)
            parts.append(value)
            blame[:, s.members] += (1 - value)[..., None]
        whole = np.concatenate(parts, -1)
        terms["groups"] = mixed(whole, np.ones_like(whole, dtype=bool), 0.4)

    # ------------------------------------------------------------ sofa, television
    def _focus(self, poses: Floats, f: Frames, terms: dict[str, Floats], faults: Floats, blame: Floats) -> None:
        """The screen on the axis of the best seat, both facing, 1.5 to 4.5 m apart (2.1: within 0.30 of the axis)."""
        seats = next((v for v in (self.sofas, self.armchairs, self.beds) if len(v)), None)
        if seats is None or not len(self.screens):
            return
        widest = max(self.half[k, 0] for k in seats)
        seats = np.array([k for k in seats if self.half[k, 0] >= 0.8 * widest])
        parts = []
        for tv in self.screens:
            lx, ly = f.place(seats, tv)
            see, shown = _aside(lx, ly), _aside(*f.place(tv, seats))
            away = np.maximum(0, -ly - self.half[seats, 1])
            values = np.stack([
                ramp(np.abs(lx), 0.15, 1.0), ramp(np.maximum(see, shown), math.radians(25), math.radians(90)),
                ramp(np.abs(away - 2.8), 1.2, 2.8),
            ], -1)  # fmt: skip
            value = mixed(values, np.ones_like(values, dtype=bool))
            best = value.argmax(-1)[:, None]
            blind = (np.maximum(see, shown) > math.pi / 2)[np.arange(len(poses))[:, None], best][:, 0]
            parts.append(value.max(-1))
            faults += blind
            blame[:, tv] += 1 - parts[-1]
        terms["focus"] = np.stack(parts, -1).mean(-1)

    def _lounge(self, poses: Floats, f: Frames, terms: dict[str, Floats], blame: Floats) -> None:
        """Armchairs and further sofas look at the group and stand within talking distance (1.1: at most 3.0 m)."""
        parts: list[tuple[np.intp, Floats]] = []
        if len(self.sofas):
            main = max(self.sofas, key=lambda k: (self.half[k, 0], -k))
            focus = [
                main,
                *np.flatnonzero(np.isin(self.who.role, ("coffee", "tv", "tvstand"))),
                *self.sofas,
                *self.armchairs,
            ]
            seats = np.array([k for k in (*self.sofas, *self.armchairs) if k != main], dtype=np.intp)
            targets = np.array(list(dict.fromkeys(focus)))
            lx, ly = f.place(seats[:, None], targets)
            near = (np.hypot(lx, ly) < 4.5) & (seats[:, None] != targets)
            turned = np.where(near, _aside(lx, ly), math.pi).min(-1)
            far = np.hypot(*f.place(seats, main)) - self.half[main].min() - self.half[seats].min(-1)
            values = np.stack([ramp(turned, math.radians(50), math.radians(120)), ramp(far, 2.6, 4.5)], -1)
            parts += zip(seats, mixed(values, np.ones_like(values, dtype=bool)).T, strict=True)
        else:
            for s in [k for k in self.armchairs if not self.who.at_table[k]]:
                view = np.minimum(f.near["tall"][:, 0, s], f.out[:, 0, s, 1])
                parts.append((s, ramp(-view, -1.2, -0.5)))
        if parts:
            terms["lounge"] = np.mean([v for _, v in parts], 0)
            for s, v in parts:
                blame[:, s] += 1 - v

    def _stare(self, f: Frames, terms: dict[str, Floats], faults: Floats, blame: Floats) -> None:
        """No seat looks at a wall or a tall thing from nearer than 0.5 m (5: "chair facing a wall")."""
        seats = np.isin(self.who.role, ("sofa", "armchair", "chair")) & self.who.furniture & ~self.who.at_table
        if not seats.any():
            return
        view = f.middle("tall", 0)[:, seats]
        terms["stare"] = ramp(-view, -1.0, -0.4).mean(-1)
        faults += (view < 0.5).sum(-1)
        blame[:, seats] += view < 0.5

    # ------------------------------------------------------------ rugs and lamps that hang
    def _covers(self, poses: Floats, f: Frames, terms: dict[str, Floats], blame: Floats) -> None:
        """A rug lies under or before its group, centred and parallel; a lamp hangs over the middle of its table."""
        parts, role = [], self.who.role
        hosts = np.flatnonzero(np.isin(role, ("table", "coffee", "bed", "sofa", "desk", "fixture", "bath", "armchair")))
        for k in np.flatnonzero(role == "rug") if len(hosts) else ():
            (lx, ly), (ex, ey) = (np.abs(v) for v in f.place(hosts, k)), f.extent(hosts, k)
            apart = np.hypot(np.maximum(lx - ex - self.half[hosts, 0], 0), np.maximum(ly - ey - self.half[hosts, 1], 0))
            turned = poses[:, k, 3, None] - poses[:, hosts, 3]
            skew = np.abs(turned - np.round(turned / (math.pi / 2)) * math.pi / 2)
            values = np.stack([ramp(apart, 0.1, 0.6), ramp(skew, 0.05, 0.26), ramp(np.minimum(lx, ly), 0.12, 0.6)], -1)
            parts.append((k, mixed(values, np.ones_like(values, dtype=bool)).max(-1)))
        tables = np.flatnonzero(role == "table")
        for k in np.flatnonzero(role == "pendant") if len(tables) else ():
            parts.append((k, ramp(np.hypot(*f.place(tables, k)).min(-1), 0.05, 0.6)))
        if parts:
            terms["covers"] = np.mean([v for _, v in parts], 0)
            for k, v in parts:
                blame[:, k] += 1 - v


def _aside(lx: Floats, ly: Floats) -> Floats:
    """The angle between a front and a place in its frame [rad]."""
    return np.asarray(np.abs(np.arctan2(lx, -ly)))


def _slot_sets(plan: Plan) -> list[_Seats]:
    """The designed places of all links that have some: seats of one table together, sets of one shape side by side."""
    shared: dict[tuple[int, bool], list[Link]] = {}
    for k, link in enumerate(plan.links.values()):
        if plan.traits[link.of].role not in SLOT_ROLES or plan.problem.bodies[link.of].mount != "floor":
            continue
        around = "around" in link.kinds
        shared.setdefault((link.to, True) if around else (-1 - k, False), []).append(link)
    alike: dict[tuple[int, int], list[tuple[int, list[int], Floats]]] = {}
    for links in shared.values():
        options = np.array([_slots(links, chosen) for chosen in _templates_of(plan, links[0])])
        if len(options):
            one = (links[0].to, [link.of for link in links], options)
            alike.setdefault((len(options), len(links)), []).append(one)
    return [_Seats(*(np.array(column) for column in zip(*sets, strict=True))) for sets in alike.values()]


def _templates_of(plan: Plan, link: Link) -> list[dict[int, Pose]]:
    return next((v for v in plan.templates.values() if link.of in v[0] and link.to in v[0]), [])


def _slots(links: list[Link], chosen: dict[int, Pose]) -> list[list[float]]:
    local = [g.relative(chosen[link.of], chosen[link.to]) for link in links]
    return [[p.x, p.y, p.yaw] for p in local]


def _against(s: _Seats, poses: Floats, f: Frames) -> Floats:
    """[B, S]: how well members sit in the best variant's places: every place taken, and every member in one."""
    mx, my = (v[:, :, None, :, None] for v in f.place(s.parent[:, None], s.members))
    turned = (poses[:, s.members, 3] - poses[:, s.parent, 3, None])[:, :, None, :, None]
    slots = s.slots.astype(np.float32)[:, :, None]
    yaw = turned - slots[..., 2]
    away = np.hypot(mx - slots[..., 0], my - slots[..., 1])
    away = away + 0.4 * np.abs(yaw - np.round(yaw / (2 * math.pi)) * 2 * math.pi)
    values = np.concatenate([ramp(away.min(-2), SLOT_GOOD, SLOT_BAD), ramp(away.min(-1), SLOT_GOOD, SLOT_BAD)], -1)
    return np.asarray(mixed(values, np.ones_like(values, dtype=bool), 0.4).max(-1))
