"""Where the sun stands at an hour of a day in spring, and what light it gives: for pictures of a room by time of day.

The sun of an equinox (declination 0) at `LATITUDE`, with hours in true solar time: at 12 it stands in the south (-y).
Formulas: any text on solar geometry (e.g. Duffie and Beckman, "Solar Engineering of Thermal Processes", section 1.6).
Colours and brightness near the horizon are set by eye.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assets.model import RGB

LATITUDE = math.radians(48.0)
DUSK, FULL = -0.1, 0.25
"""Sines of the sun's height at which the sky is dark, and as bright as by day."""


@dataclass(frozen=True)
class Hour:
    """The light of an hour: unit direction to the sun (None below the horizon), how bright the sky is (0 to 1), and
    the tint that the air gives to the sun's light."""

    sun: NDArray[np.float64] | None
    day: float
    tint: RGB


def light_at(hour: float) -> Hour:
    """The light at an hour in [0, 24)."""
    angle = math.radians(15.0 * (hour - 12.0))
    toward = np.array([-math.sin(angle), -math.sin(LATITUDE) * math.cos(angle), math.cos(LATITUDE) * math.cos(angle)])
    height = float(toward[2])
    low = 1.0 - _share(0.0, 0.5, height)
    tint = (1.0, 1.0 - 0.28 * low, 1.0 - 0.55 * low)
    return Hour(toward if height > 0.02 else None, _share(DUSK, FULL, height), tint)


def _share(start: float, end: float, x: float) -> float:
    t = min(max((x - start) / (end - start), 0.0), 1.0)
    return t * t * (3 - 2 * t)
