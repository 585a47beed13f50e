"""A rough furniture plan while a room is being designed: what still fits, and at which wall.

It places rectangles one after the other, greedily and on a coarse grid. Its answers decide what is worth adding and
which wall is named as the best; the true places are found by the solver.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection
from dataclasses import dataclass

from shapely import Polygon, box, unary_union
from shapely.affinity import affine_transform
from shapely.geometry.base import BaseGeometry

from idesign.knowledge import knowledge
from solvers.room import Room, Wall

STEP = 0.1
WINDOW_ZONE = 0.5


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


Prefer = Callable[[Spot], float]


def _no_preference(spot: Spot) -> float:
    return 0.0


class FloorPlan:
    """What of the floor is taken (by furniture and doors) and what is in use before it."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.shape = Polygon(room.polygon)
        clear = knowledge().rule("doors", "clear")
        self.doors: BaseGeometry = unary_union([self.zone(d.wall, d.offset, d.width, clear) for d in room.doors])
        self.taken: BaseGeometry = Polygon()
        self.used: BaseGeometry = Polygon()

    def zone(self, wall: int, offset: float, width: float, depth: float) -> Polygon:
        """The rectangle before a stretch of a wall."""
        w = self.room.walls[wall]
        return Polygon([w.at(offset), w.at(offset + width), w.at(offset + width, depth), w.at(offset, depth)])

    @property
    def filled(self) -> float:
        """Footprint of what was placed over the floor."""
        return float(self.taken.area / self.shape.area)

    def at_wall(
        self,
        size: tuple[float, float, float],
        use: float = 0.0,
        walls: Collection[int] | None = None,
        prefer: Prefer = _no_preference,
        aside: float = 0.0,
    ) -> Spot | None:
        """The best free place for a box [m] with its back to a wall: clear of doors, of what is there and, when it is
        taller than a sill, of windows. `use` is the depth it needs before it, `aside` what it needs at each side."""
        spots = [
            s for w in self.room.walls if walls is None or w.index in walls for s in self._along(w, size, use, aside)
        ]
        free = [(prefer(s) + self._tidy(s, size), -k, s) for k, s in enumerate(spots) if self._fits(s, size)]
        return max(free, key=lambda f: f[:2])[2] if free else None

    def _along(self, wall: Wall, size: tuple[float, float, float], use: float, aside: float) -> list[Spot]:
        w, d, _ = size
        if wall.length < w:
            return []
        steps = max(1, round((wall.length - w) / STEP))
        middles = [w / 2 + k * (wall.length - w) / steps for k in range(steps + 1)]
        return [self._spot(wall, s, w, d, use, aside) for s in sorted({*middles, wall.length / 2})]

    def _spot(self, wall: Wall, along: float, w: float, d: float, use: float, aside: float) -> Spot:
        x, y = wall.at(along, d / 2)
        foot = self.zone(wall.index, along - w / 2, w, d)
        zone = self.zone(wall.index, along - w / 2 - aside, w + 2 * aside, d + use) if use or aside else None
        return Spot(wall.index, along, x, y, wall.yaw, foot, zone)

    def _fits(self, spot: Spot, size: tuple[float, float, float]) -> bool:
        body = spot.footprint.buffer(-0.005)
        if not self.shape.covers(body) or body.intersects(self.doors) or body.intersects(self.taken):
            return False
        if body.intersects(self.used) or body.intersects(self._windows(size[2])):
            return False
        if spot.use is None:
            return True
        lost = spot.use.difference(self.shape).area + spot.use.intersection(self.taken).area
        return bool(lost <= 0.08 * spot.use.area)

    def _windows(self, height: float) -> BaseGeometry:
        low = [w for w in self.room.windows if w.sill + 0.1 < height]
        return unary_union([self.zone(w.wall, w.offset + 0.05, w.width - 0.1, WINDOW_ZONE) for w in low])

    def _tidy(self, spot: Spot, size: tuple[float, float, float]) -> float:
        """A little for a corner or for standing beside something: no dead gaps."""
        if spot.wall < 0:
            return 0.0
        length = self.room.walls[spot.wall].length
        end = min(spot.along, length - spot.along) - size[0] / 2
        beside = self.taken.distance(spot.footprint) < 0.06 if not self.taken.is_empty else False
        return 0.2 * (end < 0.02) + 0.15 * beside - 0.3 * (0.06 < end < 0.45)

    def free(self, width: float, depth: float, margin: float, prefer: Prefer = _no_preference) -> Spot | None:
        """The best free place for a rectangle away from the walls, with `margin` all round (over the use of other
        things, not over the things), turned by quarters."""
        x0, y0, x1, y1 = self.shape.bounds
        spots = []
        for turned in (False, True):
            w, d = (depth, width) if turned else (width, depth)
            for x in _grid(x0 + w / 2, x1 - w / 2):
                spots += [_free_spot(x, y, w, d, margin, turned) for y in _grid(y0 + d / 2, y1 - d / 2)]
        free = [(prefer(s), -k, s) for k, s in enumerate(spots) if self._free(s)]
        return max(free, key=lambda f: f[:2])[2] if free else None

    def _free(self, spot: Spot) -> bool:
        zone = spot.use or spot.footprint
        return bool(
            self.shape.covers(zone)
            and not zone.buffer(-0.005).intersects(self.taken)
            and not spot.footprint.intersects(self.doors)
        )

    # ------------------------------------------------------------ questions
    def places(self, size: tuple[float, float, float], use: float, walls: Collection[int] | None) -> list[Spot]:
        """Every free place at a wall."""
        spots = [
            s for w in self.room.walls if walls is None or w.index in walls for s in self._along(w, size, use, 0.0)
        ]
        return [s for s in spots if self._fits(s, size)]

    def spot(self, wall: int, along: float, size: tuple[float, float, float], use: float, inward: float = 0.0) -> Spot:
        """The place with its back `inward` metres before a wall."""
        w, d, _ = size
        line = self.room.walls[wall]
        x, y = line.at(along, inward + d / 2)
        return Spot(
            wall,
            along,
            x,
            y,
            line.yaw,
            self._ahead(wall, along - w / 2, w, inward, d),
            self._ahead(wall, along - w / 2, w, inward, d + use),
        )

    def _ahead(self, wall: int, offset: float, width: float, inward: float, depth: float) -> Polygon:
        w = self.room.walls[wall]
        ends = ((offset, inward), (offset + width, inward), (offset + width, inward + depth), (offset, inward + depth))
        return Polygon([w.at(a, b) for a, b in ends])

    def fits(self, spot: Spot, size: tuple[float, float, float]) -> bool:
        return self._fits(spot, size)

    def beside(self, spot: Spot, width: float, depth: float, sign: int, extent: float) -> Polygon:
        """The floor beside a thing at `spot`: to its right for sign 1, `extent` wide, as deep as it."""
        x0, x1 = (width / 2, width / 2 + extent) if sign > 0 else (-width / 2 - extent, -width / 2)
        return moved(box(x0, depth / 2 - min(depth, extent), x1, depth / 2), spot)

    def before_side(self, spot: Spot, x: float, y: float, extent: float) -> Polygon:
        """A square of side `extent` about the point (x to the right, y before the middle) of a thing at `spot`."""
        return moved(box(x - extent / 2, -y - extent / 2, x + extent / 2, -y + extent / 2), spot)

    def is_free(self, zone: Polygon, over_use: bool = False) -> bool:
        """Whether a zone lies in the room and clear of doors, furniture and (unless `over_use`) what furniture needs."""
        inner = zone.buffer(-0.01)
        if not self.shape.covers(inner) or inner.intersects(self.doors) or inner.intersects(self.taken):
            return False
        return over_use or not inner.intersects(self.used)

    def take(self, zone: Polygon) -> None:
        """Takes floor without a spot."""
        self.taken = unary_union([self.taken, zone])

    def clearance(self, spot: Spot) -> float:
        """How far a place keeps from what is there [m]."""
        if self.taken.is_empty:
            return 0.0
        return float(
            min(1.2, self.taken.distance(spot.footprint)) + 0.3 * min(1.0, self.doors.distance(spot.footprint))
        )

    def longest(self, wall: Wall, depth: float) -> float:
        """The longest stretch of a wall before which `depth` metres are free of doors and furniture [m]."""
        best, run, step = 0.0, 0.0, 0.02
        for k in range(int(wall.length / step)):
            strip = self.zone(wall.index, k * step + 0.001, step - 0.002, depth).buffer(-0.001)
            clear = self.shape.covers(strip) and not strip.intersects(self.doors) and not strip.intersects(self.taken)
            run = run + step if clear else 0.0
            best = max(best, run)
        return best

    def hold(self, spot: Spot) -> Spot:
        """Takes the place; what comes later keeps clear of it and of its use."""
        self.taken = unary_union([self.taken, spot.footprint])
        if spot.use is not None:
            self.used = unary_union([self.used, spot.use.intersection(self.shape)])
        return spot


def _grid(lo: float, hi: float) -> list[float]:
    if hi < lo:
        return []
    steps = max(1, round((hi - lo) / STEP))
    return sorted({*(lo + k * (hi - lo) / steps for k in range(steps + 1)), (lo + hi) / 2})


def _free_spot(x: float, y: float, w: float, d: float, margin: float, turned: bool) -> Spot:
    foot = box(x - w / 2, y - d / 2, x + w / 2, y + d / 2)
    use = box(x - w / 2 - margin, y - d / 2 - margin, x + w / 2 + margin, y + d / 2 + margin)
    return Spot(-1, 0.0, x, y, math.pi / 2 if turned else 0.0, foot, use)


def in_frame(spot: Spot, x: float, y: float) -> tuple[float, float]:
    """A point of the spot's own frame in the room's."""
    c, s = math.cos(spot.yaw), math.sin(spot.yaw)
    return (spot.x + c * x - s * y, spot.y + s * x + c * y)


def moved(shape: Polygon, spot: Spot) -> Polygon:
    """A shape of the spot's own frame in the room's."""
    c, s = math.cos(spot.yaw), math.sin(spot.yaw)
    return affine_transform(shape, [c, -s, s, c, spot.x, spot.y])
