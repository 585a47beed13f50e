"""Where one sits together: sofa, coffee table, armchairs, lamp and side table, television or fire before them."""

from __future__ import annotations

import math
from collections.abc import Mapping

from shapely import Polygon

from idesign.designers.embedded import prefer
from idesign.designers.embedded.draft import Draft, Size
from idesign.designers.embedded.kinds import ARMCHAIRS, BEDS, FOCUS, POUFS, SIDE_TABLES, SOFAS
from idesign.designers.embedded.pairs import watching
from idesign.designers.embedded.plan import Prefer, Spot
from solvers.relations import AgainstWall, AtWall, Beside, CenteredOn, Distance, Facing, FacingWall, InFrontOf, Near

Options = Mapping[str, str]
BEFORE = ("in_front_of", "near", "facing", "opposite")
"""What stands so to a corner sofa stands before the whole of it, not in the arms of the L."""
COMPANY = 4
"""So many seats are what a sofa and an armchair offer (design guidance 2.3): the group is complete without a sofa."""
ROWS_FROM, ROW, SEAT_GAP, BEHIND_ROW = 6, 4, 0.06, 0.65
"""From so many seats on they stand in rows before a screen, two rows of at most `ROW`; between two seats, and from row
to row [m]: a side way (0.60, 7BedroomIdeas)."""
SCREEN_CENTRE, OVER_UNIT = 1.05, 0.58
"""Middle of a hung screen (0.95-1.10, Micadoni; about 1.0, LG) and its lower edge over a unit [m]."""
CORNER_AREA = 17.0
"""A corner sofa wants a living room of at least so many square metres (design guidance 2.3)."""
UNSEATED = 0.5
"""Priority of a screen of ours that no wall across from the sofa is seen for: the first to go when it gets tight."""
CHAISE = 1.0
"""Width of a corner sofa's chaise, as `assets.parametric.seat_corner` makes it [m]."""
LARGE, ALL_LEGS = 30.0, 1.3
"""In rooms from so many square metres on a rug is so much wider than the sofa that the armchairs stand on it too [m]
(K: all legs on the rug where there is room)."""
RUG_SIZES: tuple[Size, ...] = (
    (4.0, 3.0, 0.01),
    (3.5, 2.5, 0.01),
    (3.0, 2.0, 0.01),
    (2.6, 1.8, 0.01),
    (2.3, 1.6, 0.01),
    (2.0, 1.4, 0.01),
    (1.7, 1.2, 0.01),
)


def lounge(draft: Draft, options: Options) -> None:
    """The seating group and what it looks at. Without a sofa the armchairs take its place; those that the person
    arranged around something are a seating group of their own."""
    if draft.in_rings() & set(draft.of(*ARMCHAIRS)) and not draft.ever_asked(*SOFAS, *FOCUS, "tv_stand"):
        return
    if (pair := watching(draft)) is not None and not draft.ever_asked(*SOFAS):
        _before_the_screen(draft, pair)
    elif draft.ever_asked(*SOFAS) or (draft.may("sofa") and not _armchairs_instead(draft)):
        _with_sofa(draft, options)
    elif draft.asked(*ARMCHAIRS):
        _armchairs_only(draft)


def _before_the_screen(draft: Draft, pair: str) -> None:
    """Two armchairs with something between them, across from what they look at."""
    focus = _focus(draft)
    if focus is None:
        return
    draft.against_wall(focus, prefer=prefer.centred(draft.room), keep=True)
    draft.relate(Facing(a=pair, b=focus), InFrontOf(a=pair, b=focus), Distance(a=pair, b=focus, min=1.8, max=4.5))
    draft.relate(CenteredOn(a=focus, b=pair, hard=False, weight=4.0))


def _armchairs_instead(draft: Draft) -> bool:
    """Whether the armchairs asked for are the seating group: no sofa is wanted, or they are enough for a company."""
    chairs = draft.asked(*ARMCHAIRS)
    return (chairs >= 2 and "sofa" in draft.brief.excluded) or chairs >= COMPANY


