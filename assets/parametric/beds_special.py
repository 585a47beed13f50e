"""Beds that are more than a place to lie: bunk and loft beds, cribs, daybeds; and the bare mattress and headboard."""

from __future__ import annotations

from assets.asset import SolidBox, Support
from assets.materials import material
from assets.model import Model
from assets.parametric.beds import PUFF, Lying, add_bedding, duvet_material, level_duvet
from assets.parametric.kit import Builder, box, cushion, cylinder, fit, move, turn
from assets.parametric.parts import Rect
from assets.parametric.sketch import sketch
from assets.parametric.spec import Maker, Spec, between, corner_posts

POST = 0.06
UPPER = 0.051 + 0.12  # top of the upper mattress over the underside of its platform
LOWER = 0.18 + 0.051 + 0.13  # top of a bunk bed's lower mattress
GUARD = 0.30  # rise of a guard rail over the platform: 0.16 above a 0.12 m mattress, as EN 747 asks of upper bunks


def _bars(b: Builder, spec: Spec, x: float, y0: float, y1: float, z: float, rise: float, name: str = "guard") -> None:
    """A guard along y: a top rail on a lower one."""
    for zz, h in ((z + rise - 0.06, 0.06), (z + 0.45 * rise - 0.03, 0.045)):
        b.add(name, box((0.022, y1 - y0, h), (x, (y0 + y1) / 2, zz), 0.004), spec.palette.primary, "y")


def _platform(b: Builder, spec: Spec, z: float, mattress: float) -> Lying:
    """Rails and slats with their underside at z, made up for the night; says where one lies."""
    hw, hd, wood = spec.w / 2, spec.d / 2, spec.palette.primary
    for s in (-1, 1):
        b.add("rail", box((0.028, spec.d - 2 * POST - 0.001, 0.14), (s * (hw - 0.02), 0, z), 0.003), wood, "y")
        b.add("rail", box((spec.w - 2 * POST - 0.001, 0.028, 0.14), (0, s * (hd - 0.02), z), 0.003), wood, "x")
    area = Rect(-hw + 0.045, -hd + 0.045, hw - 0.045, hd - 0.045)
    b.add("slats", box((area.w - 0.002, area.h - 0.002, 0.02), (0, 0, z + 0.03)), wood, "x")
    return Lying(area, z + 0.051, z + 0.051 + mattress)


def _posts(b: Builder, spec: Spec, height: float) -> None:
    hw, hd = spec.w / 2 - POST / 2, spec.d / 2 - POST / 2
    posts = [box((POST, POST, height), (sx * hw, sy * hd, 0), 0.006) for sx in (-1, 1) for sy in (-1, 1)]
    b.add("post", posts, spec.palette.primary, "z")


def _ladder(b: Builder, spec: Spec, top: float) -> None:
    """Rungs on two stiles at the left side, towards the foot."""
    x, y0, y1 = -spec.w / 2 + 0.012, -spec.d / 2 + POST + 0.06, -spec.d / 2 + POST + 0.46
    b.add("ladder", [box((0.024, 0.045, top), (x, y, 0), 0.004) for y in (y0, y1)], spec.palette.primary, "z")
    count = max(2, round(top / 0.26) - 1)
    rungs = [
        cylinder(0.014, y1 - y0 - 0.04, (x, (y0 + y1) / 2, (k + 1) * top / (count + 1)), 12, along="y")
        for k in range(count)
    ]
    b.add("ladder", rungs, spec.palette.primary, "y")


def _made(b: Builder, spec: Spec, lie: Lying, room: float) -> None:
    """Bedding with a pillow that lies flat when there is little room above."""
    inner = lie.area.shrunk(0.024)
    flat = Spec(spec.category, (spec.w, spec.d, lie.z1 + room), spec.style, spec.palette, spec.options, spec.seed)
    add_bedding(b, flat, Lying(inner, lie.z0, lie.z1), duvet_material(spec))


