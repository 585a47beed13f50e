"""Relations as boxes in a space of features of two poses.

A feature is a number that two poses have: the place of `a` in the frame of `b`, the gap, an angle. A relation holds
where its features lie in a box; its loss is how far outside they are, in metres and radians.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor

from solvers import relations as r
from solvers import tolerances as t
from solvers.problem import LayoutProblem
from solvers.tensor_geometry import facing_miss, local_xy, signed_gap, turned_round, wrap

INF = math.inf
Pairs = list[tuple[str, str]]
Columns = tuple[str, ...]
FEATURES: Columns = (
    "lx", "ly", "dz", "dyaw", "abs_lx", "gap", "dist", "facing", "parallel", "centered", "level", "wall_gap", "across",
    "deep", "over", "away", "left_edge", "right_edge", "front_edge", "side_gap",
)  # fmt: skip
"""What a pair of poses may be measured by; `pair_features` says what each is."""


def pair_features(a: Tensor, b: Tensor, ha: Tensor, hb: Tensor, tall: Tensor, ref: Tensor, used: Columns) -> Tensor:
    """The features `used` [..., F] of two poses, in that order.

    lx, ly: a's centre in b's frame less the reference; dz: a's base above b's, less the reference; dyaw: turn of a
    against b less the reference, absolute; gap: of footprints, negative when they overlap; dist: of centres; facing,
    away: `facing_miss` of a's front, of its back; parallel: turn off the nearest quarter turn; centered: the smaller of
    |lx|, |ly|; level: |ly| beyond the larger half depth; wall_gap: from b's front plane to a's nearest edge; across,
    deep: b's centre in a's frame, absolute; over: a's base above b's top; left_edge, right_edge, front_edge: where a's
    box reaches in b's frame; side_gap: from b's right side to a's left edge. `tall` is b's height, `ref` [..., 4] the
    reference (x, y, z, yaw).
    """
    lx, ly = local_xy(a, b)
    turned = a[..., 3] - b[..., 3]
    want = set(used)
    out = _frame_features(want, a, b, lx, ly, turned, tall, ref)
    if want & EDGES:
        out |= _edge_features(lx, ly, turned, ha, hb)
    if "gap" in want:
        out["gap"] = signed_gap(a, b, ha, hb)
    if "facing" in want:
        out["facing"] = facing_miss(a, b, hb)
    if "away" in want:
        out["away"] = facing_miss(turned_round(a), b, hb)
    if want & {"across", "deep"}:
        bx, by = local_xy(b, a)
        out["across"], out["deep"] = bx.abs(), by.abs()
    return torch.stack([out[name] for name in used], -1)


def _frame_features(
    want: set[str], a: Tensor, b: Tensor, lx: Tensor, ly: Tensor, turned: Tensor, tall: Tensor, ref: Tensor
) -> dict[str, Tensor]:
    dz = a[..., 2] - b[..., 2]
    known: dict[str, Callable[[], Tensor]] = {
        "lx": lambda: lx - ref[..., 0], "ly": lambda: ly - ref[..., 1], "abs_lx": lambda: lx.abs(),
        "dz": lambda: dz - ref[..., 2], "over": lambda: dz - tall, "dyaw": lambda: wrap(turned - ref[..., 3]).abs(),
        "dist": lambda: (lx * lx + ly * ly + 1e-18).sqrt(), "parallel": lambda: wrap(turned, math.pi / 2).abs(),
        "centered": lambda: torch.minimum(lx.abs(), ly.abs()),
    }  # fmt: skip
    return {name: measure() for name, measure in known.items() if name in want}


EDGES = frozenset({"level", "wall_gap", "left_edge", "right_edge", "front_edge", "side_gap"})


def _edge_features(lx: Tensor, ly: Tensor, turned: Tensor, ha: Tensor, hb: Tensor) -> dict[str, Tensor]:
    c, s = torch.cos(turned).abs(), torch.sin(turned).abs()
    width, depth = ha[..., 0] * c + ha[..., 1] * s, ha[..., 0] * s + ha[..., 1] * c
    return {
        "level": ly.abs() - torch.maximum(hb[..., 1], depth), "wall_gap": -ly - hb[..., 1] - depth,
        "left_edge": lx - width, "right_edge": lx + width, "front_edge": ly - depth,
        "side_gap": lx - width - hb[..., 0],
    }  # fmt: skip


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
        case r.FacingAway():
            return {"away": (-INF, 0.0)}
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
        case r.LinedUp():
            return _lined_up(x, w, d)
        case r.InRow():
            flush = _lined_up(x, w, d)
            return {"side_gap": (x.min - t.TOL, x.max + t.TOL), "dyaw": (-INF, t.ALIGNED), **flush}
    return None


def _lined_up(x: r.LinedUp | r.InRow, w: float, d: float) -> Bounds:
    """The named edge (or middle) of a within `tol` of b's."""
    name, at = {
        "left": ("left_edge", -w), "right": ("right_edge", w), "front": ("front_edge", -d),
        "back": ("wall_gap", -2 * d), "axis": ("lx", 0.0), "level": ("ly", 0.0),
    }[x.by]  # fmt: skip
    return {name: (at - x.tol, at + x.tol)}


