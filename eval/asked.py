"""Whether the things that were asked for stand where they were asked to stand.

A relation of the brief is read here anew, straight from the words' meaning ("flanking": one on the left and one on
the right), and decided by the exact check of relations (`solvers.check`) on declared boxes. How the designer turned the
same words into relations for the solver plays no part.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cached_property

from shapely.geometry import LineString, Polygon

from eval.labels import Assignment
from eval.space import box_plan, front_of
from idesign.brief import WishRelation
from idesign.scene import Scene, SceneObject
from solvers import relations as r
from solvers.check import Checker
from solvers.problem import Body, LayoutProblem, Mount, Pose
from solvers.room import Wall

NEAR, BESIDE, TOUCHING = 1.0, 0.6, 0.3
"""Gaps [m] that the words "near", "beside" and "at" mean when no distance is said."""
LOOKS_BACK = ("desk", "corner_desk", "standing_desk", "school_desk", "piano")
"""Who sits at these looks along their back: "a desk facing the window" means that the person looks out, and what is
"behind the desk" is behind that person, at the desk's front."""


class AskedRelations:
    """Decides the relations of one scene's brief. `wanted` says which objects answer which wish."""

    def __init__(self, scene: Scene, wanted: Assignment) -> None:
        self.scene, self.wanted, self.room = scene, wanted, scene.room.plan
        bodies = tuple(Body(o.id, o.size, o.category, _mount(o)) for o in scene.objects)
        self.poses: Mapping[str, Pose] = {o.id: o.pose for o in scene.objects}
        self.checker = Checker(LayoutProblem("asked", self.room, bodies))

    def holds(self, relation: WishRelation) -> bool:
        """Whether every object of the wish stands in the relation (for "flanking": two of them, on either side)."""
        ours = self.wanted.get(relation.wish, ())
        if not ours:
            return False
        if relation.kind == "flanking":
            return self._flanks(ours, relation)
        return all(self._holds(o, relation) for o in ours)

    def _check(self, relation: r.Relation, turned: bool = False) -> bool:
        poses = self.poses
        if turned:
            own = poses[relation.a]
            poses = {**poses, relation.a: replace(own, yaw=own.yaw + math.pi)}
        return self.checker.holds(poses, relation)

    # ------------------------------------------------------------ what a target means
    @cached_property
    def _openings(self) -> dict[str, tuple[str, ...]]:
        return {"window": tuple(w.id for w in self.room.windows), "door": tuple(d.id for d in self.room.doors)}

    def targets(self, name: str) -> tuple[str, ...]:
        """Ids of the objects or openings that a target names; empty for walls, corners and the room."""
        kind, _, number = name.partition(":")
        if kind in self._openings:
            found = self._openings[kind]
            return found[int(number) - 1 : int(number)] if number.isdigit() else found
        return tuple(o.id for o in self.wanted.get(name, ()))

    def walls(self, name: str) -> tuple[Wall, ...]:
        """The walls that a target such as "wall:long" names."""
        which = name.partition(":")[2]
        if which in ("long", "short"):
            pick = max if which == "long" else min
            length = pick(w.length for w in self.room.walls)
            return tuple(w for w in self.room.walls if math.isclose(w.length, length, rel_tol=0.02))
        if which in ("north", "south", "east", "west"):
            return (self.room.wall_named(which),)
        if which.startswith(("opposite:", "behind:")):
            return self._walls_of(*which.split(":", 1))
        return self.room.walls

    def _walls_of(self, side: str, target: str) -> tuple[Wall, ...]:
        """The walls that the front ("opposite") or back ("behind") of a thing or opening looks at."""
        found = []
        for id in self.targets(target):
            x, y, yaw = self._frame(id)
            sign = 1.0 if (side == "opposite") != self._looks_back(id) else -1.0
            ahead = (sign * math.sin(yaw), -sign * math.cos(yaw))
            facing = [w for w in self.room.walls if w.n[0] * ahead[0] + w.n[1] * ahead[1] < -0.7]
            found += sorted(facing, key=lambda w: abs(_ahead(w, x, y)))[:1] if side == "behind" else facing
        return tuple(found)

    def _looks_back(self, id: str) -> bool:
        return any(o.id == id and o.category in LOOKS_BACK for o in self.scene.objects)

    def _frame(self, id: str) -> tuple[float, float, float]:
        """Position and yaw of an object or opening; an opening's front looks into the room."""
        if (pose := self.poses.get(id)) is not None:
            return pose.x, pose.y, pose.yaw
        opening = next(o for o in self.room.openings if o.id == id)
        wall = self.room.walls[opening.wall]
        return (*wall.at(opening.offset + opening.width / 2), wall.yaw)

    # ------------------------------------------------------------ one object
    def _holds(self, o: SceneObject, x: WishRelation) -> bool:
        place = x.target.partition(":")[0]
        if place == "wall":
            return self._at_wall(o, x)
        if place == "corner":
            return self._in_corner(o, x.target) != (x.kind == "far")
        if place == "room":
            middle = (self._floor.centroid.x, self._floor.centroid.y)
            return self._looks_at(o, middle) if x.kind == "facing" else self._check(r.CenteredInRoom(a=o.id))
        if place in ("ceiling", "floor"):
            return o.support == place
        if place in self._openings:
            return any(self._at_opening(o, x, id) for id in self.targets(x.target))
        return any(self._at_thing(o, x, id) for id in self.targets(x.target) if id != o.id)

    @cached_property
    def _floor(self) -> Polygon:
        return Polygon(self.room.polygon)

    def _in_corner(self, o: SceneObject, target: str) -> bool:
        """In some corner, or in that of two named sides: within 0.3 m of both walls."""
        sides = target.partition(":")[2].split("-") if ":" in target else []
        return self._check(r.Corner(a=o.id)) and all(self._gap(o, self.room.wall_named(s)) <= TOUCHING for s in sides)

    def _gap(self, o: SceneObject, wall: Wall) -> float:
        return float(box_plan(o).distance(LineString([wall.start, wall.end])))

    def _looks_at(self, o: SceneObject, point: tuple[float, float]) -> bool:
        """Whether the front points to a place in plan within 15 degrees."""
        (fx, fy), dx, dy = front_of(o), point[0] - o.x, point[1] - o.y
        return fx * dx + fy * dy >= math.cos(math.radians(15)) * math.hypot(dx, dy) - 1e-9

    def _at_wall(self, o: SceneObject, x: WishRelation) -> bool:
        walls = self.walls(x.target)
        if x.kind == "centered":
            return self._check(r.CenteredOnWall(a=o.id, tol=0.2))
        if x.kind in ("facing", "opposite"):
            fx, fy = front_of(o)
            return any(fx * w.n[0] + fy * w.n[1] <= -math.cos(math.radians(15)) for w in walls)
        if x.kind == "far":
            return all(self._gap(o, w) >= (x.distance or 1.5) for w in walls)
        if x.kind == "near":
            return any(self._gap(o, w) <= (x.distance or NEAR) for w in walls)
        return bool(walls) and self._check(r.AtWall(a=o.id, walls=tuple(w.index for w in walls)))

    def _at_opening(self, o: SceneObject, x: WishRelation, id: str) -> bool:
        if x.kind == "facing":
            return self._check(r.Facing(a=o.id, b=id), turned=o.category in LOOKS_BACK)
        if x.kind == "far":
            return self._check(r.Far(a=o.id, b=id, min=x.distance or 1.5))
        if x.kind == "above":
            return self._check(r.Above(a=o.id, b=id, tol=0.3))
        if x.kind == "between":
            return self._between(o, x, id)
        if x.kind in ("at", "under", "in_front_of") and self._check(r.AtWindow(a=o.id, b=id, max=TOUCHING)):
            return True
        return x.kind != "under" and self._check(r.Near(a=o.id, b=id, max=x.distance or NEAR))

    def _at_thing(self, o: SceneObject, x: WishRelation, id: str) -> bool:
        if x.kind in ("on", "inside"):
            return o.support == id or self._check(r.OnTopOf(a=o.id, b=id))
        if x.kind == "between":
            return self._between(o, x, id)
        if x.kind == "opposite":
            return self._check(r.Facing(a=o.id, b=id)) and self._check(r.Facing(a=id, b=o.id))
        if x.kind == "behind" and self._looks_back(id):
            return self._check(r.InFrontOf(a=o.id, b=id))
        make = _RELATIONS.get(x.kind)
        return make is not None and self._check(make(o.id, id, x.distance), turned=_turned(o, x))

    def _between(self, o: SceneObject, x: WishRelation, id: str) -> bool:
        others = self.targets(x.other) if x.other else tuple(t for t in self.targets(x.target) if t != id)
        return any(self._check(r.Between(a=o.id, b=id, c=c, tol=0.5)) for c in others)

    def _flanks(self, ours: Iterable[SceneObject], x: WishRelation) -> bool:
        def beside(id: str, side: str) -> bool:
            relation = r.Beside(a="", b=id, side="left" if side == "left" else "right", max=BESIDE)
            return any(self._check(replace(relation, a=o.id)) for o in ours)

        return any(beside(id, "left") and beside(id, "right") for id in self.targets(x.target) if id in self.poses)


