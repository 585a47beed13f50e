"""What makes a furnished room finished: light, rugs, curtains, pictures, mirrors, towels.

All of it is placed when the furniture stands, and is left out where it does not fit.
"""

from __future__ import annotations

from collections.abc import Callable

from idesign.designers.embedded.bath import HELPED
from idesign.designers.embedded.draft import Draft, Size
from idesign.designers.embedded.kinds import BEDS, CEILING_LIGHTS, DESKS, PICTURES, SOFAS, TABLES
from idesign.designers.embedded.rugs import lies_free
from solvers.relations import (
    Above,
    Aligned,
    AtWall,
    CenteredInRoom,
    CenteredOn,
    Far,
    InFrontOf,
    Near,
    Offset,
    Parallel,
    Relation,
)
from solvers.room import Window

BETWEEN_MATS, ROUND_MAT = 0.5, 0.3
"""Between two mats, and from a mat to what stands beside it [m]: arms are spread (TheSize: 1.8 x 2.4 m each)."""
WIDE_HALL = 2.4
"""A hall from so wide on is a room to stand in: a runner looks lost in it [m] (K)."""
AT_HAND = 0.35
"""How far from what it helps with a rail is [m]."""
LOW = (
    "sideboard",
    "console_table",
    "armchair",
    "dresser",
    "filing_cabinet",
    "desk",
    "bench",
    "toy_storage",
    "bed_single",
)
"""What a picture goes well over, best first."""


def finish(draft: Draft, names: tuple[str, ...]) -> None:
    """Adds what the room's type lists, then whatever light, rug or curtain is still wished."""
    for name in names:
        if name.endswith("picture") and draft.ever_asked(*PICTURES) and not draft.asked(*PICTURES):
            continue
        FINISHES[name](draft)
    for name in ("ceiling", "curtains", "blind", "picture", "mirror"):
        while draft.asked(*_WISHED[name]):
            before = draft.asked(*_WISHED[name])
            FINISHES[name](draft)
            if draft.asked(*_WISHED[name]) == before:
                break
    _mats(draft)


def _mats(draft: Draft) -> None:
    """Mats of ours to exercise on lie side by side in the middle, and nothing stands on them."""
    mats = [m for m in draft.of("gym_mat") if not draft.piece(m).asked]
    for mat in mats[:1]:
        draft.group("flank", mat, [(m, "right") for m in mats[1:]], {"gap": str(BETWEEN_MATS)})
        draft.relate(CenteredInRoom(a=mat, tol=0.8, hard=False, weight=1.0))
    for mat in mats:
        lies_free(draft, mat, *mats, gap=ROUND_MAT)


# ---------------------------------------------------------------- light
def _ceiling(draft: Draft) -> None:
    """One lamp in the middle, its diameter (length + width) / 12 of the room (Bella)."""
    if not draft.asked(*CEILING_LIGHTS) and (draft.ever_asked(*CEILING_LIGHTS) or draft.of(*CEILING_LIGHTS)):
        return
    x0, y0, x1, y1 = draft.room.bounds
    across = round(min(0.8, max(0.35, (x1 - x0 + y1 - y0) / 14)), 2)
    drop = round(min(0.45, max(0.15, draft.room.height - 2.2)), 2)
    asked = draft.asked(*CEILING_LIGHTS)
    if not asked and draft.of(*TABLES):
        # over a table hangs a lamp of its own; spots light the rest of the room
        id = draft.get("track_light", size=(1.2, 0.12, 0.2), priority=2.5)
        draft.relate(*[CenteredInRoom(a=i, tol=0.3, hard=False, weight=3.0) for i in [id] if i])
        return
    id = draft.get(*CEILING_LIGHTS, size=None if asked else (across, across, drop), priority=2.5)
    if id is None:
        return
    if draft.piece(id).category in ("pendant_lamp", "chandelier"):
        _shorten(draft, id)
    if not draft.said(id, "above", "near", "centered"):
        first = len(draft.of(*CEILING_LIGHTS)) == 1
        draft.relate(CenteredInRoom(a=id, tol=0.25 if first else 2.0, hard=False, weight=3.0))


def _shorten(draft: Draft, id: str) -> None:
    """A hanging lamp that people walk under ends at 2.0 m or above (Bella: 2.13), one over a table at 0.78 above it."""
    w, d, _ = draft.size(id)
    over = [r for r in draft.said(id, "above")]
    low = 1.53 if over else min(2.05, draft.room.height - 0.25)
    draft.resize(id, (w, d, round(draft.room.height - low, 3)))


