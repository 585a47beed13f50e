"""Shops, bars and diners: machines that sell, glass cases, bars, booths, cabins, racks and pavement signs."""

from __future__ import annotations

import numpy as np

from assets.asset import SolidBox, Support
from assets.model import Model
from assets.parametric.kit import box, curtain, cylinder, extrude, move, turn
from assets.parametric.looks import (
    BLACK,
    BRIGHT,
    COVERS,
    GLASS,
    SCREEN_LIT,
    STEEL,
    WHITE,
    glow,
    paint,
)
from assets.parametric.sketch import sketch, span
from assets.parametric.spec import Maker, Spec, between, flat_top


def vending_machine(spec: Spec) -> Model:
    """A cabinet with rows of snacks behind glass, a keypad and a flap."""
    s = sketch(spec.size)
    body, split = spec.palette.primary, 0.45 * s.x
    front = -s.y + 0.03
    deep = min(0.35, 0.5 * spec.d)
    s.block("back", (-s.x, s.x), (front + deep, s.y), (0.05, s.h), body, 0.006)
    s.block("side", (split, s.x), (front, front + deep - 0.0005), (0.05, s.h), body)
    s.block("side", (-s.x, -s.x + 0.04), (front, front + deep - 0.0005), (0.05, s.h), body)
    s.block("top", (-s.x + 0.0405, split - 0.0005), (front, front + deep - 0.0005), (0.92 * s.h, s.h), body)
    s.block("bottom", (-s.x + 0.0405, split - 0.0005), (front, front + deep - 0.0005), (0.05, 0.3 * s.h), body)
    s.block("foot", (-s.x + 0.02, s.x - 0.02), (front + 0.03, s.y - 0.02), (0, 0.0495), BLACK)
    rows, columns = 5, max(3, round((split + s.x) / 0.11))
    for r in range(rows):
        z = (0.3 + 0.62 * r / rows) * s.h
        s.block(
            "shelf", (-s.x + 0.041, split - 0.001), (front + 0.05, front + deep - 0.001), (z + 0.001, z + 0.015), STEEL
        )
        for c in range(columns):
            x = -s.x + 0.05 + (c + 0.5) * (split + s.x - 0.06) / columns
            s.block(
                "snack",
                (x - 0.035, x + 0.035),
                (front + 0.06, front + 0.12),
                (z + 0.016, z + 0.075 * s.h),
                (*BRIGHT, *COVERS)[(r * 5 + c * 3) % 15],
                0.008,
            )
    s.block("glass", (-s.x + 0.03, split), (-s.y + 0.014, front - 0.0005), (0.29 * s.h, 0.93 * s.h), GLASS)
    s.block("panel", (split + 0.02, s.x - 0.02), (-s.y + 0.012, front - 0.0005), (0.35 * s.h, 0.9 * s.h), BLACK, 0.004)
    s.block("display", (split + 0.04, s.x - 0.04), (-s.y + 0.006, -s.y + 0.0115), (0.72 * s.h, 0.8 * s.h), SCREEN_LIT)
    s.block("keypad", (split + 0.05, s.x - 0.05), (-s.y, -s.y + 0.0115), (0.55 * s.h, 0.66 * s.h), STEEL, 0.003)
    s.block("flap", (-s.x + 0.08, split - 0.04), (-s.y + 0.015, front - 0.0005), (0.14 * s.h, 0.25 * s.h), BLACK, 0.006)
    return s.model()


