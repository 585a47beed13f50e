"""The room's colours: what a person names shows on the large pieces, what they rule out on none of the textiles."""

from __future__ import annotations

import pytest

from assets import find
from idesign.brief import Brief, RoomWish, Wish
from idesign.design import Design
from idesign.designers.embedded.designer import EmbeddedDesigner
from idesign.designers.embedded.scheme import walls
from idesign.knowledge import knowledge


def design(**more: object) -> Design:
    return EmbeddedDesigner().propose(Brief("a living room", "living_room", **more))  # type: ignore[arg-type]


def colours(made: Design, *categories: str) -> set[str]:
    return {c for p in made.graph.pieces if p.category in categories for c in p.query.colours}


@pytest.mark.parametrize("colour", ["sage", "wine", "dark green", "navy"])
def test_a_named_colour_is_on_the_largest_textiles(colour: str) -> None:
    made = design(colours=(colour,))
    assert colours(made, "rug", "curtains", "sofa") == {colour}


def test_what_is_said_of_a_piece_wins() -> None:
    made = design(colours=("sage",), wishes=(Wish("w1", "sofa", "a red sofa", colours=("red",)),))
    assert colours(made, "sofa") == {"red"}


def test_a_named_wood_is_on_the_case_furniture() -> None:
    made = design(materials=("walnut",))
    assert all(
        p.query.materials == ("walnut",) for p in made.graph.pieces if p.category in ("tv_stand", "coffee_table")
    )


def test_an_excluded_colour_is_on_no_textile() -> None:
    made = design(excluded=("colour:white", "colour:grey"))
    assert not {c for c in colours(made, "rug", "curtains", "cushion") if "white" in c or "grey" in c}


def test_an_excluded_material_is_on_nothing_of_our_own() -> None:
    made = design(excluded=("material:wool", "material:linen"))
    assets = [find(p.query).asset for p in made.graph.pieces if p.optional]
    assert assets
    assert not [a.id for a in assets if "wool" in a.material or "linen" in a.material]


@pytest.mark.parametrize(("more", "finish", "colour"), [
    ({}, "tiles", "#EEECE6"), ({"colours": ("white",), "materials": ("ceramic",)}, "tiles", "white"),
    ({"colours": ("navy",)}, "tiles", "#EEECE6"), ({"materials": ("marble",)}, "marble tiles", "#EEECE6"),
    ({"room": RoomWish(wall_colour="sage")}, "paint", "sage"),
])  # fmt: skip
def test_the_walls_of_a_bathroom_are_tiled_unless_they_shall_be_painted(
    more: dict[str, object], finish: str, colour: str
) -> None:
    brief = Brief("a bathroom", "bathroom", **more)  # type: ignore[arg-type]
    kinds, look = knowledge().room_types, knowledge().looks["contemporary"]
    assert walls(brief, look, kinds["bathroom"]) == (finish, colour)
    assert walls(brief, look, kinds["bedroom"])[0] == "paint"
