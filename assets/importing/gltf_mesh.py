"""From a checked glTF file to parts: accessors to arrays, nodes to world coordinates, materials to plain values."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assets.errors import AssetError
from assets.importing.gltf_file import NUMBERS_OF, GltfFile, Json, open_gltf, picture_bytes, read_document, roots
from assets.importing.raw import RGBA, RawMaterial, RawModel, RawPart, checked

Matrix = NDArray[np.float64]
DTYPES = {5120: "<i1", 5121: "<u1", 5122: "<i2", 5123: "<u2", 5125: "<u4", 5126: "<f4"}
TRIANGLES, STRIP, FAN = 4, 5, 6
"""Primitive modes (3.7.2.1)."""


def read_gltf(path: Path, root: Path) -> RawModel:
    """The model. Raises `AssetError` in words that follow the file's name."""
    file = open_gltf(path, root)
    try:
        materials = _Materials(file, path, root)
        parts = [p for k, m in _meshes(file.document) for p in _parts(file, k, m, materials)]
        return checked(RawModel(tuple(parts)))
    except (KeyError, TypeError, IndexError, ValueError) as e:
        if isinstance(e, AssetError):
            raise
        raise AssetError(f"its JSON is not valid glTF ({type(e).__name__}: {str(e)[:60]})") from e


def probe_gltf(path: Path) -> NDArray[np.float64]:
    """The bounds [[x0, y0, z0], [x1, y1, z1]] that the file declares (3.6.2.5 demands them of positions), from its JSON
    alone. Raises `AssetError`."""
    document = read_document(path)
    corners = []
    try:
        for mesh, matrix in _meshes(document):
            for part in document["meshes"][mesh]["primitives"]:
                row = document["accessors"][part["attributes"]["POSITION"]]
                lo, hi = (np.array(row[k], dtype=np.float64) for k in ("min", "max"))
                box = np.array([[(lo, hi)[(k >> a) & 1][a] for a in range(3)] for k in range(8)])
                corners.append(box @ matrix[:3, :3].T + matrix[:3, 3])
    except (KeyError, TypeError, IndexError, ValueError) as e:
        raise AssetError("does not declare its bounds as glTF 2.0 demands") from e
    if not corners or not np.isfinite(np.vstack(corners)).all():
        raise AssetError("holds no triangles, or bounds that are not numbers")
    every = np.vstack(corners)
    return np.array([every.min(axis=0), every.max(axis=0)])


# ---------------------------------------------------------------- tree
def _meshes(document: Json) -> Iterator[tuple[int, Matrix]]:
    """Every use of a mesh with its matrix to the world."""
    pending = [(k, np.eye(4)) for k in reversed(roots(document))]
    while pending:
        index, above = pending.pop()
        node = document["nodes"][index]
        matrix = above @ _local(node)
        if "mesh" in node:
            yield node["mesh"], matrix
        pending += [(child, matrix) for child in reversed(node.get("children", []))]


def _local(node: Json) -> Matrix:
    if "matrix" in node:
        return np.array(node["matrix"], dtype=np.float64).reshape(4, 4).T
    out = np.eye(4)
    out[:3, :3] = _rotation(node.get("rotation", (0, 0, 0, 1))) * np.array(node.get("scale", (1, 1, 1)), np.float64)
    out[:3, 3] = node.get("translation", (0, 0, 0))
    return out


def _rotation(quaternion: Any) -> Matrix:
    x, y, z, w = (float(v) for v in quaternion)
    n = math.sqrt(x * x + y * y + z * z + w * w) or 1.0
    x, y, z, w = x / n, y / n, z / n, w / n
    return np.array([
        [1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w)],
        [2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w)],
        [2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)],
    ])  # fmt: skip


# ---------------------------------------------------------------- parts
def _parts(file: GltfFile, mesh: int, matrix: Matrix, materials: _Materials) -> Iterator[RawPart]:
    row = file.document["meshes"][mesh]
    for k, part in enumerate(row["primitives"]):
        faces = _faces(file, part)
        if len(faces):
            yield _part(file, f"{str(row.get('name') or 'part')[:60]}-{k}", part, faces, matrix, materials)


def _part(
    file: GltfFile, name: str, part: Json, faces: NDArray[np.int64], matrix: Matrix, materials: _Materials
) -> RawPart:
    attributes = part["attributes"]
    vertices = _array(file, attributes["POSITION"]).astype(np.float64) @ matrix[:3, :3].T + matrix[:3, 3]
    normals = None
    if "NORMAL" in attributes:
        # normals turn with the inverse transpose; a mirrored node also turns its triangles over
        normals = _unit(_floats(file, attributes["NORMAL"]) @ _cofactor(matrix[:3, :3]).T)
    if np.linalg.det(matrix[:3, :3]) < 0:
        faces = faces[:, ::-1]
        normals = -normals if normals is not None else None
    material = materials.get(part.get("material"), _mean_tint(file, attributes))
    return RawPart(name, vertices, faces, normals, materials.uv(file, part), material)


def _cofactor(m: Matrix) -> Matrix:
    return np.array([np.cross(m[1], m[2]), np.cross(m[2], m[0]), np.cross(m[0], m[1])])


def _unit(v: NDArray[np.float64]) -> NDArray[np.float64]:
    length = np.linalg.norm(v, axis=1, keepdims=True)
    out: NDArray[np.float64] = np.where(length > 1e-12, v / np.maximum(length, 1e-12), (0.0, 0.0, 1.0))
    return out


