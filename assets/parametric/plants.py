"""Plants in pots, hanging plants, succulents, flowers in a vase.

Foliage grows at random from the seed and is then fitted into the box above its pot, so that the size is exact. Kinds:
fiddle, rubber, monstera, palm, snake, olive, fern, dracaena (large); fern, pothos, peace, snake, herb (small);
rosette, cactus, aloe (succulents).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np
import trimesh
from numpy.typing import NDArray

from assets.asset import SolidBox
from assets.model import Material, Model
from assets.parametric.kit import Builder, Vec, cylinder, ellipsoid, lathe, raw, sheet, tube
from assets.parametric.kit import leaf as kit_leaf
from assets.parametric.kit_more import loft, oval, rod, soft_rectangle
from assets.parametric.looks import BARK, LEAF, LEAF_DARK, LEAF_GREY, LEAF_LIGHT, SOIL, STEM, WICKER, tinted
from assets.parametric.spec import Maker, Spec, no_access, no_supports, whole

Piece = tuple[str, trimesh.Trimesh, Material]
Rng = np.random.Generator


@dataclass(frozen=True)
class PlantPlan:
    """Pot radius and height, level of the soil and of the lowest leaf [m], and the kind of plant."""

    kind: str
    pot: float
    pot_high: float
    low: float


# Kind -> (pot width as share of the box, pot height as share of the height, lowest leaf as share of the height).
_SHAPE = {
    "fiddle": (0.50, 0.19, 0.36), "rubber": (0.50, 0.19, 0.24), "monstera": (0.42, 0.24, 0.26),
    "palm": (0.36, 0.19, 0.24), "snake": (0.86, 0.30, 0.29), "olive": (0.50, 0.19, 0.42), "dracaena": (0.5, 0.19, 0.45),
    "fern": (0.5, 0.42, 0.30), "pothos": (0.6, 0.42, 0.2), "peace": (0.58, 0.36, 0.36), "herb": (0.7, 0.45, 0.42),
    "rosette": (0.86, 0.52, 0.50), "cactus": (0.95, 0.40, 0.34), "aloe": (0.66, 0.42, 0.40),
}  # fmt: skip
LARGE = ("fiddle", "monstera", "palm", "rubber", "snake", "olive", "dracaena")
SMALL = ("peace", "pothos", "fern", "herb", "snake")
SUCCULENT = ("rosette", "aloe", "cactus")
_STYLE_KIND = {
    "modern": "rubber", "contemporary": "olive", "scandinavian": "monstera", "japandi": "olive", "minimalist": "fiddle",
    "mid-century": "snake", "industrial": "dracaena", "rustic": "olive", "classic": "palm", "art deco": "palm",
    "bohemian": "monstera", "coastal": "palm", "kids": "fiddle",
}  # fmt: skip
_ALIASES = {
    "fiddle leaf fig": "fiddle", "ficus": "fiddle", "fig": "fiddle", "rubber plant": "rubber", "snake plant": "snake",
    "sansevieria": "snake", "palm tree": "palm", "areca": "palm", "olive tree": "olive", "aloe vera": "aloe",
    "peace lily": "peace", "herbs": "herb", "ivy": "pothos", "echeveria": "rosette", "yucca": "dracaena",
}  # fmt: skip


def _kind(spec: Spec, choice: tuple[str, ...]) -> str:
    """The kind asked for, else the style's own for seed 0, else one of the choice by the seed."""
    wish = spec.option("kind").lower()
    wish = _ALIASES.get(wish, wish)
    if wish in _SHAPE:
        return wish
    if spec.seed == 0 and _STYLE_KIND.get(spec.style.name) in choice:
        return _STYLE_KIND[spec.style.name]
    return choice[spec.seed % len(choice)]


def plant_plan(spec: Spec, choice: tuple[str, ...]) -> PlantPlan:
    """Pot and foliage measures for a spec; tall pots are cut to 0.34 m and wide ones to their own height times 1.3."""
    kind = _kind(spec, choice)
    wide, tall, low = _SHAPE[kind]
    high = min(tall * spec.h, 0.34)
    pot = min(wide * min(spec.w, spec.d), (2.4 if kind in SUCCULENT else 1.3) * high) / 2
    return PlantPlan(kind, pot, high, max(low * spec.h, high * 0.75))


def _choice(spec: Spec) -> tuple[str, ...]:
    if spec.category == "succulent":
        return SUCCULENT
    return LARGE if spec.h >= 0.7 else SMALL


def potted_plant(spec: Spec) -> Model:
    """A plant in a pot of the style."""
    plan = plant_plan(spec, _choice(spec))
    b = Builder()
    _pot(b, spec, plan)
    rng = np.random.default_rng(spec.seed)
    pieces = _GROW[plan.kind](rng, spec, plan)
    for name, mesh, material in _grown_to(pieces, spec, plan):
        b.add(name, mesh, material)
    return b.model()


