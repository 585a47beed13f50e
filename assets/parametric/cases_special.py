"""Cases with more than cells: lockers, filing and mirror cabinets, chests, toy storage, library stacks."""

from __future__ import annotations

from dataclasses import replace

import trimesh

from assets.asset import SolidBox, Support
from assets.materials import material
from assets.model import Model
from assets.parametric.case import CasePlan, Cell, Column, build, case_solid, case_supports, openings
from assets.parametric.cases import columns_of, drawers, dresser, foot_of
from assets.parametric.kit import Builder, box, cushion, fit
from assets.parametric.parts import Rect, handle_depth, slab
from assets.parametric.spec import Maker, Spec, no_supports


def filing_cabinet(spec: Spec) -> CasePlan:
    rows = spec.count("drawers", max(2, round(spec.h / 0.33)))
    wide = 1 if spec.w < 0.75 else 2
    return CasePlan(tuple(Column(drawers(rows)) for _ in range(wide)), 0.04, "plinth", 0.02, inset=False, look="flat")


def locker(spec: Spec) -> CasePlan:
    count = columns_of(spec.w, 0.3)
    rows = 1 if spec.option("tiers") != "2" else 2
    cells = tuple(Cell("door") for _ in range(rows))
    return CasePlan(
        tuple(Column(cells) for _ in range(count)), 0.1, "plinth", 0.02, inset=True, handles=False, board=0.012
    )


def library_shelf(spec: Spec) -> CasePlan:
    count, shelves = columns_of(spec.w, 0.9), max(2, round(spec.h / 0.34) - 1)
    return CasePlan(tuple(Column((Cell("open", 1, shelves),)) for _ in range(count)), 0.08, "plinth", 0.03, board=0.025,
                    back=False)  # fmt: skip


def _lockers(spec: Spec) -> Model:
    """Steel doors with louvres and a small grip."""
    b, p = Builder(), locker(spec)
    build(b, spec, p)
    dark = material("black steel")
    y = -spec.d / 2
    for o in openings(spec, p):
        x, _ = o.rect.middle
        slots = [box((0.5 * o.rect.w, 0.0015, 0.006), (x, y + 0.0005, o.rect.y1 - 0.12 - 0.02 * k)) for k in range(5)]
        b.add("louvre", slots, dark)
        b.add("grip", box((0.02, 0.0035, 0.09), (o.rect.x1 - 0.04, y + 0.001, o.rect.middle[1])), spec.palette.metal)
    return fit(b.model(), spec.size)


def _filing(spec: Spec) -> Model:
    """A case of drawers with label holders."""
    b, p = Builder(), filing_cabinet(spec)
    build(b, spec, p)
    for o in openings(spec, p):
        x, z = o.rect.middle
        y = -spec.d / 2 + handle_depth(spec)
        if o.rect.h > 0.2:
            b.add("label", box((0.07, 0.002, 0.03), (x, y - 0.0012, z + 0.045)), material("white paper"))
    return fit(b.model(), spec.size)


def _mirror_doors(spec: Spec) -> Model:
    b, p = Builder(), CasePlan((Column((Cell("blank"),)),), board=0.016, top=0.016)
    body = Rect(-spec.w / 2, 0.0, spec.w / 2, spec.h)
    build(b, replace(spec, size=(spec.w, spec.d - 0.02, spec.h)), p)
    count = 1 if spec.w < 0.5 else 2 if spec.w < 0.95 else 3
    step = spec.w / count
    for k in range(count):
        leaf = Rect(body.x0 + k * step + 0.001, 0.001, body.x0 + (k + 1) * step - 0.001, spec.h - 0.001)
        y = -(spec.d - 0.02) / 2 - 0.0195
        b.add("door", slab(leaf, y + 0.0045, 0.0145), spec.palette.primary)
        b.add("mirror", slab(leaf.shrunk(0.0005), y, 0.004, 0.001), material("mirror"))
    return fit(b.model(), spec.size)


def _toy_storage(spec: Spec) -> Model:
    """A low open case with coloured boxes in its lower rows."""
    b, p = Builder(), toy_case(spec)
    build(b, spec, p)
    tints = [material("plastic", c) for c in ("coral", "mustard", "teal", "sky-blue", "sage")]
    for k, o in enumerate(o for o in openings(spec, p) if o.rect.y0 < 0.45 * spec.h):
        size = (o.rect.w - 0.02, spec.d - 0.05, min(0.75 * o.rect.h, 0.26))
        b.add("bin", _open_box(size, (o.rect.middle[0], -0.01, o.rect.y0 + 0.001)), tints[(k + spec.seed) % len(tints)])
    return fit(b.model(), spec.size)


def _open_box(size: tuple[float, float, float], at: tuple[float, float, float]) -> list[trimesh.Trimesh]:
    """A box without a lid, walls 6 mm."""
    (w, d, h), (x, y, z), t = size, at, 0.006
    walls = [box((w, t, h), (x, y + s * (d - t) / 2, z), 0.002) for s in (-1, 1)]
    walls += [box((t, d - 2 * t - 0.0006, h), (x + s * (w - t) / 2, y, z), 0.002) for s in (-1, 1)]
    return [*walls, box((w - 2 * t - 0.0006, d - 2 * t - 0.0006, t), (x, y, z + 0.001))]


def toy_case(spec: Spec) -> CasePlan:
    count, rows = columns_of(spec.w, 0.36), columns_of(spec.h, 0.32)
    return CasePlan(
        tuple(Column(tuple(Cell("open") for _ in range(rows))) for _ in range(count)), 0.04, "plinth", 0.022
    )


