"""The case engine: a carcass divided into columns and cells, each open or closed by a drawer, a door or glass.

A `CasePlan` says what is where; `build` makes the mesh, `case_supports` and `case_solid` read the same plan, so that
what is drawn, what things stand on and what collides cannot drift apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from assets.asset import SolidBox, Support
from assets.model import Material
from assets.parametric.kit import Builder, box
from assets.parametric.parts import GAP, Rect, front, handle, handle_depth, shadow, slab, undercarriage
from assets.parametric.spec import Spec

RECESS = 0.006  # how far behind a flat front the dark of a gap begins: from aside one sees no deeper [m]
GRIP = 0.012  # groove to put fingers into where fronts have no handle [m]
CellKind = Literal["open", "drawer", "door", "doors", "glass", "blank", "sliding", "flap"]


@dataclass(frozen=True)
class Cell:
    """A cell of a column: what closes it, its share of the column's height, its inner shelves. A fixed height [m]
    instead of a share when `height` is set."""

    kind: CellKind
    share: float = 1.0
    shelves: int = 0
    height: float = 0.0


@dataclass(frozen=True)
class Column:
    """Cells from the bottom up, and the column's share of the width."""

    cells: tuple[Cell, ...]
    share: float = 1.0


@dataclass(frozen=True)
class CasePlan:
    """`foot` is the height of legs or plinth, `top` the thickness of the top board, `overhang` by how much it passes
    the body at front and sides. `inset` fronts lie inside the carcass; otherwise they cover it. `board` is the
    thickness of panels, `handles` whether fronts get them; `hung` cases have them at the lower edge of doors."""

    columns: tuple[Column, ...]
    foot: float = 0.0
    legs: str = ""
    top: float = 0.022
    overhang: float = 0.0
    board: float = 0.018
    inset: bool = True
    back: bool = True
    handles: bool = True
    look: str = ""
    hung: bool = False


@dataclass(frozen=True)
class _Frame:
    """Where the body lies: outer sides, front and back of the carcass, inner bottom and top [m]."""

    x0: float
    x1: float
    y0: float
    y1: float
    z0: float
    z1: float


@dataclass(frozen=True)
class Opening:
    """One cell with its inner rectangle in elevation."""

    cell: Cell
    rect: Rect
    column: int


def _frame(spec: Spec, p: CasePlan) -> _Frame:
    proud = handle_depth(spec) if p.handles and closed(p) else 0.0
    y0 = -spec.d / 2 + max(proud, p.overhang) + (0.0 if p.inset or not closed(p) else 0.0195)
    x = spec.w / 2 - p.overhang
    return _Frame(-x, x, y0, spec.d / 2, p.foot + p.board, spec.h - p.top)


def closed(p: CasePlan) -> bool:
    """Whether any cell has a front."""
    return any(c.kind not in ("open", "blank") for column in p.columns for c in column.cells)


def openings(spec: Spec, p: CasePlan) -> list[Opening]:
    """All cells with their inner rectangles, columns from the left, cells from the bottom."""
    f = _frame(spec, p)
    inner = f.x1 - f.x0 - p.board * (len(p.columns) + 1)
    total = sum(c.share for c in p.columns)
    x, out = f.x0 + p.board, []
    for index, column in enumerate(p.columns):
        width = inner * column.share / total
        out += [Opening(c, Rect(x, z0, x + width, z1), index) for c, z0, z1 in _stack(column, f.z0, f.z1, p.board)]
        x += width + p.board
    return out


def _stack(column: Column, z0: float, z1: float, board: float) -> list[tuple[Cell, float, float]]:
    fixed = sum(c.height for c in column.cells)
    free = z1 - z0 - board * (len(column.cells) - 1) - fixed
    total = sum(c.share for c in column.cells if not c.height) or 1.0
    z, out = z0, []
    for cell in column.cells:
        height = cell.height or free * cell.share / total
        out.append((cell, z, z + height))
        z += height + board
    return out


def build(b: Builder, spec: Spec, p: CasePlan, body: Material | None = None, fronts: Material | None = None,
          top: Material | None = None) -> None:  # fmt: skip
    """Adds the whole piece to the builder."""
    body = body or spec.palette.primary
    f = _frame(spec, p)
    _carcass(b, spec, p, f, body, top or body)
    cells = openings(spec, p)
    for o in cells:
        _shelves(b, f, o, p.board, body)
    _dividers(b, p, f, cells, body)
    for o in cells:
        _close(b, spec, p, f, o, fronts or spec.palette.secondary)
    undercarriage(b, spec, Rect(f.x0, f.y0, f.x1, f.y1), p.foot, p.legs)


