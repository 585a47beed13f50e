"""Rooms that are large, shared or walled with books are furnished as such; what our own taste costs is bounded."""

from __future__ import annotations

from collections import Counter
from functools import cache
from types import SimpleNamespace

from assets.asset import AssetQuery
from idesign.brief import Brief, RoomWish, Wish, WishRelation
from idesign.design import Design
from idesign.designers.embedded.designer import EmbeddedDesigner
from idesign.designers.embedded.reading import read_brief
from idesign.knowledge import knowledge
from idesign.place import Placement, _taste
from idesign.scene_graph import Group, Piece, SceneGraph
from solvers.relations import Near, NotBlocking


@cache
def propose(room_type: str, sides: tuple[float, float] | None = None, text: str = "", **more: object) -> Design:
    room = RoomWish(width=sides[0], depth=sides[1], height=2.6) if sides else RoomWish()
    return EmbeddedDesigner().propose(Brief(text=text, room_type=room_type, room=room, **more))  # type: ignore[arg-type]


def count(design: Design) -> Counter[str]:
    return Counter(p.category for p in design.graph.pieces)


def test_a_large_room_has_more_places_to_be_than_a_small_one() -> None:
    """Half of a living room of 6 x 8 m was bare floor, and a kitchen of 6 x 4.5 m a row and a table."""
    small, large = (count(propose("living_room", sides)) for sides in ((5.0, 4.0), (8.0, 6.0)))
    assert small["dining_table"] == 0 < large["dining_table"]
    assert small["armchair"] < large["armchair"]
    kitchen = propose("kitchen", (6.0, 4.5))
    assert count(kitchen)["kitchen_island"] == 1
    stools = {m for g in kitchen.graph.groups if g.anchor == "kitchen_island-0" for m, _ in g.members}
    assert len([s for s in stools if s.startswith("bar_stool")]) >= 2
    sets = knowledge().room_types["shop"].sets
    stands = [u.options for u in sets if "each" in u.options and "goods" not in u.options]
    shop = count(propose("shop", (7.0, 6.0)))
    assert all(shop[o["what"]] > int(o["count"]) for o in stands)


def test_each_chair_of_a_salon_stands_before_a_mirror() -> None:
    """Four chairs stood about in the middle, and what they belong to was left out as if nobody could get to it."""
    design = propose("salon", (5.6, 4.4), wishes=(Wish("w1", "dining_chair", "four chairs", count=4),))
    stations = [g for g in design.graph.groups if g.anchor.startswith("vanity_table")]
    seated = [m for g in stations for m, role in g.members if role == "seat"]
    assert sorted(seated) == [f"dining_chair-{k}" for k in range(4)]


def test_who_shares_an_office_has_a_desk_each() -> None:
    assert count(propose("home_office", occupants=2))["desk"] == 2


def test_what_a_shop_sells_decides_how_it_is_shown() -> None:
    """A ceramics shop had a rail for clothes, a mirror and a mannequin."""
    for text in ("a ceramics shop", "a bookshop"):
        assert not {"clothes_rail", "mannequin", "floor_mirror"} & set(count(propose("shop", text=text)))
    clothes = count(propose("shop", text="a small clothes shop"))
    assert clothes["clothes_rail"] >= 2
    assert clothes["floor_mirror"]


def test_an_office_of_many_desks_has_them_in_one_block_of_rows() -> None:
    """They were twenty-four home offices in one hall, strewn along its walls."""
    for text in ("an office with 12 desks", "an office for twelve people"):
        brief = read_brief(text)
        assert brief.room_type == "open_office"
        (block,) = (g for g in EmbeddedDesigner().propose(brief).graph.groups if g.kind == "grid")
        assert Counter(m.split("-")[0] for m, _ in block.members) == {"desk": 11, "office_chair": 12}
    assert read_brief("an office with two desks").room_type == "home_office"


def test_walls_of_bookcases_are_more_than_two() -> None:
    text = "home library with walls of bookshelves"
    books = (Wish("w1", "bookshelf", "bookshelves", count=2),)
    assert count(propose("library", (5.0, 4.0), wishes=books, text=text))["bookshelf"] >= 4
    assert count(propose("library", (5.0, 4.0), wishes=books, text="library with bookshelves"))["bookshelf"] == 2


def test_a_room_with_a_table_for_a_game_gets_no_second_game() -> None:
    pieces = count(propose("basement", (5.4, 4.4), wishes=(Wish("w1", "ping_pong_table", "table tennis"),)))
    assert not {"foosball_table", "pool_table"} & set(pieces)
    assert {"sofa", "tv_stand"} <= set(pieces)


def test_a_cushion_on_the_floor_stands_where_the_person_says() -> None:
    """It was kept near the sofa as well, and a sofa across the room from it could not face the window."""
    wishes = (Wish("w1", "pouf", "floor cushion"), Wish("w2", "sofa", "sofa"), Wish("w3", "bookshelf", "bookcase"))
    beside = (WishRelation("beside", "w1", "w3"),)
    near = [propose("living_room", wishes=wishes, relations=r).graph.relations for r in ((), beside)]
    held = [any(isinstance(r, Near) and r.a == "pouf-0" and r.hard for r in rs) for rs in near]
    assert held == [True, False]


def test_the_foot_of_a_bath_is_an_end_of_it() -> None:
    """A basket before its long side stood in the way of the toilet."""
    wishes = (Wish("w1", "bathtub", "bathtub"), Wish("w2", "basket", "basket"))
    foot = (WishRelation("in_front_of", "w2", "w1", words="at the foot of"),)
    own = [r for r in propose("bathroom", wishes=wishes, relations=foot).graph.relations if r.a == "basket-0"]
    assert {r.kind for r in own if r.b == "bathtub-0"} == {"beside", "lined_up"}


def piece(id: str, asked: bool = False) -> Piece:
    return Piece(id, id.rpartition("-")[0], AssetQuery(id.rpartition("-")[0], size=(0.6, 0.6, 0.7)), asked=asked)


def test_seats_of_ours_go_with_their_table() -> None:
    """A studio flat was left with four chairs in a row at nothing."""
    own = (piece("dining_table-0"), piece("dining_chair-0"), piece("dining_chair-1", asked=True))
    seats = (("dining_chair-0", "seat"), ("dining_chair-1", "seat"))
    left = SceneGraph(own, groups=(Group("table", "dining_table-0", seats),)).without(frozenset({"dining_table-0"}))
    assert [p.id for p in left.pieces] == ["dining_chair-1"]


def test_light_for_a_window_is_given_up_before_furniture_but_not_what_was_asked_for() -> None:
    """A fridge that could not keep off a window cost a studio flat its table, its wardrobe and its row of cabinets."""
    kept = NotBlocking(a="fridge-0", b="window-0")
    problem = SimpleNamespace(relations=(kept,))
    layout = SimpleNamespace(violated=(SimpleNamespace(relation=0),))
    for asked in (False, True):
        state = Placement(SceneGraph((piece("fridge-0", asked),)), {}, {})
        assert _taste(problem, layout, state) == (None if asked else kept)  # type: ignore[arg-type]
