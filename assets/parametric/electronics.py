"""Electronics: one table of makers; screens, computers, routers. Front towards -y; stands are within the box."""

from __future__ import annotations

import numpy as np
import trimesh

from assets.asset import SolidBox
from assets.model import Material, Model
from assets.parametric.kit import Builder, box, cylinder, lathe, move, tube, turn
from assets.parametric.kit_more import loft, loose, oval, post, soft_rectangle
from assets.parametric.looks import (
    BLACK,
    DARK_GLASS,
    GREY,
    PAPER,
    RUBBER,
    SCREEN,
    SCREEN_LIT,
    WHITE,
    glow,
    tinted,
)
from assets.parametric.sketch import sketch
from assets.parametric.sound import cash_register, game_console, radio, record_player, soundbar, speaker, telephone
from assets.parametric.spec import Maker, Spec, flat_top, no_supports, whole


def _panel(
    b: Builder, w: float, h: float, z: float, front: float, thick: float, body: Material, bezel: float = 0.008
) -> None:
    """A flat screen, its front at y = `front`: case, dark glass, and a picture that glows a little less than a lamp."""
    b.add("case", box((w, thick, h), (0, front + thick / 2 + 0.0015, z), min(0.004, 0.3 * thick)), body)
    b.add("screen", box((w - 2 * bezel, 0.003, h - 2 * bezel), (0, front + 0.0015, z + bezel)), SCREEN)


def television(spec: Spec) -> Model:
    """A thin panel on two feet (splayed where its box is 0.12 m deep); flat for a wall with the option mount=wall."""
    b = Builder()
    w, d, h = spec.size
    stands = d >= 0.12
    low = not stands and spec.option("mount") != "wall" and d >= 0.03
    foot = 0.07 if stands else 0.03 if low else 0.0
    thick = min(d, 0.035) - 0.0015
    front = -d / 2 if not stands else -0.02
    _panel(b, w, h - foot, foot, front, thick, spec.palette.primary)
    if not stands:
        back = d - thick - 0.0015
        if back > 0.004:
            b.add("back", box((0.6 * w, back + 0.002, 0.5 * h), (0, d / 2 - back / 2 - 0.001, 0.18 * h), 0.004), BLACK)
        if low:
            b.add("foot", [box((0.025, d, 0.008), (sx * 0.3 * w, 0, 0), 0.002) for sx in (-1, 1)], BLACK)
            b.add("foot", [box((0.018, 0.5 * d, foot), (sx * 0.3 * w, 0, 0.002), 0.002) for sx in (-1, 1)], BLACK)
        return b.model()
    b.add("back", box((0.5 * w, 0.03, 0.45 * h), (0, front + thick + 0.013, foot + 0.08 * h), 0.006), BLACK)
    for sx in (-1, 1):
        x = sx * 0.32 * w
        leg = [(x, -d / 2 + 0.006, 0.006), (x, -0.004, foot + 0.02), (x, d / 2 - 0.006, 0.006)]
        b.add("foot", tube([leg[0], leg[1]], 0.006, 8), BLACK)
        b.add("foot", tube([(x, 0.0, foot + 0.018), leg[2]], 0.0062, 8), BLACK)
        for y in (-d / 2 + 0.01, d / 2 - 0.01):
            b.add("foot", box((0.03, 0.02, 0.008), (x, y, 0), 0.003), RUBBER)
    return b.model()


