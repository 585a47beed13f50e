"""What `idesign check` and `idesign export` do with files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from idesign.errors import InputError
from idesign.scene import Scene, load_scene


def faults_of_layout(layout: Path, problem: Path) -> tuple[str, ...]:
    """One line for each thing that is wrong with a layout of a problem."""
    from solvers import check, read_placements, read_problem

    return tuple(v.text for v in check(read_problem(problem), read_placements(layout)))


def faults_of_scene(path: Path) -> tuple[str, ...]:
    """One line for each thing that is wrong with a scene: by its boxes and relations, and by its meshes."""
    from eval.evaluate import defects
    from idesign.exact import violations

    scene = load_scene(path)
    return (*(v.text for v in violations(scene)), *defects(scene))


def export_scene(scene: Scene, to: str, out: Path) -> None:
    """Writes one file. Raises `InputError` for a format that does not exist."""
    writers = _writers()
    if to not in writers:
        raise InputError(f"--format {to}: is unknown; use one of {', '.join(writers)}")
    writers[to](scene, out)


def _writers() -> dict[str, Callable[[Scene, Path], object]]:
    from idesign.drawing.plan import write_plan_pdf, write_plan_svg
    from idesign.export.gltf import write_glb
    from idesign.export.tables import write_shopping_list

    return {"glb": write_glb, "svg": write_plan_svg, "pdf": write_plan_pdf, "csv": write_shopping_list}
