"""Textures of imported models: judged by their header, made small, and found again by the digest of their bytes.

A material names its picture `image:<digest>`. Equal bytes have equal names, so the table below can only ever grow by
what is true: it holds the encoded pictures of the models that are loaded.
"""

from __future__ import annotations

import hashlib
import io
import warnings

import numpy as np
from numpy.typing import NDArray
from PIL import Image, UnidentifiedImageError

from assets.errors import AssetError
from assets.importing import limits

PREFIX = "image:"
QUALITY = 90
_known: dict[str, bytes] = {}


def check_picture(data: bytes, what: str = "a texture") -> bytes:
    """The same bytes, when they begin an image of bearable size. Nothing is decoded. Raises `AssetError` that calls it
    `what`."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data)) as image:
                width, height, kind = image.width, image.height, image.format
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as e:
        raise AssetError(f"has {what} that is no readable picture, or one of absurd size") from e
    if width * height > limits.PIXELS:
        raise AssetError(f"has {what} of {width} x {height} pixels; at most {limits.PIXELS / 1e6:g} million are read")
    if kind not in ("JPEG", "PNG", "WEBP", "BMP", "TGA"):
        raise AssetError(f"has {what} in {kind}; use JPEG, PNG or WebP")
    return data


def shrink(data: bytes, side: int = limits.TEXTURE_SIDE) -> bytes:
    """The picture as JPEG without alpha, no side longer than `side`. Raises `AssetError`."""
    small, out = _small(data, "RGB", side), io.BytesIO()
    small.save(out, format="JPEG", quality=QUALITY)
    return out.getvalue()


def shrink_cutout(data: bytes, cutoff: float) -> bytes:
    """The picture as PNG whose alpha is 0 where there is a hole and 255 elsewhere, no side longer than
    `limits.TEXTURE_SIDE`. Raises `AssetError`."""
    small, out = _small(data, "RGBA", limits.TEXTURE_SIDE), io.BytesIO()
    small.putalpha(small.getchannel("A").point([255 if a >= 255 * cutoff else 0 for a in range(256)]))
    small.save(out, format="PNG", optimize=True)
    return out.getvalue()


def _small(data: bytes, mode: str, side: int) -> Image.Image:
    try:
        with Image.open(io.BytesIO(check_picture(data))) as image:
            image.draft("RGB", (side, side))
            small = image.convert(mode)
    except (OSError, ValueError, SyntaxError) as e:
        raise AssetError("has a texture that is cut short") from e
    small.thumbnail((side, side), Image.Resampling.LANCZOS)
    return small


def scaled(data: bytes, factors: tuple[float, float, float]) -> bytes:
    """The picture with its channels multiplied; the same bytes where all factors are 1."""
    if factors == (1.0, 1.0, 1.0):
        return data
    pixels, out = np.clip(picture_of(data) * np.array(factors), 0, 255).astype(np.uint8), io.BytesIO()
    Image.fromarray(pixels).save(out, format="JPEG", quality=QUALITY)
    return out.getvalue()


def register(data: bytes) -> str:
    """The name of the picture, by which `picture` gives it back."""
    name = PREFIX + hashlib.sha256(data).hexdigest()[:24]
    _known[name] = data
    return name


def picture(name: str) -> NDArray[np.uint8]:
    """The picture [H, W, 3] in sRGB bytes, row 0 at the top. Raises `AssetError` for a name that is not loaded."""
    return picture_of(encoded(name))


def picture_of(data: bytes) -> NDArray[np.uint8]:
    """The pixels [H, W, 3] of an encoded picture."""
    with Image.open(io.BytesIO(data)) as image:
        return np.asarray(image.convert("RGB"))


def alpha(name: str) -> NDArray[np.uint8]:
    """What the picture covers [H, W]: 255 where it is opaque. Raises `AssetError` for a name that is not loaded."""
    return alpha_of(encoded(name))


def alpha_of(data: bytes) -> NDArray[np.uint8]:
    """The alpha [H, W] of an encoded picture; 255 throughout where it has none."""
    with Image.open(io.BytesIO(data)) as image:
        return np.asarray(image.convert("RGBA").getchannel("A"))


def encoded(name: str) -> bytes:
    """The picture as it is stored. Raises `AssetError` for a name that is not loaded."""
    if name not in _known:
        raise AssetError(f"picture '{name}' belongs to a model that is not loaded")
    return _known[name]
