"""Hard shapes: boxes, cylinders, turned and extruded bodies, bent tubes.

Every function returns a closed `trimesh.Trimesh` with outward normals, in metres, z up. `at` is the centre of the base:
(x, y, z of the bottom).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Literal

import numpy as np
import shapely
import trimesh
from numpy.typing import ArrayLike, NDArray

from assets.errors import AssetError

Vec = tuple[float, float, float]
Axis = Literal["x", "y", "z"]
ORIGIN: Vec = (0.0, 0.0, 0.0)
# Axis orders that turn a body made along z to lie along x or y without mirroring it (cyclic permutations).
_CYCLE = {"z": (0, 1, 2), "x": (2, 0, 1), "y": (1, 2, 0)}


def raw(vertices: ArrayLike, faces: ArrayLike) -> trimesh.Trimesh:
    """A mesh as given: no merging, no checks."""
    v = np.asarray(vertices, dtype=np.float64)
    return trimesh.Trimesh(v, np.asarray(faces, dtype=np.int64), process=False, validate=False)


def arrays(mesh: trimesh.Trimesh) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Vertices [V, 3] and faces [F, 3] as plain arrays: to compute with trimesh's own, which are watched for changes,
    takes twice as long."""
    return mesh.vertices.view(np.ndarray), mesh.faces.view(np.ndarray)


def outward(mesh: trimesh.Trimesh) -> trimesh.Trimesh:
    """The closed mesh with its faces turned so that its volume is positive."""
    vertices, faces = arrays(mesh)
    tri = vertices[faces]
    volume = np.einsum("ij,ij->", tri[:, 0], np.cross(tri[:, 1], tri[:, 2]))
    return mesh if volume >= 0 else raw(vertices, faces[:, ::-1])


def merge(meshes: Iterable[trimesh.Trimesh]) -> trimesh.Trimesh:
    """All meshes as one, not fused."""
    every = [arrays(m) for m in meshes]
    offsets = np.cumsum([0] + [len(v) for v, _ in every[:-1]])
    return raw(np.vstack([v for v, _ in every]), np.vstack([f + o for (_, f), o in zip(every, offsets, strict=True)]))


def move(mesh: trimesh.Trimesh, by: Vec) -> trimesh.Trimesh:
    """The mesh shifted by `by` [m]."""
    vertices, faces = arrays(mesh)
    return raw(vertices + np.asarray(by), faces)


def turn(mesh: trimesh.Trimesh, axis: Axis, angle: float, about: Vec = ORIGIN) -> trimesh.Trimesh:
    """The mesh turned about `axis` through the point `about` by `angle` [rad], right-handed."""
    i, j = {"x": (1, 2), "y": (2, 0), "z": (0, 1)}[axis]
    vertices, faces = arrays(mesh)
    v = vertices - np.asarray(about)
    c, s = np.cos(angle), np.sin(angle)
    v[:, i], v[:, j] = c * v[:, i] - s * v[:, j], s * v[:, i] + c * v[:, j]
    return raw(v + np.asarray(about), faces)


def mirror(mesh: trimesh.Trimesh, axis: Axis, at: float = 0.0) -> trimesh.Trimesh:
    """The mesh mirrored in the plane `axis` = `at`."""
    k = "xyz".index(axis)
    v = np.array(mesh.vertices)
    v[:, k] = 2 * at - v[:, k]
    return raw(v, mesh.faces[:, ::-1])


def stretch(mesh: trimesh.Trimesh, size: Vec, at: Vec = ORIGIN) -> trimesh.Trimesh:
    """The mesh scaled on each axis to fill the box of `size` whose base centre is `at`."""
    vertices, faces = arrays(mesh)
    lo, hi = vertices.min(axis=0), vertices.max(axis=0)
    unit = (vertices - (lo + hi) / 2) / np.maximum(hi - lo, 1e-9)
    return raw(unit * np.asarray(size) + np.asarray(at) + (0, 0, size[2] / 2), faces)


def _check_size(size: Sequence[float], what: str) -> None:
    if min(size) <= 0:
        raise AssetError(f"{what} of size {tuple(round(s, 4) for s in size)} m: every extent must be above zero")


