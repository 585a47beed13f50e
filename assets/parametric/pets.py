"""Homes of animals: fish tanks, terrariums, bird cages, crates."""

from __future__ import annotations

import itertools

import numpy as np

from assets.asset import Support
from assets.model import Model
from assets.parametric.kit import box, cylinder, ellipsoid, extrude, lathe, leaf, move, turn
from assets.parametric.looks import BARK, BLACK, BRIGHT, GLASS, LEAF, LEAF_LIGHT, SOIL, STEEL, WATER, paint
from assets.parametric.sketch import Sketch, sketch, span
from assets.parametric.spec import Maker, Spec, flat_top, no_supports

GRAVEL = paint("gravel", (0.62, 0.57, 0.48), 0.95)
_PANE = 0.008


def tank(spec: Spec) -> Model:
    """A glass tank, on a cabinet when it is higher than 0.8 m: fish in water, or in a terrarium earth and ferns."""
    s = sketch(spec.size)
    low = 0.55 * spec.h if spec.h > 0.8 else 0.0
    if low:
        _cabinet(s, spec, low)
    _glass_box(s, low, min(0.06, 0.12 * (spec.h - low)), spec)
    if spec.category == "terrarium":
        _greenery(s, low, spec)
    else:
        _fish(s, low, spec)
    return s.model()


def _cabinet(s: Sketch, spec: Spec, top: float) -> None:
    body = spec.palette.primary
    s.block("plinth", (-s.x + 0.02, s.x - 0.02), (-s.y + 0.03, s.y - 0.01), (0, 0.06), BLACK)
    s.block("cabinet", (-s.x, s.x), (-s.y + 0.02, s.y), (0.06, top), body, 0.003, "x")
    doors = max(1, round(2 * s.x / 0.5))
    wide = 2 * s.x / doors
    for k in range(doors):
        x0 = -s.x + k * wide
        s.block("door", (x0 + 0.002, x0 + wide - 0.002), (-s.y, -s.y + 0.0195), (0.062, top - 0.004), body, 0.002, "z")


def _glass_box(s: Sketch, low: float, lid: float, spec: Spec) -> None:
    x, y, t = s.x, s.y, _PANE
    s.block("base", (-x, x), (-y, y), (low + 0.0005, low + 0.015), BLACK)
    s.block("lid", (-x, x), (-y, y), (s.h - lid, s.h), BLACK, 0.004)
    z = (low + 0.0155, s.h - lid - 0.0005)
    for side in (-1, 1):
        s.block("pane", (-x + t, x - t), span(side * y, side * (y - t)), z, GLASS)
        s.block("pane", span(side * x, side * (x - t)), (-y, y), z, GLASS)


def _fish(s: Sketch, low: float, spec: Spec) -> None:
    rng, t = spec.rng(), _PANE + 0.001
    deep = s.h - low
    s.block("gravel", (-s.x + t, s.x - t), (-s.y + t, s.y - t), (low + 0.016, low + 0.12 * deep), GRAVEL)
    s.block("water", (-s.x + t, s.x - t), (-s.y + t, s.y - t), (low + 0.12 * deep + 0.001, low + 0.82 * deep), WATER)
    for k in range(5):
        size = min(0.09 * deep, 0.2 * s.x, 0.5 * s.y)
        x, y = rng.uniform(-0.75, 0.75) * s.x, rng.uniform(-0.5, 0.5) * s.y
        z = low + deep * rng.uniform(0.3, 0.7)
        body = ellipsoid((1.6 * size, 0.4 * size, size), (x, y, z), 12)
        tail = extrude([(0.6 * size, 0), (1.25 * size, 0.4 * size), (1.25 * size, -0.4 * size)], 0.08 * size, along="y")
        s.add("fish", [body, move(tail, (x, y, z + 0.5 * size))], BRIGHT[k % 5])
    for k in range(4):
        x, tall = (k - 1.5) / 2 * 0.8 * s.x, min(deep, 4 * s.x, 4 * s.y) * (0.3 + 0.1 * (k % 3))
        for a in range(4):
            blade = leaf(tall, 0.1 * tall, (x, 0.3 * s.y, low + 0.1 * deep), a * 1.6 + k, 1.35, 0.3)
            s.add("weed", blade, LEAF)


def _greenery(s: Sketch, low: float, spec: Spec) -> None:
    t, deep = _PANE + 0.001, s.h - low
    s.block("earth", (-s.x + t, s.x - t), (-s.y + t, s.y - t), (low + 0.016, low + 0.18 * deep), SOIL)
    log = cylinder(min(0.05 * deep, 0.2 * s.y), min(s.x, 1.4 * s.y), (0.2 * s.x, 0, low + 0.17 * deep), 12, along="x")
    s.add("branch", turn(log, "z", 0.4), BARK)
    reach = 0.75 * min(s.x, s.y) - t
    for k, (u, v) in enumerate(((-0.55, 0.1), (0.0, 0.25), (0.5, -0.05))):
        at = (u * (s.x - reach), v * (s.y - reach), low + 0.17 * deep)
        for a in range(7):
            s.add("fern", leaf(reach, 0.22 * reach, at, a * 0.9 + k, 1.1, 1.0), (LEAF, LEAF_LIGHT)[k % 2])


