"""Children's play furniture and abacus, pets' furniture, and the tailor's bust."""

from __future__ import annotations

import numpy as np
import trimesh

from assets.asset import Support
from assets.materials import material
from assets.model import Model
from assets.parametric.kit import (
    Builder,
    bend,
    box,
    cushion,
    cylinder,
    ellipsoid,
    extrude,
    fit,
    lathe,
    rounded_rectangle,
    sheet,
    stretch,
    tube,
)
from assets.parametric.looks import (
    BRIGHT,
    STEEL,
)
from assets.parametric.parts import Rect, slab
from assets.parametric.sketch import sketch, span
from assets.parametric.spec import Maker, Spec, no_supports


def play_kitchen(spec: Spec) -> Model:
    """A small kitchen: oven door, sink, hob, a shelf above."""
    b, hw, hd = Builder(), spec.w / 2, spec.d / 2
    z = 0.5 * spec.h
    body = spec.palette.primary
    b.add("body", box((spec.w, spec.d - 0.02, z - 0.02), (0, 0.01, 0), 0.004), body, "x")
    b.add("top", box((spec.w, spec.d, 0.0195), (0, 0, z - 0.0195), 0.004), spec.palette.secondary, "x")
    b.add("back", box((spec.w, 0.018, spec.h - z - 0.001), (0, hd - 0.009, z + 0.0005), 0.003), body, "x")
    for s in (-1, 1):
        b.add(
            "side", box((0.018, 0.16, spec.h - z - 0.001), (s * (hw - 0.009), hd - 0.099, z + 0.0005), 0.003), body, "z"
        )
    b.add("shelf", box((spec.w - 0.0366, 0.16, 0.016), (0, hd - 0.099, z + 0.62 * (spec.h - z)), 0.003), body, "x")
    face = Rect(-hw + 0.02, 0.03, -0.005, z - 0.04)
    y = -hd + 0.0095
    b.add("oven", slab(face, y, 0.0105, 0.003), spec.palette.secondary)
    b.add("window", slab(face.shrunk(0.05), y - 0.003, 0.002), material("screen"))
    b.add("door", slab(Rect(0.005, 0.03, hw - 0.02, z - 0.04), y, 0.0105, 0.003), spec.palette.accent)
    for k in range(2):
        b.add("hob", cylinder(0.06, 0.003, (-hw + 0.1 + 0.15 * k, -0.02, z + 0.0003), 24), material("black lacquer"))
    b.add(
        "sink",
        lathe(
            [(0, 0), (0.09, 0), (0.1, 0.012), (0.085, 0.012), (0.07, 0.004), (0, 0.004)],
            (hw - 0.15, -0.02, z + 0.0003),
            28,
        ),
        material("brushed steel"),
    )
    tap = [(hw - 0.15, 0.1, z), (hw - 0.15, 0.1, z + 0.12), (hw - 0.15, 0.0, z + 0.12), (hw - 0.15, 0.0, z + 0.09)]
    b.add("tap", tube(bend(tap, 0.04), 0.009, 8), material("chrome"))
    for k in range(2):
        b.add(
            "knob",
            cylinder(0.014, 0.01, (-hw + 0.1 + 0.08 * k, y - 0.004, z - 0.036 + 0.004), 14, along="y"),
            spec.palette.accent,
        )
    return fit(b.model(), spec.size)


def kitchen_top(spec: Spec) -> tuple[Support, ...]:
    """The worktop beside the sink."""
    return (Support(0.5 * spec.h, -spec.w / 2, -spec.d / 2, spec.w / 2 - 0.26, 0.1),)


