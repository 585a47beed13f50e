"""A real HTTP server on loopback that speaks the protocol, with scripted behaviour: the test double of a model server.

It serves `GET /v1/models` and `POST /v1/chat/completions` with output formats, tools, streams, log-probabilities and
images. Each request takes the next behaviour; the last one stays.
"""

from __future__ import annotations

import json
import socket
import struct
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any

FORMS = ("json_schema", "json_object", "tools", "text")
WORD, EVENTS = 12, 1000
"""Characters in one event of a stream, and the most events of one stream (more text: longer ones)."""


@dataclass(frozen=True)
class Behaviour:
    """What the server does with one request: `content` is the text of the reply (or of the error), or makes it from the
    request's body, as `tokens` does the log-probabilities; it is sent after `delay` [s], `drip` [s] between single
    bytes; `raw` bytes take the place of a completion; `missing` bytes are promised and never sent; `reset` breaks the
    connection instead of answering. `only` names the response formats that it takes, `images`, `streams`, `logprobs`
    say whether it takes these; what it does not take gets 400 (log-probabilities are left out). `breaks`: the stream
    ends after so many events."""

    content: str | Callable[[Mapping[str, Any]], str] = ""
    status: int = 200
    delay: float = 0.0
    drip: float = 0.0
    raw: bytes | None = None
    missing: int = 0
    reset: bool = False
    headers: tuple[tuple[str, str], ...] = ()
    only: tuple[str, ...] = FORMS
    images: bool = True
    streams: bool = True
    logprobs: bool = True
    breaks: int | None = None
    tokens: Callable[[Mapping[str, Any]], Sequence[Mapping[str, Any]]] | None = None


@dataclass
class LoopbackServer:
    """Use as a context manager; `url` is its base URL, `requests` all bodies that it was sent, `keys` their keys,
    `most` the requests that it had at the same time."""

    behaviours: Sequence[Behaviour]
    models: tuple[str, ...] = ("tiny",)
    requests: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    url: str = ""
    most: int = 0

    def __enter__(self) -> LoopbackServer:
        self._stop = threading.Event()
        self._lock = threading.Lock()
        self._now = 0
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

    def take(self, body: dict[str, Any], key: str) -> Behaviour:
        """Records a request; the behaviour for it."""
        with self._lock:
            self.requests.append(body)
            self.keys.append(key)
            self._now += 1
            self.most = max(self.most, self._now)
            return self.behaviours[min(len(self.requests), len(self.behaviours)) - 1]

    def done(self) -> None:
        """One request is answered."""
        with self._lock:
            self._now -= 1

    def wait(self, seconds: float) -> None:
        """Waits, but not beyond the server's end."""
        self._stop.wait(seconds)


def _handler(server: LoopbackServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            models = [{"id": m, "object": "model"} for m in server.models]
            _write(self, json.dumps({"object": "list", "data": models}).encode(), Behaviour(), server, "json")

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            behaviour = server.take(body, self.headers.get("authorization", ""))
            server.wait(behaviour.delay)
            if refused := _refused(body, behaviour):
                behaviour = Behaviour(f"{refused} is not supported", 400, drip=behaviour.drip)
            streams = bool(body.get("stream")) and behaviour.status == 200 and behaviour.raw is None
            # a request is over before its answer is on the way: the asker may be back before this thread goes on
            payload = b"".join(_events(behaviour, body)) if streams else _payload(behaviour, body)
            server.done()
            _write(self, payload, behaviour, server, "event-stream" if streams else "json")

        def log_message(self, format: str, *args: Any) -> None:
            """Says nothing."""

    return Handler


def _refused(body: Mapping[str, Any], behaviour: Behaviour) -> str:
    """What of a request the server does not take; "" when it takes all."""
    form = "tools" if body.get("tools") else body.get("response_format", {}).get("type", "text")
    if form not in behaviour.only:
        return f"format {form}"
    if body.get("stream") and not behaviour.streams:
        return "stream"
    images = any(isinstance(m["content"], list) for m in body["messages"])
    return "image input" if images and not behaviour.images else ""


def _text(behaviour: Behaviour, body: Mapping[str, Any]) -> str:
    return behaviour.content if isinstance(behaviour.content, str) else behaviour.content(body)


def _payload(behaviour: Behaviour, body: Mapping[str, Any]) -> bytes:
    if behaviour.raw is not None:
        return behaviour.raw
    text = _text(behaviour, body)
    if behaviour.status != 200:
        return json.dumps({"error": {"message": text, "type": "error"}}).encode()
    choice = {"index": 0, "finish_reason": "stop", "message": _said(text, body)}
    if body.get("logprobs") and behaviour.logprobs:
        one = {"token": text[:1], "logprob": -0.1, "top_logprobs": []}
        choice["logprobs"] = {"content": list(behaviour.tokens(body)) if behaviour.tokens else [one]}
    return json.dumps(_frame(body, "chat.completion", [choice]) | {"usage": _usage()}).encode()


def _events(behaviour: Behaviour, body: Mapping[str, Any]) -> Iterator[bytes]:
    """The reply as a stream, a few characters at a time."""
    text = _text(behaviour, body)
    step = max(WORD, len(text) // EVENTS)
    pieces = [text[k : k + step] for k in range(0, len(text), step)]
    for piece in pieces[: behaviour.breaks]:
        yield _event(_frame(body, "chat.completion.chunk", [{"index": 0, "delta": _said(piece, body)}]))
    if behaviour.breaks is None:
        end = {"index": 0, "delta": {}, "finish_reason": "stop"}
        yield _event(_frame(body, "chat.completion.chunk", [end]))
        yield _event(_frame(body, "chat.completion.chunk", []) | {"usage": _usage()})
        yield b"data: [DONE]\n\n"


def _event(value: Mapping[str, Any]) -> bytes:
    return b"data: " + json.dumps(value).encode() + b"\n\n"


def _said(text: str, body: Mapping[str, Any]) -> dict[str, Any]:
    if not body.get("tools"):
        return {"role": "assistant", "content": text}
    function = {"name": body["tools"][0]["function"]["name"], "arguments": text}
    return {"role": "assistant", "content": None, "tool_calls": [{"index": 0, "id": "1", "function": function}]}


def _frame(body: Mapping[str, Any], kind: str, choices: list[dict[str, Any]]) -> dict[str, Any]:
    return {"id": "1", "object": kind, "created": 0, "model": body.get("model", ""), "choices": choices}


def _usage() -> dict[str, int]:
    return {"prompt_tokens": 7, "completion_tokens": 5, "total_tokens": 12}


def _write(
    handler: BaseHTTPRequestHandler, payload: bytes, behaviour: Behaviour, server: LoopbackServer, kind: str
) -> None:
    if behaviour.reset:
        _reset(handler)
        return
    try:
        handler.send_response(behaviour.status)
        handler.send_header("content-type", "text/event-stream" if kind == "event-stream" else "application/json")
        handler.send_header("content-length", str(len(payload) + behaviour.missing))
        for name, value in behaviour.headers:
            handler.send_header(name, value)
        handler.end_headers()
        for piece in [payload] if not behaviour.drip else [payload[k : k + 1] for k in range(len(payload))]:
            handler.wfile.write(piece)
            handler.wfile.flush()
            server.wait(behaviour.drip)
        handler.close_connection = handler.close_connection or behaviour.missing > 0
    except OSError:
        handler.close_connection = True


def _reset(handler: BaseHTTPRequestHandler) -> None:
    """Closes the connection with a reset: what is unsent is thrown away."""
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()
    handler.close_connection = True