@cache
def _round_topology(segments: int) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.int64]]:
    """Corner signs [V, 3], ball offsets [V, 3] and faces of a box swept by a ball, with repeated points welded."""
    steps = np.linspace(0, np.pi / 2, segments + 1)
    lat = np.concatenate([-steps[::-1], steps])
    lon = np.concatenate([q * np.pi / 2 + steps for q in range(4)])
    quadrant = np.repeat(np.arange(4), segments + 1)
    sx, sy = np.array([1, -1, -1, 1])[quadrant], np.array([1, 1, -1, -1])[quadrant]
    rings = []
    for i, phi in enumerate(lat):
        sz = np.full(len(lon), -1.0 if i <= segments else 1.0)
        ball = np.column_stack([np.cos(phi) * np.cos(lon), np.cos(phi) * np.sin(lon), np.full(len(lon), np.sin(phi))])
        rings.append(np.column_stack([sx, sy, sz, ball]))
    table = np.round(np.vstack(rings), 9) + 0.0
    unique, inverse = np.unique(table, axis=0, return_inverse=True)
    faces = np.array(_grid_faces(len(lat), len(lon), wrap=True))
    caps = [[0, segments + 1, 2 * (segments + 1)], [0, 2 * (segments + 1), 3 * (segments + 1)]]
    top = (len(lat) - 1) * len(lon)
    faces = np.vstack([faces, [c[::-1] for c in caps], [[i + top for i in c] for c in caps]])
    faces = inverse.reshape(-1)[faces]
    real = (faces[:, 0] != faces[:, 1]) & (faces[:, 1] != faces[:, 2]) & (faces[:, 0] != faces[:, 2])
    return unique[:, :3], unique[:, 3:], faces[real]


def _grid_faces(rows: int, columns: int, wrap: bool = False) -> NDArray[np.int64]:
    """Two triangles for each cell of a grid of points in row-major order; `wrap` joins the last column to the first."""
    r, c = np.meshgrid(np.arange(rows - 1), np.arange(columns if wrap else columns - 1), indexing="ij")
    a, b = (r * columns + c).ravel(), (r * columns + (c + 1) % columns).ravel()
    return np.vstack([np.column_stack([a, b, b + columns]), np.column_stack([a, b + columns, a + columns])])


def box(size: Vec, at: Vec = ORIGIN, radius: float = 0.0, segments: int | None = None) -> trimesh.Trimesh:
    """A box, with all edges rounded when `radius` > 0 (cut to what fits). 12 triangles sharp, 44 to 188 rounded."""
    _check_size(size, "box")
    half = np.asarray(size) / 2
    r = min(radius, 0.499 * min(size))
    middle = np.asarray(at) + np.array([0.0, 0.0, half[2]])
    if r < 1e-4:
        corners = np.array([[x, y, z] for x in (-1, 1) for y in (-1, 1) for z in (-1, 1)], dtype=np.float64)
        return raw(corners * half + middle, _BOX_FACES)
    signs, ball, faces = _round_topology(segments or (1 if r < 0.004 else 2 if r < 0.03 else 3))
    return raw(signs * (half - r) + ball * r + middle, faces)


_BOX_FACES = [
    [0, 1, 3], [0, 3, 2], [4, 6, 7], [4, 7, 5], [0, 4, 5], [0, 5, 1],
    [2, 3, 7], [2, 7, 6], [0, 2, 6], [0, 6, 4], [1, 5, 7], [1, 7, 3],
]  # fmt: skip


def lathe(
    profile: Sequence[tuple[float, float]], at: Vec = ORIGIN, segments: int = 32, start: float = 0.0
) -> trimesh.Trimesh:
    """The (radius, height) profile turned about the vertical axis through `at`. An end off the axis is closed by a flat
    disc; a profile that ends where it began makes a ring. `start` turns the first vertex [rad]."""
    points = np.asarray(profile, dtype=np.float64)
    ring = bool(np.allclose(points[0], points[-1]))
    if ring:
        points = points[:-1]
    else:
        ends = [np.array([[0.0, p[1]]]) if p[0] > 1e-9 else np.empty((0, 2)) for p in (points[0], points[-1])]
        points = np.vstack([ends[0], points, ends[1]])
    angle = start + np.arange(segments) * 2 * np.pi / segments
    circle = np.column_stack([np.cos(angle), np.sin(angle)])
    v = np.concatenate([np.column_stack([r * circle, np.full(segments, z)]) for r, z in points])
    loop = np.vstack([points, points[:1]]) if ring else points
    faces = _grid_faces(len(loop), segments, wrap=True) % len(v)
    return outward(move(_weld_poles(v, faces, points, segments), at))


