"""Texture images by name: the room's patterns and the furniture's textures; colour spaces."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from assets.model import RGB, Material
from idesign.render.patterns import PATTERNS, pattern


def linear(srgb: ArrayLike) -> NDArray[np.float64]:
    """sRGB in [0, 1] to linear light (IEC 61966-2-1)."""
    c = np.asarray(srgb, dtype=np.float64)
    return np.where(c <= 0.04045, c / 12.92, ((np.maximum(c, 0.04045) + 0.055) / 1.055) ** 2.4)


def srgb(light: ArrayLike) -> NDArray[np.float64]:
    """Linear light in [0, 1] to sRGB (IEC 61966-2-1)."""
    c = np.clip(np.asarray(light, dtype=np.float64), 0.0, 1.0)
    return np.where(c <= 0.0031308, c * 12.92, 1.055 * np.maximum(c, 0.0031308) ** (1 / 2.4) - 0.055)


@cache
def texture_image(name: str) -> NDArray[np.uint8]:
    """The texture [H, W, 3] in sRGB bytes, row 0 at the top. Raises `AssetError` for unknown names."""
    if name in PATTERNS:
        return pattern(name)
    from assets.importing.pictures import PREFIX, picture
    from assets.textures import texture

    if name.startswith(PREFIX):
        return picture(name)
    return np.asarray(texture(name))[..., :3]


@cache
def halved(name: str) -> NDArray[np.float64]:
    """The texture in linear light at half its size [H/2, W/2, 3]: the mean of each four pixels."""
    light = linear(texture_image(name) / 255.0)
    even = light[: len(light) // 2 * 2, : light.shape[1] // 2 * 2]
    half: NDArray[np.float64] = even.reshape(len(even) // 2, 2, -1, 2, 3).mean(axis=(1, 3))
    return half


@cache
def cover(name: str) -> NDArray[np.uint8]:
    """The alpha [H, W] of an imported picture: 0 where it has holes. Raises `AssetError` for a name not loaded."""
    from assets.importing.pictures import alpha

    return alpha(name)


def plain_light(material: Material) -> RGB:
    """The linear colour that a material has from afar: the mean of its texture, tinted."""
    light = linear(material.colour)
    if material.texture is not None:
        light = light * np.array(mean_colour(material.texture))
    return float(light[0]), float(light[1]), float(light[2])


def plain_colour(material: Material) -> RGB:
    """The same in sRGB."""
    r, g, b = srgb(plain_light(material))
    return float(r), float(g), float(b)


def holed(name: str) -> NDArray[np.uint8]:
    """An imported picture with its holes [H, W, 4]. Raises `AssetError` for a name not loaded."""
    return np.dstack([texture_image(name), cover(name)])


@cache
def mean_colour(name: str) -> tuple[float, float, float]:
    """The mean of the texture in linear light."""
    r, g, b = linear(texture_image(name)[::8, ::8] / 255.0).mean(axis=(0, 1))
    return (float(r), float(g), float(b))
