"""The critic: looks at pictures of the furnished room and may ask for changes, at most `ROUNDS` times.

A round is kept only when the changed room breaks no promise that the room before it kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Literal

from idesign.design import Design
from idesign.llm.brief_reply import Text
from idesign.scene import Scene
from idesign.team.corrector import spare
from idesign.team.engineer import (
    Exact,
    Names,
    exact_enums,
    exact_faults,
    names_of,
    relations_of,
    said,
    sound,
    vocabulary,
    with_relations,
)
from idesign.team.facts import client_facts, room_facts, size_words
from idesign.team.prompt import listed, system_prompt
from idesign.team.refiner import Recoloured, colour_faults, recolourable, recoloured
from idesign.team.session import Question, Session

ROUNDS = 2
"""Rounds of changes."""
MOST = 6
"""Changes of each sort in one round."""
Look = Callable[[Scene], tuple[bytes, ...]]
"""Pictures of a scene, as PNG files. Raises `RenderError`."""


@dataclass(frozen=True)
class CriticReply:
    """What the critic sees, and what should change; nothing when the room is good."""

    seen: Text
    verdict: Literal["good", "change"]
    relations: tuple[Exact, ...]
    leave_out: tuple[Text, ...]
    recolour: tuple[Recoloured, ...]


def criticise(session: Session, design: Design, scene: Scene, pictures: tuple[bytes, ...]) -> Design | None:
    """The changed design; None when the room is good, or there is no usable answer."""
    names = names_of(design)
    reply = session.ask(
        _question(design, scene, names, pictures),
        CriticReply,
        lambda r: tuple(_faults(r, design, names)),
        lambda r: _mended(r, design, names),
    )
    if reply is None or reply.verdict == "good":
        return None
    changed = _changed(design, reply, names)
    return changed if changed.graph != design.graph else None


def _question(design: Design, scene: Scene, names: Names, pictures: tuple[bytes, ...]) -> Question:
    placed = [
        f"{o.id}: {size_words(o.size)} m at x {o.x:.2f}, y {o.y:.2f}, turned {o.yaw_deg:.0f} degrees"
        for o in scene.objects
        if o.support == "floor"
    ]
    fixed = [said(r) for r in design.graph.relations if r.hard and r.a in names.units]
    user = (
        f"{client_facts(design.brief)}\n\nThe room (x east, y north)\n{room_facts(design.room)}\n\n"
        f"What stands where\n{listed(placed)}\n\nHolds already\n{listed(fixed)}"
    )
    system = system_prompt("critic", vocabulary=vocabulary(), most=str(MOST))
    optional, open_colour = _optional(design), recolourable(design)
    enums = (*exact_enums(names), (("leave_out",), optional), (("Recoloured", "id"), open_colour))
    return Question("critic", system, user, pictures, enums)


def _optional(design: Design) -> tuple[str, ...]:
    """What may be left out: nothing that the client named, and nothing that it stands on."""
    return tuple(p.id for p in design.graph.pieces if spare(design.graph, p.id))


def _faults(reply: CriticReply, design: Design, names: Names) -> Iterable[str]:
    for k, x in enumerate(reply.relations):
        yield from (f"relations {k + 1}: {f}" for f in exact_faults(x, names))
    optional = _optional(design)
    yield from (f"leave_out: {id!r} may not be left out" for id in reply.leave_out if id not in optional)
    yield from (f for r in reply.recolour for f in colour_faults(r, recolourable(design)))


def _mended(reply: CriticReply, design: Design, names: Names) -> CriticReply:
    optional, open_colour = _optional(design), recolourable(design)
    return replace(
        reply,
        relations=sound(reply.relations, names),
        leave_out=tuple(id for id in reply.leave_out if id in optional),
        recolour=tuple(r for r in reply.recolour if not list(colour_faults(r, open_colour))),
    )


def _changed(design: Design, reply: CriticReply, names: Names) -> Design:
    """The design with the critic's changes; its relations are wishes: what stands must stay possible."""
    new = [replace(r, hard=False, weight=4.0) for r in relations_of(sound(reply.relations, names)[:MOST], names)]
    graph = with_relations(design.graph, new).without(frozenset(reply.leave_out[:MOST]))
    return replace(design, graph=recoloured(graph, reply.recolour[:MOST]))