def glass_counter(spec: Spec) -> Model:
    """A shop's glass case: plinth, glass sides and top, a shelf inside; lit and cold with food when it is a fridge."""
    s = sketch(spec.size)
    body, cold = spec.palette.primary, spec.category == "display_fridge"
    low = (0.38 if cold else 0.3) * s.h
    s.block("plinth", (-s.x, s.x), (-s.y, s.y), (0, low), body, 0.004)
    t = 0.012
    for sx in (-1, 1):
        s.block("pane", span(sx * s.x, sx * (s.x - t)), (-s.y + t + 0.0005, s.y), (low + 0.0005, s.h - 0.0255), GLASS)
    s.block("pane", (-s.x, s.x), (-s.y, -s.y + t), (low + 0.0005, s.h - 0.0255), GLASS)
    s.block("top", (-s.x, s.x), (-s.y, s.y), (s.h - 0.025, s.h), STEEL if cold else GLASS, 0.003)
    s.block(
        "back",
        (-s.x + t + 0.0005, s.x - t - 0.0005),
        (s.y - t, s.y),
        (low + 0.0005, s.h - 0.0255),
        WHITE if cold else GLASS,
    )
    shelves = 2 if s.h - low > 0.5 else 1
    for k in range(shelves + 1):
        z = low + k * (s.h - low) / (shelves + 1)
        if k:
            s.block("shelf", (-s.x + t + 0.001, s.x - t - 0.001), (-0.6 * s.y, s.y - t - 0.001), (z, z + 0.01), GLASS)
        count = max(3, round(spec.w / 0.2))
        for c in range(count):
            x = -s.x + 0.06 + (c + 0.5) * (spec.w - 0.12) / count
            if cold:
                cake = cylinder(0.075, 0.07, (x, 0.1 * s.y, z + 0.011), 18, bevel=0.012)
                s.add(
                    "cake",
                    cake,
                    (
                        paint("pastry", (0.80, 0.58, 0.32)),
                        paint("cocoa", (0.30, 0.18, 0.12)),
                        paint("cream", (0.95, 0.90, 0.80)),
                        BRIGHT[0],
                    )[(c + 2 * k) % 4],
                )
            elif c % 2 == k % 2:
                s.block(
                    "goods",
                    (x - 0.04, x + 0.04),
                    (-0.1 * s.y, 0.3 * s.y),
                    (z + 0.011, z + 0.09),
                    COVERS[(c + 3 * k) % 9],
                    0.006,
                )
    s.block(
        "lamp",
        (-s.x + 0.03, s.x - 0.03),
        (-s.y + 0.02, -s.y + 0.04),
        (s.h - 0.04, s.h - 0.026),
        glow((1.0, 0.97, 0.9), 0.9),
    )
    return s.model()


def bar_counter(spec: Spec) -> Model:
    """A bar: the guests' side is the front (-y), with an overhanging top and a foot rail; shelves are at the back."""
    s = sketch(spec.size)
    wood, top = spec.palette.primary, spec.palette.secondary
    s.block("top", (-s.x, s.x), (-s.y, s.y), (s.h - 0.05, s.h), top, 0.008, "x")
    y0 = -s.y + min(0.22, 0.3 * spec.d)
    s.block("front", (-s.x + 0.03, s.x - 0.03), (y0, y0 + 0.03), (0.08, s.h - 0.0505), wood, 0.003, "z")
    panels = max(2, round(spec.w / 0.5))
    for k in range(panels):
        x = -s.x + 0.03 + (k + 0.5) * (spec.w - 0.06) / panels
        half = 0.5 * (spec.w - 0.06) / panels - 0.05
        s.block("panel", (x - half, x + half), (y0 - 0.012, y0 - 0.0005), (0.18, s.h - 0.14), wood, 0.005, "z")
    for sx in (-1, 1):
        s.block(
            "end",
            span(sx * (s.x - 0.03), sx * (s.x - 0.06)),
            (y0 + 0.0305, s.y - 0.02),
            (0.08, s.h - 0.0505),
            wood,
            0.003,
            "z",
        )
    s.block("plinth", (-s.x + 0.05, s.x - 0.05), (y0 + 0.03, s.y - 0.06), (0, 0.0795), BLACK)
    for z in (0.08, 0.45 * s.h):
        s.block("shelf", (-s.x + 0.0605, s.x - 0.0605), (y0 + 0.0305, s.y - 0.03), (z, z + 0.02), wood, 0.002, "x")
    s.rod(
        "foot rail", [(-s.x + 0.05, y0 - 0.1, 0.2), (s.x - 0.05, y0 - 0.1, 0.2)], 0.02, spec.palette.metal, segments=14
    )
    for x in np.linspace(-s.x + 0.15, s.x - 0.15, panels):
        s.rod("bracket", [(float(x), y0, 0.12), (float(x), y0 - 0.1, 0.2)], 0.012, spec.palette.metal)
    return s.model()


def bar_solid(spec: Spec) -> tuple[SolidBox, ...]:
    """Knees are free under the overhang."""
    w, d = spec.w / 2, spec.d / 2
    y0 = -d + min(0.22, 0.3 * spec.d)
    return (SolidBox((-w, -d, spec.h - 0.051), (w, d, spec.h)), SolidBox((-w, y0 - 0.015, 0), (w, d, spec.h)),
            SolidBox((-w, y0 - 0.125, 0.05), (w, y0, 0.24)))  # fmt: skip


