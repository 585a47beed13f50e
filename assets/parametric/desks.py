"""Desks: writing desks with drawers, standing desks, corner desks, dressing tables, pupils' desks, workbenches."""

from __future__ import annotations

from dataclasses import replace

from assets.asset import SolidBox, Support
from assets.materials import material
from assets.model import Model
from assets.parametric.case import CasePlan, Cell, Column, build
from assets.parametric.kit import Builder, bend, box, cylinder, disc, extrude, fit, tube
from assets.parametric.parts import Rect, leg
from assets.parametric.spec import Maker, Spec, between
from assets.parametric.tables import add_carrier, add_top, leg_breadth, thickness

DRAWER = 0.1  # height of the drawer box under a desk's top [m]: leaves 0.60 m for knees under a 0.74 m desk


def form(spec: Spec) -> str:
    """drawers (a shallow box under the top) | pedestal (a block of drawers at one or both ends) | plain."""
    wish = spec.option("form")
    if wish in ("drawers", "pedestal", "plain"):
        return wish
    if spec.style.name in ("industrial", "minimalist"):
        return "plain"
    return "pedestal" if spec.style.legs in ("block", "plinth", "turned") and spec.w > 1.05 else "drawers"


def _pedestals(spec: Spec) -> list[float]:
    """Centres of the drawer blocks along x."""
    width = _pedestal_width(spec)
    right = spec.w / 2 - width / 2 - 0.012
    return [-right, right] if spec.style.name in ("classic", "art deco") and spec.w > 1.35 else [right]


def _pedestal_width(spec: Spec) -> float:
    return min(0.42, 0.3 * spec.w)


def desk(spec: Spec) -> Model:
    """A desk in the style's form; its sitter faces +y."""
    b, t = Builder(), thickness(spec)
    top_at = spec.h - t
    square = replace(spec, options={"shape": "rectangular"})
    add_top(b, square, top_at, t, spec.palette.primary)
    kind = form(spec)
    if kind == "pedestal":
        _add_pedestals(b, spec, top_at)
    else:
        legs = {"plinth": "panels", "turned": "turned"}.get(spec.style.legs, spec.style.legs)
        stuff = spec.palette.metal if legs in ("sled", "angle", "hairpin") else spec.palette.secondary
        apron = "open" if kind == "drawers" else "closed"  # drawers take the place of the front rail
        add_carrier(b, replace(square, options={"legs": legs, "apron": apron}), legs, top_at, stuff)
    if kind == "drawers":
        _add_drawers(b, spec, top_at)
    return fit(b.model(), spec.size)


def _add_pedestals(b: Builder, spec: Spec, top_at: float) -> None:
    width, depth = _pedestal_width(spec), spec.d - 0.02
    rows = 3 if spec.h > 0.6 else 2
    foot = 0.05 if spec.style.legs == "plinth" else 0.0 if spec.style.legs == "block" else 0.07
    block = replace(
        spec, size=(width, depth, top_at - 0.0004), palette=replace(spec.palette, primary=spec.palette.secondary)
    )
    cells = tuple(Cell("drawer", 1.5 if k == 0 else 1.0) for k in range(rows))
    for x in _pedestals(spec):
        part = Builder()
        build(part, block, CasePlan((Column(cells),), foot, spec.style.legs, 0.018))
        b.include(part, (x, 0.004, 0))
    if len(_pedestals(spec)) == 1:
        t = max(0.025, 0.6 * spec.style.leg)
        side = box(
            (t, depth - 0.03, top_at - 0.0004), (-spec.w / 2 + t / 2 + 0.012, 0.005, 0), min(0.004, spec.style.edge)
        )
        b.add("panel", side, spec.palette.secondary, "z")
    inner = spec.w - 0.1 - width * len(_pedestals(spec))
    x = -0.5 * width if len(_pedestals(spec)) == 1 else 0.0
    b.add("modesty", box((inner, 0.018, 0.3), (x, spec.d / 2 - 0.05, top_at - 0.302)), spec.palette.secondary, "x")


