"""Embedders that know meaning, each behind an extra and loaded when it is first used: MiniLM for text, OpenCLIP for
text that is to be compared with pictures.

Nothing is imported and no weights are fetched before `embed` is called. Both run with a network switched off when their
weights are already in their own cache; without them they raise `EmbedderMissingError` naming the remedy.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

from assets.embeddings import Embedder, LexicalEmbedder, Vectors, unit
from assets.errors import AssetError, EmbedderMissingError

MINILM = "sentence-transformers/all-MiniLM-L6-v2"
CLIP = ("ViT-B-32", "laion2b_s34b_b79k")
MEANS = "means most nearly it"
Encode = Callable[[list[str]], Any]


@dataclass(frozen=True)
class MiniLmEmbedder:
    """Sentences as 384 numbers (Wang et al. 2020, MiniLM; `pip install 'idesign[minilm]'`). `model` may be a folder
    with any model of sentence-transformers, `size` then the length of its vectors and `version` what tells its
    weights from others in the same folder. `encode` stands in for the model in tests."""

    model: str = MINILM
    size: int = 384
    encode: Encode | None = field(default=None, compare=False)
    version: str = ""
    alike: str = MEANS

    @property
    def name(self) -> str:
        return f"minilm-{self.model}{self.version}"

    def embed(self, texts: Sequence[str]) -> Vectors:
        """[len(texts), 384] float32 of length 1. Raises `AssetError` when the extra or the weights are missing."""
        return _embedded(self.encode or _encoder(self.model), texts, self.size, self.name)


@dataclass(frozen=True)
class ClipEmbedder:
    """Texts in the space of OpenCLIP's pictures (Cherti et al. 2023; `pip install 'idesign[clip]'`)."""

    model: str = CLIP[0]
    weights: str = CLIP[1]
    size: int = 512
    encode: Encode | None = field(default=None, compare=False)
    alike: str = MEANS

    @property
    def name(self) -> str:
        return f"clip-{self.model}-{self.weights}"

    def embed(self, texts: Sequence[str]) -> Vectors:
        """[len(texts), 512] float32 of length 1. Raises `AssetError` when the extra or the weights are missing."""
        return _embedded(self.encode or _clip(self.model, self.weights), texts, self.size, self.name)


NAMED: dict[str, Callable[[], Embedder]] = {
    "lexical": LexicalEmbedder,
    "minilm": MiniLmEmbedder,
    "openclip": ClipEmbedder,
}


def named_embedder(name: str) -> Embedder:
    """The embedder of that name, or the model of sentence-transformers in that folder. Raises `AssetError` when there
    is none, when the extra is missing, or when its weights are."""
    if name in NAMED:
        chosen = NAMED[name]()
        chosen.embed(["sofa"])  # what is missing is said before anything is looked for
        return chosen
    if not Path(name).is_dir():
        raise AssetError(f"embedder '{name}': use {', '.join(NAMED)} or a folder with a sentence-transformers model")
    folder = Path(name).resolve()
    return MiniLmEmbedder(str(folder), _encoder(str(folder))(["sofa"]).shape[1], version=f"-{_version(folder)}")


def _version(folder: Path) -> str:
    """Changes when a file of the folder is written anew."""
    files = [(str(f.relative_to(folder)), f.stat()) for f in sorted(folder.rglob("*")) if f.is_file()]
    return sha256(repr([(name, s.st_size, s.st_mtime_ns) for name, s in files]).encode()).hexdigest()[:12]


def _embedded(encode: Encode, texts: Sequence[str], size: int, name: str) -> Vectors:
    rows = np.asarray(encode(list(texts)), np.float32)
    if rows.shape != (len(texts), size) or not np.isfinite(rows).all():
        raise AssetError(f"{name}: gave vectors of shape {rows.shape}, expected {(len(texts), size)} finite numbers")
    return unit(rows)


@cache
def _encoder(model: str) -> Encode:
    """A model of sentence-transformers, loaded once."""
    try:
        transformer: Any = import_module("sentence_transformers").SentenceTransformer(model)
    except (ImportError, OSError, ValueError, KeyError) as e:
        why = " ".join(str(e).split())[:200]
        raise EmbedderMissingError(
            f"{model} cannot be used ({why}): pip install 'idesign[minilm]', or use 'lexical'"
        ) from e

    def encode(texts: list[str]) -> Any:
        return transformer.encode(texts, show_progress_bar=False, convert_to_numpy=True)

    return encode


@cache
def _clip(model: str, weights: str) -> Encode:
    try:
        library: Any = import_module("open_clip")
        net, _, _ = library.create_model_and_transforms(model, pretrained=weights)
    except (ImportError, OSError) as e:
        raise EmbedderMissingError(f"{model} is not here ({e}): pip install 'idesign[clip]', or use 'lexical'") from e
    tokens, torch = library.get_tokenizer(model), import_module("torch")

    def encode(texts: list[str]) -> Any:
        with torch.inference_mode():
            return net.eval().encode_text(tokens(texts)).float().cpu().numpy()

    return encode
