"""Which of many models answers a query best: by looks, size, words, picture, style, material and colour, with the
reason in words. This is the one ranking: of a design with `--assets`, of `idesign assets search` and of the benchmark.

A model may be scaled as a whole by a tenth and never stretched. What is then left between an axis and the wish is its
residual; a model whose residual is too large is out. Only what was asked counts. The same query gives the same model,
so that the chairs of a set are alike; its seed may choose between models that are nearly as good.
"""

from __future__ import annotations

import zlib
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from assets.asset import AssetQuery, Vec3
from assets.catalogue import categories
from assets.colour_difference import ciede2000
from assets.embeddings import Embedder, PictureEmbedder, Vectors, chosen_embedder
from assets.materials import colour
from assets.model import RGB
from assets.palette import lab
from assets.retrieval import best_categories
from assets.retrieval_words import key_of
from assets.styles import style
from assets.thumbnails import Seen, Thumbnail, seen

SCALES = (0.9, 1.1)
RESIDUAL = 0.2
"""How far an axis may be from a size that the designer chose, as a share of it; what a person said: `STATED`."""
LOOSE = 0.45
"""The same for what grows in all sizes and stands on the floor, such as plants: their form is not that of a plan."""
STATED = 0.03
THIN, THIN_STATED = 0.02, 0.005
"""Differences below this are not seen [m]; where a person said the size: what a rounded number means."""
WEIGHTS = {
    "looks": 0.8, "size": 0.35, "words": 0.25, "picture": 0.25, "style": 0.15, "material": 0.15, "colour": 0.10,
}  # fmt: skip
"""What each asked thing is worth; looks are always asked for. Source: this project's judgement: a size that is off by
less than it may be troubles less than a cartoon of a sofa in a real room; a picture says as much as a name."""
SEEN = 2.5
"""A cosine of words and a picture times this is in [0, 1] (Hessel et al. 2021, "CLIPScore": they hardly pass 0.4)."""
FAR_COLOUR = 20.0
"""At this CIEDE2000 difference a colour counts half, at twice it nothing."""
Values = NDArray[np.float64]
Axes = tuple[bool, bool, bool]
NONE_SAID: Axes = (False, False, False)


@dataclass(frozen=True)
class Entry:
    """What is known of a model before it is loaded: `text` its name and description, `size` [m] (None: not yet known),
    `colour` sRGB, `quality` of its looks in [0, 1], `thumbnail` a picture of it."""

    id: str
    category: str
    text: str
    size: Vec3 | None
    styles: tuple[str, ...] = ()
    materials: tuple[str, ...] = ()
    colour: RGB | None = None
    quality: float = 0.7
    thumbnail: Thumbnail | None = None


@dataclass(frozen=True)
class Ranked:
    """An entry that answers a query: score in [0, 1], the scale that fits it best, and why it was chosen."""

    entry: Entry
    score: float
    scale: float
    why: str


@dataclass(frozen=True)
class Compared:
    """What an embedder makes of entries: their words [N, D]; their pictures where it sees and there are any."""

    words: Vectors
    pictures: Seen | None = None

    @classmethod
    def by(cls, embedder: Embedder, entries: Sequence[Entry]) -> Compared:
        """In the order of the entries."""
        words = embedder.embed([f"{e.text} {' '.join(e.materials)}" for e in entries])
        thumbnails = [e.thumbnail for e in entries]
        if not isinstance(embedder, PictureEmbedder) or not any(thumbnails):
            return cls(words)
        return cls(words, seen(embedder, thumbnails))

    def alone(self, row: int) -> Compared:
        """The same of one entry."""
        pictures = self.pictures and Seen(self.pictures.rows[row : row + 1], {})
        return Compared(self.words[row : row + 1], pictures)


