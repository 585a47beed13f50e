"""Tools of workshops and garages: tool chests, machines on their stands, trestles, tyres, crates, barrels, pallets."""

from __future__ import annotations

import itertools

import numpy as np
import trimesh

from assets.asset import SolidBox, Support
from assets.model import Material, Model
from assets.parametric.kit import box, cylinder, extrude, lathe, move, raw, turn
from assets.parametric.looks import BLACK, BRIGHT, CHROME, IRON, RUBBER, STEEL
from assets.parametric.sketch import Sketch, disc, sketch, span
from assets.parametric.spec import Maker, Spec, between, flat_top

RED = BRIGHT[0]


def tool_chest(spec: Spec) -> Model:
    """Drawers in a steel cabinet on castors; without castors when it is low enough to carry."""
    s = sketch(spec.size)
    body = spec.palette.primary
    low = min(0.12, 0.14 * s.h) if s.h > 0.5 else 0.0
    if low:
        for x in (-s.x + 0.06, s.x - 0.06):
            for y in (-s.y + 0.07, s.y - 0.06):
                s.wheel("castor", (x, y, 0.4 * low), 0.4 * low, 0.03, BLACK)
                s.block("fork", (x - 0.02, x + 0.02), (y - 0.02, y + 0.02), (0.6 * low, low), STEEL)
    s.block("case", (-s.x, s.x), (-s.y + 0.025, s.y), (low, s.h), body, 0.006)
    rows = spec.count("drawers", max(2, round((s.h - low) / 0.14)))
    pitch = (s.h - low - 0.04) / rows
    for k in range(rows):
        z = low + 0.02 + k * pitch
        s.block(
            "drawer",
            (-s.x + 0.015, s.x - 0.015),
            (-s.y + 0.012, -s.y + 0.0255),
            (z + 0.003, z + pitch - 0.003),
            body,
            0.003,
        )
        s.block(
            "handle",
            (-s.x + 0.03, s.x - 0.03),
            (-s.y, -s.y + 0.0125),
            (z + pitch - 0.022, z + pitch - 0.006),
            STEEL,
            0.004,
        )
    return s.model()


def toolbox(spec: Spec) -> Model:
    """A box with a gabled lid, a bar to carry it by and two clasps."""
    s = sketch(spec.size)
    body, bar = spec.palette.primary, min(0.012, 0.08 * spec.h)
    s.block("box", (-s.x, s.x), (-s.y + 0.003, s.y), (0, 0.55 * s.h), body, 0.005)
    front = -s.y + 0.003
    lid = [(front, 0.555), (s.y, 0.555), (s.y, 0.66), (0.45 * s.y, 0.82), (-0.45 * s.y, 0.82), (front, 0.66)]
    s.add("lid", extrude([(v, z * s.h) for v, z in lid], spec.w - 0.006, along="x"), body)
    s.rod(
        "handle",
        [(-0.6 * s.x, 0, 0.8 * s.h), (-0.55 * s.x, 0, s.h), (0.55 * s.x, 0, s.h), (0.6 * s.x, 0, 0.8 * s.h)],
        bar,
        BLACK,
        0.02,
    )
    for x in (-0.5 * s.x, 0.5 * s.x):
        s.block("clasp", (x - 0.02, x + 0.02), (-s.y - 0.0, -s.y + 0.012), (0.45 * s.h, 0.66 * s.h), STEEL, 0.003)
    return s.model()


def pegboard(spec: Spec) -> Model:
    """A board with rows of holes; hammers, pliers, saws and spanners hang on it."""
    s = sketch(spec.size)
    back = s.y - 0.012
    s.block("board", (-s.x, s.x), (back, s.y), (0, s.h), spec.palette.primary)
    pitch = max(0.05, min(spec.w, spec.h) / 14)
    for u in np.arange(-s.x + pitch / 2, s.x, pitch):
        for z in np.arange(pitch / 2, s.h, pitch):
            s.add("hole", box((0.007, 0.002, 0.007), (float(u), back - 0.0002, float(z))), BLACK)
    count, rng = max(3, round(spec.w / 0.16)), spec.rng()
    for row, z in enumerate((0.9 * s.h, 0.48 * s.h)):
        for k in range(count):
            x = -s.x + (k + 0.5) * spec.w / count
            _hung_tool(s, int(rng.integers(4)), x, z, back, 0.35 * s.h * (0.9 if row else 1.0), 0.7 * spec.w / count)
    s.block("shelf", (-s.x, s.x), (-s.y, back), (0, 0.015), spec.palette.secondary, 0.003)
    return s.model()


