"""The `idesign` command: wiring only. Everything heavy is imported inside the commands, so that `--help` is quick.

What a person reads goes to stderr, data to stdout or files. Exit status: 0 done, 1 done but not as asked (or an
unexpected fault), 2 bad input with one line naming what and where; `solve` has its own.
"""

from __future__ import annotations

import errno
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer
from rich.console import Console
from typer.exceptions import TyperException

if TYPE_CHECKING:
    from ui.exporting import Exported

app = typer.Typer(
    name="idesign",
    help="From a sentence about a room to a furnished 3D room.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
assets_app = typer.Typer(help="Furniture: what can be made, found and built to size.", no_args_is_help=True)
app.add_typer(assets_app, name="assets")
benchmark_app = typer.Typer(help="The tables in the documentation, on data given by path.", no_args_is_help=True)
app.add_typer(benchmark_app, name="benchmark")

JsonFlag = Annotated[bool, typer.Option("--json", help="Print one JSON value to stdout.")]
RendererOption = Annotated[
    Literal["auto", "pyrender", "mitsuba"], typer.Option("--renderer", help="auto takes OpenGL where there is one.")
]
PolicyOption = Annotated[
    Literal["any", "commercial", "cc0"],
    typer.Option("--licence-policy", help="Use only models whose licence allows this."),
]
EmbedderOption = Annotated[
    str,
    typer.Option(
        "--embedder",
        help="Compares words: lexical, minilm, openclip, or a folder with a sentence-transformers model "
        "(default: IDESIGN_EMBEDDER, else lexical).",
    ),
]
JudgeOption = Annotated[
    list[str] | None, typer.Option("--judge", help="A model that sees pictures, on the configured server; several.")
]
CriteriaOption = Annotated[str, typer.Option("--criteria", help="Some of functionality,layout,colours,… (all).")]
ParaphraseOption = Annotated[
    bool, typer.Option("--paraphrase", help="Ask each repetition in other words: how stable is a judge?")
]
RepeatsOption = Annotated[int, typer.Option("--repeats", min=1, max=20, help="Ask everything so often.")]
CallsOption = Annotated[int | None, typer.Option("--max-calls", min=0, help="Ask each judge at most so often.")]
TrialOption = Annotated[
    Path | None, typer.Option("--trial", help="A trial.json of `benchmark judge`: what the judges notice.")
]
LabelsOption = Annotated[Path | None, typer.Option("--labels", help="People's labels as CSV, to compare with.")]
RedrawOption = Annotated[bool, typer.Option("--redraw", help="Draw all pictures anew, the same way for all.")]
JudgeReplayOption = Annotated[bool, typer.Option("--replay", help="No server: only what the record in --out holds.")]
SeedOption = Annotated[int, typer.Option("--seed", help="Another seed gives another good answer.")]
EXIT_OF_STATUS = {"solved": 0, "unsolved": 3, "infeasible": 4}


@app.command()
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
    replay: Annotated[
        Path | None, typer.Option("--replay", help="A record.json (or its folder): the same again without a server.")
    ] = None,
    out: Annotated[Path, typer.Option("--out", help="The folder to write.")] = Path("out/design"),
    as_json: JsonFlag = False,
) -> None:
    """One request to a furnished room: pictures, plan, 3D model, shopping list, evaluation, report."""
    from idesign.llm.record import load_record
    from idesign.pipeline import Options
    from ui.produce import Request, produce, replayed
    from ui.talk import Talk, product_json

    talk = Talk(_console())
    options = Options(seed=seed, candidates=candidates)
    wish = _room_wish(room, room_file)
    request = Request(text, wish, style, llm, renderer, photo, assets, licence_policy, options, embedder)
    if replay is not None:
        request = replayed(load_record(replay), request)
    with talk.progress() as progress:
        product = produce(request, out, progress)
    talk.product(product)
    if as_json:
        _print_json(product_json(product))
    raise typer.Exit(0 if product.kept else 1)


