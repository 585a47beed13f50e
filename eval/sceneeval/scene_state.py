"""SceneEval's `sceneState` files, ours or anyone's, as the metrics see a scene.

Format: metres, z up; walls with holes measured from their first point, a floor polygon; an object's `transform` is 16
numbers, column by column, that take its raw GLB (y up) into the room. GLBs are looked for beside the file: in
`<name>_assets/`, then in `assets/<prefix>/` and `assets/`, for a `modelId` of `prefix.name`.

What a file need not say, and what is done then (the benchmark asks a language model): no `category`: the object meets
no spec; no `supportType`: what begins within 5 cm of the floor stands on it, what ends so near the ceiling hangs there,
what is so near a wall hangs on it, the rest stands on things; no `functionalSides`: those of the category where we know
it. One room a file; heights are measured from its floor.
"""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

import numpy as np
import shapely
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic.alias_generators import to_camel
from shapely.geometry.polygon import orient

from assets.catalogue import categories
from eval.meshes import Parts, asset_meshes
from eval.sceneeval.annotations import plain
from eval.sceneeval.boxes import Box
from eval.sceneeval.place import Place, Thing, declared_words, read_place
from idesign.errors import InputError
from solvers.room import XY, Door, Opening, Room, Wall, Window

Array = NDArray[np.float64]
TOUCHES = 0.05
"""So near to floor, ceiling or wall an object without a support type is carried by it [m]."""
WALL_THICKNESS = 0.5
"""A hole belongs to the side of the floor that is so near to its middle [m]."""


class _Part(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel, frozen=True, coerce_numbers_to_str=True)


class _HoleBox(_Part):
    min: tuple[float, float]
    max: tuple[float, float]


class _Hole(_Part):
    id: str = ""
    type: str
    box: _HoleBox


class _Element(_Part):
    type: str
    height: float = 0.0
    points: list[list[float]] = []
    holes: list[_Hole] = []


class _Arch(_Part):
    elements: list[_Element]


class _Transform(_Part):
    data: list[float] = Field(min_length=16, max_length=16)


class _Object(_Part):
    model_id: str
    transform: _Transform
    id: str = ""
    category: str = ""
    name: str = ""
    attributes: dict[str, Any] | list[str] = []
    support_type: Literal["ground", "wall", "ceiling", "object", ""] = ""
    functional_sides: list[Literal["front", "back", "left", "right"]] | None = None


class _Scene(_Part):
    id: str = ""
    arch: _Arch
    object: list[_Object]


class _State(_Part):
    format: Literal["sceneState"]
    scene: _Scene


def place_at(path: Path, meshes: bool = True) -> Place:
    """Our scene in a folder, or that of a `sceneState` file. Raises `InputError`."""
    return read_place(path, meshes) if path.is_dir() else read_scene_state(path, meshes)


def read_scene_state(path: Path, meshes: bool = True) -> Place:
    """The scene in the file. Boxes come from the GLBs, so these are needed without meshes too. Raises `InputError` for
    a file that is no such scene, of several rooms, or whose models are not there."""
    try:
        scene = _State.model_validate_json(path.read_bytes()).scene
    except OSError as e:
        raise InputError(f"{path}: cannot be read ({e.strerror})") from e
    except ValidationError as e:
        first = e.errors()[0]
        raise InputError(f"{path}: {'.'.join(map(str, first['loc'])) or 'file'}: {first['msg']}") from e
    room, floor = _room(path, scene.arch)
    things = tuple(_thing(path, k, o, floor, room, meshes) for k, o in enumerate(scene.object))
    return Place(things, room, scene.id)


# ---------------------------------------------------------------- the room
def _room(path: Path, arch: _Arch) -> tuple[Room, float]:
    """The room, and the height of its floor in the file."""
    floors = [e for e in arch.elements if e.type == "Floor"]
    if len(floors) != 1:
        raise InputError(f"{path}: has {len(floors)} floors; scenes of one room are judged")
    outline = shapely.Polygon([p[:2] for p in floors[0].points]) if len(floors[0].points) > 2 else shapely.Polygon()
    if not outline.is_valid or outline.area <= 0:
        raise InputError(f"{path}: its floor is no simple polygon")
    corners: list[XY] = [(float(x), float(y)) for x, y in orient(outline).exterior.coords[:-1]]
    walls = [e for e in arch.elements if e.type == "Wall" and len(e.points) == 2]
    bare = Room(tuple(corners), max((w.height for w in walls), default=0.0))
    openings = [_opening(h, w, bare) for w in walls for h in w.holes]
    doors = tuple(o for o in openings if isinstance(o, Door))
    windows = tuple(o for o in openings if isinstance(o, Window))
    return replace(bare, doors=doors, windows=windows), min((p[2] for p in floors[0].points if len(p) > 2), default=0.0)


