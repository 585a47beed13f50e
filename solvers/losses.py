"""The differentiable reading of every relation: a loss that is zero exactly where the relation holds.

Most relations are a box in a space of **features** of two poses (place of `a` in the frame of `b`, gap, angle, ...): the
loss is how far the features lie outside the box, in metres and radians. The rest (walls, corners, surfaces, common area)
have a function each. Poses are tensors [..., M, 4] (x, y, z [m], yaw [rad]) of the problem's bodies followed by the
room's openings; all leading dimensions are batch. Nothing here decides whether a layout is valid: `check.py` does.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import torch
from torch import Tensor

from solvers import relations as r
from solvers import tolerances as t
from solvers.pieces import hull_planes, pockets
from solvers.places import opening_places, rigid_groups
from solvers.problem import LayoutProblem
from solvers.room import Room

INF = math.inf
FEATURES = ("lx", "ly", "dz", "dyaw", "abs_lx", "gap", "dist", "facing", "parallel", "centered", "level", "wall_gap",
            "across", "deep", "over")  # fmt: skip
"""What a pair of poses is measured by; `pair_features` says what each is."""
F = {name: k for k, name in enumerate(FEATURES)}


# ---------------------------------------------------------------- tensors of poses
def turn(x: Tensor, y: Tensor, yaw: Tensor) -> tuple[Tensor, Tensor]:
    """The vector (x, y) turned counter-clockwise by yaw."""
    c, s = torch.cos(yaw), torch.sin(yaw)
    return c * x - s * y, s * x + c * y


def wrap(angle: Tensor, period: float = 2 * math.pi) -> Tensor:
    """The angle's signed distance from the nearest multiple of `period`."""
    return angle - period * torch.round(angle / period)


def local_xy(a: Tensor, b: Tensor) -> tuple[Tensor, Tensor]:
    """The centre of `a` in the frame of `b`; poses [..., 4]."""
    return turn(a[..., 0] - b[..., 0], a[..., 1] - b[..., 1], -b[..., 3])


def sat_depth(lx: Tensor, ly: Tensor, dyaw: Tensor, ha: Tensor, hb: Tensor) -> Tensor:
    """How deep two rectangles overlap (negative: how far apart along the best axis), by separating axes.

    `lx`, `ly`, `dyaw` are the pose of `a` in the frame of `b`; `ha`, `hb` [..., 2] are half extents [m].
    """
    c, s = torch.cos(dyaw), torch.sin(dyaw)
    ac, as_ = c.abs(), s.abs()
    aw, ad, bw, bd = ha[..., 0], ha[..., 1], hb[..., 0], hb[..., 1]
    along_b = torch.minimum(bw + aw * ac + ad * as_ - lx.abs(), bd + aw * as_ + ad * ac - ly.abs())
    ax, ay = c * lx + s * ly, c * ly - s * lx
    along_a = torch.minimum(aw + bw * ac + bd * as_ - ax.abs(), ad + bw * as_ + bd * ac - ay.abs())
    return torch.minimum(along_a, along_b)


def signed_gap(a: Tensor, b: Tensor, ha: Tensor, hb: Tensor) -> Tensor:
    """The distance of two footprints [m]; minus the depth where they overlap."""
    depth = sat_depth(*local_xy(a, b), a[..., 3] - b[..., 3], ha, hb)
    apart = torch.minimum(_corner_distance(a, b, ha, hb), _corner_distance(b, a, hb, ha))
    return torch.where(depth > 0, -depth, apart)


def _corner_distance(a: Tensor, b: Tensor, ha: Tensor, hb: Tensor) -> Tensor:
    """The least distance of a corner of `a` from the rectangle `b`."""
    signs = a.new_tensor([[-1.0, -1.0], [1.0, -1.0], [1.0, 1.0], [-1.0, 1.0]])
    lx, ly = local_xy(a, b)
    px, py = turn(signs[:, 0] * ha[..., :1], signs[:, 1] * ha[..., 1:], (a[..., 3] - b[..., 3])[..., None])
    qx = ((lx[..., None] + px).abs() - hb[..., :1]).clamp_min(0)
    qy = ((ly[..., None] + py).abs() - hb[..., 1:]).clamp_min(0)
    return (qx * qx + qy * qy + 1e-18).sqrt().amin(-1)