@app.command()
def edit(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A scene folder or scene.json.")],
    text: Annotated[str, typer.Argument(help='The change, such as "swap the desk and the bed" or "undo".')],
    out: Annotated[Path | None, typer.Option("--out", help="Write here instead of changing DIR.")] = None,
    llm: Annotated[str, typer.Option("--llm", help="auto, offline, or the name of a model.")] = "auto",
    renderer: RendererOption = "auto",
    photo: Annotated[bool, typer.Option("--photo", help="Also path-trace photographs (slow).")] = False,
    embedder: EmbedderOption = "",
    as_json: JsonFlag = False,
) -> None:
    """A change in words to a furnished room. What is not mentioned stays where it is."""
    from ui.edit import edit_folder, edited_json
    from ui.produce import Request
    from ui.talk import Talk

    request = Request(text, llm=llm, renderer=renderer, photo=photo, embedder=embedder)
    edited = edit_folder(folder, request, out, Talk(_console()))
    if as_json:
        _print_json(edited_json(edited))
    raise typer.Exit(0 if edited.turn.kept else 1)


@app.command()
def chat(
    folder: Annotated[Path | None, typer.Argument(metavar="[DIR]", help="A scene folder to go on with.")] = None,
    out: Annotated[Path | None, typer.Option("--out", help="The folder to write; DIR when left out.")] = None,
    room: Annotated[str | None, typer.Option("--room", help="Size of a new room, such as 4x3.5.")] = None,
    room_file: Annotated[Path | None, typer.Option("--room-file", help="A new room as JSON.")] = None,
    seed: SeedOption = 0,
    llm: Annotated[str, typer.Option("--llm", help="auto, offline, or the name of a model.")] = "auto",
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
    raise typer.Exit(0 if talk_about(folder, request, out, Talk(_console())) else 1)


@app.command()
def solve(
    problem: Annotated[Path, typer.Argument(help="A layout problem (idesign.problem/1).")],
    out: Annotated[Path | None, typer.Option("--out", help="Where to write the layout; stdout when left out.")] = None,
    solver: Annotated[str, typer.Option("--solver", help="batched, cp-sat or backtracking.")] = "batched",
    device: Annotated[str, typer.Option("--device", help="cpu or cuda.")] = "cpu",
    seed: SeedOption = 0,
    time_limit: Annotated[float, typer.Option("--time-limit", help="Seconds.")] = 20.0,
    alternatives: Annotated[int, typer.Option("--alternatives", min=0, max=64)] = 0,
) -> None:
    """A layout problem to a layout. Exits 0 solved, 3 unsolved, 4 infeasible."""
    from idesign.files import write_text
    from solvers import layout_to_json, read_problem
    from solvers import solve as run

    layout = run(
        read_problem(problem),
        solver=solver,
        seed=seed,
        device=device,
        time_limit=time_limit,
        alternatives=alternatives,
        explain=True,
    )
    text = json.dumps(layout_to_json(layout), indent=1, allow_nan=False) + "\n"
    if out is None:
        sys.stdout.write(text)
    else:
        write_text(out, text)
    _console().print(f"{layout.status} after {layout.seconds:.2f} s")
    for violation in layout.violated:
        _console().print(f"  {violation.text}", markup=False)
    if layout.explanation:
        _console().print(layout.explanation.text, markup=False)
        for change in layout.explanation.relaxations:
            _console().print(f"  would help: {change.text}", markup=False)
    raise typer.Exit(EXIT_OF_STATUS[layout.status])


@app.command()
def check(
    what: Annotated[Path, typer.Argument(help="A scene (folder or scene.json), or a layout with --problem.")],
    problem: Annotated[Path | None, typer.Option("--problem", help="The problem of the layout.")] = None,
    as_json: JsonFlag = False,
) -> None:
    """The exact check: one line for each thing that is wrong; exits 1 when there is any."""
    from ui.checking import faults_of_layout, faults_of_scene

    faults = faults_of_layout(what, problem) if problem else faults_of_scene(what)
    if as_json:
        _print_json(list(faults))
    for fault in faults:
        _console().print(fault, markup=False)
    if not faults:
        _console().print("nothing is wrong")
    raise typer.Exit(1 if faults else 0)


@app.command()
def batch(
    out: Annotated[
        str, typer.Option("--out", help="The folder to write: one folder for each id, and a manifest; or s3://…")
    ],
    briefs: Annotated[
        Path | None, typer.Argument(help="A .jsonl file (id, text, …) or a .csv with such columns.")
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
    llm: Annotated[str, typer.Option("--llm", help="auto, offline, or the name of a model.")] = "auto",
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
            _console().print(line, markup=False)
    maker = SceneMaker(
        seed, llm, style or "", wanted, candidates, assets, licence_policy, renderer, formats, account, embedder
    )
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
    )
    with watching(_console()) as tell:
        tally = make_batch(request, tell)
    for line in summary_lines(tally, request):
        _console().print(line, markup=False)
    if as_json:
        _print_json(tally_json(tally, request))
    raise typer.Exit(1 if tally.stopped or tally.status["failed"] or tally.status["refused"] else 0)


@app.command()
def evaluate(
    folders: Annotated[list[Path], typer.Argument(help="Scenes (folder or scene.json), or folders of scenes.")],
    settle: Annotated[
        bool, typer.Option("--settle", help="Also: does it stay at rest under gravity (MuJoCo)?")
    ] = False,
    judge: JudgeOption = None,
    criteria: CriteriaOption = "",
    facts: Annotated[bool, typer.Option("--facts", help="Ask the judges a second time, with measured facts.")] = False,
    reasons: Annotated[bool, typer.Option("--reasons", help="Ask for reasons after each mark.")] = False,
    repeats: RepeatsOption = 1,
    paraphrase: ParaphraseOption = False,
    max_calls: CallsOption = None,
    trial: TrialOption = None,
    labels: LabelsOption = None,
    redraw: RedrawOption = False,
    replay: JudgeReplayOption = False,
    workers: Annotated[int | None, typer.Option("--workers", min=1, help="Processes; left out: one a core.")] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", help="Write a report here: a page, CSV and JSON; of judges also their record."),
    ] = None,
    as_json: JsonFlag = False,
) -> None:
    """Metrics of scenes, from their files alone; of a folder of scenes also the means. With --out also a report, with
    several folders side by side. With --judge also the marks of vision-language models."""
    from eval.batch_report import write_batch_report
    from eval.score import evaluation_to_json
    from ui.checking import evaluated
    from ui.judging import JudgeRequest, check_judges, judge_scenes, judgement_lines, marks_of
    from ui.talk import Talk

    talk, names = Talk(_console()), tuple(judge or ())
    record = out or Path("out/judging")
    request = JudgeRequest(
        names, record, criteria, facts, reasons, repeats, max_calls, replay, redraw, trial, labels, paraphrase
    )
    if names:
        check_judges(request)
    collections = evaluated(folders, talk, settle, workers)
    results, readable = [r for c in collections for r in c.results], not any(c.means.unreadable for c in collections)
    if out:
        talk.sentences("Report", map(str, write_batch_report(collections, out)))
    printed, places = [{"scene": str(f), **evaluation_to_json(e)} for f, e in results], [f for f, _ in results]
    if names and places:
        with talk.progress() as progress:
            found = judge_scenes(places, request, progress)
        talk.sentences("Judges", (*judgement_lines(found), f"files in {record}"))
        readable = readable and any(m.value is not None for m in found.marks)
        for row, marks in zip(printed, marks_of(found, places), strict=True):
            row["marks"] = marks
    if as_json:
        _print_json(printed)
    raise typer.Exit(0 if readable else 1)


def _judges(given: list[str] | None) -> tuple[str, ...]:
    """The judges' models. Raises `InputError` when none is named."""
    from idesign.errors import InputError

    if not given:
        raise InputError("--judge MODEL is needed: the name of a model that sees pictures")
    return tuple(given)


@app.command()
def arena(
    folders: Annotated[list[Path], typer.Argument(help="One folder for each system, with scene folders in it.")],
    judge: JudgeOption = None,
    criteria: CriteriaOption = "",
    facts: Annotated[bool, typer.Option("--facts", help="Tell the judges the measured facts.")] = False,
    marks: Annotated[bool, typer.Option("--marks/--no-marks", help="Also marks, to count conflicts.")] = True,
    repeats: RepeatsOption = 1,
    paraphrase: ParaphraseOption = False,
    max_calls: CallsOption = None,
    trial: TrialOption = None,
    labels: LabelsOption = None,
    redraw: RedrawOption = False,
    replay: JudgeReplayOption = False,
    out: Annotated[Path, typer.Option("--out", help="The folder of the record and the report.")] = Path("out/arena"),
    as_json: JsonFlag = False,
) -> None:
    """Systems compared in pairs by vision-language models: strengths with intervals, and how far to trust them."""
    from eval.arena.report import arena_lines, arena_to_json
    from ui.judging import JudgeRequest, run_arena
    from ui.talk import Talk

    talk = Talk(_console())
    request = JudgeRequest(
        _judges(judge), out, criteria, facts, False, repeats, max_calls, replay, redraw, trial, labels, paraphrase
    )
    with talk.progress() as progress:
        found = run_arena(folders, request, marks, progress)
    talk.sentences("Arena", (*arena_lines(found), f"files in {out}"))
    if as_json:
        _print_json(arena_to_json(found))
    raise typer.Exit(0 if found.tables else 1)


@app.command()
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
    turntable: Annotated[bool, typer.Option("--turntable", help="Also turntable.gif, around the open room.")] = False,
    walk: Annotated[bool, typer.Option("--walk", help="Also walk.gif, in from the door.")] = False,
) -> None:
    """Pictures of a scene, or of a folder of them."""
    from functools import partial

    from idesign.render.renderer import render_views
    from idesign.units import parse_hour
    from ui.exporting import each_scene
    from ui.talk import Talk

    done: list[Exported] = []
    hour = None if time is None else parse_hour(time)
    with Talk(_console()).progress() as progress:
        films = (*(("turntable",) if turntable else ()), *(("walk",) if walk else ()))
        draw = partial(render_views, renderer=renderer, photo=photo, labels=labels, aov=aov, hour=hour, films=films)
        whole = each_scene(scene, out, "", partial(draw, progress=progress), done.append)
    for each in done:
        _report(each)
    raise typer.Exit(0 if whole else 1)


