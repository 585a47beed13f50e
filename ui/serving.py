"""The studio as a web server: the page, the pictures of the examples, and what keeps strangers out.

It binds to loopback unless told otherwise. Only the host names that it was started for are answered, so that no other
site can reach it through the browser; the page may load nothing from elsewhere; with `auth` everything needs the name
and the password.
"""

from __future__ import annotations

import base64
import hmac
import os
import re
import socket
import threading
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from idesign.errors import InputError

if TYPE_CHECKING:
    from fastapi import FastAPI

    from ui.workshop import Workshop

LOOPBACK = ("127.0.0.1", "localhost", "::1", "[::1]")
POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; media-src 'self' data: blob:; connect-src 'self' blob: data:; "
    "worker-src 'self' blob:; font-src 'self' data:; "
    "frame-ancestors 'self'; base-uri 'self'; form-action 'self'; object-src 'none'"
)
"""Gradio builds its page with inline scripts and compiled templates; nothing may come from another address."""
LARGEST = 64 * 1024 * 1024
"""Bytes of one request; a model of one's own is the largest thing that is sent."""
HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
)
OUTSIDE = re.compile(
    rb"https?://(?:[\w.-]+\.)?(?:gradio\.app|github\.com|githubusercontent\.com|huggingface\.co|hf\.space)\b[^\"'\\\s<>]*"
)
"""Addresses of other sites that Gradio writes into its page: its picture, its home, its samples."""
STYLE = '<link rel="stylesheet" href="page/studio.css">'
"""As a link: Gradio would confine the rules of its own `css` to what is inside its container."""
Asgi = Callable[[MutableMapping[str, Any], Any, Any], Awaitable[None]]


@dataclass(frozen=True)
class Served:
    """How the studio is served. `auth`: "name:password"; `folder`: where rooms are kept (None: in memory only)."""

    host: str = "127.0.0.1"
    port: int = 7860
    auth: str | None = None
    llm: str = "auto"
    workers: int = 1
    folder: Path | None = None

    @property
    def local(self) -> bool:
        return self.host in LOOPBACK


def default_folder() -> Path:
    """Where rooms are kept between two visits."""
    import platformdirs

    return Path(platformdirs.user_data_dir("idesign", appauthor=False)) / "studio"


def free_port(host: str, port: int = 0) -> int:
    """The port, or for 0 one that nobody listens on. Raises `InputError` when it cannot be listened on."""
    try:
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
            return int(probe.getsockname()[1])
    except OSError as e:
        raise InputError(f"{host}:{port} cannot be used ({e.strerror}); --port 0 takes a free port") from e


def build_server(served: Served) -> FastAPI:
    """The whole application."""
    os.environ.update(GRADIO_ANALYTICS_ENABLED="False", HF_HUB_DISABLE_TELEMETRY="1")
    import gradio as gr
    from fastapi import FastAPI

    from ui.app import build_app
    from ui.examples import examples
    from ui.page.components import packaged, source
    from ui.page.gradio_mends import mend_streams
    from ui.page.theme import theme
    from ui.panels.downloads import Downloads, mount_downloads
    from ui.sessions import SessionStore
    from ui.views.models import mount_models
    from ui.workshop import Workshop

    mend_streams()
    workshop = Workshop(served.workers)
    server = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    server.state.workshop = workshop
    _add(server, "/page/studio.css", lambda: source("studio.css").encode(), "text/css")
    for font in ("inter", "fraunces"):
        _add(server, f"/page/{font}.woff2", partial(packaged, f"fonts/{font}.woff2"), "font/woff2")
    for example in examples():
        _add(server, example.address, example.picture, "image/jpeg")
    mount_models(server)
    server.add_middleware(Guard, hosts=_hosts(served), auth=served.auth)
    downloads = Downloads()
    mount_downloads(server, downloads)
    page = build_app(SessionStore(served.folder), workshop, downloads, served.llm)
    gr.mount_gradio_app(
        server, page, "/", server_name=served.host, server_port=served.port, footer_links=[], run_history=False,
        ssr_mode=False, mcp_server=False, theme=theme(), head=STYLE, max_file_size="64mb",
        show_error=False, favicon_path=str(files("ui.page") / "favicon.svg"), enable_monitoring=False,
    )  # fmt: skip
    server.router.on_shutdown.append(workshop.close)
    return server


def check(served: Served) -> None:
    """Raises `InputError` for settings that cannot be used, before anything heavy is loaded."""
    if served.auth is not None and not all(served.auth.partition(":")):
        raise InputError("--auth: must be name:password")
    free_port(served.host, served.port)


