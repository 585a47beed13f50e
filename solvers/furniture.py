"""What a body's category says about how it is used: the table `data/furniture.toml`, with its sources.

A layout problem is numbers, but a wardrobe that cannot open is silly whatever the numbers allow. Where a body does not
say itself what floor it needs (`Body.access`), its category does.
"""

from __future__ import annotations

import functools
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast

from solvers.problem import Access, Body, Side
from solvers.tolerances import ROUND, RUG


@dataclass(frozen=True)
class Trait:
    """How a kind of furniture is used; the fields are explained in the data file. `gap` is in metres."""

    role: str = "other"
    access: tuple[Access, ...] = ()
    need: Literal["all", "any", "bed"] = "all"
    back: bool = False
    free: bool = False
    storage: bool = False
    light: bool = False
    gap: float = 0.05


@functools.cache
def _table() -> tuple[tuple[re.Pattern[str], Trait], ...]:
    text = Path(__file__).with_name("data").joinpath("furniture.toml").read_text(encoding="utf-8")
    rows = []
    for k in tomllib.loads(text)["kind"]:
        words, access = k.pop("words"), k.pop("access", [])
        zones = tuple(Access(cast(Side, side), float(depth)) for side, depth in access)
        rows.append((re.compile(words), Trait(access=zones, **k)))
    return tuple(rows)


@functools.cache
def of_category(category: str) -> Trait:
    """The trait of a category; one that no row knows has the plain one."""
    name = re.sub(r"[\s\-]+", "_", category.strip().lower())
    return next((trait for words, trait in _table() if words.search(name)), Trait()) if name else Trait()


def trait_of(body: Body) -> Trait:
    """The trait of a body: its category's, with the body's own access where it gives one; a rug is what lies flat."""
    trait = of_category(body.category)
    if body.size[2] <= RUG + ROUND and body.mount == "floor":
        return Trait(role="rug", light=True)
    if body.access:
        need = trait.need if trait.need == "bed" and len(body.access) > 1 else "all"
        return Trait(trait.role, body.access, need, trait.back, trait.free, trait.storage, trait.light, trait.gap)
    return trait
