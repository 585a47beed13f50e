"""Books: upright in a row, leaning, lying in a stack."""

from __future__ import annotations

import numpy as np
import shapely
import trimesh

from assets.asset import Support
from assets.materials import hex_colour
from assets.model import Material, Model
from assets.parametric.kit import Builder, box, move, turn
from assets.parametric.kit_more import slab
from assets.parametric.looks import COVERS, PAPER, paint
from assets.parametric.spec import Spec


def _covers(spec: Spec) -> tuple[Material, ...]:
    """Cloth covers: half of them in the style's colours."""
    own = tuple(paint(f"book {c}", hex_colour(c), 0.75) for c in spec.style.colours)
    return own + COVERS


def _book(thick: float, deep: float, tall: float) -> tuple[trimesh.Trimesh, trimesh.Trimesh]:
    """An upright closed book, spine to -y, its lower left front corner at the origin: (cover, pages)."""
    board = min(0.003, 0.2 * thick)
    spine = board * 1.2
    outline = [
        (0, 0),
        (thick, 0),
        (thick, deep),
        (thick - board, deep),
        (thick - board, spine),
        (board, spine),
        (board, deep),
        (0, deep),
    ]
    pages = box(
        (thick - 2 * board + 0.0002, deep - spine - 0.005, tall - 0.008),
        (thick / 2, (deep + spine - 0.005) / 2 - 0.0002, 0.004),
    )
    return slab(shapely.Polygon(outline), tall), pages


def books(spec: Spec) -> Model:
    """A row of upright books that fills the width, one of them leaning; a stack where the box is lower than a book."""
    if spec.h < 0.14:
        return book_stack(spec)
    b = Builder()
    w, d, h = spec.size
    rng = spec.rng()
    covers = _covers(spec)
    lean = w > 0.2
    room = w - (min(0.022 + 0.26 * h, 0.35 * w) if lean else 0.0)
    count = max(2, round(room / 0.032))
    widths = rng.uniform(0.6, 1.5, count)
    widths *= room / widths.sum()
    x = -w / 2
    tallest = int(rng.integers(0, count))
    for i, thick in enumerate(widths):
        tall = h if i == tallest else h * rng.uniform(0.70, 0.97)
        deep = d if i == tallest else d * rng.uniform(0.80, 0.98)
        cover, pages = _book(float(thick) - 0.0006, float(deep), float(tall))
        tone = covers[int(rng.integers(0, len(covers)))]
        b.add("cover", move(cover, (x, d / 2 - deep, 0)), tone)
        b.add("pages", move(pages, (x, d / 2 - deep, 0)), PAPER)
        x += float(thick)
    if lean:
        _leaning(b, x, w / 2, d, h, covers[0])
    return b.model()


def _leaning(b: Builder, x0: float, x1: float, d: float, h: float, tone: Material) -> None:
    """One book that leans against the row and just reaches x1."""
    tall, thick = 0.86 * h, 0.022
    angle = float(np.arcsin(min(0.9, (x1 - x0 - thick) / tall)))
    cover, pages = _book(thick, 0.85 * d, tall)
    shift = (x1 - thick * np.cos(angle), d / 2 - 0.85 * d, 0.0)
    for name, mesh, material in (("cover", cover, tone), ("pages", pages, PAPER)):
        b.add(name, move(turn(mesh, "y", -angle), shift), material)


def book_stack(spec: Spec) -> Model:
    """Two to five lying books, each a little turned."""
    b = Builder()
    w, d, h = spec.size
    rng = spec.rng()
    covers = _covers(spec)
    count = spec.count("books", max(1, min(5, round(h / 0.032))))
    thick = rng.uniform(0.75, 1.3, count)
    thick *= h / thick.sum()
    z = 0.0
    for i in range(count):
        first = i == 0
        k = 1.0 if first else float(rng.uniform(0.72, 0.93))
        wide, deep = w * k, d * k
        cover, pages = _book(float(thick[i]) - 0.0004, deep, wide)
        angle = 0.0 if first else float(rng.uniform(-0.16, 0.16)) * (1 - k) * 6 * 0.5
        tone = covers[int(rng.integers(0, len(covers)))]
        for name, mesh, material in (("cover", cover, tone), ("pages", pages, PAPER)):
            lying = move(turn(mesh, "y", np.pi / 2), (-wide / 2, -deep / 2, float(thick[i]) - 0.0004))
            b.add(name, move(turn(lying, "z", angle), (0, 0, z)), material)
        z += float(thick[i])
    return b.model()


def stack_top(spec: Spec) -> tuple[Support, ...]:
    """Something small may stand on the upper book."""
    k = 0.3
    return (Support(spec.h, -k * spec.w, -k * spec.d, k * spec.w, k * spec.d),)
