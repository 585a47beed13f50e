"""What rolls: bicycles, scooters, motorcycles, wheelchairs, walkers, trolleys and barrows.

Two-wheelers stand along x, their head to the left (-x), so that one may lean them against a wall.
"""

from __future__ import annotations

import numpy as np

from assets.materials import material
from assets.model import Model
from assets.parametric.kit import box, ellipsoid, extrude
from assets.parametric.kit_more import loft, rod, soft_rectangle
from assets.parametric.looks import BLACK, CHROME, RUBBER, STEEL
from assets.parametric.sketch import Sketch, sketch, span
from assets.parametric.spec import Maker, Spec

Point = tuple[float, float, float]


def _spoked(s: Sketch, at: Point, r: float, tyre: float, spokes: int = 12) -> None:
    s.hoop("tyre", at, r, tyre, RUBBER, "y")
    s.hoop("rim", at, r - 1.7 * tyre, 0.35 * tyre, CHROME, "y")
    s.wheel("hub", at, 0.022, 0.06, CHROME, "y")
    for k in range(spokes):
        a = 2 * np.pi * k / spokes
        end = (at[0] + (r - 2 * tyre) * float(np.cos(a)), at[1], at[2] + (r - 2 * tyre) * float(np.sin(a)))
        s.add("spoke", rod([at, end], 0.0012, 0, 4), CHROME)


def bicycle(spec: Spec) -> Model:
    """Diamond frame, two spoked wheels, saddle, handlebar, chain and pedals; a third wheel on a tricycle."""
    s = sketch(spec.size)
    r = min(0.34, 0.21 * spec.w, 0.36 * spec.h)
    tyre, paint = min(0.02, 0.07 * r), spec.palette.primary
    xf, xb = -s.x + r, s.x - r
    three = spec.category == "tricycle"
    _spoked(s, (xf, 0, r), r, tyre)
    for y in (-0.6 * s.y, 0.6 * s.y) if three else (0.0,):
        _spoked(s, (xb, y, r), r, tyre)
    if three:
        s.rod("axle", [(xb, -0.6 * s.y, r), (xb, 0.6 * s.y, r)], 0.012, CHROME)
    head, seat = (0.72 * xf, 0.0, 0.78 * s.h), (0.35 * xb, 0.0, 0.76 * s.h)
    crank: Point = (0.05 * xb, 0.0, 0.85 * r)
    tube = min(0.019, 0.025 * s.h)
    for a, b in ((head, crank), (head, seat), (crank, seat)):
        s.rod("frame", [a, b], tube, paint)
    for y in (-0.035, 0.035):
        s.rods("frame", ([p, (xb, y, r)] for p in (crank, seat)), 0.55 * tube, paint)
        s.rod("fork", [(xf, y, r), (0.88 * xf, y, 0.6 * s.h), head], 0.6 * tube, paint, 0.1)
    s.rod("stem", [head, (0.68 * xf, 0, s.h - 0.03)], 0.8 * tube, CHROME)
    bar = [
        (0.45 * xf, -s.y, 0.94 * s.h),
        (0.68 * xf, -0.5 * s.y, s.h),
        (0.68 * xf, 0.5 * s.y, s.h),
        (0.45 * xf, s.y, 0.94 * s.h),
    ]
    s.rod("handlebar", bar, 0.012, BLACK, 0.08)
    s.rod("seat post", [seat, (0.4 * xb, 0, 0.88 * s.h)], 0.6 * tube, CHROME)
    s.add(
        "saddle", ellipsoid((0.3 * xb + 0.05, min(0.16, 1.2 * s.y), 0.06 * s.h), (0.42 * xb, 0, 0.87 * s.h), 16), BLACK
    )
    s.wheel("chainring", (crank[0], 0.04, crank[2]), 0.25 * r, 0.006, STEEL, "y")
    for side in (-1, 1):
        foot = (crank[0] + side * 0.3 * r, side * 0.08, crank[2] + side * 0.3 * r)
        s.rod("crank", [(crank[0], side * 0.05, crank[2]), foot], 0.008, STEEL)
        s.add("pedal", box((0.09, 0.07, 0.016), (foot[0], foot[1] + side * 0.03, foot[2])), BLACK)
    s.rods(
        "chain",
        ([(crank[0], 0.04, crank[2] + v), (xb, 0.04, r + 0.4 * v)] for v in (0.25 * r, -0.25 * r)),
        0.003,
        STEEL,
    )
    return s.model()


