"""All families of generators, joined; a family's module is loaded when one of its things is first asked for."""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from types import MappingProxyType

from assets.errors import AssetError
from assets.parametric.spec import Maker

MODULES = (
    "cases", "tables", "desks", "beds", "beds_special", "racks", "counters", "gym", "school", "hobby",
    "seats", "lamps", "plants", "decor", "sanitary", "appliances", "textiles", "electronics",
)  # fmt: skip


@cache
def makers() -> Mapping[str, Maker]:
    """Every generator by name. Raises `AssetError` when two families claim a name."""
    table: dict[str, Maker] = {}
    for name in MODULES:
        if importlib.util.find_spec(f"assets.parametric.{name}") is None:
            continue
        family: dict[str, Maker] = import_module(f"assets.parametric.{name}").FAMILY
        twice = sorted(set(table) & set(family))
        if twice:
            raise AssetError(f"families: {name} makes {', '.join(twice)}, which another family makes already")
        table |= family
    return MappingProxyType(table)


def maker(name: str) -> Maker:
    """The generator of that name. Raises `AssetError`."""
    if name not in makers():
        raise AssetError(f"no generator is called '{name}'")
    return makers()[name]
