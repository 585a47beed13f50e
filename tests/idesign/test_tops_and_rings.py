"""What the person puts on, in, beside and around things: it fits, and it stands as said."""

from __future__ import annotations

import math

import pytest

from assets import find
from assets.asset import AssetQuery
from idesign.arrange import arrange
from idesign.arrange_space import on_surfaces
from idesign.compile import body_of
from idesign.design import Design
from idesign.scene_graph import Group
from idesign.staff import build_staff
from solvers.relations import Behind, Far, Near
from solvers.room import Room

ROOM = Room(((0, 0), (5, 0), (5, 4), (0, 4)), 2.6)


def design(text: str) -> Design:
    staff = build_staff("offline")
    return staff.designer.propose(staff.read(text, None, 0, None))


@pytest.mark.parametrize(
    "text",
    [
        "A dining room with a bar cart that holds three plates, two bottles and a jug.",
        "A living room with a coffee table. A wooden tray with two glass bowls stands on the coffee table.",
        "A study with a leather armchair, a small round table and a large globe.",
        "A bedroom with a small side table with a lamp, three books, a clock and a mug on it.",
        "A bathroom with a small basket that holds two towels.",
        "A living room with an old wooden ladder holding two plants and two vases.",
    ],
)
def test_what_is_put_on_a_thing_has_room_on_it(text: str) -> None:
    graph = design(text).graph
    for group in (g for g in graph.groups if g.kind == "on_top"):
        host = find(graph.piece(group.anchor).query).asset
        members = [(i, find(graph.piece(i).query).asset, role.partition(":")[2]) for i, role in group.members]
        places = on_surfaces(host, members)
        assert {i for i, _ in group.members if graph.piece(i).asked} <= set(places), group.anchor


@pytest.mark.parametrize(
    ("category", "text", "thing"),
    [
        ("basket", "A bathroom with a small basket that holds two towels.", "towel"),
        ("wall_shelf", "A dining room with a wooden shelf mounted on the wall, holding a plant and a jug.", "vase"),
        ("ladder", "A living room with an old wooden ladder holding two plants and two vases.", "vase"),
    ],
)
def test_what_is_put_in_a_host_stands_within_it(category: str, text: str, thing: str) -> None:
    graph = design(text).graph
    host = next(p for p in graph.pieces if p.category == category)
    asset = find(host.query).asset
    group = next(g for g in graph.groups if g.kind == "on_top" and g.anchor == host.id)
    held = {i: find(graph.piece(i).query).asset for i, _ in group.members}
    places = arrange(group, {host.id: asset, **held}, ROOM)
    assert {graph.piece(o.a).category for o in places} >= {thing}
    for o in places:
        assert o.z + held[o.a].size[2] / 2 < asset.size[2]


@pytest.mark.parametrize("category", ["sofa", "armchair", "bed_double", "tray", "basket", "bunk_bed", "loft_bed"])
def test_no_solid_fills_the_surface_on_which_things_stand(category: str) -> None:
    asset = find(AssetQuery(category=category)).asset
    body = body_of("x", "floor", None, asset, ROOM, None)
    for s in body.surfaces:
        x, y = (s.x0 + s.x1) / 2, (3 * s.y0 + s.y1) / 4
        there = [p for p in body.parts if p.lo[0] < x < p.hi[0] and p.lo[1] < y < p.hi[1]]
        assert not [p for p in there if p.hi[2] > s.height + 0.005 and p.lo[2] < s.height + s.clear - 0.005]


@pytest.mark.parametrize("count", [3, 4, 5])
def test_a_ring_is_even_and_looks_in(count: int) -> None:
    seats = [f"seat-{k}" for k in range(count)]
    assets = {i: find(AssetQuery(category="armchair")).asset for i in seats}
    assets["table"] = find(AssetQuery(category="coffee_table")).asset
    places = arrange(Group("ring", "table", tuple((i, "seat") for i in seats)), assets, ROOM)
    assert len({round(math.hypot(p.x, p.y), 3) for p in places}) == 1
    for p in places:
        assert (math.sin(p.yaw) * -p.x + -math.cos(p.yaw) * -p.y) == pytest.approx(math.hypot(p.x, p.y), abs=1e-3)


def test_seats_stand_at_the_sides_that_were_named() -> None:
    graph = design("A dining room with a dining table with two chairs on the short sides of the table.").graph
    group = next(g for g in graph.groups if g.kind == "table")
    assets = {i: find(graph.piece(i).query).asset for i in (group.anchor, *(m for m, _ in group.members))}
    width, depth, _ = assets[group.anchor].size
    assert width > depth + 0.05
    seats = [p for p in arrange(group, assets, ROOM) if not p.a.startswith("rug")]
    assert [abs(p.y) < 0.01 and abs(p.x) > width / 2 - 0.3 for p in seats] == [True, True]


def test_near_is_within_reach_and_not_touching() -> None:
    relations = design("A bedroom with a bed and a mini fridge near the bed.").graph.relations
    fridge = [r for r in relations if r.a == "fridge-0" and r.b == "bed_double-0"]
    assert any(isinstance(r, Near) for r in fridge)
    assert any(isinstance(r, Far) and 0.2 < r.min < 0.5 for r in fridge)


def test_what_has_something_behind_it_stands_off_the_wall() -> None:
    graph = design("A living room with a sofa and a lamp behind the sofa.").graph
    assert any(isinstance(r, Behind) and r.a == "floor_lamp-0" for r in graph.relations)
    assert not any(r.a == "sofa-0" and r.kind in ("against_wall", "at_wall") and r.hard for r in graph.relations)
    assert graph.piece("floor_lamp-0").stage == 0


def test_more_than_a_top_can_hold_costs_no_room() -> None:
    text = "A small study and a desk with a monitor, two lamps, a vase, a globe, four books, a bowl and a tray on it"
    held = [id for g in design(text).graph.groups for id, _ in g.members]
    assert len(held) == len(set(held))
