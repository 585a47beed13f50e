"""The exact check says what the contract says, case by case."""

import math
from dataclasses import replace
from random import Random

import pytest

from solvers import relations as r
from solvers.check import Checker, check, holds
from solvers.layout import Violation
from solvers.problem import Body, Box, LayoutProblem, Mount, Pose, Surface
from solvers.room import Column, Door, Radiator, Room, Socket, Window, Zone

ROOM = Room(
    ((0.0, 0.0), (4.0, 0.0), (4.0, 3.0), (0.0, 3.0)),
    2.5,
    (Door("door-0", 0, 0.4, 0.9),),
    (Window("window-0", 2, 1.0, 1.2),),
)
L_ROOM = Room(((0.0, 0.0), (4.0, 0.0), (4.0, 2.0), (2.0, 2.0), (2.0, 4.0), (0.0, 4.0)))
MIDDLE = Pose(2.0, 1.5)
DESK = (Box((-0.6, -0.3, 0.70), (0.6, 0.3, 0.74)), Box((-0.6, -0.3, 0.0), (-0.55, 0.3, 0.70)))


def found(bodies: list[Body], poses: dict[str, Pose], *relations: r.Relation, room: Room = ROOM) -> list[Violation]:
    return list(check(LayoutProblem("p", room, tuple(bodies), relations), poses))


def kinds(bodies: list[Body], poses: dict[str, Pose], *relations: r.Relation, room: Room = ROOM) -> list[str]:
    return [v.kind for v in found(bodies, poses, *relations, room=room)]


def one(
    relation: r.Relation,
    a: Pose,
    b: Pose = MIDDLE,
    size_a: tuple[float, float, float] = (0.6, 0.4, 0.5),
    mount: Mount = "floor",
) -> bool:
    """Whether a relation between two bodies holds; b is 1.2 m wide and 0.8 m deep."""
    bodies = (Body("a", size_a, mount=mount), Body("b", (1.2, 0.8, 0.7)), Body("c", (0.4, 0.4, 0.4)))
    places = {"a": a, "b": b, "c": Pose(3.5, 2.5)}
    return holds(LayoutProblem("p", ROOM, bodies, (relation,)), places, relation)


# ---------------------------------------------------------------- always required
def test_a_missing_or_infinite_pose_is_not_placed() -> None:
    bodies = [Body("a", (1, 1, 1))]
    assert kinds(bodies, {}) == ["placed"]
    assert kinds(bodies, {"a": Pose(math.nan, 1.0)}) == ["placed"]
    assert kinds(bodies, {"a": Pose(2, 1.6), "ghost": Pose(0, 0)}) == ["placed"]


@pytest.mark.parametrize(("x", "ok"), [(0.4961, True), (0.494, False), (3.504, True), (3.506, False)])
def test_a_footprint_may_leave_the_room_by_five_millimetres(x: float, ok: bool) -> None:
    assert (kinds([Body("a", (1, 1, 1))], {"a": Pose(x, 2.0)}) == []) == ok


def test_an_inner_corner_is_outside_even_when_all_corners_are_in() -> None:
    body = Body("a", (0.4, 3.0, 0.5))
    assert kinds([body], {"a": Pose(1.9, 1.9, 0.0, -math.pi / 4)}, room=L_ROOM) == ["inside"]
    assert kinds([body], {"a": Pose(1.0, 2.0)}, room=L_ROOM) == []


def test_nothing_reaches_through_floor_or_ceiling() -> None:
    assert "inside" in kinds([Body("a", (1, 1, 2.6))], {"a": Pose(3, 2)})
    assert kinds([Body("a", (1, 1, 2.504))], {"a": Pose(3, 2)}) == []
    assert "inside" in kinds([Body("a", (1, 1, 1))], {"a": Pose(3, 2, -0.1)})


@pytest.mark.parametrize(("gap", "ok"), [(0.0, True), (-0.004, True), (-0.006, False)])
def test_bodies_overlap_by_five_millimetres_at_most(gap: float, ok: bool) -> None:
    bodies = [Body("a", (1, 1, 1)), Body("b", (1, 1, 1))]
    assert (kinds(bodies, {"a": Pose(1.6, 2), "b": Pose(2.6 + gap, 2)}) == []) == ok


