"""Where one works, learns and keeps papers and books: desk, bookcases, filing cabinet, toys."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from idesign.designers.embedded import prefer
from idesign.designers.embedded.draft import Draft, Size
from idesign.designers.embedded.kinds import BEDS, BOOKCASES, DESK_CHAIRS, DESKS
from idesign.designers.embedded.plan import Prefer, Spot
from solvers.relations import AtWindow, Beside, KeepClear, Near

Options = Mapping[str, str]


def work(draft: Draft, options: Options) -> None:
    """Each desk asked for, else one at the light, with its chair and what lies on it."""
    if not draft.asked(*DESKS):
        if draft.may("desk"):
            _one_desk(draft, options)
        return
    while draft.asked(*DESKS):
        _one_desk(draft, options)


def _one_desk(draft: Draft, options: Options) -> None:
    size: Size = (1.1, 0.6, 0.74) if draft.area < 11 else (1.4, 0.7, 0.74) if draft.area < 20 else (1.6, 0.75, 0.74)
    if draft.asked("standing_desk"):
        size = (1.4, 0.7, 0.75) if draft.area < 14 else (1.6, 0.8, 0.75)
    must = bool(draft.asked(*DESKS))
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


def _chair(draft: Draft, desk: str, usual: str) -> str | None:
    category = draft.piece(desk).category
    if category == "vanity_table":
        return draft.get("stool", "dining_chair", priority=6.0)
    if draft.asked(*DESK_CHAIRS):
        return draft.get(*DESK_CHAIRS, priority=7.0)
    if draft.asked("dining_chair") and not draft.ever_asked("dining_table"):
        return draft.get("dining_chair", priority=7.0)
    return draft.get(usual, size=(0.6, 0.6, 1.0) if usual == "office_chair" else None, priority=6.5)


def _place(draft: Draft, desk: str, chair: str | None, must: bool) -> bool:
    """At the window when that was asked, else near the light; a metre behind it for the chair."""
    if draft.at_window(desk):
        return _at_window(draft, desk)
    walls = draft.walls_for(desk)
    return (
        draft.against_wall(desk, use=0.9, prefer=prefer.light(draft.room), walls=walls, strength=2.0, keep=must)
        is not None
        or must
    )


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
    """Screen at the back in the middle, keyboard before it, lamp at a rear corner, something to write with."""
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
    if draft.may("desk_accessory"):
        members.append((draft.small("desk_accessory", desk, (0.09, 0.09, 0.12), words="pen cup"), "on:right-back"))
    if draft.may("book_stack") and draft.size(desk)[0] >= 1.3:
        members.append((draft.small("book_stack", desk, (0.24, 0.17, 0.08)), "on:right"))
    draft.group("on_top", desk, members)


def _screen_place(draft: Draft, id: str, k: int, count: int) -> str:
    if draft.piece(id).category == "laptop":
        return "on:center"
    return "on:center-back" if count == 1 else ("on:left-back", "on:right-back", "on:center-back")[k]


def bookcase(draft: Draft, options: Options) -> None:
    """All that are asked for; else one (two side by side in an office) where no window is."""
    asked = draft.asked(*BOOKCASES)
    ids = []
    while draft.asked(*BOOKCASES):
        id = draft.get(*BOOKCASES, priority=7.0)
        if id is not None:
            ids.append(id)
            draft.against_wall(id, prefer=_beside(draft, ids), walls=draft.walls_for(id))
    if not asked and not draft.ever_asked(*BOOKCASES) and not draft.full():
        low = bool(options.get("low"))
        size: Size = (0.8, 0.3, 0.8) if low else (0.9, 0.32, 2.0)
        usual = 2 if "office" in draft.brief.room_type and draft.area >= 9 else 1
        for _ in range(int(options.get("count", usual))):
            id = draft.get("bookshelf", size=size, priority=4.0)
            if id is None or not draft.against_wall(id, prefer=_beside(draft, ids)):
                break
            ids.append(id)
    draft.relate(*(Beside(a=b, b=a, max=0.05, hard=False, weight=2.0) for a, b in pairwise(ids)))
    for id in ids:
        draft.fill_shelf(id)


def _beside(draft: Draft, ids: list[str]) -> Prefer:
    apart = [draft.spots[b].wall for b in draft.of(*BEDS, "tv_stand") if b in draft.spots]
    tall = prefer.tall(draft.room, *apart)
    others = [draft.spots[i] for i in ids if i in draft.spots]

    def score(s: Spot) -> float:
        near = any(o.wall == s.wall and o.footprint.distance(s.footprint) < 0.05 for o in others)
        return tall(s) + 0.8 * near

    return score


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
    draft.on(id, [("teddy_bear", (0.22, 0.2, 0.3), "on:left"), ("toy", (0.25, 0.2, 0.2), "on:right")])
