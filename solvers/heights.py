"""The heights at which a body's base can be: an interval for each that every strict layout keeps.

They follow from fixed poses, elevations, ceilings and from what stands on what, with the exact check's tolerances. A
relation to something that the problem does not hold says nothing, so that parts of a problem can be looked at alone.
"""

from __future__ import annotations

from dataclasses import dataclass

from solvers import relations as r
from solvers import tolerances as t
from solvers.problem import Body, LayoutProblem

GIVE = t.EPS + 2 * t.ROUND


@dataclass(frozen=True)
class Span:
    """From `lo` to `hi` [m]; empty when `lo` is above `hi`."""

    lo: float
    hi: float

    def meet(self, other: Span) -> Span:
        return Span(max(self.lo, other.lo), min(self.hi, other.hi))

    def join(self, other: Span) -> Span:
        return Span(min(self.lo, other.lo), max(self.hi, other.hi))

    def wider(self, lo: float, hi: float) -> Span:
        return Span(self.lo + lo, self.hi + hi)

    @property
    def empty(self) -> bool:
        return self.lo > self.hi + 1e-9


FLOOR = Span(-GIVE, GIVE)


def base_spans(problem: LayoutProblem) -> dict[str, Span]:
    """Body id -> where its base can be [m]; an empty span proves that there is no layout."""
    return _Spans(problem).all()


class _Spans:
    def __init__(self, problem: LayoutProblem) -> None:
        self.problem = problem
        self.bodies = {b.id: b for b in problem.bodies}
        self.carriers: dict[str, list[r.Relation]] = {}
        for x in problem.relations:
            if isinstance(x, r.OnTopOf | r.Offset):
                self.carriers.setdefault(x.a, []).append(x)
        self.known: dict[str, Span] = {}
        self.open: set[str] = set()

    def all(self) -> dict[str, Span]:
        return {b.id: self.of(b) for b in self.problem.bodies}

    def of(self, body: Body) -> Span:
        if body.id in self.known:
            return self.known[body.id]
        anywhere = Span(-GIVE, self.problem.room.height - body.size[2] + GIVE)
        if body.id in self.open:
            return anywhere
        self.open.add(body.id)
        self.known[body.id] = self._own(body).meet(anywhere)
        self.open.discard(body.id)
        return self.known[body.id]

    def _own(self, body: Body) -> Span:
        """What the body itself and its supports ask for."""
        out = Span(-GIVE, self.problem.room.height + GIVE)
        carriers = self.carriers.get(body.id, [])
        if body.fixed is not None:
            out = out.meet(Span(body.fixed.z - GIVE, body.fixed.z + GIVE))
        if body.mount != "floor":
            out = out.meet(self._hung(body))
        elif body.fixed is None and not any(x.hard for x in carriers):
            soft = [self._over(x, body) for x in carriers]
            out = out.meet(_hull([FLOOR, *soft]))
        for x in carriers:
            out = out.meet(self._over(x, body)) if x.hard else out
        return out

    def _hung(self, body: Body) -> Span:
        high = self.problem.room.height - body.size[2]
        out = Span(-GIVE, high + GIVE)
        if body.elevation is not None:
            out = out.meet(Span(body.elevation - GIVE, body.elevation + GIVE))
        if body.mount == "ceiling" and body.fixed is None:
            out = out.meet(Span(high - GIVE, high + GIVE))
        return out

    def _over(self, x: r.Relation, body: Body) -> Span:
        """Where a support puts the base; anywhere when the support is not in the problem."""
        b = self.bodies.get(x.b or "")
        if b is None or b is body:
            return Span(-GIVE, self.problem.room.height + GIVE)
        base = self.of(b)
        if isinstance(x, r.Offset):
            give = x.tol + 2 * t.ROUND
            return base.wider(x.z - give, x.z + give)
        heights = [s.height for s in b.tops]
        return base.wider(min(heights) - GIVE, max(heights) + GIVE)


def _hull(spans: list[Span]) -> Span:
    out = spans[0]
    for s in spans[1:]:
        out = out.join(s)
    return out


def surely_meet(a: Body, b: Body, spans: dict[str, Span]) -> bool:
    """Whether two bodies share heights by more than the tolerance wherever their bases are, and neither is exempt."""
    p, q = spans[a.id], spans[b.id]
    common = min(p.lo + a.size[2], q.lo + b.size[2]) - max(p.hi, q.hi)
    if common <= t.EPS + 2 * t.ROUND or a.parts or b.parts:
        return False
    one, two = rug(a, p), rug(b, q)
    return one is not None and one == two


def rug(body: Body, span: Span) -> bool | None:
    """Whether a body is a rug wherever its base is; None when that depends on it."""
    if body.size[2] > t.RUG + t.ROUND or span.lo > t.EPS + 2 * t.ROUND:
        return False
    return True if body.size[2] <= t.RUG and span.hi <= t.EPS + 3 * t.ROUND else None


def surely_blocks(body: Body, span: Span) -> bool:
    """Whether a body stands on the floor and is taller than a rug, wherever its base is."""
    return body.size[2] > t.RUG + 2 * t.ROUND and span.hi <= t.EPS + 3 * t.ROUND
