"""Poly Haven through its public API: textured CC0 models.

`GET /assets?t=models` lists all, each with the address of a picture; `GET /files/<id>` gives for each resolution a
glTF with its pictures, each with size and md5. The API's terms ask for a User-Agent (see `download`) and for the
line `CREDIT` wherever it is used.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from assets.errors import AssetError
from assets.sources.download import Downloader, RemoteFile
from assets.sources.fetched import Entry, fetch_all, pictured, safe_name
from assets.sources.listing import Offer
from assets.sources.naming import category_of

API = "https://api.polyhaven.com"
CREDIT = "Powered by Poly Haven (polyhaven.com)"
RESOLUTION = "1k"


@dataclass(frozen=True)
class PolyHaven:
    """`api` is the address of the service; tests use one of their own."""

    api: str = API
    downloader: Downloader = field(default_factory=Downloader)

    @property
    def name(self) -> str:
        return "polyhaven"

    def offers(self, ids: tuple[str, ...], most: int) -> tuple[Offer, ...]:
        """Models that are furniture: those named, else the first `most`. Asks for the size of each. Raises
        `AssetError`."""
        table = self.downloader.json(f"{self.api}/assets?t=models")
        if not isinstance(table, dict):
            raise AssetError(f"{self.api}: the list of models is not what the API promises")
        missing = [i for i in ids if i not in table]
        if missing:
            raise AssetError(f"Poly Haven has no model '{missing[0][:60]}'")
        found: list[Offer] = []
        for id in ids or sorted(table):
            kind = _category(id, table[id])
            if kind is not None and len(found) < most:
                found.append(self._offer(id, table[id], kind))
        return tuple(found)

    def fetch(self, offers: tuple[Offer, ...], folder: Path) -> tuple[str, ...]:
        """Downloads into `folder` with a manifest; one line for each that failed."""
        return fetch_all(self.name, offers, folder, self._one)

    def _offer(self, id: str, row: Mapping[str, Any], kind: str) -> Offer:
        size = sum(f.bytes for _, f in self._files(id))
        authors = row.get("authors")
        people = ", ".join(authors) if isinstance(authors, dict) else ""
        credit = f"{row.get('name', id)} by {people or 'Poly Haven'}, CC0. {CREDIT}"
        return Offer(id, str(row.get("name", id)), kind, "CC0-1.0", credit, size, str(row.get("thumbnail_url") or ""))

    def _one(self, offer: Offer, folder: Path) -> Entry:
        main = ""
        for name, file in self._files(offer.id):
            self.downloader.fetch(file, folder / safe_name(offer.id) / name)
            main = main or f"{safe_name(offer.id)}/{name}"
        entry = Entry(main, front="+Z", up="+Y", scale=1.0, quality=0.95)
        return pictured(entry, offer, folder, self.downloader)

    def _files(self, id: str) -> Iterator[tuple[str, RemoteFile]]:
        """The glTF first, then what it needs, with paths beside it."""
        url = f"{self.api}/files/{safe_name(id)}"
        try:
            row = self.downloader.json(url)["gltf"][RESOLUTION]["gltf"]
            yield f"{safe_name(id)}.gltf", _file(row)
            for name, inner in row.get("include", {}).items():
                if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts:
                    raise AssetError(f"{url}: names a file outside its folder: '{name[:60]}'")
                yield name, _file(inner)
        except (KeyError, TypeError, AttributeError) as e:
            raise AssetError(f"{url}: has no glTF of {RESOLUTION} as the API promises") from e


def _file(row: Mapping[str, Any]) -> RemoteFile:
    return RemoteFile(str(row["url"]), int(row["size"]), str(row["md5"]))


def _category(id: str, row: Mapping[str, Any]) -> str | None:
    tags = tuple(str(t) for t in (row.get("name", ""), *row.get("tags", ())))
    return category_of(PurePosixPath(f"{id}.gltf"), tags)
