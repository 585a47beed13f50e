"""Beds: frame, headboard, mattress, duvet with a turned-down fold, pillows. The foot is the front (-y)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import trimesh

from assets.asset import SolidBox, Support
from assets.materials import material, shade
from assets.model import Material, Model
from assets.parametric.kit import Builder, box, cushion, cylinder, drape, fit, frame, move, turn
from assets.parametric.parts import Rect, undercarriage
from assets.parametric.spec import Maker, Spec

MATTRESS = 0.2  # usual thickness of a mattress [m]
PILLOW = 0.13  # height of a pillow that lies flat [m]
BENEATH = 0.3
"""Clear height below a bed that things are kept under [m]: bed frames "with storage space" have 0.25 to 0.33."""
LEG = 0.1
"""A leg stays within this of the corner of its bed [m]."""


@dataclass(frozen=True)
class Lying:
    """Where the mattress is: its rectangle in plan, its underside and its top [m]."""

    area: Rect
    z0: float
    z1: float


def _headboard_depth(spec: Spec) -> float:
    return {"upholstered": 0.09, "panel": 0.045, "shell": 0.045}.get(_head(spec), 0.04)


def _head(spec: Spec) -> str:
    """Kind of headboard: upholstered | panel | slat | spindle | ladder | none."""
    wish = spec.option("headboard")
    if wish in ("upholstered", "panel", "slat", "spindle", "ladder", "none"):
        return wish
    if frame_is_soft(spec):
        return "upholstered"
    kind = {"shell": "upholstered" if spec.style.name == "contemporary" else "panel"}.get(
        spec.style.back, spec.style.back
    )
    return "none" if spec.h < 0.55 else kind


def frame_is_soft(spec: Spec) -> bool:
    """Whether the bed's frame itself is upholstered."""
    name = spec.palette.primary.name
    return any(w in name for w in ("linen", "cotton", "wool", "velvet", "boucle", "leather", "tweed"))


def lying(spec: Spec) -> Lying:
    """The mattress of a bed: its top at 0.42 to 0.55 m, lower for low beds."""
    head = 0.0 if _head(spec) == "none" else _headboard_depth(spec)
    top = min(0.52, max(0.26, 0.5 * spec.h)) if head else max(0.6 * spec.h, spec.h - PILLOW)
    top = {"japandi": min(top, 0.38), "minimalist": min(top, 0.42)}.get(spec.style.name, top)
    if clear := clear_beneath(spec):
        top = clear + 0.06 + MATTRESS
    rim = 0.03 if spec.w > 0.8 else 0.02
    area = Rect(-spec.w / 2 + rim, -spec.d / 2 + _foot_depth(spec) + 0.005, spec.w / 2 - rim, spec.d / 2 - head - 0.005)
    thick = min(MATTRESS, 0.5 * top)
    return Lying(area, top - thick, top)


def clear_beneath(spec: Spec) -> float:
    """How high the free space is under a bed that things are kept under (the option beneath=open) [m]; 0 for others."""
    return min(BENEATH, 0.4 * spec.h) if spec.option("beneath") == "open" else 0.0


def _foot_depth(spec: Spec) -> float:
    return 0.03


def bed(spec: Spec) -> Model:
    """A bed of one or two people: its width says how many pillows."""
    b, lie = Builder(), lying(spec)
    _add_frame(b, spec, lie)
    if _head(spec) != "none":
        _add_headboard(b, spec, lie)
    add_bedding(b, spec, lie)
    if spec.option("canopy") == "yes" and spec.h > 1.6:
        _add_canopy(b, spec)
    return fit(b.model(), spec.size)


def _frame_stuff(spec: Spec) -> Material:
    return spec.palette.primary


def _add_frame(b: Builder, spec: Spec, lie: Lying) -> None:
    """Side rails that hold the mattress by a third of its height, slats unseen, legs or a plinth."""
    stuff = _frame_stuff(spec)
    foot = min(0.16, 0.45 * lie.z0 + 0.02) if spec.style.legs != "plinth" else 0.04
    foot = clear_beneath(spec) or foot
    rail_top = lie.z0 + 0.35 * (lie.z1 - lie.z0)
    height = rail_top - foot
    t, hw, y0, y1 = 0.028, spec.w / 2, -spec.d / 2, lie.area.y1 + 0.005
    radius = 0.012 if frame_is_soft(spec) else min(spec.style.edge, 0.006)
    for s in (-1, 1):
        b.add("rail", box((t, y1 - y0, height), (s * (hw - t / 2), (y0 + y1) / 2, foot), radius), stuff, "y")
    b.add("rail", box((spec.w - 2 * t - 0.001, t, height), (0, y0 + t / 2, foot), radius), stuff, "x")
    slats = (lie.area.w - 0.004, lie.area.h - 0.01, max(0.02, lie.z0 - foot - 0.01))
    b.add("slats", box(slats, (*lie.area.middle, lie.z0 - slats[2] - 0.001)), spec.palette.wood)
    low = replace(spec, palette=replace(spec.palette, secondary=stuff))
    undercarriage(b, low, Rect(-hw + 0.02, y0 + 0.02, hw - 0.02, y1 - 0.02), foot + 0.0, _leg_kind(spec), 0.055)


