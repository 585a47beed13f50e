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

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from assets.asset import Asset, AssetQuery
from idesign.brief import Brief
from idesign.compile import compile_problem
from idesign.design import Design
from idesign.designers.embedded.designer import EmbeddedDesigner
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
from idesign.team.engineer import relate, with_relations
from idesign.team.refiner import refine
from idesign.team.session import Session
from solvers import solve
from solvers.layout import Layout
from solvers.room import Room

TRY_LIMIT = 20.0
"""Seconds after which one try of the corrector is cut off."""
TRY_EFFORT = 0.0
"""A try asks only whether the furniture can stand."""


@dataclass
class TeamDesigner:
    """Designs with a team of language models. The same brief and the same replies give the same design."""

    session: Session
    find: Find
    look: Look
    embedded: EmbeddedDesigner = field(default_factory=EmbeddedDesigner)

    def propose(self, brief: Brief) -> Design:
        """See `Designer.propose`. Never fails for a model's sake."""
        before = len(self.session.notes)
        design = self._refined(self._engineered(self._furnished(brief)))
        notes = (*design.brief.notes, *self.session.notes[before:])
        return replace(design, brief=replace(design.brief, notes=notes))

    def _furnished(self, brief: Brief) -> Design:
        """What belongs in the room and, roughly, where: the built-in designer's groups with the team's wishes."""
        wider = furnish(self.session, brief, _likely_room(brief)) or brief
        first = self.embedded.propose(wider)
        placed = arrange(self.session, wider, first.room)
        if placed is None:
            return _as_asked(first, brief)
        second = self.embedded.propose(replace(placed, room=replace(placed.room, plan=first.room)))
        said = replace(second.brief, assumed=first.brief.assumed)
        return _as_asked(replace(second, brief=said), brief)

    def _engineered(self, design: Design) -> Design:
        new = relate(self.session, design)
        if not new:
            return design
        related = replace(design, graph=with_relations(design.graph, new))
        return correct(self.session, related, new, lambda graph: self._attempt(related, graph))

    def _attempt(self, design: Design, graph: SceneGraph) -> Layout:
        ids = frozenset(p.id for p in graph.pieces if p.stage == 0)
        problem = compile_problem("room", design.room, graph, self._assets(graph), ids, {})
        seed = design.brief.seed
        return solve(problem, seed=seed, time_limit=TRY_LIMIT, effort=TRY_EFFORT, explain=True)

    def _refined(self, design: Design) -> Design:
        return refine(self.session, design, self._assets(design.graph))

    def _assets(self, graph: SceneGraph) -> Mapping[str, Asset]:
        return {p.id: self.find(p.query) for p in graph.pieces}

    @property
    def rounds(self) -> int:
        """How often `review` is worth asking."""
        return 0 if self.session.lost else ROUNDS

    def review(self, design: Design, scene: Scene) -> Design | None:
        """The design with the critic's changes; None when there are none, with a note when it could not look."""
        try:
            pictures = self.look(scene)
        except RenderError as e:
            self.session.notes.append(f"The critic did not look at the room: {e}.")
            return None
        return criticise(self.session, design, scene, pictures)


def _likely_room(brief: Brief) -> Room:
    return make_room(brief.room, knowledge().room_type(brief.room_type)[1], brief.seed)[0]


def _as_asked(design: Design, brief: Brief) -> Design:
    """The design with the client's own brief in it; what the team added counts as added."""
    own = {w.category for w in brief.wishes}
    pieces = tuple(_added(p) if p.asked and p.category not in own else p for p in design.graph.pieces)
    kept = replace(brief, assumed=design.brief.assumed, notes=design.brief.notes)
    return replace(design, brief=kept, graph=replace(design.graph, pieces=pieces))


def _added(p: Piece) -> Piece:
    """A piece that the team chose: it may be given up before what the client named."""
    return replace(p, asked=False, optional=True, priority=p.priority - 10.0)


def made_to_size(query: AssetQuery) -> Asset:
    """The finder that builds everything."""
    import assets

    return assets.find(query).asset
