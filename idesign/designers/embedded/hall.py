"""Single pieces: consoles, hooks, plants, and whatever a room type names one by one."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Literal

from idesign.designers.embedded import prefer
from idesign.designers.embedded.dining import in_rows
from idesign.designers.embedded.draft import Draft, Size
from idesign.designers.embedded.kinds import PLANTS
from idesign.designers.embedded.plan import Spot
from idesign.knowledge.types import Loose, kept_free
from solvers.relations import AgainstWall, Corner, Far, KeepClear, Near

Options = Mapping[str, str]
ROW_GAP = 0.06
"""Between two seats of a row [m]."""
CURTAIN = 0.25
"""A pot stands so far from a window where curtains hang 0.22 m past it [m] (Fenghao, Bella)."""
MACHINES = ("treadmill", "exercise_bike", "rowing_machine", "weight_bench", "power_rack")
GAMES = ("foosball_table", "pool_table", "ping_pong_table", "air_hockey_table")
SHOWN_ON = ("display_table",)
"""These stand in rows, as tables for guests do."""
AROUND_GAME = 1.0
"""From a table for a game to where one sits and what one looks at [m]: who plays stands there (0.8-1.2, K)."""
APART = 0.6
"""Between machines that one trains on [m]: 0.50 at the sides of a treadmill (hc2gym, after ASTM), and a way."""
WAITING = ("dining_chair", "armchair", "bench", "sofa")
"""On these one waits: who says which there are gets no other row of seats."""
TO_PLAY = 0.6
"""Floor at each side of such a table at least [m] (0.8-1.2, K; less with the way past it)."""
ROUND: tuple[Literal["front", "back", "left", "right"], ...] = ("front", "back", "left", "right")
PETS = {
    "dog": Loose(
        "dog_bed",
        near=("sofa", "sectional_sofa", "armchair", "recliner", "bed_double", "bed_single", "desk"),
        min_area=9,
    ),
    "cat": Loose("cat_tree", near=("window", "sofa", "sectional_sofa", "armchair", "bed_double"), min_area=9),
}
"""Where the animals of the household have their place (design guidance 6)."""
IN_FRONT = ("pouf", "ottoman")
"""What stands about on the floor rather than at a wall."""


def console(draft: Draft, options: Options) -> None:
    id = draft.get("console_table", "shoe_cabinet", priority=4.0)
    if id is not None:
        draft.against_wall(id, prefer=prefer.centred(draft.room), walls=draft.walls_for(id))


def coats(draft: Draft, options: Options) -> None:
    if draft.asked("coat_rack", "coat_hooks") or draft.may("coat_rack"):
        draft.loose("coat_rack", "coat_hooks", priority=3.0)


def plant(draft: Draft, options: Options) -> None:
    """All that are asked for, else one: a tall one in a corner near the light; none in the way."""
    asked = draft.asked(*PLANTS)
    if not asked and (draft.ever_asked(*PLANTS, "plant_small") or not draft.may("potted_plant")):
        return
    for _ in range(asked or int(options.get("count", "1"))):
        number = len(draft.of(*PLANTS))
        size: Size = (0.45, 0.45, 1.5) if number % 2 == 0 else (0.38, 0.38, 0.9)
        id = draft.get(
            *PLANTS, size=size, support="floor", priority=1.5, smaller=[(0.32, 0.32, 0.8), (0.25, 0.25, 0.6)]
        )
        if id is None:
            return
        draft.stand_aside(id)
        if "curtains" in draft.kind.finish and draft.may("curtains"):
            draft.relate(*(Far(a=id, b=w.id, min=CURTAIN, hard=False, weight=4.0) for w in draft.room.windows))
        others = [p for p in draft.of(*PLANTS) if p != id]
        draft.relate(*(Far(a=id, b=p, min=1.0, hard=False, weight=2.0) for p in others[:4]), Corner(a=id, hard=False))
        if number < 2 * len(draft.room.windows):
            window = draft.room.windows[number % len(draft.room.windows)]
            draft.relate(Near(a=id, b=window.id, max=1.4, hard=False, weight=2.0))


def stand(draft: Draft, options: Options) -> None:
    """The pieces that the room type names (`what`, `count`, or one for `each` so many m2; only for some `goods`), at a
    wall or where the floor is free; no second game beside the one that was asked for."""
    what = options["what"]
    usual = draft.knowledge.piece(what)
    if what in GAMES and draft.ever_asked(*GAMES) and not draft.asked(what):
        return
    if not (draft.asked(what) or _sold(draft, options)):
        return
    for _ in range(draft.asked(what) or _number(draft, options)):
        if not draft.asked(what) and (draft.full() or not draft.may(what)):
            break
        id = draft.get(what, priority=4.0)
        if id is None:
            return
        ours = not draft.piece(id).asked
        if usual.back or (ours and options.get("wall")):
            placed = draft.against_wall(id, prefer=prefer.tall(draft.room), walls=draft.walls_for(id)) is not None
        else:
            placed = draft.in_the_open(id)
        if placed and ours and what in MACHINES:
            others = [p for p in draft.of(*MACHINES) if p != id]
            draft.relate(KeepClear(a=id, depth=kept_free(usual.use), hard=False, weight=6.0))
            draft.relate(*(Far(a=id, b=p, min=APART, hard=False, weight=5.0) for p in others))
        if placed and options.get("with"):
            draft.on(id, [(options["with"], None, "on:left")])
    if what in SHOWN_ON:
        in_rows(draft, [i for i in draft.of(what) if not draft.piece(i).asked])


def _sold(draft: Draft, options: Options) -> bool:
    """Whether the request names one of the `goods` that such a thing is for, where it is for some."""
    said = set(re.findall(r"[^\W\d_]+", draft.brief.text.lower()))
    return "goods" not in options or bool(said & set(options["goods"].split()))


def _number(draft: Draft, options: Options) -> int:
    """How many of our own: so many in a small room, more where the floor is large."""
    count = int(options.get("count", "1"))
    return max(count, int(draft.area / float(options["each"]))) if "each" in options else count


def games(draft: Draft) -> None:
    """The tables for games that were asked for where one also sits together: out of the middle, before the seats take
    the floor."""
    lounge = any(u.set == "lounge" for u in draft.kind.sets)
    middle = draft.plan.shape.centroid

    def outside(s: Spot) -> float:
        return math.dist((s.x, s.y), (middle.x, middle.y))

    while lounge and draft.asked(*GAMES):
        id = draft.get(*GAMES, priority=5.0)
        if id is None:
            return
        spot = draft.plan.free(*draft.size(id)[:2], TO_PLAY, draft.plan.clearance if draft.central(id) else outside)
        draft.homeless += spot is None
        if spot is not None:
            draft.spots[id] = draft.plan.hold(spot)


def games_aside(draft: Draft) -> None:
    """Who plays has floor all round, and is not between those who sit and the screen, nor on the rug before them."""
    for game in draft.of(*GAMES):
        draft.relate(*(KeepClear(a=game, side=s, depth=TO_PLAY, hard=False, weight=3.0) for s in ROUND))
        for seat in draft.of("coffee_table", "tv_stand"):
            draft.relate(Far(a=game, b=seat, min=AROUND_GAME, hard=False, weight=6.0))


def row(draft: Draft, options: Options) -> None:
    """Seats side by side along a wall, a small table between them where people wait."""
    what, count = options["what"], int(options.get("count", "3"))
    if draft.full() or not draft.may(what) or draft.ever_asked(*WAITING):
        return
    seats = [draft.add(what, size=(0.65, 0.68, 0.82), priority=4.0) for _ in range(count)]
    between = options.get("table", "")
    table = [draft.add(between, priority=3.0)] if between and draft.may(between) else []
    others = [*seats[1:-1], *table, seats[-1]]
    width = sum(draft.size(i)[0] + ROW_GAP for i in (seats[0], *others))
    if draft.against_wall(seats[0], (width, 0.7, 0.82), 0.9, prefer.centred(draft.room)) is None:
        for id in others:
            draft.drop(id)
        return
    draft.group("flank", seats[0], [(i, "right") for i in others], {"gap": str(ROW_GAP)})


def stand_about(draft: Draft) -> None:
    """What the room type lists as standing about, each at a wall and near its host, where it fits in the end; not what
    a group has brought already."""
    things = (*draft.kind.loose, *(PETS[p] for p in draft.brief.people if p in PETS))
    for k, thing in enumerate(things):
        listed = sum(t.what == thing.what for t in things[:k])
        if draft.roomy < thing.min_area or not draft.may(thing.what) or len(draft.of(thing.what)) > listed:
            continue
        near = [i for i in draft.of(*thing.near) if i not in draft.in_rings()]
        windows = (w.id for w in draft.room.windows if "window" in thing.near)
        hosts = [*windows, *near, *(d.id for d in draft.room.doors if "door" in thing.near)]
        if thing.near and not hosts:
            continue
        usual = draft.knowledge.piece(thing.what)
        id = draft.add(thing.what, size=usual.size, support="floor", stage=1 if usual.flat else 2, priority=0.7)
        draft.relate(*(Near(a=id, b=h, max=0.9, hard=False, weight=2.0) for h in hosts[:1]))
        if not usual.flat and thing.what not in IN_FRONT:
            draft.relate(AgainstWall(a=id))
