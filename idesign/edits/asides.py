"""What people say to a designer that changes nothing: questions about the room, thanks; and what they say of how they
live, which asks for changes of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from idesign.edits import moods
from idesign.edits.bench import Bench
from idesign.edits.frame import Frame
from idesign.edits.furniture import total
from idesign.edits.interpreter import Interpreter, Meaning, Question
from idesign.edits.operations import Operation, SetPeople
from idesign.edits.refusal import Offer
from idesign.knowledge import knowledge
from idesign.sentences import kind, told, word

CHILDREN = ("baby", "toddler", "child")


def answered(it: Interpreter, f: Frame) -> Meaning | None:
    """The answer to a question about the room; None where the words go on to something else."""
    if f.verb in ("thanks", "hello") and (f.subjects or f.relations or f.looks or f.moods or f.sizes):
        return None
    return Meaning(said=(ANSWERS[f.verb](it.bench),))


def _cost(bench: Bench) -> str:
    unknown = sum(o.price is None and not o.owned for o in bench.scene.objects)
    more = told("talk.no_price", count=unknown) if unknown else ""
    budget = bench.scene.brief.budget
    against = told("talk.against", amount=budget.amount, currency=budget.currency) if budget else ""
    return told("talk.cost", total=total(bench.scene), more=more, against=against)


def _inventory(bench: Bench) -> str:
    counts = Counter(kind(o.category, knowledge().piece(o.category).noun) for o in bench.scene.objects)
    things = (told("talk.several", count=n, thing=noun) if n > 1 else noun for noun, n in counts.items())
    return told("talk.inventory", things=tuple(things))


def _size(bench: Bench) -> str:
    x0, y0, x1, y1 = bench.room.bounds
    return told("talk.measures", w=x1 - x0, d=y1 - y0, h=bench.room.height)


def _hello(bench: Bench) -> str:
    return told("talk.hello")


ANSWERS: dict[str, Callable[[Bench], str]] = {
    "cost": _cost, "inventory": _inventory, "room_size": _size, "hello": _hello,
    "thanks": lambda _: told("talk.thanks"),
}  # fmt: skip


# ---------------------------------------------------------------- how they live
def lives(it: Interpreter, f: Frame) -> Meaning | None:
    """ "I have a cat", "we have two small children": noted, and for children asked whether the room shall be safe."""
    person = f.people[0]
    noted: tuple[Operation, ...] = (SetPeople(person),)
    if person == moods.WHEELCHAIR:
        return Meaning(noted)
    if person in CHILDREN:
        safe = (*noted, *moods.operations(it.bench, "childsafe", ()))
        offers = (Offer(told("offer.safe"), safe), Offer(told("offer.only_note"), noted))
        return Meaning(question=Question(told("ask.safe_for", person=word("people", person)), offers))
    return Meaning(noted)
