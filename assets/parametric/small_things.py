"""Things that people put down: bags, kitchen helpers, prizes, games, shoes, pails; headboards, tall clocks."""

from __future__ import annotations

import numpy as np
import trimesh

from assets.model import Material, Model
from assets.parametric.kit import Builder, box, cylinder, ellipsoid, extrude, lathe, leaf, move, raw, turn
from assets.parametric.kit_more import fitted, loft, loose, oval, pad, rod
from assets.parametric.looks import (
    BARK,
    BLACK,
    BRIGHT,
    CERAMIC,
    CHROME,
    FLAME,
    GLASS,
    LEAF,
    LEAF_DARK,
    STEEL,
    WAX,
    WHITE,
    glow,
    paint,
)
from assets.parametric.sketch import Sketch, disc, sketch, span
from assets.parametric.spec import Maker, Spec, flat_top

BOARD_BLACK = paint("dart black", (0.07, 0.07, 0.07), 0.9)
BOARD_CREAM = paint("dart cream", (0.90, 0.84, 0.68), 0.9)


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


def bucket(spec: Spec) -> Model:
    """A pail with a bail; with a mop in it when it is high; a watering can or an ice bucket by its category."""
    s = sketch(spec.size)
    body = spec.palette.primary
    mop = spec.h > 0.7
    tall = min(0.28, 0.4 * s.h) if mop else 0.78 * s.h
    wide = spec.w if spec.category != "watering_can" else 0.5 * spec.w
    at = 0.0 if spec.category != "watering_can" else 0.1 * s.x
    deep = spec.d
    rows = [(0.78, 0.0), (1.0, 1.0), (0.96, 1.0), (0.75, 0.05)]
    s.add("pail", loft([oval(wide * k, deep * k, z * tall, (at, 0), points=32) for k, z in rows]), body)
    if spec.category == "watering_can":
        s.rod("spout", [(at - 0.3 * wide, 0, 0.25 * tall), (-0.8 * s.x, 0, 0.95 * s.h), (-s.x, 0, s.h)], 0.014, body)
        s.add("rose", disc((-s.x + 0.012, 0, s.h - 0.03), 0.03, 0.02, "x"), body)
        s.rod(
            "handle",
            [(at, 0, tall), (0.5 * s.x, 0, s.h), (s.x, 0, 0.7 * s.h), (at + 0.45 * wide, 0, 0.25 * tall)],
            0.01,
            body,
            0.08,
        )
        return s.model()
    if mop:
        s.rod("handle", [(0.1 * s.x, 0, 0.08), (0.3 * s.x, 0.2 * s.y, s.h)], 0.012, spec.palette.wood)
        for k in range(12):
            a = 2 * np.pi * k / 12
            s.rod(
                "strand",
                [
                    (0.1 * s.x, 0, tall + 0.1),
                    (0.1 * s.x + 0.4 * s.x * float(np.cos(a)), 0.4 * s.y * float(np.sin(a)), tall - 0.05),
                ],
                0.012,
                WHITE,
            )
        return s.model()
    arch = [
        (
            s.x * 0.97 * float(np.cos(a)),
            0.25 * s.y * float(np.sin(a)),
            tall - 0.02 + (s.h - tall + 0.02) * float(np.sin(a)),
        )
        for a in np.linspace(0, np.pi, 17)
    ]
    s.rod("bail", arch, 0.004, STEEL)
    if spec.category == "ice_bucket":
        for k in range(9):
            a = 2.4 * k
            at3 = (
                0.25 * wide * float(np.cos(a)) * (k % 3) / 2,
                0.25 * deep * float(np.sin(a)) * (k % 3) / 2,
                0.85 * tall,
            )
            s.add("ice", turn(box((0.035, 0.035, 0.035), at3, 0.005), "z", a, at3), GLASS)
    return s.model()


