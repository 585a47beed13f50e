"""The catalogue: every kind of furniture that rooms need, and the words that people use for it."""

from __future__ import annotations

import pytest

from assets import find
from assets.asset import AssetQuery
from assets.catalogue import alias_table, before_window, categories, category, lookup, normal
from assets.errors import AssetError
from assets.parametric.families import makers

WORDS = {
    "couch": "sofa", "sofas": "sofa", "L-shaped couch": "sectional_sofa", "corner sofa": "sectional_sofa",
    "reading chair": "armchair", "wingback": "armchair", "pouffe": "pouf", "bean bags": "beanbag",
    "chairs": "dining_chair", "barstools": "bar_stool", "task chair": "office_chair", "table": "dining_table",
    "big oak dining tables": "dining_table", "bedside table": "nightstand", "night stands": "nightstand",
    "end table": "side_table", "cocktail table": "coffee_table", "dressing table": "vanity_table",
    "desk": "desk", "sit-stand desk": "standing_desk", "bookcases": "bookshelf", "bookshelves": "bookshelf",
    "armoire": "wardrobe", "closet": "wardrobe", "chest of drawers": "dresser", "credenza": "sideboard",
    "media console": "tv_stand", "tv": "television", "flat screen tv": "television", "bed": "bed_double",
    "queen bed": "bed_double", "king-size bed": "bed_double", "twin bed": "bed_single", "bunk beds": "bunk_bed",
    "cot": "crib", "WC": "toilet", "washbasin": "bathroom_sink", "tub": "bathtub", "extractor fan": "range_hood",
    "refrigerator": "fridge", "hob": "hob", "cooker": "stove", "dryer": "tumble_dryer", "kettle": "kettle",
    "bedside lamp": "table_lamp", "sconces": "wall_lamp", "pendant": "pendant_lamp", "chandelier": "chandelier",
    "houseplant": "potted_plant", "painting": "wall_art", "drapes": "curtains", "area rug": "rug",
    "throw pillows": "cushion", "yoga mat": "gym_mat", "running machine": "treadmill", "blackboard": "whiteboard",
    "pupil desk": "school_desk", "cash desk": "shop_counter", "lamp for the desk": "floor_lamp",
    "painting of a lamp": "wall_art", "shelf with books": "bookshelf", "rubbish bin": "trash_bin",
}  # fmt: skip


@pytest.mark.parametrize(("words", "name"), WORDS.items())
def test_words_mean_their_category(words: str, name: str) -> None:
    found, score = lookup(words)
    assert found == name
    assert score >= 0.8


@pytest.mark.parametrize("words", ["hovercraft", "zeppelin", "xyzzy", "warp drive"])
def test_unknown_things_are_answered_without_confidence(words: str) -> None:
    assert lookup(words)[1] < 0.5


def test_every_category_answers_to_its_own_name_in_singular_and_plural() -> None:
    for name in categories():
        assert lookup(name) == (name, 1.0)
        assert lookup(name.replace("_", " ") + "s")[0] == name or normal(name).endswith("s")


def test_every_alias_finds_its_category() -> None:
    table = alias_table()
    for c in categories().values():
        assert all(table[normal(alias)] == c.name or normal(alias) in map(normal, categories()) for alias in c.aliases)


def test_rooms_can_be_furnished() -> None:
    assert len(categories()) >= 360
    every = {room for c in categories().values() for room in c.rooms}
    assert {"living", "bedroom", "kids", "kitchen", "dining", "bathroom", "office", "hall", "classroom", "gym", "shop",
            "library", "laundry", "nursery"} <= every  # fmt: skip


def test_every_category_has_a_maker() -> None:
    assert [c.name for c in categories().values() if c.maker not in makers()] == []


def test_what_hangs_has_a_height() -> None:
    assert [c.name for c in categories().values() if c.placement == "wall" and c.elevation is None] == []


def test_unknown_category_names_the_nearest() -> None:
    with pytest.raises(AssetError, match="sofa"):
        category("sofaa")


def test_empty_words_are_refused() -> None:
    with pytest.raises(AssetError, match="no words"):
        lookup("  ")


def test_the_floor_that_use_needs_and_the_place_at_a_window_have_one_truth() -> None:
    """What a piece made to size says is what the catalogue says, which is what imported models and scenes read."""
    for c in categories().values():
        asset = find(AssetQuery(c.name)).asset
        assert (asset.access, asset.before_window) == (c.access, c.before_window), c.name


def test_what_may_stand_before_a_window_by_any_of_its_names() -> None:
    for words in ("curtains", "Curtain", "roller_blind", "drapes"):
        assert before_window(words) == "free"
    assert before_window("cot") == before_window("cooker") == "never"
    assert before_window("nightstand") == before_window("xyzzy") == before_window("") == "low"
    reach = {name: find(AssetQuery(name)).asset.window_reach for name in ("curtains", "sideboard", "stove")}
    assert reach["curtains"] <= 0.0 < reach["sideboard"] == categories()["sideboard"].typical[2] < reach["stove"]
    assert reach["stove"] > 1e6


def test_a_category_is_called_as_people_call_it() -> None:
    assert category("bed_double").words == "double bed"
    assert category("coffee_table").words == "coffee table"
    assert "a small decorative thing stands in for it" in find(AssetQuery("flux capacitor")).why
