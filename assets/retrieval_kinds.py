"""A plain noun with what is said of it: a "couch that folds out" is a sofa bed, a "tall table with stools" a bar table.

`data/kinds.toml` lists, for families of nouns, what makes them one category or another. Where the words are about such
a noun, the category with the most telling words wins; where nothing tells, the noun means what it usually means.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from assets.catalogue import categories
from assets.errors import AssetError
from assets.materials import read_toml
from assets.retrieval_words import key_of

Cue = tuple[tuple[str, ...], ...]
"""Word sequences that must all be there."""


@dataclass(frozen=True)
class Kind:
    """A category that a noun narrows to, the words that told it, and how many they are."""

    category: str
    because: str
    words: int


def narrowed(noun: str, tokens: Sequence[str]) -> Kind | None:
    """What the noun means among these words (keys); None when nothing tells more than the noun itself."""
    best: tuple[tuple[int, int, int], Kind] | None = None
    for category, cues in _families().get(noun, {}).items():
        told = [c for c in cues if _holds(c, tokens)]
        if told:
            longest = max(told, key=_weight)
            rank = (_weight(longest), len(told), -len(category))
            if best is None or rank > best[0]:
                best = rank, Kind(category, _quoted(longest), _weight(longest))
    return best[1] if best else None


def family_nouns() -> frozenset[str]:
    """The nouns that can be narrowed."""
    return frozenset(_families())


def _quoted(cue: Cue) -> str:
    return " and ".join(f"'{' '.join(part)}'" for part in cue)


def _weight(cue: Cue) -> int:
    return sum(len(part) for part in cue)


def _holds(cue: Cue, tokens: Sequence[str]) -> bool:
    return all(any(tuple(tokens[k : k + len(part)]) == part for k in range(len(tokens))) for part in cue)


@cache
def _families() -> Mapping[str, Mapping[str, tuple[Cue, ...]]]:
    """Noun -> category -> cues. Raises `AssetError` for a category that does not exist."""
    table: dict[str, dict[str, tuple[Cue, ...]]] = {}
    for family, row in read_toml("kinds.toml").items():
        unknown = set(row) - {"nouns"} - set(categories())
        if unknown:
            raise AssetError(f"kinds.toml: {family}: no categories {', '.join(sorted(unknown))}")
        cues = {name: tuple(map(_cue, said)) for name, said in row.items() if name != "nouns"}
        for noun in row["nouns"]:
            table[key_of(noun)] = {**table.get(key_of(noun), {}), **cues}
    return MappingProxyType(table)


def _cue(text: str) -> Cue:
    return tuple(tuple(key_of(part).split()) for part in text.split("+"))
