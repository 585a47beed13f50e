"""A change in words, taken apart: sentences, clauses with their verb, and the parts of each clause.

The reader's tokens and chunks are used as they are; what only changes know (verbs, "bigger", "closer to", "cosier") is
found first, by the phrases of `data/phrases.toml`, and the stretches between are chunked.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from idesign.designers.embedded.reading.chunks import chunk
from idesign.designers.embedded.reading.items import itemise
from idesign.designers.embedded.reading.lexicon import lexicon, spelling
from idesign.designers.embedded.reading.phrases import AnyChunk, Chunk
from idesign.designers.embedded.reading.tokens import Token, joined_text, sentences, tokenise
from idesign.designers.embedded.reading.translate import language, translate

MOST = 40
"""Clauses of one request that are read."""
LIMIT = 2000
"""Characters that are read."""
_LONGEST = 8
_JOINTS = (",", "and", "then", "but", ";", "-", ":")
_INSIDE = ("size", "mood", "way", "surface")
_TOWARD = ("closer", "nearer", "further", "farther", "towards", "toward", "away", "back", "too", "not")
_COMPARES = ("more", "less", "too", "not")


@dataclass(frozen=True)
class Mark(Chunk):
    """A phrase that only changes know: its class (`size`, `mood`, `way`, `surface`) and what it means; `number` is what
    stood before "degrees"."""

    kind: str
    value: str
    number: float | None = None


Part = Mark | AnyChunk


@dataclass(frozen=True)
class Clause:
    """One thing that is to be done: the verb's class ("" without one), its own words, and the parts after it."""

    verb: str
    said: str
    parts: tuple[Part, ...]
    words: str


Table = Mapping[tuple[str, ...], tuple[str, str]]


@cache
def _table(*classes: str) -> Table:
    """Words of each phrase -> (class, meaning)."""
    rows: dict[str, dict[str, list[str]]] = tomllib.loads(_file("phrases.toml"))
    found: dict[tuple[str, ...], tuple[str, str]] = {}
    for name in classes:
        for meaning, phrases in rows[name].items():
            for phrase in phrases:
                found.setdefault(tuple(spelling(t.word) for t in tokenise(phrase)), (name, meaning))
    return found


def _file(name: str) -> str:
    return (files("idesign.edits") / "data" / name).read_text(encoding="utf-8")


@cache
def moods() -> dict[str, dict[str, Any]]:
    """What each wish for the whole room means (`data/moods.toml`)."""
    return tomllib.loads(_file("moods.toml"))


def clauses(text: str) -> list[Clause]:
    """The clauses of a request, in order; English, or word for word from the reader's other languages."""
    found: list[Clause] = []
    for sentence in sentences(tokenise(text[:LIMIT])):
        name = language(sentence)
        found += _of_sentence(translate(sentence, name) if name else sentence)
    return found[:MOST]


def _of_sentence(tokens: Sequence[Token]) -> list[Clause]:
    starts = _starts(tokens)
    ends = [*(s for s, _ in starts[1:]), len(tokens)]
    return [_clause(tokens[a:b]) for (a, _), b in zip(starts, ends, strict=True) if _content(tokens[a:b])]


def _content(tokens: Sequence[Token]) -> bool:
    rest = tokens[_polite(tokens) :]
    return any(not t.mark for t in rest) and [t.word for t in rest] not in (["and"], ["then"])


def _starts(tokens: Sequence[Token]) -> list[tuple[int, str]]:
    """Where clauses begin: the sentence, and what follows a joining word and begins with a verb."""
    found = [(0, "")]
    for k in range(1, len(tokens)):
        if tokens[k - 1].word in _JOINTS and tokens[k].word not in _JOINTS:
            at = k + _polite(tokens[k:])
            hit = _match(tokens, at, _table("verb"))
            surface = _match(tokens, at, _table("surface"))
            if surface is not None and surface[1] in ("walls", "floor", "ceiling"):
                found.append((k, ""))
            elif hit is not None and hit[1] != "budget" and not _is_noun(tokens, at):
                found.append((k, hit[1]))
    return found


