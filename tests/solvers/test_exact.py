"""The constraint model in its two readings: every strict layout satisfies the outer one, and what the inner one finds
is strict."""

from __future__ import annotations

import math
import random
import time
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solvers import Status, check, solve
from solvers import relations as r
from solvers.conflict import Part, restricted
from solvers.exact import CpSat, ask, outer_model
from solvers.geometry import relative
from solvers.heights import base_spans
from solvers.infeasible import prove_infeasible
from solvers.problem import Body, LayoutProblem, Pose
from solvers.room import Door, Room
from solvers.sectors import Half, Sector, apart, around, covered_box
from solvers.task import Task

LATER = 60.0


def admitted(found: Any, sectors: int = 24, frame: str | None = None) -> bool:
    """Whether the outer model has a solution at the layout's positions (seen from the frame's, if there is one)."""
    from ortools.sat.python import cp_model

    m = outer_model(found.problem, sectors, frame)
    if any(s.empty for s in m.spans.values()):
        return False
    base = found.layout[frame] if frame else Pose(m.x0, m.y0)
    for i, p in found.layout.items():
        at = relative(p, base)
        m.cp.add(m.pieces[i].x == round(1000 * at.x))
        m.cp.add(m.pieces[i].y == round(1000 * at.y))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    return solver.solve(m.cp) in (cp_model.OPTIMAL, cp_model.FEASIBLE)


@settings(max_examples=3, derandomize=True)
@given(st.integers(0, 10**6), st.sampled_from((24, 12, 8)))
def test_every_strict_layout_satisfies_the_outer_model(strict_layout: Any, seed: int, sectors: int) -> None:
    """Layouts at the edges of all tolerances, at odd yaws, with everything asked that holds in them."""
    found = strict_layout(seed)
    assert prove_infeasible(found.problem) is None
    assert admitted(found, sectors)
    assert admitted(found, sectors, found.problem.bodies[0].id)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(7000, 7100))
def test_many_strict_layouts_satisfy_the_outer_model(strict_layout: Any, seed: int) -> None:
    found = strict_layout(seed)
    assert admitted(found, (24, 12, 8)[seed % 3])
    assert admitted(found, 72, found.problem.bodies[seed % len(found.problem.bodies)].id)


def test_the_outer_model_can_refuse(strict_layout: Any) -> None:
    """The law above can fail: a layout that breaks the check clearly is refused."""
    refused = 0
    for seed in range(40, 45):
        found = strict_layout(seed)
        i = found.problem.bodies[0].id
        moved = replace(found.layout[i], x=found.layout[i].x + 0.3)
        layout = {**found.layout, i: moved}
        if check(found.problem, layout):
            refused += not admitted(replace(found, layout=layout))
    assert refused >= 3


@settings(max_examples=60, derandomize=True)
@given(st.floats(0.05, 2), st.floats(0.05, 2), st.floats(-7, 7), st.floats(0, 0.5), st.floats(-1, 1), st.floats(-7, 7))
def test_supports_and_boxes_hold_for_every_yaw_of_a_sector(
    w: float, d: float, mid: float, half: float, at: float, angle: float
) -> None:
    """The support is between its bounds, and the covered box lies in the rectangle."""
    body, sector, yaw = Half(w, d), Sector(mid, half), mid + at * half
    assert body.least(angle - mid, half) - 1e-9 <= body.support(angle - yaw) <= body.greatest(angle - mid, half) + 1e-9
    box = covered_box(body, sector)
    for sx, sy in ((1, 1), (1, -1)):
        x = sx * box.w * math.cos(yaw) + sy * box.d * math.sin(yaw)
        y = -sx * box.w * math.sin(yaw) + sy * box.d * math.cos(yaw)
        assert abs(x) <= w + 1e-9
        assert abs(y) <= d + 1e-9


def test_sectors_cover_the_whole_turn() -> None:
    sectors = around(24, 0.3)
    for k in range(1000):
        assert min(apart(Sector(k * 0.013, 0.0), s) for s in sectors) < 1e-9


def boxes(
    *sizes: tuple[float, float], room: Room | None = None, relations: tuple[r.Relation, ...] = ()
) -> LayoutProblem:
    bodies = tuple(Body(f"b{k}", (w, d, 1.0)) for k, (w, d) in enumerate(sizes))
    return LayoutProblem("boxes", room or Room(((0, 0), (4, 0), (4, 4), (0, 4))), bodies, relations)


def refuted(problem: LayoutProblem, effort: float = 1.0) -> bool:
    return ask(problem, time.perf_counter() + LATER, effort).refuted


def test_two_large_things_cannot_lie_side_by_side_at_any_yaw() -> None:
    assert refuted(boxes((2.5, 2.5), (2.5, 2.5)))
    assert not refuted(boxes((2.5, 2.5), (1.5, 1.5)))


@pytest.mark.parametrize("seed", [5000])
def test_no_question_refutes_what_has_a_layout(strict_layout: Any, seed: int) -> None:
    """All stages, with the lemmas about pairs."""
    assert not ask(strict_layout(seed).problem, time.perf_counter() + LATER, 0.02).refuted


