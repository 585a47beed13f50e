"""Plan symbols of what one sits or lies on. Each takes the footprint (width, depth) [m] and has its front at -y."""

from __future__ import annotations

import math

from idesign.drawing.pieces import body, box, detail, frame_line, oval, oval_line, uprights
from idesign.drawing.shapes import Circle, Hatch, Line, Polyline, Shape

Shapes = tuple[Shape, ...]


def bed(w: float, d: float) -> Shapes:
    """Frame, headboard, pillows, and a duvet whose edge is folded back."""
    head, top = d / 2 - 0.06, d / 2 - 0.1
    edge = d / 2 - 0.62 if d > 1.2 else d * 0.1
    frame = (body(w, d, "wood", 0.03), box(-w / 2 + 0.03, -d / 2 + 0.03, w / 2 - 0.03, head, "linen", 0.05))
    board = box(-w / 2, head, w / 2, d / 2, "wood", 0.015)
    return (*frame, board, *_pillows(w, top), *_duvet(w, d, edge))


def _pillows(w: float, top: float) -> Shapes:
    n = 1 if w < 1.25 else 2
    field, deep = (w - 0.1) / n, 0.38
    half = min(field * 0.43, 0.36)
    centres = [-w / 2 + 0.05 + field * (k + 0.5) for k in range(n)]
    pillows = [box(x - half, top - deep, x + half, top, "paper", 0.09) for x in centres]
    creases = [detail((x - half * 0.7, top - deep * 0.55), (x + half * 0.7, top - deep * 0.55)) for x in centres]
    return (*pillows, *creases)


def _duvet(w: float, d: float, edge: float) -> Shapes:
    x, foot, fold = w / 2 - 0.01, -d / 2 + 0.015, 0.22
    cover = box(-x, foot, x, edge, "soft", 0.06)
    back = box(-x, edge - fold, x, edge, "paper", 0.03)
    corner = min(0.42, w * 0.38)
    flap: tuple[tuple[float, float], ...] = ((x, edge), (x - corner, edge), (x, edge - corner * 1.15))
    return cover, back, Hatch(flap, "I-FURN", "linen"), detail((x - corner, edge), (x, edge - corner * 1.15))


def bunk_bed(w: float, d: float) -> Shapes:
    """A single bed with a guard rail and a ladder on its left."""
    x, rungs = -w / 2, 5
    rail = box(-w / 2, -d / 2, -w / 2 + 0.05, d / 2, "wood")
    ladder = tuple(
        Line((x, -d / 2 + 0.1 + 0.08 * k), (x + 0.14, -d / 2 + 0.1 + 0.08 * k), "I-FURN") for k in range(rungs)
    )
    return (*bed(w, d), rail, box(w / 2 - 0.05, -d / 2, w / 2, d / 2, "wood"), *ladder)


def crib(w: float, d: float) -> Shapes:
    """A barred frame around a small mattress with its pillow."""
    x, n = w / 2, max(6, round(d / 0.1))
    bars = [-d / 2 + d * k / n for k in range(1, n)]
    left = tuple(Line((-x, y), (-x + 0.04, y), "I-FURN-DETL") for y in bars)
    right = tuple(Line((x - 0.04, y), (x, y), "I-FURN-DETL") for y in bars)
    mattress = box(-x + 0.04, -d / 2 + 0.04, x - 0.04, d / 2 - 0.04, "linen", 0.03)
    pillow = box(-w * 0.28, d / 2 - 0.32, w * 0.28, d / 2 - 0.1, "paper", 0.06)
    return (body(w, d, "wood", 0.02), *left, *right, mattress, pillow, detail((-x + 0.04, 0.1), (x - 0.04, 0.1)))


def mattress(w: float, d: float) -> Shapes:
    """A bed without head or frame: a mattress on the floor."""
    return (body(w, d, "linen", 0.08), *_pillows(w, d / 2 - 0.06), *_duvet(w, d, d / 2 - 0.6))


def sofa(w: float, d: float) -> Shapes:
    """Back, arms, and as many seats as the width gives (0.6 m each)."""
    arm = min(0.18, w * 0.14)
    return _couch(w, d, arm, max(1, min(5, round((w - 2 * arm) / 0.68))))


def armchair(w: float, d: float) -> Shapes:
    return _couch(w, d, min(0.15, w * 0.18), 1)


def _couch(w: float, d: float, arm: float, seats: int) -> Shapes:
    back = min(0.24, d * 0.27)
    y = d / 2 - back
    shell = body(w, d, "soft", 0.09)
    rest = box(-w / 2, y, w / 2, d / 2, "soft", 0.08)
    arms = tuple(box(x, -d / 2 + 0.02, x + arm, d / 2 - 0.04, "soft", 0.07) for x in (-w / 2, w / 2 - arm))
    field = (w - 2 * arm) / seats
    lefts = [-w / 2 + arm + field * k for k in range(seats)]
    cushions = tuple(box(x, -d / 2, x + field, y, "linen", 0.05) for x in lefts)
    pillows = tuple(box(x + 0.01, y - 0.1, x + field - 0.01, y + 0.1, "linen", 0.06) for x in lefts)
    return (shell, rest, *cushions, *pillows, *arms)


