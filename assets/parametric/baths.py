"""Baths and showers. Back to the wall (+y)."""

from __future__ import annotations

from assets.asset import SolidBox, Support
from assets.model import Material, Model
from assets.parametric.basins import tap_metal
from assets.parametric.kit import Builder, box, cylinder, ellipsoid, tube
from assets.parametric.kit_more import Ring, loft, oval, push, rod, soft_rectangle
from assets.parametric.looks import BLACK, GLASS, WHITE
from assets.parametric.spec import Spec


def _bath_rim(spec: Spec) -> float:
    return spec.h - (0.06 if _bath_kind(spec) == "built-in" else 0.0)


def _bath_kind(spec: Spec) -> str:
    default = {
        "contemporary": "oval",
        "minimalist": "oval",
        "japandi": "oval",
        "classic": "claw",
        "rustic": "claw",
        "art deco": "claw",
        "bohemian": "claw",
    }
    return spec.option("kind", default.get(spec.style.name, "built-in"))


def bathtub(spec: Spec) -> Model:
    """Built in with panels, a free-standing oval, or a roll-top on claw feet."""
    b = Builder()
    makers = {"oval": _oval_bath, "claw": _claw_bath}
    makers.get(_bath_kind(spec), _panel_bath)(b, spec)
    return b.model()


def _hollow(
    w: float, d: float, rim: float, depth: float, corner: float, at: tuple[float, float] = (0.0, 0.0)
) -> list[Ring]:
    """Rings of the inside of a bath, from the rim down."""
    rows = ((1.0, 1.0, 0.0), (0.985, 0.97, 0.02), (0.94, 0.90, 0.45), (0.86, 0.78, 0.88), (0.76, 0.64, 1.0))
    return [soft_rectangle(w * k, d * j, corner * j, rim - depth * z, at, 7) for k, j, z in rows]


def _panel_bath(b: Builder, spec: Spec) -> None:
    w, d = spec.w, spec.d
    rim = _bath_rim(spec)
    c = 0.03
    rows = ((0.03, 0.0), (0.03, rim - 0.042), (0.0, rim - 0.04), (0.0, rim - 0.006), (0.012, rim))
    outer = [soft_rectangle(w - i, d - i, c, z, corner=7) for i, z in rows]
    b.add("bath", loft([*outer, *_hollow(w - 0.15, d - 0.15, rim, min(0.42, 0.8 * rim), 0.17)]), spec.palette.primary)
    x = w / 2 - 0.045
    b.add("overflow", cylinder(0.03, 0.006, (w / 2 - 0.105, 0, rim - 0.14), 18, along="x"), tap_metal(spec))
    b.add("drain", cylinder(0.03, 0.004, (0.24 * w, 0, rim - min(0.42, 0.8 * rim) - 0.001), 18), tap_metal(spec))
    _deck_tap(b, spec, x, rim)


def _deck_tap(b: Builder, spec: Spec, x: float, rim: float) -> None:
    """A low bath mixer on the rim at the right-hand end, its spout into the bath."""
    metal, tall = tap_metal(spec), spec.h - rim
    b.add("tap", cylinder(0.014, tall * 0.8, (x, 0, rim - 0.002), 14), metal)
    b.add(
        "tap",
        push(
            rod(
                [(x, 0, rim + 0.6 * tall), (x - 0.10, 0, rim + 0.62 * tall), (x - 0.13, 0, rim + 0.1 * tall)],
                0.011,
                0.03,
                10,
            ),
            z1=spec.h,
        ),
        metal,
    )
    for sy in (-1, 1):
        b.add("tap", cylinder(0.012, tall * 0.55, (x, sy * 0.07, rim - 0.002), 12), metal)
        b.add("tap", box((0.016, 0.05, 0.010), (x, sy * 0.07, rim + tall * 0.5), 0.004), metal)


