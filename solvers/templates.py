"""Designed arrangements: where a designer would put the members of a furniture group.

Seats stand evenly and symmetrically around their table, nightstands flush with the head of the bed, a coffee table 40
cm before the middle of its sofa, desks of a class in straight rows. Each tree of a plan gets a few such templates; the
search starts from them.
"""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from collections.abc import Iterator

from solvers import geometry as g
from solvers import relations as r
from solvers.groups import RANK, Link, Plan, free_roots, group_plan
from solvers.places import Place, Scene, collision_depth, rigid_groups
from solvers.problem import LayoutProblem, Pose
from solvers.relation_check import relation_holds
from solvers.seats import seat_slots
from solvers.slots import ring_slots, row_slots

QUARTER = math.pi / 2
TEMPLATES = 4
SEATINGS = 400
"""Seats tried in one assignment of sitters to seats."""
PITCHES = (0.05, 0.45, 0.6, 0.75, 0.9, 1.1, 1.4)
"""Gaps [m] tried between alike things in rows, as desks of a class (0.50 to 0.90, design guidance 2.1)."""


def make_plan(problem: LayoutProblem) -> Plan:
    """How the bodies of a problem move, with the designed arrangements of its trees."""
    plan = group_plan(problem)
    builder = _Builder(plan)
    plan.templates = {u: builder.templates(u) for u in free_roots(plan)}
    return plan


