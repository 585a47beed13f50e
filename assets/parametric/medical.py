"""Hospitals and practices: beds, tables to be treated on, carts, screens, drips, lamps, a skeleton."""

from __future__ import annotations

import itertools

import numpy as np

from assets.asset import SolidBox
from assets.model import Model
from assets.parametric.kit import box, curtain, cushion, cylinder, ellipsoid, extrude, lathe, move, turn
from assets.parametric.kit_more import pad, round_leg
from assets.parametric.looks import (
    BLACK,
    GREY,
    PAPER,
    SCREEN,
    SCREEN_LIT,
    STEEL,
    WATER,
    WHITE,
    glow,
)
from assets.parametric.sketch import sketch, span
from assets.parametric.spec import Maker, Spec, between, flat_top


def hospital_bed(spec: Spec) -> Model:
    """A bed on castors with side rails, end panels and a raised back; its head is at +y."""
    s = sketch(spec.size)
    steel, cloth = GREY, spec.palette.primary
    deck = 0.5 * s.h
    for sx in (-1, 1):
        for y in (-0.8 * s.y, 0.8 * s.y):
            s.wheel("castor", (sx * 0.7 * s.x, y, 0.07), 0.07, 0.035, BLACK)
            s.block(
                "column",
                span(sx * 0.7 * s.x - 0.025, sx * 0.7 * s.x + 0.025),
                (y - 0.025, y + 0.025),
                (0.1, deck - 0.06),
                steel,
                0.004,
            )
        rail = 0.3 * s.y
        for z in (0.62, 0.72, 0.82):
            s.rod("rail", [(sx * s.x, -rail, z * s.h), (sx * s.x, 0.75 * s.y, z * s.h)], 0.012, STEEL)
        for y in (-rail, 0.22 * s.y, 0.75 * s.y):
            s.rod("rail post", [(sx * s.x, y, deck - 0.04), (sx * s.x, y, 0.82 * s.h)], 0.012, STEEL)
    s.block("deck", (-s.x + 0.03, s.x - 0.03), (-s.y + 0.06, s.y - 0.06), (deck - 0.06, deck), steel, 0.006)
    half = s.x - 0.06
    s.add("mattress", pad((2 * half, 1.2 * s.y, 0.12), (0, -0.35 * s.y, deck), 0.03), cloth)
    rise = min(0.22, 0.25 * s.h)
    wedge = [(0.25 * s.y, deck), (0.95 * s.y, deck), (0.95 * s.y, deck + rise + 0.12), (0.25 * s.y, deck + 0.12)]
    s.add("mattress", extrude(wedge, 2 * half, along="x"), cloth)
    pillow = turn(cushion((1.3 * half, 0.36 * s.y, 0.11)), "x", float(np.arctan2(rise, 0.7 * s.y)))
    s.add("pillow", move(pillow, (0, 0.72 * s.y, deck + 0.68 * rise + 0.13)), PAPER)
    s.block(
        "blanket",
        (-half - 0.006, half + 0.006),
        (-0.94 * s.y, 0.1 * s.y),
        (deck + 0.02, deck + 0.135),
        spec.palette.secondary,
        0.03,
    )
    for y, top in ((-s.y, 0.78), (s.y - 0.04, 1.0)):
        s.block(
            "end panel", (-s.x + 0.01, s.x - 0.01), (y, y + 0.04), (deck - 0.1, top * s.h), spec.palette.wood, 0.018
        )
    return s.model()


def bed_solid(spec: Spec) -> tuple[SolidBox, ...]:
    w, d, h = spec.w / 2, spec.d / 2, spec.h
    lie = 0.5 * h + 0.14
    rails = [between((s * w, -0.32 * d, 0), (s * (w - 0.03), 0.77 * d, 0.84 * h)) for s in (-1, 1)]
    ends = (SolidBox((-w, -d, 0), (w, -d + 0.045, 0.79 * h)), SolidBox((-w, d - 0.045, 0), (w, d, h)))
    return (SolidBox((-w, -d, 0), (w, d, lie)), SolidBox((-w, 0.2 * d, 0), (w, d, h)), *rails, *ends)


