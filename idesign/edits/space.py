"""Operations on where things stand: move, shift, approach, place, turn, swap, and relations that hold from now on."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from idesign.edits import wishes
from idesign.edits.bench import Bench, degrees
from idesign.edits.furniture import OVER
from idesign.edits.operations import (
    AddRelation,
    Approach,
    Move,
    Place,
    RemoveRelation,
    Shift,
    Swap,
    Turn,
    WeighRelation,
    Where,
)
from idesign.edits.places import apart, freed, opening_named, position_relations, relations_for, support_for, walls_of
from idesign.edits.refit import at_wall
from idesign.edits.refusal import RefusedError
from idesign.edits.settle import loosened, put, settle
from idesign.edits.why import why_not, why_not_there
from idesign.knowledge import knowledge
from idesign.scene import RelationRecord, SceneObject
from idesign.sentences import called, known, linked, told, word
from solvers import placement_map, relation_to_json
from solvers.check import Checker
from solvers.geometry import wrap
from solvers.problem import Pose
from solvers.relations import AgainstWall, AtWall, CenteredInRoom, Facing, Offset, OnTopOf, Relation

LITTLE = 0.03
"""Coming closer by less than this is none [m]."""
STEP = 0.06
"""Grid step of the search for a closer place [m]."""
ELSEWHERE = 0.8
"""What is to stand somewhere else stands so far from where it stood, at least [m]."""
SQUARE = 0.02
"""A turn by less is none [rad]."""
ASIDE_LEAST, ASIDE_MOST = 0.6, 1.0
"""What a hand puts down stands at most as far from there as it was moved, within these bounds [m], or stays."""
ASIDE = 0.5
"""A metre sideways weighs so much beside a metre of the way that was asked."""


# ---------------------------------------------------------------- to a pose
def move(bench: Bench, op: Move) -> tuple[Bench, list[str]]:
    """Exactly there if others can make way, else next to it."""
    o = bench.object(op.id)
    yaw = o.pose.yaw if op.yaw_deg is None else math.radians(op.yaw_deg)
    return _to_pose(apart(bench, o.id) if op.alone else bench, o, replace(o.pose, x=op.x, y=op.y, yaw=yaw))


def shift(bench: Bench, op: Shift) -> tuple[Bench, list[str]]:
    """By so much, or as far as the room allows."""
    o = bench.object(op.id)
    return _to_pose(bench, o, replace(o.pose, x=o.x + op.dx, y=o.y + op.dy))


def _to_pose(bench: Bench, o: SceneObject, pose: Pose) -> tuple[Bench, list[str]]:
    """What a person's hand does: what the thing was bound to and no longer holds there is let go."""
    free = _let_go(bench, o.id, pose)
    done = put(free, o.id, pose, hold=True) or put(free, o.id, pose)
    if done is None or _astray(o, done.object(o.id), pose):
        hand = Move(o.id, pose.x, pose.y, degrees(pose.yaw))
        raise why_not(free, o.id, hand, told("refused.not_there", thing=called(o)), pose)
    now = done.object(o.id)
    if _far(o, now) < LITTLE and abs(wrap(now.pose.yaw - o.pose.yaw)) < SQUARE:
        raise RefusedError(told("refused.not_that_way", thing=called(o)))
    text = told("changes.moved", thing=called(o), far=_far(o, now), short=_short(now, pose))
    return _moved_by_hand(done, o), [text]


def _far(a: SceneObject, b: SceneObject) -> float:
    return math.dist((a.x, a.y, a.z), (b.x, b.y, b.z))


def _astray(before: SceneObject, now: SceneObject, wanted: Pose) -> bool:
    """Whether a thing would stand further from where a hand put it than "next to it" means."""
    drag = math.dist((before.x, before.y), (wanted.x, wanted.y))
    return math.dist((now.x, now.y), (wanted.x, wanted.y)) > min(max(drag, ASIDE_LEAST), ASIDE_MOST)


def _short(o: SceneObject, wanted: Pose) -> str:
    missing = math.dist((o.x, o.y), (wanted.x, wanted.y))
    return told("changes.short", missing=missing) if missing > 0.01 else ""


def _let_go(bench: Bench, id: str, pose: Pose) -> Bench:
    """Without the relations of a thing that do not hold at its new pose."""
    poses = {**bench.poses, id: pose}
    checker = Checker(bench.problem)
    lost = [r for r in position_relations(bench, id) if r.hard and not checker.holds(poses, r)]
    return freed(bench, id, lost)


def _moved_by_hand(bench: Bench, o: SceneObject) -> Bench:
    return replace(bench, scene=wishes.moved(bench.scene, o))