def _grown_to(pieces: list[Piece], spec: Spec, plan: PlantPlan) -> list[Piece]:
    """The plant scaled about the foot of its stem so that it just reaches each side of the box and its top; leaves that
    hang lower than `plan.low` outside the pot's width are drawn up."""
    every = np.vstack([m.vertices for _, m, _ in pieces])
    soil = 0.85 * plan.pot_high
    low, high = every.min(axis=0), every.max(axis=0)
    half = np.array([spec.w / 2, spec.d / 2])
    right, left = half / np.maximum(high[:2], 1e-3), half / np.maximum(-low[:2], 1e-3)
    up = (spec.h - soil) / max(float(high[2]) - soil, 1e-3)
    margin = max(0.04, 0.05 * spec.h)
    out: list[Piece] = []
    for name, mesh, material in pieces:
        v = np.array(mesh.vertices)
        v[:, :2] *= np.where(v[:, :2] > 0, right, left)
        v[:, 2] = soil + (v[:, 2] - soil) * up
        outside = np.hypot(v[:, 0], v[:, 1]) > plan.pot * 0.95
        droop = outside & (v[:, 2] < plan.low + margin)
        v[droop, 2] = plan.low + margin * np.exp((v[droop, 2] - plan.low - margin) / margin)
        out.append((name, raw(v, mesh.faces), material))
    return out


@cache
def _template(aspect: float, pitch: float, bend: float, tip: float, fold: float, cells: int) -> trimesh.Trimesh:
    return kit_leaf(1.0, aspect, (0, 0, 0), 0.0, pitch, bend, tip, fold, cells)


def leaf(length: float, width: float, at: Vec, direction: float, pitch: float, bend: float, tip: float, fold: float,
         cells: int) -> trimesh.Trimesh:  # fmt: skip
    """A leaf of the kit, cut from a few ready shapes: a plant has hundreds."""
    mesh = _template(round(width / length, 1) or 0.1, round(pitch, 1), round(bend, 1), tip, round(fold, 2), cells)
    c, s = np.cos(direction) * length, np.sin(direction) * length
    v = np.asarray(mesh.vertices)
    turned = np.column_stack([c * v[:, 0] - s * v[:, 1], s * v[:, 0] + c * v[:, 1], length * v[:, 2]])
    return raw(turned + at, mesh.faces)


def fitted(pieces: list[Piece], lo: Vec, hi: Vec) -> list[Piece]:
    """All pieces moved and scaled together so that their common box is the one from `lo` to `hi`."""
    every = np.vstack([m.vertices for _, m, _ in pieces])
    low, high = every.min(axis=0), every.max(axis=0)
    scale = (np.asarray(hi) - np.asarray(lo)) / np.maximum(high - low, 1e-9)
    return [(n, raw((np.asarray(m.vertices) - low) * scale + np.asarray(lo), m.faces), mat) for n, m, mat in pieces]


def plant_solid(spec: Spec) -> tuple[SolidBox, ...]:
    """The pot with the stem above it, and the foliage."""
    plan = plant_plan(spec, _choice(spec))
    r, w, d = plan.pot + 0.004, spec.w, spec.d
    stem = max(r, 0.06 * w)
    return (
        SolidBox((-stem, -stem, 0), (stem, stem, max(plan.low, plan.pot_high))),
        SolidBox((-w / 2, -d / 2, plan.low - 0.002), (w / 2, d / 2, spec.h)),
    )


# pots ---------------------------------------------------------------------------------------------------------------


def _pot(b: Builder, spec: Spec, plan: PlantPlan) -> None:
    """Cylinder, cone, bowl, basket or square planter, by style; soil inside."""
    r, h = plan.pot, plan.pot_high
    style = spec.style.name
    wall = max(0.006, 0.05 * r)
    if style in ("bohemian", "coastal") and r > 0.08:
        _basket(b, r, h)
    elif style in ("minimalist", "contemporary") and r > 0.08:
        _square(b, spec, r, h)
    else:
        shapes = {
            "modern": [(0.90, 0.0), (1.0, 0.06), (1.0, 1.0)],
            "scandinavian": [(0.72, 0.0), (0.76, 0.03), (1.0, 0.97), (1.0, 1.0)],
            "japandi": [(0.60, 0.0), (0.80, 0.12), (0.98, 0.45), (1.0, 0.62), (0.92, 1.0)],
            "mid-century": [(0.66, 0.0), (0.86, 0.1), (0.98, 0.34), (1.0, 0.6), (1.0, 1.0)],
            "rustic": [(0.72, 0.0), (0.92, 0.78), (0.92, 0.79), (1.0, 0.80), (1.0, 1.0)],
            "classic": [(0.62, 0.0), (0.66, 0.05), (0.50, 0.12), (0.72, 0.28), (0.92, 0.7), (0.90, 0.86), (1.0, 0.93), (1.0, 1.0)],
        }  # fmt: skip
        outer = shapes.get(style, shapes["scandinavian"])
        inner = [(outer[-1][0] - wall / r, 1.0), (outer[-1][0] - wall / r - 0.02, 0.86)]
        b.add("pot", lathe([(a * r, z * h) for a, z in [*outer, *inner]], segments=32), spec.palette.primary)
        b.add("soil", cylinder((outer[-1][0] - 0.01) * r - wall, 0.012, (0, 0, 0.86 * h), 24), SOIL)


