"""Pieces of a contact sheet drawn by OpenGL through pyrender's own shaders: quick, with one shadow.

Those shaders know no surroundings that metal could mirror, so metal is shown as partly matt, with the tone it would
reflect; a mirror is shown with the light above and the ground below that it would reflect.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import trimesh
from numpy.typing import NDArray
from PIL import Image

from assets.model import Material
from idesign.render.camera import look_at
from idesign.render.pictures import halved, linear
from idesign.render.piece_view import FIELD, GROUND, Painter, Picture, Shot
from idesign.render.pyrender_mends import mended_pyrender
from idesign.render.stage import Batch

AMBIENT, KEY, FILL = 0.42, 2.3, 0.7
"""Light from all sides, and of the lamps at the upper left and at the right."""
MATT, ROUGH = 0.35, 0.35
"""The most metallic and the smoothest that is shown: see above."""
GLOW = 0.95
BACK = 0.62
"""sRGB tone where the ground ends."""
SMOOTHED = 32
FINER = 3
"""Drawn so many times as large and reduced: the gap between two doors is a third of a pixel wide."""


@contextmanager
def gl_painter(side: int) -> Iterator[Painter]:
    """Draws shots of that side [px]. Raises what OpenGL raises when there is none: see `renderer`."""
    pyrender = mended_pyrender()
    canvas = pyrender.OffscreenRenderer(FINER * side, FINER * side)
    try:
        yield lambda shot: _reduced(_draw(pyrender, canvas, shot))
    finally:
        canvas.delete()


def _draw(pyrender: Any, canvas: Any, shot: Shot) -> Picture:
    scene = pyrender.Scene(bg_color=(BACK, BACK, BACK, 1.0), ambient_light=[AMBIENT] * 3)
    for batch in shot.drawn:
        scene.add(_mesh(pyrender, batch))
    scene.add(_ground(pyrender, shot))
    key = shot.middle + shot.reach * np.array([-4.0, -3.5, 6.0])
    scene.add(pyrender.DirectionalLight(color=np.ones(3), intensity=KEY), pose=look_at(key, shot.middle))
    fill = shot.reach * np.array([5.0, -3.0, 2.5])
    power = FILL * float(fill @ fill)
    scene.add(pyrender.PointLight(color=np.ones(3), intensity=power), pose=_at(shot.middle + fill))
    camera = pyrender.PerspectiveCamera(yfov=FIELD, znear=0.05 * shot.reach, zfar=80 * shot.reach)
    scene.add(camera, pose=shot.camera)
    colour, _ = canvas.render(scene, flags=pyrender.RenderFlags.SHADOWS_DIRECTIONAL)
    return np.ascontiguousarray(colour)


def _reduced(picture: Picture) -> Picture:
    """Each pixel the mean of those drawn for it."""
    return np.asarray(Image.fromarray(picture).reduce(FINER))


def _at(place: NDArray[np.float64]) -> NDArray[np.float64]:
    pose = np.eye(4)
    pose[:3, 3] = place
    return pose


def _mesh(pyrender: Any, batch: Batch) -> Any:
    primitive = pyrender.Primitive(
        color_0=_reflected(batch) if _mirrors(batch.material) else None,
        positions=batch.vertices,
        normals=batch.normals,
        texcoord_0=batch.uv,
        indices=batch.faces,
        material=_material(pyrender, batch.material),
    )
    return pyrender.Mesh([primitive])


def _mirrors(m: Material) -> bool:
    return m.metallic > 0.9 and m.roughness < 0.06


def _reflected(batch: Batch) -> NDArray[np.float64]:
    """Tones [V, 4] of a mirror: darker below and at the right, where it would show less light."""
    low, high = batch.vertices.min(axis=0), batch.vertices.max(axis=0)
    share = (batch.vertices - low) / np.maximum(high - low, 1e-6)
    tone = np.clip(0.45 + 0.75 * share[:, 2] - 0.25 * share[:, 0], 0.0, 1.0)
    return np.column_stack([tone, tone, tone, np.ones(len(tone))])


def _material(pyrender: Any, m: Material) -> Any:
    texture = None
    if m.texture is not None:
        tones = np.round(255 * halved(m.texture)).astype(np.uint8)
        texture = pyrender.Texture(source=tones, source_channels="RGB")
    return pyrender.MetallicRoughnessMaterial(
        baseColorFactor=[*linear(m.colour), max(m.opacity, 0.2)],
        metallicFactor=min(m.metallic, MATT),
        roughnessFactor=max(m.roughness, ROUGH),
        emissiveFactor=linear(m.emission) * GLOW,
        baseColorTexture=texture,
        doubleSided=True,
        alphaMode="BLEND" if m.opacity < 1 else "OPAQUE",
    )


def _ground(pyrender: Any, shot: Shot) -> Any:
    disc = trimesh.creation.cylinder(16 * shot.reach, 0.01 * shot.reach, sections=SMOOTHED)
    disc.apply_translation((shot.middle[0], shot.middle[1], shot.ground - 0.005 * shot.reach))
    material = pyrender.MetallicRoughnessMaterial(
        baseColorFactor=[*GROUND, 1.0], metallicFactor=0.0, roughnessFactor=1.0
    )
    return pyrender.Mesh.from_trimesh(disc, material=material, smooth=False)
