"""Where one works, learns and keeps papers and books: desk, bookcases, filing cabinet, toys."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise

from idesign.designers.embedded import prefer
from idesign.designers.embedded.draft import Draft, Size
from idesign.designers.embedded.kinds import BEDS, BOOKCASES, DESK_CHAIRS, DESKS, PIANOS
from idesign.designers.embedded.plan import Prefer, Spot
from solvers.relations import AtWindow, Beside, KeepClear, Near

Options = Mapping[str, str]
WALLFUL = re.compile(r"\bwalls? (?:full |lined )?(?:of|with) (?:\w+ )?(?:book|shel)")
"""Words for as many bookcases as the walls hold."""
MOST_CASES = 8
MOST_DESKS = 4
"""More people than these work in an open office."""
BENCH: Size = (1.4, 0.7, 0.74)
"""A desk of an office bench [m] (design guidance 1.1: 1.40 x 0.70-0.80)."""


def work(draft: Draft, options: Options) -> None:
    """Each desk asked for, else one at the light, with its chair and what lies on it; one for each who works there."""
    if not draft.asked(*DESKS):
        for k in range(_workers(draft) if draft.may("desk") else 0):
            _one_desk(draft, options, others=k > 0)
        return
    while draft.asked(*DESKS):
        _one_desk(draft, options)


def _workers(draft: Draft) -> int:
    """How many share an office."""
    return max(1, min(MOST_DESKS, draft.brief.occupants or 1)) if draft.kind.name == "home_office" else 1


def _one_desk(draft: Draft, options: Options, others: bool = False) -> None:
    size: Size = (1.1, 0.6, 0.74) if draft.area < 11 else (1.4, 0.7, 0.74) if draft.area < 20 else (1.6, 0.75, 0.74)
    if draft.asked("standing_desk"):
        size = (1.4, 0.7, 0.75) if draft.area < 14 else (1.6, 0.8, 0.75)
    must = bool(draft.asked(*DESKS)) or others
    size = (max(size[0], _row_of_screens(draft)), *size[1:])
    desk = draft.get(*DESKS, size=size, optional="office" not in draft.brief.room_type, priority=7.0)
    if desk is None:
        return
    chair = _chair(draft, desk, options.get("chair", "office_chair"))
    if not _place(draft, desk, chair, must):
        if chair is not None:
            draft.drop(chair)
        return
    if chair is not None:
        draft.change(chair, optional=draft.piece(desk).optional and not draft.piece(chair).asked)
        draft.group("desk", desk, [(chair, "seat")])
    _on_desk(draft, desk)


def _row_of_screens(draft: Draft) -> float:
    """The width [m] of the screens that shall stand on one desk, side by side with a gap; they may be bound to it."""
    wished = {w.ref: w.count for w in draft.brief.wishes if w.category == "computer_monitor"}
    desks = sum(w.count for w in draft.brief.wishes if w.category in DESKS) or 1
    screens = min(4, sum(wished.values()) // desks)
    return round(screens * (draft.knowledge.piece("computer_monitor").size[0] + 0.04), 2) if screens > 1 else 0.0


def _chair(draft: Draft, desk: str, usual: str) -> str | None:
    category = draft.piece(desk).category
    if category == "vanity_table":
        return draft.get("stool", "dining_chair", priority=6.0)
    if draft.asked(*DESK_CHAIRS):
        return draft.get(*DESK_CHAIRS, priority=7.0)
    if draft.asked("dining_chair", near=desk) and not draft.ever_asked("dining_table"):
        return draft.get("dining_chair", near=desk, priority=7.0)
    return draft.get(usual, size=(0.6, 0.6, 1.0) if usual == "office_chair" else None, priority=6.5)


def _place(draft: Draft, desk: str, chair: str | None, must: bool) -> bool:
    """At the window when that was asked, else near the light; a metre behind it for the chair."""
    if draft.at_window(desk):
        return _at_window(draft, desk)
    if _off_the_walls(draft, desk):
        return draft.in_the_open(desk, margin=0.6) or must
    walls = draft.walls_for(desk)
    return (
        draft.against_wall(desk, use=0.9, prefer=prefer.light(draft.room), walls=walls, strength=2.0, keep=must)
        is not None
        or must
    )


def _off_the_walls(draft: Draft, desk: str) -> bool:
    """ "not against a wall", or who sits at it shall see the door."""
    return any(r.target in ("wall", "door") for r in draft.said(desk, "far", "facing"))


def _at_window(draft: Draft, desk: str) -> bool:
    window = draft.at_window(desk)
    w, d, h = draft.size(desk)
    opening = next((o for o in draft.room.windows if o.id == window), None)
    if opening is None:
        return draft.against_wall(desk, use=0.9, keep=True) is not None
    middle = opening.offset + opening.width / 2

    def score(s: Spot) -> float:
        return -abs(s.along - middle)

    draft.against_wall(desk, (w, d, h), 0.9, score, [opening.wall], strength=4.0, keep=True)
    draft.relate(AtWindow(a=desk, b=opening.id))
    draft.stated.add((desk, opening.id))
    return True


def _on_desk(draft: Draft, desk: str) -> None:
    """Screen at the back in the middle, keyboard before it, lamp at a rear corner."""
    if draft.piece(desk).category in ("vanity_table",):
        return
    asked_screen = draft.asked("computer_monitor", "laptop")
    members: list[tuple[str, str]] = []
    if asked_screen or draft.may("computer_monitor"):
        own = "laptop" if draft.size(desk)[1] < 0.62 or "bedroom" in draft.brief.room_type else "computer_monitor"
        screens = max(1, min(3, asked_screen))
        for k in range(screens):
            id = draft.get(
                *((own, "computer_monitor", "laptop") if not asked_screen else ("computer_monitor", "laptop")),
                support=desk,
                stage=0,
                priority=4.0,
            )
            if id is not None:
                members.append((id, _screen_place(draft, id, k, screens)))
    screen = draft.piece(members[0][0]).category if members else ""
    if screen == "computer_monitor" and (draft.asked("keyboard") or draft.may("keyboard")):
        members.append((draft.small("keyboard", desk, (0.44, 0.14, 0.025)), "on:front"))
    if draft.asked("desk_lamp", "table_lamp") or draft.may("desk_lamp"):
        lamp = draft.get("desk_lamp", "table_lamp", support=desk, stage=0, priority=3.0)
        if lamp is not None:
            members.append((lamp, "on:left-back"))
    draft.group("on_top", desk, members)


def _screen_place(draft: Draft, id: str, k: int, count: int) -> str:
    if draft.piece(id).category == "laptop":
        return "on:center"
    if count == 1:
        return "on:center-back"
    # three in a row fill the desk from end to end
    return ("on:left-back", "on:right-back")[k] if count == 2 else ("on:@-1,0.9", "on:@1,0.9", "on:@0,0.9")[k]


def bookcase(draft: Draft, options: Options) -> None:
    """All that are asked for; else one (two side by side in an office) where no window is."""
    asked = draft.asked(*BOOKCASES)
    ids = []
    while draft.asked(*BOOKCASES):
        id = draft.get(*BOOKCASES, priority=7.0)
        if id is not None:
            ids.append(id)
            draft.against_wall(id, prefer=_beside(draft, ids), walls=draft.walls_for(id))
    if asked and WALLFUL.search(draft.brief.text.lower()):
        ids += _along_the_walls(draft, ids)
    if not asked and not draft.ever_asked(*BOOKCASES) and not draft.full():
        what = options.get("what", "bookshelf")
        size: Size | None = (0.8, 0.3, 0.8) if options.get("low") else (0.9, 0.32, 2.0) if what == "bookshelf" else None
        usual = 2 if "office" in draft.brief.room_type and draft.area >= 9 else 1
        for _ in range(int(options.get("count", usual))):
            id = draft.get(what, size=size, priority=4.0)
            if id is None or not draft.against_wall(id, prefer=_beside(draft, ids)):
                break
            ids.append(id)
    draft.relate(
        *(Beside(a=b, b=a, max=0.05, hard=False, weight=2.0) for a, b in pairwise(ids) if _in_line(draft, a, b))
    )


def _along_the_walls(draft: Draft, ids: list[str]) -> list[str]:
    """More like the last of those asked for, as long as the walls and the floor hold them."""
    like = draft.piece(ids[-1])
    out: list[str] = []
    while len(ids) + len(out) < MOST_CASES and not draft.full():
        id = draft.add(like.category, size=draft.size(like.id), priority=4.0)
        draft.change(id, query=replace(like.query, seed=draft.piece(id).query.seed), attributes=like.attributes)
        if draft.against_wall(id, prefer=_beside(draft, [*ids, *out])) is None:
            break
        out.append(id)
    return out


def _in_line(draft: Draft, a: str, b: str) -> bool:
    """Whether both stand at one wall, as far as they have places."""
    one, other = draft.spots.get(a), draft.spots.get(b)
    return one is None or other is None or one.wall == other.wall


def _beside(draft: Draft, ids: list[str]) -> Prefer:
    apart = [draft.spots[b].wall for b in draft.of(*BEDS, "tv_stand") if b in draft.spots]
    tall = prefer.tall(draft.room, *apart)
    others = [draft.spots[i] for i in ids if i in draft.spots]

    def score(s: Spot) -> float:
        near = any(o.wall == s.wall and o.footprint.distance(s.footprint) < 0.05 for o in others)
        return tall(s) + 0.8 * near

    return score


def station(draft: Draft, options: Options) -> None:
    """Places to do one thing at, each at a wall with its seat before it: a piano, a workbench, a dressing table. Who
    asks for so many seats (of the kinds in `seats`, or `seat`) gets a place for each."""
    what, seats = options["what"], tuple(filter(None, options.get("seats", options.get("seat", "")).split()))
    wanted = draft.asked(*seats) if "seats" in options else 0
    for k in range(draft.asked(what) or wanted or int(options.get("count", "1"))):
        if not draft.asked(what) and (not draft.may(what) or (k and draft.full())):
            return
        place = draft.get(what, priority=7.0 if k == 0 else 5.0)
        if place is None or draft.against_wall(place, use=1.0, prefer=_in_a_row(draft, what)) is None:
            return
        if seats and (draft.asked(*seats) or draft.may(seats[0])):
            id = draft.get(*seats, priority=5.0)
            draft.group("desk", place, [(id, "seat")] if id else [])
        if what in DESKS and what != "vanity_table":
            _on_desk(draft, place)


def piano_stools(draft: Draft) -> None:
    """A piano has something to sit on before its keys."""
    for piano in draft.of(*PIANOS):
        seated = any(g.anchor == piano and g.kind == "desk" for g in draft.groups)
        if not seated and (draft.asked("stool", near=piano) or draft.may("stool")):
            stool = draft.get("stool", near=piano, name="piano stool", priority=5.0)
            draft.group("desk", piano, [(stool, "seat")] if stool else [])


def _in_a_row(draft: Draft, what: str) -> Prefer:
    """Light for the first, the others half a metre or more beside it on its wall."""
    others = [draft.spots[i] for i in draft.of(what) if i in draft.spots]
    light = prefer.light(draft.room)

    def score(s: Spot) -> float:
        near = any(o.wall == s.wall and 0.3 < o.footprint.distance(s.footprint) < 0.9 for o in others)
        return 0.5 * light(s) + 0.8 * near

    return score


def desks(draft: Draft, options: Options) -> None:
    """Blocks of desks in pairs that face each other: so many as were asked for, where the floor has a place for all of
    them together, else as many as it holds (8 m2 for each). Desks that were told where to stand do that."""
    size, asked = _bench(draft), draft.asked(*DESKS)
    alike = asked if asked > MOST_DESKS and not _told_where(draft) else 0
    usual = max(2, min(4, int(draft.area / 16), int((max(_sides(draft)) - 1.6) / size[0])))
    found = _block(draft, alike, size) if asked else (usual, _free_for(draft, usual, 1, size))
    if found is None or (not draft.may("desk") and not asked):
        draft.homeless += alike if draft.free_size else 0  # the room grows until they stand together
        work(draft, options)
        return
    columns, spot = found
    ids = [draft.get(*DESKS, size=size, optional=False, priority=6.0) for _ in range(alike or 2 * columns)]
    placed = [(desk, f"{k // columns}:{k % columns}") for k, desk in enumerate(ids) if desk is not None]
    chairs = [(_chair(draft, desk, "office_chair"), at) for desk, at in placed]
    members = [(desk, f"desk:{at}") for desk, at in placed[1:]]
    members += [(chair, f"seat:{at}") for chair, at in chairs if chair is not None]
    first = placed[0][0]
    draft.group("grid", first, members, {"x": str(size[0] + 0.05), "y": str(_pitch(size)), "faced": "yes"})
    if spot is not None:
        draft.spots[first] = draft.plan.hold(spot)
    for desk, _ in placed:
        _on_desk(draft, desk)


def _bench(draft: Draft) -> Size:
    """The size of those that were asked for, as far as it was said."""
    said = next((w.size for w in draft.brief.wishes if w.category in DESKS), (None, None, None))
    return (said[0] or BENCH[0], said[1] or BENCH[1], said[2] or BENCH[2])


def _told_where(draft: Draft) -> bool:
    """Whether the desks are of several kinds, or were told a place."""
    refs = {w.ref for w in draft.brief.wishes if w.category in DESKS}
    return len(refs) > 1 or any(r.wish in refs for r in draft.brief.relations)


def _pitch(size: Size) -> float:
    """From one pair of rows to the next [m]: two desks, two chairs pulled out and a way between them."""
    return 2 * size[1] + 2.4


def _block(draft: Draft, count: int, size: Size) -> tuple[int, Spot] | None:
    """How many columns so many desks stand in, as nearly square as there is a place for, and that place."""
    if not count:
        return None
    square = math.sqrt(count * _pitch(size) / (2 * size[0]))
    for columns in sorted(range(2, count), key=lambda c: (abs(c - square), -(-count // (2 * c)) * 2 * c))[:8]:
        spot = _free_for(draft, columns, -(-count // (2 * columns)), size)
        if spot is not None:
            return columns, spot
    return None


def _free_for(draft: Draft, columns: int, pairs: int, size: Size) -> Spot | None:
    """The best place for so many columns of so many pairs of rows with their chairs."""
    deep = 2 * size[1] + 1.8 + (pairs - 1) * _pitch(size)
    return draft.plan.free(columns * (size[0] + 0.05), deep, 0.6, draft.plan.clearance)


def _sides(draft: Draft) -> tuple[float, float]:
    x0, y0, x1, y1 = draft.room.bounds
    return x1 - x0, y1 - y0


def filing(draft: Draft, options: Options) -> None:
    """Within reach of the desk."""
    if draft.full() and not draft.asked("filing_cabinet"):
        return
    id = draft.get("filing_cabinet", priority=2.5)
    if id is None:
        return
    desks = [d for d in draft.of(*DESKS) if d in draft.spots]

    def score(s: Spot) -> float:
        return -0.3 * min((draft.spots[d].footprint.distance(s.footprint) for d in desks), default=0.0)

    if draft.against_wall(id, prefer=score, walls=draft.walls_for(id)) and desks:
        draft.relate(Near(a=id, b=desks[0], max=1.5, hard=False))


def toys(draft: Draft, options: Options) -> None:
    """Low, open storage, and floor before it to play on."""
    if not (draft.asked("toy_storage") or draft.may("toy_storage")):
        return
    id = draft.get("toy_storage", priority=4.0)
    if id is None or draft.against_wall(id, prefer=prefer.centred(draft.room), walls=draft.walls_for(id)) is None:
        return
    draft.relate(KeepClear(a=id, depth=0.8, hard=False))
