"""Depth, masks and labels: what a pixel says lies where the camera says, and labels stand on their objects, apart."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from assets.model import Model
from assets.parametric import kit
from idesign.brief import Brief
from idesign.render import renderer
from idesign.render.annotate import annotated, place_labels
from idesign.render.aov import CV, Aov, Caster, intrinsics, rays_of
from idesign.render.camera import View, top_view, views_of
from idesign.render.renderer import render_views
from idesign.render.stage import Stage, build_stage
from idesign.scene import AssetRef, Scene, SceneObject, SceneRoom
from solvers.room import Door, Window


def box_model(thing: SceneObject) -> Model:
    from assets.materials import material

    builder = kit.Builder()
    builder.add("box", kit.box(thing.size), material("oak"))
    return builder.model()


def thing(id: str, size: tuple[float, float, float], x: float, y: float, yaw: float = 0.0) -> SceneObject:
    return SceneObject(id, "box", id, "", {}, size, x, y, 0.0, yaw, "floor", AssetRef("test", id, "MIT"))


@pytest.fixture(scope="module")
def scene() -> Scene:
    room = SceneRoom(((0, 0), (4, 0), (4, 3), (0, 3)), 2.5, (Door("door-0", 1, 0.3, 0.9),), (Window("w", 0, 1.0, 1.4),))
    objects = (thing("low", (1.4, 2.0, 0.5), 2.0, 1.8), thing("high", (1.0, 0.5, 2.0), 0.6, 2.7, 30.0))
    return Scene(Brief("a test"), room, objects)


@pytest.fixture(scope="module")
def stage(scene: Scene) -> Stage:
    return build_stage(scene, box_model)


def views(stage: Stage) -> tuple[View, ...]:
    return views_of(stage, width=96, height=72)


def test_depth_and_camera_give_points_on_the_object_that_the_mask_names(stage: Stage) -> None:
    caster, seen = Caster(stage), 0
    for view in views(stage):
        aov, camera = caster.see(view), view.pose @ CV
        for number, item in enumerate(stage.things, start=1):
            rows, columns = np.nonzero(aov.instance == number)
            pixels = np.stack([columns + 0.5, rows + 0.5, np.ones(len(rows))]) * aov.depth[rows, columns]
            points = (camera[:3, :3] @ np.linalg.inv(intrinsics(view)) @ pixels).T + camera[:3, 3]
            turn = np.radians(-item.yaw_deg)
            x, y = points[:, 0] - item.x, points[:, 1] - item.y
            local = np.stack([x * np.cos(turn) - y * np.sin(turn), x * np.sin(turn) + y * np.cos(turn)], axis=1)
            assert (np.abs(local) <= np.array(item.size[:2]) / 2 + 1e-3).all()
            assert ((points[:, 2] > -1e-3) & (points[:, 2] < item.size[2] + 1e-3)).all()
            seen += len(rows)
    assert seen > 500


def test_rays_and_projection_agree(stage: Stage) -> None:
    view = replace(views(stage)[0], shift=0.2)
    rays = rays_of(view)
    at = view.project(rays[..., :3] + 2.5 * rays[..., 3:])
    assert np.allclose(at[..., 2], 2.5, atol=1e-4)
    assert at[0, 0, 0] == pytest.approx(1 / 96 - 1, abs=1e-4)
    assert at[0, 0, 1] == pytest.approx(1 - 1 / 72, abs=1e-4)


def test_a_view_from_above_does_not_see_the_ceiling_and_panes_are_looked_through(stage: Stage) -> None:
    view = top_view(stage.room, 96, 72)
    depth = Caster(stage).see(view).depth
    assert depth[36, 48] == pytest.approx(view.position[2] - 0.5, abs=0.01)
    outside = replace(views(stage)[0], pose=_towards_the_window())
    assert np.isinf(Caster(stage).see(outside).depth[36, 48])


def _towards_the_window() -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    from idesign.render.camera import look_at

    return look_at(np.array([1.35, 0.8, 1.3]), np.array([1.35, -1.0, 1.3]))


def test_labels_are_on_their_objects_in_the_picture_and_apart() -> None:
    instance = np.zeros((200, 300), np.uint16)
    for k in range(6):
        instance[20:60, 10 + 12 * k : 20 + 12 * k] = k + 1
    instance[100:103, 100:103] = 7
    seen = Aov(np.ones((200, 300), np.float32), instance)
    labels = place_labels(seen, {k: f"thing-{k}" for k in range(1, 8)})
    assert {label.text for label in labels} == {f"thing-{k}" for k in range(1, 7)}
    for k, a in enumerate(labels):
        x, y = (round(v) for v in a.tip)
        assert f"thing-{instance[y, x]}" == a.text
        assert a.box[0] >= 0
        assert a.box[2] <= 300
        assert all(a.box[2] < b.box[0] or b.box[2] < a.box[0] or a.box[3] < b.box[1] or b.box[3] < a.box[1]
                   for b in labels[k + 1 :])  # fmt: skip
    shown = annotated(np.full((200, 300, 3), 90, np.uint8), seen, {1: "thing-1"})
    x, y = (round(v) for v in place_labels(seen, {1: "thing-1"})[0].tip)
    assert shown[y - 8 : y + 8, max(x - 15, 0) : x + 15].max() > 200


def test_a_label_covers_no_other_objects_middle() -> None:
    """Of two small things side by side each label used to lie on the other's middle."""
    instance = np.zeros((300, 400), np.uint16)
    instance[100:116, 190:206], instance[100:116, 208:224] = 1, 2
    labels = place_labels(Aov(np.ones((300, 400), np.float32), instance), {1: "a small vase", 2: "a candle"})
    for a, b in (labels, labels[::-1]):
        assert not (a.box[0] <= b.tip[0] <= a.box[2] and a.box[1] <= b.tip[1] <= a.box[3])


def test_render_writes_labels_and_masks_beside_the_pictures(
    scene: Scene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(renderer, "DRAFT_SIZE", (96, 72))
    grey = np.full((72, 96, 3), 200, np.uint8)
    monkeypatch.setattr(renderer, "_draft", lambda stage, views: iter([grey] * len(views)))
    paths = render_views(scene, tmp_path, renderer="mitsuba", source=box_model, labels="ids", aov=True)
    names = {p.name for p in paths}
    assert {"top.png", "top.ids.png", "top.depth.png", "top.instance.png", "cameras.json"} <= names
    cameras = json.loads((tmp_path / "cameras.json").read_text())
    assert [o["id"] for o in cameras["objects"]] == ["low", "high"]
    top = np.asarray(Image.open(tmp_path / "top.instance.png"))
    assert top.dtype == np.uint16
    assert set(np.unique(top)) == {0, 1, 2}
    assert np.asarray(Image.open(tmp_path / "top.depth.png"))[36, 48] > 1000
