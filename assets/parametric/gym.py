"""Training equipment: treadmill, bikes, rower, benches, racks, weights, mats, balls, bags."""

from __future__ import annotations

import numpy as np
import shapely

from assets.asset import SolidBox, Support
from assets.materials import material
from assets.model import Material, Model
from assets.parametric.kit import (
    Builder,
    Vec,
    bend,
    box,
    cushion,
    cylinder,
    ellipsoid,
    extrude,
    fit,
    lathe,
    move,
    raw,
    rounded_rectangle,
    tube,
    turn,
)
from assets.parametric.spec import Maker, Spec, no_supports


def _black() -> Material:
    return material("rubber")


def treadmill(spec: Spec) -> Model:
    """A belt between side rails, a hood, uprights with a console. One steps on from the front (-y) and faces +y."""
    b, hw, hd = Builder(), spec.w / 2, spec.d / 2
    body, steel = spec.palette.primary, spec.palette.secondary
    deck = 0.17
    b.add("belt", box((spec.w * 0.66, spec.d * 0.82, 0.02), (0, -hd + 0.42 * spec.d, deck - 0.02), 0.006), _black())
    b.add(
        "base",
        box((spec.w * 0.64, spec.d * 0.8, 0.11), (0, -hd + 0.42 * spec.d, 0.035), 0.01),
        material("lacquer", "charcoal"),
    )
    for s in (-1, 1):
        b.add(
            "side",
            box((spec.w * 0.14, spec.d * 0.84, 0.09), (s * (hw - 0.08 * spec.w), -hd + 0.42 * spec.d, 0.09), 0.02),
            body,
        )
        b.add("foot", [cylinder(0.03, 0.09, (s * (hw - 0.07), y, 0)) for y in (-hd + 0.08, hd - 0.3)], _black())
    hood = [(hd - 0.42, 0.02), (hd, 0.02), (hd, 0.16), (hd - 0.08, 0.27), (hd - 0.36, 0.27), (hd - 0.42, 0.19)]
    b.add("hood", extrude(hood, spec.w * 0.94, along="x"), body)
    top = spec.h
    for s in (-1, 1):
        x = s * (hw - 0.03)
        post = [(x, hd - 0.2, 0.1), (x, hd - 0.12, 0.5 * top), (x, hd - 0.2, top - 0.2)]
        b.add("post", tube(bend(post, 0.3), 0.028, 12), steel)
        rail = [(x, hd - 0.2, top - 0.24), (x, hd - 0.34, top - 0.3), (x, hd - 0.75, top - 0.34)]
        b.add("rail", tube(bend(rail, 0.1), 0.02, 10), _black())
    console = box((spec.w - 0.02, 0.06, 0.3), (0, 0, 0), 0.02)
    tilted = turn(console, "x", -0.45)
    hi = tilted.vertices.max(axis=0)
    b.add("console", move(tilted, (0, hd - 0.2 - float(hi[1]) + 0.1, top - float(hi[2]))), body)
    screen = turn(box((0.3, 0.006, 0.17), (0, -0.031, 0.07), 0.002), "x", -0.45)
    b.add("screen", move(screen, (0, hd - 0.2 - float(hi[1]) + 0.1, top - float(hi[2]))), material("screen"))
    b.add("toe", box((spec.w, 0.05, 0.03), (0, -hd + 0.025, 0.06), 0.01), steel)
    return fit(b.model(), spec.size)


def treadmill_solid(spec: Spec) -> tuple[SolidBox, ...]:
    hw, hd = spec.w / 2, spec.d / 2
    return (SolidBox((-hw, -hd, 0), (hw, hd, 0.2)), SolidBox((-hw, hd - 0.8, 0), (hw, hd, spec.h)))


