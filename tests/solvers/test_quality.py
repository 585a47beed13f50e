"""The objective prefers what a designer prefers, and designed groups are what they should be."""

import math
from dataclasses import replace

import numpy as np
import pytest

from solvers import relations as r
from solvers.furniture import of_category, trait_of
from solvers.groups import group_plan
from solvers.problem import Access, Body, LayoutProblem, Pose
from solvers.quality import Quality
from solvers.room import Door, Room, Window
from solvers.templates import make_plan, seat_slots

ROOM = Room(
    ((0, 0), (4, 0), (4, 3.5), (0, 3.5)), 2.5, (Door("door-0", 0, 0.2, 0.9),), (Window("window-0", 1, 1.2, 1.2),)
)
BED, WARDROBE = Body("bed", (1.6, 2.0, 0.5), "bed"), Body("wardrobe", (1.2, 0.6, 2.1), "wardrobe")
DESK, CHAIR = Body("desk", (1.2, 0.6, 0.74), "desk"), Body("chair", (0.45, 0.45, 0.9), "desk_chair")
TIED = (r.InFrontOf(a="chair", b="desk"), r.Facing(a="chair", b="desk"), r.Near(a="chair", b="desk", max=0.5))
GOOD = {
    "bed": Pose(1.2, 2.5),
    "wardrobe": Pose(2.9, 0.3, 0, math.pi),
    "desk": Pose(3.4, 3.2),
    "chair": Pose(3.4, 2.625, 0, math.pi),
}


def quality(**moved: Pose) -> float:
    bodies = (BED, WARDROBE, DESK, CHAIR)
    return Quality(LayoutProblem("room", ROOM, bodies, TIED)).of({**GOOD, **moved})


@pytest.mark.parametrize(
    ("why", "moved"),
    [
        ("a wardrobe in the middle of the room", {"wardrobe": Pose(2.6, 1.2)}),
        ("a wardrobe that opens into a wall", {"wardrobe": Pose(2.9, 0.3)}),
        ("a wardrobe before the window", {"wardrobe": Pose(3.7, 1.8, 0, -math.pi / 2)}),
        ("a wardrobe askew", {"wardrobe": Pose(2.9, 0.5, 0, math.pi + 0.2)}),
        ("a dead gap behind the wardrobe", {"wardrobe": Pose(2.9, 0.5, 0, math.pi)}),
        ("a chair off the middle of its desk", {"chair": Pose(3.7, 2.625, 0, math.pi)}),
        ("a chair that looks away", {"chair": Pose(3.4, 2.625, 0, 0.0)}),
        ("a bed that floats", {"bed": Pose(1.6, 2.1)}),
    ],
)
def test_what_a_designer_would_not_do_lowers_the_quality(why: str, moved: dict[str, Pose]) -> None:
    assert quality(**moved) < quality() - 0.005, why


def test_what_must_not_stand_before_a_window_does_not_though_it_is_low() -> None:
    """A chest hides no glass; a stove of its size is kept from the curtains, and what belongs there is free."""
    there = {"low": Pose(3.7, 1.8, 0, -math.pi / 2)}
    chest = Body("low", (0.6, 0.6, 0.6), "chest")

    def of(body: Body) -> float:
        return Quality(LayoutProblem("room", ROOM, (body,))).of(there)

    assert of(replace(chest, before_window="never")) < of(chest) - 0.01
    tall = replace(chest, size=(0.6, 0.6, 1.8))
    assert of(tall) < of(replace(tall, before_window="free")) - 0.01


def test_the_objective_is_a_number_between_0_and_1_and_has_no_favourites() -> None:
    assert 0.8 < quality() <= 1
    assert Quality(LayoutProblem("empty", ROOM, ())).of({}) == pytest.approx(1.0)


def test_a_batch_is_judged_like_its_members() -> None:
    q = Quality(LayoutProblem("room", ROOM, (BED, WARDROBE, DESK, CHAIR), TIED))
    other = {**GOOD, "wardrobe": Pose(2.2, 0.3, 0, math.pi)}
    both = q.score(q.array([GOOD, other])).total
    assert both.tolist() == pytest.approx([q.of(GOOD), q.of(other)], abs=1e-5)


