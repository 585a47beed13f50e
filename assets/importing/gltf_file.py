"""The container of a glTF 2.0 model: its JSON, checked in full before any buffer is read.

A file is judged by what it declares: counts, ranges, paths, pictures and extensions. Whoever passes `open_gltf` can be
decoded with bounded memory. Messages name the fault; the caller adds the file's name. Section numbers are those of the
glTF 2.0 specification (Khronos Group, 2021).
"""

from __future__ import annotations

import base64
import binascii
import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from assets.errors import AssetError
from assets.importing import limits
from assets.importing.pictures import check_picture

Json = Mapping[str, Any]
MAGIC, JSON_CHUNK, BIN_CHUNK = 0x46546C67, 0x4E4F534A, 0x004E4942
BYTES_OF = {5120: 1, 5121: 1, 5122: 2, 5123: 2, 5125: 4, 5126: 4}
"""Component types (3.6.2.2)."""
NUMBERS_OF = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4, "MAT2": 4, "MAT3": 9, "MAT4": 16}
KNOWN = frozenset((
    "KHR_materials_unlit", "KHR_texture_transform", "KHR_mesh_quantization", "KHR_materials_clearcoat",
    "KHR_materials_specular", "KHR_materials_ior", "KHR_materials_sheen", "KHR_materials_transmission",
    "KHR_materials_emissive_strength", "KHR_materials_volume", "KHR_lights_punctual",
))  # fmt: skip
"""Required extensions that can be decoded, or whose absence changes only the look."""


@dataclass(frozen=True)
class GltfFile:
    """A checked document and its buffers."""

    document: Json
    buffers: tuple[bytes, ...]

    def view(self, index: int) -> bytes:
        """The bytes of a buffer view."""
        row = self.document["bufferViews"][index]
        start = row.get("byteOffset", 0)
        data: bytes = self.buffers[row["buffer"]]
        return data[start : start + row["byteLength"]]


def open_gltf(path: Path, root: Path) -> GltfFile:
    """The file with its buffers; nothing outside `root` is read. Raises `AssetError` in words that follow a name."""
    document, binary = _container(path)
    check_document(document)
    buffers = tuple(_buffer(row, k, binary, path, root) for k, row in enumerate(_rows(document, "buffers")))
    for k, (row, data) in enumerate(zip(_rows(document, "buffers"), buffers, strict=True)):
        if len(data) < _count(row, "byteLength"):
            raise AssetError(f"buffer {k} should have {row['byteLength']} bytes and has {len(data)}: it is cut short")
    return GltfFile(document, buffers)


def read_document(path: Path) -> Json:
    """The checked JSON alone; the buffers stay on disk. Raises `AssetError`."""
    document, _ = _container(path, json_only=True)
    check_document(document)
    return document


# ---------------------------------------------------------------- container
def _container(path: Path, json_only: bool = False) -> tuple[Json, bytes]:
    size = path.stat().st_size
    if size > limits.FILE_BYTES:
        raise AssetError(f"has {size / 2**20:.0f} MB; at most {limits.FILE_BYTES // 2**20} MB are read")
    if path.suffix.lower() != ".glb":
        if size > limits.JSON_BYTES:
            raise AssetError(f"has {size / 2**20:.0f} MB of JSON; at most {limits.JSON_BYTES // 2**20} MB are read")
        return _parse(path.read_bytes()), b""
    with path.open("rb") as file:
        head = file.read(20)
        if len(head) < 20:
            raise AssetError("is too short for a GLB file")
        magic, version, length, json_length, kind = struct.unpack("<5I", head)
        if magic != MAGIC or version != 2 or kind != JSON_CHUNK:
            raise AssetError("is not a GLB file of glTF 2.0")
        if length > size or json_length > size - 20:
            raise AssetError(f"declares {max(length, json_length + 20)} bytes and has {size}: it is cut short")
        if json_length > limits.JSON_BYTES:
            raise AssetError(f"has {json_length / 2**20:.0f} MB of JSON; at most {limits.JSON_BYTES // 2**20} are read")
        document = _parse(file.read(json_length))
        return document, b"" if json_only else _binary(file.read())


