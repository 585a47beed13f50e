"""Items to chunks: noun phrases for things, places and rooms, loose properties, and the words between them.

A noun phrase is: determiner or number, properties (colour, material, style, quality, size), words that say more about
the thing ("wine cabinet"), and a head. English puts the head last; properties that follow it ("wardrobe, white") become
a `Traits` chunk, which the clause reader hangs on the thing before.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from idesign.designers.embedded.reading.items import Item
from idesign.designers.embedded.reading.lexicon import Entry
from idesign.designers.embedded.reading.phrases import (
    AnyChunk,
    Kind,
    Look,
    Number,
    Place,
    RoomName,
    Thing,
    Traits,
    Word,
)

PROPERTIES = ("colour", "material", "style", "quality", "mood", "room_size", "shape")
MAX_UNKNOWN = 3
_BESIDE_NOUNS = ("nearby", "adjacent", "adjoining")
"""Words of place that also stand before a noun."""
_HANDS = {"left": "west", "right": "east"}
"""Walls as the plan shows them, north up."""
_NO_NOUN = ("ing", "ed", "ly", "ness", "ity", "ance", "ence", "ism", "ful", "ous", "tion", "ment")
"""Endings of words that name no piece of furniture."""


def chunk(items: Sequence[Item]) -> list[AnyChunk]:
    """The chunks of one sentence."""
    found: list[AnyChunk] = []
    at = 0
    while at < len(items):
        made, at = _next(items, at)
        found.append(made)
    return found


def _next(items: Sequence[Item], at: int) -> tuple[AnyChunk, int]:
    phrase = _noun_phrase(items, at)
    if phrase is not None:
        return phrase
    traits = _traits(items, at)
    if traits is not None:
        return traits
    return _word(items[at]), at + 1


# --- noun phrases -----------------------------------------------------------------------------------------------------


def _noun_phrase(items: Sequence[Item], at: int) -> tuple[AnyChunk, int] | None:
    """A noun phrase at `at`, or None."""
    head = _head(items, at)
    if head is None:
        return _unknown_phrase(items, at)
    index, kind = head
    if kind == "thing":
        return _thing(items[at : index + 1], items[index].entry("thing"), items[index]), index + 1
    if kind == "place":
        return _place(items[at : index + 1]), index + 1
    return _room(items[at : index + 1]), index + 1


def _head(items: Sequence[Item], at: int) -> tuple[int, Kind] | None:
    """Where the head of the noun phrase that begins at `at` is."""
    unknown, k = 0, at
    while k < len(items):
        item = items[k]
        if item.unknown:
            unknown += 1
            if unknown > MAX_UNKNOWN or (k == at and not _noun_follows(items, k)):
                return None
        elif kind := _head_kind(items, k, at):
            return k, kind
        elif not _may_precede(items, k, at):
            return None
        k += 1
    return None


def _noun_follows(items: Sequence[Item], k: int) -> bool:
    """An unknown word may open a phrase only directly before its noun ("pastry display")."""
    after = items[k + 1] if k + 1 < len(items) else None
    return after is not None and (after.has("suffix") or (after.has("thing") and not after.has("be", "with")))


def _head_kind(items: Sequence[Item], k: int, at: int) -> Kind | None:
    item, after = items[k], items[k + 1] if k + 1 < len(items) else None
    if item.has("thing") and after is not None and after.has("suffix") and _leads_to_thing(items, k + 2):
        return None
    if item.has("thing") and after is not None and after.has("thing") and _same_thing(item, after):
        return None
    modifies = after is not None and (after.has("thing") or (after.has(*PROPERTIES) and _leads_to_thing(items, k + 1)))
    if modifies and after is not None and after.has("thing") and not item.plural and _many(items, at, k):
        return None
    if item.has("thing") and not (modifies and item.has(*PROPERTIES, "activity", "part")):
        return None if item.has("rel", "be", "with") and not _opened(items, at, k) else "thing"
    if item.has("place") and not (after is not None and after.has("thing") and k == at):
        return "place"
    if item.has("room") and not (after is not None and after.has("thing")):
        return "room"
    return None


def _same_thing(item: Item, after: Item) -> bool:
    """ "chesterfield sofa" is one thing."""
    return not item.plural and item.entry("thing").value == after.entry("thing").value


def _many(items: Sequence[Item], at: int, k: int) -> bool:
    """A number above one stands before `k`: a singular there is no head ("two art books")."""
    return any((i.value or 0) > 1 for i in items[at:k])


def _opened(items: Sequence[Item], at: int, k: int) -> bool:
    """A determiner, number or property stands before `k`: a word with two readings is then the noun."""
    return k > at


def _leads_to_thing(items: Sequence[Item], k: int) -> bool:
    while k < len(items) and items[k].has(*PROPERTIES):
        if items[k].has("thing"):
            return True
        k += 1
    return k < len(items) and items[k].has("thing")


def _may_precede(items: Sequence[Item], k: int, at: int) -> bool:
    """Whether item `k` can stand before the head of the phrase that began at `at`."""
    item = items[k]
    if item.has("side") and k + 1 < len(items) and items[k + 1].has("place") and items[k + 1].plural:
        return True
    if k > at and items[k - 1].has("det") and (item.has("side") or item.word in _BESIDE_NOUNS):
        return True
    if item.has("suffix") and k > at and not items[k - 1].has("det"):
        return True
    if item.has("det", "vague"):
        return k == at or (items[k - 1].has("bound", "det", "vague", "keep") and not items[k - 1].has("rel"))
    if item.has("rel") and not (item.has(*PROPERTIES) and _property_here(items, k, at)):
        return item.has("bound") and k == at and _number_follows(items, k)
    if item.value is not None:
        return k == at or not items[k - 1].unknown
    if item.measure is not None:
        return bool(item.measure.sides) and k + 1 - at < 6 and _measures_a_thing(items, k)
    if item.has("keep"):
        return item.entry("keep").value == "owner"
    if item.has(*PROPERTIES, "side") or item.has("room", "place", "activity", "person"):
        return True
    if item.has("bound"):
        return _number_follows(items, k)
    return _joins_properties(items, k, at) or (item.word in ("x", "of") and _counts(items, k, at))


def _measures_a_thing(items: Sequence[Item], k: int) -> bool:
    """ "a 1.9 m sideboard", "a 3 m wide bookcase"; not "3.2 by 3.6 m, one window"."""
    after = items[k + 1] if k + 1 < len(items) else None
    if after is None or after.value is not None or after.has("det", "vague", "place"):
        return False
    measure = items[k].measure
    return measure is not None and (measure.axis is None or _leads_to_thing(items, k + 1))


def _property_here(items: Sequence[Item], k: int, at: int) -> bool:
    """ "round" before a noun ("a round table") against "round" as a preposition ("round it", "round the table")."""
    return k + 1 < len(items) and not items[k + 1].has("det", "pronoun") and (k > at or k == 0 or items[k - 1].mark)


def _number_follows(items: Sequence[Item], k: int) -> bool:
    return k + 1 < len(items) and (items[k + 1].value is not None or items[k + 1].has("vague"))


def _counts(items: Sequence[Item], k: int, at: int) -> bool:
    """The "x" of "4x chairs" and the "of" of "two of the chairs"."""
    return k > at and items[k - 1].value is not None and k + 1 < len(items) and items[k + 1].value is None


def _joins_properties(items: Sequence[Item], k: int, at: int) -> bool:
    """ "and" or a comma between two properties of one noun ("black and white rug")."""
    if not (items[k].word in (",", "and", "&") and k > at and k + 1 < len(items)):
        return False
    before, after = items[k - 1], items[k + 1]
    if before.has("thing") or after.has("thing") or not (before.has(*PROPERTIES) and after.has(*PROPERTIES)):
        return False
    return items[k].word != "," or _leads_to_thing(items, k + 1)


def _unknown_phrase(items: Sequence[Item], at: int) -> tuple[AnyChunk, int] | None:
    """A determiner or number, properties, and one to three unknown words ("a flux capacitor", "paper crane")."""
    k = at
    while k < len(items) and not items[k].unknown and _before_unknown(items, k, at):
        k += 1
    end = k
    while end < len(items) and items[end].unknown and end - k < MAX_UNKNOWN:
        end += 1
    compound = end - k > 1 and items[at].has("det")  # "an eyewash station"
    abstract = items[end - 1].word.endswith(_NO_NOUN) and not compound if end > k else True
    if abstract or not items[end - 1].word[0].isalpha():
        return None
    part = items[at:end]
    return _thing(part, None, part[-1]), end


def _before_unknown(items: Sequence[Item], k: int, at: int) -> bool:
    item = items[k]
    if item.has("det", "vague"):
        return k == at
    return item.value is not None or (item.has("quality", "colour", "material", "style") and not item.has("rel", "be"))


# --- making chunks ----------------------------------------------------------------------------------------------------


def _words(items: Sequence[Item]) -> str:
    """The person's own words; those that were translated together stand once."""
    return items[0].text + "".join(i.lead + i.text for b, i in pairwise(items) if i.text != b.text)


