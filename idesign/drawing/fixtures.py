"""Plan symbols of kitchen and bathroom fixtures. Footprint (width, depth) [m], front at -y."""

from __future__ import annotations

from idesign.drawing.pieces import body, box, detail, drain, oval, oval_line, ring, tap, uprights
from idesign.drawing.shapes import Circle, Hatch, Line, Polyline, Shape

Shapes = tuple[Shape, ...]


def toilet(w: float, d: float) -> Shapes:
    """Cistern at the back, bowl and seat in front."""
    tank = min(0.2, d * 0.3)
    y0, y1 = -d / 2, d / 2 - tank
    middle, half = (y0 + y1) / 2, (y1 - y0) / 2
    bowl = oval(0, middle, w * 0.44, half, "fixture")
    neck = box(-w * 0.3, middle, w * 0.3, y1 + 0.02, "fixture", 0.03)
    seat = oval_line(0, middle - half * 0.06, w * 0.31, half * 0.72)
    cistern = box(-w / 2, y1, w / 2, d / 2, "fixture", 0.03)
    return neck, bowl, seat, cistern, Circle((0, d / 2 - tank / 2), 0.022, "I-FURN-DETL", "metal")


def bidet(w: float, d: float) -> Shapes:
    return (
        body(w, d, "fixture", min(w, d) * 0.42),
        oval_line(0, -d * 0.06, w * 0.34, d * 0.32),
        *tap(0, d / 2 - 0.06, 0.08),
        drain(0, -d * 0.06),
    )


def basin(w: float, d: float) -> Shapes:
    """A wash basin: one bowl, or two where it is wider than 1.1 m."""
    shapes: list[Shape] = [body(w, d, "fixture", 0.05)]
    n = 2 if w > 1.1 else 1
    for x in (-w / 2 + w * (k + 0.5) / n for k in range(n)):
        rx, ry = min(w / n * 0.38, 0.28), min(d * 0.34, 0.2)
        shapes += [oval(x, -d * 0.06, rx, ry, "paper", "I-FURN"), drain(x, -d * 0.06), *tap(x, d / 2 - 0.05, d * 0.24)]
    return tuple(shapes)


def bathtub(w: float, d: float) -> Shapes:
    """Rim and well, drain and tap at one end of the longer side."""
    along_x, rim = w >= d, min(0.09, min(w, d) * 0.12)
    well = Hatch(ring(-w / 2 + rim, -d / 2 + rim, w / 2 - rim, d / 2 - rim, min(w, d) * 0.28), "I-FURN", "paper")
    inner = Polyline(
        ring(-w / 2 + 2 * rim, -d / 2 + 1.7 * rim, w / 2 - 1.6 * rim, d / 2 - 1.7 * rim, min(w, d) * 0.24),
        "I-FURN-DETL",
        True,
    )
    end = (-w / 2 + 3.2 * rim, 0.0) if along_x else (0.0, d / 2 - 3.2 * rim)
    spout = detail((-w / 2, 0), (-w / 2 + 1.7 * rim, 0)) if along_x else detail((0, d / 2), (0, d / 2 - 1.7 * rim))
    return body(w, d, "fixture", 0.04), well, inner, drain(*end, 0.03), spout


def shower(w: float, d: float) -> Shapes:
    """A tray with falls to its drain, the head at the back, glass on the front."""
    x, y = w / 2, d / 2
    falls = tuple(Line((sx * (x - 0.03), sy * (y - 0.03)), (0, 0), "I-FURN-DETL") for sx in (-1, 1) for sy in (-1, 1))
    glass = box(-x, -y, x, -y + 0.025, "glass", 0.0, "I-FURN-DETL")
    head = Circle((0, y - 0.14), 0.08, "I-FURN-DETL")
    return body(w, d, "fixture"), *falls, drain(0, 0, 0.05), glass, head, Line((0, y), (0, y - 0.06), "I-FURN-DETL")


