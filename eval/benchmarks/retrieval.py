"""How well words find furniture, and how fast: the category of written queries, and search among many assets.

The queries (`data/retrieval_queries.csv`) were written before anything was tuned; those marked held-out or fresh were
not looked at while tuning. A query may allow two categories where a person would accept either. The assets of the
speed tables are made up: every category in random sizes, styles, materials and colours, each described in words, from
a fixed seed.
"""

from __future__ import annotations

import csv
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median

import numpy as np

from assets.asset import AssetQuery
from assets.catalogue import categories
from assets.embeddings import LEXICAL, Embedder, Vectors
from assets.errors import AssetError
from assets.materials import colours, presets
from assets.retrieval import best_categories
from assets.retrieval_index import EXACT_UP_TO, MatrixIndex, Rows, TorchIndex, UsearchIndex, VectorIndex
from assets.retrieval_rank import Entry, Shelf
from assets.styles import styles
from idesign.errors import InputError

QUERIES = Path(__file__).parent / "data" / "retrieval_queries.csv"
FOREIGN = {"de": "German", "fr": "French", "es": "Spanish", "it": "Italian"}
NEIGHBOURS = 10
EQUAL = 1e-3
"""Cosines this close are equal: half precision does not tell them apart."""
ASKED = 100
"""Queries that each speed is the median of."""
Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class Query:
    """A written query: its split, its kind (plain, typo, de …), and the categories that a person would accept."""

    split: str
    kind: str
    words: str
    accepted: frozenset[str]


@dataclass(frozen=True)
class Accuracy:
    """Shares in [0, 1] of `count` queries whose first answer, or one of the first five, is accepted."""

    split: str
    kind: str
    count: int
    top1: float
    top5: float


@dataclass(frozen=True)
class Speed:
    """Milliseconds (median, and 95th percentile) of one query among `assets` once loaded; `recall` is the share of the
    ten nearest found; `seconds` the time to build. `missing` says why there is nothing instead."""

    assets: int
    what: str
    milliseconds: float | None
    slow: float | None
    recall: float | None
    seconds: float | None
    missing: str = ""


@dataclass(frozen=True)
class Misses:
    """A query whose first answer is not accepted, and what the answer was."""

    query: Query
    answer: str


@dataclass(frozen=True)
class Result:
    """Everything that the benchmark found."""

    accuracy: tuple[Accuracy, ...]
    speed: tuple[Speed, ...]
    misses: tuple[Misses, ...]


