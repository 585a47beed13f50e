"""Whether meshes touch, how deep, and what they rest on. Collision is FCL's, points in plan are Shapely's.

Two meshes are in one another when no shift of one of them by 5 mm takes them apart, along the 26 directions of the
room's axes and the sides of both objects. Apart means that no triangles touch and that neither lies wholly inside a
closed part of the other.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import combinations, product
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
import trimesh

from eval.space import EPS, Thing

Array = npt.NDArray[np.float64]
DEPTHS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5)
"""Shifts [m] that are tried to say how deep two things are in one another."""

LEVEL = 1e-9
"""Twice the area in plan [m2] below which a triangle stands upright."""


@dataclass(frozen=True)
class Penetration:
    """Two things in the same space. `depth` [m]: a shift by it frees them (None: they are wholly or deeply merged);
    `volume` [m3]: common volume of their closed parts (None: no closed parts)."""

    a: str
    b: str
    depth: float | None
    volume: float | None

    @property
    def text(self) -> str:
        deep = f"up to {100 * self.depth:.0f} cm" if self.depth else f"more than {100 * DEPTHS[-1]:.0f} cm"
        litres = f" ({1000 * self.volume:.1f} l)" if self.volume else ""
        return f"{self.a} and {self.b} are {deep} in one another{litres}"


def penetrations(things: tuple[Thing, ...]) -> tuple[Penetration, ...]:
    """All pairs that are more than 5 mm in one another. A rug against what is no rug does not count."""
    close = list(_close_pairs(things))
    models = {t.id: _fcl_model(t) for t in {t.id: t for pair in close for t in pair}.values()}
    found = []
    for a, b in close:
        touch, still = _Touch(models[a.id], models[b.id]), np.zeros(3)
        ways = (still, *_directions(a, b)) if touch(still) else (still,)
        if not _freed(touch, a, b, (EPS * v for v in ways)):
            depth = next((d for d in DEPTHS if _freed(touch, a, b, (d * v for v in ways))), None)
            found.append(Penetration(a.id, b.id, depth, common_volume(a, b)))
    return tuple(found)


def _freed(touch: _Touch, a: Thing, b: Thing, shifts: Iterable[Array]) -> bool:
    """Whether one of the shifts [m] of `a` takes the two apart: no surfaces touch and neither is inside the other."""
    return any(not touch(v) and not _inside(a, b, v) and not _inside(b, a, -v) for v in shifts)


def _close_pairs(things: tuple[Thing, ...]) -> Iterator[tuple[Thing, Thing]]:
    for a, b in combinations(things, 2):
        room_for_both = np.minimum(a.hi, b.hi) - np.maximum(a.lo, b.lo)
        if a.rug == b.rug and bool(np.all(room_for_both > EPS)):
            yield a, b


def _fcl_model(t: Thing) -> Any:
    import fcl

    model = fcl.BVHModel()
    faces = [p.faces for p in t.parts]
    starts = np.cumsum([0, *(len(p.vertices) for p in t.parts)])[:-1]
    model.beginModel(len(t.vertices), sum(map(len, faces)))
    model.addSubModel(t.vertices, np.vstack([f + s for f, s in zip(faces, starts, strict=True)]).astype(np.int32))
    model.endModel()
    return model


class _Touch:
    """Whether two models touch when the first is shifted."""

    def __init__(self, a: Any, b: Any) -> None:
        import fcl

        self.a, self.b = fcl.CollisionObject(a, fcl.Transform()), fcl.CollisionObject(b, fcl.Transform())

    def __call__(self, shift: Array) -> bool:
        import fcl

        self.a.setTranslation(shift)
        return bool(fcl.collide(self.a, self.b, fcl.CollisionRequest(), fcl.CollisionResult()) > 0)


@cache
def _room_directions() -> tuple[Array, ...]:
    ways = (np.array(v, dtype=np.float64) for v in product((-1, 0, 1), repeat=3) if any(v))
    return tuple(v / np.linalg.norm(v) for v in ways)


def _directions(a: Thing, b: Thing) -> tuple[Array, ...]:
    turns = (math.radians(t.object.yaw_deg) + k * math.pi / 2 for t in (a, b) for k in range(4))
    return (*_room_directions(), *(np.array([math.cos(t), math.sin(t), 0.0]) for t in turns))


def _inside(a: Thing, b: Thing, shift: Array) -> bool:
    """Whether `a`, shifted, lies wholly inside a closed part of `b`, given that their surfaces do not touch."""
    point = a.vertices[0] + shift
    for part in b.parts:
        lo, hi = part.bounds
        nested = bool(np.all(a.lo + shift >= lo) and np.all(a.hi + shift <= hi))
        if nested and part.is_watertight and _encloses(part, point):
            return True
    return False


def common_volume(a: Thing, b: Thing) -> float | None:
    """The volume [m3] that the closed parts of two things share, by manifold3d; None when either has none."""
    one, other = a.solid, b.solid
    return None if one is None or other is None else max(0.0, float((one ^ other).volume()))


def rest_gap(a: Thing, b: Thing, rays: int = 200) -> float:
    """How far `a` is above (or sunk into) `b` [m]: the smallest distance, straight down, between the lowest 5 mm of `a`
    and `b`'s mesh below, at up to `rays` places. Infinite when nothing of `b` is below."""
    low = float(a.lo[2])
    points = np.vstack([a.vertices, *(trimesh.sample.sample_surface(p, 300, seed=0)[0] for p in a.parts)])
    points = points[points[:, 2] <= low + EPS]
    points = points[np.linspace(0, len(points) - 1, min(rays, len(points))).astype(int)]
    heights = _heights_below(points[:, :2], low + EPS + 1e-4, b)
    return float(np.abs(low - heights).min()) if len(heights) else math.inf


def _heights_below(xy: Array, height: float, b: Thing) -> Array:
    """The heights at which rays from the points [P, 2] at `height` straight down meet `b`, all together [H]. Upright
    triangles are met in their edges only, which their neighbours have too."""
    corners = np.vstack([np.asarray(p.vertices)[np.asarray(p.faces)] for p in b.parts])
    lo, hi = xy.min(axis=0), xy.max(axis=0)
    normal = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    near = np.all((corners.min(axis=1)[:, :2] <= hi) & (corners.max(axis=1)[:, :2] >= lo), axis=1)
    flat = corners[near & (np.abs(normal[:, 2]) > LEVEL)]
    tree = shapely.STRtree(shapely.polygons(flat[:, :, :2]))
    ray, met = tree.query(shapely.points(xy), predicate="intersects")
    n, start = np.cross(flat[:, 1] - flat[:, 0], flat[:, 2] - flat[:, 0])[met], flat[met, 0]
    z = start[:, 2] - (n[:, :2] * (xy[ray] - start[:, :2])).sum(axis=1) / n[:, 2]
    return np.asarray(z[z <= height])


def _encloses(part: trimesh.Trimesh, point: Array) -> bool:
    """Whether a closed mesh encloses a point [3]: it fills over half of the view all around, by the solid angles of
    its triangles (van Oosterom and Strackee 1983)."""
    a, b, c = np.moveaxis(np.asarray(part.vertices)[np.asarray(part.faces)] - point, 1, 0)
    la, lb, lc = (np.linalg.norm(v, axis=1) for v in (a, b, c))
    dots = (a * b).sum(1) * lc + (b * c).sum(1) * la + (c * a).sum(1) * lb
    angle = 2 * np.arctan2((a * np.cross(b, c)).sum(1), la * lb * lc + dots)
    return bool(abs(angle.sum()) > 2 * math.pi)
