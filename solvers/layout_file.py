"""Layouts in files (`idesign.layout/1`), written whole and read back as placements."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

from solvers.errors import SolverInputError
from solvers.file_values import as_number, as_object, as_text, kind_of, need, read_json
from solvers.layout import Explanation, Layout, Relaxation, Violation
from solvers.problem import Pose
from solvers.relation_file import relation_to_json

LAYOUT_SCHEMA = "idesign.layout/1"


def layout_to_json(layout: Layout) -> dict[str, Any]:
    """The layout as in files (`idesign.layout/1`)."""
    why = layout.explanation
    return {
        "schema": LAYOUT_SCHEMA, "problem": layout.problem, "status": layout.status.value, "seconds": layout.seconds,
        "first_strict_seconds": layout.first_strict_seconds, "seed": layout.seed, "device": layout.device,
        "solver": layout.solver, "quality": layout.quality, "cut_off": layout.cut_off,
        "placements": {i: pose_to_json(p) for i, p in layout.placements.items()},
        "violated": [_violation_to_json(v) for v in layout.violated],
        "explanation": _explanation_to_json(why) if why else None,
        "terms": dict(layout.terms),
        "alternatives": [
            layout_to_json(a) | {"score": a.quality, "difference": a.difference} for a in layout.alternatives
        ],
    }  # fmt: skip


def _explanation_to_json(why: Explanation) -> dict[str, Any]:
    relaxations = [_relaxation_to_json(x) for x in why.relaxations]
    return {"text": why.text, "conflict": list(why.conflict), "relaxations": relaxations}


def _relaxation_to_json(x: Relaxation) -> dict[str, Any]:
    change = [{"constraint": k, **relation_to_json(to)} for k, to in x.change]
    resize = [{"id": i, "size": list(size)} for i, size in x.resize]
    return {
        "text": x.text, "drop": list(x.drop), "change": change, "free": list(x.free), "widen": list(x.widen),
        "resize": resize,
    }  # fmt: skip


def _violation_to_json(v: Violation) -> dict[str, Any]:
    return {"kind": v.kind, "text": v.text, "ids": list(v.ids), "constraint": v.relation}


def placements_from_json(doc: Any) -> dict[str, Pose]:
    """The placements of a layout document. Raises SolverInputError."""
    top = as_object(doc, "layout")
    if top.get("schema", LAYOUT_SCHEMA) != LAYOUT_SCHEMA:
        raise SolverInputError(f"schema: {kind_of(top['schema'])} is not known; expected {LAYOUT_SCHEMA!r}")
    raw = as_object(need(top, "placements", "layout"), "placements")
    for i, p in raw.items():
        as_text(i, "placements")
        for key in ("z", "yaw_deg"):
            need(as_object(p, f"placements.{i}"), key, f"placements.{i}")
    return {i: pose_from_json(p, f"placements.{i}") for i, p in raw.items()}


def read_placements(path: str | Path) -> dict[str, Pose]:
    """The placements in a layout file. Raises SolverInputError."""
    return placements_from_json(read_json(path))


def pose_to_json(p: Pose) -> dict[str, float]:
    """A pose as in files."""
    return {"x": p.x, "y": p.y, "z": p.z, "yaw_deg": math.degrees(p.yaw)}


def pose_from_json(v: Any, place: str = "pose") -> Pose:
    """A pose {x, y, z, yaw_deg}; z and yaw_deg may be left out. Raises SolverInputError."""
    p = as_object(v, place)
    x, y = (as_number(need(p, key, place), f"{place}.{key}") for key in ("x", "y"))
    z, yaw = (as_number(0 if p.get(key) is None else p[key], f"{place}.{key}") for key in ("z", "yaw_deg"))
    return Pose(x, y, z, math.radians(yaw))
