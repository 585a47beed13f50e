"""What is in the way: without it there is a place, by the exact check; nothing cheaper would do."""

from __future__ import annotations

from dataclasses import replace

import pytest

from solvers import Body, LayoutProblem, Pose, check
from solvers import relations as r
from solvers.in_the_way import least_in_the_way
from solvers.placement_maps import placement_map
from solvers.room import Door, Room

ROOM = Room(((0, 0), (3.2, 0), (3.2, 2.6), (0, 2.6)), 2.5, (Door("door", 0, 0.2, 0.8),))
SIZES = {"bed": (1.4, 2.0, 0.5), "desk": (1.2, 0.6, 0.75), "chest": (0.8, 0.45, 0.8), "stand": (0.4, 0.4, 0.5)}
PLACED = {
    "bed": Pose(2.5, 1.6),
    "desk": Pose(0.6, 2.3),
    "chest": Pose(2.75, 0.225, yaw=3.1416),
    "stand": Pose(1.5, 2.4),
}
NEW = {
    "wardrobe": ((1.6, 0.6, 2.1), (r.AgainstWall(a="new"),)),
    "table": ((2.0, 1.5, 0.75), ()),
    "shelf": ((0.9, 0.35, 1.9), (r.AtWall(a="new", walls=(2,)),)),
}


def problem(kind: str) -> LayoutProblem:
    size, relations = NEW[kind]
    bodies = tuple(Body(i, s, i) for i, s in {**SIZES, "new": size}.items())
    return LayoutProblem("crowded", ROOM, bodies, relations)


def without(whole: LayoutProblem, ids: tuple[str, ...]) -> LayoutProblem:
    return replace(whole, bodies=tuple(b for b in whole.bodies if b.id not in ids))


@pytest.mark.parametrize("kind", NEW)
def test_without_what_is_in_the_way_the_thing_stands_there(kind: str) -> None:
    whole = problem(kind)
    assert not placement_map(whole, PLACED, "new", step=0.1).valid.any()
    found = least_in_the_way(whole, PLACED, "new", dict.fromkeys(SIZES, 1.0), step=0.1)
    assert found is not None
    assert found.ids
    left = {i: p for i, p in PLACED.items() if i not in found.ids}
    assert not check(without(whole, found.ids), {**left, "new": found.pose})


@pytest.mark.parametrize("kind", NEW)
def test_no_cheaper_thing_would_do(kind: str) -> None:
    whole, prices = problem(kind), {"bed": 4.0, "desk": 3.0, "chest": 2.0, "stand": 1.0}
    found = least_in_the_way(whole, PLACED, "new", prices, step=0.1)
    assert found is not None
    paid = sum(prices[i] for i in found.ids)
    for cheaper in (i for i in SIZES if prices[i] < paid):
        left = {i: p for i, p in PLACED.items() if i != cheaper}
        assert not placement_map(without(whole, (cheaper,)), left, "new", step=0.1).valid.any(), cheaper


def test_what_has_no_price_stays_and_what_fits_nowhere_is_none() -> None:
    whole = problem("table")
    found = least_in_the_way(whole, PLACED, "new", {"bed": 9.0, "stand": 9.0}, step=0.1)
    assert found is not None
    assert set(found.ids) <= {"bed", "stand"}
    assert least_in_the_way(whole, PLACED, "new", {}, step=0.1) is None
    huge = replace(whole, bodies=(*whole.bodies[:-1], Body("new", (4.0, 1.0, 1.0), "new")))
    assert least_in_the_way(huge, PLACED, "new", dict.fromkeys(SIZES, 1.0), step=0.1) is None
