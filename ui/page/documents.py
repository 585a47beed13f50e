"""What bar, start and conversation show: JSON documents from a session. No markup, words only; the page sets them as
text."""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import Any

from idesign.sentences import room_in
from ui.examples import Example
from ui.session import Message, Session, revertible
from ui.texts import texts_of

TYPES = ("bedroom", "living_room", "home_office", "dining_room", "kitchen", "childrens_room", "bathroom", "studio")
"""Kinds of rooms that are offered at the start."""


def bar_document(session: Session, key: str) -> dict[str, Any]:
    """Everything above the room: what can be done, and under which key the browser comes back."""
    doing = next((m for m in session.messages[-1:] if m.working), None)
    return {
        "key": key,
        "stage": "room" if session.scene is not None or session.messages else "start",
        "title": _title(session),
        "undo": session.can_undo,
        "redo": session.can_redo,
        "room": session.dialogue is not None,
        "doing": doing.text if doing is not None else "",
        "share": doing.share if doing is not None else 0.0,
        "units": session.units,
        "language": session.language,
        "texts": {**texts_of(session.language, "bar"), **texts_of(session.language, "view")},
    }


def start_document(session: Session, examples: tuple[Example, ...]) -> dict[str, Any]:
    """The first screen."""
    known = texts_of(session.language, "start")
    return {
        "types": [{"name": name, "title": known[name]} for name in TYPES],
        "examples": [{"name": e.name, "title": e.title_in(session.language), "picture": e.address} for e in examples],
        "previous": session.previous,
        "units": session.units,
        "language": session.language,
        "texts": known,
        "draw": texts_of(session.language, "draw"),
    }


def chat_document(session: Session) -> dict[str, Any]:
    """The conversation."""
    return {
        "messages": [_message(session, m) for m in session.messages],
        "room": session.dialogue is not None,
        "busy": any(m.working for m in session.messages[-1:]),
        "texts": texts_of(session.language, "chat"),
    }


def _message(session: Session, message: Message) -> dict[str, Any]:
    scene = session.dialogue.scene if session.dialogue else None
    changes = [
        {**asdict(c), "shown": readable(c.shown or c.text), "here": scene is not None and revertible(scene, c)}
        for c in message.changes
    ]
    lines = [{"kind": x.kind, "text": readable(x.text)} for x in message.lines]
    shown = message.shown if len(message.shown) == len(message.answers) else message.answers
    answers = [{"say": a, "shown": readable(s)} for a, s in zip(message.answers, shown, strict=True)]
    return {**asdict(message), "text": readable(message.text), "lines": lines, "changes": changes, "answers": answers}


def readable(text: str) -> str:
    """A sentence without ids: the first of its kind needs none, others get their number ("nightstand 2")."""
    return re.sub(r" \([a-z][a-z_]*-(\d+)\)", lambda m: f" {int(m[1]) + 1}" if m[1] != "0" else "", text)


def _title(session: Session) -> str:
    scene = session.scene
    if scene is None:
        return ""
    name = room_in(scene.room.name, scene.room.type or scene.brief.room_type, session.language)
    return name[:1].upper() + name[1:]
