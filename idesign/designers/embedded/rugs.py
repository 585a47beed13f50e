"""Rugs on which the person put furniture: large enough for all of it, and placed with it.

"The sofa and two armchairs are on a rug": the rug lies under the whole of them. What stands together in a rigid group
gets the rug as one more of the group; what else shall stand on it is related to it.
"""

from __future__ import annotations

import math

from assets import find
from idesign.arrange import arrange
from idesign.designers.embedded.draft import Draft
from solvers.relations import Far, Under

BEYOND = 0.1
"""How far a rug reaches beyond what stands on it [m]: all legs on the rug, and a hand's breadth around (K)."""
ON_IT = 0.85
"""Share of a thing's footprint that is on the rug it was put on."""
ON_EDGE = ("nightstand", "office_chair")
"""What may stand on the edge of a rug."""
Place = tuple[float, float, float]
"""x, y [m] and yaw [rad] in the frame of a group's anchor."""


def lies_free(draft: Draft, rug: str, *hosts: str, gap: float = 0.02) -> None:
    """Furniture stands beside the rug (or mat), not with a leg or two on it, but for its hosts."""
    others = (p for p in draft.pieces if p.support == "floor" and p.stage == 0 and p.id not in hosts)
    draft.relate(*(Far(a=rug, b=p.id, min=gap, hard=False, weight=4.0) for p in others if p.category not in ON_EDGE))


def spread_rugs(draft: Draft) -> None:
    """Spreads each rug that was asked for under the furniture that the person put on it."""
    for wish in draft.brief.wishes:
        rugs = draft.by_ref.get(wish.ref, [])
        refs = {r.wish for r in draft.brief.relations if r.kind == "on" and r.target == wish.ref}
        ids = [i for ref in sorted(refs) for i in draft.by_ref.get(ref, []) if _stands(draft, i)]
        if len(rugs) == 1 and ids and draft.knowledge.piece(wish.category).flat:
            _spread(draft, rugs[0], ids)


def _stands(draft: Draft, id: str) -> bool:
    piece = draft.piece(id)
    return piece.support == "floor" and not draft.knowledge.piece(piece.category).flat


def _spread(draft: Draft, rug: str, ids: list[str]) -> None:
    roots = [draft.root(i) for i in ids]
    main = max(roots, key=lambda r: (roots.count(r), math.prod(draft.size(r)[:2]), r))
    draft.groups = draft.without_member(rug)
    draft.relations = [r for r in draft.relations if not (isinstance(r, Under) and r.a == rug)]
    for id in (rug, main, *ids):
        draft.change(id, stage=0)
    places = _places(draft, main)
    _under_all(draft, rug, main, [(i, places[i]) for i in ids if i in places])
    for id in ids:
        draft.stated.add((id, rug))
        if id not in places:
            draft.relate(Under(a=rug, b=id, share=ON_IT))


def _places(draft: Draft, anchor: str) -> dict[str, Place]:
    """Where the members of a group and of the groups about them stand, in the frame of the outermost anchor."""
    out: dict[str, Place] = {anchor: (0.0, 0.0, 0.0)}
    assets = {p.id: find(p.query).asset for p in draft.pieces if draft.root(p.id) == anchor}
    waiting = [g for g in draft.groups if g.kind != "on_top" and draft.root(g.anchor) == anchor]
    while waiting:
        group = next(g for g in waiting if g.anchor in out)
        waiting.remove(group)
        for o in arrange(group, assets, draft.room):
            out[o.a] = _compose(out[group.anchor], (o.x, o.y, o.yaw))
    return out


def _compose(base: Place, at: Place) -> Place:
    c, s = math.cos(base[2]), math.sin(base[2])
    return (base[0] + c * at[0] - s * at[1], base[1] + s * at[0] + c * at[1], base[2] + at[2])


def _under_all(draft: Draft, rug: str, anchor: str, things: list[tuple[str, Place]]) -> None:
    """The rug in the middle of the things, as large as they need if its size is open."""
    corners = [c for id, place in things for c in _corners(draft, id, place)]
    x0, x1 = min(c[0] for c in corners), max(c[0] for c in corners)
    y0, y1 = min(c[1] for c in corners), max(c[1] for c in corners)
    need = (x1 - x0 + 2 * BEYOND, y1 - y0 + 2 * BEYOND)
    (w, d, h), wish = draft.size(rug), draft.wish_of(rug)
    turned = (w > d) != (need[0] > need[1])
    if wish is None or not any(wish.size[:2]):
        short, long = (max(a, b) for a, b in zip(sorted((w, d)), sorted(need), strict=True))
        w, d = (long, short) if need[0] > need[1] else (short, long)
        turned = False
        draft.resize(rug, (round(w, 2), round(d, 2), h))
        draft.change(rug, fallbacks=())
    middle = {"x": f"{(x0 + x1) / 2:.3f}", "y": f"{(y0 + y1) / 2:.3f}", "turned": "yes" if turned else "no"}
    draft.group("under", anchor, [(rug, "rug")], middle)


def _corners(draft: Draft, id: str, place: Place) -> list[Place]:
    w, d, _ = draft.size(id)
    return [_compose(place, (sx * w / 2, sy * d / 2, 0.0)) for sx in (-1, 1) for sy in (-1, 1)]
