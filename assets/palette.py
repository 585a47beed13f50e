"""Which material each role of a piece gets: the style's, the category's, or what the person asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from assets.catalogue import ROLES, Category
from assets.errors import AssetError
from assets.materials import colour, colours, kind, material, material_name, presets
from assets.model import RGB, Material
from assets.parametric.spec import Palette, StylePreset

# Classes that may stand in for one another on the same part.
_GROUPS = {
    "wood": "hard", "lacquer": "hard", "stone": "hard", "plastic": "hard", "ceramic": "hard", "glass": "hard",
    "metal": "metal", "fabric": "soft", "leather": "soft", "wicker": "wicker", "paper": "soft", "plant": "plant",
}  # fmt: skip
# Colour words that wood has by itself: they stain it; every other colour paints it.
_WOODY = frozenset(
    ("brown", "light brown", "dark brown", "chocolate", "coffee", "tan", "camel", "caramel", "honey", "natural")
)
_STYLE_METALS = {"gold": "gold", "silver": "chrome", "copper": "copper", "bronze": "copper", "brass": "brass"}


def palette(category: Category, style: StylePreset, materials: Sequence[str], wished: Sequence[str]) -> Palette:
    """The materials of a piece. A wished material goes to the primary part when it suits it, else to the secondary one,
    else to its role; the first wished colour dyes or paints the primary part, the second the secondary one. A single
    wish for a piece whose parts are usually alike holds for both. Raises `AssetError` for words that name no material
    or colour."""
    roles = {role: _default(role, style) for role in ("wood", "metal", "fabric", "soft")}
    parts = [_default(category.primary, style), _default(category.secondary, style)]
    taken = _assign(parts, roles, [_known(m) for m in materials])
    for index, word in enumerate(wished[:2]):
        parts[index] = _coloured(parts[index], word, taken[index])
    alike = category.secondary in (category.primary, "fronts")
    if alike and not taken[1] and len(wished) < 2 and (taken[0] or wished):
        parts[1] = parts[0]
    accent = _coloured(material("lacquer", style.accent), wished[2], False) if len(wished) > 2 else _accent(style)
    for part in parts:
        _follow(part, roles)
    return Palette(parts[0], parts[1], accent, roles["wood"], roles["metal"], roles["fabric"], roles["soft"])


def _accent(style: StylePreset) -> Material:
    return material("lacquer", style.accent)


def _default(what: str, style: StylePreset) -> Material:
    """The material of a role of the style, or the one that the words name."""
    if what == "accent":
        return _accent(style)
    return material(getattr(style, what) if what in ROLES else what)


def _known(words: str) -> str:
    if material_name(words) is None:
        raise AssetError(f"unknown material '{words}': know {', '.join(presets())}")
    return words


def _assign(parts: list[Material], roles: dict[str, Material], wishes: Sequence[str]) -> list[bool]:
    """Puts each wished material where it suits; says which of the two parts were taken."""
    taken = [False, False]
    for words in wishes:
        chosen = material(words)
        group = _GROUPS[kind(words) or "wood"]
        spot = next((k for k in (0, 1) if not taken[k] and _group(parts[k]) == group), None)
        if spot is None and not taken[0] and group not in ("metal", "plant"):
            spot = 0
        if spot is None and group == "metal" and not taken[1] and _group(parts[1]) == "hard":
            spot = 1
        if spot is not None:
            parts[spot], taken[spot] = chosen, True
        _follow(chosen, roles)
    return taken


def _group(m: Material) -> str:
    return _GROUPS[kind(m.name) or "wood"]


def _follow(m: Material, roles: dict[str, Material]) -> None:
    """Other parts of the same class take the same material."""
    what = kind(m.name)
    if what in ("wood", "metal"):
        roles[what] = m
    elif what in ("fabric", "leather"):
        roles["fabric"] = m


def _coloured(m: Material, word: str, asked: bool) -> Material:
    """The material in that colour: textiles are dyed, metal is exchanged or painted, wood is painted unless the colour
    is a wood's own or the wood was asked for by name."""
    rgb = colour(word)
    if rgb is None:
        raise AssetError(f"unknown colour '{word}': use a colour word such as navy, sage, or #RRGGBB")
    what = kind(m.name) or "wood"
    if what == "wood" and not asked and word.lower() not in _WOODY:
        return material("lacquer", word)
    if what == "metal":
        return material(_STYLE_METALS[word.lower()]) if word.lower() in _STYLE_METALS else _painted(m, word)
    if what == "wood":
        return replace(m, name=f"{word.lower()} {material_name(m.name)}", colour=rgb)
    return material(material_name(m.name) or "lacquer", word)


def _painted(m: Material, word: str) -> Material:
    return material("black steel") if word.lower() == "black" else material("painted steel", word)


def colour_name(rgb: RGB) -> str:
    """The colour word nearest to an sRGB colour, by distance in CIELAB (CIE 15:2004, D65)."""
    names = list(colours())
    table = lab(np.array([colours()[n] for n in names]))
    return names[int(np.argmin(np.linalg.norm(table - lab(np.asarray(rgb)[None]), axis=1)))]


def lab(rgb: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """CIELAB [N, 3] of sRGB colours [N, 3] in [0, 1] (IEC 61966-2-1 and CIE 15:2004, white D65)."""
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    to_xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    xyz = linear @ to_xyz.T / np.array([0.95047, 1.0, 1.08883])
    f = np.where(xyz > (6 / 29) ** 3, np.cbrt(xyz), xyz / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.column_stack([116 * f[:, 1] - 16, 500 * (f[:, 0] - f[:, 1]), 200 * (f[:, 1] - f[:, 2])])
