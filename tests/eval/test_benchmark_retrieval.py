"""The published numbers of retrieval: the queries are sound, the targets hold, the tables say what they should."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.benchmarks.retrieval import Query, made_up, measure, read_queries
from idesign.errors import InputError
from ui.retrieval import counts_of, retrieval_json

QUERIES = read_queries()
FOREIGN_OR_FAULTY = {"de", "fr", "es", "it", "typo", "brand"}


def test_there_are_enough_queries_and_a_third_are_foreign_faulty_or_brands() -> None:
    tuning = [q for q in QUERIES if q.split == "tuning"]
    held_out = [q for q in QUERIES if q.split == "held-out"]
    assert len(tuning) >= 300
    assert len(held_out) >= 100
    assert sum(q.kind in FOREIGN_OR_FAULTY for q in tuning) >= len(tuning) / 3
    assert len({q.words.lower() for q in QUERIES}) == len(QUERIES)


def test_targets_hold_on_both_splits() -> None:
    whole = {a.split: a for a in measure(QUERIES, ()).accuracy if a.kind == "all"}
    for split in ("tuning", "held-out"):
        assert whole[split].top1 >= 0.92
        assert whole[split].top5 >= 0.98


def test_a_wrong_answer_counts_as_wrong() -> None:
    result = measure([Query("tuning", "plain", "sofa", frozenset(["piano"]))], ())
    assert result.accuracy[0].top1 == 0
    assert [m.answer for m in result.misses] == ["sofa"]


def test_speed_is_measured_with_recall() -> None:
    result = measure([Query("tuning", "plain", "sofa", frozenset(["sofa"]))], [300])
    rows = {s.what: s for s in result.speed}
    assert rows["matrix"].recall == 1
    assert (rows["whole query"].milliseconds or 0) > 0
    assert retrieval_json(result)["speed"][0]["assets"] == 300


def test_made_up_assets_are_the_same_again() -> None:
    assert made_up(50) == made_up(50)
    assert len({e.category for e in made_up(500)}) > 200


def test_bad_input_is_one_line(tmp_path: Path) -> None:
    file = tmp_path / "q.csv"
    file.write_text("split,kind,query,category\ntuning,plain,couch,nothing\n")
    with pytest.raises(InputError, match="line 2"):
        read_queries(file)
    with pytest.raises(InputError, match="cannot be read"):
        read_queries(tmp_path / "none.csv")
    for text in ("a", "5", "-1"):
        with pytest.raises(InputError, match="--assets-count"):
            counts_of(text)
