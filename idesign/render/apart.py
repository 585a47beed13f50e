"""Pictures made in a process of their own: a renderer that crashes, hangs or is killed costs a picture, not the work.

The process is this module. It reads a job (the name of its work and what it needs) from its standard input and answers
with pictures, and with the finished share in between; an end before the last picture means that it died. What it
complained of goes into the reason. It ends with whoever asked: when its input is closed.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import partial
from threading import Thread, Timer
from typing import IO, TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from idesign.render.camera import View
from idesign.render.stage import Stage

if TYPE_CHECKING:
    from idesign.render.photo import Quality

Picture = NDArray[np.uint8]
Progress = Callable[[float], None]

COMMAND = (sys.executable, "-m", "idesign.render.apart")
TRIES = 2
"""OpenGL drivers crash once in thousands of pictures, and then draw the same picture."""
PATIENCE = {"preview": 300.0, "photo": 1800.0}
"""Seconds until the next word: a preview of a room of 200 things takes five on one core, a pass of its photograph and
the cleaning after the last one a minute or two."""


class DrawerError(RuntimeError):
    """The process that draws ended before it was done; says of what."""


@dataclass(frozen=True)
class Job:
    """What to draw and how; `textures` are its imported pictures by their names. `quality` and `variant` are a
    photograph's, see `photo.photograph`; a preview has none."""

    stage: Stage
    views: tuple[View, ...]
    textures: dict[str, bytes]
    quality: Quality | None = None
    variant: str = ""

    @property
    def patience(self) -> float:
        """Seconds until its next word."""
        return PATIENCE["preview" if self.quality is None else "photo"]

    def pictures(self, tell: Progress) -> Iterator[Picture]:
        """Makes them, here and now."""
        if self.quality is None:
            from idesign.render.preview import preview

            return preview(self.stage, self.views)
        from idesign.render.photo import photograph

        return photograph(self.stage, self.views, self.quality, tell, self.variant)


def preview_apart(stage: Stage, views: tuple[View, ...]) -> Iterator[Picture]:
    """`preview.preview` in a process of its own; when it dies, another draws what is missing. Raises `DrawerError` when
    that dies too."""
    jobs = [Job(stage, views, _textures(stage))] * TRIES
    return _done(jobs, lambda share: None)


def photograph_apart(
    stage: Stage,
    views: tuple[View, ...],
    quality: Quality,
    progress: Progress | None = None,
    variants: tuple[str, ...] = ("scalar_rgb",),
) -> Iterator[Picture]:
    """`photo.photograph` in a process of its own, by the first of Mitsuba's variants; where that dies, the next takes
    what is missing. Raises `DrawerError` when the last one dies or mitsuba is not installed."""
    jobs = [Job(stage, views, _textures(stage), quality, v) for v in variants]
    return _done(jobs, progress or (lambda share: None))


def _done(jobs: list[Job], tell: Progress) -> Iterator[Picture]:
    """The pictures of the first job; each further one makes what those before it did not come to."""
    done, total = 0, len(jobs[0].views)
    while True:
        job, *jobs = jobs
        try:
            for picture in _asked(replace(job, views=job.views[done:]), partial(_of_all, tell, done, total)):
                done += 1
                yield picture
            return
        except DrawerError:
            if not jobs:
                raise


def _of_all(tell: Progress, done: int, total: int, share: float) -> None:
    """Tells the share of what is left, after `done` of `total` pictures, as one of the whole."""
    tell((done + share * (total - done)) / total)


def _textures(stage: Stage) -> dict[str, bytes]:
    """The imported pictures that the stage shows: only the process that loaded them has them."""
    from assets.importing.pictures import PREFIX, encoded

    looks = {part.material for item in stage.items for part in item.model.parts}
    names = {name for m in looks for name in (m.texture, m.surface, m.relief) if name and name.startswith(PREFIX)}
    return {name: encoded(name) for name in sorted(names)}


def _asked(job: Job, tell: Progress) -> Iterator[Picture]:
    """The pictures of the job by one process."""
    with tempfile.TemporaryFile() as complaints:
        child = subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=complaints)
        try:
            _tell(child, job)
            for _ in job.views:
                yield _heard(child, complaints, job.patience, tell)
        finally:
            child.kill()
            child.communicate()


def _tell(child: subprocess.Popen[bytes], job: Job) -> None:
    """Hands over the job. A process that died before it read is found out when it is listened to."""
    assert child.stdin is not None
    with _patience(child, job.patience), suppress(BrokenPipeError):
        pickle.dump(job, child.stdin)
        child.stdin.flush()


def _heard(child: subprocess.Popen[bytes], complaints: IO[bytes], seconds: float, tell: Progress) -> Picture:
    """The next picture; `tell` hears the shares before it."""
    assert child.stdout is not None
    try:
        while True:
            with _patience(child, seconds):
                said: Picture | float = pickle.load(child.stdout)
            if not isinstance(said, float):
                return said
            tell(said)
    except (EOFError, pickle.UnpicklingError) as e:
        raise DrawerError(_reason(child.wait(), complaints)) from e


@contextmanager
def _patience(child: subprocess.Popen[bytes], seconds: float) -> Iterator[None]:
    """The process is killed when the block takes longer than it may."""
    timer = Timer(seconds, child.kill)
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _reason(status: int, complaints: IO[bytes]) -> str:
    complaints.seek(0)
    lines = complaints.read().decode(errors="replace").strip().splitlines()
    last = lines[-1].strip() if lines else ""
    if status >= 0:
        return last or f"the process that draws ended with status {status}"
    crash = f"the renderer died ({signal.Signals(-status).name})"
    return f"{crash}: {last}" if last else crash


def _draw() -> None:
    """The process that draws. What libraries print must not come between the pictures."""
    from assets.importing.pictures import register

    with os.fdopen(os.dup(1), "wb") as answers:
        os.dup2(2, 1)
        job: Job = pickle.load(sys.stdin.buffer)
        Thread(target=_end_with_asker, daemon=True).start()
        for data in job.textures.values():
            register(data)
        for picture in job.pictures(lambda share: _answer(float(share), answers)):
            _answer(picture, answers)


def _answer(said: Picture | float, answers: IO[bytes]) -> None:
    pickle.dump(said, answers)
    answers.flush()


def _end_with_asker() -> None:
    while os.read(0, 1):
        pass
    os._exit(1)


if __name__ == "__main__":
    _draw()
