"""All families of generators, joined; a family's module is loaded when one of its things is first asked for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from types import MappingProxyType

from assets.errors import AssetError
from assets.parametric.spec import Maker

MODULES = (
    "cases", "cases_special", "tables", "benches", "desks", "beds", "beds_special", "racks", "wall_racks", "stands",
    "counters", "gym", "school", "hobby", "games", "play",
    "seats", "lamps", "plants", "decor", "sanitary", "appliances", "textiles", "electronics",
    "pets", "hanging_seats", "playground", "music", "wheels", "workshop", "craft", "training", "outdoor",
    "office", "shop", "halls", "medical", "salon", "church",
    "carried", "kitchen_things", "ornaments", "board_games",
)  # fmt: skip


def family(module: str) -> Mapping[str, Maker]:
    """The makers of one family by name."""
    table: dict[str, Maker] = import_module(f"assets.parametric.{module}").FAMILY
    return MappingProxyType(table)


@cache
def makers() -> Mapping[str, Maker]:
    """Every generator by name; loads all families. Raises `AssetError` when two families claim a name."""
    table: dict[str, Maker] = {}
    for module in MODULES:
        twice = sorted(set(table) & set(family(module)))
        if twice:
            raise AssetError(f"families: {module} makes {', '.join(twice)}, which another family makes already")
        table |= family(module)
    return MappingProxyType(table)


@cache
def maker(name: str) -> Maker:
    """The generator of that name, loading families only until it is found. Raises `AssetError`."""
    for module in MODULES:
        if name in family(module):
            return family(module)[name]
    raise AssetError(f"no generator is called '{name}'")
