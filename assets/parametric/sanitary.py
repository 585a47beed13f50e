"""Bathroom fixtures: toilet, bidet, basins, baths, showers and the small things beside them. Back to the wall (+y)."""

from __future__ import annotations

import numpy as np
import trimesh

from assets.asset import SolidBox, Support, UseZone
from assets.model import Material, Model
from assets.parametric.kit import Builder, box, cylinder, ellipsoid, lathe, tube
from assets.parametric.kit_more import Ring, egg, loft, oval, push, rod, soft_rectangle
from assets.parametric.looks import BLACK, CHROME, GLASS, PAPER, WHITE, tinted
from assets.parametric.seat_parts import legs
from assets.parametric.spec import Maker, Spec, no_access, no_supports, whole


def _metal(spec: Spec) -> Material:
    """Taps follow the style where it names brass or black; otherwise chrome."""
    return (
        spec.palette.metal
        if spec.style.name in ("classic", "art deco", "industrial", "japandi", "contemporary")
        else CHROME
    )


def _placed(ring: Ring, y: float) -> Ring:
    return ring + np.array([0.0, y, 0.0])


# toilet -------------------------------------------------------------------------------------------------------------


def _rim(spec: Spec) -> float:
    """Top of the bowl: 0.41 m on a full toilet; just under the lid where the cistern is in the wall."""
    return min(0.41, 0.52 * spec.h) if spec.h > 0.6 else spec.h - 0.04


def toilet(spec: Spec) -> Model:
    """Bowl on its foot, seat and lid, cistern with a button (none when lower than 0.6 m: it is in the wall)."""
    b = Builder()
    w, d, h = spec.size
    rim, stuff = _rim(spec), spec.palette.primary
    tank = min(0.19, 0.29 * d) if h > 0.6 else 0.02
    rear = d / 2 - (tank if h > 0.6 else 0.0)
    length = rear + d / 2
    mid = -d / 2 + 0.56 * length
    front, back = mid + d / 2, rear - mid
    bw = w if h <= 0.6 else min(w, 0.38)
    rows = ((0.62, 0.62, 0.95, 0.0), (0.60, 0.60, 0.95, 0.02), (0.58, 0.60, 0.95, 0.35), (0.70, 0.72, 0.96, 0.58),
            (0.92, 0.92, 0.98, 0.80), (0.985, 0.985, 1.0, 0.93), (0.99, 0.99, 1.0, 0.975), (0.975, 0.975, 0.99, 1.0))  # fmt: skip
    rings = [_placed(egg(bw * k, front * f, back * r, rim * z), mid) for k, f, r, z in rows]
    b.add("bowl", loft(rings), stuff)
    plastic = tinted(stuff, 1.02, "toilet seat")
    b.add("seat", _lid(bw, front, back, mid, rim + 0.002, 0.016), plastic)
    top = rim + 0.040 if h > 0.6 else h
    b.add("lid", _lid(bw, front, back, mid, rim + 0.0205, top - rim - 0.0205), plastic)
    for sx in (-1, 1):
        b.add("hinge", cylinder(0.012, 0.03, (sx * 0.075, rear - 0.02, rim + 0.014), 12, along="x"), CHROME)
    if h > 0.6:
        _cistern(b, spec, rim, tank, stuff)
    else:
        b.add("plate", box((min(0.3, w), 0.012, 0.2), (0, d / 2 - 0.006, rim * 0.3)), stuff)
    return b.model()


def _lid(w: float, front: float, back: float, mid: float, z: float, thick: float) -> trimesh.Trimesh:
    """A seat or a lid: an egg with soft edges that stops short of the cistern."""
    rows = ((0.985, 0.0), (1.0, 0.3), (1.0, 0.62), (0.97, 1.0))
    rings = [_placed(egg(w * k, front * k, (back - 0.03) * k, z + thick * t), mid) for k, t in rows]
    mesh = loft(rings)
    v = np.array(mesh.vertices)
    v[:, 1] += (mid - front) - v[:, 1].min()
    return trimesh.Trimesh(v, mesh.faces, process=False)


