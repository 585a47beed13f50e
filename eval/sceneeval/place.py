"""A scene as SceneEval sees it: objects with labels, boxes and meshes, and one room."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

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
    words = frozenset(w for v in o.attributes.values() for w in attribute_words(v))
    support = SUPPORT.get(o.support, "object")
    return Thing(o.id, plain(o.name), plain(o.category), words, box_of(o), support, sides, mesh, o.asked, o.stand_in)


def box_of(o: SceneObject) -> Box:
    """The object's declared box."""
    w, d, h = o.size
    return Box((o.x, o.y, o.z + h / 2), (w / 2, d / 2, h / 2), o.pose.yaw)


def attribute_words(value: Any) -> tuple[str, ...]:
    """The words of an attribute's value: a string with parts, or several."""
    values = (value,) if isinstance(value, str) else tuple(value)
    return tuple(plain(part) for v in values for part in re.split("[,;/]", v) if part.strip())


def read_place(folder: Path, meshes: bool = True) -> Place:
    """The scene in a folder of ours. Raises `InputError` when there is none or it cannot be read."""
    if not (folder / "scene.json").exists():
        raise InputError(f"{folder}: holds no scene.json")
    return place_of(load_scene(folder), meshes)
