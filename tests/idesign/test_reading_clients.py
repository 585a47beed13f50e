"""Requests as clients write them (`data/clients.txt`): lists, digressions, second thoughts, four other languages."""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from idesign.brief import Brief, Wish
from idesign.designers.embedded.reading import read_brief

FILE = Path(__file__).parent / "data" / "clients.txt"
SIGNS: dict[str, Callable[[int, int], bool]] = {"=": operator.eq, ">=": operator.ge, "<=": operator.le}
AXES = ("width", "depth", "height")


@dataclass(frozen=True)
class Request:
    """What a client wrote and what must be read of it, one expectation a line."""

    id: str
    text: str
    expected: tuple[str, ...]


def requests() -> list[Request]:
    """All requests of the file."""
    blocks = FILE.read_text(encoding="utf-8").split("\n## ")[1:]
    return [_request(block.split("\n")) for block in blocks]


def _request(lines: list[str]) -> Request:
    text = "\n".join(line for line in lines[1:] if not line.startswith("> ")).strip()
    return Request(lines[0], text, tuple(line[2:] for line in lines if line.startswith("> ")))


@cache
def brief_of(text: str) -> Brief:
    return read_brief(text)


def holds(brief: Brief, words: list[str]) -> bool:
    """Whether the brief says what the expectation says."""
    rule, rest = RULES.get(words[0]), words[1:]
    if rule is not None:
        return rule(brief, rest)
    return any(_said_of(brief, w, rest) for w in of(brief, words[0]))


def of(brief: Brief, categories: str) -> list[Wish]:
    return [w for w in brief.wishes if w.category in categories.split("/")]


def _said_of(brief: Brief, wish: Wish, words: list[str]) -> bool:
    """What is said of one wish: its looks, a size, or where it stands."""
    if words[0] == "is":
        looks = " ".join([*wish.colours, *wish.materials, wish.style or "", *wish.qualities])
        return all(word in looks.split() for word in words[1:])
    if words[0] in AXES:
        side = wish.size[AXES.index(words[0])]
        return side is not None and abs(side - float(words[1])) < 0.02
    return any(_stands(brief, wish, kind, words[1]) for kind in words[0].split("/"))


def _stands(brief: Brief, wish: Wish, kind: str, target: str) -> bool:
    names = {w.ref: w.category for w in brief.wishes}
    found = [r for r in brief.relations if r.wish == wish.ref and r.kind == kind]
    return any(names.get(r.target, r.target) in target.split("/") for r in found)


def _room_size(brief: Brief, words: list[str]) -> bool:
    room, (first, second, *height) = brief.room, map(float, words)
    orders = ((room.width, room.depth), (room.depth, room.width))
    sides = any(w == pytest.approx(first, abs=0.01) and d == pytest.approx(second, abs=0.01) for w, d in orders)
    return sides and (not height or room.height == pytest.approx(height[0], abs=0.01))


def _count(sign: str) -> Callable[[Brief, list[str]], bool]:
    return lambda b, w: SIGNS[sign](sum(x.count for x in of(b, w[1])), int(w[0]))


def _budget(brief: Brief, words: list[str]) -> bool:
    return brief.budget is not None and (f"{brief.budget.amount:g}", brief.budget.currency) == tuple(words)


def _surface(brief: Brief, words: list[str], which: str) -> bool:
    room = brief.room
    said = {"wall": (room.wall_colour, room.wall_finish), "floor": (room.floor, room.floor_colour)}[which]
    return " ".join(words) in said


def _said(brief: Brief, words: list[str]) -> bool:
    return any(words[0].lower() in line.lower() for line in (*brief.notes, *brief.not_understood, *brief.assumed))


RULES: dict[str, Callable[[Brief, list[str]], bool]] = {
    "room": lambda b, w: b.room_type in w[0].split("/"),
    "size": _room_size,
    "area": lambda b, w: b.room.area == float(w[0]),
    "windows": lambda b, w: b.room.windows == int(w[0]),
    "=": _count("="), ">=": _count(">="), "<=": _count("<="),
    "no": lambda b, w: w[0] in b.excluded and not of(b, w[0]),
    "owned": lambda b, w: any(x.owned for x in of(b, w[0])),
    "optional": lambda b, w: any(x.optional for x in of(b, w[0])),
    "budget": _budget,
    "only": lambda b, w: b.only,
    "person": lambda b, w: " ".join(w) in b.people,
    "doing": lambda b, w: w[0] in b.activities,
    "mood": lambda b, w: w[0] in b.moods,
    "style": lambda b, w: b.style == w[0],
    "colour": lambda b, w: " ".join(w) in b.colours,
    "said": _said,
    "wall": lambda b, w: _surface(b, w, "wall"),
    "floor": lambda b, w: _surface(b, w, "floor"),
}  # fmt: skip


@pytest.mark.parametrize("request_", requests(), ids=lambda r: r.id)
def test_what_the_client_wrote_is_read(request_: Request) -> None:
    brief = brief_of(request_.text)
    assert [line for line in request_.expected if not holds(brief, line.split())] == []


def test_every_expectation_can_fail() -> None:
    """A brief that says nothing meets no expectation but those of what must not be there."""
    silent = Brief("")
    lines = [line for r in requests() for line in r.expected]
    met = [line for line in lines if holds(silent, line.split())]
    assert all(line.startswith(("= 0", "<=", "room living_room")) for line in met)
