"""What hangs on or leans against walls: framed art, posters, mirrors. The wall side is y = +depth / 2."""

from __future__ import annotations

import numpy as np
import shapely
from shapely import affinity

from assets.model import Model
from assets.parametric.art import draw
from assets.parametric.kit import Builder, box, disc, extrude, frame, move, turn
from assets.parametric.kit_more import bar, loose
from assets.parametric.looks import BLACK, MAT_BOARD, SILVER
from assets.parametric.spec import Spec


def wall_art(spec: Spec) -> Model:
    """A picture in a frame, with a mat where the style likes one; a wide one may be three panels (option `panels`)."""
    b = Builder()
    w, d, h = spec.size
    panels = spec.count("panels", 3 if w > 2.2 * h else 1)
    wide = (w - 0.05 * (panels - 1)) / panels
    for i in range(panels):
        x = (i - (panels - 1) / 2) * (wide + 0.05)
        _picture(b, spec, wide, d, h, x, i)
    return b.model()


def _picture(b: Builder, spec: Spec, w: float, d: float, h: float, x: float, turn: int) -> None:
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
    room = 0.6 * (plane + d / 2)
    draw(b, spec, aw, ah, x, h / 2, plane + 0.0002, room, turn)


def poster(spec: Spec) -> Model:
    """A sheet on the wall between two hanging rails."""
    b = Builder()
    w, d, h = spec.size
    rail = min(0.02, 0.05 * h)
    for z in (0.0, h - rail):
        b.add("rail", box((w, d, rail), (0, 0, z), min(0.003, 0.3 * d)), spec.palette.secondary)
    thin = min(0.002, 0.2 * d)
    b.add("sheet", box((w - 0.012, thin, h - rail), (0, d / 2 - thin / 2 - 0.0005, rail / 2)), spec.palette.primary)
    plane = d / 2 - thin - 0.0005
    draw(b, spec, w - 0.05, h - 2 * rail - 0.03, 0.0, h / 2, plane + 0.0001, 0.8 * (plane + d / 2))
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
    for name, mesh, material in loose(part):
        b.add(name, move(turn(mesh, "x", -lean, (0, -thick / 2, 0)), (0, -d / 2 + thick / 2, 0)), material)
    b.add(
        "stay",
        bar((0, d / 2 - 0.004, 0), (0, -d / 2 + thick + 0.5 * h * np.sin(lean), 0.6 * h), 0.25 * w, 0.006),
        BLACK,
    )
    return b.model()


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
    for name, mesh, material in loose(part):
        b.add(name, move(turn(mesh, "x", -lean, (0, thick / 2, 0)), (0, -d / 2 + thick / 2, 0)), material)
    y = -d / 2 + thick + 0.72 * h * np.tan(lean)
    for sx in (-1, 1):
        b.add(
            "stand",
            bar((sx * (w / 2 - 0.06), d / 2 - 0.011, 0), (sx * (w / 2 - 0.06), y, 0.72 * h), 0.022),
            spec.palette.primary,
        )
    b.add("stand", box((w - 0.12, 0.018, 0.022), (0, d / 2 - 0.011 - 0.12 * (d - 0.05), 0.1 * h)), spec.palette.primary)
    b.add("foot", box((w, 0.012, 0.012), (0, -d / 2 + 0.006, 0)), spec.palette.primary)
    return b.model()
