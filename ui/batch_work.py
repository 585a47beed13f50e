"""What `idesign batch` does with one brief: the chosen files of its scene, and its record.

`scene.json` carries no timings here, so that the same brief, seed and version give the same bytes; they are in the
record.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from assets.errors import AssetError
from eval.evaluate import evaluate_scene, write_evaluation
from eval.report import write_report
from eval.score import Evaluation
from idesign.batch.jobs import Job
from idesign.batch.layout_hash import layout_hash
from idesign.batch.record import Record
from idesign.brief import RoomWish
from idesign.build import build_models, words_compared
from idesign.drawing.plan import write_plan_pdf, write_plan_svg
from idesign.errors import InputError
from idesign.exact import violations
from idesign.export.formats import FORMATS, export_scene
from idesign.export.gltf import write_glb
from idesign.export.tables import write_shopping_list
from idesign.llm.record import FILE as RECORD
from idesign.llm.record import Asked, RunRecord, save_record
from idesign.pipeline import Options, design_scene, made_to_size
from idesign.render.renderer import render_views
from idesign.room_file import room_from_json
from idesign.scene import MODELS, Scene, keep_models, save_scene
from idesign.staff import build_staff
from solvers.errors import SolverInputError
from ui.batch_maker import CPU, SceneMaker

SOLVER_LIMIT = 600.0
"""Seconds that one call of the solver may take: so many that a busy machine makes the same scene as a quiet one. What
hangs is ended by the batch's own limit for a brief."""
Worked = Callable[[], float]
"""Seconds of a core so far: of this process, or of this thread."""


@dataclass(frozen=True)
class Designed:
    """A scene before anything is written: what language models said of it, and its seconds by stage."""

    scene: Scene
    said: RunRecord | None
    seconds: Mapping[str, float]


def make_scene(maker: SceneMaker, job: Job, folder: Path) -> Record:
    """Reads, designs, checks and writes. Raises `InputError` for a brief that cannot be used."""
    return write_scene(maker, design_job(maker, job, Options()), job, folder)


def design_job(maker: SceneMaker, job: Job, how: Options, worked: Worked = time.process_time) -> Designed:
    """Reads and designs with the solver that `how` names; `worked` tells seconds of a core. Raises
    `InputError` for a brief that cannot be used."""
    with _usable(maker):
        clock, begun = _Clock(worked), worked()
        seed = maker.seed if job.seed is None else job.seed
        models = build_models(maker.assets, maker.licence_policy) if maker.assets else None
        finder = models.find if models else made_to_size
        staff = build_staff(maker.llm, finder=finder, account=maker.account)
        with clock.stage("read"):
            asked = asked_of(maker, job, seed)
            brief = staff.brief(asked)
        with clock.stage("design"):
            options = replace(how, seed=seed, candidates=maker.candidates, time_limit=SOLVER_LIMIT)
            made = staff.sign(design_scene(brief, staff.designer, options, _quiet, finder))
        said = staff.record(asked)
        scene = replace(made, provenance=replace(made.provenance, timings={}))
        return Designed(scene, said, {**clock.seconds, CPU: worked() - begun})


def write_scene(maker: SceneMaker, made: Designed, job: Job, folder: Path) -> Record:
    """Checks a designed scene and writes it, with its record. Raises `InputError` for what cannot be written."""
    with _usable(maker):
        clock, begun, scene, said = _Clock(), time.process_time(), made.scene, made.said
        if said is not None:
            save_record(said, folder / RECORD)
        with clock.stage("check"):
            faults = tuple(v.text for v in violations(scene)) + scene.provenance.breaches
        evaluation = _write(maker, scene, folder, clock)
        worked = made.seconds[CPU] + time.process_time() - begun
        record = _record(job, scene, faults, evaluation, {**made.seconds, **clock.seconds, CPU: worked})
        return replace(record, tokens=said.tokens, cost=said.cost) if said is not None else record