@app.command()
def export(
    scene: Annotated[Path, typer.Argument(help="A scene folder, scene.json, or a folder of scene folders.")],
    to: Annotated[
        str,
        typer.Option(
            "--format", help="glb obj usd usdz mjcf urdf sceneeval habitat thor svg pdf dxf elevations csv xlsx"
        ),
    ],
    out: Annotated[Path, typer.Option("--out", help="The file to write; a folder for a folder of scenes.")],
    clearances: Annotated[
        bool, typer.Option("--clearances", help="Plans: walkways, the floor that things need, a turning circle.")
    ] = False,
    units: Annotated[
        Literal["metric", "imperial"],
        typer.Option("--units", help="Of plans and elevations: imperial is feet and inches."),
    ] = "metric",
    paper: Annotated[
        Literal["A4", "A3", "Letter", "Tabloid"] | None,
        typer.Option("--paper", case_sensitive=False, help="Of plans and elevations; else the smallest that serves."),
    ] = None,
) -> None:
    """A scene, or a folder of them, in the format of another program."""
    from idesign.drawing.style import PlanStyle
    from ui.exporting import export as export_to

    raise typer.Exit(0 if export_to(scene, to, out, _report, PlanStyle(units, paper, clearances)) else 1)


@app.command()
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
    Talk(_console()).findings(findings)
    if as_json:
        _print_json(findings_to_json(findings))
    missing = model is not None and findings[0].state == "missing"
    raise typer.Exit(0 if healthy(findings) and not missing else 1)


