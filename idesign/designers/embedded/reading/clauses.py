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

from collections.abc import Callable, Sequence
from dataclasses import replace

from idesign.designers.embedded.reading import naming, places, placing, pronouns
from idesign.designers.embedded.reading.draft import Draft, DraftZone, belongs, extend
from idesign.designers.embedded.reading.lexicon import Entry, data
from idesign.designers.embedded.reading.phrases import AnyChunk, Look, Number, Place, RoomName, Thing, Traits, Word
from idesign.designers.embedded.reading.scope import Scope, Waiting, is_word
from idesign.designers.embedded.reading.space import name_room, say_of_room, surface, surface_look

_CLOSING = (",", ";", ":", "(", ")", "-", "/")
_OF_ALL = ("furniture", "accents", "details", "touches", "tones", "hints", "highlights", "decor")
"""Words after a colour or material that make it the whole room's ("brass accents")."""
_FREE = ("free", "empty", "unobstructed", "free space", "free floor", "empty floor", "floor", "open floor")
_LEAVE = ("leave", "leaves", "leaving")
"""Before or after a length these make it floor that stays empty."""
DOUBLE = "double-sink"
"""Said of a vanity or worktop; with an article of its own it is a sink."""
WAY = 0.7
"""What is wider than this [m] and said of passing is a way for a wheelchair, a frame or a pram."""
WHEELCHAIR = "wheelchair user"
_HOMES = ("apartment", "flat", "garage", "basement", "cellar", "office", "shop", "restaurant", "school", "library")
"""In which a room that has a name already only is: "a home gym in the garage"."""
_NEXT_DOOR = ("from", "to", "off", "towards", "into", "leads to", "leading to", "open to")
"""Before "the hallway" these speak of another room than this one."""
_CHANGE = ("become", "becomes", "becoming", "turn", "turned", "turning", "change", "changed", "changing", "convert",
           "converted", "converting", "transform", "transformed", "transforming")  # fmt: skip
"""Verbs whose object is another room in the end."""
_TO_BE = ("will be", "shall be", "should be", "is to be", "must be", "is going to be")
_ENDINGS = ("that's it", "that is it", "that's all", "that is all", "and that's it")
_COURTESY = ("thanks", "thank you")
COMPASS = ("north", "south", "east", "west")
_SO = ("so", "therefore", "hence")
_SPEAKERS = ("i", "we", "you", "he", "she", "people", "who", "customers")


def read(draft: Draft, chunks: Sequence[AnyChunk], index: int) -> set[int]:
    """Reads one sentence into the draft; gives the numbers of the tokens that were used."""
    s = Scope(draft, index, chunks)
    for k, chunk in enumerate(chunks):
        s.k = k
        _one(s, chunk)
        s.comma = chunk.words if is_word(chunk, "mark") else ""
        s.joined = chunk.entry.value if isinstance(chunk, Word) and chunk.kind == "join" and chunk.entry else ""
        s.owned = s.owned if _goes_on_owning(s, chunk) else ""
    placing.settle(s)
    placing.late(s)
    return s.used


def _goes_on_owning(s: Scope, chunk: AnyChunk) -> bool:
    """ "I already have a piano and a red sofa"."""
    listed = s.owned == "own" and (isinstance(chunk, Thing | Traits) or is_word(chunk, "join"))
    return listed or is_word(chunk, "keep", "det") or (s.owned == "own" and chunk.words in (",", "(", ")"))


def _one(s: Scope, chunk: AnyChunk) -> None:
    if s.waiting is not None and s.waiting.closed and not isinstance(chunk, Word | Traits):
        placing.settle(s)
    if isinstance(chunk, Thing | RoomName) or is_word(chunk, "mark", "join", "with", "be", "pronoun"):
        s.stray = False
    if isinstance(chunk, Thing) and _is_the_room(s, chunk):
        s.use(chunk)
        name_room(s.draft, RoomName(chunk.first, chunk.last, chunk.words, _room_of(chunk)))
        s.listing = True
    elif isinstance(chunk, Thing):
        naming.thing(s, chunk)
    elif isinstance(chunk, Place):
        _place(s, chunk)
    elif isinstance(chunk, RoomName):
        _room(s, chunk)
    elif isinstance(chunk, Traits):
        _traits(s, chunk)
    elif chunk.kind == "unknown":
        s.accepted = False
        s.stray = s.stray or _begins_a_noun(s)
    elif chunk.kind in _WORDS:
        s.use(chunk)
        _WORDS[chunk.kind](s, chunk)


