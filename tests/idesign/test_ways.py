"""Laws of rooms to live in: nothing added stands in the way, what was asked for stays, and a room grows only where its
size was left open, and says so."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from shapely import Polygon

from assets.asset import Asset, AssetQuery
from idesign.brief import Brief, RoomWish
from idesign.design import Design, Surfaces
from idesign.knowledge import knowledge
from idesign.place import Placement
from idesign.rooms import enlarged, room_candidates, size_said
from idesign.scene_graph import Piece, SceneGraph
from idesign.ways import WHY, cleared, faults, furnished_to_live_in, grown
from solvers.problem import Pose
from solvers.room import Door, Room

LONG = 3.6
"""A row of cupboards that leaves 0.4 m of a room of 4 m, through which nobody walks, and 0.8 m of one of 4.4 m."""


def design(wish: RoomWish, asked: bool = False, optional: bool = False) -> Design:
    door = Door("door-0", 0, 0.1, 0.9, 2.0, "out")
    room = Room(((0.0, 0.0), (4.0, 0.0), (4.0, 5.0), (0.0, 5.0)), 2.5, (door,))
    pieces = (
        Piece("row", "row", AssetQuery("sideboard"), asked=asked, optional=optional),
        Piece("desk", "desk", AssetQuery("desk")),
    )
    return Design(
        Brief("x", room=wish, assumed=(size_said("room", 4.0, 5.0),)), room, "room", Surfaces(), SceneGraph(pieces, ())
    )


def across(tried: Design) -> Placement:
    """The row across the room, the desk behind it at the far wall."""
    height = tried.room.polygon[2][1]
    sizes = {"row": (LONG, 0.4, 1.0), "desk": (1.2, 0.6, 0.75)}
    assets = {i: Asset(i, "test", "CC0-1.0", i, "sideboard", size, "floor") for i, size in sizes.items()}
    poses = {"row": Pose(LONG / 2, 0.5 * height), "desk": Pose(1.0, height - 0.3)}
    return Placement(tried.graph, assets, poses)


def test_what_nobody_asked_for_does_not_cut_off_the_floor() -> None:
    small = design(RoomWish(width=4.0, depth=5.0), optional=True)
    assert faults(across(small), small) > 0
    same, placement = furnished_to_live_in(small, across)
    assert same.room == small.room
    assert set(placement.poses) == {"desk"} == {p.id for p in placement.graph.pieces}
    assert faults(placement, same) == 0
    assert not placement.left_out


def test_a_mat_to_exercise_on_cuts_off_no_floor() -> None:
    small = design(RoomWish(width=4.0, depth=5.0), optional=True)
    placement = across(small)
    mat = replace(placement.assets["row"], category="gym_mat", size=(LONG, 0.9, 0.02))
    assert faults(replace(placement, assets={**placement.assets, "row": mat}), small) == 0


def test_what_was_asked_for_stays_even_in_the_way() -> None:
    small = design(RoomWish(width=4.0, depth=5.0), asked=True)
    same, placement = furnished_to_live_in(small, across)
    assert (same, set(placement.poses)) == (small, {"row", "desk"})
    wanted_if_it_fits = design(RoomWish(width=4.0, depth=5.0), asked=True, optional=True)
    assert set(cleared(across(wanted_if_it_fits), wanted_if_it_fits, 4).poses) == {"row", "desk"}


def test_a_room_of_free_size_grows_until_one_can_get_about_and_says_so() -> None:
    free = design(RoomWish(), asked=True)
    larger, placement = furnished_to_live_in(free, across)
    assert max(x for x, _ in larger.room.polygon) == pytest.approx(4.4)
    assert set(placement.poses) == {"row", "desk"}
    assert faults(placement, larger) == 0
    said = "I assumed that the room measures 4.40 x 5.50 m, so that there is room to walk about."
    assert larger.brief.assumed == (said,)
    again = grown(larger, WHY[True])
    assert again is not None
    assert again.brief.assumed == (said.replace("4.40 x 5.50", "4.84 x 6.05"),)


def test_a_room_that_grows_for_what_was_asked_says_that_and_nothing_of_walking() -> None:
    free = design(RoomWish(), asked=True)
    roomy = replace(free, room=Room(((0.0, 0.0), (4.0, 0.0), (4.0, 8.0), (0.0, 8.0)), 2.5, free.room.doors))
    roomy = replace(roomy, brief=replace(free.brief, assumed=(size_said("room", 4.0, 8.0),)))

    def cramped(tried: Design) -> Placement:
        """Nothing is in the way, but a promise is broken in rooms that are less than 4.3 m wide."""
        wide = tried.room.polygon[1][0] > 4.3
        placement = across(tried)
        poses = {"row": Pose(LONG / 2, 0.2), "desk": placement.poses["desk"]}
        return replace(placement, poses=poses, breaches=() if wide else ("This could not be kept.",))

    larger, placement = furnished_to_live_in(roomy, cramped)
    assert placement.breaches == ()
    (said,) = larger.brief.assumed
    assert said.endswith("so that what you asked for has its place.")
    assert "walk" not in said


@pytest.mark.parametrize("wish", [RoomWish(width=4.0), RoomWish(depth=4.0), RoomWish(area=20.0)])
def test_a_size_that_was_said_is_kept(wish: RoomWish) -> None:
    assert grown(design(wish), WHY[True]) is None


def test_a_room_without_faults_is_furnished_once() -> None:
    free = design(RoomWish(), asked=True)
    roomy = replace(free, room=Room(((0.0, 0.0), (6.0, 0.0), (6.0, 6.0), (0.0, 6.0)), 2.5, free.room.doors))
    seen: list[Design] = []

    def furnish(tried: Design) -> Placement:
        seen.append(tried)
        return across(tried)

    assert furnished_to_live_in(roomy, furnish)[0] is roomy
    assert seen == [roomy]


def test_a_room_grows_before_a_wish_is_broken() -> None:
    free = design(RoomWish(), optional=True)
    bare = replace(across(free), poses={"desk": Pose(1.0, 4.7)})

    def furnish(tried: Design) -> Placement:
        return replace(bare, breaches=("no place",) if tried is free else ())

    larger, placement = furnished_to_live_in(free, furnish)
    assert larger.room.area > free.room.area
    assert not placement.breaches


@pytest.mark.parametrize("wish", [RoomWish(), RoomWish(shape="L")])
@pytest.mark.parametrize("kind", ["bedroom", "living_room", "kitchen", "bathroom"])
def test_a_larger_room_keeps_its_openings(kind: str, wish: RoomWish) -> None:
    for room in room_candidates(wish, knowledge().room_type(kind)[1], 3)[0]:
        larger = enlarged(room, 1.1)
        assert larger is not None
        assert Polygon(larger.polygon).area == pytest.approx(1.21 * room.area, rel=0.01)
        assert [(o.id, o.wall, o.width) for o in larger.openings] == [(o.id, o.wall, o.width) for o in room.openings]
        taken = sorted((o.wall, o.offset, o.offset + o.width) for o in larger.openings)
        assert all(start >= 0 and end <= larger.walls[wall].length for wall, start, end in taken)
        assert all(a[0] != b[0] or a[2] <= b[1] for a, b in pairwise(taken))


def test_no_room_grows_beyond_what_rooms_measure() -> None:
    most = knowledge().rule("room", "max_side")
    assert enlarged(Room(((0.0, 0.0), (most, 0.0), (most, 4.0), (0.0, 4.0)), 2.5), 1.1) is None
