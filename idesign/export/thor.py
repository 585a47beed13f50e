"""The scene as a house for AI2-THOR, in the JSON of ProcTHOR and Holodeck, with its furniture as runtime assets.

`<name>.json` and `<name>_assets/<asset>/<asset>.json` with textures (objathor's layout, for `CreateRuntimeAsset`).
Unity's frame: left-handed, y up, rotations clockwise seen from above: (x, y, z) of the room becomes (x, z, y), and yaw
becomes 180 degrees less yaw, because an asset's front is +Z there. An asset's origin is the middle of its box; polygons
run clockwise, and a hole in a wall is measured from the wall's first point, seen from the room. A runtime asset has one
texture, so each material is one plain patch of it: its mean colour.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import trimesh
from numpy.typing import NDArray
from PIL import Image

from assets.model import Material, Model
from idesign.errors import ExportError
from idesign.export.asset_files import TOLERANCE, asset_id, assets_of
from idesign.export.physics import RigidBody, rigid_bodies
from idesign.files import whole_files
from idesign.render.lighting import Lamp, light, surface_colour
from idesign.render.models import ModelSource, model_of
from idesign.render.pictures import plain_colour, srgb
from idesign.render.stage import Item, Stage, build_stage
from idesign.scene import Scene
from solvers.room import Door, Opening, Room, Wall

Document = dict[str, Any]
ROOM = "room|0"
PATCH = 8
"""Pixels of a material's patch on a side."""
DOOR, WINDOW = "Doorway_1", "Window_Hung_48x24"
"""AI2-THOR's own door and window; a hole is as large as the scene says, whatever stands in it."""
PLAIN = "PureWhite"
"""AI2-THOR's material that takes any colour."""
LAYER = "Procedural0"
FRONT_TO_Z = np.array([[-1.0, 0, 0], [0, 0, 1], [0, -1, 0]])
"""From an asset's frame (front -y, z up) to Unity's (front +z, y up), mirrored."""
EYE = 0.9
"""Height of the agent's body above the floor [m], as in ProcTHOR's houses."""


def write_thor(scene: Scene, path: Path, source: ModelSource = model_of) -> Path:
    """Writes the house and its assets. Raises `ExportError` when they differ from the scene."""
    stage = build_stage(scene, source)
    bodies = {b.thing.id: b for b in rigid_bodies(scene)}
    with whole_files(path) as folder:
        for name, item in assets_of(stage).items():
            _write_asset(name, item.model, bodies[item.name], folder / f"{path.stem}_assets" / name)
        (folder / path.name).write_text(json.dumps(house(scene, stage, bodies), indent=1) + "\n", encoding="utf-8")
        verify_thor(folder / path.name, stage)
    return path


def house(scene: Scene, stage: Stage, bodies: dict[str, RigidBody]) -> Document:
    """The document."""
    room = stage.room
    floor = {"name": PLAIN, "color": _colour(surface_colour(stage, "floor"))}
    plan = [_xyz(x, y) for x, y in reversed(room.polygon)]
    return {
        "metadata": {"schema": "1.0.0", "roomSpecId": scene.room.type or "room", "agent": _agent(room), "warnings": {}},
        "rooms": [{
            "id": ROOM, "roomType": _title(scene.room.type), "floorMaterial": floor, "floorPolygon": plan,
            "ceilings": [], "children": [],
        }],
        "walls": [w for wall in room.walls for w in _walls(stage, wall)],
        "doors": [_opening(room, d, "door", DOOR) for d in room.doors],
        "windows": [_opening(room, w, "window", WINDOW) for w in room.windows],
        "objects": [_object(bodies[o.id]) for o in scene.objects],
        "proceduralParameters": {
            "ceilingMaterial": {"name": PLAIN, "color": _colour(surface_colour(stage, "ceiling"))},
            "floorColliderThickness": 1.0, "receptacleHeight": 0.7, "skyboxId": "SkyAlbany", "reflections": [],
            "lights": _lights(room, light(stage).lamps),
        },
    }  # fmt: skip


def _xyz(x: float, y: float, z: float = 0.0) -> Document:
    """A point of the room (z up) in Unity's axes."""
    return {"x": float(x), "y": float(z), "z": float(y)}


def _colour(light_: Iterable[float]) -> Document:
    """A linear colour as Unity's sRGB."""
    r, g, b = (round(float(v), 4) for v in srgb(np.array(list(light_))))
    return {"r": r, "g": g, "b": b}


def _title(room_type: str) -> str:
    """AI2-THOR's name of the room's type: "LivingRoom"."""
    return "".join(w.capitalize() for w in room_type.split("_")) or "LivingRoom"