def facing_miss(a: Tensor, b: Tensor, hb: Tensor) -> Tensor:
    """How far `a` fails to face `b`: 0 when the ray along its front meets b's footprint or b's centre is within 15
    degrees of it, else the smaller of the angle beyond that [rad] and the ray's miss [m]."""
    fx, fy = torch.sin(a[..., 3]), -torch.cos(a[..., 3])
    dx, dy = b[..., 0] - a[..., 0], b[..., 1] - a[..., 1]
    angle = torch.atan2((fx * dy - fy * dx).abs(), fx * dx + fy * dy)
    lx, ly = local_xy(a, b)
    vx, vy = turn(fx, fy, -b[..., 3])
    near, far = _slab(lx, vx, hb[..., 0])
    near2, far2 = _slab(ly, vy, hb[..., 1])
    near, far = torch.maximum(near, near2), torch.minimum(far, far2)
    miss = (near - far).clamp_min(0) + (-far).clamp_min(0)
    return torch.minimum((angle - t.FACING).clamp_min(0), miss)


def _slab(p: Tensor, v: Tensor, half: Tensor) -> tuple[Tensor, Tensor]:
    safe = torch.where(v.abs() < 1e-7, torch.full_like(v, 1e-7), v)
    one, two = (-half - p) / safe, (half - p) / safe
    return torch.minimum(one, two).clamp(-1e4, 1e4), torch.maximum(one, two).clamp(-1e4, 1e4)


def pair_features(a: Tensor, b: Tensor, ha: Tensor, hb: Tensor, tall: Tensor, ref: Tensor, used: frozenset[str]) -> Tensor:
    """Features [..., F] of two poses.

    lx, ly: a's centre in b's frame less the reference; dz: a's base above b's, less the reference; dyaw: turn of a
    against b less the reference, absolute; gap: of footprints, negative when they overlap; dist: of centres; facing:
    `facing_miss`; parallel: turn off the nearest quarter turn; centered: the smaller of |lx|, |ly|; level: |ly| beyond
    the larger half depth; wall_gap: from b's front plane to a's nearest edge; across, deep: b's centre in a's frame,
    absolute; over: a's base above b's top. `tall` is b's height, `ref` [..., 4] the reference (x, y, z, yaw).
    """
    lx, ly = local_xy(a, b)
    turned = a[..., 3] - b[..., 3]
    zero = torch.zeros_like(lx)
    out = {name: zero for name in FEATURES}
    out["lx"], out["ly"], out["abs_lx"] = lx - ref[..., 0], ly - ref[..., 1], lx.abs()
    out["dz"] = a[..., 2] - b[..., 2] - ref[..., 2]
    out["over"] = a[..., 2] - b[..., 2] - tall
    out["dyaw"] = wrap(turned - ref[..., 3]).abs()
    if used & {"gap"}:
        out["gap"] = signed_gap(a, b, ha, hb)
    if used & {"facing"}:
        out["facing"] = facing_miss(a, b, hb)
    if used & {"level", "wall_gap"}:
        depth = ha[..., 0] * torch.sin(turned).abs() + ha[..., 1] * torch.cos(turned).abs()
        out["level"] = ly.abs() - torch.maximum(hb[..., 1], depth)
        out["wall_gap"] = -ly - hb[..., 1] - depth
    if used & {"across", "deep"}:
        bx, by = local_xy(b, a)
        out["across"], out["deep"] = bx.abs(), by.abs()
    out["dist"] = (lx * lx + ly * ly + 1e-18).sqrt()
    out["parallel"] = wrap(turned, math.pi / 2).abs()
    out["centered"] = torch.minimum(lx.abs(), ly.abs())
    return torch.stack([out[name] for name in FEATURES], -1)


# ---------------------------------------------------------------- relations as boxes in feature space
Bounds = dict[str, tuple[float, float]]