def _basket(b: Builder, r: float, h: float) -> None:
    """Rows of rope."""
    rows = max(6, round(h / 0.03))
    profile = [(0.80 * r, 0.0)]
    for i in range(rows):
        z = (i + 0.5) / rows
        bulge = 0.86 + 0.14 * np.sin(np.pi * min(1.0, z * 1.05) * 0.8)
        profile += [(r * (bulge - 0.025), i / rows * h + 0.001), (r * bulge, z * h)]
    profile += [(r * 0.90, h), (r * 0.84, 0.86 * h)]
    peak = max(x for x, _ in profile)
    b.add("basket", lathe([(x * r / peak, z) for x, z in profile], segments=32), WICKER)
    b.add("soil", cylinder(0.82 * r, 0.012, (0, 0, 0.86 * h), 24), SOIL)


def _square(b: Builder, spec: Spec, r: float, h: float) -> None:
    side, wall = 2 * r, max(0.01, 0.07 * r)
    rings = [soft_rectangle(side * k, side * k, 0.012, z) for k, z in ((0.97, 0.0), (1.0, 0.01), (1.0, h))]
    rings += [soft_rectangle(side - 2 * wall, side - 2 * wall, 0.008, z) for z in (h, 0.84 * h)]
    b.add("pot", loft(rings), spec.palette.primary)
    b.add(
        "soil",
        loft(
            [soft_rectangle(side - 2 * wall - 0.002, side - 2 * wall - 0.002, 0.008, z) for z in (0.845 * h, 0.88 * h)]
        ),
        SOIL,
    )


# growth -------------------------------------------------------------------------------------------------------------


def _trunk(rng: Rng, spec: Spec, plan: PlantPlan, top: float, radius: float, sway: float = 0.25) -> NDArray[np.float64]:
    """Centre line of a slightly crooked trunk from the soil to `top`."""
    z = np.linspace(plan.pot_high * 0.85, top, 6)
    wander = np.cumsum(rng.normal(0, 1, (6, 2)), axis=0)
    wander = (wander - wander[0]) / max(1.0, float(np.abs(wander).max()))
    reach = min(sway * plan.pot, 0.05 * spec.w)
    return np.column_stack([wander * reach, z])


def _tree(rng: Rng, spec: Spec, plan: PlantPlan, count: int, long: float, wide: float, material: Material, tip: float,
          pitch: tuple[float, float]) -> list[Piece]:  # fmt: skip
    """A trunk with leaves in a spiral of the golden angle around its upper part."""
    top = spec.h * 0.9
    line = _trunk(rng, spec, plan, top, 0.012)
    out: list[Piece] = [("trunk", tube(line[:5], np.linspace(0.016, 0.009, 5) * (spec.h / 1.5), 8), BARK)]
    out.append(("leaf stem", tube(line[3:], 0.008 * spec.h / 1.5, 6), STEM))
    first = plan.low + 0.06 * spec.h
    for k in range(count):
        t = (k + 0.5) / count
        z = first + (top - first) * t
        x = float(np.interp(z, line[:, 2], line[:, 0]))
        y = float(np.interp(z, line[:, 2], line[:, 1]))
        a = k * 2.39996 + rng.normal(0, 0.25)
        size = (0.75 + 0.4 * np.sin(np.pi * min(1.0, t * 1.1))) * rng.uniform(0.85, 1.1)
        rise = pitch[0] + (pitch[1] - pitch[0]) * t + rng.normal(0, 0.08)
        stalk = 0.09 * spec.w
        p0, p1 = (x, y, z), (x + np.cos(a) * stalk * 0.8, y + np.sin(a) * stalk * 0.8, z + stalk * 0.5)
        out.append(("leaf stem", tube([p0, p1], 0.0035, 5), STEM))
        shade_of = (
            material,
            tinted(material, 1.18, material.name + " light"),
            tinted(material, 0.86, material.name + " deep"),
        )[k % 3]
        out.append(("leaf", leaf(long * size * spec.w, wide * size * spec.w, p1, a, rise, 0.9, tip, 0.22, 5), shade_of))
    return out


def _fiddle(rng: Rng, spec: Spec, plan: PlantPlan) -> list[Piece]:
    return _tree(rng, spec, plan, 30, 0.50, 0.36, LEAF, 0.8, (0.25, 1.1))


def _rubber(rng: Rng, spec: Spec, plan: PlantPlan) -> list[Piece]:
    return _tree(rng, spec, plan, 30, 0.50, 0.29, LEAF_DARK, 1.3, (0.3, 1.2))


def _olive(rng: Rng, spec: Spec, plan: PlantPlan) -> list[Piece]:
    """A bare stem with a loose crown of thin branches and small grey leaves."""
    crown = plan.low + 0.05 * spec.h
    line = _trunk(rng, spec, plan, crown + 0.12 * spec.h, 0.014, 0.35)
    out: list[Piece] = [("trunk", tube(line, np.linspace(0.018, 0.011, 6) * (spec.h / 1.5), 8), BARK)]
    head = line[-2]
    for k in range(13):
        a, up = k * 2.39996, rng.uniform(0.15, 1.35)
        reach = (0.5 * spec.w) * rng.uniform(0.75, 1.05)
        tip = head + np.array(
            [np.cos(a) * np.cos(up) * reach, np.sin(a) * np.cos(up) * reach, np.sin(up) * 0.42 * spec.h]
        )
        mid = (head + tip) / 2 + (0, 0, 0.03 * spec.h)
        out.append(("branch", tube([head, mid, tip], [0.006, 0.004, 0.002], 5), BARK))
        for i in range(15):
            s = 0.25 + 0.75 * (i + rng.uniform(0, 0.6)) / 15
            p = (1 - s) ** 2 * head + 2 * s * (1 - s) * mid + s**2 * tip
            long = 0.17 * spec.w * rng.uniform(0.8, 1.2)
            at: Vec = (float(p[0]), float(p[1]), float(p[2]))
            out.append(
                (
                    "leaf",
                    leaf(long, long * 0.4, at, a + rng.uniform(-1.8, 1.8), rng.uniform(-0.2, 1.0), 0.3, 1.4, 0.1, 2),
                    (LEAF_GREY, tinted(LEAF_GREY, 0.84, "olive leaf"))[i % 2],
                )
            )
    return out


