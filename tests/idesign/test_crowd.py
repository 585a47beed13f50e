"""Laws of long lists: what a room can hold is known before the search, chosen sensibly and said in one line."""

from __future__ import annotations

from dataclasses import replace

from idesign.brief import Brief, RoomWish, Wish, WishRelation
from idesign.design import Design, Surfaces
from idesign.designers.embedded.crowd import Held, held, largest
from idesign.designers.embedded.designer import EmbeddedDesigner
from idesign.knowledge import knowledge
from idesign.scene_graph import SceneGraph
from idesign.ways import furnished_to_live_in
from tests.idesign.test_place import ROOM, place, pretend

KIND = knowledge().room_types["living_room"]
LARGE = ("sofa", "armchair", "wardrobe", "desk", "piano", "bookshelf", "sideboard", "dresser", "bench", "easel")
SMALL = ("vase", "bowl", "candle", "globe", "radio")
MANY = Brief("x", wishes=tuple(Wish(f"w{k}", (*LARGE, *SMALL)[k % 15], "thing") for k in range(200)))


def counts(brief: Brief) -> dict[str, int]:
    return {w.ref: w.count for w in brief.wishes}


def test_a_list_that_fits_is_left_as_it_is() -> None:
    brief = replace(MANY, wishes=MANY.wishes[:24], room=RoomWish(width=5.0, depth=4.0))
    assert held(brief, KIND, LARGE).brief == brief
    roomy = replace(MANY, wishes=MANY.wishes[:30])
    assert held(roomy, KIND, LARGE) == Held(roomy)


def test_a_list_that_no_room_holds_is_cut_and_the_count_is_said() -> None:
    found = held(MANY, KIND, LARGE)
    kept = sum(w.count for w in found.brief.wishes)
    assert 40 < kept < 200
    assert f"of 70 m² holds about {kept} of the 200 things" in found.text
    assert set(counts(found.brief)) < set(counts(MANY))


def test_a_larger_room_holds_more() -> None:
    rooms = [replace(MANY, room=RoomWish(width=w, depth=4.0)) for w in (3.0, 5.0, 8.0)]
    kept = [len(held(r, KIND, LARGE).brief.wishes) for r in rooms]
    assert kept == sorted(set(kept))


def test_one_of_each_comes_before_a_second_and_what_is_kept_before_all() -> None:
    last = replace(MANY.wishes[188], kept=True, category="piano")
    brief = replace(MANY, wishes=(*MANY.wishes[:188], last, *MANY.wishes[189:]), room=RoomWish(width=6.0, depth=5.0))
    found = held(brief, KIND, ("sofa",)).brief
    assert last in found.wishes
    assert {"sofa", "armchair", "wardrobe", *SMALL} <= {w.category for w in found.wishes}


def test_of_many_that_are_alike_some_stay_and_what_was_said_of_the_others_goes() -> None:
    chairs, table = Wish("w0", "dining_chair", "chairs", 300), Wish("w1", "dining_table", "table")
    around = WishRelation("around", "w0", "w1")
    brief = Brief("x", wishes=(chairs, table), relations=(around,), room=RoomWish(width=6.0, depth=5.0))
    found = held(brief, KIND, ()).brief
    assert 20 < counts(found)["w0"] < 300
    assert found.relations == (around,)
    near = tuple(WishRelation("near", w.ref, "w199") for w in MANY.wishes[:9])
    left = held(replace(MANY, relations=near), KIND, LARGE).brief
    assert "w199" not in counts(left)
    assert not left.relations


def test_the_design_of_two_hundred_wishes_is_no_larger_than_a_home_and_says_what_it_leaves_out() -> None:
    design = EmbeddedDesigner().propose(MANY)
    assert design.room.area <= largest(MANY, KIND) + 1
    assert design.brief.wishes == MANY.wishes
    assert len(design.left_out) == 1
    assert "Left out: " in design.left_out[0]


def test_what_the_design_leaves_out_is_a_broken_promise_and_no_reason_to_grow() -> None:
    design = Design(Brief("x"), ROOM, "room", Surfaces(), SceneGraph(()), ("two sofas are left out",))
    tried = []

    def furnish(tried_design: Design):  # type: ignore[no-untyped-def]
        tried.append(tried_design)
        return replace(place([], pretend(lambda problem: ())), breaches=("no place",))

    furnished_to_live_in(design, furnish)
    assert len(tried) == 1
    furnished_to_live_in(replace(design, left_out=()), furnish)
    assert len(tried) > 2
