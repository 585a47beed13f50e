"""Lamps on ceilings and walls, and ceiling fans.

A hanging lamp's box runs from the lowest point of its shade to its ceiling plate; a wall lamp's back is at
y = +depth / 2."""

from __future__ import annotations

import numpy as np

from assets.asset import SolidBox
from assets.model import Material, Model
from assets.parametric.kit import Builder, Vec, box, cylinder, ellipsoid, lathe, move, tube, turn
from assets.parametric.kit_more import fitted, loose, oval, rod, shade_hoop, smooth_profile
from assets.parametric.lamp_shades import SHADES, drum, shade, shade_cloth, squashed
from assets.parametric.looks import BLACK, BULB
from assets.parametric.spec import Spec

# Height of a hanging shade as a share of its width, by kind.
_RATIO = {"globe": 1.0, "paper": 0.85, "dome": 0.55, "cage": 1.25, "cone": 0.6, "drum": 0.55, "pleated": 0.6}
_CANOPY = 0.03


def _shade_size(spec: Spec) -> tuple[int, float, float]:
    """How many shades hang in a row (one, or more over a long table), the width and the height of each [m]."""
    w, d, h = spec.size
    count = max(2, min(5, round(w / (1.7 * d)))) if w > 2.2 * d else 1
    wide = w if count == 1 else d
    ratio = _RATIO.get(spec.option("shade", spec.style.shade), 0.6)
    return count, wide, min(ratio * wide, h - 0.05)


def pendant(spec: Spec) -> Model:
    """A shade on a cord from a ceiling plate, or a row of them under a bar where the box is long. The shades take the
    width, the cord the rest of the height."""
    b = Builder()
    w, d, h = spec.size
    kind = spec.option("shade", spec.style.shade)
    count, wide, tall = _shade_size(spec)
    cord_low = tall * (0.9 if kind not in ("globe", "paper") else 0.99)
    for i in range(count):
        x = (i - (count - 1) / 2) * (w - wide) / max(1, count - 1)
        shade(b, spec, wide, tall, 0.0, (x, 0.0), depth=d)
        b.add("cord", cylinder(0.003, h - cord_low - 0.015, (x, 0, cord_low), 8), BLACK)
        if kind in ("globe", "paper"):
            b.add("socket", cylinder(0.018, 0.04, (x, 0, tall - 0.012), 12), spec.palette.metal)
    if count > 1:
        b.add("canopy", box((w - 0.6 * wide, 0.05, _CANOPY), (0, 0, h - _CANOPY), 0.004), spec.palette.metal)
    else:
        plate = cylinder(min(0.05, w * 0.2), 0.022, (0, 0, h - 0.022), 24, bevel=0.005)
        b.add("plate", plate, spec.palette.metal)
    return b.model()


def pendant_solid(spec: Spec) -> tuple[SolidBox, ...]:
    """The shades, and the cords with their plate."""
    w, d, h = spec.size
    count, _, tall = _shade_size(spec)
    top = min(tall + 0.03, h)
    half = 0.06 if count == 1 else w / 2
    return (SolidBox((-w / 2, -d / 2, 0), (w / 2, d / 2, top)), SolidBox((-half, -0.06, top), (half, 0.06, h)))


def ceiling_light(spec: Spec) -> Model:
    """A flush or semi-flush light: glass bowl, cloth drum or paper drum under a plate."""
    b = Builder()
    w, d, h = spec.size
    kind = spec.option("shade", spec.style.shade)
    plate = min(0.03, 0.25 * h)
    b.add(
        "plate",
        squashed(cylinder(0.36 * w, plate, (0, 0, h - plate), 32, bevel=0.004), d / w, 0.0),
        spec.palette.metal,
    )
    if kind in ("drum", "pleated", "paper", "cone"):
        tall = h - 0.4 * plate
        low, high = oval(w, d, 0.0, points=40), oval(w, d, tall, points=40)
        b.add("shade", shade_hoop(low, high, 0.003), shade_cloth(spec))
        b.add("diffuser", squashed(cylinder(w / 2 - 0.006, 0.006, (0, 0, 0.012), 36), d / w, 0.0), BULB)
        return b.model()
    tall = h - plate
    t = np.linspace(0, np.pi / 2, 8)
    profile = [(float(np.sin(a)) * w / 2, float(tall * 0.82 * (1 - np.cos(a)))) for a in t] + [
        (w / 2, tall * 0.86),
        (w * 0.47, tall * 0.9),
    ]
    profile[0] = (0.0, 0.0)
    b.add("bowl", squashed(lathe(profile, segments=36), d / w, 0.0), BULB)
    b.add("rim", squashed(cylinder(w * 0.485, tall * 0.15, (0, 0, tall * 0.87), 36), d / w, 0.0), spec.palette.metal)
    return b.model()


