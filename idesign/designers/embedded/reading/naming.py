"""Noun phrases for things: whether they are wished for, ruled out or spoken of again, and whom they belong to."""

from __future__ import annotations

from assets import catalogue
from idesign.designers.embedded.reading import places, placing, references
from idesign.designers.embedded.reading.draft import Companion, DraftWish, describe, extend, say_again
from idesign.designers.embedded.reading.lexicon import data
from idesign.designers.embedded.reading.phrases import RoomName, Thing, Word
from idesign.designers.embedded.reading.scope import Scope
from idesign.designers.embedded.reading.space import size_of_thing

_PLURAL_ONLY = frozenset(
    {"curtains", "weights", "string_lights", "coat_hooks", "storage_jars", "nesting_tables", "dumbbell_rack", "flowers",
     "bunk_bed"}
)  # fmt: skip
_DEFINITE = ("the", "each", "both", "my")
_BELONGINGS = ("?coat", "?shoe")
_ACTIVITIES = ("painting", "drawing")
_VERBS = ("print", "drop", "table", "shelf", "fan", "mirror", "book", "stage", "dress", "paint", "heater", "photograph")
"""Nouns that are verbs too."""
_SEATS = {2: "two", 3: "three", 4: "four"}
CENTIMETRES = 50
"""A number before one thing that is at least so large is its width."""
MANY_BOOKS = 30
"""So many books are not small things to place but need shelves."""


def thing(s: Scope, thing: Thing) -> None:
    """One noun phrase for a thing."""
    denied = s.waiting is not None and s.waiting.denied and thing.det in ("a", "")
    if s.negated or thing.det == "no" or denied:
        s.waiting = None
        _exclude(s, thing)
    elif _no_wish(s, thing):
        s.stray = thing.entry is None and s.waiting is None
        s.waiting, s.accepted = None, False
    elif _contents(s, thing):
        s.use(thing)
    elif s.fronted and s.joined and thing.det in ("the", "each") and s.waiting is None:
        _second_target(s, thing)
    elif s.joined == "or" and s.accepted and s.waiting is None and not s.replace:
        _alternative(s, thing)
    elif s.waiting is not None and not s.waiting.reverse:
        _target(s, thing)
    else:
        _named(s, thing)


def _is_a_verb(s: Scope, thing: Thing) -> bool:
    """ "and print your name": a bare noun before a determiner is what somebody shall do."""
    after = s.chunk(1)
    bare = thing.det == "" and not thing.number.said and not thing.number.plural and not thing.extra
    det = getattr(after, "det", "") if not isinstance(after, Word) else after.words.lower()
    if bare and thing.head in _VERBS and s.said(-1) == "to":
        return True
    return bare and thing.head in _VERBS and det in ("the", "my", "your", "all", "me", "it")


def _no_wish(s: Scope, thing: Thing) -> bool:
    """Whether the phrase names nothing that is wanted."""
    other = _is_a_verb(s, thing) or _says_seats(s, thing) or _purpose(s, thing) or _abstract(s, thing)
    return other or not _means_a_thing(s, thing)


# --- wished for or not ------------------------------------------------------------------------------------------------


def _exclude(s: Scope, thing: Thing) -> None:
    """ "no television"; "no glass tables" rules glass out; "chairs that don't match the sofa" rules no sofa out;
    "forget the bench" takes it back."""
    earlier = references.known(s.draft, thing) if thing.det in ("the", "my", "a") else None
    if s.forget and earlier is not None:
        s.use(thing)
        s.negated = s.forget = False
        s.draft.notes.append(f"'{earlier.words}' was taken back, as you said")
        s.draft.drop(earlier)
        s.last = None if s.last is earlier else s.last
        return
    if thing.det in ("the", "my") and earlier is not None:
        s.use(thing)
        s.negated = False
        return
    if thing.entry is None:
        return
    s.use(thing)
    s.negated = s.excluded = True
    extend(s.draft.excluded_words, [thing.words])
    look = [*(f"material:{m}" for m in thing.look.materials), *(f"colour:{c}" for c in thing.look.colours)]
    extend(s.draft.excluded, look or [thing.entry.value])
    if look:
        return
    before = s.draft.wishes[-1] if s.draft.wishes else None
    if before is not None and before.value == thing.entry.value and before.bare and before.sentence == s.index - 1:
        s.draft.drop(before)


