"""Churches: pews, altars, fonts (and fountains, which are made alike), crosses, kneelers."""

from __future__ import annotations

from assets.asset import SolidBox, Support
from assets.model import Model
from assets.parametric.kit import cushion, cylinder, extrude, lathe
from assets.parametric.kit_more import loft, oval
from assets.parametric.looks import (
    PAPER,
    WATER,
    WAX,
    glow,
)
from assets.parametric.sketch import sketch
from assets.parametric.spec import Maker, Spec, between


def pew(spec: Spec) -> Model:
    """A church bench: shaped ends, a seat, a panelled back with a book ledge behind it."""
    s = sketch(spec.size)
    wood, t = spec.palette.primary, 0.04
    seat = 0.48 * s.h
    end = [
        (-0.9, 0.0),
        (0.85, 0.0),
        (0.85, 0.5),
        (1.0, 0.94),
        (0.85, 1.0),
        (0.6, 0.96),
        (0.3, 0.62),
        (-0.9, 0.58),
        (-1.0, 0.52),
        (-1.0, 0.46),
        (-0.85, 0.4),
    ]
    for sx in (-1, 1):
        s.add("end", extrude([(u * s.y, v * s.h) for u, v in end], t, (sx * (s.x - t / 2), 0, 0), along="x"), wood)
    x = s.x - t - 0.0005
    s.block("seat", (-x, x), (-0.9 * s.y, 0.45 * s.y), (seat - 0.03, seat), wood, 0.006, "x")
    back = [(0.38 * s.y, seat - 0.02), (0.48 * s.y, seat - 0.02), (0.9 * s.y, 0.95 * s.h), (0.8 * s.y, 0.95 * s.h)]
    s.add("back", extrude(back, 2 * x, along="x"), wood)
    s.block("rail", (-x, x), (0.72 * s.y, 0.98 * s.y), (0.95 * s.h, 0.985 * s.h), wood, 0.006, "x")
    s.block("apron", (-x, x), (-0.8 * s.y, -0.8 * s.y + 0.025), (seat - 0.13, seat - 0.0305), wood, 0.003, "x")
    if spec.w > 1.8:
        s.block("middle", (-t / 2, t / 2), (-0.75 * s.y, 0.5 * s.y), (0, seat - 0.0305), wood)
    return s.model()


def pew_solid(spec: Spec) -> tuple[SolidBox, ...]:
    w, d, h = spec.w / 2, spec.d / 2, spec.h
    ends = [between((s * w, -d, 0), (s * (w - 0.045), d, h)) for s in (-1, 1)]
    return (SolidBox((-w, -d, 0), (w, d, 0.485 * h)), SolidBox((-w, 0.25 * d, 0), (w, d, h)), *ends)


def altar(spec: Spec) -> Model:
    """A stone or wooden table on a solid base, a white cloth, two candles; the people see its front (-y)."""
    s = sketch(spec.size)
    candle = min(0.3, 0.22 * s.h)
    top = s.h - candle
    s.block("step", (-s.x, s.x), (-s.y, s.y), (0, 0.06), spec.palette.primary, 0.006)
    s.block(
        "base", (-0.8 * s.x, 0.8 * s.x), (-0.72 * s.y, 0.72 * s.y), (0.0605, top - 0.0605), spec.palette.primary, 0.006
    )
    s.block(
        "panel",
        (-0.5 * s.x, 0.5 * s.x),
        (-0.72 * s.y - 0.012, -0.72 * s.y - 0.0005),
        (0.2 * top, 0.85 * top),
        spec.palette.secondary,
        0.005,
    )
    s.block("top", (-s.x + 0.01, s.x - 0.01), (-0.97 * s.y, 0.97 * s.y), (top - 0.06, top), spec.palette.primary, 0.006)
    s.block("cloth", (-0.7 * s.x, 0.7 * s.x), (-0.98 * s.y, 0.98 * s.y), (top - 0.12, top + 0.003), PAPER, 0.002)
    for x in (-0.8 * s.x, 0.8 * s.x):
        s.add("candle", cylinder(0.03, candle * 0.9, (x, 0, top), 20), WAX)
        s.add(
            "flame",
            lathe([(0.0, 0), (0.006, 0.2 * candle * 0.3), (0.0, 0.1 * candle)], (x, 0, top + 0.9 * candle), 10),
            glow((1.0, 0.75, 0.35), 1.0),
        )
    return s.model()


