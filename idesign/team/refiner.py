"""The refiner: small things on the furniture, where they stand on it, and colours of what finishes the room."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from assets.asset import Asset, AssetQuery
from assets.catalogue import categories
from assets.materials import colours
from idesign.brief import Brief
from idesign.design import Design
from idesign.knowledge import knowledge
from idesign.llm.brief_reply import Text, category_faults
from idesign.scene_graph import Group, Piece, SceneGraph
from idesign.team.facts import client_facts, host_facts, small_categories
from idesign.team.prompt import listed, system_prompt
from idesign.team.session import Question, Session

MOST, MOST_ON_ONE = 16, 4
"""Small things that may be added, in all and on one piece."""
WHERE = (
    "left", "right", "center", "left-back", "right-back", "left-front", "right-front", "shelf-left", "shelf-right",
)  # fmt: skip
"""Places on a piece, as `idesign.arrange` knows them; what does not fit there is put beside, or left out."""


@dataclass(frozen=True)
class Small:
    """A small thing that is added."""

    category: Text
    host: Text
    where: Text
    colours: tuple[Text, ...]


@dataclass(frozen=True)
class Recoloured:
    """A new colour for a piece whose colour the client left open."""

    id: Text
    colours: tuple[Text, ...]


@dataclass(frozen=True)
class RefinerReply:
    """All that the refiner says."""

    small: tuple[Small, ...]
    recolour: tuple[Recoloured, ...]


Hosts = Mapping[str, Asset]


def refine(session: Session, design: Design, assets: Mapping[str, Asset]) -> Design:
    """The design with small things and colours; as it is when there is no usable answer."""
    hosts = hosts_of(design, assets)
    if design.brief.only or not hosts:
        return design
    reply = session.ask(
        _question(design, hosts),
        RefinerReply,
        lambda r: tuple(faults(r, design, hosts)),
        lambda r: _mended(session, r, design, hosts),
    )
    return _refined(design, reply) if reply else design


def hosts_of(design: Design, assets: Mapping[str, Asset]) -> dict[str, Asset]:
    """Furniture with room for small things."""
    standing = [p.id for p in design.graph.pieces if p.stage == 0 and p.support == "floor" and p.id in assets]
    return {id: assets[id] for id in standing if assets[id].supports and _is_host(assets[id].category)}


def _is_host(category: str) -> bool:
    """Whether small things belong on it: some small thing is at home there."""
    return any(category in knowledge().piece(small).on for small in small_categories()) or "table" in category


def _question(design: Design, hosts: Hosts) -> Question:
    open_colour = recolourable(design)
    user = (
        f"{client_facts(design.brief)}\n\nFurniture that can hold small things\n{host_facts(design.graph, dict(hosts))}"
        f"\n\nPieces whose colour is open\n{listed(list(open_colour))}\n\nVariation {design.brief.seed}"
    )
    small, hues = small_categories(), tuple(colours())
    system = system_prompt(
        "refiner", small=", ".join(small), where=", ".join(WHERE), colours=", ".join(hues), most=str(MOST),
        on_one=str(MOST_ON_ONE),
    )  # fmt: skip
    enums = (
        (("Small", "category"), small),
        (("Small", "host"), tuple(hosts)),
        (("Small", "where"), WHERE),
        (("Small", "colours"), hues),
        (("Recoloured", "id"), open_colour),
        (("Recoloured", "colours"), hues),
    )
    return Question("refiner", system, user, enums=enums)


def recolourable(design: Design) -> tuple[str, ...]:
    """Pieces that the client did not name: their colours are the team's to choose."""
    return tuple(p.id for p in design.graph.pieces if not p.asked and not p.owned and not p.locked)


# ---------------------------------------------------------------- what is wrong with a reply
def faults(reply: RefinerReply, design: Design, hosts: Hosts) -> Iterable[str]:
    """Everything that cannot be used, in words for the model."""
    for k, s in enumerate(reply.small):
        yield from (f"small {k + 1}: {f}" for f in small_faults(s, design.brief, hosts))
    yield from (f for r in reply.recolour for f in colour_faults(r, recolourable(design)))
    if len(reply.small) > MOST:
        yield f"small: {len(reply.small)} are too many; at most {MOST}"