def _faces(file: GltfFile, part: Json) -> NDArray[np.int64]:
    mode = part.get("mode", TRIANGLES)
    count = file.document["accessors"][part["attributes"]["POSITION"]]["count"]
    index = _array(file, part["indices"]).astype(np.int64).reshape(-1) if "indices" in part else np.arange(count)
    if mode == TRIANGLES:
        return index[: len(index) // 3 * 3].reshape(-1, 3)
    if mode == STRIP:
        rows = np.column_stack([index[:-2], index[1:-1], index[2:]])
        rows[1::2] = rows[1::2, [1, 0, 2]]
        return rows
    if mode == FAN:
        return np.column_stack([np.full(max(len(index) - 2, 0), index[0]), index[1:-1], index[2:]])
    return np.zeros((0, 3), dtype=np.int64)


def _array(file: GltfFile, index: int) -> NDArray[Any]:
    """An accessor as [count, numbers]; its range was checked when the file was opened."""
    row = file.document["accessors"][index]
    kind, numbers = np.dtype(DTYPES[row["componentType"]]), NUMBERS_OF[row["type"]]
    view = file.document["bufferViews"][row["bufferView"]]
    data, size = file.view(row["bufferView"]), kind.itemsize * numbers
    if row["count"] == 0:
        return np.zeros((0, numbers), dtype=kind)
    stride = view.get("byteStride", size)
    return np.ndarray((row["count"], numbers), kind, data, row.get("byteOffset", 0), (stride, kind.itemsize))


def _floats(file: GltfFile, index: int) -> NDArray[np.float64]:
    """The accessor as real numbers; normalised integers are brought to [-1, 1] (3.6.2.2)."""
    values, row = _array(file, index), file.document["accessors"][index]
    if values.dtype.kind == "f" or not row.get("normalized", False):
        return values.astype(np.float64)
    return np.maximum(values.astype(np.float64) / np.iinfo(values.dtype).max, -1.0)


def _mean_tint(file: GltfFile, attributes: Json) -> RGBA:
    """The mean vertex colour (linear); white without one."""
    if "COLOR_0" not in attributes:
        return (1.0, 1.0, 1.0, 1.0)
    mean = _floats(file, attributes["COLOR_0"]).mean(axis=0)
    return (float(mean[0]), float(mean[1]), float(mean[2]), float(mean[3]) if len(mean) > 3 else 1.0)


# ---------------------------------------------------------------- materials
class _Materials:
    """The materials of a file, each decoded once."""

    def __init__(self, file: GltfFile, path: Path, root: Path) -> None:
        self._file, self._path, self._root = file, path, root
        self._pictures: dict[int, bytes] = {}

    def get(self, index: int | None, tint: RGBA) -> RawMaterial:
        """The material of that number in the tint of the vertices; glTF's default for none."""
        row: Json = {} if index is None else self._file.document["materials"][index]
        pbr: Json = row.get("pbrMetallicRoughness", {})
        mode = row.get("alphaMode", "OPAQUE")
        r, g, b, a = (float(c) * t for c, t in zip(pbr.get("baseColorFactor", (1, 1, 1, 1)), tint, strict=True))
        emission = row.get("emissiveFactor", (0, 0, 0)) if "emissiveTexture" not in row else (0, 0, 0)
        return RawMaterial(
            name=str(row.get("name", ""))[:60],
            factor=(r, g, b, a if mode == "BLEND" else 1.0),
            metallic=float(pbr.get("metallicFactor", 0.0 if index is None else 1.0)),
            roughness=float(pbr.get("roughnessFactor", 1.0)),
            emission=(float(emission[0]), float(emission[1]), float(emission[2])),
            picture=self._picture(pbr.get("baseColorTexture")),
            double_sided=bool(row.get("doubleSided", False)),
            cutout=mode == "MASK",
            cutoff=float(row.get("alphaCutoff", 0.5)),
            blended=mode == "BLEND",
            surface=self._laid_alike(pbr.get("metallicRoughnessTexture"), pbr),
            relief=self._laid_alike(row.get("normalTexture"), pbr),
        )

    def _laid_alike(self, texture: Json | None, pbr: Json) -> bytes | None:
        """A picture that uses the texture coordinates of the base colour; None for one that has its own."""
        base: Json = pbr.get("baseColorTexture", {})
        alike = texture is not None and texture.get("texCoord", 0) == base.get("texCoord", 0)
        return self._picture(texture) if alike else None

    def uv(self, file: GltfFile, part: Json) -> NDArray[np.float64] | None:
        """Texture coordinates of the base colour (else of the surface, or the relief), v upwards, with
        `KHR_texture_transform` applied."""
        texture = self._texture(part.get("material"))
        name = f"TEXCOORD_{texture.get('texCoord', 0)}" if texture is not None else ""
        if texture is None or name not in part["attributes"]:
            return None
        uv = _floats(file, part["attributes"][name])
        change = texture.get("extensions", {}).get("KHR_texture_transform")
        if change:
            turn = float(change.get("rotation", 0.0))
            c, s = math.cos(turn), math.sin(turn)
            uv = uv * np.array(change.get("scale", (1, 1))) @ np.array([[c, -s], [s, c]]) + change.get("offset", (0, 0))
        return np.column_stack([uv[:, 0], 1.0 - uv[:, 1]])

    def _texture(self, material: int | None) -> Json | None:
        if material is None:
            return None
        row = self._file.document["materials"][material]
        pbr = row.get("pbrMetallicRoughness", {})
        found: Json | None = (
            pbr.get("baseColorTexture") or pbr.get("metallicRoughnessTexture") or row.get("normalTexture")
        )
        return found

    def _picture(self, texture: Json | None) -> bytes | None:
        if texture is None:
            return None
        row = self._file.document["textures"][texture["index"]]
        if "source" not in row:
            raise AssetError("has a texture in a format that only an extension can read: convert it to JPEG or PNG")
        index = row["source"]
        if index not in self._pictures:
            self._pictures[index] = picture_bytes(self._file, index, self._path, self._root)
        return self._pictures[index]
