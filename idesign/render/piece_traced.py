"""Pieces of a contact sheet traced by Mitsuba (`scalar_rgb`): slow, and right about glass, metal and mirrors."""

from __future__ import annotations

import math
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assets.model import Material
from idesign.render.camera import look_at
from idesign.render.pictures import halved, linear
from idesign.render.piece_view import FIELD, GROUND, Picture, Shot
from idesign.render.stage import Batch
from idesign.render.tone import developed

SAMPLES, DEPTH = 20, 12
"""Samples a pixel; the longest path: each pane of glass that a path goes through is a step of it."""
SKY, LAMP = 0.75, 5.0
"""Radiance of the even light around, and of the lamp at the upper left."""
GLOW = 1.4
"""Radiance of what glows, just above white: its own shape stays to be seen."""


def traced(shot: Shot) -> Picture:
    """The picture [side, side, 3] of a piece. Raises `ImportError` when mitsuba is not installed."""
    mitsuba: Any = import_module("mitsuba")
    mitsuba.set_variant("scalar_rgb")
    mitsuba.set_log_level(mitsuba.LogLevel.Error)
    scene: Any = mitsuba.load_dict(_studio(mitsuba, shot))
    light = np.asarray(mitsuba.render(scene), dtype=np.float32)
    return np.round(np.clip(developed(light), 0, 1) * 255).astype(np.uint8)


def _studio(mi: Any, shot: Shot) -> dict[str, Any]:
    """The piece, the ground below it, the lights and the camera as a Mitsuba scene."""
    x, y, _ = shot.middle
    ground = mi.ScalarTransform4f().translate([x, y, shot.ground]).scale(40 * shot.reach)
    lamp = look_at(shot.middle + shot.reach * np.array([-4.0, -3.5, 6.0]), shot.middle)
    lamp = lamp @ np.diag([1.8 * shot.reach, 1.8 * shot.reach, 1, 1])
    return {
        "type": "scene",
        "integrator": {"type": "path", "max_depth": DEPTH},
        "sensor": _camera(mi, shot),
        "ground": {"type": "disk", "to_world": ground, "bsdf": _diffuse(GROUND)},
        "sky": {"type": "constant", "radiance": {"type": "rgb", "value": SKY}},
        "lamp": {"type": "rectangle", "to_world": mi.ScalarTransform4f(_mitsuba_pose(lamp)),
                 "emitter": {"type": "area", "radiance": {"type": "rgb", "value": LAMP}}},
        **{f"part{k}": _mesh(mi, b) for k, b in enumerate(shot.drawn)},
    }  # fmt: skip


def _camera(mi: Any, shot: Shot) -> dict[str, Any]:
    film = {"type": "hdrfilm", "width": shot.side, "height": shot.side, "pixel_format": "rgb",
            "rfilter": {"type": "gaussian"}}  # fmt: skip
    return {"type": "perspective", "fov": math.degrees(FIELD), "near_clip": 0.01 * shot.reach, "film": film,
            "to_world": mi.ScalarTransform4f(_mitsuba_pose(shot.camera)),
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
    image = halved(m.texture) * plain
    colour = {"type": "bitmap", "bitmap": mi.Bitmap(image.astype(np.float32)), "raw": True}
    return {"type": "twosided", "bsdf": {"type": "diffuse", "reflectance": colour}}


def _diffuse(colour: Any) -> dict[str, Any]:
    return {"type": "twosided", "bsdf": {"type": "diffuse", "reflectance": _rgb(colour)}}


def _rgb(colour: Any) -> dict[str, Any]:
    return {"type": "rgb", "value": [float(c) for c in np.asarray(colour)]}
