"""Two armchairs with a small table or a lamp between them: one group, at a wall or before what they look at."""

from __future__ import annotations

from idesign.brief import Wish
from idesign.designers.embedded import prefer
from idesign.designers.embedded.draft import AT_ARM, Ask, Draft
from idesign.designers.embedded.kinds import ARMCHAIRS

GAP = 0.08
"""Between a seat and what stands at its arm [m] (design guidance 2.3: 0 to 0.10)."""
FREE = ("between", "flanking", "facing", "opposite", "against", "in_corner", "at", "near")
"""What may be said of such a pair that the group can keep."""


def pairs(draft: Draft) -> None:
    """Makes the group of each pair; those before a screen or fire are placed by `living.lounge`."""
    for wish in draft.brief.wishes:
        middle = _between(draft, wish) if wish.category in ARMCHAIRS and wish.count == 2 else None
        if middle is not None and _stands_alone(draft, wish):
            _pair(draft, wish, middle)


def watching(draft: Draft) -> str | None:
    """The middle of a pair that looks at the screen or the fire."""
    for g in draft.groups:
        chairs = [m for m, _ in g.members if draft.piece(m).category in ARMCHAIRS]
        said = [r for c in chairs for r in draft.said(c, "facing", "opposite") if draft.is_focus(r.target)]
        if g.kind == "flank" and len(chairs) == 2 and said:
            return g.anchor
    return None


def _between(draft: Draft, wish: Wish) -> Ask | None:
    said = draft.brief.relations
    refs = {r.wish for r in said if r.kind == "between" and r.target == wish.ref}
    refs |= {r.target for r in said if r.kind == "flanking" and r.wish == wish.ref}
    found = (a for a in draft.left() if a.wish.ref in refs and a.wish.category in AT_ARM and a.wish.count == 1)
    return next(found, None)


def _stands_alone(draft: Draft, wish: Wish) -> bool:
    """Whether nothing ties the pair to a sofa or a table that has a group of its own."""
    refs = {w.ref for w in draft.brief.wishes}
    said = [r for r in draft.brief.relations if r.wish == wish.ref and r.kind not in ("between", "flanking")]
    tied = [r for r in said if r.target in refs and not draft.is_focus(r.target)]
    return not tied and all(r.kind in FREE for r in said)


def _pair(draft: Draft, wish: Wish, middle: Ask) -> None:
    asks = [a for a in draft.left() if a.wish.ref == wish.ref]
    anchor = draft.add(middle.wish.category, ask=draft.take_this(middle), optional=False, priority=6.0)
    chairs = [draft.add(a.wish.category, ask=draft.take_this(a), optional=False, priority=7.0) for a in asks]
    draft.group("flank", anchor, zip(chairs, ("left", "right"), strict=True), {"gap": str(GAP)})
    if watching(draft) == anchor:
        return
    width = sum(draft.size(i)[0] + GAP for i in (anchor, *chairs))
    box = (width, max(draft.size(i)[1] for i in chairs), draft.size(chairs[0])[2])
    draft.against_wall(anchor, box, 0.5, prefer.light(draft.room), draft.walls_for(chairs[0]), keep=True)
