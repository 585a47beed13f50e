"""Layout problems and layouts as files: `idesign.problem/1` and `idesign.layout/1`, read with every check and written.

A file may come from anyone, so every value is looked at before it is used; what is wrong is one line that starts with
the place (`objects[3].size: ...`). Angles are degrees in files and radians in the types.

Beyond the contract's fields an object may carry `parts` ([[x0,y0,z0,x1,y1,z1], ...]), `surfaces`
([[height,x0,y0,x1,y1,clear], ...]) and `access` ([[side, depth, share], ...]), all in the body's own frame.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

from shapely import Polygon

from solvers.errors import SolverInputError
from solvers.layout import Layout, Violation
from solvers.problem import Access, Body, Box, LayoutProblem, Mount, Pose, Side, Surface
from solvers.relations import KINDS, UNARY, Relation
from solvers.room import Door, Room, Window

SCHEMA, LAYOUT_SCHEMA = "idesign.problem/1", "idesign.layout/1"
MAX_OBJECTS = 5000
MAX_LENGTH = 1e4
"""No length or coordinate [m] may be larger: it would be a slip of units, and sums would lose the millimetre."""
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
    top = _object(doc, "problem")
    schema = top.get("schema", SCHEMA)
    if schema != SCHEMA:
        raise SolverInputError(f"schema: {schema!r} is not known; expected {SCHEMA!r}")
    room = room_from_json(_need(top, "room", "problem"))
    bodies = tuple(_body(v, f"objects[{k}]") for k, v in enumerate(_list(_need(top, "objects", "problem"), "objects")))
    raw = _list(top.get("constraints") or [], "constraints")
    relations = tuple(relation_from_json(v, f"constraints[{k}]") for k, v in enumerate(raw))
    name = _text(top.get("name", "problem"), "name")
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


# ---------------------------------------------------------------- the room
def room_from_json(doc: Any) -> Room:
    """A room from decoded JSON (the `room` object of a problem or scene). Raises SolverInputError."""
    top = _object(doc, "room")
    raw = _list(_need(top, "polygon", "room"), "room.polygon")
    polygon = tuple(_point(p, f"room.polygon[{k}]") for k, p in enumerate(raw))
    _check_polygon(polygon)
    height = _positive(top.get("height", Room.height), "room.height")
    room = Room(polygon, height)
    doors = tuple(_door(v, room, f"room.doors[{k}]") for k, v in enumerate(_list(top.get("doors") or [], "room.doors")))
    raw = _list(top.get("windows") or [], "room.windows")
    windows = tuple(_window(v, room, f"room.windows[{k}]") for k, v in enumerate(raw))
    return Room(polygon, height, doors, windows)


def _check_polygon(polygon: tuple[tuple[float, float], ...]) -> None:
    if len(polygon) < 3:
        raise SolverInputError(f"room.polygon: has {len(polygon)} vertices and needs at least 3")
    for k, p in enumerate(polygon):
        if math.dist(p, polygon[k - 1]) < 1e-6:
            raise SolverInputError(f"room.polygon[{k}]: repeats the vertex before it")
    shape = Polygon(polygon)
    if not shape.is_valid:
        raise SolverInputError("room.polygon: crosses or touches itself")
    if shape.area < 1e-4:
        raise SolverInputError("room.polygon: has no area")
    if not shape.exterior.is_ccw:
        raise SolverInputError("room.polygon: runs clockwise; vertices must be counter-clockwise")


def _door(doc: Any, room: Room, place: str) -> Door:
    d, (id, wall, offset, width) = _object(doc, place), _opening(doc, room, place)
    height = _positive(d.get("height", Door.height), f"{place}.height")
    swing = d.get("swing", Door.swing)
    if swing not in ("in", "out", "none"):
        raise SolverInputError(f"{place}.swing: {swing!r} is not 'in', 'out' or 'none'")
    return Door(id, wall, offset, width, height, swing)


def _window(doc: Any, room: Room, place: str) -> Window:
    d, (id, wall, offset, width) = _object(doc, place), _opening(doc, room, place)
    sill = _number(d.get("sill", Window.sill), f"{place}.sill")
    if sill < 0:
        raise SolverInputError(f"{place}.sill: must not be negative")
    return Window(id, wall, offset, width, sill, _positive(d.get("height", Window.height), f"{place}.height"))


def _opening(doc: Any, room: Room, place: str) -> tuple[str, int, float, float]:
    d = _object(doc, place)
    id, wall = _text(_need(d, "id", place), f"{place}.id"), _need(d, "wall", place)
    if isinstance(wall, bool) or not isinstance(wall, int) or not 0 <= wall < len(room.polygon):
        raise SolverInputError(f"{place}.wall: {wall!r} is not a wall; walls are 0 to {len(room.polygon) - 1}")
    offset = _number(_need(d, "offset", place), f"{place}.offset")
    width = _positive(_need(d, "width", place), f"{place}.width")
    length = room.walls[wall].length
    if offset < -1e-6 or offset + width > length + 1e-6:
        end = f"{offset:g} to {offset + width:g} m"
        raise SolverInputError(f"{place}: reaches from {end} on wall {wall}, which is {length:g} m long")
    return id, wall, offset, width


# ---------------------------------------------------------------- objects
def _body(doc: Any, place: str) -> Body:
    o = _object(doc, place)
    mount = o.get("mount") or "floor"
    if mount not in get_args(Mount):
        raise SolverInputError(f"{place}.mount: {mount!r} is not 'floor', 'wall' or 'ceiling'")
    elevation = o.get("elevation")
    return Body(
        id=_text(_need(o, "id", place), f"{place}.id"),
        size=_size(_need(o, "size", place), f"{place}.size"),
        category=_text(o.get("category") or "", f"{place}.category", empty=True),
        mount=mount,
        elevation=None if elevation is None else _number(elevation, f"{place}.elevation"),
        fixed=None if not _given(o.get("fixed")) else pose_from_json(o["fixed"], f"{place}.fixed"),
        parts=tuple(_box(v, f"{place}.parts[{k}]") for k, v in enumerate(_list(o.get("parts") or [], "parts"))),
        surfaces=tuple(_surface(v, f"{place}.surfaces[{k}]") for k, v in enumerate(_list(o.get("surfaces") or [], place))),
        access=tuple(_access(v, f"{place}.access[{k}]") for k, v in enumerate(_list(o.get("access") or [], place))),
    )  # fmt: skip


def _given(v: Any) -> bool:
    return v is not None and v is not False


def _size(v: Any, place: str) -> tuple[float, float, float]:
    raw = _list(v, place)
    if len(raw) != 3:
        raise SolverInputError(f"{place}: needs [width, depth, height], got {len(raw)} numbers")
    w, d, h = (_positive(x, f"{place}[{k}]") for k, x in enumerate(raw))
    return (w, d, h)


def pose_from_json(v: Any, place: str = "pose") -> Pose:
    """A pose {x, y, z, yaw_deg}; z and yaw_deg may be left out. Raises SolverInputError."""
    p = _object(v, place)
    x, y = (_number(_need(p, key, place), f"{place}.{key}") for key in ("x", "y"))
    z, yaw = (_number(0 if p.get(key) is None else p[key], f"{place}.{key}") for key in ("z", "yaw_deg"))
    return Pose(x, y, z, math.radians(yaw))


def _numbers(v: Any, place: str, n: int) -> list[float]:
    raw = _list(v, place)
    if len(raw) != n:
        raise SolverInputError(f"{place}: needs {n} numbers, got {len(raw)}")
    return [_number(x, f"{place}[{k}]") for k, x in enumerate(raw)]


def _point(v: Any, place: str) -> tuple[float, float]:
    x, y = _numbers(v, place, 2)
    return (x, y)


def _box(v: Any, place: str) -> Box:
    x0, y0, z0, x1, y1, z1 = _numbers(v, place, 6)
    if x0 >= x1 or y0 >= y1 or z0 >= z1:
        raise SolverInputError(f"{place}: its lower corner must lie below its upper corner")
    return Box((x0, y0, z0), (x1, y1, z1))


def _surface(v: Any, place: str) -> Surface:
    raw = _list(v, place)
    height, x0, y0, x1, y1, clear = _numbers([*raw, Surface.clear] if len(raw) == 5 else raw, place, 6)
    if x0 >= x1 or y0 >= y1:
        raise SolverInputError(f"{place}: has no extent")
    return Surface(height, x0, y0, x1, y1, clear)


def _access(v: Any, place: str) -> Access:
    raw = _list(v, place)
    if len(raw) not in (2, 3) or raw[0] not in get_args(Side):
        raise SolverInputError(f"{place}: needs [side, depth, share] with side front, back, left or right")
    depth = _positive(raw[1], f"{place}[1]")
    return Access(raw[0], depth, _positive(raw[2], f"{place}[2]") if len(raw) == 3 else Access.share)


# ---------------------------------------------------------------- relations
def relation_from_json(doc: Any, place: str = "relation") -> Relation:
    """A relation from decoded JSON; names are not looked up. Raises SolverInputError."""
    c = _object(doc, place)
    kind = _text(_need(c, "type", place), f"{place}.type")
    if kind not in KINDS:
        raise SolverInputError(f"{place}.type: {kind!r} is not a relation; known are {', '.join(KINDS)}")
    a, b = _text(_need(c, "a", place), f"{place}.a"), c.get("b")
    if kind in UNARY:
        b = None
    elif b is None:
        raise SolverInputError(f"{place}.b: is missing; {kind} needs a second object")
    hard = c.get("hard", True)
    if hard is not None and not isinstance(hard, bool):
        raise SolverInputError(f"{place}.hard: must be true or false, got {hard!r}")
    weight = _number(1.0 if c.get("weight") is None else c["weight"], f"{place}.weight")
    if weight < 0:
        raise SolverInputError(f"{place}.weight: must not be negative")
    args = _arguments(kind, _object(c.get("args") or {}, f"{place}.args"), f"{place}.args")
    b = None if b is None else _text(b, f"{place}.b")
    return KINDS[kind](a=a, b=b, hard=hard is not False, weight=weight, **args)


def argument_names(kind: str) -> dict[str, str]:
    """Name in files -> field of the relation; angles carry `_deg` in files."""
    own = [f.name for f in fields(KINDS[kind]) if f.name not in ("a", "b", "hard", "weight")]
    return {f"{n}_deg" if n == "yaw" else n: n for n in own}


def _arguments(kind: str, args: dict[str, Any], place: str) -> dict[str, Any]:
    names, hints = argument_names(kind), get_type_hints(KINDS[kind])
    out: dict[str, Any] = {}
    for key, value in args.items():
        if key not in names:
            takes = f"takes {', '.join(names)}" if names else "takes no arguments"
            raise SolverInputError(f"{place}.{key}: {kind} does not take it; it {takes}")
        out[names[key]] = _argument(value, hints[names[key]], key, f"{place}.{key}")
    if "min" in out and "max" in out and out["min"] > out["max"]:
        raise SolverInputError(f"{place}: min {out['min']:g} is larger than max {out['max']:g}")
    return out


def _argument(value: Any, hint: Any, key: str, place: str) -> Any:
    if hint is str:
        return _text(value, place)
    if get_origin(hint) is Literal:
        if value not in get_args(hint):
            raise SolverInputError(f"{place}: {value!r} is not one of {', '.join(map(str, get_args(hint)))}")
        return value
    if get_origin(hint) is tuple:
        return tuple(_whole(v, f"{place}[{k}]") for k, v in enumerate(_list(value, place)))
    number = _number(value, place)
    if number < 0 and key not in ("x", "y", "z", "yaw_deg"):
        raise SolverInputError(f"{place}: must not be negative")
    return math.radians(number) if key.endswith("_deg") else number


def relation_to_json(x: Relation) -> dict[str, Any]:
    """A relation as in files; arguments that have their default value are left out."""
    args: dict[str, Any] = {}
    for key, name in argument_names(x.kind).items():
        value, default = getattr(x, name), next(f.default for f in fields(x) if f.name == name)
        if value != default:
            args[key] = math.degrees(value) if key.endswith("_deg") else list(value) if isinstance(value, tuple) else value
    return {"type": x.kind, "a": x.a, "b": x.b, "args": args, "hard": x.hard, "weight": x.weight}


# ---------------------------------------------------------------- writing
def problem_to_json(problem: LayoutProblem) -> dict[str, Any]:
    """The problem as a value that `json.dumps` takes and `problem_from_json` reads back equal."""
    relations = [relation_to_json(x) for x in problem.relations]
    bodies = [_body_to_json(b) for b in problem.bodies]
    room = room_to_json(problem.room)
    return {"schema": SCHEMA, "name": problem.name, "room": room, "objects": bodies, "constraints": relations}


def room_to_json(room: Room) -> dict[str, Any]:
    """The room as in files."""
    doors = [{"id": d.id, "wall": d.wall, "offset": d.offset, "width": d.width, "height": d.height, "swing": d.swing}
             for d in room.doors]  # fmt: skip
    windows = [{"id": w.id, "wall": w.wall, "offset": w.offset, "width": w.width, "sill": w.sill, "height": w.height}
               for w in room.windows]  # fmt: skip
    return {"polygon": [list(p) for p in room.polygon], "height": room.height, "doors": doors, "windows": windows}


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


def pose_to_json(p: Pose) -> dict[str, float]:
    """A pose as in files."""
    return {"x": p.x, "y": p.y, "z": p.z, "yaw_deg": math.degrees(p.yaw)}


def layout_to_json(layout: Layout) -> dict[str, Any]:
    """The layout as in files (`idesign.layout/1`)."""
    why = layout.explanation
    return {
        "schema": LAYOUT_SCHEMA, "problem": layout.problem, "status": layout.status.value, "seconds": layout.seconds,
        "first_strict_seconds": layout.first_strict_seconds, "seed": layout.seed, "device": layout.device,
        "solver": layout.solver, "quality": layout.quality, "cut_off": layout.cut_off,
        "placements": {i: pose_to_json(p) for i, p in layout.placements.items()},
        "violated": [_violation_to_json(v) for v in layout.violated],
        "explanation": {"text": why.text, "conflict": list(why.conflict)} if why else None,
        "alternatives": [layout_to_json(a) for a in layout.alternatives],
    }  # fmt: skip


def _violation_to_json(v: Violation) -> dict[str, Any]:
    return {"kind": v.kind, "text": v.text, "ids": list(v.ids), "constraint": v.relation}


def placements_from_json(doc: Any) -> dict[str, Pose]:
    """The placements of a layout document. Raises SolverInputError."""
    top = _object(doc, "layout")
    if top.get("schema", LAYOUT_SCHEMA) != LAYOUT_SCHEMA:
        raise SolverInputError(f"schema: {top['schema']!r} is not known; expected {LAYOUT_SCHEMA!r}")
    raw = _object(_need(top, "placements", "layout"), "placements")
    for i, p in raw.items():
        for key in ("z", "yaw_deg"):
            _need(_object(p, f"placements.{i}"), key, f"placements.{i}")
    return {i: pose_from_json(p, f"placements.{i}") for i, p in raw.items()}


def read_placements(path: str | Path) -> dict[str, Pose]:
    """The placements in a layout file. Raises SolverInputError."""
    try:
        return placements_from_json(json.loads(Path(path).read_text(encoding="utf-8")))
    except OSError as e:
        raise SolverInputError(f"{path}: cannot be read: {e.strerror or e}") from e
    except json.JSONDecodeError as e:
        raise SolverInputError(f"{path}: is not JSON: {e}") from e


# ---------------------------------------------------------------- values
def _object(v: Any, place: str) -> dict[str, Any]:
    if not isinstance(v, Mapping):
        raise SolverInputError(f"{place}: must be an object, got {_kind(v)}")
    return dict(v)


def _list(v: Any, place: str) -> list[Any]:
    if not isinstance(v, list | tuple):
        raise SolverInputError(f"{place}: must be a list, got {_kind(v)}")
    return list(v)


def _need(o: dict[str, Any], key: str, place: str) -> Any:
    if o.get(key) is None:
        raise SolverInputError(f"{place}.{key}: is missing")
    return o[key]


def _text(v: Any, place: str, empty: bool = False) -> str:
    if not isinstance(v, str) or not (v or empty):
        raise SolverInputError(f"{place}: must be a text, got {_kind(v)}")
    return v


def _number(v: Any, place: str) -> float:
    if isinstance(v, bool) or not isinstance(v, int | float):
        raise SolverInputError(f"{place}: must be a number, got {_kind(v)}")
    if isinstance(v, float) and not math.isfinite(v):
        raise SolverInputError(f"{place}: must be finite, got {v}")
    if abs(v) > MAX_LENGTH:
        raise SolverInputError(f"{place}: {v:g} is beyond {MAX_LENGTH:g}; lengths are metres")
    return float(v)


def _positive(v: Any, place: str) -> float:
    number = _number(v, place)
    if number <= 0:
        raise SolverInputError(f"{place}: must be larger than 0, got {number:g}")
    return number


def _whole(v: Any, place: str) -> int:
    if isinstance(v, bool) or not isinstance(v, int):
        raise SolverInputError(f"{place}: must be a whole number, got {_kind(v)}")
    return v


def _kind(v: Any) -> str:
    names = {dict: "an object", list: "a list", str: f"{v!r:.40}", bool: str(v).lower(), type(None): "null"}
    return names.get(type(v), f"{v!r:.40}")
