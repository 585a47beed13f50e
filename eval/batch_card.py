"""The dataset card of a batch: a README.md with its counts, sizes, diversity, metrics and licences, and two figures.

The head is YAML as dataset hosts read it. Words of briefs do not appear in it.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from eval.batch_summary import AREA_STEP, Spread, Summary, effective_number
from idesign.files import write_text

FILE = "README.md"
FIGURES = "figures"
_FLAT = re.compile(r"\[[^\[\]{}]*\]")
"""A list without lists: it goes on one line."""
MOST = 25
"""Rows of a table."""
SIZES = ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"))
"""Classes of size as dataset hosts name them."""


def write_card(folder: Path, summary: Summary, settings: Mapping[str, Any]) -> Path:
    """Writes `README.md` and `figures/`. `settings` are those of the batch."""
    write_text(folder / FIGURES / "areas.svg", bars_svg("Scenes by floor area [m²]", _area_rows(summary)))
    things = [(name.replace("_", " "), n) for name, n in summary.categories.most_common(MOST)]
    write_text(folder / FIGURES / "things.svg", bars_svg("The most frequent things", things))
    write_text(folder / FILE, card_text(summary, settings))
    return folder / FILE


def card_text(summary: Summary, settings: Mapping[str, Any]) -> str:
    """The card as Markdown."""
    parts = (_head(summary), _counts(summary), _origin(settings), _diversity(summary), _metrics(summary))
    return "\n".join((*parts, _licences(summary), _failures(summary), _files(summary)))


def _head(summary: Summary) -> str:
    size = next((name for limit, name in SIZES if summary.scenes < limit), "n>1M")
    licences = "\n".join(f"- {json.dumps(name)}" for name in sorted(summary.licences)) or "[]"
    return (
        "---\npretty_name: Furnished rooms\nsize_categories:\n"
        f"- {size}\ntags:\n- 3d\n- indoor-scenes\n- synthetic\nmodel_licences:\n{licences}\n---\n\n"
        "# Furnished rooms, made by idesign\n"
    )


def _counts(summary: Summary) -> str:
    things = int(summary.things.mean * summary.things.count + 0.5)
    lines = [f"{summary.scenes} scenes with {things} things ({summary.things.mean:.1f} in a room, "
             f"{len(summary.categories)} categories), {summary.bytes / 1e6:.1f} MB.",
             f"{summary.clean} of them have nothing wrong by the checks on their meshes and relations; "
             f"{summary.status['unsolved']} could not satisfy everything that was asked and say so."]  # fmt: skip
    if summary.tokens:
        lines.append(
            f"Language models: {summary.tokens} tokens, {summary.cost:.2f} US dollars"
            f"{f' and {summary.unpriced} scenes of unknown cost' if summary.unpriced else ''}."
        )
    return "\n".join(lines) + "\n\n![areas](figures/areas.svg) ![things](figures/things.svg)\n"


def _origin(settings: Mapping[str, Any]) -> str:
    text = _FLAT.sub(lambda m: " ".join(m.group().split()), json.dumps(dict(settings), indent=1, ensure_ascii=False))
    what = "Drawn from this distribution" if "--generate" in settings else "From a list of briefs, with these settings"
    return f"## Where they come from\n\n{what}:\n\n```json\n{text}\n```\n"


def _diversity(summary: Summary) -> str:
    kinds = (("room types", summary.room_types), ("styles", summary.styles), ("categories", summary.categories))
    rows = [(name, len(c), f"{effective_number(c.values()):.2f}") for name, c in kinds]
    return (
        "## Diversity\n\n"
        + _table(("what", "kinds", "effective number (exp of Shannon's entropy)"), rows)
        + f"\nDifferent layouts: {summary.scenes - summary.copies} of {summary.scenes} (copies, also mirrored ones, "
        f"carry `duplicate_of`). Different collections of things: {summary.furnishings}.\n\n"
        + _count_table("room type", summary.room_types)
        + "\n"
        + _count_table("style", summary.styles)
    )


def _metrics(summary: Summary) -> str:
    rows = [_spread_row("floor area [m2]", summary.area), _spread_row("things in a room", summary.things)]
    rows += [_spread_row(name, spread) for name, spread in summary.scores.items()]
    return (
        "## Metrics\n\nUnits and definitions stand in each `evaluation.json`; scenes that a metric cannot judge are "
        "not counted in it.\n\n" + _table(("metric", "mean", "deviation", "lowest", "highest", "scenes"), rows)
    )


def _spread_row(name: str, s: Spread) -> tuple[object, ...]:
    if not s.count:
        return (name, "", "", "", "", 0)
    return (name, *(f"{v:.3f}" for v in (s.mean, s.deviation, s.low, s.high)), s.count)


def _licences(summary: Summary) -> str:
    return "## Licences of the models\n\n" + _count_table("licence", summary.licences, "things")


def _failures(summary: Summary) -> str:
    if not summary.reasons:
        return ""
    return "## What was not made\n\n" + _count_table("reason", summary.reasons, "briefs")


def _files(summary: Summary) -> str:
    programs = ", ".join(f"{name} {'/'.join(sorted(v))}" for name, v in sorted(summary.programs.items()))
    return (
        "## Files\n\n`manifest.jsonl` has a line for each brief (status, seed, checks, scores, timings, sizes and "
        "SHA-256 of the files); each scene lies in the folder of its id; `gallery.html` shows them. Lengths are "
        f"metres, z is up, fronts face −y at yaw 0.\n\nMade with {programs or 'nothing'}.\n"
    )


def _count_table(name: str, counts: Counter[str], unit: str = "scenes") -> str:
    rows: list[tuple[object, ...]] = list(counts.most_common(MOST))
    if len(counts) > MOST:
        rows.append((f"{len(counts) - MOST} others", sum(n for _, n in counts.most_common()[MOST:])))
    return _table((name, unit), rows)


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    lines += ["| " + " | ".join(_cell(v) for v in row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def _cell(value: object) -> str:
    return escape(" ".join(str(value).split()), quote=False).replace("|", "\\|")


def _area_rows(summary: Summary) -> list[tuple[str, int]]:
    """Every class from the first to the last, empty ones too."""
    if not summary.areas:
        return []
    first, last = (round(f(summary.areas) / AREA_STEP) for f in (min, max))
    lows = [AREA_STEP * k for k in range(first, last + 1)]
    return [(f"{low:g}–{low + AREA_STEP:g}", summary.areas[low]) for low in lows]


def bars_svg(title: str, rows: Sequence[tuple[str, int]]) -> str:
    """A bar chart with its numbers."""
    top, most = 40, max((n for _, n in rows), default=1)
    bars = "".join(_bar(label, n, most, top + 20 * k) for k, (label, n) in enumerate(rows))
    height = top + 20 * len(rows) + 10
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 460 {height}" width="460" height="{height}" '
        'font-family="sans-serif" font-size="12"><rect width="100%" height="100%" fill="#fff"/>'
        f'<text x="10" y="24" font-size="14" font-weight="bold">{escape(title)}</text>{bars}</svg>\n'
    )


def _bar(label: str, n: int, most: int, y: int) -> str:
    width = 230 * n / most
    return (
        f'<text x="150" y="{y + 12}" text-anchor="end">{escape(label)}</text>'
        f'<rect x="158" y="{y}" width="{width:.1f}" height="15" fill="#4f7c6b"/>'
        f'<text x="{164 + width:.1f}" y="{y + 12}">{n}</text>'
    )