def knife_block(spec: Spec) -> Model:
    """A slanted block with knives, their handles towards -y."""
    s = sketch(spec.size)
    side = [(-0.2 * s.y, 0), (s.y, 0), (s.y, 0.25 * s.h), (-0.35 * s.y, 0.8 * s.h), (-0.8 * s.y, 0.55 * s.h)]
    s.add("block", extrude(side, spec.w, along="x"), spec.palette.primary)
    for k in range(5):
        x = -0.7 * s.x + k * 0.35 * s.x
        for row in (0, 1)[: 1 + (k % 2)]:
            y, z = -0.72 * s.y + row * 0.25 * s.y, (0.62 + 0.12 * row) * s.h
            long = 0.36 * s.h * (1 - 0.08 * k)
            a = (x, y, z)
            b = (x, y - 0.5 * long, z + 0.8 * long)
            s.rod("knife", [a, b], min(0.011, 0.14 * s.x), BLACK, segments=8)
    s.rod("knife", [(0.7 * s.x, -0.6 * s.y, 0.7 * s.h), (0.7 * s.x, -s.y, s.h)], min(0.011, 0.14 * s.x), BLACK)
    return s.model()


def dish_rack(spec: Spec) -> Model:
    """A wire rack over a tray with plates and a cup."""
    s, r = sketch(spec.size), 0.003
    s.block("tray", (-s.x, s.x), (-s.y, s.y), (0, 0.02), spec.palette.primary, 0.006)
    wall = 0.55 * s.h
    for z in (0.03, wall):
        ring = [(-s.x, -s.y, z), (s.x, -s.y, z), (s.x, s.y, z), (-s.x, s.y, z)]
        s.rods("wire", ([a, b] for a, b in zip(ring, ring[1:] + ring[:1], strict=True)), r, STEEL)
    count = max(6, round(spec.w / 0.035))
    for k in range(count + 1):
        x = -s.x + k * spec.w / count
        s.rods("wire", ([(x, y, 0.03), (x, y, wall)] for y in (-s.y, s.y)), r, STEEL)
    plate = min(0.12, 0.48 * (s.h - 0.03), 0.8 * s.y)
    plates = max(2, round(1.1 * s.x / 0.06))
    for k in range(plates):
        x = -0.85 * s.x + k * 0.06
        s.add("plate", disc((x, 0, s.h - plate), plate, 0.012, "x"), CERAMIC)
    s.add(
        "cup",
        cylinder(min(0.04, 0.4 * s.y), 0.08 if s.h > 0.12 else 0.5 * s.h, (0.7 * s.x, 0, 0.03), 20, bevel=0.004),
        spec.palette.accent,
    )
    return s.model()


def teapot(spec: Spec) -> Model:
    """A round pot with a lid, its spout at the left, its handle at the right."""
    s = sketch(spec.size)
    body, wide = spec.palette.primary, 0.58 * spec.w
    rows = [(0.55, 0.0), (0.6, 0.03), (0.95, 0.25), (1.0, 0.42), (0.85, 0.68), (0.45, 0.82), (0.2, 0.82)]
    s.add("pot", loft([oval(wide * k, spec.d * k, z * s.h, points=32) for k, z in rows]), body)
    s.add(
        "lid",
        lathe(
            [
                (0.22 * wide, 0.8 * s.h),
                (0.2 * wide, 0.86 * s.h),
                (0.03 * wide, 0.9 * s.h),
                (0.06 * wide, 0.96 * s.h),
                (0.0, s.h),
            ],
            segments=24,
        ),
        body,
    )
    spout = [(-0.42 * wide, 0, 0.3 * s.h), (-0.75 * s.x, 0, 0.42 * s.h), (-s.x, 0, 0.78 * s.h)]
    path = s.inside(spout, 0.012)
    s.add(
        "spout",
        loft(
            [
                oval(2 * q, 2 * q, float(p[2]), (float(p[0]), 0.0), points=14)
                for p, q in zip(path, (0.03 * 1.0, 0.02, 0.012), strict=True)
            ]
        ),
        body,
    )
    s.rod(
        "handle",
        [(0.4 * wide, 0, 0.68 * s.h), (s.x, 0, 0.74 * s.h), (s.x, 0, 0.3 * s.h), (0.44 * wide, 0, 0.22 * s.h)],
        0.008,
        body,
        0.04,
    )
    return s.model()


