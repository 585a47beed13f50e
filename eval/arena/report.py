"""The result of a tournament as files: JSON, tables as CSV, and one page with plots and the rooms side by side."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, fields
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from eval.arena.bradley_terry import BASE
from eval.arena.field import Field
from eval.arena.reliability import Reliability
from eval.arena.tournament import ALL, Arena, Table
from eval.judge.document import table_text
from eval.judge.page import (
    Cell,
    Group,
    Page,
    Section,
    cells,
    grouped,
    number,
    picture,
    pictures_note,
    share,
    span,
    words,
    write_page,
)
from eval.judge.pairwise import Call, Duel, duels
from eval.judge.plots import Point, intervals
from eval.judge.pointwise import Mark
from eval.judge.report import agreement_sections, judges_section
from idesign.files import write_text

STRENGTH = (
    f"Elo points of Bradley and Terry's model with a term for the place shown first; the mean system has {BASE:.0f}, "
    "and 400 points are ten times the odds. Intervals are 95 %, from a bootstrap over prompts. A tie is half a win."
)
RELIABLE = (
    "Order flips: comparisons in which another room is named when the order is turned round. Same in both orders: the "
    "others. No ranking: triples of rooms for one prompt that no order (with ties) agrees with. Conflicts: winners "
    "with the lower mark. Bias: share of the first minus share of the second, of a room shown against itself. Repeats: "
    "repetitions with the same winner."
)


def write_arena(arena: Arena, field: Field, folder: Path) -> tuple[Path, ...]:
    """Writes `arena.json`, `standings.csv`, `calls.csv`, `marks.csv` and `arena.html`."""
    write_text(folder / "arena.json", _adapter().dump_json(arena, indent=1).decode() + "\n")
    rows = [row for t in arena.tables for row in _standing_rows(t)]
    write_text(folder / "standings.csv", table_text(["judge", "criterion", *STANDING], rows))
    write_text(folder / "calls.csv", table_text([f.name for f in fields(Call)], map(asdict, arena.calls)))
    write_text(folder / "marks.csv", table_text([f.name for f in fields(Mark)], map(asdict, arena.marks)))
    page = write_page(_page(arena, field), folder / "arena.html")
    return *(folder / n for n in ("arena.json", "standings.csv", "calls.csv", "marks.csv")), page


STANDING = ("system", "elo", "low", "high", "win_share", "calls")


def _standing_rows(t: Table) -> Iterable[dict[str, Any]]:
    for s in t.standings.strengths:
        yield {"judge": t.judge, "criterion": t.criterion, **asdict(s)}


@cache
def _adapter() -> TypeAdapter[Arena]:
    return TypeAdapter(Arena)


def arena_to_json(arena: Arena) -> dict[str, Any]:
    """The result as a value that `json.dumps` takes, without single calls and marks."""
    return dict(_adapter().dump_python(arena, mode="json", exclude={"calls", "marks"}))


def arena_lines(arena: Arena) -> tuple[str, ...]:
    """For a terminal: the table of the panel (or the one judge) over all criteria, then what speaks against it."""
    if not arena.tables:
        return ("no comparison was answered", *arena.remarks)
    table = next(t for t in arena.tables[::-1] if t.criterion == ALL)
    rows = [f"{s.system}: {s.elo:.0f} ({span(s.low, s.high, 0)}), wins {100 * s.win_share:.0f} %"
            for s in table.standings.strengths]  # fmt: skip
    unscored = sum(not c.scored for c in arena.calls)
    flips = [f"{r.judge}, {r.criterion}: order flips {share(r.flips.value, r.flips.of)}" for r in arena.reliability]
    answered = f"{len(arena.calls)} calls, {unscored} unscored, {len(arena.prompts)} prompts"
    return (f"Elo by {table.judge}, all criteria", *rows, answered, *flips, *arena.remarks, *arena.left_out)


# ---------------------------------------------------------------- the page
def _page(arena: Arena, field: Field) -> Page:
    groups = grouped([_group(arena, field, p) for p in arena.prompts])
    sections = (
        *(_standings(t) for t in arena.tables), _first(arena), *_matrices(arena), _reliability(arena),
        *agreement_sections(arena.agreement), *_unscored(arena), judges_section(arena.judges), *_left_out(arena),
    )  # fmt: skip
    told = "The judges were told the measured facts. " if arena.facts else ""
    lead = f"{len(arena.systems)} systems, {len(arena.prompts)} prompts, {len(arena.calls)} calls. {told}{STRENGTH}"
    return Page("Systems compared in pairs", lead, tuple(map(words, arena.remarks)), sections, groups,
                pictures_note(len(groups), len(arena.prompts)))  # fmt: skip


def _standings(t: Table) -> Section:
    points = [Point(s.system, s.elo, s.low, s.high, f"{s.elo:.0f}") for s in t.standings.strengths]
    rows = tuple(
        cells(words(s.system, 80), f"{s.elo:.0f}", span(s.low, s.high, 0), share(s.win_share, s.calls), _above(t, k))
        for k, s in enumerate(t.standings.strengths)
    )
    head = ("system", "Elo", "95 % interval", "wins", "stronger than the next")
    definition = f"Strengths from {t.standings.prompts} prompts. Stronger: share of the bootstrap's rounds."
    return Section(f"{t.criterion}, by {t.judge}", definition, intervals(points, mark=BASE, unit="Elo"), head, rows)


def _above(t: Table, k: int) -> str:
    names = [s.system for s in t.standings.strengths]
    if k + 1 == len(names):
        return "–"
    return f"{100 * next(p for a, b, p in t.standings.beats if (a, b) == (names[k], names[k + 1])):.0f} %"


def _first(arena: Arena) -> Section:
    points = [
        Point(f"{t.judge}, {t.criterion}", *t.standings.first, f"{t.standings.first[0]:.2f}") for t in arena.tables
    ]
    definition = (
        "Probability that the room shown first wins between equals: 0.5 without bias. Strengths are free of it."
    )
    plot = intervals(points, 0, 1, mark=0.5, unit="probability")
    return Section("Advantage of the first place", definition, plot)


def _matrices(arena: Arena) -> Iterable[Section]:
    for t in (t for t in arena.tables if t.criterion == ALL):
        won = {(a, b): (v, n) for a, b, v, n in t.standings.matrix}
        rows = tuple(
            (Cell(words(a, 80)), *cells(*("" if a == b else share(*won.get((a, b), (None, 0))) for b in arena.systems)))
            for a in arena.systems
        )
        definition = "Share of wins of the row over the column, of so many calls; both orders."
        yield Section(f"Raw wins, by {t.judge}", definition, head=("", *arena.systems), rows=rows)


def _reliability(arena: Arena) -> Section:
    head = ("judge, criterion", "unscored", "order flips", "same in both orders", "ties", "no ranking", "conflicts",
            "bias", "repeats", "planted defects")  # fmt: skip
    rows = tuple(_reliability_row(arena, r) for r in arena.reliability)
    return Section("How far the judges can be trusted", RELIABLE, head=head, rows=rows)


def _reliability_row(arena: Arena, r: Reliability) -> tuple[Cell, ...]:
    same = None if r.flips.value is None else 1 - r.flips.value
    grade = next((g for g in arena.grades if (g.judge, g.criterion) == (r.judge, r.criterion)), None)
    noticed = "not tried" if grade is None else f"{100 * grade.found:.0f} % of {grade.of} noticed"
    return (
        Cell(words(f"{r.judge}, {r.criterion}", 80)), Cell(f"{r.unscored} of {r.calls}", poor=r.unscored > 0),
        *cells(share(r.flips.value, r.flips.of), share(same, r.flips.of), share(r.ties.value, r.ties.of),
               share(r.non_transitive.value, r.non_transitive.of), share(r.conflicts.value, r.conflicts.of),
               number(r.identical_bias.value, 2), share(r.repeats.value, r.repeats.of)),
        Cell(noticed, poor=grade is not None and not grade.reliable),
    )  # fmt: skip


def _unscored(arena: Arena) -> Iterable[Section]:
    reasons: dict[tuple[str, str], int] = {}
    for c in arena.calls:
        if not c.scored:
            reasons[c.judge, c.reason] = reasons.get((c.judge, c.reason), 0) + 1
    rows = sorted(reasons.items(), key=lambda r: (-r[1], r[0]))[:20]
    if rows:
        table = tuple((Cell(words(j, 80)), Cell(words(why), words=True), Cell(str(n))) for (j, why), n in rows)
        yield Section("Unscored", "Calls without an answer, by reason.", head=("judge", "reason", "calls"), rows=table)


def _left_out(arena: Arena) -> Iterable[Section]:
    if arena.left_out:
        yield Section(
            "Left out", "Prompts that not every system answered alike.", notes=tuple(map(words, arena.left_out))
        )


def _group(arena: Arena, field: Field, prompt: str) -> Group:
    fought = [d for d in duels(c for c in arena.calls if c.prompt == prompt) if d.scored]
    pictures = tuple(picture(e.exhibit, e.system, [_won(fought, e.system)]) for e in field.of(prompt))
    return Group(words(prompt, 80), words(arena.requests[prompt], 600), pictures)


def _won(fought: Iterable[Duel], system: str) -> str:
    """The fraction of wins of a system's room for a prompt."""
    wins = [d.win if d.a == system else 1 - d.win for d in fought if system in (d.a, d.b)]
    return f"wins {100 * sum(wins) / len(wins):.0f} % of {len(wins)} comparisons" if wins else "no comparison answered"
