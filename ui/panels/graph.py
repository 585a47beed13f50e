"""The scene graph in words: each relation with its reason and whether it holds, to relax, to insist on or to delete."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Literal

from idesign.edits.operations import Operation, RemoveRelation, WeighRelation
from idesign.errors import InputError
from idesign.exact import problem_of
from idesign.scene import RelationRecord, Scene
from idesign.sentences import name_in
from idesign.units import Units
from solvers.check import Checker
from solvers.relations import Offset, Relation
from ui.panels.lengths import shown
from ui.session import Language
from ui.texts import texts_of

MOST_WEIGHT = 10.0
"""No wish counts more."""
Reason = Literal["asked", "group", "designer", "changed"]


@dataclass(frozen=True)
class RelationLine:
    """A relation: its place in the scene's list, the `name` of its thing, what it says of it, why it is there ("asked":
    the request names both things; "group": the furniture belongs together; "changed": it came with a change; else the
    designer chose it), whether it must hold, whether it does, and its weight."""

    number: int
    name: str
    text: str
    reason: Reason
    hard: bool
    holds: bool
    weight: float


def relation_lines(
    scene: Scene, units: Units, language: Language, about: str | None = None
) -> tuple[RelationLine, ...]:
    """All relations in the order of the scene, or those that name one thing. What merely lies on a thing is left out
    unless it is asked about."""
    checker, poses = Checker(problem_of(scene)), {o.id: o.pose for o in scene.objects}
    names, lines = {o.id: name_in(o, language) for o in scene.objects}, list[RelationLine]()
    for number, record in enumerate(scene.relations):
        r = record.relation
        if (about in r.names) if about else not _lies(r):
            text, holds = words_of(r, scene, units, language), checker.holds(poses, r)
            lines.append(RelationLine(number, names[r.a], text, _reason(scene, r), r.hard, holds, r.weight))
    return tuple(lines)


def _lies(r: Relation) -> bool:
    return isinstance(r, Offset) and r.z > 0.05


def _reason(scene: Scene, r: Relation) -> Reason:
    if any(_came(r, e.relations) for e in scene.edits if not e.undone):
        return "changed"
    if isinstance(r, Offset):
        return "group"
    asked = {o.id: o.category for o in scene.objects if o.asked}
    wishes = {w.ref: w.category for w in scene.brief.wishes}
    named = {wishes.get(x.wish) for x in scene.brief.relations if _about(r, x.target, wishes, scene)}
    return "asked" if asked.get(r.a) in named and r.a in asked else "designer"


def _came(r: Relation, splices: tuple[object, ...]) -> bool:
    new = [record for s in splices for record in getattr(s, "new", ()) if isinstance(record, RelationRecord)]
    return any(record.relation == r for record in new)


def _about(r: Relation, target: str, wishes: Mapping[str, str], scene: Scene) -> bool:
    """Whether a relation has to do with a target of the request: a thing of that kind, an opening, a wall, the room."""
    place = target.partition(":")[0]
    if target in wishes:
        return any(o.category == wishes[target] and o.id in r.names[1:] for o in scene.objects)
    if place in ("window", "door"):
        return any(i.startswith(place) for i in r.names[1:])
    kinds = {
        "wall": ("against_wall", "at_wall", "centered_on_wall"),
        "corner": ("corner",),
        "room": ("centered_in_room",),
    }
    return r.kind in kinds.get(place, ())


# ---------------------------------------------------------------- words
def words_of(r: Relation, scene: Scene, units: Units, language: Language) -> str:
    """What the relation says of its thing, in words: "at most 0.60 m from the bed"."""
    words = texts_of(language, "relation")
    values = {f.name: _value(f.name, getattr(r, f.name), scene, units, language) for f in fields(r)}
    return words[r.kind].format(**values)


def _value(name: str, value: object, scene: Scene, units: Units, language: Language) -> str:
    """A field of a relation in words: lengths in the person's units, angles in degrees, walls and things by name."""
    words = texts_of(language, "relation")
    if name == "walls" and isinstance(value, tuple):
        return words["or"].join(_wall(scene, k, words) for k in value) or words["any_wall"]
    if name == "yaw" and isinstance(value, float):
        return f"{math.degrees(value):.0f}°"
    if isinstance(value, float):
        return shown(value, units)
    if isinstance(value, tuple):
        return words["and"].join(_name(scene, str(v), language) for v in value)
    return _name(scene, str(value), language)


def _wall(scene: Scene, number: int, words: Mapping[str, str]) -> str:
    room = scene.room.plan
    sides = [s for s in ("north", "south", "east", "west") if room.wall_named(s).index == number]
    return words[f"side_{sides[0]}"] if sides else words["wall_number"].format(number=number + 1)


def _name(scene: Scene, id: str, language: Language) -> str:
    """A thing or opening by its name, with its id where several are called so."""
    words, found = texts_of(language, "relation"), next((o for o in scene.objects if o.id == id), None)
    if found is None:
        kind = id.rpartition("-")[0]
        alike = [x for x in scene.room.plan.openings if x.id.rpartition("-")[0] == kind]
        return words[kind] if kind in words and len(alike) == 1 else words.get(id, id)
    alone = sum(o.name == found.name for o in scene.objects) == 1
    return words["thing"].format(name=name_in(found, language) if alone else f"{name_in(found, language)} ({id})")


# ---------------------------------------------------------------- what is done with one
def relation_operations(scene: Scene, number: int, action: str, weight: float = 1.0) -> tuple[Operation, ...]:
    """The operation for a line of the list. Raises `InputError` for a line or an action that there is not."""
    if not 0 <= number < len(scene.relations):
        raise InputError("that relation is no longer there")
    record = scene.relations[number]
    found = dict(_actions(record, weight)).get(action)
    if found is None:
        raise InputError(f"'{action[:20]}' is nothing that can be done with a relation")
    return (found,)


def _actions(r: RelationRecord, weight: float) -> Iterator[tuple[str, Operation]]:
    yield "relax", WeighRelation(r.a, r.type, r.b, hard=False, weight=min(max(weight, 0.0), MOST_WEIGHT))
    yield "insist", WeighRelation(r.a, r.type, r.b, hard=True, weight=r.weight)
    yield "delete", RemoveRelation(r.a, r.type, r.b)