def cake_stand(spec: Spec) -> Model:
    """A plate on a foot with a cake."""
    s = sketch(spec.size)
    rows = [(0.5, 0.0), (0.5, 0.03), (0.12, 0.1), (0.1, 0.4), (0.2, 0.46), (1.0, 0.5), (1.0, 0.54), (0.1, 0.52)]
    s.add("stand", loft([oval(spec.w * k, spec.d * k, z * s.h, points=36) for k, z in rows]), spec.palette.primary)
    sponge, cream = paint("cake", (0.72, 0.48, 0.28), 0.9), paint("icing", (0.96, 0.92, 0.86), 0.6)
    for z0, z1, tone, k in (
        (0.541, 0.66, sponge, 0.76),
        (0.66, 0.69, cream, 0.78),
        (0.69, 0.82, sponge, 0.76),
        (0.82, 0.87, cream, 0.79),
    ):
        s.add("cake", loft([oval(spec.w * k, spec.d * k, z * s.h, points=32) for z in (z0, z1)]), tone)
    for j in range(8):
        a = 2 * np.pi * j / 8
        q = min(0.13 * s.h, 0.16 * spec.w)
        s.add(
            "cherry",
            ellipsoid(
                (q, q, 0.135 * s.h), (0.62 * s.x * float(np.cos(a)), 0.62 * s.y * float(np.sin(a)), 0.865 * s.h), 10
            ),
            BRIGHT[0],
        )
    return s.model()


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


def chess_set(spec: Spec) -> Model:
    """A board of 64 squares with all pieces, on a table when it is high."""
    s = sketch(spec.size)
    light, dark = spec.palette.primary, spec.palette.secondary
    low = s.h - 0.12 if s.h > 0.35 else 0.0
    side = 2 * min(s.x, s.y)
    if low:
        s.block("table", (-s.x, s.x), (-s.y, s.y), (low - 0.04, low - 0.0005), dark, 0.006)
        s.legs(0.8 * s.x, 0.8 * s.y, low - 0.041, 0.024, dark)
        side *= 0.85
    piece = s.h - low - 0.02
    half = side / 2
    s.block(
        "board",
        (-half, half) if low else (-s.x, s.x),
        (-half, half) if low else (-s.y, s.y),
        (low, low + 0.018),
        dark,
        0.002,
    )
    cell = 0.92 * side / 8
    for r in range(8):
        for c in range(8):
            x, y = (c - 3.5) * cell, (r - 3.5) * cell
            if (r + c) % 2:
                s.block(
                    "square",
                    (x - cell / 2, x + cell / 2),
                    (y - cell / 2, y + cell / 2),
                    (low + 0.017, low + 0.02),
                    light,
                )
            if r in (0, 1, 6, 7):
                _chessman(
                    s,
                    x,
                    y,
                    low + 0.02,
                    cell,
                    piece * (0.5 if r in (1, 6) else (0.6, 0.7, 0.8, 0.92, 1.0, 0.8, 0.7, 0.6)[c]),
                    light if r < 2 else BLACK,
                )
    return s.model()


def _chessman(s: Sketch, x: float, y: float, z: float, cell: float, tall: float, stuff: Material) -> None:
    rows = [(0.36, 0.0), (0.36, 0.08), (0.16, 0.3), (0.13, 0.62), (0.24, 0.68), (0.22, 0.85), (0.1, 0.95), (0.0, 1.0)]
    s.add("piece", lathe([(k * cell, q * tall) for k, q in rows], (x, y, z), 12), stuff)


def dartboard(spec: Spec) -> Model:
    """Twenty sectors with double and treble rings and a bull, in a ring."""
    s = sketch(spec.size)
    r = min(s.x, s.h / 2)
    y = s.y
    z = s.h / 2
    back = disc((0, y - 0.4 * spec.d, z), 1.0, 0.8 * spec.d, "y")
    s.add("board", _oval_xz(back, s, z), BOARD_BLACK)
    face = -s.y
    rings = (
        (0.055, 0.42, (BOARD_CREAM, BOARD_BLACK)),
        (0.42, 0.48, (BRIGHT[3], BRIGHT[0])),
        (0.48, 0.7, (BOARD_CREAM, BOARD_BLACK)),
        (0.7, 0.76, (BRIGHT[3], BRIGHT[0])),
    )
    for inner, outer, tones in rings:
        for k in range(20):
            a = np.linspace(2 * np.pi * (k - 0.5) / 20, 2 * np.pi * (k + 0.5) / 20, 4)
            outline = [(outer * r * float(np.sin(t)), z + outer * r * float(np.cos(t))) for t in a]
            outline += [(inner * r * float(np.sin(t)), z + inner * r * float(np.cos(t))) for t in a[::-1]]
            s.add("sector", extrude(outline, 0.2 * spec.d, (0, face + 0.1 * spec.d, 0), along="y"), tones[k % 2])
    s.add("bull", disc((0, face + 0.1 * spec.d, z), 0.055 * r, 0.2 * spec.d, "y"), BRIGHT[0])
    return s.model()


