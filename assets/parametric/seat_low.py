"""Low and tall seats without a frame of their own: stools, bar stools, ottomans, poufs, bean bags."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import trimesh

from assets.asset import SolidBox, Support
from assets.model import Material, Model
from assets.parametric.kit import Builder, box, cylinder, ellipsoid, tube
from assets.parametric.kit_more import loft, oval, pad, post, push, ribbon, round_leg, smooth_profile, soft_rectangle
from assets.parametric.looks import tinted
from assets.parametric.seat_parts import SUNK, SWELL, legs
from assets.parametric.seat_sofas import leg_material
from assets.parametric.spec import Spec

METAL_LEGS = ("angle", "hairpin", "sled")


def stool(spec: Spec) -> Model:
    """A seat on legs: a round wooden top, a padded one, or three legs in country styles."""
    b = Builder()
    w, d, h = spec.size
    padded = spec.style.name in ("classic", "art deco", "contemporary")
    slab = 0.07 if padded else 0.032
    top = h - slab
    metal = spec.style.legs in METAL_LEGS
    stuff = spec.palette.metal if metal else spec.palette.wood
    _stool_legs(b, w, d, top + 0.004, stuff, 0.011 if metal else 0.015)
    if padded:
        b.add(
            "seat",
            loft(
                [
                    oval(w * k, d * k, z, points=36)
                    for k, z in (
                        (0.94, top),
                        (1.0, top + 0.015),
                        (1.0, h - 0.03),
                        (0.94, h - 0.008),
                        (0.6, h - 0.001),
                        (0.2, h),
                    )
                ]
            ),
            spec.palette.fabric,
        )
    else:
        square = spec.style.name in ("japandi", "minimalist", "industrial")
        rows = ((0.96, top), (1.0, top + 0.008), (1.0, h - 0.006), (0.97, h))
        rings = [soft_rectangle(w * k, d * k, 0.03, z) if square else oval(w * k, d * k, z, points=36) for k, z in rows]
        b.add("seat", loft(rings), spec.palette.wood if metal else spec.palette.primary)
    return b.model()


def _stool_legs(
    b: Builder, w: float, d: float, top: float, stuff: Material, r: float, rest: float | None = None
) -> None:
    """Four splayed legs inside the footprint, with a ring of stretchers at `rest` of their height."""
    fx, fy = w / 2 - r, d / 2 - r
    hx, hy = 0.30 * w, 0.30 * d
    for sx in (-1, 1):
        for sy in (-1, 1):
            b.add("leg", round_leg((sx * fx, sy * fy, 0), (sx * hx, sy * hy, top), r, r * 1.15, 10), stuff)
    t = 0.38 if rest is None else rest
    x, y, z = fx + (hx - fx) * t, fy + (hy - fy) * t, t * top
    for s in (-1, 1):
        b.add("stretcher", tube([(-x, s * y, z), (x, s * y, z + 0.0004)], r * 0.62, 8), stuff)
        b.add("stretcher", tube([(s * x, -y, z + 0.02), (s * x, y, z + 0.0204)], r * 0.62, 8), stuff)


def seat_top(spec: Spec) -> tuple[Support, ...]:
    """The whole top, less its rim."""
    x, y = 0.36 * spec.w, 0.36 * spec.d
    return (Support(spec.h, -x, -y, x, y),)


def ottoman_top(spec: Spec) -> tuple[Support, ...]:
    """The cushion."""
    return tuple(replace(s, height=s.height - SUNK) for s in seat_top(spec))


def pouf_top(spec: Spec) -> tuple[Support, ...]:
    """Its middle, which is nearly level."""
    x, y = 0.3 * spec.w, 0.3 * spec.d
    return (Support(spec.h - 0.003, -x, -y, x, y),)


def _bar_seat(spec: Spec) -> float:
    """Seat height: 0.76 m for a bar, 0.65 m for a counter; the top where there is no back."""
    return spec.h if spec.h < 0.82 else min(0.78, max(0.60, 0.8 * spec.h))


def bar_stool(spec: Spec) -> Model:
    """A tall stool; with a low back when it is higher than 0.82 m; on a pedestal in modern and deco styles."""
    b = Builder()
    w, d, h = spec.size
    seat = _bar_seat(spec)
    pedestal = (
        spec.option("base", "pedestal" if spec.style.name in ("modern", "art deco", "minimalist") else "legs")
        == "pedestal"
    )
    metal = spec.style.legs in METAL_LEGS
    stuff = spec.palette.metal if metal or pedestal else spec.palette.wood
    padded = spec.style.name in ("modern", "contemporary", "classic", "art deco", "mid-century", "minimalist")
    slab = 0.06 if padded else 0.035
    under = seat - slab
    if pedestal:
        b.add(
            "base",
            loft(
                [oval(w * k, d * k, z, points=36) for k, z in ((0.99, 0.0), (1.0, 0.006), (0.96, 0.016), (0.16, 0.03))]
            ),
            stuff,
        )
        b.add("column", cylinder(0.028, under - 0.02, (0, 0, 0.02), 18), stuff)
        ring = oval(0.62 * w, 0.62 * d, 0.30 * seat, (0, -0.03 * d), points=28)
        b.add("foot ring", tube(ring, 0.009, 8, closed=True), stuff)
        b.add("foot ring", tube([(0, 0, 0.30 * seat), (0, -0.03 * d - 0.30 * d, 0.3005 * seat)], 0.008, 8), stuff)
        b.add("plate", cylinder(0.3 * w, 0.014, (0, 0, under - 0.012), 20), stuff)
    else:
        _stool_legs(b, w, d, under + 0.004, stuff, 0.0125 if metal else 0.016, 0.32)
    deep = d - (0.03 if h > seat else 0.0)
    y = -(d - deep) / 2
    material = spec.palette.fabric if padded else spec.palette.primary
    b.add(
        "seat",
        pad((w * 0.94 if not pedestal else w * 0.98, deep * 0.96, slab), (0, y, under), 0.022, 0.09 * w / 0.42, 0.012),
        material,
    )
    if h > seat:
        _low_back(b, spec, seat, material, stuff)
    return b.model()


def _low_back(b: Builder, spec: Spec, seat: float, material: Material, stuff: Material) -> None:
    w, d, h = spec.size
    s = np.linspace(-1, 1, 11)
    y = d / 2 - 0.016 - 0.16 * d * s**2
    tall = min(0.16, 0.8 * (h - seat))
    line = np.column_stack([s * 0.44 * w, y, np.full(11, h - tall / 2)])
    b.add("back", push(ribbon(line, (0, 0, tall), (0, 0.03, 0), 0.45), y1=d / 2, z1=h), material)
    for sx in (-1, 1):
        yy = d / 2 - 0.016 - 0.16 * d * 0.36
        b.add(
            "back post",
            post(
                [(sx * 0.26 * w, yy - 0.05, seat - 0.03), (sx * 0.264 * w, yy - 0.004, h - 0.5 * tall)],
                [(0.022, 0.022), (0.02, 0.018)],
                0.3,
            ),
            stuff,
        )


def bar_solid(spec: Spec) -> tuple[SolidBox, ...]:
    """The stool, and its back."""
    w, d, h = spec.size
    seat = _bar_seat(spec)
    if h <= seat:
        return (SolidBox((-w / 2, -d / 2, 0), (w / 2, d / 2, h)),)
    return (
        SolidBox((-w / 2, -d / 2, 0), (w / 2, d / 2, seat + 0.004)),
        SolidBox((-w / 2, d / 2 - 0.16 * d - 0.06, seat), (w / 2, d / 2, h)),
    )


def ottoman(spec: Spec) -> Model:
    """An upholstered block on legs, piped and buttoned where the style likes it; round by option `shape`."""
    b = Builder()
    w, d, h = spec.size
    round_top = spec.option("shape") == "round"
    kind = spec.style.legs if spec.style.legs != "sled" else "block"
    leg = {"plinth": 0.03, "block": 0.06}.get(kind, 0.13)
    leg = min(leg, 0.4 * h)
    inset = 0.16 * min(w, d) if round_top else 0.025
    b.add("leg", legs(kind, w / 2 - inset, d / 2 - inset, leg + 0.004, 0.045), leg_material(spec))
    cloth = spec.palette.primary
    soft = min(0.10, 0.4 * (h - leg))
    if round_top:
        for k0, low, high in ((0.985, leg, h - soft), (1.0, h - soft + 0.002, h)):
            rows = [(0.95, low), (1.0, low + 0.02), (1.0, high - 0.03), (0.95, high - 0.008), (0.55, high)]
            b.add("body", loft([oval(w * k * k0, d * k * k0, z, points=36) for k, z in rows]), cloth)
    else:
        b.add("body", box((w - 0.012, d - 0.012, h - soft - leg), (0, 0, leg), 0.02), cloth)
        b.add("cushion", pad((w, d, soft), (0, 0, h - soft), 0.04, 0.05, SWELL), cloth)
    if spec.style.tufted and not round_top:
        for x in (-0.25, 0.0, 0.25):
            for y in (-0.22, 0.22):
                b.add("button", ellipsoid((0.022, 0.022, 0.010), (x * w, y * d, h - 0.014), 8), cloth)
    return b.model()


def pouf(spec: Spec) -> Model:
    """A knitted or leather drum with seams."""
    b = Builder()
    w, d, h = spec.size
    n = 48
    angle = np.arange(n)
    seam = 1 - 0.030 * (angle % 6 == 0)[:, None]
    rings = []
    low = [0.0, 0.01, 0.025]  # drawn flat at the top and bottom
    for t in (*low, *np.linspace(0.0, 1.0, 13)[1:-1], *(1 - v for v in reversed(low))):
        k = (1 - abs(2 * t - 1) ** 3.4) ** (1 / 2.6) * 0.5 + 0.5
        ring = oval(w * k, d * k, t * h, points=n)
        rings.append(np.column_stack([ring[:, :2] * seam, ring[:, 2]]))
    top = oval(0.2 * w, 0.2 * d, h, points=n)
    b.add(
        "body",
        push(_filled(loft([oval(0.2 * w, 0.2 * d, 0.0, points=n), *rings[1:-1], top]), w, d), z0=0.0),
        spec.palette.primary,
    )
    b.add(
        "patch",
        cylinder(0.09 * w, 0.006, (0, 0, h - 0.0065), 18),
        tinted(spec.palette.primary, 0.82, spec.palette.primary.name + " patch"),
    )
    return b.model()


def _filled(mesh: trimesh.Trimesh, w: float, d: float) -> trimesh.Trimesh:
    """The mesh scaled in plan to fill w x d."""
    v = np.array(mesh.vertices)
    v[:, 0] *= w / np.ptp(v[:, 0])
    v[:, 1] *= d / np.ptp(v[:, 1])
    return trimesh.Trimesh(v, mesh.faces, process=False)


def beanbag(spec: Spec) -> Model:
    """A slumped sack: broad below, a back that rises at +y, a dent to sit in."""
    b = Builder()
    w, d, h = spec.size
    n = 48
    rows = [
        (0.80, 0.0, 0.0),
        (0.97, 0.06, 0.0),
        (1.0, 0.20, 0.0),
        (0.97, 0.38, 0.03),
        (0.86, 0.56, 0.09),
        (0.70, 0.74, 0.16),
        (0.50, 0.88, 0.21),
        (0.28, 0.97, 0.23),
        (0.10, 1.0, 0.235),
    ]
    rng = spec.rng()
    phase = rng.uniform(0, 2 * np.pi, 3)
    a = np.arange(n) * 2 * np.pi / n
    rings = []
    heights, leans = [t for _, t, _ in rows], [back for _, _, back in rows]
    for k, t in smooth_profile([(k, t) for k, t, _ in rows], 2):
        back = float(np.interp(t, heights, leans))
        crease = 1 + 0.018 * np.sin(5 * a + phase[0] + 3 * t) + 0.012 * np.sin(9 * a + phase[1])
        ring = oval(w * k, d * k, t * h, (0, 0), power=2.3, points=n)
        ring = np.column_stack([ring[:, 0] * crease, ring[:, 1] * crease + back * d, ring[:, 2]])
        dent = 0.13 * h * np.exp(-(((ring[:, 1] + 0.12 * d) / (0.22 * d)) ** 2)) * np.clip((t - 0.35) / 0.3, 0, 1)
        ring[:, 2] -= dent * (ring[:, 1] < 0.15 * d)
        rings.append(ring)
    mesh = _filled(loft(rings), w, d)
    mesh = push(mesh, y0=-d / 2, z0=0.0)
    v = np.array(mesh.vertices)
    v[:, 2] *= h / v[:, 2].max()
    b.add("sack", trimesh.Trimesh(v, mesh.faces, process=False), spec.palette.primary)
    return b.model()
