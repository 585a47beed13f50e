"""Floor that relations keep clear, as bodies: each `keep_clear` becomes a thin one that moves with its thing.

So the search of many rooms needs no new kind of cost: what stands in such a zone collides with it, and it must be
inside the room like everything else.
"""

from __future__ import annotations

from dataclasses import replace

from solvers import geometry as g
from solvers import relations as r
from solvers.problem import Body, LayoutProblem

THIN = 0.001
"""Height of a zone [m]: less than what bodies may share, so that it collides with nothing by its height alone."""


def with_zones(problem: LayoutProblem) -> tuple[LayoutProblem, tuple[r.KeepClear, ...]]:
    """The problem with a body for each relation `keep_clear` that weighs something, after its own bodies and in the
    order of these relations, which are returned too."""
    clear = tuple(x for x in problem.relations if isinstance(x, r.KeepClear) and (x.hard or x.weight > 0))
    longest = max((len(b.id) for b in problem.bodies), default=0)
    pairs = [_zone(problem.body(x.a), x, f"{'zone':~<{longest + 1}}{k}") for k, x in enumerate(clear)]
    bodies, ties = (*problem.bodies, *(body for body, _ in pairs)), (*problem.relations, *(tie for _, tie in pairs))
    return replace(problem, bodies=bodies, relations=ties), clear


def _zone(body: Body, x: r.KeepClear, id: str) -> tuple[Body, r.Offset]:
    """The floor before a side of a body, and what ties it to that body."""
    zone = g.access_zone(g.Rect(0.0, 0.0, body.size[0] / 2, body.size[1] / 2, 0.0), x.side, x.depth)
    return Body(id, (2 * zone.hw, 2 * zone.hd, THIN)), r.Offset(a=id, b=body.id, x=zone.x, y=zone.y)
