"""Light things that stand and hold cloth: clothes rails, coat stands, ladders, airers, umbrella stands."""

from __future__ import annotations

import numpy as np
import trimesh

from assets.asset import SolidBox, Support
from assets.materials import material
from assets.model import Model
from assets.parametric.kit import Builder, bend, box, cylinder, extrude, fit, lathe, raw, tube
from assets.parametric.spec import Maker, Spec, between, end_panels, no_supports, whole
from assets.parametric.wall_racks import coat_hooks


def clothes_rail(spec: Spec) -> Model:
    """A steel frame with a rail, a low board and some hangers."""
    b, steel, r = Builder(), spec.palette.primary, 0.0125
    hw, h = spec.w / 2, spec.h
    for s in (-1, 1):
        x = s * (hw - r)
        b.add("foot", box((2 * r, spec.d, 0.025), (x, 0, 0), 0.004), steel)
        b.add("post", tube([(x, 0, 0.0255), (x, 0, h - 2 * r - 0.0003)], r, 12), steel)
    b.add("rail", cylinder(r, spec.w, (0, 0, h - 2 * r), 14, along="x"), steel)
    shelf = (spec.w - 4 * r - 0.002, spec.d * 0.7, 0.018)
    b.add("shelf", box(shelf, (0, 0, 0.14), 0.003), spec.palette.secondary, "x")
    b.add(
        "support", [box((0.012, shelf[1] * 0.9, 0.012), (s * (shelf[0] / 2 - 0.02), 0, 0.1275)) for s in (-1, 1)], steel
    )
    rng = spec.rng()
    for x in np.sort(rng.uniform(-hw + 0.12, hw - 0.12, 5)):
        b.add("hanger", _hanger(float(x), h - 2 * r, min(0.42, spec.d * 0.9)), material("birch"))
    return fit(b.model(), spec.size)


def _hanger(x: float, z: float, width: float) -> list[trimesh.Trimesh]:
    half = width / 2
    hook = [
        (x, 0.0, z - 0.06),
        (x, 0.0, z - 0.02),
        (x, 0.016, z + 0.002),
        (x, 0.012, z + 0.022),
        (x, -0.006, z + 0.024),
    ]
    yoke = [
        (0.0, z - 0.055),
        (half, z - 0.15),
        (half, z - 0.165),
        (0.0, z - 0.075),
        (-half, z - 0.165),
        (-half, z - 0.15),
    ]
    return [tube(hook, 0.0025, 6), extrude(yoke, 0.012, (x, 0, 0), along="x")]


def rail_solid(spec: Spec) -> tuple[SolidBox, ...]:
    hw, hd = spec.w / 2, spec.d / 2
    return (SolidBox((-hw, -hd, 0), (hw, hd, 0.165)), SolidBox((-hw, -hd, spec.h - 0.2), (hw, hd, spec.h)),
            *(between((s * hw, -0.03, 0), (s * (hw - 0.028), 0.03, spec.h)) for s in (-1, 1)))  # fmt: skip


def rail_supports(spec: Spec) -> tuple[Support, ...]:
    hw = spec.w / 2 - 0.04
    return (Support(0.158, -hw, -0.33 * spec.d, hw, 0.33 * spec.d, spec.h - 0.4),)