def _begins_a_noun(s: Scope) -> bool:
    """Whether an unknown word stands where a noun phrase begins: after a comma, a joining word or a number."""
    return s.near(-1, "mark", "join", "number", "det", "vague") and not s.verb


def _is_the_room(s: Scope, thing: Thing) -> bool:
    """ "Walk-in closet, 2.5 x 2 m: …" is what the request is about, not a piece in a room."""
    opens = s.index == 0 and s.k == 0 and not s.draft.room.names and not thing.number.plural
    after = s.chunk(1)
    ends = after is None or s.near(1, "mark", "with", "rel") or isinstance(after, Traits)
    return opens and ends and bool(_room_of(thing))


def _room_of(thing: Thing) -> str:
    """The room that a word for a piece of furniture means where it opens a request; "" for none."""
    rows = data("rooms.toml").items()
    return next((room for room, row in rows if thing.head in row.get("opens", ())), "")


# --- places, rooms, properties ----------------------------------------------------------------------------------------


def _place(s: Scope, place: Place) -> None:
    s.use(place)
    said = surface(s.draft.room, place)
    if s.waiting is not None:
        placing.target_place(s, place)
    elif s.negated:
        s.negated = False
    elif place.det == "no" and s.near(1, "rel") and isinstance(s.chunk(2), Thing):
        s.stray, s.last = True, None  # "no window above the bed" says where none shall be
        s.unuse(place)
    elif place.place in ("window", "door") and (place.number.said or place.det in ("a", "no")):
        if not _is_relative(s):
            s.draft.room.count(place.place, 0 if place.det == "no" else place.number.least)
            _speak_of(s, place, said)
    elif place.place in ("window", "door", "wall", "corner", "floor", "ceiling"):
        _speak_of(s, place, said)


def _is_relative(s: Scope) -> bool:
    """ "walls that have no window" says nothing of the room's windows."""
    return s.near(-1, "with") and s.near(-2, "be")


def _speak_of(s: Scope, place: Place, said: bool) -> None:
    """ "the piano stays, north wall" places it; else the wall itself is spoken of."""
    name = places.place_name(place)
    if s.comma and ":" in name and s.topics() and not said:
        for wish in s.topics():
            placing.relate(s, "against", wish, name, place.words)
        return
    s.last, s.head, s.place, s.subjects, s.verb = None, None, name, [], False
    s.opening = place.place if place.place in ("window", "door") else s.opening


def _room(s: Scope, room: RoomName) -> None:
    s.use(room)
    if room.det == "the" and s.said(-1) in _NEXT_DOOR:
        return
    if s.waiting is not None and s.waiting.kind == "middle_of":
        placing.arrived(s, "room")
        return
    if room.room == "_space" and s.last is not None:
        return
    if isinstance(s.chunk(1), RoomName) and room.words.lower().split()[-1] in _HOMES[:2]:
        return  # "a small apartment living room"
    s.waiting, s.last, s.head, s.subjects, s.verb = None, None, None, [], False
    words = room.words.lower().split()
    if s.draft.room.names and words[-1] in _HOMES and s.said(-1) in ("in", "inside", "within"):
        return
    half = words[-1] in ("living", "dining") and not isinstance(s.chunk(2), RoomName)
    if (s.said(-1) == "of" and s.draft.room.names) or (half and len(words) < 3 and not s.draft.room.names):
        return
    s.listing = True
    if _becomes(s, room):
        s.draft.room.names.clear()
    name_room(s.draft, room)


def _becomes(s: Scope, room: RoomName) -> bool:
    """ "Turn the dining room into a playroom", "the nursery shall be a study": the room meant is the latter."""
    change = next((c for c in s.chunks[: s.k] if c.words.lower().split()[-1] in _CHANGE), None)
    if change is not None:
        s.use(change)
    begun = s.said(-1) in _TO_BE and room.det == "a" and s.said(-2) != "used"
    return s.said(-1).split()[:1] == ["into"] or begun or (change is not None and s.said(-1) in ("", "to", *_CHANGE))


