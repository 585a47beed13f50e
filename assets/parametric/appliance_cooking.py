"""Stoves, ovens, hobs, hoods and microwaves. Doors and controls face -y; handles and knobs are within the depth."""

from __future__ import annotations

from assets.model import Material, Model
from assets.parametric.kit import Builder, box, cylinder, lathe
from assets.parametric.kit_more import loft, rod, soft_rectangle
from assets.parametric.looks import (
    BLACK,
    DARK_GLASS,
    GREY,
    IRON,
    RUBBER,
    SCREEN,
    STEEL,
    tinted,
)
from assets.parametric.spec import Spec

GRIP = 0.035


def body(
    b: Builder,
    spec: Spec,
    low: float,
    high: float,
    front: float = GRIP,
    name: str = "body",
    material: Material | None = None,
) -> None:
    """The carcass between two heights, its face `front` behind the front of the box."""
    b.add(name, box((spec.w, spec.d - front, high - low), (0, front / 2, low), 0.003), material or spec.palette.primary)


def bar_handle(
    b: Builder, spec: Spec, x: float, z: float, long: float, upright: bool = False, front: float = GRIP
) -> None:
    """A bar on two posts that reaches the very front."""
    y, r = -spec.d / 2, 0.008
    half = long / 2
    ends = [(x, z - half), (x, z + half)] if upright else [(x - half, z), (x + half, z)]
    path = [
        (ends[0][0], y + front + 0.004, ends[0][1]),
        (ends[0][0], y + r, ends[0][1]),
        (ends[1][0], y + r, ends[1][1]),
        (ends[1][0], y + front + 0.004, ends[1][1]),
    ]
    b.add("handle", rod(path, r, 0.012, 8), STEEL)


def _knobs(b: Builder, spec: Spec, xs: list[float], z: float, r: float = 0.02, front: float = GRIP) -> None:
    for x in xs:
        b.add(
            "knob",
            cylinder(r, front * 0.75, (x, -spec.d / 2 + front * 0.66, z - r), 18, along="y", bevel=0.003),
            tinted(BLACK, 1.5, "knob"),
        )


def _oven_door(b: Builder, spec: Spec, low: float, high: float) -> None:
    """Glass door with a bar handle at its top."""
    w, d = spec.w, spec.d
    y = -d / 2 + GRIP
    b.add("door", box((w - 0.008, 0.016, high - low - 0.006), (0, y + 0.006, low + 0.003), 0.003), spec.palette.primary)
    b.add("window", box((w - 0.12, 0.006, 0.58 * (high - low)), (0, y - 0.002, low + 0.16 * (high - low))), DARK_GLASS)
    bar_handle(b, spec, 0.0, high - 0.05, 0.75 * w)


def stove(spec: Spec) -> Model:
    """Oven with a hob on top: gas rings in old and workshop styles, else glass; a splash back above 0.95 m."""
    b = Builder()
    w, d, h = spec.size
    top = min(h, 0.91) if h > 0.95 else h
    gas = spec.style.name in ("classic", "rustic", "industrial", "bohemian", "art deco") or spec.option("fuel") == "gas"
    rise = 0.03 if gas else 0.0
    deck = top - rise
    body(b, spec, 0.08, deck - 0.03)
    b.add("plinth", box((w - 0.02, d - GRIP - 0.06, 0.085), (0, 0.04, 0)), BLACK)
    b.add("deck", box((w, d - 0.012, 0.03), (0, 0.006, deck - 0.03), 0.004), STEEL if gas else DARK_GLASS)
    b.add("panel", box((w - 0.004, 0.012, 0.095), (0, -d / 2 + GRIP - 0.002, deck - 0.13), 0.002), spec.palette.primary)
    _knobs(
        b, spec, [(-0.38 + 0.15 * i) * w for i in range(2)] + [(0.38 - 0.15 * i) * w for i in range(2)], deck - 0.082
    )
    b.add("display", box((0.16, 0.004, 0.04), (0, -d / 2 + GRIP - 0.009, deck - 0.10)), SCREEN)
    _oven_door(b, spec, 0.24, deck - 0.135)
    b.add("drawer", box((w - 0.008, 0.016, 0.14), (0, -d / 2 + GRIP + 0.006, 0.092), 0.003), spec.palette.primary)
    (_gas_rings if gas else _glass_rings)(b, w, d, deck)
    if gas:
        b.add("front rail", box((w, 0.006, 0.012), (0, -d / 2 + 0.003, deck - 0.022)), STEEL)
    else:
        b.add("front rail", box((w, 0.012, 0.02), (0, -d / 2 + 0.006, deck - 0.026), 0.003), STEEL)
    if h > top:
        b.add("splash back", box((w, 0.03, h - deck), (0, d / 2 - 0.015, deck - 0.002), 0.003), spec.palette.primary)
    return b.model()


