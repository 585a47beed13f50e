"""What the person puts on a rug stands on it whole, what they put below a bed stands below it, lamps flank a mirror."""

from __future__ import annotations

import math

import pytest
from shapely import Polygon
from shapely.affinity import affine_transform

from assets import find
from idesign.arrange import arrange
from idesign.arrange_space import collide
from idesign.design import Design
from idesign.designers.embedded.relate import BELOW, FRAME, SCONCE
from idesign.staff import build_staff
from solvers.relations import Above, Aligned, Near, Offset, Under


def design(text: str) -> Design:
    staff = build_staff("offline")
    return staff.designer.propose(staff.read(text, None, 0, None))


def offsets(found: Design) -> dict[str, Offset]:
    assets = {p.id: find(p.query).asset for p in found.graph.pieces}
    return {o.a: o for g in found.graph.groups if g.kind != "on_top" for o in arrange(g, assets, found.room)}


def footprint(found: Design, id: str, places: dict[str, Offset]) -> Polygon:
    """In the frame of the group's anchor."""
    w, d, _ = find(found.graph.piece(id).query).asset.size
    o = places.get(id, Offset(a=id, b=id, x=0, y=0, z=0, yaw=0))
    c, s = math.cos(o.yaw), math.sin(o.yaw)
    plan = Polygon([(-w / 2, -d / 2), (w / 2, -d / 2), (w / 2, d / 2), (-w / 2, d / 2)])
    return affine_transform(plan, [c, -s, s, c, o.x, o.y])


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("A living room with four armchairs surrounding a round coffee table. All the furniture is set on a rug.", 5),
        ("A playroom with a large rug at its center and a rocking horse placed on the rug.", 1),
        ("A den with a sofa and a coffee table in front of it. All the furniture is on a large rug.", 2),
    ],
)
def test_what_stands_on_a_rug_stands_on_it_whole(text: str, things: int) -> None:
    found = design(text)
    places = offsets(found)
    rug = next(p.id for p in found.graph.pieces if p.category == "rug")
    anchor = places[rug].b
    on_it = [p.id for p in found.graph.pieces if p.asked and p.support == "floor" and p.id != rug]
    assert len(on_it) == things
    assert all(i == anchor or places[i].b == anchor for i in on_it)
    assert all(footprint(found, rug, places).covers(footprint(found, i, places)) for i in on_it)


def test_a_rug_is_placed_together_with_what_stands_on_it() -> None:
    found = design("A playroom with a large rug at its center and a rocking horse placed on the rug.")
    assert {p.stage for p in found.graph.pieces if p.category in ("rug", "rocking_horse")} == {0}


@pytest.mark.parametrize("things", ["two floor lamps", "a floor lamp", "three side tables"])
def test_what_is_beside_the_middle_of_a_ring_stands_between_its_seats(things: str) -> None:
    text = f"A lounge with four armchairs surrounding a round coffee table, with {things} positioned next to the table."
    found = design(text)
    ring = next(g for g in found.graph.groups if g.kind == "ring")
    assets = {i: find(found.graph.piece(i).query).asset for i in (ring.anchor, *(m for m, _ in ring.members))}
    places = {o.a: (o.x, o.y, o.z, o.yaw) for o in arrange(ring, assets, found.room)}
    between = [i for i, role in ring.members if role == "between"]
    assert between
    for id in between:
        assert not collide(assets[ring.anchor], assets[id], places[id], 0.0)
        for other in set(places) - {id}:
            a, b = footprint(found, id, offsets(found)), footprint(found, other, offsets(found))
            assert not a.intersects(b), (id, other)


def test_what_is_below_a_bed_is_below_it_with_all_of_its_footprint() -> None:
    found = design("A bedroom with a loft bed, leaving the floor space below for an armchair and a small side table.")
    under = {r.a: r.share for r in found.graph.relations if isinstance(r, Under) and r.hard}
    assert {found.graph.piece(i).category for i in under} == {"armchair", "side_table"}
    assert set(under.values()) == {BELOW}


@pytest.mark.parametrize("things", ["boxes", "two storage baskets", "shoes"])
def test_what_is_kept_under_a_bed_fits_beneath_it(things: str) -> None:
    """The bed stands on legs that leave room for it, and it is made no higher than that."""
    found = design(f"A bedroom with a bed and a wardrobe. There are {things} under the bed.")
    asked = [r for r in found.graph.relations if isinstance(r, Under) and r.hard]
    assert asked
    solids = find(found.graph.piece(asked[0].b or "").query).asset.solid
    beneath = min(s.lo[2] for s in solids if min(s.hi[k] - s.lo[k] for k in (0, 1)) > 0.5)
    assert all(find(found.graph.piece(r.a).query).asset.size[2] < beneath for r in asked)