def _parse(data: bytes) -> Json:
    try:
        document = json.loads(data.rstrip(b"\0"))
    except (ValueError, RecursionError) as e:
        raise AssetError("holds no readable JSON") from e
    if not isinstance(document, dict) or not str(document.get("asset", {}).get("version", "")).startswith("2"):
        raise AssetError("is not glTF 2.0")
    return document


def _binary(rest: bytes) -> bytes:
    """The BIN chunk (4.4.3.3), empty when there is none."""
    if len(rest) < 8:
        return b""
    length, kind = struct.unpack("<2I", rest[:8])
    if kind != BIN_CHUNK or length > len(rest) - 8:
        raise AssetError("its binary chunk is cut short")
    return rest[8 : 8 + length]


def _buffer(row: Json, index: int, binary: bytes, path: Path, root: Path) -> bytes:
    uri = row.get("uri")
    if uri is None:
        return binary if index == 0 else b""
    return resource(str(uri), path, root)


def resource(uri: str, path: Path, root: Path) -> bytes:
    """What a URI of the file stands for: inline data or a file below `root`. Raises `AssetError` for all else."""
    if uri.startswith("data:"):
        try:
            return base64.b64decode(uri.partition(",")[2], validate=True)
        except (binascii.Error, ValueError) as e:
            raise AssetError("has inline data that is not base64") from e
    return inside(path.parent / unquote(uri), root, uri).read_bytes()


def inside(target: Path, root: Path, said: str) -> Path:
    """The file when it exists below `root`, links followed, and is not too large. Raises `AssetError`."""
    if "://" in said or not target.resolve().is_relative_to(root.resolve()):
        raise AssetError(f"points to '{said[:80]}', which is outside its folder")
    if not target.is_file():
        raise AssetError(f"needs '{said[:80]}', which is missing")
    if target.stat().st_size > limits.FILE_BYTES:
        raise AssetError(f"needs '{said[:80]}', which is larger than {limits.FILE_BYTES // 2**20} MB")
    return target


# ---------------------------------------------------------------- what is declared
def check_document(document: Json) -> None:
    """Raises `AssetError` when the document declares too much, too little or what cannot be decoded."""
    try:
        _check_extensions(document)
        _check_views(document)
        _check_accessors(document)
        _check_size(document)
        _check_tree(document)
    except (KeyError, TypeError, AttributeError, IndexError, OverflowError) as e:
        raise AssetError(f"its JSON is not valid glTF ({type(e).__name__}: {str(e)[:60]})") from e


def _check_extensions(document: Json) -> None:
    unknown = sorted(set(map(str, document.get("extensionsRequired", ()))) - KNOWN)
    if unknown:
        raise AssetError(f"requires {', '.join(unknown)}, which cannot be decoded here: convert it to plain glTF 2.0")


def _rows(document: Json, name: str) -> list[Any]:
    rows = document.get(name, [])
    if not isinstance(rows, list) or not all(isinstance(r, dict) for r in rows):
        raise AssetError(f"its '{name}' are not a list of objects")
    return rows


def _count(row: Json, name: str, default: int | None = None) -> int:
    value = row.get(name, default)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise AssetError(f"has a '{name}' of {str(value)[:20]}, which is no count")
    return value


def _check_views(document: Json) -> None:
    lengths = [_count(b, "byteLength") for b in _rows(document, "buffers")]
    if sum(lengths) > limits.FILE_BYTES:
        raise AssetError(f"declares buffers of {sum(lengths) / 2**20:.0f} MB; at most {limits.FILE_BYTES // 2**20}")
    for k, view in enumerate(_rows(document, "bufferViews")):
        end = _count(view, "byteOffset", 0) + _count(view, "byteLength")
        if end > lengths[_count(view, "buffer")]:
            raise AssetError(f"buffer view {k} ends after its buffer")