def bunk_upper(spec: Spec) -> float:
    """Underside of the upper platform."""
    return spec.h - GUARD - 0.14


def bunk_bed(spec: Spec) -> Model:
    """Two beds over one another, guard rails and a ladder at the left side."""
    b, upper = Builder(), bunk_upper(spec)
    _posts(b, spec, spec.h)
    low = _platform(b, spec, 0.18, 0.13)
    _made(b, spec, low, 0.25)
    high = _platform(b, spec, upper, 0.12)
    _made(b, spec, high, 0.14)
    _guards(b, spec, upper + 0.14)
    _ladder(b, spec, upper + 0.14)
    for s in (-1, 1):
        end = box((spec.w - 2 * POST - 0.001, 0.02, 0.16), (0, s * (spec.d / 2 - 0.03), 0.44), 0.003)
        b.add("end", end, spec.palette.primary, "x")
    return fit(b.model(), spec.size)


def _guards(b: Builder, spec: Spec, z: float) -> None:
    hw, hd, rise = spec.w / 2, spec.d / 2, spec.h - z
    inner = hd - POST - 0.0005
    _bars(b, spec, hw - 0.02, -inner, inner, z, rise)
    _bars(b, spec, -hw + 0.02, -inner + 0.5, inner, z, rise)
    for s in (-1, 1):
        for zz, h in ((z + rise - 0.06, 0.06), (z + 0.45 * rise - 0.03, 0.045)):
            b.add(
                "guard",
                box((spec.w - 2 * POST - 0.001, 0.022, h), (0, s * (hd - 0.02), zz), 0.004),
                spec.palette.primary,
                "x",
            )


def loft_bed(spec: Spec) -> Model:
    """A bed on stilts: below it is room for a desk or play."""
    b, upper = Builder(), bunk_upper(spec)
    _posts(b, spec, spec.h)
    _made(b, spec, _platform(b, spec, upper, 0.12), 0.14)
    _guards(b, spec, upper + 0.14)
    _ladder(b, spec, upper + 0.14)
    return fit(b.model(), spec.size)


def _stilts(spec: Spec) -> list[SolidBox]:
    hw, hd, p = spec.w / 2, spec.d / 2, POST
    posts = corner_posts(spec.w, spec.d, spec.h, p, p)
    ladder = SolidBox((-hw, -hd + p, 0), (-hw + 0.03, -hd + p + 0.5, bunk_upper(spec) + 0.14))
    upper = bunk_upper(spec)
    guards = [between((s * hw, -hd, upper), (s * (hw - 0.05), hd, spec.h)) for s in (-1, 1)]
    guards += [between((-hw, s * hd, upper), (hw, s * (hd - 0.05), spec.h)) for s in (-1, 1)]
    return [*posts, ladder, *guards, *_bed_solids(spec, upper, upper + UPPER)]


def _bed_solids(spec: Spec, low: float, mattress: float) -> list[SolidBox]:
    """A made-up platform from `low`, its mattress's top at `mattress`: with its duvet, and the pillow at the head."""
    hw, hd = spec.w / 2, spec.d / 2
    pillow = SolidBox((-hw, hd - 0.58, low), (hw, hd, min(spec.h, mattress + 0.26)))
    return [SolidBox((-hw, -hd, low), (hw, hd, mattress + PUFF + 0.03)), pillow]


def loft_solid(spec: Spec) -> tuple[SolidBox, ...]:
    return tuple(_stilts(spec))


def bunk_solid(spec: Spec) -> tuple[SolidBox, ...]:
    hw, hd = spec.w / 2, spec.d / 2
    ends = [between((-hw, s * hd, 0.0), (hw, s * (hd - 0.045), 0.61)) for s in (-1, 1)]
    return (*_stilts(spec), *ends, *_bed_solids(spec, 0.0, LOWER))


