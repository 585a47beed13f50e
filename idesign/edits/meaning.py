"""From the slots of a clause to operations: one small function for each verb.

What the words do not decide becomes one short question with its answers; what is no change of a room is said back.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import cast

from idesign.designers.embedded.reading import resolve
from idesign.designers.embedded.reading.draft import Draft, DraftWish
from idesign.designers.embedded.reading.lexicon import data
from idesign.designers.embedded.reading.phrases import Look as PhraseLook
from idesign.designers.embedded.reading.phrases import Number, Thing, Word
from idesign.designers.embedded.reading.phrases import Place as PlaceNoun
from idesign.designers.embedded.reading.places import place_name
from idesign.designers.embedded.reading.space import size_of_thing
from idesign.edits import asides, makeover, moods, motions, questions
from idesign.edits.apart import told_apart, which_text
from idesign.edits.frame import Frame, Noun, Relating, noun_kind
from idesign.edits.interpreter import SIDES, TO_PLACE, Decided, Interpreter, Lost, Meaning, Question, Unsure, place_kind
from idesign.edits.operations import (
    Add,
    AddOpening,
    Lock,
    Look,
    OpenSize,
    Operation,
    Place,
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
from idesign.edits.references import ALL, DEFINITE, categories_of
from idesign.edits.refusal import Offer
from idesign.edits.there import new_there
from idesign.knowledge import knowledge
from idesign.sentences import kind, thing, told

GOING = ("should go", "can go", "must go", "has to go", "have to go", "needs to go", "should be removed", "go away")
_BEFORE_A_NAME = (
    "more",
    "another",
    "extra",
    "additional",
    "new",
    "other",
    "second",
    "third",
    "my",
    "our",
    "one",
    "own",
)
"""Words before a new thing that are no part of what it is called."""
MOST = 20
"""Things of one kind that are added at once."""


def meaning(it: Interpreter, frame: Frame) -> Meaning:
    """What one clause means."""
    try:
        return _meaning(it, frame)
    except Unsure as e:
        return Meaning(question=which(it, e, lambda decided: _meaning(decided, frame).operations))
    except Lost as e:
        return Meaning(lost=e.text)


def _round(f: Frame) -> None:
    """ "round" is a shape where it is not "round the table"."""
    bare = [r for r in f.relations if r.words == "round" and (r.target is None or isinstance(r.target, Word))]
    if bare or any(m.words.lower() == "round" for m, _ in f.ways):
        f.relations = [r for r in f.relations if r not in bare]
        if f.verb != "turn" and not any("round" in k.qualities for k in f.looks):
            f.looks.append(PhraseLook(qualities=("round",)))


def _meaning(it: Interpreter, f: Frame) -> Meaning:
    _round(f)
    rule = _fits if questions.asks_to_fit(f) else VERBS.get(f.verb)
    found = rule(it, f) if rule is not None else None
    found = found or _whole_room(it, f) or _verbless(it, f)
    if found is None:
        raise Lost(told("lost.no_change", words=f.clause.words))
    return found


def which(it: Interpreter, e: Unsure, done: Callable[[Interpreter], tuple[Operation, ...]]) -> Question:
    """Asks which of several is meant; each answer carries what would be done."""
    offers, ids = [], e.ids[:6]
    places = told_apart(it.bench, ids)
    for id in ids:
        decided = Interpreter(it.bench, (id,), Decided(it.bench, it.focus, e.noun, id))
        try:
            operations = done(decided)
        except (Unsure, Lost):
            operations = ()
        name = thing(it.bench.object(id))
        offers.append(Offer(told("offer.one_of", name=name, place=places[id], id=id), operations))
    kinds = {it.bench.object(i).category for i in ids}
    named = e.noun if e.noun.split()[0] not in ("the", "it", "that", "them", "both", "this") else ""
    one = next(iter(kinds))
    noun = kind(one, named or one.replace("_", " ")) if len(kinds) == 1 else named or told("ask.of_these")
    return Question(which_text(noun, [places[i] for i in ids]), tuple(offers), e.noun, ids)


# ---------------------------------------------------------------- new things
def new_thing(it: Interpreter, noun: Noun, f: Frame, relations: Sequence[Relating] = ()) -> Add:
    """A noun phrase as a thing to add, with all that was said of it."""
    if not isinstance(noun, Thing):
        raise Lost(told("lost.no_furniture", words=noun.words))
    if noun.entry is None:
        from assets.retrieval import STAND_IN, best_categories

        best = best_categories(noun.words, 1)[0]
        if best.score < STAND_IN:
            raise Lost(told("lost.unknown", words=noun.words))
        value = best.category
    else:
        value = noun.entry.value
    draft = Draft("")
    wish = draft.add(noun, 0)
    wish.value = value
    for measure in noun.look.sizes or f.measures:
        makeover.fits_a_thing(measure, noun.words)
        size_of_thing(wish, measure)
    return _wished(it, draft, wish, noun, f, relations)


def _wished(
    it: Interpreter, draft: Draft, wish: DraftWish, noun: Thing, f: Frame, relations: Sequence[Relating]
) -> Add:
    for r in relations:
        host = it.refs.find(r.target).ids[:1] if isinstance(r.target, Thing) else ()
        target = DraftWish("h", it.bench.object(host[0]).category, "") if host else _plain(r)
        kind = place_kind(r.kind, "x", bool(host), wish.value, getattr(target, "value", "")) if host else "on"
        if target is not None:
            draft.relate(kind if host else TO_PLACE.get(str(target), "on"), wish, target, r.words)
    room = it.bench.scene.room.type
    if wish.value.startswith("?") or wish.value in data("generic.toml"):
        wish.value = resolve.category(draft, wish, room)
    resolve.named_size(wish, False)
    look = Look(tuple(noun.look.colours) or f.colours, tuple(noun.look.materials) or f.materials,
                next(iter(noun.look.styles), f.style))  # fmt: skip
    count = int(f.numbers[0]) if f.numbers and not noun.number.said else noun.number.least
    words = noun.words if noun.number.least == 1 and not noun.number.plural else ""
    words = " ".join(w for w in words.split() if w.lower() not in _BEFORE_A_NAME)
    size: OpenSize = (wish.size[0], wish.size[1], wish.size[2])
    if noun.entry is not None and noun.entry.value in ("?coat", "?shoe"):
        count = 1  # what holds them is meant
    elif noun.number.plural and not noun.number.said and not f.numbers:
        count = 1 if wish.value in ("curtains", "flowers", "books", "weights", "string_lights") else 2
    digits = re.match(r"\d+", noun.words)
    if max(count, int(digits[0][:6]) if digits else 0) > MOST:
        raise Lost(told("lost.most", words=noun.words, most=MOST))
    places = it.wheres(relations, wish.value)
    return Add(wish.value, words, max(1, count), size, look, places)


def _plain(r: Relating) -> str | None:
    return place_name(r.target).split(":")[0] if isinstance(r.target, PlaceNoun) else None


# ---------------------------------------------------------------- verbs
def _add(it: Interpreter, f: Frame) -> Meaning | None:
    opening = next((m for m in f.surfaces if m.value in ("window", "door")), None)
    places = [n for n in f.subjects if isinstance(n, PlaceNoun) and n.place in ("window", "door")]
    if opening is not None or places:
        return _opening(it, f, opening.value if opening else places[0].place)
    if f.instead and f.subjects:
        old = it.ids(f.instead[0])
        new = new_thing(it, f.subjects[0], f)
        return Meaning((Replace(old[0], new.category, new.words, new.size, new.look),), focus=old[:1])
    if f.sizes and _existing(it, f):
        return makeover.resize(it, f)
    if f.moods:
        floor_or_walls = any(m.value in ("walls", "floor") for m in f.surfaces)
        return makeover.surfaces(it, f) if floor_or_walls else None
    things = [n for n in f.subjects if isinstance(n, Thing)]
    if not things:
        return _another_one(it, f)
    if all(n.det in ("the", "my") and it.exists(n) for n in things) and f.verb != "put":
        return motions.put(it, f) if f.relations else None
    if len(things) > MOST:
        raise Lost(told("lost.most_different", words=f.clause.words[:60], most=MOST))
    found = [new_thing(it, n, f, f.relations) for n in things]
    each = next((r for r in f.relations if isinstance(r.target, Thing) and r.target.det in ("each", "both")), None)
    if each is None or each.target is None:
        return Meaning(tuple(found))
    hosts = it.ids(each.target)
    kinds = [
        replace(a, count=1, places=(replace(a.places[0], target=h),)) for a in found[:1] for h in hosts if a.places
    ]
    return Meaning(tuple(kinds))


def _another_one(it: Interpreter, f: Frame) -> Meaning | None:
    """ "Add another one by the window": of the kind that was spoken of last."""
    one = any(isinstance(n, Word) and n.entry is not None and n.entry.value == "one" for n in f.subjects)
    if not (one and it.refs.spoken):
        return None
    category = it.refs.spoken[-1].rpartition("-")[0]
    return Meaning((Add(category, "", 1, (None, None, None), Look(f.colours, f.materials, f.style),
                        it.wheres(f.relations, category)),))  # fmt: skip


def _existing(it: Interpreter, f: Frame) -> bool:
    return bool(f.subjects) and all(it.exists(n) for n in f.subjects)


def _opening(it: Interpreter, f: Frame, kind: str) -> Meaning:
    walls = [r.target for r in f.relations if isinstance(r.target, PlaceNoun)]
    side = next((s for w in walls for s in w.sides if s in SIDES), None)
    return Meaning((AddOpening("door" if kind == "door" else "window", cast(Side | None, side), f.length),))


def _remove(it: Interpreter, f: Frame) -> Meaning | None:
    openings = [n for n in f.subjects if isinstance(n, PlaceNoun) and n.place in ("window", "door")]
    if openings:
        return Meaning(tuple(RemoveOpening(it.target(n)) for n in openings))
    if f.moods and not f.subjects:
        return None
    ids = it.subjects(f, f.relations)
    if any(m.value == "all" for m in f.surfaces) and not f.spared:
        return _really(it, f, ids)
    never = f.clause.said in ("no", "without", "i do not want", "we do not want")
    return Meaning(tuple(Remove(i, never) for i in _outermost(it, ids)), focus=ids)


def _really(it: Interpreter, f: Frame, ids: Sequence[str]) -> Meaning:
    """Emptying the room is asked for twice; and not at all by words that speak of something else."""
    if f.rest or f.relations:
        raise Lost(told("lost.no_change", words=f.clause.words))
    gone = tuple(Remove(i) for i in _outermost(it, ids))
    answers = (Offer(told("offer.all_of_it"), gone), Offer(told("offer.leave_it")))
    return Meaning(question=Question(told("ask.all_gone", count=len(ids)), answers))


def _take(it: Interpreter, f: Frame) -> Meaning | None:
    """ "take the picture down", "take it out"; "take it to the window" moves it."""
    gone = any(m.words.lower() in ("down", "out", "away", "off") and n is None for m, n in f.ways)
    return _remove(it, f) if gone or not f.relations else motions.move(it, f)


def _outermost(it: Interpreter, ids: Sequence[str]) -> list[str]:
    """Without what stands on another of them and goes with it anyway."""
    carried = {c.id for i in ids for c in it.bench.carried(i)}
    return [i for i in ids if i not in carried]


def _replace(it: Interpreter, f: Frame) -> Meaning | None:
    news = f.with_ or [r.target for r in f.relations if r.words in ("by", "for", "with") and r.target is not None]
    if all(isinstance(n, Word) for n in news) and f.looks and f.subjects:
        return makeover.restyle(it, f)  # "with a round one"
    if not news:
        return None if not f.subjects else _another(it, it.subjects(f, f.relations))
    new = new_thing(it, news[0], f)
    ids = it.subjects(f, [r for r in f.relations if r.target not in news])
    operations: list[Operation] = [o for i in ids for o in _exchange(it, i, new)]
    if new.count > len(ids):
        operations.append(replace(new, count=new.count - len(ids)))
    return Meaning(tuple(operations), focus=ids)


def _exchange(it: Interpreter, id: str, new: Add) -> Iterator[Operation]:
    """What stands on the floor takes the place of what carried the old thing ("the TV by a fireplace")."""
    o = it.bench.object(id)
    on_floor = o.support in it.bench.poses and knowledge().piece(new.category).stand == "floor"
    alone = on_floor and {c.id for c in it.bench.carried(o.support)} == {id}
    if alone:
        yield Remove(id)
    yield Replace(o.support if alone else id, new.category, new.words, new.size, new.look)


def _another(it: Interpreter, ids: tuple[str, ...]) -> Meaning:
    """The person wants it otherwise and does not say how."""
    o = it.bench.object(ids[0])
    offers = (
        Offer(told("offer.take_out"), tuple(Remove(i) for i in ids)),
        Offer(told("offer.other_colour"), (Restyle(ids, Look(colours=moods.other_colours(it.bench.scene, o))),)),
        Offer(told("offer.smaller"), tuple(Resize(i, makeover.times(it, i, (0.8, 0.8, 1.0))) for i in ids)),
        Offer(told("offer.other_style"), (Restyle(ids, Look(style=moods.other_style(it.bench.scene))),)),
    )
    return Meaning(question=Question(told("ask.what_becomes", thing=thing(o)), offers), focus=ids)


def _swap(it: Interpreter, f: Frame) -> Meaning | None:
    things = [n for n in (*f.subjects, *f.with_) if noun_kind(n) in ("thing", "pronoun")]
    if len(things) == 1:
        ids = it.ids(things[0])
        return Meaning((Swap(ids[0], ids[1]),), focus=ids) if len(ids) == 2 else _replace(it, f)
    if len(things) < 2:
        return None
    if f.with_ and isinstance(things[1], Thing) and things[1].det not in DEFINITE:
        return _replace(it, f)
    a, b = it.ids(things[0])[0], it.ids(things[1])[0]
    if a == b:
        raise Lost(told("lost.two_needed", words=f.clause.words))
    return Meaning((Swap(a, b),), focus=(a, b))


def _make(it: Interpreter, f: Frame) -> Meaning | None:
    like = next((n for m, n in f.ways if m.value == "like" and n is not None), None)
    if like is not None and f.subjects:
        return makeover.alike(it, it.subjects(f), it.ids(like)[0])
    if f.surfaces and any(m.value != "all" for m in f.surfaces):
        return makeover.surfaces(it, f)
    if (f.colours or f.materials) and any(isinstance(n, PlaceNoun) and n.place == "wall" for n in f.subjects):
        return makeover.one_wall(it, f)
    if makeover.about_room(f):
        return makeover.resize_room(it, f) or _whole_room(it, f)
    if f.with_ and isinstance(f.with_[0], Thing) and f.with_[0].entry is not None:
        return _replace(it, f)
    if f.sizes or any(m.sides for m in f.measures):
        return makeover.resized_and_restyled(it, f)
    if f.moods:
        return _whole_room(it, f)
    if f.looks or any(isinstance(n, Thing) and makeover.has_look(n) for n in f.subjects):
        return makeover.restyle(it, f)
    return motions.put(it, f) if f.relations else None


def _prefer(it: Interpreter, f: Frame) -> Meaning | None:
    """ "I'd rather have a king size bed": instead of the one that is there."""
    old = next((n for n in f.subjects if isinstance(n, Thing) and it.exists(_any_look(n))), None)
    if old is None or f.sizes:
        return _add(it, f)
    new = new_thing(it, old, f)
    ids = it.ids(_any_look(old))[:1]
    return Meaning((Replace(ids[0], new.category, new.words, new.size, new.look),), focus=ids)


def _any_look(noun: Thing) -> Thing:
    return replace(noun, look=PhraseLook(), det="the", number=Number())


def _match(it: Interpreter, f: Frame) -> Meaning | None:
    """ "match the desk to the bed": in its colour and material."""
    target = f.with_[0] if f.with_ else next((r.target for r in f.relations if r.target is not None), None)
    return makeover.alike(it, it.subjects(f), it.ids(target)[0]) if target is not None else None


def _clear(it: Interpreter, f: Frame) -> Meaning | None:
    """ "clear the window": what stands before it goes elsewhere; "clear the clutter"."""
    openings = [n for n in [*f.subjects, *(r.target for r in f.relations)]
                if isinstance(n, PlaceNoun) and n.place in ("window", "door")]  # fmt: skip
    if f.moods or not openings:
        return _whole_room(it, f)
    found = [i for n in openings for i in motions.before(it.bench, it.target(n))]
    if not found:
        return Meaning(said=(told("talk.nothing_before", what=told(f"kinds.{openings[0].place}")),))
    far = Where("far", it.target(openings[0]))
    return Meaning(tuple(Place(i, (far,)) for i in found), focus=tuple(found))


def _put(it: Interpreter, f: Frame) -> Meaning | None:
    """ "put the lamp on the desk" moves it, "put a lamp on the desk" brings one, "put the lamp back" undoes it."""
    if any(m.words == "back" and n is None for m, n in f.ways) and not f.relations:
        return Meaning(back=it.subjects(f)[0])
    if not f.relations and not f.ways and f.looks and f.subjects:
        return makeover.restyle(it, f)  # "mets le canapé en vert"
    things = [n for n in f.subjects if isinstance(n, Thing)]
    fresh = [n for n in things if _is_new(it, n)]
    if things and (fresh or f.more):
        return new_there(it, f, _add(it, f))
    return motions.put(it, f)


def _is_new(it: Interpreter, noun: Thing) -> bool:
    """ "a lamp", "my barrel" where there is none; not "the lamp", nor "lamp" where there is one."""
    if noun.det == "my":
        return not it.exists(noun)
    return noun.det not in DEFINITE and not (noun.det == "" and not noun.number.said and it.exists(noun))


def _turn(it: Interpreter, f: Frame) -> Meaning | None:
    """By degrees or towards something; "turn the desk into a table" replaces it."""
    return motions.turn(it, f) or _replace(it, f)


def _lock(it: Interpreter, f: Frame) -> Meaning | None:
    if f.clause.said in ("keep", "leave") and f.relations and not any(r.target is None for r in f.relations):
        return motions.relate(it, f)
    ids = it.subjects(f, f.relations)
    return Meaning(tuple(Lock(i) for i in ids), focus=ids)


def _unlock(it: Interpreter, f: Frame) -> Meaning | None:
    ids = it.subjects(f, f.relations)
    return Meaning(tuple(Lock(i, False) for i in ids), focus=ids)


def _never(it: Interpreter, f: Frame) -> Meaning | None:
    """ "never glass tables", "no more plants", "I hate chrome"."""
    if f.moods:
        return None
    mine = [n for n in f.subjects if isinstance(n, Thing) and n.det in ("the", "my", "this", "that")]
    if mine and it.exists(mine[0]):  # one thing is hated, not its kind
        return _another(it, it.subjects(f, f.relations))
    words = f"never {' and '.join(n.words for n in f.subjects) or ' '.join([*f.materials, *f.colours])}"
    kinds = tuple(sorted({c for n in f.subjects if isinstance(n, Thing) for c in _kinds(n)}))
    looks = [*f.looks, *(n.look for n in f.subjects if isinstance(n, Thing))]
    materials = tuple(dict.fromkeys(m for k in looks for m in k.materials))
    colours = tuple(dict.fromkeys(c for k in looks for c in k.colours))
    if not (kinds or materials or colours):
        raise Lost(told("lost.unknown_kind", words=f.clause.words))
    return Meaning((SetRule(kinds, materials, colours, words),))


def _kinds(noun: Thing) -> set[str]:
    return categories_of(noun.entry.value) if noun.entry else set()


def _dislike(it: Interpreter, f: Frame) -> Meaning | None:
    if f.surfaces:
        raise Lost(told("lost.what_instead", words=f.clause.words))
    return _another(it, it.subjects(f, f.relations))


def _budget(it: Interpreter, f: Frame) -> Meaning | None:
    money = next((m.money for m in f.measures if m.money is not None), None)
    return Meaning((SetBudget(money.amount, money.currency),)) if money else None


def _whole_room(it: Interpreter, f: Frame) -> Meaning | None:
    """ "cosier", "more storage", "cheaper", "for a wheelchair", "everything in japandi style"."""
    if f.people and not f.subjects and not f.moods and (f.verb == "budget" or moods.WHEELCHAIR in f.people):
        return asides.lives(it, f)
    if f.moods:
        places = () if f.moods[0].value == "cheaper" else it.wheres(f.relations, "")
        if places:
            mood = f.moods[0].value
            return Meaning(moods.operations(it.bench, mood, (), places), most=moods.most(mood, places))
        things = [n for n in f.subjects if noun_kind(n) in ("thing", "pronoun")]
        about_room = not things or (
            f.verb in ("make", "") and all(isinstance(n, Word) for n in things) and not it.focus
        )
        ids = () if about_room or (all(_is_it(n) for n in things) and f.moods[0].value != "cheaper") else it.subjects(f)
        mood = f.moods[0].value
        found = moods.operations(it.bench, mood, ids)
        if mood == "cheaper" and not found:
            raise Lost(told("lost.no_cheaper"))
        return Meaning(found, focus=ids, most=moods.most(mood))
    if makeover.about_room(f) and (f.style or f.colours or f.materials):
        everything = tuple(o.id for o in it.bench.scene.objects if not o.owned)
        return Meaning((Restyle(everything, Look(f.colours, f.materials, f.style)),))
    return None


def _is_it(noun: Noun) -> bool:
    return isinstance(noun, Word)


def _verbless(it: Interpreter, f: Frame) -> Meaning | None:
    """ "two more chairs", "a bigger table", "the rug in blue", "the desk under the window"."""
    money = next((m.money for m in f.measures if m.money is not None), None)
    if money is not None:
        return Meaning((SetBudget(money.amount, money.currency),))
    if f.surfaces and any(m.value not in ("all", "window", "door") for m in f.surfaces):
        return makeover.surfaces(it, f)
    if makeover.about_room(f):
        return makeover.resize_room(it, f)
    things = [n for n in f.subjects if isinstance(n, Thing)]
    if f.denied and things:
        return _remove(it, f)
    if f.sizes:
        return makeover.resize(it, f)
    if it.refs.focus and f.relations and not (f.subjects or f.rest or f.looks or f.measures):
        return motions.put(it, f)
    if it.refs.focus and not f.subjects and not f.rest and (f.looks or f.measures):
        return makeover.resized_and_restyled(it, f) if f.measures else makeover.restyle(it, f)
    if any(m.value == "swap" for m, _ in f.ways):
        return _swap(it, f)
    if things and any(m.value == "unloved" for m, _ in f.ways):
        return _another(it, it.subjects(f, f.relations))
    if not f.subjects and f.ways and f.ways[0][0].value == "around":
        return motions.turn(it, f)
    if things and f.clause.plain.endswith(GOING) and not any(r.target for r in f.relations):
        return _remove(it, f)
    if things and not f.more and all(n.det in DEFINITE or not n.number.said for n in things) and _existing(it, f):
        definite = all(n.det in ("the", "my", "other", "both") or n.words.lower().split()[0] in ALL for n in things)
        if f.ways:
            return motions.move(it, f)
        if definite and f.relations:
            return motions.put(it, f)
        if definite and (f.looks or f.measures):
            looks = (f.looks and not f.measures) or f.colours or f.materials
            return makeover.restyle(it, f) if looks else makeover.resize(it, f)
    known = not f.rest and all(n.entry is not None for n in things)
    if things and known and all(n.det not in ("the", "my") and n.words.lower().split()[0] not in ALL for n in things):
        return _add(it, f)
    return motions.move(it, f) if f.ways else None


def _fits(it: Interpreter, f: Frame) -> Meaning | None:
    return questions.fitting(it, _add(it, f))


Rule = Callable[[Interpreter, Frame], Meaning | None]
VERBS: dict[str, Rule] = {
    "add": _add, "remove": _remove, "take": _take, "replace": _replace, "swap": _swap, "move": motions.move,
    "put": _put, "turn": _turn, "make": _make, "size": _make, "lock": _lock, "unlock": _unlock,
    "never": _never, "dislike": _dislike, "budget": _budget, "prefer": _prefer, "match": _match, "clear": _clear,
    "fits": _fits, **dict.fromkeys(questions.ANSWERS, questions.answered),
}  # fmt: skip
"""What each class of verb does; `undo`, `redo` and `restart` are the dialogue's."""
