"""What a batch folder says of itself, so that a batch can be stopped at any moment and taken up again.

    DIR/<id>/             a finished scene with its batch.json: here or not here, never half
    DIR/manifest.jsonl    all records in the order of the list, written whole at the end
    DIR/.batch/<part>/    settings.json, tries.jsonl (what failed), lock, run.json (who is at work), scratch/

`part` is "all", or "3-of-10" for a shard. What is done is read from the scenes' folders alone: there is no second book
that could disagree. Only failures need one: `tries.jsonl` grows by whole lines, and a line cut short is dropped.
"""

from __future__ import annotations

import heapq
import json
import os
import platform
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from idesign.batch.jobs import BadLine, Job, Line
from idesign.batch.record import FILE, Record, load_record, parse_record, record_line, save_record
from idesign.batch.store import Store, cleared
from idesign.batch.work import Failure
from idesign.errors import InputError
from idesign.files import whole_file, write_text

STATE = ".batch"
MANIFEST = "manifest.jsonl"


@dataclass
class Ledger:
    """The books of one part of a batch folder; made by `opened`. With a `store`, the scenes are there and `out` holds
    their records."""

    out: Path
    part: str = "all"
    tries: dict[str, list[Failure]] = field(default_factory=dict)
    store: Store | None = None

    @property
    def state(self) -> Path:
        return self.out / STATE / self.part

    @property
    def scratch(self) -> Path:
        """Where scenes are made before they are moved to their place."""
        return self.state / "scratch"

    @property
    def manifest(self) -> Path:
        return self.out / (MANIFEST if self.part == "all" else f"manifest-{self.part}.jsonl")

    def note(self, id: str, failure: Failure) -> int:
        """Writes down a try that failed and says how many there are now."""
        with (self.state / "tries.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps({"id": id, **asdict(failure)}) + "\n")
        self.tries.setdefault(id, []).append(failure)
        self.send(self.state / "tries.jsonl")
        return len(self.tries[id])

    def forget_failures(self) -> None:
        """What failed is open again."""
        (self.state / "tries.jsonl").unlink(missing_ok=True)
        self.tries.clear()
        if self.store is not None:
            self.store.remove(f"{STATE}/{self.part}/tries.jsonl")

    def send(self, path: Path) -> None:
        """A file of the books to the store, where there is one."""
        if self.store is not None:
            self.store.put(path.relative_to(self.out).as_posix(), path.read_bytes())

    def learn(self, record: Record) -> None:
        """Keeps the record of a scene that was sent to the store."""
        if self.store is not None:
            (self.out / record.id).mkdir(exist_ok=True)
            save_record(record, self.out / record.id)

    def record(self, line: Line) -> Record | None:
        """What became of a line of the list so far; None when that is open."""
        if isinstance(line, BadLine):
            return Record(line.id, "refused", line.line, line.reason, tries=0)
        return load_record(self.out / line.id, elsewhere=self.store is not None)

    def write_manifest(self, lines: Iterable[Line], most: int) -> None:
        """All records so far, whole. `most` tries make a failure final."""
        first: dict[str, str] = {}
        with whole_file(self.manifest) as temporary, temporary.open("w", encoding="utf-8") as file:
            for line in lines:
                found = self.record(line) or (self.failed(line, most) if isinstance(line, Job) else None)
                if found is not None:
                    file.write(record_line(_told_apart(found, first)))
        self.send(self.manifest)

    def failed(self, job: Job, most: int) -> Record | None:
        """The record of a job that failed for good."""
        tries = self.tries.get(job.id, [])
        if not tries or (len(tries) < most and tries[-1].trouble != "input"):
            return None
        return Record(job.id, "failed", job.line, tries[-1].reason, len(tries), job.text, job.seed or 0)


def _told_apart(record: Record, first: dict[str, str]) -> Record:
    """The record, marked when an earlier one has its layout."""
    earlier = first.setdefault(record.layout, record.id) if record.layout else record.id
    return record if earlier == record.id else replace(record, duplicate_of=earlier)


@contextmanager
def opened(
    out: Path, part: str, settings: Mapping[str, Any], resume: bool, store: Store | None = None
) -> Iterator[Ledger]:
    """The ledger of a batch folder or store, for this process alone. Raises `InputError` when another run is at work
    there, when it holds a batch and `resume` is False, and when that batch had other settings."""
    ledger = Ledger(out, part, store=store)
    try:
        ledger.state.mkdir(parents=True, exist_ok=True)
    except OSError as e:
        raise InputError(f"--out {out}: cannot be written ({e.strerror})") from e
    lock = FileLock(ledger.state / "lock", timeout=0)
    try:
        lock.acquire()
    except Timeout as e:
        raise InputError(f"--out {out}: another run is at work there{_who(ledger)}") from e
    try:
        with _claimed(ledger):
            _begin(ledger, settings, resume)
            yield ledger
    finally:
        shutil.rmtree(ledger.scratch, ignore_errors=True)
        lock.release()


@contextmanager
def _claimed(ledger: Ledger) -> Iterator[None]:
    """The store is this run's alone, and what it knows of the batch is here."""
    if ledger.store is None:
        yield
        return
    books = f"{STATE}/{ledger.part}/"

    def known(name: str) -> bool:
        record = name.count("/") == 1 and name.endswith(f"/{FILE}")
        return record or (name.startswith(books) and name != f"{books}run.json")

    with ledger.store.claimed(f"{books}run.json"):
        cleared(ledger.out)
        for name in ("settings.json", "tries.jsonl"):
            (ledger.state / name).unlink(missing_ok=True)
        ledger.store.fetch(ledger.out, known)
        yield


def _begin(ledger: Ledger, settings: Mapping[str, Any], resume: bool) -> None:
    """Everything is made ready; nothing of an earlier run is in the way."""
    try:
        _agree(ledger, settings, resume)
        write_text(ledger.state / "run.json", json.dumps({"pid": os.getpid(), "host": platform.node()}) + "\n")
        shutil.rmtree(ledger.scratch, ignore_errors=True)
        ledger.scratch.mkdir(exist_ok=True)
        ledger.tries = _read_tries(ledger.state / "tries.jsonl")
    except OSError as e:
        raise InputError(f"--out {ledger.out}: cannot be written ({e.strerror})") from e


def _who(ledger: Ledger) -> str:
    try:
        run = json.loads((ledger.state / "run.json").read_text(encoding="utf-8"))
        return f" (process {run['pid']} on {run['host']})"
    except (OSError, ValueError, KeyError):
        return ""


def _agree(ledger: Ledger, settings: Mapping[str, Any], resume: bool) -> None:
    """Settings are written by the first run and may not change after it."""
    path, now = ledger.state / "settings.json", dict(json.loads(json.dumps(settings)))
    if not path.exists():
        write_text(path, json.dumps(now, indent=1, ensure_ascii=False) + "\n")
        return ledger.send(path)
    if not resume:
        raise InputError(f"--out {ledger.out}: holds a batch already; add --resume to go on with it")
    before = json.loads(path.read_text(encoding="utf-8"))
    changed = [k for k in {**before, **now} if before.get(k) != now.get(k)]
    if changed:
        what = "; ".join(f"{k} was {_shown(before.get(k))} and is now {_shown(now.get(k))}" for k in changed)
        raise InputError(f"--resume: {what}; give the former settings, or another --out")
    return None


def _shown(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 80 else f"{text[:77]}..."


def _read_tries(path: Path) -> dict[str, list[Failure]]:
    """The failures of earlier runs; a last line without its end is cut off."""
    found: dict[str, list[Failure]] = {}
    if not path.exists():
        return found
    data = path.read_bytes()
    whole = data[: data.rfind(b"\n") + 1]
    if len(whole) < len(data):
        os.truncate(path, len(whole))
    for row in map(json.loads, whole.splitlines()):
        found.setdefault(row.pop("id"), []).append(Failure(**row))
    return found


def join_shards(out: Path, count: int) -> bool:
    """Writes `manifest.jsonl` from those of all shards, in the order of the list; False while one is missing."""
    parts = [out / f"manifest-{k}-of-{count}.jsonl" for k in range(1, count + 1)]
    if not all(p.is_file() for p in parts):
        return False
    first: dict[str, str] = {}
    with ExitStack() as files, whole_file(out / MANIFEST) as temporary:
        rows = [map(parse_record, files.enter_context(p.open("rb"))) for p in parts]
        target = files.enter_context(temporary.open("w", encoding="utf-8"))
        for record in heapq.merge(*rows, key=lambda r: r.line):
            target.write(record_line(_told_apart(replace(record, duplicate_of=""), first)))
    return True


def read_settings(folder: Path) -> dict[str, Any]:
    """The settings of a batch, those of its first shard when it has some; empty when there are none."""
    path = next(iter(sorted((folder / STATE).glob("*/settings.json"))), None)
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path else {}


def read_manifest(folder: Path) -> Iterator[Record]:
    """The records of a finished or stopped batch, those of its shards after each other. Raises `InputError`."""
    paths = [folder / MANIFEST] if (folder / MANIFEST).exists() else sorted(folder.glob("manifest-*-of-*.jsonl"))
    if not paths:
        raise InputError(f"{folder}: holds no {MANIFEST}")
    for path in paths:
        with path.open("rb") as file:
            yield from (parse_record(line) for line in file)
