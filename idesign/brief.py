"""What is wanted: the request in words and everything that was understood of it.

A `Brief` is made by a reader (the embedded one or a language model) and read by the designer, which returns it with
what it assumed. It never changes in place.

A `Wish` is a thing (or several equal ones) that the person named. A `WishRelation` says where a wish goes. Its
target is a string: another wish's `ref` ("w2"), or one of the places below.

    "wall"  "wall:north" … "wall:west"  "wall:long"  "wall:short"  "wall:opposite:<ref>" (the wall opposite that thing)
    "wall:behind:<ref>" (the wall behind that thing)  "corner"  "corner:north-east" …  "window"  "window:1"  "door"
    "room" (its middle)  "ceiling"  "floor"
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from solvers.room import Room

WishKind = Literal[
    "against",
    "in_corner",
    "at",
    "under",
    "above",
    "on",
    "beside",
    "flanking",
    "between",
    "near",
    "far",
    "facing",
    "opposite",
    "in_front_of",
    "behind",
    "left_of",
    "right_of",
    "around",
    "centered",
    "parallel",
    "inside",
]
"""`flanking`: one on each side of the target. `at`: directly before a window or door. `on`: on top of a thing, or on a
wall ("posters on the wall"). `inside`: in a shelf or cabinet. `centered`: in the middle of the room, or on a wall."""


@dataclass(frozen=True)
class Money:
    """An amount with its currency (ISO 4217)."""

    amount: float
    currency: str = "EUR"


@dataclass(frozen=True)
class Wish:
    """Something the person asked for. `category` is a catalogue category; `words` are the person's own; `size` is
    (width, depth, height) [m] with None for what was not said; `count_max` differs from `count` for "two or three";
    `optional`: only "if it fits", left out without a breach; `kept`: it stays if anything has to go."""

    ref: str
    category: str
    words: str
    count: int = 1
    count_max: int | None = None
    exact: bool = False
    size: tuple[float | None, float | None, float | None] = (None, None, None)
    colours: tuple[str, ...] = ()
    materials: tuple[str, ...] = ()
    style: str | None = None
    qualities: tuple[str, ...] = ()
    owned: bool = False
    stand_in: bool = False
    optional: bool = False
    kept: bool = False


@dataclass(frozen=True)
class WishRelation:
    """`wish` (a ref) stands in relation `kind` to `target` (see the module); `other` is the second target of "between".
    `words` are the person's own."""

    kind: WishKind
    wish: str
    target: str
    other: str | None = None
    distance: float | None = None
    words: str = ""


@dataclass(frozen=True)
class RoomWish:
    """What was said of the room [m]. `plan` is a complete room (from a file) and wins over the rest."""

    width: float | None = None
    depth: float | None = None
    height: float | None = None
    area: float | None = None
    shape: Literal["rectangle", "L"] = "rectangle"
    windows: int | None = None
    doors: int | None = None
    window_walls: tuple[str, ...] = ()
    door_walls: tuple[str, ...] = ()
    wall_colour: str | None = None
    wall_finish: str | None = None
    floor: str | None = None
    floor_colour: str | None = None
    plan: Room | None = None

    @property
    def free_size(self) -> bool:
        """Whether the person left the size of the room open."""
        return not (self.plan or self.area or self.width or self.depth)


@dataclass(frozen=True)
class Brief:
    """The request. `assumed`, `not_understood` and `notes` (relaxed, left out, over budget) are sentences for the
    person. `only` means "nothing else": nothing is added beyond what was asked. `excluded` are categories."""

    text: str
    room_type: str = "living_room"
    more_room_types: tuple[str, ...] = ()
    room: RoomWish = field(default_factory=RoomWish)
    wishes: tuple[Wish, ...] = ()
    relations: tuple[WishRelation, ...] = ()
    excluded: tuple[str, ...] = ()
    only: bool = False
    style: str | None = None
    moods: tuple[str, ...] = ()
    colours: tuple[str, ...] = ()
    materials: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    occupants: int | None = None
    activities: tuple[str, ...] = ()
    budget: Money | None = None
    seed: int = 0
    understood: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()
    not_understood: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
