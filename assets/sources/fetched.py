"""What all network sources share: offers are fetched one by one into a folder with a manifest."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from assets.errors import AssetError
from assets.sources import manifest
from assets.sources.download import Downloader, RemoteFile
from assets.sources.listing import Offer
from assets.thumbnails import SUFFIXES, Thumbnail, small_picture


@dataclass(frozen=True)
class Entry:
    """Where a fetched model and its picture lie below the folder, and what its source says of its frame. `remark`: what
    of it could not be had."""

    file: str
    front: str | None = None
    up: str | None = None
    scale: float | None = None
    quality: float = 0.7
    size: tuple[float, float, float] | None = None
    thumbnail: str = ""
    remark: str = ""


def safe_name(id: str) -> str:
    """The id when it can be a file's name. Raises `AssetError`."""
    if not re.fullmatch(r"[A-Za-z0-9][\w.\-]{0,120}", id):
        raise AssetError(f"'{id[:60]}' cannot be the name of a model")
    return id


def fetch_all(
    source: str, offers: tuple[Offer, ...], folder: Path, one: Callable[[Offer, Path], Entry]
) -> tuple[str, ...]:
    """Fetches each offer and adds it to the folder's manifest. One line for each that could not be had, or not with its
    picture; raises `AssetError` when none could."""
    rows, failed, remarks = _present(folder), [], []
    for offer in offers:
        try:
            entry = one(offer, folder)
            rows[f"{source}/{offer.id}"] = _row(source, offer, entry, folder)
            remarks += [f"{offer.id}: {entry.remark}"] if entry.remark else []
        except AssetError as e:
            failed.append(f"{offer.id}: {e}; a piece made to size takes its place")
        except OSError as e:
            raise AssetError(f"{folder}: cannot be written ({e.strerror or e})") from e
    if offers and len(failed) == len(offers):
        raise AssetError(f"nothing could be fetched from {source}: {failed[0]}")
    _write(folder, list(rows.values()))
    return (*failed, *remarks)


def pictured(entry: Entry, offer: Offer, folder: Path, downloader: Downloader) -> Entry:
    """With the picture that the source shows of the model, where it has one. Without it the model can be used all the
    same, so a fault is a remark."""
    if not offer.thumbnail:
        return entry
    suffix = PurePosixPath(urlsplit(offer.thumbnail).path).suffix.lower()
    name = f"{safe_name(offer.id)}.thumbnail{suffix if suffix in SUFFIXES else '.jpg'}"
    try:
        small_picture(Thumbnail(downloader.fetch(RemoteFile(offer.thumbnail), folder / name)))
    except AssetError as e:
        (folder / name).unlink(missing_ok=True)
        return replace(entry, remark=f"{e}; it comes without a picture")
    return replace(entry, thumbnail=name)


def _present(folder: Path) -> dict[str, dict[str, Any]]:
    index = folder / manifest.NAME
    rows = manifest.read_entries(index) if index.is_file() else []
    return {manifest.entry_id(r): r for r in rows if isinstance(r, dict)}


def _row(source: str, offer: Offer, entry: Entry, folder: Path) -> dict[str, Any]:
    row = {
        "id": f"{source}/{offer.id}", "file": entry.file, "source": source, "name": offer.name,
        "category": offer.category, "licence": offer.licence, "credit": offer.credit,
        "sha256": _digest(folder / entry.file),
        "up": entry.up, "front": entry.front, "scale_to_metres": entry.scale, "quality": entry.quality,
        "size_m": list(entry.size) if entry.size else None,
        "thumbnail": entry.thumbnail or None,
        "thumbnail_sha256": _digest(folder / entry.thumbnail) if entry.thumbnail else None,
    }  # fmt: skip
    return {k: v for k, v in row.items() if v is not None}


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write(folder: Path, rows: list[dict[str, Any]]) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        text = json.dumps({"schema": manifest.SCHEMA, "assets": rows}, indent=1, ensure_ascii=False, allow_nan=False)
        part = folder / f".{manifest.NAME}.part"
        part.write_text(text + "\n", encoding="utf-8")
        part.replace(folder / manifest.NAME)
    except OSError as e:
        raise AssetError(f"{folder}: cannot be written ({e.strerror or e})") from e
