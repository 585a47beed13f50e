"""`idesign assets import` and `idesign assets fetch`: other people's models, brought in and reported."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from assets.errors import AssetError
from assets.importing import store
from assets.importing.bring_in import bring_in
from assets.importing.store import Record, models_folder
from assets.sources.listing import Listing, Offer
from assets.sources.table import guess_kind, local_source, remote_source
from assets.thumbnails import SIDE, small_picture
from idesign.errors import InputError

Progress = Callable[[str, float], None]
Draw = Callable[[Record], bytes]
"""A small picture (JPEG) of a model."""


@dataclass(frozen=True)
class Imported:
    """What came in, and one line for each model that did not."""

    records: tuple[Record, ...]
    refused: tuple[str, ...]


def import_models(folder: Path, policy: str, progress: Progress, draw: Draw | None = None) -> Imported:
    """Brings in every model of a folder or .zip file, with the picture that lies there, else one that `draw` makes.
    Raises `AssetError` when it holds none."""
    found = local_source(guess_kind(folder), folder, policy).catalogue()
    records, refused = [], list(found.refused)
    for k, listing in enumerate(found.listings):
        progress(f"importing {listing.id}", k / len(found.listings))
        try:
            records.append(bring_in(listing))
        except AssetError as e:
            refused.append(str(e))
            continue
        try:
            records[-1] = _pictured(records[-1], listing, draw)
        except AssetError as e:
            refused.append(f"{listing.id}: {e}; it is imported without")
    return Imported(tuple(records), tuple(refused))


def _pictured(known: Record, listing: Listing, draw: Draw | None) -> Record:
    if listing.thumbnail is not None:
        return store.put_thumbnail(known, small_picture(listing.thumbnail))
    if draw is None or known.thumbnail:
        return known
    return store.put_thumbnail(known, draw(known))


@contextmanager
def drawing() -> Iterator[Draw]:
    """Draws models as the contact sheet shows furniture."""
    from assets.catalogue import category
    from assets.thumbnails import encoded
    from idesign.render.contact_sheet import piece_painter
    from idesign.render.piece_view import shot_of

    with piece_painter(side=SIDE) as paint:
        yield lambda r: encoded(paint(shot_of(store.model(r.key), category(r.category).flat, SIDE)))


def imported_json(result: Imported) -> dict[str, Any]:
    """The same for a program."""
    kept = ("id", "source", "licence", "credit", "category", "name", "size", "triangles", "facts")
    rows = [{k: v for k, v in asdict(r).items() if k in kept} for r in result.records]
    return {"imported": rows, "refused": list(result.refused)}


def imported_lines(result: Imported) -> list[str]:
    """For a person: what was guessed or refused, then the count."""
    unsure = [f"{r.id}: {fact}" for r in result.records for fact in r.facts if _is_guess(fact)]
    count = f"{len(result.records)} models imported, {len(result.refused)} lines of trouble"
    return [*unsure, *result.refused, f"{count}; use them by --assets {models_folder()}"]


def _is_guess(fact: str) -> bool:
    """Whether a fact is less than sure, or a change."""
    said = fact.partition("(")[2].partition(":")[0]
    return fact.startswith("simplified") or (said.startswith("0.") and float(said) < 0.8)


@dataclass(frozen=True)
class FetchRequest:
    """`ids` empty: the first `most`. `api` is another address of the service, `annotations` objathor's table."""

    source: str
    ids: tuple[str, ...]
    most: int
    folder: Path
    annotations: Path | None = None
    api: str | None = None
    policy: str = "any"


def offered(request: FetchRequest) -> tuple[Offer, ...]:
    """What would be fetched, with sizes. Raises `AssetError`; `InputError` when nothing is left to fetch."""
    from assets.sources.licences import allows

    source = remote_source(request.source, request.annotations, request.api)
    found = source.offers(request.ids, request.most)
    kept = tuple(o for o in found if allows(request.policy, o.licence))
    if not kept:
        raise InputError(f"{request.source}: offers nothing that --licence-policy {request.policy} allows")
    return kept


def offer_lines(offers: tuple[Offer, ...]) -> list[str]:
    """One line for each with its size, then the sum."""
    lines = [f"{o.id}: {o.name} ({o.category}, {o.licence}, {o.bytes / 1e6:.1f} MB)" for o in offers]
    return [*lines, f"{len(offers)} models, {sum(o.bytes for o in offers) / 1e6:.1f} MB to download"]


def fetch_models(request: FetchRequest, offers: tuple[Offer, ...]) -> tuple[str, ...]:
    """Downloads them; one line for each that failed."""
    return remote_source(request.source, request.annotations, request.api).fetch(offers, request.folder)
