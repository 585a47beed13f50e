"""What people carry and wear, put down: suitcases, bags, shoes, helmets."""

from __future__ import annotations

import numpy as np
import shapely

from assets.model import Model
from assets.parametric.kit import ellipsoid, extrude
from assets.parametric.kit_more import loft, oval, pad
from assets.parametric.looks import (
    BLACK,
    CHROME,
    STEEL,
    WHITE,
)
from assets.parametric.sketch import sketch, span
from assets.parametric.spec import Maker, Spec


def suitcase(spec: Spec) -> Model:
    """A ribbed shell on four wheels with a drawn-out handle."""
    s = sketch(spec.size)
    shell, wheel = spec.palette.primary, min(0.03, 0.06 * spec.h)
    top = 0.8 * s.h if s.h > 0.45 else 0.93 * s.h
    s.block("shell", (-s.x + 0.006, s.x - 0.006), (-s.y + 0.004, s.y - 0.004), (1.6 * wheel, top), shell, 0.05)
    ribs = max(4, round(spec.w / 0.07))
    for k in range(1, ribs):
        x = -s.x + k * spec.w / ribs
        for v in (-1, 1):
            s.block(
                "rib", (x - 0.01, x + 0.01), span(v * s.y, v * (s.y - 0.012)), (0.16 * top, 0.9 * top), shell, 0.004
            )
    s.block("zip", (-s.x, s.x), (-0.006, 0.006), (0.1 * top, 0.92 * top), BLACK, 0.003)
    for sx in (-1, 1):
        for sy in (-1, 1):
            s.wheel("wheel", (sx * 0.8 * s.x, sy * 0.7 * s.y, wheel), wheel, 0.02, BLACK)
        s.rod("handle", [(sx * 0.35 * s.x, 0.6 * s.y, 0.9 * top), (sx * 0.35 * s.x, 0.6 * s.y, s.h)], 0.008, STEEL)
    s.rod("handle", [(-0.4 * s.x, 0.6 * s.y, s.h), (0.4 * s.x, 0.6 * s.y, s.h)], min(0.014, 0.05 * s.h), BLACK)
    return s.model()


def bag(spec: Spec) -> Model:
    """A backpack with a pocket and straps; a handbag with two handles; a slim golf bag with clubs."""
    s = sketch(spec.size)
    cloth = spec.palette.primary
    if spec.category == "golf_bag":
        rings = [
            oval(spec.w * k * 0.9, spec.d * k * 0.9, z * s.h, points=28)
            for k, z in ((0.85, 0.0), (0.9, 0.05), (0.95, 0.68), (1.0, 0.72), (0.9, 0.72), (0.85, 0.6))
        ]
        s.add("bag", loft(rings), cloth)
        s.block(
            "pocket",
            (-0.5 * s.x, 0.5 * s.x),
            (-s.y, -0.6 * s.y),
            (0.12 * s.h, 0.42 * s.h),
            spec.palette.secondary,
            0.03,
        )
        for k in range(7):
            a = 2 * np.pi * k / 7
            x, y = 0.45 * s.x * float(np.cos(a)), 0.45 * s.y * float(np.sin(a))
            top = s.h * (1.0 - 0.02 * k) - 0.03
            s.rod("club", [(x, y, 0.5 * s.h), (1.3 * x, 1.3 * y, top)], 0.006, STEEL)
            s.add(
                "head",
                ellipsoid((0.05, 0.08, 0.05 if k else 0.06), (1.3 * x, 1.3 * y, top - 0.03), 12),
                (BLACK, CHROME)[k % 2],
            )
        s.rod("strap", [(s.x, 0, 0.25 * s.h), (s.x, 0, 0.6 * s.h)], 0.015, BLACK)
        s.rod("strap", [(-s.x, 0, 0.1 * s.h), (-0.8 * s.x, s.y, 0.1 * s.h)], 0.01, BLACK)
        return s.model()
    if spec.category == "handbag":
        side = [(-0.98 * s.y, 0), (0.98 * s.y, 0), (0.7 * s.y, 0.6 * s.h), (-0.7 * s.y, 0.6 * s.h)]
        s.add("bag", extrude(side, spec.w, along="x"), cloth)
        s.block("base", (-0.98 * s.x, 0.98 * s.x), (-s.y, s.y), (0, 0.02), spec.palette.secondary, 0.004)
        s.block("clasp", (-0.02, 0.02), (-0.78 * s.y, -0.66 * s.y), (0.42 * s.h, 0.52 * s.h), CHROME, 0.004)
        for v in (-0.55, 0.55):
            arch = [
                (0.5 * s.x * float(np.cos(a)), v * s.y, 0.58 * s.h + 0.42 * s.h * float(np.sin(a)))
                for a in np.linspace(0, np.pi, 13)
            ]
            s.rod("handle", arch, 0.008, cloth)
        return s.model()
    s.add("bag", pad((spec.w, 0.7 * spec.d, 0.94 * s.h), (0, 0.1 * s.y, 0), 0.06, 0.07, 0.05), cloth)
    s.add(
        "pocket",
        pad((0.76 * spec.w, 0.36 * spec.d, 0.45 * s.h), (0, -s.y + 0.18 * spec.d, 0.05 * s.h), 0.03, 0.05, 0.02),
        cloth,
    )
    for sx in (-1, 1):
        s.rod(
            "strap",
            [
                (sx * 0.5 * s.x, 0.75 * s.y, 0.88 * s.h),
                (sx * 0.5 * s.x, s.y, 0.5 * s.h),
                (sx * 0.6 * s.x, 0.75 * s.y, 0.12 * s.h),
            ],
            min(0.016, 0.08 * s.y + 0.004),
            spec.palette.secondary,
            0.05,
        )
    s.rod(
        "loop",
        [
            (-0.25 * s.x, 0.4 * s.y, 0.88 * s.h),
            (-0.15 * s.x, 0.4 * s.y, s.h),
            (0.15 * s.x, 0.4 * s.y, s.h),
            (0.25 * s.x, 0.4 * s.y, 0.88 * s.h),
        ],
        0.009,
        spec.palette.secondary,
    )
    return s.model()


