"""A rough furniture plan while a room is being designed: what still fits, and at which wall.

It places rectangles one after the other, greedily and on a coarse grid. Its answers decide what is worth adding and
which wall is named as the best; the true places are found by the solver.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely
from shapely import Polygon, box, unary_union
from shapely.affinity import affine_transform
from shapely.geometry.base import BaseGeometry

from idesign.knowledge import knowledge
from idesign.stand_about import floor_of
from solvers.room import Room, Wall, Window
from solvers.tolerances import RADIATOR_TALL

STEPS = 40
"""Places that are tried along a wall or a side of the room."""
WINDOW_ZONE = 0.5
"""Floor before a window where nothing taller than its sill may stand [m] (the layout contract)."""

Size = tuple[float, float, float]


@dataclass(frozen=True)
class Spot:
    """A place: the wall behind it (-1: none), its middle along that wall [m], its centre [m] and yaw [rad]."""

    wall: int
    along: float
    x: float
    y: float
    yaw: float
    footprint: Polygon
    use: Polygon | None = None

    @property
    def body(self) -> Polygon:
        """The footprint a little smaller, so that neighbours may touch."""
        ring = self.footprint.exterior.coords[:4]
        return Polygon([(self.x + 0.99 * (x - self.x), self.y + 0.99 * (y - self.y)) for x, y in ring])


Prefer = Callable[[Spot], float]


def no_preference(spot: Spot) -> float:
    return 0.0


class FloorPlan:
    """What of the floor is taken (by furniture, and before doors and radiators) and what is in use before it."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.shape = floor_of(room)
        shapely.prepare(self.shape)
        clear = knowledge().rule("doors", "clear")
        doors = [self.zone(d.wall, d.offset, d.width, clear) for d in room.doors]
        warm = [self.zone(h.wall, h.offset, h.width, h.depth + RADIATOR_TALL) for h in room.radiators]
        self.doors: BaseGeometry = unary_union([*doors, *warm])
        self.taken: BaseGeometry = Polygon()
        self.used: BaseGeometry = Polygon()
        self._known: dict[tuple[Window, ...], BaseGeometry] = {}

    def zone(self, wall: int, offset: float, width: float, depth: float) -> Polygon:
        """The rectangle before a stretch of a wall."""
        return _before(self.room.walls[wall], offset, offset + width, 0.0, depth)

    @property
    def filled(self) -> float:
        """Footprint of what was placed over the floor."""
        return float(self.taken.area / self.shape.area)

    # ------------------------------------------------------------ places at walls
    def at_wall(
        self,
        size: Size,
        use: float = 0.0,
        walls: Collection[int] | None = None,
        prefer: Prefer = no_preference,
        aside: float = 0.0,
    ) -> Spot | None:
        """The best free place for a box [m] with its back to a wall: clear of doors, of what is there and, when it is
        taller than a sill, of windows. `use` is the depth it needs before it, `aside` what it needs at each side."""
        free = self.places(size, use, walls, aside)
        tidy = self._tidy(free, size)
        ranked = [(prefer(s) + tidy[k], -k, s) for k, s in enumerate(free)]
        return max(ranked, key=lambda f: f[:2])[2] if ranked else None

    def places(self, size: Size, use: float, walls: Collection[int] | None, aside: float = 0.0) -> list[Spot]:
        """Every free place at a wall, on the grid."""
        chosen = [w for w in self.room.walls if (walls is None or w.index in walls) and w.length >= size[0]]
        return [spot for w in chosen for spot in self._places_at(w, size, use, aside)]

    def _places_at(self, wall: Wall, size: Size, use: float, aside: float) -> list[Spot]:
        """The free places at one wall, tested all at once."""
        w, d, height = size
        middles = np.array(_middles(wall.length, w))
        bodies = _strips(wall, middles - 0.99 * w / 2, middles + 0.99 * w / 2, 0.005 * d, 0.995 * d)
        free = middles[self._clear(bodies, height)]
        feet, uses = _feet_and_uses(wall, free, size, use, aside)
        usable = self._usable(uses)
        return [_spot(wall, float(free[k]), d, 0.0, feet[k], uses[k]) for k in np.flatnonzero(usable)]

    def spot(self, wall: int, along: float, size: Size, use: float, inward: float = 0.0) -> Spot:
        """The place with its back `inward` metres before a wall."""
        at, (w, d, _) = self.room.walls[wall], size
        foot = _before(at, along - w / 2, along + w / 2, inward, inward + d)
        zone = _before(at, along - w / 2, along + w / 2, inward, inward + d + use) if use else None
        return _spot(at, along, d, inward, foot, zone)

    def fits(self, spot: Spot, height: float) -> bool:
        """Whether a thing of that height can stand there."""
        return bool(self._clear(np.array([spot.body]), height)[0] and self._usable(np.array([spot.use]))[0])

    def _clear(self, bodies: npt.NDArray[np.object_], height: float) -> npt.NDArray[np.bool_]:
        """Which of them are in the room and clear of doors, furniture, what furniture needs and (for what is taller
        than a sill) windows."""
        return np.asarray(shapely.covers(self.shape, bodies) & ~shapely.intersects(self._blocked(height), bodies))

    def _blocked(self, height: float) -> BaseGeometry:
        """All floor on which a thing of that height cannot stand, put together once for each state of the plan."""
        low = tuple(w for w in self.room.windows if w.sill + 0.1 < height)
        if low not in self._known:
            windows = [self.zone(w.wall, w.offset + 0.05, w.width - 0.1, WINDOW_ZONE) for w in low]
            self._known[low] = unary_union([self.doors, self.taken, self.used, unary_union(windows)])
            shapely.prepare(self._known[low])
        return self._known[low]

    def _usable(self, uses: npt.NDArray[np.object_]) -> npt.NDArray[np.bool_]:
        """Of which of the floors that things need (None: they need none) at most 8 % is lost."""
        shapely.prepare(self.taken)
        area, lost = shapely.area(uses), np.zeros(len(uses))
        outside = ~shapely.covers(self.shape, uses) & ~shapely.is_missing(uses)
        lost[outside] += area[outside] - shapely.area(shapely.intersection(uses[outside], self.shape))
        covered = shapely.intersects(self.taken, uses)
        lost[covered] += shapely.area(shapely.intersection(uses[covered], self.taken))
        return np.asarray(shapely.is_missing(uses) | (lost <= 0.08 * area))

    def _tidy(self, spots: Sequence[Spot], size: Size) -> npt.NDArray[np.float64]:
        """A little for a corner or for standing beside something: no dead gaps."""
        along = np.array([s.along for s in spots])
        length = np.array([self.room.walls[s.wall].length for s in spots])
        end = np.minimum(along, length - along) - size[0] / 2
        beside = shapely.distance(self.taken, np.array([s.footprint for s in spots])) < 0.06
        return np.asarray(0.2 * (end < 0.02) + 0.15 * beside - 0.3 * ((end > 0.06) & (end < 0.45)))

    # ------------------------------------------------------------ places on the floor
    def free(self, width: float, depth: float, margin: float, prefer: Prefer = no_preference) -> Spot | None:
        """The best free place for a rectangle away from the walls, with `margin` all round (over the use of other
        things, not over the things), turned by quarters."""
        ranked: list[tuple[float, int, Spot]] = []
        for turned in (False, True):
            w, d = (depth, width) if turned else (width, depth)
            for spot in _free_spots(self._middles_free(w, d, margin), w, d, margin, turned):
                ranked.append((prefer(spot), -len(ranked), spot))
        return max(ranked, key=lambda f: f[:2])[2] if ranked else None

    def _middles_free(self, w: float, d: float, margin: float) -> list[tuple[float, float]]:
        """Middles at which the rectangle with its margin is in the room and off the furniture, and it off the doors."""
        x0, y0, x1, y1 = self.shape.bounds
        grid = [(x, y) for x in _grid(x0 + w / 2, x1 - w / 2) for y in _grid(y0 + d / 2, y1 - d / 2)]
        if not grid:
            return []
        half_w, half_d, slack = w / 2, d / 2, 0.005
        at = np.array(grid)
        at = at[shapely.covers(self.shape, _boxes(at, half_w + margin, half_d + margin))]
        shapely.prepare(self.taken)
        at = at[~shapely.intersects(self.taken, _boxes(at, half_w + margin - slack, half_d + margin - slack))]
        at = at[~shapely.intersects(self.doors, _boxes(at, half_w - slack, half_d - slack))]
        return [(x, y) for x, y in at.tolist()]

    def hold(self, spot: Spot) -> Spot:
        """Takes the place; what comes later keeps clear of it and of its use."""
        self.take(spot.footprint)
        if spot.use is not None:
            self.used = unary_union([self.used, spot.use.intersection(self.shape)])
        return spot

    def take(self, zone: Polygon) -> None:
        """Takes floor without a spot."""
        self.taken = unary_union([self.taken, zone])
        self._known.clear()

    # ------------------------------------------------------------ questions
    def beside(self, spot: Spot, width: float, depth: float, sign: int, extent: float) -> Polygon:
        """The floor beside a thing at `spot`: to its right for sign 1, `extent` wide, at its back."""
        x0, x1 = (width / 2, width / 2 + extent) if sign > 0 else (-width / 2 - extent, -width / 2)
        return moved(box(x0, depth / 2 - min(depth, extent), x1, depth / 2), spot)

    def before_side(self, spot: Spot, x: float, y: float, extent: float) -> Polygon:
        """A square of side `extent` about the point (x to the right, y before the middle) of a thing at `spot`."""
        return moved(box(x - extent / 2, -y - extent / 2, x + extent / 2, -y + extent / 2), spot)

    def is_free(self, zone: Polygon, over_use: bool = False) -> bool:
        """Whether a zone is in the room and clear of doors, furniture and (unless `over_use`) what furniture needs."""
        inner = zone.buffer(-0.01)
        if not self.shape.covers(inner) or inner.intersects(self.doors) or inner.intersects(self.taken):
            return False
        return over_use or not inner.intersects(self.used)

    def clearance(self, spot: Spot) -> float:
        """How far a place keeps from what is there [m]; a little for the distance from the doors."""
        off_doors = 0.3 * min(1.0, self.doors.distance(spot.footprint)) if not self.doors.is_empty else 0.0
        return off_doors + (0.0 if self.taken.is_empty else min(1.2, self.taken.distance(spot.footprint)))

    def longest(self, wall: Wall, depth: float) -> float:
        """The longest stretch of a wall before which `depth` metres are free of doors and furniture [m]."""
        strip = _before(wall, 0.0, wall.length, 0.001, depth)
        bad = unary_union([strip.difference(self.shape), *(strip.intersection(g) for g in (self.doors, self.taken))])
        best, reach = 0.0, 0.0
        for start, end in sorted(_stretches(wall, bad)):
            best, reach = max(best, start - reach), max(reach, end)
        return max(best, wall.length - reach)