def test_turned_bodies_collide_by_their_true_footprints() -> None:
    bodies = [Body("a", (1, 0.2, 1)), Body("b", (1, 0.2, 1))]
    assert kinds(bodies, {"a": Pose(2, 2, 0, math.pi / 4), "b": Pose(2.5, 2.2, 0, math.pi / 4)}) == []
    assert kinds(bodies, {"a": Pose(2, 2, 0, math.pi / 4), "b": Pose(2.5, 2.2, 0, -math.pi / 4)}) == ["apart"]


def test_a_rug_lies_under_furniture_but_not_under_a_rug() -> None:
    rug, table, other = Body("rug", (2, 1, 0.02)), Body("table", (1, 0.6, 0.7)), Body("mat", (1, 1, 0.03))
    assert kinds([rug, table], {"rug": Pose(2.5, 2), "table": Pose(2.5, 2)}) == []
    assert kinds([rug, other], {"rug": Pose(2.5, 2), "mat": Pose(2.5, 2)}) == ["apart"]
    assert kinds([rug], {"rug": Pose(1.0, 0.5)}) == [], "a rug does not stop a door"


def test_bodies_with_parts_collide_by_their_parts() -> None:
    desk, stool = Body("desk", (1.2, 0.6, 0.74), parts=DESK), Body("stool", (0.4, 0.4, 0.45))
    poses = {"desk": Pose(2.5, 2.0), "stool": Pose(2.6, 1.9)}
    assert kinds([desk, stool], poses) == []
    assert kinds([replace(desk, parts=()), stool], poses) == ["apart"]
    assert kinds([desk, stool], {**poses, "stool": Pose(2.0, 1.9)}) == ["apart"], "the leg is in the way"


def test_what_stands_on_nothing_is_wrong() -> None:
    bodies = [Body("a", (0.3, 0.3, 0.3)), Body("b", (1, 1, 0.5))]
    on = r.OnTopOf(a="a", b="b")
    assert kinds(bodies, {"a": Pose(3, 2, 0.5), "b": Pose(3, 2)}) == ["support"]
    assert kinds(bodies, {"a": Pose(3, 2, 0.5), "b": Pose(3, 2)}, on) == []
    assert kinds(bodies, {"a": Pose(1.5, 2, 0.0), "b": Pose(3, 2)}, on) == ["support", "relation"]
    soft = replace(on, hard=False)
    assert kinds(bodies, {"a": Pose(1.5, 2, 0.0), "b": Pose(3, 2)}, soft) == []
    assert kinds(bodies, {"a": Pose(1.5, 2, 0.5), "b": Pose(3, 2)}, soft) == ["support"]


def test_a_body_stands_on_any_of_the_surfaces() -> None:
    shelf = Body(
        "b",
        (1, 0.4, 2),
        surfaces=(Surface(1.0, -0.5, -0.2, 0.5, 0.2), Surface(2.0, -0.5, -0.2, 0.0, 0.2)),
        parts=(Box((-0.5, 0.18, 0), (0.5, 0.2, 2)),),
    )
    bodies, on = [Body("a", (0.2, 0.2, 0.2)), shelf], r.OnTopOf(a="a", b="b")
    for x, z, ok in ((3.3, 1.0, True), (3.3, 2.0, False), (2.7, 2.0, True), (3.0, 1.5, False)):
        assert (kinds(bodies, {"a": Pose(x, 1.95, z), "b": Pose(3, 2)}, on) == []) == ok


def test_what_an_offset_lifts_is_carried() -> None:
    bodies = [Body("lamp", (0.2, 0.2, 0.3)), Body("bed", (1.6, 2.0, 0.5)), Body("stand", (0.4, 0.4, 0.5))]
    tie = r.Offset(a="lamp", b="bed", x=1.05, y=0.8, z=0.5)
    poses = {"bed": Pose(2.0, 1.9), "stand": Pose(3.05, 2.7), "lamp": Pose(3.05, 2.7, 0.5)}
    assert kinds(bodies, poses, tie) == []
    assert "support" in kinds(bodies, {**poses, "lamp": Pose(3.15, 2.7, 0.5)}, tie)


