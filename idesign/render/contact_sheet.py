"""A contact sheet of furniture: every category in several styles, each piece on a plain ground in the same light.

Path-traced by Mitsuba (`scalar_rgb`), one small picture a piece. All pieces fill their picture: sizes do not compare.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

import assets as asset_library
from assets.asset import AssetQuery
from assets.catalogue import Category
from assets.model import Material, Model
from idesign.files import whole_file
from idesign.render.camera import look_at
from idesign.render.pictures import linear, texture_image
from idesign.render.stage import Batch, Item, batches
from idesign.render.tone import developed

Picture = NDArray[np.uint8]
Progress = Callable[[str, float], None]
Cell = tuple[str, str]
"""A category and a style."""

SIDE = 112
"""Width and height of one piece's picture [px]."""
COLUMNS = 8
"""Categories in a row."""
LABEL = 15
"""Height of the line with the category's name [px]."""
SAMPLES, DEPTH = 20, 4
FIELD = math.radians(24.0)
AZIMUTH, ELEVATION, ELEVATION_FLAT = math.radians(32.0), math.radians(20.0), math.radians(52.0)
"""The camera stands to the left in front of the piece and looks down on it; more so on what lies flat."""
SKY, LAMP = 0.75, 5.0
"""Radiance of the even light around, and of the lamp at the upper left."""
PAPER = (244, 243, 240)
GLOW = 3.0


def contact_sheet(
    kinds: Sequence[Category], styles: Sequence[str], path: Path, progress: Progress | None = None
) -> Path:
    """Draws all pieces and writes the sheet whole; `progress` hears each category and the finished share. Raises
    `ImportError` when mitsuba is not installed."""
    tell = progress or (lambda text, share: None)
    sheet = Image.new("RGB", sheet_size(len(kinds), len(styles)), PAPER)
    for k, kind in enumerate(kinds):
        tell(kind.words, k / len(kinds))
        x, y = _corner(k, len(styles))
        for n, style in enumerate(styles):
            sheet.paste(Image.fromarray(piece(kind, style)), (x + n * SIDE, y))
        text = ImageDraw.Draw(sheet)
        text.text((x + 4, y + SIDE), kind.words, fill=(60, 60, 60), font=ImageFont.load_default(11))
    with whole_file(path) as temporary:
        sheet.save(temporary, format="JPEG" if path.suffix.lower() in (".jpg", ".jpeg") else "PNG", quality=82)
    return path


def sheet_size(kinds: int, styles: int) -> tuple[int, int]:
    """Width and height of the sheet [px]."""
    return min(kinds, COLUMNS) * styles * SIDE, math.ceil(kinds / COLUMNS) * (SIDE + LABEL)


