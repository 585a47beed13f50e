"""Fireplace, piano, game tables, instruments, children's play furniture, pets' furniture, mannequins."""

from __future__ import annotations

import numpy as np
import trimesh

from assets.asset import SolidBox, Support
from assets.materials import glowing, material
from assets.model import Model
from assets.parametric.kit import (
    Builder,
    bend,
    box,
    cushion,
    cylinder,
    ellipsoid,
    extrude,
    fit,
    lathe,
    move,
    rounded_rectangle,
    sheet,
    stretch,
    tube,
    turn,
)
from assets.parametric.parts import Rect, leg, plan, slab
from assets.parametric.spec import Maker, Spec, between, flat_top, no_supports, whole

# --- fireplace and piano ---


def fireplace(spec: Spec) -> Model:
    """A mantelpiece round a dark hearth with logs and a fire."""
    b, hw, hd = Builder(), spec.w / 2, spec.d / 2
    stone, black = spec.palette.primary, spec.palette.secondary
    shelf, side = 0.06, min(0.2, 0.17 * spec.w)
    hole_w, hole_h = spec.w - 2 * side - 0.06, 0.62 * (spec.h - shelf)
    b.add("mantel", box((spec.w, spec.d, shelf), (0, 0, spec.h - shelf), 0.006), stone, "x")
    deep = spec.d - 0.04
    for s in (-1, 1):
        b.add(
            "pillar",
            box((side, deep, spec.h - shelf - 0.0005), (s * (hw - 0.03 - side / 2), 0.02, 0), 0.004),
            stone,
            "z",
        )
        b.add(
            "pillar",
            box(
                (side * 0.6, 0.018, 0.75 * spec.h), (s * (hw - 0.03 - side / 2), 0.02 - deep / 2 - 0.0085, 0.08), 0.004
            ),
            stone,
            "z",
        )
    lintel = spec.h - shelf - hole_h
    b.add("lintel", box((hole_w - 0.0006, deep, lintel - 0.001), (0, 0.02, hole_h), 0.002), stone, "x")
    b.add("hearth", box((hole_w - 0.001, deep - 0.01, 0.05), (0, 0.025, 0)), black)
    b.add("back", box((hole_w - 0.001, 0.03, hole_h - 0.052), (0, hd - 0.02, 0.051)), black)
    for s in (-1, 1):
        b.add("cheek", box((0.02, deep - 0.05, hole_h - 0.052), (s * (hole_w / 2 - 0.011), 0.02, 0.051)), black)
    _fire(b, spec, hole_w, 0.052)
    return fit(b.model(), spec.size)


def _fire(b: Builder, spec: Spec, width: float, z: float) -> None:
    rng = spec.rng()
    for k in range(3):
        log = cylinder(
            0.035, 0.45 * width, (0, 0.02 + (k % 2) * 0.06, z + (0.06 if k == 2 else 0.0)), 10, along="x", bevel=0.006
        )
        b.add("log", turn(log, "z", rng.uniform(-0.2, 0.2), (0, 0.04, 0)), material("bark"))
    for k in range(5):
        h = rng.uniform(0.1, 0.22)
        flame = [(0, 0), (0.03, 0.02), (0.035, 0.3 * h), (0.012, 0.75 * h), (0, h)]
        x = (k - 2) * 0.08 * width
        b.add("flame", lathe(flame, (x, 0.05, z + 0.05), 8), glowing(material("lacquer", "orange"), (1.0, 0.55, 0.15)))


def fireplace_solid(spec: Spec) -> tuple[SolidBox, ...]:
    return whole(spec)


