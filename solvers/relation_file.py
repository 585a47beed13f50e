"""Relations in files: {"type", "a", "b", "args", "hard", "weight"}, with angles in degrees."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from types import MappingProxyType
from typing import Any, Literal, get_args, get_origin, get_type_hints

from solvers.errors import SolverInputError
from solvers.file_values import as_list, as_number, as_object, as_text, as_whole, kind_of, need
from solvers.relations import KINDS, UNARY, Relation


def relation_from_json(doc: Any, place: str = "relation") -> Relation:
    """A relation from decoded JSON; names are not looked up. Raises SolverInputError."""
    c = as_object(doc, place)
    kind = as_text(need(c, "type", place), f"{place}.type")
    if kind not in KINDS:
        raise SolverInputError(f"{place}.type: {kind_of(kind)} is not a relation; known are {', '.join(KINDS)}")
    a, b = as_text(need(c, "a", place), f"{place}.a"), c.get("b")
    if kind in UNARY:
        b = None
    elif b is None:
        raise SolverInputError(f"{place}.b: is missing; {kind} needs a second object")
    hard = c.get("hard", True)
    if hard is not None and not isinstance(hard, bool):
        raise SolverInputError(f"{place}.hard: must be true or false, got {kind_of(hard)}")
    weight = as_number(1.0 if c.get("weight") is None else c["weight"], f"{place}.weight")
    if weight < 0:
        raise SolverInputError(f"{place}.weight: must not be negative")
    args = _arguments(kind, as_object({} if c.get("args") is None else c["args"], f"{place}.args"), f"{place}.args")
    b = None if b is None else as_text(b, f"{place}.b")
    return KINDS[kind](a=a, b=b, hard=hard is not False, weight=weight, **args)


@cache
def argument_names(kind: str) -> Mapping[str, str]:
    """Name in files -> field of the relation; angles carry `_deg` in files."""
    own = [f.name for f in fields(KINDS[kind]) if f.name not in ("a", "b", "hard", "weight")]
    return MappingProxyType({f"{n}_deg" if n == "yaw" else n: n for n in own})


@cache
def _hints(kind: str) -> Mapping[str, Any]:
    return MappingProxyType(get_type_hints(KINDS[kind]))


def _arguments(kind: str, args: dict[str, Any], place: str) -> dict[str, Any]:
    names, hints = argument_names(kind), _hints(kind)
    out: dict[str, Any] = {}
    for key, value in args.items():
        if key not in names:
            takes = f"takes {', '.join(names)}" if names else "takes no arguments"
            raise SolverInputError(f"{place}: {kind} does not take {kind_of(key)}; it {takes}")
        out[names[key]] = _argument(value, hints[names[key]], key, f"{place}.{key}")
    least, most = (out.get(key, getattr(KINDS[kind], key, None)) for key in ("min", "max"))
    if least is not None and most is not None and least > most:
        raise SolverInputError(f"{place}: min {least:g} is larger than max {most:g}")
    if out.get("share", 0.0) > 1.0:
        raise SolverInputError(f"{place}.share: must be at most 1, got {out['share']:g}")
    return out


def _argument(value: Any, hint: Any, key: str, place: str) -> Any:
    if hint is str:
        return as_text(value, place)
    if get_origin(hint) is Literal:
        if value not in get_args(hint):
            raise SolverInputError(f"{place}: {kind_of(value)} is not one of {', '.join(map(str, get_args(hint)))}")
        return value
    if get_origin(hint) is tuple:
        read = as_text if get_args(hint)[0] is str else as_whole
        return tuple(read(v, f"{place}[{k}]") for k, v in enumerate(as_list(value, place)))
    number = as_number(value, place)
    if number < 0 and key not in ("x", "y", "z", "yaw_deg"):
        raise SolverInputError(f"{place}: must not be negative")
    return math.radians(number) if key.endswith("_deg") else number


def relation_to_json(x: Relation) -> dict[str, Any]:
    """A relation as in files; arguments that have their default value are left out."""
    args: dict[str, Any] = {}
    for key, name in argument_names(x.kind).items():
        value, default = getattr(x, name), next(f.default for f in fields(x) if f.name == name)
        if value != default:
            args[key] = (
                math.degrees(value) if key.endswith("_deg") else list(value) if isinstance(value, tuple) else value
            )
    return {"type": x.kind, "a": x.a, "b": x.b, "args": args, "hard": x.hard, "weight": x.weight}
