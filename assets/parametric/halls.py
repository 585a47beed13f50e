"""Halls and waiting rooms: stages, stairs, columns, rows of seats, barriers, flags, signs, small things of ceilings."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np

from assets.asset import SolidBox
from assets.model import Model
from assets.parametric.kit import box, extrude, lathe, move, raw, sheet, turn
from assets.parametric.looks import (
    BLACK,
    BRIGHT,
    CHROME,
    PAPER,
    SCREEN,
    STEEL,
    WHITE,
    glow,
    paint,
)
from assets.parametric.sketch import disc, sketch
from assets.parametric.spec import Maker, Spec, flat_top, whole


def stage(spec: Spec) -> Model:
    """A low platform: decks with an edge, a skirt, and a step at its front when it is high."""
    s = sketch(spec.size)
    step = spec.h > 0.25 and spec.d > 1.2
    y0 = -s.y + (0.3 if step else 0.0)
    s.block("deck", (-s.x, s.x), (y0, s.y), (s.h - 0.03, s.h - 0.001), spec.palette.primary, 0.004, "x")
    s.block("skirt", (-s.x + 0.02, s.x - 0.02), (y0 + 0.02, s.y - 0.02), (0, s.h - 0.0305), spec.palette.secondary)
    if step:
        s.block("step", (-0.45, 0.45), (-s.y, y0 + 0.019), (0, 0.5 * s.h), spec.palette.primary, 0.004, "x")
    for k in range(1, max(1, round(spec.w / 1.0))):
        x = -s.x + k * spec.w / max(1, round(spec.w / 1.0))
        s.block("joint", (x - 0.002, x + 0.002), (y0 + 0.01, s.y - 0.01), (s.h - 0.01, s.h), BLACK)
    return s.model()


def steps(spec: Spec) -> Model:
    """A straight flight of stairs that climbs towards +y, with a handrail at the right."""
    s = sketch(spec.size)
    rail = 0.9 if spec.h > 1.2 else 0.0
    rise = s.h - rail
    count = max(2, round(rise / 0.18))
    tread, deep = rise / count, spec.d / count
    for k in range(count):
        y = -s.y + k * deep
        s.block(
            "tread",
            (-s.x, s.x),
            (y, min(s.y, y + deep + 0.02)),
            ((k + 1) * tread - 0.04, (k + 1) * tread),
            spec.palette.primary,
            0.004,
            "x",
        )
        s.block(
            "riser",
            (-s.x + 0.01, s.x - 0.01),
            (y + 0.02, y + 0.035),
            (k * tread, (k + 1) * tread - 0.0405),
            spec.palette.secondary,
        )
    for sx in (-1, 1):
        side = [
            (-s.y + 0.02, 0),
            (-s.y + 0.3, 0),
            (s.y, rise - 0.3 - 0.04),
            (s.y, rise - 0.041),
            (-s.y + 0.02, tread - 0.041),
        ]
        s.add("stringer", extrude(side, 0.03, (sx * (s.x - 0.03), 0, 0), along="x"), spec.palette.secondary)
    if rail:
        x = s.x - 0.025
        for k in range(0, count, 2):
            y = -s.y + (k + 0.5) * deep
            s.rod(
                "baluster", [(x, y, (k + 1) * tread), (x, y, (k + 1) * tread + rail - 0.03)], 0.01, spec.palette.metal
            )
        s.rod("handrail", [(x, -s.y + 0.5 * deep, tread + rail), (x, s.y - 0.5 * deep, s.h)], 0.022, spec.palette.wood)
    return s.model()


def column(spec: Spec) -> Model:
    """A pedestal: a plain plinth, turned to a column with base and capital in the styles that turn legs."""
    s = sketch(spec.size)
    stone = spec.palette.primary
    if spec.style.legs != "turned":
        s.block("plinth", (-s.x, s.x), (-s.y, s.y), (0, s.h), stone, 0.003)
        return s.model()
    foot = min(0.08, 0.12 * s.h)
    s.block("base", (-s.x, s.x), (-s.y, s.y), (0, foot), stone, 0.004)
    s.block("capital", (-s.x, s.x), (-s.y, s.y), (s.h - foot, s.h), stone, 0.004)
    rows = [(0.94, 0.0), (0.94, 0.04), (0.8, 0.07), (0.78, 0.5), (0.7, 0.92), (0.74, 0.94), (0.9, 1.0)]
    shaft = lathe([(r, foot + z * (s.h - 2 * foot)) for r, z in rows], segments=36)
    s.add("shaft", raw(shaft.vertices * (s.x, s.y, 1.0), shaft.faces), stone)
    return s.model()


def beam_seats(spec: Spec) -> Model:
    """Seats of a waiting room on one beam: one for each half metre."""
    s = sketch(spec.size)
    count = spec.count("seats", max(1, round(spec.w / 0.55)))
    wide, steel = spec.w / count, spec.palette.secondary
    seat = 0.52 * s.h
    s.block("beam", (-s.x + 0.06, s.x - 0.06), (-0.05, 0.05), (seat - 0.1, seat - 0.04), steel, 0.006)
    for x in (-s.x + 0.25 * wide, s.x - 0.25 * wide) if count > 1 else (0.0,):
        s.block("leg", (x - 0.03, x + 0.03), (-0.035, 0.035), (0.03, seat - 0.101), steel, 0.004)
        s.block("foot", (x - 0.03, x + 0.03), (-s.y, s.y), (0, 0.03), steel, 0.008)
    for k in range(count):
        x = -s.x + (k + 0.5) * wide
        half = 0.5 * wide - 0.02
        s.block(
            "seat",
            (x - half, x + half),
            (-0.95 * s.y, 0.6 * s.y),
            (seat - 0.04, seat + 0.03),
            spec.palette.primary,
            0.02,
        )
        back = turn(box((2 * half, 0.05, s.h - seat - 0.07), (0, 0, 0), 0.02), "x", -0.14)
        v = back.vertices
        s.add("back", move(back, (x, s.y - float(v[:, 1].max()), s.h - float(v[:, 2].max()))), spec.palette.primary)
        s.block("bracket", (x - 0.02, x + 0.02), (0.4 * s.y, 0.75 * s.y), (seat - 0.06, seat + 0.1), steel)
    for k in range(count + 1):
        x = float(np.clip(-s.x + k * wide, -s.x + 0.016, s.x - 0.016))
        s.block("arm", (x - 0.016, x + 0.016), (-0.7 * s.y, 0.45 * s.y), (seat + 0.19, seat + 0.215), BLACK, 0.008)
        s.rod("arm post", [(x, 0, seat - 0.06), (x, 0, seat + 0.195)], 0.012, steel)
    return s.model()


def beam_solid(spec: Spec) -> tuple[SolidBox, ...]:
    w, d, h = spec.w / 2, spec.d / 2, spec.h
    return (SolidBox((-w, -d, 0), (w, d, 0.52 * h + 0.03)), SolidBox((-w, -d, 0.52 * h), (w, 0.5 * d, 0.52 * h + 0.22)),
            SolidBox((-w, 0.35 * d, 0.5 * h), (w, d, h)))  # fmt: skip


def queue_barrier(spec: Spec) -> Model:
    """Posts on round feet joined by a rope."""
    s = sketch(spec.size)
    metal = spec.palette.primary
    r = min(0.16, s.y, 0.3 * s.x)
    count = max(2, round(spec.w / 1.5) + 1)
    xs = np.linspace(-s.x + r, s.x - r, count)
    for x in xs:
        s.add("foot", lathe([(r, 0), (r, 0.015), (0.3 * r, 0.035), (0, 0.035)], (float(x), 0, 0), 32), metal)
        s.rod("post", [(float(x), 0, 0.03), (float(x), 0, s.h - 0.03)], 0.022, metal, segments=16)
        s.add(
            "head",
            lathe([(0.022, 0), (0.034, 0.012), (0.034, 0.03), (0.0, 0.045)], (float(x), 0, s.h - 0.045), 20),
            metal,
        )
    for a, b in itertools.pairwise(xs):
        f = np.linspace(0, 1, 13)
        rope = [(float(a + (b - a) * u), 0.0, 0.93 * s.h - 0.25 * s.h * float(4 * u * (1 - u))) for u in f]
        s.rod("rope", rope, 0.018, spec.palette.secondary)
    s.block("edge", (-0.004, 0.004), (-s.y, s.y), (0, 0.003), metal) if s.y > r + 0.002 else None
    return s.model()


def flag(spec: Spec) -> Model:
    """A flag on a pole in a round foot."""
    s = sketch(spec.size)
    r = min(0.15, s.x)
    x = -s.x + r
    foot = lathe([(1.0, 0), (1.0, 0.02), (0.35, 0.06), (0, 0.06)], segments=32)
    s.add("foot", raw(foot.vertices * (r, s.y, 1) + (x, 0, 0), foot.faces), spec.palette.secondary)
    s.rod("pole", [(x, 0, 0.05), (x, 0, 0.97 * s.h)], 0.014, spec.palette.wood)
    s.add("finial", lathe([(0.008, 0), (0.03, 0.02), (0, 0.05)], (x, 0, s.h - 0.05), 16), spec.palette.metal)
    u, v = np.meshgrid(np.linspace(0, 1, 17), np.linspace(0, 1, 9), indexing="ij")
    wave = 0.6 * r * np.sin(7 * u + 1.5 * v) * u
    grid = np.stack([x + u * (s.x - x), wave, 0.95 * s.h - v * 0.4 * s.h - 0.1 * s.h * u**2 * (1 - v)], axis=2)
    s.add("cloth", sheet(grid, 0.004), spec.palette.primary)
    return s.model()


def wall_sign(spec: Spec) -> Model:
    """A flat box on the wall with a sign on it: a lit exit sign, a first-aid cabinet, an intercom, a thermostat."""
    s = sketch(spec.size)
    green = paint("safety green", (0.05, 0.5, 0.28), 0.5)
    body = green if spec.category in ("exit_sign", "first_aid_kit") else spec.palette.primary
    s.block("case", (-s.x, s.x), (-s.y + 0.003, s.y), (0, s.h), body, min(0.006, 0.1 * spec.d))
    y, u = (-s.y, -s.y + 0.0035), min(s.x, s.h / 2)
    if spec.category == "exit_sign":
        s.block("picture", (-0.8 * s.x, 0.05 * s.x), y, (0.42 * s.h, 0.58 * s.h), glow((0.9, 1.0, 0.92), 0.9))
        head = [(-0.1 * s.x, 0.75 * s.h), (-0.1 * s.x, 0.25 * s.h), (0.2 * s.x, 0.5 * s.h)]
        s.add("picture", extrude(head, 0.003, (-0.0, -s.y + 0.0015, 0), along="y"), glow((0.9, 1.0, 0.92), 0.9))
        s.block("door", (0.4 * s.x, 0.8 * s.x), y, (0.15 * s.h, 0.85 * s.h), glow((0.9, 1.0, 0.92), 0.9))
    elif spec.category == "first_aid_kit":
        s.block("cross", (-0.5 * u, 0.5 * u), y, (s.h / 2 - 0.17 * u, s.h / 2 + 0.17 * u), WHITE)
        for z in ((s.h / 2 - 0.5 * u, s.h / 2 - 0.1705 * u), (s.h / 2 + 0.1705 * u, s.h / 2 + 0.5 * u)):
            s.block("cross", (-0.17 * u, 0.17 * u), y, z, WHITE)
    else:
        s.block("screen", (-0.7 * s.x, 0.7 * s.x), y, (0.45 * s.h, 0.85 * s.h), SCREEN)
        s.wheel("button", (0, -s.y + 0.002, 0.22 * s.h), 0.25 * u, 0.004, STEEL, "y")
    return s.model()


def extinguisher(spec: Spec) -> Model:
    """A red bottle with a valve, a hose and a label."""
    s = sketch(spec.size)
    r = min(0.8 * s.x, 0.9 * s.y)
    rows = [(0.95, 0.0), (1.0, 0.02), (1.0, 0.68), (0.85, 0.76), (0.4, 0.81), (0.28, 0.82), (0.28, 0.86), (0, 0.86)]
    s.add("bottle", lathe([(k * r, z * s.h) for k, z in rows], segments=28), BRIGHT[0])
    s.block("label", (-0.5 * r, 0.5 * r), (-r - 0.002, -0.85 * r), (0.25 * s.h, 0.5 * s.h), PAPER)
    s.block("valve", (-0.3 * r, 0.3 * r), (-0.25 * r, 0.25 * r), (0.85 * s.h, 0.94 * s.h), BLACK, 0.006)
    s.block("lever", (-0.25 * r, 0.25 * r), (-s.y, 0.5 * s.y), (0.95 * s.h, s.h), BLACK, 0.005)
    s.rod("hose", [(0.3 * r, 0, 0.9 * s.h), (s.x, 0, 0.8 * s.h), (s.x, 0, 0.25 * s.h)], 0.014, BLACK, 0.08)
    s.block("bracket", (-s.x, 0.3 * r), (0.9 * r, s.y), (0.4 * s.h, 0.6 * s.h), STEEL)
    return s.model()


def ceiling_small(spec: Spec) -> Model:
    """A small round thing of ceilings and walls: a smoke detector, a dome camera, a disco ball."""
    s = sketch(spec.size)
    r = min(s.x, s.y)
    if spec.category == "disco_ball":
        ball_h = min(2 * r, 0.85 * s.h)
        s.rod("wire", [(0, 0, ball_h - 0.002), (0, 0, s.h)], 0.003, STEEL)
        angle = np.linspace(-np.pi / 2, np.pi / 2, 15)
        ball = lathe(
            [(max(float(np.cos(a)), 0.0), ball_h * (0.5 + 0.5 * float(np.sin(a)))) for a in angle], segments=24
        )
        tiles = replace(CHROME, name="mirror tiles", texture="small_tiles", tile=0.8 * r)
        s.add("ball", raw(ball.vertices * (s.x, s.y, 1), ball.faces), tiles)
        return s.model()
    if spec.category == "security_camera":
        s.block("mount", (-s.x, s.x), (0.7 * s.y, s.y), (0.3 * s.h, s.h), WHITE, 0.004)
        s.rod("arm", [(0, 0.8 * s.y, 0.8 * s.h), (0, 0.3 * s.y, 0.6 * s.h)], 0.012, WHITE)
        s.block("body", (-0.7 * s.x, 0.7 * s.x), (-s.y + 0.008, 0.6 * s.y), (0, 0.7 * s.h), WHITE, 0.01)
        s.add("lens", disc((0, -s.y + 0.006, 0.35 * s.h), min(0.3 * s.h, 0.5 * s.x), 0.012, "y"), BLACK)
        return s.model()
    rows = [(0.75, 0.0), (0.8, 0.25), (0.95, 0.35), (1.0, 0.6), (1.0, 1.0)]
    case = lathe([(k, z * s.h) for k, z in rows], segments=32)
    s.add("case", raw(case.vertices * (s.x, s.y, 1), case.faces), WHITE)
    s.add(
        "light",
        lathe([(0.03 * r + 0.002, 0), (0.03 * r + 0.002, 0.004), (0, 0.004)], (0.4 * r, 0, -0.0), 10),
        BRIGHT[0],
    )
    return s.model()


FAMILY: dict[str, Maker] = {
    "stage": Maker(stage, flat_top),
    "queue_barrier": Maker(queue_barrier),
    "flag": Maker(flag),
    "extinguisher": Maker(extinguisher),
    "wall_sign": Maker(wall_sign),
    "beam_seats": Maker(beam_seats, solid=beam_solid),
    "steps": Maker(steps, solid=whole),
    "column": Maker(column, flat_top),
    "ceiling_small": Maker(ceiling_small),
}
