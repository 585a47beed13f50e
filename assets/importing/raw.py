"""A model as its file has it: parts in the file's own frame and units, pictures still encoded."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assets.errors import AssetError
from assets.importing.limits import EXTENT

RGBA = tuple[float, float, float, float]


@dataclass(frozen=True)
class RawMaterial:
    """`factor` and `emission` are linear; `picture` is an encoded sRGB image, `surface` one of roughness (green) and
    metal (blue), `relief` a normal map. `cutout`: where the picture's alpha is below `cutoff` there is a hole.
    `blended`: its alpha is that of the material."""

    name: str = ""
    factor: RGBA = (0.8, 0.8, 0.8, 1.0)
    metallic: float = 0.0
    roughness: float = 0.8
    emission: tuple[float, float, float] = (0.0, 0.0, 0.0)
    picture: bytes | None = None
    double_sided: bool = False
    cutout: bool = False
    cutoff: float = 0.5
    blended: bool = False
    surface: bytes | None = None
    relief: bytes | None = None


@dataclass(frozen=True)
class RawPart:
    """vertices [V, 3], faces [F, 3]; normals [V, 3] and uv [V, 2] (v upwards) where the file has them."""

    name: str
    vertices: NDArray[np.float64]
    faces: NDArray[np.int64]
    normals: NDArray[np.float64] | None
    uv: NDArray[np.float64] | None
    material: RawMaterial


@dataclass(frozen=True)
class RawModel:
    """All parts of a file. `y_up`: what its format says of the frame."""

    parts: tuple[RawPart, ...]
    y_up: bool = True

    @property
    def bounds(self) -> NDArray[np.float64]:
        """[[x0, y0, z0], [x1, y1, z1]] in the file's units."""
        every = np.vstack([np.array([p.vertices.min(axis=0), p.vertices.max(axis=0)]) for p in self.parts])
        return np.array([every.min(axis=0), every.max(axis=0)])

    @property
    def triangles(self) -> int:
        return sum(len(p.faces) for p in self.parts)


def checked(model: RawModel) -> RawModel:
    """The model when its numbers can be used. Raises `AssetError` for none, for NaN and for absurd extents."""
    if not model.parts:
        raise AssetError("holds no triangles")
    for part in model.parts:
        if not np.isfinite(part.vertices).all():
            raise AssetError(f"part '{part.name}' has vertices that are not numbers (NaN or infinite)")
        if part.faces.min() < 0 or part.faces.max() >= len(part.vertices):
            raise AssetError(f"part '{part.name}' has triangles of vertices that do not exist")
    extent = float(np.ptp(model.bounds, axis=0).max())
    if not EXTENT[0] <= extent <= EXTENT[1]:
        raise AssetError(f"is {extent:g} units large, which no unit makes furniture of")
    return model
