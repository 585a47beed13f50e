"""The furniture that a room shall have and how it hangs together: pieces, groups and relations.

A `SceneGraph` refuses unknown ids, duplicate ids and circles of support when it is made. `graph()` gives it as a
networkx graph whose edges say what rests on what, what belongs to a group and what relates to what.

Stages: stage 0 is the furniture that makes the room; it is placed together. Stage 1 is what finishes it (rugs,
curtains, pictures, plants, lamps): each such piece is placed afterwards into the room as it then is, in order; when it
does not fit, its `fallbacks` are tried, and an `optional` piece is then left out. Stage 2 is what stands about on floor
that nothing else needs: optional, near the first thing that a `near` relation names, at a wall if a relation says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import networkx as nx

from assets.asset import AssetQuery
from idesign.errors import SceneError
from solvers.relations import Relation

Attributes = Mapping[str, str | tuple[str, ...]]

SAT_AT = ("desk", "corner_desk", "vanity_table", "dining_table", "reading_table", "bar_table", "kids_table")
"""What is of no use to anybody without a seat."""


@dataclass(frozen=True)
class Piece:
    """One thing that is wanted. `support` is "floor", "wall", "ceiling" or the id of the piece it stands on.
    `asked`: the person named it. `optional`: the room is still right without it, also where it was asked for ("if it
    fits"). `priority`: what is given up last has the highest. `elevation`: height of its base when it hangs on a wall
    [m], None for the asset's own."""

    id: str
    name: str
    query: AssetQuery
    support: str = "floor"
    description: str = ""
    attributes: Attributes = field(default_factory=dict)
    asked: bool = False
    optional: bool = False
    owned: bool = False
    locked: bool = False
    stand_in: bool = False
    stage: int = 0
    priority: float = 1.0
    elevation: float | None = None
    fallbacks: tuple[AssetQuery, ...] = ()

    @property
    def category(self) -> str:
        return self.query.category


@dataclass(frozen=True)
class Group:
    """Pieces that are arranged about an anchor by a rule (`kind`, see `idesign.arrange`) and move as one.
    `members` pairs a piece id with its role in the group ("left", "right", "seat", "coffee", …)."""

    kind: str
    anchor: str
    members: tuple[tuple[str, str], ...]
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class SceneGraph:
    """Pieces, groups and relations between them. Raises `SceneError` when they contradict each other in form."""

    pieces: tuple[Piece, ...]
    relations: tuple[Relation, ...] = ()
    groups: tuple[Group, ...] = ()
    openings: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        ids = [p.id for p in self.pieces]
        if doubled := sorted({i for i in ids if ids.count(i) > 1}):
            raise SceneError(f"the scene graph names {doubled[0]!r} twice; ids must be unique")
        known = set(ids)
        for p in self.pieces:
            if p.support not in known | {"floor", "wall", "ceiling"} or p.support == p.id:
                raise SceneError(f"{p.id} stands on {p.support!r}, which does not exist")
        for end in self._ends():
            if end not in known and end not in self.openings:
                raise SceneError(f"a relation or group names {end!r}, which does not exist")
        if circle := next(iter(nx.simple_cycles(self._carries())), None):
            raise SceneError(f"{' and '.join(sorted(circle))} stand on each other in a circle")

    def _ends(self) -> list[str]:
        ends = [e for r in self.relations for e in (r.a, r.b, getattr(r, "c", None)) if e]
        return ends + [i for g in self.groups for i in (g.anchor, *(m for m, _ in g.members))]

    def _carries(self) -> nx.DiGraph[str]:
        g: nx.DiGraph[str] = nx.DiGraph()
        ids = {p.id for p in self.pieces}
        g.add_nodes_from(ids)
        g.add_edges_from((p.support, p.id) for p in self.pieces if p.support in ids)
        return g

    def graph(self) -> nx.MultiDiGraph[str]:
        """Nodes are piece ids (attribute `piece`); edges carry `kind`: "carries", "group:<kind>" or a relation's."""
        g: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        for p in self.pieces:
            g.add_node(p.id, piece=p)
        g.add_edges_from((a, b, {"kind": "carries"}) for a, b in self._carries().edges)
        for group in self.groups:
            g.add_edges_from((group.anchor, m, {"kind": f"group:{group.kind}"}) for m, _ in group.members)
        for r in self.relations:
            if r.b is not None and r.b not in self.openings:
                g.add_edge(r.a, r.b, kind=r.kind)
        return g

    def carried_by(self, id: str) -> frozenset[str]:
        """Everything that stands on `id`, directly or not."""
        return frozenset(nx.descendants(self._carries(), id))

    def piece(self, id: str) -> Piece:
        return next(p for p in self.pieces if p.id == id)

    def without(self, ids: frozenset[str]) -> SceneGraph:
        """The same graph without these pieces, what stands on them, and every relation and group that needs them. A
        desk or table that nobody asked for goes with its last seat, and such seats go with their table."""
        ids = ids | self._of_no_use(ids)
        gone = ids | {c for i in ids for c in self.carried_by(i)}
        gone |= {m for g in self.groups if g.anchor in gone for m, role in g.members if role.startswith("on")}
        gone |= self._seats_at_nothing(gone)
        groups = tuple(
            Group(g.kind, g.anchor, kept, g.options)
            for g in self.groups
            if g.anchor not in gone and (kept := tuple(m for m in g.members if m[0] not in gone))
        )
        relations = tuple(r for r in self.relations if not {r.a, r.b, getattr(r, "c", None)} & gone)
        pieces = tuple(p for p in self.pieces if p.id not in gone)
        return SceneGraph(pieces, relations, groups, self.openings)

    def _seats_at_nothing(self, gone: frozenset[str]) -> frozenset[str]:
        """The seats of our own whose desk, table or bar is gone."""
        ours = {p.id for p in self.pieces if not p.asked}
        left = (g for g in self.groups if g.anchor in gone)
        return frozenset(m for g in left for m, role in g.members if role.startswith("seat") and m in ours)

    def _of_no_use(self, gone: frozenset[str]) -> frozenset[str]:
        """The desks and tables of our own at which nobody could sit without those pieces."""
        seats = [(g.anchor, [m for m, role in g.members if role.startswith("seat")]) for g in self.groups]
        bare = (i for i, ids in seats if ids and gone.issuperset(ids))
        pieces = (p for p in self.pieces if p.category in SAT_AT and p.optional and not p.asked)
        return frozenset({p.id for p in pieces} & set(bare))
