"""Embedders that know meaning, each behind an extra and loaded when it is first used: MiniLM for text, OpenCLIP for
text that is to be compared with pictures.

Nothing is imported and no weights are fetched before `embed` is called. Both run with a network switched off when their
weights are already in their own cache; without them they raise `AssetError` naming the remedy.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from typing import Any

import numpy as np

from assets.embeddings import Vectors, unit
from assets.errors import AssetError

MINILM = "sentence-transformers/all-MiniLM-L6-v2"
CLIP = ("ViT-B-32", "laion2b_s34b_b79k")
Encode = Callable[[list[str]], Any]


@dataclass(frozen=True)
class MiniLmEmbedder:
    """Sentences as 384 numbers (Wang et al. 2020, MiniLM; `pip install 'idesign[minilm]'`). `encode` stands in for the
    model in tests."""

    model: str = MINILM
    size: int = 384
    encode: Encode | None = field(default=None, compare=False)

    @property
    def name(self) -> str:
        return f"minilm-{self.model}"

    def embed(self, texts: Sequence[str]) -> Vectors:
        """[len(texts), 384] float32 of length 1. Raises `AssetError` when the extra or the weights are missing."""
        return _embedded(self.encode or _minilm(self.model), texts, self.size, self.name)


@dataclass(frozen=True)
class ClipEmbedder:
    """Texts in the space of OpenCLIP's pictures (Cherti et al. 2023; `pip install 'idesign[clip]'`)."""

    model: str = CLIP[0]
    weights: str = CLIP[1]
    size: int = 512
    encode: Encode | None = field(default=None, compare=False)

    @property
    def name(self) -> str:
        return f"clip-{self.model}-{self.weights}"

    def embed(self, texts: Sequence[str]) -> Vectors:
        """[len(texts), 512] float32 of length 1. Raises `AssetError` when the extra or the weights are missing."""
        return _embedded(self.encode or _clip(self.model, self.weights), texts, self.size, self.name)


def _embedded(encode: Encode, texts: Sequence[str], size: int, name: str) -> Vectors:
    rows = np.asarray(encode(list(texts)), np.float32)
    if rows.shape != (len(texts), size) or not np.isfinite(rows).all():
        raise AssetError(f"{name}: gave vectors of shape {rows.shape}, expected {(len(texts), size)} finite numbers")
    return unit(rows)


@cache
def _minilm(model: str) -> Encode:
    try:
        transformer: Any = import_module("sentence_transformers").SentenceTransformer(model)
    except (ImportError, OSError) as e:
        raise AssetError(f"{model} is not here ({e}): pip install 'idesign[minilm]', or use the lexical default") from e

    def encode(texts: list[str]) -> Any:
        return transformer.encode(texts, show_progress_bar=False, convert_to_numpy=True)

    return encode


@cache
def _clip(model: str, weights: str) -> Encode:
    try:
        library: Any = import_module("open_clip")
        net, _, _ = library.create_model_and_transforms(model, pretrained=weights)
    except (ImportError, OSError) as e:
        raise AssetError(f"{model} is not here ({e}): pip install 'idesign[clip]', or use the lexical default") from e
    tokens, torch = library.get_tokenizer(model), import_module("torch")

    def encode(texts: list[str]) -> Any:
        with torch.inference_mode():
            return net.eval().encode_text(tokens(texts)).float().cpu().numpy()

    return encode
