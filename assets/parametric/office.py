"""Offices and lecture rooms: copiers, servers, safes, shredders, booths to phone in, flip charts, lecterns."""

from __future__ import annotations

import numpy as np

from assets.model import Model
from assets.parametric.kit import box, cylinder, extrude, move, turn
from assets.parametric.looks import (
    BLACK,
    BRIGHT,
    CHROME,
    GLASS,
    GREY,
    PAPER,
    SCREEN,
    STEEL,
    WHITE,
    glow,
    paint,
)
from assets.parametric.sketch import sketch, span
from assets.parametric.spec import Maker, Spec, flat_top


def copier(spec: Spec) -> Model:
    """An office copier: paper drawers, a gap where copies land, a scanner with a feeder, a tilted screen."""
    s = sketch(spec.size)
    body, dark, half = spec.palette.primary, GREY, s.x - 0.05
    s.block("foot", (-half + 0.02, half - 0.02), (-s.y + 0.06, s.y - 0.03), (0, 0.03), BLACK)
    s.block("cabinet", (-half, half), (-s.y + 0.04, s.y), (0.0305, 0.6 * s.h), body, 0.008)
    for k in range(3):
        z = 0.04 + k * (0.56 * s.h) / 3
        s.block(
            "drawer",
            (-half + 0.008, half - 0.008),
            (-s.y + 0.025, -s.y + 0.0405),
            (z + 0.004, z + 0.54 * s.h / 3),
            body,
            0.004,
        )
        s.block(
            "grip", (-0.12, 0.12), (-s.y + 0.018, -s.y + 0.026), (z + 0.4 * s.h / 3, z + 0.46 * s.h / 3), dark, 0.003
        )
    s.block("tower", (0.35 * half, half), (-0.6 * s.y, s.y), (0.6005 * s.h, 0.76 * s.h), body)
    s.block("tower", (-half, -0.8 * half), (-0.2 * s.y, s.y), (0.6005 * s.h, 0.76 * s.h), body)
    s.block("tray", (-0.799 * half, 0.349 * half), (-0.7 * s.y, s.y - 0.02), (0.6005 * s.h, 0.62 * s.h), dark)
    s.block("scanner", (-half, half), (-s.y + 0.06, s.y), (0.7605 * s.h, 0.86 * s.h), body, 0.008)
    s.block("feeder", (-half + 0.02, half - 0.06), (-0.7 * s.y, s.y - 0.03), (0.8605 * s.h, 0.95 * s.h), body, 0.02)
    s.block("paper", (-0.2 * half, half - 0.1), (-0.4 * s.y, 0.5 * s.y), (0.95 * s.h, s.h), PAPER, 0.004)
    screen = turn(box((0.26, 0.02, 0.16), (0, 0, 0), 0.006), "x", -0.9)
    s.add("screen", move(screen, (0.4 * half, -s.y + 0.13, 0.82 * s.h)), SCREEN)
    s.block("side tray", (-s.x, -half - 0.0005), (-0.5 * s.y, 0.5 * s.y), (0.4 * s.h, 0.42 * s.h), body, 0.004)
    s.block("side tray", (half + 0.0005, s.x), (-0.5 * s.y, 0.5 * s.y), (0.2 * s.h, 0.5 * s.h), body, 0.008)
    s.block("bar", (-0.3 * half, 0.3 * half), (-s.y, -s.y + 0.02), (0.56 * s.h, 0.58 * s.h), dark, 0.004)
    return s.model()


def server_rack(spec: Spec) -> Model:
    """A steel cabinet with a glass door; behind it servers with small lights."""
    s = sketch(spec.size)
    t, body = 0.03, spec.palette.primary
    for sx in (-1, 1):
        s.block("side", span(sx * s.x, sx * (s.x - t)), (-s.y + 0.02, s.y), (0, s.h - t - 0.0005), body)
    s.block("top", (-s.x, s.x), (-s.y + 0.02, s.y), (s.h - t, s.h), body)
    s.block("bottom", (-s.x + t + 0.0005, s.x - t - 0.0005), (-s.y + 0.02, s.y), (0, 0.06), body)
    rows = max(4, round((s.h - 0.12) / 0.09))
    pitch = (s.h - t - 0.09) / rows
    rng = spec.rng()
    for k in range(rows):
        z = 0.07 + k * pitch
        s.block(
            "server",
            (-s.x + t + 0.01, s.x - t - 0.01),
            (-s.y + 0.07, s.y - 0.02),
            (z, z + pitch - 0.004),
            (BLACK, GREY, paint("rack grey", (0.2, 0.21, 0.23)))[int(rng.integers(3))],
            0.002,
        )
        for c in range(4):
            x = s.x - t - 0.06 - 0.03 * c
            s.block(
                "light",
                (x, x + 0.008),
                (-s.y + 0.067, -s.y + 0.0705),
                (z + 0.4 * pitch, z + 0.4 * pitch + 0.006),
                glow((0.2, 1.0, 0.4) if (k + c) % 3 else (0.2, 0.5, 1.0), 0.9),
            )
    s.block("door", (-s.x + 0.005, s.x - 0.005), (-s.y + 0.008, -s.y + 0.014), (0.04, s.h - 0.01), GLASS)
    s.block("handle", (s.x - 0.05, s.x - 0.03), (-s.y, -s.y + 0.0085), (0.45 * s.h, 0.55 * s.h), STEEL, 0.004)
    return s.model()


