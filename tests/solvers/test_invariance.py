"""The check and the losses do not care where a room lies; mirroring swaps left and right."""

import math
import random
from dataclasses import replace

import pytest
import torch

from solvers import check
from solvers import relations as r
from solvers.geometry import turn
from solvers.losses import RelationLosses
from solvers.problem import Body, LayoutProblem, Pose
from solvers.room import Door, Room, Window

ROOM = Room(
    ((0, 0), (5, 0), (5, 2.5), (3, 2.5), (3, 4), (0, 4)), 2.5, (Door("door-0", 0, 0.5, 0.9),), (Window("w", 5, 1, 1.2),)
)
BODIES = (Body("a", (1.0, 0.5, 0.7)), Body("b", (1.6, 0.9, 0.7)), Body("c", (0.4, 0.6, 1.0)))


def relations() -> tuple[r.Relation, ...]:
    """One of every kind, where it can be."""
    out: list[r.Relation] = []
    for kind, cls in r.KINDS.items():
        if kind == "at_window":
            out.append(r.AtWindow(a="a", b="w", max=0.4))
        elif kind == "between":
            out.append(r.Between(a="a", b="b", c="c"))
        elif kind == "at_wall":
            out.append(r.AtWall(a="a", walls=(1, 4)))
        else:
            out.append(cls(a="a", b=None if kind in r.UNARY else "b"))
    return tuple(out)


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


@pytest.mark.parametrize("yaw", [math.pi / 2, math.pi, 0.7])
@pytest.mark.parametrize("shift", [(0.0, 0.0), (-13.0, 4.0)])
def test_moving_everything_changes_nothing(yaw: float, shift: tuple[float, float]) -> None:
    def move(p: tuple[float, float]) -> tuple[float, float]:
        x, y = turn(p, yaw)
        return (x + shift[0], y + shift[1])

    here = LayoutProblem("p", ROOM, BODIES, relations())
    there = replace(here, room=replace(ROOM, polygon=tuple(move(p) for p in ROOM.polygon)))
    one, two = RelationLosses(here), RelationLosses(there)
    for poses in layouts(25):
        moved = {i: Pose(*move((p.x, p.y)), p.z, p.yaw + yaw) for i, p in poses.items()}
        assert verdict(here, poses) == verdict(there, moved)
        before, after = one(_tensor(poses)), two(_tensor(moved))
        assert torch.equal(before > 1e-6, after > 1e-6)
        same = torch.tensor([x.kind != "keep_clear" for x in here.relations])
        assert torch.allclose(before[same], after[same], atol=1e-6), "how far outside depends on how a room is cut up"


def test_a_mirror_swaps_left_and_right() -> None:
    swap = {"left_of": r.RightOf, "right_of": r.LeftOf}
    here = LayoutProblem(
        "p", ROOM, BODIES, tuple(x for x in relations() if x.kind not in ("beside", "offset", "at_wall"))
    )
    mirrored = tuple(swap[x.kind](a=x.a, b=x.b) if x.kind in swap else x for x in here.relations)
    there = LayoutProblem("p", _mirror(ROOM), BODIES, mirrored)
    for poses in layouts(60):
        moved = {i: Pose(-p.x, p.y, p.z, -p.yaw) for i, p in poses.items()}
        assert verdict(here, poses) == verdict(there, moved)


def _mirror(room: Room) -> Room:
    """The room reflected in the y axis, counter-clockwise again: wall i becomes wall n - 2 - i (modulo n)."""
    n = len(room.polygon)
    polygon = tuple((-x, y) for x, y in reversed(room.polygon))
    length = [w.length for w in room.walls]

    def moved(o: Door | Window) -> dict[str, float]:
        return {"wall": (n - 2 - o.wall) % n, "offset": length[o.wall] - o.offset - o.width}

    doors = tuple(replace(d, **moved(d)) for d in room.doors)  # type: ignore[arg-type]
    windows = tuple(replace(w, **moved(w)) for w in room.windows)  # type: ignore[arg-type]
    return Room(polygon, room.height, doors, windows)


def _tensor(poses: dict[str, Pose]) -> torch.Tensor:
    return torch.tensor([[p.x, p.y, p.z, p.yaw] for p in poses.values()], dtype=torch.float64)
