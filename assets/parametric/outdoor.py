"""Gardens and terraces: stoves, grills, fire bowls, heaters, saunas, hot tubs; loungers, parasols, Christmas trees."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from assets.asset import SolidBox, Support
from assets.model import Model
from assets.parametric.kit import box, cylinder, ellipsoid, extrude, lathe, move, turn
from assets.parametric.kit_more import loft, oval, pad, soft_rectangle
from assets.parametric.looks import (
    BARK,
    BLACK,
    BRIGHT,
    CHROME,
    DARK_GLASS,
    FLAME,
    IRON,
    LEAF_DARK,
    RUBBER,
    STEEL,
    WATER,
    glow,
)
from assets.parametric.sketch import Sketch, sketch, span
from assets.parametric.spec import Maker, Spec, between


def _fire(s: Sketch, z: float, reach: float, tall: float) -> None:
    for k in range(4):
        log = cylinder(0.16 * reach, 1.5 * reach, (0, 0, z), 10, along="x")
        s.add("log", turn(log, "z", k * 0.8 + 0.3), BARK)
    for k in range(5):
        a = 2.4 * k
        at = (0.4 * reach * float(np.cos(a)), 0.4 * reach * float(np.sin(a)), z + 0.2 * reach)
        h = tall * (1.0 - 0.1 * k)
        s.add("flame", lathe([(0.0, 0.0), (0.18 * reach, 0.3 * h), (0.08 * reach, 0.7 * h), (0.0, h)], at, 9), FLAME)


def wood_stove(spec: Spec) -> Model:
    """An iron stove on legs with a glass door and a fire behind it, its flue rising to the asked height."""
    s = sketch(spec.size)
    iron = spec.palette.primary
    body = min(0.85, 0.55 * s.h) if s.h > 1.2 else s.h
    foot = 0.12 * body
    for x in (-0.8 * s.x, 0.8 * s.x):
        for y in (-0.7 * s.y, 0.7 * s.y):
            s.block("leg", (x - 0.02, x + 0.02), (y - 0.02, y + 0.02), (0, foot + 0.01), iron)
    y0 = -s.y + 0.03
    t = 0.03
    for sx in (-1, 1):
        s.block("side", span(sx * 0.95 * s.x, sx * (0.95 * s.x - t)), (y0, s.y), (foot, body - 0.03), iron, 0.004)
    inner = 0.95 * s.x - t - 0.0005
    s.block("back", (-inner, inner), (s.y - t, s.y), (foot, body - 0.03), iron)
    s.block("hearth", (-inner, inner), (y0 + 0.002, s.y - t - 0.0005), (foot, foot + 0.08), iron)
    s.block("front", (-inner, inner), (y0 + 0.002, y0 + 0.02), (foot + 0.0805, foot + 0.3 * (body - foot)), iron)
    s.block("front", (-inner, inner), (y0 + 0.002, y0 + 0.02), (body - 0.12, body - 0.0305), iron)
    s.block("top", (-s.x, s.x), (-s.y, s.y), (body - 0.0295, body), iron, 0.006)
    s.block(
        "glass",
        (-inner, inner),
        (y0 + 0.004, y0 + 0.01),
        (foot + 0.3 * (body - foot) + 0.001, body - 0.121),
        DARK_GLASS,
    )
    _glow_behind(s, inner, y0, foot + 0.32 * (body - foot), body - 0.14)
    s.block("handle", (0.7 * inner, 0.78 * inner), (-s.y, y0 + 0.0015), (0.5 * body, 0.62 * body), STEEL, 0.006)
    if s.h > body:
        s.rod("flue", [(0, 0.4 * s.y, body - 0.01), (0, 0.4 * s.y, s.h)], min(0.075, 0.5 * s.y), iron, segments=20)
        s.block("collar", (-0.09, 0.09), (0.4 * s.y - 0.09, min(s.y, 0.4 * s.y + 0.09)), (s.h - 0.01, s.h), iron)
    return s.model()


def _glow_behind(s: Sketch, half: float, y0: float, low: float, high: float) -> None:
    for k in range(5):
        x, tall = (k - 2) * 0.3 * half, (high - low) * (0.9 - 0.14 * abs(k - 2))
        flame = [(x - 0.14 * half, low), (x + 0.14 * half, low), (x + 0.05 * half, low + 0.6 * tall), (x, low + tall)]
        s.add("flame", extrude(flame, 0.003, (0, y0 + 0.0022, 0), along="y"), FLAME)


def grill(spec: Spec) -> Model:
    """A kettle of enamel on three legs with a lid, or a wagon with a hood and side shelves when it is wide."""
    s = sketch(spec.size)
    shell = spec.palette.primary
    if spec.w < 0.85:
        r = min(s.x, s.y) - 0.005
        mid = 0.68 * s.h
        for name, rows in (
            ("bowl", [(0.25, -0.24), (0.7, -0.2), (1.0, 0.0), (0.96, 0.0), (0.3, -0.17)]),
            ("lid", [(1.0, 0.012), (0.92, 0.12), (0.6, 0.23), (0.0, 0.27)]),
        ):
            s.add(name, lathe([(k * r, mid + z * s.h) for k, z in rows], segments=36), shell)
        s.block("edge", (-s.x, s.x), (-0.02, 0.02), (mid - 0.02, mid - 0.004), IRON, 0.006)
        s.block("edge", (-0.02, 0.02), (-s.y, s.y), (mid - 0.0195, mid - 0.0045), IRON, 0.006)
        s.rod(
            "grip",
            [(-0.06, 0, mid + 0.26 * s.h), (-0.05, 0, s.h), (0.05, 0, s.h), (0.06, 0, mid + 0.26 * s.h)],
            0.01,
            BLACK,
        )
        for k in range(3):
            a = 2 * np.pi * k / 3 + 0.5
            s.rod(
                "leg",
                [
                    (0.5 * r * float(np.cos(a)), 0.5 * r * float(np.sin(a)), mid - 0.2 * s.h),
                    (0.85 * r * float(np.cos(a)), 0.85 * r * float(np.sin(a)), 0),
                ],
                0.012,
                STEEL,
            )
        s.add("tray", lathe([(0.55 * r, 0.25 * s.h), (0.6 * r, 0.27 * s.h), (0.0, 0.26 * s.h)], segments=28), STEEL)
        return s.model()
    box_x, deck = 0.5 * s.x, 0.76 * s.h
    s.block("cabinet", (-box_x, box_x), (-0.8 * s.y, s.y), (0.1, deck - 0.14), shell, 0.006)
    for u in (-0.5, 0.5):
        s.block(
            "door",
            (u * box_x - 0.48 * box_x, u * box_x + 0.48 * box_x),
            (-0.8 * s.y - 0.016, -0.8 * s.y - 0.0005),
            (0.12, deck - 0.16),
            STEEL,
            0.004,
        )
    for x in (-0.85 * box_x, 0.85 * box_x):
        for y in (-0.65 * s.y, 0.65 * s.y):
            s.wheel("wheel", (x, y, 0.05), 0.05, 0.03, RUBBER)
            s.block("foot", (x - 0.02, x + 0.02), (y - 0.02, y + 0.02), (0.06, 0.101), IRON)
    s.block("burner", (-box_x, box_x), (-0.95 * s.y, 0.85 * s.y), (deck - 0.1395, deck), STEEL, 0.006)
    for k in range(3):
        s.wheel("knob", ((k - 1) * 0.5 * box_x, -s.y + 0.012, deck - 0.07), 0.028, 0.024, BLACK, "y")
    hood = [
        (-0.85, deck + 0.0005),
        (0.8, deck + 0.0005),
        (0.8, 0.97 * s.h),
        (0.5, s.h),
        (-0.1, s.h),
        (-0.6, 0.92 * s.h),
    ]
    s.add("hood", extrude([(v * s.y, z) for v, z in hood], 2 * box_x, along="x"), shell)
    s.rod("handle", [(-0.6 * box_x, -s.y, 0.87 * s.h), (0.6 * box_x, -s.y, 0.87 * s.h)], 0.014, CHROME)
    for sx in (-1, 1):
        s.block(
            "shelf",
            span(sx * (box_x + 0.001), sx * s.x),
            (-0.75 * s.y, 0.75 * s.y),
            (deck - 0.04, deck - 0.01),
            STEEL,
            0.006,
        )
    return s.model()


def grill_supports(spec: Spec) -> tuple[Support, ...]:
    """The side shelves of a wagon."""
    if spec.w < 0.85:
        return ()
    z, inner, outer, deep = 0.76 * spec.h - 0.01, 0.26 * spec.w, 0.5 * spec.w, 0.36 * spec.d
    return (Support(z, -outer, -deep, -inner, deep), Support(z, inner, -deep, outer, deep))


def fire_pit(spec: Spec) -> Model:
    """A bowl with burning logs on three feet."""
    s = sketch(spec.size)
    tall = min(0.35, 0.4 * s.h)
    rim = s.h - tall
    rows = [(0.35, 0.25), (0.75, 0.4), (1.0, 1.0), (0.95, 1.0), (0.7, 0.5), (0.1, 0.42)]
    s.add("bowl", loft([oval(spec.w * k, spec.d * k, z * rim, points=36) for k, z in rows]), spec.palette.primary)
    for k in range(3):
        a = 2 * np.pi * k / 3 + 0.5
        s.rod(
            "leg",
            [
                (0.45 * s.x * float(np.cos(a)), 0.45 * s.y * float(np.sin(a)), 0.4 * rim),
                (0.7 * s.x * float(np.cos(a)), 0.7 * s.y * float(np.sin(a)), 0),
            ],
            0.014,
            IRON,
        )
    _fire(s, 0.6 * rim, 0.5 * min(s.x, s.y), tall + 0.4 * rim - 0.1 * min(s.x, s.y))
    return s.model()


def patio_heater(spec: Spec) -> Model:
    """A foot with the gas bottle, a pole, a glowing mesh under a wide reflector."""
    s = sketch(spec.size)
    r = min(s.x, s.y)
    steel = spec.palette.primary
    s.add("foot", cylinder(0.55 * r, 0.03, (0, 0, 0), 32), steel)
    s.add("case", cylinder(0.48 * r, 0.34 * s.h, (0, 0, 0.0305), 32, bevel=0.02), steel)
    s.rod("pole", [(0, 0, 0.34 * s.h), (0, 0, 0.86 * s.h)], 0.03, steel, segments=16)
    s.add("burner", cylinder(0.2 * r, 0.1 * s.h, (0, 0, 0.84 * s.h), 24), glow((1.0, 0.5, 0.2), 0.9))
    rows = [(1.0, 0.955), (0.6, 0.985), (0.0, 1.0)]
    under = [(0.0, 0.985), (0.6, 0.972), (0.99, 0.948), (1.0, 0.955)]
    canopy = lathe([(k, z * s.h) for k, z in [*rows, *under][:-1]], segments=36)
    canopy.vertices[:, 0] *= s.x
    canopy.vertices[:, 1] *= s.y
    s.add("reflector", canopy, steel)
    return s.model()


def sauna(spec: Spec) -> Model:
    """A cabin of boards with a glass front, two benches and a stove with stones inside."""
    s, t = sketch(spec.size), 0.05
    wood = spec.palette.primary
    s.block("floor", (-s.x, s.x), (-s.y, s.y), (0, 0.05), wood, 0, "x")
    s.block("roof", (-s.x, s.x), (-s.y, s.y), (s.h - 0.08, s.h), wood, 0.004, "x")
    rows = max(8, round((s.h - 0.13) / 0.14))
    pitch = (s.h - 0.131) / rows
    for k in range(rows):
        z = (0.0505 + k * pitch, 0.0505 + (k + 1) * pitch - 0.004)
        for sx in (-1, 1):
            s.block("board", span(sx * s.x, sx * (s.x - t)), (-s.y, s.y), z, wood, 0.004, "y")
        s.block("board", (-s.x + t + 0.001, s.x - t - 0.001), (s.y - t, s.y), z, wood, 0.004, "x")
        for a, b in ((-s.x + t + 0.001, -0.45 * s.x), (0.45 * s.x, s.x - t - 0.001)):
            s.block("board", (a, b), (-s.y + 0.002, -s.y + t), z, wood, 0.004, "x")
    s.block("door", (-0.449 * s.x, 0.449 * s.x), (-s.y + 0.02, -s.y + 0.03), (0.051, s.h - 0.081), DARK_GLASS)
    s.block("handle", (0.33 * s.x, 0.37 * s.x), (-s.y, -s.y + 0.0195), (0.42 * s.h, 0.55 * s.h), wood, 0.006)
    inner = s.x - t - 0.002
    for front, top in ((0.05 * s.y, 0.45), (0.5 * s.y, 0.9)):
        s.block("bench", (-inner, inner), (front, s.y - t - 0.002), (top - 0.04, top), wood, 0.006, "x")
    s.block("stove", (-inner, -inner + 0.4), (-s.y + 0.12, -s.y + 0.45), (0.051, 0.6), IRON, 0.01)
    return s.model()


def hot_tub(spec: Spec) -> Model:
    """A clad shell with moulded water inside; round when it is as deep as wide and of wood."""
    s = sketch(spec.size)
    rings = [(1.0, 0.0), (1.0, 0.93), (0.985, 1.0), (0.8, 1.0), (0.76, 0.9), (0.72, 0.4)]
    body = [soft_rectangle(spec.w * k, spec.d * k - 0.016, 0.22 * min(s.x, s.y), z * s.h, corner=6) for k, z in rings]
    s.add(
        "tub",
        loft([*body, body[-1] * (0.5, 0.5, 1.0)]),
        spec.palette.secondary,
    )
    water = [
        soft_rectangle(spec.w * 0.755, spec.d * 0.755, 0.15 * min(s.x, s.y), z * s.h, corner=6) for z in (0.8, 0.84)
    ]
    s.add("water", loft(water), WATER)
    count = max(6, round(spec.w / 0.12))
    for k in range(count):
        x = -s.x + (k + 0.5) * spec.w / count
        if abs(x) < s.x - 0.2 * min(s.x, s.y):
            for v in (-1, 1):
                s.block(
                    "cladding",
                    (x - 0.46 * spec.w / count, x + 0.46 * spec.w / count),
                    span(v * s.y, v * (s.y - 0.012)),
                    (0.02, 0.88 * s.h),
                    spec.palette.primary,
                    0.003,
                    "z",
                )
    return s.model()


def sun_lounger(spec: Spec) -> Model:
    """A slatted lounger with a raised back at +y and a long cushion."""
    s = sketch(spec.size)
    wood, cover = spec.palette.primary, spec.palette.secondary
    deck = min(0.34, 0.6 * spec.h)
    for sx in (-1, 1):
        s.block("rail", span(sx * s.x, sx * (s.x - 0.035)), (-s.y, s.y), (deck - 0.07, deck), wood, 0.006, "y")
        for y in (-0.8 * s.y, 0.7 * s.y):
            s.block(
                "leg",
                span(sx * (s.x - 0.036), sx * (s.x - 0.08)),
                (y - 0.03, y + 0.03),
                (0, deck - 0.01),
                wood,
                0.006,
                "z",
            )
    slats = max(8, round(1.2 * s.y / 0.09))
    for k in range(slats):
        y = -s.y + 0.04 + k * (1.25 * s.y) / slats
        s.block("slat", (-s.x + 0.0355, s.x - 0.0355), (y, y + 0.05), (deck - 0.022, deck - 0.002), wood, 0.003, "x")
    thick, hinge = 0.07, 0.28 * s.y
    rise = s.h - deck
    slope = float(np.arctan2(max(rise - thick, 0.02), s.y - hinge))
    s.add(
        "cushion", pad((1.85 * s.x, s.y + hinge - 0.03, thick), (0, (hinge - s.y + 0.03) / 2, deck), 0.025, 0.03), cover
    )
    back = turn(
        pad((1.85 * s.x, (s.y - hinge) / float(np.cos(slope)) * 0.97, thick), (0, 0, 0), 0.025, 0.03), "x", slope
    )
    board = turn(box((1.85 * s.x, (s.y - hinge) / float(np.cos(slope)) * 0.97, 0.02), (0, 0, -0.021)), "x", slope)
    v = back.vertices
    shift = (0.0, s.y - float(v[:, 1].max()), s.h - float(v[:, 2].max()))
    s.add("cushion", move(back, shift), cover)
    s.add("back", move(board, shift), wood)
    return s.model()


def lounger_solid(spec: Spec) -> tuple[SolidBox, ...]:
    w, d = spec.w / 2, spec.d / 2
    deck = min(0.34, 0.6 * spec.h) + 0.075
    return (SolidBox((-w, -d, 0), (w, d, deck)), between((-w, 0.2 * d, 0), (w, d, spec.h)))


def christmas_tree(spec: Spec) -> Model:
    """A fir in tiers with baubles, lights and a star, in a foot."""
    s = sketch(spec.size)
    r = min(s.x, s.y)
    s.add("foot", lathe([(0.4 * r, 0), (0.45 * r, 0.12 * s.h), (0, 0.12 * s.h)], segments=24), spec.palette.secondary)
    s.rod("trunk", [(0, 0, 0.05), (0, 0, 0.9 * s.h)], 0.035 * s.h**0.5, BARK)
    rng, tiers = spec.rng(), 9
    for t in range(tiers):
        f = t / (tiers - 1)
        z, reach = (0.14 + 0.76 * f) * s.h, 1.0 - 0.86 * f
        count = max(7, round(17 * (1 - 0.6 * f)))
        for k in range(count):
            a = 2 * np.pi * (k + 0.5 * (t % 2)) / count
            c, q = float(np.cos(a)), float(np.sin(a))
            tip = (reach * s.x * c, reach * s.y * q, z - 0.04 * s.h * (1 - f))
            wide = min(0.09 * s.h * (1 - 0.7 * f), 0.4 * r)
            mid = (0.5 * reach * s.x * c, 0.5 * reach * s.y * q, z + 0.03 * s.h)
            rings = [
                _blade(p, a, w, 0.025 * s.h * g)
                for p, w, g in (((0, 0, z + 0.05 * s.h), 0.3 * wide, 1.0), (mid, wide, 1.0), (tip, 0.1 * wide, 0.3))
            ]
            s.add("branch", loft(rings), LEAF_DARK)
            if (k + t) % 3 == 0:
                q2 = min(0.045 * s.h**0.5, 0.12 * r)
                at = (0.93 * tip[0], 0.93 * tip[1], tip[2] - q2)
                s.add("bauble", ellipsoid((q2, q2, q2), at, 10), BRIGHT[int(rng.integers(2))])
            elif (k + t) % 3 == 1:
                s.add(
                    "light", ellipsoid((0.016, 0.016, 0.024), (0.9 * tip[0], 0.9 * tip[1], tip[2] + 0.012), 6), glow()
                )
    points = [
        (
            0.05 * s.h * (1.0 if k % 2 == 0 else 0.42) * np.sin(np.pi * k / 5),
            0.05 * s.h * (1.0 if k % 2 == 0 else 0.42) * np.cos(np.pi * k / 5),
        )
        for k in range(10)
    ]
    star = extrude([(float(x), s.h - 0.05 * s.h + float(z)) for x, z in points], 0.02, along="y")
    s.add("star", star, BRIGHT[1])
    return s.model()


def _blade(at: tuple[float, float, float], a: float, wide: float, thick: float) -> np.ndarray:
    """A ring of four points across a branch that points towards angle `a`."""
    side = np.array([-np.sin(a), np.cos(a), 0.0]) * wide / 2
    up = np.array([0.0, 0.0, thick / 2])
    p = np.array(at)
    return np.array([p - side, p - up, p + side, p + up])


def parasol(spec: Spec) -> Model:
    """An open sunshade on a pole in a heavy foot."""
    s = sketch(spec.size)
    ribs, rise = 8, 0.18 * spec.h
    angle = np.arange(ribs) * 2 * np.pi / ribs

    def ring(k: float, z: float) -> NDArray[np.float64]:
        return np.column_stack([k * s.x * np.cos(angle), k * s.y * np.sin(angle), np.full(ribs, z)])

    z = s.h - rise - 0.05
    s.add(
        "canopy",
        loft(
            [
                ring(1.0, z),
                ring(0.5, z + 0.62 * rise),
                ring(0.03, z + rise),
                ring(0.03, z + rise - 0.01),
                ring(0.5, z + 0.62 * rise - 0.012),
                ring(0.985, z - 0.008),
            ]
        ),
        spec.palette.primary,
    )
    s.rod("pole", [(0, 0, 0.05), (0, 0, s.h)], 0.022, spec.palette.secondary)
    r = min(0.25, 0.3 * s.x)
    s.add("foot", lathe([(r, 0), (r, 0.04), (0.25 * r, 0.09), (0, 0.09)], segments=32), STEEL)
    return s.model()


def parasol_solid(spec: Spec) -> tuple[SolidBox, ...]:
    w, d, h = spec.w / 2, spec.d / 2, spec.h
    r = min(0.25, 0.3 * w) + 0.002
    return (
        SolidBox((-w, -d, h - 0.18 * h - 0.07), (w, d, h)),
        SolidBox((-0.03, -0.03, 0), (0.03, 0.03, h)),
        SolidBox((-r, -r, 0), (r, r, 0.1)),
    )


FAMILY: dict[str, Maker] = {
    "wood_stove": Maker(wood_stove),
    "grill": Maker(grill, grill_supports),
    "fire_pit": Maker(fire_pit),
    "patio_heater": Maker(patio_heater),
    "sauna": Maker(sauna),
    "hot_tub": Maker(hot_tub),
    "sun_lounger": Maker(sun_lounger, solid=lounger_solid),
    "christmas_tree": Maker(christmas_tree),
    "parasol": Maker(parasol, solid=parasol_solid),
}
