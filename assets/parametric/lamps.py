"""Lamps on the floor, on tables, from the ceiling and on walls. Shades glow.

A hanging lamp's box runs from the lowest point of its shade to its ceiling plate; a wall lamp's back is at y = +depth / 2.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import trimesh

from assets.asset import SolidBox
from assets.model import Material, Model
from assets.parametric.kit import Builder, Vec, box, cylinder, ellipsoid, lathe, move, tube, turn
from assets.parametric.kit_more import bar, loft, oval, push, rod, round_leg, shade_hoop
from assets.parametric.looks import BLACK, BULB, lit
from assets.parametric.spec import Maker, Spec, no_access, no_supports, whole

Shade = Callable[[Builder, Spec, float, float, float, tuple[float, float]], None]


def _stem(spec: Spec) -> Material:
    return (
        spec.palette.wood if spec.style.name in ("scandinavian", "japandi", "rustic", "coastal") else spec.palette.metal
    )


def _shade_cloth(spec: Spec) -> Material:
    return lit(spec.palette.primary)


def shade(b: Builder, spec: Spec, width: float, height: float, z: float, at: tuple[float, float] = (0.0, 0.0),
          depth: float | None = None) -> None:  # fmt: skip
    """The style's shade, its lowest edge at `z`, exactly `width` and `height` (globes keep their height)."""
    kind = spec.option("shade", spec.style.shade)
    makers: dict[str, Callable[..., None]] = {
        "drum": _drum, "cone": _cone, "globe": _globe, "dome": _dome, "paper": _paper, "cage": _cage, "pleated": _pleated,
    }  # fmt: skip
    makers.get(kind, _drum)(b, spec, width, depth or width, height, z, at)


def _bulb(b: Builder, z: float, at: tuple[float, float], size: float = 0.055) -> None:
    b.add("bulb", ellipsoid((size, size, size * 1.25), (at[0], at[1], z), 12), BULB)
    b.add("socket", cylinder(size * 0.3, size * 0.7, (at[0], at[1], z + size * 1.15), 10), BLACK)


def _drum(b: Builder, spec: Spec, w: float, d: float, h: float, z: float, at: tuple[float, float]) -> None:
    low, high = oval(w, d, z, at, points=36), oval(w * 0.9, d * 0.9, z + h, at, points=36)
    b.add("shade", shade_hoop(low, high), _shade_cloth(spec))
    _spider(b, spec, w * 0.92, z + h * 0.9, at)
    _bulb(b, z + h * 0.35, at)


def _cone(b: Builder, spec: Spec, w: float, d: float, h: float, z: float, at: tuple[float, float]) -> None:
    low, high = oval(w, d, z, at, points=36), oval(w * 0.42, d * 0.42, z + h, at, points=36)
    b.add("shade", shade_hoop(low, high), _shade_cloth(spec))
    _spider(b, spec, w * 0.46, z + h * 0.93, at)
    _bulb(b, z + h * 0.3, at)


def _pleated(b: Builder, spec: Spec, w: float, d: float, h: float, z: float, at: tuple[float, float]) -> None:
    points = 96
    fold = 1 - 0.018 * (np.arange(points) % 2)[:, None]
    rings = []
    for k, zz in ((1.0, z), (0.58, z + h)):
        ring = oval(w * k, d * k, zz, at, points=points)
        centre = np.array([at[0], at[1], zz])
        rings.append(centre + (ring - centre) * np.hstack([fold, fold, np.ones_like(fold)]))
    b.add("shade", shade_hoop(rings[0], rings[1]), _shade_cloth(spec))
    _spider(b, spec, w * 0.62, z + h * 0.92, at)
    _bulb(b, z + h * 0.3, at)


def _spider(b: Builder, spec: Spec, width: float, z: float, at: tuple[float, float]) -> None:
    """The wire cross that carries a cloth shade."""
    for a in (0.4, 0.4 + np.pi / 2):
        c, s = np.cos(a) * width * 0.485, np.sin(a) * width * 0.485
        b.add(
            "carrier",
            tube([(at[0] - c, at[1] - s, z), (at[0] + c, at[1] + s, z + 0.0004 * (1 + (a > 1)))], 0.0025, 6),
            spec.palette.metal,
        )


