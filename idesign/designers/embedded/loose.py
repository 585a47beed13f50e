"""Wishes that belong to no functional group: each still gets a piece, standing where such things stand."""

from __future__ import annotations

from collections.abc import Collection

from idesign.designers.embedded.draft import Ask, Draft
from solvers.relations import AtWall

# Where small things stand when the room has none of their usual hosts.
TOPS = (
    "sideboard", "console_table", "dresser", "side_table", "coffee_table", "desk", "standing_desk", "dining_table",
    "kitchen_base_cabinet", "bookshelf", "tv_stand", "nightstand", "bar_table", "kids_table", "bench",
)  # fmt: skip
SMALL_FOOTPRINT = 0.35


def place_the_rest(draft: Draft, but: Collection[str] = ()) -> None:
    """What is left of the wishes except the categories in `but`, hosts before what stands on them."""
    for ask in sorted(draft.left(), key=lambda a: draft.host_ref(a) is not None):
        if ask.wish.category not in but:
            draft.take_this(ask)
            _one(draft, ask)


def _one(draft: Draft, ask: Ask) -> None:
    usual = draft.knowledge.piece(ask.wish.category)
    host = _host(draft, ask)
    if host is not None:
        _on(draft, ask, host)
    elif usual.stand == "surface" and not draft.stands_on_floor(ask):
        _somewhere(draft, ask)
    elif usual.stand == "wall" or draft.hangs(ask):
        _on_a_wall(draft, ask)
    else:
        _on_the_floor(draft, ask)


def _host(draft: Draft, ask: Ask) -> str | None:
    """The piece that the person put it on; the k-th of several for the k-th thing."""
    ref = draft.host_ref(ask)
    hosts = draft.by_ref.get(ref, []) if ref else []
    return hosts[ask.index % len(hosts)] if hosts else None


def _on(draft: Draft, ask: Ask, host: str) -> None:
    inside = draft.host_kind(ask) == "inside" or (ask.wish.category in ("books", "book_stack") and "shel" in host)
    size = draft.knowledge.piece(ask.wish.category).size
    smaller = [(share * size[0], share * size[1], share * size[2]) for share in (0.75, 0.55)]
    stage = draft.piece(host).stage
    id = draft.add(ask.wish.category, ask=ask, support=host, stage=max(stage, 1), priority=3.0, smaller=smaller)
    draft.group("on_top", host, [(id, "on:shelf" if inside else "on")])


def _somewhere(draft: Draft, ask: Ask) -> None:
    usual = draft.knowledge.piece(ask.wish.category)
    hosts = draft.of(*usual.on) or draft.of(*TOPS)
    hosts.sort(key=lambda h: [*usual.on, *TOPS].index(draft.piece(h).category))
    if not hosts:
        table = draft.add("side_table", priority=4.0, optional=False)
        draft.against_wall(table, use=0.3, keep=True)
        draft.notes.append(f"I added a side table to put the {draft.knowledge.piece(ask.wish.category).noun} on.")
        hosts = [table]
    _on(draft, ask, hosts[ask.index % len(hosts)] if ask.wish.count > 1 else hosts[0])


def _on_a_wall(draft: Draft, ask: Ask) -> None:
    from idesign.designers.embedded.finish import bare_walls  # finish needs drafts, not this module

    id = draft.add(ask.wish.category, ask=ask, support="wall", stage=1, priority=3.0)
    walls = draft.walls_for(id)
    draft.relate(AtWall(a=id, walls=walls or bare_walls(draft)))


def _on_the_floor(draft: Draft, ask: Ask) -> None:
    usual = draft.knowledge.piece(ask.wish.category)
    id = draft.add(ask.wish.category, ask=ask, priority=5.0, support="ceiling" if usual.stand == "ceiling" else "floor")
    w, d, _ = draft.size(id)
    if draft.piece(id).support != "floor":
        return
    if usual.back:
        draft.against_wall(id, walls=draft.walls_for(id))
    elif w * d < SMALL_FOOTPRINT or usual.flat:
        draft.change(id, stage=1)
    else:
        draft.in_the_open(id, margin=0.3)
