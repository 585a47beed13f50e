"""A judge against people: how far it agrees with their labels, and what both together say.

kappa        Cohen's (1960), judge against the majority of the raters, beside that of the raters with each other
tau          Kendall's tau-b over items, and over systems
calibration  an isotonic map from the judge's value to the people's, judged on clusters that it was not fitted to
estimate     the prediction-powered mean (Angelopoulos et al. 2023; tuned as in PPI++): people where there are labels,
             the judge everywhere, with an interval that is honest about both
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from statistics import fmean

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import isotonic_regression
from scipy.stats import kendalltau, t

from eval.judge.pairwise import Duel
from eval.judge.pointwise import HIGH, LOW, Mark
from eval.judge.summary import scene_values
from idesign.errors import InputError

WINS: Mapping[str, float] = {"a": 1.0, "tie": 0.5, "b": 0.0}
PAIR_COLUMNS = ("prompt", "a", "b", "criterion", "winner", "rater")
MARK_COLUMNS = ("scene", "criterion", "mark", "rater")
Array = NDArray[np.float64]


@dataclass(frozen=True)
class Item:
    """Something that a judge valued, and people where they did. `subject` is what is estimated over items (a pair of
    systems, or all scenes); items of one `cluster` are not independent."""

    cluster: str
    subject: str
    judge: float
    people: tuple[tuple[str, float], ...] = ()

    @property
    def label(self) -> float:
        return fmean(v for _, v in self.people)


@dataclass(frozen=True)
class Estimate:
    """The mean over the items of a subject with its 95 % interval: with both, and with people alone; None where there
    are fewer than two labelled clusters."""

    subject: str
    labelled: int
    unlabelled: int
    judge: float
    people: float | None
    value: float | None
    low: float | None
    high: float | None
    people_low: float | None
    people_high: float | None


@dataclass(frozen=True)
class Agreement:
    """One judge on one criterion. Kappas are None for marks, which are no classes, and where they cannot be computed.
    `curve` are points (judge, people) of the isotonic map; `error` and `mapped_error` are root mean squares of what the
    judge's value and the mapped one are off."""

    judge: str
    criterion: str
    items: int
    raters: int
    kappa: float | None
    human_kappa: float | None
    tau: float | None
    system_tau: float | None
    right_both_orders: float | None
    curve: tuple[tuple[float, float], ...]
    error: float | None
    mapped_error: float | None
    estimates: tuple[Estimate, ...]


# ---------------------------------------------------------------- labels
Labels = Mapping[tuple[str, ...], tuple[tuple[str, float], ...]]
"""What is labelled -> (rater, value)."""


