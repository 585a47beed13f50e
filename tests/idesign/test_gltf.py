"""The GLB: a node for each object at its pose, shared meshes, linear colours, textures once."""

from __future__ import annotations

import io
import json
import struct
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import trimesh
from PIL import Image

from assets.asset import AssetQuery
from assets.catalogue import categories
from assets.importing.pictures import register
from assets.model import Material, Part
from idesign.brief import Brief
from idesign.design import Surfaces
from idesign.errors import ExportError, SceneError
from idesign.export.gltf import verify_glb, write_asset_glb, write_glb
from idesign.render.pictures import linear
from idesign.render.stage import build_stage
from idesign.scene import AssetRef, Scene, SceneObject, SceneRoom
from solvers.room import Door, Window

Z_UP = np.array([[1.0, 0, 0, 0], [0, 0, -1, 0], [0, 1, 0, 0], [0, 0, 0, 1]])


@pytest.fixture(scope="module")
def scene(thing: Callable[..., SceneObject]) -> Scene:
    room = SceneRoom(
        ((0, 0), (4, 0), (4, 3), (0, 3)), 2.5, (Door("door-0", 1, 0.3, 0.9),), (Window("window-0", 0, 1.0, 1.4),),
        surfaces=Surfaces(wall_colour="navy"),
    )  # fmt: skip
    stand = AssetQuery("nightstand", size=(0.45, 0.4, 0.5))
    objects = (
        thing("left", stand, (1.0, 2.5, 0.0)),
        thing("right", stand, (3.0, 2.5, 0.0), 30.0),
        thing("chair-0", AssetQuery("chair"), (2.0, 1.0, 0.0), 135.0),
    )
    return Scene(Brief("a test"), room, objects)


def leaf(tmp_path: Path) -> Part:
    """A sheet whose picture has a hole, with a relief."""
    pixels = np.full((8, 8, 4), 255, dtype=np.uint8)
    pixels[:, 4:, 3] = 0
    data = io.BytesIO()
    Image.fromarray(pixels).save(data, format="PNG")
    holed, relief = register(data.getvalue()), io.BytesIO()
    Image.new("RGB", (8, 8), (128, 128, 255)).save(relief, format="PNG")
    look = Material("leaf", (0, 1, 0), texture=holed, tile=1.0, cutout=True, relief=register(relief.getvalue()))
    mesh = trimesh.Trimesh([(0, 0, 0), (1, 0, 0), (1, 0, 1), (0, 0, 1)], [(0, 1, 2), (0, 2, 3)], process=False)
    return Part("leaf", mesh, look, np.array([(0.0, 0), (1, 0), (1, 1), (0, 1)]))


def test_holes_and_relief_are_in_the_file(tmp_path: Path) -> None:
    path = write_asset_glb([leaf(tmp_path)], "plant", tmp_path / "plant.glb")
    raw = path.read_bytes()
    (length,) = struct.unpack("<I", raw[12:16])
    (row,) = json.loads(raw[20 : 20 + length])["materials"]
    assert row["alphaMode"] == "MASK"
    assert "normalTexture" in row
    mesh: Any = next(iter(trimesh.load_scene(path, process=False).geometry.values()))
    alpha = np.asarray(mesh.visual.material.baseColorTexture.convert("RGBA"))[..., 3]
    assert (alpha[:, 0] == 255).all()
    assert (alpha[:, -1] == 0).all()


