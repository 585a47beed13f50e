"""The vocabulary: every kind of relation can be solved, is documented, and holds together with the rooms it names."""

import math
from dataclasses import replace
from pathlib import Path

import pytest

from solvers import Status, check, solve
from solvers import relations as r
from solvers.check import Checker
from solvers.problem import Body, Box, LayoutProblem, Surface
from solvers.room import Column, Door, Radiator, Room, Socket, Window, Zone
from solvers.vocabulary import page

ROOM = Room(
    ((0, 0), (5, 0), (5, 4), (0, 4)),
    2.6,
    (Door("door-0", 0, 0.3, 0.9),),
    (Window("window-0", 2, 1.6, 1.6),),
    (Column("pillar", 3.6, 1.4, 0.35, 0.35),),
    (Radiator("heater", 1, 2.0, 1.0),),
    (Socket("socket", 3, 1.2),),
    (Zone("work", ((3.0, 2.2), (5.0, 2.2), (5.0, 4.0), (3.0, 4.0))),),
)
SHELF = Body(
    "shelf", (0.9, 0.35, 1.8), "bookshelf",
    parts=(Box((-0.45, 0.15, 0), (0.45, 0.175, 1.8)), *(Box((-0.45, -0.175, z), (0.45, 0.175, z + 0.02)) for z in
           (0.0, 0.6, 1.2, 1.78))),
    surfaces=(*(Surface(z, -0.44, -0.17, 0.44, 0.15, 0.55) for z in (0.02, 0.62, 1.22)),
              Surface(1.8, -0.45, -0.175, 0.45, 0.175)),
)  # fmt: skip
DESK_PARTS = (Box((-0.7, -0.35, 0.70), (0.7, 0.35, 0.74)), Box((-0.7, 0.3, 0), (0.7, 0.35, 0.7)))
BODIES = {
    b.id: b
    for b in (
        Body("bed", (1.6, 2.0, 0.5), "bed"), Body("desk", (1.4, 0.7, 0.74), "desk", parts=DESK_PARTS),
        Body("chair", (0.45, 0.45, 0.9), "chair"), Body("sofa", (2.0, 0.9, 0.8), "sofa"),
        Body("table", (1.2, 1.2, 0.75), "dining_table"), Body("stool", (0.4, 0.4, 0.45), "stool"),
        Body("one", (0.45, 0.45, 0.9), "chair"), Body("two", (0.45, 0.45, 0.9), "chair"),
        Body("three", (0.45, 0.45, 0.9), "chair"), Body("four", (0.45, 0.45, 0.9), "chair"),
        Body("five", (0.45, 0.45, 0.9), "chair"), Body("cabinet", (0.8, 0.4, 0.9), "cabinet"),
        Body("chest", (1.0, 0.5, 0.8), "dresser"), Body("wardrobe", (1.2, 0.6, 2.1), "wardrobe"),
        Body("tv", (1.1, 0.1, 0.65), "tv"), Body("lamp", (0.25, 0.25, 0.4), "table_lamp"),
        Body("book", (0.2, 0.25, 0.3), "books"), SHELF, Body("plant", (0.4, 0.4, 1.3), "plant"),
        Body("picture", (0.8, 0.04, 0.6), "picture", "wall"), Body("pendant", (0.5, 0.5, 0.4), "pendant", "ceiling"),
        Body("armchair", (0.8, 0.8, 0.9), "armchair", yaw="free"),
    )
}  # fmt: skip
EXAMPLES: tuple[tuple[r.Relation, ...], ...] = (
    (r.AgainstWall(a="sofa"),),
    (r.Corner(a="plant"),),
    (r.Corner(a="wardrobe", vertices=(2,)), r.AgainstWall(a="wardrobe")),
    (r.Near(a="plant", b="socket", max=0.3),),
    (r.Near(a="plant", b="pillar", max=0.2),),
    (r.Far(a="bed", b="window-0", min=1.0),),
    (r.Distance(a="tv", b="sofa", min=2.0, max=2.5), r.AgainstWall(a="tv")),
    (r.Around(a="chair", b="table", max=0.3),),
    (r.Facing(a="sofa", b="window-0"),),
    (r.Aligned(a="bed", b="chest"),),
    (r.OnTopOf(a="lamp", b="chest"),),
    (r.OnTopOf(a="lamp", b="shelf", level="top"),),
    (r.OnTopOf(a="book", b="shelf", level="inside"), r.AgainstWall(a="shelf")),
    (r.InFrontOf(a="chair", b="desk"),),
    (r.Behind(a="desk", b="sofa"),),
    (r.LeftOf(a="lamp", b="bed"), r.RightOf(a="plant", b="bed")),
    (r.CenteredOn(a="table", b="window-0"),),
    (r.AtWall(a="bed", walls=(3,)),),
    (r.CenteredOnWall(a="sofa"),),
    (r.CenteredOnWall(a="sofa", walls=(3,)),),
    (r.CenteredInRoom(a="table", tol=0.3),),
    (r.AtWindow(a="desk", b="window-0"),),
    (r.Above(a="picture", b="sofa"), r.AgainstWall(a="sofa")),
    (r.Above(a="pendant", b="table"),),
    (r.Under(a="stool", b="desk", share=0.9),),
    (r.Beside(a="cabinet", b="sofa"),),
    (r.Beside(a="plant", b="window-0", max=0.3),),
    (r.Between(a="table", b="sofa", c="cabinet"),),
    (r.Between(a="lamp", b="one", c="two", where="middle", tol=0.05),),
    (r.Parallel(a="sofa", b="bed"),),
    (r.Offset(a="chair", b="desk", y=-0.8, yaw=math.pi),),
    (r.KeepClear(a="wardrobe", depth=0.8), r.KeepClear(a="bed", side="left")),
    (r.ParallelToWall(a="bed"),),
    (r.FacingWall(a="sofa", walls=(0,)),),
    (r.FacingAway(a="desk", b="window-0"), r.Near(a="desk", b="window-0", max=0.8)),
    (r.Turned(a="armchair", yaw=math.radians(30)),),
    (r.Turned(a="cabinet", yaw=math.radians(60)),),
    (r.At(a="armchair", x=2.2, y=2.0), r.Facing(a="armchair", b="window-0")),
    (r.At(a="table", x=1.2, y=2.8),),
    (r.AtHeight(a="picture", height=1.5, of="middle"),),
    (r.LinedUp(a="cabinet", b="bed", by="back"),),
    (r.LinedUp(a="table", b="sofa", by="axis", tol=0.02),),
    (r.LinedUp(a="plant", b="bed", by="front", tol=0.02),),
    (r.LinedUp(a="chest", b="bed", by="left", tol=0.02),),
    (r.InRow(a="cabinet", others=("chest", "wardrobe"), max=0.05), r.AgainstWall(a="cabinet")),
    (r.InRow(a="one", others=("two", "three", "four"), min=0.2, max=0.25, by="front", tol=0.01),),
    (r.Symmetric(a="one", b="two", c="window-0"),),
    (r.Symmetric(a="one", b="two", c="table", tol=0.02),),
    (r.EvenlyAround(a="one", others=("two", "three", "four"), b="table", tol=0.03),),
    (
        r.EvenlyAround(a="one", others=("two", "three", "four", "five"), b="table", by="angle", tol=0.02),
        *(r.Facing(a=i, b="table") for i in ("one", "two", "three", "four", "five")),
    ),
    (r.InZone(a="desk", zone="work"), r.InZone(a="chair", zone="work")),
    (r.InZone(a="sofa", zone="work", part="centre"),),
    (r.NotBlocking(a="wardrobe", b="window-0"), r.NotBlocking(a="wardrobe", b="socket"), r.Corner(a="wardrobe")),
    (r.Sees(a="sofa", b="tv"), r.Near(a="wardrobe", b="sofa", max=1.0)),
)


