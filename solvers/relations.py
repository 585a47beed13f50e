"""The vocabulary of placement, once: one small dataclass for each relation between things in a room.

A relation has three readings: its **sentence** (the docstring here, which a language model and a person read), its
**loss** (`losses.py`) and its exact **check** (`check.py`). Tests hold the three together.

`a` is the body that the relation is about. `b` is what it relates to: another body or, where the sentence says so, a
landmark of the room: a door, window, radiator, socket or column by its id. Lengths are metres, angles radians. `hard`
relations must hold; soft ones count with their `weight`. In files a relation reads {"type", "a", "b", "args", "hard",
"weight"}; `args` are the other fields, with angles in degrees under a name ending in `_deg`. Walls and vertices are
named by their number; an empty list means any.

The first fourteen are those of the contract's layout problem; the rest is the product's own. `docs/relations.md` lists
them all.
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

    @property
    def names(self) -> tuple[str, ...]:
        """All ids that the relation names, `a` first."""
        others: tuple[str, ...] = getattr(self, "others", ())
        return tuple(i for i in (self.a, self.b, getattr(self, "c", None), *others) if i)


@dataclass(frozen=True, kw_only=True)
class AgainstWall(Relation):
    """`a` stands with its back against some wall."""

    kind: ClassVar[str] = "against_wall"


@dataclass(frozen=True, kw_only=True)
class Corner(Relation):
    """`a` stands in a corner of the room: a convex vertex, or one of those numbered in `vertices`."""

    kind: ClassVar[str] = "corner"
    vertices: tuple[int, ...] = ()


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
    """`a` stands on `b`, its centre over one of `b`'s surfaces: on any of them, on the highest (`level` "top"), or
    inside `b` as a book in a shelf (`level` "inside": all of `a` within `b`'s outline and below `b`'s top)."""

    kind: ClassVar[str] = "on_top_of"
    level: Literal["any", "top", "inside"] = "any"


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
    """`a` has its back against a wall (of those numbered in `walls`) and its middle within `tol` of the wall's."""

    kind: ClassVar[str] = "centered_on_wall"
    walls: tuple[int, ...] = ()
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
    """`a` stands to the left or right of `b`, a body or an opening (or on the named `side`), at a gap of at most
    `max`."""

    kind: ClassVar[str] = "beside"
    side: Literal["either", "left", "right"] = "either"
    max: float = 0.15


@dataclass(frozen=True, kw_only=True)
class Between(Relation):
    """The centre of `a` lies between `b` and `c` (bodies or openings): within `tol` of the line that joins them, or
    (`where` "middle") of the middle of that line."""

    kind: ClassVar[str] = "between"
    c: str = ""
    where: Literal["anywhere", "middle"] = "anywhere"
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


@dataclass(frozen=True, kw_only=True)
class ParallelToWall(Relation):
    """`a` is parallel to one of the walls numbered in `walls` (any wall if none is): its sides run along the wall."""

    kind: ClassVar[str] = "parallel_to_wall"
    walls: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class FacingWall(Relation):
    """The front of `a` points squarely to one of the walls numbered in `walls` (any wall if none is)."""

    kind: ClassVar[str] = "facing_wall"
    walls: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class FacingAway(Relation):
    """The back of `a` points to `b` (a body or an opening): its front looks away."""

    kind: ClassVar[str] = "facing_away"


@dataclass(frozen=True, kw_only=True)
class Turned(Relation):
    """`a` is turned by `yaw`, counter-clockwise seen from above: at 0 its front points south, at 90 degrees east."""

    kind: ClassVar[str] = "turned"
    yaw: float = 0.0


@dataclass(frozen=True, kw_only=True)
class At(Relation):
    """The centre of `a` is within `tol` of the point (`x`, `y`) of the floor; it may turn. Something locked in its
    place that may still be turned is held so."""

    kind: ClassVar[str] = "at"
    x: float = 0.0
    y: float = 0.0
    tol: float = 0.01


@dataclass(frozen=True, kw_only=True)
class AtHeight(Relation):
    """The base (or the `middle` or `top`, as `of` says) of `a` is `height` above the floor, within `tol`."""

    kind: ClassVar[str] = "at_height"
    height: float = 0.0
    of: Literal["base", "middle", "top"] = "base"
    tol: float = 0.01


