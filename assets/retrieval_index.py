"""The nearest vectors: an exact product up to a hundred thousand assets, on a GPU where there is one, an approximate
graph (usearch) beyond."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from assets.embeddings import Vectors
from assets.errors import AssetError

EXACT_UP_TO = 100_000
"""Beyond this many assets an exact product takes more than some tens of milliseconds on a processor."""
SMALL = 10_000
"""Up to this many, loading torch would take longer than all queries of a session."""
_LINKS, _BUILD, _SEARCH = 16, 128, 256
"""Connectivity of usearch's graph and how widely it looks when built (its own defaults) and when searched among
`EXACT_UP_TO` vectors (four times its own: what is described nearly alike lies so close that less misses some)."""
_WIDER = 0.6
"""A larger graph is searched more widely, by this power of its size: among a million, four times as widely. Measured
among 100,000: recall@10 of 0.976 at 256, 0.983 at 512, 0.991 at 1024, 0.997 at 2048; among a million 0.866 at 256. That
four times the width leaves a third of the misses, so about 0.95 among a million, is an extrapolation."""

Rows = NDArray[np.int64]


class VectorIndex(Protocol):
    """Finds the nearest rows of a fixed set of unit vectors."""

    def nearest(self, queries: Vectors, k: int) -> tuple[Rows, Vectors]:
        """Rows [Q, k] by falling cosine to the queries [Q, D], and the cosines [Q, k]."""
        ...


class MatrixIndex:
    """Exact, by numpy."""

    def __init__(self, vectors: Vectors) -> None:
        self._vectors = np.ascontiguousarray(vectors, np.float32)

    def nearest(self, queries: Vectors, k: int) -> tuple[Rows, Vectors]:
        """See `VectorIndex`."""
        found = [_top(self._vectors @ q, k) for q in queries]
        return np.array([rows for rows, _ in found], np.int64), np.array([s for _, s in found], np.float32)


def _top(scores: Vectors, k: int) -> tuple[Rows, Vectors]:
    k = min(k, len(scores))
    rows = np.argpartition(-scores, k - 1)[:k] if k < len(scores) else np.arange(len(scores))
    rows = rows[np.lexsort((rows, -scores[rows]))]
    return rows.astype(np.int64), scores[rows]


class TorchIndex:
    """Exact, by torch, on a device such as "cuda": all queries in one product."""

    def __init__(self, vectors: Vectors, device: str = "cuda") -> None:
        self._torch: Any = import_module("torch")
        if device.startswith("cuda") and not self._torch.cuda.is_available():
            raise AssetError("no CUDA device here: use the matrix index")
        self._device = device
        self._columns = self._torch.as_tensor(vectors, device=device).T.contiguous()

    def nearest(self, queries: Vectors, k: int) -> tuple[Rows, Vectors]:
        """See `VectorIndex`."""
        scores = self._torch.as_tensor(queries, device=self._device) @ self._columns
        best, rows = scores.topk(min(k, scores.shape[1]), dim=1)
        return rows.cpu().numpy().astype(np.int64), best.cpu().numpy()


class UsearchIndex:
    """Approximate, by usearch's graph (HNSW, Malkov and Yashunin 2018) with vectors in half precision."""

    def __init__(self, vectors: Vectors) -> None:
        if not has_usearch():
            raise AssetError("usearch is not here: pip install 'idesign[ann]', or use the matrix index")
        library: Any = import_module("usearch.index")
        self._index = library.Index(ndim=vectors.shape[1], metric="ip", dtype="f16", connectivity=_LINKS,
                                    expansion_add=_BUILD, expansion_search=_width(len(vectors)))  # fmt: skip
        self._index.add(np.arange(len(vectors)), vectors)

    def nearest(self, queries: Vectors, k: int) -> tuple[Rows, Vectors]:
        """See `VectorIndex`; some of the nearest may be missed."""
        found = [self._index.search(q, k) for q in queries]
        rows = np.array([m.keys for m in found], np.int64)
        return rows, 1 - np.array([m.distances for m in found], np.float32)


def _width(count: int) -> int:
    """How many vectors a search keeps in view."""
    return int(_SEARCH * float(max(count / EXACT_UP_TO, 1.0)) ** _WIDER)


def has_usearch() -> bool:
    """Whether the extra is installed."""
    return find_spec("usearch") is not None


def index_of(vectors: Vectors) -> VectorIndex:
    """The best index that this machine has for so many vectors."""
    if len(vectors) <= SMALL:
        return MatrixIndex(vectors)
    torch: Any = import_module("torch")
    if torch.cuda.is_available():
        return TorchIndex(vectors)
    return UsearchIndex(vectors) if len(vectors) > EXACT_UP_TO and has_usearch() else MatrixIndex(vectors)
