"""Means of marks with what they are means of: scenes, those without a mark, and how far repetitions agree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from scipy.stats import sem, t

from eval.judge.pointwise import Mark

PANEL = "panel"
"""The name under which all judges together are reported."""


@dataclass(frozen=True)
class Summary:
    """One judge (or the panel) on one criterion under one condition. `mean` is over scenes, with its 95 % interval
    (Student's t over scenes; None for fewer than two). `scored` and `unscored` count answers of a judge, scenes for the
    panel; `repeat_gap` is the mean absolute difference [points] of a repetition from the first time."""

    judge: str
    criterion: str
    condition: str
    mean: float | None
    low: float | None
    high: float | None
    scenes: int
    scored: int
    unscored: int
    repeat_gap: float | None = None


Key = tuple[str, str, str]


def summaries(marks: Sequence[Mark]) -> tuple[Summary, ...]:
    """For each judge, criterion and condition in order of appearance, then for the panel where there are several."""
    groups: dict[Key, list[Mark]] = {}
    for m in marks:
        groups.setdefault((m.judge, m.criterion, m.condition), []).append(m)
    found = [_summary(key, group) for key, group in groups.items()]
    judges = list(dict.fromkeys(m.judge for m in marks))
    return (*found, *_panel(groups, judges)) if len(judges) > 1 else tuple(found)


def scene_values(marks: Iterable[Mark]) -> Mapping[str, float]:
    """The value of each scene: the mean over the lines of a rubric, then over repetitions; unscored ones left out."""
    values: dict[str, dict[int, list[float]]] = defaultdict(lambda: defaultdict(list))
    for m in marks:
        if m.value is not None:
            values[m.scene][m.again].append(m.value)
    return {scene: fmean(fmean(v) for v in again.values()) for scene, again in values.items()}


def _summary(key: Key, marks: Sequence[Mark]) -> Summary:
    values = scene_values(marks)
    mean, low, high = mean_with_interval(list(values.values()))
    scored = sum(m.value is not None for m in marks)
    return Summary(*key, mean, low, high, len(values), scored, len(marks) - scored, _repeat_gap(marks))


def mean_with_interval(values: Sequence[float]) -> tuple[float | None, float | None, float | None]:
    """The mean with Student's 95 % interval."""
    if not values:
        return None, None, None
    mean = fmean(values)
    if len(values) < 2:
        return mean, None, None
    half = float(t.ppf(0.975, len(values) - 1) * sem(values))
    return mean, mean - half, mean + half


def _repeat_gap(marks: Sequence[Mark]) -> float | None:
    first = {(m.scene, m.line): m.value for m in marks if m.again == 0}
    gaps = [
        abs(m.value - before)
        for m in marks
        if m.again and m.value is not None and (before := first.get((m.scene, m.line))) is not None
    ]
    return fmean(gaps) if gaps else None


def _panel(groups: Mapping[Key, Sequence[Mark]], judges: Sequence[str]) -> Iterable[Summary]:
    """The mean of the judges, over the scenes that every judge has marked: else the panel would differ by scene."""
    for criterion, condition in dict.fromkeys((c, d) for _, c, d in groups):
        each = [scene_values(groups.get((j, criterion, condition), ())) for j in judges]
        scenes = {s for values in each for s in values}
        shared = [s for s in sorted(scenes) if all(s in values for values in each)]
        mean, low, high = mean_with_interval([fmean(values[s] for values in each) for s in shared])
        yield Summary(PANEL, criterion, condition, mean, low, high, len(shared), len(shared), len(scenes) - len(shared))