def _contents(s: Scope, thing: Thing) -> bool:
    """ "a vase of tulips", "a bowl of keys": what is in it, where that can be made; the vase stays the topic."""
    of = s.said(-1) == "of" and isinstance(s.chunk(-2), Thing) and s.waiting is None
    if not of or s.last is None or not places.holds(s.last) or thing.det or thing.number.said or thing.entry is None:
        return False
    if not thing.entry.stand_in:
        placing.relate(s, "in", wish_of(s, thing), s.last, f"{s.last.words} of {thing.words}")
    return True


def _purpose(s: Scope, thing: Thing) -> bool:
    """ "a table for painting", "a chest as a coffee table": not a thing of its own."""
    doing = s.said(-1) == "for" and thing.det == "" and thing.head in _ACTIVITIES
    acting = s.said(-1) in ("as", "serving as") and s.last is not None and thing.entry is not None
    kept = s.said(-1) == "for" and s.last is not None and (_stored(thing) or thing.entry is None)
    if doing:
        extend(s.draft.activities, [thing.head])
    if acting and s.last is not None:
        extend(s.last.qualities, [f"as {thing.words}"])
    if doing or acting or (kept and thing.entry is not None):
        s.use(thing)
    return doing or acting or kept


def _says_seats(s: Scope, thing: Thing) -> bool:
    """ "a sofa (3 seats)": how large it is."""
    counted = s.near(1, "number") or (s.said(1) == "for" and s.near(2, "number") and s.last is None)
    if thing.head in ("seats", "seating", "seat") and not thing.number.said and counted:
        people = s.last is None or s.last.seats_people  # "an extending table, seats 6-8"
        if people:
            s.use(thing)
        return people
    seats = thing.head in ("seat", "seats", "seater", "places") and thing.number.said
    if not seats or s.last is None or "sofa" not in s.last.family or not (s.comma == "(" or s.near(-1, "with")):
        return False
    s.use(thing)
    extend(s.last.qualities, [f"{_SEATS[thing.number.least]}-seat"] if thing.number.least in _SEATS else [])
    return True


def _stored(thing: Thing) -> bool:
    """Whether one speaks of storing or using it ("a shelf for shoes", "a cupboard for the crockery")."""
    value = thing.entry.value if thing.entry else ""
    known = catalogue.categories().get(value)
    return value in _BELONGINGS or (thing.det in ("", "the") and known is not None and known.placement == "surface")


def _abstract(s: Scope, thing: Thing) -> bool:
    """ "storage", "seating" and "lighting" are wishes only where something is wished for, and not in "providing ample
    storage"."""
    value = thing.entry.value if thing.entry else ""
    words = data("generic.toml")[value[1:]].get("abstract", []) if value.startswith("?") else []
    if thing.head not in words or thing.det == "a" or thing.number.said:
        return False
    asked = s.k == 0 or s.near(-1, "with", "mark", "keep", "rel") or (s.near(-1, "join") and s.accepted)
    if s.aside or not asked or not (s.listing or s.waiting or s.k == 0):
        s.use(thing)
        return True
    return False


def _means_a_thing(s: Scope, thing: Thing) -> bool:
    if thing.entry is not None or _wanted(s, thing):
        return True
    return thing.det in ("the", "each") and references.known(s.draft, thing) is not None


