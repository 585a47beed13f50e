"""SceneEval's scene files: what we write and read again is judged as the scene itself is; other people's files too."""

from __future__ import annotations

import json
import math
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import trimesh

from assets.asset import AssetQuery
from assets.library import find
from eval.sceneeval.physical import judge_both
from eval.sceneeval.place import place_of
from eval.sceneeval.scene_state import read_scene_state
from eval.sceneeval.table import judge_all
from idesign.brief import Brief
from idesign.errors import InputError
from idesign.export.sceneeval import write_sceneeval
from idesign.scene import AssetRef, Scene, SceneObject, SceneRoom
from solvers.room import Door, Window

HEAD = "ID,Description,ObjCount,ObjAttr,OORel,OARel,Difficulty\n"


def thing(id: str, x: float, y: float, yaw_deg: float, **more: Any) -> SceneObject:
    made = find(AssetQuery(id.rpartition("-")[0])).asset
    ref = AssetRef(made.source, made.id, made.licence)
    place = {"z": 0.0, "support": "floor", "attributes": {"colour": ["light grey", "blue"]}} | more
    kind = {"category": made.category, "name": "thing", "description": "a thing", "size": made.size}
    return SceneObject(id=id, x=x, y=y, yaw_deg=yaw_deg, asset=ref, **kind, **place)


@pytest.fixture(scope="module")
def scene() -> Scene:
    """An L-shaped room; a desk before the door and one thing in another."""
    ring = ((0.0, 0.0), (5.0, 0.0), (5.0, 2.5), (3.0, 2.5), (3.0, 4.0), (0.0, 4.0))
    openings = (Door("door-0", 0, 3.6, 0.9),), (Window("window-0", 5, 1.0, 1.4),)
    room = SceneRoom(ring, 2.5, *openings, name="den")
    lamp = thing("ceiling_lamp-0", 2.0, 2.0, 0.0, support="ceiling")
    art = thing("wall_art-0", 1.0, 3.98, 0.0, z=1.4, support="wall")
    standing = (thing("desk-0", 4.0, 0.6, 30.0), thing("chair-0", 4.0, 0.7, 10.0), thing("rug-0", 2.0, 2.0, 0.0))
    return Scene(
        Brief("a den"), room, (*standing, thing("sofa-0", 1.0, 3.4, 0.0), replace(lamp, z=2.5 - lamp.size[2]), art)
    )


@pytest.fixture
def file(scene: Scene, tmp_path: Path) -> Path:
    return write_sceneeval(scene, tmp_path / "scene_7.json")


def changed(file: Path, change: Any) -> Path:
    doc = json.loads(file.read_text())
    change(doc["scene"])
    file.write_text(json.dumps(doc))
    return file


def figures(place: Any) -> dict[str, Any]:
    return {k: pytest.approx(v) if isinstance(v, float) else v for k, v in asdict(judge_both(place)[0]).items()}


def test_a_scene_that_was_written_is_judged_as_the_scene(scene: Scene, file: Path) -> None:
    ours, read = place_of(scene), read_scene_state(file)
    assert (read.name, read.room.polygon, read.room.height) == (ours.name, ours.room.polygon, ours.room.height)
    for a, b in zip(ours.room.openings, read.room.openings, strict=True):
        assert asdict(b) == {k: pytest.approx(v) if isinstance(v, float) else v for k, v in asdict(a).items()}
    for a, b in zip(ours.things, read.things, strict=True):
        assert (a.id, a.name, a.category, a.attributes, a.support) == (
            b.id,
            b.name,
            b.category,
            b.attributes,
            b.support,
        )
        assert sorted(a.sides) == sorted(b.sides)
        assert b.box.centre == pytest.approx(a.box.centre, abs=1e-3)
        assert b.box.half == pytest.approx(a.box.half, abs=1e-3)
    assert asdict(judge_both(read)[0]) == figures(ours)
    assert judge_both(read)[0].colliding[:2] == ("desk-0", "chair-0")


