"""What "it", "them", "each" and "the table" mean: a search through what has been spoken of, latest first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from idesign.designers.embedded.reading.chunks import Thing
from idesign.designers.embedded.reading.draft import Draft, DraftWish, akin, companion_kind


def pronoun(draft: Draft, which: str, figures: Sequence[DraftWish], head: DraftWish | None) -> DraftWish | None:
    """The wish that a pronoun stands for; `figures` are the things that it cannot be (they stand in relation to it),
    `head` the thing that they came with."""
    if which in ("them", "each", "other", "one"):
        return _latest(draft, figures, plural=True) or _latest(draft, figures, plural=False)
    if head is not None and head not in figures and head.count == 1:
        return head
    found = _latest(draft, figures, plural=False) or _latest(draft, figures, plural=True)
    return _anchor(draft, found) if found else None


def _latest(draft: Draft, figures: Iterable[DraftWish], plural: bool) -> DraftWish | None:
    banned = set(map(id, figures))
    return next((w for w in reversed(draft.wishes) if id(w) not in banned and (w.count > 1) == plural), None)


def _anchor(draft: Draft, wish: DraftWish) -> DraftWish:
    """A chair that was named after its desk is passed over: one speaks of the desk."""
    earlier = [w for w in draft.wishes if w.sentence == wish.sentence and w.count == 1]
    before = earlier[: earlier.index(wish)] if wish in earlier else []
    return next((w for w in reversed(before) if companion_kind(w.value, wish.value) == "around"), wish)


def known(draft: Draft, thing: Thing, banned: Iterable[DraftWish] = ()) -> DraftWish | None:
    """The wish that a noun phrase such as "the table" speaks of again; None when it is new."""
    value = thing.entry.value if thing.entry else ""
    exclude = set(map(id, banned))
    same = [w for w in draft.wishes if id(w) not in exclude and _fits(w, thing, value)]
    return max(same, key=lambda w: (_likeness(w, thing, value), draft.wishes.index(w)), default=None)


def _fits(wish: DraftWish, thing: Thing, value: str) -> bool:
    if thing.entry is None:
        return wish.words.lower().split()[-1:] == [thing.head]
    return akin(wish.value, value) or wish.words.lower().split()[-1:] == [thing.head]


def _likeness(wish: DraftWish, thing: Thing, value: str) -> float:
    shared = set(wish.words.lower().split()) & set(thing.words.lower().split())
    number = wish.plural == thing.number.plural
    return 4.0 * (wish.value == value) + len(shared) + 0.5 * number
