"""The scene as one GLB file (glTF 2.0): a node for each object, named exactly by its id, and the room below `room`.

Frame: glTF's own, Y up: (x, y, z) of the room becomes (x, z, -y), so that an object's front (-y) becomes +Z. Equal
assets share their meshes and every texture is embedded once. Colour factors are linear and colour textures sRGB (glTF
2.0, section 3.9.2). What was written is opened again and compared with the scene.

For the web the meshes can be packed by Draco (`KHR_draco_mesh_compression`): vertices then lie on a grid of 2^14 steps
along each mesh's longest side, a third of a millimetre off at most in a floor of ten metres.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import trimesh
from numpy.typing import NDArray
from PIL import Image

from assets.catalogue import before_window, categories
from assets.model import Material, Part
from idesign.errors import ExportError, InputError
from idesign.files import whole_file
from idesign.render.models import ModelSource, model_of
from idesign.render.pictures import holed, linear, texture_image
from idesign.render.stage import Item, Stage, build_stage
from idesign.scene import Scene

Y_UP = np.array([[1.0, 0, 0, 0], [0, 0, 1, 0], [0, -1, 0, 0], [0, 0, 0, 1]])
"""From the room's frame (z up) to glTF's (y up)."""
_VISUAL: Any = trimesh.visual
_GLTF: Any = trimesh.exchange.gltf
ROOM = "room"
JPEG_QUALITY = 88
TOLERANCE = 1e-3
"""How far a re-opened object's extents may be off [m]; floats in a GLB have 32 bits."""


def write_glb(scene: Scene, path: Path, source: ModelSource = model_of) -> Path:
    """Writes the scene whole and opens it again. Raises `ExportError` when the file differs from the scene."""
    return write_stage_glb(build_stage(scene, source), path)


def write_draco_glb(scene: Scene, path: Path, source: ModelSource = model_of) -> Path:
    """The same with packed meshes. Raises `InputError` when DracoPy is not installed."""
    if find_spec("DracoPy") is None:
        raise InputError("--format draco: needs DracoPy; install it with: pip install 'idesign[web]'")
    return write_stage_glb(build_stage(scene, source), path, draco=True)


def write_stage_glb(stage: Stage, path: Path, *, draco: bool = False) -> Path:
    """Writes a stage, or the part of one that has these items. Raises `ExportError` when the file differs from it."""
    with whole_file(path) as temporary:
        temporary.write_bytes(_glb(_tree(stage), _materials_of(stage), draco))
        verify_glb(temporary, stage)
    return path


def write_asset_glb(model_parts: Iterable[Part], name: str, path: Path) -> Path:
    """One model in the asset's frame, turned to Y up, under a node of that name."""
    with whole_file(path) as temporary:
        temporary.write_bytes(asset_glb(model_parts, name))
    return path


def asset_glb(model_parts: Iterable[Part], name: str) -> bytes:
    """The same as bytes."""
    parts = tuple(model_parts)
    tree: Any = trimesh.Scene(base_frame="world")
    tree.graph.update(frame_to=name, frame_from="world", matrix=np.eye(4))
    _add_parts(tree, name, name, parts, np.eye(4))
    return _glb(tree, {p.material.name: p.material for p in parts})


def room_glb(scene: Scene) -> bytes:
    """The room without its furniture, as bytes."""
    stage = build_stage(replace(scene, objects=()))
    return _glb(_tree(stage), _materials_of(stage))


def _tree(stage: Stage) -> Any:
    tree: Any = trimesh.Scene(base_frame="world")
    tree.graph.update(frame_to=_room_name(stage), frame_from="world", matrix=np.eye(4))
    for item in stage.items:
        node = item.name if item.thing is not None else f"{_room_name(stage)}/{item.name}"
        parent = "world" if item.thing is not None else _room_name(stage)
        tree.graph.update(frame_to=node, frame_from=parent, matrix=Y_UP @ item.matrix @ Y_UP.T, metadata=_facts(item))
        _add_parts(tree, node, _mesh_name(item), item.model.parts, np.eye(4))
    return tree


def _facts(item: Item) -> dict[str, Any]:
    """What the file says of a thing (glTF's `extras`): depths of access [m], whether it may stand before a window."""
    thing = item.thing
    if thing is None:
        return {}
    kind = categories().get(thing.category)
    access = {z.side: z.depth for z in kind.access} if kind else {}
    known = {"category": thing.category, "name": thing.name, "licence": thing.asset.licence, "access": access}
    return {"idesign": known | {"before_window": before_window(thing.category)}}


def _room_name(stage: Stage) -> str:
    """ "room", or "room-shell" when an object has that id."""
    return ROOM if all(i.name != ROOM for i in stage.items) else f"{ROOM}-shell"


def _mesh_name(item: Item) -> str:
    return f"{item.thing.asset.source}:{item.thing.asset.id}" if item.thing is not None else f"{ROOM}:{item.name}"


def _add_parts(tree: Any, node: str, mesh: str, parts: tuple[Part, ...], matrix: NDArray[np.float64]) -> None:
    for k, part in enumerate(parts):
        name = f"{mesh}/{k}"
        if name not in tree.geometry:
            tree.geometry[name] = _y_up(part)
        tree.graph.update(frame_to=f"{node}/{part.name}-{k}", frame_from=node, matrix=matrix, geometry=name)