def _wanted(s: Scope, thing: Thing) -> bool:
    """Whether a noun that nobody knows is something wished for: it has an article or number, or stands by itself in a
    list, and no place phrase waits for it."""
    waits = s.waiting is not None and not s.waiting.reverse
    if s.draft.unread:
        return False
    if s.said(-1) == "of" and isinstance(s.chunk(-2), RoomName):
        return False  # "the waiting room of a dentist" has no dentist in it
    if s.said(-1) == "of" and isinstance(s.chunk(-2), Thing):
        return False  # "a bowl of keys" is a bowl
    if waits or s.aside or thing.det == "the" or not (s.listing or s.head or s.waiting):
        return False
    if s.articled and thing.det == "" and not thing.number.said and not thing.number.plural:
        return False  # "a sofa, a desk, obviously": where things have articles, a word without one is none
    if not (s.accepted or s.near(-1, "with", "rel")) or (thing.number.least > 1 and not thing.number.plural):
        return False
    participle = s.near(1, "be") and getattr(getattr(s.chunk(1), "entry", None), "value", "") == "so"
    ends = s.chunk(1) is None or s.near(1, "mark", "join", "rel", "with") or participle
    alone = bool(s.comma) or s.near(-1, "join", "with", "rel")
    if thing.number.said and thing.number.plural and alone:
        return True  # "two gizmos stacked on the table"
    return ends and (thing.det == "a" or thing.number.said or alone)


def _alternative(s: Scope, thing: Thing) -> None:
    """ "a soundbar or speakers": the first of two will do."""
    s.use(thing)
    before = s.last.words if s.last else "it"
    s.draft.notes.append(f"'{before}' or '{thing.words}': the first was taken")


def _second_target(s: Scope, thing: Thing) -> None:
    """ "next to the sofa and each armchair": one more target of a phrase that still waits for its thing."""
    s.use(thing)
    target, first = references.known(s.draft, thing), s.fronted[-1]
    if target is not None:
        s.fronted.append(type(first)(first.kind, target, None, first.words, thing.det == "each"))


def _target(s: Scope, thing: Thing) -> None:
    """A thing that a relation waits for."""
    assert s.waiting is not None
    figures = placing.figures(s, s.waiting, place=False)
    earlier = references.known(s.draft, thing, figures)
    definite = thing.det in _DEFINITE or (thing.det == "" and not thing.number.said)
    definite = definite or (earlier is not None and _one_of(s, thing, earlier))
    fresh = earlier is None or not definite
    placing.target_thing(s, thing, wish_of(s, thing) if fresh or earlier is None else _again(s, thing, earlier), fresh)


def _one_of(s: Scope, thing: Thing, earlier: DraftWish) -> bool:
    """ "two armchairs and a lamp near an armchair": near one of the two."""
    several = earlier.count > 1 and earlier.sentence == s.index and not thing.number.plural
    return thing.det == "a" and several and references.head_word(earlier.words) == references.head_word(thing.words)


# --- wishes -----------------------------------------------------------------------------------------------------------


def wish_of(s: Scope, thing: Thing) -> DraftWish:
    """The wish of a noun phrase: an earlier one when it speaks of that, else a new one."""
    earlier = references.known(s.draft, thing)
    if earlier is not None and s.replace:
        return _corrected(s, thing, earlier)
    if earlier is not None and (s.again or _speaks_again(thing, earlier) or _told_more(s, thing, earlier)):
        return _again(s, thing, earlier)
    wish = s.draft.add(thing, s.index)
    s.use(thing)
    wish.owned = wish.owned or bool(s.owned)
    wish.optional, s.maybe = s.maybe, False
    if wish.vague and wish.value in (*_PLURAL_ONLY, *_BELONGINGS):
        wish.count, wish.vague = 1, False
    _measure(thing, wish)
    _in_centimetres(thing, wish)
    _to_store(s, wish)
    return wish