def _burners(w: float, d: float) -> list[tuple[float, float, float]]:
    """(x, y, radius) of four or five rings."""
    x, y = 0.23 * w, 0.22 * d
    out = [(-x, -y, 0.09), (x, -y, 0.075), (-x, y, 0.075), (x, y, 0.09)]
    if w > 0.8:
        out = [(-0.32 * w, -y, 0.08), (0.32 * w, -y, 0.08), (-0.32 * w, y, 0.08), (0.32 * w, y, 0.08), (0.0, 0.0, 0.12)]
    scale = min(1.0, 0.42 * d / 0.25, w / 0.5)
    return [(a, c, r * scale) for a, c, r in out]


def _gas_rings(b: Builder, w: float, d: float, z: float) -> None:
    for x, y, r in _burners(w, d):
        b.add("burner", cylinder(0.5 * r, 0.012, (x, y, z - 0.001), 20, bevel=0.003), IRON)
        b.add("burner cap", cylinder(0.34 * r, 0.008, (x, y, z + 0.010), 18, bevel=0.002), IRON)
    for sx in (-1, 1):
        cx, wide, deep = sx * 0.245 * w, 0.46 * w, 0.84 * d
        for y in (-deep / 2, deep / 2, 0.0):
            b.add("grate", box((wide, 0.010, 0.010), (cx, y, z + 0.020)), IRON)
        for x in (-wide / 2 + 0.005, 0.0, wide / 2 - 0.005):
            b.add("grate", box((0.010, deep + 0.01, 0.0098), (cx + x, 0, z + 0.0201)), IRON)
        for x in (-wide / 2 + 0.005, wide / 2 - 0.005):
            for y in (-deep / 2, deep / 2):
                b.add("grate", box((0.0096, 0.0096, 0.0215), (cx + x, y, z - 0.0005)), IRON)


def _glass_rings(b: Builder, w: float, d: float, z: float) -> None:
    for x, y, r in _burners(w, d):
        ring = lathe([(r - 0.004, 0), (r, 0), (r, 0.001), (r - 0.004, 0.001), (r - 0.004, 0)], (x, y, z - 0.0006), 32)
        b.add("ring", ring, GREY)


def oven(spec: Spec) -> Model:
    """A built-in oven: panel with knobs and clock, glass door."""
    b = Builder()
    w, d, h = spec.size
    body(b, spec, 0.0, h, name="body")
    band = min(0.11, 0.2 * h)
    b.add("panel", box((w - 0.004, 0.012, band), (0, -d / 2 + GRIP - 0.002, h - band - 0.002), 0.002), DARK_GLASS)
    _knobs(b, spec, [-0.3 * w, 0.3 * w], h - band / 2, 0.018)
    b.add(
        "display",
        box((0.14, 0.004, 0.03), (0, -d / 2 + GRIP - 0.0095, h - band / 2 - 0.015)),
        Material("clock digits", (0.6, 0.8, 0.9), 0.4, emission=(0.3, 0.5, 0.6)),
    )
    doors = 2 if h > 0.9 else 1
    tall = (h - band - 0.01) / doors
    for k in range(doors):
        _oven_door(b, spec, k * tall + 0.004, (k + 1) * tall)
    return b.model()