def motorcycle(spec: Spec) -> Model:
    """A motorcycle on its stand."""
    s = sketch(spec.size)
    r, paint = min(0.32, 0.16 * spec.w, 0.32 * spec.h), spec.palette.primary
    xf, xb = -s.x + r, s.x - r
    for x in (xf, xb):
        _spoked(s, (x, 0, r), r, 0.17 * r, 16)
    s.add("tank", ellipsoid((0.55 * s.x, min(0.3, 0.8 * s.y), 0.2 * s.h), (-0.15 * s.x, 0, 0.62 * s.h)), paint)
    s.add("seat", ellipsoid((0.75 * s.x, min(0.28, 0.7 * s.y), 0.1 * s.h), (0.42 * s.x, 0, 0.64 * s.h)), BLACK)
    s.block(
        "engine", (-0.25 * s.x, 0.2 * s.x), (-0.13, 0.13), (0.16 * s.h, 0.56 * s.h), material("brushed steel"), 0.04
    )
    for side in (-1, 1):
        y = side * 0.09
        s.rod("fork", [(xf, y, r), (0.62 * xf, y, 0.88 * s.h)], 0.024, CHROME)
        s.rod("swing arm", [(0.1 * s.x, y, 0.3 * s.h), (xb, y, r)], 0.022, paint)
        s.rod("shock", [(xb - 0.05, y, r), (0.45 * s.x, y, 0.65 * s.h)], 0.024, CHROME)
    s.rod("exhaust", [(-0.1 * s.x, 0.17, 0.25 * s.h), (xb, 0.19, 0.27 * s.h)], 0.04, CHROME, segments=14)
    bar = [
        (0.35 * xf, -s.y, 0.9 * s.h),
        (0.55 * xf, -0.4 * s.y, s.h),
        (0.55 * xf, 0.4 * s.y, s.h),
        (0.35 * xf, s.y, 0.9 * s.h),
    ]
    s.rod("handlebar", bar, 0.013, BLACK, 0.08)
    s.wheel("lamp", (0.8 * xf, 0, 0.8 * s.h), 0.085, 0.12, CHROME)
    s.rod("stand", [(0.1 * s.x, 0.12, 0.2 * s.h), (0.18 * s.x, 0.2, 0)], 0.012, STEEL)
    return s.model()


def scooter(spec: Spec) -> Model:
    """A kick scooter: board, two small wheels, upright bar."""
    s = sketch(spec.size)
    r = min(0.1, 0.13 * spec.w)
    for x in (-s.x + r, s.x - r):
        s.wheel("wheel", (x, 0, r), r, 0.035, RUBBER, "y")
    s.block(
        "board", (-0.55 * s.x, s.x - 1.6 * r), (-0.065, 0.065), (0.9 * r, 0.9 * r + 0.02), spec.palette.primary, 0.008
    )
    s.rod(
        "neck",
        [(-0.5 * s.x, 0, r), (-s.x + 1.9 * r, 0, 2.1 * r), (-s.x + 2.1 * r, 0, 2.4 * r)],
        0.02,
        spec.palette.primary,
    )
    s.rod("post", [(-s.x + r, 0, r), (-s.x + 2.6 * r, 0, s.h)], 0.018, STEEL)
    s.rod("handlebar", [(-s.x + 2.6 * r, -s.y, s.h), (-s.x + 2.6 * r, s.y, s.h)], 0.014, BLACK)
    return s.model()


