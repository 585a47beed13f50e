"""Hanging plants, planters and flowers in a vase."""

from __future__ import annotations

import numpy as np

from assets.model import Material, Model
from assets.parametric.kit import Builder, Vec, cylinder, ellipsoid, lathe, tube
from assets.parametric.kit_more import Piece, fitted, loft, rod, soft_rectangle
from assets.parametric.looks import LEAF, LEAF_DARK, LEAF_GREY, LEAF_LIGHT, SOIL, STEM, tinted
from assets.parametric.plant_growth import Rng, leaf
from assets.parametric.spec import Spec


def hanging_plant(spec: Spec) -> Model:
    """A bowl on three cords with trailing stems."""
    b = Builder()
    w, d, h = spec.size
    rng = np.random.default_rng(spec.seed)
    r, bowl = 0.32 * min(w, d), min(0.22 * min(w, d) + 0.02, 0.35 * h)
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
