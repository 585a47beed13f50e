"""Ways, sight lines and what a wheelchair needs: against a raster of small cells, and by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
import trimesh
from numpy.typing import NDArray
from scipy import ndimage

from eval.meshes import box_meshes
from eval.passages import ways
from eval.plan_evidence import evidence_items, evidence_plan
from eval.score import Score, Spot
from eval.sight import judge_sight
from eval.space import Space, Thing, make_space
from eval.wheelchair import judge_wheelchair
from idesign.brief import Brief
from idesign.drawing.shapes import Circle, Line, Polyline, Text
from idesign.scene import AssetRef, Scene, SceneObject, SceneRoom
from solvers.room import Door

CELL, ARM, WIDTHS = 0.025, 0.4, np.arange(0.05, 2.5, 0.05)


def thing(id: str, size: tuple[float, float, float], x: float, y: float, yaw: float = 0.0) -> SceneObject:
    category = id.rsplit("-", 1)[0]
    return SceneObject(
        id, category, id, "", {}, size, x, y, 0.0, yaw, support="floor", asset=AssetRef("t", id, "CC0-1.0")
    )


def space_of(*objects: SceneObject, door: float = 0.9) -> Space:
    """A room of 5 x 4 m with a door at the left end of its south wall."""
    room = SceneRoom(((0.0, 0.0), (5.0, 0.0), (5.0, 4.0), (0.0, 4.0)), 2.5, (Door("door-0", 0, 0.1, door),))
    scene = Scene(Brief("x"), room, objects)
    return make_space(scene, box_meshes(scene))


def sight(*objects: SceneObject) -> dict[str, Score]:
    return {s.name: s for s in judge_sight(space_of(*objects))}


def wheelchair(*objects: SceneObject, door: float = 0.9) -> dict[str, Score]:
    space = space_of(*objects, door=door)
    return {s.name: s for s in judge_wheelchair(space, ways(space))}


# ---------------------------------------------------------------- ways
def made_up(seed: int) -> Space:
    """Six boxes anywhere in the room but before its door, at any angle."""
    rng = np.random.default_rng(seed)
    boxes = []
    for k in range(6):
        w, d = (round(float(v), 2) for v in rng.uniform((0.3, 0.3), (1.8, 0.7)))
        x, y = (round(float(v), 2) for v in rng.uniform((0.4, 1.7), (4.6, 3.7)))
        boxes.append(thing(f"box-{k}", (w, d, 1.0), x, y, float(rng.choice([0, 90, rng.uniform(0, 90)]))))
    return space_of(*boxes)


@pytest.mark.parametrize("rooms", [6, pytest.param(200, marks=pytest.mark.slow)])
def test_ways_are_as_wide_as_a_raster_says(rooms: int) -> None:
    widths = []
    for seed in range(rooms):
        space = made_up(seed)
        found, truth = ways(space), by_raster(space)
        for t in space.things:
            width = found.to(t, ARM).width
            low, high = truth[t.id]
            assert low - 0.06 <= width <= high + 0.14, (seed, t.id)
            widths.append(width)
    assert len({round(w, 1) for w in widths}) > 4
    assert min(widths) < 0.6 < max(widths)


def by_raster(space: Space) -> dict[str, list[float]]:
    """The widest disc, of `WIDTHS`, that gets within reach of each box, with an arm that is 1 cm shorter or longer:
    cells that are far enough from everything, and connected with the door's."""
    x, y = np.meshgrid(np.arange(0, 5, CELL), np.arange(0, 4, CELL))
    apart = {t.id: to_box(t, x, y) for t in space.things}
    clearance = np.minimum.reduce([x, y, 5 - x, 4 - y, *apart.values()])
    door = (x >= 0.1) & (x <= 1.0) & (y <= 0.8)
    widest = {id: [0.0, 0.0] for id in apart}
    for width in WIDTHS:
        parts = ndimage.label(clearance >= width / 2, np.ones((3, 3)))[0]
        reached = np.isin(parts, np.unique(parts[door & (parts > 0)])) & (parts > 0)
        for id, far in apart.items():
            for k, arm in enumerate((ARM - 0.01, ARM + 0.01)):
                if (reached & (far <= width / 2 + arm)).any():
                    widest[id][k] = float(width)
    return widest


def to_box(t: Thing, x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.float64]:
    o, (c, s) = t.object, (math.cos(t.object.pose.yaw), math.sin(t.object.pose.yaw))
    u, v = (x - o.x) * c + (y - o.y) * s, (y - o.y) * c - (x - o.x) * s
    du, dv = np.abs(u) - o.size[0] / 2, np.abs(v) - o.size[1] / 2
    return np.asarray(np.hypot(np.maximum(du, 0), np.maximum(dv, 0)))


def test_the_narrowest_place_is_where_the_gap_is() -> None:
    barrier = thing("bookshelf-0", (0.3, 3.2, 2.0), 3.0, 1.6)
    passage = ways(space_of(barrier, thing("wardrobe-0", (1.0, 0.6, 2.0), 4.4, 0.3))).to
    found = passage(space_of(thing("wardrobe-0", (1.0, 0.6, 2.0), 4.4, 0.3)).things[0], ARM)
    assert found.width == pytest.approx(0.8, abs=0.005)
    assert found.narrowest is not None
    assert sorted(y for _, y in found.narrowest) == pytest.approx([3.2, 4.0], abs=0.01)


