"""Taking the noise out of a path-traced picture by an edge-avoiding wavelet filter.

Method: Dammertz, Sewtz, Hanika, Lensch, "Edge-avoiding a-trous wavelet transform for fast global illumination
filtering" (High-Performance Graphics 2010). It works on the light without the surfaces' colour, so that textures stay
sharp; normals and places, which have no noise, stop the filter at edges, and the light's own contrast keeps shadows.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.float32]
KERNEL = (1 / 4, 1 / 2, 1 / 4)


@dataclass(frozen=True)
class Guides:
    """What is known without noise: surface colour, normal, place [H, W, 3] and depth [H, W] [m]."""

    albedo: Image
    normal: Image
    place: Image
    depth: Image


def denoise(light: Image, guides: Guides, strength: float = 1.0, levels: int = 5) -> Image:
    """The arriving light [H, W, 3] (the picture divided by the surfaces' colour) with its noise smoothed. `strength`
    scales how much contrast in the light counts as noise."""
    light = _without_fireflies(np.minimum(light, 40.0).astype(np.float32))
    for level in range(levels):
        light = _smoothed(light, guides, 2**level, strength * 0.9 * 0.7**level)
    return light


def on_edges(guides: Guides) -> NDArray[np.bool_]:
    """Pixels [H, W] at which the surface's colour, direction or distance changes: what they show is a mixture, and the
    light that is worked out for them is wrong where the mixture was sampled differently for the colour."""
    step = np.abs(np.gradient(guides.depth)).max(axis=0) / np.maximum(guides.depth, 0.1)
    bend = sum((np.abs(np.gradient(guides.normal[..., k])).max(axis=0) for k in range(3)), start=np.zeros(step.shape))
    tint = np.abs(np.gradient(_luminance(guides.albedo))).max(axis=0) / np.maximum(_luminance(guides.albedo), 0.05)
    return np.asarray((step > 0.03) | (bend > 0.2) | (tint > 0.25))


def edges_filled(light: Image, edges: NDArray[np.bool_], spread: float = 0.0) -> Image:
    """The light [H, W, 3] with pixels on edges drawn to the mean of the sure pixels within two of them (of all of these
    where none is sure), as far as they differ by more than `spread` of it."""
    sure = (~edges).astype(np.float32)
    padded, mask = _padded(light * sure[..., None], 2), _padded(sure, 2)
    plain = _padded(np.minimum(light, 4 * np.median(light)), 2)
    places = [(j, i) for j in (-2, -1, 0, 1, 2) for i in (-2, -1, 0, 1, 2)]
    total, count, whole = np.zeros_like(light), np.zeros_like(sure), np.zeros_like(light)
    for j, i in places:
        total += _window(padded, 2, j, i)
        count += _window(mask, 2, j, i)
        whole += _window(plain, 2, j, i)
    mean = np.where(count[..., None] > 0, total / np.maximum(count, 1.0)[..., None], whole / len(places))
    kept = np.clip(light, mean * (1 - spread), mean * (1 + spread))
    return np.where(edges[..., None], kept, light).astype(np.float32)


def _luminance(image: Image) -> Image:
    return np.asarray(image @ np.array([0.2126, 0.7152, 0.0722], dtype=np.float32))


def _padded(image: Image, by: int) -> Image:
    """The image with its border repeated `by` pixels outwards."""
    return np.pad(image, ((by, by), (by, by)) + ((0, 0),) * (image.ndim - 2), mode="edge")


def _window(padded: Image, by: int, dy: int, dx: int) -> Image:
    """The original extent of a padded image, moved by (dy, dx)."""
    height, width = padded.shape[0] - 2 * by, padded.shape[1] - 2 * by
    return padded[by + dy : by + dy + height, by + dx : by + dx + width]


def _without_fireflies(light: Image) -> Image:
    """Single pixels brighter than the second brightest of their neighbours are drawn down to it."""
    grey = _luminance(light)
    padded = _padded(grey, 1)
    around = np.stack([_window(padded, 1, dy, dx) for dy in (-1, 0, 1) for dx in (-1, 0, 1) if dy or dx])
    limit = np.partition(around, -2, axis=0)[-2]
    scale = np.minimum(1.0, (limit + 1e-3) / (grey + 1e-3)).astype(np.float32)
    return np.asarray(light * scale[..., None])


def _smoothed(light: Image, guides: Guides, step: int, contrast: float) -> Image:
    """One level: the weighed mean of nine pixels `step` apart."""
    tone = np.log1p(_luminance(light) * 4.0) / max(contrast, 1e-6)
    around = tuple(_padded(a, step) for a in (light, tone, guides.normal, guides.place))
    scale = np.float32(1.0) / (np.float32(0.02) + np.float32(0.006) * step * guides.depth)
    total, weights = light * np.float32(KERNEL[1] ** 2), np.full(tone.shape, KERNEL[1] ** 2, dtype=np.float32)
    for j, wy in zip((-1, 0, 1), KERNEL, strict=True):
        for i, wx in zip((-1, 0, 1), KERNEL, strict=True):
            if i or j:
                other, grey, normal, place = (_window(a, step, j * step, i * step) for a in around)
                off = np.abs(np.einsum("hwc,hwc->hw", place - guides.place, guides.normal)) * scale
                flat = np.clip(np.einsum("hwc,hwc->hw", guides.normal, normal), 0, 1) ** 16
                weight = np.float32(wx * wy) * flat * np.exp(-off - np.square(tone - grey))
                total += other * weight[..., None]
                weights += weight
    return np.asarray(total / weights[..., None], dtype=np.float32)
