"""Rugs, at most 12 mm high: a ground with a pattern of thin inlays that stand 1.5 mm proud, so that no two faces share
a plane."""

from __future__ import annotations

import numpy as np
import shapely
import trimesh
from shapely import affinity
from shapely.geometry.base import BaseGeometry

from assets.asset import SolidBox
from assets.materials import hex_colour
from assets.model import Material, Model
from assets.parametric.kit import (
    Builder,
    box,
    disc,
    extrude,
    rounded_rectangle,
)
from assets.parametric.kit_more import slab
from assets.parametric.looks import dyed, tinted
from assets.parametric.spec import Spec, whole

INLAY = 0.0015


_RUG_OF = {
    "modern": ("shapes", "border", "waves"), "contemporary": ("waves", "plain", "border"),
    "scandinavian": ("border", "trellis", "stripes", "dots"), "japandi": ("stripes", "plain", "border"),
    "minimalist": ("border", "plain"), "mid-century": ("circles", "shapes"), "industrial": ("border", "plain"),
    "rustic": ("stripes", "kilim", "border"), "classic": ("medallion", "border"), "art deco": ("fan", "border"),
    "bohemian": ("kilim", "medallion", "trellis"), "coastal": ("stripes", "waves"), "kids": ("dots", "shapes"),
}  # fmt: skip
"""Patterns that suit a style; the seed chooses."""


def rug(spec: Spec) -> Model:
    """A rug, rectangular or round (option `shape`), with a pattern of the style or of the option `pattern`."""
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
    b.add("ground", extrude(ground.buffer(-0.0008, join_style="mitre"), low), spec.palette.primary)
    patterns = _RUG_OF.get(spec.style.name, ("border",))
    pattern = spec.option("pattern", patterns[spec.seed % len(patterns)])
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


def _polygons(shape: BaseGeometry) -> list[shapely.Polygon]:
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


def _inlays(pattern: str, ground: shapely.Polygon, spec: Spec) -> list[BaseGeometry]:
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
    out: list[BaseGeometry] = []
    taken: BaseGeometry = shapely.Polygon()
    for layer in layers[::-1]:
        free = layer.intersection(inner).difference(taken)
        taken = taken.union(free)
        out.append(free.buffer(-0.0006, join_style="mitre").simplify(0.0012))
    return out[::-1]


def _ring(w: float, d: float, thick: float) -> BaseGeometry:
    outer = shapely.box(-w / 2, -d / 2, w / 2, d / 2)
    return outer.difference(shapely.box(-w / 2 + thick, -d / 2 + thick, w / 2 - thick, d / 2 - thick))


def _rug_border(w: float, d: float, s: float, spec: Spec) -> list[BaseGeometry]:
    if spec.option("shape") in ("round", "oval", "circle"):
        full = disc(w, d, 64)
        return [
            full.buffer(-0.05 * s).difference(full.buffer(-0.12 * s)),
            full.buffer(-0.15 * s).difference(full.buffer(-0.165 * s)),
        ]
    return [_ring(w - 0.10 * s, d - 0.10 * s, 0.045 * s), _ring(w - 0.24 * s, d - 0.24 * s, 0.012 * s)]


def _rug_stripes(w: float, d: float, s: float, spec: Spec) -> list[BaseGeometry]:
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


def _rug_trellis(w: float, d: float, s: float, spec: Spec) -> list[BaseGeometry]:
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


def _rug_medallion(w: float, d: float, s: float, spec: Spec) -> list[BaseGeometry]:
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
        for x in np.arange(-w / 2 + 0.13 * s, w / 2, max(0.16 * s, w / 12))
    ]
    dots += [
        _diamond(sx * (w / 2 - 0.065 * s), y, 0.02 * s, 0.025 * s)
        for sx in (-1, 1)
        for y in np.arange(-d / 2 + 0.16 * s, d / 2 - 0.15 * s, max(0.16 * s, d / 12))
    ]
    first = shapely.union_all([_ring(w - 0.02 * s, d - 0.02 * s, 0.10 * s), star])
    second = shapely.union_all([core.difference(heart), shapely.union_all(corners).intersection(field), *dots])
    return [first, second, heart]


def _rug_kilim(w: float, d: float, s: float, spec: Spec) -> list[BaseGeometry]:
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


def _rug_shapes(w: float, d: float, s: float, spec: Spec) -> list[BaseGeometry]:
    """Large overlapping fields: abstract."""
    rng = spec.rng()
    flip = rng.choice([-1, 1])
    a = affinity.scale(shapely.Point(-0.22 * w * flip, 0.16 * d).buffer(1, quad_segs=16), 0.42 * w, 0.36 * d)
    c = affinity.scale(shapely.Point(0.30 * w * flip, -0.22 * d).buffer(1, quad_segs=16), 0.30 * w, 0.38 * d)
    line = shapely.LineString(
        [(-0.5 * w * flip, -0.3 * d), (0.0, -0.05 * d), (0.2 * w * flip, 0.3 * d), (0.5 * w * flip, 0.42 * d)]
    ).buffer(0.012, cap_style="flat")
    return [a, c, line]


def _rug_circles(w: float, d: float, s: float, spec: Spec) -> list[BaseGeometry]:
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


def _rug_waves(w: float, d: float, s: float, spec: Spec) -> list[BaseGeometry]:
    """Slow carved lines."""
    lines = []
    count = max(4, round(d / 0.28))
    x = np.linspace(-w / 2, w / 2, 24)
    for i in range(count):
        y = -d / 2 + (i + 0.5) * d / count + 0.06 * np.sin(2.2 * np.pi * x / w + 0.5 * i)
        lines.append(shapely.LineString(np.column_stack([x, y])).buffer(0.010, cap_style="flat"))
    return [shapely.union_all(lines)]


def _rug_fan(w: float, d: float, s: float, spec: Spec) -> list[BaseGeometry]:
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


def _rug_dots(w: float, d: float, s: float, spec: Spec) -> list[BaseGeometry]:
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


def rug_solid(spec: Spec) -> tuple[SolidBox, ...]:
    """The rug is flat: one thin block."""
    return whole(spec)
