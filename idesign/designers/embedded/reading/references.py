"""What "it", "them", "each" and "the table" mean: a search through what has been spoken of, latest first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from assets import catalogue
from idesign.designers.embedded.reading.draft import Draft, DraftWish, akin, belongs, companion_kind, family
from idesign.designers.embedded.reading.lexicon import singular
from idesign.designers.embedded.reading.phrases import Thing

RECENT = 60
"""How many things a reader has in mind; what was named before them is not spoken of again."""


def pronoun(draft: Draft, which: str, figures: Sequence[DraftWish], head: DraftWish | None) -> DraftWish | None:
    """The wish that a pronoun stands for; `figures` are the things that it cannot be (they stand in relation to it),
    `head` the thing that they came with."""
    if which in ("them", "each", "other", "one"):
        found = _latest(draft, figures, plural=True) or _latest(draft, figures, plural=False)
        return _anchor(draft, found) if found is not None and which == "each" else found
    if head is not None and head not in figures:
        return head
    found = _latest(draft, figures, plural=False) or _latest(draft, figures, plural=True)
    if found is None:
        return None
    return _belongs_to(draft, found, figures) or _anchor(draft, found)


def standing(draft: Draft, figures: Sequence[DraftWish], upto: int | None = None) -> DraftWish | None:
    """The thing on the floor that was named last (up to that sentence); those that the figures usually belong to come
    first, and those that came with another are passed over."""
    own = {id(w) for w in draft.wishes for f in figures if companion_kind(f.value, w.value)}
    held = (
        c.wish for c in draft.companions if (c.kind or companion_kind(c.head.value, c.wish.value)) in ("on", "inside")
    )
    figured = {id(w) for w in (*figures, *held)}
    standing = [w for w in draft.wishes if id(w) not in figured and _on_floor(w)]
    standing = [w for w in standing if upto is None or w.sentence <= upto]
    floor = [w for w in standing if id(w) not in own] or standing
    owners = [w for w in floor if any(companion_kind(w.value, f.value) for f in figures)]
    return (owners or floor)[-1] if floor else None


def carrier(draft: Draft, figures: Sequence[DraftWish], head: DraftWish) -> DraftWish:
    """What small things "on it" stand on: the thing they came with, or after it one of that sentence that carries
    such things ("a bed with a bedside table and a telephone on it")."""
    after = draft.wishes[draft.wishes.index(head) :] if head in draft.wishes else []
    tops = [w for w in after if w not in figures and all(belongs(w.value, f.value) for f in figures)]
    return next(iter(reversed(tops)), head)


def anchor(draft: Draft, figures: Sequence[DraftWish]) -> DraftWish | None:
    """The piece that the room turns on: the first bed, sofa, desk or table, else the last thing on the floor."""
    main = {"bed", "sofa", "desk", "table", "tv_stand", "fireplace"}
    found = (w for w in draft.wishes if w not in figures and main & family(w.value))
    return next(found, None) or standing(draft, figures)


def on_floor(wishes: Sequence[DraftWish]) -> bool:
    """Whether all of them stand on the floor."""
    return bool(wishes) and all(_on_floor(w) for w in wishes)


def _on_floor(wish: DraftWish) -> bool:
    known = catalogue.categories().get(wish.value)
    return known.placement == "floor" if known else wish.value not in ("?lamp", "?screen")


def _latest(draft: Draft, figures: Iterable[DraftWish], plural: bool) -> DraftWish | None:
    banned = set(map(id, figures))
    return next((w for w in reversed(draft.wishes[-RECENT:]) if id(w) not in banned and (w.count > 1) == plural), None)


def _belongs_to(draft: Draft, latest: DraftWish, figures: Sequence[DraftWish]) -> DraftWish | None:
    """Of the things of the same sentence the last one that such figures usually belong to."""
    near = [w for w in draft.wishes[-RECENT:] if w.sentence == latest.sentence and w not in figures and w.count == 1]
    return next((w for w in reversed(near) if any(companion_kind(w.value, f.value) for f in figures)), None)


def _anchor(draft: Draft, wish: DraftWish) -> DraftWish:
    """A chair that was named after its desk is passed over: one speaks of the desk."""
    earlier = [w for w in draft.wishes[-RECENT:] if w.sentence == wish.sentence and (w.count > 1) == (wish.count > 1)]
    before = earlier[: earlier.index(wish)] if wish in earlier else []
    return next((w for w in reversed(before) if companion_kind(w.value, wish.value) == "around"), wish)


def known(draft: Draft, thing: Thing, banned: Iterable[DraftWish] = ()) -> DraftWish | None:
    """The wish that a noun phrase such as "the table" speaks of again; None when it is new."""
    value = thing.entry.value if thing.entry else ""
    exclude = set(map(id, banned))
    recent = list(enumerate(draft.wishes[-RECENT:]))
    same = [(k, w) for k, w in recent if id(w) not in exclude and _fits(w, thing, value)]
    return max(same, key=lambda pair: (_likeness(pair[1], thing, value), pair[0]), default=(0, None))[1]


def _fits(wish: DraftWish, thing: Thing, value: str) -> bool:
    own = head_word(wish.head or wish.words)
    if thing.entry is None:
        return own == head_word(thing.head)
    plain = " " not in thing.head or " " not in wish.head
    return akin(wish.value, value) or value in family(wish.value) or (plain and own == head_word(thing.head))


@cache
def head_word(words: str) -> str:
    """The last word, in singular."""
    return singular(words.lower().replace("-", " ").split()[-1])


def _likeness(wish: DraftWish, thing: Thing, value: str) -> float:
    shared = set(wish.words.lower().split()) & set(thing.words.lower().split())
    number = wish.plural == thing.number.plural
    return 4.0 * (wish.value == value) + len(shared) + 0.5 * number