def _with_sofa(draft: Draft, options: Options) -> None:
    corner = bool(options.get("corner")) and draft.area >= CORNER_AREA and draft.may("sectional_sofa")
    kinds = ("sectional_sofa", *SOFAS) if corner else SOFAS
    size = None if corner else _sofa_size(draft, options)
    sofa = draft.get(*kinds, size=size, optional=False, priority=9.0)
    if sofa is None:
        return
    looks_elsewhere = [r for r in draft.said(sofa, "facing", "opposite") if not draft.is_focus(r.target)]
    # one room for everything holds a sofa and a table, not a parlour
    modest = bool(options.get("modest"))
    focus = (
        None
        if looks_elsewhere or ((modest or options.get("view")) and not draft.ever_asked(*FOCUS, "tv_stand"))
        else _focus(draft)
    )
    _place(draft, sofa, focus)
    _around(draft, sofa, modest, 2 if options.get("pair") else 0)
    _cushions(draft, sofa)
    while draft.asked(*SOFAS):
        _second_sofa(draft, sofa)


def _sofa_size(draft: Draft, options: Options) -> Size | None:
    if draft.asked(*SOFAS) and not draft.asked("sofa"):
        return None
    if options.get("small") or draft.area < 13:
        return (1.65, 0.88, 0.85)
    return (2.15, 0.92, 0.85) if draft.area < 24 else (2.4, 0.95, 0.85)


# ---------------------------------------------------------------- what one looks at
def _focus(draft: Draft) -> str | None:
    """The television on its unit, the fireplace or the screen that the sofa faces; its floor-standing piece."""
    if draft.asked("fireplace") and not draft.asked("television"):
        return draft.get("fireplace", priority=8.0)
    if draft.asked("tv_stand") or draft.ever_asked("television") or (draft.may("television") and draft.may("tv_stand")):
        return _television(draft)
    return None


def _television(draft: Draft) -> str | None:
    """A unit with a television on it. A television that shall hang does so over the unit, or alone on the wall."""
    size: Size = (
        (0.97, 0.07, 0.59) if draft.area < 14 else (1.23, 0.08, 0.74) if draft.area < 24 else (1.45, 0.08, 0.86)
    )
    hangs = draft.on_wall("television")
    width = max(1.2, round(size[0] + 0.37, 1))
    stand = None
    if draft.asked("tv_stand") or draft.may("tv_stand"):
        stand = draft.get("tv_stand", "sideboard", size=(width, 0.4, 0.5), priority=7.0)
    if stand is None or hangs:
        _hang(draft, size, stand)
        return stand
    tv = draft.get("television", size=size, support=stand, stage=0, priority=7.0)
    if tv is not None:
        if draft.size(stand)[0] < draft.size(tv)[0] + 0.1 and not draft.piece(stand).asked:
            draft.resize(stand, (round(draft.size(tv)[0] + 0.3, 2), 0.42, 0.5))
        draft.group("on_top", stand, [(tv, "on:center-back"), *_speakers(draft, stand, tv)])
    return stand


def _speakers(draft: Draft, stand: str, tv: str) -> list[tuple[str, str]]:
    """The speakers that were asked for and have no other place: beside the screen on its unit, never before it."""
    ids: list[str] = []
    while draft.asked("speaker", near=stand) and len(ids) < 2:
        id = draft.get("speaker", near=stand, support=stand, stage=0, priority=5.0)
        ids += [id] if id else []
    need = draft.size(tv)[0] + len(ids[:1]) * 2 * (max(draft.size(i)[0] for i in ids) + 0.06) if ids else 0.0
    if need > draft.size(stand)[0] and not draft.piece(stand).asked:
        draft.resize(stand, (round(need, 2), *draft.size(stand)[1:]))
    return list(zip(ids, ("on:left-back", "on:right-back"), strict=False))


