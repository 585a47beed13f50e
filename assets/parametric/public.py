"""What stands in offices, shops, restaurants and halls: lecterns, machines, racks, counters, barriers, signs."""

from __future__ import annotations

import itertools

import numpy as np
from numpy.typing import NDArray

from assets.asset import SolidBox, Support
from assets.model import Model
from assets.parametric.kit import box, curtain, cylinder, extrude, lathe, move, raw, sheet, turn
from assets.parametric.kit_more import loft
from assets.parametric.looks import (
    BLACK,
    BRIGHT,
    CHROME,
    COVERS,
    GLASS,
    GREY,
    PAPER,
    SCREEN,
    SCREEN_LIT,
    STEEL,
    WHITE,
    glow,
    paint,
)
from assets.parametric.sketch import disc, sketch, span
from assets.parametric.spec import Maker, Spec, between, flat_top, whole


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


def stage(spec: Spec) -> Model:
    """A low platform: decks with an edge, a skirt, and a step at its front when it is high."""
    s = sketch(spec.size)
    step = spec.h > 0.25 and spec.d > 1.2
    y0 = -s.y + (0.3 if step else 0.0)
    s.block("deck", (-s.x, s.x), (y0, s.y), (s.h - 0.03, s.h - 0.001), spec.palette.primary, 0.004, "x")
    s.block("skirt", (-s.x + 0.02, s.x - 0.02), (y0 + 0.02, s.y - 0.02), (0, s.h - 0.0305), spec.palette.secondary)
    if step:
        s.block("step", (-0.45, 0.45), (-s.y, y0 + 0.019), (0, 0.5 * s.h), spec.palette.primary, 0.004, "x")
    for k in range(1, max(1, round(spec.w / 1.0))):
        x = -s.x + k * spec.w / max(1, round(spec.w / 1.0))
        s.block("joint", (x - 0.002, x + 0.002), (y0 + 0.01, s.y - 0.01), (s.h - 0.01, s.h), BLACK)
    return s.model()


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


def queue_barrier(spec: Spec) -> Model:
    """Posts on round feet joined by a rope."""
    s = sketch(spec.size)
    metal = spec.palette.primary
    r = min(0.16, s.y, 0.3 * s.x)
    count = max(2, round(spec.w / 1.5) + 1)
    xs = np.linspace(-s.x + r, s.x - r, count)
    for x in xs:
        s.add("foot", lathe([(r, 0), (r, 0.015), (0.3 * r, 0.035), (0, 0.035)], (float(x), 0, 0), 32), metal)
        s.rod("post", [(float(x), 0, 0.03), (float(x), 0, s.h - 0.03)], 0.022, metal, segments=16)
        s.add(
            "head",
            lathe([(0.022, 0), (0.034, 0.012), (0.034, 0.03), (0.0, 0.045)], (float(x), 0, s.h - 0.045), 20),
            metal,
        )
    for a, b in itertools.pairwise(xs):
        f = np.linspace(0, 1, 13)
        rope = [(float(a + (b - a) * u), 0.0, 0.93 * s.h - 0.25 * s.h * float(4 * u * (1 - u))) for u in f]
        s.rod("rope", rope, 0.018, spec.palette.secondary)
    s.block("edge", (-0.004, 0.004), (-s.y, s.y), (0, 0.003), metal) if s.y > r + 0.002 else None
    return s.model()


def flag(spec: Spec) -> Model:
    """A flag on a pole in a round foot."""
    s = sketch(spec.size)
    r = min(0.15, s.x)
    x = -s.x + r
    foot = lathe([(1.0, 0), (1.0, 0.02), (0.35, 0.06), (0, 0.06)], segments=32)
    s.add("foot", raw(foot.vertices * (r, s.y, 1) + (x, 0, 0), foot.faces), spec.palette.secondary)
    s.rod("pole", [(x, 0, 0.05), (x, 0, 0.97 * s.h)], 0.014, spec.palette.wood)
    s.add("finial", lathe([(0.008, 0), (0.03, 0.02), (0, 0.05)], (x, 0, s.h - 0.05), 16), spec.palette.metal)
    u, v = np.meshgrid(np.linspace(0, 1, 17), np.linspace(0, 1, 9), indexing="ij")
    wave = 0.6 * r * np.sin(7 * u + 1.5 * v) * u
    grid = np.stack([x + u * (s.x - x), wave, 0.95 * s.h - v * 0.4 * s.h - 0.1 * s.h * u**2 * (1 - v)], axis=2)
    s.add("cloth", sheet(grid, 0.004), spec.palette.primary)
    return s.model()


