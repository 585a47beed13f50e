"""Replies kept on disk by content: the same server, model, messages and schema need be asked only once.

Neither the key nor the address with its credentials is written; what cannot be read or written is asked again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from idesign.files import write_text
from idesign.llm.chat import ChatModel, Hear, Message, Reply, Schema, Verdict, silent

_REPLY = TypeAdapter(Reply)


class CachedChat:
    """Asks `chat` only what the folder has no reply to. `server` tells servers apart; it is hashed."""

    def __init__(self, chat: ChatModel, folder: Path, server: str) -> None:
        self.name = chat.name
        self._chat, self._folder, self._server = chat, folder, server
        self._asked: tuple[Path, Reply] | None = None

    def ask(self, messages: Sequence[Message], schema: Schema | None, seconds: float, hear: Hear = silent) -> Reply:
        """See `ChatModel.ask`."""
        path = self._folder / f"{question_key(self._server, self.name, messages, schema)}.json"
        if (kept := _read(path)) is not None:
            return kept
        reply = self._chat.ask(messages, schema, seconds, hear)
        self._asked = (path, reply)
        return reply

    def judged(self, reply: Reply, verdict: Verdict) -> None:
        """See `ChatModel.judged`. Only usable replies are kept: a model may do better next time."""
        self._chat.judged(reply, verdict)
        if verdict == "usable" and self._asked is not None and self._asked[1] is reply:
            with suppress(OSError):  # a cache that cannot be written costs time, not the answer
                write_text(self._asked[0], _REPLY.dump_json(reply).decode())


def question_key(server: str, model: str, messages: Sequence[Message], schema: Schema | None) -> str:
    """What names a question: a hash of all that is sent."""
    talk = [[m.role, m.text, [hashlib.sha256(i).hexdigest() for i in m.images]] for m in messages]
    shape = [schema.name, dict(schema.json)] if schema else None
    return hashlib.sha256(json.dumps([server, model, talk, shape], sort_keys=True).encode()).hexdigest()[:32]


def _read(path: Path) -> Reply | None:
    try:
        return _REPLY.validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None
