"""Where one eats: a table with its seats, a sideboard, a cabinet for glasses."""

from __future__ import annotations

import re
from collections.abc import Mapping

from idesign.arrange import seat_counts
from idesign.designers.embedded import prefer
from idesign.designers.embedded.draft import Ask, Draft, Size
from idesign.designers.embedded.kinds import BARS, SOFAS, TABLES
from solvers.relations import Aligned, CenteredInRoom, Far, LinedUp, Near

Options = Mapping[str, str]
SEATS = ("dining_chair", "school_chair", "stool", "bar_stool", "high_chair", "kids_chair")
# Table by number of seats, rectangular and round (European everyday sizes; NorthernArch, TopArredi: 0.60 a seat).
RECT: dict[int, Size] = {
    1: (0.8, 0.7, 0.75), 2: (0.8, 0.7, 0.75), 4: (1.3, 0.8, 0.75), 6: (1.8, 0.9, 0.75), 8: (2.2, 1.0, 0.75),
    10: (2.8, 1.05, 0.75), 12: (3.2, 1.1, 0.75),
}  # fmt: skip
BENCHES, STOOLS = ("bench", "storage_bench"), ("bar_stool", "stool")
PAST_TABLES, KNEES = 0.35, 0.08
"""Between two tables at a banquette, to slide in, and between its edge and theirs [m] (0.30-0.45 and 0.05-0.10, K)."""
AT_SIDE = ("beside", "around", "near", "at", "behind")
"""How a seat is said to belong to a table."""
EACH_TABLE = 9.5
"""Floor for a table of four in a restaurant or bar, with counter and ways [m2] (1.2-1.8 a seat at the tables, K)."""
BETWEEN_TABLES = 0.6
"""Between two tables for guests, for who serves [m] (a side route, 7BedroomIdeas)."""
FROM_SINK = 2.0
"""A table in a room with a kitchen stands within this of the sink [m] (K)."""
COUNTER: Size = (2.6, 0.6, 1.05)
"""A bar counter [m]: 1.02-1.09 high (Parotas, OfficeInteriors), 0.60 a stool."""
ROUND: dict[int, Size] = {
    2: (0.75, 0.75, 0.75),
    4: (1.05, 1.05, 0.75),
    5: (1.2, 1.2, 0.75),
    6: (1.4, 1.4, 0.75),
    8: (1.6, 1.6, 0.75),
}


def dining(draft: Draft, options: Options) -> None:
    """Each table asked for with its chairs; else one, when the plan has room for it and people behind the chairs."""
    _banquettes(draft)
    if not draft.asked(*TABLES):
        if draft.of("dining_table") or (draft.ever_asked(*BARS) and draft.ever_asked("bar_stool")):
            return  # one eats at the banquette, or at the island
        what = options.get("what", "dining_table")
        for k in range(_tables(draft, options)):
            if draft.may(what) and not (k and draft.full()):
                _one_table(draft, options)
        in_rows(draft, draft.of(what))
        return
    while draft.asked(*TABLES):
        _one_table(draft, options)
    if "repeat" in options:
        in_rows(draft, draft.of("dining_table"))


def _banquettes(draft: Draft) -> None:
    """A bench along a wall with tables before it, and a chair across from it at each."""
    for wish in draft.brief.wishes:
        bench = next((a for a in draft.left() if a.wish.ref == wish.ref and wish.category in BENCHES), None)
        before = {r.wish for r in draft.brief.relations if r.target == wish.ref and r.kind == "in_front_of"}
        tables = [a for a in draft.left() if a.wish.ref in before and a.wish.category == "dining_table"]
        if bench is not None and tables:
            _banquette(draft, bench, tables)


def _banquette(draft: Draft, bench: Ask, tables: list[Ask]) -> None:
    n, (w, d, h) = len(tables), RECT[2]
    usual = draft.knowledge.piece(bench.wish.category).size
    length = round(n * w + (n - 1) * PAST_TABLES, 2)
    long = draft.add(
        bench.wish.category, ask=draft.take_this(bench), size=(length, *usual[1:]), optional=False, priority=8.0
    )
    ids = [
        draft.add("dining_table", ask=draft.take_this(t), size=(w, d, h), optional=False, priority=8.0) for t in tables
    ]
    draft.group("before", long, [(t, f"front:{k}/{n}") for k, t in enumerate(ids)], {"gap": str(KNEES)})
    for t in ids:
        if _may_seat(draft):
            draft.group(
                "table", t, [(draft.add("dining_chair", optional=False, priority=6.0), "seat")], {"side": "front"}
            )
    walls = draft.walls_for(long)
    draft.against_wall(long, (length, usual[1] + KNEES + d + 0.5, h), 0.6, prefer.centred(draft.room), walls, keep=True)


