"""`idesign assets`: furniture that is made to size, found, or brought in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ui.commands.options import EmbedderOption, JsonFlag, PolicyOption, SeedOption
from ui.commands.output import console, print_json

assets_app = typer.Typer(help="Furniture: what can be made, found and built to size.", no_args_is_help=True)


@assets_app.command("list")
def assets_list(as_json: JsonFlag = False) -> None:
    """The categories that can be made, with their size ranges [m]."""
    from ui.furniture import categories_json, categories_table

    if as_json:
        print_json(categories_json())
    else:
        console().print(categories_table())


@assets_app.command("search")
def assets_search(
    words: Annotated[str, typer.Argument(help='What you look for, such as "small oak desk".')],
    k: Annotated[int, typer.Option("--k", min=1, max=100)] = 5,
    size: Annotated[str | None, typer.Option("--size", help="WxDxH in metres.")] = None,
    assets: Annotated[
        Path | None, typer.Option("--assets", help="Also look into this folder or .zip of 3D models.")
    ] = None,
    licence_policy: PolicyOption = "any",
    embedder: EmbedderOption = "",
    as_json: JsonFlag = False,
) -> None:
    """Furniture that answers the words, best first."""
    from ui.furniture import search, search_table

    found = search(words, k, size, assets, licence_policy, embedder)
    if as_json:
        print_json(found.rows)
    else:
        console().print(search_table(found.rows))
    for line in found.remarks:
        console().print(line, markup=False)


@assets_app.command("make")
def assets_make(
    category: Annotated[str, typer.Argument(help="A category of `idesign assets list`.")],
    size: Annotated[str, typer.Option("--size", help="WxDxH in metres.")],
    out: Annotated[Path, typer.Option("--out", help="The GLB file to write.")],
    style: Annotated[str, typer.Option("--style")] = "modern",
    seed: SeedOption = 0,
) -> None:
    """One piece of furniture made to size."""
    from ui.furniture import make

    console().print(make(category, size, style, seed, out), markup=False)


@assets_app.command("sheet")
def assets_sheet(
    out: Annotated[Path, typer.Option("--out", help="The picture to write, .png or .jpg.")] = Path("furniture.png"),
    styles: Annotated[str, typer.Option("--styles", help="Names separated by commas.")] = "modern,classic,industrial",
    categories: Annotated[
        str | None, typer.Option("--categories", help="Names separated by commas; all when left out.")
    ] = None,
) -> None:
    """A contact sheet: every category in several styles (minutes)."""
    from ui.furniture import sheet
    from ui.talk import Talk

    with Talk(console()).progress() as progress:
        path = sheet(categories, styles, out, progress)
    console().print(str(path), markup=False)


@assets_app.command("import")
def assets_import(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder or .zip of GLB, glTF or OBJ; HSSD; ABO.")],
    licence_policy: PolicyOption = "any",
    draw: Annotated[
        bool, typer.Option("--draw", help="Draw a small picture of each model without one, for --embedder openclip.")
    ] = False,
    as_json: JsonFlag = False,
) -> None:
    """Brings in other people's models and says what was guessed of each. `design --assets DIR` then uses them."""
    from contextlib import nullcontext

    from ui.found import drawing, import_models, imported_json, imported_lines
    from ui.talk import Talk

    with Talk(console()).progress() as progress, drawing() if draw else nullcontext() as painter:
        result = import_models(folder, licence_policy, progress, painter)
    if as_json:
        print_json(imported_json(result))
    for line in imported_lines(result):
        console().print(line, markup=False)
    raise typer.Exit(0 if result.records else 1)


@assets_app.command("fetch")
def assets_fetch(
    source: Annotated[str, typer.Argument(help="polyhaven or objaverse.")],
    ids: Annotated[list[str] | None, typer.Argument(help="Models by their id; the first ones when left out.")] = None,
    out: Annotated[Path, typer.Option("--out", help="The folder to add to; then: design --assets.")] = Path("models"),
    most: Annotated[int, typer.Option("--most", min=1, max=5000, help="At most so many.")] = 10,
    annotations: Annotated[Path | None, typer.Option("--annotations", help="objathor's table, for objaverse.")] = None,
    api: Annotated[str | None, typer.Option("--api", help="Another address of the service.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Download without asking.")] = False,
    licence_policy: PolicyOption = "any",
    as_json: JsonFlag = False,
) -> None:
    """Other people's models from the network. The sizes are shown before anything is downloaded."""
    from dataclasses import asdict

    from ui.found import FetchRequest, fetch_models, offer_lines, offered

    request = FetchRequest(source, tuple(ids or ()), most, out, annotations, api, licence_policy)
    offers = offered(request)
    for line in offer_lines(offers):
        console().print(line, markup=False)
    if not yes and not typer.confirm("Download?", err=True):
        raise typer.Abort
    failed = fetch_models(request, offers)
    for line in failed:
        console().print(line, markup=False)
    if as_json:
        print_json({"fetched": [asdict(o) for o in offers], "failed": list(failed), "folder": str(out)})
    raise typer.Exit(1 if failed else 0)