def serve(served: Served, ready: Callable[[], None]) -> None:
    """Runs the studio until it is stopped; `ready` is called when it answers. Raises `InputError` for settings that
    cannot be used."""
    import uvicorn

    class Server(uvicorn.Server):
        """Tells when it answers."""

        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            if self.started:
                ready()
                threading.Thread(target=_warmed, args=(server.state.workshop,), daemon=True).start()

    check(served)
    server = build_server(served)
    config = uvicorn.Config(server, host=served.host, port=served.port, log_level="warning", access_log=False)
    Server(config).run()


def _warmed(workshop: Workshop) -> None:
    """Reads what the first words and the first drag need, before anyone waits for it."""
    from ui.examples import examples
    from ui.replies import reply_of
    from ui.session import Session, opened
    from ui.views.document import view_document

    session = opened(Session(), examples()[0].scene())
    reply = workshop.submit(reply_of, session, "remove the rug", lane="talk").wait()
    view_document(reply.turn.scene)


def _hosts(served: Served) -> frozenset[str] | None:
    """The host names that are answered; None: any, where the person opened it to a network."""
    return frozenset(LOOPBACK) if served.local else None


def _add(server: FastAPI, address: str, content: Callable[[], bytes], kind: str) -> None:
    """One address that gives one of our own files."""
    from fastapi import Response

    def answer() -> Response:
        return Response(content(), media_type=kind, headers={"Cache-Control": "no-cache"})

    server.add_api_route(address, answer, methods=["GET"])


class Guard:
    """Refuses foreign host names and strangers, and sends the headers that keep the page to itself."""

    def __init__(self, app: Asgi, hosts: frozenset[str] | None, auth: str | None) -> None:
        self._app, self._hosts = app, hosts
        self._secret = base64.b64encode(auth.encode()).decode() if auth else None

    async def __call__(self, scope: MutableMapping[str, Any], receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        headers = {k.decode("latin-1").lower(): v.decode("latin-1") for k, v in scope["headers"]}
        if self._hosts is not None and _name(headers.get("host", "")) not in self._hosts:
            return await _refuse(send, 421, "this address is not served here")
        if self._secret is not None and not self._known(headers.get("authorization", "")):
            return await _refuse(
                send, 401, "a name and a password are needed", (b"www-authenticate", b'Basic realm="idesign"')
            )
        if int(headers.get("content-length") or 0) > LARGEST:
            return await _refuse(send, 413, "too large")
        await self._app(scope, _bounded(receive), _guarded(send))

    def _known(self, header: str) -> bool:
        kind, _, secret = header.partition(" ")
        return kind.lower() == "basic" and hmac.compare_digest(secret.strip().encode(), str(self._secret).encode())


def _name(host: str) -> str:
    """The host without its port."""
    return host.rsplit(":", 1)[0] if not host.endswith("]") else host


def _bounded(receive: Any) -> Any:
    """Reads at most `LARGEST` bytes of a request that does not say how long it is; then it counts as broken off."""
    read = 0

    async def received() -> Any:
        nonlocal read
        message = await receive()
        read += len(message.get("body", b""))
        return message if read <= LARGEST else {"type": "http.disconnect"}

    return received


def _guarded(send: Any) -> Any:
    """Adds the headers, and takes the addresses of other sites out of the page."""
    started: list[MutableMapping[str, Any]] = []
    page = bytearray()

    async def sent(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message["headers"], *HEADERS]
            if _is_page(message["headers"]):
                started.append(message)
                return
        elif started and message["type"] == "http.response.body":
            page.extend(message.get("body", b""))
            if message.get("more_body"):
                return
            body = OUTSIDE.sub(b"", bytes(page))
            start = started.pop()
            kept = [(k, v) for k, v in start["headers"] if k.lower() != b"content-length"]
            await send({**start, "headers": [*kept, (b"content-length", str(len(body)).encode())]})
            message = {"type": "http.response.body", "body": body}
        await send(message)

    return sent


def _is_page(headers: list[tuple[bytes, bytes]]) -> bool:
    known = {k.lower(): v for k, v in headers}
    return known.get(b"content-type", b"").startswith(b"text/html") and b"content-encoding" not in known


async def _refuse(send: Any, status: int, text: str, *headers: tuple[bytes, bytes]) -> None:
    head = [(b"content-type", b"text/plain; charset=utf-8"), *headers]
    await send({"type": "http.response.start", "status": status, "headers": head})
    await send({"type": "http.response.body", "body": text.encode()})
