"""Files for other programs: an independent reader finds the scene in what was written; nothing else is kept."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import mujoco
import numpy as np
import pytest
import trimesh
from ezdxf.filemanagement import readfile
from openpyxl import load_workbook
from pxr import Usd, UsdGeom, UsdPhysics
from typer.testing import CliRunner

from assets.asset import AssetQuery
from assets.library import rebuild
from idesign.brief import Brief, Money
from idesign.drawing.dxf import verify_dxf
from idesign.drawing.plan import plan_drawing
from idesign.errors import ExportError, InputError, RenderError
from idesign.export.formats import FORMATS, export_scene
from idesign.export.gltf import verify_glb
from idesign.export.habitat import verify_habitat
from idesign.export.mjcf import settle, verify_bodies
from idesign.export.obj import verify_obj
from idesign.export.physics import FLOOR_COVERING, blocks_of, rigid_bodies, solid_walls
from idesign.export.sceneeval import verify_sceneeval
from idesign.export.thor import verify_thor
from idesign.export.usd import verify_usd
from idesign.render.stage import build_stage
from idesign.scene import Scene, SceneObject, SceneRoom, save_scene
from solvers.room import Door, Window
from ui.cli import app
from ui.exporting import Exported, each_scene, export

SETTLED = 0.005
"""No thing of a finished room may move further when gravity is switched on [m]."""


@pytest.fixture(scope="module")
def scene(thing: Callable[..., SceneObject]) -> Scene:
    """Things on the floor, on a rug, on each other, on the wall, from the ceiling; ids that are no names in USD."""
    room = SceneRoom(((0, 0), (4, 0), (4, 3), (0, 3)), 2.5, (Door("door-0", 1, 0.3, 0.9),), (Window("w", 0, 1.0, 1.4),))
    desk = thing("desk-0", AssetQuery("desk", size=(1.4, 0.7, 0.74)), (1.5, 2.6, 0.0), 0.0, "floor")
    lamp = thing("desk lamp 0", AssetQuery("desk_lamp"), (1.1, 2.7, 0.74), 30.0, "desk-0")
    rug = thing("rug-0", AssetQuery("rug", size=(2.0, 1.4, 0.012)), (1.5, 1.4, 0.0), 0.0, "floor")
    chair = thing("stühle/1", AssetQuery("chair"), (1.5, 1.8, 0.0), 180.0, "floor")
    shelf = thing("bookshelf-0", AssetQuery("bookshelf", size=(0.8, 0.3, 2.0)), (3.5, 2.85, 0.0), 0.0, "floor")
    picture = thing("wall_art-0", AssetQuery("wall_art", size=(0.7, 0.03, 0.5)), (0.017, 1.5, 1.4), 90.0, "wall")
    light = thing("ceiling_lamp-0", AssetQuery("ceiling_lamp"), (2.0, 1.5, 0.0), 0.0, "ceiling")
    light = replace(light, z=2.5 - light.size[2])
    priced = (replace(o, price=Money(49.9, "EUR")) for o in (desk, lamp, rug, chair, shelf, picture, light))
    return Scene(Brief("a study"), room, tuple(priced))


@pytest.fixture(scope="module")
def folder(scene: Scene, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The scene in every format, in the format's first ending."""
    out = tmp_path_factory.mktemp("files")
    for name, form in FORMATS.items():
        export_scene(scene, name, out / f"{name}{form.endings[0]}")
    return out


def test_every_format_leaves_its_file_and_no_scrap(folder: Path) -> None:
    for name, form in FORMATS.items():
        assert (folder / f"{name}{form.endings[0]}").stat().st_size > 200
    assert [p.name for p in folder.iterdir() if p.name.startswith(".")] == []


def test_a_plan_in_cad_has_units_blocks_and_true_dimensions(scene: Scene, folder: Path) -> None:
    doc: Any = readfile(folder / "dxf.dxf")
    assert doc.header["$INSUNITS"] == 6
    assert {"A-WALL", "A-DOOR", "I-FURN", "A-ANNO-DIMS"} <= {row.dxf.name for row in doc.layers}
    blocks = {r.get_attrib_text("ID"): r for r in doc.modelspace().query("INSERT")}
    assert blocks["stühle/1"].dxf.rotation % 360 == pytest.approx(180.0)
    assert blocks["desk-0"].get_attrib_text("PRICE") == "49.90"
    lengths = {round(d.get_measurement(), 3) for d in doc.modelspace().query("DIMENSION")}
    assert {4.0, 3.0, 1.4, 0.9} <= lengths
    drawn = [e for d in doc.modelspace().query("DIMENSION") for e in d.virtual_entities() if e.dxftype() == "MTEXT"]
    assert drawn
    assert all(-90 < e.get_rotation() <= 90 for e in drawn), "figures read from below or from the right"
    assert len(doc.layout("Layout1").query("VIEWPORT")) >= 1


