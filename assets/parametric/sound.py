"""Sound, play and counters: speakers, players, consoles, telephones, tills."""

from __future__ import annotations

import numpy as np

from assets.model import Material, Model
from assets.parametric.kit import Builder, box, cylinder, ellipsoid, frame, lathe, move, turn
from assets.parametric.kit_more import bar, loft, push, rod, soft_rectangle
from assets.parametric.looks import (
    BLACK,
    CHROME,
    GLASS,
    GREY,
    PAPER,
    RUBBER,
    SCREEN,
    SCREEN_LIT,
    STEEL,
    WHITE,
    tinted,
)
from assets.parametric.spec import Spec


def speaker(spec: Spec) -> Model:
    """A cabinet with a woofer and a tweeter; on a plinth when it is tall."""
    b = Builder()
    w, d, h = spec.size
    plinth = 0.025 if h > 0.6 else 0.0
    if plinth:
        b.add("plinth", box((w, d, plinth), (0, 0, 0), 0.004), BLACK)
    inset = 0.02 if plinth else 0.0
    face = 0.010
    b.add("cabinet", box((w - inset, d - inset - face, h - plinth), (0, face / 2, plinth), 0.004), spec.palette.primary)
    b.add(
        "baffle",
        box((w - inset - 0.008, 0.006, h - plinth - 0.008), (0, -(d - inset) / 2 + face - 0.002, plinth + 0.004)),
        BLACK,
    )
    front = -(d - inset) / 2 + face - 0.005
    r = min(0.40 * (w - inset), 0.24 * (h - plinth))
    cones = [(h - 0.16 * min(h, 0.9) - 0.02, 0.42 * r), (h - 0.16 * min(h, 0.9) - 0.06 - 1.35 * r, r)]
    if h > 0.75:
        cones.append((cones[1][0] - 2.25 * r, r))
    for z, size in cones:
        z = max(z, plinth + size + 0.02)
        profile = [
            (0.3 * size, 0.0),
            (0.86 * size, 0.003),
            (0.88 * size, 0.005),
            (size, 0.005),
            (size, -0.004),
            (0.3 * size, -0.004),
        ]
        b.add(
            "cone",
            move(turn(lathe(profile, segments=28), "x", np.pi / 2), (0, front + 0.001, z)),
            tinted(BLACK, 2.6, "speaker cone"),
        )
        b.add(
            "cap",
            move(
                turn(ellipsoid((0.55 * size, 0.55 * size, 0.006), (0, 0, 0), 14), "x", np.pi / 2),
                (0, front + 0.0005, z),
            ),
            BLACK,
        )
    if not plinth:
        b.add("badge", box((0.2 * w, 0.002, 0.008), (0, -d / 2 + 0.001, 0.03)), CHROME)
    else:
        b.add("badge", box((0.2 * w, 0.004, 0.01), (0, -(d - inset) / 2 + 0.004, 0.06)), CHROME)
    return b.model()


def soundbar(spec: Spec) -> Model:
    """A long low cabinet behind cloth."""
    b = Builder()
    w, d, h = spec.size
    b.add("cabinet", box((w, 0.7 * d, h), (0, 0.15 * d, 0), 0.006), spec.palette.primary)
    b.add("cloth", box((w - 0.012, 0.34 * d, h - 0.010), (0, -d / 2 + 0.17 * d, 0.005), 0.012), spec.palette.secondary)
    return b.model()


def game_console(spec: Spec) -> Model:
    """A flat console, or an upright one when it is tall."""
    b = Builder()
    w, d, h = spec.size
    b.add("body", box((w, d, 0.46 * h), (0, 0, 0), 0.008), spec.palette.primary)
    b.add("body", box((w, d, 0.46 * h), (0, 0, 0.54 * h), 0.008), spec.palette.primary)
    b.add("waist", box((w - 0.012, d - 0.012, 0.12 * h), (0, 0, 0.44 * h)), BLACK)
    b.add(
        "light",
        box((0.4 * w, 0.002, 0.012 * h + 0.001), (0, -d / 2 + 0.005, 0.5 * h)),
        Material("status light", (0.4, 0.6, 1.0), 0.4, emission=(0.3, 0.5, 1.0)),
    )
    return b.model()


def radio(spec: Spec) -> Model:
    """A wooden case, cloth grille, dial and two knobs."""
    b = Builder()
    w, d, h = spec.size
    foot, knob = 0.012, 0.012
    b.add("case", box((w, d - knob, h - foot), (0, knob / 2, foot), 0.02), spec.palette.primary)
    front = -d / 2 + knob
    b.add("grille", box((0.52 * w, 0.006, 0.7 * h), (-0.18 * w, front, foot + 0.12 * h)), spec.palette.soft)
    b.add("dial", box((0.30 * w, 0.006, 0.26 * h), (0.28 * w, front, foot + 0.54 * h)), PAPER)
    for x in (0.2, 0.36):
        b.add(
            "knob",
            cylinder(
                0.07 * h, knob + 0.004, (x * w, front - knob / 2 + 0.002, foot + 0.15 * h), 18, along="y", bevel=0.002
            ),
            spec.palette.metal,
        )
    for sx in (-1, 1):
        b.add("foot", box((0.03, 0.7 * d, foot + 0.004), (sx * 0.38 * w, 0.01, 0)), BLACK)
    return b.model()


