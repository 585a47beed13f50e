"""A scene to its evaluation: geometry, use, fidelity and accessibility in one document.

`evaluate_scene` needs no file; the meshes are built anew from the scene's assets unless others are given. It only
reads: nothing here helps a scene to become better.
"""

from __future__ import annotations

from dataclasses import replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from eval.access import judge_access
from eval.comfort import judge_comfort
from eval.fidelity import judge_fidelity
from eval.geometry import judge_geometry
from eval.meshes import Meshes, glb_meshes, scene_meshes
from eval.passages import ways
from eval.score import Evaluation, save_evaluation
from eval.settle import judge_settle
from eval.sight import judge_sight
from eval.space import make_space
from eval.wheelchair import judge_wheelchair
from idesign.scene import Scene, load_scene

FILE = "evaluation.json"


def evaluate_scene(scene: Scene, meshes: Meshes | None = None) -> Evaluation:
    """All scores and defects. `meshes` are in the room's frame (`eval.meshes`)."""
    space = make_space(scene, scene_meshes(scene) if meshes is None else meshes)
    found = judge_geometry(space)
    walked = ways(space)
    use = (*judge_access(space, walked), *judge_comfort(space), *judge_sight(space), *judge_wheelchair(space, walked))
    return Evaluation(
        (*judge_fidelity(scene), *found.scores, *use), found.defects, scene.room.name, len(scene.objects), _versions()
    )


def evaluate_folder(folder: Path, settle: bool = False) -> Evaluation:
    """The evaluation of a scene that someone wrote: `scene.json` and, where there is one, the meshes of its `scene.glb`
    (else those of its assets); with `settle` also whether it stays at rest under gravity. `folder` may be the scene
    file itself. Raises `InputError`."""
    scene = load_scene(folder)
    glb = (folder if folder.is_dir() else folder.parent) / "scene.glb"
    found = evaluate_scene(scene, glb_meshes(glb, [o.id for o in scene.objects]) if glb.is_file() else None)
    return replace(found, scores=(*found.scores, judge_settle(scene))) if settle else found


def defects(scene: Scene, meshes: Meshes | None = None) -> tuple[str, ...]:
    """Everything that is wrong with a scene's geometry, one line each; empty when nothing is."""
    return judge_geometry(make_space(scene, scene_meshes(scene) if meshes is None else meshes)).defects


def write_evaluation(folder: Path, evaluation: Evaluation) -> Path:
    """Writes `evaluation.json` into the folder and says where."""
    save_evaluation(evaluation, folder / FILE)
    return folder / FILE


def _versions() -> dict[str, str]:
    found = {}
    for name in ("idesign", "trimesh", "shapely", "python-fcl"):
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "not installed"
    return found
