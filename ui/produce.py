"""One request to a finished folder: the same steps for the command line, the batch and the studio.

A folder appears whole or not at all: everything is written into a hidden folder beside it and moved when it is done.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from eval.evaluate import evaluate_scene, write_evaluation
from eval.report import write_report
from eval.score import Evaluation
from idesign.brief import RoomWish
from idesign.build import Models, build_models, words_compared
from idesign.drawing.plan import write_plan
from idesign.drawing.style import PLAIN, PlanStyle
from idesign.errors import InputError, PhotoError
from idesign.exact import violations
from idesign.export.gltf import write_stage_glb
from idesign.export.tables import write_shopping_list
from idesign.llm.record import FILE as RECORD
from idesign.llm.record import Asked, RunRecord, other_questions, record_summary, save_record
from idesign.pipeline import Finder, Options, Progress, design_scene, made_to_size
from idesign.render.renderer import render_views
from idesign.render.stage import build_stage
from idesign.scene import MODELS, Scene, keep_models, model_key, save_scene
from idesign.staff import Staff, build_staff, replay_staff
from solvers.layout import Violation


@dataclass(frozen=True)
class Request:
    """What a person asks for, as it comes from a command line, a batch file or a form. `assets`: a folder of models to
    furnish with where they fit. `embedder` compares words ("": that of the settings). `replay`: a record of an earlier
    run, whose models are not asked again. `budget` is as in `Asked`. `plan`: the units and the paper of the plan."""

    text: str
    room: RoomWish | None = None
    style: str | None = None
    llm: str = "auto"
    renderer: str = "auto"
    photo: bool = False
    assets: Path | None = None
    licence_policy: str = "any"
    options: Options = field(default_factory=Options)
    embedder: str = ""
    replay: RunRecord | None = None
    budget: str = ""
    plan: PlanStyle = PLAIN


@dataclass(frozen=True)
class Product:
    """The finished folder and what is to be said about it. `missing`: what could not be made of it, and why."""

    folder: Path
    scene: Scene
    violations: tuple[Violation, ...]
    evaluation: Evaluation
    files: tuple[Path, ...]
    remarks: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def kept(self) -> bool:
        """Whether everything that was asked could be done."""
        return not self.violations and not self.missing and not self.scene.provenance.breaches


def produce(request: Request, out: Path, progress: Progress) -> Product:
    """Reads, designs, places, draws, evaluates and reports. Raises `InputError` before anything is written when the
    request or `out` cannot be used."""
    progress("reading the request", 0.02)
    with words_compared(request.embedder) as said:
        made = _produced(request, out, progress)
    return replace(made, remarks=(*said, *made.remarks))


def _produced(request: Request, out: Path, progress: Progress) -> Product:
    models = build_models(request.assets, request.licence_policy) if request.assets is not None else None
    finder = models.find if models is not None else made_to_size
    staff = _staff(request, progress, finder)
    brief = staff.brief(_asked(request))
    with staging(out) as folder:
        scene = staff.sign(design_scene(brief, staff.designer, request.options, progress, finder))
        record = staff.record(_asked(request))
        if record is not None:
            save_record(record, folder / RECORD)
        keep_models(scene, folder / MODELS)
        broken, evaluation, missing = write_folder(scene, folder, request, progress)
    files = tuple(sorted(p for p in out.rglob("*") if p.is_file()))
    remarks = about_models(scene, models) if models is not None else ()
    said = (f"language models: {record_summary(record)}",) if record is not None else ()
    return Product(out, scene, broken, evaluation, files, (*remarks, *said, *_strayed(request.replay, record)), missing)


def _strayed(record: RunRecord | None, again: RunRecord | None) -> tuple[str, ...]:
    """What a person should know of a replay that is not quite one."""
    if record is None or again is None or not (roles := other_questions(record, again)):
        return ()
    return (
        f"the record does not quite fit: what was asked of the {', '.join(roles)} is not what it holds (another "
        "version, other --assets, or changed by hand?); the room may not be the same",
    )


def _staff(request: Request, progress: Progress, finder: Finder) -> Staff:
    """Who reads and designs; what they are doing is heard as progress."""
    say = partial(_said, progress)
    return (
        build_staff(request.llm, say, finder) if request.replay is None else replay_staff(request.replay, say, finder)
    )


def _said(progress: Progress, text: str) -> None:
    progress(text, 0.1)


def _asked(request: Request) -> Asked:
    options = request.options
    return Asked(request.text, request.room, request.style, options.seed, options.candidates, request.budget)


def replayed(record: RunRecord, request: Request) -> Request:
    """The request that a record was made for; files and renderer are those of `request`."""
    asked = record.asked
    options = replace(request.options, seed=asked.seed, candidates=asked.candidates)
    given = replace(request, text=asked.text, room=asked.room, style=asked.style, budget=asked.budget)
    return replace(given, options=options, replay=record)


def about_models(scene: Scene, models: Models) -> tuple[str, ...]:
    """What a person should know of the models they gave: how many serve, and what could not be used."""
    used = sum(bool(model_key(o.asset.id)) for o in scene.objects)
    count = f"{used} of {len(scene.objects)} things are from the {models.count} models given, the rest is made to size"
    return (count, *models.refused, *models.library.warnings)


def write_folder(
    scene: Scene, folder: Path, request: Request, progress: Progress
) -> tuple[tuple[Violation, ...], Evaluation, tuple[str, ...]]:
    """Everything that the contract promises for `idesign design`, into an existing folder. What could not be made of
    the photographs, which nothing else needs, is the last of what is returned."""
    save_scene(scene, folder / "scene.json")
    progress("building the 3D model", 0.5)
    stage = build_stage(scene)
    with ThreadPoolExecutor(1) as beside:
        views = beside.submit(_draw, scene, folder / "views", request, progress)
        write_stage_glb(stage, folder / "scene.glb")
        write_plan(scene, folder, request.plan)
        write_shopping_list(scene, folder / "shopping_list.csv")
        broken, evaluation = violations(scene), evaluate_scene(scene)
        write_evaluation(folder, evaluation)
        missing = views.result()
    write_report(folder, scene, evaluation, request.plan.units)
    return broken, evaluation, missing


def _draw(scene: Scene, folder: Path, request: Request, progress: Progress) -> tuple[str, ...]:
    """The pictures; says which photographs are missing. Other processes draw them, beside all else."""
    progress("drawing the views", 0.6)
    try:
        render_views(scene, folder, renderer=request.renderer, photo=request.photo, progress=progress)
    except PhotoError as e:
        return (str(e),)
    return ()


@contextmanager
def staging(out: Path) -> Iterator[Path]:
    """A hidden folder beside `out` that becomes `out` when the block succeeds and vanishes when it does not. Files that
    `out` holds already are replaced one by one; others in it are left alone."""
    made = _make_parents(out)
    try:
        folder = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    except OSError as e:
        _remove(made)
        raise InputError(f"--out {out}: cannot be written ({e.strerror})") from e
    try:
        yield folder
        _move_into(folder, out)
    except BaseException:
        _remove(made, keep=out)
        raise
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _make_parents(out: Path) -> list[Path]:
    """Makes the parents of `out` and returns those that were missing, outermost first."""
    if out.exists() and not out.is_dir():
        raise InputError(f"--out {out}: is a file; a folder is needed")
    missing = [p for p in reversed(out.resolve().parents) if not p.exists()]
    try:
        out.resolve().parent.mkdir(parents=True, exist_ok=True)
    except OSError as e:
        _remove(missing)
        raise InputError(f"--out {out}: cannot be written ({e.strerror})") from e
    if out.is_dir() and not os.access(out, os.W_OK):
        raise InputError(f"--out {out}: cannot be written (no permission)")
    return missing


def _remove(folders: list[Path], keep: Path | None = None) -> None:
    """Removes the folders that were made in vain, innermost first."""
    for p in reversed(folders):
        if p.is_dir() and (keep is None or not keep.exists()):
            shutil.rmtree(p, ignore_errors=True)


def _move_into(folder: Path, out: Path) -> None:
    folder.chmod(0o755)
    if not out.exists():
        folder.replace(out)
        return
    old_views = out / "views"
    if old_views.is_dir():
        shutil.rmtree(old_views)
    for source in sorted(p for p in folder.rglob("*") if p.is_file()):
        target = out / source.relative_to(folder)
        target.parent.mkdir(parents=True, exist_ok=True)
        source.replace(target)
