"""A model that says what it was told to say: the shipped fake that obeys the protocol."""

from __future__ import annotations

from collections.abc import Sequence

from idesign.errors import ModelError
from idesign.llm.chat import Hear, Message, Reply, Schema, Verdict, silent


class ScriptedModel:
    """Answers with the given replies in order; an exception among them is raised. `asked` keeps what it was asked."""

    def __init__(self, *replies: str | Exception, name: str = "scripted") -> None:
        self.name = name
        self.asked: list[tuple[tuple[Message, ...], Schema | None]] = []
        self._replies = list(replies)

    def ask(self, messages: Sequence[Message], schema: Schema | None, seconds: float, hear: Hear = silent) -> Reply:
        """The next reply of the script. Raises `ModelError` when the script is at its end."""
        self.asked.append((tuple(messages), schema))
        if not self._replies:
            raise ModelError(f"the script of {self.name} is at its end")
        if seconds <= 0:
            raise ModelError(f"{self.name} took too long")
        reply = self._replies.pop(0)
        hear("")
        if isinstance(reply, Exception):
            raise reply
        return Reply(reply, self.name, "scripted")

    def judged(self, reply: Reply, verdict: Verdict) -> None:
        """A script goes on as it is."""