def _add_drawers(b: Builder, spec: Spec, top_at: float) -> None:
    """A shallow case of two or three drawers hung under the top."""
    size = _drawer_box(spec)
    count = 1 if spec.w < 0.85 else 2 if spec.w < 1.5 else 3
    part = Builder()
    box_spec = replace(spec, size=size, palette=replace(spec.palette, primary=spec.palette.secondary))
    build(part, box_spec, CasePlan(tuple(Column((Cell("drawer"),)) for _ in range(count)), 0.0, "", 0.012, board=0.012))
    b.include(part, (0, -0.018, top_at - size[2] - 0.0005))


def _drawer_box(spec: Spec) -> tuple[float, float, float]:
    side = 2 * leg_breadth(spec) + {"splayed": 0.2, "tapered": 0.14}.get(spec.style.legs, 0.1)
    return (spec.w - side, spec.d - 0.06, min(DRAWER, 0.16 * spec.h))


def desk_supports(spec: Spec) -> tuple[Support, ...]:
    return (Support(spec.h, -spec.w / 2, -spec.d / 2, spec.w / 2, spec.d / 2),)


def desk_solid(spec: Spec) -> tuple[SolidBox, ...]:
    """Top, drawers, ends; the knees' room stays free."""
    hw, hd, kind = spec.w / 2, spec.d / 2, form(spec)
    t = thickness(spec)
    if kind == "pedestal":
        half = _pedestal_width(spec) / 2
        blocks = [SolidBox((x - half, -hd, 0), (x + half, hd, spec.h - t)) for x in _pedestals(spec)]
        panel = (
            [SolidBox((-hw, -hd, 0), (-hw + max(0.025, 0.6 * spec.style.leg) + 0.013, hd, spec.h - t))]
            if len(blocks) == 1
            else []
        )
        modesty = SolidBox((-hw, hd - 0.06, spec.h - t - 0.304), (hw, hd, spec.h - t))
        return (SolidBox((-hw, -hd, spec.h - t), (hw, hd, spec.h)), *blocks, *panel, modesty)
    deep = t + (min(DRAWER, 0.16 * spec.h) + 0.002 if kind == "drawers" else 0.0)
    deep = max(deep, t + 0.094)
    top = SolidBox((-hw, -hd, spec.h - deep), (hw, hd, spec.h))
    reach = min(0.3, 0.17 * spec.w) + 0.06 if spec.style.legs in ("plinth", "sled") else 0.16
    ends = [
        SolidBox((min(s * hw, s * (hw - reach)), -hd, 0), (max(s * hw, s * (hw - reach)), hd, top.lo[2]))
        for s in (-1, 1)
    ]
    return (top, *ends)


# --- standing desk ---


def standing_desk(spec: Spec) -> Model:
    """A top on two telescopic columns."""
    b, t, steel = Builder(), 0.025, spec.palette.secondary
    top_at, x = spec.h - t, spec.w / 2 - 0.28
    add_top(b, replace(spec, options={"shape": "rectangular"}), top_at, t, spec.palette.primary)
    for s in (-1, 1):
        b.add("foot", box((0.075, spec.d - 0.06, 0.03), (s * x, 0, 0), 0.006), steel)
        b.add("column", box((0.08, 0.05, 0.55 * top_at), (s * x, 0.04, 0.0305), 0.004), steel)
        b.add(
            "column",
            box((0.07, 0.042, 0.45 * top_at - 0.062), (s * x, 0.04, 0.0305 + 0.55 * top_at + 0.0003), 0.003),
            steel,
        )
        b.add("bracket", box((0.05, spec.d - 0.14, 0.03), (s * x, 0, top_at - 0.0303), 0.003), steel)
    b.add("beam", box((2 * x - 0.052, 0.06, 0.028), (0, 0.04, top_at - 0.029), 0.003), steel)
    b.add(
        "panel",
        box((0.11, 0.03, 0.018), (spec.w / 2 - 0.2, -spec.d / 2 + 0.03, top_at - 0.0185), 0.003),
        material("rubber"),
    )
    return fit(b.model(), spec.size)


