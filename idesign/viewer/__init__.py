"""The 3D view for web pages: one script without outside addresses, and the data that it draws.

A page embeds `viewer_script()` and `viewer_json(...)`, then calls `idesignViewer.open(element, data)`. Works from a
page on disk. The script is built from `source/` (see README.md there) and contains three.js (MIT).
"""

from __future__ import annotations

import base64
import json
import re
from dataclasses import asdict, dataclass
from importlib.resources import files

from idesign.drawing.text import centimetres, cut
from idesign.scene import Scene, SceneObject


@dataclass(frozen=True)
class ViewerOpening:
    """A door or window on wall number `wall`; lengths in metres."""

    id: str
    kind: str
    wall: int
    offset: float
    width: float


@dataclass(frozen=True)
class ViewerRoom:
    """The room's plan [m]."""

    polygon: tuple[tuple[float, float], ...]
    height: float
    openings: tuple[ViewerOpening, ...]


@dataclass(frozen=True)
class ViewerObject:
    """What is shown of an object: its name and lines of text; and where it stands [m]."""

    id: str
    name: str
    lines: tuple[str, ...]
    size: tuple[float, float, float]
    x: float
    y: float
    yaw_deg: float
    support: str


@dataclass(frozen=True)
class ViewerData:
    """Everything that the viewer draws: `glb` is the model in base64, `label` describes the picture in words."""

    label: str
    glb: str
    room: ViewerRoom
    objects: tuple[ViewerObject, ...]


def viewer_data(scene: Scene, glb: bytes) -> ViewerData:
    """The data for one scene and its GLB file."""
    room = scene.room
    doors = tuple(ViewerOpening(d.id, "door", d.wall, d.offset, d.width) for d in room.doors)
    windows = tuple(ViewerOpening(w.id, "window", w.wall, w.offset, w.width) for w in room.windows)
    label = (
        f"3D view of the room with {len(scene.objects)} objects. Arrow keys move it, buttons change the point of view."
    )
    plan = ViewerRoom(room.polygon, room.height, doors + windows)
    return ViewerData(label, base64.b64encode(glb).decode(), plan, tuple(map(_object, scene.objects)))


def _object(thing: SceneObject) -> ViewerObject:
    name = thing.name or thing.category.replace("_", " ")
    price = f"about {thing.price.amount:.0f} {thing.price.currency}" if thing.price else ""
    lines = tuple(t for t in (f"{centimetres(thing.size)} cm", price, "yours already" if thing.owned else "") if t)
    name = without_address(cut(name[:1].upper() + name[1:], 120))
    return ViewerObject(thing.id, name, lines, thing.size, thing.x, thing.y, thing.yaw_deg, thing.support)


def without_address(text: str) -> str:
    """The text with `http://` and the like left out, so that a page that holds it seems to load nothing."""
    return re.sub(r"(?:https?:|ftp:)?//+", " ", text)


def viewer_json(scene: Scene, glb: bytes) -> str:
    """The data as JSON that is safe inside a script element: `<` is written as an escape."""
    return json.dumps(asdict(viewer_data(scene, glb)), ensure_ascii=True).replace("<", "\\u003c")


def viewer_script() -> str:
    """The viewer with three.js, for a script element."""
    return (files(__name__) / "static" / "viewer.min.js").read_text(encoding="utf-8")


def viewer_licence() -> str:
    """The licence of three.js, which must go with every copy of the script."""
    return (files(__name__) / "static" / "LICENSE-three.txt").read_text(encoding="utf-8")