def test_a_simulator_finds_the_room_at_rest(folder: Path) -> None:
    assert max(settle(folder / "mjcf.xml", 1.0).values()) < SETTLED


@pytest.mark.parametrize("category", ["bed_double", "sofa", "armchair"])
def test_cushions_lie_on_their_seat_and_not_in_it(thing: Callable[..., SceneObject], category: str) -> None:
    """Bounds of bedding reach above the surface that things are put on; a cushion would be thrown off."""
    seat = thing(category, AssetQuery(category), (0.0, 0.0, 0.0))
    tops = [b.centre[2] + b.half[2] for b in blocks_of(seat)]
    for s in rebuild(seat.asset.id).supports:
        assert not any(s.height + 0.001 < top < s.height + 0.065 for top in tops)


def test_a_simulator_can_drive_a_thing_into_a_wall_but_not_through_it(scene: Scene, folder: Path) -> None:
    model = mujoco.MjModel.from_xml_path(str(folder / "mjcf.xml"))
    data = mujoco.MjData(model)
    chair = model.body("stühle/1").id
    start = model.jnt_dofadr[model.body_jntadr[chair]]
    data.qvel[start] = -6.0
    for _ in range(500):
        mujoco.mj_step(model, data)
    assert 0.0 < data.xpos[chair][0] < 1.2


def test_walls_are_solid_beside_openings_and_open_in_them(scene: Scene) -> None:
    volume = sum(8 * math.prod(b.half) for b in solid_walls(scene.room.plan))
    thickness = 2 * solid_walls(scene.room.plan)[0].half[1]
    closed = 14.0 * 2.5 - 0.9 * 2.05 - 1.4 * 1.2
    assert volume == pytest.approx(closed * thickness, rel=0.01)


def test_bodies_have_the_mass_of_their_category_and_rugs_are_in_nobodys_way(scene: Scene) -> None:
    bodies = {b.thing.id: b for b in rigid_bodies(scene)}
    assert set(bodies) == {o.id for o in scene.objects}
    assert 15 < bodies["desk-0"].mass < 80
    for body in bodies.values():
        covering = body.thing.support == "floor" and body.thing.size[2] <= FLOOR_COVERING
        assert bool(body.blocks) != covering
        assert body.fixed == (covering or body.thing.support in ("wall", "ceiling"))


@pytest.mark.parametrize("ending", [".usd", ".usdz"])
def test_usd_has_metres_bodies_and_labels(scene: Scene, folder: Path, ending: str) -> None:
    stage = Usd.Stage.Open(str(folder / f"{ending[1:]}{ending}"))
    assert UsdGeom.GetStageMetersPerUnit(stage) == 1.0
    prims = {p.GetDisplayName(): p for p in stage.GetPrimAtPath("/World/Things").GetChildren()}
    assert set(prims) == {o.id for o in scene.objects}
    assert UsdPhysics.MassAPI(prims["desk-0"]).GetMassAttr().Get() > 10
    assert not prims["wall_art-0"].HasAPI(UsdPhysics.RigidBodyAPI)
    assert list(prims["stühle/1"].GetAttribute("semantics:labels:class").Get()) == [scene.object("stühle/1").category]
    box = UsdGeom.BBoxCache(Usd.TimeCode.Default(), [UsdGeom.Tokens.default_]).ComputeWorldBound(prims["bookshelf-0"])
    up = 1 if ending == ".usdz" else 2
    assert box.ComputeAlignedRange().GetMax()[up] == pytest.approx(2.0, abs=1e-3)


def test_the_benchmark_reads_the_objects_where_they_stand(scene: Scene, folder: Path) -> None:
    doc = json.loads((folder / "sceneeval.json").read_text())["scene"]
    walls = [e for e in doc["arch"]["elements"] if e["type"] == "Wall"]
    assert [h["type"] for w in walls for h in w["holes"]] == ["Window", "Door"]
    row = next(o for o in doc["object"] if o["id"] == "wall_art-0")
    mesh: Any = trimesh.load_scene(folder / "sceneeval_assets" / f"{row['modelId'].split('.')[1]}.glb")
    points = trimesh.transform_points(mesh.to_geometry().vertices, np.reshape(row["transform"]["data"], (4, 4)).T)
    assert points.min(axis=0) == pytest.approx([0.002, 1.15, 1.4], abs=0.005)
    assert row["supportType"] == "wall"
    assert next(o for o in doc["object"] if o["id"] == "desk-0")["functionalSides"] == ["front"]