def _thing(items: Sequence[Item], entry: Entry | None, head: Item) -> Thing:
    before = items if entry is None else items[:-1]
    extra = tuple(i.word for i in before if _says_more(i))
    owned = any(i.has("keep") and i.entry("keep").value == "owner" for i in before)
    body = _without_determiner(items)
    return Thing(
        items[0].first, items[-1].last, _words(body), entry, _det(items), _number(items, head.plural),
        look_of(before), extra, owned, head.word,
    )  # fmt: skip


def _says_more(item: Item) -> bool:
    return (
        item.unknown
        or item.word in _BESIDE_NOUNS
        or (item.has("room", "activity", "place", "person", "quality") and not item.has("det"))
    )


def _without_determiner(items: Sequence[Item]) -> Sequence[Item]:
    k = 0
    while k < len(items) - 1 and items[k].has("det") and not items[k].has("vague"):
        k += 1
    return items[k:]


def _place(items: Sequence[Item]) -> Place:
    sides = tuple(i.entry("side").value for i in items[:-1] if i.has("side"))
    sides += tuple(side for word, side in _HANDS.items() if items[-1].word.startswith(f"{word} "))
    place = items[-1].entry("place").value
    return Place(
        items[0].first, items[-1].last, _words(items), place, _det(items), _number(items, items[-1].plural), sides,
        look_of(items[:-1]),
    )  # fmt: skip


