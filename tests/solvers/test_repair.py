"""Repair after a change: as little moves as can be, everything that moved is named, and the exact check decides."""

import math
import random
from collections.abc import Iterator
from dataclasses import astuple, replace

import pytest

from solvers import Body, LayoutProblem, Pose, SolverInputError, Status, check
from solvers import relations as r
from solvers.changes import Added, Change, Locked, Moved, Related, Removed, Resized, Unlocked, Unrelated
from solvers.geometry import relative
from solvers.repairing import Repair, Session, repair
from solvers.room import Door, Room, Window

ROOM = Room(((0, 0), (5, 0), (5, 4), (0, 4)), 2.5, (Door("door", 0, 0.2, 0.9),), (Window("window", 1, 1.0, 1.2),))
BED = Body("bed", (1.6, 2.0, 0.5), "bed")
STAND = Body("stand", (0.45, 0.4, 0.5), "nightstand")
LAMP = Body("lamp", (0.2, 0.2, 0.35), "table_lamp")
WARDROBE = Body("wardrobe", (1.5, 0.6, 2.1), "wardrobe")
TABLE = Body("table", (0.9, 0.9, 0.74), "table")
CHAIRS = tuple(Body(f"chair-{k}", (0.45, 0.45, 0.9), "chair") for k in range(2))
POUF = Body("pouf", (0.5, 0.5, 0.4), "pouf")
PROBLEM = LayoutProblem("bedroom", ROOM, (BED, STAND, LAMP, WARDROBE, TABLE, *CHAIRS, POUF), (
    r.AgainstWall(a="bed"), r.RightOf(a="stand", b="bed"), r.Near(a="stand", b="bed", max=0.2),
    r.OnTopOf(a="lamp", b="stand"), r.AgainstWall(a="wardrobe"), r.Around(a="chair-0", b="table", max=0.3),
    r.Around(a="chair-1", b="table", max=0.3),
))  # fmt: skip
PLACED = {
    "bed": Pose(1.5, 3.0), "stand": Pose(2.6, 3.8), "lamp": Pose(2.6, 3.8, 0.5),
    "wardrobe": Pose(0.3, 1.65, 0, math.pi / 2), "table": Pose(3.6, 1.2), "chair-0": Pose(3.6, 1.9),
    "chair-1": Pose(3.6, 0.5, 0, math.pi), "pouf": Pose(2.0, 1.0),
}  # fmt: skip


def seen_from(a: Pose, b: Pose) -> tuple[float, ...]:
    return astuple(relative(a, b))


def changed(before: dict[str, Pose], result: Repair) -> set[str]:
    return {i for i, p in result.layout.placements.items() if i in before and p != before[i]}


def changes(count: int, seed: int) -> Iterator[Change]:
    rnd = random.Random(seed)
    for _ in range(count):
        body = rnd.choice(PROBLEM.bodies)
        at = Pose(rnd.uniform(0, 5), rnd.uniform(0, 4), PLACED[body.id].z, rnd.choice([0, 0.3, math.pi / 2]))
        near = replace(
            PLACED[body.id], x=PLACED[body.id].x + rnd.gauss(0, 0.2), y=PLACED[body.id].y + rnd.gauss(0, 0.2)
        )
        size = tuple(v * rnd.uniform(0.7, 1.4) for v in body.size)
        options: list[Change] = [
            Moved(body.id, at), Moved(body.id, near), Moved(body.id, near, hold=True), Removed(body.id),
            Resized(body.id, (size[0], size[1], size[2])), Added(replace(body, id="new")), Locked(body.id),
            Added(replace(POUF, id="new"), (r.Near(a="new", b=body.id, max=0.3),), at),
            Related(r.Near(a="pouf", b=rnd.choice(["table", "bed", "window"]), max=0.4)),
        ]  # fmt: skip
        yield rnd.choice(options)


def test_the_example_is_strict() -> None:
    assert check(PROBLEM, PLACED) == ()


@pytest.mark.parametrize("seed", range(4))
def test_laws_of_every_repair(seed: int) -> None:
    """Status is the exact check's; all that moved is named; nothing fixed moves; the same call gives the same."""
    session = Session(PROBLEM, PLACED)
    done = 0
    for change in changes(12, seed):
        result = session.repair(change)
        violated = check(result.problem, result.layout.placements)
        assert result.layout.violated == violated
        assert (result.layout.status is Status.SOLVED) == (not violated) == result.done
        subject = getattr(change, "id", None) if isinstance(change, Moved | Resized) else None
        asked = {subject, *(s.id for s in result.moved)}
        riders = {"lamp"} if subject == "stand" else set()
        assert changed(PLACED, result) <= asked | riders
        assert {s.id for s in result.moved} <= set(result.layout.placements)
        assert set(result.layout.placements) == {b.id for b in result.problem.bodies}
        assert all(result.layout.placements[b.id] == b.fixed for b in result.problem.bodies if b.fixed)
        if not result.done:
            assert not [s for s in result.moved if s.why == "made way"], "what failed leaves everything where it was"
        again = repair(PROBLEM, PLACED, change)
        assert again.layout.placements == result.layout.placements
        assert again.text == result.text
        done += result.done
    assert done >= 9


