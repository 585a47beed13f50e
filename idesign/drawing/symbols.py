"""Which plan symbol stands for which thing.

The category decides, by the first pattern that matches it; a thing whose category matches none is looked up by its
name, and drawn as a box with its front marked when that fails too.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from urllib.parse import parse_qsl

from idesign.drawing import decor, fixtures, seats_and_beds, tables_and_storage
from idesign.drawing.shapes import Circle, Hatch, Line, Polyline, Shape
from idesign.scene import SceneObject

Maker = Callable[[float, float], tuple[Shape, ...]]

CUT_HEIGHT = 1.2
"""Height of the horizontal cut of the plan above the floor [m]. What begins above it is drawn dashed. (ISO 128-3 leaves
the height free; plans of dwellings are commonly cut at 1.2 m.)"""

PATTERNS: tuple[tuple[str, Maker], ...] = (
    # Words that would be misread further down come first.
    (r"sofa bed|bed settee", seats_and_beds.sofa),
    (r"dog bed|cat bed|bean ?bag", seats_and_beds.beanbag),
    (r"work ?bench", tables_and_storage.desk),
    (r"cat tree|string lights?|tableware|utensil pot|toilet (paper|brush)", decor.small_thing),
    (r"game console|storage jars?", decor.small_thing),
    (r"drying rack", tables_and_storage.rail),
    (r"(dumbbell|power) rack", decor.box_with_front),
    (r"track light", decor.track_light),
    (r"ironing board|(kids|school) (table|desk)", tables_and_storage.table),
    (r"(bar|serving|tea) cart|trolley", tables_and_storage.table),
    (r"\b(rug|carpet|door ?mat|bath ?mat|gym mat|yoga mat|play ?mat)s?\b", decor.rug),
    (r"curtain|drape", decor.curtain),
    (r"\bblinds?\b", decor.flat),
    # Beds and seats.
    (r"\bbunk", seats_and_beds.bunk_bed),
    (r"\b(crib|cot|cradle)\b", seats_and_beds.crib),
    (r"futon|mattress|tatami|low bed", seats_and_beds.mattress),
    (r"night ?stand|bedside|night table", tables_and_storage.nightstand),
    (r"\b(day)?bed\b", seats_and_beds.bed),
    (r"sectional|corner sofa", seats_and_beds.corner_sofa),
    (r"sofa|couch|love ?seat|settee", seats_and_beds.sofa),
    (r"arm ?chair|lounge chair|recliner|rocking|wing ?chair|reading chair|chaise", seats_and_beds.armchair),
    (r"(office|desk|gaming|swivel|task) chair", seats_and_beds.office_chair),
    (r"ottoman|pouf|foot ?stool|hassock", seats_and_beds.ottoman),
    (r"stool", seats_and_beds.stool),
    (r"chair", seats_and_beds.chair),
    (r"\bbench\b", seats_and_beds.bench),
    # What shows a picture, and lamps.
    (r"(tv|media) (stand|unit|cabinet|bench|console)", tables_and_storage.cabinet),
    (r"television|^tv$|\bmonitor\b|sound ?bar", tables_and_storage.television),
    (r"laptop|keyboard", tables_and_storage.laptop),
    (r"(desk|table|floor|standing|paper) (lamp|light)|^lamp$|lantern", decor.lamp),
    (r"ceiling fan", decor.fan),
    (r"(ceiling|pendant|hanging) (lamp|light)|pendant|chandelier", decor.ceiling_lamp),
    (r"wall (lamp|light)|sconce", decor.flat),
    # Tables and storage.
    (r"(corner|l shaped) desk", tables_and_storage.corner_desk),
    (r"desk accessory", decor.small_thing),
    (r"\bdesk\b|(vanity|dressing) table", tables_and_storage.desk),
    (r"wardrobe|closet|armoire", tables_and_storage.wardrobe),
    (r"clothes rail|garment rack", tables_and_storage.rail),
    (r"wall shelf|(wall|upper) cabinet|range hood|extractor", decor.overhead),
    (r"book ?(shelf|case)|shelv|\b(cube|shop|library|kids) (book)?shelf|wine rack", tables_and_storage.bookcase),
    # Kitchen and bathroom.
    (r"toilet|\bwc\b", fixtures.toilet),
    (r"bidet", fixtures.bidet),
    (r"bath ?tub|^bath$|^tub$", fixtures.bathtub),
    (r"shower", fixtures.shower),
    (r"kitchen sink", fixtures.kitchen_sink),
    (r"basin|\bsink\b|vanity", fixtures.basin),
    (r"stove|cooker|\bhob\b|cooktop|\boven\b|^range$", fixtures.stove),
    (r"fridge|refrigerator|freezer", fixtures.fridge),
    (r"dish ?washer", fixtures.dishwasher),
    (r"washing machine|washer|dryer", fixtures.washing_machine),
    (r"microwave", fixtures.microwave),
    (r"(base|kitchen) cabinet|counter|worktop|island|play kitchen", fixtures.worktop),
    (r"radiator|towel rail|heater", fixtures.radiator),
    (r"dresser|drawers|filing|commode|changing", tables_and_storage.drawers),
    (r"tables?\b", tables_and_storage.table),
    (r"coat (rack|stand)|hat stand", tables_and_storage.coat_rack),
    (r"hooks?\b", tables_and_storage.hooks),
    (r"room divider|folding screen|partition", tables_and_storage.screen),
    (r"piano|organ", tables_and_storage.piano),
    (r"cabinet|sideboard|buffet|console|cupboard|chest|locker|storage|trunk|shoe|toy box", tables_and_storage.cabinet),
    # The rest.
    (r"plant|\btree\b|flower|bonsai", decor.plant),
    (r"mirror|\bart\b|painting|picture|poster|photo|clock|board|frame|projector screen", decor.flat),
    (r"hamper|basket|laundry", decor.basket),
    (r"\bbin\b|trash|bucket|umbrella stand", decor.bin_),
    (r"fireplace", decor.fireplace),
    (r"treadmill|rowing machine", decor.treadmill),
    (r"bike|cycle", decor.bike),
    (r"speaker", decor.speaker),
    (r"\bbooks?\b", decor.books),
    (r"vase|globe|bowl|candle|cushion|pillow|mug|bottle|\bball\b|kettle|\btray\b", decor.round_thing),
    (r"shelf|rack\b", tables_and_storage.bookcase),
    (r"\b(lamp|light)s?\b", decor.lamp),
)

ROUND: dict[Maker, Maker] = {tables_and_storage.table: tables_and_storage.round_table, decor.rug: decor.round_rug}
SHOWN_OVERHEAD: frozenset[Maker] = frozenset(
    {decor.flat, decor.overhead, decor.ceiling_lamp, decor.track_light, decor.fan, decor.curtain}
)
"""Symbols that already say that the thing hangs."""
CASES: frozenset[Maker] = frozenset(
    {
        tables_and_storage.bookcase,
        tables_and_storage.cabinet,
        tables_and_storage.wardrobe,
        tables_and_storage.nightstand,
    }
)
SEATS: frozenset[Maker] = frozenset({seats_and_beds.chair, seats_and_beds.office_chair, seats_and_beds.stool})


@cache
def _found(words: str) -> Maker | None:
    return next((maker for pattern, maker in PATTERNS if re.search(pattern, words)), None)


def maker_of(thing: SceneObject) -> Maker:
    """The function that draws this thing."""
    category, name = (re.sub(r"[\s_-]+", " ", t.lower()) for t in (thing.category, thing.name))
    found = _found(category) or _found(name) or _plain(thing)
    return ROUND.get(found, found) if is_round(thing) else found


def _plain(thing: SceneObject) -> Maker:
    """A thing without a symbol: one that stands on another, or is small, needs no front mark."""
    small = thing.support not in ("floor", "wall", "ceiling") or max(thing.size[:2]) < 0.3
    return decor.small_thing if small else decor.box_with_front


def options_of(thing: SceneObject) -> dict[str, str]:
    """The choices that the id of a made-to-size asset carries: "sofa?w=2&seats=3" says seats=3."""
    return dict(parse_qsl(thing.asset.id.partition("?")[2]))


def is_round(thing: SceneObject) -> bool:
    """Whether its model, or else its words, say that it is round or oval."""
    if shape := options_of(thing).get("shape"):
        return shape in ("round", "oval")
    said = " ".join(str(v) for v in thing.attributes.values())
    return bool(re.search(r"\b(round|circular|oval)\b", f"{thing.name} {thing.description} {said}".lower()))


def is_case(thing: SceneObject) -> bool:
    """Whether it has an inside that its top covers."""
    return maker_of(thing) in CASES


def is_rug(thing: SceneObject) -> bool:
    return maker_of(thing) in (decor.rug, decor.round_rug)


def is_overhead(thing: SceneObject) -> bool:
    """Whether it lies wholly above the plane of the cut."""
    return thing.z > CUT_HEIGHT


def symbol_shapes(thing: SceneObject) -> tuple[Shape, ...]:
    """The symbol in the thing's own frame [m]: front towards -y, origin at the centre of its footprint."""
    w, d, _ = thing.size
    maker, options = maker_of(thing), options_of(thing)
    shapes = maker(w, d)
    if "left" in (options.get("chaise"), options.get("side")):
        shapes = tuple(map(_mirrored, shapes))
    if options.get("doors") in ("sliding", "none", "open"):
        shapes = tuple(s for s in shapes if s.layer != "A-DOOR-SWNG")
    return tuple(map(_dashed, shapes)) if is_overhead(thing) and maker not in SHOWN_OVERHEAD else shapes


