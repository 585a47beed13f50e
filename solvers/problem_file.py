"""Layout problems and layouts as files: `idesign.problem/1` and `idesign.layout/1`, read with every check and written.

A file may come from anyone, so every value is looked at before it is used; what is wrong is one line that starts with
the place (`objects[3].size: ...`). Angles are degrees in files and radians in the types.

Beyond the contract's fields an object may carry `parts` ([[x0,y0,z0,x1,y1,z1], ...]), `surfaces`
([[height,x0,y0,x1,y1,clear], ...]) and `access` ([[side, depth, share], ...]), all in the body's own frame.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, get_args

from solvers.errors import SolverInputError
from solvers.file_values import as_list, as_number, as_numbers, as_object, as_positive, as_text, need
from solvers.layout_file import pose_from_json, pose_to_json
from solvers.problem import Access, Body, Box, LayoutProblem, Mount, Side, Surface
from solvers.relation_file import relation_from_json, relation_to_json
from solvers.relations import UNARY, Relation
from solvers.room_file import room_from_json, room_to_json

SCHEMA = "idesign.problem/1"
MAX_OBJECTS = 5000
OPENING_RELATIONS = frozenset({"near", "far", "facing", "at_window", "between", "above", "centered_on", "distance"})
"""Relations whose b (or c) may be a door or window."""


def read_problem(path: str | Path) -> LayoutProblem:
    """The problem in a file. Raises SolverInputError for anything that is wrong with it."""
    try:
        text = Path(path).read_text(encoding="utf-8")
        doc = json.loads(text)
    except OSError as e:
        raise SolverInputError(f"{path}: cannot be read: {e.strerror or e}") from e
    except (ValueError, RecursionError) as e:
        raise SolverInputError(f"{path}: is not JSON: {e}") from e
    return problem_from_json(doc)


def problem_from_json(doc: Any) -> LayoutProblem:
    """The problem in a decoded JSON value. Raises SolverInputError."""
    top = as_object(doc, "problem")
    schema = top.get("schema", SCHEMA)
    if schema != SCHEMA:
        raise SolverInputError(f"schema: {schema!r} is not known; expected {SCHEMA!r}")
    room = room_from_json(need(top, "room", "problem"))
    bodies = tuple(_body(v, f"objects[{k}]") for k, v in enumerate(as_list(need(top, "objects", "problem"), "objects")))
    raw = as_list(top.get("constraints") or [], "constraints")
    relations = tuple(relation_from_json(v, f"constraints[{k}]") for k, v in enumerate(raw))
    name = as_text(top.get("name", "problem"), "name")
    problem = LayoutProblem(name, room, bodies, relations)
    validate(problem)
    return problem


def validate(problem: LayoutProblem) -> None:
    """Raise SolverInputError for what no single field shows: repeated ids, unknown names, circles of support."""
    if len(problem.bodies) > MAX_OBJECTS:
        raise SolverInputError(f"objects: {len(problem.bodies)} are too many; at most {MAX_OBJECTS}")
    _unique(problem)
    bodies, openings = {b.id for b in problem.bodies}, {o.id for o in problem.room.openings}
    for k, x in enumerate(problem.relations):
        _names_known(x, f"constraints[{k}]", bodies, openings, len(problem.room.polygon))
    _no_support_cycle(problem)


def _unique(problem: LayoutProblem) -> None:
    seen: dict[str, str] = {}
    ids = [(b.id, f"objects[{k}].id") for k, b in enumerate(problem.bodies)]
    ids += [(d.id, f"room.doors[{k}].id") for k, d in enumerate(problem.room.doors)]
    ids += [(w.id, f"room.windows[{k}].id") for k, w in enumerate(problem.room.windows)]
    for id, place in ids:
        if id in seen:
            raise SolverInputError(f"{place}: {id!r} is already the id of {seen[id]}")
        seen[id] = place.rsplit(".", 1)[0]


def _names_known(x: Relation, place: str, bodies: set[str], openings: set[str], walls: int) -> None:
    if x.a not in bodies:
        raise SolverInputError(f"{place}.a: {x.a!r} is not an object of the problem")
    others = [("b", x.b)] if x.kind not in UNARY else []
    others += [("c", x.c)] if x.kind == "between" and hasattr(x, "c") else []
    for key, name in others:
        if x.kind == "at_window" and name in bodies:
            raise SolverInputError(f"{place}.{key}: {name!r} must be a door or window")
        if name not in bodies and not (name in openings and x.kind in OPENING_RELATIONS):
            what = "an object or opening" if x.kind in OPENING_RELATIONS else "an object"
            raise SolverInputError(f"{place}.{key}: {name!r} is not {what} of the problem")
        if name == x.a:
            raise SolverInputError(f"{place}: {x.a!r} is related to itself")
    for w in getattr(x, "walls", ()):
        if not 0 <= w < walls:
            raise SolverInputError(f"{place}.args.walls: there is no wall {w}; the room has {walls}")


def _no_support_cycle(problem: LayoutProblem) -> None:
    below: dict[str, set[str]] = {}
    for x in problem.relations:
        if x.kind == "on_top_of" and x.hard and x.b:
            below.setdefault(x.a, set()).add(x.b)
    done: set[str] = set()
    for start in below:
        path: list[tuple[str, list[str]]] = [(start, sorted(below[start]))]
        on_path = {start}
        while path:
            node, rest = path[-1]
            if not rest or node in done:
                path.pop()
                on_path.discard(node)
                done.add(node)
                continue
            nxt = rest.pop()
            if nxt in on_path:
                raise SolverInputError(f"constraints: on_top_of runs in a circle through {nxt!r}")
            if nxt not in done:
                path.append((nxt, sorted(below.get(nxt, ()))))
                on_path.add(nxt)


def _body(doc: Any, place: str) -> Body:
    o = as_object(doc, place)
    mount: Mount = o.get("mount") or "floor"
    if mount not in get_args(Mount):
        raise SolverInputError(f"{place}.mount: {mount!r} is not 'floor', 'wall' or 'ceiling'")
    elevation = o.get("elevation")
    return Body(
        id=as_text(need(o, "id", place), f"{place}.id"),
        size=_size(need(o, "size", place), f"{place}.size"),
        category=as_text(o.get("category") or "", f"{place}.category", empty=True),
        mount=mount,
        elevation=None if elevation is None else as_number(elevation, f"{place}.elevation"),
        fixed=None if not _given(o.get("fixed")) else pose_from_json(o["fixed"], f"{place}.fixed"),
        parts=tuple(_box(v, at) for v, at in _each(o, "parts", place)),
        surfaces=tuple(_surface(v, at) for v, at in _each(o, "surfaces", place)),
        access=tuple(_access(v, at) for v, at in _each(o, "access", place)),
    )  # fmt: skip


def _each(o: dict[str, Any], key: str, place: str) -> list[tuple[Any, str]]:
    """The entries of a list that may be missing, each with its place."""
    return [(v, f"{place}.{key}[{k}]") for k, v in enumerate(as_list(o.get(key) or [], f"{place}.{key}"))]


def _given(v: Any) -> bool:
    return v is not None and v is not False


def _size(v: Any, place: str) -> tuple[float, float, float]:
    raw = as_list(v, place)
    if len(raw) != 3:
        raise SolverInputError(f"{place}: needs [width, depth, height], got {len(raw)} numbers")
    w, d, h = (as_positive(x, f"{place}[{k}]") for k, x in enumerate(raw))
    return (w, d, h)


def _box(v: Any, place: str) -> Box:
    x0, y0, z0, x1, y1, z1 = as_numbers(v, place, 6)
    if x0 >= x1 or y0 >= y1 or z0 >= z1:
        raise SolverInputError(f"{place}: its lower corner must lie below its upper corner")
    return Box((x0, y0, z0), (x1, y1, z1))


def _surface(v: Any, place: str) -> Surface:
    raw = as_list(v, place)
    height, x0, y0, x1, y1, clear = as_numbers([*raw, Surface.clear] if len(raw) == 5 else raw, place, 6)
    if x0 >= x1 or y0 >= y1:
        raise SolverInputError(f"{place}: has no extent")
    return Surface(height, x0, y0, x1, y1, clear)


def _access(v: Any, place: str) -> Access:
    raw = as_list(v, place)
    if len(raw) not in (2, 3) or raw[0] not in get_args(Side):
        raise SolverInputError(f"{place}: needs [side, depth, share] with side front, back, left or right")
    depth = as_positive(raw[1], f"{place}[1]")
    return Access(raw[0], depth, as_positive(raw[2], f"{place}[2]") if len(raw) == 3 else Access.share)


def problem_to_json(problem: LayoutProblem) -> dict[str, Any]:
    """The problem as a value that `json.dumps` takes and `problem_from_json` reads back equal."""
    relations = [relation_to_json(x) for x in problem.relations]
    bodies = [_body_to_json(b) for b in problem.bodies]
    room = room_to_json(problem.room)
    return {"schema": SCHEMA, "name": problem.name, "room": room, "objects": bodies, "constraints": relations}


def _body_to_json(b: Body) -> dict[str, Any]:
    fixed = pose_to_json(b.fixed) if b.fixed else None
    out: dict[str, Any] = {"id": b.id, "category": b.category, "size": list(b.size), "fixed": fixed}
    if b.mount != "floor":
        out["mount"] = b.mount
    if b.elevation is not None:
        out["elevation"] = b.elevation
    if b.parts:
        out["parts"] = [[*p.lo, *p.hi] for p in b.parts]
    if b.surfaces:
        out["surfaces"] = [[s.height, s.x0, s.y0, s.x1, s.y1, s.clear] for s in b.surfaces]
    if b.access:
        out["access"] = [[a.side, a.depth, a.share] for a in b.access]
    return out
