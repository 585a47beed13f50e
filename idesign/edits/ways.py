"""Whether one gets about in a furnished room: who gets from a door to what, and whether a wheelchair can turn.

Furniture is taken as its boxes on plan, a person as a disc. Widths are those of design guidance, section 1.1 and 1.7:
0.60 m for a way, 0.90 m and a turning circle of 1.50 m for a wheelchair (ADA 0.915, Part M 0.90; DIN 18040-2, Part M).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from shapely import prepare
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from idesign.edits.bench import Bench
from idesign.exact import asset_of
from idesign.scene import SceneObject
from idesign.sentences import called, told
from idesign.stand_about import FLAT, TURNING, WALKER, WHEELCHAIR, floor_of
from solvers.geometry import door_zone, footprint
from solvers.problem import Pose, Vec3
from solvers.room import Room

SLACK = 0.002
"""A way that is exactly wide enough is one [m]."""
SQUEEZE = 0.2
"""Half the least width [m] at which floor is not cut off (the contract of scenes: 90 % of it hangs together)."""
REACH = 0.4
"""An arm's reach [m]."""
ASIDE = ("_chair", "stool", "pouf", "ottoman")
BESIDES = ("plant", "lamp", "basket", "bin")
"""Seats that are moved about, and what is reached over other things."""
WHOLE, ENTRY = 0.9, 0.3
"""The share of the floor that must hang together; how far into the room a door is entered [m]."""


@dataclass(frozen=True)
class Ways:
    """What is wrong with the ways: ids that nobody gets to, and whether floor is cut off, nowhere wide enough to turn,
    or nobody gets in at all."""

    missed: frozenset[str] = frozenset()
    cut: bool = False
    cramped: bool = False
    shut: bool = False

    @property
    def faults(self) -> int:
        return len(self.missed) + 2 * (self.cut + self.cramped + self.shut)


@dataclass(frozen=True)
class _Standing:
    """What stands on the floor; `wanted`: one goes to it."""

    id: str
    size: Vec3
    pose: Pose
    wanted: bool


def ways(bench: Bench, rolling: bool = False, moved: Mapping[str, Pose] | None = None) -> Ways:
    """The ways of a room for somebody who walks, or `rolling`; `moved`: some things at other poses."""
    away = moved or {}
    floor = [o for o in bench.scene.objects if o.support == "floor" and o.size[2] > FLAT]
    things = [_Standing(o.id, o.size, away.get(o.id, o.pose), _is_wanted(o, rolling)) for o in floor]
    stay, go = (tuple(s for s in things if (s.id in away) == m) for m in (False, True))
    return _ways(bench.room, stay, go, rolling)


@lru_cache(maxsize=512)
def _ways(room: Room, stay: tuple[_Standing, ...], go: tuple[_Standing, ...], rolling: bool) -> Ways:
    """A change asks for the same room many times, and for rooms in which only what goes is elsewhere."""
    doors = [Polygon(door_zone(room, d, ENTRY)) for d in room.doors]
    radius = (WHEELCHAIR if rolling else WALKER) - SLACK
    reached = _entered(_free(room, stay, go, radius), doors, radius)
    prepare(reached)
    wanted = [s for s in (*stay, *go) if s.wanted]
    missed = frozenset(s.id for s in wanted if not reached.dwithin(_outline(s.size, s.pose), radius + REACH))
    narrow = _free(room, stay, go, SQUEEZE - SLACK)
    cut = _entered(narrow, doors, SQUEEZE - SLACK).area < WHOLE * narrow.area
    cramped = rolling and _entered(_free(room, stay, go, TURNING - SLACK), [reached], 0.0).is_empty
    return Ways(missed, cut, cramped, bool(doors) and reached.is_empty)


def _free(room: Room, stay: tuple[_Standing, ...], go: tuple[_Standing, ...], radius: float) -> BaseGeometry:
    """Where the middle of a disc of that radius [m] can be."""
    left = _around(room, tuple((s.size, s.pose) for s in stay), radius)
    return left.difference(unary_union([_grown(s.size, s.pose, radius) for s in go])) if go else left


@lru_cache(maxsize=256)
def _around(room: Room, boxes: tuple[tuple[Vec3, Pose], ...], radius: float) -> BaseGeometry:
    return floor_of(room).buffer(-radius).difference(unary_union([_grown(*box, radius) for box in boxes]))


@lru_cache(maxsize=4096)
def _grown(size: Vec3, pose: Pose, radius: float) -> Polygon:
    return _outline(size, pose).buffer(radius)


@lru_cache(maxsize=4096)
def _outline(size: Vec3, pose: Pose) -> Polygon:
    return Polygon(footprint(size, pose).corners)


def _is_wanted(o: SceneObject, rolling: bool) -> bool:
    return _is_walked_to(o) and (not rolling or bool(asset_of(o).access))


def _is_walked_to(o: SceneObject) -> bool:
    """Whether one goes to a thing; what is pulled up or pushed aside is not gone to."""
    return not o.category.endswith(ASIDE) and not any(word in o.category for word in BESIDES)


def _entered(free: BaseGeometry, doors: Sequence[BaseGeometry], radius: float) -> BaseGeometry:
    """The parts of it that one comes to through a door (all of them where there is no door)."""
    parts = [p for p in getattr(free, "geoms", [free]) if not p.is_empty]
    return unary_union([p for p in parts if not doors or any(p.distance(d) <= radius for d in doors)])


def worse(before: Ways, after: Ways, bench: Bench) -> list[str]:
    """A sentence for each thing that one got to before and gets to no longer; one when nobody gets in any more."""
    if after.shut and not before.shut:
        return [told("moved.shut")]
    here = {o.id: o for o in bench.scene.objects}
    lost = sorted(i for i in after.missed - before.missed if i in here)
    said: list[str] = [told("moved.narrow", thing=called(here[i]), way=2 * WALKER) for i in lost]
    return said + ([told("moved.cut_off")] if after.cut and not before.cut else [])


@dataclass(frozen=True)
class Harmless:
    """Whether a thing at a pose leaves the ways as they were without it, and can itself be got to."""

    bench: Bench
    id: str
    before: Ways

    def __call__(self, pose: Pose) -> bool:
        after = ways(self.bench, moved={self.id: pose})
        return after.faults <= self.before.faults


def stays_open(bench: Bench, id: str) -> Harmless:
    """Tells which poses of a thing close no way."""
    without = bench.without({id, *(c.id for c in bench.carried(id))})
    return Harmless(bench, id, ways(without))
