"""What the product asks of a language model: messages in, text out, in bounded time.

`ChatModel` is the protocol; `openai_chat` speaks to servers, `scripted` is the shipped fake. Nothing here knows a
vendor. Whoever wants more than text uses `structured.ask_for`, which validates and asks again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

Hear = Callable[[str], None]
"""Hears the reply as it grows, several times a second, also while nothing comes (""). What it raises ends the question
at once: that is how one cancels."""


@dataclass(frozen=True)
class Message:
    """One turn of a conversation; `images` are PNG or JPEG files."""

    role: Literal["system", "user", "assistant"]
    text: str
    images: tuple[bytes, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class Schema:
    """The JSON Schema that a reply shall follow. `name` is for the server; `json` is self-contained and strict: every
    property required, none additional."""

    name: str
    json: Mapping[str, Any]


@dataclass(frozen=True)
class Usage:
    """What a reply cost: tokens (None: the server did not say) and seconds."""

    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    seconds: float = 0.0


@dataclass(frozen=True)
class Reply:
    """The text of a reply, and how it came: which rung of the ladder of output formats was used, and whether the
    server cut it off at its own limit of length."""

    text: str
    model: str
    rung: str = "text"
    usage: Usage = field(default_factory=Usage)
    cut: bool = False


@dataclass(frozen=True)
class Token:
    """One token of a reply, and the tokens that could have stood there: text and log-probability, the likeliest
    first."""

    said: str
    among: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Draw:
    """A short reply with the tokens that it is made of; none where the server tells no log-probabilities."""

    reply: Reply
    tokens: tuple[Token, ...] = ()


def silent(text: str) -> None:
    """Hears and does nothing."""


Verdict = Literal["usable", "faulty", "misshapen"]
"""`faulty`: of the right shape, with wrong words in it."""


class ChatModel(Protocol):
    """A model that one can ask."""

    @property
    def name(self) -> str:
        """The model's name as its server knows it."""
        ...

    def ask(self, messages: Sequence[Message], schema: Schema | None, seconds: float, hear: Hear = silent) -> Reply:
        """The reply, within `seconds`, retries included; none is asked for when no time is left (0 or less). Whether it
        follows the schema is not promised. Raises `ModelError` when there is none, `ServerError` when asking again is
        of no use."""
        ...

    def judged(self, reply: Reply, verdict: Verdict) -> None:
        """Says what became of a reply: only what is usable is worth keeping, and a misshapen one shows that the server
        does not hold to the format that it was asked for."""
        ...


class DrawModel(Protocol):
    """A model of which one can see how sure it is of each word."""

    @property
    def name(self) -> str:
        """The model's name as its server knows it."""
        ...

    def draw(self, messages: Sequence[Message], seconds: float) -> Draw:
        """A short reply drawn at temperature 1, within `seconds`, retries included. Raises `ModelError` when there is
        none, `ServerError` when asking again is of no use."""
        ...