def wheelchair(spec: Spec) -> Model:
    """Two large wheels, two castors, seat, back, foot rests, handles; its sitter looks towards -y."""
    s, r = sketch(spec.size), min(0.3, 0.34 * spec.h, 0.3 * spec.d)
    cloth, steel = spec.palette.primary, spec.palette.secondary
    half = s.x - 0.1
    for side in (-1, 1):
        at = (side * (s.x - 0.025), 0.9 * s.y - r, r)
        s.hoop("tyre", at, r, 0.014, RUBBER)
        s.hoop("hand rim", (side * (s.x - 0.007), at[1], r), 0.88 * r, 0.007, CHROME)
        for k in range(12):
            a = 2 * np.pi * k / 12
            s.add(
                "spoke",
                rod([at, (at[0], at[1] + 0.94 * r * float(np.cos(a)), r + 0.94 * r * float(np.sin(a)))], 0.0015, 0, 4),
                CHROME,
            )
        s.wheel("castor", (side * (half + 0.02), -0.45 * s.y, 0.075), 0.075, 0.03, BLACK)
        x = side * half
        s.rod("frame", [(x, 0.6 * s.y, 0.2), (x, 0.6 * s.y, s.h), (x, s.y, s.h)], 0.013, steel, 0.06)
        s.rod(
            "frame",
            [(x, 0.6 * s.y, 0.5 * s.h), (x, -0.5 * s.y, 0.5 * s.h), (x, -s.y + 0.06, 0.12), (0.8 * x, -s.y, 0.12)],
            0.013,
            steel,
            0.08,
        )
        s.rod("frame", [(x, 0.6 * s.y, 0.15), (x, -0.45 * s.y, 0.15)], 0.013, steel)
        s.block("arm", span(x - 0.02, x + 0.02), (-0.3 * s.y, 0.55 * s.y), (0.7 * s.h, 0.73 * s.h), BLACK, 0.01)
        s.rod("arm post", [(x, -0.25 * s.y, 0.5 * s.h), (x, -0.25 * s.y, 0.71 * s.h)], 0.011, steel)
        s.block("foot rest", span(0.1 * x, 0.95 * x), (-s.y, -s.y + 0.15), (0.1, 0.115), BLACK, 0.004)
    s.block("seat", (-half, half), (-0.5 * s.y, 0.58 * s.y), (0.5 * s.h, 0.545 * s.h), cloth, 0.012)
    s.block("back", (-half, half), (0.56 * s.y, 0.62 * s.y), (0.58 * s.h, 0.95 * s.h), cloth, 0.01)
    return s.model()


def walker(spec: Spec) -> Model:
    """A walking frame on four wheels with a seat, pushed from +y."""
    s, r = sketch(spec.size), min(0.09, 0.1 * spec.h)
    steel = spec.palette.primary
    for side in (-1, 1):
        x = side * (s.x - 0.03)
        for y in (-s.y + r, s.y - r):
            s.wheel("wheel", (side * (s.x - 0.015), y, r), r, 0.03, BLACK)
        s.rod(
            "frame",
            [(x, -s.y + r, r), (x, 0.1 * s.y, 0.75 * s.h), (x, 0.5 * s.y, s.h), (x, s.y, 0.97 * s.h)],
            0.014,
            steel,
            0.1,
        )
        s.rod("frame", [(x, s.y - r, r), (x, -0.15 * s.y, 0.58 * s.h)], 0.014, steel)
    s.rod("bar", [(-s.x + 0.03, -0.15 * s.y, 0.58 * s.h), (s.x - 0.03, -0.15 * s.y, 0.58 * s.h)], 0.013, steel)
    s.block("seat", (-s.x + 0.05, s.x - 0.05), (-0.4 * s.y, 0.4 * s.y), (0.58 * s.h, 0.61 * s.h), BLACK, 0.01)
    s.block("basket", (-s.x + 0.07, s.x - 0.07), (-0.6 * s.y, 0.2 * s.y), (0.3 * s.h, 0.45 * s.h), steel, 0.01)
    return s.model()


