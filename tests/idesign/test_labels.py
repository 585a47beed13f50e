"""What things are called and what is declared of them: the person's own words, taken apart."""

from __future__ import annotations

import pytest

from idesign.designers.embedded.designer import EmbeddedDesigner
from idesign.designers.embedded.labels import label
from idesign.designers.embedded.reading import read_brief

PHRASES = {
    "two large blue armchairs": ("armchair", {"large", "blue"}),
    "a king-size bed": ("bed", {"king-size"}),
    "California king bed": ("bed", {"california king"}),
    "two bunk beds": ("bed", {"bunk"}),
    "six wooden dining chairs": ("dining chair", {"wooden"}),
    "glass coffee table": ("coffee table", {"glass"}),
    "mid-century style coffee table": ("coffee table", {"mid-century style"}),
    "stainless steel fridge": ("fridge", {"stainless steel"}),
    "U-shaped sofa": ("sofa", {"u-shape", "u-shaped"}),
    "a collection of candles": ("candle", set()),
    "small bowl of fruit": ("bowl of fruit", {"small"}),
    "tall chest of drawers": ("chest of drawers", {"tall"}),
    "three potted plants": ("potted plant", set()),
    "various posters": ("poster", set()),
    "large TV": ("TV", {"large"}),
    "cozy reading chair": ("reading chair", {"cozy"}),
    "clothes": ("clothes", set()),
    "two art books": ("book", {"art"}),
}


@pytest.mark.parametrize("words", PHRASES)
def test_a_noun_phrase_is_a_noun_and_what_is_said_of_it(words: str) -> None:
    noun, said = PHRASES[words]
    found = label(words)
    assert found.noun == noun
    assert said <= set(found.said)


@pytest.mark.parametrize("words", PHRASES)
def test_the_noun_of_a_noun_is_itself(words: str) -> None:
    assert label(label(words).noun).noun == label(words).noun


def test_what_was_asked_declares_the_persons_words() -> None:
    brief = read_brief("A bedroom with a king-size bed and a vintage wooden desk.")
    pieces = {p.name: p for p in EmbeddedDesigner().propose(brief).graph.pieces if p.asked}
    assert {"bed", "desk"} <= set(pieces)
    assert "king-size" in pieces["bed"].attributes["qualities"]
    assert {"vintage", "wooden"} <= set(pieces["desk"].attributes["qualities"])
    assert pieces["desk"].description == "vintage wooden desk"
