"""Laws of the geometric scores: moving, turning and naming change nothing; each planted defect is found and named."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
import trimesh
from hypothesis import given, settings
from hypothesis import strategies as st

from eval.contact import common_volume, penetrations, rest_gap
from eval.geometry import Finding, judge_geometry
from eval.meshes import Meshes, box_meshes, glb_meshes, placed
from eval.space import Space, make_space
from idesign.brief import Brief
from idesign.scene import AssetRef, Scene, SceneObject, SceneRoom
from solvers.room import Door, Window


def thing(id: str, size: tuple[float, float, float], x: float, y: float, **more: object) -> SceneObject:
    """A floor-standing object; its category is the id up to the number."""
    fields = {"z": 0.0, "yaw_deg": 0.0, "support": "floor", "category": id.rsplit("-", 1)[0]} | more
    asset = AssetRef("test", id, "CC0-1.0")
    return SceneObject(id=id, name=id, description="", attributes={}, size=size, x=x, y=y, asset=asset, **fields)  # type: ignore[arg-type]


def room_4x3() -> SceneRoom:
    return SceneRoom(
        ((0.0, 0.0), (4.0, 0.0), (4.0, 3.0), (0.0, 3.0)),
        2.5,
        (Door("door-0", 0, 0.2, 0.9),),
        (Window("window-0", 2, 1.4, 1.2),),
    )


def scene_of(*objects: SceneObject, room: SceneRoom | None = None) -> Scene:
    return Scene(Brief("test"), room or room_4x3(), objects)


def bedroom() -> Scene:
    return scene_of(
        thing("bed_double-0", (1.6, 2.0, 0.5), 2.0, 1.995),
        thing("nightstand-0", (0.4, 0.4, 0.5), 0.98, 2.79),
        thing("table_lamp-0", (0.2, 0.2, 0.4), 0.98, 2.79, z=0.5, support="nightstand-0"),
        thing("wardrobe-0", (1.0, 0.6, 2.0), 3.69, 0.6, yaw_deg=-90.0),
        thing("rug-0", (2.0, 1.4, 0.01), 2.0, 1.2),
        thing("wall_art-0", (0.6, 0.03, 0.4), 0.016, 1.5, z=1.3, yaw_deg=90.0, support="wall"),
        thing("ceiling_lamp-0", (0.4, 0.4, 0.3), 2.0, 1.5, z=2.2, support="ceiling"),
    )


def judge(scene: Scene, meshes: Meshes | None = None) -> Finding:
    return judge_geometry(make_space(scene, box_meshes(scene) if meshes is None else meshes))


def value(found: Finding, name: str) -> float | None:
    return next(s.value for s in found.scores if s.name == name)


def moved(scene: Scene, id: str, **to: object) -> Scene:
    objects = tuple(replace(o, **to) if o.id == id else o for o in scene.objects)  # type: ignore[arg-type]
    return replace(scene, objects=objects)


def test_a_sound_room_has_no_defect() -> None:
    found = judge(bedroom())
    assert found.defects == ()
    assert value(found, "collisions") == 0
    assert value(found, "walkable 0.4 m") == pytest.approx(1.0, abs=0.1)
    assert all(s.value is None or math.isfinite(s.value) for s in found.scores)


@pytest.mark.parametrize(
    ("id", "to", "kind"),
    [
        ("nightstand-0", {"x": 1.3}, "penetration"),
        ("bed_double-0", {"y": 2.02}, "outside"),
        ("table_lamp-0", {"z": 0.52}, "support"),
        ("table_lamp-0", {"x": 2.5, "y": 0.9}, "support"),
        ("wardrobe-0", {"z": 0.01}, "support"),
        ("wall_art-0", {"x": 0.05}, "support"),
        ("ceiling_lamp-0", {"z": 2.1}, "support"),
        ("wardrobe-0", {"x": 0.7, "y": 0.5}, "door"),
        ("wardrobe-0", {"x": 2.0, "y": 2.69, "yaw_deg": 0.0}, "window"),
    ],
)
def test_a_planted_defect_is_found_and_names_the_thing(id: str, to: dict[str, float], kind: str) -> None:
    lines = judge(moved(bedroom(), id, **to)).defects
    assert any(line.startswith(f"{kind}:") and id in line for line in lines), lines


def test_millimetres_are_forgiven() -> None:
    scene = moved(moved(bedroom(), "bed_double-0", y=2.004), "table_lamp-0", z=0.504)
    assert judge(scene).defects == ()


def test_a_corner_that_is_cut_off_is_found() -> None:
    wall = thing("sideboard-0", (0.4, 2.99, 0.8), 2.5, 1.5)
    found = judge(scene_of(wall))
    assert any(line.startswith("walkable:") for line in found.defects)
    assert 0 < (value(found, "walkable 0.4 m") or 0) < 0.9


def test_legs_may_stand_over_each_other_but_not_in_each_other() -> None:
    table = thing("dining_table-0", (1.2, 0.8, 0.75), 2.0, 1.5)
    chair = thing("dining_chair-0", (0.4, 0.4, 0.7), 2.0, 1.5)
    top = trimesh.creation.box((1.2, 0.8, 0.04))
    top.apply_translation((0, 0, 0.73))
    scene = scene_of(table, chair)
    meshes = box_meshes(scene) | {"dining_table-0": placed(table, [top])}
    assert penetrations(make_space(scene, meshes).things) == ()
    assert len(penetrations(make_space(scene, box_meshes(scene)).things)) == 1


def test_a_thing_wholly_inside_another_is_found() -> None:
    scene = scene_of(thing("chest-0", (1.0, 1.0, 1.0), 2.0, 1.5), thing("ball-0", (0.2, 0.2, 0.2), 2.0, 1.5, z=0.4))
    assert [d for d in judge(scene).defects if d.startswith("penetration")]


@settings(max_examples=30)
@given(gap=st.floats(-0.3, 0.3), yaw=st.floats(-180, 180))
def test_two_boxes_collide_exactly_when_they_overlap_by_more_than_5_mm(gap: float, yaw: float) -> None:
    """Two boxes side by side in a common frame that is turned by any yaw."""
    if abs(gap + 0.005) < 1e-4 or abs(gap) < 1e-4:
        return
    c, s, reach = math.cos(math.radians(yaw)), math.sin(math.radians(yaw)), 0.6 + gap
    a = thing("a-0", (0.6, 0.6, 0.6), 2.0, 1.5, yaw_deg=yaw)
    b = thing("b-0", (0.6, 0.6, 0.6), 2.0 + c * reach, 1.5 + s * reach, yaw_deg=yaw)
    scene = scene_of(a, b)
    found = penetrations(make_space(scene, box_meshes(scene)).things)
    assert bool(found) == (gap < -0.005)


def test_common_volume_of_boxes_is_exact() -> None:
    scene = scene_of(thing("a-0", (1, 1, 1), 1.0, 1.0), thing("b-0", (1, 1, 1), 1.5, 1.0))
    a, b = make_space(scene, box_meshes(scene)).things
    assert common_volume(a, b) == pytest.approx(0.5, abs=1e-9)


@pytest.mark.parametrize("gap", [0.0, 0.003, -0.003])
def test_rest_gap_measures_the_gap(gap: float) -> None:
    scene = scene_of(thing("a-0", (1, 1, 0.5), 1.0, 1.0), thing("b-0", (0.2, 0.2, 0.2), 1.2, 1.0, z=0.5 + gap))
    below, above = make_space(scene, box_meshes(scene)).things
    assert rest_gap(above, below) == pytest.approx(abs(gap), abs=1e-6)


def test_turning_the_whole_room_changes_no_score() -> None:
    scene = bedroom()
    a = math.radians(30)

    def turn(x: float, y: float) -> tuple[float, float]:
        return (math.cos(a) * x - math.sin(a) * y, math.sin(a) * x + math.cos(a) * y)

    room = replace(scene.room, polygon=tuple(turn(*p) for p in scene.room.polygon))
    objects = []
    for o in scene.objects:
        x, y = turn(o.x, o.y)
        objects.append(replace(o, x=x, y=y, yaw_deg=o.yaw_deg + 30))
    turned = judge(replace(scene, room=room, objects=tuple(objects)))
    for before, after in zip(judge(scene).scores, turned.scores, strict=True):
        assert after.value == pytest.approx(before.value, abs=1e-6), before.name


def test_an_object_that_spans_an_inner_corner_is_outside() -> None:
    room = SceneRoom(((0, 0), (4, 0), (4, 2), (2, 2), (2, 4), (0, 4)), 2.5)
    low, reach = 1.2, 1.6
    box = thing("board-0", (reach, 0.02, 0.5), low + 0.75, low + 0.75, yaw_deg=-45.0)
    scene = scene_of(box, room=room)
    assert not [d for d in judge(scene).defects if d.startswith("outside")]
    across = scene_of(replace(box, x=2.05, y=2.05, size=(1.9, 0.02, 0.5)), room=room)
    assert [d for d in judge(across).defects if d.startswith("outside")]


def test_glb_meshes_are_those_that_were_written(tmp_path) -> None:  # type: ignore[no-untyped-def]
    scene = bedroom()
    file, meshes = trimesh.Scene(), box_meshes(scene)
    y_up = np.array([[1, 0, 0, 0], [0, 0, 1, 0], [0, -1, 0, 0], [0, 0, 0, 1]], dtype=float)
    for id, parts in meshes.items():
        file.add_geometry(parts[0].copy(), node_name=id, geom_name=f"{id}-mesh", transform=y_up)
    (tmp_path / "scene.glb").write_bytes(file.export(file_type="glb"))
    read = glb_meshes(tmp_path / "scene.glb", [*meshes, "nobody"])
    assert read.keys() == meshes.keys()
    for id, parts in read.items():
        assert np.allclose(parts[0].bounds, meshes[id][0].bounds, atol=1e-6)
    assert judge(scene, read).defects == ()


def test_an_object_without_a_mesh_is_said_to_have_none() -> None:
    scene = bedroom()
    meshes = box_meshes(scene)
    del meshes["rug-0"]
    found = judge(scene, meshes)
    assert found.defects == ("model: rug-0 has no mesh",)
    assert isinstance(make_space(scene, meshes), Space)
