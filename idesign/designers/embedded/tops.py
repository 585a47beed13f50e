"""Room on furniture for all that the person puts there: what does not fit is made smaller, or its host larger.

A table that shall carry a tray, a lamp and four magazines is chosen large enough for them, as a person would buy it; of
what nobody asked for nothing stays where it is in the way.
"""

from __future__ import annotations

from collections.abc import Callable

from assets import find
from idesign.arrange_space import on_surfaces
from idesign.designers.embedded.draft import Draft
from idesign.scene_graph import Group

LARGER = 1.3
"""How much larger than its usual large size a host of free size may be."""


def fit_tops(draft: Draft) -> None:
    """Makes every group of things on a host fit, as far as sizes that the person left open allow."""
    for host in dict.fromkeys(g.anchor for g in draft.groups if g.kind == "on_top"):
        for step in STEPS:
            if not _homeless(draft, host):
                break
            step(draft, host)


def _group(draft: Draft, host: str) -> Group:
    """What stands on the host; nothing any more when it all went with something else."""
    held = (g for g in draft.groups if g.kind == "on_top" and g.anchor == host)
    return next(held, Group("on_top", host, ()))


def _homeless(draft: Draft, host: str) -> list[str]:
    """What was asked for and has no place on the host."""
    top = _group(draft, host)
    if not top.members:
        return []
    asset = find(draft.piece(host).query).asset
    members = sorted(top.members, key=lambda m: (draft.piece(m[0]).stage, not draft.piece(m[0]).asked))
    places = on_surfaces(asset, [(id, find(draft.piece(id).query).asset, w.partition(":")[2]) for id, w in members])
    return [id for id, _ in members if id not in places and draft.piece(id).asked]


def _clear(draft: Draft, host: str) -> None:
    """Takes away what nobody asked for."""
    for id, _ in _group(draft, host).members:
        if not draft.piece(id).asked and not any(draft.piece(c).asked for c in _carried(draft, id)):
            draft.drop_with(id)


def _carried(draft: Draft, host: str) -> list[str]:
    return [p.id for p in draft.pieces if p.support == host]


def _shrink(share: float) -> Callable[[Draft, str], None]:
    """Makes what stands there smaller, each side where the person gave no figure."""

    def step(draft: Draft, host: str) -> None:
        for id, _ in _group(draft, host).members:
            size = draft.size(id)
            draft.resize(id, (round(share * size[0], 3), round(share * size[1], 3), round(share * size[2], 3)))
            draft.change(id, fallbacks=())

    return step


def _enlarge(share: float) -> Callable[[Draft, str], None]:
    """Takes a large host; only in width and depth, and only where its size is free."""

    def step(draft: Draft, host: str) -> None:
        wish, usual = draft.wish_of(host), draft.knowledge.piece(draft.piece(host).category)
        if usual.flat or (wish is not None and any(wish.size)):
            return
        w, d, h = draft.size(host)
        draft.resize(host, (max(w, round(share * usual.large[0], 3)), max(d, round(share * usual.large[1], 3)), h))
        draft.change(host, fallbacks=())

    return step


STEPS: tuple[Callable[[Draft, str], None], ...] = (
    _clear, _shrink(0.8), _enlarge(1.0), _shrink(0.75), _enlarge(LARGER), _shrink(0.75),
)  # fmt: skip