def _again(s: Scope, thing: Thing, earlier: DraftWish) -> DraftWish:
    """An earlier thing, with what is said of it now."""
    s.use(thing)
    say_again(s.draft, earlier, thing.look, s.index)
    _measure(thing, earlier)
    earlier.owned = earlier.owned or s.owned == "own"
    earlier.kept = earlier.kept or s.owned == "keep"
    if thing.number.said and earlier.vague:
        earlier.count, earlier.said, earlier.vague = thing.number.least, True, False
    if thing.det not in ("the", "each", "both", "other") and earlier.implicit:
        earlier.implicit, earlier.words = False, max(earlier.words, thing.words, key=len)
        earlier.value = thing.entry.value if thing.entry and not thing.entry.value.startswith("?") else earlier.value
    return earlier


def _corrected(s: Scope, thing: Thing, earlier: DraftWish) -> DraftWish:
    """Second thoughts on the same thing: "six chairs … make it four chairs, in green"."""
    s.use(thing)
    s.replace = ""
    s.draft.notes.append(f"'{earlier.words}' became '{thing.words}', as you said")
    if thing.number.said or earlier.said:
        earlier.count, earlier.count_max = thing.number.least, thing.number.most
        earlier.said, earlier.vague = True, False
    describe(earlier, thing.look)
    _measure(thing, earlier)
    earlier.words = thing.words
    return earlier


def _speaks_again(thing: Thing, earlier: DraftWish) -> bool:
    if thing.det in ("the", "each", "both"):
        return True
    same = references.head_word(earlier.words) == references.head_word(thing.words)
    return earlier.implicit and same and not thing.number.said and thing.det in ("", "a", "my")


def _in_centimetres(thing: Thing, wish: DraftWish) -> None:
    """ "a 140 sofa": no hundred and forty sofas, but one of 1.4 m."""
    if wish.said and wish.count >= CENTIMETRES and not thing.number.plural:
        wish.size[0] = wish.size[0] or wish.count / 100
        wish.count, wish.count_max, wish.said = 1, None, False


def _told_more(s: Scope, thing: Thing, earlier: DraftWish) -> bool:
    """ "She wants a piano. … Piano along the wall": of a thing that was only named, a later sentence says more."""
    single = thing.det == "" and not (thing.number.said or thing.number.plural) and earlier.count == 1
    told = any(earlier in (r.wish, r.target) for r in s.draft.relations) or earlier.colours or earlier.materials
    same = thing.entry is not None and thing.entry.value == earlier.value and earlier.sentence < s.index
    return single and same and not earlier.bare and not told and bool(s.draft.room.names) and not s.replace


def _measure(thing: Thing, wish: DraftWish) -> None:
    for measure in thing.look.sizes:
        size_of_thing(wish, measure)


def _to_store(s: Scope, wish: DraftWish) -> None:
    """ "somewhere to put 400 books": what is wanted is what holds them."""
    table: dict[str, str] = data("generic.toml")["_storage"]["for"]
    many = wish.value in ("books", "book_stack") and wish.count >= MANY_BOOKS
    if (s.store or many) and wish.value in table:
        wish.value, wish.count, wish.said, wish.vague, wish.plural = table[wish.value], 1, False, False, False


def _named(s: Scope, thing: Thing) -> None:
    """A thing as a new wish, or spoken of again; what stands before it applies to it."""
    wish = wish_of(s, thing)
    s.accepted = True
    if s.replace:
        _replace(s, wish)
    if s.waiting is not None and s.waiting.reverse:
        _begin_reverse(s, wish)
    _apply_fronted(s, thing, wish)
    _find_head(s, wish)
    _accompany(s, wish)
    if s.zone is not None:
        s.draft.zones[s.zone].members.append(wish)
    _remember(s, thing, wish)


