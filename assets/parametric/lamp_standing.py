"""Lamps that stand on the floor or on tables."""

from __future__ import annotations

import numpy as np

from assets.asset import SolidBox
from assets.model import Material, Model
from assets.parametric.kit import Builder, box, cylinder, ellipsoid, lathe, move, tube, turn
from assets.parametric.kit_more import bar, loft, loose, oval, push, rod, round_leg, smooth_profile
from assets.parametric.lamp_shades import shade, stem
from assets.parametric.looks import BLACK, BULB
from assets.parametric.spec import Spec, whole


def _floor_kind(spec: Spec) -> str:
    default = {
        "scandinavian": "tripod",
        "mid-century": "tripod",
        "modern": "arc",
        "industrial": "reading",
        "japandi": "paper",
    }
    kind = spec.option("kind", default.get(spec.style.name, "straight"))
    return "straight" if kind == "arc" and min(spec.w, spec.d) < 0.3 else kind


def floor_lamp(spec: Spec) -> Model:
    """Straight, tripod, arc, reading or paper column, by the style or the option `kind`."""
    b = Builder()
    kinds = {"straight": _straight, "tripod": _tripod, "arc": _arc, "reading": _reading, "paper": _column}
    kinds.get(_floor_kind(spec), _straight)(b, spec)
    return b.model()


def _foot(b: Builder, spec: Spec, width: float, depth: float, at: tuple[float, float] = (0.0, 0.0)) -> None:
    ring = [
        oval(width * k, depth * k, z, at, points=32) for k, z in ((0.99, 0.0), (1.0, 0.004), (1.0, 0.014), (0.96, 0.02))
    ]
    b.add("base", loft(ring), spec.palette.metal)


def _straight(b: Builder, spec: Spec) -> None:
    w, d, h = spec.size
    tall = min(0.32, 0.2 * h, 0.8 * w)
    _foot(b, spec, 0.68 * w, 0.68 * d)
    b.add("pole", cylinder(0.011, h - tall * 0.55 - 0.018, (0, 0, 0.018), 12), stem(spec))
    shade(b, spec, w, tall, h - tall, depth=d)


def _tripod(b: Builder, spec: Spec) -> None:
    w, d, h = spec.size
    tall = min(0.34, 0.24 * h, 0.85 * w)
    hub = h - tall - 0.03
    for k in range(3):
        a = -np.pi / 2 + k * 2 * np.pi / 3
        foot = (np.cos(a) * (w / 2 - 0.02), np.sin(a) * (d / 2 - 0.02), 0.0)
        head = (np.cos(a) * 0.025, np.sin(a) * 0.025, hub)
        b.add("leg", round_leg(foot, head, 0.009, 0.014, 10), spec.palette.wood)
    b.add("hub", cylinder(0.045, 0.035, (0, 0, hub - 0.015), 18, bevel=0.004), spec.palette.metal)
    b.add("pole", cylinder(0.008, tall * 0.6, (0, 0, hub + 0.01), 10), spec.palette.metal)
    shade(b, spec, w, tall, h - tall, depth=d)


def _arc(b: Builder, spec: Spec) -> None:
    """A weighty foot at one end, a bow of steel over to a shade at the other (along the longer side)."""
    w, d, h = spec.size
    swap = d > w
    length, breadth = (d, w) if swap else (w, d)
    across = min(breadth, 0.62 * length)
    part = Builder()
    foot = min(breadth, 0.5 * length)
    part.add("base", box((foot, breadth, 0.04), (-length / 2 + foot / 2, 0, 0), 0.008), spec.palette.secondary)
    x0, x1 = -length / 2 + foot * 0.35, length / 2 - across / 2
    s = np.linspace(0, 1, 22)
    drop = 0.24 * h
    angle = np.pi * (1 - s)
    rise = np.where(s < 0.5, 1.0, 1.0)
    bow = np.column_stack(
        [
            (x0 + x1) / 2 + (x1 - x0) / 2 * np.cos(angle),
            np.zeros(22),
            h - 0.3 * h - 0.009 + 0.3 * h * np.sin(angle) * rise,
        ]
    )
    bow = np.vstack([[x0, 0, 0.02], [x0, 0, 0.35 * h], bow])
    keep = bow[:, 2] >= h - drop - 0.009
    bow = bow[~((bow[:, 0] > (x0 + x1) / 2) & ~keep)]
    part.add("pole", push(tube(bow, 0.009, 10), z1=h), spec.palette.metal)
    end = bow[-1]
    tall = min(0.2, 0.55 * across)
    shade(part, spec, across, tall, end[2] - tall * 0.9, (x1, 0.0), depth=across)
    for name, mesh, material in loose(part):
        b.add(name, turn(mesh, "z", -np.pi / 2) if swap else mesh, material)