def pair_bounds(x: r.Relation, half_b: tuple[float, float], wall_mounted: bool) -> Bounds | None:
    """The box of features in which a relation of two bodies holds; None for a relation that is not such a box."""
    w, d = half_b
    side = (-INF, w - t.SIDE_IN), (w + t.SIDE_OUT, d + t.SIDE_OUT)
    across, level = (-side[1][0], side[1][0]), (-side[1][1], side[1][1])
    match x:
        case r.Near():
            return {"gap": (-INF, x.max + t.TOL)}
        case r.Far():
            return {"gap": (x.min - t.TOL, INF)}
        case r.Distance():
            return {"dist": (x.min - t.TOL, x.max + t.TOL)}
        case r.Around():
            return {"gap": (-INF, x.max + t.TOL), "facing": (-INF, 0.0)}
        case r.Facing():
            return {"facing": (-INF, 0.0)}
        case r.Aligned():
            return {"dyaw": (-INF, t.ALIGNED)}
        case r.Parallel():
            return {"parallel": (-INF, t.PARALLEL)}
        case r.InFrontOf():
            return {"ly": (-INF, -d + t.SIDE_IN), "lx": across}
        case r.Behind():
            return {"ly": (d - t.SIDE_IN, INF), "lx": across}
        case r.LeftOf():
            return {"lx": (-INF, -w + t.SIDE_IN), "ly": level}
        case r.RightOf():
            return {"lx": (w - t.SIDE_IN, INF), "ly": level}
        case r.CenteredOn():
            return {"centered": (-INF, t.CENTERED)}
        case r.Beside():
            outside: Bounds = {
                "left": {"lx": (-INF, -w + t.SIDE_IN)}, "right": {"lx": (w - t.SIDE_IN, INF)},
                "either": {"abs_lx": (w - t.SIDE_IN, INF)},
            }[x.side]  # fmt: skip
            return {**outside, "level": (-INF, t.SIDE_OUT), "gap": (-INF, x.max + t.TOL)}
        case r.AtWindow():
            return {"lx": (-w, w), "wall_gap": (-INF, x.max), "ly": (-INF, d)}
        case r.Above():
            both: Bounds = {} if wall_mounted else {"deep": (-INF, x.tol)}
            return {"across": (-INF, x.tol), **both, "over": (-t.EPS, INF), "gap": (-INF, t.ABOVE_GAP)}
        case r.Offset():
            near = (-x.tol, x.tol)
            return {"lx": near, "ly": near, "dz": near, "dyaw": near}
    return None


@dataclass(frozen=True)
class PairRows:
    """Relations that are boxes in feature space: rows of indices, bounds and references."""

    number: Tensor
    a: Tensor
    b: Tensor
    lo: Tensor
    hi: Tensor
    ref: Tensor
    used: frozenset[str]

    def loss(self, poses: Tensor, half: Tensor, height: Tensor) -> Tensor:
        """[..., R]: how far outside its box each relation lies; poses [..., M, 4], half [M, 2], height [M]."""
        return self.rows_loss(poses[..., self.a, :], poses[..., self.b, :], half, height, slice(None))

    def rows_loss(self, a: Tensor, b: Tensor, half: Tensor, height: Tensor, rows: Tensor | slice) -> Tensor:
        """The loss of chosen rows, for poses already gathered [..., R, 4]."""
        ia, ib = self.a[rows], self.b[rows]
        f = pair_features(a, b, half[ia], half[ib], height[ib], self.ref[rows], self.used)
        return ((self.lo[rows] - f).clamp_min(0) + (f - self.hi[rows]).clamp_min(0)).sum(-1)


def pair_rows(problem: LayoutProblem, half: Tensor, index: dict[str, int], margin: float = 0.0) -> PairRows:
    """All box-like relations of a problem; bounds are narrowed by `margin` (but never below a box of no width)."""
    rows = []
    used: set[str] = set()
    mount = {b.id: b.mount for b in problem.bodies}
    for k, x in enumerate(problem.relations):
        if x.kind in r.UNARY or x.b is None:
            continue
        w, d = (float(v) for v in half[index[x.b]])
        bounds = pair_bounds(x, (w, d), mount[x.a] == "wall")
        if bounds is not None:
            used |= set(bounds)
            ref = (x.x, x.y, x.z, x.yaw) if isinstance(x, r.Offset) else (0.0,) * 4
            rows.append((k, index[x.a], index[x.b], *_box(bounds, margin), ref))
    kw = {"dtype": half.dtype, "device": half.device}
    columns = list(zip(*rows, strict=True)) if rows else [()] * 6
    whole = [torch.tensor(c, dtype=torch.long, device=half.device) for c in columns[:3]]
    lo, hi = (torch.tensor(c, **kw).reshape(-1, len(FEATURES)) for c in columns[3:5])
    return PairRows(*whole, lo, hi, torch.tensor(columns[5], **kw).reshape(-1, 4), frozenset(used))


