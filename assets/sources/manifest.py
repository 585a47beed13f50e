"""`manifest.json` of a folder of models: one entry for each, checked one by one.

The file is a list of entries, or `{"schema": "idesign.assets/1", "assets": [entries]}`. An entry has `file` (a path
below the folder) and may have `id`, `name`, `category`, `source`, `licence`, `credit`, `sha256` (or a prefix),
`thumbnail` (a picture of it below the folder; else `beside`) with `thumbnail_sha256`, `scale_to_metres`, `up`,
`front` ("+Z", "none", "+X?" when unsure), `pitch_deg`, `size_m` ({"w", "d", "h"} or three numbers: width, depth,
height), `quality` in [0, 1] or `tier` ("A-...", best, to "D-..."), and `styles`.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from assets.asset import Vec3
from assets.catalogue import categories, lookup
from assets.errors import AssetError
from assets.importing.frame import Hints, axis
from assets.plain import plain
from assets.sources.listing import Listing
from assets.sources.naming import SURE, category_of, words_of
from assets.thumbnails import Thumbnail, beside

SCHEMA = "idesign.assets/1"
NAME = "manifest.json"
MOST_BYTES, MOST_ENTRIES = 64 * 2**20, 200_000
QUALITY = {"A": 0.95, "B": 0.7, "C": 0.5, "D": 0.3}
"""Looks by tier: photoreal, true to scale but plain, low poly, cartoon."""
FIGURES = {
    "polyhaven": "Poly Haven",
    "basemesh": "The Base Mesh",
    "kenney": "Kenney",
    "hssd": "HSSD",
    "abo": "Amazon Berkeley Objects",
}


def read_entries(path: Path) -> list[Any]:
    """The entries of a manifest. Raises `AssetError` when it is none."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise AssetError(f"{path}: is larger than {MOST_BYTES // 2**20} MB")
        document = json.loads(path.read_bytes())
    except OSError as e:
        raise AssetError(f"{path}: cannot be read ({e.strerror})") from e
    except (ValueError, RecursionError) as e:
        raise AssetError(f"{path}: is not JSON ({str(e)[:60]})") from e
    rows = document.get("assets") if isinstance(document, dict) else document
    if isinstance(document, dict) and document.get("schema", SCHEMA) != SCHEMA:
        raise AssetError(f"{path}: schema '{str(document['schema'])[:40]}' is not known; know {SCHEMA}")
    if not isinstance(rows, list) or len(rows) > MOST_ENTRIES:
        raise AssetError(f"{path}: must be a list of at most {MOST_ENTRIES} models, or hold one under 'assets'")
    return rows


def listing_of(row: Any, folder: Path) -> Listing:
    """The listing of an entry. Raises `AssetError` in words that follow the entry's name."""
    if not isinstance(row, dict):
        raise AssetError("is no object with a 'file'")
    path = _below(folder, _text(row, "file"))
    if not path.is_file():
        raise AssetError(f"its file '{_text(row, 'file')[:80]}' is missing")
    source = _text(row, "source") or folder.name
    licence = _text(row, "licence") or _text(row, "license") or "unknown"
    name = _text(row, "name") or words_of(path.stem)
    return Listing(
        id=entry_id(row), source=source, licence=licence, category=_category(row, path), name=name, path=path,
        credit=_text(row, "credit") or default_credit(path.stem, source, licence), root=folder, hints=_hints(row),
        sha256=_digest(row, "sha256"), size=_size(row), quality=_quality(row), styles=_styles(row),
        thumbnail=_thumbnail(row, path, folder),
    )  # fmt: skip


def _below(folder: Path, file: str) -> Path:
    """The path of a file that an entry names. Raises `AssetError` for one outside the folder."""
    path = folder / file
    if not file or PurePosixPath(file).is_absolute() or not path.resolve().is_relative_to(folder.resolve()):
        raise AssetError(f"its file '{file[:80]}' lies outside the folder")
    return path


def _thumbnail(row: Mapping[str, Any], path: Path, folder: Path) -> Thumbnail | None:
    said = _text(row, "thumbnail")
    return Thumbnail(_below(folder, said), _digest(row, "thumbnail_sha256")) if said else beside(path)


def entry_id(row: Mapping[str, Any]) -> str:
    """The id of an entry, else its path without suffix."""
    return _text(row, "id") or str(PurePosixPath(_text(row, "file")).with_suffix(""))


def default_credit(title: str, source: str, licence: str) -> str:
    """ "ArmChair_01 by Poly Haven, CC0-1.0"."""
    return f"{title} by {FIGURES.get(source, source)}, {licence}"


def _text(row: Mapping[str, Any], name: str) -> str:
    value = row.get(name)
    if value is not None and not isinstance(value, str):
        raise AssetError(f"its '{name}' must be text, not {str(value)[:30]}")
    return plain(value or "")


def _digest(row: Mapping[str, Any], name: str) -> str:
    text = _text(row, name)
    if text and not re.fullmatch(r"[0-9a-fA-F]{8,64}", text):
        raise AssetError(f"its {name} '{text[:20]}' is no checksum")
    return text


def _number(row: Mapping[str, Any], name: str) -> float | None:
    value = row.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        raise AssetError(f"its '{name}' must be a number, not {str(value)[:30]}")
    return float(value)


def _category(row: Mapping[str, Any], path: Path) -> str:
    said = _text(row, "category")
    if said in categories():
        return said
    if said:
        name, score = lookup(said)
        if score >= SURE:
            return name
        raise AssetError(f"its category '{said}' is not known; the nearest is '{name}'")
    found = category_of(path)
    if found is None:
        raise AssetError(f"'{words_of(path.stem)}' names no kind of furniture: give its 'category'")
    return found


def _hints(row: Mapping[str, Any]) -> Hints:
    up, front = _text(row, "up") or None, _text(row, "front") or None
    for name in (up, front):
        if name is not None and name != "none":
            axis(name.rstrip("?"))
    pitch = _number(row, "pitch_deg")
    if pitch is None:  # such as "pitch +90 about X to hang"
        found = re.search(r"pitch ([+-]?\d+) about x", _text(row, "pose_note").lower())
        pitch = float(found.group(1)) if found else 0.0
    scale = _number(row, "scale_to_metres")
    return Hints(scale=scale, up=up, front=front, pitch_deg=pitch)


def _size(row: Mapping[str, Any]) -> Vec3 | None:
    said = row.get("size_m")
    values = [said.get(k) for k in "wdh"] if isinstance(said, dict) else said
    if values is None:
        return None
    if (
        not isinstance(values, list)
        or len(values) != 3
        or not all(isinstance(v, (int, float)) and math.isfinite(v) and v > 0 for v in values)
    ):
        raise AssetError(f"its size_m '{str(said)[:40]}' is not width, depth and height")
    return (float(values[0]), float(values[1]), float(values[2]))


def _quality(row: Mapping[str, Any]) -> float:
    value = _number(row, "quality")
    return min(max(value, 0.0), 1.0) if value is not None else QUALITY.get(_text(row, "tier")[:1].upper(), 0.7)


def _styles(row: Mapping[str, Any]) -> tuple[str, ...]:
    said = row.get("styles", [])
    if not isinstance(said, list) or not all(isinstance(s, str) for s in said):
        raise AssetError("its 'styles' must be a list of words")
    return tuple(said)


__all__ = ["NAME", "SCHEMA", "default_credit", "entry_id", "listing_of", "read_entries"]