def table_top(spec: Spec) -> tuple[Support, ...]:
    """The top of an altar between its candles."""
    z = spec.h - min(0.3, 0.22 * spec.h)
    return (Support(z + 0.003, -0.35 * spec.w, -0.45 * spec.d, 0.35 * spec.w, 0.45 * spec.d),)


def font(spec: Spec) -> Model:
    """A basin of water on a pillar: a baptismal font, or a fountain with a smaller bowl above."""
    s = sketch(spec.size)
    stone = spec.palette.primary
    fountain = spec.category == "fountain"
    rim = 0.6 * s.h if fountain else s.h
    rows = [
        (0.75, 0.0),
        (0.75, 0.06),
        (0.42, 0.14),
        (0.34, 0.5),
        (0.5, 0.66),
        (0.95, 0.84),
        (1.0, 0.92),
        (1.0, 1.0),
        (0.86, 1.0),
        (0.8, 0.92),
        (0.1, 0.86),
    ]
    s.add("basin", loft([oval(spec.w * k, spec.d * k, z * rim, points=36) for k, z in rows]), stone)
    s.add("water", loft([oval(spec.w * 0.82, spec.d * 0.82, z * rim, points=32) for z in (0.93, 0.96)]), WATER)
    if fountain:
        bowl = [
            (0.1, 0.86 * rim),
            (0.08, 0.8 * s.h),
            (0.45, 0.92 * s.h),
            (0.5, s.h - 0.02),
            (0.44, s.h - 0.02),
            (0.08, 0.93 * s.h),
        ]
        s.add("bowl", loft([oval(spec.w * k, spec.d * k, z, points=30) for k, z in bowl]), stone)
        s.add("jet", lathe([(0.02, 0.0), (0.008, 0.05 * s.h), (0.0, 0.07 * s.h)], (0, 0, 0.93 * s.h), 12), WATER)
    return s.model()


def cross(spec: Spec) -> Model:
    """A cross, for the wall or on a foot."""
    s = sketch(spec.size)
    bar = min(0.16 * spec.h, 0.4 * spec.w)
    foot = 0.06 * s.h if spec.option("mount") != "wall" and spec.d > 0.08 else 0.0
    t = min(s.y, bar / 2)
    if foot:
        s.block("foot", (-0.8 * s.x, 0.8 * s.x), (-s.y, s.y), (0, foot), spec.palette.primary, 0.006)
    else:
        t = s.y
    s.block("upright", (-bar / 2, bar / 2), (-t, t), (foot, s.h), spec.palette.primary, 0.004, "z")
    s.block(
        "arms", (-s.x, s.x), (-0.96 * t, 0.96 * t), (0.62 * s.h, 0.62 * s.h + bar), spec.palette.primary, 0.004, "x"
    )
    return s.model()


def kneeler(spec: Spec) -> Model:
    """A low padded step to kneel on before a sloping book rest (+y)."""
    s = sketch(spec.size)
    wood = spec.palette.primary
    for sx in (-1, 1):
        side = [
            (-s.y, 0),
            (s.y, 0),
            (s.y, s.h - 0.03),
            (0.5 * s.y, s.h - 0.06),
            (0.6 * s.y, 0.3 * s.h),
            (-s.y, 0.2 * s.h),
        ]
        s.add("side", extrude(side, 0.025, (sx * (s.x - 0.0125), 0, 0), along="x"), wood)
    s.block("step", (-s.x + 0.026, s.x - 0.026), (-0.96 * s.y, 0.2 * s.y), (0.1 * s.h, 0.17 * s.h), wood, 0.004)
    s.add(
        "cushion", cushion((spec.w - 0.07, 1.0 * s.y, 0.07), (0, -0.4 * s.y, 0.17 * s.h), 0.4), spec.palette.secondary
    )
    s.block("back", (-s.x + 0.026, s.x - 0.026), (0.8 * s.y, 0.85 * s.y), (0.1, 0.9 * s.h), wood, 0.003)
    desk = [(0.3 * s.y, s.h - 0.1), (s.y - 0.01, s.h - 0.02), (s.y - 0.01, s.h), (0.3 * s.y, s.h - 0.08)]
    s.add("book rest", extrude(desk, spec.w, along="x"), wood)
    return s.model()


FAMILY: dict[str, Maker] = {
    "pew": Maker(pew, solid=pew_solid),
    "altar": Maker(altar, table_top),
    "font": Maker(font),
    "cross": Maker(cross),
    "kneeler": Maker(kneeler),
}
