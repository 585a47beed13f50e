"""Rocking chairs and chairs for children and schools."""

from __future__ import annotations

import numpy as np
import trimesh

from assets.asset import SolidBox, Support
from assets.model import Model
from assets.parametric.chair_parts import chair_plan
from assets.parametric.kit import Builder, box, cylinder, tube
from assets.parametric.kit_more import bar, loft, pad, post, push, ribbon, rod, round_leg, soft_rectangle
from assets.parametric.looks import STEEL, tinted
from assets.parametric.seat_parts import legs
from assets.parametric.spec import Spec


def rocking_chair(spec: Spec) -> Model:
    """A spindle-backed chair with arms on two curved runners, a cushion on its seat."""
    b = Builder()
    w, d, h = spec.size
    wood, t = spec.palette.primary, 0.032
    seat, x = min(0.43, 0.44 * h), w / 2 - 0.02
    s = np.linspace(-1, 1, 17)
    for sx in (-1, 1):
        z = 0.016 + 0.075 * s**2
        b.add(
            "runner",
            push(
                ribbon(
                    np.column_stack([np.full(17, sx * (x - 0.03)), s * (d / 2), z]), (0.03, 0, 0), (0, 0, 0.032), 0.3
                ),
                z0=0.0,
            ),
            wood,
        )
    y0, y1 = -0.24 * d, 0.20 * d
    for sx in (-1, 1):
        xx = sx * (x - 0.03)
        b.add(
            "leg",
            post(
                [(xx, y0 - 0.02, 0.03), (xx, y0, seat), (xx, y0 + 0.01, seat + 0.21)],
                [(t, t), (t, t), (t * 0.8, t * 0.8)],
                0.35,
            ),
            wood,
        )
        b.add(
            "post",
            post(
                [
                    (xx, y1 + 0.0, 0.03),
                    (xx, y1, seat),
                    (xx, y1 + 0.05, seat + 0.22),
                    (xx * 0.97, min(d / 2 - 0.03, y1 + 0.20), h),
                ],
                [(t, t), (t, t), (t, t), (t * 0.75, t * 0.75)],
                0.35,
            ),
            wood,
        )
        arm = [
            (sx * (x - 0.025), y0 - 0.06, seat + 0.222),
            (sx * (x - 0.022), 0.0, seat + 0.212),
            (sx * (x - 0.03), y1 + 0.045, seat + 0.225),
        ]
        b.add("arm", ribbon(arm, (0.06, 0, 0), (0, 0, 0.022), 0.4), wood)
    b.add("arm edge", box((w, 0.02, 0.018), (0, y0 + 0.0, seat - 0.03), 0.004), wood)
    inner = 2 * (x - 0.03) - t
    b.add("seat", box((inner + 0.01, y1 - y0 + 0.06, 0.026), (0, (y0 + y1) / 2 - 0.01, seat - 0.026), 0.008), wood)
    b.add(
        "cushion",
        pad((inner - 0.01, y1 - y0 + 0.05, 0.055), (0, (y0 + y1) / 2 - 0.015, seat - 0.002), 0.025, 0.05, 0.02),
        spec.palette.fabric,
    )
    ty = min(d / 2 - 0.03, y1 + 0.20)
    b.add(
        "crest",
        push(
            ribbon(
                np.column_stack(
                    [
                        np.linspace(-1, 1, 9) * (x - 0.03),
                        ty + 0.02 * (1 - np.linspace(-1, 1, 9) ** 2) - 0.01,
                        np.full(9, h - 0.045),
                    ]
                ),
                (0, 0, 0.09),
                (0, 0.018, 0),
                0.4,
            ),
            z1=h,
        ),
        wood,
    )
    n = 6
    for i in range(n):
        k = (i + 0.5) / n * 2 - 1
        b.add(
            "spindle",
            tube(
                [
                    (k * 0.82 * inner / 2, y1, seat - 0.01),
                    (k * 0.84 * inner / 2, y1 + 0.05, seat + 0.22),
                    (k * 0.88 * inner / 2, ty, h - 0.06),
                ],
                0.0085,
                8,
            ),
            wood,
        )
    return b.model()


