"""Style presets from `data/styles.toml`, and the words that mean them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from types import MappingProxyType
from typing import Any

from assets.errors import AssetError
from assets.materials import hex_colour, material, read_toml
from assets.parametric.spec import StylePreset

CHOICES = {
    "legs": ("tapered", "splayed", "block", "turned", "hairpin", "sled", "plinth", "angle", "castor"),
    "handle": ("bar", "knob", "cup", "ring", "none", "cutout"),
    "front": ("flat", "shaker", "slatted", "moulded", "metal", "fluted"),
    "back": ("panel", "slat", "spindle", "shell", "ladder", "upholstered"),
    "shade": ("drum", "cone", "globe", "dome", "paper", "cage", "pleated"),
    "arm": ("slim", "block", "rolled", "wood"),
}


@cache
def styles() -> Mapping[str, StylePreset]:
    """All presets by name. Raises `AssetError` when the data file is faulty."""
    rows = {name: row for name, row in read_toml("styles.toml").items() if name != "aliases"}
    return MappingProxyType({name: _style(name, row) for name, row in rows.items()})


def _style(name: str, row: Mapping[str, Any]) -> StylePreset:
    for key, choices in CHOICES.items():
        if row[key] not in choices:
            raise AssetError(f"styles.toml: {name}: {key} must be one of {', '.join(choices)}, got {row[key]!r}")
    for key in ("wood", "lacquer", "case", "fronts", "metal", "fabric", "soft", "stone", "ware"):
        material(row[key])
    known = {f.name for f in fields(StylePreset)} - {"name", "colours"}
    if known != set(row) - {"colours"}:
        raise AssetError(f"styles.toml: {name}: fields differ from StylePreset: {sorted(known ^ set(row))}")
    for value in row["colours"]:
        hex_colour(value)
    return StylePreset(name=name, colours=tuple(row["colours"]), **{k: row[k] for k in known})


@cache
def named_style(words: str) -> str | None:
    """The name of the preset that the words mean ("boho", "mid century modern"); None for words that name none."""
    key = " ".join(words.lower().split())
    aliases: dict[str, str] = read_toml("styles.toml")["aliases"]
    for name in (key, key.replace("-", " "), key.removesuffix(" style")):
        if aliases.get(name, name) in styles():
            return aliases.get(name, name)
    inside = [aliases.get(n, n) for n in sorted([*styles(), *aliases], key=len, reverse=True) if n in key]
    return inside[0] if inside else None


def style(words: str) -> StylePreset:
    """The preset that the words mean; "modern" for words that name none."""
    return styles()[named_style(words) or "modern"]
