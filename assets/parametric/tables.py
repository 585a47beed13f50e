"""Tables: a top and what carries it, round or rectangular, on legs, a pedestal, sleds, trestles or panels."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from assets.asset import SolidBox, Support
from assets.materials import material
from assets.model import Material, Model
from assets.parametric.kit import Builder, box, disc, extrude, fit, lathe, rounded_rectangle
from assets.parametric.parts import Rect, leg, plan
from assets.parametric.spec import Maker, Spec, between, whole


def shape(spec: Spec) -> str:
    """round | oval | rectangular, as asked."""
    wish = spec.option("shape", "rectangular")
    if wish in ("round", "circular"):
        return "round" if abs(spec.w - spec.d) < 0.05 else "oval"
    return wish if wish in ("oval",) else "rectangular"


def thickness(spec: Spec) -> float:
    """Thickness of the top."""
    stone = spec.palette.primary.name.endswith(("glass", "marble"))
    return min(0.012 if "glass" in spec.palette.primary.name else 0.02 if stone else spec.style.top, 0.12 * spec.h)


def carrier(spec: Spec) -> str:
    """What carries the top in this style: legs of a kind, or pedestal | panels | trestle | drum."""
    wish = spec.option("legs")
    if wish:
        return wish
    if shape(spec) != "rectangular":
        small = spec.w < 0.75
        table = {"contemporary": "drum", "art deco": "drum", "classic": "pedestal", "minimalist": "pedestal",
                 "industrial": "hairpin" if spec.h < 0.6 else "pedestal", "modern": "pedestal"}  # fmt: skip
        return table.get(spec.style.name, "pedestal" if small and spec.h > 0.6 else spec.style.legs)
    if spec.style.name == "rustic" and spec.w > 1.3 and spec.h > 0.6:
        return "trestle"
    if spec.style.legs == "plinth":
        return "panels"
    if spec.style.legs == "angle" and spec.h < 0.62:
        return "hairpin" if spec.h < 0.6 else "angle"
    return spec.style.legs


def leg_breadth(spec: Spec) -> float:
    """Breadth of a leg: the style's, in proportion for small tables."""
    share = 1.0 if spec.h > 0.6 else 0.8
    return min(spec.style.leg * share, 0.16 * min(spec.w, spec.d) + 0.01)


def add_top(b: Builder, spec: Spec, z: float, t: float, stuff: Material, over: Rect | None = None) -> None:
    """The table top: a board with the style's edge, an ellipse, or a pane."""
    area = over or plan(spec)
    x, y = area.middle
    if shape(spec) != "rectangular":
        r = min(area.w, area.h) / 2
        if abs(area.w - area.h) < 1e-6:
            e = min(0.4 * t, max(0.002, spec.style.edge))
            ring = [(0, 0), (r - e, 0), (r, e), (r, t - e), (r - e, t), (0, t)]
            b.add("top", lathe(ring, (x, y, z), segments=48), stuff, "x")
        else:
            b.add("top", extrude(disc(area.w, area.h, 48), t, (x, y, z)), stuff, "x")
        return
    corner = 0.06 if spec.style.name in ("contemporary", "kids") else 0.0
    if corner:
        b.add("top", extrude(rounded_rectangle(area.w, area.h, corner), t, (x, y, z)), stuff, "x")
    elif spec.style.name in ("rustic", "industrial") and area.h > 0.3 and stuff.texture and "wood" in stuff.texture:
        _planked(b, area, z, t, stuff)
    else:
        b.add("top", box((area.w, area.h, t), (x, y, z), min(0.4 * t, max(0.0015, spec.style.edge))), stuff, "x")


def _planked(b: Builder, area: Rect, z: float, t: float, stuff: Material) -> None:
    """Boards side by side with a groove between them."""
    count = max(2, round(area.h / 0.16))
    pitch = area.h / count
    for k in range(count):
        y = area.y0 + (k + 0.5) * pitch
        size = (area.w, pitch - (0.002 if 0 < k < count - 1 else 0.001), t)
        shift = 0.0005 if k == 0 else -0.0005 if k == count - 1 else 0.0
        b.add("top", box(size, (0, y - shift, z), 0.003), stuff, "x")


def add_carrier(b: Builder, spec: Spec, kind: str, top_at: float, stuff: Material, inset: float = 0.0) -> None:
    """Everything below the top up to height `top_at`."""
    makers = {"pedestal": _pedestal, "drum": _drum, "panels": _panels, "trestle": _trestle, "sled": _sleds}
    if kind in makers:
        makers[kind](b, spec, top_at, stuff)
        return
    area = _leg_area(spec, inset)
    size = leg_breadth(spec)
    for x, y, sx, sy in area.corners():
        b.add("legs", leg(kind, top_at, size, x, y, sx, sy), stuff)
    if kind in ("block", "turned", "tapered", "angle", "castor", "splayed") and top_at > 0.3:
        _apron(b, spec, area, size, top_at, stuff, kind)


