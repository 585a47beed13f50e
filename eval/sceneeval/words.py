"""What the relation words of annotations mean: relations in `boxes`, by a table (`data/words.toml`)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from eval.sceneeval.annotations import plain

TABLE = Path(__file__).parent / "data" / "words.toml"


@dataclass(frozen=True)
class Meaning:
    """A relation of `boxes` and the side that it names ("" for none)."""

    kind: str
    side: str = ""


@cache
def _table() -> Mapping[str, Any]:
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))


@cache
def _between() -> Mapping[str, str]:
    return _names(_table()["between"])


def _names(groups: Mapping[str, list[str]]) -> Mapping[str, str]:
    """From each word, as words are compared, to the name of its group."""
    return {plain(word): name for name, words in groups.items() for word in words}


def meaning_between(word: str, anchor: str, targets: int) -> tuple[Meaning, ...]:
    """What a word between `targets` objects and an anchor of that category means; nothing when the table lacks it."""
    name = _between().get(word, "")
    if name == "around":
        return (Meaning("surround" if targets >= 3 else "next_to"),)
    if name == "on":
        return (Meaning("inside_of" if _is(anchor, "shelves") else "on_top"),)
    if name == "under":
        return (Meaning("side_of" if _is(anchor, "hanging") else "side_region", "bottom"),)
    return tuple(Meaning(*part.split(":")) for part in name.split())


def _is(anchor: str, what: str) -> bool:
    return any(word in anchor for word in _table()["anchors"][what])


def meaning_with_room(word: str, target: str) -> str:
    """The relation of `boxes` that a word means with a wall, door, window, ceiling or room; "" when it means none."""
    kind = {"wall": "wall", "door": "opening", "window": "opening", "ceiling": "ceiling"}.get(target, "room")
    return _names(_table()["room"][kind]).get(word, "")


@cache
def attribute_synonyms() -> Mapping[str, str]:
    """From a word for an attribute to the one word that stands for all with its meaning."""
    return _names(_table()["attributes"])


@cache
def category_synonyms() -> Mapping[str, str]:
    """From a name of a kind of thing to the one name that stands for all of the same kind."""
    return _names(_table()["categories"])