def upper_support(spec: Spec) -> tuple[Support, ...]:
    """The duvet of the upper bed, between its pillow, the foot and the guard rails."""
    return (_made_up(spec, bunk_upper(spec) + UPPER, 10.0),)


def bunk_supports(spec: Spec) -> tuple[Support, ...]:
    """The duvets of both beds."""
    return (*upper_support(spec), _made_up(spec, LOWER, bunk_upper(spec) - LOWER - PUFF - 0.01))


def _made_up(spec: Spec, mattress: float, clear: float) -> Support:
    """The duvet on a mattress with its top at that height."""
    x, y = spec.w / 2 - 0.12, spec.d / 2 - 0.12
    bed = Rect(-x, -spec.d / 2 + 0.069, x, spec.d / 2 - 0.069)  # as `_platform` and `_made` have it along y
    return Support(mattress + PUFF, -x, -y, x, level_duvet(bed), clear)


# --- crib ---


def crib(spec: Spec) -> Model:
    """A cot: barred sides, panel or barred ends, a mattress."""
    b, wood, t = Builder(), spec.palette.primary, 0.045
    hw, hd, rail = spec.w / 2, spec.d / 2, 0.045
    b.add(
        "post",
        [box((t, t, spec.h), (sx * (hw - t / 2), sy * (hd - t / 2), 0), 0.008) for sx in (-1, 1) for sy in (-1, 1)],
        wood,
        "z",
    )
    low, top = 0.2, spec.h - rail - 0.01
    for s in (-1, 1):
        x, y = s * (hw - t / 2), s * (hd - t / 2)
        for z in (low, top):
            b.add("rail", box((0.025, spec.d - 2 * t - 0.001, rail), (x, 0, z), 0.006), wood, "y")
            b.add("rail", box((spec.w - 2 * t - 0.001, 0.025, rail), (0, y, z), 0.006), wood, "x")
        for span, along in ((spec.d - 2 * t, "y"), (spec.w - 2 * t, "x")):
            count = max(4, round(span / 0.075))  # bars 55 mm apart: EN 716 allows 45 to 65 mm
            for k in range(count):
                q = -span / 2 + (k + 0.5) * span / count
                at = (x, q, low + rail + 0.0003) if along == "y" else (q, y, low + rail + 0.0003)
                b.add("bars", cylinder(0.0085, top - low - rail - 0.0006, at, 8), wood, "z")
    b.add("base", box((spec.w - 0.07, spec.d - 0.07, 0.018), (0, 0, low + 0.03)), wood)
    b.add("mattress", box((spec.w - 0.075, spec.d - 0.075, 0.11), (0, 0, low + 0.0485), 0.025), spec.palette.soft)
    quilt = cushion((spec.w - 0.09, 0.5 * spec.d, 0.05), (0, -0.2 * spec.d, low + 0.15), 0.1, 0.02)
    b.add("quilt", quilt, duvet_material(spec))
    return fit(b.model(), spec.size)


# --- daybed and mattress ---


def daybed(spec: Spec) -> Model:
    """A bed that serves as a sofa by day: a back along the right side, ends, cushions."""
    b, wood, t = Builder(), spec.palette.primary, 0.035
    hw, hd = spec.w / 2, spec.d / 2
    seat = min(0.42, 0.55 * spec.h)
    end = spec.h * 0.92
    for s in (-1, 1):
        b.add(
            "end",
            box((spec.w - t - 0.001, t, end), (-t / 2, s * (hd - t / 2), 0), min(0.01, spec.style.edge)),
            wood,
            "x",
        )
    b.add("back", box((t, spec.d, spec.h), (hw - t / 2, 0, 0), min(0.01, spec.style.edge)), wood, "y")
    b.add("rail", box((0.028, spec.d - 2 * t - 0.001, 0.16), (-hw + 0.02, 0, seat - 0.25), 0.004), wood, "y")
    b.add("base", box((spec.w - t - 0.04, spec.d - 2 * t - 0.01, 0.02), (-t / 2, 0, seat - 0.17)), wood)
    cloth = duvet_material(spec)
    b.add("mattress", box((spec.w - t - 0.014, spec.d - 2 * t - 0.012, 0.15), (-t / 2, 0, seat - 0.15), 0.04), cloth)
    for k in range(3):
        pad = cushion(
            (0.5, spec.h - seat - 0.01 if spec.h - seat < 0.42 else 0.42, 0.16), bulge=0.5, corner=0.08, waist=0.03
        )
        up = turn(turn(pad, "x", 1.3), "z", -1.5708)
        lo = up.vertices.min(axis=0)
        x = hw - t - 0.002 - float(up.vertices[:, 0].max())
        stuff = spec.palette.soft if k != 1 else material("velvet", spec.style.accent)
        b.add("cushion", move(up, (x, (k - 1) * 0.58, seat - 0.004 - float(lo[2]))), stuff)
    return fit(b.model(), spec.size)


