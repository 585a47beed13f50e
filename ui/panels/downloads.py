"""Files that were made for people, handed out under names that cannot be guessed, for a while."""

from __future__ import annotations

import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import TYPE_CHECKING

from ui.panels.takeaway import Taken

if TYPE_CHECKING:
    from fastapi import FastAPI

BYTES, SECONDS = 512 * 2**20, 3600.0
"""All files together; how long one can be fetched."""
ADDRESS = "/files"


class Downloads:
    """Files by secret name; the oldest go when there are too many bytes or their time is over."""

    def __init__(self, most: int = BYTES, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._clock, self._lock = most, clock, threading.Lock()
        self._kept: OrderedDict[str, tuple[float, Taken]] = OrderedDict()

    def put(self, taken: Taken) -> str:
        """The address under which a browser fetches the file."""
        token = secrets.token_urlsafe(24)
        with self._lock:
            self._kept[token] = (self._clock(), taken)
            self._tidy()
        return f"{ADDRESS}/{token}/{taken.name}"

    def get(self, token: str) -> Taken | None:
        """The file of a token; None when there is none (any more)."""
        with self._lock:
            self._tidy()
            found = self._kept.get(token)
        return found[1] if found else None

    def _tidy(self) -> None:
        now = self._clock()
        while self._kept:
            made, _ = next(iter(self._kept.values()))
            total = sum(len(t.data) for _, t in self._kept.values())
            if now - made < SECONDS and (total <= self._most or len(self._kept) == 1):
                return
            self._kept.popitem(last=False)


def mount_downloads(server: FastAPI, downloads: Downloads) -> None:
    """Adds the addresses of the files to a server. The name at the end of an address is for the browser; the token
    alone finds the file."""
    from fastapi import HTTPException, Response

    def answer(token: str, name: str) -> Response:
        taken = downloads.get(token)
        if taken is None:
            raise HTTPException(404, "this file is no longer here: make it again")
        headers = {"Content-Disposition": f'attachment; filename="{taken.name}"', "Cache-Control": "no-store"}
        return Response(taken.data, media_type=taken.media, headers=headers)

    server.add_api_route(ADDRESS + "/{token}/{name}", answer, methods=["GET"])