def test_things_hang_where_their_mount_says() -> None:
    picture = Body("a", (0.8, 0.05, 0.5), mount="wall", elevation=1.3)
    assert kinds([picture], {"a": Pose(3.0, 2.975, 1.3)}) == []
    assert kinds([picture], {"a": Pose(3.0, 2.975, 1.2)}) == ["support"]
    assert kinds([picture], {"a": Pose(3.0, 2.9, 1.3)}) == ["support"]
    lamp = Body("a", (0.4, 0.4, 0.6), mount="ceiling")
    assert kinds([lamp], {"a": Pose(2, 2, 1.9)}) == []
    assert kinds([lamp], {"a": Pose(2, 2, 1.8)}) == ["support"]


def test_fixed_bodies_stay_within_a_centimetre_and_a_degree() -> None:
    body = Body("a", (0.5, 0.5, 0.5), fixed=Pose(3, 2))
    assert kinds([body], {"a": Pose(3.009, 2, 0.004, math.radians(0.9))}) == []
    for pose in (Pose(3.02, 2), Pose(3, 2, 0, math.radians(2)), Pose(3, 2, 0.02)):
        assert "fixed" in kinds([body], {"a": pose})


@pytest.mark.parametrize(("y", "height", "ok"), [(0.9, 1.0, False), (1.301, 1.0, True), (0.9, 0.03, True)])
def test_doors_keep_eighty_centimetres_clear(y: float, height: float, ok: bool) -> None:
    assert (kinds([Body("a", (0.5, 1.0, height))], {"a": Pose(0.85, y)}) == []) == ok


def test_what_hangs_over_a_door_zone_is_not_in_the_way() -> None:
    shelf = Body("a", (0.5, 0.3, 0.3), mount="wall", elevation=2.1)
    assert kinds([shelf], {"a": Pose(0.85, 0.15, 2.1, math.pi)}) == []


# ---------------------------------------------------------------- the contract's relations
def test_against_wall_needs_the_back_and_the_front() -> None:
    x = r.AgainstWall(a="a")
    assert one(x, Pose(2, 2.8))
    assert one(x, Pose(2, 2.66))
    assert not one(x, Pose(2, 2.64))
    assert not one(x, Pose(2, 2.8, 0, math.pi)), "it faces the wall"
    assert one(x, Pose(2, 2.75, 0, math.radians(10)))
    assert not one(x, Pose(2, 2.75, 0, math.radians(16)))
    assert one(x, Pose(0.2, 1.5, 0, math.pi / 2)), "west wall"


def test_a_corner_is_a_convex_vertex() -> None:
    x = r.Corner(a="a")
    assert one(x, Pose(0.45, 2.7))
    assert not one(x, Pose(0.9, 2.7))
    inner = LayoutProblem("p", L_ROOM, (Body("a", (0.3, 0.3, 0.3)),), (x,))
    assert not holds(inner, {"a": Pose(1.8, 2.2)}, x), "the vertex at (2, 2) is not convex"
    assert holds(inner, {"a": Pose(1.8, 3.8)}, x)


def test_near_far_and_distance() -> None:
    assert one(r.Near(a="a", b="b", max=0.5), Pose(3.41, 1.5))
    assert not one(r.Near(a="a", b="b", max=0.5), Pose(3.43, 1.5))
    assert one(r.Far(a="a", b="b", min=0.5), Pose(3.39, 1.5))
    assert not one(r.Far(a="a", b="b", min=0.5), Pose(3.37, 1.5))
    assert one(r.Distance(a="a", b="b", min=1.0, max=1.2), Pose(3.21, 1.5))
    assert not one(r.Distance(a="a", b="b", min=1.0, max=1.2), Pose(3.23, 1.5))
    assert not one(r.Distance(a="a", b="b", min=1.0), Pose(2.9, 1.5))


