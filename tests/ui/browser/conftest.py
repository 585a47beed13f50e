"""The studio in a real browser: one server and one Chromium for all browser tests, a fresh context for each.

Every page is watched: a request to another host, an error on the console or an uncaught exception fails the test that
had it open.
"""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ui.serving import Served, build_server, free_port

FLAGS = ("--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--enable-unsafe-swiftshader")  # fmt: skip
PATIENCE = 60_000
"""Milliseconds that a busy machine gets for one step."""
HARMLESS = ("net::ERR_ABORTED", "net::ERR_INTERNET_DISCONNECTED")
"""The event stream closes when a page is left; a test cuts the network."""


@pytest.fixture(scope="session")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running studio."""
    import uvicorn

    served = Served(port=free_port("127.0.0.1"), llm="offline", folder=tmp_path_factory.mktemp("rooms"))
    server = uvicorn.Server(uvicorn.Config(build_server(served), port=served.port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    _wait_for(served.port)
    yield f"http://127.0.0.1:{served.port}/"
    server.should_exit = True
    thread.join(20)


def _wait_for(port: int) -> None:
    for _ in range(600):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError("the studio did not start")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """One Chromium; skips where there is none."""
    from playwright.sync_api import sync_playwright

    path = shutil.which("chromium")
    if path is None:
        pytest.skip("no chromium on this machine")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def visit(studio: str, chromium: Any) -> Iterator[Callable[..., Any]]:
    """Opens a page of the studio in a context of its own (another person); options are those of Playwright's
    contexts. At the end of the test nothing may have gone wrong on any page."""
    contexts: list[Any] = []
    faults: list[str] = []

    def open_page(**options: Any) -> Any:
        context = chromium.new_context(**{"viewport": {"width": 1280, "height": 800}, **options})
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        watch(page, studio, faults)
        page.goto(studio)
        page.wait_for_selector("body[data-stage]", state="attached")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not faults, faults


def watch(page: Any, home: str, faults: list[str]) -> None:
    """Notes everything on a page that should not be."""
    page.on("pageerror", lambda e: faults.append(f"exception: {e}"))
    page.on(
        "console", lambda m: faults.append(f"console: {m.text}") if m.type == "error" and not _fine(m.text) else None
    )
    page.on("request", lambda r: None if _own(r.url, home) else faults.append(f"outside: {r.url}"))


def _fine(text: str) -> bool:
    return any(h in text for h in HARMLESS)


def _own(url: str, home: str) -> bool:
    return url.startswith((home, "data:", "blob:", "about:"))


@pytest.fixture(scope="session")
def furnish() -> Callable[[Any, str], None]:
    """From the first screen to a furnished room: `furnish(page, "a bedroom")`."""
    return _furnish


def _furnish(page: Any, text: str) -> None:
    page.fill("[data-testid=words]", text)
    page.press("[data-testid=words]", "Enter")
    page.wait_for_selector("[data-testid=answer]", state="attached")


@pytest.fixture(scope="session")
def say() -> Callable[[Any, str], None]:
    """One turn of the conversation, to its end: `say(page, "remove the rug")`."""
    return _say


def _say(page: Any, text: str) -> None:
    before = page.locator("[data-testid=message-designer]").count()
    page.fill("[data-testid=say]", text)
    page.press("[data-testid=say]", "Enter")
    page.wait_for_function(
        "n => document.querySelectorAll('[data-testid=message-designer]:not(.working)').length > n", arg=before
    )


@pytest.fixture
def example_file(tmp_path: Path) -> Path:
    """A project file of a small room, with names that try to be more than names."""
    from dataclasses import replace

    from ui.examples import examples
    from ui.project import project_json
    from ui.session import Session, opened

    scene = examples()[0].scene()
    hostile = ("<img src=x onerror=\"document.title='hacked'\">", "${document.title='hacked'}", "{{constructor}}")
    objects = tuple(replace(o, name=hostile[k % 3], description=hostile[k % 3]) for k, o in enumerate(scene.objects))
    path = tmp_path / "hostile.json"
    path.write_text(project_json(opened(Session(), replace(scene, objects=objects))))
    return path
