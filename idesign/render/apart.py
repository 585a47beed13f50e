"""Previews drawn in a process of their own: a graphics driver that crashes or hangs costs a picture, not the work.

The process is this module. It reads what to draw from its standard input and answers with one picture after the other;
an end before the last picture means that it died. What it complained of goes into the reason.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import islice
from threading import Timer
from typing import IO

import numpy as np
from numpy.typing import NDArray

from idesign.render.camera import View
from idesign.render.stage import Stage

Picture = NDArray[np.uint8]

COMMAND = (sys.executable, "-m", "idesign.render.apart")
TRIES = 2
"""Drivers crash once in thousands of pictures, and then draw the same picture."""
PATIENCE = 300.0
"""Seconds that one picture may take; a room of 200 things takes five on one core."""


class DrawerError(RuntimeError):
    """The process that draws ended before it was done; says of what."""


@dataclass(frozen=True)
class Job:
    """What to draw; `textures` are its imported pictures by their names."""

    stage: Stage
    views: tuple[View, ...]
    textures: dict[str, bytes]


def preview_apart(stage: Stage, views: tuple[View, ...]) -> Iterator[Picture]:
    """`preview.preview` in a process of its own; when it dies, another draws what is missing. Raises `DrawerError` when
    that dies too."""
    job, done = Job(stage, views, _textures(stage)), 0
    for left in reversed(range(TRIES)):
        try:
            for picture in islice(_asked(job), done, None):
                done += 1
                yield picture
            return
        except DrawerError:
            if not left:
                raise


def _textures(stage: Stage) -> dict[str, bytes]:
    """The imported pictures that the stage shows: only the process that loaded them has them."""
    from assets.importing.pictures import PREFIX, encoded

    looks = {part.material for item in stage.items for part in item.model.parts}
    names = {name for m in looks for name in (m.texture, m.surface, m.relief) if name and name.startswith(PREFIX)}
    return {name: encoded(name) for name in sorted(names)}


def _asked(job: Job) -> Iterator[Picture]:
    with tempfile.TemporaryFile() as complaints:
        child = subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=complaints)
        try:
            _tell(child, job)
            for _ in job.views:
                yield _heard(child, complaints)
        finally:
            child.kill()
            child.communicate()


def _tell(child: subprocess.Popen[bytes], job: Job) -> None:
    """Hands over the job. A process that died before it read is found out when it is listened to."""
    assert child.stdin is not None
    with _patience(child), suppress(BrokenPipeError):
        pickle.dump(job, child.stdin)
        child.stdin.flush()


def _heard(child: subprocess.Popen[bytes], complaints: IO[bytes]) -> Picture:
    """The next picture."""
    assert child.stdout is not None
    try:
        with _patience(child):
            picture: Picture = pickle.load(child.stdout)
    except (EOFError, pickle.UnpicklingError) as e:
        raise DrawerError(_reason(child.wait(), complaints)) from e
    return picture


@contextmanager
def _patience(child: subprocess.Popen[bytes]) -> Iterator[None]:
    """The process is killed when the block takes longer than it may."""
    timer = Timer(PATIENCE, child.kill)
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
    crash = f"the OpenGL driver crashed ({signal.Signals(-status).name})"
    return f"{crash}: {last}" if last else crash


def _draw() -> None:
    """The process that draws. What libraries print must not come between the pictures."""
    from assets.importing.pictures import register
    from idesign.render.preview import preview

    with os.fdopen(os.dup(1), "wb") as answers:
        os.dup2(2, 1)
        job: Job = pickle.load(sys.stdin.buffer)
        for data in job.textures.values():
            register(data)
        for picture in preview(job.stage, job.views):
            pickle.dump(picture, answers)
            answers.flush()


if __name__ == "__main__":
    _draw()