def _leg_area(spec: Spec, inset: float) -> Rect:
    if shape(spec) != "rectangular":
        return Rect(-spec.w * 0.354, -spec.d * 0.354, spec.w * 0.354, spec.d * 0.354).shrunk(0.02)
    lean = spec.style.legs in ("splayed", "tapered")
    return plan(spec, inset + (0.03 if lean or spec.style.legs == "turned" else 0.008))


def _apron(b: Builder, spec: Spec, area: Rect, size: float, top_at: float, stuff: Material, kind: str) -> None:
    """Rails under the top, set back behind the legs' faces."""
    height = min(0.09 if kind != "angle" else 0.045, 0.16 * top_at)
    lean = min(0.16 * top_at, 0.09) * {"splayed": 1.0, "tapered": 0.35}.get(kind, 0.0)
    t, back = 0.02, (0.008 if kind != "angle" else 0.006) + lean
    inner = area.shrunk(back)
    gap = size + 0.0004 - (0.008 if kind != "turned" else 0.0)
    w, d = inner.w - 2 * (gap - 0.004), inner.h - 2 * (gap - 0.004)
    if kind in ("tapered", "splayed"):
        w, d = inner.w - 0.6 * size, inner.h - 0.6 * size
    z = top_at - height - 0.0004
    if min(w, d - 2 * t) < 0.03:
        return
    sides = (inner.y1 - t / 2,) if spec.option("apron") == "open" else (inner.y0 + t / 2, inner.y1 - t / 2)
    for y in sides:
        b.add("apron", box((w, t, height), (inner.middle[0], y, z), 0.0015), stuff, "x")
    for x in (inner.x0 + t / 2, inner.x1 - t / 2):
        b.add("apron", box((t, d - 2 * t - 0.001, height), (x, inner.middle[1], z), 0.0015), stuff, "y")


def _pedestal(b: Builder, spec: Spec, top_at: float, stuff: Material) -> None:
    """A turned column on a disc, or on two when the table is long."""
    r = 0.5 * min(spec.w, spec.d)
    foot, neck = min(0.62 * r, 0.36), min(max(0.028, 0.1 * r), 0.06)
    if spec.style.name == "classic":
        ring = [
            (0, 0),
            (foot, 0),
            (foot * 0.96, 0.03),
            (foot * 0.5, 0.06),
            (neck, 0.12),
            (neck * 1.6, 0.3 * top_at),
            (neck * 1.8, 0.45 * top_at),
            (neck, 0.6 * top_at),
            (neck, 0.85 * top_at),
            (0.35 * r, top_at),
            (0, top_at),
        ]
    else:
        ring = [(0, 0), (foot, 0), (foot, 0.008), (foot * 0.8, 0.018), (neck * 1.6, 0.05), (neck, 0.2 * top_at),
                (neck, 0.8 * top_at), (neck * 1.8, 0.95 * top_at), (0.4 * r, top_at), (0, top_at)]  # fmt: skip
    spots = [0.0] if spec.w < 1.6 * spec.d else [-spec.w / 2 + 1.05 * r, spec.w / 2 - 1.05 * r]
    b.add("pedestal", [lathe(ring, (x, 0, 0), segments=32) for x in spots], stuff)


def _drum(b: Builder, spec: Spec, top_at: float, stuff: Material) -> None:
    """A fluted drum."""
    outline = disc(0.62 * spec.w, 0.62 * spec.d, 96)
    points = np.array(outline.exterior.coords)[:-1]
    points *= (1 - 0.012 * (np.arange(len(points)) % 4 >= 2))[:, None]
    b.add("drum", extrude([(float(x), float(y)) for x, y in points], top_at), stuff, "z")


def _panels(b: Builder, spec: Spec, top_at: float, stuff: Material) -> None:
    """Two broad slabs, and a rail between them where the table is long."""
    t = max(0.03, spec.style.leg)
    inset = min(0.12 * spec.w, 0.28) if spec.h > 0.6 else 0.06 * spec.w
    depth = spec.d * 0.78
    for s in (-1, 1):
        slab_at = (s * (spec.w / 2 - inset - t / 2), 0, 0)
        b.add("panel", box((t, depth, top_at - 0.0003), slab_at, min(spec.style.edge, 0.012)), stuff, "z")
    if spec.w > 1.0:
        length = spec.w - 2 * inset - 2 * t - 0.001
        rise = min(0.09, 0.18 * spec.h)
        b.add("rail", box((length, 0.03, rise), (0, 0, top_at - rise - 0.0005), 0.003), stuff, "x")


