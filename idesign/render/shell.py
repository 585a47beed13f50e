"""The room itself as models: walls with real openings, floor, ceiling, skirting, doors and windows.

Every piece is made in room coordinates [m] and has a name that is also its node's name in a GLB below `room`: "wall-0",
"floor", "ceiling", "skirting-0", and the opening's own id. Walls stand outside the room's polygon, so that an object
that touches a wall touches its face. What belongs to a wall knows it, so that a view can leave the wall out.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import shapely
import trimesh
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from assets.model import Material, Model, Part
from assets.parametric import kit
from idesign.doors import hung_at_end
from idesign.render import built_in
from idesign.render.finishes import Finishes
from idesign.walls import WALL_THICKNESS
from solvers.room import Door, Opening, Room, Wall, Window

SLAB = 0.10
SKIRTING = (0.012, 0.07)
"""Depth and height of the skirting board [m]."""
CASING = (0.055, 0.014)
"""Width and depth of the casing around an opening [m]."""


@dataclass(frozen=True)
class Piece:
    """A named part of the room. `wall` is the wall that it belongs to."""

    name: str
    model: Model
    wall: int | None = None


def room_pieces(room: Room, finishes: Finishes) -> tuple[Piece, ...]:
    """All pieces of the room in a fixed order."""
    pieces = [Piece("floor", _floor(room, finishes)), Piece("ceiling", _ceiling(room, finishes))]
    for wall in room.walls:
        pieces.append(Piece(f"wall-{wall.index}", _wall(room, wall, finishes.wall(wall.index)), wall.index))
        if finishes.skirting and (skirting := _skirting(room, wall, finishes.trim)):
            pieces.append(Piece(f"skirting-{wall.index}", skirting, wall.index))
    doors = [Piece(d.id, _door(room, d, finishes), d.wall) for d in room.doors]
    windows = [Piece(w.id, _window(room.walls[w.wall], w, finishes), w.wall) for w in room.windows]
    return (*pieces, *doors, *windows, *_built_in(room, finishes))


def _built_in(room: Room, finishes: Finishes) -> tuple[Piece, ...]:
    """Columns, and the radiators and sockets on their walls."""
    columns = [Piece(c.id, built_in.column(room, c, finishes)) for c in room.columns]
    hung = [(h.id, h.wall, built_in.radiator(h, finishes)) for h in room.radiators]
    hung += [(k.id, k.wall, built_in.socket(k, finishes)) for k in room.sockets]
    return (*columns, *(Piece(id, placed_on_wall(model, room.walls[wall]), wall) for id, wall, model in hung))


def openings_of(room: Room, wall: int) -> tuple[Opening, ...]:
    """The doors and windows on that wall."""
    return tuple(o for o in room.openings if o.wall == wall)


def outline(room: Room, grow: float = WALL_THICKNESS) -> shapely.Polygon:
    """The room's polygon grown outwards by `grow` [m], with sharp corners."""
    return shapely.Polygon(room.polygon).buffer(grow, join_style="mitre", mitre_limit=10.0)


def placed_on_wall(model: Model, wall: Wall) -> Model:
    """From the wall's frame (x along it, y inward, z up, origin at its first vertex) to the room's."""
    turn = np.array([[*wall.u, 0.0], [*wall.n, 0.0], [0.0, 0.0, 1.0]])
    return Model(tuple(_moved(p, turn, np.array([*wall.start, 0.0])) for p in model.parts))


def _moved(part: Part, rows: NDArray[np.float64], by: NDArray[np.float64]) -> Part:
    mesh = trimesh.Trimesh(
        part.mesh.vertices @ rows + by,
        part.mesh.faces,
        vertex_normals=part.mesh.vertex_normals @ rows,
        process=False,
        validate=False,
    )
    return Part(part.name, mesh, part.material, part.uv)


def _floor(room: Room, finishes: Finishes) -> Model:
    shape = outline(room)
    x0, y0, x1, y1 = room.bounds
    builder = kit.Builder()
    builder.add(
        "floor", kit.extrude(shape, SLAB, (0, 0, -SLAB)), finishes.floor, grain="x" if x1 - x0 >= y1 - y0 else "y"
    )
    return builder.model()


