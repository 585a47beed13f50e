"""What the person said of two pieces wins over what our own groups do with them."""

from __future__ import annotations

import pytest

from assets import find
from idesign.arrange import arrange
from idesign.brief import Brief, RoomWish, Wish, WishRelation
from idesign.design import Design
from idesign.designers.embedded.designer import EmbeddedDesigner
from idesign.scene_graph import Piece
from solvers.relations import Above, Aligned, Facing, Near, Offset


def propose(room_type: str, wishes: tuple[Wish, ...], *relations: WishRelation) -> Design:
    room = RoomWish(width=5.4, depth=4.6, height=2.5)
    return EmbeddedDesigner().propose(
        Brief(text="", room_type=room_type, room=room, wishes=wishes, relations=relations, only=True)
    )


def wish(ref: str, category: str, count: int = 1) -> Wish:
    return Wish(ref, category, category.replace("_", " "), count=count)


def piece(design: Design, category: str) -> Piece:
    return next(p for p in design.graph.pieces if p.category == category)


def offsets(design: Design) -> dict[str, Offset]:
    assets = {p.id: find(p.query).asset for p in design.graph.pieces}
    return {o.a: o for g in design.graph.groups for o in arrange(g, assets, design.room)}


def test_what_hangs_above_a_bed_hangs_on_the_wall_at_its_head() -> None:
    design = propose("bedroom", (wish("w1", "bed_double"), wish("w2", "wall_art")), WishRelation("above", "w2", "w1"))
    said = [r for r in design.graph.relations if r.a == "wall_art-0" and r.b == "bed_double-0" and r.hard]
    assert {type(r) for r in said} >= {Above, Aligned}


@pytest.mark.parametrize("kind", ["in_front_of", "near"])
def test_a_table_said_to_be_before_a_corner_sofa_stands_before_the_whole_of_it(kind: str) -> None:
    wishes = (wish("w1", "sectional_sofa"), wish("w2", "coffee_table"))
    design = propose("living_room", wishes, WishRelation(kind, "w2", "w1"))  # type: ignore[arg-type]
    sofa, table = (find(piece(design, c).query).asset.size for c in ("sectional_sofa", "coffee_table"))
    assert offsets(design)["coffee_table-0"].y <= -(sofa[1] + table[1]) / 2 - 0.25
    inside = offsets(propose("living_room", wishes))["coffee_table-0"]
    assert inside.y > -(sofa[1] + table[1]) / 2


def test_armchairs_said_to_be_across_from_the_table_look_at_the_sofa() -> None:
    wishes = (wish("w1", "sofa"), wish("w2", "coffee_table"), wish("w3", "armchair", 2))
    design = propose("living_room", wishes, WishRelation("opposite", "w3", "w2"))
    places = offsets(design)
    assert all(places[f"armchair-{k}"].y < places["coffee_table-0"].y for k in (0, 1))


def test_what_hangs_under_the_ceiling_is_no_taller_than_the_wall_leaves() -> None:
    tall = Wish("w2", "mirror", "tall mirror", size=(0.6, None, 1.8))
    design = propose("bathroom", (wish("w1", "bathroom_sink"), tall), WishRelation("above", "w2", "w1"))
    mirror = piece(design, "mirror")
    assert (mirror.elevation or 0.0) + (mirror.query.size[2] or 0.0) <= design.room.height


def test_a_mirror_on_a_dresser_hangs_over_it() -> None:
    design = propose("bedroom", (wish("w1", "dresser"), wish("w2", "mirror")), WishRelation("on", "w2", "w1"))
    assert any(isinstance(r, Above) and (r.a, r.b) == ("mirror-0", "dresser-0") for r in design.graph.relations)


def test_a_screen_over_a_console_hangs_there_and_is_no_monitor() -> None:
    wishes = (wish("w1", "computer_monitor"), wish("w2", "tv_stand"), wish("w3", "desk"))
    said = (WishRelation("on", "w1", "wall"), WishRelation("under", "w2", "w1"))
    design = propose("living_room", wishes, *said)
    screen = piece(design, "television")
    assert screen.support == "wall"
    assert any(isinstance(r, Above) and (r.a, r.b) == (screen.id, "tv_stand-0") for r in design.graph.relations)


