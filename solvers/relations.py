"""The vocabulary of placement, once: one small dataclass for each relation between things in a room.

A relation has three readings: its **sentence** (the docstring here, which a language model and a person read), its
**loss** (`losses.py`) and its exact **check** (`check.py`). Tests hold the three together.

`a` is the body that the relation is about. `b` is what it relates to: another body or, where the sentence says so, an
opening of the room ("door-0", "window-1"). Lengths are metres, angles radians. `hard` relations must hold; soft ones
count with their `weight`. In files a relation reads {"type", "a", "b", "args", "hard", "weight"}; `args` are the other
fields, with angles in degrees under a name ending in `_deg`.

The first fourteen are those of the contract's layout problem; the rest is the product's own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal


@dataclass(frozen=True, kw_only=True)
class Relation:
    """Base of all relations."""

    kind: ClassVar[str] = ""
    a: str
    b: str | None = None
    hard: bool = True
    weight: float = 1.0


@dataclass(frozen=True, kw_only=True)
class AgainstWall(Relation):
    """`a` stands with its back against some wall."""

    kind: ClassVar[str] = "against_wall"


@dataclass(frozen=True, kw_only=True)
class Corner(Relation):
    """`a` stands in a corner of the room."""

    kind: ClassVar[str] = "corner"


@dataclass(frozen=True, kw_only=True)
class Near(Relation):
    """The gap between `a` and `b` (a body or an opening) is at most `max`."""

    kind: ClassVar[str] = "near"
    max: float = 1.0


@dataclass(frozen=True, kw_only=True)
class Far(Relation):
    """The gap between `a` and `b` (a body or an opening) is at least `min`."""

    kind: ClassVar[str] = "far"
    min: float = 1.5


@dataclass(frozen=True, kw_only=True)
class Distance(Relation):
    """The centres of `a` and `b` are between `min` and `max` apart in plan."""

    kind: ClassVar[str] = "distance"
    min: float = 0.0
    max: float = float("inf")


@dataclass(frozen=True, kw_only=True)
class Around(Relation):
    """`a` stands around `b`: it faces `b` from a gap of at most `max`, as a chair at a table."""

    kind: ClassVar[str] = "around"
    max: float = 0.6


@dataclass(frozen=True, kw_only=True)
class Facing(Relation):
    """The front of `a` points to `b` (a body or an opening)."""

    kind: ClassVar[str] = "facing"


@dataclass(frozen=True, kw_only=True)
class Aligned(Relation):
    """`a` and `b` have the same orientation."""

    kind: ClassVar[str] = "aligned"


@dataclass(frozen=True, kw_only=True)
class OnTopOf(Relation):
    """`a` stands on `b`, its centre over one of `b`'s surfaces."""

    kind: ClassVar[str] = "on_top_of"


@dataclass(frozen=True, kw_only=True)
class InFrontOf(Relation):
    """`a` is in front of `b`, within `b`'s width."""

    kind: ClassVar[str] = "in_front_of"


@dataclass(frozen=True, kw_only=True)
class Behind(Relation):
    """`a` is behind `b`, within `b`'s width."""

    kind: ClassVar[str] = "behind"


@dataclass(frozen=True, kw_only=True)
class LeftOf(Relation):
    """`a` is to the left of `b`, as seen by a person who stands in front of `b` and looks at it."""

    kind: ClassVar[str] = "left_of"


@dataclass(frozen=True, kw_only=True)
class RightOf(Relation):
    """`a` is to the right of `b`, as seen by a person who stands in front of `b` and looks at it."""

    kind: ClassVar[str] = "right_of"


@dataclass(frozen=True, kw_only=True)
class CenteredOn(Relation):
    """`a` is centred on one of the two axes of `b`."""

    kind: ClassVar[str] = "centered_on"