def _hung_tool(s: Sketch, which: int, x: float, z: float, back: float, tall: float, wide: float) -> None:
    y0, tall, wide = back - min(0.03, 0.7 * (back + s.y)), min(tall, 0.34), min(wide, 0.13)
    s.block("hook", (x - 0.004, x + 0.004), (-s.y + 0.002, back), (z - 0.012, z - 0.004), STEEL)
    if which == 0:
        s.block("hammer", (x - 0.45 * wide, x + 0.45 * wide), (y0, back - 0.002), (z - 0.045, z - 0.014), STEEL, 0.006)
        s.block("shaft", (x - 0.012, x + 0.012), (y0 + 0.004, back - 0.004), (z - tall, z - 0.046), BRIGHT[4], 0.005)
    elif which == 1:
        saw = [(-0.4, -1.0), (0.4, -1.0), (0.25, -0.28), (-0.25, -0.28)]
        s.add(
            "saw",
            extrude([(x + u * wide, z + v * tall) for u, v in saw], 0.003, (0, back - 0.006, 0), along="y"),
            STEEL,
        )
        s.block(
            "grip",
            (x - 0.35 * wide, x + 0.35 * wide),
            (y0, back - 0.002),
            (z - 0.28 * tall, z - 0.013),
            BRIGHT[0],
            0.008,
        )
    else:
        s.block("spanner", (x - 0.012, x + 0.012), (y0 + 0.006, back - 0.004), (z - tall, z - 0.013), STEEL, 0.004)
        s.block(
            "jaw",
            (x - 0.3 * wide, x + 0.3 * wide),
            (y0 + 0.004, back - 0.003),
            (z - tall - 0.03, z - tall + 0.02),
            (STEEL, BRIGHT[2])[which - 2],
            0.006,
        )


def table_saw(spec: Spec) -> Model:
    """A steel table with a slot and blade, fence, on splayed legs."""
    s = sketch(spec.size)
    top, body = s.h - min(0.12, 0.13 * s.h), spec.palette.primary
    s.block("table", (-s.x, s.x), (-s.y, s.y), (top - 0.03, top), STEEL, 0.004)
    s.block("housing", (-0.55 * s.x, 0.55 * s.x), (-0.7 * s.y, 0.7 * s.y), (0.45 * s.h, top - 0.0305), body, 0.01)
    s.legs(0.55 * s.x, 0.6 * s.y, 0.46 * s.h, 0.02, IRON, min(0.25 * s.x, 0.25 * s.y))
    r = 0.9 * (s.h - top)
    s.wheel("blade", (0, 0.1 * s.y, top), min(r, 0.6 * s.y), 0.004, CHROME)
    s.block("guard", (-0.02, 0.02), (-0.05 * s.y, 0.4 * s.y), (s.h - 0.02, s.h), RED, 0.006)
    s.block("fence", (0.35 * s.x, 0.35 * s.x + 0.04), (-s.y, s.y), (top + 0.0005, top + 0.05), body, 0.004)
    s.wheel("hand wheel", (-0.2 * s.x, -0.75 * s.y, 0.6 * s.h), 0.06, 0.03, BLACK, "y")
    return s.model()


