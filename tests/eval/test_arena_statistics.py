"""Laws of the arena's numbers: planted strengths come back, intervals hold what they promise, and what a biased judge
does to the rates is what can be computed by hand."""

from __future__ import annotations

from itertools import combinations, permutations

import numpy as np
import pytest
from scipy.optimize import minimize
from scipy.special import expit

from eval.arena.bradley_terry import BASE, ELO, Results, Strength, bootstrap, fit, interval, results_of, standings
from eval.arena.reliability import rankable, reliability
from eval.judge.pairwise import Call, duels
from eval.judge.pointwise import Mark

SYSTEMS = ("a", "b", "c", "d")
STRENGTHS = np.array([0.9, 0.3, -0.2, -1.0])


def call(prompt: str, first: str, second: str, p: float, tie: float = 0.0, again: int = 0) -> Call:
    return Call("judge", prompt, "layout", first, second, p, 1 - p - tie, tie, "log-probabilities", again=again)


def tournament(seed: int, prompts: int, place: float, wide: float = 0.0, tie: float = 0.1) -> list[Call]:
    """Every pair in both orders for each prompt; answers are drawn, as of a judge without log-probabilities."""
    rng = np.random.default_rng(seed)
    out = []
    for k in range(prompts):
        s = STRENGTHS + rng.normal(0, wide, len(SYSTEMS))
        for i, j in permutations(range(len(SYSTEMS)), 2):
            p = expit(s[i] - s[j] + place)
            answer = rng.choice(3, p=[p * (1 - tie), (1 - p) * (1 - tie), tie])
            out.append(call(f"p{k}", SYSTEMS[i], SYSTEMS[j], float(answer == 0), float(answer == 2)))
    return out


@pytest.mark.parametrize("seed", range(5))
def test_planted_strengths_come_back_in_their_order(seed: int) -> None:
    found = standings(tournament(seed, 100, 0.4), rounds=100, seed=seed)
    assert found is not None
    assert [s.system for s in found.strengths] == list(SYSTEMS)
    assert found.first[1] < expit(0.4) < found.first[2] + 0.05
    assert np.mean([s.elo for s in found.strengths]) == pytest.approx(BASE)


def test_the_fit_is_the_maximum_of_the_likelihood() -> None:
    r = results_of(tournament(3, 40, -0.3))
    wins, counts = r.wins.sum(0), r.counts.sum(0)

    def loss(beta: np.ndarray) -> float:
        s, g = beta[:-1], beta[-1]
        p = expit(s[:, None] - s[None, :] + g)
        off = ~np.eye(len(s), dtype=bool)
        like = (wins * np.log(p) + (counts - wins) * np.log(1 - p))[off].sum()
        return float(-like + 0.005 * (beta**2).sum())

    slow = minimize(loss, np.zeros(5), tol=1e-12).x
    slow[:-1] -= slow[:-1].mean()
    assert fit(wins[None], counts[None])[0] == pytest.approx(slow, abs=1e-4)


def test_a_place_that_is_favoured_does_not_favour_a_system() -> None:
    plain = [call("p", i, j, float(expit(STRENGTHS[a] - STRENGTHS[b]))) for (a, i), (b, j) in _ordered()]
    biased = [call("p", i, j, float(expit(STRENGTHS[a] - STRENGTHS[b] + 2))) for (a, i), (b, j) in _ordered()]
    strengths = []
    for calls in (plain, biased):
        r = results_of(calls)
        strengths.append(fit(100 * r.wins.sum(0)[None], 100 * r.counts.sum(0)[None])[0])
    assert strengths[0][:-1] == pytest.approx(STRENGTHS - STRENGTHS.mean(), abs=0.01)
    assert strengths[1] == pytest.approx([*strengths[0][:-1], 2.0], abs=0.03)


def _ordered() -> list[tuple[tuple[int, str], tuple[int, str]]]:
    return list(permutations(enumerate(SYSTEMS), 2))


def test_names_and_the_order_of_calls_do_not_matter() -> None:
    calls = tournament(1, 30, 0.2)
    other = {"a": "z", "b": "y", "c": "x", "d": "w"}
    renamed = [call(c.prompt, other[c.first], other[c.second], c.p_first or 0.0, c.p_tie or 0.0) for c in calls[::-1]]
    one, two = standings(calls, 50), standings(renamed, 50)
    assert one is not None
    assert two is not None
    assert [s.elo for s in one.strengths] == pytest.approx([s.elo for s in two.strengths])
    assert [other[s.system] for s in one.strengths] == [s.system for s in two.strengths]


def coverage(tournaments: int, prompts: int, wide: float, rounds: int) -> float:
    """Share of the systems whose interval holds the strength that endlessly many prompts would give."""
    many = [results_of(tournament(10_000 + k, 2500, 0.5, wide)) for k in range(2)]
    wins, counts = sum(m.wins.sum(0) for m in many), sum(m.counts.sum(0) for m in many)
    truth = fit(np.asarray(wins)[None], np.asarray(counts)[None])[0][:-1]
    held = []
    for k in range(tournaments):
        r: Results = results_of(tournament(k, prompts, 0.5, wide))
        low, high = interval(bootstrap(r, rounds, k), prompts)
        held.append((low[:-1] <= truth) & (truth <= high[:-1]))
    return float(np.mean(held))


