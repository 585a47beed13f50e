"""Other layouts of a furnished room: the same things, what is locked where it is, the rest arranged anew.

The furniture on the floor is solved together (`solvers`), as when the room was designed; what stands on it goes along;
what hangs keeps its place where it can, and else gets the best one that its relations allow. Nothing is written to the
log here: whoever takes a layout records it (`taken`), so that it is one step to undo.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from idesign.edits.bench import Bench, judged
from idesign.edits.log import recorded
from idesign.edits.operations import Move
from idesign.edits.settle import settle
from idesign.scene import Scene, SceneObject
from idesign.sentences import called, told
from solvers import solve
from solvers.alternatives import MOVED, TURNED, Difference, choose
from solvers.changes import carried_to
from solvers.geometry import wrap
from solvers.layout import Status
from solvers.problem import LayoutProblem, Pose

EFFORT = 0.3
"""How long each layout is improved, of what a design is: a person waits, and chooses (judgement)."""
SEED_STEP = 104_729
"""Between the seeds of two requests for one room, so that asking again gives other layouts."""


@dataclass(frozen=True)
class OtherLayout:
    """A scene in another arrangement, and its `difference` in [0, 1] from the scene that it was made of: the share of
    the furniture that stands elsewhere."""

    scene: Scene
    difference: float


def other_layouts(
    scene: Scene, count: int = 2, again: int = 0, suits: Callable[[Mapping[str, Pose]], bool] = lambda poses: True
) -> tuple[OtherLayout, ...]:
    """At most `count` layouts that a person would call different from the scene's and from each other, best first, and
    of these what `suits` with its poses on the floor; fewer when there are no more. `again` counts the requests before
    for the same room."""
    bench = Bench.of(scene)
    problem = floor_problem(bench)
    if all(b.fixed is not None for b in problem.bodies):
        return ()
    seed = scene.provenance.seed + SEED_STEP * (again + 1)
    found = solve(problem, seed=seed, alternatives=count, effort=EFFORT)
    layouts = [found.placements, *(a.placements for a in found.alternatives)] if found.status is Status.SOLVED else []
    now = {b.id: bench.poses[b.id] for b in problem.bodies}
    differ = Difference(problem)
    chosen = choose(problem, [now, *layouts], count + 1)[1:]
    liked = [layouts[k - 1] for k in chosen if suits(layouts[k - 1])]
    made = (_furnished(bench, layout, differ.of(now, layout)) for layout in liked)
    return tuple(m for m in made if m is not None)


def floor_problem(bench: Bench) -> LayoutProblem:
    """The layout problem of what stands on the floor and of all that is locked, with the relations among them."""
    here = {o.id for o in bench.scene.objects if o.support == "floor" or o.locked}
    known = here | {x.id for x in bench.room.openings}
    relations = tuple(r for r in bench.relations if r.a in here and set(r.names) <= known)
    bodies = tuple(b for b in bench.problem.bodies if b.id in here)
    return replace(bench.problem, bodies=bodies, relations=relations)


def taken(scene: Scene, layout: Scene, words: str) -> Scene:
    """The scene in a layout that `other_layouts` made of it, as one change of its log, which `words` name."""
    moved = [layout.object(i) for i in moved_between(scene, layout)]
    moves = tuple(Move(o.id, o.x, o.y, o.yaw_deg) for o in moved)
    said = (told("full_stop", what=words), *left_out_between(scene, layout))
    return recorded(scene, replace(layout, edits=scene.edits), words, moves, said)


def moved_between(before: Scene, after: Scene) -> tuple[str, ...]:
    """The ids of what stands on the floor in both scenes, and elsewhere in the second."""
    now = {o.id: o.pose for o in after.objects}
    here = (o for o in before.objects if o.support == "floor" and o.id in now)
    return tuple(o.id for o in here if _elsewhere(o.pose, now[o.id]))


def left_out_between(before: Scene, after: Scene) -> tuple[str, ...]:
    """A sentence for each thing that the second scene has no place for."""
    now = {o.id for o in after.objects}
    return tuple(told("layout.left_out", thing=called(o)) for o in before.objects if o.id not in now)


# ---------------------------------------------------------------- from the floor to the whole room
def _furnished(bench: Bench, floor: Mapping[str, Pose], difference: float) -> OtherLayout | None:
    """The whole room with its floor furnished so; None when what stands on it cannot go along."""
    hung = [o for o in bench.scene.objects if o.support in ("wall", "ceiling") and not o.locked]
    aside = {i for o in hung for i in (o.id, *(c.id for c in bench.carried(o.id)))}
    placed = bench.placed(_with_riders(bench, floor))
    room = _only(placed, {o.id for o in bench.scene.objects} - aside)
    if not room.sound():
        return None
    for o in hung:
        tried = _hung(room, placed, o)
        room = tried if tried is not None else room
    return OtherLayout(judged(room.scene), difference)


def _with_riders(bench: Bench, floor: Mapping[str, Pose]) -> dict[str, Pose]:
    """The poses of what stands on the floor, and of what stands on that."""
    poses = dict(floor)
    for id, pose in floor.items():
        riders = [o.id for o in bench.carried(id) if o.id not in floor]
        poses |= {i: p for i, p in carried_to(bench.poses, riders, id, pose).items() if i != id}
    return poses


def _hung(room: Bench, whole: Bench, o: SceneObject) -> Bench | None:
    """The room with one more thing on its wall or ceiling (and what stands on it); None when there is no place."""
    ids = {x.id for x in room.scene.objects} | {o.id} | {c.id for c in whole.carried(o.id)}
    there = _only(whole, ids, {x.id: x for x in room.scene.objects})
    return there if there.sound() else settle(there, o.id, near=o.pose)


def _only(bench: Bench, ids: Iterable[str], placed: Mapping[str, SceneObject] | None = None) -> Bench:
    """The bench with these objects alone, in their order, and the relations among them; those in `placed` as they are
    there."""
    wanted, now = set(ids), placed or {}
    known = wanted | {x.id for x in bench.room.openings}
    pairs = zip(bench.scene.relations, bench.relations, strict=True)
    kept = bench.with_relations(record for record, r in pairs if set(r.names) <= known)
    return kept.with_objects(now.get(o.id, o) for o in bench.scene.objects if o.id in wanted)


def _elsewhere(a: Pose, b: Pose) -> bool:
    return math.dist((a.x, a.y), (b.x, b.y)) > MOVED / 2 or abs(wrap(a.yaw - b.yaw)) > TURNED