def _carcass(b: Builder, spec: Spec, p: CasePlan, f: _Frame, body: Material, top: Material) -> None:
    t, depth, mid = p.board, f.y1 - f.y0, (f.y0 + f.y1) / 2
    radius = min(0.0015, spec.style.edge)
    for x in (f.x0 + t / 2, f.x1 - t / 2):
        b.add("side", box((t, depth, f.z1 - p.foot), (x, mid, p.foot), radius), body, "z")
    width = f.x1 - f.x0 - 2 * t
    b.add("bottom", box((width, depth - 0.001, t), (0, mid + 0.0005, p.foot)), body, "x")
    if p.back:
        b.add("back", box((width, 0.006, f.z1 - f.z0), (0, f.y1 - 0.008, f.z0)), body, "z")
    if p.top > 0:
        y0 = -spec.d / 2 if p.overhang or not p.inset else f.y0
        if p.overhang == 0 and not p.inset:
            y0 = f.y0 - 0.0195
        edge = min(max(spec.style.edge, 0.002), 0.4 * p.top)
        b.add("top", box((spec.w, f.y1 - y0, p.top), (0, (y0 + f.y1) / 2, f.z1), edge), top, "x")


def _shelves(b: Builder, f: _Frame, o: Opening, board: float, body: Material) -> None:
    """Inner shelves of open and glazed cells; behind closed doors nobody sees them."""
    if o.cell.kind not in ("open", "glass"):
        return
    for z in shelf_heights(o, board):
        size = (o.rect.w, f.y1 - f.y0 - 0.03, board)
        b.add("shelf", box(size, (o.rect.middle[0], (f.y0 + f.y1) / 2 + 0.003, z)), body, "x")


def shelf_heights(o: Opening, board: float) -> list[float]:
    """Undersides of the inner shelves of a cell."""
    pitch = (o.rect.h - board * o.cell.shelves) / (o.cell.shelves + 1)
    return [o.rect.y0 + k * pitch + (k - 1) * board for k in range(1, o.cell.shelves + 1)]


def _dividers(b: Builder, p: CasePlan, f: _Frame, cells: Sequence[Opening], body: Material) -> None:
    mid, t = (f.y0 + f.y1) / 2, p.board
    back = 0.012 if p.back else 0.0
    depth, y = f.y1 - f.y0 - back - 0.002, mid - back / 2 + 0.001
    for column in range(1, len(p.columns)):
        x = next(o.rect.x0 for o in cells if o.column == column) - t / 2
        b.add("divider", box((t, depth, f.z1 - f.z0), (x, y, f.z0)), body, "z")
    for below, above in pairwise(cells):
        if below.column == above.column and not (below.cell.kind == above.cell.kind == "drawer"):
            size = (below.rect.w, depth - 0.002, t)
            b.add("shelf", box(size, (below.rect.middle[0], y + 0.001, below.rect.y1)), body, "x")


def _face(p: CasePlan, f: _Frame, o: Opening, spec: Spec) -> Rect:
    """The rectangle that the front of a cell covers."""
    if p.inset:
        return o.rect.shrunk(GAP * 0.8)
    half, g = p.board / 2, GAP / 2
    last = len(p.columns) - 1
    x0 = f.x0 + 0.0005 if o.column == 0 else o.rect.x0 - half + g
    x1 = f.x1 - 0.0005 if o.column == last else o.rect.x1 + half - g
    bottom = p.foot + 0.001 if abs(o.rect.y0 - f.z0) < 1e-6 else o.rect.y0 - half + g
    top = f.z1 - (GAP if p.top else 0.0) if abs(o.rect.y1 - f.z1) < 1e-6 else o.rect.y1 + half - g
    return Rect(x0, bottom, x1, top)


def _close(b: Builder, spec: Spec, p: CasePlan, f: _Frame, o: Opening, stuff: Material) -> None:
    kind = o.cell.kind
    if kind in ("open", "blank"):
        return
    face = _face(p, f, o, spec)
    y = f.y0 + 0.0005 if p.inset else f.y0 - 0.0195
    if kind == "drawer" and spec.style.handle == "none" and p.handles:
        face = Rect(face.x0, face.y0, face.x1, face.y1 - min(0.012, 0.1 * face.h))  # the groove to grip
    leaves = _leaves(face, kind, GRIP if spec.style.handle == "none" and p.handles else GAP)
    if kind != "glass":  # what is seen through the gaps round a front is dark
        gap = slab(
            o.rect.shrunk(0.0003) if p.inset else face.shrunk(-GAP / 2 + 0.0001),
            y + (RECESS if spec.style.front == "flat" and kind != "sliding" else 0.0184),
            0.0006 if p.inset else 0.0004,
        )
        b.add("gap", gap, replace(shadow(stuff), texture=None))
    for k, leaf in enumerate(leaves):
        shown = "glass" if kind == "glass" else "drawer" if kind in ("drawer", "flap") else "door"
        depth = 0.0 if kind != "sliding" or k % 2 == 0 else 0.006
        front(b, spec, leaf, y + depth, shown, stuff, 0.018 - depth, p.look)
        if p.handles:
            _grip(b, spec, leaf, y + depth, kind, k, len(leaves), p.hung)