def _hang(draft: Draft, size: Size, stand: str | None) -> None:
    from solvers.relations import Above  # local: only for what hangs

    tv = draft.get("television", size=size, support="wall", stage=1, priority=7.0)
    if tv is not None:
        draft.change(tv, elevation=round(max(OVER_UNIT, SCREEN_CENTRE - draft.size(tv)[2] / 2), 2))
    if tv is not None and stand is not None:
        draft.relate(Above(a=tv, b=stand))
    elif tv is not None:
        draft.relate(*[Facing(a=tv, b=s) for s in draft.of(*SOFAS)[:1]])


def screen(draft: Draft, options: Options) -> None:
    """A television in a room to sleep in: across from the bed, on a low unit or on the wall."""
    beds = [b for b in draft.of(*BEDS) if b in draft.spots]
    if not draft.asked("television") or not beds:
        return
    bed = beds[0]
    if draft.on_wall("television") or not draft.may("tv_stand"):
        tv = draft.get("television", support="wall", stage=1, priority=7.0)
    else:
        tv = _television(draft)
        if tv is not None:
            across = prefer.before(draft.room, draft.spots[bed].wall, draft.spots[bed])
            draft.against_wall(tv, prefer=across, keep=True)
    if tv is not None:
        draft.relate(Facing(a=tv, b=bed, hard=False, weight=6.0), CenteredOn(a=tv, b=bed, hard=False, weight=4.0))


# ---------------------------------------------------------------- where the group goes
def _place(draft: Draft, sofa: str, focus: str | None) -> None:
    """Sofa and focus at walls that face each other, 2 to 4.3 m apart, the screen not before a window."""
    size, usual = draft.size(sofa), 1.15
    walls = draft.walls_for(sofa)
    if focus is None:
        if draft.against_wall(sofa, use=usual, prefer=prefer.centred(draft.room), walls=walls, keep=True):
            return
        draft.relate(AgainstWall(a=sofa, hard=False))
        return
    draft.relate(AgainstWall(a=focus), Facing(a=sofa, b=focus), CenteredOn(a=focus, b=sofa), InFrontOf(a=focus, b=sofa))
    draft.relate(Facing(a=focus, b=sofa))
    height = draft.size(focus)[2] + 0.75
    pair = _best_pair(draft, sofa, focus, height, walls)
    draft.homeless += pair is None
    draft.score += -4.0 if pair is None else 1.0 + _pair_score(draft, *pair)
    if pair is None:
        if not draft.piece(focus).asked:
            draft.change(focus, priority=UNSEATED)
        draft.relate(AgainstWall(a=sofa, hard=False), Distance(a=focus, b=sofa, min=1.8, max=5.0))
        return
    here, there, at_wall = pair
    apart = math.dist((here.x, here.y), (there.x, there.y))
    draft.relate(Distance(a=focus, b=sofa, min=min(1.8, apart), max=max(4.4, apart + 0.3)))
    zones = bool(draft.brief.more_room_types)
    draft.spots[sofa], draft.spots[focus] = draft.plan.hold(here), draft.plan.hold(there)
    draft.relate(AtWall(a=focus, walls=(there.wall,), hard=zones, weight=3.0))
    if at_wall:
        draft.relate(AgainstWall(a=sofa), AtWall(a=sofa, walls=(here.wall,), hard=zones, weight=3.0))
    else:
        far = size[1] / 2 + draft.size(focus)[1] / 2 + 3.4
        draft.relate(Distance(a=focus, b=sofa, min=2.2, max=far))


def _best_pair(
    draft: Draft, sofa: str, focus: str, height: float, walls: tuple[int, ...] | None
) -> tuple[Spot, Spot, bool] | None:
    """The best (sofa, focus) places in the plan, and whether the sofa is at the wall."""
    fw, fd, _ = draft.size(focus)
    best: tuple[float, Spot, Spot, bool] | None = None
    focus_walls = draft.walls_for(focus)
    for there in draft.plan.places((fw, fd, height), 0.6, focus_walls):
        for here, at_wall in _seats_before(draft, sofa, there):
            if walls is not None and here.wall not in walls:
                continue
            score = _pair_score(draft, here, there, at_wall)
            if best is None or score > best[0] + 1e-9:
                best = (score, here, there, at_wall)
    return best[1:] if best else None


