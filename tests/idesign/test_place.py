"""Laws of placing with repairs: it ends, it gives up the cheapest thing first, and it says what it gave up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from assets.asset import Asset, AssetQuery
from idesign.brief import Brief
from idesign.design import Design, Surfaces
from idesign.place import FLOOR_SHARE, WITH_ITS_HOST, Placement, Solve, describe, furnish
from idesign.scene_graph import Piece, SceneGraph
from solvers.layout import Layout, Status, Violation
from solvers.problem import LayoutProblem, Pose
from solvers.relations import KINDS, UNARY, AgainstWall, Beside, Near, Relation, Under
from solvers.room import Room, Window

ROOM = Room(((0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0)))


def find(query: AssetQuery) -> Asset:
    w, d, h = (v or 0.5 for v in query.size)
    return Asset(f"{query.category}-{w}", "test", "CC0-1.0", query.category, query.category, (w, d, h), "floor")


def piece(id: str, *, side: float = 0.5, **more: object) -> Piece:
    return replace(Piece(id, id, AssetQuery("box", size=(side, side, 1.0))), **more)  # type: ignore[arg-type]


def place(pieces: list[Piece], solve: Solve, relations: tuple[Relation, ...] = ()) -> Placement:
    design = Design(Brief("x"), ROOM, "room", Surfaces(), SceneGraph(tuple(pieces), relations))
    return furnish(design, find, solve, lambda text: None)


def pretend(broken: Callable[[LayoutProblem], tuple[Violation, ...]]) -> Solve:
    """A solver that puts everything at the origin and is told what that breaks."""

    def solve(problem: LayoutProblem, repair: int, effort: float, patience: float) -> Layout:
        wrong = broken(problem)
        poses = {b.id: b.fixed or Pose(0, 0) for b in problem.bodies}
        return Layout(problem.name, Status.UNSOLVED if wrong else Status.SOLVED, poses, wrong)

    return solve


def crowd(limit: int) -> Solve:
    """A room that holds `limit` things."""

    def broken(problem: LayoutProblem) -> tuple[Violation, ...]:
        over = len(problem.bodies) - limit
        return (Violation("apart", "too many", tuple(b.id for b in problem.bodies)),) if over > 0 else ()

    return pretend(broken)


def test_what_nobody_asked_for_goes_first_and_needs_no_excuse() -> None:
    pieces = [piece("asked", asked=True), piece("extra", optional=True), piece("more", optional=True, priority=2.0)]
    result = place(pieces, crowd(2))
    assert set(result.poses) == {"asked", "more"}
    assert not result.breaches


def test_leaving_out_what_was_asked_is_a_breach_that_names_it() -> None:
    result = place([piece("sofa", asked=True, priority=2.0), piece("piano", asked=True)], crowd(1))
    assert set(result.poses) == {"sofa"}
    assert any("piano" in b for b in result.breaches)
    assert any("piano" in n for n in result.notes)


def test_a_smaller_one_is_tried_before_a_promise_is_broken() -> None:
    wide = piece("bed", side=2.0, asked=True, fallbacks=(AssetQuery("box", size=(1.0, 1.0, 1.0)),))

    def broken(problem: LayoutProblem) -> tuple[Violation, ...]:
        return (Violation("inside", "too wide", ("bed",)),) if problem.body("bed").size[0] > 1.5 else ()

    result = place([wide, piece("lamp", asked=True)], pretend(broken))
    assert result.assets["bed"].size[0] == 1.0
    assert not result.breaches
    assert any("smaller" in n for n in result.notes)


def test_a_relation_is_let_go_before_a_thing_is() -> None:
    def broken(problem: LayoutProblem) -> tuple[Violation, ...]:
        hard = [i for i, r in enumerate(problem.relations) if r.hard]
        return tuple(Violation("relation", "not at a wall", ("desk",), i) for i in hard)

    result = place([piece("desk", asked=True)], pretend(broken), (AgainstWall(a="desk"),))
    assert set(result.poses) == {"desk"}
    assert any("has to stand against a wall" in b for b in result.breaches)


def test_more_than_the_floor_can_carry_is_left_out_before_any_search() -> None:
    pieces = [piece(f"box-{i}", side=1.0, asked=True, priority=float(i)) for i in range(60)]
    calls: list[int] = []

    def solve(problem: LayoutProblem, repair: int, effort: float, patience: float) -> Layout:
        calls.append(len(problem.bodies))
        return Layout("x", Status.SOLVED, {b.id: Pose(0, 0) for b in problem.bodies})

    result = place(pieces, solve)
    assert calls == [int(FLOOR_SHARE * ROOM.area)]
    assert len(result.left_out) == 60 - calls[0]
    assert {f"box-{i}" for i in range(calls[0])} == set(result.poses)


def test_one_of_each_kind_is_kept_before_a_second_of_any() -> None:
    kinds = [
        replace(piece(f"{kind}-{i}", asked=True), query=AssetQuery(kind, size=(1.0, 1.0, 1.0)))
        for kind in "abc"
        for i in range(10)
    ]
    result = place(kinds, crowd(99))
    assert {"a-0", "b-0", "c-0"} <= set(result.poses)


def test_equal_things_left_out_share_a_sentence() -> None:
    chairs = [replace(piece(f"chair-{i}", side=1.0, asked=True), name="chair") for i in range(30)]
    result = place(chairs, crowd(99))
    assert len(result.breaches) == 1
    assert all(gone.id in result.breaches[0] for gone in result.left_out)


def test_it_ends_even_when_nothing_ever_works() -> None:
    always = pretend(lambda problem: (Violation("apart", "never", tuple(b.id for b in problem.bodies)),))
    result = place([piece(f"box-{i}", asked=True) for i in range(30)], always)
    assert result.breaches


@pytest.mark.parametrize("asked", [True, False])
def test_a_finishing_piece_without_a_place_is_left_out_and_said_only_if_asked(asked: bool) -> None:
    def broken(problem: LayoutProblem) -> tuple[Violation, ...]:
        loose = [b.id for b in problem.bodies if b.id == "plant"]
        return (Violation("apart", "no room", tuple(loose)),) if loose else ()

    plant = piece("plant", stage=1, optional=not asked, asked=asked)
    result = place([piece("sofa"), plant], pretend(broken))
    assert set(result.poses) == {"sofa"}
    assert bool(result.breaches) is asked


def test_what_is_higher_than_the_room_is_left_out_for_that() -> None:
    def broken(problem: LayoutProblem) -> tuple[Violation, ...]:
        return (Violation("inside", "too high", ("tower",)),) if any(b.id == "tower" for b in problem.bodies) else ()

    tower = piece("tower", stage=1, asked=True, query=AssetQuery("box", size=(0.5, 0.5, 9.0)))
    result = place([piece("sofa"), tower], pretend(broken))
    assert any(f"it is 9 m high, the room {ROOM.height:g} m" in b for b in result.breaches)


def test_what_stands_on_a_thing_goes_with_it() -> None:
    pieces = [piece("table", optional=True), piece("vase", support="table"), piece("sofa", asked=True)]
    result = place(pieces, crowd(1))
    assert set(result.poses) == {"sofa"}


def test_who_hears_why_a_thing_went_hears_its_own_reason() -> None:
    """A television that was asked for without conditions did not go because it was wanted "only if it fits"."""
    stand, telly = piece("stand-0", optional=True), piece("tv-0", asked=True, support="stand-0")
    state = Placement(SceneGraph((stand, telly), ()), {}, {}).without(["stand-0"], "you wanted it only if it fits")
    assert [(gone.id, gone.why) for gone in state.left_out] == [("tv-0", WITH_ITS_HOST)]


def test_what_carries_a_thing_that_was_asked_for_is_nothing_to_do_without() -> None:
    pieces = [piece("table", optional=True), piece("vase", support="table", asked=True), piece("pouf", optional=True)]
    result = place(pieces, crowd(2))
    assert set(result.poses) == {"table", "vase"}


def test_the_scene_says_why_and_warns_of_odd_sizes_once() -> None:
    from idesign.pipeline import Options, write_down

    graph = SceneGraph((piece("sofa-0"), piece("sofa-1")), ())
    odd = replace(find(AssetQuery("sofa")), why="of all it fits best", warning="the sofa is 9 m wide")
    placement = Placement(graph, {"sofa-0": odd, "sofa-1": odd}, {"sofa-0": Pose(1, 1), "sofa-1": Pose(2, 2)})
    scene = write_down(Design(Brief("x"), ROOM, "room", Surfaces(), graph), placement, Options(), {})
    assert scene.brief.notes == ("The sofa is 9 m wide.",)
    assert {o.asset.why for o in scene.objects} == {"of all it fits best"}


def test_a_place_beside_another_is_let_go_before_the_thing_itself() -> None:
    """The search says only that the chair leaves the room; what holds it there is that it shall stand near the desk."""

    def solve(problem: LayoutProblem, repair: int, effort: float, patience: float) -> Layout:
        tied = any(isinstance(r, Near) and r.hard for r in problem.relations)
        wrong = (Violation("inside", "chair leaves the room", ("chair",)),) if tied else ()
        poses = {b.id: Pose(0, 0) for b in problem.bodies}
        return Layout(problem.name, Status.UNSOLVED if wrong else Status.SOLVED, poses, wrong)

    pieces = (piece("chair", asked=True), piece("desk", asked=True))
    graph = SceneGraph(pieces, (Near(a="chair", b="desk", max=0.5),))
    result = furnish(Design(Brief("x"), ROOM, "room", Surfaces(), graph), find, solve, lambda text: None)
    assert set(result.poses) == {"chair", "desk"}
    assert any("0.5 m" in b for b in result.breaches)


@pytest.mark.parametrize(("a", "b"), [("plant", "sofa"), ("sofa", "plant")])
def test_a_finishing_piece_is_let_go_of_whichever_end_of_the_relation_it_is(a: str, b: str) -> None:
    def broken(problem: LayoutProblem) -> tuple[Violation, ...]:
        tied = [r for r in problem.relations if isinstance(r, Near) and r.hard]
        return (Violation("near", "too far", ("plant",)),) if tied else ()

    pieces = (piece("sofa", asked=True), piece("plant", asked=True, stage=1))
    graph = SceneGraph(pieces, (Near(a=a, b=b, max=0.5),))
    result = furnish(Design(Brief("x"), ROOM, "room", Surfaces(), graph), find, pretend(broken), lambda text: None)
    assert set(result.poses) == {"sofa", "plant"}
    assert any("0.5 m" in b for b in result.breaches)


def test_what_no_pose_can_meet_is_said_once_and_not_searched_for() -> None:
    """A box under a solid one: the furniture is placed at the first try, the reason named, and no larger room helps."""
    calls: list[LayoutProblem] = []

    def counted(problem: LayoutProblem, repair: int, effort: float, patience: float) -> Layout:
        calls.append(problem)
        return pretend(lambda p: ())(problem, repair, effort, patience)

    pieces = [piece("chest", asked=True, side=1.0), piece("box", asked=True)]
    result = place(pieces, counted, (Under(a="box", b="chest", share=0.9),))
    assert len(calls) == 1
    assert not any(x.hard for x in calls[0].relations if isinstance(x, Under))
    assert result.breaches == ("The box cannot be under the chest: there is not enough room beneath it.",)
    assert result.hopeless == result.breaches
    assert set(result.poses) == {"box", "chest"}


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"offset", "on_top_of"}))
def test_what_was_let_go_is_said_in_words_without_ids(kind: str) -> None:
    ends: dict[str, Any] = {} if kind in UNARY else {"b": "door-0"}
    ends |= {"c": "chest"} if "c" in KINDS[kind].__dataclass_fields__ else {}
    state = Placement(SceneGraph((piece("chest"), piece("box-0")), ()), {}, {})
    text = describe(KINDS[kind](a="box-0", **ends), state, ROOM)
    assert "`" not in text
    assert "_" not in text
    assert "{" not in text


@pytest.mark.parametrize(("x", "kept"), [(1.2, True), (2.8, False), (0.0, False)])
def test_what_is_not_on_the_side_of_the_window_that_was_asked_for_is_said(x: float, kept: bool) -> None:
    """The window is in the north wall: its left, seen from the room, is the west."""
    room = replace(ROOM, windows=(Window("window-0", 2, 1.5, 1.0, 0.9, 1.2),))
    wish = Beside(a="piano", b="window-0", side="left", max=0.6, hard=False)
    graph = SceneGraph((piece("piano", asked=True),), (wish,), openings=("window-0",))
    design = Design(Brief("x"), room, "room", Surfaces(), graph)

    def solve(problem: LayoutProblem, repair: int, effort: float, patience: float) -> Layout:
        return Layout(problem.name, Status.SOLVED, {"piano": Pose(x, 3.75)})

    result = furnish(design, find, solve, lambda text: None)
    assert result.notes == (() if kept else ("This could not be kept: the piano has to be to the left of the window",))
    assert not result.breaches
