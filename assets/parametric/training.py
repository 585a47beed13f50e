"""Larger equipment of gyms: cable machines, presses, steppers, bars, frames, rings, boxes."""

from __future__ import annotations

import numpy as np
import trimesh

from assets.asset import SolidBox, Support
from assets.model import Model
from assets.parametric.kit import box, ellipsoid, extrude, lathe, move, raw, turn
from assets.parametric.kit_more import pad
from assets.parametric.looks import BLACK, BRIGHT, CHROME, GLASS, RUBBER, SCREEN, STEEL, WHITE
from assets.parametric.sketch import Sketch, disc, sketch, span
from assets.parametric.spec import Maker, Spec, between, flat_top


def _stack(s: Sketch, x: float, y: float, tall: float) -> None:
    """A stack of weight plates between two rods."""
    for k in range(12):
        z = 0.06 + k * 0.03
        s.block("weight", (x - 0.1, x + 0.1), (y - 0.05, y + 0.05), (z, z + 0.027), BLACK, 0.003)
    s.rods("guide", ([(x + u, y, 0.05), (x + u, y, tall)] for u in (-0.06, 0.06)), 0.008, CHROME)


def cable_machine(spec: Spec) -> Model:
    """Two towers with weights and pulleys under a cross beam."""
    s = sketch(spec.size)
    steel = spec.palette.primary
    for sx in (-1, 1):
        x = sx * (s.x - 0.14)
        s.block("foot", span(x - 0.14, x + 0.14), (-s.y, s.y), (0, 0.05), steel, 0.006)
        for u in (-0.12, 0.12):
            s.block("post", span(x + u - 0.02, x + u + 0.02), (-0.03, 0.03), (0.0505, s.h - 0.08), steel, 0.004)
        _stack(s, x, 0.0, s.h - 0.1)
        s.wheel("pulley", (x, -0.08, 0.62 * s.h), 0.05, 0.03, RUBBER)
        s.rod("cable", [(x, -0.1, 0.62 * s.h), (x - sx * 0.12, -0.3 * s.y, 0.5 * s.h)], 0.004, BLACK)
        s.rod(
            "grip",
            [(x - sx * 0.12 - 0.06, -0.3 * s.y, 0.49 * s.h), (x - sx * 0.12 + 0.06, -0.3 * s.y, 0.49 * s.h)],
            0.014,
            RUBBER,
        )
    s.block("beam", (-s.x, s.x), (-0.04, 0.04), (s.h - 0.0795, s.h), steel, 0.006)
    s.rods("bar", ([(u - 0.2, -0.1, s.h - 0.16), (u + 0.2, -0.1, s.h - 0.16)] for u in (-0.25, 0.25)), 0.016, RUBBER)
    s.rods("bar", ([(u, 0, s.h - 0.06), (u, -0.1, s.h - 0.16)] for u in (-0.4, -0.1, 0.1, 0.4)), 0.012, steel)
    return s.model()


def leg_press(spec: Spec) -> Model:
    """A reclined seat (+y) before a sliding foot plate on inclined rails, plates on pegs."""
    s = sketch(spec.size)
    steel, cover = spec.palette.primary, spec.palette.secondary
    for sx in (-1, 1):
        x = sx * 0.55 * s.x
        s.block("base", span(x - 0.035, x + 0.035), (-s.y, s.y), (0, 0.07), steel, 0.006)
        s.rod("rail", [(x, 0.3 * s.y, 0.3 * s.h), (x, -s.y, s.h)], 0.03, CHROME)
        s.block("post", span(x - 0.03, x + 0.03), (-0.95 * s.y, -0.95 * s.y + 0.06), (0.0705, 0.93 * s.h), steel, 0.004)
        s.rod("peg", [(sx * 0.5 * s.x, -0.45 * s.y, 0.65 * s.h), (sx * s.x, -0.45 * s.y, 0.65 * s.h)], 0.022, CHROME)
        r = min(0.2, 0.18 * s.h)
        s.wheel("plate", (sx * (s.x - 0.06), -0.45 * s.y, 0.65 * s.h), r, 0.04, RUBBER)
        s.wheel("plate", (sx * (s.x - 0.115), -0.45 * s.y, 0.65 * s.h), r, 0.04, RUBBER)
    plate = turn(box((0.95 * s.x, 0.04, 0.4), (0, 0, 0), 0.006), "x", -0.7)
    s.add("foot plate", move(plate, (0, -0.38 * s.y, 0.52 * s.h)), BLACK)
    s.add("seat", pad((0.9 * s.x, 0.35 * s.y, 0.1), (0, 0.35 * s.y, 0.16 * s.h)), cover)
    back = turn(pad((0.9 * s.x, 0.62 * s.y, 0.1), (0, 0, 0)), "x", 0.75)
    v = back.vertices
    s.add("back", move(back, (0, s.y - float(v[:, 1].max()), 0.14 * s.h - float(v[:, 2].min()))), cover)
    s.block("frame", (-0.5 * s.x, 0.5 * s.x), (0.3 * s.y, 0.9 * s.y), (0.0705, 0.15 * s.h), steel, 0.006)
    return s.model()


