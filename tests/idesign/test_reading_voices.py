"""Requests in the voices of very different people: each line is a cause that once went wrong, with what it means."""

from __future__ import annotations

import pytest

from idesign.brief import Brief
from idesign.designers.embedded.reading import read_brief


def counts(brief: Brief) -> dict[str, int]:
    """How many of each category are wished for."""
    found: dict[str, int] = {}
    for wish in brief.wishes:
        found[wish.category] = found.get(wish.category, 0) + wish.count
    return found


def told(brief: Brief) -> set[str]:
    """The relations as "category kind target"."""
    named = {wish.ref: wish.category for wish in brief.wishes}
    return {f"{named[r.wish]} {r.kind} {named.get(r.target, r.target)}" for r in brief.relations}


MANY = {
    "Dining room: extending table, seats 6-8, oak, 6 chairs in rattan.": {"dining_table": 1, "dining_chair": 6},
    "Cafe with 6 round tables, 3 chairs each.": {"dining_table": 6, "dining_chair": 18},
    "Open office with three pairs of desks, each with a chair, monitor and desk lamp.":
        {"desk": 6, "office_chair": 6, "computer_monitor": 6, "desk_lamp": 6},
    "3 students share a living room. two sofas, each of us wants own beanbag.": {"sofa": 2, "beanbag": 3},
    "Library. Not more than three bookcases.": {"bookshelf": 3},
    "A library with a wall of bookcases, and a painting on the wall of the room.": {"bookshelf": 4, "wall_art": 1},
    "A bedroom with two nightstands, each with a lamp, wardrobe in oak.":
        {"nightstand": 2, "table_lamp": 2, "wardrobe": 1},
    "A living room with three beanbags, red, green and yellow.": {"beanbag": 3},
    "Three-bed house. A bedroom with a bed.": {"bed_double": 1},
    "A living room with a 140 sofa and a rug.": {"sofa": 1, "rug": 1},
    "Meeting room: (a) one conference table; (b) eight chairs; (c) one credenza.":
        {"dining_table": 1, "dining_chair": 8, "sideboard": 1},
    "Living room. He wants a piano. Sofa by the door, piano along the wall.": {"piano": 1, "sofa": 1},
    "A dining room with a table surrounded by six chairs, two on each long side and one on each short side.":
        {"dining_table": 1, "dining_chair": 6},
}  # fmt: skip
PLACES = {
    "A living room with a TV stand, a TV and a soundbar on the TV stand.": "television on tv_stand",
    "A bedroom with a single bed, with a bedside cabinet and a telephone on it.": "telephone on nightstand",
    "A study with a bookcase filled with books, and a globe on the right side of a desk.": "globe on desk",
    "A library with bookshelves and a table with a lamp in front of the bookshelves.":
        "dining_table in_front_of bookshelf",
    "A laundry room with a washer and a dryer side by side against the wall.": "washing_machine against wall",
    "A study with a mixing desk with two studio monitors on stands on each side.": "speaker flanking mixing_console",
    "A living room with a sofa facing the tv and a coffee table in between.": "coffee_table between sofa",
    "A bedroom with two nightstands and a lamp on the left nightstand.": "table_lamp on nightstand",
    "A playroom with a slide in one corner, a tent in the other corner, and toys on a rug between them.":
        "rug between slide",
    "A bedroom with a bed and an armchair facing east.": "armchair facing wall:east",
    "Cucina con un lavello e un frigorifero nell'angolo.": "fridge in_corner corner",
    "Wohnzimmer mit Bücherregal bis zur Decke an der Nordwand.": "bookshelf against wall:north",
}  # fmt: skip
RULED_OUT = {
    "Home gym. I don't want a treadmill, nor an exercise bike.": "exercise_bike",
    "Meeting room with a table, no window coverings.": "curtains",
    "Wohnzimmer mit einem Sofa. Auf keinen Fall Leder.": "material:leather",
    "Camera da letto con un letto. Non voglio la TV.": "television",
    "Comedor con una mesa. Nada de alfombras.": "rug",
}


@pytest.mark.parametrize("text", MANY)
def test_so_many_are_wished_for(text: str) -> None:
    assert counts(read_brief(text)) == MANY[text]


@pytest.mark.parametrize("text", PLACES)
def test_they_stand_there(text: str) -> None:
    assert PLACES[text] in told(read_brief(text))


