"""One conversation of the team: who asks which model, how long, what the person hears, and what went wrong.

A server that is lost (dead, silent, refusing the key) is not asked again; all questions together end in bounded time.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar

from pydantic import TypeAdapter

from idesign.errors import ModelError
from idesign.llm.chat import ChatModel, Hear, Message, Schema
from idesign.llm.record import Recorder, Turn
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
PATIENCE = 2
"""Roles in a row that give no usable answer before the rest is not asked."""
BUILT_IN = "the built-in designer's work stands"
WITHOUT: dict[Role, str] = {
    "reader": "the built-in reader read the request",
    "designer": "the built-in designer chose the furniture",
    "architect": BUILT_IN,
    "engineer": BUILT_IN,
    "corrector": "code decided what yields",
    "refiner": BUILT_IN,
    "critic": "nobody looked at the room",
}
"""What is done without a role."""
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
    """Asks. `chat` gives the model of a role, which writes into `recorder`; one question may take `seconds`, all
    together `patience`; `notes` are sentences for the person."""

    chat: Callable[[Role], ChatModel]
    recorder: Recorder
    seconds: float = 120.0
    patience: float = 600.0
    say: Say = field(default=lambda text: None)
    notes: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._end: float | None = None
        self._failures = 0

    @property
    def lost(self) -> bool:
        """Whether asking is of no use any more: the server is lost, or nothing that it says can be used."""
        return self._failures >= PATIENCE or any(t.lost for t in self.recorder.turns)

    def taken(self) -> tuple[str, ...]:
        """The notes since they were last taken."""
        notes, self.notes = tuple(self.notes), []
        return notes

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
        if self._left() <= 0:
            self.unasked(question.role, f"the team has used up its {self.patience:.0f} s")
            return None
        try:
            found = self._asked(question, kind, faults, mend)
            self._failures = 0
            return found
        except ModelError as e:
            self._without(question.role, str(e))
            return None

    def unasked(self, role: Role, why: str) -> None:
        """Goes on without a role, with a note. It is recorded: a replay, which has all the time, says the same."""
        self.recorder.turns.append(Turn(role, self.chat(role).name, (), None, None, error=why))
        self._without(role, why)

    def _without(self, role: Role, why: str) -> None:
        self._failures += 1
        self.notes.append(f"The {role} could not be used ({why}); {WITHOUT[role]}.")

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
        """Seconds for the next question; none when the whole conversation has taken too long."""
        now = time.monotonic()
        self._end = self._end or now + self.patience
        return min(self.seconds, self._end - now)

    def _hearing(self, question: Question) -> Hear:
        return hearing(question.role, {v for _, values in question.enums for v in values}, self.say)


def hearing(role: Role, known: Collection[str], say: Say) -> Hear:
    """Says who does what, and of what a reply is speaking; only words of ours (`known`) are repeated."""

    def hear(text: str) -> None:
        about = next((w for w in reversed(NAMED.findall(text)) if w in known), "")
        say(f"the {role} is {DOING[role]}" + (f" ({about.replace('_', ' ')})" if about else ""))

    return hear


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