class _Builder:
    """Puts the members of a tree where a designer would, one after another, without collisions."""

    def __init__(self, plan: Plan) -> None:
        self.plan, self.problem = plan, plan.problem
        self.group = rigid_groups(plan.problem)
        self.hard: dict[str, list[r.Relation]] = defaultdict(list)
        for x in plan.problem.relations:
            if x.hard and len(x.names) > 1 and x.kind != "sees":
                for i in x.names:
                    self.hard[i].append(x)
        self.variant, self.pitch = 0, 0.0
        self.places: dict[str, Place] = {}

    def templates(self, root: int) -> list[dict[int, Pose]]:
        """Up to `TEMPLATES` different arrangements of the tree below a unit, those with least wrong."""
        start = self._unit(root, Pose(0, 0, self.plan.z[root], 0))
        if len(self.plan.tree(root)) == 1:
            return [start]
        pitches = PITCHES if any(self._twins(self.plan.links[c]) for c in self.plan.tree(root)[1:]) else (0.0,)
        out: list[tuple[int, dict[int, Pose]]] = []
        for self.variant, self.pitch in itertools.product(range(1 if len(pitches) > 1 else TEMPLATES), pitches):
            self.places = {}
            placed = self.settle(start)
            broken = self._grow(root, placed)
            if all(_differs(placed, other) for _, other in out):
                out.append((broken, placed))
        least = min(b for b, _ in out)
        return [p for b, p in out if b == least][:TEMPLATES]

    def _unit(self, root: int, pose: Pose) -> dict[int, Pose]:
        return {k: g.compose(pose, p) for k, p in self.plan.units[root].local.items()}

    def _place(self, k: int, pose: Pose) -> Place:
        return Place(self.problem.bodies[k], pose)

    def settle(self, unit: dict[int, Pose]) -> dict[int, Pose]:
        """Remember where bodies stand."""
        for k, p in unit.items():
            self.places[self.problem.bodies[k].id] = self._place(k, p)
        return dict(unit)

    def unsettle(self, unit: dict[int, Pose]) -> None:
        """Take bodies away again."""
        for k in unit:
            del self.places[self.problem.bodies[k].id]

    def _grow(self, root: int, placed: dict[int, Pose]) -> int:
        """Place the children of a unit and theirs; the number of things wrong."""
        broken, kids, seated = 0, self.plan.children.get(root, []), set()
        for to, sitters in self._sitters(kids).items():
            broken += self._seat(to, sitters, placed)
            seated.update(sitters)
        for c in sorted(kids, key=lambda c: (c not in seated, len(self.plan.tree(c)) > 1, self._rank(c))):
            if c not in seated:
                wrong, unit = self._best(c, self.plan.links[c], placed, self._options(self.plan.links[c]))
                placed.update(self.settle(unit))
                broken += wrong
            broken += self._grow(c, placed)
        return broken

    def _sitters(self, kids: list[int]) -> dict[int, list[int]]:
        """Table -> the children that stand around it."""
        out: dict[int, list[int]] = defaultdict(list)
        for c in kids:
            if {"around", "evenly_around"} & self.plan.links[c].kinds:
                out[self.plan.links[c].to].append(c)
        return out

    def _seat(self, to: int, sitters: list[int], placed: dict[int, Pose]) -> int:
        """Give every sitter a seat so that least is wrong among them; the number of things wrong."""
        table = self.problem.bodies[to]
        sizes = [self.problem.bodies[self.plan.links[c].of].size for c in sitters]
        wide, deep = max(s[0] for s in sizes), max(s[1] for s in sizes)
        links = [self.plan.links[c] for c in sitters]
        ring = any(isinstance(x, r.EvenlyAround) and x.by == "angle" for link in links for x in link.relations)
        if ring:
            slots = ring_slots(table.size, len(sitters), wide, deep, self.variant)
        else:
            slots = seat_slots(table.size[0], table.size[1], len(sitters), wide, deep, self.variant)
        search = _Seating(self, placed, slots)
        search.go(sitters, 0, [])
        for c, k in zip(sitters, search.best, strict=True):
            placed.update(self.settle(self.child(c, self.plan.links[c], placed, slots[k])))
        return search.least

    def _rank(self, c: int) -> int:
        return min((RANK.get(k, 9) for k in self.plan.links[c].kinds), default=9)

    def _best(self, c: int, link: Link, placed: dict[int, Pose], slots: Iterator[Pose]) -> tuple[int, dict[int, Pose]]:
        """(number of things wrong, the child's bodies) at the first slot where nothing is, else where least is."""
        best: tuple[int, dict[int, Pose]] | None = None
        for slot in slots:
            unit = self.child(c, link, placed, slot)
            wrong = self.wrong(unit)
            if best is None or wrong < best[0]:
                best = (wrong, unit)
            if wrong == 0:
                break
        assert best is not None, "every link has a slot"
        return best

    def child(self, c: int, link: Link, placed: dict[int, Pose], slot: Pose) -> dict[int, Pose]:
        """The child's unit, with body `link.of` at `slot` in the frame of body `link.to`."""
        at = g.compose(placed[link.to], slot)
        root = g.compose(at, g.relative(Pose(0, 0, 0, 0), self.plan.units[c].local[link.of]))
        return self._unit(c, Pose(root.x, root.y, self.plan.z[c], root.yaw))

    def wrong(self, unit: dict[int, Pose]) -> int:
        """The number of broken relations and collisions of a unit with what is placed already."""
        mine = {self.problem.bodies[k].id: self._place(k, p) for k, p in unit.items()}
        places = {**self.places, **mine}
        scene = Scene(self.problem.room, places, places, self.group)
        wrong = 0
        for x in {id(x): x for i in mine for x in self.hard[i]}.values():
            wrong += all(n in places for n in x.names) and not relation_holds(scene, x)
        for p in mine.values():
            wrong += sum(_close(p, q) and collision_depth(p, q) > 0.004 for q in self.places.values())
        return wrong

    @staticmethod
    def _twins(link: Link) -> bool:
        """Whether a link repeats alike things in a row: side by side, or one before the other."""
        return "twins" in link.tags

    # ------------------------------------------------------------ slots: poses of link.of in the frame of link.to
    def _options(self, link: Link) -> Iterator[Pose]:
        """Slots for a child, the most designed first."""
        a, b = self.problem.bodies[link.of], self.problem.bodies[link.to]
        kinds, trait = link.kinds, self.plan.traits[link.of]
        if "on_top_of" in kinds:
            yield from self._surface_slots(link)
            return
        exact = next((x for x in link.relations if isinstance(x, r.Offset)), None)
        if exact is not None:
            yield Pose(exact.x, exact.y, exact.z, exact.yaw)
        for row in (x for x in link.relations if isinstance(x, r.InRow)):
            yield from row_slots(row, a.size, b.size)
        if "above" in kinds:
            yield Pose(0, (b.size[1] - a.size[1]) / 2 if a.mount == "wall" else 0.0)
        if "under" in kinds:
            yield from (Pose(0, y) for y in (0.0, -b.size[1] / 2, b.size[1] / 2))
        limit = min((x.max for x in link.relations if isinstance(x, r.Near | r.Beside)), default=3.0)
        for gap in _gaps(min(max(trait.gap, self.pitch if self._twins(link) else 0.0), limit), limit):
            for side in _sides(link, self.variant):
                yield from self._beside(link, side, gap)

    def _beside(self, link: Link, side: str, gap: float) -> Iterator[Pose]:
        """Slots on one side of the parent: centred, or with backs flush where both stand against a wall."""
        a, b = self.problem.bodies[link.of], self.problem.bodies[link.to]
        inward = {"front": 0.0, "left": -QUARTER, "right": QUARTER, "back": math.pi}[side]
        look = {"front": math.pi, "left": QUARTER, "right": -QUARTER, "back": 0.0}[side]
        if "facing" in link.kinds:
            turns = [look]
        elif "aligned" in link.kinds or (self.plan.wall_bound(link.of) and self.plan.wall_bound(link.to)):
            turns = [0.0]
        else:
            turns = [0.0, look, math.pi, inward]
        for yaw in dict.fromkeys(turns):
            sideways = abs(math.sin(yaw)) > 0.5
            w, d = (a.size[1], a.size[0]) if sideways else (a.size[0], a.size[1])
            if side in ("front", "back"):
                y = (b.size[1] + d) / 2 + gap
                yield Pose(0.0, -y if side == "front" else y, 0, yaw)
                continue
            x = ((b.size[0] + w) / 2 + gap) * (-1 if side == "left" else 1)
            flush, centre = (b.size[1] - d) / 2, 0.0
            both = self.plan.wall_bound(link.to) or self.plan.traits[link.to].back
            for y in (flush, centre) if both else (centre, flush):
                yield Pose(x, y, 0, yaw)

    def _surface_slots(self, link: Link) -> Iterator[Pose]:
        """Places on a surface: the middle, then along it; what faces the user is turned like its support."""
        a, s = self.problem.bodies[link.of], self.plan.surface(link)
        cx, cy = (s.x0 + s.x1) / 2, (s.y0 + s.y1) / 2
        w, d = max(0.0, (s.x1 - s.x0 - a.size[0]) / 2 - 0.02), max(0.0, (s.y1 - s.y0 - a.size[1]) / 2 - 0.02)
        turn = math.pi if "facing" in link.kinds else 0.0
        for fy in (
            (0.5, 0.0, -0.8, 1.0, 0.2) if self.plan.traits[link.of].role == "screen" else (0.0, 0.6, -0.6, 1.0, -1.0)
        ):
            for fx in (0.0, 0.8, -0.8, 0.4, -0.4, 1.0, -1.0):
                yield Pose(cx + fx * w * (-1 if self.variant % 2 else 1), cy + fy * d, 0, turn)


