"""Proofs about two things of which one has no room under, above or inside the other.

What is said here holds for every pose of the two: of areas under things (two solids share no floor), of heights, and of
outlines. A search would try such a wish for seconds and say only that it failed.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise

import shapely

from solvers import relations as r
from solvers import tolerances as t
from solvers.heights import FLOOR, Span, base_spans
from solvers.layout import Explanation
from solvers.places import opening_places
from solvers.problem import Body, LayoutProblem

SURE = 1e-4
"""A contradiction must exceed the tolerances by this much [m, m2] before it is called one."""
BAND = 0.0125
"""Solids that hold this much [m] below and above one height meet there wherever the tolerances let their bases be."""


def no_room(problem: LayoutProblem) -> Iterator[Explanation]:
    """Hard relations of two bodies, or of a body and a height, that no pose can meet."""
    yield from _too_low(problem)
    yield from _beneath(problem)
    yield from _inside(problem)


# ---------------------------------------------------------------- heights
def _too_low(problem: LayoutProblem) -> Iterator[Explanation]:
    """What has to be above something, or at a height, to which it cannot be lifted."""
    spans = base_spans(problem)
    tops = {b.id: spans[b.id].lo + b.size[2] for b in problem.bodies if not spans[b.id].empty}
    tops |= {i: place.top for i, place in opening_places(problem).items()}
    for k, x in enumerate(problem.relations):
        span = spans.get(x.a)
        if not x.hard or span is None or span.empty:
            continue
        if isinstance(x, r.Above) and x.b in tops and span.hi < tops[x.b] - t.EPS - SURE:
            up = "it stands on the floor" if span.hi <= FLOOR.hi else f"its base is at {span.hi:.2f} m at most"
            yield Explanation(f"{x.a} cannot be above {x.b}: {up}", (x.a, x.b, k))
        if isinstance(x, r.AtHeight) and not _can_be_at(x, problem.body(x.a), span):
            yield Explanation(f"{x.a} cannot be at a height of {x.height:g} m", (x.a, k))


def _can_be_at(x: r.AtHeight, body: Body, span: Span) -> bool:
    """Whether its base, middle or top may be at the height that the relation asks for."""
    up = {"base": 0.0, "middle": 0.5, "top": 1.0}[x.of] * body.size[2]
    give = x.tol + t.ROUND + SURE
    return span.lo + up - give <= x.height <= span.hi + up + give


# ---------------------------------------------------------------- under
def _beneath(problem: LayoutProblem) -> Iterator[Explanation]:
    """Solids that have to share floor with what stands on the same floor and leaves too little beneath."""
    spans = base_spans(problem)
    floor = {b.id: b for b in problem.bodies if _stands(b, spans[b.id])}
    asked: dict[str, list[tuple[int, r.Under]]] = {}
    for k, x in enumerate(problem.relations):
        if isinstance(x, r.Under) and x.hard and x.a in floor and x.b in floor and x.a != x.b:
            asked.setdefault(x.b, []).append((k, x))
    for host, wishes in asked.items():
        yield from _too_full_beneath(floor, host, wishes)


def _stands(body: Body, span: Span) -> bool:
    """Whether a body is surely on the floor and takes floor there."""
    return body.size[2] > t.RUG + SURE and span.lo >= FLOOR.lo - t.ROUND and span.hi <= FLOOR.hi + t.ROUND


def _too_full_beneath(floor: dict[str, Body], host: str, wishes: list[tuple[int, r.Under]]) -> Iterator[Explanation]:
    """Whether what has to be under `host` finds less floor there than it must share with it, at one height that all
    of them reach: first one thing alone, then all together."""
    b = floor[host]
    for some in (*([w] for w in wishes), *([wishes] if len({x.a for _, x in wishes}) == len(wishes) > 1 else [])):
        bodies = [floor[x.a] for _, x in some]
        needed = sum(x.share * min(_plan(a), _plan(b)) - t.ROUND for a, (_, x) in zip(bodies, some, strict=True))
        least = min(_hollow(b, z) + sum(_hollow(a, z) for a in bodies) for z in _slices(b, *bodies))
        if needed > least + SURE:
            names = " and ".join(a.id for a in bodies)
            text = f"{names} cannot be under {host}: there is not enough room beneath it"
            yield Explanation(text, (*(a.id for a in bodies), host, *(k for k, _ in some)))
            return


def _plan(body: Body) -> float:
    return body.size[0] * body.size[1]


def _hollow(body: Body, height: float) -> float:
    """How much of a body's outline [m2] is not surely solid at a height above its base; solids are shrunk by half the
    overlap that the check allows, after which no two of them share floor."""
    give = (t.EPS + t.ROUND) / 2 + 1e-6
    cut = [p for p in body.solid if p.lo[2] <= height - BAND and height + BAND <= p.hi[2]]
    cut = [p for p in cut if min(p.hi[0] - p.lo[0], p.hi[1] - p.lo[1]) > 2 * give]
    solid = [shapely.box(p.lo[0] + give, p.lo[1] + give, p.hi[0] - give, p.hi[1] - give) for p in cut]
    return _plan(body) - float(shapely.union_all(solid).area) if solid else _plan(body)


def _slices(*bodies: Body) -> list[float]:
    """Heights [m] in the middle between those at which a solid of one of them begins or ends."""
    ends = sorted({z for b in bodies for p in b.solid for z in (p.lo[2], p.hi[2])})
    return [(low + high) / 2 for low, high in pairwise(ends)]


# ---------------------------------------------------------------- inside
def _inside(problem: LayoutProblem) -> Iterator[Explanation]:
    """What has to be inside something smaller."""
    bodies = {b.id: b for b in problem.bodies}
    for k, x in enumerate(problem.relations):
        if not (isinstance(x, r.OnTopOf) and x.hard and x.level == "inside" and x.b in bodies and x.a in bodies):
            continue
        a, b = bodies[x.a].size, bodies[x.b].size
        give = 2 * (t.EPS + t.ROUND) * math.sqrt(2) + SURE
        low = min((f.height for f in bodies[x.b].boards("inside")), default=0.0)
        wide = min(a[:2]) > min(b[:2]) + give or max(a[:2]) > math.hypot(*b[:2]) + give
        if wide or low + a[2] > b[2] + 2 * (t.EPS + t.ROUND) + SURE:
            text = f"{x.a} ({a[0]:g} x {a[1]:g} x {a[2]:g} m) does not go into {x.b}"
            yield Explanation(f"{text} ({b[0]:g} x {b[1]:g} x {b[2]:g} m)", (x.a, x.b, k))
