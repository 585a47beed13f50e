"""Sentences that are known by their English text: what was written down as plain words (notes of a brief, evidence of
an evaluation, a scene that was saved) is said again in another language, as `gettext` does it.

`phrases_de.toml` gives the German of English texts. A field `{a}` holds any words, which are looked up in turn;
`{a:m}` is a length such as 0.60 m, `{a:n}` one without its unit, `{a:g}` a number; `{id}`, `{id2}` and `{ids}` hold
ids. The texts of the catalogue are known as well, and the names of kinds of furniture.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from string import Formatter

from assets.catalogue import categories
from assets.retrieval_names import noun_in
from idesign.sentences import LENGTHS, Told, filled, in_language, texts
from idesign.units import Units

NUMBER = r"-?\d+(?:,\d{3})*(?:\.\d+)?"
DEPTH = 3
"""How often the words of a field are looked up in turn."""
LEAST = 8
"""Letters beside its fields by which a text of the catalogue is known."""
ID = r"[a-z_]+-\d+"
FIELDS = {"id": ID, "id2": ID, "ids": rf"{ID}(?:, {ID})*"}


@dataclass(frozen=True)
class _Phrase:
    """An English text as a pattern, and the same in a language; `numbers` are the fields that hold one."""

    pattern: re.Pattern[str]
    text: str
    numbers: frozenset[str]
    letters: int


def again(text: str, language: str, units: Units = "metric") -> str:
    """The text in a language and in someone's units; as it is when it is not known."""
    if isinstance(text, Told):
        return in_language(text, language, units)
    return text if language == "en" and units == "metric" else _again(text, language, units, DEPTH)


def known(text: str, language: str) -> bool:
    """Whether the text can be said in the language."""
    return isinstance(text, Told) or any(p.pattern.fullmatch(text) for p in _phrases(language))


@lru_cache(maxsize=4096)
def _again(text: str, language: str, units: Units, depth: int) -> str:
    for phrase in _phrases(language):
        if found := phrase.pattern.fullmatch(text):
            values = {
                name: _value(phrase, name, said, language, units, depth) for name, said in found.groupdict().items()
            }
            return filled(phrase.text, values, language, units)
    return noun_in(_kinds().get(_ARTICLE.sub("", text), ""), language) or text if language != "en" else text


_ARTICLE = re.compile(r"^(?:an?|the) ")


@cache
def _kinds() -> Mapping[str, str]:
    """Categories of furniture by their names in English."""
    return {words: name for name, row in categories().items() for words in (name.replace("_", " "), row.words)}


def _value(phrase: _Phrase, name: str, said: str, language: str, units: Units, depth: int) -> str | float:
    if name in phrase.numbers:
        return float(said.replace(",", ""))
    return _again(said, language, units, depth - 1) if depth else said


@cache
def _phrases(language: str) -> tuple[_Phrase, ...]:
    """What is known, the text with the most words of its own first."""
    found = [p for english, text in _pairs(language) if (p := _phrase(english, text)).letters >= LEAST]
    found += [_phrase(english, text) for english, text in _own(language)]
    return tuple(sorted(found, key=lambda p: -p.letters))


def _pairs(language: str) -> Iterator[tuple[str, str]]:
    own = texts(language)
    yield from ((english, own[key]) for key, english in texts("en").items())


def _own(language: str) -> Iterator[tuple[str, str]]:
    """What is known by its English alone; in English it stays, in other units."""
    yield from ((k, k) for k in phrases("de")) if language == "en" else phrases(language).items()


@cache
def phrases(language: str) -> Mapping[str, str]:
    """The texts of the language's own file, by their English."""
    document = tomllib.loads((files(__package__) / f"phrases_{language}.toml").read_text(encoding="utf-8"))
    return {english: text for section in document.values() for english, text in section.items()}


def _phrase(english: str, text: str) -> _Phrase:
    pattern, numbers, letters = "", set[str](), 0
    for literal, name, spec, _ in Formatter().parse(english):
        pattern += re.escape(literal)
        letters += sum(c.isalpha() for c in literal)
        if name is None:
            continue
        numbers |= {name} if spec else set()
        body = NUMBER if spec else FIELDS.get(name, ".+?")
        pattern += f"(?P={name})" if f"(?P<{name}>" in pattern else f"(?P<{name}>{body})"
        pattern += re.escape(LENGTHS[spec or ""][1]) if spec in LENGTHS else ""
    return _Phrase(re.compile(pattern, re.DOTALL), text, frozenset(numbers), letters)