def stove(w: float, d: float) -> Shapes:
    """Four rings, two of them larger, and knobs at the front."""
    spots = ((-0.24, 0.2, 0.15), (0.24, 0.2, 0.12), (-0.24, -0.17, 0.12), (0.24, -0.17, 0.15))
    unit = min(w, d)
    rings = tuple(Circle((w * a, d * b), unit * r, "I-FURN-DETL", "paper") for a, b, r in spots)
    inner = tuple(Circle((w * a, d * b), unit * r * 0.45, "I-FURN-DETL") for a, b, r in spots)
    knobs = tuple(Circle((w * k / 10, -d / 2 + 0.04), 0.014, "I-FURN-DETL", "ink") for k in (-3, -1, 1, 3))
    plate = Polyline(ring(-w * 0.46, -d * 0.38, w * 0.46, d * 0.45, 0.02), "I-FURN-DETL", True)
    return body(w, d, "metal"), plate, *rings, *inner, *knobs


def kitchen_sink(w: float, d: float) -> Shapes:
    """A bowl and a grooved drainer in the worktop."""
    x, y = w / 2, d / 2
    wide = min(0.5, w * 0.45) if w > 0.7 else w * 0.74
    left = -x + 0.06 if w > 0.7 else -wide / 2
    bowl = box(left, -y + 0.09, left + wide, y - 0.13, "paper", 0.05)
    start = left + wide + 0.05
    grooves = tuple(
        Line((start, -y + 0.12 + 0.06 * k), (x - 0.06, -y + 0.12 + 0.06 * k), "I-FURN-DETL")
        for k in range(int((d - 0.25) / 0.06) + 1)
        if w > 0.7
    )
    middle = left + wide / 2
    return body(w, d, "stone"), bowl, drain(middle, 0.0), *tap(middle, y - 0.06, 0.16), *grooves, _worktop_edge(w, d)


def _worktop_edge(w: float, d: float) -> Line:
    return Line((-w / 2, -d / 2 + 0.03), (w / 2, -d / 2 + 0.03), "I-FURN-DETL")


def worktop(w: float, d: float) -> Shapes:
    """A base cabinet under its worktop: the dashes are its doors."""
    n = max(1, round(w / 0.6))
    fronts = Polyline(((-w / 2, -d / 2 + 0.03), (w / 2, -d / 2 + 0.03)), "I-FURN-DETL")
    return body(w, d, "stone"), fronts, *uprights(w, n, -d / 2, -d / 2 + 0.06)


def fridge(w: float, d: float) -> Shapes:
    """A case with a door, its handle, and the star of cold."""
    y, r = -d / 2, min(w, d) * 0.2
    star = tuple(
        Line((-r * a, 0.03 - r * b), (r * a, 0.03 + r * b), "I-FURN-DETL")
        for a, b in ((0.0, 1.0), (0.87, 0.5), (0.87, -0.5))
    )
    door = Line((-w / 2, y + 0.06), (w / 2, y + 0.06), "I-FURN-DETL")
    handle = box(w / 2 - 0.1, y - 0.0, w / 2 - 0.06, y + 0.03, "metal", 0.0, "I-FURN-DETL")
    return body(w, d, "metal", 0.02), door, handle, *star


def washing_machine(w: float, d: float) -> Shapes:
    """The drum seen through the top, the door at the front."""
    r = min(w, d) * 0.32
    panel = Line((-w / 2, d / 2 - 0.1), (w / 2, d / 2 - 0.1), "I-FURN-DETL")
    door = Line((-w * 0.3, -d / 2 + 0.02), (w * 0.3, -d / 2 + 0.02), "I-FURN-DETL")
    return (
        body(w, d, "fixture", 0.02),
        panel,
        Circle((0, -0.03), r, "I-FURN-DETL"),
        Circle((0, -0.03), r * 0.3, "I-FURN-DETL"),
        door,
    )


def dishwasher(w: float, d: float) -> Shapes:
    """The open door as a dashed line, racks inside."""
    racks = tuple(Line((-w * 0.36, d * k / 12), (w * 0.36, d * k / 12), "I-FURN-DETL") for k in (-3, -1, 1, 3))
    return (
        body(w, d, "stone"),
        Polyline(ring(-w * 0.4, -d * 0.36, w * 0.4, d * 0.4, 0.02), "I-FURN-DETL", True),
        *racks,
        _worktop_edge(w, d),
    )


def microwave(w: float, d: float) -> Shapes:
    return body(w, d, "metal", 0.01), Line((w * 0.25, -d / 2), (w * 0.25, d / 2), "I-FURN-DETL"), _worktop_edge(w, d)


def radiator(w: float, d: float) -> Shapes:
    return body(w, d, "fixture"), *uprights(w, max(3, round(w / 0.08)), -d / 2, d / 2)
