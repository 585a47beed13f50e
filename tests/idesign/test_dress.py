"""Small things on furniture: they fit where they stand, nothing is added to what was counted, tables are laid for those
who sit at them."""

from __future__ import annotations

from collections import Counter

import pytest

from assets import find
from assets.catalogue import categories as catalogue
from idesign.brief import Brief, RoomWish, Wish
from idesign.compile import crowded_out
from idesign.design import Design
from idesign.designers.embedded.designer import EmbeddedDesigner
from idesign.designers.embedded.dress import LAID
from idesign.knowledge import knowledge


def propose(**fields: object) -> Design:
    return EmbeddedDesigner().propose(Brief(text="", **fields))  # type: ignore[arg-type]


def on(design: Design, host: str) -> Counter[str]:
    return Counter(p.category for p in design.graph.pieces if p.support == host)


def test_the_data_names_things_that_can_be_made_and_rooms_that_exist() -> None:
    for row in knowledge().dressings:
        things = {t.what for arrangement in row.arrangements for t in arrangement}
        assert things | set(row.hosts) <= set(catalogue()), row.hosts
        assert set(row.rooms) <= set(knowledge().room_types), row.hosts
        assert row.arrangements


def test_what_stands_about_can_be_made() -> None:
    for name, kind in knowledge().room_types.items():
        named = {t.what for t in kind.loose} | {h for t in kind.loose for h in t.near if h != "door"}
        assert named <= set(catalogue()), name


@pytest.mark.parametrize("kind", ["living_room", "bedroom", "kids_room", "library", "shop", "meeting_room"])
def test_nearly_all_of_it_fits(kind: str) -> None:
    design = propose(room_type=kind, seed=3)
    assets = {p.id: find(p.query).asset for p in design.graph.pieces}
    small = [p for p in design.graph.pieces if p.support not in ("floor", "wall", "ceiling")]
    assert len(small) >= 6
    assert len(crowded_out(design.room, design.graph, assets)) <= 0.1 * len(small)


def test_what_was_counted_is_not_added_to_and_nothing_else_means_that() -> None:
    one = propose(room_type="living_room", wishes=(Wish("w1", "vase", "a vase"),))
    assert sum(p.category in ("vase", "flowers") for p in one.graph.pieces) == 1
    bare = propose(room_type="living_room", only=True, wishes=(Wish("w1", "sofa", "a sofa"),))
    assert [p.category for p in bare.graph.pieces] == ["sofa"]


def test_a_table_is_laid_for_those_at_its_long_sides() -> None:
    assert "dining_room" in LAID
    design = propose(room_type="dining_room", occupants=4)
    table = next(p for p in design.graph.pieces if p.category == "dining_table")
    assert on(design, table.id)["tableware"] == 4
    assert not on(propose(room_type="kitchen", room=RoomWish(width=5, depth=4)), "dining_table-0")["tableware"]


def test_an_airy_room_shows_less() -> None:
    full, airy = (propose(room_type="library", moods=moods) for moods in ((), ("airy",)))
    assert on(airy, "bookshelf-0").total() < on(full, "bookshelf-0").total()


def test_another_seed_dresses_another_way() -> None:
    seen = {tuple(sorted(on(propose(room_type="living_room", seed=s), "coffee_table-0"))) for s in range(4)}
    assert len(seen) > 1


def test_a_wall_in_an_accent_is_said_and_only_where_the_colours_are_ours() -> None:
    said = [propose(room_type="bedroom", seed=s) for s in (0, 1)]
    for design in said:
        told = any("one wall" in a for a in design.brief.assumed)
        assert told == (design.surfaces.accent_wall is not None)
    assert said[1].surfaces.accent_colour
    for theirs in ({"colours": ("blue",)}, {"room": RoomWish(wall_colour="white")}, {"only": True}):
        assert propose(room_type="bedroom", seed=1, **theirs).surfaces.accent_wall is None


def test_what_a_group_has_brought_does_not_stand_about_again() -> None:
    design = propose(room_type="bar", room=RoomWish(width=7, depth=6))
    assert sum(p.category == "floor_lamp" for p in design.graph.pieces) == 1
