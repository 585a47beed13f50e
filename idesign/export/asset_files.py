"""A GLB file for each asset of a scene, for formats that name assets and place them: written, and opened again."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import numpy as np
import trimesh
from numpy.typing import NDArray

from idesign.errors import ExportError
from idesign.export.gltf import write_asset_glb
from idesign.render.stage import Item, Stage
from idesign.scene import SceneObject

TOLERANCE = 1e-3
"""How far a re-opened object's extents may be off [m]."""


def asset_id(thing: SceneObject) -> str:
    """A file-name safe name for the thing's asset: its category and a hash of source and id."""
    mark = hashlib.sha256(f"{thing.asset.source}:{thing.asset.id}".encode()).hexdigest()[:12]
    return f"{thing.category}-{mark}"


def assets_of(stage: Stage) -> dict[str, Item]:
    """An item for each asset, by the asset's name: equal assets are one."""
    return {asset_id(i.thing): i for i in stage.items if i.thing is not None}


def write_asset_files(stage: Stage, folder: Path) -> None:
    """Makes the folder and writes each asset once, as `<name>.glb`: y up, front +Z."""
    folder.mkdir(parents=True)
    for name, item in assets_of(stage).items():
        write_asset_glb(item.model.parts, name, folder / f"{name}.glb")


def check_placed(path: Path, item: Item, matrix: NDArray[np.float64], name: str) -> None:
    """Compares an asset's file, put into the room by `matrix` [4, 4], with the item there. Raises `ExportError` in the
    name of the document that says so."""
    mesh: Any = trimesh.load_scene(path, process=False)
    have = trimesh.transform_points(mesh.to_geometry().vertices, matrix)
    want = np.vstack([trimesh.transform_points(p.mesh.vertices, item.matrix) for p in item.model.parts])
    off = np.abs([have.min(axis=0) - want.min(axis=0), have.max(axis=0) - want.max(axis=0)]).max()
    if off > TOLERANCE:
        raise ExportError(f"{name}: {item.name} is not of its size, or not where the scene says ({off:.4f} m)")
