"""The requests that must be read perfectly: every thing, its number, and where it stands."""

from __future__ import annotations

import pytest

from idesign.brief import Brief
from idesign.designers.embedded.reading import read_brief

TEN = (
    "A cosy bedroom for two, 4.2 by 3.6 m, with a double bed between two nightstands, an oak wardrobe, and a desk with"
    " a chair under the window",
    "a small living room, 5 x 4 m, scandinavian, for a family with a toddler: sofa, coffee table, TV, bookshelf, a big"
    " rug, two plants",
    "dining room for eight people, 16 ft by 12 ft, dark walnut table, pendant lamp above it, sideboard against the long"
    " wall",
    "one-wall kitchen 3.6 x 2.4 m with fridge, stove, sink and a small round table for two",
    "bathroom 2.2 by 2.6 metres with a bathtub, toilet, washbasin with mirror above it and a laundry basket",
    "home office: a standing desk facing the window, an ergonomic chair, two tall bookcases on the wall behind it and a"
    " reading corner with an armchair and a floor lamp",
    "teenager's bedroom, 3 m x 3.5 m, single bed in the corner, desk, gaming chair, wardrobe, blue walls, posters",
    "living room",
    "an L-shaped living and dining room",
    "bedroom 4x4 with a king bed facing the door and no television",
    "a minimalist bedroom with a low japanese bed, paper lamp and nothing else",
)


def counts(brief: Brief) -> dict[str, int]:
    """Category to number, over all wishes."""
    return {c: sum(w.count for w in brief.wishes if w.category == c) for c in {w.category for w in brief.wishes}}


def stands(brief: Brief) -> set[tuple[str, str, str]]:
    """(kind, category, target) of all relations, wishes by their category."""
    names = {w.ref: w.category for w in brief.wishes}

    def name(target: str) -> str:
        head, _, ref = target.rpartition(":")
        return names.get(target) or (f"{head}:{names[ref]}" if ref in names else target)

    return {(r.kind, names[r.wish], name(r.target)) for r in brief.relations}


@pytest.mark.parametrize("text", TEN)
def test_nothing_is_left_over(text: str) -> None:
    brief = read_brief(text)
    assert brief.not_understood == ()
    assert brief.notes == ()
    assert brief.assumed == ()
    assert not any(w.stand_in for w in brief.wishes)


def test_bedroom_for_two() -> None:
    brief = read_brief(TEN[0])
    assert (brief.room_type, brief.room.width, brief.room.depth, brief.occupants) == ("bedroom", 4.2, 3.6, 2)
    assert "cosy" in brief.moods
    assert counts(brief) == {"bed_double": 1, "nightstand": 2, "wardrobe": 1, "desk": 1, "office_chair": 1}
    assert next(w for w in brief.wishes if w.category == "wardrobe").materials == ("oak",)
    assert stands(brief) == {
        ("flanking", "nightstand", "bed_double"),
        ("under", "desk", "window"),
        ("around", "office_chair", "desk"),
    }
    assert brief.understood[0] == "a bedroom of 4.20 × 3.60 m"
    assert "2 nightstands, one on each side of the double bed" in brief.understood


def test_living_room_list() -> None:
    brief = read_brief(TEN[1])
    assert (brief.room_type, brief.room.width, brief.room.depth) == ("living_room", 5.0, 4.0)
    assert brief.style == "scandinavian"
    assert brief.people == ("family", "toddler")
    expected = {"sofa": 1, "coffee_table": 1, "television": 1, "bookshelf": 1, "rug": 1, "potted_plant": 2}
    assert counts(brief) == expected
    assert next(w for w in brief.wishes if w.category == "rug").qualities == ("big",)


def test_dining_room_for_eight() -> None:
    brief = read_brief(TEN[2])
    assert brief.occupants == 8
    assert (brief.room.width, brief.room.depth) == pytest.approx((4.8768, 3.6576))
    assert counts(brief) == {"dining_table": 1, "dining_chair": 8, "pendant_lamp": 1, "sideboard": 1}
    assert brief.wishes[0].materials == ("walnut",)
    assert stands(brief) == {
        ("around", "dining_chair", "dining_table"),
        ("above", "pendant_lamp", "dining_table"),
        ("against", "sideboard", "wall:long"),
    }


