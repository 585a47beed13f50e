"""The room as the solver knows it: a simple polygon with walls, doors, windows, radiators, sockets, columns and zones.

Frame: metres, right-handed, z up; x east, y north. The polygon is counter-clockwise; wall `i` runs from vertex `i`
to vertex `i + 1` and its inward normal is the wall's direction turned 90 degrees counter-clockwise.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

XY = tuple[float, float]


@dataclass(frozen=True)
class Door:
    """An opening to walk through, on wall `wall`, from `offset` to `offset + width` along it [m]."""

    id: str
    wall: int
    offset: float
    width: float
    height: float = 2.05
    swing: Literal["in", "out", "none"] = "in"

    @property
    def base(self) -> float:
        """Height of the lower edge above the floor [m]."""
        return 0.0


@dataclass(frozen=True)
class Window:
    """A window on wall `wall`, from `offset` to `offset + width`, glass from `sill` to `sill + height` [m]."""

    id: str
    wall: int
    offset: float
    width: float
    sill: float = 0.9
    height: float = 1.2

    @property
    def base(self) -> float:
        """Height of the lower edge above the floor [m]."""
        return self.sill


Opening = Door | Window


@dataclass(frozen=True)
class Radiator:
    """A radiator on wall `wall`, from `offset` to `offset + width` along it and `depth` into the room, up to `height`
    above the floor [m]. What stands before it keeps a distance (`tolerances.RADIATOR`)."""

    id: str
    wall: int
    offset: float
    width: float
    height: float = 0.6
    depth: float = 0.1


@dataclass(frozen=True)
class Socket:
    """A socket on wall `wall`, from `offset` to `offset + width` along it, its middle `height` above the floor [m]."""

    id: str
    wall: int
    offset: float
    width: float = 0.08
    height: float = 0.3


@dataclass(frozen=True)
class Column:
    """A pillar or shaft from floor to ceiling: a rectangle about (x, y) [m], turned by yaw [rad]."""

    id: str
    x: float
    y: float
    width: float
    depth: float
    yaw: float = 0.0

    @property
    def ring(self) -> tuple[XY, XY, XY, XY]:
        """Its outline, counter-clockwise."""
        c, s, w, d = math.cos(self.yaw), math.sin(self.yaw), self.width / 2, self.depth / 2
        p, q, r, t = ((self.x + c * u - s * v, self.y + s * u + c * v) for u, v in ((-w, -d), (w, -d), (w, d), (-w, d)))
        return (p, q, r, t)


@dataclass(frozen=True)
class Zone:
    """A part of the floor with a name, that relations may ask for: a simple counter-clockwise polygon [m]."""

    id: str
    polygon: tuple[XY, ...]


@dataclass(frozen=True)
class Wall:
    """One wall: its two end points, unit direction `u` and inward unit normal `n`, length [m]."""

    index: int
    start: XY
    end: XY
    u: XY
    n: XY
    length: float

    def at(self, along: float, inward: float = 0.0) -> XY:
        """The point `along` metres from the start and `inward` metres into the room."""
        return (
            self.start[0] + self.u[0] * along + self.n[0] * inward,
            self.start[1] + self.u[1] * along + self.n[1] * inward,
        )

    @property
    def yaw(self) -> float:
        """The yaw [rad] of an object whose back is against this wall (its front points along the inward normal)."""
        return math.atan2(self.n[0], -self.n[1])


@dataclass(frozen=True)
class Room:
    """A simple counter-clockwise polygon [m] with a ceiling height [m], openings, and what else is built in."""

    polygon: tuple[XY, ...]
    height: float = 2.5
    doors: tuple[Door, ...] = ()
    windows: tuple[Window, ...] = ()
    columns: tuple[Column, ...] = ()
    radiators: tuple[Radiator, ...] = ()
    sockets: tuple[Socket, ...] = ()
    zones: tuple[Zone, ...] = ()

    @cached_property
    def walls(self) -> tuple[Wall, ...]:
        pairs = zip(self.polygon, self.polygon[1:] + self.polygon[:1], strict=True)
        return tuple(_wall(i, a, b) for i, (a, b) in enumerate(pairs))

    @property
    def openings(self) -> tuple[Opening, ...]:
        return (*self.doors, *self.windows)

    @property
    def landmarks(self) -> tuple[Opening | Radiator | Socket | Column, ...]:
        """Everything built in that a relation may name: openings first."""
        return (*self.openings, *self.radiators, *self.sockets, *self.columns)

    def zone(self, id: str) -> Zone:
        return next(z for z in self.zones if z.id == id)

    @cached_property
    def area(self) -> float:
        """Floor area [m2], by the shoelace formula."""
        pairs = zip(self.polygon, self.polygon[1:] + self.polygon[:1], strict=True)
        return 0.5 * sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)

    @cached_property
    def centroid(self) -> XY:
        """The centroid of the floor [m]."""
        pairs = list(zip(self.polygon, self.polygon[1:] + self.polygon[:1], strict=True))
        x = sum((a[0] + b[0]) * (a[0] * b[1] - b[0] * a[1]) for a, b in pairs)
        y = sum((a[1] + b[1]) * (a[0] * b[1] - b[0] * a[1]) for a, b in pairs)
        return (x / (6 * self.area), y / (6 * self.area))

    @cached_property
    def corners(self) -> tuple[tuple[Wall, Wall], ...]:
        """The convex vertices: (the wall that ends there, the wall that starts there)."""
        pairs = zip(self.walls, self.walls[1:] + self.walls[:1], strict=True)
        return tuple((w, v) for w, v in pairs if w.n[0] * v.u[0] + w.n[1] * v.u[1] > 1e-9)

    @cached_property
    def bounds(self) -> tuple[float, float, float, float]:
        """(x0, y0, x1, y1) [m]."""
        xs, ys = [p[0] for p in self.polygon], [p[1] for p in self.polygon]
        return (min(xs), min(ys), max(xs), max(ys))

    def wall_named(self, name: str) -> Wall:
        """The wall called `north`, `south`, `east` or `west`: its inward normal points most away from that side."""
        toward = {"north": (0.0, -1.0), "south": (0.0, 1.0), "east": (-1.0, 0.0), "west": (1.0, 0.0)}[name]
        best = max(self.walls, key=lambda w: (round(w.n[0] * toward[0] + w.n[1] * toward[1], 6), w.length))
        return best


def _wall(index: int, a: XY, b: XY) -> Wall:
    length = math.hypot(b[0] - a[0], b[1] - a[1])
    u = ((b[0] - a[0]) / length, (b[1] - a[1]) / length)
    return Wall(index, a, b, u, (-u[1], u[0]), length)
