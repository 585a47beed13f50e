"""Plane geometry agrees with shapely, an independent library, and with itself on tensors."""

import math
import random

import pytest
import torch
from shapely import Point, Polygon

from solvers import geometry as g
from solvers import tensor_geometry as tg
from solvers.pieces import hull_planes, pockets
from solvers.problem import Pose
from solvers.room import Room

ROOMS = [
    Room(((0, 0), (4, 0), (4, 3), (0, 3))),
    Room(((0, 0), (4, 0), (4, 2), (2, 2), (2, 4), (0, 4))),
    Room(((0, 0), (6, 0), (6, 4), (4, 4), (4, 2), (2, 2), (2, 4), (0, 4))),
    Room(((0, 0), (4, 0.5), (5, 3), (1, 4))),
    Room(((0, 0), (4, 0), (3, 1.5), (4, 3), (0, 3))),
]


def random_rect(rng: random.Random, spread: float = 1.0) -> g.Rect:
    return g.Rect(
        rng.gauss(2, spread), rng.gauss(2, spread), rng.uniform(0.1, 1), rng.uniform(0.1, 1), rng.uniform(-7, 7)
    )


def tensor(rect: g.Rect) -> tuple[torch.Tensor, torch.Tensor]:
    return torch.tensor([rect.x, rect.y, 0.0, rect.yaw]).double(), torch.tensor([rect.hw, rect.hd]).double()


def test_gap_depth_and_common_area_agree_with_shapely() -> None:
    rng = random.Random(0)
    for _ in range(300):
        a, b = random_rect(rng), random_rect(rng)
        p, q = Polygon(a.corners), Polygon(b.corners)
        depth, gap = g.overlap_depth(a.corners, b.corners), g.ring_distance(a.corners, b.corners)
        assert (depth > 0) == (p.intersection(q).area > 0)
        assert gap == pytest.approx(p.distance(q), abs=1e-9)
        common = g.clip_convex(a.corners, b.corners)
        area = p.intersection(q).area
        assert (g.ring_area(common) if len(common) > 2 else 0.0) == pytest.approx(area, abs=1e-9)
        (pa, ha), (pb, hb) = tensor(a), tensor(b)
        assert float(tg.common_area(pa, pb, ha, hb)) == pytest.approx(area, abs=1e-4)
        signed = float(tg.signed_gap(pa, pb, ha, hb))
        assert signed == pytest.approx(gap if depth <= 0 else -depth, abs=1e-6)


def test_depth_is_the_shortest_way_apart() -> None:
    rng = random.Random(1)
    for _ in range(100):
        a, b = random_rect(rng, 0.4), random_rect(rng, 0.4)
        depth = g.overlap_depth(a.corners, b.corners)
        if depth <= 0:
            continue
        moved = [
            [(x + (depth - 0.01) * math.cos(t), y + (depth - 0.01) * math.sin(t)) for x, y in a.corners]
            for t in (k * math.pi / 24 for k in range(48))
        ]
        assert all(g.overlap_depth(m, b.corners) > 0 for m in moved)


@pytest.mark.parametrize("room", ROOMS)
def test_pieces_fill_what_is_not_room(room: Room) -> None:
    rng, shape = random.Random(2), Polygon(room.polygon)
    planes, rings = hull_planes(room), [Polygon(k) for k in pockets(room)]
    x0, y0, x1, y1 = room.bounds
    assert all(k.exterior.is_ccw and k.convex_hull.area == pytest.approx(k.area) for k in rings)
    for _ in range(500):
        p = (rng.uniform(x0 - 1, x1 + 1), rng.uniform(y0 - 1, y1 + 1))
        if shape.exterior.distance(Point(p)) < 1e-6:
            continue
        beyond = any(nx * p[0] + ny * p[1] > c for nx, ny, c in planes) or any(k.contains(Point(p)) for k in rings)
        assert beyond == (not shape.contains(Point(p)))


@pytest.mark.parametrize("room", ROOMS)
def test_a_rectangle_is_inside_exactly_when_it_reaches_into_no_piece(room: Room) -> None:
    rng, shape = random.Random(3), Polygon(room.polygon)
    pieces = tg.RoomPieces.of(room, torch.zeros(1, dtype=torch.float64))
    for _ in range(300):
        rect = random_rect(rng)
        depth = float(pieces.depth(*tensor(rect)).max())
        if abs(depth) > 1e-6:
            assert (depth < 0) == shape.covers(Polygon(rect.corners))


def test_poses_compose_and_come_apart_again() -> None:
    rng = random.Random(4)
    for _ in range(50):
        base, local = (Pose(*(rng.uniform(-3, 3) for _ in range(4))) for _ in range(2))
        back = g.relative(g.compose(base, local), base)
        assert (back.x, back.y, back.z) == pytest.approx((local.x, local.y, local.z))
        assert g.wrap(back.yaw - local.yaw) == pytest.approx(0, abs=1e-9)


def test_left_is_minus_x_and_front_minus_y() -> None:
    rect = g.Rect(1, 1, 0.5, 0.25, 0)
    assert rect.front == pytest.approx((0, -1))
    assert rect.corners[0] == pytest.approx((0.5, 0.75)), "front left"
    assert g.access_zone(rect, "left", 0.6).centre == pytest.approx((0.2, 1.0))