def _pendant(draft: Draft) -> None:
    """Over the table, 0.78 above its top, half as wide as it."""
    tables = [t for t in draft.of(*TABLES)]
    if not tables:
        _ceiling(draft)
        return
    asked = draft.asked(*CEILING_LIGHTS)
    if not asked and (draft.ever_asked(*CEILING_LIGHTS) or not draft.may("pendant_lamp")):
        return
    w, d, h = draft.size(tables[0])
    across = round(max(0.35, min(0.8, draft.knowledge.rule("table", "pendant_share") * min(w, d) + 0.05)), 2)
    drop = round(draft.room.height - h - draft.knowledge.rule("table", "pendant"), 3)
    usual = ("pendant_lamp", *(c for c in CEILING_LIGHTS if c != "pendant_lamp"))
    id = draft.get(*usual, size=(across, across, min(1.8, drop)), priority=4.0)
    if id is not None:
        if draft.piece(id).category in ("pendant_lamp", "chandelier"):
            draft.resize(id, (draft.size(id)[0], draft.size(id)[1], min(1.8, drop)))
        draft.relate(Above(a=id, b=tables[0], tol=0.05))
        draft.stated.add((id, tables[0]))


def _pendant_if_table(draft: Draft) -> None:
    if draft.of(*TABLES) and (draft.asked(*CEILING_LIGHTS) or not draft.ever_asked(*CEILING_LIGHTS)):
        _pendant(draft)


# ---------------------------------------------------------------- rugs
def _rug(draft: Draft, sizes: list[Size]) -> str | None:
    if draft.free_rug() or not (draft.asked("rug") or draft.may("rug")) or not sizes:
        return None
    return draft.get("rug", size=sizes[0], smaller=sizes[1:], stage=1, priority=2.0, colours=(draft.look.rug,))


def _bed_rug(draft: Draft) -> None:
    """Under the lower two thirds of a double bed, 0.6 m beyond its sides; beside a single one."""
    beds = [b for b in draft.of(*BEDS) if draft.size(b)[0] >= 1.3]
    if not beds:
        _play_rug(draft)
        return
    w = draft.size(beds[0])[0]
    wide = w + 2 * draft.knowledge.rule("bed", "rug_beyond")
    sizes = [
        (x, y, 0.01)
        for x, y in ((3.0, 2.0), (2.7, 1.8), (2.4, 1.7), (2.2, 1.6), (2.0, 1.4))
        if w + 0.3 <= x <= wide + 0.15
    ]
    id = _rug(draft, sizes)
    if id is not None:
        draft.group("bedside", beds[0], [(id, "rug")])


def _play_rug(draft: Draft) -> None:
    """On the free floor beside the bed, centred on it."""
    if draft.of("rug") and not draft.asked("rug"):
        return
    id = _rug(draft, [(1.7, 1.2, 0.01), (1.5, 1.0, 0.01), (1.2, 0.8, 0.01)])
    hosts = draft.of(*BEDS, *SOFAS, *DESKS)
    if id is not None and hosts:
        draft.relate(CenteredOn(a=id, b=hosts[0]), Near(a=id, b=hosts[0], max=0.1), Parallel(a=id, b=hosts[0]))
        draft.stated.add((id, hosts[0]))
        lies_free(draft, id, hosts[0])


def _dining_rug(draft: Draft) -> None:
    """0.62 m beyond the table on all sides, so that chairs stay on it."""
    tables = draft.of("dining_table")
    if not tables:
        return
    w, d, _ = draft.size(tables[0])
    x0, y0, x1, y1 = draft.room.bounds
    sizes = []
    for beyond in (0.65, 0.6, 0.55):
        a, b = max(w, d) + 2 * beyond, min(w, d) + 2 * beyond
        if a <= max(x1 - x0, y1 - y0) - 0.3 and b <= min(x1 - x0, y1 - y0) - 0.3:
            sizes.append((round(a, 2), round(b, 2), 0.01))
    id = _rug(draft, sizes)
    if id is not None:
        draft.group("table", tables[0], [(id, "rug")])


def _desk_rug(draft: Draft) -> None:
    """Under the reading chair, else none: chairs on castors want a bare floor."""
    chairs = draft.of("armchair")
    if chairs:
        id = _rug(draft, [(1.5, 1.0, 0.01), (1.2, 0.8, 0.01)])
        if id is not None:
            draft.group("reading", chairs[0], [(id, "rug")])
    elif draft.asked("rug"):
        _play_rug(draft)


