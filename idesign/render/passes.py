"""How the preview draws a view: depth first, then light once a pixel, then the edges.

A software driver lights, with multisampling, also what is hidden: that was two thirds of a picture's time. So the room
is lit with one sample a pixel, after a pass for depth alone; a second, cheap drawing with four samples says which
surface each sample shows; and each sample gets the colour of the nearest pixel that shows the same surface
(`resolve.frag`). What is thinner than a pixel, so that no pixel's middle shows it (`thin`), is lit at every sample.
Contexts, programs, vertex arrays and textures are pyrender's.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from idesign.render.thin import Shown, missed

Picture = NDArray[np.uint8]
Uniform = NDArray[np.float64] | float | int
TEXTURES = {
    "baseColorTexture": "base_color_texture",
    "metallicRoughnessTexture": "metallic_roughness_texture",
    "normalTexture": "normal_texture",
}
SAMPLES = 4


@dataclass(frozen=True, eq=False)
class Draw:
    """One draw: pyrender's primitive, the group that it can be left out with, where its origin stands [m], whether it
    hides all that is behind it, and the numbers of its thin triangles [T] with their corners [T, 3, 3]."""

    primitive: Any
    group: str
    centre: NDArray[np.float64]
    solid: bool
    thin: NDArray[np.int64]
    corners: NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Shot:
    """A picture to take: its width and height, the camera's place [3], the matrices of view and projection [4, 4], the
    groups left out, and whether the camera is a reflected one, which sees triangles run round the other way."""

    size: tuple[int, int]
    place: NDArray[np.float64]
    view: NDArray[np.float64]
    projection: NDArray[np.float64]
    hidden: frozenset[str]
    reflected: bool = False


class Passes:
    """Draws shots with that pyrender renderer, whose context is current. All primitives share their programs; `flags`
    are those that its shadow pass is drawn with."""

    def __init__(self, renderer: Any, draws: Sequence[Draw], background: Sequence[float], flags: int) -> None:
        from pyrender.constants import ProgramFlags

        self._draws, self._background = tuple(draws), background
        self._lit = renderer._get_primitive_program(draws[0].primitive, flags, ProgramFlags.USE_MATERIAL)
        self._depth = renderer._get_primitive_program(draws[0].primitive, flags, ProgramFlags.NONE)
        self._surface = _program(renderer, "mesh.vert", "surface.frag", self._lit.defines)
        self._holes = _program(renderer, "mesh.vert", "surface.frag", self._lit.defines | {"HOLES": 1})
        self._resolve = _program(renderer, "resolve.vert", "resolve.frag", {})
        self._buffers: dict[tuple[int, int], _Buffers] = {}
        self.tell({"picture": 0, "middles": 1, "lit": 2, "samples": 3})

    def tell(self, uniforms: dict[str, Uniform]) -> None:
        """Gives these values to the programs; what a program does not use is ignored."""
        for program in (self._lit, self._depth, self._surface, self._holes, self._resolve):
            program._bind()
            for name, value in uniforms.items():
                program.set_uniform(name, value)

    def shoot(self, shot: Shot) -> Picture:
        """The picture [H, W, 3]."""
        if shot.size not in self._buffers:
            self._buffers[shot.size] = _Buffers(*shot.size)
        buffers = self._buffers[shot.size]
        shown = [(k + 1, d) for k, d in enumerate(self._draws) if d.group not in shot.hidden]
        solid = [(k, d) for k, d in shown if d.solid]
        rest = _farthest_first(((k, d) for k, d in shown if not d.solid), shot.place)
        _set_up(shot)
        self._light(shot, buffers, solid, rest)
        self._surfaces(shot, buffers, solid, [d for d in rest if d[1].primitive.material.alphaMode != "BLEND"])
        self._thin(shot, buffers, [(k, d) for k, d in solid if len(d.thin)])
        self._smooth(buffers)
        return buffers.read()

    def _light(self, shot: Shot, buffers: _Buffers, solid: Sequence[Numbered], rest: Sequence[Numbered]) -> None:
        """The picture with one sample a pixel, and the surfaces that it shows."""
        from OpenGL import GL

        buffers.clear(buffers.lit, self._background)
        self._aim(self._depth, shot)
        GL.glColorMask(False, False, False, False)
        for _, draw in solid:
            _triangles(draw)
        GL.glColorMask(True, True, True, True)
        self._aim(self._lit, shot)
        self._fill((*solid, *rest))

    def _fill(self, drawn: Sequence[Numbered], parts: Sequence[NDArray[np.int64] | None] = ()) -> None:
        """Colours and surfaces of these draws, or of these triangles of each."""
        from OpenGL import GL

        for (number, draw), some in zip_longest(drawn, parts):
            if some is None or len(some):
                self._material(draw.primitive.material)
                _place(self._lit, number, draw)
                _triangles(draw, some)
        GL.glDisable(GL.GL_BLEND)
        GL.glColorMaski(1, True, True, True, True)

    def _surfaces(self, shot: Shot, buffers: _Buffers, solid: Sequence[Numbered], holed: Sequence[Numbered]) -> None:
        """Which surface each sample shows; what is seen through is no surface."""
        from OpenGL import GL

        buffers.clear(buffers.sampled)
        self._aim(self._surface, shot)
        for number, draw in solid:
            _place(self._surface, number, draw)
            _triangles(draw)
        self._aim(self._holes, shot)
        GL.glActiveTexture(GL.GL_TEXTURE0)
        for number, draw in holed:
            draw.primitive.material.baseColorTexture._bind()
            _place(self._holes, number, draw)
            _triangles(draw)

    def _thin(self, shot: Shot, buffers: _Buffers, drawn: Sequence[Numbered]) -> None:
        """Lights what is too thin for the pixels' middles at every sample."""
        if not drawn:
            return
        numbers = np.repeat([k for k, _ in drawn], [len(d.thin) for _, d in drawn])
        shown = Shown(*buffers.shown(shot.projection), shot.projection @ shot.view, shot.place)
        wanted = missed(np.concatenate([d.corners for _, d in drawn]), numbers, shown)
        ends = np.cumsum([len(d.thin) for _, d in drawn])[:-1]
        self._aim(self._lit, shot)
        self._fill(drawn, [d.thin[w] for (_, d), w in zip(drawn, np.split(wanted, ends), strict=True)])

    def _smooth(self, buffers: _Buffers) -> None:
        from OpenGL import GL

        buffers.take()
        self._resolve._bind()
        GL.glDisable(GL.GL_DEPTH_TEST)
        GL.glDisable(GL.GL_CULL_FACE)
        GL.glBindVertexArray(self._resolve._vao_id)
        GL.glDrawArrays(GL.GL_TRIANGLES, 0, 3)

    def _aim(self, program: Any, shot: Shot) -> None:
        program._bind()
        for name, value in (("V", shot.view), ("P", shot.projection), ("M", np.eye(4)), ("cam_pos", shot.place)):
            program.set_uniform(name, value)

    def _material(self, material: Any) -> None:
        from OpenGL import GL

        for unit, (name, sampler) in enumerate(TEXTURES.items()):
            texture = getattr(material, name)
            if texture is not None:
                GL.glActiveTexture(GL.GL_TEXTURE0 + unit)
                texture._bind()
                self._lit.set_uniform(f"material.{sampler}", unit)
        tell = self._lit.set_uniform
        tell("material.emissive_factor", material.emissiveFactor)
        tell("material.base_color_factor", material.baseColorFactor)
        tell("material.metallic_factor", material.metallicFactor)
        tell("material.roughness_factor", material.roughnessFactor)
        see_through = material.alphaMode == "BLEND"
        (GL.glEnable if see_through else GL.glDisable)(GL.GL_BLEND)
        GL.glColorMaski(1, *[not see_through] * 4)


