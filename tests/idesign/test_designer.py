"""Laws of the embedded designer: what was asked for is all there, what was excluded is not, the same brief gives the
same design."""

from __future__ import annotations

import itertools
import math
from collections import Counter
from dataclasses import replace

import pytest

from assets import find
from idesign.arrange import arrange
from idesign.brief import Brief, RoomWish, Wish, WishRelation
from idesign.compile import compile_problem
from idesign.design import Design
from idesign.designers.embedded.designer import EmbeddedDesigner
from idesign.knowledge import knowledge
from solvers.relations import Above, AtWall, AtWindow, Facing, NotBlocking
from solvers.room import Room


def propose(**fields: object) -> Design:
    return EmbeddedDesigner().propose(Brief(text="", **fields))  # type: ignore[arg-type]


def wish(ref: str, category: str, count: int = 1, **more: object) -> Wish:
    return Wish(ref, category, category.replace("_", " "), count=count, **more)  # type: ignore[arg-type]


def categories(design: Design) -> Counter[str]:
    return Counter(p.category for p in design.graph.pieces)


DEMO = Brief(
    text="",
    room_type="bedroom",
    room=RoomWish(width=4.2, depth=3.6),
    occupants=2,
    wishes=(
        wish("w1", "bed_double"),
        wish("w2", "nightstand", 2),
        wish("w3", "wardrobe", materials=("oak",)),
        wish("w4", "desk"),
        wish("w5", "office_chair"),
    ),
    relations=(
        WishRelation("flanking", "w2", "w1"),
        WishRelation("under", "w4", "window"),
        WishRelation("around", "w5", "w4"),
    ),
)


@pytest.mark.parametrize("kind", sorted(knowledge().room_types))
@pytest.mark.parametrize("seed", [0, pytest.param(1, marks=pytest.mark.slow)])
def test_a_room_alone_is_complete(kind: str, seed: int) -> None:
    design = propose(room_type=kind, seed=seed)
    assert sum(p.support == "floor" for p in design.graph.pieces) >= 3
    assert any(p.support == "ceiling" for p in design.graph.pieces)
    assert not any(p.asked for p in design.graph.pieces)
    assert design.brief.assumed


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_the_demo_has_all_that_was_asked_for(seed: int) -> None:
    design = EmbeddedDesigner().propose(replace(DEMO, seed=seed))
    asked = Counter(p.category for p in design.graph.pieces if p.asked)
    assert asked == {"bed_double": 1, "nightstand": 2, "wardrobe": 1, "desk": 1, "office_chair": 1}
    assert 14 <= len(design.graph.pieces) <= 32
    oak = next(p for p in design.graph.pieces if p.category == "wardrobe")
    assert oak.query.materials == ("oak",)
    assert oak.attributes["material"] == "oak"


def test_the_same_brief_gives_the_same_design() -> None:
    assert EmbeddedDesigner().propose(DEMO) == EmbeddedDesigner().propose(DEMO)


def test_the_desk_goes_under_a_window_that_clears_it() -> None:
    design = EmbeddedDesigner().propose(DEMO)
    at = [r for r in design.graph.relations if isinstance(r, AtWindow) and r.hard]
    assert [r.a for r in at] == ["desk-0"]
    window = next(w for w in design.room.windows if w.id == at[0].b)
    assert window.sill > design.graph.piece("desk-0").query.size[2]  # type: ignore[operator]


def test_nothing_else_means_nothing_else() -> None:
    design = propose(room_type="bedroom", only=True, wishes=(wish("w1", "bed_double"), wish("w2", "pendant_lamp")))
    assert categories(design) == {"bed_double": 1, "pendant_lamp": 1}


@pytest.mark.parametrize("gone", ["television", "rug", "potted_plant", "curtains", "sofa", "coffee_table"])
def test_what_is_excluded_is_not_there(gone: str) -> None:
    assert categories(propose(room_type="living_room", excluded=(gone,)))[gone] == 0


def test_exact_counts_are_not_added_to() -> None:
    design = propose(room_type="living_room", room=RoomWish(width=6, depth=5), wishes=(wish("w1", "armchair", 3),))
    assert categories(design)["armchair"] == 3


def test_anything_in_the_catalogue_can_be_wished_in_any_room() -> None:
    odd = ("piano", "treadmill", "globe", "television", "fish tank", "wall_clock", "laptop", "crib", "stove", "toilet")
    wishes = tuple(wish(f"w{k}", c, 2) for k, c in enumerate(odd))
    for kind in ("hallway",):
        design = propose(room_type=kind, wishes=wishes)
        asked = Counter(p.category for p in design.graph.pieces if p.asked)
        assert asked == Counter({c: 2 for c in odd})


def test_things_stand_on_what_was_named() -> None:
    wishes = (wish("w1", "sideboard"), wish("w2", "television"), wish("w3", "vase", 2))
    relations = (WishRelation("on", "w2", "w1"), WishRelation("on", "w3", "w1"))
    design = propose(room_type="living_room", wishes=wishes, relations=relations)
    on = [p.category for p in design.graph.pieces if p.support == "sideboard-0" and p.asked]
    assert sorted(on) == ["television", "vase", "vase"]