def _middle_rug(draft: Draft) -> None:
    """Under the table where children sit, else in the middle of the room."""
    tables = draft.of("kids_table")
    w, d = draft.size(tables[0])[:2] if tables else (0.0, 0.0)
    own = [(round(max(w, d) + 1.2, 2), round(min(w, d) + 1.1, 2), 0.01)] if tables else []
    id = _rug(draft, own or [(2.4, 1.7, 0.01), (1.7, 1.2, 0.01)])
    if id is not None and tables:
        draft.group("table", tables[0], [(id, "rug")])
    elif id is not None:
        draft.relate(CenteredInRoom(a=id, tol=0.6, hard=False, weight=2.0))


def _pendants(draft: Draft) -> None:
    """One over each table."""
    for table in draft.of("dining_table", "bar_table") if draft.may("pendant_lamp") else []:
        h = draft.size(table)[2]
        drop = round(draft.room.height - h - draft.knowledge.rule("table", "pendant"), 3)
        id = draft.add("pendant_lamp", size=(0.4, 0.4, min(1.8, drop)), priority=3.0)
        draft.relate(Above(a=id, b=table, tol=0.05))


def _wall_mirror(draft: Draft) -> None:
    """Large, to check one's posture in (weights face it)."""
    if draft.asked("mirror") or draft.may("mirror"):
        id = draft.get(
            "mirror", size=(1.8, 0.03, 1.6), elevation=0.3, stage=1, smaller=[(1.2, 0.03, 1.6)], priority=3.0
        )
        if id is not None:
            hang(draft, id)


def _bath_mat(draft: Draft) -> None:
    hosts = draft.of("bathtub", "shower")
    if hosts and (draft.asked("bath_mat", "rug") or draft.may("bath_mat")):
        id = draft.get(
            "bath_mat",
            "rug",
            size=(0.8, 0.5, 0.015),
            stage=1,
            colours=(draft.look.accents[0],),
            smaller=[(0.6, 0.45, 0.015)],
        )
        if id is not None:
            draft.relate(Near(a=id, b=hosts[0], max=0.12), InFrontOf(a=id, b=hosts[0]), Aligned(a=id, b=hosts[0]))


def _runner(draft: Draft) -> None:
    """Along the hall, 0.70 m wide; in a wide one two fifths of its width."""
    x0, y0, x1, y1 = draft.room.bounds
    long, short = max(x1 - x0, y1 - y0), min(x1 - x0, y1 - y0)
    length, width = round(min(3.0, 0.65 * long), 2), 0.7 if short < WIDE_HALL else round(0.4 * short, 2)
    id = _rug(draft, [(length, min(1.4, width), 0.01), (1.2, 0.6, 0.01)])
    if id is not None:
        draft.relate(CenteredInRoom(a=id, tol=0.4, hard=False))
        lies_free(draft, id)


# ---------------------------------------------------------------- windows
def _curtains(draft: Draft) -> None:
    """Full length from 0.12 m above the frame to the floor, 0.22 m past it at both sides; blinds where something stands
    under a window or curtains do not fit. All windows of a room are dressed alike (`place` holds to it)."""
    windows = draft.room.windows
    under = any(w.id == target for w in windows for _, target in draft.stated)
    blinds = draft.asked("blind") or (under and not draft.asked("curtains"))
    for window in () if blinds else windows:
        if draft.asked("curtains") or draft.may("curtains"):
            _one_pair(draft, window)
    for window in windows:
        if draft.asked("blind") or (draft.may("blind") and draft.may("curtains")):
            _one_blind(draft, window)


def _one_pair(draft: Draft, window: Window) -> None:
    wall = draft.room.walls[window.wall]
    past = min(
        draft.knowledge.rule("curtains", "past"),
        window.offset - 0.02,
        wall.length - window.offset - window.width - 0.02,
    )
    width = round(window.width + 2 * max(0.02, past), 3)
    head = min(draft.room.height - 0.03, window.sill + window.height + draft.knowledge.rule("curtains", "above"))
    size = (width, 0.12, round(head - 0.01, 3))
    colour = (draft.look.curtains,)
    id = draft.get("curtains", size=size, elevation=0.01, stage=1, colours=colour, priority=2.0)
    if id is not None:
        depth = draft.size(id)[1]
        if draft.piece(id).asked:
            # furniture keeps clear of curtains that were asked for
            draft.change(id, stage=0)
        draft.relate(Offset(a=id, b=window.id, x=0.0, y=-depth / 2))
        draft.stated.add((id, window.id))


