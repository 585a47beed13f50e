"""COL, OOB, SUP, NAV, ACC and OPN: whether the room could stand and be used like this.

Thresholds are SceneEval's (configs/metrics.yaml). Where it draws maps of 256 pixels, areas are exact here (shapely);
where it samples at random, from a fixed seed. All figures are also given without floor coverings, which the benchmark
counts as obstacles.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
import shapely
import trimesh
from numpy.typing import NDArray
from shapely import MultiPoint, Point, Polygon
from shapely.geometry.base import BaseGeometry

from eval.sceneeval.boxes import Box
from eval.sceneeval.place import Place, Thing
from solvers.room import Door, Opening, Room

Array = NDArray[np.float64]
SHIFT = 0.005
"""Colliding things are moved apart by this and tried again; a thing is lifted by it to look for its support [m]."""
CONTACT, LEAST_CONTACTS, FLAT = 0.01, 4, 0.9
"""Rays from a lifted thing that hit within this are contacts [m]; how many are needed; what counts as facing down."""
POINTS_PER_M3, LEAST_POINTS, INSIDE_SHARE = 5000, 1000, 0.99
_COLLISION: Any = trimesh.collision
_TRANSFORMS: Any = trimesh.transformations
ROBOT, NAV_HEIGHT = 0.2, 2.0
ACCESS_DEPTH, ACCESS_OFF = 0.2, 0.05
WINDOW_DEPTH = 0.5
SLIVER = 0.001
"""What reaches no further before an opening is not in its way [m]."""
RUG_HEIGHT = 0.03
"""What lies on the ground and is not higher is a floor covering [m]."""


@dataclass(frozen=True)
class Physical:
    """One scene's figures, each None when there is nothing to judge: the ids of objects in a collision, out of bounds
    and without support; share of the free floor in one piece; mean access of objects with functional sides; openings
    that something stands in; how many objects there are."""

    objects: int
    colliding: tuple[str, ...]
    outside: tuple[str, ...]
    unsupported: tuple[str, ...]
    navigable: float | None
    access: float | None
    blocked: tuple[str, ...]
    openings: int


@dataclass(frozen=True)
class _Found:
    """What the meshes say of a scene: pairs of colliding objects; objects out of bounds and without support."""

    pairs: tuple[tuple[str, str], ...]
    outside: tuple[str, ...]
    unsupported: tuple[str, ...]


def judge_both(place: Place) -> tuple[Physical, Physical]:
    """All figures as the benchmark defines them, and without floor coverings. What only concerns the other objects is
    asked of their meshes once."""
    things, bare = place.things, tuple(t for t in place.things if not is_rug(t))
    found = _Found(collisions(things), outside(things, place.room), unsupported(things, place.room))
    on_rugs = [t for t in bare if any(_near(t.bounds, r.bounds) for r in things if is_rug(r))]
    lost = {t.id for t in on_rugs if not _supported(t, bare, _shell(place.room))}
    still = {t.id for t in bare} & set(found.unsupported) - {t.id for t in on_rugs}
    freed = _Found(found.pairs, found.outside, tuple(t.id for t in bare if t.id in lost | still))
    return _figures(things, place.room, found), _figures(bare, place.room, freed)


def _figures(things: Sequence[Thing], room: Room, found: _Found) -> Physical:
    """The figures of some of the things, with what is known of the meshes of all."""
    ids = {t.id for t in things}
    hit = {i for pair in found.pairs if ids.issuperset(pair) for i in pair}
    return Physical(
        len(things), tuple(t.id for t in things if t.id in hit), tuple(i for i in found.outside if i in ids),
        tuple(i for i in found.unsupported if i in ids), navigable(things, room), access(things, room),
        blocked(things, room), len(room.openings),
    )  # fmt: skip


def is_rug(t: Thing) -> bool:
    """Whether it is a floor covering."""
    return t.support == "ground" and 2 * t.box.half[2] <= RUG_HEIGHT


# ---------------------------------------------------------------- COL
def collisions(things: Sequence[Thing]) -> tuple[tuple[str, str], ...]:
    """Pairs of objects whose meshes meet, also after a shift of 5 mm away from the mean point of contact."""
    shapes: dict[str, Any] = {}
    return tuple(
        (a.id, b.id)
        for a, b in combinations(things, 2)
        if _near(a.bounds, b.bounds) and _meet(_shape(a, shapes), _shape(b, shapes), b.bounds.mean(axis=0))
    )


def _near(p: Array, q: Array) -> bool:
    """Whether two boxes [2, 3] along the axes meet."""
    return bool((p[0] <= q[1]).all() and (q[0] <= p[1]).all())


def _shape(t: Thing, made: dict[str, Any]) -> Any:
    """The thing as a collision manager of its own, made once."""
    if t.id not in made:
        made[t.id] = _COLLISION.CollisionManager()
        made[t.id].add_object("it", t.solid)
    return made[t.id]


def _meet(a: Any, b: Any, centre: Array) -> bool:
    touching = _contacts(a, b, np.zeros(3))
    if not len(touching):
        return False
    away = centre - touching.mean(axis=0)
    length = float(np.linalg.norm(away))
    return length < 1e-9 or len(_contacts(a, b, away / length * SHIFT)) > 0


def _contacts(a: Any, b: Any, shift: Array) -> Array:
    """Points [N, 3] where the first shape meets the second, moved by `shift` for this question only."""
    b.set_transform("it", _TRANSFORMS.translation_matrix(shift))
    _, found = a.in_collision_other(b, return_data=True)
    b.set_transform("it", np.eye(4))
    return np.array([c.point for c in found]).reshape(-1, 3)


# ---------------------------------------------------------------- OOB
def outside(things: Sequence[Thing], room: Room) -> tuple[str, ...]:
    """Ids of objects of whose surface less than 99 % lies over the floor."""
    floor = Polygon(room.polygon).buffer(1e-6)
    shapely.prepare(floor)
    return tuple(t.id for t in things if _over(t, floor) < INSIDE_SHARE)


def _over(t: Thing, floor: BaseGeometry) -> float:
    count = max(LEAST_POINTS, int(POINTS_PER_M3 * 8 * np.prod(t.box.half)))
    points, _ = trimesh.sample.sample_surface(t.solid, count, seed=0)
    return float(shapely.intersects_xy(floor, points[:, 0], points[:, 1]).mean())


# ---------------------------------------------------------------- SUP
def unsupported(things: Sequence[Thing], room: Room) -> tuple[str, ...]:
    """Ids of objects that, lifted by 5 mm off what carries them, find no contact there within 10 mm: four contacts
    around the centroid for what stands, one for what hangs."""
    shell = _shell(room)
    return tuple(t.id for t in things if not _supported(t, things, shell))


def _supported(t: Thing, things: Sequence[Thing], shell: Sequence[trimesh.Trimesh]) -> bool:
    down = _gravity(t)
    points = _contact_side(t.solid, down) - SHIFT * down
    reach = np.array([points.min(axis=0) - CONTACT, points.max(axis=0) + CONTACT])
    others = [o.solid for o in things if o.id != t.id and _near(o.bounds, reach)]
    hits = points[_distances(points, down, [*others, *shell]) < CONTACT]
    if t.support in ("wall", "ceiling"):
        return len(hits) > 0
    if len(hits) < LEAST_CONTACTS:
        return False
    return bool(MultiPoint(hits[:, :2]).convex_hull.buffer(1e-6).covers(Point(t.solid.centroid[:2])))


def _gravity(t: Thing) -> Array:
    """Towards what carries it: up to the ceiling, along its back to the wall, else down."""
    if t.support == "ceiling":
        return np.array([0.0, 0.0, 1.0])
    return np.asarray(t.box.axes @ [0.0, 1.0, 0.0]) if t.support == "wall" else np.array([0.0, 0.0, -1.0])


def _contact_side(mesh: trimesh.Trimesh, down: Array) -> Array:
    """Vertices and samples of the faces that look towards what carries the thing."""
    faces = np.flatnonzero(mesh.face_normals @ down > FLAT)
    if not len(faces):
        lowest = mesh.vertices @ down
        return np.asarray(mesh.vertices[lowest > lowest.max() - 1e-3])
    side: Any = mesh.submesh([faces], append=True)
    count = min(100_000, max(32 * min(len(faces), 100), int(256 * side.area)))
    samples, _ = trimesh.sample.sample_surface(side, count, seed=0)
    return np.vstack([side.vertices, samples])


def _distances(points: Array, direction: Array, meshes: Iterable[trimesh.Trimesh]) -> Array:
    """From points along the direction to the first mesh [m]."""
    import open3d

    o3d: Any = open3d
    scene = o3d.t.geometry.RaycastingScene()
    for m in meshes:
        vertices, faces = m.vertices.astype(np.float32), m.faces.astype(np.uint32)
        scene.add_triangles(o3d.core.Tensor(vertices), o3d.core.Tensor(faces))
    rays = np.hstack([points, np.broadcast_to(direction, points.shape)]).astype(np.float32)
    return np.asarray(scene.cast_rays(o3d.core.Tensor(rays))["t_hit"].numpy())


def _shell(room: Room) -> list[trimesh.Trimesh]:
    """Floor, ceiling and walls as thin meshes."""
    flat = trimesh.creation.triangulate_polygon(Polygon(room.polygon), engine="earcut")
    levels = [np.column_stack([flat[0], np.full(len(flat[0]), z)]) for z in (0.0, room.height)]
    meshes = [trimesh.Trimesh(v, flat[1], process=False) for v in levels]
    for w in room.walls:
        corners = [(*w.start, 0.0), (*w.end, 0.0), (*w.end, room.height), (*w.start, room.height)]
        meshes.append(trimesh.Trimesh(corners, [[0, 1, 2], [0, 2, 3]], process=False))
    return meshes


# ---------------------------------------------------------------- NAV, ACC, OPN
def navigable(things: Sequence[Thing], room: Room) -> float | None:
    """The largest connected piece of the free floor as a share of all of it; None when no floor is free."""
    low = [t.box.plan.buffer(ROBOT / 2, join_style="mitre") for t in things if t.box.centre[2] <= NAV_HEIGHT]
    free = Polygon(room.polygon).buffer(-ROBOT, join_style="mitre").difference(shapely.union_all(low))
    areas = [p.area for p in getattr(free, "geoms", [free])]
    return max(areas) / sum(areas) if areas and sum(areas) > 0 else None


def access(things: Sequence[Thing], room: Room) -> float | None:
    """The mean over objects with functional sides of how much of the strip before their best side is free floor."""
    floor = Polygon(room.polygon)
    shares = []
    for t in (t for t in things if t.sides and t.support == "ground"):
        others = shapely.union_all([o.box.plan for o in things if o.id != t.id and o.support == "ground"])
        free = floor.difference(others)
        strips = [_strip(t.box, side) for side in t.sides]
        shares.append(max(s.intersection(free).area / s.area for s in strips))
    return float(np.mean(shares)) if shares else None


def _strip(box: Box, side: str) -> Polygon:
    """The floor before a side: 0.2 m deep, 0.05 m off it, as wide as the thing."""
    w, d, near, far = box.half[0], box.half[1], ACCESS_OFF, ACCESS_OFF + ACCESS_DEPTH
    rows = {
        "front": (-w, -d - far, w, -d - near), "back": (-w, d + near, w, d + far),
        "left": (-w - far, -d, -w - near, d), "right": (w + near, -d, w + far, d),
    }  # fmt: skip
    corners = np.array(shapely.box(*rows[side]).exterior.coords[:-1])
    return Polygon(corners @ box.axes[:2, :2].T + box.centre[:2])


def blocked(things: Sequence[Thing], room: Room) -> tuple[str, ...]:
    """Ids of doors and windows before which something stands: as deep as a door is wide, 0.5 m before a window."""
    return tuple(o.id for o in room.openings if any(_in_way(t.box, o, room) for t in things))


def _in_way(box: Box, opening: Opening, room: Room) -> bool:
    """Whether some of the box is before the opening, exactly (SceneEval: one of the points sampled in the box)."""
    wall, depth = room.walls[opening.wall], opening.width if isinstance(opening, Door) else WINDOW_DEPTH
    a, b = opening.offset, opening.offset + opening.width
    zone = Polygon([wall.at(a), wall.at(b), wall.at(b, depth), wall.at(a, depth)]).buffer(-SLIVER, join_style="mitre")
    level = min(box.high, opening.base + opening.height) - max(box.low, opening.base)
    return level > SLIVER and bool(box.plan.intersects(zone))
