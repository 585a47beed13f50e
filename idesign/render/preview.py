"""Fast pictures by pyrender: an OpenGL rasteriser with this project's own shaders (`shaders/`).

pyrender supplies context, meshes, textures, materials, the shadow pass and multisampling; `passes` draws, and here its
programs are given what lights a room. Needs OpenGL 3.3 (EGL, OSMesa or a window); Mesa's software driver will do.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from idesign.render.camera import View, look_at
from idesign.render.lighting import NIGHT, Lighting, light, surface_colour
from idesign.render.mirrors import behind, largest, mirrors_of
from idesign.render.occlusion import Volume, distance_volume
from idesign.render.passes import Draw, Passes, Picture, Shot, Uniform
from idesign.render.pictures import cover, linear, texture_image
from idesign.render.pyrender_mends import mended_pyrender
from idesign.render.stage import Batch, Item, Stage, batches
from idesign.render.thin import long_and_thin

SHADERS = Path(__file__).parent / "shaders"
BACKGROUND = (0.925, 0.92, 0.91, 1.0)
MIRROR_UNIT, DISTANCE_UNIT, SUN_UNIT = 13, 14, 15
"""Texture units that pyrender never reaches."""
PLAIN_MIRRORS, BEHIND_GLASS, PICTURED = 0, 1, 2
"""What the shader is told of mirrors: none is drawn; this is drawn from behind the glass; its picture is there."""
BEFORE_GLASS = 0.003
"""What is not this far before the glass is not in the mirror's picture [m]."""
EVERYWHERE = np.array([0.0, 0.0, 0.0, 1.0])
"""A plane that clips nothing. It is always told: Mesa's software drivers clip also where clipping was not asked for."""
PANE_ALPHA = 0.0
"""This opacity tells the shader that the surface is a window's glass, which shows the world outside."""
NEAREST, FARTHEST = 0.05, 100.0
"""What is nearer to the lens or farther from it is not drawn [m]."""
MAX_WALLS = 24
WHITE, LEVEL = (255, 255, 255), (128, 128, 255)
FLAT = 0.03
"""What is no higher lies flat, as a rug [m]."""
VEILS = re.compile("curtain|blind|drape")
GLOW = 2.2
"""Brightness of what glows: above white, so that it looks lit."""


def preview(stage: Stage, views: tuple[View, ...]) -> Iterator[Picture]:
    """Pictures [H, W, 3] of the views, in order. Raises what OpenGL raises when there is none: see `renderer`."""
    pyrender = mended_pyrender()
    canvas = pyrender.OffscreenRenderer(views[0].width, views[0].height)
    try:
        painter = _Painter(pyrender, canvas, stage, views)
        for view in views:
            yield painter.draw(view)
    finally:
        canvas.delete()