@dataclass(frozen=True, kw_only=True)
class AtWall(Relation):
    """`a` stands or hangs with its back against one of the walls numbered in `walls`."""

    kind: ClassVar[str] = "at_wall"
    walls: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class CenteredOnWall(Relation):
    """`a` has its back against a wall and its middle within `tol` of the middle of that wall."""

    kind: ClassVar[str] = "centered_on_wall"
    tol: float = 0.1


@dataclass(frozen=True, kw_only=True)
class CenteredInRoom(Relation):
    """The centre of `a` is within `tol` of the middle of the room (the centroid of its polygon) in plan."""

    kind: ClassVar[str] = "centered_in_room"
    tol: float = 0.3


@dataclass(frozen=True, kw_only=True)
class AtWindow(Relation):
    """`a` stands before the window (or door) `b`: within `max` of its wall, and its middle between the opening's
    edges. A thing "under the window" is that, with its back or its front to the window."""

    kind: ClassVar[str] = "at_window"
    max: float = 0.15


@dataclass(frozen=True, kw_only=True)
class Above(Relation):
    """`a` hangs above `b`: its base is not lower than `b`'s top and its centre within `tol` of `b`'s middle, measured
    along the wall for a thing on a wall and in both directions for a thing on the ceiling."""

    kind: ClassVar[str] = "above"
    tol: float = 0.1


@dataclass(frozen=True, kw_only=True)
class Under(Relation):
    """`a` lies or stands under `b`: their footprints overlap by at least `share` of the smaller one, as a rug under a
    table or a stool under a desk."""

    kind: ClassVar[str] = "under"
    share: float = 0.3


@dataclass(frozen=True, kw_only=True)
class Beside(Relation):
    """`a` stands to the left or right of `b` (or on the named `side`), at a gap of at most `max`."""

    kind: ClassVar[str] = "beside"
    side: Literal["either", "left", "right"] = "either"
    max: float = 0.15


@dataclass(frozen=True, kw_only=True)
class Between(Relation):
    """The centre of `a` lies between `b` and `c` (bodies or openings): within `tol` of the line that joins them."""

    kind: ClassVar[str] = "between"
    c: str = ""
    tol: float = 0.3


@dataclass(frozen=True, kw_only=True)
class Parallel(Relation):
    """`a` and `b` are parallel: their orientations differ by a multiple of a quarter turn."""

    kind: ClassVar[str] = "parallel"


@dataclass(frozen=True, kw_only=True)
class Offset(Relation):
    """`a` keeps its place in the frame of `b`: at (`x`, `y`), its base `z` above `b`'s base, turned by `yaw`
    against it, each within `tol` (metres, and as much in radians). Members of a furniture group are held so."""

    kind: ClassVar[str] = "offset"
    x: float = 0.0
    y: float = 0.0
    z: float = 0.0
    yaw: float = 0.0
    tol: float = 0.005


@dataclass(frozen=True, kw_only=True)
class KeepClear(Relation):
    """The floor before the `side` of `a` stays free for `depth`, over the middle four fifths of that side."""

    kind: ClassVar[str] = "keep_clear"
    side: Literal["front", "back", "left", "right"] = "front"
    depth: float = 0.6


KINDS: dict[str, type[Relation]] = {
    c.kind: c
    for c in (
        AgainstWall,
        Corner,
        Near,
        Far,
        Distance,
        Around,
        Facing,
        Aligned,
        OnTopOf,
        InFrontOf,
        Behind,
        LeftOf,
        RightOf,
        CenteredOn,
        AtWall,
        CenteredOnWall,
        CenteredInRoom,
        AtWindow,
        Above,
        Under,
        Beside,
        Between,
        Parallel,
        Offset,
        KeepClear,
    )
}
"""Every relation by its name in files."""
CONTRACT_KINDS: tuple[str, ...] = tuple(KINDS)[:14]
UNARY: frozenset[str] = frozenset(
    {"against_wall", "corner", "at_wall", "centered_on_wall", "centered_in_room", "keep_clear"}
)


def sentence(kind: str) -> str:
    """The sentence of a relation, in one line."""
    return " ".join((KINDS[kind].__doc__ or "").split())
