"""Screens, computers, sound and small electronics. Front towards -y; stands are within the depth of the box."""

from __future__ import annotations

import numpy as np
import trimesh

from assets.asset import SolidBox
from assets.model import Material, Model
from assets.parametric.kit import Builder, box, cylinder, ellipsoid, frame, lathe, move, tube, turn
from assets.parametric.kit_more import bar, loft, oval, post, push, rod, soft_rectangle
from assets.parametric.looks import (
    BLACK,
    CHROME,
    DARK_GLASS,
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
from assets.parametric.spec import Maker, Spec, flat_top, no_access, no_supports, whole


def _panel(
    b: Builder, w: float, h: float, z: float, front: float, thick: float, body: Material, bezel: float = 0.008
) -> None:
    """A flat screen, its front at y = `front`: case, dark glass, and a picture that glows a little less than a lamp."""
    b.add("case", box((w, thick, h), (0, front + thick / 2 + 0.0015, z), min(0.004, 0.3 * thick)), body)
    b.add("screen", box((w - 2 * bezel, 0.003, h - 2 * bezel), (0, front + 0.0015, z + bezel)), SCREEN)


def television(spec: Spec) -> Model:
    """A thin panel: on two feet where its box is deep enough (0.12 m), else flat for a wall."""
    b = Builder()
    w, d, h = spec.size
    stands = d >= 0.12
    foot = 0.07 if stands else 0.0
    thick = min(d, 0.035) - 0.0015
    front = -d / 2 if not stands else -0.02
    _panel(b, w, h - foot, foot, front, thick, spec.palette.primary)
    if not stands:
        back = d - thick - 0.0015
        if back > 0.004:
            b.add("back", box((0.6 * w, back + 0.002, 0.5 * h), (0, d / 2 - back / 2 - 0.001, 0.18 * h), 0.004), BLACK)
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
    b.add("key row", [box(((w - 0.05) / 12 - 0.003, 0.075 * deep, 0.0018), (-(w - 0.05) / 2 + (i + 0.5) * (w - 0.05) / 12, y + (-0.02 + 0.083 * j) * deep, deck + 0.001))
                      for i in range(12) for j in range(5)], tinted(BLACK, 2.2, "key"))  # fmt: skip
    b.add(
        "touchpad",
        box((0.30 * w, 0.26 * deep, 0.001), (0, y - 0.30 * deep, deck - 0.0002)),
        tinted(body, 0.9, body.name + " pad"),
    )
    tall = (h - deck) / np.cos(lean)
    part = Builder()
    _panel(part, w, tall, 0.0, 0.0, 0.005, body, 0.008)
    part.add("picture", box((w - 0.03, 0.001, tall - 0.03), (0, -0.0003, 0.015)), SCREEN_LIT)
    tilted = [(n, turn(m, "x", -lean), mat) for (n, mat), items in part._items.items() for m, _ in items]
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
    keys = [box((cw - 0.003, ch - 0.003, 0.45 * h), (-w / 2 + 0.01 + (i + 0.5) * cw, -d / 2 + 0.01 + (j + 0.5) * ch, 0.55 * h))
            for j in range(1, rows) for i in range(columns)]  # fmt: skip
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
    b.add("wheel", cylinder(0.1 * d, 0.008, (0, -0.26 * d, 0.45 * h), 14, along="x"), BLACK)
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
    r = 0.40 * (w - inset)
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
    base = 0.5 * min(h, 0.15)
    foot = 0.015
    b.add("plinth", box((w, d, base), (0, 0, foot), 0.008), spec.palette.primary)
    top = foot + base
    r = min(0.15, 0.42 * d, 0.36 * w)
    x = -0.10 * w
    b.add("platter", cylinder(r, 0.014, (x, 0, top), 40), STEEL)
    b.add("record", cylinder(0.98 * r, 0.003, (x, 0, top + 0.014), 40), SCREEN)
    b.add("label", cylinder(0.32 * r, 0.0008, (x, 0, top + 0.017), 24), spec.palette.accent)
    px, py = 0.36 * w, 0.32 * d
    b.add("pivot", cylinder(0.022, 0.035, (px, py, top), 18), STEEL)
    b.add(
        "arm",
        rod(
            [(px, py, top + 0.03), (px, -0.22 * d, top + 0.028), (px - 0.14 * w, -0.32 * d, top + 0.022)],
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
            move(turn(hood, "x", -np.pi / 2), (0, d / 2 * 0 - (d - 0.006) / 2, top + (rest - 0.004) / 2 + 0.0005)),
            GLASS,
        )
        b.add("lid top", box((w - 0.004, d - 0.004, 0.004), (0, 0, h - 0.004)), GLASS)
    return b.model()


def projector(spec: Spec) -> Model:
    """A box with a lens."""
    b = Builder()
    w, d, h = spec.size
    lens = 0.02
    b.add("body", box((w, d - lens, 0.9 * h), (0, lens / 2, 0.1 * h), 0.015), spec.palette.primary)
    b.add(
        "lens",
        cylinder(0.30 * h, lens + 0.01, (0.2 * w, -d / 2 + lens / 2 + 0.005, 0.25 * h), 26, along="y", bevel=0.004),
        BLACK,
    )
    b.add("glass", cylinder(0.2 * h, 0.004, (0.2 * w, -d / 2 + 0.0025, 0.35 * h), 22, along="y"), DARK_GLASS)
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


def telephone(spec: Spec) -> Model:
    """A desk telephone with a handset across its cradle."""
    b = Builder()
    w, d, h = spec.size
    rings = [
        soft_rectangle(w * k, d * j, 0.02, z * h, (0, (1 - j) * d / 2))
        for k, j, z in ((1.0, 1.0, 0.0), (0.98, 0.99, 0.2), (0.8, 0.55, 0.62), (0.74, 0.5, 0.66))
    ]
    b.add("body", loft(rings), spec.palette.primary)
    b.add("keypad", cylinder(0.20 * w, 0.02 * h + 0.25 * h, (0, -0.18 * d, 0.12 * h), 24, radius_top=0.18 * w), WHITE)
    y = 0.24 * d
    b.add(
        "handset",
        rod(
            [(-0.46 * w, y, 0.74 * h), (-0.30 * w, y, h - 0.012), (0.30 * w, y, h - 0.012), (0.46 * w, y, 0.74 * h)],
            0.012,
            0.04,
            10,
        ),
        BLACK,
    )
    for sx in (-1, 1):
        b.add("handset", cylinder(0.028, 0.025, (sx * 0.36 * w, y, 0.66 * h), 18, radius_top=0.02), BLACK)
    b.add("handset", push(ellipsoid((0.05, 0.022, 0.02), (0, y, 0), 10), z1=h), BLACK)
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


def tower_solid(spec: Spec) -> tuple[SolidBox, ...]:
    """One block."""
    return whole(spec)


FAMILY: dict[str, Maker] = {
    "television": Maker(television, no_supports, whole, no_access),
    "computer_monitor": Maker(computer_monitor, no_supports, whole, no_access),
    "laptop": Maker(laptop, no_supports, whole, no_access),
    "keyboard": Maker(keyboard, no_supports, whole, no_access),
    "mouse": Maker(mouse, no_supports, whole, no_access),
    "printer": Maker(printer, no_supports, whole, no_access),
    "computer_tower": Maker(computer_tower, flat_top, tower_solid, no_access),
    "speaker": Maker(speaker, flat_top, whole, no_access),
    "soundbar": Maker(soundbar, no_supports, whole, no_access),
    "game_console": Maker(game_console, no_supports, whole, no_access),
    "radio": Maker(radio, no_supports, whole, no_access),
    "record_player": Maker(record_player, no_supports, whole, no_access),
    "projector": Maker(projector, no_supports, whole, no_access),
    "projector_screen": Maker(projector_screen, no_supports, whole, no_access),
    "telephone": Maker(telephone, no_supports, whole, no_access),
    "cash_register": Maker(cash_register, no_supports, whole, no_access),
}
