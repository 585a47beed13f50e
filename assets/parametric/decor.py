"""Decoration: one table of makers. The kinds live in books, clocks, decor_* and tableware."""

from __future__ import annotations

from collections.abc import Callable

from assets.model import Model
from assets.parametric.books import book_stack, books, stack_top
from assets.parametric.clocks import clock, tall_clock, wall_clock
from assets.parametric.decor_floor import (
    basket,
    basket_inside,
    basket_solid,
    laundry_basket,
    teddy_bear,
    toy,
    trash_bin,
)
from assets.parametric.decor_shelf import (
    bowl,
    candle,
    candle_holder,
    decor_misc,
    desk_accessory,
    fruit_bowl,
    globe,
    sculpture,
    tray,
    tray_top,
    vase,
)
from assets.parametric.decor_wall import floor_mirror, mirror, picture_frame, poster, wall_art
from assets.parametric.spec import Maker, Spec, no_supports, whole
from assets.parametric.tableware import (
    bottle,
    cookware,
    cutting_board,
    mug,
    storage_jars,
    tableware,
    utensil_pot,
)

_PLAIN: dict[str, Callable[[Spec], Model]] = {
    "wall_art": wall_art, "poster": poster, "picture_frame": picture_frame, "mirror": mirror, "wall_clock": wall_clock,
    "clock": clock, "books": books, "vase": vase, "bowl": bowl, "fruit_bowl": fruit_bowl, "candle": candle,
    "candle_holder": candle_holder, "sculpture": sculpture, "decor_misc": decor_misc, "globe": globe,
    "desk_accessory": desk_accessory, "laundry_basket": laundry_basket, "trash_bin": trash_bin,
    "toy": toy, "teddy_bear": teddy_bear, "tableware": tableware, "mug": mug, "bottle": bottle, "cookware": cookware,
    "cutting_board": cutting_board, "utensil_pot": utensil_pot, "storage_jars": storage_jars,
}  # fmt: skip

FAMILY: dict[str, Maker] = {
    **{name: Maker(make, no_supports, whole) for name, make in _PLAIN.items()},
    "basket": Maker(basket, basket_inside, basket_solid),
    "floor_mirror": Maker(floor_mirror, no_supports, whole),
    "book_stack": Maker(book_stack, stack_top, whole),
    "tray": Maker(tray, tray_top, whole),
    "tall_clock": Maker(tall_clock, no_supports),
}
