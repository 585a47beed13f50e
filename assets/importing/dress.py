"""A plain grey model in a material of this project: texture coordinates by box projection, in metres."""

from __future__ import annotations

import numpy as np
import trimesh

from assets.model import Material, Model, Part


def dressed(model: Model, look: Material) -> Model:
    """All parts in that material."""
    return Model(tuple(_dressed(p, look) for p in model.parts))


def _dressed(part: Part, look: Material) -> Part:
    """A vertex for each corner, so that every face is projected along its own axis."""
    corners, faces = part.mesh.vertices[part.mesh.faces], part.mesh.faces
    normals = part.mesh.vertex_normals[faces].reshape(-1, 3)
    flat = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    axis = np.repeat(np.argmax(np.abs(flat), axis=1), 3)
    points = corners.reshape(-1, 3)
    # seen from the side: across and up; seen from above: along x and y
    u = np.where(axis == 0, points[:, 1], points[:, 0])
    v = np.where(axis == 2, points[:, 1], points[:, 2])
    index = np.arange(len(points)).reshape(-1, 3)
    mesh = trimesh.Trimesh(points, index, vertex_normals=normals, process=False, validate=False)
    thin = Material(**{**look.__dict__, "name": f"{look.name} sheet", "double_sided": True})
    return Part(part.name, mesh, thin if part.material.double_sided else look, np.column_stack([u, v]))
