"""The placement map: the same as single poses, as the exact check, and as a score worked out by hand."""

import importlib
import itertools
import math
import random
from dataclasses import replace

import numpy as np
import pytest

from solvers import Body, Box, LayoutProblem, Pose, SolverInputError, check
from solvers import relations as r
from solvers.geometry import compose
from solvers.placement_maps import placement_map, pose_score
from solvers.pose_cost import PoseCost
from solvers.pose_overlaps import VALID, Mover
from solvers.room import Column, Door, Radiator, Room, Window

ROOM = Room(((0, 0), (4, 0), (4, 3), (0, 3)), 2.5, (Door("door", 0, 0.2, 0.9),), (Window("window", 1, 1.0, 1.2),))
SLANTED = Room(((0, 0), (4.5, 0), (3.2, 3.2), (0, 3.2)), 2.5, (Door("door", 0, 0.3, 0.9),))
BED = Body("bed", (1.4, 2.0, 0.5), "bed")
STAND = Body("stand", (0.45, 0.4, 0.5), "nightstand")
LAMP = Body("lamp", (0.2, 0.2, 0.35), "table_lamp")
SHELF = Body("shelf", (0.8, 0.35, 1.8), "bookcase")
DESK = Body("desk", (1.2, 0.6, 0.74), "desk", parts=(
    Box((-0.6, -0.3, 0.7), (0.6, 0.3, 0.74)), Box((-0.6, -0.3, 0.0), (-0.55, 0.3, 0.7)),
))  # fmt: skip
STOOL = Body("stool", (0.4, 0.4, 0.45), "stool")
PICTURE = Body("picture", (0.6, 0.03, 0.4), "picture", mount="wall")
RUG = Body("rug", (1.2, 0.8, 0.01), "rug")
BEDROOM = LayoutProblem("bedroom", ROOM, (BED, STAND, LAMP, SHELF, PICTURE, RUG, DESK, STOOL), (
    r.AgainstWall(a="bed"), r.RightOf(a="stand", b="bed"), r.Near(a="stand", b="bed", max=0.2),
    r.OnTopOf(a="lamp", b="stand"), r.AgainstWall(a="shelf", hard=False),
    r.Far(a="shelf", b="bed", min=1.0, hard=False),
    r.Under(a="stool", b="desk"), r.KeepClear(a="shelf", depth=0.4), r.AtWall(a="picture", walls=(2, 3)),
))  # fmt: skip
PLACED = {
    "bed": Pose(2.0, 2.0), "stand": Pose(2.95, 2.8), "lamp": Pose(2.95, 2.8, 0.5),
    "shelf": Pose(0.175, 1.6, 0, math.pi / 2), "picture": Pose(2.0, 2.985, 1.5), "rug": Pose(2.0, 0.8),
    "desk": Pose(3.4, 0.3, 0, math.pi), "stool": Pose(3.2, 0.4),
}  # fmt: skip


def moved(problem: LayoutProblem, placed: dict[str, Pose], mover: Mover, pose: Pose) -> dict[str, Pose]:
    """The layout with a body elsewhere, and with what goes along."""
    local = [Pose(*v) for v in mover.local.tolist()]
    return {**placed, **{problem.bodies[k].id: compose(pose, p) for k, p in zip(mover.members, local, strict=True)}}


def test_the_example_is_strict() -> None:
    assert check(BEDROOM, PLACED) == ()


@pytest.mark.parametrize("id", PLACED)
def test_the_map_is_a_loop_over_single_poses(id: str) -> None:
    found = placement_map(BEDROOM, PLACED, id, step=0.25)
    rnd = random.Random(id)
    where = [tuple(rnd.randrange(n) for n in found.cost.shape) for _ in range(40)]
    where += [tuple(v) for v in np.argwhere(found.valid)[:10].tolist()]
    for k, a, i, j in where:
        pose = Pose(float(found.x[j]), float(found.y[i]), float(found.z[k]), float(found.yaw[a]))
        cost, comfort = pose_score(BEDROOM, PLACED, id, pose)
        assert cost == pytest.approx(found.cost[k, a, i, j], abs=1e-5)
        assert comfort == pytest.approx(found.comfort[k, a, i, j], abs=1e-5)


