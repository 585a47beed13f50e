"""Questions about the room and their answers: why a thing stands there, how wide it is, what it costs, where it is, how
many there are, whether there is room for another, what was assumed. Nothing is changed.

Everything is read off the scene: its relations with their reasons, sizes, prices, the brief. Whether something would
fit is tried on a copy.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain

from idesign.designers.embedded.reading.phrases import Place, Thing
from idesign.edits.apart import told_apart
from idesign.edits.apply import apply
from idesign.edits.bench import Bench
from idesign.edits.frame import Frame, Noun, noun_kind
from idesign.edits.furniture import total
from idesign.edits.interpreter import Interpreter, Lost, Meaning, Unsure
from idesign.edits.operations import Operation
from idesign.edits.refusal import Offer
from idesign.knowledge import knowledge
from idesign.relation_words import name_of, reason_of, relation_words
from idesign.scene import SceneObject
from idesign.sentences import called, kind, known, measures, thing, told, word
from solvers.check import Checker
from solvers.geometry import footprint, ring_distance
from solvers.relations import Offset, OnTopOf, Relation
from solvers.room import Opening

MOST = 3
"""Things of one kind that are spoken of in one answer."""
REASONS = 4
"""Reasons of one sort that are told."""
BECAUSE = {
    **dict.fromkeys(("against_wall", "at_wall", "corner"), "wall"),
    **dict.fromkeys(("near", "beside", "around", "under", "in_front_of"), "hand"),
    **dict.fromkeys(("facing", "sees", "facing_wall"), "look"),
    **dict.fromkeys(("keep_clear", "not_blocking", "far"), "free"),
    **dict.fromkeys(("aligned", "lined_up", "in_row", "symmetric", "evenly_around", "centered_on", "centered_on_wall",
                     "centered_in_room", "parallel", "parallel_to_wall"), "order"),
    "at_window": "light",
}  # fmt: skip
"""Kind of relation -> what a designer wants with it (`because` in the sentences)."""
FIT = re.compile(r"(would|will|does|do|could|can) .*\bfit( in| into)?( here| there| the room| this room)?( \?)?")
"""Questions whose verb comes last, in the reader's spelling."""
Answer = Callable[[Interpreter, Frame], Iterable[str]]


def answered(it: Interpreter, f: Frame) -> Meaning | None:
    """The answer to a question; None where the words go on to something else."""
    if f.verb in ("thanks", "hello") and (f.subjects or f.relations or f.looks or f.moods or f.sizes):
        return None
    said = tuple(ANSWERS[f.verb](it, f))
    return Meaning(said=said, focus=_spoken_of(it, f)) if said else None


def _spoken_of(it: Interpreter, f: Frame) -> tuple[str, ...]:
    """What "it" means after the question."""
    try:
        return _asked_about(it, f)
    except Lost:
        return ()


def asks_to_fit(f: Frame) -> bool:
    """ "would a crib fit here?", "does the piano fit in?"."""
    return bool(FIT.fullmatch(f.clause.plain)) and any(isinstance(n, Thing) for n in f.subjects)


def fitting(it: Interpreter, wanted: Meaning | None) -> Meaning | None:
    """Whether there is room for what `wanted` would add."""
    if wanted is None or not wanted.operations:
        return wanted
    scene, moved = it.bench.scene, list[str]()
    for operation in wanted.operations:
        outcome = apply(scene, operation)
        if outcome.refusal is not None:
            said = told("answer.fits_not", why=outcome.refusal.text)
            return Meaning(said=(said,), offers=outcome.refusal.offers)
        scene, moved = outcome.scene, [*moved, *outcome.said[1:], *outcome.moved]
    new = [o for o in scene.objects if o.id not in it.bench.poses and o.support not in {x.id for x in scene.objects}]
    after = Bench(scene)
    places = (told("answer.fits_where", thing=thing(o), size=measures(o.size), where=_where(after, o)) for o in new)
    then = (told("answer.then", what=m) for m in moved)
    return Meaning(said=(told("answer.fits", what=tuple(places)), *then), offers=(_offer(wanted.operations, new),))


