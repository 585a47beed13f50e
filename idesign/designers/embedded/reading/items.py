"""Tokens to items: the longest known phrases, the quantities (lengths, sizes, areas, money) and the bare numbers.

An item is what the chunk grammar sees as one word. Quantities and phrases compete for tokens: a phrase of several words
that begins with a number ("two seater", "one wall kitchen") wins, else the quantity.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from idesign import units
from idesign.brief import Money
from idesign.designers.embedded.reading.lexicon import Entry, Lexicon, singular
from idesign.designers.embedded.reading.tokens import Token, joined_text, joint

Axis = Literal["width", "depth", "height", "length", "diameter"]
_AXES: dict[str, Axis] = {
    "wide": "width", "width": "width", "across": "width", "long": "length", "length": "length", "deep": "depth",
    "depth": "depth", "high": "height", "tall": "height", "height": "height", "diameter": "diameter",
    "ceiling": "height", "ceilings": "height", "breit": "width", "lang": "length", "hoch": "height",
}  # fmt: skip
SEVERAL = Entry("vague", "4,4")
_MORE: dict[str, Axis] = {
    "wider": "width", "deeper": "depth", "higher": "height", "taller": "height", "longer": "length",
}  # fmt: skip
_ARTICLES = frozenset({"a", "an", "the", "one", "my", "our", "each"})
_NO = ("no", "sorry", "wait", "oh", "rather", "hmm")
ALIKE = 3.0
"""What is said in place of a length is at most so many times longer or shorter."""
GROUPS = ("rows", "columns", "groups", "sets", "clusters", "lines")
_BEFORE: dict[str, Axis] = {
    w: a for w, a in _AXES.items() if w in ("width", "length", "depth", "height", "ceiling", "ceilings", "diameter")
}


@dataclass(frozen=True)
class Measure:
    """A quantity: sides of a thing or room, an area [m2], or money. `axis`: what a single length measures."""

    sides: tuple[units.Length, ...] = ()
    area: float | None = None
    money: Money | None = None
    axis: Axis | None = None


@dataclass(frozen=True)
class Item:
    """One word of the chunk grammar: tokens `first` to `last` (inclusive) of its sentence, in the person's `text`;
    `lead` is what stands between it and the item before: a space, a hyphen or nothing."""

    first: int
    last: int
    word: str
    text: str
    entries: tuple[Entry, ...] = ()
    value: float | None = None
    measure: Measure | None = None
    mark: bool = False
    plural: bool = False
    lead: str = " "

    def has(self, *kinds: str) -> bool:
        return any(e.kind in kinds for e in self.entries)

    def entry(self, kind: str) -> Entry:
        return next(e for e in self.entries if e.kind == kind)

    @property
    def unknown(self) -> bool:
        return not (self.entries or self.mark or self.value is not None or self.measure)


def itemise(tokens: Sequence[Token], lexicon: Lexicon) -> list[Item]:
    """The items of one sentence."""
    words = [_quantity_word(tokens, k) for k in range(len(tokens))]
    items: list[Item] = []
    at = 0
    while at < len(tokens):
        item = _item(tokens, words, at, lexicon)
        items.append(item)
        at = item.last + 1
    return _put_right(_in_each(_products(_pairs(_walls_of(items)))))


def _walls_of(items: list[Item]) -> list[Item]:
    """ "a wall of bookshelves" is several of them."""
    out: list[Item] = []
    for k, item in enumerate(items):
        after = items[k + 1 : k + 4]
        things = [i for i in after if i.has("thing")]
        if item.word == "of" and out and out[-1].word in ("wall", "walls") and things and things[0].plural:
            plain = not any(i.has("det", "rel") or i.value is not None for i in after[: after.index(things[0])])
            if plain:
                wall = out.pop()
                first = out.pop() if out and out[-1].has("det") else wall
                words = f"{first.text} {wall.text} of" if first is not wall else f"{wall.text} of"
                out.append(replace(first, last=item.last, word="a wall of", text=words, entries=(SEVERAL,)))
                continue
        out.append(item)
    return out


def _pairs(items: list[Item]) -> list[Item]:
    """ "three pairs of desks" are six."""
    out: list[Item] = []
    for item in items:
        before = out[-1] if out else None
        if before is not None and before.value is not None and item.word in ("pairs of", "pair of"):
            out[-1] = replace(before, last=item.last, text=f"{before.text} {item.text}", value=2 * before.value)
        else:
            out.append(item)
    return out


def _products(items: list[Item]) -> list[Item]:
    """ "three rows of four desks" are twelve."""
    out: list[Item] = []
    for item in items:
        told = len(out) > 2 and out[-2].word in GROUPS and out[-1].word == "of"
        first = out[-3] if told else None
        if item.value is not None and first is not None and first.value is not None:
            words = f"{first.text} {out[-2].text} of {item.text}"
            out[-3:] = [replace(first, last=item.last, text=words, value=first.value * item.value)]
        else:
            out.append(item)
    return out


def _in_each(items: list[Item]) -> list[Item]:
    """ "three rows of desks, four in each row" are twelve desks."""
    start = next((k for k, i in enumerate(items[:-3]) if i.value and items[k + 1].word in GROUPS), None)
    if start is None or items[start + 2].word != "of":
        return items
    for k in range(start + 4, len(items)):
        if (tail := _per_row(items, k)) is None:
            continue
        each, end = tail
        groups = items[start : start + 3]
        words = f"{' '.join(i.text for i in groups)}"
        count = replace(groups[0], last=groups[-1].last, text=words, value=(groups[0].value or 1) * each)
        between = items[start + 3 : k]
        while between and (between[-1].mark or between[-1].has("with", "join")):
            between.pop()
        return [*items[:start], count, *between, *items[end:]]
    return items


def _per_row(items: list[Item], k: int) -> tuple[float, int] | None:
    """ "four (shelves) in each (row)", "five per row", "each with four": how many, and where the phrase ends."""
    words = [i.word for i in items[k : k + 5]]
    groups = tuple(g.removesuffix("s") for g in GROUPS)
    at = 2 if len(words) > 2 and items[k + 1].has("thing") else 1
    if (many := items[k].value) and (words[at : at + 1] == ["per"] or words[at : at + 2] == ["in", "each"]):
        end = at + (1 if words[at] == "per" else 2)
        return many, k + end + (words[end : end + 1] != [] and words[end] in groups)
    at = 2 if words[:1] == ["each"] and words[1:2] and words[1] in groups else 1
    told = (
        words[:1] == ["each"] and words[at : at + 1] in (["with"], ["of"], ["has"], ["having"]) and len(words) > at + 1
    )
    many = items[k + at + 1].value if told else None
    ends = k + (at + 2) == len(items) or (many is not None and items[k + at + 2].mark)
    return (many, k + at + 2) if many and ends else None


def _put_right(items: list[Item]) -> list[Item]:
    """ "1.6 m wide, no, 1.4": the second number, in the unit and the direction of the first."""
    out: list[Item] = []
    for k, item in enumerate(items):
        said = next((j for j in range(len(out) - 1, -1, -1) if not _takes_back(out[j])), -1)
        back = out[said + 1 :]
        first = out[said] if said >= 0 and any(i.word in _NO or i.has("join") for i in back) else None
        ends = k + 1 == len(items) or items[k + 1].mark or items[k + 1].has("join", "with")
        mended = _mended(first, item) if first is not None and ends else None
        if mended is None:
            out.append(item)
        else:
            out[said:] = [mended]
    return out


def _takes_back(item: Item) -> bool:
    """A word between what is said and what is meant instead: a comma, "no", "actually"."""
    correction = item.has("join") and item.entry("join").value in ("correction", "retract")
    return item.mark or item.word in _NO or correction


def _mended(first: Item, item: Item) -> Item | None:
    """The quantity of `first` with the numbers of `item`; None where they do not speak of the same."""
    old, new = first.measure, item.measure
    figures = [float(n) for n in re.findall(r"\d+(?:\.\d+)?", first.word)]
    if old is None or len(figures) != len(old.sides) or not all(figures) or not old.sides:
        return None
    scale = old.sides[0].metres / figures[0]
    said = [s.metres if s.bare else s.metres / scale for s in new.sides] if new is not None else []
    numbers = [item.value] if item.value is not None else said
    if len(numbers) != len(figures) or (new is not None and new.axis not in (None, old.axis)):
        return None
    if not all(n and 1 / ALIKE <= n / f <= ALIKE for n, f in zip(numbers, figures, strict=True)):
        return None
    sides = tuple(units.Length(n * scale, s.bare) for n, s in zip(numbers, old.sides, strict=True))
    return replace(first, last=item.last, text=item.text, measure=replace(old, sides=sides))


def _item(tokens: Sequence[Token], words: list[str], at: int, lexicon: Lexicon) -> Item:
    token = tokens[at]
    length, entries = lexicon.longest([t.word for t in tokens[at : at + 6]])
    if length > 1 and _ends_in_a_verb(tokens, at, length, lexicon):
        length, entries = lexicon.longest([t.word for t in tokens[at : at + length - 1]])
    if length > 1 and _hand_of_a_wall(tokens, at + length, lexicon):
        length, entries = lexicon.longest([t.word for t in tokens[at : at + length - 1]])
    if length < 2 and (found := _measure(tokens, words, at)):
        measure, end = found
        return _make(tokens, at, end - 1, measure=measure)
    if length and (token.value is None or length > 1):
        return _make(tokens, at, at + length - 1, entries)
    return _make(tokens, at, at)


def _hand_of_a_wall(tokens: Sequence[Token], after: int, lexicon: Lexicon) -> bool:
    """ "on the left wall", "on the left nightstand": no place at the left of a thing."""
    following = [t.word for t in tokens[after : after + 2]]
    things = lexicon.longest(following)[1]
    told = tokens[after - 1].word in ("left", "right") and tokens[after - 2].word == "the"
    if told and any(e.kind == "thing" for e in things) and not any(e.kind in ("rel", "be", "with") for e in things):
        return singular(following[0]) == following[0]
    return tokens[after - 1].word in ("left", "right") and (following[:1] == ["wall"] or following[1:] == ["wall"])


def _ends_in_a_verb(tokens: Sequence[Token], at: int, length: int, lexicon: Lexicon) -> bool:
    """ "a tall plant stands in the corner": what one thing does, no plant stands."""
    before = [t.word for t in tokens[max(0, at - 3) : at + 1]]
    _, after = lexicon.longest([t.word for t in tokens[at + length : at + length + 6]])
    places = any(e.kind == "rel" for e in after)
    return tokens[at + length - 1].word == "stands" and places and bool(_ARTICLES & set(before))


def _make(
    tokens: Sequence[Token],
    first: int,
    last: int,
    entries: tuple[Entry, ...] = (),
    measure: Measure | None = None,
) -> Item:
    head, words = tokens[first], " ".join(t.word for t in tokens[first : last + 1])
    text = joined_text(tokens[first : last + 1])
    value = head.value if first == last and not measure else None
    heads = [t.word for t in tokens[first : last + 1]]
    tail = heads[heads.index("of") - 1] if "of" in heads[1:] else heads[-1]
    plural = tail != singular(tail) or tail in ("people", "children")
    lead = joint(tokens[first - 1], head) if first else ""
    mark = head.mark and not entries and not measure
    return Item(first, last, words, text, entries, value, measure, mark, plural, lead)


def _quantity_word(tokens: Sequence[Token], k: int) -> str:
    """The token as `units` reads it; "in" only where it can be an inch."""
    token = tokens[k]
    if token.value is not None:
        return f"{token.value:g}" if not token.word[0].isdigit() else token.word
    if token.word != "in":
        return token.word
    after = tokens[k + 1].word if k + 1 < len(tokens) else ""
    digits = k > 0 and tokens[k - 1].word[0].isdigit()
    inch = after in ("", ",", ")", "x", "by", *_AXES) or token.glued or (k > 1 and tokens[k - 2].word in units.UNITS)
    return "in" if digits and inch else "(in)"


def _measure(tokens: Sequence[Token], words: list[str], at: int) -> tuple[Measure, int] | None:
    if tokens[at].word in _BEFORE and at + 1 < len(tokens):
        skip = at + 1
        while skip < len(words) and words[skip] in ("of", "is", "height", ":", "about", "at", "="):
            skip += 1
        found = units.read_length(words, skip)
        return (Measure((found[0],), axis=_BEFORE[tokens[at].word]), found[1]) if found else None
    if limit := _not_more(words, at):
        return limit
    if money := units.read_money(words, at):
        return Measure(money=money[0]), money[1]
    if area := units.read_area(words, at):
        return Measure(area=area[0]), area[1]
    if sizes := units.read_sizes(words, at):
        return Measure(sizes[0]), sizes[1]
    single = units.read_length(words, at)
    if single is None:
        return None
    axis = _AXES.get(words[single[1]]) if single[1] < len(words) else None
    if single[0].bare and (axis is None or not _bare_size(tokens, at, single[1] + 1)):
        return None
    return Measure((single[0],), axis=axis), single[1] + (axis is not None)


def _not_more(words: list[str], at: int) -> tuple[Measure, int] | None:
    """ "no deeper than 30 cm": that deep."""
    start = at + (3 if words[at : at + 3] == ["none", "of", "them"] else 1)
    axis = _MORE.get(words[start]) if start + 2 < len(words) and words[start + 1] == "than" else None
    if axis is None or words[at] not in ("no", "not", "none"):
        return None
    length = units.read_length(words, start + 2)
    return (Measure((length[0],), axis=axis), length[1]) if length and not length[0].bare else None


def _bare_size(tokens: Sequence[Token], at: int, after: int) -> bool:
    """ "140 wide" is a size, "two tall bookcases" is none: digits, and no noun behind."""
    ends = after >= len(tokens) or tokens[after].mark or tokens[after].word in ("and", "x", "by")
    return ends and tokens[at].word[0].isdigit()
