"""Cases: wardrobes, drawers, sideboards, shelves, cabinets. Each says which cells it has; `case.py` builds them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from assets.materials import material
from assets.model import Model
from assets.parametric.case import CasePlan, Cell, CellKind, Column, build, case_solid, case_supports
from assets.parametric.kit import Builder, fit
from assets.parametric.spec import Maker, Spec

Planner = Callable[[Spec], CasePlan]


LOW = 0.12  # usual height of the legs of a case [m]


def foot_of(spec: Spec, tall: float = LOW) -> tuple[float, str]:
    """Height and kind of what carries a case in this style: legs, or a recessed plinth where legs would be odd."""
    kind = spec.style.legs
    if kind == "plinth" or spec.h < 0.3:
        return (min(0.05, 0.12 * spec.h), "plinth")
    return (min(tall, 0.24 * spec.h), kind)


def columns_of(width: float, each: float, least: int = 1) -> int:
    return max(least, round(width / each))


def drawers(count: int, first: float = 1.0) -> tuple[Cell, ...]:
    """Drawers from the bottom up; the top one lower by `first`."""
    return (*(Cell("drawer") for _ in range(count - 1)), Cell("drawer", first))


def overlay(spec: Spec) -> bool:
    """Whether fronts cover the carcass (flat modern styles) or lie in it (frames that show their wood)."""
    return spec.style.name in ("modern", "minimalist", "contemporary", "art deco", "scandinavian", "kids")


def wardrobe(spec: Spec) -> CasePlan:
    foot = 0.07 if spec.style.legs in ("plinth", "block", "sled", "angle", "splayed") else 0.11
    legs = "plinth" if foot < 0.1 else spec.style.legs
    doors = spec.count("doors", columns_of(spec.w, 0.5, 1))
    if spec.option("doors") == "sliding":
        two = tuple(Column((Cell("sliding"),)) for _ in range(columns_of(spec.w, 1.2)))
        return CasePlan(two, 0.06, "plinth", inset=True, board=0.025, top=0.03)
    drawers = spec.style.name in ("classic", "rustic", "scandinavian", "coastal", "bohemian") and spec.h > 1.7
    columns: list[Column] = []
    while doors > 0:
        pair = doors >= 2
        low = (Cell("drawer", height=0.22),) if drawers else ()
        columns.append(Column((*low, Cell("doors" if pair else "door")), 2.0 if pair else 1.0))
        doors -= 2 if pair else 1
    crown = 0.05 if spec.style.front == "moulded" else 0.022
    return CasePlan(tuple(columns), foot, legs, crown, overhang=0.02 if crown > 0.03 else 0.0, inset=not overlay(spec))


def dresser(spec: Spec) -> CasePlan:
    foot, legs = foot_of(spec)
    rows = spec.count("drawers", max(2, round((spec.h - foot) / 0.235)))
    wide = 1 if spec.w < 0.95 else 2 if spec.w < 1.75 else 3
    columns = tuple(Column(drawers(rows, 0.8)) for _ in range(wide))
    return CasePlan(columns, foot, legs, spec.style.top, 0.008 if spec.style.front in ("shaker", "moulded") else 0.0,
                    inset=not overlay(spec))  # fmt: skip


def nightstand(spec: Spec) -> CasePlan:
    foot, legs = foot_of(spec, 0.16)
    kind = spec.option("front", ("open", "drawers", "door")[int(spec.rng().integers(3))])
    if spec.h - foot < 0.3:
        cells: tuple[Cell, ...] = (Cell("drawer"),)
    elif kind == "drawers":
        cells = drawers(2 if spec.h < 0.62 else 3)
    elif kind == "door":
        cells = (Cell("door", 1.6), Cell("drawer"))
    else:
        cells = (Cell("open", 1.1), Cell("drawer"))
    return CasePlan(
        (Column(cells),), foot, legs, min(spec.style.top, 0.03), inset=kind != "drawers" or not overlay(spec)
    )


def sideboard(spec: Spec) -> CasePlan:
    foot, legs = foot_of(spec, 0.16)
    count = columns_of(spec.w, 0.48, 2)
    stack = Column(drawers(3 if spec.h < 0.95 else 4))
    doors: list[Column] = [Column((Cell("door"),)) for _ in range(count)]
    if count >= 3:
        doors[count // 2] = stack
    if count == 2 and spec.w > 0.8:
        return CasePlan((Column((Cell("doors"),)),), foot, legs, spec.style.top, inset=not overlay(spec))
    return CasePlan(tuple(doors), foot, legs, spec.style.top, inset=not overlay(spec), board=0.02)


def tv_stand(spec: Spec) -> CasePlan:
    foot, legs = foot_of(spec, 0.14)
    clear = spec.h - foot
    count = 3 if spec.w >= 1.15 else 2
    side: CellKind = "drawer" if clear < 0.3 or spec.style.name in ("minimalist", "modern") else "door"
    shut = Column((Cell(side),)) if clear < 0.36 or side == "door" else Column(drawers(2))
    middle = Column((Cell("open", 1, 0 if clear < 0.3 else 1),), 1.15)
    columns = (shut, middle, shut) if count == 3 else (middle, shut)
    return CasePlan(columns, foot, legs, max(0.022, spec.style.top * 0.9), inset=True, board=0.02)


def bookshelf(spec: Spec) -> CasePlan:
    foot, legs = (0.06, "plinth") if spec.h > 1.2 or spec.style.legs == "plinth" else foot_of(spec, 0.1)
    count = columns_of(spec.w, 0.82)
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
    count, rows = columns_of(spec.w, 0.365), columns_of(spec.h, 0.365)
    cells = tuple(Cell("open") for _ in range(rows))
    return CasePlan(tuple(Column(cells) for _ in range(count)), 0.0, "", 0.035, inset=True, board=0.03)


def display_cabinet(spec: Spec) -> CasePlan:
    foot, legs = foot_of(spec, 0.12)
    count = columns_of(spec.w, 0.85)
    glazed = max(2, round(spec.h * 0.62 / 0.33) - 1)
    if spec.h < 1.3:
        column = Column((Cell("glass", 1, 2),))
    else:
        column = Column((Cell("doors", 0.9), Cell("glass", 2.1, glazed)))
    return CasePlan(tuple(column for _ in range(count)), foot, legs, spec.style.top, inset=True,
                    overhang=0.02 if spec.style.front == "moulded" else 0.0)  # fmt: skip


def shoe_cabinet(spec: Spec) -> CasePlan:
    foot, legs = foot_of(spec, 0.1)
    rows = max(1, round((spec.h - foot) / 0.36))
    wide = columns_of(spec.w, 0.75)
    cells = tuple(Cell("flap") for _ in range(rows))
    return CasePlan(tuple(Column(cells) for _ in range(wide)), foot, legs, 0.022, inset=not overlay(spec), look="")


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
    count = columns_of(spec.w, 0.6)
    kind: CellKind = "glass" if spec.option("front") == "glass" else "door"
    columns = tuple(Column((Cell(kind, 1, 1 if kind == "glass" else 0),)) for _ in range(count))
    return CasePlan(columns, 0.0, "", 0.0185, inset=False, look=kitchen_look(spec), hung=True)


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


FAMILY: dict[str, Maker] = {
    "wardrobe": _maker(wardrobe),
    "dresser": _maker(dresser),
    "nightstand": _maker(nightstand),
    "sideboard": _maker(sideboard),
    "tv_stand": _maker(tv_stand),
    "bookshelf": _maker(bookshelf),
    "cube_shelf": _maker(cube_shelf),
    "display_cabinet": _maker(display_cabinet),
    "shoe_cabinet": _maker(shoe_cabinet),
    "kitchen_tall_cabinet": _maker(tall_cabinet, plain=True),
    "kitchen_wall_cabinet": _maker(wall_cabinet, plain=True),
    "bathroom_cabinet": _maker(bathroom_cabinet),
    "bathroom_tall_cabinet": _maker(bathroom_cabinet),
}
