"""Salons, and practices that lay their clients back: chairs that tilt, places to wash and to dry hair."""

from __future__ import annotations

import numpy as np

from assets.model import Model
from assets.parametric.kit import ellipsoid, extrude, lathe
from assets.parametric.kit_more import loft, oval, pad
from assets.parametric.looks import (
    BLACK,
    CERAMIC,
    CHROME,
    STEEL,
    WHITE,
    glow,
)
from assets.parametric.sketch import Sketch, sketch, span
from assets.parametric.spec import Maker, Spec


def tilting_chair(spec: Spec) -> Model:
    """A chair on a hydraulic column: a barber's with arms and a foot rest, a dentist's or tattooist's stretched out,
    with a lamp on an arm; the client looks towards -y."""
    s = sketch(spec.size)
    cover = spec.palette.primary
    long = spec.d > 1.3
    seat = (0.42 if long else 0.5) * min(s.h, 1.3)
    r = min(0.3, 0.9 * s.x, 0.6 * s.y)
    s.add("foot", lathe([(r, 0), (r, 0.02), (0.3 * r, 0.06), (0, 0.06)], (0, 0.1 * s.y, 0), 36), CHROME)
    s.rod("column", [(0, 0.1 * s.y, 0.05), (0, 0.1 * s.y, seat - 0.08)], 0.05, CHROME, segments=20)
    half = 0.78 * s.x
    y0, y1 = (-0.25 * s.y, 0.3 * s.y) if long else (-0.45 * s.y, 0.5 * s.y)
    s.add("seat", pad((2 * half, y1 - y0, 0.13), (0, (y0 + y1) / 2, seat - 0.1), 0.04), cover)
    back_y = s.y if long else 0.85 * s.y
    lamp = spec.category == "dental_chair"
    top = s.h - 0.1 if long and not lamp else min(s.h, 1.3) * (0.82 if long else 0.86)
    rest = [(y1 - 0.1, seat - 0.02), (y1, seat - 0.05), (back_y - 0.005, top), (back_y - 0.13, top + 0.02)]
    s.add("back", extrude(rest, 1.9 * half, along="x"), cover)
    if long:
        shin = [
            (-s.y + 0.06, 0.28 * seat),
            (-s.y + 0.1, 0.14 * seat),
            (y0 + 0.05, seat - 0.08),
            (y0 + 0.02, seat + 0.03),
        ]
        s.add("leg rest", extrude(shin, 1.7 * half, along="x"), cover)
        s.block("foot end", (-0.8 * half, 0.8 * half), (-s.y, -s.y + 0.12), (0.14 * seat, 0.34 * seat), cover, 0.03)
        s.block("head rest", (-0.4 * half, 0.4 * half), (s.y - 0.14, s.y), (top, top + 0.1), cover, 0.03)
        if lamp:
            _dental_lamp(s)
    else:
        s.block("head rest", (-0.5 * half, 0.5 * half), (0.75 * s.y, s.y), (0.88 * s.h, s.h), cover, 0.03)
        s.rod("head post", [(0, 0.83 * s.y, top - 0.05), (0, 0.88 * s.y, 0.9 * s.h)], 0.012, CHROME)
        for x in (-0.5 * half, 0.5 * half):
            s.rod("foot bar", [(x, y0 + 0.1, seat - 0.08), (x, -s.y + 0.05, 0.13)], 0.016, CHROME)
        s.block("foot rest", (-0.8 * half, 0.8 * half), (-s.y, -s.y + 0.14), (0.1, 0.13), CHROME, 0.008)
    for sx in (-1, 1):
        s.block(
            "arm",
            span(sx * s.x, sx * half),
            (-0.3 * s.y, 0.35 * s.y) if not long else (-0.1 * s.y, 0.3 * s.y),
            (seat + 0.16, seat + 0.22),
            cover,
            0.025,
        )
        s.rod(
            "arm post",
            [
                (sx * 0.3 * s.x, 0.1 * s.y, seat - 0.09),
                (sx * 0.9 * s.x, 0.1 * s.y, seat - 0.09),
                (sx * 0.9 * s.x, 0.1 * s.y, seat + 0.17),
            ],
            0.016,
            CHROME,
            0.04,
        )
    return s.model()