def problem(relations: tuple[r.Relation, ...]) -> LayoutProblem:
    """What the relations name, and a wardrobe and a bed that are in the way."""
    names = dict.fromkeys(n for x in relations for n in x.names if n in BODIES)
    others = dict.fromkeys(("wardrobe", "chest"))
    return LayoutProblem("vocabulary", ROOM, tuple(BODIES[i] for i in names | others), relations)


def test_every_kind_has_an_example() -> None:
    assert {x.kind for relations in EXAMPLES for x in relations} == set(r.KINDS)


def test_the_page_is_that_of_the_code() -> None:
    written = Path(__file__).resolve().parents[2].joinpath("docs", "relations.md").read_text(encoding="utf-8")
    assert written == page(), "write it again: python -m solvers.vocabulary > docs/relations.md"
    assert all(f"| `{kind}` | {r.sentence(kind)} |" in written for kind in r.KINDS)


@pytest.mark.parametrize("relations", EXAMPLES, ids=lambda xs: "-".join([xs[0].kind, *xs[0].names]))
def test_every_relation_can_be_solved(relations: tuple[r.Relation, ...]) -> None:
    p = problem(relations)
    layout = solve(p, seed=3, effort=0, time_limit=10)
    assert layout.status is Status.SOLVED, (layout.violated, layout.seconds)
    assert not check(p, layout.placements)


