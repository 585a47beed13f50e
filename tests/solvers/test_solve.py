"""Solving: whatever a solver says is held against the exact check."""

import math
import random
import time
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from solvers import SOLVERS, Layout, SolverInputError, Status, check, solve
from solvers import relations as r
from solvers.problem import Body, Box, LayoutProblem, Pose, Surface
from solvers.room import Door, Room, Window

ROOM = Room(
    ((0, 0), (4, 0), (4, 3.5), (0, 3.5)), 2.5, (Door("door-0", 0, 0.2, 0.9),), (Window("window-0", 2, 1.4, 1.2),)
)
L_ROOM = Room(((0, 0), (5, 0), (5, 2.4), (2.6, 2.4), (2.6, 4.5), (0, 4.5)), 2.5, (Door("door-0", 0, 3.5, 0.9),))
SLANTED = Room(((0, 0), (4.5, 0), (3.5, 3.5), (0, 3.5)), 2.5, (Door("door-0", 0, 0.3, 0.9),))
BED = Body("bed", (1.6, 2.0, 0.5), "bed")
STAND = Body("stand", (0.45, 0.4, 0.5), "nightstand")
LAMP = Body("lamp", (0.2, 0.2, 0.35), "table_lamp")
WARDROBE = Body("wardrobe", (1.5, 0.6, 2.1), "wardrobe")
DESK = Body("desk", (1.2, 0.6, 0.74), "desk")
CHAIR = Body("chair", (0.45, 0.45, 0.9), "chair")
BEDROOM = (
    r.AgainstWall(a="bed"),
    r.RightOf(a="stand", b="bed"),
    r.Near(a="stand", b="bed", max=0.2),
    r.OnTopOf(a="lamp", b="stand"),
    r.AgainstWall(a="wardrobe"),
    r.AgainstWall(a="desk"),
    r.InFrontOf(a="chair", b="desk"),
    r.Facing(a="chair", b="desk"),
    r.Near(a="chair", b="desk", max=0.3),
)
PROBLEMS = [
    LayoutProblem("empty", ROOM, ()),
    LayoutProblem("one", ROOM, (BED,)),
    LayoutProblem("bedroom", ROOM, (BED, STAND, LAMP, WARDROBE, DESK, CHAIR), BEDROOM),
    LayoutProblem("l-shaped", L_ROOM, (BED, STAND, LAMP, WARDROBE), BEDROOM[:5]),
    LayoutProblem("slanted", SLANTED, (BED, WARDROBE), (r.AgainstWall(a="bed"), r.AgainstWall(a="wardrobe"))),
    LayoutProblem(
        "stack",
        ROOM,
        (replace(STAND, id="a"), replace(LAMP, id="b"), replace(LAMP, id="c", size=(0.1, 0.1, 0.1))),
        (r.OnTopOf(a="b", b="a"), r.OnTopOf(a="c", b="b"), r.Corner(a="a")),
    ),
]


def same(a: Layout, b: Layout) -> bool:
    return a.placements == b.placements and a.status is b.status and a.quality == b.quality


@pytest.mark.parametrize("solver", SOLVERS)
@pytest.mark.parametrize("problem", PROBLEMS, ids=lambda p: p.name)
def test_every_solver_solves_small_problems(solver: str, problem: LayoutProblem) -> None:
    layout = solve(problem, solver=solver, seed=1)
    assert layout.status is Status.SOLVED, layout.violated
    assert not check(problem, layout.placements)
    assert set(layout.placements) == {b.id for b in problem.bodies}
    assert layout.solver == solver


@pytest.mark.parametrize("solver", SOLVERS)
def test_the_same_seed_gives_the_same_layout(solver: str) -> None:
    assert same(solve(PROBLEMS[2], solver=solver, seed=7), solve(PROBLEMS[2], solver=solver, seed=7))


def test_another_seed_gives_another_layout() -> None:
    assert solve(PROBLEMS[2], seed=1, effort=0).placements != solve(PROBLEMS[2], seed=2, effort=0).placements


def test_alternatives_are_strict_and_different() -> None:
    layout = solve(PROBLEMS[2], alternatives=3)
    every = [layout, *layout.alternatives]
    assert len(layout.alternatives) == 3
    assert all(a.status is Status.SOLVED and not check(PROBLEMS[2], a.placements) for a in every)
    for k, a in enumerate(every):
        for b in every[:k]:
            far = max(math.hypot(p.x - b.placements[i].x, p.y - b.placements[i].y) for i, p in a.placements.items())
            assert far > 0.29


