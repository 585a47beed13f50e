"""Instruments that stand on the floor, and the stands of musicians."""

from __future__ import annotations

import numpy as np

from assets.asset import SolidBox, Support
from assets.materials import material
from assets.model import Model
from assets.parametric.kit import box, cylinder, extrude, lathe, move, turn
from assets.parametric.kit_more import round_leg
from assets.parametric.looks import BLACK, CHROME, PAPER, paint
from assets.parametric.sketch import Sketch, disc, sketch
from assets.parametric.spec import Maker, Spec, between, whole

IVORY = paint("piano keys", (0.94, 0.92, 0.86), 0.3)
_SKIN = paint("drum skin", (0.93, 0.92, 0.88), 0.7)


def grand_piano(spec: Spec) -> Model:
    """A wing-shaped case on three legs, the lid propped open, keys along the front (-y); the bent side is at the
    right, as on every grand."""
    s = sketch(spec.size)
    black = spec.palette.primary
    low = min(0.68, 0.66 * s.h)
    rim = min(0.3, 0.3 * s.h)
    outline = _wing(s, 0.0)
    s.add("case", extrude(outline, rim, (0, 0, low)), black)
    for x, y in ((-0.8 * s.x, -0.6 * s.y), (0.8 * s.x, -0.6 * s.y), (-0.45 * s.x, 0.72 * s.y)):
        s.add("leg", round_leg((x, y, 0.0), (x, y, low + 0.01), 0.03, 0.06), black)
    lid = extrude(_wing(s, 0.02), 0.02)
    lean = float(np.arcsin(min(0.55, (s.h - low - rim - 0.03) / (1.9 * s.x))))
    lid = turn(lid, "y", lean, (-s.x + 0.02, 0, 0))
    lid = move(lid, (0, 0, s.h - float(lid.vertices[:, 2].max())))
    s.add("lid", lid, black)
    s.rod(
        "prop",
        [(0.55 * s.x, -0.1 * s.y, low + rim - 0.02), (0.25 * s.x, -0.1 * s.y, low + rim + 0.5 * (s.h - low - rim))],
        0.008,
        black,
    )
    s.block("key bed", (-s.x, s.x), (-s.y, -0.55 * s.y), (low - 0.02, low + 0.05), black, 0.004)
    _keys(s, low + 0.0505)
    for side in (-1, 1):
        s.block(
            "arm",
            (side * s.x - 0.06 * (side > 0), side * s.x + 0.06 * (side < 0)),
            (-s.y, -0.6 * s.y),
            (low + 0.0505, low + 0.6 * rim),
            black,
            0.01,
        )
    s.block("lyre", (-0.07, 0.07), (-0.5 * s.y, -0.5 * s.y + 0.05), (0.1, low), black, 0.004)
    for x in (-0.05, 0.0, 0.05):
        s.block("pedal", (x - 0.012, x + 0.012), (-0.62 * s.y, -0.5 * s.y), (0.09, 0.105), material("brass"), 0.003)
    tall = min(0.2 * rim + 0.16, s.h - low - rim)
    desk = turn(box((0.7 * s.x, 0.015, tall)), "x", -0.25)
    s.add("desk", move(desk, (0, -0.42 * s.y, low + rim - 0.01)), black)
    return s.model()


def _wing(s: Sketch, inset: float) -> list[tuple[float, float]]:
    """The plan of a grand: straight at the left, bent at the right, narrow at its tail."""
    x, y = s.x - inset, s.y - inset
    bent = [(1.0, -0.25), (0.97, 0.02), (0.82, 0.25), (0.55, 0.42), (0.25, 0.6), (0.05, 0.82), (-0.15, 0.96),
            (-0.45, 1.0), (-0.8, 0.97), (-0.97, 0.85)]  # fmt: skip
    return [(-x, -0.72 * y), (x, -0.72 * y), *((u * x, v * y) for u, v in bent), (-x, 0.7 * y)]


def _keys(s: Sketch, z: float) -> None:
    half = s.x - 0.07
    s.block("keys", (-half, half), (-s.y + 0.02, -s.y + 0.17), (z, z + 0.018), IVORY, 0.002)
    for k in range(51):
        if k % 7 not in (2, 6):
            x = -half + (k + 1) * 2 * half / 52
            s.block("sharps", (x - 0.006, x + 0.006), (-s.y + 0.075, -s.y + 0.169), (z + 0.0185, z + 0.03), BLACK)


def grand_solid(spec: Spec) -> tuple[SolidBox, ...]:
    low = min(0.68, 0.66 * spec.h) - 0.03
    w, d = spec.w / 2, spec.d / 2
    legs = [between((x * w - 0.07, y * d - 0.07, 0), (x * w + 0.07, y * d + 0.07, low))
            for x, y in ((-0.8, -0.6), (0.8, -0.6), (-0.45, 0.72))]  # fmt: skip
    lyre = between((-0.08, -0.63 * d, 0.08), (0.08, -0.5 * d + 0.06, low))
    return (SolidBox((-w, -d, low), (w, d, spec.h)), *legs, lyre)


