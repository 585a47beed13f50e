"""Words made comparable: one form for upper and lower case, accents, plurals and hyphens, in five languages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Any

from assets.catalogue import normal
from assets.materials import read_toml

LANGUAGES = ("en", "de", "fr", "es", "it")
_ELISION = re.compile(r"\b([cdjlmnst]|qu|dell|all|un)'(?=\w)")


@dataclass(frozen=True)
class Language:
    """How a language puts words together: see `data/aliases_languages.toml`."""

    name: str
    head_first: bool
    joins: frozenset[str]
    signs: frozenset[str]
    plurals: tuple[tuple[str, str], ...]


@cache
def languages() -> Mapping[str, Language]:
    """The languages that aliases are written in, by code."""
    rows = read_toml("aliases_languages.toml")
    return MappingProxyType({code: _language(code, rows[code]) for code in LANGUAGES})


def _language(code: str, row: Mapping[str, Any]) -> Language:
    joins, signs = (frozenset(map(key_of, row[name])) for name in ("joins", "signs"))
    return Language(code, row["head"] == "first", joins, signs, tuple((a, b) for a, b in row["plurals"]))


@lru_cache(maxsize=65536)
def key_of(words: str) -> str:
    """Lower case, no accents, no punctuation, no possessive, English singulars: "Children's Chairs" -> "child chair"
    and "canapé d'angle" -> "canape d angle"."""
    text = _ELISION.sub(r"\1 ", fold(words.lower().replace("’", "'"))).replace("'s", "").replace("'", "")
    return normal(text)


def fold(text: str) -> str:
    """Without accents: "Kühlschrank" -> "Kuhlschrank", "Straße" -> "Strasse"."""
    plain = unicodedata.normalize("NFKD", text.replace("ß", "ss").replace("œ", "oe").replace("æ", "ae"))
    return "".join(c for c in plain if not unicodedata.combining(c))


def spellings(alias: str, language: str) -> Iterator[str]:
    """The keys under which a name is found: itself, its umlauts written out, and its plurals."""
    spelled = {alias}
    if language == "de":
        spelled.add(_written_out(alias))
    for form in sorted(spelled):
        yield key_of(form)
        yield from (key_of(p) for p in _plurals(form, languages()[language]))


def _written_out(alias: str) -> str:
    for letter, pair in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("Ä", "Ae"), ("Ö", "Oe"), ("Ü", "Ue")):
        alias = alias.replace(letter, pair)
    return alias


def _plurals(alias: str, language: Language) -> Iterator[str]:
    """The plural of the noun (the first word or the last), with and without that of the words that agree with it."""
    tokens = alias.split()
    at = 0 if language.head_first else len(tokens) - 1
    for single, plural in language.plurals:
        if tokens[at].endswith(single) and len(tokens[at]) > len(single) + 1:
            noun = tokens[at].removesuffix(single) + plural
            yield " ".join([*tokens[:at], noun, *tokens[at + 1 :]])
            if language.head_first and len(tokens) == 2 and tokens[1].endswith(single):
                yield f"{noun} {tokens[1].removesuffix(single)}{plural}"


@lru_cache(maxsize=4096)
def likely_language(key: str) -> str | None:
    """The language whose telling words are most among those of a key; None when none or two have as many."""
    tokens = key.split()
    counts = sorted(((sum(t in lang.signs for t in tokens), code) for code, lang in languages().items()), reverse=True)
    return counts[0][1] if counts[0][0] > counts[1][0] else None
