"""Developing a picture: the tone curve, the paper behind it and the world outside the windows.

The curve is Khronos PBR Neutral (https://github.com/KhronosGroup/ToneMapping, Apache-2.0), which keeps hues and
saturations of what is not very bright; the preview's shader has the same in GLSL.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from idesign.render.pictures import srgb

Vec = NDArray[np.float64]
PUNCH = 0.22
"""Share of the contrast curve 3c^2 - 2c^3 (smoothstep) in a print. It goes by the brightest of the three colours, which
keeps their ratios: by each alone, wood turns orange and dark paint gaudy."""
TOE = 0.35
"""How much of what Neutral takes from dark colours, for the sheen on them, is taken: rooms are mostly matt."""
BACKGROUND = (0.925, 0.92, 0.91)
"""The paper that a room is shown on, sRGB."""


def developed(light: ArrayLike) -> Vec:
    """Linear light [..., 3] to sRGB in [0, 1] by the tone curve, with a little more contrast in the middle."""
    c = srgb(toned(light))
    peak = np.maximum(c.max(axis=-1, keepdims=True), 1e-6)
    return np.asarray(c * (1 - PUNCH + PUNCH * peak * (3 - 2 * peak)), dtype=np.float64)


def toned(light: ArrayLike) -> Vec:
    """Linear light [..., 3] compressed to [0, 1]."""
    c = np.asarray(light, dtype=np.float64)
    start, desaturation = 0.8 - 0.04, 0.15
    low = c.min(axis=-1, keepdims=True)
    c = c - TOE * np.where(low < 0.08, low - 6.25 * low * low, 0.04)
    peak = c.max(axis=-1, keepdims=True)
    d = 1.0 - start
    next_ = 1.0 - d * d / np.maximum(peak + d - start, d)
    bright = c * (next_ / np.maximum(peak, 1e-6))
    grey = 1.0 - 1.0 / (desaturation * (peak - next_) + 1.0)
    return np.asarray(np.where(peak < start, c, bright * (1 - grey) + next_ * grey), dtype=np.float64)


def outside(direction: Vec) -> Vec:
    """Linear light [..., 3] of the world outside along unit directions [..., 3]: a pale sky, trees out of focus, a lawn
    (the preview's shader has the same in GLSL)."""
    h, turn = direction[..., 2:3], np.arctan2(direction[..., 1:2], direction[..., 0:1])
    trees = 0.035 + 0.02 * np.sin(turn * 7) + 0.012 * np.sin(turn * 19 + 1.3) + 0.008 * np.sin(turn * 53)
    sky = _mix((0.97, 0.99, 1.0), (0.48, 0.70, 0.97), _smooth(0.0, 0.6, h))
    wood = _mix((0.64, 0.73, 0.62), (0.52, 0.62, 0.46), _smooth(0.0, 0.1, trees - h))
    lawn = _mix((0.68, 0.76, 0.55), (0.54, 0.64, 0.42), _smooth(0.06, 0.5, -h))
    return _mix(_mix(wood, lawn, _smooth(0.03, 0.09, -h)), sky, _smooth(-0.03, 0.03, h - trees))


def _mix(a: ArrayLike, b: ArrayLike, t: ArrayLike) -> Vec:
    t = np.asarray(t)
    return np.asarray(np.asarray(a) * (1 - t) + np.asarray(b) * t)


def _smooth(a: float, b: float, x: Vec) -> Vec:
    t = np.clip((x - a) / (b - a), 0.0, 1.0)
    return t * t * (3 - 2 * t)
