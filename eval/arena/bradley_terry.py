"""Strengths from fractional wins: Bradley and Terry's model with a term for the place that is shown first.

P(the first wins) = sigmoid(s_first - s_second + g). Fitted by Newton's method with a light ridge, many weightings of
the prompts at once: a bootstrap draws prompts, not calls, because several calls about one prompt are not independent.
Source: Bradley & Terry (1952); first-position term as Davidson & Beaver (1977); fit on the whole snapshot instead of
online Elo as in Chatbot Arena (Chiang et al., 2024).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit
from scipy.stats import norm, t

from eval.judge.pairwise import Call

Array = NDArray[np.float64]
RIDGE = 0.01
"""Weight of the squared strengths: one hundredth of a call. It keeps a system that always wins finite."""
STEPS, CLOSE = 60, 1e-9
"""Newton steps at most, and the step [logit] that ends them."""
LONGEST = 2.0
"""Longest single step [logit]."""
ELO, BASE = 400 / np.log(10), 1000.0
"""Elo points for one unit of strength, and the points of the mean system: ten times the odds are 400 points."""


@dataclass(frozen=True, eq=False)
class Results:
    """What was played: `wins` [P, S, S] fractions of wins of the system shown first (row) over the second (column) for
    each prompt, `counts` [P, S, S] how many calls."""

    systems: tuple[str, ...]
    prompts: tuple[str, ...]
    wins: Array
    counts: Array


def results_of(calls: Iterable[Call]) -> Results:
    """The scored calls between different systems, in names' order."""
    kept = [c for c in calls if c.scored and c.first != c.second]
    systems = tuple(sorted({name for c in kept for name in (c.first, c.second)}))
    prompts = tuple(sorted({c.prompt for c in kept}))
    at, row = {s: k for k, s in enumerate(systems)}, {p: k for k, p in enumerate(prompts)}
    wins = np.zeros((len(prompts), len(systems), len(systems)))
    counts = np.zeros_like(wins)
    for c in kept:
        place = row[c.prompt], at[c.first], at[c.second]
        wins[place] += c.win_first
        counts[place] += 1
    return Results(systems, prompts, wins, counts)


def fit(wins: Array, counts: Array) -> Array:
    """Strengths and the first-position term [B, S + 1] (logits; strengths have mean 0) of wins and counts [B, S, S]."""
    batch, systems = wins.shape[0], wins.shape[1]
    design, first, second = _design(systems)
    won, played = wins[:, first, second], counts[:, first, second]
    beta = np.zeros((batch, systems + 1))
    for _ in range(STEPS):
        p = expit(beta @ design.T)
        slope = (won - played * p) @ design - RIDGE * beta
        bend = np.einsum("mk,bm,ml->bkl", design, played * p * (1 - p), design) + RIDGE * np.eye(systems + 1)
        step = np.clip(np.linalg.solve(bend, slope[..., None])[..., 0], -LONGEST, LONGEST)
        beta = beta + step
        if np.abs(step).max() < CLOSE:
            break
    beta[:, :systems] -= beta[:, :systems].mean(axis=1, keepdims=True)
    return np.asarray(beta)


def _design(systems: int) -> tuple[Array, NDArray[np.intp], NDArray[np.intp]]:
    """For each ordered pair a row [S + 1]: +1 the first, -1 the second, 1 for being first."""
    first, second = np.nonzero(~np.eye(systems, dtype=bool))
    design = np.zeros((len(first), systems + 1))
    rows = np.arange(len(first))
    design[rows, first], design[rows, second], design[:, systems] = 1.0, -1.0, 1.0
    return design, first, second


def bootstrap(results: Results, rounds: int, seed: int) -> Array:
    """Fits [B, S + 1] of prompts drawn with replacement."""
    n = len(results.prompts)
    weights = np.random.default_rng(seed).multinomial(n, np.full(n, 1 / n), rounds).astype(np.float64)
    return fit(np.einsum("bp,pij->bij", weights, results.wins), np.einsum("bp,pij->bij", weights, results.counts))