def test_facing_by_ray_or_within_fifteen_degrees() -> None:
    x = r.Facing(a="a", b="b")
    assert one(x, Pose(2.5, 2.7)), "the ray along -y meets the footprint"
    assert not one(x, Pose(3.0, 2.7))
    assert one(x, Pose(2.9, 2.7, 0, -math.atan2(0.9, 1.2) + math.radians(14)))
    assert not one(x, Pose(2, 0.5)), "it looks away"


def test_around_is_near_and_facing() -> None:
    x = r.Around(a="a", b="b", max=0.6)
    assert one(x, Pose(2, 2.5))
    assert not one(x, Pose(2, 2.5, 0, math.pi))
    assert not one(x, Pose(2, 2.8))


def test_sides_are_those_of_a_person_in_front() -> None:
    left, right = r.LeftOf(a="a", b="b"), r.RightOf(a="a", b="b")
    before, behind = r.InFrontOf(a="a", b="b"), r.Behind(a="a", b="b")
    assert one(left, Pose(1.2, 1.5))
    assert one(right, Pose(2.9, 1.5))
    assert one(before, Pose(2, 0.9))
    assert one(behind, Pose(2, 2.2))
    turned = Pose(2.0, 1.5, 0, math.pi)
    assert one(left, Pose(2.9, 1.5), turned)
    assert one(before, Pose(2, 2.2), turned)
    assert not one(left, Pose(1.2, 2.1)), "beyond the depth"
    assert one(left, Pose(1.44, 1.5)), "5 cm inside the edge at most"
    assert not one(left, Pose(1.46, 1.5))


def test_aligned_and_centered() -> None:
    assert one(r.Aligned(a="a", b="b"), Pose(1, 1, 0, math.radians(370) - math.radians(1)))
    assert not one(r.Aligned(a="a", b="b"), Pose(1, 1, 0, math.pi))
    assert one(r.CenteredOn(a="a", b="b"), Pose(2.14, 2.8))
    assert one(r.CenteredOn(a="a", b="b"), Pose(3.5, 1.36))
    assert not one(r.CenteredOn(a="a", b="b"), Pose(3.5, 2.8))


# ---------------------------------------------------------------- the product's own relations
def test_walls_by_number_and_their_middles() -> None:
    assert one(r.AtWall(a="a", walls=(2,)), Pose(1, 2.8))
    assert not one(r.AtWall(a="a", walls=(0, 1)), Pose(1, 2.8))
    assert one(r.CenteredOnWall(a="a"), Pose(2.09, 2.8))
    assert not one(r.CenteredOnWall(a="a"), Pose(2.2, 2.8))
    assert one(r.CenteredInRoom(a="a"), Pose(2.2, 1.6))
    assert not one(r.CenteredInRoom(a="a"), Pose(2.5, 1.5))


def test_openings_can_be_related_to() -> None:
    assert one(r.AtWindow(a="a", b="window-0"), Pose(2.1, 2.7))
    assert not one(r.AtWindow(a="a", b="window-0"), Pose(3.1, 2.7)), "beside the opening"
    assert not one(r.AtWindow(a="a", b="window-0"), Pose(2.0, 2.5)), "too far from the wall"
    assert one(r.Near(a="a", b="window-0", max=0.5), Pose(2, 2.3))
    assert not one(r.Near(a="a", b="window-0", max=0.5), Pose(2, 2.2))
    assert one(r.Facing(a="a", b="window-0"), Pose(2.4, 1, 0, math.pi))
    assert one(r.Far(a="a", b="door-0", min=1.0), Pose(2, 2.3))


def test_above_and_under() -> None:
    above = r.Above(a="a", b="b")
    assert one(above, Pose(2.05, 1.9, 0.9), size_a=(0.6, 0.05, 0.4), mount="wall")
    assert not one(above, Pose(2.3, 1.9, 0.9), size_a=(0.6, 0.05, 0.4), mount="wall")
    assert not one(above, Pose(2.05, 1.9, 0.5), size_a=(0.6, 0.05, 0.4), mount="wall")
    assert not one(above, Pose(2.05, 0.1, 0.9), size_a=(0.6, 0.05, 0.4), mount="wall"), "on another wall"
    assert one(above, Pose(2.05, 1.5, 2.0), mount="ceiling")
    assert not one(above, Pose(2.05, 1.9, 2.0), mount="ceiling")
    assert one(r.Under(a="a", b="b"), Pose(2.5, 1.5))
    assert not one(r.Under(a="a", b="b"), Pose(2.85, 1.5))