def test_quality_improves_with_effort() -> None:
    rough, fine = solve(PROBLEMS[2], effort=0), solve(PROBLEMS[2], effort=1)
    assert rough.quality is not None
    assert fine.quality is not None
    assert 0 <= rough.quality <= fine.quality <= 1
    assert fine.quality > 0.85


# ---------------------------------------------------------------- groups, mounts, parts, fixed things
def test_members_of_a_group_keep_their_places() -> None:
    tucked = replace(CHAIR, parts=(Box((-0.2, -0.2, 0), (0.2, 0.2, 0.45)), Box((-0.2, 0.15, 0.45), (0.2, 0.2, 0.9))))
    table = Body("table", (1.4, 0.8, 0.75), "dining_table", parts=(Box((-0.7, -0.4, 0.72), (0.7, 0.4, 0.75)),))
    chairs = [replace(tucked, id=f"chair-{k}") for k in range(4)]
    spots = [(-0.35, -0.5, math.pi), (0.35, -0.5, math.pi), (-0.35, 0.5, 0.0), (0.35, 0.5, 0.0)]
    ties = [r.Offset(a=c.id, b="table", x=x, y=y, yaw=t) for c, (x, y, t) in zip(chairs, spots, strict=True)]
    vase = Body("vase", (0.15, 0.15, 0.3), "vase")
    ties.append(r.Offset(a="vase", b="table", z=0.75))
    rug = Body("rug", (2.4, 1.6, 0.01), "rug")
    ties.append(r.Offset(a="rug", b="table"))
    pendant = Body("pendant", (0.4, 0.4, 0.5), "pendant", mount="ceiling")
    problem = LayoutProblem(
        "dining", ROOM, (table, *chairs, vase, rug, pendant), (*ties, r.Above(a="pendant", b="table"))
    )
    layout = solve(problem, seed=3)
    assert layout.status is Status.SOLVED, layout.violated
    assert layout.placements["pendant"].z == pytest.approx(2.0)


def test_things_hang_on_walls_beside_openings() -> None:
    art = Body("art", (0.8, 0.04, 0.6), "picture", mount="wall", elevation=1.3)
    curtain = Body("curtain", (1.6, 0.1, 2.2), "curtain", mount="wall", elevation=0.0)
    relations = (
        r.Above(a="art", b="bed"),
        r.AgainstWall(a="bed"),
        r.CenteredOn(a="curtain", b="window-0"),
        r.Near(a="curtain", b="window-0", max=0.02),
    )
    layout = solve(LayoutProblem("hung", ROOM, (BED, art, curtain), relations), seed=2)
    assert layout.status is Status.SOLVED, layout.violated
    assert abs(layout.placements["curtain"].x - 2.0) < 0.16
    assert layout.placements["art"].y < 3.4 or not 1.3 < layout.placements["art"].x < 2.7, "not on the window"


def test_a_stool_goes_under_a_desk_with_legs() -> None:
    legs = (Box((-0.6, -0.3, 0.7), (0.6, 0.3, 0.74)), Box((-0.6, 0.25, 0), (0.6, 0.3, 0.7)))
    bodies = (replace(DESK, parts=legs), Body("stool", (0.4, 0.4, 0.45), "stool"))
    problem = LayoutProblem("stool", ROOM, bodies, (r.Under(a="stool", b="desk", share=0.8), r.AgainstWall(a="desk")))
    layout = solve(problem)
    assert layout.status is Status.SOLVED, layout.violated


def test_surfaces_decide_the_height() -> None:
    shelf = Body(
        "shelf",
        (0.8, 0.3, 1.8),
        "bookshelf",
        surfaces=(Surface(0.6, -0.39, -0.14, 0.39, 0.14, 0.35),),
        parts=(Box((-0.4, 0.13, 0), (0.4, 0.15, 1.8)), Box((-0.4, -0.15, 0.55), (0.4, 0.15, 0.6))),
    )
    problem = LayoutProblem(
        "shelf", ROOM, (shelf, replace(LAMP, id="box", size=(0.2, 0.2, 0.2))), (r.OnTopOf(a="box", b="shelf"),)
    )
    layout = solve(problem)
    assert layout.status is Status.SOLVED, layout.violated
    assert layout.placements["box"].z == pytest.approx(0.6)