def treatment_table(spec: Spec) -> Model:
    """A padded top on legs: with a raised head part for examinations, with a face ring (+y) for massage."""
    s = sketch(spec.size)
    cover, legs = spec.palette.primary, spec.palette.secondary
    massage = spec.category == "massage_table"
    thick = 0.08
    lift = 0.0 if massage else 0.22 * spec.h
    deck = s.h - thick - lift
    head = 0.28 * spec.d
    ring = 0.26 if massage else 0.0
    y1 = s.y - ring
    s.add(
        "pad",
        pad(
            (spec.w, y1 + s.y - (0 if massage else head), thick),
            (0, (y1 - s.y - (0 if massage else head)) / 2, deck),
            0.03,
            0.06,
        ),
        cover,
    )
    if massage:
        hoop = lathe(
            [
                (0.07 + 0.035 * float(np.cos(a)) + 0.03, 0.04 + 0.035 * float(np.sin(a)))
                for a in [*np.linspace(0, 2 * np.pi, 12), 0.0]
            ],
            segments=28,
        )
        s.add("face rest", move(hoop, (0, s.y - 0.135, deck + 0.0)), cover)
        s.rods(
            "bracket", ([(x, y1 - 0.1, deck - 0.01), (x, s.y - 0.14, deck + 0.01)] for x in (-0.07, 0.07)), 0.008, legs
        )
    else:
        slope = float(np.arcsin(min(0.9, lift / head)))
        part = turn(pad((spec.w, head / float(np.cos(slope)) - 0.01, thick * 0.9), (0, 0, 0), 0.03, 0.05), "x", slope)
        v = part.vertices
        s.add("head part", move(part, (0, s.y - float(v[:, 1].max()), s.h - float(v[:, 2].max()))), cover)
        s.block(
            "paper",
            (-0.8 * s.x, 0.8 * s.x),
            (-s.y + 0.02, s.y - head - 0.02),
            (deck + thick - 0.002, deck + thick + 0.002),
            PAPER,
        )
    s.block("frame", (-s.x + 0.05, s.x - 0.05), (-s.y + 0.05, y1 - 0.06), (deck - 0.05, deck - 0.0005), legs, 0.004)
    for sx in (-1, 1):
        for y in (-0.75 * s.y, 0.6 * s.y):
            x = sx * (s.x - 0.08)
            s.add("leg", round_leg((x, y, 0.0), (x, y, deck - 0.02), 0.022, 0.026), legs)
        s.rod(
            "stretcher",
            [(sx * (s.x - 0.08), -0.75 * s.y, 0.3 * deck), (sx * (s.x - 0.08), 0.6 * s.y, 0.3 * deck)],
            0.014,
            legs,
        )
    return s.model()


def overbed_table(spec: Spec) -> Model:
    """A top on one column and a C-shaped foot on castors that goes under a bed."""
    s = sketch(spec.size)
    s.block("top", (-s.x, s.x), (-s.y, s.y), (s.h - 0.025, s.h), spec.palette.primary, 0.006, "x")
    x = s.x - 0.06
    s.block("column", (x - 0.03, x + 0.03), (-0.05, 0.05), (0.09, s.h - 0.0255), spec.palette.secondary, 0.006)
    for y in (-0.85 * s.y, 0.85 * s.y):
        s.block("foot", (-0.9 * s.x, s.x - 0.02), (y - 0.02, y + 0.02), (0.055, 0.09), spec.palette.secondary, 0.004)
        for u in (-0.85 * s.x, s.x - 0.05):
            s.wheel("castor", (u, y, 0.027), 0.027, 0.024, BLACK)
    s.block("foot", (x - 0.03, x + 0.03), (-0.85 * s.y, 0.85 * s.y), (0.0555, 0.0895), spec.palette.secondary)
    return s.model()