def _seats_before(draft: Draft, sofa: str, there: Spot) -> list[tuple[Spot, bool]]:
    """Places for the sofa on the axis of the focus: at the opposite wall, or free at 2.9 m when that is too far."""
    w, d, h = draft.size(sofa)
    fx, fy = math.sin(there.yaw), -math.cos(there.yaw)
    out = []
    for k, wall in enumerate(draft.room.walls):
        if prefer.facing_walls(draft.room, k, there.wall) < 0.97:
            continue
        along = (there.x - wall.start[0]) * wall.u[0] + (there.y - wall.start[1]) * wall.u[1]
        span = -((there.x - wall.start[0]) * fx + (there.y - wall.start[1]) * fy)
        seat = span - d
        if not (w / 2 <= along <= wall.length - w / 2) or seat < 1.5:
            continue
        inward = max(0.0, seat - 4.3)
        inward = seat - 2.9 if inward > 0 else 0.0
        spot = draft.plan.spot(k, along, (w, d, h), 1.15, inward)
        if draft.plan.fits(spot, h if inward == 0 else 0.8):
            out.append((spot, inward == 0))
    return out


def _pair_score(draft: Draft, here: Spot, there: Spot, at_wall: bool) -> float:
    seat = math.dist((here.x, here.y), (there.x, there.y)) - 0.7
    wall = draft.room.walls[here.wall]
    other = draft.room.walls[there.wall]
    out = -0.5 * abs(seat - 2.9) + (0.5 if at_wall else 0.0)
    out -= (
        0.5 * abs(here.along - wall.length / 2) / wall.length + 0.4 * abs(there.along - other.length / 2) / other.length
    )
    out -= 0.6 * any(w.wall == there.wall for w in draft.room.windows)
    out -= 0.4 * any(w.wall == here.wall for w in draft.room.windows)
    for d in draft.room.doors:
        out -= 0.3 * (d.wall == here.wall) + 0.1 * (d.wall == there.wall)
    return out


# ---------------------------------------------------------------- about the sofa
def _around(draft: Draft, sofa: str, modest: bool, chairs: int) -> None:
    """Coffee table, side tables, floor lamp and armchairs, as one rigid group; the rug comes later."""
    corner = draft.piece(sofa).category == "sectional_sofa"
    coffee = _coffee_table(draft, sofa)
    members = [(coffee, "coffee")] if coffee is not None else []
    members += _at_the_ends(draft, sofa, modest)
    members += _armchairs(draft, sofa, coffee, 0 if modest else max(chairs, _usual_armchairs(draft)), corner)
    rug = _rug(draft, sofa)
    if rug is not None:
        members.append((rug, "rug"))
    within = corner and not (coffee and draft.said(coffee, *BEFORE))
    draft.group("lounge", sofa, members, _seat_options() if within else {})


def _at_the_ends(draft: Draft, sofa: str, modest: bool) -> list[tuple[str, str]]:
    """Small tables and a lamp at the ends of the sofa that have floor beside them."""
    said = draft.wish_of(sofa)
    both = said is not None and any(draft.flanked_by(c, said.ref) for c in SIDE_TABLES)
    sides = ["left", "right"] if both else _free_sides(draft, sofa)
    out: list[tuple[str, str]] = []
    own = draft.may("side_table") and draft.area >= 14 and not modest
    while sides and (draft.asked(*SIDE_TABLES, near=sofa) or (own and not out)):
        table = draft.get(*SIDE_TABLES, near=sofa, priority=3.0)
        if table is None:
            break
        side = _said_side(draft, table) or sides[0]
        out.append((table, f"side-{side}"))
        sides = [s for s in sides if s != side] if side in sides else sides[1:]
    if sides and (draft.asked("floor_lamp", near=sofa) or draft.may("floor_lamp")):
        lamp_id = draft.get("floor_lamp", near=sofa, priority=3.5)
        out += [(lamp_id, f"lamp-{_said_side(draft, lamp_id) or sides[0]}")] if lamp_id else []
    return out


