"""Rugs, curtains, blinds, cushions, throws, towels and bath mats.

Rugs are at most 12 mm high: a ground with a pattern of thin inlays that stand 1.5 mm proud, so that no two faces share a
plane. Curtains hang from a rod that the box includes.
"""

from __future__ import annotations

import numpy as np
import shapely
import trimesh
from shapely import affinity

from assets.asset import SolidBox
from assets.materials import hex_colour
from assets.model import Material, Model
from assets.parametric.kit import (
    Builder,
    box,
    curtain,
    cushion,
    cylinder,
    disc,
    drape,
    extrude,
    lathe,
    move,
    rounded_rectangle,
    stretch,
    turn,
)
from assets.parametric.kit_more import pad, push, slab, within
from assets.parametric.looks import dyed, tinted
from assets.parametric.spec import Maker, Spec, no_access, no_supports, whole

INLAY = 0.0015
_RUG_OF = {
    "modern": "shapes", "contemporary": "waves", "scandinavian": "trellis", "japandi": "stripes", "minimalist": "border",
    "mid-century": "circles", "industrial": "border", "rustic": "stripes", "classic": "medallion", "art deco": "fan",
    "bohemian": "kilim", "coastal": "stripes", "kids": "dots",
}  # fmt: skip


def rug(spec: Spec) -> Model:
    """A rug, rectangular or round (option `shape`), with the pattern of the style or of the option `pattern`."""
    b = Builder()
    w, d, h = spec.size
    round_rug = spec.option("shape") in ("round", "oval", "circle")
    fringed = (
        not round_rug and spec.style.name in ("bohemian", "classic", "rustic") and spec.option("fringe", "yes") != "no"
    )
    fringe = min(0.06, 0.04 * w) if fringed else 0.0
    thick = min(h, 0.012)
    ground = disc(w, d, 64) if round_rug else rounded_rectangle(w - 2 * fringe, d, 0.015, 2)
    low = thick - INLAY
    b.add("ground", extrude(ground, low), spec.palette.primary)
    pattern = spec.option("pattern", _RUG_OF.get(spec.style.name, "border"))
    tones = _tones(spec)
    for k, shape in enumerate(_inlays(pattern, ground, spec)):
        for piece in _polygons(shape):
            b.add(f"pattern {k}", slab(piece, thick - 0.002, (0, 0, 0.002)), tones[k % len(tones)])
    if fringed:
        _fringe(b, spec, w, d, fringe, low)
    b.add("binding", _binding(ground, thick, h), tinted(spec.palette.primary, 0.8, spec.palette.primary.name + " edge"))
    return b.model()