def _corner(k: int, styles: int) -> tuple[int, int]:
    return (k % COLUMNS) * styles * SIDE, (k // COLUMNS) * (SIDE + LABEL)


def piece(kind: Category, style: str) -> Picture:
    """The picture [SIDE, SIDE, 3] of a category's usual piece in a style."""
    mitsuba: Any = import_module("mitsuba")
    mitsuba.set_variant("scalar_rgb")
    mitsuba.set_log_level(mitsuba.LogLevel.Error)
    model = asset_library.find(AssetQuery(kind.name, style=style)).asset.model()
    scene: Any = mitsuba.load_dict(_studio(mitsuba, model, kind.flat))
    light = np.asarray(mitsuba.render(scene), dtype=np.float32)
    return np.round(np.clip(developed(light), 0, 1) * 255).astype(np.uint8)


def _studio(mi: Any, model: Model, flat: bool) -> dict[str, Any]:
    """The piece, the ground below it, the lights and the camera as a Mitsuba scene."""
    lo, hi = model.bounds
    middle, reach = (lo + hi) / 2, float(np.linalg.norm(hi - lo)) / 2
    drawn = batches([Item("piece", model, np.eye(4), "things")])
    ground = mi.ScalarTransform4f().translate([middle[0], middle[1], lo[2] - 0.002 * reach]).scale(40 * reach)
    lamp = look_at(middle + reach * np.array([-4.0, -3.5, 6.0]), middle) @ np.diag([1.8 * reach, 1.8 * reach, 1, 1])
    return {
        "type": "scene",
        "integrator": {"type": "path", "max_depth": DEPTH},
        "sensor": _camera(mi, middle, reach, ELEVATION_FLAT if flat else ELEVATION),
        "ground": {"type": "disk", "to_world": ground, "bsdf": _diffuse((0.8, 0.79, 0.77))},
        "sky": {"type": "constant", "radiance": {"type": "rgb", "value": SKY}},
        "lamp": {"type": "rectangle", "to_world": mi.ScalarTransform4f(_mitsuba_pose(lamp)),
                 "emitter": {"type": "area", "radiance": {"type": "rgb", "value": LAMP}}},
        **{f"part{k}": _mesh(mi, b) for k, b in enumerate(drawn)},
    }  # fmt: skip


def _camera(mi: Any, middle: NDArray[np.float64], reach: float, elevation: float) -> dict[str, Any]:
    direction = np.array([-math.sin(AZIMUTH) * math.cos(elevation), -math.cos(AZIMUTH) * math.cos(elevation),
                          math.sin(elevation)])  # fmt: skip
    pose = look_at(middle + direction * 1.02 * reach / math.sin(FIELD / 2), middle)
    film = {"type": "hdrfilm", "width": SIDE, "height": SIDE, "pixel_format": "rgb", "rfilter": {"type": "gaussian"}}
    return {"type": "perspective", "fov": math.degrees(FIELD), "to_world": mi.ScalarTransform4f(_mitsuba_pose(pose)),
            "near_clip": 0.01 * reach, "film": film,
            "sampler": {"type": "independent", "sample_count": SAMPLES}}  # fmt: skip


def _mitsuba_pose(pose: NDArray[np.float64]) -> NDArray[np.float64]:
    """Mitsuba looks along +z with x to the left."""
    return pose @ np.diag([-1.0, 1.0, -1.0, 1.0])


def _mesh(mi: Any, batch: Batch) -> Any:
    props = mi.Properties()
    props["bsdf"] = mi.load_dict(_surface(mi, batch.material))
    if max(batch.material.emission) > 0:
        props["emitter"] = mi.load_dict({"type": "area", "radiance": _rgb(linear(batch.material.emission) * GLOW)})
    mesh = mi.Mesh("part", len(batch.vertices), len(batch.faces), props=props, has_vertex_normals=True,
                   has_vertex_texcoords=batch.uv is not None)  # fmt: skip
    values = mi.traverse(mesh)
    values["vertex_positions"] = batch.vertices.astype(np.float32).ravel()
    values["vertex_normals"] = batch.normals.astype(np.float32).ravel()
    values["faces"] = batch.faces.astype(np.uint32).ravel()
    if batch.uv is not None:
        values["vertex_texcoords"] = (batch.uv * (1, -1)).astype(np.float32).ravel()
    values.update()
    return mesh


def _surface(mi: Any, m: Material) -> dict[str, Any]:
    """The material as Mitsuba has it."""
    plain = linear(m.colour)
    if m.metallic > 0.5:
        metal = {"type": "roughconductor", "material": "none", "alpha": max(m.roughness**2, 0.02),
                 "specular_reflectance": _rgb(plain)}  # fmt: skip
        return {"type": "twosided", "bsdf": metal}
    if m.opacity < 1:
        return {"type": "mask", "opacity": max(m.opacity, 0.15), "bsdf": _diffuse(plain)}
    if m.texture is None:
        return _diffuse(plain)
    image = linear(texture_image(m.texture)[::2, ::2] / 255.0) * plain
    colour = {"type": "bitmap", "bitmap": mi.Bitmap(image.astype(np.float32)), "raw": True}
    return {"type": "twosided", "bsdf": {"type": "diffuse", "reflectance": colour}}


def _diffuse(colour: Any) -> dict[str, Any]:
    return {"type": "twosided", "bsdf": {"type": "diffuse", "reflectance": _rgb(colour)}}


def _rgb(colour: Any) -> dict[str, Any]:
    return {"type": "rgb", "value": [float(c) for c in np.asarray(colour)]}
