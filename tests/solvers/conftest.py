"""Random strict layouts at the edges of the check's tolerances, and problems that ask for all that holds in them.

Whatever such a problem asks for, it has a layout: no proof may speak of it.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest

from solvers import geometry as g
from solvers import relations as r
from solvers.check import Checker
from solvers.places import Place
from solvers.problem import Body, LayoutProblem, Pose
from solvers.relation_check import gap, relation_holds
from solvers.room import Door, Room, Window

ROOMS = (
    ((0, 0), (4, 0), (4, 3), (0, 3)),
    ((0, 0), (3, 0), (3, 2.5), (0, 2.5)),
    ((0, 0), (4, 0), (4, 2), (2.2, 2), (2.2, 3.5), (0, 3.5)),
    ((0, 0), (4, 0), (4.5, 3), (0.5, 3.4)),
    ((1, 0), (4, 1), (3, 4), (0, 3)),
    ((0, 0), (5, 0), (5, 3), (3.5, 3), (3.5, 1.5), (2, 1.5), (2, 3), (0, 3)),
)
EDGE = 1 - 1e-7
"""How much of a tolerance is used up."""


@dataclass(frozen=True)
class Found:
    """A problem with a strict layout of it."""

    problem: LayoutProblem
    layout: dict[str, Pose]


def random_found(seed: int) -> Found:
    """A strict layout and a problem that asks for a random part of what holds in it."""
    rng = random.Random(seed)
    plain, layout = _bodies(rng, _room(rng))
    asked = [x for x in _relations(rng, plain, layout) if rng.random() < 0.5]
    problem = replace(plain, relations=(*plain.relations, *_holding(plain, layout, asked)))
    fixed = tuple(_maybe_fixed(rng, b, layout[b.id]) for b in problem.bodies)
    problem = replace(problem, bodies=fixed)
    assert not list(Checker(problem).violations(layout))
    return Found(problem, layout)


@pytest.fixture(scope="session")
def strict_layout() -> Callable[[int], Found]:
    """Seed -> a strict layout and a problem that asks for what holds in it."""
    return random_found


def _room(rng: random.Random) -> Room:
    scale = rng.choice((1.0, 1.0, rng.uniform(0.7, 1.2)))
    polygon = tuple((x * scale, y * scale) for x, y in rng.choice(ROOMS))
    room = Room(polygon, rng.choice((2.2, 2.5)))
    walls = rng.sample(room.walls, 2)
    doors = tuple(Door("door-0", w.index, 0.1, min(0.9, w.length - 0.2)) for w in walls[:1] if rng.random() < 0.7)
    windows = tuple(Window("window-0", w.index, 0.1, min(1.0, w.length - 0.2)) for w in walls[1:])
    return replace(room, doors=doors, windows=windows)


def _bodies(rng: random.Random, room: Room) -> tuple[LayoutProblem, dict[str, Pose]]:
    """Bodies put down one by one, each kept when nothing is wrong."""
    problem, layout = LayoutProblem("random", room, ()), dict[str, Pose]()
    for k in range(60):
        if len(layout) >= 6:
            break
        size = (rng.uniform(0.2, 1.4), rng.uniform(0.2, 0.9), rng.choice((0.02, 0.03, rng.uniform(0.05, 1.8))))
        body, relations = Body(f"b{k}", size), []
        below = rng.choice(list(layout)) if layout and rng.random() < 0.25 else None
        if below is not None:
            pose = _on(rng, problem.body(below), layout[below])
            relations = [r.OnTopOf(a=body.id, b=below)]
        elif rng.random() < 0.15:
            body = replace(body, mount="wall", elevation=rng.choice((None, 1.0)))
            pose = replace(_at_wall(rng, room, size, 0.0), z=1.0)
        else:
            near = layout.get(rng.choice(list(layout))) if layout and rng.random() < 0.4 else None
            pose = _beside(rng, near, size, problem, layout) if near else _free(rng, room, size)
        more = replace(problem, bodies=(*problem.bodies, body), relations=(*problem.relations, *relations))
        if not list(Checker(more).violations({**layout, body.id: pose})):
            problem, layout = more, {**layout, body.id: pose}
    return problem, layout


def _free(rng: random.Random, room: Room, size: tuple[float, float, float]) -> Pose:
    if rng.random() < 0.7:
        return _at_wall(rng, room, size, rng.choice((0.0, 0.15 * EDGE, rng.uniform(-0.005, 0.15))))
    x0, y0, x1, y1 = room.bounds
    yaw = rng.choice((0.0, math.pi / 2, rng.uniform(-4, 4)))
    return Pose(rng.uniform(x0, x1), rng.uniform(y0, y1), rng.uniform(-0.005, 0.005) * EDGE, yaw)


def _at_wall(rng: random.Random, room: Room, size: tuple[float, float, float], off: float) -> Pose:
    """With its back to a wall, at one of its ends or anywhere, often turned a little."""
    w = rng.choice(room.walls)
    turn = rng.choice((0.0, 0.0, rng.uniform(-0.25, 0.25)))
    ends = (size[0] / 2 - 0.005 * EDGE, w.length - size[0] / 2 + 0.005 * EDGE)
    along = rng.choice((*ends, rng.uniform(0, w.length), w.length / 2))
    off += rng.choice((-0.005 * EDGE, 0.0)) * (turn == 0.0)
    inward = off + size[1] / 2 * math.cos(turn) + size[0] / 2 * abs(math.sin(turn))
    x, y = w.at(along, inward)
    return Pose(x, y, rng.choice((0.0, 0.005 * EDGE)), w.yaw + turn)


def _on(rng: random.Random, b: Body, at: Pose) -> Pose:
    u, v = (rng.choice((-1, 1, rng.uniform(-1, 1))) * (b.size[k] / 2 + 0.005 * EDGE) for k in (0, 1))
    x, y = g.footprint(b.size, at).world((u, v))
    return Pose(x, y, at.z + b.size[2] + rng.choice((-1, 0, 1)) * 0.005 * EDGE, rng.uniform(-4, 4))


def _beside(rng: random.Random, near: Pose, size: tuple[float, float, float], problem: LayoutProblem,
            layout: dict[str, Pose]) -> Pose:  # fmt: skip
    """Close to another body: touching, overlapping by the tolerance, or on one of its sides."""
    b = next(b for b in problem.bodies if layout[b.id] == near)
    turn = rng.choice((0, 1, 2, 3)) * math.pi / 2 + rng.choice((0.0, 0.0, rng.uniform(-0.5, 0.5)))
    side = rng.randrange(4)
    mine = g.Rect(0, 0, size[0] / 2, size[1] / 2, turn)
    ex, ey = (max(abs(c[k]) for c in mine.corners) for k in (0, 1))
    off = rng.choice((-0.005 * EDGE, 0.0, rng.uniform(0, 0.7)))
    out = (b.size[0] / 2 + ex if side % 2 else b.size[1] / 2 + ey) + off
    across = rng.uniform(-1, 1) * ((b.size[1] if side % 2 else b.size[0]) / 2 + 0.1)
    at = {0: (across, -out), 1: (out, across), 2: (across, out), 3: (-out, across)}[side]
    x, y = g.footprint(b.size, near).world(at)
    return Pose(x, y, 0.0, near.yaw + turn)


def _relations(rng: random.Random, plain: LayoutProblem, layout: dict[str, Pose]) -> list[r.Relation]:
    """Candidates: every contract kind and some of the product's, with arguments at the edge of what holds."""
    out: list[r.Relation] = []
    for b in plain.bodies:
        out += [r.AgainstWall(a=b.id), r.Corner(a=b.id), r.CenteredInRoom(a=b.id, tol=0.5)]
        out += [r.AtWall(a=b.id, walls=(w.index,)) for w in plain.room.walls]
        out += [r.AtWindow(a=b.id, b="window-0", max=0.3), r.CenteredOnWall(a=b.id, tol=0.2)]
        for c in plain.bodies:
            if c is not b:
                out += _of_pair(rng, plain, layout, b, c)
    return out


