"""The scene graph in words: each relation with its reason and whether it holds, to relax, to insist on or to delete."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from idesign.edits.operations import Operation, RemoveRelation, WeighRelation
from idesign.errors import InputError
from idesign.exact import problem_of
from idesign.relation_words import Reason, reason_of, relation_words
from idesign.scene import RelationRecord, Scene
from idesign.sentences import in_language, name_in, told
from idesign.units import Units
from solvers.check import Checker
from solvers.relations import Offset, Relation
from ui.session import Language

MOST_WEIGHT = 10.0
"""No wish counts more."""


@dataclass(frozen=True)
class RelationLine:
    """A relation: its place in the scene's list, the `name` of its thing, what it says of it, why it is there, whether
    it must hold, whether it does, and its weight."""

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
            lines.append(RelationLine(number, names[r.a], text, reason_of(scene, r), r.hard, holds, r.weight))
    return tuple(lines)


def _lies(r: Relation) -> bool:
    return isinstance(r, Offset) and r.z > 0.05


# ---------------------------------------------------------------- words
def words_of(r: Relation, scene: Scene, units: Units, language: Language) -> str:
    """What the relation says of its thing, in a language, with lengths in the person's units."""
    return in_language(relation_words(r, scene), language, units)


# ---------------------------------------------------------------- what is done with one
def relation_operations(scene: Scene, number: int, action: str, weight: float = 1.0) -> tuple[Operation, ...]:
    """The operation for a line of the list. Raises `InputError` for a line or an action that there is not."""
    if not 0 <= number < len(scene.relations):
        raise InputError(told("fault.relation_gone"))
    record = scene.relations[number]
    found = dict(_actions(record, weight)).get(action)
    if found is None:
        raise InputError(f"'{action[:20]}' is nothing that can be done with a relation")
    return (found,)


def _actions(r: RelationRecord, weight: float) -> Iterator[tuple[str, Operation]]:
    yield "relax", WeighRelation(r.a, r.type, r.b, hard=False, weight=min(max(weight, 0.0), MOST_WEIGHT))
    yield "insist", WeighRelation(r.a, r.type, r.b, hard=True, weight=r.weight)
    yield "delete", RemoveRelation(r.a, r.type, r.b)
