"""What `idesign edit` and `idesign chat` do: a change in words to a folder, and the same conversation in the terminal.

What words mean and what they do to a scene is `idesign.edits`; here scenes are read, told about and written.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from idesign.build import words_compared
from idesign.edits.dialogue import Dialogue, Turn
from idesign.edits.model import understanding
from idesign.edits.operations import operations_json
from idesign.edits.refusal import Offer
from idesign.errors import PhotoError
from idesign.exact import violations
from idesign.pipeline import Progress, design_scene
from idesign.scene import MODELS, Scene, keep_models, load_scene, save_scene
from idesign.staff import build_staff
from ui.produce import Request, staging, write_folder

if TYPE_CHECKING:
    from ui.talk import Talk

HELP = "Say what to change; or: undo, redo, show, save, quit."
GOODBYE = ("quit", "exit", "bye")


@dataclass(frozen=True)
class Edited:
    """What became of one change to a folder: the turn, where it was written, and the files (none: nothing was
    changed)."""

    turn: Turn
    folder: Path
    files: tuple[Path, ...] = ()


def edit_folder(folder: Path, request: Request, out: Path | None, talk: Talk) -> Edited:
    """Changes the scene in a folder as the request's words say and writes it there, or to `out`. Nothing is written in
    place when nothing was changed, but for a question that the next command's words may answer."""
    loaded = load_scene(folder)
    dialogue = Dialogue.about(loaded, understanding(request.llm))
    with words_compared(request.embedder) as remarks:
        turn = dialogue.say(request.text)
    talk.sentences("Please note", remarks)
    tell(talk, turn, dialogue.scene)
    target = out if out is not None else folder if folder.is_dir() else folder.parent
    kept = turn.dialogue.kept
    if turn.scene is dialogue.scene and out is None:
        if kept.asked != loaded.asked:  # nothing else changed: only what the next words may answer
            save_scene(kept, folder / "scene.json" if folder.is_dir() else folder)
        return Edited(turn, target)
    with talk.progress() as progress:
        files = write(kept, target, request, progress)
    talk.sentences("Files", [str(p) for p in files])
    return Edited(turn, target, files)


def chat(folder: Path | None, request: Request, out: Path | None, talk: Talk) -> bool:
    """A conversation over the lines of stdin: the first asks for a room unless the folder has one, each further one
    changes it, and at the end the files are written. Whether the last turn did what it was asked."""
    with words_compared(request.embedder) as remarks:
        talk.sentences("Please note", remarks)
        return _chatted(folder, request, out, talk)


def _chatted(folder: Path | None, request: Request, out: Path | None, talk: Talk) -> bool:
    lines = said(sys.stdin)
    talk.console.print(HELP)
    scene = load_scene(folder) if folder else _first(talk, lines, request)
    if scene is None:
        return False
    dialogue = Dialogue.about(scene, understanding(request.llm))
    return converse(talk, lines, dialogue, Keeper(talk, out or folder or Path("out/design"), request, folder is None))


class Keeper:
    """Writes the room when it is asked to and has changed since it was last written."""

    def __init__(self, talk: Talk, target: Path, request: Request, fresh: bool) -> None:
        self.talk, self.target, self.request, self.stale = talk, target, request, fresh

    def keep(self, scene: Scene) -> None:
        if not self.stale:
            return
        with self.talk.progress() as progress:
            files = write(scene, self.target, self.request, progress)
        self.stale = False
        self.talk.sentences("Files", [str(p) for p in files])


def converse(talk: Talk, lines: Iterator[str], dialogue: Dialogue, keeper: Keeper) -> bool:
    """Turn by turn until "quit" or the end of the input, then the files; whether the last turn did what it was
    asked."""
    kept = True
    for line in lines:
        command = line.lower().rstrip(".!")
        if command in GOODBYE:
            break
        if command in ("show", "save", "help"):
            _command(talk, command, dialogue, keeper)
            continue
        turn = dialogue.say(line)
        tell(talk, turn, dialogue.scene)
        keeper.stale = keeper.stale or turn.scene is not dialogue.scene
        dialogue, kept = turn.dialogue, turn.kept
    keeper.keep(dialogue.scene)
    return kept


def _command(talk: Talk, command: str, dialogue: Dialogue, keeper: Keeper) -> None:
    if command == "show":
        talk.placed(dialogue.scene)
        talk.sentences("Changes so far", [f"'{e.words}'" for e in dialogue.scene.edits if not e.undone])
    elif command == "save":
        keeper.keep(dialogue.scene)
    else:
        talk.console.print(HELP)


def said(stream: Any) -> Iterator[str]:
    """The lines that a person types or a file holds; a prompt while a person watches."""
    watched = stream.isatty()
    while True:
        if watched:
            sys.stderr.write("> ")
            sys.stderr.flush()
        line = stream.readline()
        if not line:
            return
        if line.strip():
            yield line.strip()


def _first(talk: Talk, lines: Iterator[str], request: Request) -> Scene | None:
    """The room that the first line asks for; None when there is no line."""
    text = next(lines, None)
    if text is None or text.lower() in GOODBYE:
        return None
    with talk.progress() as progress:
        staff = build_staff(request.llm, lambda what: progress(what, 0.1))
        brief = staff.read(text, request.room, request.options.seed, None)
        scene = staff.sign(design_scene(brief, staff.designer, request.options, progress))
    talk.sentences("Assumed", scene.brief.assumed)
    talk.sentences("Not understood", scene.brief.not_understood)
    talk.sentences("Please note", scene.brief.notes)
    talk.placed(scene)
    return scene


def write(scene: Scene, target: Path, request: Request, progress: Progress) -> tuple[Path, ...]:
    """The folder of a scene, whole or not at all; the files in it. Raises `PhotoError` when only photographs are not
    among them."""
    with staging(target) as folder:
        keep_models(scene, folder / MODELS)
        _, _, missing = write_folder(scene, folder, request, progress)
    if missing:
        raise PhotoError(missing[0])
    return tuple(sorted(p for p in target.rglob("*") if p.is_file()))


# ---------------------------------------------------------------- telling
def tell(talk: Talk, turn: Turn, before: Scene) -> None:
    """What became of a turn, for a person; what is said of a room that is as it was `before` answers a question."""
    talk.sentences("Please note", turn.notes)
    talk.sentences("Answer" if turn.scene is before else "Changed", turn.said)
    talk.sentences("Moved for it", turn.moved)
    talk.sentences("Not done", [r.text for r in turn.refused])
    offers = () if turn.question is not None else turn.dialogue.offers
    talk.sentences("You could say", [f"{k}: {o.text}" for k, o in enumerate(offers, 1)])
    talk.sentences("Not understood", turn.lost)
    if turn.question is not None:
        talk.sentences(turn.question.text, [f"{k}: {o.text}" for k, o in enumerate(turn.question.offers, 1)])


def edited_json(edited: Edited) -> dict[str, Any]:
    """The same for a program."""

    def offers(found: tuple[Offer, ...]) -> list[dict[str, Any]]:
        return [{"text": o.text, "operations": operations_json(o.operations)} for o in found]

    turn, question = edited.turn, edited.turn.question
    return {
        "folder": str(edited.folder),
        "operations": operations_json(turn.operations),
        "changed": list(turn.said),
        "moved": list(turn.moved),
        "refused": [{"text": r.text, "offers": offers(r.offers)} for r in turn.refused],
        "question": {"text": question.text, "answers": offers(question.offers)} if question else None,
        "not_understood": list(turn.lost),
        "notes": list(turn.notes),
        "violated": [v.text for v in violations(turn.scene)],
        "files": [str(p) for p in edited.files],
    }
