"""A request furnished in a worker, telling what is known as soon as it is: what was understood, the room, the pieces.

The room with its walls, door and windows is known long before the furniture stands; it is told as a scene without
furniture, so that there is something to look at.
"""

from __future__ import annotations

from dataclasses import dataclass

from idesign.brief import Brief, RoomWish
from idesign.design import Design
from idesign.pipeline import Options, design_scene
from idesign.scene import Scene, SceneRoom
from idesign.staff import build_staff
from ui.workshop import Tell


@dataclass(frozen=True)
class Wanted:
    """What a person asks for at the start."""

    text: str
    room: RoomWish | None = None
    seed: int = 0
    llm: str = "auto"


@dataclass(frozen=True)
class Step:
    """What is being done, and the share that is done in [0, 1]."""

    text: str
    share: float


@dataclass(frozen=True)
class Sketch:
    """The room before it is furnished, and what will stand in it."""

    scene: Scene
    pieces: tuple[str, ...]


def furnish(tell: Tell, wanted: Wanted) -> Scene:
    """The furnished room. Tells `Brief`, `Step` and `Sketch`. Raises `InputError` for a request that cannot be used."""
    tell(Step("reading your words", 0.02))
    staff = build_staff(wanted.llm, lambda text: tell(Step(text, 0.1)))
    brief = staff.read(wanted.text, wanted.room, wanted.seed, None)
    tell(brief)
    scene = design_scene(
        brief, staff.designer, Options(seed=wanted.seed), lambda text, share: tell(Step(text, share)),
        seen=lambda design: tell(sketch_of(design)),
    )  # fmt: skip
    return staff.sign(scene)


def sketch_of(design: Design) -> Sketch:
    """The empty room of a design."""
    room, brief = design.room, design.brief
    shown = SceneRoom(
        room.polygon, room.height, room.doors, room.windows, design.room_name, brief.room_type, design.surfaces,
        room.columns, room.radiators, room.sockets, room.zones,
    )  # fmt: skip
    names = tuple(dict.fromkeys(p.name for p in design.graph.pieces if p.support == "floor"))
    return Sketch(Scene(brief, shown, ()), names)


__all__ = ["Brief", "Sketch", "Step", "Wanted", "furnish", "sketch_of"]