def _traits(s: Scope, traits: Traits) -> None:
    look = traits.look
    alone = s.near(-1, "det", "number") or (s.comma and s.near(1, "rel", "mark"))
    if DOUBLE in look.qualities and alone and not s.near(-2, "with"):
        naming.thing(s, Thing(traits.first, traits.last, traits.words, Entry("thing", "?sink"), "a", Number(), look,
                              (), False, "sink"))  # fmt: skip
        return
    s.use(traits)
    if money := next((m.money for m in look.sizes if m.money is not None), None):
        s.draft.budget, s.waiting = money, None
        return
    if s.negated and _unsaid(s, traits):
        return
    if s.negated:
        extend(s.draft.excluded, [*(f"colour:{c}" for c in look.colours), *(f"material:{m}" for m in look.materials)])
        moods = _ruled_out_moods(s, look)
        if look.colours or look.materials or moods:
            extend(s.draft.excluded_words, [traits.words])
        else:
            s.unuse(traits)
        return
    if s.said(-1) == "for" and (look.colours or look.materials):
        return
    if s.waiting is not None and not s.waiting.reverse:
        distance = look.sizes[0].sides[0].metres if look.sizes and look.sizes[0].sides else None
        s.waiting = None
        _distance(s, traits, distance)
        return
    if _on_surface(s, traits) or _ceiling(s, traits) or passage(s, traits):
        return
    of_all = s.said(1) in _OF_ALL
    if s.said(1) in ("one", "ones") and s.last is None and s.draft.topic in s.draft.wishes:
        s.last = s.draft.topic
    comments = (s.aside and not s.verb) or (s.unnamed and bool(look.moods)) or of_all
    things = [] if comments else s.topics()
    paint = replace(look, materials=()) if s.comma and s.place.startswith("wall") else look
    if s.place and not things and not of_all and surface_look(s.draft.room, s.place, paint):
        return
    in_brackets = s.comma == "(" and s.said(1) == ")"
    before = s.chunk(-1)
    upward = isinstance(before, Word) and before.entry is not None and before.entry.value == "most"
    it = s.unnamed and s.near(-1, "be")  # "big mirror. It's 6 x 4": so large is only the room
    loose = bool(s.comma) or (is_word(before, "bound") and s.near(-2, "mark")) or it
    say_of_room(s.draft, s.used, traits, things, loose and not in_brackets, upward, s.index)


def _unsaid(s: Scope, traits: Traits) -> bool:
    """ "White ones. Hmm, not white, walnut.": what was said of the thing before is taken back."""
    topic = s.topics()[-1] if s.topics() else s.draft.topic
    if topic is None or not set(traits.look.colours) & set(topic.colours):
        return False
    topic.colours = [c for c in topic.colours if c not in traits.look.colours]
    s.negated, s.last = False, topic
    return True


def _ruled_out_moods(s: Scope, look: Look) -> bool:
    """ "nothing cold": the colours that make a room so are ruled out, and its opposite is wanted."""
    rows = [row for mood, row in data("looks.toml")["without"].items() if mood in look.moods]
    for row in rows:
        extend(s.draft.excluded, [f"colour:{c}" for c in row["colours"]])
        extend(s.draft.moods, [row["mood"]] if row["mood"] else [])
    return bool(rows)


def _on_surface(s: Scope, traits: Traits) -> bool:
    """ "green tiles on the walls"."""
    place, after = s.chunk(2), s.chunk(1)
    on = is_word(after, "rel") and getattr(after, "entry", None) is not None and s.said(1) == "on"
    if not on or s.topics() or not isinstance(place, Place):
        return False
    return surface_look(s.draft.room, place.place, traits.look)


def _ceiling(s: Scope, traits: Traits) -> bool:
    """ "a high ceiling (3.4 m)"."""
    sides = traits.look.sizes[0].sides if len(traits.look.sizes) == 1 else ()
    if s.place != "ceiling" or len(sides) != 1 or s.topics():
        return False
    s.draft.room.height = sides[0].metres
    return True


def look_is_floor(s: Scope) -> bool:
    """ "leave 2 x 2 m free", "with 1.5 m free on one side": floor that stays empty, no size of a thing or room."""
    after = [s.said(1), s.said(2) if s.said(1) == "of" else ""]
    return any(w in _FREE for w in after) or s.said(-1) in _LEAVE


def passage(s: Scope, traits: Traits) -> bool:
    """ "90 cm to pass", "a turning circle of 1.5 m": the ways that somebody needs, not a size of a thing or room."""
    sides = traits.look.sizes[0].sides if len(traits.look.sizes) == 1 else ()
    near = any(s.near(k, "passage") for k in (-3, -2, -1, 1, 2, 3))
    if len(sides) == 1 and s.said(1) in ("around", "all around", "round") and s.near(2, "pronoun"):
        return True
    if look_is_floor(s):
        return True
    if not near or len(sides) != 1 or sides[0].metres < WAY:
        return False
    extend(s.draft.people, [WHEELCHAIR])
    return True


