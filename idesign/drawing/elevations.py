"""The walls of a room as elevations: each as a person in the room sees it, with openings and what is at it.

A wall is drawn from left to right as seen; all walls stand side by side on one sheet at one scale. Things are the
outlines of their models' parts, projected on the wall and painted from back to front, with the numbers of the floor
plan. Heights of openings and of what hangs are dimensioned. Metres in the model, millimetres on paper.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import shapely
from shapely import Polygon
from shapely.geometry.base import BaseGeometry
from shapely.geometry.polygon import orient

from assets.model import Part
from idesign.drawing.key import key_rows, numbers_by_id
from idesign.drawing.layers import Tone
from idesign.drawing.pdf import write_pdf
from idesign.drawing.pieces import ring
from idesign.drawing.plan import BUBBLE, FIGURE, room_title
from idesign.drawing.shapes import (
    Circle,
    Dimension,
    Drawing,
    Frame,
    Hatch,
    Item,
    Line,
    Polyline,
    Shape,
    Sheet,
    Symbol,
    Text,
)
from idesign.drawing.sheet import MARGIN, sheet_border
from idesign.drawing.style import PAPERS, PLAIN, SCALES, USUAL, Paper, PlanStyle
from idesign.drawing.svg import write_svg
from idesign.drawing.symbols import is_rug
from idesign.drawing.text import cut, dimension, measured
from idesign.render.models import ModelSource, model_of
from idesign.render.stage import nearest_wall
from idesign.scene import Scene, SceneObject
from solvers.room import XY, Door, Opening, Room, Wall

NEAR = 0.35
"""What comes this near to a wall is drawn on its elevation [m]: what stands against it, not what stands before that."""
GAP = 18.0
"""Between neighbouring elevations, for their dimensions [mm]."""
LEFT, RIGHT = 4.0, 6.0
"""From a wall's ends to its dimensions [mm]."""
SHORTEST = 0.3
"""Walls below this length get no elevation [m]: returns of niches and ducts."""
TITLE = 22.0
"""Height of the strip for the title below the elevations [mm]."""
WHITE = 0.7
"""Parts whose colour has at least that of red, green and blue are drawn white: ceramics, lacquer."""
SLIVER = 1e-5
"""Projected areas below this are edges of parts seen end on [m2]."""


@dataclass(frozen=True)
class _View:
    """What is seen of one wall: its things from the farthest to the nearest to the eye."""

    wall: Wall
    things: tuple[SceneObject, ...]


def elevations_drawing(scene: Scene, style: PlanStyle = PLAIN, source: ModelSource = model_of) -> Drawing:
    """All walls of the scene's room on one sheet."""
    room = scene.room.plan
    views = [_View(w, things_at(scene, w)) for w in room.walls if w.length >= SHORTEST]
    numbers = numbers_by_id(key_rows(scene))
    sheet, places = _arrange(room, [v.wall.length for v in views], style)
    items: list[Item] = []
    for view, at in zip(views, places, strict=True):
        items += [_moved(i, at) for i in _elevation(scene, view, numbers, sheet, source)]
    title = f"Elevations: {room_title(scene)}"
    return Drawing(title, cut(scene.brief.text, 500), sheet, tuple(items), sheet_border(sheet, title))


def write_elevations(scene: Scene, path: Path, style: PlanStyle = PLAIN) -> None:
    """Writes the elevations as SVG or PDF, by the file's ending."""
    drawing = elevations_drawing(scene, style)
    (write_pdf if path.suffix.lower() == ".pdf" else write_svg)(drawing, path)


# ---------------------------------------------------------------- what is seen
def things_at(scene: Scene, wall: Wall) -> tuple[SceneObject, ...]:
    """What stands or hangs at the wall, with all that stands on it, from the wall to the eye; what is carried comes
    right after its carrier, so that books are seen in their case."""
    first = [o for o in scene.objects if _is_at(o, wall, scene.room.plan)]
    order = sorted(first, key=lambda o: (_span(o, wall)[3], o.id))
    return tuple(t for o in order for t in (o, *_carried(scene, o)))


def _carried(scene: Scene, carrier: SceneObject) -> tuple[SceneObject, ...]:
    return tuple(t for o in scene.objects if o.support == carrier.id for t in (o, *_carried(scene, o)))