def _leg_kind(spec: Spec) -> str:
    if clear_beneath(spec):
        return "block"
    return {"hairpin": "block", "angle": "block", "castor": "block", "sled": "plinth"}.get(
        spec.style.legs, spec.style.legs
    )


# --- headboards ---


def _add_headboard(b: Builder, spec: Spec, lie: Lying) -> None:
    kind, depth = _head(spec), _headboard_depth(spec)
    rise = min(spec.h, 1.2) if spec.option("canopy") == "yes" else spec.h
    back = Rect(-spec.w / 2, 0.0, spec.w / 2, rise)
    y = spec.d / 2 - depth / 2
    makers: dict[str, Callable[[Builder, Spec, Rect, float, float, Lying], None]] = {
        "upholstered": _head_soft, "slat": _head_bars, "spindle": _head_bars, "ladder": _head_bars,
    }  # fmt: skip
    makers.get(kind, _head_panel)(b, spec, back, y, depth, lie)


def _head_panel(b: Builder, spec: Spec, back: Rect, y: float, depth: float, lie: Lying) -> None:
    stuff = _frame_stuff(spec)
    framed = spec.style.front in ("shaker", "moulded")
    if not framed:
        b.add("headboard", box((back.w, depth, back.h), (0, y, 0), min(max(0.004, spec.style.edge), 0.02)), stuff, "x")
        return
    b.add("headboard", frame((back.w, depth, back.h), 0.09, (0, y, 0), 0.004), stuff)
    b.add("headboard", box((back.w - 0.176, depth * 0.5, back.h - 0.176), (0, y, 0.088)), stuff, "z")
    b.add("headboard", box((0.07, depth * 0.9, back.h - 0.181), (0, y, 0.0905), 0.003), stuff, "z")


def _head_soft(b: Builder, spec: Spec, back: Rect, y: float, depth: float, lie: Lying) -> None:
    """Upright channels, tufted panels, or one plain cushion."""
    cloth = spec.palette.primary if frame_is_soft(spec) else spec.palette.fabric
    b.add("headboard", box((back.w, 0.03, back.h - 0.01), (0, spec.d / 2 - 0.015, 0), 0.008), cloth)
    low = min(lie.z0, 0.25)
    count = max(2, round(back.w / (0.16 if spec.style.front == "fluted" else 0.55)))
    pitch, rise = back.w / count, back.h - low
    for k in range(count):
        x = back.x0 + (k + 0.5) * pitch
        pad = cushion((pitch - 0.002, rise, depth - 0.028), bulge=0.1, corner=0.02, cells=6)
        b.add("headboard", move(turn(pad, "x", np.pi / 2), (x, spec.d / 2 - 0.028, low + rise / 2)), cloth)
    if spec.style.tufted:
        _buttons(b, spec, back, low, cloth)


def _buttons(b: Builder, spec: Spec, back: Rect, low: float, cloth: Material) -> None:
    dark = replace(cloth, name=f"{cloth.name} button", colour=shade(cloth.colour, -0.2))
    count, y = max(3, round(back.w / 0.22)), spec.d / 2 - _headboard_depth(spec)
    for row in range(2):
        for k in range(count - row):
            x = back.x0 + (k + 0.5 + 0.5 * row) * back.w / count
            z = low + (back.h - low) * (0.72 if row == 0 else 0.5)
            b.add("button", cylinder(0.011, 0.008, (x, y + 0.005, z), 10, along="y", bevel=0.003), dark)