def read_queries(path: Path = QUERIES) -> tuple[Query, ...]:
    """The queries of a file with columns split, kind, query, category. Raises `InputError` naming the line."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return tuple(_query(path, n, row) for n, row in enumerate(csv.DictReader(file), 2))
    except (OSError, UnicodeDecodeError) as e:
        raise InputError(f"{path}: cannot be read as a table of queries ({e})") from e


def _query(path: Path, line: int, row: dict[str, str]) -> Query:
    accepted = frozenset((row.get("category") or "").split())
    words = (row.get("query") or "").strip()
    if not words or not accepted or accepted - set(categories()):
        raise InputError(f"{path}, line {line}: needs a query and categories of this catalogue, got {row}")
    return Query(row.get("split") or "tuning", row.get("kind") or "plain", words, accepted)


def measure(
    queries: Sequence[Query], counts: Sequence[int], progress: Progress | None = None, embedder: Embedder = LEXICAL
) -> Result:
    """Accuracy of the queries, and speed among so many assets each. `embedder` compares words that are no name."""
    tell = progress or (lambda text, share: None)
    tell("categories", 0.0)
    answers = [(q, [n.category for n in best_categories(q.words, 5, embedder=embedder)]) for q in queries]
    misses = tuple(Misses(q, a[0]) for q, a in answers if a[0] not in q.accepted)
    speed: list[Speed] = []
    for k, count in enumerate(counts):
        tell(f"{count} assets", (k + 0.5) / (len(counts) + 0.5))
        speed += speeds(count, [q.words for q in queries], embedder)
    return Result(tuple(_accuracies(answers)), tuple(speed), misses)


def _accuracies(answers: list[tuple[Query, list[str]]]) -> Iterator[Accuracy]:
    """All of a split, then by kind."""
    for split in dict.fromkeys(q.split for q, _ in answers):
        mine = [(q, a) for q, a in answers if q.split == split]
        yield _accuracy(split, "all", mine)
        for kind in dict.fromkeys(q.kind for q, _ in mine):
            yield _accuracy(split, kind, [(q, a) for q, a in mine if q.kind == kind])


def _accuracy(split: str, kind: str, answers: list[tuple[Query, list[str]]]) -> Accuracy:
    first = sum(a[0] in q.accepted for q, a in answers)
    five = sum(bool(q.accepted & set(a)) for q, a in answers)
    return Accuracy(split, kind, len(answers), first / len(answers), five / len(answers))


# ---------------------------------------------------------------- speed
def speeds(count: int, words: Sequence[str], embedder: Embedder = LEXICAL, seed: int = 0) -> Iterator[Speed]:
    """Speed of whole queries and of each index among `count` made-up assets."""
    start = time.perf_counter()
    shelf = Shelf(made_up(count, seed), embedder)
    built = time.perf_counter() - start
    rng = np.random.default_rng(seed)
    chosen = [words[int(k)] for k in rng.integers(0, len(words), ASKED)]
    yield _whole_queries(shelf, chosen, built)
    queries = embedder.embed([shelf.entries[int(k)].text for k in rng.integers(0, count, ASKED)])
    exact = MatrixIndex(shelf.vectors)
    _, best = exact.nearest(queries, NEIGHBOURS)
    yield _index_speed(count, "matrix", lambda: exact, queries, shelf.vectors, best)
    yield _index_speed(count, "torch on GPU", lambda: TorchIndex(shelf.vectors), queries, shelf.vectors, best)
    if count >= EXACT_UP_TO:
        yield _index_speed(count, "usearch", lambda: UsearchIndex(shelf.vectors), queries, shelf.vectors, best)


def made_up(count: int, seed: int = 0) -> list[Entry]:
    """Assets that nobody made: described by category, style, material and colour, sized within the usual ranges."""
    rng = np.random.default_rng(seed)
    kinds, forms, stuffs, tints = list(categories().values()), list(styles()), list(presets()), list(colours().items())
    out = []
    for n in range(count):
        kind = kinds[n % len(kinds)]
        style, material = forms[int(rng.integers(len(forms)))], stuffs[int(rng.integers(len(stuffs)))]
        tint, rgb = tints[int(rng.integers(len(tints)))]
        w, d, h = (float(rng.uniform(lo, hi)) for lo, hi in kind.ranges)
        text = f"{tint} {material} {kind.words} {style} model {n}"
        out.append(Entry(f"made-up-{n}", kind.name, text, (w, d, h), (style,), (material,), rgb))
    return out


def _whole_queries(shelf: Shelf, words: Sequence[str], built: float) -> Speed:
    """From words to the ranked assets of a category, wishes for size, style, material and colour included. Every
    query is asked for the first time, so that nothing is remembered."""
    asked = [AssetQuery("", f"{w} {n}", _wish(w), "classic", ("oak",), ("navy",)) for n, w in enumerate(words)]
    shelf.best(AssetQuery("sofa", "sofa"))
    best_categories("warm up unknwon", 5)
    spent = [_timed(partial(shelf.best, q)) for q in asked]
    return Speed(len(shelf.entries), "whole query", median(spent), float(np.percentile(spent, 95)), None, built)


def _wish(words: str) -> tuple[float, None, None]:
    return (categories()[best_categories(words, 1)[0].category].typical[0], None, None)


def _index_speed(
    count: int, what: str, make: Callable[[], VectorIndex], queries: Vectors, vectors: Vectors, best: Vectors
) -> Speed:
    try:
        start = time.perf_counter()
        index = make()
        built = time.perf_counter() - start
    except AssetError as e:
        return Speed(count, what, None, None, None, None, str(e))
    index.nearest(queries[:2], NEIGHBOURS)
    spent = [_timed(partial(index.nearest, q[None], NEIGHBOURS)) for q in queries]
    rows, _ = index.nearest(queries, NEIGHBOURS)
    return Speed(
        count, what, median(spent), float(np.percentile(spent, 95)), _recall(rows, queries, vectors, best), built
    )


def _recall(rows: Rows, queries: Vectors, vectors: Vectors, best: Vectors) -> float:
    """The share of found rows that are as near as the tenth nearest: equally near ones are equally right."""
    near = [vectors[r] @ q >= b[-1] - EQUAL for r, q, b in zip(rows, queries, best, strict=True)]
    return float(np.mean(near))


def _timed(action: Callable[[], object]) -> float:
    """Milliseconds of one call."""
    start = time.perf_counter()
    action()
    return 1000 * (time.perf_counter() - start)
