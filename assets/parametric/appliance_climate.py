"""Warmth, air and cleaning: radiators, heaters, fans, cleaners, water, ironing."""

from __future__ import annotations

import numpy as np

from assets.model import Material, Model
from assets.parametric.kit import Builder, box, cylinder, lathe, move, tube, turn
from assets.parametric.kit_more import loft, oval, push, rod, soft_rectangle
from assets.parametric.looks import (
    BLACK,
    CHROME,
    GREY,
    RUBBER,
    SCREEN,
    STEEL,
    WATER,
    tinted,
)
from assets.parametric.spec import Spec


def radiator(spec: Spec) -> Model:
    """A panel with fins, a column radiator in old styles, a ladder for towels when taller than wide."""
    b = Builder()
    if spec.h > 1.15 * spec.w:
        _ladder(b, spec)
    elif spec.style.name in ("classic", "rustic", "industrial", "art deco", "bohemian"):
        _columns(b, spec)
    else:
        _panel_radiator(b, spec)
    return b.model()


def _panel_radiator(b: Builder, spec: Spec) -> None:
    w, d, h = spec.size
    foot = 0.10
    panel = min(0.02, 0.3 * d)
    stuff = spec.palette.primary
    for y in (-d / 2 + panel / 2, d / 2 - panel / 2 - 0.01):
        b.add(
            "panel", box((w - 0.004, panel, h - foot - 0.012), (0, y + (0.004 if y < 0 else 0.0), foot), 0.005), stuff
        )
    n = max(6, round(w / 0.045))
    b.add(
        "rib",
        [
            box((0.018, 0.008, h - foot - 0.06), (-w / 2 + (i + 0.5) * w / n, -d / 2 + 0.0045, foot + 0.024), 0.003)
            for i in range(n)
        ],
        stuff,
    )
    b.add("grille", box((w, d, 0.016), (0, 0, h - 0.016), 0.003), stuff)
    for sx in (-1, 1):
        b.add("bracket", box((0.03, 0.5 * d, foot + 0.02), (sx * 0.36 * w, 0.1 * d, 0)), stuff)
    b.add("valve", cylinder(0.016, 0.05, (w / 2 - 0.026, 0, foot - 0.025), 16, along="x"), CHROME)
    b.add("pipe", cylinder(0.008, foot - 0.01, (w / 2 - 0.03, 0, 0), 10), CHROME)


def _columns(b: Builder, spec: Spec) -> None:
    """Cast columns side by side."""
    w, d, h = spec.size
    n = max(4, min(18, round(w / 0.06)))
    pitch = w / n
    r = min(0.42 * pitch, 0.24 * d)
    for i in range(n):
        x = -w / 2 + (i + 0.5) * pitch
        low = 0.0 if i in (0, n - 1) else 0.07
        loop = [
            (x, -d / 2 + r, low + r * 0.2),
            (x, -d / 2 + r, h - r),
            (x, d / 2 - r, h - r),
            (x, d / 2 - r, low + r * 0.2),
        ]
        b.add("column", push(rod(loop, r, min(0.05, 0.3 * d), 10), z1=h, z0=None), spec.palette.primary)
    for z in (0.13, h - 0.09):
        b.add("header", box((w, 0.5 * d, 0.05), (0, 0, z), 0.012), spec.palette.primary)
    for x in (-w / 2 + pitch / 2, w / 2 - pitch / 2):
        b.add("foot", box((pitch * 0.8, d * 0.9, 0.03), (x, 0, 0), 0.006), spec.palette.primary)