Numbered = tuple[int, Draw]


class _Buffers:
    """What is drawn into at one size: the lit picture with its surfaces (`lit`), the surfaces of all samples
    with the colours of thin ones (`sampled`), and the finished picture (`done`)."""

    def __init__(self, width: int, height: int) -> None:
        from OpenGL import GL

        self._size = width, height
        flat, many = GL.GL_TEXTURE_2D, GL.GL_TEXTURE_2D_MULTISAMPLE
        self._textures = (
            (flat, self._texture(flat, GL.GL_RGBA8, GL.GL_UNSIGNED_BYTE)),
            (flat, self._texture(flat, GL.GL_RGBA16F, GL.GL_FLOAT)),
            (many, self._texture(many, GL.GL_RGBA8, GL.GL_UNSIGNED_BYTE)),
            (many, self._texture(many, GL.GL_RGBA16F, GL.GL_FLOAT)),
        )
        self.lit = self._framebuffer(self._textures[:2], 0)
        self.sampled = self._framebuffer(self._textures[2:], SAMPLES)
        self.done = self._framebuffer([(flat, self._texture(flat, GL.GL_RGBA8, GL.GL_UNSIGNED_BYTE))], 0)

    def _texture(self, target: int, inner: int, kind: int) -> int:
        from OpenGL import GL

        texture = int(GL.glGenTextures(1))
        GL.glBindTexture(target, texture)
        if target == GL.GL_TEXTURE_2D:
            GL.glTexImage2D(target, 0, inner, *self._size, 0, GL.GL_RGBA, kind, None)
            GL.glTexParameteri(target, GL.GL_TEXTURE_MIN_FILTER, GL.GL_NEAREST)
            GL.glTexParameteri(target, GL.GL_TEXTURE_MAG_FILTER, GL.GL_NEAREST)
        else:
            GL.glTexImage2DMultisample(target, SAMPLES, inner, *self._size, True)
        return texture

    def _framebuffer(self, textures: Sequence[tuple[int, int]], samples: int) -> int:
        from OpenGL import GL

        framebuffer, depth = int(GL.glGenFramebuffers(1)), GL.glGenRenderbuffers(1)
        GL.glBindFramebuffer(GL.GL_FRAMEBUFFER, framebuffer)
        for k, (target, texture) in enumerate(textures):
            GL.glFramebufferTexture2D(GL.GL_FRAMEBUFFER, GL.GL_COLOR_ATTACHMENT0 + k, target, texture, 0)
        GL.glBindRenderbuffer(GL.GL_RENDERBUFFER, depth)
        GL.glRenderbufferStorageMultisample(GL.GL_RENDERBUFFER, samples, GL.GL_DEPTH_COMPONENT24, *self._size)
        GL.glFramebufferRenderbuffer(GL.GL_FRAMEBUFFER, GL.GL_DEPTH_ATTACHMENT, GL.GL_RENDERBUFFER, depth)
        GL.glDrawBuffers(len(textures), [GL.GL_COLOR_ATTACHMENT0 + k for k in range(len(textures))])
        if GL.glCheckFramebufferStatus(GL.GL_FRAMEBUFFER) != GL.GL_FRAMEBUFFER_COMPLETE:
            raise RuntimeError("this OpenGL cannot draw into the buffers of a preview")
        return framebuffer

    def clear(self, framebuffer: int, background: Sequence[float] = (0.0, 0.0, 0.0, 0.0)) -> None:
        """Draws into that framebuffer from now on; its picture is the background or nothing, its surfaces none."""
        from OpenGL import GL

        GL.glBindFramebuffer(GL.GL_FRAMEBUFFER, framebuffer)
        GL.glClearBufferfv(GL.GL_COLOR, 0, np.array(background, dtype=np.float32))
        GL.glClearBufferfv(GL.GL_COLOR, 1, np.zeros(4, dtype=np.float32))
        GL.glClear(GL.GL_DEPTH_BUFFER_BIT)

    def take(self) -> None:
        """Draws into the finished picture from now on, with the others as textures 0 to 3."""
        from OpenGL import GL

        GL.glBindFramebuffer(GL.GL_FRAMEBUFFER, self.done)
        for unit, (target, texture) in enumerate(self._textures):
            GL.glActiveTexture(GL.GL_TEXTURE0 + unit)
            GL.glBindTexture(target, texture)

    def shown(self, projection: NDArray[np.float64]) -> tuple[NDArray[np.float32], NDArray[np.float16]]:
        """Of the lit picture: distances [H, W] from the camera's plane [m] and surfaces [H, W, 4], rows from below."""
        from OpenGL import GL

        width, height = self._size
        GL.glBindFramebuffer(GL.GL_READ_FRAMEBUFFER, self.lit)
        depth = _pixels(width, height, GL.GL_DEPTH_COMPONENT, GL.GL_FLOAT, np.float32).reshape(height, width)
        GL.glReadBuffer(GL.GL_COLOR_ATTACHMENT1)
        surface = _pixels(width, height, GL.GL_RGBA, GL.GL_HALF_FLOAT, np.float16).reshape(height, width, 4)
        GL.glReadBuffer(GL.GL_COLOR_ATTACHMENT0)
        distance = np.float32(projection[2, 3]) / -(2 * depth - 1 + np.float32(projection[2, 2]))
        return distance, surface

    def read(self) -> Picture:
        from OpenGL import GL

        width, height = self._size
        data = GL.glReadPixels(0, 0, width, height, GL.GL_RGBA, GL.GL_UNSIGNED_BYTE)
        picture = np.frombuffer(data, dtype=np.uint8).reshape(height, width, 4)
        return np.ascontiguousarray(picture[::-1, :, :3])


