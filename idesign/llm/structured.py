"""From a model's text to a valid value: schema, extraction, validation, and at most two repairs.

A reply is believed only after pydantic and the caller's own check have passed it. What is wrong is said back to the
model in words; after the last repair the question ends with a `ModelError`.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from idesign.errors import ModelError
from idesign.llm.chat import ChatModel, Hear, Message, Schema, Verdict, silent

T = TypeVar("T")
REPAIRS = 2
SHOWN = 2000
"""Characters of a faulty reply that are shown to the model again."""
FAULTS = 8
"""Faults that are named in one repair."""
STARTS = 40
"""Opening braces at which a reply's object is looked for."""


def schema_of(kind: TypeAdapter[Any], name: str) -> Schema:
    """The strict schema of a type: every property required, none additional, no titles and defaults."""
    return Schema(name, _strict(kind.json_schema()))


def _strict(node: Any) -> Any:
    if isinstance(node, list):
        return [_strict(v) for v in node]
    if not isinstance(node, dict):
        return node
    out = {k: _strict(v) for k, v in node.items() if k not in ("default", "title") or isinstance(v, dict)}
    if isinstance(properties := out.get("properties"), dict):
        out |= {"required": list(properties), "additionalProperties": False}
    return out


def ask_for(
    chat: ChatModel,
    messages: Sequence[Message],
    kind: TypeAdapter[T],
    schema: Schema,
    faults_of: Callable[[T], Sequence[str]],
    seconds: float,
    *,
    mend: Callable[[T], T | None] = lambda value: None,
    hear: Hear = silent,
) -> T:
    """A value of the type for which `faults_of` finds nothing, within `seconds` in all. When the repairs are used up,
    `mend` may make the last value usable (None: it cannot). Raises `ModelError`."""
    end, talk = time.monotonic() + seconds, tuple(messages)
    faults, last = list[str](), None
    for _ in range(1 + REPAIRS):
        reply = chat.ask(talk, schema, end - time.monotonic(), hear)
        verdict: Verdict = "faulty"
        try:
            last = kind.validate_python(extract_json(reply.text))
            faults = list(faults_of(last))
        except ValueError as e:
            faults, verdict = _words(e), "misshapen"
        chat.judged(reply, verdict if faults else "usable")
        if last is not None and not faults:
            return last
        talk = (*messages, Message("assistant", reply.text[:SHOWN]), Message("user", _repair(faults, schema)))
    if last is not None and (mended := mend(last)) is not None:
        return mended
    raise ModelError(f"{chat.name} gave no usable answer in {1 + REPAIRS} tries: {faults[0][:300]}")


def _words(e: ValueError) -> list[str]:
    if not isinstance(e, ValidationError):
        return [str(e)]
    return [f"{'.'.join(map(str, f['loc'])) or 'reply'}: {f['msg']}" for f in e.errors(include_input=False)]


def _repair(faults: Sequence[str], schema: Schema) -> str:
    listed = "\n".join(f"- {f[:300]}" for f in faults[:FAULTS])
    return (
        f"That reply cannot be used:\n{listed}\nReply again with the whole JSON object and nothing else. "
        f"It must follow this JSON Schema:\n{json.dumps(schema.json)}"
    )


def extract_json(text: str) -> Any:
    """The JSON object in a reply: bare, in a fence, or amid prose (the longest one). Raises `ValueError` when there is
    none."""
    text = re.sub(r"<think>.*?</think>", "", text, flags=re.DOTALL).strip()
    decode, found, after = json.JSONDecoder(parse_constant=_no_number).raw_decode, list[tuple[int, Any]](), 0
    for start in [m.start() for m in re.finditer(r"\{", text)][:STARTS]:
        if start < after:
            continue
        try:
            value, end = decode(text, start)
        except (ValueError, RecursionError):
            continue
        after = end
        found.append((end - start, value))
    if not found:
        raise ValueError("the reply holds no JSON object")
    return max(found, key=lambda f: f[0])[1]


def _no_number(constant: str) -> float:
    raise ValueError(f"{constant} is not a number")
