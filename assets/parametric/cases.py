"""Cases: wardrobes, drawers, sideboards, shelves, cabinets. Each says which cells it has; `case.py` builds them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import trimesh

from assets.asset import SolidBox, Support
from assets.materials import material
from assets.model import Model
from assets.parametric.case import CasePlan, Cell, CellKind, Column, build, case_solid, case_supports, openings
from assets.parametric.kit import Builder, box, cushion, fit
from assets.parametric.parts import Rect, handle_depth, slab
from assets.parametric.spec import Maker, Spec, no_supports

Planner = Callable[[Spec], CasePlan]
LOW = 0.12  # usual height of the legs of a case [m]


def _foot(spec: Spec, tall: float = LOW) -> tuple[float, str]:
    """Height and kind of what carries a case in this style: legs, or a recessed plinth where legs would be odd."""
    kind = spec.style.legs
    if kind == "plinth" or spec.h < 0.3:
        return (min(0.05, 0.12 * spec.h), "plinth")
    return (min(tall, 0.24 * spec.h), kind)


def _columns(width: float, each: float, least: int = 1) -> int:
    return max(least, round(width / each))


def _drawers(count: int, first: float = 1.0) -> tuple[Cell, ...]:
    """Drawers from the bottom up; the top one lower by `first`."""
    return (*(Cell("drawer") for _ in range(count - 1)), Cell("drawer", first))


def _overlay(spec: Spec) -> bool:
    """Whether fronts cover the carcass (flat modern styles) or lie in it (frames that show their wood)."""
    return spec.style.name in ("modern", "minimalist", "contemporary", "art deco", "scandinavian", "kids")


def wardrobe(spec: Spec) -> CasePlan:
    foot = 0.07 if spec.style.legs in ("plinth", "block", "sled", "angle", "splayed") else 0.11
    legs = "plinth" if foot < 0.1 else spec.style.legs
    doors = spec.count("doors", _columns(spec.w, 0.5, 1))
    if spec.option("doors") == "sliding":
        two = tuple(Column((Cell("sliding"),)) for _ in range(_columns(spec.w, 1.2)))
        return CasePlan(two, 0.06, "plinth", inset=True, board=0.025, top=0.03)
    drawers = spec.style.name in ("classic", "rustic", "scandinavian", "coastal", "bohemian") and spec.h > 1.7
    columns: list[Column] = []
    while doors > 0:
        pair = doors >= 2
        low = (Cell("drawer", height=0.22),) if drawers else ()
        columns.append(Column((*low, Cell("doors" if pair else "door")), 2.0 if pair else 1.0))
        doors -= 2 if pair else 1
    crown = 0.05 if spec.style.front == "moulded" else 0.022
    return CasePlan(tuple(columns), foot, legs, crown, overhang=0.02 if crown > 0.03 else 0.0, inset=not _overlay(spec))


def dresser(spec: Spec) -> CasePlan:
    foot, legs = _foot(spec)
    rows = spec.count("drawers", max(2, round((spec.h - foot) / 0.235)))
    wide = 1 if spec.w < 0.95 else 2 if spec.w < 1.75 else 3
    columns = tuple(Column(_drawers(rows, 0.8)) for _ in range(wide))
    return CasePlan(columns, foot, legs, spec.style.top, 0.008 if spec.style.front in ("shaker", "moulded") else 0.0,
                    inset=not _overlay(spec))  # fmt: skip


def nightstand(spec: Spec) -> CasePlan:
    foot, legs = _foot(spec, 0.16)
    kind = spec.option("front", ("open", "drawers", "door")[int(spec.rng().integers(3))])
    if spec.h - foot < 0.3:
        cells: tuple[Cell, ...] = (Cell("drawer"),)
    elif kind == "drawers":
        cells = _drawers(2 if spec.h < 0.62 else 3)
    elif kind == "door":
        cells = (Cell("door", 1.6), Cell("drawer"))
    else:
        cells = (Cell("open", 1.1), Cell("drawer"))
    return CasePlan(
        (Column(cells),), foot, legs, min(spec.style.top, 0.03), inset=kind != "drawers" or not _overlay(spec)
    )


def sideboard(spec: Spec) -> CasePlan:
    foot, legs = _foot(spec, 0.16)
    count = _columns(spec.w, 0.48, 2)
    stack = Column(_drawers(3 if spec.h < 0.95 else 4))
    doors: list[Column] = [Column((Cell("door"),)) for _ in range(count)]
    if count >= 3:
        doors[count // 2] = stack
    if count == 2 and spec.w > 0.8:
        return CasePlan((Column((Cell("doors"),)),), foot, legs, spec.style.top, inset=not _overlay(spec))
    return CasePlan(tuple(doors), foot, legs, spec.style.top, inset=not _overlay(spec), board=0.02)


def tv_stand(spec: Spec) -> CasePlan:
    foot, legs = _foot(spec, 0.14)
    clear = spec.h - foot
    count = 3 if spec.w >= 1.15 else 2
    side: CellKind = "drawer" if clear < 0.3 or spec.style.name in ("minimalist", "modern") else "door"
    shut = Column((Cell(side),)) if clear < 0.36 or side == "door" else Column(_drawers(2))
    middle = Column((Cell("open", 1, 0 if clear < 0.3 else 1),), 1.15)
    columns = (shut, middle, shut) if count == 3 else (middle, shut)
    return CasePlan(columns, foot, legs, max(0.022, spec.style.top * 0.9), inset=True, board=0.02)


def bookshelf(spec: Spec) -> CasePlan:
    foot, legs = (0.06, "plinth") if spec.h > 1.2 or spec.style.legs == "plinth" else _foot(spec, 0.1)
    count = _columns(spec.w, 0.82)
    shelves = max(1, round((spec.h - foot) / 0.36) - 1)
    board = 0.022 if spec.style.top < 0.03 else 0.028
    closed_base = spec.style.name in ("classic", "art deco", "rustic") and spec.h > 1.5
    if closed_base:
        cells: tuple[Cell, ...] = (Cell("doors", 1.0), Cell("open", 2.6, max(1, shelves - 2)))
    else:
        cells = (Cell("open", 1, shelves),)
    return CasePlan(tuple(Column(cells) for _ in range(count)), foot, legs, board, inset=True, board=board,
                    overhang=0.015 if spec.style.front == "moulded" else 0.0)  # fmt: skip


def cube_shelf(spec: Spec) -> CasePlan:
    count, rows = _columns(spec.w, 0.365), _columns(spec.h, 0.365)
    cells = tuple(Cell("open") for _ in range(rows))
    return CasePlan(tuple(Column(cells) for _ in range(count)), 0.0, "", 0.035, inset=True, board=0.03)


def display_cabinet(spec: Spec) -> CasePlan:
    foot, legs = _foot(spec, 0.12)
    count = _columns(spec.w, 0.85)
    glazed = max(2, round(spec.h * 0.62 / 0.33) - 1)
    if spec.h < 1.3:
        column = Column((Cell("glass", 1, 2),))
    else:
        column = Column((Cell("doors", 0.9), Cell("glass", 2.1, glazed)))
    return CasePlan(tuple(column for _ in range(count)), foot, legs, spec.style.top, inset=True,
                    overhang=0.02 if spec.style.front == "moulded" else 0.0)  # fmt: skip


def filing_cabinet(spec: Spec) -> CasePlan:
    rows = spec.count("drawers", max(2, round(spec.h / 0.33)))
    wide = 1 if spec.w < 0.75 else 2
    return CasePlan(tuple(Column(_drawers(rows)) for _ in range(wide)), 0.04, "plinth", 0.02, inset=False, look="flat")


def shoe_cabinet(spec: Spec) -> CasePlan:
    foot, legs = _foot(spec, 0.1)
    rows = max(1, round((spec.h - foot) / 0.36))
    wide = _columns(spec.w, 0.75)
    cells = tuple(Cell("flap") for _ in range(rows))
    return CasePlan(tuple(Column(cells) for _ in range(wide)), foot, legs, 0.022, inset=not _overlay(spec), look="")


def tall_cabinet(spec: Spec) -> CasePlan:
    kind: CellKind = "doors" if spec.w > 0.62 else "door"
    cells = (Cell(kind, 1.2), Cell(kind, 1.0)) if spec.h > 1.4 else (Cell(kind),)
    return CasePlan((Column(cells),), 0.08, "plinth", 0.0205, inset=False, look=kitchen_look(spec))


def kitchen_look(spec: Spec) -> str:
    """Kitchens keep to flat and framed fronts: slats and flutes are for living rooms."""
    return "shaker" if spec.style.front in ("shaker", "moulded") else "flat"


def bathroom_cabinet(spec: Spec) -> CasePlan:
    kind: CellKind = "doors" if spec.w > 0.5 else "door"
    cells: tuple[Cell, ...] = (Cell(kind),)
    if spec.h > 1.2:
        cells = (Cell(kind, 1.2), Cell("open", 0.5), Cell(kind))
    foot = 0.08 if spec.h > 1.2 and spec.option("mount") != "wall" else 0.0
    return CasePlan((Column(cells),), foot, "plinth", 0.018, inset=bool(spec.h > 1.2), look=kitchen_look(spec))


def wall_cabinet(spec: Spec) -> CasePlan:
    count = _columns(spec.w, 0.6)
    kind: CellKind = "glass" if spec.option("front") == "glass" else "door"
    columns = tuple(Column((Cell(kind, 1, 1 if kind == "glass" else 0),)) for _ in range(count))
    return CasePlan(columns, 0.0, "", 0.0185, inset=False, look=kitchen_look(spec))


def locker(spec: Spec) -> CasePlan:
    count = _columns(spec.w, 0.3)
    rows = 1 if spec.option("tiers") != "2" else 2
    cells = tuple(Cell("door") for _ in range(rows))
    return CasePlan(
        tuple(Column(cells) for _ in range(count)), 0.1, "plinth", 0.02, inset=True, handles=False, board=0.012
    )


def library_shelf(spec: Spec) -> CasePlan:
    count, shelves = _columns(spec.w, 0.9), max(2, round(spec.h / 0.34) - 1)
    return CasePlan(tuple(Column((Cell("open", 1, shelves),)) for _ in range(count)), 0.08, "plinth", 0.03, board=0.025,
                    back=False)  # fmt: skip


def _maker(plan: Planner, top: bool = True, plain: bool = False) -> Maker:
    """A case of that plan; `plain`: its fronts are of the same material as its body."""

    def make(spec: Spec) -> Model:
        b = Builder()
        dark = replace(spec.palette, secondary=material("lacquer", "charcoal"))  # a plinth in shadow
        if plain:
            build(b, replace(spec, palette=dark), plan(spec), fronts=spec.palette.primary)
        else:
            build(b, spec, plan(spec))
        return fit(b.model(), spec.size)

    return Maker(make, lambda s: case_supports(s, plan(s), top), lambda s: case_solid(s, plan(s)))


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
    count, rows = _columns(spec.w, 0.36), _columns(spec.h, 0.32)
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
    foot, legs = _foot(spec, 0.08)
    p = CasePlan((Column((Cell("flap"),)),) * _columns(spec.w, 0.6), foot, legs, 0.02, handles=False)
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
    "wardrobe": _maker(wardrobe),
    "dresser": _maker(dresser),
    "nightstand": _maker(nightstand),
    "sideboard": _maker(sideboard),
    "tv_stand": _maker(tv_stand),
    "bookshelf": _maker(bookshelf),
    "cube_shelf": _maker(cube_shelf),
    "display_cabinet": _maker(display_cabinet),
    "filing_cabinet": Maker(
        _filing, lambda s: case_supports(s, filing_cabinet(s)), lambda s: case_solid(s, filing_cabinet(s))
    ),
    "shoe_cabinet": _maker(shoe_cabinet),
    "kitchen_tall_cabinet": _maker(tall_cabinet, plain=True),
    "kitchen_wall_cabinet": _maker(wall_cabinet, plain=True),
    "bathroom_cabinet": _maker(bathroom_cabinet),
    "bathroom_tall_cabinet": _maker(bathroom_cabinet),
    "mirror_cabinet": Maker(_mirror_doors, no_supports),
    "locker": Maker(_lockers, lambda s: case_supports(s, locker(s))),
    "toy_storage": Maker(_toy_storage, _toy_supports, _toy_solid),
    "toy_box": Maker(toy_box, _bench_supports),
    "storage_bench": Maker(storage_bench, _bench_supports),
    "changing_table": Maker(changing_table, no_supports),
    "library_shelf": Maker(_two_sided_shelf, _two_sided_supports, _two_sided_solid),
}
