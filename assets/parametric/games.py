"""Games: pool, table football, table tennis, arcade machines."""

from __future__ import annotations

import numpy as np

from assets.asset import SolidBox, Support
from assets.materials import glowing, material
from assets.model import Model
from assets.parametric.kit import (
    Builder,
    box,
    cylinder,
    ellipsoid,
    extrude,
    fit,
    move,
    turn,
)
from assets.parametric.parts import Rect, leg, plan
from assets.parametric.spec import Maker, Spec


def pool_table(spec: Spec) -> Model:
    """Cloth, cushions, six pockets, balls, heavy legs."""
    b, wood, cloth = Builder(), spec.palette.primary, spec.palette.secondary
    rail, z = 0.12, spec.h - 0.045
    inner = plan(spec, rail)
    b.add("bed", box((inner.w + 0.02, inner.h + 0.02, 0.03), (0, 0, z - 0.03)), cloth)
    for s in (-1, 1):
        b.add("rail", box((spec.w, rail, 0.09), (0, s * (spec.d - rail) / 2, spec.h - 0.09), 0.012), wood, "x")
        b.add(
            "rail",
            box((rail, spec.d - 2 * rail - 0.001, 0.09), (s * (spec.w - rail) / 2, 0, spec.h - 0.09), 0.012),
            wood,
            "y",
        )
        b.add("cushion", box((inner.w - 0.16, 0.03, 0.03), (0, s * (inner.h / 2 - 0.0155), z + 0.005), 0.008), cloth)
        b.add("cushion", box((0.03, inner.h - 0.16, 0.03), (s * (inner.w / 2 - 0.0155), 0, z + 0.005), 0.008), cloth)
    pockets = [(x, y) for x in (-inner.w / 2, 0, inner.w / 2) for y in (-inner.h / 2, inner.h / 2)]
    b.add("pocket", [cylinder(0.058, 0.002, (x, y, z + 0.0008), 24) for x, y in pockets], material("black lacquer"))
    b.add("skirt", box((spec.w - 0.12, spec.d - 0.12, 0.14), (0, 0, spec.h - 0.235), 0.006), wood, "x")
    for x, y, sx, sy in plan(spec, 0.1).corners():
        b.add(
            "leg", leg("turned" if spec.style.legs == "turned" else "block", spec.h - 0.236, 0.13, x, y, sx, sy), wood
        )
    tints = ("yellow", "blue", "red", "purple", "orange", "green", "maroon", "black", "white")
    spots = [(0.2 + 0.05 * i, (k - i / 2) * 0.058) for i in range(4) for k in range(i + 1)]
    for k, (x, y) in enumerate([*spots[:8], (-0.3 * inner.w, 0.02)]):
        b.add("ball", ellipsoid((0.057, 0.057, 0.057), (x * inner.w / 2.3, y, z), 14), material("high gloss", tints[k]))
    return fit(b.model(), spec.size)


def foosball_table(spec: Spec) -> Model:
    """A pitch in a box, rods with figures, goals at the ends."""
    b, wood = Builder(), spec.palette.primary
    t, deep = 0.03, 0.26
    z, width = spec.h - deep, spec.d * 0.62
    for s in (-1, 1):
        b.add("wall", box((spec.w, t, deep), (0, s * (width - t) / 2, z), 0.004), wood, "x")
        b.add("wall", box((t, width - 2 * t - 0.001, deep), (s * (spec.w - t) / 2, 0, z), 0.004), wood, "y")
        b.add("goal", box((0.006, 0.24, 0.09), (s * (spec.w / 2 - t - 0.003), 0, z + 0.15)), material("black lacquer"))
    b.add("pitch", box((spec.w - 2 * t - 0.001, width - 2 * t - 0.001, 0.02), (0, 0, z + 0.12)), spec.palette.secondary)
    for x, y, sx, sy in Rect(-spec.w / 2, -width / 2, spec.w / 2, width / 2).shrunk(0.01).corners():
        b.add("leg", box((0.09, 0.09, z - 0.0005), (x - sx * 0.045, y - sy * 0.045, 0), 0.004), wood, "z")
    teams = (material("plastic", "red"), material("plastic", "navy"))
    men = (1, 2, 3, 5, 5, 3, 2, 1)
    for k, count in enumerate(men):
        x = -spec.w / 2 + (k + 0.5) * spec.w / 8
        team = (0, 0, 1, 0, 1, 0, 1, 1)[k]
        shift = (1 if team else -1) * (spec.d - width) / 2 * 0.98
        b.add("rod", cylinder(0.008, width + 0.16, (x, shift * 0.2, spec.h - 0.066), 10, along="y"), material("chrome"))
        side, start = (1 if team else -1), width / 2 + 0.06
        run = spec.d / 2 - 0.06 - start
        grip = cylinder(0.016, 0.1, (x, side * (spec.d / 2 - 0.05), spec.h - 0.074), 12, along="y", bevel=0.004)
        b.add("grip", grip, material("rubber"))
        if run > 0.01:
            rod = cylinder(0.007, run, (x, side * (start + run / 2), spec.h - 0.065), 10, along="y")
            b.add("rod", rod, material("chrome"))
        for i in range(count):
            y = -width / 2 + (i + 0.5) * width / count
            b.add("man", box((0.022, 0.03, 0.1), (x, y, spec.h - 0.115), 0.008), teams[team])
    return fit(b.model(), spec.size)


