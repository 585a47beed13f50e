"""The `idesign benchmark sceneeval` command without its command line: make the scenes, judge them, show the tables."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import fmean
from typing import Any

from rich.console import Console

from eval.processes import useful_workers
from eval.sceneeval import table
from eval.sceneeval.table import Interval, Judged
from idesign.batch.pool import Limits
from idesign.errors import InputError
from ui.batch import BatchRequest, make_batch, watching
from ui.batch_maker import SceneMaker
from ui.benchmark import show_table

PUBLISHED = Path(table.__file__).parent / "data" / "published.toml"
NOTE = (
    "Label-matched: categories, attributes and relation words are read by tables, where the published figures let a "
    "vision-language model judge. They are not comparable with CNT, ATR, OOR and OAR below."
)
Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class SceneEvalRequest:
    """What was asked for: `scenes` are there already, or `out` is where they are to be made. `workers` are processes;
    None: one to make scenes, and as many as are worth it to judge them."""

    annotations: Path
    scenes: Path | None = None
    out: Path | None = None
    workers: int | None = None
    seed: int = 0
    llm: str = "offline"
    resume: bool = False
    ids: frozenset[str] | None = None
    physical: bool = True


def make_scenes(request: SceneEvalRequest, console: Console) -> Path:
    """The folder of scenes, made first where that is asked for."""
    if (request.scenes is None) == (request.out is None):
        raise InputError("give --scenes DIR (judge what is there) or --out DIR (make the scenes, then judge)")
    if request.scenes is not None:
        return request.scenes
    assert request.out is not None
    table.chosen_rows(request.annotations, request.ids)
    maker = SceneMaker(request.seed, request.llm, "", (), 1, None, "any", "auto")
    workers, limits = request.workers or 1, Limits(900.0, 4096.0)
    batch = BatchRequest(
        request.annotations, request.out, maker, workers, request.resume, limits=limits, only=request.ids
    )
    with watching(console) as tell:
        make_batch(batch, tell)
    return request.out


def judge_scenes(request: SceneEvalRequest, scenes: Path, progress: Progress) -> tuple[Judged, ...]:
    """Every row judged."""
    rows = table.chosen_rows(request.annotations, request.ids)
    workers = request.workers or useful_workers(len(rows) if request.physical else 1)
    return table.judge_all(request.annotations, scenes, request.physical, progress, request.ids, workers)


def show_sceneeval(judged: Sequence[Judged], console: Console) -> None:
    """Sizes, rates for all rows and by difficulty, physical figures, published rows, and what could not be read."""
    for line in sizes(judged):
        console.print(line, markup=False)
    groups = {"all": judged, "one room": table.single_room(judged)}
    groups |= {d: [j for j in judged if j.row.difficulty == d] for d in dict.fromkeys(j.row.difficulty for j in judged)}
    body = [
        (name, r.metric, str(r.rows), f"{r.met}/{r.specs}", _percent(r.micro), _percent(r.macro))
        for name, rows in groups.items()
        for r in table.rates(rows)
    ]
    show_table(("rows", "metric", "rows with any", "met", "micro % [95 %]", "macro % [95 %]"), body, console)
    _show_measures(judged, console)
    console.print(NOTE, markup=False)
    show_table(("published (%)", "CNT", "ATR", "OOR", "OAR"), _published(), console)
    for line in table.unread(judged):
        console.print(f"counted as failed: {line}", markup=False)


def sizes(judged: Sequence[Judged]) -> tuple[str, ...]:
    """How many scenes there are, and how full they are: rates without sizes mean little."""
    made = [j for j in judged if not j.missing]
    lines = [f"{len(judged)} rows, {len(judged) - len(made)} scenes missing (all their specs count as failed)"]
    lines += [f"missing: row {j.row.id}: {j.missing}" for j in judged if j.missing][:10]
    if made:
        asked, stand_ins = sum(j.asked for j in made), sum(j.stand_ins for j in made)
        share = f"{100 * stand_ins / asked:.1f} %" if asked else "unscored (no object says that it was asked for)"
        objects, standing = fmean(j.objects for j in made), fmean(j.standing for j in made)
        lines.append(f"{objects:.1f} objects a room, {standing:.1f} of them stand on the floor; stand-ins: {share}")
    return tuple(lines)


def _show_measures(judged: Sequence[Judged], console: Console) -> None:
    with_rugs, without = table.measures(judged), {m.name: m for m in table.measures(judged, rugs=False)}
    body = [(m.name, str(m.scenes), _percent(m.mean), _percent(without[m.name].mean)) for m in with_rugs]
    if body:
        show_table(("figure", "scenes", "as defined % [95 %]", "without rugs"), body, console)


def _percent(v: Interval) -> str:
    return f"{100 * v.value:.1f} [{100 * v.low:.1f}, {100 * v.high:.1f}]"


def _published() -> list[tuple[str, ...]]:
    rows = tomllib.loads(PUBLISHED.read_text(encoding="utf-8"))["row"]
    return [(r["method"], *(f"{r[m]:.1f}" for m in ("CNT", "ATR", "OOR", "OAR"))) for r in rows]


def sceneeval_json(judged: Sequence[Judged]) -> dict[str, Any]:
    """All figures as values for JSON, with every verdict."""
    return {
        "judge": "labels",
        "rows": len(judged),
        "missing": [j.row.id for j in judged if j.missing],
        "rates": [asdict(r) for r in table.rates(judged)],
        "rates_one_room": [asdict(r) for r in table.rates(table.single_room(judged))],
        "measures": [asdict(m) for m in table.measures(judged)],
        "measures_without_rugs": [asdict(m) for m in table.measures(judged, rugs=False)],
        "unread": list(table.unread(judged)),
        "verdicts": [_verdicts(j) for j in judged],
    }


def _verdicts(j: Judged) -> dict[str, Any]:
    failed = [{"spec": v.spec.text, "metric": v.spec.metric, "counted": v.counted, "why": v.why}
              for v in j.verdicts if not v.met]  # fmt: skip
    return {"id": j.row.id, "objects": j.objects, "standing": j.standing, "failed": failed}
