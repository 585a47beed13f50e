"""Kitchen, laundry and climate appliances. Their doors and controls face -y; handles and knobs are within the depth."""

from __future__ import annotations

import numpy as np

from assets.asset import UseZone
from assets.model import Material, Model
from assets.parametric.kit import Builder, box, cylinder, ellipsoid, lathe, move, tube, turn
from assets.parametric.kit_more import loft, oval, post, push, rod, soft_rectangle
from assets.parametric.looks import (
    BLACK,
    CHROME,
    DARK_GLASS,
    GLASS,
    GREY,
    IRON,
    RUBBER,
    SCREEN,
    STEEL,
    WATER,
    WHITE,
    tinted,
)
from assets.parametric.spec import Maker, Spec, flat_top, no_access, no_supports, whole

GRIP = 0.035


def _body(
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


def _bar_handle(
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


def front_access(spec: Spec) -> tuple[UseZone, ...]:
    """Room to open the door and stoop before it."""
    return (UseZone("front", 0.9),)


# cold ---------------------------------------------------------------------------------------------------------------


def fridge(spec: Spec) -> Model:
    """Fridge over freezer; side by side when wide; one door when low. Rounded retro body in fifties and children's styles."""
    b = Builder()
    w, d, h = spec.size
    retro = spec.style.name in ("mid-century", "kids")
    foot, door = 0.03, 0.06
    soft = 0.06 if retro else 0.004
    b.add("plinth", box((w - 0.03, d - GRIP - door - 0.03, foot + 0.005), (0, 0.03, 0)), BLACK)
    b.add(
        "body", box((w, d - GRIP - door, h - foot), (0, (GRIP + door) / 2, foot), min(soft, 0.02)), spec.palette.primary
    )
    for x, z, wide, tall, hinge in _fridge_doors(spec, foot):
        y = -d / 2 + GRIP + door / 2
        b.add("door", box((wide - 0.004, door - 0.003, tall - 0.006), (x, y, z + 0.003), soft), spec.palette.primary)
        long = min(0.45, 0.55 * tall)
        hx = x - hinge * (wide / 2 - 0.05)
        _bar_handle(
            b,
            spec,
            hx,
            min(max(z + tall * 0.5, 0.85), z + tall - long / 2 - 0.05) if tall > 0.8 else z + tall * 0.55,
            long,
            upright=True,
        )
    if w > 0.8:
        b.add("dispenser", box((0.2, 0.008, 0.32), (-w / 4, -d / 2 + GRIP - 0.002, 1.05)), SCREEN)
    return b.model()


def _fridge_doors(spec: Spec, foot: float) -> list[tuple[float, float, float, float, int]]:
    """(x, z, width, height, hinge side) of each door."""
    w, h = spec.w, spec.h
    if w > 0.8:
        return [(-w / 4, foot, w / 2, h - foot, -1), (w / 4, foot, w / 2, h - foot, 1)]
    if h < 1.1:
        return [(0.0, foot, w, h - foot, 1)]
    split = 0.38 * h
    return [(0.0, foot, w, split - foot, 1), (0.0, split, w, h - split, 1)]


# cooking ------------------------------------------------------------------------------------------------------------


def _oven_door(b: Builder, spec: Spec, low: float, high: float) -> None:
    """Glass door with a bar handle at its top."""
    w, d = spec.w, spec.d
    y = -d / 2 + GRIP
    b.add("door", box((w - 0.008, 0.016, high - low - 0.006), (0, y + 0.006, low + 0.003), 0.003), spec.palette.primary)
    b.add("window", box((w - 0.12, 0.006, 0.58 * (high - low)), (0, y - 0.002, low + 0.16 * (high - low))), DARK_GLASS)
    _bar_handle(b, spec, 0.0, high - 0.05, 0.75 * w)


def stove(spec: Spec) -> Model:
    """Oven with a hob on top; gas rings in old and workshop styles, glass otherwise; a splash back when higher than 0.95 m."""
    b = Builder()
    w, d, h = spec.size
    top = min(h, 0.91) if h > 0.95 else h
    gas = spec.style.name in ("classic", "rustic", "industrial", "bohemian", "art deco") or spec.option("fuel") == "gas"
    rise = 0.03 if gas else 0.0
    deck = top - rise
    _body(b, spec, 0.08, deck - 0.03)
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
    _body(b, spec, 0.0, h, name="body")
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


# washing ------------------------------------------------------------------------------------------------------------


def dishwasher(spec: Spec) -> Model:
    """Flat door with a bar handle over a plinth."""
    b = Builder()
    w, d, h = spec.size
    foot = 0.09
    b.add("plinth", box((w - 0.01, d - GRIP - 0.05, foot + 0.005), (0, GRIP / 2 + 0.02, 0)), BLACK)
    _body(b, spec, foot, h, GRIP + 0.02)
    b.add(
        "door",
        box((w - 0.006, 0.022, h - foot - 0.11), (0, -d / 2 + GRIP + 0.011, foot + 0.004), 0.003),
        spec.palette.primary,
    )
    b.add("panel", box((w - 0.006, 0.022, 0.095), (0, -d / 2 + GRIP + 0.011, h - 0.10), 0.003), spec.palette.primary)
    b.add("display", box((0.3 * w, 0.003, 0.03), (0.2 * w, -d / 2 + GRIP - 0.001, h - 0.065)), SCREEN)
    _bar_handle(b, spec, 0.0, h - 0.15, 0.8 * w)
    return b.model()


def washing_machine(spec: Spec) -> Model:
    """Front loader: round door, panel with a dial and a drawer. A tall box is a washer with a dryer on it."""
    b = Builder()
    w, d, h = spec.size
    units = 2 if h > 1.4 else 1
    tall = h / units
    for k in range(units):
        _washer(b, spec, k * tall, tall, dryer=(k == 1 or spec.category == "tumble_dryer"))
    return b.model()


def _washer(b: Builder, spec: Spec, z: float, tall: float, dryer: bool) -> None:
    w, d = spec.w, spec.d
    door, foot = 0.045, 0.02 if z == 0 else 0.002
    b.add("body", box((w, d - door, tall - foot), (0, door / 2, z + foot), 0.008), spec.palette.primary)
    if z == 0:
        b.add(
            "foot",
            [
                cylinder(0.02, foot + 0.003, (sx * (w / 2 - 0.05), 0.02 + sy * (d / 2 - 0.08), 0), 12)
                for sx in (-1, 1)
                for sy in (-1, 1)
            ],
            RUBBER,
        )
    y = -d / 2 + door
    r = min(0.19, 0.34 * w)
    zc = z + 0.47 * tall
    rim = [(r, 0.0), (r, 0.012), (0.97 * r, 0.028), (0.84 * r, 0.028), (0.80 * r, 0.008), (0.80 * r, 0.0), (r, 0.0)]
    b.add(
        "door rim",
        move(turn(lathe(rim, segments=40), "x", np.pi / 2), (0, y + 0.003, zc)),
        CHROME if not dryer else tinted(spec.palette.primary, 0.85, "dryer rim"),
    )
    bowl = ellipsoid((1.62 * r, 1.62 * r, 0.08), (0, 0, -0.04), 28)
    b.add("door glass", push(move(turn(bowl, "x", np.pi / 2), (0, 0, zc)), y0=-d / 2), DARK_GLASS)
    b.add("door handle", box((0.03, 0.02, 0.08), (0.9 * r, y - 0.022, zc - 0.04), 0.006), GREY)
    top = z + tall
    b.add(
        "panel",
        box((w - 0.012, 0.008, 0.10), (0, y - 0.002, top - 0.115), 0.002),
        tinted(spec.palette.primary, 0.96, "washer panel"),
    )
    b.add("dial", cylinder(0.032, 0.03, (0.04 * w, y - 0.016, top - 0.098), 24, along="y", bevel=0.004), CHROME)
    b.add("display", box((0.15, 0.004, 0.045), (0.3 * w, y - 0.007, top - 0.09)), SCREEN)
    if not dryer:
        b.add("drawer", box((0.28 * w, 0.006, 0.075), (-0.32 * w, y - 0.007, top - 0.103), 0.002), spec.palette.primary)
    b.add(
        "flap",
        box((0.12, 0.006, 0.10), (-0.36 * w, y - 0.001, z + 0.05), 0.002),
        tinted(spec.palette.primary, 0.93, "washer flap"),
    )


# counter-top --------------------------------------------------------------------------------------------------------


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
    b.add(
        "spout",
        post([(x - 0.72 * r, 0, 0.60 * h), (-w / 2 + 0.022, 0, 0.84 * h)], [(0.05, 0.045), (0.044, 0.03)], 0.4),
        spec.palette.primary,
    )
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
    b.add("column", box((w, 0.48 * d, h * 0.9), (0, 0.26 * d, 0.10 * h), 0.008), spec.palette.primary)
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


# climate and cleaning -----------------------------------------------------------------------------------------------


def radiator(spec: Spec) -> Model:
    """A panel with fins, a column radiator in old styles, a ladder for towels when taller than wide."""
    b = Builder()
    w, d, h = spec.size
    if h > 1.15 * w:
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
    n = max(4, round(w / 0.06))
    pitch = w / n
    r = 0.42 * pitch
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
    b.add("head", box((head, 0.66 * d, 0.8 * h), (w / 2 - head / 2, 0, 0.1), 0.012), BLACK)
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
    b.add("slots", [loft([soft_rectangle(w * 0.995, d * 0.995, 0.32 * min(w, d), z, corner=7), soft_rectangle(w * 0.995, d * 0.995, 0.32 * min(w, d), z + 0.012, corner=7)])
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
        a = i * np.pi / 8
        c, s = np.cos(a), np.sin(a)
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


FAMILY: dict[str, Maker] = {
    "fridge": Maker(fridge, flat_top, whole, front_access),
    "stove": Maker(stove, no_supports, whole, front_access),
    "oven": Maker(oven, flat_top, whole, front_access),
    "hob": Maker(hob, no_supports, whole, no_access),
    "range_hood": Maker(range_hood, no_supports, whole, no_access),
    "microwave": Maker(microwave, flat_top, whole, no_access),
    "dishwasher": Maker(dishwasher, flat_top, whole, front_access),
    "washing_machine": Maker(washing_machine, flat_top, whole, front_access),
    "tumble_dryer": Maker(washing_machine, flat_top, whole, front_access),
    "kettle": Maker(kettle, no_supports, whole, no_access),
    "toaster": Maker(toaster, no_supports, whole, no_access),
    "coffee_machine": Maker(coffee_machine, no_supports, whole, no_access),
    "small_appliance": Maker(small_appliance, no_supports, whole, no_access),
    "radiator": Maker(radiator, no_supports, whole, no_access),
    "heater": Maker(heater, no_supports, whole, no_access),
    "air_conditioner": Maker(air_conditioner, no_supports, whole, no_access),
    "air_purifier": Maker(air_purifier, no_supports, whole, no_access),
    "fan": Maker(fan, no_supports, whole, no_access),
    "vacuum_cleaner": Maker(vacuum_cleaner, no_supports, whole, no_access),
    "water_dispenser": Maker(water_dispenser, no_supports, whole, no_access),
    "ironing_board": Maker(ironing_board, no_supports, whole, no_access),
}