def _distance(s: Scope, traits: Traits, distance: float | None) -> None:
    """ "away from the window, by at least 1 m"."""
    last = s.draft.relations[-1] if s.draft.relations else None
    if distance and last is not None and last.kind in ("far", "near") and last.wish in s.topics():
        last.distance = distance
    else:
        s.unuse(traits)


# --- words ------------------------------------------------------------------------------------------------------------


def _mark(s: Scope, word: Word) -> None:
    s.relative = False
    if word.item is not None and word.item.word == "…":
        s.waiting = None
        return
    if s.k == 1 and s.waiting is not None and word.words == ":":
        s.waiting = None
    placing.settle(s)
    s.replace = s.replace if s.near(-1, "join", "filler") else ""
    if word.words == ":":
        s.listing = s.accepted = True
    if word.words in _CLOSING:
        s.owner, s.since = s.head or s.owner, len(s.draft.companions)
        s.holder, s.holder_kind = (s.head, s.head_kind) if s.head_kind in ("on", "inside") else (None, "")
        if not _list_goes_on(s, word):
            s.head, s.head_kind, s.multiple = None, "", 1
        s.negated = s.excluded = False
        s.aside, s.store = False, False
        if s.zone is not None and not s.zone_listed:
            s.zone = None
        s.listing = s.listing or bool(s.draft.wishes)


def _list_goes_on(s: Scope, word: Word) -> bool:
    """ "each with a chair, monitor and lamp": what follows without an article comes with each too."""
    after = s.chunk(1)
    if word.words != "," or s.multiple < 2 or not s.articled or s.head is None or not isinstance(after, Thing):
        return False
    bare = after.entry is not None and not (after.det or after.number.said or after.number.plural)
    return bare and after.entry is not None and belongs(s.head.value, after.entry.value)


def _join(s: Scope, word: Word) -> None:
    entry = word.entry
    assert entry is not None
    if entry.value == "again":
        s.again = True
    elif entry.value in ("correction", "retract"):
        s.replace, s.negated, s.waiting = entry.value, False, None
    elif s.waiting is not None and s.waiting.first is None:
        placing.settle(s)
    if entry.value == "and" and s.excluded:
        s.negated = s.excluded = False


def _rel(s: Scope, word: Word) -> None:
    entry = word.entry
    assert entry is not None
    if entry.value == "around" and isinstance(before := s.chunk(-1), Traits) and before.look.sizes:
        return
    if s.near(-1, "det") and entry.value in ("facing", "in_front_of", "around"):
        return
    if s.waiting is not None and (s.waiting.wall_of or (s.waiting.kind == "between" and entry.value == "hang")):
        s.waiting.go_on(word.words)
        return
    placing.settle(s)
    s.held = []
    before = s.chunk(-1)
    opens = s.k == 0 or bool(s.comma or s.joined) or is_word(before, "with", "aside")
    busy = is_word(before, "person", "activity") and not s.near(-2, "number") and s.said(-2) != "for"
    loose = s.relative or busy or s.stray
    denied, s.negated = s.negated, False
    fronted = opens or (s.last is None and not loose)
    denied = denied and s.near(-1, "neg", "be")
    s.waiting = Waiting(entry.value, word.words, entry.reverse, fronted, loose, denied, entry.closed)


def _with(s: Scope, word: Word) -> None:
    entry = word.entry
    assert entry is not None
    after_neg = s.near(-1, "neg")
    placing.settle(s)
    s.listing, s.store = True, entry.value == "store"
    s.zone_listed = s.zone_listed or (s.zone is not None and is_word(s.chunk(-1), "zone", "mark"))
    s.negated = s.negated and after_neg
    if entry.value == "with":
        s.head, s.head_kind = placing.head_of(s, bool(s.comma)), ""
        s.main = s.main or (list(s.subjects) if s.head in s.subjects else [])
    else:
        s.head = None
    s.verb, s.subjects = False, []


def _be(s: Scope, word: Word) -> None:
    assert word.entry is not None
    if s.waiting is not None and s.waiting.first is None:
        placing.settle(s)
    if word.entry.value == "so":
        placed = {id(r.wish) for r in s.draft.relations}
        s.group = s.pair if s.last in s.pair and id(s.pair[0]) not in placed else s.group
        return
    if s.said(-1) in _SPEAKERS:
        s.subjects, s.verb, s.relative = [], False, True
        return
    if word.entry.value == "which":
        s.subjects = [s.last] if s.last else s.subjects
    elif (s.head is not None or s.comma) and s.main:
        s.subjects, s.head, s.last = list(s.main), None, s.main[-1]
    s.verb = bool(s.subjects)


