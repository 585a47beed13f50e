"""All lamps: one table of makers. The kinds live in lamp_standing and lamp_hanging, their shades in lamp_shades."""

from __future__ import annotations

from assets.parametric.lamp_hanging import (
    ceiling_fan,
    ceiling_light,
    chandelier,
    pendant,
    pendant_solid,
    string_lights,
    track_light,
    wall_lamp,
)
from assets.parametric.lamp_standing import desk_lamp, desk_solid, floor_lamp, floor_solid, table_lamp, table_solid
from assets.parametric.spec import Maker, no_supports, whole

FAMILY: dict[str, Maker] = {
    "track_light": Maker(track_light, no_supports, whole),
    "string_lights": Maker(string_lights, no_supports, whole),
    "floor_lamp": Maker(floor_lamp, no_supports, floor_solid),
    "table_lamp": Maker(table_lamp, no_supports, table_solid),
    "desk_lamp": Maker(desk_lamp, no_supports, desk_solid),
    "pendant_lamp": Maker(pendant, no_supports, pendant_solid),
    "chandelier": Maker(chandelier, no_supports, whole),
    "ceiling_lamp": Maker(ceiling_light, no_supports, whole),
    "wall_lamp": Maker(wall_lamp, no_supports, whole),
    "ceiling_fan": Maker(ceiling_fan, no_supports, whole),
}
