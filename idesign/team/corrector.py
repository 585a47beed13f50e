"""The corrector: when code finds that the furniture cannot stand as asked, the smallest change that helps.

It chooses among changes that code offers, for at most `ROUNDS` rounds; what is then still in the way is made a mere
wish by code. An answer that changes nothing ends it: nobody can correct for ever.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from idesign.design import Design
from idesign.llm.brief_reply import Text
from idesign.scene_graph import SceneGraph
from idesign.team.engineer import said
from idesign.team.facts import room_facts
from idesign.team.prompt import listed, system_prompt
from idesign.team.session import Question, Session
from solvers.layout import Layout, Status
from solvers.relations import Relation

ROUNDS = 3
"""Rounds of correction, after which code decides."""
MOST = 4
"""Changes of one round."""
Try = Callable[[SceneGraph], Layout]
"""Places the furniture (stage 0) and explains why it cannot be."""


@dataclass(frozen=True)
class CorrectorReply:
    """The changes, by the names that code gave them."""

    changes: tuple[Text, ...]
    why: Text


@dataclass(frozen=True)
class Change:
    """Something that may be changed: its name, what it does in words, the graph after it, and whether it only makes a
    relation a wish."""

    name: str
    text: str
    apply: Callable[[SceneGraph], SceneGraph]
    loosens: bool = False


def correct(session: Session, design: Design, new: Sequence[Relation], attempt: Try) -> Design:
    """The design with which the furniture can stand, as far as the team's own relations `new` are in the way."""
    for _ in range(ROUNDS):
        layout = attempt(design.graph)
        if layout.status is Status.SOLVED:
            return design
        offered = changes_for(design.graph, new)
        reply = _asked(session, design, layout, offered) if offered else None
        chosen = _smallest([c for c in offered if reply and c.name in reply.changes])
        if not chosen:
            break
        for change in chosen:
            design = replace(design, graph=change.apply(design.graph))
            session.notes.append(f"The corrector changed the plan: {change.text}.")
    return design if attempt(design.graph).status is Status.SOLVED else _softened(session, design, new)


def _smallest(chosen: Sequence[Change]) -> list[Change]:
    """What is done of what was chosen: nothing is left out in a round in which a relation may yield."""
    loosened = [c for c in chosen if c.loosens]
    return (loosened or list(chosen))[:MOST]


def _softened(session: Session, design: Design, new: Sequence[Relation]) -> Design:
    """All that the team made hard is a mere wish."""
    hard = [r for r in design.graph.relations if r in new and r.hard]
    if hard:
        session.notes.append(f"{len(hard)} of the team's relations cannot all be kept; they are treated as wishes.")
    graph = design.graph
    for r in hard:
        graph = _with(graph, r, replace(r, hard=False))
    return replace(design, graph=graph)


def changes_for(graph: SceneGraph, new: Sequence[Relation]) -> tuple[Change, ...]:
    """What may be changed: the team's hard relations may become wishes, optional furniture may go."""
    together = {p.id for p in graph.pieces if p.stage == 0}
    relations = [r for r in graph.relations if r in new and r.hard and r.a in together]
    loosen = (Change(f"wish-{k}", f"{said(r)} is only a wish", _loosening(r), True) for k, r in enumerate(relations, 1))
    extra = [p.id for p in graph.pieces if p.id in together and p.support == "floor" and spare(graph, p.id)]
    leave = (Change(f"leave-{id}", f"{id} is left out", _leaving(id)) for id in extra)
    return (*loosen, *leave)


def spare(graph: SceneGraph, id: str) -> bool:
    """Whether a piece may be left out: it is optional, and nothing that the client named goes with it."""
    piece, rest = graph.piece(id), {p.id for p in graph.without(frozenset({id})).pieces}
    kept = all(p.id in rest for p in graph.pieces if p.asked or p.owned)
    return piece.optional and not piece.asked and not piece.owned and kept


def _loosening(r: Relation) -> Callable[[SceneGraph], SceneGraph]:
    return lambda graph: _with(graph, r, replace(r, hard=False))


def _leaving(id: str) -> Callable[[SceneGraph], SceneGraph]:
    return lambda graph: graph.without(frozenset({id}))


def _with(graph: SceneGraph, old: Relation, new: Relation) -> SceneGraph:
    return replace(graph, relations=tuple(new if r == old else r for r in graph.relations))


def _asked(session: Session, design: Design, layout: Layout, offered: Sequence[Change]) -> CorrectorReply | None:
    names = tuple(c.name for c in offered)
    return session.ask(
        Question("corrector", system_prompt("corrector", most=str(MOST)), _conflict(design, layout, offered),
                 enums=((("changes",), names),)),
        CorrectorReply,
        lambda r: tuple(_faults(r, names)),
        lambda r: _known(r, names),
    )  # fmt: skip


def _faults(reply: CorrectorReply, names: Sequence[str]) -> Iterable[str]:
    yield from (f"changes: {c!r} is not offered" for c in reply.changes if c not in names)
    if not reply.changes:
        yield "changes: name one at least"


def _known(reply: CorrectorReply, names: Sequence[str]) -> CorrectorReply | None:
    kept = tuple(c for c in reply.changes if c in names)
    return replace(reply, changes=kept) if kept else None


def _conflict(design: Design, layout: Layout, offered: Sequence[Change]) -> str:
    """What code found, and what may be done about it."""
    why = [layout.explanation.text] if layout.explanation and layout.explanation.text else []
    helps = [c.text for c in layout.explanation.relaxations] if layout.explanation else []
    return (
        f"The room\n{room_facts(design.room)}\n\nWhat cannot be\n{listed([*why, *(v.text for v in layout.violated)])}"
        f"\n\nCode tried these changes, and each would help\n{listed(helps, 'none known')}"
        f"\n\nChanges that you may choose\n{listed([f'{c.name}: {c.text}' for c in offered])}"
    )