def shopping_cart(spec: Spec) -> Model:
    """A wire basket on castors, pushed from +y."""
    s, r = sketch(spec.size), 0.06
    wire = spec.palette.primary
    low, top = 0.45 * s.h, 0.88 * s.h
    for side in (-1, 1):
        for y in (-0.85 * s.y, 0.75 * s.y):
            s.wheel("wheel", (side * 0.8 * s.x, y, r), r, 0.03, BLACK)
        x = side * 0.85 * s.x
        s.rod(
            "frame",
            [(x, -0.85 * s.y, 2 * r), (x, 0.75 * s.y, 2 * r), (x, 0.85 * s.y, low), (x, s.y, s.h)],
            0.013,
            wire,
            0.05,
        )
    s.rod("handle", [(-s.x, s.y, s.h), (s.x, s.y, s.h)], 0.016, spec.palette.accent)
    for k in range(9):
        f = k / 8
        z, u = low + f * (top - low), 0.78 + 0.22 * f
        ring = [
            (-u * s.x, -(0.7 + 0.3 * f) * s.y, z),
            (u * s.x, -(0.7 + 0.3 * f) * s.y, z),
            (u * s.x, 0.85 * s.y, z),
            (-u * s.x, 0.85 * s.y, z),
        ]
        s.rods(
            "wire",
            ([a, b] for a, b in zip(ring, ring[1:] + ring[:1], strict=True)),
            0.004 if 0 < k < 8 else 0.007,
            wire,
        )
    for k in range(13):
        v = -0.7 + 1.5 * k / 12
        s.rods(
            "wire",
            (
                [(sx * 0.78 * s.x, v * s.y, low), (sx * s.x, (v * 1.2 + 0.02) * s.y if v < 0 else v * s.y, top)]
                for sx in (-1, 1)
            ),
            0.003,
            wire,
        )
        s.rod("wire", [(-0.78 * s.x, v * s.y, low), (0.78 * s.x, v * s.y, low)], 0.003, wire)
    return s.model()


def hand_truck(spec: Spec) -> Model:
    """A sack truck: two wheels, a tall frame, a toe plate in front."""
    s = sketch(spec.size)
    r, steel = min(0.13, 0.13 * spec.h), spec.palette.primary
    for side in (-1, 1):
        s.wheel("wheel", (side * (s.x - 0.03), s.y - r, r), r, 0.05, RUBBER)
        x = side * 0.7 * s.x
        s.rod("frame", [(x, -0.1 * s.y, 0.03), (x, -0.1 * s.y, 0.85 * s.h), (x, s.y, s.h)], 0.016, steel, 0.15)
    s.rods(
        "rung",
        ([(-0.7 * s.x, -0.1 * s.y, f * s.h), (0.7 * s.x, -0.1 * s.y, f * s.h)] for f in (0.2, 0.45, 0.7)),
        0.014,
        steel,
    )
    s.rod("axle", [(-s.x + 0.02, s.y - r, r), (s.x - 0.02, s.y - r, r)], 0.012, STEEL)
    s.block("toe plate", (-0.9 * s.x, 0.9 * s.x), (-s.y, -0.05 * s.y), (0, 0.012), steel)
    return s.model()


def wheelbarrow(spec: Spec) -> Model:
    """A tray on one wheel in front (-y) and two legs."""
    s = sketch(spec.size)
    r, body = min(0.18, 0.32 * spec.h), spec.palette.primary
    s.wheel("wheel", (0, -s.y + r, r), r, 0.08, RUBBER)
    for side in (-1, 1):
        s.rod(
            "shaft",
            [
                (side * 0.1, -s.y + r, r),
                (side * 0.6 * s.x, 0.2 * s.y, 0.52 * s.h),
                (side * (s.x - 0.03), s.y, 0.75 * s.h),
            ],
            0.018,
            spec.palette.secondary,
            0.2,
        )
        s.rod(
            "leg",
            [(side * 0.6 * s.x, 0.25 * s.y, 0.5 * s.h), (side * 0.6 * s.x, 0.4 * s.y, 0)],
            0.016,
            spec.palette.secondary,
        )
    low, high = (0.5 * s.x, -0.45 * s.y, 0.3 * s.y), (s.x, -0.8 * s.y, 0.55 * s.y)
    rings = []
    for f, inset in ((0.0, 0.0), (1.0, 0.0), (1.0, 0.015), (0.06, 0.015)):
        a, b, c = (p + f * (q - p) for p, q in zip(low, high, strict=True))
        rings.append(
            soft_rectangle(2 * (a - inset), c - b - 2 * inset, 0.08, 0.5 * s.h + f * 0.5 * s.h, (0, (b + c) / 2))
        )
    s.add("tray", loft(rings), body)
    return s.model()