def stair_climber(spec: Spec) -> Model:
    """Three moving steps between side panels, rails and a console; one faces +y."""
    s = sketch(spec.size)
    body, steel = spec.palette.primary, STEEL
    base = 0.45 * s.h
    for sx in (-1, 1):
        side = [(-s.y, 0), (s.y, 0), (s.y, base), (0.4 * s.y, base), (-s.y, 0.2 * s.h)]
        s.add("side", extrude(side, 0.1, (sx * (s.x - 0.05), 0, 0), along="x"), body)
        x = sx * (s.x - 0.04)
        s.rod(
            "rail",
            [(x, -0.3 * s.y, 0.3 * s.h), (x, -0.2 * s.y, 0.65 * s.h), (x, 0.6 * s.y, 0.82 * s.h), (x, 0.8 * s.y, base)],
            0.02,
            BLACK,
            0.1,
        )
    for k in range(4):
        y = -0.85 * s.y + k * 0.32 * s.y
        s.block(
            "step", (-s.x + 0.101, s.x - 0.101), (y, y + 0.36 * s.y), (0.02, 0.12 * s.h + k * 0.1 * s.h), BLACK, 0.006
        )
    s.block("mast", (-0.08, 0.08), (0.6 * s.y, 0.8 * s.y), (0.1, 0.92 * s.h), steel, 0.02)
    console = turn(box((0.9 * s.x, 0.05, 0.2 * s.h), (0, 0, 0), 0.02), "x", -0.3)
    s.add("console", move(console, (0, 0.6 * s.y, s.h - float(console.vertices[:, 2].max()))), body)
    screen = turn(box((0.7 * s.x, 0.01, 0.14 * s.h), (0, -0.026, 0.03 * s.h), 0.002), "x", -0.3)
    s.add("screen", move(screen, (0, 0.6 * s.y, s.h - float(console.vertices[:, 2].max()))), SCREEN)
    return s.model()


def elliptical(spec: Spec) -> Model:
    """A cross trainer: flywheel housing (+y), two pedals on arms, swinging handles, a console."""
    s = sketch(spec.size)
    body = spec.palette.primary
    for y in (-s.y + 0.04, s.y - 0.04):
        s.block("foot", (-s.x, s.x), (y - 0.04, y + 0.04), (0, 0.06), BLACK, 0.015)
    s.block("beam", (-0.04, 0.04), (-s.y + 0.05, s.y - 0.05), (0.061, 0.12), BLACK, 0.01)
    r = min(0.24 * s.h, 0.35 * s.y)
    s.add("housing", disc((0, s.y - r - 0.02, 0.08 + r), r, min(0.2, 0.5 * spec.w), "x"), body)
    s.block("mast", (-0.04, 0.04), (0.42 * s.y, 0.42 * s.y + 0.1), (0.12, 0.9 * s.h), STEEL, 0.02)
    s.block("console", (-0.15, 0.15), (0.36 * s.y, 0.45 * s.y), (0.85 * s.h, 0.97 * s.h), BLACK, 0.02)
    for sx in (-1, 1):
        x, lift = sx * 0.55 * s.x, 0.04 * s.h * sx
        s.rod("pedal arm", [(x, s.y - r, 0.1 * s.h + 0.1 + lift), (x, -0.85 * s.y, 0.16 * s.h - lift)], 0.024, STEEL)
        s.block(
            "pedal", span(x - 0.07, x + 0.07), (-0.5 * s.y, -0.08 * s.y), (0.17 * s.h, 0.17 * s.h + 0.05), BLACK, 0.015
        )
        s.rod(
            "handle",
            [(x, 0.3 * s.y, 0.16 * s.h + 0.06), (x, 0.36 * s.y, 0.6 * s.h), (sx * 0.7 * s.x, 0.1 * s.y, s.h)],
            0.018,
            BLACK,
            0.1,
        )
    return s.model()


