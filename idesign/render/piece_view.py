"""How one piece of furniture is photographed for a contact sheet: camera, ground and tones are the same for all."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assets.model import Model
from idesign.render.camera import look_at
from idesign.render.stage import Batch, Item, batches

Picture = NDArray[np.uint8]
Vec = NDArray[np.float64]

FIELD = math.radians(24.0)
AZIMUTH, ELEVATION, ELEVATION_FLAT = math.radians(32.0), math.radians(20.0), math.radians(52.0)
"""The camera stands to the left in front of the piece and looks down on it; more so on what lies flat."""
GROUND = (0.50, 0.49, 0.47)
"""Linear tone of the ground: darker than white lacquer, lighter than black steel, so that both stand out."""


@dataclass(frozen=True, eq=False)
class Shot:
    """A piece before the camera: its triangles, its middle and the radius around it [m], the height of the ground, the
    camera's pose [4, 4] and the side of the picture [px]."""

    drawn: tuple[Batch, ...]
    middle: Vec
    reach: float
    ground: float
    camera: Vec
    side: int


Painter = Callable[[Shot], Picture]


def shot_of(model: Model, flat: bool, side: int) -> Shot:
    """The piece as the contact sheet shows it."""
    lo, hi = model.bounds
    middle, reach = (lo + hi) / 2, float(np.linalg.norm(hi - lo)) / 2
    up = ELEVATION_FLAT if flat else ELEVATION
    towards = np.array([-math.sin(AZIMUTH) * math.cos(up), -math.cos(AZIMUTH) * math.cos(up), math.sin(up)])
    pose = look_at(middle + towards * 1.02 * reach / math.sin(FIELD / 2), middle)
    return Shot(
        batches([Item("piece", model, np.eye(4), "things")]), middle, reach, float(lo[2]) - 0.002 * reach, pose, side
    )
