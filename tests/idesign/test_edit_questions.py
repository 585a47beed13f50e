"""Questions about the room are answered from the scene and change nothing, in every language of changes."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from idesign.edits.dialogue import Dialogue, Understood
from idesign.edits.questions import ANSWERS
from idesign.scene import Scene, load_scene
from idesign.sentences import in_language

DATA = Path(__file__).resolve().parents[1] / "data" / "edits"


@cache
def bedroom() -> Scene:
    return load_scene(DATA / "bedroom.json")


@cache
def talk() -> Dialogue:
    return Dialogue.about(bedroom())


ASKED = {
    "why does the wardrobe stand there?": ("wardrobe-0", "you asked for it", "against a wall"),
    "why is the desk under the window?": ("before the window", "daylight"),
    "why are the nightstands beside the bed?": ("nightstand-0", "nightstand-1", "goes with the bed"),
    "why is the lamp on the nightstand?": ("you did not ask for it", "stands on the nightstand"),
    "why is the bed tan?": ("tan", "style of the room"),
    "can you tell me why the bed is there?": ("bed_double-0",),
    "how wide is the desk?": ("1.20 m wide, 0.60 m deep and 0.74 m high",),
    "how high is the window?": ("1.20 m high",),
    "how big is the room?": ("5.00 m wide",),
    "how far is the bed from the window?": ("1.66 m apart",),
    "how much space is there between the bed and the desk?": ("1.06 m apart",),
    "how many lamps are there?": ("1 × table lamp",),
    "is there a television?": ("none in this room",),
    "where is the wardrobe?": ("wardrobe-0", "east"),
    "what is the bed made of?": ("oak",),
    "how much does the desk cost?": ("no price is known",),
    "what did you assume?": ("nothing",),
    "what did you not understand?": ("Nothing was left out",),
    "is there room for a crib?": ("Yes", "crib", "Nothing was changed"),
    "would a second desk fit here?": ("Yes", "desk"),
    "can I fit a wardrobe of 6 m?": ("No.", "longest free stretch"),
    "warum steht der Schrank dort?": ("wardrobe-0",),
    "wie breit ist der Schreibtisch?": ("1.20 m wide",),
    "ist noch Platz für einen Sessel?": ("Yes", "armchair"),
    "was kostet das Bett?": ("bed_double-0",),
    "pourquoi l'armoire est là ?": ("wardrobe-0",),
    "combien coûte le lit ?": ("bed_double-0",),
    "¿por qué está el armario ahí?": ("wardrobe-0",),
    "perché è lì l'armadio?": ("wardrobe-0",),
}


@pytest.mark.parametrize(("words", "said"), ASKED.items(), ids=list(ASKED))
def test_a_question_is_answered_and_changes_nothing(words: str, said: tuple[str, ...]) -> None:
    turn = talk().say(words)
    text = " ".join(turn.said)
    assert all(part in text for part in said), turn.lines()
    assert turn.scene is bedroom()
    assert turn.kept
    assert not turn.operations
    german = " ".join(in_language(s, "de") for s in turn.said)
    assert german != text


def test_every_class_of_questions_has_an_answer_that_is_tried_here() -> None:
    asked = " ".join((*ASKED, "what is in the room", "thanks", "hello")).lower()
    samples = {"why", "how wide", "how big is the room", "where is", "how many", "how far", "cost", "made of", "assume",
               "not understand", "in the room", "thanks", "hello"}  # fmt: skip
    assert len(samples) == len(ANSWERS)
    assert all(s in asked for s in samples)


def test_yes_after_there_is_room_adds_it() -> None:
    asked = talk().say("is there room for a crib?")
    added = asked.dialogue.say("yes")
    assert [o.category for o in added.scene.objects if o not in bedroom().objects] == ["crib"]


def test_it_is_what_the_question_was_about() -> None:
    asked = talk().say("how wide is the wardrobe?").dialogue
    assert "wardrobe-0" in " ".join(asked.say("why is it there?").said)
    assert [o.op for o in asked.say("make it blue").operations] == ["restyle"]


def test_what_was_asked_before_a_question_stays_open() -> None:
    asked = talk().say("make the nightstand blue")
    assert asked.question is not None
    between = asked.dialogue.say("how wide is the desk?").dialogue
    assert [o.op for o in between.say("the left one").operations] == ["restyle"]


@pytest.mark.parametrize("words", ["why don't you move the desk to the north wall?", "why not make the rug blue?"])
def test_a_suggestion_is_no_question(words: str) -> None:
    assert talk().say(words).operations


def test_a_reason_names_the_change_that_brought_it() -> None:
    moved = talk().say("move the desk to the north wall").dialogue
    text = " ".join(moved.say("why is the desk there?").said)
    assert "You said: 'move the desk to the north wall'" in text


def test_a_question_is_not_sent_to_a_model() -> None:
    def never(scene: Scene, text: str, focus: object) -> Understood:
        raise AssertionError(text)

    assert Dialogue.about(bedroom(), never).say("how wide is the desk?").said
