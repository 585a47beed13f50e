"""What a designer hands over: the room, its finishes and the scene graph, before anything has a place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from idesign.brief import Brief
from idesign.scene_graph import SceneGraph
from solvers.room import Room

if TYPE_CHECKING:
    from idesign.scene import Scene


@dataclass(frozen=True)
class Surfaces:
    """Finishes of the room: names of materials (`assets.materials`) and colours as words or "#rrggbb"."""

    wall: str = "paint"
    wall_colour: str = "warm white"
    accent_wall: int | None = None
    accent_colour: str = ""
    floor: str = "oak planks"
    floor_colour: str = ""
    ceiling_colour: str = "white"
    trim_colour: str = "white"


@dataclass(frozen=True)
class Design:
    """`brief` is the request with what the designer assumed added to it. `left_out` says what of it is not in the graph
    because no room of that size can hold it."""

    brief: Brief
    room: Room
    room_name: str
    surfaces: Surfaces
    graph: SceneGraph
    left_out: tuple[str, ...] = ()


class Designer(Protocol):
    """Turns a brief into a design. The same brief (with its seed) gives the same design."""

    def propose(self, brief: Brief) -> Design: ...


@runtime_checkable
class Reviewer(Protocol):
    """A designer that also looks at the furnished room: `review` gives a changed design, or None when nothing is to
    change; it is asked at most `rounds` times. `remarks` are notes that have come up since they were last taken."""

    @property
    def rounds(self) -> int: ...

    def review(self, design: Design, scene: Scene) -> Design | None: ...

    def remarks(self) -> tuple[str, ...]: ...
