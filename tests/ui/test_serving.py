"""The server keeps strangers out and the page to itself."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import MutableMapping
from typing import Any

import pytest

from idesign.errors import InputError
from ui import serving
from ui.cli import run
from ui.serving import LOOPBACK, Guard, Served, check, free_port

PAGE = (
    b'<html><head><meta property="og:url"\n content="https://gradio.app/" /><meta name="a"></head><script>'
    b'c = {"url":"https://github.com/gradio-app/x.pdf","n":"http://www.w3.org/2000/svg"}</script></html>'
)


async def app(scope: MutableMapping[str, Any], receive: Any, send: Any) -> None:
    size = 0
    while True:
        message = await receive()
        size += len(message.get("body", b""))
        if message["type"] == "http.disconnect" or not message.get("more_body"):
            break
    head = [(b"content-type", b"text/html; charset=utf-8"), (b"content-length", b"999")]
    await send({"type": "http.response.start", "status": 200, "headers": head})
    await send({"type": "http.response.body", "body": PAGE[:40], "more_body": True})
    await send({"type": "http.response.body", "body": PAGE[40:] + str(size).encode()})


def asked(
    headers: dict[str, str], auth: str | None = None, body: bytes = b"", chunks: int = 1
) -> tuple[int, dict[str, str], bytes]:
    guard, sent = Guard(app, frozenset(LOOPBACK), auth), list[MutableMapping[str, Any]]()
    left = [body] * chunks

    async def receive() -> MutableMapping[str, Any]:
        return {"type": "http.request", "body": left.pop() if left else b"", "more_body": bool(left)}

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    scope = {"type": "http", "headers": [(k.encode(), v.encode()) for k, v in headers.items()]}
    asyncio.run(guard(scope, receive, send))
    head = {k.decode().lower(): v.decode() for k, v in sent[0]["headers"]}
    return sent[0]["status"], head, b"".join(m.get("body", b"") for m in sent[1:])


def test_the_page_names_no_other_site_and_may_load_nothing_from_one() -> None:
    status, head, body = asked({"host": "localhost:7860"})
    assert status == 200
    assert b"gradio" not in body
    assert b"www.w3.org" in body
    assert b'<meta name="a">' in body
    assert int(head["content-length"]) == len(body)
    assert "default-src 'self'" in head["content-security-policy"]
    assert "http" not in head["content-security-policy"]


@pytest.mark.parametrize("host", ["evil.example", "evil.example:7860", "localhost.evil.example", ""])
def test_other_names_are_not_served(host: str) -> None:
    assert asked({"host": host})[0] == 421


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:1", "[::1]:7860", "[::1]"])
def test_this_machine_is_served(host: str) -> None:
    assert asked({"host": host})[0] == 200


@pytest.mark.parametrize("header", ["", "Basic", "Basic AAAA", "Bearer YTpi", "Basic YTpj"])
def test_a_password_is_needed_where_there_is_one(header: str) -> None:
    assert asked({"host": "localhost", "authorization": header}, "a:b")[0] == 401
    assert asked({"host": "localhost", "authorization": "Basic YTpi"}, "a:b")[0] == 200


def test_no_request_is_larger_than_it_may_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "LARGEST", 100)
    assert asked({"host": "localhost", "content-length": "101"})[0] == 413
    assert asked({"host": "localhost"}, body=b"x" * 60, chunks=5)[2].endswith(b"</html>60")


def test_a_free_port_is_free() -> None:
    assert 0 < free_port("127.0.0.1") < 65536


@pytest.mark.parametrize("auth", ["anna", ":", "anna:", ":secret"])
def test_a_name_and_a_password_are_both_needed(auth: str) -> None:
    with pytest.raises(InputError, match="name:password"):
        check(Served(port=0, auth=auth))


def test_a_port_that_is_taken_is_said_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        assert run(["app", "--port", str(taken.getsockname()[1])]) == 2
    assert "--port 0" in capsys.readouterr().err.splitlines()[-1]


def test_a_host_that_is_not_here_is_said_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["app", "--host", "203.0.113.7"]) == 2
    assert "203.0.113.7" in capsys.readouterr().err.splitlines()[-1]


def test_only_loopback_is_this_machine_alone() -> None:
    assert Served().local
    assert not Served(host="0.0.0.0").local