def test_beside_between_parallel_and_offset() -> None:
    assert one(r.Beside(a="a", b="b"), Pose(3.0, 1.6))
    assert one(r.Beside(a="a", b="b", side="left"), Pose(1.0, 1.5))
    assert not one(r.Beside(a="a", b="b", side="left"), Pose(3.0, 1.5))
    assert not one(r.Beside(a="a", b="b"), Pose(3.2, 1.5)), "too far away"
    assert one(r.Between(a="a", b="b", c="c"), Pose(2.75, 2.0))
    assert not one(r.Between(a="a", b="b", c="c"), Pose(1.5, 1.0))
    assert one(r.Parallel(a="a", b="b"), Pose(1, 1, 0, -math.pi / 2))
    assert not one(r.Parallel(a="a", b="b"), Pose(1, 1, 0, 0.3))
    tie = r.Offset(a="a", b="b", x=0.5, y=-0.9, yaw=math.pi)
    assert one(tie, Pose(2.5, 0.6, 0, math.pi))
    assert one(tie, Pose(2.9, 2.0, 0, -math.pi / 2), Pose(2.0, 1.5, 0, math.pi / 2))
    assert not one(tie, Pose(2.52, 0.6, 0, math.pi))


def test_keep_clear_asks_for_floor_inside_the_room() -> None:
    bodies = [Body("a", (1.0, 0.4, 0.8)), Body("b", (0.5, 0.5, 0.5))]
    clear = r.KeepClear(a="a", depth=0.6)
    assert kinds(bodies, {"a": Pose(2.5, 2.8), "b": Pose(1.5, 1.5)}, clear) == []
    assert kinds(bodies, {"a": Pose(2.5, 2.8), "b": Pose(2.5, 1.9)}, clear) == ["relation"]
    assert kinds(bodies, {"a": Pose(2.5, 0.6), "b": Pose(3.5, 2.5)}, clear) == ["relation"], "the wall is in the way"
    tied = r.Offset(a="b", b="a", y=-0.5)
    assert kinds(bodies, {"a": Pose(2.5, 2.8), "b": Pose(2.5, 2.3)}, clear, tied) == [], "its own group may stand there"


def test_a_relation_to_something_unplaced_does_not_hold() -> None:
    bodies = [Body("a", (1, 1, 1)), Body("b", (1, 1, 1))]
    assert kinds(bodies, {"a": Pose(3, 2)}, r.Far(a="a", b="b", min=0.1)) == ["placed", "relation"]


def test_soft_relations_are_not_asked() -> None:
    assert kinds([Body("a", (1, 1, 1))], {"a": Pose(2, 1.6)}, r.Corner(a="a", hard=False)) == []


def test_violations_name_what_and_which_relation() -> None:
    relation = r.Near(a="a", b="b", max=0.1)
    wrong = found([Body("a", (0.5, 0.5, 1)), Body("b", (0.5, 0.5, 1))], {"a": Pose(0.3, 2), "b": Pose(3, 2)}, relation)
    assert [(v.kind, v.ids, v.relation) for v in wrong] == [("relation", ("a", "b"), 0)]
    assert wrong[0].text == "a near b does not hold"


# ---------------------------------------------------------------- columns, radiators, zones, sockets
BUILT_IN = replace(
    ROOM,
    columns=(Column("pillar", 3.0, 1.0, 0.4, 0.4, math.pi / 4),),
    radiators=(Radiator("heater", 2, 1.0, 1.2),),
    sockets=(Socket("socket", 1, 1.0),),
    zones=(Zone("work", ((2.0, 0.0), (4.0, 0.0), (4.0, 3.0), (3.0, 3.0), (3.0, 1.5), (2.0, 1.5))),),
)


