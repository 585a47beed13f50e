"""A trial of OpenGL as a program for a process of its own, because a broken driver may take its process down."""

GL_TRIAL = """
import os, sys, types
from importlib.util import find_spec
if os.environ.setdefault("PYOPENGL_PLATFORM", "egl") not in ("egl", "osmesa"):
    sys.exit(f"PYOPENGL_PLATFORM is {os.environ['PYOPENGL_PLATFORM']!r}: use egl or osmesa")
bare = types.ModuleType("pyrender")
bare.__path__ = list(find_spec("pyrender").submodule_search_locations)
sys.modules["pyrender"] = bare
if os.environ["PYOPENGL_PLATFORM"] == "osmesa":
    from pyrender.platforms.osmesa import OSMesaPlatform
    platform = OSMesaPlatform(64, 48)
else:
    from pyrender.platforms import egl
    platform = egl.EGLPlatform(64, 48, device=egl.get_device_by_index(int(os.environ.get("EGL_DEVICE_ID", "0"))))
platform.init_context()
platform.make_current()
from OpenGL import GL
picture = GL.glGenRenderbuffers(1)
GL.glBindRenderbuffer(GL.GL_RENDERBUFFER, picture)
GL.glRenderbufferStorage(GL.GL_RENDERBUFFER, GL.GL_RGBA, 64, 48)
GL.glBindFramebuffer(GL.GL_FRAMEBUFFER, GL.glGenFramebuffers(1))
GL.glFramebufferRenderbuffer(GL.GL_FRAMEBUFFER, GL.GL_COLOR_ATTACHMENT0, GL.GL_RENDERBUFFER, picture)
GL.glClearColor(1.0, 0.0, 1.0, 1.0)
GL.glClear(GL.GL_COLOR_BUFFER_BIT)
seen = bytes(GL.glReadPixels(0, 0, 1, 1, GL.GL_RGB, GL.GL_UNSIGNED_BYTE))
print(GL.glGetString(GL.GL_RENDERER).decode())
sys.exit(None if seen == bytes([255, 0, 255]) else f"OpenGL draws {seen!r} for a clear colour")
"""
"""Makes a context as pyrender does, without the seconds that all of pyrender takes to load, clears a picture and prints
the name of what drew it."""
