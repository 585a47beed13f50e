"""A request furnished in a worker, telling what is known as soon as it is: what was understood, the room, the pieces.

The room with its walls, door and windows is known long before the furniture stands; it is told as a scene without
furniture, so that there is something to look at.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from idesign.brief import Brief, RoomWish
from idesign.build import words_compared
from idesign.design import Design
from idesign.edits.layouts import other_layouts
from idesign.knowledge import knowledge
from idesign.pipeline import Options, design_scene
from idesign.rooms import with_openings
from idesign.scene import Scene, SceneRoom
from idesign.sentences import kind
from idesign.staff import build_staff
from ui.workshop import Tell


@dataclass(frozen=True)
class Wanted:
    """What a person asks for at the start; `shown`: how it stands in the conversation, when not as `text`."""

    text: str
    room: RoomWish | None = None
    seed: int = 0
    llm: str = "auto"
    shown: str = ""


@dataclass(frozen=True)
class Step:
    """What is being done, and the share that is done in [0, 1]."""

    text: str
    share: float


@dataclass(frozen=True)
class Sketch:
    """The room before it is finished, first empty and then with its furniture, and what is still to come as far as it
    is told."""

    scene: Scene
    pieces: tuple[str, ...]


def furnish(tell: Tell, wanted: Wanted) -> Scene:
    """The furnished room. Tells `Step`, the `Brief` and a `Sketch`. Raises `InputError` for a request that cannot be
    used."""
    tell(Step("reading your words", 0.02))
    with words_compared() as remarks:
        return _furnished(tell, wanted, remarks)


def _furnished(tell: Tell, wanted: Wanted, remarks: tuple[str, ...]) -> Scene:
    """`remarks`: what is to be noted in the brief, however it is read."""
    staff = build_staff(wanted.llm, lambda text: tell(Step(text, 0.1)))
    brief = with_a_door(staff.read(wanted.text, wanted.room, wanted.seed, None))
    brief = replace(brief, notes=(*remarks, *brief.notes))
    tell(brief)
    scene = design_scene(
        brief, staff.designer, Options(seed=wanted.seed), lambda text, share: tell(Step(text, share)),
        seen=lambda design: tell(sketch_of(design)), stands=lambda room: tell(Sketch(room, ())),
    )  # fmt: skip
    return staff.sign(scene)


def with_a_door(brief: Brief) -> Brief:
    """A floor plan that is an outline alone gets doors and windows by rule, which is said."""
    plan = brief.room.plan
    if plan is None or plan.doors or plan.windows:
        return brief
    room, assumed = with_openings(plan, knowledge().room_type(brief.room_type)[1], brief.seed)
    return replace(brief, room=replace(brief.room, plan=room), assumed=(*brief.assumed, *assumed))


def arrange(tell: Tell, scene: Scene) -> Scene | None:
    """The room in another layout, around what is locked; None when there is none that a person would call different."""
    tell(Step("arranging the room anew", 0.3))
    again = sum(not e.undone for e in scene.edits)
    found = other_layouts(scene, 1, again)
    return found[0].scene if found else None


def sketch_of(design: Design) -> Sketch:
    """The empty room of a design."""
    room, brief = design.room, design.brief
    shown = SceneRoom(
        room.polygon, room.height, room.doors, room.windows, design.room_name, brief.room_type, design.surfaces,
        room.columns, room.radiators, room.sockets, room.zones,
    )  # fmt: skip
    names = tuple(dict.fromkeys(kind(p.category, p.name) for p in design.graph.pieces if p.support == "floor"))
    return Sketch(Scene(brief, shown, ()), names)
