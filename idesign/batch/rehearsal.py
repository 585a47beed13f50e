"""A work function that does what the words of a brief say: for tests of what goes wrong in a batch.

"write 3"         three small files, like a scene's           "pause 0.2"   takes so many seconds, then writes
"fault"           raises an error                             "refuse"      cannot use the brief
"die"             ends its process at once                    "hang"        never ends
"eat 900"         holds 900 MiB, then hangs                   "full"        finds the disk full
"broke"           finds the budget used up
"<word> once F"   does the word only when the file F is not there yet, and makes it

Jobs that are rehearsed together obey first and then write; their layouts say whose words came so far.
"""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from idesign.batch.jobs import Job
from idesign.batch.record import Record
from idesign.batch.together import Done, Seat, side_by_side
from idesign.batch.work import Work
from idesign.errors import BriefError, BudgetError

MIB = 1 << 20


def rehearse(job: Job, folder: Path) -> Record:
    """Obeys, and writes the files of a small pretended scene."""
    _obeyed(job)
    return _written(job, folder)


def rehearse_together(jobs: Sequence[Job]) -> list[Work]:
    """Obeys for all of the jobs, and gives what writes each of their scenes."""

    def answers(asked: Sequence[str]) -> list[str]:
        return [" ".join(asked)] * len(asked)

    def room(job: Job, seat: Seat[str, str, str]) -> str:
        _obeyed(job)
        return seat.ask(job.id)

    return [partial(_taken, done) for done in side_by_side([partial(room, job) for job in jobs], answers)]


def _taken(done: Done[str], job: Job, folder: Path) -> Record:
    return _written(job, folder, done.taken())


def _obeyed(job: Job) -> None:
    word, *rest = job.text.split(maxsplit=2)
    if rest[:1] != ["once"] or _first(Path(rest[1])):
        _obey(word, rest[0] if rest and rest[0] != "once" else "")


def _written(job: Job, folder: Path, layout: str = "") -> Record:
    word, *rest = job.text.split(maxsplit=2)
    begun = time.perf_counter()
    for k in range(int(rest[0]) if word == "write" else 2):
        (folder / f"file-{k}.txt").write_text(f"{job.id} {k}\n" * 50, encoding="utf-8")
    seconds = {"write": time.perf_counter() - begun}
    return Record(job.id, "solved", job.line, text=job.text, seed=job.seed or 0, layout=layout, timings=seconds)


def _first(marker: Path) -> bool:
    """Whether the marker was not there; it is now."""
    try:
        marker.touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


def _obey(word: str, much: str) -> None:
    if word == "pause":
        time.sleep(float(much))
    elif word == "fault":
        raise RuntimeError("a fault was asked for")
    elif word == "refuse":
        raise BriefError("this brief cannot be used")
    elif word == "die":
        os.abort()
    elif word == "full":
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    elif word == "broke":
        raise BudgetError("the budget is used up")
    elif word in ("hang", "eat"):
        held = b"x" * (int(much or 0) * MIB)
        while True:
            time.sleep(1 + len(held) % 2)
