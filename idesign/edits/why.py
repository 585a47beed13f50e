"""Why a thing finds no place, in words and numbers, and the smallest changes with which it would.

What stands in the way at the place that would need least to go is named. Each offer was tried: a smaller one, another
place, the things in the way moved or gone. Tries are counted, and only whether a free place exists is asked, so that an
answer takes no longer than the change would have.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from idesign.edits.bench import Bench, at, degrees
from idesign.edits.operations import Add, Lock, Move, Operation, Place, Remove, Replace, Resize, Swap
from idesign.edits.pieces import resized
from idesign.edits.places import position_relations
from idesign.edits.refusal import Offer, RefusedError
from idesign.edits.settle import grid_step, held_at, loosened, pins_of, put
from idesign.scene import SceneObject
from idesign.sentences import called, linked, measures, thing, told
from solvers import PlacementMap, placement_map
from solvers.check import Checker
from solvers.in_the_way import InTheWay, least_in_the_way
from solvers.problem import Pose
from solvers.relations import AgainstWall, AtWall, Offset, Relation
from solvers.room import Wall

COARSE = 0.15
"""Grid step of a try [m]; places flush with walls are on the grid too."""
SMALLER = (0.85, 0.7, 0.55)
"""Widths that are tried, as shares of the wish."""
OFFERS = 3
"""Offers that are made."""
ASKED, OWNED, LOCKED = 1.0, 2.0, 3.0
"""What it costs more that a thing is in the way that was asked for, is the person's own, is locked; any costs 1 and a
square metre 1 (judgement: one large thing rather than two small ones)."""
FORBID = {"inside": "outside", "doors": "at_door", "radiators": "at_radiator"}
"""What the exact check calls it, and its sentence."""
REACH = 0.6
"""What stands nearer to a wall than this takes of its length [m]."""


def why_not(bench: Bench, id: str, op: Operation, text: str = "", pose: Pose | None = None,
            offers: Iterable[Offer] = ()) -> RefusedError:  # fmt: skip
    """The reason why the thing of the bench has no place as its relations ask, or none at `pose`, with offers that
    work: those given, and what would help."""
    o = bench.object(id)
    pose = pose or held_at(bench, id)
    said = text or _no_stretch(bench, o, told("refused.no_place", thing=thing(o), size=measures(o.size)))
    least = _least_in_the_way(bench, o, pose)
    found = least if least is not None and _could_stand(_without(bench, least.ids), o.id, least.pose) else None
    reason = _taken(bench, o, found, pose)
    if reason is None and found is None and isinstance(op, Place):
        nowhere = least is None if pose is None else _least_in_the_way(bench, o, None) is None
        reason = told("refused.nowhere") if nowhere else None
    return _refused(bench, o, op, said, reason, found, offers, bool(text))


def why_not_there(bench: Bench, op: Operation, text: str, poses: Mapping[str, Pose]) -> RefusedError:
    """The reason why some things of the bench, which stand at `poses`, cannot all stand there: what the room has
    against one of them, else all that is in the way of any of them."""
    first = bench.object(next(iter(poses)))
    each = {id: _least_in_the_way(bench, bench.object(id), pose, poses) for id, pose in poses.items()}
    shut_out = next((id for id, found in each.items() if found is None), None)
    if shut_out is not None:
        reason = _forbidden(bench, bench.object(shut_out), poses[shut_out])
        return _refused(bench, first, op, text, reason, None, (), True)
    ids = tuple(dict.fromkeys(i for found in each.values() if found is not None for i in found.ids))
    free = _without(bench, ids)
    found = InTheWay(poses[first.id], ids) if any(_could_stand(free, i, pose) for i, pose in poses.items()) else None
    reason = _taken(bench, first, found, found.pose) if found is not None else None
    return _refused(bench, first, op, text, reason, found, (), True)


def _refused(bench: Bench, o: SceneObject, op: Operation, said: str, reason: str | None, found: InTheWay | None,
             offers: Iterable[Offer], because: bool) -> RefusedError:  # fmt: skip
    """The refusal in words, with what would help."""
    if reason is not None:
        said = told("refused.because" if because else "refused.because_too", what=said, why=reason)
    blocking = tuple(x.id for x in _standing_by_themselves(bench, found.ids)) if found is not None else ()
    could = (*offers, *_offers(bench, o, op, found))[:OFFERS]
    if not could:
        return RefusedError(told("full_stop", what=said), (), blocking)
    listed = linked([x.text for x in could], "or")
    return RefusedError(told("refused.could", what=said, offers=listed), could, blocking)


def _no_stretch(bench: Bench, o: SceneObject, said: str) -> str:
    """The sentence with how much wall is free, of what has to stand at one."""
    walls = _walls(bench, o.id)
    if walls is None:
        return said
    longest = max((free_stretch(bench, wall, o) for wall in walls), default=0.0)
    where = told("refused.that_wall" if len(walls) == 1 else "refused.any_wall")
    return told("refused.stretch", what=said, wall=where, length=max(0.0, longest))


# ---------------------------------------------------------------- what is in the way
def _least_in_the_way(bench: Bench, o: SceneObject, pose: Pose | None, stay: Iterable[str] = ()) -> InTheWay | None:
    """The place (that at `pose` alone, if given) with the least in its way, whatever goes along with it; None when
    there is none. Those that `stay` are not to go."""
    pins = pins_of(bench, o.id)
    kept = bench.tied(o.id) | {o.support} | _partners(bench, o.id) | _at_openings(bench) | set(stay)
    price = {x.id: _price(x) for x in bench.scene.objects if x.id not in kept}
    x, y, yaw = (pins.x, pins.y, pins.yaw) if pose is None else (pose.x, pose.y, pose.yaw)
    return least_in_the_way(loosened(bench, o.id), bench.poses, o.id, price, step=grid_step(pins), x=x, y=y, yaw=yaw)


def _could_stand(bench: Bench, id: str, pose: Pose) -> bool:
    """Whether a thing can stand there, with what goes along; what only follows it (a picture above it) may move."""
    there = bench.placed(bench.poses_with(id, pose))
    kinds = {fault[0] for fault in there.faults - there.before}
    return not kinds or (kinds == {"relation"} and put(bench, id, pose) is not None)


def _price(x: SceneObject) -> float:
    return 1.0 + x.size[0] * x.size[1] + ASKED * x.asked + OWNED * x.owned + LOCKED * x.locked


def _partners(bench: Bench, id: str) -> set[str]:
    """What a thing is to stand at: without it there would be nothing to do."""
    return {n for r in bench.relations if r.a == id for n in r.names}


def _at_openings(bench: Bench) -> set[str]:
    """Curtains and blinds belong to their windows: they do not go for a cupboard."""
    openings = {x.id for x in bench.room.openings}
    return {r.a for r in bench.relations if isinstance(r, Offset) and r.b in openings}


def _without(bench: Bench, ids: Sequence[str]) -> Bench:
    return bench.without({i for id in ids for i in (id, *(c.id for c in bench.carried(id)))})


def _taken(bench: Bench, o: SceneObject, found: InTheWay | None, pose: Pose | None) -> str | None:
    """What is in the way, by name, or why the room itself forbids it."""
    if found is None:
        return None if pose is None else _forbidden(bench, o, pose)
    things = _standing_by_themselves(bench, found.ids)
    if not things:
        return None
    key = "refused.there_is" if pose is not None else "refused.where_it_would_fit"
    return told(f"{key}_several" if len(things) > 1 else key, things=_named(things))


def _standing_by_themselves(bench: Bench, ids: Sequence[str]) -> list[SceneObject]:
    """Those of the things that stand on none of the others: when these go, so do the rest."""
    carried = {c.id for i in ids for c in bench.carried(i)}
    return [bench.object(i) for i in ids if i not in carried]


def _forbidden(bench: Bench, o: SceneObject, pose: Pose) -> str | None:
    """What room, doors and radiators have against a pose."""
    wrong, mine = Checker(bench.problem).violations(bench.poses_with(o.id, pose)), bench.tied(o.id)
    kind = next((v.kind for v in wrong if mine & set(v.ids) and v.kind in FORBID), None)
    return told(f"refused.{FORBID[kind]}") if kind is not None else None


def fits(bench: Bench, id: str) -> bool:
    """Whether a thing has a free place with everything else where it is."""
    return bool(_map(bench, id).valid.any())


def _map(bench: Bench, id: str) -> PlacementMap:
    pins = pins_of(bench, id)
    problem = loosened(bench, id)
    return placement_map(problem, bench.poses, id, step=COARSE, x=pins.x, y=pins.y, yaw=pins.yaw)


# ---------------------------------------------------------------- what would help
def _offers(bench: Bench, o: SceneObject, op: Operation, found: InTheWay | None) -> Iterator[Offer]:
    if isinstance(op, Add):
        yield from _smaller(bench, o, op)
    if isinstance(op, Add) and op.places:
        yield from _elsewhere(bench, o, op)
    if isinstance(op, Add | Place | Resize | Replace | Swap) and found is not None and found.ids:
        yield _without_others(bench, o, op, found)


def _smaller(bench: Bench, o: SceneObject, op: Add) -> Iterator[Offer]:
    """A narrower one."""
    for share in SMALLER:
        size = (round(o.size[0] * share, 2), None, None)
        small = resized(o, size)
        if fits(bench.with_object(small), o.id):
            text = told("offer.narrower", width=small.size[0])
            yield Offer(text, (replace(op, size=(small.size[0], *op.size[1:]), count=1),))
            return


def _elsewhere(bench: Bench, o: SceneObject, op: Add) -> Iterator[Offer]:
    """Not there, but somewhere in the room."""
    free = bench.unrelated([r for r in position_relations(bench, o.id) if not isinstance(r, AgainstWall)])
    if fits(free, o.id):
        yield Offer(told("offer.elsewhere"), (replace(op, places=()),))


def _without_others(bench: Bench, o: SceneObject, op: Operation, found: InTheWay) -> Offer:
    """If what is in the way moved, which one thing with what goes along may, or went."""
    roots = [bench.object(i) for i in found.ids if not any(i in bench.tied(x) - {x} for x in found.ids)]
    spot = _also_free(bench, o, found.pose, roots[0]) if len(roots) == 1 and not roots[0].locked else None
    if spot is not None:
        moved = Move(roots[0].id, spot.x, spot.y, degrees(spot.yaw))
        return Offer(told("offer.if_moved", thing=_named(roots)), (moved, op))
    gone = _standing_by_themselves(bench, found.ids)
    locks: list[Operation] = [Lock(x.id, False) for x in gone if x.locked]
    return Offer(told("offer.if_gone", thing=_named(gone)), (*locks, *(Remove(x.id) for x in gone), op))


def _named(things: Sequence[SceneObject]) -> str:
    return linked([called(x) for x in things], "and")


def _also_free(bench: Bench, o: SceneObject, pose: Pose, other: SceneObject) -> Pose | None:
    """The nearest place for another thing that is free now and still is when `o` stands at `pose`."""
    loose = bench.unrelated([r for r in position_relations(bench, other.id) if not isinstance(r, AgainstWall)])
    now, then = _map(loose, other.id), _map(loose.with_object(at(loose.object(o.id), pose)), other.id)
    both = replace(now, cost=now.cost + then.cost).poses()
    if not len(both):
        return None
    x, y, z, yaw = min(both.tolist(), key=lambda p: (math.dist(p[:2], (other.x, other.y)), abs(p[3] - other.pose.yaw)))
    return Pose(x, y, z, yaw)


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
