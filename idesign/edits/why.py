"""Why a thing finds no place, in words and numbers, and the smallest changes with which it would.

Each offer was tried: a smaller one, another place, a locked thing let go, another thing gone. Tries are counted, and
only whether a free place exists is asked, so that an answer takes no longer than the change would have.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from idesign.edits.bench import Bench, at, degrees
from idesign.edits.operations import Add, Lock, Move, Operation, Place, Remove, Replace, Resize
from idesign.edits.pieces import resized
from idesign.edits.places import position_relations
from idesign.edits.refusal import Offer, RefusedError
from idesign.edits.settle import loosened, pins_of
from idesign.scene import SceneObject
from idesign.sentences import called, linked, measures, thing, told
from solvers import PlacementMap, placement_map
from solvers.problem import Pose
from solvers.relations import AgainstWall, AtWall, Relation
from solvers.room import Wall

COARSE = 0.15
"""Grid step of a try [m]; places flush with walls are on the grid too."""
SMALLER = (0.85, 0.7, 0.55)
"""Widths that are tried, as shares of the wish."""
OTHERS, OFFERS = 3, 3
"""Things whose absence is tried, the largest first; offers that are made."""
FLAT = 0.05
"""What is no higher stands in nobody's way [m]."""
REACH = 0.6
"""What stands nearer to a wall than this takes of its length [m]."""


def why_not(bench: Bench, id: str, op: Operation, text: str = "") -> RefusedError:
    """The reason why the thing of the bench has no place as its relations ask, with offers that work."""
    o = bench.object(id)
    said = text or told("refused.no_place", thing=thing(o), size=measures(o.size))
    walls = _walls(bench, id)
    if walls is not None and not text:
        stretch = max((free_stretch(bench, wall, o) for wall in walls), default=0.0)
        where = told("refused.that_wall" if len(walls) == 1 else "refused.any_wall")
        said = told("refused.stretch", what=said, wall=where, length=max(0.0, stretch))
    offers = tuple(_offers(bench, o, op))[:OFFERS]
    if not offers:
        return RefusedError(told("full_stop", what=said))
    return RefusedError(told("refused.could", what=said, offers=linked([x.text for x in offers], "or")), offers)


def fits(bench: Bench, id: str) -> bool:
    """Whether a thing has a free place with everything else where it is."""
    return bool(_map(bench, id).valid.any())


def _map(bench: Bench, id: str) -> PlacementMap:
    pins = pins_of(bench, id)
    problem = loosened(bench, id)
    return placement_map(problem, bench.poses, id, step=COARSE, x=pins.x, y=pins.y, yaw=pins.yaw)


# ---------------------------------------------------------------- what would help
def _offers(bench: Bench, o: SceneObject, op: Operation) -> Iterator[Offer]:
    if isinstance(op, Add | Resize | Replace):
        yield from _smaller(bench, o, op)
    if isinstance(op, Add | Place) and op.places:
        yield from _elsewhere(bench, o, op)
    if isinstance(op, Add | Place):
        yield from _without_others(bench, o, op)


def _smaller(bench: Bench, o: SceneObject, op: Add | Resize | Replace) -> Iterator[Offer]:
    """A narrower one: for a resize, between the old size and the wish."""
    if not isinstance(op, Add):
        return
    for share in SMALLER:
        size = (round(o.size[0] * share, 2), None, None)
        small = resized(o, size)
        if fits(bench.with_object(small), o.id):
            text = told("offer.narrower", width=small.size[0])
            yield Offer(text, (replace(op, size=(small.size[0], *op.size[1:]), count=1),))
            return


def _elsewhere(bench: Bench, o: SceneObject, op: Add | Place) -> Iterator[Offer]:
    """Not there, but somewhere in the room."""
    free = bench.unrelated([r for r in position_relations(bench, o.id) if not isinstance(r, AgainstWall)])
    if isinstance(op, Add) and fits(free, o.id):
        yield Offer(told("offer.elsewhere"), (replace(op, places=()),))


