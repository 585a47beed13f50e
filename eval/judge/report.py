"""What a judgement says on its page: means with intervals, the definition under each, scenes side by side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from eval.judge.agreement import Agreement
from eval.judge.criteria import Criterion
from eval.judge.document import JudgeFacts, Judgement
from eval.judge.exhibit import Exhibit
from eval.judge.page import (
    MOST_PICTURES,
    Cell,
    Group,
    Page,
    Section,
    cells,
    number,
    picture,
    pictures_note,
    share,
    span,
    words,
    write_page,
)
from eval.judge.plots import Point, intervals
from eval.judge.pointwise import HIGH, Mark
from eval.judge.summary import PANEL, Summary, scene_values

FILE = "judgement.html"
DEFINITION = (
    "Mean over scenes of a mark from 1 to 100: the expectation over the judge's score tokens, or the mean of repeated "
    "replies where it tells no log-probabilities. Intervals are 95 % (Student's t over scenes). A question without a "
    "readable answer is unscored and counted, never a number."
)


def write_judgement_page(found: Judgement, exhibits: Sequence[Exhibit], folder: Path) -> Path:
    """Writes the page into the folder."""
    groups = tuple(_group(found, e) for e in exhibits[:MOST_PICTURES])
    note = pictures_note(len(groups), len(exhibits))
    sections = (judges_section(found.judges), *(_criterion(found, c) for c in found.criteria),
                *agreement_sections(found.agreement), *_unscored(found.marks))  # fmt: skip
    lead = (
        f"{len(exhibits)} scenes before {len(found.judges)} judge{'s' if len(found.judges) > 1 else ''}. {DEFINITION}"
    )
    return write_page(
        Page("Judged by models", lead, tuple(map(words, found.remarks)), sections, groups, note), folder / FILE
    )


AGREEMENT = (
    "Kappa: Cohen's, of the judge with the majority of the raters, and of the raters with each other. Tau: Kendall's "
    "tau-b over items, and over systems. Right in both orders: of the labelled pairs with a winner. Error: root mean "
    "square of the judge's value less people's; after the isotonic map, on clusters that it was not fitted to."
)
ESTIMATE = (
    "Prediction-powered mean: people's labels where there are any, the judge everywhere, weighted so that a bad judge "
    "does no harm. Intervals are 95 %, over prompts or scenes. For pairs it is the share of wins of the first."
)


def agreement_sections(found: Sequence[Agreement]) -> Iterable[Section]:
    """How far judges agree with people, and what both say together; nothing without labels."""
    if not found:
        return
    head = ("judge, criterion", "items", "raters", "kappa", "raters' kappa", "tau", "tau of systems",
            "right in both orders", "error", "error, mapped")  # fmt: skip
    rows = tuple(
        cells(words(f"{a.judge}, {a.criterion}", 80), str(a.items), str(a.raters),
              *(number(v, 2) for v in (a.kappa, a.human_kappa, a.tau, a.system_tau)),
              share(a.right_both_orders, a.items), number(a.error, 2), number(a.mapped_error, 2))
        for a in found
    )  # fmt: skip
    yield Section("Agreement with people", AGREEMENT, head=head, rows=rows)
    for a in found:
        yield _estimates(a)


def _estimates(a: Agreement) -> Section:
    points = [Point(e.subject, e.value, e.low, e.high, number(e.value, 2)) for e in a.estimates]
    head = ("of", "people and judge", "95 % interval", "people alone", "95 % interval", "judge alone", "labelled",
            "unlabelled")  # fmt: skip
    rows = tuple(
        cells(words(e.subject, 80), number(e.value, 2), span(e.low, e.high, 2), number(e.people, 2),
              span(e.people_low, e.people_high, 2), number(e.judge, 2), str(e.labelled), str(e.unlabelled))
        for e in a.estimates
    )  # fmt: skip
    title = words(f"What people and {a.judge} say together, by {a.criterion}", 160)
    return Section(title, ESTIMATE, intervals(points), head, rows)


def judges_section(judges: Sequence[JudgeFacts]) -> Section:
    """Who judged, and what it took."""
    head = ("judge", "family", "own family among the makers", "replies", "errors", "tokens", "cost [USD]")
    rows = tuple(
        (Cell(words(j.name, 80)), Cell(j.family or "unknown"), Cell(", ".join(j.kin) or "no", poor=bool(j.kin)),
         *cells(str(j.replies), str(j.errors), "unknown" if j.tokens is None else str(j.tokens), number(j.cost, 4)))
        for j in judges
    )  # fmt: skip
    definition = "The family is read from the model's name. A judge tends to favour rooms that its own family made."
    return Section("Judges", definition, head=head, rows=rows)


def _criterion(found: Judgement, c: Criterion) -> Section:
    rows = [s for s in found.summaries if s.criterion == c.name]
    points = [Point(f"{s.judge} ({s.condition})", s.mean, s.low, s.high, number(s.mean)) for s in rows]
    table = tuple(_row(found, s) for s in rows)
    head = (
        "judge",
        "condition",
        "mean",
        "95 % interval",
        "scenes",
        "scored",
        "unscored",
        "repeat gap",
        "planted defects",
    )
    definition = f"Asked: {c.question} Source: {c.source}."
    return Section(c.title, definition, intervals(points, 0, HIGH, unit="mark from 1 to 100"), head, table)


def _row(found: Judgement, s: Summary) -> tuple[Cell, ...]:
    grade = found.grade(s.judge, s.criterion)
    noticed = "not tried" if grade is None else f"{100 * grade.found:.0f} % of {grade.of} noticed"
    plain = cells(words(s.judge, 80), s.condition, number(s.mean), span(s.low, s.high), str(s.scenes), str(s.scored))
    trusted = Cell("–" if s.judge == PANEL else noticed, poor=grade is not None and not grade.reliable)
    return (*plain, Cell(str(s.unscored), poor=s.unscored > 0), Cell(number(s.repeat_gap)), trusted)


def _unscored(marks: Sequence[Mark]) -> Iterable[Section]:
    """Why questions have no mark, the commonest reasons first."""
    reasons: dict[tuple[str, str], int] = {}
    for m in marks:
        if m.value is None:
            reasons[m.judge, m.reason] = reasons.get((m.judge, m.reason), 0) + 1
    rows = sorted(reasons.items(), key=lambda r: (-r[1], r[0]))[:20]
    if rows:
        table = tuple((Cell(words(j, 80)), Cell(words(why), words=True), Cell(str(n))) for (j, why), n in rows)
        yield Section(
            "Unscored", "Questions without a mark, by reason.", head=("judge", "reason", "questions"), rows=table
        )


def _group(found: Judgement, exhibit: Exhibit) -> Group:
    own = [m for m in found.marks if m.scene == exhibit.name]
    lines = []
    for judge, condition in dict.fromkeys((m.judge, m.condition) for m in own):
        said = [m for m in own if (m.judge, m.condition) == (judge, condition)]
        values = {
            c.name: scene_values([m for m in said if m.criterion == c.name]).get(exhibit.name) for c in found.criteria
        }
        lines.append(f"{judge}, {condition}: " + ", ".join(f"{name} {number(v, 0)}" for name, v in values.items()))
        lines += [f"“{m.why}” ({m.criterion})" for m in said if m.why][:8]
        lines += [f"{number(m.value, 0)}: {m.line}" for m in said if m.line and not m.again]
    return Group(exhibit.name, words(exhibit.brief.text, 600), (picture(exhibit, exhibit.name, lines),))
