"""A scene to its evaluation: complete, the same every time, quick, and the same from the folder that was written."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import trimesh

from assets import find
from assets.asset import AssetQuery
from eval import defects, evaluate_folder, evaluate_scene, load_evaluation, write_evaluation
from eval.meshes import scene_meshes
from eval.score import evaluation_json
from idesign.brief import Brief, Wish, WishRelation
from idesign.scene import AssetRef, RelationRecord, Scene, SceneObject, SceneRoom, save_scene
from solvers.room import Door, Window


def made(id: str, x: float, y: float, yaw: float = 0.0, z: float = 0.0, support: str = "floor") -> SceneObject:
    category = id.rsplit("-", 1)[0]
    asset = find(AssetQuery(category)).asset
    ref = AssetRef(asset.source, asset.id, asset.licence)
    return SceneObject(id, category, asset.name, "", {}, asset.size, x, y, z, yaw, support, ref)


def study() -> Scene:
    room = SceneRoom(
        ((0.0, 0.0), (4.0, 0.0), (4.0, 3.4), (0.0, 3.4)),
        2.5,
        (Door("door-0", 0, 0.2, 0.9),),
        (Window("window-0", 1, 1.0, 1.4),),
        "Study",
        "home_office",
    )
    desk = made("desk-0", 2.0, 0.0)
    desk = replace(desk, y=3.4 - desk.size[1] / 2)
    chair = made("office_chair-0", 2.0, desk.y - 0.75, 180.0)
    lamp = made("desk_lamp-0", 1.6, desk.y, z=desk.size[2], support="desk-0")
    shelf = made("bookshelf-0", 0.0, 2.0, 90.0)
    shelf = replace(shelf, x=shelf.size[1] / 2)
    brief = Brief(
        "a study",
        "home_office",
        wishes=(Wish("w1", "desk", "a desk"),),
        relations=(WishRelation("against", "w1", "wall"),),
    )
    relations = (RelationRecord("against_wall", "desk-0"), RelationRecord("facing", "office_chair-0", "desk-0"))
    return Scene(brief, room, (desk, chair, lamp, shelf), relations)


def test_a_sound_scene_is_judged_on_its_own_meshes() -> None:
    found = evaluate_scene(study())
    assert found.defects == ()
    assert found.score("models").value == 1.0
    assert found.score("relations").value == 1.0
    assert found.score("things asked for").value == 1.0
    assert found.score("places asked for").value == 1.0
    assert found.objects == 4
    assert len({s.name for s in found.scores}) == len(found.scores)
    assert all(s.definition and s.judge for s in found.scores)


def test_the_same_scene_gets_the_same_document() -> None:
    assert evaluation_json(evaluate_scene(study())) == evaluation_json(evaluate_scene(study()))


def test_a_defect_is_found_by_both_doors() -> None:
    scene = study()
    objects = tuple(replace(o, x=o.x + 0.3) if o.id == "bookshelf-0" else replace(o, y=3.0) for o in scene.objects)
    broken = replace(scene, objects=objects)
    assert defects(broken) == evaluate_scene(broken).defects
    assert any("office_chair-0" in line for line in defects(broken))


def test_an_asset_that_nobody_can_build_is_said_and_the_rest_is_judged() -> None:
    scene = study()
    strange = replace(scene.objects[3], asset=AssetRef("elsewhere", "sofa", "CC0-1.0"))
    found = evaluate_scene(replace(scene, objects=(*scene.objects[:3], strange)))
    assert found.defects == ("model: bookshelf-0 has no mesh",)
    assert found.score("relations").value is None
    assert found.score("usable").value is not None


def test_a_folder_is_judged_on_the_glb_in_it(tmp_path: Path) -> None:
    scene = study()
    save_scene(scene, tmp_path / "scene.json")
    write_glb(scene, tmp_path / "scene.glb")
    written, built = evaluate_folder(tmp_path), evaluate_scene(scene)
    for a, b in zip(written.scores, built.scores, strict=True):
        assert a.name == b.name
        assert (a.value is None) == (b.value is None)
        assert a.value is None or abs(a.value - (b.value or 0.0)) < 0.02, a.name
    path = write_evaluation(tmp_path, written)
    assert load_evaluation(path) == written
    assert json.loads(path.read_text())["schema"] == "idesign.evaluation/1"


def write_glb(scene: Scene, path: Path) -> None:
    """A plain GLB: a node for each object, with a child for each part."""
    y_up = np.array([[1, 0, 0, 0], [0, 0, 1, 0], [0, -1, 0, 0], [0, 0, 0, 1]], dtype=float)
    file = trimesh.Scene()
    for id, parts in scene_meshes(scene).items():
        file.graph.update(frame_from=file.graph.base_frame, frame_to=id, matrix=y_up)
        for k, part in enumerate(parts):
            file.add_geometry(part.copy(), node_name=f"{id}-{k}", geom_name=f"{id}-{k}", parent_node_name=id)
    path.write_bytes(file.export(file_type="glb"))


def test_judging_is_quick_even_where_everything_is_in_everything() -> None:
    scene, room = study(), study().room
    many = tuple(replace(o, id=f"{o.id}-{k}", support="floor") for k in range(3) for o in scene.objects)
    meshes = scene_meshes(replace(scene, objects=many))
    start = time.process_time()
    assert len(evaluate_scene(Scene(scene.brief, room, many), meshes).defects) >= 12
    assert time.process_time() - start < 3
