"""The settings of a batch's scenes as a work function. It is light: what it takes to make a scene is imported in the
workers, and the parent process has no need of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from idesign.batch.jobs import Job
from idesign.batch.record import Record
from idesign.batch.work import Work

if TYPE_CHECKING:
    from idesign.llm.budget import Account

FILES = ("glb", "plan", "pdf", "evaluation", "views", "report")
"""What may be written beside scene.json and shopping_list.csv, in the order of writing."""
USUAL = ("glb", "plan", "evaluation")
CPU = "cpu"
"""The timing that is not of a stage: seconds of one core for the whole scene, however busy the machine was. Before the
name of a stage ("cpu design") it is that of the stage."""
PRELOAD = ("ui.cli", "ui.batch_work")
"""Modules that the workers share."""


@dataclass(frozen=True)
class SceneMaker:
    """Makes the scene of a job with the same settings for all. `files` are names of `FILES`; scene and shopping list
    are always written. `formats` are those of `idesign export`, each written into a folder of its own. Language models
    are paid from `account`. `prepare` searches for layouts on `device`."""

    seed: int = 0
    llm: str = "offline"
    style: str = ""
    files: tuple[str, ...] = USUAL
    candidates: int = 1
    assets: Path | None = None
    licence_policy: str = "any"
    renderer: str = "auto"
    formats: tuple[str, ...] = ()
    account: Account | None = None
    embedder: str = ""
    device: str = "cpu"

    def __call__(self, job: Job, folder: Path) -> Record:
        from ui.batch_work import make_scene

        return make_scene(self, job, folder)

    def prepare(self, jobs: Sequence[Job]) -> list[Work]:
        """Designs the rooms of several jobs side by side; what is left of each is to write it."""
        from ui.batch_together import designed_together

        return designed_together(self, jobs)
