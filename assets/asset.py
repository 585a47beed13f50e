"""What the rest of the product knows of a piece of furniture: its true size, its front, where things may stand on it.

Frame of every asset: metres, z up, origin at the centre of the footprint at the base, front towards -y.
Nothing here loads or builds a mesh; `Asset.model()` does, on demand.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from assets.model import Model

Vec3 = tuple[float, float, float]
Placement = Literal["floor", "wall", "ceiling", "surface"]
SideName = Literal["front", "back", "left", "right"]
WindowRule = Literal["low", "free", "never"]
"""Whether a thing may stand before a window: while it is no taller than the sill, always, or not at all."""


def window_reach(rule: WindowRule, height: float) -> float:
    """The height that counts before a window [m]: what reaches above a sill should not stand there. 0 for what belongs
    before a window, infinite for what must not stand before any."""
    return {"low": height, "free": 0.0, "never": math.inf}[rule]


@dataclass(frozen=True)
class SolidBox:
    """A solid volume of the asset: lower and upper corner [m]. Together they contain every vertex of the mesh; what
    lies outside all of them (under a table top, above a chair's seat) is free."""

    lo: Vec3
    hi: Vec3


@dataclass(frozen=True)
class Support:
    """A level rectangle to put things on: height and extent in the asset's frame, clear height above it [m]."""

    height: float
    x0: float
    y0: float
    x1: float
    y1: float
    clear: float = 10.0


@dataclass(frozen=True)
class UseZone:
    """Floor that a person needs before one side to use the thing (to open, sit down, stand) [m]."""

    side: SideName
    depth: float


@dataclass(frozen=True)
class AssetQuery:
    """What is looked for. `size` may leave axes open (None). `options` are choices such as ("seats", "3")."""

    category: str
    words: str = ""
    size: tuple[float | None, float | None, float | None] = (None, None, None)
    style: str = "modern"
    materials: tuple[str, ...] = ()
    colours: tuple[str, ...] = ()
    options: tuple[tuple[str, str], ...] = ()
    seed: int = 0


@dataclass(frozen=True)
class Asset:
    """A piece of furniture that can be placed. `id` with `source` names it for good: the same pair gives the same mesh.
    `elevation` is the usual height of the base of a thing that hangs on a wall [m]. `why` says how it came to be chosen
    and `warning` what a person should know of its size; neither is part of what it is."""

    id: str
    source: str
    licence: str
    category: str
    name: str
    size: Vec3
    placement: Placement
    solid: tuple[SolidBox, ...] = ()
    supports: tuple[Support, ...] = ()
    access: tuple[UseZone, ...] = ()
    before_window: WindowRule = "low"
    colour: str = ""
    material: str = ""
    style: str = ""
    credit: str = ""
    elevation: float | None = None
    stand_in: bool = False
    why: str = field(default="", compare=False)
    warning: str = field(default="", compare=False)
    build: Callable[[], Model] | None = field(default=None, repr=False, compare=False)

    @property
    def window_reach(self) -> float:
        """See the function of that name."""
        return window_reach(self.before_window, self.size[2])

    def model(self) -> Model:
        """The mesh. Raises `RuntimeError` when this asset was made without a builder."""
        if self.build is None:
            raise RuntimeError(f"asset {self.id} has no builder")
        return self.build()


@dataclass(frozen=True)
class Match:
    """An asset that answers a query, with a score in [0, 1] and the reason in words."""

    asset: Asset
    score: float

    @property
    def why(self) -> str:
        """The reason in words."""
        return self.asset.why
