"""The front door of the modelling kit: import shapes, the builder and the fit from here."""

from __future__ import annotations

from assets.parametric.builder import Builder, fit, welded
from assets.parametric.soft import curtain, cushion, drape, leaf, sheet
from assets.parametric.solids import (
    ORIGIN,
    Axis,
    Vec,
    arc,
    bend,
    box,
    cylinder,
    disc,
    ellipsoid,
    extrude,
    frame,
    lathe,
    merge,
    mirror,
    move,
    outward,
    raw,
    rounded_rectangle,
    stretch,
    tube,
    turn,
)

__all__ = [
    "ORIGIN", "Axis", "Builder", "Vec", "arc", "bend", "box", "curtain", "cushion", "cylinder", "disc", "drape",
    "ellipsoid", "extrude", "fit", "frame", "lathe", "leaf", "merge", "mirror", "move", "outward", "raw",
    "rounded_rectangle", "sheet", "stretch", "tube", "turn", "welded",
]  # fmt: skip