@app.command("app")
def studio(
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="0 takes a free one.")] = 7860,
    host: Annotated[str, typer.Option("--host", help="127.0.0.1 is this machine alone.")] = "127.0.0.1",
    auth: Annotated[
        str | None, typer.Option("--auth", envvar="IDESIGN_AUTH", help="name:password that everyone must give.")
    ] = None,
    llm: Annotated[str, typer.Option("--llm", help="auto, offline, or the name of a model.")] = "auto",
    workers: Annotated[int, typer.Option("--workers", min=1, max=64, help="Rooms designed side by side.")] = 1,
    folder: Annotated[
        Path | None, typer.Option("--folder", help="Where rooms are kept; a folder of your own when left out.")
    ] = None,
) -> None:
    """The web studio: furnish a room by talking, looking and dragging."""
    from ui.serving import Served, default_folder, free_port, serve

    served = Served(host, free_port(host, port), auth, llm, workers, folder or default_folder())
    console = _console()

    def ready() -> None:
        name = "localhost" if served.local else served.host
        console.print(f"The studio is at http://{name}:{served.port} (Ctrl+C ends it).", markup=False)

    if not served.local:
        without = "" if auth else ", without a password (--auth)"
        console.print(f"It answers everyone who can reach {host}{without}.", markup=False)
    console.print("Starting …")
    serve(served, ready)


