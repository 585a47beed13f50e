"""A project as one file: the scene with its log, the conversation and the settings (`idesign.project/1`).

The same text is what "Save" gives, what is kept after every change, and what "Open" takes; a bare `scene.json` opens
too. Models of a person's own are named and not held: where they are not at hand, pieces of the same size stand in.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import Literal

from pydantic import TypeAdapter, ValidationError

from idesign.edits.dialogue import Dialogue, Understand
from idesign.errors import SceneError
from idesign.scene import Scene, scene_from_json
from idesign.sentences import told
from idesign.units import Units
from ui.session import Language, Line, Message, Session
from ui.stand_ins import with_stand_ins
from ui.texts import texts

MOST = 8_000_000
"""Bytes of a project that is opened; the largest of ours is about 1 MB."""


@dataclass(frozen=True)
class Project:
    """What is in the file."""

    scene: Scene
    messages: tuple[Message, ...] = ()
    units: Units = "metric"
    language: Language = "en"
    schema: Literal["idesign.project/1"] = "idesign.project/1"


@cache
def _project() -> TypeAdapter[Project]:
    return TypeAdapter(Project)


def project_json(session: Session) -> str:
    """The project file of a session. Raises `SceneError` when it has no room."""
    if session.dialogue is None:
        raise SceneError(told("fault.nothing_to_save"))
    messages = tuple(m for m in session.messages if not m.working)
    project = Project(session.dialogue.kept, messages, session.units, session.language)
    return _project().dump_json(project).decode() + "\n"


def session_from_project(text: str, understand: Understand | None = None) -> Session:
    """A session from a project file or a scene document. Raises `SceneError` with the place of the first fault."""
    if len(text) > MOST:
        raise SceneError(told("fault.project_size", size=len(text) / 1e6, most=MOST / 1e6))
    project = _read(text)
    scene, gone = with_stand_ins(project.scene)
    said = texts(project.language)["chat.stand_ins"].format(names=", ".join(gone[:8]))
    messages = (*project.messages, Message("designer", lines=(Line("note", said),))) if gone else project.messages
    dialogue = Dialogue.about(scene, understand)
    return Session(dialogue, None, project.units, project.language, messages, revision=1)


def _read(text: str) -> Project:
    try:
        document = json.loads(text)
        schema = document.get("schema") if isinstance(document, dict) else None
        if schema == "idesign.scene/1":
            return Project(scene_from_json(text))
        return _project().validate_json(text)
    except (json.JSONDecodeError, RecursionError) as e:
        raise SceneError(told("fault.not_json")) from e
    except ValidationError as e:
        first = e.errors()[0]
        place = ".".join(map(str, first["loc"])) or "the file"
        raise SceneError(told("fault.no_project", place=place, what=first["msg"])) from e
