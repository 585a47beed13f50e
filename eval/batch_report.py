"""What `idesign evaluate --out` writes of many scenes: `scores.json`, `scores.csv` and one page that loads nothing.

The page has, for each folder of scenes, the means with Student's 95 % intervals over scenes, how many objects the rooms
hold, and under each number its definition and source; then the rooms side by side, and on the plan what speaks against
them. Scores without a value are counted beside every mean.
"""

from __future__ import annotations

import base64
import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from eval.batch_evaluate import Means, cut_interval
from eval.judge.page import Cell, Group, Page, Picture, Section, number, words, write_page
from eval.judge.plots import Point, intervals
from eval.plan_evidence import evidence_plan
from eval.score import Evaluation, Score, evaluation_to_json
from eval.sources import GROUPS, source_of
from idesign.drawing import page_plan, svg_text
from idesign.files import write_text
from idesign.scene import Scene, load_scene

PAGE, TABLE, DOCUMENT = "evaluation.html", "scores.csv", "scores.json"
MOST_SCENES, MOST_FAULTS = 16, 3
"""Scenes that are shown, and scores of each that are drawn on its plan: the page stays below some megabytes."""
LEAD = (
    "Means over scenes with 95 % intervals (Student's t over scenes; one without width says no more than that these "
    "scenes do not differ). “Good” is the share of scenes in "
    "the range that the source calls good; a score without such a range is a measure and no grade. A scene that a "
    "score cannot judge is counted as unscored and enters no mean. Rates of rooms with different numbers of objects "
    "do not compare, so these stand beside each."
)
HEAD = ("score", "folder", "mean", "95 %", "range", "good", "scenes", "unscored", "objects a room")


@dataclass
class Collection:
    """The scenes of one folder with their evaluations, and their means."""

    name: str
    results: list[tuple[Path, Evaluation]] = field(default_factory=list)
    means: Means = field(default_factory=Means)


def write_batch_report(collections: Sequence[Collection], out: Path) -> tuple[Path, ...]:
    """Writes the three files into the folder `out` and says where."""
    write_text(out / DOCUMENT, json.dumps(batch_json(collections), indent=1, ensure_ascii=False) + "\n")
    write_text(out / TABLE, batch_csv(collections))
    return out / DOCUMENT, out / TABLE, write_page(batch_page(collections), out / PAGE)


# ---------------------------------------------------------------- as data
def batch_json(collections: Sequence[Collection]) -> list[dict[str, Any]]:
    """The means of each folder, and all evaluations."""
    return [
        {
            "folder": c.name,
            "scenes": c.means.scenes,
            "without_defect": c.means.clean,
            "objects_a_room": c.means.objects / max(c.means.scenes, 1),
            "interval": "Student's t over scenes, 95 %",
            "unreadable": c.means.unreadable,
            "means": {name: _mean_json(c, name) for name in c.means.scores},
            "evaluations": [{"scene": str(p), **evaluation_to_json(e)} for p, e in c.results],
        }
        for c in collections
    ]


def _mean_json(c: Collection, name: str) -> dict[str, Any]:
    s, good = c.means.scores[name], c.means.passed.get(name)
    return {
        "mean": s.mean, "interval": c.means.interval(name), "low": s.low, "high": s.high, "unit": c.means.units[name],
        "scenes": s.count, "good": good.mean if good else None,
    }  # fmt: skip


def batch_csv(collections: Sequence[Collection]) -> str:
    """A row for each score of each scene."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(("folder", "scene", "objects", "group", "score", "value", "unit", "passed", "reason", "judge"))
    for c in collections:
        for path, e in c.results:
            for s in e.scores:
                passed = "" if s.passed is None else int(s.passed)
                value = "" if s.value is None else repr(s.value)
                rows.writerow((c.name, path.name, e.objects, s.group, s.name, value, s.unit, passed, s.reason, s.judge))
    return text.getvalue()


# ---------------------------------------------------------------- the page
def batch_page(collections: Sequence[Collection]) -> Page:
    """The page's parts."""
    faults = tuple(words(u) for c in collections for u in c.means.unreadable)
    groups = tuple(_groups(collections))
    shown, total = sum(len(g.pictures) > 0 for g in groups), len({p.name for c in collections for p, _ in c.results})
    note = "Each room, and on its plan what speaks against it: things that the evidence names and places in red."
    note += f" The first {shown} of {total} are here." if shown < total else ""
    return Page("Evaluation", LEAD, faults, (_sizes(collections), *_subjects(collections)), groups, note)


def _sizes(collections: Sequence[Collection]) -> Section:
    rows = []
    for c in collections:
        m = c.means
        clean = f"{100 * m.clean / m.scenes:.0f} %" if m.scenes else "–"
        each = f"{m.objects / m.scenes:.1f}" if m.scenes else "–"
        rows.append((Cell(words(c.name, 80)), Cell(str(m.scenes)), Cell(each), Cell(clean)))
    definition = "Defects: meshes in one another, outside the room, without support, before a door or a window."
    return Section("Scenes", definition, head=("folder", "scenes", "objects a room", "no defect"), rows=tuple(rows))