def _reading(b: Builder, spec: Spec) -> None:
    """A pole with a bent arm and a workshop shade that points down and forward."""
    w, d, h = spec.size
    _foot(b, spec, w, d)
    head = min(0.24, 0.6 * w)
    y = 0.3 * d
    arm = [(0, y, 0.015), (0, y, h - 0.012), (0, -d / 2 + head * 0.55, h - 0.09)]
    b.add("pole", push(rod(arm, 0.010, 0.10, 10), z1=h), spec.palette.metal)
    profile = [
        (0.02, 0.0),
        (0.035, -0.03),
        (head / 2, -0.14),
        (head / 2 - 0.004, -0.14),
        (0.03, -0.035),
        (0.012, -0.012),
        (0.02, 0.0),
    ]
    tilt = turn(lathe(profile, segments=28), "x", 0.5)
    tilt = push(tilt, y0=-d / 2)
    b.add("shade", move(tilt, (0, 0, h - 0.085)), spec.palette.metal)
    bulb = turn(ellipsoid((0.07, 0.07, 0.08), (0, 0, -0.11), 12), "x", 0.5)
    b.add(
        "bulb",
        move(bulb, (0, -d / 2 + head * 0.62, h - 0.085)),
        BULB,
    )


def _column(b: Builder, spec: Spec) -> None:
    """A paper column in a wooden frame."""
    w, d, h = spec.size
    bar_w = 0.018
    for sx in (-1, 1):
        for sy in (-1, 1):
            x, y = sx * (w / 2 - bar_w / 2), sy * (d / 2 - bar_w / 2)
            b.add("post", bar((x, y, 0), (x, y, h), bar_w), spec.palette.wood)
    for z in (0.06, h - bar_w - 0.02):
        b.add("rail", box((w - 2 * bar_w, bar_w * 0.8, bar_w), (0, -d / 2 + bar_w / 2, z)), spec.palette.wood)
        b.add("rail", box((w - 2 * bar_w, bar_w * 0.8, bar_w), (0, d / 2 - bar_w / 2, z)), spec.palette.wood)
        b.add("rail", box((bar_w * 0.8, d - 2 * bar_w, bar_w), (-w / 2 + bar_w / 2, 0, z)), spec.palette.wood)
        b.add("rail", box((bar_w * 0.8, d - 2 * bar_w, bar_w), (w / 2 - bar_w / 2, 0, z)), spec.palette.wood)
    paper = Material("rice paper lit", (0.98, 0.95, 0.88), 0.9, emission=(0.95, 0.86, 0.70))
    inner = bar_w + 0.006
    b.add("paper", box((w - 2 * inner, d - 2 * inner, h - 0.11), (0, 0, 0.07), 0.01), paper)


def floor_solid(spec: Spec) -> tuple[SolidBox, ...]:
    """Foot, pole and shade as boxes; tripods and columns are one block."""
    w, d, h = spec.size
    if _floor_kind(spec) != "straight":
        return whole(spec)
    tall = min(0.32, 0.2 * h, 0.8 * w)
    low = h - tall - 0.005
    return (
        SolidBox((-0.35 * w, -0.35 * d, 0), (0.35 * w, 0.35 * d, 0.025)),
        SolidBox((-0.03, -0.03, 0.02), (0.03, 0.03, low)),
        SolidBox((-w / 2, -d / 2, low), (w / 2, d / 2, h)),
    )


_BODIES: dict[str, list[tuple[float, float]]] = {
    "vase": [(0.55, 0.0), (0.62, 0.03), (0.85, 0.25), (1.0, 0.5), (0.85, 0.72), (0.4, 0.9), (0.22, 1.0)],
    "gourd": [(0.7, 0.0), (0.72, 0.03), (1.0, 0.25), (0.85, 0.48), (0.45, 0.6), (0.6, 0.75), (0.42, 0.92), (0.2, 1.0)],
    "column": [(1.0, 0.0), (1.0, 0.06), (0.5, 0.09), (0.36, 0.14), (0.42, 0.5), (0.34, 0.86), (0.5, 0.92), (0.3, 1.0)],
    "cone": [(0.95, 0.0), (1.0, 0.03), (0.22, 1.0)],
    "block": [(0.9, 0.0), (0.92, 0.02), (0.92, 0.94), (0.8, 1.0)],
    "stick": [(1.0, 0.0), (1.0, 0.05), (0.94, 0.08), (0.13, 0.1), (0.11, 1.0)],
}


