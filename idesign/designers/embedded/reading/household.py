"""Who lives there and what they do, from the words for people and activities."""

from __future__ import annotations

from collections.abc import Sequence

from idesign.designers.embedded.reading.draft import Draft, extend
from idesign.designers.embedded.reading.items import Item

_IMPLIED = {"couple": 2, "twins": 2, "triplets": 3}


def read_people(draft: Draft, items: Sequence[Item]) -> set[int]:
    """Notes people, their number and activities in one sentence; gives the tokens that were used."""
    used: set[int] = set()
    for k, item in enumerate(items):
        if item.has("person") and not item.has("det"):
            used |= _person(draft, items, k)
        if item.has("activity") and not _names_a_thing(items, k):
            extend(draft.activities, [item.entry("activity").value])
            used.update(range(item.first, item.last + 1))
    return used


def _age(items: Sequence[Item], k: int) -> str:
    """ "two brothers, 8 and 11": who people of that age are; "" where no age is said."""
    for n in (k + 1, k + 2):
        item, after = (items[i] if i < len(items) else None for i in (n, n + 1))
        if item is None or item.value is None or item.measure is not None or not 0 < item.value < 18:
            continue
        ends = after is None or after.mark or after.word in ("and", "&", "years", "who", "year")
        if ends and (items[n - 1].mark or items[n - 1].word in ("aged", "is", "are") or n == k + 1):
            return "toddler" if item.value < 4 else "child" if item.value < 13 else "teenager"
    return ""


def _names_a_thing(items: Sequence[Item], k: int) -> bool:
    return k + 1 < len(items) and items[k + 1].has("thing")


def _person(draft: Draft, items: Sequence[Item], k: int) -> set[int]:
    item = items[k]
    who = _age(items, k) or item.entry("person").value
    if who != "adult" and not _names_a_thing(items, k):
        extend(draft.people, [who])
    count = _count(items, k) or _IMPLIED.get(item.word) or _IMPLIED.get(who)
    if count and who in ("child", "toddler", "baby"):
        draft.children = draft.children or count
    elif count and draft.occupants is None:
        draft.occupants = count
        draft.occupants_words = f"{items[k - 1].text} {item.text}" if _count(items, k) else item.text
    return set(range(item.first, item.last + 1))


def _count(items: Sequence[Item], k: int) -> int | None:
    before = items[k - 1] if k else None
    if before is None or before.value is None or not 1 <= before.value <= 500:
        return None
    return int(before.value)
