"""The ladder of output formats of `chat.completions`: what a request looks like on each rung.

`json_schema`: a strict schema. `json_object`: a JSON object, the schema in the prompt. `tools`: one function that must
be called, with the schema as its parameters. `text`: plain text, the schema in the prompt. A second ladder is that of
short replies: with log-probabilities, with fewer of them, without, and without a limit of length, which a model that
thinks first would use up.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from typing import Any

from idesign.llm.chat import Message, Schema

RUNGS = ("json_schema", "json_object", "tools", "text")


DRAWS: tuple[Mapping[str, Any], ...] = (
    {"logprobs": True, "top_logprobs": 20, "max_tokens": 16, "temperature": 1},
    {"logprobs": True, "top_logprobs": 5, "max_tokens": 16, "temperature": 1},
    {"max_tokens": 16, "temperature": 1},
    {},
)
"""What is asked for beside a short reply; servers allow 20 alternatives of a token, 5, or none."""


def request_body(
    model: str, messages: Sequence[Message], schema: Schema | None, rung: str, stream: bool
) -> dict[str, Any]:
    """The body of a request. Nothing about temperature or seed: some models refuse both."""
    body: dict[str, Any] = {"model": model, "messages": [_message(m) for m in messages]}
    if stream:
        body |= {"stream": True, "stream_options": {"include_usage": True}}
    return body if schema is None else body | _form(schema, rung, body["messages"])


def _message(m: Message) -> dict[str, Any]:
    if not m.images:
        return {"role": m.role, "content": m.text}
    pictures = [{"type": "image_url", "image_url": {"url": _data_url(i)}} for i in m.images]
    return {"role": m.role, "content": [{"type": "text", "text": m.text}, *pictures]}


def _data_url(image: bytes) -> str:
    kind = "png" if image.startswith(b"\x89PNG") else "jpeg"
    return f"data:image/{kind};base64,{base64.b64encode(image).decode()}"


def _form(schema: Schema, rung: str, talk: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    if rung == "json_schema":
        form = {"name": schema.name, "strict": True, "schema": dict(schema.json)}
        return {"response_format": {"type": "json_schema", "json_schema": form}}
    if rung == "tools":
        function = {"name": schema.name, "description": "Hands over the reply.", "parameters": dict(schema.json)}
        chosen = {"type": "function", "function": {"name": schema.name}}
        return {"tools": [{"type": "function", "function": function}], "tool_choice": chosen}
    told = "Reply with one JSON object and nothing else. It must follow this JSON Schema:\n" + json.dumps(schema.json)
    form = {"response_format": {"type": "json_object"}} if rung == "json_object" else {}
    return {"messages": [*talk, {"role": "user", "content": told}], **form}