def _head_bars(b: Builder, spec: Spec, back: Rect, y: float, depth: float, lie: Lying) -> None:
    """Two posts and a top rail, with upright bars (slat, spindle) or level ones (ladder)."""
    stuff, kind, post = _frame_stuff(spec), _head(spec), 0.05
    for s in (-1, 1):
        b.add("headboard", box((post, depth, back.h), (s * (back.x1 - post / 2), y, 0), 0.005), stuff, "z")
    span = back.w - 2 * post - 0.001
    low = lie.z0 - 0.05
    b.add("headboard", box((span, depth * 0.8, 0.06), (0, y, back.h - 0.075), 0.005), stuff, "x")
    b.add("headboard", box((span, depth * 0.8, 0.06), (0, y, low), 0.005), stuff, "x")
    gap = back.h - 0.075 - low - 0.06
    if kind == "ladder":
        count = max(1, round(gap / 0.13) - 1)
        for k in range(count):
            z = low + 0.06 + (k + 1) * gap / (count + 1) - 0.03
            b.add("headboard", box((span, depth * 0.5, 0.06), (0, y, z), 0.004), stuff, "x")
        return
    count = max(4, round(span / (0.11 if kind == "spindle" else 0.14)))
    for k in range(count):
        x = -span / 2 + (k + 0.5) * span / count
        at = (x, y, low + 0.0603)
        bar = (
            cylinder(0.009, gap - 0.0006, at, 10) if kind == "spindle" else box((0.06, 0.016, gap - 0.0006), at, 0.002)
        )
        b.add("headboard", bar, stuff, "z")


def _add_canopy(b: Builder, spec: Spec) -> None:
    t, hw, hd = 0.045, spec.w / 2, spec.d / 2
    posts = [
        box((t, t, spec.h - t - 0.0005), (sx * (hw - t / 2), sy * (hd - t / 2), 0), 0.004)
        for sx in (-1, 1)
        for sy in (-1, 1)
    ]
    rails = [box((spec.w, t, t), (0, s * (hd - t / 2), spec.h - t), 0.004) for s in (-1, 1)]
    rails += [box((t, spec.d - 2 * t - 0.001, t), (s * (hw - t / 2), 0, spec.h - t), 0.004) for s in (-1, 1)]
    b.add("canopy", [*posts, *rails], _frame_stuff(spec))


# --- bedding ---

WIDE = 1.15
"""A mattress wider than this is for two [m]."""
DUVET, PUFF, FOLD = 0.72, 0.04, 0.3
"""A duvet's share of the mattress's length, its rise over the mattress and the depth of its turned-back edge [m]."""
FOLD_RISE = 0.004
"""The turned-back edge stands above the duvet by this [m]: cushions stand on it."""


def add_bedding(b: Builder, spec: Spec, lie: Lying, spread: Material | None = None) -> None:
    """Mattress, duvet with its head end folded back, pillows; a throw over the foot of wide beds."""
    linen, cover = spec.palette.soft, spread or duvet_material(spec)
    area, thick = lie.area, lie.z1 - lie.z0
    inner = area.shrunk(0.004)
    b.add("mattress", box((inner.w, inner.h, thick - 0.006), (*inner.middle, lie.z0), min(0.035, 0.3 * thick)), linen)
    _duvet(b, area, lie, cover, linen)
    _pillows(b, spec, area, lie, linen)
    if area.w > WIDE and spec.style.name not in ("minimalist", "kids"):
        _throw(b, spec, area, lie)


def duvet_material(spec: Spec) -> Material:
    """The cover: linen in a lighter tone of the style's fabric, or of the accent when the frame has the fabric."""
    base = spec.palette.soft if frame_is_soft(spec) else material(spec.style.fabric)
    return replace(material("linen"), name=f"{base.name} duvet", colour=shade(base.colour, 0.22))


def _duvet(b: Builder, area: Rect, lie: Lying, cover: Material, linen: Material) -> None:
    """A puffed block over the mattress that hangs over its sides and foot, its edge turned back below the pillows."""
    length, hang, puff = DUVET * area.h, 0.6 * (lie.z1 - lie.z0), PUFF
    w, y0 = area.w + 0.044, area.y0 - 0.02
    block = cushion((w, length, hang + puff), (0, y0 + length / 2, lie.z1 - hang), bulge=0.04, corner=0.004, cells=12)
    b.add("duvet", block, cover)
    low = lie.z1 + puff + FOLD_RISE - 0.05
    fold = cushion((w + 0.006, FOLD, 0.05), (0, y0 + length - 0.12, low), 0.1, 0.004, cells=8)
    b.add("fold", fold, linen)


