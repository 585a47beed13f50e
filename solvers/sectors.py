"""Sectors of yaw and what a rectangle surely covers, or at most reaches, while its yaw stays in one of them.

A proof about continuous poses cuts the circle of yaws into sectors [mid - half, mid + half] and works with bounds that
hold for every yaw of a sector. The support of a rectangle in a direction is how far it reaches from its centre along
it: hw |cos t| + hd |sin t| with t the angle between the direction and the rectangle's width axis. Angles in radians,
lengths in metres.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

QUARTER = math.pi / 2


@dataclass(frozen=True)
class Sector:
    """The yaws from `mid - half` to `mid + half`."""

    mid: float
    half: float

    def split(self, count: int) -> tuple[Sector, ...]:
        """`count` equal sectors that cover this one."""
        step = self.half / count
        return tuple(Sector(self.mid - self.half + (2 * k + 1) * step, step) for k in range(count))


@dataclass(frozen=True)
class Half:
    """Half width and half depth of a rectangle [m]."""

    w: float
    d: float

    def support(self, angle: float) -> float:
        """The support in a direction at `angle` from the width axis."""
        return self.w * abs(math.cos(angle)) + self.d * abs(math.sin(angle))

    def least(self, mid: float, half: float) -> float:
        """The least support over the angles within `half` of `mid`. Between quarter turns the support is concave."""
        return min(self.support(t) for t in (mid - half, mid + half, *_inside(mid, half, 0.0, QUARTER)))

    def greatest(self, mid: float, half: float) -> float:
        """The greatest support over the angles within `half` of `mid`."""
        peak = math.atan2(self.d, self.w)
        peaks = (*_inside(mid, half, peak, math.pi), *_inside(mid, half, -peak, math.pi))
        return max(self.support(t) for t in (mid - half, mid + half, *peaks))

    def shrunk(self, by: float) -> Half:
        """The rectangle with every side moved inwards."""
        return Half(max(0.0, self.w - by), max(0.0, self.d - by))


COS, SIN = Half(1.0, 0.0), Half(0.0, 1.0)
"""Their supports are the absolute cosine and sine."""


def _inside(mid: float, half: float, start: float, period: float) -> Iterable[float]:
    """The members of start + k period within `half` of `mid`."""
    first = math.ceil((mid - half - start) / period)
    last = math.floor((mid + half - start) / period)
    return (start + k * period for k in range(first, last + 1))


def covered_box(half: Half, sector: Sector) -> Half:
    """Half extents, along x and y, of a large axis-aligned box about the centre that lies in the rectangle for every
    yaw of the sector. The box (x, y) does when x c + y s <= w and x s + y c <= d for the greatest |cos| c and |sin| s.
    """
    c, s = COS.greatest(sector.mid, sector.half), SIN.greatest(sector.mid, sector.half)
    tries = [_crossing(half, c, s), *_tips(half.w, c, s), *_tips(half.d, s, c)]
    fits = [b for b in tries if b.w * c + b.d * s <= half.w + 1e-12 and b.w * s + b.d * c <= half.d + 1e-12]
    return max(fits, key=lambda b: b.w * b.d, default=Half(0.0, 0.0))


def _crossing(half: Half, c: float, s: float) -> Half:
    """Where both bounds hold with equality; nothing when they are parallel or meet outside."""
    det = c * c - s * s
    if abs(det) < 1e-9:
        return Half(0.0, 0.0)
    x, y = (half.w * c - half.d * s) / det, (half.d * c - half.w * s) / det
    return Half(x, y) if min(x, y) > 0 else Half(0.0, 0.0)


def _tips(bound: float, c: float, s: float) -> tuple[Half, ...]:
    """The largest box under x c + y s <= bound alone."""
    return (Half(bound / (2 * c), bound / (2 * s)),) if min(c, s) > 1e-6 else ()


def around(count: int, start: float, turn: float = 2 * math.pi) -> tuple[Sector, ...]:
    """`count` equal sectors that cover a whole turn (or the part of it given), the first centred on `start`."""
    half = turn / count / 2
    return tuple(Sector(start + 2 * k * half, half) for k in range(count))


def apart(a: Sector, b: Sector, period: float = 2 * math.pi) -> float:
    """The least difference of two yaws, one of each sector, modulo `period`."""
    off = a.mid - b.mid
    off -= period * round(off / period)
    return max(0.0, abs(off) - a.half - b.half)