@pytest.mark.parametrize(("x", "ok"), [(2.0, True), (2.3, False), (2.22, True), (2.23, False)])
def test_columns_are_full_height_and_turned(x: float, ok: bool) -> None:
    shelf = Body("a", (1.0, 0.3, 0.3), mount="wall", elevation=1.5)
    assert ("inside" not in kinds([shelf], {"a": Pose(x, 1.0, 1.5)}, room=BUILT_IN)) == ok


@pytest.mark.parametrize(
    ("gap", "height", "ok"),
    [(0.19, 0.5, False), (0.2, 0.5, True), (0.2, 0.7, False), (0.3, 0.7, True), (0, 0.02, True)],
)
def test_what_stands_before_a_radiator_keeps_a_distance(gap: float, height: float, ok: bool) -> None:
    body = Body("a", (1.0, 0.4, height))
    found = kinds([body], {"a": Pose(1.5, 3.0 - 0.1 - gap - 0.2)}, room=BUILT_IN)
    assert found == ([] if ok else ["radiators"])


def test_what_hangs_above_a_radiator_or_stands_beside_it_is_free() -> None:
    board, curtain = (Body("a", (1.2, 0.2, h), mount="wall", elevation=z) for h, z in ((0.3, 0.9), (2.0, 0.1)))
    assert kinds([board], {"a": Pose(2.0, 2.9, 0.9)}, room=BUILT_IN) == []
    assert kinds([curtain], {"a": Pose(2.0, 2.9, 0.1)}, room=BUILT_IN) == ["radiators"]
    assert kinds([Body("a", (0.6, 0.4, 0.8))], {"a": Pose(0.69, 2.8)}, room=BUILT_IN) == []


def related(relation: r.Relation, poses: dict[str, Pose], *bodies: Body) -> bool:
    """Whether a relation holds in the room with everything built in."""
    return holds(LayoutProblem("p", BUILT_IN, bodies or BOXES, (relation,)), poses, relation)


BOXES = tuple(Body(i, (1.0, 0.5, 0.8)) for i in "abc")


def test_zones_hold_the_footprint_or_the_centre() -> None:
    all_of, centre = r.InZone(a="a", zone="work"), r.InZone(a="a", zone="work", part="centre")
    assert related(all_of, {"a": Pose(2.6, 0.5)})
    assert not related(all_of, {"a": Pose(2.6, 1.4)}), "it sticks out of the zone's inner corner"
    assert related(centre, {"a": Pose(2.6, 1.4)})
    assert not related(centre, {"a": Pose(2.6, 1.6)})


def test_blocking_depends_on_place_and_height() -> None:
    window, socket = r.NotBlocking(a="a", b="window-0"), r.NotBlocking(a="a", b="socket", depth=0.3)
    assert related(window, {"a": Pose(1.5, 2.7)}), "0.8 m tall, below the sill"
    assert not related(window, {"a": Pose(1.5, 2.7, 0.3)})
    assert related(window, {"a": Pose(1.5, 2.2, 0.3)})
    assert not related(socket, {"a": Pose(3.4, 1.2)})
    assert related(socket, {"a": Pose(3.4, 1.34)}), "beside it"
    assert related(socket, {"a": Pose(3.4, 1.0, 0.5)}), "above it"


def test_a_view_is_blocked_by_what_is_tall() -> None:
    low, tall = Body("c", (0.5, 0.5, 1.0)), Body("c", (0.5, 0.5, 1.2))
    poses = {"a": Pose(0.5, 2.0), "b": Pose(3.5, 2.0), "c": Pose(2.0, 2.2)}
    sees = r.Sees(a="a", b="b")
    assert related(sees, poses, *BOXES[:2], low)
    assert not related(sees, poses, *BOXES[:2], tall)
    assert related(sees, poses | {"c": Pose(2.0, 2.4)}, *BOXES[:2], tall)
    assert not related(sees, {"a": Pose(2.0, 1.0), "b": Pose(3.6, 1.0), "c": Pose(1, 2.5)}), "the pillar"
    assert related(r.Sees(a="a", b="pillar"), {"a": Pose(2.0, 1.0), "b": Pose(1, 2), "c": Pose(1, 2.5)})