# ---------------------------------------------------------------- closer, further
def approach(bench: Bench, op: Approach) -> tuple[Bench, list[str]]:
    """To the free place whose distance from the target is nearest to what is asked, little to the side."""
    o = bench.object(op.id)
    free = freed(bench, op.id, [r for r in position_relations(bench, op.id) if not isinstance(r, AgainstWall)])
    found = placement_map(loosened(free, op.id), free.poses, op.id, step=STEP)
    poses = found.poses()
    before = gap(bench, o, o.pose, op.target)
    order = _by_wish(bench, o, poses, op, before) if len(poses) else []
    for k in order[:4]:
        x, y, z, yaw = (float(v) for v in poses[k])
        done = put(free, op.id, Pose(x, y, z, yaw))
        now = gap(done, o, done.object(op.id).pose, op.target) if done is not None else before
        if done is not None and (before - now) * math.copysign(1.0, op.by) > LITTLE:
            key, target = "changes.closer" if op.by > 0 else "changes.further", _target_name(bench, op.target)
            return _moved_by_hand(done, o), [told(key, thing=called(o), far=abs(before - now), target=target)]
    key = "refused.not_closer" if op.by > 0 else "refused.not_further"
    raise RefusedError(told(key, thing=called(o), target=_target_name(bench, op.target)))


def _by_wish(bench: Bench, o: SceneObject, poses: np.ndarray, op: Approach, before: float) -> list[int]:
    wanted = max(0.0, before - op.by)
    cost = []
    for x, y, _, yaw in poses:
        pose = Pose(float(x), float(y), o.z, float(yaw))
        turned = abs(math.sin((yaw - o.pose.yaw) / 2))
        aside = math.dist((x, y), (o.x, o.y))
        cost.append(abs(gap(bench, o, pose, op.target) - wanted) + ASIDE * aside + turned)
    return [int(k) for k in np.argsort(cost, kind="stable")]


def gap(bench: Bench, o: SceneObject, pose: Pose, target: str) -> float:
    """How far the middle of a thing at a pose is from a target: an object, an opening, or the nearest such wall [m]."""
    if target in bench.poses:
        other = bench.poses[target]
        return math.dist((pose.x, pose.y), (other.x, other.y))
    opening = next((x for x in bench.room.openings if x.id == opening_named(bench, target)), None)
    if opening is not None:
        x, y = bench.room.walls[opening.wall].at(opening.offset + opening.width / 2)
        return math.dist((pose.x, pose.y), (x, y))
    if target == "room":
        return math.dist((pose.x, pose.y), bench.room.centroid)
    walls = [bench.room.walls[k] for k in walls_of(bench, target)] or list(bench.room.walls)
    return min(abs((pose.x - w.start[0]) * w.n[0] + (pose.y - w.start[1]) * w.n[1]) for w in walls)


def _target_name(bench: Bench, target: str) -> str:
    if target in bench.poses:
        return called(bench.object(target))
    place, _, which = target.partition(":")
    kind = place.split("-")[0]
    if not which or which.isdigit():
        return told(f"place.{kind}")
    name = f"{kind}_{which}"
    return word("place", name) if known("place", name) else told("place.other", which=which, kind=word("kinds", kind))


# ---------------------------------------------------------------- to a place in words
def place(bench: Bench, op: Place) -> tuple[Bench, list[str]]:
    """There from now on; what it was bound to before is let go."""
    o = bench.object(op.id)
    _not_at_itself(bench, o, op.places)
    free = bench.unrelated([r for r in bench.relations if r.a == o.id and r in _old_binds(bench, o)])
    moved = _on_support(free, o, op.places)
    there = moved.related(*(r for p in op.places for r in relations_for(moved, moved.object(o.id), p)))
    said = [r for r in there.relations if r.a == o.id]
    at_walls = any(isinstance(r, AtWall) for r in said)
    backed = there.related(AgainstWall(a=o.id)) if not at_walls and _wants_wall(bench, o, op.places) else None
    for tried in (t for t in (backed, there) if t is not None):
        done = settle(tried, o.id, near=o.pose, apart=0.0 if op.places else ELSEWHERE)
        if done is not None:
            places = [where_words(bench, p) for p in op.places]
            places = places or [told("changes.away", far=_far(o, done.object(o.id)))]
            return _moved_by_hand(done, o), [told("changes.placed", thing=called(o), where=linked(places, "and"))]
    raise why_not(there, o.id, op)


