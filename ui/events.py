"""What an event from the page does to a session: the event's data, which anyone could have sent, checked and done.

Every function takes the session and the data and gives the next session; `InputError` says in one line what cannot be.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from idesign.edits.dialogue import Understand
from idesign.edits.operations import operations_from_json
from idesign.errors import InputError
from ui.designing import suggestions
from ui.examples import examples
from ui.project import session_from_project
from ui.session import (
    Change,
    Message,
    Session,
    closed,
    done,
    opened,
    redo,
    reverted,
    selected,
    undo,
    with_language,
    with_units,
    working,
)
from ui.texts import texts

GESTURE = 50
"""Operations of one gesture."""


def words_of(data: Any) -> tuple[str, str]:
    """`text`: words about the room; `shown`: how they stand in the conversation, where that is otherwise."""
    shown = data.get("shown") if isinstance(data, Mapping) else None
    return _string(data, "text"), shown[:4000] if isinstance(shown, str) else ""


def on_operate(session: Session, data: Any) -> Session:
    """`operations`: one gesture in a view. They name ids and places, so they hold whatever else changed meanwhile."""
    operations = data.get("operations") if isinstance(data, Mapping) else None
    if not isinstance(operations, list) or not 0 < len(operations) <= GESTURE:
        raise InputError(f"a gesture has 1 to {GESTURE} operations")
    return done(session, operations_from_json(operations))


def on_select(session: Session, data: Any) -> Session:
    """`id`: the thing that was selected, or null."""
    id = data.get("id") if isinstance(data, Mapping) else None
    return selected(session, id if isinstance(id, str) else None)


def on_undo(session: Session, data: Any) -> Session:
    return undo(session)


def on_redo(session: Session, data: Any) -> Session:
    return redo(session)


def on_revert(session: Session, data: Any) -> Session:
    """`edit` and `text`: one change of the log."""
    edit = data.get("edit") if isinstance(data, Mapping) else None
    if not isinstance(edit, int):
        raise InputError("there is no such change")
    return reverted(session, Change(edit, _string(data, "text")))


def on_units(session: Session, data: Any) -> Session:
    return with_units(session, _string(data, "units"))


def on_language(session: Session, data: Any) -> Session:
    return with_language(session, _string(data, "language"))


def on_fresh(session: Session, data: Any) -> Session:
    """Back to the first screen."""
    return closed(session)


def on_command(session: Session, data: Any) -> Session:
    """`name`: a command that a view passes on."""
    name = _string(data, "name")
    return {"undo": undo, "redo": redo}.get(name, lambda s: s)(session)


def on_open(session: Session, data: Any, understand: Understand | None) -> Session:
    """`text`: a project file or a scene document."""
    project = session_from_project(_string(data, "text", 8_000_001), understand)
    here = replace(project, units=session.units, language=session.language, revision=session.revision + 1)
    count = len(project.scene.objects) if project.scene else 0
    return _greeted(here, texts(session.language)["chat.hello_open"].format(count=count))


def on_resume(
    session: Session, data: Any, kept: Callable[[str], Session | None], understand: Understand | None
) -> Session:
    """`key`: the session of another visit; its room is opened here, as a copy."""
    found = kept(_string(data, "key"))
    if found is None or found.dialogue is None:
        raise InputError(texts(session.language)["chat.gone"])
    return replace(opened(session, found.dialogue.scene, understand), messages=found.messages, units=found.units)


def on_example(session: Session, data: Any, understand: Understand | None) -> Session:
    """`name`: one of the finished rooms."""
    name = _string(data, "name")
    found = next((e for e in examples() if e.name == name), None)
    if found is None:
        raise InputError("there is no such example")
    known, fresh = texts(session.language), replace(session, messages=())
    return _greeted(
        opened(fresh, found.scene(), understand), known["chat.hello_room"].format(name=found.title_in(session.language))
    )


def _greeted(session: Session, text: str) -> Session:
    return working(session, Message("designer", text, answers=suggestions(session)))


def _string(data: Any, name: str, most: int = 4000) -> str:
    value = data.get(name) if isinstance(data, Mapping) else None
    if not isinstance(value, str):
        raise InputError(f"{name} is missing")
    return value[:most]