def computer_monitor(spec: Spec) -> Model:
    """Panel, neck and foot plate."""
    b = Builder()
    w, d, h = spec.size
    low = 0.28 * h if h < 0.5 else 0.25 * h
    front = -min(0.06, 0.3 * d)
    _panel(b, w, h - low, low, front, 0.022, spec.palette.primary, 0.007)
    b.add("chin", box((w * 0.12, 0.002, 0.006), (0, front + 0.0005, low + 0.001)), GREY)
    plate = [
        soft_rectangle(min(0.26, 0.6 * w) * k, d * k, 0.02, z) for k, z in ((1.0, 0.0), (1.0, 0.008), (0.97, 0.012))
    ]
    b.add("foot", loft(plate), spec.palette.primary)
    b.add(
        "neck",
        post(
            [(0, 0.22 * d, 0.01), (0, 0.16 * d, low + 0.35 * (h - low)), (0, front + 0.04, low + 0.5 * (h - low))],
            [(0.05, 0.02)] * 3,
        ),
        spec.palette.primary,
    )
    b.add(
        "hub",
        box(
            (0.1, max(0.02, 0.16 * d - front - 0.03), 0.1),
            (0, (front + 0.02 + 0.16 * d) / 2, low + 0.32 * (h - low)),
            0.008,
        ),
        BLACK,
    )
    return b.model()


def laptop(spec: Spec) -> Model:
    """Open, its screen leaning back; closed when its box is flat."""
    b = Builder()
    w, d, h = spec.size
    deck = min(0.016, 0.5 * h)
    body = spec.palette.primary
    if h < 0.06:
        b.add("base", box((w, d, 0.55 * h), (0, 0, 0), 0.004), body)
        b.add("lid", box((w, d, 0.42 * h), (0, 0, 0.58 * h), 0.004), body)
        return b.model()
    lean = 0.28
    deep = d - (h - deck) * np.tan(lean) - 0.004
    y = -d / 2 + deep / 2
    b.add("base", box((w, deep, deck), (0, y, 0), 0.004), body)
    b.add("keys", box((w - 0.04, 0.42 * deep, 0.002), (0, y + 0.14 * deep, deck - 0.0005)), BLACK)
    pitch = (w - 0.05) / 12
    keys = [
        box((pitch - 0.003, 0.075 * deep, 0.0018), ((i - 5.5) * pitch, y + (0.083 * j - 0.02) * deep, deck + 0.001))
        for i in range(12)
        for j in range(5)
    ]
    b.add("key row", keys, tinted(BLACK, 2.2, "key"))
    b.add(
        "touchpad",
        box((0.30 * w, 0.26 * deep, 0.001), (0, y - 0.30 * deep, deck - 0.0002)),
        tinted(body, 0.9, body.name + " pad"),
    )
    tall = (h - deck) / np.cos(lean)
    part = Builder()
    _panel(part, w, tall, 0.0, 0.0, 0.005, body, 0.008)
    part.add("picture", box((w - 0.03, 0.001, tall - 0.03), (0, -0.0003, 0.015)), SCREEN_LIT)
    tilted = [(n, turn(m, "x", -lean), mat) for n, m, mat in loose(part)]
    rear = max(float(m.vertices[:, 1].max()) for _, m, _ in tilted)
    for name, mesh, material in tilted:
        b.add(name, move(mesh, (0, d / 2 - rear, deck - 0.002)), material)
    return b.model()


def keyboard(spec: Spec) -> Model:
    """A slab with rows of keys."""
    b = Builder()
    w, d, h = spec.size
    b.add("case", box((w, d, 0.6 * h), (0, 0, 0), 0.004), spec.palette.primary)
    columns, rows = max(8, round(w / 0.024)), 5
    cw, ch = (w - 0.02) / columns, (d - 0.02) / rows
    cap, z, y0 = (cw - 0.003, ch - 0.003, 0.45 * h), 0.55 * h, -d / 2 + 0.01
    keys = [
        box(cap, (-w / 2 + 0.01 + (i + 0.5) * cw, y0 + (j + 0.5) * ch, z))
        for j in range(1, rows)
        for i in range(columns)
    ]
    keys += [
        box(
            (cw - 0.003, ch - 0.003, 0.45 * h),
            (sx * (w / 2 - 0.01 - (i + 0.5) * cw), -d / 2 + 0.01 + 0.5 * ch, 0.55 * h),
        )
        for sx in (-1, 1)
        for i in range(3)
    ]
    keys.append(box((w - 0.02 - 6 * cw - 0.003, ch - 0.003, 0.45 * h), (0, -d / 2 + 0.01 + 0.5 * ch, 0.55 * h)))
    b.add("key", keys, tinted(spec.palette.secondary, 0.9, spec.palette.secondary.name + " key"))
    return b.model()


