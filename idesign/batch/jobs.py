"""The list of a batch: one job a line, read one by one, so that a million lines need no memory of their own.

JSONL: `id`, `text` and optionally `room` (an object as in a room file), `seed`, `style`, `budget`; other fields are
ignored. CSV: the same as columns, under their common names and without regard to case. A line that cannot be used is
a `BadLine` with its number and reason; the lines after it are read. A .txt file has a request a line; their ids are
`room-1`, `room-2`, by the number of the line.
"""

from __future__ import annotations

import csv
import json
import math
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from idesign.errors import InputError

ID_COLUMNS = ("id", "key", "name")
TEXT_COLUMNS = ("text", "description", "brief", "prompt", "request")
SAFE_ID = re.compile(r"[^\W_][\w.+-]*")
MAX_ID = 100
"""Longest id [bytes of UTF-8]: a file name has 255, and hidden names beside it are made of it."""
RESERVED = frozenset({"con", "prn", "aux", "nul"})
"""What Windows takes for a device."""
OWN_NAMES = frozenset({"readme.md", "gallery.html", "manifest.jsonl", "manifest.parquet", "figures"})
"""What the batch itself writes beside the scenes."""
MAX_TEXT = 20_000
"""Characters of a request."""
MAX_LINE = 4_000_000
"""Characters of a line; a longer one is none that a person wrote."""


@dataclass(frozen=True)
class Job:
    """One brief. `room` is the JSON text of a room object, "" for none; `seed` None is the seed of the whole batch;
    `budget` is an amount with its currency as a person writes it, "" for none. `line` is its number in the file."""

    id: str
    text: str
    room: str = ""
    seed: int | None = None
    style: str = ""
    budget: str = ""
    line: int = 0


@dataclass(frozen=True)
class BadLine:
    """A line that is no job: its number (from 1), why, and its id where it could be read."""

    line: int
    reason: str
    id: str = ""


Line = Job | BadLine
Row = TypeVar("Row")


def read_jobs(path: Path) -> Iterator[Line]:
    """The lines of a .csv, .tsv or .txt file, or of any other as JSONL, with every id once. Raises `InputError` for a
    file that cannot be read at all; `no_jobs` is the caller's to notice."""
    ending = path.suffix.lower()
    rows = _csv_rows(path) if ending in (".csv", ".tsv") else _rows(path, _text_job if ending == ".txt" else _json_job)
    seen: set[str] = set()
    for line in rows:
        if isinstance(line, Job) and line.id.casefold() in seen:
            yield BadLine(line.line, f"id {line.id!r} stands twice", line.id)
            continue
        if isinstance(line, Job):
            seen.add(line.id.casefold())
        yield line


def shard(lines: Iterable[Line], index: int, count: int) -> Iterator[Line]:
    """Every `count`-th line, beginning with number `index` (from 1)."""
    return (line for k, line in enumerate(lines) if k % count == index - 1)


# ---------------------------------------------------------------- files
def _rows(path: Path, make: Callable[[str, int], Job]) -> Iterator[Line]:
    with _opened(path) as file:
        for number, raw in enumerate(file, 1):
            if raw.strip("\ufeff \t\r\n"):
                yield _guarded(make, raw, number)


def _opened(path: Path) -> Any:
    try:
        return path.open(encoding="utf-8-sig", errors="surrogateescape", newline=None)
    except OSError as e:
        raise InputError(f"{path}: cannot be read ({e.strerror})") from e


def _text_job(raw: str, number: int) -> Job:
    return _job({"id": f"room-{number}", "text": raw.strip()}, number)


def _json_job(raw: str, number: int) -> Job:
    if len(raw) > MAX_LINE:
        raise InputError(f"is longer than {MAX_LINE} characters")
    try:
        row = json.loads(raw)
    except (ValueError, RecursionError) as e:
        raise InputError(f"is not JSON ({e})") from e
    if not isinstance(row, dict):
        raise InputError(f"must be an object with id and text, not {type(row).__name__}")
    return _job(row, number)


