"""Pots, baskets and planters, and what a plant's maker must know of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from assets.parametric.kit import Builder, cylinder, lathe
from assets.parametric.kit_more import loft, soft_rectangle
from assets.parametric.looks import SOIL, WICKER
from assets.parametric.spec import Spec


@dataclass(frozen=True)
class PlantPlan:
    """Pot radius and height, level of the soil and of the lowest leaf [m], and the kind of plant."""

    kind: str
    pot: float
    pot_high: float
    low: float


def pot(b: Builder, spec: Spec, plan: PlantPlan) -> None:
    """Cylinder, cone, bowl, basket or square planter, by style; soil inside."""
    r, h = plan.pot, plan.pot_high
    style = spec.style.name
    wall = max(0.006, 0.05 * r)
    if style in ("bohemian", "coastal") and r > 0.08:
        _basket(b, r, h)
    elif style in ("minimalist", "contemporary") and r > 0.08:
        _square(b, spec, r, h)
    else:
        shapes = {
            "modern": [(0.90, 0.0), (1.0, 0.06), (1.0, 1.0)],
            "scandinavian": [(0.72, 0.0), (0.76, 0.03), (1.0, 0.97), (1.0, 1.0)],
            "japandi": [(0.60, 0.0), (0.80, 0.12), (0.98, 0.45), (1.0, 0.62), (0.92, 1.0)],
            "mid-century": [(0.66, 0.0), (0.86, 0.1), (0.98, 0.34), (1.0, 0.6), (1.0, 1.0)],
            "rustic": [(0.72, 0.0), (0.92, 0.78), (0.92, 0.79), (1.0, 0.80), (1.0, 1.0)],
            "classic": [(0.62, 0), (0.66, 0.05), (0.5, 0.12), (0.7, 0.28), (0.9, 0.7), (0.9, 0.86), (1, 0.93), (1, 1)],
        }  # fmt: skip
        outer = shapes.get(style, shapes["scandinavian"])
        inner = [(outer[-1][0] - wall / r, 1.0), (outer[-1][0] - wall / r - 0.02, 0.86)]
        b.add("pot", lathe([(a * r, z * h) for a, z in [*outer, *inner]], segments=32), spec.palette.primary)
        b.add("soil", cylinder((outer[-1][0] - 0.01) * r - wall, 0.012, (0, 0, 0.86 * h), 24), SOIL)


def _basket(b: Builder, r: float, h: float) -> None:
    """Rows of rope."""
    rows = max(6, round(h / 0.03))
    profile = [(0.80 * r, 0.0)]
    for i in range(rows):
        z = (i + 0.5) / rows
        bulge = 0.86 + 0.14 * np.sin(np.pi * min(1.0, z * 1.05) * 0.8)
        profile += [(r * (bulge - 0.025), i / rows * h + 0.001), (r * bulge, z * h)]
    profile += [(r * 0.90, h), (r * 0.84, 0.86 * h)]
    peak = max(x for x, _ in profile)
    b.add("basket", lathe([(x * r / peak, z) for x, z in profile], segments=32), WICKER)
    b.add("soil", cylinder(0.82 * r, 0.012, (0, 0, 0.86 * h), 24), SOIL)


def _square(b: Builder, spec: Spec, r: float, h: float) -> None:
    side, wall = 2 * r, max(0.01, 0.07 * r)
    rings = [soft_rectangle(side * k, side * k, 0.012, z) for k, z in ((0.97, 0.0), (1.0, 0.01), (1.0, h))]
    rings += [soft_rectangle(side - 2 * wall, side - 2 * wall, 0.008, z) for z in (h, 0.84 * h)]
    b.add("pot", loft(rings), spec.palette.primary)
    b.add(
        "soil",
        loft(
            [soft_rectangle(side - 2 * wall - 0.002, side - 2 * wall - 0.002, 0.008, z) for z in (0.845 * h, 0.88 * h)]
        ),
        SOIL,
    )
