"""Laws of agreement with people: known tables give known numbers, a bad judge does no harm, and intervals hold."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from eval.judge.agreement import (
    agreement_of_marks,
    agreement_of_pairs,
    cross_mapped,
    curve_of,
    kappa,
    powered,
    read_labels,
    tau,
)
from eval.judge.pairwise import Call, duels
from eval.judge.pointwise import Mark
from idesign.errors import InputError

HEAD = "prompt,a,b,criterion,winner,rater\n"


def fought(prompt: str, a: str, b: str, win: float) -> list[Call]:
    def call(x: str, y: str, p: float) -> Call:
        return Call("judge", prompt, "layout", x, y, p, 1 - p, 0.0, "log-probabilities")

    return [call(a, b, win), call(b, a, 1 - win)]


def test_cohens_kappa_of_a_textbook_table() -> None:
    """50 cases: 20 both yes, 15 both no, 5 and 10 apart: 0.4 (Wikipedia's example)."""
    one = [1] * 20 + [1] * 5 + [0] * 10 + [0] * 15
    other = [1] * 20 + [0] * 5 + [1] * 10 + [0] * 15
    assert kappa(one, other) == pytest.approx(0.4)
    assert kappa(one, one) == 1
    assert kappa([1, 1], [1, 1]) is None
    assert kappa([], []) is None


def test_tau_of_orders() -> None:
    assert tau([1, 2, 3], [10, 20, 30]) == 1
    assert tau([1, 2, 3], [3, 2, 1]) == -1
    assert tau([1, 1], [1, 2]) is None
    assert tau([1], [1]) is None


def test_the_isotonic_map_never_falls_and_mends_a_judge_that_exaggerates() -> None:
    rng = np.random.default_rng(0)
    truth = rng.uniform(0.3, 0.7, 400)
    judge = 0.5 + 2.4 * (truth - 0.5)
    people = truth + rng.normal(0, 0.05, 400)
    values = [y for _, y in curve_of(judge, people)]
    assert values == sorted(values)
    mapped = cross_mapped(judge, people, [f"p{k // 4}" for k in range(400)])
    assert mapped is not None
    assert np.sqrt(np.mean((mapped - people) ** 2)) < 0.5 * np.sqrt(np.mean((judge - people) ** 2))
    assert cross_mapped(judge, people, ["p"] * 400) is None


def simulated(
    rng: np.random.Generator, right: float, n: int = 60, more: int = 600
) -> tuple[float, float, float, float]:
    """People's mean is 0.5; a judge knows a part of what they think and is 0.2 too high. Returns both estimates."""
    people = rng.normal(0.5, 0.2, n + more)
    judge = 0.2 + right * people + (1 - right) * rng.normal(0.5, 0.2, n + more)
    return (*powered(people[:n], judge[:n], judge[n:]), *powered(people[:n], judge[:n], np.array([])))


@pytest.mark.parametrize("right", [0.0, 0.5, 0.9])
def test_the_powered_interval_holds_the_truth_and_is_the_narrower_the_better_the_judge(right: float) -> None:
    rng = np.random.default_rng(int(10 * right))
    found = np.array([simulated(rng, right) for _ in range(400)])
    value, half, _, alone = found.T
    assert 0.91 <= np.mean(np.abs(value - 0.5) <= half) <= 0.98
    assert half.mean() <= 1.02 * alone.mean()
    if right > 0.8:
        assert half.mean() < 0.5 * alone.mean()


def labels_file(path: Path, rows: str, head: str = HEAD) -> Path:
    path.write_text(head + rows)
    return path


def test_a_judge_that_says_what_people_say_agrees_in_every_way(tmp_path: Path) -> None:
    rows, calls = "", []
    for k in range(6):
        better, worse = ("x", "y") if k % 3 else ("y", "x")
        calls += fought(f"p{k}", better, worse, 0.9)
        rows += "".join(f"p{k},{better},{worse},layout,a,{rater}\n" for rater in ("ann", "bob"))
    labels, pairs = read_labels(labels_file(tmp_path / "l.csv", rows))
    assert pairs
    (found,) = agreement_of_pairs(labels, duels(calls))
    assert (found.kappa, found.human_kappa, found.tau, found.system_tau) == (1, 1, pytest.approx(1), pytest.approx(1))
    assert (found.right_both_orders, found.items, found.raters) == (1.0, 6, 2)
    (share,) = found.estimates
    assert (share.subject, share.people) == ("x over y", pytest.approx(4 / 6))
    assert share.value == share.people


def test_a_judge_that_says_the_opposite_is_never_right(tmp_path: Path) -> None:
    rows = "".join(f"p{k},x,y,overall,{'a' if k % 2 else 'b'},ann\n" for k in range(4))
    calls = [c for k in range(4) for c in fought(f"p{k}", "x", "y", 0.1 if k % 2 else 0.9)]
    (found,) = agreement_of_pairs(read_labels(labels_file(tmp_path / "l.csv", rows))[0], duels(calls))
    assert (found.kappa, found.right_both_orders) == (-1, 0.0)
    assert found.human_kappa is None


def test_the_order_in_which_people_saw_a_pair_does_not_matter(tmp_path: Path) -> None:
    one = read_labels(labels_file(tmp_path / "a.csv", "p,x,y,layout,a,ann\n"))
    other = read_labels(labels_file(tmp_path / "b.csv", "p,y,x,layout,b,ann\n"))
    assert one == other


def test_marks_are_compared_scene_by_scene(tmp_path: Path) -> None:
    rows = "".join(f"s{k},layout,{20 + 10 * k},ann\n" for k in range(5))
    labels, pairs = read_labels(labels_file(tmp_path / "m.csv", rows, "scene,criterion,mark,rater\n"))
    assert not pairs
    marks = [Mark("judge", f"s{k}", "layout", "pictures", 30.0 + 10 * k) for k in range(8)]
    (found,) = agreement_of_marks(labels, marks)
    assert (found.tau, found.error, found.items, found.kappa) == (pytest.approx(1), pytest.approx(10), 5, None)
    (mean,) = found.estimates
    assert (mean.labelled, mean.unlabelled, mean.people) == (5, 3, 40)
    assert mean.judge == pytest.approx(65)
    assert 40 < (mean.value or 0) < 65


@pytest.mark.parametrize(
    ("head", "rows", "why"),
    [(HEAD, "p,x,y,layout,x,ann\n", "line 2"), ("prompt,a\n", "p,x\n", "columns"), (HEAD, "", "columns"),
     ("scene,criterion,mark,rater\n", "s,layout,0,ann\n", "from 1 to 100"),
     ("scene,criterion,mark,rater\n", "s,layout,nan,ann\n", "from 1 to 100"),
     ("scene,criterion,mark,rater\n", "s,layout\n", "from 1 to 100")],
)  # fmt: skip
def test_labels_that_are_none_are_refused_with_the_place(tmp_path: Path, head: str, rows: str, why: str) -> None:
    with pytest.raises(InputError, match=why):
        read_labels(labels_file(tmp_path / "l.csv", rows, head))