def test_a_move_into_free_space_moves_nothing_else() -> None:
    to = Pose(2.9, 2.0, 0, 0.2)
    result = repair(PROBLEM, PLACED, Moved("pouf", to))
    assert result.done
    assert result.moved == ()
    assert result.layout.placements == {**PLACED, "pouf": to}
    assert "Nothing else had to move" in result.text


def test_what_stands_on_it_goes_along() -> None:
    result = repair(PROBLEM, PLACED, Moved("stand", replace(PLACED["stand"], x=2.55, y=3.75)))
    assert result.done
    assert changed(PLACED, result) == {"stand", "lamp"}
    lamp, stand = result.layout.placements["lamp"], result.layout.placements["stand"]
    assert seen_from(lamp, stand) == pytest.approx(seen_from(PLACED["lamp"], PLACED["stand"]))


def test_a_small_overlap_moves_the_thing_itself_just_so_far() -> None:
    """Dropped 5 cm into the table: the least way out is 5 cm, and the table stays."""
    result = repair(PROBLEM, PLACED, Moved("pouf", Pose(3.6 - 0.45 - 0.25 + 0.05, 1.2)))
    assert result.done
    assert [s.id for s in result.moved] == ["pouf"]
    assert result.moved[0].distance == pytest.approx(0.05, abs=0.006)
    assert result.moved[0].why == "gave way"


def test_others_make_way_for_what_is_held() -> None:
    result = repair(PROBLEM, PLACED, Moved("wardrobe", Pose(3.6, 3.7), hold=True))
    assert result.done
    result = repair(PROBLEM, PLACED, Moved("wardrobe", Pose(2.9, 3.7), hold=True))
    assert result.done
    assert result.layout.placements["wardrobe"] == Pose(2.9, 3.7)
    assert "stand" in {s.id for s in result.moved if s.why == "made way"}
    assert "made way" in result.text
    assert {"table", "chair-0", "chair-1", "pouf"} & changed(PLACED, result) == set()


def test_chairs_follow_their_table() -> None:
    result = repair(PROBLEM, PLACED, Moved("table", Pose(3.4, 2.2)))
    assert result.done
    for i in ("chair-0", "chair-1"):
        now = seen_from(result.layout.placements[i], result.layout.placements["table"])
        assert now == pytest.approx(seen_from(PLACED[i], PLACED["table"]))
    assert changed(PLACED, result) == {"table", "chair-0", "chair-1"}


def test_a_small_thing_returns_to_the_large_one_that_it_needs() -> None:
    """A nightstand dropped away from its bed goes back to the bed; the bed does not come."""
    result = repair(PROBLEM, PLACED, Moved("stand", Pose(4.5, 3.0)))
    assert result.done
    assert changed(PLACED, result) <= {"stand", "lamp"}


def test_what_may_not_move_stays() -> None:
    for change in (Moved("wardrobe", Pose(2.9, 3.7), hold=True), Moved("bed", Pose(3.9, 3.0)), Added(WARDROBE_2)):
        result = repair(PROBLEM, PLACED, change, may_move=())
        subject = getattr(change, "id", None)
        assert changed(PLACED, result) <= {subject}
    held = repair(PROBLEM, PLACED, Moved("wardrobe", Pose(2.9, 3.7), hold=True), may_move=())
    assert not held.done
    assert held.layout.status is Status.UNSOLVED
    assert "wardrobe" in held.text
    assert held.layout.placements["wardrobe"] == Pose(2.9, 3.7)


POUF_2 = replace(POUF, id="pouf-2")
WARDROBE_2 = replace(WARDROBE, id="wardrobe-2")


def test_fixed_things_do_not_make_way_and_may_be_moved_by_hand() -> None:
    locked = repair(PROBLEM, PLACED, Locked("stand"))
    assert locked.layout.placements == PLACED
    assert locked.problem.body("stand").fixed == PLACED["stand"]
    held = repair(locked.problem, PLACED, Moved("wardrobe", Pose(2.9, 3.7), hold=True))
    assert not held.done
    assert held.layout.placements["stand"] == PLACED["stand"]
    by_hand = repair(locked.problem, PLACED, Moved("stand", replace(PLACED["stand"], x=2.55)))
    assert by_hand.done
    assert by_hand.problem.body("stand").fixed == by_hand.layout.placements["stand"]
    assert repair(locked.problem, PLACED, Unlocked("stand")).problem == PROBLEM


def test_a_new_thing_finds_a_good_place() -> None:
    extra = (r.AgainstWall(a="wardrobe-2"),)
    result = repair(PROBLEM, PLACED, Added(WARDROBE_2, extra))
    assert result.done
    assert result.moved == ()
    assert check(result.problem, result.layout.placements) == ()
    on_top = repair(PROBLEM, PLACED, Added(replace(LAMP, id="vase"), (r.OnTopOf(a="vase", b="table"),)))
    assert on_top.done
    assert on_top.layout.placements["vase"].z == pytest.approx(0.74)