def _before(wall: Wall, start: float, end: float, near: float, far: float) -> Polygon:
    """The rectangle before a wall between two lengths along it and two distances from it [m]."""
    return Polygon([wall.at(start, near), wall.at(end, near), wall.at(end, far), wall.at(start, far)])


def _boxes(middles: npt.NDArray[np.float64], half_w: float, half_d: float) -> npt.NDArray[np.object_]:
    """One upright rectangle about each middle [N, 2]."""
    xs, ys = middles.reshape(-1, 2).T
    return np.asarray(shapely.box(xs - half_w, ys - half_d, xs + half_w, ys + half_d))


def _strips(
    wall: Wall, start: npt.NDArray[np.float64], end: npt.NDArray[np.float64], near: float, far: float
) -> npt.NDArray[np.object_]:
    """The rectangles before a wall between lengths along it [N] and two distances from it [m]."""
    along, inward = np.stack((start, end, end, start), axis=1), np.array((near, near, far, far))
    points = np.array(wall.start) + along[..., None] * wall.u + inward[:, None] * wall.n
    return np.asarray(shapely.polygons(points))


def _feet_and_uses(
    wall: Wall, middles: npt.NDArray[np.float64], size: Size, use: float, aside: float
) -> tuple[npt.NDArray[np.object_], npt.NDArray[np.object_]]:
    """Footprints and the floor that is needed with them (None where a thing needs none) about middles along a wall."""
    left, right, depth = middles - size[0] / 2, middles + size[0] / 2, size[1]
    feet = _strips(wall, left, right, 0.0, depth)
    if not (use or aside):
        return feet, np.full(len(feet), None)
    return feet, _strips(wall, left - aside, right + aside, 0.0, depth + use)


