"""Pictures: flat shapes that lie over each other in layers of half a millimetre, different for each seed, in the
colours of the style."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import shapely
from shapely import affinity
from shapely.geometry.base import BaseGeometry

from assets.materials import hex_colour
from assets.model import Material
from assets.parametric.kit import Builder, box
from assets.parametric.kit_more import slab
from assets.parametric.looks import paint
from assets.parametric.spec import Spec

LAYER = 0.0005


Shape = tuple[BaseGeometry, Material]


@dataclass(frozen=True)
class Canvas:
    """The area that a picture fills [m], its colours and its random numbers."""

    w: float
    h: float
    tones: tuple[Material, ...]
    paper: Material
    rng: np.random.Generator

    def tone(self, k: int) -> Material:
        """A colour of the style, round and round."""
        return self.tones[k % len(self.tones)]


def _canvas(spec: Spec, w: float, h: float, turn: int = 0) -> Canvas:
    rng = np.random.default_rng((spec.seed, turn))
    hexes = spec.style.colours or ("#6E7278", "#D9A441", "#1F3A5F")
    order = rng.permutation(len(hexes))
    tones = tuple(paint(f"art {hexes[i]}", hex_colour(hexes[i]), 0.85) for i in order)
    return Canvas(w, h, (spec.palette.accent, *tones), paint("art ground", (0.94, 0.91, 0.85), 0.9), rng)


def _blobs(c: Canvas) -> list[Shape]:
    """Overlapping pebbles and a line: modern abstract."""
    out: list[Shape] = []
    for k in range(5):
        x, y = c.rng.uniform(-0.32, 0.32) * c.w, c.rng.uniform(-0.34, 0.34) * c.h
        angle = np.linspace(0, 2 * np.pi, 41)[:-1]
        wobble = 1 + 0.16 * np.sin(2 * angle + c.rng.uniform(0, 6)) + 0.08 * np.sin(3 * angle + c.rng.uniform(0, 6))
        rx, ry = c.rng.uniform(0.16, 0.30) * c.w, c.rng.uniform(0.14, 0.28) * c.h
        out.append(
            (
                shapely.Polygon(np.column_stack([x + rx * wobble * np.cos(angle), y + ry * wobble * np.sin(angle)])),
                c.tone(k),
            )
        )
    t = np.linspace(0, 1, 20)
    line = np.column_stack([(t - 0.5) * 0.8 * c.w, 0.28 * c.h * np.sin(4 * t + c.rng.uniform(0, 3)) * (1 - 0.4 * t)])
    out.append((shapely.LineString(line).buffer(0.006 * max(c.w, c.h)), c.tone(5)))
    return out


def _blocks(c: Canvas) -> list[Shape]:
    """Rectangles, half discs and bars on a grid: Bauhaus."""
    nx, ny = max(2, round(3 * c.w / max(c.w, c.h))), max(2, round(4 * c.h / max(c.w, c.h)))
    cw, ch = c.w * 0.86 / nx, c.h * 0.86 / ny
    out: list[Shape] = []
    for i in range(nx):
        for j in range(ny):
            x, y = (i - (nx - 1) / 2) * cw, (j - (ny - 1) / 2) * ch
            cell = shapely.box(x - cw / 2, y - ch / 2, x + cw / 2, y + ch / 2)
            kind = int(c.rng.integers(0, 5))
            round_ = affinity.scale(shapely.Point(x, y).buffer(1, quad_segs=10), cw / 2, ch / 2)
            quarter = affinity.scale(
                shapely.Point(x - cw / 2, y - ch / 2).buffer(1, quad_segs=12), cw, ch
            ).intersection(cell)
            shape = (
                cell,
                round_,
                quarter,
                affinity.rotate(quarter, 180, origin=(x, y)),
                shapely.box(x - cw / 2, y, x + cw / 2, y + ch / 2),
            )[kind]
            out.append((shape.buffer(-0.002 * c.w), c.tone(int(c.rng.integers(0, 6)))))
    return out


def _hills(c: Canvas) -> list[Shape]:
    """A landscape of layered ridges under a sun."""
    sky = paint("art sky", (0.80, 0.84, 0.84), 0.9)
    page = shapely.box(-c.w / 2, -c.h / 2, c.w / 2, c.h / 2)
    sun = shapely.Point(c.rng.uniform(-0.25, 0.25) * c.w, 0.20 * c.h).buffer(0.09 * min(c.w, c.h), quad_segs=10)
    out: list[Shape] = [(page, sky), (sun, paint("art sun", (0.93, 0.80, 0.55), 0.9))]
    x = np.linspace(-0.5, 0.5, 26)
    for k in range(5):
        base = 0.14 - 0.13 * k
        ridge = (
            base
            + 0.05 * np.sin(2 * np.pi * (1 + 0.4 * k) * x + c.rng.uniform(0, 6))
            + 0.025 * np.sin(13 * x + c.rng.uniform(0, 6))
        )
        line = np.column_stack([x * c.w, ridge * c.h])
        land = shapely.Polygon([(-c.w / 2, -c.h / 2), *line, (c.w / 2, -c.h / 2)])
        tone = np.asarray(c.tone(1).colour) * (1 - k / 6) * 0.55 + np.asarray((0.62, 0.70, 0.70)) * (1 - k / 5) * 0.45
        out.append(
            (land, paint(f"art ridge {k} {c.tone(1).name}", (float(tone[0]), float(tone[1]), float(tone[2])), 0.9))
        )
    return out


def _botanical(c: Canvas) -> list[Shape]:
    """One stem with paired leaves."""
    green = c.tone(int(c.rng.integers(0, 3)))
    t = np.linspace(0, 1, 16)
    bow = c.rng.uniform(-0.10, 0.10) * c.w
    stem = np.column_stack([bow * np.sin(np.pi * t), (-0.42 + 0.80 * t) * c.h])
    out: list[Shape] = [(shapely.LineString(stem).buffer(0.005 * c.h), green)]
    pairs = int(c.rng.integers(4, 7))
    for k in range(pairs):
        s = 0.25 + 0.72 * k / (pairs - 1)
        x, y = np.interp(s, t, stem[:, 0]), np.interp(s, t, stem[:, 1])
        long = min(0.32 * c.w, 0.22 * c.h) * (1.1 - 0.55 * s)
        for side in (-1, 1):
            u = np.linspace(0, 1, 9)
            edge = 0.22 * long * np.sin(np.pi * u**0.8)
            blade = shapely.Polygon(
                np.vstack([np.column_stack([u * long, edge]), np.column_stack([u[::-1] * long, -edge[::-1]])])
            )
            angle = 40 if side > 0 else 140
            out.append((affinity.translate(affinity.rotate(blade, angle, origin=(0, 0)), x, y), green))
    return out


def _circle(c: Canvas) -> list[Shape]:
    """An open brush circle and a small seal: ink."""
    ink = paint("ink", (0.13, 0.12, 0.11), 0.9)
    r = 0.30 * min(c.w, c.h)
    start = c.rng.uniform(0, 6)
    angle = start + np.linspace(0, 1.86 * np.pi, 48)
    thick = r * (0.10 + 0.13 * np.linspace(1, 0, 48) ** 0.7)
    outer = np.column_stack([(r + thick) * np.cos(angle), (r + thick) * np.sin(angle)])
    inner = np.column_stack([(r - thick * 0.3) * np.cos(angle), (r - thick * 0.3) * np.sin(angle)])
    seal = shapely.box(0.30 * c.w, -0.40 * c.h, 0.30 * c.w + 0.05 * c.h, -0.35 * c.h)
    return [(shapely.Polygon(np.vstack([outer, inner[::-1]])), ink), (seal, c.tone(0))]


def _arches(c: Canvas) -> list[Shape]:
    """Nested rainbows and a sun: bohemian."""
    out: list[Shape] = []
    x0 = c.rng.uniform(-0.08, 0.08) * c.w
    for k in range(4):
        r = (0.40 - 0.09 * k) * c.w
        top = -0.05 * c.h
        ring = (
            shapely.Point(x0, top)
            .buffer(r, quad_segs=16)
            .difference(shapely.Point(x0, top).buffer(r - 0.055 * c.w, quad_segs=16))
        )
        upper = ring.intersection(shapely.box(-c.w, top, c.w, c.h))
        feet = [
            shapely.box(
                x0 + s * (r - 0.0275 * c.w) - 0.0275 * c.w,
                -0.40 * c.h,
                x0 + s * (r - 0.0275 * c.w) + 0.0275 * c.w,
                top + 0.0005,
            )
            for s in (-1, 1)
        ]
        out.append((shapely.union_all([upper, *feet]), c.tone(k)))
    out.append((shapely.Point(x0 + 0.22 * c.w, 0.37 * c.h).buffer(0.07 * c.w, quad_segs=10), c.tone(4)))
    return out


def _rays(c: Canvas) -> list[Shape]:
    """A sunburst of wedges: art deco."""
    out: list[Shape] = []
    centre = np.array([0.0, -0.44 * c.h])
    reach = 1.1 * float(np.hypot(c.w, c.h))
    page = shapely.box(-0.47 * c.w, -0.44 * c.h, 0.47 * c.w, 0.46 * c.h)
    n = 11
    for k in range(n):
        a0, a1 = np.pi * k / n + 0.012, np.pi * (k + 1) / n - 0.012
        wedge = shapely.Polygon(
            [
                centre,
                centre + reach * np.array([np.cos(a0), np.sin(a0)]),
                centre + reach * np.array([np.cos(a1), np.sin(a1)]),
            ]
        )
        out.append((wedge.intersection(page), c.tone(k % 3)))
    for r, k in ((0.30, 3), (0.2, 0), (0.1, 4)):
        out.append((shapely.Point(*centre).buffer(r * c.w, quad_segs=16).intersection(page), c.tone(k)))
    return out


def _dot(x: float, y: float, r: float) -> shapely.Polygon:
    return shapely.Point(x, y).buffer(r, quad_segs=6)


def _animal(c: Canvas) -> list[Shape]:
    """A friendly bear or rabbit."""
    r = 0.24 * min(c.w, c.h)
    fur, inner = c.tone(int(c.rng.integers(1, 5))), paint("art cream", (0.96, 0.92, 0.84), 0.9)
    dark = paint("ink", (0.13, 0.12, 0.11), 0.9)
    y = -0.06 * c.h
    ear = 0.95 if c.rng.random() < 0.5 else 0.42
    ears = [
        affinity.translate(
            affinity.scale(shapely.Point(0, 0).buffer(1, quad_segs=8), 0.30 * r, ear * r),
            s * 0.62 * r,
            y + 0.75 * r + 0.5 * ear * r,
        )
        for s in (-1, 1)
    ]
    out: list[Shape] = [(ears[0], fur), (ears[1], fur)]
    out += [(affinity.scale(e, 0.5, 0.65), inner) for e in ears]
    out.append((affinity.scale(shapely.Point(0, y).buffer(r, quad_segs=12), 1.1, 0.98), fur))
    out += [(_dot(0, y - 0.38 * r, 0.40 * r), inner), (_dot(0, y - 0.24 * r, 0.11 * r), dark)]
    out += [(_dot(s * 0.42 * r, y + 0.18 * r, 0.09 * r), dark) for s in (-1, 1)]
    out += [(_dot(s * 0.66 * r, y - 0.22 * r, 0.15 * r), paint("art blush", (0.93, 0.66, 0.60), 0.9)) for s in (-1, 1)]
    return out


def _lines(c: Canvas) -> list[Shape]:
    """A street map of strokes and a river: industrial."""
    out: list[Shape] = []
    ink = paint("map ink", (0.22, 0.23, 0.24), 0.9)
    streets = []
    tilt = c.rng.uniform(-12, 12)
    for k in np.linspace(-0.46, 0.46, 9):
        streets.append(
            shapely.LineString([(-c.w, (k + c.rng.normal(0, 0.01)) * c.h), (c.w, (k + c.rng.normal(0, 0.01)) * c.h)])
        )
        streets.append(
            shapely.LineString([((k + c.rng.normal(0, 0.01)) * c.w, -c.h), ((k + c.rng.normal(0, 0.01)) * c.w, c.h)])
        )
    page = shapely.box(-0.44 * c.w, -0.44 * c.h, 0.44 * c.w, 0.44 * c.h)
    net = affinity.rotate(shapely.MultiLineString(streets), tilt, origin=(0, 0)).buffer(
        0.0035 * c.w, cap_style="flat", quad_segs=1
    )
    out.append((net.intersection(page), ink))
    t = np.linspace(-0.6, 0.6, 14)
    river = shapely.LineString(
        np.column_stack([t * c.w, (0.25 * np.sin(4 * t + c.rng.uniform(0, 3)) + 0.3 * t) * c.h])
    ).buffer(0.03 * c.w)
    out.append((river.intersection(page), c.tone(0)))
    return out


_ART: dict[str, Callable[[Canvas], list[Shape]]] = {
    "blobs": _blobs, "blocks": _blocks, "hills": _hills, "botanical": _botanical, "circle": _circle, "arches": _arches,
    "rays": _rays, "animal": _animal, "map": _lines,
}  # fmt: skip


_ART_OF = {
    "modern": ("blobs", "blocks"), "contemporary": ("blobs", "hills"), "scandinavian": ("botanical", "blocks", "blobs"),
    "japandi": ("circle", "botanical", "hills"), "minimalist": ("circle", "blobs"), "mid-century": ("blocks", "blobs"),
    "industrial": ("map", "blocks"), "rustic": ("botanical", "hills"), "classic": ("hills", "botanical"),
    "art deco": ("rays", "blocks"), "bohemian": ("arches", "botanical"), "coastal": ("hills", "blobs"),
    "kids": ("animal", "arches"),
}  # fmt: skip


_ART_WORDS = {
    "landscape": "hills",
    "abstract": "blobs",
    "geometric": "blocks",
    "plant": "botanical",
    "animal": "animal",
    "map": "map",
}


def draw(
    b: Builder, spec: Spec, w: float, h: float, x: float, z: float, y: float, room: float = 0.008, turn: int = 0
) -> None:
    """A picture w x h whose centre is (x, z), painted on the plane `y` and growing towards -y by `room` at most [m].
    `turn` gives each panel of a set its own drawing."""
    c = _canvas(spec, w, h, turn)
    kinds = _ART_OF.get(spec.style.name, ("blobs", "blocks"))
    wish = spec.option("motif")
    kind = _ART_WORDS.get(wish, wish if wish in _ART else kinds[spec.seed % len(kinds)])
    ground = min(0.002, 0.2 * room)
    b.add("art ground", box((w, ground, h), (x, y - ground / 2, z - h / 2)), c.paper)
    shapes = _ART[kind](c)
    layer = min(LAYER, (room - ground) / (len(shapes) + 1))
    sheet = shapely.box(-w / 2, -h / 2, w / 2, h / 2).buffer(-0.0008)
    for k, (shape, material) in enumerate(shapes):
        clipped = shapely.make_valid(shape.intersection(sheet.buffer(-0.0002 * k)).simplify(min(0.0004, 0.001 * w)))
        # Drawn in by a hair so that pieces which touch at a point come apart and each stays closed.
        clipped = clipped.buffer(-0.0001, join_style="mitre")
        for piece in getattr(clipped, "geoms", [clipped]):
            if isinstance(piece, shapely.Polygon) and piece.area > 1e-5:
                thick = 0.5 * ground + layer * (k + 1)
                b.add("art", slab(piece, thick, (x, y - 0.5 * ground, z), upright=True), material)
