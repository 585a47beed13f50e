"""Words for forms are data: general ones, those of one category, and none that no category has."""

from __future__ import annotations

import numpy as np
import pytest

from assets import AssetQuery, find
from assets.option_words import options_in


@pytest.mark.parametrize(
    ("words", "category", "option", "value"),
    [
        ("round table", "dining_table", "shape", "round"),
        ("clawfoot bath", "bathtub", "kind", "claw"),
        ("roll-top bath", "bathtub", "kind", "claw"),
        ("arched floor lamp", "floor_lamp", "kind", "arc"),
        ("arched mirror", "mirror", "shape", "arched"),
        ("sofa with the chaise on the left", "sectional_sofa", "chaise", "left"),
        ("snake plant", "plant_small", "kind", "snake"),
        ("Swiss cheese plant", "plant_large", "kind", "monstera"),
        ("persian rug", "rug", "pattern", "medallion"),
    ],
)
def test_words_choose_a_form(words: str, category: str, option: str, value: str) -> None:
    assert options_in(words, category)[option] == value


def test_words_of_one_thing_mean_nothing_to_another() -> None:
    assert "kind" not in options_in("clawfoot", "wardrobe")
    assert "pattern" not in options_in("persian", "sofa")


def test_a_word_inside_another_does_not_count() -> None:
    assert options_in("a background picture", "dining_table") == {}


@pytest.mark.parametrize(("plain", "formed"), [("bathtub", "clawfoot bathtub"), ("potted plant", "snake plant")])
def test_the_form_shows_in_the_mesh(plain: str, formed: str) -> None:
    first, second = (find(AssetQuery("", words, style="modern")).asset.model() for words in (plain, formed))
    assert first.triangles != second.triangles or not np.allclose(first.bounds, second.bounds)