@contextmanager
def _usable(maker: SceneMaker) -> Iterator[None]:
    """Words are compared as the maker says, and what cannot be used is the brief's fault."""
    try:
        with words_compared(maker.embedder):
            yield
    except (SolverInputError, AssetError) as e:
        raise InputError(str(e)) from e


def asked_of(maker: SceneMaker, job: Job, seed: int) -> Asked:
    """What a job gives: a record holds this, and not what was read of it."""
    room = RoomWish(plan=room_from_json(json.loads(job.room))) if job.room else None
    return Asked(job.text, room, job.style or maker.style or None, seed, maker.candidates, job.budget)


def _write(maker: SceneMaker, scene: Scene, folder: Path, clock: _Clock) -> Evaluation | None:
    """The chosen files; the evaluation when there is one."""
    save_scene(scene, folder / "scene.json")
    write_shopping_list(scene, folder / "shopping_list.csv")
    keep_models(scene, folder / MODELS)
    wanted = set(maker.files)
    if "glb" in wanted:
        with clock.stage("glb"):
            write_glb(scene, folder / "scene.glb")
    if wanted & {"plan", "pdf"}:
        with clock.stage("plan"):
            _draw_plan(scene, folder, wanted)
    if "views" in wanted:
        with clock.stage("views"):
            render_views(scene, folder / "views", renderer=maker.renderer)
    if maker.formats:
        with clock.stage("export"):
            _export(maker, scene, folder)
    if not wanted & {"evaluation", "report"}:
        return None
    with clock.stage("evaluate"):
        evaluation = evaluate_scene(scene)
        write_evaluation(folder, evaluation)
    if "report" in wanted:
        with clock.stage("report"):
            write_report(folder, scene, evaluation)
    return evaluation


def _export(maker: SceneMaker, scene: Scene, folder: Path) -> None:
    """`exports/<format>/scene.<ending>`, with what that format puts beside it."""
    for name in maker.formats:
        place = folder / "exports" / name
        place.mkdir(parents=True)
        export_scene(scene, name, place / f"scene{FORMATS[name].endings[0]}")


def _draw_plan(scene: Scene, folder: Path, wanted: set[str]) -> None:
    if "plan" in wanted:
        write_plan_svg(scene, folder / "plan.svg")
    if "pdf" in wanted:
        write_plan_pdf(scene, folder / "plan.pdf")


def _record(
    job: Job, scene: Scene, faults: tuple[str, ...], evaluation: Evaluation | None, seconds: dict[str, float]
) -> Record:
    x0, y0, x1, y1 = scene.room.plan.bounds
    return Record(
        id=job.id,
        status="solved" if scene.provenance.status == "solved" and not faults else "unsolved",
        line=job.line,
        text=job.text,
        seed=scene.provenance.seed,
        room_type=scene.room.type,
        style=scene.brief.style or "",
        size=(round(x1 - x0, 3), round(y1 - y0, 3)),
        area=round(abs(scene.room.plan.area), 3),
        categories=dict(sorted(Counter(o.category for o in scene.objects).items())),
        checks=tuple(dict.fromkeys((*faults, *(evaluation.defects if evaluation else ())))),
        notes=scene.brief.notes,
        scores={s.name: s.value for s in evaluation.scores} if evaluation else {},
        layout=layout_hash(scene),
        models=scene.provenance.models,
        licences=dict(sorted(Counter(o.asset.licence for o in scene.objects).items())),
        versions=scene.provenance.versions,
        timings={k: round(v, 3) for k, v in seconds.items()},
    )


class _Clock:
    """Seconds by stage: by the clock, and of a core, as `worked` tells them."""

    def __init__(self, worked: Worked = time.process_time) -> None:
        self.seconds: dict[str, float] = {}
        self._worked = worked

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        begun, worked = time.perf_counter(), self._worked()
        yield
        self.seconds[name] = time.perf_counter() - begun
        self.seconds[f"{CPU} {name}"] = self._worked() - worked


def _quiet(what: str, share: float) -> None:
    """The progress of a single scene, which nobody watches."""