def test_order_of_corners_walls_and_height_of_the_floor_change_nothing(file: Path) -> None:
    before = read_scene_state(file)

    def other_way(scene: Any) -> None:
        for e in scene["arch"]["elements"]:
            e["points"] = [[x, y, z + 3] for x, y, z in reversed(e["points"])]
            for h in e.get("holes", ()):
                length = math.dist(*e["points"])
                (a, low), (b, high) = h["box"]["min"], h["box"]["max"]
                h["box"] = {"min": [length - b, low], "max": [length - a, high]}
        for o in scene["object"]:
            o["transform"]["data"][14] += 3

    after = read_scene_state(changed(file, other_way))
    assert asdict(judge_both(after)[0]) == figures(before)
    for a, b in zip(before.room.openings, after.room.openings, strict=True):
        ends = [r.walls[o.wall].at(o.offset + o.width / 2) for r, o in ((before.room, a), (after.room, b))]
        assert ends[1] == pytest.approx(ends[0])


def test_what_a_file_does_not_say_is_told_from_the_geometry(file: Path) -> None:
    before = {t.id: t.support for t in read_scene_state(file).things}

    def silent(scene: Any) -> None:
        for o in scene["object"]:
            del o["supportType"], o["functionalSides"]

    after = read_scene_state(changed(file, silent)).things
    assert {t.id: t.support for t in after} == before
    assert {t.id: t.sides for t in after if t.category == "desk"} == {"desk-0": ("front",)}


def test_scale_and_turn_of_a_transform_reach_the_box(tmp_path: Path) -> None:
    """A raw box 1 x 2 x 3 (y up, front +z), twice as large, a quarter turned: 2 wide, 6 deep, 4 high."""
    trimesh.creation.box((1, 2, 3)).export(tmp_path / "m.glb")
    (tmp_path / "assets").mkdir()
    (tmp_path / "m.glb").rename(tmp_path / "assets" / "m.glb")
    up = np.array([[1, 0, 0, 0], [0, 0, -1, 0], [0, 1, 0, 0], [0, 0, 0, 1]])
    turn = trimesh.transformations.rotation_matrix(math.pi / 2, (0, 0, 1), (0, 0, 0))
    matrix = trimesh.transformations.translation_matrix((4, 4, 2)) @ turn @ up @ np.diag([2, 2, 2, 1])
    floor = {"type": "Floor", "points": [[0, 0, 0], [9, 0, 0], [9, 9, 0], [0, 9, 0]]}
    row = {"modelId": "x.m", "transform": {"data": matrix.T.ravel().tolist()}}
    doc = {"format": "sceneState", "scene": {"arch": {"elements": [floor]}, "object": [row]}}
    (tmp_path / "s.json").write_text(json.dumps(doc))
    (t,) = read_scene_state(tmp_path / "s.json").things
    assert t.box.half == pytest.approx((1, 3, 2))
    assert t.box.centre == pytest.approx((4, 4, 2))
    assert t.box.plan.bounds == pytest.approx((1, 3, 7, 5))


BAD = {
    "no floor": lambda s: s["arch"].update(elements=[]),
    "floor is no": lambda s: s["arch"]["elements"][-2].update(points=[[0, 0], [1, 0]]),
    "object.0.transform.data": lambda s: s["object"][0]["transform"].update(data=[1.0]),
    "the model idesign.gone": lambda s: s["object"][0].update(modelId="idesign.gone"),
    "the model idesign.../x": lambda s: s["object"][0].update(modelId="idesign.../x"),
}


@pytest.mark.parametrize("what", BAD)
def test_a_bad_file_is_said_in_one_line(what: str, file: Path) -> None:
    with pytest.raises(InputError) as e:
        read_scene_state(changed(file, BAD[what]))
    assert what.replace("no floor", "0 floors") in str(e.value)
    assert "\n" not in str(e.value)


def test_the_table_takes_files_of_scenes(file: Path) -> None:
    rows = file.parent / "rows.csv"
    rows.write_text(HEAD + '7,t,"eq,1,sofa","eq,1,sofa,blue",,"eq,1,against,sofa,wall",easy\n8,t,"eq,1,sofa",,,,easy\n')
    seven, eight = judge_all(rows, file.parent, True, lambda what, share: None)
    assert [v.met for v in seven.verdicts] == [True, True, True]
    assert seven.physical is not None
    assert eight.missing == "there is no scene"
