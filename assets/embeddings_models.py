"""Embedders that know meaning, each behind an extra and loaded when it is first used: MiniLM for text, OpenCLIP for
text and pictures.

Nothing is imported and no weights are fetched before something is embedded. Both run with a network switched off
when their weights are already in their own cache; without them they raise `EmbedderMissingError` naming the remedy.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from assets.embeddings import Embedder, LexicalEmbedder, Picture, Vectors, unit
from assets.errors import AssetError, EmbedderMissingError

MINILM = "sentence-transformers/all-MiniLM-L6-v2"
CLIP = ("ViT-B-32", "laion2b_s34b_b79k")
MEANS = "means most nearly it"
Encode = Callable[[list[str]], Any]
See = Callable[[list[Picture]], Any]
T = TypeVar("T")


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
    """Texts and pictures in one space (OpenCLIP, Cherti et al. 2023; `pip install 'idesign[clip]'`). `encode` and `see`
    stand in for the model in tests."""

    model: str = CLIP[0]
    weights: str = CLIP[1]
    size: int = 512
    encode: Encode | None = field(default=None, compare=False)
    see: See | None = field(default=None, compare=False)
    alike: str = MEANS

    @property
    def name(self) -> str:
        return f"clip-{self.model}-{self.weights}"

    def embed(self, texts: Sequence[str]) -> Vectors:
        """[len(texts), 512] float32 of length 1. Raises `AssetError` when the extra or the weights are missing."""
        return _embedded(self.encode or _clip(self.model, self.weights).encode, texts, self.size, self.name)

    def embed_pictures(self, pictures: Sequence[Picture]) -> Vectors:
        """[len(pictures), 512] float32 of length 1, of pictures [H, W, 3] in sRGB bytes. Raises `AssetError` as `embed`
        does."""
        return _embedded(self.see or _clip(self.model, self.weights).see, pictures, self.size, self.name)


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


def _embedded(encode: Callable[[list[T]], Any], things: Sequence[T], size: int, name: str) -> Vectors:
    rows = np.asarray(encode(list(things)), np.float32)
    if rows.shape != (len(things), size) or not np.isfinite(rows).all():
        raise AssetError(f"{name}: gave vectors of shape {rows.shape}, expected {(len(things), size)} finite numbers")
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


@dataclass(frozen=True)
class _Clip:
    """The two halves of a loaded model."""

    encode: Encode
    see: See


@cache
def _clip(model: str, weights: str) -> _Clip:
    """A model of OpenCLIP, loaded once."""
    try:
        library: Any = import_module("open_clip")
        net, _, prepared = library.create_model_and_transforms(model, pretrained=weights)
    except (ImportError, OSError, RuntimeError) as e:
        why = " ".join(str(e).split())[:200]
        raise EmbedderMissingError(f"{model} is not here ({why}): pip install 'idesign[clip]', or use 'lexical'") from e
    net.eval()
    tokens, torch, image = library.get_tokenizer(model), import_module("torch"), import_module("PIL.Image")

    def encode(texts: list[str]) -> Any:
        with torch.inference_mode():
            return net.encode_text(tokens(texts)).float().cpu().numpy()

    def see(pictures: list[Picture]) -> Any:
        batch = torch.stack([prepared(image.fromarray(p)) for p in pictures])
        with torch.inference_mode():
            return net.encode_image(batch).float().cpu().numpy()

    return _Clip(encode, see)
