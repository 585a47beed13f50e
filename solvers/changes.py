"""What a person may change in a finished layout, and what the change alone does to problem and placements.

A change says what is wanted; `drafted` carries it out literally: the thing stands where it was put, with what is tied
to it and what stands on it, and nothing makes way yet. `repair.py` then makes the layout whole again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from solvers import geometry as g
from solvers import problem_file
from solvers.check import carries, named
from solvers.errors import SolverInputError
from solvers.groups import Plan, group_plan
from solvers.problem import Body, Box, LayoutProblem, Pose, Surface, Vec3
from solvers.relations import Relation

AT_WALL = 0.05
"""A back this near to a wall [m] stays there when the body gets another depth."""


@dataclass(frozen=True)
class Moved:
    """A body was put at a pose, with what is tied to it and stands on it; `hold`: it must be exactly there."""

    id: str
    pose: Pose
    hold: bool = False


@dataclass(frozen=True)
class Added:
    """A new body with its relations, at a pose or (without one) wherever it does best."""

    body: Body
    relations: tuple[Relation, ...] = ()
    pose: Pose | None = None


@dataclass(frozen=True)
class Removed:
    """A body is taken away, with what stands on it and the relations that name them."""

    id: str


@dataclass(frozen=True)
class Resized:
    """A body gets another size [m]; solid parts and surfaces grow with it."""

    id: str
    size: Vec3


@dataclass(frozen=True)
class Locked:
    """A body stays where it is from now on."""

    id: str


@dataclass(frozen=True)
class Unlocked:
    """A fixed body may move again."""

    id: str


@dataclass(frozen=True)
class Related:
    """One more relation shall hold."""

    relation: Relation


@dataclass(frozen=True)
class Unrelated:
    """A relation is dropped, by its 0-based number."""

    number: int


@dataclass(frozen=True)
class Mended:
    """Nothing more is asked than that what is wrong be put right."""


Change = Moved | Added | Removed | Resized | Locked | Unlocked | Related | Unrelated | Mended


@dataclass(frozen=True)
class Draft:
    """A change carried out literally: the new problem; placements of all bodies that have a pose; the body that the
    change is about, where it is wanted (None: anywhere), and whether it must be there; what went along; what went."""

    problem: LayoutProblem
    placements: dict[str, Pose]
    subject: str | None = None
    wanted: Pose | None = None
    hold: bool = False
    carried: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


def drafted(problem: LayoutProblem, placements: Mapping[str, Pose], change: Change, plan: Plan | None = None) -> Draft:
    """The change alone. Raises SolverInputError for ids that the problem does not have (or has already)."""
    match change:
        case Moved():
            return _moved(problem, dict(placements), change, plan or group_plan(problem))
        case Added():
            return _added(problem, dict(placements), change)
        case Removed():
            return _removed(problem, dict(placements), change)
        case Resized():
            return _resized(problem, dict(placements), change, plan or group_plan(problem))
        case Locked():
            fixed = replace(_body(problem, change.id), fixed=_pose(placements, change.id))
            return Draft(with_body(problem, fixed), dict(placements))
        case Unlocked():
            return Draft(with_body(problem, replace(_body(problem, change.id), fixed=None)), dict(placements))
        case Related():
            return _related(problem, dict(placements), change)
        case Unrelated():
            return Draft(_without_relation(problem, change.number), dict(placements))
        case Mended():
            return Draft(problem, dict(placements))


def with_body(problem: LayoutProblem, body: Body) -> LayoutProblem:
    """The problem with another body of the same id."""
    return replace(problem, bodies=tuple(body if b.id == body.id else b for b in problem.bodies))


def _body(problem: LayoutProblem, id: str) -> Body:
    body = next((b for b in problem.bodies if b.id == id), None)
    if body is None:
        raise SolverInputError(f"change: {id!r} is not a body of the problem")
    return body


def _pose(placements: Mapping[str, Pose], id: str) -> Pose:
    if id not in placements:
        raise SolverInputError(f"change: {id!r} has no pose in the layout")
    return placements[id]


# ---------------------------------------------------------------- moved and resized
def _moved(problem: LayoutProblem, placements: dict[str, Pose], change: Moved, plan: Plan) -> Draft:
    body = _body(problem, change.id)
    carried = carried_by(plan, placements, change.id)
    placements |= carried_to(placements, carried, change.id, change.pose)
    if body.fixed is not None:
        problem = with_body(problem, replace(body, fixed=change.pose))
    return Draft(problem, placements, change.id, change.pose, change.hold, tuple(carried))


def carried_by(plan: Plan, placements: Mapping[str, Pose], id: str, whole: bool = False) -> list[str]:
    """What goes along when a body is moved: its rigid group and what stands on it (`whole`: all that belongs to it)."""
    index = next(k for k, b in enumerate(plan.problem.bodies) if b.id == id)
    unit = plan.unit_of[index]
    members = plan.bodies(plan.tree(unit) if whole else plan.riders(unit))
    bodies = [plan.problem.bodies[k] for k in members if k != index]
    return [b.id for b in bodies if b.fixed is None and b.id in placements]


def carried_to(placements: Mapping[str, Pose], carried: list[str], id: str, pose: Pose) -> dict[str, Pose]:
    """The poses of a body that is put at `pose` and of what goes along."""
    old = _pose(placements, id)
    return {id: pose} | {i: g.compose(pose, g.relative(placements[i], old)) for i in carried}


def _resized(problem: LayoutProblem, placements: dict[str, Pose], change: Resized, plan: Plan) -> Draft:
    body, old = _body(problem, change.id), _pose(placements, change.id)
    if min(change.size) <= 0:
        raise SolverInputError(f"change: the size of {change.id!r} must be larger than 0")
    scale = tuple(n / o for n, o in zip(change.size, body.size, strict=True))
    pose = _backed(problem, body, old, change.size)
    standing = [i for i in _standing_on(problem, change.id) if i in placements]
    for i in standing:
        p = g.relative(placements[i], old)
        placements[i] = g.compose(pose, Pose(p.x * scale[0], p.y * scale[1], p.z * scale[2], p.yaw))
    placements[change.id] = pose
    fixed = pose if body.fixed else None
    problem = with_body(problem, replace(_scaled(body, change.size), fixed=fixed))
    return Draft(problem, placements, change.id, pose, False, tuple(standing))


def _backed(problem: LayoutProblem, body: Body, pose: Pose, size: Vec3) -> Pose:
    """Where a body of another size stands: its back stays at its wall."""
    back = g.footprint(body.size, pose).corners[2:]
    if not any(max(g.segment_distance(c, w.start, w.end) for c in back) <= AT_WALL for w in problem.room.walls):
        return pose
    return g.compose(pose, Pose(0.0, (body.size[1] - size[1]) / 2))


def _scaled(body: Body, size: Vec3) -> Body:
    w, d, h = (n / o for n, o in zip(size, body.size, strict=True))

    def grown(p: Vec3) -> Vec3:
        return (p[0] * w, p[1] * d, p[2] * h)

    parts = tuple(Box(grown(p.lo), grown(p.hi)) for p in body.parts)
    tops = tuple(Surface(s.height * h, s.x0 * w, s.y0 * d, s.x1 * w, s.y1 * d, s.clear * h) for s in body.surfaces)
    return replace(body, size=size, parts=parts, surfaces=tops)


# ---------------------------------------------------------------- added, removed, related
def _added(problem: LayoutProblem, placements: dict[str, Pose], change: Added) -> Draft:
    body = change.body
    if any(b.id == body.id for b in problem.bodies):
        raise SolverInputError(f"change: {body.id!r} is already a body of the problem")
    if change.pose is not None:
        placements[body.id] = change.pose
    relations = (*problem.relations, *change.relations)
    problem = replace(problem, bodies=(*problem.bodies, body), relations=relations)
    _check_new(problem, change.relations)
    return Draft(problem, placements, body.id, change.pose)


def _check_new(problem: LayoutProblem, new: tuple[Relation, ...]) -> None:
    """Refuse new relations that name what is not there or close a circle of support. What was there before is not
    asked: a problem made from a scene may hold relations that no problem file may."""
    supports = tuple(x for x in problem.relations if x.kind == "on_top_of" and x not in new)
    problem_file.validate(replace(problem, relations=(*supports, *new)))


def _removed(problem: LayoutProblem, placements: dict[str, Pose], change: Removed) -> Draft:
    gone = {_body(problem, change.id).id, *_standing_on(problem, change.id)}
    bodies = tuple(b for b in problem.bodies if b.id not in gone)
    relations = tuple(x for x in problem.relations if not gone & set(named(x)))
    left = {i: p for i, p in placements.items() if i not in gone}
    return Draft(replace(problem, bodies=bodies, relations=relations), left, removed=tuple(sorted(gone)))


def _standing_on(problem: LayoutProblem, id: str) -> list[str]:
    """The ids of what stands on a body, directly or not."""
    on = [x.a for x in problem.relations if x.hard and carries(x) and x.b == id]
    return list(dict.fromkeys(i for a in on for i in (a, *_standing_on(problem, a))))


def _related(problem: LayoutProblem, placements: dict[str, Pose], change: Related) -> Draft:
    """The relation is about its `a`, or about its `b` when `a` is fixed."""
    x = change.relation
    related = replace(problem, relations=(*problem.relations, x))
    _check_new(related, (x,))
    fixed = {b.id for b in problem.bodies if b.fixed is not None}
    subject = next((i for i in named(x) if i in placements and i not in fixed), None)
    wanted = placements[subject] if subject else None
    return Draft(related, placements, subject, wanted)


def _without_relation(problem: LayoutProblem, number: int) -> LayoutProblem:
    if not 0 <= number < len(problem.relations):
        raise SolverInputError(f"change: there is no relation {number}; the problem has {len(problem.relations)}")
    return replace(problem, relations=tuple(x for k, x in enumerate(problem.relations) if k != number))
