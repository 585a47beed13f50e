"""Rigid units and base heights: what the search never takes apart and never lifts.

A unit is what hard `Offset` relations tie together. Base heights follow from what stands on what, so the search itself
is about x, y and yaw only.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from solvers import geometry as g
from solvers import relations as r
from solvers.boards import Supports, surfaces_of
from solvers.places import opening_places
from solvers.problem import Body, LayoutProblem, Pose

EYE = 1.5
"""Height of the middle of a picture [m] (1.45 to 1.52, design guidance 1.5: Momskoop, KitchenStory)."""
HANG_GAP = 0.15
"""What hangs above furniture begins this far above it [m] (0.15 to 0.20, the same)."""


@dataclass(frozen=True)
class Unit:
    """Bodies tied together: the root's index, and each member's pose in the root's frame (the root's own is zero)."""

    root: int
    local: dict[int, Pose]
    fixed: bool = False


def rigid_units(problem: LayoutProblem) -> tuple[dict[int, Unit], list[int]]:
    """(units by root, the root of each body). A fixed body is the root of its unit, else the one nobody offsets."""
    index = {b.id: k for k, b in enumerate(problem.bodies)}
    ties: dict[int, list[tuple[int, Pose]]] = defaultdict(list)
    tied = set()
    for x in problem.relations:
        if isinstance(x, r.Offset) and x.hard and x.b in index:
            a, b, off = index[x.a], index[x.b], Pose(x.x, x.y, x.z, x.yaw)
            ties[b].append((a, off))
            ties[a].append((b, g.relative(Pose(0, 0, 0, 0), off)))
            tied.add(a)
    unit_of, units = [-1] * len(problem.bodies), {}
    for root in sorted(range(len(unit_of)), key=lambda k: (problem.bodies[k].fixed is None, k in tied, k)):
        if unit_of[root] < 0:
            units[root] = Unit(root, _spread(root, ties), problem.bodies[root].fixed is not None)
            for k in units[root].local:
                unit_of[k] = root
    return units, unit_of


def _spread(root: int, ties: dict[int, list[tuple[int, Pose]]]) -> dict[int, Pose]:
    local, queue = {root: Pose(0.0, 0.0, 0.0, 0.0)}, [root]
    while queue:
        b = queue.pop(0)
        for a, off in ties.get(b, ()):
            if a not in local:
                local[a] = g.compose(local[b], off)
                queue.append(a)
    return local


def base_heights(problem: LayoutProblem, units: dict[int, Unit]) -> list[float]:
    """The base height of every body [m], from fixed poses, elevations, supports and what it hangs above."""
    index = {b.id: k for k, b in enumerate(problem.bodies)}
    below: dict[int, list[r.Relation]] = defaultdict(list)
    for x in sorted(problem.relations, key=lambda x: not x.hard):
        if isinstance(x, r.OnTopOf | r.Above):
            below[index[x.a]].append(x)
    z: dict[int, float] = {}
    asked, boards = _asked_heights(problem), surfaces_of(problem)
    todo = list(units.values())
    while todo:
        ready = [u for u in todo if all(_known(x, index, z, u) for k in u.local for x in below[k])] or todo[:1]
        for u in ready:
            base = _base(problem, u, below, index, z, asked, boards)
            z.update({k: base + p.z for k, p in u.local.items()})
        todo = [u for u in todo if u.root not in z]
    return [z[k] for k in range(len(problem.bodies))]


def _known(x: r.Relation, index: dict[str, int], z: dict[int, float], unit: Unit) -> bool:
    return x.b not in index or index[x.b] in z or index[x.b] in unit.local or unit.fixed


def _base(problem: LayoutProblem, unit: Unit, below: dict[int, list[r.Relation]], index: dict[str, int],
          z: dict[int, float], asked: dict[str, float], boards: Supports) -> float:  # fmt: skip
    """The base of a unit's root."""
    root = problem.bodies[unit.root]
    if root.fixed is not None:
        return root.fixed.z
    for k, local in unit.local.items():
        body = problem.bodies[k]
        if body.mount != "floor" and body.elevation is not None:
            return body.elevation - local.z
        if body.mount == "ceiling":
            return problem.room.height - body.size[2] - local.z
        if body.mount == "wall" and body.id in asked:
            return asked[body.id] - local.z
        for x in below[k]:
            base = _over(problem, x, body, index, z, boards)
            if base is not None:
                return base - local.z
    return 0.0 if root.mount == "floor" else max(0.0, EYE - root.size[2] / 2)


def _asked_heights(problem: LayoutProblem) -> dict[str, float]:
    """Body id -> the height of its base [m] that a relation asks for, hard ones first."""
    size, out = {b.id: b.size[2] for b in problem.bodies}, {}
    for x in sorted(problem.relations, key=lambda x: x.hard):
        if isinstance(x, r.AtHeight):
            out[x.a] = x.height - {"base": 0.0, "middle": 0.5, "top": 1.0}[x.of] * size[x.a]
    return out


def _over(
    problem: LayoutProblem, x: r.Relation, body: Body, index: dict[str, int], z: dict[int, float], boards: Supports
) -> float | None:
    """The base that a support, or what the body hangs above, asks for."""
    if x.b in index:
        if index[x.b] not in z:
            return None
        b, base = problem.bodies[index[x.b]], z[index[x.b]]
    else:
        b, base = opening_places(problem)[x.b or ""].body, opening_places(problem)[x.b or ""].base
    if isinstance(x, r.OnTopOf):
        return base + boards[body.id, b.id].height
    high = max(base + b.size[2] + HANG_GAP, EYE - body.size[2] / 2)
    return min(high, max(base + b.size[2], problem.room.height - body.size[2]))
