"""How tall house plants grow: trunk with leaves, stalks, fronds, blades."""

from __future__ import annotations

from functools import cache

import numpy as np
import trimesh
from numpy.typing import NDArray

from assets.model import Material
from assets.parametric.kit import Vec, raw, sheet, tube
from assets.parametric.kit import leaf as kit_leaf
from assets.parametric.kit_more import Piece
from assets.parametric.looks import BARK, LEAF, LEAF_DARK, LEAF_GREY, LEAF_LIGHT, STEM, tinted
from assets.parametric.plant_pots import PlantPlan
from assets.parametric.spec import Spec

Rng = np.random.Generator


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
    out: list[Piece] = [("trunk", tube(line[:5], (np.linspace(0.016, 0.009, 5) * (spec.h / 1.5)).tolist(), 8), BARK)]
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


def fiddle(rng: Rng, spec: Spec, plan: PlantPlan) -> list[Piece]:
    return _tree(rng, spec, plan, 30, 0.50, 0.36, LEAF, 0.8, (0.25, 1.1))


def rubber(rng: Rng, spec: Spec, plan: PlantPlan) -> list[Piece]:
    return _tree(rng, spec, plan, 30, 0.50, 0.29, LEAF_DARK, 1.3, (0.3, 1.2))


def olive(rng: Rng, spec: Spec, plan: PlantPlan) -> list[Piece]:
    """A bare stem with a loose crown of thin branches and small grey leaves."""
    crown = plan.low + 0.05 * spec.h
    line = _trunk(rng, spec, plan, crown + 0.12 * spec.h, 0.014, 0.35)
    out: list[Piece] = [("trunk", tube(line, (np.linspace(0.018, 0.011, 6) * (spec.h / 1.5)).tolist(), 8), BARK)]
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


def monstera(rng: Rng, spec: Spec, plan: PlantPlan) -> list[Piece]:
    """Arching stalks that each carry a broad notched leaf, at all heights."""
    out: list[Piece] = []
    count = 14
    for k in range(count):
        a = k * 2.39996 + rng.normal(0, 0.15)
        up = 0.22 + 0.78 * ((k * 0.7549) % 1.0)
        reach = 0.34 * spec.w * (1.1 - 0.65 * up**2)
        base = np.array([np.cos(a) * 0.15 * plan.pot, np.sin(a) * 0.15 * plan.pot, plan.pot_high * 0.85])
        tip = np.array([np.cos(a) * reach, np.sin(a) * reach, plan.low + (spec.h - plan.low) * up * 0.9])
        mid = base * 0.4 + tip * 0.6 - np.array([np.cos(a), np.sin(a), 0]) * reach * 0.4
        out.append(
            ("leaf stem", tube([base, (base + mid) / 2, mid, (mid + tip) / 2 + (0, 0, 0.02), tip], 0.0055, 6), STEM)
        )
        size = 0.44 * spec.w * rng.uniform(0.8, 1.1)
        shade = (LEAF_DARK, LEAF, tinted(LEAF_DARK, 1.25, "monstera leaf"))[k % 3]
        out.append(("leaf", _notched(size, size, tip, a + rng.normal(0, 0.3), -0.75 + 0.55 * up, 0.9), shade))
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


def palm(rng: Rng, spec: Spec, plan: PlantPlan) -> list[Piece]:
    """Arching fronds with two rows of narrow leaflets."""
    out: list[Piece] = []
    for k in range(10):
        a = k * 2.39996 + rng.normal(0, 0.2)
        steep = 0.15 + 0.85 * ((k * 0.7549) % 1.0)
        base = np.array([np.cos(a) * 0.4 * plan.pot, np.sin(a) * 0.4 * plan.pot, plan.pot_high * 0.85])
        out += _frond(
            rng, base, a, 0.5 * spec.w * (1.3 - 0.75 * steep), (spec.h - plan.pot_high) * (0.42 + 0.58 * steep), spec.w
        )
    return out


def _frond(rng: Rng, base: NDArray[np.float64], a: float, reach: float, rise: float, w: float) -> list[Piece]:
    s = np.linspace(0, 1, 9)
    run, up = reach * s**1.7, rise * np.sin(s * np.pi * 0.62) / np.sin(np.pi * 0.5)
    line = base + np.column_stack([np.cos(a) * run, np.sin(a) * run, up])
    out: list[Piece] = [("leaf stem", tube(line, np.linspace(0.006, 0.002, 9).tolist(), 5), STEM)]
    pairs = 12
    for i in range(pairs):
        t = 0.26 + 0.74 * i / (pairs - 1)
        p = np.array([np.interp(t, s, line[:, j]) for j in range(3)])
        long = w * 0.52 * np.sin(np.pi * (0.2 + 0.72 * i / (pairs - 1))) * rng.uniform(0.9, 1.1)
        at: Vec = (float(p[0]), float(p[1]), float(p[2]))
        for side in (-1, 1):
            direction = a + side * (1.05 - 0.6 * i / (pairs - 1))
            shade = LEAF_LIGHT if i % 3 == 0 else LEAF
            out.append(("leaf", leaf(long, 0.1 * long, at, direction, 0.3, 1.0, 1.6, 0.15, 2), shade))
    return out


def snake(rng: Rng, spec: Spec, plan: PlantPlan) -> list[Piece]:
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


def dracaena(rng: Rng, spec: Spec, plan: PlantPlan) -> list[Piece]:
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
