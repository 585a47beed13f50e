"""A thing that became larger, smaller or another one: what is held to it keeps its distance from its edges, and it
keeps its back at the wall."""

from __future__ import annotations

import math
from dataclasses import replace

from idesign.compile import compose
from idesign.edits.bench import Bench, at
from idesign.edits.settle import put, settle
from idesign.scene import RelationRecord, SceneObject
from idesign.sentences import called, told
from solvers import relation_to_json
from solvers.changes import carried_to
from solvers.geometry import segment_distance
from solvers.problem import Pose
from solvers.relations import Near, Offset, OnTopOf, Relation

Vec3 = tuple[float, float, float]
AT_WALL = 0.15
"""A back this near to a wall [m] stays there."""
BESIDE = 0.6
"""What stands further out than this share of half a side keeps its distance from the edge; the rest grows along."""
ON_TOP = 0.05
"""A base this near to the top of a thing stands on its top [m]."""


def exchanged(bench: Bench, old: SceneObject, new: SceneObject) -> tuple[Bench | None, list[str]]:
    """The bench with `new` in the place of `old` (whose id it may have), and sentences about what stood on it; None
    when it fits nowhere near."""
    here, pose = in_its_place(bench, old, new)
    if (found := put(here, new.id, pose)) is not None:
        return found, []
    return _loosened(here, new.id, pose)


def in_its_place(bench: Bench, old: SceneObject, new: SceneObject) -> tuple[Bench, Pose]:
    """The bench with `new` just where `old` was, whatever it then meets, and its pose."""
    adjusted = _with_offsets(renamed(bench, old, new), old, new)
    pose = _standing(adjusted, old, new)
    return adjusted.placed({new.id: pose, **_member_poses(adjusted, new.id, pose)}), pose


def renamed(bench: Bench, old: SceneObject, new: SceneObject) -> Bench:
    """With the new object in the list where the old one was, and in all its relations."""
    objects = [new if o.id == old.id else o for o in bench.scene.objects]
    objects = [replace(o, support=new.id) if o.support == old.id else o for o in objects]
    if old.id == new.id:
        return bench.with_objects(objects)
    relations = [_renamed(r, old.id, new.id) for r in bench.scene.relations]
    return bench.with_relations(relations).with_objects(objects)


def _renamed(r: RelationRecord, old: str, new: str) -> RelationRecord:
    def name(value: object) -> object:
        return new if value == old else [name(v) for v in value] if isinstance(value, list | tuple) else value

    args = {k: name(v) for k, v in r.args.items()}
    return replace(r, a=new if r.a == old else r.a, b=new if r.b == old else r.b, args=args)


# ---------------------------------------------------------------- offsets
def _with_offsets(bench: Bench, old: SceneObject, new: SceneObject) -> Bench:
    records = []
    for record, r in zip(bench.scene.relations, bench.relations, strict=True):
        changed: Relation = r
        if isinstance(r, Offset) and r.b == new.id and r.a in bench.poses:
            changed = _of_host(r, old.size, new.size)
        elif isinstance(r, Offset) and r.a == new.id and r.b in bench.poses:
            changed = _of_member(r, old.size, new.size, bench.object(str(r.b)).size)
        records.append(record if changed is r else RelationRecord(**relation_to_json(changed)))
    return bench.with_relations(records)


def _of_host(r: Offset, old: Vec3, new: Vec3) -> Offset:
    """The offset of a member when what it is held to gets another size."""
    x, y = (_edge(v, old[k], new[k]) for k, v in enumerate((r.x, r.y)))
    z = r.z + new[2] - old[2] if abs(r.z - old[2]) < ON_TOP else r.z * new[2] / old[2]
    return replace(r, x=round(x, 4), y=round(y, 4), z=round(z, 4))


def _edge(v: float, old: float, new: float) -> float:
    if abs(v) >= BESIDE * old / 2:
        return v + math.copysign((new - old) / 2, v)
    return v * new / old