def standing_solid(spec: Spec) -> tuple[SolidBox, ...]:
    hw, hd, x = spec.w / 2, spec.d / 2, spec.w / 2 - 0.28
    ends = [SolidBox((s * x - 0.041, -hd, 0), (s * x + 0.041, hd, 0.032)) for s in (-1, 1)]
    posts = [SolidBox((s * x - 0.041, 0.014, 0), (s * x + 0.041, 0.066, spec.h - 0.05)) for s in (-1, 1)]
    return (SolidBox((-hw, -hd, spec.h - 0.058), (hw, hd, spec.h)), *ends, *posts)


# --- corner desk ---


def _arms(spec: Spec) -> tuple[float, float]:
    """Depth of the main run (along x, at the back) and of the return (along y, at the left)."""
    return min(0.7, 0.5 * spec.d), min(0.6, 0.42 * spec.w)


def corner_desk(spec: Spec) -> Model:
    """An L: the main run at the back, the return at the left, its sitter in the inner corner."""
    b, t = Builder(), max(0.022, min(spec.style.top, 0.035))
    (main, arm), hw, hd = _arms(spec), spec.w / 2, spec.d / 2
    outline = [(-hw, -hd), (-hw + arm, -hd), (-hw + arm, hd - main), (hw, hd - main), (hw, hd), (-hw, hd)]
    b.add("top", extrude(outline, t, (0, 0, spec.h - t)), spec.palette.primary, "x")
    kind = spec.style.legs if spec.style.legs in ("block", "angle", "tapered", "turned") else "block"
    size = min(spec.style.leg, 0.06)
    for x, y, sx, sy in _corner_feet(spec):
        b.add("legs", leg(kind, spec.h - t, size, x, y, sx, sy), spec.palette.secondary)
    z = spec.h - t - 0.061
    b.add("rail", box((spec.w - 0.16, 0.02, 0.06), (0, hd - 0.06, z), 0.002), spec.palette.secondary, "x")
    b.add("rail", box((0.02, spec.d - 0.16, 0.06), (-hw + 0.06, -0.03, z), 0.002), spec.palette.secondary, "y")
    return fit(b.model(), spec.size)


def _corner_feet(spec: Spec) -> list[tuple[float, float, int, int]]:
    (main, arm), hw, hd, i = _arms(spec), spec.w / 2, spec.d / 2, 0.015
    return [(-hw + i, hd - i, -1, 1), (hw - i, hd - i, 1, 1), (hw - i, hd - main + i, 1, -1),
            (-hw + i, -hd + i, -1, -1), (-hw + arm - i, -hd + i, 1, -1),
            (-hw + arm - i, hd - main + i, 1, -1)]  # fmt: skip


def corner_solid(spec: Spec) -> tuple[SolidBox, ...]:
    (main, arm), hw, hd = _arms(spec), spec.w / 2, spec.d / 2
    z = spec.h - 0.1
    tops = [SolidBox((-hw, hd - main, z), (hw, hd, spec.h)), SolidBox((-hw, -hd, z), (-hw + arm, hd, spec.h))]
    size = 0.08
    feet = [between((x, y, 0), (x - sx * size, y - sy * size, z)) for x, y, sx, sy in _corner_feet(spec)]
    return (*tops, *feet)


def corner_supports(spec: Spec) -> tuple[Support, ...]:
    (main, arm), hw, hd = _arms(spec), spec.w / 2, spec.d / 2
    return (Support(spec.h, -hw, hd - main, hw, hd), Support(spec.h, -hw, -hd, -hw + arm, hd - main))


# --- dressing table ---


def vanity_top(spec: Spec) -> float:
    """Height of the table under the mirror."""
    return spec.h if spec.h < 0.95 else min(0.76, 0.58 * spec.h)