def _not_at_itself(bench: Bench, o: SceneObject, places: Sequence[Where]) -> None:
    """Raises `RefusedError` for a place at the thing itself, or on what stands on it."""
    carried = {x.id for x in bench.carried(o.id)}
    for p in places:
        if o.id in (p.target, p.other) or (p.kind in ("on", "inside") and p.target in carried):
            raise RefusedError(told("refused.at_itself", thing=called(o)))


def _old_binds(bench: Bench, o: SceneObject) -> list[object]:
    on = [r for r in bench.relations if r.a == o.id and isinstance(r, Offset | OnTopOf)]
    return [*position_relations(bench, o.id), *on]


def _on_support(bench: Bench, o: SceneObject, places: Sequence[Where]) -> Bench:
    """The thing on (or off) what the places say that it stands on."""
    support = next((s for p in places if (s := support_for(bench, p))), None)
    if support is None:
        support = o.support if o.support not in bench.poses else _ground(bench, o, places)
    above = next((bench.object(p.target) for p in places if p.kind == "above" and p.target in bench.poses), None)
    z = 0.0 if support == "floor" else o.z
    if support == "wall" and above is not None:
        z = max(o.z, above.z + above.size[2] + OVER)
    if support == "wall" and o.support != "wall":
        z = max(z, knowledge().piece(o.category).elevation or 1.0)
    if support in bench.poses and support != o.support:
        z = bench.poses[support].z + bench.object(support).size[2]
    changed = bench.standing(o.id, support, z)
    still = support in bench.poses and not any(p.kind in ("on", "inside") for p in places)
    return changed.related(OnTopOf(a=o.id, b=support)) if still else changed


def _ground(bench: Bench, o: SceneObject, places: Sequence[Where]) -> str:
    """What a thing that stands on another stands on when it goes elsewhere: a small thing stays up there."""
    small = knowledge().piece(o.category).stand == "surface"
    return o.support if small or all(p.target == o.support for p in places) else "floor"


def _wants_wall(bench: Bench, o: SceneObject, places: Sequence[Where]) -> bool:
    """Whether a thing that stood at a wall goes on doing so at its new place."""
    middle = any(p.target == "room" for p in places)
    had = any(isinstance(r, AgainstWall) and r.a == o.id and r.hard for r in bench.relations)
    return had and not middle and o.support == "floor"


def where_words(bench: Bench, p: Where) -> str:
    """A place in words: "by the window"."""
    targets = [_target_name(bench, t) for t in (p.target, p.other) if t]
    return told(f"where.{p.kind}", target=linked(targets, "and"))


# ---------------------------------------------------------------- turn, swap
def turn(bench: Bench, op: Turn) -> tuple[Bench, list[str]]:
    """Turned on the spot; what it then no longer stands against is let go."""
    o = bench.object(op.id)
    yaw = o.pose.yaw + math.radians(op.by_deg) if op.facing is None else _toward(bench, o, op.facing)
    pose = replace(o.pose, yaw=_squared(o, yaw) if op.facing else yaw)
    if abs(wrap(pose.yaw - o.pose.yaw)) < SQUARE:
        raise RefusedError(told("refused.looks_already", thing=called(o)))
    free = _let_go(bench, o.id, pose)
    if op.facing is not None:
        free = free.unrelated([r for r in free.relations if isinstance(r, Facing) and r.a == o.id])
        aim = opening_named(bench, op.facing) or (op.facing if op.facing in bench.poses else None)
        held = aim and Checker(free.problem).holds({**free.poses, o.id: pose}, Facing(a=o.id, b=aim))
        free = free.related(Facing(a=o.id, b=aim)) if held else free
    tries = (put(free, o.id, pose, hold) for hold in (True, False))
    done = next((t for t in tries if t is not None and abs(wrap(t.poses[o.id].yaw - pose.yaw)) < SQUARE), None)
    if done is None:
        raise why_not(free, o.id, op, told("refused.not_turned", thing=called(o)), pose)
    if op.facing:
        text = told("changes.looks_at", thing=called(o), target=_target_name(bench, op.facing))
    else:
        text = told("changes.turned", thing=called(o), degrees=op.by_deg)
    return _moved_by_hand(done, o), [text]


def _squared(o: SceneObject, yaw: float) -> float:
    """What has its back at walls turns by quarters; a seat may stand at an angle."""
    if not knowledge().piece(o.category).back:
        return yaw
    return o.pose.yaw + round(wrap(yaw - o.pose.yaw) / (math.pi / 2)) * math.pi / 2


