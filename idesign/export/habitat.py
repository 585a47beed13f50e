"""The scene for Habitat: a scene dataset of one scene instance (Habitat-Sim's JSON, as in HSSD and ReplicaCAD).

`<name>.scene_dataset_config.json` with `<name>_habitat/` beside it: the room as stage, a GLB and a configuration for
each asset, and the scene instance. Habitat's frame is glTF's (y up), rotations are quaternions (w, x, y, z), places are
of the assets' own origins. What hangs is static; what stands is dynamic with its mass and collides by the solver's
boxes, a convex hull each. An instance's `user_defined` holds its id, category and name.
"""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import trimesh
from numpy.typing import NDArray
from scipy.spatial.transform import Rotation

from idesign.errors import ExportError
from idesign.export.asset_files import asset_id, check_placed, write_asset_files
from idesign.export.gltf import Y_UP, write_stage_glb
from idesign.export.physics import RigidBody, rigid_bodies
from idesign.files import whole_files
from idesign.render.models import ModelSource, model_of
from idesign.render.stage import Stage, build_stage
from idesign.scene import Scene

ENDING = ".scene_dataset_config.json"
Document = dict[str, Any]
AXES: Document = {"up": [0.0, 1.0, 0.0], "front": [0.0, 0.0, -1.0]}
"""Habitat's own axes: with these it turns no asset."""


def write_habitat(scene: Scene, path: Path, source: ModelSource = model_of) -> Path:
    """Writes the dataset. Raises `ExportError` when it differs from the scene."""
    stage, name = build_stage(scene, source), path.name.removesuffix(ENDING)
    bodies = {b.thing.id: b for b in rigid_bodies(scene)}
    with whole_files(path) as folder:
        data = folder / f"{name}_habitat"
        write_asset_files(stage, data / "objects")
        for body in {asset_id(b.thing): b for b in bodies.values()}.values():
            _write_object(body, data / "objects")
        write_stage_glb(stage.shell, data / "stages" / f"{name}.glb")
        _write(data / "stages" / f"{name}.stage_config.json", AXES | {"render_asset": f"{name}.glb"})
        _write(data / "scenes" / f"{name}.scene_instance.json", scene_instance(bodies, name))
        _write(folder / path.name, _dataset(name))
        verify_habitat(folder / path.name, stage)
    return path


def _write(path: Path, document: Document) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")


def _dataset(name: str) -> Document:
    """The dataset's own file: where stages, objects and scene instances lie."""
    kinds = {"stages": "stages", "objects": "objects", "scene_instances": "scenes"}
    return {kind: {"paths": {".json": [f"{name}_habitat/{folder}"]}} for kind, folder in kinds.items()}


def _write_object(body: RigidBody, folder: Path) -> None:
    name = asset_id(body.thing)
    document = AXES | {"render_asset": f"{name}.glb", "is_collidable": bool(body.blocks)}
    if body.blocks:
        tree: Any = trimesh.Scene()
        for block in body.blocks:
            box = trimesh.creation.box(2 * np.array(block.half))
            tree.add_geometry(box.apply_translation(block.centre).apply_transform(Y_UP))
        tree.export(folder / f"{name}.collider.glb")
        document |= {"collision_asset": f"{name}.collider.glb", "join_collision_meshes": False}
        centre = [round(float(v), 5) for v in Y_UP[:3, :3] @ body.centre_of_mass]
        document |= {"mass": round(body.mass, 4), "COM": centre}
    _write(folder / f"{name}.object_config.json", document)


def scene_instance(bodies: dict[str, RigidBody], name: str) -> Document:
    """The room and what stands in it."""
    objects = [_instance(b) for b in bodies.values()]
    return {"stage_instance": {"template_name": name}, "translation_origin": "asset_local", "object_instances": objects}


def _instance(body: RigidBody) -> Document:
    """Yaw about z is the same turn about Habitat's y."""
    thing = body.thing
    half = thing.pose.yaw / 2
    return {
        "template_name": asset_id(thing), "translation": [thing.x, thing.z, -thing.y],
        "rotation": [math.cos(half), 0.0, math.sin(half), 0.0],
        "motion_type": "STATIC" if body.fixed else "DYNAMIC",
        "user_defined": {"id": thing.id, "category": thing.category, "name": thing.name},
    }  # fmt: skip


def verify_habitat(path: Path, stage: Stage) -> None:
    """Reads the dataset as Habitat does, from its own file on, and compares every object's extents in the room."""
    data = json.loads(path.read_text(encoding="utf-8"))
    objects, scenes = (path.parent / data[kind]["paths"][".json"][0] for kind in ("objects", "scene_instances"))
    (instance,) = scenes.glob("*.scene_instance.json")
    rows = {r["user_defined"]["id"]: r for r in json.loads(instance.read_text(encoding="utf-8"))["object_instances"]}
    items = [i for i in stage.items if i.thing is not None]
    if set(rows) != {i.name for i in items}:
        raise ExportError(f"{path.name}: does not hold the objects of the scene")
    for item in items:
        row = rows[item.name]
        template = json.loads((objects / f"{row['template_name']}.object_config.json").read_text(encoding="utf-8"))
        check_placed(objects / template["render_asset"], item, Y_UP.T @ _matrix(row), path.name)


def _matrix(row: Document) -> NDArray[np.float64]:
    w, x, y, z = row["rotation"]
    matrix = np.eye(4)
    matrix[:3, :3] = Rotation.from_quat([x, y, z, w]).as_matrix()
    matrix[:3, 3] = row["translation"]
    return matrix