def shoes(spec: Spec) -> Model:
    """A pair of shoes, or of boots when they are high; their toes are at -y."""
    s = sketch(spec.size)
    leather = spec.palette.primary
    wide = 0.46 * spec.w
    shaft = spec.h > 0.16
    for sx in (-1, 1):
        x = sx * (s.x - wide / 2)
        sole = [(0.42, -1.0), (0.5, -0.5), (0.42, 0.2), (0.42, 0.8), (0.3, 1.0)]
        outline = [(x + u * wide, v * s.y) for u, v in sole] + [(x - u * wide, v * s.y) for u, v in sole[::-1]]
        r = 0.2 * wide
        rounded = shapely.Polygon(outline).buffer(-r).buffer(r, quad_segs=5)
        s.add("sole", extrude(rounded, 0.1 * min(s.h, 0.15), (0, 0, 0)), BLACK)
        low = 0.1 * min(s.h, 0.15) - 0.001
        top = min(s.h, 0.14)
        rings = [
            oval(wide * 0.92, 1.9 * s.y, low, (x, 0), 2.6, 24),
            oval(wide, 1.92 * s.y, 0.35 * top, (x, 0), 2.4, 24),
            oval(0.8 * wide, 1.1 * s.y, 0.75 * top, (x, 0.4 * s.y), 2.2, 24),
            oval(0.72 * wide, 0.8 * s.y, top if not shaft else 0.95 * top, (x, 0.55 * s.y), 2.2, 24),
        ]
        if shaft:
            rings.append(oval(0.78 * wide, 0.85 * s.y, s.h, (x, 0.5 * s.y), 2.2, 24))
        rim = rings[-1].mean(axis=0)  # where the foot goes in
        rings += [rim + (rings[-1] - rim) * (k, k, 1) - (0, 0, dz) for k, dz in ((0.86, 0.0), (0.8, 0.4 * top))]
        s.add("upper", loft(rings), leather)
        for k in range(3):
            y = -0.15 * s.y + 0.13 * k * s.y
            s.rod(
                "lace",
                [(x - 0.2 * wide, y, (0.66 + 0.08 * k) * top), (x + 0.2 * wide, y, (0.66 + 0.08 * k) * top)],
                0.003,
                WHITE,
            )
    return s.model()


def helmet(spec: Spec) -> Model:
    """A helmet with a visor; its front is at -y."""
    s = sketch(spec.size)
    rows = [(0.92, 0.0), (1.0, 0.25), (0.98, 0.55), (0.75, 0.86), (0.3, 0.985), (0.05, 1.0)]
    s.add("shell", loft([oval(spec.w * k, spec.d * k, z * s.h, points=28) for k, z in rows]), spec.palette.primary)
    a = np.linspace(-2.3, -0.84, 9)
    band = [
        np.array(
            [(1.01 * q * s.x * np.cos(t), max(-s.y, 1.015 * q * s.y * np.sin(t)), z * s.h) for t in a]
            + [(0.9 * q * s.x * np.cos(t), 0.9 * q * s.y * np.sin(t), z * s.h) for t in a[::-1]]
        )
        for q, z in ((0.985, 0.3), (0.975, 0.62))
    ]
    s.add("visor", loft(band), BLACK)
    return s.model()


FAMILY: dict[str, Maker] = {
    "suitcase": Maker(suitcase),
    "bag": Maker(bag),
    "shoes": Maker(shoes),
    "helmet": Maker(helmet),
}