def _ladder(b: Builder, spec: Spec) -> None:
    """Two uprights with rungs in groups."""
    w, d, h = spec.size
    r = min(0.016, 0.2 * d)
    y = -d / 2 + r
    for sx in (-1, 1):
        b.add("upright", cylinder(r, h - 0.04, (sx * (w / 2 - r), y, 0.02), 14), spec.palette.primary)
        b.add("foot", cylinder(0.008, 0.03, (sx * (w / 2 - r), y, 0.0), 10), CHROME)
        for z in (0.15, h - 0.15):
            b.add("bracket", cylinder(0.009, d - r, (sx * (w / 2 - r), y + (d - r) / 2, z), 10, along="y"), CHROME)
        b.add("cap", cylinder(r * 0.9, 0.022, (sx * (w / 2 - r), y, h - 0.022), 14, bevel=0.006), spec.palette.primary)
    rungs = max(6, round(h / 0.062))
    for i in range(rungs):
        if i % 6 == 5:
            continue
        z = 0.06 + i * (h - 0.12) / (rungs - 1)
        b.add("rung", cylinder(0.0105, w - 2 * r, (0, y, z - 0.0105), 12, along="x"), spec.palette.primary)


def heater(spec: Spec) -> Model:
    """An oil-filled heater: fins on castors with a control head."""
    b = Builder()
    w, d, h = spec.size
    n = max(5, round(w / 0.08))
    head = min(0.1, 0.2 * w)
    fins = w - head
    for i in range(n):
        x = -w / 2 + (i + 0.5) * fins / n
        wide = fins / n - 0.014
        shift = -0.007 if i == 0 else 0.0
        b.add("fin", box((wide, 0.62 * d, h - 0.08), (x + shift, 0, 0.08), 0.025), spec.palette.primary)
    b.add("core", box((fins - 0.02, 0.1 * d, 0.06), (-head / 2, 0, 0.12)), spec.palette.primary)
    b.add("core", box((fins - 0.02, 0.1 * d, 0.06), (-head / 2, 0, h - 0.16)), spec.palette.primary)
    b.add("head", box((head, 0.66 * d, 0.8 * h), (w / 2 - head / 2, 0, min(0.1, 0.2 * h)), 0.012), BLACK)
    b.add("dial", cylinder(0.03, 0.02, (w / 2 - head / 2, -0.33 * d - 0.002, 0.55 * h), 18, along="y"), GREY)
    for sx in (-1, 1):
        b.add("foot", box((0.04, d, 0.02), (sx * 0.3 * w, 0, 0.035), 0.006), BLACK)
        for sy in (-1, 1):
            b.add("castor", cylinder(0.022, 0.02, (sx * 0.3 * w, sy * (d / 2 - 0.023), 0), 14, along="x"), BLACK)
    return b.model()


def air_conditioner(spec: Spec) -> Model:
    """A wall unit with its louvre."""
    b = Builder()
    w, d, h = spec.size
    outline = [
        soft_rectangle(w, d * k, 0.03, z * h, (0, d * (1 - k) / 2), 4)
        for k, z in ((0.55, 0.0), (0.78, 0.08), (1.0, 0.32), (1.0, 0.92), (0.94, 1.0))
    ]
    b.add("case", loft(outline), spec.palette.primary)
    b.add("slot", box((0.86 * w, 0.30 * d, 0.02), (0, 0.02 * d, 0.075 * h)), BLACK)
    louvre = turn(box((0.84 * w, 0.06, 0.006), (0, 0, 0), 0.002), "x", -0.5)
    b.add("louvre", move(louvre, (0, -0.36 * d, 0.17 * h)), tinted(spec.palette.primary, 0.95, "louvre"))
    b.add("display", box((0.05, 0.003, 0.02), (0.38 * w, -d / 2 + 0.0005, 0.5 * h)), SCREEN)
    return b.model()


def air_purifier(spec: Spec) -> Model:
    """A rounded column with slots and an outlet on top."""
    b = Builder()
    w, d, h = spec.size
    rings = [
        soft_rectangle(w * k, d * k, 0.32 * min(w, d), z * h, corner=7)
        for k, z in (
            (0.97, 0.0),
            (1.0, 0.02),
            (1.0, 0.08),
            (0.985, 0.085),
            (0.985, 0.50),
            (1.0, 0.505),
            (1.0, 0.96),
            (0.96, 1.0),
        )
    ]
    b.add("case", loft(rings), spec.palette.primary)
    slot = tinted(spec.palette.primary, 0.55, "purifier slot")
    wide, deep, soft = w * 0.995, d * 0.995, 0.32 * min(w, d)
    b.add("slots", [loft([soft_rectangle(wide, deep, soft, z + k, corner=7) for k in (0.0, 0.012)])
                    for z in np.linspace(0.10, 0.45, 9) * h], slot)  # fmt: skip
    b.add("panel", cylinder(0.28 * min(w, d), 0.002, (0, 0, h - 0.0015), 26), SCREEN)
    return b.model()


