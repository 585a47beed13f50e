"""Where sessions live on the server: under secret keys, each with a lock, bounded in number and time.

A browser holds only the key. Rooms are also kept on disk, under a hash of the key, so that a reload, a crash or a new
start of the server gives them back; no name that comes from a client reaches the file system.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path

from idesign.errors import InputError
from idesign.files import write_text
from ui.project import project_json, session_from_project
from ui.session import Session

MOST = 500
"""Sessions in memory; the one that was used longest ago goes first (its room stays on disk)."""
KEPT = 200
"""Rooms on disk; the oldest go first."""
IDLE = 24 * 3600.0
"""Seconds after which an unused session leaves memory."""
GONE = "this page is too old: please load it again"


@dataclass
class _Entry:
    session: Session
    used: float
    lock: threading.RLock = field(default_factory=threading.RLock)


class SessionStore:
    """Sessions by key. `folder`: where rooms are kept; None keeps them in memory only."""

    def __init__(self, folder: Path | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        self._folder, self._clock = folder, clock
        self._entries: dict[str, _Entry] = {}
        self._lock = threading.Lock()
        self._serials = count(time.time_ns() // 1000)  # a page that outlives a server hears the next one

    def create(self, session: Session | None = None) -> str:
        """A new session's key, which cannot be guessed."""
        key = secrets.token_urlsafe(24)
        with self._lock:
            self._entries[key] = _Entry(session or Session(), self._clock())
            self._tidy()
        if session is not None and session.dialogue is not None:
            self._save(key, session)
        return key

    def __contains__(self, key: str) -> bool:
        return key in self._entries

    def __len__(self) -> int:
        return len(self._entries)

    def get(self, key: str) -> Session:
        """The session under a key. Raises `InputError` for a key that there is not (any more)."""
        return self._entry(key).session

    def update(self, key: str, step: Callable[[Session], Session]) -> Session:
        """The session after one step, which has it alone meanwhile. Nothing changes when the step raises."""
        entry = self._entry(key)
        with entry.lock:
            before = entry.session
            after = entry.session = replace(step(before), serial=next(self._serials))
            if after.dialogue is not None and after.revision != before.revision:
                self._save(key, after)
        return after

    def restore(self, key: str) -> str | None:
        """A key's session from memory, else from disk: the key itself; None when there is neither."""
        if key in self._entries:
            return key
        session = self._load(key)
        if session is None:
            return None
        with self._lock:
            self._entries.setdefault(key, _Entry(session, self._clock()))
            self._tidy()
        return key

    def peek(self, key: str) -> Session | None:
        """What is kept under a key, without bringing it back."""
        entry = self._entries.get(key)
        return entry.session if entry is not None else self._load(key)

    # ------------------------------------------------------------ inside
    def _entry(self, key: str) -> _Entry:
        entry = self._entries.get(key)
        if entry is None:
            raise InputError(GONE)
        entry.used = self._clock()
        return entry

    def _tidy(self) -> None:
        now = self._clock()
        for key in [k for k, e in self._entries.items() if now - e.used > IDLE]:
            del self._entries[key]
        for key in sorted(self._entries, key=lambda k: self._entries[k].used)[: max(0, len(self._entries) - MOST)]:
            del self._entries[key]

    def _path(self, key: str) -> Path | None:
        return self._folder and self._folder / f"{hashlib.sha256(key.encode()).hexdigest()}.json"

    def _save(self, key: str, session: Session) -> None:
        path = self._path(key)
        if path is None or self._folder is None:
            return
        fresh = not path.exists()
        write_text(path, project_json(session))
        path.chmod(0o600)
        if fresh:
            self._forget_oldest(self._folder)

    def _forget_oldest(self, folder: Path) -> None:
        """Keeps the newest rooms. Others are at work here too: what is being written (hidden until it is whole) or has
        just gone is passed over."""
        kept = list[tuple[float, Path]]()
        for path in folder.glob("[!.]*.json"):
            with suppress(FileNotFoundError):
                kept.append((path.stat().st_mtime, path))
        for _, old in sorted(kept)[: max(0, len(kept) - KEPT)]:
            old.unlink(missing_ok=True)

    def _load(self, key: str) -> Session | None:
        path = self._path(key) if key else None
        try:
            return session_from_project(path.read_text(encoding="utf-8")) if path is not None else None
        except (OSError, InputError, json.JSONDecodeError):
            return None
