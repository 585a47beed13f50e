"""Reads the chunks of each sentence in order and notes wishes and where they stand.

English in descriptions of rooms is regular enough for one pass with a small memory (`Scope`): the thing last named, the
thing that others came "with", the subject of the verb, a relation that waits for its target, and relations that came
before their thing ("above the table a lamp"). What a phrase hangs on:

- after a verb ("X and Y stand …") on the subjects, else on the thing last named;
- of "X with Y under the window", where Y usually belongs to X, on X; with a furniture target on Y;
- before its thing, when a thing follows at once, on that thing;
- a phrase that names no target ("a lamp on top") means the head of "with", else the thing before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from idesign.brief import WishKind
from idesign.designers.embedded.reading import places, references
from idesign.designers.embedded.reading.chunks import AnyChunk, Place, RoomName, Thing, Traits, Word
from idesign.designers.embedded.reading.draft import Draft, DraftWish, companion_kind, describe, extend, family
from idesign.designers.embedded.reading.space import name_room, say_of_room, size_of_thing, surface

_PLURAL_ONLY = frozenset(
    {"curtains", "books", "weights", "string_lights", "coat_hooks", "tableware", "cookware", "storage_jars", "throw",
     "towel_stack", "nesting_tables", "bathroom_small", "desk_accessory", "dumbbell_rack", "dresser", "flowers"}
)  # fmt: skip
_CLOSING = (",", ";", ":", "(", ")", "-", "/")


@dataclass
class Waiting:
    """A relation phrase whose target has not come yet."""

    kind: str
    words: str
    reverse: bool
    fronted: bool
    first: DraftWish | str | None = None
    wall_of: str = ""
    wall_kind: str = ""


@dataclass
class Scope:
    """What the reader holds in mind within a sentence."""

    index: int
    head: DraftWish | None = None
    head_kind: str = ""
    multiple: int = 1
    last: DraftWish | None = None
    subjects: list[DraftWish] = field(default_factory=list)
    verb: bool = False
    waiting: Waiting | None = None
    fronted: list[tuple[str, DraftWish | str, DraftWish | str | None, str]] = field(default_factory=list)
    negated: bool = False
    excluded: bool = False
    owned: bool = False
    replace: bool = False
    listing: bool = False
    comma: bool = True
    zone: list[DraftWish] | None = None
    used: set[int] = field(default_factory=set)


class Clauses:
    """Reads sentences into a draft."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft

    def read(self, chunks: Sequence[AnyChunk], index: int) -> set[int]:
        """One sentence; gives the numbers of the tokens that were used."""
        scope = Scope(index)
        for k, chunk in enumerate(chunks):
            self._one(scope, chunk, chunks, k)
            scope.comma = isinstance(chunk, Word) and chunk.kind == "mark"
        self._settle(scope)
        for kind, target, other, words in scope.fronted:
            self._late(scope, kind, target, other, words)
        return scope.used

    def _one(self, s: Scope, chunk: AnyChunk, chunks: Sequence[AnyChunk], k: int) -> None:
        if isinstance(chunk, Thing):
            self._thing(s, chunk, chunks, k)
        elif isinstance(chunk, Place):
            self._place(s, chunk, chunks, k)
        elif isinstance(chunk, RoomName):
            self._room(s, chunk)
        elif isinstance(chunk, Traits):
            self._traits(s, chunk)
        else:
            self._word(s, chunk, chunks, k)

    # --- things -------------------------------------------------------------------------------------------------------

    def _thing(self, s: Scope, thing: Thing, chunks: Sequence[AnyChunk], k: int) -> None:
        if s.negated or thing.det == "no":
            self._exclude(s, thing)
        elif thing.entry is None and not self._wanted(s, thing, chunks, k):
            s.waiting = None
        elif s.waiting is not None and not s.waiting.reverse:
            self._target_thing(s, thing, chunks, k)
        else:
            self._named(s, thing)

    def _wanted(self, s: Scope, thing: Thing, chunks: Sequence[AnyChunk], k: int) -> bool:
        """Whether a noun that nobody knows is something wished for: it has an article or number, or stands by itself in
        a list, and no place phrase waits for it."""
        if s.waiting is not None or not (s.listing or s.head):
            return False
        after = chunks[k + 1] if k + 1 < len(chunks) else None
        ends = after is None or _is(after, "mark") or _is(after, "join") or _is(after, "rel") or _is(after, "with")
        return ends and (thing.det == "a" or thing.number.said or s.comma or _is(chunks[k - 1], "join", "with"))

    def _exclude(self, s: Scope, thing: Thing) -> None:
        s.used.update(range(thing.first, thing.last + 1))
        s.excluded, s.negated = True, True
        extend(self.draft.excluded_words, [thing.words])
        if thing.entry:
            extend(self.draft.excluded, [thing.entry.value])

    def _named(self, s: Scope, thing: Thing) -> None:
        """A thing as a new wish, or spoken of again."""
        wish = self._wish(s, thing)
        if s.replace:
            self._replace(s, wish)
        if s.waiting is not None and s.waiting.reverse:
            s.head, s.head_kind, s.waiting = s.last, s.waiting.kind, None
        for kind, target, other, words in s.fronted:
            self._relate(kind, wish, target, words, other)
        s.fronted = []
        self._accompany(s, wish)
        if s.zone is not None:
            s.zone.append(wish)
        s.subjects = [wish] if s.verb else [*s.subjects, wish]
        s.verb, s.last = False, wish

    def _replace(self, s: Scope, wish: DraftWish) -> None:
        """Second thoughts: the thing named before makes way."""
        s.replace = False
        old = next((w for w in reversed(self.draft.wishes) if w is not wish and w.sentence == wish.sentence), None)
        if old is not None:
            self.draft.notes.append(f"'{old.words}' gave way to '{wish.words}', as you said")
            s.subjects = [w for w in s.subjects if w is not old]
            self.draft.drop(old)

    def _accompany(self, s: Scope, wish: DraftWish) -> None:
        if s.head is None or s.head is wish:
            return
        first = not any(head is s.head for head, _, _, _ in self.draft.companions)
        self.draft.companions.append((s.head, wish, s.head_kind, first))
        if s.multiple > 1 and not wish.plural:
            wish.count, wish.said = wish.count * s.multiple, True

    def _wish(self, s: Scope, thing: Thing) -> DraftWish:
        """The wish of a noun phrase: an earlier one when it speaks of that, else a new one."""
        s.used.update(range(thing.first, thing.last + 1))
        earlier = references.known(self.draft, thing)
        if earlier is not None and self._again(thing, earlier):
            describe(earlier, thing.look)
            if thing.number.said and earlier.vague:
                earlier.count, earlier.said, earlier.vague = thing.number.least, True, False
            if thing.det not in ("the", "each", "both", "other"):
                earlier.implicit, earlier.words = False, max(earlier.words, thing.words, key=len)
            wish = earlier
        else:
            wish = self.draft.add(thing, s.index)
            wish.owned, s.owned = wish.owned or s.owned, False
            if wish.vague and wish.value in _PLURAL_ONLY:
                wish.count, wish.vague = 1, False
        for measure in thing.look.sizes:
            size_of_thing(wish, measure)
        return wish

    def _again(self, thing: Thing, earlier: DraftWish) -> bool:
        if thing.det in ("the", "each", "both"):
            return True
        return earlier.implicit and not thing.number.said and thing.det in ("", "a", "my")

    # --- relations ----------------------------------------------------------------------------------------------------

    def _target_thing(self, s: Scope, thing: Thing, chunks: Sequence[AnyChunk], k: int) -> None:
        waiting = s.waiting
        assert waiting is not None
        figures = self._figures(s, waiting, place=False)
        earlier = references.known(self.draft, thing, figures)
        definite = thing.det in ("the", "each", "both", "my") or (thing.det == "" and not thing.number.said)
        fresh = earlier is None or not definite
        target = self._target_wish(s, thing, earlier, fresh)
        if waiting.kind == "between" and waiting.first is None and target.count < 2:
            waiting.first = target
            return
        self._arrived(s, target, chunks, k, each=thing.det == "each")
        if fresh:
            s.last = target

    def _target_wish(self, s: Scope, thing: Thing, earlier: DraftWish | None, fresh: bool) -> DraftWish:
        if not fresh and earlier is not None:
            s.used.update(range(thing.first, thing.last + 1))
            if thing.number.said and earlier.vague:
                earlier.count, earlier.said, earlier.vague = thing.number.least, True, False
            return earlier
        return self._wish(s, thing)

    def _figures(self, s: Scope, waiting: Waiting, place: bool) -> list[DraftWish]:
        """What the relation is said of; empty when it comes before its thing."""
        if s.verb and s.subjects:
            return list(s.subjects)
        if s.last is None:
            return []
        belongs = s.head is not None and companion_kind(s.head.value, s.last.value) != ""
        return [s.head] if place and belongs and s.head is not None else [s.last]

    def _arrived(
        self, s: Scope, target: DraftWish | str, chunks: Sequence[AnyChunk], k: int, each: bool = False
    ) -> None:
        """The target of the waiting relation is known: notes it, or keeps it for the thing that follows."""
        waiting, s.waiting = s.waiting, None
        assert waiting is not None
        kind, first, other = waiting.kind, waiting.first, None
        if waiting.wall_of and isinstance(target, DraftWish):
            self._wall_of(s, waiting, target)
            return
        if first is not None:
            target, other = first, target
        figures = self._figures(s, waiting, place=isinstance(target, str))
        if not figures or (waiting.fronted and _thing_follows(chunks, k + 1)):
            s.fronted.append((kind, target, other, waiting.words))
            s.verb, s.subjects = False, []
            return
        for figure in figures:
            if each and isinstance(target, DraftWish) and figure.count == 1 and not figure.said:
                figure.count, figure.said = target.count, True
            self._relate(kind, figure, target, waiting.words, other)

    def _wall_of(self, s: Scope, waiting: Waiting, target: DraftWish) -> None:
        """ "on the wall behind it", "against the wall opposite the sofa"."""
        for figure in self._figures(s, waiting, place=True):
            kind: WishKind = "on" if places.hangs(figure) else "against"
            self.draft.relate(kind, figure, target, waiting.words, wall_of=waiting.wall_of)

    def _relate(
        self, kind: str, figure: DraftWish, target: DraftWish | str, words: str, other: DraftWish | str | None = None
    ) -> None:
        """Notes a relation under its final kind."""
        if isinstance(target, str):
            found = places.to_place(kind, figure, target)
            if found:
                self.draft.relate(found[0], figure, found[1], words, other)
            return
        if kind == "between" and other is None and target.count == 2:
            self._between_pair(figure, target, words)
            return
        final = places.to_thing(kind, figure, target)
        if final == "flanking" and figure.count == 1 and not figure.said:
            figure.count, figure.said = 2, True
        if final is not None:
            self.draft.relate(final, figure, target, words, other)

    def _between_pair(self, figure: DraftWish, pair: DraftWish, words: str) -> None:
        """A thing between two equal ones: when they usually belong to it, they flank it ("a bed between two
        nightstands"); else it stands between them."""
        if companion_kind(figure.value, pair.value):
            self.draft.relate("flanking", pair, figure, words)
        else:
            self.draft.relate("between", figure, pair, words, pair)

    def _late(self, s: Scope, kind: str, target: DraftWish | str, other: DraftWish | str | None, words: str) -> None:
        """A place phrase that found no thing in its sentence speaks of the thing before."""
        before = [w for w in self.draft.wishes if w.sentence < s.index]
        if before:
            self._relate(kind, before[-1], target, words, other)

    def _settle(self, s: Scope) -> None:
        """A waiting relation that gets no target means what was spoken of, when its words can stand alone."""
        waiting, s.waiting = s.waiting, None
        if waiting is None or waiting.reverse:
            return
        if waiting.kind == "middle_of":
            figures: list[DraftWish] = self._figures(s, waiting, place=True)
            for figure in figures:
                self._relate("centered", figure, "room", waiting.words)
            if not figures:
                s.fronted.append(("centered", "room", None, waiting.words))
        elif waiting.first is not None:
            self._between_known(s, waiting)
        elif waiting.kind not in ("in", "at", "hang", "on", "between", "against") or waiting.words.endswith("top"):
            self._implied_target(s, waiting)

    def _between_known(self, s: Scope, waiting: Waiting) -> None:
        for figure in self._figures(s, waiting, place=False):
            if isinstance(waiting.first, DraftWish) and figure is not waiting.first:
                self._relate("between", figure, waiting.first, waiting.words, waiting.first)

    def _implied_target(self, s: Scope, waiting: Waiting) -> None:
        figures = self._figures(s, waiting, place=False)
        target = s.head if s.head is not None and s.head not in figures else None
        target = target or references.pronoun(self.draft, "it", figures, None)
        if target is None:
            return
        if not figures:
            s.fronted.append((waiting.kind, target, None, waiting.words))
        for figure in figures:
            self._relate(waiting.kind, figure, target, waiting.words)

    # --- places and rooms ---------------------------------------------------------------------------------------------

    def _place(self, s: Scope, place: Place, chunks: Sequence[AnyChunk], k: int) -> None:
        s.used.update(range(place.first, place.last + 1))
        if s.negated:
            s.negated = False
        elif s.waiting is None:
            self._say_of_place(s, place)
        elif place.place == "wall" and (of := self._wall_relation(place, chunks, k)):
            s.waiting.wall_of, s.waiting.words = of, f"{s.waiting.words} {place.words}"
        elif s.waiting.kind == "between" and place.place in ("window", "door"):
            self._between_openings(s, place, chunks, k)
        else:
            s.waiting.words = f"{s.waiting.words} {place.words}"
            surface(self.draft.room, place)
            self._opposite_wall(s, place) or self._arrived(s, places.place_name(place), chunks, k)

    def _say_of_place(self, s: Scope, place: Place) -> None:
        said = surface(self.draft.room, place)
        if place.place in ("window", "door") and (place.number.said or place.det in ("a", "no")):
            count = 0 if place.det == "no" else place.number.least
            setattr(self.draft.room, f"{place.place}s", count)
        elif place.place == "middle" or said:
            s.last = None if place.place != "middle" else s.last

    def _wall_relation(self, place: Place, chunks: Sequence[AnyChunk], k: int) -> str:
        """Whether the wall is told by a thing: "the wall behind it", "the wall opposite the sofa"."""
        after = chunks[k + 1] if k + 1 < len(chunks) else None
        entry = after.entry if isinstance(after, Word) else None
        if entry is None or entry.kind != "rel" or k + 2 >= len(chunks):
            return ""
        target = chunks[k + 2]
        if not (isinstance(target, Thing) or _is(target, "pronoun")):
            return ""
        return {"behind": "behind", "opposite": "opposite", "facing": "opposite"}.get(entry.value, "")

    def _opposite_wall(self, s: Scope, place: Place) -> bool:
        """ "on the opposite wall": of the thing spoken of before."""
        if place.place != "wall" or s.waiting is None or not {"opposite", "same"} & set(place.sides):
            return False
        figures = self._figures(s, s.waiting, place=True)
        other = references.pronoun(self.draft, "it", figures, None)
        if other is None:
            return False
        s.waiting.wall_of = "opposite" if "opposite" in place.sides else "behind"
        self._wall_of(s, s.waiting, other)
        s.waiting = None
        return True

    def _between_openings(self, s: Scope, place: Place, chunks: Sequence[AnyChunk], k: int) -> None:
        assert s.waiting is not None
        name = place.place
        if place.number.plural or place.number.least > 1:
            s.waiting.words = f"{s.waiting.words} {place.words}"
            s.waiting.first = f"{name}:1"
            count = max(2, place.number.least)
            setattr(self.draft.room, f"{name}s", max(count, getattr(self.draft.room, f"{name}s") or 0))
            self._arrived(s, f"{name}:2", chunks, k)
        elif s.waiting.first is None:
            s.waiting.first = name
        else:
            self._arrived(s, name, chunks, k)

    def _room(self, s: Scope, room: RoomName) -> None:
        s.used.update(range(room.first, room.last + 1))
        s.waiting, s.last, s.head, s.subjects, s.verb = None, None, None, [], False
        name_room(self.draft, room)

    def _traits(self, s: Scope, traits: Traits) -> None:
        s.used.update(range(traits.first, traits.last + 1))
        if s.negated:
            extend(self.draft.excluded, [f"colour:{c}" for c in traits.look.colours])
            extend(self.draft.excluded, [f"material:{m}" for m in traits.look.materials])
            extend(self.draft.excluded_words, [traits.words])
            return
        if s.waiting is not None and not s.waiting.reverse:
            s.waiting = None
        things = s.subjects if s.verb and s.subjects else [s.last] if s.last else []
        say_of_room(self.draft, s.used, traits, things, loose=s.comma)

    # --- words --------------------------------------------------------------------------------------------------------

    def _word(self, s: Scope, word: Word, chunks: Sequence[AnyChunk], k: int) -> None:
        handler = getattr(self, f"_on_{word.kind}", None)
        if handler is None:
            return
        s.used.update(range(word.first, word.last + 1))
        handler(s, word, chunks, k)

    def _on_mark(self, s: Scope, word: Word, chunks: Sequence[AnyChunk], k: int) -> None:
        self._settle(s)
        if word.words == ":":
            s.listing = True
        if word.words in _CLOSING:
            s.head, s.head_kind, s.multiple, s.negated, s.excluded = None, "", 1, False, False
            s.listing = s.listing or bool(self.draft.wishes)

    def _on_join(self, s: Scope, word: Word, chunks: Sequence[AnyChunk], k: int) -> None:
        entry = word.entry
        assert entry is not None
        if entry.value == "correction":
            s.replace, s.negated, s.waiting = True, False, None
        elif s.waiting is not None and s.waiting.first is None:
            self._settle(s)
        if entry.value == "and" and s.excluded:
            s.negated = s.excluded = False

    def _on_rel(self, s: Scope, word: Word, chunks: Sequence[AnyChunk], k: int) -> None:
        entry = word.entry
        assert entry is not None
        if s.waiting is not None and s.waiting.wall_of:
            s.waiting.words = f"{s.waiting.words} {word.words}"
            return
        self._settle(s)
        s.waiting = Waiting(entry.value, word.words, entry.reverse, s.comma or (not s.verb and s.last is None))

    def _on_with(self, s: Scope, word: Word, chunks: Sequence[AnyChunk], k: int) -> None:
        self._settle(s)
        entry = word.entry
        assert entry is not None
        s.listing, s.negated = True, False
        if entry.value == "fresh":
            s.head, s.verb, s.subjects = None, False, []
        else:
            s.head, s.head_kind = (s.subjects[-1] if s.verb and s.subjects else s.last), ""
            s.verb, s.subjects = False, []

    def _on_be(self, s: Scope, word: Word, chunks: Sequence[AnyChunk], k: int) -> None:
        if s.waiting is not None and s.waiting.first is None:
            self._settle(s)
        if word.words.split()[0] in ("which", "that", "who") and s.last is not None:
            s.subjects = [s.last]
        s.verb = bool(s.subjects)

    def _on_keep(self, s: Scope, word: Word, chunks: Sequence[AnyChunk], k: int) -> None:
        assert word.entry is not None
        self._settle(s)
        owned = s.subjects or ([s.last] if s.last else [])
        if word.entry.value == "verb" and owned:
            for wish in owned:
                wish.owned = True
            s.subjects, s.verb = list(owned), True
        elif word.entry.value == "next":
            s.owned, s.listing = True, True

    def _on_neg(self, s: Scope, word: Word, chunks: Sequence[AnyChunk], k: int) -> None:
        self._settle(s)
        s.negated, s.head = True, None

    def _on_only(self, s: Scope, word: Word, chunks: Sequence[AnyChunk], k: int) -> None:
        self._settle(s)
        self.draft.only = True

    def _on_zone(self, s: Scope, word: Word, chunks: Sequence[AnyChunk], k: int) -> None:
        assert word.entry is not None
        s.waiting, s.head, s.last, s.zone = None, None, None, []
        s.subjects, s.verb = [], False
        self.draft.zones.append((word.entry.value, s.zone))

    def _on_pronoun(self, s: Scope, word: Word, chunks: Sequence[AnyChunk], k: int) -> None:
        assert word.entry is not None
        which = word.entry.value
        if s.waiting is not None:
            figures = self._figures(s, s.waiting, place=False)
            target = references.pronoun(self.draft, which, figures, s.head)
            if target is None:
                s.waiting = None
            else:
                s.waiting.words = f"{s.waiting.words} {word.words}"
                self._arrived(s, target, chunks, k, each=which == "each")
            return
        self._subject_pronoun(s, which)

    def _subject_pronoun(self, s: Scope, which: str) -> None:
        found = references.pronoun(self.draft, which, [], None)
        if found is None:
            return
        if which == "each":
            s.multiple = found.count
        if which in ("one", "other"):
            found = self.draft.split(found, 1) if which == "one" else found
        s.subjects, s.last, s.verb = [found], found, True

    def _on_number(self, s: Scope, word: Word, chunks: Sequence[AnyChunk], k: int) -> None:
        """ "for two" after a table says how many sit at it; "two of them", "ten of them" how many there are."""
        assert word.item is not None and word.item.value is not None
        before = chunks[k - 1] if k else None
        count = int(min(word.item.value, 500))
        if before is not None and before.words == "for" and s.last is not None and _seats(s.last):
            s.last.seats, s.last.seats_words = count, f"for {word.words}"
        elif _of_them(chunks, k) and (found := references.pronoun(self.draft, "them", [], None)):
            found.count, found.said, found.vague = count, True, False
            s.subjects, s.last = [found], found
        elif before is not None and before.words == "for" and self.draft.occupants is None:
            self.draft.occupants, self.draft.occupants_words = count, f"for {word.words}"
        elif word.words.lower() == "one":
            self._subject_pronoun(s, "one")

    def _on_part(self, s: Scope, word: Word, chunks: Sequence[AnyChunk], k: int) -> None:
        """A drawer, a headboard: it belongs to the thing and is no wish of its own."""
        if s.head is not None or s.last is not None:
            s.waiting = None

    def _on_filler(self, s: Scope, word: Word, chunks: Sequence[AnyChunk], k: int) -> None:
        """Words that only help others along."""

    _on_det = _on_vague = _on_bound = _on_side = _on_filler

    def _on_person(self, s: Scope, word: Word, chunks: Sequence[AnyChunk], k: int) -> None:
        s.waiting, s.negated = None, False

    _on_activity = _on_person


def _is(chunk: AnyChunk, *kinds: str) -> bool:
    return isinstance(chunk, Word) and chunk.kind in kinds


def _thing_follows(chunks: Sequence[AnyChunk], k: int) -> bool:
    """Whether a new thing comes next, before any comma ("next to the sofa a lamp", "in the corner is a chair")."""
    while k < len(chunks) and (_is(chunks[k], "be", "filler", "with", "vague") and chunks[k].words != "with"):
        k += 1
    after = chunks[k] if k < len(chunks) else None
    return isinstance(after, Thing) and after.det in ("a", "", "my") and after.entry is not None


def _seats(wish: DraftWish) -> bool:
    return bool({"table", "sofa", "desk", "bench"} & family(wish.value)) or wish.value == "sectional_sofa"


def _of_them(chunks: Sequence[AnyChunk], k: int) -> bool:
    rest = [c.words.lower() for c in chunks[k + 1 : k + 3]]
    return rest == ["of", "them"] or rest[:1] == ["of them"]
