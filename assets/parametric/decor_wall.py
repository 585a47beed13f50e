"""What hangs on or leans against walls: framed art, posters, mirrors, clocks. The wall side is y = +depth / 2.

Art is drawn with flat shapes that lie over each other in layers of 0.5 mm, different for each seed, in the colours of
the style.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import shapely
from shapely import affinity

from assets.materials import hex_colour
from assets.model import Material, Model
from assets.parametric.kit import Builder, box, cylinder, disc, extrude, frame, move, turn
from assets.parametric.kit_more import bar, slab
from assets.parametric.looks import BLACK, MAT_BOARD, SILVER, WHITE, paint
from assets.parametric.spec import Spec

LAYER = 0.0005
Shape = tuple[shapely.Geometry, Material]


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


def _canvas(spec: Spec, w: float, h: float) -> Canvas:
    rng = spec.rng()
    hexes = spec.style.colours or ("#6E7278", "#D9A441", "#1F3A5F")
    order = rng.permutation(len(hexes))
    tones = tuple(paint(f"art {hexes[i]}", hex_colour(hexes[i]), 0.85) for i in order)
    return Canvas(w, h, (spec.palette.accent, *tones), paint("art ground", (0.94, 0.91, 0.85), 0.9), rng)


# pictures -----------------------------------------------------------------------------------------------------------


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
    out.append((net.intersection(page).simplify(0.0005), ink))
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
    b: Builder, spec: Spec, w: float, h: float, x: float, z: float, y: float, page: Material | None = None
) -> None:
    """A picture w x h whose centre is (x, z), painted on the plane `y` and growing towards -y."""
    c = _canvas(spec, w, h)
    kinds = _ART_OF.get(spec.style.name, ("blobs", "blocks"))
    wish = spec.option("motif")
    kind = _ART_WORDS.get(wish, wish if wish in _ART else kinds[spec.seed % len(kinds)])
    b.add("art ground", box((w, 0.002, h), (x, y + 0.001, z - h / 2)), page or c.paper)
    sheet = shapely.box(-w / 2, -h / 2, w / 2, h / 2).buffer(-0.0008)
    for k, (shape, material) in enumerate(_ART[kind](c)):
        clipped = shapely.make_valid(shape.intersection(sheet).simplify(0.0004))
        for piece in getattr(clipped, "geoms", [clipped]):
            if isinstance(piece, shapely.Polygon) and piece.area > 1e-5:
                thick = 0.001 + LAYER * (k + 1)
                b.add("art", slab(piece, thick, (x, y + 0.001, z), upright=True), material)


def wall_art(spec: Spec) -> Model:
    """A picture in a frame, with a mat where the style likes one; a wide one may be three panels (option `panels`)."""
    b = Builder()
    w, d, h = spec.size
    panels = spec.count("panels", 3 if w > 2.2 * h else 1)
    wide = (w - 0.05 * (panels - 1)) / panels
    for i in range(panels):
        x = (i - (panels - 1) / 2) * (wide + 0.05)
        _picture(b, spec, wide, d, h, x)
    return b.model()


def _picture(b: Builder, spec: Spec, w: float, d: float, h: float, x: float) -> None:
    ornate = spec.style.name in ("classic", "art deco")
    strip = min((0.055 if ornate else 0.018) * (1 if w > 0.25 else 0.5), 0.12 * min(w, h))
    canvas = spec.style.name in ("contemporary", "minimalist") and w > 0.3
    matted = not canvas and spec.style.name not in ("art deco",) and min(w, h) > 0.14
    if canvas:
        strip = 0.008
    b.add("frame", frame((w, d, h), strip, (x, 0, 0), min(0.003, 0.2 * strip)), spec.palette.primary)
    if ornate:
        step = strip * 0.55
        b.add(
            "frame inner",
            frame((w - 2 * step, d * 0.55, h - 2 * step), strip * 0.6, (x, 0.225 * d - 0.001, step), 0.002),
            spec.palette.metal,
        )
    b.add(
        "back",
        box((w - 2 * strip + 0.002, 0.3 * d, h - 2 * strip + 0.002), (x, d / 2 - 0.16 * d, strip - 0.001)),
        MAT_BOARD,
    )
    board = 0.13 * min(w, h) if matted else 0.0
    plane = d / 2 - 0.31 * d
    aw, ah = w - 2 * strip - 2 * board, h - 2 * strip - 2 * board
    draw(b, spec, aw, ah, x, h / 2, plane - (0.0015 if not matted else 0.0))


def poster(spec: Spec) -> Model:
    """A sheet on the wall between two hanging rails."""
    b = Builder()
    w, d, h = spec.size
    rail = min(0.02, 0.05 * h)
    for z in (0.0, h - rail):
        b.add("rail", box((w, d, rail), (0, 0, z), min(0.003, 0.3 * d)), spec.palette.secondary)
    thin = min(0.002, 0.3 * d)
    b.add("sheet", box((w - 0.012, thin, h - rail), (0, d / 2 - thin / 2 - 0.0005, rail / 2)), spec.palette.primary)
    draw(b, spec, w - 0.05, h - 2 * rail - 0.03, 0.0, h / 2, d / 2 - thin - 0.0015)
    return b.model()


def picture_frame(spec: Spec) -> Model:
    """A photo in a frame that leans on its stay."""
    b, part = Builder(), Builder()
    w, d, h = spec.size
    thick = min(0.018, 0.35 * d)
    lean = float(np.arctan2(d - thick, h)) * 0.85
    tall = h / np.cos(lean) - thick * np.tan(lean)
    strip = 0.1 * min(w, h)
    part.add("frame", frame((w, thick, tall), strip, (0, 0, 0), 0.003), spec.palette.primary)
    part.add(
        "back",
        box((w - 2 * strip + 0.002, 0.4 * thick, tall - 2 * strip + 0.002), (0, 0.25 * thick, strip - 0.001)),
        BLACK,
    )
    draw(part, spec, w - 2 * strip, tall - 2 * strip, 0.0, tall / 2, 0.0)
    for (name, material), items in part._items.items():
        for mesh, _ in items:
            leaned = turn(mesh, "x", -lean, (0, -thick / 2, 0))
            b.add(name, move(leaned, (0, -d / 2 + thick / 2, 0)), material)
    b.add(
        "stay",
        bar((0, d / 2 - 0.004, 0), (0, -d / 2 + thick + 0.5 * h * np.sin(lean), 0.6 * h), 0.25 * w, 0.006),
        BLACK,
    )
    return b.model()


# mirrors ------------------------------------------------------------------------------------------------------------


def mirror(spec: Spec) -> Model:
    """A mirror for the wall: round, arched or rectangular (option `shape`), its frame by the style."""
    b = Builder()
    w, d, h = spec.size
    shape = spec.option("shape", "rectangle")
    if shape in ("round", "oval", "circle"):
        _round_mirror(b, spec, w, d, h)
        return b.model()
    arched = shape == "arched" or (shape == "rectangle" and spec.style.name in ("classic", "art deco") and h > 1.2 * w)
    outline = _arch(w, h) if arched else shapely.box(-w / 2, 0, w / 2, h)
    strip = {"minimalist": 0.006, "modern": 0.014, "industrial": 0.018, "classic": 0.06, "rustic": 0.06}.get(
        spec.style.name, 0.03
    )
    strip = min(strip, 0.12 * min(w, h))
    glazed(b, spec, outline, strip, d)
    return b.model()


def glazed(b: Builder, spec: Spec, outline: shapely.Polygon, strip: float, d: float) -> None:
    """Frame, silvered pane and back board within an (x, z) outline, back on y = d / 2."""
    inner = outline.buffer(-strip, join_style="mitre")
    b.add("frame", extrude(outline.difference(inner), d, (0, 0, 0), along="y"), spec.palette.primary)
    pane = max(0.003, 0.45 * d)
    b.add("mirror", extrude(inner.buffer(0.001), pane, (0, d / 2 - pane / 2 - 0.001, 0), along="y"), SILVER)
    if strip > 0.04:
        bead = outline.buffer(-0.75 * strip, join_style="mitre").difference(
            outline.buffer(-0.95 * strip, join_style="mitre")
        )
        b.add("bead", extrude(bead, 0.8 * d, (0, -0.02 * d, 0), along="y"), spec.palette.metal)


def _arch(w: float, h: float) -> shapely.Polygon:
    angle = np.linspace(0, np.pi, 25)
    top = np.column_stack([w / 2 * np.cos(angle), h - w / 2 + w / 2 * np.sin(angle)])
    return shapely.Polygon(np.vstack([[(-w / 2, 0), (w / 2, 0)], top]))


def _round_mirror(b: Builder, spec: Spec, w: float, d: float, h: float) -> None:
    rays = spec.style.name in ("mid-century", "art deco", "classic") and min(w, h) > 0.4
    face = 0.56 if rays else 1.0
    outline = affinity.translate(disc(face * w, face * h, 56), 0, h / 2)
    glazed(b, spec, outline, 0.018 if rays else 0.022, d)
    if not rays:
        return
    n = 32
    for k in range(n):
        a = k * 2 * np.pi / n
        reach = 0.5 if k % 4 == 0 else 0.42 if k % 2 == 0 else 0.36
        p0, p1 = (
            (0.27 * w * np.cos(a), h / 2 + 0.27 * h * np.sin(a)),
            (reach * w * np.cos(a), h / 2 + reach * h * np.sin(a)),
        )
        side = np.array([-np.sin(a), np.cos(a)]) * 0.006
        spike = shapely.Polygon(
            [np.add(p0, side), np.subtract(p0, side), np.subtract(p1, side * 0.4), np.add(p1, side * 0.4)]
        )
        b.add("ray", extrude(spike, 0.3 * d, (0, 0.3 * d, 0), along="y"), spec.palette.metal)


def floor_mirror(spec: Spec) -> Model:
    """A tall mirror that leans on a hinged stand, or stands flat when its box is shallow."""
    b, part = Builder(), Builder()
    w, d, h = spec.size
    thick = min(0.03, d)
    if d < 0.09:
        glazed(b, spec, shapely.box(-w / 2, 0, w / 2, h), min(0.03, 0.1 * w), d)
        return b.model()
    lean = 0.10
    tall = (h - thick * np.sin(lean)) / np.cos(lean)
    outline = (
        _arch(w, tall)
        if spec.option("shape") == "arched" or spec.style.name in ("contemporary", "classic")
        else shapely.box(-w / 2, 0, w / 2, tall)
    )
    glazed(part, spec, outline, min(0.03, 0.1 * w), thick)
    for (name, material), items in part._items.items():
        for mesh, _ in items:
            leaned = turn(mesh, "x", -lean, (0, thick / 2, 0))
            b.add(name, move(leaned, (0, -d / 2 + thick / 2, 0)), material)
    y = -d / 2 + thick + 0.72 * h * np.tan(lean)
    for sx in (-1, 1):
        b.add(
            "stand",
            bar((sx * (w / 2 - 0.06), d / 2 - 0.011, 0), (sx * (w / 2 - 0.06), y, 0.72 * h), 0.022),
            spec.palette.primary,
        )
    b.add("stand", box((w - 0.12, 0.018, 0.022), (0, d / 2 - 0.011 - 0.12 * (d - 0.05), 0.1 * h)), spec.palette.primary)
    v = float(min(0.0, -d / 2))
    b.add("foot", box((w, 0.012, 0.012), (0, v + 0.006 + 0.0, 0.0)), spec.palette.primary)
    return b.model()


# clocks -------------------------------------------------------------------------------------------------------------


def wall_clock(spec: Spec) -> Model:
    """Case, dial with twelve marks, hands at ten past ten; sunburst rays for the fifties."""
    b = Builder()
    w, d, h = spec.size
    rays = spec.style.name == "mid-century" and min(w, h) >= 0.3
    face = 0.56 if rays else 1.0
    fw, fh = face * w, face * h
    body = affinity.translate(disc(fw, fh, 48), 0, h / 2)
    rim = 0.05 * fw
    b.add("case", extrude(body.difference(body.buffer(-rim)), d, along="y"), spec.palette.primary)
    dial = WHITE if spec.style.name not in ("industrial", "art deco") else BLACK
    hands = BLACK if dial is WHITE else WHITE
    plate = 0.5 * d
    b.add("dial", extrude(body.buffer(-rim + 0.001), plate, (0, d / 2 - plate / 2 - 0.001, 0), along="y"), dial)
    front = d / 2 - plate - 0.001
    for k in range(12):
        a = k * np.pi / 6
        long = (0.10 if k % 3 == 0 else 0.05) * fw
        mark = box((0.016 * fw, 0.002, long), (0, front - 0.0005, 0.5 * fw - rim - 0.02 * fw - long))
        b.add("mark", move(turn(mark, "y", a), (0, 0, h / 2)), hands)
    for a, long, wide, lift in ((-np.pi / 3, 0.22, 0.03, 0.002), (np.pi / 3, 0.34, 0.02, 0.0035)):
        hand = box((wide * fw, 0.001, long * fw), (0, front - lift, -0.03 * fw))
        b.add("hand", move(turn(hand, "y", a), (0, 0, h / 2)), hands)
    b.add("hub", cylinder(0.022 * fw, 0.006, (0, front - 0.003, h / 2 - 0.022 * fw), 12, along="y"), hands)
    if rays:
        _clock_rays(b, spec, w, d, h)
    return b.model()


def _clock_rays(b: Builder, spec: Spec, w: float, d: float, h: float) -> None:
    for k in range(12):
        a = k * np.pi / 6
        inner = np.array([0.27 * w * np.sin(a), h / 2 + 0.27 * h * np.cos(a)])
        tip = np.array([0.47 * w * np.sin(a), h / 2 + 0.47 * h * np.cos(a)])
        side = np.array([np.cos(a), -np.sin(a)]) * 0.006
        spike = shapely.Polygon([inner + side, inner - side, tip - side * 0.5, tip + side * 0.5])
        b.add("ray", extrude(spike, 0.25 * d, (0, 0.25 * d, 0), along="y"), spec.palette.metal)
        ball = shapely.Point(*(tip * 1.0)).buffer(0.03 * w, quad_segs=6)
        b.add("ray ball", extrude(ball, 0.4 * d, (0, 0.2 * d, 0), along="y"), spec.palette.primary)


def clock(spec: Spec) -> Model:
    """An alarm clock on two feet."""
    b = Builder()
    w, d, h = spec.size
    foot = 0.08 * h
    body = affinity.translate(disc(w, h - foot, 40), 0, foot + (h - foot) / 2)
    b.add("case", extrude(body.difference(body.buffer(-0.06 * w)), d, along="y"), spec.palette.primary)
    b.add("dial", extrude(body.buffer(-0.059 * w), 0.75 * d, (0, 0.05 * d, 0), along="y"), WHITE)
    zc = foot + (h - foot) / 2
    y = 0.05 * d - 0.375 * d
    for a, long, lift in ((-np.pi / 3, 0.22, 0.0012), (np.pi / 3, 0.32, 0.0024)):
        hand = turn(box((0.03 * w, 0.001, long * w), (0, y - lift, 0)), "y", a)
        b.add("hand", move(hand, (0, 0, zc)), BLACK)
    for sx in (-1, 1):
        b.add(
            "foot", bar((sx * 0.3 * w, 0, 0), (sx * 0.22 * w, 0, 0.16 * h), 0.06 * w, 0.5 * d), spec.palette.secondary
        )
    return b.model()