# ---------------------------------------------------------------- directions, points, rows, pairs
def test_directions_and_points() -> None:
    assert one(r.Turned(a="a", yaw=math.pi / 2), Pose(1, 1, 0, math.radians(81)))
    assert not one(r.Turned(a="a", yaw=math.pi / 2), Pose(1, 1, 0, math.radians(79)))
    assert one(r.FacingWall(a="a", walls=(1,)), Pose(1, 1, 0, math.pi / 2)), "yaw 90 degrees looks east"
    assert not one(r.FacingWall(a="a", walls=(1,)), Pose(1, 1))
    assert one(r.FacingWall(a="a"), Pose(1, 1))
    assert one(r.ParallelToWall(a="a"), Pose(1, 1, 0, math.radians(94)))
    assert not one(r.ParallelToWall(a="a"), Pose(1, 1, 0, math.radians(96)))
    assert one(r.FacingAway(a="a", b="b"), Pose(2, 0.5))
    assert not one(r.FacingAway(a="a", b="b"), Pose(2, 2.6))
    assert one(r.At(a="a", x=1.0, y=1.0), Pose(1.006, 1.008, 0, 2.0))
    assert not one(r.At(a="a", x=1.0, y=1.0), Pose(1.011, 1.0))
    assert one(r.AtHeight(a="a", height=1.5, of="middle"), Pose(1, 1, 1.25))
    assert one(r.AtHeight(a="a", height=1.5, of="top"), Pose(1, 1, 1.0))
    assert not one(r.AtHeight(a="a", height=1.5), Pose(1, 1, 1.25))


def test_walls_and_corners_by_number() -> None:
    assert one(r.Corner(a="a", vertices=(3,)), Pose(0.45, 2.7))
    assert not one(r.Corner(a="a", vertices=(0, 1, 2)), Pose(0.45, 2.7))
    assert one(r.CenteredOnWall(a="a", walls=(2,)), Pose(2.0, 2.8))
    assert not one(r.CenteredOnWall(a="a", walls=(0, 1)), Pose(2.0, 2.8))


def test_edges_line_up_in_the_frame_of_b() -> None:
    for by, good, bad in (
        ("back", Pose(3.2, 1.7), Pose(3.2, 1.5)),
        ("front", Pose(3.2, 1.3), Pose(3.2, 1.5)),
        ("left", Pose(1.7, 0.5), Pose(2.0, 0.5)),
        ("right", Pose(2.3, 0.5), Pose(2.0, 0.5)),
        ("axis", Pose(2.0, 0.5), Pose(2.3, 0.5)),
        ("level", Pose(3.2, 1.5), Pose(3.2, 1.7)),
    ):
        assert one(r.LinedUp(a="a", b="b", by=by), good)  # type: ignore[arg-type]
        assert not one(r.LinedUp(a="a", b="b", by=by), bad)  # type: ignore[arg-type]


def test_a_row_has_an_order_a_gap_and_a_line() -> None:
    row = r.InRow(a="a", others=("b", "c"), min=0.1, max=0.2)
    poses = {"a": Pose(0.6, 2.5), "b": Pose(1.75, 2.5), "c": Pose(2.9, 2.5)}
    assert related(row, poses)
    assert not related(row, poses | {"b": Pose(1.85, 2.5)}), "too near to c"
    assert not related(row, poses | {"b": Pose(1.75, 2.3)}), "out of line"
    assert not related(row, poses | {"b": Pose(1.75, 2.5, 0, math.pi)}), "the other way round"
    assert not related(r.InRow(a="c", others=("b", "a"), min=0.1, max=0.2), poses), "the other order"


