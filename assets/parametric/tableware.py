"""What stands in kitchens and on laid tables: plates, mugs, bottles, pans, boards, jars."""

from __future__ import annotations

import numpy as np

from assets.model import Model
from assets.parametric.decor_shelf import turned
from assets.parametric.kit import Builder, box, cylinder, ellipsoid, move, turn
from assets.parametric.kit_more import fitted, loft, loose, oval, push, rod, smooth_profile, soft_rectangle
from assets.parametric.looks import BLACK, GLASS, STEEL, paint
from assets.parametric.spec import Spec


def tableware(spec: Spec) -> Model:
    """A place setting: plate, bowl on it when there is height, knife and fork beside it when there is width."""
    b = Builder()
    w, d, h = spec.size
    cutlery = w > 1.25 * d
    size = min(w - (0.10 if cutlery else 0.0), d)
    pw = w - 0.10 if cutlery else w
    plate_h = min(0.024, 0.5 * h) if h > 0.03 else h
    rows = ((0.55, 0.0), (0.58, 0.12), (0.72, 0.30), (1.0, 1.0), (0.97, 1.0), (0.70, 0.48), (0.5, 0.30), (0.1, 0.30))
    b.add("plate", loft([oval(pw * k, d * k, z * plate_h, points=40) for k, z in rows]), spec.palette.primary)
    if h > 0.03:
        bowl = turned(
            [(0.40, 0.0), (0.38, 0.06), (0.70, 0.35), (1.0, 1.0)],
            0.56 * size,
            0.56 * size,
            h - 0.3 * plate_h,
            32,
            0.004,
        )
        b.add("bowl", move(bowl, (0, 0, 0.3 * plate_h)), spec.palette.primary)
    if cutlery:
        for sx, name in ((-1, "fork"), (1, "knife")):
            x = sx * (w / 2 - 0.009)
            b.add(name, box((0.010, 0.72 * d, 0.003), (x, 0, 0), 0.001), STEEL)
            b.add(name, box((0.018, 0.24 * d, 0.0025), (x, 0.36 * d, 0.0002), 0.001), STEEL)
    return b.model()


def mug(spec: Spec) -> Model:
    """A mug, handle to the right."""
    b = Builder()
    w, d, h = spec.size
    body = min(d, 0.74 * w)
    x = -w / 2 + body / 2
    cup = turned([(0.88, 0.0), (0.96, 0.04), (1.0, 0.25), (1.0, 1.0)], body, d, h, 30, 0.004)
    b.add("mug", move(cup, (x, 0, 0)), spec.palette.primary)
    ex = x + body / 2 - 0.003
    b.add(
        "handle",
        push(
            rod(
                [(ex, 0, 0.80 * h), (w / 2 - 0.005, 0, 0.78 * h), (w / 2 - 0.005, 0, 0.28 * h), (ex, 0, 0.22 * h)],
                0.005,
                0.014,
                8,
            ),
            x1=w / 2,
        ),
        spec.palette.primary,
    )
    b.add(
        "drink",
        cylinder(0.5 * min(body, d) - 0.005, 0.003, (x, 0, 0.78 * h), 26),
        paint("coffee", (0.24, 0.14, 0.08), 0.3),
    )
    return b.model()


def bottle(spec: Spec) -> Model:
    """A bottle with a label and a cork."""
    b = Builder()
    w, d, h = spec.size
    rows = smooth_profile(
        [
            (0.94, 0.0),
            (1.0, 0.02),
            (1.0, 0.52),
            (0.94, 0.60),
            (0.44, 0.74),
            (0.36, 0.80),
            (0.36, 0.93),
            (0.42, 0.935),
            (0.42, 0.965),
        ]
    )
    b.add("bottle", loft([oval(w * r, d * r, z * h, points=28) for r, z in rows]), spec.palette.primary)
    label = ((0.98, 0.155), (0.999, 0.16), (0.999, 0.42), (0.98, 0.425))
    sticker = loft([oval(w * r + 0.0008, d * r + 0.0008, z * h, points=28) for r, z in label])
    b.add("label", sticker, spec.palette.secondary)
    cork = min(w, d)
    b.add("cork", cylinder(0.16 * cork, 0.04 * h, (0, 0, 0.96 * h), 16), paint("cork", (0.72, 0.55, 0.38), 0.95))
    return b.model()