def safe(spec: Spec) -> Model:
    """A steel box, a thick door with a dial and a three-armed handle."""
    s = sketch(spec.size)
    body = spec.palette.primary
    knob = min(0.05, 0.12 * spec.d)
    s.block("case", (-s.x, s.x), (-s.y + knob + 0.012, s.y), (0.015, s.h), body, 0.012)
    s.block("foot", (-s.x + 0.03, s.x - 0.03), (-s.y + 0.09, s.y - 0.03), (0, 0.016), BLACK)
    s.block("door", (-s.x + 0.03, s.x - 0.03), (-s.y + knob, -s.y + knob + 0.0125), (0.045, s.h - 0.03), body, 0.004)
    r = min(0.045, 0.12 * spec.w, 0.12 * spec.h)
    s.wheel("dial", (-0.25 * s.x, -s.y + 0.6 * knob, 0.6 * s.h), r, 0.8 * knob, STEEL, "y")
    s.wheel("boss", (0.35 * s.x, -s.y + 0.5 * knob, 0.6 * s.h), 0.4 * r, knob, CHROME, "y")
    for k in range(3):
        a = 2 * np.pi * k / 3 + 0.5
        tip = (0.35 * s.x + 1.6 * r * float(np.cos(a)), -s.y + 0.3 * knob, 0.6 * s.h + 1.6 * r * float(np.sin(a)))
        s.rod("handle", [(0.35 * s.x, -s.y + 0.3 * knob, 0.6 * s.h), tip], 0.22 * r, CHROME)
    for z in (0.2, 0.8):
        s.block(
            "hinge",
            (s.x - 0.029, s.x - 0.012),
            (-s.y + knob, -s.y + knob + 0.0115),
            (z * s.h - 0.04, z * s.h + 0.04),
            STEEL,
            0.004,
        )
    return s.model()


def shredder(spec: Spec) -> Model:
    """A bin with a window and a head with a slot."""
    s = sketch(spec.size)
    split = 0.72 * s.h
    s.block("bin", (-0.95 * s.x, 0.95 * s.x), (-0.9 * s.y, 0.9 * s.y), (0, split), spec.palette.primary, 0.02)
    s.block("head", (-s.x, s.x), (-s.y, s.y), (split + 0.004, s.h - 0.001), BLACK, 0.015)
    s.block("slot", (-0.75 * s.x, 0.75 * s.x), (-0.006, 0.006), (s.h - 0.004, s.h), GREY)
    s.block(
        "window",
        (-0.4 * s.x, 0.4 * s.x),
        (-0.9 * s.y - 0.003, -0.9 * s.y + 0.004),
        (0.3 * split, 0.8 * split),
        SCREEN,
        0.001,
    )
    return s.model()


def phone_booth(spec: Spec) -> Model:
    """A cabin with glass at the front, a lamp, a shelf and a seat inside: a booth to phone or meet in."""
    s, t = sketch(spec.size), 0.05
    shell, lining = spec.palette.primary, spec.palette.secondary
    s.block("floor", (-s.x, s.x), (-s.y, s.y), (0, 0.05), shell)
    s.block("roof", (-s.x, s.x), (-s.y, s.y), (s.h - 0.08, s.h), shell, 0.006)
    for sx in (-1, 1):
        s.block("wall", span(sx * s.x, sx * (s.x - t)), (-s.y, s.y), (0.0505, s.h - 0.0805), shell)
        s.block(
            "lining",
            span(sx * (s.x - t - 0.0005), sx * (s.x - t - 0.012)),
            (-s.y + 0.06, s.y - t - 0.001),
            (0.051, s.h - 0.081),
            lining,
        )
        s.block(
            "frame",
            span(sx * (s.x - t - 0.001), sx * (s.x - t - 0.04)),
            (-s.y + 0.005, -s.y + 0.05),
            (0.0505, s.h - 0.0805),
            BLACK,
        )
    s.block("back", (-s.x + t + 0.0005, s.x - t - 0.0005), (s.y - t, s.y), (0.0505, s.h - 0.0805), lining)
    s.block("glass", (-s.x + t + 0.041, s.x - t - 0.041), (-s.y + 0.02, -s.y + 0.03), (0.0505, s.h - 0.0805), GLASS)
    s.block("seat", (-s.x + t + 0.013, s.x - t - 0.013), (0.35 * s.y, s.y - t - 0.001), (0.0505, 0.46), lining, 0.02)
    s.block(
        "shelf",
        (-s.x + t + 0.013, -0.1 * s.x),
        (-0.4 * s.y, 0.3 * s.y),
        (0.33 * s.h, 0.345 * s.h),
        spec.palette.wood,
        0.004,
    )
    s.add("lamp", cylinder(0.09, 0.02, (0, 0, s.h - 0.105), 24), glow((1.0, 0.95, 0.85), 0.8))
    s.block("handle", (s.x - t - 0.09, s.x - t - 0.07), (-s.y, -s.y + 0.0195), (0.45 * s.h, 0.55 * s.h), STEEL, 0.004)
    return s.model()


