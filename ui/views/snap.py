"""Where a dragged thing comes to stand: at walls, in line with its neighbours, on the grid.

The same rules as `source/snap.js`, which answers at once while the pointer moves; `tests/ui/data/snap_vectors.json`
holds the two together. Lengths in metres, angles in degrees, as in the views' document.

In order, each as far as those before leave the thing free to move: the centre stays in the room; what has a back turns
it to a wall that is near and stands against it; edges near a wall touch it; edges and middles line up with those of
neighbours; what is still free goes to the grid.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

XY = tuple[float, float]
GRID = 0.05
"""Grid step [m]."""
WALL, BACK, NEIGHBOUR = 0.12, 0.3, 0.06
"""From how far a wall draws an edge, a wall draws a back, and a neighbour draws an edge or a middle [m]."""
BESIDE = 1.2
"""Things further apart than this are no neighbours [m]."""
LEAST = 0.25
"""A direction that is crossed at a smaller sine cannot be corrected along the other."""


@dataclass(frozen=True)
class Mover:
    """What is dragged: width and depth [m]; `back`: its back belongs to a wall; `hung`: it hangs on one."""

    width: float
    depth: float
    back: bool = False
    hung: bool = False


@dataclass(frozen=True)
class Neighbour:
    """Something that stands there: a rectangle about (x, y), turned by `yaw_deg`."""

    x: float
    y: float
    yaw_deg: float
    width: float
    depth: float


@dataclass(frozen=True)
class Guide:
    """What it snapped to: the number of a wall or of a neighbour."""

    kind: str
    index: int


@dataclass(frozen=True)
class Snapped:
    """The pose it takes, and why."""

    x: float
    y: float
    yaw_deg: float
    guides: tuple[Guide, ...] = ()


@dataclass(frozen=True)
class _Wall:
    index: int
    start: XY
    u: XY
    n: XY
    length: float

    def place(self, x: float, y: float) -> XY:
        """Along the wall and into the room."""
        dx, dy = x - self.start[0], y - self.start[1]
        return (dx * self.u[0] + dy * self.u[1], dx * self.n[0] + dy * self.n[1])


@dataclass
class _Hand:
    """The pose while it is being found; `held` are the directions along which it is settled."""

    x: float
    y: float
    yaw: float
    held: list[XY] = field(default_factory=list)
    guides: list[Guide] = field(default_factory=list)

    def shift(self, n: XY, by: float) -> bool:
        """Moves it by `by` along `n` without leaving what it is held to; False when it is not free to."""
        if len(self.held) > 1:
            return False
        way = n
        if self.held:
            m = self.held[0]
            way = (-m[1], m[0])
            across = way[0] * n[0] + way[1] * n[1]
            if abs(across) < LEAST:
                return False
            by /= across
        self.x, self.y = self.x + way[0] * by, self.y + way[1] * by
        self.held.append(n)
        return True

    def free(self, n: XY) -> bool:
        """Whether it can still move along `n`."""
        return len(self.held) == 0 or (
            len(self.held) == 1 and abs(self.held[0][0] * n[0] + self.held[0][1] * n[1]) < 0.9
        )

    def reach(self, mover: Mover, n: XY) -> float:
        """Half of its extent along `n` [m]."""
        (ux, uy), (vx, vy) = self.axes()
        return mover.width / 2 * abs(ux * n[0] + uy * n[1]) + mover.depth / 2 * abs(vx * n[0] + vy * n[1])

    def axes(self) -> tuple[XY, XY]:
        """Its own x and y in the room."""
        c, s = math.cos(math.radians(self.yaw)), math.sin(math.radians(self.yaw))
        return (c, s), (-s, c)


def snap(
    polygon: Sequence[XY], neighbours: Sequence[Neighbour], mover: Mover, x: float, y: float, yaw_deg: float
) -> Snapped:
    """The pose for a thing that was dragged to (x, y) with this yaw, in a room of this (counter-clockwise) outline."""
    walls = _walls(polygon)
    hand = _Hand(*_inside(polygon, walls, x, y), yaw_deg)
    if mover.back or mover.hung:
        _to_back_wall(hand, walls, mover)
    if not mover.hung:
        _to_walls(hand, walls, mover)
        _to_neighbours(hand, neighbours, mover)
    _to_grid(hand)
    x, y, yaw = (round(v, 4) + 0.0 for v in (hand.x, hand.y, hand.yaw))
    return Snapped(x, y, yaw, tuple(hand.guides))


# ---------------------------------------------------------------- walls
def _walls(polygon: Sequence[XY]) -> list[_Wall]:
    return [_wall(k, a, polygon[(k + 1) % len(polygon)]) for k, a in enumerate(polygon)]


def _wall(index: int, a: XY, b: XY) -> _Wall:
    length = math.hypot(b[0] - a[0], b[1] - a[1])
    u = ((b[0] - a[0]) / length, (b[1] - a[1]) / length)
    return _Wall(index, a, u, (-u[1], u[0]), length)


def _inside(polygon: Sequence[XY], walls: Iterable[_Wall], x: float, y: float) -> XY:
    """The point, or the nearest one of the room."""
    if _holds(polygon, x, y):
        return (x, y)
    best, least = (x, y), math.inf
    for w in walls:
        along = min(max(w.place(x, y)[0], 0.0), w.length)
        p = (w.start[0] + w.u[0] * along, w.start[1] + w.u[1] * along)
        far = math.hypot(p[0] - x, p[1] - y)
        if far < least - 1e-9:
            best, least = p, far
    return best


def _holds(polygon: Sequence[XY], x: float, y: float) -> bool:
    within, b = False, polygon[-1]
    for a in polygon:
        if (a[1] > y) != (b[1] > y) and x < (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1]) + a[0]:
            within = not within
        b = a
    return within


def _to_back_wall(hand: _Hand, walls: Iterable[_Wall], mover: Mover) -> None:
    """Its back to the nearest wall: what hangs always, what stands when it is near."""
    near: list[tuple[float, _Wall]] = []
    for w in walls:
        along, off = w.place(hand.x, hand.y)
        wide = -1e-6 <= along <= w.length + 1e-6 and w.length >= min(mover.width, 0.3)
        if wide and off >= -1e-6 and (mover.hung or off <= mover.depth / 2 + BACK):
            near.append((round(off, 6), w))
    if not near:
        return
    off, w = min(near, key=lambda pair: (pair[0], pair[1].index))
    hand.yaw = math.degrees(math.atan2(w.n[0], -w.n[1]))
    hand.shift(w.n, mover.depth / 2 - w.place(hand.x, hand.y)[1])
    hand.guides.append(Guide("wall", w.index))
    along = w.place(hand.x, hand.y)[0]
    if mover.hung and w.length > mover.width:
        kept = min(max(along, mover.width / 2), w.length - mover.width / 2)
        hand.x, hand.y = hand.x + w.u[0] * (kept - along), hand.y + w.u[1] * (kept - along)


def _to_walls(hand: _Hand, walls: Iterable[_Wall], mover: Mover) -> None:
    """Edges near a wall touch it, the nearest first; edges beyond a wall come back."""
    found = []
    for w in walls:
        along, off = w.place(hand.x, hand.y)
        half = hand.reach(mover, w.u)
        beside = min(along + half, w.length) - max(along - half, 0.0)
        if beside > 0.01 and off >= -1e-6:
            found.append((round(off - hand.reach(mover, w.n), 6), w))
    for _, w in sorted(found, key=lambda pair: (pair[0], pair[1].index)):
        gap = w.place(hand.x, hand.y)[1] - hand.reach(mover, w.n)
        if gap < WALL and hand.free(w.n) and hand.shift(w.n, -gap):
            hand.guides.append(Guide("wall", w.index))


# ---------------------------------------------------------------- neighbours and grid
def _to_neighbours(hand: _Hand, neighbours: Sequence[Neighbour], mover: Mover) -> None:
    """In line with the nearest edge or middle of a neighbour that stands at a right angle to it, along each axis."""
    u, v = hand.axes()
    for n, t, half, side in ((u, v, mover.width / 2, mover.depth / 2), (v, u, mover.depth / 2, mover.width / 2)):
        if not hand.free(n):
            continue
        best, index = NEIGHBOUR, -1
        for k, other in enumerate(neighbours):
            for by in _lines_up(hand, other, n, t, half, side):
                if abs(by) < abs(best) - 1e-9:
                    best, index = by, k
        if index >= 0 and hand.shift(n, best):
            hand.guides.append(Guide("neighbour", index))


def _lines_up(hand: _Hand, other: Neighbour, n: XY, t: XY, half: float, side: float) -> list[float]:
    """By how much it would move along `n` to line up with a neighbour; nothing for one that is far or askew."""
    turned = (other.yaw_deg - hand.yaw) % 90.0
    if min(turned, 90.0 - turned) > 0.5:
        return []
    along = (other.x - hand.x) * n[0] + (other.y - hand.y) * n[1]
    across = abs((other.x - hand.x) * t[0] + (other.y - hand.y) * t[1])
    mate = _Hand(other.x, other.y, other.yaw_deg)
    box = Mover(other.width, other.depth)
    long, wide = mate.reach(box, n), mate.reach(box, t)
    if abs(along) - half - long > BESIDE or across - side - wide > BESIDE:
        return []
    touching = [along - long - half, along + long + half] if across < side + wide - 0.01 else []
    return [*touching, along, along - long + half, along + long - half]


def _to_grid(hand: _Hand) -> None:
    """What is still free goes to the grid of the axes that it stands along."""
    for n in hand.axes():
        if hand.free(n):
            at = hand.x * n[0] + hand.y * n[1]
            hand.shift(n, math.floor(at / GRID + 0.5) * GRID - at)
