"""Objaverse through the `objaverse` package, with objathor's annotations for size, front and licence.

The package is an extra and is imported when something is fetched. The annotations (`annotations.json.gz` of
objathor, a table by uid) are given by path, because they are what makes a model usable: the GLB files themselves
have neither a true size nor a known front. Field names are those of objathor's annotation files: `category`,
`description` or `description_auto`, `width`/`depth`/`height` [cm] or `size`, `frontView` (0 to 3, quarter turns),
`license_info`; and, where somebody has joined Objaverse's own annotations to them, `thumbnails` (`{"images":
[{"url", "width"}]}`).
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from assets.asset import Vec3
from assets.errors import AssetError
from assets.sources.download import Downloader
from assets.sources.fetched import Entry, fetch_all, pictured, safe_name
from assets.sources.listing import Offer
from assets.sources.naming import category_of, words_of
from assets.thumbnails import SIDE

LoadObjects = Callable[[Sequence[str]], Mapping[str, str]]
"""From uids to local paths of GLB files: `objaverse.load_objects`."""
FRONTS = ("+Z", "+X", "-Z", "-X")
"""By `frontView`: views are taken a quarter turn apart, the first from glTF's front. Not every annotation is right, so
it is marked as unsure."""
MOST_BYTES = 2**30
TYPICAL_BYTES = 10 * 2**20
"""A guess at what one GLB weighs, on the large side: the set does not give sizes."""


@dataclass(frozen=True)
class Objaverse:
    """`annotations`: the path of objathor's table. `load` is for tests; None imports the `objaverse` package."""

    annotations: Path
    load: LoadObjects | None = None
    downloader: Downloader = field(default_factory=Downloader)

    @property
    def name(self) -> str:
        return "objaverse"

    def offers(self, ids: tuple[str, ...], most: int) -> tuple[Offer, ...]:
        """Annotated models that are furniture: those named, else the first `most`. Raises `AssetError`."""
        table = _table(self.annotations)
        missing = [i for i in ids if i not in table]
        if missing:
            raise AssetError(f"{self.annotations}: has no model '{missing[0][:60]}'")
        found = (_offer(uid, table[uid]) for uid in ids or sorted(table))
        return tuple(o for o in found if o is not None)[:most]

    def fetch(self, offers: tuple[Offer, ...], folder: Path) -> tuple[str, ...]:
        """Downloads into the cache of `objaverse` and lists the models in `folder`; one line for each that failed."""
        table = _table(self.annotations)
        paths = (self.load or _load_objects)([o.id for o in offers])

        def one(offer: Offer, folder: Path) -> Entry:
            return pictured(_entry(offer, folder, paths, table[offer.id]), offer, folder, self.downloader)

        return fetch_all(self.name, offers, folder, one)


def _load_objects(uids: Sequence[str]) -> Mapping[str, str]:
    try:
        import objaverse
    except ImportError as e:
        raise AssetError("Objaverse needs the package 'objaverse': pip install 'idesign[objaverse]'") from e
    try:
        paths: Mapping[str, str] = objaverse.load_objects(list(uids))
    except (OSError, ValueError, KeyError) as e:
        raise AssetError(f"Objaverse cannot be reached ({str(e)[:80]})") from e
    return paths


def _table(path: Path) -> Mapping[str, Any]:
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
        if len(data) > MOST_BYTES:
            raise AssetError(f"{path}: holds more than {MOST_BYTES >> 20} MB")
        table = json.loads(data)
    except (OSError, EOFError, zlib.error) as e:
        raise AssetError(f"{path}: cannot be read ({str(e)[:80]})") from e
    except (ValueError, RecursionError) as e:
        raise AssetError(f"{path}: is not JSON") from e
    if not isinstance(table, dict):
        raise AssetError(f"{path}: is no table of annotations by uid")
    return table


def _offer(uid: str, row: Mapping[str, Any]) -> Offer | None:
    """The offer, or None for what is no furniture."""
    name = str(row.get("category") or "")
    text = str(row.get("description") or row.get("description_auto") or name)
    kind = category_of(PurePosixPath(f"{name or 'x'}.glb"), (name, text))
    if kind is None or not name:
        return None
    info = row.get("license_info") or {}
    licence = str(info.get("license") or row.get("license") or "unknown")
    who = str(info.get("creator_display_name") or info.get("creator_username") or "an unnamed maker")
    credit = f"{words_of(name)} by {who} (Objaverse, {info.get('uri') or uid}), {licence}"
    return Offer(uid, words_of(name), kind, licence, credit, TYPICAL_BYTES, _thumbnail(row))


def _thumbnail(row: Mapping[str, Any]) -> str:
    """The address of the smallest picture that is large enough to see the model, else of the largest; "" for none."""
    said = row.get("thumbnails")
    found = said.get("images") if isinstance(said, dict) else None
    known = [(int(i.get("width") or 0), str(i.get("url") or "")) for i in found or () if isinstance(i, dict)]
    large = [i for i in known if i[0] >= SIDE]
    return min(large)[1] if large else max(known, default=(0, ""))[1]


def _entry(offer: Offer, folder: Path, paths: Mapping[str, str], row: Mapping[str, Any]) -> Entry:
    if offer.id not in paths or not Path(paths[offer.id]).is_file():
        raise AssetError("was not delivered")
    inner = f"{safe_name(offer.id)}.glb"
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f".{inner}.part"
    part.write_bytes(Path(paths[offer.id]).read_bytes())
    part.replace(folder / inner)
    view = row.get("frontView")
    front = f"{FRONTS[view % 4]}?" if isinstance(view, int) else None
    return Entry(inner, front=front, up="+Y", scale=_scale(folder / inner, row), quality=0.6)


def _scale(path: Path, row: Mapping[str, Any]) -> float | None:
    """Metres a unit, from the annotated height; None leaves it to be guessed."""
    from assets.importing.gltf_mesh import probe_gltf

    size = _annotated(row)
    if size is None:
        return None
    bounds = probe_gltf(path)
    return size[2] / float(bounds[1][1] - bounds[0][1])


def _annotated(row: Mapping[str, Any]) -> Vec3 | None:
    """Width, depth and height [m] of an annotation in centimetres."""
    values = [row.get(k) for k in ("width", "depth", "height")]
    if not all(isinstance(v, (int, float)) and v > 0 for v in values):
        return None
    w, d, h = (float(v) / 100 for v in values if v is not None)
    return (w, d, h)
