"""From scenes to numbers that one can publish. It reads scenes and never helps one to become better.

The front door opens late: what it names is loaded when it is asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from eval.evaluate import defects, evaluate_folder, evaluate_scene, write_evaluation
    from eval.score import Evaluation, Score, load_evaluation

__all__ = ["Evaluation", "Score", "defects", "evaluate_folder", "evaluate_scene", "load_evaluation", "write_evaluation"]

_EVALUATE = ("defects", "evaluate_folder", "evaluate_scene", "write_evaluation")


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'eval' has no attribute {name!r}")
    return getattr(import_module(f"eval.{'evaluate' if name in _EVALUATE else 'score'}"), name)
