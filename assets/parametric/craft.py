"""Crafts and studios: sewing machines, wheels, looms, kilns, drawing boards, tripods and their loads, mixing desks."""

from __future__ import annotations

import numpy as np

from assets.asset import SolidBox
from assets.model import Model
from assets.parametric.kit import box, cylinder, ellipsoid, extrude, lathe, move, sheet, turn
from assets.parametric.kit_more import loft, rod, soft_rectangle
from assets.parametric.looks import BLACK, BRIGHT, CHROME, GLASS, IRON, STEEL, WHITE, glow, paint
from assets.parametric.sketch import Sketch, disc, sketch
from assets.parametric.spec import Maker, Spec, between


def sewing_machine(spec: Spec) -> Model:
    """Bed, column, arm, needle bar, hand wheel at the right, spool on top."""
    s = sketch(spec.size)
    body, foot = spec.palette.primary, 0.2 * spec.h
    s.block("bed", (-s.x, s.x - 0.02), (-s.y, s.y), (0, foot), body, 0.012)
    s.block("column", (0.45 * s.x, s.x - 0.02), (-0.7 * s.y, 0.7 * s.y), (foot, 0.9 * s.h), body, 0.02)
    s.block("arm", (-0.9 * s.x, s.x - 0.02), (-0.7 * s.y, 0.7 * s.y), (0.62 * s.h, 0.9 * s.h), body, 0.025)
    s.block("head", (-0.9 * s.x, -0.5 * s.x), (-0.6 * s.y, 0.6 * s.y), (0.45 * s.h, 0.65 * s.h), body, 0.012)
    s.rod("needle", [(-0.7 * s.x, 0, foot), (-0.7 * s.x, 0, 0.46 * s.h)], 0.004, CHROME)
    s.block("foot plate", (-0.8 * s.x, -0.6 * s.x), (-0.4 * s.y, 0.2 * s.y), (foot, foot + 0.004), CHROME)
    s.wheel("hand wheel", (s.x - 0.012, 0, 0.72 * s.h), min(0.22 * s.h, 0.8 * s.y), 0.024, BLACK)
    s.add("spool", cylinder(0.018, 0.1 * s.h, (0.1 * s.x, 0, 0.9 * s.h), 16), spec.palette.accent)
    s.wheel("dial", (0.7 * s.x, -0.7 * s.y, 0.5 * s.h), 0.06 * s.h + 0.006, 0.02, STEEL, "y")
    return s.model()


def spinning_wheel(spec: Spec) -> Model:
    """A large spoked wheel at the right, a treadle, a bobbin at the left; one sits before it (-y)."""
    s = sketch(spec.size)
    wood = spec.palette.primary
    r = min(0.33 * spec.h, 0.42 * spec.w)
    at = (s.x - r, 0.1 * s.y, s.h - r)
    s.hoop("wheel", at, r, 0.018, wood, "y")
    for k in range(10):
        a = 2 * np.pi * k / 10
        s.add(
            "spoke",
            rod(
                [at, (at[0] + (r - 0.02) * float(np.cos(a)), at[1], at[2] + (r - 0.02) * float(np.sin(a)))], 0.007, 0, 7
            ),
            wood,
        )
    s.wheel("hub", at, 0.035, 0.09, wood, "y")
    for v in (-0.06, 0.06):
        s.rod("post", [(at[0], at[1] + v, 0.35 * s.h), (at[0], at[1] + v, at[2])], 0.014, wood)
    s.block(
        "bench",
        (-0.95 * s.x, s.x - 0.3 * r),
        (-0.3 * s.y, 0.45 * s.y),
        (0.33 * s.h, 0.33 * s.h + 0.035),
        wood,
        0.006,
        "x",
    )
    for x, y in ((-0.9, -1.0), (-0.9, 1.0), (0.75, 0.0)):
        s.rod("leg", [(x * s.x, y * s.y, 0), (0.8 * x * s.x, 0.3 * y * s.y, 0.34 * s.h)], 0.018, wood)
    for y in (-0.25, 0.4):
        s.rod("maiden", [(-0.75 * s.x, y * s.y, 0.34 * s.h), (-0.75 * s.x, y * s.y, 0.62 * s.h)], 0.013, wood)
    s.rod(
        "bobbin",
        [(-0.75 * s.x, -0.35 * s.y, 0.58 * s.h), (-0.75 * s.x, 0.45 * s.y, 0.58 * s.h)],
        0.025,
        spec.palette.soft,
    )
    s.block("treadle", (-0.2 * s.x, 0.5 * s.x), (-s.y, -0.2 * s.y), (0.03, 0.045), wood, 0.004)
    s.rod("rim end", [(-s.x, 0, 0.35 * s.h), (-0.9 * s.x, 0, 0.35 * s.h)], 0.014, wood)
    return s.model()