def _of_member(r: Offset, old: Vec3, new: Vec3, host: Vec3) -> Offset:
    """The offset of a thing that itself gets another size: its side at the host, or its back, stays in line."""
    if r.z > ON_TOP:
        return r
    turned = abs(math.sin(r.yaw)) > 0.7
    w, d = (new[1] - old[1], new[0] - old[0]) if turned else (new[0] - old[0], new[1] - old[1])
    x = r.x + math.copysign(w / 2, r.x) if abs(r.x) > host[0] / 2 else r.x
    y = (
        r.y + math.copysign(d / 2, r.y)
        if abs(r.y) > host[1] / 2
        else r.y - math.copysign(d / 2, r.y) * (abs(r.y) > 0.05)
    )
    return replace(r, x=round(x, 4), y=round(y, 4))


# ---------------------------------------------------------------- poses
def _standing(bench: Bench, old: SceneObject, new: SceneObject) -> Pose:
    """Where the new thing stands: in its place at what holds it, else with its back where the old one's was."""
    held = next((r for r in bench.relations if isinstance(r, Offset) and r.a == new.id and r.b in bench.poses), None)
    if held is not None:
        return compose(bench.poses[str(held.b)], held)
    z = bench.scene.room.height - new.size[2] if new.support == "ceiling" else old.z
    base = replace(old.pose, z=z)
    back = at_wall(bench, old)
    return _ahead(base, (old.size[1] - new.size[1]) / 2) if back else base


def at_wall(bench: Bench, o: SceneObject) -> bool:
    """Whether the back of a thing is at a wall."""
    x, y = _ahead_xy(o.pose, o.size[1] / 2)
    return any(segment_distance((x, y), w.start, w.end) <= AT_WALL for w in bench.room.walls)


def _ahead(pose: Pose, back: float) -> Pose:
    x, y = _ahead_xy(pose, back)
    return replace(pose, x=x, y=y)


def _ahead_xy(pose: Pose, back: float) -> tuple[float, float]:
    """The point `back` metres behind the middle."""
    return pose.x - math.sin(pose.yaw) * back, pose.y + math.cos(pose.yaw) * back


def _member_poses(bench: Bench, id: str, pose: Pose) -> dict[str, Pose]:
    """Where the members of a thing stand when it is at `pose`, with what they carry."""
    out: dict[str, Pose] = {}
    for r, o in bench.members(id):
        out[o.id] = compose(pose, r)
        loose = [c.id for c in bench.carried(o.id)]
        out |= carried_to(bench.poses, loose, o.id, out[o.id]) | _member_poses(bench, o.id, out[o.id])
    return out


# ---------------------------------------------------------------- when it does not fit as it was
def _loosened(bench: Bench, id: str, pose: Pose) -> tuple[Bench | None, list[str]]:
    """The thing near its old place, no longer held in a group; what stood on it where there is room on it."""
    riders = [o for o in bench.scene.objects if o.support == id]
    bare = bench.without([x.id for o in riders for x in (o, *bench.carried(o.id))])
    held = [r for r in bare.relations if isinstance(r, Offset) and r.a == id]
    beside = [Near(a=id, b=r.b, max=0.6) for r in held if r.b in bare.poses]
    loose = bare.unrelated([*held, *(r for r in bare.relations if isinstance(r, Offset) and r.b == id)])
    found = settle(loose.related(*beside), id, near=pose) or settle(loose, id, near=pose)
    if found is None:
        return None, []
    said: list[str] = []
    for o in riders:
        kept = set_down(found, o, id)
        found = kept or found
        if kept is None:
            said.append(told("changes.no_room_on_it", thing=called(o)))
    return found, said


def set_down(bench: Bench, o: SceneObject, host: str) -> Bench | None:
    """The bench with a thing standing anywhere on a host; None when there is no room on it."""
    there = bench.with_objects((*bench.scene.objects, at(replace(o, support=host), bench.poses[host])))
    return settle(there.related(OnTopOf(a=o.id, b=host)), o.id)
