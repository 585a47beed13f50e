"""Values in files, one reader for each type: what is wrong is one line that starts with the place."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from solvers.errors import SolverInputError

MAX_LENGTH = 1e4
"""No length or coordinate [m] may be larger: it would be a slip of units, and sums would lose the millimetre."""


def as_object(v: Any, place: str) -> dict[str, Any]:
    if not isinstance(v, Mapping):
        raise SolverInputError(f"{place}: must be an object, got {kind_of(v)}")
    return dict(v)


def as_list(v: Any, place: str) -> list[Any]:
    if not isinstance(v, list | tuple):
        raise SolverInputError(f"{place}: must be a list, got {kind_of(v)}")
    return list(v)


def need(o: dict[str, Any], key: str, place: str) -> Any:
    if o.get(key) is None:
        raise SolverInputError(f"{place}.{key}: is missing")
    return o[key]


def as_text(v: Any, place: str, empty: bool = False) -> str:
    if not isinstance(v, str) or not (v or empty):
        raise SolverInputError(f"{place}: must be a text, got {kind_of(v)}")
    return v


def as_number(v: Any, place: str) -> float:
    if isinstance(v, bool) or not isinstance(v, int | float):
        raise SolverInputError(f"{place}: must be a number, got {kind_of(v)}")
    if isinstance(v, float) and not math.isfinite(v):
        raise SolverInputError(f"{place}: must be finite, got {v}")
    if abs(v) > MAX_LENGTH:
        raise SolverInputError(f"{place}: {v:g} is beyond {MAX_LENGTH:g}; lengths are metres")
    return float(v)


def as_positive(v: Any, place: str) -> float:
    number = as_number(v, place)
    if number <= 0:
        raise SolverInputError(f"{place}: must be larger than 0, got {number:g}")
    return number


def as_whole(v: Any, place: str) -> int:
    if isinstance(v, bool) or not isinstance(v, int):
        raise SolverInputError(f"{place}: must be a whole number, got {kind_of(v)}")
    return v


def kind_of(v: Any) -> str:
    names = {dict: "an object", list: "a list", str: f"{v!r:.40}", bool: str(v).lower(), type(None): "null"}
    return names.get(type(v), f"{v!r:.40}")


def as_numbers(v: Any, place: str, n: int) -> list[float]:
    raw = as_list(v, place)
    if len(raw) != n:
        raise SolverInputError(f"{place}: needs {n} numbers, got {len(raw)}")
    return [as_number(x, f"{place}[{k}]") for k, x in enumerate(raw)]