def board(spec: Spec) -> Model:
    """A skateboard on its wheels when it is low, else a surfboard or a pair of skis that stands upright."""
    s = sketch(spec.size)
    if spec.h < 0.3:
        s.add("deck", extrude(_rounded(s.x, s.y), 0.014, (0, 0, s.h - 0.014)), spec.palette.primary)
        r = min(0.03, 0.3 * s.h)
        for x in (-0.6 * s.x, 0.6 * s.x):
            s.block("truck", (x - 0.02, x + 0.02), (-0.8 * s.y, 0.8 * s.y), (r, s.h - 0.013), STEEL, 0.005)
            for y in (-0.75 * s.y, 0.75 * s.y):
                s.wheel("wheel", (x, y, r), r, 0.035, spec.palette.accent, "y")
        return s.model()
    count = 2 if spec.category == "skis" else 1
    wide = s.x / count
    for k in range(count):
        x = (k - (count - 1) / 2) * 2 * wide
        outline = [(x + u * wide * 0.98, v * s.h) for u, v in _BOARD]
        s.add("board", extrude(outline, 0.6 * spec.d, (0, 0.2 * s.y * 2, 0), along="y"), spec.palette.primary)
        s.block(
            "stripe",
            (x - 0.1 * wide, x + 0.1 * wide),
            (-0.2 * s.y - 0.003, 0.0),
            (0.1 * s.h, 0.9 * s.h),
            spec.palette.accent,
        )
        s.block("foot", (x - 0.5 * wide, x + 0.5 * wide), (-s.y, 0.9 * s.y), (0.28 * s.h, 0.3 * s.h), BLACK, 0.004)
    return s.model()


_HALF_BOARD = ((0.35, 0.0), (0.7, 0.06), (0.95, 0.25), (1.0, 0.45), (0.9, 0.7), (0.6, 0.9), (0.0, 1.0))
_BOARD = (*_HALF_BOARD, *((-u, v) for u, v in _HALF_BOARD[-2::-1]))


def _rounded(x: float, y: float) -> list[tuple[float, float]]:
    a = np.linspace(-np.pi / 2, np.pi / 2, 9)
    right = [(x - y + y * float(np.cos(t)), y * float(np.sin(t))) for t in a]
    return [*right, *((-u, -v) for u, v in right)]


def car(spec: Spec) -> Model:
    """A small car; its nose is at -y."""
    s = sketch(spec.size)
    r, paint = min(0.33, 0.23 * spec.h, 0.16 * spec.d), spec.palette.primary
    body = [(-1, 0.2), (1, 0.2), (1, 0.58), (0.94, 0.64), (-0.5, 0.64), (-0.96, 0.55), (-1, 0.4)]
    cabin = [(-0.48, 0.62), (0.93, 0.62), (0.72, 0.97), (0.55, 1.0), (0.0, 1.0), (-0.12, 0.97)]
    s.add("body", extrude([(u * s.y, v * s.h) for u, v in body], spec.w - 0.02, along="x"), paint)
    s.add("cabin", extrude([(u * s.y, v * s.h) for u, v in cabin], 0.8 * spec.w, along="x"), paint)
    glass = [(-0.42, 0.65), (0.82, 0.65), (0.66, 0.93), (-0.1, 0.93)]
    s.add("window", extrude([(u * s.y, v * s.h) for u, v in glass], 0.8 * spec.w + 0.01, along="x"), BLACK)
    for sx in (-1, 1):
        for y in (-0.62 * s.y, 0.6 * s.y):
            s.wheel("tyre", (sx * (s.x - 0.1), y, r), r, 0.2, RUBBER)
            s.wheel("rim", (sx * (s.x - 0.1), y, r), 0.6 * r, 0.202, CHROME)
        s.add("lamp", ellipsoid((0.22, 0.1, 0.12), (sx * 0.7 * s.x, -s.y + 0.055, 0.42 * s.h)), CHROME)
    shield = [(-0.5, 0.66), (-0.46, 0.66), (-0.11, 0.96), (-0.15, 0.96)]
    s.add("windscreen", extrude([(u * s.y, v * s.h) for u, v in shield], 0.72 * spec.w, along="x"), BLACK)
    return s.model()


FAMILY: dict[str, Maker] = {
    "bicycle": Maker(bicycle),
    "motorcycle": Maker(motorcycle),
    "scooter": Maker(scooter),
    "wheelchair": Maker(wheelchair),
    "walker": Maker(walker),
    "shopping_cart": Maker(shopping_cart),
    "hand_truck": Maker(hand_truck),
    "wheelbarrow": Maker(wheelbarrow),
    "board": Maker(board),
    "car": Maker(car),
}
