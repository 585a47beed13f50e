"""Where one sleeps and dresses: bed with nightstands and lamps, wardrobe, chest of drawers, bench."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from idesign.designers.embedded import prefer
from idesign.designers.embedded.draft import Draft, Size
from idesign.designers.embedded.kinds import BEDS
from solvers.relations import AgainstWall, Beside, CenteredOnWall, Corner, Far, KeepClear

Options = Mapping[str, str]
Side = Literal["left", "right"]
AISLE_WEIGHT = 5.0
"""At twice this nightstands stand off the wall by slits that nobody can clean: 14 generated bedrooms each."""


def sleeping(draft: Draft, options: Options) -> None:
    """All beds that are asked for, else the one that suits the room and its people."""
    if draft.between_twins():
        _twins(draft)
    elif not draft.asked(*BEDS):
        _one_bed(draft, options)
    while draft.asked(*BEDS):
        _one_bed(draft, options)


def _twins(draft: Draft) -> None:
    """Two single beds with the nightstand that was wished between them, as one rigid row with the heads in line."""
    first = draft.get("bed_single", optional=False, priority=9.0)
    stand = draft.get("nightstand", size=(0.5, 0.4, 0.55), optional=False, priority=6.0)
    second = draft.get("bed_single", optional=False, priority=9.0)
    if first is None or stand is None or second is None:
        return
    sizes = [draft.size(i) for i in (first, stand, second)]
    box = (sum(s[0] for s in sizes) + 0.2, sizes[0][1], 0.9)
    draft.against_wall(
        first, box, 0.6, prefer.bed(draft.room, middle=True), draft.walls_for(first), strength=4.0, keep=True
    )
    draft.group("flank", first, [(stand, "right"), (second, "right")], {"gap": "0.1"})
    _on_nightstand(draft, stand, "left")


def _one_bed(draft: Draft, options: Options) -> None:
    category, size = _usual_bed(draft, options)
    ask = draft.take(*BEDS)
    if ask is None and (not draft.may(category) or draft.ever_asked("sofa_bed")):
        return
    if ask is not None and ask.wish.category != category:
        category, size = ask.wish.category, None  # type: ignore[assignment]
        if category == "bed_double":
            size = _double(draft)
    bed = draft.add(category, ask=ask, size=size, optional=False, priority=9.0)
    stands = _nightstands(draft, bed)
    _place_bed(draft, bed, stands)
    for n, side in zip(stands, ("left", "right"), strict=False):
        _on_nightstand(draft, n, side)


def _usual_bed(draft: Draft, options: Options) -> tuple[str, Size]:
    """By the room's type, its people and its floor (mattress width + 0.08; size table by area)."""
    two = draft.brief.occupants == 2 or any("couple" in p for p in draft.brief.people)
    if options.get("bed") == "crib":
        return "crib", (0.72, 1.3, 0.9)
    if options.get("bed") == "single" or (draft.area < 8.5 and not two):
        return "bed_single", (0.98, 2.08, 0.95)
    return "bed_double", _double(draft)


def _double(draft: Draft) -> Size:
    two = draft.brief.occupants == 2 or any("couple" in p for p in draft.brief.people)
    mattress = 1.4 if draft.area < 11 else 1.6 if draft.area < 17 else 1.8
    mattress = max(mattress, 1.6 if two and draft.area >= 9.5 else 1.4)
    return (round(mattress + 0.08, 2), 2.1, 1.05)


