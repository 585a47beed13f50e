"""Fireplaces, pianos, guitars."""

from __future__ import annotations

import numpy as np

from assets.asset import SolidBox, Support
from assets.materials import glowing, material
from assets.model import Model
from assets.parametric.kit import (
    Builder,
    bend,
    box,
    cylinder,
    extrude,
    fit,
    lathe,
    move,
    tube,
    turn,
)
from assets.parametric.spec import Maker, Spec, between, flat_top, whole


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
    rng, long = spec.rng(), min(0.45 * width, 0.5)
    askew = min(0.2, max(0.0, (spec.d / 2 - 0.12) / (long / 2)))
    for k in range(3):
        log = cylinder(
            0.035, long, (0, 0.02 + (k % 2) * 0.06, z + (0.06 if k == 2 else 0.0)), 10, along="x", bevel=0.006
        )
        b.add("log", turn(log, "z", rng.uniform(-askew, askew), (0, 0.04, 0)), material("bark"))
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


FAMILY: dict[str, Maker] = {
    "fireplace": Maker(fireplace, flat_top, fireplace_solid),
    "piano": Maker(piano, piano_supports, piano_solid),
    "musical_instrument": Maker(musical_instrument),
}
