"""Layout problems and layouts as files: `idesign.problem/1` and `idesign.layout/1`, read with every check and written.

A file may come from anyone, so every value is looked at before it is used; what is wrong is one line that starts with
the place (`objects[3].size: ...`). Angles are degrees in files and radians in the types.

Beyond the contract's fields an object may carry `parts` ([[x0,y0,z0,x1,y1,z1], ...]), `surfaces`
([[height,x0,y0,x1,y1,clear], ...]) and `access` ([[side, depth, share], ...]), all in the body's own frame, and `yaw`
("quarter" or "free": which yaws a search tries). What a room may carry is in `room_file.py`, the kinds of constraints
in `docs/relations.md`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, cast, get_args

from solvers.errors import SolverInputError
from solvers.file_values import (
    as_flag,
    as_list,
    as_not_negative,
    as_numbers,
    as_object,
    as_positive,
    as_text,
    entries,
    kind_of,
    need,
    read_json,
)
from solvers.layout_file import pose_from_json, pose_to_json
from solvers.problem import Access, Body, Box, LayoutProblem, Mount, Side, Surface, WindowRule
from solvers.relation_file import relation_from_json, relation_to_json
from solvers.relations import LANDMARK_KINDS, UNARY, Relation
from solvers.room_file import room_from_json, room_to_json

SCHEMA = "idesign.problem/1"
MAX_OBJECTS, MAX_CONSTRAINTS = 5000, 20_000
SLACK = 0.01
"""How far a part may reach out of its object's box [m]."""


def read_problem(path: str | Path) -> LayoutProblem:
    """The problem in a file. Raises SolverInputError for anything that is wrong with it."""
    return problem_from_json(read_json(path))


def problem_from_json(doc: Any) -> LayoutProblem:
    """The problem in a decoded JSON value. Raises SolverInputError."""
    top = as_object(doc, "problem")
    schema = top.get("schema", SCHEMA)
    if schema != SCHEMA:
        raise SolverInputError(f"schema: {kind_of(schema)} is not known; expected {SCHEMA!r}")
    room = room_from_json(need(top, "room", "problem"))
    bodies = tuple(_body(v, f"objects[{k}]") for k, v in enumerate(as_list(need(top, "objects", "problem"), "objects")))
    relations = tuple(relation_from_json(v, at) for v, at in entries(top, "constraints", ""))
    name = as_text(top.get("name", "problem"), "name")
    problem = LayoutProblem(name, room, bodies, relations, as_flag(top.get("accessible", False), "accessible"))
    validate(problem)
    return problem


def validate(problem: LayoutProblem) -> None:
    """Raise SolverInputError for what no single field shows: repeated ids, unknown names, circles of support."""
    if len(problem.bodies) > MAX_OBJECTS:
        raise SolverInputError(f"objects: {len(problem.bodies)} are too many; at most {MAX_OBJECTS}")
    if len(problem.relations) > MAX_CONSTRAINTS:
        raise SolverInputError(f"constraints: {len(problem.relations)} are too many; at most {MAX_CONSTRAINTS}")
    _unique(problem)
    known = _Known.of(problem)
    for k, x in enumerate(problem.relations):
        known.check(x, f"constraints[{k}]")
    _no_support_cycle(problem)


def _unique(problem: LayoutProblem) -> None:
    seen: dict[str, str] = {}
    ids = [(b.id, f"objects[{k}].id") for k, b in enumerate(problem.bodies)]
    for kind in ("doors", "windows", "columns", "radiators", "sockets", "zones"):
        ids += [(o.id, f"room.{kind}[{k}].id") for k, o in enumerate(getattr(problem.room, kind))]
    for id, place in ids:
        if id in seen:
            raise SolverInputError(f"{place}: {id!r} is already the id of {seen[id]}")
        seen[id] = place.rsplit(".", 1)[0]