def _aside(s: Scope, word: Word) -> None:
    """A clause that comments ("adding warmth") or a new one ("while …")."""
    assert word.entry is not None
    placing.settle(s)
    s.head, s.subjects, s.main, s.verb, s.negated = None, [], [], False, False
    if word.entry.value == "aside":
        s.aside = True
    else:
        s.last, s.owner = None, None


def _keep(s: Scope, word: Word) -> None:
    assert word.entry is not None
    placing.settle(s)
    owned = s.subjects or ([s.last] if s.last else [])
    if word.entry.value == "verb" and owned:
        for wish in owned:
            wish.owned = True
        s.subjects, s.verb = list(owned), True
    elif word.entry.value in ("keep", "own"):
        s.owned, s.listing = word.entry.value, True


def _neg(s: Scope, word: Word) -> None:
    if s.said(-1) == "…" or (word.words.lower() == "no" and s.near(1, "mark")):
        return
    if s.waiting is None or s.waiting.wall_of == "":
        placing.settle(s)
    s.negated, s.head = True, None
    s.forget = word.entry is not None and word.entry.value == "forget"


def _maybe(s: Scope, word: Word) -> None:
    """ "maybe a plant", "a sofa, if it fits"."""
    assert word.entry is not None
    before = s.topics() or [w for w in s.draft.wishes if w.sentence == s.index][-1:]
    s.negated = False
    if word.entry.value == "before" and isinstance(s.chunk(1), Thing):
        s.maybe = True
    else:
        for wish in before:
            wish.optional = True


def _only(s: Scope, word: Word) -> None:
    """ "Nothing else"; "that's it" before more of the same breath only ends a thought."""
    placing.settle(s)
    if word.words.lower().replace("’", "'") in _ENDINGS and any(isinstance(c, Thing) for c in s.chunks[s.k + 1 :]):
        return
    s.draft.only = True


def _zone(s: Scope, word: Word) -> None:
    assert word.entry is not None
    if s.negated:
        return
    s.waiting, s.head, s.last, s.subjects, s.verb = None, None, None, [], False
    s.zone, s.zone_listed = len(s.draft.zones), False
    s.draft.zones.append(DraftZone(word.entry.value, word.words, s.index))


def _part(s: Scope, word: Word) -> None:
    """A drawer, a headboard: it belongs to the thing and is no wish of its own; "with four drawers" is said of it."""
    if s.head is not None or s.last is not None:
        s.waiting = None
    number = f"{s.said(-1)} " if s.near(-1, "number", "vague") else ""
    before = -2 if number or s.near(-1, "det") else -1
    if s.near(before, "with") and s.head is not None and s.near(1, "mark", "be", "rel", "join", "with"):
        extend(s.head.qualities, [f"with {number}{word.words.lower()}"])


def _person(s: Scope, word: Word) -> None:
    people = s.draft.children or s.draft.occupants
    if s.said(-1) == "per" and s.last is not None and people:
        s.last.count, s.last.said = s.last.count * people, True
    s.waiting, s.negated = None, False


def _side(s: Scope, word: Word) -> None:
    """ "on its wall, the north one": which wall was meant; "facing east"."""
    last = s.draft.relations[-1] if s.draft.relations else None
    after, value = s.chunk(1), word.entry.value if word.entry else ""
    if s.waiting is not None and s.waiting.kind == "facing" and value in COMPASS:
        s.waiting.go_on(word.words)
        placing.arrived(s, f"wall:{value}")
        return
    if (
        last is not None
        and last.target == "wall"
        and after is not None
        and after.words == "one"
        and places.names(value)
    ):
        last.target = f"wall:{value}"
        s.use(after)


def _filler(s: Scope, word: Word) -> None:
    """Words that only help others along; "so" begins what follows from what is not wanted."""
    said = word.item.word if word.item is not None else ""
    if said in _SO and not s.near(-1, "neg"):
        s.negated = False
    s.accepted = s.accepted and said not in _COURTESY


_WORDS: dict[str, Callable[[Scope, Word], None]] = {
    "mark": _mark, "join": _join, "rel": _rel, "with": _with, "be": _be, "aside": _aside, "keep": _keep, "neg": _neg,
    "only": _only, "zone": _zone, "maybe": _maybe, "passage": _filler, "pronoun": pronouns.pronoun,
    "number": pronouns.number, "part": _part, "person": _person,
    "activity": _person, "filler": _filler, "det": _filler, "vague": _filler, "bound": _filler, "side": _side,
    "suffix": _filler,
}  # fmt: skip