def _cistern(b: Builder, spec: Spec, rim: float, tank: float, stuff: Material) -> None:
    w, d, h = spec.size
    y, top = d / 2 - tank / 2, h - 0.006
    rings = [soft_rectangle(w * k, tank * j, 0.035, z, (0, y + tank * (1 - j) / 2)) for k, j, z in (
        (0.86, 0.86, rim - 0.03), (0.93, 0.95, rim + 0.02), (0.965, 0.965, 0.6 * top + 0.4 * rim), (0.975, 0.97, top - 0.034))]  # fmt: skip
    b.add("cistern", loft(rings), stuff)
    lid = [
        soft_rectangle(w * k, tank * k, 0.03, z, (0, y))
        for k, z in ((0.985, top - 0.035), (1.0, top - 0.03), (1.0, top - 0.008), (0.97, top))
    ]
    b.add("cistern lid", loft(lid), stuff)
    b.add("button", cylinder(0.026, 0.008, (0, y, top - 0.002), 20), CHROME)
    b.add("foot", box((0.2, tank + 0.02, rim - 0.02), (0, d / 2 - tank / 2 - 0.01, 0), 0.02), stuff)


def toilet_solid(spec: Spec) -> tuple[SolidBox, ...]:
    """The bowl with its lid, and the cistern."""
    w, d, h = spec.size
    if h <= 0.6:
        return whole(spec)
    low, tank = _rim(spec) + 0.042, min(0.19, 0.29 * d)
    return (
        SolidBox((-w / 2, -d / 2, 0), (w / 2, d / 2, low)),
        SolidBox((-w / 2, d / 2 - tank - 0.002, low), (w / 2, d / 2, h)),
    )


def toilet_access(spec: Spec) -> tuple[UseZone, ...]:
    """0.53 m is the least free floor before a fixture."""
    return (UseZone("front", 0.55),)


def bidet(spec: Spec) -> Model:
    """A low basin with a tap."""
    b = Builder()
    w, d, h = spec.size
    tap = 0.09
    rim = h - tap
    mid = 0.06 * d
    front, back = mid + d / 2, d / 2 - mid
    rows = ((0.60, 0.0), (0.58, 0.3), (0.72, 0.6), (0.95, 0.85), (1.0, 0.97), (0.985, 1.0))
    rings = [_placed(egg(w * k, front * k, back * min(1.0, k + 0.12), rim * z), mid) for k, z in rows]
    inner = [
        _placed(egg(w * k * 0.8, front * k * 0.82, back * k * 0.5, rim * z), mid)
        for k, z in ((1.0, 1.0), (0.94, 0.94), (0.7, 0.72), (0.3, 0.66))
    ]
    b.add("bowl", loft([*rings, *inner]), spec.palette.primary)
    mixer(b, _metal(spec), (0.0, d / 2 - 0.07, rim - 0.004), tap + 0.004, 0.10)
    return b.model()


# taps ---------------------------------------------------------------------------------------------------------------


def mixer(b: Builder, metal: Material, at: tuple[float, float, float], height: float, reach: float) -> None:
    """A single-lever tap at `at`, its spout reaching forward."""
    x, y, z = at
    r = 0.016 if height > 0.05 else 0.013
    top = z + height
    b.add("tap", cylinder(r, height * 0.72, (x, y, z), 16, bevel=0.003), metal)
    spout_z = z + height * 0.6
    b.add(
        "tap",
        rod(
            [(x, y, spout_z), (x, y - reach * 0.75, spout_z), (x, y - reach, spout_z - 0.3 * height)],
            r * 0.62,
            0.02,
            10,
        ),
        metal,
    )
    b.add(
        "tap",
        push(
            rod([(x, y, z + height * 0.7), (x, y, top - 0.006), (x, y - 0.055, top - 0.003)], 0.0055, 0.008, 8), z1=top
        ),
        metal,
    )


# basins -------------------------------------------------------------------------------------------------------------


def _basin_rim(spec: Spec) -> float:
    """Height of the basin's rim: a low tap on a low box, a tall one where there is height (rim 0.76-0.9 m)."""
    return spec.h - (0.06 if spec.h < 0.95 and spec.h > 0.4 else min(0.14, 0.35 * spec.h))


def _pedestal(spec: Spec) -> bool:
    return (
        spec.option(
            "kind", "pedestal" if spec.style.name in ("classic", "rustic", "art deco") and spec.w < 0.85 else "vanity"
        )
        == "pedestal"
    )