def _dental_lamp(s: Sketch) -> None:
    x = s.x - 0.06
    s.rod("mast", [(x, 0.5 * s.y, 0.03), (x, 0.5 * s.y, s.h - 0.05), (0.3 * s.x, -0.1 * s.y, s.h)], 0.02, WHITE, 0.1)
    s.add("lamp", ellipsoid((0.28, 0.18, 0.08), (0.2 * s.x, -0.12 * s.y, s.h - 0.12), 18), glow((1.0, 0.98, 0.94), 0.8))
    s.block("tray", (-s.x, -0.5 * s.x), (-0.4 * s.y, -0.1 * s.y), (0.62 * s.h, 0.64 * s.h), STEEL, 0.006)
    s.rod("tray arm", [(-0.75 * s.x, -0.2 * s.y, 0.62 * s.h), (-0.4 * s.x, 0.1 * s.y, 0.3 * s.h)], 0.014, WHITE)


def shampoo_station(spec: Spec) -> Model:
    """A hair-washing seat: the basin is at the head (+y), the client lies back from a padded seat."""
    s = sketch(spec.size)
    cover, seat = spec.palette.primary, 0.46 * s.h
    half = s.x - 0.02
    s.block("base", (-half, half), (-0.5 * s.y, 0.45 * s.y), (0, seat - 0.1), BLACK, 0.02)
    s.add("seat", pad((2 * half, 1.1 * s.y, 0.14), (0, -0.1 * s.y, seat - 0.1), 0.04), cover)
    s.block("leg rest", (-0.8 * half, 0.8 * half), (-s.y, -0.6 * s.y), (seat - 0.14, seat - 0.02), cover, 0.04)
    back = [(0.25 * s.y, seat), (0.4 * s.y, seat), (0.62 * s.y, 0.86 * s.h), (0.48 * s.y, 0.88 * s.h)]
    s.add("back", extrude(back, 1.9 * half, along="x"), cover)
    bowl_d = 0.46 * s.y
    rings = [(0.5, 0.66), (0.95, 0.85), (1.0, 1.0), (0.88, 1.0), (0.7, 0.85), (0.3, 0.78)]
    s.add(
        "basin",
        loft([oval(1.5 * half * k, bowl_d * k, z * s.h, (0, s.y - bowl_d / 2), 2.6) for k, z in rings]),
        CERAMIC,
    )
    s.block("pedestal", (-0.3 * half, 0.3 * half), (0.6 * s.y, 0.9 * s.y), (0, 0.7 * s.h), CERAMIC, 0.03)
    for sx in (-1, 1):
        s.block(
            "arm", span(sx * s.x, sx * (s.x - 0.09)), (-0.5 * s.y, 0.35 * s.y), (seat - 0.02, seat + 0.18), cover, 0.03
        )
    s.rod("tap", [(0, s.y - 0.03, 0.95 * s.h), (0, s.y - 0.08, s.h), (0, 0.72 * s.y, 0.99 * s.h)], 0.01, CHROME)
    return s.model()


def hood_dryer(spec: Spec) -> Model:
    """A hair dryer's hood on a stand with castors; it opens downwards, towards -y."""
    s = sketch(spec.size)
    for k in range(5):
        a = 2 * np.pi * k / 5 + np.pi / 2
        c, t = (s.x - 0.025) * float(np.cos(a)), (s.y - 0.025) * float(np.sin(a))
        s.rod("foot", [(0, 0, 0.09), (c, t, 0.06)], 0.014, STEEL)
        s.wheel("castor", (c, t, 0.025), 0.025, 0.02, BLACK)
    s.block("edge", (-s.x, s.x), (-0.006, 0.006), (0.02, 0.03), BLACK)
    s.block("edge", (-0.006, 0.006), (-s.y, s.y), (0.0195, 0.0295), BLACK)
    tall = min(0.34, 0.3 * s.h)
    s.rod("post", [(0, 0.3 * s.y, 0.06), (0, 0.3 * s.y, s.h - 0.4 * tall)], 0.018, CHROME)
    rows = [(0.98, 0.0), (1.0, 0.1), (0.95, 0.55), (0.6, 0.92), (0.0, 1.0)]
    inner = [(0.0, 0.9), (0.52, 0.82), (0.86, 0.5), (0.9, 0.0), (0.98, 0.0)]
    r = min(0.75 * s.x, 0.7 * s.y)
    s.add(
        "hood",
        lathe([(k * r, z * tall) for k, z in [*rows, *inner]], (0, -0.25 * s.y, s.h - tall), 32),
        spec.palette.primary,
    )
    s.block("control", (-0.07, 0.07), (0.2 * s.y, 0.5 * s.y), (s.h - 0.8 * tall, s.h - 0.25 * tall), BLACK, 0.015)
    return s.model()


FAMILY: dict[str, Maker] = {
    "tilting_chair": Maker(tilting_chair),
    "shampoo_station": Maker(shampoo_station),
    "hood_dryer": Maker(hood_dryer),
}
