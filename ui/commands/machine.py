"""`idesign doctor`, `app` and `mcp`: what works on this machine, and what it serves: the studio, tools for programs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ui.commands.options import JsonFlag, LlmOption
from ui.commands.output import console, print_json

WorkersOption = Annotated[int, typer.Option("--workers", min=1, max=64, help="Rooms designed side by side.")]


def doctor(
    model: Annotated[
        str | None, typer.Option("--model", help="Ask this model on the configured server what it can do.")
    ] = None,
    as_json: JsonFlag = False,
) -> None:
    """What works on this machine, and how to get what does not."""
    from idesign.doctor import examine, findings_to_json, healthy
    from idesign.model_doctor import examine_model
    from idesign.settings import Settings
    from ui.talk import Talk

    findings = examine(Settings()) if model is None else examine_model(Settings(), model)
    Talk(console()).findings(findings)
    if as_json:
        print_json(findings_to_json(findings))
    missing = model is not None and findings[0].state == "missing"
    raise typer.Exit(0 if healthy(findings) and not missing else 1)


def studio(
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="0 takes a free one.")] = 7860,
    host: Annotated[str, typer.Option("--host", help="127.0.0.1 is this machine alone.")] = "127.0.0.1",
    auth: Annotated[
        str | None, typer.Option("--auth", envvar="IDESIGN_AUTH", help="name:password that everyone must give.")
    ] = None,
    llm: LlmOption = "auto",
    workers: WorkersOption = 1,
    folder: Annotated[
        Path | None, typer.Option("--folder", help="Where rooms are kept; a folder of your own when left out.")
    ] = None,
) -> None:
    """The web studio: furnish a room by talking, looking and dragging."""
    from ui.serving import Served, default_folder, free_port, serve

    served = Served(host, free_port(host, port), auth, llm, workers, folder or default_folder())
    screen = console()

    def ready() -> None:
        name = "localhost" if served.local else served.host
        screen.print(f"The studio is at http://{name}:{served.port} (Ctrl+C ends it).", markup=False)

    if not served.local:
        without = "" if auth else ", without a password (--auth)"
        screen.print(f"It answers everyone who can reach {host}{without}.", markup=False)
    screen.print("Starting …")
    serve(served, ready)


def mcp_server(
    folder: Annotated[
        Path | None, typer.Option("--folder", help="Where exported files go; idesign in your documents when left out.")
    ] = None,
    llm: LlmOption = "auto",
    workers: WorkersOption = 1,
) -> None:
    """Tools for language models' programs (Model Context Protocol, over standard input and output)."""
    from ui.mcp_server import default_folder, serve, waiting

    if text := waiting():
        console().print(text, markup=False)
    serve(folder or default_folder(), llm, workers)
