"""The table of file formats: from a format's name to its writer. Writers are loaded when they are used."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from idesign.drawing.style import PLAIN, PlanStyle
from idesign.errors import InputError
from idesign.scene import Scene


@dataclass(frozen=True)
class Format:
    """A file format: `module` and `function` of its writer, the endings of its files (the first is usual), its use."""

    module: str
    function: str
    endings: tuple[str, ...]
    about: str

    @property
    def writer(self) -> Callable[..., object]:
        """Takes a scene and a path; what is drawn on paper also takes a `PlanStyle`."""
        made: Callable[..., object] = getattr(import_module(self.module), self.function)
        return made


FORMATS: dict[str, Format] = {
    "glb": Format("idesign.export.gltf", "write_glb", (".glb",), "3D viewers, game engines, Blender"),
    "draco": Format("idesign.export.gltf", "write_draco_glb", (".draco.glb",), "the web: a GLB with packed meshes"),
    "obj": Format("idesign.export.obj", "write_obj", (".obj",), "any 3D program; materials and textures beside it"),
    "usd": Format("idesign.export.usd", "write_usd", (".usd", ".usda", ".usdc"), "Isaac Sim, Houdini, Blender"),
    "usdz": Format("idesign.export.usd", "write_usd", (".usdz",), "phones and tablets (Quick Look)"),
    "mjcf": Format("idesign.export.mjcf", "write_mjcf", (".xml",), "MuJoCo"),
    "sceneeval": Format("idesign.export.sceneeval", "write_sceneeval", (".json",), "the SceneEval benchmark"),
    "urdf": Format("idesign.export.urdf", "write_urdf", (".urdf",), "ROS, Drake, PyBullet, Isaac"),
    "habitat": Format("idesign.export.habitat", "write_habitat", (".scene_dataset_config.json",), "Habitat"),
    "thor": Format("idesign.export.thor", "write_thor", (".json",), "AI2-THOR: a house as of ProcTHOR and Holodeck"),
    "svg": Format("idesign.drawing.plan", "write_plan_svg", (".svg",), "floor plan for browsers and drawing programs"),
    "pdf": Format("idesign.drawing.plan", "write_plan_pdf", (".pdf",), "floor plan to scale, for print"),
    "dxf": Format("idesign.drawing.dxf", "write_plan_dxf", (".dxf",), "floor plan for CAD programs"),
    "elevations": Format(
        "idesign.drawing.elevations", "write_elevations", (".svg", ".pdf"), "each wall with what is at it"
    ),
    "csv": Format("idesign.export.tables", "write_shopping_list", (".csv",), "shopping list"),
    "xlsx": Format("idesign.export.workbook", "write_workbook", (".xlsx",), "shopping list for Excel, LibreOffice"),
}


PLANS = ("svg", "pdf", "dxf")
"""The formats of the floor plan, which can show clearances."""
DRAWINGS = (*PLANS, "elevations")
"""The formats that are drawn on paper, in units."""


def export_scene(scene: Scene, to: str, path: Path, style: PlanStyle = PLAIN) -> None:
    """Writes one file whole and opens it again. Raises `ExportError` when it differs from the scene, `InputError` for a
    format that does not exist, an ending that is not the format's, or a style of what is no drawing."""
    if to not in FORMATS:
        raise InputError(f"--format {to}: is unknown; use one of {', '.join(FORMATS)}")
    if not path.name.lower().endswith(FORMATS[to].endings):
        wanted = " or ".join(FORMATS[to].endings)
        raise InputError(f"--out {path}: a file of format {to} ends in {wanted}")
    _check_style(to, style)
    FORMATS[to].writer(scene, path, *((style,) if to in DRAWINGS else ()))


def _check_style(to: str, style: PlanStyle) -> None:
    if style.clearances and to not in PLANS:
        raise InputError(f"--clearances: are drawn on plans only ({', '.join(PLANS)}), not in {to}")
    if to not in DRAWINGS and (style.paper or style.units != PLAIN.units):
        option = f"--paper {style.paper}" if style.paper else f"--units {style.units}"
        raise InputError(f"{option}: is for drawings only ({', '.join(DRAWINGS)}), not for {to}")