class Shelf:
    """Entries sorted by category, with everything that ranking needs as arrays. `embedder` reads words (None:
    `chosen_embedder`); `compared` is what it makes of them, where that is known."""

    def __init__(
        self, entries: Iterable[Entry], embedder: Embedder | None = None, compared: Compared | None = None
    ) -> None:
        self.entries = tuple(sorted(entries, key=_order))
        self.embedder = embedder or chosen_embedder()
        self.compared = compared or Compared.by(self.embedder, self.entries)
        nothing = (np.nan,) * 3
        self._sizes = np.array([e.size or nothing for e in self.entries], np.float64).reshape(-1, 3)
        self._labs = lab(np.array([e.colour or nothing for e in self.entries], np.float64).reshape(-1, 3))
        self._styles = [frozenset(e.styles) for e in self.entries]
        self._materials = [frozenset(map(key_of, e.materials)) for e in self.entries]
        self._quality = np.array([e.quality for e in self.entries], np.float64)
        self._lots = np.array([zlib.crc32(e.id.encode()) for e in self.entries], np.uint64)
        kinds = np.array([e.category for e in self.entries])
        names, starts = np.unique(kinds, return_index=True)
        ends = np.append(starts, len(kinds))[1:] if len(kinds) else starts
        self._rows = {str(n): slice(int(a), int(b)) for n, a, b in zip(names, starts, ends, strict=True)}

    @property
    def vectors(self) -> Vectors:
        """Of the entries' words [N, D]."""
        return self.compared.words

    @property
    def faults(self) -> tuple[str, ...]:
        """One line for each picture that cannot be used."""
        known = self.compared.pictures.faults if self.compared.pictures else {}
        return tuple(f"{self.entries[k].id}: {why}; its words alone are compared" for k, why in known.items())

    def again(self, entry: Entry) -> Shelf:
        """That entry alone, of which more is known by now than when it was put here: it is compared as it was."""
        row = bisect_left(self.entries, _order(entry), key=_order)
        return Shelf((entry,), self.embedder, self.compared.alone(row))

    def best(self, query: AssetQuery, k: int = 5) -> tuple[Ranked, ...]:
        """The `k` best entries of the query's category (that its words name, where it gives none), best first, equal
        ones by id; none when no entry of it fits. Raises `AssetError` for a query that names nothing."""
        return tuple(islice(self.ranking(query), k))

    def ranking(self, query: AssetQuery, stated: Axes = NONE_SAID, variety: float = 0.0) -> Iterator[Ranked]:
        """All entries that fit, best first. `stated`: axes whose size a person gave. `variety`: by how much of a score
        the query's seed may prefer one entry to another."""
        kind = query.category
        if kind not in categories():
            kind = best_categories(query.category or query.words, 1)[0].category
        rows = self._rows.get(kind)
        if rows is None:
            return
        most = _most(kind)
        scale, residual = fitted(self._sizes[rows], query.size, stated, most)
        parts = self._parts(query, rows, residual / most)
        score = np.sum([WEIGHTS[n] * _met(v) for n, v in parts.items()], axis=0) / sum(WEIGHTS[n] for n in parts)
        order = np.lexsort((np.arange(len(score)), -np.round(score + variety * self._luck(rows, query.seed), 9)))
        for at in map(int, order):
            if np.isfinite(residual[at]):
                yield _ranked(self.entries[rows.start + at], at, score, scale, residual, parts)

    def _luck(self, rows: slice, seed: int) -> Values:
        """A number in [0, 1) for each entry that only its id and the seed decide (splitmix64, Steele et al. 2014)."""
        z = self._lots[rows] + np.uint64((seed * 0x9E3779B97F4A7C15) % 2**64)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return ((z ^ (z >> np.uint64(31))) >> np.uint64(11)).astype(np.float64) / 2**53

    def _parts(self, query: AssetQuery, rows: slice, misfit: Values) -> dict[str, Values]:
        """How well each asked thing is met, [n] in [0, 1], NaN where there is nothing to compare. `misfit` is the
        residual as a share of what is allowed."""
        parts: dict[str, Values] = {"looks": self._quality[rows]}
        if any(v is not None for v in query.size):
            parts["size"] = 1 - np.minimum(misfit, 1)
        if key_of(query.words):
            said = self.embedder.embed([query.words])[0]
            parts["words"] = np.clip(self.vectors[rows] @ said, 0, 1).astype(float)
            pictured = self._pictured(rows, said)
            if pictured is not None:
                parts["picture"] = pictured
        if query.style:
            wish = style(query.style).name
            parts["style"] = np.array([wish in own for own in self._styles[rows]], np.float64)
        if query.materials:
            wished = {key_of(m) for m in query.materials}
            parts["material"] = np.array([len(wished & own) / len(wished) for own in self._materials[rows]])
        wished_lab = _lab_of(query.colours[0]) if query.colours else None
        if wished_lab is not None:
            far = ciede2000(self._labs[rows], wished_lab)
            parts["colour"] = np.nan_to_num(1 - np.minimum(far / FAR_COLOUR, 2) / 2, nan=0.0)
        return parts

    def _pictured(self, rows: slice, said: Vectors) -> Values | None:
        """How like the words [D] the pictures are, [n] in [0, 1], NaN without one; None where there is none at all."""
        known = self.compared.pictures
        if known is None or np.isnan(known.rows[rows]).all():
            return None
        alike: Values = np.clip(SEEN * (known.rows[rows] @ said), 0, 1).astype(np.float64)
        return alike


