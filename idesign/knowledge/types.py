"""The records of the data files. Lengths in metres, areas in square metres; sources stand in the files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Stand = Literal["floor", "wall", "ceiling", "surface"]
Size = tuple[float, float, float]


@dataclass(frozen=True)
class PieceType:
    """How a category of furniture usually is. `back`: its back belongs to a wall; `use`: floor needed before its front;
    `elevation`: height of its base on a wall; `on`: what it stands on, best first;
    `varied`: a second one in the room looks different, as pictures do and chairs of a set do not."""

    noun: str
    size: Size
    small: Size
    large: Size
    stand: Stand = "floor"
    back: bool = False
    use: float = 0.0
    elevation: float | None = None
    on: tuple[str, ...] = ()
    varied: bool = False

    @property
    def flat(self) -> bool:
        """A rug: it takes no floor from anything (3 cm, the layout contract)."""
        return self.stand == "floor" and self.size[2] <= 0.03


def kept_free(use: float) -> float:
    """The floor [m] that stays free before a front whose use needs `use` [m] at best: four fifths of it."""
    return round(0.8 * use, 2)


@dataclass(frozen=True)
class DoorDefault:
    """A door when nothing is said of it."""

    width: float
    height: float


@dataclass(frozen=True)
class WindowDefault:
    """The windows when nothing is said of them."""

    count: int
    width: float
    sill: float
    height: float


@dataclass(frozen=True)
class SetUse:
    """A functional group that belongs in a room. Low `rank` comes first; below `min_area` it is not tried; the seed
    takes one of the `variants`, which are further options."""

    set: str
    rank: int
    min_area: float = 0.0
    options: Mapping[str, str] = field(default_factory=dict)
    variants: tuple[Mapping[str, str], ...] = ()


@dataclass(frozen=True)
class Loose:
    """Something that stands about: at a wall, and beside the first of `near` that is there."""

    what: str
    near: tuple[str, ...] = ()
    min_area: float = 0.0


@dataclass(frozen=True)
class SmallThing:
    """Something that stands on furniture: `at` is a place as in `idesign.arrange`, `size` [m] that of the library when
    it is not given; `share` is its width over the host's, `wide` the width of the smallest host for it [m], `accent`
    the number of the look's accent that colours it, `words` which one of its kind is meant."""

    what: str
    at: str = ""
    size: Size | None = None
    share: float | None = None
    wide: float = 0.0
    accent: int | None = None
    words: str = ""


@dataclass(frozen=True)
class Dressing:
    """What stands on hosts of these categories, in these types of room (all when there are none): some arrangements
    that are about equally good."""

    hosts: tuple[str, ...]
    arrangements: tuple[tuple[SmallThing, ...], ...]
    rooms: tuple[str, ...] = ()


@dataclass(frozen=True)
class RoomType:
    """A type of room: its `name`, what it is called (`noun`), usual size, openings, what belongs in it. `fill`:
    footprint of the furniture over the floor; `floor`, `floor_colour`, `wall`, `wall_colour`: coverings that its use
    asks for, whatever the style."""

    noun: str
    size: tuple[float, float]
    area: tuple[float, float]
    height: float
    fill: tuple[float, float]
    need: float
    door: DoorDefault
    window: WindowDefault
    sets: tuple[SetUse, ...]
    finish: tuple[str, ...]
    loose: tuple[Loose, ...] = ()
    name: str = ""
    floor: str = ""
    floor_colour: str = ""
    wall: str = ""
    wall_colour: str = ""


@dataclass(frozen=True)
class Look:
    """Finishes of a style. `wall` and `floor_colour` are "#rrggbb", and so is `accent_wall` ("" for
    none); the textiles' and accents' are colour words."""

    wall: str
    floor: str
    floor_colour: str
    rug: str
    curtains: str
    accents: tuple[str, ...]
    accent_wall: str = ""
