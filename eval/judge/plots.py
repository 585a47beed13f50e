"""Plots as inline SVG: numbers with their intervals, one line each. Colours come from the page's style."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from markupsafe import Markup

LEFT, WIDTH, ROW, FOOT = 190, 720, 26, 30
"""Room for names, the whole width, a line's height and the axis [px]."""
LEAST = 1e-6
"""Points that differ by less are drawn in the middle of an axis of length 1."""


@dataclass(frozen=True)
class Point:
    """A value with its interval; None where it is not known. `text` is what is written beside it."""

    name: str
    value: float | None
    low: float | None = None
    high: float | None = None
    text: str = ""


def intervals(points: Sequence[Point], low: float | None = None, high: float | None = None, mark: float | None = None,
              unit: str = "") -> Markup:  # fmt: skip
    """Dots with whiskers over an axis from `low` to `high` (None: what the points need); `mark` is a line across."""
    start, end, step = _axis(points, low, high)
    place = _Scale(start, end)
    height = ROW * len(points) + FOOT
    ticks = [start + k * step for k in range(round((end - start) / step) + 1)]
    parts = [_tick(place(v), v, height) for v in ticks]
    if mark is not None:
        x = place(mark)
        parts.append(f'<line class="mark" x1="{x}" y1="0" x2="{x}" y2="{height - FOOT}"/>')
    parts += [_row(p, k, place) for k, p in enumerate(points)]
    label = escape(", ".join(f"{p.name} {p.text}" for p in points))
    unit = (
        f'<text x="{WIDTH - 4}" y="{height - 2}" text-anchor="end" class="unit">{escape(unit)}</text>' if unit else ""
    )
    return Markup(f'<svg class="plot" viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{label}">'
                  f'{"".join(parts)}{unit}</svg>')  # fmt: skip


@dataclass(frozen=True)
class _Scale:
    start: float
    end: float

    def __call__(self, value: float) -> float:
        share = (min(max(value, self.start), self.end) - self.start) / (self.end - self.start)
        return round(LEFT + share * (WIDTH - LEFT - 90), 1)


def _axis(points: Sequence[Point], low: float | None, high: float | None) -> tuple[float, float, float]:
    """From where to where, and the step between ticks: 1, 2 or 5 times a power of ten."""
    seen = [v for p in points for v in (p.value, p.low, p.high) if v is not None and math.isfinite(v)] or [0.0, 1.0]
    start, end = min(seen) if low is None else low, max(seen) if high is None else high
    if end - start < LEAST:
        start, end = start - 0.5, end + 0.5
    rough = (end - start) / 5
    power = 10 ** math.floor(math.log10(rough))
    step = next(m * power for m in (1, 2, 5, 10) if m * power >= rough * 0.999)
    return math.floor(start / step + 1e-9) * step, math.ceil(end / step - 1e-9) * step or step, step


def _tick(x: float, value: float, height: int) -> str:
    return (f'<line class="grid" x1="{x}" y1="0" x2="{x}" y2="{height - FOOT}"/>'
            f'<text class="tick" x="{x}" y="{height - FOOT + 14}" text-anchor="middle">{value:g}</text>')  # fmt: skip


def _row(p: Point, k: int, place: _Scale) -> str:
    y = ROW * k + ROW / 2
    name = p.name if len(p.name) <= 28 else p.name[:27] + "…"
    out = f'<text x="{LEFT - 8}" y="{y + 4}" text-anchor="end">{escape(name)}</text>'
    if p.low is not None and p.high is not None:
        out += f'<line class="whisker" x1="{place(p.low)}" y1="{y}" x2="{place(p.high)}" y2="{y}"/>'
    if p.value is not None:
        out += f'<circle class="dot" cx="{place(p.value)}" cy="{y}" r="4.5"/>'
    return out + f'<text x="{WIDTH - 80}" y="{y + 4}">{escape(p.text)}</text>'
