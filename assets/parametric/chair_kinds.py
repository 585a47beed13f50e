"""Kinds of upright chair: panel, ladder, slat, spindle, shell, upholstered, sled and steel."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import trimesh

from assets.model import Material
from assets.parametric.chair_parts import ChairPlan, back_line, bowed, posts, seat_frame
from assets.parametric.kit import Builder, box, ellipsoid, sheet, tube
from assets.parametric.kit_more import loft, pad, post, push, ribbon, rod, round_leg, soft_rectangle, within
from assets.parametric.seat_parts import SUNK, SWELL, legs
from assets.parametric.spec import Spec


def panel_chair(b: Builder, spec: Spec, plan: ChairPlan) -> None:
    """Posts with a broad curved board: plain modern."""
    seat_frame(b, spec, plan, padded=spec.style.name != "kids")
    x = spec.w / 2 - plan.bar / 2 - 0.004
    b.add("post", posts(spec, plan, x, spec.h), spec.palette.primary)
    tall = min(0.24, 0.45 * (spec.h - plan.seat))
    b.add("back", bowed(spec, plan, x, 0.97, tall, 0.014, 0.02, spec.h), spec.palette.primary)


def _ladder_chair(b: Builder, spec: Spec, plan: ChairPlan) -> None:
    """Posts with bowed rungs: shaker and country chairs."""
    seat_frame(b, spec, plan, padded=spec.style.name != "rustic")
    x = spec.w / 2 - plan.bar / 2 - 0.004
    b.add("post", posts(spec, plan, x, spec.h), spec.palette.primary)
    rungs = 3 if spec.h < 0.9 else 4
    for i in range(rungs):
        share = 0.97 - i * 0.62 / (rungs - 1)
        b.add("rung", bowed(spec, plan, x, share, 0.055, 0.014, 0.02, spec.h), spec.palette.primary)


def _slat_chair(b: Builder, spec: Spec, plan: ChairPlan) -> None:
    """Posts with a top rail, a lower rail and upright slats."""
    seat_frame(b, spec, plan, padded=True)
    x = spec.w / 2 - plan.bar / 2 - 0.004
    b.add("post", posts(spec, plan, x, spec.h), spec.palette.primary)
    b.add("rail", bowed(spec, plan, x, 0.985, 0.06, 0.018, 0.014, spec.h), spec.palette.primary)
    b.add("rail", bowed(spec, plan, x, 0.24, 0.035, 0.018, 0.008, spec.h), spec.palette.primary)
    count = max(3, round(2 * x / 0.075))
    for i in range(count):
        k = (i + 0.5) / count * 2 - 1
        low = (k * x, back_line(spec, plan, 0.2, plan.bar * 0.4) - 0.006, plan.seat + 0.2 * (spec.h - plan.seat))
        high = (k * x, back_line(spec, plan, 0.9, plan.bar * 0.4) - 0.004, plan.seat + 0.92 * (spec.h - plan.seat))
        b.add("slat", ribbon([low, high], (0.026, 0, 0), (0, 0.01, 0), 0.3), spec.palette.primary)


def _upholstered_chair(b: Builder, spec: Spec, plan: ChairPlan) -> None:
    """A stuffed seat and a stuffed back on four wooden legs."""
    w, d, h, t = spec.w, spec.d, spec.h, plan.bar * 1.1
    under, cloth = plan.seat - 0.08, spec.palette.fabric
    front, rear = 0.012 - d / 2, plan.rear + 0.006
    half, middle = (rear - front) / 2, (rear + front) / 2
    b.add("leg", legs(_chair_legs(spec), w / 2 - 0.012, half, under, t * 1.15, middle), spec.palette.wood)
    deep = plan.rear + 0.01 + d / 2
    b.add("seat", box((w - 0.004, deep, 0.05), (0, -d / 2 + deep / 2, under), 0.015), cloth)
    b.add("seat", pad((w, deep, 0.044 + SUNK), (0, -d / 2 + deep / 2, under + 0.036), 0.025, 0.05, SWELL), cloth)
    b.add("back", _padded_back(w - 0.02, plan.rear - 0.045, d / 2, under + 0.01, h, 0.062), cloth)
    if spec.style.tufted:
        _back_buttons(b, spec, plan)


def _back_buttons(b: Builder, spec: Spec, plan: ChairPlan) -> None:
    """Two rows of buttons pressed into the front of the padded back."""
    rise = spec.h - plan.seat
    for share, xs in ((0.5, (-0.25, 0.0, 0.25)), (0.75, (-0.13, 0.13))):
        y = _pad_front(plan.rear - 0.045, spec.d / 2, 0.062, share)
        for x in xs:
            b.add("button", ellipsoid((0.016, 0.012, 0.016), (x * spec.w, y + 0.002, plan.seat + share * rise), 8),
                  spec.palette.fabric)  # fmt: skip


def _pad_front(low: float, rear: float, thick: float, share: float) -> float:
    return low + (rear - thick - low) * share


def _padded_back(width: float, low: float, rear: float, z0: float, z1: float, thick: float) -> trimesh.Trimesh:
    """A stuffed back that leans from y = `low` (front, at the seat) so that its top touches `rear`."""
    rows = np.linspace(0, 1, 10)
    rings = []
    for t in rows:
        front = _pad_front(low, rear, thick, t)
        end = min(1.0, 6 * t + 0.55, 9 * (1 - t) + 0.35)
        broad = width * (0.94 + 0.06 * np.sin(np.pi * min(t, 0.75) / 1.5)) * (0.88 + 0.12 * end)
        at = (0.0, front + thick / 2)
        rings.append(soft_rectangle(broad, thick * end, 0.4 * thick * end, z0 + t * (z1 - z0), at, 3))
    return push(loft(rings), y1=rear)


def _chair_legs(spec: Spec) -> str:
    """A chair cannot stand on a plinth or on hairpins: the nearest kind that carries one."""
    return {"plinth": "tapered", "hairpin": "angle", "castor": "turned"}.get(spec.style.legs, spec.style.legs)


def _shell_chair(b: Builder, spec: Spec, plan: ChairPlan) -> None:
    """One moulded shell on splayed legs with a cross of wire beneath."""
    w, d, h = spec.size
    shell = _shell(w, d, plan.seat + 0.004, h)
    b.add("shell", shell, spec.palette.primary)
    head_z, hx, hy, y0 = plan.seat - 0.021, 0.29 * w, 0.19 * d, -0.045
    fx, fy = w / 2 - 0.02, d / 2 - 0.03
    for sx in (-1, 1):
        for sy in (-1, 1):
            leg = round_leg((sx * fx, sy * fy, 0.0), (sx * hx, y0 + sy * hy, head_z), 0.012, 0.017)
            b.add("leg", leg, spec.palette.wood)
    z = head_z - 0.13
    k = 1 - z / head_z
    for s in (-1, 1):
        ends = [
            (sx * (hx + k * (fx - hx)), (1 - k) * y0 + sx * s * (hy + k * (fy - hy)), z + 0.0005 * sx) for sx in (-1, 1)
        ]
        b.add("brace", tube(ends, 0.005, 6), spec.palette.metal)
    plate = (2 * hx, 2 * hy + 0.02, 0.012)
    b.add("plate", box(plate, (0, y0, head_z - 0.008), 0.005), spec.palette.metal)


def _shell(w: float, d: float, seat: float, h: float) -> trimesh.Trimesh:
    """The moulded seat-and-back as a thick sheet, filling the width, depth and height above the legs."""
    t = 0.5 - 0.5 * np.cos(np.pi * np.linspace(0, 1, 21))
    knots = np.array([
        [0, -0.50, -0.02], [0.06, -0.485, 0.012], [0.25, -0.2, 0.0], [0.45, 0.16, -0.012], [0.56, 0.31, 0.06],
        [0.68, 0.385, 0.33], [0.85, 0.455, 0.72], [1.0, 0.50, 1.0],
    ])  # fmt: skip
    y = np.interp(t, knots[:, 0], knots[:, 1])
    z = np.interp(t, knots[:, 0], knots[:, 2])
    y, z = _smooth(y), _smooth(z)
    half = np.interp(
        t,
        [0, 0.02, 0.08, 0.3, 0.55, 0.8, 0.9, 0.96, 0.985, 1.0],
        [0.6, 0.74, 0.88, 1.0, 1.0, 0.93, 0.86, 0.74, 0.62, 0.44],
    )
    curl = np.interp(t, [0, 0.2, 0.5, 0.62, 1.0], [0.02, 0.08, 0.17, 0.15, 0.06])
    u = np.linspace(-1, 1, 13)
    lift = np.clip(np.interp(t, [0.35, 0.62], [1, 0]), 0, 1)
    grid = np.zeros((len(t), len(u), 3))
    grid[..., 0] = half[:, None] * u * w / 2
    grid[..., 1] = (y * d)[:, None] - (curl * (1 - lift) * 0.5)[:, None] * u**4 * d
    grid[..., 2] = seat - 0.02 + (z * (h - seat))[:, None] + (curl * lift * 0.28)[:, None] * u**4
    body = sheet(grid, -0.011)
    low = float(body.vertices[:, 2].min())
    return within(body, (-w / 2, -d / 2, low), (w / 2, d / 2, h))


def _smooth(values: np.ndarray) -> np.ndarray:
    """The line with its kinks eased, ends kept."""
    out = np.array(values)
    for _ in range(2):
        out[1:-1] = 0.25 * out[:-2] + 0.5 * out[1:-1] + 0.25 * out[2:]
    return out


def _spindle_chair(b: Builder, spec: Spec, plan: ChairPlan) -> None:
    """A Windsor chair: saddle seat, splayed round legs with a stretcher, spindles under a bowed top rail."""
    w, d, h = spec.size
    frame = spec.palette.primary
    slab = 0.032
    deep = plan.rear + 0.03 + d / 2
    rim = plan.seat + 0.006  # a saddle: its middle is lower
    seat = loft([
        soft_rectangle(w * 0.94, deep * 0.95, 0.09, rim - slab, (0, -d / 2 + deep / 2)),
        soft_rectangle(w, deep, 0.1, rim - slab * 0.5, (0, -d / 2 + deep / 2)),
        soft_rectangle(w * 0.985, deep * 0.985, 0.1, rim, (0, -d / 2 + deep / 2)),
        soft_rectangle(w * 0.5, deep * 0.5, 0.05, rim - 0.008, (0, -d / 2 + deep / 2)),
    ])  # fmt: skip
    b.add("seat", seat, frame)
    _splayed_legs(b, spec, rim - slab + 0.004, frame)
    top, y0, y1 = h - 0.02, plan.rear, d / 2 - 0.012
    count = max(5, round(w / 0.075))
    for i in range(count):
        k = (i + 0.5) / count * 2 - 1
        low = (k * 0.40 * w, y0 - 0.02 - 0.05 * k * k, plan.seat - 0.01)
        high = (k * 0.44 * w, y1 - 0.004 - 0.035 * k * k, top)
        mid = tuple((np.array(low) * 0.6 + np.array(high) * 0.4).tolist())
        b.add("spindle", tube([low, mid, high], [0.0065, 0.008, 0.0055], 7), frame)
    s = np.linspace(-1, 1, 13)
    rail = np.column_stack([s * 0.485 * w, y1 - 0.002 - 0.035 * s * s, np.full(13, h - 0.024)])
    b.add("rail", push(ribbon(rail, (0, 0, 0.048), (0, 0.018, 0), 0.4), y1=d / 2, z1=h), frame)


def _splayed_legs(b: Builder, spec: Spec, top: float, material: Material) -> None:
    """Four splayed legs joined by an H of stretchers."""
    w, d = spec.w, spec.d
    r = 0.012
    hx, hy = 0.33 * w, 0.30 * d
    fx, fy = w / 2 - r - 0.004, d / 2 - r
    for sx in (-1, 1):
        for sy in (-1, 1):
            b.add("leg", round_leg((sx * fx, sy * fy, 0), (sx * hx, sy * hy - 0.02, top), r, 0.017), material)
    z = 0.4 * top
    x, y = fx + (hx - fx) * 0.4, fy + (hy - fy) * 0.4
    for sx in (-1, 1):
        b.add(
            "stretcher",
            tube([(sx * x, -y - 0.008, z), (sx * x, 0, z), (sx * x, y - 0.008, z)], [0.006, 0.01, 0.006], 8),
            material,
        )
    b.add("stretcher", tube([(-x, 0, z), (0, 0, z), (x, 0, z)], [0.007, 0.01, 0.007], 8), material)


def _sled_chair(b: Builder, spec: Spec, plan: ChairPlan) -> None:
    """A bent steel frame on runners with a thin seat and back of plywood."""
    w, d, h = spec.size
    r = 0.009
    x, z = w / 2 - r, plan.seat - 0.031
    rear = plan.rear - r
    for sx in (-1, 1):
        line = [(sx * x, -d / 2 + 0.06, z), (sx * x, -d / 2 + r, r), (sx * x, d / 2 - r - 0.01, r), (sx * x, rear, z),
                (sx * x, d / 2 - 0.018 - r, h - 0.03)]  # fmt: skip
        b.add("frame", rod(line, r, 0.045, 8), spec.palette.metal)
    for y in (-d / 2 + 0.10, rear - 0.03):
        b.add("frame", tube([(-x, y, z), (x, y, z + 0.0005)], r * 0.9, 8), spec.palette.metal)
    deep = rear - 0.01 + d / 2
    b.add(
        "seat",
        pad((w - 0.01, deep, 0.03), (0, -d / 2 + deep / 2, plan.seat - 0.027), 0.012, 0.06, 0.008),
        spec.palette.primary,
    )
    tall = min(0.22, 0.5 * (h - plan.seat))
    s = np.linspace(-1, 1, 9)
    back = np.column_stack([s * (w / 2 - 0.004), d / 2 - 0.012 - 0.018 * s**2, np.full(9, h - tall / 2)])
    b.add("back", push(ribbon(back, (0, -0.035, tall), (0, 0.014, 0), 0.4), y1=d / 2, z1=h), spec.palette.primary)


def _metal_chair(b: Builder, spec: Spec, plan: ChairPlan) -> None:
    """A workshop chair: tapered sheet-steel legs, a back hoop with a broad splat, a timber seat."""
    w, d, h = spec.size
    steel, r = spec.palette.metal, 0.011
    top = plan.seat - 0.044
    for sx in (-1, 1):
        for sy in (-1, 1):
            low = (sx * (w / 2 - 0.013), sy * (d / 2 - 0.014), 0.0)
            high = (sx * (w / 2 - 0.05), -0.02 + sy * (d / 2 - 0.075), top)
            b.add("leg", post([low, high], [(0.022, 0.022), (0.045, 0.045)], 0.3), steel)
    deep = plan.rear + d / 2 - 0.03
    b.add("seat rim", box((w - 0.03, deep, 0.03), (0, -d / 2 + 0.005 + deep / 2, top), 0.012), steel)
    b.add(
        "seat",
        box((w - 0.055, deep - 0.03, 0.02), (0, -d / 2 + 0.005 + deep / 2, top + 0.024), 0.008),
        spec.palette.wood,
    )
    x, y0, y1 = w / 2 - 0.03, plan.rear - 0.05, d / 2 - r
    hoop = [(-x, y0, top), (-x * 0.97, y1, h - r), (x * 0.97, y1, h - r), (x, y0, top)]
    b.add("hoop", push(rod(hoop, r, 0.10, 10), z1=h, y1=d / 2), steel)
    b.add(
        "splat",
        ribbon([(0, y0 + 0.004, top + 0.01), (0, y1 - 0.006, h - 0.012)], (0.12, 0, 0), (0, 0.006, 0), 0.3),
        steel,
    )
    for sx in (-1, 1):
        low = (sx * 0.06 * w / 0.48 + sx * 0.05, y0 + 0.004, top + 0.01)
        high = (sx * 0.13 * w / 0.48, y1 - 0.006, h - 0.012)
        b.add("splat", ribbon([low, high], (0.014, 0, 0), (0, 0.006, 0), 0.3), steel)


CHAIRS: dict[str, Callable[[Builder, Spec, ChairPlan], None]] = {
    "panel": panel_chair,
    "ladder": _ladder_chair,
    "slat": _slat_chair,
    "upholstered": _upholstered_chair,
    "shell": _shell_chair,
    "spindle": _spindle_chair,
    "sled": _sled_chair,
    "steel": _metal_chair,
}