def read_labels(path: Path) -> tuple[Labels, bool]:
    """People's labels, and whether they are of pairs: a CSV with the columns prompt, a, b, criterion, winner (a, b or
    tie), rater; or scene, criterion, mark (1 to 100), rater. Pairs are brought into the order of names. Raises
    `InputError` with the line."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as e:
        raise InputError(f"{path}: cannot be read as CSV ({e})") from e
    head = set(rows[0]) if rows else set()
    pairs = set(PAIR_COLUMNS) <= head
    if not pairs and not set(MARK_COLUMNS) <= head:
        raise InputError(f"{path}: needs the columns {', '.join(PAIR_COLUMNS)}; or {', '.join(MARK_COLUMNS)}")
    found: dict[tuple[str, ...], list[tuple[str, float]]] = defaultdict(list)
    for number, row in enumerate(rows, 2):
        key, value = _pair(row, path, number) if pairs else _mark(row, path, number)
        found[key].append((row["rater"], value))
    return {k: tuple(v) for k, v in found.items()}, pairs


def _pair(row: Mapping[str, str], path: Path, number: int) -> tuple[tuple[str, ...], float]:
    value = WINS.get((row["winner"] or "").strip().lower())
    if value is None:
        raise InputError(f"{path}: line {number}: winner {row['winner']!r} must be a, b or tie")
    a, b = row["a"], row["b"]
    return (row["prompt"], min(a, b), max(a, b), row["criterion"]), value if a <= b else 1 - value


def _mark(row: Mapping[str, str], path: Path, number: int) -> tuple[tuple[str, ...], float]:
    try:
        value = float(row["mark"])
    except (TypeError, ValueError):
        value = float("nan")
    if not LOW <= value <= HIGH:
        raise InputError(f"{path}: line {number}: mark {row['mark']!r} must be a number from {LOW} to {HIGH}")
    return (row["scene"], row["criterion"]), value


# ---------------------------------------------------------------- all of it
def agreement_of_pairs(labels: Labels, fought: Sequence[Duel]) -> tuple[Agreement, ...]:
    """For each judge and criterion; labels of a criterion "" or "overall" count for every one."""
    found = []
    for judge, criterion in dict.fromkeys((d.there.judge, d.there.criterion) for d in fought):
        own = [d for d in fought if d.scored and (d.there.judge, d.there.criterion) == (judge, criterion)]
        items = [_duel_item(d, labels) for d in own]
        if any(i.people for i in items):
            right = _right_both([(d, i) for d, i in zip(own, items, strict=True) if i.people])
            found.append(_agreement(judge, criterion, items, True, _system_tau(own, items), right))
    return tuple(found)


def _duel_item(d: Duel, labels: Labels) -> Item:
    a, b = min(d.a, d.b), max(d.a, d.b)
    win = d.win if d.a == a else 1 - d.win
    prompt = d.there.prompt
    people = next(
        (labels[prompt, a, b, c] for c in (d.there.criterion, "", "overall") if (prompt, a, b, c) in labels), ()
    )
    return Item(prompt, f"{a} over {b}", win, people)


def _right_both(labelled: Sequence[tuple[Duel, Item]]) -> float | None:
    """Share of the labelled duels with a winner for people that the judge names in both orders."""
    known = [(d, i) for d, i in labelled if verdict(i.label)]
    right = [d.winner == (min(d.a, d.b) if verdict(i.label) > 0 else max(d.a, d.b)) for d, i in known]
    return fmean(right) if right else None


def _system_tau(own: Sequence[Duel], items: Sequence[Item]) -> float | None:
    """Kendall's tau-b between the systems' shares of wins by the judge and by people, on the labelled duels."""
    wins: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for d, i in ((d, i) for d, i in zip(own, items, strict=True) if i.people):
        wins[min(d.a, d.b)].append((i.judge, i.label))
        wins[max(d.a, d.b)].append((1 - i.judge, 1 - i.label))
    shares = [(fmean(j for j, _ in w), fmean(p for _, p in w)) for w in wins.values()]
    return tau([j for j, _ in shares], [p for _, p in shares])


def agreement_of_marks(labels: Labels, marks: Iterable[Mark]) -> tuple[Agreement, ...]:
    """For each judge and criterion, on marks by pictures alone."""
    groups: dict[tuple[str, str], list[Mark]] = defaultdict(list)
    for m in marks:
        if m.condition == "pictures":
            groups[m.judge, m.criterion].append(m)
    found = []
    for (judge, criterion), own in groups.items():
        values = scene_values(own)
        items = [Item(s, "all scenes", v, labels.get((s, criterion), ())) for s, v in values.items()]
        if any(i.people for i in items):
            found.append(_agreement(judge, criterion, items, False, None, None))
    return tuple(found)


def _agreement(
    judge: str, criterion: str, items: Sequence[Item], classes: bool, system_tau: float | None, right: float | None
) -> Agreement:
    labelled = [i for i in items if i.people]
    x, y = np.array([i.judge for i in labelled]), np.array([i.label for i in labelled])
    mapped = cross_mapped(x, y, [i.cluster for i in labelled])
    majority = [verdict(i.label) for i in labelled]
    return Agreement(
        judge, criterion, len(labelled), len({r for i in labelled for r, _ in i.people}),
        kappa([verdict(i.judge) for i in labelled], majority) if classes else None,
        human_kappa(labelled) if classes else None, tau(x, y), system_tau, right, curve_of(x, y), _rms(x - y),
        None if mapped is None else _rms(mapped - y),
        tuple(estimate(s, [i for i in items if i.subject == s]) for s in dict.fromkeys(i.subject for i in items)),
    )  # fmt: skip


def _rms(error: Array) -> float:
    return float(np.sqrt(np.mean(error**2)))


def verdict(win: float) -> int:
    """1, 0 or -1: who wins."""
    return (win > 0.5 + 1e-9) - (win < 0.5 - 1e-9)


# ---------------------------------------------------------------- statistics
def kappa(one: Sequence[int], other: Sequence[int]) -> float | None:
    """Cohen's kappa; None for no items, and where both always say the same one thing (nothing can be told)."""
    n = len(one)
    if not n:
        return None
    agreed = sum(a == b for a, b in zip(one, other, strict=True)) / n
    left, right = Counter(one), Counter(other)
    chance = sum(left[c] * right[c] for c in left) / n**2
    return None if chance > 1 - 1e-12 else (agreed - chance) / (1 - chance)


