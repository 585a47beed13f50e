"""How small plants and succulents grow."""

from __future__ import annotations

import numpy as np
import trimesh
from numpy.typing import NDArray

from assets.model import Material
from assets.parametric.kit import Vec, sheet, tube
from assets.parametric.kit_more import Piece, loft, oval
from assets.parametric.looks import LEAF, LEAF_DARK, LEAF_GREY, LEAF_LIGHT, STEM, tinted
from assets.parametric.plant_growth import Rng, leaf
from assets.parametric.plant_pots import PlantPlan
from assets.parametric.spec import Spec


def fern(rng: Rng, spec: Spec, plan: PlantPlan) -> list[Piece]:
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


def pothos(rng: Rng, spec: Spec, plan: PlantPlan) -> list[Piece]:
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


def peace(rng: Rng, spec: Spec, plan: PlantPlan) -> list[Piece]:
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


def herb(rng: Rng, spec: Spec, plan: PlantPlan) -> list[Piece]:
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


def rosette(rng: Rng, spec: Spec, plan: PlantPlan) -> list[Piece]:
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


def aloe(rng: Rng, spec: Spec, plan: PlantPlan) -> list[Piece]:
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
                tube(line, np.maximum(0.065 * spec.w * (1 - s**1.5), 0.001).tolist(), 6),
                (LEAF_GREY, tinted(LEAF_GREY, 0.85, "aloe leaf"))[k % 2],
            )
        )
    return out


def cactus(rng: Rng, spec: Spec, plan: PlantPlan) -> list[Piece]:
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
        rings.append(ring + np.array([at[0], at[1], at[2] + t * h]))
    return loft(rings)
