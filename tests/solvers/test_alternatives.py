"""Alternatives: layouts that a person would call different, best first, each with its scores."""

import math
from dataclasses import replace

import pytest

from solvers import Body, LayoutProblem, Pose, Status, check, layout_to_json, solve
from solvers import relations as r
from solvers.alternatives import DIFFERENT, Difference, choose, diversified, symmetries
from solvers.room import Door, Room, Window
from solvers.task import Outcome, Placements, Task

ROOM = Room(((0, 0), (4, 0), (4, 3.5), (0, 3.5)), 2.5, (Door("door", 0, 0.2, 0.9),), (Window("window", 2, 1.4, 1.2),))
MIRROR = replace(ROOM, doors=(Door("door", 0, 1.55, 0.9),))
BED = Body("bed", (1.6, 2.0, 0.5), "bed")
WARDROBE = Body("wardrobe", (1.5, 0.6, 2.1), "wardrobe")
CHAIRS = (Body("chair-0", (0.5, 0.5, 0.9), "chair"), Body("chair-1", (0.5, 0.5, 0.9), "chair"))
RUG, LAMP = Body("rug", (1.0, 1.0, 0.01), "rug"), Body("lamp", (0.2, 0.2, 0.4), "lamp")
PROBLEM = LayoutProblem("bedroom", ROOM, (BED, WARDROBE, *CHAIRS, RUG, LAMP), (
    r.AgainstWall(a="bed"), r.AgainstWall(a="wardrobe"), r.OnTopOf(a="lamp", b="chair-0"),
))  # fmt: skip
PLACED = {
    "bed": Pose(3.0, 1.75, 0, -math.pi / 2), "wardrobe": Pose(0.3, 2.5, 0, math.pi / 2), "chair-0": Pose(1.5, 3.0),
    "chair-1": Pose(2.2, 3.0), "rug": Pose(1.5, 1.5), "lamp": Pose(1.5, 3.0, 0.9),
}  # fmt: skip
AREA = 1.6 * 2.0 + 1.5 * 0.6 + 2 * 0.25


def shifted(id: str, dx: float = 0.0, dy: float = 0.0, turn: float = 0.0) -> Placements:
    p = PLACED[id]
    return {**PLACED, id: Pose(p.x + dx, p.y + dy, p.z, p.yaw + turn)}


@pytest.mark.parametrize(("other", "share"), [
    (PLACED, 0.0), (shifted("bed", 0.24), 0.0), (shifted("bed", 0.5), 3.2 / 3 / AREA),
    (shifted("bed", -1.0), 3.2 / AREA),
    (shifted("bed", 0.8, 0.8), 3.2 / AREA), (shifted("wardrobe", turn=math.pi / 2), 0.9 / AREA),
    (shifted("wardrobe", turn=0.5), 0.0), (shifted("chair-1", -1.0), 0.25 * 2 / 3 / AREA), (shifted("rug", 2.0), 0.0),
    (shifted("lamp", 2.0), 0.0), ({**PLACED, "chair-0": PLACED["chair-1"], "chair-1": PLACED["chair-0"]}, 0.0),
])  # fmt: skip
def test_the_difference_is_the_share_of_the_floor_area_that_stands_elsewhere(other: Placements, share: float) -> None:
    differ = Difference(PROBLEM)
    assert differ.of(PLACED, other) == pytest.approx(share)
    assert differ.of(other, PLACED) == pytest.approx(share)


def test_mirror_images_are_the_same_only_in_a_room_that_is_its_own_mirror_image() -> None:
    mirrored = {i: Pose(4 - p.x, p.y, p.z, -p.yaw) for i, p in PLACED.items()}
    assert len(symmetries(MIRROR)) == 2
    assert len(symmetries(ROOM)) == 1
    assert len(symmetries(Room(((0, 0), (3, 0), (3, 3), (0, 3))))) == 8
    assert Difference(replace(PROBLEM, room=MIRROR)).of(PLACED, mirrored) == 0.0
    assert Difference(PROBLEM).of(PLACED, mirrored) > DIFFERENT


