"""The phrases that only changes know (`data/phrases.toml`), found in tokens: longest first, in the reader's
spelling."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from idesign.designers.embedded.reading.lexicon import lexicon, spelling
from idesign.designers.embedded.reading.tokens import Token, tokenise

_LONGEST = 8
Table = Mapping[tuple[str, ...], tuple[str, str]]
"""Words of each phrase -> (class, meaning)."""


@dataclass(frozen=True)
class Hit:
    """A phrase that begins at a token: how many tokens it takes, its class and meaning, and its words in lower case."""

    length: int
    kind: str
    value: str
    words: str


@cache
def table(*classes: str) -> Table:
    """The phrases of some classes."""
    rows: dict[str, dict[str, list[str]]] = tomllib.loads(text_of("phrases.toml"))
    found: dict[tuple[str, ...], tuple[str, str]] = {}
    for name in classes:
        for meaning, phrases in rows[name].items():
            for phrase in phrases:
                found.setdefault(tuple(spelling(t.word) for t in tokenise(phrase)), (name, meaning))
    return found


def text_of(name: str) -> str:
    """A file of `data`."""
    return (files("idesign.edits") / "data" / name).read_text(encoding="utf-8")


def match(tokens: Sequence[Token], at: int, *classes: str) -> Hit | None:
    """The longest phrase of these classes that begins at a token."""
    known = table(*classes)
    words = [t.word for t in tokens[at : at + _LONGEST]]
    spelled = [spelling(w) for w in words]
    for length in range(len(words), 0, -1):
        if (hit := known.get(tuple(spelled[:length]))) is not None:
            return Hit(length, *hit, " ".join(words[:length]))
    return None


def polite(tokens: Sequence[Token]) -> int:
    """How many tokens at the start say nothing of the change."""
    at = 0
    while at < len(tokens):
        hit, verb = match(tokens, at, "polite"), match(tokens, at, "verb")
        if tokens[at].mark:
            at += 1
        elif hit is not None and (verb is None or verb.length < hit.length):
            at += hit.length
        else:
            break
    return at


def is_noun(tokens: Sequence[Token], at: int) -> bool:
    """Whether the word before shows that a noun comes ("the dresser and the face")."""
    length, entries = lexicon().longest([t.word for t in tokens[at : at + 6]])
    return length > 1 and any(e.kind == "thing" for e in entries)
