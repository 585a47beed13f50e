"""Geometric figures against slow, plain oracles - points counted one by one - on made-up rooms of boxes: forty
of them in the quick tests, two hundred in the slow ones.

Where sampling cannot decide (a share at the limit, a sliver of an overlap) the oracle says so; that is rare.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import ndimage
from scipy.spatial import cKDTree
from shapely import MultiPoint, Point

from eval.peers import PITCH, common_volume, peer_figures, voxels
from eval.sceneeval.boxes import Box, gap
from eval.sceneeval.physical import (
    ACCESS_DEPTH,
    ACCESS_OFF,
    access,
    blocked,
    collisions,
    judge_both,
    navigable,
    outside,
    unsupported,
)
from eval.sceneeval.place import Place, Thing
from solvers.room import Door, Room, Window

Points = NDArray[np.float64]
RINGS = (((0, 0), (5, 0), (5, 4), (0, 4)), ((0, 0), (5, 0), (5, 2.4), (3, 2.4), (3, 4), (0, 4)))


def made_up(seed: int) -> Place:
    """A room, rectangular or L-shaped, with five boxes in and about it; some hang, some overlap, some leave."""
    rng = np.random.default_rng(seed)
    room = Room(
        RINGS[seed % 2], 2.5, (Door("door", 0, 0.6, 0.9),), (Window("window", len(RINGS[seed % 2]) - 1, 1.0, 1.4),)
    )
    return Place(tuple(_box(k, rng) for k in range(5)), room)


def _box(k: int, rng: np.random.Generator) -> Thing:
    half = tuple(float(v) for v in rng.uniform((0.1, 0.1, 0.1), (0.7, 0.5, 0.9)))
    base = float(rng.choice([0.0, 0.0, 0.0, 0.4]))
    yaw = float(rng.choice([0, math.pi / 2, math.pi, rng.uniform(0, 6)]))
    box = Box((float(rng.uniform(0, 5)), float(rng.uniform(0, 4)), base + half[2]), (half[0], half[1], half[2]), yaw)
    return Thing(f"t{k}", "t", "t", frozenset(), box, "ground", ("front", "left")[: 1 + k % 2])


@pytest.fixture(scope="module", params=[40, pytest.param(200, marks=pytest.mark.slow)])
def rooms(request: pytest.FixtureRequest) -> tuple[Place, ...]:
    return tuple(made_up(seed) for seed in range(request.param))


def grid(box: Box, n: int, ends: bool = False) -> Points:
    """Points [n^3, 3] in the box, in the middle of cells or up to its faces."""
    t = np.linspace(-1, 1, n) if ends else (np.arange(n) + 0.5) * 2 / n - 1
    local = np.stack(np.meshgrid(t, t, t, indexing="ij"), -1).reshape(-1, 3) * box.half
    c, s = math.cos(box.yaw), math.sin(box.yaw)
    x, y = local[:, 0] * c - local[:, 1] * s, local[:, 0] * s + local[:, 1] * c
    return np.column_stack([x, y, local[:, 2]]) + box.centre


def holds(box: Box, points: Points, wider: float = 0.0) -> NDArray[np.bool_]:
    """Which points [N, 3] are in the box, made wider on all sides [m]."""
    d = points - box.centre
    c, s = math.cos(box.yaw), math.sin(box.yaw)
    local = np.column_stack([d[:, 0] * c + d[:, 1] * s, d[:, 1] * c - d[:, 0] * s, d[:, 2]])
    return np.asarray((np.abs(local) <= np.array(box.half) + wider).all(axis=1))


def over(ring: tuple[tuple[float, float], ...], x: Points, y: Points) -> NDArray[np.bool_]:
    """Which points are in the polygon: an odd number of its edges is to their right."""
    odd = np.zeros(np.shape(x), dtype=bool)
    for (x0, y0), (x1, y1) in zip(ring, ring[1:] + ring[:1], strict=True):
        if y0 != y1:
            odd ^= ((y0 <= y) != (y1 <= y)) & (x < x0 + (y - y0) * (x1 - x0) / (y1 - y0))
    return odd


def apart(a: Box, b: Box) -> bool:
    """Whether a line in plan, along a side of either, or a level parts the two."""
    if max(a.low - b.high, b.low - a.high) > 0:
        return True
    corners = [grid(box, 2, ends=True)[:, :2] for box in (a, b)]
    for yaw in (a.yaw, a.yaw + math.pi / 2, b.yaw, b.yaw + math.pi / 2):
        p, q = (c @ (math.cos(yaw), math.sin(yaw)) for c in corners)
        if max(p.min() - q.max(), q.min() - p.max()) > 0:
            return True
    return False


def pairs(place: Place) -> Iterator[tuple[Thing, Thing]]:
    return ((a, b) for k, a in enumerate(place.things) for b in place.things[k + 1 :])


def test_collisions(rooms: tuple[Place, ...]) -> None:
    decided, hits = 0, 0
    for place in rooms:
        for a, b in pairs(place):
            inside = holds(b.box, grid(a.box, 9, ends=True), -0.012) if not apart(a.box, b.box) else np.zeros(1, bool)
            if apart(a.box, b.box) or inside.any():
                decided, hits = decided + 1, hits + bool(inside.any())
                assert bool(collisions((a, b))) == bool(inside.any()), (a.box, b.box)
    assert decided > 0.95 * 10 * len(rooms)
    assert hits > len(rooms) / 2


def test_out_of_bounds(rooms: tuple[Place, ...]) -> None:
    decided, out = 0, 0
    for place in rooms:
        for t in place.things:
            w, d, h = t.box.half
            shares = [over(place.room.polygon, f[:, 0], f[:, 1]).mean() for f in _faces(t.box)]
            share = float(np.average(shares, weights=[d * h, d * h, w * h, w * h, w * d, w * d]))
            if abs(share - 0.99) > 0.006:
                decided, out = decided + 1, out + (share < 0.99)
                assert bool(outside((t,), place.room)) == (share < 0.99), (share, t.box)
    assert decided > 0.9 * 5 * len(rooms)
    assert len(rooms) < out < 4 * len(rooms)


def _faces(box: Box) -> Iterator[Points]:
    """A grid [900, 3] on each of the six faces."""
    for axis in range(3):
        for side in (-1, 1):
            half = [0.0 if k == axis else v for k, v in enumerate(box.half)]
            u = (np.arange(30) + 0.5) / 15 - 1
            a, b = np.meshgrid(u, u, indexing="ij")
            local = np.zeros((900, 3))
            local[:, [k for k in range(3) if k != axis]] = np.column_stack([a.ravel(), b.ravel()])
            local *= half
            local[:, axis] = side * box.half[axis]
            c, s = math.cos(box.yaw), math.sin(box.yaw)
            turned = np.column_stack(
                [local[:, 0] * c - local[:, 1] * s, local[:, 0] * s + local[:, 1] * c, local[:, 2]]
            )
            yield turned + box.centre


def stacked(seed: int) -> Place:
    """Things that rest on the floor, a rug or each other, or hang: exactly, too high or sunk in, some over an edge."""
    rng = np.random.default_rng(seed)
    rug = Thing("rug", "t", "t", frozenset(), Box((1.5, 1.0, 0.01), (1.4, 0.8, 0.01), 0.0), "ground")
    things = [rug, *(_resting(k, rng, 0.02 if k % 2 else 0.0, (2.0 * (k % 2) - 1, 0.0)) for k in range(2))]
    for k, under in enumerate(things[1:], 2):
        things.append(_resting(k, rng, under.box.high, under.box.centre[:2], rng.uniform(-0.7, 0.7, 2)))
    things += [_hanging("wall", rng), _hanging("ceiling", rng)]
    return Place(tuple(things), Room(RINGS[0], 2.5))


GAPS = (0.0, 0.0, 0.003, -0.003, 0.008, -0.008)
"""Clearly within and clearly beyond the 5 mm that count [m]."""


def _resting(
    k: int, rng: np.random.Generator, level: float, at: Sequence[float], off: Sequence[float] | Points = (0.0, 0.0)
) -> Thing:
    half = tuple(float(v) for v in rng.uniform((0.2, 0.2, 0.1), (0.5, 0.4, 0.4)))
    base, yaw = level + float(rng.choice(GAPS)), float(rng.choice([0, math.pi / 2, rng.uniform(0, 6)]))
    x, y = (at[0] + off[0], at[1] + off[1]) if level > 0.1 else (2.5 + at[0], 1.8 + float(rng.uniform(-1, 0)))
    box = Box((float(x), float(y), base + half[2]), (half[0], half[1], half[2]), yaw)
    return Thing(f"t{k}", "t", "t", frozenset(), box, "object" if level > 0.1 else "ground")


def _hanging(support: str, rng: np.random.Generator) -> Thing:
    """Its back to the north wall, or its top to the ceiling."""
    gap, x = float(rng.choice(GAPS)), float(rng.uniform(1, 4))
    wall = support == "wall"
    centre = (x, 4 - 0.05 - gap, 1.6) if wall else (x, 2.0, 2.5 - 0.1 - gap)
    return Thing(
        support, "t", "t", frozenset(), Box(centre, (0.3, 0.05, 0.2) if wall else (0.3, 0.3, 0.1), 0.0), support
    )


def test_support(rooms: tuple[Place, ...]) -> None:
    decided, lost = 0, 0
    for seed in range(len(rooms)):
        place = stacked(seed)
        found = unsupported(place.things, place.room)
        for t in place.things:
            surely, maybe = (_carried(t, place, margin) for margin in (-0.06, 0.06))
            if surely == maybe:
                decided, lost = decided + 1, lost + (not surely)
                assert (t.id in found) != surely, (seed, t.id)
    assert decided > 0.8 * 7 * len(rooms)
    assert lost > len(rooms)


def _carried(t: Thing, place: Place, margin: float) -> bool:
    """Points of the side towards the support: is what is nearest beyond within 5 mm; and is the middle among them?"""
    side = grid(t.box, 25, ends=True)
    if t.support == "wall":
        return bool(abs(4 - side[:, 1].max()) < 0.005)
    if t.support == "ceiling":
        return bool(abs(2.5 - side[:, 2].max()) < 0.005)
    side = side[side[:, 2] < t.box.low + 1e-9]
    hits = side[np.abs(_level_below(side, t, place) - t.box.low) < 0.005]
    if len(hits) < 4:
        return False
    return bool(MultiPoint(hits[:, :2]).convex_hull.buffer(margin).covers(Point(t.box.centre[:2])))


def _level_below(points: Points, t: Thing, place: Place) -> Points:
    """[N]: the highest face of another thing, or the floor, below points [N, 3] that are lifted by 5 mm."""
    x, y, start = *points[:, :2].T, points[0, 2] + 0.005
    level = np.where((x >= 0) & (x <= 5) & (y >= 0) & (y <= 4), 0.0, -math.inf)
    for o in (o for o in place.things if o.id != t.id):
        over_it = holds(o.box, np.column_stack([x, y, np.full(len(x), o.box.centre[2])]))
        for z in (z for z in (o.box.low, o.box.high) if z < start):
            level = np.where(over_it, np.maximum(level, z), level)
    return np.asarray(level)


def test_without_rugs_is_as_if_there_were_none(rooms: tuple[Place, ...]) -> None:
    for seed in range(0, len(rooms), 4):
        place = stacked(seed)
        assert judge_both(place)[1] == judge_both(Place(place.things[1:], place.room))[0]


def test_navigable_floor(rooms: tuple[Place, ...]) -> None:
    for place in rooms:
        shares = [_navigable(place, off) for off in (-0.03, 0.0, 0.03)]
        found = navigable(place.things, place.room)
        assert found is not None
        assert min(shares) - 0.03 <= found <= max(shares) + 0.03, (found, shares)


def _navigable(place: Place, wider: float, cell: float = 0.03) -> float:
    """Cells 0.2 m from the walls and 0.1 m from every box (and `wider`), the largest connected lot of them."""
    x, y = np.meshgrid(np.arange(0, 5, cell), np.arange(0, 4, cell))
    free = over(place.room.polygon, x, y)
    for (x0, y0), (x1, y1) in zip(place.room.polygon, (*place.room.polygon[1:], place.room.polygon[0]), strict=True):
        dx, dy = (
            np.maximum(0, np.maximum(min(x0, x1) - x, x - max(x0, x1))),
            np.maximum(0, np.maximum(min(y0, y1) - y, y - max(y0, y1))),
        )
        free &= np.maximum(dx, dy) >= 0.2 + wider
    for t in place.things:
        level = np.column_stack([x.ravel(), y.ravel(), np.full(x.size, t.box.centre[2])])
        free &= ~holds(t.box, level, 0.1 + wider).reshape(x.shape)
    sizes = np.bincount(ndimage.label(free)[0].ravel())[1:]
    return float(sizes.max() / sizes.sum())


def test_access(rooms: tuple[Place, ...]) -> None:
    for place in rooms:
        found, want = access(place.things, place.room), np.mean([_access(t, place) for t in place.things])
        assert found == pytest.approx(want, abs=0.02)


def _access(t: Thing, place: Place) -> float:
    w, d, n = t.box.half[0], t.box.half[1], 40
    u, deep = (np.arange(n) + 0.5) * 2 / n - 1, ACCESS_OFF + (np.arange(n) + 0.5) / n * ACCESS_DEPTH
    shares = []
    for side in t.sides:
        a, b = (v.ravel() for v in np.meshgrid(u, deep))
        local = np.column_stack([a * w, -d - b] if side == "front" else [-w - b, a * d])
        c, s = math.cos(t.box.yaw), math.sin(t.box.yaw)
        x, y = local[:, 0] * c - local[:, 1] * s + t.box.centre[0], local[:, 0] * s + local[:, 1] * c + t.box.centre[1]
        free = over(place.room.polygon, x, y)
        for o in place.things:
            if o.id != t.id:
                free &= ~holds(o.box, np.column_stack([x, y, np.full(n * n, o.box.centre[2])]))
        shares.append(float(free.mean()))
    return max(shares)


def test_openings(rooms: tuple[Place, ...]) -> None:
    hits, decided = 0, 0
    for place in rooms:
        found = blocked(place.things, place.room)
        surely, maybe = (_before_openings(place, wider) for wider in (-0.01, 0.08))
        for name in ("door", "window"):
            if surely[name] == maybe[name]:
                hits, decided = hits + surely[name], decided + 1
                assert (name in found) == surely[name], name
    assert decided > 0.7 * 2 * len(rooms)
    assert hits > len(rooms) / 4


def _before_openings(place: Place, wider: float) -> dict[str, bool]:
    """Whether points of a box are before the door in the south wall and the window in the west one."""
    x, y, z = np.vstack([grid(t.box, 20, ends=True) for t in place.things]).T
    door = (x > 0.6 - wider) & (x < 1.5 + wider) & (y > -wider) & (y < 0.9 + wider) & (z < 2.05 + wider)
    window = (y > 1.6 - wider) & (y < 3.0 + wider) & (x > -wider) & (x < 0.5 + wider)
    window &= (z > 0.9 - wider) & (z < 2.1 + wider)
    return {"door": bool(door.any()), "window": bool(window.any())}


def test_distances_between_boxes(rooms: tuple[Place, ...]) -> None:
    for place in rooms:
        for a, b in pairs(place):
            p, q = (np.vstack(list(_faces(t.box)))[::7] for t in (a, b))
            if apart(a.box, b.box):
                near = float(cKDTree(p).query(q)[0].min())
                assert near - 0.15 <= gap(a.box, b.box) <= near + 1e-9
            else:
                assert gap(a.box, b.box) == 0


def test_common_volumes(rooms: tuple[Place, ...]) -> None:
    for place in rooms:
        for a, b in pairs(place):
            counted = float(holds(b.box, grid(a.box, 16)).mean() * 8 * np.prod(a.box.half))
            assert common_volume(a.box, b.box) == pytest.approx(
                counted, abs=0.05 * 8 * float(np.prod(a.box.half)) + 1e-6
            )


def test_voxels_are_the_cells_of_the_box(rooms: tuple[Place, ...]) -> None:
    """Every cell whose middle is well inside is there, none whose middle is a cell away."""
    for place in rooms[::8]:
        for t in place.things[:2]:
            low, high = (np.round(b / PITCH).astype(int) + s for b, s in zip(t.bounds, (-3, 3), strict=True))
            every = np.stack(
                np.meshgrid(*(np.arange(a, b + 1) for a, b in zip(low, high, strict=True)), indexing="ij"), -1
            )
            cells = every.reshape(-1, 3)
            have = set(map(tuple, voxels(t).tolist()))
            sure = set(map(tuple, cells[holds(t.box, cells * PITCH, -1e-6)].tolist()))
            most = set(map(tuple, cells[holds(t.box, cells * PITCH, PITCH * math.sqrt(0.5) + 1e-6)].tolist()))
            assert sure <= have <= most


def test_figures_of_peers(rooms: tuple[Place, ...]) -> None:
    for place in rooms[::8]:
        found, want = peer_figures(place), 0.0
        for a, b in pairs(place):
            want += float(holds(b.box, grid(a.box, 16)).mean() * 8 * np.prod(a.box.half))
        assert found.overlap == pytest.approx(want, abs=0.03)
        out = [t.id for t in place.things if _furthest(t.box, place.room) > 0.1]
        assert list(found.out) == out
        assert (found.outside_litres > 0) or not found.out
        apart_all = all(apart(a.box, b.box) for a, b in pairs(place))
        assert (found.common_litres == 0) or not apart_all
        assert found.valid == (found.outside_litres + found.common_litres <= 100)


def _furthest(box: Box, room: Room) -> float:
    """How far the box's points are beyond the floor of the room [m], the outside being what no cell of it covers."""
    points = grid(box, 25, ends=True)[:, :2]
    points = points[~over(room.polygon, points[:, 0], points[:, 1])]
    x, y = points[:, :1], points[:, 1:]
    edges = zip(room.polygon, (*room.polygon[1:], room.polygon[0]), strict=True)
    away = [_to_edge(x, y, a, b) for a, b in edges]
    return float(np.min(np.hstack(away), axis=1).max()) if len(points) else 0.0


def _to_edge(x: Points, y: Points, a: tuple[float, float], b: tuple[float, float]) -> Points:
    dx = np.maximum(0, np.maximum(min(a[0], b[0]) - x, x - max(a[0], b[0])))
    dy = np.maximum(0, np.maximum(min(a[1], b[1]) - y, y - max(a[1], b[1])))
    return np.asarray(np.maximum(dx, dy))
