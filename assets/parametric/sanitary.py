"""Bathroom fixtures: one table of makers; toilet, bidet and the small things beside them. Back to the wall (+y)."""

from __future__ import annotations

import numpy as np
import trimesh

from assets.asset import SolidBox
from assets.model import Material, Model
from assets.parametric.basins import bathroom_sink, mixer, sink_solid, sink_support, tap_metal
from assets.parametric.baths import bathtub, shower, shower_floor, shower_seat, shower_solid
from assets.parametric.kit import Builder, box, cylinder, lathe, move, raw, tube
from assets.parametric.kit_more import Ring, egg, loft, oval, push, rod, soft_rectangle
from assets.parametric.looks import BLACK, CHROME, PAPER, WHITE, tinted
from assets.parametric.spec import Maker, Spec, flat_top, no_supports, whole


def _placed(ring: Ring, y: float) -> Ring:
    out: Ring = ring + np.array([0.0, y, 0.0])
    return out


def _rim(spec: Spec) -> float:
    """Top of the bowl: 0.41 m on a full toilet; just under the lid where the cistern is in the wall."""
    return min(0.41, 0.52 * spec.h) if spec.h > 0.6 else spec.h - 0.04


def toilet(spec: Spec) -> Model:
    """Bowl on its foot, seat and lid, cistern with a button (none when lower than 0.6 m: it is in the wall)."""
    b = Builder()
    w, d, h = spec.size
    rim, stuff = _rim(spec), spec.palette.primary
    tank = min(0.19, 0.29 * d) if h > 0.6 else 0.02
    rear = d / 2 - (tank if h > 0.6 else 0.0)
    length = rear + d / 2
    mid = -d / 2 + 0.56 * length
    front, back = mid + d / 2, rear - mid
    bw = w if h <= 0.6 else min(w, 0.38)
    rows = (
        (0.62, 0.62, 0.95, 0.0), (0.60, 0.60, 0.95, 0.02), (0.58, 0.60, 0.95, 0.35), (0.70, 0.72, 0.96, 0.58),
        (0.92, 0.92, 0.98, 0.80), (0.985, 0.985, 1.0, 0.93), (0.99, 0.99, 1.0, 0.975), (0.975, 0.975, 0.99, 1.0),
    )  # fmt: skip
    rings = [_placed(egg(bw * k, front * f, back * r, rim * z), mid) for k, f, r, z in rows]
    b.add("bowl", loft(rings), stuff)
    plastic = tinted(stuff, 1.02, "toilet seat")
    b.add("seat", _lid(bw, front, back, mid, rim + 0.002, 0.016), plastic)
    top = rim + 0.040 if h > 0.6 else h
    b.add("lid", _lid(bw, front, back, mid, rim + 0.0205, top - rim - 0.0205), plastic)
    for sx in (-1, 1):
        b.add("hinge", cylinder(0.012, 0.03, (sx * 0.075, rear - 0.02, rim + 0.014), 12, along="x"), CHROME)
    if h > 0.6:
        _cistern(b, spec, rim, tank, stuff)
    else:
        b.add("plate", box((min(0.3, w), 0.012, 0.2), (0, d / 2 - 0.006, rim * 0.3)), stuff)
    return b.model()


def _lid(w: float, front: float, back: float, mid: float, z: float, thick: float) -> trimesh.Trimesh:
    """A seat or a lid: an egg with soft edges that stops short of the cistern."""
    rows = ((0.985, 0.0), (1.0, 0.3), (1.0, 0.62), (0.97, 1.0))
    rings = [_placed(egg(w * k, front * k, (back - 0.03) * k, z + thick * t), mid) for k, t in rows]
    mesh = loft(rings)
    v = np.array(mesh.vertices)
    v[:, 1] += (mid - front) - v[:, 1].min()
    return trimesh.Trimesh(v, mesh.faces, process=False)