def tank_supports(spec: Spec) -> tuple[Support, ...]:
    """Its lid carries nothing."""
    return no_supports(spec)


def bird_cage(spec: Spec) -> Model:
    """A domed cage of thin bars over a tray, with a perch and a swing; on a stand when it is higher than 1 m."""
    s = sketch(spec.size)
    metal = spec.palette.primary
    low = 0.52 * spec.h if spec.h > 1.0 else 0.0
    if low:
        s.block("foot", (-s.x, s.x), (-s.y, s.y), (0, 0.025), metal, 0.01)
        s.rod("stand", [(0, 0, 0.02), (0, 0, low + 0.02)], 0.016, metal)
    tray, dome = 0.05 * spec.h, 0.72
    s.block("tray", (-s.x, s.x), (-s.y, s.y), (low, low + tray), spec.palette.secondary, 0.008)
    z0, z1, top = low + tray, low + dome * (s.h - low), s.h - 0.05
    count = max(10, round((s.x + s.y) / 0.03))
    for k in range(count):
        a = 2 * np.pi * k / count
        c, t = 0.97 * s.x * np.cos(a), 0.97 * s.y * np.sin(a)
        path = [(c, t, z0), (c, t, z1), (0.72 * c, 0.72 * t, 0.45 * z1 + 0.55 * top), (0.05 * c, 0.05 * t, top)]
        s.rod("bar", path, 0.0022, metal, 0.1, 5)
    for z in (z0 + 0.3 * (z1 - z0), z1):
        s.rod("ring", _ellipse(0.97 * s.x, 0.97 * s.y, z), 0.003, metal, 0, 5)
    s.rod("perch", [(-0.9 * s.x, 0, 0.5 * (z0 + z1)), (0.9 * s.x, 0, 0.5 * (z0 + z1))], 0.006, spec.palette.wood)
    s.add(
        "knob", lathe([(0.012, 0), (0.02, 0.02), (0.006, 0.035), (0.006, 0.06), (0, 0.06)], (0, 0, s.h - 0.06)), metal
    )
    bird = [ellipsoid((0.05, 0.09, 0.06), (0.2 * s.x, 0, 0.5 * (z0 + z1) + 0.005), 12),
            ellipsoid((0.035, 0.035, 0.035), (0.2 * s.x, -0.045, 0.5 * (z0 + z1) + 0.05), 10)]  # fmt: skip
    s.add("bird", bird, BRIGHT[1])
    return s.model()


def _ellipse(a: float, b: float, z: float) -> list[tuple[float, float, float]]:
    return [(a * float(np.cos(t)), b * float(np.sin(t)), z) for t in np.linspace(0, 2 * np.pi, 25)]


def pet_crate(spec: Spec) -> Model:
    """A wire crate with a tray, a mat and a door at the front."""
    s, r = sketch(spec.size), 0.0025
    metal = spec.palette.primary
    s.block("tray", (-s.x, s.x), (-s.y, s.y), (0, 0.03), BLACK, 0.004)
    s.block("mat", (-s.x + 0.03, s.x - 0.03), (-s.y + 0.03, s.y - 0.03), (0.0305, 0.06), spec.palette.secondary, 0.012)
    for side in (-1, 1):
        s.rods("bar", ([(u, side * s.y, 0.03), (u, side * s.y, s.h)] for u in _steps(s.x, 0.05)), r, metal)
        s.rods("bar", ([(side * s.x, v, 0.03), (side * s.x, v, s.h)] for v in _steps(s.y, 0.05)), r, metal)
    s.rods("bar", ([(u, -s.y, s.h), (u, s.y, s.h)] for u in _steps(s.x, 0.05)), r, metal)
    for z in (0.5 * s.h, s.h):
        frame = [(-s.x, -s.y, z), (s.x, -s.y, z), (s.x, s.y, z), (-s.x, s.y, z), (-s.x, -s.y, z)]
        s.rods("frame", ([a, b] for a, b in itertools.pairwise(frame)), 0.004, metal)
    s.add("latch", box((0.05, 0.012, 0.025), (0.4 * s.x, -s.y + 0.006, 0.45 * s.h), 0.003), STEEL)
    return s.model()


def _steps(half: float, pitch: float) -> list[float]:
    """Places from -half to half about `pitch` apart."""
    return [float(v) for v in np.linspace(-half, half, max(3, round(2 * half / pitch) + 1))]


FAMILY: dict[str, Maker] = {
    "tank": Maker(tank, tank_supports),
    "bird_cage": Maker(bird_cage),
    "pet_crate": Maker(pet_crate, flat_top),
}
