"""Where "there" is: the place that was named last for something else, and asked for where none was."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from idesign.edits.bench import Bench
from idesign.edits.frame import Frame
from idesign.edits.interpreter import SIDES, Interpreter, Meaning, Question
from idesign.edits.operations import Add, Operation, Place, Where
from idesign.edits.places import opening_named, position_relations, relations_for
from idesign.edits.refusal import Offer
from idesign.edits.space import where_words
from idesign.edits.why import fits
from idesign.sentences import thing, told
from solvers.check import Checker

_THERE = re.compile(r"\b(there|the same (place|spot))\b")
OFFERS = 3
"""Places that are offered."""


def says_there(f: Frame) -> bool:
    """Whether a clause says "there" and no place of its own."""
    return bool(_THERE.search(f.clause.plain)) and not any(r.target for r in f.relations) and not f.ways


def put_there(it: Interpreter, f: Frame) -> Meaning:
    """The things of a clause at the place named last, or the question where they are to go."""
    ids = it.subjects(f)
    places = last_places(it.bench, ids)
    if places:
        return Meaning(tuple(Place(i, places) for i in ids), focus=ids)
    text = told("ask.where", thing=thing(it.bench.object(ids[0])))
    offers = (Offer(where_words(it.bench, w), (Place(ids[0], (w,)),)) for w in _free(it.bench, ids[0]))
    return Meaning(question=Question(text, tuple(offers)), focus=ids)


def new_there(it: Interpreter, f: Frame, found: Meaning | None) -> Meaning | None:
    """What is added goes there too, where the clause says so and a place was named."""
    places = last_places(it.bench) if says_there(f) else ()
    if found is None or not places:
        return found
    there: list[Operation] = [replace(o, places=places) if isinstance(o, Add) else o for o in found.operations]
    return replace(found, operations=tuple(there))


def last_places(bench: Bench, ids: Sequence[str] = ()) -> tuple[Where, ...]:
    """The places that the change named last gave to other things than these; none where it gave none."""
    done = [e for e in bench.scene.edits if not e.undone and e.operations]
    for operation in reversed(done[-1].operations if done else ()):
        own = isinstance(operation, Place) and operation.id in ids
        if isinstance(operation, Place | Add) and operation.places and not own:
            targets = {t for p in operation.places for t in (p.target, p.other)}
            return operation.places if not targets & set(ids) else ()
    return ()


def _free(bench: Bench, id: str) -> list[Where]:
    """The first few other places where a thing could stand with everything else where it is."""
    found: list[Where] = []
    for where in _usual(bench, id):
        bound = _bound(bench, id, where)
        if len(found) < OFFERS and fits(bound, id) and not _stands_so(bound, id):
            found.append(where)
    return found


def _usual(bench: Bench, id: str) -> Iterator[Where]:
    """By the window, in a corner, at each wall, in the middle."""
    if opening_named(bench, "window"):
        yield Where("at", str(opening_named(bench, "window")))
    yield Where("in_corner", "corner")
    yield from (Where("against", f"wall:{side}") for side in SIDES)
    yield Where("centered", "room")


def _bound(bench: Bench, id: str, where: Where) -> Bench:
    free = bench.unrelated(position_relations(bench, id))
    return free.related(*relations_for(free, free.object(id), where))


def _stands_so(bench: Bench, id: str) -> bool:
    """Whether a thing stands already as its relations say."""
    checker = Checker(bench.problem)
    return all(checker.holds(bench.poses, r) for r in bench.relations if r.a == id)