def loom(spec: Spec) -> Model:
    """Four posts and beams, warp threads, woven cloth in front, a beater; one sits before it (-y)."""
    s, t = sketch(spec.size), 0.06
    wood = spec.palette.primary
    for sx in (-1, 1):
        a = (min(sx * s.x, sx * (s.x - t)), max(sx * s.x, sx * (s.x - t)))
        s.block("post", a, (0.0, t), (0, s.h), wood, 0.004, "z")
        for y in (-s.y, s.y - t):
            s.block("post", a, (y, y + t), (0, 0.68 * s.h), wood, 0.004, "z")
        s.block("rail", a, (-s.y + t, -0.0005), (0.12, 0.12 + t), wood, 0.004, "y")
        s.block("rail", a, (t + 0.0005, s.y - t), (0.12, 0.12 + t), wood, 0.004, "y")
    x = s.x - t
    for y, z in ((-s.y + t / 2, 0.66 * s.h), (s.y - t / 2, 0.66 * s.h)):
        s.rod("beam", [(-x, y, z), (x, y, z)], 0.04, wood, segments=16)
    s.block("castle", (-x, x), (0.0, t), (s.h - 0.08, s.h - 0.001), wood, 0.004, "x")
    s.block(
        "beater", (-x + 0.01, x - 0.01), (-0.35 * s.y, -0.35 * s.y + 0.03), (0.5 * s.h, 0.82 * s.h), wood, 0.006, "x"
    )
    half = 0.8 * x
    s.block("cloth", (-half, half), (-s.y + 0.02, -0.4 * s.y), (0.7 * s.h, 0.705 * s.h), spec.palette.soft)
    for k in range(40):
        u = -half + 2 * half * k / 39
        s.rod("warp", [(u, -0.4 * s.y, 0.7 * s.h), (u, s.y - 0.03, 0.7 * s.h)], 0.0015, spec.palette.fabric, 0, 4)
    for k in range(4):
        s.block(
            "heddle",
            (-half, half),
            (0.08 + 0.04 * k, 0.084 + 0.04 * k),
            (0.6 * s.h, 0.85 * s.h),
            (spec.palette.soft, BRIGHT[k])[k % 2],
        )
    for k in range(4):
        s.block(
            "treadle", ((k - 2) * 0.12, (k - 2) * 0.12 + 0.08), (-0.7 * s.y, 0.4 * s.y), (0.05, 0.075), wood, 0.004, "y"
        )
    return s.model()


def potters_wheel(spec: Spec) -> Model:
    """A drum with a splash pan, a turning head, a pot on it."""
    s = sketch(spec.size)
    top = 0.68 * s.h
    rings = [
        soft_rectangle(spec.w * k, spec.d * k, 0.12, z * top)
        for k, z in ((0.9, 0.0), (1.0, 0.05), (1.0, 1.0), (0.94, 1.0), (0.94, 0.82))
    ]
    s.add("body", loft(rings), spec.palette.primary)
    r = 0.6 * min(s.x, s.y)
    s.add("head", cylinder(r, 0.03, (0, 0.1 * s.y, 0.83 * top), 32), STEEL)
    pot = [(0.5, 0.0), (0.75, 0.25), (0.82, 0.55), (0.6, 0.85), (0.68, 1.0), (0.6, 1.0), (0.52, 0.85), (0.1, 0.3)]
    s.add(
        "pot",
        lathe([(p * 0.75 * r, z * (s.h - 0.83 * top - 0.03)) for p, z in pot], (0, 0.1 * s.y, 0.83 * top + 0.03), 28),
        paint("wet clay", (0.56, 0.42, 0.33), 0.5),
    )
    return s.model()