def test_walls_are_named_in_the_solvers_words() -> None:
    relations = (WishRelation("against", "w1", "wall:north"), WishRelation("facing", "w2", "w1"))
    wishes = (wish("w1", "bookshelf"), wish("w2", "rocking_chair"))
    graph = propose(room_type="bedroom", wishes=wishes, relations=relations).graph
    assert any(isinstance(r, AtWall) and r.a == "bookshelf-0" and r.hard and r.walls == (2,) for r in graph.relations)
    assert any(isinstance(r, Facing) and r.b == "bookshelf-0" for r in graph.relations)


def test_a_pendant_hangs_over_the_table() -> None:
    wishes = (wish("w1", "dining_table"), wish("w2", "pendant_lamp"))
    relations = (WishRelation("above", "w2", "w1"),)
    design = propose(room_type="dining_room", wishes=wishes, relations=relations, occupants=8)
    assert [r.b for r in design.graph.relations if isinstance(r, Above) and r.a == "pendant_lamp-0"] == [
        "dining_table-0"
    ]
    assert categories(design)["dining_chair"] == 8
    lamp = design.graph.piece("pendant_lamp-0").query.size[2]
    assert design.room.height - 0.75 - 0.95 <= lamp <= design.room.height - 0.75 - 0.7  # type: ignore[operator]


def test_a_given_plan_is_furnished_as_it_is() -> None:
    plan = Room(((0, 0), (7, 0), (7, 3.6), (4.2, 3.6), (4.2, 6), (0, 6)), 2.6)
    design = propose(room_type="living_room", more_room_types=("dining_room",), room=RoomWish(plan=plan))
    assert design.room == plan
    assert {"sofa", "dining_table"} <= set(categories(design))


def test_small_things_belong_to_groups_and_hosts_that_exist() -> None:
    graph = propose(room_type="living_room").graph
    ids = {p.id for p in graph.pieces}
    for p in graph.pieces:
        if p.support not in ("floor", "wall", "ceiling"):
            assert p.support in ids
            assert any(g.anchor == p.support and p.id in dict(g.members) for g in graph.groups)


def test_rooms_furnished_like_another_are_said_so() -> None:
    assert any("like a" in s for s in propose(room_type="conservatory").brief.assumed)


def test_a_toddler_gets_a_round_coffee_table() -> None:
    graph = propose(room_type="living_room", people=("toddler",)).graph
    assert dict(next(p for p in graph.pieces if p.category == "coffee_table").query.options)["shape"] == "round"


def test_what_was_asked_for_above_a_thing_is_placed_with_it_and_beside_windows() -> None:
    wishes = (wish("sink", "bathroom_sink"), wish("glass", "mirror"))
    above = WishRelation("glass", "above", "sink")
    design = propose(room_type="bathroom", wishes=wishes, relations=(above,))
    (mirror,) = (p for p in design.graph.pieces if p.category == "mirror")
    assert mirror.asked
    assert mirror.stage == 0
    assets = {p.id: find(p.query).asset for p in design.graph.pieces}
    every = frozenset(assets)
    problem = compile_problem("room", design.room, design.graph, assets, every, {})
    apart = {(r.a, r.b) for r in problem.relations if isinstance(r, NotBlocking) and r.hard}
    assert {b for a, b in apart if a == mirror.id} == {o.id for o in design.room.openings}
    veils = {p.id for p in design.graph.pieces if p.category in ("blind", "curtains")}
    assert not [a for a, b in apart if a in veils and b in {w.id for w in design.room.windows}]


def test_what_shall_stand_in_the_middle_stands_at_no_wall() -> None:
    bench, middle = wish("w1", "workbench"), WishRelation("centered", "w1", "room")
    design = propose(room_type="home_office", wishes=(bench,), relations=(middle,))
    kinds = {r.kind for r in design.graph.relations if r.a == "workbench-0"}
    assert "centered_in_room" in kinds
    assert not kinds & {"against_wall", "at_wall"}


@pytest.mark.parametrize(("desks", "chairs"), [(10, 20), (8, 8)])
def test_all_pupils_sit_at_their_desks(desks: int, chairs: int) -> None:
    """Two at a desk where there are twice as many chairs; the rows fit before the board."""
    wishes = (wish("w1", "school_desk", desks), wish("w2", "school_chair", chairs))
    design = propose(room_type="classroom", room=RoomWish(width=8.0, depth=7.0), wishes=wishes)
    grid = next(g for g in design.graph.groups if g.kind == "grid")
    offsets = arrange(grid, {p.id: find(p.query).asset for p in design.graph.pieces}, design.room)
    seats = [(o.x, o.y) for o in offsets if o.a.startswith("school_chair")]
    assert len(seats) == chairs
    assert min(math.dist(a, b) for a, b in itertools.combinations(seats, 2)) >= 0.42
