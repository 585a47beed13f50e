"""Every question to a judge and every reply, one line of JSON each: to go on where a run stopped, and to make all
tables again without a server.

A question is found by a hash of what was asked: model, words, the pixels of the pictures, and how often it was asked
before. A line that was broken off by a crash is left out.
"""

from __future__ import annotations

import hashlib
import io
import json
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from idesign.errors import InputError
from idesign.llm.chat import Message, Token
from idesign.llm.record import Turn

FILE = "requests.jsonl"


@dataclass(frozen=True)
class Entry:
    """One question with its reply, or with the error that came instead."""

    key: str
    turn: Turn
    tokens: tuple[Token, ...] = ()
    cut: bool = False


_ENTRY = TypeAdapter(Entry)


class Ledger:
    """The entries of a file, and those that come. Without a path they are kept in memory only."""

    def __init__(self, path: Path | None = None) -> None:
        self._path, self._lock = path, threading.Lock()
        self.broken, self._whole = 0, False
        self._entries: dict[str, Entry] = {}
        if path is not None and path.exists():
            self._read(path)

    def _read(self, path: Path) -> None:
        try:
            lines = path.read_bytes().splitlines()
        except OSError as e:
            raise InputError(f"{path}: cannot be read ({e.strerror})") from e
        for line in lines:
            try:
                entry = _ENTRY.validate_json(line)
            except ValidationError:
                self.broken += 1
                continue
            self._entries[entry.key] = entry
        if lines and not self._entries:
            raise InputError(f"{path}: is no record of a judge")

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All entries, by key."""
        return tuple(self._entries[k] for k in sorted(self._entries))

    def find(self, key: str) -> Entry | None:
        return self._entries.get(key)

    def add(self, entry: Entry) -> None:
        """Keeps an entry; a later one with the same key takes its place."""
        with self._lock:
            self._entries[entry.key] = entry
            if self._path is not None:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                start = b"" if self._whole or _ends_line(self._path) else b"\n"
                with self._path.open("ab") as file:
                    file.write(start + _ENTRY.dump_json(entry) + b"\n")
                self._whole = True


def _ends_line(path: Path) -> bool:
    """Whether a file is empty, or its last line is whole."""
    if not path.exists() or path.stat().st_size == 0:
        return True
    with path.open("rb") as file:
        file.seek(-1, io.SEEK_END)
        return file.read(1) == b"\n"


def key_of(model: str, messages: Sequence[Message], sample: int) -> str:
    """What names a question."""
    talk = [[m.role, m.text, [pixels_of(i) for i in m.images]] for m in messages]
    return hashlib.sha256(json.dumps([model, talk, sample]).encode()).hexdigest()[:32]


@lru_cache(maxsize=64)
def pixels_of(picture: bytes) -> str:
    """A hash of what a picture shows, however it is packed."""
    from PIL import Image

    with Image.open(io.BytesIO(picture)) as image:
        plain = image.convert("RGB")
    return hashlib.sha256(f"{plain.size}".encode() + plain.tobytes()).hexdigest()[:16]