def piano(spec: Spec) -> Model:
    """An upright piano: keys on a shelf that the player (-y) reaches, music desk, pedals."""
    b, hw, hd = Builder(), spec.w / 2, spec.d / 2
    body = spec.palette.primary
    keys = 0.62 * spec.h if spec.h < 1.05 else 0.66
    reach, case = spec.d * 0.42, spec.d * 0.58
    back = hd - case / 2
    e = 0.008
    b.add("case", box((spec.w - 0.06, case - 0.0, spec.h - 0.03), (0, back, 0.0), 0.004), body)
    b.add("lid", box((spec.w, case + 0.02, 0.028), (0, back - 0.01, spec.h - 0.028), e), body, "x")
    for s in (-1, 1):
        b.add("side", box((0.0295, case, spec.h - 0.029), (s * (hw - 0.015), back, 0), 0.004), body, "z")
        b.add("arm", box((0.05, reach, 0.16), (s * (hw - 0.025), -hd + reach / 2, keys - 0.08), 0.012), body)
        b.add("leg", box((0.06, 0.07, keys - 0.0805), (s * (hw - 0.04), -hd + 0.05, 0), 0.008), body)
    b.add("bed", box((spec.w - 0.1006, reach - 0.01, 0.06), (0, -hd + reach / 2 + 0.005, keys - 0.08), 0.004), body)
    white = min(0.15, reach - 0.05)
    b.add(
        "keys",
        box((spec.w - 0.14, white, 0.02), (0, -hd + 0.03 + white / 2, keys - 0.0197), 0.002),
        material("ivory plastic"),
    )
    count = 36
    for k in range(count):
        if k % 7 not in (2, 6):
            x = -(spec.w - 0.14) / 2 + (k + 1) * (spec.w - 0.14) / (count + 1)
            b.add(
                "sharps",
                box((0.012, white * 0.62, 0.012), (x, -hd + 0.03 + white * 0.69, keys + 0.0006)),
                material("black lacquer"),
            )
    b.add("fall", box((spec.w - 0.1006, 0.02, 0.12), (0, -hd + reach - 0.011, keys - 0.019), 0.004), body)
    desk = turn(box((0.62 * spec.w, 0.015, 0.22), (0, 0, 0), 0.003), "x", -0.2)
    b.add("desk", move(desk, (0, -hd + reach - 0.03, keys + 0.13)), body)
    b.add(
        "pedal",
        [box((0.03, 0.1, 0.012), (x, hd - case - 0.05, 0.05), 0.004) for x in (-0.07, 0.0, 0.07)],
        material("brass"),
    )
    return fit(b.model(), spec.size)


def piano_solid(spec: Spec) -> tuple[SolidBox, ...]:
    hw, hd, keys = spec.w / 2, spec.d / 2, 0.62 * spec.h if spec.h < 1.05 else 0.66
    edge = hd - spec.d * 0.58
    legs = [between((s * hw, -hd, 0), (s * (hw - 0.08), edge, keys)) for s in (-1, 1)]
    return (
        SolidBox((-hw, edge - 0.11, 0), (hw, hd, spec.h)),
        SolidBox((-hw, -hd, keys - 0.082), (hw, hd, min(spec.h, keys + 0.36))),
        *legs,
    )


def piano_supports(spec: Spec) -> tuple[Support, ...]:
    return (Support(spec.h, -spec.w / 2, spec.d * -0.08, spec.w / 2, spec.d / 2),)