def cookware(spec: Spec) -> Model:
    """A pot with a lid and two handles; a pan with one long handle when flat."""
    b = Builder()
    w, d, h = spec.size
    steel = spec.palette.primary
    if h < 0.09:
        size = min(d, 0.6 * w)
        x = -w / 2 + size / 2
        pan = turned([(0.78, 0.0), (0.82, 0.05), (1.0, 1.0)], size, d, 0.8 * h, 34, 0.004)
        b.add("pan", move(pan, (x, 0, 0)), spec.palette.secondary)
        b.add(
            "handle",
            push(
                rod(
                    [(x + 0.48 * size, 0, 0.6 * h), (x + 0.6 * size, 0, h - 0.010), (w / 2, 0, h - 0.010)],
                    0.009,
                    0.03,
                    8,
                ),
                z1=h,
                x1=w / 2,
            ),
            BLACK,
        )
        return b.model()
    grip = 0.045
    body = w - 2 * grip
    top = 0.74 * h
    pot = turned([(0.96, 0.0), (1.0, 0.04), (1.0, 1.0)], body, d, top, 36, 0.003)
    b.add("pot", pot, steel)
    rows = ((1.0, top), (1.0, top + 0.02 * h), (0.94, top + 0.05 * h), (0.5, top + 0.11 * h), (0.1, top + 0.12 * h))
    b.add("lid", loft([oval(body * k, d * k, z, points=36) for k, z in rows]), steel)
    b.add("knob", push(cylinder(0.018, 0.13 * h, (0, 0, 0), 16, radius_top=0.022), z1=h), BLACK)
    for sx in (-1, 1):
        x = sx * (body / 2 - 0.002)
        e = sx * (w / 2 - 0.006)
        loop = rod(
            [(x, -0.16 * d, 0.6 * h), (e, -0.13 * d, 0.62 * h), (e, 0.13 * d, 0.62 * h), (x, 0.16 * d, 0.6 * h)],
            0.006,
            0.02,
            8,
        )
        b.add("handle", push(loop, x1=w / 2) if sx > 0 else push(loop, x0=-w / 2), BLACK)
    return b.model()


def cutting_board(spec: Spec) -> Model:
    """A board with a rounded outline and a juice groove, lying; upright when its box is higher than deep."""
    b = Builder()
    w, d, h = spec.size
    upright = h > d
    depth, thick = (h, d) if upright else (d, h)
    rings = [
        soft_rectangle(w * k, depth * k, 0.03, z * thick, corner=4)
        for k, z in ((0.99, 0.0), (1.0, 0.12), (1.0, 0.88), (0.99, 1.0))
    ]
    if min(w, depth) > 0.15:
        low = thick - min(0.0025, 0.2 * thick)
        groove = ((0.034, thick), (0.040, low), (0.052, low), (0.058, thick))
        rings += [soft_rectangle(w - i, depth - i, 0.02, z, corner=4) for i, z in groove]
    board = loft(rings)
    if upright:
        board = push(turn(board, "x", np.pi / 2), z0=0.0, y1=d / 2)
    b.add("board", board, spec.palette.primary)
    return b.model()


def utensil_pot(spec: Spec) -> Model:
    """A crock with spoons, a ladle and a spatula."""
    b = Builder()
    w, d, h = spec.size
    body = 0.5 * h
    b.add(
        "pot",
        turned([(0.92, 0.0), (1.0, 0.06), (1.0, 0.92), (0.96, 1.0)], w * 0.92, d * 0.92, body, 30, 0.005),
        spec.palette.primary,
    )
    for k in range(6):
        a = k * 2.39996
        x, y = 0.36 * w * np.cos(a), 0.36 * d * np.sin(a)
        top = h * (1.0 if k == 0 else 0.84 + 0.025 * k) - 0.05
        tone = spec.palette.secondary if k % 3 else STEEL
        b.add("utensil", cylinder(0.0035, 0.02, (x, y, top - 0.005), 6), tone)
        b.add("utensil", rod([(-0.4 * x, -0.4 * y, 0.03), (x, y, top)], 0.0042, 0, 7), tone)
        head = (0.036, 0.012, 0.055) if k % 2 else (0.034, 0.006, 0.055)
        spoon = ellipsoid(head, (0, 0, 0), 10) if k % 2 else box(head, (0, 0, 0), 0.0028)
        b.add("utensil", move(turn(spoon, "z", a + 0.6), (x, y, top - 0.004)), tone)
    out = Builder()
    for name, mesh, material in fitted(loose(b), (-w / 2, -d / 2, 0.0), (w / 2, d / 2, h)):
        out.add(name, mesh, material)
    return out.model()


def storage_jars(spec: Spec) -> Model:
    """Glass jars with wooden lids, filled, of falling height."""
    b = Builder()
    w, d, h = spec.size
    count = max(1, min(5, round(w / (d * 1.05))))
    pitch = w / count
    size = min(pitch - 0.004, d) if count > 1 else w
    fills = (
        paint("oats", (0.84, 0.74, 0.56), 0.95),
        paint("pasta", (0.90, 0.76, 0.42), 0.9),
        paint("lentils", (0.66, 0.36, 0.20), 0.95),
        paint("coffee beans", (0.26, 0.16, 0.10), 0.8),
        paint("rice", (0.93, 0.91, 0.85), 0.95),
    )
    for i in range(count):
        x = -w / 2 + size / 2 + i * (w - size) / max(1, count - 1) if count > 1 else 0.0
        tall = h * (1 - 0.14 * i) if count > 1 else h
        lid = min(0.022, 0.15 * tall)
        outer = [
            oval(size * k, d * k, z * (tall - lid), (x, 0), points=28)
            for k, z in ((0.92, 0.0), (1.0, 0.04), (1.0, 0.93), (0.93, 1.0))
        ]
        b.add("jar", loft(outer), GLASS)
        b.add(
            "fill",
            loft([oval(size * 0.93, d * 0.93, z, (x, 0), points=24) for z in (0.006, 0.72 * tall)]),
            fills[(i + spec.seed) % 5],
        )
        b.add(
            "lid",
            loft([oval(size * 0.94, d * 0.94, z, (x, 0), points=28) for z in (tall - lid - 0.001, tall)]),
            spec.palette.secondary,
        )
    return b.model()
