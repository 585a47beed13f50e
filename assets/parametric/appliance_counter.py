"""Small kitchen machines: kettle, toaster, coffee machine, blender, mixer."""

from __future__ import annotations

from assets.model import Model
from assets.parametric.kit import Builder, box, cylinder, lathe
from assets.parametric.kit_more import loft, oval, push, rod, soft_rectangle
from assets.parametric.looks import (
    BLACK,
    GLASS,
    RUBBER,
    STEEL,
    WHITE,
)
from assets.parametric.spec import Spec


def kettle(spec: Spec) -> Model:
    """A jug on a base plate with spout (left) and handle (right)."""
    b = Builder()
    w, d, h = spec.size
    r = min(d / 2, 0.36 * w)
    x = -w / 2 + r + 0.10 * w
    b.add("plate", cylinder(r, 0.018, (x, 0, 0), 28, bevel=0.004), BLACK)
    profile = [(0.96 * r, 0.02), (0.98 * r, 0.05), (0.92 * r, 0.3 * h), (0.72 * r, 0.84 * h), (0.66 * r, 0.88 * h)]
    b.add("jug", lathe(profile, (x, 0, 0), 32), spec.palette.primary)
    b.add("lid", cylinder(0.64 * r, 0.06 * h, (x, 0, 0.875 * h), 26, radius_top=0.5 * r), BLACK)
    b.add("lid knob", cylinder(0.014, 0.07 * h, (x, 0, 0.93 * h), 14, bevel=0.003), BLACK)
    lip = -w / 2 + 0.018
    places = (
        (x - 0.55 * r, 0.50 * h, 0.030, 0.022),
        ((x - 0.8 * r + lip) / 2, 0.72 * h, 0.026, 0.02),
        (lip, 0.84 * h, 0.018, 0.016),
    )
    spout = [oval(2 * rx, 2 * ry, z, (cx, 0)) for cx, z, rx, ry in places]
    b.add("spout", loft(spout), spec.palette.primary)
    b.add(
        "handle",
        push(
            rod(
                [
                    (x + 0.6 * r, 0, 0.84 * h),
                    (w / 2 - 0.012, 0, 0.80 * h),
                    (w / 2 - 0.012, 0, 0.24 * h),
                    (x + 0.86 * r, 0, 0.20 * h),
                ],
                0.011,
                0.04,
                10,
            ),
            x1=w / 2,
        ),
        BLACK,
    )
    if 2 * r < d - 0.003:
        b.add("plate rim", box((0.06, d, 0.010), (x, 0, 0.001), 0.003), BLACK)
    return b.model()


def toaster(spec: Spec) -> Model:
    """Two slots, a lever, feet."""
    b = Builder()
    w, d, h = spec.size
    lever, foot = 0.02, 0.012
    body = w - lever
    x = -lever / 2
    rings = [
        soft_rectangle(body * k, d * k, 0.05, z, (x, 0), 5)
        for k, z in ((0.96, foot), (1.0, foot + 0.02), (1.0, 0.72 * h), (0.95, 0.9 * h), (0.80, h - 0.001))
    ]
    b.add("body", loft(rings), spec.palette.primary)
    for sy in (-1, 1):
        b.add("slot", box((0.62 * body, 0.028, 0.012), (x, sy * 0.17 * d, h - 0.012)), BLACK)
    b.add("lever", box((lever + 0.012, 0.05, 0.018), (w / 2 - lever / 2 - 0.006, 0, 0.62 * h), 0.004), BLACK)
    b.add("knob", cylinder(0.015, 0.012, (w / 2 - lever - 0.002 + 0.004, 0, 0.2 * h), 16, along="x"), BLACK)
    b.add(
        "foot",
        [box((0.03, 0.02, foot + 0.004), (x + sx * 0.38 * body, sy * 0.36 * d, 0)) for sx in (-1, 1) for sy in (-1, 1)],
        RUBBER,
    )
    return b.model()