def test_a_house_for_thor_looks_as_the_room_does(scene: Scene, folder: Path) -> None:
    """Fronts (Unity turns clockwise from +z), the window's place seen from inside, and furniture one can load."""
    doc = json.loads((folder / "thor.json").read_text())
    for row, o in zip(doc["objects"], scene.objects, strict=True):
        turn, yaw = math.radians(row["rotation"]["y"]), o.pose.yaw
        assert (math.sin(turn), math.cos(turn)) == pytest.approx((math.sin(yaw), -math.cos(yaw)), abs=1e-6)
        asset = json.loads((folder / "thor_assets" / row["assetId"] / f"{row['assetId']}.json").read_text())
        points = np.array([[v["x"], v["y"], v["z"]] for v in asset["vertices"]])
        assert np.ptp(points, axis=0) == pytest.approx([o.size[0], o.size[2], o.size[1]], abs=0.011)
        assert len(asset["uvs"]) == len(points) > max(asset["triangles"])
    (window,) = doc["windows"]
    wall = next(w["polygon"] for w in doc["walls"] if w["id"] == window["wall0"])
    first, last = (np.array([wall[k]["x"], wall[k]["z"]]) for k in (0, 3))
    middle = first + (last - first) / np.linalg.norm(last - first) * window["assetPosition"]["x"]
    assert middle == pytest.approx([1.7, 0.0])


def test_habitat_finds_bodies_that_fall_and_bodies_that_hang(scene: Scene, folder: Path) -> None:
    data = folder / "habitat_habitat"
    (room,) = (json.loads(p.read_text()) for p in (data / "scenes").iterdir())
    motion = {r["user_defined"]["id"]: r["motion_type"] for r in room["object_instances"]}
    assert {i for i, m in motion.items() if m == "STATIC"} == {"wall_art-0", "ceiling_lamp-0", "rug-0"}
    for row in room["object_instances"]:
        config = json.loads((data / "objects" / f"{row['template_name']}.object_config.json").read_text())
        size = scene.object(row["user_defined"]["id"]).size
        assert config["is_collidable"] == ("collision_asset" in config)
        if config["is_collidable"]:
            boxes: Any = trimesh.load_scene(data / "objects" / config["collision_asset"])
            assert (boxes.extents <= np.array([size[0], size[2], size[1]]) + 0.011).all()
    shell: Any = trimesh.load_scene(data / "stages" / "habitat.glb")
    assert shell.extents[1] > scene.room.height


def test_a_robot_model_has_the_bodies_with_their_masses(scene: Scene, folder: Path) -> None:
    model = mujoco.MjModel.from_xml_path(str(folder / "urdf.urdf"))
    masses = {b.thing.id: b.mass for b in rigid_bodies(scene)}
    assert {i: model.body(i).mass[0] for i in masses} == pytest.approx(masses, abs=1e-3)
    assert all(model.body(i).inertia.min() > 0 for i, mass in masses.items() if mass > 0)


def test_the_workbook_counts_and_sums(scene: Scene, folder: Path) -> None:
    sheet: Any = load_workbook(folder / "xlsx.xlsx").active
    rows = [[c.value for c in r] for r in sheet.iter_rows(min_row=2)]
    assert sum(r[3] for r in rows if isinstance(r[3], int)) == len(scene.objects)
    assert rows[-1][8].startswith("=SUMIF(")
    assert rows[-1][9] == "EUR"


def test_what_differs_from_the_scene_is_no_file(scene: Scene, folder: Path) -> None:
    elsewhere = replace(scene, objects=tuple(replace(o, x=o.x + 0.01) for o in scene.objects))
    with pytest.raises(ExportError, match="does not stand where the scene says"):
        verify_usd(folder / "usd.usd", build_stage(elsewhere))
    with pytest.raises(ExportError, match="does not stand where the scene says"):
        verify_bodies(folder / "mjcf.xml", elsewhere)
    with pytest.raises(ExportError, match="does not stand where the scene says"):
        verify_bodies(folder / "urdf.urdf", elsewhere)
    with pytest.raises(ExportError, match="not where the scene says"):
        verify_thor(folder / "thor.json", build_stage(elsewhere))
    with pytest.raises(ExportError, match="not where the scene says"):
        verify_habitat(folder / "habitat.scene_dataset_config.json", build_stage(elsewhere))
    with pytest.raises(ExportError, match="stands at"):
        verify_dxf(folder / "dxf.dxf", plan_drawing(elsewhere))
    with pytest.raises(ExportError, match="not where the scene says"):
        verify_sceneeval(folder / "sceneeval.json", build_stage(elsewhere))
    with pytest.raises(ExportError, match="extents differ"):
        verify_obj(folder / "obj.obj", build_stage(replace(scene, room=replace(scene.room, height=2.6))))