def _pillows(b: Builder, spec: Spec, area: Rect, lie: Lying, linen: Material) -> None:
    """One pillow or two, leaning on the headboard where there is one."""
    count = 1 if area.w < WIDE else 2
    width, depth = min(0.72, area.w / count - 0.05), min(0.48, 0.24 * area.h)
    room = spec.h - lie.z1
    tilt = 0.3 if room > 0.31 else 0.0
    for k in range(count):
        x = area.x0 + (k + 0.5) * area.w / count
        pad = cushion((width, depth, min(0.15, room + 0.004)), bulge=0.55, corner=0.1, waist=0.04, cells=8)
        b.add("pillow", _resting(turn(pad, "x", tilt), x, area.y1 - depth / 2 - 0.035, lie.z1 - 0.004), linen)


def _resting(mesh: trimesh.Trimesh, x: float, y: float, z: float) -> trimesh.Trimesh:
    return move(mesh, (x, y, z - float(mesh.vertices[:, 2].min())))


def _throw(b: Builder, spec: Spec, area: Rect, lie: Lying) -> None:
    """A folded blanket across the foot end, its ends hanging to the rail."""
    wide, y, half, z = 0.42, area.y0 + 0.36, area.w / 2 + 0.017, lie.z1 + 0.042
    fall = 0.55 * (lie.z1 - lie.z0)
    middle = [(float(x), z + 0.003) for x in np.linspace(-half + 0.08, half - 0.08, 7)]
    path = [(-half, z - fall), (-half, z - 0.03), (-half + 0.02, z - 0.004), *middle,
            (half - 0.02, z - 0.004), (half, z - 0.03), (half, z - fall)]  # fmt: skip
    cloth = drape(np.array(path), wide, thickness=0.007, wave=0.003, columns=10, seed=spec.seed)
    tint = replace(material("wool"), name=f"{spec.palette.accent.name} wool", colour=spec.palette.accent.colour)
    b.add("throw", move(turn(cloth, "z", np.pi / 2), (0, y, 0)), tint)


# --- solids ---


def bed_solid(spec: Spec) -> tuple[SolidBox, ...]:
    """The lying part with its bedding, and the headboard; above the mattress there is air."""
    lie, hw, hd = lying(spec), spec.w / 2, spec.d / 2
    head = 0.0 if _head(spec) == "none" else _headboard_depth(spec)
    low = clear_beneath(spec)
    block = SolidBox((-hw, -hd, low), (hw, hd, min(lie.z1 + 0.1, spec.h)))
    pillows = SolidBox((-hw, level_duvet(lie.area), low), (hw, hd, min(lie.z1 + 0.34, spec.h)))
    out = [block, pillows, *(_legs(spec, head, low) if low else ())]
    if head:
        out.append(SolidBox((-hw, hd - head, 0.0), (hw, hd, spec.h)))
    if spec.option("canopy") == "yes" and spec.h > 1.6:
        out += [
            SolidBox(
                (min(sx * hw, sx * (hw - 0.045)), min(sy * hd, sy * (hd - 0.045)), 0),
                (max(sx * hw, sx * (hw - 0.045)), max(sy * hd, sy * (hd - 0.045)), spec.h),
            )
            for sx in (-1, 1)
            for sy in (-1, 1)
        ]
        out.append(SolidBox((-hw, -hd, spec.h - 0.045), (hw, hd, spec.h)))
    return tuple(out)


def _legs(spec: Spec, head: float, height: float) -> list[SolidBox]:
    """The legs below an open bed: in its corners, and in the middle of the ends of a wide one."""
    hw, hd = spec.w / 2, spec.d / 2
    spans = [(-hw, LEG - hw), (hw - LEG, hw), *([(-LEG / 2, LEG / 2)] if spec.w > 1.5 else [])]
    ends = ((-hd, LEG - hd), (hd - head - LEG - 0.02, hd))
    return [SolidBox((x0, y0, 0.0), (x1, y1, height)) for x0, x1 in spans for y0, y1 in ends]


def bed_supports(spec: Spec) -> tuple[Support, ...]:
    """The duvet with its turned-back edge, from the pillows to the foot."""
    a, top = lying(spec).area, lying(spec).z1
    throw = 0.003 if a.w > WIDE else 0.0  # between the duvet and the folded throw on it, both within 5 mm
    return (Support(min(top + PUFF + throw, spec.h), a.x0 + 0.05, a.y0 + 0.05, a.x1 - 0.05, level_duvet(a)),)


def level_duvet(area: Rect) -> float:
    """How far towards the head a duvet on that mattress is level: to the end of its turned-back edge [m]."""
    return area.y0 - 0.02 + DUVET * area.h - 0.12 + FOLD / 2 - 0.03


FAMILY: dict[str, Maker] = {
    "bed_single": Maker(bed, bed_supports, bed_solid),
    "bed_double": Maker(bed, bed_supports, bed_solid),
}