def musical_instrument(spec: Spec) -> Model:
    """A guitar on a stand."""
    b = Builder()
    body, depth = spec.palette.primary, min(0.1, 0.45 * spec.d)
    low, tall = 0.1 * spec.h, 0.44 * spec.h
    w = min(spec.w, 0.42)
    t = np.linspace(0, 2 * np.pi, 48, endpoint=False)
    half = (
        0.5
        * w
        * np.abs(np.sin(t)) ** 0.8
        * np.sign(np.sin(t))
        * (1 - 0.2 * np.exp(-((np.cos(t) - 0.25) ** 2) / 0.06))
        * np.where(np.cos(t) > 0.2, 0.8, 1.0)
    )
    outline = [(float(x), float(tall / 2 * np.cos(q) + tall / 2)) for x, q in zip(half, t, strict=True)]
    lean = -min(0.16, 0.35 * spec.d / (spec.h - low))
    pieces = [("body", extrude(outline, depth, (0, 0, 0), along="y"), body)]
    pieces.append(
        (
            "hole",
            cylinder(0.14 * w, 0.003, (0, -depth / 2 - 0.0005, 0.62 * tall - 0.14 * w), 28, along="y"),
            material("black lacquer"),
        )
    )
    pieces.append(
        ("bridge", box((0.4 * w, 0.012, 0.03), (0, -depth / 2 - 0.006, 0.28 * tall), 0.003), material("walnut"))
    )
    neck = spec.h - low - tall
    pieces.append(
        (
            "neck",
            box((0.05, 0.025, neck * 0.82 + 0.25 * tall), (0, -depth / 2 - 0.005, 0.75 * tall), 0.006),
            material("walnut"),
        )
    )
    pieces.append(
        ("head", box((0.075, 0.02, neck * 0.2), (0, -depth / 2 - 0.003, tall + neck * 0.8), 0.006), material("walnut"))
    )
    for name, mesh, stuff in pieces:
        b.add(name, move(turn(mesh, "x", lean), (0, 0, low)), stuff)
    steel = material("black steel")
    for s in (-1, 1):
        b.add(
            "stand",
            tube([(s * (spec.w / 2 - 0.009), -spec.d / 2 + 0.009, 0.009), (0, spec.d * 0.2, 0.36 * spec.h)], 0.009, 8),
            steel,
        )
        b.add(
            "stand",
            tube(
                bend(
                    [
                        (s * 0.07, spec.d * 0.05, low - 0.012),
                        (s * 0.09, -spec.d * 0.4, low - 0.012),
                        (s * 0.09, -spec.d * 0.42, low + 0.05),
                    ],
                    0.02,
                ),
                0.008,
                8,
            ),
            steel,
        )
    b.add("stand", tube([(0, spec.d / 2 - 0.009, 0.009), (0, spec.d * 0.2, 0.36 * spec.h)], 0.009, 8), steel)
    return fit(b.model(), spec.size)


# --- game tables ---


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
        end = (1 if team else -1) * (spec.d / 2 - 0.05)
        b.add("grip", cylinder(0.016, 0.1, (x, end, spec.h - 0.074), 12, along="y", bevel=0.004), material("rubber"))
        b.add(
            "rod",
            cylinder(
                0.008,
                abs(end) - width / 2 + 0.05,
                (x, (end + np.sign(end) * (width / 2 - 0.05)) / 2, spec.h - 0.066),
                10,
                along="y",
            ),
            material("chrome"),
        )
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
    b.add("net", box((0.004, spec.d - 0.012, net - 0.003), (0, 0, z + top + 0.003)), material("sheer", "charcoal"))
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


# --- children ---


def play_kitchen(spec: Spec) -> Model:
    """A small kitchen: oven door, sink, hob, a shelf above."""
    b, hw, hd = Builder(), spec.w / 2, spec.d / 2
    z = 0.5 * spec.h
    body = spec.palette.primary
    b.add("body", box((spec.w, spec.d - 0.02, z - 0.02), (0, 0.01, 0), 0.004), body, "x")
    b.add("top", box((spec.w, spec.d, 0.0195), (0, 0, z - 0.0195), 0.004), spec.palette.secondary, "x")
    b.add("back", box((spec.w, 0.018, spec.h - z - 0.001), (0, hd - 0.009, z + 0.0005), 0.003), body, "x")
    for s in (-1, 1):
        b.add(
            "side", box((0.018, 0.16, spec.h - z - 0.001), (s * (hw - 0.009), hd - 0.099, z + 0.0005), 0.003), body, "z"
        )
    b.add("shelf", box((spec.w - 0.0366, 0.16, 0.016), (0, hd - 0.099, z + 0.62 * (spec.h - z)), 0.003), body, "x")
    face = Rect(-hw + 0.02, 0.03, -0.005, z - 0.04)
    y = -hd + 0.0095
    b.add("oven", slab(face, y, 0.0105, 0.003), spec.palette.secondary)
    b.add("window", slab(face.shrunk(0.05), y - 0.003, 0.002), material("screen"))
    b.add("door", slab(Rect(0.005, 0.03, hw - 0.02, z - 0.04), y, 0.0105, 0.003), spec.palette.accent)
    for k in range(2):
        b.add("hob", cylinder(0.06, 0.003, (-hw + 0.1 + 0.15 * k, -0.02, z + 0.0003), 24), material("black lacquer"))
    b.add(
        "sink",
        lathe(
            [(0, 0), (0.09, 0), (0.1, 0.012), (0.085, 0.012), (0.07, 0.004), (0, 0.004)],
            (hw - 0.15, -0.02, z + 0.0003),
            28,
        ),
        material("brushed steel"),
    )
    tap = [(hw - 0.15, 0.1, z), (hw - 0.15, 0.1, z + 0.12), (hw - 0.15, 0.0, z + 0.12), (hw - 0.15, 0.0, z + 0.09)]
    b.add("tap", tube(bend(tap, 0.04), 0.009, 8), material("chrome"))
    for k in range(2):
        b.add(
            "knob",
            cylinder(0.014, 0.01, (-hw + 0.1 + 0.08 * k, y - 0.004, z - 0.036 + 0.004), 14, along="y"),
            spec.palette.accent,
        )
    return fit(b.model(), spec.size)