def _sleds(b: Builder, spec: Spec, top_at: float, stuff: Material) -> None:
    """A closed frame at each end."""
    t = min(0.035, 0.06 * spec.h + 0.008)
    for s in (-1, 1):
        x = s * (spec.w / 2 - max(0.02, 0.05 * spec.w) - t / 2)
        loop = [box((t, spec.d - 0.02, t), (x, 0, z), 0.002) for z in (0.0, top_at - t - 0.0003)]
        posts = [
            box((t, t, top_at - 2 * t - 0.0012), (x, q * (spec.d / 2 - 0.01 - t / 2), t + 0.0004), 0.002)
            for q in (-1, 1)
        ]
        b.add("legs", [*loop, *posts], stuff)


def _trestle(b: Builder, spec: Spec, top_at: float, stuff: Material) -> None:
    """Two X frames joined by a stretcher."""
    t, inset, spread = 0.07, min(0.16 * spec.w, 0.35), 0.42 * spec.d
    for s in (-1, 1):
        x = s * (spec.w / 2 - inset)
        for q in (-1, 1):
            bar = [(q * spread - t / 2, 0.0), (q * spread + t / 2, 0.0), (-q * spread * 0.7 + t / 2, top_at - t),
                   (-q * spread * 0.7 - t / 2, top_at - t)]  # fmt: skip
            b.add("trestle", extrude(bar, t * 0.45, (x + q * t * 0.226, 0, 0), along="x"), stuff, "z")
        b.add("trestle", box((t, 2 * spread, t - 0.0006), (x, 0, top_at - t + 0.0003), 0.003), stuff, "y")
    b.add("stretcher", box((spec.w - 2 * inset - t, 0.05, 0.09), (0, 0, 0.42 * top_at), 0.004), stuff, "x")


def legs_stuff(spec: Spec, kind: str) -> Material:
    """Steel shapes are steel; the rest is the table's second material."""
    second = spec.palette.secondary
    if kind in ("hairpin", "angle", "sled", "castor") and spec.option("legs") != "wood":
        return spec.palette.metal
    if "glass" in second.name or "marble" in second.name:
        return spec.palette.metal
    return second


def _has_shelf(spec: Spec, kind: str) -> bool:
    """Whether there is a lower board, as coffee and console tables often have."""
    if spec.category not in ("coffee_table", "console_table", "display_table", "side_table"):
        return False
    return kind in ("block", "turned", "angle") and spec.w > 0.4 and shape(spec) == "rectangular"


def table_supports(spec: Spec) -> tuple[Support, ...]:
    """The top (for round ones the square within), and the lower board."""
    kind = carrier(spec)
    share = 0.5 if shape(spec) == "rectangular" else 0.354
    top = Support(spec.h, -spec.w * share, -spec.d * share, spec.w * share, spec.d * share)
    if not _has_shelf(spec, kind):
        return (top,)
    low = plan(spec, leg_breadth(spec) + 0.03)
    z = 0.28 * spec.h + 0.018
    return (top, Support(z, low.x0, low.y0, low.x1, low.y1, spec.h - thickness(spec) - 0.1 - z))


def table_solid(spec: Spec) -> tuple[SolidBox, ...]:
    """The top with its rails, the legs; knees, chairs and baskets fit between."""
    kind, t, hw, hd = carrier(spec), thickness(spec), spec.w / 2, spec.d / 2
    if kind == "drum":
        return (
            _around(0.315 * spec.w, 0.315 * spec.d, 0, spec.h - t),
            SolidBox((-hw, -hd, spec.h - t), (hw, hd, spec.h)),
        )
    under = {"pedestal": 0.04, "trestle": 0.072, "hairpin": 0.006, "sled": 0.036, "panels": 0.092}.get(kind, 0.092)
    top = SolidBox((-hw, -hd, spec.h - t - min(under, 0.2 * spec.h)), (hw, hd, spec.h))
    low: tuple[SolidBox, ...] = ()
    if _has_shelf(spec, kind):
        area = plan(spec, leg_breadth(spec) + 0.02)
        z = 0.28 * spec.h
        low = (SolidBox((area.x0, area.y0, z), (area.x1, area.y1, z + 0.018)),)
    return (top, *low, *_below(spec, kind, top.lo[2]))


def _around(x: float, y: float, z0: float, z1: float, at: float = 0.0) -> SolidBox:
    return SolidBox((at - x, -y, z0), (at + x, y, z1))