# ---------------------------------------------------------------- heights, shelves, free yaws
def test_shelves_are_filled_board_by_board() -> None:
    books = tuple(Body(f"book-{k}", (0.35, 0.2, 0.3), "books") for k in range(5))
    vase = Body("vase", (0.2, 0.2, 0.3), "vase")
    inside = [r.OnTopOf(a=b.id, b="shelf", level="inside") for b in books]
    relations = (r.AgainstWall(a="shelf"), r.OnTopOf(a="vase", b="shelf", level="top"), *inside)
    p = LayoutProblem("full", ROOM, (SHELF, *books, vase, BODIES["chest"]), relations)
    layout = solve(p, effort=0, time_limit=10)
    assert layout.status is Status.SOLVED, layout.violated
    heights = sorted(layout.placements[b.id].z for b in books)
    assert heights == pytest.approx([0.02, 0.62, 0.62, 1.22, 1.22]), "two on a board, the highest boards first"
    assert layout.placements["vase"].z == pytest.approx(1.8)


def test_heights_count() -> None:
    rug, chair = Body("rug", (2.4, 1.6, 0.015), "rug"), Body("seat", (0.45, 0.5, 0.66), "stool")
    relations = (
        r.Under(a="rug", b="table", share=1.0), r.Under(a="seat", b="desk", share=0.8), r.AgainstWall(a="desk"),
        r.Above(a="picture", b="sofa"), r.CenteredOnWall(a="sofa"), r.AtHeight(a="picture", height=1.5, of="middle"),
        r.Above(a="pendant", b="table"),
    )  # fmt: skip
    named = tuple(BODIES[i] for i in ("table", "desk", "sofa", "picture", "pendant"))
    p = LayoutProblem("heights", ROOM, (*named, rug, chair), relations)
    layout = solve(p, seed=1, effort=0, time_limit=10)
    assert layout.status is Status.SOLVED, layout.violated
    assert layout.placements["picture"].z == pytest.approx(1.2)


def test_a_free_yaw_finds_the_diagonal() -> None:
    room = Room(((0, 0), (3, 0), (3, 3), (0, 3)), 2.5)
    beam = Body("beam", (3.6, 0.2, 0.5), yaw="free")
    p = LayoutProblem("diagonal", room, (beam, Body("box", (0.5, 0.5, 0.5))))
    layout = solve(p, effort=0, time_limit=5)
    assert layout.status is Status.SOLVED, layout.violated


def test_a_locked_thing_may_still_turn() -> None:
    seat = Body("seat", (0.7, 0.7, 0.9), "armchair", yaw="free")
    p = LayoutProblem("locked", ROOM, (seat, BODIES["tv"]), (
        r.At(a="seat", x=1.5, y=1.5), r.Facing(a="seat", b="tv"), r.AtWall(a="tv", walls=(1,)),
    ))  # fmt: skip
    layout = solve(p, effort=0.2, time_limit=10)
    assert layout.status is Status.SOLVED, layout.violated
    here = layout.placements["seat"]
    assert math.hypot(here.x - 1.5, here.y - 1.5) <= 0.011


ROOMS = {
    "L": ((0, 0), (5, 0), (5, 2.4), (2.6, 2.4), (2.6, 4.5), (0, 4.5)),
    "T": ((0, 2.5), (1.8, 2.5), (1.8, 0), (4.2, 0), (4.2, 2.5), (6, 2.5), (6, 5), (0, 5)),
    "U": ((0, 0), (6, 0), (6, 4.5), (4, 4.5), (4, 2.4), (2, 2.4), (2, 4.5), (0, 4.5)),
    "slanted": ((0, 0), (5, 0), (3.6, 3.6), (0, 3.6)),
    "niche": ((0, 0), (4.4, 0), (4.4, 3.2), (3, 3.2), (3, 3.8), (1.4, 3.8), (1.4, 3.2), (0, 3.2)),
}


@pytest.mark.parametrize("shape", ROOMS)
def test_rooms_of_every_shape_with_everything_built_in(shape: str) -> None:
    bare = Room(ROOMS[shape])
    x, y = bare.centroid
    doors = (Door("door-0", 0, 0.2, 0.9), Door("door-1", 1, 0.3, 0.8))
    last = len(ROOMS[shape]) - 1
    windows, heaters = (Window("w", last, 0.8, 1.2),), (Radiator("heater", last, 0.8, 1.0),)
    room = Room(ROOMS[shape], 2.5, doors, windows, (Column("pillar", x, y, 0.3, 0.3),), heaters)
    ids = ("bed", "wardrobe", "chest", "chair")
    relations = (r.AgainstWall(a="bed"), r.AgainstWall(a="wardrobe"), r.NotBlocking(a="wardrobe", b="w"))
    p = LayoutProblem(shape, room, tuple(BODIES[i] for i in ids), relations)
    layout = solve(p, effort=0, time_limit=10)
    assert layout.status is Status.SOLVED, layout.violated


