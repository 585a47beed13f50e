"""A classroom: rows of desks that look at the board, the teacher beside it."""

from __future__ import annotations

import math
from collections.abc import Mapping

from idesign.designers.embedded import prefer
from idesign.designers.embedded.draft import Draft
from solvers.relations import AtWall, CenteredOn, Facing, FacingWall, Far, InFrontOf, KeepClear, Near

Options = Mapping[str, str]
PITCH = (1.34, 1.42)
"""Across and along [m]: desks 0.70 x 0.50 with 0.64 between them and 0.92 from row to row (Dimensions: 0.50-0.75 and
0.75-0.90; a side route takes 0.60)."""
FIRST_ROW = 2.0
"""Least distance from the board to the first row [m] (2.0-2.5, K)."""
NO_WALL, BEHIND_DESK, BEFORE_CLASS = 0.9, 0.9, 0.6
"""Free before the first row's desks, behind the teacher's and before it [m] (1.1: a chair, who sits on it, a way)."""
TEACHER = 2.6
"""From the board to the first row [m] (2.0-2.5 and the teacher's desk)."""


def school(draft: Draft, options: Options) -> None:
    """Desks and chairs as one block; as many as were asked for, else as many as the floor holds (2.3 m2 a pupil)."""
    count = draft.asked("school_desk") or (_usual(draft) if draft.may("school_desk") else 0)
    if not count:
        return
    board = _board(draft)
    seats = 2 if draft.asked("school_chair", "dining_chair") >= 2 * count else 1
    pitch = PITCH[0] + 0.7 * (seats - 1)
    columns = _columns(draft, board, count, seats)
    desks: list[tuple[str, str]] = []
    chairs: list[tuple[str, str]] = []
    for k in range(count):
        desk = draft.get("school_desk", size=(0.7 * seats, 0.5, 0.74), optional=False, priority=6.0)
        place = f"{k // columns}:{k % columns}"
        desks += [(desk, f"desk:{place}")] if desk else []
        chairs += _pupils(draft, place, seats)
    draft.group("grid", desks[0][0], [*desks[1:], *chairs], {"x": str(pitch), "y": str(PITCH[1])})
    if board is not None:
        if chairs:
            first = desks[columns // 2][0]
            spot = draft.spots.get(board)
            draft.relate(FacingWall(a=chairs[0][0], walls=(spot.wall,) if spot else ()))
            draft.relate(Far(a=first, b=board, min=FIRST_ROW), CenteredOn(a=board, b=first, hard=False, weight=4.0))
            # the whole row is that far from the board's wall, not only its middle from a board at the other end
            draft.relate(InFrontOf(a=first, b=board), KeepClear(a=first, depth=NO_WALL, side="back"))
        _teacher(draft, board, [d for d, _ in desks[:columns]])


def _columns(draft: Draft, board: str | None, count: int, seats: int) -> int:
    """How many desks stand beside each other: rows that are full and not too deep for the room."""
    breadth, pitch = _breadth(draft, board), PITCH[0] + 0.7 * (seats - 1)
    most = max(1, min(count, int((breadth - 0.9 + PITCH[0] - 0.7) / pitch)))

    def score(k: int) -> float:
        deep = TEACHER + math.ceil(count / k) * PITCH[1] - draft.area / breadth
        return -0.6 * (-count % k) - abs(k - math.sqrt(count * 1.3 / seats)) - 2.0 * max(0.0, deep)

    return max(range(1, most + 1), key=lambda k: (score(k), k))


def _pupils(draft: Draft, place: str, seats: int) -> list[tuple[str, str]]:
    """The chairs at one desk with their roles: one in its middle, or two side by side."""
    roles = [f"seat:{place}"] if seats == 1 else [f"seat:{place}:{k}/{seats}" for k in range(seats)]
    found = [draft.get("school_chair", "dining_chair", size=(0.42, 0.45, 0.78), optional=False, priority=6.0)
             for _ in roles]  # fmt: skip
    return [(chair, role) for chair, role in zip(found, roles, strict=True) if chair]


def _usual(draft: Draft) -> int:
    return max(4, min(16, int((draft.area - 10) / 2.6)))


def _breadth(draft: Draft, board: str | None) -> float:
    spot = draft.spots.get(board or "")
    return draft.room.walls[spot.wall].length if spot else min(w.length for w in draft.room.walls)


def _board(draft: Draft) -> str | None:
    if not (draft.asked("whiteboard") or draft.may("whiteboard")):
        return None
    board = draft.get("whiteboard", size=(2.0, 0.05, 1.1), support="wall", elevation=0.85, stage=0, priority=8.0)
    if board is None:
        return None
    spot = draft.plan.at_wall((2.0, 0.1, 2.0), TEACHER, None, prefer.centred(draft.room))
    if spot is not None:
        draft.spots[board] = draft.plan.hold(spot)
        draft.relate(AtWall(a=board, walls=(spot.wall,)))
    return board


def _teacher(draft: Draft, board: str, row: list[str]) -> None:
    """Before the board, a chair's depth from it; the teacher looks at the class."""
    desk = draft.get("desk", size=(1.4, 0.7, 0.74), priority=5.0)
    if desk is None:
        return
    draft.relate(Near(a=desk, b=board, max=1.6), InFrontOf(a=desk, b=board, hard=False))
    draft.relate(Facing(a=desk, b=board), Far(a=desk, b=board, min=BEHIND_DESK, hard=False, weight=5.0))
    draft.relate(*(Far(a=d, b=desk, min=BEFORE_CLASS, hard=False, weight=5.0) for d in row))
    chair = draft.get("office_chair", "dining_chair", priority=5.0)
    if chair is not None:
        draft.group("desk", desk, [(chair, "seat")])