def test_who_sits_before_a_desk_faces_it_and_what_is_at_the_foot_stands_close() -> None:
    wishes = (wish("w1", "bed_double"), wish("w2", "bench"), wish("w3", "desk"), wish("w4", "armchair"))
    design = propose(
        "bedroom",
        wishes,
        WishRelation("in_front_of", "w4", "w3"),
        WishRelation("in_front_of", "w3", "w1", words="at the foot of"),
    )
    kept = [r for r in design.graph.relations if r.hard]
    assert any(isinstance(r, Facing) and (r.a, r.b) == ("armchair-0", "desk-0") for r in kept)
    assert any(isinstance(r, Near) and (r.a, r.b) == ("desk-0", "bed_double-0") and r.max < 0.5 for r in kept)


def test_two_side_tables_that_flank_a_sofa_stand_one_on_each_side() -> None:
    wishes = (wish("w1", "sofa"), wish("w2", "side_table", 2), wish("w3", "armchair", 2))
    places = offsets(propose("living_room", wishes, WishRelation("flanking", "w2", "w1")))
    assert {places[f"side_table-{k}"].x > 0 for k in (0, 1)} == {True, False}
    assert {places[f"side_table-{k}"].b for k in (0, 1)} == {"sofa-0"}


def test_two_things_in_one_corner_stand_near_each_other() -> None:
    wishes = (wish("w1", "desk"), wish("w2", "bookshelf"))
    said = tuple(WishRelation("in_corner", w, "corner", words="in the corner") for w in ("w1", "w2"))
    for text, near in (
        ("A desk and a shelf in the corner", True),
        ("A desk in the corner, a shelf in the corner", False),
    ):
        design = EmbeddedDesigner().propose(Brief(text=text, room_type="bedroom", wishes=wishes, relations=said))
        pairs = {(r.a, r.b) for r in design.graph.relations if isinstance(r, Near) and r.hard}
        assert (("bookshelf-0", "desk-0") in pairs) is near


def test_what_hangs_across_from_a_thing_looks_at_it() -> None:
    wishes = (wish("w1", "exercise_bike"), wish("w2", "mirror"))
    design = propose("gym", wishes, WishRelation("on", "w2", "wall:opposite:w1"))
    kept = [r for r in design.graph.relations if isinstance(r, Facing) and r.hard]
    assert ("mirror-0", "exercise_bike-0") in {(r.a, r.b) for r in kept}


def test_a_pair_of_armchairs_at_the_table_is_not_torn_apart_where_the_plan_is_tight() -> None:
    wishes = (wish("w1", "sofa"), wish("w2", "coffee_table"), wish("w3", "armchair", 2), wish("w4", "dining_table"))
    room = RoomWish(width=4.2, depth=3.4)
    said = (WishRelation("facing", "w3", "w2"),)
    design = EmbeddedDesigner().propose(Brief("", room=room, wishes=wishes, relations=said))
    assert {f"armchair-{k}" for k in (0, 1)} <= {m for g in design.graph.groups for m, _ in g.members}


def test_a_mirror_on_a_wardrobe_hangs_near_it() -> None:
    design = propose("bedroom", (wish("w1", "wardrobe"), wish("w2", "mirror")), WishRelation("on", "w2", "w1"))
    about = [r for r in design.graph.relations if (r.a, r.b) == ("mirror-0", "wardrobe-0")]
    assert any(isinstance(r, Near) for r in about)
    assert not any(isinstance(r, Above) for r in about)


def test_no_cabinet_of_ours_hangs_where_a_pendant_was_asked_for() -> None:
    wishes = (wish("w1", "kitchen_base_cabinet"), wish("w2", "pendant_lamp"))
    design = EmbeddedDesigner().propose(
        Brief("", "kitchen", wishes=wishes, relations=(WishRelation("above", "w2", "w1"),))
    )
    over = {role for g in design.graph.groups for _, role in g.members if role.startswith("over:")}
    assert over
    assert "over:kitchen_base_cabinet-0" not in over