def _is_noun(tokens: Sequence[Token], at: int) -> bool:
    """Whether the word before shows that a noun comes ("the dresser and the face")."""
    length, entries = lexicon().longest([t.word for t in tokens[at : at + 6]])
    return length > 1 and any(e.kind == "thing" for e in entries)


def _match(tokens: Sequence[Token], at: int, table: Table) -> tuple[int, str, str, str] | None:
    """(length, meaning, class, words) of the longest phrase that begins at a token."""
    words = [spelling(t.word) for t in tokens[at : at + _LONGEST]]
    for length in range(len(words), 0, -1):
        if (hit := table.get(tuple(words[:length]))) is not None:
            return length, hit[1], hit[0], joined_text(tokens[at : at + length])
    return None


def _polite(tokens: Sequence[Token]) -> int:
    """How many tokens at the start say nothing of the change."""
    at = 0
    while at < len(tokens):
        hit = _match(tokens, at, _table("polite"))
        verb = _match(tokens, at, _table("verb"))
        if tokens[at].mark:
            at += 1
        elif hit is not None and (verb is None or verb[0] < hit[0]):
            at += hit[0]
        else:
            break
    return at


def _clause(tokens: Sequence[Token]) -> Clause:
    words = joined_text(tokens).strip(" ,")
    tokens = tokens[_polite(tokens) :]
    hit = _match(tokens, 0, _table("verb"))
    if hit is None or _is_noun(tokens, 0):
        return Clause("", "", tuple(_parts(tokens)), words)
    length, verb, _, said = hit
    own = _match(tokens, 0, _table("size")) if verb == "size" else None
    marks = [Mark(0, 0, said, "size", own[1])] if own else []
    return Clause(verb, said.lower(), (*marks, *_parts(tokens[length:])), words)


# ---------------------------------------------------------------- parts
def _parts(tokens: Sequence[Token]) -> list[Part]:
    found: list[Part] = []
    at = start = 0
    while at < len(tokens):
        hit = _mark_at(tokens, at)
        if hit is None:
            at += 1
            continue
        length, mark = hit
        found += _chunks(tokens[start : at - (1 if mark.value == "degrees" else 0)])
        found.append(mark)
        at = start = at + length
    return found + _chunks(tokens[start:])


def _chunks(tokens: Sequence[Token]) -> list[Part]:
    return list(chunk(itemise(tokens, lexicon()))) if tokens else []


def _mark_at(tokens: Sequence[Token], at: int) -> tuple[int, Mark] | None:
    hit = _match(tokens, at, _table(*_INSIDE))
    if hit is None:
        return None
    length, meaning, kind, words = hit
    if meaning == "degrees":
        before = tokens[at - 1].value if at else None
        return (length, Mark(at, at, words, kind, meaning, before)) if before is not None else None
    if not _stands_alone(tokens, at, length, kind, words.lower()):
        return None
    return length, Mark(at, at + length - 1, words, kind, meaning)


def _stands_alone(tokens: Sequence[Token], at: int, length: int, kind: str, words: str) -> bool:
    """Whether the phrase is no part of a noun phrase ("the left nightstand", "a cosy chair", "a floor lamp")."""
    after = tokens[at + length] if at + length < len(tokens) else None
    whole, entries = lexicon().longest([t.word for t in tokens[at : at + 6]])
    if kind == "surface":
        coloured = lexicon().longest([t.word for t in tokens[at + length : at + length + 4]])[1]
        if any(e.kind in ("colour", "material") for e in coloured):
            return True
        inside, things = lexicon().longest([t.word for t in tokens[at + length - 1 : at + length + 5]])
        return not (inside > 1 and any(e.kind == "thing" for e in things))
    if kind == "way" and words.split()[0] in _TOWARD:
        return not (words == "back" and after is not None and after.word in ("wall", "to", "corner"))
    first = words.split()[0]
    if kind in ("size", "mood") and (first.endswith("er") or first in _COMPARES or " " in words):
        return not (whole > length and any(e.kind == "thing" for e in entries))
    ended = (
        after is None
        or after.mark
        or after.value is not None
        or after.word in ("and", "by", "please", "a", "too", "then")
    )
    return ended and (at == 0 or tokens[at - 1].word not in ("the", "my", "this", "that") or kind == "size")
