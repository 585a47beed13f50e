"""What people say to a designer of how they live, which asks for changes of its own."""

from __future__ import annotations

from idesign.edits import moods
from idesign.edits.frame import Frame
from idesign.edits.interpreter import Interpreter, Meaning, Question
from idesign.edits.operations import Operation, SetPeople
from idesign.edits.refusal import Offer
from idesign.sentences import told, word

CHILDREN = ("baby", "toddler", "child")


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