def _weld_poles(
    v: NDArray[np.float64], faces: NDArray[np.int64], profile: NDArray[np.float64], segments: int
) -> trimesh.Trimesh:
    """The turned grid with each ring of radius zero made one vertex."""
    index = np.arange(len(v)).reshape(len(profile), segments)
    index[profile[:, 0] <= 1e-9] = index[profile[:, 0] <= 1e-9, :1]
    faces = index.ravel()[faces]
    faces = faces[(faces[:, 0] != faces[:, 1]) & (faces[:, 1] != faces[:, 2]) & (faces[:, 0] != faces[:, 2])]
    used, renumbered = np.unique(faces, return_inverse=True)
    return raw(v[used], renumbered.reshape(-1, 3))


def cylinder(
    radius: float,
    height: float,
    at: Vec = ORIGIN,
    segments: int = 24,
    radius_top: float | None = None,
    along: Axis = "z",
    bevel: float = 0.0,
) -> trimesh.Trimesh:
    """A cylinder or cone stump. Along x or y it is centred on `at` in plan, with `at` at its lowest line."""
    _check_size((radius, height), "cylinder")
    top = radius if radius_top is None else radius_top
    b = min(bevel, 0.45 * height, 0.9 * min(radius, top))
    profile = [(radius, 0.0), (top, height)]
    if b > 0:
        profile = [(radius - b, 0.0), (radius, b), (top, height - b), (top - b, height)]
    mesh = lathe(profile, segments=segments)
    return move(mesh, at) if along == "z" else lay(mesh, along, (0, 0, height / 2), max(radius, top), at)


def lay(mesh: trimesh.Trimesh, along: Axis, centre: Vec, lift: float, at: Vec) -> trimesh.Trimesh:
    """A body made along z, laid along x or y: `centre` comes to lie `lift` above `at`."""
    v = (mesh.vertices - np.asarray(centre))[:, _CYCLE[along]]
    return raw(v + np.asarray(at) + (0, 0, lift), mesh.faces)


