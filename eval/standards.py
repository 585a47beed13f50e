"""The numbers that use is judged by (`data/use.toml`), read and validated once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from pydantic import TypeAdapter

Side = Literal["front", "back", "left", "right"]


@dataclass(frozen=True)
class Need:
    """Floor before a piece: `depth` [m] before at least `least` of the `sides`, over `span` (fractions of the side)."""

    what: str
    categories: tuple[str, ...]
    depth: float
    source: str
    sides: tuple[Side, ...] = ("front",)
    least: int = 1
    span: tuple[float, float] = (-0.4, 0.4)


@dataclass(frozen=True)
class Route:
    """The least good width of a way [m], and how far an arm reaches [m]."""

    least: float
    arm: float
    source: str


@dataclass(frozen=True)
class Screen:
    """Good ratio of viewing distance to diagonal, and the largest angle off the axis [degrees]."""

    ratio: tuple[float, float]
    ratio_source: str
    angle: float
    angle_source: str


@dataclass(frozen=True)
class Sight:
    """Height of the eyes of who sits on a seat above the floor, and of who sits up in bed above the bed [m]; the least
    share of the screen that is good."""

    seated: float
    bed: float
    screen: float
    source: str


@dataclass(frozen=True)
class Coffee:
    """Good gap between a sofa's front and its coffee table [m]."""

    gap: tuple[float, float]
    source: str


@dataclass(frozen=True)
class Chair:
    """Room from a table's edge to what is behind its chair [m]."""

    room: float
    source: str


@dataclass(frozen=True)
class Surface:
    """Gap between a seat and the nearest surface to put a cup on [m]."""

    gap: float
    source: str


@dataclass(frozen=True)
class Light:
    """Distance between a seat and the nearest lamp [m]."""

    distance: float
    source: str


@dataclass(frozen=True)
class Daylight:
    """Depth of a window's daylight in heights of its head above the floor."""

    heights: float
    source: str


@dataclass(frozen=True)
class Glass:
    """Least ratio of glass to floor area."""

    least: float
    source: str


@dataclass(frozen=True)
class Circle:
    """Least diameter [m] of the largest free circle, in rooms up to `small_room` [m2] and above."""

    small_room: float
    least: tuple[float, float]
    source: str


@dataclass(frozen=True)
class Balance:
    """Largest offset of the centre of mass, as a share of the room's size."""

    most: float
    source: str


@dataclass(frozen=True)
class Parallel:
    """Tolerance [degrees], and the least share of pieces."""

    degrees: float
    least: float
    source: str


@dataclass(frozen=True)
class Wheelchair:
    """What a wheelchair needs: width of a route, of a door and of the floor beside a bed, diameter of a turning circle,
    heights that a hand reaches from it, and of a surface to work at [m]."""

    route: float
    route_source: str
    door: float
    door_source: str
    bed: float
    bed_source: str
    circle: float
    circle_source: str
    reach: tuple[float, float]
    reach_source: str
    surface: tuple[float, float]
    surface_source: str


@dataclass(frozen=True)
class Standards:
    """All of `data/use.toml`. `fill` maps a room type to its good range, and "any" to that of the others."""

    roles: Mapping[str, tuple[str, ...]]
    need: tuple[Need, ...]
    route: Route
    screen: Screen
    sight: Sight
    coffee: Coffee
    chair: Chair
    surface: Surface
    light: Light
    daylight: Daylight
    glass: Glass
    circle: Circle
    balance: Balance
    parallel: Parallel
    wheelchair: Wheelchair
    fill: Mapping[str, tuple[float, float] | str]

    def need_of(self, category: str) -> Need | None:
        return next((n for n in self.need if category in n.categories), None)

    def fill_of(self, room_type: str) -> tuple[float, float]:
        """The good range of footprint over floor area."""
        found = self.fill.get(room_type, self.fill["any"])
        if isinstance(found, str):
            raise ValueError(f"{room_type!r} has no range of fill")
        return found


@cache
def standards() -> Standards:
    """The numbers. Raises `pydantic.ValidationError` when the shipped file is faulty."""
    text = files("eval").joinpath("data/use.toml").read_text(encoding="utf-8")
    return TypeAdapter(Standards).validate_python(tomllib.loads(text))
