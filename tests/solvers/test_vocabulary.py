"""The vocabulary: every kind of relation can be solved, is documented, and holds together with the rooms it names."""

import math
from pathlib import Path

import pytest

from solvers import Status, check, solve
from solvers import relations as r
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
