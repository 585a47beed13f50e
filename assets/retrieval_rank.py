"""Which of many models answers a query best: by size, words, style, material and colour, with the reason in words.

A model may be scaled as a whole by a tenth and never stretched: how far its axes then are from the wish, each by
itself, is its misfit; one that misfits by more than a quarter is out. Only what was asked counts. The same query gives
the same model, so that the chairs of a set are alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from assets.asset import AssetQuery, Vec3
from assets.catalogue import categories
from assets.colour_difference import ciede2000
from assets.embeddings import Embedder, Vectors
from assets.materials import colour
from assets.model import RGB
from assets.palette import lab
from assets.retrieval import LEXICAL, best_categories
from assets.retrieval_words import key_of
from assets.styles import style

SCALES = (0.9, 1.1)
MISFIT = 0.25
"""The largest misfit, as the logarithm of the ratio of the worst axis."""
WEIGHTS = {"size": 0.35, "words": 0.25, "style": 0.15, "material": 0.15, "colour": 0.10}
"""What each asked thing is worth. Source: this project's judgement: size decides whether a room works."""
FAR_COLOUR = 20.0
"""At this CIEDE2000 difference a colour counts half, at twice it nothing."""
Values = NDArray[np.float64]


@dataclass(frozen=True)
class Entry:
    """What is known of a model before it is loaded: `text` its name and description, `size` [m], `colour` sRGB."""

    id: str
    category: str
    text: str
    size: Vec3
    style: str = ""
    materials: tuple[str, ...] = ()
    colour: RGB | None = None


@dataclass(frozen=True)
class Ranked:
    """An entry that answers a query: score in [0, 1], the scale that fits it best, and why it was chosen."""

    entry: Entry
    score: float
    scale: float
    why: str


class Shelf:
    """Entries sorted by category, with everything that ranking needs as arrays. `embedder` reads words."""

    def __init__(self, entries: Iterable[Entry], embedder: Embedder = LEXICAL) -> None:
        self.entries = tuple(sorted(entries, key=lambda e: (e.category, e.id)))
        self.embedder = embedder
        self.vectors: Vectors = embedder.embed([f"{e.text} {' '.join(e.materials)}" for e in self.entries])
        self._sizes = np.array([e.size for e in self.entries], np.float64).reshape(-1, 3)
        self._labs = lab(np.array([e.colour or (np.nan,) * 3 for e in self.entries], np.float64).reshape(-1, 3))
        self._styles = np.array([e.style for e in self.entries])
        self._materials = [frozenset(map(key_of, e.materials)) for e in self.entries]
        kinds = np.array([e.category for e in self.entries])
        names, starts = np.unique(kinds, return_index=True)
        ends = [*starts[1:], len(kinds)]
        self._rows = {str(n): slice(int(a), int(b)) for n, a, b in zip(names, starts, ends, strict=True)}

    def best(self, query: AssetQuery, k: int = 5) -> tuple[Ranked, ...]:
        """The `k` best entries of the query's category (that its words name, where it gives none), best first, equal
        ones by id; none when no entry of it fits. Raises `AssetError` for a query that names nothing."""
        kind = query.category
        if kind not in categories():
            kind = best_categories(query.category or query.words, 1)[0].category
        rows = self._rows.get(kind)
        if rows is None:
            return ()
        scale, misfit = fits(self._sizes[rows], query.size)
        parts = self._parts(query, rows, misfit)
        total = sum(WEIGHTS[name] for name in parts) or 1.0
        score = np.sum([WEIGHTS[n] * v for n, v in parts.items()], axis=0) / total if parts else np.ones(len(misfit))
        order = np.lexsort((np.arange(len(score)), -np.round(score, 9)))
        chosen = [int(i) for i in order if misfit[i] <= MISFIT][:k]
        return tuple(self._ranked(rows.start + i, i, score, scale, misfit, parts) for i in chosen)

    def _parts(self, query: AssetQuery, rows: slice, misfit: Values) -> dict[str, Values]:
        """How well each asked thing is met, [n] in [0, 1]."""
        parts: dict[str, Values] = {}
        if any(v is not None for v in query.size):
            parts["size"] = 1 - np.minimum(misfit / MISFIT, 1)
        if key_of(query.words):
            parts["words"] = np.clip(self.vectors[rows] @ self.embedder.embed([query.words])[0], 0, 1).astype(float)
        if query.style:
            parts["style"] = (self._styles[rows] == style(query.style).name).astype(float)
        if query.materials:
            wished = {key_of(m) for m in query.materials}
            parts["material"] = np.array([len(wished & own) / len(wished) for own in self._materials[rows]])
        wished_lab = _lab_of(query.colours[0]) if query.colours else None
        if wished_lab is not None:
            far = ciede2000(self._labs[rows], wished_lab)
            parts["colour"] = np.nan_to_num(1 - np.minimum(far / FAR_COLOUR, 2) / 2, nan=0.0)
        return parts

    def _ranked(
        self, row: int, at: int, score: Values, scale: Values, misfit: Values, parts: dict[str, Values]
    ) -> Ranked:
        said = [_reason(name, float(values[at]), float(misfit[at])) for name, values in parts.items()]
        if scale[at] != 1:
            said.append(f"scaled by {scale[at]:.2f}")
        return Ranked(self.entries[row], float(score[at]), float(scale[at]), ", ".join(said) or "nothing else asked")


@lru_cache(maxsize=256)
def _lab_of(word: str) -> Values | None:
    """CIELAB [3] of a colour word; None when it names none."""
    rgb = colour(word)
    return None if rgb is None else lab(np.array([rgb]))[0]


def _reason(name: str, value: float, misfit: float) -> str:
    if name == "size":
        return f"size within {100 * (np.exp(misfit) - 1):.0f} %"
    if name == "colour":
        return f"colour {(1 - value) * 2 * FAR_COLOUR:.0f} away (CIEDE2000)" if value else "another colour"
    if name == "words":
        return f"words alike {value:.2f}"
    return f"{name} {'as asked' if value == 1 else 'not as asked' if value == 0 else 'in part as asked'}"


def fits(sizes: Values, wish: Sequence[float | None]) -> tuple[Values, Values]:
    """For sizes [N, 3] and a wish with open axes (None): the uniform scale [N] in `SCALES` that brings the axes nearest
    (median ratio), and the misfit [N] that is left: the largest |log(scale * size / wish)|."""
    axes = [k for k, v in enumerate(wish) if v is not None]
    if not axes or not len(sizes):
        return np.ones(len(sizes)), np.zeros(len(sizes))
    ratios = np.array([wish[k] for k in axes], np.float64) / sizes[:, axes]
    ratios.sort(axis=1)
    middle = (ratios[:, (len(axes) - 1) // 2] + ratios[:, len(axes) // 2]) / 2
    scale = np.minimum(np.maximum(middle, SCALES[0]), SCALES[1])
    return scale, np.log(np.maximum(scale / ratios[:, 0], ratios[:, -1] / scale))
