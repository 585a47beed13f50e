"""Wishes that no pose of two things can meet are refused with the reason at once; what some pose meets never is."""

from __future__ import annotations

import math
import random
from dataclasses import replace

import pytest

from solvers import Status, check, solve
from solvers import relations as r
from solvers.geometry import clip_convex, footprint, ring_area
from solvers.no_room import no_room
from solvers.problem import Body, Box, LayoutProblem, Pose
from solvers.room import Room

ROOM = Room(((0, 0), (5, 0), (5, 4), (0, 4)), 2.5)
BOX = Body("box", (0.5, 0.35, 0.26))


def bed(clear: float) -> Body:
    """A bed of 1 x 2 m on four legs, with that much air beneath."""
    legs = [Box((x, y, 0.0), (x + 0.1, y + 0.1, clear)) for x in (-0.5, 0.4) for y in (-1.0, 0.9)] if clear else []
    return Body("bed", (1.0, 2.0, 0.9), parts=(Box((-0.5, -1.0, clear), (0.5, 1.0, 0.9)), *legs))


def problem(relation: r.Relation, *bodies: Body) -> LayoutProblem:
    return LayoutProblem("pair", ROOM, bodies, (relation,))


@pytest.mark.parametrize(("clear", "can"), [(0.0, False), (0.2, False), (0.3, True)])
def test_boxes_go_under_a_bed_with_room_beneath(clear: float, can: bool) -> None:
    asked = problem(r.Under(a="box", b="bed", share=0.85), BOX, bed(clear))
    found = solve(asked, effort=0.0)
    assert found.status is (Status.SOLVED if can else Status.INFEASIBLE)
    if not can:
        assert found.explanation is not None
        assert found.explanation.text == "box cannot be under bed: there is not enough room beneath it"
        assert set(found.explanation.conflict) == {"box", "bed", 0}


def test_a_mere_preference_and_a_rug_are_never_refused() -> None:
    under = r.Under(a="box", b="bed", share=0.85)
    assert not list(no_room(problem(replace(under, hard=False), BOX, bed(0.0))))
    assert not list(no_room(problem(under, replace(BOX, size=(1.6, 2.3, 0.01)), bed(0.0))))


def test_as_many_boxes_as_go_under_a_bed_and_no_more() -> None:
    """Beneath a bed of 2 m2 there is room for the half of 4 m2 of boxes, not for 85 of 100."""
    big = [replace(BOX, id=f"box-{k}", size=(1.0, 1.0, 0.26)) for k in range(4)]
    for share, can in ((0.4, True), (0.85, False)):
        asked = tuple(r.Under(a=b.id, b="bed", share=share) for b in big)
        assert (not list(no_room(LayoutProblem("many", ROOM, (*big, bed(0.3)), asked)))) == can


def test_what_has_a_pose_is_not_refused() -> None:
    """Pairs in each other's outline as the exact check allows, with a share that they just reach."""
    rng, seen = random.Random(3), 0
    for _ in range(1500):
        host, thing = bed(rng.choice((0.0, 0.2, 0.265, 0.4))), replace(BOX, size=(rng.uniform(0.1, 0.8), 0.4, 0.26))
        pose = Pose(2.5 + rng.uniform(-0.9, 0.9), 2.0 + rng.uniform(-1.3, 1.3), 0.0, rng.uniform(0, math.pi))
        here = {"bed": Pose(2.5, 2.0), "box": pose}
        common = clip_convex(footprint(thing.size, pose).corners, footprint(host.size, here["bed"]).corners)
        share = ring_area(common) / (thing.size[0] * thing.size[1]) if len(common) > 2 else 0.0
        asked = problem(r.Under(a="box", b="bed", share=max(0.0, share - 1e-6)), thing, host)
        if share > 0.0 and not check(asked, here):
            seen += 1
            assert not list(no_room(asked)), (thing.size, pose)
    assert seen > 100


@pytest.mark.parametrize(
    ("relation", "says"),
    [
        (r.Above(a="box", b="bed"), "it stands on the floor"),
        (r.AtHeight(a="box", height=1.2), "at a height of 1.2 m"),
        (r.OnTopOf(a="bed", b="box", level="inside"), "does not go into"),
    ],
)
def test_what_stands_on_the_floor_is_not_lifted_nor_put_into_less(relation: r.Relation, says: str) -> None:
    asked = problem(relation, BOX, bed(0.3))
    why = next(no_room(asked))
    assert says in why.text
    assert solve(asked, effort=0.0).status is Status.INFEASIBLE


def test_what_hangs_high_enough_is_not_refused() -> None:
    picture = Body("box", (0.5, 0.03, 0.4), mount="wall", elevation=1.2)
    assert not list(no_room(problem(r.Above(a="box", b="bed"), picture, bed(0.3))))
    assert next(no_room(problem(r.Above(a="box", b="bed"), replace(picture, elevation=0.6), bed(0.3))))
