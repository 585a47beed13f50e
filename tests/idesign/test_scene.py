"""The scene document: it loads as it was saved, and its schema is the committed one."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idesign.brief import Brief, Money, Wish
from idesign.errors import SceneError
from idesign.scene import (
    AssetRef,
    RelationRecord,
    Scene,
    SceneObject,
    SceneRoom,
    load_scene,
    save_scene,
    scene_json,
    scene_schema,
)
from solvers.room import Door, Window

SCHEMA_FILE = Path(__file__).resolve().parents[2] / "docs" / "schema" / "scene.schema.json"
ROOM = SceneRoom(
    ((0.0, 0.0), (4.0, 0.0), (4.0, 3.0), (0.0, 3.0)),
    2.5,
    (Door("door-0", 0, 0.2, 0.86),),
    (Window("window-0", 2, 1, 1.2),),
)
finite = st.floats(-100, 100, allow_nan=False)


def chair(id: str = "chair-0") -> SceneObject:
    asset = AssetRef("idesign", "dining_chair?w=0.5", "CC0-1.0")
    attributes = {"colour": "red", "material": ("oak", "linen")}
    where = {"x": 1.0, "y": 1.0, "z": 0.0, "yaw_deg": 90.0}
    return SceneObject(
        id, "dining_chair", "red chair", "a chair", attributes, (0.5, 0.5, 0.9), support="floor", asset=asset, **where
    )


def scene() -> Scene:
    brief = Brief("a red chair", "dining_room", wishes=(Wish("w0", "dining_chair", "a red chair"),), budget=Money(100))
    return Scene(brief, ROOM, (chair(),), (RelationRecord("near", "chair-0", "chair-1", {"max": 1.0}),))


@given(x=finite, y=finite, yaw=finite, text=st.text(st.characters(codec="utf-8"), max_size=40))
def test_a_scene_that_was_saved_loads_equal(
    tmp_path_factory: pytest.TempPathFactory, x: float, y: float, yaw: float, text: str
) -> None:
    path = tmp_path_factory.mktemp("scene") / "scene.json"
    before = replace(scene(), objects=(replace(chair(), x=x, y=y, yaw_deg=yaw, name=text),))
    save_scene(before, path)
    assert load_scene(path) == before
    assert load_scene(path.parent) == before


@pytest.mark.parametrize("id", ["", "x\n- y: evil", "sofa\u202e0", "x" * 201])
def test_an_id_is_one_short_line(tmp_path: Path, id: str) -> None:
    path = tmp_path / "scene.json"
    document = json.loads(scene_json(scene()))
    document["objects"][0]["id"] = id
    path.write_text(json.dumps(document))
    with pytest.raises(SceneError, match=r"objects\.0\.id"):
        load_scene(path)


def test_the_committed_schema_is_that_of_the_code() -> None:
    assert json.loads(SCHEMA_FILE.read_text(encoding="utf-8")) == json.loads(json.dumps(scene_schema()))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('{"schema": "idesign.scene/1",\n "room": }', "line 2"),
        ("{}", "brief"),
    ],
)
def test_a_broken_document_is_refused_with_its_place(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "scene.json"
    path.write_text(text)
    with pytest.raises(SceneError, match=says):
        load_scene(path)