def small_faults(s: Small, brief: Brief, hosts: Hosts) -> Iterable[str]:
    """What is wrong with one small thing."""
    yield from category_faults(s.category, "category")
    if s.category in categories() and s.category not in small_categories():
        yield f"{s.category} is furniture; it stands on no other piece"
    if s.category in brief.excluded:
        yield f"the client does not want: {s.category}"
    if s.category in {w.category for w in brief.wishes}:
        yield f"the client chose {s.category} already; do not repeat it"
    if s.host not in hosts:
        yield f"host: {s.host!r} holds no small things; use one of {', '.join(hosts)}"
    if strange := [c for c in s.colours if c not in colours()]:
        yield f"colours: {', '.join(strange)} is no colour of the list"
    if s.where not in WHERE:
        yield f"where: {s.where!r} is unknown; use one of {', '.join(WHERE)}"


def colour_faults(r: Recoloured, open_colour: Sequence[str]) -> Iterable[str]:
    """What is wrong with a new colour."""
    if r.id not in open_colour:
        yield f"recolour: the colour of {r.id!r} is not open"
    if not r.colours or any(c not in colours() for c in r.colours):
        yield f"recolour {r.id}: {', '.join(r.colours) or 'nothing'} is no colour of the list"


def _mended(session: Session, reply: RefinerReply, design: Design, hosts: Hosts) -> RefinerReply | None:
    """The reply without what is wrong with it; None when nothing is left."""
    small = tuple(s for s in reply.small[:MOST] if not list(small_faults(s, design.brief, hosts)))
    recolour = tuple(r for r in reply.recolour if not list(colour_faults(r, recolourable(design))))
    if lost := len(reply.small) + len(reply.recolour) - len(small) - len(recolour):
        session.notes.append(f"The refiner's suggestions that could not be used were left out: {lost}.")
    return RefinerReply(small, recolour) if small or recolour else None


# ---------------------------------------------------------------- into the design
def _refined(design: Design, reply: RefinerReply) -> Design:
    graph = recoloured(design.graph, reply.recolour)
    added: dict[str, int] = {}
    for s in reply.small:
        added[s.host] = added.get(s.host, 0) + 1
        if added[s.host] <= MOST_ON_ONE:
            graph = _with_small(graph, s, design.brief.seed)
    return replace(design, graph=graph)


def recoloured(graph: SceneGraph, changes: Iterable[Recoloured]) -> SceneGraph:
    """The graph with new colours."""
    new = {r.id: r.colours for r in changes}
    pieces = tuple(_dyed(p, new[p.id]) if p.id in new else p for p in graph.pieces)
    return replace(graph, pieces=pieces)


def _dyed(p: Piece, hues: tuple[str, ...]) -> Piece:
    query = replace(p.query, colours=hues)
    fallbacks = tuple(replace(f, colours=hues) for f in p.fallbacks)
    return replace(p, query=query, fallbacks=fallbacks, attributes=dict(p.attributes) | {"colour": hues[0]})


def _with_small(graph: SceneGraph, s: Small, seed: int) -> SceneGraph:
    """The graph with one more small thing, in the group of what stands on its host."""
    usual = knowledge().piece(s.category)
    id = free_id(graph, s.category)
    style = graph.piece(s.host).query.style
    query = AssetQuery(s.category, s.category.replace("_", " "), usual.size, style, colours=s.colours, seed=seed)
    piece = Piece(id, usual.noun, query, s.host, optional=True, stage=1, priority=0.5)
    group = next((g for g in graph.groups if g.kind == "on_top" and g.anchor == s.host), Group("on_top", s.host, ()))
    grown = replace(group, members=(*group.members, (id, f"on:{s.where}")))
    groups = (*(g for g in graph.groups if g is not group), grown)
    return replace(graph, pieces=(*graph.pieces, piece), groups=groups)


def free_id(graph: SceneGraph, category: str) -> str:
    """The first id of a category that is free."""
    taken = {p.id for p in graph.pieces}
    return next(id for k in range(len(taken) + 1) if (id := f"{category}-{k}") not in taken)