def play_tent(spec: Spec) -> Model:
    """A tipi: four poles that cross at the top, cloth with an open front."""
    b, t = Builder(), 0.012
    hw, hd, top = spec.w / 2 - 0.02, spec.d / 2 - 0.02, spec.h * 0.86
    poles = []
    for sx in (-1, 1):
        for sy in (-1, 1):
            over = (spec.h - top) / top
            poles.append(tube([(sx * hw, sy * hd, t), (-sx * hw * over, -sy * hd * over, spec.h - t)], t, 8))
    b.add("pole", poles, spec.palette.secondary)
    cloth = spec.palette.primary
    apex = (0.05 * hw, 0.05 * hd)
    for sx in (-1, 1):
        b.add(
            "cloth",
            _panel([(sx * hw, -hd), (sx * hw, hd)], [(sx * apex[0], -apex[1]), (sx * apex[0], apex[1])], top),
            cloth,
        )
    b.add("cloth", _panel([(-hw, hd), (hw, hd)], [(-apex[0], apex[1]), (apex[0], apex[1])], top), cloth)
    for s in (-1, 1):
        b.add(
            "flap", _panel([(s * hw, -hd), (s * 0.62 * hw, -hd)], [(s * apex[0], -apex[1]), (0, -apex[1])], top), cloth
        )
    b.add("mat", extrude(rounded_rectangle(2 * hw - 0.1, 2 * hd - 0.1, 0.05), 0.03), spec.palette.soft)
    b.add("pillow", cushion((0.36, 0.3, 0.13), (-0.12, 0.25 * hd, 0.03), 0.5, 0.1, 0.05), spec.palette.fabric)
    return fit(b.model(), spec.size)


def _panel(low: list[tuple[float, float]], high: list[tuple[float, float]], top: float) -> trimesh.Trimesh:
    rows = []
    for share in np.linspace(0, 1, 5):
        row = []
        for k in np.linspace(0, 1, 5):
            x = (1 - k) * ((1 - share) * low[0][0] + share * high[0][0]) + k * (
                (1 - share) * low[1][0] + share * high[1][0]
            )
            y = (1 - k) * ((1 - share) * low[0][1] + share * high[0][1]) + k * (
                (1 - share) * low[1][1] + share * high[1][1]
            )
            row.append((x, y, 0.01 + share * (top - 0.01)))
        rows.append(row)
    return sheet(np.array(rows), 0.004)


def cat_tree(spec: Spec) -> Model:
    """Platforms on rope-wound posts, a cave below."""
    b, t = Builder(), 0.035
    felt, rope = spec.palette.primary, spec.palette.secondary
    w, d = spec.w, spec.d
    b.add("base", box((w, d, t), (0, 0, 0), 0.008), felt)
    cave = 0.28 * spec.h if spec.h > 0.8 else 0.4 * spec.h
    b.add("cave", box((0.62 * w, 0.7 * d, cave - t), (-0.16 * w, 0.1 * d, t + 0.0005), 0.02), felt)
    b.add(
        "door",
        cylinder(
            min(0.3 * (cave - t), 0.26 * w), 0.004, (-0.16 * w, -0.25 * d - 0.001, t + 0.16 * (cave - t)), 24, along="y"
        ),
        material("black lacquer"),
    )
    levels = [(0.0, 0.0, spec.h - 0.06, 0.75), (0.18, -0.1, 0.62 * spec.h, 0.6)]
    for x, y, z, share in levels:
        b.add("level", extrude(rounded_rectangle(share * w, share * d, 0.06), t, (x * w, y * d, z - t)), felt)
        low = cave if x < 0.1 else t
        px = x * w - (0.12 * w if x < 0.1 else -0.1 * w)
        b.add("post", cylinder(0.04, z - t - low - 0.001, (px, y * d + 0.02, low + 0.0005), 20), rope)
    ring = [
        (0.37 * w, spec.h - 0.06),
        (0.375 * w, spec.h - 0.03),
        (0.35 * w, spec.h),
        (0.3 * w, spec.h - 0.03),
        (0.3 * w, spec.h - 0.06),
        (0.37 * w, spec.h - 0.06),
    ]
    b.add(
        "rim",
        stretch(lathe([(r, z) for r, z in ring], segments=28), (0.74 * w, 0.74 * d, 0.06), (0, 0, spec.h - 0.0595)),
        felt,
    )
    return fit(b.model(), spec.size)


