"""From the draft to the final wishes: which lamp, table or chair is meant, sizes that words name, chairs that a table
for eight implies, relations of things that came together, and contradictions said back."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, cast

from assets import catalogue
from idesign.brief import Wish, WishKind, WishRelation
from idesign.designers.embedded.reading.draft import (
    Companion,
    Draft,
    DraftRelation,
    DraftWish,
    DraftZone,
    belongs,
    companion_kind,
    extend,
    family,
)
from idesign.designers.embedded.reading.lexicon import data
from idesign.designers.embedded.reading.references import standing
from idesign.designers.embedded.reading.wording import article

_ORDER = (
    "bed",
    "sink",
    "bath",
    "range",
    "cabinet",
    "table",
    "seat",
    "shelf",
    "rack",
    "stand",
    "screen",
    "chair",
    "lamp",
)
_WIDE = ("sofa", "potted_plant")
_ONE_WALL = frozenset(
    {"fridge", "stove", "hob", "oven", "kitchen_sink", "dishwasher", "kitchen_base_cabinet", "kitchen_tall_cabinet"}
)


_AT_TABLES = ("dining_chair", "?chair")
_SHELVED = ("books", "book_stack")
"""What stands on shelves when shelves of it stand at a wall."""
_FLAT = ("rug", "throw", "cushion")
"""What makes no corner to read in by itself."""
_SEVERAL = ("cushion", "candle", "toy")
"""Small things of which a plural without a number is three."""
_SEATS_OF = {
    "dining_table": "dining_chair", "bar_table": "bar_stool", "reading_table": "dining_chair",
    "kids_table": "kids_chair", "school_desk": "school_chair",
}  # fmt: skip
"""Tables at which people sit, and what on."""
_OF_GUESTS = {"restaurant": 4, "cafe": 4, "dining_room": 12}
"""How many sit at one table at the most, where guests were counted."""


HOOK, HOOKS, LEAST_HOOKS = 0.16, 10, 3
"""Rail for each hook [m], and how many hooks a rail has at most and at least: so are rails made."""


def finish(draft: Draft, room_type: str, imperial: bool) -> None:
    """Completes the draft in place."""
    companions(draft)
    on_one_top(draft)
    for wish in draft.wishes:
        if wish.value in data("generic.toml"):
            wish.value = category(draft, wish, room_type)
    rest = [name for name, row in data("generic.toml").items() if "aliases" in row and name not in _ORDER]
    for name in (*rest, *_ORDER):
        for wish in draft.wishes:
            if wish.value == f"?{name}":
                wish.value = category(draft, wish, room_type)
    for wish in draft.wishes:
        named_size(wish, imperial)
        if "wall-mounted" in wish.qualities and not any(r.wish is wish and r.target == "wall" for r in draft.relations):
            draft.relate("on", wish, "wall", wish.words)
    stood_on(draft)
    one_colour_each(draft)
    overhead(draft)
    hooks(draft)
    bare_plurals(draft)
    seat_words(draft)
    told_by_a_word(draft)
    zones(draft)
    seats(draft, room_type)
    layout(draft)
    activities(draft, room_type)
    contradictions(draft)
    stand_ins(draft)


def companions(draft: Draft) -> None:
    """Relations of things that came "with" another, where nothing else says how they stand to each other."""
    for c in list(draft.companions):
        if c.head in draft.wishes and c.wish in draft.wishes and not _related(draft, c):
            _accompany(draft, c)


def _related(draft: Draft, c: Companion) -> bool:
    """Whether something says how the two stand; "to the right of" does not say on what."""
    pair, sides = {id(c.head), id(c.wish)}, ("left_of", "right_of") if c.kind == "on" else ()
    others = [r.target for r in draft.relations if r.wish is c.wish and r.target is not c.head]
    if c.kind in ("on", "inside") and any(isinstance(o, DraftWish) and belongs(o.value, c.wish.value) for o in others):
        return True  # "a bookcase filled with books, and a globe on the right side of a desk"
    return any({id(r.wish), id(r.target)} == pair and r.kind not in sides for r in draft.relations)


def _accompany(draft: Draft, c: Companion) -> None:
    head, kind = c.head, "" if c.kind == "near" else c.kind
    seat = bool({"chair", "armchair", "stool", "bar_stool"} & head.family)
    if (not kind or (kind == "on" and seat)) and (better := _better_head(draft, head, c.wish)):
        head, kind = better, ""
    usual = kind or companion_kind(head.value, c.wish.value) or ("on" if belongs(head.value, c.wish.value) else "near")
    placed = any(r.wish is c.wish or (r.kind == "flanking" and r.target is c.wish) for r in draft.relations)
    if usual == "near" and (placed or not c.first):
        return
    if usual in ("beside", "flanking") and c.wish.count == 2:
        usual = "flanking"
    if usual == "flanking" and c.wish.count == 1 and not c.wish.said:
        c.wish.count, c.wish.said = 2, True
    other = head if usual == "between" else None
    draft.relate(cast(WishKind, usual), c.wish, head, f"with {c.wish.words}", other)


def _better_head(draft: Draft, head: DraftWish, wish: DraftWish) -> DraftWish | None:
    """What the companion really belongs to, when it hardly belongs to the thing before: of a desk and its chair
    "with a monitor", the desk."""
    if belongs(head.value, wish.value):
        return None
    before = [w for w in draft.wishes if w.sentence == head.sentence and w is not wish and w is not head]
    return next((w for w in reversed(before) if companion_kind(w.value, wish.value)), None)


# --- families of things -----------------------------------------------------------------------------------------------


def category(draft: Draft, wish: DraftWish, room_type: str) -> str:
    """The category that a word such as "lamp" means here: the first rule that fits, else the family's default."""
    row = data("generic.toml")[wish.value.removeprefix("?")]
    found = next((r for r in row.get("rules", ()) if _fits(draft, wish, room_type, r)), row)
    return str(found.get("category", row["default"]))


