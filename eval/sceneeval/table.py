"""Many scenes against SceneEval's annotations: rates with intervals, sizes beside them, and what could not be judged.

micro: met specs of all specs; macro: the mean over rows of the row's share. Intervals are 95 % percentiles of a
bootstrap over rows (Efron, 1979), 2000 samples from a fixed seed. A missing scene fails all its specs and is counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from eval.processes import each
from eval.sceneeval.annotations import METRICS, Metric, Row, read_annotations
from eval.sceneeval.fidelity import Verdict, judge
from eval.sceneeval.physical import Physical, judge_both
from eval.sceneeval.place import Place
from eval.sceneeval.scene_state import place_at
from idesign.errors import InputError

SAMPLES = 2000
Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class Judged:
    """One row's outcome. `place` facts are 0 and the physical figures None without a scene; `missing` says why."""

    row: Row
    verdicts: tuple[Verdict, ...]
    objects: int = 0
    standing: int = 0
    stand_ins: int = 0
    asked: int = 0
    physical: Physical | None = None
    bare: Physical | None = None
    missing: str = ""

    def met(self, metric: Metric) -> tuple[int, int]:
        """Met specs and all specs of a metric."""
        own = [v for v in self.verdicts if v.spec.metric == metric]
        return sum(v.met for v in own), len(own)


@dataclass(frozen=True)
class Interval:
    """A value with its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Rate:
    """A metric over rows: specs met and asked for, rows that have any, both means with intervals (shares)."""

    metric: Metric
    met: int
    specs: int
    rows: int
    micro: Interval
    macro: Interval


@dataclass(frozen=True)
class Measure:
    """A physical figure over scenes: its mean with an interval, and over how many scenes."""

    name: str
    mean: Interval
    scenes: int


def judge_all(
    annotations: Path,
    scenes: Path,
    physical: bool,
    progress: Progress,
    ids: frozenset[str] | None = None,
    workers: int = 1,
) -> tuple[Judged, ...]:
    """Judges the scene of each row (of those in `ids`): our folder `scenes/<ID>`, or a `sceneState` file
    `scenes/scene_<ID>.json` or `scenes/<ID>.json`; by several processes, the same. Raises `InputError` for a bad table
    or when none of the scenes is there."""
    rows = chosen_rows(annotations, ids)
    places = [_scene_of(scenes, r.id) for r in rows]
    if not any(places):
        raise InputError(f"{scenes}: holds no scene of these rows (folders <ID>, or files scene_<ID>.json)")
    out = []
    for judged in each(partial(_judged, physical=physical), tuple(zip(rows, places, strict=True)), workers):
        out.append(judged)
        progress(f"row {judged.row.id}", len(out) / len(rows))
    return tuple(out)


def _judged(row_and_scene: tuple[Row, Path | None], physical: bool) -> Judged:
    return judge_row(*row_and_scene, physical)


def chosen_rows(annotations: Path, ids: frozenset[str] | None) -> tuple[Row, ...]:
    """The rows with these ids, all for None. Raises `InputError` for a bad table and for an id that it lacks."""
    rows = read_annotations(annotations)
    if missing := sorted((ids or frozenset()) - {r.id for r in rows}):
        raise InputError(f"{annotations}: has no row with the id {missing[0]!r}")
    return tuple(r for r in rows if ids is None or r.id in ids)


def _scene_of(scenes: Path, id: str) -> Path | None:
    if (scenes / id / "scene.json").is_file():
        return scenes / id
    return next((p for n in (f"scene_{id}.json", f"{id}.json") if (p := scenes / n).is_file()), None)


def judge_row(row: Row, scene: Path | None, physical: bool) -> Judged:
    """One row against our scene in a folder, or that of a `sceneState` file."""
    if scene is None:
        return Judged(row, judge(row, None), missing="there is no scene")
    try:
        place = place_at(scene, physical)
    except InputError as e:
        return Judged(row, judge(row, None), missing=str(e))
    things = place.things
    return Judged(
        row, judge(row, place), len(things), len(_large(place)), sum(t.stand_in for t in things if t.asked),
        sum(t.asked for t in things), *(judge_both(place) if physical else ()),
    )  # fmt: skip


def _large(place: Place) -> list[str]:
    """What stands on the floor and is no floor covering."""
    return [t.id for t in place.standing if 2 * t.box.half[2] > 0.03]


# ---------------------------------------------------------------- summed up
def rates(judged: Sequence[Judged]) -> tuple[Rate, ...]:
    """One rate for each metric that has specs."""
    return tuple(r for m in METRICS if (r := _rate(m, judged)) is not None)


def _rate(metric: Metric, judged: Sequence[Judged]) -> Rate | None:
    pairs = np.array([p for j in judged if (p := j.met(metric))[1]], dtype=float).reshape(-1, 2)
    if not len(pairs):
        return None
    met, asked = pairs.T
    pick = _resampled(len(pairs))
    micro = _interval(met.sum() / asked.sum(), met[pick].sum(axis=1) / asked[pick].sum(axis=1))
    macro = _interval((met / asked).mean(), (met / asked)[pick].mean(axis=1))
    return Rate(metric, int(met.sum()), int(asked.sum()), len(pairs), micro, macro)


def _resampled(n: int) -> NDArray[np.int64]:
    return np.random.default_rng(0).integers(0, n, (SAMPLES, n))


def _interval(value: float, samples: NDArray[np.float64]) -> Interval:
    low, high = np.percentile(samples, (2.5, 97.5))
    return Interval(float(value), float(low), float(high))


def measures(judged: Sequence[Judged], rugs: bool = True) -> tuple[Measure, ...]:
    """The physical figures over scenes: COL by objects and by scenes, OOB, SUP, NAV, ACC and OPN (all shares)."""
    scenes = [p for j in judged if (p := j.physical if rugs else j.bare) is not None]
    return tuple(m for name, values in _figures(scenes) if (m := mean_of(name, list(values))) is not None)


def _figures(scenes: Sequence[Physical]) -> Iterator[tuple[str, Iterator[float]]]:
    full = [p for p in scenes if p.objects]
    yield "COL objects", (len(p.colliding) / p.objects for p in full)
    yield "COL scenes", (float(bool(p.colliding)) for p in full)
    yield "OOB objects", (len(p.outside) / p.objects for p in full)
    yield "SUP objects", (1 - len(p.unsupported) / p.objects for p in full)
    yield "NAV", (p.navigable for p in scenes if p.navigable is not None)
    yield "ACC", (p.access for p in scenes if p.access is not None)
    yield "OPN blocked", (len(p.blocked) / p.openings for p in scenes if p.openings)


def mean_of(name: str, values: Sequence[float]) -> Measure | None:
    """The mean over scenes with its interval; None when there is none."""
    if not values:
        return None
    all_values = np.array(values)
    return Measure(name, _interval(all_values.mean(), all_values[_resampled(len(values))].mean(axis=1)), len(values))


def unread(judged: Sequence[Judged]) -> tuple[str, ...]:
    """Specs that could not be read, with their rows: they count as failed."""
    return tuple(
        f"row {j.row.id}: {v.spec.text} ({v.why})"
        for j in judged
        for v in j.verdicts
        if v.spec.fault or "the table does not know" in v.why
    )


def single_room(judged: Sequence[Judged]) -> tuple[Judged, ...]:
    """Rows that name at most one room."""
    return tuple(j for j in judged if len(j.row.rooms) < 2)