def flip_chart(spec: Spec) -> Model:
    """A board on three legs with a pad of paper, a tray of pens."""
    s = sketch(spec.size)
    steel = spec.palette.primary
    y = -0.55 * s.y
    for sx in (-1, 1):
        s.rod("leg", [(sx * 0.55 * s.x, 0.2 * s.y, 0.97 * s.h), (sx * s.x, -s.y, 0)], 0.013, steel)
    s.rod("leg", [(0, 0.1 * s.y, 0.95 * s.h), (0, s.y, 0)], 0.013, steel)
    low = 0.42 * s.h
    s.block("board", (-0.97 * s.x, 0.97 * s.x), (-0.1 * s.y, -0.1 * s.y + 0.015), (low, s.h - 0.02), WHITE, 0.002)
    s.block(
        "clamp", (-0.98 * s.x, 0.98 * s.x), (-0.1 * s.y - 0.03, -0.1 * s.y + 0.02), (s.h - 0.045, s.h), steel, 0.006
    )
    s.block("pad", (-0.9 * s.x, 0.9 * s.x), (-0.1 * s.y - 0.012, -0.1 * s.y - 0.0005), (low + 0.02, s.h - 0.05), PAPER)
    for k, (a, b) in enumerate(((0.85, 0.4), (0.75, 0.7), (0.65, 0.2))):
        s.block(
            "writing",
            (-0.7 * s.x, -0.7 * s.x + b * 1.6 * s.x),
            (-0.1 * s.y - 0.0135, -0.1 * s.y - 0.0125),
            (a * s.h, a * s.h + 0.012),
            BRIGHT[(2, 0, 2)[k]],
        )
    s.block("tray", (-0.95 * s.x, 0.95 * s.x), (y, -0.1 * s.y - 0.0005), (low - 0.02, low), steel, 0.003)
    return s.model()


def lectern(spec: Spec) -> Model:
    """A desk to speak from: the speaker stands at the front (-y), the tilted top faces him; listeners see the back."""
    s = sketch(spec.size)
    wood = spec.palette.primary
    s.block("foot", (-s.x, s.x), (-s.y, s.y), (0, 0.04), wood, 0.006)
    s.block("body", (-0.85 * s.x, 0.85 * s.x), (0.35 * s.y, 0.9 * s.y), (0.0405, 0.86 * s.h), wood, 0.006, "z")
    for sx in (-1, 1):
        s.block(
            "side",
            span(sx * 0.85 * s.x, sx * (0.85 * s.x + 0.02)),
            (-0.3 * s.y, 0.9 * s.y),
            (0.0405, 0.86 * s.h),
            wood,
            0.003,
            "z",
        )
    s.block("shelf", (-0.84 * s.x, 0.84 * s.x), (-0.25 * s.y, 0.349 * s.y), (0.6 * s.h, 0.62 * s.h), wood, 0.002)
    top = [(-s.y, 0.84 * s.h), (s.y, s.h - 0.025), (s.y, s.h), (-s.y, 0.84 * s.h + 0.025)]
    s.add("top", extrude(top, spec.w, along="x"), wood)
    s.block("ledge", (-s.x, s.x), (-s.y, -s.y + 0.02), (0.84 * s.h + 0.01, 0.84 * s.h + 0.05), wood, 0.003)
    if spec.category == "pulpit":
        s.block(
            "panel",
            (-0.6 * s.x, 0.6 * s.x),
            (0.9 * s.y + 0.0005, 0.9 * s.y + 0.012),
            (0.2 * s.h, 0.75 * s.h),
            spec.palette.secondary,
            0.004,
        )
    else:
        s.rod("microphone", [(0.3 * s.x, 0.8 * s.y, s.h - 0.05), (0.3 * s.x, 0.3 * s.y, s.h)], 0.006, BLACK)
    return s.model()


FAMILY: dict[str, Maker] = {
    "lectern": Maker(lectern),
    "copier": Maker(copier),
    "server_rack": Maker(server_rack),
    "safe": Maker(safe, flat_top),
    "shredder": Maker(shredder),
    "phone_booth": Maker(phone_booth),
    "flip_chart": Maker(flip_chart),
}