@pytest.mark.parametrize("text", RULED_OUT)
def test_it_is_ruled_out(text: str) -> None:
    assert RULED_OUT[text] in read_brief(text).excluded


def test_what_is_not_possible_rules_out_nothing_that_follows_from_it() -> None:
    brief = read_brief("Bedroom. A walk-in isn't possible, so a wardrobe at least 6 feet wide, no deeper than 60 cm.")
    assert [w.category for w in brief.wishes] == ["wardrobe"]
    assert brief.wishes[0].size[:2] == (1.8288, 0.6)


def test_no_window_above_the_bed_is_no_room_without_windows() -> None:
    brief = read_brief("Bedroom with a double bed, no window above the bed, and a wardrobe.")
    assert brief.room.windows is None
    assert "wardrobe above bed_double" not in told(brief)


def test_what_is_only_said_before_more_is_no_last_word() -> None:
    assert not read_brief("a sofa and a tv yeah that's it oh and two armchairs").only
    assert read_brief("A sofa and a tv. That's it.").only


def test_a_letter_is_read_without_its_greeting_and_signature() -> None:
    letter = "Dear Ms Rose,\n\nwe need a bedroom with a bed.\n\nKind regards,\nAnna Lamp\nPS: and a desk."
    brief = read_brief(letter)
    assert [w.category for w in brief.wishes] == ["bed_double", "desk"]
    assert brief.text == letter


def test_a_room_of_twelve_by_sixteen_is_in_feet_and_that_is_said() -> None:
    brief = read_brief("My den. 12x16. Two recliners.")
    assert (round(brief.room.width or 0, 2), round(brief.room.depth or 0, 2)) == (3.66, 4.88)
    assert any("feet" in line for line in brief.assumed)


def test_german_colours_are_written_together() -> None:
    assert read_brief("Wohnzimmer mit einem dunkelgrünen Ecksofa.").wishes[0].colours == ("dark green",)


def test_three_things_in_three_colours_have_one_each() -> None:
    wishes = read_brief("A living room with three beanbags, red, green and yellow.").wishes
    assert sorted(w.colours for w in wishes) == [("green",), ("red",), ("yellow",)]


def test_second_thoughts_on_a_colour_are_of_the_same_thing() -> None:
    brief = read_brief("A study. Three bookcases. White ones. Hmm, not white, walnut.")
    assert (brief.wishes[0].colours, brief.wishes[0].materials) == ((), ("walnut",))
    assert brief.excluded == ()


@pytest.mark.parametrize(("text", "room"), [("A salon with three chairs.", "salon"), ("A bar, 7 x 5 m.", "restaurant"),
                                            ("A cocktail bar with ten stools.", "restaurant")])  # fmt: skip
def test_rooms_are_told_by_their_first_word(text: str, room: str) -> None:
    assert read_brief(text).room_type == room


@pytest.mark.parametrize("text", [
    "Woonkamer van 5 bij 4 meter met een grijze bank tegenover de tv en een witte boekenkast tegen de lange muur. "
    "Geen vloerkleed.",
    "Sala de estar de 5 m por 4 m com um sofá cinzento em frente à televisão e uma estante branca encostada à parede "
    "comprida. Sem tapete.",
])  # fmt: skip
def test_dutch_and_portuguese_are_read(text: str) -> None:
    brief = read_brief(text)
    assert (brief.room_type, brief.room.width, brief.room.depth) == ("living_room", 5.0, 4.0)
    assert {"sofa opposite television", "bookshelf against wall:long"} <= told(brief)
    assert brief.wishes[0].colours == ("grey",)
    assert "rug" in brief.excluded
    assert brief.not_understood == ()


@pytest.mark.parametrize(("text", "language"), [
    ("Salon 5 na 4 m z szarą kanapą naprzeciwko telewizora i stolikiem. Bez dywanu.", "Polish"),
    ("Vardagsrum med en grå soffa mot väggen och två fåtöljer. Ingen matta.", "Swedish"),
    ("Гостиная с диваном и столом.", "Cyrillic"),
])  # fmt: skip
def test_what_cannot_be_read_is_said_by_its_name(text: str, language: str) -> None:
    brief = read_brief(text)
    assert any(language in note and "cannot read" in note for note in brief.notes)
    assert not any(wish.stand_in for wish in brief.wishes)
    assert brief.room_type == "living_room"
