"""Laws of a German session: every kind of furniture, every check with its definition, and what is said of a room have
German words, and nobody reads an id."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from assets.catalogue import categories
from assets.retrieval_names import noun_in
from eval.evaluate import evaluate_scene
from eval.report_parts import ScoreView, score_groups, unscored_views
from eval.wish_list import wish_list
from idesign.designers.embedded.reading.reader import read_brief
from idesign.designers.model_reader import READ_BUILT_IN
from idesign.edits.dialogue import READ_BUILT_IN as BY_WORDS
from idesign.sentences import known as known_word
from idesign.sentences import told
from idesign.sentences.phrases import again, known
from idesign.team.team import MADE_BUILT_IN
from ui.examples import examples
from ui.panels.inspector import LOOKS, choices
from ui.panels.naming import ID, plain_words
from ui.panels.trees import _looks
from ui.session import Session, opened

PAGE = Path(__file__).parents[2] / "docs" / "metrics.md"
ROWS = re.findall(r"^\| ([\w .]+) \| (?:share|count|m|ratio|deg) \| (.+?) \|", PAGE.read_text(encoding="utf-8"), re.M)


@cache
def scores() -> tuple[ScoreView, ...]:
    evaluation = evaluate_scene(examples()[0].scene())
    return (*(s for g in score_groups(evaluation) for s in g.scores), *unscored_views(evaluation))


def test_every_kind_of_furniture_has_a_german_name() -> None:
    assert not [c for c in categories() if not noun_in(c, "de")]


@pytest.mark.parametrize(("name", "definition"), ROWS)
def test_every_check_and_its_definition_can_be_said_in_german(name: str, definition: str) -> None:
    for text in (name[:1].upper() + name[1:], definition):
        assert known(text, "de"), text


def test_reasons_and_evidence_of_a_check_are_german_and_name_no_id() -> None:
    session = replace(opened(Session(), examples()[0].scene()), language="de")
    for s in scores():
        for text in (s.value if s.state == "none" else "", s.verdict, *s.evidence):
            assert not text or known(text, "de") or ID.fullmatch(text), text
            assert not ID.search(plain_words(session, text)), text


def test_an_id_beside_a_name_becomes_its_number() -> None:
    session = opened(Session(), examples()[1].scene())
    said = plain_words(session, "the nightstand (nightstand-1) was left out, not the bed (bed_double-0) nor (x-1)")
    assert said == "The nightstand 2 was left out, not the bed nor (x-1)"


@pytest.mark.parametrize("name", LOOKS)
def test_every_look_that_can_be_chosen_has_a_german_name(name: str) -> None:
    shown = dict(_looks(name, "de"))  # type: ignore[arg-type]
    assert set(shown) == set(choices(name))
    assert not [v for v in shown if not known(v, "de") and not known_word("styles" if name == "style" else "looks", v)]
    assert len(set(shown.values())) == len(shown), "two looks are not called the same"


def test_wishes_and_notes_are_said_in_german_also_after_they_were_saved() -> None:
    brief = read_brief("a living room with a blue sofa, 2 armchairs and a unicorn, no television, budget 3000 EUR")
    lines = [again(t, "de") for t in (*brief.understood, *brief.notes)]
    assert "Sofa (blau)" in lines
    assert "2 × Sessel" in lines
    assert not [t for t in lines if re.search(r"\b(the|nothing|with|no)\b", t)], lines
    plain = [again(str(t), "de") for t in brief.notes]
    assert plain == [again(t, "de") for t in brief.notes]


def test_the_wish_list_of_an_example_is_german() -> None:
    lines = wish_list(examples()[0].scene())
    assert lines
    assert not [x.text for x in lines if again(x.text, "de") == x.text]


def test_lengths_of_what_was_saved_come_in_feet_too() -> None:
    text = "bed_double-0 has 0.06 m of free floor and needs 0.60 m (double bed)"
    assert again(text, "en", "imperial") == 'bed_double-0 has 2¼" of free floor and needs 1\' 11½" (double bed)'
    assert again(text, "en") == text
    assert again("<img onerror=x> {y}", "de") == "<img onerror=x> {y}"


def test_the_widths_in_warnings_follow_the_persons_units() -> None:
    narrow = told("moved.narrow", thing="Tisch", way=0.6)
    assert again(narrow, "de") == again(str(narrow), "de")
    assert "0,60 m" in again(narrow, "de")
    for text in (narrow, told("changes.rolls", way=0.9, circle=1.5), told("changes.no_circle", circle=1.5)):
        assert not re.search(r"\d m\b", again(text, "en", "imperial"))


def test_what_is_said_of_a_model_that_is_lost_is_german() -> None:
    for why in (
        "http://x:1/v1 cannot be reached",
        "http://x:1/v1 did not answer within 60 s",
        "m answered with status 500",
    ):
        for end in (READ_BUILT_IN, MADE_BUILT_IN, f"{BY_WORDS}."):
            said = again(f"The language model could not be used ({why}); {end}", "de")
            assert said.startswith("Das Sprachmodell")
            assert not re.search(r"\b(the|by|not answer|reached|status of)\b", said), said
