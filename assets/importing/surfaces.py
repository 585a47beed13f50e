"""The look of an imported part as this project keeps it: small pictures, holes as holes, glass as glass.

A picture whose alpha belongs to the material is cut out where it is either there or not (leaves, fringes), and makes
the whole part translucent where it is thin throughout (glass).
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from assets.importing.limits import MAP_SIDE
from assets.importing.pictures import alpha_of, picture_of, shrink, shrink_cutout
from assets.importing.raw import RawMaterial

Values = NDArray[np.float64]
CLEAR, SOLID = 0.1, 0.9
"""Alpha below is a hole, above is there; holes and not between: cut out."""
WHITE_NOISE = 4.0
"""A map whose values differ by less (of 255, standard deviation) is a number."""
CORNERS = np.array([(1, 0, 0), (0, 1, 0), (0, 0, 1), (1, 1, 0), (0, 1, 1), (1, 0, 1), (1, 1, 1)], dtype=np.float64)
CORNERS /= CORNERS.sum(axis=1, keepdims=True)
"""Where a triangle is sampled: corners, middles of edges, centre."""


def finish(m: RawMaterial, uv: Values | None, faces: NDArray[np.int64]) -> RawMaterial:
    """The material with what is drawn here. Raises `AssetError` for a picture that cannot be read."""
    if uv is None:
        return replace(m, picture=None, surface=None, relief=None, cutout=False, blended=False)
    relief = None if m.relief is None else shrink(m.relief, MAP_SIDE)
    return replace(_surface(_covered(m, uv, faces)), relief=relief, blended=False)


def _covered(m: RawMaterial, uv: Values, faces: NDArray[np.int64]) -> RawMaterial:
    """The base colour, cut out or translucent as its alpha says."""
    if m.picture is None:
        return replace(m, cutout=False)
    if m.cutout or m.blended:
        cover = sampled(alpha_of(m.picture), uv, faces) / 255
        holes = float((cover < CLEAR).mean())
        if m.cutout or (holes > 0.02 and float((cover > SOLID).mean()) + holes > 0.6):
            factor = (*m.factor[:3], 1.0)
            return replace(m, picture=shrink_cutout(m.picture, m.cutoff), cutout=True, factor=factor)
        factor = (*m.factor[:3], m.factor[3] * float(cover.mean()))
        return replace(m, picture=shrink(m.picture), cutout=False, factor=factor)
    return replace(m, picture=shrink(m.picture), cutout=False)


def _surface(m: RawMaterial) -> RawMaterial:
    """The map of roughness and metal; what is the same throughout becomes a number."""
    if m.surface is None:
        return m
    small = shrink(m.surface, MAP_SIDE)
    pixels = picture_of(small).reshape(-1, 3).astype(np.float64)
    if pixels[:, 1:].std(axis=0).max() > WHITE_NOISE:
        return replace(m, surface=small)
    _, rough, metal = (float(v) for v in pixels.mean(axis=0) / 255)
    return replace(m, surface=None, roughness=m.roughness * rough, metallic=m.metallic * metal)


def sampled(image: NDArray[np.uint8], uv: Values, faces: NDArray[np.int64]) -> Values:
    """The values of an image [H, W] at seven places of every triangle; v is upwards and repeats."""
    at = np.einsum("kc,fcd->fkd", CORNERS, uv[faces]).reshape(-1, 2) % 1.0
    rows = np.minimum(((1 - at[:, 1]) * image.shape[0]).astype(int), image.shape[0] - 1)
    columns = np.minimum((at[:, 0] * image.shape[1]).astype(int), image.shape[1] - 1)
    out: Values = image[rows, columns].astype(np.float64)
    return out