def _oval_xz(mesh: trimesh.Trimesh, s: Sketch, z: float) -> trimesh.Trimesh:
    """A disc of radius 1 about the height `z` made as wide and high as the box."""
    return raw((mesh.vertices - (0, 0, z)) * (s.x, 1.0, s.h / 2) + (0, 0, z), mesh.faces)


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
        s.add("sole", extrude(outline, 0.1 * min(s.h, 0.15), (0, 0, 0)), BLACK)
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


def salt_pepper(spec: Spec) -> Model:
    """A pair of mills; a single shaker or bottle for cocktails by the category."""
    s = sketch(spec.size)
    rows = [(0.9, 0.0), (1.0, 0.05), (0.62, 0.4), (0.85, 0.66), (0.7, 0.7), (0.9, 0.82), (0.5, 0.95), (0.2, 1.0)]
    if spec.category == "cocktail_shaker":
        rows = [(0.8, 0.0), (1.0, 0.62), (1.0, 0.66), (0.55, 0.82), (0.45, 0.84), (0.45, 0.96), (0.3, 1.0)]
        s.add("shaker", loft([oval(spec.w * k, spec.d * k, z * s.h, points=28) for k, z in rows]), spec.palette.primary)
        return s.model()
    wide = 0.48 * spec.w
    for sx, tone in ((-1, spec.palette.primary), (1, spec.palette.secondary)):
        tall = s.h * (1.0 if sx < 0 else 0.92)
        s.add(
            "mill",
            loft([oval(wide * k, spec.d * k, z * tall, (sx * (s.x - wide / 2), 0), points=24) for k, z in rows]),
            tone,
        )
    return s.model()


def glasses(spec: Spec) -> Model:
    """Wine glasses in a row, one for each tenth of a metre, half filled."""
    s = sketch(spec.size)
    count = spec.count("count", max(1, round(spec.w / 0.1)))
    wide = spec.w / count
    wine = paint("red wine", (0.35, 0.05, 0.10), 0.2)
    for k in range(count):
        x = -s.x + (k + 0.5) * wide
        outer = [
            (0.85, 0.0),
            (0.85, 0.012),
            (0.1, 0.03),
            (0.06, 0.42),
            (0.5, 0.5),
            (0.95, 0.68),
            (1.0, 0.78),
            (0.8, 1.0),
        ]
        inner = [(0.77, 1.0), (0.95, 0.78), (0.9, 0.69), (0.45, 0.515), (0.05, 0.47)]
        s.add("glass", _at(lathe([(q, z * s.h) for q, z in (*outer, *inner)], segments=24), 0.5 * wide, s.y, x), GLASS)
        s.add(
            "wine",
            _at(
                lathe(
                    [(k * 1.0, z * s.h) for k, z in ((0.05, 0.48), (0.43, 0.525), (0.87, 0.69), (0.0, 0.69))],
                    segments=20,
                ),
                0.5 * wide,
                s.y,
                x,
            ),
            wine,
        )
    return s.model()


def _at(turned: trimesh.Trimesh, half_w: float, half_d: float, x: float) -> trimesh.Trimesh:
    """A body turned with radius 1, as wide and deep as given, moved to `x`."""
    return raw(turned.vertices * (half_w, half_d, 1.0) + (x, 0, 0), turned.faces)


