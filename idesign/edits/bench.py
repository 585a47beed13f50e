"""A scene on the workbench: its layout problem with what is locked, and how changed poses and pieces are written back.

A `Bench` never changes; what was on it before an operation says which faults were there already and are put up with.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from idesign.compile import body_of
from idesign.exact import asset_of
from idesign.scene import RelationRecord, Scene, SceneObject
from solvers import relation_to_json
from solvers.changes import carried_to
from solvers.problem import Body, LayoutProblem, Pose
from solvers.relations import Offset, Relation
from solvers.repairing import Fault, faults
from solvers.room import Room

WHEELCHAIR = "wheelchair user"


@dataclass(frozen=True)
class Bench:
    """A scene being changed, and the faults that it had before."""

    scene: Scene
    before: frozenset[Fault] = frozenset()

    @classmethod
    def of(cls, scene: Scene) -> Bench:
        """The bench of a scene as it is: its faults are those that are put up with."""
        bench = cls(scene)
        return replace(bench, before=bench.faults)

    @cached_property
    def room(self) -> Room:
        return self.scene.room.plan

    @cached_property
    def relations(self) -> tuple[Relation, ...]:
        return tuple(r.relation for r in self.scene.relations)

    @cached_property
    def poses(self) -> dict[str, Pose]:
        return {o.id: o.pose for o in self.scene.objects}

    @cached_property
    def problem(self) -> LayoutProblem:
        """The problem that the scene solves; what is locked is fixed."""
        bodies = tuple(self._body(o) for o in self.scene.objects)
        accessible = WHEELCHAIR in self.scene.brief.people
        return LayoutProblem(self.scene.room.name or "scene", self.room, bodies, self.relations, accessible)

    def _body(self, o: SceneObject) -> Body:
        return body_of(o.id, o.support, o.z, asset_of(o), self.room, o.pose if o.locked else None)

    @cached_property
    def faults(self) -> frozenset[Fault]:
        """What the exact check finds wrong here."""
        return faults(self.problem, self.poses)

    def sound(self) -> bool:
        """Whether nothing is wrong that was not wrong before."""
        return self.faults <= self.before

    # ------------------------------------------------------------ asking
    def object(self, id: str) -> SceneObject:
        return self.scene.object(id)

    def carried(self, id: str) -> list[SceneObject]:
        """What stands on a thing, directly or not."""
        on = [o for o in self.scene.objects if o.support == id]
        return [x for o in on for x in (o, *self.carried(o.id))]

    def members(self, id: str) -> list[tuple[Offset, SceneObject]]:
        """What keeps its place in the frame of a thing, with the relation that says so."""
        held = (r for r in self.relations if isinstance(r, Offset) and r.b == id and r.hard)
        return [(r, self.object(r.a)) for r in held]

    def tied(self, id: str) -> set[str]:
        """A thing with all that goes along when it moves."""
        found, fresh = {id}, [id]
        while fresh:
            one = fresh.pop()
            along = {o.id for _, o in self.members(one)} | {o.id for o in self.carried(one)}
            fresh += sorted(along - found)
            found |= along
        return found

    def poses_with(self, id: str, pose: Pose) -> dict[str, Pose]:
        """The poses of a thing that is put somewhere and of all that goes along."""
        return carried_to(self.poses, sorted(self.tied(id) - {id}), id, pose)

    # ------------------------------------------------------------ changing
    def with_objects(self, objects: Iterable[SceneObject]) -> Bench:
        return replace(self, scene=replace(self.scene, objects=tuple(objects)))

    def with_object(self, changed: SceneObject) -> Bench:
        """With another object of the same id."""
        return self.with_objects(changed if o.id == changed.id else o for o in self.scene.objects)

    def with_relations(self, relations: Iterable[RelationRecord]) -> Bench:
        return replace(self, scene=replace(self.scene, relations=tuple(relations)))

    def related(self, *relations: Relation) -> Bench:
        """With more relations."""
        more = (RelationRecord(**relation_to_json(r)) for r in relations)
        return self.with_relations((*self.scene.relations, *more))

    def unrelated(self, gone: Collection[Relation]) -> Bench:
        """Without these relations."""
        pairs = zip(self.scene.relations, self.relations, strict=True)
        return self.with_relations(record for record, r in pairs if r not in gone)

    def without(self, ids: Collection[str]) -> Bench:
        """Without these objects and every relation that names one of them."""
        pairs = zip(self.scene.relations, self.relations, strict=True)
        kept = tuple(record for record, r in pairs if not set(r.names) & set(ids))
        return self.with_relations(kept).with_objects(o for o in self.scene.objects if o.id not in ids)

    def standing(self, id: str, support: str, z: float) -> Bench:
        """With a thing on another support, its base at z [m]: what stands on it follows, its group stays below."""
        o = self.object(id)
        by, above = z - o.z, {c.id for c in self.carried(id)}
        lower: dict[Relation, Relation] = {
            r: replace(r, z=r.z - by) for r, member in self.members(id) if member.id not in above
        }
        records = (RelationRecord(**relation_to_json(lower.get(r, r))) for r in self.relations)
        there = self.with_relations(records) if lower and by else self
        higher = (replace(x, z=round(x.z + by, 4)) if x.id in above else x for x in self.scene.objects)
        return there.with_objects(higher).with_object(replace(o, support=support, z=round(z, 4)))

    def placed(self, poses: Mapping[str, Pose]) -> Bench:
        """With objects where `poses` say; those whose pose is the same stay as they are to the last bit."""
        return self.with_objects(
            at(o, poses[o.id]) if o.id in poses and poses[o.id] != self.poses[o.id] else o for o in self.scene.objects
        )


def judged(scene: Scene) -> Scene:
    """The scene with what the exact check says of it now."""
    from idesign.exact import violations

    found = violations(scene)
    status = "solved" if not found and not scene.provenance.breaches else "unsolved"
    return replace(scene, provenance=replace(scene.provenance, status=status))


def at(o: SceneObject, pose: Pose) -> SceneObject:
    """The object at a pose, rounded as in files."""
    return replace(o, x=round(pose.x, 4), y=round(pose.y, 4), z=round(pose.z, 4), yaw_deg=degrees(pose.yaw))


def degrees(yaw: float) -> float:
    """An angle [rad] in (-180, 180] degrees, never -0."""
    turned = round(math.degrees(yaw), 4) % 360.0
    return turned - 360.0 if turned > 180.0 else turned + 0.0