def _oval_bath(b: Builder, spec: Spec) -> None:
    w, d, h = spec.size
    n = 44
    rows = (
        (0.82, 0.78, 0.0),
        (0.84, 0.80, 0.02),
        (0.90, 0.88, 0.35),
        (0.975, 0.97, 0.8),
        (1.0, 1.0, 0.97),
        (0.995, 0.992, 1.0),
    )
    outer = [oval(w * k, d * j, h * z, power=3.2, points=n) for k, j, z in rows]
    inner = [
        oval(w * k - 0.05, d * j - 0.05, h * z, power=3.0, points=n)
        for k, j, z in ((1.0, 1.0, 1.0), (0.98, 0.97, 0.95), (0.91, 0.86, 0.45), (0.84, 0.74, 0.24), (0.6, 0.5, 0.2))
    ]
    b.add("bath", loft([*outer, *inner]), spec.palette.primary)
    b.add("drain", cylinder(0.03, 0.004, (0.2 * w, 0, 0.2 * h), 18), tap_metal(spec))


def _claw_bath(b: Builder, spec: Spec) -> None:
    w, d, h = spec.size
    n, foot = 44, 0.13
    rows = (
        (0.50, 0.42, foot), (0.72, 0.66, foot + 0.015), (0.86, 0.84, 0.45 * h), (0.93, 0.92, 0.75 * h),
        (0.95, 0.94, h - 0.05), (0.98, 0.97, h - 0.042), (1.0, 1.0, h - 0.022), (0.985, 0.98, h - 0.004),
        (0.96, 0.95, h),
    )  # fmt: skip
    outer = [oval(w * k, d * j, z, power=2.9, points=n) for k, j, z in rows]
    inner = [
        oval(w * k, d * j, z, power=2.9, points=n)
        for k, j, z in (
            (0.92, 0.88, h - 0.012),
            (0.89, 0.85, h - 0.06),
            (0.80, 0.74, 0.5 * h),
            (0.66, 0.56, foot + 0.05),
            (0.4, 0.3, foot + 0.035),
        )
    ]
    b.add("bath", loft([*outer, *inner]), spec.palette.primary)
    metal = tap_metal(spec)
    for sx in (-1, 1):
        for sy in (-1, 1):
            x, y = sx * 0.30 * w, sy * 0.27 * d
            b.add(
                "claw",
                tube(
                    [
                        (x * 0.9, y * 0.9, foot + 0.06),
                        (x * 1.05, y * 1.1, foot),
                        (x * 1.02, y * 1.02, 0.05),
                        (x * 1.08, y * 1.12, 0.022),
                    ],
                    [0.03, 0.026, 0.016, 0.02],
                    10,
                ),
                metal,
            )
            b.add("claw", ellipsoid((0.055, 0.055, 0.045), (x * 1.08, y * 1.12, 0.0), 12), metal)


TRAY, BASIN = 0.06, 0.025
"""Height of a shower's tray, and how deep one stands in it [m]."""


def shower(spec: Spec) -> Model:
    """Tray, glass on three sides with a door in front, rail and head on the wall behind."""
    b = Builder()
    w, d, h = spec.size
    metal, tray = tap_metal(spec), TRAY
    rows = ((0.0, 0.01, 0.0), (0.0, 0.01, tray), (0.10, 0.03, tray), (0.12, 0.03, tray - BASIN))
    rings = [soft_rectangle(w - i, d - i, r, z) for i, r, z in rows]
    rings.append(soft_rectangle(0.1, 0.1, 0.02, tray - 0.032, (0, 0.2 * d)))
    b.add("tray", loft(rings), spec.palette.secondary if spec.palette.secondary.metallic < 0.5 else WHITE)
    b.add("drain", cylinder(0.045, 0.004, (0, 0.2 * d, tray - 0.032), 20), metal)
    thick, z = 0.008, tray + 0.001
    for sx in (-1, 1):
        b.add("glass", box((thick, d - 0.05, h - z - 0.02), (sx * (w / 2 - 0.016), 0.0, z)), GLASS)
        b.add("profile", box((0.03, 0.022, h - tray), (sx * (w / 2 - 0.0155), d / 2 - 0.012, tray)), metal)
        b.add("profile", box((0.026, 0.026, h - tray), (sx * (w / 2 - 0.0135), -d / 2 + 0.0135, tray)), metal)
        b.add("rail", box((0.024, d - 0.055, 0.022), (sx * (w / 2 - 0.0145), 0, h - 0.022)), metal)
    door = 0.52 * (w - 0.06)
    b.add("glass", box((w - 0.06 - door - 0.006, thick, h - z - 0.02), (-(door + 0.006) / 2, -d / 2 + 0.012, z)), GLASS)
    b.add("door", box((door, thick, h - z - 0.03), ((w - 0.06 - door) / 2, -d / 2 + 0.014, z + 0.008)), GLASS)
    b.add("rail", box((w - 0.054, 0.022, 0.022), (0, -d / 2 + 0.0125, h - 0.022)), metal)
    hx = (w - 0.06) / 2 - door + 0.06
    b.add(
        "handle",
        rod(
            [
                (hx, -d / 2 + 0.02, 0.95),
                (hx, -d / 2 + 0.034, 0.95),
                (hx, -d / 2 + 0.034, 1.2),
                (hx, -d / 2 + 0.02, 1.2),
            ],
            0.006,
            0.006,
            8,
        ),
        metal,
    )
    _shower_set(b, spec, metal)
    return b.model()