def exercise_bike(spec: Spec) -> Model:
    """A spin bike: one sits towards +y, behind a heavy flywheel in a fork, on a frame of two slanted beams."""
    b, hd = Builder(), spec.d / 2
    steel, chrome = material("black steel"), spec.palette.metal
    r = min(0.27, 0.24 * spec.d, 0.22 * spec.h)
    axle, crank = (0.0, hd - r - 0.03, r + 0.07), (0.0, -0.04 * spec.d, 0.27 * spec.h)
    head, saddle = (0.0, 0.2 * spec.d, 0.62 * spec.h), (0.0, -0.24 * spec.d, 0.7 * spec.h)
    for y in (-hd + 0.035, hd - 0.035):
        b.add("foot", cylinder(0.035, spec.w, (0, y, 0.0), 16, along="x", bevel=0.01), _black())
    b.add("frame", tube([(0, -hd + 0.035, 0.04), crank, (0, hd - 0.035, 0.04)], 0.03, 12), steel)
    b.add("frame", tube([(0, -0.4 * spec.d, 0.09 * spec.h), head], 0.04, 14), spec.palette.primary)
    _flywheel(b, axle, r, chrome)
    for s in (-1, 1):
        b.add("fork", tube([(0.9 * s * 0.05, head[1], head[2]), (s * 0.05, axle[1], axle[2])], 0.018, 10), steel)
    _drive(b, crank, axle, spec.palette.primary, chrome)
    b.add("post", tube([(0, -0.14 * spec.d, 0.3 * spec.h), (0, saddle[1], saddle[2] - 0.02)], 0.024, 12), chrome)
    b.add("saddle", cushion((0.22, 0.27, 0.08), (0, saddle[1] - 0.01, saddle[2] - 0.03), 0.4, 0.5), _black())
    _bars(b, spec, head, chrome)
    return fit(b.model(), spec.size)


def _flywheel(b: Builder, at: Vec, r: float, rim: Material) -> None:
    """A disc with a heavy rim, its axle along x."""
    disc = lathe([(0, 0.012), (0.74 * r, 0.012), (0.78 * r, 0), (r, 0), (r, 0.05), (0.78 * r, 0.05), (0.74 * r, 0.038),
                  (0, 0.038)], segments=48)  # fmt: skip
    b.add("flywheel", move(turn(disc, "y", np.pi / 2), (at[0] - 0.025, at[1], at[2])), rim)
    b.add("axle", cylinder(0.022, 0.12, (at[0], at[1], at[2] - 0.022), 14, along="x"), _black())


def _drive(b: Builder, crank: Vec, axle: Vec, cover: Material, chrome: Material) -> None:
    """The chain's cover from crank to axle, cranks and pedals."""
    run = shapely.LineString([crank[1:], axle[1:]])
    b.add("cover", extrude(run.buffer(0.075), 0.035, (0.062, 0, 0), along="x"), cover)
    b.add("hub", cylinder(0.035, 0.2, (0, crank[1], crank[2] - 0.035), 16, along="x"), chrome)
    for s in (-1, 1):
        end = (s * 0.095, crank[1] + s * 0.13, crank[2] - s * 0.1)
        b.add("crank", tube([(s * 0.095, crank[1], crank[2]), end], 0.012, 8), chrome)
        b.add("pedal", box((0.09, 0.1, 0.022), (s * 0.15, end[1], end[2] - 0.011), 0.005), _black())


def _bars(b: Builder, spec: Spec, head: Vec, chrome: Material) -> None:
    """The stem, bars that one leans on, and a small display."""
    top, y, x = spec.h - 0.1, 0.26 * spec.d, min(0.2, 0.44 * spec.w - 0.02)
    b.add("stem", tube([(0, head[1] - 0.01, head[2] - 0.03), (0, y, top)], 0.026, 12), chrome)
    for s in (-1, 1):
        grip = [(0, y, top), (s * x, y, top), (s * 1.1 * x, y - 0.14, top + 0.01), (s * 0.75 * x, y + 0.1, top + 0.05)]
        b.add("bar", tube(bend(grip, 0.05), 0.017, 10), _black())
    face = turn(box((0.18, 0.03, 0.12), (0, 0, 0), 0.01), "x", -0.5)
    b.add("display", move(face, (0, y + 0.02, spec.h - float(face.vertices[:, 2].max()))), material("screen"))


