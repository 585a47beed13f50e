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
from solvers.room import Room, Wall
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
        ranked = [(prefer(s) + self._tidy(s, size), -k, s) for k, s in enumerate(free)]
        return max(ranked, key=lambda f: f[:2])[2] if ranked else None

    def places(self, size: Size, use: float, walls: Collection[int] | None, aside: float = 0.0) -> list[Spot]:
        """Every free place at a wall, on the grid."""
        chosen = [w for w in self.room.walls if (walls is None or w.index in walls) and w.length >= size[0]]
        return [spot for w in chosen for spot in self._places_at(w, size, use, aside)]

    def _places_at(self, wall: Wall, size: Size, use: float, aside: float) -> list[Spot]:
        """The free places at one wall, tested all at once."""
        middles = np.array(_middles(wall.length, size[0]))
        bodies = _rectangles(wall, middles, 0.99 * size[0] / 2, 0.005 * size[1], 0.995 * size[1])
        good = np.flatnonzero(self._clear(bodies, size[2]))
        spots = [self._spot(wall, float(middles[k]), size, use, aside) for k in good]
        return [s for s in spots if self._usable(s)]

    def spot(self, wall: int, along: float, size: Size, use: float, inward: float = 0.0) -> Spot:
        """The place with its back `inward` metres before a wall."""
        return self._spot(self.room.walls[wall], along, size, use, 0.0, inward)

    def fits(self, spot: Spot, height: float) -> bool:
        """Whether a thing of that height can stand there."""
        return bool(self._clear(np.array([spot.body]), height)[0]) and self._usable(spot)

    def _spot(self, wall: Wall, along: float, size: Size, use: float, aside: float, inward: float = 0.0) -> Spot:
        w, d, _ = size
        x, y = wall.at(along, inward + d / 2)
        foot = _before(wall, along - w / 2, along + w / 2, inward, inward + d)
        zone = None
        if use or aside:
            zone = _before(wall, along - w / 2 - aside, along + w / 2 + aside, inward, inward + d + use)
        return Spot(wall.index, along, x, y, wall.yaw, foot, zone)

    def _clear(self, bodies: npt.NDArray[np.object_], height: float) -> npt.NDArray[np.bool_]:
        """Which of them are in the room and clear of doors, furniture, what furniture needs and (for what is taller
        than a sill) windows."""
        blocked = unary_union([self.doors, self.taken, self.used, self._windows(height)])
        shapely.prepare(blocked)
        return np.asarray(shapely.covers(self.shape, bodies) & ~shapely.intersects(blocked, bodies))

    def _usable(self, spot: Spot) -> bool:
        """Whether at most 8 % of the floor that it needs is lost."""
        if spot.use is None:
            return True
        lost = spot.use.area - spot.use.intersection(self.shape).area + spot.use.intersection(self.taken).area
        return bool(lost <= 0.08 * spot.use.area)

    def _windows(self, height: float) -> BaseGeometry:
        low = [w for w in self.room.windows if w.sill + 0.1 < height]
        return unary_union([self.zone(w.wall, w.offset + 0.05, w.width - 0.1, WINDOW_ZONE) for w in low])

    def _tidy(self, spot: Spot, size: Size) -> float:
        """A little for a corner or for standing beside something: no dead gaps."""
        length = self.room.walls[spot.wall].length
        end = min(spot.along, length - spot.along) - size[0] / 2
        beside = self.taken.distance(spot.footprint) < 0.06 if not self.taken.is_empty else False
        return 0.2 * (end < 0.02) + 0.15 * beside - 0.3 * (0.06 < end < 0.45)

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
        xs, ys = np.array(grid).T
        half_w, half_d, slack = w / 2, d / 2, 0.005
        zones = _boxes(xs, ys, half_w + margin, half_d + margin)
        good = shapely.covers(self.shape, zones)
        shapely.prepare(self.taken)
        good &= ~shapely.intersects(self.taken, _boxes(xs, ys, half_w + margin - slack, half_d + margin - slack))
        good &= ~shapely.intersects(self.doors, _boxes(xs, ys, half_w - slack, half_d - slack))
        return [grid[k] for k in np.flatnonzero(good)]

    def hold(self, spot: Spot) -> Spot:
        """Takes the place; what comes later keeps clear of it and of its use."""
        self.taken = unary_union([self.taken, spot.footprint])
        if spot.use is not None:
            self.used = unary_union([self.used, spot.use.intersection(self.shape)])
        return spot

    def take(self, zone: Polygon) -> None:
        """Takes floor without a spot."""
        self.taken = unary_union([self.taken, zone])

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


def _boxes(
    xs: npt.NDArray[np.float64], ys: npt.NDArray[np.float64], half_w: float, half_d: float
) -> npt.NDArray[np.object_]:
    """One upright rectangle about each point."""
    return np.asarray(shapely.box(xs - half_w, ys - half_d, xs + half_w, ys + half_d))


def _rectangles(
    wall: Wall, middles: npt.NDArray[np.float64], half: float, near: float, far: float
) -> npt.NDArray[np.object_]:
    """One rectangle before the wall about each middle."""
    start, u, n = np.array(wall.start), np.array(wall.u), np.array(wall.n)
    corners = np.array([(-half, near), (half, near), (half, far), (-half, far)])
    along = middles[:, None] + corners[None, :, 0]
    points = start + along[..., None] * u + corners[None, :, 1, None] * n
    return np.asarray(shapely.polygons(points))


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
    xs, ys = np.array(middles).reshape(-1, 2).T
    feet, uses = _boxes(xs, ys, w / 2, d / 2), _boxes(xs, ys, w / 2 + margin, d / 2 + margin)
    yaw = math.pi / 2 if turned else 0.0
    return [Spot(-1, 0.0, x, y, yaw, foot, use) for (x, y), foot, use in zip(middles, feet, uses, strict=True)]


def moved(shape: Polygon, spot: Spot) -> Polygon:
    """A shape of the spot's own frame in the room's."""
    c, s = math.cos(spot.yaw), math.sin(spot.yaw)
    return affine_transform(shape, [c, -s, s, c, spot.x, spot.y])