def _said_side(draft: Draft, id: str) -> str:
    """The side on which the person put it; "" for either."""
    return "left" if draft.said(id, "left_of") else "right" if draft.said(id, "right_of") else ""


def _seat_options() -> dict[str, str]:
    """A corner sofa's table stands before its long seat, in the arms of the L."""
    return {"seat_depth": "0.95", "chaise": str(CHAISE)}


def _coffee_table(draft: Draft, sofa: str) -> str | None:
    w, share = draft.size(sofa)[0], draft.knowledge.rule("sofa", "coffee_share")
    long = share * w
    if draft.piece(sofa).category == "sectional_sofa":
        long = min(long, w - CHAISE - draft.knowledge.rule("sofa", "coffee_gap"))
    size: Size = (round(max(0.7, min(1.4, long)), 2), 0.6 if w > 1.8 else 0.5, 0.42)
    if "toddler" in " ".join(draft.brief.people):
        # round edges where a toddler runs
        size = (0.8, 0.8, 0.4)
        id = draft.get("coffee_table", near=sofa, size=size, options={"shape": "round"}, words="round", priority=7.0)
    else:
        id = draft.get("coffee_table", near=sofa, size=size, priority=7.0)
    return id


def _free_sides(draft: Draft, sofa: str) -> list[str]:
    """The ends of the sofa with at least 0.55 m of free floor, the darker (farther from a window) first."""
    spot, (w, d, _) = draft.spots.get(sofa), draft.size(sofa)
    if spot is None:
        return ["left", "right"]
    out = []
    for side, sign in (("left", -1), ("right", 1)):
        zone = draft.plan.beside(spot, w, d, sign, 0.5)
        if draft.plan.is_free(zone):
            out.append(side)
            draft.plan.take(zone)
    return out


def _usual_armchairs(draft: Draft) -> int:
    """By the floor (design guidance 2.3); fewer where the person listed the seats."""
    if draft.area < 15:
        return 0
    return 1 if draft.area < (24 if draft.ever_asked(*SOFAS) else 19) else 2


def _armchairs(draft: Draft, sofa: str, coffee: str | None, usual: int, corner: bool) -> list[tuple[str, str]]:
    """Asked for: all of them, beside the coffee table and then across it. Of our own: one or two where they fit."""
    spot, d = draft.spots.get(sofa), draft.size(sofa)[1]
    asked = draft.asked(*ARMCHAIRS, near=sofa)
    count = asked or (usual if draft.may("armchair") else 0)
    cw = draft.size(coffee)[0] if coffee else 1.0
    roles = ["chair-right", "chair-left"] if not corner else ["chair-left"]  # its chaise lies to the right
    if corner and asked == 2 and _put_there(draft, sofa, coffee):
        # one arm of the sofa has the place of a chair: a pair of them looks back at it across the table
        roles = ["chair-opposite-right", "chair-opposite-left"]
    out: list[tuple[str, str]] = []
    for role in roles:
        if len(out) >= count:
            break
        sign = 1 if role.endswith("right") else -1
        zone = _chair_zone(draft, spot, sign, cw, d) if spot else None
        spare = not asked or (role == roles[0] and not _put_there(draft, sofa, coffee))
        if zone is not None and not draft.plan.is_free(zone, over_use=True) and spare:
            continue
        id = draft.get(*ARMCHAIRS, near=sofa, size=(0.78, 0.8, 0.85) if not asked else None, priority=3.0)
        if id is not None:
            across = coffee is not None and (draft.said(id, "opposite") or "opposite" in role)
            out.append((id, "chair-opposite-" + role.rpartition("-")[2] if across else role))
            if zone is not None and not across:
                draft.plan.take(zone)
    return out


def _put_there(draft: Draft, sofa: str, coffee: str | None) -> bool:
    """Whether the person put armchairs to the sofa or its table."""
    chairs = {w.ref for w in draft.brief.wishes if w.category in ARMCHAIRS}
    heart = {w.ref for i in (sofa, coffee) if i is not None and (w := draft.wish_of(i))}
    return any(r.wish in chairs and r.target in heart for r in draft.brief.relations)


