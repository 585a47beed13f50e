"""Sentences that are known by their English text: what was written down as plain words (notes of a brief, evidence of an
evaluation, a scene that was saved) is said again in another language, as `gettext` does it.

`phrases_de.toml` gives the German of an English text; both may have fields. `{a}` holds any words, which are looked up
in turn; `{a:m}` a length "0.60 m", `{a:n}` a plain number. The sentences of the catalogue are known too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from string import Formatter
from typing import Any

import tomllib

from idesign.sentences import LENGTHS, Told, in_language, texts
from idesign.units import Units

NUMBER = r"-?\d+(?:,\d{3})*(?:\.\d+)?"
DEPTH = 3
"""How often a field's words are looked up in turn."""
LEAST = 8
"""Letters that a text must have beside its fields to be known by them."""


@dataclass(frozen=True)
class _Phrase:
    """A text of the catalogue, by the pattern of its English."""

    key: str
    pattern: re.Pattern[str]
    lengths: Mapping[str, str]
    letters: int


def again(text: str, language: str, units: Units = "metric") -> str:
    """The text in a language and in someone's units; as it is when it is not known."""
    if isinstance(text, Told):
        return in_language(text, language, units)
    return text if language == "en" and units == "metric" else _again(text, language, units, DEPTH)


@lru_cache(maxsize=4096)
def _again(text: str, language: str, units: Units, depth: int) -> str:
    for phrase in _phrases(language):
        found = phrase.pattern.fullmatch(text)
        if found is not None:
            values = {name: _value(phrase, name, said, language, units, depth) for name, said in found.groupdict().items()}
            return in_language(Told(text, phrase.key, values), language, units)
    return text


def known(text: str, language: str) -> bool:
    """Whether the text can be said in a language."""
    return isinstance(text, Told) or any(p.pattern.fullmatch(text) for p in _phrases(language))


def _value(phrase: _Phrase, name: str, said: str, language: str, units: Units, depth: int) -> Any:
    if phrase.lengths.get(name):
        return float(said.replace(",", ""))
    if re.fullmatch(NUMBER, said):
        return Told(said, "list.plain", {"parts": said.translate(str.maketrans(",.", ".,")) if language == "de" else said})
    return _again(said, language, units, depth - 1) if depth else said


@cache
def _phrases(language: str) -> tuple[_Phrase, ...]:
    """What is known, the text with the most words of its own first."""
    found = (_phrase(key, english) for key, english in _english(language) )
    return tuple(sorted((p for p in found if p.letters >= LEAST or not p.lengths and not p.pattern.groups), key=lambda p: -p.letters))


def _english(language: str) -> Iterator[tuple[str, str]]:
    yield from ((key, text) for key, text in texts("en").items())


def _phrase(key: str, english: str) -> _Phrase:
    pattern, lengths, letters = "", {}, 0
    for literal, name, spec, _ in Formatter().parse(english):
        pattern += re.escape(literal)
        letters += sum(c.isalpha() for c in literal)
        if name is None:
            continue
        if spec in LENGTHS:
            lengths[name] = spec
        seen = f"(?P<{name}>" in pattern
        body = NUMBER if spec else ".+?"
        pattern += f"(?P={name})" if seen else f"(?P<{name}>{body})"
        pattern += re.escape(LENGTHS[spec][1]) if spec in LENGTHS else ""
    return _Phrase(key, re.compile(pattern, re.DOTALL), lengths, letters)
