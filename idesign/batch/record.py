"""What a batch says of one brief: a line of `manifest.jsonl` (`idesign.batch/1`).

A scene's record lies in its own folder as `batch.json`, so that folder and record appear in one step. Timings are the
only field in which two runs with the same settings may differ.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import TypeAdapter, ValidationError

from idesign.errors import InputError
from idesign.files import write_text

SCHEMA: Literal["idesign.batch/1"] = "idesign.batch/1"
FILE = "batch.json"
Status = Literal["solved", "unsolved", "failed", "refused"]
"""`solved` and `unsolved` have a folder (the scene's own status); `failed`: no scene could be made; `refused`: the line
is no brief."""


@dataclass(frozen=True)
class FileFact:
    """Size [bytes] and SHA-256 of a written file."""

    bytes: int
    sha256: str


@dataclass(frozen=True)
class Record:
    """One brief of a batch. `checks` are what is wrong with the scene, one line each; `scores` are the evaluation's
    values (None where it could not judge); `timings` [s] by stage; `size` is the room's width and depth [m]; `layout`
    is the hash of the layout (`idesign.batch.layout_hash`) and `duplicate_of` the first room of the list that has it;
    `tokens` and `cost` [US dollars] of language models are None when they are not known; `licences` counts the things
    under each licence."""

    id: str
    status: Status
    line: int = 0
    reason: str = ""
    tries: int = 1
    text: str = ""
    seed: int = 0
    room_type: str = ""
    style: str = ""
    size: tuple[float, float] | None = None
    area: float | None = None
    categories: Mapping[str, int] = field(default_factory=dict)
    checks: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    scores: Mapping[str, float | None] = field(default_factory=dict)
    layout: str = ""
    duplicate_of: str = ""
    models: Mapping[str, str] = field(default_factory=dict)
    tokens: int | None = 0
    cost: float | None = 0.0
    licences: Mapping[str, int] = field(default_factory=dict)
    files: Mapping[str, FileFact] = field(default_factory=dict)
    versions: Mapping[str, str] = field(default_factory=dict)
    timings: Mapping[str, float] = field(default_factory=dict)
    schema: Literal["idesign.batch/1"] = SCHEMA

    @property
    def made(self) -> bool:
        """Whether there is a folder with a scene."""
        return self.status in ("solved", "unsolved")


@cache
def _adapter() -> TypeAdapter[Record]:
    return TypeAdapter(Record)


def record_line(record: Record) -> str:
    """The record as one line of JSON, keys in a fixed order."""
    return _adapter().dump_json(record).decode() + "\n"


def parse_record(text: str | bytes) -> Record:
    """The record of a line. Raises `InputError` with the first fault."""
    try:
        return _adapter().validate_json(text)
    except ValidationError as e:
        first = e.errors()[0]
        raise InputError(f"record: {'.'.join(map(str, first['loc']))}: {first['msg']}") from e


def save_record(record: Record, folder: Path) -> None:
    write_text(folder / FILE, record_line(record))


def load_record(folder: Path, elsewhere: bool = False) -> Record | None:
    """The record of a folder whose files all have the sizes that it names; None when there is none (a crash of the
    machine, other than one of the program, may leave files that are cut short). `elsewhere`: only the record is here,
    the files are in a store."""
    try:
        record = parse_record((folder / FILE).read_bytes())
    except (OSError, InputError):
        return None
    return record if elsewhere or all(_has(folder / name, fact.bytes) for name, fact in record.files.items()) else None


def _has(path: Path, size: int) -> bool:
    try:
        return path.stat().st_size == size
    except OSError:
        return False


def file_facts(folder: Path) -> dict[str, FileFact]:
    """Every file below the folder by its relative name."""
    paths = sorted(p for p in folder.rglob("*") if p.is_file() and p.name != FILE)
    return {p.relative_to(folder).as_posix(): _fact(p) for p in paths}


def _fact(path: Path) -> FileFact:
    data = path.read_bytes()
    return FileFact(len(data), hashlib.sha256(data).hexdigest())
