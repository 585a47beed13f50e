"""What is put up to be looked at: candelabra, trophies, wreaths."""

from __future__ import annotations

import numpy as np

from assets.model import Model
from assets.parametric.kit import Builder, cylinder, ellipsoid, lathe, leaf, move, turn
from assets.parametric.kit_more import fitted, loose
from assets.parametric.looks import (
    BARK,
    BRIGHT,
    FLAME,
    LEAF,
    LEAF_DARK,
    WAX,
)
from assets.parametric.sketch import sketch
from assets.parametric.spec import Maker, Spec


def candelabra(spec: Spec) -> Model:
    """A stem with curved arms in a row and candles."""
    s = sketch(spec.size)
    metal = spec.palette.primary
    arms = spec.count("arms", 5)
    candle = 0.28 * s.h
    foot = min(0.6 * s.x, s.y)
    rows = [(1.0, 0.0), (0.95, 0.02), (0.3, 0.06), (0.12, 0.12), (0.16, 0.3), (0.09, 0.34), (0.09, 0.66)]
    s.add("stem", lathe([(k * foot, z * s.h) for k, z in rows], segments=28), metal)
    s.block("edge", (-0.3 * foot, 0.3 * foot), (-s.y, s.y), (0, 0.006), metal)
    for k in range(arms):
        u = 0.0 if arms == 1 else 2 * k / (arms - 1) - 1
        x = u * (s.x - 0.022)
        z = s.h - candle - 0.02 * s.h * (1 - abs(u)) * -1 - 0.04 * s.h * abs(u)
        if abs(u) > 0.01:
            s.rod("arm", [(0, 0, 0.5 * s.h), (0.6 * x, 0, 0.42 * s.h), (x, 0, 0.5 * s.h), (x, 0, z)], 0.007, metal, 0.1)
        s.add("cup", lathe([(0.008, z - 0.02), (0.022, z), (0.022, z + 0.006), (0, z + 0.006)], (x, 0, 0), 18), metal)
        tall = (s.h - z) * (1.0 if abs(u) < 0.01 or arms % 2 == 0 else 0.9)
        s.add("candle", cylinder(0.011, 0.82 * tall, (x, 0, z), 14), WAX)
        s.add("flame", lathe([(0, 0), (0.006, 0.06 * tall), (0, 0.18 * tall)], (x, 0, z + 0.82 * tall), 8), FLAME)
    return s.model()


def trophy(spec: Spec) -> Model:
    """A cup with two handles on a base."""
    s = sketch(spec.size)
    gold, base = spec.palette.primary, 0.22 * spec.h
    s.block("base", (-0.55 * s.x, 0.55 * s.x), (-s.y + 0.002, s.y), (0, base), spec.palette.secondary, 0.004)
    r = min(0.72 * s.x, s.y)
    rows = [
        (0.5, 0.0),
        (0.45, 0.05),
        (0.12, 0.14),
        (0.12, 0.3),
        (0.5, 0.42),
        (0.85, 0.62),
        (1.0, 1.0),
        (0.94, 1.0),
        (0.75, 0.65),
        (0.1, 0.48),
    ]
    s.add("cup", lathe([(k * r, base + z * (s.h - base)) for k, z in rows], segments=32), gold)
    for sx in (-1, 1):
        arch = [
            (sx * 0.9 * r, 0.0, 0.92 * s.h),
            (sx * s.x, 0, 0.9 * s.h),
            (sx * s.x, 0, 0.7 * s.h),
            (sx * 0.6 * r, 0, 0.6 * s.h),
        ]
        s.rod("handle", arch, min(0.009, 0.08 * s.x), gold, 0.05)
    s.block("plate", (-0.35 * s.x, 0.35 * s.x), (-s.y - 0.0, -s.y + 0.003), (0.3 * base, 0.75 * base), gold)
    return s.model()


def wreath(spec: Spec) -> Model:
    """Leaves and berries round a ring, a bow at its foot."""
    s = sketch(spec.size)
    r = min(s.x, s.h / 2)
    mid, z = 0.7 * r, s.h / 2
    s.hoop("ring", (0, 0.3 * s.y, z), mid + 0.05 * r, 0.05 * r, BARK, "y")
    rng = spec.rng()
    for k in range(70):
        a = 2 * np.pi * k / 70
        length = 0.34 * r
        blade = leaf(length, 0.3 * length, (0, 0, 0), 0.0, 0.1, 0.4)
        blade = turn(blade, "y", -a - 0.9 * (1 if k % 2 else -1) + 1.57)
        at = (mid * float(np.cos(a)), s.y * rng.uniform(-0.6, 0.6), z + mid * float(np.sin(a)))
        s.add("leaf", move(blade, at), (LEAF, LEAF_DARK)[k % 2])
        if k % 6 == 0:
            q = 0.09 * r
            s.add("berry", ellipsoid((q, q, q), (at[0], -0.5 * s.y, at[2] - q / 2), 10), BRIGHT[0])
    for sx in (-1, 1):
        s.add(
            "bow",
            ellipsoid((0.3 * r, 0.3 * s.y + 0.01, 0.18 * r), (sx * 0.15 * r, -0.7 * s.y, z - mid - 0.09 * r), 14),
            BRIGHT[0],
        )
    out = Builder()
    for name, mesh, material in fitted(loose(s), (-s.x, -s.y, 0.0), (s.x, s.y, s.h)):
        out.add(name, mesh, material)
    return out.model()


FAMILY: dict[str, Maker] = {
    "candelabra": Maker(candelabra),
    "trophy": Maker(trophy),
    "wreath": Maker(wreath),
}
