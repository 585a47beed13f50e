"""What a camera sees besides light: depth and which object each pixel shows, with the camera itself (for data sets).

Rays are cast through the centre of each pixel by Open3D's `RaycastingScene`, so no OpenGL is needed and nothing is
blended. Window panes are looked through. Files for each view: `<view>.depth.png` (16 bit, millimetres along the optical
axis, 0 where nothing is), `<view>.instance.png` (16 bit, 0 for the room, else the object's number); `cameras.json`
holds the numbers, categories, intrinsics [px] and poses (camera to room, OpenCV's axes: x right, y down, z forward).
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from idesign.files import whole_file, write_text
from idesign.render.camera import View
from idesign.render.stage import Item, Stage

FARTHEST = 65.0
"""Beyond this a depth does not fit into 16 bits of millimetres [m]."""
CV = np.diag([1.0, -1.0, -1.0, 1.0])
"""From OpenCV's camera axes to OpenGL's, in which `View.pose` is."""


@dataclass(frozen=True)
class Aov:
    """`depth` [H, W] along the optical axis [m], infinite where nothing is; `instance` [H, W]: 0 for the room and where
    nothing is, else one more than the object's place in `Stage.things`."""

    depth: NDArray[np.float32]
    instance: NDArray[np.uint16]


class Caster:
    """Casts the rays of views into one stage. A view that leaves out walls gets a scene without them."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self._scenes: dict[frozenset[str], tuple[Any, NDArray[np.uint16]]] = {}

    def see(self, view: View) -> Aov:
        """Depth and instances of one view."""
        o3d = _open3d()
        scene, numbers = self._scene(view.hidden | view.without)
        rays = o3d.core.Tensor(rays_of(view))
        answer = scene.cast_rays(rays)
        geometry = answer["geometry_ids"].numpy()
        hit = geometry != scene.INVALID_ID
        instance = np.where(hit, numbers[np.where(hit, geometry, 0)], 0)
        return Aov(answer["t_hit"].numpy(), instance.astype(np.uint16))

    def _scene(self, hidden: frozenset[str]) -> tuple[Any, NDArray[np.uint16]]:
        if hidden not in self._scenes:
            self._scenes[hidden] = _ray_scene(self.stage, hidden)
        return self._scenes[hidden]


def _open3d() -> Any:
    import open3d

    return open3d


def _ray_scene(stage: Stage, hidden: frozenset[str]) -> tuple[Any, NDArray[np.uint16]]:
    """Open3D's scene of what is not hidden, and the object's number of each of its geometries."""
    o3d = _open3d()
    scene, numbers = o3d.t.geometry.RaycastingScene(), []
    order = {o.id: k + 1 for k, o in enumerate(stage.things)}
    for item in stage.items:
        if item.group in hidden or item.name in hidden:
            continue
        for vertices, faces in _solid(item):
            scene.add_triangles(o3d.core.Tensor(vertices), o3d.core.Tensor(faces))
            numbers.append(order[item.name] if item.thing is not None else 0)
    return scene, np.array(numbers, dtype=np.uint16)


def _solid(item: Item) -> Iterable[tuple[NDArray[np.float32], NDArray[np.uint32]]]:
    """Vertices [V, 3] in the room's frame and faces [F, 3] of what is not a window pane."""
    for part in item.model.parts:
        if item.thing is not None or part.material.opacity >= 1:
            vertices = part.mesh.vertices @ item.matrix[:3, :3].T + item.matrix[:3, 3]
            yield vertices.astype(np.float32), part.mesh.faces.astype(np.uint32)


def rays_of(view: View) -> NDArray[np.float32]:
    """Origin and direction [H, W, 6] of each pixel's ray; directions have length 1 along the optical axis, so that the
    distance along a ray is depth."""
    half = math.tan(view.yfov / 2)
    x = (2 * (np.arange(view.width) + 0.5) / view.width - 1) * half * view.width / view.height
    y = (1 - 2 * (np.arange(view.height) + 0.5) / view.height - view.shift) * half
    local = np.stack(np.broadcast_arrays(x[None, :], y[:, None], np.float64(-1.0)), axis=-1)
    rays = np.empty((view.height, view.width, 6), dtype=np.float32)
    rays[..., :3] = view.position
    rays[..., 3:] = local @ view.pose[:3, :3].T
    return rays


def intrinsics(view: View) -> NDArray[np.float64]:
    """The camera matrix [3, 3] in pixels: pixel centres are at half numbers."""
    focus = view.height / 2 / math.tan(view.yfov / 2)
    middle = (1 - view.shift) * view.height / 2
    return np.array([[focus, 0, view.width / 2], [0, focus, middle], [0, 0, 1]])


def write_aovs(caster: Caster, views: tuple[View, ...], folder: Path) -> tuple[Path, ...]:
    """Writes depth and instances of all views, then `cameras.json`, into the folder."""
    paths: list[Path] = []
    for view in views:
        seen = caster.see(view)
        millimetres = np.where(seen.depth < FARTHEST, np.round(seen.depth * 1000), 0).astype(np.uint16)
        paths.append(_write(folder / f"{view.name}.depth.png", millimetres))
        paths.append(_write(folder / f"{view.name}.instance.png", seen.instance))
    write_text(folder / "cameras.json", json.dumps(_cameras(caster.stage, views), indent=1) + "\n")
    return (*paths, folder / "cameras.json")


def _write(path: Path, picture: NDArray[np.uint16]) -> Path:
    with whole_file(path) as temporary:
        Image.fromarray(picture).save(temporary, compress_level=4)
    return path


def _cameras(stage: Stage, views: tuple[View, ...]) -> dict[str, Any]:
    objects = [{"number": k + 1, "id": o.id, "category": o.category} for k, o in enumerate(stage.things)]
    return {"frame": "metres, z up", "depth": "millimetres", "objects": objects, "views": [_camera(v) for v in views]}


def _camera(view: View) -> dict[str, Any]:
    return {
        "name": view.name, "width": view.width, "height": view.height, "intrinsics": intrinsics(view).tolist(),
        "camera_to_room": (view.pose @ CV).tolist(),
    }  # fmt: skip
