"""Counters: kitchen base units, sinks and islands, shop counters and shop shelves."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import shapely

from assets.asset import SolidBox, Support
from assets.materials import material
from assets.model import Material, Model
from assets.parametric.case import CasePlan, Cell, Column, build
from assets.parametric.cases import kitchen_look
from assets.parametric.kit import Builder, bend, box, cylinder, extrude, fit, tube
from assets.parametric.spec import Maker, Spec, whole

TOP = 0.038  # usual thickness of a laminate worktop [m]
PLINTH = 0.1


def _units(spec: Spec, drawers: bool = True) -> tuple[Column, ...]:
    """Base units about 0.6 m wide: doors with a drawer above, and one stack of drawers in a row of three or more."""
    count = max(1, round(spec.w / 0.6))
    door = Column((Cell("door", 2.9), Cell("drawer", 0.9))) if drawers else Column((Cell("door"),))
    stack = Column((Cell("drawer", 1.6), Cell("drawer", 1.4), Cell("drawer", 0.8)))
    columns = [door] * count
    if drawers and count >= 3:
        columns[count // 2] = stack
    elif drawers and count == 1 and spec.option("front") == "drawers":
        columns[0] = stack
    return tuple(columns)


def base_plan(spec: Spec) -> CasePlan:
    return CasePlan(_units(spec), PLINTH, "plinth", 0.0, inset=False, look=kitchen_look(spec))


def _body(spec: Spec, height: float, depth: float) -> Spec:
    """The cabinets under a worktop, as a piece of their own."""
    dark = replace(spec.palette, secondary=material("lacquer", "charcoal"))
    return replace(spec, size=(spec.w, depth, height), palette=dark)


def _add_body(b: Builder, spec: Spec, plan: CasePlan, height: float, depth: float, y: float) -> None:
    part = Builder()
    body = _body(spec, height, depth)
    build(part, body, plan, fronts=spec.palette.primary)
    b.include(part, (0, y, 0))


def _worktop(b: Builder, spec: Spec, z: float, hole: tuple[float, float, float, float] | None = None) -> None:
    """The top over the whole footprint; `hole` (x, y, w, d) lets a sink in."""
    if hole is None:
        b.add("worktop", box((spec.w, spec.d, TOP), (0, 0, z), 0.004), spec.palette.secondary, "x")
        return
    x, y, w, d = hole
    plate = shapely.box(-spec.w / 2, -spec.d / 2, spec.w / 2, spec.d / 2)
    cut = plate.difference(shapely.box(x - w / 2, y - d / 2, x + w / 2, y + d / 2))
    b.add("worktop", extrude(cut, TOP, (0, 0, z)), spec.palette.secondary, "x")


def kitchen_base(spec: Spec) -> Model:
    """Base units under a worktop that ends at the wall."""
    b = Builder()
    _add_body(b, spec, base_plan(spec), spec.h - TOP - 0.0005, spec.d - 0.005, 0.0025)
    _worktop(b, spec, spec.h - TOP)
    return fit(b.model(), spec.size)


# --- sink ---


def sink_counter(spec: Spec) -> float:
    """Height of the worktop: 0.91 m where the asked height has room for a tap, else the whole height."""
    return min(0.91, spec.h - 0.22) if spec.h > 1.0 else spec.h


def kitchen_sink(spec: Spec) -> Model:
    """A base unit with a steel bowl let into the top, and a tap."""
    b, z, steel = Builder(), sink_counter(spec), material("brushed steel")
    bowl = (min(0.5, spec.w - 0.16), min(0.4, spec.d - 0.18), 0.18)
    x, y = (-(spec.w / 2 - bowl[0] / 2 - 0.1) if spec.w > 1.1 else 0.0), -0.02
    plan = replace(base_plan(spec), columns=_units(spec, drawers=False))
    _add_body(b, spec, plan, z - TOP - 0.0005, spec.d - 0.005, 0.0025)
    _worktop(b, spec, z - TOP, (x, y, *bowl[:2]))
    _bowl(b, bowl, (x, y, z), steel)
    if z < spec.h:
        _tap(b, spec, x, y + bowl[1] / 2 + 0.045, z)
    return fit(b.model(), spec.size)


def _bowl(b: Builder, size: tuple[float, float, float], at: tuple[float, float, float], steel: Material) -> None:
    (w, d, h), (x, y, z), t = size, at, 0.003
    walls = [box((w - 0.0006, t, h), (x, y + s * (d - t) / 2 * 0.999, z - h + 0.001), 0.0) for s in (-1, 1)]
    walls += [box((t, d - 2 * t - 0.0012, h), (x + s * ((w - t) / 2 - 0.0004), y, z - h + 0.001)) for s in (-1, 1)]
    floor = box((w - 0.002, d - 0.002, 0.003), (x, y, z - h - 0.0022))
    rim = shapely.box(-w / 2 - 0.015, -d / 2 - 0.015, w / 2 + 0.015, d / 2 + 0.015).difference(
        shapely.box(-w / 2 + t, -d / 2 + t, w / 2 - t, d / 2 - t)
    )
    b.add("bowl", [*walls, floor, extrude(rim, 0.002, (x, y, z + 0.0004))], steel)
    b.add("drain", cylinder(0.04, 0.002, (x, y, z - h + 0.001)), material("chrome"))


def _tap(b: Builder, spec: Spec, x: float, y: float, z: float) -> None:
    chrome, r, rise = spec.palette.metal, 0.012, spec.h - z
    b.add("tap", cylinder(0.026, 0.04, (x, y, z), 20, bevel=0.004), chrome)
    reach = min(0.2, 0.8 * rise + 0.05)
    path = [(x, y, z + 0.03), (x, y, spec.h - r), (x, y - reach, spec.h - r), (x, y - reach, z + 0.55 * rise)]
    b.add("tap", tube(bend(path, 0.45 * reach, 8), r, 12), chrome)
    b.add("tap", tube([(x + 0.02, y, z + 0.03), (x + 0.075, y, z + 0.05)], 0.006, 8), chrome)


def sink_solid(spec: Spec) -> tuple[SolidBox, ...]:
    hw, hd, z = spec.w / 2, spec.d / 2, sink_counter(spec)
    x = -(spec.w / 2 - min(0.5, spec.w - 0.16) / 2 - 0.1) if spec.w > 1.1 else 0.0
    tap = [SolidBox((x - 0.05, -0.08, z), (x + 0.1, hd, spec.h))] if z < spec.h else []
    return (SolidBox((-hw, -hd, 0), (hw, hd, min(z + 0.004, spec.h))), *tap)


def sink_supports(spec: Spec) -> tuple[Support, ...]:
    """The worktop beside the bowl."""
    hw, hd, z = spec.w / 2, spec.d / 2, sink_counter(spec)
    bowl = min(0.5, spec.w - 0.16)
    if spec.w <= 1.1:
        side = (spec.w - bowl) / 2 - 0.02
        return (Support(z, -hw, -hd, -hw + side, hd), Support(z, hw - side, -hd, hw, hd)) if side > 0.06 else ()
    return (Support(z, -hw + bowl + 0.14, -hd, hw, hd),)


# --- island ---


def kitchen_island(spec: Spec) -> Model:
    """Base units that open to the front, a panelled back, a top that overhangs at the back for stools."""
    b = Builder()
    depth = _island_body(spec)
    y = -spec.d / 2 + depth / 2 + 0.005
    _add_body(b, spec, base_plan(spec), spec.h - TOP - 0.0005, depth, y)
    panel = (spec.w - 0.004, 0.018, spec.h - TOP - PLINTH - 0.001)
    b.add("back", box(panel, (0, y + depth / 2 + 0.0095, PLINTH)), spec.palette.primary, "z")
    _worktop(b, spec, spec.h - TOP)
    return fit(b.model(), spec.size)


def _island_body(spec: Spec) -> float:
    return spec.d - 0.05 if spec.d < 0.75 else max(0.5, spec.d - 0.3)


def island_solid(spec: Spec) -> tuple[SolidBox, ...]:
    hw, hd = spec.w / 2, spec.d / 2
    body = SolidBox((-hw, -hd, 0), (hw, min(hd, -hd + _island_body(spec) + 0.03), spec.h))
    return (body, SolidBox((-hw, -hd, spec.h - TOP - 0.001), (hw, hd, spec.h)))


def flat(spec: Spec) -> tuple[Support, ...]:
    return (Support(spec.h, -spec.w / 2, -spec.d / 2, spec.w / 2, spec.d / 2),)


# --- shop ---


def shop_counter(spec: Spec) -> Model:
    """A counter with a panelled front towards the customer (-y), open shelves towards the seller."""
    b, t, z = Builder(), 0.04, spec.h - 0.04
    hw, hd = spec.w / 2, spec.d / 2
    body = spec.palette.primary
    b.add(
        "top", box((spec.w, spec.d, t), (0, 0, z), min(0.012, max(0.003, spec.style.edge))), spec.palette.secondary, "x"
    )
    b.add("plinth", box((spec.w - 0.08, spec.d - 0.08, 0.08), (0, 0.0, 0)), material("lacquer", "charcoal"))
    count = max(3, round(spec.w / 0.045))
    pitch = (spec.w - 0.04) / count
    slats = [
        box((pitch * 0.72, 0.014, z - 0.081), (-hw + 0.02 + (k + 0.5) * pitch, -hd + 0.022, 0.0805))
        for k in range(count)
    ]
    b.add("front", slats, spec.palette.secondary, "z")
    b.add("front", box((spec.w - 0.04, 0.018, z - 0.081), (0, -hd + 0.0385, 0.0805)), body, "z")
    for s in (-1, 1):
        b.add("side", box((0.02, spec.d - 0.07, z - 0.081), (s * (hw - 0.03), 0.014, 0.0805)), body, "z")
    for level in (0.0805, 0.0805 + 0.5 * (z - 0.08)):
        b.add("shelf", box((spec.w - 0.0806, spec.d - 0.1, 0.02), (0, 0.02, level)), body, "x")
    return fit(b.model(), spec.size)


def counter_supports(spec: Spec) -> tuple[Support, ...]:
    z = 0.1005 + 0.5 * (spec.h - 0.12)
    low = Support(z, -spec.w / 2 + 0.06, -spec.d / 2 + 0.08, spec.w / 2 - 0.06, spec.d / 2 - 0.06, spec.h - 0.05 - z)
    return (*flat(spec), low)


def shop_shelf(spec: Spec) -> Model:
    """A gondola: a deep base shelf, perforated back, shelves on brackets with price strips."""
    b, hw, hd = Builder(), spec.w / 2, spec.d / 2
    body, steel = spec.palette.primary, spec.palette.secondary
    b.add("base", box((spec.w, spec.d, 0.14), (0, 0, 0), 0.004), body, "x")
    b.add("back", box((spec.w - 0.0606, 0.02, spec.h - 0.1405), (0, hd - 0.02, 0.1403)), body, "z")
    b.add("post", [box((0.03, 0.04, spec.h - 0.1403), (s * (hw - 0.015), hd - 0.02, 0.1403)) for s in (-1, 1)], steel)
    for z in _gondola(spec):
        depth = _gondola_depth(spec)
        b.add("shelf", box((spec.w - 0.004, depth, 0.025), (0, hd - 0.0405 - depth / 2, z), 0.003), body, "x")
        b.add(
            "strip",
            box((spec.w - 0.01, 0.004, 0.034), (0, hd - 0.0405 - depth - 0.0022, z - 0.005)),
            spec.palette.accent,
        )
    return fit(b.model(), spec.size)


def _gondola(spec: Spec) -> list[float]:
    count = max(2, round((spec.h - 0.14) / 0.38))
    return [0.14 + (k + 1) * (spec.h - 0.14) / count - 0.03 for k in range(count)]


def _gondola_depth(spec: Spec) -> float:
    return min(0.8 * (spec.d - 0.06), 0.45)


def gondola_supports(spec: Spec) -> tuple[Support, ...]:
    hw, hd, depth = spec.w / 2 - 0.02, spec.d / 2, _gondola_depth(spec)
    levels = _gondola(spec)
    base = Support(0.14, -hw, -hd + 0.02, hw, hd - 0.05, levels[0] - 0.15)
    clear = [b - a - 0.035 for a, b in pairwise(levels)] + [10.0]
    return (
        base,
        *(Support(z + 0.025, -hw, hd - 0.04 - depth, hw, hd - 0.045, c) for z, c in zip(levels, clear, strict=True)),
    )


def gondola_solid(spec: Spec) -> tuple[SolidBox, ...]:
    hw, hd, depth = spec.w / 2, spec.d / 2, _gondola_depth(spec)
    shelves = [SolidBox((-hw, hd - 0.05 - depth, z - 0.006), (hw, hd, z + 0.03)) for z in _gondola(spec)]
    return (SolidBox((-hw, -hd, 0), (hw, hd, 0.141)), SolidBox((-hw, hd - 0.042, 0), (hw, hd, spec.h)), *shelves)


FAMILY: dict[str, Maker] = {
    "kitchen_base_cabinet": Maker(kitchen_base, flat, whole),
    "kitchen_sink": Maker(kitchen_sink, sink_supports, sink_solid),
    "kitchen_island": Maker(kitchen_island, flat, island_solid),
    "shop_counter": Maker(shop_counter, counter_supports, whole),
    "shop_shelf": Maker(shop_shelf, gondola_supports, gondola_solid),
}
