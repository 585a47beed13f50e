"""Replies kept on disk by content: the same server, model, messages and schema need be asked only once.

Neither the key nor the address with its credentials is written; what cannot be read or written is asked again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from idesign.files import write_text
from idesign.llm.chat import ChatModel, Hear, Message, Reply, Schema, silent

_REPLY = TypeAdapter(Reply)


class CachedChat:
    """Asks `chat` only what the folder has no reply to. `server` tells servers apart; it is hashed."""

    def __init__(self, chat: ChatModel, folder: Path, server: str) -> None:
        self.name = chat.name
        self._chat, self._folder, self._server = chat, folder, server

    def ask(self, messages: Sequence[Message], schema: Schema | None, seconds: float, hear: Hear = silent) -> Reply:
        """See `ChatModel.ask`."""
        path = self._folder / f"{question_key(self._server, self.name, messages, schema)}.json"
        if (kept := _read(path)) is not None:
            return kept
        reply = self._chat.ask(messages, schema, seconds, hear)
        try:
            write_text(path, _REPLY.dump_json(reply).decode())
        except OSError:
            return reply  # a cache that cannot be written costs time, not the answer
        return reply

    def distrust(self, rung: str) -> None:
        """See `ChatModel.distrust`."""
        self._chat.distrust(rung)


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
