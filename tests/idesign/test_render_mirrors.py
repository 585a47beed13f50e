"""What a mirror shows is what stands before it: the reflected camera, and the picture in the glass."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from assets.asset import AssetQuery
from assets.model import Material, Model
from assets.parametric import kit
from idesign.brief import Brief
from idesign.render.camera import View, look_at
from idesign.render.mirrors import behind, largest, mirrors_of, share
from idesign.render.models import model_of
from idesign.render.renderer import probe_gl
from idesign.render.stage import Stage, batches, build_stage
from idesign.scene import Scene, SceneObject, SceneRoom

EYE = np.array([2.6, 1.6, 1.5])
"""Between the mirror on the north wall and the red thing at the south wall, looking north."""
VIEW = View("v", look_at(EYE, np.array([2.0, 3.0, 1.4])), np.radians(60.0), width=160, height=120)


def model(thing: SceneObject) -> Model:
    if thing.id != "red-0":
        return model_of(thing)
    b = kit.Builder()
    b.add("box", kit.box(thing.size), Material("red", (0.9, 0.02, 0.02)))
    return b.model()


@pytest.fixture
def stage(thing: Callable[..., SceneObject]) -> Stage:
    room = SceneRoom(((0, 0), (4, 0), (4, 3), (0, 3)), 2.5)
    mirror = thing("mirror-0", AssetQuery("mirror", size=(1.4, 0.03, 1.4)), (2.0, 2.983, 0.7), 0.0, "wall")
    red = replace(thing("red-0", AssetQuery("wardrobe", size=(1.6, 0.6, 2.0)), (1.6, 0.35, 0.0), 180.0))
    return build_stage(Scene(Brief("a test"), room, (mirror, red)), model)


def test_a_wall_mirror_is_one_plane_that_is_seen_from_before_it_only(stage: Stage) -> None:
    mirrors = mirrors_of(batches(stage.items))
    facing = largest(mirrors, VIEW)
    assert facing is not None
    assert np.allclose(facing.plane[:3], (0, -1, 0), atol=1e-6)
    assert 0.02 < share(facing, VIEW) < 1
    away = replace(VIEW, pose=look_at(EYE, np.array([2.0, 0.0, 1.4])))
    assert largest(mirrors, away) is None
    assert largest(mirrors, replace(VIEW, hidden=frozenset({facing.group}))) is None


def test_the_camera_behind_the_glass_sees_a_thing_where_the_mirror_shows_it(stage: Stage) -> None:
    mirror = largest(mirrors_of(batches(stage.items)), VIEW)
    assert mirror is not None
    n, height = mirror.plane[:3], mirror.plane[3]
    things = np.random.default_rng(0).uniform((0, 0, 0), (4, 2.5, 2.5), (50, 3))
    images = things - 2 * (things @ n + height)[:, None] * n
    assert np.allclose(behind(VIEW, mirror).project(things), VIEW.project(images), atol=1e-9)
    glass = mirror.corners
    assert np.allclose(behind(VIEW, mirror).project(glass), VIEW.project(glass), atol=1e-9)


@pytest.mark.skipif(probe_gl() is not None, reason="no OpenGL here")
def test_the_picture_shows_in_the_glass_what_stands_behind_the_camera(stage: Stage) -> None:
    from idesign.render.preview import preview

    without = replace(VIEW, without=frozenset({"mirror-0"}))
    bare, mirrored = (red_share(next(preview(stage, (v,)))) for v in (without, VIEW))
    assert bare == 0.0
    assert mirrored > 0.03


def red_share(picture: np.ndarray) -> float:  # type: ignore[type-arg]
    r, g, b = np.moveaxis(picture.astype(int), 2, 0)
    return float(((r > 2 * g) & (r > 2 * b) & (r > 60)).mean())