def shower_floor(spec: Spec) -> tuple[Support, ...]:
    """A seat stands in the tray."""
    x, y = spec.w / 2 - 0.06, spec.d / 2 - 0.06
    return (Support(TRAY - BASIN, -x, -y, x, y, spec.h - 0.1 - TRAY),)


def shower_solid(spec: Spec) -> tuple[SolidBox, ...]:
    """Tray, the glass on three sides, and what is on the wall behind: a person, or a seat, is between them."""
    (w, d, h), side = spec.size, 0.032
    tray = SolidBox((-w / 2, -d / 2, 0.0), (w / 2, d / 2, TRAY))
    glass = [SolidBox((x, -d / 2, TRAY), (x + side, d / 2, h)) for x in (-w / 2, w / 2 - side)]
    front = SolidBox((-w / 2, -d / 2, TRAY), (w / 2, -d / 2 + 0.05, h))
    taps = SolidBox((-0.14, d / 2 - 0.1, 0.6), (0.14, d / 2, h))
    head = SolidBox((-0.14, d / 2 - 0.3 * d - 0.16, h - 0.1), (0.14, d / 2, h))
    return (tray, *glass, front, taps, head)


def shower_seat(spec: Spec) -> Model:
    """A seat for the shower: slats that let the water through, on four legs with rubber feet."""
    b = Builder()
    (w, d, h), slab, slats, gap = spec.size, 0.025, 5, 0.012
    wide = (d - (slats - 1) * gap) / slats
    for k in range(slats):
        y = -d / 2 + wide / 2 + k * (wide + gap)
        b.add("slat", box((w, wide, slab), (0.0, y, h - slab)), spec.palette.primary)
    for sx in (-1, 1):
        x = sx * (w / 2 - 0.03)
        b.add("beam", box((0.03, d - 0.02, 0.022), (x, 0.0, h - slab - 0.02)), spec.palette.secondary)
        for y in (-d / 2 + 0.03, d / 2 - 0.03):
            b.add("leg", cylinder(0.012, h - slab - 0.032, (x, y, 0.015), 16), spec.palette.secondary)
            b.add("foot", cylinder(0.017, 0.02, (x, y, 0.0), 16), BLACK)
    return b.model()


def _shower_set(b: Builder, spec: Spec, metal: Material) -> None:
    """Mixer, riser, rain head, hand shower with its hose."""
    d, h = spec.d, spec.h
    y = d / 2 - 0.035
    b.add("riser", rod([(0, y, 1.0), (0, y, h - 0.035), (0, y - 0.30 * d, h - 0.03)], 0.010, 0.08, 10), metal)
    b.add("head", cylinder(0.11, 0.012, (0, y - 0.30 * d, h - 0.062), 28, bevel=0.003), metal)
    b.add("neck", cylinder(0.014, 0.03, (0, y - 0.30 * d, h - 0.054), 12), metal)
    b.add("mixer", cylinder(0.02, 0.26, (0, y, 0.98), 16, along="x", bevel=0.004), metal)
    for z in (1.02, h - 0.25):
        b.add("bracket", cylinder(0.009, 0.034, (0, d / 2 - 0.018, z), 10, along="y"), metal)
    b.add("hand shower", cylinder(0.012, 0.16, (0.06, y - 0.03, 1.42), 12, radius_top=0.03), metal)
    b.add(
        "hose",
        tube([(0.06, y - 0.03, 1.43), (0.10, y - 0.05, 1.1), (0.06, y - 0.05, 0.72), (0.02, y - 0.01, 0.98)], 0.006, 7),
        metal,
    )
    b.add("holder", box((0.07, 0.02, 0.02), (0.03, y - 0.014, 1.47)), metal)