def bench_machine(spec: Spec) -> Model:
    """A tall machine tool on a column: a drill press, or a band saw with its two wheels."""
    s = sketch(spec.size)
    body = spec.palette.primary
    s.block("foot", (-s.x, s.x), (-s.y, s.y), (0, 0.06 * s.h), IRON, 0.01)
    if spec.category == "bandsaw":
        r = min(0.8 * s.x, 0.19 * s.h)
        s.block("base", (-0.9 * s.x, 0.9 * s.x), (-0.6 * s.y, 0.8 * s.y), (0.06 * s.h, 0.48 * s.h), body, 0.015)
        s.block("spine", (0.5 * s.x, 0.9 * s.x), (0.0, 0.5 * s.y), (0.48 * s.h, 0.9 * s.h), body, 0.01)
        s.add("wheel case", disc((0, 0.2 * s.y, s.h - r), r, 0.7 * s.y, "y"), body)
        s.block("table", (-0.95 * s.x, 0.6 * s.x), (-0.9 * s.y, 0.7 * s.y), (0.5 * s.h, 0.52 * s.h), STEEL, 0.004)
        s.block("blade", (-0.5 * s.x, -0.5 * s.x + 0.004), (0.15 * s.y, 0.25 * s.y), (0.52 * s.h, s.h - r), CHROME)
        return s.model()
    s.rod("column", [(0, 0.5 * s.y, 0.03), (0, 0.5 * s.y, 0.93 * s.h)], min(0.045, 0.3 * s.x), STEEL, segments=18)
    s.block("head", (-0.65 * s.x, 0.65 * s.x), (-0.6 * s.y, s.y), (0.72 * s.h, 0.95 * s.h), body, 0.02)
    s.block("belt cover", (-0.75 * s.x, 0.75 * s.x), (-0.65 * s.y, 0.98 * s.y), (0.9505 * s.h, s.h), body, 0.015)
    s.rod("spindle", [(0, -0.35 * s.y, 0.5 * s.h), (0, -0.35 * s.y, 0.73 * s.h)], min(0.022, 0.15 * s.x), CHROME)
    s.block("table", (-0.8 * s.x, 0.8 * s.x), (-0.9 * s.y, 0.45 * s.y), (0.42 * s.h, 0.44 * s.h), IRON, 0.004)
    for k in range(3):
        a = 2 * np.pi * k / 3 + 0.4
        tip = (0.95 * s.x, 0.1 * s.y + 0.6 * s.y * float(np.cos(a)), 0.8 * s.h + 0.1 * s.h * float(np.sin(a)))
        s.rod("lever", [(0.6 * s.x, 0.1 * s.y, 0.8 * s.h), tip], 0.008, BLACK)
    return s.model()


def sawhorse(spec: Spec) -> Model:
    """A trestle: a beam on two pairs of spread legs."""
    s, t = sketch(spec.size), 0.045
    wood = spec.palette.primary
    s.block("beam", (-s.x, s.x), (-t, t), (s.h - 0.09, s.h), wood, 0.004, "x")
    for sx in (-1, 1):
        x = sx * (s.x - 0.1)
        for sy in (-1, 1):
            leg = [(sy * s.y, 0), (sy * (s.y - 0.06), 0), (sy * 0.002, s.h - 0.03), (sy * t, s.h - 0.03)]
            s.add("leg", extrude(leg, 0.04, (x, 0, 0), along="x"), wood)
        half = s.y * 0.62
        s.block(
            "brace",
            (x - 0.032, x - 0.0205) if sx > 0 else (x + 0.0205, x + 0.032),
            (-half, half),
            (0.36 * s.h, 0.36 * s.h + 0.07),
            wood,
        )
    return s.model()


def tyres(spec: Spec) -> Model:
    """Tyres in a pile, each about 0.2 m thick."""
    s = sketch(spec.size)
    count = max(1, round(spec.h / 0.2))
    tall = spec.h / count
    for k in range(count):
        profile = [
            (0.56, 0.12),
            (0.62, 0.02),
            (0.9, 0.0),
            (1.0, 0.14),
            (1.0, 0.86),
            (0.9, 1.0),
            (0.62, 0.98),
            (0.56, 0.88),
            (0.56, 0.12),
        ]
        ring = lathe([(r, z * (tall - 0.002)) for r, z in profile], (0, 0, k * tall), 36)
        s.add("tyre", _oval(ring, s), RUBBER)
        for z in (0.3, 0.5, 0.7):
            groove = lathe([(1.0, z - 0.03), (1.004, z), (1.0, z + 0.03), (0.9, z), (1.0, z - 0.03)], segments=36)
            s.add("tread", _oval(raw(groove.vertices * (1, 1, tall) + (0, 0, k * tall), groove.faces), s), BLACK)
    return s.model()


def _oval(mesh: trimesh.Trimesh, s: Sketch) -> trimesh.Trimesh:
    return raw(mesh.vertices * (s.x / 1.004, s.y / 1.004, 1.0), mesh.faces)


