"""The load test counts what is lost, and reads streams as a browser does."""

from __future__ import annotations

import hashlib
import json
import random
from pathlib import Path

import pytest

from ui.studio_load import LoadResult, Person, _kept, benchmark_studio


def test_changes_that_did_not_reach_the_disk_are_seen(tmp_path: Path) -> None:
    assert _kept(tmp_path, "key") == 0
    path = tmp_path / f"{hashlib.sha256(b'key').hexdigest()}.json"
    path.write_text(json.dumps({"scene": {"edits": [{}, {}]}}))
    assert _kept(tmp_path, "key") == 2


def test_whole_values_and_edits_are_taken_in() -> None:
    person = Person(None, {}, random.Random(0))  # type: ignore[arg-type]
    person._take((1, 2, 3), [{"a": 1}, {"__type__": "update"}, {"__type__": "update", "value": "b"}], edits=False)
    person._take((1, 2, 3), [[["replace", [], {"a": 2}]], [], []], edits=True)
    assert person.shown == {1: {"a": 2}, 3: "b"}


def test_a_person_reads_medians_and_losses() -> None:
    lines = LoadResult(2, (1.0, 2.0, 3.0), (), 1, 2).lines()
    assert "1 events failed, 2 rooms lost" in lines[0]
    assert "median 2.00 s" in lines[1]


@pytest.mark.slow
def test_two_people_lose_nothing() -> None:
    result = benchmark_studio(2, 4)
    assert (result.failed, result.lost) == (0, 0)
    assert len(result.drags) == 6
    assert len(result.talks) == 2
