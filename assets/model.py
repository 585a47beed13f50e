"""A mesh with materials: named parts in the asset's frame, and the physically based material of each.

Materials follow glTF 2.0's metallic-roughness model. Colours are sRGB in [0, 1] as a person names them; exporters turn
them to linear where a format wants that (glTF 2.0, section 3.9.2: factors are linear, colour textures are sRGB).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import trimesh
from numpy.typing import NDArray

RGB = tuple[float, float, float]


@dataclass(frozen=True)
class Material:
    """`name` is unique for its look. `texture` names a tileable texture of `assets.textures` or an imported picture
    (None: plain), repeated every `tile` metres; its colours multiply `colour`. `emission` is the sRGB colour of what
    glows. `double_sided`: thin sheets of imported models are seen from behind too. Imported models may bring three more
    things: `cutout` (the alpha of the texture cuts holes, as round leaves), and pictures laid like the texture:
    `surface` (roughness in green, metal in blue; the numbers above are its means, for whoever does not use it) and
    `relief` (glTF's normal map in tangent space)."""

    name: str
    colour: RGB
    roughness: float = 0.7
    metallic: float = 0.0
    opacity: float = 1.0
    emission: RGB = (0.0, 0.0, 0.0)
    texture: str | None = None
    tile: float = 0.5
    double_sided: bool = False
    cutout: bool = False
    surface: str | None = None
    relief: str | None = None

    @property
    def mapped(self) -> bool:
        """Whether it shows a picture and so needs texture coordinates."""
        return (self.texture, self.surface, self.relief) != (None, None, None)


@dataclass(frozen=True)
class Part:
    """A closed mesh (z up, metres, outward normals) of one material. Vertices are split at hard edges and carry true
    normals; welding coincident ones gives the watertight mesh. `uv` [V, 2] is in metres (box projection) so that a
    texture repeats every `material.tile` metres; None where the material has no texture."""

    name: str
    mesh: trimesh.Trimesh
    material: Material
    uv: NDArray[np.float64] | None = None


@dataclass(frozen=True)
class Model:
    """All parts of one asset. `stretch` is the largest factor by which the last fit to the asked size changed an axis:
    1 for a model built exactly to size."""

    parts: tuple[Part, ...]
    stretch: float = 1.0

    @cached_property
    def bounds(self) -> NDArray[np.float64]:
        """[[x0, y0, z0], [x1, y1, z1]] [m]."""
        every = np.vstack([p.mesh.bounds for p in self.parts])
        found = np.array([every.min(axis=0), every.max(axis=0)])
        found.flags.writeable = False
        return found

    @property
    def triangles(self) -> int:
        return sum(len(p.mesh.faces) for p in self.parts)