@pytest.mark.parametrize("thing", ["desk", "armchair"])
def test_a_bed_with_something_high_under_it_is_a_loft_bed(thing: str) -> None:
    found = design(f"A bedroom with a bed with a {thing} underneath.")
    under = next(r for r in found.graph.relations if isinstance(r, Under) and r.hard)
    assert found.graph.piece(under.b or "").category == "loft_bed"


def test_a_bed_that_nothing_is_kept_under_is_as_ever() -> None:
    found = design("A bedroom with a bed and a rug under it.")
    bed = next(p for p in found.graph.pieces if p.category.startswith("bed_"))
    assert "beneath" not in dict(bed.query.options)


def test_lamps_beside_a_mirror_are_slim_and_the_mirror_has_a_frame() -> None:
    found = design("A hallway with a large mirror on the wall, flanked by two wall sconces.")
    depth = {p.category: find(p.query).asset.size[1] for p in found.graph.pieces}
    assert depth["wall_lamp"] <= SCONCE + 1e-6
    assert depth["mirror"] >= FRAME - 1e-6


@pytest.mark.parametrize("what", ["coffee table", "rug", "ottoman"])
def test_what_is_round_is_as_deep_as_it_is_wide(what: str) -> None:
    found = design(f"A living room with a sofa and a round {what}.")
    piece = next(p for p in found.graph.pieces if "round" in p.query.words)
    assert piece.query.size[0] == piece.query.size[1]


def test_string_lights_overhead_hang_from_the_ceiling_along_the_table() -> None:
    found = design("A dining room with a picnic table, illuminated by string lights overhead.")
    lights = [p.id for p in found.graph.pieces if p.category == "string_lights"]
    assert {found.graph.piece(i).support for i in lights} == {"ceiling"}
    along = {r.a for r in found.graph.relations if isinstance(r, Aligned) and r.hard}
    over = {r.a for r in found.graph.relations if isinstance(r, Above) and r.hard}
    assert len(lights) == 2
    assert set(lights) <= along & over


def test_string_lights_on_the_wall_stay_there() -> None:
    found = design("A bedroom with a bed and string lights on the wall.")
    assert {p.support for p in found.graph.pieces if p.category == "string_lights"} == {"wall"}


def test_two_chairs_before_a_corner_sofa_are_a_pair() -> None:
    text = "A living room with an L-shaped sofa and two accent chairs facing a coffee table in the center."
    found = design(text)
    roles = {i: role for g in found.graph.groups if g.kind == "lounge" for i, role in g.members}
    chairs = [p.id for p in found.graph.pieces if p.category == "armchair"]
    assert {roles.get(i) for i in chairs} == {"chair-opposite-left", "chair-opposite-right"}


def test_seats_that_the_person_put_around_a_table_are_the_seating_group() -> None:
    found = design("A living room with four armchairs surrounding a round coffee table.")
    categories = {p.category for p in found.graph.pieces}
    assert not categories & {"sofa", "tv_stand"}
    ring = next(g for g in found.graph.groups if g.kind == "ring")
    inside = {ring.anchor, *(i for i, _ in ring.members)}
    assert not [r for r in found.graph.relations if isinstance(r, Near) and r.b in inside and r.a.startswith("pouf")]


def test_what_is_outside_a_thing_is_not_put_in_it() -> None:
    found = design(
        "A bedroom with a bed, a nightstand, a desk and a bookshelf. There are two books outside the bookshelf."
    )
    books = [p for p in found.graph.pieces if p.category == "books" and p.asked]
    shelf = next(p.id for p in found.graph.pieces if p.category == "bookshelf")
    assert len(books) == 2
    assert all(p.support != shelf for p in books)


def test_what_goes_with_a_small_thing_stands_on_the_same_top() -> None:
    found = design("A living room with a sofa and a coffee table that holds a small vase with fresh flowers.")
    top = {p.category: p.support for p in found.graph.pieces if p.asked}
    assert top["flowers"] == top["vase"]
    assert found.graph.piece(top["vase"]).category == "coffee_table"


def test_an_armchair_beside_a_bookcase_has_its_back_to_the_same_wall() -> None:
    found = design("A living room with a recliner placed next to a tall bookshelf.")
    liked = {(r.a, r.b) for r in found.graph.relations if isinstance(r, Aligned) and not r.hard}
    assert ("recliner-0", "bookshelf-0") in liked