def rowing_machine(spec: Spec) -> Model:
    """A rail with a sliding seat, a flywheel housing at the back (+y), foot rests and a handle."""
    b, hd = Builder(), spec.d / 2
    steel, black = spec.palette.primary, _black()
    b.add("rail", box((0.07, spec.d - 0.5, 0.05), (0, -0.22, 0.3), 0.01), spec.palette.metal)
    b.add(
        "foot",
        [box((spec.w * 0.8, 0.05, 0.04), (0, -hd + 0.025, 0), 0.01), box((spec.w, 0.06, 0.04), (0, hd - 0.2, 0), 0.01)],
        black,
    )
    b.add("leg", tube([(0, -hd + 0.03, 0.03), (0, -hd + 0.05, 0.31)], 0.025, 10), steel)
    b.add("leg", tube([(0, hd - 0.2, 0.03), (0, hd - 0.42, 0.33)], 0.03, 10), steel)
    r = min(0.26, 0.3 * spec.h)
    drum = cylinder(r, 0.16, (0, 0, 0), 36, along="x", bevel=0.02)
    b.add("flywheel", move(drum, (0, hd - r, 0.12)), steel)
    b.add("seat", cushion((0.3, 0.24, 0.07), (0, -0.25, 0.37), 0.3, 0.3), black)
    b.add("carriage", box((0.12, 0.18, 0.03), (0, -0.25, 0.345), 0.006), spec.palette.secondary)
    for s in (-1, 1):
        plate = turn(box((0.11, 0.02, 0.3), (0, 0, 0), 0.006), "x", -0.7)
        b.add("plate", move(plate, (s * 0.13, hd - 0.72, min(0.28, spec.h - 0.25))), spec.palette.secondary)
    b.add("arm", tube([(0, hd - 0.3, 0.4), (0, hd - 0.42, spec.h - 0.12)], 0.02, 10), steel)
    b.add(
        "monitor", move(turn(box((0.19, 0.03, 0.16), (0, 0, 0), 0.01), "x", -0.3), (0, hd - 0.44, spec.h - 0.16)), black
    )
    b.add("handle", cylinder(0.015, 0.45, (0, hd - 0.62, min(0.56, spec.h - 0.03)), 12, along="x"), black)
    return fit(b.model(), spec.size)


def rower_solid(spec: Spec) -> tuple[SolidBox, ...]:
    hw, hd = spec.w / 2, spec.d / 2
    return (SolidBox((-hw, -hd, 0), (hw, hd, 0.48)), SolidBox((-hw, hd - 1.0, 0), (hw, hd, spec.h)))


def weight_bench(spec: Spec) -> Model:
    """A padded bench; with height, uprights at the back (+y) that hold a barbell."""
    b, hd = Builder(), spec.d / 2
    steel = material("black steel")
    tall = spec.h > 0.7
    seat = 0.44 if tall else spec.h
    pad_w = min(0.3, 0.6 * spec.w)
    for y, length in ((-hd + 0.21, 0.4), (0.12, spec.d - 0.62 if tall else spec.d - 0.45)):
        size = (pad_w, length, 0.07)
        at = (0, y if length == 0.4 else -hd + 0.42 + length / 2 + 0.01, seat - 0.07)
        b.add("pad", cushion(size, at, 0.1, 0.05), spec.palette.primary)
    b.add("beam", box((0.06, spec.d - 0.12, 0.06), (0, 0, seat - 0.135), 0.006), steel)
    for y in (-hd + 0.03, hd - 0.03):
        b.add("foot", box((spec.w * (1.0 if y > 0 else 0.8), 0.06, 0.05), (0, y, 0), 0.008), steel)
        b.add("leg", box((0.056, 0.056, seat - 0.13), (0, y * 0.97, 0.05), 0.004), steel)
    if tall:
        x = 0.42 * spec.w
        for s in (-1, 1):
            b.add("upright", box((0.05, 0.05, spec.h - 0.11), (s * x, hd - 0.03, 0.0503), 0.004), steel)
            b.add("hook", box((0.046, 0.1, 0.03), (s * x, hd - 0.08, spec.h - 0.13), 0.004), steel)
        b.add("bar", cylinder(0.014, spec.w, (0, hd - 0.1, spec.h - 0.099), 14, along="x"), spec.palette.secondary)
        for s in (-1, 1):
            r = min(0.1, spec.h * 0.09)
            plate = cylinder(
                r, 0.03, (s * (spec.w / 2 - 0.02), hd - 0.1, spec.h - 0.085 - r), 28, along="x", bevel=0.005
            )
            b.add("plate", plate, _black())
    return fit(b.model(), spec.size)


def bench_solid(spec: Spec) -> tuple[SolidBox, ...]:
    hw, hd = spec.w / 2, spec.d / 2
    low = SolidBox((-hw, -hd, 0), (hw, hd, min(0.48, spec.h)))
    return (low, SolidBox((-hw, hd - 0.24, 0), (hw, hd, spec.h))) if spec.h > 0.7 else (low,)