def _without_others(bench: Bench, o: SceneObject, op: Add | Place) -> Iterator[Offer]:
    """If one other thing moved or went; what nobody asked for and what is large is tried first."""
    mine = bench.tied(o.id) | {o.support} | {n for r in bench.relations if r.a == o.id for n in r.names}
    others = [x for x in bench.scene.objects if x.id not in mine and x.support == "floor" and x.size[2] > FLAT]
    for x in sorted(others, key=lambda x: (x.asked, -x.size[0] * x.size[1]))[:OTHERS] if o.support == "floor" else ():
        gone = {x.id, *(c.id for c in bench.carried(x.id))}
        spots = _map(bench.without(gone), o.id).best(1)
        if not spots:
            continue
        elsewhere = None if x.locked else _also_free(bench, o, spots[0].pose, x)
        if elsewhere is not None:
            turned = degrees(elsewhere.yaw)
            text = told("offer.if_moved", thing=called(x))
            yield Offer(text, (Move(x.id, elsewhere.x, elsewhere.y, turned), op))
        else:
            first: tuple[Operation, ...] = (Lock(x.id, False), Remove(x.id)) if x.locked else (Remove(x.id),)
            yield Offer(told("offer.if_gone", thing=called(x)), (*first, op))


def _also_free(bench: Bench, o: SceneObject, pose: Pose, other: SceneObject) -> Pose | None:
    """A place for another thing that is free now and still is when `o` stands at `pose`."""
    loose = bench.unrelated([r for r in position_relations(bench, other.id) if not isinstance(r, AgainstWall)])
    now, then = _map(loose, other.id), _map(loose.with_object(at(loose.object(o.id), pose)), other.id)
    both = now.valid & then.valid
    if not both.any():
        return None
    z, a, y, x = (int(v[0]) for v in both.nonzero())
    return Pose(float(now.x[x]), float(now.y[y]), float(now.z[z]), float(now.yaw[a]))


# ---------------------------------------------------------------- walls
def _walls(bench: Bench, id: str) -> list[Wall] | None:
    """The walls at which a thing has to stand; None when it need not."""
    own: list[Relation] = [r for r in bench.relations if r.a == id and r.hard]
    named = [r.walls for r in own if isinstance(r, AtWall)]
    if named:
        return [bench.room.walls[k] for k in named[0]]
    return list(bench.room.walls) if any(isinstance(r, AgainstWall) for r in own) else None


def free_stretch(bench: Bench, wall: Wall, o: SceneObject) -> float:
    """The longest stretch of a wall [m] that no door and nothing on the floor takes, nor a window that `o` would
    hide."""
    taken = [(x.offset, x.offset + x.width) for x in bench.room.openings if x.wall == wall.index and x.base < o.size[2]]
    for other in bench.scene.objects:
        if other.id != o.id and other.z < o.z + o.size[2] and other.size[2] > 0.05 and o.z < other.z + other.size[2]:
            taken += _shadow(wall, other.pose, other.size[0], other.size[1])
    edge, best = 0.0, 0.0
    for start, end in sorted(taken):
        best, edge = max(best, start - edge), max(edge, end)
    return max(best, wall.length - edge)


def _shadow(wall: Wall, pose: Pose, width: float, depth: float) -> list[tuple[float, float]]:
    """What a box takes of the wall's length when it stands near it."""
    from solvers.geometry import footprint

    corners = footprint((width, depth, 1.0), pose).corners
    along = [(x - wall.start[0]) * wall.u[0] + (y - wall.start[1]) * wall.u[1] for x, y in corners]
    inward = [(x - wall.start[0]) * wall.n[0] + (y - wall.start[1]) * wall.n[1] for x, y in corners]
    near = min(inward) < REACH and max(along) > 0 and min(along) < wall.length
    return [(min(along), max(along))] if near else []