def _csv_rows(path: Path) -> Iterator[Line]:
    with _opened(path) as file:
        reader = csv.reader(file, delimiter="\t" if path.suffix.lower() == ".tsv" else ",")
        try:
            columns = _columns(next(reader, []), path)
            for cells in reader:
                if any(cells):
                    number, row = reader.line_num, {n: cells[k] for n, k in columns.items() if k < len(cells)}
                    yield _guarded(_csv_job, row, number)
        except csv.Error as e:
            yield BadLine(reader.line_num, f"is not CSV ({e})")


def _columns(header: list[str], path: Path) -> dict[str, int]:
    """Our field -> number of its column."""
    places = {h.strip().casefold(): k for k, h in reversed(list(enumerate(header)))}
    names = {"id": ID_COLUMNS, "text": TEXT_COLUMNS, **{n: (n,) for n in ("room", "seed", "style", "budget")}}
    found = {field: places[n] for field, known in names.items() for n in known if n in places}
    for field in ("id", "text"):
        if header and field not in found:
            raise InputError(f"{path}: has no column {field!r} (known names: {', '.join(names[field])})")
    return found


def _csv_job(row: dict[str, str], number: int) -> Job:
    given: dict[str, Any] = {k: v for k, v in row.items() if v.strip()}
    if "seed" in given:
        given["seed"] = _whole(given["seed"])
    if "room" in given:
        given["room"] = _parsed_room(given["room"])
    return _job(given, number)


def _whole(text: str) -> int:
    try:
        return int(text)
    except ValueError as e:
        raise InputError(f"seed: is {text!r}; it must be a whole number") from e


def _parsed_room(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError as e:
        raise InputError(f"room: is not JSON ({e})") from e


def _guarded(make: Callable[[Row, int], Job], row: Row, number: int) -> Line:
    try:
        return make(row, number)
    except InputError as e:
        return BadLine(number, str(e))


# ---------------------------------------------------------------- values
def _job(row: dict[str, Any], number: int) -> Job:
    seed = row.get("seed")
    if seed is not None and (not isinstance(seed, int) or isinstance(seed, bool) or not 0 <= seed < 2**31):
        raise InputError(f"seed: is {_shown(seed)}; it must be a whole number from 0 to {2**31 - 1}")
    room = row.get("room")
    if room is not None and not isinstance(room, dict):
        raise InputError("room: must be an object as in a room file")
    return Job(
        id=_id(row.get("id")),
        text=_text(row.get("text")),
        room=json.dumps(room, sort_keys=True) if room else "",
        seed=seed,
        style=_word(row, "style"),
        budget=_budget(row.get("budget")),
        line=number,
    )


def _id(value: Any) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str) or not value:
        raise InputError("has no id")
    if not SAFE_ID.fullmatch(value) or len(value.encode(errors="replace")) > MAX_ID or _taken(value):
        raise InputError(
            f"id: {_shown(value)} is no safe file name (letters, digits, '-', '_', '.', '+'; at most {MAX_ID} bytes)"
        )
    return value


def _taken(name: str) -> bool:
    low = name.casefold()
    return low in OWN_NAMES or low.partition(".")[0] in RESERVED or name.endswith(".") or not _is_text(name)


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise InputError("text: is missing or empty")
    if not _is_text(value):
        raise InputError("text: is not UTF-8")
    if len(value) > MAX_TEXT:
        raise InputError(f"text: has {len(value)} characters; at most {MAX_TEXT} are read")
    return value


def _is_text(value: str) -> bool:
    """Whether it can be written as UTF-8 again."""
    return not any("\ud800" <= c <= "\udfff" for c in value)


def _word(row: dict[str, Any], key: str) -> str:
    value = row.get(key)
    if value is None:
        return ""
    if not isinstance(value, str) or not _is_text(value):
        raise InputError(f"{key}: must be text, not {_shown(value)}")
    return value.strip()


def _budget(value: Any) -> str:
    """As a person writes it: 1500, "1500 EUR", {"amount": 1500, "currency": "EUR"}."""
    if isinstance(value, dict):
        value = f"{value.get('amount')} {value.get('currency', '')}".strip()
    if isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value):
        value = f"{value:g}"
    return _word({"budget": value}, "budget")


def _shown(value: Any) -> str:
    """A value of the file in a message, cut short, in one line."""
    text = ascii(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