def daybed_solid(spec: Spec) -> tuple[SolidBox, ...]:
    hw, hd, seat = spec.w / 2, spec.d / 2, min(0.42, 0.55 * spec.h)
    ends = [between((-hw, s * hd, 0), (hw, s * (hd - 0.036), spec.h)) for s in (-1, 1)]
    return (SolidBox((-hw, -hd, 0), (hw, hd, seat + 0.005)), *ends, SolidBox((hw - 0.36, -hd, 0), (hw, hd, spec.h)))


def daybed_supports(spec: Spec) -> tuple[Support, ...]:
    return (
        Support(min(0.42, 0.55 * spec.h), -spec.w / 2 + 0.05, -spec.d / 2 + 0.08, spec.w / 2 - 0.38, spec.d / 2 - 0.08),
    )


def mattress(spec: Spec) -> Model:
    """A bare mattress with its border seams."""
    b = Builder()
    b.add(
        "mattress",
        box((spec.w - 0.008, spec.d - 0.008, spec.h), (0, 0, 0), min(0.04, 0.35 * spec.h)),
        spec.palette.primary,
    )
    for z in (0.18 * spec.h, 0.82 * spec.h - 0.008):
        b.add("piping", box((spec.w, spec.d, 0.008), (0, 0, z), 0.0039), spec.palette.secondary)
    return fit(b.model(), spec.size)


def mattress_support(spec: Spec) -> tuple[Support, ...]:
    return (Support(spec.h, -spec.w / 2 + 0.05, -spec.d / 2 + 0.05, spec.w / 2 - 0.05, spec.d / 2 - 0.05),)


def headboard(spec: Spec) -> Model:
    """A panel for the head of a bed: upholstered in channels, or of boards in the styles with wooden backs."""
    s = sketch(spec.size)
    soft = spec.style.back in ("upholstered", "shell", "panel")
    s.block("board", (-s.x, s.x), (s.y - 0.02, s.y), (0, s.h), spec.palette.secondary, 0.004, "x")
    count = max(2, round(spec.w / (0.2 if soft else 0.12)))
    wide = spec.w / count
    low = 0.3 * s.h if s.h > 0.8 else 0.0
    for k in range(count):
        x = -s.x + (k + 0.5) * wide
        stuff = spec.palette.primary if soft else spec.palette.secondary
        s.block(
            "panel",
            (x - wide / 2 + 0.001, x + wide / 2 - 0.001),
            (-s.y, s.y - 0.0205),
            (low, s.h - 0.0),
            stuff,
            0.03 if soft else 0.004,
            "z",
        )
    return s.model()


FAMILY: dict[str, Maker] = {
    "bunk_bed": Maker(bunk_bed, bunk_supports, bunk_solid),
    "loft_bed": Maker(loft_bed, upper_support, loft_solid),
    "crib": Maker(crib),
    "daybed": Maker(daybed, daybed_supports, daybed_solid),
    "mattress": Maker(mattress, mattress_support),
    "headboard": Maker(headboard),
}
