"""Words of a description that choose a form: "round table" is shape=round, "clawfoot bath" is kind=claw."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from assets.catalogue import categories, normal
from assets.errors import AssetError
from assets.materials import read_toml

GENERAL = "words"


def options_in(words: str, category: str = "") -> dict[str, str]:
    """The options that a description names, by option; those of the category's own words win over general ones."""
    text = f" {normal(words)} "
    tables = (_table(GENERAL), _table(category))
    return {key: value for table in tables for word, (key, value) in table.items() if f" {word} " in text}


@cache
def _table(name: str) -> Mapping[str, tuple[str, str]]:
    """The words of a category, or the general ones. Raises `AssetError` when the data file is faulty."""
    rows = read_toml("options.toml")
    unknown = set(rows) - set(categories()) - {GENERAL}
    if unknown:
        raise AssetError(f"options.toml: no category is called {', '.join(sorted(unknown))}")
    row = dict(rows.get(name, {}))
    shared = dict(_table(row.pop("like"))) if "like" in row else {}
    return MappingProxyType(shared | {normal(word): _pair(word, text) for word, text in row.items()})


def _pair(word: str, text: str) -> tuple[str, str]:
    option, _, value = text.partition("=")
    if not option or not value:
        raise AssetError(f"options.toml: '{word}' must be \"option=value\", got '{text}'")
    return option, value
