"""Clocks for walls, tables and floors. The wall side is y = +depth / 2."""

from __future__ import annotations

import numpy as np
import shapely
from shapely import affinity

from assets.model import Material, Model
from assets.parametric.kit import Builder, Vec, box, cylinder, disc, extrude, move, turn
from assets.parametric.kit_more import bar, rod
from assets.parametric.looks import (
    BLACK,
    GLASS,
    WHITE,
)
from assets.parametric.sketch import sketch, span
from assets.parametric.spec import Spec


def wall_clock(spec: Spec) -> Model:
    """Case, dial with twelve marks, hands at ten past ten; sunburst rays for the fifties."""
    b = Builder()
    w, d, h = spec.size
    rays = spec.style.name == "mid-century" and min(w, h) >= 0.3
    face = 0.56 if rays else 1.0
    fw, fh = face * w, face * h
    small = min(fw, fh)
    body = affinity.translate(disc(fw, fh, 48), 0, h / 2)
    rim = 0.05 * small
    b.add("case", extrude(body.difference(body.buffer(-rim)), d, along="y"), spec.palette.primary)
    dial = WHITE if spec.style.name not in ("industrial", "art deco") else BLACK
    hands = BLACK if dial is WHITE else WHITE
    plate = 0.5 * d
    b.add("dial", extrude(body.buffer(-rim + 0.001), plate, (0, d / 2 - plate / 2 - 0.001, 0), along="y"), dial)
    front = d / 2 - plate - 0.001
    thick = min(0.002, 0.1 * d)
    _marks(b, (0, front - 0.25 * thick, h / 2), 0.48 * small - rim, thick, hands)
    for a, long, wide, lift in ((-np.pi / 3, 0.22, 0.03, 1.2), (np.pi / 3, 0.34, 0.02, 2.0)):
        hand = box((wide * small, 0.5 * thick, long * small), (0, front - lift * thick, -0.03 * small))
        b.add("hand", move(turn(hand, "y", a), (0, 0, h / 2)), hands)
    hub = cylinder(0.022 * small, 3 * thick, (0, front - 1.2 * thick, h / 2 - 0.022 * small), 12, along="y")
    b.add("hub", hub, hands)
    if rays:
        _clock_rays(b, spec, w, d, h)
    return b.model()


def _marks(b: Builder, middle: Vec, reach: float, thick: float, ink: Material) -> None:
    """Twelve strokes that end `reach` from the middle of a dial."""
    for k in range(12):
        long = (0.23 if k % 3 == 0 else 0.115) * reach
        mark = box((0.037 * reach, thick, long), (0, 0, reach - long))
        b.add("mark", move(turn(mark, "y", k * np.pi / 6), middle), ink)


def _clock_rays(b: Builder, spec: Spec, w: float, d: float, h: float) -> None:
    for k in range(12):
        a = k * np.pi / 6
        inner = np.array([0.27 * w * np.sin(a), h / 2 + 0.27 * h * np.cos(a)])
        tip = np.array([0.47 * w * np.sin(a), h / 2 + 0.47 * h * np.cos(a)])
        side = np.array([np.cos(a), -np.sin(a)]) * 0.006
        spike = shapely.Polygon([inner + side, inner - side, tip - side * 0.5, tip + side * 0.5])
        b.add("ray", extrude(spike, 0.25 * d, (0, 0.25 * d, 0), along="y"), spec.palette.metal)
        ball = shapely.Point(*(tip * 1.0)).buffer(0.03 * w, quad_segs=6)
        b.add("ray ball", extrude(ball, 0.4 * d, (0, 0.2 * d, 0), along="y"), spec.palette.primary)


def clock(spec: Spec) -> Model:
    """An alarm clock on two feet."""
    b = Builder()
    w, d, h = spec.size
    foot, rim = 0.08 * h, min(w, 0.92 * h)
    body = affinity.translate(disc(w, h - foot, 40), 0, foot + (h - foot) / 2)
    b.add("case", extrude(body.difference(body.buffer(-0.06 * rim)), d, along="y"), spec.palette.primary)
    b.add("dial", extrude(body.buffer(-0.059 * rim), 0.75 * d, (0, 0.05 * d, 0), along="y"), WHITE)
    zc = foot + (h - foot) / 2
    y = 0.05 * d - 0.375 * d
    _marks(b, (0, y - 0.0003, zc), 0.42 * min(w, h - foot), 0.0008, BLACK)
    for a, long, lift in ((-np.pi / 3, 0.22, 0.0012), (np.pi / 3, 0.32, 0.0024)):
        hand = turn(box((0.03 * rim, 0.001, long * rim), (0, y - lift, 0)), "y", a)
        b.add("hand", move(hand, (0, 0, zc)), BLACK)
    for sx in (-1, 1):
        b.add(
            "foot", bar((sx * 0.3 * w, 0, 0), (sx * 0.22 * w, 0, 0.16 * h), 0.06 * w, 0.5 * d), spec.palette.secondary
        )
    return b.model()


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
    for y, a, long in ((-0.94 * s.y - 0.0105, -1.05, 0.5), (-0.94 * s.y - 0.0135, 1.05, 0.75)):
        s.add(
            "hand",
            rod([(0, y, z), (long * r * float(np.sin(a)), y, z + long * r * float(np.cos(a)))], 0.0025, 0, 6),
            BLACK,
        )
    return s.model()