def overbed_solid(spec: Spec) -> tuple[SolidBox, ...]:
    w, d, h = spec.w / 2, spec.d / 2, spec.h
    return (
        SolidBox((-w, -d, h - 0.03), (w, d, h)),
        SolidBox((w - 0.1, -0.06, 0), (w - 0.02, 0.06, h)),
        SolidBox((-w, -d, 0), (w, d, 0.092)),
    )


def drip_stand(spec: Spec) -> Model:
    """A pole on five castors with hooks and an infusion bag."""
    s = sketch(spec.size)
    for k in range(5):
        a = 2 * np.pi * k / 5 + np.pi / 2
        c, t = (s.x - 0.02) * float(np.cos(a)), (s.y - 0.02) * float(np.sin(a))
        s.rod("foot", [(0, 0, 0.1), (c, t, 0.06)], 0.011, STEEL)
        s.wheel("castor", (c, t, 0.025), 0.025, 0.02, BLACK)
    s.rod("pole", [(0, 0, 0.08), (0, 0, s.h - 0.02)], 0.012, STEEL)
    for u in (-1, 1):
        s.rod("hook", [(0, 0, s.h - 0.03), (0.5 * u * s.x, 0, s.h - 0.03), (0.55 * u * s.x, 0, s.h)], 0.005, STEEL)
    s.add("bag", move(turn(cushion((0.11, 0.18, 0.035)), "x", np.pi / 2), (0.45 * s.x, 0.02, s.h - 0.13)), WATER)
    s.rod(
        "line",
        [(0.45 * s.x, 0, s.h - 0.22), (0.2 * s.x, -0.02, 0.5 * s.h), (0.05, -0.03, 0.55 * s.h)],
        0.003,
        WATER,
        0.05,
    )
    s.block("pump", (-0.06, 0.06), (-0.075, 0.04), (0.58 * s.h, 0.7 * s.h), WHITE, 0.01)
    s.block("screen", (-0.04, 0.04), (-0.0775, -0.0755), (0.63 * s.h, 0.68 * s.h), SCREEN_LIT)
    s.block("edge", (-s.x, s.x), (-0.005, 0.005), (0.02, 0.03), BLACK)
    s.block("edge", (-0.005, 0.005), (-s.y, s.y), (0.0195, 0.0295), BLACK)
    return s.model()


def medical_cart(spec: Spec) -> Model:
    """Drawers in coloured rows on castors, a rail round the top; a monitor on it for `patient_monitor`."""
    s = sketch(spec.size)
    monitor = spec.category == "patient_monitor"
    top = (0.62 if monitor else 1.0) * s.h - (0.0 if monitor else 0.06)
    for x in (-s.x + 0.06, s.x - 0.06):
        for y in (-s.y + 0.06, s.y - 0.06):
            s.wheel("castor", (x, y, 0.06), 0.06, 0.03, BLACK)
    s.block("case", (-s.x + 0.012, s.x - 0.012), (-s.y + 0.03, s.y - 0.012), (0.12, top - 0.025), WHITE, 0.006)
    s.block("top", (-s.x, s.x), (-s.y, s.y), (top - 0.024, top), GREY, 0.008)
    rows = max(2, round((top - 0.16) / 0.16))
    pitch = (top - 0.16) / rows
    for k in range(rows):
        z = 0.13 + k * pitch
        s.block(
            "drawer",
            (-s.x + 0.02, s.x - 0.02),
            (-s.y + 0.014, -s.y + 0.0305),
            (z + 0.004, z + pitch - 0.004),
            (spec.palette.primary, WHITE)[k % 2],
            0.004,
        )
        s.block(
            "handle",
            (-0.4 * s.x, 0.4 * s.x),
            (-s.y + 0.004, -s.y + 0.0145),
            (z + pitch - 0.035, z + pitch - 0.02),
            STEEL,
            0.003,
        )
    if monitor:
        s.rod("post", [(0, 0.2 * s.y, top), (0, 0.2 * s.y, s.h - 0.1)], 0.02, STEEL)
        half = min(0.9 * s.x, 0.2)
        s.block("monitor", (-half, half), (-0.1 * s.y, 0.3 * s.y), (0.76 * s.h, s.h), WHITE, 0.015)
        s.block(
            "screen",
            (-0.9 * half, 0.9 * half),
            (-0.1 * s.y - 0.003, -0.1 * s.y + 0.001),
            (0.79 * s.h, 0.97 * s.h),
            SCREEN,
        )
        for k in range(4):
            z = (0.82 + 0.035 * k) * s.h
            s.block(
                "trace",
                (-0.8 * half, 0.4 * half),
                (-0.1 * s.y - 0.005, -0.1 * s.y - 0.0032),
                (z, z + 0.004),
                glow(((0.2, 1, 0.4), (1, 0.9, 0.2), (0.3, 0.7, 1), (1, 0.4, 0.4))[k], 0.9),
            )
        return s.model()
    rail = [(-s.x, -s.y, s.h), (-s.x, s.y, s.h), (s.x, s.y, s.h), (s.x, -s.y, s.h)]
    s.rods("rail", ([a, b] for a, b in itertools.pairwise(rail)), 0.008, STEEL)
    s.rods("rail", ([(x, y, top), (x, y, s.h)] for x, y, _ in rail), 0.008, STEEL)
    return s.model()