_BODY_OF = {
    "modern": "block", "contemporary": "gourd", "scandinavian": "stick", "japandi": "vase", "minimalist": "stick",
    "mid-century": "cone", "industrial": "stick", "rustic": "vase", "classic": "column", "art deco": "gourd",
    "bohemian": "vase", "coastal": "gourd", "kids": "cone",
}  # fmt: skip


def table_lamp(spec: Spec) -> Model:
    """A turned body under the style's shade; a paper lamp stands on its own three feet."""
    b = Builder()
    w, d, h = spec.size
    if spec.option("shade", spec.style.shade) == "paper":
        for k in range(3):
            a = np.pi / 2 + k * 2 * np.pi / 3
            b.add(
                "foot",
                tube(
                    [
                        (np.cos(a) * w * 0.2, np.sin(a) * w * 0.2, 0),
                        (np.cos(a) * w * 0.2, np.sin(a) * w * 0.2, 0.1 * h),
                    ],
                    0.005,
                    6,
                ),
                spec.palette.wood,
            )
        shade(b, spec, w, 0.94 * h, 0.06 * h, depth=d)
        return b.model()
    tall = {"globe": min(w, 0.5 * h), "cage": 0.5 * h, "dome": 0.35 * h}.get(
        spec.option("shade", spec.style.shade), 0.46 * h
    )
    body = h - tall * (0.98 if spec.style.shade in ("globe", "cage") else 0.9)
    kind = _BODY_OF.get(spec.style.name, "vase")
    radius = {"stick": 0.30, "cone": 0.26, "block": 0.17, "column": 0.27}.get(kind, 0.30) * min(w, d)
    rows = smooth_profile(_BODIES[kind])
    material = {"stick": stem(spec), "column": spec.palette.metal}.get(kind, spec.palette.secondary)
    turned = lathe([(r * radius, z * body) for r, z in rows], segments=28)
    b.add("body", turned, material)
    b.add("neck", cylinder(0.007, tall * 0.5, (0, 0, body - 0.01), 10), spec.palette.metal)
    shade(b, spec, w, tall, h - tall, depth=d)
    return b.model()


def desk_lamp(spec: Spec) -> Model:
    """Foot, two hinged arms and a head that reaches forward over the work."""
    b = Builder()
    w, d, h = spec.size
    foot = min(w, 0.45 * d)
    y0 = d / 2 - foot / 2
    ring = [oval(w * k, foot * k, z, (0, y0), points=28) for k, z in ((1.0, 0.0), (1.0, 0.012), (0.92, 0.018))]
    metal = spec.palette.metal if spec.style.name != "kids" else spec.palette.primary
    b.add("base", loft(ring), metal)
    elbow, head = (0.0, y0 + 0.1 * d, 0.58 * h), (0.0, -d / 2 + min(0.15, 0.2 * d), h - 0.008)
    elbow = (0.0, min(elbow[1], d / 2 - 0.012), elbow[2])
    b.add("arm", tube([(0, y0, 0.015), elbow], 0.006, 8), metal)
    b.add("arm", tube([(elbow[0], elbow[1] - 0.002, elbow[2] + 0.001), head], 0.0058, 8), metal)
    b.add("joint", ellipsoid((0.022, 0.022, 0.022), (elbow[0], elbow[1], elbow[2] - 0.011), 10), BLACK)
    r = min(0.075, 0.16 * d, w * 0.48)
    tall = 0.9 * r
    profile = [
        (0.012, 0.0),
        (0.02, -0.012),
        (r, -tall),
        (r - 0.003, -tall),
        (0.017, -0.016),
        (0.006, -0.006),
        (0.012, 0.0),
    ]
    lamp = push(turn(lathe(profile, segments=26), "x", 0.35), y0=-d / 2)
    zc = h - 0.004 - float(lamp.vertices[:, 2].max())
    b.add("head", move(lamp, (0, 0, zc)), spec.palette.primary)
    bulb = min(0.05, 0.78 * r)
    b.add("bulb", ellipsoid((bulb, bulb, bulb), (0, -d / 2 + 1.25 * r, zc - 0.9 * tall), 12), BULB)
    return b.model()


def desk_solid(spec: Spec) -> tuple[SolidBox, ...]:
    """Foot below, arms and head above: books may lie under the head."""
    w, d, h = spec.size
    foot = min(w, 0.45 * d)
    return (
        SolidBox((-w / 2, d / 2 - foot - 0.002, 0), (w / 2, d / 2, 0.3 * h)),
        SolidBox((-w / 2, -d / 2, 0.3 * h), (w / 2, d / 2, h)),
    )


def table_solid(spec: Spec) -> tuple[SolidBox, ...]:
    """One block: small things are not put under a shade."""
    return whole(spec)