def ellipsoid(size: Vec, at: Vec = ORIGIN, segments: int = 20) -> trimesh.Trimesh:
    """A ball stretched to `size`."""
    angle = np.linspace(-np.pi / 2, np.pi / 2, segments // 2 + 1)
    profile = [(max(float(np.cos(a)), 0.0), float(np.sin(a))) for a in angle]
    profile[0], profile[-1] = (0.0, -1.0), (0.0, 1.0)
    return stretch(lathe(profile, segments=segments), size, at)


Outline = Sequence[tuple[float, float]] | shapely.Geometry


def extrude(polygon: Outline, height: float, at: Vec = ORIGIN, along: Axis = "z") -> trimesh.Trimesh:
    """A flat outline (holes allowed) given depth. Along z the outline is (x, y) and grows up from `at`. Along x it is
    (y, z), along y (x, z), both about `at` and centred on it in the direction of extrusion."""
    shape = polygon if isinstance(polygon, shapely.Geometry) else shapely.Polygon(polygon)
    if not isinstance(shape, shapely.Polygon) or shape.is_empty or not shape.is_valid or height <= 0:
        raise AssetError(f"extrude: outline must be a simple polygon and height above zero, got height {height}")
    mesh = trimesh.creation.extrude_polygon(shape, height)
    shift = 0.0 if along == "z" else height / 2
    order = (0, 2, 1) if along == "y" else _CYCLE[along]
    return outward(raw((mesh.vertices - (0, 0, shift))[:, order] + np.asarray(at), mesh.faces))


def rounded_rectangle(width: float, depth: float, radius: float, segments: int = 6) -> shapely.Polygon:
    """A rectangle about the origin with round corners, for `extrude`."""
    r = min(radius, 0.499 * min(width, depth))
    inner = shapely.box(-width / 2 + r, -depth / 2 + r, width / 2 - r, depth / 2 - r)
    return inner.buffer(r, quad_segs=segments) if r > 1e-4 else shapely.box(*inner.bounds)


def disc(width: float, depth: float, segments: int = 40) -> shapely.Polygon:
    """An ellipse about the origin, for `extrude`."""
    angle = np.arange(segments) * 2 * np.pi / segments
    return shapely.Polygon(np.column_stack([np.cos(angle) * width / 2, np.sin(angle) * depth / 2]))


def tube(path: ArrayLike, radius: ArrayLike, segments: int = 10, closed: bool = False) -> trimesh.Trimesh:
    """A round bar along the points of `path` [P, 3]; `radius` may be one for each point. `closed` joins the ends."""
    p = np.asarray(path, dtype=np.float64)
    if len(p) < 2:
        raise AssetError(f"tube: a path needs two points or more, got {len(p)}")
    tangent = np.roll(p, -1, axis=0) - np.roll(p, 1, axis=0) if closed else np.gradient(p, axis=0)
    tangent /= np.linalg.norm(tangent, axis=1, keepdims=True)
    side, up = _frames(tangent)
    angle = np.arange(segments) * 2 * np.pi / segments
    r = np.broadcast_to(np.asarray(radius, dtype=np.float64), (len(p),))
    offset = np.cos(angle)[None, :, None] * side[:, None] + np.sin(angle)[None, :, None] * up[:, None]
    v = (p[:, None] + r[:, None, None] * offset).reshape(-1, 3)
    if closed:
        return outward(raw(v, _grid_faces(len(p) + 1, segments, wrap=True) % len(v)))
    return outward(raw(np.vstack([v, p[:1], p[-1:]]), _tube_faces(len(p), segments)))


def _tube_faces(rows: int, segments: int) -> NDArray[np.int64]:
    first, last = rows * segments, rows * segments + 1
    k = np.arange(segments)
    n = (k + 1) % segments
    end = (rows - 1) * segments
    start_cap = np.column_stack([np.full(segments, first), n, k])
    end_cap = np.column_stack([np.full(segments, last), end + k, end + n])
    return np.vstack([_grid_faces(rows, segments, wrap=True), start_cap, end_cap])


def _frames(tangent: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Two normals for each tangent, carried along the path without twist."""
    seed = np.eye(3)[np.argmin(np.abs(tangent[0]))]
    side = np.empty_like(tangent)
    for i, t in enumerate(tangent):
        seed = seed - np.dot(seed, t) * t
        seed = seed / np.linalg.norm(seed)
        side[i] = seed
    return side, np.cross(tangent, side)


def arc(
    centre: Vec, radius: float, start: float, end: float, plane: Literal["xy", "xz", "yz"] = "xy", points: int = 9
) -> NDArray[np.float64]:
    """Points [P, 3] of a circular arc, angles in radians from the plane's first axis: a path for `tube`."""
    angle = np.linspace(start, end, points)
    i, j = ("xyz".index(c) for c in plane)
    p = np.tile(np.asarray(centre, dtype=np.float64), (points, 1))
    p[:, i] += radius * np.cos(angle)
    p[:, j] += radius * np.sin(angle)
    return p


def bend(points: ArrayLike, radius: float, steps: int = 4) -> NDArray[np.float64]:
    """The open polyline [P, 3] with its corners rounded: a path for `tube` that looks like bent steel."""
    p = np.asarray(points, dtype=np.float64)
    out = [p[0]]
    for before, corner, after in zip(p[:-2], p[1:-1], p[2:], strict=True):
        a, b = before - corner, after - corner
        r = min(radius, 0.49 * float(np.linalg.norm(a)), 0.49 * float(np.linalg.norm(b)))
        start, stop = corner + a / np.linalg.norm(a) * r, corner + b / np.linalg.norm(b) * r
        t = np.linspace(0, 1, steps + 1)[:, None]
        out += list((1 - t) ** 2 * start + 2 * t * (1 - t) * corner + t**2 * stop)
    return np.asarray([*out, p[-1]])


def frame(size: Vec, bar: float, at: Vec = ORIGIN, radius: float = 0.0) -> trimesh.Trimesh:
    """An upright rectangular frame (x wide, z high, y deep) of bars `bar` wide: picture frames, window sashes."""
    w, d, h = size
    x, y, z = at
    rails = [box((w, d, bar), (x, y, z + k), radius) for k in (0.0, h - bar)]
    joint = 0.0003  # a hair between bars, so that no two faces coincide
    stile = (bar, d, h - 2 * bar - 2 * joint)
    stiles = [box(stile, (x + s * (w - bar) / 2, y, z + bar + joint), radius) for s in (-1, 1)]
    return merge(rails + stiles)