def rocking_solid(spec: Spec) -> tuple[SolidBox, ...]:
    """Runners and seat with arms, and the back."""
    w, d, h = spec.size
    top = min(0.43, 0.44 * h) + 0.26
    return (
        SolidBox((-w / 2, -d / 2, 0), (w / 2, d / 2, top)),
        SolidBox((-w / 2, 0.20 * d - 0.02, top - 0.05), (w / 2, d / 2, h)),
    )


def rocking_support(spec: Spec) -> tuple[Support, ...]:
    """The seat."""
    seat = min(0.43, 0.44 * spec.h) + 0.05
    return (Support(seat, -0.28 * spec.w, -0.2 * spec.d, 0.28 * spec.w, 0.08 * spec.d),)


def high_chair(spec: Spec) -> Model:
    """A child's high chair: splayed legs, seat with back, tray, foot rest."""
    b = Builder()
    w, d, h = spec.size
    wood, plastic = spec.palette.wood, spec.palette.secondary
    seat, r = 0.58 * h, 0.016
    for sx in (-1, 1):
        for sy in (-1, 1):
            b.add(
                "leg",
                round_leg(
                    (sx * (w / 2 - r), sy * (d / 2 - r), 0),
                    (sx * 0.30 * w, sy * 0.20 * d + 0.04 * d, seat + 0.005),
                    r,
                    0.019,
                    10,
                ),
                wood,
            )
    sw, y = 0.72 * w, 0.05 * d
    b.add("seat", box((sw, 0.56 * d, 0.035), (0, y, seat), 0.014), plastic)
    b.add("back", _curved_back(0.68 * w, seat + 0.02, h, y + 0.26 * d, d), plastic)
    for sx in (-1, 1):
        b.add("side", box((0.022, 0.5 * d, 0.17), (sx * (sw / 2 - 0.014), y, seat + 0.015), 0.010), plastic)
    b.add(
        "tray",
        loft(
            [
                soft_rectangle(w * k, 0.40 * d * j, 0.05, z, (0, -d / 2 + 0.20 * d + 0.02))
                for k, j, z in (
                    (0.86, 0.94, seat + 0.175),
                    (0.9, 1.0, seat + 0.18),
                    (0.9, 1.0, seat + 0.205),
                    (0.84, 0.88, seat + 0.205),
                    (0.82, 0.86, seat + 0.188),
                )
            ]
        ),
        tinted(plastic, 1.05, "tray"),
    )
    z = 0.30 * h
    b.add("foot rest", box((0.62 * w, 0.10, 0.018), (0, -0.30 * d, z), 0.006), wood)
    for sx in (-1, 1):
        b.add(
            "foot rest arm",
            bar((sx * 0.28 * w, -0.30 * d, z + 0.01), (sx * 0.28 * w, -0.12 * d, seat + 0.01), 0.02),
            wood,
        )
    return b.model()


def _curved_back(w: float, low: float, high: float, y: float, d: float) -> trimesh.Trimesh:
    rings = []
    for t in np.linspace(0, 1, 8):
        end = min(1.0, 0.5 + 4 * (1 - t))
        rings.append(
            soft_rectangle(
                w * (0.92 + 0.08 * end), 0.045 * end, 0.02 * end, low + t * (high - low), (0, y + 0.10 * d * t), 4
            )
        )
    return loft(rings)


def high_solid(spec: Spec) -> tuple[SolidBox, ...]:
    """One block, the back above the tray apart."""
    w, d, h = spec.size
    top = 0.58 * h + 0.21
    return (
        SolidBox((-w / 2, -d / 2, 0), (w / 2, d / 2, top)),
        SolidBox((-0.36 * w, 0.1 * d, top - 0.02), (0.36 * w, d / 2, h)),
    )