def _box(bounds: Bounds, margin: float) -> tuple[list[float], list[float]]:
    lo, hi = [-INF] * len(FEATURES), [INF] * len(FEATURES)
    for name, (p, q) in bounds.items():
        m = min(margin, (q - p) / 2) if q > p else 0.0
        lo[F[name]], hi[F[name]] = p + m, q if name == "facing" else q - m
    return lo, hi


# ---------------------------------------------------------------- walls and corners
@dataclass(frozen=True)
class WallTable:
    """The walls of a room as tensors [W, 2], [W]; `corner` [C, 2] are pairs of walls that meet in a convex vertex."""

    start: Tensor
    u: Tensor
    n: Tensor
    length: Tensor
    yaw: Tensor
    corner: Tensor

    @staticmethod
    def of(room: Room, like: Tensor) -> WallTable:
        """The table of a room with the dtype and device of `like`."""
        kw = {"dtype": like.dtype, "device": like.device}
        ws = room.walls
        pairs = [(w.index, v.index) for w, v in room.corners]
        return WallTable(
            torch.tensor([w.start for w in ws], **kw), torch.tensor([w.u for w in ws], **kw),
            torch.tensor([w.n for w in ws], **kw), torch.tensor([w.length for w in ws], **kw),
            torch.tensor([w.yaw for w in ws], **kw), torch.tensor(pairs, dtype=torch.long, device=like.device).reshape(-1, 2),
        )  # fmt: skip

    def point_distance(self, x: Tensor, y: Tensor) -> Tensor:
        """[..., W]: the distance of points from every wall's segment."""
        dx, dy = x[..., None] - self.start[:, 0], y[..., None] - self.start[:, 1]
        s = torch.minimum((dx * self.u[:, 0] + dy * self.u[:, 1]).clamp_min(0), self.length)
        dx, dy = dx - s * self.u[:, 0], dy - s * self.u[:, 1]
        return (dx * dx + dy * dy + 1e-18).sqrt()


def back_to_wall(walls: WallTable, pose: Tensor, half: Tensor, margin: float = 0.0) -> Tensor:
    """[..., W]: how far a body [..., 4] fails to stand with its back against each wall."""
    loss = (t.WALL_COS - cos_to_wall(walls, pose)).clamp_min(0)
    for sign in (-1.0, 1.0):
        cx, cy = turn(sign * half[..., 0], half[..., 1], pose[..., 3])
        away = walls.point_distance(pose[..., 0] + cx, pose[..., 1] + cy)
        loss = loss + (away - (t.WALL_GAP - margin)).clamp_min(0)
    return loss


def cos_to_wall(walls: WallTable, pose: Tensor) -> Tensor:
    """[..., W]: cosine of the angle between a body's front and each wall's inward normal."""
    fx, fy = torch.sin(pose[..., 3]), -torch.cos(pose[..., 3])
    return fx[..., None] * walls.n[:, 0] + fy[..., None] * walls.n[:, 1]


def off_wall_middle(walls: WallTable, pose: Tensor) -> Tensor:
    """[..., W]: how far along each wall a body's centre is from the wall's middle [m]."""
    dx, dy = pose[..., 0, None] - walls.start[:, 0], pose[..., 1, None] - walls.start[:, 1]
    return (dx * walls.u[:, 0] + dy * walls.u[:, 1] - walls.length / 2).abs()


def corner_loss(walls: WallTable, pose: Tensor, half: Tensor, margin: float = 0.0) -> Tensor:
    """[...]: how far a body is from standing in the best convex corner; a constant when the room has none."""
    if len(walls.corner) == 0:
        return torch.full_like(pose[..., 0], 9.0)
    first, second = walls.corner[:, 0], walls.corner[:, 1]
    to_wall = _wall_gap(walls, pose, half)
    near = t.CORNER_WALL - margin
    vx = walls.start[second, 0]
    vy = walls.start[second, 1]
    point = torch.stack([vx, vy, vx * 0, vx * 0], -1)
    lx, ly = local_xy(point, pose[..., None, :])
    qx, qy = (lx.abs() - half[..., None, 0]).clamp_min(0), (ly.abs() - half[..., None, 1]).clamp_min(0)
    vertex = (qx * qx + qy * qy + 1e-18).sqrt()
    loss = (to_wall[..., first] - near).clamp_min(0) + (to_wall[..., second] - near).clamp_min(0)
    return (loss + (vertex - (t.CORNER_VERTEX - margin)).clamp_min(0)).amin(-1)