# ---------------------------------------------------------------- assets
@assets_app.command("list")
def assets_list(as_json: JsonFlag = False) -> None:
    """The categories that can be made, with their size ranges [m]."""
    from ui.furniture import categories_json, categories_table

    if as_json:
        _print_json(categories_json())
    else:
        _console().print(categories_table())


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
        _print_json(found.rows)
    else:
        _console().print(search_table(found.rows))
    for line in found.remarks:
        _console().print(line, markup=False)


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

    _console().print(make(category, size, style, seed, out), markup=False)


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

    with Talk(_console()).progress() as progress:
        path = sheet(categories, styles, out, progress)
    _console().print(str(path), markup=False)


@assets_app.command("import")
def assets_import(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder or .zip of GLB, glTF or OBJ; HSSD; ABO.")],
    licence_policy: PolicyOption = "any",
    as_json: JsonFlag = False,
) -> None:
    """Brings in other people's models and says what was guessed of each. `design --assets DIR` then uses them."""
    from ui.found import import_models, imported_json, imported_lines
    from ui.talk import Talk

    with Talk(_console()).progress() as progress:
        result = import_models(folder, licence_policy, progress)
    if as_json:
        _print_json(imported_json(result))
    for line in imported_lines(result):
        _console().print(line, markup=False)
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
        _console().print(line, markup=False)
    if not yes and not typer.confirm("Download?", err=True):
        raise typer.Abort
    failed = fetch_models(request, offers)
    for line in failed:
        _console().print(line, markup=False)
    if as_json:
        _print_json({"fetched": [asdict(o) for o in offers], "failed": list(failed), "folder": str(out)})
    raise typer.Exit(1 if failed else 0)


