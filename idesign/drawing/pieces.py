"""Small shapes that symbols are put together from: rounded rectangles, ovals, rows of lines. All in metres."""

from __future__ import annotations

import math
from collections.abc import Iterable

from idesign.drawing.layers import Layer, Tone
from idesign.drawing.shapes import Arc, Circle, Hatch, Line, Polyline
from solvers.room import XY

CORNER_STEPS = 5
OVAL_STEPS = 40


def ring(x0: float, y0: float, x1: float, y1: float, radius: float = 0.0) -> tuple[XY, ...]:
    """The corners of a rectangle, counter-clockwise, rounded with `radius` (kept below half of the shorter side)."""
    r = min(radius, abs(x1 - x0) / 2, abs(y1 - y0) / 2)
    if r <= 0:
        return ((x0, y0), (x1, y0), (x1, y1), (x0, y1))
    centres = ((x1 - r, y0 + r, -90), (x1 - r, y1 - r, 0), (x0 + r, y1 - r, 90), (x0 + r, y0 + r, 180))
    return tuple(p for cx, cy, start in centres for p in _corner(cx, cy, r, math.radians(start)))


def _corner(cx: float, cy: float, r: float, start: float) -> Iterable[XY]:
    steps = (start + math.pi / 2 * k / CORNER_STEPS for k in range(CORNER_STEPS + 1))
    return ((cx + r * math.cos(a), cy + r * math.sin(a)) for a in steps)


def box(
    x0: float, y0: float, x1: float, y1: float, tone: Tone = "wood", radius: float = 0.0, layer: Layer = "I-FURN"
) -> Hatch:
    """A filled rectangle with rounded corners."""
    return Hatch(ring(x0, y0, x1, y1, radius), layer, tone)


def body(w: float, d: float, tone: Tone = "wood", radius: float = 0.0) -> Hatch:
    """The whole footprint."""
    return box(-w / 2, -d / 2, w / 2, d / 2, tone, radius)


def frame_line(w: float, d: float, inset: float, radius: float = 0.0) -> Polyline:
    """A thin line around the footprint, `inset` metres inside its edge."""
    x, y = max(w / 2 - inset, w / 6), max(d / 2 - inset, d / 6)
    return Polyline(ring(-x, -y, x, y, radius), "I-FURN-DETL", closed=True)


def oval_ring(cx: float, cy: float, rx: float, ry: float) -> tuple[XY, ...]:
    turns = (2 * math.pi * k / OVAL_STEPS for k in range(OVAL_STEPS))
    return tuple((cx + rx * math.cos(a), cy + ry * math.sin(a)) for a in turns)


def oval(cx: float, cy: float, rx: float, ry: float, tone: Tone, layer: Layer = "I-FURN") -> Hatch:
    """A filled ellipse."""
    return Hatch(oval_ring(cx, cy, rx, ry), layer, tone)


def oval_line(cx: float, cy: float, rx: float, ry: float) -> Polyline:
    return Polyline(oval_ring(cx, cy, rx, ry), "I-FURN-DETL", closed=True)


def detail(*points: XY) -> Polyline:
    """A thin line."""
    return Polyline(points, "I-FURN-DETL")


def uprights(w: float, n: int, y0: float, y1: float) -> tuple[Line, ...]:
    """The `n - 1` lines from y0 to y1 that part the width in `n` equal fields."""
    xs = (-w / 2 + w * k / n for k in range(1, n))
    return tuple(Line((x, y0), (x, y1), "I-FURN-DETL") for x in xs)


def drain(x: float, y: float, radius: float = 0.025) -> Circle:
    return Circle((x, y), radius, "I-FURN-DETL", "paper")


def tap(x: float, y: float, reach: float = 0.1) -> tuple[Hatch, Circle]:
    """A tap that stands at (x, y) and reaches towards the front."""
    return box(x - 0.012, y - reach, x + 0.012, y, "metal", 0.01, "I-FURN-DETL"), Circle(
        (x, y), 0.025, "I-FURN-DETL", "metal"
    )


def front_mark(d: float, size: float = 0.05) -> Polyline:
    """A small triangle inside the front edge: which side the thing is used from."""
    y = -d / 2 + 0.02
    return Polyline(((-size, y + size * 1.2), (size, y + size * 1.2), (0.0, y)), "I-FURN-DETL", closed=True)


def quarter(cx: float, cy: float, radius: float, start: float, layer: Layer = "I-FURN-DETL") -> Arc:
    """A quarter circle, counter-clockwise from `start` [rad]."""
    return Arc((cx, cy), radius, start, start + math.pi / 2, layer)
