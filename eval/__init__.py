"""From scenes to numbers that one can publish. It reads scenes and never helps one to become better."""

from __future__ import annotations

from eval.evaluate import defects, evaluate_scene, write_evaluation
from eval.score import Evaluation, Score, load_evaluation

__all__ = ["Evaluation", "Score", "defects", "evaluate_scene", "load_evaluation", "write_evaluation"]