def _pixels(width: int, height: int, form: int, kind: int, dtype: DTypeLike) -> NDArray[Any]:
    """What is in the framebuffer that is read from. PyOpenGL's own reader knows no half floats."""
    from OpenGL.GL import GL_DEPTH_COMPONENT
    from OpenGL.raw.GL.VERSION.GL_1_0 import glReadPixels

    items = width * height * (1 if form == GL_DEPTH_COMPONENT else 4)
    data = (ctypes.c_ubyte * (items * np.dtype(dtype).itemsize))()
    glReadPixels(0, 0, width, height, form, kind, data)
    return np.frombuffer(bytes(data), dtype=dtype)


def _program(renderer: Any, vertex: str, fragment: str, defines: dict[str, Any]) -> Any:
    program = renderer._program_cache.get_program(vertex_shader=vertex, fragment_shader=fragment, defines=defines)
    if not program._in_context():
        program._add_to_context()
    return program


def _farthest_first(draws: Iterable[Numbered], place: NDArray[np.float64]) -> list[Numbered]:
    """What is seen through comes after what is behind it."""
    return sorted(draws, key=lambda d: -float(np.linalg.norm(d[1].centre - place)))


def _set_up(shot: Shot) -> None:
    from OpenGL import GL

    GL.glViewport(0, 0, *shot.size)
    GL.glEnable(GL.GL_DEPTH_TEST)
    GL.glDepthMask(True)
    GL.glDepthFunc(GL.GL_LEQUAL)
    GL.glDisable(GL.GL_BLEND)
    GL.glBlendFunc(GL.GL_SRC_ALPHA, GL.GL_ONE_MINUS_SRC_ALPHA)
    GL.glPolygonMode(GL.GL_FRONT_AND_BACK, GL.GL_FILL)
    GL.glCullFace(GL.GL_BACK)
    GL.glEnable(GL.GL_CLIP_DISTANCE0)
    GL.glFrontFace(GL.GL_CW if shot.reflected else GL.GL_CCW)


