"""Furniture by words: the best categories for them, made to size; and what a piece may cost."""

from __future__ import annotations

from assets.asset import Asset, AssetQuery, Match
from assets.catalogue import candidates, category, normal
from assets.errors import AssetError
from assets.library import find
from assets.materials import colours, presets


def search(
    words: str, k: int = 5, size: tuple[float | None, float | None, float | None] = (None, None, None)
) -> list[Match]:
    """The best `k` answers to free words, best first; `size` [m] may leave axes open. Raises `AssetError` for words
    without a letter."""
    if not normal(words):
        raise AssetError(f"'{words}' names nothing to look for: write a few words such as 'small oak desk'")
    found = normal(words).split()
    wood = tuple(m for m in presets() if m in found)
    paint = tuple(c for c in colours() if c in found)
    best = candidates(words)[:k]
    queries = [(AssetQuery(name, words, size, materials=wood, colours=paint), score) for name, score in best]
    return [Match(m.asset, score, m.why) for q, score in queries for m in (find(q),)]


def price(asset: Asset) -> float | None:
    """A rough price [EUR]: the middle of the category's estimates (source: `price_from` in `categories.toml`)."""
    return float(category(asset.category).price[1]) if asset.source == "idesign" else None
