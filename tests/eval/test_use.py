"""Laws of the scores for use: each measure has the value that one works out by hand, and says when it has none."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import pytest
import trimesh

from eval.access import judge_access
from eval.comfort import judge_comfort
from eval.meshes import Parts, box_meshes
from eval.passages import ways
from eval.score import Score
from eval.sight import judge_sight
from eval.space import make_space
from eval.standards import standards
from eval.wheelchair import judge_wheelchair
from idesign.brief import Brief
from idesign.scene import AssetRef, Scene, SceneObject, SceneRoom
from solvers.room import Door, Window


def thing(
    category: str, size: tuple[float, float, float], x: float, y: float, yaw: float = 0.0, **more: Any
) -> SceneObject:
    id, fields = more.pop("id", f"{category}-0"), {"z": 0.0, "support": "floor"} | more
    asset = AssetRef("test", id, "CC0-1.0")
    return SceneObject(id, category, id, "", {}, size, x, y, yaw_deg=yaw, asset=asset, **fields)


def scores(*objects: SceneObject, windows: Sequence[Window] = (), room_type: str = "living_room") -> dict[str, Score]:
    """All scores of a room of 5 x 4 m with a door at the left end of its south wall."""
    room = SceneRoom(
        ((0.0, 0.0), (5.0, 0.0), (5.0, 4.0), (0.0, 4.0)),
        2.5,
        (Door("door-0", 0, 0.1, 0.9),),
        tuple(windows),
        type=room_type,
    )
    scene = Scene(Brief("test"), room, objects)
    space = make_space(scene, box_meshes(scene))
    walked = ways(space)
    return {
        s.name: s
        for s in (
            *judge_access(space, walked),
            *judge_comfort(space),
            *judge_sight(space),
            *judge_wheelchair(space, walked),
        )
    }


SOFA = thing("sofa", (2.0, 0.9, 0.8), 2.5, 3.5)
TV = thing("television", (1.2, 0.1, 0.9), 2.5, 0.3, yaw=180.0)


def test_an_empty_room_has_reasons_instead_of_numbers() -> None:
    found = scores()
    for name in (
        "usable",
        "reachable",
        "route",
        "chair room",
        "viewing distance",
        "lamp in reach",
        "daylight",
        "balance",
    ):
        assert found[name].value is None
        assert found[name].reason
    assert found["free circle"].value == pytest.approx(4.0, abs=0.05)
    assert found["wall use"].value == 0
    assert found["fill"].value == 0


def test_viewing_distance_and_angle_are_those_of_a_triangle() -> None:
    found = scores(SOFA, TV)
    assert found["viewing distance"].value == pytest.approx(3.2 / 1.5)
    assert found["viewing angle"].value == pytest.approx(0, abs=1e-6)
    assert found["viewing distance"].passed
    aside = scores(SOFA, thing("television", (1.2, 0.1, 0.9), 2.5 + 1.6, 3.5 - 1.6, yaw=180.0))
    assert aside["viewing angle"].value == pytest.approx(45)
    away = scores(SOFA, thing("television", (1.2, 0.1, 0.9), 2.5, 0.3, yaw=0.0))
    assert away["viewing angle"].value == pytest.approx(180)
    assert away["viewing angle"].passed is False


@pytest.mark.parametrize("gap", [0.1, 0.4, 0.9])
def test_coffee_gap_is_the_gap(gap: float) -> None:
    table = thing("coffee_table", (1.0, 0.6, 0.4), 2.5, 3.05 - gap - 0.3)
    score = scores(SOFA, table)["coffee table gap"]
    assert score.value == pytest.approx(gap)
    assert score.passed == (0.3 <= gap <= 0.6)


@pytest.mark.parametrize("depth", [0.3, 0.6, 0.8])
def test_a_wardrobe_needs_its_floor(depth: float) -> None:
    wardrobe = thing("wardrobe", (1.2, 0.6, 2.0), 2.5, 3.7)
    chest = thing("sideboard", (1.6, 0.4, 0.8), 2.5, 3.4 - depth - 0.2)
    score = scores(wardrobe, chest)["usable"]
    short = [e for e in score.evidence if e.startswith("wardrobe-0")]
    assert bool(short) == (depth < 0.75)
    assert not short or f"{depth:.2f} m" in short[0]


def test_what_one_moves_aside_blocks_no_use() -> None:
    desk = thing("desk", (1.4, 0.7, 0.75), 2.5, 3.65)
    assert scores(desk, thing("office_chair", (0.6, 0.6, 1.0), 2.5, 3.0, yaw=180.0))["usable"].value == 1.0
    assert scores(desk, thing("dresser", (0.6, 0.6, 1.0), 2.5, 2.95))["usable"].value == 0.5


@pytest.mark.parametrize(("x", "good"), [(2.5, True), (0.8, False)])
def test_a_double_bed_needs_both_sides_and_a_single_one(x: float, good: bool) -> None:
    double = scores(thing("bed_double", (1.6, 2.0, 0.5), x, 3.0))
    single = scores(thing("bed_single", (1.0, 2.0, 0.5), x, 3.0))
    assert (double["usable"].value == 1.0) == good
    assert single["usable"].value == 1.0


def test_a_thing_behind_a_barrier_is_not_reached() -> None:
    barrier = thing("bookshelf", (0.3, 4.0, 2.0), 3.0, 2.0, yaw=0.0)
    chest = thing("dresser", (0.8, 0.4, 1.0), 4.5, 2.0)
    found = scores(barrier, chest)
    assert found["reachable"].evidence == ("nobody gets to dresser-0",)
    assert found["route"].value == 0


@pytest.mark.parametrize("width", [0.5, 0.6, 0.8])
def test_the_route_is_as_wide_as_the_gap(width: float) -> None:
    barrier = thing("bookshelf", (0.3, 4.0 - width - 0.01, 2.0), 3.0, (4.0 - width - 0.01) / 2)
    far = thing("wardrobe", (1.0, 0.6, 2.0), 4.4, 0.3, yaw=180.0)
    assert scores(barrier, far)["route"].value == pytest.approx(width + 0.01, abs=0.002)


@pytest.mark.parametrize("behind", [0.2, 0.6])
def test_chair_room_runs_from_the_table_to_what_is_behind(behind: float) -> None:
    table = thing("dining_table", (1.2, 0.8, 0.75), 2.5, 2.0)
    chair = thing("dining_chair", (0.45, 0.5, 0.9), 2.5, 2.4 + 0.1 + 0.25)
    chest = thing("sideboard", (1.4, 0.4, 0.8), 2.5, 3.0 + behind + 0.2)
    score = scores(table, chair, chest)["chair room"]
    assert score.value == pytest.approx(0.6 + behind, abs=0.02)
    assert score.passed == (0.6 + behind >= 0.81)


def test_daylight_needs_a_near_window_in_sight() -> None:
    window = Window("window-0", 2, 1.9, 1.2, 0.9, 1.2)
    desk = thing("desk", (1.2, 0.6, 0.75), 2.5, 2.0)
    assert scores(desk, windows=[window])["daylight"].value == 1.0
    assert scores(desk, thing("wardrobe", (2.0, 0.5, 2.0), 2.5, 3.2), windows=[window])["daylight"].value == 0.0
    low = Window("window-0", 2, 1.9, 1.2, 0.3, 0.3)
    assert scores(desk, windows=[low])["daylight"].value == 0.0


def test_fill_balance_and_walls_by_hand() -> None:
    found = scores(thing("bookshelf", (2.5, 0.4, 2.0), 2.5, 3.8))
    assert found["fill"].value == pytest.approx(1.0 / 20)
    assert found["balance"].value == pytest.approx(1.8 / math.sqrt(20))
    assert found["wall use"].value == pytest.approx((2.5 + 2 * 0.15) / (18 - 0.9), abs=0.01)
    assert found["parallel"].value == 1.0
    askew = scores(thing("bookshelf", (1.5, 0.4, 2.0), 2.5, 2.0, yaw=10.0))["parallel"]
    assert askew.value == 0.0
    assert askew.evidence == ("bookshelf-0 stands 10 degrees askew",)


def test_a_lamp_and_a_surface_are_looked_for_near_the_seat() -> None:
    found = scores(SOFA, thing("floor_lamp", (0.3, 0.3, 1.6), 4.0, 3.6), thing("side_table", (0.4, 0.4, 0.5), 1.0, 3.5))
    assert found["lamp in reach"].value == 1.0
    assert found["surface at seat"].value == 1.0
    dark = scores(SOFA, thing("floor_lamp", (0.3, 0.3, 1.6), 2.5, 0.3))
    assert dark["lamp in reach"].value == 0.0


def test_every_number_has_a_source() -> None:
    s = standards()
    rules = (
        s.route,
        s.coffee,
        s.chair,
        s.surface,
        s.light,
        s.daylight,
        s.glass,
        s.circle,
        s.balance,
        s.parallel,
        *s.need,
    )
    assert all(rule.source for rule in rules)
    assert s.fill_of("bedroom") == (0.3, 0.45)
    assert s.fill_of("ballroom") == s.fill_of("any")
    categories = [c for n in s.need for c in n.categories]
    assert len(categories) == len(set(categories))


def corner_sofa(x: float, y: float) -> tuple[SceneObject, Parts]:
    """An L of 2.6 x 1.6 m, 0.9 m deep, whose chaise is at its right."""
    seat = trimesh.creation.box(bounds=[(x - 1.3, y - 0.1, 0), (x + 0.4, y + 0.8, 0.8)])
    chaise = trimesh.creation.box(bounds=[(x + 0.4, y - 0.8, 0), (x + 1.3, y + 0.8, 0.8)])
    return thing("sectional_sofa", (2.6, 1.6, 0.8), x, y), (seat + chaise,)


@pytest.mark.parametrize(("gap", "usable"), [(0.4, 1.0), (0.2, 0.0)])
def test_a_table_in_the_corner_of_a_corner_sofa_stands_before_its_seat(gap: float, usable: float) -> None:
    sofa, parts = corner_sofa(2.5, 3.1)
    table = thing("coffee_table", (1.0, 0.6, 0.4), 1.9, 3.0 - gap - 0.3)
    scene = Scene(Brief("test"), SceneRoom(((0.0, 0.0), (5.0, 0.0), (5.0, 4.0), (0.0, 4.0)), 2.5), (sofa, table))
    space = make_space(scene, box_meshes(scene) | {sofa.id: parts})
    known = {s.name: s.value for s in (*judge_access(space, ways(space)), *judge_comfort(space))}
    assert known["coffee table gap"] == pytest.approx(gap)
    assert known["usable"] == usable


def test_a_table_for_small_children_is_no_worktop() -> None:
    assert scores(thing("kids_table", (0.8, 0.6, 0.5), 2.5, 2.0))["worktop height"].value is None
