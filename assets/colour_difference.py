"""How different two colours look: CIEDE2000, the CIE's formula of 2001.

Written after G. Sharma, W. Wu, E. N. Dalal, "The CIEDE2000 Color-Difference Formula: Implementation Notes,
Supplementary Test Data, and Mathematical Observations", Color Research and Application 30 (2005), whose test pairs it
reproduces.
A difference of 1 is just seen side by side, 5 at a glance, above 20 it is another colour.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Values = NDArray[np.float64]
_FAR = 25.0**7


def ciede2000(lab1: ArrayLike, lab2: ArrayLike) -> Values:
    """The difference of CIELAB colours (D65 or any other white, the same for both), [..., 3] each, broadcast: [...]."""
    a, b = np.asarray(lab1, np.float64), np.asarray(lab2, np.float64)
    chroma = (np.hypot(a[..., 1], a[..., 2]) + np.hypot(b[..., 1], b[..., 2])) / 2
    stretch = 1 + 0.5 * (1 - np.sqrt(chroma**7 / (chroma**7 + _FAR)))
    (l1, c1, h1), (l2, c2, h2) = _lch(a, stretch), _lch(b, stretch)
    turn = np.where(c1 * c2 == 0, 0.0, (h2 - h1 + 180) % 360 - 180)
    turn = np.where((turn == -180) & (h2 > h1), 180.0, turn)
    hue = 2 * np.sqrt(c1 * c2) * np.sin(np.radians(turn) / 2)
    light, chroma = (l1 + l2) / 2, (c1 + c2) / 2
    mean = _mean_hue(h1, h2, c1 * c2 == 0)
    weight = 0.015 * (light - 50) ** 2 / np.sqrt(20 + (light - 50) ** 2)
    dl = (l2 - l1) / (1 + weight)
    dc = (c2 - c1) / (1 + 0.045 * chroma)
    dh = hue / (1 + 0.015 * chroma * _hue_weight(mean))
    return np.asarray(np.sqrt(np.maximum(dl**2 + dc**2 + dh**2 + _rotation(chroma, mean) * dc * dh, 0.0)))


def _lch(lab: Values, stretch: Values) -> tuple[Values, Values, Values]:
    """Lightness, chroma and hue [degrees in 0..360) with the a axis stretched."""
    a, b = lab[..., 1] * stretch, lab[..., 2]
    return lab[..., 0], np.hypot(a, b), np.degrees(np.arctan2(b, a)) % 360


def _mean_hue(h1: Values, h2: Values, grey: NDArray[np.bool_]) -> Values:
    """The hue half way on the shorter arc; of a grey and a colour, that of the colour (the grey's is 0)."""
    total = h1 + h2
    far = np.abs(h1 - h2) > 180
    mean = np.where(far, np.where(total < 360, total + 360, total - 360), total) / 2
    return np.asarray(np.where(grey, total, mean))


def _hue_weight(mean: Values) -> Values:
    t = np.radians(mean)
    return np.asarray(
        1 - 0.17 * np.cos(t - np.radians(30)) + 0.24 * np.cos(2 * t) + 0.32 * np.cos(3 * t + np.radians(6))
        - 0.20 * np.cos(4 * t - np.radians(63))
    )  # fmt: skip


def _rotation(chroma: Values, mean: Values) -> Values:
    """The term for blue, where hue and chroma are not independent."""
    bend = 30 * np.exp(-(((mean - 275) / 25) ** 2))
    return np.asarray(-2 * np.sqrt(chroma**7 / (chroma**7 + _FAR)) * np.sin(np.radians(2 * bend)))