def _is_at(thing: SceneObject, wall: Wall, room: Room) -> bool:
    if thing.support == "wall":
        return nearest_wall(room, thing).index == wall.index
    left, right, near, _ = _span(thing, wall)
    beside = -NEAR < near < NEAR and right > 0.02 and left < wall.length - 0.02
    return thing.support == "floor" and not is_rug(thing) and beside


def _span(thing: SceneObject, wall: Wall) -> tuple[float, float, float, float]:
    """Its footprint along the wall, from and to, and its distances from the wall, near and far [m]."""
    w, d, _ = thing.size
    frame = Frame(thing.x, thing.y, thing.pose.yaw)
    rel = [(x - wall.start[0], y - wall.start[1]) for x, y in map(frame, ring(-w / 2, -d / 2, w / 2, d / 2))]
    along = [x * wall.u[0] + y * wall.u[1] for x, y in rel]
    away = [x * wall.n[0] + y * wall.n[1] for x, y in rel]
    return min(along), max(along), min(away), max(away)


# ---------------------------------------------------------------- the sheet
def _arrange(room: Room, lengths: list[float], style: PlanStyle) -> tuple[Sheet, list[XY]]:
    """The first paper and scale on which all walls find room in rows, and the lower left corner of each wall [m]."""
    papers: tuple[Paper, ...] = (style.paper,) if style.paper else USUAL[style.units]
    scales = SCALES[style.units]
    for name, scale in ((n, s) for s in scales for n in papers):
        width, height = PAPERS[name]
        metre = scale / 1000
        wide, high = (width - 2 * MARGIN) * metre, (height - 2 * MARGIN - TITLE) * metre
        places = _rows(lengths, wide, high, room.height, GAP * metre)
        if places is not None or scale == scales[-1]:
            sheet = Sheet(name, width, height, scale, (MARGIN, MARGIN + TITLE), (0.0, 0.0, width, height), style.units)
            return sheet, places or [(0.0, 0.0)] * len(lengths)
    raise AssertionError("there is at least one scale")


def _rows(lengths: list[float], wide: float, high: float, tall: float, gap: float) -> list[XY] | None:
    """Places of walls of that height from the top left, row by row; None when they do not fit."""
    out: list[XY] = []
    row = tall + gap
    x, y = gap, high - row
    for length in lengths:
        if x + length + 0.6 * gap > wide and x > gap:
            x, y = gap, y - row
        if x + length + 0.6 * gap > wide or y < 0:
            return None
        out.append((x, y + 0.5 * gap))
        x += length + gap
    return out


def _moved(item: Item, at: XY) -> Item:
    frame = Frame(*at)
    return (
        replace(item, frame=Frame(*frame((item.frame.x, item.frame.y))))
        if isinstance(item, Symbol)
        else item.moved(frame)
    )


# ---------------------------------------------------------------- one wall
def _elevation(scene: Scene, view: _View, numbers: dict[str, int], sheet: Sheet, source: ModelSource) -> Iterable[Item]:
    """In the wall's own frame: x to the right as seen, y up, origin at the lower left corner."""
    room, wall, m = scene.room.plan, view.wall, sheet.scale / 1000
    yield Hatch(ring(0, 0, wall.length, room.height), "A-WALL", "paper")
    for o in (o for o in room.openings if o.wall == wall.index):
        yield Symbol(o.id, f"{'Door' if isinstance(o, Door) else 'Window'} {o.id}", _opening(o, wall), kind="opening")
    for thing in view.things:
        shapes = tuple(outlines(thing, wall, source))
        yield Symbol(thing.id, f"{thing.name or thing.category} ({thing.id})", _clipped(shapes, wall, room.height))
    yield from _bubbles(room, view, numbers, m)
    yield Line((-0.1, 0), (wall.length + 0.1, 0), "A-WALL")
    yield from (replace(d, text=dimension(math.dist(d.a, d.b), sheet.units)) for d in _dimensions(room, view, m))
    title = f"{_name(wall)} wall, {measured(wall.length, sheet.units)}"
    yield Text((0, room.height + 2.0 * m), title, 2.6, bold=True)


def _name(wall: Wall) -> str:
    """North, east, south or west: where the wall lies, seen from the room (its inward normal points away from it)."""
    turn = math.degrees(math.atan2(-wall.n[1], -wall.n[0])) % 360
    return ("East", "North-east", "North", "North-west", "West", "South-west", "South", "South-east")[
        round(turn / 45) % 8
    ]


