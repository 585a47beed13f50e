"""The check and the losses do not care where a room lies; mirroring swaps left and right."""

import math
import random
from collections.abc import Callable
from dataclasses import replace

import pytest
import torch

from solvers import check, holds
from solvers import relations as r
from solvers.geometry import turn
from solvers.losses import RelationLosses
from solvers.problem import Body, LayoutProblem, Pose
from solvers.room import Column, Door, Radiator, Room, Socket, Window, Zone

ROOM = Room(
    ((0, 0), (5, 0), (5, 2.5), (3, 2.5), (3, 4), (0, 4)),
    2.5,
    (Door("door-0", 0, 0.5, 0.9),),
    (Window("w", 5, 1, 1.2),),
    (Column("pillar", 3.6, 0.9, 0.4, 0.3, 0.4),),
    (Radiator("heater", 1, 0.4, 1.0),),
    (Socket("socket", 4, 0.6),),
    (Zone("corner", ((0, 2), (1.5, 2), (2.5, 3), (2.5, 4), (0, 4))),),
)
BODIES = (Body("a", (1.0, 0.5, 0.7)), Body("b", (1.6, 0.9, 0.7)), Body("c", (0.4, 0.6, 1.0)))
RELATIONS: tuple[r.Relation, ...] = (
    r.AgainstWall(a="a"), r.Corner(a="a"), r.Corner(a="a", vertices=(0, 4)), r.Near(a="a", b="b"), r.Far(a="a", b="b"),
    r.Distance(a="a", b="b", min=0.5, max=1.5), r.Around(a="a", b="b"), r.Facing(a="a", b="b"), r.Aligned(a="a", b="b"),
    r.OnTopOf(a="a", b="b"), r.OnTopOf(a="c", b="b", level="inside"), r.InFrontOf(a="a", b="b"),
    r.Behind(a="a", b="b"), r.LeftOf(a="a", b="b"), r.RightOf(a="a", b="b"), r.CenteredOn(a="a", b="b"),
    r.AtWall(a="a", walls=(1, 4)), r.CenteredOnWall(a="a", tol=0.5), r.CenteredInRoom(a="a", tol=0.8),
    r.AtWindow(a="a", b="w", max=0.4), r.Above(a="a", b="b"), r.Under(a="a", b="b"), r.Beside(a="a", b="b", max=0.5),
    r.Beside(a="a", b="b", side="left", max=0.5), r.Between(a="a", b="b", c="c"),
    r.Between(a="a", b="b", c="w", where="middle", tol=0.8), r.Parallel(a="a", b="b"),
    r.Offset(a="a", b="b", x=0.3, y=-0.5, yaw=0.4, tol=0.5), r.KeepClear(a="a", depth=0.4),
    r.KeepClear(a="b", side="left"), r.ParallelToWall(a="a"), r.FacingWall(a="a", walls=(2,)),
    r.FacingAway(a="a", b="b"), r.Turned(a="a", yaw=0.3), r.At(a="a", x=1.0, y=2.0, tol=0.8),
    r.AtHeight(a="a", height=0.3, tol=0.4), r.LinedUp(a="a", b="b", by="left", tol=0.2),
    r.InRow(a="a", others=("b", "c"), max=1.5, tol=0.8), r.Symmetric(a="a", b="c", c="b", tol=0.5),
    r.EvenlyAround(a="a", others=("c",), b="b", tol=0.3), r.EvenlyAround(a="a", others=("c",), b="b", by="angle"),
    r.InZone(a="a", zone="corner"), r.InZone(a="a", zone="corner", part="centre"),
    r.NotBlocking(a="a", b="heater"), r.NotBlocking(a="c", b="w"), r.Sees(a="a", b="w", height=0.6, width=0.3),
    r.Near(a="c", b="pillar"), r.Far(a="c", b="socket", min=0.6),
)  # fmt: skip
HERE, AWAY = (0.0, 0.0), (-13.0, 4.0)
Plane = Callable[[tuple[float, float]], tuple[float, float]]


def test_every_kind_is_tried() -> None:
    assert {x.kind for x in RELATIONS} == set(r.KINDS)


def layouts(count: int) -> list[dict[str, Pose]]:
    rng = random.Random(0)
    out = []
    for _ in range(count):
        x, y = rng.uniform(0.3, 4.5), rng.uniform(0.3, 3.5)
        angles = [rng.choice([0, math.pi / 2, math.pi, rng.uniform(-3, 3)]) for _ in BODIES]
        spots = [(x + rng.gauss(0, 0.7), y + rng.gauss(0, 0.7)) for _ in BODIES]
        out.append({b.id: Pose(px, py, 0.0, t) for b, (px, py), t in zip(BODIES, spots, angles, strict=True)})
    return out


def verdict(problem: LayoutProblem, poses: dict[str, Pose]) -> list[tuple[str, tuple[str, ...], int | None]]:
    return sorted((v.kind, v.ids, v.relation) for v in check(problem, poses))


def moved_room(move: Plane, yaw: float) -> Room:
    columns = tuple(replace(c, x=x, y=y, yaw=c.yaw + yaw) for c in ROOM.columns for x, y in [move((c.x, c.y))])
    zones = tuple(replace(z, polygon=tuple(move(p) for p in z.polygon)) for z in ROOM.zones)
    return replace(ROOM, polygon=tuple(move(p) for p in ROOM.polygon), columns=columns, zones=zones)


