"""Plan symbols of lamps, plants, rugs, curtains, what hangs, and of things without a symbol of their own."""

from __future__ import annotations

import math

from idesign.drawing.pieces import body, box, detail, frame_line, front_mark, oval, oval_line, oval_ring, ring, uprights
from idesign.drawing.shapes import Circle, Frame, Hatch, Line, Polyline, Shape

Shapes = tuple[Shape, ...]


def plant(w: float, d: float) -> Shapes:
    """Leaves around a pot, two rings of them."""
    r = min(w, d) / 2
    outer = tuple(_leaf(r, 0.36, 2 * math.pi * k / 8) for k in range(8))
    inner = tuple(_leaf(r * 0.68, 0.42, 2 * math.pi * (k + 0.5) / 6) for k in range(6))
    return *outer, *inner, Circle((0, 0), r * 0.12, "I-FURN-DETL", "plant")


def _leaf(length: float, breadth: float, angle: float) -> Hatch:
    steps = [k / 6 for k in range(7)]
    side = [(length * t, length * breadth / 2 * math.sin(math.pi * t**0.8)) for t in steps]
    outline = side + [(x, -y) for x, y in reversed(side[1:-1])]
    return Hatch(tuple(outline), "I-FURN-DETL", "plant").moved(Frame(yaw=angle))


def lamp(w: float, d: float) -> Shapes:
    """A shade with its lamp: the electrician's crossed circle inside."""
    r = min(w, d) / 2
    cross = tuple(
        Line((-r * 0.45 * a, -r * 0.45 * b), (r * 0.45 * a, r * 0.45 * b), "I-FURN-DETL")
        for a, b in ((0.7, 0.7), (0.7, -0.7))
    )
    return Circle((0, 0), r, "I-FURN", "linen"), Circle((0, 0), r * 0.45, "I-FURN-DETL"), *cross


def ceiling_lamp(w: float, d: float) -> Shapes:
    """The crossed circle (or box) of a lamp overhead, dashed because it is above the plane of the cut."""
    outline = Polyline(oval_ring(0, 0, w / 2, d / 2), "I-FURN-OVHD", True)
    k = math.sqrt(0.5)
    cross = tuple(Line((-w / 2 * k, -s * d / 2 * k), (w / 2 * k, s * d / 2 * k), "I-FURN-OVHD") for s in (-1, 1))
    return outline, *cross


def track_light(w: float, d: float) -> Shapes:
    """A rail overhead with its lamps, along the longer side."""
    long, thin = max(w, d), min(w, d)
    n, r = max(2, round(long / 0.35)), 0.5 * thin
    turn = Frame(yaw=0.0 if w >= d else math.pi / 2)
    rail = Polyline(ring(-long / 2, -0.15 * thin, long / 2, 0.15 * thin), "I-FURN-OVHD", True)
    lamps = tuple(Circle((long * ((k + 0.5) / n - 0.5), 0.0), r, "I-FURN-OVHD") for k in range(n))
    return rail.moved(turn), *(c.moved(turn) for c in lamps)


def rug(w: float, d: float) -> Shapes:
    """A border inside and fringe on the two shorter sides."""
    base = Hatch(ring(-w / 2, -d / 2, w / 2, d / 2), "I-FURN-RUGS", "rug")
    lines = tuple(
        Polyline(ring(-w / 2 + i, -d / 2 + i, w / 2 - i, d / 2 - i), "I-FURN-RUGS", True)
        for i in (0.09, 0.13)
        if min(w, d) > 3 * i
    )
    return base, *lines, *_fringe(w, d)


def _fringe(w: float, d: float) -> Shapes:
    along_x = w >= d
    side, reach = (d, w / 2) if along_x else (w, d / 2)
    n = max(4, round(side / 0.05))
    spots = [-side / 2 + side * (k + 0.5) / n for k in range(n)]
    ends = [((s * reach, t), (s * (reach - 0.045), t)) for s in (-1, 1) for t in spots]
    return tuple(Line(a, b, "I-FURN-RUGS") if along_x else Line(a[::-1], b[::-1], "I-FURN-RUGS") for a, b in ends)


def round_rug(w: float, d: float) -> Shapes:
    inner = tuple(Polyline(oval_ring(0, 0, w / 2 - i, d / 2 - i), "I-FURN-RUGS", True) for i in (0.09, 0.13))
    return Hatch(oval_ring(0, 0, w / 2, d / 2), "I-FURN-RUGS", "rug"), *inner


