"""Games on a board: chess, darts."""

from __future__ import annotations

import numpy as np
import trimesh

from assets.model import Material, Model
from assets.parametric.kit import extrude, lathe, raw
from assets.parametric.looks import (
    BLACK,
    BRIGHT,
    paint,
)
from assets.parametric.sketch import Sketch, disc, sketch
from assets.parametric.spec import Maker, Spec

BOARD_BLACK = paint("dart black", (0.07, 0.07, 0.07), 0.9)


BOARD_CREAM = paint("dart cream", (0.90, 0.84, 0.68), 0.9)


def chess_set(spec: Spec) -> Model:
    """A board of 64 squares with all pieces, on a table when it is high."""
    s = sketch(spec.size)
    light, dark = spec.palette.primary, spec.palette.secondary
    low = s.h - 0.12 if s.h > 0.35 else 0.0
    side = 2 * min(s.x, s.y)
    if low:
        s.block("table", (-s.x, s.x), (-s.y, s.y), (low - 0.04, low - 0.0005), dark, 0.006)
        s.legs(0.8 * s.x, 0.8 * s.y, low - 0.041, 0.024, dark)
        side *= 0.85
    piece = s.h - low - 0.02
    half = side / 2
    s.block(
        "board",
        (-half, half) if low else (-s.x, s.x),
        (-half, half) if low else (-s.y, s.y),
        (low, low + 0.018),
        dark,
        0.002,
    )
    cell = 0.92 * side / 8
    for r in range(8):
        for c in range(8):
            x, y = (c - 3.5) * cell, (r - 3.5) * cell
            if (r + c) % 2:
                s.block(
                    "square",
                    (x - cell / 2, x + cell / 2),
                    (y - cell / 2, y + cell / 2),
                    (low + 0.017, low + 0.02),
                    light,
                )
            if r in (0, 1, 6, 7):
                _chessman(
                    s,
                    x,
                    y,
                    low + 0.02,
                    cell,
                    piece * (0.5 if r in (1, 6) else (0.6, 0.7, 0.8, 0.92, 1.0, 0.8, 0.7, 0.6)[c]),
                    light if r < 2 else BLACK,
                )
    return s.model()


def _chessman(s: Sketch, x: float, y: float, z: float, cell: float, tall: float, stuff: Material) -> None:
    rows = [(0.36, 0.0), (0.36, 0.08), (0.16, 0.3), (0.13, 0.62), (0.24, 0.68), (0.22, 0.85), (0.1, 0.95), (0.0, 1.0)]
    s.add("piece", lathe([(k * cell, q * tall) for k, q in rows], (x, y, z), 12), stuff)


def dartboard(spec: Spec) -> Model:
    """Twenty sectors with double and treble rings and a bull, in a ring."""
    s = sketch(spec.size)
    r = min(s.x, s.h / 2)
    y = s.y
    z = s.h / 2
    back = disc((0, y - 0.4 * spec.d, z), 1.0, 0.8 * spec.d, "y")
    s.add("board", _oval_xz(back, s, z), BOARD_BLACK)
    face = -s.y
    rings = (
        (0.055, 0.42, (BOARD_CREAM, BOARD_BLACK)),
        (0.42, 0.48, (BRIGHT[3], BRIGHT[0])),
        (0.48, 0.7, (BOARD_CREAM, BOARD_BLACK)),
        (0.7, 0.76, (BRIGHT[3], BRIGHT[0])),
    )
    for inner, outer, tones in rings:
        for k in range(20):
            a = np.linspace(2 * np.pi * (k - 0.5) / 20, 2 * np.pi * (k + 0.5) / 20, 4)
            outline = [(outer * r * float(np.sin(t)), z + outer * r * float(np.cos(t))) for t in a]
            outline += [(inner * r * float(np.sin(t)), z + inner * r * float(np.cos(t))) for t in a[::-1]]
            s.add("sector", extrude(outline, 0.2 * spec.d, (0, face + 0.1 * spec.d, 0), along="y"), tones[k % 2])
    s.add("bull", disc((0, face + 0.1 * spec.d, z), 0.055 * r, 0.2 * spec.d, "y"), BRIGHT[0])
    return s.model()


def _oval_xz(mesh: trimesh.Trimesh, s: Sketch, z: float) -> trimesh.Trimesh:
    """A disc of radius 1 about the height `z` made as wide and high as the box."""
    return raw((mesh.vertices - (0, 0, z)) * (s.x, 1.0, s.h / 2) + (0, 0, z), mesh.faces)


FAMILY: dict[str, Maker] = {
    "chess_set": Maker(chess_set),
    "dartboard": Maker(dartboard),
}
