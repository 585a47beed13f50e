"""`idesign design`, `edit` and `chat`: a room from words, and changes to it in words."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from ui.commands.options import (
    EmbedderOption,
    JsonFlag,
    LlmOption,
    PaperOption,
    PolicyOption,
    RendererOption,
    SeedOption,
    UnitsOption,
)
from ui.commands.output import console, print_json


def design(
    text: Annotated[str, typer.Argument(help="What you would like, in your own words.")] = "",
    room: Annotated[
        str | None, typer.Option("--room", help='Size of the room, such as 4x3.5 or "13\'9\\" x 12 ft".')
    ] = None,
    room_file: Annotated[
        Path | None, typer.Option("--room-file", help="A room as JSON: polygon, doors, windows.")
    ] = None,
    seed: SeedOption = 0,
    candidates: Annotated[
        int, typer.Option("--candidates", min=1, max=64, help="Design this many and keep the best.")
    ] = 1,
    llm: Annotated[
        str, typer.Option("--llm", help="auto, offline, or the name of a model on the configured server.")
    ] = "auto",
    style: Annotated[str | None, typer.Option("--style", help="A style that wins over the words.")] = None,
    renderer: RendererOption = "auto",
    photo: Annotated[bool, typer.Option("--photo", help="Also path-trace photographs (slow).")] = False,
    assets: Annotated[
        Path | None, typer.Option("--assets", help="A folder or .zip of 3D models to furnish with where they fit.")
    ] = None,
    licence_policy: PolicyOption = "any",
    embedder: EmbedderOption = "",
    units: UnitsOption = "metric",
    paper: PaperOption = None,
    replay: Annotated[
        Path | None, typer.Option("--replay", help="A record.json (or its folder): the same again without a server.")
    ] = None,
    out: Annotated[Path, typer.Option("--out", help="The folder to write.")] = Path("out/design"),
    as_json: JsonFlag = False,
) -> None:
    """One request to a furnished room: pictures, plan, 3D model, shopping list, evaluation, report."""
    from idesign.drawing.style import PlanStyle
    from idesign.llm.record import load_record
    from idesign.pipeline import Options
    from ui.produce import Request, produce, replayed
    from ui.talk import Talk, product_json

    talk = Talk(console())
    options = Options(seed=seed, candidates=candidates)
    wish = _room_wish(room, room_file)
    plan = PlanStyle(units, paper)
    request = Request(text, wish, style, llm, renderer, photo, assets, licence_policy, options, embedder, plan=plan)
    if replay is not None:
        _only_replay({"the request": text, "--room": room, "--room-file": room_file, "--style": style, "--seed": seed})
        request = replayed(load_record(replay), request)
    with talk.progress() as progress:
        product = produce(request, out, progress)
    talk.product(product)
    if as_json:
        print_json(product_json(product))
    raise typer.Exit(0 if product.kept else 1)


def edit(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A scene folder or scene.json.")],
    text: Annotated[str, typer.Argument(help='The change, such as "swap the desk and the bed" or "undo".')],
    out: Annotated[Path | None, typer.Option("--out", help="Write here instead of changing DIR.")] = None,
    llm: LlmOption = "auto",
    renderer: RendererOption = "auto",
    photo: Annotated[bool, typer.Option("--photo", help="Also path-trace photographs (slow).")] = False,
    embedder: EmbedderOption = "",
    units: UnitsOption = "metric",
    paper: PaperOption = None,
    as_json: JsonFlag = False,
) -> None:
    """A change in words to a furnished room. What is not mentioned stays where it is."""
    from idesign.drawing.style import PlanStyle
    from ui.edit import edit_folder, edited_json
    from ui.produce import Request
    from ui.talk import Talk

    plan = PlanStyle(units, paper)
    request = Request(text, llm=llm, renderer=renderer, photo=photo, embedder=embedder, plan=plan)
    edited = edit_folder(folder, request, out, Talk(console()))
    if as_json:
        print_json(edited_json(edited))
    raise typer.Exit(0 if edited.turn.kept else 1)


def chat(
    folder: Annotated[Path | None, typer.Argument(metavar="[DIR]", help="A scene folder to go on with.")] = None,
    out: Annotated[Path | None, typer.Option("--out", help="The folder to write; DIR when left out.")] = None,
    room: Annotated[str | None, typer.Option("--room", help="Size of a new room, such as 4x3.5.")] = None,
    room_file: Annotated[Path | None, typer.Option("--room-file", help="A new room as JSON.")] = None,
    seed: SeedOption = 0,
    llm: LlmOption = "auto",
    renderer: RendererOption = "auto",
    embedder: EmbedderOption = "",
) -> None:
    """A conversation: the first line asks for a room (unless DIR has one), each further line changes it."""
    from idesign.pipeline import Options
    from ui.edit import chat as talk_about
    from ui.produce import Request
    from ui.talk import Talk

    request = Request(
        "", _room_wish(room, room_file), None, llm, renderer, options=Options(seed=seed), embedder=embedder
    )
    raise typer.Exit(0 if talk_about(folder, request, out, Talk(console())) else 1)


def _only_replay(given: Mapping[str, object]) -> None:
    """Raises `InputError` when something is given that comes from the record."""
    from idesign.errors import InputError

    if named := [name for name, value in given.items() if value]:
        raise InputError(f"--replay: {', '.join(named)} comes from the record; leave it out")


def _room_wish(size: str | None, file: Path | None) -> Any:
    from idesign.brief import RoomWish
    from idesign.errors import RoomError
    from idesign.room_file import read_room_file
    from idesign.units import parse_room_size

    if size is not None and file is not None:
        raise RoomError("--room and --room-file: give one of them, not both")
    if file is not None:
        return RoomWish(plan=read_room_file(file))
    if size is None:
        return None
    width, depth = parse_room_size(size)
    return RoomWish(width=width, depth=depth)
