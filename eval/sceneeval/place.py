"""A scene as SceneEval sees it: objects with labels, boxes and meshes, and one room."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import trimesh
from numpy.typing import NDArray

from assets.library import rebuild
from eval.meshes import Parts, scene_meshes
from eval.sceneeval.annotations import plain
from eval.sceneeval.boxes import Box
from idesign.errors import InputError
from idesign.export.sceneeval import SUPPORT
from idesign.scene import Scene, SceneObject, load_scene
from solvers.room import Room


@dataclass(frozen=True)
class Thing:
    """An object: what it is called (`name` first, then `category`), the words of its attributes, its box, its support
    ("ground", "wall", "ceiling" or "object"), the sides that it is used from, and its mesh in the room's frame."""

    id: str
    name: str
    category: str
    attributes: frozenset[str]
    box: Box
    support: str
    sides: tuple[str, ...] = ()
    mesh: Parts = ()
    asked: bool = True
    stand_in: bool = False

    @cached_property
    def solid(self) -> trimesh.Trimesh:
        """All parts as one mesh; the box where there is none."""
        if self.mesh:
            return trimesh.Trimesh(*_joined(self.mesh), process=False)
        box = trimesh.creation.box(2 * np.array(self.box.half))
        return trimesh.Trimesh(box.vertices @ self.box.axes.T + self.box.centre, box.faces, process=False)

    @cached_property
    def bounds(self) -> NDArray[np.float64]:
        """[2, 3]: the least and the greatest coordinates [m]."""
        return np.array(self.solid.bounds)


def _joined(parts: Parts) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    starts = np.cumsum([0, *(len(p.vertices) for p in parts[:-1])])
    faces = [p.faces + k for p, k in zip(parts, starts, strict=True)]
    return np.vstack([p.vertices for p in parts]), np.vstack(faces)


@dataclass(frozen=True)
class Place:
    """A furnished room."""

    things: tuple[Thing, ...]
    room: Room
    name: str = ""

    @cached_property
    def standing(self) -> tuple[Thing, ...]:
        return tuple(t for t in self.things if t.support == "ground")


def place_of(scene: Scene, meshes: bool = True) -> Place:
    """Our scene. Without meshes only what needs none can be judged."""
    made = scene_meshes(scene) if meshes else {}
    things = tuple(_thing(o, made.get(o.id, ())) for o in scene.objects)
    return Place(things, scene.room.plan, scene.room.name or scene.room.type)


def _thing(o: SceneObject, mesh: Parts) -> Thing:
    sides = tuple(z.side for z in rebuild(o.asset.id).access) if mesh else ()
    words = declared_words(o.attributes)
    support = SUPPORT.get(o.support, "object")
    return Thing(o.id, plain(o.name), plain(o.category), words, box_of(o), support, sides, mesh, o.asked, o.stand_in)


def box_of(o: SceneObject) -> Box:
    """The object's declared box."""
    w, d, h = o.size
    return Box((o.x, o.y, o.z + h / 2), (w / 2, d / 2, h / 2), o.pose.yaw)


def declared_words(attributes: Mapping[str, Any] | Sequence[str]) -> frozenset[str]:
    """The words of an object's attributes: values by name (a name itself where its value is true), or a list."""
    named = attributes.items() if isinstance(attributes, Mapping) else [("", a) for a in attributes]
    values = (name if value is True else value for name, value in named if value is not False)
    return frozenset(w for v in values for w in attribute_words(v))


def attribute_words(value: Any) -> tuple[str, ...]:
    """The words of an attribute's value: a string with parts, or several."""
    values = value if isinstance(value, (list, tuple)) else (value,)
    return tuple(plain(part) for v in values if isinstance(v, str) for part in re.split("[,;/]", v) if part.strip())


def read_place(folder: Path, meshes: bool = True) -> Place:
    """The scene in a folder of ours. Raises `InputError` when there is none or it cannot be read."""
    if not (folder / "scene.json").exists():
        raise InputError(f"{folder}: holds no scene.json")
    return place_of(load_scene(folder), meshes)
