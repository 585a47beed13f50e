"""From words to categories of furniture: names first, the planner's category second, likeness for what is left.

1. A name of a category in one of five languages, whole or inside the words (`assets.retrieval_names`).
2. The category that a planner chose from the closed list, when the words name nothing.
3. Likeness of the words to every name, by an embedder: the built-in lexical one unless another is chosen.

Each answer says why. An answer below `STAND_IN` is a guess: whoever uses it says that the thing only stands in.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from assets.catalogue import categories
from assets.embeddings import Embedder, Vectors, chosen_embedder, kept_vectors
from assets.errors import AssetError
from assets.retrieval_names import Named, named, names, singular_names
from assets.retrieval_words import key_of

STAND_IN = 0.5
PLANNED = 0.84
"""Less than what the words are about, more than what they only mention."""
LIKENESS = 0.75
"""The most that likeness alone can be worth: less than any name found."""
MOST = 100
"""So many categories are ranked by likeness."""


@dataclass(frozen=True)
class NameIndex:
    """The names of all categories as vectors, one column each [D, N], sorted by category; those of `order[c]` begin at
    `starts[c]`."""

    columns: Vectors
    starts: NDArray[np.int64]
    order: tuple[str, ...]

    def likeness(self, query: Vectors) -> NDArray[np.float32]:
        """[C] the likeness (cosine) of the nearest name of each category to the query [D]."""
        used = np.flatnonzero(query)
        sparse = len(used) < len(query) // 2
        products = query[used] @ self.columns[used] if sparse else query @ self.columns
        best: NDArray[np.float32] = np.maximum.reduceat(products, self.starts)
        return best


@lru_cache(maxsize=4)
def name_index(embedder: Embedder) -> NameIndex:
    """Vectors of every name under an embedder, made once and kept on disk."""
    rows = sorted({(category, key) for key in singular_names() for category in names()[key].values()})
    order = tuple(sorted(categories()))
    starts = np.searchsorted([category for category, _ in rows], order).astype(np.int64)
    vectors = kept_vectors(embedder, tuple(key for _, key in rows))
    return NameIndex(np.ascontiguousarray(vectors.T), starts, order)


def best_categories(words: str, k: int = 5, planned: str = "", embedder: Embedder | None = None) -> tuple[Named, ...]:
    """The `k` categories that the words most likely mean, best first, with reasons; `planned` is a planner's choice.
    `embedder` compares words that are no name (None: `chosen_embedder`). Raises `AssetError` for words without a letter
    and no plan."""
    if not key_of(words) and planned not in categories():
        raise AssetError("no words to look up: name a piece of furniture such as 'sofa'")
    answers = {n.category: n for n in sorted((*named(words), *_planned(planned)), key=lambda n: n.score)}
    if len(answers) < k and key_of(words):
        for guess in _alike(key_of(words), embedder or chosen_embedder()):
            answers.setdefault(guess.category, guess)
    return tuple(sorted(answers.values(), key=lambda n: (-n.score, n.category))[:k])


def _planned(category: str) -> tuple[Named, ...]:
    if category not in categories():
        return ()
    return (Named(category, PLANNED, f"planned as {categories()[category].words}"),)


@lru_cache(maxsize=1024)
def _alike(key: str, embedder: Embedder) -> tuple[Named, ...]:
    """The `MOST` categories by likeness, best first, equal ones by name."""
    index = name_index(embedder)
    scores = index.likeness(embedder.embed([key])[0])
    ranking = np.argsort(-scores, kind="stable")[:MOST]
    return tuple(
        Named(index.order[c], LIKENESS * max(0.0, float(scores[c])), f"'{key}' {embedder.alike}") for c in ranking
    )