def kiln(spec: Spec) -> Model:
    """A drum of steel with a lid, a control box and a stand."""
    s = sketch(spec.size)
    side = spec.w - 0.14
    body = min(side, spec.d) / 2
    at = -s.x + side / 2
    for name, z0, z1, k in (("body", 0.14, 0.84, 1.0), ("lid", 0.8405, 0.96, 1.0)):
        drum = cylinder(1.0, (z1 - z0) * s.h, (0, 0, 0), 12)
        drum.vertices[:, :2] *= (side / 2 * k / 1.0, s.y * k)
        s.add(name, move(drum, (at, 0, z0 * s.h)), STEEL if name == "body" else spec.palette.primary)
    s.block("control", (s.x - 0.135, s.x), (-0.3 * s.y, 0.3 * s.y), (0.3 * s.h, 0.62 * s.h), BLACK, 0.006)
    s.rod("handle", [(at, -s.y + 0.02, 0.9 * s.h), (at, -0.5 * s.y, s.h)], 0.012, BLACK)
    s.block("hinge", (at - 0.1, at + 0.1), (0.6 * s.y, 0.9 * s.y), (0.94 * s.h, s.h), IRON, 0.006)
    for x in (-0.6, 0.6):
        for y in (-0.6, 0.6):
            s.rod("leg", [(at + x * body, y * body, 0), (at + x * body, y * body, 0.15 * s.h)], 0.02, IRON)
    return s.model()


def drafting_table(spec: Spec) -> Model:
    """A tilted board with a ledge on a steel frame; one draws at the front (-y)."""
    s = sketch(spec.size)
    steel, front = spec.palette.secondary, 0.72 * spec.h
    lean = float(np.arctan2(s.h - front - 0.02, spec.d))
    board = turn(box((spec.w, spec.d / np.cos(lean), 0.022), (0, 0, 0), 0.004), "x", lean)
    v = board.vertices
    s.add(
        "board",
        move(board, (0, -float(v[:, 1].max() + v[:, 1].min()) / 2, s.h - float(v[:, 2].max()))),
        spec.palette.primary,
    )
    s.block("ledge", (-s.x, s.x), (-s.y, -s.y + 0.03), (front - 0.03, front + 0.015), spec.palette.primary, 0.004)
    for sx in (-1, 1):
        x = sx * (s.x - 0.12)
        s.rod("frame", [(x, -0.8 * s.y, 0), (x, 0.55 * s.y, 0.82 * s.h)], 0.018, steel)
        s.rod("frame", [(x, s.y, 0), (x, -0.55 * s.y, 0.72 * s.h)], 0.018, steel)
        s.rod("foot", [(x, -s.y, 0.018), (x, s.y, 0.018)], 0.018, steel)
    s.rod("brace", [(-s.x + 0.12, 0.2 * s.y, 0.4 * s.h), (s.x - 0.12, 0.2 * s.y, 0.4 * s.h)], 0.014, steel)
    return s.model()


def drafting_solid(spec: Spec) -> tuple[SolidBox, ...]:
    """The board; below it knees are free between the frames."""
    w, d, h = spec.w / 2, spec.d / 2, spec.h
    frames = [between((s * (w - 0.09), -d, 0), (s * (w - 0.15), d, h)) for s in (-1, 1)]
    brace = SolidBox((-w + 0.1, 0.2 * d - 0.03, 0.4 * h - 0.03), (w - 0.1, 0.2 * d + 0.03, 0.4 * h + 0.03))
    return (SolidBox((-w, -d, 0.65 * h), (w, d, h)), brace, *frames)


def tripod(spec: Spec) -> Model:
    """Three legs under a telescope, a camera, a studio lamp or nothing, by the category; it looks towards -y."""
    s = sketch(spec.size)
    legs = spec.palette.secondary
    head = {"telescope": 0.74, "camera_tripod": 0.86, "studio_light": 0.74}.get(spec.category, 1.0) * s.h
    for u, v in ((-1, 1), (1, 1), (0, -1)):
        s.rod("leg", [(0, 0, 0.94 * head), (u * s.x, v * s.y, 0)], 0.014, legs)
        s.rod("brace", [(0, 0, 0.4 * head), (0.55 * u * s.x, 0.55 * v * s.y, 0.42 * head)], 0.006, legs)
    s.rod("post", [(0, 0, 0.35 * head), (0, 0, head)], 0.016, legs)
    {"telescope": _telescope, "camera_tripod": _camera, "studio_light": _softbox}.get(spec.category, _plate)(
        s, spec, head
    )
    return s.model()


