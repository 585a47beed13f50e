"""The room as the judge sees it: what the meshes cover in plan, how high they are, and where a person can walk.

Made once for a scene and read by all scorers. Everything is in the room's frame, metres.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import trimesh
from shapely import MultiPoint, Polygon, union_all
from shapely.geometry import LineString, Point
from shapely.geometry.base import BaseGeometry
from trimesh.graph import connected_component_labels

from eval.meshes import Meshes, Parts
from eval.score import Spot
from idesign.scene import Scene, SceneObject
from solvers.room import Opening, Wall

EPS = 0.005
"""Overlap, overhang and height below this do not count [m] (layout contract)."""
ROUND = 1e-6
"""Absorbs rounding in the arithmetic."""
RUG = 0.03
"""What lies on the floor and is not taller blocks nothing [m] (layout contract)."""
HEAD = 1.8
"""What begins above this height is walked under [m] (layout contract)."""
DOOR_DEPTH = 0.8
"""Depth of the clear zone inside a door [m] (layout contract)."""


@dataclass(frozen=True)
class Thing:
    """An object with its mesh: lower and upper corner [m], and what it covers in plan (the hulls of its parts)."""

    object: SceneObject
    parts: Parts

    @property
    def id(self) -> str:
        return self.object.id

    @property
    def category(self) -> str:
        return self.object.category

    @cached_property
    def vertices(self) -> npt.NDArray[np.float64]:
        """[V, 3], those of all parts."""
        return np.vstack([p.vertices for p in self.parts])

    @cached_property
    def lo(self) -> npt.NDArray[np.float64]:
        return np.asarray(self.vertices.min(axis=0))

    @cached_property
    def hi(self) -> npt.NDArray[np.float64]:
        return np.asarray(self.vertices.max(axis=0))

    @cached_property
    def plan(self) -> BaseGeometry:
        """The union of the hulls of the parts, seen from above."""
        return union_all([MultiPoint(p.vertices[:, :2]).convex_hull for p in self.parts])

    @cached_property
    def outline(self) -> BaseGeometry:
        """The same with its notches: the union of the hulls of all connected pieces. A corner sofa is an L."""
        return union_all([MultiPoint(v).convex_hull for p in self.parts for v in _pieces(p)])

    @cached_property
    def solid(self) -> Any:
        """The union of the closed parts as a `manifold3d.Manifold`; None when no part is closed."""
        from manifold3d import Manifold, Mesh64, OpType

        meshes = [Mesh64(p.vertices, p.faces.astype(np.uint64)) for p in self.parts if p.is_volume]
        return Manifold.batch_boolean([Manifold(m) for m in meshes], OpType.Add) if meshes else None

    @property
    def rug(self) -> bool:
        return self.object.support == "floor" and bool(self.hi[2] <= RUG + EPS)

    @property
    def stands(self) -> bool:
        """Stands on the floor and is taller than a rug."""
        return self.object.support == "floor" and not self.rug


@dataclass(frozen=True)
class Space:
    """A scene with its meshes. Objects without a mesh are named in `unseen` and are no part of `things`."""

    scene: Scene
    things: tuple[Thing, ...]
    unseen: tuple[str, ...] = ()

    @cached_property
    def floor(self) -> Polygon:
        return Polygon(self.scene.room.polygon)

    @cached_property
    def open_floor(self) -> BaseGeometry:
        """The floor without the columns."""
        return self.floor.difference(union_all([Polygon(c.ring) for c in self.scene.room.columns]))

    @cached_property
    def walls(self) -> tuple[Wall, ...]:
        return self.scene.room.plan.walls

    @cached_property
    def door_zones(self) -> dict[str, Polygon]:
        """Door id -> its clear zone, as wide as the door and 0.8 m deep."""
        return {d.id: self.zone(d, DOOR_DEPTH) for d in self.scene.room.doors}

    def zone(self, opening: Opening, depth: float) -> Polygon:
        """The floor before an opening, as wide as the opening [m]."""
        wall, a, b = self.walls[opening.wall], opening.offset, opening.offset + opening.width
        return Polygon([wall.at(a), wall.at(b), wall.at(b, depth), wall.at(a, depth)])

    @cached_property
    def standing(self) -> tuple[Thing, ...]:
        return tuple(t for t in self.things if t.stands)

    @cached_property
    def obstacles(self) -> tuple[Thing, ...]:
        """What a person cannot walk through: everything between the floor and head height, rugs excepted."""
        return tuple(t for t in self.things if not t.rug and t.lo[2] < HEAD and t.hi[2] > RUG)

    @cached_property
    def covered(self) -> BaseGeometry:
        """What the obstacles cover in plan."""
        return union_all([t.plan for t in self.obstacles])

    def walkable(self, radius: float) -> tuple[Polygon, ...]:
        """Where the centre of a round person of that radius [m] can be: the connected parts, largest first."""
        if radius not in self._walkable:
            taken = union_all([t.plan.buffer(radius) for t in self.obstacles])
            free = polygons(self.open_floor.buffer(-radius).difference(taken))
            self._walkable[radius] = tuple(sorted(free, key=lambda p: -p.area))
        return self._walkable[radius]

    @cached_property
    def _walkable(self) -> dict[float, tuple[Polygon, ...]]:
        """What `walkable` found so far: several scorers ask for the same radius."""
        return {}

    def reached(self, radius: float) -> tuple[Polygon, ...]:
        """The parts of the walkable floor that are connected with a door's zone; without a door the largest part."""
        parts = self.walkable(radius)
        if not self.door_zones:
            return parts[:1]
        return tuple(p for p in parts if any(p.intersects(z) for z in self.door_zones.values()))

    def thing(self, id: str) -> Thing | None:
        return next((t for t in self.things if t.id == id), None)