def test_one_wall_kitchen() -> None:
    brief = read_brief(TEN[3])
    assert counts(brief) == {"fridge": 1, "stove": 1, "kitchen_sink": 1, "dining_table": 1, "dining_chair": 2}
    table = next(w for w in brief.wishes if w.category == "dining_table")
    assert table.qualities == ("small", "round", "for 2")
    run = {("against", c, "wall:long") for c in ("fridge", "stove", "kitchen_sink")}
    assert stands(brief) == run | {("around", "dining_chair", "dining_table")}


def test_bathroom() -> None:
    brief = read_brief(TEN[4])
    assert counts(brief) == {"bathtub": 1, "toilet": 1, "bathroom_sink": 1, "mirror": 1, "laundry_basket": 1}
    assert stands(brief) == {("above", "mirror", "bathroom_sink")}


def test_home_office() -> None:
    brief = read_brief(TEN[5])
    assert counts(brief) == {"standing_desk": 1, "office_chair": 1, "bookshelf": 2, "armchair": 1, "floor_lamp": 1}
    assert next(w for w in brief.wishes if w.category == "bookshelf").qualities == ("tall",)
    assert {
        ("facing", "standing_desk", "window"),
        ("against", "bookshelf", "wall:behind:standing_desk"),
        ("near", "floor_lamp", "armchair"),
    } <= stands(brief)


def test_teenagers_bedroom() -> None:
    brief = read_brief(TEN[6])
    assert (brief.room_type, brief.people, brief.room.wall_colour) == ("bedroom", ("teenager",), "blue")
    assert counts(brief) == {"bed_single": 1, "desk": 1, "gaming_chair": 1, "wardrobe": 1, "poster": 2}
    assert ("in_corner", "bed_single", "corner") in stands(brief)


def test_only_a_room_type() -> None:
    brief = read_brief(TEN[7])
    assert (brief.room_type, brief.wishes) == ("living_room", ())
    brief = read_brief(TEN[8])
    assert (brief.room_type, brief.more_room_types, brief.room.shape) == ("living_room", ("dining_room",), "L")


def test_king_bed_and_no_television() -> None:
    brief = read_brief(TEN[9])
    assert (brief.room.width, brief.room.depth) == (4.0, 4.0)
    assert brief.excluded == ("television",)
    assert counts(brief) == {"bed_double": 1}
    assert brief.wishes[0].size == (1.9, 2.12, None)
    assert stands(brief) == {("facing", "bed_double", "door")}


def test_nothing_else() -> None:
    brief = read_brief(TEN[10])
    assert brief.only
    assert brief.style == "minimalist"
    assert counts(brief) == {"bed_double": 1, "pendant_lamp": 1}
    assert brief.wishes[0].qualities == ("low",)
    assert brief.wishes[0].style == "japandi"


@pytest.mark.parametrize(("text", "tables", "chairs"), [
    ("A dining room. We are often eight.", 1, 8), ("A dining room for when eight come", 1, 8),
    ("A dining room, seats eight on Sundays", 1, 8), ("A dining room, there are often eight of us", 1, 8),
    ("A dining room, we are usually six but at Christmas we are ten", 1, 10), ("Restaurant for twelve", 3, 12),
    ("A restaurant for 13 guests", 4, 13), ("A banquet hall for 40", 10, 40), ("A cafe with seating for 20", 5, 20),
    ("A restaurant for 12 with round tables", 3, 12),
])  # fmt: skip
def test_there_is_a_chair_for_each_who_comes(text: str, tables: int, chairs: int) -> None:
    brief = read_brief(text)
    wished = {w.category: w.count for w in brief.wishes}
    assert wished == {"dining_table": tables, "dining_chair": chairs}
    assert brief.room_type in ("dining_room", "restaurant", "cafe")
    assert not brief.not_understood