def _globe(b: Builder, spec: Spec, w: float, d: float, h: float, z: float, at: tuple[float, float]) -> None:
    b.add("globe", ellipsoid((w, d, h), (at[0], at[1], z), 24), BULB)


def _dome(b: Builder, spec: Spec, w: float, d: float, h: float, z: float, at: tuple[float, float]) -> None:
    t = np.linspace(0, 1, 9)
    outer = [(w / 2 * np.cos(a * np.pi / 2 * 0.93), h * np.sin(a * np.pi / 2) * 0.94) for a in t]
    inner = [(r - 0.006 if r > 0.02 else r * 0.6, zz - 0.006) for r, zz in outer[::-1]]
    inner[-1] = (outer[0][0] - 0.006, 0.0)
    profile = [(float(r), float(zz)) for r, zz in [*outer, *inner, outer[0]]]
    b.add("shade", _squashed(lathe(profile, (at[0], at[1], z), 36), d / w, at[1]), spec.palette.primary)
    b.add("cap", cylinder(0.024, h * 0.1, (at[0], at[1], z + h * 0.9), 14), spec.palette.metal)
    b.add("diffuser", _squashed(cylinder(w / 2 - 0.016, 0.006, (at[0], at[1], z + 0.02), 30), d / w, at[1]), BULB)


def _squashed(mesh: trimesh.Trimesh, factor: float, y: float) -> trimesh.Trimesh:
    v = np.array(mesh.vertices)
    v[:, 1] = y + (v[:, 1] - y) * factor
    return trimesh.Trimesh(v, mesh.faces, process=False)


def _paper(b: Builder, spec: Spec, w: float, d: float, h: float, z: float, at: tuple[float, float]) -> None:
    """A ribbed rice-paper lantern."""
    ribs = max(8, round(h / 0.035))
    t = np.linspace(0, 1, 2 * ribs + 1)
    bulge = np.sin(np.pi * (0.06 + 0.88 * t)) ** 0.75
    rib = np.where(np.arange(len(t)) % 2 == 0, 1.0, 0.985)
    radius = bulge / bulge.max() * rib
    radius /= radius.max()
    rings = [oval(w * r, d * r, z + h * k, at, points=30) for r, k in zip(radius, t, strict=True)]
    b.add("lantern", loft(rings), Material("rice paper lit", (0.98, 0.95, 0.88), 0.9, emission=(0.95, 0.86, 0.70)))
    for k in (0, -1):
        ring = oval(w * radius[k] * 1.02, d * radius[k] * 1.02, z + h * t[k] + (0 if k else 0), at, points=24)
        b.add(
            "ring",
            push(tube(ring, 0.003, 6, closed=True), z0=z)
            if k == 0
            else push(tube(ring, 0.003, 6, closed=True), z1=z + h),
            spec.palette.wood,
        )


def _cage(b: Builder, spec: Spec, w: float, d: float, h: float, z: float, at: tuple[float, float]) -> None:
    """A bare bulb in a wire cage under a small cap."""
    r = 0.0028
    wires = 8
    t = np.linspace(0, 1, 9)
    profile = np.interp(t, [0, 0.125, 0.25, 0.5, 0.75, 1.0], [0.34, 0.72, 0.92, 1.0, 0.68, 0.3])
    for k in range(wires):
        a = k * 2 * np.pi / wires
        path = np.column_stack(
            [
                at[0] + np.cos(a) * (w / 2 - r) * profile,
                at[1] + np.sin(a) * (d / 2 - r) * profile,
                z + r + t * (h * 0.9),
            ]
        )
        b.add("wire", tube(path, r, 5), spec.palette.metal)
    for k in (0, 4):
        ring = oval((w - 2 * r) * profile[k], (d - 2 * r) * profile[k], z + r + t[k] * h * 0.9, at, points=24)
        b.add("wire", tube(ring, r, 5, closed=True), spec.palette.metal)
    b.add(
        "cap",
        cylinder(w * 0.19, h * 0.16, (at[0], at[1], z + h * 0.84), 20, radius_top=w * 0.1, bevel=0.004),
        spec.palette.metal,
    )
    b.add("bulb", ellipsoid((w * 0.36, d * 0.36, h * 0.5), (at[0], at[1], z + h * 0.36), 14), BULB)