def _mirrored(shape: Shape) -> Shape:
    """Left and right exchanged; for shapes made of points."""
    if isinstance(shape, Hatch | Polyline):
        return replace(shape, points=tuple((-x, y) for x, y in shape.points))
    if isinstance(shape, Line):
        return replace(shape, a=(-shape.a[0], shape.a[1]), b=(-shape.b[0], shape.b[1]))
    return shape


def _dashed(shape: Shape) -> Shape:
    """The outline of a shape above the cut."""
    if isinstance(shape, Hatch):
        return Polyline(shape.points, "I-FURN-OVHD", closed=True)
    if isinstance(shape, Circle):
        return replace(shape, layer="I-FURN-OVHD", tone=None)
    return replace(shape, layer="I-FURN-OVHD")


def painting_order(things: tuple[SceneObject, ...]) -> tuple[SceneObject, ...]:
    """Bottom first: rugs, then seats (a table covers the chair pushed under it), then the rest from low to high."""

    def rank(thing: SceneObject) -> tuple[int, float, str]:
        group = 0 if is_rug(thing) else 1 if maker_of(thing) in SEATS and thing.z < 0.1 else 2
        return (group, thing.z if thing.z > 0.1 else 0.0, thing.id)

    return tuple(sorted(things, key=rank))
