"""What can be furnished with: the categories of `data/categories.toml`, checked once, and the words for them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, get_args

from assets.asset import Placement, SideName, UseZone, Vec3, WindowRule
from assets.errors import AssetError
from assets.materials import material_name, read_toml

Range = tuple[float, float]
ROLES = ("wood", "lacquer", "case", "fronts", "metal", "fabric", "soft", "stone", "ware", "accent")
GROWS = ("none", "plan", "even")


@dataclass(frozen=True)
class Category:
    """One kind of furniture. Lengths in metres, mass in kilograms.

    `also` are places it can go besides `placement`; `to_wall`: usually its back is to a wall; `flat`: it lies on the
    floor and is walked on. `primary` and `secondary` are its default materials: a role of the style or a material.
    `grow` says which open sizes follow a wished one; `sizes` maps an option such as "seats=2" to a size; `words` is
    the name as people write it."""

    name: str
    width: Range
    depth: Range
    height: Range
    typical: Vec3
    placement: Placement
    also: tuple[Placement, ...]
    to_wall: bool
    flat: bool
    has_front: bool
    rooms: tuple[str, ...]
    aliases: tuple[str, ...]
    primary: str
    secondary: str
    access: tuple[UseZone, ...]
    before_window: WindowRule
    mass: float
    elevation: float | None
    grow: str
    sizes: Mapping[str, Vec3]
    maker: str
    words: str

    @property
    def ranges(self) -> tuple[Range, Range, Range]:
        """Width, depth and height ranges."""
        return (self.width, self.depth, self.height)


@cache
def categories() -> Mapping[str, Category]:
    """All categories by name. Raises `AssetError` when the data file is faulty."""
    table = {name: _category(name, row) for name, row in read_toml("categories.toml").items()}
    return MappingProxyType(table)


def category(name: str) -> Category:
    """The category of that exact name. Raises `AssetError` with the nearest names."""
    if name not in categories():
        near = ", ".join(n for n, _ in candidates(name)[:3])
        raise AssetError(f"unknown category '{name}': nearest are {near}")
    return categories()[name]


def _category(name: str, row: Mapping[str, Any]) -> Category:
    width, depth, height = (_range(name, pair) for pair in row["size"])
    typical = _size(name, "typical", row["typical"])
    sizes = {key: _size(name, key, value) for key, value in row.get("sizes", {}).items()}
    for label, size in (("typical", typical), *sizes.items()):
        for axis, value, (lo, hi) in zip("wdh", size, (width, depth, height), strict=True):
            _check(lo <= value <= hi, name, f"{label} {axis} = {value} lies outside [{lo}, {hi}]")
    _check(row["place"] in get_args(Placement), name, f"place must be one of {get_args(Placement)}")
    for role in (row["primary"], row.get("secondary", row["primary"])):
        _check(role in ROLES or material_name(role) is not None, name, f"'{role}' is no role and no material")
    _check(row.get("grow", "none") in GROWS, name, f"grow must be one of {GROWS}")
    _check(row["mass"] > 0, name, "mass must be above zero")
    window = row.get("before_window", "low")
    _check(window in get_args(WindowRule), name, f"before_window must be one of {get_args(WindowRule)}")
    return Category(
        name, width, depth, height, typical, row["place"], tuple(row.get("also", ())), row.get("to_wall", False),
        row.get("flat", False), row.get("front", True), tuple(row["rooms"]), tuple(row["aliases"]), row["primary"],
        row.get("secondary", row["primary"]), _access(name, row.get("access", ())), window,
        float(row["mass"]), row.get("elevation"), row.get("grow", "none"),
        MappingProxyType(sizes), row.get("maker", name), row.get("words", name.replace("_", " ")),
    )  # fmt: skip


def _check(holds: bool, name: str, what: str) -> None:
    if not holds:
        raise AssetError(f"categories.toml: {name}: {what}")


def _range(name: str, pair: list[float]) -> Range:
    _check(len(pair) == 2 and 0 < pair[0] <= pair[1], name, f"a range must be [low, high], got {pair}")
    return (float(pair[0]), float(pair[1]))


def _size(name: str, label: str, value: list[float]) -> Vec3:
    _check(len(value) == 3 and min(value) > 0, name, f"{label} must be three lengths above zero, got {value}")
    w, d, h = value
    return (float(w), float(d), float(h))


def _access(name: str, rows: list[tuple[SideName, float]]) -> tuple[UseZone, ...]:
    for side, depth in rows:
        _check(side in get_args(SideName) and depth > 0, name, f"access [{side}, {depth}] is not [side, depth]")
    return tuple(UseZone(side, float(depth)) for side, depth in rows)


# --- words -> category ---

# Words that say how a thing is, not what it is: they must not decide the category.
_FILLER = frozenset((
    "a", "an", "the", "of", "for", "with", "and", "in", "on", "my", "our", "some", "nice", "new", "old", "big", "small",
    "large", "little", "tall", "low", "wide", "narrow", "modern", "simple", "style", "styled", "set", "pair", "piece",
    "pieces", "one", "two", "three", "four", "five", "six", "seater", "person", "wooden", "wood", "metal",
))  # fmt: skip
_IRREGULAR = {"shelves": "shelf", "knives": "knife", "bookshelves": "bookshelf", "leaves": "leaf", "children": "child",
              "benches": "bench", "couches": "couch", "mattresses": "mattress", "glasses": "glass", "dishes": "dish",
              "boxes": "box", "brushes": "brush", "vases": "vase",
              "stairs": "stairs", "books": "books", "weights": "weights", "flowers": "flowers"}  # fmt: skip


_CUT = {p.removesuffix("s"): single for p, single in _IRREGULAR.items() if p.endswith("ves") and p != "leaves"}
"""What is left of an irregular plural when only its s is taken off, as with a misspelled one: "shelve". ("Leave" is
a word of its own.)"""


def cut_plurals() -> tuple[str, ...]:
    """Such remains, which `normal` reads as the singular."""
    return tuple(_CUT)


def normal(words: str) -> str:
    """Lower case, single spaces, no punctuation, singular words."""
    text = re.sub(r"[_\-/]+", " ", words.lower().replace("’", "'"))
    return " ".join(_singular(w) for w in re.findall(r"[\w']+", text))


def _singular(word: str) -> str:
    if word in _IRREGULAR or word in _CUT:
        return _IRREGULAR.get(word) or _CUT[word]
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


@cache
def alias_table() -> Mapping[str, str]:
    """Every normalised name and alias to its category; names win over aliases. Raises `AssetError` for an alias that
    two categories claim."""
    names = {normal(name): name for name in categories()}
    table = dict(names)
    for c in categories().values():
        for alias in c.aliases:
            owner = table.setdefault(normal(alias), c.name)
            if owner != c.name and normal(alias) not in names:
                raise AssetError(f"categories.toml: alias '{alias}' belongs to both {owner} and {c.name}")
    return MappingProxyType(table)


def lookup(words: str) -> tuple[str, float]:
    """The category that the words mean, and how sure that is in [0, 1]: 1 for a name or alias, 0.9 for one inside the
    words ("big oak dining table"), less for mere likeness. Always answers; below 0.5 it is a stand-in."""
    key = normal(words)
    return (alias_table()[key], 1.0) if key in alias_table() else candidates(words)[0]


def candidates(words: str) -> list[tuple[str, float]]:
    """Categories by likeness to the words, best first, ties by name. Raises `AssetError` for empty words."""
    key = normal(words)
    if not key:
        raise AssetError("no words to look up: name a piece of furniture such as 'sofa'")
    scores = dict(_by_likeness(key))
    inside = _inside(key)
    if inside:
        scores[inside[0]] = max(scores.get(inside[0], 0.0), inside[1])
    if key in alias_table():
        scores[alias_table()[key]] = 1.0
    return sorted(scores.items(), key=lambda item: (-item[1], item[0]))


def _inside(key: str) -> tuple[str, float] | None:
    """The longest alias among the words; of equally long ones the last, since English puts the head noun last, unless
    a preposition follows ("lamp for the desk")."""
    head = re.split(r"\b(?:for|with|of|in|on|from|near|by|next|to|beside|under|above|against|that|which)\b", key)[0]
    for text, score in ((head, 0.92), (key, 0.8)):
        tokens = text.split()
        for length in range(min(5, len(tokens)), 0, -1):
            for start in range(len(tokens) - length, -1, -1):
                part = " ".join(tokens[start : start + length])
                if part in alias_table():
                    return alias_table()[part], score
    return None


def before_window(name: str) -> WindowRule:
    """Whether what is called so may stand before a window; "low" for what no name or alias is."""
    known = alias_table().get(normal(name))
    return categories()[known].before_window if known else "low"


@cache
def _by_likeness(key: str) -> tuple[tuple[str, float], ...]:
    tokens = set(key.split()) - _FILLER
    best: dict[str, float] = {}
    for alias, name in alias_table().items():
        score = 0.75 * _likeness(key, tokens, alias)
        best[name] = max(best.get(name, 0.0), score)
    return tuple(best.items())


def _likeness(key: str, tokens: set[str], alias: str) -> float:
    """Mean of token overlap and trigram overlap (Dice), both in [0, 1]."""
    other = set(alias.split()) - _FILLER
    shared = len(tokens & other)
    overlap = 2 * shared / (len(tokens) + len(other)) if tokens and other else 0.0
    a, b = _trigrams(key), _trigrams(alias)
    return 0.5 * overlap + 0.5 * (2 * len(a & b) / (len(a) + len(b)))


@cache
def _trigrams(text: str) -> frozenset[str]:
    padded = f"  {text} "
    return frozenset(padded[k : k + 3] for k in range(len(padded) - 2))