def bar_supports(spec: Spec) -> tuple[Support, ...]:
    w, d = spec.w / 2 - 0.08, spec.d / 2
    y0 = -d + min(0.22, 0.3 * spec.d) + 0.04
    z = 0.45 * spec.h + 0.02
    return (
        *flat_top(spec),
        Support(z, -w, y0, w, d - 0.04, spec.h - 0.05 - z),
        Support(0.1, -w, y0, w, d - 0.04, 0.45 * spec.h - 0.1),
    )


def booth_seat(spec: Spec) -> Model:
    """An upholstered bench of a diner: a plinth, a seat, a high channelled back."""
    s = sketch(spec.size)
    seat, deep = min(0.46, 0.45 * spec.h), min(0.16, 0.25 * spec.d)
    s.block("plinth", (-s.x + 0.01, s.x - 0.01), (-s.y + 0.05, s.y - 0.02), (0, 0.12), BLACK)
    s.block("base", (-s.x, s.x), (-s.y + 0.02, s.y), (0.1205, seat - 0.11), spec.palette.secondary, 0.004, "x")
    s.block("seat", (-s.x, s.x), (-s.y, s.y - deep + 0.02), (seat - 0.11, seat), spec.palette.primary, 0.035)
    s.block("back board", (-s.x, s.x), (s.y - 0.03, s.y), (seat - 0.11, s.h), spec.palette.secondary, 0.006, "x")
    count = max(3, round(spec.w / 0.16))
    wide = spec.w / count
    for k in range(count):
        x = -s.x + (k + 0.5) * wide
        s.block(
            "channel",
            (x - wide / 2 + 0.001, x + wide / 2 - 0.001),
            (s.y - deep, s.y - 0.031),
            (seat - 0.02, s.h - 0.01),
            spec.palette.primary,
            0.04,
        )
    return s.model()


def booth_solid(spec: Spec) -> tuple[SolidBox, ...]:
    w, d = spec.w / 2, spec.d / 2
    seat, deep = min(0.46, 0.45 * spec.h), min(0.16, 0.25 * spec.d)
    return (SolidBox((-w, -d, 0), (w, d, seat)), SolidBox((-w, d - deep, 0), (w, d, spec.h)))


def curtain_cabin(spec: Spec) -> Model:
    """A changing cabin: three walls, a curtain half drawn across the front, a mirror, a stool."""
    s, t = sketch(spec.size), 0.04
    wall = spec.palette.primary
    for sx in (-1, 1):
        s.block("wall", span(sx * s.x, sx * (s.x - t)), (-s.y, s.y), (0, s.h), wall)
    s.block("back", (-s.x + t + 0.0005, s.x - t - 0.0005), (s.y - t, s.y), (0, s.h), wall)
    s.rod("rail", [(-s.x + t, -s.y + 0.06, s.h - 0.08), (s.x - t, -s.y + 0.06, s.h - 0.08)], 0.014, spec.palette.metal)
    half = 0.5 * (spec.w - 2 * t)
    cloth = curtain((0.95 * half, 0.08, s.h - 0.14), (-s.x + t + 0.5 * half, -s.y + 0.06, 0.05), folds=6)
    s.add("curtain", cloth, spec.palette.secondary)
    s.block(
        "mirror",
        (-0.3 * s.x, 0.3 * s.x),
        (s.y - t - 0.008, s.y - t - 0.0005),
        (0.15 * s.h, 0.85 * s.h),
        paint("mirror", (0.86, 0.89, 0.9), 0.05),
    )
    s.block("seat", (0.45 * s.x, s.x - t - 0.001), (0.0, s.y - t - 0.001), (0.42, 0.46), spec.palette.wood, 0.006)
    return s.model()


def cabin_solid(spec: Spec) -> tuple[SolidBox, ...]:
    """Walls and seat; the floor between them is free."""
    w, d, h, t = spec.w / 2, spec.d / 2, spec.h, 0.06
    return (*(between((s * w, -d, 0), (s * (w - t), d, h)) for s in (-1, 1)), SolidBox((-w, d - t, 0), (w, d, h)),
            SolidBox((-w, -d, 0), (w, -d + 0.13, h)), SolidBox((0.44 * w, -0.01, 0.41), (w, d, 0.47)))  # fmt: skip


