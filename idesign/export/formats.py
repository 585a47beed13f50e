"""The table of file formats: from a format's name to its writer. Writers are loaded when they are used."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

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
        """Takes a scene and a path; plans also take `clearances`."""
        made: Callable[..., object] = getattr(import_module(self.module), self.function)
        return made


FORMATS: dict[str, Format] = {
    "glb": Format("idesign.export.gltf", "write_glb", (".glb",), "3D viewers, game engines, Blender"),
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


def export_scene(scene: Scene, to: str, path: Path, clearances: bool = False) -> None:
    """Writes one file whole and opens it again. Raises `ExportError` when it differs from the scene, `InputError` for a
    format that does not exist, an ending that is not the format's, or clearances of what is no plan."""
    if to not in FORMATS:
        raise InputError(f"--format {to}: is unknown; use one of {', '.join(FORMATS)}")
    if not path.name.lower().endswith(FORMATS[to].endings):
        wanted = " or ".join(FORMATS[to].endings)
        raise InputError(f"--out {path}: a file of format {to} ends in {wanted}")
    if clearances and to not in PLANS:
        raise InputError(f"--clearances: are drawn on plans only ({', '.join(PLANS)}), not in {to}")
    FORMATS[to].writer(scene, path, **({"clearances": True} if clearances else {}))