def dog_bed(spec: Spec) -> Model:
    """A soft ring about a cushion, open at the front."""
    b = Builder()
    r = 0.42 * spec.h
    hw, hd = spec.w / 2 - r, spec.d / 2 - r
    angle = np.linspace(-np.pi * 0.32, np.pi * 1.32, 28)
    rect = 0.35
    x = hw * np.sign(np.cos(angle)) * np.abs(np.cos(angle)) ** rect
    y = hd * np.sign(np.sin(angle)) * np.abs(np.sin(angle)) ** rect
    wall = stretch(tube(np.column_stack([x, y, np.full(28, r)]), r, 14), (spec.w, spec.d, spec.h))
    b.add("wall", wall, spec.palette.primary)
    b.add(
        "cushion",
        cushion((2 * hw + 0.3 * r, 2 * hd + 0.6 * r, 0.5 * spec.h), (0, -0.2 * r, 0.005), 0.3, 0.15),
        spec.palette.secondary,
    )
    return fit(b.model(), spec.size)


def mannequin(spec: Spec) -> Model:
    """A tailor's bust on a turned stand."""
    b, h = Builder(), spec.h
    foot = min(spec.w, spec.d) / 2 * 0.8
    stand = [(0, 0), (foot, 0), (foot, 0.012), (0.03, 0.03), (0.016, 0.06), (0.016, 0.52 * h), (0, 0.52 * h)]
    b.add("stand", lathe(stand, segments=28), spec.palette.secondary)
    low = 0.46 * h
    profile = [(0, low), (0.36, low), (0.4, low + 0.05 * h), (0.43, low + 0.1 * h), (0.33, low + 0.2 * h),
               (0.4, low + 0.29 * h), (0.5, low + 0.38 * h), (0.42, low + 0.42 * h), (0.16, low + 0.455 * h),
               (0.13, 0.965 * h), (0.14, 0.975 * h), (0, 0.98 * h)]  # fmt: skip
    bust = lathe(profile, segments=36)
    v = np.array(bust.vertices)
    v[:, 0] *= spec.w
    v[:, 1] *= spec.d
    bust.vertices = v
    b.add("bust", bust, spec.palette.primary)
    b.add("knob", ellipsoid((0.05, 0.05, 0.02 * h + 0.002), (0, 0, 0.98 * h - 0.002), 14), spec.palette.secondary)
    return fit(b.model(), spec.size)


def abacus(spec: Spec) -> Model:
    """Rods of coloured beads in a frame."""
    s, t = sketch(spec.size), min(0.02, 0.06 * spec.w)
    wood = spec.palette.primary
    for sx in (-1, 1):
        s.block("side", span(sx * s.x, sx * (s.x - t)), (-0.3 * s.y, 0.3 * s.y), (0.015, s.h), wood, 0.003, "z")
        s.block("foot", span(sx * s.x, sx * (s.x - 1.5 * t)), (-s.y, s.y), (0, 0.0145), wood, 0.004)
    s.block("bar", (-s.x + t, s.x - t), (-0.29 * s.y, 0.29 * s.y), (s.h - t, s.h - 0.001), wood, 0.003)
    rows = 8
    pitch = (s.h - t - 0.03) / rows
    r = min(0.42 * pitch, 0.6 * s.y, (s.x - t) / 9)
    for k in range(rows):
        z = 0.03 + (k + 0.5) * pitch
        s.rod("wire", [(-s.x + t, 0, z), (s.x - t, 0, z)], 0.002, STEEL)
        for c in range(8):
            x = -s.x + t + r + 0.004 + c * 1.6 * r + (0.0 if c < 5 else 2 * s.x - 2 * t - 13.4 * r)
            x = min(x, s.x - t - 0.8 * r)
            s.add("bead", ellipsoid((1.4 * r, 2 * r, 2 * r), (x, 0, z - r), 10), BRIGHT[k % 6])
    return s.model()


FAMILY: dict[str, Maker] = {
    "play_kitchen": Maker(play_kitchen, kitchen_top),
    "play_tent": Maker(play_tent),
    "cat_tree": Maker(cat_tree),
    "dog_bed": Maker(dog_bed, no_supports),
    "mannequin": Maker(mannequin),
    "abacus": Maker(abacus),
}