def bathroom_sink(spec: Spec) -> Model:
    """A vanity unit with one or two basins, or a basin on a pedestal; hung on the wall when it is low."""
    b = Builder()
    w, d = spec.w, spec.d
    rim = _basin_rim(spec)
    basins = spec.count("basins", 2 if w > 1.15 else 1)
    if _pedestal(spec) and spec.h > 0.4:
        _pedestal_basin(b, spec, rim)
        return b.model()
    wide = w / basins
    thick = min(0.13, 0.6 * rim) if spec.h > 0.4 else rim
    tap = spec.h - rim
    for i in range(basins):
        x = -w / 2 + (i + 0.5) * wide
        b.add(
            "basin",
            _counter_basin(wide - (0.0008 if basins > 1 else 0.0), d, rim - thick, rim, x),
            spec.palette.primary,
        )
        b.add("drain", cylinder(0.022, 0.003, (x, -0.03 * d, rim - 0.78 * thick), 18), _metal(spec))
        mixer(b, _metal(spec), (x, d / 2 - 0.055, rim - 0.003), tap + 0.003, min(0.13, 0.3 * d))
    if spec.h > 0.4:
        _vanity(b, spec, rim - thick + 0.0)
    return b.model()


def _counter_basin(w: float, d: float, low: float, rim: float, x: float) -> trimesh.Trimesh:
    """A ceramic top with a bowl sunk into it: deck at the back for the tap."""
    thick = rim - low
    bw, bd, cy = min(w - 0.10, 0.62 if w > 0.7 else w - 0.08), 0.66 * d, -0.055 * d
    rings = [soft_rectangle(w - 0.012, d - 0.012, 0.008, low, (x, 0)), soft_rectangle(w, d, 0.012, low + 0.006, (x, 0)), soft_rectangle(w, d, 0.012, rim - 0.004, (x, 0)),
             soft_rectangle(w - 0.008, d - 0.008, 0.01, rim, (x, 0)), soft_rectangle(bw, bd, 0.06, rim, (x, cy)), soft_rectangle(bw - 0.02, bd - 0.02, 0.06, rim - 0.02, (x, cy)),
             soft_rectangle(bw - 0.07, bd - 0.07, 0.06, rim - 0.68 * thick, (x, cy)), soft_rectangle(bw * 0.3, bd * 0.3, 0.03, rim - 0.78 * thick, (x, cy))]  # fmt: skip
    return loft(rings)


def _vanity(b: Builder, spec: Spec, top: float) -> None:
    """Carcass with drawers or doors below the basin, on legs or a plinth."""
    w, d = spec.w, spec.d
    plinth = spec.style.legs in ("plinth", "block")
    leg = 0.08 if plinth else 0.22
    body, front = spec.palette.secondary, 0.018
    if plinth:
        b.add("plinth", box((w - 0.04, d - 0.06, leg), (0, 0.02, 0)), tinted(body, 0.7, body.name + " shadow"))
    else:
        b.add(
            "leg",
            legs(spec.style.legs, w / 2 - 0.02, d / 2 - 0.03, leg, 0.035, 0.005),
            spec.palette.metal if spec.style.legs in ("hairpin", "sled", "angle") else body,
        )
    b.add("carcass", box((w - 0.012, d - front - 0.014, top - leg), (0, front / 2 + 0.001, leg), 0.001), body)
    columns, rows = max(1, round(w / 0.6)), 2 if spec.style.name not in ("classic", "rustic") else 1
    cw, ch = (w - 0.012) / columns, (top - leg) / rows
    for i in range(columns):
        for j in range(rows):
            x, z = -(w - 0.012) / 2 + (i + 0.5) * cw, leg + j * ch
            b.add(
                "front", box((cw - 0.004, front, ch - 0.005), (x, -d / 2 + 0.008 + front / 2, z + 0.002), 0.002), body
            )
            b.add(
                "handle",
                box((min(0.16, 0.4 * cw), 0.012, 0.01), (x, -d / 2 + 0.006, z + ch - 0.05), 0.003),
                _metal(spec),
            )