def crate(spec: Spec) -> Model:
    """Boards nailed to corner posts, open at the top; a closed cardboard box with tape for `cardboard_box`."""
    s = sketch(spec.size)
    stuff = spec.palette.primary
    if spec.category == "cardboard_box":
        s.block("box", (-s.x, s.x), (-s.y, s.y), (0, s.h - 0.001), stuff, 0.002)
        s.block("tape", (-s.x - 0.0, s.x), (-0.03, 0.03), (s.h - 0.0012, s.h), spec.palette.secondary)
        return s.model()
    t, rows = 0.012, max(2, round(s.h / 0.1))
    pitch = s.h / rows
    s.block("bottom", (-s.x + t, s.x - t), (-s.y + t, s.y - t), (0.004, 0.016), stuff, 0, "x")
    for k in range(rows):
        z = (k * pitch + (0.008 if k else 0.0), (k + 1) * pitch)
        for v in (-1, 1):
            s.block("board", (-s.x, s.x), span(v * s.y, v * (s.y - t)), z, stuff, 0.0015, "x")
            s.block("board", span(v * s.x, v * (s.x - t)), (-s.y + t + 0.0005, s.y - t - 0.0005), z, stuff, 0.0015, "y")
    for sx in (-1, 1):
        for sy in (-1, 1):
            x, y = sx * (s.x - t - 0.0005), sy * (s.y - t - 0.0005)
            s.block("post", span(x, x - sx * 0.03), span(y, y - sy * 0.03), (0.017, s.h - 0.004), stuff, 0, "z")
    return s.model()


def barrel(spec: Spec) -> Model:
    """Staves that bulge, four hoops."""
    s = sketch(spec.size)
    rows = [
        (0.8, 0.0),
        (0.9, 0.16),
        (0.97, 0.32),
        (1.0, 0.5),
        (0.97, 0.68),
        (0.9, 0.84),
        (0.8, 1.0),
        (0.74, 1.0),
        (0.74, 0.96),
    ]
    staves = lathe([(r * 0.985, z * s.h) for r, z in rows], segments=28)
    staves.vertices[:, 0] *= s.x
    staves.vertices[:, 1] *= s.y
    s.add("staves", staves, spec.palette.primary)
    for z0, r0, r1 in ((0.06, 0.842, 0.878), (0.3, 0.962, 0.98), (0.64, 0.98, 0.962), (0.88, 0.878, 0.842)):
        hoop = lathe(
            [
                (r0 * 0.98, z0 * s.h),
                (r0 * 1.02, z0 * s.h),
                (r1 * 1.02, (z0 + 0.06) * s.h),
                (r1 * 0.98, (z0 + 0.06) * s.h),
                (r0 * 0.98, z0 * s.h),
            ],
            segments=28,
        )
        hoop.vertices[:, 0] *= s.x
        hoop.vertices[:, 1] *= s.y
        s.add("hoop", hoop, spec.palette.secondary)
    return s.model()


def barrel_head(spec: Spec) -> tuple[Support, ...]:
    """The square on its head, which lies below the ends of the staves."""
    x, y = 0.25 * spec.w, 0.25 * spec.d
    return (Support(0.96 * spec.h, -x, -y, x, y),)


def pallet(spec: Spec) -> Model:
    """Deck boards on three rows of blocks."""
    s, t = sketch(spec.size), min(0.022, 0.16 * spec.h)
    wood: Material = spec.palette.primary
    count = max(4, round(spec.d / 0.16))
    for k in range(count):
        y = -s.y + (k + 0.5) * spec.d / count
        s.block(
            "board",
            (-s.x, s.x),
            (y - 0.36 * spec.d / count, y + 0.36 * spec.d / count),
            (s.h - t, s.h),
            wood,
            0.002,
            "x",
        )
    for x in (-s.x + 0.05, 0.0, s.x - 0.05):
        s.block("stringer", (x - 0.05, x + 0.05), (-s.y, s.y), (s.h - 2 * t, s.h - t - 0.0005), wood, 0.002, "y")
        s.block("skid", (x - 0.05, x + 0.05), (-s.y, s.y), (0, t), wood, 0.002, "y")
        for y in (-s.y + 0.07, 0.0, s.y - 0.07):
            s.block("block", (x - 0.05, x + 0.05), (y - 0.07, y + 0.07), (t + 0.0005, s.h - 2 * t - 0.0005), wood)
    return s.model()