def power_rack(spec: Spec) -> Model:
    """Four uprights with holes, cross members, a barbell on hooks and plates stored at the back."""
    b, t = Builder(), 0.07
    hw, hd, steel = spec.w / 2 - t / 2, spec.d / 2 - t / 2, spec.palette.primary
    b.add("upright", [box((t, t, spec.h), (sx * hw, sy * hd, 0), 0.006) for sx in (-1, 1) for sy in (-1, 1)], steel)
    for s in (-1, 1):
        side = (t * 0.8, 2 * hd - t - 0.001, t * 0.8)
        b.add("beam", [box(side, (s * hw, 0, z), 0.005) for z in (0.02, spec.h - t)], steel)
        b.add(
            "safety", box((0.04, 2 * hd - t - 0.001, 0.05), (s * hw, 0, 0.62), 0.008), material("painted steel", "red")
        )
    b.add("beam", box((2 * hw - t - 0.001, t * 0.8, t * 0.8), (0, hd, spec.h - t), 0.005), steel)
    b.add("beam", box((2 * hw - t - 0.001, t * 0.8, t * 0.8), (0, hd, 0.02), 0.005), steel)
    b.add(
        "chin bar", cylinder(0.016, 2 * hw - t - 0.001, (0, -hd, spec.h - 0.06), 12, along="x"), spec.palette.secondary
    )
    z = 0.62 * spec.h
    b.add("bar", cylinder(0.014, spec.w - 0.002, (0, -hd + 0.07, z), 14, along="x"), material("chrome"))
    b.add("hook", [box((0.05, 0.1, 0.05), (s * hw, -hd + 0.05, z - 0.0505), 0.006) for s in (-1, 1)], _black())
    for s in (-1, 1):
        for k, level in enumerate((0.35, 0.8)):
            r = 0.2 - 0.05 * k
            plate = cylinder(r, 0.05, (s * (hw - t / 2 - 0.03), hd * 0.45, level - r + 0.1), 32, along="x", bevel=0.006)
            b.add("plate", plate, _black())
    return fit(b.model(), spec.size)


def dumbbell(length: float, r: float, at: tuple[float, float, float], b: Builder, along: str = "y") -> None:
    """Hexagonal heads on a steel grip, lying along y or x with its lowest line at `at`."""
    x, y, z = at
    z -= 0.134 * r  # a hexagon lies on its flat side
    head = 0.3 * length
    for s in (-1, 1):
        shift = s * (length - head) / 2
        spot = (x, y + shift, z) if along == "y" else (x + shift, y, z)
        b.add("head", cylinder(r, head, spot, 6, along="y" if along == "y" else "x", bevel=0.004), _black())
    grip = cylinder(0.015, length - 2 * head + 0.002, (x, y, z + r - 0.015), 12, along="y" if along == "y" else "x")
    b.add("grip", grip, material("chrome"))


def dumbbell_rack(spec: Spec) -> Model:
    """Two or three sloped shelves of dumbbells, heavier below."""
    b, steel = Builder(), spec.palette.primary
    hw, hd = spec.w / 2, spec.d / 2
    levels = _rack_levels(spec)
    for s in (-1, 1):
        b.add("foot", box((0.06, spec.d, 0.05), (s * (hw - 0.04), 0, 0), 0.008), steel)
        b.add("post", box((0.06, 0.06, spec.h - 0.051), (s * (hw - 0.04), hd - 0.09, 0.0505), 0.006), steel)
    for k, z in enumerate(levels):
        depth = min(0.3, spec.d - 0.13)
        y = max(hd - 0.13 - depth / 2 - 0.03 * (len(levels) - 1 - k), depth / 2 - hd)
        b.add("shelf", box((spec.w, depth, 0.02), (0, y, z), 0.004), steel)
        b.add("lip", box((spec.w, 0.012, 0.04), (0, y - depth / 2 + 0.006, z + 0.0203), 0.003), steel)
        count = max(3, int((spec.w - 0.06) / 0.17))
        r = min(0.065, 0.045 + 0.009 * (len(levels) - 1 - k))
        for i in range(count):
            x = -hw + 0.05 + (i + 0.5) * (spec.w - 0.1) / count
            dumbbell(min(0.24, 0.9 * depth), r, (x, y + 0.012, z + 0.0205), b)
    return fit(b.model(), spec.size)


def _rack_levels(spec: Spec) -> list[float]:
    count = 3 if spec.h > 0.85 else 2
    top = spec.h - 0.16
    return [0.16 + k * (top - 0.16) / (count - 1) for k in range(count)]


