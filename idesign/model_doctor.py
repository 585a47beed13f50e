"""What a model on the configured server can do: it is asked, once for each thing, and its answers are looked at.

Formats (schema, JSON mode, tools), streaming, pictures, log-probabilities, speed and price. The team works with any of
them missing except an answer; each finding says what is done instead.
"""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter

from idesign.doctor import Finding
from idesign.errors import ModelError, ServerError
from idesign.llm.answers import Answer, Incoming, NoAnswerError
from idesign.llm.chat import Message, Schema, Usage
from idesign.llm.openai_chat import OpenAIChat
from idesign.llm.prices import cost_of, price_of
from idesign.llm.rungs import request_body
from idesign.llm.structured import extract_json, schema_of
from idesign.settings import Settings

WORDS = 150
"""Length of the reply whose speed is measured."""
FORMATS = (
    ("json_schema", "schemas", "replies are checked by code all the same"),
    ("json_object", "JSON mode", "the schema is given in the prompt"),
    ("tools", "tools", "nothing needs them where schemas or JSON mode work"),
)


@dataclass(frozen=True)
class Swatch:
    """What the formats are tried with: words that no model says by itself."""

    swatch_code: str
    drawer_count: int


_SWATCH = TypeAdapter(Swatch)
_ASKED = (Message("user", "Name a swatch code and a number of drawers, whichever you like."),)


def examine_model(settings: Settings, model: str) -> tuple[Finding, ...]:
    """What the model can do. Takes a few short replies; each may take the settings' `timeout`. Raises `InputError`
    when no server is configured."""
    probe = _Probe(settings, OpenAIChat(settings, model), model)
    first = probe.speed()
    if first.state == "missing":
        return (first,)
    formats = [probe.format(*f) for f in FORMATS]
    return (first, *formats, probe.streaming(), probe.pictures(), probe.logprobs(), probe.price())


class _Probe:
    """Asks one model."""

    def __init__(self, settings: Settings, chat: OpenAIChat, model: str) -> None:
        self._settings, self._chat, self._model = settings, chat, model

    def speed(self) -> Finding:
        """Whether it answers at all, and how fast."""
        talk = (Message("user", f"Describe a reading corner in about {WORDS} words."),)
        start = time.monotonic()
        try:
            answer = self._chat.post(self._body(talk), self._settings.timeout).answer(self._model)
        except (ModelError, NoAnswerError) as e:
            return Finding(self._model, "missing", f"gives no answer: {e}", f"curl {self._settings.server}/models")
        seconds = time.monotonic() - start
        return Finding(self._model, "ok", f"answers as {answer.model}{_per_second(answer, seconds)}")

    def format(self, rung: str, name: str, otherwise: str) -> Finding:
        """Whether a format of output is taken, and held to."""
        schema: Schema = schema_of(_SWATCH, "swatch")
        return self._tried(name, request_body(self._model, _ASKED, schema, rung, False), _holds, otherwise)

    def streaming(self) -> Finding:
        talk = (Message("user", "Count from one to ten."),)
        body = request_body(self._model, talk, None, "text", True)
        told = "a server that works slowly cannot be told from one that hangs; raise IDESIGN_TIMEOUT"
        return self._tried("streaming", body, lambda i, a: "" if i.streamed else "the reply came in one piece", told)

    def pictures(self) -> Finding:
        talk = (Message("user", "Which colour is this picture? Answer with one word.", (_red(),)),)
        body = self._body(talk)
        return self._tried(
            "pictures", body, lambda i, a: "" if "red" in a.text.lower() else "it does not see what is in them",
            "the critic is skipped; set IDESIGN_VISION_MODEL to one that sees",
        )  # fmt: skip

    def logprobs(self) -> Finding:
        body = self._body(_ASKED) | {"logprobs": True, "top_logprobs": 5, "max_tokens": 5}
        return self._tried(
            "log-probabilities", body, lambda i, a: "" if i.logprobs else "they are left out",
            "a judge is asked five times instead of once",
        )  # fmt: skip

    def price(self) -> Finding:
        """What a million tokens cost, and a room of about twenty thousand."""
        price = price_of(self._settings, self._model)
        if price is None:
            mend = "export IDESIGN_PRICE_IN=0.15 IDESIGN_PRICE_OUT=0.60"
            return Finding("price", "degraded", "unknown, so costs are reported as unknown", mend)
        room = cost_of(self._settings, self._model, Usage(20_000, 4_000)) or 0.0
        said = f"{price[0]:g} USD a million tokens in, {price[1]:g} out; a room costs about {room:.3f} USD"
        return Finding("price", "ok", said)

    def _body(self, talk: tuple[Message, ...]) -> dict[str, Any]:
        return request_body(self._model, talk, None, "text", False)

    def _tried(
        self, name: str, body: Mapping[str, Any], fault: Callable[[Incoming, Answer], str], otherwise: str
    ) -> Finding:
        """`fault` says in words what is wrong with an answer, "" when nothing is."""
        try:
            incoming = self._chat.post(body, self._settings.timeout)
            wrong = fault(incoming, incoming.answer(self._model))
        except ServerError as e:
            wrong = f"no answer ({e})"
        except ModelError as e:
            wrong = f"refused ({e})"
        except NoAnswerError as e:
            wrong = str(e)
        return Finding(name, "degraded", f"{wrong}; {otherwise}") if wrong else Finding(name, "ok", "works")


def _holds(incoming: Incoming, answer: Answer) -> str:
    try:
        _SWATCH.validate_python(extract_json(answer.text))
    except ValueError:
        return "taken, but not held to"
    return ""


def _per_second(answer: Answer, seconds: float) -> str:
    if answer.completion_tokens is None:
        return f" in {seconds:.1f} s (it counts no tokens)"
    return f": {answer.completion_tokens / max(seconds, 1e-3):.0f} tokens a second ({seconds:.1f} s for one reply)"


def _red() -> bytes:
    """A small red picture, PNG."""
    from PIL import Image

    buffer = io.BytesIO()
    Image.new("RGB", (64, 64), (220, 20, 30)).save(buffer, "PNG")
    return buffer.getvalue()