def fan(spec: Spec) -> Model:
    """A pedestal fan, or a table fan when low: blades in a wire cage."""
    b = Builder()
    w, d, h = spec.size
    r = min(w / 2, 0.45 * h) - 0.004
    zc = h - r - 0.004
    b.add(
        "base",
        loft([oval(w * 0.8 * k, d * k, z) for k, z in ((0.98, 0), (1.0, 0.01), (0.9, 0.025))]),
        spec.palette.primary,
    )
    b.add("pole", cylinder(0.014, zc - 0.02, (0, 0.04 * d, 0.02), 14), spec.palette.secondary)
    cy, deep = -0.08 * d, min(0.12, 0.4 * d)
    b.add(
        "motor",
        cylinder(0.055 if h > 0.6 else 0.04, 0.16 * d + 0.05, (0, 0.10 * d, zc - 0.05), 20, along="y", bevel=0.01),
        spec.palette.primary,
    )
    for y in (cy - deep / 2, cy, cy + deep / 2):
        k = 1.0 if y == cy else 0.86
        a = np.linspace(0, 2 * np.pi, 33)[:-1]
        ring = np.column_stack([k * r * np.cos(a), np.full(32, y), zc + k * r * np.sin(a)])
        b.add("cage", tube(ring, 0.004, 6, closed=True), spec.palette.secondary)
    for i in range(16):
        c, s = float(np.cos(i * np.pi / 8)), float(np.sin(i * np.pi / 8))
        wire = [
            (0.12 * r * c, cy - deep / 2 - 0.006, zc + 0.12 * r * s),
            (0.86 * r * c, cy - deep / 2, zc + 0.86 * r * s),
            (r * c, cy, zc + r * s),
            (0.86 * r * c, cy + deep / 2, zc + 0.86 * r * s),
        ]
        b.add("cage", tube(wire, 0.0018, 5), spec.palette.secondary)
    b.add(
        "badge",
        cylinder(0.13 * r, 0.008, (0, cy - deep / 2 - 0.006, zc - 0.13 * r), 20, along="y"),
        spec.palette.primary,
    )
    for i in range(3):
        blade = turn(box((0.34 * r, 0.004, 0.72 * r), (0, 0, 0.1 * r), 0.0015), "z", 0.4)
        b.add(
            "blade", move(turn(blade, "y", i * 2 * np.pi / 3), (0, cy, zc)), tinted(spec.palette.primary, 0.85, "blade")
        )
    b.add("rail", box((w, 0.006, 0.006), (0, 0.04 * d, 0.002)), spec.palette.primary)
    return b.model()


