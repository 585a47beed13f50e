"""`idesign evaluate` and `arena`: scenes measured, marked by models that see pictures, and compared."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ui.commands.options import CallsOption, CriteriaOption, JsonFlag, JudgeOption, JudgeReplayOption
from ui.commands.output import console, print_json

ParaphraseOption = Annotated[
    bool, typer.Option("--paraphrase", help="Ask each repetition in other words: how stable is a judge?")
]
RepeatsOption = Annotated[int, typer.Option("--repeats", min=1, max=20, help="Ask everything so often.")]
TrialOption = Annotated[
    Path | None, typer.Option("--trial", help="A trial.json of `benchmark judge`: what the judges notice.")
]
LabelsOption = Annotated[Path | None, typer.Option("--labels", help="People's labels as CSV, to compare with.")]
RedrawOption = Annotated[bool, typer.Option("--redraw", help="Draw all pictures anew, the same way for all.")]


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

    talk, names = Talk(console()), tuple(judge or ())
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
        print_json(printed)
    raise typer.Exit(0 if readable else 1)


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
    from ui.judging import JudgeRequest, judges_of, run_arena
    from ui.talk import Talk

    talk = Talk(console())
    request = JudgeRequest(
        judges_of(judge), out, criteria, facts, False, repeats, max_calls, replay, redraw, trial, labels, paraphrase
    )
    with talk.progress() as progress:
        found = run_arena(folders, request, marks, progress)
    talk.sentences("Arena", (*arena_lines(found), f"files in {out}"))
    if as_json:
        print_json(arena_to_json(found))
    raise typer.Exit(0 if found.tables else 1)
