"""Words and pictures as vectors: the protocols, the built-in lexical embedder, and vectors kept on disk.

The built-in one knows no meaning, only letters: it hashes words and pieces of words into a fixed number of cells, so
that what is spelled alike lies close together. It needs no download and gives the same numbers on every machine.
Models that know meaning are in `assets.embeddings_models`.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import zlib
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from assets.retrieval_words import key_of

Vectors = NDArray[np.float32]
Picture = NDArray[np.uint8]
CELLS = 384
"""Length of a lexical vector: that of MiniLM, so that an index costs the same with either."""
_WORD_WEIGHT = 2.0
_PIECES = (3, 4)


class Embedder(Hashable, Protocol):
    """Turns texts into vectors of length 1, one row each; `name` changes when the vectors would. `alike` ends the
    sentence "'divan' …" about the nearest name."""

    @property
    def name(self) -> str: ...

    @property
    def size(self) -> int: ...

    @property
    def alike(self) -> str: ...

    def embed(self, texts: Sequence[str]) -> Vectors:
        """[len(texts), size] float32; a text without letters gives zeros."""
        ...


@runtime_checkable
class PictureEmbedder(Embedder, Protocol):
    """One that also sees: a text and a picture of what it says lie close together."""

    def embed_pictures(self, pictures: Sequence[Picture]) -> Vectors:
        """[len(pictures), size] float32 of length 1, of pictures [H, W, 3] in sRGB bytes."""
        ...


class LexicalEmbedder:
    """Words and their pieces of three and four letters, hashed with a sign (Weinberger et al. 2009, "Feature hashing
    for large scale multitask learning"). A whole word counts `_WORD_WEIGHT` pieces."""

    name = f"lexical-{CELLS}-1"
    size = CELLS
    alike = "is spelled most like it"

    def embed(self, texts: Sequence[str]) -> Vectors:
        """[len(texts), 384] float32 of length 1; zeros for a text without letters."""
        out = np.zeros((len(texts), CELLS), np.float32)
        for row, text in zip(out, texts, strict=True):
            for word in key_of(text).split():
                cells, weights = _word(word)
                row[cells] += weights
        return unit(out)


@lru_cache(maxsize=32768)
def _word(word: str) -> tuple[NDArray[np.intp], Vectors]:
    """The cells that a word fills, each once, and their weights."""
    row = np.zeros(CELLS, np.float32)
    for feature in _features(word):
        code = zlib.crc32(feature.encode())
        row[code % CELLS] += (_WORD_WEIGHT if feature.startswith("=") else 1.0) * (1.0 if code >> 31 else -1.0)
    cells = np.flatnonzero(row)
    return cells, row[cells]


def _features(word: str) -> Iterator[str]:
    yield f"={word}"
    padded = f"<{word}>"
    for n in _PIECES:
        yield from (padded[k : k + n] for k in range(len(padded) - n + 1))


LEXICAL = LexicalEmbedder()
_CHOSEN: ContextVar[Embedder] = ContextVar("embedder", default=LEXICAL)


def chosen_embedder() -> Embedder:
    """What compares words here: the built-in embedder, or that of the innermost `compared_by`."""
    return _CHOSEN.get()


@contextmanager
def compared_by(embedder: Embedder) -> Iterator[None]:
    """Within, words are compared by this embedder wherever none is named (in this thread and its tasks)."""
    before = _CHOSEN.set(embedder)
    try:
        yield
    finally:
        _CHOSEN.reset(before)


def unit(rows: Vectors) -> Vectors:
    """Rows [N, D] scaled to length 1; rows of zeros stay."""
    length = np.linalg.norm(rows, axis=1, keepdims=True).astype(np.float32)
    scaled: Vectors = np.divide(rows, length, out=np.zeros_like(rows), where=length > 0)
    return scaled


def kept_vectors(embedder: Embedder, texts: Sequence[str], folder: Path | None = None) -> Vectors:
    """The vectors of texts, from the folder when they were made before (by default the user's cache). The file is named
    after the embedder and the texts, so that neither can be outdated; one that cannot be read is made anew."""
    return kept(fingerprint(embedder, texts), (len(texts), embedder.size), lambda: embedder.embed(texts), folder)


def kept(name: str, shape: tuple[int, int], make: Callable[[], Vectors], folder: Path | None = None) -> Vectors:
    """The vectors of that name and shape from the folder, else made now and kept there."""
    path = (folder or _cache()) / f"{name}.npy"
    known = _read(path, shape)
    if known is not None:
        return known
    made = make()
    _write(path, made)
    return made


def fingerprint(embedder: Embedder, texts: Sequence[str]) -> str:
    """A name for exactly these texts under exactly this embedder."""
    digest = hashlib.sha256(embedder.name.encode())
    for text in texts:
        digest.update(b"\0" + text.encode())
    return f"vectors-{digest.hexdigest()[:24]}"


def _cache() -> Path:
    from platformdirs import user_cache_path

    return user_cache_path("idesign", appauthor=False) / "vectors"


def _read(path: Path, shape: tuple[int, int]) -> Vectors | None:
    try:
        found: NDArray[np.generic] = np.load(path, allow_pickle=False)
    except (OSError, ValueError, EOFError):
        return None
    return np.asarray(found, np.float32) if found.shape == shape else None


def _write(path: Path, rows: Vectors) -> None:
    """Written whole; where the disk takes nothing the vectors are simply made again next time."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".tmp", delete=False) as file:
            np.save(file, rows)
        os.replace(file.name, path)
    except OSError:
        return
