"""What is wrong in a room, in the words of the person and where: the exact check's findings for the views."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from idesign.scene import Scene, SceneObject
from idesign.sentences import name_in
from idesign.units import Units
from solvers.layout import Violation
from solvers.room import XY
from ui.panels.graph import words_of
from ui.session import Language
from ui.views.words import view_texts

Severity = Literal["conflict", "wish"]


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: a sentence, what it concerns (objects, doors), where [m], and whether something is in
    the way (conflict) or only not as it was asked for (wish)."""

    text: str
    ids: tuple[str, ...]
    place: XY
    severity: Severity


def problems_of(
    scene: Scene, found: Sequence[Violation], units: Units = "metric", language: Language = "en"
) -> tuple[Problem, ...]:
    """The findings in words, each once."""
    things = {o.id: o for o in scene.objects}
    problems = (_problem(scene, v, things, units, language) for v in found)
    return tuple({p.text: p for p in problems}.values())


def _problem(
    scene: Scene, v: Violation, things: Mapping[str, SceneObject], units: Units, language: Language
) -> Problem:
    severity: Severity = "wish" if v.kind == "relation" else "conflict"
    return Problem(_words(scene, v, things, units, language), v.ids, _place(scene, v, things), severity)


def _words(scene: Scene, v: Violation, things: Mapping[str, SceneObject], units: Units, language: Language) -> str:
    texts = view_texts(language)
    names = [_called(scene, i, things, language) for i in v.ids] + ["", ""]
    record = scene.relations[v.relation] if v.relation is not None else None
    key = next((k for k in (f"problem_{record.type if record else ''}", f"problem_{v.kind}") if k in texts), "")
    if not key:
        return v.text
    what = words_of(record.relation, scene, units, language) if record else ""
    text = texts[key].format(a=names[0], b=names[1], what=what)
    return text[:1].upper() + text[1:]


def _called(scene: Scene, id: str, things: Mapping[str, SceneObject], language: Language) -> str:
    if id in things:
        return name_in(things[id], language)
    texts = view_texts(language)
    kinds = (("door", scene.room.doors), ("window", scene.room.windows), ("radiator", scene.room.radiators))
    return next((texts[kind] for kind, group in kinds if any(x.id == id for x in group)), id)


def _place(scene: Scene, v: Violation, things: Mapping[str, SceneObject]) -> XY:
    """The middle of what is concerned."""
    here = [(things[i].x, things[i].y) for i in v.ids if i in things] or [scene.room.plan.centroid]
    return (sum(p[0] for p in here) / len(here), sum(p[1] for p in here) / len(here))