@pytest.mark.parametrize("id", PLACED)
def test_validity_is_that_of_the_exact_check(id: str) -> None:
    """What is valid is strict; what is strict and not valid is so by less than the search's margin."""
    here, rnd, of = PLACED[id], random.Random(id), PoseCost(BEDROOM)
    spread = [(0.0, 0.0)] + [(rnd.gauss(0, s), rnd.gauss(0, s)) for s in (0.003, 0.02, 0.1, 0.5) for _ in range(40)]
    turns = [rnd.choice([0, 0, math.pi / 2, rnd.gauss(0, 0.1)]) for _ in spread]
    poses = [Pose(here.x + dx, here.y + dy, here.z, here.yaw + t) for (dx, dy), t in zip(spread, turns, strict=True)]
    mover = of.mover(PLACED, id)
    cost = of.against(of.state(PLACED), mover).total(of.half.new_tensor([[p.x, p.y, p.z, p.yaw] for p in poses]))
    strict = [not check(BEDROOM, moved(BEDROOM, PLACED, mover, pose)) for pose in poses]
    assert any(strict)
    assert not all(strict)
    for right, value in zip(strict, cost.tolist(), strict=True):
        assert right or value > VALID
        assert value <= VALID or not right or value < 0.006


def test_radiators_columns_and_views_count() -> None:
    room = replace(ROOM, radiators=(Radiator("heat", 2, 1.2, 0.8),), columns=(Column("post", 3.0, 1.5, 0.3, 0.3),))
    seen = (r.Sees(a="bed", b="shelf"),)
    problem = LayoutProblem("built-in", room, (BED, SHELF, replace(SHELF, id="tall")), seen)
    placed = {"bed": Pose(1.0, 1.9, 0, 0.1), "shelf": Pose(3.8, 2.5, 0, -math.pi / 2)}
    assert check(replace(problem, bodies=problem.bodies[:2]), placed) == ()
    found = placement_map(problem, placed, "tall", step=0.1, z=0.0, yaw=[0.0, 0.4])
    valid, x, y = found.valid, found.x, found.y
    for a, yaw in enumerate(found.yaw.tolist()):
        for i, j in itertools.product(range(0, len(y), 3), range(0, len(x), 3)):
            right = not check(problem, {**placed, "tall": Pose(float(x[j]), float(y[i]), 0.0, yaw)})
            assert right or not valid[0, a, i, j]
            assert valid[0, a, i, j] or not right or found.cost[0, a, i, j] < 0.006


