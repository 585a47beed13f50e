"""The architect: where things go and in what relation, in the words of the request's own relations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import get_args

from idesign.brief import Brief, WishKind, WishRelation
from idesign.llm.brief_reply import FIXED_PLACES, KIND_WORDS, REF_PLACES, PlaceReply, Text, place_faults
from idesign.team.circles import circle_faults, circular
from idesign.team.facts import clearance_facts, client_facts, room_facts, wish_facts
from idesign.team.prompt import listed, system_prompt
from idesign.team.session import Question, Session
from solvers.room import Room

MOST = 40
"""Places in a reply."""
WHERE = frozenset({"against", "in_corner", "at", "under", "centered", "on", "inside", "above"})
"""Kinds that say where in the room a thing is: one of them is enough for a thing."""


@dataclass(frozen=True)
class ArchitectReply:
    """All that the architect says; what is hardest to satisfy comes first."""

    idea: Text
    places: tuple[PlaceReply, ...]


def arrange(session: Session, brief: Brief, room: Room) -> Brief | None:
    """The brief with the architect's places after the client's own; None when there is no usable answer."""
    if not brief.wishes:
        return None
    reply = session.ask(
        _question(brief, room),
        ArchitectReply,
        lambda r: tuple(faults(r, brief)),
        lambda r: mended(session, r, brief),
    )
    if reply is None:
        return None
    own = {(x.wish, x.kind in WHERE) for x in brief.relations}
    new = [_relation(p) for p in reply.places if not (p.kind in WHERE and (p.thing, True) in own)]
    return replace(brief, relations=(*brief.relations, *new))


def _question(brief: Brief, room: Room) -> Question:
    refs = [w.ref for w in brief.wishes]
    said = [f"{x.wish} {x.kind} {x.target}" + (f" and {x.other}" if x.other else "") for x in brief.relations]
    user = (
        f"{client_facts(brief)}\n\nThe room\n{room_facts(room)}\n\nThings, by ref\n{wish_facts(brief, refs)}\n\n"
        f"Already said by the client (stays as it is)\n{listed(said)}\n\nVariation {brief.seed}"
    )
    kinds = "\n".join(f"- {kind}: {KIND_WORDS[kind]}" for kind in get_args(WishKind))
    system = system_prompt("architect", kinds=kinds, places=", ".join(FIXED_PLACES), clearances=clearance_facts())
    targets = (*refs, *FIXED_PLACES, *_openings(room), *(f"{p}{r}" for p in REF_PLACES for r in refs))
    enums = ((("PlaceReply", "thing"), tuple(refs)), (("PlaceReply", "target"), targets))
    return Question("architect", system, user, enums=(*enums, (("PlaceReply", "other"), targets)))


def _openings(room: Room) -> tuple[str, ...]:
    return (
        *(f"window:{k}" for k in range(1, len(room.windows) + 1)),
        *(f"door:{k}" for k in range(1, len(room.doors) + 1)),
    )


def faults(reply: ArchitectReply, brief: Brief) -> Iterable[str]:
    """Everything that cannot be used, in words for the model."""
    refs = {w.ref for w in brief.wishes}
    for p in reply.places:
        yield from place_faults(p, refs)
    if len(reply.places) > MOST:
        yield f"places: {len(reply.places)} are too many; at most {MOST}"
    yield from circle_faults(_edges(brief, reply.places), len(brief.relations))


def mended(session: Session, reply: ArchitectReply, brief: Brief) -> ArchitectReply | None:
    """The reply without what is wrong with it; None when nothing is left."""
    refs = {w.ref for w in brief.wishes}
    sound = [p for p in dict.fromkeys(reply.places[:MOST]) if not list(place_faults(p, refs))]
    wrong = {k - len(brief.relations) for k in circular(_edges(brief, sound))}
    kept = tuple(p for k, p in enumerate(sound) if k not in wrong)
    if lost := len(reply.places) - len(kept):
        session.notes.append(f"The architect's places that could not be used were left out: {lost}.")
    return replace(reply, places=kept) if kept else None


def _edges(brief: Brief, places: Sequence[PlaceReply]) -> list[tuple[str, str, str]]:
    """The client's relations and then these."""
    said = [(x.kind, x.wish, x.target) for x in brief.relations]
    return [*said, *((p.kind, p.thing, p.target) for p in places)]


def _relation(p: PlaceReply) -> WishRelation:
    return WishRelation(p.kind, p.thing, p.target, p.other, p.distance)