def _plate(s: Sketch, spec: Spec, z: float) -> None:
    s.block("plate", (-0.05, 0.05), (-0.05, 0.05), (z - 0.02, z), spec.palette.primary, 0.004)


def _telescope(s: Sketch, spec: Spec, z: float) -> None:
    r = min(0.055, 0.3 * s.x)
    a, b = (0.0, 0.85 * s.y, z - 0.05), (0.0, -s.y, s.h)
    s.rod("tube", [(0, 0.6 * s.y, z), b], r, spec.palette.primary, segments=24)
    s.rod("eyepiece", [a, (0, 0.62 * s.y, z)], 0.5 * r, BLACK, segments=16)
    s.wheel("mount", (0, 0, z), 0.035, min(0.1, s.x), BLACK)


def _camera(s: Sketch, spec: Spec, z: float) -> None:
    s.block("camera", (-0.07, 0.07), (-0.03, 0.045), (z, s.h - 0.025), spec.palette.primary, 0.01)
    s.block("viewfinder", (-0.03, 0.03), (-0.02, 0.035), (s.h - 0.026, s.h), spec.palette.primary, 0.008)
    s.wheel("lens", (0, -0.075, (z + s.h - 0.03) / 2), min(0.035, 0.4 * (s.h - z)), 0.09, BLACK, "y")


def _softbox(s: Sketch, spec: Spec, z: float) -> None:
    half, tall = 0.95 * s.x, s.h - z
    y0, y1 = -0.7 * s.y, 0.1 * s.y
    square = np.array([(-half, -tall / 2), (half, -tall / 2), (half, tall / 2), (-half, tall / 2)])
    rings = [
        np.column_stack([k * square[:, 0], np.full(4, y), z + tall / 2 + k * square[:, 1]])
        for k, y in ((1.0, y0), (1.0, y0 + 0.03), (0.2, y1))
    ]
    s.add("box", loft(rings), BLACK)
    s.block(
        "diffuser",
        (-0.96 * half, 0.96 * half),
        (y0 - 0.006, y0 - 0.001),
        (z + 0.02 * tall, z + 0.98 * tall),
        glow((1.0, 0.97, 0.92), 0.8),
    )


def photo_backdrop(spec: Spec) -> Model:
    """A roll of paper between two stands that falls and sweeps out on the floor towards -y."""
    s = sketch(spec.size)
    for sx in (-1, 1):
        s.rod("stand", [(sx * (s.x - 0.02), s.y - 0.2, 0), (sx * (s.x - 0.02), s.y - 0.2, s.h)], 0.016, BLACK)
        s.rod("foot", [(sx * (s.x - 0.02), s.y, 0), (sx * (s.x - 0.02), s.y - 0.5, 0)], 0.014, BLACK)
    s.rod(
        "roll",
        [(-s.x + 0.05, s.y - 0.2, s.h - 0.04), (s.x - 0.05, s.y - 0.2, s.h - 0.04)],
        0.04,
        spec.palette.primary,
        segments=20,
    )
    bend = 0.3
    a = np.linspace(0, np.pi / 2, 9)
    path = [
        (s.y - 0.24, s.h - 0.05),
        *((s.y - 0.24 - bend + bend * np.cos(t), 0.004 + bend - bend * np.sin(t)) for t in a),
        (-s.y, 0.004),
    ]
    grid = np.array([[(u * (s.x - 0.07), y, z) for u in (-1, 0, 1)] for y, z in path])
    s.add("paper", sheet(grid, 0.003), spec.palette.primary)
    return s.model()


def backdrop_solid(spec: Spec) -> tuple[SolidBox, ...]:
    """The stands and the hanging sheet; one stands on what lies on the floor."""
    w, d = spec.w / 2, spec.d / 2
    return (SolidBox((-w, -d, 0), (w, d, 0.32)), SolidBox((-w, d - 0.6, 0), (w, d, spec.h)))