def _offer(operations: tuple[Operation, ...], new: Iterable[SceneObject]) -> Offer:
    return Offer(told("offer.add", what=tuple(thing(o) for o in new)), operations)


# ---------------------------------------------------------------- what is asked about
def _asked_about(it: Interpreter, f: Frame) -> tuple[str, ...]:
    """The things of the room that the question names; none where it names none."""
    nouns = [n for n in (*f.subjects, *(n for _, n in f.ways if n is not None)) if noun_kind(n) in ("thing", "pronoun")]
    plain: list[Noun] = [n for n in nouns if isinstance(n, Thing)]
    plain = plain or [n for n in nouns if it.exists(n)]
    return tuple(dict.fromkeys(chain.from_iterable(_ids(it, n, f) for n in plain)))


def _ids(it: Interpreter, noun: Noun, f: Frame) -> tuple[str, ...]:
    """All that a noun may mean: a question about one of two is answered for both."""
    try:
        return it.ids(noun, f.relations if f.verb != "why" else ())
    except Unsure as e:
        return e.ids


def _things(it: Interpreter, f: Frame) -> list[SceneObject]:
    return [it.bench.object(i) for i in _asked_about(it, f)]


def _openings(it: Interpreter, f: Frame) -> list[Opening]:
    names = [n.place for n in f.subjects if isinstance(n, Place)] + [m.value for m in f.surfaces]
    return [x for x in it.bench.room.openings if x.id.rpartition("-")[0] in names]


# ---------------------------------------------------------------- why
def _why(it: Interpreter, f: Frame) -> Iterator[str]:
    """Why things are there, why they look so, why a door is where it is."""
    things = _things(it, f)
    openings = _openings(it, f) if not things else []
    for o in things[:MOST]:
        yield from _why_look(it.bench, o) if f.looks else _why_there(it.bench, o)
    if openings:
        kinds = {x.id.rpartition("-")[0] for x in openings}
        lines = [s for s in it.bench.scene.brief.assumed if any(k in s for k in kinds)]
        yield from lines or (told("why.opening"),)
    if not things and not openings:
        yield told("why.which")


def _why_there(bench: Bench, o: SceneObject) -> Iterator[str]:
    yield told("why.owned" if o.owned else "why.asked" if o.asked else "why.added", thing=called(o))
    if o.locked:
        yield told("why.locked")
    words = next((e.words for e in reversed(bench.scene.edits) if e.words and not e.undone and _names(e.operations, o)),
                 "")  # fmt: skip
    if words:
        yield told("why.words", words=words)
    reasons = list(_reasons(bench, o))
    yield from reasons
    if not reasons and not words and not o.locked:
        yield told("why.free")


def _names(operations: Iterable[Operation], o: SceneObject) -> bool:
    return any(o.id in (getattr(x, "id", None), getattr(x, "a", None), getattr(x, "b", None)) for x in operations)


def _reasons(bench: Bench, o: SceneObject) -> Iterator[str]:
    """The relations of a thing, by why they are there; what does not hold is said not to."""
    checker, own = Checker(bench.problem), [r for r in bench.relations if r.a == o.id]
    held = [r for r in own if checker.holds(bench.poses, r)]
    hosts = {r.b for r in held if isinstance(r, Offset | OnTopOf) and r.b} | ({o.support} & set(bench.poses))
    for id in sorted(hosts):
        yield told("why.on" if id == o.support else "why.group", host=name_of(bench.scene, id))
    for reason in ("asked", "changed", "designer"):
        found = [r for r in held if reason_of(bench.scene, r) == reason and not isinstance(r, Offset | OnTopOf)]
        if found:
            yield told(f"why.by_{reason}", where=tuple(_reason(bench, r) for r in _each_once(found)[:REASONS]))
    missed = [r for r in own if r not in held and not isinstance(r, Offset)]
    if missed:
        yield told("why.missed", where=tuple(relation_words(r, bench.scene) for r in missed[:REASONS]))