def extinguisher(spec: Spec) -> Model:
    """A red bottle with a valve, a hose and a label."""
    s = sketch(spec.size)
    r = min(0.8 * s.x, 0.9 * s.y)
    rows = [(0.95, 0.0), (1.0, 0.02), (1.0, 0.68), (0.85, 0.76), (0.4, 0.81), (0.28, 0.82), (0.28, 0.86), (0, 0.86)]
    s.add("bottle", lathe([(k * r, z * s.h) for k, z in rows], segments=28), BRIGHT[0])
    s.block("label", (-0.5 * r, 0.5 * r), (-r - 0.002, -0.85 * r), (0.25 * s.h, 0.5 * s.h), PAPER)
    s.block("valve", (-0.3 * r, 0.3 * r), (-0.25 * r, 0.25 * r), (0.85 * s.h, 0.94 * s.h), BLACK, 0.006)
    s.block("lever", (-0.25 * r, 0.25 * r), (-s.y, 0.5 * s.y), (0.95 * s.h, s.h), BLACK, 0.005)
    s.rod("hose", [(0.3 * r, 0, 0.9 * s.h), (s.x, 0, 0.8 * s.h), (s.x, 0, 0.25 * s.h)], 0.014, BLACK, 0.08)
    s.block("bracket", (-s.x, 0.3 * r), (0.9 * r, s.y), (0.4 * s.h, 0.6 * s.h), STEEL)
    return s.model()


def wall_sign(spec: Spec) -> Model:
    """A flat box on the wall with a sign on it: a lit exit sign, a first-aid cabinet, an intercom, a thermostat."""
    s = sketch(spec.size)
    green = paint("safety green", (0.05, 0.5, 0.28), 0.5)
    body = green if spec.category in ("exit_sign", "first_aid_kit") else spec.palette.primary
    s.block("case", (-s.x, s.x), (-s.y + 0.003, s.y), (0, s.h), body, min(0.006, 0.1 * spec.d))
    y, u = (-s.y, -s.y + 0.0035), min(s.x, s.h / 2)
    if spec.category == "exit_sign":
        s.block("picture", (-0.8 * s.x, 0.05 * s.x), y, (0.42 * s.h, 0.58 * s.h), glow((0.9, 1.0, 0.92), 0.9))
        head = [(-0.1 * s.x, 0.75 * s.h), (-0.1 * s.x, 0.25 * s.h), (0.2 * s.x, 0.5 * s.h)]
        s.add("picture", extrude(head, 0.003, (-0.0, -s.y + 0.0015, 0), along="y"), glow((0.9, 1.0, 0.92), 0.9))
        s.block("door", (0.4 * s.x, 0.8 * s.x), y, (0.15 * s.h, 0.85 * s.h), glow((0.9, 1.0, 0.92), 0.9))
    elif spec.category == "first_aid_kit":
        s.block("cross", (-0.5 * u, 0.5 * u), y, (s.h / 2 - 0.17 * u, s.h / 2 + 0.17 * u), WHITE)
        for z in ((s.h / 2 - 0.5 * u, s.h / 2 - 0.1705 * u), (s.h / 2 + 0.1705 * u, s.h / 2 + 0.5 * u)):
            s.block("cross", (-0.17 * u, 0.17 * u), y, z, WHITE)
    else:
        s.block("screen", (-0.7 * s.x, 0.7 * s.x), y, (0.45 * s.h, 0.85 * s.h), SCREEN)
        s.wheel("button", (0, -s.y + 0.002, 0.22 * s.h), 0.25 * u, 0.004, STEEL, "y")
    return s.model()


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


def beam_seats(spec: Spec) -> Model:
    """Seats of a waiting room on one beam: one for each half metre."""
    s = sketch(spec.size)
    count = spec.count("seats", max(1, round(spec.w / 0.55)))
    wide, steel = spec.w / count, spec.palette.secondary
    seat = 0.52 * s.h
    s.block("beam", (-s.x + 0.06, s.x - 0.06), (-0.05, 0.05), (seat - 0.1, seat - 0.04), steel, 0.006)
    for x in (-s.x + 0.25 * wide, s.x - 0.25 * wide) if count > 1 else (0.0,):
        s.block("leg", (x - 0.03, x + 0.03), (-0.035, 0.035), (0.03, seat - 0.101), steel, 0.004)
        s.block("foot", (x - 0.03, x + 0.03), (-s.y, s.y), (0, 0.03), steel, 0.008)
    for k in range(count):
        x = -s.x + (k + 0.5) * wide
        half = 0.5 * wide - 0.02
        s.block(
            "seat",
            (x - half, x + half),
            (-0.95 * s.y, 0.6 * s.y),
            (seat - 0.04, seat + 0.03),
            spec.palette.primary,
            0.02,
        )
        back = turn(box((2 * half, 0.05, s.h - seat - 0.07), (0, 0, 0), 0.02), "x", -0.14)
        v = back.vertices
        s.add("back", move(back, (x, s.y - float(v[:, 1].max()), s.h - float(v[:, 2].max()))), spec.palette.primary)
        s.block("bracket", (x - 0.02, x + 0.02), (0.4 * s.y, 0.75 * s.y), (seat - 0.06, seat + 0.1), steel)
    for k in range(count + 1):
        x = float(np.clip(-s.x + k * wide, -s.x + 0.016, s.x - 0.016))
        s.block("arm", (x - 0.016, x + 0.016), (-0.7 * s.y, 0.45 * s.y), (seat + 0.19, seat + 0.215), BLACK, 0.008)
        s.rod("arm post", [(x, 0, seat - 0.06), (x, 0, seat + 0.195)], 0.012, steel)
    return s.model()