def weights(spec: Spec) -> Model:
    """A pair of dumbbells before kettlebells, on the floor."""
    b, r = Builder(), min(0.5 * spec.h, 0.3 * spec.d, 0.12)
    count = min(8, max(1, round(spec.w / (2.6 * r))))
    pitch = spec.w / count
    for k in range(count):
        x = -spec.w / 2 + (k + 0.5) * pitch
        size = min(pitch / 2, r) if k in (0, count - 1) else r * (0.75 + 0.25 * (k % 2))
        _kettlebell(
            b,
            (x + (pitch / 2 - size) * (-1 if k == 0 else 1 if k == count - 1 else 0), spec.d / 2 - size, 0),
            size,
            spec.h if k == 0 else min(spec.h, 2.3 * size),
        )
    front = min(0.06, 0.14 * spec.d)
    for k in range(min(6, max(1, round(spec.w / 0.4)))):
        x = -spec.w / 2 + (k + 0.5) * spec.w / min(6, max(1, round(spec.w / 0.4)))
        dumbbell(
            min(0.26, 0.8 * spec.w) if count > 1 else min(0.4, spec.w), front, (x, -spec.d / 2 + front, 0), b, along="x"
        )
    return fit(b.model(), spec.size)


def _kettlebell(b: Builder, at: tuple[float, float, float], r: float, h: float) -> None:
    x, y, z = at
    ball = [
        (0, 0),
        (0.55 * r, 0),
        (0.9 * r, 0.3 * r),
        (r, 0.8 * r),
        (0.85 * r, 1.3 * r),
        (0.4 * r, 1.65 * r),
        (0, 1.7 * r),
    ]
    b.add("bell", lathe(ball, at, 24), _black())
    path = [
        (x - 0.35 * r, y, z + 1.45 * r),
        (x - 0.5 * r, y, z + h - 0.1 * r),
        (x + 0.5 * r, y, z + h - 0.1 * r),
        (x + 0.35 * r, y, z + 1.45 * r),
    ]
    b.add("handle", tube(bend(path, 0.35 * r), 0.1 * r, 10), material("black steel"))


def gym_mat(spec: Spec) -> Model:
    """A flat mat with round corners."""
    b = Builder()
    b.add("mat", extrude(rounded_rectangle(spec.w, spec.d, 0.03), spec.h), material("rubber", _mat_colour(spec)))
    return fit(b.model(), spec.size)


def _mat_colour(spec: Spec) -> str:
    name = spec.palette.primary.name
    return spec.style.accent if name == "rubber" else name.replace(" rubber", "")


def mat_support(spec: Spec) -> tuple[Support, ...]:
    return (Support(spec.h, -spec.w / 2, -spec.d / 2, spec.w / 2, spec.d / 2),)


def exercise_ball(spec: Spec) -> Model:
    """A big ball with its rings."""
    b = Builder()
    b.add("ball", ellipsoid(spec.size, segments=32), material("rubber", _ball_colour(spec)))
    return fit(b.model(), spec.size)


def _ball_colour(spec: Spec) -> str:
    name = spec.palette.primary.name
    return spec.style.accent if name == "plastic" else name.replace(" plastic", "")


def punching_bag(spec: Spec) -> Model:
    """A free-standing bag on a weighted base."""
    b, r = Builder(), min(spec.w, spec.d) / 2
    base = [(0, 0), (r, 0), (r, 0.06), (0.75 * r, 0.2), (0.3 * r, 0.3), (0, 0.3)]
    foot = lathe(base, segments=36)
    b.add("base", raw(foot.vertices * (spec.w / 2 / r, spec.d / 2 / r, 1), foot.faces), spec.palette.secondary)
    q = 0.8 * r
    low = 0.34
    bag = [(0, low), (q * 0.9, low), (q, low + 0.05), (q, spec.h - 0.06), (q * 0.85, spec.h), (0, spec.h)]
    b.add("neck", cylinder(0.05, 0.06, (0, 0, 0.29), 20), spec.palette.metal)
    b.add("bag", lathe(bag, segments=36), spec.palette.primary)
    for z in (0.55 * spec.h, 0.8 * spec.h):
        b.add(
            "band",
            lathe(
                [(q - 0.002, z), (q + 0.004, z), (q + 0.004, z + 0.05), (q - 0.002, z + 0.05), (q - 0.002, z)],
                segments=36,
            ),
            _black(),
        )
    return fit(b.model(), spec.size)


FAMILY: dict[str, Maker] = {
    "treadmill": Maker(treadmill, no_supports, treadmill_solid),
    "exercise_bike": Maker(exercise_bike),
    "rowing_machine": Maker(rowing_machine, no_supports, rower_solid),
    "weight_bench": Maker(weight_bench, no_supports, bench_solid),
    "power_rack": Maker(power_rack),
    "dumbbell_rack": Maker(dumbbell_rack),
    "weights": Maker(weights),
    "gym_mat": Maker(gym_mat, mat_support),
    "exercise_ball": Maker(exercise_ball),
    "punching_bag": Maker(punching_bag),
}
