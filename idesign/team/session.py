"""One conversation of the team: who asks which model, how long, what the person hears, and what went wrong.

A server that is lost (dead, silent, refusing the key) is not asked again; all questions together end in bounded time.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar

from pydantic import TypeAdapter

from idesign.errors import ModelError, ServerError
from idesign.llm.chat import ChatModel, Message, Schema
from idesign.llm.structured import ask_for, schema_of

T = TypeVar("T")
Role = Literal["reader", "designer", "architect", "engineer", "corrector", "refiner", "critic"]
ROLES: tuple[Role, ...] = ("designer", "architect", "engineer", "corrector", "refiner", "critic")
"""The team, in the order of their work; the reader comes before."""
DOING: dict[Role, str] = {
    "reader": "reading the request",
    "designer": "choosing what belongs in the room",
    "architect": "deciding where things go",
    "engineer": "writing down the exact relations",
    "corrector": "looking for the smallest change",
    "refiner": "adding small things",
    "critic": "looking at the room",
}
NAMED = re.compile(r'"(?:category|thing|a|id|host)":\s*"([a-z0-9_-]+)"')
"""What a reply speaks of while it comes."""

Say = Callable[[str], None]
"""Hears what is being done, in words. What it raises cancels the run."""


@dataclass(frozen=True)
class Question:
    """What is asked of a role. `enums` puts the words of this room into the schema: a path of property names to the
    values that are allowed there."""

    role: Role
    system: str
    user: str
    images: tuple[bytes, ...] = ()
    enums: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = ()


@dataclass
class Session:
    """Asks. `chat` gives the model of a role; `notes` are sentences for the person; `names` are the words that may be
    said aloud of a reply that is still coming."""

    chat: Callable[[Role], ChatModel]
    seconds: float
    patience: float
    say: Say = field(default=lambda text: None)
    notes: list[str] = field(default_factory=list)
    lost: bool = False

    def __post_init__(self) -> None:
        self._end: float | None = None

    def ask(
        self,
        question: Question,
        kind: type[T],
        faults: Callable[[T], Sequence[str]],
        mend: Callable[[T], T | None] = lambda value: None,
    ) -> T | None:
        """What the role answers; None, with a note, when there is no usable answer."""
        if self.lost:
            return None
        try:
            return self._asked(question, kind, faults, mend)
        except ModelError as e:
            self.lost = isinstance(e, ServerError)
            self.notes.append(_failure(question.role, str(e), self.lost))
            return None

    def _asked(
        self,
        question: Question,
        kind: type[T],
        faults: Callable[[T], Sequence[str]],
        mend: Callable[[T], T | None],
    ) -> T:
        adapter = TypeAdapter(kind)
        schema = with_enums(schema_of(adapter, question.role), question.enums)
        talk = (Message("system", question.system), Message("user", question.user, question.images))
        hear = self._hearing(question)
        hear("")
        chat = self.chat(question.role)
        return ask_for(chat, talk, adapter, schema, faults, self._left(), mend=mend, hear=hear)

    def _left(self) -> float:
        """Seconds for the next question. Raises `ServerError` when the whole conversation has taken too long."""
        now = time.monotonic()
        self._end = self._end or now + self.patience
        if now >= self._end:
            raise ServerError(f"the team has used up its {self.patience:.0f} s")
        return min(self.seconds, self._end - now)

    def _hearing(self, question: Question) -> Callable[[str], None]:
        """Says who does what, and of what a reply is speaking; only words of ours are repeated."""
        known = {v for _, values in question.enums for v in values}
        last = [""]

        def hear(text: str) -> None:
            about = next((w for w in reversed(NAMED.findall(text)) if w in known), "")
            line = f"the {question.role} is {DOING[question.role]}" + (f" ({about.replace('_', ' ')})" if about else "")
            if line != last[0] or not text:
                last[0] = line
                self.say(line)

        return hear


def _failure(role: Role, why: str, lost: bool) -> str:
    rest = "the rest of the room is" if lost else "this part of the room is"
    return f"The {role} could not be used ({why}); {rest} the built-in designer's work."


def with_enums(schema: Schema, enums: Sequence[tuple[tuple[str, ...], tuple[str, ...]]]) -> Schema:
    """The schema with the strings at these paths ("Piece", "category": a definition's property) limited to values."""
    changed = _copied(schema.json)
    for path, values in enums:
        owner = changed["$defs"][path[0]] if len(path) > 1 else changed
        properties = owner["properties"]
        properties[path[-1]] = _limited(properties[path[-1]], list(values))
    return Schema(schema.name, changed)


def _limited(node: dict[str, Any], values: list[str]) -> dict[str, Any]:
    """A string, an optional string or a list of strings, limited to the values."""
    if not values:
        return node
    if "anyOf" in node:
        return {**node, "anyOf": [_limited(n, values) if n.get("type") == "string" else n for n in node["anyOf"]]}
    if node.get("type") == "array":
        return {**node, "items": {"type": "string", "enum": values}}
    return {"type": "string", "enum": values}


def _copied(node: Any) -> Any:
    if isinstance(node, dict) or hasattr(node, "items"):
        return {k: _copied(v) for k, v in node.items()}
    return [_copied(v) for v in node] if isinstance(node, list) else node
