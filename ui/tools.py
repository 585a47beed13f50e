"""The API as a language model's tools: the same four operations, in answers that are small enough for a conversation.

A scene is tens of kilobytes; it stays here and is spoken of by an id that its content alone decides. What cannot be
done is raised with its reason. Nothing that a caller says becomes a path: files get names of ours in one folder.
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.score import evaluation_from_json
from idesign.errors import InputError
from idesign.files import write_bytes
from idesign.scene import SceneObject
from ui.api import Answer, Api, scene_of
from ui.panels.takeaway import Taken

MOST = 100
"""Rooms that are remembered; the oldest are forgotten."""


@dataclass(frozen=True)
class Room:
    """A room: `id` names it in the other tools, size is (width, depth, height) [m]. Each of its things is a line: id,
    what it is, width x depth x height [m], the middle of its underside (x, y, z) [m], and how far it is turned
    [degrees counterclockwise; at 0 its front looks towards -y]. `scene`: the whole document, if asked for."""

    id: str
    type: str
    size: tuple[float, float, float]
    things: tuple[str, ...]
    scene: dict[str, Any] | None = None


@dataclass(frozen=True)
class Furnished:
    """A new room. Tell the person what was assumed, noted, not understood, and what could not be kept (`breaches`)."""

    room: Room
    assumed: tuple[str, ...]
    notes: tuple[str, ...]
    not_understood: tuple[str, ...]
    breaches: tuple[str, ...]


@dataclass(frozen=True)
class Changed:
    """The room afterwards, what was done, and what was refused or not understood. A `question` is for the person: one
    of `answers`, or other words, go into the next change of this room."""

    room: Room
    said: tuple[str, ...]
    refused: tuple[str, ...]
    not_understood: tuple[str, ...]
    question: str
    answers: tuple[str, ...]


@dataclass(frozen=True)
class Judged:
    """A few lines for all numbers, everything that is wrong, and the numbers outside the range that is called good;
    `evaluation` is the whole document where that was asked for."""

    lines: tuple[str, ...]
    defects: tuple[str, ...]
    outside: tuple[str, ...]
    evaluation: dict[str, Any] | None = None


@dataclass(frozen=True)
class Exported:
    """The path of a file on this machine."""

    file: str


class Folder:
    """Files in a folder of the person's; a name is that of the kind of file and a hash of what is in it."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def put(self, taken: Taken) -> str:
        """Writes the file whole and gives its path. Raises `InputError` when it cannot be written."""
        name = Path(taken.name)
        path = self._path / f"{name.stem}-{hashlib.sha256(taken.data).hexdigest()[:8]}{name.suffix}"
        try:
            write_bytes(path, taken.data)
        except OSError as e:
            raise InputError(f"{path}: cannot be written ({e.strerror})") from e
        return str(path)


class Tools:
    """The four tools over the API, and the rooms that were spoken of."""

    def __init__(self, api: Api) -> None:
        self._api, self._lock = api, threading.Lock()
        self._rooms: OrderedDict[str, Answer] = OrderedDict()

    def functions(self) -> tuple[Callable[..., Any], ...]:
        """In the order in which one uses them."""
        return self.furnish, self.change, self.evaluate, self.export

    def furnish(self, text: str, seed: int = 0, document: bool = False) -> Furnished:
        """Furnishes a room for a request in words (kind of room, size, furniture, places, style; English or German) and
        answers with its id and every thing's place. The same text and seed give the same room, another seed another
        one; it takes about ten seconds. `document`: with the whole scene (large)."""
        answer = _kept(self._api.furnish(text, seed))
        brief = answer["scene"]["brief"]
        return Furnished(
            self._room(answer["scene"], document), tuple(brief["assumed"]), tuple(brief["notes"]),
            tuple(brief["not_understood"]), tuple(answer["breaches"]),
        )  # fmt: skip

    def change(self, room: str | dict[str, Any], words: str, document: bool = False) -> Changed:
        """Changes a room (its id, or a whole scene) by words about it, such as "move the desk to the window" or "a
        bigger rug"; "undo" takes the last change back. What is not spoken of stays where it is. The changed room has
        an id of its own, the old one stays. `document`: with the whole scene (large)."""
        answer = _kept(self._api.change(self._scene(room), words))
        return Changed(
            self._room(answer["scene"], document), tuple(answer["said"]), tuple(answer["refused"]),
            tuple(answer["not_understood"]), answer["question"], tuple(answer["answers"]),
        )  # fmt: skip

    def evaluate(self, room: str | dict[str, Any], document: bool = False) -> Judged:
        """Judges a room (its id, or a whole scene) by its meshes: what was asked for and is there, collisions, free
        passages, use. `document`: with every number, its definition and evidence (large)."""
        answer = _kept(self._api.evaluate(self._scene(room)))
        made = evaluation_from_json(answer)
        outside = (f"{s.name}: {s.text}: {s.definition}" for s in made.scores if s.passed is False)
        return Judged(made.lines(), made.defects, tuple(outside), answer if document else None)

    def export(self, room: str | dict[str, Any], format: str) -> Exported:
        """Writes a file of a room (its id, or a whole scene) and answers with its path. Formats: pdf, svg, dxf (plan),
        elevations (walls), csv, xlsx (shopping list), glb, usdz (3D model), report (page with pictures), everything
        (zip)."""
        return Exported(_kept(self._api.export(self._scene(room), format))["address"])

    # ------------------------------------------------------------ inside
    def _room(self, document: Answer, whole: bool) -> Room:
        """What is told of a scene, which is remembered."""
        scene = scene_of(document)
        x0, y0, x1, y1 = scene.room.plan.bounds
        size = round(x1 - x0, 3), round(y1 - y0, 3), scene.room.height
        things = tuple(map(_line, scene.objects))
        return Room(self._remembered(document), scene.room.type, size, things, document if whole else None)

    def _remembered(self, document: Answer) -> str:
        id = room_id(document)
        with self._lock:
            self._rooms[id] = document
            self._rooms.move_to_end(id)
            while len(self._rooms) > MOST:
                self._rooms.popitem(last=False)
        return id

    def _scene(self, room: str | dict[str, Any]) -> Answer:
        if isinstance(room, dict):
            return room
        with self._lock:
            found = self._rooms.get(room)
        if found is None:
            raise InputError(f"there is no room '{room[:40]}' here (any more): furnish it again, or give its scene")
        return found


def room_id(document: Answer) -> str:
    """The id of a scene: of its content, without how and how quickly it was made."""
    content = {k: v for k, v in document.items() if k != "provenance"}
    return f"room-{hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:8]}"


def _kept(answer: Answer) -> Answer:
    """The answer without `error`. Raises `InputError` for one that is an error."""
    if answer["error"]:
        raise InputError(answer["error"])
    return {k: v for k, v in answer.items() if k != "error"}


def _line(thing: SceneObject) -> str:
    width, depth, height = thing.size
    size = f"{width:.2f} x {depth:.2f} x {height:.2f} m"
    place = f"at ({thing.x:.2f}, {thing.y:.2f}, {thing.z:.2f})"
    return f"{thing.id}: {thing.description or thing.name}, {size}, {place}, turned {thing.yaw_deg:.0f}"