def test_without_a_door_or_behind_a_wall_there_is_no_way() -> None:
    closed = thing("bookshelf-0", (0.3, 4.0, 2.0), 3.0, 2.0)
    behind = thing("dresser-0", (0.8, 0.4, 1.0), 4.5, 2.0)
    space = space_of(closed, behind)
    found = ways(space).to(space.things[1], ARM)
    assert (found.width, found.narrowest, found.text) == (0.0, None, "nobody gets to dresser-0")


# ---------------------------------------------------------------- sight
SOFA, TV = thing("sofa-0", (2.0, 0.9, 0.8), 2.5, 3.5), thing("television-0", (1.2, 0.1, 0.9), 2.5, 0.3, yaw=180.0)


def test_a_screen_is_seen_over_what_is_low_and_not_through_what_is_high() -> None:
    assert sight(SOFA, TV)["screen in sight"].value == 1.0
    assert sight(SOFA, TV, thing("coffee_table-0", (1.2, 0.6, 0.4), 2.5, 2.2))["screen in sight"].value == 1.0
    hidden = sight(SOFA, TV, thing("bookshelf-0", (1.6, 0.4, 2.0), 2.5, 1.6))["screen in sight"]
    assert (hidden.value, hidden.passed) == (0.0, False)
    assert "bookshelf-0 is in the way" in hidden.evidence
    assert sight(SOFA, TV, thing("curtains-0", (1.6, 0.4, 2.0), 2.5, 1.6))["screen in sight"].value == 1.0


def test_one_sees_through_a_frame() -> None:
    frame = thing("bookshelf-0", (3.4, 0.4, 2.0), 2.5, 1.8)
    scene = space_of(SOFA, TV, frame).scene
    posts = [
        trimesh.creation.box((0.1, 0.4, 2.0), trimesh.transformations.translation_matrix((x, 1.8, 1)))
        for x in (0.85, 4.15)
    ]
    found = judge_sight(make_space(scene, {**box_meshes(scene), "bookshelf-0": (trimesh.util.concatenate(posts),)}))
    assert found[0].value == 1.0


def test_half_a_screen_is_hidden_by_what_stands_before_half_of_it() -> None:
    half = sight(SOFA, TV, thing("bookshelf-0", (1.0, 0.4, 2.0), 3.03, 0.6))["screen in sight"]
    assert half.value == pytest.approx(0.6)  # the middle column of five is still seen


def test_a_door_is_seen_from_the_bed_unless_a_wardrobe_hides_it() -> None:
    bed = thing("bed_double-0", (1.6, 2.0, 0.5), 3.5, 3.0)
    assert sight(bed)["door seen from bed"].value == 1.0
    assert sight(bed, thing("wardrobe-0", (3.0, 0.6, 2.2), 1.5, 1.5))["door seen from bed"].value == 0.0
    assert sight(SOFA)["door seen from bed"].value is None


# ---------------------------------------------------------------- wheelchair
@pytest.mark.parametrize(("gap", "good"), [(0.85, False), (0.95, True)])
def test_a_wheelchair_needs_ninety_centimetres(gap: float, good: bool) -> None:
    barrier = thing("bookshelf-0", (0.3, 4.0 - gap, 2.0), 3.0, (4.0 - gap) / 2)
    found = wheelchair(barrier, thing("wardrobe-0", (1.0, 0.6, 2.0), 4.4, 0.3, yaw=180.0))
    assert (found["wheelchair routes"].value == 1.0) == good
    assert found["turning circle"].value == pytest.approx(2.85, abs=0.03)  # between barrier and west wall


def test_doors_beds_storage_and_tops_by_hand() -> None:
    objects = (
        thing("bed_double-0", (1.6, 2.0, 0.5), 4.2, 3.0),
        thing("desk-0", (1.2, 0.6, 0.75), 1.0, 3.7),
        thing("desk-1", (1.2, 0.6, 1.0), 2.3, 0.3),
        thing("dresser-0", (0.8, 0.4, 1.0), 4.5, 0.2),
    )
    found = wheelchair(*objects, door=0.75)
    assert (found["door width"].value, found["door width"].passed) == (0.75, False)
    assert found["beside bed"].value == pytest.approx(1.5)
    assert found["reach"].value == pytest.approx(0.62)
    assert (found["worktop height"].value, found["worktop height"].evidence) == (0.5, ("desk-1: 1.00 m",))
    assert all(s.group == "accessibility" and (s.value is not None or s.reason) for s in found.values())


# ---------------------------------------------------------------- on the plan
def test_evidence_is_drawn_where_it_is() -> None:
    scene = space_of(SOFA, TV).scene
    spots = (
        Spot(((1.0, 1.0), (2.0, 1.0)), "0.50 m"),
        Spot(((1.0, 1.0),), radius=0.7),
        Spot(((0, 0), (1, 0), (1, 1)), area=True),
    )
    score = Score("route", 0.5, "m", "use", "geometry", "width", evidence=("sofa-0: 0.5 m",), spots=spots)
    items = evidence_items(scene, score)
    assert [type(i) for i in items] == [Polyline, Line, Text, Circle, Polyline]
    assert isinstance(items[0], Polyline)
    assert sorted(items[0].points) == pytest.approx(np.array([(1.5, 3.05), (1.5, 3.95), (3.5, 3.05), (3.5, 3.95)]))
    assert "0.50 m" in evidence_plan(scene, score)