def _tables(draft: Draft, options: Options) -> int:
    """One, or in a place for guests so many as the room type says and a large floor wants."""
    return max(int(options["repeat"]), int(draft.area / EACH_TABLE)) if "repeat" in options else 1


def in_rows(draft: Draft, tables: list[str]) -> None:
    """Tables of our own that are alike stand two by two in rows, not strewn about."""
    for k, table in enumerate(tables[1:], 1):
        beside, before = tables[k - 1] if k % 2 else "", tables[k - 2] if k > 1 else ""
        draft.relate(Aligned(a=table, b=tables[0], hard=False, weight=4.0))
        draft.relate(*(Far(a=table, b=b, min=BETWEEN_TABLES, hard=False, weight=5.0) for b in tables[:k]))
        draft.relate(*(LinedUp(a=table, b=b, by="level", hard=False, weight=4.0) for b in [beside] if b))
        draft.relate(*(LinedUp(a=table, b=b, by="axis", hard=False, weight=4.0) for b in [before] if b))


def _may_seat(draft: Draft) -> bool:
    """Whether chairs may be added: nobody counted them, or only those of other tables."""
    wished = [w for w in draft.brief.wishes if w.category == "dining_chair"]
    told = all(w.words.lower().startswith("for ") for w in wished)
    return draft.may("dining_chair") or bool(wished and told and not draft.brief.only)


def _one_table(draft: Draft, options: Options) -> None:
    ask = draft.take(*TABLES)
    small = bool(options.get("small"))
    wanted = _share(draft, ask)
    seats = int(options["seats"]) if "seats" in options and not wanted else _seats(draft, small, wanted)
    what = ask.wish.category if ask else options.get("what", "dining_table")
    words = f"{ask.wish.words} {' '.join(ask.wish.qualities)}" if ask else ""
    is_round = bool(re.search(r"\b(round|circular)\b", words)) or (
        what == "dining_table" and ask is None and small and seats <= 4
    )
    is_square = "square" in words and not _sides_said(draft, ask)
    for count in [seats] if ask else sorted({n for n in (seats, 4, 2) if n <= seats}, reverse=True):
        size = _table_size(count, is_round, is_square) if what == "dining_table" else None
        if size and ask and wanted and _benches_of(draft, ask):
            # the chairs stand side by side across from the bench
            size = (max(size[0], round(draft.knowledge.rule("table", "place") * count, 2)), *size[1:])
        if what == "bar_table" and _sides_said(draft, ask):
            size = draft.knowledge.piece(what).large
        table = draft.add(
            what,
            ask=ask,
            size=size,
            options={"shape": "round"} if is_round else {"seats": str(count)},
            words="round" if is_round and "round" not in words else "",
            optional=small or "dining" not in draft.brief.room_type,
            priority=8.0,
        )
        own = "kids_chair" if what == "kids_table" else options.get("seat", "dining_chair")
        if _seat_and_place(draft, table, count, is_round, wanted, ask is not None, own, "central" in options):
            return
        draft.drop(table)