def moved_relation(x: r.Relation, move: Plane, yaw: float) -> r.Relation:
    """Relations that name a point or a direction of the plan move along."""
    match x:
        case r.At():
            px, py = move((x.x, x.y))
            return replace(x, x=px, y=py)
        case r.Turned():
            return replace(x, yaw=x.yaw + yaw)
    return x


@pytest.mark.parametrize(
    ("yaw", "shift"),
    [(0.0, AWAY), (math.pi / 2, HERE), (math.pi, AWAY), (-math.pi / 2, AWAY), (0.7, HERE), (0.7, AWAY)],
)
def test_moving_everything_changes_nothing(yaw: float, shift: tuple[float, float]) -> None:
    def move(p: tuple[float, float]) -> tuple[float, float]:
        x, y = turn(p, yaw)
        return (x + shift[0], y + shift[1])

    here = LayoutProblem("p", ROOM, BODIES, RELATIONS)
    there = LayoutProblem("p", moved_room(move, yaw), BODIES, tuple(moved_relation(x, move, yaw) for x in RELATIONS))
    one, two = RelationLosses(here), RelationLosses(there)
    cut_up = [x.kind in ("keep_clear", "in_zone") and yaw == 0.7 for x in RELATIONS]
    same = ~torch.tensor(cut_up)
    for poses in layouts(25):
        moved = {i: Pose(*move((p.x, p.y)), p.z, p.yaw + yaw) for i, p in poses.items()}
        assert verdict(here, poses) == verdict(there, moved)
        before, after = one(_tensor(poses)), two(_tensor(moved))
        assert torch.equal(before > 1e-6, after > 1e-6)
        assert torch.allclose(before[same], after[same], atol=1e-6), (
            "only in a room at a slant how far outside depends on how it is cut up"
        )


def mirrored_relation(x: r.Relation) -> r.Relation:
    swap = {"left": "right", "right": "left"}
    n = len(ROOM.polygon)
    match x:
        case r.LeftOf():
            return r.RightOf(a=x.a, b=x.b)
        case r.RightOf():
            return r.LeftOf(a=x.a, b=x.b)
        case r.Beside() | r.KeepClear():
            return replace(x, side=swap.get(x.side, x.side))  # type: ignore[arg-type]
        case r.LinedUp():
            return replace(x, by=swap.get(x.by, x.by))  # type: ignore[arg-type]
        case r.AtWall() | r.FacingWall():
            return replace(x, walls=tuple((n - 2 - w) % n for w in x.walls))
        case r.Corner():
            return replace(x, vertices=tuple(n - 1 - v for v in x.vertices))
        case r.Offset():
            return replace(x, x=-x.x, yaw=-x.yaw)
        case r.At():
            return replace(x, x=-x.x)
        case r.Turned():
            return replace(x, yaw=-x.yaw)
        case r.InRow():
            last, *rest = reversed((x.a, *x.others))
            return replace(x, a=last, others=tuple(rest))
    return x


def test_a_mirror_swaps_left_and_right() -> None:
    rows = [x for x in RELATIONS if not isinstance(x, r.InRow)]
    here = LayoutProblem("p", ROOM, BODIES, tuple(rows))
    there = LayoutProblem("p", _mirror(ROOM), BODIES, tuple(mirrored_relation(x) for x in rows))
    for poses in layouts(60):
        moved = {i: Pose(-p.x, p.y, p.z, -p.yaw) for i, p in poses.items()}
        assert verdict(here, poses) == verdict(there, moved)


def test_a_mirrored_row_runs_the_other_way() -> None:
    row = r.InRow(a="a", others=("b", "c"), max=0.5)
    poses = {"a": Pose(0.6, 3.7), "b": Pose(2.0, 3.5), "c": Pose(3.1, 3.65)}
    mirrored = {i: Pose(-p.x, p.y, p.z, -p.yaw) for i, p in poses.items()}
    there = LayoutProblem("p", _mirror(ROOM), BODIES)
    assert holds(LayoutProblem("p", ROOM, BODIES), poses, row)
    assert holds(there, mirrored, mirrored_relation(row))
    assert not holds(there, mirrored, row)


def _mirror(room: Room) -> Room:
    """The room reflected in the y axis, counter-clockwise again: wall i becomes wall n - 2 - i (modulo n)."""
    n = len(room.polygon)
    polygon = tuple((-x, y) for x, y in reversed(room.polygon))
    length = [w.length for w in room.walls]

    def moved(o: Door | Window | Radiator | Socket) -> dict[str, float]:
        return {"wall": (n - 2 - o.wall) % n, "offset": length[o.wall] - o.offset - o.width}

    doors = tuple(replace(d, **moved(d)) for d in room.doors)  # type: ignore[arg-type]
    windows = tuple(replace(w, **moved(w)) for w in room.windows)  # type: ignore[arg-type]
    radiators = tuple(replace(h, **moved(h)) for h in room.radiators)  # type: ignore[arg-type]
    sockets = tuple(replace(k, **moved(k)) for k in room.sockets)  # type: ignore[arg-type]
    columns = tuple(replace(c, x=-c.x, yaw=-c.yaw) for c in room.columns)
    zones = tuple(replace(z, polygon=tuple((-x, y) for x, y in reversed(z.polygon))) for z in room.zones)
    return Room(polygon, room.height, doors, windows, columns, radiators, sockets, zones)


def _tensor(poses: dict[str, Pose]) -> torch.Tensor:
    return torch.tensor([[p.x, p.y, p.z, p.yaw] for p in poses.values()], dtype=torch.float64)