def _monstera(rng: Rng, spec: Spec, plan: PlantPlan) -> list[Piece]:
    """Arching stalks that each carry a broad notched leaf, at all heights."""
    out: list[Piece] = []
    count = 14
    for k in range(count):
        a = k * 2.39996 + rng.normal(0, 0.15)
        up = 0.22 + 0.78 * ((k * 0.618) % 1.0)
        reach = 0.34 * spec.w * (1.1 - 0.65 * up**2)
        base = np.array([np.cos(a) * 0.15 * plan.pot, np.sin(a) * 0.15 * plan.pot, plan.pot_high * 0.85])
        tip = np.array([np.cos(a) * reach, np.sin(a) * reach, plan.low + (spec.h - plan.low) * up * 0.9])
        mid = base * 0.4 + tip * 0.6 - np.array([np.cos(a), np.sin(a), 0]) * reach * 0.4
        out.append(
            ("leaf stem", tube([base, (base + mid) / 2, mid, (mid + tip) / 2 + (0, 0, 0.02), tip], 0.0055, 6), STEM)
        )
        size = 0.44 * spec.w * rng.uniform(0.8, 1.1)
        shade = (LEAF_DARK, LEAF, tinted(LEAF_DARK, 1.25, "monstera leaf"))[k % 3]
        out.append(("leaf", _notched(size, size, tip, a + rng.normal(0, 0.3), -0.15 + 0.5 * up, 1.0), shade))
    return out


def _notched(
    length: float, width: float, at: NDArray[np.float64], direction: float, pitch: float, bend: float
) -> trimesh.Trimesh:
    """A heart-shaped leaf with slits at its sides."""
    t = np.linspace(0, 1, 12)
    heart = np.maximum(np.sin(np.pi * np.clip(t * 0.93 + 0.07, 0, 1) ** 0.62), 0.0) ** 0.8 + 0.02
    slit = np.where((np.arange(12) % 2 == 0) & (t > 0.15) & (t < 0.9), 0.66, 1.0)
    angle = pitch - bend * t
    step = length / 11
    run = np.concatenate([[-0.12 * length], -0.12 * length + np.cumsum(np.cos(angle[:-1]) * step)])
    rise = np.concatenate([[0.0], np.cumsum(np.sin(angle[:-1]) * step)])
    u = np.array([-1.0, -0.55, 0.0, 0.55, 1.0])
    half = width / 2 * heart[:, None] * np.abs(u) * np.where(np.abs(u) > 0.9, slit[:, None], 1.0)
    across = np.sign(u) * half
    droop = -0.10 * width * u**2 + 0.05 * width * np.abs(u)
    back = np.where(np.abs(u) > 0.5, 1.0, 0.0) * -0.10 * length * (1 - t[:, None])
    lx, lz = run[:, None] + back, rise[:, None] + droop * heart[:, None]
    c, s = np.cos(direction), np.sin(direction)
    grid = np.stack([c * lx - s * across, s * lx + c * across, lz + 0 * across], axis=2) + at
    return sheet(grid, -0.002)


def _palm(rng: Rng, spec: Spec, plan: PlantPlan) -> list[Piece]:
    """Arching fronds with two rows of narrow leaflets."""
    out: list[Piece] = []
    for k in range(10):
        a = k * 2.39996 + rng.normal(0, 0.2)
        steep = 0.15 + 0.85 * ((k * 0.618) % 1.0)
        base = np.array([np.cos(a) * 0.4 * plan.pot, np.sin(a) * 0.4 * plan.pot, plan.pot_high * 0.85])
        out += _frond(
            rng, base, a, 0.5 * spec.w * (1.3 - 0.75 * steep), (spec.h - plan.pot_high) * (0.42 + 0.58 * steep), spec.w
        )
    return out


def _frond(rng: Rng, base: NDArray[np.float64], a: float, reach: float, rise: float, w: float) -> list[Piece]:
    s = np.linspace(0, 1, 9)
    run, up = reach * s**1.7, rise * np.sin(s * np.pi * 0.62) / np.sin(np.pi * 0.5)
    line = base + np.column_stack([np.cos(a) * run, np.sin(a) * run, up])
    out: list[Piece] = [("leaf stem", tube(line, np.linspace(0.006, 0.002, 9), 5), STEM)]
    for i in range(10):
        t = 0.36 + 0.64 * i / 9
        p = np.array([np.interp(t, s, line[:, j]) for j in range(3)])
        long = w * 0.42 * np.sin(np.pi * (0.22 + 0.70 * i / 9)) * rng.uniform(0.9, 1.1)
        at: Vec = (float(p[0]), float(p[1]), float(p[2]))
        for side in (-1, 1):
            direction = a + side * (0.95 - 0.45 * i / 9)
            out.append(
                ("leaf", leaf(long, 0.08 * w, at, direction, 0.35, 1.2, 1.6, 0.1, 2), (LEAF, LEAF_LIGHT)[i % 3 == 0])
            )
    return out