def pairs_of(x: r.Relation) -> Pairs:
    """The pairs (a, b) of which a relation is a box in feature space for each: itself, or neighbours in a row."""
    if isinstance(x, r.InRow):
        row = (x.a, *x.others)
        return [(right, left) for left, right in itertools.pairwise(row)]
    return [] if x.kind in r.UNARY or x.b is None else [(x.a, x.b)]


@dataclass(frozen=True)
class PairRows:
    """Relations that are boxes in feature space: rows of indices, bounds [R, F] of the features `used`, references. A
    relation of several pairs has a row for each, with its `number`."""

    number: Tensor
    a: Tensor
    b: Tensor
    lo: Tensor
    hi: Tensor
    ref: Tensor
    used: Columns

    def loss(self, poses: Tensor, half: Tensor, height: Tensor) -> Tensor:
        """[..., R]: how far outside its box each relation lies; poses [..., M, 4], half [M, 2], height [M]."""
        return self.rows_loss(poses[..., self.a, :], poses[..., self.b, :], half, height, slice(None))

    def rows_loss(self, a: Tensor, b: Tensor, half: Tensor, height: Tensor, rows: Tensor | slice) -> Tensor:
        """The loss of chosen rows, for poses already gathered [..., R, 4]."""
        ia, ib = self.a[rows], self.b[rows]
        f = pair_features(a, b, half[ia], half[ib], height[ib], self.ref[rows], self.used)
        return ((self.lo[rows] - f).clamp_min(0) + (f - self.hi[rows]).clamp_min(0)).sum(-1)

    def upper(self, name: str) -> Tensor:
        """[R]: the upper bounds of a feature, infinite where it does not matter."""
        if name not in self.used:
            return torch.full((len(self.number),), INF, dtype=self.hi.dtype, device=self.hi.device)
        return self.hi[:, self.used.index(name)]

    def without(self, *names: str) -> PairRows:
        """The rows with some features left out."""
        kept = [k for k, name in enumerate(self.used) if name not in names]
        used = tuple(self.used[k] for k in kept)
        if not used:
            used, kept = self.used[:1], [0]
            free = torch.full_like(self.lo[:, :1], INF)
            return PairRows(self.number, self.a, self.b, -free, free, self.ref, used)
        return PairRows(self.number, self.a, self.b, self.lo[:, kept], self.hi[:, kept], self.ref, used)


def pair_rows(problem: LayoutProblem, half: Tensor, index: dict[str, int], margin: float = 0.0) -> PairRows:
    """All box-like relations of a problem; bounds are narrowed by `margin` (but never below a box of no width)."""
    rows: list[tuple[int, int, int, Bounds, tuple[float, ...]]] = []
    mount = {b.id: b.mount for b in problem.bodies}
    for k, x in enumerate(problem.relations):
        for a, b in pairs_of(x):
            w, d = (float(v) for v in half[index[b]])
            bounds = pair_bounds(x, (w, d), mount[a] == "wall")
            if bounds is not None:
                ref = (x.x, x.y, x.z, x.yaw) if isinstance(x, r.Offset) else (0.0,) * 4
                rows.append((k, index[a], index[b], bounds, ref))
    used = tuple(name for name in FEATURES if any(name in row[3] for row in rows))
    boxes = [_box(row[3], used, margin) for row in rows]
    number, a_, b_ = (torch.tensor([row[k] for row in rows], dtype=torch.long, device=half.device) for k in range(3))
    low, high = (half.new_tensor([box[k] for box in boxes]).reshape(len(rows), len(used)) for k in (0, 1))
    return PairRows(number, a_, b_, low, high, half.new_tensor([row[4] for row in rows]).reshape(-1, 4), used)


def _box(bounds: Bounds, used: Columns, margin: float) -> tuple[list[float], list[float]]:
    lo, hi = [-INF] * len(used), [INF] * len(used)
    for k, name in enumerate(used):
        if name in bounds:
            p, q = bounds[name]
            m = min(margin, (q - p) / 2) if q > p else 0.0
            lo[k], hi[k] = p + m, q if name in ("facing", "away") else q - m
    return lo, hi
