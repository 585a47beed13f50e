"""What children ride, climb, slide down and play in: rocking horses, slides, frames, playpens, doll houses."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from assets.asset import SolidBox
from assets.model import Model
from assets.parametric.kit import box, cylinder, ellipsoid, extrude, sheet
from assets.parametric.kit import disc as flat
from assets.parametric.kit_more import loft, oval
from assets.parametric.looks import BLACK, BRIGHT, STEEL, paint
from assets.parametric.sketch import Sketch, sketch, span
from assets.parametric.spec import Maker, Spec, between

_MESH = paint("play net", (0.20, 0.22, 0.24), 0.9)


def rocking_horse(spec: Spec) -> Model:
    """A horse on two rockers; it looks towards -y."""
    s = sketch(spec.size)
    wood, t = spec.palette.primary, 0.014
    arc = np.linspace(-1, 1, 11)
    for side in (-1, 1):
        x = side * (s.x - t)
        s.rod("rocker", [(x, u * s.y, t + 0.1 * s.h * u**2) for u in arc], t, wood)
        for v in (-0.4, 0.42):
            s.rod("leg", [(x, v * 1.35 * s.y, 0.06 * s.h), (0.35 * x, v * s.y, 0.48 * s.h)], 1.5 * t, wood)
    for v in (-0.5, 0.5):
        s.rod("rung", [(-s.x, v * s.y, 0.06 * s.h), (s.x, v * s.y, 0.06 * s.h)], 0.8 * t, wood)
    s.add("body", ellipsoid((1.1 * s.x, 1.2 * s.y, 0.26 * s.h), (0, 0.05 * s.y, 0.42 * s.h)), wood)
    s.add("saddle", ellipsoid((1.15 * s.x, 0.5 * s.y, 0.12 * s.h), (0, 0.1 * s.y, 0.58 * s.h)), spec.palette.accent)
    neck = [
        (-0.62, 0.5),
        (-0.2, 0.5),
        (-0.42, 0.86),
        (-0.58, 0.97),
        (-0.66, 1.0),
        (-0.7, 0.93),
        (-0.95, 0.78),
        (-0.9, 0.72),
        (-0.66, 0.77),
    ]
    s.add("neck", extrude([(u * s.y, v * s.h) for u, v in neck], 0.5 * s.x, along="x"), wood)
    s.rod(
        "handle",
        [(-0.75 * s.x, -0.5 * s.y, 0.76 * s.h), (0.75 * s.x, -0.5 * s.y, 0.76 * s.h)],
        0.9 * t,
        spec.palette.accent,
    )
    mane = [(-0.16, 0.52), (-0.1, 0.56), (-0.36, 0.9), (-0.56, 0.995), (-0.55, 0.95), (-0.4, 0.84)]
    s.add("mane", extrude([(u * s.y, v * s.h) for u, v in mane], 0.28 * s.x, along="x"), spec.palette.soft)
    s.rod(
        "tail",
        [(0, 0.6 * s.y, 0.56 * s.h), (0, 0.85 * s.y, 0.5 * s.h), (0, 0.9 * s.y, 0.28 * s.h)],
        1.6 * t,
        spec.palette.soft,
    )
    return s.model()


def doll_house(spec: Spec) -> Model:
    """An open-fronted house of two floors and an attic, with a table and beds in it."""
    s, t = sketch(spec.size), 0.012
    wall, roof = spec.palette.primary, spec.palette.secondary
    eaves = 0.68 * s.h
    xs = s.x - 0.03
    s.block("floor", (-s.x, s.x), (-s.y, s.y), (0, t), wall)
    for z in (0.5 * eaves, eaves - t):
        s.block("floor", (-xs + t, xs - t), (-s.y + 0.004, s.y - t), (z, z + t), wall)
    s.block("back", (-xs, xs), (s.y - t, s.y), (t + 0.0005, eaves), paint("doll wall", (0.93, 0.90, 0.82)))
    for side in (-1, 1):
        a, b = sorted((side * xs, side * (xs - t)))
        s.block("side", (a, b), (-s.y + 0.004, s.y - t - 0.0005), (t + 0.0005, eaves), wall)
    s.block("wall", (-t / 2, t / 2), (-s.y + 0.01, s.y - t - 0.0005), (t + 0.0005, 0.5 * eaves - 0.0005), wall)
    slope = [
        (-s.x, eaves - 0.02),
        (-s.x + 0.03, eaves - 0.02),
        (0.0, s.h - 0.04),
        (s.x - 0.03, eaves - 0.02),
        (s.x, eaves - 0.02),
        (0.0, s.h),
    ]
    s.add("roof", extrude(slope, spec.d - 0.004, (0, -0.002, 0), along="y"), roof)
    for k, (x, z) in enumerate(((-0.5, 0.0), (0.5, 0.0), (-0.5, 0.5), (0.5, 0.5))):
        at = (x * xs, 0.1 * s.y, z * eaves + t)
        s.add("small furniture", box((0.5 * xs, 0.6 * s.y, 0.12 * eaves), at, 0.01), BRIGHT[k])
        s.add(
            "small window", box((0.3 * xs, 0.006, 0.2 * eaves), (x * xs, s.y - t - 0.002, (z + 0.2) * eaves)), BRIGHT[2]
        )
    return s.model()


def slide(spec: Spec) -> Model:
    """Steps at the back, a platform and a chute that ends towards the front (-y)."""
    s = sketch(spec.size)
    top, deck = 0.72 * s.h, 0.35 * s.y
    body, chute = spec.palette.primary, spec.palette.secondary
    rungs = max(2, round(top / 0.22))
    for side in (-1, 1):
        a, b = sorted((side * s.x, side * (s.x - 0.04)))
        outline = [(s.y, 0), (s.y, 0.05), (0.75 * s.y, top), (0.75 * s.y, s.h), (0.45 * s.y, s.h), (deck, top + 0.1)]
        outline += [(deck, 0), (deck + 0.06, 0), (deck + 0.06, 0.5 * top), (s.y - 0.12, 0)]
        s.add("side", extrude(outline, b - a, ((a + b) / 2, 0, 0), along="x"), body)
    for k in range(rungs):
        f = (k + 1) / (rungs + 1)
        y = s.y - 0.25 * s.y * f
        s.block("step", (-s.x + 0.04, s.x - 0.04), (y - 0.12, y - 0.02), (f * top - 0.02, f * top), body, 0.006)
    s.block("platform", (-s.x + 0.04, s.x - 0.04), (deck, 0.72 * s.y), (top - 0.02, top), body, 0.006)
    s.add("chute", sheet(_chute(s, top, deck), -0.02), chute)
    s.block("end", (-s.x + 0.05, s.x - 0.05), (-s.y, -s.y + 0.04), (0, 0.06), body, 0.01)
    return s.model()


def _chute(s: Sketch, top: float, deck: float) -> NDArray[np.float64]:
    """The skin of a chute with raised sides, from the platform at (deck, top) down to the front [rows, columns, 3]."""
    f = np.linspace(0, 1, 13)
    along = deck + 0.02 - f * (deck + 0.02 + s.y)
    high = top * (0.5 + 0.5 * np.cos(np.pi * np.minimum(1.0, f * 1.06))) ** 0.9 * 0.96 + 0.04
    across = np.array([-1.0, -0.92, 0.0, 0.92, 1.0])
    x = np.broadcast_to(across * (s.x - 0.045), (13, 5))
    return np.stack([x, np.repeat(along[:, None], 5, 1), high[:, None] + 0.09 * (np.abs(across) == 1)], axis=2)


def climbing_frame(spec: Spec) -> Model:
    """A triangle of rungs to climb over; the rungs run along x."""
    s, r = sketch(spec.size), 0.018
    wood = spec.palette.primary
    for side in (-1, 1):
        x = side * s.x
        for v in (-1, 1):
            s.rod("rail", [(x, v * s.y, 0), (x, v * 0.03, s.h)], 1.3 * r, wood)
    count = max(3, round(s.h / 0.15))
    for k in range(count + 1):
        f = 0.08 + 0.9 * k / count
        for v in (-1, 1):
            y = v * (s.y - 1.3 * r) * (1 - f)
            s.rod("rung", [(-s.x + 0.01, y, f * s.h), (s.x - 0.01, y, f * s.h)], r, (wood, *BRIGHT)[k % 5])
    return s.model()


def trampoline(spec: Spec) -> Model:
    """A round mat in a padded ring on bent legs; a net round it when it is higher than 1.2 m."""
    s, r = sketch(spec.size), 0.02
    net = spec.h > 1.2
    bed = min(0.3 * s.h, 0.8) if net else s.h
    angle = np.linspace(0, 2 * np.pi, 33)
    ring = [(s.x * float(np.cos(a)), s.y * float(np.sin(a)), bed - 0.03) for a in angle]
    s.rod("ring", ring, r, STEEL)
    mat = flat(1.7 * s.x, 1.7 * s.y, 40)
    s.add("mat", extrude(mat, 0.01, (0, 0, bed - 0.03)), BLACK)
    s.add(
        "pad",
        extrude(flat(2 * s.x, 2 * s.y, 40).difference(mat.buffer(0.002)), 0.03, (0, 0, bed - 0.0305)),
        spec.palette.primary,
    )
    for k in range(6):
        a = np.pi * (k + 0.5) / 3
        c, t = s.x * float(np.cos(a)), s.y * float(np.sin(a))
        s.rod("leg", [(0.98 * c, 0.98 * t, 0), (0.98 * c, 0.98 * t, bed - 0.03)], r, STEEL)
        if net:
            s.rod("pole", [(c, t, bed), (c, t, s.h)], r, spec.palette.primary)
    if net:
        for z in np.linspace(bed + 0.1, s.h - 0.05, 9):
            s.rod(
                "net",
                [(0.97 * s.x * float(np.cos(a)), 0.97 * s.y * float(np.sin(a)), float(z)) for a in angle],
                0.004,
                _MESH,
                segments=4,
            )
    return s.model()


def playpen(spec: Spec) -> Model:
    """A padded floor inside a fence of bars."""
    s, r = sketch(spec.size), 0.009
    wood = spec.palette.primary
    s.block("mat", (-s.x + 0.025, s.x - 0.025), (-s.y + 0.025, s.y - 0.025), (0, 0.04), spec.palette.secondary, 0.015)
    for z in (0.02, s.h - 0.04):
        for v in (-1, 1):
            s.block("rail", (-s.x, s.x), span(v * s.y, v * (s.y - 0.022)), (z, z + 0.04), wood, 0.006)
            s.block(
                "rail",
                span(v * s.x, v * (s.x - 0.022)),
                (-s.y + 0.0225, s.y - 0.0225),
                (z, z + 0.04),
                wood,
                0.006,
            )
    for k in range(max(4, round(2 * s.x / 0.08))):
        u = -s.x + 0.05 + k * (2 * s.x - 0.1) / (max(4, round(2 * s.x / 0.08)) - 1)
        s.rods("bar", ([(u, v * (s.y - 0.011), 0.05), (u, v * (s.y - 0.011), s.h - 0.03)] for v in (-1, 1)), r, wood)
    for k in range(max(4, round(2 * s.y / 0.08))):
        u = -s.y + 0.05 + k * (2 * s.y - 0.1) / (max(4, round(2 * s.y / 0.08)) - 1)
        s.rods("bar", ([(v * (s.x - 0.011), u, 0.05), (v * (s.x - 0.011), u, s.h - 0.03)] for v in (-1, 1)), r, wood)
    return s.model()


def fence_solid(spec: Spec) -> tuple[SolidBox, ...]:
    """A low floor and four walls: what lies inside is free."""
    w, d, h, t = spec.w / 2, spec.d / 2, spec.h, 0.025
    walls = [between((s * w, -d, 0), (s * (w - t), d, h)) for s in (-1, 1)]
    walls += [between((-w, s * d, 0), (w, s * (d - t), h)) for s in (-1, 1)]
    return (SolidBox((-w, -d, 0), (w, d, 0.045)), *walls)


def ball_pit(spec: Spec) -> Model:
    """A round padded basin full of balls."""
    s = sketch(spec.size)
    t = min(0.08, 0.2 * min(s.x, s.y))
    rings = [(1.0, 0.0), (1.0, 0.02), (1.0, 0.9), (0.98, 0.985)]
    outer = [oval(spec.w * k, spec.d * k, z * s.h, points=40) for k, z in rings]
    lip = [
        oval(spec.w - 2 * t * k, spec.d - 2 * t * k, z * s.h, points=40)
        for k, z in ((0.3, 1.0), (0.8, 1.0), (1.0, 0.94), (1.0, 0.15))
    ]
    s.add("basin", loft([*outer, *lip]), spec.palette.primary)
    rng, r = spec.rng(), 0.035
    for k in range(90):
        far = float(np.sqrt(rng.uniform(0, 1)))
        a = rng.uniform(0, 2 * np.pi)
        x, y = far * (s.x - t - r) * np.cos(a), far * (s.y - t - r) * np.sin(a)
        ball = ellipsoid((2 * r, 2 * r, 2 * r), (x, y, 0.68 * s.h + rng.uniform(0, 0.1) * s.h - r), 8)
        s.add("ball", ball, BRIGHT[k % 6])
    s.add("fill", cylinder(min(s.x, s.y) - t - 0.002, 0.45 * s.h, (0, 0, 0.2 * s.h), 36), BRIGHT[2])
    return s.model()


def stroller(spec: Spec) -> Model:
    """A pushchair: seat, hood, handle and four wheels; the child looks towards -y."""
    s = sketch(spec.size)
    r, steel, cloth = min(0.12, 0.14 * s.h), spec.palette.secondary, spec.palette.primary
    for side in (-1, 1):
        for y in (-s.y + r, s.y - r - 0.05):
            s.wheel("wheel", (side * (s.x - 0.025), y, r), r, 0.045, BLACK)
        x = side * (s.x - 0.06)
        s.rod("frame", [(x, -s.y + r, r), (x, 0.3 * s.y, 0.62 * s.h), (x, s.y - 0.02, s.h)], 0.014, steel, 0.2)
        s.rod("frame", [(x, s.y - r - 0.05, r), (x, -0.25 * s.y, 0.55 * s.h)], 0.014, steel)
    s.rod("handle", [(-s.x + 0.05, s.y, s.h), (s.x - 0.05, s.y, s.h)], 0.016, BLACK)
    half = s.x - 0.08
    s.block("seat", (-half, half), (-0.5 * s.y, 0.25 * s.y), (0.42 * s.h, 0.49 * s.h), cloth, 0.03)
    back = [(0.2 * s.y, 0.45 * s.h), (0.28 * s.y, 0.45 * s.h), (0.55 * s.y, 0.86 * s.h), (0.45 * s.y, 0.86 * s.h)]
    s.add("back", extrude(back, 2 * half, along="x"), cloth)
    t = np.linspace(0.1, 0.75 * np.pi, 9)
    hood = np.array(
        [
            [
                (
                    u * half,
                    0.35 * s.y - 0.62 * s.y * float(np.cos(np.pi - a)) * -1,
                    0.62 * s.h + 0.33 * s.h * float(np.sin(a)),
                )
                for u in (-1, -0.5, 0, 0.5, 1)
            ]
            for a in t
        ]
    )
    s.add("hood", sheet(hood, 0.01), cloth)
    s.block("foot rest", (-half, half), (-0.85 * s.y, -0.55 * s.y), (0.2 * s.h, 0.22 * s.h), BLACK, 0.006)
    s.block("basket", (-half, half), (-0.3 * s.y, 0.55 * s.y), (r + 0.02, r + 0.14), BLACK, 0.02)
    return s.model()


FAMILY: dict[str, Maker] = {
    "rocking_horse": Maker(rocking_horse),
    "doll_house": Maker(doll_house),
    "slide": Maker(slide),
    "climbing_frame": Maker(climbing_frame),
    "trampoline": Maker(trampoline),
    "playpen": Maker(playpen, solid=fence_solid),
    "ball_pit": Maker(ball_pit),
    "stroller": Maker(stroller),
}