class _Painter:
    """A pyrender scene of the stage and a pyrender renderer that lights it by this project's shaders."""

    def __init__(self, pyrender: Any, canvas: Any, stage: Stage, views: tuple[View, ...]) -> None:
        self._pyrender, self._canvas = pyrender, canvas
        drawn = batches(stage.items, frozenset().union(*(v.without for v in views)))
        casters = batches(i for i in stage.items if _casts(i))
        self._light = light(stage)
        self._textures: dict[tuple[str | None, str], Any] = {}
        self._maps = any(b.material.surface or b.material.relief for b in drawn)
        self._mirrors = mirrors_of(drawn)
        self._scene = pyrender.Scene()
        nodes = [(self._add(b), b) for b in drawn]
        self._scene.add(pyrender.IntrinsicsCamera(1.0, 1.0, 0.0, 0.0))
        renderer = canvas._renderer
        renderer._program_cache = pyrender.shader_program.ShaderProgramCache(str(SHADERS))
        canvas._platform.make_current()
        shadow = self._sun_shadow(nodes)
        draws = [_draw(n, b) for n, b in nodes]
        self._passes = Passes(renderer, draws, BACKGROUND, _flags(pyrender))
        volume = distance_volume(stage.room, casters)
        _bind_volume(volume)
        self._passes.tell(_room_uniforms(stage, self._light) | shadow | _volume_uniforms(volume))

    def draw(self, view: View) -> Picture:
        """The picture [H, W, 3] of that view: first what its largest mirror shows, then the view itself."""
        mirror = largest(self._mirrors, view)
        if mirror is None:
            return self._shoot(view, PLAIN_MIRRORS, np.zeros(4))
        _bind_picture(self._shoot(behind(view, mirror), BEHIND_GLASS, mirror.plane))
        return self._shoot(view, PICTURED, mirror.plane)

    def _shoot(self, view: View, mirrors: int, plane: NDArray[np.float64]) -> Picture:
        self._canvas._platform.make_current()
        size = np.array([view.width, view.height], dtype=np.float64)
        glass = plane - (0, 0, 0, BEFORE_GLASS) if mirrors == BEHIND_GLASS else EVERYWHERE
        told: dict[str, Uniform] = {"mirror_state": mirrors, "mirror_plane": plane, "mirror_screen": size}
        self._passes.tell(told | {"clip_plane": glass})
        hidden = view.hidden | view.without
        matrix = np.asarray(np.linalg.inv(view.pose), dtype=np.float64)
        frame = (view.width, view.height)
        return self._passes.shoot(Shot(frame, view.position, matrix, projection(view), hidden, mirrors == BEHIND_GLASS))

    def _add(self, batch: Batch) -> Any:
        centre = batch.vertices.mean(axis=0) if _seen_through(batch) else np.zeros(3)
        primitive = self._pyrender.Primitive(
            positions=batch.vertices - centre,
            normals=batch.normals,
            texcoord_0=batch.uv if batch.uv is not None else np.zeros((len(batch.vertices), 2)),
            indices=batch.faces,
            material=self._material(batch),
        )
        pose = np.eye(4)
        pose[:3, 3] = centre
        return self._scene.add(self._pyrender.Mesh([primitive]), pose=pose)

    def _material(self, batch: Batch) -> Any:
        m = batch.material
        pane = not batch.furniture and m.opacity < 1
        return self._pyrender.MetallicRoughnessMaterial(
            name=m.name,
            baseColorFactor=[*linear(m.colour), PANE_ALPHA if pane else m.opacity],
            metallicFactor=m.metallic if m.surface is None else 1.0,
            roughnessFactor=m.roughness if m.surface is None else 1.0,
            emissiveFactor=linear(m.emission) * GLOW,
            doubleSided=m.double_sided,
            baseColorTexture=self._texture(m.texture, "cutout" if m.cutout else "plain"),
            metallicRoughnessTexture=self._texture(m.surface, "plain") if self._maps else None,
            normalTexture=self._texture(m.relief, "level") if self._maps else None,
            alphaMode="BLEND" if _seen_through(batch) else "OPAQUE",
        )

    def _texture(self, name: str | None, kind: str) -> Any:
        """The texture; white (a level normal where it is a relief) where there is none: one shader program for all is
        compiled in half the time of two."""
        if (name, kind) not in self._textures:
            image = _flat(LEVEL if kind == "level" else WHITE) if name is None else texture_image(name)
            if name is not None and kind == "cutout":
                image = np.dstack([image, cover(name)])
            channels = "RGBA" if image.shape[2] == 4 else "RGB"
            self._textures[name, kind] = self._pyrender.Texture(source=image, source_channels=channels)
        return self._textures[name, kind]

    def _sun_pose(self) -> NDArray[np.float64]:
        sun = self._light.sun if self._light.sun is not None else np.array([0.0, -0.6, 0.8])
        return look_at(sun, np.zeros(3))

    def _sun_shadow(self, nodes: list[tuple[Any, Batch]]) -> dict[str, Uniform]:
        """Draws the sun's shadow map once, with all walls and the ceiling in place but without glass and lampshades."""
        renderer, flags = self._canvas._renderer, _flags(self._pyrender)
        sun = self._scene.add(self._pyrender.DirectionalLight(), pose=self._sun_pose())
        for node, batch in nodes:
            node.mesh.is_visible = batch.material.opacity > 0.6 and max(batch.material.emission) < 0.4
        renderer._update_context(self._scene, flags)
        view, onto_map = renderer._get_light_cam_matrices(self._scene, sun, flags)
        renderer._shadow_mapping_pass(self._scene, sun, flags)
        _bind_map(sun.light.shadow_texture)
        return {"sun_matrix": onto_map @ view, "sun_map": SUN_UNIT}


