"""Which surface of its support each thing stands on: shelves are filled board by board, none beyond what it holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from solvers import relations as r
from solvers.problem import Body, LayoutProblem, Surface
from solvers.tolerances import EPS

FULL = 0.7
"""The share of a surface that is covered before the next one is used: more can hardly be arranged."""
Supports = Mapping[tuple[str, str], Surface]


def surfaces_of(problem: LayoutProblem) -> Supports:
    """(what stands, on what) -> the surface for it, for every `on_top_of`; hard ones choose first, large things too."""
    bodies = {b.id: b for b in problem.bodies}
    asked = [x for x in problem.relations if isinstance(x, r.OnTopOf)]
    used: dict[tuple[str, float], float] = defaultdict(float)
    out: dict[tuple[str, str], Surface] = {}
    for x in sorted(asked, key=lambda x: (not x.hard, -_area(bodies[x.a]))):
        a, b = bodies[x.a], bodies[x.b or ""]
        if (a.id, b.id) not in out:
            chosen = _choose(a, b, x.level, used)
            out[a.id, b.id] = chosen
            used[b.id, chosen.height] += _area(a)
    return out


def _area(b: Body) -> float:
    return b.size[0] * b.size[1]


def _choose(a: Body, b: Body, level: str, used: Mapping[tuple[str, float], float]) -> Surface:
    """The largest surface of that level with room for a; where all are full, the one with most room left; where none
    is high and large enough, the highest."""
    boards = b.boards(level) or b.tops
    fits = [s for s in boards if _fits(a, b, s, level)] or [s for s in boards if _clear(a, b, s, level)]
    if not fits:
        return max(boards, key=lambda s: s.height)
    free = {s: _extent(s) - used[b.id, s.height] for s in fits}
    roomy = [s for s in fits if used[b.id, s.height] == 0 or free[s] - _area(a) >= (1 - FULL) * _extent(s)]
    if not roomy:
        return max(fits, key=lambda s: (round(free[s], 6), s.height))
    return max(roomy, key=lambda s: (round(_extent(s), 6), s.height))


def _extent(s: Surface) -> float:
    return (s.x1 - s.x0) * (s.y1 - s.y0)


def _clear(a: Body, b: Body, s: Surface, level: str) -> bool:
    return s.clear >= a.size[2] and (level != "inside" or s.height + a.size[2] <= b.size[2] + EPS)


def _fits(a: Body, b: Body, s: Surface, level: str) -> bool:
    (small, large), sides = sorted(a.size[:2]), sorted((s.x1 - s.x0, s.y1 - s.y0))
    return _clear(a, b, s, level) and small <= sides[0] + EPS and large <= sides[1] + EPS
