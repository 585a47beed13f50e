"""Furniture from other people's models where one fits, made to size where none does.

Which models are tried, and in which order, is the ranking of `assets.retrieval_rank`; what is known only once a model
is read (its front, its top, its true colour) decides whether it is used. Plain grey models are dressed in the room's
materials. A found mesh is never stretched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property, partial
from types import MappingProxyType

import numpy as np

from assets import library
from assets.asset import Asset, AssetQuery, Match, Support
from assets.catalogue import Category, category, normal
from assets.colour_difference import ciede2000
from assets.embeddings import Embedder
from assets.errors import AssetError
from assets.imported import asset_of
from assets.importing import store
from assets.importing.bring_in import bring_in
from assets.importing.lit import is_light
from assets.materials import colour, colours, presets, read_toml
from assets.option_words import options_in
from assets.palette import lab
from assets.retrieval_index import VectorIndex, index_of
from assets.retrieval_rank import NONE_SAID, Axes, Entry, Ranked, Shelf
from assets.sources.listing import Listing
from assets.styles import style

SURE_FRONT = 0.5
FLAT = 0.03
"""What lies flat and is thicker than this is in the way [m]."""
NEAR_COLOUR = 20.0
"""CIEDE2000 difference up to which it still passes for the colour asked for (judgement)."""
WEAK = 0.45
"""Models whose looks rank below this are used only for children's rooms, or when a collection has no better."""
VARIETY = 0.08
"""By how much of a score another seed may prefer another model: about a tenth of the difference between a photograph
and a cartoon."""
FITTED = ("kitchen", "curtain", "blind", "worktop", "countertop", "wardrobe_built")
"""Starts of the names of what is made to fit a wall, a window or a run."""
DRESSABLE = (
    "sofa", "chair", "stool", "bench", "table", "desk", "shelf", "nightstand", "dresser", "sideboard", "cabinet",
    "wardrobe", "ottoman", "vase", "bathtub", "toilet", "sink", "stand", "rack", "storage", "chest",
)  # fmt: skip
"""Words in the names of categories that look right in one material: a picture or a lamp does not."""
MIXED = ("office_chair", "gaming_chair", "bed_single", "bed_double")
"""Categories whose seats and frames are never of one material."""
CARRIERS = ("table", "desk", "nightstand", "sideboard", "stand", "dresser", "shelf", "console", "counter")
"""Words in the names of categories that things are put on."""
CARRIES = 0.7
"""How wide and deep the top of a model must be, as a share of that of the piece made to size."""
BY_SIZE = frozenset(("seats", "mount"))
"""Options that the size or the placement already answers."""
ALIKE = 0.6
"""Words this near (cosine) to the name of a model mean that model."""


@dataclass(frozen=True)
class Candidate:
    """A model that may be used: what is known of it before it is read, all words of its name, and how to read it."""

    entry: Entry
    words: frozenset[str]
    load: Callable[[], store.Record] = field(compare=False)


@dataclass
class FoundLibrary:
    """Models that may be used. `warnings` gathers one line for each that could not be imported, or its picture not
    seen."""

    shelf: Shelf
    candidates: Mapping[str, Candidate]
    warnings: list[str] = field(default_factory=list)
    _failed: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, listings: Iterable[Listing], embedder: Embedder | None = None) -> FoundLibrary:
        """The library of these listings, whatever their order. `embedder` compares words with their names."""
        return cls._with((_listed(x) for x in listings), embedder)

    @classmethod
    def of_records(cls, records: Iterable[store.Record], embedder: Embedder | None = None) -> FoundLibrary:
        """The library of models that were imported before."""
        return cls._with((_stored(r) for r in records), embedder)

    @classmethod
    def _with(cls, candidates: Iterable[Candidate], embedder: Embedder | None) -> FoundLibrary:
        table = {c.entry.id: c for c in candidates}
        shelf = Shelf((c.entry for c in table.values()), embedder)
        return cls(shelf, MappingProxyType(table), list(shelf.faults))

    def find(self, query: AssetQuery, stated: Axes = NONE_SAID) -> Match:
        """The best model that fits the query, else the piece made to size. `stated`: axes whose size a person gave.
        The same query gives the same answer, so the chairs of a set are one model. Raises `AssetError` as
        `library.find` does."""
        made = library.find(query)
        if made.asset.stand_in or made.asset.category.startswith(FITTED):
            return made
        wish = replace(query, category=made.asset.category)
        best = next(self._matches(wish, made.asset, self.shelf.ranking(wish, stated, VARIETY), stated), None)
        none = f"no model of {category(made.asset.category).words} fits"
        return best or Match(replace(made.asset, why=f"{made.why}; {none}"), made.score)

    def matches(self, query: AssetQuery) -> Iterator[Match]:
        """All models of the query's category that fit it, best first. Each is read when it is asked for."""
        made = library.find(query).asset
        yield from self._matches(query, made, self.shelf.ranking(query), NONE_SAID)

    def named(self, words: str, k: int) -> Iterator[Match]:
        """At most `k` models whose own names are much like the words, the nearest first."""
        wish = self.shelf.embedder.embed([words])
        if not self.shelf.entries or not wish.any():
            return
        rows, scores = self._index.nearest(wish, k)
        for row, score in zip(rows[0], scores[0], strict=True):
            entry = self.shelf.entries[int(row)]
            known = self._read(self.candidates[entry.id]) if score >= ALIKE else None
            if known is not None:
                yield Match(replace(asset_of(known, 1.0, ""), why=f"its name is '{known.name}'"), float(score))

    @cached_property
    def _index(self) -> VectorIndex:
        return index_of(self.shelf.vectors)

    def _matches(self, query: AssetQuery, made: Asset, ranking: Iterable[Ranked], stated: Axes) -> Iterator[Match]:
        kind, kids = category(made.category), style(query.style).name == "kids"
        rows = [(r, self.candidates[r.entry.id]) for r in ranking]
        floor = WEAK if not kids and any(r.entry.quality >= WEAK for r, _ in rows) else 0.0
        for ranked, candidate in rows:
            if ranked.entry.quality >= floor and _suits(candidate, query):
                match = self._match(candidate, query, kind, made, stated)
                if match is not None:
                    yield match

    def _match(
        self, candidate: Candidate, query: AssetQuery, kind: Category, made: Asset, stated: Axes
    ) -> Match | None:
        """The model as it was read, ranked again by what is now known of it; None when it will not do."""
        known = self._read(candidate)
        if known is None or not (_usable(known, kind, query) and _carries(known, kind, made)):
            return None
        true = replace(candidate.entry, size=known.size, colour=None if known.plain else colour(known.colour))
        ranked = next(self.shelf.again(true).ranking(query, stated), None)
        if ranked is None:
            return None
        dress = "" if not known.plain else f"{made.style}|{','.join(query.materials)}|{','.join(query.colours)}"
        found = asset_of(known, ranked.scale, dress)
        dressed = f", plain, so dressed in {found.material or found.colour}" if dress else ""
        why = f"{known.name} from {known.source}: {ranked.why}{dressed}"
        return Match(replace(found, elevation=_elevation(found.size[2], made), why=why), ranked.score)

    def _read(self, candidate: Candidate) -> store.Record | None:
        """The record, or None with a warning the first time."""
        if candidate.entry.id in self._failed:
            return None
        try:
            return candidate.load()
        except AssetError as e:
            self._failed.add(candidate.entry.id)
            self.warnings.append(f"{e}; it is not used")
            return None


