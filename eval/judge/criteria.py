"""What a judge is asked: the criteria, and the rubric that a brief makes of its own wishes.

Of a rubric, code decides some lines (number, kind and place of things); a judge that is given the facts is not asked
for them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from idesign.brief import Brief, Wish, WishRelation
from idesign.errors import InputError

PREFERENCE = "preference"
LineKind = Literal["must-have", "place", "look", "dislike", "mood", "life", "request"]
BY_CODE: tuple[LineKind, ...] = ("must-have", "place", "dislike")


@dataclass(frozen=True)
class Criterion:
    """`question` is asked of one room, `pair_question` of two ("" : the same)."""

    name: str
    title: str
    question: str
    source: str
    pair_question: str = ""


@dataclass(frozen=True)
class Line:
    """One line of a rubric: what it is about, and the wish in words."""

    kind: LineKind
    text: str

    @property
    def by_code(self) -> bool:
        return self.kind in BY_CODE


@cache
def criteria() -> Mapping[str, Criterion]:
    """All criteria by name."""
    read = tomllib.loads((files("eval.judge") / "data" / "criteria.toml").read_text(encoding="utf-8"))
    return {name: Criterion(name, **fields) for name, fields in read.items()}


def chosen(names: str) -> tuple[Criterion, ...]:
    """The criteria named in a list parted by commas; all for "". Raises `InputError` for an unknown one."""
    known = criteria()
    wanted = [n.strip() for n in names.split(",") if n.strip()] or list(known)
    for name in wanted:
        if name not in known:
            raise InputError(f"--criteria: {name!r} is unknown; use some of {', '.join(known)}")
    return tuple(known[n] for n in dict.fromkeys(wanted))


WORDINGS = 3
"""In how many wordings a judge's instructions exist."""


@cache
def prompt(name: str, wording: int = 0) -> str:
    """The words of a prompt; those of pointwise and pairwise judging exist in `WORDINGS` wordings."""
    file = f"{name}-{wording}.md" if wording else f"{name}.md"
    return (files("eval.judge") / "prompts" / file).read_text(encoding="utf-8").strip()


# ---------------------------------------------------------------- the rubric
def rubric(brief: Brief) -> tuple[Line, ...]:
    """The wishes of a brief, one line each. A brief of which no wish was understood is one line: its own words."""
    names = {w.ref: w.words or w.category.replace("_", " ") for w in brief.wishes}
    lines = [line for w in brief.wishes for line in _of_wish(w, names[w.ref])]
    lines += [Line("place", _place(r, names)) for r in brief.relations]
    lines += [Line("dislike", f"There is no {c.replace('_', ' ')} in the room.") for c in brief.excluded]
    lines += _of_room(brief)
    return tuple(dict.fromkeys(lines)) or (Line("request", f"The room is what was asked for: {brief.text}"),)


def _of_wish(w: Wish, name: str) -> Iterable[Line]:
    number = f"{w.count} x " if w.count > 1 else ""
    yield Line("must-have", f"The room holds what the client calls “{name}” ({number}{w.category.replace('_', ' ')}).")
    looks = [*w.colours, *w.materials, *([f"{w.style} in style"] if w.style else []), *w.qualities]
    if looks:
        yield Line("look", f"“{name}” looks as asked: {', '.join(looks)}.")


def _place(r: WishRelation, names: Mapping[str, str]) -> str:
    target = names.get(r.target, r.target.replace(":", " "))
    other = f" and {names.get(r.other, r.other)}" if r.other else ""
    said = f" (“{r.words}”)" if r.words else ""
    return f"“{names.get(r.wish, r.wish)}” stands {r.kind.replace('_', ' ')} {target}{other}{said}."


def _of_room(brief: Brief) -> Iterable[Line]:
    if brief.style:
        yield Line("mood", f"The room is {brief.style.replace('_', ' ')} in style.")
    yield from (Line("mood", f"The mood of the room is {m}.") for m in brief.moods)
    for what, words in (("colours", brief.colours), ("materials", brief.materials)):
        if words:
            yield Line("look", f"The {what} of the room are {', '.join(words)}.")
    yield from (Line("life", f"The room suits those who live in it: {p}.") for p in brief.people)
    yield from (Line("life", f"In this room one can well do this: {a}.") for a in brief.activities)
