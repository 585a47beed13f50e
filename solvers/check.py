"""The exact check: what is wrong with a layout, in plain floats and without the solver's losses.

It is the judge of everything else here: `Status.SOLVED` means that this file found nothing. Tolerances are in
`tolerances.py`. Distances are between footprints in plan unless a relation says otherwise; bodies with `parts` collide
by their parts, all others by their full boxes.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache

from shapely import Polygon, prepare

from solvers import geometry as g
from solvers import relations as r
from solvers.layout import Violation
from solvers.places import Place, Scene, collision_depth, opening_places, radiator_clear, rigid_groups, usable
from solvers.problem import Body, LayoutProblem, Pose
from solvers.relation_check import relation_holds
from solvers.room import XY
from solvers.tolerances import DOOR_DEPTH, EPS, FIXED_XY, FIXED_YAW, ROUND


def check(problem: LayoutProblem, placements: Mapping[str, Pose]) -> tuple[Violation, ...]:
    """Everything that is wrong with a layout; empty when it is strict. Soft relations are not asked."""
    return tuple(Checker(problem).violations(placements))


def holds(problem: LayoutProblem, placements: Mapping[str, Pose], relation: r.Relation) -> bool:
    """Whether one relation holds. One that names a body without a usable pose does not."""
    return Checker(problem).holds(placements, relation)


@lru_cache(maxsize=256)
def _widened(room: tuple[XY, ...]) -> Polygon:
    """The room, widened by the tolerance."""
    shape = Polygon(room).buffer(EPS + ROUND, join_style="mitre")
    prepare(shape)
    return shape


@lru_cache(maxsize=32768)
def _inside(room: tuple[XY, ...], corners: g.Ring) -> bool:
    """Whether a footprint does not leave the room. A change asks this of the same bodies at the same places many times,
    and shapes are dear to make."""
    return bool(_widened(room).covers(Polygon(corners)))


@lru_cache(maxsize=4096)
def _from_walls(room: tuple[XY, ...], corners: g.Ring) -> float:
    """The distance of a footprint from the line of the walls [m]."""
    return float(Polygon(room).exterior.distance(Polygon(corners)))


class Checker:
    """The check of one problem, with what does not depend on the layout worked out once. Of a body, and of a pair, that
    stands as it did when it was asked last, what was found is known still: a change leaves most of a room alone."""

    def __init__(self, problem: LayoutProblem) -> None:
        self.problem = problem
        self.bodies = {b.id: b for b in problem.bodies}
        self.openings = opening_places(problem)
        self.group = rigid_groups(problem)
        self._places: dict[str, Place] = {}
        self._depths: dict[tuple[str, str], tuple[tuple[Pose, Pose], float]] = {}

    @cached_property
    def carriers(self) -> dict[str, list[int]]:
        """Body id -> the numbers of the relations that give it something to stand on."""
        out: dict[str, list[int]] = {}
        for k, x in enumerate(self.problem.relations):
            if carries(x):
                out.setdefault(x.a, []).append(k)
        return out

    def scene(self, placements: Mapping[str, Pose]) -> Scene:
        """The bodies that have a usable pose, and the openings, as places."""
        found = {i: self._place(b, placements[i]) for i, b in self.bodies.items() if usable(placements.get(i))}
        return Scene(self.problem.room, found, {**self.openings, **found}, self.group)

    def _place(self, body: Body, pose: Pose) -> Place:
        known = self._places.get(body.id)
        if known is None or known.pose != pose:
            known = self._places[body.id] = Place(body, pose)
        return known

    def _depth(self, a: Place, b: Place) -> float:
        """How deep two bodies collide [m]."""
        key, poses = (a.id, b.id), (a.pose, b.pose)
        known = self._depths.get(key)
        if known is None or known[0] != poses:
            known = self._depths[key] = (poses, collision_depth(a, b))
        return known[1]

    def holds(self, placements: Mapping[str, Pose], relation: r.Relation) -> bool:
        """Whether one relation holds."""
        return relation_holds(self.scene(placements), relation)

    def violations(self, placements: Mapping[str, Pose]) -> Iterable[Violation]:
        """All violations: placed, inside, doors and radiators, apart, support, fixed, relations (in this order)."""
        scene, relations = self.scene(placements), self.problem.relations
        held = [relation_holds(scene, x) if x.hard or carries(x) else True for x in relations]
        yield from self._placed(placements, scene)
        for place in scene.placed.values():
            yield from self.room_violations(place)
        yield from self._apart(scene)
        yield from self._support(scene, held)
        yield from self._fixed(scene)
        for k, x in enumerate(relations):
            if x.hard and not held[k]:
                yield Violation("relation", f"{describe(x)} does not hold", named(x), k)

    def soft_share(self, placements: Mapping[str, Pose]) -> float:
        """The weighted share of the soft relations that hold; 1 when there are none."""
        scene, soft = self.scene(placements), [x for x in self.problem.relations if not x.hard]
        total = sum(x.weight for x in soft)
        return sum(x.weight for x in soft if relation_holds(scene, x)) / total if total > 0 else 1.0

    def _placed(self, placements: Mapping[str, Pose], scene: Scene) -> Iterable[Violation]:
        for i in self.bodies:
            if i not in scene.placed:
                yield Violation("placed", f"{i} has no finite pose", (i,))
        for i in placements:
            if i not in self.bodies:
                yield Violation("placed", f"{i} is not a body of the problem", (i,))

    def room_violations(self, p: Place) -> Iterable[Violation]:
        """What is wrong with one placed body and the room: outside, below, above, in a doorway, at what is built in."""
        i = p.id
        if not _inside(self.problem.room.polygon, p.rect.corners):
            yield Violation("inside", f"{i} leaves the room", (i,))
        if p.base < -EPS - ROUND:
            yield Violation("inside", f"{i} is {-p.base:.3f} m below the floor", (i,))
        if p.top > self.problem.room.height + EPS + ROUND:
            yield Violation("inside", f"{i} reaches {p.top:.3f} m, above the ceiling", (i,))
        for id, zone in self.zones if p.blocks else ():
            if g.overlap_depth(p.rect.corners, zone) > EPS + ROUND:
                yield Violation("doors", f"{i} stands in the way of {id}", (i, id))
        yield from self._built_in(p)

    def _built_in(self, p: Place) -> Iterable[Violation]:
        """A body that meets a column, or stands (or hangs) before a radiator."""
        for c in self.problem.room.columns:
            depth = g.overlap_depth(p.rect.corners, c.ring)
            if depth > EPS + ROUND:
                yield Violation("inside", f"{p.id} overlaps the column {c.id} by {depth:.3f} m", (p.id, c.id))
        for h in self.problem.room.radiators:
            clear = radiator_clear(p.body, p.base, h)
            if clear and g.overlap_depth(p.rect.corners, g.radiator_zone(self.problem.room, h, clear)) > EPS + ROUND:
                yield Violation("radiators", f"{p.id} is nearer than {clear:g} m before {h.id}", (p.id, h.id))

    @cached_property
    def zones(self) -> list[tuple[str, tuple[XY, ...]]]:
        """The clear zone of each door."""
        return [(d.id, g.door_zone(self.problem.room, d, DOOR_DEPTH)) for d in self.problem.room.doors]

    def _apart(self, scene: Scene) -> Iterable[Violation]:
        """Bodies that collide, found by a sweep along x."""
        places = list(scene.placed.values())
        order = sorted(range(len(places)), key=lambda k: places[k].rect.x - places[k].radius)
        close: list[tuple[int, int]] = []
        active: list[int] = []
        for k in order:
            left = places[k].rect.x - places[k].radius
            active = [j for j in active if places[j].rect.x + places[j].radius >= left]
            close += [(min(j, k), max(j, k)) for j in active]
            active.append(k)
        for j, k in sorted(close):
            a, b = places[j], places[k]
            depth = self._depth(a, b)
            if depth > EPS + ROUND:
                yield Violation("apart", f"{a.id} and {b.id} overlap by {depth:.3f} m", (a.id, b.id))

    def _support(self, scene: Scene, held: list[bool]) -> Iterable[Violation]:
        for i, p in scene.placed.items():
            body, numbers = self.bodies[i], self.carriers.get(i, [])
            hard = [k for k in numbers if self.problem.relations[k].hard]
            if body.mount != "floor":
                yield from (Violation("support", f"{i} {what}", (i,)) for what in self._hanging(body, p))
            elif hard:
                for k in (k for k in hard if not held[k]):
                    b = self.problem.relations[k].b or ""
                    yield Violation("support", f"{i} is not on {b}", (i, b), k)
            elif not p.on_floor and not (body.fixed and not numbers) and not any(held[k] for k in numbers):
                yield Violation("support", f"{i} stands at {p.base:.3f} m and on nothing", (i,))

    def _hanging(self, body: Body, p: Place) -> Iterable[str]:
        if body.elevation is not None and abs(p.base - body.elevation) > EPS + ROUND:
            yield f"hangs at {p.base:.3f} m, not at {body.elevation:.3f} m"
        if body.fixed:
            return
        if body.mount == "ceiling" and abs(p.top - self.problem.room.height) > EPS + ROUND:
            yield "does not hang from the ceiling"
        if body.mount == "wall" and _from_walls(self.problem.room.polygon, p.rect.corners) > EPS + ROUND:
            yield "does not hang on a wall"

    def _fixed(self, scene: Scene) -> Iterable[Violation]:
        for i, p in scene.placed.items():
            f = self.bodies[i].fixed
            if f is None:
                continue
            away = math.hypot(p.rect.x - f.x, p.rect.y - f.y)
            turned, lifted = abs(g.wrap(p.rect.yaw - f.yaw)), abs(p.base - f.z)
            if away > FIXED_XY + ROUND or lifted > EPS + ROUND or turned > FIXED_YAW + ROUND:
                yield Violation("fixed", f"{i} was moved by {away:.3f} m or turned or lifted", (i,))


def carries(x: r.Relation) -> bool:
    """Whether a relation gives its `a` something to stand on."""
    return isinstance(x, r.OnTopOf) or (isinstance(x, r.Offset) and x.z > EPS)


def named(x: r.Relation) -> tuple[str, ...]:
    """The ids that a relation names."""
    return x.names


def describe(x: r.Relation) -> str:
    """A relation in words, for messages: `lamp-0 near bed-0`."""
    return " ".join((x.a, x.kind, *named(x)[1:]))
