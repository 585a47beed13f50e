"""A trial as files: JSON, its rates as CSV, and a page that shows each planted fault beside the room as it was."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from eval.judge.document import table_text
from eval.judge.page import (
    Cell,
    Group,
    Page,
    Section,
    cells,
    grouped,
    picture,
    pictures_note,
    share,
    span,
    words,
    write_page,
)
from eval.judge.planted import defects
from eval.judge.plots import Point, intervals
from eval.judge.report import judges_section
from eval.judge.trial import GOOD, LEAST, Case, Row, Trial, adapter
from idesign.files import write_text

NOTICED = (
    "Share of planted faults that are noticed: with marks, the faultless room has the higher mark; in pairs, it is "
    "named in both orders. Intervals are Wilson's 95 %. A criterion is asked only about faults that concern it."
)
FLIPS = (
    "Share of noticed faults that are no longer noticed when the faulty room gets a distractor: pictures 35 % "
    "brighter, six small things on the floor, or a long caption that says nothing."
)


def write_trial(trial: Trial, cases: Sequence[Case], folder: Path) -> tuple[Path, ...]:
    """Writes `trial.json`, `trial.csv` and `trial.html`."""
    write_text(folder / "trial.json", adapter().dump_json(trial, indent=1).decode() + "\n")
    head = ["judge", "protocol", "criterion", "defect", "distractor", "value", "low", "high", "of", "unscored"]
    write_text(folder / "trial.csv", table_text(head, map(_csv, trial.rows)))
    return folder / "trial.json", folder / "trial.csv", write_page(_page(trial, cases), folder / "trial.html")


def _csv(r: Row) -> dict[str, object]:
    known = {"judge": r.judge, "protocol": r.protocol, "criterion": r.criterion, "defect": r.defect or "all"}
    rate = {k: getattr(r.rate, k) for k in ("value", "low", "high", "of", "unscored")}
    return known | {"distractor": r.distractor} | rate


def trial_json(trial: Trial) -> dict[str, Any]:
    """The result as a value that `json.dumps` takes, without single marks and calls."""
    return dict(adapter().dump_python(trial, mode="json", exclude={"marks", "calls"}))


def trial_lines(trial: Trial) -> tuple[str, ...]:
    """For a terminal: the grade of each criterion, flips, and what was left out."""
    noticed = [
        f"{g.judge}, {g.criterion} ({g.protocol}): notices {share(g.found, g.of)}"
        + ("" if g.reliable else "  below 80 %")
        for g in trial.grades
    ]
    flips = [f"{r.judge}, {r.criterion} ({r.protocol}): {r.distractor} flips {share(r.rate.value, r.rate.of)}"
             for r in trial.rows if r.distractor and r.rate.value]  # fmt: skip
    return (*noticed, *flips, *(f"not planted: {text}" for text in trial.left_out))


def _page(trial: Trial, cases: Sequence[Case]) -> Page:
    groups = grouped([_group(trial, c) for c in cases])
    least = f"A criterion below {100 * LEAST:.0f} % is not to be relied on."
    lead = f"{len(cases)} planted faults before {', '.join(j.name for j in trial.judges)}. {least}"
    remarks = tuple(
        words(f"{g.judge} notices only {share(g.found, g.of)} of the faults by {g.criterion} with {g.protocol}.")
        for g in trial.grades if not g.reliable
    )  # fmt: skip
    left = (
        (Section("Not planted", "Faults that a scene has no place for.", notes=trial.left_out),)
        if trial.left_out
        else ()
    )
    sections = (*_noticed(trial), *_flips(trial), judges_section(trial.judges), *left)
    return Page("Judges on trial", words(lead), remarks, sections, groups, pictures_note(len(groups), len(cases)))


def _noticed(trial: Trial) -> Iterable[Section]:
    for judge in trial.judges:
        rows = [r for r in trial.rows if r.judge == judge.name and not r.distractor]
        whole = [r for r in rows if not r.defect]
        points = [Point(f"{r.criterion}, {r.protocol}", r.rate.value, r.rate.low, r.rate.high,
                        share(r.rate.value, r.rate.of)) for r in whole]  # fmt: skip
        table = tuple(_row(r, r.rate.value is not None and r.rate.value < LEAST) for r in rows)
        head = ("criterion, protocol", "fault", "noticed", "95 % interval", "unscored")
        plot = intervals(points, 0, 1, LEAST, "share noticed")
        yield Section(f"Faults that {words(judge.name, 80)} notices", NOTICED, plot, head, table)


def _flips(trial: Trial) -> Iterable[Section]:
    rows = [r for r in trial.rows if r.distractor]
    head = ("criterion, protocol", "distractor", "flips", "95 % interval", "unscored")
    table = tuple(_row(r, bool(r.rate.value)) for r in rows)
    if rows:
        yield Section("What distracts", FLIPS, head=head, rows=table)


def _row(r: Row, poor: bool) -> tuple[Cell, ...]:
    who = words(f"{r.judge}: {r.criterion}, {r.protocol}", 100)
    what = r.distractor or (defects()[r.defect].title if r.defect else "all that concern it")
    low = span(r.rate.low and 100 * r.rate.low, r.rate.high and 100 * r.rate.high, 0) + " %"
    rate = Cell(share(r.rate.value, r.rate.of), poor=poor)
    return (*cells(who, what), rate, Cell("–" if r.rate.value is None else low), Cell(str(r.rate.unscored)))


def _group(trial: Trial, case: Case) -> Group:
    good, faulty = (_marks(trial, name) for name in (case.good.name, case.shown[""].name))
    shown = (picture(case.good, GOOD, good), picture(case.shown[""], case.said, faulty))
    return Group(f"{case.scene}: {defects()[case.defect].title.lower()}", words(case.good.brief.text, 600), shown)


def _marks(trial: Trial, name: str) -> list[str]:
    return [f"{m.judge}, {m.criterion}: {'unscored' if m.value is None else f'{m.value:.1f}'}"
            for m in trial.marks if m.scene == name][:12]  # fmt: skip