def vanity_table(spec: Spec) -> Model:
    """A small desk with drawers and a mirror."""
    b, z = Builder(), vanity_top(spec)
    low = replace(spec, size=(spec.w, spec.d, z), options={"form": "drawers", "shape": "rectangular"}, category="desk")
    t = thickness(low)
    add_top(b, low, z - t, t, spec.palette.primary)
    legs = spec.style.legs if spec.style.legs in ("tapered", "splayed", "turned", "block", "hairpin") else "block"
    carried = replace(low, style=replace(spec.style, legs=legs), options={"legs": legs, "apron": "open"})
    add_carrier(b, carried, legs, z - t, spec.palette.secondary if legs != "hairpin" else spec.palette.metal)
    _add_drawers(b, carried, z - t)
    if z < spec.h:
        _mirror(b, spec, z)
    return fit(b.model(), spec.size)


def _mirror(b: Builder, spec: Spec, z: float) -> None:
    rise, y = spec.h - z, spec.d / 2 - 0.03
    side = min(rise - 0.06, 0.62 * spec.w)
    b.add("post", box((0.06, 0.03, 0.0625), (0, y, z + 0.0003), 0.003), spec.palette.primary)
    b.add(
        "frame",
        extrude(disc(side, rise - 0.06), 0.022, (0, y, z + 0.06 + (rise - 0.06) / 2), along="y"),
        spec.palette.primary,
    )
    glass = extrude(disc(side - 0.03, rise - 0.09), 0.004, (0, y - 0.013, z + 0.06 + (rise - 0.06) / 2), along="y")
    b.add("mirror", glass, material("mirror"))


def vanity_solid(spec: Spec) -> tuple[SolidBox, ...]:
    z = vanity_top(spec)
    low = replace(spec, size=(spec.w, spec.d, z), options={"form": "drawers"}, category="desk")
    mirror = (
        [SolidBox((-0.32 * spec.w, spec.d / 2 - 0.06, z), (0.32 * spec.w, spec.d / 2, spec.h))] if z < spec.h else []
    )
    return (*desk_solid(replace(low, style=replace(low.style, legs="block"))), *mirror)


def vanity_supports(spec: Spec) -> tuple[Support, ...]:
    back = 0.07 if vanity_top(spec) < spec.h else 0.0
    return (Support(vanity_top(spec), -spec.w / 2, -spec.d / 2, spec.w / 2, spec.d / 2 - back),)


# --- school and workshop ---


def school_desk(spec: Spec) -> Model:
    """A pupil's desk: a board on a steel frame with a tray for books."""
    b, steel, t = Builder(), spec.palette.secondary, 0.022
    hw, hd, r = spec.w / 2, spec.d / 2, 0.014
    top_at = spec.h - t
    b.add("top", box((spec.w, spec.d, t), (0, 0, top_at), 0.008), spec.palette.primary, "x")
    for s in (-1, 1):
        x = s * (hw - 0.06)
        path = [
            (x, -hd + 0.06, r),
            (x, -hd + 0.06, top_at - r - 0.0005),
            (x, hd - 0.06, top_at - r - 0.0005),
            (x, hd - 0.06, r),
        ]
        b.add("frame", tube(bend(path, 0.05), r, 10), steel)
        b.add("cap", [cylinder(r + 0.003, 0.03, (x, y, 0)) for y in (-hd + 0.06, hd - 0.06)], material("rubber"))
    b.add("rail", box((spec.w - 0.12 - 2 * r, 0.02, 0.03), (0, hd - 0.06, 0.55 * top_at), 0.003), steel)
    tray = (spec.w - 0.2, spec.d - 0.16, 0.012)
    b.add("tray", box(tray, (0, 0.02, top_at - 0.13), 0.002), steel)
    b.add(
        "tray",
        [box((0.012, tray[1], 0.117), (q * (tray[0] / 2 - 0.006), 0.02, top_at - 0.1175)) for q in (-1, 1)],
        steel,
    )
    return fit(b.model(), spec.size)


