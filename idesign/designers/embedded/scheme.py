"""The colours and materials that a person named for the whole room, on the pieces that carry a room's colour.

What is said of a piece itself wins. Which pieces take which colour is data (`knowledge/scheme.toml`).
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from assets import find
from assets.asset import AssetQuery
from assets.materials import colour, kind
from assets.palette import lab
from idesign.brief import Brief
from idesign.knowledge import Look, RoomType, knowledge
from idesign.scene_graph import SceneGraph

Words = tuple[str, ...]
DARK = 46.0
"""CIELAB lightness of a paint that reflects 15 % of the light."""


def tinted(look: Look, brief: Brief) -> Look:
    """The style's finishes with the textiles in the person's colours, and none in a colour that they ruled out."""
    first, second, third = (_colour(brief, k) for k in range(3))
    accents = tuple(c for c in (third, second) if c) or look.accents
    wanted = replace(look, rug=first or look.rug, curtains=first or look.curtains, accents=accents)
    return _without(wanted, ruled_out(brief, "colour"))


def ruled_out(brief: Brief, what: str) -> frozenset[str]:
    """The colours or materials (`what`) that the brief excludes."""
    return frozenset(e.partition(":")[2] for e in brief.excluded if e.startswith(f"{what}:"))


def walls(brief: Brief, look: Look, kind: RoomType) -> tuple[str, str]:
    """The walls' finish and colour: as the person said of them; tiles where the room's use asks for them (in the colour
    that the person named for tiles); else paint."""
    wish, usual = brief.room, wall_colour(brief, look)
    if wish.wall_finish or wish.wall_colour or not kind.wall:
        return wish.wall_finish or "paint", wish.wall_colour or usual
    tiles = [t for m in brief.materials for t in knowledge().scheme["tiles"].get(m, ())]
    said = _colour(brief, 0) if tiles else ""
    return (tiles or [kind.wall])[0], said or (usual if usual != look.wall else kind.wall_colour)


def wall_colour(brief: Brief, look: Look) -> str:
    """The walls' colour: in a mood for dark walls the first dark colour that the person named for the room, or one that
    is dark; else the style's."""
    moody = [c for mood, row in knowledge().scheme["walls"].items() if mood in brief.moods for c in row]
    if not moody:
        return look.wall
    named = [c for c in brief.colours if c not in ruled_out(brief, "colour")]
    return next((c for c in named if (rgb := colour(c)) is not None and lab(np.array([rgb]))[0, 0] <= DARK), moody[0])


def dress(brief: Brief, category: str, look: Look) -> tuple[Words, Words]:
    """(materials, colours) that the room's words give a piece of which nothing else was said, or its style."""
    table = knowledge().scheme
    materials = tuple(m for m in brief.materials if category in table["material"].get(kind(m) or "", ()))
    share = next((k for k, name in enumerate(("first", "second", "third")) if category in table["colour"][name]), None)
    said = _colour(brief, share) if share is not None else ""
    wanted = said or (look.accents[0] if category in table["style"]["accent"] else "")
    return materials[:1], (wanted,) if wanted and not materials else ()


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
