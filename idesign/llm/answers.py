"""What a server of `chat.completions` sends back: one JSON document or a stream of events, read with distrust."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from idesign.llm.chat import Token

EVENT_MARKS = (b"data:", b"event:", b"id:", b"retry:", b":")


BYTES, EVENT_BYTES = 4, 40
"""Bytes on the way for one character of a reply: at once, and in a stream, which wraps each word in an event."""


class NoAnswerError(ValueError):
    """What came is no usable answer; the text says why in a few words."""


class DeclinedError(NoAnswerError):
    """The model refuses to answer; asking again is of no use."""


class SpentError(NoAnswerError):
    """The reply ended at its limit of length before its first word."""


class TooLongError(ValueError):
    """The reply is longer than anything that one would read."""


@dataclass(frozen=True)
class Answer:
    """`text` is what the model said (the arguments of the tool that it called, where it called one); tokens are None
    where the server said nothing; `cut`: the server's limit of length ended it; `tokens` are there where the server
    tells log-probabilities."""

    text: str
    model: str
    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    cut: bool = False
    tokens: tuple[Token, ...] = ()


class Incoming:
    """The bytes of a reply of at most `most` characters as they come. `text` is what the model has said so far."""

    def __init__(self, most: int) -> None:
        self._most, self._length = most, 0
        self._raw = bytearray()
        self._read = 0
        self._events: list[Mapping[str, Any]] = []
        self._done = False
        self._said: list[str] = []

    @property
    def text(self) -> str:
        return "".join(self._said)

    @property
    def streamed(self) -> bool:
        """Whether it comes as a stream of events."""
        return self._streams()

    @property
    def logprobs(self) -> bool:
        """Whether log-probabilities came with it."""
        return bool(re.search(rb'"logprobs":\s*\{', self._raw))

    def feed(self, chunk: bytes) -> None:
        """Takes the next bytes. Raises `TooLongError`, and `NoAnswerError` for an error amid a stream."""
        self._raw += chunk
        streams = self._streams()
        most = (EVENT_BYTES if streams else BYTES) * self._most
        if (streams and max(len(self._raw) - self._read, self._length) > BYTES * self._most) or len(self._raw) > most:
            raise TooLongError(f"the reply is longer than {most} bytes")
        if not streams:
            return
        *lines, rest = bytes(self._raw[self._read :]).split(b"\n")
        self._read = len(self._raw) - len(rest)
        for line in lines:
            self._event(line)

    def answer(self, model: str) -> Answer:
        """The whole answer. Raises `NoAnswerError`."""
        if not self._streams():
            return _of_document(bytes(self._raw), model)
        self._event(bytes(self._raw[self._read :]))
        if not self._done:
            raise NoAnswerError("broke off its reply")
        return _of_events(self._events, self.text, model)

    def _streams(self) -> bool:
        return bytes(self._raw[:16].lstrip()).startswith(EVENT_MARKS)

    def _event(self, line: bytes) -> None:
        if not line.startswith(b"data:"):
            return
        data = line.removeprefix(b"data:").strip()
        if data == b"[DONE]":
            self._done = True
            return
        event = _mapping(data)
        if "error" in event and "choices" not in event:
            raise NoAnswerError("reported an error amid its reply")
        self._events.append(event)
        choice = _choice(event)
        self._said.append(_said(_part(choice, "delta")))
        self._length += len(self._said[-1])
        self._done = self._done or bool(choice.get("finish_reason"))


def without_thought(text: str) -> str:
    """What a model said beside what it thought aloud; a thought that was cut off has no end."""
    return re.sub(r"<think>.*?(?:</think>|$)", "", text, flags=re.DOTALL)


def _of_document(raw: bytes, model: str) -> Answer:
    reply = _mapping(raw)
    choice = _choice(reply)
    message = choice.get("message")
    if not isinstance(message, Mapping):
        raise NoAnswerError("sent something that is no chat completion")
    return _answer(_said(message), reply, choice, model, bool(message.get("refusal")))


def _of_events(events: list[Mapping[str, Any]], text: str, model: str) -> Answer:
    """The last event that tells the tokens, and the last choice, belong to the whole."""
    told: Mapping[str, Any] = next((e for e in reversed(events) if e.get("usage")), events[-1] if events else {})
    ends = (c for e in reversed(events) if (c := _choice(e)).get("finish_reason"))
    refused = any(_part(_choice(e), "delta").get("refusal") for e in events)
    return _answer(text, told, next(ends, {}), model, refused)


def _answer(text: str, reply: Mapping[str, Any], choice: Mapping[str, Any], model: str, refused: bool) -> Answer:
    cut = choice.get("finish_reason") == "length"
    if not text.strip():
        kind = DeclinedError if refused else SpentError if cut else NoAnswerError
        raise kind(f"sent an empty reply{' and refuses' if refused else ''}")
    usage, said = _part(reply, "usage"), reply.get("model")
    return Answer(
        text,
        said if isinstance(said, str) and said else model,
        _count(usage.get("prompt_tokens")),
        _count(usage.get("completion_tokens")),
        cut,
        _tokens(choice),
    )


def _tokens(choice: Mapping[str, Any]) -> tuple[Token, ...]:
    """The tokens of a choice; what is no token ends them."""
    found: list[Token] = []
    content = _part(choice, "logprobs").get("content")
    for entry in content if isinstance(content, list) else []:
        if not isinstance(entry, Mapping) or not isinstance(entry.get("token"), str):
            break
        found.append(Token(entry["token"], tuple(_alternatives(entry.get("top_logprobs")))))
    return tuple(found)


def _alternatives(top: object) -> Iterator[tuple[str, float]]:
    for a in top if isinstance(top, list) else []:
        text, logprob = (a.get("token"), a.get("logprob")) if isinstance(a, Mapping) else (None, None)
        if isinstance(text, str) and isinstance(logprob, int | float) and -math.inf < logprob <= 1e-3:
            yield text, float(logprob)


def _mapping(raw: bytes) -> Mapping[str, Any]:
    try:
        found = json.loads(raw)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, Mapping):
        raise NoAnswerError("sent something that is no chat completion")
    return found


def _choice(reply: Mapping[str, Any]) -> Mapping[str, Any]:
    choices = reply.get("choices")
    first = choices[0] if isinstance(choices, list) and choices else None
    return first if isinstance(first, Mapping) else {}


def _part(reply: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = reply.get(name)
    return found if isinstance(found, Mapping) else {}


def _said(message: Mapping[str, Any]) -> str:
    """The content, or the arguments of the first tool called."""
    if isinstance(text := message.get("content"), str) and text:
        return text
    calls = message.get("tool_calls")
    first = calls[0] if isinstance(calls, list) and calls else None
    arguments = _part(first, "function").get("arguments") if isinstance(first, Mapping) else None
    return arguments if isinstance(arguments, str) else ""


def _count(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None