def human_kappa(items: Iterable[Item]) -> float | None:
    """The mean of Cohen's kappa over the pairs of raters, on what both have labelled."""
    by_rater: dict[str, dict[int, int]] = defaultdict(dict)
    for k, i in enumerate(items):
        for rater, value in i.people:
            by_rater[rater][k] = verdict(value)
    found = []
    for one, other in combinations(by_rater.values(), 2):
        shared = sorted(set(one) & set(other))
        shared_kappa = kappa([one[k] for k in shared], [other[k] for k in shared])
        found += [] if shared_kappa is None else [shared_kappa]
    return fmean(found) if found else None


def tau(x: Sequence[float] | Array, y: Sequence[float] | Array) -> float | None:
    """Kendall's tau-b; None where one side is constant."""
    if len(x) < 2:
        return None
    value = float(kendalltau(x, y).statistic)
    return value if np.isfinite(value) else None


def curve_of(x: Array, y: Array) -> tuple[tuple[float, float], ...]:
    """The isotonic map as points; equal values of the judge are one point."""
    if not len(x):
        return ()
    values, place = np.unique(x, return_inverse=True)
    weight = np.bincount(place).astype(np.float64)
    fitted = isotonic_regression(np.bincount(place, y) / weight, weights=weight).x
    return tuple((float(a), float(b)) for a, b in zip(values, fitted, strict=True))


def cross_mapped(x: Array, y: Array, clusters: Sequence[str], folds: int = 5) -> Array | None:
    """Each value by the map that was fitted to the clusters of other folds; None for fewer than two clusters."""
    names = sorted(set(clusters))
    if len(names) < 2:
        return None
    fold = np.array([names.index(c) % min(folds, len(names)) for c in clusters])
    out = np.zeros(len(x))
    for k in range(int(fold.max()) + 1):
        known = curve_of(x[fold != k], y[fold != k])
        out[fold == k] = np.interp(x[fold == k], [a for a, _ in known], [b for _, b in known])
    return out


def estimate(subject: str, items: Sequence[Item]) -> Estimate:
    """The prediction-powered mean of a subject, over clusters."""
    labelled = _by_cluster([i for i in items if i.people])
    rest = _by_cluster([i for i in items if not i.people])
    judge = fmean(i.judge for i in items)
    f, y = (np.array([c[k] for c in labelled]) for k in (0, 1))
    if len(y) < 2:
        people = float(y.mean()) if len(y) else None
        return Estimate(subject, len(y), len(rest), judge, people, None, None, None, None, None)
    value, half = powered(y, f, np.array([c[0] for c in rest]))
    alone, wide = powered(y, f, np.array([]))
    return Estimate(subject, len(y), len(rest), judge, alone, value, value - half, value + half, alone - wide,
                    alone + wide)  # fmt: skip


def _by_cluster(items: Iterable[Item]) -> list[tuple[float, float]]:
    """The mean (judge, label) of each cluster; the label is 0 where there is none and not used."""
    groups: dict[str, list[Item]] = defaultdict(list)
    for i in items:
        groups[i.cluster].append(i)
    return [(fmean(i.judge for i in g), fmean(i.label if i.people else 0.0 for i in g)) for g in groups.values()]


def powered(labels: Array, predicted: Array, unlabelled: Array, level: float = 0.95) -> tuple[float, float]:
    """The mean of labels [n] with predictions [n] and further predictions [N] without labels, and half its interval.
    The weight of the predictions is the one with the least variance, so that a bad judge does no harm."""
    n, more = len(labels), len(unlabelled)
    z = float(t.ppf(0.5 + level / 2, n - 1))
    if not more or predicted.var() < 1e-12:
        return float(labels.mean()), z * float(labels.std(ddof=1)) / n**0.5
    spread = float(np.concatenate([predicted, unlabelled]).var(ddof=1))
    weight = float(np.cov(labels, predicted)[0, 1]) / ((1 + n / more) * max(spread, 1e-12))
    weight = min(1.0, max(0.0, weight))
    value = labels.mean() + weight * (unlabelled.mean() - predicted.mean())
    variance = (labels - weight * predicted).var(ddof=1) / n + weight**2 * spread / more
    return float(value), z * float(variance) ** 0.5