def corner_sofa(w: float, d: float) -> Shapes:
    """A sofa along the back with a long seat to the front on its right; a deep one has a back on that side too."""
    deep, wide = min(0.95, 0.62 * d), min(1.0, 0.42 * w)
    arm, back, x, y = 0.16, 0.22, w / 2, d / 2
    side = back if d > 1.9 else 0.0
    outline = ((-x, y - deep), (x - wide, y - deep), (x - wide, -y), (x, -y), (x, y), (-x, y))
    shell = Hatch(outline, "I-FURN", "soft")
    seats = max(1, round((w - wide - arm) / 0.68))
    field = (w - wide - arm) / seats
    lefts = [-x + arm + field * k for k in range(seats)]
    cushions = tuple(box(a, y - deep, a + field, y - back, "linen", 0.05) for a in lefts)
    chaise = box(x - wide, -y, x - side, y - back, "linen", 0.06)
    rests = (box(-x, y - back, x, y, "soft", 0.06), *((box(x - side, -y, x, y, "soft", 0.06),) if side else ()))
    return (shell, *cushions, chaise, *rests, box(-x, y - deep, -x + arm, y - 0.04, "soft", 0.06))


def chair(w: float, d: float) -> Shapes:
    """A seat that narrows to a bent back."""
    x, y = w / 2, d / 2
    seat = Hatch(((-x * 0.98, -y), (x * 0.98, -y), (x * 0.86, y - 0.06), (-x * 0.86, y - 0.06)), "I-FURN", "soft")
    inner = ((-x * 0.84, -y + 0.03), (x * 0.84, -y + 0.03), (x * 0.74, y - 0.1), (-x * 0.74, y - 0.1))
    return seat, Polyline(inner, "I-FURN-DETL", closed=True), _bent_back(w, d)


def _bent_back(w: float, d: float) -> Hatch:
    x, y, thick, bend = w / 2, d / 2, min(0.06, d * 0.14), min(0.05, d * 0.1)
    steps = [k / 8 for k in range(-8, 9)]
    outer = [(x * 0.98 * t, y - bend * t * t) for t in steps]
    inner = [(x * 0.98 * t, y - thick - bend * t * t) for t in reversed(steps)]
    return Hatch(tuple(outer + inner), "I-FURN", "wood")


def office_chair(w: float, d: float) -> Shapes:
    """A five-star base, a round seat, arms and a bent back."""
    r = min(w, d) / 2
    star = tuple(math.radians(90 + 72 * k) for k in range(5))
    legs = tuple(Line((0, 0), (r * 0.96 * math.cos(a), r * 0.96 * math.sin(a)), "I-FURN-DETL") for a in star)
    wheels = tuple(
        Circle((r * 0.92 * math.cos(a), r * 0.92 * math.sin(a)), 0.025, "I-FURN-DETL", "metal") for a in star
    )
    seat = box(-w * 0.38, -d * 0.38, w * 0.38, d * 0.36, "soft", 0.12)
    arms = tuple(box(s * w * 0.43 - 0.03, -d * 0.16, s * w * 0.43 + 0.03, d * 0.22, "metal", 0.03) for s in (-1, 1))
    back = _bent_back(w * 0.8, d * 0.96)
    return (*legs, *wheels, seat, *arms, back)


def stool(w: float, d: float) -> Shapes:
    return oval(0, 0, w / 2, d / 2, "soft"), oval_line(0, 0, w / 2 * 0.8, d / 2 * 0.8)


def ottoman(w: float, d: float) -> Shapes:
    diagonal = Line((-w / 2 + 0.05, -d / 2 + 0.05), (w / 2 - 0.05, d / 2 - 0.05), "I-FURN-DETL")
    other = Line((-w / 2 + 0.05, d / 2 - 0.05), (w / 2 - 0.05, -d / 2 + 0.05), "I-FURN-DETL")
    return body(w, d, "soft", 0.08), diagonal, other, Circle((0, 0), 0.015, "I-FURN-DETL", "soft")


def bench(w: float, d: float) -> Shapes:
    return body(w, d, "wood", 0.03), frame_line(w, d, 0.03), *uprights(w - 0.06, 3, -d / 2 + 0.03, d / 2 - 0.03)


def beanbag(w: float, d: float) -> Shapes:
    seat = oval_line(0, -d * 0.06, w * 0.3, d * 0.28)
    return oval(0, 0, w / 2, d / 2, "soft"), seat, detail((-w * 0.3, d * 0.2), (0, d * 0.3), (w * 0.3, d * 0.2))
