"""What pyrender 0.1.45 needs to run with numpy 2 and on machines without a screen. Delete with its test's blessing.

1. `numpy.infty` is gone from numpy 2; `pyrender.mesh` uses it for the bounds of a mesh.
2. PyOpenGL validates a shader program when it is linked, before its samplers are bound: "active samplers with a
   different type refer to the same texture image unit". Programs are linked without that validation here.
"""

from __future__ import annotations

import os
from types import ModuleType, SimpleNamespace
from typing import Any

import numpy as np


def mended_pyrender(platform: str | None = None) -> ModuleType:
    """pyrender, imported for drawing without a window and mended. `platform` is "egl" or "osmesa"; None keeps what
    `PYOPENGL_PLATFORM` says, and takes EGL where nothing was said. Raises `ImportError` when it is not installed or
    finds no OpenGL library."""
    os.environ.setdefault("PYOPENGL_PLATFORM", platform or "egl")
    import pyrender.mesh
    import pyrender.shader_program as shader_program

    pyrender.mesh.np = _NumpyWithInfty()
    shader_program.gl_shader_utils = SimpleNamespace(
        compileShader=shader_program.gl_shader_utils.compileShader, compileProgram=_link
    )
    mended: ModuleType = pyrender
    return mended


class _NumpyWithInfty:
    """numpy as it was before 2.0, for one module."""

    infty = np.inf

    def __getattr__(self, name: str) -> Any:
        return getattr(np, name)


def _link(*shaders: int) -> int:
    """A linked program of compiled shaders, not validated. Raises `RuntimeError` with the linker's words."""
    from OpenGL import GL

    program = GL.glCreateProgram()
    for shader in shaders:
        GL.glAttachShader(program, shader)
    GL.glLinkProgram(program)
    if not GL.glGetProgramiv(program, GL.GL_LINK_STATUS):
        raise RuntimeError(f"shader program does not link: {GL.glGetProgramInfoLog(program)!r}")
    for shader in shaders:
        GL.glDeleteShader(shader)
    return int(program)