# ---------------------------------------------------------------- benchmarks
@benchmark_app.command("solver")
def benchmark_solver(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Layout problems (idesign.problem/1).")],
    solver: Annotated[
        list[str] | None, typer.Option("--solver", help="Again for more; the first is the reference.")
    ] = None,
    seeds: Annotated[int, typer.Option("--seeds", min=1, max=100)] = 1,
    time_limit: Annotated[float, typer.Option("--time-limit", help="Seconds for each run.")] = 20.0,
    limit: Annotated[int | None, typer.Option("--limit", min=1, help="Only so many, the smallest.")] = None,
    shrink: Annotated[str | None, typer.Option("--shrink", help="Occupancies to shrink rooms to: 0.6,0.7.")] = None,
    sheet: Annotated[Path | None, typer.Option("--sheet", help="Draw all layouts: this name as .svg and .png.")] = None,
    as_json: JsonFlag = False,
) -> None:
    """Races the solvers on the same problems in one run: success, seconds, quality, diversity."""
    from ui.benchmark import SolverRequest, as_numbers, show_solver, solver_json
    from ui.benchmark import benchmark_solver as race
    from ui.talk import Talk

    request = SolverRequest(
        folder, tuple(solver or ()), seeds, time_limit, limit, as_numbers(shrink, "--shrink"), sheet
    )
    with Talk(_console()).progress() as progress:
        result = race(request, progress)
    show_solver(result, _console())
    if as_json:
        _print_json(solver_json(result))


@benchmark_app.command("sceneeval")
def benchmark_sceneeval(
    annotations: Annotated[Path, typer.Argument(metavar="CSV", help="Descriptions with annotations (SceneEval).")],
    scenes: Annotated[Path | None, typer.Option("--scenes", help="Judge the scenes in DIR/<ID>.")] = None,
    out: Annotated[Path | None, typer.Option("--out", help="Make the scenes here first, then judge them.")] = None,
    workers: Annotated[
        int | None, typer.Option("--workers", min=1, help="Processes; left out: one to make, one a core to judge.")
    ] = None,
    seed: SeedOption = 0,
    llm: Annotated[str, typer.Option("--llm", help="auto, offline, or the name of a model.")] = "offline",
    resume: Annotated[bool, typer.Option("--resume", help="Go on with scenes that were being made.")] = False,
    ids: Annotated[str | None, typer.Option("--ids", help="Only these rows: 0,5,12.")] = None,
    physical: Annotated[bool, typer.Option("--physical/--labels-only", help="Also COL, OOB, SUP, NAV, ACC.")] = True,
    as_json: JsonFlag = False,
) -> None:
    """SceneEval's metrics on scenes of ours, label-matched, with intervals."""
    from ui.sceneeval import SceneEvalRequest, judge_scenes, make_scenes, sceneeval_json, show_sceneeval
    from ui.talk import Talk

    only = frozenset(i.strip() for i in ids.split(",")) if ids else None
    request = SceneEvalRequest(annotations, scenes, out, workers, seed, llm, resume, only, physical)
    folder = make_scenes(request, _console())
    with Talk(_console()).progress() as progress:
        judged = judge_scenes(request, folder, progress)
    show_sceneeval(judged, _console())
    if as_json:
        _print_json(sceneeval_json(judged))


@benchmark_app.command("tables")
def benchmark_tables(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder of scenes, ours or sceneState files.")],
    as_json: JsonFlag = False,
) -> None:
    """The figures that other systems publish (I-Design, LayoutGPT, LayoutVLM, ReSpace), of any scenes."""
    from ui.peers import measure_scenes, peers_json, show_peers
    from ui.talk import Talk

    with Talk(_console()).progress() as progress:
        measured = measure_scenes(folder, progress)
    show_peers(measured, _console())
    if as_json:
        _print_json(peers_json(measured))
    raise typer.Exit(0 if all(m.figures for m in measured) else 1)


@benchmark_app.command("judge")
def benchmark_judge(
    folders: Annotated[list[Path], typer.Argument(help="Scenes, or folders of scenes, to plant faults in.")],
    judge: JudgeOption = None,
    criteria: CriteriaOption = "",
    max_calls: CallsOption = None,
    replay: JudgeReplayOption = False,
    out: Annotated[Path, typer.Option("--out", help="The folder of the record and the report.")] = Path("out/trial"),
    as_json: JsonFlag = False,
) -> None:
    """Judges on trial: which planted faults they notice, and whether what must not matter distracts them."""
    from eval.batch_evaluate import scene_places
    from eval.judge.trial_report import trial_json, trial_lines
    from ui.judging import JudgeRequest, try_judges
    from ui.talk import Talk

    talk = Talk(_console())
    request = JudgeRequest(_judges(judge), out, criteria, calls=max_calls, replay=replay)
    with talk.progress() as progress:
        trial = try_judges([p for f in folders for p in scene_places(f)], request, progress)
    talk.sentences("Trial", (*trial_lines(trial), f"files in {out}"))
    if as_json:
        _print_json(trial_json(trial))
    raise typer.Exit(0 if trial.grades else 1)