def _opening(hole: _Hole, wall: _Element, room: Room) -> Opening | None:
    """A hole as an opening of the side of the floor that it is nearest to; none where it is far from all."""
    a, b = (np.array(p[:2]) for p in wall.points)
    u = (b - a) / max(float(np.linalg.norm(b - a)), 1e-9)
    (x0, z0), (x1, z1) = hole.box.min, hole.box.max
    side = min(room.walls, key=lambda w: _apart(w, a + u * (x0 + x1) / 2))
    if _apart(side, a + u * (x0 + x1) / 2) > WALL_THICKNESS:
        return None
    offset = min(float((a + u * x - side.start) @ side.u) for x in (x0, x1))
    if hole.type == "Door":
        return Door(hole.id, side.index, offset, x1 - x0, z1 - z0)
    return Window(hole.id, side.index, offset, x1 - x0, z0, z1 - z0) if hole.type == "Window" else None


def _apart(wall: Wall, point: Array) -> float:
    return float(shapely.distance(shapely.LineString([wall.start, wall.end]), shapely.Point(point)))


# ---------------------------------------------------------------- the things
def _thing(path: Path, index: int, o: _Object, floor: float, room: Room, meshes: bool) -> Thing:
    matrix = np.array(o.transform.data).reshape(4, 4).T
    matrix[2, 3] -= floor
    mesh = asset_meshes(_model(path, o.model_id), matrix)
    if not mesh:
        raise InputError(f"{path}: the model {o.model_id} has no surface")
    yaw = _yaw(matrix)
    box, category = _box(mesh, yaw), plain(o.category)
    return Thing(
        o.id or f"object-{index}", plain(o.name) or category, category, declared_words(o.attributes), box,
        o.support_type or _carrier(box, room), _sides(o, category), mesh if meshes else (), asked=False,
    )  # fmt: skip


def _model(path: Path, model: str) -> Path:
    prefix, _, name = model.rpartition(".")
    folders = (path.parent / f"{path.stem}_assets", path.parent / "assets" / prefix, path.parent / "assets")
    found = next((f / f"{name}.glb" for f in folders if name and (f / f"{name}.glb").is_file()), None)
    if found is None or Path(name).name != name:
        raise InputError(f"{path}: the model {model} is not in {folders[0].name}/ or assets/ beside it")
    return found


def _yaw(matrix: Array) -> float:
    """The turn about the vertical of an asset's x axis [rad]."""
    return math.atan2(matrix[1, 0], matrix[0, 0])


def _box(mesh: Parts, yaw: float) -> Box:
    """The least box of that yaw around the mesh."""
    turn = Box((0.0, 0.0, 0.0), (0.0, 0.0, 0.0), yaw).axes
    points = np.vstack([p.vertices for p in mesh]) @ turn
    low, high = points.min(axis=0), points.max(axis=0)
    x, y, z = (turn @ ((low + high) / 2)).tolist()
    w, d, h = ((high - low) / 2).tolist()
    return Box((x, y, z), (w, d, h), yaw)


def _carrier(box: Box, room: Room) -> str:
    if box.low <= TOUCHES:
        return "ground"
    if box.high >= room.height - TOUCHES:
        return "ceiling"
    gaps = (float(shapely.distance(box.plan, shapely.LineString([w.start, w.end]))) for w in room.walls)
    return "wall" if min(gaps) <= TOUCHES else "object"


def _sides(o: _Object, category: str) -> tuple[str, ...]:
    if o.functional_sides is not None:
        return tuple(o.functional_sides)
    return tuple(z.side for z in categories()[category].access) if category in categories() else ()