def _seen_x(wall: Wall, along: float) -> float:
    """From the distance along the wall to that from its left end as seen: its start is on the right of who faces it."""
    return wall.length - along


def _opening(o: Opening, wall: Wall) -> tuple[Shape, ...]:
    left, right = _seen_x(wall, o.offset + o.width), _seen_x(wall, o.offset)
    low, high, f = o.base, o.base + o.height, 0.05
    frame = Hatch(ring(left, low, right, high), "A-DOOR" if isinstance(o, Door) else "A-GLAZ", "paper")
    if isinstance(o, Door):
        knob = Circle((right - 0.09, low + 1.05), 0.03, "A-DOOR", "metal")
        return frame, Hatch(ring(left + f, low, right - f, high - f), "A-DOOR-SWNG", "linen"), knob
    leaves = max(1, math.ceil(o.width / 0.95))
    wide = (right - left - f * (leaves + 1)) / leaves
    panes = [left + f + k * (wide + f) for k in range(leaves)]
    return (frame, *(Hatch(ring(x, low + f, x + wide, high - f), "A-GLAZ", "glass") for x in panes))


def outlines(thing: SceneObject, wall: Wall, source: ModelSource) -> Iterable[Hatch]:
    """The outlines of the thing's parts in the wall's frame as seen, from the wall to the eye."""
    turn = round(thing.yaw_deg - math.degrees(math.atan2(wall.u[1], wall.u[0])), 3)
    rel = (thing.x - wall.start[0], thing.y - wall.start[1])
    x = _seen_x(wall, rel[0] * wall.u[0] + rel[1] * wall.u[1])
    frame = Frame(x, thing.z)
    for points, holes, tone in silhouettes(thing, turn, source):
        yield Hatch(points, "I-FURN-DETL", tone, holes).moved(frame)


Silhouette = tuple[tuple[XY, ...], tuple[tuple[XY, ...], ...], Tone]
"""An outline, its holes, and the tone it is filled with."""


def silhouettes(thing: SceneObject, turn: float, source: ModelSource) -> tuple[Silhouette, ...]:
    """The parts of the thing's model turned counter-clockwise by `turn` degrees, as seen from +y: −x to the right, z up
    [m]."""
    c, s = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    look = np.array([[-c, s, 0], [0, 0, 1]])
    parts = source(thing).parts
    depth = np.array([s, c, 0])
    order = sorted(parts, key=lambda p: float((p.mesh.vertices @ depth).max()))
    return tuple(s for p in order for s in _silhouettes(p, look))


def _silhouettes(part: Part, look: np.ndarray[tuple[int, int], np.dtype[np.float64]]) -> list[Silhouette]:
    """The union of the part's projected triangles; of a closed part those that look at the eye are enough."""
    flat = np.round(part.mesh.vertices @ look.T, 4)[part.mesh.faces]
    edges = flat[:, 1:] - flat[:, :1]
    area = 0.5 * (edges[:, 0, 0] * edges[:, 1, 1] - edges[:, 0, 1] * edges[:, 1, 0])
    closed = part.mesh.is_watertight and part.mesh.is_winding_consistent
    kept = area > 1e-9 if closed else np.abs(area) > 1e-9
    whole = shapely.union_all(shapely.polygons(flat[kept])).simplify(5e-4)
    return [_silhouette(p, _tone(part)) for p in _polygons(whole)]


def _tone(part: Part) -> Tone:
    """By what the part is made of: clear, green, metal, soft, white, or else like wood."""
    m = part.material
    red, green, blue = m.colour
    if m.opacity < 0.9:
        return "glass"
    if green > 1.15 * red and green > 1.15 * blue and m.texture is None:
        return "plant"
    if m.metallic > 0.5 or m.roughness > 0.85:
        return "metal" if m.metallic > 0.5 else "soft"
    return "fixture" if min(m.colour) > WHITE and m.texture is None else "wood"


def _polygons(shape: BaseGeometry) -> list[Polygon]:
    parts = getattr(shape, "geoms", [shape])
    return [orient(p) for p in parts if isinstance(p, Polygon) and p.area > SLIVER]


def _silhouette(p: Polygon, tone: Tone) -> Silhouette:
    holes = tuple(tuple((x, y) for x, y in h.coords[:-1]) for h in p.interiors)
    return tuple((x, y) for x, y in p.exterior.coords[:-1]), holes, tone


