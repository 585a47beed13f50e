"""What an evaluation says: numbers that name their unit and evidence, or the reason why there is no number.

A scorer that cannot judge returns a `Score` without a value and with a reason; it never returns a default number. The
document is `evaluation.json` (`idesign.evaluation/1`); it holds no NaN and no infinity.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal

from pydantic import TypeAdapter, ValidationError

from idesign.errors import InputError
from idesign.files import write_text

SCHEMA: Literal["idesign.evaluation/1"] = "idesign.evaluation/1"
Group = Literal["geometry", "use", "fidelity", "accessibility"]


@dataclass(frozen=True)
class Spot:
    """Where on the plan a score has its reason, in the room's frame [m]: the corners of a line, with `radius` a circle
    about the first of them, with `area` the outline of an area; and a word to be written there."""

    points: tuple[tuple[float, float], ...]
    text: str = ""
    area: bool = False
    radius: float = 0.0


@dataclass(frozen=True)
class Score:
    """One number about a scene. `value` is None when it could not be judged, and `reason` then says why.

    `good` is the range [low, high] that the definition's source calls good (None: open on that side); without it the
    number is a measure and no grade. `evidence` are sentences that name ids, `spots` places on the plan; `judge` says
    who judged ("geometry": code on meshes, "boxes": code on declared boxes, "check": the exact check of relations,
    "labels": declared labels, "physics": a simulation). Raises `ValueError` for a value that is not
    finite, or for one that is missing without a reason."""

    name: str
    value: float | None
    unit: str
    group: Group
    judge: str
    definition: str
    good: tuple[float | None, float | None] | None = None
    reason: str = ""
    evidence: tuple[str, ...] = ()
    spots: tuple[Spot, ...] = ()

    def __post_init__(self) -> None:
        if self.value is None and not self.reason:
            raise ValueError(f"score {self.name} has neither a value nor a reason for having none")
        if self.value is not None and not math.isfinite(self.value):
            raise ValueError(f"score {self.name} is not a finite number")

    @property
    def passed(self) -> bool | None:
        """Whether the value lies in the good range; None when there is no value or no range."""
        if self.value is None or self.good is None:
            return None
        low, high = self.good
        return (low is None or self.value >= low - 1e-9) and (high is None or self.value <= high + 1e-9)

    @property
    def text(self) -> str:
        """The value with its unit as a person reads it: "92 %", "0.75 m", "unscored (no television)"."""
        if self.value is None:
            return f"unscored ({self.reason})"
        if self.unit == "share":
            return f"{100 * self.value:.0f} %"
        digits = 0 if self.unit in ("count", "deg") else 2
        return f"{self.value:.{digits}f}" + ("" if self.unit in ("count", "ratio") else f" {self.unit}")


@dataclass(frozen=True)
class Evaluation:
    """All scores of a scene, and everything that is wrong with it: one line each, "penetration: …". `versions` are
    those of the judging program."""

    scores: tuple[Score, ...]
    defects: tuple[str, ...] = ()
    name: str = ""
    objects: int = 0
    versions: dict[str, str] = field(default_factory=dict)
    schema: Literal["idesign.evaluation/1"] = SCHEMA

    def score(self, name: str) -> Score:
        """The score of that name. Raises `KeyError` when there is none."""
        for s in self.scores:
            if s.name == name:
                return s
        raise KeyError(name)

    def lines(self) -> tuple[str, ...]:
        """A few lines for the terminal: what was found, then what holds of what was asked, then how the room works."""
        count = len(self.defects)
        found = f"{self.objects} objects, {count or 'no'} defect{'s' if count > 1 else ''}"
        return (found, *(f"{label}: {text}" for label, text in self._groups() if text))

    def _groups(self) -> Iterable[tuple[str, str]]:
        for label, group in (
            ("as asked", "fidelity"),
            ("geometry", "geometry"),
            ("in use", "use"),
            ("with a wheelchair", "accessibility"),
        ):
            yield (
                label,
                ", ".join(f"{s.name} {s.text}" for s in self.scores if s.group == group and s.value is not None),
            )


@cache
def _adapter() -> TypeAdapter[Evaluation]:
    return TypeAdapter(Evaluation)


def evaluation_json(evaluation: Evaluation) -> str:
    """The document as JSON text, keys in a fixed order."""
    return _adapter().dump_json(evaluation, indent=1).decode() + "\n"


def evaluation_to_json(evaluation: Evaluation) -> dict[str, Any]:
    """The document as a value that `json.dumps` takes."""
    return dict(_adapter().dump_python(evaluation, mode="json"))


def evaluation_from_json(document: dict[str, Any]) -> Evaluation:
    """The evaluation of a document that `evaluation_to_json` gave."""
    return _adapter().validate_python(document)


def save_evaluation(evaluation: Evaluation, path: Path) -> None:
    """Writes the document whole."""
    write_text(path, evaluation_json(evaluation))


def load_evaluation(path: Path) -> Evaluation:
    """The evaluation in the file. Raises `InputError` with the place of the first fault."""
    try:
        return _adapter().validate_json(path.read_bytes())
    except OSError as e:
        raise InputError(f"{path}: cannot be read ({e.strerror})") from e
    except ValidationError as e:
        first = e.errors()[0]
        raise InputError(f"{path}: {'.'.join(map(str, first['loc']))}: {first['msg']}") from e