def mouse(spec: Spec) -> Model:
    """A palm-shaped shell with a wheel."""
    b = Builder()
    w, d, h = spec.size
    b.add("shell", _from_rows(w, d, h), spec.palette.primary)
    b.add("wheel", cylinder(min(0.1 * d, 0.25 * h), 0.12 * w, (0, -0.26 * d, 0.46 * h), 14, along="x"), BLACK)
    return b.model()


def _from_rows(w: float, d: float, h: float) -> trimesh.Trimesh:
    rows = ((0.92, 0.94, 0.0), (1.0, 1.0, 0.25), (0.94, 0.96, 0.6), (0.7, 0.75, 0.9), (0.3, 0.35, 1.0))
    return loft([oval(w * k, d * j, h * z, power=2.6, points=24) for k, j, z in rows])


def printer(spec: Spec) -> Model:
    """A box with paper in and out and a small panel."""
    b = Builder()
    w, d, h = spec.size
    tray = 0.16 * d
    b.add("body", box((w, d - tray, 0.62 * h), (0, tray / 2, 0), 0.012), spec.palette.primary)
    b.add(
        "scanner",
        box((w, d - tray, 0.30 * h), (0, tray / 2, 0.635 * h), 0.012),
        tinted(spec.palette.primary, 0.92, "printer lid"),
    )
    b.add("slot", box((0.72 * w, 0.02, 0.16 * h), (0, -d / 2 + tray - 0.001 + 0.008, 0.28 * h)), BLACK)
    b.add("tray", box((0.70 * w, tray + 0.02, 0.012), (0, -d / 2 + tray / 2 + 0.01, 0.27 * h), 0.003), GREY)
    b.add("paper", box((0.5 * w, tray, 0.006), (0, -d / 2 + tray / 2 + 0.015, 0.27 * h + 0.011)), PAPER)
    b.add("panel", box((0.22 * w, 0.006, 0.12 * h), (0.32 * w, -d / 2 + tray - 0.002, 0.48 * h)), SCREEN)
    b.add("lid grip", box((0.3 * w, 0.5 * (d - tray), 0.07 * h), (0, 0.2 * d, 0.93 * h), 0.006), BLACK)
    return b.model()


def computer_tower(spec: Spec) -> Model:
    """A case with a glass side, front intake and lit fans."""
    b = Builder()
    w, d, h = spec.size
    foot = 0.015
    b.add("case", box((w - 0.006, d, h - foot), (0.003, 0, foot), 0.006), spec.palette.primary)
    b.add("glass", box((0.006, d - 0.05, h - foot - 0.06), (-w / 2 + 0.003, 0, foot + 0.03)), DARK_GLASS)
    r = min(0.06, 0.42 * w)
    lit = Material("fan light", (0.35, 0.55, 0.95), 0.4, emission=(0.25, 0.45, 0.9))
    for k in range(max(1, int((h - foot) / (2.3 * r)))):
        z = foot + 0.03 + k * 2.15 * r
        ring = lathe([(r * 0.82, 0), (r, 0), (r, 0.004), (r * 0.82, 0.004), (r * 0.82, 0)], segments=24)
        b.add("fan", move(turn(ring, "x", np.pi / 2), (0.003, -d / 2 + 0.003, z + r)), lit)
    for sx in (-1, 1):
        for sy in (-1, 1):
            b.add("foot", cylinder(0.014, foot + 0.002, (sx * (w / 2 - 0.03), sy * (d / 2 - 0.04), 0), 12), RUBBER)
    return b.model()


