"""A shadow map in numpy: which places the sun reaches, from a picture of the scene taken from the sun."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from idesign.render.denoise import Guides

Vec = NDArray[np.float64]
BIAS = 0.02
"""A place is in the shadow when something stands more than this [m] before it."""


@dataclass(frozen=True)
class ShadowMap:
    """`pose` [4, 4] and half width `reach` [m] of the orthographic picture, the places [S, S, 3] that it shows
    (infinite where it shows nothing) and the unit direction to the sun."""

    pose: Vec
    reach: float
    places: Vec
    sun: Vec

    def lit(self, guides: Guides) -> NDArray[np.float32]:
        """How much of the sun each pixel [H, W] gets: cosine times the share of 3 x 3 map pixels that see it."""
        normal = guides.normal
        cosine = np.clip(normal @ self.sun, 0.0, 1.0)
        points = guides.place + normal * 0.015
        height = self._height(self.places)
        local = (points - self.pose[:3, 3]) @ self.pose[:3, :3]
        size = height.shape[0]
        column = (local[..., 0] / self.reach + 1) / 2 * size - 0.5
        row = (1 - local[..., 1] / self.reach) / 2 * size - 0.5
        own = points @ self.sun
        seen = np.zeros(cosine.shape)
        for dy in (-1, 0, 1):
            for dx in (-1, 0, 1):
                r = np.clip(np.round(row + dy), 0, size - 1).astype(np.int64)
                c = np.clip(np.round(column + dx), 0, size - 1).astype(np.int64)
                seen += height[r, c] < own + BIAS
        return np.asarray(cosine * seen / 9.0, dtype=np.float32)

    def _height(self, places: Vec) -> Vec:
        """How far each shown place lies towards the sun [m]; where the map shows nothing, nothing counts as lit."""
        found = np.isfinite(places[..., 0])
        return np.where(found, np.where(found[..., None], places, 0.0) @ self.sun, 1e9)
