"""The scene document: the furnished room that every part of the product reads and writes (`idesign.scene/1`).

It holds poses in file units (metres; degrees in `yaw_deg`), because it is the file. `load_scene` and `save_scene` are
the only ways in and out; a scene that was saved loads equal.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, TypeAdapter, ValidationError

from idesign.brief import Brief, Money
from idesign.design import Surfaces
from idesign.edits.operations import Operation
from idesign.errors import SceneError
from idesign.files import write_text
from solvers.problem import Pose
from solvers.relation_file import relation_from_json
from solvers.relations import Relation
from solvers.room import XY, Column, Door, Radiator, Room, Socket, Window, Zone

SCHEMA: Literal["idesign.scene/1"] = "idesign.scene/1"
MODELS = "models"
"""The folder beside `scene.json` with the imported models that the scene uses."""
MOST_ID = 200
"""Longest id [characters]."""


def _one_line(text: str) -> str:
    if not 1 <= len(text) <= MOST_ID or not text.isprintable():
        raise ValueError(f"must be one line of 1 to {MOST_ID} characters that can be printed")
    return text


ObjectId = Annotated[str, AfterValidator(_one_line)]
"""Ids are drawn, written into files and said to models."""


@dataclass(frozen=True)
class AssetRef:
    """Where the model of an object comes from, and why it was chosen. `source` and `id` together rebuild it."""

    source: str
    id: str
    licence: str
    credit: str = ""
    why: str = ""


@dataclass(frozen=True)
class SceneObject:
    """A placed object. `support` is "floor", "wall", "ceiling" or the id of the object it stands on; `owned`: the
    person has it already; `stand_in`: it only stands in for what was asked; `asked`: the person named it."""

    id: ObjectId
    category: str
    name: str
    description: str
    attributes: Mapping[str, str | tuple[str, ...]]
    size: tuple[float, float, float]
    x: float
    y: float
    z: float
    yaw_deg: float
    support: str
    asset: AssetRef
    price: Money | None = None
    locked: bool = False
    owned: bool = False
    stand_in: bool = False
    asked: bool = False

    @property
    def pose(self) -> Pose:
        """The pose with yaw in radians."""
        return Pose(self.x, self.y, self.z, math.radians(self.yaw_deg))


@dataclass(frozen=True)
class SceneRoom:
    """The room with its name, type and finishes."""

    polygon: tuple[XY, ...]
    height: float
    doors: tuple[Door, ...] = ()
    windows: tuple[Window, ...] = ()
    name: str = ""
    type: str = ""
    surfaces: Surfaces = field(default_factory=Surfaces)
    columns: tuple[Column, ...] = ()
    radiators: tuple[Radiator, ...] = ()
    sockets: tuple[Socket, ...] = ()
    zones: tuple[Zone, ...] = ()

    @property
    def plan(self) -> Room:
        """The room as the solver knows it."""
        return Room(self.polygon, self.height, self.doors, self.windows, self.columns, self.radiators, self.sockets,
                    self.zones)  # fmt: skip


@dataclass(frozen=True)
class RelationRecord:
    """A relation in the form of a layout problem's constraint."""

    type: str
    a: str
    b: str | None = None
    args: Mapping[str, Any] = field(default_factory=dict)
    hard: bool = True
    weight: float = 1.0

    @cached_property
    def relation(self) -> Relation:
        """The relation itself, read once. Raises `SolverInputError` for a record that is none."""
        return relation_from_json(
            {"type": self.type, "a": self.a, "b": self.b, "args": dict(self.args), "hard": self.hard,
             "weight": self.weight}
        )  # fmt: skip


@dataclass(frozen=True)
class Provenance:
    """How the scene came about. `timings` [s] is the only field that may differ between two runs with one seed."""

    versions: Mapping[str, str] = field(default_factory=dict)
    seed: int = 0
    designer: str = "embedded"
    models: Mapping[str, str] = field(default_factory=dict)
    solver: str = ""
    status: str = ""
    breaches: tuple[str, ...] = ()
    timings: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Rule:
    """Never things of these categories (none: of any) in these materials or colours (none: in any)."""

    categories: tuple[str, ...] = ()
    materials: tuple[str, ...] = ()
    colours: tuple[str, ...] = ()
    words: str = ""


@dataclass(frozen=True)
class ObjectSplice:
    """At place `at` of the objects, `old` gave way to `new`."""

    at: int
    old: tuple[SceneObject, ...]
    new: tuple[SceneObject, ...]