def _spot(wall: Wall, along: float, depth: float, inward: float, foot: Polygon, use: Polygon | None) -> Spot:
    x, y = wall.at(along, inward + depth / 2)
    return Spot(wall.index, along, x, y, wall.yaw, foot, use)


def _stretches(wall: Wall, shape: BaseGeometry) -> list[tuple[float, float]]:
    """From where to where along the wall each part of a shape reaches [m]; slivers do not count."""
    out = []
    for part in getattr(shape, "geoms", [shape]):
        if part.area > 1e-3:
            along = [(x - wall.start[0]) * wall.u[0] + (y - wall.start[1]) * wall.u[1] for x, y in part.exterior.coords]
            out.append((min(along), max(along)))
    return out


def _middles(length: float, width: float) -> list[float]:
    """Middles of a thing of that width along a wall: flush with either end, in the middle, and steps between."""
    steps = max(1, min(STEPS, round((length - width) / 0.1)))
    return sorted({*(width / 2 + k * (length - width) / steps for k in range(steps + 1)), length / 2})


def _grid(lo: float, hi: float) -> list[float]:
    if hi < lo:
        return []
    steps = max(1, min(STEPS, round((hi - lo) / 0.1)))
    return sorted({*(lo + k * (hi - lo) / steps for k in range(steps + 1)), (lo + hi) / 2})


def _free_spots(middles: Sequence[tuple[float, float]], w: float, d: float, margin: float, turned: bool) -> list[Spot]:
    """The rectangle at each middle, with the floor around it."""
    at, yaw = np.array(middles), math.pi / 2 if turned else 0.0
    feet, uses = _boxes(at, w / 2, d / 2), _boxes(at, w / 2 + margin, d / 2 + margin)
    return [Spot(-1, 0.0, x, y, yaw, foot, use) for (x, y), foot, use in zip(middles, feet, uses, strict=True)]


def moved(shape: Polygon, spot: Spot) -> Polygon:
    """A shape of the spot's own frame in the room's."""
    c, s = math.cos(spot.yaw), math.sin(spot.yaw)
    return affine_transform(shape, [c, -s, s, c, spot.x, spot.y])