@pytest.mark.parametrize("seed", range(6))
def test_what_has_moved_is_judged_as_if_everything_were_new(seed: int) -> None:
    plants = tuple(Body(f"plant-{k}", (0.3, 0.3, 1.5), "plant") for k in range(3))
    bodies = (BED, WARDROBE, DESK, CHAIR, *plants, Body("shelf", (0.8, 0.3, 1.8), "bookshelf"))
    q, rng = Quality(LayoutProblem("room", ROOM, bodies, TIED)), np.random.default_rng(seed)
    corners, turns = [0.3, 0.3, 0.0, 0.0], [3.4, 2.9, 0.0, 0.0]
    states = rng.uniform(corners, [c + t for c, t in zip(corners, turns, strict=True)], (3, len(bodies), 4))
    states[..., 3] = rng.integers(0, 4, states.shape[:2]) * math.pi / 2
    members = np.stack([rng.choice(len(bodies), 2, replace=False) for _ in range(4)])
    chain, group = np.array([0, 1, 1, 2]), np.array([0, 0, 1, 2, 3])
    new = states[chain[group]].copy()
    for k, g in enumerate(group):
        new[k, members[g]] = rng.permutation(states[(chain[g] + 1) % 3])[:2]
    moved, whole = q.moved(q.frames(states), chain, members, group, new), q.local(new)
    assert moved.faults == pytest.approx(whole.faults)
    assert moved.blame.sum(-1) == pytest.approx(whole.blame.sum(-1), abs=1e-4)
    for name, value in whole.terms.items():
        assert moved.terms[name] == pytest.approx(value, abs=1e-5), name


def test_an_accessible_room_keeps_wide_ways_and_a_circle_to_turn_in() -> None:
    room = Room(((0, 0), (4, 0), (4, 3), (0, 3)), 2.5, (Door("door-0", 0, 0.1, 0.9),))
    bodies = (Body("sofa", (2.0, 0.9, 0.8), "sofa"), Body("table", (1.2, 0.6, 0.4), "console_table"))
    roomy = {"sofa": Pose(2.5, 2.55), "table": Pose(3.7, 0.62, 0, -math.pi / 2)}
    tight = {"sofa": Pose(2.3, 1.9), "table": Pose(2.0, 0.62)}
    for accessible, much in ((False, 0.1), (True, 0.2)):
        q = Quality(LayoutProblem("room", room, bodies, accessible=accessible))
        score = q.score(q.array([roomy, tight]))
        assert score.total[0] - score.total[1] > much
        assert ("turning" in score.terms) == accessible
    assert score.terms["turning"][0] == 1
    assert score.terms["turning"][1] < 1


def test_soft_relations_count() -> None:
    wish = (r.AtWall(a="wardrobe", walls=(0,), hard=False, weight=2.0),)
    kept = Quality(LayoutProblem("room", ROOM, (BED, WARDROBE, DESK, CHAIR), TIED + wish)).of(GOOD)
    other = (r.AtWall(a="wardrobe", walls=(3,), hard=False, weight=2.0),)
    broken = Quality(LayoutProblem("room", ROOM, (BED, WARDROBE, DESK, CHAIR), TIED + other)).of(GOOD)
    assert kept > broken + 0.05


def test_floor_that_is_cut_off_costs_most() -> None:
    wall = Body("shelf", (3.4, 0.4, 1.0), "shelf")
    q = Quality(LayoutProblem("cut", ROOM, (wall,)))
    assert q.of({"shelf": Pose(2.3, 1.8)}) < q.of({"shelf": Pose(1.7, 3.3)}) - 0.1


# ---------------------------------------------------------------- furniture and groups
def test_categories_are_known_by_their_words_and_bodies_may_know_better() -> None:
    assert of_category("TV stand").role == "tvstand"
    assert of_category("desk_chair").role == "chair"
    assert of_category("wall_cabinet").light
    assert of_category("thingummy").role == "other"
    assert trait_of(Body("x", (1, 1, 0.02), "table")).role == "rug"
    special = trait_of(replace(WARDROBE, access=(Access("left", 0.9),)))
    assert special.access == (Access("left", 0.9),)
    assert special.storage


