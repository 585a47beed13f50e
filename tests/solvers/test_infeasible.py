"""Claims of infeasibility: made where they follow, never where a layout exists."""

import math
import random
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from solvers import Status, check, solve
from solvers import relations as r
from solvers.full_walls import covered
from solvers.infeasible import prove_infeasible
from solvers.problem import Body, LayoutProblem, Pose
from solvers.room import Door, Room

SQUARE = Room(((0, 0), (2.5, 0), (2.5, 2.5), (0, 2.5)), 2.5, (Door("door-0", 0, 0.8, 0.9),))


def cabinets(count: int, width: float = 1.8) -> LayoutProblem:
    bodies = tuple(Body(f"cabinet-{k}", (width, 0.4, 2.0), "cabinet") for k in range(count))
    return LayoutProblem("cabinets", SQUARE, bodies, tuple(r.AgainstWall(a=b.id) for b in bodies))


def test_more_cabinets_than_walls_are_counted() -> None:
    found = prove_infeasible(cabinets(5))
    assert found is not None
    assert sum(isinstance(i, str) for i in found.conflict) == 4, "three walls without a door hold one each"
    assert prove_infeasible(cabinets(3)) is None
    assert prove_infeasible(cabinets(5, 0.7)) is None


def test_a_named_wall_holds_what_fits_on_it() -> None:
    bodies = tuple(Body(i, (1.0, 0.4, 1.0)) for i in "abc")
    room = Room(((0, 0), (2.5, 0), (2.5, 4), (0, 4)))
    same = LayoutProblem("wall", room, bodies, tuple(r.AtWall(a=i, walls=(2,)) for i in "abc"))
    found = prove_infeasible(same)
    assert found is not None
    assert {"a", "b", "c"} <= set(found.conflict)
    assert prove_infeasible(replace(same, relations=same.relations[:2])) is None


@pytest.mark.parametrize("width", [0.2, 0.5, 1.0, 2.0])
def test_a_body_against_a_wall_covers_at_least_its_stretch(width: float) -> None:
    """Every pose that the check calls "against the wall" covers the promised stretch in the band."""
    room, body = Room(((0, 0), (6, 0), (6, 4), (0, 4))), Body("a", (width, 0.5, 1.0))
    problem = LayoutProblem("one", room, (body,), (r.AtWall(a="a", walls=(0,)),))
    rng, tried = random.Random(int(10 * width)), 0
    for _ in range(1200):
        pose = Pose(3.0, rng.uniform(0.2, 0.45), 0.0, math.pi + rng.uniform(-0.26, 0.26))
        if check(problem, {"a": pose}):
            continue
        tried += 1
        low, high = (_stretch(body, pose, h) for h in (0.15, 0.18))
        assert min(low[1], high[1]) - max(low[0], high[0]) >= covered(width) - 1e-9
    assert tried > 20


def _stretch(body: Body, pose: Pose, height: float) -> tuple[float, float]:
    """Where a body cuts the line at a height above the wall."""
    from shapely import LineString, Polygon

    from solvers.geometry import footprint

    cut = Polygon(footprint(body.size, pose).corners).intersection(LineString([(-10, height), (10, height)]))
    x0, _, x1, _ = cut.bounds
    return x0, x1


def test_rooms_full_to_the_last_centimetre_are_not_called_impossible() -> None:
    """Layouts made first, with walls nearly full and turned bodies, then turned into problems."""
    rng = random.Random(5)
    for _ in range(60):
        length, bodies, poses, at = rng.uniform(2.5, 5.0), [], {}, 0.0
        room = Room(((0, 0), (length, 0), (length, 4), (0, 4)), 2.5, (Door("door-0", 2, length - 1.0, 0.9),))
        while True:
            width = min(rng.uniform(0.3, 1.2), length - at)
            if width < 0.25:
                break
            body = Body(f"b{len(bodies)}", (width, rng.uniform(0.2, 0.6), rng.uniform(0.1, 2.0)))
            bodies.append(body)
            poses[body.id] = Pose(at + width / 2, body.size[1] / 2 + rng.choice([0.0, 0.14]), 0.0, math.pi)
            at += width - 0.0045
        problem = LayoutProblem("full", room, tuple(bodies), tuple(r.AgainstWall(a=b.id) for b in bodies))
        assert not check(problem, poses)
        assert prove_infeasible(problem) is None


