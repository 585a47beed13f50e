"""What would be wrong if a thing stood where it is being dragged: the exact check's answer while the pointer moves.

A board is a room as the views know it, found again by a key that depends on nothing but its content, so that a check
needs no session and cannot change one. Boards are bounded; a key that is no longer known has no answer.
"""

from __future__ import annotations

import hashlib
import math
import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from idesign.edits.bench import Bench
from idesign.edits.places import apart, groups, position_relations
from idesign.scene import Scene
from solvers.check import Checker
from solvers.layout import Violation
from solvers.problem import Pose
from solvers.relations import Relation

BOARDS_KEPT = 256
HUGE = 1e6


@dataclass(frozen=True)
class Dragged:
    """Where a thing is held: its id, centre [m] and yaw [degrees]; `alone`: without what belongs to it but does not
    stand on it."""

    id: str
    x: float
    y: float
    yaw_deg: float
    alone: bool = False


class Board:
    """One room with what does not change while things are dragged worked out once."""

    def __init__(self, key: str, scene: Scene) -> None:
        self.key, self.scene = key, scene
        self.poses = {o.id: o.pose for o in scene.objects}

    @cached_property
    def bench(self) -> Bench:
        return Bench(self.scene)

    @cached_property
    def checker(self) -> Checker:
        return Checker(self.bench.problem)

    @cached_property
    def faults(self) -> tuple[Violation, ...]:
        """What is wrong in the room as it stands."""
        return tuple(self.checker.violations(self.poses))

    @cached_property
    def before(self) -> frozenset[str]:
        return frozenset(v.text for v in self.faults)

    def found(self, dragged: Dragged) -> tuple[Violation, ...]:
        """What is wrong with the thing there, with what goes along and with what is bound to them, and was not wrong
        before. That a thing leaves a place that it was bound to is no fault: a hand may do that (`idesign.edits`)."""
        moved = self.moved(dragged)
        found = self.checker.violations({**self.poses, **moved})
        return tuple(
            v for v in found if set(moved) & set(v.ids) and not self._put_up_with(v, dragged.id, dragged.alone)
        )

    def _put_up_with(self, v: Violation, id: str, alone: bool) -> bool:
        if v.kind == "relation":
            broken = None if v.relation is None else self.bench.relations[v.relation]
            return v.text in self.before or broken in self.places(id) or (alone and broken in groups(self.bench, id))
        return v.kind in ("fixed", "placed")

    def places(self, id: str) -> list[Relation]:
        """The relations of a thing that a hand may let go."""
        return list(position_relations(self.bench, id))

    def moved(self, dragged: Dragged) -> Mapping[str, Pose]:
        """The poses of the thing and of all that goes along with it."""
        old = self.poses[dragged.id]
        turn = math.radians(dragged.yaw_deg) - old.yaw
        c, s = math.cos(turn), math.sin(turn)
        out: dict[str, Pose] = {}
        bench = apart(self.bench, dragged.id) if dragged.alone else self.bench
        for id in sorted(bench.tied(dragged.id)):
            p = self.poses[id]
            dx, dy = p.x - old.x, p.y - old.y
            out[id] = Pose(dragged.x + c * dx - s * dy, dragged.y + s * dx + c * dy, p.z, p.yaw + turn)
        return out


class Boards:
    """The boards of this process, the oldest dropped when there are too many."""

    def __init__(self, most: int = BOARDS_KEPT) -> None:
        self._most = most
        self._boards: OrderedDict[str, Board] = OrderedDict()
        self._lock = threading.Lock()

    def put(self, scene: Scene) -> Board:
        """The board of the room."""
        key = hashlib.sha256(repr((scene.room, scene.objects, scene.relations)).encode()).hexdigest()[:32]
        with self._lock:
            if key not in self._boards:
                self._boards[key] = Board(key, scene)
            self._boards.move_to_end(key)
            while len(self._boards) > self._most:
                self._boards.popitem(last=False)
            return self._boards[key]

    def get(self, key: str) -> Board | None:
        with self._lock:
            return self._boards.get(key)


BOARDS = Boards()


def dragged_from_json(document: object) -> tuple[str, Dragged] | None:
    """The board's key and the pose that a browser sent; None when it is not of that form."""
    if not isinstance(document, dict):
        return None
    board, id = document.get("board"), document.get("id")
    numbers = [document.get(k) for k in ("x", "y", "yaw_deg")]
    if not isinstance(board, str) or not isinstance(id, str):
        return None
    if not all(isinstance(v, int | float) and not isinstance(v, bool) and abs(v) < HUGE for v in numbers):
        return None
    x, y, yaw = (float(v) for v in numbers if isinstance(v, int | float))
    return board, Dragged(id, x, y, yaw, document.get("alone") is True)
