"""Wishes that belong to no functional group: each still gets a piece, standing where such things stand."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from functools import lru_cache

from assets import categories, find
from assets.asset import AssetQuery
from idesign.designers.embedded.draft import Ask, Draft
from idesign.designers.embedded.kinds import BOOKCASES
from idesign.knowledge import PieceType

# Where small things stand when the room has none of their usual hosts.
TOPS = (
    "sideboard", "console_table", "dresser", "side_table", "coffee_table", "desk", "standing_desk", "dining_table",
    "kitchen_base_cabinet", "bookshelf", "tv_stand", "nightstand", "bar_table", "kids_table", "bench",
)  # fmt: skip
SMALL_FOOTPRINT = 0.35
OPEN_INSIDE = (*BOOKCASES, "bar_cart", "toy_storage", "wall_shelf", "ladder")
"""What is said to be "on" one of these stands on its boards, not on its top."""
AT_ONCE = 12
"""More small things than this that are alike are placed with the furniture: one after the other takes long."""
SMALLER = (0.75, 0.55)
"""Shares of its usual size in which a thing is tried that finds no place."""
AT_EASE = 5
"""So many things stand on one host before another is looked for."""
TWO_BOARDS = 0.42
"""Height of a wall shelf of two boards, with room for a jug between them [m]."""
LADDER_DEPTH = 0.55
"""How far a ladder with boards leans, so that a pot stands behind its stiles at eye level [m]."""


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
        _ready(draft, host)
    if host is not None and _can_carry(draft, host) and _is_carried(draft, ask):
        _on(draft, ask, host)
    elif host is not None and _is_carried(draft, ask) and (top := _top_of(draft, host)) is not None:
        _on(draft, ask, top)
    elif _overhead(draft, ask):
        draft.add(ask.wish.category, ask=ask, support="ceiling", stage=1, priority=3.0)
    elif usual.stand == "wall" or draft.hangs(ask) or (ask.wish.category == "television" and host is None):
        # where nobody sits before it on a sofa, a screen hangs
        _on_a_wall(draft, ask)
    elif usual.stand == "surface" and not draft.stands_on_floor(ask):
        _somewhere(draft, ask)
    else:
        _on_the_floor(draft, ask)


def _top_of(draft: Draft, host: str) -> str | None:
    """What carries a small thing that carries nothing itself: flowers for a vase stand by it, not elsewhere."""
    support = draft.piece(host).support
    return support if support in {p.id for p in draft.pieces} else None


def _overhead(draft: Draft, ask: Ask) -> bool:
    """Whether a thing that can hang on walls and from ceilings was wished above something or from the ceiling."""
    above = any(r.target in draft.by_ref for r in draft.said_of(ask, "above"))
    from_above = any(r.target == "ceiling" for r in draft.said_of(ask, "on"))
    known = categories().get(ask.wish.category)  # a model's words may name no category
    return known is not None and "ceiling" in known.also and (above or from_above)


def _host(draft: Draft, ask: Ask) -> str | None:
    """The piece that the person put it on; the k-th of several for the k-th thing."""
    ref = draft.host_ref(ask)
    hosts = draft.by_ref.get(ref, []) if ref else []
    return hosts[ask.index % len(hosts)] if hosts else None


def _ready(draft: Draft, host: str) -> None:
    """A host that carries what the person puts there has boards for it: a wall shelf two between ends, a ladder one on
    each rung."""
    piece, wish = draft.piece(host), draft.wish_of(host)
    w, d, h = draft.size(host)
    own = wish.size if wish else (None, None, None)
    if piece.category == "wall_shelf" and own[2] is None:
        draft.resize(host, (w, d, max(h, TWO_BOARDS)))
    if piece.category == "ladder":
        draft.change(host, query=replace(piece.query, options=(*piece.query.options, ("boards", "yes"))))
        draft.resize(host, (w, d if own[1] else max(d, LADDER_DEPTH), h))


def _can_carry(draft: Draft, host: str) -> bool:
    """Whether things can stand on it: not on a basket or a screen."""
    return _has_a_top(draft.piece(host).query)


@lru_cache(maxsize=4096)
def _has_a_top(query: AssetQuery) -> bool:
    """Whether what is found has a top; asked of each host for each small thing, and a host takes long to build."""
    return bool(find(query).asset.supports)


def _is_carried(draft: Draft, ask: Ask) -> bool:
    """Whether it is a thing to put on others: small, or one that also stands on surfaces."""
    row = categories().get(ask.wish.category)
    if row is None:
        return True
    w, d, h = row.typical
    return row.placement == "surface" or "surface" in row.also or (row.placement == "floor" and w * d * h < 0.06)


def _on(draft: Draft, ask: Ask, host: str) -> None:
    """In the size that suits the host, smaller when it is crowded."""
    inside = draft.host_kind(ask) == "inside" or draft.piece(host).category in OPEN_INSIDE
    side = next((r.kind.removesuffix("_of") for r in draft.said_of(ask, "left_of", "right_of")), "")
    usual = draft.knowledge.piece(ask.wish.category)
    _make_room(draft, host)
    w, d, _ = draft.size(host)
    crowded = w * d < 0.25 or draft.reserved_for(host) > 3
    id = draft.add(
        ask.wish.category,
        ask=ask,
        size=usual.small if crowded else usual.size,
        support=host,
        stage=max(draft.piece(host).stage, 1),
        priority=3.0,
    )
    a, b, c = draft.size(id)
    query = draft.piece(id).query
    sizes = [(round(k * a, 3), round(k * b, 3), round(k * c, 3)) for k in SMALLER]
    draft.change(id, fallbacks=tuple(replace(query, size=size) for size in sizes))
    draft.group("on_top", host, [(id, "on:" + "-".join(w for w in ("shelf" if inside else "", side) if w))])


def _make_room(draft: Draft, host: str) -> None:
    """A small table that shall carry several things is made as large as such tables are."""
    wish, usual = draft.wish_of(host), draft.knowledge.piece(draft.piece(host).category)
    w, d, h = draft.size(host)
    if draft.reserved_for(host) > 1 and w * d < 0.3 and (wish is None or wish.size[:2] == (None, None)):
        draft.resize(host, (max(w, usual.large[0]), max(d, usual.large[1]), h))


def _somewhere(draft: Draft, ask: Ask) -> None:
    """On the best of its usual hosts that has a top for it, but not on what it is to be beside; on a table brought in
    for it when there is none."""
    usual = draft.knowledge.piece(ask.wish.category)
    order = [*usual.on, *TOPS]
    other = {i for r in draft.said_of(ask, "near", "beside", "far") for i in draft.by_ref.get(r.target, [])}
    fit = (h for h in draft.of(*order) if _has_room(draft, h, usual.size) and _can_carry(draft, h))
    hosts = [h for h in fit if h not in other]
    full = {h: sum(p.support == h for p in draft.pieces) // AT_EASE for h in hosts}
    hosts.sort(key=lambda h: (full[h], order.index(draft.piece(h).category)))
    if not hosts:
        hosts = [_bring_a_table(draft, usual)]
    _on(draft, ask, hosts[ask.index % len(hosts)] if ask.wish.count > 1 else hosts[0])


def _has_room(draft: Draft, host: str, size: tuple[float, float, float]) -> bool:
    w, d, _ = draft.size(host)
    return min(size[:2]) <= min(w, d) and max(size[:2]) <= max(w, d) and not draft.reserved(host)


def _bring_a_table(draft: Draft, usual: PieceType) -> str:
    category = "tv_stand" if usual.size[0] > 0.8 else "console_table" if max(usual.size[:2]) > 0.4 else "side_table"
    table = draft.add(category, priority=4.0, optional=False)
    draft.against_wall(table, use=0.3, keep=True)
    draft.notes.append(f"I added a {draft.knowledge.piece(category).noun} to put the {usual.noun} on.")
    return table


def _on_a_wall(draft: Draft, ask: Ask) -> None:
    from idesign.designers.embedded.finish import hang  # finish needs drafts, not this module

    id = draft.add(ask.wish.category, ask=ask, support="wall", stage=1, priority=3.0)
    if ask.wish.size == (None, None, None):
        w, d, h = draft.size(id)
        query = draft.piece(id).query
        sizes = [(round(k * w, 2), d, round(k * h, 2)) for k in SMALLER]
        draft.change(id, fallbacks=tuple(replace(query, size=size) for size in sizes))
    hang(draft, id)


def _on_the_floor(draft: Draft, ask: Ask) -> None:
    usual = draft.knowledge.piece(ask.wish.category)
    id = draft.add(ask.wish.category, ask=ask, priority=5.0, support="ceiling" if usual.stand == "ceiling" else "floor")
    w, d, _ = draft.size(id)
    if draft.piece(id).support != "floor":
        return
    if usual.back and not draft.central(id):
        draft.against_wall(id, walls=draft.walls_for(id))
    elif w * d < SMALL_FOOTPRINT or usual.flat:
        draft.change(id, stage=int(usual.flat or ask.wish.count <= AT_ONCE))
    else:
        draft.in_the_open(id, margin=0.3)
