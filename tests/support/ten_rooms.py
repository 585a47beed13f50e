"""Ten rooms of ten types as boxes: what stands where in rooms that were designed, for tests that need only that."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from assets.materials import material
from assets.model import Model
from assets.parametric import kit
from idesign.brief import Brief
from idesign.render.stage import Stage, build_stage
from idesign.scene import AssetRef, Scene, SceneObject, SceneRoom
from solvers.room import Door, Window

ROOMS = {r["name"]: r for r in json.loads((Path(__file__).parent / "ten_rooms.json").read_text())}


def box_model(thing: SceneObject) -> Model:
    builder = kit.Builder()
    builder.add("box", kit.box(thing.size), material("oak"))
    return builder.model()


@cache
def room_of_boxes(name: str) -> Stage:
    """The room with a box for each object."""
    row = ROOMS[name]
    room = row["room"]
    doors = tuple(Door(**d) for d in room["doors"])
    windows = tuple(Window(**w) for w in room["windows"])
    where = SceneRoom(tuple(map(tuple, room["polygon"])), room["height"], doors, windows)
    things = tuple(
        SceneObject(id, category, id, "", {}, tuple(size), x, y, z, yaw, support, AssetRef("test", id, "MIT"))
        for id, category, size, x, y, z, yaw, support in row["objects"]
    )
    return build_stage(Scene(Brief("a test"), where, things), box_model)
