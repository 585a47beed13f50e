"""`idesign render` and `export`: pictures of scenes, and scenes as files of other programs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from ui.commands.options import PaperOption, RendererOption, UnitsOption
from ui.commands.output import console

if TYPE_CHECKING:
    from ui.exporting import Exported


def render(
    scene: Annotated[Path, typer.Argument(help="A scene folder, scene.json, or a folder of scene folders.")],
    out: Annotated[Path, typer.Option("--out", help="The folder for the pictures; of folders, for many scenes.")],
    renderer: RendererOption = "auto",
    photo: Annotated[bool, typer.Option("--photo", help="Path-traced photographs (slow).")] = False,
    labels: Annotated[
        Literal["ids", "names"] | None, typer.Option("--labels", help="Each view again, with ids or names in it.")
    ] = None,
    aov: Annotated[bool, typer.Option("--aov", help="Also depth, object masks and cameras, for data sets.")] = False,
    time: Annotated[
        str | None, typer.Option("--time", help="The light of an hour, such as 17:30; the plan's top is north.")
    ] = None,
    turntable: Annotated[bool, typer.Option("--turntable", help="Also a film around the open room.")] = False,
    walk: Annotated[bool, typer.Option("--walk", help="Also a film, in from the door.")] = False,
) -> None:
    """Pictures of a scene, or of a folder of them."""
    from functools import partial

    from idesign.render.renderer import render_views
    from idesign.units import parse_hour
    from ui.exporting import each_scene
    from ui.talk import Talk

    done: list[Exported] = []
    hour = None if time is None else parse_hour(time)
    with Talk(console()).progress() as progress:
        films = (*(("turntable",) if turntable else ()), *(("walk",) if walk else ()))
        draw = partial(render_views, renderer=renderer, photo=photo, labels=labels, aov=aov, hour=hour, films=films)
        whole = each_scene(scene, out, "", partial(draw, progress=progress), done.append)
    for each in done:
        _report(each)
    raise typer.Exit(0 if whole else 1)


def export(
    scene: Annotated[Path, typer.Argument(help="A scene folder, scene.json, or a folder of scene folders.")],
    to: Annotated[
        str,
        typer.Option(
            "--format", help="glb draco obj usd usdz mjcf urdf sceneeval habitat thor svg pdf dxf elevations csv xlsx"
        ),
    ],
    out: Annotated[Path, typer.Option("--out", help="The file to write; a folder for a folder of scenes.")],
    clearances: Annotated[
        bool, typer.Option("--clearances", help="Plans: walkways, the floor that things need, a turning circle.")
    ] = False,
    units: UnitsOption = "metric",
    paper: PaperOption = None,
) -> None:
    """A scene, or a folder of them, in the format of another program."""
    from idesign.drawing.style import PlanStyle
    from ui.exporting import export as export_to

    raise typer.Exit(0 if export_to(scene, to, out, _report, PlanStyle(units, paper, clearances)) else 1)


def _report(done: Exported) -> None:
    """One line for a file that was written or not."""
    console().print(f"{done.path}: not written: {done.fault}" if done.fault else str(done.path), markup=False)
