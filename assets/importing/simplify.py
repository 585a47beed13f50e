"""A model that is too fine, made coarser by quadric edge collapse (open3d), texture coordinates kept.

Garland and Heckbert, "Surface simplification using quadric error metrics", 1997. open3d carries a colour for each
vertex along; the texture coordinates travel as such a colour.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from assets.importing.limits import KEPT_TRIANGLES
from assets.importing.raw import RawModel, RawPart


def simplified(model: RawModel, most: int = KEPT_TRIANGLES) -> RawModel:
    """The model with about `most` triangles at most; itself when it has no more."""
    if model.triangles <= most:
        return model
    share = most / model.triangles
    return replace(model, parts=tuple(_coarser(p, max(int(len(p.faces) * share), 12)) for p in model.parts))


def _coarser(part: RawPart, triangles: int) -> RawPart:
    import open3d

    if len(part.faces) <= triangles:
        return part
    mesh = open3d.geometry.TriangleMesh(
        open3d.utility.Vector3dVector(part.vertices), open3d.utility.Vector3iVector(part.faces.astype(np.int32))
    )
    lo, span = (part.uv.min(axis=0), np.maximum(np.ptp(part.uv, axis=0), 1e-9)) if part.uv is not None else (0.0, 1.0)
    if part.uv is not None:
        unit = (part.uv - lo) / span
        mesh.vertex_colors = open3d.utility.Vector3dVector(np.column_stack([unit, np.zeros(len(unit))]))
    fewer = mesh.simplify_quadric_decimation(triangles, boundary_weight=3.0)
    faces = np.asarray(fewer.triangles).astype(np.int64)
    if not len(faces):
        return part
    uv = np.asarray(fewer.vertex_colors)[:, :2] * span + lo if part.uv is not None else None
    return replace(part, vertices=np.asarray(fewer.vertices), faces=faces, normals=None, uv=uv)