def _agent(room: Room) -> Document:
    """The agent stands inside the first door, or in the middle of the first wall, and looks into the room."""
    spot = room.doors[0] if room.doors else None
    wall = room.walls[spot.wall if spot else 0]
    x, y = wall.at(spot.offset + spot.width / 2 if spot else wall.length / 2)
    turn = float(np.degrees(np.arctan2(wall.n[0], wall.n[1]))) % 360
    place = _xyz(x + 0.5 * wall.n[0], y + 0.5 * wall.n[1], EYE)
    return {"horizon": 30, "position": place, "rotation": _turned(turn), "standing": True}


def _turned(degrees: float) -> Document:
    return {"x": 0.0, "y": round(degrees % 360, 6), "z": 0.0}


def _wall_id(index: int) -> str:
    return f"wall|0|{index}"


def _walls(stage: Stage, wall: Wall) -> tuple[Document, Document]:
    """The wall seen from the room (its polygon from the left foot over the top) and from outside."""
    (x0, y0), (x1, y1), height = wall.end, wall.start, stage.room.height
    polygon = [_xyz(x0, y0), _xyz(x0, y0, height), _xyz(x1, y1, height), _xyz(x1, y1)]
    material = {"name": PLAIN, "color": _colour(surface_colour(stage, f"wall-{wall.index}"))}
    inner = {"id": _wall_id(wall.index), "roomId": ROOM, "material": material, "polygon": polygon, "layer": LAYER}
    return inner, inner | {"id": f"{_wall_id(wall.index)}|exterior", "polygon": polygon[::-1]}


def _opening(room: Room, opening: Opening, kind: str, asset: str) -> Document:
    start = room.walls[opening.wall].length - opening.offset - opening.width
    low, high = _xyz(start, 0, opening.base), _xyz(start + opening.width, 0, opening.base + opening.height)
    inner = _wall_id(opening.wall)
    known = {
        "id": f"{kind}|{opening.id}", "assetId": asset, "room0": ROOM, "room1": ROOM, "roomId": ROOM, "wall0": inner,
        "wall1": f"{inner}|exterior", "holePolygon": [low, high],
        "assetPosition": {k: (low[k] + high[k]) / 2 for k in low},
    }  # fmt: skip
    return known | ({"openable": False, "openness": 0, "type": "Doorway"} if isinstance(opening, Door) else {})


def _object(body: RigidBody) -> Document:
    thing = body.thing
    return {
        "id": thing.id, "assetId": asset_id(thing), "object_name": thing.name, "roomId": ROOM, "layer": LAYER,
        "kinematic": body.fixed, "material": None, "rotation": _turned(180 - thing.yaw_deg),
        "position": _xyz(thing.x, thing.y, thing.z + thing.size[2] / 2),
    }  # fmt: skip


def _lights(room: Room, lamps: tuple[Lamp, ...]) -> list[Document]:
    """The sun, and a point light for each lamp (one in the middle where there is none)."""
    x0, y0, x1, y1 = room.bounds
    middle = Lamp(np.array([(x0 + x1) / 2, (y0 + y1) / 2, room.height - 0.3]), (1.0, 1.0, 1.0))
    shadow = {"type": "Soft", "strength": 1, "normalBias": 0, "bias": 0.05, "nearPlane": 0.2,
              "resolution": "FromQualitySettings"}  # fmt: skip
    sun = {
        "id": "sun", "type": "directional", "position": _xyz(0.84, -1.33, 0.15), "intensity": 0.8, "shadow": shadow,
        "rotation": {"x": 66, "y": 75, "z": 0}, "rgb": {"r": 1.0, "g": 1.0, "b": 1.0},
    }  # fmt: skip
    points = [
        {"id": f"light|{k}", "type": "point", "position": _xyz(*lamp.position), "intensity": 0.55, "range": 15,
         "rgb": {name: c / max(lamp.intensity) for name, c in zip("rgb", lamp.intensity, strict=True)},
         "shadow": shadow, "roomId": ROOM, "layer": LAYER}
        for k, lamp in enumerate(lamps or (middle,))
    ]  # fmt: skip
    return [sun, *points]


# ---------------------------------------------------------------- assets
def _write_asset(name: str, model: Model, body: RigidBody, folder: Path) -> None:
    folder.mkdir(parents=True)
    materials = list({p.material.name: p.material for p in model.parts}.values())
    _patches([plain_colour(m) for m in materials], folder / "albedo.png")
    _patches([m.emission for m in materials], folder / "emission.png")
    _patches([(0.5, 0.5, 1.0)], folder / "normal.png")
    (folder / f"{name}.json").write_text(json.dumps(_asset(name, model, body, materials)), encoding="utf-8")


