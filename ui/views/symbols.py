"""Plan symbols for the browser: the drawing's own shapes as SVG paths, in millimetres with y downwards.

What the printed plan shows and what one drags on the screen are the same drawing; only pens and tones are the page's.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from idesign.drawing.shapes import Arc, Circle, Hatch, Line, Polyline, Shape
from idesign.drawing.symbols import symbol_shapes
from idesign.drawing.walls import opening_symbols, walls
from idesign.scene import SceneObject
from solvers.room import XY, Room

MM = 1000.0


@dataclass(frozen=True)
class Stroke:
    """One path: its data, the layer whose pen draws it, and the tone that fills it ("" for none)."""

    d: str
    layer: str
    tone: str = ""


@dataclass(frozen=True)
class PlacedSymbol:
    """A door or window: its id and its paths in the room's frame."""

    id: str
    strokes: tuple[Stroke, ...]


def symbol_of(thing: SceneObject) -> tuple[Stroke, ...]:
    """The symbol of a thing in its own frame."""
    return strokes(symbol_shapes(thing))


def walls_of(room: Room) -> tuple[Stroke, ...]:
    """The walls as cut."""
    return strokes(walls(room))


def openings_of(room: Room) -> tuple[PlacedSymbol, ...]:
    """Doors and windows with their swings."""
    return tuple(PlacedSymbol(s.id, strokes(s.placed())) for s in opening_symbols(room))


def strokes(shapes: Iterable[Shape]) -> tuple[Stroke, ...]:
    """The shapes as paths; neighbours of one layer without a filling are one path."""
    out: list[Stroke] = []
    for shape in shapes:
        d, tone = _path(shape), getattr(shape, "tone", None) or ""
        last = out[-1] if out else None
        if last is not None and not tone and not last.tone and last.layer == shape.layer:
            out[-1] = Stroke(last.d + d, last.layer)
        else:
            out.append(Stroke(d, shape.layer, tone))
    return tuple(out)


def _path(shape: Shape) -> str:
    if isinstance(shape, Line):
        return _chain((shape.a, shape.b))
    if isinstance(shape, Polyline):
        return _chain(shape.points) + ("Z" if shape.closed else "")
    if isinstance(shape, Hatch):
        return "".join(_chain(ring) + "Z" for ring in (shape.points, *shape.holes))
    if isinstance(shape, Circle):
        return _circle(shape)
    if isinstance(shape, Arc):
        return _arc(shape)
    raise TypeError(f"{type(shape).__name__} has no place in a symbol on the screen")


def _chain(points: Iterable[XY]) -> str:
    return "M" + "L".join(map(_at, points))


def _at(p: XY) -> str:
    return f"{round(p[0] * MM)} {-round(p[1] * MM)}"


def _circle(c: Circle) -> str:
    r = round(c.radius * MM, 1)
    left, right = _at((c.centre[0] - c.radius, c.centre[1])), _at((c.centre[0] + c.radius, c.centre[1]))
    return f"M{left}A{r:g} {r:g} 0 1 1 {right}A{r:g} {r:g} 0 1 1 {left}Z"


def _arc(a: Arc) -> str:
    r = round(a.radius * MM, 1)
    large = int((a.end - a.start) % (2 * math.pi) > math.pi)
    return f"M{_at(a.point(a.start))}A{r:g} {r:g} 0 {large} 0 {_at(a.point(a.end))}"
