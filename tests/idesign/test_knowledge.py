"""The data files fit each other, the makers that read them and the furniture library."""

from __future__ import annotations

import pytest

from assets.catalogue import categories
from assets.materials import colour
from assets.styles import styles
from idesign.designers.embedded import kinds
from idesign.designers.embedded.designer import SETS, TAKES
from idesign.designers.embedded.finish import FINISHES, HANDLED
from idesign.knowledge import knowledge


def test_every_set_and_finish_of_a_room_type_has_its_maker() -> None:
    for name, kind in knowledge().room_types.items():
        assert {u.set for u in kind.sets} <= set(SETS), name
        assert set(kind.finish) <= set(FINISHES), name
    assert set(TAKES) <= set(SETS)


def test_aliases_lead_to_room_types() -> None:
    known = knowledge().room_types
    assert set(knowledge().aliases.values()) <= set(known)
    assert knowledge().room_type("a hangar")[0] == "living_room"


@pytest.mark.parametrize("name", sorted(knowledge().pieces))
def test_usual_sizes_can_be_made(name: str) -> None:
    piece, made = knowledge().pieces[name], categories()[name]
    for size in (piece.size, piece.small, piece.large):
        for value, (low, high) in zip(size, made.ranges, strict=True):
            assert low - 1e-9 <= value <= high + 1e-9, (name, size)
    assert set(piece.on) <= set(categories())


def test_everything_the_designer_names_is_in_the_catalogue() -> None:
    families = [v for k, v in vars(kinds).items() if k.isupper() and k != "FAMILIES"]
    named = {c for family in families for c in family} | set(HANDLED) | {c for t in TAKES.values() for c in t}
    assert named <= set(categories())


def test_unknown_categories_come_from_the_catalogue_or_are_a_plain_thing() -> None:
    assert knowledge().piece("treadmill").size[1] > 1.5
    assert knowledge().piece("ironing_board").size == categories()["ironing_board"].typical
    assert knowledge().piece("gizmo").size == (0.5, 0.5, 0.6)


def test_looks_name_colours_that_exist_and_cover_all_styles() -> None:
    assert set(knowledge().looks) == set(styles())
    for look in knowledge().looks.values():
        for word in (look.wall, look.floor_colour, look.rug, look.curtains, *look.accents):
            assert colour(word) is not None, word


def test_areas_and_fills_are_sane() -> None:
    for name, kind in knowledge().room_types.items():
        w, d = kind.size
        assert kind.area[0] <= w * d <= kind.area[1], name
        assert 0 < kind.fill[0] < kind.fill[1] <= 0.55, name