def _of_pair(rng: random.Random, plain: LayoutProblem, layout: dict[str, Pose], a: Body, b: Body) -> list[r.Relation]:
    p, q = Place(a, layout[a.id]), Place(b, layout[b.id])
    between = gap(p, q)
    centres = math.hypot(p.rect.x - q.rect.x, p.rect.y - q.rect.y)
    x, y = q.rect.local(p.rect.centre)
    names = {"a": a.id, "b": b.id}
    turned = p.pose.yaw - q.pose.yaw + 0.004
    out: list[r.Relation] = [
        r.Near(max=max(0.0, between - 0.02), **names), r.Far(min=between + 0.02 * EDGE, **names),
        r.Distance(min=centres + 0.02 * EDGE, **names), r.Distance(max=max(0.0, centres - 0.02), **names),
        r.Around(max=max(0.0, between - 0.02), **names), r.Offset(x=x + 0.004, y=y - 0.004, yaw=turned,
        z=p.base - q.base, hard=True, **names), r.Beside(max=between + 0.01, **names),
    ]  # fmt: skip
    if rng.random() < 0.8:
        out = [o for o in out if not isinstance(o, r.Offset)]
    kinds = ("facing", "aligned", "in_front_of", "behind", "left_of", "right_of", "centered_on", "parallel", "under",
             "above")  # fmt: skip
    return out + [r.KINDS[k](**names) for k in kinds]


def _holding(plain: LayoutProblem, layout: dict[str, Pose], asked: list[r.Relation]) -> list[r.Relation]:
    checker = Checker(plain)
    scene = checker.scene(layout)
    return [x for x in asked if relation_holds(scene, x)]


def _maybe_fixed(rng: random.Random, b: Body, pose: Pose) -> Body:
    """Fixed near where it stands, as far off as the tolerance lets it."""
    if rng.random() > 0.3:
        return b
    angle, far = rng.uniform(0, 7), rng.choice((0.0, 0.01 * EDGE))
    turn, lift = (rng.choice((-1, 0, 1)) * v * EDGE for v in (math.radians(1), 0.005))
    at = Pose(pose.x + far * math.cos(angle), pose.y + far * math.sin(angle), pose.z + lift, pose.yaw + turn)
    return replace(b, fixed=at)
