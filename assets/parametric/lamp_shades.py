"""Lamp shades: drum, cone, pleated, globe, dome, paper lantern, wire cage. All glow.

Every maker has the form (builder, spec, width, depth, height, z of the lowest edge, (x, y) of the axis) and fills that
box."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import trimesh

from assets.model import Material
from assets.parametric.kit import Builder, cylinder, ellipsoid, lathe, tube
from assets.parametric.kit_more import loft, oval, push, shade_hoop
from assets.parametric.looks import BLACK, BULB, lit
from assets.parametric.spec import Spec


def stem(spec: Spec) -> Material:
    return (
        spec.palette.wood if spec.style.name in ("scandinavian", "japandi", "rustic", "coastal") else spec.palette.metal
    )


def shade_cloth(spec: Spec) -> Material:
    return lit(spec.palette.primary)


def shade(b: Builder, spec: Spec, width: float, height: float, z: float, at: tuple[float, float] = (0.0, 0.0),
          depth: float | None = None) -> None:  # fmt: skip
    """The style's shade, its lowest edge at `z`, exactly `width` and `height` (globes keep their height)."""
    kind = spec.option("shade", spec.style.shade)
    SHADES.get(kind, drum)(b, spec, width, depth or width, height, z, at)


def _bulb(b: Builder, z: float, at: tuple[float, float], room: float) -> None:
    """A bulb with its socket; `room` is the width of the shade around it."""
    size = min(0.055, 0.35 * room)
    b.add("bulb", ellipsoid((size, size, size * 1.25), (at[0], at[1], z), 12), BULB)
    b.add("socket", cylinder(size * 0.3, size * 0.7, (at[0], at[1], z + size * 1.15), 10), BLACK)


def drum(b: Builder, spec: Spec, w: float, d: float, h: float, z: float, at: tuple[float, float]) -> None:
    low, high = oval(w, d, z, at, points=36), oval(w * 0.9, d * 0.9, z + h, at, points=36)
    b.add("shade", shade_hoop(low, high), shade_cloth(spec))
    _spider(b, spec, w * 0.92, d * 0.92, z + h * 0.9, at)
    _bulb(b, z + h * 0.35, at, min(w, d, h))


def _cone(b: Builder, spec: Spec, w: float, d: float, h: float, z: float, at: tuple[float, float]) -> None:
    low, high = oval(w, d, z, at, points=36), oval(w * 0.42, d * 0.42, z + h, at, points=36)
    b.add("shade", shade_hoop(low, high), shade_cloth(spec))
    _spider(b, spec, w * 0.46, d * 0.46, z + h * 0.93, at)
    _bulb(b, z + h * 0.3, at, min(w, d, h))


def _pleated(b: Builder, spec: Spec, w: float, d: float, h: float, z: float, at: tuple[float, float]) -> None:
    points = 96 if w > 0.2 else 48
    fold = 1 - 0.018 * (np.arange(points) % 2)[:, None]
    rings = []
    for k, zz in ((1.0, z), (0.58, z + h)):
        ring = oval(w * k, d * k, zz, at, points=points)
        centre = np.array([at[0], at[1], zz])
        rings.append(centre + (ring - centre) * np.hstack([fold, fold, np.ones_like(fold)]))
    b.add("shade", shade_hoop(rings[0], rings[1]), shade_cloth(spec))
    _spider(b, spec, w * 0.62, d * 0.62, z + h * 0.92, at)
    _bulb(b, z + h * 0.3, at, min(w, d, h))


def _spider(b: Builder, spec: Spec, width: float, depth: float, z: float, at: tuple[float, float]) -> None:
    """The wire cross that carries a cloth shade."""
    for a in (0.4, 0.4 + np.pi / 2):
        c, s = np.cos(a) * width * 0.485, np.sin(a) * depth * 0.485
        ends = [(at[0] - c, at[1] - s, z), (at[0] + c, at[1] + s, z + 0.0004 * (1 + (a > 1)))]
        b.add("carrier", tube(ends, 0.0025, 6), spec.palette.metal)


def _globe(b: Builder, spec: Spec, w: float, d: float, h: float, z: float, at: tuple[float, float]) -> None:
    b.add("globe", ellipsoid((w, d, h), (at[0], at[1], z), 24), BULB)


def _dome(b: Builder, spec: Spec, w: float, d: float, h: float, z: float, at: tuple[float, float]) -> None:
    t = np.linspace(0, 1, 9)
    outer = [(w / 2 * np.cos(a * np.pi / 2 * 0.93), h * np.sin(a * np.pi / 2) * 0.94) for a in t]
    inner = [(r - 0.006 if r > 0.02 else r * 0.6, zz - 0.006) for r, zz in outer[::-1]]
    inner[-1] = (outer[0][0] - 0.006, 0.0)
    profile = [(float(r), float(zz)) for r, zz in [*outer, *inner, outer[0]]]
    b.add("shade", squashed(lathe(profile, (at[0], at[1], z), 36), d / w, at[1]), spec.palette.primary)
    b.add("cap", cylinder(0.024, h * 0.1, (at[0], at[1], z + h * 0.9), 14), spec.palette.metal)
    b.add("diffuser", squashed(cylinder(w / 2 - 0.016, 0.006, (at[0], at[1], z + 0.02), 30), d / w, at[1]), BULB)


def squashed(mesh: trimesh.Trimesh, factor: float, y: float) -> trimesh.Trimesh:
    v = np.array(mesh.vertices)
    v[:, 1] = y + (v[:, 1] - y) * factor
    return trimesh.Trimesh(v, mesh.faces, process=False)


def _paper(b: Builder, spec: Spec, w: float, d: float, h: float, z: float, at: tuple[float, float]) -> None:
    """A ribbed rice-paper lantern."""
    ribs = max(5, round(h / 0.035))
    t = np.linspace(0, 1, 2 * ribs + 1)
    bulge = np.sin(np.pi * (0.06 + 0.88 * t)) ** 0.75
    rib = np.where(np.arange(len(t)) % 2 == 0, 1.0, 0.985)
    radius = bulge / bulge.max() * rib
    radius /= radius.max()
    rings = [oval(w * r, d * r, z + h * k, at, points=30) for r, k in zip(radius, t, strict=True)]
    b.add("lantern", loft(rings), Material("rice paper lit", (0.98, 0.95, 0.88), 0.9, emission=(0.95, 0.86, 0.70)))
    for k in (0, -1):
        ring = oval(w * radius[k] * 1.02, d * radius[k] * 1.02, z + h * t[k], at, points=24)
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
    wires = 8 if w > 0.2 else 6
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


Shade = Callable[[Builder, Spec, float, float, float, float, tuple[float, float]], None]


SHADES: dict[str, Shade] = {
    "drum": drum, "cone": _cone, "globe": _globe, "dome": _dome, "paper": _paper, "cage": _cage, "pleated": _pleated,
}  # fmt: skip