@pytest.mark.slow
@pytest.mark.parametrize(("prompts", "wide"), [(20, 0.0), (40, 1.0)])
def test_the_intervals_of_200_tournaments_hold_the_truth_as_often_as_they_promise(prompts: int, wide: float) -> None:
    assert 0.90 <= coverage(200, prompts, wide, 400) <= 0.98


def test_intervals_hold_the_truth_in_a_small_sample_of_tournaments() -> None:
    assert 0.86 <= coverage(40, 25, 0.6, 200) <= 1.0


def test_prompts_are_the_clusters() -> None:
    """The same calls a second time about the same prompts say nothing new."""
    calls = tournament(5, 20, 0.0, 1.0)
    one = standings(calls, 400)
    twice = standings([*calls, *calls], 400)
    assert one is not None
    assert twice is not None
    for a, b in zip(one.strengths, twice.strengths, strict=True):
        assert width(b) == pytest.approx(width(a), rel=0.05)


def width(s: Strength) -> float:
    assert s.low is not None
    assert s.high is not None
    return s.high - s.low


def test_one_prompt_gives_no_finite_interval() -> None:
    found = standings([call("p", "a", "b", 0.7), call("p", "b", "a", 0.2)], 50)
    assert found is not None
    assert all(s.low is None and s.high is None for s in found.strengths)


def test_ten_times_the_odds_are_400_points() -> None:
    assert pytest.approx(400) == ELO * np.log(10)


# ---------------------------------------------------------------- what a judge says against itself
def decided(place: float, strengths: np.ndarray) -> list[Call]:
    """A judge without chance: the first wins when its strength and the favour of its place are greater."""
    return [
        call("p", i, j, float(strengths[a] - strengths[b] + place > 0)) for (a, i), (b, j) in _ordered()
    ]  # fmt: skip


@pytest.mark.parametrize("place", [0.0, 0.55, -0.55, 5.0])
def test_a_judge_that_favours_a_place_flips_where_the_rooms_differ_by_less(place: float) -> None:
    calls = decided(place, STRENGTHS)
    by_hand = np.mean([abs(a - b) < abs(place) for a, b in combinations(STRENGTHS, 2)])
    (found,) = reliability(calls)
    assert found.flips.value == pytest.approx(by_hand)
    assert found.flips.of == 6


def test_a_judge_with_a_known_chance_of_saying_first_flips_as_often_as_probability_says() -> None:
    rng = np.random.default_rng(0)
    says_first = 0.8
    calls = [
        call(f"p{k}", i, j, float(rng.random() < says_first))
        for k in range(1000)
        for i, j in (("a", "b"), ("b", "a"))
    ]  # fmt: skip
    (found,) = reliability(calls)
    by_hand = says_first**2 + (1 - says_first) ** 2
    assert found.flips.value == pytest.approx(by_hand, abs=0.04)


def test_a_room_against_itself_shows_the_favour_for_a_place() -> None:
    same = [Call("judge", "p", "layout", "a", "a", 0.6, 0.1, 0.3)]
    (found,) = reliability([*decided(0.0, STRENGTHS), *same])
    assert (found.identical_bias.value, found.identical_bias.of) == (pytest.approx(0.5), 1)
    assert found.flips.of == 6


def test_a_circle_is_found() -> None:
    around = [("a", "b"), ("b", "c"), ("c", "a")]
    calls = [call("p", i, j, 1.0) for i, j in around] + [call("p", j, i, 0.0) for i, j in around]
    (found,) = reliability(calls)
    assert (found.non_transitive.value, found.non_transitive.of) == (1.0, 1)
    assert reliability(decided(0.0, STRENGTHS))[0].non_transitive.value == 0.0


def test_thirteen_of_the_27_verdicts_on_three_rooms_are_rankings() -> None:
    signs = [(x, y, z) for x in (-1, 0, 1) for y in (-1, 0, 1) for z in (-1, 0, 1)]
    assert sum(rankable(v) for v in signs) == 13


def test_marks_against_the_winners_are_conflicts() -> None:
    calls = decided(0.0, STRENGTHS)
    good = {"a": 90.0, "b": 70.0, "c": 60.0, "d": 80.0}
    marks = [Mark("judge", f"{s}/p", "layout", "pictures", v) for s, v in good.items()]
    (found,) = reliability(calls, marks)
    assert (found.conflicts.value, found.conflicts.of) == (pytest.approx(2 / 6), 6)


def test_repetitions_are_held_against_the_first() -> None:
    calls = decided(0.0, STRENGTHS)
    again = [
        Call("judge", "p", "layout", c.first, c.second, c.p_second, c.p_first, 0.0, again=1)
        if {c.first, c.second} == {"a", "b"}
        else Call("judge", "p", "layout", c.first, c.second, c.p_first, c.p_second, 0.0, again=1)
        for c in calls
    ]
    (found,) = reliability([*calls, *again])
    assert (found.repeats.value, found.repeats.of) == (pytest.approx(5 / 6), 6)


def test_what_was_not_answered_is_counted_and_wins_nothing() -> None:
    silent = Call("judge", "p", "layout", "a", "b", None, None, None, reason="refused")
    (found,) = reliability([*decided(0.0, STRENGTHS), silent])
    assert (found.calls, found.unscored) == (13, 1)
    with pytest.raises(ValueError, match="refused"):
        _ = silent.win_first
    assert standings([silent]) is None
    (duel, *_) = duels([call("p", "a", "b", 0.8), call("p", "b", "a", 0.4)])
    assert duel.win == pytest.approx(0.7)
    assert (duel.flipped, duel.winner) == (False, "a")