def _ceiling(room: Room, finishes: Finishes) -> Model:
    builder = kit.Builder()
    builder.add("ceiling", kit.extrude(outline(room), SLAB, (0, 0, room.height)), finishes.ceiling)
    return builder.model()


def _wall(room: Room, wall: Wall, material: Material) -> Model:
    face: BaseGeometry = shapely.box(0, 0, wall.length, room.height)
    for o in openings_of(room, wall.index):
        low = -1.0 if o.base <= 0 else o.base
        face = face.difference(shapely.box(o.offset, low, o.offset + o.width, o.base + o.height))
    solid = kit.extrude(face, WALL_THICKNESS, (0, -WALL_THICKNESS / 2, 0), along="y")
    builder = kit.Builder()
    builder.add("wall", _mitred(room, wall, solid), material, grain="x")
    return placed_on_wall(builder.model(), wall)


def _mitred(room: Room, wall: Wall, solid: trimesh.Trimesh) -> trimesh.Trimesh:
    """The wall with its outer ends moved so that it meets its neighbours along the corner's bisector."""
    walls = room.walls
    first = math.tan(_turning(walls[wall.index - 1], wall) / 2) * WALL_THICKNESS
    last = math.tan(_turning(wall, walls[(wall.index + 1) % len(walls)]) / 2) * WALL_THICKNESS
    v = np.array(solid.vertices)
    outer = v[:, 1] < -WALL_THICKNESS / 2
    v[outer & (np.abs(v[:, 0]) < 1e-6), 0] -= first
    v[outer & (np.abs(v[:, 0] - wall.length) < 1e-6), 0] += last
    return kit.raw(v, solid.faces)


def _turning(a: Wall, b: Wall) -> float:
    """The angle [rad] by which the outline turns left from wall `a` to wall `b`."""
    return math.atan2(a.u[0] * b.u[1] - a.u[1] * b.u[0], a.u[0] * b.u[0] + a.u[1] * b.u[1])


def _skirting(room: Room, wall: Wall, material: Material) -> Model | None:
    depth, height = SKIRTING
    low = [o for o in openings_of(room, wall.index) if o.base < height]
    gaps = [(o.offset - CASING[0], o.offset + o.width + CASING[0]) for o in low]
    runs: BaseGeometry = shapely.LineString([(0, 0), (wall.length, 0)])
    for a, b in gaps:
        runs = runs.difference(shapely.LineString([(a, 0), (b, 0)]))
    builder = kit.Builder()
    spans = [line.bounds for line in getattr(runs, "geoms", [runs]) if line.length > 0.01]
    for x0, _, x1, _ in spans:
        builder.add("skirting", kit.box((x1 - x0, depth, height), ((x0 + x1) / 2, depth / 2, 0), 0.003), material, "x")
    return placed_on_wall(builder.model(), wall) if spans else None


def _lining(builder: kit.Builder, o: Opening, material: Material, floor: bool) -> None:
    """Boards that clad the opening through the wall, and the casing around it on the room's side."""
    x0, x1, z0, z1 = o.offset, o.offset + o.width, o.base, o.base + o.height
    wide, deep = CASING
    board = 0.02
    middle, low = (x0 + x1) / 2, 0.0 if floor else z0 - wide
    for x in (x0 + board / 2, x1 - board / 2):
        builder.add("lining", kit.box((board, WALL_THICKNESS, z1 - z0), (x, -WALL_THICKNESS / 2, z0)), material, "z")
    builder.add(
        "lining", kit.box((o.width, WALL_THICKNESS, board), (middle, -WALL_THICKNESS / 2, z1 - board)), material, "x"
    )
    for x in (x0 - wide / 2, x1 + wide / 2):
        builder.add("casing", kit.box((wide, deep, z1 - low), (x, deep / 2, low), 0.004), material, "z")
    builder.add("casing", kit.box((o.width + 2 * wide, deep, wide), (middle, deep / 2, z1), 0.004), material, "x")


def _door(room: Room, door: Door, finishes: Finishes) -> Model:
    """Frame, leaf with panels, lever handle. The leaf is shut and stays within the wall's thickness."""
    builder = kit.Builder()
    _lining(builder, door, finishes.trim, floor=True)
    if door.swing != "none":
        _leaf(builder, door, finishes, hung_at_end(room, door))
    return placed_on_wall(builder.model(), room.walls[door.wall])


