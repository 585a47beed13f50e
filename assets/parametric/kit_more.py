"""Lofted bodies: skins through a row of rings, which make what neither a lathe nor a box can: toilet bowls, bathtubs,
chair shells; and other shapes that the kit lacks.

A ring is a closed line of points [N, 3], counter-clockwise seen from above. All lengths in metres, z up.
"""

from __future__ import annotations

from collections.abc import Sequence

import mapbox_earcut
import numpy as np
import shapely
import trimesh
from numpy.typing import ArrayLike, NDArray

from assets.errors import AssetError
from assets.model import Material
from assets.parametric.kit import ORIGIN, Builder, Vec, bend, outward, raw, stretch, tube

Ring = NDArray[np.float64]
Piece = tuple[str, trimesh.Trimesh, Material]


def oval(width: float, depth: float, z: float, at: tuple[float, float] = (0.0, 0.0), power: float = 2.0,
         points: int = 32) -> Ring:  # fmt: skip
    """A superellipse ring about `at`: `power` 2 is an ellipse, 5 a soft rectangle (Lame's curve)."""
    angle = np.arange(points) * 2 * np.pi / points
    c, s = np.cos(angle), np.sin(angle)
    x = np.sign(c) * np.abs(c) ** (2 / power) * width / 2
    y = np.sign(s) * np.abs(s) ** (2 / power) * depth / 2
    return np.column_stack([x + at[0], y + at[1], np.full(points, z)])


def egg(width: float, front: float, back: float, z: float, points: int = 32, power: float = 2.0) -> Ring:
    """A ring with its widest place at y = 0, reaching `front` towards -y (round) and `back` towards +y (squarer)."""
    angle = np.arange(points) * 2 * np.pi / points
    c, s = np.cos(angle), np.sin(angle)
    n = np.where(s > 0, power + 2.0, power)
    x = np.sign(c) * np.abs(c) ** (2 / n) * width / 2
    y = np.where(s > 0, back, front) * np.sign(s) * np.abs(s) ** (2 / n)
    return np.column_stack([x, y, np.full(points, z)])


def soft_rectangle(width: float, depth: float, radius: float, z: float, at: tuple[float, float] = (0.0, 0.0),
                   corner: int = 5) -> Ring:  # fmt: skip
    """A rectangle ring with round corners, `corner` + 1 points on each; rings of equal `corner` can be lofted."""
    r = min(radius, 0.499 * min(width, depth))
    quarter = np.linspace(0, np.pi / 2, corner + 1)
    turn = np.concatenate([quarter + k * np.pi / 2 for k in range(4)])
    sx, sy = np.repeat([1, -1, -1, 1], corner + 1), np.repeat([1, 1, -1, -1], corner + 1)
    x = sx * (width / 2 - r) + r * np.cos(turn)
    y = sy * (depth / 2 - r) + r * np.sin(turn)
    return np.column_stack([x + at[0], y + at[1], np.full(len(x), z)])


def loft(rings: Sequence[ArrayLike], closed: bool = False) -> trimesh.Trimesh:
    """A closed skin through rings of equal count: the first and last are capped by fans about their centres, or joined
    to each other when `closed` (a hoop). Raises `AssetError` when the rings do not match."""
    stack = [np.asarray(r, dtype=np.float64) for r in rings]
    if len(stack) < 2 or len({r.shape for r in stack}) != 1:
        raise AssetError(f"loft: two or more rings of equal count, got shapes {[r.shape for r in stack]}")
    rows, n = len(stack), len(stack[0])
    k = np.arange(n)
    bands = rows if closed else rows - 1
    a = (np.arange(bands)[:, None] * n + k).ravel()
    b = (np.arange(bands)[:, None] * n + (k + 1) % n).ravel()
    size = rows * n
    c, d = (b + n) % size, (a + n) % size
    faces = [np.column_stack([a, b, c]), np.column_stack([a, c, d])]
    vertices = [*stack]
    if not closed:
        vertices += [stack[0].mean(axis=0)[None], stack[-1].mean(axis=0)[None]]
        faces.append(np.column_stack([np.full(n, size), (k + 1) % n, k]))
        last = (rows - 1) * n
        faces.append(np.column_stack([np.full(n, size + 1), last + k, last + (k + 1) % n]))
    return outward(raw(np.vstack(vertices), np.vstack(faces)))


def _inset(ring: Ring, by: float) -> Ring:
    centre = ring.mean(axis=0)
    half = np.maximum(np.ptp(ring[:, :2], axis=0) / 2, 1e-6)
    factor = np.append(np.maximum(1 - by / half, 0.05), 1.0)
    out: Ring = centre + (ring - centre) * factor
    return out


def shade_hoop(bottom: Ring, top: Ring, wall: float = 0.004) -> trimesh.Trimesh:
    """A lamp shade open at both ends between two rings, `wall` thick."""
    return loft([bottom, top, _inset(top, wall), _inset(bottom, wall)], closed=True)


