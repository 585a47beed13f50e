"""`idesign batch`: many briefs to many scenes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ui.commands.options import EmbedderOption, JsonFlag, LlmOption, PolicyOption, RendererOption, SeedOption
from ui.commands.output import console, print_json


def batch(
    out: Annotated[
        str, typer.Option("--out", help="The folder to write: one folder for each id, and a manifest; or s3://…")
    ],
    briefs: Annotated[
        Path | None,
        typer.Argument(help="A .jsonl file (id, text, …), a .csv with such columns, or a .txt of wishes."),
    ] = None,
    generate: Annotated[
        int | None, typer.Option("--generate", min=1, help="Instead of a list: so many varied rooms.")
    ] = None,
    room_types: Annotated[str, typer.Option("--room-types", help="For --generate: bedroom:3,kitchen.")] = "",
    styles: Annotated[str, typer.Option("--styles", help="For --generate: modern,japandi.")] = "",
    sizes: Annotated[str, typer.Option("--sizes", help="For --generate: small,medium,large or m2 as 12-20.")] = "",
    workers: Annotated[int, typer.Option("--workers", min=1, max=512, help="Processes side by side.")] = 1,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with what was begun there.")] = False,
    retry_failed: Annotated[bool, typer.Option("--retry-failed", help="With --resume: try again what failed.")] = False,
    seed: SeedOption = 0,
    llm: LlmOption = "auto",
    style: Annotated[str | None, typer.Option("--style", help="For briefs that name none.")] = None,
    files: Annotated[
        str | None, typer.Option("--files", help="Of glb,plan,pdf,evaluation,views,report; or all, or none.")
    ] = None,
    pictures: Annotated[bool, typer.Option("--pictures/--no-pictures", help="Also draw the views.")] = False,
    candidates: Annotated[int, typer.Option("--candidates", min=1, max=64)] = 1,
    renderer: RendererOption = "auto",
    export_to: Annotated[
        str, typer.Option("--export", help="Also for other programs: usdz,mjcf,… as in `idesign export`.")
    ] = "",
    assets: Annotated[Path | None, typer.Option("--assets", help="A folder or .zip of 3D models.")] = None,
    licence_policy: PolicyOption = "any",
    embedder: EmbedderOption = "",
    shard: Annotated[str | None, typer.Option("--shard", help="Only part i of n: 3/10.")] = None,
    engine: Annotated[str, typer.Option("--engine", help="local, or ray: workers on a Ray cluster.")] = "local",
    address: Annotated[str, typer.Option("--address", help="Of the Ray cluster; default: this machine's.")] = "",
    together: Annotated[
        int, typer.Option("--together", min=1, max=4096, help="Rooms whose furniture is searched for at once.")
    ] = 1,
    device: Annotated[str, typer.Option("--device", help="Where layouts are searched for: cpu or cuda.")] = "cpu",
    tries: Annotated[int, typer.Option("--tries", min=1, max=10, help="For a brief that fails.")] = 2,
    time_limit: Annotated[float, typer.Option("--time-limit", min=1, help="Seconds for one brief.")] = 900.0,
    memory_limit: Annotated[float, typer.Option("--memory-limit", min=1, help="MiB for one worker.")] = 4096.0,
    budget: Annotated[
        str | None, typer.Option("--budget", help='What language models may cost: "5 USD", "200000 tokens".')
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Refuse a list with a bad line.")] = False,
    as_json: JsonFlag = False,
) -> None:
    """Many briefs to many scenes, with a manifest. Exits 1 when one failed or the run was stopped."""
    from idesign.batch.pool import Limits
    from idesign.batch.store import place_of
    from idesign.build import words_compared
    from ui.batch import (
        BatchRequest,
        account_of,
        device_of,
        engine_of,
        files_of,
        formats_of,
        make_batch,
        shard_of,
        source_of,
        summary_lines,
        tally_json,
        watching,
    )
    from ui.batch_maker import SceneMaker

    wanted = files_of(files, pictures)
    formats = formats_of(export_to)
    part = shard_of(shard)
    desk, store = place_of(out)
    account = account_of(budget, desk, part, store)
    with words_compared(embedder) as remarks:
        for line in remarks:
            console().print(line, markup=False)
    maker = SceneMaker(
        seed, llm, style or "", wanted, candidates, assets, licence_policy, renderer, formats, account, embedder,
        device_of(device, engine_of(engine, address)),
    )  # fmt: skip
    limits = Limits(time_limit, memory_limit)
    source = source_of(briefs, generate, seed, room_types, styles, sizes)
    request = BatchRequest(
        source,
        desk,
        maker,
        workers,
        resume,
        strict,
        tries,
        part,
        limits,
        retry_failed,
        engine_of(engine, address),
        address,
        store=store,
        together=together,
    )
    with watching(console()) as tell:
        tally = make_batch(request, tell)
    for line in summary_lines(tally, request):
        console().print(line, markup=False)
    if as_json:
        print_json(tally_json(tally, request))
    raise typer.Exit(1 if tally.stopped or tally.status["failed"] or tally.status["refused"] else 0)