def _place(program: Any, number: int, draw: Draw) -> None:
    program.set_uniform("number", float(number))
    if not draw.solid:
        pose = np.eye(4)
        pose[:3, 3] = draw.centre
        program.set_uniform("M", pose)


def _triangles(draw: Draw, some: NDArray[np.int64] | None = None) -> None:
    """All triangles of the draw, or some of them."""
    from OpenGL import GL

    primitive = draw.primitive
    (GL.glDisable if primitive.material.doubleSided else GL.glEnable)(GL.GL_CULL_FACE)
    primitive._bind()
    if some is None:
        GL.glDrawElementsInstanced(primitive.mode, primitive.indices.size, GL.GL_UNSIGNED_INT, None, 1)
    else:
        _some(primitive, some)


def _some(primitive: Any, some: NDArray[np.int64]) -> None:
    """Those triangles of the primitive whose vertices are bound."""
    from OpenGL import GL

    chosen = np.ascontiguousarray(primitive.indices.reshape(-1, 3)[some], dtype=np.uint32)
    bound, own = GL.glGetIntegerv(GL.GL_ELEMENT_ARRAY_BUFFER_BINDING), GL.glGenBuffers(1)
    GL.glBindBuffer(GL.GL_ELEMENT_ARRAY_BUFFER, own)
    GL.glBufferData(GL.GL_ELEMENT_ARRAY_BUFFER, chosen.nbytes, chosen, GL.GL_STREAM_DRAW)
    GL.glDrawElementsInstanced(primitive.mode, chosen.size, GL.GL_UNSIGNED_INT, None, 1)
    GL.glBindBuffer(GL.GL_ELEMENT_ARRAY_BUFFER, bound)
    GL.glDeleteBuffers(1, [own])