def _share(draft: Draft, ask: Ask | None) -> int:
    """How many of the seats asked for are this table's: those put around it, shared by its equals; else its part of
    those that no table has."""
    own = {a.wish.ref for a in draft.left() if a.wish.category in TABLES} | ({ask.wish.ref} if ask else set())
    around = {r.wish: r.target for r in draft.brief.relations if r.kind == "around" and r.target in own}
    open_seats = [a for a in draft.left() if a.wish.category in SEATS and draft.asked(a.wish.category)]
    mine = sum(ask is not None and around.get(a.wish.ref) == ask.wish.ref for a in open_seats)
    placed = {r.wish for r in draft.brief.relations if r.kind == "around"}
    free = sum(a.wish.ref not in placed for a in open_seats)
    alike = 1 + sum(ask is not None and a.wish.ref == ask.wish.ref for a in draft.left())
    return -(-mine // alike) if mine else -(-free // (draft.asked(*TABLES) + 1))


def _seats(draft: Draft, small: bool, asked: int) -> int:
    if asked:
        return asked
    people = draft.brief.occupants
    if people and people <= 16:
        return max(2, people)
    if small:
        return 2 if draft.area < 11 else 4
    return 4 if draft.area < 13 else 6


def _table_size(seats: int, is_round: bool, is_square: bool) -> Size:
    table = ROUND if is_round else RECT
    fit = next((table[n] for n in sorted(table) if n >= seats), table[max(table)])
    return (0.9, 0.9, 0.75) if is_square and seats <= 4 else fit


def _seat_and_place(
    draft: Draft, table: str, count: int, is_round: bool, wanted: int, must: bool, seat: str, central: bool
) -> bool:
    """Finds room for the table with its chairs pulled out; False when there is none and nobody asked."""
    w, d, _ = draft.size(table)
    pulled = 0.42
    box_w, box_d = _box(w, d, count, is_round, pulled)
    middle = draft.plan.shape.centroid
    alone = central or ("dining" in draft.brief.room_type and not draft.brief.more_room_types)
    alone = alone or any(r.target == "room" for r in draft.said(table, "centered", "at", "near", "in_front_of"))
    spot = None
    # a room of free size grows rather than being tight
    for margin in (0.6, 0.45) if draft.free_size else (0.6, 0.4, 0.2):
        pull = lambda s: -((s.x - middle.x) ** 2 + (s.y - middle.y) ** 2) if alone else draft.plan.clearance(s)  # noqa: E731
        spot = spot or draft.plan.free(box_w, box_d, margin, pull)
    draft.homeless += spot is None and must
    draft.score += -3.0 if spot is None and must else 0.5 if spot else 0.0
    if spot is None and not must:
        return False
    if spot is not None:
        draft.spots[table] = draft.plan.hold(spot)
    _chairs(draft, table, wanted or count, is_round, wanted, seat)
    if alone:
        draft.relate(CenteredInRoom(a=table, tol=0.3, hard=False, weight=4.0))
    for sink in draft.of("kitchen_sink")[:1]:
        # one eats next to where one cooks (design guidance 2.1)
        draft.relate(Near(a=table, b=sink, max=FROM_SINK, hard=False, weight=3.0))
    for sofa in draft.of(*SOFAS)[:1]:
        draft.relate(Far(a=table, b=sofa, min=1.2, hard=False, weight=3.0))
    return True


def _box(w: float, d: float, count: int, is_round: bool, pulled: float) -> tuple[float, float]:
    if is_round:
        return (w + 2 * pulled, d + 2 * pulled) if count > 2 else (w, d + 2 * pulled)
    _, ends = seat_counts(count, max(w, d), min(w, d), 0.46)
    return (w + sum(1 for e in ends if e) * pulled, d + 2 * pulled)


def _chairs(draft: Draft, table: str, count: int, is_round: bool, wanted: int, own: str) -> None:
    seats = []
    for _ in range(count):
        if wanted or draft.may(own):
            near = table if draft.wish_of(table) else None
            kinds = (own, *SEATS) if wanted else (own,)
            id = draft.get(*kinds, near=near, priority=7.0) if draft.asked(*SEATS) or not wanted else None
            if id is not None:
                draft.change(id, optional=False)
                seats.append((id, _seat_role(draft, id)))
    options = {"shape": "round"} if is_round else {}
    if bench := _bench_at(draft, table):
        seats.append((bench, "bench"))
        options["side"] = "front"
    if draft.wants(table, "in_corner"):
        options["side"] = "corner"
    draft.group("table", table, seats, options)


def _benches_of(draft: Draft, table: Ask) -> list[Ask]:
    """The benches that the person put to a side of that table."""
    refs = {r.wish: r.target for r in draft.brief.relations if r.kind in AT_SIDE}
    return [a for a in draft.left() if a.wish.category in BENCHES and refs.get(a.wish.ref) == table.wish.ref]


def _bench_at(draft: Draft, table: str) -> str | None:
    """The bench that the person put to one side of the table, nearly as long as that."""
    own = draft.wish_of(table)
    ask = next(iter(_benches_of(draft, Ask(own, 0))), None) if own else None
    if ask is None or ask.wish.count > 1 or draft.is_round(table):
        return None
    usual = draft.knowledge.piece(ask.wish.category).size
    width = round(0.85 * draft.size(table)[0], 2)
    return draft.add(ask.wish.category, ask=draft.take_this(ask), size=(width, *usual[1:]), priority=7.0)


def bars(draft: Draft) -> None:
    """Islands and counters at which the person seats people: the stools in a row before their front."""
    for wish in draft.brief.wishes:
        around = {r.wish for r in draft.brief.relations if r.target == wish.ref and r.kind in (*AT_SIDE, "in_front_of")}
        stools = [a for a in draft.left() if a.wish.ref in around and a.wish.category in STOOLS]
        ask = next((a for a in draft.left() if a.wish is wish), None)
        if wish.category in BARS and wish.count == 1 and stools and ask is not None:
            _bar(draft, ask, stools)


def _bar(draft: Draft, ask: Ask, stools: list[Ask]) -> None:
    draft.take_this(ask)
    usual = draft.knowledge.piece(ask.wish.category).size
    place = draft.knowledge.rule("table", "place")
    size = (max(usual[0], round(place * len(stools), 2)), *usual[1:])
    bar = draft.add(ask.wish.category, ask=ask, size=size, optional=False, priority=8.0)
    seats = [draft.add(s.wish.category, ask=draft.take_this(s), optional=False, priority=6.0) for s in stools]
    draft.group("table", bar, [(s, "seat") for s in seats], {"side": "front"})
    w, d, _ = draft.size(bar)
    if not draft.said(bar, "against", "in_corner"):
        draft.in_the_open(bar, margin=0.6, size=(w, d + draft.size(seats[0])[1]))
        draft.relate(CenteredInRoom(a=bar, tol=0.6, hard=False, weight=4.0))


def island(draft: Draft, options: Options) -> None:
    """An island with stools before the row of a large kitchen, with floor all round to cook and pass (NKBA-K: 1.07)."""
    sinks = draft.of("kitchen_sink")
    if not sinks or draft.ever_asked(*BARS) or not draft.may("kitchen_island") or draft.full():
        return
    aisle, place = draft.knowledge.rule("kitchen", "aisle"), draft.knowledge.rule("table", "place")
    w, d, _ = draft.knowledge.piece("kitchen_island").size
    deep = d + draft.knowledge.piece("bar_stool").size[1]
    spot = draft.plan.free(w, deep, aisle, lambda s: -s.footprint.distance(draft.plan.taken))
    if spot is None:
        return
    id = draft.add("kitchen_island", size=draft.knowledge.piece("kitchen_island").size, priority=4.0)
    draft.spots[id] = draft.plan.hold(spot)
    stools = [draft.add("bar_stool", priority=3.0) for _ in range(int(w / place)) if draft.may("bar_stool")]
    draft.group("table", id, [(s, "seat") for s in stools], {"side": "front"})
    # who cooks turns from the row to the island; who sits there looks at both
    draft.relate(
        Aligned(a=id, b=sinks[0], hard=False, weight=5.0), Far(a=id, b=sinks[0], min=aisle, hard=False, weight=5.0)
    )
    draft.relate(Near(a=id, b=sinks[0], max=FROM_SINK, hard=False, weight=4.0))


def counter(draft: Draft, options: Options) -> None:
    """A counter that stands free, stools along its front, room behind it for who serves."""
    what, seat = options["what"], options["seat"]
    if draft.asked(what) or not draft.may(what):
        return
    id = draft.add(what, size=COUNTER, name="bar counter", priority=8.0, optional=False)
    if not draft.in_the_open(id, margin=0.8):
        return
    stools = [draft.add(seat, priority=6.0) for _ in range(int(options["seats"])) if draft.may(seat)]
    draft.group("table", id, [(s, "seat") for s in stools], {"side": "front"})


def _seat_role(draft: Draft, id: str) -> str:
    """At which sides of the table the person put it."""
    words = " ".join(r.words.lower() for r in draft.said(id, "around"))
    short = re.search(r"\b(short|end|ends|head)\b", words)
    return "seat:long" if "long" in words else "seat:short" if short else "seat"


def _sides_said(draft: Draft, table: Ask | None) -> bool:
    """Whether the person spoke of the long or short sides of the table: it then has such."""
    said = [r.words.lower() for r in draft.brief.relations if table and r.target == table.wish.ref]
    return any(re.search(r"\b(long|short) sides?\b", w) for w in said)


def sideboard(draft: Draft, options: Options) -> None:
    """In the middle of a long wall."""
    while draft.asked("sideboard", "console_table"):
        id = draft.get("sideboard", "console_table", priority=6.0)
        if id is not None:
            draft.against_wall(id, prefer=prefer.centred(draft.room), walls=draft.walls_for(id))
    if draft.ever_asked("sideboard") or draft.full() or not draft.may("sideboard"):
        return
    id = draft.add("sideboard", priority=3.0)
    if draft.against_wall(id, prefer=prefer.centred(draft.room)):
        # two low cabinets of different heights side by side look like leftovers
        draft.relate(*(Far(a=id, b=t, min=0.8, hard=False, weight=2.0) for t in draft.of("tv_stand")[:1]))


def display(draft: Draft, options: Options) -> None:
    if draft.full() and not draft.asked("display_cabinet"):
        return
    id = draft.get("display_cabinet", priority=2.0)
    if id is not None:
        draft.against_wall(id, prefer=prefer.tall(draft.room), walls=draft.walls_for(id))
