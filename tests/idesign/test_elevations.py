"""Elevations: each wall as seen from the room, things at it in their places and heights, nothing from elsewhere."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
import trimesh
from shapely import Polygon, unary_union

from assets.asset import AssetQuery
from assets.materials import material
from assets.model import Model
from assets.parametric import kit
from idesign.brief import Brief
from idesign.drawing.elevations import elevations_drawing, outlines, things_at, write_elevations
from idesign.drawing.shapes import Circle, Dimension, Hatch, Symbol, Text
from idesign.render.stage import pose_matrix
from idesign.scene import Scene, SceneObject, SceneRoom
from solvers.room import Door, Window


@pytest.fixture(scope="module")
def scene(thing: Callable[..., SceneObject]) -> Scene:
    room = SceneRoom(((0, 0), (4, 0), (4, 3), (0, 3)), 2.5, (Door("door-0", 1, 0.3, 0.9),), (Window("w", 2, 1.0, 1.4),))
    shelf = thing("bookshelf-0", AssetQuery("bookshelf", size=(0.8, 0.3, 2.0)), (3.5, 2.85, 0.0), 0.0, "floor")
    bowl = thing("bowl-0", AssetQuery("bowl"), (3.5, 2.85, 2.0), 0.0, "bookshelf-0")
    desk = thing("desk-0", AssetQuery("desk", size=(1.4, 0.7, 0.74)), (1.0, 0.35, 0.0), 180.0, "floor")
    table = thing("coffee_table-0", AssetQuery("coffee_table"), (2.0, 1.5, 0.0), 0.0, "floor")
    picture = thing("wall_art-0", AssetQuery("wall_art", size=(0.7, 0.03, 0.5)), (0.017, 1.5, 1.4), 90.0, "wall")
    rug = thing("rug-0", AssetQuery("rug", size=(2.0, 1.4, 0.012)), (1.2, 0.9, 0.0), 0.0, "floor")
    return Scene(Brief("a study"), room, (shelf, bowl, desk, table, picture, rug))


def test_a_wall_shows_what_is_at_it_and_nothing_else(scene: Scene) -> None:
    south, east, north, west = (tuple(t.id for t in things_at(scene, w)) for w in scene.room.plan.walls)
    assert south == ("desk-0",)
    assert east == ("bookshelf-0", "bowl-0")
    assert north == ("bookshelf-0", "bowl-0")
    assert west == ("wall_art-0", "desk-0")


def _seen(scene: Scene, id: str, k: int) -> tuple[float, float, float, float]:
    """The box of the k-th drawing of a thing, from the lower left corner of the first wall's line [m]."""
    symbols = [i for i in elevations_drawing(scene).model if isinstance(i, Symbol) and i.id == id]
    rings = [Polygon(s.points) for s in symbols[k].placed() if isinstance(s, Hatch)]
    x0, y0, x1, y1 = unary_union(rings).bounds
    return x0, y0, x1, y1


def test_things_have_their_true_width_and_height(scene: Scene) -> None:
    x0, y0, x1, y1 = _seen(scene, "desk-0", 0)
    assert (x1 - x0, y1 - y0) == pytest.approx((1.4, 0.74), abs=2e-3)
    x0, y0, x1, y1 = _seen(scene, "bookshelf-0", 1)
    assert (x1 - x0, y1 - y0) == pytest.approx((0.8, 2.0), abs=2e-3)


def test_left_is_left_for_who_looks_at_the_wall(scene: Scene) -> None:
    """The north wall: the shelf in the east of the room stands on the right of the window."""
    window = next(i for i in elevations_drawing(scene).model if isinstance(i, Symbol) and i.id == "w")
    glass = unary_union([Polygon(s.points) for s in window.placed() if isinstance(s, Hatch)]).bounds
    assert _seen(scene, "bookshelf-0", 1)[0] > glass[2]
    assert _seen(scene, "bookshelf-0", 1)[1] == pytest.approx(glass[1] - 0.9, abs=2e-3)


def _nosed(thing: SceneObject) -> Model:
    """A box with a nose at its front, in the middle of the floor side."""
    w, d, h = thing.size
    nose = kit.box((0.2 * w, 0.3 * d, 0.3 * h)).apply_translation((0.3 * w, -0.65 * d, 0.0))
    builder = kit.Builder()
    for name, mesh in (("box", kit.box((w, d, h))), ("nose", nose)):
        builder.add(name, mesh, material("oak"))
    return builder.model()


@pytest.mark.parametrize("yaw", [0.0, 90.0, 180.0, 270.0, 30.0])
def test_a_thing_is_seen_from_the_side_that_it_turns_to_the_eye(scene: Scene, yaw: float) -> None:
    """What is seen of it on each wall spans what its model spans along that wall, to the right for who looks at it."""
    cabinet = replace(
        scene.objects[2], id="cabinet-0", x=2.0, y=1.5, yaw_deg=yaw, size=(1.9, 1.1, 0.8), support="floor"
    )
    room = replace(scene, objects=(cabinet,), room=SceneRoom(((0, 0), (4, 0), (4, 3), (0, 3)), 2.5))
    place = np.vstack([trimesh.transform_points(p.mesh.vertices, pose_matrix(cabinet)) for p in _nosed(cabinet).parts])
    for wall in room.room.plan.walls:
        shapes = [s for h in outlines(cabinet, wall, _nosed) for s in h.points]
        right = wall.length - (place[:, :2] - wall.start) @ wall.u
        seen = [x for x, _ in shapes]
        assert (min(seen), max(seen)) == pytest.approx((right.min(), right.max()), abs=2e-3)


def test_the_number_of_a_small_thing_does_not_hide_it(scene: Scene, thing: Callable[..., SceneObject]) -> None:
    """It stands beside the thing with a leader, on the wall, and on no other number."""
    small = thing("bathroom_scale-0", AssetQuery("bathroom_scale"), (3.0, 0.3, 0.0))
    items = elevations_drawing(replace(scene, objects=(*scene.objects, small))).model
    numbers = [i.centre for i in items if isinstance(i, Circle) and i.tone == "paper"]
    tips = [i.centre for i in items if isinstance(i, Circle) and i.tone == "ink"]
    assert len(tips) == 1
    radius = next(i.radius for i in items if isinstance(i, Circle) and i.tone == "paper")
    assert all(math.dist(tips[0], n) > radius for n in numbers)
    assert all(math.dist(a, b) > 2 * radius for a, b in combinations(numbers, 2))


def test_heights_are_dimensioned_and_walls_are_named(scene: Scene) -> None:
    items = elevations_drawing(scene).model
    assert {"2.50", "0.90", "1.40"} <= {i.text for i in items if isinstance(i, Dimension)}
    names = {i.text.split(" wall")[0] for i in items if isinstance(i, Text) and " wall" in i.text}
    assert names == {"South", "East", "North", "West"}


@pytest.mark.parametrize("ending", ["svg", "pdf"])
def test_the_sheet_is_written(scene: Scene, tmp_path: Path, ending: str) -> None:
    write_elevations(scene, tmp_path / f"walls.{ending}")
    assert (tmp_path / f"walls.{ending}").stat().st_size > 3000