def mixing_console(spec: Spec) -> Model:
    """A tilted desk of faders and knobs with a row of meters at its back; on legs when it is high."""
    s = sketch(spec.size)
    body, thick = spec.palette.primary, spec.h if spec.h < 0.35 else 0.16
    low = s.h - thick
    if low > 0.1:
        for sx in (-1, 1):
            x = sx * (s.x - 0.03)
            s.block("leg", (x - 0.03, x + 0.03), (-0.8 * s.y, 0.8 * s.y), (0, low), spec.palette.secondary, 0.004)
    front, back = low + 0.4 * thick, low + 0.75 * thick
    side = [(-s.y, low), (s.y, low), (s.y, s.h), (0.8 * s.y, s.h), (0.6 * s.y, back), (-s.y, front)]
    s.add("case", extrude(side, spec.w, along="x"), body)
    lean = float(np.arctan2(back - front, 1.6 * s.y))
    strips = max(6, round(spec.w / 0.05))
    for k in range(strips):
        x = -s.x + 0.03 + (k + 0.5) * (spec.w - 0.06) / strips
        for f, tone in ((0.12, WHITE), (0.45, BRIGHT[0]), (0.6, BRIGHT[2]), (0.75, STEEL)):
            f = f + 0.05 * ((7 * k) % 4) * (f == 0.12)
            at = (x, -s.y + f * 1.6 * s.y, front + f * (back - front) - 0.002)
            s.add("control", turn(box((0.014, 0.02, 0.014), at, 0.003), "x", lean, at), tone)
    s.block(
        "meters",
        (-0.9 * s.x, 0.9 * s.x),
        (0.79 * s.y, 0.81 * s.y),
        (s.h - 0.02, s.h - 0.004),
        paint("meter", (0.2, 0.8, 0.4)),
        0.0,
    )
    return s.model()


def microscope(spec: Spec) -> Model:
    """Foot, arm, stage, tube; one looks into it from -y."""
    s = sketch(spec.size)
    body = spec.palette.primary
    s.block("foot", (-s.x, s.x), (-s.y, s.y), (0, 0.09 * s.h), BLACK, 0.01)
    arm = [(0.35, 0.09), (0.9, 0.09), (0.95, 0.6), (0.4, 0.86), (0.0, 0.84), (0.0, 0.7), (0.4, 0.6)]
    s.add("arm", extrude([(u * s.y, v * s.h) for u, v in arm], 0.6 * s.x, along="x"), body)
    s.block("stage", (-0.85 * s.x, 0.85 * s.x), (-0.6 * s.y, 0.5 * s.y), (0.36 * s.h, 0.4 * s.h), BLACK, 0.003)
    s.rod("tube", [(0, 0.0, 0.62 * s.h), (0, -0.5 * s.y, s.h)], min(0.28 * s.x, 0.06 * s.h), body, segments=18)
    s.rod("objective", [(0, 0.0, 0.44 * s.h), (0, 0.0, 0.66 * s.h)], 0.18 * s.x, CHROME, segments=16)
    s.wheel("focus", (0, 0.6 * s.y, 0.28 * s.h), min(0.09 * s.h, 0.4 * s.y), 1.6 * s.x, BLACK)
    s.add("lamp", disc((0, -0.05 * s.y, 0.12 * s.h), 0.25 * s.x, 0.06 * s.h, "z"), GLASS)
    s.add("knob", ellipsoid((0.1 * s.x, 0.1 * s.x, 0.1 * s.x), (0.5 * s.x, 0.3 * s.y, 0.4 * s.h)), CHROME)
    return s.model()


FAMILY: dict[str, Maker] = {
    "sewing_machine": Maker(sewing_machine),
    "spinning_wheel": Maker(spinning_wheel),
    "loom": Maker(loom),
    "potters_wheel": Maker(potters_wheel),
    "kiln": Maker(kiln),
    "drafting_table": Maker(drafting_table, solid=drafting_solid),
    "tripod": Maker(tripod),
    "photo_backdrop": Maker(photo_backdrop, solid=backdrop_solid),
    "mixing_console": Maker(mixing_console),
    "microscope": Maker(microscope),
}