def pull_up_bar(spec: Spec) -> Model:
    """A free-standing tower: bar on top, grips for dips, a back pad; or a barre with two rails when it is low."""
    s, r = sketch(spec.size), 0.022
    steel = spec.palette.primary
    if spec.category == "ballet_barre":
        for sx in (-1, 1):
            x = sx * (s.x - 0.08)
            s.rod("post", [(x, 0, 0.02), (x, 0, s.h - r)], r, spec.palette.secondary)
            s.rod("foot", [(x, -s.y, 0), (x, s.y, 0)], r, spec.palette.secondary)
        for z in (0.72 * s.h, s.h):
            s.rod("barre", [(-s.x, 0, z), (s.x, 0, z)], r, steel, segments=14)
        return s.model()
    for sx in (-1, 1):
        x = sx * (s.x - 0.06)
        s.rod("foot", [(x, -s.y, 0), (x, s.y, 0)], 1.3 * r, steel)
        s.rod("post", [(x, 0.6 * s.y, 0.03), (x, 0.5 * s.y, s.h - 0.02)], 1.3 * r, steel)
        s.rod("dip", [(x, 0.55 * s.y, 0.55 * s.h), (0.75 * x, -0.5 * s.y, 0.56 * s.h)], r, steel)
        s.rod("grip", [(0.75 * x, -0.5 * s.y, 0.56 * s.h), (0.75 * x, -0.7 * s.y, 0.56 * s.h)], 1.2 * r, RUBBER)
        s.rod("grip", [(sx * 0.6 * s.x, 0.45 * s.y, s.h), (sx * s.x, 0.2 * s.y, 0.97 * s.h)], 1.1 * r, RUBBER)
    s.rod("bar", [(-s.x + 0.05, 0.5 * s.y, s.h), (s.x - 0.05, 0.5 * s.y, s.h)], r, CHROME)
    s.block("pad", (-0.18, 0.18), (0.35 * s.y, 0.35 * s.y + 0.06), (0.55 * s.h, 0.78 * s.h), BLACK, 0.02)
    s.rod("brace", [(-s.x + 0.06, 0.55 * s.y, 0.66 * s.h), (s.x - 0.06, 0.55 * s.y, 0.66 * s.h)], r, steel)
    s.rod("brace", [(-s.x + 0.06, 0.6 * s.y, 0.2 * s.h), (s.x - 0.06, 0.6 * s.y, 0.2 * s.h)], r, steel)
    return s.model()


def wall_bars(spec: Spec) -> Model:
    """Swedish bars: rungs between uprights on the wall."""
    s = sketch(spec.size)
    wood = spec.palette.primary
    posts = max(2, round(spec.w / 0.9) + 1)
    for k in range(posts):
        x = -s.x + 0.015 + k * (spec.w - 0.03) / (posts - 1)
        s.block("upright", (x - 0.015, x + 0.015), (-s.y, s.y), (0, s.h), wood, 0.004, "z")
    count = max(6, round(s.h / 0.17))
    for k in range(count):
        z = 0.1 + k * (s.h - 0.16) / (count - 1)
        s.rod("rung", [(-s.x + 0.01, 0, z), (s.x - 0.01, 0, z)], min(0.019, 0.4 * spec.d), wood)
    return s.model()


