"""Explanations: the conflict is as small as it can be, the changes that are told work, and the words carry figures."""

from __future__ import annotations

import json
import time
from dataclasses import replace

import pytest

from solvers import Layout, Status, layout_to_json, solve
from solvers import relations as r
from solvers.conflict import quickxplain
from solvers.infeasible import prove_infeasible
from solvers.layout import Explanation
from solvers.problem import Body, LayoutProblem, Pose
from solvers.proofs import prove
from solvers.relax import relaxed, stretched
from solvers.room import Door, Room, Window

SQUARE = Room(((0, 0), (3, 0), (3, 3), (0, 3)), 2.5, (Door("door-0", 0, 0.1, 0.9),), (Window("window-0", 2, 1, 1),))
NEAR, FAR = r.Near(a="desk", b="bed", max=0.6), r.Far(a="desk", b="bed", min=1.2)


def bedroom(*relations: r.Relation, bed: Pose | None = None) -> LayoutProblem:
    bodies = (
        Body("bed", (1.4, 1.2, 0.5), "bed", fixed=bed), Body("desk", (1.0, 0.5, 0.7), "desk"),
        Body("stool", (0.3, 0.3, 0.4), "stool"),
    )  # fmt: skip
    return LayoutProblem("bedroom", SQUARE, bodies, relations)


PROBLEMS = {
    "near and far": bedroom(NEAR, FAR, r.Near(a="stool", b="desk", max=3.0)),
    "corner and middle": bedroom(
        r.Corner(a="stool"), r.Near(a="stool", b="bed", max=0.1), r.AgainstWall(a="desk"), bed=Pose(1.5, 1.5)
    ),
    "too high": replace(bedroom(), bodies=(Body("shelf", (1.0, 0.4, 2.8), "shelf"), Body("stool", (0.3, 0.3, 0.4)))),
    "stack": replace(
        bedroom(r.OnTopOf(a="chest", b="table"), r.OnTopOf(a="box", b="chest"), r.AgainstWall(a="table")),
        bodies=tuple(Body(i, (0.8, 0.6, 0.9)) for i in ("table", "chest", "box")),
    ),
    "wall": LayoutProblem(
        "wall", SQUARE, tuple(Body(i, (1.1, 0.5, 1.0)) for i in "abc"), tuple(r.AtWall(a=i, walls=(2,)) for i in "abc")
    ),
}  # fmt: skip
WORDS = {
    "near and far": "0.6 m", "corner and middle": "corner",
    "too high": "2.8 m tall", "stack": "box on chest on table: 2.70 m", "wall": "north wall: 3.30 m of furniture, 3.0",
}  # fmt: skip


@pytest.fixture(scope="module")
def answers() -> dict[str, Layout]:
    return {name: solve(problem, explain=True, time_limit=60.0) for name, problem in PROBLEMS.items()}


def why_of(layout: Layout) -> Explanation:
    assert layout.status is Status.INFEASIBLE
    assert layout.explanation is not None
    return layout.explanation


def only(problem: LayoutProblem, conflict: tuple[str | int, ...]) -> LayoutProblem:
    """The bodies and relations of a conflict as a problem of its own."""
    bodies = tuple(b for b in problem.bodies if b.id in conflict)
    relations = tuple(x for k, x in enumerate(problem.relations) if k in conflict and {x.a, x.b} & set(conflict))
    known = {b.id for b in bodies}
    return replace(problem, bodies=bodies, relations=tuple(x for x in relations if {x.a, x.b or x.a} <= known))


@pytest.mark.parametrize("name", PROBLEMS)
def test_a_conflict_is_refuted_and_without_any_member_there_is_a_layout(answers: dict[str, Layout], name: str) -> None:
    problem, conflict = PROBLEMS[name], why_of(answers[name]).conflict
    assert prove(only(problem, conflict), time.perf_counter() + 60) is not None
    for member in conflict:
        if member in {b.id for b in problem.bodies} or isinstance(member, int):
            rest = only(problem, tuple(m for m in conflict if m != member))
            assert solve(rest, solver="cp-sat").status is Status.SOLVED, f"without {member}"


