"""What a piece may cost: an estimate from its category, quality, size and main material, never a quotation.

`data/prices.toml` holds the ranges with their source, date and currency. The quality of a piece made to size is its
option "quality" (budget, standard, premium); a change to "cheaper" asks for the next lower one.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any
from urllib.parse import parse_qsl

from assets.asset import Asset
from assets.catalogue import Category, categories
from assets.errors import AssetError
from assets.materials import kind as material_class
from assets.materials import read_toml
from assets.retrieval_words import key_of

QUALITIES = ("budget", "standard", "premium")
OPTION = "quality"


@dataclass(frozen=True)
class PriceEstimate:
    """An estimated price of one piece: the usual amount, and the range in which it may lie, in `currency`."""

    amount: float
    low: float
    high: float
    currency: str
    quality: str
    source: str
    date: str

    @property
    def text(self) -> str:
        """Such as "about 450 EUR (270-630, estimate of 2026-11)"."""
        return f"about {self.amount:g} {self.currency} ({self.low:g}-{self.high:g}, estimate of {self.date})"


@dataclass(frozen=True)
class PriceRange:
    """[lowest, usual, highest] of each quality, for the typical size; `source` says where they come from."""

    levels: Mapping[str, tuple[float, float, float]]
    source: str

    @property
    def lowest(self) -> float:
        return self.levels[QUALITIES[0]][0]

    @property
    def highest(self) -> float:
        return self.levels[QUALITIES[-1]][2]


@cache
def price_ranges() -> Mapping[str, PriceRange]:
    """The range of every category. Raises `AssetError` for a category without one and for levels out of order."""
    rows: dict[str, dict[str, Any]] = _data()["ranges"]
    if set(rows) != set(categories()):
        raise AssetError(f"prices.toml: categories differ: {', '.join(sorted(set(rows) ^ set(categories())))}")
    return MappingProxyType({name: _range(name, row) for name, row in rows.items()})


def _range(name: str, row: Mapping[str, Any]) -> PriceRange:
    levels = {q: (float(row[q][0]), float(row[q][1]), float(row[q][2])) for q in QUALITIES}
    rising = [v for q in QUALITIES for v in levels[q]]
    if rising != sorted(rising) or rising[0] <= 0:
        raise AssetError(f"prices.toml: {name}: prices must rise from budget to premium and be above zero")
    return PriceRange(MappingProxyType(levels), str(row["from"]))


def estimate(asset: Asset, quality: str | None = None) -> PriceEstimate | None:
    """What the piece may cost in that quality (by default its own). None for a thing of no category. Raises
    `AssetError` for an unknown quality."""
    if asset.category not in categories():
        return None
    level, ranges, about = quality or quality_of(asset), price_ranges()[asset.category], _data()["about"]
    if level not in QUALITIES:
        raise AssetError(f"unknown quality '{level}': use {', '.join(QUALITIES)}")
    factor = _size_factor(categories()[asset.category], asset) * _material_factor(asset.material)
    amount = min(max(ranges.levels[level][1] * factor, ranges.lowest), ranges.highest)
    spread = float(about["tolerance"])
    return PriceEstimate(_round(amount), _round(amount * (1 - spread)), _round(amount * (1 + spread)),
                         about["currency"], level, f"{about['source']}, {ranges.source}", about["date"])  # fmt: skip


def quality_of(asset: Asset) -> str:
    """The quality that a piece was made in: its option, else standard."""
    return dict(parse_qsl(asset.id.partition("?")[2])).get(OPTION, "standard")


def quality_in(words: str) -> str | None:
    """The quality that words ask for ("cheap sofa"); None when they say nothing of it."""
    text, table = f" {key_of(words)} ", _data()["words"]
    return next((q for q in QUALITIES for said in table.get(q, ()) if f" {key_of(said)} " in text), None)


def cheaper(quality: str) -> str | None:
    """The next lower quality; None when there is none. Raises `AssetError` for an unknown quality."""
    if quality not in QUALITIES:
        raise AssetError(f"unknown quality '{quality}': use {', '.join(QUALITIES)}")
    at = QUALITIES.index(quality)
    return QUALITIES[at - 1] if at else None


def price(asset: Asset) -> float | None:
    """The estimated price [EUR]; None for a thing of no category."""
    known = estimate(asset)
    return known.amount if known else None


def _size_factor(kind: Category, asset: Asset) -> float:
    """How much a piece of that size costs beside one of the typical size."""
    rule = _data()["size"]
    ratios = [own / usual for own, usual in zip(asset.size, kind.typical, strict=True)]
    if kind.name in rule["by_area"]:
        thin = min(range(3), key=lambda k: kind.typical[k])
        return math.prod(r for k, r in enumerate(ratios) if k != thin) ** float(rule["area"])
    return math.prod(ratios) ** float(rule["volume"])


def _material_factor(material: str) -> float:
    """By the name of the material, else by its class, else none."""
    table: dict[str, float] = _data()["materials"]
    return table.get(material, table.get(material_class(material) or "", 1.0))


def _round(amount: float) -> float:
    """To two digits: more would feign knowledge."""
    step = 10.0 ** (math.floor(math.log10(amount)) - 1)
    return round(round(amount / step) * step, 2)


@cache
def _data() -> Mapping[str, Any]:
    return MappingProxyType(read_toml("prices.toml"))
