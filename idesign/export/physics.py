"""What a simulator needs to know of a room: rigid bodies made of boxes, their masses, and walls with openings.

Furniture collides by the solid boxes that the solver placed (`assets.asset.SolidBox`), with the tops that it gave them:
what is free below a table or in a shelf stays free, which the convex hull of a mesh would fill. Mass is the category's
typical mass scaled with volume.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from assets.asset import SolidBox, Vec3
from assets.catalogue import categories
from assets.library import rebuild
from idesign.compile import solid_top
from idesign.scene import Scene, SceneObject
from idesign.walls import WALL_THICKNESS
from solvers.room import Room, Wall

DENSITY = 150.0
"""Of a category without a typical mass, over its bounding box [kg/m3]: about that of flat-pack furniture."""
THIN = 1e-3
"""No half extent of a collision box is smaller [m]: simulators refuse flat ones."""
LIGHTEST = 1e-4
"""No block is lighter [kg]: simulators refuse massless ones."""
SLOPE = math.radians(6)
"""A portable lamp must not tip on a slope of 6 degrees (IEC 60598-1, stability)."""
FLOOR_COVERING = 0.03
"""What lies on the floor and is no higher is a floor covering [m]: it is in nobody's way."""

FLOOR_DEPTH = 0.1


@dataclass(frozen=True)
class Block:
    """A solid box of a body: centre and half extents in the object's frame [m], mass [kg]."""

    centre: Vec3
    half: Vec3
    mass: float


@dataclass(frozen=True)
class RigidBody:
    """An object of the scene with its blocks. `fixed`: it hangs fast on wall or ceiling, or covers the floor (a rug has
    no blocks: what stands on it stands on the floor, as in the scene)."""

    thing: SceneObject
    blocks: tuple[Block, ...]
    fixed: bool

    @property
    def mass(self) -> float:
        """In kilograms."""
        return sum(b.mass for b in self.blocks)

    @property
    def centre_of_mass(self) -> Vec3:
        """In the object's frame [m]."""
        return _centre(self.blocks)


@dataclass(frozen=True)
class StaticBox:
    """A solid part of the room: centre and half extents [m], turned by `yaw` [rad] about z."""

    name: str
    centre: tuple[float, float, float]
    half: tuple[float, float, float]
    yaw: float


def rigid_bodies(scene: Scene) -> tuple[RigidBody, ...]:
    """All objects; nothing is left out."""
    return tuple(_body(o) for o in scene.objects)


def _body(thing: SceneObject) -> RigidBody:
    if thing.support == "floor" and thing.size[2] <= FLOOR_COVERING:
        return RigidBody(thing, (), True)
    return RigidBody(thing, _weighted(blocks_of(thing)), thing.support in ("wall", "ceiling"))


def mass_of(thing: SceneObject) -> float:
    """Mass [kg]: the typical one of its category, scaled by the volume of its bounding box."""
    volume = math.prod(thing.size)
    kind = categories().get(thing.category)
    return kind.mass * volume / math.prod(kind.typical) if kind else DENSITY * volume


def blocks_of(thing: SceneObject) -> tuple[Block, ...]:
    """Its solid boxes, or its bounding box when the asset names none, with its mass by their volumes."""
    w, d, h = thing.size
    asset = rebuild(thing.asset.id)
    boxes = tuple(replace(b, hi=(*b.hi[:2], solid_top(b, asset))) for b in asset.solid)
    sizes = [_centre_and_half(b) for b in boxes or (SolidBox((-w / 2, -d / 2, 0.0), (w / 2, d / 2, h)),)]
    total, mass = sum(math.prod(half) for _, half in sizes), mass_of(thing)
    return tuple(Block(c, half, max(mass * math.prod(half) / total, LIGHTEST)) for c, half in sizes)


def _centre_and_half(box: SolidBox) -> tuple[Vec3, Vec3]:
    (x0, y0, z0), (x1, y1, z1) = box.lo, box.hi
    half = (max((x1 - x0) / 2, THIN), max((y1 - y0) / 2, THIN), max((z1 - z0) / 2, THIN))
    return ((x0 + x1) / 2, (y0 + y1) / 2, (z0 + z1) / 2), half


def _weighted(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks with as much of the mass moved into the foot as keeps the thing upright on a slope of `SLOPE`: makers
    weight the foot of a lamp."""
    foot = [b.centre[2] - b.half[2] < 0.005 for b in blocks]
    if not any(foot):
        return blocks
    total, below = sum(b.mass for b in blocks), sum(b.mass for b, f in zip(blocks, foot, strict=True) if f)
    for share in (k / 20 for k in range(20)):
        scale = {True: 1 + share * (total - below) / below, False: 1 - share}
        out = tuple(replace(b, mass=b.mass * scale[f]) for b, f in zip(blocks, foot, strict=True))
        if _upright(out, foot):
            return out
    return out


def _upright(blocks: tuple[Block, ...], foot: list[bool]) -> bool:
    x, y, z = _centre(blocks)
    margin = z * math.tan(SLOPE)
    feet = [b for b, f in zip(blocks, foot, strict=True) if f]
    spans = [(min(b.centre[k] - b.half[k] for b in feet), max(b.centre[k] + b.half[k] for b in feet)) for k in (0, 1)]
    return all(lo + margin <= at <= hi - margin for (lo, hi), at in zip(spans, (x, y), strict=True))


def _centre(blocks: tuple[Block, ...]) -> Vec3:
    total = sum(b.mass for b in blocks)
    x, y, z = (sum(b.mass * b.centre[k] for b in blocks) / total for k in range(3))
    return (x, y, z)


def solid_walls(room: Room) -> tuple[StaticBox, ...]:
    """The walls as boxes around their openings, `WALL_THICKNESS` thick, outside the room's polygon."""
    return tuple(b for w in room.walls for b in _wall_boxes(room, w))


def floor_box(room: Room) -> StaticBox:
    """A slab below the whole room, its upper face at height 0."""
    x0, y0, x1, y1 = room.bounds
    half = ((x1 - x0) / 2 + 0.2, (y1 - y0) / 2 + 0.2, FLOOR_DEPTH / 2)
    return StaticBox("floor", ((x0 + x1) / 2, (y0 + y1) / 2, -FLOOR_DEPTH / 2), half, 0.0)


def _wall_boxes(room: Room, wall: Wall) -> list[StaticBox]:
    openings = sorted((o for o in room.openings if o.wall == wall.index), key=lambda o: o.offset)
    out, at = [], 0.0
    for o in openings:
        out.append(_piece(wall, at, o.offset, 0.0, room.height))
        out.append(_piece(wall, o.offset, o.offset + o.width, 0.0, o.base))
        out.append(_piece(wall, o.offset, o.offset + o.width, o.base + o.height, room.height))
        at = o.offset + o.width
    out.append(_piece(wall, at, wall.length, 0.0, room.height))
    return [b for k, b in enumerate(out) if min(b.half) > THIN]


def _piece(wall: Wall, a: float, b: float, low: float, high: float) -> StaticBox:
    """The part of a wall from `a` to `b` along it and from `low` to `high` above the floor."""
    x, y = wall.at((a + b) / 2)
    x, y = x - wall.n[0] * WALL_THICKNESS / 2, y - wall.n[1] * WALL_THICKNESS / 2
    name = f"wall-{wall.index}-{a:.2f}-{low:.2f}"
    half = ((b - a) / 2, WALL_THICKNESS / 2, (high - low) / 2)
    return StaticBox(name, (x, y, (low + high) / 2), half, math.atan2(wall.u[1], wall.u[0]))