def test_what_is_fixed_makes_no_difference() -> None:
    fixed = replace(PROBLEM, bodies=(replace(BED, fixed=PLACED["bed"]), *PROBLEM.bodies[1:]))
    assert Difference(fixed).of(PLACED, shifted("wardrobe", 1.1)) == pytest.approx(0.9 / (AREA - 3.2))
    none = LayoutProblem("none", ROOM, (replace(BED, fixed=PLACED["bed"]),))
    assert Difference(none).of(PLACED, PLACED) == 0.0


def test_chosen_layouts_differ_in_pairs() -> None:
    layouts = [PLACED, shifted("chair-0", 1.0), shifted("bed", 0.9), shifted("bed", 1.0), shifted("bed", -1.5)]
    assert choose(PROBLEM, layouts, 9) == [0, 2, 4]
    assert choose(PROBLEM, layouts, 2) == [0, 2]
    assert choose(PROBLEM, layouts[:2], 3) == [0]


@pytest.mark.parametrize("seed", [0, 1])
def test_alternatives_are_strict_different_and_in_order(seed: int) -> None:
    layout = solve(PROBLEM, seed=seed, alternatives=2)
    every, differ = [layout, *layout.alternatives], Difference(PROBLEM)
    assert len(every) == 3
    assert all(check(PROBLEM, v.placements) == () and v.status is Status.SOLVED for v in every)
    qualities = [v.quality or 0.0 for v in every]
    assert qualities == sorted(qualities, reverse=True)
    assert qualities[-1] > qualities[0] - 0.25
    for k, v in enumerate(every[1:], 1):
        apart = [differ.of(v.placements, w.placements) for w in every[:k]]
        assert min(apart) >= DIFFERENT
        assert v.difference == pytest.approx(min(apart))
    assert all(v.terms and all(0 <= t <= 1 for t in v.terms.values()) for v in every)
    assert layout.difference is None


def test_the_file_carries_score_and_difference() -> None:
    layout = solve(PROBLEM, alternatives=1)
    (entry,) = layout_to_json(layout)["alternatives"]
    (other,) = layout.alternatives
    assert entry["score"] == other.quality
    assert entry["difference"] == other.difference
    assert entry["terms"] == other.terms
    assert set(entry["placements"]) == set(PLACED)


def test_the_same_seed_gives_the_same_alternatives() -> None:
    one, two = (solve(PROBLEM, seed=3, alternatives=2) for _ in range(2))
    assert [v.placements for v in one.alternatives] == [v.placements for v in two.alternatives]


def test_a_further_search_sends_the_largest_piece_to_another_wall() -> None:
    """One layout is not enough; the search that follows must have the bed at a wall where no chosen layout has it."""
    asked: list[Task] = []

    def run(task: Task) -> Outcome:
        asked.append(task)
        return Outcome([shifted("bed", -0.2, 0.0)], [0.5])

    task = Task(PROBLEM, 0, "cpu", math.inf, alternatives=1)
    found = diversified(task, Outcome([PLACED], [0.9], 0.1), run)
    assert found.layouts == [PLACED], "what was found is no different"
    walls = [x.walls for t in asked for x in t.problem.relations if isinstance(x, r.AtWall) and x.a == "bed"]
    assert walls
    assert all(1 not in w for w in walls), "wall 1 is where the bed is"
    assert len({t.seed for t in asked}) == len(asked)
    assert all(t.alternatives == 0 for t in asked)


def test_what_a_further_search_breaks_is_left_out() -> None:
    broken = {**PLACED, "bed": Pose(2.0, 1.7)}
    task = Task(PROBLEM, 0, "cpu", math.inf, alternatives=1)
    found = diversified(task, Outcome([PLACED], [0.9], 0.1), lambda _: Outcome([broken], [1.0]))
    assert found.layouts == [PLACED]


def test_what_is_not_strict_is_given_back_as_it_was() -> None:
    broken = {**PLACED, "bed": Pose(2.0, 1.7)}
    task, outcome = Task(PROBLEM, 0, "cpu", math.inf, alternatives=1), Outcome([broken], [0.9], 0.1)
    assert diversified(task, outcome, lambda _: Outcome([broken], [1.0])) == outcome
