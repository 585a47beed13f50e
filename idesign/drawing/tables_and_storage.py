"""Plan symbols of tables, desks, cabinets, shelves and screens. Footprint (width, depth) [m], front at -y."""

from __future__ import annotations

import math

from idesign.drawing.pieces import body, box, detail, frame_line, front_mark, oval, oval_line, quarter, uprights
from idesign.drawing.shapes import Circle, Hatch, Line, Polyline, Shape

Shapes = tuple[Shape, ...]


def table(w: float, d: float) -> Shapes:
    return body(w, d, "wood", 0.02), frame_line(w, d, 0.035)


def round_table(w: float, d: float) -> Shapes:
    return oval(0, 0, w / 2, d / 2, "wood"), oval_line(0, 0, w / 2 - 0.035, d / 2 - 0.035)


def desk(w: float, d: float) -> Shapes:
    """A top with its line at the back, and a drawer unit under it on the right."""
    x = w / 2 - min(0.42, w * 0.32)
    back = Line((-w / 2, d / 2 - 0.05), (w / 2, d / 2 - 0.05), "I-FURN-DETL")
    return body(w, d, "wood", 0.01), back, Polyline(((x, -d / 2), (x, d / 2 - 0.05)), "I-FURN-OVHD")


def corner_desk(w: float, d: float) -> Shapes:
    """An L: the main run at the back, the return on the left."""
    deep, wide, x, y = min(0.7, 0.5 * d), min(0.6, 0.42 * w), w / 2, d / 2
    outline = ((-x, -y), (-x + wide, -y), (-x + wide, y - deep), (x, y - deep), (x, y), (-x, y))
    return Hatch(outline, "I-FURN", "wood"), detail((x, y - 0.05), (-x + 0.05, y - 0.05), (-x + 0.05, -y))


def wardrobe(w: float, d: float) -> Shapes:
    """A rail with hangers behind doors; the arcs of the doors show the floor that they sweep."""
    n = max(1, round(w / 0.5))
    return (body(w, d, "wood"), *_doors_line(w, d), *_rail(w, d), *_door_arcs(w, d, n + n % 2 if n > 1 else 1))


def _doors_line(w: float, d: float) -> Shapes:
    return (Line((-w / 2, -d / 2 + 0.025), (w / 2, -d / 2 + 0.025), "I-FURN"),)


def _rail(w: float, d: float) -> Shapes:
    y, n = 0.01, max(3, round((w - 0.16) / 0.09))
    rail = Line((-w / 2 + 0.04, y), (w / 2 - 0.04, y), "I-FURN-DETL")
    xs = (-w / 2 + 0.08 + (w - 0.16) * k / (n - 1) for k in range(n))
    reach = min(0.2, d / 2 - 0.07)
    hangers = (_hanger(x, y, reach, k) for k, x in enumerate(xs))
    return rail, *hangers


def _hanger(x: float, y: float, reach: float, k: int) -> Line:
    lean = 0.035 * (-1, 0.4, 1, -0.3)[k % 4]
    return Line((x - lean, y - reach), (x + lean, y + reach), "I-FURN-DETL")


def _door_arcs(w: float, d: float, n: int) -> Shapes:
    leaf, front = w / n, -d / 2
    pairs: list[Shape] = []
    for k in range(n):
        left = -w / 2 + leaf * k
        hinge_left = k % 2 == 0
        hinge = left if hinge_left else left + leaf
        start = -math.pi / 2 if hinge_left else math.pi
        open_leaf = Line((hinge, front), (hinge, front - leaf), "A-DOOR-SWNG")
        pairs += [open_leaf, quarter(hinge, front, leaf, start, "A-DOOR-SWNG")]
    return tuple(pairs)


def bookcase(w: float, d: float) -> Shapes:
    """An open case whose books stand against its back."""
    n = max(1, round(w / 0.8))
    back, front = d / 2 - 0.02, -d / 2 + 0.02
    case = (body(w, d, "wood"), Line((-w / 2, back), (w / 2, back), "I-FURN-DETL"))
    return (*case, *uprights(w, n, front, back), *_books(w, d))


def _books(w: float, d: float) -> Shapes:
    """Spines of unequal thickness and depth; a fixed little sequence, so that every drawing of a case is the same."""
    x, k, books = -w / 2 + 0.03, 0, []
    while x < w / 2 - 0.06:
        thick, deep = 0.025 + 0.008 * (k * 7 % 4), (d - 0.06) * (0.62 + 0.07 * (k * 5 % 4))
        if k % 11 not in (7, 8):
            books.append(Line((x, d / 2 - 0.02), (x, d / 2 - 0.02 - deep), "I-FURN-DETL"))
        x, k = x + thick, k + 1
    return tuple(books)