def _wall_gap(walls: WallTable, pose: Tensor, half: Tensor) -> Tensor:
    """[..., W]: the distance of a footprint from each wall's segment (0 when they meet)."""
    middle = walls.start + walls.u * walls.length[:, None] / 2
    seg = torch.cat([middle, torch.zeros_like(middle)], -1)
    seg = seg.index_copy(-1, torch.tensor([3], device=seg.device), torch.atan2(walls.u[:, 1:], walls.u[:, :1]))
    extent = torch.stack([walls.length / 2, torch.zeros_like(walls.length)], -1)
    return signed_gap(pose[..., None, :], seg, half[..., None, :], extent).clamp_min(0)


# ---------------------------------------------------------------- the rest
def common_area(a: Tensor, b: Tensor, ha: Tensor, hb: Tensor) -> Tensor:
    """The area common to two rectangles [m2], by Green's theorem over the clipped edges of both."""
    origin = torch.zeros_like(b)
    lx, ly = local_xy(a, b)
    a_in_b = torch.stack([lx, ly, lx * 0, a[..., 3] - b[..., 3]], -1)
    return (_edges_inside(a_in_b, origin, ha, hb - 1e-6) + _edges_inside(origin, a_in_b, hb, ha + 1e-6)).clamp_min(0)


def _edges_inside(a: Tensor, b: Tensor, ha: Tensor, hb: Tensor) -> Tensor:
    """Half the integral of x dy - y dx over those parts of a's edges that lie inside b."""
    signs = a.new_tensor([[-1.0, -1.0], [1.0, -1.0], [1.0, 1.0], [-1.0, 1.0]])
    cx, cy = turn(signs[:, 0] * ha[..., :1], signs[:, 1] * ha[..., 1:], a[..., 3:])
    x, y = a[..., :1] + cx, a[..., 1:2] + cy
    ux, uy = x.roll(-1, -1) - x, y.roll(-1, -1) - y
    px, py = turn(x - b[..., :1], y - b[..., 1:2], -b[..., 3:])
    vx, vy = turn(ux, uy, -b[..., 3:])
    near, far = _slab(px, vx, hb[..., :1])
    near2, far2 = _slab(py, vy, hb[..., 1:])
    s0, s1 = torch.maximum(near, near2).clamp_min(0), torch.minimum(far, far2).clamp_max(1)
    return ((s1 - s0).clamp_min(0) * (x * uy - y * ux)).sum(-1) / 2


def segment_distance(p: Tensor, a: Tensor, b: Tensor) -> Tensor:
    """The distance of the centre of `p` from the segment that joins the centres of `a` and `b`; poses [..., 4]."""
    ux, uy = b[..., 0] - a[..., 0], b[..., 1] - a[..., 1]
    dx, dy = p[..., 0] - a[..., 0], p[..., 1] - a[..., 1]
    s = ((dx * ux + dy * uy) / (ux * ux + uy * uy + 1e-12)).clamp(0, 1)
    dx, dy = dx - s * ux, dy - s * uy
    return (dx * dx + dy * dy + 1e-18).sqrt()