def test_packed_meshes_are_smaller_and_a_lost_triangle_is_found(scene: Scene, folder: Path, tmp_path: Path) -> None:
    plain, packed = folder / "glb.glb", folder / "draco.draco.glb"
    assert b"KHR_draco_mesh_compression" in packed.read_bytes()
    assert packed.stat().st_size < plain.stat().st_size
    stage = build_stage(scene)
    verify_glb(packed, stage)
    tree: Any = trimesh.load_scene(packed, process=False)
    cut = tree.geometry[next(name for name in tree.geometry if name.startswith("idesign:bookshelf"))]
    cut.update_faces(np.arange(len(cut.faces)) > 0)
    (tmp_path / "cut.glb").write_bytes(tree.export(file_type="glb"))
    with pytest.raises(ExportError, match="triangles"):
        verify_glb(tmp_path / "cut.glb", stage)


def test_without_its_package_draco_is_one_line(scene: Scene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("idesign.export.gltf.find_spec", lambda name: None)
    with pytest.raises(InputError, match=r"idesign\[web\]"):
        export_scene(scene, "draco", tmp_path / "a.draco.glb")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("to", "writer"),
    [("usd", "_Writer"), ("mjcf", "_Writer"), ("obj", "_part"), ("urdf", "_box"), ("habitat", "_write"),
     ("thor", "_patches")],
)  # fmt: skip
def test_a_writer_that_dies_leaves_nothing(
    scene: Scene, tmp_path: Path, to: str, writer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(f"{FORMATS[to].module}.{writer}", full)
    path = tmp_path / f"room{FORMATS[to].endings[0]}"
    with pytest.raises(OSError, match="No space") as raised:
        export_scene(scene, to, path)
    assert raised.value.filename == str(path)
    assert list(tmp_path.iterdir()) == []


def test_a_usd_file_cut_short_is_one_line_and_no_file(
    scene: Scene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that is full leaves USD a file that it cannot open; it says so by an exception of its own."""
    monkeypatch.setattr("idesign.export.usd._write", lambda scene, stage, path: path.write_bytes(b"PK"))
    with pytest.raises(ExportError, match=r"room\.usdz: could not be written"):
        export_scene(scene, "usdz", tmp_path / "room.usdz")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_of_scenes_is_exported_although_one_is_broken(scene: Scene, tmp_path: Path) -> None:
    for name in ("a", "b"):
        save_scene(scene, tmp_path / "many" / name / "scene.json")
    (tmp_path / "many" / "b" / "scene.json").write_text("{")
    said: list[Exported] = []
    assert not export(tmp_path / "many", "csv", tmp_path / "out", said.append)
    assert [(e.path.name, bool(e.fault)) for e in said] == [("a.csv", False), ("b.csv", True)]
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["a.csv"]
    assert said[1].fault.count("scene.json") == 1


def test_pictures_of_a_folder_go_into_folders(scene: Scene, tmp_path: Path) -> None:
    for name in ("a", "b"):
        save_scene(scene, tmp_path / "many" / name / "scene.json")

    def draw(scene: Scene, target: Path) -> tuple[Path, ...]:
        if target.name == "b":
            raise RenderError("the driver died")
        return (target / "view-1.png",)

    said: list[Exported] = []
    assert not each_scene(tmp_path / "many", tmp_path / "out", "", draw, said.append)
    assert said[0] == Exported(tmp_path / "out" / "a" / "view-1.png")
    assert said[1].fault.endswith("the driver died")


def test_a_scene_made_by_hand_is_exported(tmp_path: Path) -> None:
    """Only what the schema requires, written by a person."""
    stool = {
        "id": "my stool", "category": "stool", "name": "", "description": "", "attributes": {},
        "size": [0.4, 0.4, 0.45], "x": 1, "y": 1, "z": 0, "yaw_deg": 45, "support": "floor",
        "asset": {"source": "idesign", "id": "stool?w=0.4&d=0.4&h=0.45", "licence": "CC0-1.0"},
    }  # fmt: skip
    room = {"polygon": [[0, 0], [3, 0], [3, 2], [0, 2]], "height": 2.4}
    (tmp_path / "scene.json").write_text(json.dumps({"brief": {"text": "by hand"}, "room": room, "objects": [stool]}))
    for name, form in FORMATS.items():
        said: list[Exported] = []
        assert export(tmp_path, name, tmp_path / f"out{form.endings[0]}", said.append), name
        assert said[0].path.stat().st_size > 100


def test_help_lists_every_format() -> None:
    shown = CliRunner().invoke(app, ["export", "--help"], env={"COLUMNS": "200"}).output.split()
    assert set(FORMATS) <= set(shown)


@pytest.mark.parametrize(
    ("to", "name", "what"), [("step", "a.step", "use one of glb"), ("glb", "a.obj", "ends in .glb")]
)
def test_a_wrong_format_or_ending_is_said(scene: Scene, tmp_path: Path, to: str, name: str, what: str) -> None:
    with pytest.raises(InputError, match=what):
        export_scene(scene, to, tmp_path / name)