def test_what_cannot_fit_is_said() -> None:
    result = repair(PROBLEM, PLACED, Added(Body("hall", (4.8, 3.8, 1.0), "table")))
    assert not result.done
    assert "hall" in result.text
    assert changed(PLACED, result) == set()


def test_what_goes_takes_what_stands_on_it() -> None:
    result = repair(PROBLEM, PLACED, Removed("stand"))
    assert result.done
    assert result.removed == ("lamp", "stand")
    assert {"lamp", "stand"} & {i for x in result.problem.relations for i in x.names} == set()
    assert changed(PLACED, result) == set()


def test_a_deeper_wardrobe_stays_at_its_wall_and_a_higher_stand_lifts_its_lamp() -> None:
    deeper = repair(PROBLEM, PLACED, Resized("wardrobe", (1.5, 0.7, 2.1)))
    assert deeper.done
    assert deeper.layout.placements["wardrobe"].x == pytest.approx(0.35)
    higher = repair(PROBLEM, PLACED, Resized("stand", (0.45, 0.4, 0.6)))
    assert higher.done
    assert higher.layout.placements["lamp"].z == pytest.approx(0.6)


def test_a_new_relation_moves_what_it_is_about() -> None:
    result = repair(PROBLEM, PLACED, Related(r.Near(a="pouf", b="bed", max=0.3)))
    assert result.done
    assert changed(PLACED, result) == {"pouf"}
    dropped = repair(result.problem, result.layout.placements, Unrelated(len(PROBLEM.relations)))
    assert dropped.problem == PROBLEM
    assert dropped.moved == ()


def test_old_faults_are_no_business_of_a_new_change() -> None:
    """In a layout that was not strict, the rest of it stays as wrong as it was."""
    wrong = {**PLACED, "pouf": Pose(3.6, 1.2)}
    result = repair(PROBLEM, wrong, Moved("wardrobe", Pose(4.2, 3.7)))
    assert result.done
    assert result.layout.status is Status.UNSOLVED
    assert changed(wrong, result) == {"wardrobe"}


def test_a_session_is_the_same_as_single_repairs() -> None:
    session, problem, placed = Session(PROBLEM, PLACED), PROBLEM, PLACED
    for change in changes(8, 99):
        if any(isinstance(change, k) for k in (Added, Removed, Related)):
            continue
        one, other = session.repair(change), repair(problem, placed, change)
        assert one.layout.placements == other.layout.placements
        session, problem, placed = session.accept(one), other.problem, other.layout.placements


def test_relations_that_no_file_may_hold_do_no_harm() -> None:
    """A problem made from a scene may tie a curtain to its window by an offset, which files do not allow."""
    curtain = Body("curtain", (1.2, 0.1, 1.5), "curtain", mount="wall", elevation=0.8)
    tied = r.Offset(a="curtain", b="window", x=0.0, y=-0.06, z=-0.1)
    problem = replace(PROBLEM, bodies=(*PROBLEM.bodies, curtain), relations=(*PROBLEM.relations, tied))
    placed = {**PLACED, "curtain": Pose(4.95, 1.6, 0.8, -math.pi / 2)}
    assert check(problem, placed) == ()
    for change in (Moved("pouf", Pose(2.9, 2.0)), Moved("curtain", Pose(4.95, 2.6, 0.8, -math.pi / 2)), Removed("bed")):
        result = repair(problem, placed, change)
        assert result.done
        assert result.layout.placements["curtain"].y == pytest.approx(1.6, abs=0.006)


def test_a_new_picture_hangs_on_a_wall() -> None:
    """Only the lines flush with walls have a place for it, however far they are from the middle of the room."""
    result = repair(PROBLEM, PLACED, Added(Body("picture", (0.6, 0.03, 0.4), "picture", mount="wall")))
    assert result.done
    p = result.layout.placements["picture"]
    assert min(p.x, 5 - p.x, p.y, 4 - p.y) < 0.31


def test_a_turn_that_cannot_be_is_taken_back_in_words() -> None:
    result = repair(PROBLEM, PLACED, Moved("wardrobe", replace(PLACED["wardrobe"], yaw=math.pi)))
    assert result.done
    assert "turn of" in result.text


def test_bad_changes_are_refused() -> None:
    unknown, circle = r.Near(a="pouf-2", b="nobody"), r.OnTopOf(a="stand", b="lamp")
    for change in (Moved("nobody", Pose(0, 0)), Added(BED), Removed("nobody"), Resized("bed", (0, 1, 1)),
                   Related(r.Near(a="bed", b="nobody")), Unrelated(99), Locked("nobody"), Added(POUF_2, (unknown,)),
                   Related(circle)):  # fmt: skip
        with pytest.raises(SolverInputError):
            repair(PROBLEM, PLACED, change)