class RelationLosses:
    """All losses of a problem: `losses(poses)` is [..., R] for poses [..., M, 4], zero where the relation holds."""

    def __init__(self, problem: LayoutProblem, dtype: torch.dtype = torch.float64, device: str = "cpu") -> None:
        self.problem = problem
        places = opening_places(problem)
        sizes = [b.size for b in problem.bodies] + [p.body.size for p in places.values()]
        kw = {"dtype": dtype, "device": device}
        self.size = torch.tensor(sizes, **kw).reshape(-1, 3)
        self.half = self.size[:, :2] / 2
        self.index = {b.id: k for k, b in enumerate(problem.bodies)}
        self.index |= {i: len(self.index) + k for k, i in enumerate(places)}
        fixed = [(p.pose.x, p.pose.y, p.pose.z, p.pose.yaw) for p in places.values()]
        self.openings = torch.tensor(fixed, **kw).reshape(-1, 4)
        self.walls = WallTable.of(problem.room, self.size)
        self.rows = pair_rows(problem, self.half, self.index)

    def __call__(self, poses: Tensor) -> Tensor:
        """Losses [..., R]; `poses` [..., N, 4] of the bodies in the problem's order."""
        opening = self.openings.expand(*poses.shape[:-2], -1, 4)
        every = torch.cat([poses, opening], -2)
        out = every.new_zeros((*every.shape[:-2], len(self.problem.relations)))
        if len(self.rows.number):
            out = out.index_copy(-1, self.rows.number, self.rows.loss(every, self.half, self.size[:, 2]))
        done = set(self.rows.number.tolist())
        columns = [self._other(x, every) if k not in done else out[..., k] for k, x in enumerate(self.problem.relations)]
        return torch.stack(columns, -1) if columns else out

    def _at(self, poses: Tensor, name: str) -> tuple[Tensor, Tensor]:
        k = self.index[name]
        return poses[..., k, :], self.half[k]

    def _other(self, x: r.Relation, poses: Tensor) -> Tensor:
        a, ha = self._at(poses, x.a)
        match x:
            case r.AgainstWall():
                return back_to_wall(self.walls, a, ha).amin(-1)
            case r.AtWall():
                chosen = torch.tensor(x.walls, dtype=torch.long, device=a.device)
                return back_to_wall(self.walls, a, ha)[..., chosen].amin(-1) if x.walls else torch.full_like(a[..., 0], 9.0)
            case r.CenteredOnWall():
                off = (off_wall_middle(self.walls, a) - x.tol).clamp_min(0)
                return (back_to_wall(self.walls, a, ha) + off).amin(-1)
            case r.Corner():
                return corner_loss(self.walls, a, ha)
            case r.CenteredInRoom():
                cx, cy = self.problem.room.centroid
                return (torch.hypot(a[..., 0] - cx, a[..., 1] - cy) - x.tol).clamp_min(0)
            case r.KeepClear():
                return self._keep_clear(x, a, ha, poses)
            case r.Between():
                b, c = poses[..., self.index[x.b or ""], :], poses[..., self.index[x.c], :]
                return (segment_distance(a, b, c) - x.tol).clamp_min(0)
            case r.Under():
                b, hb = self._at(poses, x.b or "")
                least = 4 * x.share * min(float(ha.prod()), float(hb.prod()))
                return (least - common_area(a, b, ha, hb)).clamp_min(0)
            case r.OnTopOf():
                return self._on_top_of(x, a, poses)
        raise NotImplementedError(x.kind)

    def _on_top_of(self, x: r.OnTopOf, a: Tensor, poses: Tensor) -> Tensor:
        b = poses[..., self.index[x.b or ""], :]
        lx, ly = local_xy(a, b)
        best = []
        for f in self.problem.body(x.b or "").tops:
            off = [f.x0 - lx, lx - f.x1, f.y0 - ly, ly - f.y1, (a[..., 2] - b[..., 2] - f.height).abs()]
            best.append(sum(((v - t.EPS).clamp_min(0) for v in off), torch.zeros_like(lx)))
        return torch.stack(best, -1).amin(-1)

    @cached_property
    def _inside(self) -> RoomPieces:
        return RoomPieces.of(self.problem.room, self.size)

    @cached_property
    def _group(self) -> dict[str, str]:
        return rigid_groups(self.problem)

    def _keep_clear(self, x: r.KeepClear, a: Tensor, ha: Tensor, poses: Tensor) -> Tensor:
        zone, hz = zone_pose(a, ha, x.side, x.depth)
        loss = (self._inside.depth(zone, hz) - t.EPS).clamp_min(0).sum(-1)
        for b in self.problem.bodies:
            if b.id != x.a and self._group[b.id] != self._group[x.a] and b.size[2] > t.RUG:
                p, hp = self._at(poses, b.id)
                depth = sat_depth(*local_xy(p, zone), p[..., 3] - zone[..., 3], hp, hz)
                loss = loss + torch.where(p[..., 2] <= t.EPS, (depth - t.EPS).clamp_min(0), torch.zeros_like(depth))
        return loss