def _snake(rng: Rng, spec: Spec, plan: PlantPlan) -> list[Piece]:
    """Stiff upright blades with light edges."""
    out: list[Piece] = []
    for k in range(13):
        a = k * 2.39996
        r = plan.pot * 0.72 * np.sqrt((k + 0.3) / 13)
        lean = 0.10 + 0.13 * r / plan.pot
        long = (spec.h - plan.low) * (1.0 if k == 0 else rng.uniform(0.55, 0.95))
        at = np.array([np.cos(a) * r, np.sin(a) * r, plan.pot_high * 0.85])
        wide = min(0.17 * spec.w, 0.12 * long)
        out += _sword(at, a, a + rng.uniform(0, np.pi), long, wide, lean, rng.uniform(-0.5, 0.5))
    return out


def _sword(
    at: NDArray[np.float64], a: float, face: float, long: float, wide: float, lean: float, twist: float
) -> list[Piece]:
    t = np.linspace(0, 1, 8)
    half = wide / 2 * np.interp(t, [0, 0.35, 0.75, 1.0], [0.6, 1.0, 0.8, 0.06])
    out: list[Piece] = []
    for name, u, material in (
        ("leaf", (-0.78, 0.0, 0.78), LEAF_DARK),
        ("leaf edge", (0.78, 1.0), LEAF_LIGHT),
        ("leaf edge", (-1.0, -0.78), LEAF_LIGHT),
    ):
        v = np.array(u)
        angle = face + twist * t
        x = at[0] + np.cos(a) * lean * long * t[:, None] ** 1.4 + np.cos(angle)[:, None] * half[:, None] * v
        y = at[1] + np.sin(a) * lean * long * t[:, None] ** 1.4 + np.sin(angle)[:, None] * half[:, None] * v
        cup = 0.25 * half[:, None] * v**2
        grid = np.stack(
            [x - np.sin(angle)[:, None] * cup, y + np.cos(angle)[:, None] * cup, at[2] + (long * t)[:, None] + 0 * x],
            axis=2,
        )
        out.append((name, sheet(grid, 0.003), material))
    return out


def _dracaena(rng: Rng, spec: Spec, plan: PlantPlan) -> list[Piece]:
    """Bare canes of unequal height, each with a tuft of narrow leaves."""
    out: list[Piece] = []
    for k, top in enumerate((0.80, 0.66, 0.54)):
        a = k * 2.1 + 0.4
        r = 0.45 * plan.pot
        foot, head = (
            (np.cos(a) * r, np.sin(a) * r, plan.pot_high * 0.85),
            (np.cos(a) * r * 1.02, np.sin(a) * r * 1.02, top * spec.h),
        )
        split = max(plan.low, 0.5 * head[2])
        out.append(("trunk", tube([foot, (head[0], head[1], split)], 0.014 * spec.h / 1.5, 8), BARK))
        out.append(("cane", tube([(head[0], head[1], split - 0.01), head], 0.014 * spec.h / 1.5, 8), BARK))
        for i in range(18):
            d = i * 2.39996 + k
            rise = 1.35 - 1.35 * (i / 18) + rng.normal(0, 0.08)
            long = spec.w * rng.uniform(0.34, 0.46)
            out.append(
                (
                    "leaf",
                    leaf(long, 0.055 * spec.w, head, d, rise, 1.2, 1.5, 0.15, 4),
                    (LEAF, LEAF_DARK, LEAF_LIGHT)[i % 3],
                )
            )
    return out


def _fern(rng: Rng, spec: Spec, plan: PlantPlan) -> list[Piece]:
    """Arching feathery fronds: saw-edged blades."""
    out: list[Piece] = []
    for k in range(20):
        a = k * 2.39996
        steep = rng.uniform(0.55, 1.35)
        long = 0.55 * spec.w * rng.uniform(0.85, 1.15)
        at = np.array([np.cos(a) * 0.2 * plan.pot, np.sin(a) * 0.2 * plan.pot, plan.pot_high * 0.85])
        out.append(("leaf", _saw(long, 0.13 * spec.w, at, a, steep, 1.7), (LEAF, LEAF_LIGHT, LEAF)[k % 3]))
    return out


def _saw(
    length: float, width: float, at: NDArray[np.float64], direction: float, pitch: float, bend: float
) -> trimesh.Trimesh:
    t = np.linspace(0, 1, 16)
    outline = np.sin(np.pi * t**0.7) * np.where(np.arange(16) % 2 == 0, 0.45, 1.0) + 0.03
    angle = pitch - bend * t
    step = length / 15
    run = np.concatenate([[0.0], np.cumsum(np.cos(angle[:-1]) * step)])
    rise = np.concatenate([[0.0], np.cumsum(np.sin(angle[:-1]) * step)])
    u = np.array([-1.0, 0.0, 1.0])
    across = width / 2 * outline[:, None] * u
    lx, lz = run[:, None] + 0 * across, rise[:, None] - 0.15 * np.abs(across)
    c, s = np.cos(direction), np.sin(direction)
    return sheet(np.stack([c * lx - s * across, s * lx + c * across, lz], axis=2) + at, -0.0012)


