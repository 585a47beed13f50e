"""The judgement of a room: every number with its definition and evidence, and what is wrong, made in a worker."""

from __future__ import annotations

from dataclasses import dataclass

from eval.evaluate import evaluate_scene
from eval.report_parts import ScoreGroup, ScoreView, score_groups, unscored_views
from idesign.scene import Scene
from ui.workshop import Tell


@dataclass(frozen=True)
class Judgement:
    """What the panel shows: scores by subject, what could not be judged and why, and defects, one line each."""

    groups: tuple[ScoreGroup, ...]
    unscored: tuple[ScoreView, ...]
    defects: tuple[str, ...]


def judged(tell: Tell, scene: Scene) -> Judgement:
    """The judgement of a scene."""
    evaluation = evaluate_scene(scene)
    return Judgement(score_groups(evaluation), unscored_views(evaluation), evaluation.defects)
