"""A change in words, taken apart: sentences, clauses with their verb, and the parts of each clause.

The reader's tokens and chunks are used as they are; what only changes know (verbs, "bigger", "closer to", "cosier") is
found first, by the phrases of `data/phrases.toml`, and the stretches between are chunked.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from idesign.designers.embedded.reading.chunks import chunk
from idesign.designers.embedded.reading.items import itemise
from idesign.designers.embedded.reading.lexicon import lexicon
from idesign.designers.embedded.reading.phrases import AnyChunk, Chunk, Thing, Traits, Word
from idesign.designers.embedded.reading.tokens import Token, sentences, tokenise
from idesign.edits.phrasebook import is_noun, match, polite, text_of
from idesign.edits.tongues import english

MOST = 40
"""Clauses of one request that are read."""
LIMIT = 2000
"""Characters that are read."""
_JOINTS = (",", "and", "then", "but", ";", "-", ":")
_INSIDE = ("size", "mood", "way", "surface")
_TOWARD = ("closer", "nearer", "further", "farther", "towards", "toward", "away", "back", "too", "not")
_WHOLE = ("like", "place_of", "unloved", "elsewhere")
"""Ways that are never part of a noun phrase."""
_NO = ("no", "nope", "nein", "non", "não", "nee")
_PAUSES = (",", "-", "…", ":", "no")
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
    """One thing that is to be done: the verb's class ("" without one), its own words, and the parts after it; `words`
    as the person wrote them, `plain` in English, in lower case. `instead`: it began with "no," and is in place of what
    was said before."""

    verb: str
    said: str
    parts: tuple[Part, ...]
    words: str
    plain: str
    instead: bool = False


@cache
def moods() -> dict[str, dict[str, Any]]:
    """What each wish for the whole room means (`data/moods.toml`)."""
    return tomllib.loads(text_of("moods.toml"))


def clauses(text: str) -> list[Clause]:
    """The clauses of a request, in order; English, or word for word from the reader's other languages."""
    found: list[Clause] = []
    for sentence in sentences(tokenise(text[:LIMIT])):
        found += _of_sentence(english(sentence), text)
    return found[:MOST]


def _of_sentence(tokens: Sequence[Token], text: str) -> list[Clause]:
    told = _after_no(tokens)
    if told:
        return [replace(c, instead=k == 0) for k, c in enumerate(_of_sentence(tokens[told:], text))]
    starts = _starts(tokens)
    ends = [*(s for s, _ in starts[1:]), len(tokens)]
    read = [_clause(tokens[a:b], text) for (a, _), b in zip(starts, ends, strict=True) if _content(tokens[a:b])]
    return [part for clause in read for part in _each_look(clause)]


def _each_look(clause: Clause) -> list[Clause]:
    """ "make the sofa green and the rug blue" is two changes: a thing after a look begins another."""
    if clause.verb not in ("make", ""):
        return [clause]
    parts, cuts = clause.parts, [0]
    for k in range(2, len(parts)):
        joined = isinstance(parts[k - 1], Word) and parts[k - 1].words.lower() in ("and", ",")
        looked = isinstance(parts[k - 2], Traits) and any(isinstance(p, Thing) for p in parts[cuts[-1] : k - 2])
        again = isinstance(parts[k], Thing) and any(isinstance(p, Traits) for p in parts[k + 1 : k + 2])
        if joined and looked and again:
            cuts.append(k)
    return [replace(clause, parts=parts[a:b]) for a, b in zip(cuts, [*cuts[1:], len(parts)], strict=True)]


def _after_no(tokens: Sequence[Token]) -> int:
    """How many tokens a "no," takes that takes back what was said before: it removes nothing."""
    k = 0
    while k + 1 < len(tokens) and tokens[k].word in _NO and tokens[k + 1].word in _PAUSES:
        k += 2
    return k if k < len(tokens) else 0


def _content(tokens: Sequence[Token]) -> bool:
    rest = tokens[polite(tokens) :]
    return any(not t.mark for t in rest) and [t.word for t in rest] not in (["and"], ["then"])


def _starts(tokens: Sequence[Token]) -> list[tuple[int, str]]:
    """Where clauses begin: the sentence, and what follows a joining word and begins with a verb."""
    found = [(0, "")]
    for k in range(1, len(tokens)):
        if tokens[k - 1].word in _JOINTS and tokens[k].word not in _JOINTS:
            at = k + polite(tokens[k:])
            hit, surface = match(tokens, at, "verb"), match(tokens, at, "surface")
            if surface is not None and surface.value in ("walls", "floor", "ceiling"):
                found.append((k, ""))
            elif hit is not None and hit.value != "budget" and not is_noun(tokens, at):
                found.append((k, hit.value))
    return found


def _clause(tokens: Sequence[Token], text: str) -> Clause:
    words = " ".join(text[min(t.start for t in tokens) : max(t.end for t in tokens)].split()).strip(" ,")
    plain = " ".join(t.word for t in tokens)
    tokens = tokens[polite(tokens) :]
    hit = match(tokens, 0, "verb")
    if hit is None or is_noun(tokens, 0):
        return Clause("", "", tuple(_parts(tokens)), words, plain)
    own = match(tokens, 0, "size") if hit.value == "size" else None
    marks = [Mark(0, 0, hit.words, "size", own.value)] if own else []
    return Clause(hit.value, hit.words, (*marks, *_parts(tokens[hit.length :])), words, plain)


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
    hit = match(tokens, at, *_INSIDE)
    if hit is None:
        return None
    if hit.value == "degrees":
        before = tokens[at - 1].value if at else None
        mark = Mark(at, at, hit.words, hit.kind, hit.value, before)
        return (hit.length, mark) if before is not None else None
    if hit.value not in _WHOLE and not _stands_alone(tokens, at, hit.length, hit.kind, hit.words):
        return None
    return hit.length, Mark(at, at + hit.length - 1, hit.words, hit.kind, hit.value)


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
