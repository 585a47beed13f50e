"""What `idesign check` and `idesign evaluate` do with files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from idesign.scene import load_scene

if TYPE_CHECKING:
    from eval.score import Evaluation
    from ui.talk import Talk


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


def evaluated(folders: Sequence[Path], talk: Talk, settle: bool = False) -> tuple[list[tuple[Path, Evaluation]], bool]:
    """The evaluation of each scene, said as it comes; for folders of scenes only their means are said. False when a
    scene of a folder could not be read."""
    from eval.batch_evaluate import Means, evaluations, scene_places
    from eval.evaluate import evaluate_folder
    from eval.processes import useful_workers

    results, readable = [], True
    for folder in folders:
        places, means = scene_places(folder), Means()
        if places == [folder]:
            results.append((folder, evaluate_folder(folder, settle)))
            talk.evaluation(str(folder), results[-1][1])
            continue
        results += evaluations(places, means, settle, useful_workers(len(places)))
        talk.sentences(str(folder), means.lines())
        readable = readable and not means.unreadable
    return results, readable