def _leaf(builder: kit.Builder, door: Door, finishes: Finishes, at_end: bool) -> None:
    gap, thick = 0.022, 0.04
    width, height = door.width - 2 * gap, door.height - gap - 0.006
    middle, y = door.offset + door.width / 2, -0.02 - thick / 2
    stile, rail = 0.11, 0.12
    lock = 0.42 * height
    fields = [(rail * 1.6, lock - rail / 2), (lock + rail / 2, height - rail)]
    builder.add("leaf", _framed_leaf(width, height, stile, fields, thick, (middle, y, 0.006)), finishes.door, "z")
    for low, high in fields:
        panel = (width - 2 * stile, thick - 0.024, high - low)
        builder.add("leaf", kit.box(panel, (middle, y, 0.006 + low)), finishes.door, "z")
        inner = (width - 2 * stile - 0.09, thick - 0.012, high - low - 0.09)
        if min(inner) > 0:
            builder.add("leaf", kit.box(inner, (middle, y, 0.006 + low + 0.045), 0.006), finishes.door, "z")
    inset = gap + 0.055
    x = door.offset + (inset if at_end else door.width - inset)
    _handle(builder, x, y, thick, finishes.metal, 0.12 if at_end else -0.12)


def _framed_leaf(
    width: float, height: float, stile: float, fields: list[tuple[float, float]], thick: float, at: kit.Vec
) -> trimesh.Trimesh:
    face: BaseGeometry = shapely.box(-width / 2, 0, width / 2, height)
    for low, high in fields:
        face = face.difference(shapely.box(-width / 2 + stile, low, width / 2 - stile, high))
    return kit.extrude(face, thick, at, along="y")


def _handle(builder: kit.Builder, x: float, y: float, thick: float, metal: Material, reach: float) -> None:
    """A lever of length `reach` along the wall with a round rose, 1.05 m high, on both sides of the leaf."""
    z = 1.05
    for side in (1, -1):
        face = y + side * thick / 2
        builder.add("handle", kit.cylinder(0.025, 0.008, (x, face + side * 0.004, z - 0.025), along="y"), metal)
        path = [(x, face, z), (x, face + side * 0.045, z), (x + reach, face + side * 0.045, z)]
        builder.add("handle", kit.tube(kit.bend(path, 0.02), 0.008), metal)


def _window(wall: Wall, window: Window, finishes: Finishes) -> Model:
    """Lining, casing, sashes with glass and a sill board on the room's side."""
    builder = kit.Builder()
    full_height = window.sill < 0.15
    _lining(builder, window, finishes.trim, floor=full_height)
    middle = window.offset + window.width / 2
    if not full_height:
        board = (window.width + 2 * CASING[0] + 0.04, WALL_THICKNESS + 0.035, 0.025)
        place = (middle, 0.0175 - WALL_THICKNESS / 2, window.sill - 0.012)
        builder.add("sill", kit.box(board, place, 0.006), finishes.trim, "x")
    for x, width in _sashes(window):
        _sash(builder, x, width, window, finishes)
    return placed_on_wall(builder.model(), wall)


def _sashes(window: Window) -> list[tuple[float, float]]:
    """Centre and width of each sash: one for every 0.9 m or so."""
    clear = window.width - 0.04
    count = max(1, math.ceil(window.width / 0.95))
    return [(window.offset + 0.02 + clear * (k + 0.5) / count, clear / count) for k in range(count)]


def _sash(builder: kit.Builder, x: float, width: float, window: Window, finishes: Finishes) -> None:
    bar, y = 0.045, -0.07
    low = window.sill + (0.013 if window.sill >= 0.15 else 0.0)
    height = window.sill + window.height - 0.02 - low
    builder.add("sash", kit.frame((width, 0.05, height), bar, (x, y, low), 0.004), finishes.trim)
    pane = (width - 2 * bar + 0.01, 0.006, height - 2 * bar + 0.01)
    builder.add("glass", kit.box(pane, (x, y, low + bar - 0.005)), finishes.glass)
