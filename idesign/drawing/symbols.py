"""Which plan symbol stands for which thing.

The category decides, by the first pattern that matches it; a thing whose category matches none is looked up by its
name, and drawn as a box with its front marked when that fails too.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache

from idesign.drawing import decor, fixtures, seats_and_beds, tables_and_storage
from idesign.drawing.shapes import Circle, Hatch, Polyline, Shape
from idesign.scene import SceneObject

Maker = Callable[[float, float], tuple[Shape, ...]]

CUT_HEIGHT = 1.2
"""Height of the horizontal cut of the plan above the floor [m]. What begins above it is drawn dashed. (ISO 128-3 leaves
the height free; plans of dwellings are commonly cut at 1.2 m.)"""

PATTERNS: tuple[tuple[str, Maker], ...] = (
    (r"rug|carpet|doormat|bath_?mat", decor.rug),
    (r"gym_mat|yoga|play_?mat", decor.rug),
    (r"curtain|blind|drape", decor.curtain),
    (r"bunk", seats_and_beds.bunk_bed),
    (r"crib|cot\b|cradle", seats_and_beds.crib),
    (r"futon|mattress|tatami|low_bed", seats_and_beds.mattress),
    (r"nightstand|bedside|night_table", tables_and_storage.nightstand),
    (r"(^|_)bed($|_)|daybed", seats_and_beds.bed),
    (r"sectional|corner_sofa", seats_and_beds.corner_sofa),
    (r"sofa|couch|loveseat|settee", seats_and_beds.sofa),
    (r"armchair|lounge_chair|recliner|rocking|wing_?chair|reading_chair|chaise", seats_and_beds.armchair),
    (r"office_chair|desk_chair|gaming_chair|swivel|task_chair", seats_and_beds.office_chair),
    (r"beanbag|bean_bag", seats_and_beds.beanbag),
    (r"bar_stool|stool", seats_and_beds.stool),
    (r"chair", seats_and_beds.chair),
    (r"ottoman|pouf|footstool|hassock", seats_and_beds.ottoman),
    (r"weight_bench|bench", seats_and_beds.bench),
    (r"tv_stand|tv_unit|media|tv_cabinet|tv_bench", tables_and_storage.cabinet),
    (r"television|^tv$|monitor|screen_tv", tables_and_storage.television),
    (r"laptop|keyboard", tables_and_storage.laptop),
    (r"corner_desk|l_desk", tables_and_storage.corner_desk),
    (r"desk_lamp|table_lamp|floor_lamp|standing_lamp|paper_lamp|^lamp$", decor.lamp),
    (r"ceiling_fan", decor.fan),
    (r"ceiling_lamp|pendant|chandelier|ceiling_light", decor.ceiling_lamp),
    (r"wall_lamp|sconce", decor.flat),
    (r"desk_accessory|decor", decor.round_thing),
    (r"desk|vanity_table|dressing_table|workbench", tables_and_storage.desk),
    (r"wardrobe|closet|armoire", tables_and_storage.wardrobe),
    (r"clothes_rail|garment", tables_and_storage.rail),
    (r"book_?(shelf|case)|shelving|shelf_unit|shop_shelf", tables_and_storage.bookcase),
    (r"wall_shelf|kitchen_wall_cabinet|wall_cabinet|upper_cabinet|range_hood|extractor|hood", decor.overhead),
    (r"toilet|^wc$", fixtures.toilet),
    (r"bidet", fixtures.bidet),
    (r"bathtub|^bath$|^tub$", fixtures.bathtub),
    (r"shower", fixtures.shower),
    (r"kitchen_sink", fixtures.kitchen_sink),
    (r"basin|sink|vanity", fixtures.basin),
    (r"stove|cooker|hob|cooktop|oven|range", fixtures.stove),
    (r"fridge|refrigerator|freezer", fixtures.fridge),
    (r"dishwasher", fixtures.dishwasher),
    (r"washing_machine|washer|dryer", fixtures.washing_machine),
    (r"microwave", fixtures.microwave),
    (r"base_cabinet|kitchen_cabinet|counter|worktop|island", fixtures.worktop),
    (r"radiator|towel_rail", fixtures.radiator),
    (r"dresser|drawers|filing|commode|changing", tables_and_storage.drawers),
    (r"table", tables_and_storage.table),
    (r"coat_(rack|stand)|hat_stand", tables_and_storage.coat_rack),
    (r"hook", tables_and_storage.hooks),
    (r"room_divider|folding_screen|partition", tables_and_storage.screen),
    (r"piano|keyboard_stand", tables_and_storage.piano),
    (r"cabinet|sideboard|buffet|console|cupboard|chest|locker|storage|trunk|shoe", tables_and_storage.cabinet),
    (r"plant|tree|flower|bonsai", decor.plant),
    (r"mirror|art|painting|picture|poster|photo|clock|whiteboard|blackboard|frame|board", decor.flat),
    (r"hamper|basket|laundry", decor.basket),
    (r"bin|trash|bucket", decor.bin_),
    (r"fireplace", decor.fireplace),
    (r"treadmill", decor.treadmill),
    (r"bike|cycle", decor.bike),
    (r"speaker", decor.speaker),
    (r"books?$", decor.books),
    (r"vase|globe|bowl|candle|cushion|pillow|tableware|pot$", decor.round_thing),
    (r"shelf|rack", tables_and_storage.bookcase),
    (r"lamp|light", decor.lamp),
)

ROUND: dict[Maker, Maker] = {tables_and_storage.table: tables_and_storage.round_table, decor.rug: decor.round_rug}
SHOWN_OVERHEAD: frozenset[Maker] = frozenset({decor.flat, decor.overhead, decor.ceiling_lamp, decor.fan, decor.curtain})
"""Symbols that already say that the thing hangs."""
SEATS: frozenset[Maker] = frozenset({seats_and_beds.chair, seats_and_beds.office_chair, seats_and_beds.stool})


@cache
def _found(words: str) -> Maker | None:
    return next((maker for pattern, maker in PATTERNS if re.search(pattern, words)), None)


def maker_of(thing: SceneObject) -> Maker:
    """The function that draws this thing."""
    category = re.sub(r"[\s-]+", "_", thing.category.lower())
    name = re.sub(r"[\s-]+", "_", thing.name.lower())
    found = _found(category) or _found(name) or decor.box_with_front
    return ROUND.get(found, found) if is_round(thing) else found


def is_round(thing: SceneObject) -> bool:
    """Whether the words say that it is round or oval."""
    said = " ".join(str(v) for v in thing.attributes.values())
    return bool(re.search(r"\b(round|circular|oval)\b", f"{thing.name} {thing.description} {said}".lower()))


def is_rug(thing: SceneObject) -> bool:
    return maker_of(thing) in (decor.rug, decor.round_rug)


def is_overhead(thing: SceneObject) -> bool:
    """Whether it lies wholly above the plane of the cut."""
    return thing.z > CUT_HEIGHT


def symbol_shapes(thing: SceneObject) -> tuple[Shape, ...]:
    """The symbol in the thing's own frame [m]: front towards -y, origin at the centre of its footprint."""
    w, d, _ = thing.size
    maker = maker_of(thing)
    shapes = maker(w, d)
    return tuple(map(_dashed, shapes)) if is_overhead(thing) and maker not in SHOWN_OVERHEAD else shapes


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
