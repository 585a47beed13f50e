"""A design within the person's means: simpler qualities first, then without what nobody asked for, then smaller.

What was asked for stays; when it alone costs too much, that is said. Prices are estimates (`assets.price`); owned
things cost nothing.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from assets import price
from assets.asset import AssetQuery
from assets.price import OPTION, QUALITIES
from idesign.brief import Brief, Money
from idesign.design import Design
from idesign.knowledge import knowledge
from idesign.place import Find
from idesign.scene_graph import Piece, SceneGraph

MODEST = "budget"
"""The mood of somebody who wants it cheap without saying a figure."""


@cache
def rates() -> Mapping[str, float]:
    """What one euro buys, by ISO 4217 code."""
    text = (files("idesign.knowledge") / "exchange.toml").read_text(encoding="utf-8")
    return MappingProxyType(tomllib.loads(text)["rates"])


def currency_of(brief: Brief) -> str:
    """The currency in which prices are shown: the budget's, when its rate is known."""
    return brief.budget.currency if brief.budget and brief.budget.currency in rates() else "EUR"


def exchanged(euros: float, currency: str) -> Money:
    """An amount of euros in a currency, in hundredths."""
    return Money(round(euros * rates()[currency], 2), currency)


@dataclass(frozen=True)
class _Bill:
    """What a design costs: `euros` by piece id, as it is and in the simplest quality."""

    graph: SceneGraph
    find: Find

    def euros(self, piece: Piece) -> float:
        return 0.0 if piece.owned or piece.locked else price(self.find(piece.query)) or 0.0

    @property
    def total(self) -> float:
        return sum(self.euros(p) for p in self.graph.pieces)


def within_budget(design: Design, find: Find) -> Design:
    """The design made to cost no more than the budget, as far as leaving out and simpler qualities go; what was done is
    noted. A design without a budget, or within it, stays as it is."""
    brief = design.brief
    if brief.budget is None:
        return _all_simple(design) if MODEST in brief.moods else design
    limit = brief.budget.amount / rates()[currency_of(brief)]
    if _Bill(design.graph, find).total <= limit:
        return design
    simple = _simpler(design.graph, find, limit)
    kept = _smaller(design.brief, _fewer(simple, find, limit), find, limit)
    notes = _said(design, simple, kept, _Bill(kept, find).total, limit)
    return replace(design, graph=kept, brief=replace(brief, notes=(*brief.notes, *notes)))


def _all_simple(design: Design) -> Design:
    note = "I chose simple qualities throughout, to keep it cheap."
    graph = replace(design.graph, pieces=tuple(_simple(p) for p in design.graph.pieces))
    return replace(design, graph=graph, brief=replace(design.brief, notes=(*design.brief.notes, note)))


def _simple(piece: Piece) -> Piece:
    """The piece in the simplest quality."""
    if piece.owned or piece.locked:
        return piece
    return replace(piece, query=_modest(piece.query), fallbacks=tuple(map(_modest, piece.fallbacks)))


def _modest(query: AssetQuery) -> AssetQuery:
    others = tuple(o for o in query.options if o[0] != OPTION)
    return replace(query, options=tuple(sorted((*others, (OPTION, QUALITIES[0])))))


def _simpler(graph: SceneGraph, find: Find, limit: float) -> SceneGraph:
    """Simple qualities, where they save most first, until it fits."""
    bill = _Bill(graph, find)
    total = bill.total
    saving = {p.id: bill.euros(p) - bill.euros(_simple(p)) for p in graph.pieces}
    changed: dict[str, Piece] = {}
    for piece in sorted(graph.pieces, key=lambda p: (-saving[p.id], p.id)):
        if total <= limit:
            break
        changed[piece.id], total = _simple(piece), total - saving[piece.id]
    return replace(graph, pieces=tuple(changed.get(p.id, p) for p in graph.pieces))


def _fewer(graph: SceneGraph, find: Find, limit: float) -> SceneGraph:
    """Without what nobody asked for, the least important first, then without what was wanted only if it fits, until it
    is cheap enough. What an asked thing stands on stays."""
    asked = {p.id for p in graph.pieces if p.asked and not p.optional}
    while _Bill(graph, find).total > limit:
        free = [p for p in graph.pieces if p.optional and not asked & graph.carried_by(p.id)]
        if not free:
            break
        bill = _Bill(graph, find)
        worst = min(free, key=lambda p: (p.asked, p.priority, -bill.euros(p), p.id))
        graph = graph.without(frozenset([worst.id]))
    return graph


def _smaller(brief: Brief, graph: SceneGraph, find: Find, limit: float) -> SceneGraph:
    """Small sizes of what stands on the floor and whose size nobody gave, where they save most first, until it fits."""
    bill = _Bill(graph, find)
    total = bill.total
    small = {p.id: _small(brief, p) for p in graph.pieces}
    saving = {p.id: bill.euros(p) - bill.euros(small[p.id]) for p in graph.pieces}
    changed: dict[str, Piece] = {}
    for piece in sorted(graph.pieces, key=lambda p: (-saving[p.id], p.id)):
        if total <= limit or saving[piece.id] <= 0:
            break
        changed[piece.id], total = small[piece.id], total - saving[piece.id]
    return replace(graph, pieces=tuple(changed.get(p.id, p) for p in graph.pieces))


def _small(brief: Brief, piece: Piece) -> Piece:
    """The piece no wider and deeper than small ones of its kind, in the axes that the person left open."""
    if piece.owned or piece.locked or piece.support != "floor":
        return piece
    said = [w.size for w in brief.wishes if w.category == piece.category]
    least, size = knowledge().piece(piece.category).small, list(piece.query.size)
    for axis in (0, 1):
        if not any(s[axis] for s in said):
            size[axis] = min(size[axis] or least[axis], least[axis])
    return replace(piece, query=replace(piece.query, size=(size[0], size[1], size[2])))


def _said(design: Design, simple: SceneGraph, kept: SceneGraph, total: float, limit: float) -> list[str]:
    """What was done for the budget, in sentences."""
    currency = currency_of(design.brief)
    assert design.brief.budget is not None
    said = f"{design.brief.budget.amount:,.0f} {design.brief.budget.currency}"
    before = {p.id: p.query for p in design.graph.pieces}
    plainer = sum(p.query.options != before[p.id].options for p in kept.pieces)
    smaller = [p.name for p in kept.pieces if p.query.size != before[p.id].size]
    gone = [p.name for p in simple.pieces if p.id not in {k.id for k in kept.pieces}]
    notes = [f"To keep to your budget of {said} I chose simple qualities for {plainer} pieces."] if plainer else []
    if gone:
        notes.append(f"I left out for the budget what the room can do without: {', '.join(dict.fromkeys(gone))}.")
    if smaller:
        notes.append(f"I took small ones for the budget: {', '.join(dict.fromkeys(smaller))}.")
    if total > limit:
        amount = exchanged(total, currency)
        notes.append(
            f"What you asked for costs about {amount.amount:,.0f} {currency}, more than your budget of {said}."
        )
    return notes