def _pedestal_basin(b: Builder, spec: Spec, rim: float) -> None:
    w, d = spec.w, spec.d
    rows = (
        (0.30, 0.34, -0.20),
        (0.62, 0.66, -0.13),
        (0.92, 0.93, -0.07),
        (1.0, 1.0, -0.03),
        (1.0, 1.0, -0.008),
        (0.985, 0.98, 0.0),
    )
    rings = [
        soft_rectangle(w * k, d * j, 0.28 * min(w * k, d * j), rim + z, (0, 0.10 * d * (1 - j)), 7) for k, j, z in rows
    ]
    bw, bd, cy = 0.80 * w, 0.62 * d, -0.06 * d
    inner = [
        soft_rectangle(bw * k, bd * k, 0.4 * min(bw, bd) * k, rim + z, (0, cy), 7)
        for k, z in ((1.0, 0.0), (0.95, -0.02), (0.75, -0.09), (0.3, -0.115))
    ]
    stuff = spec.palette.primary
    b.add("basin", loft([*rings, *inner]), stuff)
    foot = [(0.115, 0.0), (0.115, 0.03), (0.09, 0.06), (0.07, 0.35), (0.085, 0.75), (0.12, 1.0)]
    b.add("pedestal", lathe([(r * min(w, d) / 0.5, z * (rim - 0.15)) for r, z in foot], (0, 0.06 * d, 0), 28), stuff)
    b.add("drain", cylinder(0.02, 0.003, (0, cy, rim - 0.1155), 16), _metal(spec))
    mixer(b, _metal(spec), (0, d / 2 - 0.06, rim - 0.003), spec.h - rim + 0.003, min(0.12, 0.28 * d))


def sink_solid(spec: Spec) -> tuple[SolidBox, ...]:
    """The block up to the rim, the taps above it at the back; under a pedestal basin the floor is free."""
    w, d, h = spec.size
    rim = _basin_rim(spec)
    if _pedestal(spec) and h > 0.4:
        low = rim - 0.22
        r = 0.25 * min(w, d)
        return (
            SolidBox((-w / 2, -d / 2, low), (w / 2, d / 2, rim)),
            SolidBox((-r, 0.06 * d - r, 0), (r, 0.06 * d + r, low)),
            _taps(spec, rim),
        )
    return (SolidBox((-w / 2, -d / 2, 0), (w / 2, d / 2, rim)), _taps(spec, rim))


def _taps(spec: Spec, rim: float) -> SolidBox:
    reach = 0.055 + min(0.13, 0.3 * spec.d) + 0.02
    return SolidBox((-spec.w / 2, spec.d / 2 - reach, rim), (spec.w / 2, spec.d / 2, spec.h))


def sink_support(spec: Spec) -> tuple[Support, ...]:
    """The counter beside the bowl, where there is any."""
    if _pedestal(spec) or spec.h <= 0.4:
        return ()
    rim, basins = _basin_rim(spec), spec.count("basins", 2 if spec.w > 1.15 else 1)
    wide = spec.w / basins
    bowl = min(wide - 0.10, 0.62 if wide > 0.7 else wide - 0.08)
    free = (wide - bowl) / 2 - 0.01
    y0, y1 = -spec.d / 2 + 0.02, spec.d / 2 - 0.02
    if free < 0.09:
        return ()
    x = spec.w / 2 - 0.01
    return (Support(rim, -x, y0, -x + free, y1), Support(rim, x - free, y0, x, y1))


# bath and shower ----------------------------------------------------------------------------------------------------


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
    outer = [soft_rectangle(w - 0.03, d - 0.03, c, 0.0, corner=7), soft_rectangle(w - 0.03, d - 0.03, c, rim - 0.042, corner=7), soft_rectangle(w, d, c, rim - 0.04, corner=7),
             soft_rectangle(w, d, c, rim - 0.006, corner=7), soft_rectangle(w - 0.012, d - 0.012, c, rim, corner=7)]  # fmt: skip
    b.add("bath", loft([*outer, *_hollow(w - 0.15, d - 0.15, rim, min(0.42, 0.8 * rim), 0.17)]), spec.palette.primary)
    x = w / 2 - 0.045
    b.add("overflow", cylinder(0.03, 0.006, (w / 2 - 0.105, 0, rim - 0.14), 18, along="x"), _metal(spec))
    b.add("drain", cylinder(0.03, 0.004, (0.24 * w, 0, rim - min(0.42, 0.8 * rim) - 0.001), 18), _metal(spec))
    _deck_tap(b, spec, x, rim)


