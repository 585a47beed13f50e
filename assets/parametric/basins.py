"""Basins and taps. Back to the wall (+y)."""

from __future__ import annotations

import trimesh

from assets.asset import SolidBox, Support
from assets.model import Material, Model
from assets.parametric.kit import Builder, box, cylinder, lathe
from assets.parametric.kit_more import loft, push, rod, soft_rectangle
from assets.parametric.looks import CHROME, tinted
from assets.parametric.seat_parts import legs
from assets.parametric.spec import Spec


def tap_metal(spec: Spec) -> Material:
    """Taps follow the style where it names brass or black; otherwise chrome."""
    return (
        spec.palette.metal
        if spec.style.name in ("classic", "art deco", "industrial", "japandi", "contemporary")
        else CHROME
    )


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


def _basin_rim(spec: Spec) -> float:
    """Height of the basin's rim: a low tap on a low box, a tall one where there is height (rim 0.76-0.9 m)."""
    return spec.h - (0.06 if spec.h < 0.95 and spec.h > 0.4 else min(0.14, 0.35 * spec.h))


def _pedestal(spec: Spec) -> bool:
    """On a pedestal by the option `kind` or `legs`, and by default in old styles where it is narrow."""
    old = spec.style.name in ("classic", "rustic", "art deco") and spec.w < 0.85
    default = "pedestal" if old or spec.option("legs") == "pedestal" else "vanity"
    return spec.option("kind", default) == "pedestal"


def _basins(spec: Spec) -> int:
    """One basin, or two where the box is wide or two are asked for."""
    return spec.count("basins", 2 if spec.w > 1.15 or spec.option("double") == "yes" else 1)


def bathroom_sink(spec: Spec) -> Model:
    """A vanity unit with one or two basins, or a basin on a pedestal; hung on the wall when it is low."""
    b = Builder()
    w, d = spec.w, spec.d
    rim = _basin_rim(spec)
    basins = _basins(spec)
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
        b.add("drain", cylinder(0.022, 0.003, (x, -0.03 * d, rim - 0.78 * thick), 18), tap_metal(spec))
        mixer(b, tap_metal(spec), (x, d / 2 - 0.055, rim - 0.003), tap + 0.003, min(0.13, 0.3 * d))
    if spec.h > 0.4:
        _vanity(b, spec, rim - thick)
    return b.model()


def _counter_basin(w: float, d: float, low: float, rim: float, x: float) -> trimesh.Trimesh:
    """A ceramic top with a bowl sunk into it: deck at the back for the tap."""
    thick = rim - low
    bw, bd, cy = min(w - 0.10, 0.62 if w > 0.7 else w - 0.08), 0.66 * d, -0.055 * d
    deck = ((0.012, 0.008, low), (0.0, 0.012, low + 0.006), (0.0, 0.012, rim - 0.004), (0.008, 0.01, rim))
    sunk = ((0.0, rim), (0.02, rim - 0.02), (0.07, rim - 0.68 * thick), (0.7 * min(bw, bd), rim - 0.78 * thick))
    rings = [soft_rectangle(w - i, d - i, r, z, (x, 0)) for i, r, z in deck]
    rings += [soft_rectangle(bw - i, bd - i, 0.06, z, (x, cy)) for i, z in sunk]
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
                tap_metal(spec),
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
    b.add("drain", cylinder(0.02, 0.003, (0, cy, rim - 0.1155), 16), tap_metal(spec))
    mixer(b, tap_metal(spec), (0, d / 2 - 0.06, rim - 0.003), spec.h - rim + 0.003, min(0.12, 0.28 * d))


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
    rim, basins = _basin_rim(spec), _basins(spec)
    wide = spec.w / basins
    bowl = min(wide - 0.10, 0.62 if wide > 0.7 else wide - 0.08)
    free = (wide - bowl) / 2 - 0.01
    y0, y1 = -spec.d / 2 + 0.02, spec.d / 2 - 0.02
    if free < 0.09:
        return ()
    x = spec.w / 2 - 0.01
    return (Support(rim, -x, y0, -x + free, y1), Support(rim, x - free, y0, x, y1))