def cabinet(w: float, d: float) -> Shapes:
    """A closed cabinet: the line of its doors and where they part."""
    n, front = max(1, round(w / 0.5)), -d / 2
    doors = Line((-w / 2, front + 0.025), (w / 2, front + 0.025), "I-FURN-DETL")
    return body(w, d, "wood"), doors, *uprights(w, n, front, front + 0.025)


def drawers(w: float, d: float) -> Shapes:
    """A chest: the line of its fronts, a handle for each column, the edge of its top."""
    y, n = -d / 2, 1 if w < 0.7 else 2
    handles = [(-w / 2 + w * (k + 0.5) / n) for k in range(n)]
    knobs = tuple(box(x - 0.06, y, x + 0.06, y + 0.018, "metal", 0.0, "I-FURN-DETL") for x in handles)
    return (
        body(w, d, "wood", 0.01),
        Line((-w / 2, y + 0.03), (w / 2, y + 0.03), "I-FURN-DETL"),
        *knobs,
        frame_line(w, d, 0.05),
    )


def nightstand(w: float, d: float) -> Shapes:
    return body(w, d, "wood", 0.015), frame_line(w, d, 0.03), front_mark(d, 0.025)


def television(w: float, d: float) -> Shapes:
    """A thin dark panel at the front of its foot."""
    thick = min(d, 0.06)
    foot = box(-w * 0.18, -d / 2, w * 0.18, d / 2, "metal", 0.02, "I-FURN-DETL")
    screen = box(-w / 2, -thick / 2, w / 2, thick / 2, "ink")
    view = Polyline(((-w * 0.46, -thick / 2 - 0.02), (w * 0.46, -thick / 2 - 0.02)), "I-FURN-DETL")
    return (*((foot,) if d > 0.08 else ()), screen, view)


def laptop(w: float, d: float) -> Shapes:
    keys = Polyline(
        ((-w * 0.4, -d * 0.1), (w * 0.4, -d * 0.1), (w * 0.4, d * 0.3), (-w * 0.4, d * 0.3)), "I-FURN-DETL", True
    )
    return body(w, d, "metal", 0.01), keys


def rail(w: float, d: float) -> Shapes:
    """A free-standing clothes rail."""
    feet = tuple(box(x, -d / 2, x + 0.04, d / 2, "metal") for x in (-w / 2, w / 2 - 0.04))
    return (*feet, *_rail(w, d))


def screen(w: float, d: float) -> Shapes:
    """A folding screen: a zigzag within its footprint."""
    n = max(2, round(w / 0.45))
    points = tuple((-w / 2 + w * k / n, (d / 2 - 0.01) * (-1) ** k) for k in range(n + 1))
    return (Polyline(points, "I-FURN"),)


def piano(w: float, d: float) -> Shapes:
    """An upright piano: case at the back, keys at the front."""
    y = -d / 2
    deep = min(0.16, d * 0.3)
    keys = box(-w / 2 + 0.06, y + 0.03, w / 2 - 0.06, y + 0.03 + deep, "paper")
    n = max(7, round((w - 0.12) / 0.05))
    strokes = tuple(
        Line((x, y + 0.03), (x, y + 0.03 + deep), "I-FURN-DETL")
        for x in (-w / 2 + 0.06 + (w - 0.12) * k / n for k in range(1, n))
    )
    return (
        body(w, d, "ink", 0.01),
        keys,
        *strokes,
        detail((-w / 2, y + deep + 0.06), (w / 2, y + deep + 0.06)),
    )


def coat_rack(w: float, d: float) -> Shapes:
    """A post with pegs."""
    r = min(w, d) / 2
    pegs = tuple(math.radians(60 * k) for k in range(6))
    arms = tuple(Line((0, 0), (r * 0.92 * math.cos(a), r * 0.92 * math.sin(a)), "I-FURN") for a in pegs)
    return Circle((0, 0), r, "I-FURN-DETL"), *arms, Circle((0, 0), r * 0.16, "I-FURN", "wood")


def hooks(w: float, d: float) -> Shapes:
    """A board with hooks on a wall."""
    n = max(2, round(w / 0.15))
    dots = tuple(Circle((-w / 2 + w * (k + 0.5) / n, -d / 4), 0.012, "I-FURN-DETL") for k in range(n))
    return body(w, d, "wood"), *dots
