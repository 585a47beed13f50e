"""What hangs on a wall and holds things: shelves, hooks, towel rails."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from assets.asset import SolidBox, Support
from assets.model import Model
from assets.parametric.kit import Builder, bend, box, cylinder, fit, lathe, move, tube, turn
from assets.parametric.spec import Maker, Spec


def _wall_levels(spec: Spec) -> list[float]:
    """Undersides of the boards of a wall shelf."""
    t = _wall_board(spec)
    count = max(1, round(spec.h / 0.26)) if spec.h > 0.14 else 1
    if count == 1:
        return [spec.h - t]
    return [k * (spec.h - t) / (count - 1) for k in range(count)]


def _wall_board(spec: Spec) -> float:
    return spec.h if spec.h <= 0.06 else min(0.032, max(0.02, spec.style.top))


def wall_shelf(spec: Spec) -> Model:
    """A floating board; with room below it, on brackets; with more, several boards between thin ends."""
    b, t, wood = Builder(), _wall_board(spec), spec.palette.primary
    levels = _wall_levels(spec)
    for z in levels:
        width = spec.w if len(levels) == 1 else spec.w - 0.037
        b.add("board", box((width, spec.d, t), (0, 0, z), min(spec.style.edge, 0.3 * t)), wood, "x")
    if len(levels) > 1:
        ends = [box((0.018, spec.d, spec.h), (s * (spec.w / 2 - 0.009), 0, 0), 0.002) for s in (-1, 1)]
        b.add("end", ends, wood, "z")
    elif spec.h > 0.06:
        _brackets(b, spec, levels[0])
    return fit(b.model(), spec.size)


def _brackets(b: Builder, spec: Spec, z: float) -> None:
    count = max(2, round(spec.w / 0.8))
    for k in range(count):
        x = -spec.w / 2 + 0.08 + k * (spec.w - 0.16) / (count - 1)
        back = spec.d / 2
        b.add("bracket", box((0.024, 0.005, z - 0.0005), (x, back - 0.0025, 0)), spec.palette.metal)
        b.add(
            "bracket",
            box((0.024, 0.8 * spec.d, 0.005), (x, back - 0.4 * spec.d - 0.006, z - 0.0055)),
            spec.palette.metal,
        )
        strut = tube([(x, back - 0.006, 0.15 * z), (x, back - 0.7 * spec.d, z - 0.006)], 0.0045, 8)
        b.add("bracket", strut, spec.palette.metal)


def wall_shelf_supports(spec: Spec) -> tuple[Support, ...]:
    t, levels = _wall_board(spec), _wall_levels(spec)
    clear = [b - a - t for a, b in pairwise(levels)] + [10.0]
    side = 0.0 if len(levels) == 1 else 0.02
    return tuple(Support(z + t, -spec.w / 2 + side, -spec.d / 2, spec.w / 2 - side, spec.d / 2, c)
                 for z, c in zip(levels, clear, strict=True))  # fmt: skip


def wall_shelf_solid(spec: Spec) -> tuple[SolidBox, ...]:
    t, hw, hd = _wall_board(spec), spec.w / 2, spec.d / 2
    boards = [SolidBox((-hw, -hd, z), (hw, hd, z + t)) for z in _wall_levels(spec)]
    if len(boards) > 1:
        return (
            *boards,
            *(SolidBox((s * hw - 0.019 * (s > 0), -hd, 0), (s * hw + 0.019 * (s < 0), hd, spec.h)) for s in (-1, 1)),
        )
    return (*boards, SolidBox((-hw, -hd, 0), (hw, hd, spec.h - t))) if spec.h > 0.06 else tuple(boards)


def coat_hooks(spec: Spec) -> Model:
    """A board with a row of hooks or pegs."""
    b = Builder()
    t, board_h = 0.02, min(0.14, 0.55 * spec.h)
    y = spec.d / 2
    b.add(
        "board",
        box((spec.w, t, board_h), (0, y - t / 2, spec.h - board_h), min(0.006, spec.style.edge)),
        spec.palette.primary,
        "x",
    )
    count = max(3, round(spec.w / 0.16))
    pegs = spec.style.name in ("scandinavian", "japandi", "kids", "rustic")
    for k in range(count):
        x = -spec.w / 2 + (k + 0.5) * spec.w / count
        if pegs:
            peg = cylinder(
                0.011, spec.d - t + 0.0005, (x, -t / 2, spec.h - 0.5 * board_h - 0.011), 12, along="y", bevel=0.003
            )
            b.add("peg", peg, spec.palette.primary)
    if not pegs or board_h < spec.h - 0.01:
        _hooks(b, spec, count, y - t, board_h, pegs)
    return fit(b.model(), spec.size)


def _hooks(b: Builder, spec: Spec, count: int, y: float, board_h: float, pegs: bool) -> None:
    """Bent hooks that reach to the front and the lower edge."""
    r, reach = 0.005, y + spec.d / 2
    for k in range(count):
        x = -spec.w / 2 + (k + 0.5) * spec.w / count
        top = spec.h - 0.6 * board_h
        low = [
            (x, y - 0.002, top),
            (x, y - 0.002, r + 0.001),
            (x, -spec.d / 2 + r, r),
            (x, -spec.d / 2 + r, 0.3 * spec.h),
        ]
        b.add("hook", tube(bend(low, 0.3 * min(reach, spec.h), 5), r, 8), spec.palette.metal)
        if not pegs:
            high = [(x, y, top), (x, -spec.d / 2 + 0.25 * reach, top + 0.01)]
            b.add("hook", tube(high, r, 8), spec.palette.metal)


def towel_rail(spec: Spec) -> Model:
    """A bar on two posts; when tall, a ladder of bars (heated rail)."""
    b, steel = Builder(), spec.palette.primary
    if spec.h > 0.35:
        return _towel_ladder(spec)
    r = min(0.011, 0.18 * spec.h, 0.2 * spec.d)
    rose = min(0.5 * spec.h, 0.028)
    z, x = spec.h / 2, spec.w / 2 - rose
    for s in (-1, 1):
        disc = lathe([(0, 0), (rose, 0), (rose, 0.006), (r * 1.1, 0.012), (0, 0.012)], segments=20)
        b.add("rose", move(turn(disc, "x", np.pi / 2), (s * x, spec.d / 2, z)), steel)
        b.add("post", cylinder(r * 0.9, spec.d - 0.012 - r, (s * x, r / 2, z - r * 0.9), 12, along="y"), steel)
    b.add("bar", cylinder(r, 2 * x + 2 * r + 0.01, (0, -spec.d / 2 + r, z - r), 14, along="x", bevel=0.002), steel)
    if 2 * rose < spec.h - 0.002:
        b.add("plate", [box((2 * rose, 0.004, spec.h), (s * x, spec.d / 2 - 0.002, 0)) for s in (-1, 1)], steel)
    elif x + rose < spec.w / 2 - 0.001:
        b.add("end", cylinder(r, 0.002, (0, 0, 0)), steel)
    return fit(b.model(), spec.size)


def _towel_ladder(spec: Spec) -> Model:
    b, steel, r = Builder(), spec.palette.primary, 0.011
    x, y = spec.w / 2 - 0.016, -spec.d / 2 + 0.018
    b.add("stile", [box((0.032, 0.036, spec.h), (s * x, y, 0), 0.01) for s in (-1, 1)], steel)
    count = max(4, round(spec.h / 0.075))
    for k in range(count):
        if k % 6 != 5:
            z = 0.05 + k * (spec.h - 0.1) / (count - 1) - r
            b.add("bar", cylinder(r, spec.w - 0.06, (0, y, z), 12, along="x"), steel)
    for s in (-1, 1):
        for z in (0.12 * spec.h, 0.88 * spec.h):
            b.add("bracket", cylinder(0.009, spec.d - 0.037, (s * x, 0.0175, z - 0.009), 10, along="y"), steel)
    return fit(b.model(), spec.size)


FAMILY: dict[str, Maker] = {
    "wall_shelf": Maker(wall_shelf, wall_shelf_supports, wall_shelf_solid),
    "coat_hooks": Maker(coat_hooks),
    "towel_rail": Maker(towel_rail),
}