def projector(spec: Spec) -> Model:
    """A box with a lens."""
    b = Builder()
    w, d, h = spec.size
    lens, r = 0.02, min(0.30 * h, 0.26 * w)
    b.add("body", box((w, d - lens, 0.9 * h), (0, lens / 2, 0.1 * h), 0.015), spec.palette.primary)
    b.add(
        "lens",
        cylinder(r, lens + 0.01, (0.2 * w, -d / 2 + lens / 2 + 0.005, 0.55 * h - r), 26, along="y", bevel=0.004),
        BLACK,
    )
    b.add(
        "glass", cylinder(0.67 * r, 0.004, (0.2 * w, -d / 2 + 0.0025, 0.55 * h - 0.67 * r), 22, along="y"), DARK_GLASS
    )
    for i in range(6):
        b.add("vent", box((0.3 * w, 0.003, 0.03 * h), (-0.2 * w, -d / 2 + lens, (0.25 + 0.09 * i) * h)), BLACK)
    for sx in (-1, 1):
        b.add("foot", cylinder(0.012, 0.12 * h, (sx * 0.38 * w, -0.3 * d, 0), 12), RUBBER)
    b.add("foot", cylinder(0.012, 0.12 * h, (0, 0.34 * d, 0), 12), RUBBER)
    return b.model()


def projector_screen(spec: Spec) -> Model:
    """A case with the white cloth pulled down, black margin, weighted hem."""
    b = Builder()
    w, d, h = spec.size
    case = min(d, 0.09, 0.12 * h)
    b.add("case", box((w, d, case), (0, 0, h - case), 0.008), spec.palette.primary)
    b.add("cloth", box((w - 0.06, 0.003, h - case - 0.014), (0, 0, 0.015)), BLACK)
    b.add("screen", box((w - 0.14, 0.002, h - case - 0.10), (0, -0.0022, 0.055)), WHITE)
    b.add("hem", box((w - 0.05, min(0.018, d), 0.02), (0, 0, 0), 0.005), spec.palette.secondary)
    return b.model()


def tower_solid(spec: Spec) -> tuple[SolidBox, ...]:
    """One block."""
    return whole(spec)


def router(spec: Spec) -> Model:
    """A flat box with lights and two aerials."""
    s = sketch(spec.size)
    low = 0.3 * s.h if s.h > 0.08 else s.h
    s.block("box", (-s.x, s.x), (-s.y, s.y), (0, low), spec.palette.primary, min(0.01, 0.3 * low))
    for k in range(4):
        s.block(
            "light",
            (-0.5 * s.x + 0.02 * k, -0.5 * s.x + 0.02 * k + 0.006),
            (-s.y, -s.y + 0.003),
            (0.45 * low, 0.6 * low),
            glow((0.3, 1.0, 0.5), 0.8),
        )
    if low < s.h:
        for x in (-0.8 * s.x, 0.8 * s.x):
            s.rod("aerial", [(x, 0.85 * s.y, 0.5 * low), (x, 0.85 * s.y, s.h)], 0.006, spec.palette.primary)
    return s.model()


FAMILY: dict[str, Maker] = {
    "television": Maker(television, no_supports, whole),
    "computer_monitor": Maker(computer_monitor, no_supports, whole),
    "laptop": Maker(laptop, no_supports, whole),
    "keyboard": Maker(keyboard, no_supports, whole),
    "mouse": Maker(mouse, no_supports, whole),
    "printer": Maker(printer, no_supports, whole),
    "computer_tower": Maker(computer_tower, flat_top, tower_solid),
    "speaker": Maker(speaker, flat_top, whole),
    "soundbar": Maker(soundbar, no_supports, whole),
    "game_console": Maker(game_console, no_supports, whole),
    "radio": Maker(radio, no_supports, whole),
    "record_player": Maker(record_player, no_supports, whole),
    "projector": Maker(projector, no_supports, whole),
    "projector_screen": Maker(projector_screen, no_supports, whole),
    "telephone": Maker(telephone, no_supports, whole),
    "cash_register": Maker(cash_register, no_supports, whole),
    "router": Maker(router),
}
