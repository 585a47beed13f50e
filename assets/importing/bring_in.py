"""One model of somebody else from its file into the store: read, judged, turned, scaled, recentred, made coarser,
measured. What was guessed is in the record."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assets.asset import SolidBox, Vec3
from assets.catalogue import Category, category
from assets.errors import AssetError
from assets.importing import store
from assets.importing.frame import Frame, find_frame
from assets.importing.glb_writer import write_glb
from assets.importing.gltf_mesh import read_gltf
from assets.importing.lit import BRIGHT, lit
from assets.importing.obj_file import read_obj
from assets.importing.pictures import alpha_of, picture_of
from assets.importing.raw import RawMaterial, RawModel, RawPart
from assets.importing.shape import find_solids, find_supports
from assets.importing.simplify import simplified
from assets.importing.surfaces import finish, sampled
from assets.palette import colour_name
from assets.sources.listing import Listing

_Y_UP = np.array([[1.0, 0, 0], [0, 0, 1], [0, -1, 0]])
OPEN_BELOW = ("table", "desk", "chair", "stool", "bench", "sectional", "piano", "vanity", "island", "shower", "crib")
"""Words in the names of categories that things can be pushed under or into: their free volume matters."""
HARD_EDGE = float(np.cos(np.radians(35.0)))


def bring_in(listing: Listing) -> store.Record:
    """The record of the listed model, imported now or before. Raises `AssetError` in one line that names it."""
    try:
        data = _checked_bytes(listing)
        key = _key(listing, data)
        return store.record(key) if store.has(key) else _import(listing, key)
    except AssetError as e:
        raise AssetError(f"{listing.id}: {e}") from e
    except OSError as e:
        raise AssetError(f"{listing.id}: {listing.path.name} cannot be read ({e.strerror or e})") from e


def _checked_bytes(listing: Listing) -> str:
    """The digest of the file; compared with what the source promised."""
    with listing.path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if listing.sha256 and not digest.startswith(listing.sha256.lower()):
        raise AssetError(
            f"its checksum is {digest[:16]}, the manifest says {listing.sha256[:16]}: the file was changed"
        )
    return digest


def _key(listing: Listing, digest: str) -> str:
    unsaid = ("path", "root", "sha256", "quality", "styles", "size", "thumbnail")
    said = {k: v for k, v in asdict(listing).items() if k not in unsaid}
    text = json.dumps([store.VERSION, digest, said], sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:20]


def read_model(path: Path, root: Path) -> RawModel:
    """The model of a file by its suffix. Raises `AssetError`."""
    if path.suffix.lower() in (".glb", ".gltf"):
        return read_gltf(path, root)
    if path.suffix.lower() == ".obj":
        return read_obj(path, root)
    raise AssetError(f"'{path.suffix}' is no format that is read here: use .glb, .gltf or .obj")


def _import(listing: Listing, key: str) -> store.Record:
    raw, kind = read_model(listing.path, listing.root), category(listing.category)
    frame = find_frame(raw, kind, listing.hints)
    model, light = lit(simplified(_in_frame(raw, frame)), kind)
    size = _size(model)
    corners = np.vstack([p.vertices[p.faces] for p in model.parts])
    parts = [_finished(p) for p in model.parts]
    glb = write_glb([_y_up(p) for p in parts], f"{listing.credit} ({listing.licence})")
    made = store.Record(
        key=key, id=listing.id, source=listing.source, licence=listing.licence, credit=listing.credit,
        category=kind.name, name=listing.name, size=size, triangles=model.triangles,
        sha256=hashlib.sha256(glb).hexdigest(), colour=_colour(parts), supports=find_supports(corners, size),
        solid=_solids(corners, size, kind), front_confidence=frame.front.confidence, plain=_is_plain(parts),
        glows=any(max(p.material.emission) > BRIGHT for p in parts),
        facts=(*_facts(raw, model, frame), *((light,) if light else ())),
    )  # fmt: skip
    store.put(made, glb)
    return made


def _solids(corners: NDArray[np.float64], size: Vec3, kind: Category) -> tuple[SolidBox, ...]:
    return find_solids(corners, size) if any(w in kind.name for w in OPEN_BELOW) else ()


def _in_frame(raw: RawModel, frame: Frame) -> RawModel:
    """In metres, z up, front -y, origin at the centre of the footprint at the base."""
    matrix = frame.turn * frame.scale
    moved = [replace(p, vertices=p.vertices @ matrix.T, normals=_turned(p.normals, frame.turn)) for p in raw.parts]
    lo, hi = RawModel(tuple(moved)).bounds
    shift = np.array([-(lo[0] + hi[0]) / 2, -(lo[1] + hi[1]) / 2, -lo[2]])
    return RawModel(tuple(replace(p, vertices=p.vertices + shift) for p in moved), y_up=False)


def _turned(normals: NDArray[np.float64] | None, turn: NDArray[np.float64]) -> NDArray[np.float64] | None:
    return None if normals is None else normals @ turn.T


def _size(model: RawModel) -> Vec3:
    w, d, h = (float(v) for v in np.ptp(model.bounds, axis=0))
    if min(w, d, h) < 1e-4:
        raise AssetError("is flat: one of its extents is zero")
    return (w, d, h)


def _y_up(part: RawPart) -> RawPart:
    normals = None if part.normals is None else part.normals @ _Y_UP.T
    return replace(part, vertices=part.vertices @ _Y_UP.T, normals=normals)


def _finished(part: RawPart) -> RawPart:
    """With normals, a small picture, no triangles without area, no unused vertices."""
    corners = part.vertices[part.faces]
    area = np.linalg.norm(np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]), axis=1)
    part = _compact(replace(part, faces=part.faces[area > 1e-12] if (area > 1e-12).any() else part.faces))
    look = finish(part.material, part.uv, part.faces)
    return replace(part if part.normals is not None else _shaded(part), material=look)


def _compact(part: RawPart) -> RawPart:
    used, faces = np.unique(part.faces, return_inverse=True)
    pick = [None if a is None else a[used] for a in (part.normals, part.uv)]
    return replace(part, vertices=part.vertices[used], faces=faces.reshape(-1, 3), normals=pick[0], uv=pick[1])


def _shaded(part: RawPart) -> RawPart:
    """With a vertex for each corner and normals that are smooth over edges of less than 35 degrees."""
    corners = part.vertices[part.faces].reshape(-1, 3)
    flat = np.cross(corners[1::3] - corners[::3], corners[2::3] - corners[::3])
    unit = flat / np.maximum(np.linalg.norm(flat, axis=1, keepdims=True), 1e-15)
    _, where = np.unique(np.round(corners, 6), axis=0, return_inverse=True)
    where = where.reshape(-1)
    total = np.zeros((where.max() + 1, 3))
    np.add.at(total, where, np.repeat(flat, 3, axis=0))
    smooth = total / np.maximum(np.linalg.norm(total, axis=1, keepdims=True), 1e-15)
    own = np.repeat(unit, 3, axis=0)
    near = (smooth[where] * own).sum(axis=1, keepdims=True) > HARD_EDGE
    uv = None if part.uv is None else part.uv[part.faces].reshape(-1, 2)
    faces = np.arange(len(corners)).reshape(-1, 3)
    return replace(part, vertices=corners, faces=faces, normals=np.where(near, smooth[where], own), uv=uv)


def _colour(parts: list[RawPart]) -> str:
    """The colour word of the largest part."""
    largest = max(parts, key=lambda p: float(np.prod(np.sort(np.ptp(p.vertices, axis=0))[1:])))
    return colour_name(_mean(largest))


def _is_plain(parts: list[RawPart]) -> bool:
    """Whether all is one grey without a picture."""
    looks = {p.material.factor for p in parts}
    return len(looks) == 1 and all(p.material.picture is None and np.ptp(p.material.factor[:3]) < 0.02 for p in parts)


def _mean(part: RawPart) -> tuple[float, float, float]:
    """The sRGB colour of a part on the whole: of its picture only what the part shows."""
    material = part.material
    r, g, b = store.material_of(RawMaterial(factor=material.factor), "").colour
    if material.picture is None or part.uv is None:
        return (r, g, b)
    pixels, there = picture_of(material.picture), sampled(alpha_of(material.picture), part.uv, part.faces) > 127
    mean = [float(sampled(pixels[..., k], part.uv, part.faces)[there].mean()) / 255 for k in range(3)]
    return (r * mean[0], g * mean[1], b * mean[2]) if there.any() else (r, g, b)


def _facts(raw: RawModel, model: RawModel, frame: Frame) -> tuple[str, ...]:
    """What a person may want to know of how it was read."""
    said = [f"{n} {f.value} ({f.confidence:.2f}: {f.why})" for n, f in
            (("units", frame.units), ("up", frame.up), ("front", frame.front))]  # fmt: skip
    if model.triangles < raw.triangles:
        said.append(f"simplified from {raw.triangles} to {model.triangles} triangles")
    return tuple(re.sub(r"\s+", " ", s) for s in said)
