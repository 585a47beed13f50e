"""Fast pictures by pyrender: an OpenGL rasteriser with this project's own shaders (`shaders/`).

pyrender supplies context, meshes, textures, materials, the shadow pass and multisampling; `_RoomRenderer` gives its
shader program what lights a room. Needs OpenGL 3.3 (EGL, OSMesa or a window); Mesa's software driver will do.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from idesign.render.camera import View, look_at
from idesign.render.lighting import NIGHT, Lighting, light, surface_colour
from idesign.render.mirrors import behind, largest, mirrors_of
from idesign.render.occlusion import Volume, distance_volume
from idesign.render.pictures import cover, linear, texture_image
from idesign.render.pyrender_mends import mended_pyrender
from idesign.render.stage import Batch, Item, Stage, batches

SHADERS = Path(__file__).parent / "shaders"
BACKGROUND = (0.925, 0.92, 0.91, 1.0)
MIRROR_UNIT, DISTANCE_UNIT, SUN_UNIT = 13, 14, 15
"""Texture units that pyrender never reaches."""
PLAIN_MIRRORS, BEHIND_GLASS, PICTURED = 0, 1, 2
"""What the shader is told of mirrors: none is drawn; this is drawn from behind the glass; its picture is there."""
PANE_ALPHA = 0.0
"""This opacity tells the shader that the surface is a window's glass, which shows the world outside."""
MAX_WALLS = 24
WHITE, LEVEL = (255, 255, 255), (128, 128, 255)
FLAT = 0.03
"""What is no higher lies flat, as a rug [m]."""
VEILS = re.compile("curtain|blind|drape")
GLOW = 2.2
"""Brightness of what glows: above white, so that it looks lit."""

