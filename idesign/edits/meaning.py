"""From the slots of a clause to operations: one small function for each verb.

What the words do not decide becomes one short question with its answers; what is no change of a room is said back.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import cast, get_args

from idesign.brief import WishKind
from idesign.designers.embedded.reading import resolve
from idesign.designers.embedded.reading.draft import Draft, DraftWish
from idesign.designers.embedded.reading.items import Measure
from idesign.designers.embedded.reading.lexicon import data
from idesign.designers.embedded.reading.phrases import Look as PhraseLook
from idesign.designers.embedded.reading.phrases import Place as PlaceNoun
from idesign.designers.embedded.reading.phrases import Thing, Word
from idesign.designers.embedded.reading.places import place_name
from idesign.designers.embedded.reading.space import size_of_thing
from idesign.edits import moods, motions
from idesign.edits.bench import Bench
from idesign.edits.frame import Frame, Noun, Relating, noun_kind
from idesign.edits.operations import (
    Add,
    AddOpening,
    ChangeRoom,
    ChangeSurfaces,
    Lock,
    Look,
    OpenSize,
    Operation,
    Remove,
    RemoveOpening,
    Replace,
    Resize,
    Restyle,
    SetBudget,
    SetRule,
    Side,
    Swap,
    Where,
)
from idesign.edits.places import opening_named
from idesign.edits.references import ALL, DEFINITE, Found, References, categories_of
from idesign.edits.refusal import Offer
from idesign.knowledge import knowledge

SIZE_STEP = 0.5
"""How much wider "wider" is for a room, when no length is said [m]."""
SIDES = ("north", "south", "east", "west")
GOING = ("should go", "can go", "must go", "has to go", "have to go", "needs to go", "should be removed", "go away")
SMALLEST, LARGEST = 0.005, 20.0
"""Lengths of a thing beyond these [m] are a slip."""
MOST = 20
"""Things of one kind that are added at once."""
SHAPES = ("round", "oval", "square", "rectangular")


@dataclass(frozen=True)
class Question:
    """What has to be decided, and the answers."""

    text: str
    offers: tuple[Offer, ...]


@dataclass(frozen=True)
class Meaning:
    """What a clause means: operations; or a question; or why it means nothing here. `focus`: what it spoke of;
    `most`: so many of its optional additions will do."""

    operations: tuple[Operation, ...] = ()
    question: Question | None = None
    lost: str = ""
    focus: tuple[str, ...] = ()
    most: int | None = None


class Unsure(Exception):  # noqa: N818 - it is no fault: the person is asked
    """Several things are meant equally well."""

    def __init__(self, noun: str, ids: Sequence[str]) -> None:
        super().__init__(noun)
        self.noun, self.ids = noun, tuple(ids)


class Lost(Exception):  # noqa: N818 - it is no fault: the person is told
    """The words name nothing that is here."""


class Interpreter:
    """Understands clauses about one scene; `focus` are the things that were spoken of last."""

    def __init__(self, bench: Bench, focus: Sequence[str] = ()) -> None:
        self.bench, self.focus = bench, tuple(focus)
        self.refs = References(bench, focus)

    def meaning(self, frame: Frame) -> Meaning:
        """What one clause means."""
        try:
            return self._meaning(frame)
        except Unsure as e:
            return Meaning(question=self._which(frame, e))
        except Lost as e:
            return Meaning(lost=str(e))

    def _meaning(self, f: Frame) -> Meaning:
        _round(f)
        rule = VERBS.get(f.verb)
        found = rule(self, f) if rule is not None else None
        found = found or _whole_room(self, f) or _verbless(self, f)
        if found is None:
            raise Lost(f"'{f.clause.words}' names no change that I know")
        return found

    def _which(self, frame: Frame, e: Unsure) -> Question:
        """Asks which of several is meant; each answer carries what would be done."""
        offers = []
        for id in e.ids[:6]:
            decided = Interpreter(self.bench, (id,))
            decided.refs = _Decided(self.bench, self.focus, e.noun, id)
            try:
                operations = decided._meaning(frame).operations
            except (Unsure, Lost):
                operations = ()
            offers.append(Offer(self.told_apart(id, e.ids), operations))
        return Question(f"Which {e.noun}?", tuple(offers))

    def told_apart(self, id: str, among: Sequence[str]) -> str:
        """A few words that tell a thing from others."""
        o = self.bench.object(id)
        if o.support in self.bench.poses:
            where = f"on the {self.bench.object(o.support).name}"
        else:
            xs, ys = [self.bench.object(i).x for i in among], [self.bench.object(i).y for i in among]
            wide = max(xs) - min(xs) >= max(ys) - min(ys)
            value, values = (o.x, xs) if wide else (o.y, ys)
            names = ("in the west", "in the east") if wide else ("in the south", "in the north")
            where = names[0] if value == min(values) else names[1] if value == max(values) else "in between"
        return f"the {o.name} {where} ({id})"

    # ------------------------------------------------------------ nouns
    def ids(self, noun: Noun, modifiers: Sequence[Relating] = ()) -> tuple[str, ...]:
        """The things that a noun means. Raises `Unsure` or `Lost`."""
        found = self.refs.find(noun, modifiers)
        if found.unsure:
            raise Unsure(noun.head if isinstance(noun, Thing) and noun.head else noun.words, found.unsure)
        if not found.ids:
            here = "nothing was spoken of yet" if isinstance(noun, Word) else "there is none in this room"
            raise Lost(f"'{noun.words}': {here}")
        return found.ids

    def subjects(self, f: Frame, modifiers: Sequence[Relating] = ()) -> tuple[str, ...]:
        """All things that a clause is about. Raises `Unsure`, or `Lost` when it is about none."""
        spared = {i for n in f.spared for i in self.ids(n)}
        if any(m.value == "all" for m in f.surfaces):
            spared |= {x for i in spared for x in self.bench.tied(i)}
            return tuple(o.id for o in self.bench.scene.objects if o.id not in spared)
        things = [n for n in f.subjects if noun_kind(n) == "thing"] or [n for n in f.subjects if isinstance(n, Word)]
        says_how = f.sizes or f.looks or f.measures or f.ways or f.relations or f.moods
        if not things and self.refs.focus and not f.subjects and not f.surfaces and says_how:
            return self.refs.focus
        found = [i for n in things for i in self.ids(n, modifiers)]
        if not found:
            raise Lost(f"'{f.clause.words}' names nothing in this room")
        found = [i for i in dict.fromkeys(found) if i not in spared]
        if f.numbers and not f.more and 0 < f.numbers[0] < len(found):
            found = found[-int(f.numbers[0]) :]  # "one of the chairs": the last
        return tuple(found)

    def exists(self, noun: Noun) -> bool:
        found = self.refs.find(noun)
        return bool(found.ids or found.unsure)

    # ------------------------------------------------------------ places
    def wheres(self, relations: Sequence[Relating], figure: str, moving: Sequence[str] = ()) -> tuple[Where, ...]:
        """The places that relations say, for a thing of category `figure`."""
        found = []
        for r in relations:
            if r.kind in ("left_of", "right_of", "in_front_of", "behind", "beside") and r.target is None:
                continue
            where = self._where(r, figure, moving)
            if where is not None:
                found.append(where)
        return tuple(found)

    def _where(self, r: Relating, figure: str, moving: Sequence[str]) -> Where | None:
        if r.target is None:
            return Where("centered", "room") if r.kind == "middle_of" else None
        target = self.target(r.target, moving)
        other = self.target(r.other, moving) if r.other is not None else None
        thing = target in self.bench.poses
        kind = _kind(r.kind, target, thing, figure, self.bench.object(target).category if thing else "")
        if kind == "between" and other is None:
            kind = "near"
        return Where(kind, target, other)

    def target(self, noun: Noun, moving: Sequence[str] = ()) -> str:
        """The id, or the name of the place, that a noun means as a target."""
        if isinstance(noun, PlaceNoun):
            return self._place(noun, moving)
        if noun_kind(noun) == "room":
            return "room"
        ids = [i for i in self.ids(noun) if i not in moving]
        if not ids:
            raise Lost(f"'{noun.words}': there is no other one here")
        return ids[0]

    def _place(self, place: PlaceNoun, moving: Sequence[str]) -> str:
        if place.place in ("window", "door"):
            found = opening_named(self.bench, self._numbered_opening(place))
            if found is None:
                raise Lost(f"'{place.words}': this room has no {place.place}")
            return found
        if place.place == "wall" and {"opposite", "far"} & set(place.sides) and moving:
            return motions.opposite_wall(self.bench, moving[0])
        if place.place == "corner" and "far" in place.sides:
            return "corner"
        return place_name(place)

    def _numbered_opening(self, place: PlaceNoun) -> str:
        """ "the south window" is the one in that wall."""
        sides = [s for s in place.sides if s in SIDES]
        walls = [self.bench.room.wall_named(s).index for s in sides]
        row = [x.id for x in self.bench.room.openings if x.wall in walls and x.id.startswith(place.place)]
        return row[0] if row else place.place


class _Decided(References):
    """References in which one noun has been decided by the person."""

    def __init__(self, bench: Bench, focus: Sequence[str], noun: str, id: str) -> None:
        super().__init__(bench, focus)
        self._noun, self._id = noun, id

    def find(self, noun: Noun, modifiers: Sequence[Relating] = ()) -> Found:
        found = super().find(noun, modifiers)
        named = isinstance(noun, Thing) and self._noun in (noun.head, noun.words)
        return (
            replace(found, ids=(self._id,), unsure=())
            if found.unsure and (named or self._id in found.unsure)
            else found
        )


_TO_PLACE: dict[str, WishKind] = {
    "window": "at", "door": "near", "wall": "against", "corner": "in_corner", "room": "centered", "ceiling": "on",
    "floor": "on",
}  # fmt: skip
_SEATS = ("chair", "stool", "bench", "armchair")
_HELD = ("shelf", "bookshelf", "cabinet", "wardrobe", "basket", "display_cabinet", "sideboard", "dresser")


def _kind(said: str, target: str, thing: bool, figure: str, host: str) -> WishKind:
    """The kind of a place: "at", "in" and "to" mean what their target is."""
    if not thing:
        place = target.split(":")[0].split("-")[0]
        if said in ("near", "far", "facing", "opposite", "under", "between", "beside"):
            return cast(WishKind, said)
        if said in ("centered", "middle_of"):
            return "centered"
        return (
            "on" if said in ("on", "hang") and place in ("wall", "ceiling", "floor") else _TO_PLACE.get(place, "near")
        )
    if said == "at":
        table = "table" in host or "desk" in host
        return "around" if table and any(s in figure for s in _SEATS) else "beside"
    if said in ("in", "middle_of"):
        return "inside" if any(h in host for h in _HELD) else "on"
    if said == "hang":
        return "on"
    return cast(WishKind, said) if said in get_args(WishKind) else "near"


# ---------------------------------------------------------------- new things
def new_thing(self: Interpreter, noun: Noun, f: Frame, relations: Sequence[Relating] = ()) -> Add:
    """A noun phrase as a thing to add, with all that was said of it."""
    if not isinstance(noun, Thing):
        raise Lost(f"'{noun.words}' is no piece of furniture")
    if noun.entry is None:
        from assets.retrieval import STAND_IN, best_categories

        best = best_categories(noun.words, 1)[0]
        if best.score < STAND_IN:
            raise Lost(f"'{noun.words}': I know no such piece of furniture")
        value = best.category
    else:
        value = noun.entry.value
    draft = Draft("")
    wish = draft.add(noun, 0)
    wish.value = value
    for measure in noun.look.sizes or f.measures:
        _fits_a_thing(measure, noun.words)
        size_of_thing(wish, measure)
    return _wished(self, draft, wish, noun, f, relations)


def _fits_a_thing(measure: Measure, words: str) -> None:
    """Raises `Lost` for a size that no thing has."""
    sides = [s.metres / 100 if s.bare and s.metres >= 20 else s.metres for s in measure.sides]
    if any(not SMALLEST <= s <= LARGEST for s in sides):
        raise Lost(f"'{words}': {max(sides, key=abs):g} m is no size of a piece of furniture")


def _wished(
    self: Interpreter, draft: Draft, wish: DraftWish, noun: Thing, f: Frame, relations: Sequence[Relating]
) -> Add:
    for r in relations:
        host = self.refs.find(r.target).ids[:1] if isinstance(r.target, Thing) else ()
        target = DraftWish("h", self.bench.object(host[0]).category, "") if host else _plain(r)
        kind = _kind(r.kind, "x", bool(host), wish.value, getattr(target, "value", "")) if host else "on"
        if target is not None:
            draft.relate(kind if host else _TO_PLACE.get(str(target), "on"), wish, target, r.words)
    room = self.bench.scene.room.type
    if wish.value.startswith("?") or wish.value in data("generic.toml"):
        wish.value = resolve.category(draft, wish, room)
    resolve.named_size(wish, False)
    look = Look(tuple(noun.look.colours) or f.colours, tuple(noun.look.materials) or f.materials,
                next(iter(noun.look.styles), f.style))  # fmt: skip
    count = int(f.numbers[0]) if f.numbers and not noun.number.said else noun.number.least
    words = noun.words if noun.number.least == 1 and not noun.number.plural else ""
    words = " ".join(
        w
        for w in words.split()
        if w.lower() not in ("more", "another", "extra", "additional", "new", "other", "second", "third")
    )
    size: OpenSize = (wish.size[0], wish.size[1], wish.size[2])
    if noun.entry is not None and noun.entry.value in ("?coat", "?shoe"):
        count = 1  # what holds them is meant
    elif noun.number.plural and not noun.number.said and not f.numbers:
        count = 1 if wish.value in ("curtains", "flowers", "books", "weights", "string_lights") else 2
    digits = re.match(r"\d+", noun.words)
    if max(count, int(digits[0][:6]) if digits else 0) > MOST:
        raise Lost(f"'{noun.words}': at most {MOST} of a kind at once")
    places = self.wheres(relations, wish.value)
    return Add(wish.value, words, max(1, count), size, look, places)


def _plain(r: Relating) -> str | None:
    return place_name(r.target).split(":")[0] if isinstance(r.target, PlaceNoun) else None


# ---------------------------------------------------------------- verbs
def _add(self: Interpreter, f: Frame) -> Meaning | None:
    opening = next((m for m in f.surfaces if m.value in ("window", "door")), None)
    places = [n for n in f.subjects if isinstance(n, PlaceNoun) and n.place in ("window", "door")]
    if opening is not None or places:
        return _opening(self, f, opening.value if opening else places[0].place)
    if f.instead and f.subjects:
        old = self.ids(f.instead[0])
        new = new_thing(self, f.subjects[0], f)
        return Meaning((Replace(old[0], new.category, new.words, new.size, new.look),), focus=old[:1])
    if f.sizes and _existing(self, f):
        return _resize(self, f)
    if f.moods:
        return None
    things = [n for n in f.subjects if isinstance(n, Thing)]
    if not things:
        return None
    if all(n.det in ("the", "my") and self.exists(n) for n in things) and f.verb != "put":
        return motions.put(self, f) if f.relations else None
    found = [new_thing(self, n, f, f.relations) for n in things]
    each = next((r for r in f.relations if isinstance(r.target, Thing) and r.target.det in ("each", "both")), None)
    if each is None or each.target is None:
        return Meaning(tuple(found))
    hosts = self.ids(each.target)
    kinds = [
        replace(a, count=1, places=(replace(a.places[0], target=h),)) for a in found[:1] for h in hosts if a.places
    ]
    return Meaning(tuple(kinds))


def _existing(self: Interpreter, f: Frame) -> bool:
    return bool(f.subjects) and all(self.exists(n) for n in f.subjects)


def _opening(self: Interpreter, f: Frame, kind: str) -> Meaning:
    walls = [r.target for r in f.relations if isinstance(r.target, PlaceNoun)]
    side = next((s for w in walls for s in w.sides if s in SIDES), None)
    return Meaning((AddOpening("door" if kind == "door" else "window", cast(Side | None, side), f.length),))


def _remove(self: Interpreter, f: Frame) -> Meaning | None:
    openings = [n for n in f.subjects if isinstance(n, PlaceNoun) and n.place in ("window", "door")]
    if openings:
        return Meaning(tuple(RemoveOpening(self.target(n)) for n in openings))
    if f.moods and not f.subjects:
        return None
    ids = self.subjects(f, f.relations)
    if any(m.value == "all" for m in f.surfaces) and not f.spared:
        return _really(self, f, ids)
    never = f.clause.said in ("no", "without", "i do not want", "we do not want")
    return Meaning(tuple(Remove(i, never) for i in _outermost(self, ids)), focus=ids)


def _really(self: Interpreter, f: Frame, ids: Sequence[str]) -> Meaning:
    """Emptying the room is asked for twice; and not at all by words that speak of something else."""
    if f.rest or f.relations:
        raise Lost(f"'{f.clause.words}' names no change that I know")
    gone = tuple(Remove(i) for i in _outermost(self, ids))
    answers = (Offer("yes, all of it", gone), Offer("no, leave it"))
    return Meaning(question=Question(f"Shall all {len(ids)} things go?", answers))


def _take(self: Interpreter, f: Frame) -> Meaning | None:
    """ "take the picture down", "take it out"; "take it to the window" moves it."""
    gone = any(m.words.lower() in ("down", "out", "away", "off") and n is None for m, n in f.ways)
    return _remove(self, f) if gone or not f.relations else motions.move(self, f)


def _outermost(self: Interpreter, ids: Sequence[str]) -> list[str]:
    """Without what stands on another of them and goes with it anyway."""
    carried = {c.id for i in ids for c in self.bench.carried(i)}
    return [i for i in ids if i not in carried]


def _replace(self: Interpreter, f: Frame) -> Meaning | None:
    news = f.with_ or [r.target for r in f.relations if r.words in ("by", "for", "with") and r.target is not None]
    if all(isinstance(n, Word) for n in news) and f.looks and f.subjects:
        return _restyle(self, f)  # "with a round one"
    if not news:
        return None if not f.subjects else _another(self, self.subjects(f, f.relations))
    new = new_thing(self, news[0], f)
    ids = self.subjects(f, [r for r in f.relations if r.target not in news])
    operations: list[Operation] = [Replace(i, new.category, new.words, new.size, new.look) for i in ids]
    if new.count > len(ids):
        operations.append(replace(new, count=new.count - len(ids)))
    return Meaning(tuple(operations), focus=ids)


def _another(self: Interpreter, ids: tuple[str, ...]) -> Meaning:
    """The person wants it otherwise and does not say how."""
    o = self.bench.object(ids[0])
    offers = (
        Offer("take it out", tuple(Remove(i) for i in ids)),
        Offer("another colour", (Restyle(ids, Look(colours=moods.other_colours(self.bench.scene, o))),)),
        Offer("a smaller one", tuple(Resize(i, _times(self, i, (0.8, 0.8, 1.0))) for i in ids)),
        Offer("another style", (Restyle(ids, Look(style=moods.other_style(self.bench.scene))),)),
    )
    return Meaning(question=Question(f"What shall become of the {o.name}?", offers), focus=ids)


def _swap(self: Interpreter, f: Frame) -> Meaning | None:
    things = [n for n in (*f.subjects, *f.with_) if noun_kind(n) in ("thing", "pronoun")]
    if len(things) == 1:
        ids = self.ids(things[0])
        return Meaning((Swap(ids[0], ids[1]),), focus=ids) if len(ids) == 2 else _replace(self, f)
    if len(things) < 2:
        return None
    if f.with_ and isinstance(things[1], Thing) and things[1].det not in DEFINITE:
        return _replace(self, f)
    a, b = self.ids(things[0])[0], self.ids(things[1])[0]
    if a == b:
        raise Lost(f"'{f.clause.words}': two different things can change places")
    return Meaning((Swap(a, b),), focus=(a, b))


def _make(self: Interpreter, f: Frame) -> Meaning | None:
    if f.surfaces and any(m.value != "all" for m in f.surfaces):
        return _surfaces(self, f)
    if _about_room(f):
        return _room(self, f) or _whole_room(self, f)
    if f.with_ and isinstance(f.with_[0], Thing) and f.with_[0].entry is not None:
        return _replace(self, f)
    if f.sizes or any(m.sides for m in f.measures):
        return _resized_and_restyled(self, f)
    if f.moods:
        return _whole_room(self, f)
    if f.looks or any(isinstance(n, Thing) and _has_look(n) for n in f.subjects):
        return _restyle(self, f)
    return motions.put(self, f) if f.relations else None


def _resized_and_restyled(self: Interpreter, f: Frame) -> Meaning | None:
    """ "round and smaller", "1.8 m wide and blue"."""
    found = [m for m in (_resize(self, f), _restyle(self, f) if f.looks else None) if m is not None]
    return Meaning(tuple(o for m in found for o in m.operations), focus=found[0].focus) if found else None


def _round(f: Frame) -> None:
    """ "round" is a shape where it is not "round the table"."""
    bare = [r for r in f.relations if r.words == "round" and (r.target is None or isinstance(r.target, Word))]
    if bare or any(m.words.lower() == "round" for m, _ in f.ways):
        f.relations = [r for r in f.relations if r not in bare]
        if f.verb != "turn" and not any("round" in k.qualities for k in f.looks):
            f.looks.append(PhraseLook(qualities=("round",)))


def _has_look(noun: Thing) -> bool:
    return bool(noun.look.colours or noun.look.materials or noun.look.styles or _shape([noun.look]))


def _about_room(f: Frame) -> bool:
    return any(noun_kind(n) == "room" for n in f.subjects) or any(m.value in ("all",) for m in f.surfaces)


def _resize(self: Interpreter, f: Frame) -> Meaning | None:
    """By a factor, to a length, or by a length."""
    ids = self.subjects(f, f.relations)
    operations = []
    for id in ids:
        size = _wished_size(self, f, id)
        if size is None:
            return None
        operations.append(Resize(id, size))
    return Meaning(tuple(operations), focus=ids)


def _wished_size(self: Interpreter, f: Frame, id: str) -> OpenSize | None:
    o = self.bench.object(id)
    draft = DraftWish("w", o.category, o.name)
    for measure in f.measures:
        _fits_a_thing(measure, f.clause.words)
        size_of_thing(draft, measure)
    if f.sizes:
        factor = _factor(f)
        if f.length is not None and not any(m.axis for m in f.measures):
            if _absolute(f):
                axis = next((k for k in range(3) if factor[k] != 1.0), 0)
                return cast(OpenSize, tuple(f.length if k == axis else None for k in range(3)))
            axis = next((k for k in range(3) if factor[k] != 1.0), 0)
            grown: list[float | None] = [None, None, None]
            grown[axis] = round(o.size[axis] + (f.length if factor[axis] > 1 else -f.length), 4)
            return (grown[0], grown[1], grown[2])
        return _times(self, id, factor)
    size = (draft.size[0], draft.size[1], draft.size[2])
    return size if any(s is not None for s in size) else None


def _factor(f: Frame) -> tuple[float, float, float]:
    w, d, h = (float(v) for v in f.sizes[0].value.split(","))
    return w, d, h


def _absolute(f: Frame) -> bool:
    """ "to 1.6 m" against "by 20 cm"."""
    return f.length is not None and re.search(r"\bto (?:about )?[\d]", f.clause.words.lower()) is not None


def _times(self: Interpreter, id: str, factor: tuple[float, float, float]) -> OpenSize:
    o = self.bench.object(id)
    if knowledge().piece(o.category).back and factor[0] != 1.0:
        factor = (factor[0], 1.0, factor[2])  # what stands along a wall grows along it
    w, d, h = (round(s * k, 2) if k != 1.0 else None for s, k in zip(o.size, factor, strict=True))
    return (w, d, h)


def _restyle(self: Interpreter, f: Frame) -> Meaning | None:
    looks = [n.look for n in f.subjects if isinstance(n, Thing)] if not f.looks else f.looks
    look = Look(
        tuple(dict.fromkeys(c for k in looks for c in k.colours)),
        tuple(dict.fromkeys(m for k in looks for m in k.materials)),
        next((s for k in looks for s in k.styles), None),
        shape=_shape(looks),
    )
    if look == Look():
        return None
    ids = self.subjects(f if f.looks else _plainly(f), f.relations)
    return Meaning((Restyle(ids, look),), focus=ids)


def _shape(looks: Sequence[PhraseLook]) -> str | None:
    return next((q for k in looks for q in k.qualities if q in SHAPES), None)


def _plainly(f: Frame) -> Frame:
    """The clause about its things whatever they look like now ("a blue rug" for a red one)."""
    subjects = [
        replace(n, look=replace(n.look, colours=(), materials=(), styles=())) if isinstance(n, Thing) else n
        for n in f.subjects
    ]
    return replace(f, subjects=subjects)


def _surfaces(self: Interpreter, f: Frame) -> Meaning | None:
    """Walls and floor in other colours and materials; the ceiling at another height."""
    place = next(m.value for m in f.surfaces if m.value != "all")
    if place == "ceiling":
        return _room(self, f)
    colour, material = next(iter(f.colours), None), next(iter(f.materials), None)
    if place == "walls" and colour is None and material is None and f.moods:
        shade = {"brighter": "white", "darker": "charcoal", "cosier": "cream"}.get(f.moods[0].value)
        return Meaning((ChangeSurfaces(wall_colour=shade),)) if shade else None
    if colour is None and material is None:
        return None
    if place == "walls":
        return Meaning((ChangeSurfaces(wall=material, wall_colour=colour),))
    return Meaning((ChangeSurfaces(floor=material, floor_colour=colour),))


def _room(self: Interpreter, f: Frame) -> Meaning | None:
    """Another size for the room: by so much, to so much."""
    x0, y0, x1, y1 = self.bench.room.bounds
    own = (x1 - x0, y1 - y0, self.bench.room.height)
    ceiling = any(m.value == "ceiling" for m in f.surfaces)
    wished: list[float | None] = [None, None, None]
    if f.sizes and not _absolute(f):
        by = f.length if f.length is not None else SIZE_STEP if not ceiling else 0.2
        factor = _factor(f)
        for k in (2,) if ceiling else range(3):
            if factor[k] != 1.0:
                wished[k] = round(own[k] + (by if factor[k] > 1 else -by), 3)
        if f.sizes[0].words.lower() in ("longer", "lengthen", "shorter", "shorten"):
            wished = [None, wished[0], None] if own[1] >= own[0] else wished
    for m in f.measures if not f.sizes or _absolute(f) else ():
        sides = [s.metres for s in m.sides]
        if len(sides) > 1:
            wished[: len(sides)] = sides
        elif sides:
            own_axis = next((k for k in range(3) if f.sizes and _factor(f)[k] != 1.0), 0)
            axis = (
                2
                if ceiling
                else own_axis
                if f.sizes and m.axis is None
                else {"width": 0, "depth": 1, "height": 2, "length": 1}.get(m.axis or "", 0)
            )
            wished[axis] = sides[0]
    if wished == [None, None, None]:
        return None
    return Meaning((ChangeRoom(wished[0], wished[1], wished[2]),))


def _lock(self: Interpreter, f: Frame) -> Meaning | None:
    if f.clause.said in ("keep", "leave") and f.relations and not any(r.target is None for r in f.relations):
        return motions.relate(self, f)
    ids = self.subjects(f, f.relations)
    return Meaning(tuple(Lock(i) for i in ids), focus=ids)


def _unlock(self: Interpreter, f: Frame) -> Meaning | None:
    ids = self.subjects(f, f.relations)
    return Meaning(tuple(Lock(i, False) for i in ids), focus=ids)


def _never(self: Interpreter, f: Frame) -> Meaning | None:
    """ "never glass tables", "no more plants", "I hate chrome"."""
    if f.moods:
        return None
    words = f"never {' and '.join(n.words for n in f.subjects) or ' '.join([*f.materials, *f.colours])}"
    kinds = tuple(sorted({c for n in f.subjects if isinstance(n, Thing) for c in _kinds(n)}))
    looks = [*f.looks, *(n.look for n in f.subjects if isinstance(n, Thing))]
    materials = tuple(dict.fromkeys(m for k in looks for m in k.materials))
    colours = tuple(dict.fromkeys(c for k in looks for c in k.colours))
    if not (kinds or materials or colours):
        raise Lost(f"'{f.clause.words}': I know no such furniture or material")
    return Meaning((SetRule(kinds, materials, colours, words),))


def _kinds(noun: Thing) -> set[str]:
    return categories_of(noun.entry.value) if noun.entry else set()


def _dislike(self: Interpreter, f: Frame) -> Meaning | None:
    if f.surfaces:
        raise Lost(f"'{f.clause.words}': say which colour or material you would like instead")
    return _another(self, self.subjects(f, f.relations))


def _budget(self: Interpreter, f: Frame) -> Meaning | None:
    money = next((m.money for m in f.measures if m.money is not None), None)
    return Meaning((SetBudget(money.amount, money.currency),)) if money else None


def _whole_room(self: Interpreter, f: Frame) -> Meaning | None:
    """ "cosier", "more storage", "cheaper", "for a wheelchair", "everything in japandi style"."""
    if f.people and not f.subjects and "wheelchair user" in f.people:
        return Meaning(moods.operations(self.bench, "wheelchair", ()))
    if f.moods:
        things = [n for n in f.subjects if noun_kind(n) in ("thing", "pronoun")]
        about_room = not things or (
            f.verb in ("make", "") and all(isinstance(n, Word) for n in things) and not self.focus
        )
        ids = (
            () if about_room or (all(_is_it(n) for n in things) and f.moods[0].value != "cheaper") else self.subjects(f)
        )
        mood = f.moods[0].value
        return Meaning(moods.operations(self.bench, mood, ids), focus=ids, most=moods.most(mood))
    if _about_room(f) and (f.style or f.colours or f.materials):
        everything = tuple(o.id for o in self.bench.scene.objects if not o.owned)
        return Meaning((Restyle(everything, Look(f.colours, f.materials, f.style)),))
    return None


def _is_it(noun: Noun) -> bool:
    return isinstance(noun, Word)


def _verbless(self: Interpreter, f: Frame) -> Meaning | None:
    """ "two more chairs", "a bigger table", "the rug in blue", "the desk under the window"."""
    money = next((m.money for m in f.measures if m.money is not None), None)
    if money is not None:
        return Meaning((SetBudget(money.amount, money.currency),))
    if f.surfaces and any(m.value not in ("all", "window", "door") for m in f.surfaces):
        return _surfaces(self, f)
    if _about_room(f):
        return _room(self, f)
    things = [n for n in f.subjects if isinstance(n, Thing)]
    if f.denied and things:
        return _remove(self, f)
    if f.sizes:
        return _resize(self, f)
    if self.refs.focus and not f.subjects and not f.rest and (f.looks or f.measures):
        return _resized_and_restyled(self, f) if f.measures else _restyle(self, f)
    if any(m.value == "swap" for m, _ in f.ways):
        return _swap(self, f)
    if things and f.clause.words.lower().endswith(GOING) and not any(r.target for r in f.relations):
        return _remove(self, f)
    if things and not f.more and all(n.det in DEFINITE or not n.number.said for n in things) and _existing(self, f):
        definite = all(n.det in ("the", "my", "other", "both") or n.words.lower().split()[0] in ALL for n in things)
        if f.ways:
            return motions.move(self, f)
        if definite and f.relations:
            return motions.put(self, f)
        if definite and (f.looks or f.measures):
            return _restyle(self, f) if (f.looks and not f.measures) or f.colours or f.materials else _resize(self, f)
    known = not f.rest and all(n.entry is not None for n in things)
    if things and known and all(n.det not in ("the", "my") and n.words.lower().split()[0] not in ALL for n in things):
        return _add(self, f)
    return motions.move(self, f) if f.ways else None


Rule = Callable[[Interpreter, Frame], Meaning | None]
VERBS: dict[str, Rule] = {
    "add": _add, "remove": _remove, "take": _take, "replace": _replace, "swap": _swap, "move": motions.move,
    "put": motions.put_or_add, "turn": motions.turn, "make": _make, "size": _make, "lock": _lock, "unlock": _unlock,
    "never": _never, "dislike": _dislike, "budget": _budget,
}  # fmt: skip
"""What each class of verb does; `undo`, `redo` and `restart` are the dialogue's."""