def beam_solid(spec: Spec) -> tuple[SolidBox, ...]:
    w, d, h = spec.w / 2, spec.d / 2, spec.h
    return (SolidBox((-w, -d, 0), (w, d, 0.52 * h + 0.03)), SolidBox((-w, -d, 0.52 * h), (w, 0.5 * d, 0.52 * h + 0.22)),
            SolidBox((-w, 0.35 * d, 0.5 * h), (w, d, h)))  # fmt: skip


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


def parasol(spec: Spec) -> Model:
    """An open sunshade on a pole in a heavy foot."""
    s = sketch(spec.size)
    ribs, rise = 8, 0.18 * spec.h
    angle = np.arange(ribs) * 2 * np.pi / ribs

    def ring(k: float, z: float) -> NDArray[np.float64]:
        return np.column_stack([k * s.x * np.cos(angle), k * s.y * np.sin(angle), np.full(ribs, z)])

    z = s.h - rise - 0.05
    s.add(
        "canopy",
        loft(
            [
                ring(1.0, z),
                ring(0.5, z + 0.62 * rise),
                ring(0.03, z + rise),
                ring(0.03, z + rise - 0.01),
                ring(0.5, z + 0.62 * rise - 0.012),
                ring(0.985, z - 0.008),
            ]
        ),
        spec.palette.primary,
    )
    s.rod("pole", [(0, 0, 0.05), (0, 0, s.h)], 0.022, spec.palette.secondary)
    r = min(0.25, 0.3 * s.x)
    s.add("foot", lathe([(r, 0), (r, 0.04), (0.25 * r, 0.09), (0, 0.09)], segments=32), STEEL)
    return s.model()


def parasol_solid(spec: Spec) -> tuple[SolidBox, ...]:
    w, d, h = spec.w / 2, spec.d / 2, spec.h
    r = min(0.25, 0.3 * w) + 0.002
    return (
        SolidBox((-w, -d, h - 0.18 * h - 0.07), (w, d, h)),
        SolidBox((-0.03, -0.03, 0), (0.03, 0.03, h)),
        SolidBox((-r, -r, 0), (r, r, 0.1)),
    )


def steps(spec: Spec) -> Model:
    """A straight flight of stairs that climbs towards +y, with a handrail at the right."""
    s = sketch(spec.size)
    rail = 0.9 if spec.h > 1.2 else 0.0
    rise = s.h - rail
    count = max(2, round(rise / 0.18))
    tread, deep = rise / count, spec.d / count
    for k in range(count):
        y = -s.y + k * deep
        s.block(
            "tread",
            (-s.x, s.x),
            (y, min(s.y, y + deep + 0.02)),
            ((k + 1) * tread - 0.04, (k + 1) * tread),
            spec.palette.primary,
            0.004,
            "x",
        )
        s.block(
            "riser",
            (-s.x + 0.01, s.x - 0.01),
            (y + 0.02, y + 0.035),
            (k * tread, (k + 1) * tread - 0.0405),
            spec.palette.secondary,
        )
    for sx in (-1, 1):
        side = [
            (-s.y + 0.02, 0),
            (-s.y + 0.3, 0),
            (s.y, rise - 0.3 - 0.04),
            (s.y, rise - 0.041),
            (-s.y + 0.02, tread - 0.041),
        ]
        s.add("stringer", extrude(side, 0.03, (sx * (s.x - 0.03), 0, 0), along="x"), spec.palette.secondary)
    if rail:
        x = s.x - 0.025
        for k in range(0, count, 2):
            y = -s.y + (k + 0.5) * deep
            s.rod(
                "baluster", [(x, y, (k + 1) * tread), (x, y, (k + 1) * tread + rail - 0.03)], 0.01, spec.palette.metal
            )
        s.rod("handrail", [(x, -s.y + 0.5 * deep, tread + rail), (x, s.y - 0.5 * deep, s.h)], 0.022, spec.palette.wood)
    return s.model()


