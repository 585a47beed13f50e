"""Laws of what lies below and around a point: heights, and being enclosed, against another library."""

from __future__ import annotations

import math
from importlib import import_module
from typing import Any

import numpy as np
import pytest
import trimesh

from eval.contact import _encloses, _heights_below
from eval.space import Thing
from idesign.scene import AssetRef, SceneObject

open3d: Any = import_module("open3d")


def thing(*parts: trimesh.Trimesh) -> Thing:
    asset = AssetRef("test", "thing", "CC0-1.0")
    o = SceneObject(id="thing", category="thing", name="", description="", attributes={}, size=(1, 1, 1), x=0, y=0,
                    z=0, yaw_deg=0, support="floor", asset=asset)  # fmt: skip
    return Thing(o, parts)


def shapes() -> list[trimesh.Trimesh]:
    ring = trimesh.creation.torus(0.4, 0.15)
    ring.apply_translation((0.1, -0.05, 0.3))
    box = trimesh.creation.box((0.7, 0.5, 0.9))
    box.apply_transform(trimesh.transformations.rotation_matrix(0.4, (0.3, 0.2, 1.0)))
    return [ring, box, trimesh.creation.icosphere(radius=0.5)]


def caster(*parts: trimesh.Trimesh) -> Any:
    scene = open3d.t.geometry.RaycastingScene()
    for p in parts:
        scene.add_triangles(
            open3d.core.Tensor(p.vertices.astype(np.float32)), open3d.core.Tensor(p.faces.astype(np.uint32))
        )
    return scene


def test_rays_straight_down_meet_what_a_ray_caster_meets() -> None:
    xy, height = np.random.default_rng(0).uniform(-0.6, 0.6, (300, 2)), 0.35
    rays = np.column_stack([xy, np.full(300, height), np.tile([0.0, 0.0, -1.0], (300, 1))]).astype(np.float32)
    want = height - caster(*shapes()).list_intersections(open3d.core.Tensor(rays))["t_hit"].numpy()
    have = _heights_below(xy, height, thing(*shapes()))
    assert len(have) == len(want)
    assert np.allclose(np.sort(have), np.sort(want), atol=1e-5)


@pytest.mark.parametrize("shape", shapes())
def test_a_closed_mesh_encloses_what_a_ray_caster_finds_inside(shape: trimesh.Trimesh) -> None:
    points = np.random.default_rng(1).uniform(-0.6, 0.6, (100, 3))
    want = caster(shape).compute_occupancy(open3d.core.Tensor(points.astype(np.float32))).numpy() > 0.5
    assert want.any()
    assert [_encloses(shape, p) for p in points] == want.tolist()


def test_a_point_on_an_edge_seen_from_above_is_over_the_box() -> None:
    heights = _heights_below(
        np.array([[0.5, 0.0], [0.0, 0.0], [0.51, 0.0]]), 1.0, thing(trimesh.creation.box((1, 1, 1)))
    )
    assert math.isclose(heights.max(), 0.5)
    assert math.isclose(heights.min(), -0.5)
