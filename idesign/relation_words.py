"""What a relation of a scene says, in words, and why it is there: one place for the terminal and for the studio."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import fields
from typing import Literal

from idesign.scene import RelationRecord, Scene
from idesign.sentences import called, linked, thing, told, word
from solvers.relations import Offset, Relation

Reason = Literal["asked", "group", "designer", "changed"]
"""Why a relation is there. "asked": the request names both things; "group": the furniture belongs together; "changed":
it came with a change; else the designer chose it."""
SIDES = ("north", "south", "east", "west")


def relation_words(r: Relation, scene: Scene) -> str:
    """What the relation says of its thing: "at most 0.60 m from the bed"."""
    values = {f.name: _value(f.name, getattr(r, f.name), scene) for f in fields(r)}
    return told(f"relation.{r.kind}", **values)


def _value(name: str, value: object, scene: Scene) -> str:
    """A field of a relation in words: angles in degrees, walls and things by name."""
    if name == "walls" and isinstance(value, tuple):
        return linked([_wall(scene, k) for k in value], "or") if value else told("relation.any_wall")
    if name == "yaw" and isinstance(value, float):
        return f"{math.degrees(value):.0f}°"
    if isinstance(value, float):
        return told("length", value=value)
    if isinstance(value, tuple):
        return linked([name_of(scene, str(v)) for v in value], "and") if value else ""
    return word("relation", str(value)) if name == "side" else name_of(scene, str(value))


def _wall(scene: Scene, number: int) -> str:
    room = scene.room.plan
    side = next((s for s in SIDES if room.wall_named(s).index == number), "")
    return told(f"relation.side_{side}") if side else told("relation.wall_number", number=number + 1)


def name_of(scene: Scene, id: str) -> str:
    """A thing or opening by its name, with its id where several are called so."""
    found = next((o for o in scene.objects if o.id == id), None)
    if found is None:
        kind = id.rpartition("-")[0]
        alike = [x for x in scene.room.plan.openings if x.id.rpartition("-")[0] == kind]
        return told(f"relation.{kind}") if kind in ("window", "door") and len(alike) == 1 else id
    alone = sum(o.name == found.name for o in scene.objects) == 1
    return told("relation.thing", name=thing(found)) if alone else called(found)


# ---------------------------------------------------------------- why it is there
def reason_of(scene: Scene, r: Relation) -> Reason:
    """Why a relation of the scene is there."""
    if any(_came(r, e.relations) for e in scene.edits if not e.undone):
        return "changed"
    if isinstance(r, Offset):
        return "group"
    asked = {o.id: o.category for o in scene.objects if o.asked}
    wishes = {w.ref: w.category for w in scene.brief.wishes}
    named_of = {wishes.get(x.wish) for x in scene.brief.relations if _about(r, x.target, wishes, scene)}
    return "asked" if asked.get(r.a) in named_of and r.a in asked else "designer"


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