def _one_blind(draft: Draft, window: Window) -> None:
    """Drawn up to the upper third of the glass."""
    width = round(window.width + 0.06, 3)
    head = min(draft.room.height - 0.02, window.sill + window.height + 0.06)
    height = round(max(0.4, 0.36 * window.height), 3)
    id = draft.get(
        "blind",
        "curtains",
        size=(width, 0.06, height),
        elevation=round(head - height, 3),
        stage=1,
        colours=(draft.look.curtains,),
        priority=1.5,
    )
    if id is not None:
        draft.change(id, elevation=round(head - draft.size(id)[2], 3))
        draft.relate(Offset(a=id, b=window.id, x=0.0, y=-draft.size(id)[1] / 2))
        draft.stated.add((id, window.id))


def _blind(draft: Draft) -> None:
    for window in draft.room.windows:
        if draft.asked("blind", "curtains") or draft.may("blind"):
            _one_blind(draft, window)


# ---------------------------------------------------------------- walls
def bare_walls(draft: Draft) -> tuple[int, ...]:
    """Walls on which something can hang: those without windows, else without doors, else all."""
    walls = range(len(draft.room.walls))
    glazed = {w.wall for w in draft.room.windows}
    return tuple(k for k in walls if k not in glazed) or tuple(walls)


def hang(draft: Draft, id: str, *relations: Relation) -> None:
    """On the wall that was named, else on one without a window; that only as a preference for what was asked for."""
    walls = draft.walls_for(id)
    free = walls is None and draft.piece(id).asked
    draft.relate(AtWall(a=id, walls=walls or bare_walls(draft), hard=not free, weight=5.0), *relations)


def _picture_above(draft: Draft, hosts: list[str], top: float | None = None) -> None:
    """Two thirds as wide as what it hangs over, 0.18 m above it."""
    if not hosts or not (draft.asked(*PICTURES) or draft.may("wall_art")):
        return
    w, _, h = draft.size(hosts[0])
    rules = draft.knowledge.rules["pictures"]
    width = round(max(0.5, min(1.2, rules["share"] * w)), 2)
    height = round(min(0.8, 0.66 * width), 2)
    base = round(max((top or h) + rules["above"], rules["centre"] - height / 2), 2)
    smaller = [(round(0.7 * width, 2), round(0.02 + 0.7 * height, 2))]
    id = draft.get(*PICTURES, size=(width, 0.03, height), elevation=base, stage=1, colours=draft.look.accents[:1],
                   smaller=[(a, 0.03, b) for a, b in smaller], priority=1.5)  # fmt: skip
    if id is not None:
        hang(draft, id, Above(a=id, b=hosts[0], hard=not draft.piece(id).asked or bool(draft.said(id, "above"))))
        draft.stated.add((id, hosts[0]))


def _bed_picture(draft: Draft) -> None:
    _picture_above(draft, draft.of("bed_double"))


def _sofa_picture(draft: Draft) -> None:
    _picture_above(draft, draft.of(*SOFAS))


def _sideboard_picture(draft: Draft) -> None:
    _picture_above(draft, draft.of("sideboard"), top=1.15)


def _picture(draft: Draft) -> None:
    """Over a low piece that has nothing over it yet, else on a bare stretch of wall; its centre at 1.50 m."""
    if not (draft.asked(*PICTURES) or draft.may("wall_art")):
        return
    id = draft.get(*PICTURES, size=(0.5, 0.03, 0.7), stage=1, colours=draft.look.accents[-1:], priority=1.0)
    if id is None:
        return
    centre = draft.knowledge.rule("pictures", "centre")
    draft.change(id, elevation=round(centre - draft.size(id)[2] / 2, 2))
    others = [p for p in draft.of(*PICTURES) if p != id]
    apart: list[Relation] = [Far(a=id, b=p, min=0.8, hard=False) for p in others[:3]]
    host = next((h for h in draft.of(*LOW) if h in draft.spots and all(b != h for _, b in draft.stated)), None)
    if host is not None:
        draft.stated.add((id, host))
        base = max(draft.size(host)[2] + draft.knowledge.rule("pictures", "above"), centre - draft.size(id)[2] / 2)
        draft.change(id, elevation=round(base, 2))
        apart.append(Above(a=id, b=host, hard=False, weight=4.0))
    hang(draft, id, *apart)