# ---------------------------------------------------------------- what is known before a model is read
def _listed(x: Listing) -> Candidate:
    """Of a listing: its colours and materials are those that its name tells."""
    words = frozenset(normal(f"{x.name} {x.id}").split())
    tints = [rgb for name, rgb in colours().items() if name in words]
    stuffs = tuple(m for m in presets() if m in words)
    tint = tints[0] if tints else None
    styles = (*x.styles, *(w for w in words if style(w).name == w))
    entry = Entry(x.id, x.category, x.name, x.size, styles, stuffs, tint, x.quality, x.thumbnail)
    return Candidate(entry, words, partial(bring_in, x))


def _stored(r: store.Record) -> Candidate:
    """Of a model that was imported before."""
    words = frozenset(normal(f"{r.name} {r.id}").split())
    stuffs = tuple(m for m in presets() if m in words)
    tint = None if r.plain else colour(r.colour)
    entry = Entry(r.id, r.category, r.name, r.size, (), stuffs, tint, thumbnail=store.thumbnail(r))
    return Candidate(entry, words, lambda: r)


def _suits(candidate: Candidate, query: AssetQuery) -> bool:
    """Whether its name answers the options that the words ask for, such as round."""
    if not _of_style(candidate, query):
        return False
    options = {**options_in(f"{query.category} {query.words}"), **dict(query.options)}
    return all(key in BY_SIZE or value.lower() in candidate.words for key, value in options.items())


@cache
def _style_words() -> Mapping[str, tuple[str, ...]]:
    table: dict[str, list[str]] = read_toml("model_styles.toml")["words"]
    return MappingProxyType({word: tuple(names) for word, names in table.items()})


def _of_style(candidate: Candidate, query: AssetQuery) -> bool:
    """Whether its name speaks against the style: a Chinese sofa in a Scandinavian room, unless it was asked for."""
    asked, wish = set(normal(query.words).split()), style(query.style).name
    telling = candidate.words & set(_style_words())
    if not query.style or wish in candidate.entry.styles or asked & telling:
        return True
    return all(wish in _style_words()[w] for w in telling)


# ---------------------------------------------------------------- what is known once it is read
def _usable(known: store.Record, kind: Category, query: AssetQuery) -> bool:
    """Whether its front can be trusted where its back meets a wall, and its look is what was asked."""
    if kind.to_wall and kind.has_front and known.front_confidence < SURE_FRONT:
        return False
    if kind.flat and known.size[2] > FLAT:
        return False
    if not known.glows and is_light(kind):
        return False  # a model of a lamp that gives no light is no lamp for a room
    if known.plain:
        return any(w in kind.name for w in DRESSABLE) and kind.name not in MIXED
    return _looks_right(known, query)


def _carries(known: store.Record, kind: Category, made: Asset) -> bool:
    """Whether what stands on the piece made to size would also stand on the model."""
    wanted = _top(made.supports)
    if wanted is None or not any(w in kind.name for w in CARRIERS):
        return True
    own = _top(known.supports)
    return own is not None and all(a >= CARRIES * b for a, b in zip(own, wanted, strict=True))


def _top(supports: Iterable[Support]) -> tuple[float, float] | None:
    """Width and depth of the largest surface; None without one."""
    sizes = [(s.x1 - s.x0, s.y1 - s.y0) for s in supports]
    return max(sizes, key=lambda s: s[0] * s[1], default=None)


def _looks_right(known: store.Record, query: AssetQuery) -> bool:
    words = normal(known.name)
    if any(normal(m) not in words for m in query.materials):
        return False
    wished, own = (colour(query.colours[0]) if query.colours else None), colour(known.colour)
    if wished is None or own is None:
        return True
    a, b = lab(np.array([wished, own]))
    return float(ciede2000(a, b)) <= NEAR_COLOUR


def _elevation(height: float, made: Asset) -> float | None:
    """The base of what hangs, so that its middle is where that of the piece made to size would be [m]."""
    return None if made.elevation is None else max(0.05, made.elevation + (made.size[2] - height) / 2)