@benchmark_app.command("studio")
def benchmark_studio(
    people: Annotated[int, typer.Option("--people", min=1, max=200, help="Browsers at the same time.")] = 20,
    turns: Annotated[int, typer.Option("--turns", min=1, max=200, help="Drags and sentences of each.")] = 8,
    seed: SeedOption = 0,
    as_json: JsonFlag = False,
) -> None:
    """People in the studio who drag and talk at once: seconds to the answer, and whether a change was lost. Exits 1
    when one was, or an event failed."""
    from dataclasses import asdict

    from ui.studio_load import benchmark_studio as measure

    result = measure(people, turns, seed)
    for line in result.lines():
        _console().print(line)
    if as_json:
        _print_json(asdict(result))
    raise typer.Exit(1 if result.lost or result.failed else 0)


@benchmark_app.command("throughput")
def benchmark_throughput(
    device: Annotated[str, typer.Option("--device", help="cpu or cuda.")] = "cpu",
    objects: Annotated[int, typer.Option("--objects", min=1, max=200)] = 16,
    batch: Annotated[str, typer.Option("--batch", help="Layouts side by side: 64,256.")] = "64,256,1024",
    repairs: Annotated[int, typer.Option("--repairs", min=0, help="Steps of repair after construction.")] = 0,
    backend: Annotated[str | None, typer.Option("--backend", help="torch or triton; the best when left out.")] = None,
    sample: Annotated[int, typer.Option("--sample", min=0, help="Layouts confirmed by the exact check.")] = 100,
    as_json: JsonFlag = False,
) -> None:
    """Strict layouts a second when many rooms are searched together, and where the time goes."""
    from dataclasses import asdict

    from ui.benchmark import SpeedRequest, as_numbers, show_throughput
    from ui.benchmark import benchmark_throughput as measure
    from ui.talk import Talk

    batches = tuple(max(1, round(v)) for v in as_numbers(batch, "--batch"))
    with Talk(_console()).progress() as progress:
        result = measure(SpeedRequest(device, objects, batches, repairs, backend, sample), progress)
    show_throughput(result, _console())
    if as_json:
        _print_json({**asdict(result), "reached": result.limits.reached})


@benchmark_app.command("scaling")
def benchmark_scaling(
    solver: Annotated[list[str] | None, typer.Option("--solver", help="batched, many; both when left out.")] = None,
    as_json: JsonFlag = False,
) -> None:
    """How the cost of a step grows up to 200 objects, with the exponent that fits."""
    from dataclasses import asdict

    from ui.benchmark import benchmark_scaling as measure
    from ui.benchmark import show_scaling
    from ui.talk import Talk

    with Talk(_console()).progress() as progress:
        found = measure(solver or [], progress)
    show_scaling(found, _console())
    if as_json:
        _print_json([asdict(g) for g in found])


@benchmark_app.command("files")
def benchmark_files(
    scenes: Annotated[list[Path], typer.Argument(help="Scenes (folder or scene.json), or folders of scenes.")],
    only: Annotated[str, typer.Option("--only", help="Only these: glb,usdz,views,photo.")] = "",
    photo: Annotated[bool, typer.Option("--photo", help="Also a photograph of each scene (slow).")] = False,
    as_json: JsonFlag = False,
) -> None:
    """Seconds, memory and size of every picture and file format."""
    from dataclasses import asdict

    from ui.file_costs import benchmark_files as measure
    from ui.file_costs import show_file_costs
    from ui.talk import Talk

    with Talk(_console()).progress() as progress:
        costs = measure(scenes, only, photo, progress)
    show_file_costs(costs, _console())
    if as_json:
        _print_json([asdict(c) for c in costs])