def zone_pose(a: Tensor, half: Tensor, side: str, depth: float, share: float = 0.8) -> tuple[Tensor, Tensor]:
    """(pose [..., 4], half extents [2]) of the floor before one side of a body, as `geometry.access_zone`."""
    deep = torch.full_like(half[..., 0], depth / 2)
    if side in ("front", "back"):
        out = (half[..., 1] + deep) * (-1 if side == "front" else 1)
        dx, dy = turn(torch.zeros_like(out), out, a[..., 3])
        extent = torch.stack([half[..., 0] * share, deep], -1)
    else:
        out = (half[..., 0] + deep) * (-1 if side == "left" else 1)
        dx, dy = turn(out, torch.zeros_like(out), a[..., 3])
        extent = torch.stack([deep, half[..., 1] * share], -1)
    return torch.stack([a[..., 0] + dx, a[..., 1] + dy, a[..., 2], a[..., 3]], -1), extent


@dataclass(frozen=True)
class RoomPieces:
    """What lies outside a room, as convex pieces: the half planes beyond its convex hull (`n` [H, 2], `c` [H]) and the
    triangles and rectangles between hull and room (`ring` [P, V, 2], vertices repeated to a common number V)."""

    n: Tensor
    c: Tensor
    ring: Tensor

    @staticmethod
    def of(room: Room, like: Tensor) -> RoomPieces:
        """The pieces of a room with the dtype and device of `like`."""
        kw = {"dtype": like.dtype, "device": like.device}
        planes, rings = hull_planes(room), pockets(room)
        width = max((len(k) for k in rings), default=3)
        padded = [[*k, *[k[-1]] * (width - len(k))] for k in rings]
        n, c = torch.tensor([p[:2] for p in planes], **kw), torch.tensor([p[2] for p in planes], **kw)
        return RoomPieces(n, c, torch.tensor(padded, **kw).reshape(-1, width, 2))

    def depth(self, pose: Tensor, half: Tensor) -> Tensor:
        """[..., H + P]: how deep a rectangle [..., 4] reaches into each piece; 0 or less where it does not."""
        ax, ay = torch.cos(pose[..., 3, None]), torch.sin(pose[..., 3, None])
        n = self.n
        reach = half[..., :1] * (ax * n[:, 0] + ay * n[:, 1]).abs() + half[..., 1:] * (ax * n[:, 1] - ay * n[:, 0]).abs()
        beyond = pose[..., :1] * n[:, 0] + pose[..., 1:2] * n[:, 1] + reach - self.c
        return beyond if len(self.ring) == 0 else torch.cat([beyond, ring_depth(self.ring, pose, half)], -1)


def ring_depth(ring: Tensor, pose: Tensor, half: Tensor) -> Tensor:
    """[..., P]: how deep a rectangle [..., 4] overlaps convex counter-clockwise rings [P, V, 2] (separating axes)."""
    edge = ring.roll(-1, 1) - ring
    length = edge.norm(dim=-1)
    nx = torch.where(length > 1e-9, edge[..., 1] / length.clamp_min(1e-9), torch.zeros_like(length))
    ny = torch.where(length > 1e-9, -edge[..., 0] / length.clamp_min(1e-9), torch.zeros_like(length))
    c = torch.where(length > 1e-9, (nx * ring[..., 0] + ny * ring[..., 1]), torch.full_like(length, 1e6))
    p, h = pose[..., None, None, :], half[..., None, None, :]
    ax, ay = torch.cos(p[..., 3]), torch.sin(p[..., 3])
    reach = h[..., 0] * (ax * nx + ay * ny).abs() + h[..., 1] * (ax * ny - ay * nx).abs()
    by_edge = (c + reach - p[..., 0] * nx - p[..., 1] * ny).amin(-1)
    lx, ly = turn(ring[..., 0] - p[..., 0], ring[..., 1] - p[..., 1], -p[..., 3])
    q = half[..., None, :]
    by_x = torch.minimum(q[..., 0] - lx.amin(-1), lx.amax(-1) + q[..., 0])
    by_y = torch.minimum(q[..., 1] - ly.amin(-1), ly.amax(-1) + q[..., 1])
    return torch.minimum(by_edge, torch.minimum(by_x, by_y))
