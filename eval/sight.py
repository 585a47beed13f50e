"""Lines of sight that matter, by rays through the meshes: from the seat to the screen, from the bed to the door.

A ray is stopped by what it meets of any other thing than the two that it joins (Moeller and Trumbore 1997, by trimesh).
Curtains and what one moves aside stop nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from shapely.geometry import LineString

from eval.access import having, missing
from eval.comfort import screen_and_viewer, yields
from eval.score import Score, Spot
from eval.space import EPS, Space, Thing, to_world
from eval.standards import standards

Array = npt.NDArray[np.float64]


def judge_sight(space: Space) -> tuple[Score, ...]:
    """All scores about what one sees."""
    return (screen(space), door_from_bed(space))


def screen(space: Space) -> Score:
    """Share of the screen, by a grid of 5 x 3 points on its front, that one sees from the middle of the best seat."""
    rule = standards().sight
    definition = f"share of the screen seen from the best seat, eyes {rule.seated:.2f} m above the floor"
    pair = screen_and_viewer(space)
    if pair is None:
        return missing("screen in sight", "share", definition, "no television with a seat", (rule.screen, None))
    tv, seat = pair
    eye = np.array([seat.object.x, seat.object.y, rule.seated])
    found, blockers = _seen(space, eye, _front(tv), (tv, seat))
    spot = Spot(((seat.object.x, seat.object.y), (tv.object.x, tv.object.y)), f"{100 * found:.0f} %")
    words = (f"from {seat.id} to {tv.id}", *(f"{i} is in the way" for i in blockers))
    return Score(
        "screen in sight", found, "share", "use", "geometry", definition, (rule.screen, None), "", words, (spot,)
    )


def door_from_bed(space: Space) -> Score:
    """Share of the best seen door, by a grid of 5 x 3 points in its opening, that one sees who sits up in bed, over the
    third of it at the head. The bed that sees least counts."""
    rule = standards().sight
    definition = f"share of a door seen from the bed, eyes {rule.bed:.2f} m above it"
    beds, room = having(space, "bed"), space.scene.room
    if not beds or not room.doors:
        return missing("door seen from bed", "share", definition, "no bed" if not beds else "the room has no door")
    best = [max((_door(space, bed, k) for k in range(len(room.doors))), key=lambda s: s[0]) for bed in beds]
    found, words, spot = min(best, key=lambda s: s[0])
    return Score("door seen from bed", found, "share", "use", "geometry", definition, None, "", words, (spot,))


def _door(space: Space, bed: Thing, number: int) -> tuple[float, tuple[str, ...], Spot]:
    """The share of a door that is seen from a bed, in words and on the plan."""
    door = space.scene.room.doors[number]
    x, y = to_world(bed.object, 0.0, bed.object.size[1] / 3)
    wall, along = space.walls[door.wall], np.linspace(0.1, 0.9, 5) * door.width + door.offset
    points = [(*wall.at(float(a), 0.01), door.height * z) for a in along for z in (0.25, 0.5, 0.75)]
    top = bed.object.z + bed.object.size[2] if bed.object.size[2] < 1 else 0.6
    found, blockers = _seen(space, np.array([x, y, top + standards().sight.bed]), np.array(points), (bed,))
    spot = Spot(((x, y), wall.at(door.offset + door.width / 2)), f"{100 * found:.0f} %")
    return found, (f"from {bed.id} to {door.id}", *(f"{i} is in the way" for i in blockers)), spot


def _front(tv: Thing) -> Array:
    """A grid [15, 3] on the front of a screen, a tenth in from its edges."""
    o = tv.object
    across, up = np.linspace(-0.4, 0.4, 5) * o.size[0], o.z + np.linspace(0.1, 0.9, 3) * o.size[2]
    return np.array([(*to_world(o, float(a), -o.size[1] / 2 - 0.01), float(z)) for a in across for z in up])


def _seen(space: Space, eye: Array, points: Array, ends: Sequence[Thing]) -> tuple[float, tuple[str, ...]]:
    """The share of points [P, 3] that one sees from `eye` [3], and the ids of what hides the others."""
    own = {t.id for t in ends}
    clear = np.array([space.floor.buffer(EPS + 0.01).covers(LineString([eye[:2], p[:2]])) for p in points])
    blockers: list[str] = []
    for t in space.things:
        if t.id in own or t.object.support in own or yields(t):
            continue
        if (hidden := _hidden(t, eye, points)).any():
            clear, blockers = clear & ~hidden, [*blockers, t.id]
    return float(clear.mean()), tuple(blockers)


def _hidden(t: Thing, eye: Array, points: Array) -> npt.NDArray[np.bool_]:
    """Which points [P, 3] a thing hides from `eye`."""
    hidden = np.zeros(len(points), dtype=bool)
    for part in _in_reach(t, eye, points):
        rays: Any = part.ray
        at, number, _ = rays.intersects_location(np.broadcast_to(eye, points.shape), points - eye, multiple_hits=False)
        before = (
            np.linalg.norm(np.reshape(at, (-1, 3)) - eye, axis=1) < np.linalg.norm(points[number] - eye, axis=1) - EPS
        )
        hidden[number[before]] = True
    return hidden


def _in_reach(t: Thing, eye: Array, points: Array) -> Iterable[Any]:
    """The parts of a thing whose bounds one of the lines from `eye` to the points meets (slab test)."""
    way = points - eye
    way = np.where(np.abs(way) < 1e-12, 1e-12, way)
    for part in t.parts:
        a, b = ((bound - eye) / way for bound in part.bounds)
        enter, leave = np.minimum(a, b).max(axis=1), np.maximum(a, b).min(axis=1)
        if ((enter <= leave) & (leave > 0) & (enter < 1)).any():
            yield part