def _below(spec: Spec, kind: str, z: float) -> list[SolidBox]:
    hw, r = spec.w / 2, 0.5 * min(spec.w, spec.d)
    if kind == "pedestal":
        foot, neck = min(0.62 * r, 0.36), min(max(0.028, 0.1 * r), 0.06) * 1.85
        spots = [0.0] if spec.w < 1.6 * spec.d else [-hw + 1.05 * r, hw - 1.05 * r]
        lift = 0.13 if spec.style.name == "classic" else 0.05
        cone = 0.4 * r
        return [b for x in spots for b in (_around(foot, foot, 0, min(lift, z), x), _around(neck, neck, 0, z, x),
                                           _around(cone, cone, 0.78 * spec.h - 0.03, z + 0.001, x))]  # fmt: skip
    if kind in ("panels", "sled", "trestle"):
        return _end_frames(spec, kind, z)
    area, size = _leg_area(spec, 0.0), leg_breadth(spec)
    reach = {"splayed": min(0.16 * spec.h, 0.09) + size, "tapered": 0.35 * min(0.16 * spec.h, 0.09) + size,
             "hairpin": 0.13, "castor": 0.075}.get(kind, size)  # fmt: skip
    return [between((x, y, 0), (x - sx * reach, y - sy * reach, z)) for x, y, sx, sy in area.corners()]


def _end_frames(spec: Spec, kind: str, z: float) -> list[SolidBox]:
    hw, hd = spec.w / 2, spec.d / 2
    if kind == "panels":
        t, inset = max(0.03, spec.style.leg), min(0.12 * spec.w, 0.28) if spec.h > 0.6 else 0.06 * spec.w
        mid, half, y = hw - inset - t / 2, t / 2, 0.39 * spec.d
    elif kind == "sled":
        t = min(0.035, 0.06 * spec.h + 0.008)
        mid, half, y = hw - max(0.02, 0.05 * spec.w) - t / 2, t / 2, hd - 0.01
    else:
        mid, half, y = hw - min(0.16 * spec.w, 0.35), 0.036, 0.42 * spec.d + 0.036
    ends = [_around(half, y, 0, z, s * mid) for s in (-1, 1)]
    if kind == "trestle":
        rail = 0.42 * (spec.h - thickness(spec))
        ends.append(SolidBox((-mid, -0.026, rail), (mid, 0.026, rail + 0.092)))
    return ends


def add_table(b: Builder, spec: Spec) -> None:
    """The whole table of that spec, about the origin."""
    kind, t = carrier(spec), thickness(spec)
    add_top(b, spec, spec.h - t, t, spec.palette.primary)
    add_carrier(b, spec, kind, spec.h - t, legs_stuff(spec, kind))
    if _has_shelf(spec, kind):
        low = plan(spec, leg_breadth(spec) + 0.02)
        b.add("shelf", box((low.w, low.h, 0.018), (0, 0, 0.28 * spec.h), 0.002), spec.palette.primary, "x")


def table(spec: Spec) -> Model:
    """Dining, coffee, side, console, bar, kids' and display tables."""
    b = Builder()
    add_table(b, spec)
    return fit(b.model(), spec.size)


def nesting_tables(spec: Spec) -> Model:
    """A smaller table that slides under a larger one, half drawn out."""
    b, small = Builder(), Builder()
    add_table(b, _nest(spec)[0])
    add_table(small, _nest(spec)[1])
    both = Builder()
    both.include(b, (0, 0.08 * spec.d, 0))
    both.include(small, (0, -0.16 * spec.d, 0))
    return fit(both.model(), spec.size)


def _nest(spec: Spec) -> tuple[Spec, Spec]:
    look = replace(spec.style, legs="tapered" if spec.style.legs in ("plinth", "turned") else spec.style.legs)
    options = {"legs": look.legs, "shape": "rectangular"}
    large = replace(spec, size=(spec.w, spec.d * 0.84, spec.h), style=look, options=options, category="nest")
    return large, replace(large, size=(spec.w * 0.74, spec.d * 0.68, spec.h * 0.82))


def reading_table(spec: Spec) -> Model:
    """A library table: a leather inlay on either side of a low ledge that parts the readers."""
    b, t = Builder(), 0.002
    leather = material("leather", "dark-green")
    half, deep = spec.w / 2 - 0.1, spec.d / 2 - 0.08
    for side in (-1, 1):
        pad = box((2 * half, deep - 0.05, 2 * t), (0, side * (0.05 + deep) / 2, spec.h - 2 * t))
        b.add("inlay", pad, leather)
    under = table(replace(spec, size=(spec.w, spec.d, spec.h - t)))
    return Model((*under.parts, *b.model().parts), under.stretch)


_TABLE = Maker(table, table_supports, table_solid)


FAMILY: dict[str, Maker] = {
    "dining_table": _TABLE,
    "coffee_table": _TABLE,
    "side_table": _TABLE,
    "console_table": _TABLE,
    "bar_table": _TABLE,
    "kids_table": _TABLE,
    "display_table": _TABLE,
    "reading_table": Maker(reading_table, table_supports, table_solid),
    "nesting_tables": Maker(nesting_tables, lambda s: (Support(s.h, -s.w / 2, -s.d * 0.34, s.w / 2, s.d / 2),), whole),
}