def _fits(draft: Draft, wish: DraftWish, room_type: str, rule: Mapping[str, Any]) -> bool:
    tests: dict[str, Callable[[Any], bool]] = {
        "at": lambda v: any(_is_at(r, v) for r in draft.relations if r.wish is wish),
        "with": lambda v: v in _said_words(wish),
        "without": lambda v: v not in _said_words(wish),
        "room": lambda v: v in (room_type, data("rooms.toml").get(room_type, {}).get("like")),
        "person": lambda v: v in draft.people,
        "width": lambda v: wish.size[0] is not None and wish.size[0] <= v,
        "number": lambda v: wish.count == v,
        "sits": lambda v: (wish.seats or 0) >= v,
        "seats": lambda v: any(w.count >= v and w.value in _AT_TABLES and not _bound(draft, w) for w in draft.wishes),
        "wished": lambda v: any(v in family(w.value) for w in draft.wishes if w is not wish),
        "has": lambda v: any(r.target is wish and v in family(r.wish.value) for r in draft.relations),
        "carries": lambda v: any(
            r.target is wish and v in family(r.wish.value) and r.kind == "on" for r in draft.relations
        ),
    }
    return all(tests[key](value) for key, value in rule.items() if key != "category")


def _bound(draft: Draft, wish: DraftWish) -> bool:
    """Whether a thing has been said to stand at another."""
    return any(r.wish is wish and isinstance(r.target, DraftWish) for r in draft.relations)


def _said_words(wish: DraftWish) -> set[str]:
    return {*wish.qualities, *wish.extra, *wish.words.lower().replace("-", " ").split()}


def _is_at(relation: DraftRelation, rule: str) -> bool:
    kind, _, target = rule.partition(":")
    if relation.kind != kind:
        return False
    if relation.wall_of:
        return target == "wall"
    if isinstance(relation.target, DraftWish):
        return target == "*" or target in family(relation.target.value)
    return relation.target.partition(":")[0] == target


def ruled_out(value: str) -> list[str]:
    """All categories that "no …" rules out: "no table" all tables, "no sofa" every kind of sofa."""
    name = value.removeprefix("?")
    if name in data("relations.toml")["families"] and name in _WIDE:
        return list(data("relations.toml")["families"][name])
    row = data("generic.toml").get(name, {})
    if "excludes" in row:
        return list(row["excludes"])
    if not value.startswith("?"):
        return [value]
    meant = [row["default"], *(r["category"] for r in row.get("rules", ()))]
    return list(dict.fromkeys(c for c in meant if c == row["default"] or name in c.split("_")))