class _Seating:
    """Who sits where: a bounded depth-first search for the assignment of seats with least wrong. `best[i]` is the slot
    of sitter i."""

    def __init__(self, builder: _Builder, placed: dict[int, Pose], slots: list[Pose]) -> None:
        self.builder, self.placed, self.slots = builder, placed, slots
        self.best: list[int] = list(range(len(slots)))
        self.least, self.nodes = 10**6, 0

    def go(self, sitters: list[int], wrong: int, chosen: list[int]) -> None:
        """Seat the sitter after those chosen, the first seats first."""
        if len(chosen) == len(sitters):
            self.least, self.best = wrong, chosen
            return
        c = sitters[len(chosen)]
        for k, slot in enumerate(self.slots):
            if k in chosen or self.nodes > SEATINGS:
                continue
            self.nodes += 1
            unit = self.builder.child(c, self.builder.plan.links[c], self.placed, slot)
            more = wrong + self.builder.wrong(unit)
            if more < self.least:
                self.builder.settle(unit)
                self.go(sitters, more, [*chosen, k])
                self.builder.unsettle(unit)
            if self.least == 0:
                return


def _gaps(first: float, limit: float) -> list[float]:
    """Gaps to try: the designed one, then wider ones up to the limit."""
    return [first, *(v for v in (0.1, 0.2, 0.4, 0.6, 0.8, 1.0, 1.4, 1.8, 2.4) if first < v <= limit)]


def _sides(link: Link, variant: int) -> list[str]:
    """The sides of the parent on which a child may stand, preferred first."""
    named = {"in_front_of": "front", "behind": "back", "left_of": "left", "right_of": "right"}
    sides = [named[k] for k in ("left_of", "right_of", "in_front_of", "behind") if k in link.kinds]
    beside = next((x for x in link.relations if isinstance(x, r.Beside)), None)
    if beside is not None:
        sides = [beside.side] if beside.side != "either" else ["left", "right"]
    if not sides:
        sides = ["right", "left", "front", "back"] if "facing" not in link.kinds else ["front", "right", "left", "back"]
        k = variant % len(sides)
        return sides[k:] + sides[:k]
    return sides[::-1] if variant % 2 else sides


def _close(p: Place, q: Place) -> bool:
    reach = p.radius + q.radius
    return abs(p.rect.x - q.rect.x) < reach and abs(p.rect.y - q.rect.y) < reach


def _differs(a: dict[int, Pose], b: dict[int, Pose]) -> bool:
    return any(math.hypot(a[k].x - b[k].x, a[k].y - b[k].y) > 0.05 or abs(a[k].yaw - b[k].yaw) > 0.05 for k in a)
