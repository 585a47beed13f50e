"""From named meshes to a `Model`: hard and soft edges, box-projected texture coordinates, exact fit.

A vertex is split where the surface has a hard edge or where the projection changes, so that `Part.mesh` carries true
vertex normals; welding coincident vertices gives back the closed mesh (`welded`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
import trimesh
from numpy.typing import NDArray

from assets.errors import AssetError
from assets.model import Material, Model, Part
from assets.parametric.solids import Axis, Vec, arrays, merge, move, raw
from assets.points import distinct

HARD_EDGE = np.cos(np.radians(50.0))
TOLERANCE = 0.002  # what counts as built to size [m]
BOARD_SHIFT = np.array([0.381966, 0.618034])  # each board is cut from another place of the wood (golden section)
_UP = np.array([0.0, 0.0, 1.0])


@dataclass
class Builder:
    """Collects meshes under part names; meshes of the same name and material become one part."""

    _items: dict[tuple[str, Material], list[tuple[trimesh.Trimesh, int]]] = field(default_factory=dict)

    def add(
        self,
        name: str,
        mesh: trimesh.Trimesh | Iterable[trimesh.Trimesh],
        material: Material,
        grain: Axis | None = None,
    ) -> None:
        """Adds closed meshes. The texture runs along `grain`, by default each mesh's own longest axis."""
        for m in [mesh] if isinstance(mesh, trimesh.Trimesh) else mesh:
            longest = int(np.argmax(np.ptp(arrays(m)[0], axis=0))) if grain is None else "xyz".index(grain)
            self._items.setdefault((name, material), []).append((m, longest))

    def include(self, other: Builder, by: Vec = (0.0, 0.0, 0.0)) -> None:
        """Adds everything of another builder, moved by `by`."""
        for (name, material), items in other._items.items():
            self._items.setdefault((name, material), []).extend((move(m, by), g) for m, g in items)

    def model(self) -> Model:
        """All parts so far. Raises `AssetError` when there are none."""
        if not self._items:
            raise AssetError("a model needs at least one part")
        return Model(tuple(_part(name, material, items) for (name, material), items in self._items.items()))


def _part(name: str, material: Material, items: list[tuple[trimesh.Trimesh, int]]) -> Part:
    mesh = merge([m for m, _ in items])
    count = [len(m.faces) for m, _ in items]
    grain = np.repeat([g for _, g in items], count)
    vertices, faces, normals, uv = shaded(*arrays(mesh), grain)
    board = np.empty(len(vertices), dtype=np.int64)
    board[faces] = np.repeat(np.arange(len(items)), count)[:, None]
    uv = uv + board[:, None] * BOARD_SHIFT * material.tile
    out = trimesh.Trimesh(vertices, faces, vertex_normals=normals, process=False, validate=False)
    return Part(name, out, material, uv if material.texture else None)


def shaded(
    v: NDArray[np.float64], f: NDArray[np.int64], grain: NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.int64], NDArray[np.float64], NDArray[np.float64]]:
    """Vertices [V, 3], faces [F, 3], vertex normals [V, 3] and uv [V, 2] in metres, split at hard edges and seams.
    `grain` [F] is the axis that u runs along; on a face square to it, u runs along the next axis."""
    cross = np.cross(v[f[:, 1]] - v[f[:, 0]], v[f[:, 2]] - v[f[:, 0]])
    length = np.linalg.norm(cross, axis=1, keepdims=True)
    unit = np.where(length > 1e-14, cross / np.maximum(length, 1e-14), _UP)  # faces without area face up
    corner_normal = _corner_normals(f, cross, unit)
    facing = np.argmax(np.abs(unit) + np.array([0.0, 1e-6, 2e-6]), axis=1)
    key = np.column_stack([f.ravel(), np.repeat(facing * 3 + grain, 3), np.round(corner_normal * 500).astype(np.int64)])
    first, inverse = _unique_rows(key)
    points = v[f.ravel()[first]]
    uv = _projected(points, np.repeat(facing, 3)[first], np.repeat(grain, 3)[first])
    return points, inverse.reshape(-1, 3), corner_normal[first], uv


def _unique_rows(key: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Index of the first of each distinct row, and for each row the number of its kind."""
    packed = key[:, 0]
    for column in key.T[1:]:
        span = int(column.max() - column.min()) + 1
        packed = packed * span + (column - column.min())
    _, first, inverse = np.unique(packed, return_index=True, return_inverse=True)
    return first, inverse.reshape(-1)


def _corner_normals(f: NDArray[np.int64], cross: NDArray[np.float64], unit: NDArray[np.float64]) -> NDArray[np.float64]:
    """For each face corner [3F, 3] the area-weighted mean normal of the faces that meet there without a hard edge."""
    corner_vertex = f.ravel()
    order = np.argsort(corner_vertex, kind="stable")
    count = np.bincount(corner_vertex)
    start = np.concatenate([[0], np.cumsum(count)[:-1]])
    valence = count[corner_vertex]
    mine = np.repeat(np.arange(len(corner_vertex)), valence)
    step = np.arange(len(mine)) - np.repeat(np.concatenate([[0], np.cumsum(valence)[:-1]]), valence)
    other = order[start[corner_vertex[mine]] + step] // 3
    smooth = np.einsum("ij,ij->i", unit[mine // 3], unit[other]) > HARD_EDGE
    weight = cross[other] * smooth[:, None]
    total = np.column_stack([np.bincount(mine, weight[:, k], len(corner_vertex)) for k in range(3)])
    length = np.linalg.norm(total, axis=1, keepdims=True)
    flat = np.repeat(unit, 3, axis=0)
    return np.where(length > 1e-15, total / np.maximum(length, 1e-15), flat)


def _projected(points: NDArray[np.float64], facing: NDArray[np.int64], grain: NDArray[np.int64]) -> NDArray[np.float64]:
    u_axis = np.where(facing == grain, (grain + 1) % 3, grain)
    v_axis = 3 - facing - u_axis
    rows = np.arange(len(points))
    return np.column_stack([points[rows, u_axis], points[rows, v_axis]])


def welded(mesh: trimesh.Trimesh) -> trimesh.Trimesh:
    """The mesh with coincident vertices made one: closed where the part is."""
    vertices, faces = arrays(mesh)
    unique, number = distinct(vertices)
    return raw(unique, number[faces])


def fit(model: Model, size: Vec) -> Model:
    """The model moved so that its footprint is centred on the origin with its base at 0, and scaled the last little bit
    to be exactly `size` [m]. A generator builds to size and this only irons out rounding; for sizes that its form
    cannot have (a lamp wider than high) the rest is stretched, and `Model.stretch` says by how much."""
    lo, hi = model.bounds
    scale = np.asarray(size) / np.maximum(hi - lo, 1e-9)
    real = np.abs(hi - lo - np.asarray(size)) > TOLERANCE
    stretch = float(np.max(np.where(real, np.maximum(scale, 1 / scale), 1.0)))
    origin = np.array([(lo[0] + hi[0]) / 2, (lo[1] + hi[1]) / 2, lo[2]])
    return Model(tuple(_placed(p, origin, scale) for p in model.parts), max(stretch, model.stretch))


def _placed(part: Part, origin: NDArray[np.float64], scale: NDArray[np.float64]) -> Part:
    old = part.mesh
    normals = np.asarray(old.vertex_normals) / scale
    normals = normals / np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-12)
    mesh = trimesh.Trimesh(
        (arrays(old)[0] - origin) * scale, old.faces, vertex_normals=normals, process=False, validate=False
    )
    return Part(part.name, mesh, part.material, part.uv)
