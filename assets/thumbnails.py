"""The small picture of a model that somebody gave with it: where it lies, and what an embedder that sees makes of it.

Every picture is judged by its header before it is decoded, and decoded a few at a time. One that is missing, damaged or
changed is a line for a person; the model's words then stand alone.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from assets.embeddings import Picture, PictureEmbedder, Vectors, fingerprint, kept
from assets.errors import AssetError
from assets.importing.pictures import QUALITY, check_picture

SIDE = 256
"""No side is longer [px]; OpenCLIP's models look at 224 to 384."""
GROUND = (255, 255, 255, 255)
"""What is seen where a picture is transparent."""
SUFFIXES = (".png", ".jpg", ".webp")
MOST_BYTES = 16 * 2**20
AT_ONCE = 32
"""Pictures that are decoded and embedded together."""


@dataclass(frozen=True)
class Thumbnail:
    """A picture file. `sha256`, or a prefix of it, is what it should have; "" when nobody said."""

    path: Path
    sha256: str = ""


@dataclass(frozen=True)
class Seen:
    """What an embedder makes of pictures: `rows` [N, D] of length 1, NaN where there is none; `faults` says by row why
    one cannot be used."""

    rows: Vectors
    faults: Mapping[int, str]


def beside(model: Path) -> Thumbnail | None:
    """The picture that lies beside a model's file: `chair.thumbnail.png`, and `chair.png` for `chair.glb`, whose
    textures lie within it."""
    stems = (f"{model.stem}.thumbnail", *((model.stem,) if model.suffix.lower() == ".glb" else ()))
    found = (model.with_name(stem + suffix) for stem in stems for suffix in SUFFIXES)
    return next((Thumbnail(p) for p in found if p.is_file() and not p.is_symlink()), None)


def small_picture(thumbnail: Thumbnail) -> bytes:
    """The picture as a small JPEG. Raises `AssetError` for one that cannot be used."""
    return encoded(_pixels(_judged(thumbnail)))


def encoded(picture: Picture) -> bytes:
    """Pixels [H, W, 3] as a JPEG."""
    out = io.BytesIO()
    Image.fromarray(picture).save(out, format="JPEG", quality=QUALITY)
    return out.getvalue()


def seen(embedder: PictureEmbedder, thumbnails: Sequence[Thumbnail | None], folder: Path | None = None) -> Seen:
    """What the embedder makes of these pictures; its vectors are kept on disk as those of texts are."""
    digests, faults = {}, {}
    for k, thumbnail in enumerate(thumbnails):
        try:
            if thumbnail is not None:
                digests[k] = hashlib.sha256(_judged(thumbnail)).hexdigest()
        except AssetError as e:
            faults[k] = str(e)
    rows = np.full((len(thumbnails), embedder.size), np.nan, np.float32)
    if digests:
        name = fingerprint(embedder, [f"picture {d}" for d in digests.values()])
        readable = [t for k, t in enumerate(thumbnails) if t is not None and k in digests]
        rows[list(digests)] = kept(name, (len(digests), embedder.size), lambda: _embedded(embedder, readable), folder)
    faults |= {k: "has a picture that is cut short" for k in digests if np.isnan(rows[k]).any()}
    return Seen(rows, faults)


def _judged(thumbnail: Thumbnail) -> bytes:
    """The file's bytes. Raises `AssetError`."""
    path, what = thumbnail.path, f"a picture ({thumbnail.path.name})"
    try:
        if path.stat().st_size > MOST_BYTES:
            raise AssetError(f"has {what} of more than {MOST_BYTES >> 20} MB")
        data = path.read_bytes()
    except OSError as e:
        raise AssetError(f"has {what} that cannot be read ({e.strerror or e})") from e
    if thumbnail.sha256 and not hashlib.sha256(data).hexdigest().startswith(thumbnail.sha256.lower()):
        raise AssetError(f"has {what} that was changed: its checksum differs")
    return check_picture(data, what)


def _pixels(data: bytes) -> Picture:
    """A judged picture, made small, on a plain ground. Raises `AssetError` for one that is cut short."""
    try:
        with Image.open(io.BytesIO(data)) as image:
            image.draft("RGB", (SIDE, SIDE))
            small = image.convert("RGBA")
    except (OSError, ValueError, SyntaxError) as e:
        raise AssetError("has a picture that is cut short") from e
    small.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS)
    return np.asarray(Image.alpha_composite(Image.new("RGBA", small.size, GROUND), small).convert("RGB"))


def _embedded(embedder: PictureEmbedder, thumbnails: Sequence[Thumbnail]) -> Vectors:
    """[N, D]; NaN for what cannot be decoded, which `seen` then says."""
    rows = np.full((len(thumbnails), embedder.size), np.nan, np.float32)
    for start in range(0, len(thumbnails), AT_ONCE):
        batch = [_decoded(t) for t in thumbnails[start : start + AT_ONCE]]
        pictures = {start + k: p for k, p in enumerate(batch) if p is not None}
        if pictures:
            rows[list(pictures)] = embedder.embed_pictures(list(pictures.values()))
    return rows


def _decoded(thumbnail: Thumbnail) -> Picture | None:
    try:
        return _pixels(_judged(thumbnail))
    except AssetError:
        return None