@dataclass(frozen=True, kw_only=True)
class LinedUp(Relation):
    """`a` lines up with `b`, seen in `b`'s frame: their `left`, `right`, `front` or `back` edges are level within
    `tol`, or the middle of `a` lies on `b`'s `axis` (from back to front) or is `level` with `b`'s middle."""

    kind: ClassVar[str] = "lined_up"
    by: Literal["back", "front", "left", "right", "axis", "level"] = "back"
    tol: float = 0.05


@dataclass(frozen=True, kw_only=True)
class InRow(Relation):
    """`a` and then the `others`, in this order from left to right, stand in a row: turned the same way, each next one
    at a gap between `min` and `max`, their `back` or `front` edges or their middles (`level`) in line within `tol`."""

    kind: ClassVar[str] = "in_row"
    others: tuple[str, ...] = ()
    min: float = 0.0
    max: float = 0.6
    by: Literal["back", "front", "level"] = "back"
    tol: float = 0.05


@dataclass(frozen=True, kw_only=True)
class Symmetric(Relation):
    """`a` and `b` are a symmetric pair: mirror images of each other about the axis of `c` (a body or an opening) from
    back to front, each within `tol`."""

    kind: ClassVar[str] = "symmetric"
    c: str = ""
    tol: float = 0.05


@dataclass(frozen=True, kw_only=True)
class EvenlyAround(Relation):
    """`a` and the `others` stand evenly around `b`, within `tol`. By `sides`: those before one side of `b` are evenly
    spaced about its middle, and opposite sides have as many, give or take one. By `angle`, as at a round table: equally
    far from `b`'s middle and from each other."""

    kind: ClassVar[str] = "evenly_around"
    others: tuple[str, ...] = ()
    by: Literal["sides", "angle"] = "sides"
    tol: float = 0.1


@dataclass(frozen=True, kw_only=True)
class InZone(Relation):
    """`a` stands in the room's zone named `zone`: `all` of its footprint or (as `part` says) its `centre`."""

    kind: ClassVar[str] = "in_zone"
    zone: str = ""
    part: Literal["all", "centre"] = "all"


@dataclass(frozen=True, kw_only=True)
class NotBlocking(Relation):
    """`a` does not block the door, window, radiator or socket `b`: it stands out of the floor before `b`, as wide as
    `b` and `depth` deep, unless all of it is lower or higher than `b`."""

    kind: ClassVar[str] = "not_blocking"
    depth: float = 0.5


@dataclass(frozen=True, kw_only=True)
class Sees(Relation):
    """From `a` one sees `b` (a body or an opening): nothing else that reaches up to the eyes (`height` above the
    floor) stands in the strip, `width` wide, that joins their middles."""

    kind: ClassVar[str] = "sees"
    height: float = 1.15  # who sits: a seat of 0.43 m and 0.70 to 0.85 m from there to the eyes (DIN 33402-2)
    width: float = 0.1


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
        ParallelToWall,
        FacingWall,
        FacingAway,
        Turned,
        At,
        AtHeight,
        LinedUp,
        InRow,
        Symmetric,
        EvenlyAround,
        InZone,
        NotBlocking,
        Sees,
    )
}
"""Every relation by its name in files."""
CONTRACT_KINDS: tuple[str, ...] = tuple(KINDS)[:14]
UNARY: frozenset[str] = frozenset({
    "against_wall", "corner", "at_wall", "centered_on_wall", "centered_in_room", "keep_clear", "parallel_to_wall",
    "facing_wall", "turned", "at", "at_height", "in_row", "in_zone",
})  # fmt: skip
"""The kinds that have no `b`."""
LANDMARK_KINDS: frozenset[str] = frozenset({
    "near", "far", "facing", "at_window", "between", "above", "centered_on", "distance", "facing_away", "beside",
    "symmetric", "not_blocking", "sees",
})  # fmt: skip
"""The kinds whose `b` or `c` may be a landmark of the room: a door, window, radiator, socket or column."""


def sentence(kind: str) -> str:
    """The sentence of a relation, in one line."""
    return " ".join((KINDS[kind].__doc__ or "").split())
