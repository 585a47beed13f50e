"""Furniture by words: models of other people where a library of them is given, and the best categories made to size."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from assets.asset import AssetQuery, Match
from assets.catalogue import category, normal
from assets.embeddings import Embedder
from assets.errors import AssetError
from assets.found import FoundLibrary
from assets.library import find
from assets.materials import colours, presets
from assets.price import OPTION, quality_in
from assets.retrieval import STAND_IN, best_categories
from assets.retrieval_names import Named
from assets.retrieval_words import key_of
from assets.styles import named_style

OpenSize = tuple[float | None, float | None, float | None]


def search(
    words: str,
    k: int = 5,
    size: OpenSize = (None, None, None),
    models: FoundLibrary | None = None,
    embedder: Embedder | None = None,
) -> list[Match]:
    """The best `k` answers to free words, best first; `size` [m] may leave axes open. Of the category that the words
    mean, the `models` that fit come before the piece made to size, which is always among the answers. What the
    catalogue does not know is answered by a model whose own name says it, else by what is nearest, with `stand_in`
    set. `embedder` compares words that are no name. Raises `AssetError` for words without a letter."""
    if not key_of(words):
        raise AssetError(f"'{words}' names nothing to look for: write a few words such as 'small oak desk'")
    best = best_categories(words, k, embedder=embedder)
    looks = _looks(words, size, best[0].category)
    if best[0].score < STAND_IN:
        by_name = list(models.named(words, k - 1)) if models else []
        return [*by_name, *_stand_ins(words, looks, best)][:k]
    made = [_answer(looks, n) for n in best]
    return [*islice(_models(looks, best[0], models), k - 1), *made][:k]


def _models(looks: AssetQuery, named: Named, models: FoundLibrary | None) -> Iterator[Match]:
    """Models of that category; as sure as the category is, in the order of how well they fit."""
    if models is not None:
        for m in models.matches(replace(looks, category=named.category)):
            yield Match(m.asset, named.score)


def _stand_ins(words: str, looks: AssetQuery, best: tuple[Named, ...]) -> list[Match]:
    first = find(replace(looks, category=words))
    others = [_answer(looks, n) for n in best if n.category != first.asset.category]
    return [first, *(replace(m, asset=replace(m.asset, stand_in=True)) for m in others)]


def _answer(looks: AssetQuery, named: Named) -> Match:
    """The piece of that category, with the reason why this category."""
    made = find(replace(looks, category=named.category)).asset
    return Match(replace(made, why=f"{named.because}; {made.why}"), named.score)


def _looks(words: str, size: OpenSize, kind: str) -> AssetQuery:
    """The size, style, materials, colours and quality that the words ask for, beside the name of that category."""
    named, quality = _name(words, kind), quality_in(words)
    found = [w for w in normal(words).split() if w not in named]
    wood = tuple(m for m in presets() if m in found)
    paint = tuple(c for c in colours() if c in found)
    options = ((OPTION, quality),) if quality else ()
    return AssetQuery("", words, size, named_style(words) or "", wood, paint, options)


def _name(words: str, kind: str) -> set[str]:
    """The words that are part of a name of the category: a coffee table is not coffee-coloured."""
    text, known = f" {normal(words)} ", category(kind)
    names = (normal(name) for name in (known.words, *known.aliases))
    return {w for name in names if f" {name} " in text for w in name.split()}
