"""Pronouns and numbers without a noun: "each with a lamp", "one on the left … the other", "ten of them", "for two"."""

from __future__ import annotations

from idesign.designers.embedded.reading import placing, references
from idesign.designers.embedded.reading.draft import DraftWish, companion_kind, extend
from idesign.designers.embedded.reading.items import GROUPS
from idesign.designers.embedded.reading.phrases import AnyChunk, Word
from idesign.designers.embedded.reading.scope import End, Scope, Waiting, is_word

_TO_OPENING = ("under", "above", "at", "beside", "near", "in_front_of", "facing", "opposite")
_OFTEN = frozenset({"often", "usually", "sometimes", "mostly", "normally", "regularly", "occasionally", "at weekends"})
_COMING = frozenset({"come", "comes", "visit", "eat", "dine", "sit", "meet", "gather", "are", "get"})


def pronoun(s: Scope, word: Word) -> None:
    assert word.entry is not None
    which = word.entry.value
    if which == "self":
        _each_other(s, word)
    elif s.waiting is not None:
        _target_pronoun(s, word, which)
    elif which == "us" and s.near(1, "with"):
        s.multiple, s.last, s.subjects = max(2, s.draft.occupants or 2), None, []
    elif which == "us" and s.last is not None:
        s.last.count, s.last.said = s.last.count * max(2, s.draft.occupants or 2), True
    elif which == "each" and s.said(-1) == "for" and (s.chunk(1) is None or s.near(1, "mark")) and s.last is not None:
        _for_each(s, s.last)
    elif which == "each" and s.head is not None and s.last is not None and s.last is not s.head:
        s.last.count *= s.head.count
    elif which == "each" and s.last is not None and s.last.said and (s.chunk(1) is None or s.near(1, "mark")):
        _so_many_each(s, s.last)
    elif which == "all":
        _everything(s)
    else:
        _subject_pronoun(s, which)


def _everything(s: Scope) -> None:
    """ "all the furniture is set on a rug": what stands on the floor so far, where a place follows."""
    k = next((k for k in range(1, 4) if not s.near(k, "be", "filler", "det")), 4)
    named = [w for w in s.draft.wishes if references.on_floor([w]) and "rug" not in w.family]
    if named and _has_place(s.chunk(k)):
        s.subjects, s.last, s.group, s.verb, s.unnamed = named, named[-1], named, True, True


def _for_each(s: Scope, wish: DraftWish) -> None:
    """ "desks in four rows, a chair for each"."""
    of = references.pronoun(s.draft, "each", [wish], None)
    if of is not None and not wish.plural:
        wish.count, wish.said = wish.count * of.count, True


def _so_many_each(s: Scope, wish: DraftWish) -> None:
    """ "six round tables, three chairs each"."""
    of = references.pronoun(s.draft, "each", [wish], None)
    if of is not None and companion_kind(of.value, wish.value):
        wish.count, wish.count_max = wish.count * of.count, None


def _each_other(s: Scope, word: Word) -> None:
    """ "two armchairs facing each other": a property of the set."""
    waiting, s.waiting = s.waiting, None
    if waiting is not None:
        topic = [s.draft.topic] if s.draft.topic in s.draft.wishes and s.draft.topic is not None else []
        for wish in s.topics() or topic:
            extend(wish.qualities, [f"{waiting.words} {word.words}"])


def _target_pronoun(s: Scope, word: Word, which: str) -> None:
    waiting = s.waiting
    assert waiting is not None
    target: End | None = placing.spoken_of(s, waiting, which)
    if waiting.kind == "between" and which == "them" and isinstance(target, DraftWish) and _no_pair(s, waiting, target):
        target = _second_of_two(s, waiting) or target
    if target is None and waiting.kind in _TO_OPENING:
        target = s.opening or None
    if target is None or (which == "other" and waiting.kind in ("on", "at")):
        s.waiting = None
        return
    waiting.go_on(word.words)
    placing.arrived(s, target, each=which == "each")


def _no_pair(s: Scope, waiting: Waiting, target: DraftWish) -> bool:
    """One thing is no pair to be between, nor is what stands on the thing that is between."""
    said_of = placing.figures(s, waiting, place=False)
    return target.count == 1 or any(r.wish is target and r.target in said_of for r in s.draft.relations)


def _second_of_two(s: Scope, waiting: Waiting) -> DraftWish | None:
    """ "a slide in one corner, a tent in the other, and toys on a rug between them": of the two single things."""
    said_of = placing.figures(s, waiting, place=False)
    on = [r.wish for r in s.draft.relations if r.target in said_of]
    pair = [w for w in s.draft.wishes if w.count == 1 and w not in (*said_of, *on) and references.on_floor([w])][-2:]
    if len(pair) < 2:
        return None
    waiting.first = pair[0]
    return pair[1]


