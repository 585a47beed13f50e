"""Amazon Berkeley Objects from a folder on this machine: CC BY 4.0, true sizes in metres.

As published: `3dmodels/metadata/3dmodels.csv.gz` (columns `3dmodel_id`, `path`, `extent_x`, `extent_y`, `extent_z`),
`3dmodels/original/<path>` and `listings/metadata/listings_*.json.gz` (a JSON object a line with `3dmodel_id`,
`item_name`, `product_type`).
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assets.errors import AssetError
from assets.importing.frame import Hints
from assets.sources.folder import collect, permitted
from assets.sources.listing import Catalogue, Listing
from assets.sources.naming import category_of, words_of

LICENCE = "CC-BY-4.0"
CREDIT = "Amazon Berkeley Objects (Amazon.com), CC BY 4.0"
MOST_LINES = 500_000
Row = Mapping[str, str]


@dataclass(frozen=True)
class Abo:
    """The data set below `path`."""

    path: Path
    policy: str = "any"

    @property
    def name(self) -> str:
        return "abo"

    def catalogue(self) -> Catalogue:
        """All models whose listing says furniture. Raises `AssetError` when it is not the data set."""
        index = self.path / "3dmodels" / "metadata" / "3dmodels.csv.gz"
        if not index.is_file():
            raise AssetError(f"{self.path}: is not ABO; it needs 3dmodels/metadata/3dmodels.csv.gz")
        known = {str(x["3dmodel_id"]): x for f in sorted(self.path.glob("listings/metadata/listings_*.json.gz"))
                 for x in _listings(f) if x.get("3dmodel_id")}  # fmt: skip
        rows = [r for r in _rows(index) if r.get("3dmodel_id") in known and _kind(known[r["3dmodel_id"]])]
        found = collect(rows, lambda r: _listing(r, known[r["3dmodel_id"]], self.path), lambda r: str(r["3dmodel_id"]))
        return permitted(found, self.policy)


def _text(path: Path) -> Iterator[str]:
    try:
        with gzip.open(path) as packed, io.TextIOWrapper(packed, encoding="utf-8") as lines:
            for count, line in enumerate(lines):
                if count > MOST_LINES:
                    raise AssetError(f"{path}: has more than {MOST_LINES} lines")
                yield line
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as e:
        raise AssetError(f"{path}: cannot be read ({str(e)[:60]})") from e


def _rows(path: Path) -> Iterator[Row]:
    yield from ({k: v or "" for k, v in r.items() if k} for r in csv.DictReader(_text(path)))


def _listings(path: Path) -> Iterator[Mapping[str, Any]]:
    for line in _text(path):
        try:
            row = json.loads(line)
        except ValueError as e:
            raise AssetError(f"{path}: holds a line that is no JSON") from e
        if isinstance(row, dict):
            yield row


def _said(row: Mapping[str, Any], name: str) -> str:
    """A value as ABO writes it: a list of {"language_tag", "value"}; English first."""
    values = [v for v in row.get(name) or () if isinstance(v, dict)]
    english = [v for v in values if str(v.get("language_tag", "en")).startswith("en")]
    return str((english or values or [{"value": ""}])[0].get("value", ""))


def _kind(row: Mapping[str, Any]) -> str | None:
    product, name = words_of(_said(row, "product_type").lower()), _said(row, "item_name")
    return category_of(Path(f"{product}.glb"), (product, name))


def _listing(row: Row, about: Mapping[str, Any], root: Path) -> Listing:
    path = root / "3dmodels" / "original" / row["path"]
    if not path.resolve().is_relative_to(root.resolve()):
        raise AssetError("its path climbs out of the folder")
    if not path.is_file():
        raise AssetError(f"its file 3dmodels/original/{row['path'][:60]} is missing")
    name = _said(about, "item_name")[:80] or words_of(_said(about, "product_type"))
    x, y, z = (float(row[f"extent_{a}"]) for a in "xyz")
    return Listing(
        f"abo/{row['3dmodel_id']}", "abo", LICENCE, f"{name}. {CREDIT}", _kind(about) or "", name, path, root,
        Hints(scale=1.0, up="+Y", rule="+Z"), size=(x, z, y), quality=0.85,
    )  # fmt: skip