def _y_up(part: Part) -> trimesh.Trimesh:
    turn = Y_UP[:3, :3].T
    uv = part.uv / part.material.tile if part.uv is not None and part.material.mapped else None
    material = _pbr(part.material)
    return trimesh.Trimesh(
        np.asarray(part.mesh.vertices) @ turn,
        part.mesh.faces,
        vertex_normals=np.asarray(part.mesh.vertex_normals) @ turn,
        visual=_VISUAL.TextureVisuals(uv=uv, material=material),
        process=False,
        validate=False,
    )


@lru_cache(maxsize=512)
def _pbr(material: Material) -> Any:
    surface, relief = (None if p is None else _embedded(p) for p in (material.surface, material.relief))
    return _VISUAL.material.PBRMaterial(
        name=material.name,
        baseColorTexture=_base(material),
        metallicRoughnessTexture=surface,
        normalTexture=relief,
        metallicFactor=material.metallic if surface is None else 1.0,
        roughnessFactor=material.roughness if surface is None else 1.0,
        alphaMode="MASK" if material.cutout else "BLEND" if material.opacity < 1 else "OPAQUE",
        alphaCutoff=0.5 if material.cutout else None,
        doubleSided=material.double_sided,
    )


def _base(material: Material) -> Image.Image | None:
    if material.texture is None:
        return None
    return _holed(material.texture) if material.cutout else _embedded(material.texture)


@lru_cache(maxsize=64)
def _holed(name: str) -> Image.Image:
    """The texture with its holes as a PNG image object: JPEG has no alpha."""
    data = io.BytesIO()
    Image.fromarray(holed(name)).save(data, format="PNG")
    return Image.open(io.BytesIO(data.getvalue()))


@lru_cache(maxsize=64)
def _embedded(name: str) -> Image.Image:
    """The texture as a JPEG image object (trimesh embeds an image in its own format)."""
    data = io.BytesIO()
    Image.fromarray(texture_image(name)).save(data, format="JPEG", quality=JPEG_QUALITY, subsampling=0)
    return Image.open(io.BytesIO(data.getvalue()))


def _materials_of(stage: Stage) -> dict[str, Material]:
    return {p.material.name: p.material for i in stage.items for p in i.model.parts}


def _glb(tree: Any, materials: dict[str, Material], draco: bool = False) -> bytes:
    def exact(gltf: dict[str, Any]) -> None:
        for row in gltf.get("materials", []):
            _set_factors(row, materials[row["name"]])

    packed = {"extension_draco": True} if draco else {}
    data: bytes = _GLTF.export_glb(tree, include_normals=True, tree_postprocessor=exact, **packed)
    return data


def _set_factors(row: dict[str, Any], material: Material) -> None:
    """The colour factors as linear floats: trimesh would round them to bytes."""
    pbr = row.setdefault("pbrMetallicRoughness", {})
    pbr["baseColorFactor"] = [*(round(float(c), 6) for c in linear(material.colour)), round(material.opacity, 6)]
    if max(material.emission) > 0:
        row["emissiveFactor"] = [round(float(c), 6) for c in linear(material.emission)]


def verify_glb(path: Path, stage: Stage) -> None:
    """Opens the file and compares every object's extents and number of triangles with its model's. Raises `ExportError`
    where they differ."""
    tree: Any = trimesh.load_scene(path, process=False)
    for item in stage.items:
        if item.thing is None:
            continue
        if item.name not in tree.graph.nodes:
            raise ExportError(f"{path.name}: has no node {item.name}")
        turn, shift = item.matrix[:3, :3].T, item.matrix[:3, 3]
        want = _bounds(np.asarray(p.mesh.vertices) @ turn + shift for p in item.model.parts)
        have = _bounds(_node_vertices(tree, item.name))
        triangles, wanted = _triangles(tree, item.name), sum(len(p.mesh.faces) for p in item.model.parts)
        if triangles != wanted:
            raise ExportError(f"{path.name}: {item.name} has {triangles} triangles instead of {wanted}")
        if not np.allclose(want, have, atol=TOLERANCE):
            raise ExportError(f"{path.name}: {item.name} differs by {float(np.abs(want - have).max()):.4f} m")


def _shapes(tree: Any, node: str) -> Iterable[tuple[NDArray[np.float64], Any]]:
    """The meshes below that node, each with its pose in the file's frame."""
    for child in sorted(set(tree.graph.transforms.successors(node)) & set(tree.graph.nodes_geometry)):
        matrix, name = tree.graph[child]
        yield matrix, tree.geometry[name]


def _node_vertices(tree: Any, node: str) -> Iterable[NDArray[np.float64]]:
    """The vertices below that node, in the room's frame."""
    for matrix, mesh in _shapes(tree, node):
        yield trimesh.transform_points(np.asarray(mesh.vertices), Y_UP.T @ matrix)


def _triangles(tree: Any, node: str) -> int:
    return sum(len(mesh.faces) for _, mesh in _shapes(tree, node))


def _bounds(vertices: Iterable[NDArray[np.float64]]) -> NDArray[np.float64]:
    ends = [np.array([v.min(axis=0), v.max(axis=0)]) for v in vertices]
    if not ends:
        return np.full((2, 3), math.inf)
    return np.array([np.min([e[0] for e in ends], axis=0), np.max([e[1] for e in ends], axis=0)])
