"""Boards and trays on a frame: shelving, shoe racks, wine racks, trolleys."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from assets.asset import SolidBox, Support
from assets.materials import material
from assets.model import Model
from assets.parametric.kit import Builder, bend, box, cylinder, fit, lathe, move, tube, turn
from assets.parametric.spec import Maker, Spec, between, corner_posts, end_panels


def _boards(spec: Spec, pitch: float = 0.42) -> list[float]:
    """Undersides of the boards of an open rack, bottom to top."""
    count = max(2, round(spec.h / pitch))
    low, t = min(0.1, 0.12 * spec.h), 0.025
    return [low + k * (spec.h - t - low) / (count - 1) for k in range(count)]


def shelving(spec: Spec) -> Model:
    """Boards on four steel posts, braced at the back."""
    b, post, t = Builder(), 0.03, 0.025
    hw, hd = spec.w / 2, spec.d / 2
    steel, board = spec.palette.primary, spec.palette.secondary
    corners = [(sx * (hw - post / 2), sy * (hd - post / 2)) for sx in (-1, 1) for sy in (-1, 1)]
    b.add("post", [box((post, post, spec.h - 0.0005), (x, y, 0), 0.003) for x, y in corners], steel)
    for z in _boards(spec):
        b.add("shelf", box((spec.w - 2 * post - 0.001, spec.d - 0.004, t), (0, 0, z), 0.002), board, "x")
        for y in (-hd + 0.012, hd - 0.012):
            b.add("rail", box((spec.w - 2 * post - 0.0016, 0.02, 0.018), (0, y, z - 0.0185)), steel)
    b.add("cap", [box((post, post, 0.0004), (x, y, spec.h - 0.0004)) for x, y in corners], steel)
    z0, z1 = _boards(spec)[0], _boards(spec)[-1]
    for s in (-1, 1):
        brace = [(s * (hw - 0.04), hd - 0.004, z0 + 0.04), (-s * (hw - 0.04), hd - 0.004, z1 - 0.04)]
        b.add("brace", tube(brace, 0.0035, 6), steel)
    return fit(b.model(), spec.size)


def shelving_supports(spec: Spec) -> tuple[Support, ...]:
    levels = _boards(spec)
    hw, hd = spec.w / 2 - 0.035, spec.d / 2 - 0.015
    clear = [b - a - 0.05 for a, b in pairwise(levels)] + [10.0]
    return tuple(Support(z + 0.025, -hw, -hd, hw, hd, c) for z, c in zip(levels, clear, strict=True))


def shelving_solid(spec: Spec) -> tuple[SolidBox, ...]:
    hw, hd, p = spec.w / 2, spec.d / 2, 0.032
    posts = corner_posts(spec.w, spec.d, spec.h, p, p)
    boards = [SolidBox((-hw, -hd, z - 0.019), (hw, hd, min(z + 0.026, spec.h))) for z in _boards(spec)]
    return (*posts, *boards, SolidBox((-hw, hd - 0.01, 0), (hw, hd, spec.h)))


def shoe_rack(spec: Spec) -> Model:
    """Slatted levels between two ends."""
    b, t, wood = Builder(), 0.022, spec.palette.primary
    levels = _shoe_levels(spec)
    for s in (-1, 1):
        b.add("end", box((t, spec.d, spec.h), (s * (spec.w - t) / 2, 0, 0), 0.004), wood, "z")
    count = max(3, round(spec.d / 0.075))
    for z in levels:
        for k in range(count):
            y = -spec.d / 2 + 0.02 + k * (spec.d - 0.04) / (count - 1)
            b.add("slat", box((spec.w - 2 * t - 0.001, 0.03, 0.014), (0, y, z), 0.003), wood, "x")
    return fit(b.model(), spec.size)


def _shoe_levels(spec: Spec) -> list[float]:
    count = max(1, round(spec.h / 0.24))
    return [0.06 + k * (spec.h - 0.075) / max(1, count) for k in range(count)] + (
        [spec.h - 0.014] if spec.h > 0.35 else []
    )


def shoe_supports(spec: Spec) -> tuple[Support, ...]:
    levels = _shoe_levels(spec)
    hw, hd = spec.w / 2 - 0.03, spec.d / 2
    clear = [b - a - 0.015 for a, b in pairwise(levels)] + [10.0]
    return tuple(Support(z + 0.014, -hw, -hd, hw, hd, c) for z, c in zip(levels, clear, strict=True))


def shoe_solid(spec: Spec) -> tuple[SolidBox, ...]:
    hw, hd = spec.w / 2, spec.d / 2
    ends = end_panels(spec.w, spec.d, spec.h, 0.022)
    return (*ends, *(SolidBox((-hw, -hd, z), (hw, hd, z + 0.016)) for z in _shoe_levels(spec)))


def _trays(spec: Spec) -> list[float]:
    return [0.14, spec.h - 0.13] if spec.h < 0.9 else [0.14, 0.5 * spec.h, spec.h - 0.13]


def bar_cart(spec: Spec) -> Model:
    """Trays with a rim on a frame of round tube, on wheels."""
    b, r, steel = Builder(), 0.009, spec.palette.primary
    hw, hd = spec.w / 2 - r, spec.d / 2 - r
    wheel = 0.035
    for y in (-hd, hd):
        path = [(-hw, y, 2 * wheel), (-hw, y, spec.h - r), (hw, y, spec.h - r), (hw, y, 2 * wheel)]
        b.add("frame", tube(bend(path, 0.06), r, 10), steel)
        b.add(
            "wheel",
            [cylinder(wheel, 0.018, (s * (hw - wheel + r), y * 0.98, 0), 18, along="y", bevel=0.004) for s in (-1, 1)],
            material("rubber"),
        )
    b.add(
        "handle",
        [cylinder(r, spec.d - 4 * r, (s * hw, 0, spec.h - 0.09), 10, along="y") for s in (-1, 1)],
        steel,
    )
    for z in _trays(spec):
        b.add("tray", box((2 * hw - 2 * r - 0.001, 2 * hd - 2 * r - 0.001, 0.008), (0, 0, z)), spec.palette.secondary)
        loop = [(-hw, -hd, z + 0.05), (hw, -hd, z + 0.05), (hw, hd, z + 0.05), (-hw, hd, z + 0.05)]
        b.add("rim", tube(loop, 0.005, 8, closed=True), steel)
        b.add("rail", [cylinder(0.006, spec.d - 4 * r, (s * hw, 0, z - 0.0125), 8, along="y") for s in (-1, 1)], steel)
    return fit(b.model(), spec.size)


def cart_supports(spec: Spec) -> tuple[Support, ...]:
    hw, hd, levels = spec.w / 2 - 0.03, spec.d / 2 - 0.03, _trays(spec)
    clear = [b - a - 0.03 for a, b in pairwise(levels)] + [10.0]
    return tuple(Support(z + 0.008, -hw, -hd, hw, hd, c) for z, c in zip(levels, clear, strict=True))


def cart_solid(spec: Spec) -> tuple[SolidBox, ...]:
    hw, hd, r = spec.w / 2, spec.d / 2, 0.035
    posts = corner_posts(spec.w, spec.d, spec.h, 0.075, r)
    rims = [between((-hw, s * hd, 0), (hw, s * (hd - r), spec.h)) for s in (-1, 1)]
    ends = end_panels(spec.w, spec.d, spec.h, r)
    return (*posts, *rims, *ends, *(SolidBox((-hw, -hd, z - 0.014), (hw, hd, z + 0.009)) for z in _trays(spec)))


def wine_rack(spec: Spec) -> Model:
    """A lattice of bottles' berths."""
    b, t, wood = Builder(), 0.014, spec.palette.primary
    columns, rows = min(10, max(2, round(spec.w / 0.12))), min(14, max(2, round(spec.h / 0.12)))
    for k in range(columns + 1):
        x = -spec.w / 2 + t / 2 + k * (spec.w - t) / columns
        b.add("upright", box((t, spec.d, spec.h), (x, 0, 0)), wood, "z")
    pitch = (spec.w - t) / columns
    step = (spec.h - t) / rows
    for k in range(rows + 1):
        for c in range(columns):
            x = -spec.w / 2 + t / 2 + (c + 0.5) * pitch
            b.add(
                "shelf",
                box((pitch - t - 0.0006, spec.d - 0.004, t * 0.7), (x, 0, min(k * step, spec.h - 0.7 * t))),
                wood,
                "y",
            )
    rng = spec.rng()
    glass = material("glass", "dark green")
    bottle = [(0, 0), (0.036, 0), (0.038, 0.01), (0.038, 0.17), (0.015, 0.215), (0.0145, 0.27), (0, 0.27)]
    for row in range(rows):
        for c in range(columns):
            if rng.random() < 0.55 * min(1.0, 40 / (rows * columns)) and spec.d > 0.25:
                x = -spec.w / 2 + t / 2 + (c + 0.5) * pitch
                lying = turn(lathe(bottle, segments=12), "x", np.pi / 2)
                b.add("bottle", move(lying, (x, spec.d / 2 - 0.012, row * step + 0.7 * t + 0.039)), glass)
    return fit(b.model(), spec.size)


FAMILY: dict[str, Maker] = {
    "shelving": Maker(shelving, shelving_supports, shelving_solid),
    "shoe_rack": Maker(shoe_rack, shoe_supports, shoe_solid),
    "bar_cart": Maker(bar_cart, cart_supports, cart_solid),
    "wine_rack": Maker(wine_rack),
}
