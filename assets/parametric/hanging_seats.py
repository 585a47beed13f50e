"""Seats that swing: hammocks and nest chairs on their stands, garden swings."""

from __future__ import annotations

import numpy as np

from assets.model import Model
from assets.parametric.kit import cushion, ellipsoid, move, sheet
from assets.parametric.looks import WICKER
from assets.parametric.sketch import Sketch, sketch, span
from assets.parametric.spec import Maker, Spec

Points = list[tuple[float, float, float]]


def hammock(spec: Spec) -> Model:
    """A cloth that hangs between the two raised ends of a stand, its length along x."""
    s, r = sketch(spec.size), 0.025
    stuff = spec.palette.secondary
    for side in (-1, 1):
        s.block("foot", span(side * 0.6 * s.x, side * (0.6 * s.x - 0.06)), (-s.y, s.y), (0, 0.05), stuff, 0.01)
        s.rod(
            "arm", [(side * 0.5 * s.x, 0, 0.07), (side * 0.72 * s.x, 0, 0.2 * s.h), (side * s.x, 0, s.h)], r, stuff, 0.3
        )
        s.rods("rope", ([(side * (s.x - 0.03), 0, 0.93 * s.h), (side * 0.7 * s.x, v * s.y, 0.66 * s.h)]
                        for v in (-0.6, -0.2, 0.2, 0.6)), 0.004, spec.palette.primary)  # fmt: skip
    s.rod("beam", [(-0.62 * s.x, 0, 0.075), (0.62 * s.x, 0, 0.075)], r, stuff)
    s.add("cloth", sheet(_sagging(0.7 * s.x, 0.9 * s.y, 0.68 * s.h, 0.38 * s.h), 0.006), spec.palette.primary)
    s.add("pillow", move(cushion((0.3, min(0.45, 1.1 * s.y), 0.09)), (-0.42 * s.x, 0, 0.5 * s.h)), spec.palette.soft)
    return s.model()


def _sagging(half: float, wide: float, high: float, low: float) -> np.ndarray:
    u, v = np.meshgrid(np.linspace(-1, 1, 17), np.linspace(-1, 1, 9), indexing="ij")
    z = low + (high - low) * (0.85 * u**2 + 0.15 * v**2)
    return np.stack([half * u, wide * v * (1 - 0.25 * u**2), z], axis=2)


def hanging_chair(spec: Spec) -> Model:
    """A wicker nest with cushions that hangs from a bowed stand."""
    s, r = sketch(spec.size), 0.025
    steel = spec.palette.secondary
    ring: Points = [(0.9 * s.x * float(np.sin(t)), 0.1 * s.y - 0.85 * s.y * float(np.cos(t)), r) for t in
                    np.linspace(0.5, 2 * np.pi - 0.5, 21)]  # fmt: skip
    s.rod("foot", ring, r, steel)
    bow: Points = [
        (0, s.y, r),
        (0, s.y, 0.6 * s.h),
        (0, 0.75 * s.y, 0.93 * s.h),
        (0, 0.25 * s.y, s.h),
        (0, -0.1 * s.y, 0.95 * s.h),
    ]
    s.rod("bow", bow, r, steel, 0.4)
    s.rod("chain", [(0, -0.1 * s.y, 0.95 * s.h), (0, -0.1 * s.y, 0.86 * s.h)], 0.006, steel)
    _nest(s, 0.22 * s.h, 0.87 * s.h)
    s.rod("foot", [(-s.x, 0.1 * s.y, r), (s.x, 0.1 * s.y, r)], r, steel)
    s.rod("foot", [(0, -s.y, r), (0, s.y, r)], r, steel)
    seat = cushion((1.2 * s.x, 1.05 * s.y, 0.16))
    s.add("cushion", move(seat, (0, -0.15 * s.y, 0.27 * s.h)), spec.palette.primary)
    back = cushion((1.1 * s.x, 0.14, 0.3 * s.h))
    s.add("cushion", move(back, (0, 0.28 * s.y, 0.36 * s.h)), spec.palette.primary)
    return s.model()


def _nest(s: Sketch, low: float, high: float) -> None:
    """Canes of an egg that is open at its front."""
    for t in np.linspace(0.0, np.pi, 13):
        path: Points = []
        for a in np.linspace(0.0, np.pi, 13):
            reach = 0.86 * float(np.sin(a)) ** 0.8
            x, y = reach * s.x * float(np.cos(t)), reach * 0.8 * s.y * float(np.sin(t))
            path.append((x, -0.15 * s.y + y, low + (high - low) * (0.5 - 0.5 * float(np.cos(a)))))
        s.rod("cane", path, 0.006, WICKER, 0, 5)
    for k in range(1, 10):
        a = np.pi * k / 10
        reach = 0.86 * float(np.sin(a)) ** 0.8
        z = low + (high - low) * (0.5 - 0.5 * float(np.cos(a)))
        arc: Points = [(reach * s.x * float(np.cos(t)), -0.15 * s.y + reach * 0.8 * s.y * float(np.sin(t)), z)
                       for t in np.linspace(-0.25 if k < 4 else 0.0, np.pi + (0.25 if k < 4 else 0.0), 15)]  # fmt: skip
        s.rod("cane", arc, 0.005, WICKER, 0, 5)
    s.add("nest", ellipsoid((1.3 * s.x, 1.1 * s.y, 0.05), (0, -0.15 * s.y, low + 0.03), 18), WICKER)


def swing_set(spec: Spec) -> Model:
    """Two A-frames, a beam and swings: one a metre of width."""
    s, r = sketch(spec.size), 0.04
    wood = spec.palette.primary
    for sx in (-1, 1):
        for sy in (-1, 1):
            s.rod("post", [(sx * s.x, sy * s.y, 0), (sx * (s.x - 0.06), 0, s.h)], r, wood)
        s.rod("brace", [(sx * s.x, -0.6 * s.y, 0.4 * s.h), (sx * s.x, 0.6 * s.y, 0.4 * s.h)], 0.6 * r, wood)
    s.rod("beam", [(-s.x, 0, s.h), (s.x, 0, s.h)], r, wood)
    count = max(1, round((2 * s.x - 0.3) / 1.0))
    for k in range(count):
        x = (k + 0.5) / count * 1.7 * s.x - 0.85 * s.x
        s.block(
            "seat", (x - 0.22, x + 0.22), (-0.09, 0.09), (0.22 * s.h, 0.22 * s.h + 0.03), spec.palette.secondary, 0.01
        )
        s.rods(
            "rope",
            ([(x + u, 0, 0.22 * s.h + 0.01), (x + u, 0, s.h - 1.6 * r)] for u in (-0.19, 0.19)),
            0.006,
            spec.palette.soft,
        )
    return s.model()


FAMILY: dict[str, Maker] = {
    "hammock": Maker(hammock),
    "hanging_chair": Maker(hanging_chair),
    "swing_set": Maker(swing_set),
}