def column(spec: Spec) -> Model:
    """A pedestal: a plain plinth, turned to a column with base and capital in the styles that turn legs."""
    s = sketch(spec.size)
    stone = spec.palette.primary
    if spec.style.legs != "turned":
        s.block("plinth", (-s.x, s.x), (-s.y, s.y), (0, s.h), stone, 0.003)
        return s.model()
    foot = min(0.08, 0.12 * s.h)
    s.block("base", (-s.x, s.x), (-s.y, s.y), (0, foot), stone, 0.004)
    s.block("capital", (-s.x, s.x), (-s.y, s.y), (s.h - foot, s.h), stone, 0.004)
    rows = [(0.94, 0.0), (0.94, 0.04), (0.8, 0.07), (0.78, 0.5), (0.7, 0.92), (0.74, 0.94), (0.9, 1.0)]
    shaft = lathe([(r, foot + z * (s.h - 2 * foot)) for r, z in rows], segments=36)
    s.add("shaft", raw(shaft.vertices * (s.x, s.y, 1.0), shaft.faces), stone)
    return s.model()


def ceiling_small(spec: Spec) -> Model:
    """A small round thing of ceilings and walls: a smoke detector, a dome camera, a disco ball."""
    s = sketch(spec.size)
    r = min(s.x, s.y)
    if spec.category == "disco_ball":
        ball_h = min(2 * r, 0.85 * s.h)
        s.rod("wire", [(0, 0, ball_h - 0.002), (0, 0, s.h)], 0.003, STEEL)
        angle = np.linspace(-np.pi / 2, np.pi / 2, 15)
        ball = lathe(
            [(max(float(np.cos(a)), 0.0), ball_h * (0.5 + 0.5 * float(np.sin(a)))) for a in angle], segments=24
        )
        s.add("ball", raw(ball.vertices * (s.x, s.y, 1), ball.faces), CHROME)
        return s.model()
    if spec.category == "security_camera":
        s.block("mount", (-s.x, s.x), (0.7 * s.y, s.y), (0.3 * s.h, s.h), WHITE, 0.004)
        s.rod("arm", [(0, 0.8 * s.y, 0.8 * s.h), (0, 0.3 * s.y, 0.6 * s.h)], 0.012, WHITE)
        s.block("body", (-0.7 * s.x, 0.7 * s.x), (-s.y + 0.008, 0.6 * s.y), (0, 0.7 * s.h), WHITE, 0.01)
        s.add("lens", disc((0, -s.y + 0.006, 0.35 * s.h), min(0.3 * s.h, 0.5 * s.x), 0.012, "y"), BLACK)
        return s.model()
    rows = [(0.75, 0.0), (0.8, 0.25), (0.95, 0.35), (1.0, 0.6), (1.0, 1.0)]
    case = lathe([(k, z * s.h) for k, z in rows], segments=32)
    s.add("case", raw(case.vertices * (s.x, s.y, 1), case.faces), WHITE)
    s.add(
        "light",
        lathe([(0.03 * r + 0.002, 0), (0.03 * r + 0.002, 0.004), (0, 0.004)], (0.4 * r, 0, -0.0), 10),
        BRIGHT[0],
    )
    return s.model()


FAMILY: dict[str, Maker] = {
    "lectern": Maker(lectern),
    "stage": Maker(stage, flat_top),
    "vending_machine": Maker(vending_machine),
    "copier": Maker(copier),
    "server_rack": Maker(server_rack),
    "safe": Maker(safe, flat_top),
    "shredder": Maker(shredder),
    "phone_booth": Maker(phone_booth),
    "queue_barrier": Maker(queue_barrier),
    "flag": Maker(flag),
    "extinguisher": Maker(extinguisher),
    "wall_sign": Maker(wall_sign),
    "magazine_rack": Maker(magazine_rack),
    "beam_seats": Maker(beam_seats, solid=beam_solid),
    "flip_chart": Maker(flip_chart),
    "glass_counter": Maker(glass_counter, flat_top),
    "bar_counter": Maker(bar_counter, bar_supports, bar_solid),
    "booth_seat": Maker(booth_seat, solid=booth_solid),
    "curtain_cabin": Maker(curtain_cabin, solid=cabin_solid),
    "sandwich_board": Maker(sandwich_board),
    "parasol": Maker(parasol, solid=parasol_solid),
    "steps": Maker(steps, solid=whole),
    "column": Maker(column, flat_top),
    "ceiling_small": Maker(ceiling_small),
}
