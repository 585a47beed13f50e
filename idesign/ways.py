"""Whether one can live in a furnished room: get about in it, reach what stands there, open what opens.

The solver prefers such rooms but cannot promise them: what finishes a room comes after it, and some rooms are too small
for what was asked. Here the finished room is looked at once more. A room whose size was left open may be made larger;
then what nobody asked for goes where it is in the way. What was asked for stays.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from idesign.compile import compile_problem
from idesign.design import Design
from idesign.place import Placement
from idesign.rooms import enlarged, with_size_said
from idesign.scene_graph import Piece
from idesign.sentences import told
from idesign.stand_about import FLAT, furnished_floor
from solvers.quality import Quality

GROWTHS = 2
"""How often a room of free size is made larger for its furniture (by trial on a hundred requests)."""
GROWTH = 1.1
"""By how much its sides grow each time: a fifth more floor."""
MOST_CLEARED = 4
"""Added pieces that are taken away at most; where more are in the way the fault lies elsewhere."""
WHY = {True: "assumed.to_walk", False: "assumed.to_hold"}
"""Why a room has grown, as sentences say it: there were faults in its ways, or else a broken promise."""
JOINED = 0.9
"""Where less of the floor than this is one piece a corner of the room is cut off (as in the solver's quality)."""
Furnish = Callable[[Design], Placement]


def furnished_to_live_in(design: Design, furnish: Furnish) -> tuple[Design, Placement]:
    """The furnished room in which nothing is in the way, or of those tried the one that keeps most of what was asked
    and has the fewest faults. The more often it has grown, the more of what was added may go instead. A room that is as
    large as such rooms get, and still does not hold all, does not grow."""
    tried: list[tuple[Design, Placement, int]] = []
    larger: Design | None = design
    while larger is not None:
        placement, wrong = _cleared(furnish(larger), larger, len(tried))
        tried.append((larger, placement, wrong))
        growths = 0 if design.left_out else GROWTHS if wrong or set(placement.breaches) - set(placement.hopeless) else 0
        larger = grown(larger, WHY[wrong > 0]) if len(tried) <= growths else None
    design, placement, wrong = min(tried, key=lambda t: (len(t[1].breaches), t[2]))
    return design, cleared(placement, design, MOST_CLEARED) if wrong else placement


def faults(placement: Placement, design: Design) -> int:
    """How many things are wrong with the furnished floor: cut off from the door, out of reach, shut."""
    graph, poses = placement.graph, placement.poses
    standing = frozenset(p.id for p in graph.pieces if p.id in poses)
    if not standing:
        return 0
    problem = compile_problem("room", design.room, graph, placement.assets, standing, {})
    quality = Quality(replace(problem, relations=tuple(r for r in problem.relations if r.hard)))
    floor = furnished_floor(design.room, placement.assets, poses, sorted(_in_ones_way(placement) & standing))
    return round(float(quality.score(quality.array([dict(poses)])).faults[0])) + (floor.joined < JOINED)


def _in_ones_way(placement: Placement) -> frozenset[str]:
    """What stands on the floor and is not walked on: a mat is kept bare and yet cuts off nothing."""
    on_the_floor = (p.id for p in placement.graph.pieces if p.support == "floor")
    return frozenset(i for i in on_the_floor if placement.assets[i].size[2] > FLAT)


def cleared(placement: Placement, design: Design, most: int) -> Placement:
    """Without up to `most` added pieces that are in the way: each time the one whose going mends most, then the least
    important. Nothing that was asked for goes."""
    return _cleared(placement, design, most)[0]


def _cleared(placement: Placement, design: Design, most: int) -> tuple[Placement, int]:
    """The same, and the faults that are left."""
    wrong = faults(placement, design)
    for _ in range(most if wrong else 0):
        found = [(faults(less, design), piece.priority, piece.id, less) for piece, less in _without_one(placement)]
        best = min(found, key=lambda f: f[:3], default=None)
        if best is None or best[0] >= wrong:
            break
        wrong, _, _, placement = best
    return placement, wrong


def _without_one(placement: Placement) -> list[tuple[Piece, Placement]]:
    """The placement without each piece that nobody asked for and on which nothing asked for depends."""
    ours = [p for p in placement.graph.pieces if p.optional and not p.asked and p.support == "floor"]
    less = [(p, placement.without([p.id])) for p in ours if p.id in placement.poses]
    return [(p, _standing(one)) for p, one in less if len(one.left_out) == len(placement.left_out)]


def _standing(placement: Placement) -> Placement:
    kept = {p.id for p in placement.graph.pieces}
    return replace(placement, poses={i: pose for i, pose in placement.poses.items() if i in kept})


def grown(design: Design, why: str) -> Design | None:
    """The design in a larger room, as its brief then says and for which reason (the key of a sentence); None when the
    person said how large the room is."""
    room = enlarged(design.room, GROWTH) if design.brief.room.free_size else None
    if room is None:
        return None
    assumed = with_size_said(design.brief.assumed, room, told(why))
    return replace(design, room=room, brief=replace(design.brief, assumed=assumed))