def magazine_rack(spec: Spec) -> Model:
    """Tilted shelves one above the other with magazines or leaflets; low ones hold papers in a V."""
    s = sketch(spec.size)
    frame = spec.palette.primary
    rows = max(1, round(spec.h / 0.33))
    pitch = s.h / rows
    for sx in (-1, 1):
        s.block("side", span(sx * s.x, sx * (s.x - 0.018)), (-s.y, s.y), (0, s.h), frame, 0.003, "z")
    columns, x0 = max(1, round((spec.w - 0.04) / 0.25)), -s.x + 0.02
    wide = (spec.w - 0.04) / columns
    for k in range(rows):
        z = k * pitch + 0.05 * pitch
        back = [
            (-0.75 * s.y, z),
            (0.75 * s.y, z + 0.8 * pitch),
            (0.75 * s.y + 0.008, z + 0.8 * pitch),
            (-0.75 * s.y + 0.008, z),
        ]
        s.add("shelf", extrude(back, spec.w - 0.037, along="x"), frame)
        s.block("ledge", (x0, s.x - 0.02), (-0.98 * s.y, -0.74 * s.y), (z - 0.01, z + 0.002), frame)
        s.block(
            "lip",
            (x0, s.x - 0.02),
            (-s.y + 0.001, -0.98 * s.y + 0.004),
            (z - 0.01, z + 0.05 * pitch + 0.02),
            frame,
            0.002,
        )
        for c in range(columns):
            x = x0 + (c + 0.5) * wide
            f = 0.72
            page = [
                (-0.75 * s.y - 0.012, z + 0.003),
                (-0.75 * s.y - 0.001, z + 0.003),
                (-0.75 * s.y + f * 1.5 * s.y - 0.001, z + f * 0.8 * pitch),
                (-0.75 * s.y + f * 1.5 * s.y - 0.012, z + f * 0.8 * pitch),
            ]
            s.add(
                "magazine",
                extrude(page, 0.8 * wide, (x, 0, 0), along="x"),
                (*COVERS, *BRIGHT)[(k * 4 + c * 7 + spec.seed) % 15],
            )
    return s.model()


def sandwich_board(spec: Spec) -> Model:
    """A pavement sign: two blackboards hinged at the top."""
    s = sketch(spec.size)
    lean = float(np.arctan2(s.y - 0.02, s.h))
    for v in (-1, 1):
        panel = box((spec.w, 0.025, s.h / float(np.cos(lean)) - 0.02), (0, 0, 0), 0.003)
        inner = box((spec.w - 0.1, 0.004, s.h / float(np.cos(lean)) - 0.14), (0, v * 0.0135, 0.06))
        for name, mesh, stuff in (
            ("frame", panel, spec.palette.primary),
            ("board", inner, paint("blackboard", (0.08, 0.10, 0.10), 0.9)),
        ):
            tilted = turn(mesh, "x", v * lean)
            s.add(name, move(tilted, (0, v * (s.y - 0.02), 0.006)), stuff)
    for k, (z, a) in enumerate(((0.75, 0.55), (0.6, 0.4), (0.5, 0.6), (0.38, 0.3))):
        line = turn(box((a * spec.w, 0.003, 0.012), (0, -0.0165, z * s.h)), "x", -lean)
        s.add("writing", move(line, (0, -(s.y - 0.02), 0.006)), (WHITE, BRIGHT[1])[k == 0])
    s.rod("hinge", [(-0.4 * s.x, 0, s.h), (0.4 * s.x, 0, s.h)], 0.008, STEEL)
    s.block("foot", (-0.01, 0.01), (-s.y, s.y), (0.12 * s.h, 0.13 * s.h), STEEL)
    return s.model()


FAMILY: dict[str, Maker] = {
    "vending_machine": Maker(vending_machine),
    "magazine_rack": Maker(magazine_rack),
    "glass_counter": Maker(glass_counter, flat_top),
    "bar_counter": Maker(bar_counter, bar_supports, bar_solid),
    "booth_seat": Maker(booth_seat, solid=booth_solid),
    "curtain_cabin": Maker(curtain_cabin, solid=cabin_solid),
    "sandwich_board": Maker(sandwich_board),
}