# floor lamps --------------------------------------------------------------------------------------------------------


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
    b.add("pole", cylinder(0.011, h - tall * 0.55 - 0.018, (0, 0, 0.018), 12), _stem(spec))
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
    for (name, material), items in part._items.items():
        for mesh, _ in items:
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
    v = np.asarray(tilt.vertices)
    b.add("shade", trimesh.Trimesh(v + (0, 0, h - 0.085), tilt.faces, process=False), spec.palette.metal)
    bulb = turn(ellipsoid((0.07, 0.07, 0.08), (0, 0, -0.11), 12), "x", 0.5)
    b.add(
        "bulb",
        trimesh.Trimesh(np.asarray(bulb.vertices) + (0, -d / 2 + head * 0.62, h - 0.085), bulb.faces, process=False),
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


# table lamps --------------------------------------------------------------------------------------------------------

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
    rows = _smooth_profile(_BODIES[kind])
    material = {"stick": _stem(spec), "column": spec.palette.metal}.get(kind, spec.palette.secondary)
    b.add("body", lathe([(r * radius, z * body) for r, z in rows], segments=28), material)
    b.add("neck", cylinder(0.007, tall * 0.5, (0, 0, body - 0.01), 10), spec.palette.metal)
    shade(b, spec, w, tall, h - tall, depth=d)
    return b.model()


def _smooth_profile(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """A Catmull-Rom line through the knots: three steps between each two."""
    p = np.array([points[0], *points, points[-1]])
    out = [points[0]]
    for a, b, c, d in zip(p[:-3], p[1:-2], p[2:-1], p[3:], strict=True):
        for t in (1 / 3, 2 / 3, 1.0):
            q = 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)
            out.append((max(float(q[0]), 0.01), float(q[1])))
    heights = np.maximum.accumulate([z for _, z in out])
    return [(r, float(z)) for (r, _), z in zip(out, heights, strict=True)]


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
    b.add(
        "head", trimesh.Trimesh(np.asarray(lamp.vertices) + (0, 0, zc), lamp.faces, process=False), spec.palette.primary
    )
    b.add("bulb", ellipsoid((0.05, 0.05, 0.05), (0, -d / 2 + 1.25 * r, zc - 0.9 * tall), 12), BULB)
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


# lamps on ceilings and walls ----------------------------------------------------------------------------------------


def pendant(spec: Spec) -> Model:
    """A shade on a cord from a ceiling plate. The shade takes the width, the cord the rest of the height."""
    b = Builder()
    w, d, h = spec.size
    kind = spec.option("shade", spec.style.shade)
    ratio = {"globe": 1.0, "paper": 0.85, "dome": 0.55, "cage": 1.25, "cone": 0.6, "drum": 0.55, "pleated": 0.6}.get(
        kind, 0.6
    )
    tall = min(ratio * w, h - 0.05)
    shade(b, spec, w, tall, 0.0, depth=d)
    cord_low = tall * (0.9 if kind not in ("globe", "paper") else 0.99)
    b.add("cord", cylinder(0.003, h - cord_low - 0.015, (0, 0, cord_low), 8), BLACK)
    b.add("plate", cylinder(min(0.05, w * 0.2), 0.022, (0, 0, h - 0.022), 24, bevel=0.005), spec.palette.metal)
    if kind in ("globe", "paper"):
        b.add("socket", cylinder(0.018, 0.04, (0, 0, tall - 0.012), 12), spec.palette.metal)
    return b.model()


def pendant_solid(spec: Spec) -> tuple[SolidBox, ...]:
    """The shade, and the cord with its plate."""
    w, d, h = spec.size
    kind = spec.option("shade", spec.style.shade)
    ratio = {"globe": 1.0, "paper": 0.85, "dome": 0.55, "cage": 1.25, "cone": 0.6, "drum": 0.55, "pleated": 0.6}.get(
        kind, 0.6
    )
    tall = min(min(ratio * w, h - 0.05) + 0.03, h)
    return (SolidBox((-w / 2, -d / 2, 0), (w / 2, d / 2, tall)), SolidBox((-0.06, -0.06, tall), (0.06, 0.06, h)))


def ceiling_light(spec: Spec) -> Model:
    """A flush or semi-flush light: glass bowl, cloth drum or paper drum under a plate."""
    b = Builder()
    w, d, h = spec.size
    kind = spec.option("shade", spec.style.shade)
    plate = min(0.03, 0.25 * h)
    b.add(
        "plate",
        _squashed(cylinder(0.36 * w, plate, (0, 0, h - plate), 32, bevel=0.004), d / w, 0.0),
        spec.palette.metal,
    )
    if kind in ("drum", "pleated", "paper", "cone"):
        tall = h - 0.4 * plate
        low, high = oval(w, d, 0.0, points=40), oval(w, d, tall, points=40)
        b.add("shade", shade_hoop(low, high, 0.003), _shade_cloth(spec))
        b.add("diffuser", _squashed(cylinder(w / 2 - 0.006, 0.006, (0, 0, 0.012), 36), d / w, 0.0), BULB)
        return b.model()
    tall = h - plate
    t = np.linspace(0, np.pi / 2, 8)
    profile = [(float(np.sin(a)) * w / 2, float(tall * 0.82 * (1 - np.cos(a)))) for a in t] + [
        (w / 2, tall * 0.86),
        (w * 0.47, tall * 0.9),
    ]
    profile[0] = (0.0, 0.0)
    b.add("bowl", _squashed(lathe(profile, segments=36), d / w, 0.0), BULB)
    b.add("rim", _squashed(cylinder(w * 0.485, tall * 0.15, (0, 0, tall * 0.87), 36), d / w, 0.0), spec.palette.metal)
    return b.model()


def chandelier(spec: Spec) -> Model:
    """Curved arms with candles or globes round a turned stem; a ring of lights where the style is plain."""
    b = Builder()
    w, d, h = spec.size
    metal = spec.palette.metal
    arms = spec.count("arms", 6)
    plain = spec.style.name in ("modern", "minimalist", "industrial", "japandi", "contemporary")
    low = 0.0
    body = min(0.42 * w, 0.6 * h)
    b.add("cord", cylinder(0.004, h - body * 0.7, (0, 0, body * 0.7), 8), metal)
    b.add("plate", cylinder(0.055, 0.025, (0, 0, h - 0.025), 24, bevel=0.006), metal)
    if plain:
        _ring_chandelier(b, spec, arms, body)
        return b.model()
    stem = [
        (0.012, 0.0),
        (0.03, 0.04),
        (0.02, 0.1),
        (0.045, 0.22),
        (0.055, 0.3),
        (0.02, 0.42),
        (0.03, 0.6),
        (0.014, 1.0),
    ]
    b.add("stem", lathe([(r, low + z * body) for r, z in _smooth_profile(stem)], segments=18), metal)
    every = np.arange(arms) * 2 * np.pi / arms
    rx, ry = w / 2 - 0.0225, (d / 2 - 0.0225) / float(np.abs(np.sin(every)).max())
    for a in every:
        c, s = float(np.cos(a)), float(np.sin(a))
        t = np.linspace(0, 1, 10)
        reach = 0.05 + 0.95 * t
        z = low + body * (0.32 - 0.30 * np.sin(np.pi * t * 0.85) + 0.26 * t**3)
        path = np.column_stack([c * rx * reach, s * ry * reach, z])
        b.add("arm", tube(path, np.linspace(0.007, 0.005, 10), 7), metal)
        tip: Vec = (c * rx, s * ry, float(z[-1]))
        b.add("cup", cylinder(0.012, 0.012, tip, 14, radius_top=0.0225), metal)
        b.add(
            "candle",
            cylinder(0.0095, 0.075, (tip[0], tip[1], tip[2] + 0.012), 10),
            Material("candle sleeve", (0.95, 0.93, 0.86), 0.6),
        )
        b.add("bulb", ellipsoid((0.022, 0.022, 0.045), (tip[0], tip[1], tip[2] + 0.085), 10), BULB)
    return b.model()


def _ring_chandelier(b: Builder, spec: Spec, arms: int, body: float) -> None:
    """A hoop on three wires with globes that sit on it."""
    w, d = spec.w, spec.d
    r = 0.01
    globe = min(0.13, 0.2 * w)
    inset = globe / 2
    z = globe * 0.5
    ring = oval(w - 2 * inset, d - 2 * inset, z + r, points=48)
    b.add("ring", tube(ring, r, 8, closed=True), spec.palette.metal)
    n = max(4, 4 * round(arms * 1.4 / 4))
    for k in range(n):
        a = k * 2 * np.pi / n
        x, y = float(np.cos(a) * (w / 2 - inset)), float(np.sin(a) * (d / 2 - inset))
        b.add("globe", ellipsoid((globe, globe, globe), (x, y, 0.0), 16), BULB)
        if k % 2 == 0:
            b.add("wire", tube([(x, y, z + r), (0.02 * x, 0.02 * y, body)], 0.0022, 5), spec.palette.metal)
    b.add("hub", cylinder(0.02, 0.05, (0, 0, body - 0.02), 14), spec.palette.metal)


def wall_lamp(spec: Spec) -> Model:
    """A plate on the wall, a short arm and the style's shade."""
    b = Builder()
    w, d, h = spec.size
    metal = spec.palette.metal
    kind = spec.option("shade", spec.style.shade)
    wide = min(w, d - 0.02)
    tall = min(0.62 * h, 1.2 * wide)
    z = h - tall
    cy = -d / 2 + wide / 2
    plate = min(w * 0.7, 0.09)
    b.add("plate", box((plate, 0.016, min(h, plate * 1.8)), (0, d / 2 - 0.008, 0), 0.006), metal)
    hold = max(z - 0.03, 0.02)
    b.add("arm", rod([(0, d / 2 - 0.012, hold), (0, cy, hold), (0, cy, z + 0.02)], 0.006, 0.03, 8), metal)
    b.add("cup", cylinder(0.02, 0.02, (0, cy, z - 0.006), 16, radius_top=0.028), metal)
    if kind == "paper":
        kind = "drum"
    shade(b, spec, wide, tall, z, (0.0, cy), depth=wide)
    if wide < w - 0.002:
        b.add("bar", box((w, 0.012, 0.012), (0, d / 2 - 0.007, 0.25 * h), 0.003), metal)
    return b.model()


def ceiling_fan(spec: Spec) -> Model:
    """Four blades round a motor, a light below, a rod to the ceiling."""
    b = Builder()
    w, d, h = spec.size
    blade_z = 0.42 * h
    for k in range(4):
        a = k * np.pi / 2
        long = (w if k % 2 == 0 else d) / 2
        grid = box((long - 0.11, 0.12, 0.008), (0.11 + (long - 0.11) / 2, 0, 0), 0.003)
        pitched = turn(grid, "x", 0.18)
        v = np.asarray(turn(pitched, "z", a).vertices) + (0, 0, blade_z)
        b.add("blade", trimesh.Trimesh(v, pitched.faces, process=False), spec.palette.wood)
        holder = turn(box((0.1, 0.03, 0.01), (0.1, 0, blade_z - 0.004), 0.003), "z", a)
        b.add("holder", holder, spec.palette.metal)
    b.add("motor", cylinder(0.095, 0.24 * h, (0, 0, 0.34 * h), 28, bevel=0.02), spec.palette.metal)
    b.add("light", ellipsoid((0.2, 0.2, 0.5 * h), (0, 0, 0.0), 20), BULB)
    b.add("rod", cylinder(0.012, 0.44 * h, (0, 0, 0.54 * h), 12), spec.palette.metal)
    b.add("plate", cylinder(0.065, 0.1 * h, (0, 0, 0.9 * h), 24, bevel=0.008), spec.palette.metal)
    return b.model()


def track_light(spec: Spec) -> Model:
    """A rail under the ceiling with three to five spot lights that point different ways."""
    b = Builder()
    w, d, h = spec.size
    rail = min(0.03, 0.2 * h)
    b.add("rail", box((w, min(0.036, d), rail), (0, 0, h - rail), 0.002), spec.palette.metal)
    count = max(2, min(6, round(w / 0.35)))
    long, r = 0.62 * (h - rail), min(0.4 * d, 0.30 * h, 0.045)
    for i in range(count):
        x = -w / 2 + (i + 0.5) * w / count
        lean = (-0.35, 0.3, 0.0)[i % 3]
        can = [(0.6 * r, 0.0), (r, -0.02), (r, -long), (0.88 * r, -long), (0.88 * r, -0.8 * long), (0.0, -0.8 * long)]
        spot = turn(lathe(can, segments=20), "x", lean)
        low = 0.0 if i == 0 else float(spot.vertices[:, 2].min()) + 0.9 * (h - rail) - 0.0
        placed = move(spot, (x, 0, h - rail - 0.16 * (h - rail)))
        b.add("spot", push(placed, z0=0.0) if low == 0.0 else placed, spec.palette.metal)
        glow_ = turn(cylinder(0.8 * r, 0.004, (0, 0, -0.79 * long), 18), "x", lean)
        drop = (
            float(np.asarray(push(placed, z0=0.0).vertices)[0, 2] - np.asarray(placed.vertices)[0, 2])
            if low == 0.0
            else 0.0
        )
        b.add("bulb", move(glow_, (x, 0, h - rail - 0.16 * (h - rail) + drop)), BULB)
        b.add("stem", cylinder(0.008, 0.3 * (h - rail), (x, 0, h - rail - 0.28 * (h - rail)), 10), spec.palette.metal)
    b.add("driver", box((0.14, d, 0.6 * rail), (0, 0, h - 0.6 * rail - 0.0005), 0.002), spec.palette.metal)
    return b.model()


def string_lights(spec: Spec) -> Model:
    """Bulbs on a cable that sags between hooks."""
    b = Builder()
    w, d, h = spec.size
    swags = max(1, round(w / 0.9))
    s = np.linspace(0, 1, 12 * swags + 1)
    size = min(0.035, 0.6 * d, 0.3 * h)
    dip = h - size * 1.5 - 0.004
    z = h - 0.002 - dip * np.sin(np.pi * ((s * swags) % 1.0)) ** 1.0
    path = np.column_stack([(s - 0.5) * w, np.full(len(s), d / 2 - 0.003), z])
    b.add("cable", tube(path, 0.002, 5), BLACK)
    for k in range(len(s) // 3 + 1):
        i = min(3 * k + 1, len(s) - 2)
        x, zz = float(path[i, 0]), float(path[i, 2])
        b.add("socket", cylinder(0.25 * size, 0.6 * size, (x, d / 2 - 0.004 - 0.25 * size, zz - 0.5 * size), 8), BLACK)
        b.add(
            "bulb",
            ellipsoid(
                (size, min(size, d - 0.004), size),
                (x, d / 2 - 0.002 - min(size, d - 0.004) / 2 - 0.001, zz - 1.45 * size),
                10,
            ),
            BULB,
        )
    b.add(
        "hook",
        [box((0.012, d, 0.012), ((k / swags - 0.5) * (w - 0.012), 0, h - 0.012), 0.002) for k in range(swags + 1)],
        spec.palette.metal,
    )
    return _snug(b, spec)


def _snug(b: Builder, spec: Spec) -> Model:
    """The lights stretched to their box (bulbs hang where they hang)."""
    out = Builder()
    every = np.vstack([m.vertices for items in b._items.values() for m, _ in items])
    lo, hi = every.min(axis=0), every.max(axis=0)
    scale = np.asarray(spec.size) / (hi - lo)
    for (name, material), items in b._items.items():
        for mesh, _ in items:
            v = (np.asarray(mesh.vertices) - lo) * scale + (-spec.w / 2, -spec.d / 2, 0)
            out.add(name, trimesh.Trimesh(v, mesh.faces, process=False), material)
    return out.model()


FAMILY: dict[str, Maker] = {
    "track_light": Maker(track_light, no_supports, whole, no_access),
    "string_lights": Maker(string_lights, no_supports, whole, no_access),
    "floor_lamp": Maker(floor_lamp, no_supports, floor_solid, no_access),
    "table_lamp": Maker(table_lamp, no_supports, table_solid, no_access),
    "desk_lamp": Maker(desk_lamp, no_supports, desk_solid, no_access),
    "pendant_lamp": Maker(pendant, no_supports, pendant_solid, no_access),
    "chandelier": Maker(chandelier, no_supports, whole, no_access),
    "ceiling_lamp": Maker(ceiling_light, no_supports, whole, no_access),
    "wall_lamp": Maker(wall_lamp, no_supports, whole, no_access),
    "ceiling_fan": Maker(ceiling_fan, no_supports, whole, no_access),
}