def _pothos(rng: Rng, spec: Spec, plan: PlantPlan) -> list[Piece]:
    """Heart leaves in a mound, some trailing over the rim."""
    out: list[Piece] = []
    for k in range(34):
        a = k * 2.39996
        out_ward = np.sqrt((k + 0.5) / 34)
        r = out_ward * 0.42 * min(spec.w, spec.d)
        top = plan.pot_high + (spec.h - plan.pot_high) * (1 - out_ward**1.5) * rng.uniform(0.7, 1.0)
        z = top if out_ward < 0.85 else plan.pot_high * rng.uniform(0.6, 1.1)
        base, tip = (0.0, 0.0, plan.pot_high * 0.85), (np.cos(a) * r, np.sin(a) * r, z)
        lift = (tip[0] * 0.55, tip[1] * 0.55, max(z, plan.pot_high) + 0.06 * spec.h)
        out.append(("leaf stem", tube([base, lift, tip], 0.0022, 5), STEM))
        size = 0.32 * spec.w * rng.uniform(0.8, 1.15)
        out.append(
            (
                "leaf",
                leaf(size, size * 0.82, tip, a + rng.normal(0, 0.4), 0.2, 1.2, 1.2, 0.2, 4),
                (LEAF, LEAF_LIGHT, LEAF, LEAF_DARK)[k % 4],
            )
        )
    return out


def _peace(rng: Rng, spec: Spec, plan: PlantPlan) -> list[Piece]:
    """Upright oval leaves on stalks, three white flowers."""
    out: list[Piece] = []
    for k in range(20):
        a = k * 2.39996
        t = np.sqrt((k + 0.5) / 20)
        base = (np.cos(a) * 0.25 * plan.pot, np.sin(a) * 0.25 * plan.pot, plan.pot_high * 0.85)
        r, z = 0.24 * spec.w * t, plan.pot_high + (spec.h - plan.pot_high) * (0.62 - 0.42 * t) * rng.uniform(0.85, 1.1)
        tip = (np.cos(a) * r, np.sin(a) * r, z)
        out.append(("leaf stem", tube([base, tip], 0.003, 5), STEM))
        out.append(
            (
                "leaf",
                leaf(0.46 * spec.w, 0.19 * spec.w, tip, a, 1.05 - 0.6 * t, 1.3, 1.4, 0.2, 5),
                (LEAF_DARK, LEAF)[k % 2],
            )
        )
    white = Material("white petal", (0.96, 0.95, 0.90), 0.6)
    for k in range(3):
        a = 0.7 + k * 2.1
        tip = (np.cos(a) * 0.1 * spec.w, np.sin(a) * 0.1 * spec.w, spec.h * (0.86 + 0.04 * k))
        out.append(("leaf stem", tube([(0, 0, plan.pot_high * 0.85), tip], 0.0025, 5), STEM))
        out.append(("petal", leaf(0.15 * spec.w, 0.10 * spec.w, tip, a, 1.2, 0.5, 1.4, 0.35, 4), white))
    return out


def _herb(rng: Rng, spec: Spec, plan: PlantPlan) -> list[Piece]:
    """A bushy mound of small leaves."""
    out: list[Piece] = []
    for k in range(60):
        a, t = k * 2.39996, np.sqrt((k + 0.5) / 60)
        r, z = 0.42 * spec.w * t, plan.pot_high + (spec.h - plan.pot_high) * (0.9 - 0.75 * t**2) * rng.uniform(0.8, 1.0)
        tip = (np.cos(a) * r, np.sin(a) * r, z)
        if k % 4 == 0:
            out.append(("leaf stem", tube([(0, 0, plan.pot_high * 0.85), tip], 0.0018, 5), STEM))
        out.append(
            (
                "leaf",
                leaf(0.23 * spec.w, 0.15 * spec.w, tip, a + rng.normal(0, 0.8), rng.uniform(0, 1.0), 0.7, 1.2, 0.2, 3),
                (LEAF, LEAF_LIGHT)[k % 2],
            )
        )
    return out


def _rosette(rng: Rng, spec: Spec, plan: PlantPlan) -> list[Piece]:
    """Fleshy leaves in a tight spiral."""
    out: list[Piece] = []
    pale = Material("echeveria", (0.55, 0.66, 0.55), 0.6)
    for k in range(34):
        a, t = k * 2.39996, (k + 0.5) / 34
        long, rise = spec.w * (0.14 + 0.36 * t), 1.45 - 1.35 * t
        out.append(
            (
                "leaf",
                leaf(long, 0.6 * long, (0, 0, plan.pot_high * 0.86), a, rise, -0.25, 1.25, 0.35, 4),
                (pale, tinted(pale, 1.15, "echeveria light"))[k % 2],
            )
        )
    return out


def _aloe(rng: Rng, spec: Spec, plan: PlantPlan) -> list[Piece]:
    """Thick pointed leaves that spread from the centre."""
    out: list[Piece] = []
    for k in range(20):
        a, t = k * 2.39996, (k + 0.5) / 20
        long = (spec.h - plan.pot_high) * rng.uniform(0.85, 1.1)
        rise = 1.45 - 0.95 * t
        s = np.linspace(0, 1, 7)
        angle = rise + 0.25 * s
        run = np.concatenate([[0], np.cumsum(np.cos(angle[:-1]))]) * long / 6
        up = np.concatenate([[0], np.cumsum(np.sin(angle[:-1]))]) * long / 6
        line = np.column_stack([np.cos(a) * run, np.sin(a) * run, plan.pot_high * 0.86 + up])
        out.append(
            (
                "leaf",
                tube(line, np.maximum(0.065 * spec.w * (1 - s**1.5), 0.001), 6),
                (LEAF_GREY, tinted(LEAF_GREY, 0.85, "aloe leaf"))[k % 2],
            )
        )
    return out


