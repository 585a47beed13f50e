"""A score's evidence drawn on the plan: the things that it names are outlined, its places marked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from markupsafe import Markup

from eval.score import Score, Spot
from eval.space import box_plan
from idesign.drawing import page_plan, svg_text
from idesign.drawing.shapes import Circle, Item, Line, Polyline, Text
from idesign.scene import Scene
from solvers.room import XY

LETTERS, DOT = 3.0, 0.05
"""Height of a word [mm of paper]; radius of a place that is a point [m]."""


def evidence_plan(scene: Scene, score: Score) -> Markup:
    """The plan as SVG with what speaks about the score in red."""
    plan = page_plan(scene)
    marked = replace(plan, title=score.name, model=(*plan.model, *evidence_items(scene, score)))
    return Markup(svg_text(marked, plan_only=True))


def evidence_items(scene: Scene, score: Score) -> tuple[Item, ...]:
    """What is drawn: outlines of the things that the evidence names, and the spots [m]."""
    named = {word for line in score.evidence for word in re.findall(r"[\w-]+", line)}
    boxes = [box_plan(o) for o in scene.objects if o.id in named]
    rings = [Polyline(tuple((x, y) for x, y in b.exterior.coords[:-1]), "A-ANNO-EVID", closed=True) for b in boxes]
    return (*rings, *(item for spot in score.spots for item in _spot(spot)))


def _spot(spot: Spot) -> Iterator[Item]:
    if spot.area:
        yield Polyline(spot.points, "A-ANNO-EVID", closed=True)
    elif spot.radius or len(set(spot.points)) == 1:
        yield Circle(spot.points[0], spot.radius or DOT, "A-ANNO-EVID")
    else:
        yield from (Line(a, b, "A-ANNO-EVID") for a, b in zip(spot.points, spot.points[1:], strict=False))
    if spot.text:
        yield Text(_middle(spot.points), spot.text, LETTERS, "A-ANNO-EVID", "middle", bold=True)


def _middle(points: tuple[XY, ...]) -> XY:
    return (sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points) + DOT)
