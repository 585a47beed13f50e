"""Clocks for walls and tables. The wall side is y = +depth / 2."""

from __future__ import annotations

import numpy as np
import shapely
from shapely import affinity

from assets.model import Model
from assets.parametric.kit import Builder, box, cylinder, disc, extrude, move, turn
from assets.parametric.kit_more import bar
from assets.parametric.looks import BLACK, WHITE
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
    for k in range(12):
        long = (0.10 if k % 3 == 0 else 0.05) * small
        mark = box((0.016 * small, thick, long), (0, front - 0.25 * thick, 0.48 * small - rim - long))
        b.add("mark", move(turn(mark, "y", k * np.pi / 6), (0, 0, h / 2)), hands)
    for a, long, wide, lift in ((-np.pi / 3, 0.22, 0.03, 1.2), (np.pi / 3, 0.34, 0.02, 2.0)):
        hand = box((wide * small, 0.5 * thick, long * small), (0, front - lift * thick, -0.03 * small))
        b.add("hand", move(turn(hand, "y", a), (0, 0, h / 2)), hands)
    hub = cylinder(0.022 * small, 3 * thick, (0, front - 1.2 * thick, h / 2 - 0.022 * small), 12, along="y")
    b.add("hub", hub, hands)
    if rays:
        _clock_rays(b, spec, w, d, h)
    return b.model()


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
    for a, long, lift in ((-np.pi / 3, 0.22, 0.0012), (np.pi / 3, 0.32, 0.0024)):
        hand = turn(box((0.03 * rim, 0.001, long * rim), (0, y - lift, 0)), "y", a)
        b.add("hand", move(hand, (0, 0, zc)), BLACK)
    for sx in (-1, 1):
        b.add(
            "foot", bar((sx * 0.3 * w, 0, 0), (sx * 0.22 * w, 0, 0.16 * h), 0.06 * w, 0.5 * d), spec.palette.secondary
        )
    return b.model()