def _mirror(draft: Draft) -> None:
    """One over each chest of drawers or console; else none of our own."""
    taken = {r.b for r in draft.relations if isinstance(r, Above)}
    hosts = [h for h in draft.of("dresser", "console_table", "vanity_table") if h not in taken]
    if not draft.asked("mirror", "floor_mirror") and not (hosts and draft.may("mirror")):
        return
    if not hosts or draft.asked("floor_mirror"):
        id = draft.get("mirror", "floor_mirror", size=None, stage=1, priority=2.0)
        if id is not None and draft.piece(id).support == "wall":
            hang(draft, id)
        return
    h = draft.size(hosts[0])[2]
    id = draft.get("mirror", size=(0.6, 0.03, 0.8), elevation=round(max(1.0, h + 0.12), 2), stage=1, priority=2.0)
    if id is not None:
        hang(draft, id, Above(a=id, b=hosts[0], tol=0.12))
        draft.stated.add((id, hosts[0]))


def _basin_mirror(draft: Draft) -> None:
    for basin in draft.of("bathroom_sink"):
        w, _, h = draft.size(basin)
        if draft.asked("mirror", "mirror_cabinet") or draft.may("mirror"):
            low = round(max(1.02, h + 0.14), 2)
            id = draft.get(
                "mirror",
                "mirror_cabinet",
                size=(round(max(0.4, 0.85 * w), 2), 0.03, 0.8),
                elevation=low,
                stage=1,
                priority=4.0,
            )
            if id is not None:
                draft.change(id, elevation=low)
                draft.relate(Above(a=id, b=basin, tol=0.05))
                draft.stated.add((id, basin))


def _towels(draft: Draft) -> None:
    if draft.asked("towel_rail", "towel") or draft.may("towel_rail"):
        id = draft.get("towel_rail", "towel", size=(0.5, 0.09, 0.6), elevation=0.9, stage=1, priority=1.5)
        hosts = draft.of("bathroom_sink", "bathtub", "shower")
        if id is not None:
            hang(draft, id, *(Near(a=id, b=h, max=1.2, hard=False) for h in hosts[:1]))


def _aids(draft: Draft) -> None:
    """For who rises with difficulty: rails at the toilet and at the bath or shower (0.75 m high, DIN 18040-2), and a
    seat in the shower."""
    wet = draft.of("bathtub", "shower")[:1]
    helped = bool(set(HELPED) & set(draft.brief.people))
    for host in (*draft.of("toilet")[:1], *wet) if helped and draft.may("grab_rail") else ():
        id = draft.add("grab_rail", stage=1, priority=4.0)
        draft.relate(Near(a=id, b=host, max=AT_HAND))
    for shower in draft.of("shower")[:1]:
        if helped or draft.asked("shower_seat"):
            draft.on(shower, [("shower_seat", None, "center")])


def _clock(draft: Draft) -> None:
    if draft.asked("wall_clock") or draft.may("wall_clock"):
        id = draft.get("wall_clock", elevation=1.75, stage=1, priority=0.8)
        if id is not None:
            hang(draft, id)


def _poster(draft: Draft) -> None:
    """A poster without a frame, on a bare stretch of wall."""
    _hung(draft, "poster", (0.5, 0.02, 0.7), 1.15)


def _wall_shelf(draft: Draft) -> None:
    """A board for a few things, over a desk, a chest or a low cabinet where there is one (0.40-0.50 above it, K)."""
    hosts = [h for h in draft.of(*DESKS, "toy_storage", "dresser", "washing_machine", "workbench") if h in draft.spots]
    if hosts or draft.asked("wall_shelf"):
        id = _hung(draft, "wall_shelf", (0.8, 0.24, 0.04), 1.45)
        draft.relate(*(Above(a=id, b=h) for h in hosts[:1] if id is not None and not draft.piece(id).asked))


def _basin_lamp(draft: Draft) -> None:
    """Light for the face, beside the mirror (1.52-1.83 high, Krebs)."""
    for basin in draft.of("bathroom_sink")[:1]:
        id = _hung(draft, "wall_lamp", (0.12, 0.12, 0.25), 1.6)
        if id is not None:
            draft.relate(Near(a=id, b=basin, max=0.3, hard=False, weight=4.0))


def _wall_lamps(draft: Draft) -> None:
    """Two on a bare wall, at 1.55 m."""
    for _ in range(2):
        id = _hung(draft, "wall_lamp", (0.15, 0.15, 0.3), 1.55)
        if id is not None:
            others = [o for o in draft.of("wall_lamp") if o != id]
            draft.relate(*(Far(a=id, b=o, min=1.2, hard=False, weight=2.0) for o in others[:1]))