def digital_piano(spec: Spec) -> Model:
    """A keyboard on crossed legs."""
    s = sketch(spec.size)
    top = min(0.14, 0.18 * s.h)
    s.block("keyboard", (-s.x, s.x), (-s.y, s.y), (s.h - top, s.h - 0.031), spec.palette.primary, 0.006)
    s.block("panel", (-s.x, s.x), (0.1 * s.y, s.y), (s.h - 0.0305, s.h), spec.palette.primary, 0.004)
    _keys(s, s.h - 0.0305)
    for y in (-0.45 * s.y, 0.45 * s.y):
        lift = 0.012 if y > 0 else 0.0
        s.rod("leg", [(-0.6 * s.x, y + lift, 0), (0.6 * s.x, y + lift, s.h - top)], 0.016, spec.palette.secondary)
        s.rod("leg", [(0.6 * s.x, y - 0.034, 0), (-0.6 * s.x, y - 0.034, s.h - top)], 0.016, spec.palette.secondary)
    for side in (-1, 1):
        s.rod("foot", [(side * 0.6 * s.x, -s.y, 0), (side * 0.6 * s.x, s.y, 0)], 0.016, spec.palette.secondary)
    return s.model()


def drum_kit(spec: Spec) -> Model:
    """Bass drum, snare, two toms, floor tom, hi-hat, two cymbals and a stool behind them; listeners are at -y."""
    s = sketch(spec.size)
    shell, r = spec.palette.primary, min(0.28, 0.22 * spec.w, 0.24 * spec.h)
    kick = min(0.42, 0.4 * spec.d)
    s.add("bass drum", disc((0, -s.y + 0.004 + kick / 2, r), r, kick, "y"), shell)
    s.add("skin", disc((0, -s.y + 0.004, r), 0.93 * r, 0.008, "y"), _SKIN)
    for x in (-0.24, 0.24):
        _drum(s, x * s.x * 1.3, -0.35 * s.y, 2.0 * r + 0.03, 0.55 * r, 0.75 * r, spec, legs=False)
    _drum(s, 0.62 * s.x, 0.15 * s.y, 0.9 * r, 0.75 * r, 1.2 * r, spec)
    _drum(s, -0.52 * s.x, 0.15 * s.y, 1.7 * r, 0.65 * r, 0.5 * r, spec)
    for x, y, z, big in ((-0.72, -0.3, 1.0, 0.26), (0.74, -0.4, 0.93, 0.28), (-0.82, 0.35, 0.72, 0.17)):
        _cymbal(s, x * s.x, y * s.y, z * s.h, min(big * s.x, (1 - abs(x)) * s.x))
    s.block("carpet", (-s.x, s.x), (-s.y + 0.02, s.y - 0.03), (0, 0.008), spec.palette.soft)
    s.add("stool", cylinder(0.16, 0.08, (0, s.y - 0.16, 0.44 * s.h), bevel=0.02), BLACK)
    s.rod("stool leg", [(0, s.y - 0.16, 0.004), (0, s.y - 0.16, 0.45 * s.h)], 0.02, CHROME)
    return s.model()


def _drum(s: Sketch, x: float, y: float, z: float, r: float, tall: float, spec: Spec, legs: bool = True) -> None:
    s.add("drum", cylinder(r, tall, (x, y, z), 28), spec.palette.primary)
    s.add("skin", cylinder(0.95 * r, 0.006, (x, y, z + tall), 28), _SKIN)
    s.add("hoop", [cylinder(1.03 * r, 0.02, (x, y, z - 0.001 + k * (tall - 0.018)), 28) for k in (0, 1)], CHROME)
    if not legs:
        s.rod("post", [(x, y, z + 0.02), (0.3 * x, y, 0.8 * z)], 0.01, CHROME)
        return
    for k in range(3):
        a = 2 * np.pi * k / 3 + 0.5
        c, t = float(np.cos(a)), float(np.sin(a))
        s.rod(
            "leg",
            [(x + 0.9 * r * c, y + 0.9 * r * t, 0), (x + 0.8 * r * c, y + 0.8 * r * t, z + 0.5 * tall)],
            0.008,
            CHROME,
        )


def _cymbal(s: Sketch, x: float, y: float, z: float, r: float) -> None:
    z = min(z, s.h - 0.02)
    s.add("cymbal", lathe([(r, 0.0), (r, 0.002), (0.25 * r, 0.01), (0.0, 0.02)], (x, y, z)), material("brass"))
    s.rod("stand", [(x, y, 0.2), (x, y, z)], 0.009, CHROME)
    for k in range(3):
        a = 2 * np.pi * k / 3 + 0.9
        s.rod("stand", [(x, y, 0.25), (x + 0.2 * float(np.cos(a)), y + 0.2 * float(np.sin(a)), 0)], 0.008, CHROME)


