"""What a worker does with a job: the folder of its scene, whole, or a failure with a reason.

A work function gets the job and an empty folder, fills it and returns the record. The folder is then moved to its place
together with the record, in one step; a second try that finds the place taken by a whole folder takes that.
"""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from idesign.batch.jobs import Job
from idesign.batch.record import FILE, Record, file_facts, load_record, save_record
from idesign.batch.store import Store
from idesign.errors import BudgetError, InputError, StoreError

Work = Callable[[Job, Path], Record]
"""Fills the folder. Raises `InputError` for a brief that cannot be used; anything else that it raises may be tried
again."""
Prepare = Callable[[Sequence[Job]], Sequence[Work]]
"""Does for several jobs at once what can be done for them together, and gives for each the work that is left. What is
wrong with one job is raised by its work."""
Trouble = Literal["input", "error", "memory", "disk", "killed", "time", "budget", "store"]
"""Why there is no scene: the brief; a fault; too much memory; a full disk; the process died; it took too long; the
budget for language models is used up; the store does not answer."""
FULL = (errno.ENOSPC, errno.EDQUOT)


@dataclass(frozen=True)
class Failure:
    """A try that made nothing. `reason` is one line; `trace` is where a fault came from."""

    trouble: Trouble
    reason: str
    trace: str = ""


def prepared(prepare: Prepare, jobs: Sequence[Job]) -> Sequence[Work] | Failure:
    """The works of several jobs, or why they cannot be done together."""
    try:
        return prepare(jobs)
    except MemoryError:
        return Failure("memory", "ran out of memory")
    except Exception as e:  # noqa: BLE001 - each job is then tried alone, where its own fault is known as such
        return _fault(e)


def perform(work: Work, job: Job, out: Path, scratch: Path, store: Store | None = None) -> Record | Failure:
    """Does the work in a folder below `scratch` (on the same file system) and moves it to `out / job.id`, or sends it
    to the store."""
    if store is None and (found := load_record(out / job.id)) is not None:
        return found
    staged = None
    try:
        if store is not None:
            scratch.mkdir(parents=True, exist_ok=True)  # another machine of a cluster has none yet
        staged = Path(tempfile.mkdtemp(prefix="scene-", dir=scratch))
        staged.chmod(0o755)
        record = work(job, staged)
        record = replace(record, files=file_facts(staged))
        save_record(record, staged)
        return _move(staged, out / job.id, record) if store is None else _send(staged, store, record)
    except InputError as e:
        return Failure("input", _line(str(e)))
    except BudgetError as e:
        return Failure("budget", str(e))
    except StoreError as e:
        return Failure("store", str(e))
    except MemoryError:
        return Failure("memory", "ran out of memory")
    except Exception as e:  # noqa: BLE001 - the wall between one brief and the rest: every fault becomes a reason
        return _fault(e)
    finally:
        if staged is not None:
            shutil.rmtree(staged, ignore_errors=True)


def _move(staged: Path, place: Path, record: Record) -> Record:
    if place.exists():
        if (found := load_record(place)) is not None:
            return found
        _refuse_strangers(place)
        shutil.rmtree(place)
    staged.replace(place)
    return record


def _send(staged: Path, store: Store, record: Record) -> Record:
    store.send(staged, record.id)
    return record


def _refuse_strangers(place: Path) -> None:
    """Only what a batch left may be replaced."""
    if not place.is_dir() or (any(place.iterdir()) and not (place / FILE).exists()):
        raise InputError(f"{place.name}: is there already and is not of this batch")


def _fault(error: Exception) -> Failure:
    if isinstance(error, OSError) and error.errno in FULL:
        return Failure("disk", f"no space left ({os.strerror(error.errno or 0)})")
    text = _line(str(error))
    return Failure("error", f"{type(error).__name__}: {text}" if text else type(error).__name__, traceback.format_exc())


def _line(text: str) -> str:
    return " ".join(text.split())[:500]
