"""How a plan is to be drawn: units, paper and clearances; and the papers and scales that there are.

Papers are A4 and A3 (ISO 216), Letter and Tabloid (ANSI/ASME Y14.1, sizes A and B), all landscape. Scales are those of
architects' scale rules: 1:20, 1:25, 1:50, 1:100 and on (ISO 5455 and BS 1192), or 3/4, 1/2, 3/8, 1/4, 1/8 inch to the
foot and on (US National CAD Standard).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from idesign.units import Units
from solvers.room import XY

Paper = Literal["A4", "A3", "Letter", "Tabloid"]
PAPERS: dict[Paper, XY] = {"A4": (297.0, 210.0), "A3": (420.0, 297.0), "Letter": (279.4, 215.9),
                           "Tabloid": (431.8, 279.4)}  # fmt: skip
"""Width and height [mm]."""
USUAL: dict[Units, tuple[Paper, Paper]] = {"metric": ("A4", "A3"), "imperial": ("Letter", "Tabloid")}
"""The small and the large paper that go with the units."""
SCALES: dict[Units, tuple[int, ...]] = {
    "metric": (20, 25, 50, 100, 200, 500, 1000),
    "imperial": (16, 24, 32, 48, 96, 192, 384, 960),
}
SCALE_NAMES = {16: '3/4" = 1\'-0"', 24: '1/2" = 1\'-0"', 32: '3/8" = 1\'-0"', 48: '1/4" = 1\'-0"', 96: '1/8" = 1\'-0"',
               192: '1/16" = 1\'-0"', 384: '1/32" = 1\'-0"', 960: '1" = 80\'-0"'}  # fmt: skip
LARGEST_ON_SMALL = {"metric": 50, "imperial": 48}
"""From this scale on the large paper comes before the next smaller scale on the small one."""


@dataclass(frozen=True)
class PlanStyle:
    """Units of all figures; the paper, or None for the smaller of the usual two that serves; whether walkways, the
    floor that things need and a turning circle are shown."""

    units: Units = "metric"
    paper: Paper | None = None
    clearances: bool = False


PLAIN = PlanStyle()


def scale_name(scale: int, units: Units) -> str:
    """ "1:50", or `1/4" = 1'-0"`."""
    return f"1:{scale}" if units == "metric" else SCALE_NAMES[scale]


def choices(style: PlanStyle, long_key: bool = False) -> tuple[tuple[Paper, int], ...]:
    """Papers with scales, the one to be preferred first. A long key needs the large paper."""
    small, large = USUAL[style.units]
    scales = SCALES[style.units]
    if style.paper or long_key:
        return tuple((style.paper or large, s) for s in scales)
    fine = [s for s in scales if s <= LARGEST_ON_SMALL[style.units]]
    coarse = [s for s in scales if s > fine[-1]]
    both = [(paper, s) for s in coarse for paper in (small, large)]
    return (*((small, s) for s in fine), (large, fine[-1]), *both)