def _deck_tap(b: Builder, spec: Spec, x: float, rim: float) -> None:
    """A low bath mixer on the rim at the right-hand end, its spout into the bath."""
    metal, tall = _metal(spec), spec.h - rim
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
    b.add("drain", cylinder(0.03, 0.004, (0.2 * w, 0, 0.2 * h), 18), _metal(spec))


def _claw_bath(b: Builder, spec: Spec) -> None:
    w, d, h = spec.size
    n, foot = 44, 0.13
    rows = ((0.50, 0.42, foot), (0.72, 0.66, foot + 0.015), (0.86, 0.84, 0.45 * h), (0.93, 0.92, 0.75 * h), (0.95, 0.94, h - 0.05),
            (0.98, 0.97, h - 0.042), (1.0, 1.0, h - 0.022), (0.985, 0.98, h - 0.004), (0.96, 0.95, h))  # fmt: skip
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
    metal = _metal(spec)
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


def bath_access(spec: Spec) -> tuple[UseZone, ...]:
    """0.55 m beside the bath, along its front."""
    return (UseZone("front", 0.55),)


def shower(spec: Spec) -> Model:
    """Tray, glass on three sides with a door in front, rail and head on the wall behind."""
    b = Builder()
    w, d, h = spec.size
    metal, tray = _metal(spec), 0.06
    rings = [soft_rectangle(w, d, 0.01, 0.0), soft_rectangle(w, d, 0.01, tray), soft_rectangle(w - 0.10, d - 0.10, 0.03, tray),
             soft_rectangle(w - 0.12, d - 0.12, 0.03, tray - 0.025), soft_rectangle(0.1, 0.1, 0.02, tray - 0.032, (0, 0.2 * d))]  # fmt: skip
    b.add("tray", loft(rings), spec.palette.secondary if spec.palette.secondary.metallic < 0.5 else WHITE)
    b.add("drain", cylinder(0.045, 0.004, (0, 0.2 * d, tray - 0.032), 20), metal)
    thick, z = 0.008, tray + 0.001
    for sx in (-1, 1):
        b.add("glass", box((thick, d - 0.05, h - z - 0.02), (sx * (w / 2 - 0.016), 0.0, z)), GLASS)
        b.add("profile", box((0.03, 0.022, h - tray), (sx * (w / 2 - 0.0155), d / 2 - 0.012, tray + 0.0)), metal)
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


def shower_access(spec: Spec) -> tuple[UseZone, ...]:
    """0.75 m is good, 0.6 m will do."""
    return (UseZone("front", 0.6),)


# small things -------------------------------------------------------------------------------------------------------


def toilet_paper_holder(spec: Spec) -> Model:
    """A roll on a bar from the wall."""
    b = Builder()
    w, d, h = spec.size
    metal = _metal(spec)
    r = min(0.055, 0.5 * d - 0.012, 0.45 * h)
    y, z = -d / 2 + r, r
    b.add("roll", _hollow_roll(r, 0.018, w - 0.05, y, z), PAPER)
    b.add("bar", cylinder(0.008, w, (0, y, z - 0.008), 12, along="x"), metal)
    b.add(
        "arm",
        rod(
            [(w / 2 - 0.008, y, z), (w / 2 - 0.008, y, h - 0.012), (w / 2 - 0.008, d / 2 - 0.004, h - 0.012)],
            0.006,
            0.015,
            8,
        ),
        metal,
    )
    b.add(
        "plate",
        box(
            (0.05 if w > 0.1 else 0.03, 0.008, min(0.05, 0.5 * h)),
            (w / 2 - 0.025, d / 2 - 0.004, h - min(0.05, 0.5 * h)),
            0.002,
        ),
        metal,
    )
    return b.model()


def _hollow_roll(r: float, core: float, length: float, y: float, z: float) -> trimesh.Trimesh:
    ring = lathe([(core, 0), (r, 0), (r, length), (core, length), (core, 0)], segments=28)
    v = np.asarray(ring.vertices)[:, (2, 0, 1)] - (length / 2, 0, 0)
    return trimesh.Trimesh(v + (0, y, z), ring.faces, process=False)