def bar(start: Vec, end: Vec, width: float, depth: float | None = None, end_scale: float = 1.0) -> trimesh.Trimesh:
    """A square-cut bar between two points, `width` along x by `depth` along y, its end scaled by `end_scale`: legs."""
    d = width if depth is None else depth
    corners = np.array([[1, 1, 0], [-1, 1, 0], [-1, -1, 0], [1, -1, 0]]) * (width / 2, d / 2, 0)
    return loft([corners + start, corners * end_scale + end])


def rod(points: Sequence[Vec] | ArrayLike, radius: float, corner: float = 0.0, segments: int = 8) -> trimesh.Trimesh:
    """Bent round steel along `points`, its corners rounded by `corner`."""
    path = np.asarray(points, dtype=np.float64)
    return tube(bend(path, corner) if corner > 0 and len(path) > 2 else _refined(path), radius, segments)


def _refined(path: NDArray[np.float64]) -> NDArray[np.float64]:
    """Corners doubled closely so that a bar keeps its width around them."""
    if len(path) < 3:
        return path
    return bend(path, 0.004, 1)


def ribbon(path: ArrayLike, across: Vec, thick: Vec, chamfer: float = 0.2) -> trimesh.Trimesh:
    """A bar of constant section along `path` [P, 3]: full breadth vector `across`, full thickness vector `thick`, edges
    broken by `chamfer` of the thinner side. For curved rails, slats, posts, arms."""
    a, t = np.asarray(across, dtype=np.float64), np.asarray(thick, dtype=np.float64)
    wide, deep = float(np.linalg.norm(a)), float(np.linalg.norm(t))
    section = soft_rectangle(wide, deep, chamfer * min(wide, deep), 0.0, corner=1)
    offset = section[:, :1] * (a / wide) + section[:, 1:2] * (t / deep)
    return loft([p + offset for p in np.asarray(path, dtype=np.float64)])


def post(points: Sequence[Vec], sizes: Sequence[tuple[float, float]], chamfer: float = 0.2) -> trimesh.Trimesh:
    """An upright bar with level sections: its centre line and its (x, y) size at each point. Bent chair posts, legs."""
    rings = [
        soft_rectangle(w, d, chamfer * min(w, d), p[2], (p[0], p[1]), corner=1)
        for p, (w, d) in zip(points, sizes, strict=True)
    ]
    return loft(rings)


def round_leg(foot: Vec, head: Vec, radius_foot: float, radius_head: float, points: int = 12) -> trimesh.Trimesh:
    """A round leg with level ends between two points."""
    low = oval(2 * radius_foot, 2 * radius_foot, foot[2], (foot[0], foot[1]), points=points)
    high = oval(2 * radius_head, 2 * radius_head, head[2], (head[0], head[1]), points=points)
    return loft([low, high])


def push(mesh: trimesh.Trimesh, *, x0: float | None = None, x1: float | None = None, y0: float | None = None,
         y1: float | None = None, z0: float | None = None, z1: float | None = None) -> trimesh.Trimesh:  # fmt: skip
    """The mesh moved so that its lowest (`x0`, `y0`, `z0`) or highest (`x1`, ...) coordinate is the one given."""
    v = np.array(mesh.vertices)
    for k, (low, high) in enumerate(((x0, x1), (y0, y1), (z0, z1))):
        if low is not None:
            v[:, k] += low - v[:, k].min()
        elif high is not None:
            v[:, k] += high - v[:, k].max()
    return raw(v, mesh.faces)


def within(mesh: trimesh.Trimesh, lo: Vec, hi: Vec) -> trimesh.Trimesh:
    """The mesh scaled on each axis to fill the box from `lo` to `hi`."""
    v = np.asarray(mesh.vertices)
    low, high = v.min(axis=0), v.max(axis=0)
    unit = (v - low) / np.maximum(high - low, 1e-9)
    return raw(unit * (np.asarray(hi) - np.asarray(lo)) + np.asarray(lo), mesh.faces)


def pad(
    size: Vec, at: Vec = ORIGIN, radius: float = 0.03, corner: float = 0.05, crown: float = 0.012
) -> trimesh.Trimesh:
    """An upholstered block exactly `size`: sides rounded by `radius` in section and `corner` in plan, its top swelling
    by `crown`. Seat pads, box cushions. 456 triangles."""
    w, d, h = size
    rise = min(crown, 0.4 * h)
    body = h - rise
    r = min(radius, 0.45 * body, 0.3 * min(w, d))
    rings = [_pad_ring(w, d, r * (1 - np.cos(a)), corner, r + r * np.sin(a)) for a in (-1.571, -0.785, 0.0)]
    rings += [_pad_ring(w, d, r * (1 - np.cos(a)), corner, body - r + r * np.sin(a)) for a in (0.0, 0.6, 1.1)]
    last = rings[-1]
    for inner in (0.93, 0.74, 0.42, 0.12):
        ring = last * (inner, inner, 1)
        u, v = ring[:, 0] / (w / 2 - 0.3 * r), ring[:, 1] / (d / 2 - 0.3 * r)
        ring[:, 2] = body + rise * (1 - u**2) * (1 - v**2)
        rings.append(ring)
    return stretch(loft(rings), size, at)