def _toy_solid(spec: Spec) -> tuple[SolidBox, ...]:
    """The case, with its lower rows filled by boxes."""
    p = toy_case(spec)
    filled = [o.rect for o in openings(spec, p) if o.rect.y0 < 0.45 * spec.h]
    half = spec.d / 2
    return (*case_solid(spec, p), *(SolidBox((r.x0, -half, r.y0), (r.x1, half, r.y1)) for r in filled))


def _toy_supports(spec: Spec) -> tuple[Support, ...]:
    return tuple(s for s in case_supports(spec, toy_case(spec)) if s.height > 0.45 * spec.h)


def toy_box(spec: Spec) -> Model:
    """A chest with a lid."""
    b = Builder()
    lid = min(0.03, 0.1 * spec.h)
    body = (spec.w - 0.02, spec.d - 0.02, spec.h - lid - 0.003)
    e = spec.style.edge
    b.add("body", box((*body[:2], body[2] - 0.02), (0, 0, 0.02), min(e, 0.006)), spec.palette.primary, "x")
    b.add("base", box((body[0] - 0.03, body[1] - 0.03, 0.021), (0, 0, 0)), spec.palette.secondary)
    b.add(
        "lid",
        box((spec.w, spec.d, lid), (0, 0, spec.h - lid), min(max(e, 0.004), 0.4 * lid)),
        spec.palette.primary,
        "x",
    )
    slot = box((min(0.14, 0.3 * spec.w), 0.004, 0.022), (0, -body[1] / 2 - 0.001, spec.h - lid - 0.07), 0.0015)
    b.add("grip", slot, spec.palette.accent)
    return fit(b.model(), spec.size)


def storage_bench(spec: Spec) -> Model:
    """A chest with a padded lid: blanket box, hall bench, window seat."""
    b = Builder()
    pad = min(0.06, 0.2 * spec.h)
    foot, legs = foot_of(spec, 0.08)
    p = CasePlan((Column((Cell("flap"),)),) * columns_of(spec.w, 0.6), foot, legs, 0.02, handles=False)
    build(b, replace(spec, size=(spec.w, spec.d, spec.h - pad + 0.004)), p, fronts=spec.palette.primary)
    seat = cushion((spec.w - 0.006, spec.d - 0.006, pad), (0, 0, spec.h - pad), bulge=0.12, corner=0.02)
    b.add("seat", seat, spec.palette.fabric)
    return fit(b.model(), spec.size)


def _bench_supports(spec: Spec) -> tuple[Support, ...]:
    return (Support(spec.h, -spec.w / 2 + 0.03, -spec.d / 2 + 0.03, spec.w / 2 - 0.03, spec.d / 2 - 0.03),)


def changing_table(spec: Spec) -> Model:
    """A dresser with a raised rim and a mat on top."""
    b, low = Builder(), _changing_base(spec)
    build(b, low, dresser(low), fronts=spec.palette.primary)
    t, rim = 0.018, spec.h - low.h
    for s in (-1, 1):
        b.add(
            "rim",
            box((t, low.d - 0.03, rim), (s * (spec.w - t) / 2, 0.014, low.h + 0.0005), 0.003),
            spec.palette.primary,
        )
    b.add(
        "rim", box((spec.w - 2 * t - 0.001, t, rim), (0, (spec.d - t) / 2, low.h + 0.0005), 0.003), spec.palette.primary
    )
    mat = cushion((min(0.75, spec.w - 0.08), spec.d - 0.12, 0.05), (0, 0.005, low.h + 0.001), bulge=0.25, corner=0.08)
    b.add("mat", mat, spec.palette.soft)
    return fit(b.model(), spec.size)


def _changing_base(spec: Spec) -> Spec:
    return replace(spec, size=(spec.w, spec.d, spec.h - min(0.1, 0.12 * spec.h)))


def _two_sided_shelf(spec: Spec) -> Model:
    """Library stack: two runs of shelves back to back."""
    b, p = Builder(), library_shelf(spec)
    build(b, spec, p)
    f = openings(spec, p)
    for o in f:
        size = (o.rect.w - 0.0006, 0.012, o.rect.h)
        b.add("middle", box(size, (o.rect.middle[0], 0.003, o.rect.y0)), spec.palette.primary)
    return fit(b.model(), spec.size)


def _two_sided_solid(spec: Spec) -> tuple[SolidBox, ...]:
    p = library_shelf(spec)
    middle = [SolidBox((o.rect.x0, -0.004, o.rect.y0), (o.rect.x1, 0.01, o.rect.y1)) for o in openings(spec, p)]
    return (*case_solid(spec, p), *middle)


def _two_sided_supports(spec: Spec) -> tuple[Support, ...]:
    every = case_supports(spec, library_shelf(spec))
    halves = [replace(s, y1=-0.006) for s in every[1:]] + [
        replace(s, y0=0.012, y1=spec.d / 2 - 0.02) for s in every[1:]
    ]
    return (every[0], *halves)


FAMILY: dict[str, Maker] = {
    "filing_cabinet": Maker(
        _filing, lambda s: case_supports(s, filing_cabinet(s)), lambda s: case_solid(s, filing_cabinet(s))
    ),
    "mirror_cabinet": Maker(_mirror_doors, no_supports),
    "locker": Maker(_lockers, lambda s: case_supports(s, locker(s))),
    "toy_storage": Maker(_toy_storage, _toy_supports, _toy_solid),
    "toy_box": Maker(toy_box, _bench_supports),
    "storage_bench": Maker(storage_bench, _bench_supports),
    "changing_table": Maker(changing_table, no_supports),
    "library_shelf": Maker(_two_sided_shelf, _two_sided_supports, _two_sided_solid),
}