def play_tent(spec: Spec) -> Model:
    """A tipi: four poles that cross at the top, cloth with an open front."""
    b, t = Builder(), 0.012
    hw, hd, top = spec.w / 2 - 0.02, spec.d / 2 - 0.02, spec.h * 0.86
    poles = []
    for sx in (-1, 1):
        for sy in (-1, 1):
            over = (spec.h - top) / top
            poles.append(tube([(sx * hw, sy * hd, t), (-sx * hw * over, -sy * hd * over, spec.h - t)], t, 8))
    b.add("pole", poles, spec.palette.secondary)
    cloth = spec.palette.primary
    apex = (0.05 * hw, 0.05 * hd)
    for sx in (-1, 1):
        b.add(
            "cloth",
            _panel([(sx * hw, -hd), (sx * hw, hd)], [(sx * apex[0], -apex[1]), (sx * apex[0], apex[1])], top),
            cloth,
        )
    b.add("cloth", _panel([(-hw, hd), (hw, hd)], [(-apex[0], apex[1]), (apex[0], apex[1])], top), cloth)
    for s in (-1, 1):
        b.add(
            "flap", _panel([(s * hw, -hd), (s * 0.62 * hw, -hd)], [(s * apex[0], -apex[1]), (0, -apex[1])], top), cloth
        )
    b.add("mat", extrude(rounded_rectangle(2 * hw - 0.1, 2 * hd - 0.1, 0.05), 0.03), spec.palette.soft)
    b.add("pillow", cushion((0.36, 0.3, 0.13), (-0.12, 0.25 * hd, 0.03), 0.5, 0.1, 0.05), spec.palette.fabric)
    return fit(b.model(), spec.size)


def _panel(low: list[tuple[float, float]], high: list[tuple[float, float]], top: float) -> trimesh.Trimesh:
    rows = []
    for share in np.linspace(0, 1, 5):
        row = []
        for k in np.linspace(0, 1, 5):
            x = (1 - k) * ((1 - share) * low[0][0] + share * high[0][0]) + k * (
                (1 - share) * low[1][0] + share * high[1][0]
            )
            y = (1 - k) * ((1 - share) * low[0][1] + share * high[0][1]) + k * (
                (1 - share) * low[1][1] + share * high[1][1]
            )
            row.append((x, y, 0.01 + share * (top - 0.01)))
        rows.append(row)
    return sheet(np.array(rows), 0.004)


# --- pets, shop ---


def cat_tree(spec: Spec) -> Model:
    """Platforms on rope-wound posts, a cave below."""
    b, t = Builder(), 0.035
    felt, rope = spec.palette.primary, spec.palette.secondary
    w, d = spec.w, spec.d
    b.add("base", box((w, d, t), (0, 0, 0), 0.008), felt)
    cave = 0.28 * spec.h if spec.h > 0.8 else 0.4 * spec.h
    b.add("cave", box((0.62 * w, 0.7 * d, cave - t), (-0.16 * w, 0.1 * d, t + 0.0005), 0.02), felt)
    b.add(
        "door",
        cylinder(0.3 * (cave - t), 0.004, (-0.16 * w, -0.25 * d - 0.001, t + 0.16 * (cave - t)), 24, along="y"),
        material("black lacquer"),
    )
    levels = [(0.0, 0.0, spec.h - 0.06, 0.75), (0.18, -0.1, 0.62 * spec.h, 0.6)]
    for x, y, z, share in levels:
        b.add("level", extrude(rounded_rectangle(share * w, share * d, 0.06), t, (x * w, y * d, z - t)), felt)
        low = cave if x < 0.1 else t
        px = x * w - (0.12 * w if x < 0.1 else -0.1 * w)
        b.add("post", cylinder(0.04, z - t - low - 0.001, (px, y * d + 0.02, low + 0.0005), 20), rope)
    ring = [
        (0.37 * w, spec.h - 0.06),
        (0.375 * w, spec.h - 0.03),
        (0.35 * w, spec.h),
        (0.3 * w, spec.h - 0.03),
        (0.3 * w, spec.h - 0.06),
        (0.37 * w, spec.h - 0.06),
    ]
    b.add(
        "rim",
        stretch(lathe([(r, z) for r, z in ring], segments=28), (0.74 * w, 0.74 * d, 0.06), (0, 0, spec.h - 0.0595)),
        felt,
    )
    return fit(b.model(), spec.size)