def test_more_things_than_corners_are_refuted() -> None:
    """By lemmas about pairs; one thing fewer has a layout."""
    room = Room(((0, 0), (3, 0), (3, 3), (0, 3)))
    asked = tuple(r.Corner(a=f"b{k}") for k in range(5))
    assert refuted(boxes(*[(0.8, 0.7)] * 5, room=room, relations=asked), 0.5)
    assert solve(boxes(*[(0.8, 0.7)] * 4, room=room, relations=asked[:4]), solver="cp-sat").status is Status.SOLVED


def test_relations_alone_are_refuted_in_the_frame_of_a_body() -> None:
    """Whatever the room: what faces a thing that is behind it, and a chain of gaps that cannot span a distance."""
    away = (r.Facing(a="b0", b="b1"), r.Behind(a="b1", b="b0"))
    assert refuted(boxes((2, 0.9), (1.2, 0.4), relations=away), 0.2)
    chain = (r.Near(a="b0", b="b1", max=0.2), r.Near(a="b1", b="b2", max=0.2), r.Far(a="b0", b="b2", min=2.0))
    assert refuted(boxes((0.4, 0.4), (0.8, 0.5), (0.4, 0.4), relations=chain), 0.2)
    assert not refuted(boxes((0.4, 0.4), (0.8, 0.5), (0.4, 0.4), relations=chain[:2]), 0.2)


def test_the_same_problem_gets_the_same_answer_twice() -> None:
    problem = boxes((2, 1), (1.5, 0.6), (0.5, 0.5), relations=(r.AgainstWall(a="b0"), r.Facing(a="b1", b="b0")))
    first, second = (solve(problem, solver="cp-sat", seed=3) for _ in range(2))
    assert first.placements == second.placements
    assert first.status is Status.SOLVED


ROOM = Room(((0, 0), (5, 0), (5, 4), (2.5, 4), (2.5, 3), (0, 3)), 2.5, (Door("door-0", 0, 0.2, 0.9),))
KINDS = [k for k in r.CONTRACT_KINDS if k != "on_top_of"]


@pytest.mark.parametrize("kind", KINDS)
def test_what_the_inner_model_finds_keeps_each_kind_of_relation(kind: str) -> None:
    b = None if kind in r.UNARY else "b0"
    asked = tuple(r.KINDS[kind](a=a, b=b) for a in ("b1", "b2"))
    problem = boxes((1.6, 0.8), (0.5, 0.4), (0.6, 0.9), room=ROOM, relations=asked)
    layout = solve(problem, solver="cp-sat")
    assert layout.status is Status.SOLVED
    assert not check(problem, layout.placements)


def test_the_inner_model_knows_heights_mounts_and_fixed_things() -> None:
    bodies = (
        Body("table", (1.2, 0.7, 0.7), fixed=Pose(4.0, 1.0, 0.0, math.pi / 2)), Body("lamp", (0.3, 0.3, 0.4)),
        Body("picture", (1.0, 0.05, 0.6), mount="wall", elevation=1.5), Body("light", (0.4, 0.4, 0.2), mount="ceiling"),
        Body("rug", (2.0, 2.0, 0.02)), Body("wardrobe", (2.0, 0.6, 2.2)),
    )  # fmt: skip
    asked = (r.OnTopOf(a="lamp", b="table"), r.AgainstWall(a="wardrobe"), r.Near(a="rug", b="table", max=0.0))
    layout = solve(LayoutProblem("mixed", ROOM, bodies, asked), solver="cp-sat")
    assert layout.status is Status.SOLVED


def test_a_room_full_to_the_last_centimetre_is_laid_out() -> None:
    """Eight boxes that tile a room: a search by chance hardly finds it."""
    room = Room(((0, 0), (3, 0), (3, 2), (0, 2)))
    tiles = ((1.5, 1), (1.5, 0.5), (1.5, 0.5), (0.75, 1), (0.75, 1), (1.5, 0.4), (1.5, 0.6))
    problem = boxes(*tiles, room=room)
    assert solve(problem, solver="cp-sat").status is Status.SOLVED
    assert not refuted(problem, 0.1)


def test_the_clock_cuts_off_and_says_so() -> None:
    problem = boxes((1, 1), (2, 1))
    assert CpSat().run(Task(problem, 0, "cpu", time.perf_counter() - 1)).cut_off
    assert not CpSat().run(Task(problem, 0, "cpu", time.perf_counter() + LATER)).cut_off


def test_a_part_asks_for_nothing_that_the_whole_does_not(strict_layout: Any) -> None:
    """Any part of a problem with a layout is still satisfied by it: supports that are gone say nothing."""
    rng = random.Random(1)
    for seed in range(300, 304):
        found = strict_layout(seed)
        whole = Part.whole(found.problem)
        ids = tuple(i for i in whole.bodies if rng.random() < 0.7)
        numbers = tuple(k for k in whole.relations if rng.random() < 0.7)
        part = restricted(found.problem, Part(ids, numbers))
        assert prove_infeasible(part) is None
        assert not any(s.empty for s in base_spans(part).values())
        assert admitted(replace(found, problem=part, layout={i: found.layout[i] for i in ids}))
