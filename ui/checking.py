"""What `idesign check` does with files."""

from __future__ import annotations

from pathlib import Path

from idesign.scene import load_scene


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
