"""Measures and shared members of upright chairs: posts, seat frames, bowed rails."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import trimesh

from assets.parametric.kit import Builder, box, lathe
from assets.parametric.kit_more import pad, post, ribbon
from assets.parametric.seat_parts import SUNK, SWELL
from assets.parametric.spec import Spec


@dataclass(frozen=True)
class ChairPlan:
    """Heights and depths of an upright chair [m]: top of the seat, thickness of seat, rear edge of the seat (y), how
    thick and wide its members are."""

    seat: float
    slab: float
    rear: float
    bar: float


def chair_plan(spec: Spec) -> ChairPlan:
    """Seat at .53 of the height, .47 m at most: EN 1729 marks 1-6 for school chairs, 0.43-0.48 m for dining."""
    seat = min(0.47, 0.53 * spec.h)
    return ChairPlan(seat, 0.035, spec.d / 2 - min(0.09, 0.16 * spec.d), min(0.036, 0.075 * spec.w))


def posts(spec: Spec, plan: ChairPlan, x: float, top: float) -> list[trimesh.Trimesh]:
    """Two rear legs that run up into the back: raked at the foot, upright at the seat, leaning above."""
    t, edge = plan.bar, spec.d / 2
    foot, seat = edge - t / 2, plan.rear - t / 2
    sizes = [(t * 0.85, t), (t, t * 1.1), (t, t * 1.1), (t, t), (t * 0.8, t * 0.8)]
    rise = top - plan.seat
    line = [
        (edge - sizes[0][1] / 2, 0.0), (seat + 0.012, plan.seat * 0.55), (seat, plan.seat),
        (seat + 0.35 * (foot - seat), plan.seat + 0.45 * rise), (edge - sizes[4][1] / 2, top),
    ]  # fmt: skip
    return [post([(sx * x, y, z) for y, z in line], sizes, 0.3) for sx in (-1, 1)]


def seat_frame(b: Builder, spec: Spec, plan: ChairPlan, padded: bool) -> None:
    """Front legs, rails under the seat, and the seat itself."""
    w, d, t = spec.w, spec.d, plan.bar
    frame, under = spec.palette.primary, plan.seat - plan.slab
    turned = spec.style.legs in ("turned", "cabriole")
    for sx in (-1, 1):
        x, y = sx * (w / 2 - t / 2 - 0.004), -d / 2 + t / 2 + 0.012
        if turned:
            b.add("leg", lathe([(t * r, z * under) for r, z in _TURNED_CHAIR], (x, y, 0), 12), frame)
        else:
            b.add("leg", post([(x, y, 0), (x, y, under)], [(t * 0.72, t * 0.72), (t, t)], 0.25), frame)
    deep = plan.rear - (-d / 2)
    rail = (0.05, 0.018)
    inner = w - 2 * t - 0.008
    b.add("rail", box((inner, rail[1], rail[0]), (0, -d / 2 + t / 2 + 0.012, under - rail[0]), 0.002), frame)
    b.add("rail", box((inner, rail[1], rail[0]), (0, plan.rear - t / 2, under - rail[0]), 0.002), frame)
    for sx in (-1, 1):
        at = (sx * (w / 2 - t / 2 - 0.004), (plan.rear - d / 2) / 2, under - rail[0])
        b.add("rail", box((rail[1], deep - 2 * t, rail[0]), at, 0.002), frame)
    between = w - 2 * t - 0.012
    _seat_top(b, spec, plan, between, padded)


def _seat_top(b: Builder, spec: Spec, plan: ChairPlan, between: float, padded: bool) -> None:
    """A board or pad that fills the width in front and passes between the rear posts."""
    w, d, t = spec.w, spec.d, plan.bar
    front, back = -d / 2, plan.rear - 1.15 * t
    z = plan.seat - plan.slab
    size, at = (w, back - front, plan.slab), (0.0, (front + back) / 2, z)
    if padded:
        b.add("seat board", box((w, size[1], 0.012), at, 0.004), spec.palette.primary)
        soft = pad((w - 0.006, size[1] - 0.006, plan.slab - 0.010 + SUNK), (0, at[1], z + 0.010), 0.02, 0.04, SWELL)
        b.add("seat", soft, spec.palette.fabric)
    else:
        b.add("seat", box(size, at, min(0.012, 0.4 * plan.slab)), spec.palette.primary)
    b.add("seat", box((between, 1.15 * t - 0.002, 0.018), (0, back + 0.57 * t, z), 0.002), spec.palette.primary)


_TURNED_CHAIR = ((0.30, 0.0), (0.42, 0.03), (0.34, 0.08), (0.40, 0.25), (0.52, 0.55), (0.36, 0.62), (0.52, 0.67),
                 (0.52, 0.70), (0.38, 0.73), (0.55, 0.78), (0.55, 1.0))  # fmt: skip


def back_line(spec: Spec, plan: ChairPlan, t: float, margin: float) -> float:
    """y of the middle of the back at share `t` of its height, for members hung between leaning posts."""
    low, high = plan.rear - plan.bar / 2, spec.d / 2 - margin
    return low + (high - low) * (0.7 * t + 0.3 * t * t)


def bowed(spec: Spec, plan: ChairPlan, x: float, share: float, height: float, thick: float, bow: float,
           top: float) -> trimesh.Trimesh:  # fmt: skip
    """A crosswise member of the back, its middle bowed to the rear, upper edge at `share` of the back's height."""
    s = np.linspace(-1, 1, 9)
    z = plan.seat + share * (top - plan.seat)
    room = spec.d / 2 - thick / 2 - 0.0005
    y = back_line(spec, plan, share, plan.bar * 0.4)
    line = np.minimum(y - 0.01 + bow * (1 - s**2), room)
    return ribbon(np.column_stack([s * x, line, np.full(9, z - height / 2)]), (0, 0, height), (0, thick, 0), 0.35)