def ping_pong_table(spec: Spec) -> Model:
    """Two halves with white lines, a net, folding legs."""
    b, top, net = Builder(), 0.025, 0.1525
    z = spec.h - net - top
    board, white = spec.palette.primary, material("white lacquer")
    for s in (-1, 1):
        b.add("top", box((spec.w / 2 - 0.004, spec.d, top), (s * spec.w / 4, 0, z), 0.002), board)
        b.add("line", box((0.02, spec.d - 0.001, 0.0012), (s * (spec.w / 2 - 0.012), 0, z + top + 0.0003)), white)
        b.add("line", box((spec.w - 0.06, 0.02, 0.001), (0, s * (spec.d / 2 - 0.011), z + top + 0.0002)), white)
        for y in (-spec.d / 2 + 0.25, spec.d / 2 - 0.25):
            b.add(
                "leg",
                [box((0.04, 0.04, z - 0.0405), (s * x, y, 0), 0.004) for x in (0.35, spec.w / 2 - 0.3)],
                spec.palette.secondary,
            )
        b.add(
            "frame",
            [
                box((spec.w / 2 - 0.1, 0.03, 0.04), (s * spec.w / 4, y, z - 0.0402))
                for y in (-spec.d / 2 + 0.25, spec.d / 2 - 0.25)
            ],
            spec.palette.secondary,
        )
    b.add("line", box((spec.w - 0.06, 0.004, 0.0008), (0, 0, z + top + 0.0002)), white)
    b.add("net", box((0.004, spec.d - 0.016, net - 0.006), (0, 0, z + top + 0.003)), material("sheer", "charcoal"))
    b.add("tape", box((0.008, spec.d - 0.012, 0.014), (0, 0, spec.h - 0.014)), white)
    b.add(
        "post",
        [box((0.02, 0.006, net + top), (0, s * (spec.d / 2 - 0.0025), z), 0.001) for s in (-1, 1)],
        spec.palette.secondary,
    )
    return fit(b.model(), spec.size)


def ping_pong_solid(spec: Spec) -> tuple[SolidBox, ...]:
    hw, hd, z = spec.w / 2, spec.d / 2, spec.h - 0.22
    top = SolidBox((-hw, -hd, z), (hw, hd, spec.h))
    legs = [SolidBox((s * x - 0.022, q * (hd - 0.25) - 0.022, 0), (s * x + 0.022, q * (hd - 0.25) + 0.022, z))
            for s in (-1, 1) for q in (-1, 1) for x in (0.35, hw - 0.3)]  # fmt: skip
    return (top, *legs)


def ping_pong_support(spec: Spec) -> tuple[Support, ...]:
    return (Support(spec.h - 0.1525, 0.05, -spec.d / 2, spec.w / 2, spec.d / 2),)


def arcade_machine(spec: Spec) -> Model:
    """A cabinet with a marquee, a slanted screen and a control panel."""
    b, hw, hd = Builder(), spec.w / 2, spec.d / 2
    h, d = spec.h, spec.d
    side = [(-hd + 0.12 * d, 0), (hd, 0), (hd, h), (-hd + 0.05 * d, h), (-hd + 0.05 * d, 0.87 * h),
            (-hd + 0.42 * d, 0.82 * h), (-hd + 0.3 * d, 0.58 * h),
            (-hd, 0.53 * h), (-hd, 0.47 * h), (-hd + 0.12 * d, 0.42 * h)]  # fmt: skip
    for s in (-1, 1):
        b.add("side", extrude(side, 0.02, (s * (hw - 0.01), 0, 0), along="x"), spec.palette.primary)
    core = [(y + 0.02 if y < 0.4 * d else y - 0.01, min(max(z, 0.004), h - 0.01)) for y, z in side]
    b.add("body", extrude(core, spec.w - 0.0406, along="x"), spec.palette.primary)
    y0, z0, y1, z1 = -hd + 0.3 * d + 0.02, 0.6 * h, -hd + 0.42 * d + 0.02, 0.81 * h
    angle = float(np.arctan2(y1 - y0, z1 - z0))
    screen = turn(box((spec.w - 0.1, 0.004, 0.9 * float(np.hypot(y1 - y0, z1 - z0))), (0, -0.004, 0.02)), "x", -angle)
    b.add("screen", move(screen, (0, y0, z0)), glowing(material("screen"), (0.12, 0.25, 0.55)))
    b.add(
        "marquee",
        box((spec.w - 0.05, 0.006, 0.1 * h), (0, -hd + 0.05 * d + 0.0165, 0.88 * h)),
        glowing(material("glass", "mustard"), (1.0, 0.7, 0.2)),
    )
    z = 0.56 * h
    b.add("stick", cylinder(0.006, 0.06, (-0.12, -hd + 0.16 * d, z - 0.03), 10), material("chrome"))
    b.add(
        "stick", ellipsoid((0.035, 0.035, 0.035), (-0.12, -hd + 0.16 * d, z + 0.03), 14), material("high gloss", "red")
    )
    for k, tint in enumerate(("red", "blue", "yellow", "green")):
        spot = (0.04 + 0.06 * (k % 2), -hd + (0.12 + 0.1 * (k // 2)) * d, z - 0.03 + 0.018 * (k // 2))
        b.add("button", cylinder(0.017, 0.03, spot, 16), material("high gloss", tint))
    b.add("coin", box((0.16, 0.006, 0.18), (0, -hd + 0.12 * d + 0.016, 0.15 * h)), material("black steel"))
    return fit(b.model(), spec.size)


FAMILY: dict[str, Maker] = {
    "pool_table": Maker(pool_table),
    "foosball_table": Maker(foosball_table),
    "ping_pong_table": Maker(ping_pong_table, ping_pong_support, ping_pong_solid),
    "arcade_machine": Maker(arcade_machine),
}