def climbing_wall(spec: Spec) -> Model:
    """A wall of panels with coloured holds."""
    s = sketch(spec.size)
    face = s.y - 0.6 * spec.d
    s.block("panel", (-s.x, s.x), (face, s.y), (0, s.h), spec.palette.primary)
    rng = spec.rng()
    columns, rows = max(3, round(spec.w / 0.28)), max(4, round(spec.h / 0.28))
    for r in range(rows):
        for c in range(columns):
            x = -s.x + (c + 0.5 + rng.uniform(-0.25, 0.25)) * spec.w / columns
            z = (r + 0.5 + rng.uniform(-0.25, 0.25)) * s.h / rows
            k, deep = int(rng.integers(6)), (face + s.y) * (1.0 if (r, c) == (1, 1) else rng.uniform(0.55, 0.95))
            wide = min(0.12, 0.3 * spec.w / columns + 0.02)
            s.add("hold", _hold(wide, deep, x, face, z), BRIGHT[k])
    return s.model()


def _hold(wide: float, deep: float, x: float, face: float, z: float) -> trimesh.Trimesh:
    knob = lathe([(wide / 2, 0.0), (wide / 2.2, 0.4 * deep), (wide / 4, 0.95 * deep), (0.0, deep)], segments=9)
    return move(turn(knob, "x", np.pi / 2), (x, face + 0.001, z))


def boxing_ring(spec: Spec) -> Model:
    """A canvas on a platform, four corner posts with pads, four ropes."""
    s = sketch(spec.size)
    deck = 0.42 * s.h
    s.block("platform", (-s.x, s.x), (-s.y, s.y), (0, deck - 0.03), spec.palette.secondary)
    s.block("canvas", (-s.x, s.x), (-s.y, s.y), (deck - 0.0295, deck), spec.palette.primary, 0.01)
    corners = [
        (-s.x + 0.35, -s.y + 0.35),
        (s.x - 0.35, -s.y + 0.35),
        (s.x - 0.35, s.y - 0.35),
        (-s.x + 0.35, s.y - 0.35),
    ]
    for k, (x, y) in enumerate(corners):
        s.rod("post", [(x, y, deck), (x, y, s.h)], 0.05, STEEL, segments=14)
        s.block(
            "pad",
            (x - 0.09, x + 0.09),
            (y - 0.09, y + 0.09),
            (deck + 0.25 * (s.h - deck), s.h - 0.04),
            (BRIGHT[0], WHITE, BRIGHT[2], WHITE)[k],
            0.03,
        )
        a = corners[(k + 1) % 4]
        for f, tone in ((0.35, BRIGHT[0]), (0.54, WHITE), (0.73, BRIGHT[2]), (0.9, BRIGHT[0])):
            z = deck + f * (s.h - deck)
            s.rod("rope", [(x, y, z), (a[0], a[1], z)], 0.018, tone)
    return s.model()


def jump_box(spec: Spec) -> Model:
    """A wooden box to jump on with grip holes; an aerobic step when it is low; a roller when it is round."""
    s = sketch(spec.size)
    if spec.category == "foam_roller":
        roller = disc((0, 0, 0), 1.0, spec.w, "x")
        wide = raw(roller.vertices * (1, s.y, s.h / 2) + (0, 0, s.h / 2), roller.faces)
        s.add("roller", wide, spec.palette.primary)
        for k in range(6):
            x = -s.x + (k + 0.5) * spec.w / 6
            s.hoop("rib", (x, 0, s.h / 2), min(s.y, s.h / 2), 0.006, BLACK)
        return s.model()
    if spec.h < 0.3:
        s.block("top", (-s.x, s.x), (-s.y, s.y), (s.h - 0.05, s.h - 0.001), BLACK, 0.02)
        s.block("mat", (-0.93 * s.x, 0.93 * s.x), (-0.85 * s.y, 0.85 * s.y), (s.h - 0.004, s.h), spec.palette.primary)
        for x in (-0.7 * s.x, 0.7 * s.x):
            s.block(
                "riser",
                (x - 0.2 * s.x, x + 0.2 * s.x),
                (-0.9 * s.y, 0.9 * s.y),
                (0, s.h - 0.051),
                spec.palette.primary,
                0.015,
            )
        return s.model()
    s.block("box", (-s.x, s.x), (-s.y + 0.001, s.y - 0.001), (0, s.h), spec.palette.primary, 0.004)
    for v in (-1, 1):
        s.block("grip", (-0.08, 0.08), span(v * s.y, v * (s.y - 0.002)), (0.68 * s.h, 0.68 * s.h + 0.04), BLACK)
    return s.model()


