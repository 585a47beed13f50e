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

CHILDREN = ("baby", "toddler", "child")


def told(it: Interpreter, f: Frame) -> Meaning | None:
    """The answer to a question about the room; None where the words go on to something else."""
    if f.verb in ("thanks", "hello") and (f.subjects or f.relations or f.looks or f.moods or f.sizes):
        return None
    return Meaning(said=(ANSWERS[f.verb](it.bench),))


def _cost(bench: Bench) -> str:
    unknown = sum(o.price is None and not o.owned for o in bench.scene.objects)
    more = f"; for {unknown} of its things no price is known" if unknown else ""
    budget = bench.scene.brief.budget
    against = f" Your budget is {budget.amount:g} {budget.currency}." if budget else ""
    return f"What is to be bought costs about {total(bench.scene):.0f} EUR{more}.{against}"


def _inventory(bench: Bench) -> str:
    counts = Counter(knowledge().piece(o.category).noun for o in bench.scene.objects)
    return "In the room: " + ", ".join(f"{n} × {noun}" if n > 1 else noun for noun, n in counts.items()) + "."


def _size(bench: Bench) -> str:
    x0, y0, x1, y1 = bench.room.bounds
    return f"The room is {x1 - x0:.2f} m wide, {y1 - y0:.2f} m deep and {bench.room.height:.2f} m high."


def _hello(bench: Bench) -> str:
    return 'Say what to change: "move the sofa to the window", "cosier", "add a plant", "undo".'


ANSWERS: dict[str, Callable[[Bench], str]] = {
    "cost": _cost, "inventory": _inventory, "room_size": _size, "hello": _hello,
    "thanks": lambda _: "Good. Nothing was changed.",
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
        offers = (Offer("yes, make it safe", safe), Offer("no, only note it", noted))
        return Meaning(question=Question(f"Shall I make the room safe for a {person}?", offers))
    return Meaning(noted)
