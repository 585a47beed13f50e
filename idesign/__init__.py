"""From a sentence about a room to a furnished 3D room.

    from idesign import Options, design_scene, read_brief, EmbeddedDesigner
    brief = read_brief("a small bedroom with a desk")
    scene = design_scene(brief, EmbeddedDesigner(), Options(), lambda what, share: None)

Names are imported when they are first used, so that `import idesign` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

_HOME = {
    "Brief": "idesign.brief",
    "Design": "idesign.design",
    "EmbeddedDesigner": "idesign.designers.embedded.designer",
    "IdesignError": "idesign.errors",
    "Options": "idesign.pipeline",
    "Scene": "idesign.scene",
    "SceneGraph": "idesign.scene_graph",
    "design_scene": "idesign.pipeline",
    "load_scene": "idesign.scene",
    "read_brief": "idesign.designers.embedded.reading",
    "save_scene": "idesign.scene",
    "violations": "idesign.exact",
}
__all__ = list(_HOME)


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'idesign' has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)
