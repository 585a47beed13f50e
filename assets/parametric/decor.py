"""Decoration: one table of makers. The kinds live in decor_wall, decor_shelf and decor_floor."""

from __future__ import annotations

from assets.parametric.decor_wall import clock, floor_mirror, mirror, picture_frame, poster, wall_art, wall_clock
from assets.parametric.spec import Maker, no_supports, whole

FAMILY: dict[str, Maker] = {
    name: Maker(make, no_supports, whole)
    for name, make in {
        "wall_art": wall_art, "poster": poster, "picture_frame": picture_frame, "mirror": mirror,
        "floor_mirror": floor_mirror, "wall_clock": wall_clock, "clock": clock,
    }.items()
}  # fmt: skip