def make_space(scene: Scene, meshes: Meshes) -> Space:
    """The scene with its meshes."""
    things = tuple(Thing(o, meshes[o.id]) for o in scene.objects if meshes.get(o.id))
    return Space(scene, things, tuple(o.id for o in scene.objects if not meshes.get(o.id)))


def polygons(shape: BaseGeometry) -> list[Polygon]:
    """The polygons in a shape that are more than a speck (1 mm2)."""
    found = getattr(shape, "geoms", [shape])
    return [p for p in found if isinstance(p, Polygon) and p.area > 1e-6]


def _pieces(part: trimesh.Trimesh) -> list[npt.NDArray[np.float64]]:
    """The vertices [V, 2] of each connected piece of a mesh, in plan."""
    labels = connected_component_labels(part.edges, len(part.vertices))  # type: ignore[no-untyped-call]
    order = np.argsort(labels, kind="stable")
    cuts = np.flatnonzero(np.diff(labels[order])) + 1
    return np.split(np.asarray(part.vertices)[order, :2], cuts)


def front_of(o: SceneObject) -> tuple[float, float]:
    """Unit vector along which the object's front points."""
    yaw = o.pose.yaw
    return (float(np.sin(yaw)), float(-np.cos(yaw)))


def to_world(o: SceneObject, x: float, y: float) -> tuple[float, float]:
    """A point of the object's frame, in plan."""
    c, s = float(np.cos(o.pose.yaw)), float(np.sin(o.pose.yaw))
    return (o.x + c * x - s * y, o.y + s * x + c * y)


def box_plan(o: SceneObject) -> Polygon:
    """The declared footprint."""
    w, d = o.size[0] / 2, o.size[1] / 2
    return Polygon([to_world(o, x, y) for x, y in ((-w, -d), (w, -d), (w, d), (-w, d))])


def centre(o: SceneObject) -> Point:
    return Point(o.x, o.y)


def line(a: tuple[float, float], b: tuple[float, float]) -> LineString:
    return LineString([a, b])


def outlines(shape: BaseGeometry, text: str = "") -> tuple[Spot, ...]:
    """The polygons of a shape as spots on the plan."""
    rings = [p.exterior.simplify(0.005).coords[:-1] for p in polygons(shape)]
    return tuple(Spot(tuple((round(x, 3), round(y, 3)) for x, y in ring), text, area=True) for ring in rings)