def privacy_screen(spec: Spec) -> Model:
    """Three frames on feet hung with cloth."""
    s = sketch(spec.size)
    count = spec.count("panels", 3)
    wide = spec.w / count
    for k in range(count):
        x0 = -s.x + k * wide
        for x in (x0 + 0.02, x0 + wide - 0.02):
            s.rod("post", [(x, 0, 0.04), (x, 0, s.h)], 0.012, STEEL)
            s.rod("foot", [(x, -s.y, 0), (x, s.y, 0)], 0.014, STEEL)
        s.rod("bar", [(x0 + 0.02, 0, s.h), (x0 + wide - 0.02, 0, s.h)], 0.012, STEEL)
        cloth = curtain((wide - 0.07, 0.04, s.h - 0.28), (x0 + wide / 2, 0, 0.24), folds=5)
        s.add("cloth", cloth, spec.palette.primary)
    s.rod("edge", [(-s.x, 0, 0.6 * s.h), (s.x, 0, 0.6 * s.h)], 0.006, STEEL)
    return s.model()


def surgical_lamp(spec: Spec) -> Model:
    """A disc of lights on a jointed arm from the ceiling."""
    s = sketch(spec.size)
    r = min(s.x, s.y) * 0.75
    s.add("plate", cylinder(0.12, 0.04, (0, 0, s.h - 0.04), 28), WHITE)
    s.rod(
        "arm",
        [(0, 0, s.h - 0.03), (0, 0, 0.55 * s.h), (0, 0.9 * s.y, 0.45 * s.h), (0, 0.6 * s.y, 0.25 * s.h), (0, 0, 0.1)],
        0.022,
        WHITE,
        0.08,
    )
    s.add(
        "head", lathe([(0.96 * r, 0.012), (r, 0.03), (0.9 * r, 0.07), (0.2 * r, 0.1), (0, 0.1)], (0, 0, 0), 40), WHITE
    )
    s.block("edge", (-s.x, s.x), (-0.015, 0.015), (0.03, 0.045), STEEL, 0.006)
    s.block("edge", (-0.015, 0.015), (-s.y, s.y), (0.0295, 0.0445), STEEL, 0.006)
    for k in range(7):
        a = 2 * np.pi * k / 6
        q = 0.0 if k == 6 else 0.58 * r
        s.add(
            "light",
            cylinder(0.2 * r, 0.012, (q * float(np.cos(a)), q * float(np.sin(a)), 0.001), 20),
            glow((1.0, 0.99, 0.95), 0.9),
        )
    return s.model()