def vacuum_cleaner(spec: Spec) -> Model:
    """A stick cleaner that stands by itself; a round robot when low."""
    b = Builder()
    w, d, h = spec.size
    if h < 0.2:
        b.add(
            "body",
            loft(
                [oval(w * k, d * k, z * h, points=40) for k, z in ((0.94, 0.1), (1.0, 0.25), (1.0, 0.8), (0.95, 0.9))]
            ),
            spec.palette.primary,
        )
        b.add("turret", cylinder(0.2 * min(w, d), 0.14 * h, (0, 0.1 * d, 0.86 * h), 24, bevel=0.003), BLACK)
        b.add("wheel", [cylinder(0.18 * h, 0.02, (sx * 0.32 * w, 0, 0), 14, along="x") for sx in (-1, 1)], RUBBER)
        return b.model()
    b.add("head", box((w, 0.12, 0.07), (0, -d / 2 + 0.06, 0), 0.012), tinted(BLACK, 2.0, "cleaner head"))
    y1 = d / 2 - 0.06
    b.add("tube", tube([(0, -d / 2 + 0.08, 0.05), (0, y1 - 0.05, 0.72 * h)], 0.016, 12), STEEL)
    b.add("bin", tube([(0, y1 - 0.06, 0.68 * h), (0, y1 - 0.03, 0.88 * h)], 0.045, 18), spec.palette.primary)
    b.add(
        "grip",
        push(
            rod(
                [
                    (0, y1 - 0.03, 0.80 * h),
                    (0, d / 2 - 0.014, 0.84 * h),
                    (0, d / 2 - 0.014, h - 0.05),
                    (0, y1 - 0.05, h - 0.014),
                    (0, y1 - 0.04, 0.87 * h),
                ],
                0.014,
                0.03,
                10,
            ),
            z1=h,
            y1=d / 2,
        ),
        BLACK,
    )
    b.add("stand", box((0.05, d, 0.012), (0, 0, 0.001), 0.004), BLACK)
    return b.model()


def water_dispenser(spec: Spec) -> Model:
    """A cabinet with taps and an inverted bottle."""
    b = Builder()
    w, d, h = spec.size
    body = 0.68 * h
    r = 0.40 * min(w, d)
    b.add("cabinet", box((w, d - 0.02, body), (0, 0.01, 0), 0.02), spec.palette.primary)
    b.add("niche", box((0.7 * w, 0.01, 0.22 * body), (0, -d / 2 + 0.0225 - 0.005, 0.66 * body)), BLACK)
    for sx, tone in ((-1, (0.2, 0.4, 0.8)), (1, (0.8, 0.2, 0.2))):
        b.add(
            "tap",
            box((0.03, 0.036, 0.035), (sx * 0.16 * w, -d / 2 + 0.018, 0.80 * body), 0.004),
            Material(f"tap {sx}", tone, 0.5),
        )
    b.add("tray", box((0.62 * w, 0.05, 0.012), (0, -d / 2 + 0.026, 0.655 * body)), GREY)
    profile = [(0.3 * r, body - 0.01), (0.34 * r, body + 0.02), (r, body + 0.09), (r, h - 0.03), (0.93 * r, h)]
    b.add("bottle", lathe(profile, segments=30), WATER)
    return b.model()


def ironing_board(spec: Spec) -> Model:
    """A padded board with a pointed end on crossed legs, an iron on its rest."""
    b = Builder()
    w, d, h = spec.size
    t = np.linspace(0, 1, 13)
    half = d / 2 * np.interp(t, [0, 0.06, 0.6, 0.85, 0.96, 1.0], [0.80, 1.0, 1.0, 0.72, 0.36, 0.12])
    x = -w / 2 + t * w
    outline = np.vstack([np.column_stack([x, -half]), np.column_stack([x[::-1], half[::-1]])])
    top = 0.97 * h
    rings = [
        np.column_stack([outline * k, np.full(26, z)])
        for k, z in ((0.985, top - 0.03), (1.0, top - 0.024), (1.0, top - 0.008), (0.985, top))
    ]
    b.add("board", loft(rings), spec.palette.primary)
    for sy, (x0, x1) in zip((-1, 1), ((-0.36, 0.30), (0.36, -0.30)), strict=True):
        y = sy * 0.03
        b.add("leg", tube([(x0 * w, y, 0.012), (x1 * w, y, top - 0.03)], 0.011, 10), spec.palette.secondary)
        b.add("foot", cylinder(0.012, 0.8 * d, (x0 * w, 0, 0.0), 10, along="y"), spec.palette.secondary)
    b.add("rest", box((0.12, 0.6 * d, 0.008), (-w / 2 + 0.12, 0, top), 0.002), STEEL)
    b.add("iron", box((0.06, 0.03, h - top - 0.008), (-w / 2 + 0.12, 0, top + 0.007), 0.002), BLACK)
    return b.model()
