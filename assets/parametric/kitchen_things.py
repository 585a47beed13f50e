"""What stands about in kitchens, bars and broom cupboards: pails, racks, pots, mills, glasses, taps."""

from __future__ import annotations

import numpy as np
import trimesh

from assets.model import Model
from assets.parametric.kit import box, cylinder, ellipsoid, extrude, lathe, raw, turn
from assets.parametric.kit_more import loft, oval
from assets.parametric.looks import (
    BLACK,
    BRIGHT,
    CERAMIC,
    GLASS,
    STEEL,
    WHITE,
    paint,
)
from assets.parametric.sketch import disc, sketch
from assets.parametric.spec import Maker, Spec


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


FAMILY: dict[str, Maker] = {
    "bucket": Maker(bucket),
    "knife_block": Maker(knife_block),
    "dish_rack": Maker(dish_rack),
    "teapot": Maker(teapot),
    "cake_stand": Maker(cake_stand),
    "salt_pepper": Maker(salt_pepper),
    "glasses": Maker(glasses),
    "beer_tap": Maker(beer_tap),
}