def chandelier(spec: Spec) -> Model:
    """Curved arms with candles or globes round a turned stem; a ring of lights where the style is plain."""
    b = Builder()
    w, d, h = spec.size
    metal = spec.palette.metal
    arms = spec.count("arms", 6)
    plain = spec.style.name in ("modern", "minimalist", "industrial", "japandi", "contemporary")
    low = 0.0
    body = min(0.42 * w, 0.6 * h)
    b.add("cord", cylinder(0.004, h - body * 0.7, (0, 0, body * 0.7), 8), metal)
    b.add("plate", cylinder(0.055, 0.025, (0, 0, h - 0.025), 24, bevel=0.006), metal)
    if plain:
        _ring_chandelier(b, spec, arms, body)
        return b.model()
    stem = [
        (0.012, 0.0),
        (0.03, 0.04),
        (0.02, 0.1),
        (0.045, 0.22),
        (0.055, 0.3),
        (0.02, 0.42),
        (0.03, 0.6),
        (0.014, 1.0),
    ]
    b.add("stem", lathe([(r, low + z * body) for r, z in smooth_profile(stem)], segments=18), metal)
    every = np.arange(arms) * 2 * np.pi / arms
    rx, ry = w / 2 - 0.0225, (d / 2 - 0.0225) / float(np.abs(np.sin(every)).max())
    for a in every:
        c, s = float(np.cos(a)), float(np.sin(a))
        t = np.linspace(0, 1, 10)
        reach = 0.05 + 0.95 * t
        z = low + body * (0.32 - 0.30 * np.sin(np.pi * t * 0.85) + 0.26 * t**3)
        path = np.column_stack([c * rx * reach, s * ry * reach, z])
        b.add("arm", tube(path, np.linspace(0.007, 0.005, 10).tolist(), 7), metal)
        tip: Vec = (c * rx, s * ry, float(z[-1]))
        b.add("cup", cylinder(0.012, 0.012, tip, 14, radius_top=0.0225), metal)
        b.add(
            "candle",
            cylinder(0.0095, 0.075, (tip[0], tip[1], tip[2] + 0.012), 10),
            Material("candle sleeve", (0.95, 0.93, 0.86), 0.6),
        )
        b.add("bulb", ellipsoid((0.022, 0.022, 0.045), (tip[0], tip[1], tip[2] + 0.085), 10), BULB)
    return b.model()


def _ring_chandelier(b: Builder, spec: Spec, arms: int, body: float) -> None:
    """A hoop on three wires with globes that sit on it."""
    w, d = spec.w, spec.d
    r = 0.01
    globe = min(0.13, 0.2 * w)
    inset = globe / 2
    z = globe * 0.5
    ring = oval(w - 2 * inset, d - 2 * inset, z + r, points=48)
    b.add("ring", tube(ring, r, 8, closed=True), spec.palette.metal)
    n = max(4, 4 * round(arms * 1.4 / 4))
    for k in range(n):
        a = k * 2 * np.pi / n
        x, y = float(np.cos(a) * (w / 2 - inset)), float(np.sin(a) * (d / 2 - inset))
        b.add("globe", ellipsoid((globe, globe, globe), (x, y, 0.0), 16), BULB)
        if k % 2 == 0:
            b.add("wire", tube([(x, y, z + r), (0.02 * x, 0.02 * y, body)], 0.0022, 5), spec.palette.metal)
    b.add("hub", cylinder(0.02, 0.05, (0, 0, body - 0.02), 14), spec.palette.metal)


def wall_lamp(spec: Spec) -> Model:
    """A plate on the wall, a short arm and the style's shade."""
    b = Builder()
    w, d, h = spec.size
    metal = spec.palette.metal
    kind = spec.option("shade", spec.style.shade)
    back = min(0.02, 0.2 * d)
    deep = d - back
    tall = min(0.66 * h, 1.2 * max(w, deep))
    z, cy = h - tall, -d / 2 + deep / 2
    plate = min(w * 0.6, 0.09)
    b.add("plate", box((plate, 0.8 * back, min(h, plate * 2)), (0, d / 2 - 0.4 * back, 0), 0.004), metal)
    r = min(0.006, 0.08 * d)
    low = max(0.5 * z, r)
    b.add("arm", rod([(0, d / 2 - 0.6 * back, low), (0, cy, low), (0, cy, z + 0.2 * tall)], r, 0.02, 8), metal)
    b.add("cup", cylinder(2.2 * r, 0.06 * h, (0, cy, z - 0.02 * h), 14, radius_top=3 * r), metal)
    makers = SHADES if kind != "paper" else {**SHADES, "paper": drum}
    makers.get(kind, drum)(b, spec, w, deep, tall, z, (0.0, cy))
    return b.model()


