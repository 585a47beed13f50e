"""Many scenes judged anew from their files: a folder of scene folders (a batch, or anyone's), and their means.

A scene that cannot be read is named and counted, and stops nobody.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from eval.batch_summary import Spread
from eval.evaluate import evaluate_folder
from eval.processes import each
from eval.score import Evaluation
from idesign.errors import InputError


def scene_places(path: Path) -> list[Path]:
    """The scenes that a path stands for: itself, or the folders below it that hold a `scene.json`, by name."""
    if path.is_file() or (path / "scene.json").exists() or not path.is_dir():
        return [path]
    return sorted(p.parent for p in path.glob("*/scene.json") if not p.parent.name.startswith(".")) or [path]


@dataclass
class Means:
    """Of many evaluations: `scores` and their units by name, scenes without a defect, and faults of unreadable ones."""

    scenes: int = 0
    clean: int = 0
    objects: int = 0
    scores: dict[str, Spread] = field(default_factory=dict)
    passed: dict[str, Spread] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    unreadable: list[str] = field(default_factory=list)

    def add(self, evaluation: Evaluation) -> None:
        """One more."""
        self.scenes += 1
        self.clean += not evaluation.defects
        self.objects += evaluation.objects
        for s in evaluation.scores:
            if s.value is not None:
                self.scores.setdefault(s.name, Spread()).add(s.value)
                self.units[s.name] = s.unit
            if s.passed is not None:
                self.passed.setdefault(s.name, Spread()).add(float(s.passed))

    def interval(self, name: str) -> tuple[float, float] | None:
        """Student's 95 % interval of a score's mean over scenes, cut where no such score can be."""
        return cut_interval(self.scores[name], self.units[name])

    def lines(self) -> tuple[str, ...]:
        """For a terminal: one line for each score, with the share of scenes in its good range where it has one."""
        rooms = f"{self.scenes} scenes, {self.objects / max(self.scenes, 1):.1f} objects a room"
        head = f"{rooms}, {self.clean} scenes without a defect; in brackets Student's 95 % intervals over scenes"
        return (head, *(self._line(name, s) for name, s in self.scores.items()), *self.unreadable)

    def _line(self, name: str, s: Spread) -> str:
        good = f", good in {100 * self.passed[name].mean:.0f} %" if name in self.passed else ""
        ends = self.interval(name)
        sure = f" [{ends[0]:.3f}, {ends[1]:.3f}]" if ends else ""
        return (
            f"{name}: mean {s.mean:.3f}{sure} {self.units[name]} ({s.low:.3f} to {s.high:.3f}, {s.count} scenes{good})"
        )


def cut_interval(s: Spread, unit: str) -> tuple[float, float] | None:
    """Student's 95 % interval, without what is below 0 and, for a share, above 1."""
    if s.interval is None:
        return None
    return max(0.0, s.interval[0]), min(1.0 if unit == "share" else math.inf, s.interval[1])


def evaluations(
    places: Sequence[Path], means: Means, settle: bool = False, workers: int = 1
) -> Iterator[tuple[Path, Evaluation]]:
    """The evaluation of each scene in their order, which is added to the means; by several processes, the same."""
    for place, found in zip(places, _judged(places, settle, workers), strict=True):
        if isinstance(found, str):
            means.unreadable.append(found)
            continue
        means.add(found)
        yield place, found


def _judged(places: Sequence[Path], settle: bool, workers: int) -> Iterator[Evaluation | str]:
    yield from each(partial(_one, settle=settle), places, workers)


def _one(place: Path, settle: bool) -> Evaluation | str:
    """The evaluation, or why there is none."""
    try:
        return evaluate_folder(place, settle)
    except InputError as e:
        return str(e)