def curtain(w: float, d: float) -> Shapes:
    """The folds of a curtain, seen from above."""
    n = 6 * max(4, round(w / 0.12))
    wave = ((-w / 2 + w * k / n, d * 0.36 * math.sin(math.pi * k / 3)) for k in range(n + 1))
    return (Polyline(tuple(wave), "I-FURN-DETL"),)


def flat(w: float, d: float) -> Shapes:
    """A picture, mirror or board on a wall: a thin box with its face marked."""
    return body(w, d, "paper"), Line((-w / 2, -d / 2 + d * 0.3), (w / 2, -d / 2 + d * 0.3), "I-FURN-DETL")


def overhead(w: float, d: float) -> Shapes:
    """A cabinet, shelf or hood above the plane of the cut: dashed, with its diagonals."""
    x, y = w / 2, d / 2
    return Polyline(ring(-x, -y, x, y), "I-FURN-OVHD", True), Line((-x, -y), (x, y), "I-FURN-OVHD")


def bin_(w: float, d: float) -> Shapes:
    return oval(0, 0, w / 2, d / 2, "metal"), oval_line(0, 0, w * 0.4, d * 0.4)


def basket(w: float, d: float) -> Shapes:
    """A woven basket."""
    weave = tuple(detail((-w * 0.4, d * k / 8), (w * 0.4, d * k / 8)) for k in (-2, -1, 0, 1, 2))
    return body(w, d, "wood", min(w, d) * 0.3), *weave, frame_line(w, d, 0.03, min(w, d) * 0.25)


def fireplace(w: float, d: float) -> Shapes:
    """A breast with its hearth, splayed to the front."""
    y = -d / 2
    hearth = ((-w * 0.32, y), (w * 0.32, y), (w * 0.22, y + d * 0.7), (-w * 0.22, y + d * 0.7))
    return (
        body(w, d, "stone"),
        Hatch(hearth, "I-FURN", "paper"),
        detail((-w * 0.2, y + d * 0.25), (w * 0.2, y + d * 0.25)),
    )


def treadmill(w: float, d: float) -> Shapes:
    belt = box(-w * 0.3, -d * 0.46, w * 0.3, d * 0.3, "soft", 0.02, "I-FURN-DETL")
    console = box(-w * 0.45, d * 0.33, w * 0.45, d * 0.45, "metal", 0.03)
    return body(w, d, "metal", 0.05), belt, console


def bike(w: float, d: float) -> Shapes:
    frame = Line((0, -d * 0.42), (0, d * 0.42), "I-FURN")
    bars = tuple(box(-w / 2, y - 0.03, w / 2, y + 0.03, "metal", 0.03) for y in (-d * 0.45, d * 0.3))
    return frame, *bars, oval(0, -d * 0.12, 0.09, 0.14, "soft"), Circle((0, d * 0.1), min(w, d) * 0.22, "I-FURN-DETL")


def fan(w: float, d: float) -> Shapes:
    r = min(w, d) / 2
    blades = tuple(
        Polyline(
            tuple(map(Frame(yaw=math.radians(90 * k)), ((0.0, 0.05), (r, 0.08), (r, -0.08), (0.0, -0.05)))),
            "I-FURN-OVHD",
            True,
        )
        for k in range(4)
    )
    return *blades, Circle((0, 0), 0.08, "I-FURN-OVHD")


def speaker(w: float, d: float) -> Shapes:
    return body(w, d, "ink", 0.01), Circle((0, -d * 0.1), min(w, d) * 0.25, "I-FURN-DETL", "metal")


def round_thing(w: float, d: float) -> Shapes:
    return oval(0, 0, w / 2, d / 2, "linen"), oval_line(0, 0, w * 0.3, d * 0.3)


def books(w: float, d: float) -> Shapes:
    return body(w, d, "linen"), *uprights(w, max(2, round(w / 0.05)), -d / 2, d / 2)


def small_thing(w: float, d: float) -> Shapes:
    return (box(-w / 2, -d / 2, w / 2, d / 2, "linen", min(w, d) * 0.2, "I-FURN-DETL"),)


def box_with_front(w: float, d: float) -> Shapes:
    """Any other thing: its footprint with a mark at the front."""
    return body(w, d, "wood", 0.01), frame_line(w, d, 0.025), front_mark(d, min(0.05, w / 5, d / 5))
