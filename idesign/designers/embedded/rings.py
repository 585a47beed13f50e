"""Seats that the person arranged around something that is no dining table: a coffee table, a fire bowl, a rug.

Three or more make a ring: all as far from the middle, evenly spaced, looking in. What was wished beside the middle (two
lamps by the table) stands between the seats.
"""

from __future__ import annotations

from idesign.brief import Wish
from idesign.designers.embedded.draft import AT_ARM, Ask, Draft
from idesign.designers.embedded.kinds import ARMCHAIRS, BARS, DESKS, TABLES

EACH_OTHER = "face each other"
LOW_TABLE = (0.8, 0.8, 0.42)
"""A round coffee table [m] (design guidance 1.1)."""
COMPANY = 5
"""So many seats of full size make a ring 3 m across."""
GAP = 0.4
"""From the middle thing's edge to a seat [m]: one reaches a coffee table at 0.35 to 0.45 (design guidance 2.3)."""


def rings(draft: Draft) -> None:
    """Makes the ring of each thing around which three or more others were wished."""
    for wish in draft.brief.wishes:
        seats = _around(draft, wish)
        if wish.count == 1 and wish.category not in (*TABLES, *DESKS, *BARS) and len(seats) >= 3:
            _ring(draft, wish, seats)
    for wish in draft.brief.wishes:
        seats = [a for a in draft.left() if a.wish.ref == wish.ref]
        if wish.category in ARMCHAIRS and len(seats) >= 3 and EACH_OTHER in wish.qualities:
            _ring_of_company(draft, seats)


def _ring_of_company(draft: Draft, seats: list[Ask]) -> None:
    """ "five seats that face each other": round a low table where there is one to be had."""
    table = draft.get("coffee_table", size=LOW_TABLE, words="round", options={"shape": "round"}, priority=6.0)
    if table is not None:
        _ring_about(draft, table, seats, [])


def _seat(draft: Draft, ask: Ask, count: int) -> str:
    """A seat of the ring; one of many is a small one of its kind, so that the ring leaves floor about it."""
    small = draft.knowledge.piece(ask.wish.category).small if count >= COMPANY else None
    return draft.add(ask.wish.category, ask=draft.take_this(ask), size=small, priority=7.0)


def _around(draft: Draft, middle: Wish) -> list[Ask]:
    refs = {r.wish for r in draft.brief.relations if r.kind == "around" and r.target == middle.ref}
    return [a for a in draft.left() if a.wish.ref in refs and draft.knowledge.piece(a.wish.category).stand == "floor"]


def _beside(draft: Draft, wish: Wish) -> list[Ask]:
    """Lamps and small tables that were wished right at the middle."""
    refs = {r.wish for r in draft.brief.relations if r.kind in ("beside", "flanking") and r.target == wish.ref}
    return [a for a in draft.left() if a.wish.ref in refs and a.wish.category in AT_ARM]


def _ring(draft: Draft, wish: Wish, seats: list[Ask]) -> None:
    ask = next(a for a in draft.left() if a.wish.ref == wish.ref)
    middle = draft.add(wish.category, ask=draft.take_this(ask), optional=False, priority=8.0)
    _ring_about(draft, middle, seats, _beside(draft, wish))


def _ring_about(draft: Draft, middle: str, seats: list[Ask], beside: list[Ask]) -> None:
    members = [(_seat(draft, s, len(seats)), "seat") for s in seats]
    flat = draft.knowledge.piece(draft.piece(middle).category).flat
    between = [
        (draft.add(a.wish.category, ask=draft.take_this(a), priority=6.0), "between") for a in beside[: len(members)]
    ]
    draft.group("ring", middle, [*members, *between], {"gap": str(0.1 if flat else GAP)})
    reach = 2 * (GAP + max(draft.size(i)[1] for i, _ in members))
    width, depth, _ = draft.size(middle)
    draft.in_the_open(middle, margin=0.3, size=(width + reach, depth + reach))
