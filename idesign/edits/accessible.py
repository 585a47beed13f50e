"""A room made fit for a wheelchair: what is in the way moves, else becomes narrower, else goes if nobody asked for it.

Ways of 0.90 m shall lead from a door to each thing, and a chair shall be able to turn on 1.50 m (`ways.py`). One thing
at a time, the one whose absence would help most; each step must help. What could not be done is said.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from assets.errors import AssetError
from idesign.edits import furniture
from idesign.edits.bench import WHEELCHAIR, Bench
from idesign.edits.layouts import other_layouts
from idesign.edits.operations import Remove, SetPeople
from idesign.edits.pieces import resized
from idesign.edits.places import freed, position_relations
from idesign.edits.refit import exchanged
from idesign.edits.settle import loosened, put
from idesign.edits.ways import Ways, ways
from idesign.scene import SceneObject, model_key
from idesign.sentences import called, told, word
from idesign.stand_about import FLAT, TURNING
from idesign.stand_about import WHEELCHAIR as ROLLING
from solvers import placement_map
from solvers.problem import Pose
from solvers.relations import AgainstWall, AtWall, Offset

STEPS = 8
"""Things that make way at most."""
CULPRITS, SPOTS = 5, 24
"""Things that are tried in each step; places that are looked at for each."""
GRID = 0.15
"""Grid step of those places [m]."""
NARROWER = (0.85, 0.7)
"""Widths that are tried, as shares of the thing's own."""


def opened(bench: Bench) -> tuple[Bench, list[str]]:
    """The room with ways for a wheelchair, as far as that goes, and what was done beside moving."""
    said: list[str] = []
    for o in [o for o in bench.scene.objects if _is_rug(o)]:
        bench, more = furniture.remove(bench, Remove(o.id))
        said += more
    for _ in range(STEPS):
        if not ways(bench, rolling=True).faults:
            break
        found = _one_step(bench)
        if found is None:
            break
        bench, said = found[0], [*said, *found[1]]
    bench = _rearranged(bench)
    return bench, [*said, *_verdict(bench)]


def people(bench: Bench, op: SetPeople) -> tuple[Bench, list[str]]:
    """Who uses the room besides; for a wheelchair it is opened."""
    brief = bench.scene.brief
    rolling = op.person == WHEELCHAIR
    if op.person in brief.people and not rolling:
        return bench, [told("changes.for_whom_already", person=word("people", op.person))]
    names = tuple(dict.fromkeys((*brief.people, op.person)))
    known = replace(bench, scene=replace(bench.scene, brief=replace(brief, people=names)))
    done, said = opened(known) if rolling else (known, [])
    return done, [told("changes.for_whom", person=word("people", op.person)), *said]


def _is_rug(o: SceneObject) -> bool:
    """Wheels catch on rugs."""
    return o.support == "floor" and o.size[2] <= FLAT and not o.locked and not o.owned


def _one_step(bench: Bench) -> tuple[Bench, list[str]] | None:
    """The first change of one thing that leaves less wrong."""
    faults = ways(bench, rolling=True).faults
    culprits = _culprits(bench, faults)
    for rule in (_moved, _narrowed, _left_out):
        for o in culprits:
            for done, said in rule(bench, o, faults):
                fewer = ways(done, rolling=True).faults < faults
                if fewer and ways(done).faults <= ways(bench).faults and done.sound():
                    return done, said
    return None


def _culprits(bench: Bench, faults: int) -> list[SceneObject]:
    """What is in the way: without it less would be wrong. What helps most comes first, then the smallest."""
    loose = [o for o in bench.scene.objects if o.support == "floor" and o.size[2] > FLAT and not o.locked]
    left = {o.id: ways(bench.without(bench.tied(o.id)), rolling=True) for o in loose}
    helps = [o for o in loose if left[o.id].faults + _counts(o, bench) < faults]
    held = {r.a for r in bench.relations if isinstance(r, Offset)}  # what belongs to a group leaves it last
    return sorted(helps, key=lambda o: (o.id in held, left[o.id].faults, o.size[0] * o.size[1], o.id))[:CULPRITS]


def _counts(o: SceneObject, bench: Bench) -> int:
    """What would only be missed no longer because it is gone is no help."""
    return len(ways(bench, rolling=True).missed & bench.tied(o.id))


def _moved(bench: Bench, o: SceneObject, faults: int) -> Iterator[tuple[Bench, list[str]]]:
    """At the free place that leaves the least wrong."""
    walls = (AgainstWall, AtWall)
    free = freed(bench, o.id, [r for r in position_relations(bench, o.id) if not isinstance(r, walls)])
    spots = placement_map(loosened(free, o.id), free.poses, o.id, step=GRID).best(SPOTS)
    ranked = sorted((_faults_at(free, o.id, s.pose), k) for k, s in enumerate(spots))
    for left, k in ranked[:2]:
        done = put(free, o.id, spots[k].pose) if left < faults else None
        if done is not None:
            yield done, []


def _faults_at(bench: Bench, id: str, pose: Pose) -> int:
    return ways(bench, True, bench.poses_with(id, pose)).faults


def _narrowed(bench: Bench, o: SceneObject, faults: int) -> Iterator[tuple[Bench, list[str]]]:
    if o.owned or model_key(o.asset.id):
        return
    for share in NARROWER:
        try:
            small = resized(o, (round(o.size[0] * share, 2), None, None))
        except AssetError:  # none is made so narrow
            return
        done, said = exchanged(bench, o, small) if small.size[0] < o.size[0] else (None, [])
        if done is not None:
            what = told("changes.narrower", thing=called(o), now=small.size[0], before=o.size[0])
            yield done, [what, *said]


def _left_out(bench: Bench, o: SceneObject, faults: int) -> Iterator[tuple[Bench, list[str]]]:
    gone = (o, *bench.carried(o.id))
    if not any(x.asked or x.owned or x.locked for x in gone):
        yield furniture.remove(bench, Remove(o.id))


def _rearranged(bench: Bench) -> Bench:
    """All arranged anew, where moving one thing after another was not enough and this leaves nothing wrong."""
    if not ways(bench, rolling=True).faults:
        return bench
    for layout in other_layouts(bench.scene, 1, suits=lambda poses: not ways(bench, True, poses).faults):
        if len(layout.scene.objects) == len(bench.poses):
            return bench.placed(Bench(layout.scene).poses)
    return bench


def _verdict(bench: Bench) -> list[str]:
    """What is reached now, and what is not."""
    found: Ways = ways(bench, rolling=True)
    if not found.faults:
        return [told("changes.rolls", way=2 * ROLLING, circle=2 * TURNING)]
    things = tuple(called(bench.object(i)) for i in sorted(found.missed))
    said: list[str] = [told("changes.not_reached", things=things, way=2 * ROLLING)] if things else []
    said += [told("changes.no_circle", circle=2 * TURNING)] if found.cramped else []
    said += [told("changes.cut_off")] if found.cut else []
    return [*said, told("changes.would_help")]