@pytest.mark.parametrize("name", PROBLEMS)
def test_a_conflict_is_told_in_words_with_its_bodies_and_figures(answers: dict[str, Layout], name: str) -> None:
    why = why_of(answers[name])
    assert WORDS[name] in why.text
    assert all(i in why.text for i in why.conflict if isinstance(i, str))


@pytest.mark.parametrize("name", PROBLEMS)
def test_every_change_that_is_told_works(answers: dict[str, Layout], name: str) -> None:
    changes = why_of(answers[name]).relaxations
    assert changes
    for change in changes[:2]:
        changed = relaxed(PROBLEMS[name], change)
        found = (solve(changed, solver=s, effort=0.0) for s in ("cp-sat", "batched"))
        assert any(f.status is Status.SOLVED for f in found), change.text


def test_a_circle_of_things_that_face_the_same_way_is_told() -> None:
    """Without one of the alignments nothing is said: turned things may well stand so."""
    beside = tuple(r.LeftOf(a=a, b=b) for a, b in (("bed", "desk"), ("desk", "stool"), ("stool", "bed")))
    same = tuple(r.Aligned(a=a, b="bed") for a in ("desk", "stool"))
    why = prove_infeasible(bedroom(*beside, *same))
    assert why is not None
    assert set(why.conflict) == {"bed", "desk", "stool", 0, 1, 2, 3, 4}
    assert prove_infeasible(bedroom(*beside, same[0])) is None


def test_changes_are_what_a_person_would_try(answers: dict[str, Layout]) -> None:
    def texts(name: str) -> str:
        return "\n".join(x.text for x in why_of(answers[name]).relaxations)

    assert "let desk be up to 1.6 m from bed" in texts("near and far")
    assert "let a go to" in texts("wall")
    assert "at most 2.5 m high" in texts("too high")
    assert "drop box" in texts("stack")


def test_changes_are_written_to_the_layout_file(answers: dict[str, Layout]) -> None:
    for layout in answers.values():
        written = json.loads(json.dumps(layout_to_json(layout), allow_nan=False))["explanation"]
        assert written["conflict"]
        assert [x["text"] for x in written["relaxations"]] == [x.text for x in layout.explanation.relaxations]


def test_a_longer_room_keeps_its_doors_and_windows() -> None:
    """Openings keep their width and their wall, and stay on it."""
    longer = stretched(bedroom(), 0.4, 0.2).room
    assert longer.bounds == pytest.approx((0, 0, 3.4, 3.2))
    for o in longer.openings:
        assert o.width == next(p for p in SQUARE.openings if p.id == o.id).width
        assert 0 <= o.offset <= longer.walls[o.wall].length - o.width + 1e-9


def test_quickxplain_finds_the_one_smallest_set() -> None:
    for wanted in ({3}, {0, 9}, {2, 5, 7}, set(range(10))):
        assert set(quickxplain(list(range(10)), lambda kept, w=wanted: w <= set(kept))) == wanted


def test_what_is_neither_solved_nor_refuted_is_unsolved_with_changes() -> None:
    """Five far corners of a small room: too hard for a proof in no time."""
    bodies = tuple(Body(f"s{k}", (0.3, 0.3, 1.0)) for k in range(5))
    far = tuple(r.Far(a=a.id, b=b.id, min=2.1) for a in bodies for b in bodies if a.id < b.id)
    layout = solve(LayoutProblem("far", replace(SQUARE, doors=()), bodies, far), explain=True, time_limit=2.0)
    assert layout.status in (Status.UNSOLVED, Status.INFEASIBLE)
    assert layout.explanation is not None
    if layout.status is Status.UNSOLVED:
        assert layout.explanation.conflict == ()
        assert layout.violated