def test_a_pair_is_symmetric_about_an_axis() -> None:
    pair = r.Symmetric(a="a", b="c", c="window-0")
    assert related(pair, {"a": Pose(1.6, 2, 0, 0.3), "b": Pose(1, 1), "c": Pose(3.2, 2, 0, -0.3)})
    assert not related(pair, {"a": Pose(1.6, 2, 0, 0.3), "b": Pose(1, 1), "c": Pose(3.2, 2, 0, 0.3)})
    assert not related(pair, {"a": Pose(1.6, 2), "b": Pose(1, 1), "c": Pose(3.3, 2)})
    assert not related(pair, {"a": Pose(1.6, 2), "b": Pose(1, 1), "c": Pose(3.2, 1.9)})


def test_evenly_by_sides_and_by_angle() -> None:
    table = Body("table", (2.0, 1.0, 0.7))
    seats = tuple(Body(i, (0.4, 0.4, 0.8)) for i in "abcd")
    by_sides = r.EvenlyAround(a="a", others=("b", "c", "d"), b="table")
    spots = {"table": Pose(2, 1.5), "a": Pose(1.5, 0.7), "b": Pose(2.5, 0.7), "c": Pose(1.5, 2.3), "d": Pose(2.5, 2.3)}
    assert related(by_sides, spots, table, *seats)
    assert not related(by_sides, spots | {"a": Pose(1.2, 0.7)}, table, *seats), "off the middle of its side"
    assert not related(by_sides, spots | {"c": Pose(2.0, 0.7), "d": Pose(2.0, 2.3)}, table, *seats), "three to one"
    ring = r.EvenlyAround(a="a", others=("b", "c"), b="table", by="angle")
    turns = {i: math.tau * k / 3 for k, i in enumerate("abc")}
    round_table = {i: Pose(2 + 1.2 * math.cos(v), 1.5 + 1.2 * math.sin(v)) for i, v in turns.items()}
    assert related(ring, {"table": Pose(2, 1.5), **round_table}, table, *seats)
    assert not related(ring, {"table": Pose(2, 1.5), **round_table, "a": Pose(3.5, 1.5)}, table, *seats)


def test_levels_of_a_shelf() -> None:
    shelf = Body("b", (1, 0.4, 1.8), surfaces=tuple(Surface(z, -0.5, -0.2, 0.5, 0.2) for z in (0.6, 1.2, 1.8)))
    book = Body("a", (0.2, 0.3, 0.3))
    inside, top = r.OnTopOf(a="a", b="b", level="inside"), r.OnTopOf(a="a", b="b", level="top")
    at = {"b": Pose(2, 1.5)}
    assert related(inside, {"a": Pose(2, 1.5, 0.6), **at}, book, shelf)
    assert not related(inside, {"a": Pose(2, 1.5, 1.8), **at}, book, shelf)
    assert not related(inside, {"a": Pose(2, 1.4, 0.6), **at}, book, shelf), "it sticks out"
    assert related(top, {"a": Pose(2, 1.4, 1.8), **at}, book, shelf)
    assert not related(top, {"a": Pose(2, 1.5, 0.6), **at}, book, shelf)


def test_the_middle_between_two_and_beside_an_opening() -> None:
    middle = r.Between(a="a", b="b", c="c", where="middle", tol=0.1)
    assert one(middle, Pose(2.75, 2.0))
    assert not one(middle, Pose(2.5, 1.83)), "on the line, but not in its middle"
    assert one(r.Beside(a="a", b="window-0"), Pose(1.45, 2.8))
    assert not one(r.Beside(a="a", b="window-0", side="right"), Pose(1.45, 2.8))


def test_what_is_remembered_of_other_layouts_changes_no_verdict() -> None:
    bodies = (Body("desk", (1.2, 0.6, 0.75), parts=DESK), Body("chair", (0.5, 0.5, 0.9)), Body("bed", (1.4, 2.0, 0.5)))
    problem = LayoutProblem("p", ROOM, bodies, (r.Near(a="chair", b="desk", max=0.5),))
    known, random = Checker(problem), Random(0)
    poses = {b.id: MIDDLE for b in bodies}
    for _ in range(60):
        there = Pose(random.uniform(0, 4), random.uniform(0, 3), yaw=random.random())
        poses = {**poses, random.choice(bodies).id: there}
        assert tuple(known.violations(poses)) == check(problem, poses)
