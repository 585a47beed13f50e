"""HSSD (Habitat Synthetic Scenes Dataset) from a folder on this machine: CC BY-NC 4.0, so never for sale.

The set lies in `objects/<first letter>/<id>.glb`; its metadata are CSV files below `metadata` or `semantics` with a
column `id` and, where known, `name`, a category (`main_category`, `category` or `wnsynsetkey`), `up` and `front`
(vectors such as "0,0,1"). It is gated and large (72 GB), so it is read where the person put it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from assets.errors import AssetError
from assets.importing.frame import Hints, axis
from assets.sources.folder import collect, permitted
from assets.sources.listing import Catalogue, Listing
from assets.sources.naming import category_of, words_of

LICENCE = "CC-BY-NC-4.0"
CREDIT = "HSSD: Habitat Synthetic Scenes Dataset, Khanna, Mao et al. 2023, CC BY-NC 4.0"
CATEGORIES = ("main_category", "category", "wnsynsetkey", "super_category")
Row = Mapping[str, str]


@dataclass(frozen=True)
class Hssd:
    """The data set below `path`."""

    path: Path
    policy: str = "any"

    @property
    def name(self) -> str:
        return "hssd"

    def catalogue(self) -> Catalogue:
        """All objects that metadata describe as furniture. Raises `AssetError` when it is not the data set."""
        tables = sorted(p for name in ("metadata", "semantics") for p in (self.path / name).rglob("*.csv"))
        if not (self.path / "objects").is_dir() or not tables:
            raise AssetError(f"{self.path}: is not HSSD; it needs 'objects' and 'metadata' with CSV files")
        rows = [r for t in tables for r in _rows(t) if r.get("id") and _kind(r)]
        unique = list({r["id"]: r for r in rows}.values())
        found = collect(unique, lambda r: _listing(r, self.path), lambda r: f"hssd/{r['id'][:60]}")
        return permitted(found, self.policy)


def _rows(path: Path) -> Iterator[Row]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            yield from ({k: v or "" for k, v in r.items() if k} for r in csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as e:
        raise AssetError(f"{path}: cannot be read as CSV ({str(e)[:60]})") from e


def _kind(row: Row) -> str | None:
    words = tuple(words_of(row[c].partition(".")[0]) for c in CATEGORIES if row.get(c))
    return category_of(Path(f"{words[0]}.glb"), words) if words else None


def _listing(row: Row, root: Path) -> Listing:
    id, kind = row["id"], _kind(row)
    path = root / "objects" / id[:1] / f"{id}.glb"
    if not path.resolve().is_relative_to(root.resolve()):
        raise AssetError("its id climbs out of the folder")
    if not path.is_file():
        raise AssetError(f"its file objects/{id[:1]}/{id}.glb is missing")
    up, front = row.get("up") or None, row.get("front") or None
    for said in (up, front):
        if said is not None:
            axis(said)
    name = row.get("name") or words_of(next(row[c] for c in CATEGORIES if row.get(c)))
    # the GLB files are y up and face -z already where the table says nothing else
    hints = Hints(scale=1.0, up=up or "+Y", front=front, rule="-Z")
    return Listing(f"hssd/{id}", "hssd", LICENCE, f"{name}. {CREDIT}", kind or "", name, path, root, hints, quality=0.8)
