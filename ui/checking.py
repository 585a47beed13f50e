"""What `idesign check` and `idesign evaluate` do with files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from idesign.scene import load_scene

if TYPE_CHECKING:
    from eval.batch_report import Collection
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


def evaluated(
    folders: Sequence[Path], talk: Talk, settle: bool = False, workers: int | None = None
) -> list[Collection]:
    """The evaluation of each scene, said as it comes; for folders of scenes only their means are said. `workers` are
    processes; None: as many as are worth it."""
    from eval.batch_evaluate import evaluations, scene_places
    from eval.batch_report import Collection
    from eval.evaluate import evaluate_folder
    from eval.processes import useful_workers

    found = []
    for folder, name in zip(folders, _names(folders), strict=True):
        places, own = scene_places(folder), Collection(name)
        found.append(own)
        if places == [folder]:
            own.results.append((folder, evaluate_folder(folder, settle)))
            own.means.add(own.results[0][1])
            talk.evaluation(str(folder), own.results[0][1])
            continue
        own.results += evaluations(places, own.means, settle, workers or useful_workers(len(places)))
        talk.sentences(str(folder), own.means.lines())
    return found


def _names(folders: Sequence[Path]) -> list[str]:
    """A name for each folder: its own, or the whole path where two have the same."""
    own = [f.resolve().name for f in folders]
    return [str(f) if own.count(n) > 1 else n for f, n in zip(folders, own, strict=True)]
