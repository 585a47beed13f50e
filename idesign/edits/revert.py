"""One change taken out of the log although others came after it; they are made again without it.

The revert is itself a change: one undo step, and nothing of the log is lost.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from idesign.edits.apply import apply
from idesign.edits.log import recorded, undone
from idesign.errors import InputError
from idesign.scene import Edit, Scene
from idesign.sentences import told


@dataclass(frozen=True)
class Reverted:
    """The scene without the change, what to say, and why it could not be (then the scene is as it was)."""

    scene: Scene
    said: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()


def last_change(scene: Scene, id: str) -> int | None:
    """The place in the log of the last change of a thing, if it was not taken back."""
    mine = [k for k, e in enumerate(scene.edits) if not e.undone
            and any(o.id == id for s in e.objects for o in s.old)]  # fmt: skip
    return mine[-1] if mine else None


def without(scene: Scene, edit: int) -> Reverted:
    """The scene as if the change at this place of its log had not been made. Refused when a later change cannot be made
    without it, with the reason. Raises `InputError` when there is no such change."""
    if not 0 <= edit < len(scene.edits) or scene.edits[edit].undone:
        raise InputError(f"change {edit} is not one that can be reverted")
    gone, later = scene.edits[edit], [e for e in scene.edits[edit + 1 :] if not e.undone]
    made = _before(scene, edit)
    for following in later:
        made, reason = _again(made, following)
        if reason:
            text = told("talk.needed", what=_title(gone), later=_title(following), reason=reason)
            return Reverted(scene, refused=(text,))
    said = (told("talk.reverted", what=_title(gone)),)
    result = replace(made, edits=scene.edits)
    return Reverted(recorded(scene, result, f"revert: {gone.words}", (), said), said)


def _before(scene: Scene, edit: int) -> Scene:
    """The scene as it was before the change."""
    while sum(not e.undone for e in scene.edits) > edit:
        back = undone(scene)
        if back is None:
            break
        scene = back[0]
    return scene


def _again(scene: Scene, edit: Edit) -> tuple[Scene, str]:
    """The scene with the operations of a change carried out in it, and why one of them could not be."""
    if not edit.operations:  # a revert: what it changed is in the log, not in operations
        return scene, told("talk.was_revert")
    try:
        for operation in edit.operations:
            outcome = apply(scene, operation)
            if outcome.refusal is not None:
                return scene, outcome.refusal.text
            scene = outcome.scene
    except InputError as e:  # it was about something that the reverted change had brought
        return scene, str(e)
    return scene, ""


def _title(edit: Edit) -> str:
    return edit.said[0] if edit.said else edit.words or told("talk.change")