@benchmark_app.command("repair")
def benchmark_repair(
    folder: Annotated[Path, typer.Argument(help="A folder of layout problems (idesign.problem/1).")],
    objects: Annotated[str, typer.Option("--objects", help="Problems with so many objects, FROM:TO.")] = "24:40",
    changes: Annotated[int, typer.Option("--changes", min=1, help="Changes tried on each problem.")] = 36,
    seed: SeedOption = 0,
    as_json: JsonFlag = False,
) -> None:
    """How quick repairs after a change are, and placement maps."""
    from ui.benchmark import benchmark_repair as measure
    from ui.benchmark import repair_json, repair_text

    found = measure(folder, objects, changes, seed)
    _console().print(repair_text(found), markup=False)
    if as_json:
        _print_json(repair_json(found))


@benchmark_app.command("retrieval")
def benchmark_retrieval(
    assets_count: Annotated[
        str, typer.Option("--assets-count", help="Speed among so many: 10000,100000,1000000.")
    ] = "10000",
    queries: Annotated[Path | None, typer.Option("--queries", help="A CSV: split, kind, query, category.")] = None,
    embedder: EmbedderOption = "lexical",
    as_json: JsonFlag = False,
) -> None:
    """How often words find the right kind of furniture, and how fast a query is among many assets."""
    from ui.retrieval import benchmark_retrieval as measure
    from ui.retrieval import counts_of, retrieval_json, show_retrieval
    from ui.talk import Talk

    counts = counts_of(assets_count)
    with Talk(_console()).progress() as progress:
        result = measure(queries, counts, progress, embedder)
    show_retrieval(result, _console())
    if as_json:
        _print_json(retrieval_json(result))


# ---------------------------------------------------------------- plumbing
def _console() -> Console:
    return Console(stderr=True, highlight=False, soft_wrap=True)


def _report(done: Exported) -> None:
    """One line for a file that was written or not."""
    _console().print(f"{done.path}: not written: {done.fault}" if done.fault else str(done.path), markup=False)


def _print_json(value: Any) -> None:
    sys.stdout.write(json.dumps(value, indent=1, ensure_ascii=False, allow_nan=False) + "\n")


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


def run(arguments: list[str] | None = None) -> int:
    """Runs the command line and returns the exit status; never lets an expected error show a traceback."""
    try:
        result = app(arguments, prog_name="idesign", standalone_mode=False)
        return result if isinstance(result, int) else 0
    except TyperException as e:
        return _complain(e.format_message() or "a command is needed; see idesign --help", e.exit_code)
    except typer.Abort:
        return _complain("cancelled", 130)
    except KeyboardInterrupt:
        return _complain("cancelled; nothing half-written is left", 130)
    except BrokenPipeError:
        return 1
    except Exception as e:  # noqa: BLE001 - the last line of defence: expected errors become one line, others are raised
        return _fail(e)


def _fail(error: Exception) -> int:
    from assets.errors import AssetError
    from idesign.errors import IdesignError, InputError
    from solvers.errors import SolverInputError

    if isinstance(error, (InputError, SolverInputError, AssetError)):
        return _complain(str(error), 2)
    if isinstance(error, IdesignError):
        return _complain(str(error), 1)
    if isinstance(error, OSError) and error.strerror:
        wrong_path = isinstance(error, (PermissionError, NotADirectoryError, IsADirectoryError, FileExistsError))
        where = f"{error.filename}: " if error.filename else ""
        return _complain(f"{where}{error.strerror}", 2 if wrong_path or error.errno == errno.EROFS else 1)
    raise error


def _complain(text: str, status: int) -> int:
    sys.stderr.write(f"idesign: {' '.join(text.split())}\n")
    return status


def main() -> None:
    """Entry point of the `idesign` program."""
    sys.exit(run())


if __name__ == "__main__":
    main()