# ---------------------------------------------------------------- soft, and many at once
def kept_softly(relations: tuple[r.Relation, ...]) -> float:
    """The weighted share of the relations that a layout keeps when they are wishes only."""
    p = problem(tuple(replace(x, hard=False, weight=2.0) for x in relations))
    layout = solve(p, seed=2, effort=0.1, time_limit=10)
    assert layout.status is Status.SOLVED, layout.violated
    return Checker(p).soft_share(layout.placements)


SOFT = [xs for xs in EXAMPLES if not any(isinstance(x, r.Offset | r.OnTopOf) for x in xs)]


@pytest.mark.parametrize("relations", SOFT[::4], ids=lambda xs: xs[0].kind)
def test_wishes_are_kept_where_nothing_is_against_them(relations: tuple[r.Relation, ...]) -> None:
    assert kept_softly(relations) == 1.0


@pytest.mark.slow
@pytest.mark.parametrize("relations", SOFT, ids=lambda xs: "-".join([xs[0].kind, *xs[0].names]))
def test_every_wish_is_kept_where_nothing_is_against_it(relations: tuple[r.Relation, ...]) -> None:
    assert kept_softly(relations) == 1.0


def test_a_living_room_in_the_words_of_a_designer() -> None:
    more = (
        Body("coffee", (1.1, 0.6, 0.42), "coffee_table"), Body("stand", (1.5, 0.4, 0.5), "tv_stand"),
        Body("left", (0.75, 0.8, 0.9), "armchair", yaw="free"), Body("right", (0.75, 0.8, 0.9), "armchair", yaw="free"),
        Body("lamp-l", (0.35, 0.35, 1.5), "floor_lamp"), Body("lamp-r", (0.35, 0.35, 1.5), "floor_lamp"),
        Body("rug", (2.6, 1.8, 0.015), "rug"),
    )  # fmt: skip
    relations = (
        r.CenteredOnWall(a="sofa", walls=(3,), tol=0.3), r.LinedUp(a="coffee", b="sofa", by="axis", tol=0.03),
        r.InFrontOf(a="coffee", b="sofa"), r.Near(a="coffee", b="sofa", max=0.5), r.OnTopOf(a="tv", b="stand"),
        r.LinedUp(a="stand", b="sofa", by="axis"), r.Facing(a="sofa", b="tv"), r.Sees(a="sofa", b="tv"),
        r.Symmetric(a="lamp-l", b="lamp-r", c="sofa"), r.Beside(a="lamp-l", b="sofa", side="left", max=0.3),
        r.Symmetric(a="left", b="right", c="coffee"), r.Near(a="left", b="coffee", max=0.6),
        r.Facing(a="left", b="coffee"), r.Under(a="rug", b="coffee", share=0.95), r.Corner(a="plant", vertices=(3,)),
        r.Above(a="picture", b="sofa"), r.AtHeight(a="picture", height=1.55, of="middle", tol=0.02),
        r.InZone(a="shelf", zone="work"), r.NotBlocking(a="shelf", b="window-0"),
    )  # fmt: skip
    things = (*(BODIES[i] for i in ("sofa", "tv", "plant", "picture", "shelf")), *more)
    layout = solve(LayoutProblem("living", ROOM, things, relations), effort=0, time_limit=20)
    assert layout.status is Status.SOLVED, layout.violated


def test_a_class_in_rows() -> None:
    desks = tuple(Body(f"d{i}{j}", (0.7, 0.5, 0.74), "desk") for i in range(3) for j in range(3))
    rows = tuple(r.InRow(a=f"d{i}0", others=(f"d{i}1", f"d{i}2"), min=0.1, max=0.3, by="level", tol=0.02)
                 for i in range(3))  # fmt: skip
    files = [(r.LinedUp(a=f"d{i + 1}0", b=f"d{i}0", by="left", tol=0.02), r.Behind(a=f"d{i + 1}0", b=f"d{i}0"))
             for i in range(2)]  # fmt: skip
    layout = solve(LayoutProblem("class", ROOM, desks, (*rows, *files[0], *files[1])), effort=0, time_limit=20)
    assert layout.status is Status.SOLVED, layout.violated