def toilet_brush(spec: Spec) -> Model:
    """A beaker with the brush's handle."""
    b = Builder()
    r, h = spec.w / 2, spec.h
    b.add(
        "beaker",
        lathe([(0.9 * r, 0), (r, 0.01), (r, 0.42 * h), (0.9 * r, 0.42 * h), (0.85 * r, 0.3 * h)], segments=24),
        spec.palette.primary,
    )
    b.add("handle", cylinder(0.008, 0.68 * h, (0, 0, 0.3 * h), 12), _metal(spec))
    b.add("knob", cylinder(0.014, 0.04, (0, 0, h - 0.04), 14, bevel=0.006), _metal(spec))
    b.add("bristles", cylinder(0.55 * r, 0.1 * h, (0, 0, 0.29 * h), 16), WHITE)
    return b.model()


def bathroom_small(spec: Spec) -> Model:
    """A soap dispenser, or a tumbler with brushes when the seed is odd."""
    b = Builder()
    w, d, h = spec.size
    r = min(w, d) / 2
    if spec.seed % 2:
        b.add(
            "tumbler",
            lathe(
                [(0.8 * r, 0), (0.95 * r, 0.02), (r, 0.55 * h), (0.92 * r, 0.55 * h), (0.85 * r, 0.1 * h)], segments=24
            ),
            spec.palette.primary,
        )
        for k, (x, y) in enumerate(((0.45, 0.1), (-0.35, -0.25))):
            tone = spec.palette.accent if k else WHITE
            top = h if k == 0 else 0.95 * h
            b.add("brush", tube([(-x * r * 0.3, -y * r * 0.3, 0.12 * h), (x * r, y * r, top)], 0.004, 7), tone)
    else:
        b.add(
            "bottle",
            lathe(
                [
                    (0.94 * r, 0),
                    (r, 0.02 * h),
                    (r, 0.6 * h),
                    (0.75 * r, 0.7 * h),
                    (0.3 * r, 0.74 * h),
                    (0.3 * r, 0.78 * h),
                ],
                segments=26,
            ),
            spec.palette.primary,
        )
        b.add("pump", cylinder(0.006, 0.2 * h, (0, 0, 0.77 * h), 10), _metal(spec))
        b.add(
            "pump",
            push(rod([(0, 0, 0.96 * h), (0, -0.8 * r, 0.96 * h), (0, -0.86 * r, 0.9 * h)], 0.006, 0.008, 8), z1=h),
            _metal(spec),
        )
    if abs(w - d) > 0.004:
        b.add("dish", box((w, d, 0.006), (0, 0, 0), 0.002), spec.palette.primary)
    return b.model()


def bathroom_scale(spec: Spec) -> Model:
    """A glass plate with a small display on four feet."""
    b = Builder()
    w, d, h = spec.size
    rings = [
        soft_rectangle(w * k, d * k, 0.03, z)
        for k, z in ((0.99, 0.3 * h), (1.0, 0.4 * h), (1.0, 0.88 * h), (0.99, h * 0.96))
    ]
    b.add("plate", loft(rings), spec.palette.primary if spec.palette.primary.opacity == 1 else WHITE)
    b.add("display", box((0.09, 0.035, 0.1 * h), (0, 0.32 * d, 0.9 * h)), BLACK)
    for sx in (-1, 1):
        for sy in (-1, 1):
            b.add("foot", cylinder(0.018, 0.35 * h, (sx * 0.4 * w, sy * 0.4 * d, 0), 14), BLACK)
    return b.model()


FAMILY: dict[str, Maker] = {
    "toilet": Maker(toilet, no_supports, toilet_solid, toilet_access),
    "bidet": Maker(bidet, no_supports, whole, toilet_access),
    "bathroom_sink": Maker(bathroom_sink, sink_support, sink_solid, toilet_access),
    "bathtub": Maker(bathtub, no_supports, whole, bath_access),
    "shower": Maker(shower, no_supports, whole, shower_access),
    "toilet_paper_holder": Maker(toilet_paper_holder, no_supports, whole, no_access),
    "toilet_brush": Maker(toilet_brush, no_supports, whole, no_access),
    "bathroom_small": Maker(bathroom_small, no_supports, whole, no_access),
    "bathroom_scale": Maker(bathroom_scale, no_supports, whole, no_access),
}