def _nightstands(draft: Draft, bed: str) -> list[str]:
    if draft.piece(bed).category in ("crib", "bunk_bed", "loft_bed") and not draft.asked("nightstand"):
        return []
    double = draft.size(bed)[0] >= 1.3
    low = draft.size(bed)[2] < 0.5
    size = (0.4, 0.36, 0.52) if draft.area < 11 else (0.45, 0.4, 0.55)
    if low:
        size = (size[0], size[1], 0.42)
    wanted = 2 if double else 1
    beds_left = draft.asked(*BEDS)
    count = draft.asked("nightstand")
    share = count if not beds_left else -(-count // (beds_left + 1))
    stands: list[str] = []
    for _ in range(min(2, share) if count else (wanted if not draft.ever_asked("nightstand") else 0)):
        id = draft.get("nightstand", size=size, priority=5.0)
        if id is not None:
            stands.append(id)
    return stands


def _place_bed(draft: Draft, bed: str, stands: list[str]) -> None:
    double = draft.size(bed)[0] >= 1.3
    in_corner = draft.wants(bed, "in_corner")
    if len(stands) == 2 or (double and not in_corner):
        _flanked(draft, bed, stands)
    else:
        _in_a_corner(draft, bed, stands, must=in_corner)


def _flanked(draft: Draft, bed: str, stands: list[str]) -> None:
    """One rigid group, in the middle of its wall where that leaves no dead ends."""
    w, d, _ = draft.size(bed)
    h = draft.window_reach(bed)
    extra = [draft.size(s)[0] + _gap(draft) for s in stands]
    liked = prefer.bed(draft.room, middle=True)
    if draft.said(bed, "centered"):
        liked = prefer.added(liked, prefer.in_the_middle(draft.room))
    spot = draft.plan.at_wall((w + sum(extra), d, h), 0.6, draft.walls_for(bed), liked, 0.12)
    if spot is None and len(stands) == 2:
        for s in [s for s in stands if not draft.piece(s).asked]:
            draft.drop(s)
            stands.remove(s)
        extra = [draft.size(s)[0] + _gap(draft) for s in stands]
    draft.against_wall(
        bed, (w + sum(extra), d, h), 0.6, liked, draft.walls_for(bed), strength=4.0, keep=True, aside=0.12
    )
    if len(stands) != 1:
        draft.relate(CenteredOnWall(a=bed, tol=0.15, hard=False, weight=1.0))
    draft.group("bedside", bed, zip(stands, ("left", "right"), strict=False))
    _aisles(draft, bed, (*stands, "", ""))


def _aisles(draft: Draft, bed: str, stands: Sequence[str]) -> None:
    """One gets in at both long sides of the bed: what the nightstand there ("" for none) leaves of the aisle stays free
    beside it."""
    aisle = draft.knowledge.rule("bed", "aisle")
    sides: tuple[tuple[Side, str], ...] = (("left", stands[0]), ("right", stands[1]))
    for side, stand in sides:
        rest = round(aisle - draft.size(stand)[0] - _gap(draft), 2) if stand else aisle
        if rest > 0:
            draft.relate(KeepClear(a=stand or bed, side=side, depth=rest, hard=False, weight=AISLE_WEIGHT))


def _gap(draft: Draft) -> float:
    """Between a bed and its nightstand [m]."""
    return draft.knowledge.rule("bed", "side_gap")


def _in_a_corner(draft: Draft, bed: str, stands: list[str], must: bool) -> None:
    """A single bed along a wall: the nightstand goes to whichever side is free."""
    w, d, h = draft.size(bed)
    extra = sum(draft.size(s)[0] + _gap(draft) for s in stands)
    liked = prefer.added(prefer.bed(draft.room, middle=False), prefer.corner(draft.room))
    if draft.piece(bed).category == "crib" and draft.at_window(bed) is None:
        # out of reach of cords and panes
        least = draft.knowledge.rule("crib", "window")
        liked = prefer.added(liked, prefer.from_windows(draft.room, least))
        draft.relate(*(Far(a=bed, b=w.id, min=least, hard=False, weight=8.0) for w in draft.room.windows))
    draft.against_wall(bed, (w + extra, d, h), 0.5, liked, draft.walls_for(bed), strength=3.0, keep=True)
    draft.relate(Corner(a=bed, hard=must, weight=2.0))
    for s in stands:
        draft.relate(Beside(a=s, b=bed, max=0.08), AgainstWall(a=s))


def _on_nightstand(draft: Draft, stand: str, side: str) -> None:
    """A lamp on the outer side."""
    lamp = draft.get("table_lamp", size=(0.2, 0.2, 0.42), support=stand, stage=0, priority=4.0)
    if lamp is not None:
        draft.group("on_top", stand, [(lamp, f"on:{side}-back")])


def wardrobe(draft: Draft, options: Options) -> None:
    """Each wardrobe asked for, else the widest that the plan holds."""
    bed_walls = [draft.spots[b].wall for b in draft.of(*BEDS) if b in draft.spots]
    liked = prefer.tall(draft.room, *bed_walls)
    while draft.asked("wardrobe"):
        id = draft.get("wardrobe", size=_wardrobe_sizes(draft)[0], priority=8.0, smaller=_wardrobe_sizes(draft)[1:])
        if id is not None:
            draft.against_wall(id, prefer=liked, walls=draft.walls_for(id))
    if draft.ever_asked("wardrobe", "clothes_rail", "dresser") or not draft.may("wardrobe"):
        return
    for size in _wardrobe_sizes(draft):
        id = draft.add("wardrobe", size=size, priority=6.0)
        if draft.against_wall(id, prefer=liked):
            return


def _wardrobe_sizes(draft: Draft) -> list[Size]:
    widest = 2.2 if draft.area >= 17 else 1.8 if draft.area >= 13 else 1.5 if draft.area >= 10 else 1.0
    height = min(2.2, draft.room.height - 0.15)
    return [(w, 0.6, height) for w in (2.2, 1.8, 1.5, 1.2, 1.0) if w <= widest]


def dresser(draft: Draft, options: Options) -> None:
    """Opposite the bed, where its mirror or television can be seen."""
    if draft.full():
        return
    beds = [draft.spots[b] for b in draft.of(*BEDS) if b in draft.spots]
    liked = prefer.before(draft.room, beds[0].wall, beds[0]) if beds else prefer.centred(draft.room)
    what = "dresser" if draft.asked("dresser") else options.get("what", "dresser")
    id = draft.get(what, priority=3.0)
    if id is not None and draft.against_wall(id, prefer=liked, walls=draft.walls_for(id)) and what == "vanity_table":
        stool = draft.get("stool", priority=3.0) if draft.may("stool") else None
        draft.group("desk", id, [(stool, "seat")] if stool else [])


def bench(draft: Draft, options: Options) -> None:
    """At the foot of the bed; in a hall against the wall."""
    beds = [b for b in draft.of("bed_double") if b in draft.spots]
    if draft.full() and not draft.asked("bench"):
        return
    what = "bench" if draft.asked("bench") else options.get("what", "bench")
    if not beds:
        id = draft.get(what, priority=2.0)
        if id is not None:
            draft.against_wall(id, use=0.6, prefer=prefer.centred(draft.room))
        return
    spot, (w, d, _) = draft.spots[beds[0]], draft.size(beds[0])
    reach = draft.plan.zone(spot.wall, spot.along - w / 2, w, d + 0.55 + 0.6)
    if not draft.asked("bench") and not draft.plan.shape.buffer(1e-6).covers(reach):
        return
    id = draft.get(what, size=(round(min(1.4, 0.75 * w), 2), 0.42, 0.46), priority=1.5)
    if id is not None:
        draft.group("bedside", beds[0], [(id, "bench")])