def _clipped(shapes: tuple[Hatch, ...], wall: Wall, height: float) -> tuple[Shape, ...]:
    """What lies on the wall's rectangle (a thing that stands round the corner ends there), with a bolder contour."""
    frame = shapely.box(0, 0, wall.length, height)
    out: list[Shape] = []
    seen: list[BaseGeometry] = []
    for s in shapes:
        left = Polygon(s.points, s.holes).buffer(0).intersection(frame)
        out += [replace(s, points=a, holes=b) for a, b, _ in (_silhouette(p, s.tone) for p in _polygons(left))]
        seen.append(left)
    return (*out, *_contour(shapely.union_all(shapely.set_precision(seen, 1e-4))))


def _contour(shape: BaseGeometry) -> Iterable[Polyline]:
    for points, holes, _ in (_silhouette(p, "paper") for p in _polygons(shape)):
        yield from (Polyline(r, "I-FURN", closed=True) for r in (points, *holes))


# ---------------------------------------------------------------- numbers
def _bubbles(room: Room, view: _View, numbers: dict[str, int], m: float) -> Iterable[Shape]:
    """Each number in the middle of what is seen of its thing; that of a small thing beside it, with a leader."""
    numbered = [o for o in view.things if o.id in numbers]
    large = [o for o in numbered if min(_seen(o, view.wall)[2:]) > 2 * BUBBLE * m]
    taken = [_seen(o, view.wall)[:2] for o in large]
    for thing, at in zip(large, tuple(taken), strict=True):
        yield from _bubble(at, numbers[thing.id], m)
    for thing in (o for o in numbered if o not in large):
        x, y, w, h = _seen(thing, view.wall)
        at = _free_place((x, y), math.hypot(w, h) / 2 + 1.4 * BUBBLE * m, taken, (view.wall.length, room.height), m)
        taken.append(at)
        yield from (Line(at, (x, y), "A-ANNO-LEAD"), Circle((x, y), 0.45 * m, "A-ANNO-LEAD", "ink"))
        yield from _bubble(at, numbers[thing.id], m)


def _seen(thing: SceneObject, wall: Wall) -> tuple[float, float, float, float]:
    """Middle, width and height of what is seen of it on the elevation."""
    a, b, _, _ = _span(thing, wall)
    a, b = max(a, 0.0), min(b, wall.length)
    return _seen_x(wall, (a + b) / 2), thing.z + thing.size[2] / 2, b - a, thing.size[2]


def _free_place(middle: XY, far: float, taken: Sequence[XY], size: XY, m: float) -> XY:
    """Around the middle, above it if possible, on the wall and on no other number; the first place when all are."""
    r = BUBBLE * m
    turns = [math.radians(d) for d in (90, 45, 135, 0, 180, -45, -135, -90)]
    ring_ = [(middle[0] + f * math.cos(t), middle[1] + f * math.sin(t)) for f in (far, far + 2 * r) for t in turns]
    on_wall = [p for p in ring_ if r < p[0] < size[0] - r and r < p[1] < size[1] - r]
    return next((p for p in on_wall if all(math.dist(p, t) > 2.2 * r for t in taken)), (on_wall or ring_)[0])


def _bubble(at: XY, number: int, m: float) -> Iterable[Shape]:
    yield Circle(at, BUBBLE * m, "A-ANNO-NOTE", "paper")
    yield Text((at[0], at[1] - 0.36 * FIGURE * m), str(number), FIGURE, anchor="middle", bold=True)


# ---------------------------------------------------------------- heights


def _dimensions(room: Room, view: _View, m: float) -> Iterable[Dimension]:
    """The room's height on the left; sill and head of openings, and the lower edge of what hangs, on the right."""
    yield Dimension((0, room.height), (0, 0), LEFT)
    heights = {round(h, 3) for o in room.openings if o.wall == view.wall.index for h in (o.base, o.base + o.height)}
    heights |= {round(o.z, 2) for o in view.things if o.support == "wall"}
    marks = _apart(sorted(h for h in heights if 0.05 < h < room.height - 0.05), 4.0 * m)
    x = view.wall.length
    for low, high in zip([0.0, *marks], [*marks, room.height], strict=True) if marks else ():
        yield Dimension((x, low), (x, high), RIGHT)


def _apart(heights: list[float], least: float) -> list[float]:
    """Heights with at least that much between them, from below."""
    out: list[float] = []
    for h in heights:
        if not out or h - out[-1] >= least:
            out.append(h)
    return out
