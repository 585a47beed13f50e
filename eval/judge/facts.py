"""The measured facts of a scene as sentences for a judge: what code decides, a judge is told and not asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from eval.score import Evaluation
from idesign.scene import Scene

MOST_DEFECTS = 12
"""Defects that are told one by one; the number of the others is told."""


def facts_of(scene: Scene, evaluation: Evaluation) -> tuple[str, ...]:
    """The room, the things in it, what is wrong by the meshes, and what of the request holds by code."""
    return (*_room(scene), *_defects(evaluation), *_asked(evaluation))


def _room(scene: Scene) -> Iterable[str]:
    x0, y0, x1, y1 = scene.room.plan.bounds
    area, height = scene.room.plan.area, scene.room.height
    yield f"The room is {x1 - x0:.2f} m by {y1 - y0:.2f} m, {area:.1f} m2 large and {height:.2f} m high."
    counts = Counter(o.category.replace("_", " ") for o in scene.objects)
    listed = ", ".join(f"{n} x {name}" for name, n in sorted(counts.items()))
    yield f"It holds {len(scene.objects)} objects: {listed or 'none'}."


def _defects(evaluation: Evaluation) -> Iterable[str]:
    if not evaluation.defects:
        yield "Measured on the meshes: nothing runs through anything, and doors and windows are free."
    for text in evaluation.defects[:MOST_DEFECTS]:
        yield f"Measured defect: {text}."
    if (more := len(evaluation.defects) - MOST_DEFECTS) > 0:
        yield f"And {more} more measured defects."


def _asked(evaluation: Evaluation) -> Iterable[str]:
    """Each score about the request or the use of the room: its name, value and what is wrong."""
    for s in evaluation.scores:
        if s.group in ("fidelity", "use") and s.value is not None:
            wrong = f" ({'; '.join(s.evidence[:4])})" if s.evidence and s.passed is False else ""
            yield f"{s.definition[:1].upper() + s.definition[1:]}: {s.text}{wrong}."