def kids_chair(spec: Spec) -> Model:
    """A small chair: rounded board seat and back on four stout legs; a cut-out grip, ears in the children's style."""
    b = Builder()
    w, d, h = spec.size
    plan = chair_plan(spec)
    paint = spec.palette.secondary if spec.style.name in ("kids", "scandinavian") else spec.palette.primary
    b.add("leg", legs("tapered", w / 2 - 0.004, d / 2 - 0.019, plan.seat - 0.015, 0.045, -0.015), spec.palette.wood)
    b.add("seat", pad((w, d - 0.03, 0.024), (0, -0.015, plan.seat - 0.022), 0.01, 0.05, 0.004), paint)
    for sx in (-1, 1):
        b.add(
            "post",
            post(
                [(sx * 0.30 * w, d / 2 - 0.055, plan.seat - 0.02), (sx * 0.30 * w, d / 2 - 0.022, h - 0.06)],
                [(0.026, 0.022), (0.022, 0.02)],
                0.4,
            ),
            spec.palette.wood,
        )
    s = np.linspace(-1, 1, 9)
    tall = 0.40 * (h - plan.seat)
    line = np.column_stack(
        [
            s * (w / 2 - 0.012),
            d / 2 - 0.010 - 0.012 * s**2,
            np.full(9, h - tall / 2 - (0.03 if spec.style.name == "kids" else 0.0)),
        ]
    )
    b.add(
        "back",
        push(ribbon(line, (0, 0, tall), (0, 0.016, 0), 0.45), y1=d / 2, z1=None if spec.style.name == "kids" else h),
        paint,
    )
    if spec.style.name == "kids":
        for sx in (-1, 1):
            b.add(
                "ear",
                push(
                    cylinder(0.032, 0.014, (sx * 0.28 * w, d / 2 - 0.018, h - 0.064), 18, along="y", bevel=0.004), z1=h
                ),
                paint,
            )
    return b.model()


def school_chair(spec: Spec) -> Model:
    """A moulded seat and back on a steel frame; sizes follow the pupil (EN 1729)."""
    b = Builder()
    w, d, h = spec.size
    plan = chair_plan(spec)
    steel = spec.palette.metal if spec.style.name not in ("rustic", "classic") else STEEL
    r = 0.010
    x, z = w / 2 - r - 0.02, plan.seat - 0.0285
    rear = plan.rear - 0.01
    for sx in (-1, 1):
        b.add(
            "frame",
            rod(
                [
                    (sx * (w / 2 - r), -d / 2 + r, 0.004),
                    (sx * x, -d / 2 + 0.05, z),
                    (sx * x, rear, z),
                    (sx * (x - 0.03), d / 2 - 0.03, h - 0.05),
                ],
                r,
                0.05,
                8,
            ),
            steel,
        )
        b.add("frame", tube([(sx * x, rear - 0.06, z - 0.002), (sx * (w / 2 - r), d / 2 - r, 0.005)], r, 8), steel)
        b.add(
            "shoe",
            [cylinder(0.0125, 0.02, (sx * (w / 2 - 0.0125), sy * (d / 2 - 0.0125), 0), 10) for sy in (-1, 1)],
            tinted(steel, 0.5, "shoe"),
        )
    for y in (-d / 2 + 0.09, rear - 0.05):
        b.add("frame", tube([(-x, y, z), (x, y, z + 0.0004)], r * 0.9, 8), steel)
    deep = rear - 0.02 + d / 2
    b.add(
        "seat",
        pad((w - 0.02, deep, 0.022), (0, -d / 2 + 0.008 + deep / 2, plan.seat - 0.0205), 0.009, 0.06, 0.004),
        spec.palette.primary,
    )
    s = np.linspace(-1, 1, 9)
    tall = min(0.2, 0.48 * (h - plan.seat))
    line = np.column_stack([s * (w / 2 - 0.02), d / 2 - 0.010 - 0.03 * s**2, np.full(9, h - tall / 2)])
    b.add("back", push(ribbon(line, (0, 0.02, tall), (0, 0.011, 0), 0.45), y1=d / 2, z1=h), spec.palette.primary)
    return b.model()
