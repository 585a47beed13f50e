"""What all network sources share: offers are fetched one by one into a folder with a manifest."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assets.errors import AssetError
from assets.sources import manifest
from assets.sources.listing import Offer


@dataclass(frozen=True)
class Entry:
    """Where a fetched model lies below the folder, and what its source says of its frame."""

    file: str
    front: str | None = None
    up: str | None = None
    scale: float | None = None
    quality: float = 0.7
    size: tuple[float, float, float] | None = None


def safe_name(id: str) -> str:
    """The id when it can be a file's name. Raises `AssetError`."""
    if not re.fullmatch(r"[A-Za-z0-9][\w.\-]{0,120}", id):
        raise AssetError(f"'{id[:60]}' cannot be the name of a model")
    return id


def fetch_all(
    source: str, offers: tuple[Offer, ...], folder: Path, one: Callable[[Offer, Path], Entry]
) -> tuple[str, ...]:
    """Fetches each offer and adds it to the folder's manifest. One line for each that could not be had; raises
    `AssetError` when none could."""
    rows, failed = _present(folder), []
    for offer in offers:
        try:
            rows[f"{source}/{offer.id}"] = _row(source, offer, one(offer, folder), folder)
        except AssetError as e:
            failed.append(f"{offer.id}: {e}; a piece made to size takes its place")
        except OSError as e:
            raise AssetError(f"{folder}: cannot be written ({e.strerror or e})") from e
    if offers and len(failed) == len(offers):
        raise AssetError(f"nothing could be fetched from {source}: {failed[0]}")
    _write(folder, list(rows.values()))
    return tuple(failed)


def _present(folder: Path) -> dict[str, dict[str, Any]]:
    index = folder / manifest.NAME
    rows = manifest.read_entries(index) if index.is_file() else []
    return {manifest.entry_id(r): r for r in rows if isinstance(r, dict)}


def _row(source: str, offer: Offer, entry: Entry, folder: Path) -> dict[str, Any]:
    with (folder / entry.file).open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    row = {
        "id": f"{source}/{offer.id}", "file": entry.file, "source": source, "name": offer.name,
        "category": offer.category, "licence": offer.licence, "credit": offer.credit, "sha256": digest,
        "up": entry.up, "front": entry.front, "scale_to_metres": entry.scale, "quality": entry.quality,
        "size_m": list(entry.size) if entry.size else None,
    }  # fmt: skip
    return {k: v for k, v in row.items() if v is not None}


def _write(folder: Path, rows: list[dict[str, Any]]) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        text = json.dumps({"schema": manifest.SCHEMA, "assets": rows}, indent=1, ensure_ascii=False, allow_nan=False)
        part = folder / f".{manifest.NAME}.part"
        part.write_text(text + "\n", encoding="utf-8")
        part.replace(folder / manifest.NAME)
    except OSError as e:
        raise AssetError(f"{folder}: cannot be written ({e.strerror or e})") from e