def _cistern(b: Builder, spec: Spec, rim: float, tank: float, stuff: Material) -> None:
    w, d, h = spec.size
    y, top = d / 2 - tank / 2, h - 0.006
    rows = (
        (0.86, 0.86, rim - 0.03), (0.93, 0.95, rim + 0.02), (0.965, 0.965, 0.6 * top + 0.4 * rim),
        (0.975, 0.97, top - 0.034),
    )  # fmt: skip
    rings = [soft_rectangle(w * k, tank * j, 0.035, z, (0, y + tank * (1 - j) / 2)) for k, j, z in rows]
    b.add("cistern", loft(rings), stuff)
    lid = [
        soft_rectangle(w * k, tank * k, 0.03, z, (0, y))
        for k, z in ((0.985, top - 0.035), (1.0, top - 0.03), (1.0, top - 0.008), (0.97, top))
    ]
    b.add("cistern lid", loft(lid), stuff)
    b.add("button", cylinder(0.026, 0.008, (0, y, top - 0.002), 20), CHROME)
    b.add("foot", box((0.2, tank + 0.02, rim - 0.02), (0, d / 2 - tank / 2 - 0.01, 0), 0.02), stuff)


def toilet_solid(spec: Spec) -> tuple[SolidBox, ...]:
    """The bowl with its lid, and the cistern."""
    w, d, h = spec.size
    if h <= 0.6:
        return whole(spec)
    low, tank = _rim(spec) + 0.042, min(0.19, 0.29 * d)
    return (
        SolidBox((-w / 2, -d / 2, 0), (w / 2, d / 2, low)),
        SolidBox((-w / 2, d / 2 - tank - 0.002, low), (w / 2, d / 2, h)),
    )


def bidet(spec: Spec) -> Model:
    """A low basin with a tap."""
    b = Builder()
    w, d, h = spec.size
    tap = 0.09
    rim = h - tap
    mid = 0.06 * d
    front, back = mid + d / 2, d / 2 - mid
    rows = ((0.60, 0.0), (0.58, 0.3), (0.72, 0.6), (0.95, 0.85), (1.0, 0.97), (0.985, 1.0))
    rings = [_placed(egg(w * k, front * k, back * min(1.0, k + 0.12), rim * z), mid) for k, z in rows]
    inner = [
        _placed(egg(w * k * 0.8, front * k * 0.82, back * k * 0.5, rim * z), mid)
        for k, z in ((1.0, 1.0), (0.94, 0.94), (0.7, 0.72), (0.3, 0.66))
    ]
    b.add("bowl", loft([*rings, *inner]), spec.palette.primary)
    mixer(b, tap_metal(spec), (0.0, d / 2 - 0.07, rim - 0.004), tap + 0.004, 0.10)
    return b.model()


def toilet_paper_holder(spec: Spec) -> Model:
    """A roll on a bar from the wall."""
    b = Builder()
    w, d, h = spec.size
    metal = tap_metal(spec)
    r = min(0.055, 0.5 * d - 0.012, 0.45 * h)
    y, z = -d / 2 + r, r
    b.add("roll", _hollow_roll(r, 0.018, w - 0.05, y, z), PAPER)
    b.add("bar", cylinder(0.008, w, (0, y, z - 0.008), 12, along="x"), metal)
    b.add(
        "arm",
        rod(
            [(w / 2 - 0.008, y, z), (w / 2 - 0.008, y, h - 0.012), (w / 2 - 0.008, d / 2 - 0.004, h - 0.012)],
            0.006,
            0.015,
            8,
        ),
        metal,
    )
    b.add(
        "plate",
        box(
            (0.05 if w > 0.1 else 0.03, 0.008, min(0.05, 0.5 * h)),
            (w / 2 - 0.025, d / 2 - 0.004, h - min(0.05, 0.5 * h)),
            0.002,
        ),
        metal,
    )
    return b.model()


def _hollow_roll(r: float, core: float, length: float, y: float, z: float) -> trimesh.Trimesh:
    core = min(core, 0.4 * r)
    ring = lathe([(core, 0), (r, 0), (r, length), (core, length), (core, 0)], segments=28)
    lying = raw(np.asarray(ring.vertices)[:, (2, 0, 1)], ring.faces)
    return move(lying, (-length / 2, y, z))