def _cactus(rng: Rng, spec: Spec, plan: PlantPlan) -> list[Piece]:
    """Three ribbed columns of unequal height."""
    green = tinted(LEAF_DARK, 1.3, "cactus")
    base, tall = plan.pot_high * 0.84, spec.h - plan.pot_high * 0.84
    r = 0.72 * plan.pot
    places = ((-0.32, 0.1, 0.50, 1.0), (0.42, 0.28, 0.42, 0.72), (0.18, -0.46, 0.40, 0.46))
    return [("body", _ribbed(k * r, z * tall, (x * r, y * r, base)), green) for x, y, k, z in places]


def _ribbed(r: float, h: float, at: Vec) -> trimesh.Trimesh:
    ribs = 1 - 0.14 * (np.arange(36) % 3 == 0)
    rings = []
    for t in (0.0, 0.1, 0.35, 0.7, 0.88, 0.96, 1.0):
        k = np.interp(t, [0, 0.15, 0.7, 0.9, 0.97, 1.0], [0.85, 1.0, 1.0, 0.8, 0.5, 0.1])
        ring = oval(2 * r * k, 2 * r * k, 0.0, points=36) * ribs[:, None]
        rings.append(ring + (at[0], at[1], at[2] + t * h))
    return loft(rings)


_GROW: dict[str, Callable[[Rng, Spec, PlantPlan], list[Piece]]] = {
    "fiddle": _fiddle, "rubber": _rubber, "monstera": _monstera, "palm": _palm, "snake": _snake, "olive": _olive,
    "dracaena": _dracaena, "fern": _fern, "pothos": _pothos, "peace": _peace, "herb": _herb, "rosette": _rosette,
    "aloe": _aloe, "cactus": _cactus,
}  # fmt: skip


# hanging and cut flowers --------------------------------------------------------------------------------------------


def hanging_plant(spec: Spec) -> Model:
    """A bowl on three cords with trailing stems."""
    b = Builder()
    w, d, h = spec.size
    rng = np.random.default_rng(spec.seed)
    r, bowl = 0.32 * min(w, d), 0.22 * min(w, d) + 0.02
    z0 = 0.42 * h
    profile = [(0.45 * r, 0.0), (0.85 * r, 0.3 * bowl), (r, bowl), (0.93 * r, bowl), (0.88 * r, 0.85 * bowl)]
    b.add("pot", lathe(profile, (0, 0, z0), 28), spec.palette.primary)
    b.add("soil", cylinder(0.88 * r, 0.01, (0, 0, z0 + 0.84 * bowl), 20), SOIL)
    for k in range(3):
        a = np.pi / 2 + k * 2 * np.pi / 3
        b.add(
            "cord",
            rod(
                [
                    (np.cos(a) * r * 0.96, np.sin(a) * r * 0.96, z0 + bowl - 0.005),
                    (0.004 * np.cos(a), 0.004 * np.sin(a), h - 0.012),
                ],
                0.002,
                0,
                5,
            ),
            spec.palette.soft,
        )
    b.add("hook", cylinder(0.018, 0.014, (0, 0, h - 0.014), 14), spec.palette.metal)
    pieces: list[Piece] = []
    for k in range(14):
        pieces += _trail(rng, k, r, z0 + bowl, w, z0)
    for name, mesh, material in fitted(pieces, (-w / 2, -d / 2, 0.0), (w / 2, d / 2, z0 + bowl + 0.12 * h)):
        b.add(name, mesh, material)
    return b.model()


def _trail(rng: Rng, k: int, r: float, rim: float, w: float, drop: float) -> list[Piece]:
    a = k * 2.39996
    fall = drop * rng.uniform(0.35, 1.1)
    out_to = r * rng.uniform(1.15, 1.5)
    line = np.array([(0.5 * r, 0.0), (r, 0.03), (out_to, -0.05), (out_to * 1.03, -0.5 * fall), (out_to * 0.97, -fall)])
    path = np.column_stack([np.cos(a) * line[:, 0], np.sin(a) * line[:, 0], rim + line[:, 1]])
    out: list[Piece] = [("leaf stem", tube(path, 0.002, 5), STEM)]
    s = np.linspace(0, 1, 5)
    for i in range(7):
        t = 0.15 + 0.85 * i / 6
        at: Vec = tuple(float(np.interp(t, s, path[:, j])) for j in range(3))  # type: ignore[assignment]
        size = 0.15 * w * rng.uniform(0.8, 1.1)
        out.append(
            (
                "leaf",
                leaf(size, size * 0.75, at, a + rng.uniform(-1.3, 1.3), 0.1, 1.3, 1.2, 0.2, 3),
                (LEAF, LEAF_LIGHT, LEAF_DARK)[i % 3],
            )
        )
    return out