def _leaves(face: Rect, kind: str, gap: float) -> list[Rect]:
    """One leaf, or two for a pair of doors and for a door too wide to swing."""
    pair = kind == "doors" or kind == "sliding" or (kind in ("door", "glass") and face.w > 0.68)
    if not pair:
        grip = gap - GAP if kind == "door" else 0.0  # a door without a handle is gripped at its edge
        left = grip if face.middle[0] >= 0 else 0.0
        return [Rect(face.x0 + left, face.y0, face.x1 - grip + left, face.y1)]
    mid = face.middle[0]
    return [Rect(face.x0, face.y0, mid - gap / 2, face.y1), Rect(mid + gap / 2, face.y0, face.x1, face.y1)]


def _grip(b: Builder, spec: Spec, leaf: Rect, y: float, kind: str, k: int, leaves: int, hung: bool) -> None:
    """The handle or handles of one leaf: level on drawers, upright at the opening side of doors."""
    x, z = leaf.middle
    if kind in ("drawer", "flap"):
        z = leaf.y1 - min(0.05, 0.3 * leaf.h) if kind == "flap" else z
        for spot in [x] if leaf.w < 0.75 else [x - 0.27 * leaf.w, x + 0.27 * leaf.w]:
            handle(b, spec, spot, y, z, min(0.18, 0.4 * leaf.w))
        return
    opens_right = (k == 0) if leaves == 2 else leaf.middle[0] < 0
    side = leaf.x1 - 0.035 if opens_right else leaf.x0 + 0.035
    if kind == "sliding":
        side = leaf.x0 + 0.05 if k == 0 else leaf.x1 - 0.05
    length = min(0.32 if leaf.h > 1.4 else 0.22 if leaf.h > 0.9 else 0.14, 0.5 * leaf.h)
    handle(b, spec, side, y, _grip_height(leaf, hung), length, upright=True)


def _grip_height(leaf: Rect, hung: bool) -> float:
    """Where a hand finds a door's handle: about 1.05 m up, else near the edge that is nearer to it."""
    edge = min(0.13, 0.3 * leaf.h)
    if hung:
        return leaf.y0 + edge
    return min(max(1.05, leaf.y0 + 0.1), leaf.y1 - 0.12) if leaf.h > 0.9 else leaf.y1 - edge


def case_supports(spec: Spec, p: CasePlan, top: bool = True) -> tuple[Support, ...]:
    """The top, and every board of the open cells with the height free above it."""
    f = _frame(spec, p)
    out = [Support(spec.h, -spec.w / 2, -spec.d / 2 + 0.01, spec.w / 2, spec.d / 2)] if top else []
    for o in openings(spec, p):
        if o.cell.kind == "open":
            out += _levels(o, f, p.board)
    return tuple(out)


def _levels(o: Opening, f: _Frame, board: float) -> list[Support]:
    floors = [o.rect.y0, *(z + board for z in shelf_heights(o, board))]
    ceilings = [*shelf_heights(o, board), o.rect.y1]
    return [Support(z, o.rect.x0 + 0.002, f.y0 + 0.02, o.rect.x1 - 0.002, f.y1 - 0.015, clear - z)
            for z, clear in zip(floors, ceilings, strict=True)]  # fmt: skip


def case_solid(spec: Spec, p: CasePlan) -> tuple[SolidBox, ...]:
    """The boards, and closed cells as blocks; the inside of open cells is free."""
    f = _frame(spec, p)
    front_y, hw = -spec.d / 2, spec.w / 2
    cells = openings(spec, p)
    if not any(o.cell.kind == "open" for o in cells):
        return (SolidBox((-hw, front_y, 0.0), (hw, f.y1, spec.h)),)
    out = [SolidBox((-hw, front_y, 0.0), (hw, f.y1, f.z0))]
    if p.top > 0:
        out.append(SolidBox((-hw, front_y, f.z1), (hw, f.y1, spec.h)))
    out += [SolidBox((x, f.y0, f.z0), (x + p.board, f.y1, f.z1)) for x in _uprights(f, p, cells)]
    out.append(SolidBox((f.x0, f.y1 - 0.014, f.z0), (f.x1, f.y1, f.z1)))
    for o in cells:
        out += _cell_solid(o, f, front_y, p.board)
    return tuple(out)


def _uprights(f: _Frame, p: CasePlan, cells: Sequence[Opening]) -> list[float]:
    inner = [next(o.rect.x0 for o in cells if o.column == k) - p.board for k in range(1, len(p.columns))]
    return [f.x0, *inner, f.x1 - p.board]


def _cell_solid(o: Opening, f: _Frame, front_y: float, board: float) -> list[SolidBox]:
    lid = SolidBox((o.rect.x0, f.y0, o.rect.y1), (o.rect.x1, f.y1, min(o.rect.y1 + board, f.z1)))
    lids = [lid] if o.rect.y1 < f.z1 - 1e-6 else []
    if o.cell.kind == "open":
        shelves = shelf_heights(o, board)
        return lids + [SolidBox((o.rect.x0, f.y0, z), (o.rect.x1, f.y1, z + board)) for z in shelves]
    reach = board / 2 + 0.001
    return [
        *lids,
        SolidBox((o.rect.x0 - reach, front_y, o.rect.y0 - reach), (o.rect.x1 + reach, f.y1, o.rect.y1 + reach)),
    ]
