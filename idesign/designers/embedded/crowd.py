"""What of a long list a room can hold, known before anything is drawn or searched: floor, walls and tops are counted.

A room whose size was left open grows with the list, but not beyond the largest that such rooms have. What goes over
that is left out at once and said in one sentence: to find the same by trial, thing after thing, takes minutes. A short
list is left to the search, which knows more.

What stays is chosen in turns: what the person owns or wants kept, then the first few of each kind before the next few,
what the room is for before what is only put there, and in the person's order.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from idesign.brief import Brief, RoomWish, Wish, WishRelation
from idesign.designers.embedded.draft import Ask
from idesign.designers.embedded.kinds import BOOKCASES
from idesign.designers.embedded.loose import TOPS
from idesign.knowledge import RoomType, knowledge

AT_ONCE = 2
"""How many of one wish have their turn together: many things come in pairs."""
TAKEN = ("floor", "rugs", "walls", "ceiling", "tops")
"""What a thing takes some of."""


@dataclass(frozen=True)
class Held:
    """The brief with the wishes that the room can hold, and a sentence about the rest ("" where there is none)."""

    brief: Brief
    text: str = ""


def held(brief: Brief, kind: RoomType, belonging: Collection[str]) -> Held:
    """What a room of this kind can hold of the wishes. Categories in `belonging` are what the room is for."""
    asks = [Ask(w, k) for w in brief.wishes for k in range(w.count)]
    area = brief.room.plan.area if brief.room.plan else _said_area(brief.room, kind) or largest(brief, kind)
    crowded, kept_at = (1.0, _number("kept_of_free")) if brief.room.free_size else (_number("crowded"), _number("kept"))
    on = _put_on(brief)
    if len(asks) <= _number("short") or not _over(_room(area, crowded), asks, on):
        return Held(brief)
    kept = _chosen(_room(area, kept_at), asks, on, belonging)
    gone = [a for a in asks if (a.wish.ref, a.index) not in kept]
    return Held(_with(brief, kept), _sentence(kind, area, len(asks), gone))


def largest(brief: Brief, kind: RoomType) -> float:
    """The floor of the largest room for a brief that leaves its size open [m2]: that of a home, or a hall where many
    things are alike."""
    many = sum(w.count for w in brief.wishes) >= _number("alike") * max(1, len(brief.wishes))
    return max(_number("hall" if many else "home"), _number("stretch") * kind.area[1])


def floor_wanted(wishes: Collection[Wish]) -> float:
    """The floor of a room in which these things can be used and got at [m2]."""
    return _number("floor_each") * sum(w.count * _floor(w) for w in wishes)


def _number(name: str) -> float:
    return knowledge().rule("crowd", name)


def _floor(wish: Wish, most: float = math.inf) -> float:
    """The floor that one takes with what is needed before it, at `most` so deep [m2]; none for what hangs, stands on
    others or is flat."""
    usual = knowledge().piece(wish.category)
    free = usual.stand == "floor" and not usual.flat
    return usual.size[0] * (usual.size[1] + min(most, usual.use or _number("before"))) if free else 0.0


def _said_area(room: RoomWish, kind: RoomType) -> float:
    """The floor as far as it was said [m2]; 0 when its size is open."""
    if room.area or room.free_size:
        return room.area or 0.0
    return (room.width or kind.size[0]) * (room.depth or kind.size[1])


# ---------------------------------------------------------------- what there is and what a thing takes
Amounts = Mapping[str, float]


def _room(area: float, crowded: float) -> Amounts:
    """What a room offers of each, in the units of `_takes`."""
    return {
        "floor": crowded * area / _number("floor_each"),
        "rugs": _number("rugs") * area,
        "walls": _number("walls") * 4 * math.sqrt(area),
        "ceiling": area / _number("ceiling_each"),
        "tops": 0.0,
    }


def _takes(ask: Ask, on: Mapping[str, str]) -> tuple[str, float]:
    """What a thing takes, and how much: floor and rugs [m2], walls [m], places under the ceiling and on tops."""
    usual = knowledge().piece(ask.wish.category)
    stand = on.get(ask.wish.ref, usual.stand)
    width, depth = usual.size[:2]
    if usual.flat:
        return "rugs", width * depth
    if stand == "wall":
        return "walls", width
    floor = _floor(ask.wish, _number("shared"))
    return {"floor": ("floor", floor), "ceiling": ("ceiling", 1.0)}.get(stand, ("tops", 1.0))


def _gives(ask: Ask) -> float:
    """How many small things a piece of furniture has a place for."""
    return _number("tops_each") * (ask.wish.category in (*TOPS, *BOOKCASES))


def _put_on(brief: Brief) -> dict[str, str]:
    """How things stand that were put on or into others, or on a wall."""
    rugs = {w.ref for w in brief.wishes if knowledge().piece(w.category).flat}
    said = [r for r in brief.relations if r.kind in ("on", "inside") and r.target not in (*rugs, "floor")]
    return {r.wish: r.target.split(":")[0] if r.target.split(":")[0] in ("wall", "ceiling") else "" for r in said}


def _over(room: Amounts, asks: Collection[Ask], on: Mapping[str, str]) -> bool:
    """Whether all of it together is too much."""
    left = dict(room)
    for ask in asks:
        what, much = _takes(ask, on)
        left[what] -= much
        left["tops"] += _gives(ask)
    left["tops"] += _tops_of_ours(left)
    return min(left.values()) < 0


def _tops_of_ours(left: Amounts) -> float:
    """How many small things stand on what the designer adds while there is floor for it."""
    return max(0.0, left["floor"]) * _number("floor_each") * _number("tops")


# ---------------------------------------------------------------- what stays
def _chosen(
    room: Amounts, asks: Collection[Ask], on: Mapping[str, str], belonging: Collection[str]
) -> set[tuple[str, int]]:
    """Which of each wish stay. What stands on others comes after them, when it is known what there is to stand on."""
    left, kept = dict(room), set()
    turns = _turns(asks, belonging)
    small = [a for a in asks if _takes(a, on)[0] == "tops"]
    large = [a for a in asks if _takes(a, on)[0] != "tops"]
    for some in (large, small):
        for ask in sorted(some, key=lambda a: turns[a]):
            what, much = _takes(ask, on)
            if much <= left[what] or ask.wish.owned:
                left[what] -= much
                left["tops"] += _gives(ask)
                kept.add((ask.wish.ref, ask.index))
        left["tops"] += _tops_of_ours(left)
    return kept


def _turns(asks: Collection[Ask], belonging: Collection[str]) -> dict[Ask, tuple[bool, bool, int, bool, int]]:
    """Low comes first."""
    seen: Counter[str] = Counter()
    out = {}
    for number, ask in enumerate(asks):
        wish = ask.wish
        turn = seen[wish.category] + ask.index // AT_ONCE
        out[ask] = (not (wish.owned or wish.kept), wish.optional, turn, wish.category not in belonging, number)
        seen[wish.category] += ask.index + 1 == wish.count
    return out


def _with(brief: Brief, kept: Collection[tuple[str, int]]) -> Brief:
    """The brief with these wishes only, and what was said of them."""
    count = Counter(ref for ref, _ in kept)
    wishes = tuple(replace(w, count=count[w.ref]) for w in brief.wishes if count[w.ref])
    gone = {w.ref for w in brief.wishes} - set(count)
    return replace(brief, wishes=wishes, relations=tuple(r for r in brief.relations if not _names(r) & gone))


def _names(relation: WishRelation) -> set[str]:
    """The wishes that a relation is about."""
    return {relation.wish, relation.target.split(":")[-1], relation.other or ""}


def _sentence(kind: RoomType, area: float, asked: int, gone: Collection[Ask]) -> str:
    """What does not fit and why; equal things are counted."""
    names = Counter(knowledge().piece(a.wish.category).noun for a in gone)
    things = ", ".join(f"{name} ({count})" if count > 1 else name for name, count in names.most_common())
    held = asked - len(gone)
    return f"A {kind.noun} of {area:.3g} m² holds about {held} of the {asked} things you named. Left out: {things}."
