"""What is to be solved: a room, bodies to place in it and relations that must or should hold.

Nothing here searches or judges. A `Body` is plain numbers; whoever makes the problem knows what the numbers mean.
Frame of a body: origin at the centre of its footprint at its base, front towards -y, left towards -x (as seen by a
person who stands in front of it and looks at it), z up [m].
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from solvers.relations import Relation
from solvers.room import Room

Vec3 = tuple[float, float, float]
Mount = Literal["floor", "wall", "ceiling"]
Side = Literal["front", "back", "left", "right"]
WindowRule = Literal["low", "free", "never"]
"""Whether a thing may stand before a window: while it is no taller than the sill, always, or not at all."""


@dataclass(frozen=True)
class Pose:
    """Centre of the footprint (x, y), height of the base z [m] and yaw [rad], counter-clockwise seen from above."""

    x: float
    y: float
    z: float = 0.0
    yaw: float = 0.0


@dataclass(frozen=True)
class Box:
    """An axis-aligned box in the body's own frame: lower and upper corner [m]."""

    lo: Vec3
    hi: Vec3


@dataclass(frozen=True)
class Surface:
    """A level rectangle on which other bodies may stand: height, extent in the body's frame, clear height above [m]."""

    height: float
    x0: float
    y0: float
    x1: float
    y1: float
    clear: float = 10.0


@dataclass(frozen=True)
class Access:
    """Floor that should stay free before one side of a body, over the middle `share` of that side [m]."""

    side: Side
    depth: float
    share: float = 0.8


@dataclass(frozen=True)
class Body:
    """One thing to place. `parts` are its solid volumes (empty: the whole box); `surfaces` are where things may stand
    on it (empty: its whole top). `fixed` keeps it where it is; `elevation` is the height of its base when it hangs.
    `yaw` says which yaws a search tries: quarter turns from the directions of the walls, or any."""

    id: str
    size: Vec3
    category: str = ""
    mount: Mount = "floor"
    elevation: float | None = None
    fixed: Pose | None = None
    parts: tuple[Box, ...] = ()
    surfaces: tuple[Surface, ...] = ()
    access: tuple[Access, ...] = ()
    before_window: WindowRule = "low"
    yaw: Literal["quarter", "free"] = "quarter"

    def window_reach(self, z: float) -> float:
        """How high it counts before a window when its base is at `z` [m]: nothing above the sill should stand there."""
        return {"low": z + self.size[2], "free": 0.0, "never": math.inf}[self.before_window]

    @property
    def solid(self) -> tuple[Box, ...]:
        """The solid volumes; never empty."""
        w, d, h = self.size
        return self.parts or (Box((-w / 2, -d / 2, 0.0), (w / 2, d / 2, h)),)

    @property
    def tops(self) -> tuple[Surface, ...]:
        """The surfaces to stand on; never empty."""
        w, d, h = self.size
        return self.surfaces or (Surface(h, -w / 2, -d / 2, w / 2, d / 2),)

    def boards(self, level: str) -> tuple[Surface, ...]:
        """The surfaces of one level: "any", the highest ("top") or those below the body's top ("inside")."""
        high = max(f.height for f in self.tops)
        if level == "any":
            return self.tops
        return tuple(f for f in self.tops if (f.height == high if level == "top" else f.height < self.size[2] - 1e-6))


@dataclass(frozen=True)
class LayoutProblem:
    """A room, bodies and relations. Body ids are unique; relations name bodies, or openings where they allow it. In an
    `accessible` room the objective asks for the ways and the turning circle of a wheelchair."""

    name: str
    room: Room
    bodies: tuple[Body, ...]
    relations: tuple[Relation, ...] = ()
    accessible: bool = False

    def body(self, id: str) -> Body:
        return next(b for b in self.bodies if b.id == id)
