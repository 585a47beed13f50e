"""Values in files, one reader for each type: what is wrong is one line that starts with the place."""

from __future__ import annotations

import json
import math
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from solvers.errors import SolverInputError

MAX_LENGTH = 1e4
"""No length or coordinate [m] may be larger: it would be a slip of units, and sums would lose the millimetre."""
MAX_TEXT = 200
"""No id, name or category may be longer [characters]."""


def read_json(path: str | Path) -> Any:
    """The value in a JSON file. Raises SolverInputError with one line for a file that is none."""
    try:
        return json.loads(Path(path).read_text(encoding="utf-8-sig"), object_pairs_hook=_once)
    except OSError as e:
        raise SolverInputError(f"{path}: cannot be read: {e.strerror or e}") from e
    except UnicodeDecodeError as e:
        raise SolverInputError(f"{path}: is not UTF-8 text (byte {e.start})") from e
    except RecursionError as e:
        raise SolverInputError(f"{path}: is nested too deeply") from e
    except json.JSONDecodeError as e:
        raise SolverInputError(f"{path}: is not JSON: line {e.lineno}, column {e.colno}: {e.msg}") from e
    except SolverInputError as e:
        raise SolverInputError(f"{path}: {e}") from e
    except ValueError as e:
        raise SolverInputError(f"{path}: is not JSON: {e}") from e


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A JSON object, in which no name may stand twice."""
    out = dict(pairs)
    if len(out) < len(pairs):
        names = [k for k, _ in pairs]
        twice = next(k for k in names if names.count(k) > 1)
        raise SolverInputError(f"{kind_of(twice)} stands twice in one object")
    return out


def as_object(v: Any, place: str) -> dict[str, Any]:
    if not isinstance(v, Mapping):
        raise SolverInputError(f"{place}: must be an object, got {kind_of(v)}")
    return dict(v)


def as_list(v: Any, place: str) -> list[Any]:
    if not isinstance(v, list | tuple):
        raise SolverInputError(f"{place}: must be a list, got {kind_of(v)}")
    return list(v)


def entries(o: dict[str, Any], key: str, place: str) -> list[tuple[Any, str]]:
    """The entries of a list that may be missing or null, each with its place."""
    at = f"{place}.{key}" if place else key
    raw = as_list([] if o.get(key) is None else o[key], at)
    return [(v, f"{at}[{k}]") for k, v in enumerate(raw)]


def need(o: dict[str, Any], key: str, place: str) -> Any:
    if o.get(key) is None:
        raise SolverInputError(f"{place}.{key}: is missing")
    return o[key]


def as_flag(v: Any, place: str) -> bool:
    """True or false."""
    if not isinstance(v, bool):
        raise SolverInputError(f"{place}: must be true or false, not {kind_of(v)}")
    return v


def as_text(v: Any, place: str, empty: bool = False) -> str:
    if not isinstance(v, str) or not (v or empty):
        raise SolverInputError(f"{place}: must be a text, got {kind_of(v)}")
    if len(v) > MAX_TEXT:
        raise SolverInputError(f"{place}: has {len(v)} characters; at most {MAX_TEXT}")
    if any(unicodedata.category(c) in ("Cc", "Cs") for c in v):
        raise SolverInputError(f"{place}: {v!r:.40} holds control characters or half a surrogate pair")
    return v


def as_number(v: Any, place: str) -> float:
    if isinstance(v, bool) or not isinstance(v, int | float):
        raise SolverInputError(f"{place}: must be a number, got {kind_of(v)}")
    if isinstance(v, float) and not math.isfinite(v):
        raise SolverInputError(f"{place}: must be finite, got {v}")
    if abs(v) > MAX_LENGTH:
        number = f"{v:g}" if isinstance(v, float) else kind_of(v)
        raise SolverInputError(f"{place}: {number} is beyond {MAX_LENGTH:g}; lengths are metres")
    return float(v)


def as_not_negative(v: Any, place: str) -> float:
    number = as_number(v, place)
    if number < 0:
        raise SolverInputError(f"{place}: must not be negative, got {number:g}")
    return number


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