def _each_once(relations: Iterable[Relation]) -> list[Relation]:
    """One relation of each kind to each thing, those that must hold first."""
    ranked = sorted(relations, key=lambda r: not r.hard)
    return list({(r.kind, r.names): r for r in reversed(ranked)}.values())[::-1]


def _reason(bench: Bench, r: Relation) -> str:
    where = relation_words(r, bench.scene)
    aim = BECAUSE.get(r.kind)
    return told("why.because", where=where, because=told(f"because.{aim}")) if aim else where


def _why_look(bench: Bench, o: SceneObject) -> Iterator[str]:
    brief, look = bench.scene.brief, _look_words(o)
    wish = next((w for w in brief.wishes if w.category == o.category and (w.colours or w.materials or w.style)), None)
    if wish is not None and o.asked:
        yield told("why.look_asked", thing=called(o), look=look)
    elif brief.colours or brief.materials:
        yield told("why.look_room", thing=called(o), look=look)
    else:
        yield told("why.look_style", thing=called(o), look=look)


# ---------------------------------------------------------------- sizes, places, numbers
def _size(it: Interpreter, f: Frame) -> Iterator[str]:
    things, openings = _things(it, f), _openings(it, f)
    for o in things[:MOST]:
        w, d, h = o.size
        yield told("answer.size", thing=called(o), w=w, d=d, h=h)
    for x in openings if not things else ():
        yield told("answer.opening", thing=name_of(it.bench.scene, x.id), w=x.width, h=x.height)
    if not things and not openings:
        yield from _room_size(it, f)


def _room_size(it: Interpreter, f: Frame) -> Iterator[str]:
    x0, y0, x1, y1 = it.bench.room.bounds
    yield told("talk.measures", w=x1 - x0, d=y1 - y0, h=it.bench.room.height)


def _places(it: Interpreter, f: Frame) -> Iterator[str]:
    for o in _things(it, f)[:MOST]:
        yield told("answer.where", thing=called(o), where=_where(it.bench, o))


def _where(bench: Bench, o: SceneObject) -> str:
    """A few words of place: what it stands on, what it stands by, else where on the plan."""
    if o.support in bench.poses:
        return told("apart.on", host=thing(bench.object(o.support)))
    x0, y0, x1, y1 = bench.room.bounds
    east, north = (o.x - (x0 + x1) / 2) / (x1 - x0), (o.y - (y0 + y1) / 2) / (y1 - y0)
    side = ("east" if east > 0 else "west") if abs(east) > abs(north) else ("north" if north > 0 else "south")
    near, plan = told_apart(bench, (o.id,))[o.id], told(f"apart.{side}")
    return told("answer.both", near=near, plan=plan) if getattr(near, "key", "") == "apart.by" else plan


def _count(it: Interpreter, f: Frame) -> Iterator[str]:
    things = _all(it, f)
    counts = Counter(_noun(o) for o in things)
    rows = tuple(told("talk.several", count=n, thing=noun) for noun, n in counts.items())
    yield told("talk.inventory", things=rows) if rows else told("answer.none", words=f.clause.words)


def _all(it: Interpreter, f: Frame) -> list[SceneObject]:
    """All things of the kinds that are named, however many there are."""
    nouns = [n for n in f.subjects if isinstance(n, Thing)]
    return list({o.id: o for n in nouns for o in it.refs.alike(n)}.values())


def _noun(o: SceneObject) -> str:
    return kind(o.category, knowledge().piece(o.category).noun)


