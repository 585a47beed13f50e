"""The scene as SceneEval's `sceneState` JSON (Tam et al., "SceneEval", 2025), a GLB for each asset in `<name>_assets`.

Metres, z up. Walls carry their openings as holes measured from the wall's first point. An object's transform is applied
to its raw GLB (y up, front +Z), so it holds the turn to z up; it is written column by column. Beyond the format each
object declares `id`, `category`, `name`, `attributes`, `supportType`, `functionalSides` and `beforeWindow` ("low":
while no taller than the sill, "free" or "never"), so that the benchmark needs no model to guess.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from assets.catalogue import before_window
from assets.library import rebuild
from idesign.errors import ExportError
from idesign.export.asset_files import asset_id, check_placed, write_asset_files
from idesign.export.gltf import Y_UP
from idesign.files import whole_files
from idesign.render.models import ModelSource, model_of
from idesign.render.stage import Stage, build_stage, pose_matrix
from idesign.scene import Scene, SceneObject
from solvers.room import Door, Opening, Room, Wall

PREFIX = "idesign"
ROOM_ID = "room-0"
SUPPORT = {"floor": "ground", "wall": "wall", "ceiling": "ceiling"}
"""SceneEval's support types; what stands on another thing is of type "object"."""


def write_sceneeval(scene: Scene, path: Path, source: ModelSource = model_of) -> Path:
    """Writes the JSON and the folder of GLBs. Raises `ExportError` when they differ from the scene."""
    stage = build_stage(scene, source)
    with whole_files(path) as folder:
        write_asset_files(stage, folder / f"{path.stem}_assets")
        (folder / path.name).write_text(json.dumps(scene_state(scene), indent=1), encoding="utf-8")
        verify_sceneeval(folder / path.name, stage)
    return path


def scene_state(scene: Scene) -> dict[str, Any]:
    """The document."""
    room = scene.room.plan
    elements = [*(_wall(room, w) for w in room.walls), _flat(room, "Floor"), _flat(room, "Ceiling")]
    objects = [_object(k, o) for k, o in enumerate(scene.objects)]
    arch = {"version": "arch@1.0.2", "up": [0, 0, 1], "scaleToMeters": 1, "elements": elements}
    return {"format": "sceneState", "scene": {
        "version": "scene@1.0.2", "id": scene.room.name or scene.room.type or ROOM_ID, "up": [0, 0, 1], "unit": 1.0,
        "description": scene.brief.text, "arch": arch, "object": objects,
    }}  # fmt: skip


def _wall(room: Room, wall: Wall) -> dict[str, Any]:
    holes = [_hole(o) for o in room.openings if o.wall == wall.index]
    ends = [[*wall.start, 0.0], [*wall.end, 0.0]]
    known = {"id": f"wall-{wall.index}", "roomId": ROOM_ID, "type": "Wall", "height": room.height, "depth": 0.1}
    return known | {"points": ends, "holes": holes}


def _hole(opening: Opening) -> dict[str, Any]:
    """Measured from the wall's first point and the floor."""
    low, high = [opening.offset, opening.base], [opening.offset + opening.width, opening.base + opening.height]
    kind = "Door" if isinstance(opening, Door) else "Window"
    return {"id": opening.id, "type": kind, "box": {"min": low, "max": high}}


def _flat(room: Room, kind: str) -> dict[str, Any]:
    z = 0.0 if kind == "Floor" else room.height
    return {"id": kind.lower(), "roomId": ROOM_ID, "type": kind, "points": [[x, y, z] for x, y in room.polygon]}


def _object(index: int, thing: SceneObject) -> dict[str, Any]:
    matrix = pose_matrix(thing) @ Y_UP.T
    return {
        "index": index, "id": thing.id, "parentId": thing.support if thing.support not in SUPPORT else "",
        "modelId": f"{PREFIX}.{asset_id(thing)}",
        "transform": {"rows": 4, "cols": 4, "data": [float(v) for v in matrix.T.ravel()]},
        "category": thing.category, "name": thing.name, "description": thing.description or thing.name,
        "attributes": {k: v if isinstance(v, str) else list(v) for k, v in thing.attributes.items()},
        "supportType": SUPPORT.get(thing.support, "object"), "functionalSides": sides_of(thing),
        "beforeWindow": before_window(thing.category),
    }  # fmt: skip


def sides_of(thing: SceneObject) -> list[str]:
    """The sides that need access, by the asset's use zones."""
    return sorted({z.side for z in rebuild(thing.asset.id).access})


def verify_sceneeval(path: Path, stage: Stage) -> None:
    """Reads the file as the benchmark does - raw GLB under its transform - and compares every object's extents."""
    objects = json.loads(path.read_text(encoding="utf-8"))["scene"]["object"]
    items = [i for i in stage.items if i.thing is not None]
    if len(objects) != len(items):
        raise ExportError(f"{path.name}: holds {len(objects)} objects, not {len(items)}")
    for row, item in zip(objects, items, strict=True):
        file = path.parent / f"{path.stem}_assets" / f"{row['modelId'].partition('.')[2]}.glb"
        check_placed(file, item, np.array(row["transform"]["data"]).reshape(4, 4).T, path.name)