def _mount(o: SceneObject) -> Mount:
    return "wall" if o.support == "wall" else "ceiling" if o.support == "ceiling" else "floor"


def _turned(o: SceneObject, x: WishRelation) -> bool:
    return x.kind == "facing" and o.category in LOOKS_BACK


def _ahead(wall: Wall, x: float, y: float) -> float:
    """Distance of a point from the wall's line, along its inward normal [m]."""
    return (x - wall.start[0]) * wall.n[0] + (y - wall.start[1]) * wall.n[1]


_Make = Callable[[str, str, float | None], r.Relation]
_RELATIONS: Mapping[str, _Make] = {
    "against": lambda a, b, d: r.Near(a=a, b=b, max=d or TOUCHING),
    "at": lambda a, b, d: r.Near(a=a, b=b, max=d or BESIDE),
    "under": lambda a, b, d: r.Under(a=a, b=b),
    "above": lambda a, b, d: r.Above(a=a, b=b, tol=0.3),
    "beside": lambda a, b, d: r.Beside(a=a, b=b, max=d or BESIDE),
    "near": lambda a, b, d: r.Near(a=a, b=b, max=d or NEAR),
    "far": lambda a, b, d: r.Far(a=a, b=b, min=d or 1.5),
    "facing": lambda a, b, d: r.Facing(a=a, b=b),
    "in_front_of": lambda a, b, d: r.InFrontOf(a=a, b=b),
    "behind": lambda a, b, d: r.Behind(a=a, b=b),
    "left_of": lambda a, b, d: r.LeftOf(a=a, b=b),
    "right_of": lambda a, b, d: r.RightOf(a=a, b=b),
    "around": lambda a, b, d: r.Around(a=a, b=b, max=d or BESIDE),
    "centered": lambda a, b, d: r.CenteredOn(a=a, b=b),
    "parallel": lambda a, b, d: r.Parallel(a=a, b=b),
}
