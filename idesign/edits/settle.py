"""A good place for one thing in a furnished room, the others staying where they are as far as can be.

Every place that the thing may take is scored at once (`solvers.placement_map`); the best are then taken literally and
repaired (`solvers.repair`), so that what must make way does, by as little as can be. The exact check decides.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from idesign.edits.bench import Bench
from solvers import Mended, Moved, PlacementMap, Session, placement_map
from solvers.geometry import compose
from solvers.problem import LayoutProblem, Pose
from solvers.relations import AtWall, Offset, OnTopOf, Relation

STEP, FINE = 0.1, 0.04
"""Grid steps [m]: over the floor, and along a wall that is known."""
SPOTS, TIGHT = 2, 2
"""Good places that are tried, and places that are tried when none is free."""
MANY, APART = 4000, 0.4
"""Poses among which those are looked for, and how far they are apart [m]."""
LEAST_FREE = 1.5
"""A place further than this from being free is not tried [m]."""
STAY = 0.12
"""Comfort that a metre from where it stood is worth: what may stay near does."""


@dataclass(frozen=True)
class Pins:
    """What is known of the pose before the search: x, y [m], yaw [rad]; None is open."""

    x: float | None = None
    y: float | None = None
    yaw: float | None = None


def settle(bench: Bench, id: str, near: Pose | None = None, pins: Pins | None = None, apart: float = 0.0,
           accept: Callable[[Pose], bool] | None = None) -> Bench | None:  # fmt: skip
    """The bench with a thing (and what goes along) at the best place that its relations allow, `apart` [m] or more from
    `near`; None when there is none. Places that `accept` likes come first. What hangs on it only by the designer's
    choice gives way before it does."""
    if (held := held_at(bench, id)) is not None:
        bench = bench.placed(bench.poses_with(id, held))
    free, tight = _spots(bench, id, near, pins or pins_of(bench, id), apart, accept)
    softer = without_claims(bench, id)
    tries = [(bench, free), (softer, free)] if free else [(softer or bench, tight)]
    for tried, spots in tries:
        if tried is not None and (found := _settled(tried, id, spots)) is not None:
            return found
    return None


def _settled(bench: Bench, id: str, spots: Sequence[Pose]) -> Bench | None:
    session = Session(bench.problem, bench.poses, before=bench.before)
    for pose in spots:
        result = session.repair(Moved(id, pose))
        done = bench.placed(result.layout.placements)
        if result.done and done.sound():
            return done
    return None


def put(bench: Bench, id: str, pose: Pose, hold: bool = False) -> Bench | None:
    """The bench with a thing at this pose or, unless it is held there, next to it; None when that cannot be."""
    for tried in (bench, without_claims(bench, id)):
        if tried is None:
            continue
        result = Session(tried.problem, tried.poses, before=bench.before).repair(Moved(id, pose, hold))
        done = tried.placed(result.layout.placements)
        if result.done and done.sound():
            return done
    return None


def _spots(bench: Bench, id: str, near: Pose | None, pins: Pins, apart: float,
           accept: Callable[[Pose], bool] | None) -> tuple[list[Pose], list[Pose]]:  # fmt: skip
    """Free places, the best by comfort and nearness first; and, where there are none, those that are nearly free."""
    found = placement_map(loosened(bench, id), bench.poses, id, step=grid_step(pins), x=pins.x, y=pins.y, yaw=pins.yaw)
    free = found.best(4 * SPOTS if not apart else 20 * SPOTS)
    if near is not None and apart:
        free = [s for s in free if _far(s.pose, near) >= apart]
    free.sort(key=lambda s: -s.score + (STAY * _far(s.pose, near) if near else 0.0))
    if accept is not None:
        liked = [s for s in free if accept(s.pose)]
        free = liked + [s for s in free if s not in liked]
    return [s.pose for s in free[:SPOTS]], [] if free else _nearly_free(found)


def grid_step(pins: Pins) -> float:
    """The grid step [m] on which a place is sought."""
    return FINE if pins.x is not None or pins.y is not None else STEP


def _nearly_free(found: PlacementMap) -> list[Pose]:
    chosen: list[Pose] = []
    for k in np.argsort(found.cost, axis=None, kind="stable")[:MANY]:
        z, a, y, x = (int(v) for v in np.unravel_index(int(k), found.cost.shape))
        pose = Pose(float(found.x[x]), float(found.y[y]), float(found.z[z]), float(found.yaw[a]))
        if len(chosen) == TIGHT or found.cost[z, a, y, x] > LEAST_FREE:
            break
        if all(_far(pose, c) > APART or abs(pose.yaw - c.yaw) > 0.1 for c in chosen):
            chosen.append(pose)
    return chosen


def _far(a: Pose, b: Pose) -> float:
    return math.dist((a.x, a.y), (b.x, b.y))


def loosened(bench: Bench, id: str) -> LayoutProblem:
    """The problem without what others ask of the thing: they follow it."""
    mine = bench.tied(id)
    kept = tuple(r for r in bench.relations if r.a in mine or not (set(r.names) & mine))
    return replace(bench.problem, relations=kept)


def without_claims(bench: Bench, id: str) -> Bench | None:
    """The bench on which what nobody asked for no longer insists on its place at the thing (a picture above the bed);
    None when nothing does."""
    mine = bench.tied(id)
    asked = {o.id for o in bench.scene.objects if o.asked}
    softened = [r for r in bench.relations if r.hard and r.a not in mine | asked and _claims(r) and set(r.names) & mine]
    if not softened:
        return None
    return bench.unrelated(softened).related(*(replace(r, hard=False) for r in softened))


def _claims(r: Relation) -> bool:
    return not isinstance(r, Offset | OnTopOf)


def pins_of(bench: Bench, id: str) -> Pins:
    """What is known of a thing's pose: all of it where it keeps its place on another, else what its wall says: its
    yaw, and its distance from the wall along x or y."""
    if (held := held_at(bench, id)) is not None:
        return Pins(held.x, held.y, held.yaw)
    walls = [r.walls for r in bench.relations if r.a == id and isinstance(r, AtWall) and r.hard]
    common = set.intersection(*map(set, walls)) if walls else set()
    if len(common) != 1:
        return Pins()
    wall = bench.room.walls[common.pop()]
    depth = bench.problem.body(id).size[1] / 2
    x, y = wall.at(0.0, depth)
    if abs(wall.n[0]) > 0.999:
        return Pins(x=x, yaw=wall.yaw)
    return Pins(y=y, yaw=wall.yaw) if abs(wall.n[1]) > 0.999 else Pins(yaw=wall.yaw)


def held_at(bench: Bench, id: str) -> Pose | None:
    """Where a thing has to be that keeps its place in the frame of another; None when it may stand here or there."""
    offsets = (r for r in bench.relations if r.a == id and isinstance(r, Offset) and r.hard and r.b in bench.poses)
    held = next(offsets, None)
    return compose(bench.poses[str(held.b)], Pose(held.x, held.y, held.z, held.yaw)) if held is not None else None


def mended(bench: Bench, poses: Mapping[str, Pose] | None = None) -> Bench | None:
    """The bench with what is wrong put right by moving as little as can be; None when that cannot be."""
    placed = bench.poses if poses is None else dict(poses)
    result = Session(bench.problem, placed, before=bench.before).repair(Mended())
    done = bench.placed(result.layout.placements)
    return done if result.done and done.sound() else None