def _room(items: Sequence[Item]) -> RoomName:
    look = look_of(items[:-1])
    extra = tuple(i.word for i in items[:-1] if i.unknown)
    return RoomName(
        items[0].first, items[-1].last, _words(items), items[-1].entry("room").value, _det(items), look,
        items[-1].plural, extra,
    )  # fmt: skip


def _det(items: Sequence[Item]) -> str:
    return next((i.entry("det").value for i in items if i.has("det")), "")


def _number(items: Sequence[Item], plural: bool) -> Number:
    bound = next((i.entry("bound").value for i in items if i.has("bound")), "")
    values = [int(i.value) for i in items if i.value is not None and 0 <= i.value <= 500]
    vague = next((i.entry("vague").value for i in items if i.has("vague")), None)
    if values:
        least, most, said = values[0], values[-1] if len(values) > 1 and values[-1] > values[0] else None, True
        least = max(1, least + (bound == "more") - (bound == "fewer"))
    elif vague:
        low, high = (int(v) for v in vague.split(","))
        least, most, said = low, high if high > low else None, True
    else:
        least, most, said = (2 if plural else 1), None, False
    return Number(least, most, said, bound == "exact", bound in ("least", "more"), plural)


def look_of(items: Sequence[Item]) -> Look:
    """The properties that these items name."""

    def values(*kinds: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(i.entry(k).value for i in items for k in kinds if _names(i, k)))

    shape = next(iter(values("shape")), None)
    sizes = tuple(i.measure for i in items if i.measure is not None)
    room_size = next(iter(values("room_size")), None)
    return Look(
        values("colour"),
        values("material"),
        values("style"),
        values("quality"),
        values("mood"),
        sizes,
        room_size,
        shape,
    )


def _names(item: Item, kind: str) -> bool:
    """Whether the item names a property of this kind: "terracotta" is a colour first, "children" are people."""
    if (kind == "material" and item.has("colour")) or (kind == "style" and item.has("person")):
        return False
    return item.has(kind)


def _traits(items: Sequence[Item], at: int) -> tuple[Traits, int] | None:
    """Properties without a noun: "white", "in dark oak", "1.9 m wide", "calm and airy"."""
    start = at + 1 if items[at].word in ("in", "of") and at + 1 < len(items) else at
    end = start
    while end < len(items) and _is_trait(items, end, start):
        end += 1
    part = items[start:end]
    if not part or (start > at and not part[0].has("colour", "material", "style")):
        return None
    return Traits(items[at].first, part[-1].last, _words(part), look_of(part)), end


def _is_trait(items: Sequence[Item], k: int, start: int) -> bool:
    item = items[k]
    if item.measure is not None:
        return True
    if item.has("rel", "be", "with", "thing", "det", "zone", "person"):
        return False
    if item.has(*PROPERTIES):
        return True
    joins = item.word in ("and", "&", "/") and k > start and k + 1 < len(items)
    return joins and items[k + 1].has("colour", "material") and not items[k + 1].has("thing")


_CLASSES = (
    "only", "aside", "join", "maybe", "passage", "neg", "zone", "rel", "with", "keep", "pronoun", "be", "det", "vague",
    "bound", "person", "activity", "part", "side", "suffix", "filler",
)  # fmt: skip


def _word(item: Item) -> Word:
    for kind in _CLASSES:
        if item.has(kind):
            return Word(item.first, item.last, item.text, kind, item.entry(kind), item)
    if item.mark:
        return Word(item.first, item.last, item.text, "mark", None, item)
    kind = "number" if item.value is not None else "unknown"
    return Word(item.first, item.last, item.text, kind, None, item)