def _gap(it: Interpreter, f: Frame) -> Iterator[str]:
    """How far two things are apart, or a thing and an opening: the free floor between them."""
    nouns = [*f.subjects, *(n for r in f.relations for n in (r.target, r.other)), *(n for _, n in f.ways)]
    ends = [e for n in nouns if n is not None for e in _end(it, n)][:2]
    if len(ends) == 2:
        (a, ring_a), (b, ring_b) = ends
        yield told("answer.gap", a=a, b=b, far=ring_distance(ring_a, ring_b))
    elif things := _things(it, f):
        yield told("answer.where", thing=called(things[0]), where=_where(it.bench, things[0]))


def _end(it: Interpreter, noun: Noun) -> Iterator[tuple[str, tuple[tuple[float, float], ...]]]:
    if isinstance(noun, Place) and noun.place in ("window", "door"):
        id = it.target(noun)
        x = next(x for x in it.bench.room.openings if x.id == id)
        wall = it.bench.room.walls[x.wall]
        yield name_of(it.bench.scene, id), (wall.at(x.offset), wall.at(x.offset + x.width))
    elif noun_kind(noun) in ("thing", "pronoun"):
        for id in it.ids(noun)[:2]:
            o = it.bench.object(id)
            yield called(o), footprint(o.size, o.pose).corners


# ---------------------------------------------------------------- money, looks, contents, assumptions
def _cost(it: Interpreter, f: Frame) -> Iterator[str]:
    things = _things(it, f) if any(isinstance(n, Thing) for n in f.subjects) else []
    yield from (_price(o) for o in things[:MOST]) if things else (_total(it.bench),)


def _price(o: SceneObject) -> str:
    if o.owned:
        return told("answer.owned", thing=called(o))
    if o.price is None:
        return told("answer.no_price", thing=called(o))
    return told("answer.price", thing=called(o), amount=o.price.amount, currency=o.price.currency)


def _total(bench: Bench) -> str:
    unknown = sum(o.price is None and not o.owned for o in bench.scene.objects)
    more = told("talk.no_price", count=unknown) if unknown else ""
    budget = bench.scene.brief.budget
    against = told("talk.against", amount=budget.amount, currency=budget.currency) if budget else ""
    return told("talk.cost", total=total(bench.scene), more=more, against=against)


def _look(it: Interpreter, f: Frame) -> Iterator[str]:
    for o in _things(it, f)[:MOST]:
        yield told("answer.look", thing=called(o), look=_look_words(o))


def _look_words(o: SceneObject) -> str:
    values = (o.attributes.get(k, ()) for k in ("colour", "material", "style"))
    every = chain.from_iterable((v,) if isinstance(v, str) else v for v in values)
    return told("list.plain", parts=tuple(_look_word(v) for v in dict.fromkeys(every)))


def _look_word(name: str) -> str:
    return word("looks", name) if known("looks", name) else name


def _inventory(it: Interpreter, f: Frame) -> Iterator[str]:
    counts = Counter(_noun(o) for o in it.bench.scene.objects)
    things = (told("talk.several", count=n, thing=noun) if n > 1 else noun for noun, n in counts.items())
    yield told("talk.inventory", things=tuple(things))


def _assumed(it: Interpreter, f: Frame) -> Iterator[str]:
    yield from it.bench.scene.brief.assumed or (told("answer.nothing_assumed"),)


def _missed(it: Interpreter, f: Frame) -> Iterator[str]:
    """What was not understood, left out or relaxed."""
    brief = it.bench.scene.brief
    lost = tuple(told("answer.not_read", words=w) for w in brief.not_understood)
    yield from (*lost, *brief.notes) or (told("answer.all_read"),)


ANSWERS: Mapping[str, Answer] = {
    "why": _why, "how_big": _size, "room_size": _room_size, "where_is": _places, "how_many": _count, "how_far": _gap,
    "cost": _cost, "what_look": _look, "inventory": _inventory, "assumed": _assumed, "missed": _missed,
    "hello": lambda it, f: (told("talk.hello"),), "thanks": lambda it, f: (told("talk.thanks"),),
}  # fmt: skip
"""What each class of question is answered with."""
