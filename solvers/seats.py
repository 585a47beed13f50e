"""Seats around a rectangular table: how many on each side, and where."""

from __future__ import annotations

import itertools
import math

from solvers.problem import Pose

QUARTER = math.pi / 2
SEAT_PITCH = 0.60
"""Table edge for each seat [m] (0.60 at least, 0.70 to 0.76 good; design guidance 1.1: NKBA-K, Lozano, EatSip)."""
DISTRIBUTIONS = 4
"""How many ways of sharing the seats among the sides are offered."""


def seat_slots(width: float, depth: float, n: int, seat_w: float, seat_d: float, variant: int = 0) -> list[Pose]:
    """Slots of n seats around a rectangular table, in its frame, each facing it: the `variant`-th best distribution.

    Opposite sides get equal numbers, at an even pitch, and every seat its width of table edge where there is room.
    """
    counts = _distributions(width, depth, n, seat_w)
    chosen = counts[min(variant, len(counts) - 1)]
    out = []
    for side, k in zip(("front", "back", "left", "right"), chosen, strict=True):
        edge, out_by = (width, depth / 2) if side in ("front", "back") else (depth, width / 2)
        pitch = max(edge / k, seat_w + 0.02) if k else 0.0
        away = out_by + 0.05 + seat_d / 2
        for i in range(k):
            s = (i - (k - 1) / 2) * pitch
            out.append({
                "front": Pose(s, -away, 0, math.pi), "back": Pose(-s, away, 0, 0.0),
                "left": Pose(-away, -s, 0, QUARTER), "right": Pose(away, s, 0, -QUARTER),
            }[side])  # fmt: skip
    return out


def _distributions(width: float, depth: float, n: int, seat_w: float) -> list[tuple[int, int, int, int]]:
    """Numbers of seats (front, back, left, right), the best first: room for each, opposite sides equal, long sides."""
    pitch = max(SEAT_PITCH, seat_w + 0.04)
    room = [max(1, int((edge + 0.1) / pitch)) for edge in (width, width, depth, depth)]

    def cost(k: tuple[int, ...]) -> float:
        crowded = sum(max(0, c - cap) for c, cap in zip(k, room, strict=True))
        uneven = abs(k[0] - k[1]) + abs(k[2] - k[3])
        short = k[2] + k[3] if width >= depth else k[0] + k[1]
        square = 0.8 < width / depth < 1.25
        spread = max(k) - min(k) if square else 0
        return 10 * crowded + 2 * uneven + (spread if square else 0.4 * short)

    top = max(3, math.ceil(n / 2) + 1)
    every = (k for k in itertools.product(range(min(n, top) + 1), repeat=3) if 0 <= n - sum(k) <= top)
    full = sorted(((a, b, c, n - a - b - c) for a, b, c in every), key=lambda k: (round(cost(k), 6), k))
    return [k for k in full if cost(k) <= cost(full[0]) + 1.5][:DISTRIBUTIONS]
