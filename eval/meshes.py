"""The meshes that a scene is judged on, in the room's frame (metres, z up).

They come from the scene's own assets, built anew, or from a GLB that anyone wrote. Parts are welded, so that a closed
part is closed for every library that asks. Boxes as declared serve only where a caller wants them and says so.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt
import trimesh

from assets.points import distinct
from idesign.errors import InputError, SceneError
from idesign.render.models import model_of
from idesign.scene import Scene, SceneObject

Parts = tuple[trimesh.Trimesh, ...]
Meshes = Mapping[str, Parts]
"""Object id -> its mesh parts in the room's frame."""

_Z_UP = np.array([[1, 0, 0, 0], [0, 0, -1, 0], [0, 1, 0, 0], [0, 0, 0, 1]], dtype=np.float64)
"""From glTF's Y up to our Z up."""


def pose_matrix(o: SceneObject) -> npt.NDArray[np.float64]:
    """[4, 4]: from the object's own frame to the room's."""
    c, s = math.cos(o.pose.yaw), math.sin(o.pose.yaw)
    return np.array([[c, -s, 0, o.x], [s, c, 0, o.y], [0, 0, 1, o.z], [0, 0, 0, 1]], dtype=np.float64)


def placed(o: SceneObject, parts: Iterable[trimesh.Trimesh]) -> Parts:
    """Parts given in the object's own frame, welded and brought to where the object stands."""
    matrix = pose_matrix(o)
    return tuple(_welded(p.vertices, p.faces, matrix) for p in parts)


def _welded(
    vertices: npt.NDArray[np.float64], faces: npt.NDArray[np.int64], matrix: npt.NDArray[np.float64]
) -> trimesh.Trimesh:
    unique, number = distinct(vertices)
    points = trimesh.transformations.transform_points(unique, matrix)
    return trimesh.Trimesh(points, number[faces], process=False, validate=False)


def scene_meshes(scene: Scene) -> dict[str, Parts]:
    """The meshes of the scene's assets. An object whose asset cannot be built is left out."""
    return {o.id: placed(o, parts) for o in scene.objects if (parts := _asset_parts(o))}


def _asset_parts(o: SceneObject) -> Parts:
    try:
        return tuple(p.mesh for p in model_of(o).parts)
    except (SceneError, RuntimeError):
        return ()


def box_meshes(scene: Scene) -> dict[str, Parts]:
    """Every object as its declared box."""
    return {o.id: placed(o, [_box(o.size)]) for o in scene.objects}


def _box(size: tuple[float, float, float]) -> trimesh.Trimesh:
    box: trimesh.Trimesh = trimesh.creation.box(size)
    box.apply_translation((0, 0, size[2] / 2))
    return box


def asset_meshes(path: Path, matrix: npt.NDArray[np.float64]) -> Parts:
    """All meshes of a glTF file, which is an asset of its own, brought into the room by `matrix` [4, 4] from the file's
    own frame (y up). Raises `InputError` when the file cannot be read."""
    glb = _glb(path)
    nodes = sorted(glb.graph.nodes_geometry, key=str)
    return tuple(p for n in nodes if (p := _node_part(glb, n, matrix)) is not None)


def _glb(path: Path) -> trimesh.Scene:
    try:
        return trimesh.load_scene(path, process=False)
    except (OSError, ValueError, KeyError, IndexError) as e:
        raise InputError(f"{path}: cannot be read as glTF ({e})") from e


def glb_meshes(path: Path, ids: Iterable[str]) -> dict[str, Parts]:
    """The meshes below the nodes that are named by `ids` in a glTF file; an id without a mesh is left out. Raises
    `InputError` when the file cannot be read."""
    glb = _glb(path)
    out = {}
    for id in (i for i in ids if i in glb.graph.nodes):
        below = {id, *glb.graph.transforms.successors(id)}  # type: ignore[no-untyped-call]
        nodes = sorted((n for n in glb.graph.nodes_geometry if n in below), key=str)
        if parts := tuple(p for n in nodes if (p := _node_part(glb, n, _Z_UP)) is not None):
            out[id] = parts
    return out


def _node_part(glb: trimesh.Scene, node: str, into: npt.NDArray[np.float64]) -> trimesh.Trimesh | None:
    matrix, name = glb.graph[node]
    mesh = glb.geometry[name]
    return _welded(mesh.vertices, mesh.faces, into @ matrix) if isinstance(mesh, trimesh.Trimesh) else None