def abacus(spec: Spec) -> Model:
    """Rods of coloured beads in a frame."""
    s, t = sketch(spec.size), min(0.02, 0.06 * spec.w)
    wood = spec.palette.primary
    for sx in (-1, 1):
        s.block("side", span(sx * s.x, sx * (s.x - t)), (-0.3 * s.y, 0.3 * s.y), (0.015, s.h), wood, 0.003, "z")
        s.block("foot", span(sx * s.x, sx * (s.x - 1.5 * t)), (-s.y, s.y), (0, 0.0145), wood, 0.004)
    s.block("bar", (-s.x + t, s.x - t), (-0.29 * s.y, 0.29 * s.y), (s.h - t, s.h - 0.001), wood, 0.003)
    rows = 8
    pitch = (s.h - t - 0.03) / rows
    r = min(0.42 * pitch, 0.6 * s.y, (s.x - t) / 9)
    for k in range(rows):
        z = 0.03 + (k + 0.5) * pitch
        s.rod("wire", [(-s.x + t, 0, z), (s.x - t, 0, z)], 0.002, STEEL)
        for c in range(8):
            x = -s.x + t + r + 0.004 + c * 1.6 * r + (0.0 if c < 5 else 2 * s.x - 2 * t - 13.4 * r)
            x = min(x, s.x - t - 0.8 * r)
            s.add("bead", ellipsoid((1.4 * r, 2 * r, 2 * r), (x, 0, z - r), 10), BRIGHT[k % 6])
    return s.model()


def router(spec: Spec) -> Model:
    """A flat box with lights and two aerials."""
    s = sketch(spec.size)
    low = 0.3 * s.h if s.h > 0.08 else s.h
    s.block("box", (-s.x, s.x), (-s.y, s.y), (0, low), spec.palette.primary, min(0.01, 0.3 * low))
    for k in range(4):
        s.block(
            "light",
            (-0.5 * s.x + 0.02 * k, -0.5 * s.x + 0.02 * k + 0.006),
            (-s.y, -s.y + 0.003),
            (0.45 * low, 0.6 * low),
            glow((0.3, 1.0, 0.5), 0.8),
        )
    if low < s.h:
        for x in (-0.8 * s.x, 0.8 * s.x):
            s.rod("aerial", [(x, 0.85 * s.y, 0.5 * low), (x, 0.85 * s.y, s.h)], 0.006, spec.palette.primary)
    return s.model()


def beer_tap(spec: Spec) -> Model:
    """A T-shaped column of chrome with taps towards -y."""
    s = sketch(spec.size)
    metal = spec.palette.primary
    r = min(0.035, 0.3 * s.y)
    s.rod("column", [(0, 0, 0.01), (0, 0, 0.62 * s.h)], r, metal, segments=18)
    s.rod("bar", [(-s.x, 0, 0.66 * s.h), (s.x, 0, 0.66 * s.h)], r, metal, segments=18)
    taps = max(1, round(spec.w / 0.12))
    for k in range(taps):
        x = -s.x + (k + 0.5) * spec.w / taps
        s.rod("tap", [(x, 0, 0.66 * s.h), (x, -s.y, 0.64 * s.h), (x, -s.y, 0.5 * s.h)], 0.01, metal, 0.02)
        s.rod("lever", [(x, -0.7 * s.y, 0.66 * s.h), (x, -0.8 * s.y, s.h)], 0.013, BLACK)
    s.block("drip tray", (-s.x, s.x), (-s.y, s.y), (0, 0.015), metal, 0.004)
    return s.model()


def headboard(spec: Spec) -> Model:
    """A panel for the head of a bed: upholstered in channels, or of boards in the styles with wooden backs."""
    s = sketch(spec.size)
    soft = spec.style.back in ("upholstered", "shell", "panel")
    s.block("board", (-s.x, s.x), (s.y - 0.02, s.y), (0, s.h), spec.palette.secondary, 0.004, "x")
    count = max(2, round(spec.w / (0.2 if soft else 0.12)))
    wide = spec.w / count
    low = 0.3 * s.h if s.h > 0.8 else 0.0
    for k in range(count):
        x = -s.x + (k + 0.5) * wide
        stuff = spec.palette.primary if soft else spec.palette.secondary
        s.block(
            "panel",
            (x - wide / 2 + 0.001, x + wide / 2 - 0.001),
            (-s.y, s.y - 0.0205),
            (low, s.h - 0.0),
            stuff,
            0.03 if soft else 0.004,
            "z",
        )
    return s.model()