def ceiling_fan(spec: Spec) -> Model:
    """Four blades round a motor, a light below, a rod to the ceiling."""
    b = Builder()
    w, d, h = spec.size
    blade_z = 0.42 * h
    for k in range(4):
        a = k * np.pi / 2
        long = (w if k % 2 == 0 else d) / 2
        grid = box((long - 0.11, 0.12, 0.008), (0.11 + (long - 0.11) / 2, 0, 0), 0.003)
        pitched = turn(grid, "x", 0.18)
        b.add("blade", move(turn(pitched, "z", a), (0, 0, blade_z)), spec.palette.wood)
        holder = turn(box((0.1, 0.03, 0.01), (0.1, 0, blade_z - 0.004), 0.003), "z", a)
        b.add("holder", holder, spec.palette.metal)
    b.add("motor", cylinder(0.095, 0.24 * h, (0, 0, 0.34 * h), 28, bevel=0.02), spec.palette.metal)
    b.add("light", ellipsoid((0.2, 0.2, 0.5 * h), (0, 0, 0.0), 20), BULB)
    b.add("rod", cylinder(0.012, 0.44 * h, (0, 0, 0.54 * h), 12), spec.palette.metal)
    b.add("plate", cylinder(0.065, 0.1 * h, (0, 0, 0.9 * h), 24, bevel=0.008), spec.palette.metal)
    return b.model()


def track_light(spec: Spec) -> Model:
    """A rail under the ceiling with two to six spot lights that point different ways."""
    b = Builder()
    w, d, h = spec.size
    rail = min(0.03, 0.2 * h)
    b.add("rail", box((w, d * 0.5, rail), (0, 0, h - rail), 0.002), spec.palette.metal)
    b.add("driver", box((0.2 * w, d, 0.6 * rail), (0, 0, h - 0.6 * rail - 0.0005), 0.002), spec.palette.metal)
    count = max(2, min(6, round(w / 0.35)))
    hang = h - rail
    for i in range(count):
        _spot(b, spec, -w / 2 + (i + 0.5) * w / count, (-0.28, 0.24, 0.0)[i % 3], hang)
    return b.model()


def _spot(b: Builder, spec: Spec, x: float, lean: float, hang: float) -> None:
    """A can that reaches down to 0, turned by `lean` along the rail."""
    r = min(0.36 * spec.d, 0.22 * hang, 0.045)
    long = (0.86 * hang - r * abs(np.sin(lean))) / np.cos(lean)
    can = [
        (0.6 * r, 0.0),
        (r, -0.06 * long),
        (r, -long),
        (0.88 * r, -long),
        (0.88 * r, -0.8 * long),
        (0.0, -0.8 * long),
    ]
    spot = turn(lathe(can, segments=20), "y", lean)
    down = -float(spot.vertices[:, 2].min())
    b.add("spot", move(spot, (x, 0, down)), spec.palette.metal)
    lens = turn(cylinder(0.8 * r, 0.004, (0, 0, -0.795 * long), 18), "y", lean)
    b.add("bulb", move(lens, (x, 0, down)), BULB)
    b.add("stem", cylinder(0.16 * r, hang - down + 0.1 * long, (x, 0, down - 0.1 * long), 10), spec.palette.metal)


def string_lights(spec: Spec) -> Model:
    """Bulbs on a cable that sags between hooks."""
    b = Builder()
    w, d, h = spec.size
    swags = max(1, round(w / 0.9))
    s = np.linspace(0, 1, 12 * swags + 1)
    size = min(0.035, 0.6 * d, 0.3 * h)
    dip = h - size * 1.5 - 0.004
    z = h - 0.002 - dip * np.sin(np.pi * ((s * swags) % 1.0)) ** 1.0
    path = np.column_stack([(s - 0.5) * w, np.full(len(s), d / 2 - 0.003), z])
    b.add("cable", tube(path, 0.002, 5), BLACK)
    for k in range(len(s) // 3 + 1):
        i = min(3 * k + 1, len(s) - 2)
        x, zz = float(path[i, 0]), float(path[i, 2])
        b.add("socket", cylinder(0.25 * size, 0.6 * size, (x, d / 2 - 0.004 - 0.25 * size, zz - 0.5 * size), 8), BLACK)
        b.add(
            "bulb",
            ellipsoid(
                (size, min(size, d - 0.004), size),
                (x, d / 2 - 0.002 - min(size, d - 0.004) / 2 - 0.001, zz - 1.45 * size),
                10,
            ),
            BULB,
        )
    b.add(
        "hook",
        [box((0.012, d, 0.012), ((k / swags - 0.5) * (w - 0.012), 0, h - 0.012), 0.002) for k in range(swags + 1)],
        spec.palette.metal,
    )
    out = Builder()
    for name, mesh, material in fitted(loose(b), (-w / 2, -d / 2, 0.0), (w / 2, d / 2, h)):
        out.add(name, mesh, material)
    return out.model()
