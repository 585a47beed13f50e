"""`idesign mcp`: the tools for programs that speak the Model Context Protocol (Claude Desktop, Cursor and others), over
standard input and output. Needs the extra `mcp`, the protocol's own package.

The package is spoken to directly and not by Gradio's `mcp_server`, which would ask for an older one and an older
pydantic, and would put whole scenes into the conversation.
"""

from __future__ import annotations

import functools
import signal
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from idesign.errors import IdesignError, InputError

if TYPE_CHECKING:
    from mcp.server.mcpserver import MCPServer

    from ui.tools import Tools
    from ui.workshop import Workshop

INSTRUCTIONS = (
    "Furnishes rooms. `furnish` makes a room from words, `change` changes it by words, `evaluate` judges it, `export` "
    "writes files. Rooms are named by the id that `furnish` and `change` give. Lengths are metres, x to the right and "
    "y up on the plan. Hand on to the person what was assumed, refused, not understood or could not be kept."
)


def check(folder: Path) -> None:
    """Raises `InputError` for what cannot work, before anything heavy is loaded."""
    if find_spec("mcp") is None:
        raise InputError("this needs the protocol's package; install it with: pip install 'idesign[mcp]'")
    if folder.exists() and not folder.is_dir():
        raise InputError(f"--folder {folder}: is a file; a folder is needed")


def serve(folder: Path, llm: str, workers: int) -> None:
    """Answers until standard input ends. While it does, what anything else prints goes to standard error. Raises
    `InputError` for settings that cannot be used."""
    check(folder)
    from ui.workshop import Workshop

    signal.signal(signal.SIGINT, signal.SIG_DFL)  # the protocol's reader would wait for another line before it ended
    build_server(functools.partial(Workshop, workers), folder.resolve(), llm).run("stdio")


def build_server(workshop: Callable[[], Workshop], folder: Path, llm: str = "offline") -> MCPServer[None]:
    """The server. The workshop is opened when a client comes, so that its processes do not write into the protocol."""
    from mcp.server.mcpserver import MCPServer

    from ui.api import Api
    from ui.tools import Folder, Tools

    @asynccontextmanager
    async def alive(server: MCPServer[None]) -> AsyncIterator[None]:
        opened = workshop()
        add_tools(server, Tools(Api(opened, Folder(folder), llm)))
        try:
            yield
        finally:
            opened.close()

    return MCPServer(
        "idesign", instructions=INSTRUCTIONS, version=version("idesign"), lifespan=alive, log_level="ERROR",
        subscriptions=False,
    )  # fmt: skip


def add_tools(server: MCPServer[None], tools: Tools) -> None:
    """Each function of the tools under its name, described by its docstring and types."""
    from mcp_types import ToolAnnotations

    for function in tools.functions():
        hints = ToolAnnotations(
            read_only_hint=function.__name__ == "evaluate", destructive_hint=False, open_world_hint=False
        )
        server.add_tool(_told(function), description=_flat(function.__doc__), annotations=hints)


def _told(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function with what cannot be done as an error that the model reads."""
    from mcp.server.mcpserver.exceptions import ToolError

    @functools.wraps(function)
    def told(*arguments: Any, **named: Any) -> Any:
        try:
            return function(*arguments, **named)
        except IdesignError as e:
            raise ToolError(str(e)) from e

    return told


def _flat(text: str | None) -> str:
    return " ".join((text or "").split())


def default_folder() -> Path:
    """Where files go when nothing else was said: a folder in the person's documents."""
    import platformdirs

    return platformdirs.user_documents_path() / "idesign"


def waiting() -> str:
    """What to say to a person who started it by hand; "" where a program did."""
    return "A program starts this and talks to it; see docs/studio.md (Ctrl+C ends it)." if sys.stdin.isatty() else ""
