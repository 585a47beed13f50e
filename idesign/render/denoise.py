"""Taking the noise out of a path-traced picture: Intel Open Image Denoise (https://www.openimagedenoise.org), guided by
colour and direction of the surfaces, which are known without noise."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.float32]


@dataclass(frozen=True)
class Guides:
    """What is known without noise: surface colour (linear), normal, place [H, W, 3] [m], and which pixels [H, W] show
    something at all."""

    albedo: Image
    normal: Image
    place: Image
    shown: NDArray[np.bool_]


def can_denoise() -> bool:
    """Whether the denoiser is installed: it has no wheels for Linux on ARM."""
    return find_spec("pyoidn") is not None


def denoise(light: Image, guides: Guides) -> Image:
    """Linear light [H, W, 3] without its noise. Raises `ImportError` when pyoidn is not installed."""
    import pyoidn

    oidn: Any = pyoidn
    hidden = ~guides.shown[..., None]
    albedo, normal = (np.where(hidden, np.float32(0), a) for a in (guides.albedo, guides.normal))
    clean = oidn.denoise(light, albedo=np.clip(albedo, 0, 1), normal=normal, hdr=True, clean_aux=True)
    return np.asarray(clean, dtype=np.float32)