# --- sizes, seats, zones ----------------------------------------------------------------------------------------------


def named_size(wish: DraftWish, imperial: bool) -> None:
    """The size that a word names ("king", "three-seater"), where none was given in figures."""
    tables: dict[str, Any] = data("sizes.toml")
    for name in ("bed", "sofa"):
        if name in wish.family and wish.size[0] is None:
            said = {*wish.qualities, *(f"{w}-size" for w in _said_words(wish))}
            row = next((row for word, row in tables[name].items() if word in said), None)
            if row:
                wish.size[:2] = row["imperial" if imperial else "metric"]
    if "television" in wish.family and wish.size[0] is not None and wish.size[1] is None and wish.size[2] is None:
        wish.size[0] = round(wish.size[0] * tables["television"]["width_of_diagonal"], 3)


def one_colour_each(draft: Draft) -> None:
    """ "beanbags in different colours: red, green, yellow": three things with three colours have one each."""
    for wish in [w for w in draft.wishes if w.count == len(w.colours) > 2]:
        *others, own = wish.colours
        for colour in others:
            draft.split(wish, 1).colours = [colour]
        wish.colours = [own]


def stood_on(draft: Draft) -> None:
    """ "the telly goes on a low unit against the wall": what stands on a piece of furniture is where that is, so the
    place is the furniture's."""
    hosts = {id(r.wish): r.target for r in draft.relations if r.kind == "on" and isinstance(r.target, DraftWish)}
    for r in [r for r in draft.relations if "against" in r.words and isinstance(r.target, str) and id(r.wish) in hosts]:
        host = hosts[id(r.wish)]
        known = catalogue.categories().get(host.value)
        if known is not None and known.placement == "floor":
            draft.relations.remove(r)
            draft.relate("against", host, r.target, r.words)
    for r in [r for r in draft.relations if r.wish.value in _SHELVED and str(r.target).startswith("wall")]:
        shelf = next((w for w in draft.wishes[: draft.wishes.index(r.wish)][-1:] if "shelf" in w.family), None)
        if shelf is not None and shelf.sentence == r.wish.sentence and r.kind in ("on", "against"):
            # "shelves of sheet music along one wall": the shelves stand there and hold it
            draft.relations.remove(r)
            draft.relate("against", shelf, r.target, r.words)
            draft.relate("on", r.wish, shelf, r.words)


def on_one_top(draft: Draft) -> None:
    """ "a globe sits on the desk next to a lamp": the lamp stands on the desk too."""
    hosts = {id(r.wish): r.target for r in draft.relations if r.kind == "on" and isinstance(r.target, DraftWish)}
    for r in [r for r in draft.relations if r.kind in ("beside", "near", "left_of", "right_of")]:
        host, other = hosts.get(id(r.wish)), r.target
        if host is None or not isinstance(other, DraftWish) or other is host or other.value != "?lamp":
            continue
        if not any(x.wish is other for x in draft.relations) and belongs(host.value, "table_lamp"):
            draft.relate("on", other, host, r.words)


def overhead(draft: Draft) -> None:
    """Lights on a string along a wall are one string; over a table they are at least two, side by side."""
    for wish in (w for w in draft.wishes if w.value == "string_lights" and w.plural and not w.said):
        above = (r for r in draft.relations if r.wish is wish and (r.kind == "above" or r.target == "ceiling"))
        wish.count = 2 if any(above) else wish.count


def hooks(draft: Draft) -> None:
    """ "Six hooks" are on one rail, long enough for six; "a row of hooks" is one rail."""
    for wish in (w for w in draft.wishes if w.value == "coat_hooks" and w.words.lower().endswith("hooks")):
        many, wish.count = wish.count, math.ceil(wish.count / HOOKS)
        if wish.said and "row of" not in wish.words and many >= LEAST_HOOKS and wish.size[0] is None:
            wish.size[0] = round(HOOK * many / wish.count, 2)
            rails = "one rail" if wish.count == 1 else f"{wish.count} rails"
            draft.notes.append(f"'{wish.words}' are on {rails} of {wish.size[0]:.2f} m")