def furnished() -> tuple[Body, ...]:
    """Twelve fixed things along the walls of a large room."""
    spots = [(0.6 + 0.9 * k, 4.7, 0.0) for k in range(6)] + [(0.6 + 0.9 * k, 0.3, math.pi) for k in range(6)]
    return tuple(
        Body(f"box-{k}", (0.8, 0.5, 0.9), "cabinet", fixed=Pose(x, y, 0, t)) for k, (x, y, t) in enumerate(spots)
    )


def test_a_few_more_things_are_placed_among_fixed_ones() -> None:
    room = Room(((0, 0), (6, 0), (6, 5), (0, 5)), 2.5, (Door("door-0", 1, 2.0, 0.9),))
    more = (replace(LAMP, id="new"), Body("plant", (0.4, 0.4, 1.2), "plant"))
    problem = LayoutProblem(
        "more", room, (*furnished(), *more), (r.OnTopOf(a="new", b="box-3"), r.AgainstWall(a="plant"))
    )
    layout = solve(problem, seed=1)
    assert layout.status is Status.SOLVED, layout.violated
    assert all(layout.placements[b.id] == b.fixed for b in furnished())


def test_groups_take_their_place_from_a_fixed_member() -> None:
    bodies = (replace(BED, fixed=Pose(2.0, 2.4)), STAND)
    layout = solve(LayoutProblem("tied", ROOM, bodies, (r.Offset(a="stand", b="bed", x=1.05, y=0.8),)))
    assert layout.status is Status.SOLVED
    assert (layout.placements["stand"].x, layout.placements["stand"].y) == pytest.approx((3.05, 3.2), abs=1e-4)


# ---------------------------------------------------------------- what cannot be
IMPOSSIBLE = [
    (LayoutProblem("tall", ROOM, (Body("tower", (0.5, 0.5, 2.6)),)), "tower"),
    (LayoutProblem("long", ROOM, (Body("beam", (5.5, 0.2, 0.2)),)), "beam"),
    (LayoutProblem("area", ROOM, tuple(Body(f"crate-{k}", (1.5, 1.5, 1.0)) for k in range(7))), "crate-0"),
    (
        LayoutProblem(
            "torn", ROOM, (BED, DESK), (r.Near(a="bed", b="desk", max=0.5), r.Far(a="desk", b="bed", min=1.5))
        ),
        "desk",
    ),
    (LayoutProblem("door", ROOM, (Body("piano", (1.4, 0.6, 1.2), fixed=Pose(0.8, 0.4)),)), "piano"),
    (LayoutProblem("two", ROOM, (replace(BED, fixed=Pose(2, 2)), replace(DESK, fixed=Pose(2.2, 2)))), "bed"),
    (
        LayoutProblem(
            "circle",
            ROOM,
            tuple(Body(i, (1.0, 0.4, 0.8)) for i in "abc"),
            (
                r.LeftOf(a="a", b="b"),
                r.LeftOf(a="b", b="c"),
                r.LeftOf(a="c", b="a"),
                r.Aligned(a="a", b="b"),
                r.Aligned(a="b", b="c"),
                r.Aligned(a="c", b="a"),
            ),
        ),
        "a",
    ),
]


@pytest.mark.parametrize(("problem", "culprit"), IMPOSSIBLE, ids=lambda v: getattr(v, "name", v))
def test_contradictions_are_explained(problem: LayoutProblem, culprit: str) -> None:
    layout = solve(problem)
    assert layout.status is Status.INFEASIBLE
    assert layout.explanation is not None
    assert culprit in layout.explanation.conflict
    assert culprit in layout.explanation.text


@pytest.mark.parametrize(("problem", "culprit"), IMPOSSIBLE, ids=lambda v: getattr(v, "name", v))
def test_softening_a_contradiction_takes_the_claim_back(problem: LayoutProblem, culprit: str) -> None:
    soft = replace(problem, relations=tuple(replace(x, hard=False) for x in problem.relations))
    if problem.relations:
        assert solve(soft, effort=0.1).status is Status.SOLVED


