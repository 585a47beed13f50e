"""Losses of several bodies about one: a symmetric pair, things evenly around something."""

from __future__ import annotations

import math

import torch
from torch import Tensor

from solvers import relations as r
from solvers import tolerances as t
from solvers.tensor_geometry import local_xy, wrap


def symmetric_loss(x: r.Symmetric, a: Tensor, b: Tensor, c: Tensor) -> Tensor:
    """[...]: how far b is from a's mirror image in the frame of c; poses [..., 4]."""
    (ax, ay), (bx, by) = local_xy(a, c), local_xy(b, c)
    turned = wrap(a[..., 3] + b[..., 3] - 2 * c[..., 3]).abs() - t.ALIGNED
    off = ((ax + bx).abs() - x.tol).clamp_min(0) + ((ay - by).abs() - x.tol).clamp_min(0)
    return off + turned.clamp_min(0)


def even_loss(x: r.EvenlyAround, lx: Tensor, ly: Tensor, half: Tensor) -> Tensor:
    """[...]: how far bodies at (lx, ly) [..., K] in b's frame are from standing evenly around b, half extents [2]."""
    return _by_angle(lx, ly, x.tol) if x.by == "angle" else _by_sides(lx, ly, half, x.tol)


def _by_angle(lx: Tensor, ly: Tensor, tol: float) -> Tensor:
    away = (lx * lx + ly * ly + 1e-18).sqrt()
    radius = away.mean(-1, keepdim=True)
    turns = torch.atan2(ly, lx).sort(-1).values
    steps = torch.cat([turns[..., 1:], turns[..., :1] + 2 * math.pi], -1) - turns
    uneven = (steps - 2 * math.pi / lx.shape[-1]).abs() * radius
    return ((uneven - tol).clamp_min(0) + ((away - radius).abs() - tol).clamp_min(0)).sum(-1)


def _by_sides(lx: Tensor, ly: Tensor, half: Tensor, tol: float) -> Tensor:
    flank = lx.abs() / half[0] >= ly.abs() / half[1]
    sides = [(flank & (lx > 0), ly), (flank & (lx <= 0), ly), (~flank & (ly > 0), lx), (~flank & (ly <= 0), lx)]
    count = [mask.sum(-1) for mask, _ in sides]
    uneven = ((count[0] - count[1]).abs() - 1).clamp_min(0) + ((count[2] - count[3]).abs() - 1).clamp_min(0)
    return sum((_along(at, mask, tol) for mask, at in sides), uneven.to(lx.dtype))


def _along(at: Tensor, mask: Tensor, tol: float) -> Tensor:
    """How far those of the places [..., K] that the mask chooses are from even spacing about 0."""
    count = mask.sum(-1, keepdim=True)
    order = torch.where(mask, at, torch.full_like(at, 1e6)).sort(-1).values
    k = torch.arange(at.shape[-1], device=at.device)
    live = k < count
    last = order.gather(-1, (count - 1).clamp_min(0))
    pitch = torch.where(count > 1, (last - order[..., :1]) / (count - 1).clamp_min(1), torch.zeros_like(last))
    off = (order - (k - (count - 1) / 2) * pitch).abs() - tol
    return torch.where(live, off.clamp_min(0), torch.zeros_like(off)).sum(-1)
