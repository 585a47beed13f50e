"""Seats that the person arranged around something that is no dining table: a coffee table, a fire bowl, a rug.

Three or more make a ring: all as far from the middle, evenly spaced, looking in. What was wished beside the middle (two
lamps by the table) stands between the seats.
"""

from __future__ import annotations

from idesign.brief import Wish
from idesign.designers.embedded.draft import AT_ARM, Ask, Draft
from idesign.designers.embedded.kinds import DESKS, TABLES

GAP = 0.4
"""From the middle thing's edge to a seat [m]: one reaches a coffee table at 0.35 to 0.45 (design guidance 2.3)."""


def rings(draft: Draft) -> None:
    """Makes the ring of each thing around which three or more others were wished."""
    for wish in draft.brief.wishes:
        seats = _around(draft, wish)
        if wish.count == 1 and wish.category not in (*TABLES, *DESKS) and len(seats) >= 3:
            _ring(draft, wish, seats)


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
    members = [(draft.add(s.wish.category, ask=draft.take_this(s), priority=7.0), "seat") for s in seats]
    flat = draft.knowledge.piece(wish.category).flat
    between = [
        (draft.add(a.wish.category, ask=draft.take_this(a), priority=6.0), "between")
        for a in _beside(draft, wish)[: len(members)]
    ]
    draft.group("ring", middle, [*members, *between], {"gap": str(0.1 if flat else GAP)})
    reach = 2 * (GAP + max(draft.size(i)[1] for i, _ in members))
    width, depth, _ = draft.size(middle)
    draft.in_the_open(middle, margin=0.3, size=(width + reach, depth + reach))
