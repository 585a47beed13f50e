"""From a place in words (`Where`) to relations that hold from now on, for one thing among the others of a scene."""

from __future__ import annotations

import math
from collections.abc import Sequence

from idesign.designers.embedded.draft import walls_named
from idesign.designers.embedded.kinds import DESKS
from idesign.designers.embedded.relate import beside_opening, pair_relations
from idesign.edits.bench import Bench
from idesign.edits.operations import Where
from idesign.errors import InputError
from idesign.knowledge import knowledge
from idesign.scene import SceneObject
from solvers.geometry import wrap
from solvers.relations import (
    AgainstWall,
    AtWall,
    AtWindow,
    Between,
    CenteredInRoom,
    CenteredOnWall,
    Corner,
    Facing,
    Far,
    KeepClear,
    Near,
    NotBlocking,
    Offset,
    OnTopOf,
    Relation,
)

PLACES = ("wall", "corner", "window", "door", "room", "ceiling", "floor")
HELD = (KeepClear, NotBlocking)
"""Relations that say how a thing stands wherever it stands: they survive a move."""
NEAR = 0.8
"""Gap [m] that "near" a thing means when no distance is said."""


def support_for(bench: Bench, place: Where) -> str | None:
    """What a place puts a thing on: an object's id, "wall", "ceiling" or "floor"; None when it does not say."""
    if place.target in bench.poses and (place.kind in ("on", "inside") or _in_middle(bench, place)):
        return place.target
    kind = place.target.partition(":")[0]
    return kind if place.kind == "on" and kind in ("wall", "ceiling", "floor") else None


def relations_for(bench: Bench, o: SceneObject, place: Where) -> list[Relation]:
    """The relations that put a thing there. Raises `InputError` for a target that the scene does not have."""
    if place.target in bench.poses:
        return _to_thing(bench, o, place)
    opening = opening_named(bench, place.target)
    if opening is not None:
        return _to_opening(bench, o, place, opening)
    kind = place.target.partition(":")[0]
    if kind not in PLACES or kind in ("window", "door"):
        raise InputError(f"place: there is no {place.target!r} in this room")
    return _to_room(bench, o, place, kind)


def opening_named(bench: Bench, target: str) -> str | None:
    """The id of a door or window: by its id, or as "window", "window:2", "door"."""
    if target in [x.id for x in bench.room.openings]:
        return target
    kind, _, number = target.partition(":")
    row = _of_kind(bench, kind)
    k = int(number) - 1 if number.isdigit() and int(number) > 0 else 0
    return row[k] if k < len(row) else None


def _of_kind(bench: Bench, kind: str) -> list[str]:
    room = bench.room
    return [w.id for w in room.windows] if kind == "window" else [d.id for d in room.doors] if kind == "door" else []


def walls_of(bench: Bench, target: str) -> tuple[int, ...]:
    """The walls of "wall:north", "wall:long", "wall:2" (by number), "corner:north-east"; empty for any."""
    number = target.partition(":")[2]
    if number.isdigit():
        return (int(number),) if int(number) < len(bench.room.walls) else ()
    return walls_named(bench.room, target)


def _to_room(bench: Bench, o: SceneObject, place: Where, kind: str) -> list[Relation]:
    walls = walls_of(bench, place.target)
    if kind == "corner":
        return [Corner(a=o.id), *([AtWall(a=o.id, walls=walls)] if walls and _backed(o) else [])]
    if kind == "room":
        return [CenteredInRoom(a=o.id, tol=0.4)]
    if kind != "wall" or o.support not in ("floor", "wall"):
        return []
    if place.kind == "centered":
        return [CenteredOnWall(a=o.id, walls=walls, tol=0.15)]
    return [AtWall(a=o.id, walls=walls)] if walls else [AgainstWall(a=o.id)]


def _backed(o: SceneObject) -> bool:
    """Whether a thing has a back that belongs to a wall: longer than deep, or usually at a wall."""
    return knowledge().piece(o.category).back


def _to_opening(bench: Bench, o: SceneObject, place: Where, opening: str) -> list[Relation]:
    seat = o.category in DESKS
    match place.kind:
        case "facing" | "opposite" if seat:
            return [AtWindow(a=o.id, b=opening, max=0.3)]
        case "facing" | "opposite":
            return [Facing(a=o.id, b=opening)]
        case "far":
            return [Far(a=o.id, b=opening, min=place.distance or 1.5)]
        case "at" | "under" | "in_front_of" | "against" | "on":
            return [AtWindow(a=o.id, b=opening, max=0.3)]
        case "near":
            return [Near(a=o.id, b=opening, max=place.distance or 1.0)]
        case "between" if place.other:
            return [Between(a=o.id, b=opening, c=place.other)]
        case "left_of" | "right_of":
            return beside_opening(place.kind, o.id, opening, place.distance or 0.6)
        case _:
            return [Near(a=o.id, b=opening, max=0.6)]


def _to_thing(bench: Bench, o: SceneObject, place: Where) -> list[Relation]:
    if place.kind in ("on", "inside"):
        return [OnTopOf(a=o.id, b=place.target, level="inside" if place.kind == "inside" else "any")]
    if place.kind == "between" and place.other not in (None, place.target):
        return [Between(a=o.id, b=place.target, c=place.other)]
    if _in_middle(bench, place):
        return [_middle_of(bench, o, place.target)]
    return pair_relations(place.kind, o.id, place.target, place.distance)


def _in_middle(bench: Bench, place: Where) -> bool:
    """Whether a place is the middle of a rug: of other things it is said how they are in line."""
    return place.kind == "centered" and knowledge().piece(bench.object(place.target).category).flat


def _middle_of(bench: Bench, o: SceneObject, host: str) -> Offset:
    """In the middle of what it stands on, turned by the quarters by which it is turned now."""
    quarter = math.pi / 2
    yaw = wrap(round((o.pose.yaw - bench.poses[host].yaw) / quarter) * quarter)
    return Offset(a=o.id, b=host, z=bench.object(host).size[2], yaw=yaw)


def position_relations(bench: Bench, id: str) -> list[Relation]:
    """What binds a thing to its present place: all relations about it but those that hold wherever it stands."""
    support = bench.object(id).support
    return [r for r in bench.relations if r.a == id and not isinstance(r, HELD) and not _carries(r, support)]


def groups(bench: Bench, id: str) -> list[Relation]:
    """What ties to a thing that which does not stand on it."""
    return [r for r, o in bench.members(id) if o.id not in {x.id for x in bench.carried(id)}]


def apart(bench: Bench, id: str) -> Bench:
    """The bench on which nothing belongs to a thing but what stands on it."""
    return bench.unrelated(groups(bench, id))


def freed(bench: Bench, id: str, gone: Sequence[Relation]) -> Bench:
    """The bench without these relations of a thing; what stands on another goes on standing on it."""
    support = bench.object(id).support
    held = any(isinstance(r, Offset) and r.b == support for r in gone)
    free = bench.unrelated(gone)
    return free.related(OnTopOf(a=id, b=support)) if held else free


def _carries(r: Relation, support: str) -> bool:
    """Whether the relation only says what the thing stands on."""
    return isinstance(r, OnTopOf) and r.b == support


def opposite_wall(bench: Bench, id: str) -> str:
    """The wall across from the one at which a thing stands, as a target."""
    o = bench.object(id)
    front = (math.sin(o.pose.yaw), -math.cos(o.pose.yaw))
    best = max(bench.room.walls, key=lambda w: (-(w.n[0] * front[0] + w.n[1] * front[1]), w.length))
    return f"wall:{best.index}"