def projection(view: View) -> NDArray[np.float64]:
    """The matrix [4, 4] from the camera's frame to OpenGL's clip space: what `View.project` says, and a depth."""
    upright = 1 / math.tan(view.yfov / 2)
    out = np.zeros((4, 4))
    out[0, 0], out[1, 1] = upright * view.height / view.width, upright
    out[1, 2], out[3, 2] = -view.shift, -1.0
    out[2, 2] = -(FARTHEST + NEAREST) / (FARTHEST - NEAREST)
    out[2, 3] = -2 * FARTHEST * NEAREST / (FARTHEST - NEAREST)
    return out


def _flags(pyrender: Any) -> int:
    return int(pyrender.RenderFlags.SHADOWS_DIRECTIONAL)


def _solid(batch: Batch) -> bool:
    return not (batch.material.cutout or _seen_through(batch))


def _draw(node: Any, batch: Batch) -> Draw:
    corners = batch.vertices[batch.faces]
    thin = np.flatnonzero(long_and_thin(corners))
    return Draw(node.mesh.primitives[0], batch.group, node.translation, _solid(batch), thin, corners[thin])


def _seen_through(batch: Batch) -> bool:
    """Whether what is behind it shows. A window's glass shows the world outside, which is drawn on it."""
    return batch.furniture and batch.material.opacity < 1


def _flat(colour: tuple[int, int, int]) -> Picture:
    return np.full((4, 4, 3), colour, dtype=np.uint8)


def _casts(item: Item) -> bool:
    """Whether the item goes into the distance volume: what glows at the ceiling, what veils a window and what lies flat
    on the floor does not."""
    thing = item.thing
    return thing is not None and item.group != "hanging" and thing.size[2] > FLAT and not VEILS.search(thing.category)


def _room_uniforms(stage: Stage, lighting: Lighting) -> dict[str, Uniform]:
    """What the shader knows of the room, by uniform name."""
    panes = lighting.panes
    room = stage.room
    x0, y0, x1, y1 = room.bounds
    out: dict[str, Uniform] = {
        "pane_count": len(panes),
        "lamp_count": len(lighting.lamps),
        "sun": lighting.sun if lighting.sun is not None else np.array([0.0, 0.0, -1.0]),
        "sun_colour": np.array(lighting.sun_colour, dtype=np.float64),
        "above": np.array(lighting.above),
        "below": np.array(lighting.below),
        "around": np.array(lighting.around),
        "exposure": np.array(lighting.exposure),
        "fill": np.array(lighting.fill),
        "arriving": np.array(lighting.arriving),
        "room_height": float(room.height),
        "day": max(lighting.day, NIGHT),
        "room_lo": np.array([x0, y0, 0.0]),
        "room_hi": np.array([x1, y1, room.height]),
        "wall_count": min(len(room.walls), MAX_WALLS),
    }
    for name, item in (("floor_colour", "floor"), ("wall_colour", "wall-0"), ("ceiling_colour", "ceiling")):
        out[name] = np.array(surface_colour(stage, item))
    for k, pane in enumerate(panes):
        for name in ("corner", "u", "v", "normal", "radiance"):
            out[f"pane_{name}[{k}]"] = np.array(getattr(pane, name), dtype=np.float64)
        out[f"pane_middle[{k}]"], out[f"pane_size[{k}]"] = pane.corner + (pane.u + pane.v) / 2, math.sqrt(pane.area) / 2
        out[f"pane_across[{k}]"], out[f"pane_up[{k}]"] = pane.u / (pane.u @ pane.u), pane.v / (pane.v @ pane.v)
    for k, lamp in enumerate(lighting.lamps):
        out[f"lamp_place[{k}]"], out[f"lamp_colour[{k}]"] = np.array(lamp.position), np.array(lamp.intensity)
    for k, wall in enumerate(room.walls[:MAX_WALLS]):
        out[f"wall_line[{k}]"], out[f"wall_length[{k}]"] = np.array([*wall.start, *wall.u]), float(wall.length)
    return out


