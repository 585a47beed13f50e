"""The person's relations between wishes, in the solver's words.

What a rigid group already holds is not said twice. What a group decides for its member against the person's words is
kept as a preference.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Literal

from assets.catalogue import category
from idesign.brief import WishRelation
from idesign.designers.embedded.draft import Draft, walls_named, window_named
from idesign.designers.embedded.kinds import ARMCHAIRS, BEDS, DESK_CHAIRS, DESKS, FOCUS, SEATS, TABLES
from idesign.designers.embedded.prefer import facing_walls
from solvers.relations import (
    Above,
    AgainstWall,
    Aligned,
    Around,
    AtWall,
    AtWindow,
    Behind,
    Beside,
    Between,
    CenteredInRoom,
    CenteredOn,
    CenteredOnWall,
    Corner,
    Facing,
    FacingAway,
    Far,
    InFrontOf,
    LeftOf,
    LinedUp,
    Near,
    Parallel,
    Relation,
    RightOf,
    Under,
)
from solvers.room import Room

APART, BESIDE, NEAR, ACROSS, REACH, AWAY = 0.3, 0.6, 1.2, 1.3, 4.0, 3.8
"""Gaps [m]: what is "near" stands from `APART` to `NEAR` away, what is "across from" something from `ACROSS` to
`REACH`, what is "far" at least `AWAY` (SceneEval's bands with a margin: next to 0.5, near to 1.5, across to 4)."""

AISLE = 0.9
"""Between things that one walks round [m] (design guidance 1.2: 0.90 for a main way)."""
BETWEEN_GROUPS = ("near", "far", "beside", "against")
"""What the person says so of a member of a group is kept by moving the whole group."""
CLEAR_OF = 0.06
"""What stands beside a window or door, and not before it, is so far from its edge [m]."""
LIES_ALONG = ("bathtub",)
"""One lies along the long side at its front."""
AT_FOOT = 0.45
"""What is at the foot of a bed stands no farther from it [m]."""
AT_END = 2.5
"""What hangs at one end of a table is no farther from it [m]: a chair and the way behind it are between."""
LOW_ENOUGH = 1.4
"""Over what is lower than this [m] there is room for a mirror at the height of the eyes."""
SITTING, LOOKED_AT = (*ARMCHAIRS, *SEATS, *DESK_CHAIRS), (*DESKS, *TABLES, *FOCUS)
"""Who sits in front of these sits towards them."""
FLANK = {"gap": "0.12", "level": "yes"}
SCONCE, FRAME = 0.09, 0.045
"""A lamp beside a mirror reaches no farther into the room than `SCONCE` (ADA 307.2: at most 0.10 m), the mirror's frame
half as far [m]: one sees them as three things on one wall."""
ALONG = 0.35
"""How far from a table's middle one of several lamps above it hangs, in table lengths."""
ON_LEGS, LOW = ("bed_double", "bed_single"), 0.26
"""Beds that can stand on legs, high enough for what is so low [m]: boxes made to go under a bed are 0.16 to 0.26."""
BELOW = 0.85
"""What stands below a bed stands there with nearly all of its footprint: one does not sit half below it."""


def relate_wishes(draft: Draft) -> None:
    """Adds a relation for each thing that the person said of where things go."""
    for piece in draft.pieces:
        draft.below_the_ceiling(piece.id)
    for r in draft.brief.relations:
        _flank(draft, r)
    for r in draft.brief.relations:
        _keep_aisles(draft, r)
    for r in draft.brief.relations:
        if r.kind == "behind":
            _stand_off(draft, r)
        for k, a in enumerate(draft.by_ref.get(r.wish, [])):
            draft.relate(*_relations(draft, r, a, k))


def _keep_aisles(draft: Draft, r: WishRelation) -> None:
    """Several things in the middle of the room stand so that one can walk between them: "three display tables"."""
    ids = [i for i in draft.by_ref.get(r.wish, []) if draft.piece(i).support == "floor"]
    if r.kind == "centered" and r.target == "room" and not any(map(draft.decided_by_group, ids)):
        draft.relate(*(Far(a=b, b=a, min=AISLE, hard=False, weight=5.0) for a, b in combinations(ids[:6], 2)))


def _flank(draft: Draft, r: WishRelation) -> None:
    """Two things, one on each side of a third, are one group with it: "two sconces flank the mirror"."""
    pair, middle = draft.by_ref.get(r.wish, []), draft.by_ref.get(r.target, [])
    if r.kind != "flanking" or len(pair) != 2 or len(middle) != 1 or any(map(draft.decided_by_group, pair)):
        return
    supports = {draft.piece(i).support for i in (*pair, *middle)}
    if len(supports) > 1 or not supports <= {"floor", "wall"}:
        return
    hangs, anchor = supports == {"wall"}, draft.piece(middle[0])
    for id in pair:
        draft.relations = [x for x in draft.relations if x.a != id or x.b is not None]
        draft.spots.pop(id, None)
        draft.change(id, stage=max(anchor.stage, draft.piece(id).stage if hangs else 0))
        if hangs:
            _flatten(draft, id, middle[0])
            lift = (draft.size(middle[0])[2] - draft.size(id)[2]) / 2
            draft.change(id, elevation=round((anchor.elevation or 0.0) + lift, 4))
    # the middle is placed first, and they with it
    draft.pieces = [p for p in draft.pieces if p.id not in pair] + [p for p in draft.pieces if p.id in pair]
    draft.group("flank", middle[0], zip(pair, ("left", "right"), strict=True), FLANK)


def _flatten(draft: Draft, id: str, middle: str) -> None:
    """Depths of a lamp on the wall and of what it hangs beside, where the person left them open."""
    for piece, depth in ((id, min(draft.size(id)[1], SCONCE)), (middle, max(draft.size(middle)[1], FRAME))):
        wish, (width, _, height) = draft.wish_of(piece), draft.size(piece)
        if draft.piece(id).category == "wall_lamp" and not (wish and wish.size[1]):
            draft.resize(piece, (width, depth, height))


def _stand_off(draft: Draft, r: WishRelation) -> None:
    """What has something behind it does not stand at a wall; both are placed together."""
    ids = [i for i in draft.by_ref.get(r.wish, []) if draft.piece(i).support == "floor"]
    hosts = draft.by_ref.get(r.target, [])
    if not ids or not hosts:
        return
    walls = (AgainstWall, AtWall, CenteredOnWall)
    draft.relations = [
        replace(x, hard=False, weight=0.2) if isinstance(x, walls) and x.a in hosts else x for x in draft.relations
    ]
    for id in ids:
        draft.relations = [x for x in draft.relations if not (isinstance(x, walls) and x.a == id)]
        draft.change(id, stage=0)


def _relations(draft: Draft, r: WishRelation, a: str, k: int) -> list[Relation]:
    if r.target in draft.by_ref or r.target in {w.ref for w in draft.brief.wishes}:
        targets = draft.by_ref.get(r.target, [])
        return _to_piece(draft, r, a, targets, k) if targets else []
    return _to_place(draft, r, a)


# ---------------------------------------------------------------- to the room
def _to_place(draft: Draft, r: WishRelation, a: str) -> list[Relation]:
    """Relations to walls, corners, windows, doors and the room."""
    kind, _, which = r.target.partition(":")
    if draft.piece(a).support not in ("floor", "wall"):
        return [CenteredInRoom(a=a, tol=0.3)] if kind == "room" and r.kind == "centered" else []
    if kind in ("window", "door"):
        opening = (
            window_named(draft.room, r.target) if kind == "window" else next((d.id for d in draft.room.doors), None)
        )
        return _to_opening(draft, r, a, opening) if opening else []
    if first := _shares_corner(draft, r):
        return [Corner(a=a, hard=False), *_near(a, first, None, 0)]
    if kind == "corner" or r.kind == "in_corner":
        named = walls_named(draft.room, r.target)
        return [
            Corner(a=a, vertices=_corner_named(draft.room, named)),
            *([AtWall(a=a, walls=named)] if named and draft.knowledge.piece(draft.piece(a).category).back else []),
        ]
    if kind == "wall":
        return _to_wall(draft, r, a, which)
    if kind == "room" and r.kind in ("centered", "at", "in_front_of", "near"):
        return [CenteredInRoom(a=a, tol=_middle(draft, len(draft.by_ref[r.wish])))]
    return []


def _corner_named(room: Room, walls: Sequence[int]) -> tuple[int, ...]:
    """The vertex in which two named walls meet ("the north-east corner"); () for any corner, or where they do not."""
    count = len(room.polygon)
    ends = [{w, (w + 1) % count} for w in walls]
    return tuple(sorted(ends[0] & ends[1])) if len(ends) == 2 and ends[0] != ends[1] else ()


def _middle(draft: Draft, count: int) -> float:
    """How far from the room's middle still is "in the middle" [m]: 0.4, more in a large room and where several things
    share it."""
    return max(0.4, (0.12 if count == 1 else 0.18) * math.sqrt(draft.area))


def _shares_corner(draft: Draft, r: WishRelation) -> str:
    """The piece with which a thing shares its corner: "a desk and a bookshelf in the corner" mean one corner."""
    if r.kind != "in_corner" or draft.brief.text.lower().count(r.words.lower()) != 1:
        return ""
    same = (x for x in draft.brief.relations if (x.kind, x.target, x.words) == (r.kind, r.target, r.words))
    first = next((x.wish for x in same), r.wish)
    return next(iter(draft.by_ref.get(first, [])), "") if first != r.wish else ""


def _to_wall(draft: Draft, r: WishRelation, a: str, which: str) -> list[Relation]:
    walls = walls_named(draft.room, r.target) or _wall_of(draft, which)
    opposite = _opposite(draft, a, which)
    if r.kind == "far":
        others = _not_across_from(draft, which)
        return [AtWall(a=a, walls=others)] if others and draft.piece(a).support == "floor" else []
    if r.kind == "centered":
        return [CenteredOnWall(a=a, tol=0.15), *([AtWall(a=a, walls=walls)] if walls else [])]
    if walls or opposite:
        return [*([AtWall(a=a, walls=walls, hard=not opposite)] if walls else []), *opposite]
    return [AgainstWall(a=a)] if draft.piece(a).support == "floor" else []


def _opposite(draft: Draft, a: str, which: str) -> list[Relation]:
    """ "on the wall opposite the bed": what hangs there hangs before the bed, not at the wall's other end."""
    how, _, ref = which.partition(":")
    there = draft.by_ref.get(ref, []) if how == "opposite" and draft.piece(a).support == "wall" else []
    return [x for b in there[:1] for x in (Facing(a=a, b=b), CenteredOn(a=a, b=b, hard=False, weight=6.0))]


def _not_across_from(draft: Draft, which: str) -> tuple[int, ...]:
    """ "opposite:door": the walls that do not look at the wall with the first door (or window); else none."""
    how, _, what = which.partition(":")
    opening = next((o for o in draft.room.openings if o.id.startswith(what)), None)
    if how != "opposite" or opening is None:
        return ()
    return tuple(k for k in range(len(draft.room.walls)) if facing_walls(draft.room, k, opening.wall) < 0.9)


def _wall_of(draft: Draft, which: str) -> tuple[int, ...]:
    """ "opposite:w2" and "behind:w2": the wall across from, or at the back of, a piece as the plan has it."""
    how, _, ref = which.partition(":")
    spots = [draft.spots[i] for i in draft.by_ref.get(ref, []) if i in draft.spots]
    if not spots or spots[0].wall < 0:
        return ()
    back = spots[0].wall
    # one sits at a desk with one's back to the room: behind the sitter is the wall across
    sitter = any(draft.piece(i).category in DESKS for i in draft.by_ref.get(ref, []))
    if how == "behind" and not sitter:
        return (back,)
    return tuple(k for k in range(len(draft.room.walls)) if facing_walls(draft.room, k, back) > 0.97)


def _to_opening(draft: Draft, r: WishRelation, a: str, opening: str) -> list[Relation]:
    if (a, opening) in draft.stated:
        return []
    if r.kind == "facing":
        if draft.piece(a).category in DESKS and opening in {d.id for d in draft.room.doors}:
            # who sits at it looks at the door: its back is to it
            return [FacingAway(a=a, b=opening)]
        if draft.piece(a).category in DESKS:
            # the person who sits at it looks out: its back is to the window
            return [AtWindow(a=a, b=opening, max=0.3)]
        return [Facing(a=a, b=opening)]
    if r.kind == "far":
        return [Far(a=a, b=opening, min=r.distance or _away(draft, a, opening))]
    if r.kind in ("at", "under", "in_front_of"):
        return [AtWindow(a=a, b=opening, max=0.3)]
    if r.kind in ("left_of", "right_of"):
        return beside_opening(r.kind, a, opening, _in_plan(draft, a, opening, BESIDE))
    if r.kind in ("beside", "flanking", "against"):
        return [Near(a=a, b=opening, max=_in_plan(draft, a, opening, BESIDE))]
    if r.kind == "opposite":
        return [Facing(a=a, b=opening), Far(a=a, b=opening, min=ACROSS), Near(a=a, b=opening, max=REACH, hard=False)]
    return _near(a, opening, r.distance or _in_plan(draft, a, opening, NEAR), 0) if r.kind == "near" else []


def beside_opening(kind: str, a: str, opening: str, reach: float) -> list[Relation]:
    """Within `reach` [m] of a door or window; to the left or right of it (`kind`) and not before it at all where the
    wall has room for that."""
    side: Literal["left", "right"] = "left" if kind == "left_of" else "right"
    return [
        Near(a=a, b=opening, max=reach),
        Beside(a=a, b=opening, side=side, max=reach, hard=False, weight=6.0),
        Far(a=a, b=opening, min=CLEAR_OF, hard=False, weight=4.0),
    ]


def _in_plan(draft: Draft, a: str, opening: str, reach: float) -> float:
    """How near in plan [m] a thing must stand to be within `reach` of an opening that may begin above it."""
    there = next(o for o in draft.room.openings if o.id == opening)
    piece = draft.piece(a)
    top = (piece.elevation or 0.0) + draft.size(a)[2] if piece.support == "wall" else draft.size(a)[2]
    up = max(0.0, there.base - top)
    return round(math.sqrt(max(0.01, reach**2 - up**2)), 2)


def _away(draft: Draft, a: str, opening: str) -> float:
    """How far "far from the door" is: `AWAY`, or most of what the room allows."""
    there = next(o for o in draft.room.openings if o.id == opening)
    x, y = draft.room.walls[there.wall].at(there.offset + there.width / 2)
    farthest = max(math.dist((x, y), p) for p in draft.room.polygon)
    width, depth, _ = draft.size(a)
    return round(max(1.0, min(AWAY, 0.9 * (farthest - max(width, depth)))), 2)


# ---------------------------------------------------------------- to other pieces
def _to_piece(draft: Draft, r: WishRelation, a: str, targets: list[str], k: int) -> list[Relation]:
    b = targets[k % len(targets)] if len(draft.by_ref[r.wish]) == len(targets) else targets[0]
    if r.kind == "on" and draft.piece(a).support == "wall" and draft.piece(b).support == "floor":
        # a mirror "on" a dresser hangs over it, one that goes with a wardrobe near it
        r = replace(r, kind="above" if draft.size(b)[2] < LOW_ENOUGH else "near")
    if r.kind in ("on", "inside") or a == b or (a, b) in draft.stated or draft.together(a, b):
        return []
    if r.kind == "between":
        return _between(draft, r, a, targets)
    if r.kind == "above":
        _lift(draft, a, b)
    if r.kind == "under" and draft.piece(b).support in ("wall", "ceiling"):
        # a console under a screen on the wall: the screen hangs over it
        _lift(draft, b, a)
        return [Above(a=b, b=a)]
    rule = _PAIRS.get(r.kind)
    relations = _by_what_it_is(draft, r, a, b) or (rule(a, b, r.distance, k) if rule else [])
    if draft.decided_by_group(a) and r.kind not in BETWEEN_GROUPS:
        return [_as_preference(x) for x in relations]
    return relations


def _by_what_it_is(draft: Draft, r: WishRelation, a: str, b: str) -> list[Relation]:
    """What the words mean of these two pieces; empty where it is what they mean of any."""
    words, usual = r.words.lower(), draft.knowledge.piece(draft.piece(a).category)
    if r.kind == "above" and draft.piece(a).support == "ceiling" and len(draft.by_ref[r.wish]) > 1:
        # several over one table hang side by side along it
        return [Above(a=a, b=b, tol=round(ALONG * max(draft.size(b)[:2]), 2)), Aligned(a=a, b=b)]
    if r.kind == "under" and draft.piece(b).category in BEDS and not usual.flat:
        draft.change(a, stage=draft.piece(b).stage)
        _open_beneath(draft, a, b)
        return [Under(a=a, b=b, share=BELOW)]
    if "outside" in words:
        # "two books outside the bookshelf" are not in it, wherever else they lie
        return [Near(a=a, b=b, max=r.distance or NEAR, hard=False)]
    if (
        r.kind == "beside"
        and draft.piece(a).category in ARMCHAIRS
        and draft.knowledge.piece(draft.piece(b).category).back
    ):
        # one sits beside a bookcase with one's back to the same wall, and does not look at its end
        return [*_PAIRS[r.kind](a, b, r.distance, 0), Aligned(a=a, b=b, hard=False, weight=4.0)]
    if r.kind == "beside" and "end of" in words and draft.piece(a).support == "wall":
        # a screen at one end of a table hangs behind those who sit at that end
        return [Beside(a=a, b=b, max=r.distance or AT_END)]
    if r.kind == "around" and "short" in words:
        return [Facing(a=a, b=b), Beside(a=a, b=b, max=r.distance or 0.6)]
    if r.kind == "in_front_of" and "foot" in words and draft.piece(b).category in LIES_ALONG:
        # the foot of a bath is an end of it
        return [Beside(a=a, b=b, max=r.distance or AT_FOOT), LinedUp(a=a, b=b, tol=0.2, hard=False, weight=2.0)]
    if r.kind == "in_front_of" and "foot" in words:
        return [InFrontOf(a=a, b=b), Near(a=a, b=b, max=r.distance or AT_FOOT)]
    if r.kind == "in_front_of" and draft.piece(a).category in SITTING and draft.piece(b).category in LOOKED_AT:
        return [*_PAIRS[r.kind](a, b, r.distance, 0), Facing(a=a, b=b)]
    return []


def _open_beneath(draft: Draft, a: str, b: str) -> None:
    """A bed on high legs, and what is kept under it no higher than they are, where the person left its height open."""
    bed, wish = draft.piece(b), draft.wish_of(a)
    width, depth, height = draft.size(a)
    if bed.category not in ON_LEGS or (wish and wish.size[2]) or category(draft.piece(a).category).height[0] > LOW:
        return
    options = {**dict(bed.query.options), "beneath": "open"}
    draft.change(b, query=replace(bed.query, options=tuple(options.items())))
    draft.resize(a, (width, depth, round(min(height, LOW), 3)))


def _as_preference(x: Relation) -> Relation:
    return replace(x, hard=False, weight=3.0)


def _between(draft: Draft, r: WishRelation, a: str, targets: list[str]) -> list[Relation]:
    named = draft.by_ref.get(r.other, []) if r.other else targets[1:]
    others = [x for x in named if x != targets[0]]  # "between the desks": the first and another one
    if not others:
        return [Near(a=a, b=targets[0], max=0.6)]
    if draft.together(a, targets[0]) or draft.together(a, others[0]):
        return []
    return [Between(a=a, b=targets[0], c=others[0])]


def _lift(draft: Draft, a: str, b: str) -> None:
    """A thing on the wall over another hangs 0.15 m clear of it."""
    top = draft.size(b)[2] if draft.piece(b).support == "floor" else 0.0
    if draft.piece(a).support == "wall" and top and (draft.piece(a).elevation or 0.0) < top + 0.1:
        draft.change(a, elevation=round(top + 0.15, 2))
        draft.below_the_ceiling(a)


def _near(a: str, b: str, d: float | None, k: int) -> list[Relation]:
    """Within reach, but not touching: what is near has a place of its own."""
    return [Near(a=a, b=b, max=d or NEAR), Far(a=a, b=b, min=min(APART, (d or NEAR) / 2))]


def _beside_in_line(a: str, b: str, d: float | None, side: Literal["left", "right"]) -> list[Relation]:
    """On that side, within reach, backs in line where they can be."""
    where = LeftOf(a=a, b=b) if side == "left" else RightOf(a=a, b=b)
    return [where, Near(a=a, b=b, max=d or 0.8, hard=False), LinedUp(a=a, b=b, tol=0.2, hard=False, weight=2.0)]


Rule = Callable[[str, str, float | None, int], list[Relation]]
_PAIRS: dict[str, Rule] = {
    "against": lambda a, b, d, k: [Near(a=a, b=b, max=0.1)],
    "at": lambda a, b, d, k: [Near(a=a, b=b, max=d or 0.4)],
    "under": lambda a, b, d, k: [Under(a=a, b=b)],
    "above": lambda a, b, d, k: [Above(a=a, b=b)],
    "beside": lambda a, b, d, k: [Beside(a=a, b=b, max=d or 0.4)],
    "flanking": lambda a, b, d, k: [Beside(a=a, b=b, side="right" if k % 2 else "left", max=d or 0.4)],
    "near": _near,
    "far": lambda a, b, d, k: [Far(a=a, b=b, min=d or 1.5)],
    "facing": lambda a, b, d, k: [Facing(a=a, b=b), InFrontOf(a=a, b=b, hard=False, weight=3.0)],
    "opposite": lambda a, b, d, k: [
        Facing(a=a, b=b),
        Far(a=a, b=b, min=ACROSS),
        InFrontOf(a=a, b=b, hard=False, weight=3.0),
        Near(a=a, b=b, max=REACH, hard=False),
    ],
    "in_front_of": lambda a, b, d, k: [InFrontOf(a=a, b=b), Near(a=a, b=b, max=d or 1.2, hard=False, weight=2.0)],
    "behind": lambda a, b, d, k: [Behind(a=a, b=b), Near(a=a, b=b, max=d or 0.8, hard=False)],
    "left_of": lambda a, b, d, k: _beside_in_line(a, b, d, "left"),
    "right_of": lambda a, b, d, k: _beside_in_line(a, b, d, "right"),
    "around": lambda a, b, d, k: [Around(a=a, b=b)],
    "centered": lambda a, b, d, k: [Near(a=a, b=b, max=d or 0.5)],
    "parallel": lambda a, b, d, k: [Parallel(a=a, b=b)],
}


def pair_relations(kind: str, a: str, b: str, distance: float | None = None, k: int = 0) -> list[Relation]:
    """What it means that `a` stands in relation `kind` (a `WishKind`) to the piece `b`; `k` numbers equal pieces."""
    rule = _PAIRS.get(kind)
    return rule(a, b, distance, k) if rule else []
