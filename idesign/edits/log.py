"""The log of changes: what a change did, taken back and done again, to the last bit.

An `Edit` keeps what differs between the scene before and after it, so a long conversation stays small. Edits that were
undone stay at the end of the log until the next change, and can be done again.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from difflib import SequenceMatcher
from typing import TypeVar

from idesign.edits.operations import Operation
from idesign.scene import Edit, Frame, ObjectSplice, RelationRecord, RelationSplice, Scene, SceneObject

T = TypeVar("T", bound=SceneObject | RelationRecord)


def recorded(before: Scene, after: Scene, words: str, operations: Sequence[Operation], said: Sequence[str]) -> Scene:
    """The scene after a change, with the change in its log; edits that had been undone are forgotten."""
    objects = tuple(ObjectSplice(at, old, new) for at, old, new in _splices(before.objects, after.objects))
    relations = tuple(RelationSplice(at, old, new) for at, old, new in _splices(before.relations, after.relations))
    was, now = _frame(before), _frame(after)
    frames = (None, None) if was == now else (was, now)
    edit = Edit(words, tuple(operations), tuple(said), objects, relations, *frames)
    return replace(after, edits=(*(e for e in before.edits if not e.undone), edit))


def undone(scene: Scene) -> tuple[Scene, Edit] | None:
    """The scene before its last change, and that change; None when there is nothing to take back."""
    done = [k for k, e in enumerate(scene.edits) if not e.undone]
    if not done:
        return None
    edit = scene.edits[done[-1]]
    objects = _reverted(scene.objects, [(s.at, s.old, s.new) for s in edit.objects])
    relations = _reverted(scene.relations, [(s.at, s.old, s.new) for s in edit.relations])
    back = _framed(replace(scene, objects=objects, relations=relations), edit.before)
    return _marked(back, done[-1], True), edit


def redone(scene: Scene) -> tuple[Scene, Edit] | None:
    """The scene with the change that was undone last; None when there is none."""
    k = next((k for k, e in enumerate(scene.edits) if e.undone), None)
    if k is None:
        return None
    edit = scene.edits[k]
    objects = _made(scene.objects, [(s.at, s.old, s.new) for s in edit.objects])
    relations = _made(scene.relations, [(s.at, s.old, s.new) for s in edit.relations])
    return _marked(_framed(replace(scene, objects=objects, relations=relations), edit.after), k, False), edit


def _marked(scene: Scene, k: int, undone: bool) -> Scene:
    edits = tuple(replace(e, undone=undone) if n == k else e for n, e in enumerate(scene.edits))
    return replace(scene, edits=edits)


def _frame(scene: Scene) -> Frame:
    return Frame(scene.brief, scene.room, scene.rules, scene.provenance.status, scene.provenance.breaches)


def _framed(scene: Scene, frame: Frame | None) -> Scene:
    if frame is None:
        return scene
    provenance = replace(scene.provenance, status=frame.status, breaches=frame.breaches)
    return replace(scene, brief=frame.brief, room=frame.room, rules=frame.rules, provenance=provenance)


def _splices(before: tuple[T, ...], after: tuple[T, ...]) -> list[tuple[int, tuple[T, ...], tuple[T, ...]]]:
    """(place in `after`, what was there, what is there now) of each stretch that differs, from left to right."""
    same = {id(i): f"{k}" for k, i in enumerate(before)}  # what is the very same needs no comparing
    kept = {id(i) for i in after}
    alike = {_key(i): same[id(i)] for i in before if id(i) not in kept}
    keys = [same[id(i)] if id(i) in same else alike.get(_key(i), f"new {k}") for k, i in enumerate(after)]
    match = SequenceMatcher(None, [same[id(i)] for i in before], keys, autojunk=False)
    return [(c, before[a:b], after[c:d]) for tag, a, b, c, d in match.get_opcodes() if tag != "equal"]


def _key(item: SceneObject | RelationRecord) -> str:
    return json.dumps(asdict(item), sort_keys=True, default=str)


def _made(items: tuple[T, ...], splices: list[tuple[int, tuple[T, ...], tuple[T, ...]]]) -> tuple[T, ...]:
    for at, old, new in splices:
        items = (*items[:at], *new, *items[at + len(old) :])
    return items


def _reverted(items: tuple[T, ...], splices: list[tuple[int, tuple[T, ...], tuple[T, ...]]]) -> tuple[T, ...]:
    for at, old, new in reversed(splices):
        items = (*items[:at], *old, *items[at + len(new) :])
    return items