def _remember(s: Scope, thing: Thing, wish: DraftWish) -> None:
    """The thing is now what the next words speak of. "a desk and chair" share their article and their place."""
    bare = thing.det == "" and not thing.number.said and not thing.number.plural
    shares = s.last is not None and s.joined == "and" and bare and s.articled
    s.group = [s.last, wish] if shares and s.last is not None else [wish]
    linked = s.joined == "and" and s.last is not None and not s.near(-2, "mark")
    s.pair = [s.last, wish] if linked and s.last is not None else []
    s.articled = thing.det in ("a", "the", "my")
    s.subjects = [wish] if s.verb else [*s.subjects, wish]
    s.verb, s.last, s.place, s.unnamed = False, wish, "", False
    s.draft.topic = wish
    if thing.det == "each":
        s.every = [w for w in s.draft.wishes if w.value == wish.value]
        s.multiple = max(1, sum(w.count for w in s.every))


def _replace(s: Scope, wish: DraftWish) -> None:
    """Second thoughts: the thing named before makes way."""
    weak, s.replace = s.replace == "correction", ""
    since = wish.sentence if weak else wish.sentence - 1
    old = next((w for w in reversed(s.draft.wishes) if w is not wish and w.sentence >= since), None)
    if old is not None:
        s.draft.notes.append(f"'{old.words}' gave way to '{wish.words}', as you said")
        s.subjects = [w for w in s.subjects if w is not old]
        s.last = None if s.last is old else s.last
        s.draft.drop(old)


def _begin_reverse(s: Scope, wish: DraftWish) -> None:
    """The thing of "surrounded by …", "holding …", "the wall is adorned with …" has come."""
    waiting, s.waiting = s.waiting, None
    assert waiting is not None
    if s.last is None and s.place:
        placing.relate(s, waiting.kind, wish, s.place, waiting.words)
        s.head = None
        return
    s.head = placing.head_of(s, waiting.fronted)
    s.head_kind = waiting.kind
    s.main = s.main or (list(s.subjects) if s.head in s.subjects else [])
    s.subjects = []


def _apply_fronted(s: Scope, thing: Thing, wish: DraftWish) -> None:
    """Relations that came before their thing, and those of the thing that this one is joined to. "Next to the bed and
    the sofa is a lamp" are two lamps; "next to the sofa and each armchair a table" is one for each armchair, "on each
    nightstand is a lamp" one for each nightstand."""
    every = [f.target.count for f in s.fronted if f.each and isinstance(f.target, DraftWish)]
    targets = [f.target for f in s.fronted if isinstance(f.target, DraftWish)]
    listed = s.joined or (s.comma == "," and places.is_small(wish) and all(f.kind == "on" for f in s.held))
    joined = s.held if listed and s.head is None and not s.fronted else []
    for f in [*s.fronted, *joined]:
        placing.relate(s, f.kind, wish, f.target, f.words, f.other)
    if (every or len(targets) > 1) and (not wish.said or wish.vague):
        wish.count, wish.said, wish.vague = sum(every or (t.count for t in targets)), True, False
    s.held, s.fronted = s.fronted or joined, []


def _find_head(s: Scope, wish: DraftWish) -> None:
    """A comma ends what comes "with" a thing, except small things in the list of what it holds."""
    if s.head is not None:
        return
    if s.comma:
        s.main = []
    if (s.comma or s.joined) and s.holder is not None and places.is_small(wish):
        s.head, s.head_kind = s.holder, s.holder_kind


def _accompany(s: Scope, wish: DraftWish) -> None:
    if s.head is None and s.multiple > 1 and not wish.said:
        wish.count, wish.said = s.multiple, True
    if s.head is None or s.head is wish:
        return
    first = not any(c.head is s.head for c in s.draft.companions)
    s.draft.companions.append(Companion(s.head, wish, s.head_kind, first))
    for other in s.every if s.multiple > 1 and s.head in s.every else ():
        if other is not s.head:
            s.draft.companions.append(Companion(other, wish, s.head_kind, first))
    if s.multiple > 1 and (not wish.plural or wish.said):
        wish.count, wish.said = wish.count * s.multiple, True
