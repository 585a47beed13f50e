"""Relations as boxes in a space of features of two poses.

A feature is a number that two poses have: the place of `a` in the frame of `b`, the gap, an angle. A relation holds
where its features lie in a box; its loss is how far outside they are, in metres and radians.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Tensor

from solvers import relations as r
from solvers import tolerances as t
from solvers.problem import LayoutProblem
from solvers.tensor_geometry import facing_miss, local_xy, signed_gap, wrap

INF = math.inf
FEATURES = ("lx", "ly", "dz", "dyaw", "abs_lx", "gap", "dist", "facing", "parallel", "centered", "level", "wall_gap",
            "across", "deep", "over")  # fmt: skip
"""What a pair of poses is measured by; `pair_features` says what each is."""
F = {name: k for k, name in enumerate(FEATURES)}


def pair_features(
    a: Tensor, b: Tensor, ha: Tensor, hb: Tensor, tall: Tensor, ref: Tensor, used: frozenset[str]
) -> Tensor:
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
    rows: list[tuple[int, int, int, list[float], list[float], tuple[float, ...]]] = []
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
            lo, hi = _box(bounds, margin)
            rows.append((k, index[x.a], index[x.b], lo, hi, ref))
    number, a, b = (torch.tensor([row[k] for row in rows], dtype=torch.long, device=half.device) for k in range(3))
    low, high = (half.new_tensor([row[k] for row in rows]).reshape(-1, len(FEATURES)) for k in (3, 4))
    refs = half.new_tensor([row[5] for row in rows]).reshape(-1, 4)
    return PairRows(number, a, b, low, high, refs, frozenset(used))


def _box(bounds: Bounds, margin: float) -> tuple[list[float], list[float]]:
    lo, hi = [-INF] * len(FEATURES), [INF] * len(FEATURES)
    for name, (p, q) in bounds.items():
        m = min(margin, (q - p) / 2) if q > p else 0.0
        lo[F[name]], hi[F[name]] = p + m, q if name == "facing" else q - m
    return lo, hi
