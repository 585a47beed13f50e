"""The person's relations between wishes, in the solver's words.

What a rigid group already holds is not said twice. What a group decides for its member against the person's words is
kept as a preference.
"""

from __future__ import annotations

from collections.abc import Callable

from idesign.brief import WishRelation
from idesign.designers.embedded.draft import Draft, walls_named, window_named
from idesign.designers.embedded.kinds import DESKS
from idesign.designers.embedded.prefer import facing_walls
from solvers.relations import (
    Above,
    AgainstWall,
    Around,
    AtWall,
    AtWindow,
    Behind,
    Beside,
    Between,
    CenteredInRoom,
    CenteredOnWall,
    Corner,
    Facing,
    Far,
    InFrontOf,
    LeftOf,
    Near,
    Parallel,
    Relation,
    RightOf,
    Under,
)


def relate_wishes(draft: Draft) -> None:
    """Adds a relation for each thing that the person said of where things go."""
    for r in draft.brief.relations:
        for k, a in enumerate(draft.by_ref.get(r.wish, [])):
            draft.relate(*_relations(draft, r, a, k))


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
    if kind == "corner" or r.kind == "in_corner":
        named = walls_named(draft.room, r.target)
        return [
            Corner(a=a),
            *([AtWall(a=a, walls=named)] if named and draft.knowledge.piece(draft.piece(a).category).back else []),
        ]
    if kind == "wall":
        return _to_wall(draft, r, a, which)
    if kind == "room" and r.kind in ("centered", "at", "in_front_of", "near"):
        return [CenteredInRoom(a=a, tol=0.4)]
    return []


def _to_wall(draft: Draft, r: WishRelation, a: str, which: str) -> list[Relation]:
    walls = walls_named(draft.room, r.target) or _wall_of(draft, which)
    if r.kind == "far":
        return []
    if r.kind == "centered":
        return [CenteredOnWall(a=a, tol=0.15), *([AtWall(a=a, walls=walls)] if walls else [])]
    if walls:
        return [AtWall(a=a, walls=walls)]
    return [AgainstWall(a=a)] if draft.piece(a).support == "floor" else []


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
        if draft.piece(a).category in DESKS:
            # the person who sits at it looks out: its back is to the window
            return [AtWindow(a=a, b=opening, max=0.3)]
        return [Facing(a=a, b=opening)]
    if r.kind == "far":
        return [Far(a=a, b=opening, min=r.distance or 1.5)]
    if r.kind in ("at", "under", "in_front_of"):
        return [AtWindow(a=a, b=opening, max=0.3)]
    if r.kind in ("beside", "left_of", "right_of", "flanking", "against"):
        return [Near(a=a, b=opening, max=0.6)]
    if r.kind == "opposite":
        return [Facing(a=a, b=opening)]
    return [Near(a=a, b=opening, max=r.distance or 1.0)] if r.kind == "near" else []


# ---------------------------------------------------------------- to other pieces
def _to_piece(draft: Draft, r: WishRelation, a: str, targets: list[str], k: int) -> list[Relation]:
    b = targets[k % len(targets)] if len(draft.by_ref[r.wish]) == len(targets) else targets[0]
    if r.kind in ("on", "inside") or a == b or (a, b) in draft.stated or draft.together(a, b):
        return []
    if r.kind == "between":
        return _between(draft, r, a, targets)
    if r.kind == "above":
        _lift(draft, a, b)
    rule = _PAIRS.get(r.kind)
    relations = rule(a, b, r.distance, k) if rule else []
    return [_as_preference(x) for x in relations] if draft.decided_by_group(a) else relations


def _as_preference(x: Relation) -> Relation:
    from dataclasses import replace

    return replace(x, hard=False, weight=3.0)


def _between(draft: Draft, r: WishRelation, a: str, targets: list[str]) -> list[Relation]:
    others = draft.by_ref.get(r.other, []) if r.other else targets[1:]
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


Rule = Callable[[str, str, float | None, int], list[Relation]]
_PAIRS: dict[str, Rule] = {
    "against": lambda a, b, d, k: [Near(a=a, b=b, max=0.1)],
    "at": lambda a, b, d, k: [Near(a=a, b=b, max=d or 0.4)],
    "under": lambda a, b, d, k: [Under(a=a, b=b)],
    "above": lambda a, b, d, k: [Above(a=a, b=b)],
    "beside": lambda a, b, d, k: [Beside(a=a, b=b, max=d or 0.4)],
    "flanking": lambda a, b, d, k: [Beside(a=a, b=b, side="right" if k % 2 else "left", max=d or 0.4)],
    "near": lambda a, b, d, k: [Near(a=a, b=b, max=d or 0.8)],
    "far": lambda a, b, d, k: [Far(a=a, b=b, min=d or 1.5)],
    "facing": lambda a, b, d, k: [Facing(a=a, b=b)],
    "opposite": lambda a, b, d, k: [Facing(a=a, b=b), InFrontOf(a=a, b=b, hard=False, weight=2.0)],
    "in_front_of": lambda a, b, d, k: [InFrontOf(a=a, b=b), Near(a=a, b=b, max=d or 1.2, hard=False, weight=2.0)],
    "behind": lambda a, b, d, k: [Behind(a=a, b=b)],
    "left_of": lambda a, b, d, k: [LeftOf(a=a, b=b), Near(a=a, b=b, max=d or 0.8, hard=False)],
    "right_of": lambda a, b, d, k: [RightOf(a=a, b=b), Near(a=a, b=b, max=d or 0.8, hard=False)],
    "around": lambda a, b, d, k: [Around(a=a, b=b)],
    "centered": lambda a, b, d, k: [Near(a=a, b=b, max=d or 0.5)],
    "parallel": lambda a, b, d, k: [Parallel(a=a, b=b)],
}


def pair_relations(kind: str, a: str, b: str, distance: float | None = None, k: int = 0) -> list[Relation]:
    """What it means that `a` stands in relation `kind` (a `WishKind`) to the piece `b`; `k` numbers equal pieces."""
    rule = _PAIRS.get(kind)
    return rule(a, b, distance, k) if rule else []