def _chair_zone(draft: Draft, spot: Spot, sign: int, table_width: float, depth: float) -> Polygon:
    """An armchair beside the coffee table with 0.6 m to pass behind it."""
    x = table_width / 2 + 0.42
    return draft.plan.before_side(spot, sign * (x + 0.7), depth / 2 + 0.7, 1.4)


def _rug(draft: Draft, sofa: str) -> str | None:
    """Under the front legs and a little wider than the sofa; smaller ones when it does not fit."""
    wide = draft.size(sofa)[0] + (ALL_LEGS if draft.area >= LARGE else 2 * draft.knowledge.rule("sofa", "rug_beyond"))
    if draft.free_rug() or not (draft.asked("rug") or draft.may("rug")):
        return None
    sizes = [s for s in RUG_SIZES if s[0] <= wide + 0.35] or [RUG_SIZES[-1]]
    return draft.get("rug", size=sizes[0], smaller=sizes[1:], stage=1, priority=2.0, colours=(draft.look.rug,))


def _cushions(draft: Draft, sofa: str) -> None:
    """Those that were asked for, in the room's accents."""
    wanted = draft.asked("cushion")
    places = ["on:left-back", "on:right-back", "on:left-back", "on:right-back", "on:center-back"]
    out = []
    for k in range(min(wanted, 5)):
        colour = draft.look.accents[k % len(draft.look.accents)]
        id = draft.get("cushion", size=(0.42, 0.2, 0.4), support=sofa, stage=1, colours=(colour,), priority=0.6)
        if id is not None:
            out.append((id, places[k]))
    draft.group("on_top", sofa, out)


def _second_sofa(draft: Draft, sofa: str) -> None:
    """Faces the first across the table, or stands at right angles to it."""
    id = draft.get(*SOFAS, size=(1.65, 0.88, 0.85), priority=6.0)
    if id is not None:
        draft.relate(Near(a=id, b=sofa, max=2.2))
        coffee = draft.of("coffee_table")
        draft.relate(Facing(a=id, b=coffee[0] if coffee else sofa))


def _armchairs_only(draft: Draft) -> None:
    """Armchairs that look at the television (or at each other over a table), each with a small table."""
    focus = _focus(draft)
    if focus is not None:
        draft.against_wall(focus, prefer=prefer.centred(draft.room), keep=True)
    chairs: list[str] = []
    many = draft.asked(*ARMCHAIRS)
    if many >= ROWS_FROM and focus in draft.spots:
        _rows_before(draft, focus or "", many)
        return
    while draft.asked(*ARMCHAIRS):
        chair = draft.get(*ARMCHAIRS, priority=8.0)
        if chair is None:
            break
        chairs.append(chair)
        # a company shares a few small tables, two people have one each
        table = draft.get("side_table", priority=5.0) if many < COMPANY or draft.asked("side_table") else None
        draft.group("reading", chair, [(table, "side-right" if len(chairs) % 2 else "side-left")] if table else [])
        if focus is not None:
            draft.relate(Facing(a=chair, b=focus), Distance(a=chair, b=focus, min=1.8, max=4.5))
        if len(chairs) > 1:
            draft.relate(Near(a=chair, b=chairs[0], max=1.2))