def bare_plurals(draft: Draft) -> None:
    """ "cushions", "candles" without a number are more than a pair of things."""
    for wish in (w for w in draft.wishes if w.vague and w.value in _SEVERAL and w.count == 2):
        wish.count = 3


def seat_words(draft: Draft) -> None:
    """ "firm seats …, so armchairs": seats that are named more exactly in the same sentence are the same."""
    for wish in [w for w in draft.wishes if w.words.lower().split()[-1] in ("seat", "seats", "seating")]:
        others = [w for w in draft.wishes if w is not wish and w.sentence == wish.sentence]
        if any({"armchair", "sofa", "chair", "bench", "stool"} & w.family for w in others):
            draft.drop(wish)


def told_by_a_word(draft: Draft) -> None:
    """Places that a property tells: a corner shelf, a central table, a nearby chair; and what stands "on the left side"
    of a desk stands on it."""
    for wish in draft.wishes:
        said, placed = {*wish.extra, *wish.qualities}, any(r.wish is wish for r in draft.relations)
        before = draft.wishes[draft.wishes.index(wish) - 1] if draft.wishes.index(wish) else None
        pair = wish.count == 1 and before is not None and before.sentence == wish.sentence
        if "side-by-side" in wish.qualities and pair and before is not None:
            draft.relate("beside", wish, before, wish.words)
        if "corner" in said and not placed and wish.value not in ("sectional_sofa", "corner_desk"):
            draft.relate("in_corner", wish, "corner", wish.words)
        if "central" in said and not placed:
            draft.relate("centered", wish, "room", wish.words)
        tied = any(r.wish is wish and isinstance(r.target, DraftWish) for r in draft.relations)
        if said & {"adjacent", "nearby"} and not tied and (other := standing(draft, [wish], wish.sentence)):
            # what has a wall of its own is near what is adjacent to it, as far as the wall allows
            kind: WishKind = "beside" if "adjacent" in said and not placed else "near"
            draft.relate(kind, wish, _middle(draft, other), wish.words)
    for r in [r for r in draft.relations if r.kind in ("left_of", "right_of")]:
        known = catalogue.categories().get(r.wish.value)
        small = known is not None and known.placement == "surface"
        if small and isinstance(r.target, DraftWish) and belongs(r.target.value, r.wish.value):
            draft.relate("on", r.wish, r.target, r.words)


def _middle(draft: Draft, wish: DraftWish) -> DraftWish:
    """What stands around a table is where the table is."""
    around = (r.target for r in draft.relations if r.wish is wish and r.kind == "around")
    return next((t for t in around if isinstance(t, DraftWish)), wish)


def seats(draft: Draft, room_type: str) -> None:
    """Chairs for a table that is "for eight", or in a dining room for eight people, and the number of chairs that were
    named without one."""
    tables = [w for w in draft.wishes if w.value in _SEATS_OF]
    seated = any(w.value in (*_AT_TABLES, "armchair", "bench", "stool") for w in draft.wishes)
    own = len(tables) < 2 and not any(t.seats for t in tables) and not seated
    if room_type in _OF_GUESTS and draft.occupants and own:
        _set_tables(draft, draft.occupants, _OF_GUESTS[room_type], tables)
    for table in tables:
        words, count = table.seats_words, table.seats
        if count is None and room_type == "dining_room" and len(tables) == 1:
            words, count = draft.occupants_words, draft.occupants
        chairs = _chairs_of(draft, table)
        for chair in chairs:
            if chair.vague:
                several = (count or 4) * (1 if count is None else table.count)
                chair.count, chair.vague = (2 if "bench" in chair.family else several), False
        if count and not chairs:
            _add_chairs(draft, table, count, words)
    if room_type == "classroom" and draft.children and not any(w.value == "school_desk" for w in draft.wishes):
        _add_desks(draft, draft.children)
    if room_type == "open_office" and draft.occupants and not any("desk" in w.value for w in draft.wishes):
        draft.made += 1
        words = f"for {draft.occupants} people"
        draft.wishes.append(DraftWish(f"w{draft.made}", "desk", words, draft.occupants, said=True))


