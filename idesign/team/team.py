"""The team at work: the roles one after another, around the built-in designer.

designer -> what belongs in the room            (the built-in designer's groups are filled with it)
architect -> where it goes                      (relations of the request's own kind)
engineer -> exact relations between the pieces  (the solver's vocabulary)
corrector -> what yields when it cannot be      (from what the solver found)
refiner -> small things and colours
critic -> changes after a look at the room      (`review`)

What the client said stays as it was said; each role that fails leaves the built-in designer's work as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from assets.asset import Asset
from idesign.brief import Brief
from idesign.compile import compile_problem
from idesign.design import Design, Designer
from idesign.designers.embedded.designer import EmbeddedDesigner
from idesign.designers.embedded.kinds import FAMILIES
from idesign.designers.model_reader import READ_BUILT_IN
from idesign.errors import RenderError
from idesign.knowledge import knowledge
from idesign.place import Find
from idesign.rooms import make_room
from idesign.scene import Scene
from idesign.scene_graph import Piece, SceneGraph
from idesign.team.architect import arrange
from idesign.team.corrector import correct
from idesign.team.critic import ROUNDS, Look, criticise
from idesign.team.designer import furnish
from idesign.team.engineer import STRENGTH, relate, with_relations
from idesign.team.refiner import refine
from idesign.team.session import Session
from solvers import solve
from solvers.layout import Layout
from solvers.relations import Above, AgainstWall, Offset, OnTopOf, Relation
from solvers.room import Room

MADE_BUILT_IN = "the built-in reader and designer made the room."
LOST = "The team of models was not asked, because its server is lost."
TRY_LIMIT = 20.0
"""Seconds after which one try of the corrector is cut off."""
BUILT = (Offset, OnTopOf, AgainstWall, Above)
"""Relations that the built-in designer gives its pieces, whatever is wished."""
TRY_EFFORT = 0.0
"""A try asks only whether the furniture can stand."""


@dataclass
class TeamDesigner:
    """Designs with a team of language models. The same brief and the same replies give the same design."""

    session: Session
    find: Callable[[Brief], Find]
    look: Look
    embedded: Designer = field(default_factory=EmbeddedDesigner)

    def propose(self, brief: Brief) -> Design:
        """See `Designer.propose`. Never fails for a model's sake."""
        if self.session.lost:
            return self.embedded.propose(_without_models(brief))
        design = self._refined(self._engineered(*self._furnished(brief)))
        return replace(design, brief=replace(design.brief, notes=(*design.brief.notes, *self.session.taken())))

    def _furnished(self, brief: Brief) -> tuple[Design, tuple[Relation, ...]]:
        """What belongs in the room and, roughly, where: the built-in designer's groups with the team's wishes; and the
        relations that are the architect's."""
        wider = furnish(self.session, brief, _likely_room(brief))
        first = self.embedded.propose(wider or brief)
        placed = arrange(self.session, wider or brief, first.room)
        needed = self._needed(brief) if wider else frozenset[str]()
        if placed is None:
            return _as_asked(first, brief, needed), ()
        second = self.embedded.propose(replace(placed, room=replace(placed.room, plan=first.room)))
        said = replace(second, brief=replace(second.brief, assumed=first.brief.assumed))
        return _with_wishes(_as_asked(said, brief, needed), first)

    def _needed(self, brief: Brief) -> frozenset[str]:
        """The categories without which the built-in designer would not leave the room, with their like."""
        needed = {p.category for p in self.embedded.propose(brief).graph.pieces if not p.optional}
        return frozenset(needed.union(*(f for f in FAMILIES if needed & set(f))))

    def _engineered(self, design: Design, wished: tuple[Relation, ...]) -> Design:
        """With exact relations, as far as the furniture can stand so."""
        exact = relate(self.session, design)
        related = replace(design, graph=with_relations(design.graph, exact))
        new = tuple(r for r in (*wished, *exact) if r.hard)
        return correct(self.session, related, new, lambda graph: self._attempt(related, graph)) if new else related

    def _attempt(self, design: Design, graph: SceneGraph) -> Layout:
        ids = frozenset(p.id for p in graph.pieces if p.stage == 0)
        problem = compile_problem("room", design.room, graph, self._assets(design.brief, graph), ids, {})
        seed = design.brief.seed
        return solve(problem, seed=seed, time_limit=TRY_LIMIT, effort=TRY_EFFORT, explain=True)

    def _refined(self, design: Design) -> Design:
        return refine(self.session, design, self._assets(design.brief, design.graph))

    def _assets(self, brief: Brief, graph: SceneGraph) -> Mapping[str, Asset]:
        find = self.find(brief)
        return {p.id: find(p.query) for p in graph.pieces}

    @property
    def rounds(self) -> int:
        """How often `review` is worth asking."""
        return 0 if self.session.lost else ROUNDS

    def remarks(self) -> tuple[str, ...]:
        """See `Reviewer.remarks`."""
        return self.session.taken()

    def review(self, design: Design, scene: Scene) -> Design | None:
        """The design with the critic's changes; None when there are none, with a note when it could not look."""
        if self.session.lost:
            return None
        try:
            pictures = self.look(scene)
        except RenderError as e:
            self.session.unasked("critic", str(e))
            return None
        return criticise(self.session, design, scene, pictures)


def _without_models(brief: Brief) -> Brief:
    """The brief for the built-in designer. That no model was asked is said once: a reader that could not use one has
    said it already."""
    notes = tuple(n.replace(READ_BUILT_IN, MADE_BUILT_IN) for n in brief.notes)
    return replace(brief, notes=notes if notes != brief.notes else (*notes, LOST))


def _likely_room(brief: Brief) -> Room:
    return make_room(brief.room, knowledge().room_type(brief.room_type)[1], brief.seed)[0]


def _as_asked(design: Design, brief: Brief, needed: frozenset[str]) -> Design:
    """The design with the client's own brief in it; what the team added counts as added."""
    own = {w.category for w in brief.wishes}
    pieces = tuple(_added(p, needed) if p.asked and p.category not in own else p for p in design.graph.pieces)
    kept = replace(brief, assumed=design.brief.assumed, notes=design.brief.notes)
    return replace(design, brief=kept, graph=replace(design.graph, pieces=pieces))


def _with_wishes(design: Design, before: Design) -> tuple[Design, tuple[Relation, ...]]:
    """The design in which the architect's relations of the client's own things are mere wishes (only what the client
    said binds), and the architect's other hard relations."""
    known = {(r.kind, r.a) for r in before.graph.relations if r.hard}
    new = {r for r in design.graph.relations if r.hard and (r.kind, r.a) not in known and not isinstance(r, BUILT)}
    asked = {p.id for p in design.graph.pieces if p.asked}
    relations = tuple(
        replace(r, hard=False, weight=STRENGTH) if r in new and r.a in asked else r for r in design.graph.relations
    )
    graph = replace(design.graph, relations=relations)
    return replace(design, graph=graph), tuple(r for r in relations if r in new and r.a not in asked)


def _added(p: Piece, needed: frozenset[str]) -> Piece:
    """A piece that the team chose: it may be given up before what the client named."""
    return replace(p, asked=False, optional=p.category not in needed, priority=p.priority - 10.0)