def _rows_before(draft: Draft, screen: str, many: int) -> None:
    """Many seats before a screen stand as in a cinema: rows side by side, the last first in the group."""
    chairs = [i for _ in range(many) if (i := draft.get(*ARMCHAIRS, priority=8.0)) is not None]
    wide, deep = (max(draft.size(c)[k] for c in chairs) for k in (0, 1))
    across = -(-len(chairs) // (2 if len(chairs) <= 2 * ROW else 3))
    places = [f"desk:{k // across}:{k % across}" for k in range(len(chairs))]
    pitch = {"x": str(round(wide + SEAT_GAP, 3)), "y": str(round(deep + BEHIND_ROW, 3))}
    draft.group("grid", chairs[0], list(zip(chairs[1:], places[1:], strict=True)), pitch)
    front = chairs[len(chairs) - 1 - (len(chairs) - 1) % across :]
    middle = front[len(front) // 2]
    draft.relate(FacingWall(a=chairs[0], walls=(draft.spots[screen].wall,)))
    draft.relate(Distance(a=middle, b=screen, min=1.8, max=4.5, hard=False, weight=6.0))
    draft.relate(CenteredOn(a=screen, b=middle, hard=False, weight=4.0))


def reading(draft: Draft, options: Options) -> None:
    """A corner to read in: armchair, floor lamp and a small table, near the light."""
    wanted = draft.asked(*ARMCHAIRS)
    if not wanted and (draft.full() or not draft.may("armchair") or draft.ever_asked(*ARMCHAIRS)):
        return
    what = options.get("what", "armchair")
    size: Size | None = (0.75, 0.78, 0.86) if what == "armchair" and not wanted else None
    chair = draft.get(*((what, *ARMCHAIRS) if not wanted else ARMCHAIRS), size=size, priority=4.0)
    if chair is None or draft.said(chair, "under"):
        return  # below a loft bed there is no room for more than was asked for
    liked = prefer.added(prefer.light(draft.room), prefer.corner(draft.room))
    cornered = draft.wants(chair, "in_corner")
    lamp = draft.get("floor_lamp", priority=4.0) if draft.asked("floor_lamp") or draft.may("floor_lamp") else None
    table = _reading_table(draft)
    beside = [i for i in (lamp, table) if i is not None]
    spot = _reading_spot(draft, chair, beside, liked)
    while spot is None and (spare := [i for i in beside if not draft.piece(i).asked]):
        # a chair with a table alone is better than no chair
        beside.remove(spare[0])
        draft.drop_with(spare[0])
        spot = _reading_spot(draft, chair, beside, liked)
    lamp, table = (i if i in beside else None for i in (lamp, table))
    if spot is None and not wanted:
        for id in [*beside, chair]:
            draft.drop_with(id)
        return
    draft.homeless += spot is None
    draft.relate(AgainstWall(a=chair, hard=False, weight=1.5))
    if spot is not None:
        draft.spots[chair] = draft.plan.hold(spot)
        draft.relate(AtWall(a=chair, walls=(spot.wall,), hard=False, weight=1.5))
    if cornered:
        # which side is free depends on the corner
        draft.relate(
            *(Beside(a=i, b=chair, max=0.1) for i in [lamp] if i), *(Near(a=i, b=chair, max=0.3) for i in [table] if i)
        )
    else:
        sides = ("lamp-left", "side-right")
        draft.group("reading", chair, [(i, s) for i, s in zip((lamp, table), sides, strict=True) if i is not None])


def _reading_spot(draft: Draft, chair: str, beside: list[str], liked: Prefer) -> Spot | None:
    """The best place at a wall for a chair with things beside it."""
    w, d, _ = draft.size(chair)
    wide = w + sum(draft.size(i)[0] + 0.05 for i in beside)
    return draft.plan.at_wall((wide, d, 0.85), 0.5, draft.walls_for(chair), liked)


def _reading_table(draft: Draft) -> str | None:
    if not (draft.asked("side_table") or draft.may("side_table")):
        return None
    return draft.get("side_table", size=(0.4, 0.4, 0.5), priority=2.0)


def extra_seats(draft: Draft) -> None:
    """Poufs that were asked for, near the coffee table or the first seat, unless the person says where they are."""
    seats = draft.of("coffee_table", *SOFAS, *ARMCHAIRS)
    while draft.asked(*POUFS):
        id = draft.get(*POUFS, priority=4.0)
        said = [r for r in draft.brief.relations if id is not None and id in draft.by_ref.get(r.wish, ())]
        if id is not None and seats and all(r.kind == "facing" for r in said):
            draft.relate(Near(a=id, b=seats[0], max=1.0))