def _pad_ring(w: float, d: float, inset: float, corner: float, z: float) -> Ring:
    """A soft rectangle with three more points on each side, so that what is domed between its sides stays smooth."""
    ring = soft_rectangle(w - 2 * inset, d - 2 * inset, max(corner - inset, 0.006), z, corner=2)
    out = []
    for k in range(4):
        out.append(ring[3 * k : 3 * k + 3])
        a, b = ring[3 * k + 2], ring[(3 * k + 3) % 12]
        out.append(a + (b - a) * np.array([[0.25], [0.5], [0.75]]))
    return np.vstack(out)


def slab(polygon: shapely.Polygon, height: float, at: Vec = ORIGIN, upright: bool = False) -> trimesh.Trimesh:
    """A flat outline (holes allowed) with thickness, made quickly: for patterns of many pieces. Lying, the outline is
    (x, y) and grows up from `at`; `upright`, it is (x, z) and grows from `at` towards -y."""
    rings = [np.asarray(r.coords)[:-1] for r in (polygon.exterior, *polygon.interiors)]
    flat = np.vstack(rings)
    ends = np.cumsum([len(r) for r in rings])
    caps = mapbox_earcut.triangulate_float64(flat, ends.astype(np.uint32)).reshape(-1, 3).astype(np.int64)
    n = len(flat)
    after = np.arange(n) + 1
    after[ends - 1] = np.concatenate([[0], ends[:-1]])
    k = np.arange(n)
    corner = flat[caps]
    turn_of = np.cross(np.append(corner[:, 1] - corner[:, 0], np.zeros((len(caps), 1)), 1),
                       np.append(corner[:, 2] - corner[:, 0], np.zeros((len(caps), 1)), 1))[:, 2]  # fmt: skip
    caps = np.where((turn_of < 0)[:, None], caps[:, ::-1], caps)
    # Exteriors run either way round in shapely: the wall follows each ring's own direction.
    sign = np.concatenate([np.full(len(r), _clockwise(r) != (i > 0)) for i, r in enumerate(rings)])
    a, c = np.where(sign, after, k), np.where(sign, k, after)
    walls = np.vstack([np.column_stack([a, c, c + n]), np.column_stack([a, c + n, a + n])])
    faces = np.vstack([caps[:, ::-1], caps + n, walls])
    if upright:
        low = np.column_stack([flat[:, 0], np.zeros(n), flat[:, 1]])
        return raw(np.vstack([low, low - (0, height, 0)]) + at, faces)
    low = np.column_stack([flat, np.zeros(n)])
    return raw(np.vstack([low, low + np.array([0, 0, height])]) + at, faces)


def _clockwise(ring: NDArray[np.float64]) -> bool:
    x, y = ring[:, 0], ring[:, 1]
    return bool(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y) < 0)


def loose(builder: Builder) -> list[Piece]:
    """The meshes that a builder holds, apart again: to turn or fit a whole assembly."""
    return [(name, mesh, mat) for (name, mat), items in builder._items.items() for mesh, _ in items]


def fitted(pieces: Sequence[Piece], lo: Vec, hi: Vec) -> list[Piece]:
    """All pieces moved and scaled together so that their common box is the one from `lo` to `hi`: for what grows or
    hangs at random, where a little stretching does not show."""
    every = np.vstack([m.vertices for _, m, _ in pieces])
    low, high = every.min(axis=0), every.max(axis=0)
    scale = (np.asarray(hi) - np.asarray(lo)) / np.maximum(high - low, 1e-9)
    return [(n, raw((np.asarray(m.vertices) - low) * scale + np.asarray(lo), m.faces), mat) for n, m, mat in pieces]


def smooth_profile(
    points: Sequence[tuple[float, float]], steps: int = 3, least: float = 0.004
) -> list[tuple[float, float]]:
    """A Catmull-Rom line through the (radius, height) knots of a turned profile, no radius below `least`."""
    p = np.array([points[0], *points, points[-1]])
    out = [points[0]]
    for a, b, c, d in zip(p[:-3], p[1:-2], p[2:-1], p[3:], strict=True):
        for k in range(1, steps + 1):
            t = k / steps
            q = 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)
            out.append((max(float(q[0]), least), float(q[1])))
    high = np.maximum.accumulate([z for _, z in out])
    return [(r, float(z)) for (r, _), z in zip(out, high, strict=True)]