def basketball_hoop(spec: Spec) -> Model:
    """A backboard with a ring and net; on a weighted base with a pole when it stands on the floor."""
    s = sketch(spec.size)
    stand = spec.h > 1.5
    board = min(0.75, 0.27 * spec.h) if stand else spec.h
    low = s.h - board
    y = 0.1 * s.y if stand else s.y - 0.03
    s.block("backboard", (-s.x, s.x), (y - 0.015, y + 0.015), (low, s.h), GLASS if stand else WHITE, 0.004)
    s.block(
        "frame", (-0.3 * s.x, 0.3 * s.x), (y - 0.018, y - 0.0155), (low + 0.2 * board, low + 0.62 * board), BRIGHT[0]
    )
    r = min(0.225, 0.42 * spec.w, 0.45 * (y + s.y))
    ring = low + 0.2 * board
    s.hoop("ring", (0, -s.y + r, ring), r, 0.009, BRIGHT[4], "z")
    s.block("bracket", (-0.06, 0.06), (-s.y + 2 * r - 0.02, y - 0.017), (ring - 0.03, ring + 0.02), BRIGHT[4], 0.004)
    for k in range(12):
        a, b = 2 * np.pi * k / 12, 2 * np.pi * (k + 0.5) / 12
        tall = 1.4 * r
        path = [
            (r * 0.95 * float(np.cos(a)), -s.y + r + 0.95 * r * float(np.sin(a)), ring),
            (0.6 * r * float(np.cos(b)), -s.y + r + 0.6 * r * float(np.sin(b)), max(0.01, ring - tall)),
        ]
        s.rod("net", path, 0.003, WHITE)
    if stand:
        s.block("base", (-0.7 * s.x, 0.7 * s.x), (0.2 * s.y, s.y), (0, 0.16), BLACK, 0.03)
        s.rod(
            "pole",
            [(0, 0.7 * s.y, 0.1), (0, 0.7 * s.y, low), (0, 0.12 * s.y, low + 0.45 * board)],
            0.05,
            spec.palette.primary,
            0.1,
            14,
        )
    else:
        s.block("bracket", (-0.1, 0.1), (y + 0.015, s.y), (low + 0.2 * board, low + 0.7 * board), STEEL)
    return s.model()


def medicine_ball(spec: Spec) -> Model:
    """A leather ball with seams: for exercise or for play."""
    s = sketch(spec.size)
    s.add("ball", ellipsoid(spec.size, segments=28), spec.palette.primary)
    angle = np.linspace(0, 2 * np.pi, 41)
    for k in range(2):
        a = np.pi * k / 2
        path = np.column_stack(
            [s.x * np.cos(angle) * np.cos(a), s.y * np.cos(angle) * np.sin(a), s.h / 2 + s.h / 2 * np.sin(angle)]
        )
        s.rod("seam", [tuple(p) for p in path], 0.004, BLACK, 0, 5)
    return s.model()


def box_top(spec: Spec) -> tuple[Support, ...]:
    """The top, but nothing stands on a roller."""
    return () if spec.category == "foam_roller" else flat_top(spec)


def rails(spec: Spec) -> tuple[SolidBox, ...]:
    """The posts and rails of a barre."""
    w, d, h = spec.w / 2, spec.d / 2, spec.h
    if spec.category != "ballet_barre":
        return (SolidBox((-w, -d, 0), (w, d, h)),)
    posts = [between((s * w, -d, 0), (s * (w - 0.14), d, h)) for s in (-1, 1)]
    return (SolidBox((-w, -0.03, 0.6 * h), (w, 0.03, h)), *posts)


FAMILY: dict[str, Maker] = {
    "cable_machine": Maker(cable_machine),
    "leg_press": Maker(leg_press),
    "stair_climber": Maker(stair_climber),
    "elliptical": Maker(elliptical),
    "pull_up_bar": Maker(pull_up_bar, solid=rails),
    "wall_bars": Maker(wall_bars),
    "climbing_wall": Maker(climbing_wall),
    "boxing_ring": Maker(boxing_ring),
    "jump_box": Maker(jump_box, box_top),
    "basketball_hoop": Maker(basketball_hoop),
    "medicine_ball": Maker(medicine_ball),
}
