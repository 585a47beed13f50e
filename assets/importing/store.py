"""Imported models on disk: one plain GLB and one record each, and a small picture where there is one, named by a key of
what they were made from.

A key stands for the bytes of the original, what was said of it and the version of the importer, so a model is imported
once and a scene can carry the models that it uses. Looked for in the cache of this user first, then in the folders that
`look_in` named.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import tempfile
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import trimesh

from assets.asset import SolidBox, Support, Vec3
from assets.errors import AssetError
from assets.importing.gltf_mesh import read_gltf
from assets.importing.pictures import picture_of, register, scaled
from assets.importing.raw import RawMaterial, RawPart
from assets.model import RGB, Material, Model, Part
from assets.thumbnails import Thumbnail

VERSION = 3
"""Raised when the importer gives another result for the same file."""
_places: list[Path] = []


@dataclass(frozen=True)
class Record:
    """What is known of an imported model, at its true size [m]. `facts` says how units, up and front were found;
    `plain`: it has no look of its own (one grey material, no picture); `glows`: a part gives
    light; `thumbnail` is the checksum of the picture that is kept with it, "" without one."""

    key: str
    id: str
    source: str
    licence: str
    credit: str
    category: str
    name: str
    size: Vec3
    triangles: int
    sha256: str
    colour: str = ""
    supports: tuple[Support, ...] = ()
    solid: tuple[SolidBox, ...] = ()
    front_confidence: float = 1.0
    plain: bool = False
    glows: bool = False
    facts: tuple[str, ...] = ()
    thumbnail: str = ""


def cache_folder() -> Path:
    """Where imported models are kept: `IDESIGN_CACHE`, else this user's cache folder."""
    from platformdirs import user_cache_path

    said = os.environ.get("IDESIGN_CACHE")
    return Path(said) if said else user_cache_path("idesign")


def models_folder() -> Path:
    """The folder of imported models."""
    return cache_folder() / "models"


def look_in(folder: Path) -> None:
    """Models are also looked for in that folder, from now on."""
    if folder.is_dir() and folder not in _places:
        _places.append(folder)


def _find(name: str) -> Path | None:
    return next((p for place in (models_folder(), *_places) if (p := place / name).is_file()), None)


def has(key: str) -> bool:
    """Whether the model of that key is at hand."""
    return _find(f"{key}.json") is not None and _find(f"{key}.glb") is not None


def record(key: str) -> Record:
    """The record of that key. Raises `AssetError` when it is not at hand or damaged."""
    path = _find(f"{key}.json") if key.isalnum() else None
    if path is None:
        raise AssetError(f"model {key} is not on this machine: import or fetch its source again")
    try:
        return _record(json.loads(path.read_text(encoding="utf-8")))
    except (ValueError, KeyError, TypeError) as e:
        raise AssetError(f"{path}: is no record of a model ({str(e)[:60]})") from e


def is_store(folder: Path) -> bool:
    """Whether the folder holds imported models, as `models/` of a scene does."""
    first = next(iter(sorted(folder.glob("*.json"))), None)
    return first is not None and re.fullmatch(r"[0-9a-f]{20}", first.stem) is not None


def records(folder: Path) -> tuple[Record, ...]:
    """All models of such a folder, which are at hand from now on. Raises `AssetError` for a damaged one."""
    look_in(folder)
    return tuple(record(p.stem) for p in sorted(folder.glob("*.json")) if has(p.stem))


def _record(row: dict[str, Any]) -> Record:
    w, d, h = (float(v) for v in row["size"])
    rest = {k: row[k] for k in ("key", "id", "source", "licence", "credit", "category", "name", "triangles", "sha256",
                                "colour", "front_confidence", "plain", "glows")}  # fmt: skip
    return Record(
        **rest, size=(w, d, h), facts=tuple(row["facts"]), supports=tuple(Support(**s) for s in row["supports"]),
        solid=tuple(SolidBox(tuple(s["lo"]), tuple(s["hi"])) for s in row["solid"]), thumbnail=row.get("thumbnail", ""),
    )  # fmt: skip


def put(made: Record, glb: bytes) -> None:
    """Keeps a model. Raises `AssetError` when the cache cannot be written."""
    _keep(made, "glb", glb)


