"""What a drawing is made of: a few flat shapes on named layers, written by several writers (SVG, PDF, DXF, PNG).

Shapes carry plain numbers, x right and y up. Their unit is that of their holder: metres of the room in
`Drawing.model`, millimetres of paper in `Drawing.paper`. Text height is always millimetres of paper, so that it stays
readable at any scale. A `Symbol` is a group with its own frame (front towards -y): one object of the room, which a
CAD writer makes a block. A `Dimension` is kept whole, so that a CAD writer makes a real one of it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Literal

from idesign.drawing.layers import Layer, Tone
from idesign.units import Units
from solvers.room import XY

Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True)
class Frame:
    """A similarity of the plane: scale, then turn by `yaw` [rad] counter-clockwise, then shift to (`x`, `y`)."""

    x: float = 0.0
    y: float = 0.0
    yaw: float = 0.0
    scale: float = 1.0

    def __call__(self, p: XY) -> XY:
        c, s = math.cos(self.yaw) * self.scale, math.sin(self.yaw) * self.scale
        return (self.x + c * p[0] - s * p[1], self.y + s * p[0] + c * p[1])


@dataclass(frozen=True)
class Line:
    """A straight line."""

    a: XY
    b: XY
    layer: Layer

    def moved(self, frame: Frame) -> Line:
        return replace(self, a=frame(self.a), b=frame(self.b))


@dataclass(frozen=True)
class Polyline:
    """A chain of straight lines, not filled."""

    points: tuple[XY, ...]
    layer: Layer
    closed: bool = False

    def moved(self, frame: Frame) -> Polyline:
        return replace(self, points=tuple(map(frame, self.points)))


@dataclass(frozen=True)
class Arc:
    """A part of a circle, counter-clockwise from `start` to `end` [rad]."""

    centre: XY
    radius: float
    start: float
    end: float
    layer: Layer

    def moved(self, frame: Frame) -> Arc:
        turned = replace(self, start=self.start + frame.yaw, end=self.end + frame.yaw)
        return replace(turned, centre=frame(self.centre), radius=self.radius * frame.scale)

    def point(self, angle: float) -> XY:
        return (self.centre[0] + self.radius * math.cos(angle), self.centre[1] + self.radius * math.sin(angle))


@dataclass(frozen=True)
class Circle:
    """A circle, filled with `tone` unless that is None."""

    centre: XY
    radius: float
    layer: Layer
    tone: Tone | None = None

    def moved(self, frame: Frame) -> Circle:
        return replace(self, centre=frame(self.centre), radius=self.radius * frame.scale)


@dataclass(frozen=True)
class Hatch:
    """A polygon, perhaps with holes, filled with `tone` and outlined with the pen of its layer."""

    points: tuple[XY, ...]
    layer: Layer
    tone: Tone
    holes: tuple[tuple[XY, ...], ...] = ()

    def moved(self, frame: Frame) -> Hatch:
        holes = tuple(tuple(map(frame, h)) for h in self.holes)
        return replace(self, points=tuple(map(frame, self.points)), holes=holes)


@dataclass(frozen=True)
class Text:
    """A line of text. `height` is the size of the font [mm of paper]; `at` is on its base line, at `anchor`;
    `angle` [rad] turns it about `at`."""

    at: XY
    text: str
    height: float
    layer: Layer = "A-ANNO-NOTE"
    anchor: Anchor = "start"
    angle: float = 0.0
    bold: bool = False
    faint: bool = False

    def moved(self, frame: Frame) -> Text:
        return replace(self, at=frame(self.at), angle=self.angle + frame.yaw)


@dataclass(frozen=True)
class Dimension:
    """The distance from `a` to `b`, with its line `offset` [mm of paper] to the right of the direction from a to b."""

    a: XY
    b: XY
    offset: float
    text: str = ""
    layer: Layer = "A-ANNO-DIMS"

    def moved(self, frame: Frame) -> Dimension:
        return replace(self, a=frame(self.a), b=frame(self.b))


Shape = Line | Polyline | Arc | Circle | Hatch | Text | Dimension


@dataclass(frozen=True)
class Symbol:
    """One object, door or window: its id, a title for people, and its shapes in its own frame, placed by `frame`.
    A `note` belongs to the drawing, not to a thing (a number with its leader)."""

    id: str
    title: str
    shapes: tuple[Shape, ...]
    frame: Frame = Frame()
    kind: Literal["object", "opening", "note"] = "object"

    def placed(self) -> tuple[Shape, ...]:
        """The shapes in the frame of whoever holds the symbol."""
        return tuple(s.moved(self.frame) for s in self.shapes)

    def moved(self, frame: Frame) -> Symbol:
        """The same symbol, its shapes placed and then moved."""
        return replace(self, shapes=tuple(s.moved(frame) for s in self.placed()), frame=Frame())


Item = Shape | Symbol


@dataclass(frozen=True)
class Sheet:
    """A sheet of paper [mm], landscape, and the scale 1:`scale` of the model on it; the model's origin lies at
    `origin` [mm] from the lower left corner. `window` is the part that holds the model with its dimensions [mm].
    `units`: how lengths are written on it; `columns`: those of its key."""

    name: str
    width: float
    height: float
    scale: int
    origin: XY
    window: tuple[float, float, float, float]
    units: Units = "metric"
    columns: int = 1

    @property
    def frame(self) -> Frame:
        """From metres of the room to millimetres of paper."""
        return Frame(self.origin[0], self.origin[1], 0.0, 1000.0 / self.scale)


@dataclass(frozen=True)
class Drawing:
    """A drawing in two spaces: `model` [m] and `paper` [mm], in the order in which they are painted."""

    title: str
    description: str
    sheet: Sheet
    model: tuple[Item, ...]
    paper: tuple[Item, ...]