def flowers(spec: Spec) -> Model:
    """A vase with a loose bunch: tulips, eucalyptus or round blooms, by the seed."""
    b = Builder()
    w, d, h = spec.size
    rng = np.random.default_rng(spec.seed)
    tall = 0.45 * h
    r = min(0.34 * min(w, d), 0.5 * tall)
    profile = [(0.6, 0.0), (0.64, 0.02), (1.0, 0.35), (0.95, 0.6), (0.5, 0.86), (0.58, 1.0), (0.50, 1.0), (0.42, 0.86)]
    b.add("vase", lathe([(a * r, z * tall) for a, z in profile], segments=30), spec.palette.primary)
    pieces: list[Piece] = []
    petal = (
        spec.palette.accent,
        Material("cream petal", (0.95, 0.90, 0.80), 0.7),
        Material("blush petal", (0.90, 0.68, 0.64), 0.7),
    )
    for k in range(13):
        a, t = k * 2.39996, np.sqrt((k + 0.4) / 13)
        tip = (np.cos(a) * 0.36 * w * t, np.sin(a) * 0.36 * d * t, h * (0.9 - 0.22 * t) * rng.uniform(0.92, 1.0))
        base = (np.cos(a) * 0.25 * r, np.sin(a) * 0.25 * r, tall * 0.87)
        pieces.append(
            ("leaf stem", tube([base, (tip[0] * 0.5, tip[1] * 0.5, (tip[2] + tall) / 2), tip], 0.002, 5), STEM)
        )
        pieces += _bloom(rng, tip, 0.15 * w, petal[k % 3], k) if k % 3 != 1 else _sprig(rng, base, tip, a, w)
    z1 = tall * 0.86
    for name, mesh, material in fitted(pieces, (-w / 2, -d / 2, z1), (w / 2, d / 2, h)):
        b.add(name, mesh, material)
    return b.model()


def _bloom(rng: Rng, at: tuple[float, float, float], size: float, material: Material, k: int) -> list[Piece]:
    out: list[Piece] = [
        (
            "bloom",
            ellipsoid((size * 0.6, size * 0.6, size * 0.6), (at[0], at[1], at[2] - 0.1 * size), 10),
            tinted(material, 0.9, material.name + " heart"),
        )
    ]
    for i in range(7):
        out.append(
            ("petal", leaf(0.6 * size, 0.5 * size, at, i * 0.9 + k, 1.0 - 0.06 * i, -0.2, 0.9, 0.4, 3), material)
        )
    return out


def _sprig(rng: Rng, base: Vec, tip: Vec, a: float, w: float) -> list[Piece]:
    out: list[Piece] = []
    for i in range(6):
        t = 0.45 + 0.55 * i / 5
        at: Vec = tuple(base[j] + (tip[j] - base[j]) * t for j in range(3))  # type: ignore[assignment]
        out.append(
            ("leaf", leaf(0.12 * w, 0.085 * w, at, a + (1.4 if i % 2 else -1.4), 0.5, 0.4, 0.9, 0.1, 3), LEAF_GREY)
        )
    return out


def planter(spec: Spec) -> Model:
    """A long trough with a hedge of leaves or grasses."""
    b = Builder()
    w, d, h = spec.size
    high = min(0.55 * h, 0.45)
    wall = min(0.015, 0.08 * d)
    rings = [soft_rectangle(w * k, d * k, 0.012, z) for k, z in ((0.97, 0.0), (1.0, 0.012), (1.0, high))]
    rings += [soft_rectangle(w - 2 * wall, d - 2 * wall, 0.008, z) for z in (high, 0.86 * high)]
    b.add("trough", loft(rings), spec.palette.primary)
    b.add(
        "soil",
        loft(
            [soft_rectangle(w - 2 * wall - 0.002, d - 2 * wall - 0.002, 0.008, z) for z in (0.862 * high, 0.9 * high)]
        ),
        SOIL,
    )
    rng = spec.rng()
    pieces: list[Piece] = []
    count = max(20, min(90, round(90 * w * d / 0.24)))
    for k in range(count):
        x, y = rng.uniform(-0.46, 0.46) * w, rng.uniform(-0.38, 0.38) * d
        long = (h - high) * rng.uniform(0.7, 1.15)
        at: Vec = (float(x), float(y), 0.88 * high)
        pieces.append(
            (
                "leaf",
                leaf(long, 0.22 * long, at, rng.uniform(0, 2 * np.pi), rng.uniform(0.9, 1.45), 0.8, 1.5, 0.2, 4),
                (LEAF, LEAF_DARK, LEAF_LIGHT)[k % 3],
            )
        )
    for name, mesh, material in fitted(pieces, (-w / 2, -d / 2, 0.88 * high), (w / 2, d / 2, h)):
        b.add(name, mesh, material)
    return b.model()


FAMILY: dict[str, Maker] = {
    "planter": Maker(planter, no_supports, whole, no_access),
    "plant_large": Maker(potted_plant, no_supports, plant_solid, no_access),
    "plant_small": Maker(potted_plant, no_supports, whole, no_access),
    "potted_plant": Maker(potted_plant, no_supports, plant_solid, no_access),
    "succulent": Maker(potted_plant, no_supports, whole, no_access),
    "hanging_plant": Maker(hanging_plant, no_supports, whole, no_access),
    "flowers": Maker(flowers, no_supports, whole, no_access),
}