def test_what_is_not_solved_names_what_is_broken() -> None:
    bodies = (Body("a", (3.9, 1.7, 1)), Body("b", (3.9, 1.7, 1)))
    layout = solve(LayoutProblem("tight", ROOM, bodies), time_limit=3)
    assert layout.status is Status.UNSOLVED
    assert layout.violated
    assert set(layout.placements) == {"a", "b"}


def test_the_clock_only_cuts_off() -> None:
    crowd = tuple(Body(f"x{k}", (0.9, 0.9, 1)) for k in range(11))
    began = time.perf_counter()
    layout = solve(LayoutProblem("crowd", ROOM, crowd), time_limit=0.3)
    assert time.perf_counter() - began < 1.3
    assert layout.status in (Status.SOLVED, Status.UNSOLVED)


@pytest.mark.parametrize(
    "wrong", [{"solver": "magic"}, {"device": "tpu"}, {"time_limit": 0.0}, {"time_limit": math.nan}]
)
def test_unknown_options_are_input_errors(wrong: dict[str, str]) -> None:
    with pytest.raises(SolverInputError):
        solve(PROBLEMS[1], **wrong)  # type: ignore[arg-type]


# ---------------------------------------------------------------- any problem
OF_MORE = {"between", "in_row", "symmetric", "evenly_around", "in_zone", "not_blocking"}
"""Relations that name more than `a` and an object `b`: `test_random_problems.py` has them."""


@st.composite
def problems(draw: st.DrawFn) -> LayoutProblem:
    """Small problems of any kind, many of them impossible."""
    rng = random.Random(draw(st.integers(0, 10**6)))
    room = draw(st.sampled_from([ROOM, L_ROOM, SLANTED]))
    count = draw(st.integers(1, 5))
    bodies = [
        Body(
            f"b{k}",
            (rng.uniform(0.1, 1.8), rng.uniform(0.1, 1.0), rng.choice([0.02, 0.5, 2.0])),
            rng.choice(["bed", "chair", "", "plant", "wardrobe"]),
            rng.choice(["floor"] * 4 + ["wall"]),
            fixed=Pose(rng.uniform(0, 4), rng.uniform(0, 3), 0, rng.uniform(-3, 3)) if rng.random() < 0.1 else None,
        )
        for k in range(count)
    ]
    relations: list[r.Relation] = []
    for _ in range(draw(st.integers(0, 4))):
        kind, a, b = rng.choice(list(r.KINDS)), *rng.sample([*range(count), count], 2)
        if max(a, b) == count or kind in OF_MORE:
            continue
        names = {"a": f"b{a}", "b": None if kind in r.UNARY else f"b{b}"}
        if kind == "at_window":
            if not room.windows:
                continue
            names["b"] = "window-0"
        if kind == "on_top_of" and a < b:
            names = {"a": f"b{b}", "b": f"b{a}"}
        extra = {"walls": (0,)} if kind == "at_wall" else {}
        relations.append(r.KINDS[kind](**names, **extra, hard=rng.random() < 0.7))  # type: ignore[arg-type]
    return LayoutProblem("random", room, tuple(bodies), tuple(relations))


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(problems(), st.sampled_from(sorted(SOLVERS)))
def test_no_problem_crashes_and_nothing_is_falsely_solved(problem: LayoutProblem, solver: str) -> None:
    layout = solve(problem, solver=solver, time_limit=1.0, effort=0.2)
    if layout.status is Status.SOLVED:
        assert not check(problem, layout.placements)
    elif layout.status is Status.UNSOLVED:
        assert layout.violated


@pytest.mark.parametrize("where", ["solvers.batched.Search._step", "solvers.polish.Polish._step"])
def test_an_interrupted_search_gives_the_best_so_far(where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(where, interrupt)
    bodies = tuple(Body(f"wardrobe-{k}", (1.0, 0.6, 2.0), "wardrobe") for k in range(6))
    room = Room(((0, 0), (3.2, 0), (3.2, 3.0), (0, 3.0)), 2.5, (Door("door-0", 0, 0.3, 0.9),))
    layout = solve(LayoutProblem("room", room, bodies, tuple(r.AgainstWall(a=b.id) for b in bodies)))
    assert layout.cut_off
    assert set(layout.placements) == {b.id for b in bodies}
    assert (layout.status is Status.SOLVED) == (not layout.violated)