def _toward(bench: Bench, o: SceneObject, target: str) -> float:
    """The yaw [rad] with which a thing looks at a target from where it stands."""
    if target in bench.poses:
        x, y = bench.poses[target].x, bench.poses[target].y
    elif (id := opening_named(bench, target)) is not None:
        opening = next(x for x in bench.room.openings if x.id == id)
        x, y = bench.room.walls[opening.wall].at(opening.offset + opening.width / 2)
    elif target == "room":
        x, y = bench.room.centroid
    else:
        walls = [bench.room.walls[k] for k in walls_of(bench, target)] or list(bench.room.walls)
        wall = min(walls, key=lambda w: abs((o.x - w.start[0]) * w.n[0] + (o.y - w.start[1]) * w.n[1]))
        x, y = o.x - wall.n[0], o.y - wall.n[1]
    return math.atan2(x - o.x, -(y - o.y))


def swap(bench: Bench, op: Swap) -> tuple[Bench, list[str]]:
    """Each stands where the other stood, its back where the other's back was; groups go along."""
    a, b = bench.object(op.a), bench.object(op.b)
    if a.support != b.support and {a.support, b.support} & {"wall", "ceiling"}:
        raise RefusedError(told("refused.one_hangs", a=called(a), b=called(b)))
    free = bench
    for o in (a, b):
        kept = AgainstWall if at_wall(bench, a) and at_wall(bench, b) else CenteredInRoom
        free = freed(free, o.id, [r for r in position_relations(free, o.id) if not isinstance(r, kept)])
    first, second = _in_place_of(a, b), _in_place_of(b, a)
    for one, pose, other, there in ((a, first, b, second), (b, second, a, first)):
        start = free.placed(free.poses_with(other.id, there))
        start = start.placed(start.poses_with(one.id, pose))
        if (done := put(start, one.id, pose)) is not None:
            text = told("changes.swapped", a=called(a), b=called(b))
            return _moved_by_hand(_moved_by_hand(done, a), b), [text]
    raise why_not_there(start, op, told("refused.no_swap", a=called(a), b=called(b)), {a.id: first, b.id: second})


def _in_place_of(o: SceneObject, other: SceneObject) -> Pose:
    """Where a thing stands in the place of another: back to back, or middle to middle."""
    back = (other.size[1] - o.size[1]) / 2
    pose = other.pose
    return replace(pose, x=pose.x - math.sin(pose.yaw) * back, y=pose.y + math.cos(pose.yaw) * back)


# ---------------------------------------------------------------- relations
def add_relation(bench: Bench, op: AddRelation) -> tuple[Bench, list[str]]:
    """It holds from now on; the thing moves only if it does not hold yet."""
    o = bench.object(op.id)
    _not_at_itself(bench, o, (op.place,))
    there = bench.related(*relations_for(bench, o, op.place))
    done = put(there, o.id, o.pose) or settle(there, o.id, near=o.pose)
    if done is None:
        raise why_not(there, o.id, Place(o.id, (op.place,)))
    return done, [told("changes.related", thing=called(o), where=where_words(bench, op.place))]


def weigh_relation(bench: Bench, op: WeighRelation) -> tuple[Bench, list[str]]:
    """It must hold, or is only wished; a thing moves only where something must hold that does not yet."""
    o = bench.object(op.id)
    meant = _relations_meant(bench, o, op.kind, op.b)
    changed = [replace(r, hard=op.hard, weight=op.weight) if r in meant else r for r in bench.relations]
    records = (RelationRecord(**relation_to_json(r)) for r in changed)
    weighed = bench.with_relations(records)
    done = weighed if weighed.sound() else settle(weighed, o.id, near=o.pose)
    if done is None:
        raise why_not(weighed, o.id, op)
    key = "changes.must" if op.hard else "changes.preferred"
    return done, [told(key, thing=called(o), kind=_relation_said(op.kind))]


def _relation_said(kind: str) -> str:
    """A kind of relation in words."""
    return word("relations", kind) if known("relations", kind) else kind.replace("_", " ")


def _relations_meant(bench: Bench, o: SceneObject, kind: str, b: str | None) -> list[Relation]:
    found = [r for r in bench.relations if r.a == o.id and r.kind == kind and b in (None, r.b)]
    if not found:
        raise RefusedError(told("refused.no_relation", thing=called(o)))
    return found


def remove_relation(bench: Bench, op: RemoveRelation) -> tuple[Bench, list[str]]:
    """It need not hold any longer; nothing moves."""
    o = bench.object(op.id)
    gone = _relations_meant(bench, o, op.kind, op.b)
    return bench.unrelated(gone), [told("changes.unrelated", thing=called(o), kind=_relation_said(op.kind))]