def engine(spec: Spec) -> Model:
    """A motor with a tank in a tube frame: a generator, or a compressor on wheels."""
    s, r = sketch(spec.size), 0.014
    body = spec.palette.primary
    for v in (-1, 1):
        y = v * s.y
        loop = [(-s.x, y, 0), (-s.x, y, s.h), (s.x, y, s.h), (s.x, y, 0), (-s.x, y, 0)]
        s.rods("frame", ([a, b] for a, b in itertools.pairwise(loop)), r, BLACK)
    for x in (-s.x, s.x):
        for z in (0.0, s.h):
            s.rod("frame", [(x, -s.y, z), (x, s.y, z)], r, BLACK)
    radius = min(0.24 * s.h, 0.75 * s.y)
    s.add("tank", disc((0, 0, 0.06 * s.h + radius), radius, 1.7 * s.x), body)
    s.block(
        "motor", (-0.7 * s.x, 0.2 * s.x), (-0.6 * s.y, 0.6 * s.y), (0.06 * s.h + 1.8 * radius, 0.88 * s.h), IRON, 0.02
    )
    s.block(
        "head", (0.3 * s.x, 0.75 * s.x), (-0.5 * s.y, 0.5 * s.y), (0.06 * s.h + 1.8 * radius, 0.8 * s.h), body, 0.03
    )
    s.block("panel", (-0.5 * s.x, 0.1 * s.x), (-0.62 * s.y, -0.55 * s.y), (0.6 * s.h, 0.8 * s.h), STEEL, 0.004)
    return s.model()


def lawn_mower(spec: Spec) -> Model:
    """Deck with a motor, four wheels, a handle towards the pusher (+y)."""
    s = sketch(spec.size)
    r = min(0.1, 0.14 * spec.h, 0.2 * spec.w)
    rear = 0.1 * s.y
    for sx in (-1, 1):
        for y in (-s.y + r, rear):
            s.wheel("wheel", (sx * (s.x - 0.025), y, r), r, 0.05, RUBBER)
        s.rod(
            "handle",
            [(sx * 0.75 * s.x, rear, 1.4 * r), (sx * 0.75 * s.x, 0.9 * s.y, 0.92 * s.h), (sx * 0.75 * s.x, s.y, s.h)],
            0.012,
            BLACK,
        )
    s.rod("handle", [(-0.75 * s.x, s.y, s.h), (0.75 * s.x, s.y, s.h)], 0.014, BLACK)
    s.block(
        "deck", (-s.x + 0.055, s.x - 0.055), (-s.y + 0.03, rear + 0.03), (0.6 * r, 2.2 * r), spec.palette.primary, 0.03
    )
    s.add("motor", cylinder(0.4 * s.x, 0.18 * s.h, (0, -0.5 * s.y, 2.2 * r), 24, bevel=0.02), IRON)
    bag = turn(box((1.1 * s.x, 0.4 * s.y, 0.26 * s.h), (0, 0, 0), 0.03), "x", 0.25)
    s.add("bag", move(bag, (0, 0.38 * s.y, 1.6 * r)), spec.palette.secondary)
    return s.model()


def trestle_solid(spec: Spec) -> tuple[SolidBox, ...]:
    w, d = spec.w / 2, spec.d / 2
    ends = [between((s * (w - 0.14), -d, 0), (s * (w - 0.06), d, spec.h)) for s in (-1, 1)]
    return (SolidBox((-w, -d, spec.h - 0.1), (w, d, spec.h)), *ends)


def open_top(spec: Spec) -> tuple[Support, ...]:
    """The floor of an open crate."""
    if spec.category == "cardboard_box":
        return flat_top(spec)
    return (Support(0.016, -spec.w / 2 + 0.05, -spec.d / 2 + 0.05, spec.w / 2 - 0.05, spec.d / 2 - 0.05),)


FAMILY: dict[str, Maker] = {
    "tool_chest": Maker(tool_chest, flat_top),
    "toolbox": Maker(toolbox),
    "pegboard": Maker(pegboard),
    "table_saw": Maker(table_saw),
    "bench_machine": Maker(bench_machine),
    "sawhorse": Maker(sawhorse, solid=trestle_solid),
    "tyres": Maker(tyres),
    "crate": Maker(crate, open_top),
    "barrel": Maker(barrel, barrel_head),
    "pallet": Maker(pallet, flat_top),
    "engine": Maker(engine),
    "lawn_mower": Maker(lawn_mower),
}
