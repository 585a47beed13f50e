"""Words to looks: material presets, colour names, and the two together ("blue velvet", "white lacquer").

Data: `data/materials.toml`, `data/colours.toml`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from assets.errors import AssetError
from assets.model import RGB, Material

DATA = Path(__file__).parent / "data"
CLASSES = (
    "wood", "lacquer", "fabric", "leather", "metal", "stone", "ceramic", "glass", "plastic", "wicker", "paper", "plant",
)  # fmt: skip
_SPELLINGS = {"gray": "grey", "multicolor": "multicolour", "color": "colour"}
_SHADES = {"pale": 0.55, "light": 0.45, "soft": 0.3, "bright": 0.0, "dark": -0.4, "deep": -0.35}


@dataclass(frozen=True)
class Preset:
    """A material as the data file has it: `kind` is its class, `dye` whether a colour may replace its own."""

    name: str
    kind: str
    colour: RGB
    roughness: float
    metallic: float
    opacity: float
    texture: str | None
    tile: float
    dye: bool
    aliases: tuple[str, ...]


def hex_colour(text: str) -> RGB:
    """ "#RRGGBB" as sRGB in [0, 1]. Raises `AssetError`."""
    if not re.fullmatch(r"#[0-9A-Fa-f]{6}", text):
        raise AssetError(f"colour '{text}' is not of the form #RRGGBB")
    r, g, b = (int(text[k : k + 2], 16) / 255 for k in (1, 3, 5))
    return (r, g, b)


def _key(words: str) -> str:
    text = re.sub(r"[\s_\-]+", " ", words.strip().lower())
    return " ".join(_SPELLINGS.get(w, w) for w in text.split())


def read_toml(name: str) -> dict[str, Any]:
    """The data file `name` of this package."""
    return tomllib.loads((DATA / name).read_text(encoding="utf-8"))


@cache
def colours() -> Mapping[str, RGB]:
    """All colour words, lower case with spaces, to sRGB in [0, 1]."""
    table = read_toml("colours.toml")["colours"]
    return MappingProxyType({_key(name): hex_colour(value) for name, value in table.items()})


@cache
def presets() -> Mapping[str, Preset]:
    """All materials by name. Raises `AssetError` when the data file is faulty."""
    return MappingProxyType({_key(name): _preset(_key(name), row) for name, row in read_toml("materials.toml").items()})


def _preset(name: str, row: Mapping[str, Any]) -> Preset:
    if row.get("class") not in CLASSES:
        raise AssetError(f"materials.toml: {name}: class must be one of {', '.join(CLASSES)}, got {row.get('class')!r}")
    numbers = {k: float(row.get(k, d)) for k, d in (("roughness", 0.7), ("metallic", 0.0), ("opacity", 1.0))}
    for key, value in numbers.items():
        if not 0.0 <= value <= 1.0:
            raise AssetError(f"materials.toml: {name}: {key} must lie in [0, 1], got {value}")
    return Preset(name, row["class"], hex_colour(row["colour"]), numbers["roughness"], numbers["metallic"],
                  numbers["opacity"], row.get("texture"), float(row.get("tile", 0.5)), bool(row.get("dye", False)),
                  tuple(_key(a) for a in row.get("aliases", ())))  # fmt: skip


@cache
def _names() -> Mapping[str, str]:
    """Every name and alias of a material to its name."""
    table = {alias: p.name for p in presets().values() for alias in p.aliases}
    return MappingProxyType({**table, **{name: name for name in presets()}})


def colour(words: str) -> RGB | None:
    """The sRGB that a colour word or "#RRGGBB" means; "light", "dark", "pale" and "deep" shade any colour. None when it
    names none."""
    if words.strip().startswith("#"):
        return hex_colour(words.strip())
    key = _key(words)
    if key in colours():
        return colours()[key]
    first, _, rest = key.partition(" ")
    if first in _SHADES and rest in colours():
        return shade(colours()[rest], _SHADES[first])
    return None


def shade(rgb: RGB, amount: float) -> RGB:
    """Lighter (amount > 0, towards white) or darker (amount < 0, towards black) sRGB."""
    target = 1.0 if amount > 0 else 0.0
    r, g, b = (c + (target - c) * abs(amount) for c in rgb)
    return (r, g, b)


def material_name(words: str) -> str | None:
    """The preset that the words name ("pale oak" -> "light oak"), plural and longest match included; None when none."""
    key = _key(words)
    if key in _names():
        return _names()[key]
    tokens = key.split()
    for length in range(len(tokens), 0, -1):
        for start in range(len(tokens) - length, -1, -1):  # the head noun comes last: "gold lacquer" is lacquer
            part = " ".join(tokens[start : start + length])
            if part in _names():
                return _names()[part]
    return None


def kind(words: str) -> str | None:
    """The class of the material that the words name: "oak" -> "wood"; None when they name none."""
    name = material_name(words)
    return presets()[name].kind if name else None


@cache
def material(words: str, colour_words: str = "") -> Material:
    """The look of a material, dyed or stained in a colour: `material("velvet", "navy")`, `material("white lacquer")`.
    Colour words inside `words` count. On wood a colour is a stain that lets the grain show; metal that takes no dye
    becomes painted steel. Raises `AssetError` for words that name no material."""
    name = material_name(words)
    if name is None:
        raise AssetError(f"unknown material '{words}': know {', '.join(presets())}")
    preset = presets()[name]
    wish = colour_words or _colour_inside(words)
    rgb = colour(wish) if wish else None
    if wish and rgb is None:
        raise AssetError(f"unknown colour '{wish}': use a colour word such as navy, sage or #RRGGBB")
    if rgb is None:
        return _plain(preset)
    if preset.kind == "metal" and not preset.dye:
        preset = presets()["painted steel"]
    return replace(_plain(preset), name=f"{_key(wish)} {preset.name}", colour=rgb)


def _plain(preset: Preset) -> Material:
    return Material(preset.name, preset.colour, preset.roughness, preset.metallic, preset.opacity,
                    texture=preset.texture, tile=preset.tile)  # fmt: skip


def _colour_inside(words: str) -> str:
    """The colour words in `words`, unless they are part of the material's own name or alias ("black steel")."""
    key = _key(words)
    if key in _names():
        return ""
    tokens = key.split()
    for length in (2, 1):
        for start in range(len(tokens) - length + 1):
            part = " ".join(tokens[start : start + length])
            if colour(part) is not None and part not in _names():
                return part
    return ""


def glowing(base: Material, rgb: RGB = (1.0, 0.93, 0.8)) -> Material:
    """The material giving light of that sRGB colour: lamp shades, bulbs, screens."""
    return replace(base, name=f"{base.name} lit", emission=rgb)
