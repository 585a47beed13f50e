"""The scene as Wavefront OBJ with its `.mtl` and textures beside it: one object for each thing, named by its id.

Metres, y up (what programs that open OBJ expect): (x, y, z) of the room becomes (x, z, -y). Colours are sRGB, as in all
`.mtl` files. Opened again by trimesh and compared.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import trimesh
from PIL import Image

from assets.model import Material, Part
from idesign.errors import ExportError
from idesign.export.gltf import JPEG_QUALITY, Y_UP
from idesign.files import whole_files
from idesign.render.models import ModelSource, model_of
from idesign.render.pictures import cover, texture_image
from idesign.render.stage import Item, Stage, build_stage
from idesign.scene import Scene

TOLERANCE = 1e-3
"""How far the re-opened room's extents may be off [m]."""


def write_obj(scene: Scene, path: Path, source: ModelSource = model_of) -> Path:
    """Writes `<name>.obj`, `.mtl` and `<name>_textures/`. Raises `ExportError` when they differ from the scene."""
    stage = build_stage(scene, source)
    with whole_files(path) as folder:
        materials = {p.material.name: p.material for i in stage.items for p in i.model.parts}
        textures = _textures(materials, folder / f"{path.stem}_textures")
        (folder / f"{path.stem}.mtl").write_text(_library(materials, textures), encoding="utf-8")
        with (folder / path.name).open("w", encoding="utf-8") as out:
            out.writelines(_lines(stage, f"{path.stem}.mtl"))
        verify_obj(folder / path.name, stage)
    return path


def _textures(materials: dict[str, Material], folder: Path) -> dict[str, str]:
    """Writes each texture once, and its holes where a material has them; gives paths from the `.mtl` by name."""
    folder.mkdir()
    files: dict[str, str] = {}
    for name in sorted({m.texture for m in materials.values() if m.texture is not None}):
        file = folder / f"texture-{len(files)}.jpg"
        Image.fromarray(texture_image(name)).save(file, quality=JPEG_QUALITY, subsampling=0)
        files[name] = f"{folder.name}/{file.name}"
    for name in sorted({m.texture for m in materials.values() if m.texture is not None and m.cutout}):
        mask = Image.fromarray(cover(name))
        file = folder / f"{Path(files[name]).stem}-holes.png"
        Image.merge("LA", (mask, mask)).save(file)  # some programs read the tone, others the alpha
        files[_holes(name)] = f"{folder.name}/{file.name}"
    return files


def _holes(texture: str) -> str:
    """The name under which the holes of a texture are kept."""
    return f"{texture} holes"


def _library(materials: dict[str, Material], textures: dict[str, str]) -> str:
    return "\n".join(line for m in materials.values() for line in _material(m, textures)) + "\n"


def _material(m: Material, textures: dict[str, str]) -> Iterator[str]:
    """Kd, opacity and emission, and the physically based extension (Pr, Pm) that Blender reads."""
    yield f"newmtl {_word(m.name)}"
    yield "Kd {:.4f} {:.4f} {:.4f}".format(*m.colour)
    yield "Ke {:.4f} {:.4f} {:.4f}".format(*m.emission)
    yield f"Ks 0.04 0.04 0.04\nNs {1000 * (1 - m.roughness) ** 2:.1f}\nd {m.opacity:.3f}"
    yield f"Pr {m.roughness:.3f}\nPm {m.metallic:.3f}\nillum 2"
    if m.texture is not None:
        yield f"map_Kd {textures[m.texture]}"
        if m.cutout:
            yield f"map_d {textures[_holes(m.texture)]}"


def _word(text: str) -> str:
    return "_".join(text.split())


def _lines(stage: Stage, library: str) -> Iterator[str]:
    yield f"# {stage.room.bounds} m, y up\nmtllib {library}\n"
    vertices = textures = 0
    for item in stage.items:
        yield f"o {_word(item.name)}\n"
        for part in item.model.parts:
            uv = part.uv if part.material.texture is not None else None
            yield from _part(item, part, vertices, None if uv is None else textures)
            vertices += len(part.mesh.vertices)
            textures += 0 if uv is None else len(uv)


def _part(item: Item, part: Part, v0: int, t0: int | None) -> Iterator[str]:
    """One part's lines. OBJ counts vertices and normals together from 1, texture coordinates apart."""
    turn = Y_UP[:3, :3] @ item.matrix[:3, :3]
    shift = Y_UP[:3, :3] @ item.matrix[:3, 3]
    for x, y, z in part.mesh.vertices @ turn.T + shift:
        yield f"v {x:.5f} {y:.5f} {z:.5f}\n"
    for x, y, z in part.mesh.vertex_normals @ turn.T:
        yield f"vn {x:.4f} {y:.4f} {z:.4f}\n"
    if t0 is not None and part.uv is not None:
        for u, v in part.uv / part.material.tile:
            yield f"vt {u:.5f} {v:.5f}\n"
    yield f"usemtl {_word(part.material.name)}\n"
    for face in part.mesh.faces:
        corners = (f"{v0 + i + 1}/{'' if t0 is None else t0 + i + 1}/{v0 + i + 1}" for i in face)
        yield f"f {' '.join(corners)}\n"


def verify_obj(path: Path, stage: Stage) -> None:
    """Opens the file with trimesh and compares triangles and extents; names of objects are read line by line."""
    room: Any = trimesh.load(path, process=False, force="mesh", skip_materials=True)
    want = sum(i.model.triangles for i in stage.items)
    if len(room.faces) != want:
        raise ExportError(f"{path.name}: holds {len(room.faces)} triangles, not {want}")
    points = np.vstack(
        [p.mesh.vertices @ i.matrix[:3, :3].T + i.matrix[:3, 3] for i in stage.items for p in i.model.parts]
    )
    have = room.vertices @ Y_UP[:3, :3]
    if not np.allclose([points.min(axis=0), points.max(axis=0)], [have.min(axis=0), have.max(axis=0)], atol=TOLERANCE):
        raise ExportError(f"{path.name}: its extents differ from the scene's")
    with path.open(encoding="utf-8") as lines:
        named = {line[2:].strip() for line in lines if line.startswith("o ")}
    if lost := sorted({_word(i.name) for i in stage.items} - named):
        raise ExportError(f"{path.name}: has no object {lost[0]}")