@dataclass(frozen=True)
class Strength:
    """A system's strength on Elo's scale with its 95 % interval (None: one prompt tells nothing of the spread), and its
    plain share of wins."""

    system: str
    elo: float
    low: float | None
    high: float | None
    win_share: float
    calls: int


@dataclass(frozen=True)
class Standings:
    """The table, strongest first; the advantage of being shown first as a probability between equals with its interval;
    `beats` (i, j, probability over the bootstrap that i is stronger than j)."""

    strengths: tuple[Strength, ...]
    first: tuple[float, float, float]
    beats: tuple[tuple[str, str, float], ...]
    matrix: tuple[tuple[str, str, float, int], ...]
    prompts: int


def standings(calls: Iterable[Call], rounds: int = 1000, seed: int = 0) -> Standings | None:
    """The table of the scored calls; None when fewer than two systems were compared."""
    results = results_of(calls)
    if len(results.systems) < 2:
        return None
    best = fit(results.wins.sum(0)[None], results.counts.sum(0)[None])[0]
    drawn = bootstrap(results, rounds, seed)
    low, high = interval(drawn, len(results.prompts))
    rows = [_strength(results, k, best, low, high) for k in range(len(results.systems))]
    side = expit(np.array([best[-1], low[-1], high[-1]]))
    first = (float(side[0]), float(side[1]), float(side[2]))
    ordered = tuple(sorted(rows, key=lambda r: (-r.elo, r.system)))
    return Standings(ordered, first, _beats(results, drawn), _matrix(results), len(results.prompts))


def interval(drawn: Array, clusters: int, level: float = 0.95) -> tuple[Array, Array]:
    """The expanded percentile interval (Hesterberg 2015) of draws [B, K]: few clusters make a plain one too narrow.
    One cluster tells nothing of the spread: the interval is the whole line."""
    if clusters < 2:
        return np.full(drawn.shape[1], -np.inf), np.full(drawn.shape[1], np.inf)
    tail = (1 - level) / 2
    wide = float(norm.cdf(np.sqrt(clusters / (clusters - 1)) * t.ppf(tail, clusters - 1)))
    low, high = np.quantile(drawn, [wide, 1 - wide], axis=0)
    return low, high


def _strength(r: Results, k: int, best: Array, low: Array, high: Array) -> Strength:
    wins, counts = r.wins.sum(0), r.counts.sum(0)
    won = wins[k].sum() + (counts[:, k] - wins[:, k]).sum()
    played = counts[k].sum() + counts[:, k].sum()
    elo, bottom, top = (float(BASE + ELO * v[k]) for v in (best, low, high))
    known = bool(np.isfinite(low[k]))
    share = float(won / played)
    return Strength(r.systems[k], elo, bottom if known else None, top if known else None, share, int(played))


def _beats(r: Results, drawn: Array) -> tuple[tuple[str, str, float], ...]:
    share = (drawn[:, :-1, None] > drawn[:, None, :-1]).mean(axis=0)
    return tuple((a, b, float(share[i, j])) for i, a in enumerate(r.systems) for j, b in enumerate(r.systems) if i != j)


def _matrix(r: Results) -> tuple[tuple[str, str, float, int], ...]:
    """The raw share of wins of the row over the column, both orders together, with the number of calls."""
    wins, counts = r.wins.sum(0), r.counts.sum(0)
    won, played = wins + (counts - wins).T, counts + counts.T
    pairs: Sequence[tuple[int, int]] = [(i, j) for i in range(len(r.systems)) for j in range(len(r.systems)) if i != j]
    return tuple((r.systems[i], r.systems[j], float(won[i, j] / played[i, j]), int(played[i, j]))
                 for i, j in pairs if played[i, j])  # fmt: skip