def school_solid(spec: Spec) -> tuple[SolidBox, ...]:
    hw, hd = spec.w / 2, spec.d / 2
    top = SolidBox((-hw, -hd, spec.h - 0.155), (hw, hd, spec.h))
    ends = [SolidBox((s * (hw - 0.06) - 0.02, -hd, 0), (s * (hw - 0.06) + 0.02, hd, spec.h)) for s in (-1, 1)]
    rail = 0.55 * (spec.h - 0.022)
    return (top, *ends, SolidBox((-hw + 0.06, hd - 0.072, rail), (hw - 0.06, hd - 0.048, rail + 0.032)))


def workbench(spec: Spec) -> Model:
    """A heavy top, square legs, a shelf below, a vice at the left front."""
    b, t, wood = Builder(), 0.06, spec.palette.primary
    leg_w, hw, hd = 0.09, spec.w / 2, spec.d / 2
    jaw = 0.05
    over = Rect(-hw, -hd + jaw, hw, hd)
    b.add("top", box((over.w, over.h, t), (*over.middle, spec.h - t), 0.004), wood, "x")
    feet = over.shrunk(0.04)
    for x, y, sx, sy in feet.corners():
        b.add(
            "legs",
            box((leg_w, leg_w, spec.h - t - 0.0003), (x - sx * leg_w / 2, y - sy * leg_w / 2, 0), 0.003),
            wood,
            "z",
        )
    low = feet.shrunk(0.01)
    b.add("shelf", box((low.w - 2 * leg_w + 0.0, low.h, 0.03), (*low.middle, 0.16), 0.002), wood, "x")
    for y in (feet.y0 + 0.02, feet.y1 - 0.02):
        b.add("rail", box((feet.w - 2 * leg_w - 0.001, 0.03, 0.09), (0, y, spec.h - t - 0.0905), 0.002), wood, "x")
    x = -hw + 0.25
    b.add("vice", box((0.24, 0.04, 0.12), (x, -hd + 0.03, spec.h - 0.13), 0.004), wood, "x")
    screw = cylinder(0.012, 0.044, (x, -hd + 0.028, spec.h - 0.09), along="y")
    bar = cylinder(0.006, 0.2, (x, -hd + 0.008, spec.h - 0.084), segments=10, along="x")
    b.add("screw", [screw, bar], spec.palette.metal)
    return fit(b.model(), spec.size)


def workbench_solid(spec: Spec) -> tuple[SolidBox, ...]:
    hw, hd = spec.w / 2, spec.d / 2
    top = SolidBox((-hw, -hd, spec.h - 0.152), (hw, hd, spec.h))
    inner = Rect(-hw, -hd + 0.05, hw, hd).shrunk(0.04)
    feet = [between((x, y, 0), (x - sx * 0.09, y - sy * 0.09, spec.h)) for x, y, sx, sy in inner.corners()]
    return (top, *feet, SolidBox((inner.x0, inner.y0, 0.159), (inner.x1, inner.y1, 0.192)))


def workbench_supports(spec: Spec) -> tuple[Support, ...]:
    inner = Rect(-spec.w / 2, -spec.d / 2 + 0.05, spec.w / 2, spec.d / 2)
    low = inner.shrunk(0.14)
    return (Support(spec.h, inner.x0, inner.y0, inner.x1, inner.y1),
            Support(0.19, low.x0, low.y0, low.x1, low.y1, spec.h - 0.35))  # fmt: skip


FAMILY: dict[str, Maker] = {
    "desk": Maker(desk, desk_supports, desk_solid),
    "standing_desk": Maker(standing_desk, desk_supports, standing_solid),
    "corner_desk": Maker(corner_desk, corner_supports, corner_solid),
    "vanity_table": Maker(vanity_table, vanity_supports, vanity_solid),
    "school_desk": Maker(school_desk, desk_supports, school_solid),
    "workbench": Maker(workbench, workbench_supports, workbench_solid),
}