def toilet_brush(spec: Spec) -> Model:
    """A beaker with the brush's handle."""
    b = Builder()
    w, d, h = spec.size
    rows = ((0.9, 0.0), (1.0, 0.025), (1.0, 0.42), (0.9, 0.42), (0.85, 0.3))
    b.add("beaker", loft([oval(w * k, d * k, z * h, points=24) for k, z in rows]), spec.palette.primary)
    r = min(0.008, 0.12 * min(w, d))
    b.add("handle", cylinder(r, 0.68 * h, (0, 0, 0.3 * h), 12), tap_metal(spec))
    b.add("knob", cylinder(1.7 * r, 0.1 * h, (0, 0, 0.9 * h), 14, bevel=0.7 * r), tap_metal(spec))
    b.add("bristles", cylinder(0.27 * min(w, d), 0.1 * h, (0, 0, 0.29 * h), 16), WHITE)
    return b.model()


def bathroom_small(spec: Spec) -> Model:
    """A soap dispenser, or a tumbler with brushes when the seed is odd."""
    b = Builder()
    w, d, h = spec.size
    r = min(w, d) / 2
    if spec.seed % 2:
        b.add(
            "tumbler",
            lathe(
                [(0.8 * r, 0), (0.95 * r, 0.02), (r, 0.55 * h), (0.92 * r, 0.55 * h), (0.85 * r, 0.1 * h)], segments=24
            ),
            spec.palette.primary,
        )
        for k, (x, y) in enumerate(((0.45, 0.1), (-0.35, -0.25))):
            tone = spec.palette.accent if k else WHITE
            top = h if k == 0 else 0.95 * h
            b.add("brush", tube([(-x * r * 0.3, -y * r * 0.3, 0.12 * h), (x * r, y * r, top)], 0.004, 7), tone)
    else:
        b.add(
            "bottle",
            lathe(
                [
                    (0.94 * r, 0),
                    (r, 0.02 * h),
                    (r, 0.6 * h),
                    (0.75 * r, 0.7 * h),
                    (0.3 * r, 0.74 * h),
                    (0.3 * r, 0.78 * h),
                ],
                segments=26,
            ),
            spec.palette.primary,
        )
        b.add("pump", cylinder(0.006, 0.2 * h, (0, 0, 0.77 * h), 10), tap_metal(spec))
        b.add(
            "pump",
            push(rod([(0, 0, 0.96 * h), (0, -0.8 * r, 0.96 * h), (0, -0.86 * r, 0.9 * h)], 0.006, 0.008, 8), z1=h),
            tap_metal(spec),
        )
    if abs(w - d) > 0.004:
        b.add("dish", box((w, d, 0.006), (0, 0, 0), 0.002), spec.palette.primary)
    return b.model()


def bathroom_scale(spec: Spec) -> Model:
    """A glass plate with a small display on four feet."""
    b = Builder()
    w, d, h = spec.size
    rings = [
        soft_rectangle(w * k, d * k, 0.03, z)
        for k, z in ((0.99, 0.3 * h), (1.0, 0.4 * h), (1.0, 0.88 * h), (0.99, h * 0.96))
    ]
    b.add("plate", loft(rings), spec.palette.primary if spec.palette.primary.opacity == 1 else WHITE)
    b.add("display", box((0.09, 0.035, 0.1 * h), (0, 0.32 * d, 0.9 * h)), BLACK)
    for sx in (-1, 1):
        for sy in (-1, 1):
            b.add("foot", cylinder(0.018, 0.35 * h, (sx * 0.4 * w, sy * 0.4 * d, 0), 14), BLACK)
    return b.model()


FAMILY: dict[str, Maker] = {
    "toilet": Maker(toilet, no_supports, toilet_solid),
    "bidet": Maker(bidet, no_supports, whole),
    "bathroom_sink": Maker(bathroom_sink, sink_support, sink_solid),
    "bathtub": Maker(bathtub, no_supports, whole),
    "shower": Maker(shower, shower_floor, shower_solid),
    "shower_seat": Maker(shower_seat, flat_top, whole),
    "toilet_paper_holder": Maker(toilet_paper_holder, no_supports, whole),
    "toilet_brush": Maker(toilet_brush, no_supports, whole),
    "bathroom_small": Maker(bathroom_small, no_supports, whole),
    "bathroom_scale": Maker(bathroom_scale, no_supports, whole),
}