def _tones(spec: Spec) -> list[Material]:
    """Yarns of the pattern: the style's colours on the rug's own stuff, the one nearest to the ground last."""
    wool = spec.palette.primary
    colours = [hex_colour(c) for c in spec.style.colours] + [spec.palette.accent.colour]
    ground = np.asarray(wool.colour)
    order = sorted(colours, key=lambda c: -float(np.abs(np.asarray(c) - ground).sum()))
    calm = spec.style.name in ("japandi", "minimalist", "contemporary", "scandinavian")
    picked = order[len(order) // 2 :] + order[: len(order) // 2] if calm else order
    return [dyed(wool, c) for c in picked[:3]]


def _polygons(shape: shapely.Geometry) -> list[shapely.Polygon]:
    """The simple polygons of a geometry that are larger than 2 cm2."""
    parts = getattr(shape, "geoms", [shape])
    return [g for g in parts if isinstance(g, shapely.Polygon) and g.area > 2e-4]


def _binding(ground: shapely.Polygon, thick: float, height: float) -> trimesh.Trimesh:
    """The sewn edge: a rim as high as the rug."""
    return extrude(ground.difference(ground.buffer(-0.012, join_style="mitre")), height - 0.0005, (0, 0, 0.0005))


def _fringe(b: Builder, spec: Spec, w: float, d: float, fringe: float, thick: float) -> None:
    count = max(12, min(40, round(d / 0.05)))
    pitch = (d - 0.03) / count
    for sx in (-1, 1):
        x = sx * (w / 2 - fringe / 2)
        tassels = [
            box((fringe, pitch * 0.45, thick * 0.6), (x, -d / 2 + 0.015 + (i + 0.5) * pitch, 0.0)) for i in range(count)
        ]
        b.add("fringe", tassels, spec.palette.soft)


def _inlays(pattern: str, ground: shapely.Polygon, spec: Spec) -> list[shapely.Geometry]:
    """One geometry for each colour, all apart from each other and inside the ground."""
    inner = ground.buffer(-0.02)
    x0, y0, x1, y1 = inner.bounds
    w, d = x1 - x0, y1 - y0
    small = min(w, d)
    makers = {
        "border": _rug_border, "stripes": _rug_stripes, "trellis": _rug_trellis, "medallion": _rug_medallion,
        "kilim": _rug_kilim, "shapes": _rug_shapes, "circles": _rug_circles, "waves": _rug_waves, "fan": _rug_fan,
        "dots": _rug_dots, "plain": lambda *a: [],
    }  # fmt: skip
    layers = makers.get(pattern, _rug_border)(w, d, small, spec)
    out: list[shapely.Geometry] = []
    taken: shapely.Geometry = shapely.Polygon()
    for layer in layers[::-1]:
        free = layer.intersection(inner).difference(taken)
        taken = taken.union(free)
        out.append(free.buffer(-0.0006, join_style="mitre").simplify(0.0012))
    return out[::-1]


def _ring(w: float, d: float, thick: float) -> shapely.Geometry:
    outer = shapely.box(-w / 2, -d / 2, w / 2, d / 2)
    return outer.difference(shapely.box(-w / 2 + thick, -d / 2 + thick, w / 2 - thick, d / 2 - thick))


def _rug_border(w: float, d: float, s: float, spec: Spec) -> list[shapely.Geometry]:
    if spec.option("shape") in ("round", "oval", "circle"):
        full = disc(w, d, 64)
        return [
            full.buffer(-0.05 * s).difference(full.buffer(-0.12 * s)),
            full.buffer(-0.15 * s).difference(full.buffer(-0.165 * s)),
        ]
    return [_ring(w - 0.10 * s, d - 0.10 * s, 0.045 * s), _ring(w - 0.24 * s, d - 0.24 * s, 0.012 * s)]


def _rug_stripes(w: float, d: float, s: float, spec: Spec) -> list[shapely.Geometry]:
    """Bands across the long side, in a rhythm of wide and narrow."""
    along = w >= d
    length = w if along else d
    count = max(5, round(length / 0.22))
    step = length / count
    layers: list[list[shapely.Polygon]] = [[], []]
    for i in range(count):
        c = -length / 2 + (i + 0.5) * step
        for kind, half in ((0, 0.20 * step), (1, 0.05 * step)):
            c2 = c + (0.0 if kind == 0 else 0.38 * step)
            band = (
                shapely.box(c2 - half, -d / 2, c2 + half, d / 2)
                if along
                else shapely.box(-w / 2, c2 - half, w / 2, c2 + half)
            )
            layers[kind].append(band)
    return [shapely.union_all(layer) for layer in layers]


def _rug_trellis(w: float, d: float, s: float, spec: Spec) -> list[shapely.Geometry]:
    """Thin diagonal lines that cross: the Berber diamond."""
    pitch = max(0.28, s / 5)
    lines = []
    reach = w + d
    for i in range(-int(reach / pitch) - 1, int(reach / pitch) + 2):
        for slope in (1, -1):
            lines.append(
                shapely.LineString([(-reach + i * pitch, -slope * reach), (reach + i * pitch, slope * reach)]).buffer(
                    0.011, cap_style="flat"
                )
            )
    return [shapely.union_all(lines)]


def _diamond(x: float, y: float, rx: float, ry: float) -> shapely.Polygon:
    return shapely.Polygon([(x - rx, y), (x, y - ry), (x + rx, y), (x, y + ry)])


def _rug_medallion(w: float, d: float, s: float, spec: Spec) -> list[shapely.Geometry]:
    """Double border, corner pieces, a lobed medallion in the middle."""
    angle = np.linspace(0, 2 * np.pi, 73)[:-1]
    lobes = 1 + 0.07 * np.cos(12 * angle)
    star = shapely.Polygon(np.column_stack([0.30 * w * lobes * np.cos(angle), 0.32 * d * lobes * np.sin(angle)]))
    core = affinity.scale(star, 0.62, 0.62)
    heart = affinity.scale(star, 0.28, 0.28)
    corners = []
    for sx in (-1, 1):
        for sy in (-1, 1):
            corners.append(
                shapely.Point(sx * (w / 2 - 0.13 * s), sy * (d / 2 - 0.13 * s)).buffer(0.16 * s, quad_segs=8)
            )
    field = shapely.box(-w / 2 + 0.13 * s, -d / 2 + 0.13 * s, w / 2 - 0.13 * s, d / 2 - 0.13 * s)
    dots = [
        _diamond(x, sy * (d / 2 - 0.065 * s), 0.04 * s, 0.026 * s)
        for sy in (-1, 1)
        for x in np.arange(-w / 2 + 0.13 * s, w / 2, 0.16 * s)
    ]
    dots += [
        _diamond(sx * (w / 2 - 0.065 * s), y, 0.02 * s, 0.025 * s)
        for sx in (-1, 1)
        for y in np.arange(-d / 2 + 0.16 * s, d / 2 - 0.15 * s, 0.16 * s)
    ]
    first = shapely.union_all([_ring(w - 0.02 * s, d - 0.02 * s, 0.10 * s), star])
    second = shapely.union_all([core.difference(heart), shapely.union_all(corners).intersection(field), *dots])
    return [first, second, heart]


def _rug_kilim(w: float, d: float, s: float, spec: Spec) -> list[shapely.Geometry]:
    """Rows of stepped diamonds between bands."""
    rows = max(2, round(d / 0.6))
    step = d / rows
    big, small, band = [], [], []
    count = max(2, round(w / (step * 1.1)))
    for r in range(rows):
        y = -d / 2 + (r + 0.5) * step
        band.append(shapely.box(-w / 2, y - step / 2, w / 2, y - step / 2 + 0.035 * step * 2))
        for c in range(count):
            x = -w / 2 + (c + 0.5) * w / count
            big.append(_diamond(x, y, 0.46 * w / count, 0.38 * step))
            small.append(_diamond(x, y, 0.22 * w / count, 0.18 * step))
    return [shapely.union_all(big), shapely.union_all(small), shapely.union_all(band)]


def _rug_shapes(w: float, d: float, s: float, spec: Spec) -> list[shapely.Geometry]:
    """Large overlapping fields: abstract."""
    rng = spec.rng()
    flip = rng.choice([-1, 1])
    a = affinity.scale(shapely.Point(-0.22 * w * flip, 0.16 * d).buffer(1, quad_segs=16), 0.42 * w, 0.36 * d)
    c = affinity.scale(shapely.Point(0.30 * w * flip, -0.22 * d).buffer(1, quad_segs=16), 0.30 * w, 0.38 * d)
    line = shapely.LineString(
        [(-0.5 * w * flip, -0.3 * d), (0.0, -0.05 * d), (0.2 * w * flip, 0.3 * d), (0.5 * w * flip, 0.42 * d)]
    ).buffer(0.012, cap_style="flat")
    return [a, c, line]


def _rug_circles(w: float, d: float, s: float, spec: Spec) -> list[shapely.Geometry]:
    """Half circles in a grid: geometric of the fifties."""
    pitch = s / max(3, round(s / 0.4))
    nx, ny = round(w / pitch), round(d / pitch)
    first, second = [], []
    for i in range(nx):
        for j in range(ny):
            x, y = -w / 2 + (i + 0.5) * w / nx, -d / 2 + (j + 0.5) * d / ny
            ball = shapely.Point(x, y).buffer(0.42 * pitch, quad_segs=4)
            half = (
                shapely.box(x - pitch, y, x + pitch, y + pitch)
                if (i + j) % 2
                else shapely.box(x, y - pitch, x + pitch, y + pitch)
            )
            first.append(ball.intersection(half))
            second.append(ball.difference(half))
    return [shapely.union_all(first), shapely.union_all(second)]


def _rug_waves(w: float, d: float, s: float, spec: Spec) -> list[shapely.Geometry]:
    """Slow carved lines."""
    lines = []
    count = max(4, round(d / 0.28))
    x = np.linspace(-w / 2, w / 2, 24)
    for i in range(count):
        y = -d / 2 + (i + 0.5) * d / count + 0.06 * np.sin(2.2 * np.pi * x / w + 0.5 * i)
        lines.append(shapely.LineString(np.column_stack([x, y])).buffer(0.010, cap_style="flat"))
    return [shapely.union_all(lines)]


def _rug_fan(w: float, d: float, s: float, spec: Spec) -> list[shapely.Geometry]:
    """Staggered fans of rings."""
    pitch = s / max(3, round(s / 0.55))
    lines = []
    for j, y in enumerate(np.arange(-d / 2 - pitch / 2, d / 2, pitch / 2)):
        for x in np.arange(-w / 2 - pitch, w / 2 + pitch, pitch):
            cx = x + (pitch / 2 if j % 2 else 0)
            for r in (0.44, 0.26):
                angle = np.linspace(0.12, np.pi - 0.12, 7)
                lines.append(
                    shapely.LineString(np.column_stack([cx + r * pitch * np.cos(angle), y + r * pitch * np.sin(angle)]))
                )
    return [shapely.MultiLineString(lines).buffer(0.022 * pitch, cap_style="flat", quad_segs=2)]


def _rug_dots(w: float, d: float, s: float, spec: Spec) -> list[shapely.Geometry]:
    pitch = s / max(3, round(s / 0.42))
    nx, ny = round(w / pitch), round(d / pitch)
    layers: list[list[shapely.Polygon]] = [[], []]
    for i in range(nx):
        for j in range(ny):
            spot = shapely.Point(-w / 2 + (i + 0.5) * w / nx, -d / 2 + (j + 0.5) * d / ny).buffer(
                0.26 * pitch, quad_segs=4
            )
            layers[(i + j) % 2].append(spot)
    return [shapely.union_all(layer) for layer in layers]


# curtains and blinds ------------------------------------------------------------------------------------------------


def curtains(spec: Spec) -> Model:
    """Two gathered panels on a rod with finials; `drawn` "open" (default) parts them, "closed" covers the window."""
    b = Builder()
    w, d, h = spec.size
    rod_r = min(0.014, 0.2 * d)
    z = h - rod_r * 1.6
    b.add("rod", cylinder(rod_r, w - 0.06, (0, 0, z - rod_r), 14, along="x"), spec.palette.metal)
    for sx in (-1, 1):
        knob = lathe(
            [(rod_r, 0.0), (rod_r * 0.8, 0.008), (rod_r * 1.6, 0.02), (rod_r * 1.5, 0.03), (0.0, 0.034)], segments=14
        )
        lying = turn(knob, "y", np.pi / 2 * sx)
        b.add(
            "finial", move(push(lying, x1=w / 2) if sx > 0 else push(lying, x0=-w / 2), (0, 0, z)), spec.palette.metal
        )
    closed = spec.option("drawn", "open") == "closed"
    wide = (w - 0.08) / 2 - 0.002 if closed else max(0.22 * w, 0.18)
    folds = max(4, round(wide / (0.085 if closed else 0.055)))
    top = z - rod_r - 0.004
    for sx in (-1, 1):
        x = sx * (w / 2 - 0.04 - wide / 2)
        sway = float(sx)
        gather = (
            1.0
            if closed or (spec.option("tie", "no") == "no" and spec.style.name not in ("classic", "art deco"))
            else 0.45
        )
        panel = curtain((wide, d * 0.96, top), (x, 0, 0.0), folds, gather, sway)
        b.add("panel", panel, spec.palette.primary)
        rings = [
            cylinder(rod_r * 1.7, 0.004, (x - wide / 2 + (i + 0.5) * wide / folds, 0, z - rod_r * 1.7), 12, along="x")
            for i in range(folds)
        ]
        b.add("ring", rings, spec.palette.metal)
    _brackets(b, spec, w, d, z, rod_r)
    return b.model()


def _brackets(b: Builder, spec: Spec, w: float, d: float, z: float, r: float) -> None:
    for sx in (-1, 1):
        x = sx * (w / 2 - 0.055)
        b.add("bracket", box((0.01, d / 2, 0.012), (x, d / 4, z - r - 0.010)), spec.palette.metal)
        b.add("bracket", box((0.024, 0.006, 0.05), (x, d / 2 - 0.003, z - r - 0.03)), spec.palette.metal)
    b.add("front edge", cylinder(0.005, 0.012, (0, -d / 2 + 0.005, z - 0.005), 8, along="x"), spec.palette.metal)


def blind(spec: Spec) -> Model:
    """A roller blind: cassette, cloth pulled three quarters down, weighted hem, bead chain."""
    b = Builder()
    w, d, h = spec.size
    case = min(0.09, d, 0.25 * h)
    b.add("cassette", box((w, d, case), (0, 0, h - case), 0.008), spec.palette.secondary)
    b.add("cloth", box((w - 0.03, 0.003, h - case - 0.012), (0, 0, 0.014)), spec.palette.primary)
    b.add("hem", box((w - 0.028, min(0.014, d), 0.024), (0, 0, 0), 0.005), spec.palette.secondary)
    b.add("chain", cylinder(0.003, 0.6 * (h - case), (w / 2 - 0.006, 0, 0.4 * (h - case)), 8), spec.palette.metal)
    return b.model()


# small cloth --------------------------------------------------------------------------------------------------------


def scatter_cushion(spec: Spec) -> Model:
    """A cushion, standing when it is higher than deep, else lying; piping along the seam."""
    b = Builder()
    w, d, h = spec.size
    upright = h > d
    flat = (w, h, d) if upright else (w, d, h)
    body = cushion(flat, (0, 0, 0), 0.92, 0.05, 0.10, 12)
    cloth = spec.palette.primary
    if upright:
        leaning = turn(body, "x", np.pi / 2)
        body = push(push(leaning, z0=0.0), y0=-d / 2)
    b.add("cushion", stretch(body, (w, d, h)), cloth)
    return b.model()


def throw(spec: Spec) -> Model:
    """A blanket, folded into a soft pile, or draped when its box is high."""
    b = Builder()
    w, d, h = spec.size
    layers = max(1, min(4, round(h / 0.018)))
    if h <= 0.012:
        b.add("throw", box((w, d, h), (0, 0, 0), 0.004), spec.palette.primary)
        return b.model()
    tall = h / layers
    for i in range(layers):
        part = pad(
            (w - 0.008 * i, d - 0.006 * i, tall * 1.02 if i < layers - 1 else tall),
            (0.002 * (i % 2) * (1 if i % 4 == 1 else -1), 0, i * tall),
            0.45 * tall,
            0.012,
            0.15 * tall,
        )
        b.add("fold", part, spec.palette.primary)
    return b.model()


def towel(spec: Spec) -> Model:
    """A towel over a short bar on the wall; folded towels in a pile when its box is low."""
    if spec.h < 1.2 * spec.d:
        return towel_stack(spec)
    b = Builder()
    w, d, h = spec.size
    r = min(0.010, 0.2 * d)
    y = -d / 2 + r + 0.012
    top = h - 0.012
    b.add("bar", cylinder(r, w, (0, y, top - 2 * r), 12, along="x"), spec.palette.metal)
    for sx in (-1, 1):
        x = sx * (w / 2 - 0.008)
        b.add(
            "bracket", box((0.014, d / 2 - y, 0.014), (x, (y + d / 2) / 2, top - r - 0.007), 0.002), spec.palette.metal
        )
    out, front, back = r + 0.006, 0.0, 0.3 * h
    arch = [(y - out * np.cos(a), top - r - 0.004 + (out - 0.001) * np.sin(a)) for a in np.linspace(0, np.pi, 7)]
    line = np.array(
        [
            (y - out, front),
            *[(y - out, z) for z in np.linspace(0.2 * h, 0.85 * h, 4)],
            *arch,
            *[(y + out, z) for z in np.linspace(0.85 * h, back, 4)],
        ]
    )
    cloth = drape(line, w - 0.05, thickness=0.005, wave=0.003, columns=14, seed=spec.seed)
    lo, hi = (-(w - 0.05) / 2, -d / 2, 0.0), ((w - 0.05) / 2, float(cloth.vertices[:, 1].max()), h)
    b.add("towel", within(cloth, lo, hi), spec.palette.primary)
    return b.model()


def towel_stack(spec: Spec) -> Model:
    """Folded towels in a pile."""
    b = Builder()
    w, d, h = spec.size
    layers = max(1, round(h / 0.045))
    tall = h / layers
    tones = (
        spec.palette.primary,
        spec.palette.accent
        if spec.option("plain", "yes") == "no"
        else tinted(spec.palette.primary, 0.9, "towel shade"),
    )
    for i in range(layers):
        b.add(
            f"towel {i}",
            pad(
                (w - 0.004 * (i % 2), d, tall + (0.001 if i < layers - 1 else 0)),
                (0, 0, i * tall),
                0.42 * tall,
                0.02,
                0.1 * tall,
            ),
            tones[i % 2],
        )
    return b.model()


def doormat(spec: Spec) -> Model:
    """A coarse mat with a rubber edge and a few stripes."""
    b = Builder()
    w, d, h = spec.size
    b.add("edge", extrude(rounded_rectangle(w, d, 0.01, 2), 0.55 * h), spec.palette.secondary)
    b.add("mat", box((w - 0.03, d - 0.03, 0.93 * h), (0, 0, 0.0004), 0.002), spec.palette.primary)
    dark = tinted(spec.palette.primary, 0.55, spec.palette.primary.name + " stripe")
    for k in (-0.36, -0.30, 0.30, 0.36):
        b.add("stripe", box((0.022, d - 0.05, 0.1 * h), (k * w, 0, 0.9 * h)), dark)
    return b.model()


def shower_curtain(spec: Spec) -> Model:
    """A curtain half drawn along a chrome rail."""
    b = Builder()
    w, d, h = spec.size
    r = min(0.012, 0.2 * d)
    z = h - 0.03
    b.add("rail", cylinder(r, w - 0.02, (0, 0, z - r), 14, along="x"), spec.palette.secondary)
    for sx in (-1, 1):
        b.add(
            "flange",
            cylinder(0.028, 0.012, (sx * (w / 2 - 0.006), 0, z - 0.028), 18, along="x"),
            spec.palette.secondary,
        )
    wide = 0.62 * (w - 0.05)
    folds = max(6, round(wide / 0.11))
    x = -w / 2 + 0.025 + wide / 2
    b.add("curtain", curtain((wide, d, z - r - 0.012), (x, 0, 0), folds), spec.palette.primary)
    rings = [
        cylinder(r * 1.8, 0.004, (x - wide / 2 + (i + 0.5) * wide / folds, 0, z - r * 1.8), 12, along="x")
        for i in range(folds)
    ]
    b.add("ring", rings, spec.palette.secondary)
    b.add("cap", box((0.02, 0.02, h - z), (w / 2 - 0.012, 0, z - 0.002 + 0.002), 0.002), spec.palette.secondary)
    return b.model()


def bath_mat(spec: Spec) -> Model:
    """A tufted mat with a raised border."""
    b = Builder()
    w, d, h = spec.size
    outline = rounded_rectangle(w, d, 0.03, 4)
    b.add("mat", extrude(outline, 0.7 * h), spec.palette.primary)
    inner = rounded_rectangle(w - 0.10, d - 0.10, 0.02, 4)
    b.add(
        "border",
        extrude(outline.buffer(-0.006).difference(outline.buffer(-0.032)), h - 0.001, (0, 0, 0.001)),
        spec.palette.primary,
    )
    b.add(
        "field",
        extrude(inner, 0.86 * h, (0, 0, 0.0005)),
        tinted(spec.palette.primary, 0.93, spec.palette.primary.name + " pile"),
    )
    return b.model()


def rug_solid(spec: Spec) -> tuple[SolidBox, ...]:
    """The rug is flat: one thin block."""
    return whole(spec)


FAMILY: dict[str, Maker] = {
    "rug": Maker(rug, no_supports, rug_solid, no_access),
    "curtains": Maker(curtains, no_supports, whole, no_access),
    "blind": Maker(blind, no_supports, whole, no_access),
    "cushion": Maker(scatter_cushion, no_supports, whole, no_access),
    "throw": Maker(throw, no_supports, whole, no_access),
    "towel_stack": Maker(towel_stack, no_supports, whole, no_access),
    "doormat": Maker(doormat, no_supports, whole, no_access),
    "shower_curtain": Maker(shower_curtain, no_supports, whole, no_access),
    "towel": Maker(towel, no_supports, whole, no_access),
    "bath_mat": Maker(bath_mat, no_supports, whole, no_access),
}