def record_player(spec: Spec) -> Model:
    """Plinth, platter with a record, arm; a clear lid standing open when the box is high."""
    b = Builder()
    w, d, h = spec.size
    lid = h > 0.2
    base = 0.45 * min(h, 0.15)
    foot = 0.015
    b.add("plinth", box((w, d, base), (0, 0, foot), 0.008), spec.palette.primary)
    top = foot + base
    r = min(0.15, 0.42 * d, 0.36 * w)
    x = -0.10 * w
    b.add("platter", cylinder(r, 0.014, (x, 0, top), 40), STEEL)
    b.add("record", cylinder(0.98 * r, 0.003, (x, 0, top + 0.014), 40), SCREEN)
    b.add("label", cylinder(0.32 * r, 0.0008, (x, 0, top + 0.017), 24), spec.palette.accent)
    px, py = 0.36 * w, 0.32 * d
    lift = min(0.035, 0.8 * (h - top))
    b.add("pivot", cylinder(0.022, lift, (px, py, top), 18), STEEL)
    b.add(
        "arm",
        rod(
            [
                (px, py, top + 0.85 * lift),
                (px, -0.22 * d, top + 0.8 * lift),
                (px - 0.14 * w, -0.32 * d, top + 0.62 * lift),
            ],
            0.004,
            0.03,
            8,
        ),
        STEEL,
    )
    for sx in (-1, 1):
        for sy in (-1, 1):
            b.add("foot", cylinder(0.018, foot + 0.002, (sx * (w / 2 - 0.035), sy * (d / 2 - 0.035), 0), 14), RUBBER)
    rest = h - top
    if lid:
        b.add("lid", box((w - 0.01, 0.03, rest), (0, d / 2 - 0.016, top + 0.0005)), GLASS)
    elif rest > 0.02:
        hood = frame((w - 0.006, rest - 0.004, d - 0.006), 0.005)
        b.add(
            "lid",
            move(turn(hood, "x", -np.pi / 2), (0, -(d - 0.006) / 2, top + (rest - 0.004) / 2 + 0.0005)),
            GLASS,
        )
        b.add("lid top", box((w - 0.004, d - 0.004, 0.004), (0, 0, h - 0.004)), GLASS)
    return b.model()


def telephone(spec: Spec) -> Model:
    """A desk telephone with a handset across its cradle; a slab with a screen when flat."""
    b = Builder()
    w, d, h = spec.size
    if h < 0.04:
        b.add("body", box((w, d, 0.9 * h), (0, 0, 0), 0.3 * h), BLACK)
        b.add("screen", box((0.9 * w, 0.92 * d, 0.15 * h), (0, 0, 0.85 * h)), SCREEN_LIT)
        return b.model()
    rows = ((1.0, 1.0, 0.0), (0.98, 0.99, 0.2), (0.8, 0.55, 0.62), (0.74, 0.5, 0.66))
    b.add(
        "body",
        loft([soft_rectangle(w * k, d * j, 0.1 * w, z * h, (0, (1 - j) * d / 2)) for k, j, z in rows]),
        spec.palette.primary,
    )
    dial = 0.2 * min(w, d)
    b.add("keypad", cylinder(dial, 0.27 * h, (0, -0.18 * d, 0.12 * h), 24, radius_top=0.9 * dial), WHITE)
    y, r = 0.24 * d, min(0.06 * w, 0.12 * h, 0.2 * d)
    path = [(-0.42 * w, y, 0.76 * h), (-0.28 * w, y, h - r), (0.28 * w, y, h - r), (0.42 * w, y, 0.76 * h)]
    b.add("handset", push(rod(path, r, 0.15 * w, 10), z1=h), BLACK)
    for sx in (-1, 1):
        b.add("handset", cylinder(2.2 * r, 0.24 * h, (sx * 0.36 * w, y, 0.66 * h), 18, radius_top=1.6 * r), BLACK)
    return b.model()


def cash_register(spec: Spec) -> Model:
    """Drawer, screen on an arm, small keypad."""
    b = Builder()
    w, d, h = spec.size
    drawer = 0.34 * h
    b.add("drawer", box((w, d, drawer), (0, 0, 0), 0.005), spec.palette.primary)
    b.add("drawer front", box((w - 0.03, 0.004, drawer - 0.03), (0, -d / 2 + 0.0005, 0.014)), GREY)
    b.add("lock", cylinder(0.012, 0.006, (0, -d / 2 + 0.001, 0.3 * drawer), 14, along="y"), CHROME)
    panel = turn(box((0.92 * w, 0.02, h - drawer - 0.03), (0, 0, 0), 0.005), "x", -0.35)
    b.add("screen case", push(panel, z1=h, y1=0.18 * d), BLACK)
    glass = turn(box((0.84 * w, 0.003, h - drawer - 0.06), (0, -0.0105, 0.015)), "x", -0.35)
    low = push(turn(box((0.92 * w, 0.02, h - drawer - 0.03), (0, 0, 0), 0.005), "x", -0.35), z1=h, y1=0.18 * d)
    shift = np.asarray(low.vertices).max(axis=0) - np.asarray(panel.vertices).max(axis=0)
    b.add("screen", move(glass, (0.0, float(shift[1]), float(shift[2]))), SCREEN_LIT)
    b.add("arm", bar((0, 0.16 * d, drawer - 0.002), (0, 0.16 * d, drawer + 0.3 * (h - drawer)), 0.08, 0.04), BLACK)
    b.add("printer", box((0.26 * w, 0.2 * d, 0.22 * h), (0.33 * w, 0.36 * d, drawer - 0.002), 0.008), BLACK)
    return b.model()
