"""Wavefront OBJ with its MTL and pictures. Nothing outside the folder is read; sizes are bounded before parsing."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
import trimesh
from PIL import Image

from assets.errors import AssetError
from assets.importing import limits
from assets.importing.gltf_file import inside
from assets.importing.pictures import check_picture
from assets.importing.raw import RawMaterial, RawModel, RawPart, checked

_RESOLVERS: Any = trimesh.resolvers


class _InsideOnly(_RESOLVERS.Resolver):  # type: ignore[misc]
    """Gives trimesh the files that an OBJ names, when they lie below `root`."""

    def __init__(self, folder: Path, root: Path) -> None:
        self._folder, self._root = folder, root

    def get(self, name: str) -> bytes:
        data = inside(self._folder / name.strip(), self._root, name.strip()).read_bytes()
        return data if Path(name).suffix.lower() == ".mtl" else check_picture(data)

    def keys(self) -> tuple[str, ...]:
        return ()

    def write(self, name: str, data: bytes) -> None:
        raise AssetError(f"would write '{name[:60]}', which reading never does")

    def namespaced(self, namespace: str) -> _InsideOnly:
        return _InsideOnly(self._folder / namespace, self._root)


def read_obj(path: Path, root: Path) -> RawModel:
    """The model; its frame and units are for others to guess. Raises `AssetError` in words that follow its name."""
    if path.stat().st_size > limits.TEXT_BYTES:
        raise AssetError(f"has {path.stat().st_size / 2**20:.0f} MB of text; at most {limits.TEXT_BYTES // 2**20}")
    data = path.read_bytes()
    if data.count(b"\nf") > limits.TRIANGLES or data.count(b"\nv") > 3 * limits.VERTICES:
        raise AssetError(f"has more than {limits.TRIANGLES / 1e6:g} million faces")
    _resources(data, path, root)
    try:
        scene: Any = trimesh.load_scene(
            io.BytesIO(data), file_type="obj", process=False, resolver=_InsideOnly(path.parent, root)
        )
    except (ValueError, IndexError, KeyError, TypeError, OSError) as e:
        raise AssetError(f"is no readable OBJ file ({str(e)[:60]})") from e
    meshes = [(n, m) for n, m in scene.geometry.items() if isinstance(m, trimesh.Trimesh) and len(m.faces)]
    return checked(RawModel(tuple(_part(name, mesh) for name, mesh in meshes), y_up=True))


def _resources(data: bytes, path: Path, root: Path) -> None:
    """Judges every file that the OBJ and its MTLs name, since trimesh would only log what it cannot read."""
    for line in data.splitlines():
        if line.startswith(b"mtllib"):
            name = line[6:].strip().decode("utf-8", "replace")
            library = inside(path.parent / name, root, name)
            if library.stat().st_size > limits.TEXT_BYTES:
                raise AssetError(f"needs '{name[:80]}', which is too large")
            for row in library.read_bytes().splitlines():
                if row.strip().lower().startswith(b"map_kd"):
                    texture = row.split()[-1].decode("utf-8", "replace")
                    check_picture(inside(library.parent / texture, root, texture).read_bytes())


def _part(name: str, mesh: trimesh.Trimesh) -> RawPart:
    uv = getattr(mesh.visual, "uv", None)
    return RawPart(
        str(name)[:60], np.asarray(mesh.vertices, dtype=np.float64), np.asarray(mesh.faces, dtype=np.int64),
        None, None if uv is None else np.asarray(uv, dtype=np.float64), _material(mesh),
    )  # fmt: skip


def _material(mesh: trimesh.Trimesh) -> RawMaterial:
    """OBJ colours are taken for sRGB, as most writers mean them; its surfaces are seen from both sides."""
    source: Any = getattr(mesh.visual, "material", None)
    if source is None:
        return RawMaterial(double_sided=True)
    diffuse = np.asarray(getattr(source, "diffuse", (204, 204, 204, 255)), dtype=np.float64)[:4] / 255
    c = np.where(diffuse[:3] <= 0.04045, diffuse[:3] / 12.92, ((diffuse[:3] + 0.055) / 1.055) ** 2.4)
    image = getattr(source, "image", None)
    factor = (1.0, 1.0, 1.0, 1.0) if image is not None else (float(c[0]), float(c[1]), float(c[2]), float(diffuse[3]))
    return RawMaterial(str(getattr(source, "name", "") or "")[:60], factor, 0.0, 0.7, picture=_png(image),
                       double_sided=True)  # fmt: skip


def _png(image: Image.Image | None) -> bytes | None:
    if image is None:
        return None
    out = io.BytesIO()
    image.convert("RGB").save(out, format="PNG")
    return out.getvalue()