@dataclass(frozen=True)
class RelationSplice:
    """At place `at` of the relations, `old` gave way to `new`."""

    at: int
    old: tuple[RelationRecord, ...]
    new: tuple[RelationRecord, ...]


@dataclass(frozen=True)
class Frame:
    """What a change may touch beside objects and relations."""

    brief: Brief
    room: SceneRoom
    rules: tuple[Rule, ...]
    status: str
    breaches: tuple[str, ...]


@dataclass(frozen=True)
class Edit:
    """One change and all that it takes to undo it and do it again: splices in the order in which they were made, and
    the frame before and after (None: it stayed). `said` is what the person was told; `undone`: it was taken back."""

    words: str
    operations: tuple[Operation, ...]
    said: tuple[str, ...] = ()
    objects: tuple[ObjectSplice, ...] = ()
    relations: tuple[RelationSplice, ...] = ()
    before: Frame | None = None
    after: Frame | None = None
    undone: bool = False


@dataclass(frozen=True)
class Answer:
    """One possible answer: its words, and what would be done."""

    text: str
    operations: tuple[Operation, ...] = ()


@dataclass(frozen=True)
class OpenQuestion:
    """What a person was asked last and has not answered (`text` "": what was offered instead of what could not be
    done); `noun` and `ids`: the things between which their words did not decide."""

    text: str = ""
    answers: tuple[Answer, ...] = ()
    noun: str = ""
    ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class Scene:
    """A furnished room. `rules` are what the person ruled out for good; `edits` is the log of changes since it was
    designed, of which those that were undone are the last; `asked` is what the next words may answer."""

    brief: Brief
    room: SceneRoom
    objects: tuple[SceneObject, ...]
    relations: tuple[RelationRecord, ...] = ()
    provenance: Provenance = field(default_factory=Provenance)
    rules: tuple[Rule, ...] = ()
    edits: tuple[Edit, ...] = ()
    asked: OpenQuestion | None = None
    schema: Literal["idesign.scene/1"] = SCHEMA

    def object(self, id: str) -> SceneObject:
        return next(o for o in self.objects if o.id == id)


@cache
def _adapter() -> TypeAdapter[Scene]:
    return TypeAdapter(Scene)


def scene_json(scene: Scene) -> str:
    """The document as JSON text, keys in a fixed order."""
    return _adapter().dump_json(scene, indent=1).decode() + "\n"


def scene_from_json(text: str | bytes) -> Scene:
    """The scene of a document. Raises pydantic's `ValidationError`."""
    return _adapter().validate_json(text)


def scene_schema() -> dict[str, Any]:
    """The JSON Schema of a scene document."""
    return _adapter().json_schema()


def save_scene(scene: Scene, path: Path) -> None:
    write_text(path, scene_json(scene))


def keep_models(scene: Scene, folder: Path) -> None:
    """Puts the imported models that the scene uses into a folder beside it, so that it can be opened elsewhere."""
    from assets.importing.store import copy_to

    for key in sorted({k for o in scene.objects if (k := model_key(o.asset.id))}):
        copy_to(key, folder)


def model_key(asset_id: str) -> str:
    """The key of an imported model in an asset's id; "" for what is made to size."""
    found = re.search(r"[?&]model=(\w+)", asset_id)
    return found.group(1) if found else ""


def load_scene(path: Path) -> Scene:
    """The scene in the file, or in the folder's `scene.json`; imported models are also looked for beside it. Raises
    `SceneError` with the place of the first fault."""
    from assets.importing.store import look_in

    path = path / "scene.json" if path.is_dir() else path
    look_in(path.parent / MODELS)
    try:
        return scene_from_json(path.read_bytes())
    except OSError as e:
        raise SceneError(f"{path}: cannot be read ({e.strerror})") from e
    except ValidationError as e:
        raise SceneError(f"{path}: {_first_fault(path, e)}") from e


def _first_fault(path: Path, error: ValidationError) -> str:
    first = error.errors()[0]
    if first["type"] != "json_invalid":
        return f"{'.'.join(map(str, first['loc']))}: {first['msg'].removeprefix('Value error, ')}"
    try:
        json.loads(path.read_bytes())
    except json.JSONDecodeError as e:
        return f"line {e.lineno}, column {e.colno}: {e.msg}"
    return str(first["msg"])
