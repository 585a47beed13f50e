"""A model as one plain GLB file: no extensions, pictures as they are, metres, y up, front +Z, origin at the base."""

from __future__ import annotations

import json
import struct
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assets.importing.gltf_file import BIN_CHUNK, JSON_CHUNK, MAGIC
from assets.importing.raw import RawMaterial, RawPart

FLOAT, UINT = 5126, 5125


def write_glb(parts: Sequence[RawPart], note: str = "") -> bytes:
    """The parts (frame: y up already) as GLB; `note` is kept as the copyright line."""
    writer = _Writer()
    meshes = [{"primitives": [writer.part(p)], "name": p.name} for p in parts]
    document: dict[str, Any] = {
        "asset": {"version": "2.0", "generator": "idesign", **({"copyright": note} if note else {})},
        "scene": 0, "scenes": [{"nodes": list(range(len(parts)))}],
        "nodes": [{"mesh": k, "name": p.name} for k, p in enumerate(parts)], "meshes": meshes,
        "accessors": writer.accessors, "bufferViews": writer.views, "materials": writer.materials,
        "buffers": [{"byteLength": len(writer.data)}],
    }  # fmt: skip
    if writer.images:
        document |= {"images": writer.images, "textures": [{"source": k} for k in range(len(writer.images))]}
    return pack_glb(document, bytes(writer.data))


def pack_glb(document: dict[str, Any], data: bytes) -> bytes:
    """The container of a document and its binary chunk (glTF 2.0, 4.4)."""
    text = json.dumps(document, separators=(",", ":"), allow_nan=False).encode()
    text += b" " * (-len(text) % 4)
    data += b"\0" * (-len(data) % 4)
    length = 12 + 8 + len(text) + 8 + len(data)
    head = struct.pack("<3I", MAGIC, 2, length) + struct.pack("<2I", len(text), JSON_CHUNK)
    return head + text + struct.pack("<2I", len(data), BIN_CHUNK) + data


class _Writer:
    """Collects the binary chunk and what points into it; equal pictures and materials are written once."""

    def __init__(self) -> None:
        self.data = bytearray()
        self.views: list[dict[str, Any]] = []
        self.accessors: list[dict[str, Any]] = []
        self.materials: list[dict[str, Any]] = []
        self.images: list[dict[str, Any]] = []
        self._pictures: dict[bytes, int] = {}
        self._materials: dict[RawMaterial, int] = {}

    def part(self, p: RawPart) -> dict[str, Any]:
        at: dict[str, int] = {"POSITION": self._array(p.vertices.astype("<f4"), "VEC3", FLOAT, True)}
        if p.normals is not None:
            at["NORMAL"] = self._array(p.normals.astype("<f4"), "VEC3", FLOAT)
        if p.uv is not None:
            uv = np.column_stack([p.uv[:, 0], 1.0 - p.uv[:, 1]])
            at["TEXCOORD_0"] = self._array(uv.astype("<f4"), "VEC2", FLOAT)
        faces = self._array(p.faces.reshape(-1, 1).astype("<u4"), "SCALAR", UINT)
        return {"attributes": at, "indices": faces, "material": self._material(p.material), "mode": 4}

    def _view(self, data: bytes) -> int:
        self.data += b"\0" * (-len(self.data) % 4)
        self.views.append({"buffer": 0, "byteOffset": len(self.data), "byteLength": len(data)})
        self.data += data
        return len(self.views) - 1

    def _array(self, values: NDArray[Any], kind: str, component: int, bounded: bool = False) -> int:
        row: dict[str, Any] = {"bufferView": self._view(values.tobytes()), "componentType": component,
                               "count": len(values), "type": kind}  # fmt: skip
        if bounded:
            row |= {"min": values.min(axis=0).tolist(), "max": values.max(axis=0).tolist()}
        self.accessors.append(row)
        return len(self.accessors) - 1

    def _material(self, m: RawMaterial) -> int:
        if m not in self._materials:
            pbr: dict[str, Any] = {"baseColorFactor": list(m.factor), "metallicFactor": m.metallic,
                                   "roughnessFactor": m.roughness}  # fmt: skip
            if m.picture is not None:
                pbr["baseColorTexture"] = {"index": self._picture(m.picture)}
            if m.surface is not None:
                pbr["metallicRoughnessTexture"] = {"index": self._picture(m.surface)}
            row = {"name": m.name, "pbrMetallicRoughness": pbr, "doubleSided": m.double_sided,
                   "alphaMode": "MASK" if m.cutout else "BLEND" if m.factor[3] < 1 else "OPAQUE",
                   "emissiveFactor": list(m.emission)}  # fmt: skip
            if m.relief is not None:
                row["normalTexture"] = {"index": self._picture(m.relief)}
            self._materials[m] = len(self.materials)
            self.materials.append(row)
        return self._materials[m]

    def _picture(self, data: bytes) -> int:
        if data not in self._pictures:
            kind = "image/png" if data.startswith(b"\x89PNG") else "image/jpeg"
            self._pictures[data] = len(self.images)
            self.images.append({"bufferView": self._view(data), "mimeType": kind})
        return self._pictures[data]