def _check_accessors(document: Json) -> None:
    views = _rows(document, "bufferViews")
    for k, row in enumerate(_rows(document, "accessors")):
        count = _count(row, "count")
        if count > limits.ELEMENTS:
            raise AssetError(f"accessor {k} declares {count} elements; at most {limits.ELEMENTS} are read")
        if "sparse" in row or "bufferView" not in row:
            raise AssetError(f"accessor {k} is sparse or empty, which is not read here")
        size = BYTES_OF[row["componentType"]] * NUMBERS_OF[row["type"]]
        view = views[_count(row, "bufferView")]
        stride = _count(view, "byteStride", size)
        need = _count(row, "byteOffset", 0) + (stride * (count - 1) + size if count else 0)
        if stride < size or need > view["byteLength"]:
            raise AssetError(f"accessor {k} needs {need} bytes and its view has {view['byteLength']}")


def _check_size(document: Json) -> None:
    for name, most in (("nodes", limits.NODES), ("images", limits.IMAGES), ("materials", limits.PRIMITIVES)):
        if len(_rows(document, name)) > most:
            raise AssetError(f"has {len(document[name])} {name}; at most {most} are read")
    if sum(len(_rows(m, "primitives")) for m in _rows(document, "meshes")) > limits.PRIMITIVES:
        raise AssetError(f"has more than {limits.PRIMITIVES} mesh parts")


def _check_tree(document: Json) -> None:
    """Every node has one parent at most (3.5.2); counts what all nodes together draw."""
    nodes, parents = _rows(document, "nodes"), set()
    for node in nodes:
        for child in node.get("children", ()):
            if child in parents or not 0 <= child < len(nodes):
                raise AssetError("its nodes are no tree")
            parents.add(child)
    level, depth = roots(document), 0
    vertices = triangles = 0
    each = {m: _drawn(document, m) for m in {n.get("mesh") for n in nodes}}
    while level:
        depth += 1
        if depth > limits.DEPTH:
            raise AssetError(f"its nodes are nested more than {limits.DEPTH} deep")
        for node in (nodes[k] for k in level):
            v, t = each[node.get("mesh")]
            vertices, triangles = vertices + v, triangles + t
        if vertices > limits.VERTICES or triangles > limits.TRIANGLES:
            raise AssetError(f"draws more than {limits.TRIANGLES / 1e6:g} million triangles")
        level = [child for k in level for child in nodes[k].get("children", ())]


def roots(document: Json) -> list[int]:
    """The nodes of the scene to show, or those without a parent."""
    nodes, scenes = _rows(document, "nodes"), _rows(document, "scenes")
    if scenes:
        listed = scenes[_count(document, "scene", 0)].get("nodes", [])
        if not all(isinstance(k, int) and 0 <= k < len(nodes) for k in listed) or len(set(listed)) < len(listed):
            raise AssetError("its scene names nodes that do not exist, or one twice")
        return list(listed)
    children = {c for n in nodes for c in n.get("children", ())}
    return [k for k in range(len(nodes)) if k not in children]


def _drawn(document: Json, mesh: Any) -> tuple[int, int]:
    """Vertices and triangles of a mesh."""
    vertices = triangles = 0
    for part in [] if mesh is None else _rows(document["meshes"][mesh], "primitives"):
        count = document["accessors"][part["attributes"]["POSITION"]]["count"]
        vertices += count
        triangles += (document["accessors"][part["indices"]]["count"] if "indices" in part else count) // 3
    return vertices, triangles


def picture_bytes(file: GltfFile, index: int, path: Path, root: Path) -> bytes:
    """The encoded picture, judged by its header. Raises `AssetError`."""
    row = file.document["images"][index]
    data = resource(str(row["uri"]), path, root) if "uri" in row else file.view(row["bufferView"])
    return check_picture(data)
