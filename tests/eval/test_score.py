"""The evaluation document: no number without finiteness, no gap without a reason, equal after a round trip."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.score import Evaluation, Score, evaluation_json, evaluation_to_json, load_evaluation, save_evaluation
from idesign.errors import InputError


def score(value: float | None = 0.5, **more: object) -> Score:
    fields = {"unit": "share", "group": "use", "judge": "boxes", "definition": "a share"} | more
    return Score("name", value, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf")])
def test_a_score_is_finite(value: float) -> None:
    with pytest.raises(ValueError, match="finite"):
        score(value)


def test_a_score_without_a_value_has_a_reason() -> None:
    with pytest.raises(ValueError, match="reason"):
        score(None)
    assert score(None, reason="no window").text == "unscored (no window)"
    assert score(None, reason="no window").passed is None


@pytest.mark.parametrize(
    ("good", "passed"), [(None, None), ((0.5, None), True), ((None, 0.4), False), ((0.4, 0.6), True)]
)
def test_the_good_range_decides(good: tuple[float | None, float | None] | None, passed: bool | None) -> None:
    assert score(0.5, good=good).passed is passed


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (0.925, "share", "92 %"),
        (0.75, "m", "0.75 m"),
        (3, "count", "3"),
        (1.6, "ratio", "1.60"),
        (12, "deg", "12 deg"),
    ],
)
def test_a_score_reads_well(value: float, unit: str, text: str) -> None:
    assert score(value, unit=unit).text == text


@given(st.lists(st.one_of(st.floats(allow_nan=False, allow_infinity=False), st.none()), max_size=5))
def test_a_document_is_equal_after_a_round_trip_and_strict_json(values: list[float | None]) -> None:
    from pydantic import TypeAdapter

    e = Evaluation(
        tuple(score(v, reason="" if v is not None else "none") for v in values), ("door: x",), "den", 3, {"a": "1"}
    )

    def refuse(constant: str) -> float:
        raise AssertionError(constant)

    text = evaluation_json(e)
    assert json.loads(text, parse_constant=refuse) == json.loads(json.dumps(evaluation_to_json(e)))
    assert TypeAdapter(Evaluation).validate_json(text) == e


def test_files_come_back_equal_and_faults_name_their_place(tmp_path: Path) -> None:
    path = tmp_path / "evaluation.json"
    e = Evaluation((score(),), name="den")
    save_evaluation(e, path)
    assert load_evaluation(path) == e
    path.write_text(path.read_text().replace("0.5", '"half"'), encoding="utf-8")
    with pytest.raises(InputError, match=r"scores\.0\.value"):
        load_evaluation(path)
    with pytest.raises(InputError, match="cannot be read"):
        load_evaluation(tmp_path / "nowhere.json")


def test_the_lines_say_defects_and_scores() -> None:
    e = Evaluation((score(), score(None, reason="no window")), ("door: x",), objects=4)
    assert e.lines() == ("4 objects, 1 defect", "in use: name 50 %")
    assert e.score("name").value == 0.5
    with pytest.raises(KeyError):
        e.score("nothing")
