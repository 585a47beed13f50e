"""Where a thing might go that cannot stay where it is: candidate poses, the nearest first in mind.

The nearest free place to a point, among boxes, lies at the point itself, beside it across one edge, or in a corner of
two edges. So the candidates are all crossings of "flush with an edge of something" in x and in y, for each yaw, with a
plain grid for what edges do not decide, places beside what the thing is related to, and places along slanted walls.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor

from solvers import geometry as g
from solvers.check import named
from solvers.places import opening_places
from solvers.pose_cost import MoverCost
from solvers.problem import Body, Pose
from solvers.relations import Offset
from solvers.room import Room
from solvers.tensor_geometry import turn

EDGES = 14
"""Edges in each direction that are looked at: those nearest to the wish."""
LOCAL, WHOLE = 7, 26
"""Points of the plain grid along each side: near the wish, and over the whole room."""
ALONG = 0.1
"""Step along slanted walls [m]."""


def room_yaws(room: Room) -> list[float]:
    """The yaws that furniture takes in a room [rad]: quarter turns from the directions of its walls."""
    base: list[float] = []
    for w in room.walls:
        yaw = w.yaw % (math.pi / 2)
        if all(abs(g.wrap(yaw - b, math.pi / 2)) > 1e-4 for b in base):
            base.append(yaw if yaw < math.pi / 2 - 1e-4 else 0.0)
    return [b + k * math.pi / 2 for b in sorted(base) for k in range(4)]


def heights(cost: MoverCost, wish: Pose | None) -> list[float]:
    """The base heights that a thing may take [m]: as wished, on what is to carry it, hanging as it must, the floor."""
    problem, k = cost.of.problem, cost.mover.root
    body = problem.bodies[k]
    if body.elevation is not None and body.mount != "floor":
        return [body.elevation]
    if body.mount == "ceiling":
        return [problem.room.height - body.size[2]]
    on = [x.b for x in problem.relations if x.kind == "on_top_of" and x.hard and x.a == body.id and x.b]
    tops = [float(cost.state[cost.of.index[i], 2]) + f.height for i in on for f in problem.body(i).tops]
    base = [wish.z] if wish is not None else [] if on else [_hung(body, problem.room)]
    tied = [p.z for p in tied_places(cost)]
    return list(dict.fromkeys(round(z, 6) for z in (*base, *tops, *tied)))


def tied_places(cost: MoverCost) -> list[Pose]:
    """Where hard offsets to other things, or to doors and windows, hold the mover's root."""
    of, out = cost.of, []
    id, landmarks = of.problem.bodies[cost.mover.root].id, opening_places(of.problem)
    for x in (of.problem.relations[k] for k in cost.hard):
        if isinstance(x, Offset) and x.a == id and x.b:
            base = landmarks[x.b].pose if x.b in landmarks else Pose(*cost.state[of.index[x.b]].tolist())
            out.append(g.compose(base, Pose(x.x, x.y, x.z, x.yaw)))
    return out


def _hung(body: Body, room: Room) -> float:
    """The floor, or the middle at eye level (1.5 m) for what hangs on a wall without saying where."""
    return 0.0 if body.mount == "floor" else max(0.0, min(1.5 - body.size[2] / 2, room.height - body.size[2]))


def candidates(cost: MoverCost, wish: Pose | None, reach: float | None) -> Tensor:
    """[P, 3]: plan poses (x, y, yaw) to try; near the wish (within `reach` [m] of it), or all over the room."""
    x0, y0, x1, y1 = cost.of.problem.room.bounds
    middle = wish or Pose((x0 + x1) / 2, (y0 + y1) / 2)
    yaws = room_yaws(cost.of.problem.room)
    if wish is not None:
        yaws = [wish.yaw, *(v for v in yaws if abs(g.wrap(v - wish.yaw)) > 1e-4)]
    parts = [_crossings(cost, middle, yaw, reach) for yaw in yaws]
    parts += [_beside(cost, i) for i in _partners(cost)] + [_slanted(cost, middle)]
    parts += [cost.state.new_tensor([[p.x, p.y, p.yaw] for p in tied_places(cost)]).reshape(-1, 3)]
    out = torch.cat(parts)
    if reach is not None:
        out = out[torch.hypot(out[:, 0] - middle.x, out[:, 1] - middle.y) <= reach]
    if wish is None:
        return out
    return torch.cat([out.new_tensor([[wish.x, wish.y, v] for v in yaws]), out])