def harp(spec: Spec) -> Model:
    """A pedal harp seen from its side: pillar, curved neck, sounding box, strings."""
    s = sketch(spec.size)
    gold, t = spec.palette.primary, min(0.05, 0.25 * spec.d)
    s.block("foot", (-0.75 * s.x, 0.75 * s.x), (-s.y, s.y), (0, 0.09), gold, 0.02)
    s.rod("pillar", [(-s.x, 0, 0.08), (-s.x, 0, 0.97 * s.h)], t, gold)
    neck = [(-0.95, 0.93), (-0.7, 0.985), (-0.3, 0.86), (0.1, 0.79), (0.5, 0.84), (1.0, 0.78)]
    s.rod("neck", [(u * s.x, 0.0, v * s.h) for u, v in neck], 0.8 * t, gold, 0.1)
    s.rod("sounding box", [(-0.55 * s.x, 0, 0.08), (0.95 * s.x, 0, 0.76 * s.h)], 1.3 * t, gold, segments=16)
    for k in range(22):
        f = (k + 1) / 23
        low = (-0.55 + 1.5 * f, (0.08 / s.h) + (0.76 - 0.08 / s.h) * f)
        u = -0.85 + 1.8 * f
        z = float(np.interp(u, [p[0] for p in neck], [p[1] for p in neck]))
        s.rod("string", [(low[0] * s.x, 0, low[1] * s.h), (u * s.x, 0, z * s.h)], 0.0012, PAPER, 0, 4)
    s.add("crown", cylinder(1.2 * t, 0.06, (-s.x + 1.2 * t, 0, s.h - 0.06), 20, bevel=0.01), gold)
    return s.model()


def music_stand(spec: Spec) -> Model:
    """A tripod with a tilted desk and an open score; one reads from -y."""
    s = sketch(spec.size)
    steel = spec.palette.primary
    tall = min(0.34, 0.3 * s.h)
    desk = turn(box((spec.w, 0.012, tall), (0, 0, 0), 0.003), "x", -0.35)
    low = s.h - float(desk.vertices[:, 2].max())
    s.add("desk", move(desk, (0, -0.1 * s.y, low)), steel)
    score = turn(box((0.8 * spec.w, 0.008, 0.85 * tall), (0, -0.012, 0.03), 0.002), "x", -0.35)
    s.add("score", move(score, (0, -0.1 * s.y, low)), PAPER)
    s.block("ledge", (-s.x, s.x), (-0.1 * s.y - 0.05, -0.1 * s.y + 0.012), (low - 0.012, low + 0.004), steel, 0.003)
    _tripod(s, 0.25, low + 0.5 * tall, 0.011, spec)
    return s.model()


def _tripod(s: Sketch, knee: float, top: float, r: float, spec: Spec) -> None:
    s.rod("post", [(0, 0, 0.5 * knee), (0, 0, top)], r, spec.palette.primary)
    for u, v in ((-1, -1), (1, -1), (0, 1)):
        s.rod("foot", [(0, 0, knee), (u * s.x * 0.95, v * s.y, 0)], 0.8 * r, spec.palette.primary)


def microphone_stand(spec: Spec) -> Model:
    """A microphone on a round foot, speaking towards -y."""
    s = sketch(spec.size)
    steel = spec.palette.primary
    r = min(s.x, s.y)
    s.add("foot", lathe([(r, 0), (r, 0.012), (0.15 * r, 0.03), (0, 0.03)]), steel)
    s.rod("post", [(0, 0, 0.02), (0, 0, 0.93 * s.h)], 0.011, steel)
    s.rod("grip", [(0, 0.02, 0.92 * s.h), (0, -0.4 * r, s.h - 0.03)], 0.014, BLACK)
    s.add("microphone", disc((0, -0.55 * r, s.h - 0.026), 0.026, 0.05, "y"), CHROME)
    s.block("edge", (-s.x, s.x), (-s.y, s.y), (0, 0.006), steel) if abs(s.x - s.y) > 0.002 else None
    return s.model()


def keyboard_top(spec: Spec) -> tuple[Support, ...]:
    """The panel behind the keys."""
    return (Support(spec.h, -spec.w / 2, 0.05 * spec.d, spec.w / 2, spec.d / 2),)


FAMILY: dict[str, Maker] = {
    "grand_piano": Maker(grand_piano, solid=grand_solid),
    "digital_piano": Maker(digital_piano, keyboard_top, whole),
    "drum_kit": Maker(drum_kit),
    "harp": Maker(harp),
    "music_stand": Maker(music_stand),
    "microphone_stand": Maker(microphone_stand),
}