@pytest.mark.parametrize("n", range(1, 11))
@pytest.mark.parametrize(("width", "depth"), [(1.4, 0.8), (2.2, 1.0), (0.9, 0.9), (0.8, 1.6)])
def test_seats_face_their_table_and_do_not_touch(n: int, width: float, depth: float) -> None:
    slots = seat_slots(width, depth, n, 0.45, 0.48)
    assert len(slots) == n
    for k, p in enumerate(slots):
        outside = max(abs(p.x) - width / 2, abs(p.y) - depth / 2)
        assert outside == pytest.approx(0.05 + 0.24)
        to_middle = -(math.sin(p.yaw) * p.x - math.cos(p.yaw) * p.y)
        assert to_middle > 0, "its front points inwards"
        assert all(math.hypot(p.x - q.x, p.y - q.y) > 0.44 for q in slots[:k])


@pytest.mark.parametrize("n", [2, 4, 6, 8])
def test_even_numbers_of_seats_are_symmetric(n: int) -> None:
    slots = {(round(p.x, 6), round(p.y, 6)) for p in seat_slots(2.0, 1.0, n, 0.45, 0.48)}
    assert {(-x, -y) for x, y in slots} == slots


def test_nightstands_stand_flush_with_the_head_of_the_bed() -> None:
    stands = tuple(Body(i, (0.45, 0.4, 0.5), "nightstand") for i in ("l", "r"))
    wall = tuple(r.AgainstWall(a=i) for i in ("bed", "l", "r"))
    near = tuple(r.Near(a=i, b="bed", max=0.3) for i in ("l", "r"))
    problem = LayoutProblem(
        "b", ROOM, (BED, *stands), (*wall, *near, r.LeftOf(a="l", b="bed"), r.RightOf(a="r", b="bed"))
    )
    plan = make_plan(problem)
    left, right = (plan.templates[0][0][k] for k in (1, 2))
    assert (left.x, left.y) == pytest.approx((-right.x, right.y))
    assert left.y + 0.2 == pytest.approx(1.0)


def test_rows_of_desks_leave_room_for_their_chairs() -> None:
    desks = tuple(Body(f"desk-{k}", (0.7, 0.5, 0.74), "desk") for k in range(3))
    chairs = tuple(Body(f"chair-{k}", (0.42, 0.42, 0.8), "chair") for k in range(3))
    relations: list[r.Relation] = [r.InFrontOf(a=f"desk-{k + 1}", b=f"desk-{k}") for k in range(2)]
    for k in range(3):
        relations += [
            r.InFrontOf(a=f"chair-{k}", b=f"desk-{k}"),
            r.Facing(a=f"chair-{k}", b=f"desk-{k}"),
            r.Near(a=f"chair-{k}", b=f"desk-{k}", max=0.3),
        ]
    plan = make_plan(LayoutProblem("class", ROOM, (*desks, *chairs), tuple(relations)))
    (root,) = plan.templates
    steps = [plan.templates[root][0][k].y for k in range(3)]
    assert steps[0] - steps[1] == pytest.approx(steps[1] - steps[2])
    assert abs(steps[0] - steps[1]) > 0.5 + 0.42


def test_what_stands_on_something_rides_on_it() -> None:
    stand, lamp = Body("stand", (0.45, 0.4, 0.5), "nightstand"), Body("lamp", (0.2, 0.2, 0.3), "table_lamp")
    plan = group_plan(LayoutProblem("b", ROOM, (BED, stand, lamp), (r.OnTopOf(a="lamp", b="stand"),)))
    assert plan.riders(1) == [1, 2]
    assert plan.z == [0, 0, 0.5]


def test_a_desk_is_got_at_by_its_chair_and_not_by_that_of_another() -> None:
    """The seat hides the front of a narrow desk: it counted as out of reach, and was taken out of the room."""
    bodies = tuple(Body(f"desk-{k}", (0.7, 0.45, 1.4), "vanity_table") for k in range(2))
    seats = tuple(Body(f"chair-{k}", (0.62, 0.62, 1.0), "office_chair") for k in range(2))
    tied = [r.Offset(a=f"chair-{k}", b=f"desk-{k}", x=0.0, y=-0.5, yaw=math.pi) for k in range(2)]
    tied.append(r.Offset(a="desk-1", b="desk-0", x=0.72, y=0.0))
    who = Quality(LayoutProblem("room", ROOM, (*bodies, *seats), tuple(tied))).who
    for near in (2, 3):
        found = np.zeros((1, 4), dtype=bool)
        found[0, near] = True
        assert list(who.spread(found)[0, :2]) == [near == 2, near == 3]
