"""From the words of `Surfaces` to the materials of the room's shell. Data: `finishes.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

from assets.errors import AssetError
from assets.materials import colour as colour_named
from assets.materials import hex_colour, material
from assets.model import RGB, Material
from idesign.design import Surfaces
from idesign.errors import SceneError
from idesign.render.patterns import PATTERNS

Where = Literal["floor", "wall"]
WARM_WHITE: RGB = (0.955, 0.94, 0.91)
SHADES: Mapping[str, RGB] = MappingProxyType({"warm white": WARM_WHITE, "cool white": (0.93, 0.945, 0.955)})


@dataclass(frozen=True)
class Finish:
    """A row of the data file. `dye` tells whether a colour word may replace the colour."""

    name: str
    colour: RGB
    roughness: float
    pattern: str
    tile: float
    dye: bool
    aliases: tuple[str, ...]


@dataclass(frozen=True)
class Finishes:
    """The materials of a room's shell. `accent` is (wall index, material)."""

    paint: Material
    floor: Material
    ceiling: Material
    trim: Material
    door: Material
    metal: Material
    glass: Material
    accent: tuple[int, Material] | None = None
    skirting: bool = True

    def wall(self, index: int) -> Material:
        """The material of that wall."""
        return self.accent[1] if self.accent and self.accent[0] == index else self.paint


@cache
def finishes_known(where: Where) -> Mapping[str, Finish]:
    """All finishes of floors or walls by name. Raises `SceneError` when the data file is faulty."""
    rows = tomllib.loads((Path(__file__).parent / "finishes.toml").read_text(encoding="utf-8"))[where]
    return MappingProxyType({name: _finish(name, row) for name, row in rows.items()})


def _finish(name: str, row: Mapping[str, Any]) -> Finish:
    if row["pattern"] and row["pattern"] not in PATTERNS:
        raise SceneError(f"finishes.toml: {name}: pattern must be one of {', '.join(PATTERNS)}")
    return Finish(name, hex_colour(row["colour"]), float(row["roughness"]), row["pattern"], float(row["tile"]),
                  bool(row.get("dye", False)), tuple(row.get("aliases", ())))  # fmt: skip


def finish_named(where: Where, words: str) -> Finish | None:
    """The finish that the words name, longest match first ("warm oak planks" -> "oak planks"); None when none."""
    names = {alias: f for f in finishes_known(where).values() for alias in f.aliases}
    names |= {f.name: f for f in finishes_known(where).values()}
    text = " ".join(re.sub(r"[_\-,]+", " ", words.lower()).split())
    for name in sorted(names, key=lambda n: (-len(n), n)):
        if re.search(rf"\b{re.escape(name)}\b", text):
            return names[name]
    return None


def finishes(surfaces: Surfaces) -> Finishes:
    """The materials that the words mean. Raises `SceneError` that names the field and what would be right."""
    wall = _surface("wall", surfaces.wall, surfaces.wall_colour)
    accent = None
    if surfaces.accent_wall is not None:
        accent = (surfaces.accent_wall, _surface("wall", surfaces.wall, surfaces.accent_colour or surfaces.wall_colour))
    trim = Material(f"trim {surfaces.trim_colour}", _colour("trim_colour", surfaces.trim_colour), 0.45)
    return Finishes(
        paint=wall,
        floor=_surface("floor", surfaces.floor, surfaces.floor_colour),
        ceiling=Material(
            f"ceiling {surfaces.ceiling_colour}", _colour("ceiling_colour", surfaces.ceiling_colour), 0.95
        ),
        trim=trim,
        door=trim,
        metal=material("brushed steel"),
        glass=Material("window glass", (0.86, 0.93, 0.94), 0.05, 0.0, 0.25),
        accent=accent,
        skirting="tiles" not in (finish_named("wall", surfaces.wall) or _NO_FINISH).name,
    )


_NO_FINISH = Finish("", WARM_WHITE, 1.0, "", 1.0, False, ())


def _surface(where: Where, words: str, colour_words: str) -> Material:
    finish = finish_named(where, words)
    if finish is None:
        return _from_assets(where, words, colour_words)
    rgb = _colour(f"{where}_colour", colour_words) if colour_words and finish.dye else finish.colour
    name = f"{where} {finish.name} {colour_words if finish.dye else ''}".strip()
    return Material(name, rgb, finish.roughness, texture=finish.pattern or None, tile=finish.tile)


def _from_assets(where: Where, words: str, colour_words: str) -> Material:
    try:
        return material(words, colour_words)
    except AssetError as e:
        known = ", ".join(finishes_known(where))
        raise SceneError(f"room.surfaces.{where}: unknown finish {words!r}; know {known}") from e


def _colour(field: str, words: str) -> RGB:
    """The colour that the words name."""
    try:
        found = SHADES.get(words.strip().lower()) or _any_colour(words)
    except AssetError as e:
        raise SceneError(f"room.surfaces.{field}: {e}") from e
    if found is None:
        raise SceneError(f"room.surfaces.{field}: unknown colour {words!r}; use a colour word such as sage or #RRGGBB")
    return found


def _any_colour(words: str) -> RGB | None:
    """The colour of the longest run of words that names one ("a calm sage green" -> "sage")."""
    tokens = words.strip().split() if words.strip().startswith("#") else words.replace(",", " ").split()
    for length in range(len(tokens), 0, -1):
        for start in range(len(tokens) - length + 1):
            if (rgb := colour_named(" ".join(tokens[start : start + length]))) is not None:
                return rgb
    return None