def coat_rack(spec: Spec) -> Model:
    """A stand: pole, spread feet, bent hooks in rings. On a wall, a hook board."""
    if spec.option("mount") == "wall" or spec.h < 0.9:
        return coat_hooks(spec)
    b, r = Builder(), 0.02
    wood = spec.palette.primary
    b.add(
        "pole",
        lathe(
            [(0, 0.1), (r * 1.2, 0.1), (r, 0.3), (r * 0.8, spec.h - 0.04), (r * 1.1, spec.h - 0.02), (0, spec.h)],
            segments=20,
        ),
        wood,
    )
    for k in range(4):
        angle = k * np.pi / 2
        c, s = np.cos(angle) * spec.w / 2, np.sin(angle) * spec.d / 2
        reach = np.hypot(c, s)
        k1 = 1 - 0.012 / reach
        b.add(
            "foot",
            tube(
                bend([(0.3 * c * 0, 0.0 * s, 0.28), (0.45 * c, 0.45 * s, 0.16), (k1 * c, k1 * s, 0.012)], 0.2),
                [0.012] * 7,
                10,
            ),
            wood,
        )
        for z, out, lift in ((spec.h - 0.1, 0.62, 0.1), (spec.h - 0.42, 0.5, 0.09)):
            q = out * 0.9
            path = [(0, 0, z - 0.08), (0.5 * q * c, 0.5 * q * s, z - 0.07), (q * c, q * s, z + lift - 0.06)]
            b.add("hook", tube(bend(path, 0.1), 0.008, 8), wood)
    return fit(b.model(), spec.size)


def coat_solid(spec: Spec) -> tuple[SolidBox, ...]:
    """Coats fill its upper part, feet its lower."""
    hw, hd = spec.w / 2, spec.d / 2
    return (SolidBox((-hw, -hd, 0), (hw, hd, spec.h)),)


STILE = 0.04
BOARD = 0.018
"""Thickness of the boards of a ladder that carries things [m]."""


def _rungs(spec: Spec) -> list[float]:
    """Heights of the rungs' middles."""
    count = max(2, round(spec.h / 0.3))
    return [(k + 0.6) * spec.h / (count + 0.2) for k in range(count)]


def _leaning(spec: Spec, z: float) -> float:
    """The middle of the stiles at that height."""
    return -spec.d / 2 + STILE / 2 + (spec.d - STILE) * z / spec.h


def ladder_boards(spec: Spec) -> tuple[Support, ...]:
    """With the option `boards`: a board on each upper rung, at the height of the eyes, that has room to the wall behind
    it; else nothing stands there."""
    if spec.option("boards") != "yes":
        return ()
    x, back, gap = spec.w / 2 - 0.03, spec.d / 2 - 0.005, spec.h / (len(_rungs(spec)) + 0.2)
    tops = [(z + 0.014 + BOARD, _leaning(spec, z)) for z in _rungs(spec)]
    return tuple(
        Support(z, -x, y, x, back, gap - BOARD - 0.03) for z, y in tops if z > 0.45 * spec.h and back - y > 0.1
    )


def ladder_solid(spec: Spec) -> tuple[SolidBox, ...]:
    """Its stiles, rungs and boards; the whole box where nothing stands on it."""
    boards, hw = ladder_boards(spec), spec.w / 2
    if not boards:
        return whole(spec)
    rungs = [
        SolidBox((-hw, _leaning(spec, z) - 0.016, z - 0.016), (hw, _leaning(spec, z) + 0.016, z + 0.016))
        for z in _rungs(spec)
    ]
    shelves = [SolidBox((-hw, s.y0, s.height - BOARD), (hw, s.y1, s.height)) for s in boards]
    return (*end_panels(spec.w, spec.d, spec.h, 0.029), *rungs, *shelves)


def ladder(spec: Spec) -> Model:
    """Two stiles and rungs, leaning back over its depth; with the option `boards` a ladder shelf."""
    b, wood, t = Builder(), spec.palette.primary, STILE
    hw = spec.w / 2
    for s in (-1, 1):
        foot = [(-spec.d / 2, 0.0), (-spec.d / 2 + t, 0.0), (spec.d / 2, spec.h), (spec.d / 2 - t, spec.h)]
        b.add("stile", extrude(foot, 0.028, (s * (hw - 0.014), 0, 0), along="x"), wood, "z")
    for z in _rungs(spec):
        b.add("rung", cylinder(0.014, spec.w - 0.05, (0, _leaning(spec, z), z - 0.014), 12, along="x"), wood)
    for top in ladder_boards(spec):
        size = (top.x1 - top.x0 - 0.001, top.y1 - top.y0, BOARD)
        board = box(size, (0, (top.y0 + top.y1) / 2, top.height - BOARD), 0.003)
        b.add("board", board, wood, "x")
    return fit(b.model(), spec.size)