def _bind_volume(volume: Volume) -> None:
    """Loads the distances into the texture unit that the shader reads."""
    from OpenGL import GL

    GL.glActiveTexture(GL.GL_TEXTURE0 + DISTANCE_UNIT)
    GL.glBindTexture(GL.GL_TEXTURE_3D, GL.glGenTextures(1))
    depth, rows, columns = volume.values.shape
    GL.glPixelStorei(GL.GL_UNPACK_ALIGNMENT, 1)
    GL.glTexImage3D(GL.GL_TEXTURE_3D, 0, GL.GL_R32F, columns, rows, depth, 0, GL.GL_RED, GL.GL_FLOAT, volume.values)
    for name in (GL.GL_TEXTURE_MIN_FILTER, GL.GL_TEXTURE_MAG_FILTER):
        GL.glTexParameteri(GL.GL_TEXTURE_3D, name, GL.GL_LINEAR)
    for name in (GL.GL_TEXTURE_WRAP_S, GL.GL_TEXTURE_WRAP_T, GL.GL_TEXTURE_WRAP_R):
        GL.glTexParameteri(GL.GL_TEXTURE_3D, name, GL.GL_CLAMP_TO_EDGE)
    GL.glActiveTexture(GL.GL_TEXTURE0)


def _volume_uniforms(volume: Volume) -> dict[str, Uniform]:
    units: dict[str, Uniform] = {"distances": DISTANCE_UNIT, "mirror_picture": MIRROR_UNIT}
    return units | {"volume_lo": volume.lo, "volume_hi": volume.hi}


def _bind_picture(picture: Picture) -> None:
    """Loads what a mirror shows into the texture unit that the shader reads."""
    from OpenGL import GL

    GL.glActiveTexture(GL.GL_TEXTURE0 + MIRROR_UNIT)
    GL.glBindTexture(GL.GL_TEXTURE_2D, GL.glGenTextures(1))
    height, width, _ = picture.shape
    GL.glPixelStorei(GL.GL_UNPACK_ALIGNMENT, 1)
    upright = np.ascontiguousarray(picture[::-1])
    GL.glTexImage2D(GL.GL_TEXTURE_2D, 0, GL.GL_RGB8, width, height, 0, GL.GL_RGB, GL.GL_UNSIGNED_BYTE, upright)
    for name in (GL.GL_TEXTURE_MIN_FILTER, GL.GL_TEXTURE_MAG_FILTER):
        GL.glTexParameteri(GL.GL_TEXTURE_2D, name, GL.GL_LINEAR)
    for name in (GL.GL_TEXTURE_WRAP_S, GL.GL_TEXTURE_WRAP_T):
        GL.glTexParameteri(GL.GL_TEXTURE_2D, name, GL.GL_CLAMP_TO_EDGE)
    GL.glActiveTexture(GL.GL_TEXTURE0)


def _bind_map(texture: Any) -> None:
    from OpenGL import GL

    GL.glActiveTexture(GL.GL_TEXTURE0 + SUN_UNIT)
    texture._bind()
    GL.glActiveTexture(GL.GL_TEXTURE0)