def test_random_layouts_are_never_called_impossible() -> None:
    """Whatever holds in some layout may be asked for."""
    rng = random.Random(6)
    room = Room(((0, 0), (4, 0), (4, 3), (0, 3)), 2.5, (Door("door-0", 0, 0.5, 0.9),))
    for _ in range(150):
        bodies = tuple(
            Body(f"b{k}", (rng.uniform(0.2, 1.2), rng.uniform(0.2, 0.8), rng.uniform(0.1, 2))) for k in range(4)
        )
        poses = {b.id: Pose(rng.uniform(0, 4), rng.uniform(0, 3), 0, rng.choice([0, 0.3, 1.57, 3.14])) for b in bodies}
        fixed = tuple(replace(b, fixed=poses[b.id]) if rng.random() < 0.3 else b for b in bodies)
        plain = LayoutProblem("random", room, fixed)
        if check(plain, poses):
            continue
        kinds = [k for k in r.CONTRACT_KINDS if k not in r.UNARY and k != "on_top_of"]
        every = [r.KINDS[k](a=a.id, b=b.id) for k in kinds for a in bodies for b in bodies if a is not b]
        every += [r.KINDS[k](a=a.id) for k in ("against_wall", "corner") for a in bodies]
        asked = tuple(
            x for x in every if not any(v.relation == 0 for v in check(replace(plain, relations=(x,)), poses))
        )
        assert prove_infeasible(replace(plain, relations=asked)) is None


def test_layouts_at_the_edge_of_every_tolerance_are_never_called_impossible(
    strict_layout: Callable[[int], Any],
) -> None:
    """With fixed, hung and stacked bodies, in rooms of all shapes, asked for what holds in them."""
    for seed in range(9000, 9030):
        assert prove_infeasible(strict_layout(seed).problem) is None


def test_doors_take_floor_from_what_stands() -> None:
    """Nine crates fit the floor, but not the floor without the door's clear zone."""
    room = Room(((0, 0), (2.4, 0), (2.4, 2.4), (0, 2.4)), 2.5, (Door("door-0", 0, 0.7, 1.0),))
    crates = tuple(Body(f"crate-{k}", (0.9, 0.65, 0.8)) for k in range(9))
    found = prove_infeasible(LayoutProblem("crates", room, crates))
    assert found is not None
    assert "4.96 m2 without the doors" in found.text
    assert prove_infeasible(LayoutProblem("crates", replace(room, doors=()), crates)) is None


def test_more_around_a_table_than_there_is_floor_near_it() -> None:
    room = Room(((0, 0), (9, 0), (9, 9), (0, 9)))

    def seated(count: int) -> LayoutProblem:
        chairs = tuple(Body(f"chair-{k}", (0.5, 0.5, 0.9)) for k in range(count))
        asked = tuple(r.Around(a=c.id, b="table", max=0.1) for c in chairs)
        return LayoutProblem("seats", room, (Body("table", (0.7, 0.7, 0.75)), *chairs), asked)

    found = prove_infeasible(seated(20))
    assert found is not None
    assert "near table" in found.text
    assert prove_infeasible(seated(8)) is None


def test_a_stack_above_the_ceiling_is_told_with_what_it_stands_on() -> None:
    bodies = tuple(Body(i, (0.6, 0.6, 0.9)) for i in ("box", "chest", "table"))
    asked = (r.OnTopOf(a="box", b="chest"), r.OnTopOf(a="chest", b="table"))
    found = prove_infeasible(LayoutProblem("stack", SQUARE, bodies, asked))
    assert found is not None
    assert set(found.conflict) == {"box", "chest", "table", 0, 1}
    assert prove_infeasible(LayoutProblem("stack", replace(SQUARE, height=2.7), bodies, asked)) is None


def test_an_explanation_comes_with_the_status() -> None:
    layout = solve(cabinets(5))
    assert layout.status is Status.INFEASIBLE
    assert layout.placements == {}
    assert layout.explanation is not None
    assert all(
        isinstance(i, str) or cabinets(5).relations[i].a in layout.explanation.conflict
        for i in layout.explanation.conflict
    )