def _paper(draft: Draft) -> None:
    """Paper within reach of the toilet, 0.65-0.70 above the floor (K)."""
    for toilet in draft.of("toilet")[:1]:
        id = _hung(draft, "toilet_paper_holder", (0.16, 0.1, 0.12), 0.65)
        if id is not None:
            draft.relate(Near(a=id, b=toilet, max=0.3, hard=False, weight=4.0))


def _noticeboard(draft: Draft) -> None:
    """Over the desk, else on a bare wall."""
    id = _hung(draft, "noticeboard", (0.9, 0.03, 0.6), 1.2)
    hosts = [h for h in draft.of(*DESKS, "workbench") if h in draft.spots]
    if id is not None and hosts:
        draft.relate(Above(a=id, b=hosts[0], hard=False, weight=4.0))


def _hooks(draft: Draft) -> None:
    """For coats, at 1.65-1.75 m (K)."""
    _hung(draft, "coat_hooks", (0.8, 0.1, 0.22), 1.6)


def _board(draft: Draft) -> None:
    """A board to write on, in the middle of a wall."""
    _hung(draft, "whiteboard", (1.8, 0.06, 1.2), 0.9)


def _hung(draft: Draft, category: str, size: Size, elevation: float) -> str | None:
    """Something on a bare wall; None when it may not be added."""
    if not (draft.asked(category) or draft.may(category)):
        return None
    id = draft.get(category, size=size, elevation=elevation, stage=1, priority=0.8)
    if id is not None:
        hang(draft, id)
    return id


def _track(draft: Draft) -> None:
    """Spots where goods and work are looked at; two rails in a long room."""
    if draft.asked(*CEILING_LIGHTS) or draft.ever_asked(*CEILING_LIGHTS):
        _ceiling(draft)
        return
    count = (2 if draft.area > 22 else 1) if draft.may("track_light") else 0
    for _ in range(count):
        id = draft.add("track_light", size=(1.2, 0.12, 0.2), priority=2.5)
        others = [o for o in draft.of("track_light") if o != id]
        draft.relate(CenteredInRoom(a=id, tol=0.3 if count == 1 else 1.4, hard=False, weight=3.0))
        draft.relate(*(Far(a=id, b=o, min=1.6, hard=False, weight=2.0) for o in others))


def _hanging_plants(draft: Draft) -> None:
    """Two from the ceiling, at the light."""
    for window in draft.room.windows[:2] if draft.may("hanging_plant") else ():
        id = draft.add("hanging_plant", stage=1, priority=0.8)
        draft.relate(Near(a=id, b=window.id, max=0.6, hard=False, weight=3.0))


FINISHES: dict[str, Callable[[Draft], None]] = {
    "ceiling": _ceiling, "pendant": _pendant, "pendant_if_table": _pendant_if_table, "bed_rug": _bed_rug,
    "play_rug": _play_rug, "dining_rug": _dining_rug, "desk_rug": _desk_rug, "bath_mat": _bath_mat, "runner": _runner,
    "curtains": _curtains, "blind": _blind, "bed_picture": _bed_picture, "sofa_picture": _sofa_picture,
    "sideboard_picture": _sideboard_picture, "picture": _picture, "mirror": _mirror, "basin_mirror": _basin_mirror,
    "towels": _towels, "aids": _aids, "middle_rug": _middle_rug, "pendants": _pendants, "wall_mirror": _wall_mirror,
    "clock": _clock,
    "poster": _poster, "wall_shelf": _wall_shelf, "basin_lamp": _basin_lamp, "wall_lamps": _wall_lamps,
    "paper": _paper, "noticeboard": _noticeboard, "hooks": _hooks, "whiteboard": _board, "track": _track,
    "hanging_plants": _hanging_plants,
}  # fmt: skip
_WISHED = {
    "ceiling": CEILING_LIGHTS, "curtains": ("curtains",), "blind": ("blind",), "picture": PICTURES,
    "mirror": ("mirror", "floor_mirror"),
}  # fmt: skip
HANDLED = frozenset(
    {*CEILING_LIGHTS, *PICTURES, "curtains", "blind", "rug", "bath_mat", "mirror", "floor_mirror", "mirror_cabinet",
     "towel_rail", "towel", "wall_clock"}
)  # fmt: skip
"""Wishes that are met here; what no finish of the room takes is placed afterwards like any other thing."""