Picture = NDArray[np.uint8]


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
        drawn = _nearest_first(batches(stage.items, frozenset().union(*(v.without for v in views))))
        casters = batches(i for i in stage.items if _casts(i))
        self._light = light(stage)
        self._uniforms = _room_uniforms(stage, self._light)
        self._volume = distance_volume(stage.room, casters)
        self._textures: dict[tuple[str | None, str], Any] = {}
        self._maps = any(b.material.surface or b.material.relief for b in drawn)
        self._lit: set[int] = set()
        self._mirrors = mirrors_of(drawn)
        self._mirror: dict[str, Uniform] = {}
        self._told: dict[int, dict[str, Uniform]] = {}
        self._scene = pyrender.Scene(bg_color=BACKGROUND)
        self._nodes = [(self._add(b), b) for b in drawn]
        self._camera = self._scene.add(pyrender.IntrinsicsCamera(1.0, 1.0, 0.0, 0.0, znear=0.05, zfar=100.0))
        self._sun = self._scene.add(pyrender.DirectionalLight(), pose=self._sun_pose())
        renderer = canvas._renderer
        renderer._program_cache = pyrender.shader_program.ShaderProgramCache(str(SHADERS))
        renderer._bind_lighting = self._bind
        self._sun_shadow()

    def draw(self, view: View) -> Picture:
        """The picture [H, W, 3] of that view: first what its largest mirror shows, then the view itself."""
        mirror = largest(self._mirrors, view)
        if mirror is None:
            self._mirror = _mirror_uniforms(PLAIN_MIRRORS, view, np.zeros(4))
            return self._shoot(view)
        other = behind(view, mirror)
        self._mirror = _mirror_uniforms(BEHIND_GLASS, other, mirror.plane)
        with self._turned_over():
            shown = self._shoot(other)
        self._canvas._platform.make_current()
        _bind_picture(shown)
        self._mirror = _mirror_uniforms(PICTURED, view, mirror.plane)
        return self._shoot(view)

    @contextmanager
    def _turned_over(self) -> Iterator[None]:
        """A reflected camera sees the front of triangles run round the other way."""
        from OpenGL import GL

        self._canvas._platform.make_current()
        GL.glFrontFace(GL.GL_CW)
        yield
        self._canvas._platform.make_current()
        GL.glFrontFace(GL.GL_CCW)

    def _shoot(self, view: View) -> Picture:
        for node, batch in self._nodes:
            node.mesh.is_visible = batch.group not in view.hidden | view.without
        lens, focus = self._camera.camera, view.height / 2 / math.tan(view.yfov / 2)
        lens.fx, lens.fy = focus, focus
        lens.cx, lens.cy = view.width / 2, view.height / 2 * (1 - view.shift)
        self._scene.set_pose(self._camera, view.pose)
        self._canvas.viewport_width, self._canvas.viewport_height = view.width, view.height
        colour, _ = self._canvas.render(self._scene)
        return np.ascontiguousarray(colour)

    def _add(self, batch: Batch) -> Any:
        centre = batch.vertices.mean(axis=0) if batch.material.opacity < 1 else np.zeros(3)
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
            alphaMode="BLEND" if m.opacity < 1 and not pane else "OPAQUE",
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

    def _sun_shadow(self) -> None:
        """Draws the sun's shadow map once, with all walls and the ceiling in place but without glass and lampshades."""
        renderer, flags = self._canvas._renderer, self._pyrender.RenderFlags
        for node, batch in self._nodes:
            node.mesh.is_visible = batch.material.opacity > 0.6 and max(batch.material.emission) < 0.4
        self._canvas._platform.make_current()
        renderer._update_context(self._scene, flags.SHADOWS_DIRECTIONAL)
        view, projection = renderer._get_light_cam_matrices(self._scene, self._sun, flags.SHADOWS_DIRECTIONAL)
        self._uniforms["sun_matrix"] = projection @ view
        renderer._shadow_mapping_pass(self._scene, self._sun, flags.SHADOWS_DIRECTIONAL)
        _bind_volume(self._volume)
        _bind_map(self._sun.light.shadow_texture)

    def _bind(self, scene: Any, program: Any, node: Any, flags: int) -> None:
        """Stands in for pyrender's lights: gives each program the room's light once."""
        if program._program_id not in self._lit:
            self._lit.add(program._program_id)
            for name, value in self._uniforms.items():
                program.set_uniform(name, value)
            program.set_uniform("distances", DISTANCE_UNIT)
            program.set_uniform("sun_map", SUN_UNIT)
            program.set_uniform("volume_lo", self._volume.lo)
            program.set_uniform("volume_hi", self._volume.hi)
            program.set_uniform("mirror_picture", MIRROR_UNIT)
        if self._told.get(program._program_id) is not self._mirror:
            self._told[program._program_id] = self._mirror
            for name, value in self._mirror.items():
                program.set_uniform(name, value)


def _nearest_first(drawn: tuple[Batch, ...]) -> list[Batch]:
    """Furniture before the room that it hides most of: what is hidden is not shaded."""
    return sorted(drawn, key=lambda b: not b.furniture)


def _flat(colour: tuple[int, int, int]) -> Picture:
    return np.full((4, 4, 3), colour, dtype=np.uint8)


def _casts(item: Item) -> bool:
    """Whether the item goes into the distance volume: what glows at the ceiling, what veils a window and what lies flat
    on the floor does not."""
    thing = item.thing
    return thing is not None and item.group != "hanging" and thing.size[2] > FLAT and not VEILS.search(thing.category)


Uniform = NDArray[np.float64] | float | int


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
    for k, lamp in enumerate(lighting.lamps):
        out[f"lamp_place[{k}]"], out[f"lamp_colour[{k}]"] = np.array(lamp.position), np.array(lamp.intensity)
    for k, wall in enumerate(room.walls[:MAX_WALLS]):
        out[f"wall_ends[{k}]"] = np.array([*wall.start, *wall.end], dtype=np.float64)
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


def _mirror_uniforms(state: int, view: View, plane: NDArray[np.float64]) -> dict[str, Uniform]:
    size = np.array([view.width, view.height], dtype=np.float64)
    return {"mirror_state": state, "mirror_plane": plane, "mirror_screen": size}


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
