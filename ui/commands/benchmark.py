"""`idesign benchmark`: what the tables in the documentation say, measured again."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ui.commands.options import (
    CallsOption,
    CriteriaOption,
    EmbedderOption,
    JsonFlag,
    JudgeOption,
    JudgeReplayOption,
    LlmOption,
    SeedOption,
)
from ui.commands.output import console, print_json

benchmark_app = typer.Typer(help="The tables in the documentation, on data given by path.", no_args_is_help=True)


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
    with Talk(console()).progress() as progress:
        result = race(request, progress)
    show_solver(result, console())
    if as_json:
        print_json(solver_json(result))


@benchmark_app.command("sceneeval")
def benchmark_sceneeval(
    annotations: Annotated[Path, typer.Argument(metavar="CSV", help="Descriptions with annotations (SceneEval).")],
    scenes: Annotated[Path | None, typer.Option("--scenes", help="Judge the scenes in DIR/<ID>.")] = None,
    out: Annotated[Path | None, typer.Option("--out", help="Make the scenes here first, then judge them.")] = None,
    workers: Annotated[
        int | None, typer.Option("--workers", min=1, help="Processes; left out: one to make, one a core to judge.")
    ] = None,
    seed: SeedOption = 0,
    llm: LlmOption = "offline",
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
    folder = make_scenes(request, console())
    with Talk(console()).progress() as progress:
        judged = judge_scenes(request, folder, progress)
    show_sceneeval(judged, console())
    if as_json:
        print_json(sceneeval_json(judged))


@benchmark_app.command("tables")
def benchmark_tables(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder of scenes, ours or sceneState files.")],
    as_json: JsonFlag = False,
) -> None:
    """The figures that other systems publish (I-Design, LayoutGPT, LayoutVLM, ReSpace), of any scenes."""
    from ui.peers import measure_scenes, peers_json, show_peers
    from ui.talk import Talk

    with Talk(console()).progress() as progress:
        measured = measure_scenes(folder, progress)
    show_peers(measured, console())
    if as_json:
        print_json(peers_json(measured))
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
    from ui.judging import JudgeRequest, judges_of, try_judges
    from ui.talk import Talk

    talk = Talk(console())
    request = JudgeRequest(judges_of(judge), out, criteria, calls=max_calls, replay=replay)
    with talk.progress() as progress:
        trial = try_judges([p for f in folders for p in scene_places(f)], request, progress)
    talk.sentences("Trial", (*trial_lines(trial), f"files in {out}"))
    if as_json:
        print_json(trial_json(trial))
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
        console().print(line)
    if as_json:
        print_json(asdict(result))
    raise typer.Exit(1 if result.lost or result.failed else 0)


@benchmark_app.command("throughput")
def benchmark_throughput(
    device: Annotated[str, typer.Option("--device", help="cpu or cuda.")] = "cpu",
    objects: Annotated[int, typer.Option("--objects", min=1, max=200)] = 16,
    designed: Annotated[
        int, typer.Option("--designed", min=0, max=1000, help="Instead: so many rooms as they are designed.")
    ] = 0,
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
    with Talk(console()).progress() as progress:
        result = measure(SpeedRequest(device, objects, batches, repairs, backend, sample, designed), progress)
    show_throughput(result, console())
    if as_json:
        print_json({**asdict(result), "reached": result.limits.reached})


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

    with Talk(console()).progress() as progress:
        found = measure(solver or [], progress)
    show_scaling(found, console())
    if as_json:
        print_json([asdict(g) for g in found])


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

    with Talk(console()).progress() as progress:
        costs = measure(scenes, only, photo, progress)
    show_file_costs(costs, console())
    if as_json:
        print_json([asdict(c) for c in costs])


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
    console().print(repair_text(found), markup=False)
    if as_json:
        print_json(repair_json(found))


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
    with Talk(console()).progress() as progress:
        result = measure(queries, counts, progress, embedder)
    show_retrieval(result, console())
    if as_json:
        print_json(retrieval_json(result))