def skeleton(spec: Spec) -> Model:
    """A skeleton on a stand for lessons; it looks towards -y."""
    s = sketch(spec.size)
    bone = spec.palette.primary
    r = 0.011 * s.h
    s.add(
        "skull",
        [
            ellipsoid((0.09 * s.h, 0.11 * s.h, 0.1 * s.h), (0, 0, 0.9 * s.h), 18),
            box((0.055 * s.h, 0.05 * s.h, 0.04 * s.h), (0, -0.03 * s.h, 0.875 * s.h), 0.01),
        ],
        bone,
    )
    for x in (-0.02 * s.h, 0.02 * s.h):
        s.add("eye", ellipsoid((0.022 * s.h, 0.02 * s.h, 0.022 * s.h), (x, -0.05 * s.h, 0.935 * s.h), 10), BLACK)
    s.rod("spine", [(0, 0.02 * s.h, 0.52 * s.h), (0, 0.03 * s.h, 0.7 * s.h), (0, 0.01 * s.h, 0.9 * s.h)], r, bone)
    for k in range(7):
        z, wide = (0.66 + 0.025 * k) * s.h, (0.075 - 0.003 * abs(k - 2)) * s.h
        ring = [
            (wide * float(np.sin(a)), 0.01 * s.h - 0.7 * wide * float(np.cos(a)), z - 0.01 * s.h * float(np.cos(a)))
            for a in np.linspace(0.2, 2 * np.pi - 0.2, 17)
        ]
        s.rod("rib", ring, 0.4 * r, bone, 0, 6)
    s.add(
        "pelvis",
        lathe(
            [
                (0.06 * s.h, 0.0),
                (0.075 * s.h, 0.04 * s.h),
                (0.06 * s.h, 0.045 * s.h),
                (0.045 * s.h, 0.0),
                (0.06 * s.h, 0.0),
            ],
            (0, 0, 0.49 * s.h),
            20,
        ),
        bone,
    )
    for sx in (-1, 1):
        shoulder, hip = (sx * 0.085 * s.h, 0.0, 0.82 * s.h), (sx * 0.05 * s.h, 0.0, 0.5 * s.h)
        s.rod("collar", [(0, 0, 0.83 * s.h), shoulder], 0.6 * r, bone)
        elbow, hand = (sx * 0.8 * s.x, 0.0, 0.64 * s.h), (sx * 0.9 * s.x, -0.02, 0.47 * s.h)
        knee, ankle = (sx * 0.06 * s.h, 0.0, 0.29 * s.h), (sx * 0.06 * s.h, 0.02, 0.1 * s.h)
        s.rods("arm", ([shoulder, elbow], [elbow, hand], [hand, (hand[0], -0.03, 0.41 * s.h)]), 0.8 * r, bone)
        s.rods("leg", ([hip, knee], [knee, ankle], [ankle, (ankle[0], -0.08 * s.h, 0.08 * s.h)]), r, bone)
    s.rod("stand", [(0, 0.06 * s.h, 0.03), (0, 0.06 * s.h, s.h), (0, 0, s.h), (0, 0, 0.98 * s.h)], 0.008, STEEL, 0.03)
    s.block("foot", (-s.x, s.x), (-s.y, s.y), (0, 0.03), spec.palette.secondary, 0.008)
    return s.model()


FAMILY: dict[str, Maker] = {
    "hospital_bed": Maker(hospital_bed, solid=bed_solid),
    "treatment_table": Maker(treatment_table),
    "overbed_table": Maker(overbed_table, flat_top, overbed_solid),
    "drip_stand": Maker(drip_stand),
    "medical_cart": Maker(medical_cart),
    "privacy_screen": Maker(privacy_screen),
    "surgical_lamp": Maker(surgical_lamp),
    "skeleton": Maker(skeleton),
}
