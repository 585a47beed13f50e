"""Operations on the room itself: its size, its height, its doors and windows.

A wall is moved, not the furniture: what stands or hangs at the moved wall goes along with it, all else keeps its place
in the room's frame, and then what is in the way makes room.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from idesign.edits.bench import Bench
from idesign.edits.operations import AddOpening, ChangeRoom, RemoveOpening
from idesign.edits.refusal import RefusedError
from idesign.edits.settle import mended
from idesign.errors import InputError
from idesign.knowledge import knowledge
from idesign.scene import SceneObject, SceneRoom
from idesign.sentences import called, told, word
from solvers.problem import Pose
from solvers.relations import Offset
from solvers.room import XY, Door, Opening, Wall, Window

AXES = (("width", ("east", "west"), 0), ("depth", ("north", "south"), 1))
SAME = 0.005
"""Sides that differ by less are the same [m]."""
AT_WALL = 0.2
"""What has a side so near to a wall goes along when it is moved [m]."""
CLEAR = 0.1
"""Wall that stays beside an opening [m]."""


def change_room(bench: Bench, op: ChangeRoom) -> tuple[Bench, list[str]]:
    """The room of another size; of two walls the one moves at which less stands, unless one is named."""
    _check(op)
    before, said = bench.room, []
    if op.height is not None:
        bench = _of_height(bench, op.height)
        said.append(told("changes.height", now=op.height, before=before.height))
    for (name, sides, axis), wish in zip(AXES, (op.width, op.depth), strict=True):
        x0, y0, x1, y1 = bench.room.bounds
        own = (x1 - x0, y1 - y0)[axis]
        if wish is None or abs(wish - own) < SAME:
            continue
        bench = _resized(bench, sides if op.wall not in sides else (op.wall,), wish - own)
        said.append(told(f"changes.{name}", now=wish, before=own))
    if not said:
        raise RefusedError(told("refused.room_has_size"))
    return bench, said


def _check(op: ChangeRoom) -> None:
    rules = knowledge().rules["room"]
    for name, value, low, high in (
        ("width", op.width, "min_side", "max_side"), ("depth", op.depth, "min_side", "max_side"),
        ("height", op.height, "min_height", "max_height"),
    ):  # fmt: skip
        if value is not None and not rules[low] <= value <= rules[high]:
            raise RefusedError(told(f"refused.room_{name}", low=rules[low], high=rules[high], value=value))


def _of_height(bench: Bench, height: float) -> Bench:
    """Another ceiling: what hangs from it goes along, and shorter where it would hang too low."""
    room = replace(bench.scene.room, height=height)
    tall = [o for o in bench.scene.objects if o.support != "ceiling" and o.z + o.size[2] > height + SAME]
    low = [x.id for x in bench.room.openings if x.base + x.height > height]
    if tall or low:
        raise RefusedError(told("refused.too_low", height=height, things=(*map(called, tall), *low)))
    hung = [replace(o, z=round(height - o.size[2], 4)) if o.support == "ceiling" else o for o in bench.scene.objects]
    moved = replace(bench, scene=replace(bench.scene, room=room)).with_objects(hung)
    done = moved if moved.sound() else mended(moved)
    if done is None:
        raise RefusedError(told("refused.too_low_hanging", height=height))
    return done


# ---------------------------------------------------------------- moving a wall
def _resized(bench: Bench, sides: tuple[str, ...], by: float) -> Bench:
    """With the wall of one of the sides moved out by `by` [m], the first that works."""
    for side in sorted(sides, key=lambda s: _weight(bench, bench.room.wall_named(s))):
        wall = bench.room.wall_named(side)
        moved = _wall_moved(bench, wall, by)
        done = moved if moved is None or moved.sound() else mended(moved)
        if done is not None:
            return done
    raise RefusedError(told("refused.not_larger" if by > 0 else "refused.not_smaller", by=abs(by)))


def _weight(bench: Bench, wall: Wall) -> float:
    """How much would have to move with a wall."""
    at = [o for o in bench.scene.objects if _at(o, wall)]
    openings = sum(x.wall == wall.index for x in bench.room.openings)
    return sum(o.size[0] * o.size[1] for o in at) + 0.5 * openings + 100.0 * any(o.locked for o in at)


def _wall_moved(bench: Bench, wall: Wall, by: float) -> Bench | None:
    """The room with one wall moved out along its normal; None when its neighbours are not square to it."""
    n, room = len(bench.room.polygon), bench.scene.room
    before, after = bench.room.walls[wall.index - 1], bench.room.walls[(wall.index + 1) % n]
    if any(abs(w.u[0] * wall.u[0] + w.u[1] * wall.u[1]) > 1e-6 for w in (before, after)):
        return None
    step = (-wall.n[0] * by, -wall.n[1] * by)
    ends = {wall.index, (wall.index + 1) % n}
    polygon = tuple(_plus(p, step) if k in ends else p for k, p in enumerate(room.polygon))
    # the wall after the moved one begins at a moved corner
    doors = tuple(replace(d, offset=_shifted(d, after.index, by)) for d in room.doors)
    windows = tuple(replace(w, offset=_shifted(w, after.index, by)) for w in room.windows)
    new = replace(room, polygon=polygon, doors=doors, windows=windows)
    if any(x.offset < 0 or x.offset + x.width > new.plan.walls[x.wall].length for x in new.plan.openings):
        return None
    along = {i for o in bench.scene.objects if _at(o, wall) for i in bench.tied(o.id)}
    poses = {i: _pose_plus(bench.poses[i], step) for i in along if not bench.object(i).locked}
    return replace(bench, scene=replace(bench.scene, room=new)).placed(poses)


def _plus(p: XY, step: XY) -> XY:
    return (round(p[0] + step[0], 4), round(p[1] + step[1], 4))


def _pose_plus(pose: Pose, step: XY) -> Pose:
    return replace(pose, x=pose.x + step[0], y=pose.y + step[1])


def _shifted(x: Opening, wall: int, by: float) -> float:
    """The offset of an opening when its wall begins `by` earlier."""
    return round(x.offset + by, 4) if x.wall == wall else x.offset


def _at(o: SceneObject, wall: Wall) -> bool:
    """Whether a thing has its back to the wall and stands or hangs at it."""
    from solvers.geometry import footprint, segment_distance

    back = footprint(o.size, o.pose).corners[2:]
    return max(segment_distance(c, wall.start, wall.end) for c in back) <= AT_WALL


# ---------------------------------------------------------------- openings
def add_opening(bench: Bench, op: AddOpening) -> tuple[Bench, list[str]]:
    """Another door or window in the middle of the longest free stretch of its wall."""
    kind = knowledge().room_type(bench.scene.room.type)[1]
    width = op.width or (kind.door.width if op.kind == "door" else kind.window.width)
    room = bench.scene.room
    walls = [bench.room.wall_named(op.side)] if op.side else sorted(bench.room.walls, key=lambda w: -w.length)
    for wall in walls:
        for offset in _free_offsets(bench, wall, width):
            height = min(kind.door.height, room.height - 0.05)
            high = min(kind.window.height, room.height - kind.window.sill - 0.1)
            new = _opened(room, op.kind, wall.index, offset, width, height, kind.window.sill, high)
            done = replace(bench, scene=replace(bench.scene, room=new))
            done_or = done if done.sound() else mended(done)
            if done_or is not None:
                where = told(f"place.wall_{op.side}") if op.side else told("place.wall_number", number=wall.index)
                return done_or, [told("changes.opened", kind=told(f"kinds.{op.kind}"), width=width, wall=where)]
    where = told(f"place.wall_{op.side}" if op.side else "place.any_wall")
    raise RefusedError(told("refused.no_opening", kind=told(f"kinds.{op.kind}"), width=width, wall=where))


def _free_offsets(bench: Bench, wall: Wall, width: float) -> Iterator[float]:
    """Where an opening could be, in the middle of free stretches, the longest first."""
    taken = sorted((x.offset - CLEAR, x.offset + x.width + CLEAR) for x in bench.room.openings if x.wall == wall.index)
    edges = [(CLEAR, 0.0), *taken, (wall.length - CLEAR, 0.0)]
    gaps = [(a[1] if k else a[0], b[0]) for k, (a, b) in enumerate(pairwise(edges))]
    fitting = sorted((g for g in gaps if g[1] - g[0] >= width), key=lambda g: g[0] - g[1])
    for low, high in fitting:
        yield from (round(v, 3) for v in ((low + high - width) / 2, low, high - width))


def _opened(room: SceneRoom, kind: str, wall: int, offset: float, width: float, door: float, sill: float,
            window: float) -> SceneRoom:  # fmt: skip
    taken = {x.id for x in room.plan.openings}
    id = next(i for k in range(len(taken) + 1) if (i := f"{kind}-{k}") not in taken)
    if kind == "door":
        return replace(room, doors=(*room.doors, Door(id, wall, offset, width, door)))
    return replace(room, windows=(*room.windows, Window(id, wall, offset, width, sill, window)))


def remove_opening(bench: Bench, op: RemoveOpening) -> tuple[Bench, list[str]]:
    """Walled up, with the curtains that hung there. The last door stays."""
    room = bench.scene.room
    openings = {x.id: x for x in room.plan.openings}
    if op.id not in openings:
        raise InputError(f"remove_opening: there is no opening {op.id!r} in this room")
    if [d.id for d in room.doors] == [op.id]:
        raise RefusedError(told("refused.only_door"))
    hung = [r.a for r in bench.relations if isinstance(r, Offset) and r.b == op.id]
    new = replace(room, doors=tuple(d for d in room.doors if d.id != op.id),
                  windows=tuple(w for w in room.windows if w.id != op.id))  # fmt: skip
    gone = bench.without([op.id, *hung])
    things = tuple(called(bench.object(i)) for i in hung)
    more = told("changes.walled_up_with", things=things) if things else ""
    said = told("changes.walled_up", kind=word("kinds", op.id.split("-")[0]), id=op.id, more=more)
    return replace(gone, scene=replace(gone.scene, room=new)), [said]