def _patches(colours: list[tuple[float, ...]], path: Path) -> None:
    row = np.round(np.clip(np.array(colours), 0, 1) * 255).astype(np.uint8)[None]
    Image.fromarray(row.repeat(PATCH, axis=0).repeat(PATCH, axis=1)).save(path)


def _asset(name: str, model: Model, body: RigidBody, materials: list[Material]) -> Document:
    shift = np.array([0.0, 0.0, model.bounds[1][2] / 2])
    order = {m.name: k for k, m in enumerate(materials)}
    points = np.vstack([p.mesh.vertices - shift for p in model.parts]) @ FRONT_TO_Z.T
    normals = np.vstack([p.mesh.vertex_normals for p in model.parts]) @ FRONT_TO_Z.T
    firsts = np.cumsum([0, *(len(p.mesh.vertices) for p in model.parts[:-1])])
    faces = np.vstack([p.mesh.faces + f for p, f in zip(model.parts, firsts, strict=True)])
    along = [(order[p.material.name] + 0.5) / len(materials) for p in model.parts for _ in p.mesh.vertices]
    return {
        "name": name, "receptacleCandidate": False, "yRotOffset": 0, "vertices": _rows(points),
        "triangles": faces.ravel().tolist(), "normals": _rows(normals),
        "uvs": [{"x": round(u, 5), "y": 0.5} for u in along],
        "albedoTexturePath": "albedo.png", "normalTexturePath": "normal.png", "emissionTexturePath": "emission.png",
        "colliders": [_collider(np.array(b.centre) - shift, np.array(b.half)) for b in body.blocks],
        "physicalProperties": {
            "mass": round(body.mass, 4), "drag": 0.0, "angularDrag": 0.05, "useGravity": not body.fixed,
            "isKinematic": body.fixed,
        },
        "visibilityPoints": _rows(np.vstack([points.min(axis=0), points.max(axis=0), np.zeros(3)])),
        "annotations": {"objectType": "Undefined", "primaryProperty": "Static", "secondaryProperties": []},
    }  # fmt: skip


def _collider(centre: NDArray[np.float64], half: NDArray[np.float64]) -> Document:
    """A solid box as a convex mesh."""
    box = trimesh.creation.box(2 * half)
    return {"vertices": _rows((box.vertices + centre) @ FRONT_TO_Z.T), "triangles": box.faces.ravel().tolist()}


def _rows(points: NDArray[np.float64]) -> list[Document]:
    return [dict(zip("xyz", p, strict=True)) for p in np.round(points, 5).tolist()]


# ---------------------------------------------------------------- opened again
def verify_thor(path: Path, stage: Stage) -> None:
    """Builds each object from its asset and place as Unity does and compares its extents in the room."""
    rows = {r["id"]: r for r in json.loads(path.read_text(encoding="utf-8"))["objects"]}
    items = [i for i in stage.items if i.thing is not None]
    if set(rows) != {i.name for i in items}:
        raise ExportError(f"{path.name}: does not hold the objects of the scene")
    for item in items:
        have = _placed(rows[item.name], path.parent / f"{path.stem}_assets")
        want = _in_room(item)
        off = np.abs([have.min(axis=0) - want.min(axis=0), have.max(axis=0) - want.max(axis=0)]).max()
        if off > TOLERANCE:
            raise ExportError(f"{path.name}: {item.name} is not of its size, or not where the scene says ({off:.4f} m)")


def _placed(row: Document, assets: Path) -> NDArray[np.float64]:
    """The vertices [N, 3] of an object in the room's frame: turned clockwise about y, moved, and back to z up."""
    asset = json.loads((assets / row["assetId"] / f"{row['assetId']}.json").read_text(encoding="utf-8"))
    points = np.array([[v["x"], v["y"], v["z"]] for v in asset["vertices"]])
    turn = np.radians(row["rotation"]["y"])
    c, s = np.cos(turn), np.sin(turn)
    points = points @ np.array([[c, 0, s], [0, 1, 0], [-s, 0, c]]).T + [row["position"][k] for k in "xyz"]
    return np.asarray(points[:, [0, 2, 1]])


def _in_room(item: Item) -> NDArray[np.float64]:
    turn, shift = item.matrix[:3, :3].T, item.matrix[:3, 3]
    return np.vstack([p.mesh.vertices @ turn + shift for p in item.model.parts])
