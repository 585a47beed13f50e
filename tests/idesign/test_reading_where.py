"""Where things stand, as people say it in passing: everything on a rug, below a bed, by the nearby wall."""

from __future__ import annotations

import pytest

from idesign.brief import Brief
from idesign.designers.embedded.reading import read_brief


def stands(brief: Brief) -> set[tuple[str, str, str]]:
    """(category, kind, category or place) of all that was said."""
    names = {w.ref: w.category for w in brief.wishes}
    return {(names[r.wish], r.kind, names.get(r.target, r.target)) for r in brief.relations}


def count(brief: Brief, category: str) -> int:
    return sum(w.count for w in brief.wishes if w.category == category)


@pytest.mark.parametrize("all_of_it", ["All the furniture", "All of the furniture", "All the pieces"])
def test_all_the_furniture_is_everything_that_stands_so_far(all_of_it: str) -> None:
    text = f"A living room with a sofa and a coffee table. {all_of_it} is set on a large rug in the middle of the room."
    said = stands(read_brief(text))
    assert {("sofa", "on", "rug"), ("coffee_table", "on", "rug"), ("rug", "centered", "room")} <= said
    assert ("sofa", "centered", "room") not in said


@pytest.mark.parametrize("below", ["the floor space below for", "space underneath for", "room beneath for"])
def test_below_a_bed_there_is_space_for_what_follows(below: str) -> None:
    said = stands(read_brief(f"A bedroom with a loft bed, leaving {below} a desk and a beanbag."))
    assert {("desk", "under", "loft_bed"), ("beanbag", "under", "loft_bed")} <= said


def test_what_hangs_on_a_wall_takes_nothing_back() -> None:
    brief = read_brief("A den with a sofa and a lamp. A chalkboard hangs on the wall next to a wall clock.")
    assert brief.notes == ()
    assert {("whiteboard", "on", "wall"), ("whiteboard", "beside", "wall_clock")} <= stands(brief)


def test_the_nearby_wall_is_near_what_was_placed_before() -> None:
    text = "A playroom with a piano next to the window and a bookshelf standing against the nearby wall."
    assert {("bookshelf", "near", "piano"), ("bookshelf", "against", "wall")} <= stands(read_brief(text))


def test_what_is_adjacent_is_near_the_table_and_not_its_chairs() -> None:
    text = "A dining room with a table surrounded by four chairs, while an adjacent sideboard is against the wall."
    assert {("sideboard", "near", "dining_table"), ("sideboard", "against", "wall")} <= stands(read_brief(text))


def test_one_for_each_is_as_many_as_there_are_of_those() -> None:
    brief = read_brief("A lounge with a sofa and two armchairs. Next to the sofa and each armchair is a side table.")
    assert count(brief, "side_table") == 2
    assert {("side_table", "beside", "sofa"), ("side_table", "beside", "armchair")} <= stands(brief)


def test_a_computer_that_comes_with_a_desk_stands_on_it() -> None:
    text = "A gaming room featuring a desk with two monitors and a powerful gaming PC, with a chair in front."
    assert ("computer_tower", "on", "desk") in stands(read_brief(text))


def test_near_an_armchair_is_near_one_of_those_named() -> None:
    brief = read_brief("A bedroom with a bed, two large blue armchairs, and a floor lamp near an armchair.")
    assert count(brief, "armchair") == 2
    assert ("floor_lamp", "near", "armchair") in stands(brief)


@pytest.mark.parametrize(("words", "number"), [("over ten", 11), ("more than three", 4), ("at least three", 3)])
def test_more_than_a_number_is_one_more(words: str, number: int) -> None:
    assert count(read_brief(f"A playroom with {words} plush toys on a shelf."), "teddy_bear") == number


@pytest.mark.parametrize("parts", ["four drawers", "multiple drawers", "sliding doors", "a backboard"])
def test_parts_are_said_of_the_piece_that_has_them(parts: str) -> None:
    brief = read_brief(f"A dining room with a sideboard with {parts} against the wall.")
    (sideboard,) = brief.wishes
    assert f"with {parts.removeprefix('a ')}" in sideboard.qualities


def test_one_thing_that_stands_is_no_stand() -> None:
    brief = read_brief("A hallway. A tall plant stands in the corner. Two plant stands are by the window.")
    assert (count(brief, "plant_large"), count(brief, "side_table")) == (1, 2)


def test_a_sentence_of_other_things_places_nothing_said_before() -> None:
    text = "A den with a TV on a TV stand. There is unease in the chaos and screams on the TV screen."
    assert ("tv_stand", "on", "television") not in stands(read_brief(text))


def test_a_hanging_light_is_called_a_light() -> None:
    brief = read_brief("A bedroom with a bed and a light hanging from the ceiling in the center of the room.")
    assert "light" in {w.words for w in brief.wishes}