@dataclass(frozen=True)
class _Known:
    """What the relations of a problem may name."""

    bodies: frozenset[str]
    openings: frozenset[str]
    columns: frozenset[str]
    landmarks: frozenset[str]
    zones: frozenset[str]
    walls: int

    @staticmethod
    def of(problem: LayoutProblem) -> _Known:
        room = problem.room
        bodies, openings, columns, landmarks, zones = (
            frozenset(v.id for v in rows)
            for rows in (problem.bodies, room.openings, room.columns, room.landmarks, room.zones)
        )
        return _Known(bodies, openings, columns, landmarks, zones, len(room.polygon))

    def check(self, x: Relation, place: str) -> None:
        """Raise SolverInputError for a name that is unknown, or of the wrong sort, or named twice."""
        if x.a not in self.bodies:
            raise SolverInputError(f"{place}.a: {x.a!r} is not an object of the problem")
        others: list[tuple[str, str]] = [] if x.kind in UNARY else [("b", x.b or "")]
        others += [("args.c", x.c)] if hasattr(x, "c") else []
        for key, name in others:
            self._partner(x, name, f"{place}.{key}")
        self._others(x, place)
        twice = next((n for k, n in enumerate(x.names) if n in x.names[:k]), None)
        if twice is not None:
            what = "related to itself" if twice == x.a else "named twice"
            raise SolverInputError(f"{place}: {twice!r} is {what}")
        self._places(x, place)

    def _partner(self, x: Relation, name: str, place: str) -> None:
        if not name:
            raise SolverInputError(f"{place}: is missing; {x.kind} needs it")
        if x.kind == "at_window" and name not in self.openings:
            raise SolverInputError(f"{place}: {name!r} must be a door or window of the room")
        if x.kind == "not_blocking" and name not in self.landmarks - self.columns:
            raise SolverInputError(f"{place}: {name!r} must be a door, window, radiator or socket of the room")
        if name not in self.bodies and not (name in self.landmarks and x.kind in LANDMARK_KINDS):
            what = "an object or landmark (door, window, ...)" if x.kind in LANDMARK_KINDS else "an object"
            raise SolverInputError(f"{place}: {name!r} is not {what} of the problem")

    def _others(self, x: Relation, place: str) -> None:
        others: tuple[str, ...] | None = getattr(x, "others", None)
        if others is not None and not others:
            raise SolverInputError(f"{place}.args.others: is missing; {x.kind} needs at least one more object")
        for k, name in enumerate(others or ()):
            if name not in self.bodies:
                raise SolverInputError(f"{place}.args.others[{k}]: {name!r} is not an object of the problem")

    def _places(self, x: Relation, place: str) -> None:
        """Walls, vertices and zones."""
        if x.kind == "at_wall" and not getattr(x, "walls", ()):
            raise SolverInputError(f"{place}.args.walls: is missing; at_wall needs the number of a wall")
        for key in ("walls", "vertices"):
            for w in getattr(x, key, ()):
                if not 0 <= w < self.walls:
                    what = "wall" if key == "walls" else "vertex"
                    raise SolverInputError(f"{place}.args.{key}: there is no {what} {w}; the room has {self.walls}")
        zone = getattr(x, "zone", None)
        if zone is not None and zone not in self.zones:
            known = ", ".join(sorted(self.zones)) or "none"
            raise SolverInputError(f"{place}.args.zone: {zone!r} is not a zone of the room; known are {known}")


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
    elevation, category = o.get("elevation"), o.get("category")
    size = _size(need(o, "size", place), f"{place}.size")
    return Body(
        id=as_text(need(o, "id", place), f"{place}.id"),
        size=size,
        category="" if category is None else as_text(category, f"{place}.category", empty=True),
        mount=cast(Mount, _one_of(o, "mount", get_args(Mount), place)),
        elevation=None if elevation is None else as_not_negative(elevation, f"{place}.elevation"),
        fixed=None if not _given(o.get("fixed")) else pose_from_json(o["fixed"], f"{place}.fixed"),
        parts=tuple(_box(v, at, size) for v, at in entries(o, "parts", place)),
        surfaces=tuple(_surface(v, at) for v, at in entries(o, "surfaces", place)),
        access=tuple(_access(v, at) for v, at in entries(o, "access", place)),
        before_window=cast(WindowRule, _one_of(o, "before_window", get_args(WindowRule), place)),
        yaw=cast(Literal["quarter", "free"], _one_of(o, "yaw", ("quarter", "free"), place)),
    )


def _one_of(o: dict[str, Any], key: str, choices: tuple[str, ...], place: str) -> str:
    """A value that is one of a few, the first where it is missing."""
    value = o.get(key)
    if value is None:
        return choices[0]
    if value not in choices:
        raise SolverInputError(f"{place}.{key}: {kind_of(value)} is not one of {', '.join(map(repr, choices))}")
    return str(value)


def _given(v: Any) -> bool:
    return v is not None and v is not False


def _size(v: Any, place: str) -> tuple[float, float, float]:
    raw = as_list(v, place)
    if len(raw) != 3:
        raise SolverInputError(f"{place}: needs [width, depth, height], got {len(raw)} numbers")
    w, d, h = (as_positive(x, f"{place}[{k}]") for k, x in enumerate(raw))
    return (w, d, h)


def _box(v: Any, place: str, size: tuple[float, float, float]) -> Box:
    x0, y0, z0, x1, y1, z1 = as_numbers(v, place, 6)
    if x0 >= x1 or y0 >= y1 or z0 >= z1:
        raise SolverInputError(f"{place}: its lower corner must lie below its upper corner")
    w, d, h = size
    if max(-x0, x1) > w / 2 + SLACK or max(-y0, y1) > d / 2 + SLACK or z0 < -SLACK or z1 > h + SLACK:
        raise SolverInputError(
            f"{place}: reaches out of the object, which is {size[0]:g} x {size[1]:g} x {size[2]:g} m"
        )
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
    out = {"schema": SCHEMA, "name": problem.name, "room": room, "objects": bodies, "constraints": relations}
    return out | {"accessible": True} if problem.accessible else out


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
    if b.yaw != "quarter":
        out["yaw"] = b.yaw
    if b.before_window != "low":
        out["before_window"] = b.before_window
    if b.access:
        out["access"] = [[a.side, a.depth, a.share] for a in b.access]
    return out