def tall_clock(spec: Spec) -> Model:
    """A longcase clock: plinth, trunk with a glass door and a pendulum, hood with a dial."""
    s = sketch(spec.size)
    wood = spec.palette.primary
    x1, y1 = 0.78 * s.x, -0.82 * s.y
    s.block("plinth", (-s.x, s.x), (-s.y, s.y), (0, 0.05), wood, 0.006)
    s.block("base", (-0.94 * s.x, 0.94 * s.x), (-0.94 * s.y, s.y), (0.0505, 0.24 * s.h), wood, 0.006, "z")
    s.block("trunk", (-x1, x1), (0.2 * s.y, s.y), (0.2405 * s.h, 0.7 * s.h), wood, 0.003, "z")
    for sx in (-1, 1):
        s.block("side", span(sx * x1, sx * (x1 - 0.03)), (y1, 0.199 * s.y), (0.2405 * s.h, 0.7 * s.h), wood, 0.003, "z")
    s.block("door", (-x1 + 0.031, x1 - 0.031), (y1 + 0.01, y1 + 0.016), (0.2405 * s.h, 0.7 * s.h), GLASS)
    s.rod("pendulum", [(0, 0, 0.34 * s.h), (0, 0, 0.69 * s.h)], 0.005, spec.palette.metal)
    s.wheel("bob", (0, 0, 0.33 * s.h), min(0.4 * x1, 0.06), 0.012, spec.palette.metal, "y")
    s.block("hood", (-0.94 * s.x, 0.94 * s.x), (-0.94 * s.y, s.y), (0.7005 * s.h, 0.93 * s.h), wood, 0.006, "z")
    arch = [
        (0.97 * s.x * float(np.cos(a)), 0.9305 * s.h + 0.0695 * s.h * float(np.sin(a)))
        for a in np.linspace(0, np.pi, 17)
    ]
    s.add("crown", extrude(arch, spec.d - 0.004, along="y"), wood)
    r = min(0.75 * s.x, 0.1 * s.h)
    z = 0.815 * s.h
    s.wheel("dial", (0, -0.94 * s.y - 0.004, z), r, 0.009, WHITE, "y")
    s.hoop("bezel", (0, -0.94 * s.y - 0.002, z), r + 0.006, 0.006, spec.palette.metal, "y")
    for k in range(12):
        a = 2 * np.pi * k / 12
        u, v = 0.82 * r * float(np.sin(a)), z + 0.82 * r * float(np.cos(a))
        s.block(
            "mark", (u - 0.005, u + 0.005), (-0.94 * s.y - 0.0096, -0.94 * s.y - 0.008), (v - 0.009, v + 0.009), BLACK
        )
    y = -0.94 * s.y - 0.0105
    for a, long in ((-1.05, 0.5), (1.05, 0.75)):
        s.add(
            "hand",
            rod([(0, y, z), (long * r * float(np.sin(a)), y, z + long * r * float(np.cos(a)))], 0.0025, 0, 6),
            BLACK,
        )
    return s.model()


FAMILY: dict[str, Maker] = {
    "suitcase": Maker(suitcase),
    "bag": Maker(bag),
    "bucket": Maker(bucket),
    "knife_block": Maker(knife_block),
    "dish_rack": Maker(dish_rack),
    "teapot": Maker(teapot),
    "cake_stand": Maker(cake_stand),
    "candelabra": Maker(candelabra),
    "trophy": Maker(trophy),
    "chess_set": Maker(chess_set),
    "dartboard": Maker(dartboard),
    "wreath": Maker(wreath),
    "shoes": Maker(shoes),
    "helmet": Maker(helmet),
    "salt_pepper": Maker(salt_pepper),
    "glasses": Maker(glasses),
    "abacus": Maker(abacus),
    "router": Maker(router),
    "beer_tap": Maker(beer_tap),
    "headboard": Maker(headboard),
    "tall_clock": Maker(tall_clock, flat_top),
}
