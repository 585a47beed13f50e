"""Everything that can be seen: the room's pieces and the objects, each with its model, pose and group.

Groups are what a view can leave out together: "floor", "ceiling", "wall-0" (with its doors, windows, skirting and what
hangs on it), "hanging" (what hangs from the ceiling) and "things" (all else). Frame: metres, z up.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assets.model import Material, Model, Part
from idesign.render.finishes import finishes
from idesign.render.models import ModelSource, model_of
from idesign.render.shell import room_pieces
from idesign.scene import Scene, SceneObject
from solvers.room import Room, Wall

Matrix = NDArray[np.float64]


@dataclass(frozen=True)
class Item:
    """Something to draw: `matrix` [4, 4] takes its model to the room. `thing` is its object, None for the room."""

    name: str
    model: Model
    matrix: Matrix
    group: str
    thing: SceneObject | None = None


@dataclass(frozen=True)
class Stage:
    """All items of a scene in a fixed order. `hour`: the time of day of its light; None for a flattering sun."""

    room: Room
    items: tuple[Item, ...]
    hour: float | None = None

    @property
    def groups(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(i.group for i in self.items))

    @property
    def shell(self) -> Stage:
        """The room alone."""
        return Stage(self.room, tuple(i for i in self.items if i.thing is None))

    @property
    def things(self) -> tuple[SceneObject, ...]:
        return tuple(i.thing for i in self.items if i.thing is not None)


def build_stage(scene: Scene, source: ModelSource = model_of) -> Stage:
    """The scene with all models built. Raises `SceneError` when a finish or an asset cannot be made."""
    room = scene.room.plan
    groups = {o.id: o for o in scene.objects}
    shell = [
        Item(p.name, p.model, np.eye(4), p.name if p.wall is None else f"wall-{p.wall}")
        for p in room_pieces(room, finishes(scene.room.surfaces))
    ]
    things = [Item(o.id, source(o), pose_matrix(o), _group(o, groups, room), o) for o in scene.objects]
    return Stage(room, (*shell, *things))


def pose_matrix(thing: SceneObject) -> Matrix:
    """The object's pose as a matrix [4, 4]: yaw counter-clockwise about z, then the place of its base."""
    c, s = math.cos(thing.pose.yaw), math.sin(thing.pose.yaw)
    return np.array([[c, -s, 0, thing.x], [s, c, 0, thing.y], [0, 0, 1, thing.z], [0, 0, 0, 1]])


def _group(thing: SceneObject, by_id: dict[str, SceneObject], room: Room) -> str:
    bearer = thing
    while bearer.support in by_id:
        bearer = by_id[bearer.support]
    if bearer.support == "ceiling":
        return "hanging"
    return f"wall-{nearest_wall(room, bearer).index}" if bearer.support == "wall" else "things"


def nearest_wall(room: Room, thing: SceneObject) -> Wall:
    """The wall that is nearest to the object's centre."""
    return min(room.walls, key=lambda w: (round(_distance(w, thing.x, thing.y), 6), w.index))


def _distance(wall: Wall, x: float, y: float) -> float:
    dx, dy = x - wall.start[0], y - wall.start[1]
    along = min(max(dx * wall.u[0] + dy * wall.u[1], 0.0), wall.length)
    return math.hypot(dx - along * wall.u[0], dy - along * wall.u[1])


@dataclass(frozen=True)
class Batch:
    """All triangles of one material in one group, in the room's frame: vertices, normals [V, 3], faces [F, 3] and uv
    [V, 2] in repeats of the texture (None without one). `furniture`: made of objects, not of the room's shell."""

    group: str
    furniture: bool
    material: Material
    vertices: NDArray[np.float64]
    normals: NDArray[np.float64]
    faces: NDArray[np.int64]
    uv: NDArray[np.float64] | None


def batches(items: Iterable[Item], apart: frozenset[str] = frozenset()) -> tuple[Batch, ...]:
    """The items' parts joined by group and material: few draws instead of hundreds. Items named in
    `apart` are groups of their own, under their name."""
    joined: dict[tuple[str, bool, Material], list[tuple[Part, Matrix]]] = {}
    for item in items:
        group = item.name if item.name in apart else item.group
        for part in item.model.parts:
            joined.setdefault((group, item.thing is not None, part.material), []).append((part, item.matrix))
    return tuple(_batch(*key, parts) for key, parts in joined.items())


def _batch(group: str, furniture: bool, material: Material, parts: list[tuple[Part, Matrix]]) -> Batch:
    offsets = np.cumsum([0] + [len(p.mesh.vertices) for p, _ in parts[:-1]])
    uv = None
    if material.mapped:
        uv = np.vstack([_uv(p) for p, _ in parts]) / material.tile
    return Batch(
        group,
        furniture,
        material,
        np.vstack([p.mesh.vertices @ m[:3, :3].T + m[:3, 3] for p, m in parts]),
        np.vstack([p.mesh.vertex_normals @ m[:3, :3].T for p, m in parts]),
        np.vstack([p.mesh.faces + o for (p, _), o in zip(parts, offsets, strict=True)]),
        uv,
    )


def _uv(part: Part) -> NDArray[np.float64]:
    return part.uv if part.uv is not None else np.zeros((len(part.mesh.vertices), 2))
