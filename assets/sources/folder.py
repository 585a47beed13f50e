"""A folder (or a .zip) of GLB, glTF and OBJ files, with a manifest or without.

Without one, categories come from file and folder names, sizes from the files' headers, and the licence is unknown.
Every model that cannot be used is one line in `refused`; the others are used.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from assets.asset import Vec3
from assets.catalogue import category
from assets.errors import AssetError
from assets.importing.frame import Hints, axis, find_units, hung
from assets.importing.gltf_mesh import probe_gltf
from assets.sources import manifest
from assets.sources.archive import unpacked
from assets.sources.licences import allows, left_out
from assets.sources.listing import Catalogue, Listing
from assets.sources.naming import category_of, words_of
from assets.thumbnails import beside

SUFFIXES = (".glb", ".gltf", ".obj")
MOST_FILES = 200_000


@dataclass(frozen=True)
class FolderSource:
    """Models below `path`. `policy`: see `assets.sources.licences`. `licence` and `rule` are those of files that no
    manifest describes."""

    path: Path
    policy: str = "any"
    licence: str = "unknown"
    rule: str | None = None

    @property
    def name(self) -> str:
        return self.path.name

    def catalogue(self) -> Catalogue:
        """All models that may be used. Raises `AssetError` when the folder is missing or holds none at all."""
        allows(self.policy, "")
        folder = unpacked(self.path) if self.path.suffix.lower() == ".zip" else self.path
        if not folder.is_dir():
            raise AssetError(f"{self.path}: is no folder of models")
        index = folder / manifest.NAME
        found = _from_manifest(index, folder) if index.is_file() else _bare(folder, self.licence, self.rule)
        if not found.listings and not found.refused:
            raise AssetError(f"{self.path}: holds no models; put .glb, .gltf or .obj files there")
        return permitted(found, self.policy)


def permitted(found: Catalogue, policy: str) -> Catalogue:
    """What the licence policy allows; one line for each licence that it does not."""
    kept = tuple(x for x in found.listings if allows(policy, x.licence))
    return Catalogue(kept, found.refused + left_out([x.licence for x in found.listings], policy))


def _from_manifest(index: Path, folder: Path) -> Catalogue:
    rows = manifest.read_entries(index)
    if not rows:
        raise AssetError(f"{index}: lists no models")
    return collect(rows, lambda row: _sized(manifest.listing_of(row, folder)), _entry_name)


def collect(rows: list[Any], read: Callable[[Any], Listing], name: Callable[[Any], str]) -> Catalogue:
    """Reads each row; faults and ids that were there before become lines."""
    listings: dict[str, Listing] = {}
    refused = []
    for row in rows:
        try:
            found = read(row)
            if found.id in listings:
                raise AssetError("is listed twice; the first is used")
            listings[found.id] = found
        except AssetError as e:
            refused.append(f"{name(row)}: {e}")
        except OSError as e:
            refused.append(f"{name(row)}: cannot be read ({e.strerror or e})")
    return Catalogue(tuple(listings.values()), tuple(refused))


def _entry_name(row: Any) -> str:
    said = row.get("id") or row.get("file") if isinstance(row, dict) else row
    return str(said)[:80]


def _bare(folder: Path, licence: str, rule: str | None) -> Catalogue:
    files = sorted(_models(folder))
    return collect(list(files), lambda f: _guessed(f, folder, licence, rule), lambda f: str(f.relative_to(folder)))


def _models(folder: Path) -> Iterator[Path]:
    for count, path in enumerate(folder.rglob("*")):
        if count > MOST_FILES:
            raise AssetError(f"{folder}: holds more than {MOST_FILES} files; name a smaller folder")
        if path.suffix.lower() in SUFFIXES and path.is_file() and not path.name.startswith("."):
            yield path


def _guessed(path: Path, folder: Path, licence: str, rule: str | None) -> Listing:
    inner = path.relative_to(folder)
    kind = category_of(inner)
    if kind is None:
        raise AssetError(f"'{words_of(path.stem)}' names no kind of furniture; a manifest.json can say what it is")
    credit = f"{path.stem} from {folder.name}, licence {licence}"
    id = str(inner.with_suffix("")).replace("\\", "/")
    hints, name = Hints(rule=rule), words_of(path.stem)
    listing = Listing(id, folder.name, licence, credit, kind, name, path, folder, hints, thumbnail=beside(path))
    return _sized(listing)


def _sized(listing: Listing) -> Listing:
    """With the size that its header declares, where the manifest gives none. OBJ files have no header: they are sized
    when they are brought in."""
    if listing.size is None and listing.path.suffix.lower() == ".obj":
        return listing
    size = header_size(listing) if listing.size is None else listing.size
    return replace(listing, size=hung(size, category(listing.category), listing.hints))


def header_size(listing: Listing) -> Vec3:
    """Width, depth and height [m] that the file's JSON declares, turned as its hints say. Raises `AssetError`."""
    up, front = listing.hints.up or "+Y", (listing.hints.front or "none").rstrip("?")
    extent = np.ptp(probe_gltf(listing.path), axis=0)
    tall = int(np.argmax(np.abs(axis(up))))
    sides = [k for k in range(3) if k != tall]
    if front != "none" and int(np.argmax(np.abs(axis(front)))) == sides[0]:
        sides.reverse()
    w, d, h = (float(extent[k]) for k in (*sides, tall))
    scale, _ = find_units((w, d, h), category(listing.category), listing.hints.scale)
    return (w * scale, d * scale, h * scale)