def drying_rack(spec: Spec) -> Model:
    """A winged airer: lines on two levels, crossed legs."""
    b, steel, r = Builder(), spec.palette.primary, 0.007
    hw, hd, top = spec.w / 2 - r, spec.d / 2 - r, spec.h - r
    loop = [(-hw, -hd, top), (hw, -hd, top), (hw, hd, top), (-hw, hd, top)]
    b.add("frame", tube(loop, r, 8, closed=True), steel)
    lines = max(5, round(spec.d / 0.07))
    for k in range(lines):
        y = -hd + (k + 0.5) * 2 * hd / lines
        b.add("line", tube([(-hw, y, top), (hw, y, top)], 0.0028, 6), steel)
    x = 0.62 * hw
    for s, y in ((-1, -hd * 0.9), (1, hd * 0.9)):
        path = [(-x * s, y, r), (x * s, y * 0.86, top - 0.012)]
        b.add("leg", [tube([(p[0], q * p[1], p[2]) for p in path], r, 8) for q in (-1, 1)], steel)
        b.add("foot", tube([(-x * s, -abs(y), r), (-x * s, abs(y), r)], r, 8), steel)
    return fit(b.model(), spec.size)


def umbrella_stand(spec: Spec) -> Model:
    """A cage of bars on a dish, with two umbrellas left in it."""
    b, r, steel = Builder(), spec.w / 2, spec.palette.primary
    high, bar = 0.62 * spec.h, min(0.005, 0.04 * spec.w)
    rim = r - bar
    dish = lathe([(0, 0), (r, 0), (r, 0.03), (r - 0.006, 0.03), (r - 0.012, 0.008), (0, 0.008)], segments=32)
    cage = [tube([(q * rim, p * rim, z) for q, p in _circle(24)], bar, 8, closed=True) for z in (0.5 * high, high)]
    cage += [tube([(q * rim, p * rim, 0.02), (q * rim, p * rim, high)], bar, 8) for q, p in _circle(12)]
    for mesh in (dish, *cage):
        b.add("stand", raw(mesh.vertices * (1, spec.d / spec.w, 1), mesh.faces), steel)
    for s, tint in ((1, "navy"), (-1, spec.style.accent)):
        _umbrella(b, (s * 0.34 * r, s * 0.1 * spec.d), min(0.3 * r, 0.2 * spec.d), spec.h, tint)
    return fit(b.model(), spec.size)


def _circle(count: int) -> list[tuple[float, float]]:
    """Points around the unit circle."""
    turns = np.arange(count) * 2 * np.pi / count
    return [(float(np.cos(a)), float(np.sin(a))) for a in turns]


def _umbrella(b: Builder, at: tuple[float, float], thick: float, h: float, tint: str) -> None:
    """A furled umbrella that stands on its tip, with a crook for a handle."""
    x, y = at
    hook = 0.14 * h
    crook = [(x, y, 0.012), (x, y, h - hook), (x + 0.4 * thick, y, h - 0.008), (x + 1.6 * thick, y, h - 0.008),
             (x + 1.8 * thick, y, h - 0.7 * hook)]  # fmt: skip
    b.add("shaft", tube(bend(crook, 0.35 * hook), 0.007, 8), material("wood"))
    furled = [(0.0, 0.0), (0.3, 0.02), (0.75, 0.3), (1.0, 0.58), (0.55, 0.66), (0.3, 0.7), (0.0, 0.7)]
    b.add("cloth", lathe([(q * thick, 0.05 + z * (h - 0.05)) for q, z in furled], (x, y, 0.0), 16),
          material("cotton", tint))  # fmt: skip


FAMILY: dict[str, Maker] = {
    "clothes_rail": Maker(clothes_rail, rail_supports, rail_solid),
    "coat_rack": Maker(coat_rack, no_supports, coat_solid),
    "ladder": Maker(ladder, ladder_boards, ladder_solid),
    "drying_rack": Maker(drying_rack),
    "umbrella_stand": Maker(umbrella_stand),
}