def _subjects(collections: Sequence[Collection]) -> Iterator[Section]:
    """A section for each group of scores."""
    for group, title in GROUPS:
        scores = {s.name: s for c in collections for _, e in c.results for s in e.scores if s.group == group}
        rows = tuple(_row(c, s) for s in scores.values() for c in collections if s.name in c.means.scores)
        if rows:
            plot = intervals(_points(collections, scores.values()), 0, 100, unit="% of scenes in the good range")
            yield Section(title, _aim(group), plot, HEAD, rows)


def _aim(group: str) -> str:
    if group == "accessibility":
        return "A report of its own: a room for which nobody asked this is no worse for it. Plot: share of good scenes."
    return "Plot: the share of scenes that are good by each score that has a good range."


def _points(collections: Sequence[Collection], scores: Iterable[Score]) -> list[Point]:
    several = len(collections) > 1
    return [_point(c, s.name, several) for s in scores for c in collections if s.name in c.means.passed]


def _point(c: Collection, score: str, several: bool) -> Point:
    """The share of a folder's scenes that are good by a score."""
    good = c.means.passed[score]
    low, high = cut_interval(good, "share") or (None, None)
    low, high = None if low is None else 100 * low, None if high is None else 100 * high
    return Point(f"{score} ({c.name})" if several else score, 100 * good.mean, low, high, f"{100 * good.mean:.0f} %")


def _row(c: Collection, score: Score) -> tuple[Cell, ...]:
    s, good = c.means.scores[score.name], c.means.passed.get(score.name)
    ends = c.means.interval(score.name)
    sure = "–" if ends is None else f"{_text(ends[0], score)} to {_text(ends[1], score)}"
    note = f"{score.definition}. {_wanted(score)}Source: {source_of(score.name)}."
    unscored = c.means.scenes - s.count
    return (
        Cell(score.name, words=True, note=note), Cell(words(c.name, 40)), Cell(_text(s.mean, score)), Cell(sure),
        Cell(f"{_text(s.low, score)} to {_text(s.high, score)}"), Cell(f"{100 * good.mean:.0f} %" if good else "–"),
        Cell(str(s.count)), Cell(str(unscored)), Cell(number(c.means.objects / max(c.means.scenes, 1))),
    )  # fmt: skip


def _text(value: float, score: Score) -> str:
    if score.unit == "share":
        return f"{100 * value:.0f} %"
    return f"{value:.2f}" + ("" if score.unit in ("count", "ratio") else f" {score.unit}")


def _wanted(score: Score) -> str:
    """The good range in words."""
    low, high = score.good or (None, None)
    if low is not None and high is not None:
        return f"Good: {_text(low, score)} to {_text(high, score)}. "
    if low is not None:
        return f"Good: at least {_text(low, score)}. "
    return "" if high is None else f"Good: at most {_text(high, score)}. "


# ---------------------------------------------------------------- rooms side by side
def _groups(collections: Sequence[Collection]) -> Iterator[Group]:
    """The rooms by name: those of all folders beside one another, each followed by its faults."""
    names = dict.fromkeys(path.name for c in collections for path, _ in c.results)
    for name in list(names)[:MOST_SCENES]:
        own = [(c, p, e) for c in collections for p, e in c.results if p.name == name]
        scenes = [load_scene(p) for _, p, _ in own]
        pictures = [_room(c, p, s, e) for (c, p, e), s in zip(own, scenes, strict=True)]
        pictures += [
            f for (c, _, e), s in zip(own, scenes, strict=True) for f in _faults(c, s, e, len(collections) > 1)
        ]
        request = words(scenes[0].brief.text, 400) if len({s.brief.text for s in scenes}) == 1 else ""
        yield Group(name, request, tuple(pictures))


def _room(c: Collection, path: Path, scene: Scene, e: Evaluation) -> Picture:
    lines = (f"{e.objects} objects, {len(e.defects) or 'no'} defects", *map(words, e.defects[:4]))
    view = next(iter(sorted((path / "views").glob("*.png"))), None) if path.is_dir() else None
    if view is None:
        return _drawn(c.name, svg_text(page_plan(scene), plan_only=True), lines, "the plan")
    return _photographed(c.name, view, lines)


def _photographed(name: str, view: Path, lines: tuple[str, ...]) -> Picture:
    from PIL import Image

    with Image.open(view) as image:
        small = image.convert("RGB")
    small.thumbnail((640, 640), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    small.save(out, "JPEG", quality=78, optimize=True)
    url = "data:image/jpeg;base64," + base64.b64encode(out.getvalue()).decode()
    return Picture(name, url, small.width, small.height, lines, "a view of the room")


def _faults(c: Collection, scene: Scene, e: Evaluation, several: bool) -> Iterator[Picture]:
    """The scores that are not good and have their evidence on the plan; those about a wheelchair after the others."""
    poor = [s for s in e.scores if s.passed is False and (s.spots or s.evidence)]
    for s in sorted(poor, key=lambda s: s.group == "accessibility")[:MOST_FAULTS]:
        name = f"{s.name}: {s.text}" + (f" ({c.name})" if several else "")
        lines = (_wanted(s), *(words(t, 120) for t in s.evidence[:4]))
        yield _drawn(name, str(evidence_plan(scene, s)), lines, "on the plan")


def _drawn(name: str, svg: str, lines: tuple[str, ...], alt: str) -> Picture:
    url = "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()
    return Picture(name, url, 420, 320, lines, alt)