def _crossings(cost: MoverCost, wish: Pose, yaw: float, reach: float | None) -> Tensor:
    """Crossings of flush edges, and a plain grid, at one yaw."""
    room = cost.of.problem.room
    box = cost.box(yaw)
    lo, hi = cost.obstacles
    x0, y0, x1, y1 = room.bounds
    step = LOCAL if reach is not None else WHOLE
    axes = []
    for axis, (at, a, b) in enumerate(((wish.x, x0, x1), (wish.y, y0, y1))):
        walls = lo.new_tensor([p[axis] for p in room.polygon])
        edges = torch.cat([hi[:, axis] - box[0, axis], lo[:, axis] - box[1, axis]])
        values = torch.unique(edges.mul(2000).round()) / 2000
        near = values[(values - at).abs().argsort(stable=True)[:EDGES]]
        near = torch.unique(torch.cat([near, walls - box[0, axis], walls - box[1, axis], lo.new_tensor([at])]))
        low, high = (a, b) if reach is None else (at - reach, at + reach)
        axes.append((near, torch.linspace(low, high, step, dtype=lo.dtype, device=lo.device)))
    both = [torch.cartesian_prod(axes[0][k], axes[1][k]) for k in (0, 1)]
    both += [torch.cartesian_prod(axes[0][0], axes[1][1]), torch.cartesian_prod(axes[0][1], axes[1][0])]
    xy = torch.cat(both if reach is None else both[:2])
    return torch.cat([xy, torch.full_like(xy[:, :1], yaw)], -1)


def _partners(cost: MoverCost) -> list[int]:
    """The bodies that hard relations tie the mover to."""
    of = cost.of
    names = [i for k in cost.hard for i in named(of.problem.relations[k]) if i in of.index]
    return [k for k in dict.fromkeys(of.index[i] for i in names) if k not in cost.inside]


def _beside(cost: MoverCost, other: int) -> Tensor:
    """Places in the frame of another body: outside each side, in line with its edges or middle, turned each way."""
    of, k = cost.of, cost.mover.root
    mine, its, base = of.half[k], of.half[other], cost.state[other]
    places = []
    for turned in range(4):
        size = mine if turned % 2 == 0 else mine.flip(0)
        out = torch.stack([its + size, its + size + 0.1, its + size + 0.3, (its - size).abs()])
        along = torch.cat([out, -out, torch.zeros_like(out[:1])])
        x, y = torch.cartesian_prod(along[:, 0], along[:, 1]).unbind(-1)
        dx, dy = turn(x, y, base[3])
        places.append(
            torch.stack([base[0] + dx, base[1] + dy, torch.full_like(dx, turned * math.pi / 2) + base[3]], -1)
        )
    return torch.cat(places)


def _slanted(cost: MoverCost, wish: Pose) -> Tensor:
    """Flush against walls that run along neither x nor y, all along them and just where the wish is."""
    places = []
    box = cost.box(0.0)
    left, back, right = float(box[0, 0]), float(box[1, 1]), float(box[1, 0])
    for w in cost.of.problem.room.walls:
        if min(abs(w.u[0]), abs(w.u[1])) < 1e-9:
            continue
        level = (wish.x - w.start[0]) * w.u[0] + (wish.y - w.start[1]) * w.u[1]
        stops = [level, right, w.length + left, *(ALONG * k for k in range(int(w.length / ALONG) + 1))]
        places += [(*w.at(s, back), w.yaw) for s in stops]
    return cost.state.new_tensor(places).reshape(-1, 3)


def pulled(wish: Pose, found: Tensor, count: int = 24) -> Tensor:
    """[P, 3]: poses on the way from a place that was found [3] back to the wish: straight, along x, along y."""
    way = torch.linspace(0, 1, count, dtype=found.dtype, device=found.device)[:, None]
    there = found.new_tensor([wish.x, wish.y])
    straight = there + way * (found[:2] - there)
    x_only = torch.cat([straight[:, :1], found[1].expand(count, 1)], -1)
    y_only = torch.cat([found[0].expand(count, 1), straight[:, 1:]], -1)
    xy = torch.cat([straight, x_only, y_only])
    return torch.cat([xy, found[2].expand(len(xy), 1)], -1)


__all__ = ["candidates", "heights", "pulled", "room_yaws"]