def _subject_pronoun(s: Scope, which: str) -> None:
    """ "they stand …", "each with a lamp", "one on the left … the other on the right"."""
    if which == "each" and s.near(-2, "person") and s.draft.occupants:
        s.multiple, s.last, s.subjects = s.draft.occupants, None, []
        return
    if which == "one" and s.owned and s.last is not None:  # "Wardrobe: keep the one that's there"
        s.last.owned, s.subjects, s.verb = True, [s.last], True
        return
    topic = s.draft.topic if which == "it" and s.last is None and s.draft.topic in s.draft.wishes else None
    found = topic or references.pronoun(s.draft, which, [], None)
    if found is None:
        return
    if which == "each":
        s.multiple = found.count
    if which == "other":
        found = s.rest or found
    if which == "one" and _has_place(s.chunk(1)):
        found = s.rest if s.rest in s.draft.wishes and s.rest is not None else found
        more, s.rest = bool(s.joined) and s.rest is not found, found
        found = s.draft.one_more(found) if more else s.draft.split(found, 2 if "each" in s.said(1) else 1)
    s.subjects, s.last, s.group, s.verb, s.unnamed = [found], found, [found], True, True


def _has_place(chunk: AnyChunk | None) -> bool:
    """A relation phrase that says where the thing before it stands."""
    return isinstance(chunk, Word) and chunk.entry is not None and chunk.kind == "rel" and not chunk.entry.reverse


def number(s: Scope, word: Word) -> None:
    """ "for two" after a table says how many sit at it; "two of them", "at least three" how many there are."""
    assert word.item is not None
    assert word.item.value is not None
    count = int(min(word.item.value, 500))
    if s.last is not None and (s.said(-1) == "x" or _in_rows(word)):
        if s.said(-1) == "x" and (times := s.chunk(-1)):
            s.use(times)
        s.last.count, s.last.said, s.last.vague, s.waiting = count, True, False, None
        return
    told = _of_people(s)
    people = told or _word_before(s) in ("for", "seating", "seats", "seat", "room for", "space for", "place for")
    if s.replace and s.last is not None and s.last.seats:
        s.last.seats, s.last.seats_words, s.replace = count, f"for {word.words}", ""
        return
    if s.waiting is not None and s.said(1) == "of":
        return
    if people and s.last is not None and s.last.seats_people:
        s.last.seats, s.last.seats_words = count, f"for {word.words}"
    elif people and s.zone is not None and s.last is None:
        s.draft.zones[s.zone].seats, s.draft.zones[s.zone].seats_words = count, f"for {word.words}"
    elif _of_them(s) and (found := references.pronoun(s.draft, "them", [], None)):
        found.count, found.said, found.vague = count, True, False
        s.subjects, s.last, s.group = [found], found, [found]
    elif people:
        most = max(count, s.draft.occupants or 0) if told else s.draft.occupants or count
        s.draft.occupants_words = s.draft.occupants_words if most == s.draft.occupants else f"for {word.words}"
        s.draft.occupants = most
    elif word.words.lower() == "one" and not s.replace:
        _subject_pronoun(s, "one")
    elif _has_place(s.chunk(1)) and s.comma and s.last is not None and s.last.said and s.last.count > count:
        _so_many_there(s, s.last, count)
    elif s.chunk(1) is None or s.near(1, "mark"):
        _how_many(s, count)


def _of_people(s: Scope) -> bool:
    """ "we are often eight", "when eight come", "eight of us"."""
    before = [w for k in range(1, 6) if (w := s.said(-k)) not in _OFTEN and not s.near(-k, "bound")]
    are = before[:2] == ["are", "we"] or before[:1] in (["we're"], ["'re"])
    come = before[:1] in (["when"], ["if"]) and s.said(1) in _COMING
    have = before[:2] == ["have", "we"] and s.said(1) in ("at", "for", "over", "round")
    return are or come or have or (s.said(1) == "of" and s.said(2) == "us")


def _so_many_there(s: Scope, wish: DraftWish, count: int) -> None:
    """ "six chairs, two on each long side and one on each short side"."""
    part = s.draft.split(wish, min(wish.count - 1, 2 * count if "each" in s.said(1) else count))
    s.rest, s.subjects, s.last, s.group, s.verb = wish, [part], part, [part], True


def _word_before(s: Scope) -> str:
    """The word before in English, which is not the person's own in a translated sentence."""
    before = s.chunk(-1)
    return before.item.word if isinstance(before, Word) and before.item is not None else s.said(-1)


def _in_rows(word: Word) -> bool:
    """ "in four rows of four"."""
    return any(f" {group} of " in word.words for group in GROUPS)


def _of_them(s: Scope) -> bool:
    return s.said(1) == "of them" or (s.said(1) == "of" and s.near(2, "pronoun"))


def _how_many(s: Scope, count: int) -> None:
    """A number without a noun: "plants! at least three", "they refuse to share a desk, so two"."""
    wish = s.last or (s.draft.wishes[-1] if s.draft.wishes else None)
    before = s.chunk(-1)
    counts = s.k == 0 or is_word(before, "bound") or s.said(-1) in ("so", "make", "need", "want", ":")
    if wish is not None and s.replace:
        s.draft.notes.append(f"'{wish.words}' became {count}, as you said")
        wish.count, wish.count_max, wish.said, wish.vague, s.replace = count, None, True, False, ""
    elif wish is not None and counts and (wish.vague or wish.count == 1) and count > 1:
        wish.count, wish.said, wish.vague = count, True, False
        wish.exact = getattr(getattr(before, "entry", None), "value", "") == "exact"