def coffee_machine(spec: Spec) -> Model:
    """Tank and head over a drip tray, with a portafilter and a cup."""
    b = Builder()
    w, d, h = spec.size
    b.add("base", box((w, d, 0.12 * h), (0, 0, 0), 0.006), spec.palette.primary)
    b.add("column", box((w, 0.48 * d, h * 0.89), (0, 0.26 * d, 0.10 * h), 0.008), spec.palette.primary)
    b.add("head", box((w - 0.006, 0.94 * d, 0.30 * h), (0, 0.02 * d, 0.68 * h), 0.012), spec.palette.primary)
    b.add("tray", box((0.84 * w, 0.44 * d, 0.006), (0, -0.24 * d, 0.12 * h - 0.002)), STEEL)
    b.add("group", cylinder(0.034, 0.08 * h, (0, -0.22 * d, 0.61 * h), 20), STEEL)
    b.add("portafilter", rod([(0, -0.22 * d, 0.63 * h), (0, -0.44 * d, 0.60 * h)], 0.011, 0, 10), BLACK)
    b.add(
        "cup",
        lathe([(0.022, 0), (0.03, 0.045), (0.027, 0.045), (0.018, 0.006)], (0, -0.22 * d, 0.12 * h + 0.004), 20),
        WHITE,
    )
    b.add(
        "button",
        [cylinder(0.009, 0.008, ((i - 1) * 0.05, -0.45 * d, 0.86 * h), 12, along="y") for i in range(3)],
        STEEL,
    )
    b.add("warmer", box((0.8 * w, 0.6 * d, 0.03 * h), (0, 0.1 * d, 0.97 * h), 0.003), STEEL)
    return b.model()


def small_appliance(spec: Spec) -> Model:
    """A blender, or a stand mixer when the seed is odd."""
    b = Builder()
    w, d, h = spec.size
    r = min(w, d) / 2
    if spec.seed % 2:
        b.add("base", box((w, d, 0.1 * h), (0, 0, 0), 0.012), spec.palette.primary)
        b.add("column", box((0.5 * w, 0.3 * d, 0.62 * h), (0, 0.3 * d, 0.08 * h), 0.02), spec.palette.primary)
        b.add("head", box((0.56 * w, 0.94 * d, 0.32 * h), (0, 0, 0.68 * h), 0.05), spec.palette.primary)
        b.add(
            "bowl",
            lathe(
                [(0.25 * r, 0), (0.62 * r, 0.08 * h), (0.78 * r, 0.42 * h), (0.74 * r, 0.42 * h), (0.56 * r, 0.1 * h)],
                (0, -0.12 * d, 0.1 * h),
                28,
            ),
            STEEL,
        )
        b.add("whisk", cylinder(0.016, 0.3 * h, (0, -0.12 * d, 0.4 * h), 12), STEEL)
        return b.model()
    b.add(
        "base",
        loft(
            [
                soft_rectangle(w * k, d * k, 0.04, z * h, corner=5)
                for k, z in ((0.96, 0.0), (1.0, 0.03), (0.9, 0.24), (0.62, 0.34))
            ]
        ),
        spec.palette.primary,
    )
    b.add(
        "jar",
        lathe(
            [
                (0.5 * r, 0.34 * h),
                (0.56 * r, 0.36 * h),
                (0.82 * r, 0.88 * h),
                (0.78 * r, 0.88 * h),
                (0.5 * r, 0.38 * h),
            ],
            segments=28,
        ),
        GLASS,
    )
    b.add("lid", cylinder(0.82 * r, 0.06 * h, (0, 0, 0.88 * h), 28, radius_top=0.74 * r), BLACK)
    b.add("cap", cylinder(0.26 * r, 0.065 * h, (0, 0, 0.935 * h), 18, bevel=0.003), BLACK)
    b.add("dial", cylinder(0.09 * h, 0.012, (0, -0.455 * d, 0.06 * h), 20, along="y"), BLACK)
    return b.model()
