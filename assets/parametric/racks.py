"""Racks of bars and boards: shelving, wall shelves, clothes rails, coat stands, towel rails, trolleys, ladders."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import trimesh

from assets.asset import SolidBox, Support
from assets.materials import material
from assets.model import Model
from assets.parametric.kit import Builder, bend, box, cylinder, extrude, fit, lathe, move, tube, turn
from assets.parametric.spec import Maker, Spec, between, corner_posts, end_panels, no_supports

# --- shelving ---


def _boards(spec: Spec, pitch: float = 0.42) -> list[float]:
    """Undersides of the boards of an open rack, bottom to top."""
    count = max(2, round(spec.h / pitch))
    low, t = min(0.1, 0.12 * spec.h), 0.025
    return [low + k * (spec.h - t - low) / (count - 1) for k in range(count)]


def shelving(spec: Spec) -> Model:
    """Boards on four steel posts, braced at the back."""
    b, post, t = Builder(), 0.03, 0.025
    hw, hd = spec.w / 2, spec.d / 2
    steel, board = spec.palette.primary, spec.palette.secondary
    corners = [(sx * (hw - post / 2), sy * (hd - post / 2)) for sx in (-1, 1) for sy in (-1, 1)]
    b.add("post", [box((post, post, spec.h - 0.0005), (x, y, 0), 0.003) for x, y in corners], steel)
    for z in _boards(spec):
        b.add("shelf", box((spec.w - 2 * post - 0.001, spec.d - 0.004, t), (0, 0, z), 0.002), board, "x")
        for y in (-hd + 0.012, hd - 0.012):
            b.add("rail", box((spec.w - 2 * post - 0.0016, 0.02, 0.018), (0, y, z - 0.0185)), steel)
    b.add("cap", [box((post, post, 0.0004), (x, y, spec.h - 0.0004)) for x, y in corners], steel)
    z0, z1 = _boards(spec)[0], _boards(spec)[-1]
    for s in (-1, 1):
        brace = [(s * (hw - 0.04), hd - 0.004, z0 + 0.04), (-s * (hw - 0.04), hd - 0.004, z1 - 0.04)]
        b.add("brace", tube(brace, 0.0035, 6), steel)
    return fit(b.model(), spec.size)


def shelving_supports(spec: Spec) -> tuple[Support, ...]:
    levels = _boards(spec)
    hw, hd = spec.w / 2 - 0.035, spec.d / 2 - 0.015
    clear = [b - a - 0.05 for a, b in pairwise(levels)] + [10.0]
    return tuple(Support(z + 0.025, -hw, -hd, hw, hd, c) for z, c in zip(levels, clear, strict=True))


def shelving_solid(spec: Spec) -> tuple[SolidBox, ...]:
    hw, hd, p = spec.w / 2, spec.d / 2, 0.032
    posts = corner_posts(spec.w, spec.d, spec.h, p, p)
    boards = [SolidBox((-hw, -hd, z - 0.019), (hw, hd, min(z + 0.026, spec.h))) for z in _boards(spec)]
    return (*posts, *boards, SolidBox((-hw, hd - 0.01, 0), (hw, hd, spec.h)))


def shoe_rack(spec: Spec) -> Model:
    """Slatted levels between two ends."""
    b, t, wood = Builder(), 0.022, spec.palette.primary
    levels = _shoe_levels(spec)
    for s in (-1, 1):
        b.add("end", box((t, spec.d, spec.h), (s * (spec.w - t) / 2, 0, 0), 0.004), wood, "z")
    count = max(3, round(spec.d / 0.075))
    for z in levels:
        for k in range(count):
            y = -spec.d / 2 + 0.02 + k * (spec.d - 0.04) / (count - 1)
            b.add("slat", box((spec.w - 2 * t - 0.001, 0.03, 0.014), (0, y, z), 0.003), wood, "x")
    return fit(b.model(), spec.size)


def _shoe_levels(spec: Spec) -> list[float]:
    count = max(1, round(spec.h / 0.24))
    return [0.06 + k * (spec.h - 0.075) / max(1, count) for k in range(count)] + (
        [spec.h - 0.014] if spec.h > 0.35 else []
    )


def shoe_supports(spec: Spec) -> tuple[Support, ...]:
    levels = _shoe_levels(spec)
    hw, hd = spec.w / 2 - 0.03, spec.d / 2
    clear = [b - a - 0.015 for a, b in pairwise(levels)] + [10.0]
    return tuple(Support(z + 0.014, -hw, -hd, hw, hd, c) for z, c in zip(levels, clear, strict=True))


def shoe_solid(spec: Spec) -> tuple[SolidBox, ...]:
    hw, hd = spec.w / 2, spec.d / 2
    ends = end_panels(spec.w, spec.d, spec.h, 0.022)
    return (*ends, *(SolidBox((-hw, -hd, z), (hw, hd, z + 0.016)) for z in _shoe_levels(spec)))


# --- on the wall ---


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


# --- clothes ---


def clothes_rail(spec: Spec) -> Model:
    """A steel frame with a rail, a low board and some hangers."""
    b, steel, r = Builder(), spec.palette.primary, 0.0125
    hw, h = spec.w / 2, spec.h
    for s in (-1, 1):
        x = s * (hw - r)
        b.add("foot", box((2 * r, spec.d, 0.025), (x, 0, 0), 0.004), steel)
        b.add("post", tube([(x, 0, 0.0255), (x, 0, h - 2 * r - 0.0003)], r, 12), steel)
    b.add("rail", cylinder(r, spec.w, (0, 0, h - 2 * r), 14, along="x"), steel)
    shelf = (spec.w - 4 * r - 0.002, spec.d * 0.7, 0.018)
    b.add("shelf", box(shelf, (0, 0, 0.14), 0.003), spec.palette.secondary, "x")
    b.add(
        "support", [box((0.012, shelf[1] * 0.9, 0.012), (s * (shelf[0] / 2 - 0.02), 0, 0.1275)) for s in (-1, 1)], steel
    )
    rng = spec.rng()
    for x in np.sort(rng.uniform(-hw + 0.12, hw - 0.12, 5)):
        b.add("hanger", _hanger(float(x), h - 2 * r, min(0.42, spec.d * 0.9)), material("birch"))
    return fit(b.model(), spec.size)


def _hanger(x: float, z: float, width: float) -> list[trimesh.Trimesh]:
    half = width / 2
    hook = [
        (x, 0.0, z - 0.06),
        (x, 0.0, z - 0.02),
        (x, 0.016, z + 0.002),
        (x, 0.012, z + 0.022),
        (x, -0.006, z + 0.024),
    ]
    yoke = [
        (0.0, z - 0.055),
        (half, z - 0.15),
        (half, z - 0.165),
        (0.0, z - 0.075),
        (-half, z - 0.165),
        (-half, z - 0.15),
    ]
    return [tube(hook, 0.0025, 6), extrude(yoke, 0.012, (x, 0, 0), along="x")]


def rail_solid(spec: Spec) -> tuple[SolidBox, ...]:
    hw, hd = spec.w / 2, spec.d / 2
    return (SolidBox((-hw, -hd, 0), (hw, hd, 0.165)), SolidBox((-hw, -hd, spec.h - 0.2), (hw, hd, spec.h)),
            *(between((s * hw, -0.03, 0), (s * (hw - 0.028), 0.03, spec.h)) for s in (-1, 1)))  # fmt: skip


def rail_supports(spec: Spec) -> tuple[Support, ...]:
    hw = spec.w / 2 - 0.04
    return (Support(0.158, -hw, -0.33 * spec.d, hw, 0.33 * spec.d, spec.h - 0.4),)


def coat_rack(spec: Spec) -> Model:
    """A stand: pole, spread feet, bent hooks in rings. On a wall, a hook board."""
    if spec.option("mount") == "wall" or spec.h < 0.9:
        return coat_hooks(spec)
    b, r = Builder(), 0.02
    wood = spec.palette.primary
    b.add(
        "pole",
        lathe(
            [(0, 0.1), (r * 1.2, 0.1), (r, 0.3), (r * 0.8, spec.h - 0.04), (r * 1.1, spec.h - 0.02), (0, spec.h)],
            segments=20,
        ),
        wood,
    )
    for k in range(4):
        angle = k * np.pi / 2
        c, s = np.cos(angle) * spec.w / 2, np.sin(angle) * spec.d / 2
        reach = np.hypot(c, s)
        k1 = 1 - 0.012 / reach
        b.add(
            "foot",
            tube(
                bend([(0.3 * c * 0, 0.0 * s, 0.28), (0.45 * c, 0.45 * s, 0.16), (k1 * c, k1 * s, 0.012)], 0.2),
                [0.012] * 7,
                10,
            ),
            wood,
        )
        for z, out, lift in ((spec.h - 0.1, 0.62, 0.1), (spec.h - 0.42, 0.5, 0.09)):
            q = out * 0.9
            path = [(0, 0, z - 0.08), (0.5 * q * c, 0.5 * q * s, z - 0.07), (q * c, q * s, z + lift - 0.06)]
            b.add("hook", tube(bend(path, 0.1), 0.008, 8), wood)
    return fit(b.model(), spec.size)


def coat_solid(spec: Spec) -> tuple[SolidBox, ...]:
    """Coats fill its upper part, feet its lower."""
    hw, hd = spec.w / 2, spec.d / 2
    return (SolidBox((-hw, -hd, 0), (hw, hd, spec.h)),)


# --- trolleys, ladders, drying, stands ---


def _trays(spec: Spec) -> list[float]:
    return [0.14, spec.h - 0.13] if spec.h < 0.9 else [0.14, 0.5 * spec.h, spec.h - 0.13]


def bar_cart(spec: Spec) -> Model:
    """Trays with a rim on a frame of round tube, on wheels."""
    b, r, steel = Builder(), 0.009, spec.palette.primary
    hw, hd = spec.w / 2 - r, spec.d / 2 - r
    wheel = 0.035
    for y in (-hd, hd):
        path = [(-hw, y, 2 * wheel), (-hw, y, spec.h - r), (hw, y, spec.h - r), (hw, y, 2 * wheel)]
        b.add("frame", tube(bend(path, 0.06), r, 10), steel)
        b.add(
            "wheel",
            [cylinder(wheel, 0.018, (s * (hw - wheel + r), y * 0.98, 0), 18, along="y", bevel=0.004) for s in (-1, 1)],
            material("rubber"),
        )
    b.add(
        "handle",
        [cylinder(r, spec.d - 4 * r, (s * hw, 0, spec.h - 0.09), 10, along="y") for s in (-1, 1)],
        steel,
    )
    for z in _trays(spec):
        b.add("tray", box((2 * hw - 2 * r - 0.001, 2 * hd - 2 * r - 0.001, 0.008), (0, 0, z)), spec.palette.secondary)
        loop = [(-hw, -hd, z + 0.05), (hw, -hd, z + 0.05), (hw, hd, z + 0.05), (-hw, hd, z + 0.05)]
        b.add("rim", tube(loop, 0.005, 8, closed=True), steel)
        b.add("rail", [cylinder(0.006, spec.d - 4 * r, (s * hw, 0, z - 0.0125), 8, along="y") for s in (-1, 1)], steel)
    return fit(b.model(), spec.size)


def cart_supports(spec: Spec) -> tuple[Support, ...]:
    hw, hd, levels = spec.w / 2 - 0.03, spec.d / 2 - 0.03, _trays(spec)
    clear = [b - a - 0.03 for a, b in pairwise(levels)] + [10.0]
    return tuple(Support(z + 0.008, -hw, -hd, hw, hd, c) for z, c in zip(levels, clear, strict=True))


def cart_solid(spec: Spec) -> tuple[SolidBox, ...]:
    hw, hd, r = spec.w / 2, spec.d / 2, 0.035
    posts = corner_posts(spec.w, spec.d, spec.h, 0.075, r)
    rims = [between((-hw, s * hd, 0), (hw, s * (hd - r), spec.h)) for s in (-1, 1)]
    ends = end_panels(spec.w, spec.d, spec.h, r)
    return (*posts, *rims, *ends, *(SolidBox((-hw, -hd, z - 0.014), (hw, hd, z + 0.009)) for z in _trays(spec)))


def ladder(spec: Spec) -> Model:
    """Two stiles and rungs, leaning back over its depth."""
    b, wood, t = Builder(), spec.palette.primary, 0.04
    lean = spec.d - t
    hw = spec.w / 2
    count = max(2, round(spec.h / 0.3))

    def y(z: float) -> float:
        return -spec.d / 2 + t / 2 + lean * z / spec.h

    for s in (-1, 1):
        foot = [(-spec.d / 2, 0.0), (-spec.d / 2 + t, 0.0), (spec.d / 2, spec.h), (spec.d / 2 - t, spec.h)]
        b.add("stile", extrude(foot, 0.028, (s * (hw - 0.014), 0, 0), along="x"), wood, "z")
    for k in range(count):
        z = (k + 0.6) * spec.h / (count + 0.2)
        b.add("rung", cylinder(0.014, spec.w - 0.05, (0, y(z), z - 0.014), 12, along="x"), wood)
    return fit(b.model(), spec.size)


def drying_rack(spec: Spec) -> Model:
    """A winged airer: lines on two levels, crossed legs."""
    b, steel, r = Builder(), spec.palette.primary, 0.007
    hw, hd, top = spec.w / 2 - r, spec.d / 2 - r, spec.h - r
    loop = [(-hw, -hd, top), (hw, -hd, top), (hw, hd, top), (-hw, hd, top)]
    b.add("frame", tube(loop, r, 8, closed=True), steel)
    lines = max(5, round(spec.d / 0.07))
    for k in range(lines):
        y = -hd + (k + 0.5) * 2 * hd / lines
        b.add("line", tube([(-hw, y, top), (hw, y, top)], 0.0028, 6), steel)
    x = 0.62 * hw
    for s, y in ((-1, -hd * 0.9), (1, hd * 0.9)):
        path = [(-x * s, y, r), (x * s, y * 0.86, top - 0.012)]
        b.add("leg", [tube([(p[0], q * p[1], p[2]) for p in path], r, 8) for q in (-1, 1)], steel)
        b.add("foot", tube([(-x * s, -abs(y), r), (-x * s, abs(y), r)], r, 8), steel)
    return fit(b.model(), spec.size)


def umbrella_stand(spec: Spec) -> Model:
    """A pierced cylinder with two umbrellas left in it."""
    b, r, steel = Builder(), spec.w / 2, spec.palette.primary
    h = 0.85 * spec.h
    wall = [(0, 0), (r, 0), (r, h), (r - 0.004, h), (r - 0.004, 0.004), (0, 0.004)]
    b.add("pot", lathe(wall, segments=32), steel)
    for k, tint in enumerate(("navy", "charcoal")):
        s = 1 if k else -1
        shaft = [
            (s * 0.2 * r, 0.1 * r, 0.006),
            (s * 0.5 * r, 0.1 * r, spec.h - 0.07),
            (s * 0.5 * r, 0.1 * r, spec.h - 0.02),
            (s * 0.2 * r, 0.1 * r, spec.h - 0.008),
        ]
        b.add("umbrella", tube(bend(shaft, 0.04), 0.008, 8), material("wood"))
        cloth = [(0, 0.0), (0.012, 0.0), (0.03, 0.35 * spec.h), (0.022, 0.7 * spec.h), (0, 0.72 * spec.h)]
        b.add("cloth", lathe([(q, z) for q, z in cloth], (s * 0.34 * r, 0.1 * r, 0.02), 12), material("cotton", tint))
    return fit(b.model(), spec.size)


def wine_rack(spec: Spec) -> Model:
    """A lattice of bottles' berths."""
    b, t, wood = Builder(), 0.014, spec.palette.primary
    columns, rows = min(10, max(2, round(spec.w / 0.12))), min(14, max(2, round(spec.h / 0.12)))
    for k in range(columns + 1):
        x = -spec.w / 2 + t / 2 + k * (spec.w - t) / columns
        b.add("upright", box((t, spec.d, spec.h), (x, 0, 0)), wood, "z")
    pitch = (spec.w - t) / columns
    step = (spec.h - t) / rows
    for k in range(rows + 1):
        for c in range(columns):
            x = -spec.w / 2 + t / 2 + (c + 0.5) * pitch
            b.add(
                "shelf",
                box((pitch - t - 0.0006, spec.d - 0.004, t * 0.7), (x, 0, min(k * step, spec.h - 0.7 * t))),
                wood,
                "y",
            )
    rng = spec.rng()
    glass = material("glass", "dark green")
    bottle = [(0, 0), (0.036, 0), (0.038, 0.01), (0.038, 0.17), (0.015, 0.215), (0.0145, 0.27), (0, 0.27)]
    for row in range(rows):
        for c in range(columns):
            if rng.random() < 0.55 * min(1.0, 40 / (rows * columns)) and spec.d > 0.25:
                x = -spec.w / 2 + t / 2 + (c + 0.5) * pitch
                lying = turn(lathe(bottle, segments=12), "x", np.pi / 2)
                b.add("bottle", move(lying, (x, spec.d / 2 - 0.012, row * step + 0.7 * t + 0.039)), glass)
    return fit(b.model(), spec.size)


FAMILY: dict[str, Maker] = {
    "shelving": Maker(shelving, shelving_supports, shelving_solid),
    "shoe_rack": Maker(shoe_rack, shoe_supports, shoe_solid),
    "wall_shelf": Maker(wall_shelf, wall_shelf_supports, wall_shelf_solid),
    "coat_hooks": Maker(coat_hooks),
    "towel_rail": Maker(towel_rail),
    "clothes_rail": Maker(clothes_rail, rail_supports, rail_solid),
    "coat_rack": Maker(coat_rack, no_supports, coat_solid),
    "bar_cart": Maker(bar_cart, cart_supports, cart_solid),
    "ladder": Maker(ladder),
    "drying_rack": Maker(drying_rack),
    "umbrella_stand": Maker(umbrella_stand),
    "wine_rack": Maker(wine_rack),
}