def _set_tables(draft: Draft, guests: int, most: int, tables: Sequence[DraftWish]) -> None:
    """So many tables that each seats `most` at the most, with a chair for each guest; as many as were named, if they
    were counted."""
    words, count = f"for {guests}", -(-guests // most)
    if not tables:
        draft.made += 1
        draft.wishes.append(DraftWish(f"w{draft.made}", "dining_table", words, count, said=True))
    elif tables[0].vague:
        tables[0].count, tables[0].vague, tables[0].said = count, False, True
    _seat(draft, (tables or draft.wishes[-1:])[0], guests, words)


def _add_desks(draft: Draft, pupils: int) -> None:
    """A classroom for twenty pupils has a desk and a chair for each."""
    draft.made += 1
    desk = DraftWish(f"w{draft.made}", "school_desk", f"for {pupils} pupils", pupils, said=True)
    draft.wishes.append(desk)
    _add_chairs(draft, desk, 1, f"for {pupils} pupils")


def _chairs_of(draft: Draft, table: DraftWish) -> list[DraftWish]:
    seats_too = {"chair", "stool", "bar_stool", "bench", "storage_bench", "armchair", "sofa"}
    around = [r.wish for r in draft.relations if r.target is table and seats_too & r.wish.family]
    loose = [w for w in draft.wishes if w.value == _SEATS_OF[table.value] and w not in around]
    placed = {id(r.wish) for r in draft.relations}
    for chair in (w for w in loose if id(w) not in placed):
        draft.relate("around", chair, table, chair.words)
        around.append(chair)
    return around


def _add_chairs(draft: Draft, table: DraftWish, count: int, words: str) -> None:
    _seat(draft, table, count * table.count, words)


def _seat(draft: Draft, table: DraftWish, people: int, words: str) -> None:
    """Chairs for so many around that table, or around all of those tables together."""
    draft.made += 1
    chair = DraftWish(f"w{draft.made}", _SEATS_OF[table.value], words, people, said=True)
    draft.wishes.insert(draft.wishes.index(table) + 1, chair)
    draft.relate("around", chair, table, words)


def zones(draft: Draft) -> None:
    """What makes a reading corner stands together; an empty one gets what it needs."""
    for zone in draft.zones:
        there = [w for w in zone.members if w in draft.wishes]
        kept = there if any(w.value not in _FLAT for w in there) else [*_furnish(draft, zone), *there]
        for wish in kept[1:]:
            if not any({id(r.wish), id(r.target)} == {id(wish), id(kept[0])} for r in draft.relations):
                draft.relate("near", wish, kept[0], wish.words)


def _furnish(draft: Draft, zone: DraftZone) -> list[DraftWish]:
    """The least that a zone needs, unless the request names it anyway."""
    needed: list[str] = data("generic.toml")["_zones"].get(zone.name, [])
    if any(w.value == needed[0] for w in draft.wishes if needed):
        return []
    made = []
    for value in needed:
        draft.made += 1
        made.append(DraftWish(f"w{draft.made}", value, zone.words, sentence=zone.sentence))
    if made and zone.seats:
        made[0].seats, made[0].seats_words = zone.seats, zone.seats_words
    draft.wishes += made
    return made


def layout(draft: Draft) -> None:
    """A one-wall kitchen has its run along one wall, the longest that there is."""
    if draft.room.layout in ("one-wall", "galley"):
        for wish in draft.wishes:
            placed = any(r.wish is wish and isinstance(r.target, str) for r in draft.relations)
            if wish.value in _ONE_WALL and not placed:
                draft.relate("against", wish, "wall:long", f"{draft.room.layout} kitchen")

    for side in (r for r in draft.relations if r.target == "window" and r.kind in ("left_of", "right_of")):
        places = [r.target for r in draft.relations if r.wish is side.wish and isinstance(r.target, str)]
        walls = [place for place in places if place.startswith("wall:")]
        if walls and not draft.room.window_walls:
            draft.room.opens("window", (walls[0].partition(":")[2],))


def activities(draft: Draft, room_type: str) -> None:
    """What people do there needs things: one who listens to records a record player, if the request names none."""
    rows: list[dict[str, Any]] = data("generic.toml")["_activities"]["rows"]
    for row in rows if not draft.only else []:
        there = any(w.family & set(row["served_by"]) for w in draft.wishes) or row["needs"] in draft.excluded
        if row["doing"] not in draft.activities or there or room_type in row.get("not_in", ()):
            continue
        draft.made += 1
        words = row["needs"].replace("_", " ")
        draft.wishes.append(DraftWish(f"w{draft.made}", row["needs"], words, optional=True, sentence=-1))
        draft.notes.append(f"for {row['doing']} I thought of {article(words)}")


def stand_ins(draft: Draft) -> None:
    """What is only the nearest thing that there is, is said."""
    for wish in [w for w in draft.wishes if w.stand_in and w.optional]:
        draft.drop(wish)
        draft.notes.append(f"'{wish.words}' is nothing that I can make: it is left out, as you said that it may be")
    for wish in draft.wishes:
        if wish.stand_in:
            nearest = catalogue.category(wish.value).words
            draft.notes.append(f"'{wish.words}' is nothing that I can make: {article(nearest)} stands in for it")


def _same_again(exact: DraftWish, other: DraftWish) -> bool:
    """Whether a wish names the very same kind of thing in the same sentence with another number."""
    told = (exact.value, exact.colours, exact.materials, exact.styles, exact.qualities)
    same = told == (other.value, other.colours, other.materials, other.styles, other.qualities)
    return same and other.said and exact.sentence == other.sentence and exact.count != other.count


def contradictions(draft: Draft) -> None:
    """What is wished and ruled out at once stays, and is said back; what was only spoken of and ruled out goes. Of two
    numbers the exact one holds."""
    for exact in [w for w in draft.wishes if w.exact]:
        for other in [w for w in draft.wishes if w is not exact and not w.exact and _same_again(exact, w)]:
            draft.notes.append(f"you asked for '{exact.words}' and also for '{other.words}': I kept to the first; "
                               "say if you meant more")  # fmt: skip
            draft.drop(other)
    excluded: list[str] = []
    for value in draft.excluded:
        out = ruled_out(value)
        for wish in [w for w in draft.wishes if w.value in out]:
            if wish.implicit:
                draft.drop(wish)
                continue
            name = value.removeprefix("?").replace("_", " ")
            draft.notes.append(f"you asked for '{wish.words}' and also for no {name}: it is there; say if it should go")
            out = []
        extend(excluded, out)
    draft.excluded = excluded


# --- frozen -----------------------------------------------------------------------------------------------------------


def wishes(draft: Draft) -> tuple[Wish, ...]:
    """The final wishes, with refs w1, w2, … in the order in which they were named."""
    rename(draft.wishes)
    return tuple(_wish(w) for w in draft.wishes)


def rename(drafts: Iterable[DraftWish]) -> None:
    """Numbers the wishes without gaps."""
    for k, wish in enumerate(drafts, 1):
        wish.ref = f"w{k}"


def _wish(w: DraftWish) -> Wish:
    qualities = [*w.qualities, *([f"for {w.seats}"] if w.seats else [])]
    width, depth, height = (None if s is None else round(s, 4) for s in w.size)
    most = w.count_max if w.count_max and w.count_max > w.count else None
    return Wish(
        w.ref, w.value, w.words, w.count, most, w.exact, (width, depth, height), tuple(w.colours), tuple(w.materials),
        w.styles[0] if w.styles else None, tuple(qualities), w.owned, w.stand_in, w.optional, w.kept,
    )  # fmt: skip


def relations(draft: Draft) -> tuple[WishRelation, ...]:
    """The final relations; refs must be final."""
    return tuple(
        WishRelation(
            r.kind, r.wish.ref, _target(r, r.target), _target(r, r.other) if r.other else None, r.distance, r.words
        )
        for r in draft.relations
    )


def _target(relation: DraftRelation, target: DraftWish | str) -> str:
    if isinstance(target, str):
        return target
    return f"wall:{relation.wall_of}:{target.ref}" if relation.wall_of else target.ref