def dog_bed(spec: Spec) -> Model:
    """A soft ring about a cushion, open at the front."""
    b = Builder()
    r = 0.42 * spec.h
    hw, hd = spec.w / 2 - r, spec.d / 2 - r
    angle = np.linspace(-np.pi * 0.32, np.pi * 1.32, 28)
    rect = 0.35
    x = hw * np.sign(np.cos(angle)) * np.abs(np.cos(angle)) ** rect
    y = hd * np.sign(np.sin(angle)) * np.abs(np.sin(angle)) ** rect
    wall = stretch(tube(np.column_stack([x, y, np.full(28, r)]), r, 14), (spec.w, spec.d, spec.h))
    b.add("wall", wall, spec.palette.primary)
    b.add(
        "cushion",
        cushion((2 * hw + 0.3 * r, 2 * hd + 0.6 * r, 0.5 * spec.h), (0, -0.2 * r, 0.005), 0.3, 0.15),
        spec.palette.secondary,
    )
    return fit(b.model(), spec.size)


def mannequin(spec: Spec) -> Model:
    """A tailor's bust on a turned stand."""
    b, h = Builder(), spec.h
    foot = min(spec.w, spec.d) / 2 * 0.8
    stand = [(0, 0), (foot, 0), (foot, 0.012), (0.03, 0.03), (0.016, 0.06), (0.016, 0.52 * h), (0, 0.52 * h)]
    b.add("stand", lathe(stand, segments=28), spec.palette.secondary)
    low = 0.46 * h
    profile = [(0, low), (0.36, low), (0.4, low + 0.05 * h), (0.43, low + 0.1 * h), (0.33, low + 0.2 * h),
               (0.4, low + 0.29 * h), (0.5, low + 0.38 * h), (0.42, low + 0.42 * h), (0.16, low + 0.455 * h),
               (0.13, 0.965 * h), (0.14, 0.975 * h), (0, 0.98 * h)]  # fmt: skip
    bust = lathe(profile, segments=36)
    v = np.array(bust.vertices)
    v[:, 0] *= spec.w
    v[:, 1] *= spec.d
    bust.vertices = v
    b.add("bust", bust, spec.palette.primary)
    b.add("knob", ellipsoid((0.05, 0.05, 0.02 * h + 0.002), (0, 0, 0.98 * h - 0.002), 14), spec.palette.secondary)
    return fit(b.model(), spec.size)


FAMILY: dict[str, Maker] = {
    "fireplace": Maker(fireplace, flat_top, fireplace_solid),
    "piano": Maker(piano, piano_supports, piano_solid),
    "musical_instrument": Maker(musical_instrument),
    "pool_table": Maker(pool_table),
    "foosball_table": Maker(foosball_table),
    "ping_pong_table": Maker(ping_pong_table, ping_pong_support, ping_pong_solid),
    "arcade_machine": Maker(arcade_machine),
    "play_kitchen": Maker(play_kitchen, lambda s: (Support(0.5 * s.h, -s.w / 2, -s.d / 2, s.w / 2, 0.1),)),
    "play_tent": Maker(play_tent),
    "cat_tree": Maker(cat_tree),
    "dog_bed": Maker(dog_bed, no_supports),
    "mannequin": Maker(mannequin),
}