def _order(entry: Entry) -> tuple[str, str]:
    return entry.category, entry.id


def _met(part: Values) -> Values:
    """With what cannot be compared (NaN) as the mean of what can: it speaks neither for an entry nor against it."""
    unknown = np.isnan(part)
    return np.where(unknown, part[~unknown].mean(), part) if unknown.any() else part


def _ranked(entry: Entry, at: int, score: Values, scale: Values, residual: Values, parts: dict[str, Values]) -> Ranked:
    unknown = {"size": entry.size is None, "style": not entry.styles, "material": not entry.materials}
    shown = [name for name in parts if not unknown.get(name) and not np.isnan(parts[name][at])]
    said = [_reason(name, float(parts[name][at]), float(residual[at])) for name in shown]
    if scale[at] != 1:
        said.append(f"scaled by {scale[at]:g}")
    return Ranked(entry, float(score[at]), float(scale[at]), ", ".join(said))


@lru_cache(maxsize=256)
def _lab_of(word: str) -> Values | None:
    """CIELAB [3] of a colour word; None when it names none."""
    rgb = colour(word)
    return None if rgb is None else lab(np.array([rgb]))[0]


def _reason(name: str, value: float, residual: float) -> str:
    if name == "looks":
        return f"looks {value:.2f} of 1"
    if name == "size":
        return f"size within {100 * residual:.0f} %"
    if name == "colour":
        return f"colour {(1 - value) * 2 * FAR_COLOUR:.0f} away (CIEDE2000)" if value else "another colour"
    if name == "words":
        return f"words alike {value:.2f}"
    if name == "picture":
        return f"its picture is like the words {value / SEEN:.2f}{' or more' if value == 1 else ''}"
    return f"{name} {'as asked' if value == 1 else 'not as asked' if value == 0 else 'in part as asked'}"


def _most(kind: str) -> float:
    """The largest residual of a category, where nobody stated a size."""
    known = categories()[kind]
    return LOOSE if known.grow == "even" and known.placement == "floor" else RESIDUAL


def fitted(
    sizes: Values, wish: Sequence[float | None], stated: Axes = NONE_SAID, most: float = RESIDUAL
) -> tuple[Values, Values]:
    """For sizes [N, 3] [m] and a wish with open axes (None): the uniform scale [N] in `SCALES` that brings the axes
    nearest (the median ratio, of the stated axes where there are any), and the residual [N]: the largest share of the
    wish that is left beyond what is seen, infinite where it is more than `most` (`STATED` on a stated axis). An unknown
    size (NaN) may fit; it is the worst that does."""
    axes = [k for k, v in enumerate(wish) if v is not None]
    if not axes or not len(sizes):
        return np.ones(len(sizes)), np.zeros(len(sizes))
    want, said = np.array([wish[k] for k in axes], np.float64), np.array([stated[k] for k in axes])
    ratios = want / sizes[:, axes]
    scale = np.round(np.clip(_median(ratios[:, said] if said.any() else ratios), *SCALES), 3)
    off = np.abs(scale[:, None] * sizes[:, axes] - want) - np.where(said, THIN_STATED, THIN)
    share = np.maximum(off, 0.0) / want
    residual = np.where((share > np.where(said, STATED, most)).any(axis=1), np.inf, share.max(axis=1))
    unknown = np.isnan(sizes[:, 0])
    return np.where(unknown, 1.0, scale), np.where(unknown, most, residual)


def _median(rows: Values) -> Values:
    """Of each row; of three numbers at most (`np.median` takes ten times as long)."""
    ordered = np.sort(rows, axis=1)
    n = rows.shape[1]
    middle: Values = (ordered[:, (n - 1) // 2] + ordered[:, n // 2]) / 2
    return middle