def test_all_valid_poses_are_strict_in_a_slanted_room() -> None:
    problem = LayoutProblem("slanted", SLANTED, (BED, SHELF), (r.AgainstWall(a="shelf"),))
    placed = {"bed": Pose(0.7, 2.2)}
    found = placement_map(problem, placed, "shelf", step=0.1)
    poses = found.poses()
    assert len(poses) > 20
    assert round(SLANTED.walls[1].yaw % math.tau, 3) in {round(float(p[3]), 3) for p in poses}
    for x, y, z, yaw in poses[:: len(poses) // 60]:
        assert check(problem, {**placed, "shelf": Pose(x, y, z, yaw)}) == ()


def test_a_table_by_hand() -> None:
    """A box of 1 x 1 m in an empty room of 3 x 3 m is valid where its middle is half a metre from the walls."""
    problem = LayoutProblem("hand", Room(((0, 0), (3, 0), (3, 3), (0, 3))), (Body("box", (1.0, 1.0, 1.0)),))
    found = placement_map(problem, {}, "box", step=0.1)
    x, y = np.meshgrid(found.x, found.y)
    inside = (np.minimum(x, y) >= 0.497) & (np.maximum(x, y) <= 2.503)
    assert (found.valid == inside).all()
    outside = np.maximum(0, 0.497 - x) + np.maximum(0, 0.497 - y) + np.maximum(0, x - 2.503) + np.maximum(0, y - 2.503)
    np.testing.assert_allclose(found.cost, np.broadcast_to(outside, found.cost.shape), atol=1e-5)


def test_comfort_by_hand() -> None:
    """A wardrobe 10 cm off its wall, 30 cm from the corner and 40 cm before a sofa: each term as its rule says."""
    room = Room(((0, 0), (4, 0), (4, 4), (0, 4)))
    wardrobe, sofa = Body("wardrobe", (1.0, 0.6, 2.0), "wardrobe"), Body("sofa", (2.0, 0.9, 0.8), "sofa")
    problem = LayoutProblem("comfort", room, (wardrobe, sofa))
    placed = {"sofa": Pose(1.0, 4 - 0.7 - 0.4 - 0.45, 0, math.pi)}
    found = placement_map(problem, placed, "wardrobe", x=0.8, y=3.6, z=0.0, yaw=0.0)
    (spot,) = found.best()
    assert spot.terms["flush"] == pytest.approx((0.30 - 0.10) / (0.30 - 0.04), abs=1e-4)
    assert spot.terms["gaps"] == pytest.approx(0.5)
    depth = next(a.depth for a in found._of.of.plan.traits[0].access if a.side == "front")
    assert spot.terms["access"] <= 0.4 / depth + 1e-4
    assert spot.score == pytest.approx(float(found.comfort.max()))


def test_pinned_axes() -> None:
    found = placement_map(BEDROOM, PLACED, "bed", step=0.1, y=2.0, yaw=[0.0, 0.1], z=0.0)
    assert found.cost.shape[:3] == (1, 2, 1)
    assert found.yaw.tolist() == [0.0, 0.1]
    whole = placement_map(BEDROOM, PLACED, "bed", step=0.1)
    assert {round(v, 6) for v in found.x.tolist()} == {round(v, 6) for v in whole.x.tolist()}


def test_best_places_are_apart_and_in_order() -> None:
    spots = placement_map(BEDROOM, PLACED, "shelf", step=0.05).best(6, apart=0.4)
    assert len(spots) > 2
    assert [s.score for s in spots] == sorted((s.score for s in spots), reverse=True)
    for k, s in enumerate(spots):
        for other in spots[:k]:
            near = math.hypot(s.pose.x - other.pose.x, s.pose.y - other.pose.y) < 0.4 - 1e-6
            assert not near or s.pose.yaw != other.pose.yaw


def test_heights_of_what_hangs_and_of_what_is_carried() -> None:
    picture = placement_map(BEDROOM, PLACED, "picture", step=0.1)
    assert len(picture.z) > 10
    assert picture.valid.any((1, 2, 3)).sum() > 5, "a picture can hang at several heights"
    lamp = placement_map(BEDROOM, PLACED, "lamp", step=0.05)
    assert 0.5 in lamp.z.round(6)
    assert {round(float(p[2]), 3) for p in lamp.poses()} == {0.5}


def test_where_the_thing_is_now_does_not_matter() -> None:
    one = placement_map(BEDROOM, PLACED, "shelf", step=0.2)
    two = placement_map(BEDROOM, {**PLACED, "shelf": Pose(9, 9)}, "shelf", step=0.2)
    none = placement_map(BEDROOM, {i: p for i, p in PLACED.items() if i != "shelf"}, "shelf", step=0.2)
    for other in (two, none):
        np.testing.assert_allclose(one.cost, other.cost, atol=1e-6)
        np.testing.assert_allclose(one.comfort, other.comfort, atol=1e-6)


def test_memory_is_bounded_by_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = placement_map(BEDROOM, PLACED, "desk", step=0.2)
    monkeypatch.setattr(importlib.import_module("solvers.placement_maps"), "CHUNK", 1)
    monkeypatch.setattr("solvers.pose_cost.CHUNK", 1)
    parts = placement_map(BEDROOM, PLACED, "desk", step=0.2)
    np.testing.assert_allclose(whole.cost, parts.cost, atol=1e-6)
    np.testing.assert_allclose(whole.comfort, parts.comfort, atol=1e-6)


def test_bad_requests_are_refused() -> None:
    with pytest.raises(SolverInputError, match="id: 'nobody'"):
        placement_map(BEDROOM, PLACED, "nobody")
    with pytest.raises(SolverInputError, match="step"):
        placement_map(BEDROOM, PLACED, "bed", step=0.0)
    with pytest.raises(SolverInputError, match="at most"):
        placement_map(BEDROOM, PLACED, "bed", step=1e-4)
