"""Curtains, blinds, cushions, throws, towels and mats. Curtains hang from a rod that the box includes."""

from __future__ import annotations

import math

import numpy as np
import trimesh
from scipy.optimize import brentq

from assets.model import Model
from assets.parametric.kit import (
    Builder,
    box,
    curtain,
    cushion,
    cylinder,
    drape,
    extrude,
    lathe,
    move,
    rounded_rectangle,
    stretch,
    turn,
)
from assets.parametric.kit_more import pad, push, within
from assets.parametric.looks import tinted
from assets.parametric.rugs import rug, rug_solid
from assets.parametric.spec import Maker, Spec, no_supports, whole

STUFFED = 0.38
"""How thick a cushion is against its side."""


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
    folds = max(4, min(10, round(wide / (0.085 if closed else 0.055))))
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


def scatter_cushion(spec: Spec) -> Model:
    """A cushion: it lies when it is no higher than deep, else it stands, and leans back as far as its depth allows;
    piping along the seam."""
    b = Builder()
    w, d, h = spec.size
    if h <= d:
        body = _stuffed(w, d, h)
    else:
        thick = min(d, STUFFED * min(w, h))
        lean = _lean(thick, d, h)
        side = (h - thick * math.sin(lean)) / math.cos(lean)
        leaning = turn(_stuffed(w, side, thick), "x", math.pi / 2 - lean)
        body = push(push(leaning, z0=0.0), y0=-d / 2)
    b.add("cushion", stretch(body, (w, d, h)), spec.palette.primary)
    return b.model()


def _stuffed(w: float, d: float, h: float) -> trimesh.Trimesh:
    return cushion((w, d, h), (0, 0, 0), 0.92, 0.05, 0.10, 12)


def _lean(thick: float, depth: float, height: float) -> float:
    """The angle from upright [rad] at which a cushion of that thickness fills a box of that depth and height."""

    def missing(angle: float) -> float:
        return height * math.tan(angle) + thick * math.cos(2 * angle) / math.cos(angle) - depth

    return float(brentq(missing, 0.0, math.pi / 4)) if missing(0.0) < 0 < missing(math.pi / 4) else 0.0


def throw(spec: Spec) -> Model:
    """A blanket, folded into a soft pile, or draped when its box is high."""
    b = Builder()
    w, d, h = spec.size
    layers = max(1, min(3, round(h / 0.03)))
    if h <= 0.012:
        b.add("throw", box((w, d, h), (0, 0, 0), 0.004), spec.palette.primary)
        return b.model()
    tall = h / layers
    for i in range(layers):
        part = pad(
            (w - 0.008 * i, d - 0.006 * i, tall * 1.02 if i < layers - 1 else tall),
            (0.002 * (i % 2) * (1 if i % 4 == 1 else -1), 0, i * tall),
            0.45 * tall,
            min(0.05, 0.2 * d),
            0.3 * tall,
        )
        b.add("fold", part, spec.palette.primary)
    return b.model()


def towel(spec: Spec) -> Model:
    """A towel over a short bar on the wall; folded towels in a pile when its box is low."""
    if spec.h < 1.2 * spec.d:
        return towel_stack(spec)
    b = Builder()
    w, d, h = spec.size
    r = min(0.010, 0.12 * d)
    y = -d / 2 + 2.2 * r
    top = h - min(0.012, 0.1 * h)
    b.add("bar", cylinder(r, w, (0, y, top - 2 * r), 12, along="x"), spec.palette.metal)
    for sx in (-1, 1):
        x = sx * (w / 2 - 0.008)
        b.add(
            "bracket", box((0.014, d / 2 - y, 0.014), (x, (y + d / 2) / 2, top - r - 0.007), 0.002), spec.palette.metal
        )
    out, front, back = r + min(0.006, 0.5 * r), 0.0, 0.3 * h
    arch = [(y - out * np.cos(a), top - r - 0.004 + (out - 0.001) * np.sin(a)) for a in np.linspace(0, np.pi, 7)]
    line = np.array(
        [
            (y - out, front),
            *[(y - out, z) for z in np.linspace(0.2 * h, 0.85 * h, 4)],
            *arch,
            *[(y + out, z) for z in np.linspace(0.85 * h, back, 4)],
        ]
    )
    cloth = drape(line, w - 0.05, thickness=0.4 * r, wave=0.25 * r, columns=14, seed=spec.seed)
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
    r, flange = min(0.012, 0.2 * d), min(0.028, 0.5 * d)
    z = h - 0.03
    b.add("rail", cylinder(r, w - 0.02, (0, 0, z - r), 14, along="x"), spec.palette.secondary)
    for sx in (-1, 1):
        b.add(
            "flange",
            cylinder(flange, 0.012, (sx * (w / 2 - 0.006), 0, z - flange), 18, along="x"),
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


FAMILY: dict[str, Maker] = {
    "rug": Maker(rug, no_supports, rug_solid),
    "curtains": Maker(curtains, no_supports, whole),
    "blind": Maker(blind, no_supports, whole),
    "cushion": Maker(scatter_cushion, no_supports, whole),
    "throw": Maker(throw, no_supports, whole),
    "towel_stack": Maker(towel_stack, no_supports, whole),
    "doormat": Maker(doormat, no_supports, whole),
    "shower_curtain": Maker(shower_curtain, no_supports, whole),
    "towel": Maker(towel, no_supports, whole),
    "bath_mat": Maker(bath_mat, no_supports, whole),
}