@pytest.fixture(scope="module")
def written(scene: Scene, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_glb(scene, tmp_path_factory.mktemp("glb") / "scene.glb")


@pytest.fixture(scope="module")
def document(written: Path) -> dict[str, Any]:
    raw = written.read_bytes()
    (length,) = struct.unpack("<I", raw[12:16])
    found: dict[str, Any] = json.loads(raw[20 : 20 + length])
    return found


def in_pose(tree: Any, thing: SceneObject) -> np.ndarray[Any, Any]:
    """The vertices below the object's node, in the frame of its declared pose."""
    below = set(tree.graph.transforms.successors(thing.id)) & set(tree.graph.nodes_geometry)
    parts = [trimesh.transform_points(tree.geometry[g].vertices, Z_UP @ m) for m, g in (tree.graph[n] for n in below)]
    v = np.vstack(parts) - (thing.x, thing.y, thing.z)
    c, s = np.cos(thing.pose.yaw), np.sin(thing.pose.yaw)
    return np.column_stack([c * v[:, 0] + s * v[:, 1], -s * v[:, 0] + c * v[:, 1], v[:, 2]])


def test_each_object_fills_its_declared_box_at_its_pose(scene: Scene, written: Path) -> None:
    tree = trimesh.load_scene(written, process=False)
    for thing in scene.objects:
        v = in_pose(tree, thing)
        w, d, h = thing.size
        assert np.allclose([v.min(axis=0), v.max(axis=0)], [[-w / 2, -d / 2, 0], [w / 2, d / 2, h]], atol=2e-3)


def test_a_node_says_how_its_thing_is_used(scene: Scene, document: dict[str, Any]) -> None:
    said = {n["name"]: n["extras"]["idesign"] for n in document["nodes"] if "extras" in n}
    assert set(said) == {o.id for o in scene.objects}
    for o in scene.objects:
        kind = categories()[o.category]
        assert said[o.id]["before_window"] == kind.before_window
        assert said[o.id]["access"] == {z.side: z.depth for z in kind.access}


def test_equal_assets_share_their_meshes(document: dict[str, Any]) -> None:
    nodes = {n["name"]: n for n in document["nodes"]}
    meshes = [{document["nodes"][c]["mesh"] for c in nodes[name]["children"]} for name in ("left", "right")]
    assert meshes[0] == meshes[1]


def test_colour_factors_are_linear_and_exact(document: dict[str, Any]) -> None:
    from assets.materials import colour

    wall = next(m for m in document["materials"] if m["name"] == "wall paint navy")
    assert np.allclose(wall["pbrMetallicRoughness"]["baseColorFactor"], [*linear(colour("navy") or ()), 1.0], atol=1e-5)


def test_textures_are_embedded_once(written: Path, document: dict[str, Any]) -> None:
    raw, start = written.read_bytes(), 28 + struct.unpack("<I", written.read_bytes()[12:16])[0]
    views = [document["bufferViews"][i["bufferView"]] for i in document["images"]]
    images = [raw[start + v.get("byteOffset", 0) :][: v["byteLength"]] for v in views]
    assert len(set(images)) == len(images) > 0


def test_the_room_is_below_one_node(document: dict[str, Any]) -> None:
    room = next(n for n in document["nodes"] if n["name"] == "room")
    names = {document["nodes"][c]["name"] for c in room["children"]}
    assert {"room/floor", "room/ceiling", "room/wall-0", "room/door-0", "room/window-0"} <= names


def test_an_object_named_room_keeps_its_name(scene: Scene, tmp_path: Path) -> None:
    odd = replace(scene, objects=(replace(scene.objects[0], id="room"),))
    tree = trimesh.load_scene(write_glb(odd, tmp_path / "odd.glb"), process=False)
    assert np.allclose(in_pose(tree, odd.objects[0]).max(axis=0)[2], odd.objects[0].size[2], atol=2e-3)


def test_verification_finds_a_moved_object(scene: Scene, written: Path) -> None:
    moved = replace(scene, objects=(replace(scene.objects[0], x=1.1), *scene.objects[1:]))
    with pytest.raises(ExportError, match=r"left differs by 0\.1"):
        verify_glb(written, build_stage(moved))


def test_an_unknown_source_is_named(scene: Scene, tmp_path: Path) -> None:
    odd = replace(scene.objects[0], asset=AssetRef("elsewhere", "x1", "CC0"))
    with pytest.raises(SceneError, match=r"x1.*elsewhere"):
        write_glb(replace(scene, objects=(odd,)), tmp_path / "no.glb")
    assert not list(tmp_path.iterdir())