def put_thumbnail(made: Record, picture: bytes) -> Record:
    """Keeps a small picture (JPEG) with a model; gives the record that knows it. Raises `AssetError` as `put` does."""
    known = replace(made, thumbnail=hashlib.sha256(picture).hexdigest())
    _keep(known, "jpg", picture)
    return known


def thumbnail(made: Record) -> Thumbnail | None:
    """The picture that is kept with a model."""
    return Thumbnail(_find(f"{made.key}.jpg") or Path(f"{made.key}.jpg"), made.thumbnail) if made.thumbnail else None


def _keep(made: Record, suffix: str, data: bytes) -> None:
    """A file of a model, then its record."""
    try:
        models_folder().mkdir(parents=True, exist_ok=True)
        _write(models_folder() / f"{made.key}.{suffix}", data)
        text = json.dumps(asdict(made), indent=1, ensure_ascii=False, allow_nan=False)
        _write(models_folder() / f"{made.key}.json", text.encode())
    except OSError as e:
        raise AssetError(f"{models_folder()}: cannot be written ({e.strerror}); set IDESIGN_CACHE to a folder") from e


def _write(path: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".part-")
    with os.fdopen(handle, "wb") as file:
        file.write(data)
    Path(name).replace(path)


def copy_to(key: str, folder: Path) -> None:
    """Puts the model of that key into a folder, so that a scene carries what it uses. Raises `AssetError`."""
    pictured = _find(f"{key}.jpg") is not None
    for name in (f"{key}.glb", *([f"{key}.jpg"] if pictured else []), f"{key}.json"):
        source = _find(name)
        if source is None:
            raise AssetError(f"model {key} is not on this machine: import or fetch its source again")
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, folder / name)


@lru_cache(maxsize=128)
def model(key: str) -> Model:
    """The mesh at its true size in the asset's frame. Raises `AssetError` when it is not at hand or was changed."""
    path, known = _find(f"{key}.glb"), record(key)
    if path is None:
        raise AssetError(f"model {key} is not on this machine: import or fetch its source again")
    if hashlib.sha256(path.read_bytes()).hexdigest() != known.sha256:
        raise AssetError(f"{path}: is not the model that was imported (its checksum differs)")
    parts = read_gltf(path, path.parent).parts
    return Model(tuple(_part(p, k, key) for k, p in enumerate(parts)))


def _part(raw: RawPart, index: int, key: str) -> Part:
    """A stored part: y up to z up."""
    turn = np.array([[1.0, 0, 0], [0, 0, 1.0], [0, -1.0, 0]])
    normals = None if raw.normals is None else raw.normals @ turn
    mesh = trimesh.Trimesh(raw.vertices @ turn, raw.faces, vertex_normals=normals, process=False, validate=False)
    return Part(f"{raw.name}-{index}", mesh, material_of(raw.material, f"{key}/{index}"), raw.uv)


def material_of(raw: RawMaterial, name: str) -> Material:
    """The look of an imported part; `name` makes it unlike all others."""
    texture, relief = (None if p is None else register(p) for p in (raw.picture, raw.relief))
    surface, roughness, metallic = _surface(raw)
    return Material(
        name=f"{raw.name or 'material'} {name}", colour=_srgb(raw.factor[:3]),
        roughness=min(max(roughness, 0.05), 1.0), metallic=min(max(metallic, 0.0), 1.0),
        opacity=min(max(raw.factor[3], 0.05), 1.0),
        emission=_srgb(raw.emission), texture=texture, tile=1.0, double_sided=raw.double_sided,
        cutout=raw.cutout, surface=surface, relief=relief,
    )  # fmt: skip


def _surface(raw: RawMaterial) -> tuple[str | None, float, float]:
    """The map with its factors in it, and the mean roughness and metal."""
    if raw.surface is None:
        return None, raw.roughness, raw.metallic
    whole = scaled(raw.surface, (1.0, raw.roughness, raw.metallic))
    _, roughness, metallic = (float(v) for v in picture_of(whole).reshape(-1, 3).mean(axis=0) / 255)
    return register(whole), roughness, metallic


def _srgb(linear: tuple[float, ...]) -> RGB:
    c = np.clip(np.array(linear[:3], dtype=np.float64), 0.0, 1.0)
    r, g, b = np.where(c <= 0.0031308, c * 12.92, 1.055 * np.maximum(c, 0.0031308) ** (1 / 2.4) - 0.055)
    return (float(r), float(g), float(b))