def hob(spec: Spec) -> Model:
    """A cooking plate to stand in a counter: glass, or gas rings in old styles."""
    b = Builder()
    w, d, h = spec.size
    gas = spec.style.name in ("classic", "rustic", "industrial") and h > 0.045
    plate = h - 0.03 if gas else h
    b.add("tray", box((w - 0.04, d - 0.04, plate * 0.8), (0, 0, 0), 0.002), BLACK)
    b.add("plate", box((w, d, 0.008), (0, 0, plate - 0.008), 0.002), STEEL if gas else spec.palette.primary)
    if gas:
        _gas_rings(b, w, d, plate)
        return b.model()
    _glass_rings(b, w, d, plate + 0.0002)
    return b.model()


def range_hood(spec: Spec) -> Model:
    """A chimney over a flared or flat canopy, or a plain box when low; back on the wall."""
    b = Builder()
    w, d, h = spec.size
    metal = spec.palette.primary
    lip = min(0.06, 0.3 * h)
    if h < 0.3:
        b.add("box", box((w, d, h), (0, 0, 0), 0.004), metal)
        b.add("lamp strip", box((0.5 * w, 0.004, 0.02), (0, -d / 2 + 0.0015, 0.3 * h)), GREY)
        return b.model()
    b.add("canopy", box((w, d, lip), (0, 0, 0), 0.003), metal)
    cw, cd = min(0.30, 0.5 * w), min(0.26, 0.55 * d)
    y = d / 2 - cd / 2
    rings = [
        soft_rectangle(w - 0.01, d - 0.006, 0.003, lip - 0.002, (0, 0.003 - 0.003), 1),
        soft_rectangle(cw + 0.02, cd + 0.008, 0.003, lip + 0.3 * (h - lip), (0, y - 0.004), 1),
    ]
    b.add("flare", loft(rings), metal)
    b.add("chimney", box((cw, cd, h - lip), (0, y, lip), 0.002), metal)
    b.add(
        "button", [box((0.016, 0.004, 0.010), ((i - 1.5) * 0.04, -d / 2 + 0.0005, 0.4 * lip)) for i in range(4)], BLACK
    )
    return b.model()


def microwave(spec: Spec) -> Model:
    """Door with a window, control strip."""
    b = Builder()
    w, d, h = spec.size
    front, foot = 0.02, 0.012
    b.add("body", box((w, d - front, h - foot), (0, front / 2, foot), 0.006), spec.palette.primary)
    y = -d / 2 + front
    b.add("door", box((0.74 * w, 0.012, h - foot - 0.02), (-0.12 * w, y - 0.004, foot + 0.01), 0.003), BLACK)
    b.add("window", box((0.54 * w, 0.004, 0.55 * h), (-0.14 * w, y - 0.0105, foot + 0.2 * h)), DARK_GLASS)
    b.add(
        "handle",
        rod(
            [
                (0.20 * w, y, 0.2 * h),
                (0.20 * w, -d / 2 + 0.005, 0.2 * h),
                (0.20 * w, -d / 2 + 0.005, 0.86 * h),
                (0.20 * w, y, 0.86 * h),
            ],
            0.005,
            0.006,
            8,
        ),
        STEEL,
    )
    b.add("panel", box((0.2 * w, 0.006, h - foot - 0.02), (0.38 * w, y - 0.001, foot + 0.01)), SCREEN)
    b.add("knob", cylinder(0.045 * w, 0.012, (0.38 * w, y - 0.008, 0.2 * h), 20, along="y", bevel=0.002), STEEL)
    b.add(
        "clock",
        box((0.12 * w, 0.002, 0.1 * h), (0.38 * w, y - 0.0045, 0.72 * h)),
        Material("clock digits", (0.6, 0.8, 0.9), 0.4, emission=(0.3, 0.5, 0.6)),
    )
    for sx in (-1, 1):
        for sy in (-1, 1):
            b.add("foot", cylinder(0.014, foot + 0.002, (sx * 0.42 * w, sy * 0.36 * d, 0), 12), RUBBER)
    return b.model()
