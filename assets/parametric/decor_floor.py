"""Baskets, bins, toys and teddies: what stands on the floor or in a child's room."""

from __future__ import annotations

import numpy as np
import trimesh

from assets.asset import SolidBox, Support
from assets.model import Material, Model
from assets.parametric.kit import Builder, box, cylinder, ellipsoid, extrude, move, raw, turn
from assets.parametric.kit_more import Ring, loft, oval, push, rod, soft_rectangle
from assets.parametric.looks import BLACK, BRIGHT, paint, tinted
from assets.parametric.spec import Spec, between


def _ring(spec: Spec, k: float, z: float, square: bool, points: int = 40) -> Ring:
    if square:
        return soft_rectangle(spec.w * k, spec.d * k, 0.12 * min(spec.w, spec.d), z, corner=points // 4 - 1)
    return oval(spec.w * k, spec.d * k, z, power=2.3, points=points)


DEEP = 0.8
"""How far the hollow of a woven basket goes down from its rim, as a share of its height."""
HANDLE = 0.044
"""From the inside of a basket's handle to the outside of the basket [m]."""


def _rows(low: float, high: float) -> int:
    """Rows of weaving between two heights [m]."""
    return max(5, min(12, round((high - low) / 0.04)))


def _woven(spec: Spec, low: float, high: float, taper: float, square: bool) -> trimesh.Trimesh:
    """A hollow basket of bulging rows."""
    rows = _rows(low, high)
    outer: list[Ring] = []
    for i in range(rows):
        for t, k in ((0.06, 0.972), (0.5, 1.0), (0.94, 0.972)):
            z = (i + t) / rows
            outer.append(_ring(spec, (taper + (1 - taper) * z) * k, low + z * (high - low), square))
    top = outer[-1]
    c = top.mean(axis=0)
    inner = [
        c + (top - c) * (k, k, 1) + (0, 0, dz) for k, dz in ((0.93, 0.004), (0.91, -0.02), (0.86, -(high - low) * DEEP))
    ]
    return loft([_ring(spec, taper * 0.9, low, square), *outer, *inner])


def _basket_square(spec: Spec) -> bool:
    return spec.option("shape") == "square" or spec.w > 1.3 * spec.d


def _basket_rim(spec: Spec) -> float:
    return spec.h - min(0.05, 0.2 * spec.h)


def basket_inside(spec: Spec) -> tuple[Support, ...]:
    """The floor within its walls."""
    share = _hollow(spec)
    rows, rim = _rows(0.0, _basket_rim(spec)), _basket_rim(spec)
    floor = rim * (rows - 0.06) / rows - DEEP * rim
    x, y = min(share * spec.w / 2, spec.w / 2 - HANDLE), share * spec.d / 2
    return (Support(floor, -x, -y, x, y),)


def basket_solid(spec: Spec) -> tuple[SolidBox, ...]:
    """Its floor and, about what it holds, its walls with the handles."""
    hw, hd, h = spec.w / 2, spec.d / 2, spec.h
    floor = basket_inside(spec)[0]
    ends = [between((s * hw, -hd, 0.0), (s * floor.x1, hd, h)) for s in (-1, 1)]
    sides = [between((-hw, s * hd, 0.0), (hw, s * floor.y1, h)) for s in (-1, 1)]
    return (SolidBox((-hw, -hd, 0.0), (hw, hd, floor.height)), *ends, *sides)


def _hollow(spec: Spec) -> float:
    """The share of its width and depth that is free within the walls, which a round basket's bulge makes smaller."""
    return 0.76 if _basket_square(spec) else 0.6


def basket(spec: Spec) -> Model:
    """A woven basket with two handles."""
    b = Builder()
    w, d, h = spec.size
    square, rim = _basket_square(spec), _basket_rim(spec)
    b.add("basket", _sized(_woven(spec, 0.0, rim, 0.86, square), w, d), spec.palette.primary)
    for sx in (-1, 1):
        x = sx * (w / 2 - HANDLE + 0.009)
        loop = rod(
            [
                (x, -0.16 * d, rim - 0.03),
                (x, -0.13 * d, h - 0.008),
                (x, 0.13 * d, h - 0.008),
                (x, 0.16 * d, rim - 0.03),
            ],
            0.008,
            0.03,
            8,
        )
        b.add("handle", push(loop, z1=h), spec.palette.secondary)
    return b.model()


def _sized(mesh: trimesh.Trimesh, w: float, d: float) -> trimesh.Trimesh:
    v = np.array(mesh.vertices)
    v[:, 0] *= w / np.ptp(v[:, 0])
    v[:, 1] *= d / np.ptp(v[:, 1])
    return raw(v, mesh.faces)


def laundry_basket(spec: Spec) -> Model:
    """A tall hamper with a lid; in plain styles a cloth bag in a wooden frame."""
    b = Builder()
    w, d, h = spec.size
    if spec.style.name in ("modern", "scandinavian", "minimalist", "japandi", "industrial"):
        _bag(b, spec)
        return b.model()
    body = h - 0.05
    b.add(
        "hamper", _sized(_woven(spec, 0.0, body, 0.9, square=w > 1.15 * d), w * 0.985, d * 0.985), spec.palette.primary
    )
    lid = [
        _ring(spec, k, z, w > 1.15 * d)
        for k, z in ((0.97, body - 0.004), (1.0, body), (1.0, body + 0.022), (0.9, body + 0.032), (0.3, body + 0.036))
    ]
    b.add("lid", loft(lid), spec.palette.primary)
    b.add("knob", push(ellipsoid((0.035, 0.035, 0.022), (0, 0, 0), 12), z1=h), spec.palette.secondary)
    return b.model()


def _bag(b: Builder, spec: Spec) -> None:
    w, d, h = spec.size
    t = 0.02
    for sy in (-1, 1):
        for sx in (-1, 1):
            x0, x1 = sx * (w / 2 - t / 2), -sx * (w / 2 - t / 2)
            y = sy * (d / 2 - t / 2 - (0.0 if sx < 0 else t + 0.001))
            leg = loft(
                [
                    np.array([[1, 1, 0], [-1, 1, 0], [-1, -1, 0], [1, -1, 0]]) * (t / 2, t / 2, 0) + p
                    for p in ((x0, y, 0.0), (x1, y, h - t))
                ]
            )
            b.add("frame", leg, spec.palette.wood)
    for sx in (-1, 1):
        b.add("frame", box((t, d, t), (sx * (w / 2 - t / 2), 0, h - t), 0.004), spec.palette.wood)
    rows = ((0.62, 0.10), (0.70, 0.11), (0.78, 0.35), (0.86, 0.70), (0.96, 0.97))
    inside = d - 4 * t - 0.004
    outer = [soft_rectangle((w - 2 * t) * k, inside * min(1.0, k + 0.1), 0.05, z * h, corner=5) for k, z in rows]
    inner = [
        soft_rectangle((w - 2 * t) * k - 0.008, inside * min(1.0, k + 0.1) - 0.008, 0.045, z * h, corner=5)
        for k, z in rows[::-1][:-1]
    ]
    b.add("bag", loft([*outer, *inner]), spec.palette.secondary)


def trash_bin(spec: Spec) -> Model:
    """A pedal bin when taller than 0.35 m, else an open paper basket."""
    b = Builder()
    w, d, h = spec.size
    square = spec.style.name in ("modern", "minimalist", "industrial") and w > 0.26
    if h < 0.35:
        rows = ((0.82, 0.0), (0.84, 0.01), (1.0, 1.0))
        outer = [_ring(spec, k, z * h, square) for k, z in rows]
        inner = [_ring(spec, k - 0.03, z * h, square) for k, z in ((1.0, 1.0), (0.84, 0.04))]
        b.add("bin", loft([*outer, *inner]), spec.palette.primary)
        return b.model()
    pedal = 0.03
    part_d = d - pedal
    scale = np.array([1.0, part_d / d, 1.0])

    def ring(k: float, z: float) -> Ring:
        out: Ring = _ring(spec, k, z, square) * scale + np.array([0, pedal / 2, 0])
        return out

    b.add("foot", loft([ring(0.97, 0.0), ring(0.99, 0.02)]), BLACK)
    b.add("body", loft([ring(0.985, 0.02), ring(0.985, 0.86 * h)]), spec.palette.primary)
    b.add("collar", loft([ring(0.97, 0.86 * h - 0.001), ring(0.97, 0.875 * h)]), BLACK)
    b.add(
        "lid",
        loft([ring(1.0, 0.875 * h), ring(1.0, 0.91 * h), ring(0.94, 0.955 * h), ring(0.72, 0.985 * h), ring(0.3, h)]),
        spec.palette.primary,
    )
    b.add("pedal", box((0.08, pedal + 0.02, 0.012), (0, -d / 2 + (pedal + 0.02) / 2, 0.012), 0.004), BLACK)
    return b.model()


# toys ---------------------------------------------------------------------------------------------------------------


def toy(spec: Spec) -> Model:
    """Building blocks, a ball, a wooden train or stacking rings: by proportion and seed."""
    b = Builder()
    w, d, h = spec.size
    even = max(w, d, h) < 1.15 * min(w, d, h)
    thin = min(w, d) < 0.4 * max(w, d, h)
    kinds = (_rings,) if thin else (_ball, _rings) if even and spec.seed % 3 == 0 else (_blocks, _train, _rings)
    kinds[spec.seed % len(kinds)](b, spec)
    return b.model()


def _blocks(b: Builder, spec: Spec) -> None:
    """A small tower, an arch and a prism."""
    w, d, h = spec.size
    s = h / 3
    tones = BRIGHT
    x0 = -w / 2 + min(s, 0.45 * w) / 2
    wide, deep = min(s, 0.45 * w), min(s, 0.9 * d)
    for k in range(3):
        b.add(
            f"block {k}",
            box((wide * (1 - 0.06 * k), deep * (1 - 0.06 * k), s), (x0, d / 2 - deep / 2, k * s), 0.003),
            tones[k],
        )
    rest = w - wide
    b.add(
        "arch", box((0.9 * rest, deep * 0.8, 0.36 * h), (w / 2 - 0.45 * rest, d / 2 - deep * 0.4, 0), 0.003), tones[3]
    )
    roof = extrude(
        [(-0.4 * rest, 0), (0.4 * rest, 0), (0, 0.26 * h)],
        deep * 0.75,
        (w / 2 - 0.45 * rest, d / 2 - deep * 0.4, 0.36 * h),
        along="y",
    )
    b.add("roof", roof, tones[4])
    front = min(0.24 * h, 0.35 * d)
    b.add(
        "cube",
        turn(box((front, front, front), (0, 0, 0), 0.003), "z", 0.0)
        if d < 0.1
        else move(box((front, front, front), (0, 0, 0), 0.003), (w / 2 - front / 2, -d / 2 + front / 2, 0)),
        tones[5],
    )


def _ball(b: Builder, spec: Spec) -> None:
    """A ball of two colours with a belt."""
    w, d, h = spec.size
    b.add("ball", ellipsoid((w * 0.985, d * 0.985, h), (0, 0, 0), 28), BRIGHT[0])
    belt = [oval(w * k, d * k, z * h, points=36) for k, z in ((0.975, 0.40), (1.0, 0.45), (1.0, 0.55), (0.975, 0.60))]
    b.add("belt", loft(belt), BRIGHT[1])


def _rings(b: Builder, spec: Spec) -> None:
    """Stacking rings on a peg."""
    w, d, h = spec.size
    b.add(
        "base",
        loft([oval(w * k, d * k, z * h, points=32) for k, z in ((0.98, 0), (1.0, 0.02), (1.0, 0.09), (0.96, 0.1))]),
        paint("toy beech", (0.87, 0.72, 0.52), 0.6),
    )
    top = 0.86
    for k in range(5):
        size = 0.92 - 0.12 * k
        low, high = 0.10 + k * (top - 0.10) / 5, 0.10 + (k + 1) * (top - 0.10) / 5 - 0.004
        rows = ((0.84, 0.0), (1.0, 0.3), (1.0, 0.7), (0.84, 1.0))
        b.add(
            f"ring {k}",
            loft([oval(w * size * c, d * size * c, (low + t * (high - low)) * h, points=28) for c, t in rows]),
            BRIGHT[k],
        )
    b.add("knob", ellipsoid((0.3 * w, 0.3 * d, (1 - top) * h + 0.004), (0, 0, top * h - 0.004), 16), BRIGHT[5])


def _train(b: Builder, spec: Spec) -> None:
    """A wooden engine."""
    w, d, h = spec.size
    wheel = 0.30 * h
    b.add("frame", box((w, 0.7 * d, 0.12 * h), (0, 0, 0.5 * wheel), 0.004), BRIGHT[2])
    floor = 0.5 * wheel + 0.12 * h
    b.add(
        "boiler",
        push(cylinder(0.19 * h, 0.56 * w, (-0.16 * w, 0, 0), 22, along="x", bevel=0.004), z0=floor - 0.01),
        BRIGHT[0],
    )
    b.add("cab", box((0.30 * w, 0.62 * d, 0.42 * h), (0.30 * w, 0, floor), 0.004), BRIGHT[1])
    roof = h - floor - 0.42 * h
    b.add(
        "roof",
        box((0.36 * w, 0.72 * d, min(0.06 * h, roof)), (0.30 * w, 0, floor + 0.42 * h - 0.001), 0.003),
        BRIGHT[2],
    )
    b.add(
        "chimney",
        push(cylinder(0.05 * w, h - floor - 0.3 * h, (-0.32 * w, 0, floor + 0.3 * h), 16, radius_top=0.075 * w), z1=h),
        BRIGHT[3],
    )
    for x in (-0.32, 0.0, 0.32):
        for sy in (-1, 1):
            b.add(
                "wheel",
                cylinder(wheel / 2, 0.15 * d, (x * w, sy * 0.425 * d, 0), 18, along="y", bevel=0.003),
                BRIGHT[4],
            )


def teddy_bear(spec: Spec) -> Model:
    """A sitting bear: round body, head with ears and muzzle, four paws."""
    b = Builder()
    w, d, h = spec.size
    fur, pale = spec.palette.primary, tinted(spec.palette.primary, 1.35, spec.palette.primary.name + " pale")
    parts: list[tuple[str, trimesh.Trimesh, Material]] = [
        ("body", ellipsoid((0.56, 0.50, 0.52), (0, 0.06, 0.0), 18), fur),
        ("tummy", ellipsoid((0.36, 0.20, 0.36), (0, -0.12, 0.07), 14), pale),
        ("head", ellipsoid((0.52, 0.46, 0.44), (0, 0.0, 0.46), 18), fur),
        ("muzzle", ellipsoid((0.24, 0.18, 0.17), (0, -0.20, 0.50), 14), pale),
        ("nose", ellipsoid((0.08, 0.05, 0.055), (0, -0.285, 0.605), 10), BLACK),
    ]
    for sx in (-1, 1):
        parts += [
            ("ear", ellipsoid((0.19, 0.11, 0.19), (sx * 0.20, 0.02, 0.79), 12), fur),
            ("ear inside", ellipsoid((0.11, 0.04, 0.11), (sx * 0.20, -0.035, 0.825), 10), pale),
            ("eye", ellipsoid((0.045, 0.03, 0.045), (sx * 0.11, -0.215, 0.695), 8), BLACK),
            ("arm", _bear_arm(sx), fur),
            ("leg", ellipsoid((0.22, 0.44, 0.20), (sx * 0.22, -0.22, 0.0), 12), fur),
            ("sole", ellipsoid((0.15, 0.04, 0.14), (sx * 0.22, -0.435, 0.03), 10), pale),
        ]
    every = np.vstack([m.vertices for _, m, _ in parts])
    lo, hi = every.min(axis=0), every.max(axis=0)
    scale = np.array([w, d, h]) / (hi - lo)
    for name, mesh, material in parts:
        b.add(name, raw((np.asarray(mesh.vertices) - lo) * scale + (-w / 2, -d / 2, 0), mesh.faces), material)
    return b.model()


def _bear_arm(side: int) -> trimesh.Trimesh:
    """An arm that hangs a little away from the body."""
    return move(turn(ellipsoid((0.18, 0.19, 0.38), (0, 0, -0.34), 12), "y", -side * 0.6), (side * 0.20, -0.04, 0.50))
