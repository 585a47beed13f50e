"""Furniture by words: the best categories for them, made to size."""

from __future__ import annotations

from dataclasses import replace

from assets.asset import AssetQuery, Match
from assets.catalogue import normal
from assets.errors import AssetError
from assets.library import find
from assets.materials import colours, presets
from assets.retrieval import STAND_IN, best_categories
from assets.retrieval_names import Named
from assets.retrieval_words import key_of
from assets.styles import style

OpenSize = tuple[float | None, float | None, float | None]


def search(words: str, k: int = 5, size: OpenSize = (None, None, None)) -> list[Match]:
    """The best `k` answers to free words, best first; `size` [m] may leave axes open. What the catalogue does not know
    is answered by what is nearest, with `stand_in` set. Raises `AssetError` for words without a letter."""
    if not key_of(words):
        raise AssetError(f"'{words}' names nothing to look for: write a few words such as 'small oak desk'")
    best = best_categories(words, k)
    looks = _looks(words, size)
    if best[0].score >= STAND_IN:
        return [_answer(looks, n) for n in best]
    first = find(replace(looks, category=words))
    others = [_answer(looks, n) for n in best if n.category != first.asset.category]
    return [first, *(replace(m, asset=replace(m.asset, stand_in=True)) for m in others)][:k]


def _answer(looks: AssetQuery, named: Named) -> Match:
    """The piece of that category, with the reason why this category."""
    made = find(replace(looks, category=named.category))
    return Match(made.asset, named.score, f"{named.because}; {made.why}")


def _looks(words: str, size: OpenSize) -> AssetQuery:
    """The size, style, materials and colours that the words ask for, whatever the thing."""
    found = normal(words).split()
    wood = tuple(m for m in presets() if m in found)
    paint = tuple(c for c in colours() if c in found)
    return AssetQuery("", words, size, style(words).name, materials=wood, colours=paint)
