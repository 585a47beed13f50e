"""The colours and materials that a person named for the whole room, on the pieces that carry a room's colour.

What is said of a piece itself wins. Which pieces take which colour is data (`knowledge/scheme.toml`).
"""

from __future__ import annotations

from dataclasses import replace

from assets import find
from assets.asset import AssetQuery
from assets.materials import kind
from idesign.brief import Brief
from idesign.knowledge import Look, knowledge
from idesign.scene_graph import SceneGraph

Words = tuple[str, ...]


def tinted(look: Look, brief: Brief) -> Look:
    """The style's finishes with the textiles in the person's colours, and none in a colour that they ruled out."""
    first, second, third = (_colour(brief, k) for k in range(3))
    accents = tuple(c for c in (third, second) if c) or look.accents
    wanted = replace(look, rug=first or look.rug, curtains=first or look.curtains, accents=accents)
    return _without(wanted, ruled_out(brief, "colour"))


def ruled_out(brief: Brief, what: str) -> frozenset[str]:
    """The colours or materials (`what`) that the brief excludes."""
    return frozenset(e.partition(":")[2] for e in brief.excluded if e.startswith(f"{what}:"))


def dress(brief: Brief, category: str) -> tuple[Words, Words]:
    """(materials, colours) that the room's words give a piece of which nothing else was said."""
    table = knowledge().scheme
    materials = tuple(m for m in brief.materials if category in table["material"].get(kind(m) or "", ()))
    share = next((k for k, name in enumerate(("first", "second", "third")) if category in table["colour"][name]), None)
    colour = _colour(brief, share) if share is not None else ""
    return materials[:1], (colour,) if colour and not materials else ()


def without_excluded(brief: Brief, graph: SceneGraph) -> SceneGraph:
    """The graph without what we added in a colour or material that the person ruled out, unless it carries a wish."""
    if not (ruled_out(brief, "material") or ruled_out(brief, "colour")):
        return graph
    asked = {p.id for p in graph.pieces if p.asked}
    ours = (p for p in graph.pieces if not p.asked and p.optional and not asked & graph.carried_by(p.id))
    return graph.without(frozenset(p.id for p in ours if _excluded(brief, p.query)))


def _excluded(brief: Brief, query: AssetQuery) -> bool:
    materials, colours = ruled_out(brief, "material"), ruled_out(brief, "colour")
    asset = find(query).asset
    shades = asset.colour.replace("-", " ").split()
    return any(m in asset.material for m in materials) or any(c in shades for c in colours)


def _colour(brief: Brief, share: int) -> str:
    """The person's colour for that share of the room; the last one they named serves for what is left."""
    named = [c for c in brief.colours if c not in ruled_out(brief, "colour")]
    return named[min(share, len(named) - 1)] if named else ""


def _without(look: Look, colours: frozenset[str]) -> Look:
    def fine(word: str) -> bool:
        return not any(c in word.replace("-", " ").split() for c in colours)

    quiet = next((c for c in ("oatmeal", "light-grey", "sage", "off-white") if fine(c)), look.rug)
    accents = tuple(a for a in look.accents if fine(a)) or (quiet,)
    rug, curtains = (c if fine(c) else quiet for c in (look.rug, look.curtains))
    return replace(look, rug=rug, curtains=curtains, accents=accents)
