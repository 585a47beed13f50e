"""A real HTTP server on loopback that speaks the protocol, with scripted behaviour: the test double of a model server.

It serves `GET /v1/models` and `POST /v1/chat/completions`. Each request takes the next behaviour; the last one stays.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any


@dataclass(frozen=True)
class Behaviour:
    """What the server does with one request: `content` is the text of the reply (or of the error), sent after `delay`
    [s], `drip` [s] between single bytes; `raw` bytes take the place of a completion; `missing` bytes are promised and
    never sent. `only` names the response formats that it takes; others get 400."""

    content: str = ""
    status: int = 200
    delay: float = 0.0
    drip: float = 0.0
    raw: bytes | None = None
    missing: int = 0
    headers: tuple[tuple[str, str], ...] = ()
    only: tuple[str, ...] = ("json_schema", "json_object", "text")


@dataclass
class LoopbackServer:
    """Use as a context manager; `url` is its base URL, `requests` all bodies that it was sent, `keys` their keys."""

    behaviours: Sequence[Behaviour]
    models: tuple[str, ...] = ("tiny",)
    requests: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    url: str = ""

    def __enter__(self) -> LoopbackServer:
        self._stop = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self._server.block_on_close = False
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/v1"
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, e: BaseException | None, trace: TracebackType | None) -> None:
        self._stop.set()
        self._server.shutdown()
        self._server.server_close()

    def take(self) -> Behaviour:
        """The behaviour for the request that was recorded last."""
        return self.behaviours[min(len(self.requests), len(self.behaviours)) - 1]

    def wait(self, seconds: float) -> None:
        """Waits, but not beyond the server's end."""
        self._stop.wait(seconds)


def _handler(server: LoopbackServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            models = [{"id": m, "object": "model"} for m in server.models]
            _write(self, 200, json.dumps({"object": "list", "data": models}).encode(), Behaviour())

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            server.keys.append(self.headers.get("authorization", ""))
            server.requests.append(body)
            behaviour = server.take()
            server.wait(behaviour.delay)
            form = body.get("response_format", {}).get("type", "text")
            if form not in behaviour.only:
                behaviour = Behaviour(f"response_format {form} is not supported", 400)
            _write(self, behaviour.status, _payload(behaviour, body), behaviour, server.wait)

        def log_message(self, format: str, *args: Any) -> None:
            """Says nothing."""

    return Handler


def _payload(behaviour: Behaviour, body: dict[str, Any]) -> bytes:
    if behaviour.raw is not None:
        return behaviour.raw
    if behaviour.status != 200:
        return json.dumps({"error": {"message": behaviour.content, "type": "error"}}).encode()
    choice = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": behaviour.content}}
    usage = {"prompt_tokens": 7, "completion_tokens": 5, "total_tokens": 12}
    reply = {"id": "1", "object": "chat.completion", "created": 0, "model": body.get("model", ""), "choices": [choice]}
    return json.dumps(reply | {"usage": usage}).encode()


def _write(
    handler: BaseHTTPRequestHandler,
    status: int,
    payload: bytes,
    behaviour: Behaviour,
    wait: Callable[[float], None] = time.sleep,
) -> None:
    try:
        handler.send_response(status)
        handler.send_header("content-type", "application/json")
        handler.send_header("content-length", str(len(payload) + behaviour.missing))
        for name, value in behaviour.headers:
            handler.send_header(name, value)
        handler.end_headers()
        for piece in [payload] if not behaviour.drip else [payload[k : k + 1] for k in range(len(payload))]:
            handler.wfile.write(piece)
            handler.wfile.flush()
            wait(behaviour.drip)
        handler.close_connection = handler.close_connection or behaviour.missing > 0
    except OSError:
        handler.close_connection = True
